//! What the documents share, and the figures in them, compared in the background as texts arrive and change.
//!
//! One job ([`comparing`]) keeps the index of all texts from one time to the next ([`kept`]), so that of few documents that come, change
//! or go among many only these are compared; what was found is kept on disk, too ([`cache`]). What comes out is a
//! [`CorpusComparison`], which everybody may read, which holds for texts of the hashes it names and is replaced as a whole. How passages and figures are found is
//! the business of [`crate::compare`]. What people decide about topics of figures becomes edits ([`deciding`]) that are laid
//! over the topics found ([`settling`]); nothing here changes a document or an annotation. What is made of a comparison only
//! when somebody asks for it is in [`views`].

mod beside;
mod cache;
mod carrying;
mod collated;
mod command;
mod comparing;
mod deciding;
mod exporting;
mod figure_command;
mod figure_grid;
mod figure_list;
mod kept;
mod listing;
mod marked;
mod opened;
mod ordered;
mod settling;
mod snapshot;
mod stated;
mod views;

use std::sync::Arc;
use std::time::{Duration, Instant};

pub use beside::Beside;
pub use collated::{Collated, Witness};
pub use command::ComparisonCommand;
pub use exporting::SharedExport;
pub use figure_command::{ExportedTopics, FigureCommand};
pub use figure_grid::FigureGrid;
pub use figure_list::{FigureKey, FigureLine, FigureLines, FigureList, FigureWish};
pub use listing::{SharedGrouping, SharedLine, SharedList, SharedOrder, SharedWish};
pub use marked::{Marked, PassageMarks};
pub use opened::Together;
pub use ordered::{Ordered, Ordering};
pub use snapshot::{CorpusComparison, Places, Standing};
pub use stated::{Stated, Statements};
pub use views::ViewKind;

pub(super) use comparing::AllCompared;
pub(super) use opened::OpenedPairs;
pub(super) use views::View;

use super::jobs::JobId;
use super::loading::Report;
use super::{Effect, Workbench};
use crate::project::{Change, DocumentRecord};
use cache::Caches;
use kept::Kept;
use opened::Opening;
use views::Views;

/// While other work goes on, documents are compared anew only after a pause so many times as long as it last took.
const PAUSES: u32 = 3;

/// The states of the comparison, the project and the statements, by their revisions.
pub type SharedState = (u64, u64, Option<u64>);

/// What the workbench knows of what documents share and is doing about it.
#[derive(Default)]
pub(super) struct Comparing {
    /// Whether documents are compared as they arrive.
    is_on: bool,
    job: Option<JobId>,
    /// True once somebody has stopped the job, until they ask for it again or a document arrives.
    is_stopped: bool,
    /// True when something came or went that the comparison does not know of.
    is_stale: bool,
    /// When the documents were last compared and how long it took.
    compared: Option<(Instant, Duration)>,
    /// What the next comparison goes on from; away while a job has it.
    kept: Option<Box<Kept>>,
    /// True when decisions on figures came or went that the topics do not show.
    is_unsettled: bool,
    /// The job that applies them.
    settling: Option<JobId>,
    comparison: Arc<CorpusComparison>,
    revision: u64,
    /// What is being done about documents that stand side by side.
    opening: Opening,
    /// What was made of it because somebody asked.
    views: Views,
}

impl Workbench {
    /// What the job is called that compares documents.
    pub const COMPARING: &str = "Comparing documents";

    /// Begins to compare the documents there are, and from now on those that arrive.
    pub fn compare_from_now_on(&mut self) {
        self.comparing.is_on = true;
        self.note_comparable();
    }

    /// What the documents share, and their figures, as far as they have been compared.
    pub fn comparison(&self) -> &Arc<CorpusComparison> {
        &self.comparing.comparison
    }

    /// A number that grows whenever [`Workbench::comparison`] gives something else.
    pub fn comparison_revision(&self) -> u64 {
        self.comparing.revision
    }

    /// True when documents are compared as they arrive.
    pub fn compares(&self) -> bool {
        self.comparing.is_on
    }

    /// True while documents are being compared.
    pub fn is_comparing(&self) -> bool {
        self.comparing.job.is_some()
    }

    /// True when comparing was stopped before it was done.
    pub fn comparison_was_stopped(&self) -> bool {
        self.comparing.is_stopped && self.comparing.is_stale
    }

    /// Notes that a text has come that is not compared yet.
    pub(super) fn note_comparable(&mut self) {
        self.comparing.is_stale = true;
        self.comparing.is_stopped = false;
        self.compare_when_due();
    }

    /// Notes what changes of the project mean for the comparison.
    pub(super) fn note_compared(&mut self, changes: &[Change]) {
        let matters = |change: &Change| match change {
            Change::Text(_) => true,
            Change::Document(swap) => match (&swap.before, &swap.after) {
                (Some(before), Some(after)) => before.hash != after.hash || date_of(before) != date_of(after),
                _ => true,
            },
            _ => false,
        };
        if changes.iter().any(matters) {
            self.note_comparable();
        }
        if changes.iter().any(|change| matches!(change, Change::Topic(_))) {
            self.comparing.is_unsettled = true;
            self.settle_topics_when_due();
        }
    }

    /// Goes on where somebody has stopped it.
    pub(super) fn resume_comparison(&mut self) -> Effect {
        self.compare_from_now_on();
        self.comparing.job.map_or(Effect::Done, Effect::Job)
    }

    /// Notes that somebody has stopped a job.
    pub(super) fn note_comparison_cancelled(&mut self, job: JobId) {
        if self.comparing.job == Some(job) {
            self.comparing.is_stopped = true;
            self.comparing.is_stale = true;
            // What was found before may still be shown, without the decisions the job knew.
            self.comparing.is_unsettled = true;
        }
    }

    /// Notes that a job is over.
    pub(super) fn comparing_job_over(&mut self, job: JobId) {
        self.comparing.job.take_if(|comparing| *comparing == job);
        self.view_job_over(job);
        self.comparing.settling.take_if(|settling| *settling == job);
        self.opening_job_over(job);
        self.compare_when_due();
        self.settle_topics_when_due();
    }

    /// Forgets what the documents of a project shared that another takes the place of.
    pub(super) fn forget_comparison(&mut self) {
        self.stop_making_views();
        self.stop_opening();
        if let Some(job) = self.comparing.job {
            self.jobs.cancel(job);
        }
        let comparing = &mut self.comparing;
        let old = (
            comparing.kept.take(),
            std::mem::take(&mut comparing.comparison),
            std::mem::take(&mut comparing.views),
        );
        super::editing::let_go(old);
        self.comparing.job = None;
        self.comparing.settling = None;
        self.comparing.is_unsettled = false;
        self.comparing.is_stopped = false;
        self.comparing.is_stale = false;
        self.comparing.revision += 1;
    }

    /// Compares the documents if something has come, nobody is doing it, and the last time was not a moment ago.
    fn compare_when_due(&mut self) {
        let comparing = &self.comparing;
        if !comparing.is_on || !comparing.is_stale || comparing.is_stopped || comparing.job.is_some() {
            return;
        }
        let is_early = comparing.compared.is_some_and(|(ended, took)| ended.elapsed() < took * PAUSES);
        // The end of any other job asks again.
        if is_early && !self.jobs.running().is_empty() {
            return;
        }
        // What is kept of many is known by all of them.
        if self.is_loading() && self.documents.len() > kept::FEW {
            return;
        }
        if self.documents.is_empty() && self.comparing.comparison.is_empty() {
            self.comparing.is_stale = false;
            return;
        }
        let (kept, generation) = (self.comparing.kept.take(), self.generation);
        let (documents, project) = (self.documents.clone(), self.project.clone());
        let caches = self.places.cache.as_ref().map(|folder| Caches::new(&self.disk, folder));
        let begun = self.spawn(Self::COMPARING, true, move |context| {
            let begin = Instant::now();
            let compared = comparing::compare(kept, &documents, &project, caches.as_ref(), context);
            context.report(Report::DocumentsCompared(generation, Box::new(compared), begin.elapsed()));
        });
        self.comparing.is_stale = false;
        self.comparing.is_unsettled = false;
        match begun {
            Ok(job) => self.comparing.job = Some(job),
            // The program is closing, or has no thread to give: comparing is a help and no work.
            Err(error) => tracing::info!("documents are not compared: {error}"),
        }
    }

    /// Takes in documents that have been compared.
    pub(super) fn take_documents_compared(&mut self, generation: u64, compared: AllCompared, took: Duration) {
        self.comparing.compared = Some((Instant::now(), took));
        if generation != self.generation {
            return super::editing::let_go(compared);
        }
        let AllCompared { kept, comparison } = compared;
        self.comparing.kept = Some(kept);
        let Some(comparison) = comparison else { return };
        let before = std::mem::replace(&mut self.comparing.comparison, Arc::new(comparison));
        super::editing::let_go(before);
        self.comparing.revision += 1;
    }
}

/// The day a document says it was written, as it stands in its record.
fn date_of(record: &DocumentRecord) -> &str {
    record.attribute("date")
}
