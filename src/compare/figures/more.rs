//! Figures of one word that the rules for entities leave alone: ordinals, counts in brackets behind the noun, and bare numbers that
//! something has come to.

use super::Measure;
use super::forms::Sentence;
use super::labelled::is_labelled;
use super::numerals::follows;
use super::qualifier::Qualifier;
use crate::compare::function_words::FunctionWords;
use crate::entities::rules::numbers::{ordinal_in_letters, small};
use crate::entities::rules::numbers_things;
use crate::text::{Span, Text};

/// A figure by its place, kind and value; what it counts is read from the words around it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// The figure.
    pub span: Span,
    /// The number in it.
    pub number: Span,
    /// Its kind.
    pub measure: Measure,
    /// Its value; of a range the lower one.
    pub value: f64,
    /// The upper value of a range.
    pub upper: Option<f64>,
    /// What it is counted in, where that follows from its kind.
    pub unit: String,
    /// True when what it counts stands before it: `officers (1727)`.
    pub behind: bool,
    /// How exactly it is meant, where it says so itself: `in his forties`.
    pub qualifier: Option<Qualifier>,
}

impl Found {
    /// A figure that is a number with its unit and nothing else.
    pub fn of(span: Span, (measure, unit): (Measure, &str), value: f64) -> Self {
        Self { span, number: span, measure, value, unit: unit.to_owned(), ..Self::default() }
    }
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
pub fn more(text: &Text, words: &[Word], taken: &[Span], functions: FunctionWords) -> Vec<Found> {
    let body = text.as_str();
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let near = taken.partition_point(|span| span.end <= word.span.start);
        if taken.get(near).is_some_and(|span| span.overlaps(word.span)) {
            continue;
        }
        let next = words.get(at + 1).map(|word| word.form.as_str());
        let mut add = |span, measure, value, behind| {
            let number = word.span;
            found.push(Found { span, number, measure, value, behind, ..Found::default() });
        };
        if let Some(value) = ordinal(&word.form) {
            add(word.span, Measure::Ordinal, value, false);
        } else if let Some((from, value)) = written_ordinal(body, words, at)
            && next.is_some_and(|next| next != "century")
        {
            add(Span::new(words[from].span.start, word.span.end), Measure::Ordinal, value, false);
        } else if let Some(reached) = Sentence::new(body, words).reached(at) {
            found.push(reached);
        } else if let Some(value) = number(&word.form) {
            let in_brackets =
                body[..word.span.start].ends_with('(') && body[word.span.end..].starts_with(')');
            let is_counted = in_brackets
                && at > 0
                && !is_year(value, &word.form)
                && !body[..word.span.start - 1].ends_with('\n')
                && !is_index(body, words, at);
            if is_counted || is_labelled(body, words, at, functions) {
                add(word.span, Measure::Count, value, true);
            }
        }
    }
    found
}

/// `Hill (42)`: a name is not what a number in brackets counts, unless it is that of many: `Conservatives (42)`.
fn is_index(body: &str, words: &[Word], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| &words[before]) else { return true };
    // `clause (3)`
    if numbers_things(&before.form) {
        return true;
    }
    let opens = at == 1 || body[..before.span.start].trim_end().ends_with(['.', '\n', '•', ':']);
    body[before.span.start..].starts_with(char::is_uppercase) && !opens && !before.form.ends_with('s')
}

/// What stands before an ordinal in letters: `another third` is a part, and only `the third meeting` a place.
const DETERMINERS: [&str; 9] = ["the", "this", "his", "her", "their", "its", "my", "our", "your"];

/// The ordinal in letters that ends with the word `at`, by its first word and value: `the third`, `the twenty-first`.
fn written_ordinal(body: &str, words: &[Word], at: usize) -> Option<(usize, f64)> {
    let value = f64::from(ordinal_in_letters(&words[at].form)?);
    let before = at.checked_sub(1).filter(|_| value < 10.0 && follows(body, words, at));
    let tens = before.and_then(|before| small(&words[before].form));
    let (from, value) = match tens.filter(|tens| *tens >= 20.0 && tens % 10.0 == 0.0) {
        Some(tens) => (at - 1, tens + value),
        // `first` and `second` alone hardly ever count.
        None if value < 3.0 => return None,
        None => (at, value),
    };
    let determined = from.checked_sub(1).is_some_and(|before| {
        DETERMINERS.contains(&words[before].form.as_str()) && follows(body, words, from)
    });
    determined.then_some((from, value))
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
