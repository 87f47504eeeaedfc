//! English numbers among the words of a sentence: `34`, `2.5m`, `thirty-four`, `a hundred and five`, `two million`.
//!
//! The numerals themselves are those of [`crate::entities::rules`]; here they are read from words as they are compared, in
//! which a hyphen parts.

use super::more::Word;
use crate::entities::rules::numbers::{letters_on, multiple, small, split_digits};

/// A number among words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Numeral {
    /// One past its last word.
    pub to: usize,
    /// How much it is.
    pub value: f64,
}

/// The number that begins with the word `at`.
pub fn numeral(body: &str, words: &[Word], at: usize) -> Option<Numeral> {
    let form = words.get(at)?.form.as_str();
    let mut numeral = match split_digits(form) {
        Some((value, "")) => Numeral { to: at + 1, value },
        Some((value, letters)) => Numeral { to: at + 1, value: value * multiple(letters)? },
        None => return in_letters(body, words, at),
    };
    while let Some(times) = magnitude(body, words, numeral.to) {
        numeral.value *= times;
        numeral.to += 1;
    }
    Some(numeral)
}

/// `thirty four`, `a hundred and five`, `two million`.
fn in_letters(body: &str, words: &[Word], at: usize) -> Option<Numeral> {
    let form = words[at].form.as_str();
    let first = match form {
        "a" | "an" => magnitude(body, words, at + 1).map(|_| 1.0)?,
        "dozen" => return None,
        _ => small(form)?,
    };
    let word = |at: usize| words.get(at).filter(|_| follows(body, words, at)).map(|word| word.form.as_str());
    let number = letters_on(first, at, word, |at| magnitude(body, words, at));
    Some(Numeral { to: number.to, value: number.value })
}

/// What the word `at` multiplies the one before it by.
pub fn magnitude(body: &str, words: &[Word], at: usize) -> Option<f64> {
    let word = words.get(at).filter(|_| follows(body, words, at))?;
    let is_word = matches!(
        word.form.as_str(),
        "dozen" | "hundred" | "thousand" | "million" | "billion" | "trillion" | "m" | "bn" | "k"
    );
    if is_word { multiple(&word.form) } else { None }
}

/// True when nothing but spaces or a hyphen parts the word `at` from the one before it.
pub fn follows(body: &str, words: &[Word], at: usize) -> bool {
    let (Some(before), Some(word)) = (at.checked_sub(1).and_then(|at| words.get(at)), words.get(at)) else {
        return false;
    };
    let between = &body[before.span.end..word.span.start];
    between.chars().all(|c| c.is_whitespace() || matches!(c, '-' | '\u{2010}' | '\u{2011}'))
}
