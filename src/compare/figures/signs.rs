//! Values below nought: `-3.2%`, `−5 degrees`, `minus 3 per cent`.

use super::more::Found;
use super::{Measure, units};
use crate::text::Span;

/// A figure with the sign before it.
pub fn signed(body: &str, found: Found) -> Found {
    let start = found.span.start;
    let before = &body[..start];
    // A currency sign stands between or is part of the figure.
    let is_word = before.len() >= 6
        && before.is_char_boundary(before.len() - 6)
        && before[before.len() - 6..].eq_ignore_ascii_case("minus ")
        && !before[..before.len() - 6].ends_with(char::is_alphanumeric);
    let length = if is_word {
        6
    } else {
        let Some(sign) = before.chars().next_back().filter(|c| matches!(c, '-' | '−')) else {
            return found;
        };
        let outside = before[..before.len() - sign.len_utf8()].chars().next_back();
        // At the beginning of a line a hyphen may open an item of a list.
        let is_free = outside.is_some_and(|c| c.is_whitespace() && c != '\n' || "([|".contains(c));
        let is_measured =
            matches!(found.measure, Measure::Percent | Measure::Money) || units::of(&found.unit).is_some();
        let is_hyphen = sign == '-' && !(is_free && is_measured);
        if is_hyphen || outside.is_some_and(char::is_alphanumeric) {
            return found;
        }
        sign.len_utf8()
    };
    let can_be = matches!(found.measure, Measure::Percent | Measure::Money | Measure::Count);
    if !can_be || found.upper.is_some() || found.value <= 0.0 {
        return found;
    }
    let span = Span::new(start - length, found.span.end);
    let number = Span::new(span.start, found.number.end);
    Found {
        span,
        number: if found.number.start == start { number } else { found.number },
        value: -found.value,
        ..found
    }
}
