//! Whether what two documents have in common is worth showing: how much it says, beside what chance and stock phrases
//! would bring.
//!
//! That two texts have a word in common says the more the rarer it is. A passage counts when its words together say more
//! than the choice of one pair of places among all of the corpus (twice the logarithm of its length). So the measure
//! fits itself to the corpus. Words that always come together, as in a title, are counted as one.

use super::align::{Relation, Step};
use super::index::{Index, Token};
use super::lexicon::WordId;
use super::postings::seed;

/// A passage must say so much more than chance would, in bits.
const MARGIN: f32 = 2.0;
/// Words that must match, function words at either end not counted.
pub const FEWEST_WORDS: f32 = 6.0;
/// Different telling words that must match.
const FEWEST_TELLING: usize = 3;
/// The least similarity.
const LEAST_SIMILARITY: f32 = 0.45;
/// A passage of fewer words must be more alike, or a few words that recur would do.
const SHORT_WORDS: f32 = 10.0;
const LEAST_SIMILARITY_OF_SHORT: f32 = 0.65;
/// So many words, with so many different telling ones, are no title.
const LONG_WORDS: f32 = 12.0;
const LONG_TELLING: usize = 6;
/// A phrase whose every pair of words stands so often, with fewer different telling words than the next, is stock.
const STOCK_TIMES: usize = 5;
const STOCK_TELLING: usize = 8;
/// A pair of words seen more often than this may be a set phrase.
const SEEN_BY_CHANCE: usize = 2;

/// What was found of a passage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Verdict {
    /// True for a title, a name or another stock phrase.
    pub formula: bool,
    /// The share of words that match.
    pub similarity: f32,
    /// Words that match; a word misread counts by its letters.
    pub matched: f32,
    /// How much the words say, in bits.
    pub bits: f32,
}

/// Judges passages of one corpus.
#[derive(Clone, Copy, Debug)]
pub struct Judge<'i> {
    index: &'i Index,
    threshold: f32,
}

impl<'i> Judge<'i> {
    /// A judge for the corpus as it was measured.
    pub fn new(index: &'i Index) -> Self {
        Self { index, threshold: 2.0 * (index.lexicon.measured_tokens().max(2) as f32).log2() + MARGIN }
    }

    /// What the words of a passage must say at the least, in bits.
    pub fn threshold(&self) -> f32 {
        self.threshold
    }

    /// Judges an alignment of parts of two documents; `None` when it is not worth showing.
    pub fn judge(&self, steps: &[Step], a: &[Token], b: &[Token]) -> Option<Verdict> {
        let (similarity, matched) = likeness(steps)?;
        let least = if matched < SHORT_WORDS { LEAST_SIMILARITY_OF_SHORT } else { LEAST_SIMILARITY };
        if matched - function_words_at_ends(steps, a, b) < FEWEST_WORDS || similarity < least {
            return None;
        }
        let lexicon = &self.index.lexicon;
        let mut telling: Vec<WordId> = Vec::new();
        let mut bits = 0.0f32;
        // What is a set phrase does not hang on which text was read first.
        let mut sides = [Side::new(a), Side::new(b)];
        for step in steps.iter().filter(|step| step.matches()) {
            let (at, said) = (a[step.a as usize], b[step.b as usize]);
            if !at.is_telling() && !said.is_telling() {
                continue;
            }
            let (word, alone) = match step.relation {
                Relation::Misread(share) => {
                    let least = lexicon.information(at.word()).min(lexicon.information(said.word()));
                    (at.word(), least * (2.0 * share - 1.0))
                }
                Relation::Joined => (said.word(), lexicon.information(said.word())),
                _ => (at.word(), lexicon.information(at.word())),
            };
            telling.push(word);
            bits += alone;
            for (side, place) in sides.iter_mut().zip([step.a, step.b]) {
                side.read(self.index, word, alone, place, step.relation == Relation::Equal);
            }
        }
        telling.sort_unstable();
        telling.dedup();
        if telling.len() < FEWEST_TELLING || bits < self.threshold {
            return None;
        }
        let long = matched >= LONG_WORDS && telling.len() >= LONG_TELLING;
        let is_short = matched < LONG_WORDS && telling.len() < STOCK_TELLING;
        let is_formula =
            |side: &Side<'_>| (is_short && side.is_stock()) || !(long || side.bound_bits >= self.threshold);
        let formula = sides.iter().any(is_formula);
        Some(Verdict { formula, similarity, matched, bits })
    }
}

/// How many of the words that match are function words before the first or behind the last that says something: a stock phrase
/// gets its six words by those beside it.
fn function_words_at_ends(steps: &[Step], a: &[Token], b: &[Token]) -> f32 {
    let matching = || steps.iter().filter(|step| step.matches());
    let says_nothing = |step: &&Step| !a[step.a as usize].is_telling() && !b[step.b as usize].is_telling();
    let before = matching().take_while(says_nothing).count();
    let behind = matching().rev().take_while(says_nothing).count();
    (before + behind) as f32
}

/// What one of the two texts says of the words that match, read as phrases.
struct Side<'t> {
    tokens: &'t [Token],
    /// The word before, when it was the same on both sides.
    before: Option<(u32, WordId)>,
    /// How much the words say when those that always come together are counted as one, in bits.
    bound_bits: f32,
    /// How often the rarest pair of neighbouring words stands in the corpus.
    least_seen: Option<usize>,
}

impl<'t> Side<'t> {
    fn new(tokens: &'t [Token]) -> Self {
        Self { tokens, before: None, bound_bits: 0.0, least_seen: None }
    }

    /// Reads the next word that matches, which says so much `alone`, at its place on this side.
    fn read(&mut self, index: &Index, word: WordId, alone: f32, place: u32, is_equal: bool) {
        let follows = self.before.filter(|(before, _)| next_telling(self.tokens, *before) == Some(place));
        self.bound_bits += match follows.filter(|_| is_equal) {
            Some((_, previous)) => {
                let seen = index.frequency(seed(&[previous, word])).about();
                self.least_seen = Some(self.least_seen.map_or(seen, |least| least.min(seen)));
                if seen > SEEN_BY_CHANCE {
                    let times = index.lexicon.count(previous) as f32 / (seen - 1) as f32;
                    alone.min(times.log2().max(0.0))
                } else {
                    alone
                }
            }
            None => alone,
        };
        self.before = is_equal.then_some((place, word));
    }

    /// True when every pair of neighbouring words stands often.
    fn is_stock(&self) -> bool {
        self.least_seen.is_some_and(|seen| seen >= STOCK_TIMES)
    }
}

/// The share of words that match, and their number.
fn likeness(steps: &[Step]) -> Option<(f32, f32)> {
    let first = steps.first()?;
    let (mut columns, mut matched) = (0, 0.0);
    let (mut a, mut b) = (first.a, first.b);
    for step in steps {
        let gap = (step.a - a) + (step.b - b);
        columns += gap + 1;
        match step.relation {
            Relation::Equal | Relation::Joined | Relation::Parted => matched += 1.0,
            Relation::Misread(share) => matched += share,
            Relation::Other => {}
        }
        let (on_a, on_b) = step.lengths();
        (a, b) = (step.a + on_a, step.b + on_b);
    }
    Some((matched / columns as f32, matched))
}

/// The telling word after the one at `place`.
fn next_telling(tokens: &[Token], place: u32) -> Option<u32> {
    let from = place as usize + 1;
    tokens.get(from..)?.iter().position(|token| token.is_telling()).map(|ahead| (from + ahead) as u32)
}
