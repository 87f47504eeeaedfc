//! What a figure counts: the words of its noun phrase, what limits it, and the other telling words near it.

use std::ops::Range;

use super::clause::begins_clause;
use super::course::subject;
use super::more::Word;
use crate::compare::function_words::FunctionWords;
use crate::compare::stems::stem;
use crate::entities::rules::lexicon::{LEXICON, Traits};
use crate::text::Span;

/// No more words of a noun phrase are read.
const LONGEST_PHRASE: usize = 4;
/// Context is what stands so near, in bytes on either side.
const NEAR: usize = 160;
/// Of what limits a figure, so many telling words are read.
const LONGEST_SCOPE: usize = 2;

/// What is said around a figure.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Phrase {
    /// The words of the noun phrase; empty when nothing is counted.
    pub words: Vec<usize>,
    /// Stems of these words.
    pub nouns: Vec<String>,
    /// Stems of what limits it.
    pub scope: Vec<String>,
    /// True when that has a name.
    pub is_named_scope: bool,
    /// Stems of the other telling words.
    pub context: Vec<String>,
}

/// A figure among the words of its sentence.
#[derive(Clone, Debug)]
pub struct Place<'w> {
    /// The words that are the number.
    pub number: Range<usize>,
    /// One past the last word of the figure with what it counts, as far as that is known.
    pub end: usize,
    /// True when what it counts stands before it.
    pub behind: bool,
    /// True for an age, which is that of somebody named before it, commas or not.
    pub is_age: bool,
    /// True for a count of things, of which no rule has told yet what they are.
    pub is_counted: bool,
    /// True for an amount in a unit of measure, which is more often that of something named before it: `The road is 12 miles`.
    pub is_measured: bool,
    /// The first words of all figures of the sentence.
    pub others: &'w [usize],
    /// How many words before it are its qualifier.
    pub qualifier: usize,
    /// How many words right behind it are.
    pub qualifier_behind: usize,
}

/// Reads what is said around a figure of a sentence.
pub fn phrase(body: &str, words: &[Word], place: &Place<'_>, functions: FunctionWords) -> Phrase {
    let number = place.number.clone();
    let telling = |at: usize| is_telling(&words[at].form, functions);
    let parted = |at: usize| parts(&body[words[at].span.end..words[at + 1].span.start]);
    // `a 1,200-strong crowd` counts the crowd.
    let mut noun_words: Vec<usize> =
        (number.end..place.end).filter(|at| telling(*at) && words[*at].form != "strong").collect();
    let mut at = place.end + place.qualifier_behind;
    if noun_words.is_empty() && !place.behind {
        if place.is_measured {
            at += usize::from(words.get(at).is_some_and(|word| SIZES.contains(&word.form.as_str())));
        }
        // `The crowd of 5,000-plus sang`
        let is_of = place.is_counted
            && place.number.start > 1
            && words[place.number.start - 1].form == "of"
            && words.get(at).is_some_and(|word| !is_plural(&word.form));
        let is_before =
            is_of && telling(place.number.start - 2) || place.is_measured && !is_attribute(words, place, at);
        let mut may_skip = true;
        while !is_before
            && at < words.len()
            && noun_words.len() < LONGEST_PHRASE
            && (at == 0 || !parted(at - 1))
        {
            let form = words[at].form.as_str();
            if telling(at) && !begins_clause(form) && !is_verb_behind(place, &noun_words, words, at) {
                noun_words.push(at);
            } else if may_skip && matches!(form, "of" | "in") {
                may_skip = false;
                // `half of the pupils`
                at +=
                    usize::from(form == "of" && words.get(at + 1).is_some_and(|word| is_article(&word.form)));
            } else {
                break;
            }
            at += 1;
        }
    }
    if noun_words.is_empty() {
        let from = number.start.saturating_sub(place.qualifier);
        let before = (0..from).rev().take_while(|word| {
            let is_next = word + 1 == number.start;
            let is_row =
                place.behind && body[words[*word].span.end..words[word + 1].span.start].contains('\n');
            // `two men in their forties`: not those counted before them.
            let is_counted = place.is_age && place.others.contains(word);
            is_next || (place.is_age || !parted(*word)) && !is_row && !is_counted
        });
        let is_wanted = |word: &usize| {
            let form = words[*word].form.as_str();
            let is_of_another = form == "cent" || place.others.contains(word) && !place.is_age;
            let is_how_many = place.behind && HOW_MANY.contains(&form);
            let is_of_age = place.is_age && matches!(form, "aged" | "age");
            telling(*word) && !is_of_another && !is_how_many && !is_of_age
        };
        noun_words = before.filter(is_wanted).take(2).collect();
        noun_words.reverse();
        at = place.end;
    }
    let risen = if place.is_counted && at == place.end { subject(body, words, number.start) } else { None };
    if let Some(subject) = risen {
        let limit = subject.clone().find(|at| opens_scope(&words[*at].form)).unwrap_or(subject.end);
        let counted = |at: &usize| telling(*at) && !HOW_MANY.contains(&words[*at].form.as_str());
        let named: Vec<usize> = (subject.start..limit).filter(counted).collect();
        if !named.is_empty() {
            noun_words = named[named.len().saturating_sub(2)..].to_vec();
            at = limit;
        }
    }
    let (scope, is_named_scope) = scope(body, words, at, functions);
    let nouns: Vec<String> = noun_words.iter().map(|word| stem(&words[*word].form)).collect();
    let here = words[number.start].span;
    let near = Span::new(here.start.saturating_sub(NEAR), here.end + NEAR);
    let first = words.partition_point(|word| word.span.end <= near.start);
    let past = words.partition_point(|word| word.span.start < near.end);
    let mut context: Vec<String> = (first..past)
        .filter(|word| {
            !number.contains(word) && !noun_words.contains(word) && near.overlaps(words[*word].span)
        })
        .filter(|word| telling(*word))
        .map(|word| stem(&words[word].form))
        .filter(|stem| !nouns.contains(stem))
        .collect();
    context.sort_unstable();
    context.dedup();
    Phrase { words: noun_words, nouns, scope, is_named_scope, context }
}

/// Words behind an amount that say in which direction it is measured.
const SIZES: [&str; 13] = [
    "long", "high", "deep", "wide", "tall", "thick", "away", "apart", "across", "broad", "square", "above",
    "below",
];

/// True where an amount says how large something is that stands behind it: `a 12-mile road`, `5kg of cocaine`.
fn is_attribute(words: &[Word], place: &Place<'_>, at: usize) -> bool {
    let before = place.number.start.checked_sub(1 + place.qualifier).and_then(|before| words.get(before));
    let has_article = before.is_some_and(|word| is_article(&word.form));
    let is_of = words.get(at).is_some_and(|word| word.form == "of");
    // `The road is 12 miles long` has nothing behind it, and a sentence that begins with the amount nothing before it.
    at == place.end && (has_article || is_of) || place.number.start == 0
}

/// True for a word that stands before one thing that is known, or before all there are of a kind.
fn is_article(form: &str) -> bool {
    matches!(
        form,
        "a" | "an" | "the" | "this" | "these" | "those" | "his" | "her" | "their" | "its" | "our" | "another"
    )
}

/// True for the verb behind what is counted: `a dozen councillors resigned`.
fn is_verb_behind(place: &Place<'_>, noun_words: &[usize], words: &[Word], at: usize) -> bool {
    let Some(last) = noun_words.last().filter(|_| place.is_counted) else { return false };
    let is_plural = |form: &str| {
        let traits = LEXICON.traits(form);
        traits.any(Traits::PLURAL) && form != "police"
            || form.len() > 3
                && form.ends_with('s')
                && !form.ends_with("ss")
                && !traits.any(Traits::FALSE_PLURAL)
    };
    // `police officers`: one plural goes on in another.
    is_plural(&words[*last].form) && !is_plural(&words[at].form)
        || words[at].form.ends_with("ed") && noun_words.len() == 1 && !is_plural(&words[*last].form)
}

/// True for a noun in the plural, as far as its form tells.
pub fn is_plural(form: &str) -> bool {
    let traits = LEXICON.traits(form);
    traits.any(Traits::PLURAL) && form != "police"
        || form.len() > 3 && form.ends_with('s') && !form.ends_with("ss") && !traits.any(Traits::FALSE_PLURAL)
}

/// Words for how many there are of what they stand before: `the number of burglaries`.
const HOW_MANY: [&str; 5] = ["number", "numbers", "total", "figure", "count"];

/// True for a word that begins what limits a figure.
fn opens_scope(form: &str) -> bool {
    matches!(form, "in" | "across" | "at" | "per" | "within" | "throughout" | "outside")
}

/// What limits a figure, from the word after its phrase: `in the town`, `across Cleveland`; and whether that has a name.
fn scope(body: &str, words: &[Word], from: usize, functions: FunctionWords) -> (Vec<String>, bool) {
    let opens = words.get(from).is_some_and(|word| opens_scope(&word.form));
    let mut scope = Vec::new();
    let mut is_named = false;
    if !opens || from == 0 || parts(&body[words[from - 1].span.end..words[from].span.start]) {
        return (scope, is_named);
    }
    for at in from + 1..words.len() {
        if parts(&body[words[at - 1].span.end..words[at].span.start]) || scope.len() == LONGEST_SCOPE {
            break;
        }
        if is_telling(&words[at].form, functions) {
            let has_capital = body[words[at].span.start..].starts_with(char::is_uppercase);
            is_named |= has_capital && scope.is_empty() && !is_month(&words[at].form);
            scope.push(stem(&words[at].form));
        } else if !scope.is_empty() {
            break;
        }
    }
    (scope, is_named)
}

/// `in May` is no place.
fn is_month(form: &str) -> bool {
    const MONTHS: [&str; 24] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "januar",
        "februar",
        "märz",
        "mai",
        "juni",
        "juli",
        "oktober",
        "dezember",
        "spring",
        "summer",
        "autumn",
        "winter",
    ];
    MONTHS.contains(&form)
}

/// True for a word that carries meaning and is no number.
pub fn is_telling(form: &str, functions: FunctionWords) -> bool {
    form.chars().nth(1).is_some()
        && !functions.contains(form)
        && !form.starts_with(|c: char| c.is_ascii_digit())
}

/// True for what parts two words of one phrase.
fn parts(between: &str) -> bool {
    between.contains(['.', ',', ';', ':', '(', ')', '!', '?', '–', '—', '•', '\u{f0b7}'])
        || between.contains(" - ")
}
