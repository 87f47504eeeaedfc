//! The words that differ in the shared passages in view.
//!
//! Short passages are compared while a frame is drawn, as many as it has time for; a long one by a job, one after the other:
//! however long a passage is, no frame waits for it.

use std::collections::BTreeMap;

use crate::ui::outbox::Outbox;
use crate::workbench::{Command, ComparisonCommand, Marked, PassageMarks, SharedPlaces, ViewKind, Workbench};

/// Bytes of passages compared in one frame, both sides together; the rest follows in the next. What is longer by itself is
/// for a job.
const COMPARED_AT_ONCE: usize = 24_000;

/// What is known of the passages of a comparison.
#[derive(Default)]
pub(super) struct MarkedPassages {
    known: BTreeMap<usize, PassageMarks>,
    /// The passages they are of, by their revision.
    at: (u64, u64),
    /// Bytes that are still compared in this frame.
    left: usize,
    /// A long passage that was looked for in vain.
    wanted: Option<(usize, SharedPlaces)>,
    /// Those that were asked of the workbench; one that was stopped is not asked for again.
    asked: Vec<(usize, SharedPlaces)>,
}

impl MarkedPassages {
    /// To be called before the documents of a frame are drawn.
    pub fn begin_frame(&mut self, bench: &Workbench) {
        let revision = bench.passages_revision();
        if self.at != revision {
            *self = Self { at: revision, ..Self::default() };
        }
        self.left = COMPARED_AT_ONCE;
        self.wanted = None;
        if let Some(Marked { marks, places, .. }) =
            bench.marked_passage().filter(|marked| marked.revision == bench.comparison_revision())
            && let Some((passage, _)) = self.asked.iter().find(|(_, asked)| asked == places)
        {
            self.known.entry(*passage).or_insert_with(|| marks.clone());
        }
    }

    /// What differs in a passage, as [`Workbench::comparison`] has its two places; `None` while that is not known.
    pub fn of(&mut self, passage: usize, bench: &Workbench) -> Option<PassageMarks> {
        if let Some(marks) = self.known.get(&passage) {
            return Some(marks.clone());
        }
        let places = bench.comparison().places(passage)?;
        let length = places.a.1.len() + places.b.1.len();
        if length > COMPARED_AT_ONCE {
            if !self.asked.iter().any(|(asked, _)| *asked == passage) {
                self.wanted.get_or_insert((passage, places));
            }
            return None;
        }
        if self.left == 0 {
            return None;
        }
        self.left = self.left.saturating_sub(length);
        let marks = bench.mark_passage_now(places);
        self.known.insert(passage, marks.clone());
        Some(marks)
    }

    /// True when there was not time enough in this frame for all short passages.
    pub fn is_unfinished(&self) -> bool {
        self.left == 0
    }

    /// How many passages are known: grows when another is.
    pub fn count(&self) -> usize {
        self.known.len()
    }

    /// Asks for the long passage that was looked for in vain; to be called once the documents of a frame are drawn.
    pub fn ask(&mut self, bench: &Workbench, out: &mut Outbox) {
        if bench.view_job(ViewKind::Marks).is_some() {
            return;
        }
        if let Some((passage, places)) = self.wanted.take() {
            self.asked.push((passage, places));
            out.command(Command::Comparison(ComparisonCommand::MarkPassage(places)));
        }
    }
}
