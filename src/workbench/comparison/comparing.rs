//! The job that compares documents: takes in what is new, lets go of what is gone, finds passages, figures and topics. What it
//! goes on from is [`super::kept`].

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use rayon::prelude::*;

use super::super::LoadedDocuments;
use super::super::jobs::JobContext;
use super::super::loading::Report;
use super::cache::Caches;
use super::kept::{Coming, Kept};
use super::snapshot::CorpusComparison;
use crate::compare::figures::{Reading, Reported, reading};
use crate::compare::shared::Watch;
use crate::corpus::date;
use crate::project::{DocumentId, Project};
use crate::text::Text;

/// How often progress is told of in one comparison.
const STEPS_TOLD: usize = 100;

/// A document that is to be compared.
#[derive(Debug)]
pub(super) struct Wanted {
    pub id: DocumentId,
    pub text: Text,
    /// When it was written, as far as is known.
    pub date: Option<String>,
}

/// The documents of a project that are to be compared: those whose texts are there.
pub(super) fn wanted(documents: &LoadedDocuments, project: &Project) -> Vec<Wanted> {
    let wanted = documents.iter().filter_map(|(id, document)| {
        let date = date::normalised(super::date_of(project.documents.get(id)?));
        Some(Wanted { id: *id, text: document.text.clone(), date })
    });
    wanted.collect()
}

/// What a comparison gives.
#[derive(Debug)]
pub(in crate::workbench) struct AllCompared {
    pub(super) kept: Box<Kept>,
    /// `None` when it was stopped before there was anything new.
    pub(super) comparison: Option<CorpusComparison>,
}

/// Compares these documents, going on from what is kept of the last time, and applies the decisions on topics; what the caches
/// have is not found again. Once it is stopped, it gives what it has found so far.
pub(super) fn compare(
    kept: Option<Box<Kept>>,
    documents: &LoadedDocuments,
    project: &Project,
    caches: Option<&Caches>,
    context: &JobContext<Report>,
) -> AllCompared {
    let mut kept = kept.unwrap_or_default();
    let (gone, new) = kept.difference(wanted(documents, project));
    let mut told = Told::new(context, 2 * new.len());
    let Some(new) = with_figures(new, caches, &told) else {
        return AllCompared { kept, comparison: None };
    };
    let taken_in = new.len();
    kept.take_over(&gone, new, caches);
    told.total = taken_in + kept.due();
    kept.compare(&told, caches);
    let comparison = kept.comparison(&project.decisions_on_topics(), &told);
    AllCompared { kept, comparison: Some(comparison) }
}

/// The documents with the figures in them; `None` once it is cancelled.
fn with_figures(new: Vec<Wanted>, caches: Option<&Caches>, told: &Told<'_>) -> Option<Vec<Coming>> {
    if let Some(caches) = caches.filter(|_| !new.is_empty()) {
        caches.forget_other_versions();
    }
    let cache = caches.map(|caches| &caches.figures);
    let has_written = AtomicBool::new(false);
    let reading_of = |text: &Text| -> Reading {
        if let Some(known) = cache.and_then(|cache| cache.read(text)) {
            return known;
        }
        let reading = reading(text);
        if let Some(cache) = cache {
            cache.write(text, &reading);
            has_written.store(true, Ordering::Relaxed);
        }
        reading
    };
    let coming: Vec<Option<Coming>> = new
        .into_par_iter()
        .map(|wanted| {
            if told.is_cancelled() {
                return None;
            }
            let Reading { figures, unread } = reading_of(&wanted.text);
            let reported = Reported { date: wanted.date, figures, unread };
            told.step();
            Some(Coming { id: wanted.id, text: wanted.text, reported })
        })
        .collect();
    if let Some(cache) = cache.filter(|_| has_written.load(Ordering::Relaxed)) {
        cache.prune();
    }
    coming.into_iter().collect()
}

/// Tells the workbench how far the work is, and asks whether it is still wanted.
struct Told<'c> {
    context: &'c JobContext<Report>,
    done: AtomicUsize,
    total: usize,
}

impl<'c> Told<'c> {
    fn new(context: &'c JobContext<Report>, total: usize) -> Self {
        Self { context, done: AtomicUsize::new(0), total }
    }

    /// Counts one step.
    fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if done.is_multiple_of((self.total / STEPS_TOLD).max(1)) {
            self.context.report(Report::Comparing(done, self.total));
        }
    }
}

impl Watch for Told<'_> {
    fn progress(&self, _done: usize) {
        self.step();
    }

    fn is_cancelled(&self) -> bool {
        self.context.cancel.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::{Places, Workbench};
    use super::*;

    #[test]
    fn what_is_compared_are_documents_of_the_project_whose_texts_are_there() {
        let mut bench = Workbench::new(Places::none());
        bench.start_on_bundled_corpus();
        bench.finish_jobs();
        let (mut documents, mut project) = (bench.documents().clone(), bench.project().clone());
        assert_eq!(wanted(&documents, &project).len(), 5);
        let ids: Vec<DocumentId> = documents.keys().copied().collect();
        documents.remove(&ids[0]);
        project.documents.remove(&ids[1]);
        let found: Vec<DocumentId> =
            wanted(&documents, &project).into_iter().map(|wanted| wanted.id).collect();
        assert_eq!(found, ids[2..]);
        // The workbench itself has lost nothing, and gives a job its documents without copying them.
        assert_eq!(bench.documents().len(), 5);
        assert!(bench.documents().ptr_eq(&bench.documents().clone()));
    }
}
