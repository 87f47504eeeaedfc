//! English numbers among the words of a sentence: `34`, `2.5m`, `thirty-four`, `a hundred and five`, `two million`; and as old
//! print and other habits have them: `1·2 million`, `1 234 567`, `1'234'567`, `1½`.
//!
//! The numerals themselves are those of [`crate::entities::rules`]; here they are read from words as they are compared, in
//! which a hyphen parts.

use super::more::Word;
use super::phrase::is_plural;
use super::units;
use crate::entities::rules::lexicon::{LEXICON, Traits};
use crate::entities::rules::money::{code_before, currency};
use crate::entities::rules::numbers::{letters_on, multiple, small, split_digits};
use crate::entities::rules::numbers_things;

/// No number is read that is longer, in bytes, nor letters joined to one: a text may be one number without end, and is read in
/// pieces.
const LONGEST: usize = 32;

/// A number among words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Numeral {
    /// One past its last word.
    pub to: usize,
    /// How much it is.
    pub value: f64,
}

/// A number in digits, without what follows it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Digits {
    /// One past its last word.
    pub to: usize,
    /// How much it is.
    pub value: f64,
    /// Where it ends.
    pub end: usize,
    /// Where the letters end that are joined to it: `kg` in `5kg`.
    pub letters: usize,
    /// True when it is written in a way that only this module reads.
    pub is_odd: bool,
}

/// The number that begins with the word `at`.
pub fn numeral(body: &str, words: &[Word], at: usize) -> Option<Numeral> {
    let word = words.get(at)?;
    let mut numeral = if let Some(digits) = digits(body, words, at) {
        match &body[digits.end..digits.letters] {
            "" => Numeral { to: digits.to, value: digits.value },
            letters => Numeral { to: digits.to, value: digits.value * multiple(&letters.to_lowercase())? },
        }
    } else {
        // Digits of full width are read as they are compared.
        match split_digits(&word.form) {
            Some((value, "")) => Numeral { to: at + 1, value },
            Some((value, letters)) => Numeral { to: at + 1, value: value * multiple(letters)? },
            None => return in_letters(body, words, at),
        }
    };
    while let Some(times) = magnitude(body, words, numeral.to) {
        numeral.value *= times;
        numeral.to += 1;
    }
    Some(numeral)
}

/// The digits with which the word `at` begins, over more words where they go on there.
pub fn digits(body: &str, words: &[Word], at: usize) -> Option<Digits> {
    let start = words.get(at)?.span.start;
    let mut end = start + run(&body[start..]);
    let mut is_odd = false;
    let mut value = if end > start { split_digits(&body[start..end])?.0 } else { 0.0 };
    if let Some((to, grouped)) = in_groups(body, words, start, end) {
        (end, value, is_odd) = (to, grouped, true);
    }
    if end > start
        && !body[start..end].contains(['.', ','])
        && let Some(rest) = body[end..].strip_prefix(['·', '‧', '∙'])
        && rest.starts_with(|c: char| c.is_ascii_digit())
    {
        let decimals = rest.bytes().take(9).take_while(u8::is_ascii_digit).count();
        value = format!("{value:.0}.{}", &rest[..decimals]).parse().ok()?;
        (end, is_odd) = (body.len() - rest.len() + decimals, true);
    }
    let spaced = body[end..].strip_prefix(' ').filter(|_| end > start);
    for rest in [Some(&body[end..]), spaced].into_iter().flatten() {
        if let Some((part, length)) = fraction(rest) {
            (value, end, is_odd) = (value + part, body.len() - rest.len() + length, true);
            break;
        }
    }
    if end == start {
        return None;
    }
    let letters = body[end..].bytes().take(LONGEST).take_while(u8::is_ascii_alphabetic).count();
    let letters = end + letters;
    let to = at + words[at..].iter().take_while(|word| word.span.start < letters).count();
    // A word that goes on with anything else is no number: `2nd2`, `12é`.
    let is_whole = words[to - 1].span.end <= letters;
    is_whole.then_some(Digits { to, value, end, letters, is_odd })
}

/// How many bytes of digits with their stops and commas a text begins with; of more than a number has, some.
fn run(body: &str) -> usize {
    let bytes = body.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut at = 0;
    let goes_on =
        |at: usize| is_digit(at) || at > 0 && matches!(bytes.get(at), Some(b'.' | b',')) && is_digit(at + 1);
    while at < LONGEST && goes_on(at) {
        at += 1;
    }
    at
}

/// `1 234 567`, `1'234'567`: groups of three that spaces or apostrophes part, and where they end. One plain space may part two
/// numbers, so that takes a group that no number begins with (`12 000`), or a word that is counted, or a currency before it.
fn in_groups(body: &str, words: &[Word], start: usize, end: usize) -> Option<(usize, f64)> {
    let first = &body[start..end];
    let fits = (1..=3).contains(&first.len()) && !first.contains(['.', ',']) && !first.starts_with('0');
    let parting = body[end..].chars().next().filter(|_| fits)?;
    let is_parting = matches!(parting, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’');
    let (mut digits, mut to, mut groups) = (first.to_owned(), end, 0);
    let mut begins_with_nought = false;
    while is_parting
        && groups < 4
        && let Some(rest) = body[to..].strip_prefix(parting)
        && let Some(group) = group(rest)
    {
        begins_with_nought |= group.starts_with('0');
        digits.push_str(group);
        to = body.len() - rest.len() + group.len();
        groups += 1;
        if group.len() > 3 {
            break;
        }
    }
    let told = || {
        let next = words.partition_point(|word| word.span.start < to);
        let word = words.get(next).filter(|_| follows(body, words, next));
        let at = words.partition_point(|word| word.span.end <= start);
        let counts = || word.is_some_and(|word| is_counted(&word.form, groups));
        let is_one = begins_with_nought || counts();
        is_one && !is_numbered(words, at) || currency_before(body, words, at).is_some()
    };
    (groups > 0 && (parting != ' ' || told())).then(|| Some((to, digits.parse().ok()?)))?
}

/// The three digits with which a text begins, and decimals behind them.
fn group(rest: &str) -> Option<&str> {
    let group = &rest[..run(rest)];
    let (whole, part) = group.split_once('.').unwrap_or((group, ""));
    let is_digits = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    (whole.len() == 3 && is_digits(whole) && is_digits(part)).then_some(group)
}

/// True for a word that says that the groups of digits before it are one number; of one group less may be so.
fn is_counted(form: &str, groups: usize) -> bool {
    let is_word = form.starts_with(char::is_alphabetic) && !LEXICON.traits(form).any(Traits::FUNCTION);
    let is_short_unit = || form.len() <= 2 && units::named(form).is_some();
    is_word && (groups > 1 || is_plural(form) || is_short_unit() || currency(form).is_some())
}

/// True where the word before a number has one of its own: `Section 12`, `May 12`.
fn is_numbered(words: &[Word], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| words.get(before));
    before.is_some_and(|word| numbers_things(&word.form) || LEXICON.traits(&word.form).any(Traits::MONTH))
}

/// The currency before the word `at`, and where it begins: `£12`, `CHF 12`.
pub fn currency_before(body: &str, words: &[Word], at: usize) -> Option<(usize, &'static str)> {
    let start = words.get(at)?.span.start;
    let sign = body[..start].chars().next_back()?;
    if let Some(code) = currency_of(sign) {
        return Some((start - sign.len_utf8(), code));
    }
    let before = words.get(at.checked_sub(1)?).filter(|_| follows(body, words, at))?;
    let is_code = before.form.len() > 1 && body[before.span.start..].starts_with(char::is_uppercase);
    Some((before.span.start, code_before(&before.form).filter(|_| is_code)?))
}

/// The currency that a sign stands for.
pub fn currency_of(sign: char) -> Option<&'static str> {
    Some(match sign {
        '£' => "GBP",
        '$' => "USD",
        '€' => "EUR",
        '¥' => "JPY",
        _ => return None,
    })
}

/// The fraction with which a text begins: `½`.
fn fraction(body: &str) -> Option<(f64, usize)> {
    let sign = body.chars().next()?;
    let part = match sign {
        '½' => 0.5,
        '¼' => 0.25,
        '¾' => 0.75,
        '⅓' => 1.0 / 3.0,
        '⅔' => 2.0 / 3.0,
        '⅛' => 0.125,
        '⅜' => 0.375,
        '⅝' => 0.625,
        '⅞' => 0.875,
        _ => return None,
    };
    Some((part, sign.len_utf8()))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    #[test]
    fn of_a_number_without_end_no_more_is_looked_at_than_a_number_has() {
        let endless = "1234567890".repeat(100_000);
        assert_eq!(run(&endless), LONGEST);
        let first = [Word { span: Span::new(0, 4_096), form: "digest".to_owned() }];
        for body in [endless, format!("5{}", "a".repeat(10_000)), format!("5·{}", "1".repeat(10_000))] {
            assert_eq!(digits(&body, &first, 0), None);
        }
    }
}
