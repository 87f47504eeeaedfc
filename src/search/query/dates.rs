//! Days, months and years in queries and attributes, as ranges of days.

use std::fmt;

use crate::corpus::date;

/// A day as year, month, day.
type Day = (i32, u32, u32);

/// A range of days, both ends included; an open end reaches without limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateRange {
    from: Option<Day>,
    to: Option<Day>,
}

impl DateRange {
    /// The days of `2019`, `2019-09`, `2019-09-18`, of two of them with `..` between, or of one with `..` before or
    /// after it. `None` for anything else, and for a range that ends before it begins.
    pub fn parse(value: &str) -> Option<Self> {
        let Some((from, to)) = value.split_once("..") else {
            return day_range(value);
        };
        let end = |value: &str| match value.trim() {
            "" => Some(None),
            value => day_range(value).map(Some),
        };
        let (from, to) = (end(from)?, end(to)?);
        let range = Self { from: from.and_then(|range| range.from), to: to.and_then(|range| range.to) };
        let in_order = match (range.from, range.to) {
            (Some(from), Some(to)) => from <= to,
            (None, None) => false,
            _ => true,
        };
        in_order.then_some(range)
    }

    /// True when the two have a day in common.
    pub fn overlaps(self, other: Self) -> bool {
        let before = |a: Option<Day>, b: Option<Day>| match (a, b) {
            (Some(a), Some(b)) => a <= b,
            _ => true,
        };
        before(self.from, other.to) && before(other.from, self.to)
    }
}

impl fmt::Display for DateRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = |f: &mut fmt::Formatter<'_>, day: Option<Day>| match day {
            Some((year, month, day)) => write!(f, "{year:04}-{month:02}-{day:02}"),
            None => Ok(()),
        };
        day(f, self.from)?;
        f.write_str("..")?;
        day(f, self.to)
    }
}

/// The days that a date as an attribute has it stands for: a year, a month or a day; `None` when it is none.
pub fn day_range(value: &str) -> Option<DateRange> {
    let mut parts = value.trim().split('-');
    let year = number(parts.next()?, 4)?;
    let year = i32::try_from(year).ok()?;
    let month = parts.next().map(|part| number(part, 2).filter(|month| (1..=12).contains(month)));
    let day = parts.next().map(|part| number(part, 2).filter(|day| (1..=31).contains(day)));
    if parts.next().is_some() {
        return None;
    }
    let (from, to) = match (month, day) {
        (None, _) => ((year, 1, 1), (year, 12, 31)),
        // That a month has fewer days makes no difference: no document is dated on those it has not.
        (Some(month), None) => ((year, month?, 1), (year, month?, 31)),
        (Some(month), Some(day)) => ((year, month?, day?), (year, month?, day?)),
    };
    Some(DateRange { from: Some(from), to: Some(to) })
}

/// The same of a date as people write it, too: `8 September 2020`, `8.9.2020`.
pub fn written_days(value: &str) -> Option<DateRange> {
    day_range(value).or_else(|| day_range(&date::normalised(value)?))
}

/// A number of exactly so many digits, or of one or two where two are asked for.
fn number(digits: &str, length: usize) -> Option<u32> {
    let fits = digits.len() == length || (length == 2 && digits.len() == 1);
    (fits && digits.bytes().all(|byte| byte.is_ascii_digit())).then(|| digits.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_people_write_them() {
        for written in ["8 September 2020", "8.9.2020", "2020-09-08", "Tuesday, 8th of September 2020"] {
            assert_eq!(written_days(written), day_range("2020-09-08"), "{written}");
        }
        assert_eq!(written_days("September 2020"), day_range("2020-09"));
        assert_eq!(written_days("Michaelmas"), None);
    }

    #[test]
    fn ranges_of_days() {
        let overlap =
            |range: &str, date: &str| DateRange::parse(range).unwrap().overlaps(day_range(date).unwrap());
        assert!(overlap("2019", "2019-09-18") && overlap("2019-09-18", "2019") && overlap("2019", "2019-02"));
        assert!(overlap("2019..2020", "2020-12-31") && !overlap("2019..2020", "2021"));
        assert!(overlap("2019-09..", "2024") && !overlap("2019-09..", "2019-08-31"));
        assert!(overlap("..2019-09", "2019-09-30") && !overlap("..2019-09", "2019-10"));
        for wrong in
            ["", "..", "last year", "2020..2019", "2019-13", "2019-1-1-1", "19", "a..b", "2019-00-01"]
        {
            assert_eq!(DateRange::parse(wrong), None, "{wrong}");
        }
    }
}
