//! Values as people write them: in tables, on axes and beside points.

use super::{Figure, Measure, PeriodKind, units};
use crate::text::numbers::{counted, grouped};

/// Values from here on are written in millions where they come out even.
const MILLION: f64 = 1e6;
/// Beyond this not every whole number can be told.
const LARGEST: f64 = 9_007_199_254_740_992.0;

impl Figure {
    /// The value with its unit, without what is counted: `1,400`, `£2.7m`, `26%`, `7 years`, `13th`.
    pub fn written(&self) -> String {
        match self.upper {
            Some(upper) => span(self.value, upper, self.measure, &self.unit),
            None => written(self.value, self.measure, &self.unit),
        }
    }

    /// The value, and the upper one of a range, in another unit of the same dimension.
    pub fn value_in(&self, unit: &str) -> (f64, Option<f64>) {
        let units = units::of(&self.unit).zip(units::of(unit));
        let units = units.filter(|(own, wanted)| own.dimension == wanted.dimension);
        let convert = |value: f64| units.map_or(value, |(own, wanted)| own.value_in(value, wanted));
        (convert(self.value), self.upper.map(convert))
    }

    /// The same as it is meant: `over 670`, `500+`, `4,100 a year`.
    pub fn written_as_meant(&self) -> String {
        let meant = self.qualifier.with(&self.written());
        match self.period.kind {
            PeriodKind::Unsaid => meant,
            _ => format!("{meant} {}", self.period.words),
        }
    }
}

/// A value of a measure as people write it; `unit` is that of a [`Figure`].
pub fn written(value: f64, measure: Measure, unit: &str) -> String {
    let sign = if value < 0.0 { "−" } else { "" };
    match measure {
        Measure::Count if units::of(unit).is_some() => format!("{} {unit}", number(value)),
        // Of an infant the months are told.
        Measure::Age if value > 0.0 && value < 2.0 && !is_whole(value) => duration(value),
        Measure::Count | Measure::Age => number(value),
        Measure::Percent => format!("{}%", number(value)),
        Measure::Ordinal => ordinal(value),
        Measure::Duration => duration(value),
        Measure::Money => match unit {
            "GBP" => format!("{sign}£{}", number(value.abs())),
            "USD" => format!("{sign}${}", number(value.abs())),
            "EUR" => format!("{sign}€{}", number(value.abs())),
            "JPY" => format!("{sign}¥{}", number(value.abs())),
            other => format!("{other} {}", number(value)),
        },
    }
}

/// The two ends of a range: `40–50`, `£10m–£12m`, `6–8%`.
fn span(value: f64, upper: f64, measure: Measure, unit: &str) -> String {
    let last = written(upper, measure, unit);
    match measure {
        Measure::Count | Measure::Percent | Measure::Age => format!("{}–{last}", number(value)),
        Measure::Money | Measure::Ordinal => format!("{}–{last}", written(value, measure, unit)),
        Measure::Duration => format!("{} to {last}", written(value, measure, unit)),
    }
}

/// A number with its thousands grouped; millions and more in short where that says all of it.
fn number(value: f64) -> String {
    let sign = if value < 0.0 { "−" } else { "" };
    let value = value.abs();
    for (size, letters) in [(1e12, "tn"), (1e9, "bn"), (MILLION, "m")] {
        let times = value / size;
        if times >= 1.0 && is_whole(times * 100.0) && times < 1e4 {
            return format!("{sign}{}{letters}", trimmed(times, 2));
        }
    }
    if value >= LARGEST {
        return format!("{sign}{value:e}");
    }
    if is_whole(value) {
        return format!("{sign}{}", grouped(value.round() as usize));
    }
    let whole = value.trunc();
    let fraction = trimmed(value - whole, 2);
    match fraction.strip_prefix('0') {
        Some("") => format!("{sign}{}", grouped(whole as usize)),
        Some(fraction) => format!("{sign}{}{fraction}", grouped(whole as usize)),
        // It was rounded up.
        None => format!("{sign}{}", grouped(whole as usize + 1)),
    }
}

/// So many places behind the point at most, without noughts at the end.
fn trimmed(value: f64, places: usize) -> String {
    let written = format!("{value:.places$}");
    if written.contains('.') {
        written.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        written
    }
}

fn is_whole(value: f64) -> bool {
    (value - value.round()).abs() < 1e-9 * value.abs().max(1.0)
}

fn ordinal(value: f64) -> String {
    let whole = value.round() as i64;
    let ending = match (whole % 10, whole % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{whole}{ending}")
}

/// Units of time, one and many, and how many make a year; the largest first.
const TIMES: [(&str, &str, f64); 6] = [
    ("year", "years", 1.0),
    ("month", "months", 12.0),
    ("week", "weeks", 365.25 / 7.0),
    ("day", "days", 365.25),
    ("hour", "hours", 365.25 * 24.0),
    ("minute", "minutes", 365.25 * 1_440.0),
];

/// The largest unit of time in which so many years come out even, as an index.
fn even_time(years: f64) -> Option<usize> {
    TIMES.iter().position(|(.., times)| is_whole(years * times) && years * times >= 1.0)
}

/// A length of time in the largest unit in which it comes out even.
fn duration(years: f64) -> String {
    match even_time(years) {
        Some(time) => {
            let (one, many, times) = TIMES[time];
            counted((years * times).round() as usize, one, many)
        }
        None => format!("{} years", trimmed(years, 2)),
    }
}

/// The unit in which lengths of time are told together, by the words of each and its years, and how many of it make a year: the
/// smallest in which one of them is said; where no word says that, in which it comes out even.
pub fn unit_of_time<'w>(said: impl Iterator<Item = (&'w str, f64)>) -> (&'static str, f64) {
    let own = |(words, years): (&str, f64)| said_in(words).or_else(|| even_time(years));
    let (_, many, times) = TIMES[said.filter_map(own).max().unwrap_or_default()];
    (many, times)
}

/// The unit of time that words name last, or the one below it, as an index: `two decades` are told in years.
fn said_in(words: &str) -> Option<usize> {
    let mut named = words.rsplit(|c: char| !c.is_alphabetic());
    let size = named.find_map(|word| units::years(&word.to_lowercase()))?;
    Some(TIMES.iter().position(|(.., times)| size * times > 0.99).unwrap_or(TIMES.len() - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_as_people_write_them() {
        let count = |value| written(value, Measure::Count, "");
        assert_eq!([count(670.0), count(1400.0), count(29.14)], ["670", "1,400", "29.14"]);
        assert_eq!([count(2_700_000.0), count(2_700_001.0), count(1e9)], ["2.7m", "2,700,001", "1bn"]);
        assert_eq!([count(1399.999), count(-3.5), count(1e300)], ["1,400", "−3.5", "1e300"]);
        assert_eq!(written(18e6, Measure::Money, "GBP"), "£18m");
        assert_eq!(written(546_000.0, Measure::Money, "CHF"), "CHF 546,000");
        assert_eq!(written(26.0, Measure::Percent, "%"), "26%");
        assert_eq!(written(13.0, Measure::Ordinal, ""), "13th");
        assert_eq!(written(22.0, Measure::Ordinal, ""), "22nd");
        let years = |value| written(value, Measure::Duration, "years");
        assert_eq!([years(7.0), years(0.25), years(14.0 / 365.25)], ["7 years", "3 months", "2 weeks"]);
        assert_eq!(years(1.0 / 365.25), "1 day");
        let unit = |said: &[(&str, f64)]| unit_of_time(said.iter().copied()).0;
        let day = 1.0 / 365.25;
        assert_eq!(
            [unit(&[("six hours", 6.0 / 24.0 * day)]), unit(&[("28 days", 28.0 * day)])],
            ["hours", "days"]
        );
        assert_eq!(unit(&[("a year and a half", 1.5), ("eighteen months", 1.5)]), "months");
        assert_eq!(
            [unit(&[("two decades", 20.0)]), unit(&[("a fortnight", 14.0 * day)])],
            ["years", "weeks"]
        );
        assert_eq!([unit(&[("drei Tage", 3.0 * day)]), unit(&[])], ["days", "years"]);
        assert_eq!(written(34.0, Measure::Age, "years"), "34");
        assert_eq!(written(0.25, Measure::Age, "years"), "3 months");
        assert_eq!(written(-5e6, Measure::Money, "GBP"), "−£5m");
        assert_eq!(written(19.3, Measure::Count, "km"), "19.3 km");
    }

    #[test]
    fn both_ends_of_a_range_are_written() {
        assert_eq!(span(40.0, 50.0, Measure::Count, "homes"), "40–50");
        assert_eq!(span(10.0, 12.0, Measure::Count, "miles"), "10–12 miles");
        assert_eq!(span(10e6, 12e6, Measure::Money, "GBP"), "£10m–£12m");
        assert_eq!(span(6.0, 8.0, Measure::Percent, "%"), "6–8%");
        assert_eq!(span(3.0, 5.0, Measure::Duration, "years"), "3 years to 5 years");
    }
}
