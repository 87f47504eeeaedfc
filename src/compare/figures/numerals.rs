//! English numbers among the words of a sentence: `34`, `2.5m`, `thirty-four`, `a hundred and five`, `two million`.
//!
//! The numerals themselves are those of [`crate::entities::rules`]; here they are read from words as they are compared, in
//! which a hyphen parts.

use super::more::Word;
use crate::entities::rules::numbers::{multiple, small, split_digits};

/// No number in letters has more words.
const LONGEST: usize = 12;

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
    let first = words[at].form.as_str();
    let mut part = match first {
        "a" | "an" => magnitude(body, words, at + 1).map(|_| 1.0)?,
        "dozen" => return None,
        _ => small(first)?,
    };
    let (mut total, mut to) = (0.0, at + 1);
    let mut multiplied = false;
    while to - at < LONGEST && follows(body, words, to) {
        let word = words[to].form.as_str();
        if let Some(times) = magnitude(body, words, to) {
            multiplied = true;
            part *= times;
            if times >= 1e3 {
                total += part;
                part = 0.0;
            }
            to += 1;
        } else if let Some(more) =
            small(word).filter(|more| *more < 10.0 && part >= 20.0 && part % 10.0 == 0.0)
        {
            part += more;
            to += 1;
        } else if let Some(more) = words.get(to + 1).and_then(|word| small(&word.form))
            && word == "and"
            && multiplied
            && follows(body, words, to + 1)
        {
            part += more;
            to += 2;
        } else {
            break;
        }
    }
    Some(Numeral { to, value: total + part })
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
