//! What stands in very many documents: runs of seeds each of which stands everywhere, linked with the first document that has
//! them.
//!
//! A run is held against the first document that has its rarest seed. What that document does not have of it is a run of its own,
//! for which another may be the first; and what one document says over and over is cut where it begins anew, each time held
//! against the first. So nothing that stands everywhere is lost because it stands beside something else that does.

use std::ops::Range;

use super::super::align::Step;
use super::super::chain::{MOST_SHIFT, WIDEST_GAP};
use super::super::index::DocumentNumber;
use super::super::parts::parts;
use super::super::postings::{Frequency, Seed};
use super::{Draft, Finder, Scratch, USUAL_BAND, overlap, reach};

/// So many seeds in a row that stand everywhere are a passage that does.
const FEWEST_COMMON_SEEDS: usize = 6;

/// Of what one document says over and over, without a word between, so many times are listed beside the first.
const MOST_AGAIN: usize = 60;

/// A seed of a document: the word at which it begins, and how often it stands in the corpus.
type Place = (u32, Seed, Frequency);

impl Finder<'_> {
    /// Passages of which every part stands everywhere, each with the first document that has it. True when there are stretches
    /// in which nothing can be told, since they are a few words over and over.
    pub(super) fn common(
        &self,
        document: DocumentNumber,
        scratch: &mut Scratch,
        found: &mut Vec<Draft>,
    ) -> bool {
        let times = std::mem::take(&mut scratch.times);
        let mut has_monotony = self.has_monotony(document, &times);
        let mut due: Vec<Range<usize>> = std::iter::once(0..times.len()).collect();
        while let Some(range) = due.pop() {
            let mut runs = Runs { finder: self, document, found: Vec::new(), has_monotony: false };
            runs.read(&times[range]);
            has_monotony |= runs.has_monotony;
            for run in runs.found {
                let Some(draft) = self.common_with(document, &run, scratch) else { continue };
                if run.other != document {
                    due.extend(left_of(&run, &draft, &times));
                }
                let draft = self.join_common(document, draft, scratch, found);
                take_over(draft, found);
            }
        }
        scratch.times = times;
        has_monotony
    }

    /// True when there is a run of seeds that stand everywhere and are made of a few words over and over.
    fn has_monotony(&self, document: DocumentNumber, times: &[Place]) -> bool {
        let tokens = self.index.tokens(document);
        let is_monotonous = |run: &[Place]| {
            let words = tokens[run[0].0 as usize..=run[run.len() - 1].0 as usize].iter();
            self.is_monotonous(words.filter(|token| token.is_telling()))
        };
        self.runs_of_common(times).any(is_monotonous)
    }

    /// Seeds in a row that all stand everywhere, where there are enough of them.
    fn runs_of_common<'t>(&self, times: &'t [Place]) -> impl Iterator<Item = &'t [Place]> {
        let is_common = |(_, _, times): &Place| self.index.is_common(*times);
        let runs = times.chunk_by(move |one, next| is_common(one) == is_common(next));
        runs.filter(move |run| is_common(&run[0]) && run.len() >= FEWEST_COMMON_SEEDS)
    }

    /// The passage around a run of common seeds, and the same in the document that has them first.
    fn common_with(&self, document: DocumentNumber, run: &Run, scratch: &mut Scratch) -> Option<Draft> {
        let (a, b) = (self.index.tokens(document), self.index.tokens(run.other));
        let ((first, last), (low, high)) = (run.words, run.shifts);
        let moved = |at: u32, shift: i64| (i64::from(at) + shift).clamp(0, b.len() as i64) as u32;
        let (from_a, from_b) = if let Some(until) = run.until {
            // What comes before and behind is the same once more.
            let to = moved(until, high).min(first);
            (first as usize..until as usize, moved(first, low) as usize..to as usize)
        } else {
            // Nothing stands against what comes behind the end of the other document.
            let room = b.len() as u32 - moved(first, low).min(b.len() as u32);
            let last = last.min(first.saturating_add(room).saturating_add(WIDEST_GAP));
            (reach((first, last), a), reach((moved(first, low), moved(last, high)), b))
        };
        let least = low.unsigned_abs().min(high.unsigned_abs());
        if run.other == document && run.until.is_none() && least <= u64::from(last - first) {
            return None;
        }
        let wide = (high - low) as usize + USUAL_BAND;
        if !scratch.work.spend(from_a.len() * wide) {
            return None;
        }
        let move_by = from_b.start as i64 - from_a.start as i64;
        let steps = scratch.workspace.align(
            &self.index.lexicon,
            &a[from_a.clone()],
            &b[from_b.clone()],
            (low - move_by, high - move_by),
            i64::MIN,
        );
        let moved = steps.iter().map(|step| Step {
            a: step.a + from_a.start as u32,
            b: step.b + from_b.start as u32,
            relation: step.relation,
        });
        let steps: Vec<Step> = moved.collect();
        let part = parts(&steps, a, b).max_by_key(|part| part.len())?;
        let draft = self.draft(run.other, part, a, b)?;
        let apart = run.other != document || !overlap(&draft.a, &draft.b);
        apart.then_some(Draft { common: true, ..draft })
    }
}

/// Words of which every seed stands everywhere, in a document and in the first that has them.
struct Run {
    /// The first document.
    other: DocumentNumber,
    /// The first and the last word at which a seed begins.
    words: (u32, u32),
    /// How far apart they stand from the same in the other, at the least and at the most.
    shifts: (i64, i64),
    /// Where the same begins once more, in a document that says it over and over.
    until: Option<u32>,
}

impl Run {
    /// True when another run is the same passage, behind a word or a few that differ.
    fn goes_on_with(&self, next: &Self) -> bool {
        let shift = next.shifts.0;
        self.other == next.other
            && self.until.is_none()
            && next.until.is_none()
            && next.words.0 - self.words.1 <= WIDEST_GAP
            && (shift - self.shifts.0).abs().max((shift - self.shifts.1).abs()) <= MOST_SHIFT
    }
}

/// The runs of a document.
struct Runs<'f, 'i> {
    finder: &'f Finder<'i>,
    document: DocumentNumber,
    found: Vec<Run>,
    /// True when a document says something over and over of which not every time is listed, or none since it is a few words.
    has_monotony: bool,
}

impl Runs<'_, '_> {
    /// Reads the runs among some seeds, in order.
    fn read(&mut self, times: &[Place]) {
        let runs: Vec<&[Place]> = self.finder.runs_of_common(times).collect();
        for run in runs {
            let Some(&(at, seed, _)) = run.iter().min_by_key(|(at, _, times)| (*times, *at)) else {
                continue;
            };
            let Some((other, b)) = self.finder.index.first_place(seed) else { continue };
            if other == self.document {
                self.say_again(run, seed, b);
                continue;
            }
            let shift = i64::from(b) - i64::from(at);
            self.push(Run {
                other,
                words: (run[0].0, run[run.len() - 1].0),
                shifts: (shift, shift),
                until: None,
            });
        }
    }

    /// A run that stands in this document first: each further time against the first, which begins its rarest seed at `first`.
    fn say_again(&mut self, run: &[Place], seed: Seed, first: u32) {
        let begins: Vec<usize> = (0..run.len()).filter(|at| run[*at].1 == seed).collect();
        let again = begins.iter().position(|at| run[*at].0 > first).unwrap_or(begins.len());
        let mut pieces = 0;
        for (number, at) in begins.iter().enumerate().skip(again) {
            let next = begins.get(number + 1).copied();
            let end = next.unwrap_or(run.len());
            // What stands before it for the first time here belongs to it.
            let begin = if number == 0 { 0 } else { *at };
            if end - begin < FEWEST_COMMON_SEEDS || pieces == MOST_AGAIN {
                self.has_monotony |= begins.len() > 2;
                continue;
            }
            pieces += 1;
            let shift = i64::from(first) - i64::from(run[*at].0);
            self.push(Run {
                other: self.document,
                words: (run[begin].0, run[end - 1].0),
                shifts: (shift, shift),
                until: next.map(|next| run[next].0),
            });
        }
    }

    fn push(&mut self, run: Run) {
        match self.found.last_mut().filter(|before| before.goes_on_with(&run)) {
            Some(before) => {
                before.words.1 = run.words.1;
                let shift = run.shifts.0;
                before.shifts = (before.shifts.0.min(shift), before.shifts.1.max(shift));
            }
            None => self.found.push(run),
        }
    }
}

/// The seeds of a run that a passage found there leaves over, before it and behind it.
fn left_of(run: &Run, draft: &Draft, times: &[Place]) -> Vec<Range<usize>> {
    let at = |word: u32| times.partition_point(|(at, ..)| *at < word);
    let (begin, end) = (at(run.words.0), at(run.words.1 + 1));
    let (from, to) = (at(draft.a.start).clamp(begin, end), at(draft.a.end).clamp(begin, end));
    // What lies beside the run takes nothing off it.
    let parts = if from < to { vec![begin..from, to..end] } else { Vec::new() };
    parts.into_iter().filter(|part| part.len() >= FEWEST_COMMON_SEEDS).collect()
}

/// Takes over a passage that stands everywhere; where one was found by what stands there only, the longer of the two.
fn take_over(draft: Draft, found: &mut Vec<Draft>) {
    let is_over = |other: &Draft| {
        other.other == draft.other && overlap(&other.a, &draft.a) && overlap(&other.b, &draft.b)
    };
    let matched = |draft: &Draft| draft.verdict.matched;
    match found.iter_mut().filter(|other| is_over(other)).max_by(|x, y| matched(x).total_cmp(&matched(y))) {
        // Most of it stands everywhere.
        Some(longer) if matched(longer) >= matched(&draft) => {
            longer.common |= 2.0 * matched(&draft) >= matched(longer);
        }
        _ => {
            found.retain(|other| !is_over(other));
            found.push(draft);
        }
    }
}
