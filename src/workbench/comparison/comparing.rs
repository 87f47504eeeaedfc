//! The job that compares documents: takes in what is new, lets go of what is gone, finds passages, figures and topics.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use rayon::prelude::*;

use super::super::jobs::JobContext;
use super::super::loading::Report;
use super::cache::Cache;
use super::snapshot::CorpusComparison;
use crate::compare::figures::{Reported, aligned, read, topics};
use crate::compare::shared::{DocumentNumber, Index, Shared, Watch};
use crate::project::{DocumentId, TopicDecision};
use crate::text::{Text, TextHash};

/// New documents are compared by themselves when there are so many times as many that are known.
const MANY_KNOWN: usize = 8;
/// So few documents are compared anew, in the same order, whenever one comes or goes: it takes no time, and what is found
/// then follows from those that are there, and not from what was there before.
const FEW_KNOWN: usize = 100;
/// Documents passed over in the index before it is made anew: one in so many.
const PASSED_OVER: usize = 4;
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

/// What one comparison leaves to the next.
#[derive(Debug, Default)]
pub(super) struct Kept {
    index: Index,
    /// The documents of the index, by number.
    documents: Vec<(DocumentId, TextHash)>,
    /// Their figures; empty for those that are gone.
    reported: Arc<Vec<Reported>>,
    shared: Arc<Shared>,
    /// How many documents are passed over.
    gone: usize,
}

/// What a comparison gives.
#[derive(Debug)]
pub(in crate::workbench) struct AllCompared {
    pub(super) kept: Box<Kept>,
    pub(super) comparison: CorpusComparison,
}

/// Compares these documents, going on from what is kept of the last time, and applies the decisions on topics; figures that
/// the cache has are not read again. `None` once the job is cancelled.
pub(super) fn compare(
    kept: Option<Box<Kept>>,
    wanted: Vec<Wanted>,
    decisions: &[TopicDecision],
    cache: Option<&Cache>,
    context: &JobContext<Report>,
) -> Option<AllCompared> {
    let mut kept = kept.unwrap_or_default();
    let mut new: BTreeMap<(DocumentId, TextHash), Wanted> =
        wanted.into_iter().map(|wanted| ((wanted.id, wanted.text.hash()), wanted)).collect();
    let known = kept.documents.len();
    let mut went = 0;
    for number in 0..known {
        let numbered = DocumentNumber(number as u32);
        // One that went and comes again is new to the index.
        if !kept.index.has(numbered) {
            continue;
        }
        match new.remove(&kept.documents[number]) {
            Some(wanted) if wanted.date == kept.reported[number].date => {}
            Some(wanted) => Arc::make_mut(&mut kept.reported)[number].date = wanted.date,
            None => {
                kept.index.remove(numbered);
                Arc::make_mut(&mut kept.reported)[number] = Reported { date: None, figures: Vec::new() };
                went += 1;
            }
        }
    }
    kept.gone += went;
    let is_small = known <= FEW_KNOWN;
    if kept.gone * PASSED_OVER > known || (is_small && (kept.gone > 0 || !new.is_empty())) {
        // Those that are still wanted were taken off the list: they are read again with the others.
        let texts = (0..known).map(|number| DocumentNumber(number as u32));
        for number in texts.filter(|number| kept.index.has(*number)) {
            let at = number.0 as usize;
            let (id, hash) = kept.documents[at];
            if let Some(text) = kept.index.text(number) {
                let date = kept.reported[at].date.clone();
                new.insert((id, hash), Wanted { id, text: text.clone(), date });
            }
        }
        *kept = Kept::default();
        went = 0;
    }
    let is_addition = !is_small && went == 0 && new.len() * MANY_KNOWN <= kept.documents.len();
    let compared = if is_addition { new.len() } else { kept.documents.len() + new.len() };
    let watch = Told::new(context, new.len() + compared);
    let first = kept.take_in(new.into_values().collect(), cache, &watch)?;
    kept.shared = Arc::new(if is_addition {
        kept.index.extended(&kept.shared, first, &watch)
    } else {
        kept.index.shared(&watch)
    });
    if watch.is_cancelled() {
        return None;
    }
    let texts: Vec<Text> = (0..kept.documents.len())
        .filter_map(|number| kept.index.text(DocumentNumber(number as u32)).cloned())
        .collect();
    let topics = topics(&kept.reported, &aligned(&texts, &kept.reported, &kept.shared));
    let is_here = |number: usize| kept.index.has(DocumentNumber(number as u32));
    let comparison = CorpusComparison::new(
        kept.documents.clone(),
        is_here,
        kept.shared.clone(),
        kept.reported.clone(),
        topics,
    );
    let of_number: BTreeMap<DocumentId, usize> = comparison.numbers().collect();
    let text = |id: DocumentId| of_number.get(&id).and_then(|number| texts.get(*number).cloned());
    let comparison = comparison.decided(decisions, text);
    Some(AllCompared { kept, comparison })
}

impl Kept {
    /// Adds documents with their figures; answers with the number of the first, or with `None` once it is cancelled.
    fn take_in(
        &mut self,
        new: Vec<Wanted>,
        cache: Option<&Cache>,
        watch: &Told<'_>,
    ) -> Option<DocumentNumber> {
        if let Some(cache) = cache.filter(|_| !new.is_empty()) {
            cache.forget_other_versions();
        }
        let has_written = AtomicBool::new(false);
        let figures_of = |text: &Text| {
            if let Some(figures) = cache.and_then(|cache| cache.read(text)) {
                return figures;
            }
            let figures = read(text);
            if let Some(cache) = cache {
                cache.write(text, &figures);
                has_written.store(true, Ordering::Relaxed);
            }
            figures
        };
        let reported: Vec<Option<Reported>> = new
            .par_iter()
            .map(|wanted| {
                if watch.is_cancelled() {
                    return None;
                }
                let figures = figures_of(&wanted.text);
                watch.step();
                Some(Reported { date: wanted.date.clone(), figures })
            })
            .collect();
        if let Some(cache) = cache.filter(|_| has_written.load(Ordering::Relaxed)) {
            cache.prune();
        }
        Arc::make_mut(&mut self.reported).extend(reported.into_iter().collect::<Option<Vec<Reported>>>()?);
        self.documents.extend(new.iter().map(|wanted| (wanted.id, wanted.text.hash())));
        let texts: Vec<Text> = new.into_iter().map(|wanted| wanted.text).collect();
        Some(self.index.add(&texts))
    }
}

/// Tells the workbench how far the work is, and asks whether it is still wanted.
struct Told<'c> {
    context: &'c JobContext<Report>,
    done: AtomicUsize,
    total: usize,
    /// Steps between two reports.
    every: usize,
}

impl<'c> Told<'c> {
    fn new(context: &'c JobContext<Report>, total: usize) -> Self {
        Self { context, done: AtomicUsize::new(0), total, every: (total / STEPS_TOLD).max(1) }
    }

    /// Counts one step.
    fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if done.is_multiple_of(self.every) {
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
