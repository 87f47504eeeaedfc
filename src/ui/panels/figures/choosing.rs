//! What is chosen in the table, in whichever view: lines by their keys, so that what was chosen stays so while others come and
//! go; and what follows from it for whatever is done next.

use super::FiguresPanel;
use crate::compare::figures::{FigureAt, Topic};
use crate::workbench::{FigureKey, FigureLine, Workbench};

impl FiguresPanel {
    /// The key of a line.
    pub(super) fn key(&self, index: usize, bench: &Workbench) -> Option<FigureKey> {
        self.listed.lines.get(index)?.key(bench.comparison())
    }

    /// True for a line that something would be done with.
    pub(super) fn is_chosen(&self, index: usize, bench: &Workbench) -> bool {
        if self.chosen.is_empty() {
            return self.cursor == Some(index);
        }
        self.key(index, bench).is_some_and(|key| self.chosen.contains(&key))
    }

    /// Chooses a line and no other.
    pub(super) fn choose_only(&mut self, index: usize, bench: &Workbench) {
        self.chosen = self.key(index, bench).into_iter().collect();
        self.gathers = false;
        (self.cursor, self.anchor) = (Some(index), Some(index));
    }

    /// Chooses a line besides those chosen, or no more.
    pub(super) fn toggle(&mut self, index: usize, bench: &Workbench) {
        if let Some(key) = self.key(index, bench)
            && !self.chosen.remove(&key)
        {
            self.chosen.insert(key);
        }
        (self.cursor, self.anchor) = (Some(index), Some(index));
    }

    /// What was chosen one by one with the pointer is gone on with by key. Where nothing is chosen any more the cursor is
    /// nowhere, for what it is on would count as chosen.
    pub(super) fn chosen_by_click(&mut self) {
        self.gathers = !self.chosen.is_empty();
        if !self.gathers {
            (self.cursor, self.anchor) = (None, None);
        }
    }

    /// Where nothing was chosen one by one, what is chosen is the line of the cursor: chooses it for certain, so that a line of
    /// the same kind comes to it and not in its place.
    pub(super) fn choose_at_cursor(&mut self, index: usize, bench: &Workbench) {
        let at_cursor = self.cursor.filter(|_| self.chosen.is_empty()).and_then(|at| self.key(at, bench));
        let is_of_kind = |at_cursor: &FigureKey| {
            self.key(index, bench).is_some_and(|key| key.is_topic == at_cursor.is_topic)
        };
        if let Some(at_cursor) = at_cursor.filter(is_of_kind) {
            self.chosen.insert(at_cursor);
        }
    }

    /// Chooses all lines of one kind from where the choice began to `index`.
    pub(super) fn choose_to(&mut self, index: usize, bench: &Workbench) {
        let Some(from) = self.anchor.or(self.cursor) else { return self.choose_only(index, bench) };
        let Some(first) = self.listed.lines.get(from) else { return self.choose_only(index, bench) };
        let are_topics = matches!(first, FigureLine::Topic(_));
        self.chosen = (from.min(index)..=from.max(index))
            .filter_map(|at| self.key(at, bench))
            .filter(|key| key.is_topic == are_topics)
            .collect();
        (self.cursor, self.anchor) = (Some(index), Some(from));
    }

    /// Chooses all topics, or all figures where none is in one.
    pub(super) fn choose_all(&mut self, bench: &Workbench) {
        let keys = || (0..self.listed.lines.len()).filter_map(|at| self.key(at, bench));
        let are_topics = self.listed.topics > 0;
        self.chosen = keys().filter(|key| key.is_topic == are_topics).collect();
    }

    /// The lines that something is to be done with: those chosen, or the one the keyboard is on.
    pub(super) fn acted_on(&self, bench: &Workbench) -> Vec<FigureLine> {
        // Between two frames the documents may have been compared anew: then nobody has seen what would be acted on.
        if self.of.as_ref().is_none_or(|((comparison, _), _)| *comparison != bench.comparison_revision()) {
            return Vec::new();
        }
        if self.chosen.is_empty() {
            return self.cursor.and_then(|at| self.listed.lines.get(at)).copied().into_iter().collect();
        }
        let mut chosen: Vec<usize> = self.chosen.iter().filter_map(|key| self.listed.at(*key)).collect();
        chosen.sort_unstable();
        chosen.into_iter().filter_map(|at| self.listed.lines.get(at)).copied().collect()
    }

    /// The topics of what is chosen.
    pub(super) fn topics<'b>(&self, bench: &'b Workbench) -> Vec<&'b Topic> {
        let mut topics: Vec<usize> = self.acted_on(bench).into_iter().filter_map(FigureLine::topic).collect();
        topics.dedup();
        topics.into_iter().filter_map(|topic| bench.comparison().topics().get(topic)).collect()
    }

    /// The figures chosen.
    pub(super) fn figures(&self, bench: &Workbench) -> Vec<FigureAt> {
        self.acted_on(bench).into_iter().filter_map(FigureLine::figure).collect()
    }

    /// The figures chosen that are in no topic.
    pub(super) fn alone(&self, bench: &Workbench) -> Vec<FigureAt> {
        let lines = self.acted_on(bench).into_iter();
        lines.filter_map(|line| if let FigureLine::Alone(at) = line { Some(at) } else { None }).collect()
    }
}
