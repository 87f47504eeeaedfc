//! Figures that stand against each other in shared passages: where one text has 670, the other has 700 in its place.
//!
//! A passage is looked at once, however often documents are compared after that: what stands against what follows from its two
//! places alone.

use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::{Figure, FigureAt, Reported};
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
    here: Range<usize>,
    there: Range<usize>,
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
            let these = inside(&reported[one].figures, &self.here, stretch.a);
            let those = inside(&reported[other].figures, &self.there, stretch.b);
            // Of several in a row of changed words each stands against the one at its place.
            let against = if these.len() == those.len() {
                Some(those.start + (at - these.start))
            } else {
                those.clone().next().filter(|_| these.len() == 1 || those.len() == 1)
            };
            if let Some(against) = against.filter(|against| those.contains(against))
                && reported[other].figures[against].is_of_one_kind(figure)
            {
                let place = |document, figure| FigureAt { document, figure };
                aligned.push((place(one, at), place(other, against)));
            }
        }
        aligned
    }
}

/// Those of some figures, which are in order, that a stretch of words overlaps.
fn inside(figures: &[Figure], among: &Range<usize>, stretch: Span) -> Range<usize> {
    let some = &figures[among.clone()];
    let first = some.partition_point(|figure| figure.span.end <= stretch.start);
    let past = some.partition_point(|figure| figure.span.start < stretch.end);
    among.start + first..among.start + past.max(first)
}
