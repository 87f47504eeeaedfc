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
/// Words that must match.
pub const FEWEST_WORDS: f32 = 6.0;
/// Different telling words that must match.
const FEWEST_TELLING: usize = 3;
/// The least similarity.
const LEAST_SIMILARITY: f32 = 0.45;
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
    /// True when no word is another, added or dropped.
    pub verbatim: bool,
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
    /// A judge for the corpus as it is now.
    pub fn new(index: &'i Index) -> Self {
        Self { index, threshold: 2.0 * (index.lexicon.tokens().max(2) as f32).log2() + MARGIN }
    }

    /// What the words of a passage must say at the least, in bits.
    pub fn threshold(&self) -> f32 {
        self.threshold
    }

    /// Judges an alignment of parts of two documents; `None` when it is not worth showing.
    pub fn judge(&self, steps: &[Step], a: &[Token], b: &[Token]) -> Option<Verdict> {
        let (similarity, matched, verbatim) = likeness(steps)?;
        if matched < FEWEST_WORDS || similarity < LEAST_SIMILARITY {
            return None;
        }
        let lexicon = &self.index.lexicon;
        let mut telling: Vec<WordId> = Vec::new();
        let (mut bits, mut bound_bits, mut least_seen) = (0.0f32, 0.0f32, usize::MAX);
        let mut before: Option<(u32, WordId)> = None;
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
            let follows = before.filter(|(place, _)| next_telling(a, *place) == Some(step.a));
            bound_bits += match (follows, step.relation) {
                (Some((_, previous)), Relation::Equal) => {
                    let seen = self.index.postings.count(seed(&[previous, word]));
                    least_seen = least_seen.min(seen);
                    if seen > SEEN_BY_CHANCE {
                        let times = lexicon.count(previous) as f32 / (seen - 1) as f32;
                        alone.min(times.log2().max(0.0))
                    } else {
                        alone
                    }
                }
                _ => alone,
            };
            before = (step.relation == Relation::Equal).then_some((step.a, word));
        }
        telling.sort_unstable();
        telling.dedup();
        if telling.len() < FEWEST_TELLING || bits < self.threshold {
            return None;
        }
        let long = matched >= LONG_WORDS && telling.len() >= LONG_TELLING;
        let stock = least_seen != usize::MAX
            && least_seen >= STOCK_TIMES
            && matched < LONG_WORDS
            && telling.len() < STOCK_TELLING;
        let formula = stock || !(long || bound_bits >= self.threshold);
        Some(Verdict { verbatim, formula, similarity, matched, bits })
    }
}

/// The share of words that match, their number, and whether all do.
fn likeness(steps: &[Step]) -> Option<(f32, f32, bool)> {
    let first = steps.first()?;
    let (mut columns, mut matched, mut verbatim) = (0, 0.0, true);
    let (mut a, mut b) = (first.a, first.b);
    for step in steps {
        let gap = (step.a - a) + (step.b - b);
        columns += gap + 1;
        verbatim &= gap == 0;
        match step.relation {
            Relation::Equal | Relation::Joined | Relation::Parted => matched += 1.0,
            Relation::Misread(share) => {
                matched += share;
                verbatim = false;
            }
            Relation::Other => verbatim = false,
        }
        let (on_a, on_b) = step.lengths();
        (a, b) = (step.a + on_a, step.b + on_b);
    }
    Some((matched / columns as f32, matched, verbatim))
}

/// The telling word after the one at `place`.
fn next_telling(tokens: &[Token], place: u32) -> Option<u32> {
    let from = place as usize + 1;
    tokens.get(from..)?.iter().position(|token| token.is_telling()).map(|ahead| (from + ahead) as u32)
}
