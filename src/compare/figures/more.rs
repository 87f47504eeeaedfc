//! Figures that the rules for entities leave alone: ordinals, ages, counts in brackets behind the noun, half a million.

use super::Measure;
use crate::text::{Span, Text};

/// A figure by its place, kind and value; what it counts is read from the words around it.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The number.
    pub span: Span,
    /// Its kind.
    pub measure: Measure,
    /// Its value.
    pub value: f64,
    /// True when what it counts stands before it: `officers (1727)`.
    pub behind: bool,
}

/// A word of a sentence.
#[derive(Clone, Debug)]
pub struct Word {
    /// Where it stands.
    pub span: Span,
    /// As it is compared.
    pub form: String,
}

/// The other figures of a sentence; `taken` are the places where one or a date has been found already,
/// in order.
pub fn more(text: &Text, words: &[Word], taken: &[Span]) -> Vec<Found> {
    let body = text.as_str();
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let near = taken.partition_point(|span| span.end <= word.span.start);
        if taken.get(near).is_some_and(|span| span.overlaps(word.span)) {
            continue;
        }
        let before = at.checked_sub(1).map(|before| words[before].form.as_str());
        let next = |ahead: usize| words.get(at + ahead).map(|word| word.form.as_str());
        // `another third` is a part, and only `the third meeting` a place.
        let counted = || before.is_some_and(|before| DETERMINERS.contains(&before)) && next(1).is_some();
        if let Some(value) = ordinal(&word.form).or_else(|| written_ordinal(&word.form).filter(|_| counted()))
        {
            found.push(Found { span: word.span, measure: Measure::Ordinal, value, behind: false });
        } else if let Some(value) = number(&word.form) {
            // `aged 34`, `34-year-old`
            let old = matches!(next(1), Some("year" | "years")) && next(2) == Some("old");
            let in_brackets =
                body[..word.span.start].ends_with('(') && body[word.span.end..].starts_with(')');
            if before == Some("aged") || old {
                let end = if old { words[at + 2].span.end } else { word.span.end };
                let span = Span::new(word.span.start, end);
                found.push(Found { span, measure: Measure::Age, value, behind: false });
            } else if in_brackets
                && at > 0
                && !is_year(value, &word.form)
                && !body[..word.span.start - 1].ends_with('\n')
            {
                found.push(Found { span: word.span, measure: Measure::Count, value, behind: true });
            }
        } else if word.form == "half" && matches!(next(1), Some("a" | "an")) {
            let times = match next(2) {
                Some("million") => 1e6,
                Some("billion") => 1e9,
                Some("dozen") => 12.0,
                _ => continue,
            };
            let span = Span::new(word.span.start, words[at + 2].span.end);
            found.push(Found { span, measure: Measure::Count, value: times / 2.0, behind: false });
        }
    }
    found
}

/// What stands before an ordinal in letters.
const DETERMINERS: [&str; 9] = ["the", "this", "his", "her", "their", "its", "my", "our", "your"];

/// The value of `third`; not of `first` and `second`, which hardly ever count.
fn written_ordinal(form: &str) -> Option<f64> {
    const WRITTEN: [&str; 10] =
        ["third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"];
    WRITTEN.iter().position(|word| *word == form).map(|at| at as f64 + 3.0)
}

/// The value of `13th`.
fn ordinal(form: &str) -> Option<f64> {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|ending| form.strip_suffix(ending))?;
    number(digits)
}

fn number(form: &str) -> Option<f64> {
    let fits = form.len() <= 15 && form.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    (fits && form.starts_with(|c: char| c.is_ascii_digit())).then(|| form.parse().ok()).flatten()
}

/// A number in brackets that is written like a year is taken for one only when it would be of our time.
fn is_year(value: f64, form: &str) -> bool {
    form.len() == 4 && (1800.0..=2099.0).contains(&value)
}
