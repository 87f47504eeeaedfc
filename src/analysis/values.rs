//! How values of attributes sort: numbers and dates by what they say, everything else as words.
//!
//! A value says nothing about the others of its attribute, so numbers and dates stand on one scale, on which a year is the
//! number it is and a month or a day a part of it: `950`, `1850`, `September 1850`, `2020-09-08`. Words come after it.

use crate::corpus::date;
use crate::text::numbers::in_natural_order;

/// What a value sorts by; equal for values that say the same, such as `8 September 2020` and `2020-09-08`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ValueKey {
    /// A place on the scale of numbers and dates.
    Scale(u64),
    /// Words, numbers among them by their size.
    Words(String),
}

impl ValueKey {
    /// Reads a value.
    pub fn of(value: &str) -> Self {
        let value = value.trim();
        let is_more_than_words = value.contains(|c: char| c.is_ascii_digit());
        let read = || number(value).or_else(|| date::alone(value).as_deref().and_then(on_the_scale));
        match is_more_than_words.then(read).flatten() {
            Some(place) => Self::Scale(ordered(place)),
            None => Self::Words(in_natural_order(value)),
        }
    }
}

/// What a value that may be missing sorts by: those that say nothing come last.
pub fn missing_last(value: &str) -> (bool, ValueKey) {
    (value.trim().is_empty(), ValueKey::of(value))
}

/// A number so written that comparing bits compares numbers.
fn ordered(number: f64) -> u64 {
    // There are two zeros.
    let bits = (number + 0.0).to_bits();
    if bits >> 63 == 1 { !bits } else { bits | 1 << 63 }
}

/// The place of a date, as ISO 8601.
fn on_the_scale(iso: &str) -> Option<f64> {
    let mut parts = iso.split('-').map(|part| part.parse::<f64>().ok());
    let year = parts.next()??;
    let mut rest = || parts.next().flatten().unwrap_or_default();
    // Every month and every day has a place of its own, which binary fractions hold exactly.
    Some(year + rest() / 16.0 + rest() / 1024.0)
}

/// `-3.5`, `1,234`, `12 000`, `0,5`: a number and nothing else. A comma before three digits parts thousands.
fn number(value: &str) -> Option<f64> {
    let minus = value.strip_prefix(['-', '−']);
    let unsigned = minus.unwrap_or(value);
    let (whole, fraction) = match unsigned.rsplit_once(['.', ',']) {
        Some((whole, tail)) if unsigned.as_bytes()[whole.len()] == b'.' || tail.len() != 3 => (whole, tail),
        _ => (unsigned, "0"),
    };
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = whole.split([',', '.', ' ', '\u{a0}', '\u{2009}', '\u{202f}', '\'', '’']);
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let are_thousands = rest.is_empty() || first.len() <= 3 && rest.iter().all(|group| group.len() == 3);
    if !is_digits(first)
        || !are_thousands
        || !rest.iter().all(|group| is_digits(group))
        || !is_digits(fraction)
    {
        return None;
    }
    let number: f64 = format!("{first}{}.{fraction}", rest.concat()).parse().ok()?;
    Some(if minus.is_some() { -number } else { number })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_in_the_order_of_what_they_say() {
        let in_order = [
            "-12",
            "−3.5",
            "0",
            "0,5",
            "3.25",
            "3.5",
            "20",
            "950",
            "1850",
            "September 1850",
            "3. Oktober 1850",
            "1,900",
            "2019-12-31",
            "2020",
            "January 2020",
            "8.9.2020",
            "Wednesday 9 September 2020",
            "2020-09-10T10:30:00Z",
            "12 000",
            "1,234,567",
            "box 2",
            "Box 10",
            "letter 2 of 8 May 1850 to his brother",
            "unknown",
        ];
        let keys: Vec<ValueKey> = in_order.iter().map(|value| ValueKey::of(value)).collect();
        for (at, pair) in keys.windows(2).enumerate() {
            assert!(pair[0] < pair[1], "{} {}", in_order[at], in_order[at + 1]);
        }
    }

    #[test]
    fn values_that_say_the_same_are_equal() {
        for same in [
            ["8 September 2020", "2020-09-08"],
            ["8.9.2020", " 8 Sep 2020 "],
            ["1,234", "1234.0"],
            ["-0", "0"],
        ] {
            assert_eq!(ValueKey::of(same[0]), ValueKey::of(same[1]), "{same:?}");
        }
        for other in ["1,23,456", "1.2.3", "nan", "inf", "5.", ".5", "1e5", "9/8/2020"] {
            assert!(matches!(ValueKey::of(other), ValueKey::Words(_)), "{other}");
        }
    }
}
