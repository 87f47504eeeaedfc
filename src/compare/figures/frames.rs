//! Figures in the very same words, as in minutes and bulletins that come again and again: the first of them is compared with
//! others for all.

use rustc_hash::FxHashMap;

use super::topics::{FigureAt, LEAST_FRAME, is_due};
use super::{Course, Figure, Measure};
use crate::compare::shared::Watch;

/// No fewer words make a frame; of one that has no more, they must say enough.
const SHORT_FRAME: usize = 2;

/// Figures in the very same words: the first of each is compared for all.
pub struct Frames {
    /// For each figure by its number, the first in the same words.
    first_of: Vec<u32>,
    /// Those first ones, in order.
    pub first: Vec<u32>,
    /// For each of them, all that are in its words.
    members: FxHashMap<u32, Vec<u32>>,
}

impl Frames {
    /// `None` once it was stopped.
    pub fn of<'f>(
        figures: &[FigureAt],
        at: impl Fn(FigureAt) -> &'f Figure,
        watch: &impl Watch,
    ) -> Option<Self> {
        let mut known: FxHashMap<(Measure, Course, &str, Vec<&str>), u32> = FxHashMap::default();
        let mut frames = Self { first_of: Vec::new(), first: Vec::new(), members: FxHashMap::default() };
        let mut sentence_of: FxHashMap<u32, FigureAt> = FxHashMap::default();
        for (number, place) in (0..).zip(figures) {
            if is_due(number as usize) && watch.is_cancelled() {
                return None;
            }
            let figure = at(*place);
            let mut stems: Vec<&str> =
                figure.nouns.iter().chain(&figure.context).map(String::as_str).collect();
            stems.sort_unstable();
            stems.dedup();
            // `The victim, 34, died` is said of anybody.
            let least = if figure.measure == Measure::Age { LEAST_FRAME } else { SHORT_FRAME };
            let has_frame = stems.len() >= least && !figure.nouns.is_empty();
            let mut first = number;
            if has_frame && figure.measure != Measure::Ordinal {
                first = *known
                    .entry((figure.measure, figure.course, figure.unit.as_str(), stems))
                    .or_insert(number);
                // Two numbers in one sentence are two things, whatever words they share.
                let last = sentence_of.insert(first, *place);
                let is_same = |last: &FigureAt| {
                    last.document == place.document && at(*last).sentence == figure.sentence
                };
                if first != number && last.as_ref().is_some_and(is_same) {
                    first = number;
                }
            }
            frames.first_of.push(first);
            if first == number {
                frames.first.push(number);
            }
            frames.members.entry(first).or_default().push(number);
        }
        Some(frames)
    }

    /// Parts the figures of frames that say too little, so that each is compared for itself; says whether there were any.
    pub fn part(&mut self, says_little: impl Fn(u32) -> bool) -> bool {
        let weak: Vec<u32> = self
            .first
            .iter()
            .copied()
            .filter(|first| self.members(*first).len() > 1 && says_little(*first))
            .collect();
        for first in &weak {
            for member in self.members.remove(first).unwrap_or_default() {
                self.first_of[member as usize] = member;
                self.members.insert(member, vec![member]);
                if member != *first {
                    self.first.push(member);
                }
            }
        }
        self.first.sort_unstable();
        !weak.is_empty()
    }

    /// The first figure in the words of this one.
    pub fn first_of(&self, figure: u32) -> u32 {
        self.first_of.get(figure as usize).copied().unwrap_or(figure)
    }

    /// All in the words of this one, if it is the first.
    pub fn members(&self, first: u32) -> &[u32] {
        self.members.get(&first).map(Vec::as_slice).unwrap_or_default()
    }
}
