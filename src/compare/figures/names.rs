//! Numbers that are part of a name, or name something themselves, and count nothing: `Formula 1`, `Terminal 5`, `Boeing 737`,
//! `10 Downing Street`, `the 5th Battalion`, `the 2012 Olympics`.

use std::ops::Range;

use super::Measure;
use super::more::Word;
use super::numerals::follows;
use crate::entities::rules::lexicon::{LEXICON, Traits};
use crate::entities::rules::numbers_things;

/// What stands at the end of an address.
const STREETS: [&str; 22] = [
    "street", "road", "avenue", "lane", "drive", "close", "crescent", "terrace", "square", "place", "court",
    "gardens", "grove", "way", "row", "hill", "park", "walk", "mews", "parade", "rd", "st",
];
/// Words that are numbered where they have a capital, also as the first of a sentence.
const NUMBERED: [&str; 26] = [
    "formula", "terminal", "radio", "studio", "windows", "boeing", "airbus", "apollo", "vitamin", "covid",
    "channel", "year", "stage", "catch", "area", "sector", "pier", "court", "act", "scene", "block", "tower",
    "building", "squadron", "regiment", "big",
];
/// Before a place, where a number behind it is no part of its name: `in Yarm 60 homes`.
const PLACED: [&str; 12] =
    ["in", "at", "near", "around", "across", "outside", "inside", "for", "of", "to", "from", "and"];
/// Whoever is given something stands before how much it is: `gave Smith 40 boxes`.
const GIVES: [&str; 14] = [
    "gave", "give", "gives", "given", "giving", "sold", "sent", "lent", "cost", "costs", "paid", "owes",
    "offered", "awarded",
];
/// Words that begin a sentence before a number that counts.
const OPENERS: [&str; 41] = [
    "altogether",
    "overall",
    "perhaps",
    "maybe",
    "plus",
    "yesterday",
    "today",
    "tonight",
    "tomorrow",
    "meanwhile",
    "also",
    "instead",
    "elsewhere",
    "here",
    "there",
    "then",
    "now",
    "once",
    "soon",
    "later",
    "worldwide",
    "nationwide",
    "approx",
    "circa",
    "ca",
    "around",
    "nearly",
    "over",
    "under",
    "some",
    "above",
    "below",
    "another",
    "additional",
    "extra",
    "further",
    "total",
    "only",
    "just",
    "exactly",
    "almost",
];
/// A longer number is no name.
const LONGEST: usize = 3;

/// True when the number that stands at these words of a sentence names something.
pub fn is_name(body: &str, words: &[Word], number: Range<usize>, measure: Measure) -> bool {
    let (Some(first), Some(last)) = (words.get(number.start), words.get(number.end.wrapping_sub(1))) else {
        return false;
    };
    let written = &body[first.span.start..last.span.end];
    let has_capital =
        |at: usize| words.get(at).is_some_and(|word| body[word.span.start..].starts_with(char::is_uppercase));
    let goes_on = |at: usize| at > 0 && follows(body, words, at);
    let next_is_name = has_capital(number.end) && goes_on(number.end);
    if measure == Measure::Ordinal {
        return next_is_name && written.starts_with(|c: char| c.is_ascii_digit()) && !is_title(body, words);
    }
    if measure != Measure::Count || !written.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let is_year = written.len() == 4 && matches!(&written[..2], "18" | "19" | "20");
    if next_is_name && is_year {
        return true;
    }
    let street = (number.end..number.end + 4).take_while(|at| has_capital(*at) && goes_on(*at));
    if street.skip(1).any(|at| STREETS.contains(&words[at].form.as_str())) {
        return true;
    }
    written.len() <= LONGEST
        && number.start > 0
        && goes_on(number.start)
        && is_numbered(body, words, number.start - 1)
}

/// True when a number behind the word `at` is part of a name.
fn is_numbered(body: &str, words: &[Word], at: usize) -> bool {
    let form = words[at].form.as_str();
    let written = &body[words[at].span.start..words[at].span.end];
    let has_capital = written.starts_with(char::is_uppercase);
    if numbers_things(form) || has_capital && NUMBERED.contains(&form) {
        return true;
    }
    let traits = LEXICON.traits(form);
    let is_plain =
        traits.any(Traits::FUNCTION | Traits::MONTH | Traits::WEEKDAY | Traits::PLACE | Traits::TOWN);
    let is_word = form.len() < 2
        || !form.starts_with(char::is_alphabetic)
        || form.ends_with("ly")
        || OPENERS.contains(&form);
    if !has_capital || is_plain || is_word {
        return false;
    }
    let before = body[..words[at].span.start].chars().next_back();
    let opens = at == 0 || before.is_some_and(|c| "\"“‘'(".contains(c));
    if opens {
        // `Boeing 737 jets`; a word that is known begins a sentence as well as a name.
        return traits.is_unknown()
            && !form.ends_with('s')
            && !form.ends_with("ing")
            && !form.ends_with("ed");
    }
    let before = words[at - 1].form.as_str();
    !(PLACED.contains(&before) || GIVES.contains(&before))
}

/// True for a heading, of which every longer word has a capital.
fn is_title(body: &str, words: &[Word]) -> bool {
    let mut long =
        words.iter().filter(|word| word.form.len() > 3 && word.form.starts_with(char::is_alphabetic));
    long.all(|word| body[word.span.start..].starts_with(char::is_uppercase))
}
