//! The words that differ in the shared passages in view.
//!
//! Short passages are compared while a frame is drawn, as many as it has time for; a long one by a job, one after the other:
//! however long a passage is, no frame waits for it. A job is stopped once what it compares is seen no more.

use std::collections::BTreeMap;

use crate::project::DocumentId;

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
    /// True when the passage that was asked for last is seen in this frame.
    is_seen: bool,
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
        self.is_seen = false;
        if let Some(Marked { marks, places, .. }) =
            bench.marked_passage().filter(|marked| marked.revision == bench.comparison_revision())
            && let Some((passage, _)) = self.asked.iter().find(|(_, asked)| asked == places)
        {
            self.known.entry(*passage).or_insert_with(|| marks.clone());
        }
    }

    /// Notes that a document is drawn, with these beside it and with the passage somebody has gone to, if any.
    pub fn note_drawn(&mut self, document: DocumentId, beside: &[DocumentId], current: Option<SharedPlaces>) {
        let Some((_, places)) = self.asked.last() else { return };
        let is_drawn = [places.a.0, places.b.0].contains(&document);
        let is_beside =
            || places.a.0 == places.b.0 || beside.iter().any(|it| [places.a.0, places.b.0].contains(it));
        self.is_seen |= is_drawn && (is_beside() || current.is_some_and(|current| current.is(*places)));
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

    /// Asks for the long passage that was looked for in vain, or stops comparing one that is not seen any more; to be called
    /// once the documents of a frame are drawn.
    pub fn ask(&mut self, bench: &Workbench, out: &mut Outbox) {
        if let Some(job) = bench.view_job(ViewKind::Marks) {
            if !self.is_seen && self.asked.pop().is_some() {
                out.command(Command::CancelJob(job));
            }
            return;
        }
        if let Some((passage, places)) = self.wanted.take() {
            self.asked.push((passage, places));
            out.command(Command::Comparison(ComparisonCommand::MarkPassage(places)));
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use crate::ui::outbox::Request;
    use crate::workbench::Places;

    /// Does what was put into the outbox, and says what it was.
    fn done(out: &mut Outbox, bench: &mut Workbench) -> Vec<&'static str> {
        let mut said = Vec::new();
        for request in out.take() {
            let Request::Do(command) = request else { continue };
            said.push(match &command {
                Command::CancelJob(_) => "stop",
                Command::Comparison(ComparisonCommand::MarkPassage(_)) => "mark",
                _ => "something else",
            });
            bench.run(command).unwrap();
        }
        said
    }

    #[test]
    fn a_long_passage_is_compared_by_a_job_for_as_long_as_it_is_seen() {
        let folder = tempfile::tempdir().unwrap();
        let words = (0..2_500).map(|number| format!("word{number}")).collect::<Vec<_>>().join(" ");
        for name in ["one", "two"] {
            std::fs::write(folder.path().join(format!("{name}.txt")), format!("{name} {words}")).unwrap();
        }
        let mut bench = Workbench::new(Places::none());
        bench.compare_from_now_on();
        bench.run(Command::OpenInputs(vec![folder.path().to_path_buf()])).unwrap();
        bench.finish_jobs();
        let places = bench.comparison().places(0).unwrap();
        let (mut marked, mut out) = (MarkedPassages::default(), Outbox::default());
        let mut frame =
            |marked: &mut MarkedPassages, bench: &mut Workbench, is_seen: bool, is_drawn: bool| {
                marked.begin_frame(bench);
                let is_known = is_drawn && marked.of(0, bench).is_some();
                if is_seen {
                    marked.note_drawn(places.a.0, &[places.b.0], None);
                }
                marked.ask(bench, &mut out);
                (is_known, done(&mut out, bench))
            };
        assert_eq!(frame(&mut marked, &mut bench, true, true), (false, vec!["mark"]));
        // The layer is not made anew in each frame.
        assert_eq!(frame(&mut marked, &mut bench, true, false), (false, vec![]));
        assert_eq!(frame(&mut marked, &mut bench, false, false), (false, vec!["stop"]));
        bench.finish_jobs();
        // Somebody comes back to it.
        assert_eq!(frame(&mut marked, &mut bench, true, true).1, ["mark"]);
        bench.finish_jobs();
        assert_eq!(frame(&mut marked, &mut bench, true, true), (true, vec![]));
    }
}
