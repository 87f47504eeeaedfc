//! Ages as newspapers write them, without a word for them: `Peter Wood, 67, of West Street`, `Ms Hill (42)`.

use super::forms::Sentence;
use crate::entities::rules::lexicon::{LEXICON, Traits};

/// Nobody is older, in years.
const OLDEST: f64 = 110.0;
/// Words for somebody whose age may follow in the same way.
const SOMEBODY: [&str; 44] = [
    "man",
    "woman",
    "boy",
    "girl",
    "teenager",
    "pensioner",
    "father",
    "mother",
    "son",
    "daughter",
    "wife",
    "husband",
    "brother",
    "sister",
    "driver",
    "student",
    "pupil",
    "grandmother",
    "grandfather",
    "widow",
    "victim",
    "patient",
    "defendant",
    "accused",
    "suspect",
    "survivor",
    "casualty",
    "prisoner",
    "soldier",
    "nurse",
    "doctor",
    "teacher",
    "worker",
    "farmer",
    "player",
    "actor",
    "actress",
    "singer",
    "passenger",
    "cyclist",
    "pedestrian",
    "child",
    "youth",
    "claimant",
];

/// The age that the word `at` is, if it stands behind somebody's name.
pub fn age(sentence: Sentence<'_>, at: usize) -> Option<f64> {
    let word = &sentence.words[at];
    let number = &sentence.body[word.span.start..word.span.end];
    let is_short = number.len() <= 3 && number.bytes().all(|byte| byte.is_ascii_digit());
    let age: f64 = number.parse().ok().filter(|age| is_short && (1.0..=OLDEST).contains(age))?;
    let before = &sentence.body[sentence.words[at.checked_sub(1)?].span.end..word.span.start];
    let after = &sentence.body[word.span.end..];
    let is_apposed = before == ", "
        && (after.starts_with([',', '.', ';', ')', ':', '\n']) || after.starts_with(" and ") || after.is_empty())
        // A stop may be that of a decimal, and a comma that of a list of numbers.
        && !after[usize::from(!after.is_empty())..].trim_start().starts_with(|c: char| c.is_ascii_digit());
    let is_bracketed = before.ends_with('(') && before.trim() == "(" && after.starts_with(')');
    let is_one = match (is_apposed, is_bracketed) {
        (true, _) => is_somebody(sentence, at - 1) || is_name(sentence, at - 1),
        (_, true) => is_full_name(sentence, at - 1),
        _ => false,
    };
    is_one.then_some(age)
}

fn is_somebody(sentence: Sentence<'_>, at: usize) -> bool {
    sentence.is(at, &SOMEBODY) || LEXICON.traits(&sentence.words[at].form).any(Traits::ROLE_HEAD)
}

fn has_capital(sentence: Sentence<'_>, at: usize) -> bool {
    sentence.body[sentence.words[at].span.start..].starts_with(char::is_uppercase)
}

/// True for a word that may be the name of somebody, or the last word of one, and is no place, month or day.
fn is_name(sentence: Sentence<'_>, at: usize) -> bool {
    let traits = LEXICON.traits(&sentence.words[at].form);
    let is_other = traits.any(Traits::MONTH | Traits::WEEKDAY | Traits::FUNCTION | Traits::PLACE);
    has_capital(sentence, at) && (!is_other || is_full_name(sentence, at))
}

/// True for the last word of a name that a title or a given name begins.
fn is_full_name(sentence: Sentence<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).filter(|_| has_capital(sentence, at)) else { return false };
    let between = &sentence.body[sentence.words[before].span.end..sentence.words[at].span.start];
    let traits = LEXICON.traits(&sentence.words[before].form);
    let is_title = traits.any(Traits::HONORIFIC | Traits::RANK);
    let is_given = traits.any(Traits::FIRST_NAME | Traits::GIVEN) && !traits.any(Traits::PLACE);
    has_capital(sentence, before) && matches!(between, " " | ". ") && (is_title || is_given)
}
