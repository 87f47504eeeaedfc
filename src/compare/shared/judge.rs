//! Whether what two documents have in common is worth showing: how much it says, beside what chance and stock phrases
//! would bring.
//!
//! That two texts have a word in common says the more the rarer it is. A passage counts when its words together say more
//! than the choice of one pair of places among all of the corpus (twice the logarithm of its length). So the measure
//! fits itself to the corpus. Words that always come together, as in a title, are counted as one; in scripts without spaces,
//! what is less than a word counts as a part of one.
//!
//! Words in a row that are the same on both sides need not say so much: by chance common words, each of which says about
//! five bits, come together again only in a corpus that is large enough. Up to 30,000 words six in a row do, then the more the
//! larger it is (eight in half a million), where these words say so much, and ten in any ([`Judge::judge_run`]); unless they are stock.

use super::align::{Relation, Step};
use super::index::{Index, MOST_IN_SEED, Token};
use super::lexicon::WordId;

/// A passage must say so much more than chance would, in bits.
const MARGIN: f32 = 2.0;
/// Words that must match, function words at either end not counted.
pub const FEWEST_WORDS: f32 = 6.0;
/// Different telling words that must match.
pub const FEWEST_TELLING: f32 = 3.0;
/// The least similarity.
const LEAST_SIMILARITY: f32 = 0.45;
/// A passage of fewer words must be more alike, or a few words that recur would do.
const SHORT_WORDS: f32 = 10.0;
const LEAST_SIMILARITY_OF_SHORT: f32 = 0.65;
/// So many words, with so many different telling ones, are no title.
const LONG_WORDS: f32 = 12.0;
const LONG_TELLING: f32 = 6.0;
/// A phrase whose every pair of words stands so often, with fewer different telling words than the next, is stock.
const STOCK_TIMES: usize = 5;
const STOCK_TELLING: f32 = 8.0;
/// A pair of words seen more often than this may be a set phrase.
const SEEN_BY_CHANCE: usize = 2;

/// Words in a row that are the same are no chance when there are more of them than this brings: bits that a common word says.
const BITS_OF_COMMON: f32 = 5.0;
/// In a corpus that is large enough to tell how common each is, fewer than a long run say so much more than chance would, in bits:
/// common words come together more often than each of them alone.
const MARGIN_OF_RUN: f32 = 10.0;
/// So many in a row are a passage in any corpus.
pub const LONG_RUN: usize = 10;
/// Unless fewer than so many of them are no part of a stock phrase.
const FEWEST_OF_THEIR_OWN: usize = 3;

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

/// How much it says that a pair of places is this one, among all of a corpus of so many words, in bits.
fn choice(tokens: u64) -> f32 {
    2.0 * (tokens.max(2) as f32).log2()
}

/// How many words in a row are no chance in a corpus of so many words, however common each is.
pub fn least_run(tokens: u64) -> usize {
    ((choice(tokens) / BITS_OF_COMMON).ceil() as usize).clamp(FEWEST_WORDS as usize, LONG_RUN)
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
        Self { index, threshold: choice(index.lexicon.measured_tokens()) + MARGIN }
    }

    /// How many words in a row that are the same may be a passage by themselves: so many make a seed.
    pub fn least_run(&self) -> f32 {
        self.index.in_plain_seed() as f32
    }

    /// What the words of a passage must say at the least, in bits.
    pub fn threshold(&self) -> f32 {
        self.threshold
    }

    /// Judges an alignment of parts of two documents; `None` when it is not worth showing.
    pub fn judge(&self, steps: &[Step], a: &[Token], b: &[Token]) -> Option<Verdict> {
        let (similarity, matched) = likeness(steps)?;
        let lexicon = &self.index.lexicon;
        let of_step = |step: &Step| step.share() * lexicon.part_of_word(a[step.a as usize].word());
        let words: f32 = steps.iter().map(of_step).sum();
        let least = if words < SHORT_WORDS { LEAST_SIMILARITY_OF_SHORT } else { LEAST_SIMILARITY };
        if words - function_words_at_ends(steps, a, b) < FEWEST_WORDS || similarity < least {
            return None;
        }
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
        let telling: f32 = telling.into_iter().map(|word| lexicon.part_of_word(word)).sum();
        if telling < FEWEST_TELLING || bits < self.threshold {
            return None;
        }
        let long = words >= LONG_WORDS && telling >= LONG_TELLING;
        let is_short = words < LONG_WORDS && telling < STOCK_TELLING;
        let is_formula =
            |side: &Side<'_>| (is_short && side.is_stock()) || !(long || side.bound_bits >= self.threshold);
        let formula = sides.iter().any(is_formula);
        Some(Verdict { formula, similarity, matched, bits })
    }
}

impl Judge<'_> {
    /// Judges words in a row that are the same on both sides, given as they stand on one; `None` when there are too few of them,
    /// or too few different ones. What is less than a word is not judged so.
    pub fn judge_run(&self, run: &[Token]) -> Option<Verdict> {
        let words = run.len() as f32;
        if words < self.least_run() || run.iter().any(|token| token.is_part()) || is_monotonous(run) {
            return None;
        }
        let says = |token: &Token| self.index.lexicon.information(token.word());
        let is_small = self.least_run() <= FEWEST_WORDS;
        let said = || run.iter().map(says).sum::<f32>();
        if run.len() < LONG_RUN && !is_small && said() < self.threshold - MARGIN + MARGIN_OF_RUN {
            return None;
        }
        let is_own = self.of_their_own(run);
        let own = |words: &[bool]| {
            words
                .chunk_by(|one, next| one == next)
                .map(|part| if part[0] { part.len() } else { 1 })
                .sum::<usize>()
        };
        let formula = if run.len() >= LONG_RUN {
            // The function words beside a title are none of it.
            let (first, last) = (
                run.iter().position(|token| token.is_telling()),
                run.iter().rposition(|token| token.is_telling()),
            );
            let telling = first.zip(last).filter(|(first, last)| first < last);
            let (first, last) = telling.unwrap_or((0, run.len() - 1));
            let is_own = &is_own[first..=last];
            is_own.contains(&false) && own(is_own) < FEWEST_OF_THEIR_OWN
        } else {
            (own(&is_own) as f32) < self.least_run()
        };
        let telling = run.iter().filter(|token| token.is_telling());
        Some(Verdict { formula, similarity: 1.0, matched: words, bits: telling.map(says).sum() })
    }

    /// For each of some words in a row whether it is no part of a stock phrase, each seed of which stands often.
    fn of_their_own(&self, run: &[Token]) -> Vec<bool> {
        let mut is_own = vec![true; run.len()];
        let is_stock = |seed| self.index.frequency(seed).about() >= STOCK_TIMES;
        for (at, _) in self.index.seeds(run).filter(|(_, seed)| is_stock(*seed)) {
            let last = next_telling(run, at as u32).map_or(at, |last| last as usize);
            is_own[at..=last].fill(false);
        }
        for (at, _) in self.index.plain_seeds(run).filter(|(_, seed)| is_stock(*seed)) {
            is_own[at..at + self.index.in_plain_seed()].fill(false);
        }
        is_own
    }
}

/// True for the same one or two words over and over.
fn is_monotonous(run: &[Token]) -> bool {
    let mut others = run.iter().filter(|token| token.word() != run[0].word());
    others.next().is_none_or(|second| others.all(|token| token.word() == second.word()))
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
    /// Where the words before stand that were the same on both sides, one beside the other, as many as a seed may have.
    before: Vec<u32>,
    /// How often the phrase stands in the corpus that ends with the word before.
    seen_before: Option<usize>,
    /// How much the words say when those that always come together are counted as one, in bits.
    bound_bits: f32,
    /// How often the rarest pair of neighbouring words stands in the corpus.
    least_seen: Option<usize>,
}

impl<'t> Side<'t> {
    fn new(tokens: &'t [Token]) -> Self {
        Self { tokens, before: Vec::new(), seen_before: None, bound_bits: 0.0, least_seen: None }
    }

    /// Reads the next word that matches, which says so much `alone`, at its place on this side.
    fn read(&mut self, index: &Index, word: WordId, alone: f32, place: u32, is_equal: bool) {
        let follows = self.before.last().is_some_and(|last| next_telling(self.tokens, *last) == Some(place));
        if !(follows && is_equal) {
            self.before.clear();
            self.seen_before = None;
        }
        let seen = if is_equal { self.seen(index, word) } else { None };
        self.bound_bits += match seen {
            Some(seen) if seen > SEEN_BY_CHANCE => {
                let previous = self.before.last().map_or(word, |last| self.tokens[*last as usize].word());
                // After two words those before are known, after more of less than a word those are.
                let is_pair = index.in_seed(word) == 2;
                let times = self.seen_before.filter(|_| !is_pair);
                let times = times.unwrap_or_else(|| index.lexicon.count(previous) as usize);
                alone.min((times as f32 / (seen - 1) as f32).log2().max(0.0))
            }
            _ => alone,
        };
        if let Some(seen) = seen {
            self.least_seen = Some(self.least_seen.map_or(seen, |least| least.min(seen)));
        }
        self.seen_before = seen;
        if is_equal {
            self.before.push(place);
            if self.before.len() > MOST_IN_SEED {
                self.before.remove(0);
            }
        }
    }

    /// How often those words stand in the corpus that make a seed with the next one as its last.
    fn seen(&self, index: &Index, word: WordId) -> Option<usize> {
        let start = *self.before.get((self.before.len() + 1).checked_sub(index.in_seed(word))?)?;
        let first = self.tokens[start as usize].word();
        let is_of_one_script = index.lexicon.script(first) == index.lexicon.script(word);
        let seed = index.seed_at(self.tokens, start as usize).filter(|_| is_of_one_script)?;
        Some(index.frequency(seed).about())
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
        matched += step.share();
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
