//! Statements that may be the same in other words, found because somebody asked.

use std::sync::atomic::Ordering;

use super::super::LoadedDocuments;
use super::super::jobs::JobContext;
use super::super::loading::Report;
use super::snapshot::{CorpusComparison, Places};
use crate::compare::shared::{DocumentNumber, Watch};
use crate::compare::statements::{LeftOut, STEPS, statements};
use crate::text::Text;

/// Two clauses that may say the same.
#[derive(Clone, Copy, Debug)]
pub struct Stated {
    /// Where they stand.
    pub places: Places,
    /// How many telling words they have in common.
    pub words: usize,
}

/// The statements of one state of the comparison, the likeliest first.
#[derive(Debug)]
pub struct Statements {
    /// The state of the comparison, as [`super::super::Workbench::comparison_revision`] counts them.
    pub revision: u64,
    /// Those that are not shared passages already.
    pub list: Vec<Stated>,
    /// What was not kept.
    pub left_out: LeftOut,
}

/// Tells how far the work is, and asks whether anybody still waits.
struct Waiting<'c> {
    context: &'c JobContext<Report>,
    total: usize,
}

impl Watch for Waiting<'_> {
    fn progress(&self, done: usize) {
        self.context.report(Report::Comparing(done, self.total));
    }

    fn is_cancelled(&self) -> bool {
        self.context.cancel.load(Ordering::Relaxed)
    }
}

impl Statements {
    /// Looks for statements; `None` once it was cancelled.
    pub(super) fn of(
        revision: u64,
        comparison: &CorpusComparison,
        documents: &LoadedDocuments,
        context: &JobContext<Report>,
    ) -> Option<Self> {
        let nothing = Text::new(String::new());
        let text = |number: u32| {
            let number = DocumentNumber(number);
            let id = comparison.document(number).filter(|_| comparison.is_current(number))?;
            let text = &documents.get(&id)?.text;
            comparison.holds_for(id, text.hash()).then(|| text.clone())
        };
        // Numbers of documents that are gone stay: nothing is found in them.
        let texts: Vec<Text> = (0..comparison.numbered() as u32)
            .map(|number| text(number).unwrap_or_else(|| nothing.clone()))
            .collect();
        let watch = Waiting { context, total: STEPS * texts.len() };
        let found = statements(&texts, comparison.shared(), &watch);
        if watch.is_cancelled() {
            return None;
        }
        let list = found.list.into_iter().filter(|statement| !statement.is_shared).filter_map(|statement| {
            let places = Places { a: comparison.place(statement.a)?, b: comparison.place(statement.b)? };
            Some(Stated { places, words: statement.stems })
        });
        Some(Self { revision, list: list.collect(), left_out: found.left_out })
    }
}
