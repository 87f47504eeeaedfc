//! Figures that stand against each other in shared passages: where one text has 670, the other has 700 in its place.
//!
//! A passage is looked at once, however often documents are compared after that: what stands against what follows from its two
//! places alone.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::{FigureAt, Reported};
use crate::compare::shared::{Place, Shared, SharedPassage, Watch};
use crate::compare::words::{self, Relation};
use crate::text::{Span, Text};

/// Two figures that stand against each other in a shared passage.
pub type Aligned = (FigureAt, FigureAt);

/// What is known of passages that have been looked at, by their two places; of those without figures on either side nothing is
/// kept. It holds for as long as a document of a number has the same text.
#[derive(Debug, Default)]
pub struct Alignments {
    known: FxHashMap<(Place, Place), Vec<Aligned>>,
}

impl Alignments {
    /// The figures that stand against each other in the passages that are shown; `None` once it was stopped.
    pub fn of(
        &mut self,
        texts: &[Text],
        reported: &[Reported],
        shared: &Shared,
        watch: &impl Watch,
    ) -> Option<Vec<Aligned>> {
        let shown = shared.passages.par_iter().filter(|passage| passage.kind.is_shown());
        let found: Vec<((Place, Place), Vec<Aligned>)> = shown
            .filter_map(|passage| {
                let inside = Inside::of(passage, reported)?;
                let places = (passage.a, passage.b);
                if watch.is_cancelled() {
                    return None;
                }
                let known = self.known.get(&places).cloned();
                Some((places, known.unwrap_or_else(|| inside.aligned(passage, texts, reported))))
            })
            .collect();
        if watch.is_cancelled() {
            return None;
        }
        let aligned = found.iter().flat_map(|(_, aligned)| aligned).copied().collect();
        self.known = found.into_iter().collect();
        Some(aligned)
    }
}

/// The figures inside a passage on either side.
struct Inside {
    here: std::ops::Range<usize>,
    there: std::ops::Range<usize>,
}

impl Inside {
    /// `None` where one side has none.
    fn of(passage: &SharedPassage, reported: &[Reported]) -> Option<Self> {
        let inside = |Place { document, span }| {
            let reported = reported.get(document.0 as usize);
            let figures = reported.map(|reported| reported.figures.as_slice()).unwrap_or_default();
            let from = figures.partition_point(|figure| figure.span.start < span.start);
            let ends = figures[from..].iter().take_while(|figure| figure.span.end <= span.end).count();
            (ends > 0).then_some(from..from + ends)
        };
        Some(Self { here: inside(passage.a)?, there: inside(passage.b)? })
    }

    /// Those that stand against each other.
    fn aligned(&self, passage: &SharedPassage, texts: &[Text], reported: &[Reported]) -> Vec<Aligned> {
        let (one, other) = (passage.a.document.0 as usize, passage.b.document.0 as usize);
        let stretches = words::compare(&texts[one], passage.a.span, &texts[other], passage.b.span);
        let mut aligned = Vec::new();
        for at in self.here.clone() {
            let figure = &reported[one].figures[at];
            let number = Span::new(figure.span.start, figure.span.start + 1);
            // Stretches and figures stand in the order of the text.
            let first = stretches.partition_point(|stretch| stretch.a.end <= number.start);
            let stretch =
                stretches[first..].iter().find(|it| !it.a.is_empty()).filter(|it| it.a.overlaps(number));
            let Some(stretch) = stretch.filter(|stretch| stretch.relation == Relation::Changed) else {
                continue;
            };
            let there = &reported[other].figures[self.there.clone()];
            let first = self.there.start + there.partition_point(|it| it.span.end <= stretch.b.start);
            let against = (first..self.there.end)
                .take_while(|at| reported[other].figures[*at].span.start < stretch.b.end)
                .find(|at| reported[other].figures[*at].span.overlaps(stretch.b));
            if let Some(against) = against
                && reported[other].figures[against].measure == figure.measure
            {
                let place = |document, figure| FigureAt { document, figure };
                aligned.push((place(one, at), place(other, against)));
            }
        }
        aligned
    }
}
