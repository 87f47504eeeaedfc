//! The passages that one document shares with others of an index: hits, chains, alignment, judgement.
//!
//! What a document shares follows from the index and the document alone, so documents can be taken one by one or on all
//! cores at once, and a new one is compared without comparing the others again.

mod beyond;
mod everywhere;
mod join;
mod runs;

use std::ops::Range;

use super::align::{Relation, Step, Workspace};
use super::chain::{self, Chain, Hit, WIDEST_GAP};
use super::index::{DocumentNumber, Index, Token};
use super::judge::{FEWEST_TELLING, FEWEST_WORDS, Judge, Verdict};
use super::lexicon::WordId;
use super::parts::{extent, keep_apart, parts, without_loose_ends};
use super::postings::{Frequency, Seed};
use crate::compare::words::{self, Told};
use crate::text::Span;

/// Before an alignment is made, the words in common must say this share of what they must say in the end.
const PROMISING: f32 = 0.75;
/// A longer stretch is aligned without asking.
const LONG_STRETCH: usize = 400;
/// For one document so many pairs of words are weighed, and so many more for each of its words: enough for sixty copies
/// of it. Only texts that repeat themselves without end need more.
const WORK: usize = 20_000_000;
const WORK_FOR_WORD: usize = 1_000;
/// The band of an alignment whose chain does not shift.
const USUAL_BAND: usize = 17;
/// How often what an alignment left of its chain is looked at again.
const TURNS: usize = 3;
/// Of what has been aligned, so much is remembered when the next chain is looked at.
const LOOK_BACK: usize = 64;
/// Of two documents at most so many passages are kept; those that say least are left out.
pub const MOST_IN_PAIR: usize = 2_000;
/// Within one document, two places of a passage are at least so many words apart.
const LEAST_SHIFT: i64 = 6;

/// With which documents one is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Against {
    /// With all others, and itself.
    All,
    /// With those added before it, and itself: so that each pair of a corpus is compared once.
    Earlier,
}

/// A shared passage, in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The other document.
    pub other: DocumentNumber,
    /// The words in the document that was compared.
    pub a: Range<u32>,
    /// The words in the other.
    pub b: Range<u32>,
    /// What was found.
    pub verdict: Verdict,
    /// True when it was found by its seeds standing everywhere.
    pub common: bool,
    /// Where two words on one side are one on the other.
    pub joins: Vec<Join>,
}

/// Two words on one side that are one on the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Join {
    /// The first of the words on either side.
    at: [u32; 2],
    /// The side that has two.
    two_on: usize,
}

impl Draft {
    /// How many of the words are the same when the two texts are read as they are written, given where their words stand: words
    /// whose forms are the same are others when one is a possessive (`Cleveland's`), has another sign (`£5`) or is written apart
    /// (`whats app`). `None` where any form differs: then the words are to be compared.
    pub fn told_by_its_forms(&self, texts: [&str; 2], spans: [&[Span]; 2]) -> Option<Told> {
        if self.verdict.similarity < 1.0 {
            return None;
        }
        let word = |side: usize, at: u32| spans[side][at as usize].of(texts[side]).unwrap_or_default();
        let is_apart = |side: usize, at: u32| {
            words::is_apart(texts[side], spans[side][at as usize], spans[side][at as usize + 1])
        };
        // All words match, so they stand against each other one after another.
        let mut at = [self.a.start, self.b.start];
        let mut joins = self.joins.iter().peekable();
        let mut told = Told::default();
        while at[0] < self.a.end && at[1] < self.b.end {
            let is_other = match joins.next_if(|join| join.at == at) {
                None => !words::is_same_word(word(0, at[0]), word(1, at[1])),
                Some(join) => {
                    let first = at[join.two_on];
                    at[join.two_on] += 1;
                    is_apart(join.two_on, first)
                }
            };
            told.of += 1;
            told.same += usize::from(!is_other);
            at = at.map(|at| at + 1);
        }
        Some(told)
    }
}

/// What a document shares.
#[derive(Debug, Default)]
pub struct Found {
    /// The passages.
    pub drafts: Vec<Draft>,
    /// True when not all was looked at, since it would have taken too long or says too little.
    pub is_partial: bool,
}

/// How much may still be done for one document.
#[derive(Debug, Default)]
struct Work {
    /// Pairs of words that may still be weighed.
    left: usize,
    /// True when something was left undone.
    is_over: bool,
}

impl Work {
    /// True when so much may be done.
    fn spend(&mut self, pairs: usize) -> bool {
        self.is_over |= pairs > self.left;
        self.left = self.left.saturating_sub(pairs);
        !self.is_over
    }
}

/// Memory that is used again from one document to the next.
#[derive(Debug, Default)]
pub struct Scratch {
    hits: Vec<Hit>,
    /// Hits of running words that are hardly telling.
    plain: Vec<Hit>,
    chains: Vec<Chain>,
    workspace: Workspace,
    stamps: Vec<u32>,
    stamp: u32,
    work: Work,
    /// How often each seed of the document stands in the corpus.
    times: Vec<(u32, Seed, Frequency)>,
}

/// Compares documents of one index.
#[derive(Debug)]
pub struct Finder<'i> {
    index: &'i Index,
    judge: Judge<'i>,
}

impl<'i> Finder<'i> {
    /// A finder for the corpus as it is now, by its measure.
    pub fn new(index: &'i Index) -> Self {
        Self { index, judge: Judge::new(index) }
    }

    /// The passages that a document shares with others. `is_cancelled` is asked again and again; what was found until then
    /// is given.
    pub fn find(
        &self,
        document: DocumentNumber,
        against: Against,
        scratch: &mut Scratch,
        is_cancelled: &(dyn Fn() -> bool + Sync),
    ) -> Found {
        let mut found = Vec::new();
        if !self.index.has(document) {
            return Found::default();
        }
        let work = || Work { left: WORK + WORK_FOR_WORD * self.index.tokens(document).len(), is_over: false };
        scratch.work = work();
        self.gather(document, against, scratch);
        let all = [std::mem::take(&mut scratch.hits), std::mem::take(&mut scratch.plain)];
        let [mut left, mut plain_left] = [&all[0][..], &all[1][..]];
        while let Some(other) =
            left.first().into_iter().chain(plain_left.first()).map(|hit| hit.document).min()
        {
            if is_cancelled() || scratch.work.is_over {
                break;
            }
            let of_other = |hits: &[Hit]| hits.partition_point(|hit| hit.document == other);
            let (hits, plain);
            (hits, left) = left.split_at(of_other(left));
            (plain, plain_left) = plain_left.split_at(of_other(plain_left));
            self.with_one([document, other], [hits, plain], scratch, &mut found, is_cancelled);
        }
        [scratch.hits, scratch.plain] = all;
        // What stands everywhere takes nothing from the rest, nor the rest from it.
        let was_over = std::mem::replace(&mut scratch.work, work()).is_over;
        let has_monotony = self.common(document, scratch, &mut found);
        let is_partial = was_over || scratch.work.is_over || has_monotony || self.is_unreadable(document);
        Found { drafts: found, is_partial }
    }

    /// True for a document of which nothing can be told: it says the same few words over and over, or has no spaces.
    fn is_unreadable(&self, document: DocumentNumber) -> bool {
        let tokens = self.index.tokens(document);
        // One that has function words only is told by these.
        let has_telling = tokens.iter().any(|token| token.is_telling());
        let tokens = tokens.iter().filter(|token| token.is_telling() || !has_telling);
        self.index.lacks_spaces(document) || self.is_monotonous(tokens)
    }

    /// True for words enough to be a passage, too few of which are different for one to be told from chance.
    fn is_monotonous<'t>(&self, tokens: impl Iterator<Item = &'t Token>) -> bool {
        let mut different: Vec<WordId> = Vec::new();
        let (mut words, mut telling) = (0.0, 0.0);
        for token in tokens {
            let part = self.index.lexicon.part_of_word(token.word());
            words += part;
            if !different.contains(&token.word()) {
                different.push(token.word());
                telling += part;
            }
            if telling >= FEWEST_TELLING {
                return false;
            }
        }
        words >= FEWEST_WORDS
    }

    /// Looks up the seeds of a document.
    fn gather(&self, document: DocumentNumber, against: Against, scratch: &mut Scratch) {
        scratch.hits.clear();
        scratch.plain.clear();
        scratch.times.clear();
        let tokens = self.index.tokens(document);
        for (at, seed) in self.index.seeds(tokens) {
            let frequency = self.look_up((document, at), seed, against, &mut scratch.hits);
            scratch.times.push((at as u32, seed, frequency));
        }
        for (at, seed) in self.index.plain_seeds(tokens) {
            self.look_up((document, at), seed, against, &mut scratch.plain);
        }
        scratch.hits.sort_unstable();
        scratch.plain.sort_unstable();
    }

    /// Adds the other places of a seed, unless it stands everywhere; says how often it does.
    fn look_up(
        &self,
        (document, at): (DocumentNumber, usize),
        seed: Seed,
        against: Against,
        hits: &mut Vec<Hit>,
    ) -> Frequency {
        let places = self.index.postings.count(seed);
        let frequency = self.index.frequency_of(places);
        if places < 2 || self.index.is_common(frequency) {
            return frequency;
        }
        for posting in self.index.postings.places(seed).flatten() {
            let (other, b) = self.index.locate(*posting as u32);
            let wanted = match against {
                Against::All => other != document,
                Against::Earlier => other < document,
            } || (other == document && i64::from(b) - at as i64 >= LEAST_SHIFT);
            if wanted {
                hits.push(Hit { document: other, a: at as u32, b });
            }
        }
        frequency
    }

    /// The passages shared with one other document, by the hits in both.
    fn with_one(
        &self,
        [document, other]: [DocumentNumber; 2],
        [hits, plain]: [&[Hit]; 2],
        scratch: &mut Scratch,
        found: &mut Vec<Draft>,
        is_cancelled: &(dyn Fn() -> bool + Sync),
    ) {
        let (a, b) = (self.index.tokens(document), self.index.tokens(other));
        let least_shift = if other == document { LEAST_SHIFT } else { i64::MIN };
        let mut drafts: Vec<(Draft, Vec<Step>)> = Vec::new();
        let mut covered: Vec<Covered> = Vec::new();
        let mut chains = std::mem::take(&mut scratch.chains);
        let mut again: Vec<Hit> = Vec::new();
        chain::chains(hits, &mut chains);
        'turns: for _ in 0..TURNS {
            for chain in &chains {
                if is_cancelled() {
                    break 'turns;
                }
                let near = || covered.iter().rev().take(LOOK_BACK);
                if near().any(|covered| covered.has(chain)) {
                    continue;
                }
                let (mut from_a, mut from_b) = (reach(chain.a, a), reach(chain.b, b));
                for covered in near().filter(|covered| covered.is_kept) {
                    covered.clip(chain, &mut from_a, &mut from_b);
                }
                if !scratch.work.spend(usize::midpoint(from_a.len(), from_b.len())) {
                    break 'turns;
                }
                if !self.is_promising(&a[from_a.clone()], &b[from_b.clone()], scratch) {
                    continue;
                }
                let wide = (chain.shifts.1 - chain.shifts.0) as usize + USUAL_BAND;
                if !scratch.work.spend(from_a.len() * wide) {
                    break 'turns;
                }
                let move_by = from_b.start as i64 - from_a.start as i64;
                let shifts = (chain.shifts.0 - move_by, chain.shifts.1 - move_by);
                let steps = scratch.workspace.align(
                    &self.index.lexicon,
                    &a[from_a.clone()],
                    &b[from_b.clone()],
                    shifts,
                    least_shift.saturating_sub(move_by),
                );
                let mut steps: Vec<Step> = steps
                    .iter()
                    .map(|step| Step {
                        a: step.a + from_a.start as u32,
                        b: step.b + from_b.start as u32,
                        relation: step.relation,
                    })
                    .collect();
                if other == document {
                    keep_apart(&mut steps);
                }
                let Some((on_a, on_b)) = extent(&steps) else { continue };
                // What the best alignment has left of this chain is looked at again.
                if chain.hits > 1 && (chain.a.0 < on_a.start || chain.a.1 >= on_a.end) {
                    let from = hits.partition_point(|hit| hit.a < chain.a.0);
                    let of_chain = hits[from..].iter().take_while(|hit| hit.a <= chain.a.1);
                    let left = of_chain.filter(|hit| {
                        (chain.b.0..=chain.b.1).contains(&hit.b)
                            && !on_a.contains(&hit.a)
                            && !on_b.contains(&hit.b)
                    });
                    again.extend(left);
                }
                let before = drafts.len();
                let apart = other != document;
                drafts.extend(self.worth_showing(other, &steps, [a, b], apart, &mut scratch.work));
                covered.push(Covered { a: on_a, b: on_b, is_kept: drafts.len() > before });
            }
            if again.is_empty() {
                break;
            }
            again.sort_unstable();
            again.dedup();
            chain::chains(&again, &mut chains);
            again.clear();
        }
        scratch.chains = chains;
        if is_cancelled() {
            return;
        }
        if other != document {
            for hits in [hits, plain] {
                self.add_runs(other, hits, [a, b], &mut scratch.work, &mut drafts);
            }
        }
        let begin = found.len();
        self.without_overlaps(drafts, a, b, found);
        self.join_near(document, begin, scratch, found);
    }

    /// The parts of an alignment that are worth showing, each followed further at its ends, though not into another. Within one
    /// document none is: what a text is about recurs beside it.
    fn worth_showing(
        &self,
        other: DocumentNumber,
        steps: &[Step],
        [a, b]: [&[Token]; 2],
        is_between_two: bool,
        work: &mut Work,
    ) -> Vec<(Draft, Vec<Step>)> {
        let parts: Vec<&[Step]> = parts(steps, a, b).collect();
        let extents: Vec<(Range<u32>, Range<u32>)> = parts.iter().filter_map(|part| extent(part)).collect();
        let mut found = Vec::new();
        for (at, part) in parts.iter().enumerate() {
            let Some(draft) = self.draft(other, part, a, b) else { continue };
            let steps = part.to_vec();
            if !is_between_two {
                found.push((draft, steps));
                continue;
            }
            let before = at.checked_sub(1).and_then(|before| extents.get(before));
            let (start_a, start_b) = before.map_or((0, 0), |(on_a, on_b)| (on_a.end, on_b.end));
            let next = extents.get(at + 1).map(|(on_a, on_b)| (on_a.start, on_b.start));
            let (end_a, end_b) = next.unwrap_or((a.len() as u32, b.len() as u32));
            found.push(self.followed(draft, steps, [a, b], &[start_a..end_a, start_b..end_b], work));
        }
        found
    }

    /// An alignment as a passage, if it is worth showing.
    pub fn draft(&self, other: DocumentNumber, steps: &[Step], a: &[Token], b: &[Token]) -> Option<Draft> {
        let verdict = self.judge.judge(steps, a, b)?;
        let (on_a, on_b) = extent(steps)?;
        let joins = steps.iter().filter_map(|step| match step.relation {
            Relation::Joined => Some(Join { at: [step.a, step.b], two_on: 0 }),
            Relation::Parted => Some(Join { at: [step.a, step.b], two_on: 1 }),
            _ => None,
        });
        let joins = joins.collect();
        Some(Draft { other, a: on_a, b: on_b, verdict, common: false, joins })
    }

    /// True when the telling words that two stretches have in common may be enough.
    fn is_promising(&self, a: &[Token], b: &[Token], scratch: &mut Scratch) -> bool {
        if a.len() > LONG_STRETCH {
            return true;
        }
        scratch.stamps.resize(self.index.lexicon.len(), 0);
        scratch.stamp = scratch.stamp.wrapping_add(1);
        if scratch.stamp == 0 {
            scratch.stamps.fill(0);
            scratch.stamp = 1;
        }
        for token in b.iter().filter(|token| token.is_telling()) {
            scratch.stamps[token.word() as usize] = scratch.stamp;
        }
        let mut missing = self.judge.threshold() * PROMISING;
        for token in a.iter().filter(|token| token.is_telling()) {
            let stamp = &mut scratch.stamps[token.word() as usize];
            if *stamp == scratch.stamp {
                *stamp = 0;
                missing -= self.index.lexicon.information(token.word());
                if missing <= 0.0 {
                    return true;
                }
            }
        }
        false
    }

    /// Takes passages over, the ones that say most first, so that none lies over another on both sides.
    fn without_overlaps(
        &self,
        mut drafts: Vec<(Draft, Vec<Step>)>,
        a: &[Token],
        b: &[Token],
        found: &mut Vec<Draft>,
    ) {
        drafts.sort_by(|(x, _), (y, _)| {
            y.verdict
                .bits
                .total_cmp(&x.verdict.bits)
                .then_with(|| (x.a.start, x.b.start).cmp(&(y.a.start, y.b.start)))
        });
        let begin = found.len();
        for (draft, steps) in drafts {
            if found.len() - begin >= MOST_IN_PAIR {
                break;
            }
            let mut kept: Option<Draft> = Some(draft);
            let mut left: Vec<Step> = steps;
            while let Some(draft) = &kept {
                let in_way = found[begin..]
                    .iter()
                    .find(|other| overlap(&other.a, &draft.a) && overlap(&other.b, &draft.b));
                let Some(in_way) = in_way else { break };
                let free = |step: &Step| !in_way.a.contains(&step.a) && !in_way.b.contains(&step.b);
                let parts: Vec<&[Step]> = left
                    .chunk_by(|one, next| free(one) == free(next))
                    .filter(|part| free(&part[0]))
                    .collect();
                let longest = parts.into_iter().max_by_key(|part| part.len()).unwrap_or_default();
                let longest = without_loose_ends(longest).to_vec();
                kept = self.draft(draft.other, &longest, a, b);
                left = longest;
            }
            found.extend(kept);
        }
    }
}

/// What an alignment covers, whatever came of it.
struct Covered {
    a: Range<u32>,
    b: Range<u32>,
    /// True when a passage was found there.
    is_kept: bool,
}

impl Covered {
    /// True when a chain lies wholly in it.
    fn has(&self, chain: &Chain) -> bool {
        let inside = |range: &Range<u32>, (first, last)| range.contains(&first) && range.contains(&last);
        inside(&self.a, chain.a) && inside(&self.b, chain.b)
    }

    /// Keeps what is looked at around a chain before or behind it, if it is.
    fn clip(&self, chain: &Chain, from_a: &mut Range<usize>, from_b: &mut Range<usize>) {
        if self.a.end <= chain.a.0 && self.b.end <= chain.b.0 {
            if self.b.end as usize > from_b.start {
                from_a.start = from_a.start.max(self.a.end as usize);
            }
            if self.a.end as usize >= from_a.start {
                from_b.start = from_b.start.max(self.b.end as usize);
            }
        } else if self.a.start > chain.a.1 && self.b.start > chain.b.1 {
            if (self.b.start as usize) < from_b.end {
                from_a.end = from_a.end.min(self.a.start as usize);
            }
            if self.a.start as usize <= from_a.end {
                from_b.end = from_b.end.min(self.b.start as usize);
            }
        }
    }
}

/// The words around a chain that are looked at.
fn reach((first, last): (u32, u32), tokens: &[Token]) -> Range<usize> {
    let start = first.saturating_sub(WIDEST_GAP) as usize;
    start.min(tokens.len())..((last + WIDEST_GAP + 1) as usize).min(tokens.len())
}

fn overlap(one: &Range<u32>, other: &Range<u32>) -> bool {
    one.start < other.end && other.start < one.end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    #[test]
    fn what_lies_over_something_better_takes_no_place_of_what_does_not() {
        let words: Vec<String> = (0..12_000).map(|n| format!("w{n}x")).collect();
        let text = Text::new(words.join(" "));
        let index = Index::of(&[text.clone(), text]);
        let finder = Finder::new(&index);
        let [a, b] = [0, 1].map(|number| index.tokens(DocumentNumber(number)));
        let drafts = (0..3_000).filter_map(|number| {
            // Each twice.
            let from = number / 2 * 8;
            let steps: Vec<Step> =
                (from..from + 8).map(|at| Step { a: at, b: at, relation: Relation::Equal }).collect();
            Some((finder.draft(DocumentNumber(0), &steps, a, b)?, steps))
        });
        let mut found = Vec::new();
        finder.without_overlaps(drafts.collect(), a, b, &mut found);
        assert_eq!(found.len(), 1_500);
    }
}
