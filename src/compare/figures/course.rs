//! What a figure says of something that changes: how much there is, by how much it has changed, or how much there was before.
//! `Fell by £20,000` and `fell to £220,000` are nothing to hold against each other.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::Measure;
use super::forms::Sentence;
use super::more::{Found, Word};
use super::numerals::{digits, follows};
use crate::entities::rules::lexicon::{LEXICON, Traits};
use crate::text::Span;

/// What a figure says of something that changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Course {
    /// How much there is.
    #[default]
    Level,
    /// How much more or less there is than there was: `fell by £20,000`, `up 3 per cent`.
    Change,
    /// How much there was before: `from 4,000 to 5,200`.
    Before,
}

/// Verbs of becoming more or less that say nothing else.
const MOVES: [&str; 42] = [
    "rose",
    "risen",
    "rise",
    "rises",
    "rising",
    "fell",
    "fallen",
    "fall",
    "falls",
    "falling",
    "grew",
    "grown",
    "grow",
    "grows",
    "growing",
    "increased",
    "increases",
    "increasing",
    "decreased",
    "decreases",
    "decreasing",
    "declined",
    "declines",
    "declining",
    "dropped",
    "drops",
    "dropping",
    "climbed",
    "climbs",
    "climbing",
    "jumped",
    "soared",
    "surged",
    "slumped",
    "plunged",
    "tumbled",
    "slipped",
    "shrank",
    "shrunk",
    "sank",
    "dwindled",
    "swelled",
];
/// Other words of it.
const CHANGES: [&str; 22] = [
    "growth",
    "up",
    "down",
    "increase",
    "decrease",
    "decline",
    "drop",
    "cut",
    "cuts",
    "reduce",
    "reduces",
    "reduced",
    "reducing",
    "reduction",
    "raise",
    "raises",
    "raised",
    "went",
    "lowered",
    "gain",
    "expanded",
    "extended",
];
/// Nouns for a change: `a rise of 3 per cent`.
const NOUNS: [&str; 12] = [
    "rise",
    "increase",
    "growth",
    "fall",
    "drop",
    "decrease",
    "decline",
    "cut",
    "reduction",
    "gain",
    "jump",
    "surge",
];
/// Behind a share they say, as a noun for a change does, that it is one of a change: `12 per cent fewer`.
const MORE_OR_LESS: [&str; 5] = ["more", "fewer", "less", "higher", "lower"];
/// So many words before a figure may say that something has changed.
const NEAR: usize = 6;
/// What was before is told no farther than this from what has come of it, in words.
const FAR: usize = 5;

/// True for a word that says that something became more or less.
pub fn is_change(form: &str) -> bool {
    MOVES.contains(&form) || CHANGES.contains(&form)
}

/// What the figure at these words says; `qualifier` words before it are its qualifier, and `last` is the last word of its unit.
pub fn course(sentence: Sentence<'_>, figure: &Range<usize>, qualifier: usize, measure: Measure) -> Course {
    let is_points = figure.end.checked_sub(1).is_some_and(|last| sentence.is(last, &["points", "point"]));
    if measure == Measure::Percent && is_points {
        return Course::Change;
    }
    if matches!(measure, Measure::Ordinal | Measure::Age) {
        return Course::Level;
    }
    let Some(before) = figure.start.checked_sub(1 + qualifier) else {
        return behind(sentence, figure, measure);
    };
    let words = sentence.words;
    if parts(&sentence.body[words[before].span.end..words[before + 1].span.start]) {
        return behind(sentence, figure, measure);
    }
    let is_share = measure == Measure::Percent;
    let is_change = match words[before].form.as_str() {
        // `owned by 40 per cent of residents`
        "by" if is_share => !sentence.is(figure.end, &["of"]) || sentence.tells_change(before),
        // `drawn up by 40 residents`
        "by" if measure == Measure::Count => sentence.tells_of(before, &[&MOVES, &NOUNS]),
        "by" => sentence.tells_change(before),
        "of" => before > 0 && sentence.is(before - 1, &NOUNS) && follows(sentence.body, words, before),
        // `they make up 40 per cent of it`
        "up" | "down" => is_share && !sentence.is(figure.end, &["of"]),
        form => (is_share || measure == Measure::Money) && MOVES.contains(&form),
    };
    if is_change {
        Course::Change
    } else if sentence.is(before, &["from"]) && is_left(sentence, before, figure.end) {
        Course::Before
    } else {
        behind(sentence, figure, measure)
    }
}

/// `12 per cent fewer`, `a 3% rise`.
fn behind(sentence: Sentence<'_>, figure: &Range<usize>, measure: Measure) -> Course {
    let words = sentence.words.get(figure.end);
    let is_near = words.is_some_and(|word| {
        let last = figure.end.checked_sub(1).map_or(word.span.start, |last| sentence.words[last].span.end);
        !parts(&sentence.body[last..word.span.start])
    });
    let is_one = sentence.is(figure.end, &MORE_OR_LESS) || sentence.is(figure.end, &NOUNS);
    let is_change = measure == Measure::Percent && is_near && is_one;
    if is_change { Course::Change } else { Course::Level }
}

/// True where `from` tells what something has changed from: `up from 4,000`, `rose from 4,000 to 5,200`, `to £6m from £5m`.
fn is_left(sentence: Sentence<'_>, from: usize, end: usize) -> bool {
    let is_next = from > 0 && sentence.words.get(from - 1).is_some_and(|word| is_change(&word.form));
    // `from 40 members to mend the roof` tells of no change.
    let joins = |at: usize| {
        let after = |word: &Word| sentence.body[word.span.end..].trim_start();
        let is_sum = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit() || "£$€".contains(c));
        sentence.is(at, &["to"]) && sentence.words.get(at).map(after).is_some_and(is_sum)
    };
    let to_before = || (from.saturating_sub(FAR)..from).any(joins);
    sentence.tells_change(from) && (is_next || (end..end + FAR).any(joins) || to_before())
}

fn parts(between: &str) -> bool {
    between.contains(['.', ',', ';', ':', '(', ')', '!', '?', '–', '—'])
}

impl Sentence<'_> {
    /// True where a word shortly before says that something became more or less.
    pub(super) fn tells_change(self, at: usize) -> bool {
        self.tells_of(at, &[&MOVES, &CHANGES])
    }

    /// True where one of these words stands shortly before.
    fn tells_of(self, at: usize, known: &[&[&str]]) -> bool {
        let is_known =
            |word: usize| known.iter().any(|known| known.contains(&self.words[word].form.as_str()));
        (at.saturating_sub(NEAR)..at).any(is_known)
    }

    /// The verb of becoming more or less whose end is the number `at`: `rose to 412`, `fell from 455 to 412`.
    fn move_to(self, at: usize) -> Option<usize> {
        let is_move = |verb: usize| MOVES.contains(&self.words[verb].form.as_str());
        let joint = at.checked_sub(1).filter(|joint| self.is(*joint, &["to", "from"]))?;
        let from = || joint.checked_sub(3).filter(|_| joint > 2 && self.is(joint - 2, &["from"]));
        joint.checked_sub(1).filter(|verb| is_move(*verb)).or_else(|| from().filter(|verb| is_move(*verb)))
    }

    /// A bare number that something has come to, or from: `Burglaries in Ripon rose to 412`.
    pub(super) fn reached(self, at: usize) -> Option<Found> {
        self.move_to(at)?;
        let digits = digits(self.body, self.words, at).filter(|digits| digits.end == digits.letters)?;
        let start = self.words[at].span.start;
        let after = self.body[digits.end..].chars().next();
        let is_free = self.body[..start].ends_with(char::is_whitespace)
            && after.is_none_or(|c| c.is_whitespace() || ".,;)".contains(c));
        // `rose to 2,019` is no year, and `rose to 2019` may be one.
        let is_year = digits.end - start == 4 && (1000.0..2100.0).contains(&digits.value);
        let next = self.words.get(digits.to).filter(|_| follows(self.body, self.words, digits.to));
        let is_bare = next.is_none_or(|word| {
            let is_small = LEXICON.traits(&word.form).any(Traits::FUNCTION);
            (is_small || matches!(word.form.as_str(), "last" | "this" | "yesterday" | "today"))
                && !matches!(word.form.as_str(), "per" | "percent" | "of" | "out")
        });
        let found = Found::of(Span::new(start, digits.end), (Measure::Count, ""), digits.value);
        (is_free && !is_year && is_bare).then_some(found)
    }
}

/// The words of what has become more or less, where a verb between them and the number `at` says so: `Burglaries in Ripon`.
pub fn subject(body: &str, words: &[Word], at: usize) -> Option<Range<usize>> {
    let verb = Sentence::new(body, words).move_to(at)?;
    let first = (0..verb)
        .rev()
        .take_while(|word| !parts(&body[words[*word].span.end..words[word + 1].span.start]))
        .last()?;
    Some(first..verb)
}
