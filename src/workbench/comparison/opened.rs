//! What two documents that stand side by side have of what stands in very many.
//!
//! Of that each document is listed beside one other only ([`crate::compare::shared::Common`]). Two that somebody looks at
//! are compared by a job, and what they share is laid beside what is listed: it has numbers behind those of the passages that
//! are, so that the reader marks it as any other. It stays until others are compared so, of which only those in view are kept, or until
//! the documents are compared anew; it is written nowhere. Once one of them is looked at no more, the job is stopped.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::super::Workbench;
use super::super::jobs::JobId;
use super::super::loading::Report;
use super::snapshot::{CorpusComparison, Standing};
use crate::compare::shared::{DocumentNumber, Pair, SharedPassage, Watch};
use crate::project::DocumentId;
use crate::text::Text;

/// Two documents, the one added first before the other.
pub(in crate::workbench) type Two = (DocumentNumber, DocumentNumber);

/// What is known of two documents that were compared because somebody looked at them.
pub(in crate::workbench) type OpenedPairs = BTreeMap<Two, Vec<SharedPassage>>;

/// What documents share that were compared because somebody looked at them.
#[derive(Debug, Default)]
pub(super) struct Opened {
    pairs: OpenedPairs,
    /// All their passages, one pair after another.
    passages: Vec<SharedPassage>,
    /// What is listed of such a pair and is a part of one of these passages, which stands in its place.
    replaced: BTreeMap<Two, Vec<SharedPassage>>,
    /// For each of their documents all its passages, those that are listed among them and not replaced.
    standing: BTreeMap<DocumentNumber, Vec<Standing>>,
}

impl Opened {
    /// A passage by its number among these.
    pub fn passage(&self, number: usize) -> Option<&SharedPassage> {
        self.passages.get(number)
    }

    /// The passages of a document, those that are listed and not replaced among them; `None` where there are no others.
    pub fn standing_in(&self, document: DocumentNumber) -> Option<&[Standing]> {
        self.standing.get(&document).map(Vec::as_slice)
    }
}

/// What two documents share, as far as it is known without looking at them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Together {
    /// How much.
    pub pair: Pair,
    /// In how many documents that stands of it which was not compared for these two: then the number of words is only about
    /// right.
    pub about: Option<usize>,
}

/// Two documents in the order of their numbers.
fn two(one: DocumentNumber, other: DocumentNumber) -> Two {
    (one.min(other), one.max(other))
}

impl CorpusComparison {
    /// How much two documents share, with boilerplate or without; of one document what it has twice. As
    /// [`CorpusComparison::matrix`] is, it is waited for by the first who asks.
    pub fn together(
        &self,
        one: DocumentNumber,
        other: DocumentNumber,
        boilerplate: bool,
    ) -> Option<Together> {
        let (a, b) = two(one, other);
        let listed = self.matrix(boilerplate).between(a, b).copied();
        let mut pair = listed.unwrap_or(Pair { a, b, passages: 0, words: 0 });
        let mut about = None;
        if let Some(opened) = self.opened.pairs.get(&(a, b)) {
            for passage in opened.iter().filter(|passage| Self::counts(passage.kind, boilerplate)) {
                pair.passages += 1;
                pair.words += passage.words as usize;
            }
            let replaced = self.opened.replaced.get(&(a, b)).into_iter().flatten();
            for passage in replaced.filter(|passage| Self::counts(passage.kind, boilerplate)) {
                pair.passages = pair.passages.saturating_sub(1);
                pair.words = pair.words.saturating_sub(passage.words as usize);
            }
        } else {
            for stands in self.shared().common_to(a, b, |kind| Self::counts(kind, boilerplate)) {
                pair.passages += 1;
                pair.words += stands.words as usize;
                about = about.max(Some(self.clusters()[stands.cluster as usize].documents));
            }
        }
        (pair.passages > 0).then_some(Together { pair, about })
    }

    /// True for two documents that have something in common which they were not compared for.
    fn is_to_be_opened(&self, (a, b): Two) -> bool {
        !self.opened.pairs.contains_key(&(a, b)) && self.shared().common.between(a, b).next().is_some()
    }

    /// True for two documents whose passages are not all known until they are compared by themselves.
    pub fn awaits(&self, one: DocumentId, other: DocumentId) -> bool {
        let numbers = self.number(one).zip(self.number(other));
        numbers.is_some_and(|(one, other)| self.is_to_be_opened(two(one, other)))
    }

    /// What two documents have in their texts of what stands in too many to be listed, if that is what was compared.
    fn common_passages(
        &self,
        (a, b): Two,
        text: &impl Fn(DocumentId) -> Option<Text>,
        watch: &impl Watch,
    ) -> Vec<SharedPassage> {
        let text = |number| {
            let id = self.document(number)?;
            text(id).filter(|text| self.holds_for(id, text.hash()))
        };
        let Some((one, other)) = text(a).zip(text(b)) else { return Vec::new() };
        self.shared().common_passages([(a, &one), (b, &other)], watch)
    }

    /// The same with what these pairs share laid beside what is listed, and no others.
    fn with_opened(&self, pairs: OpenedPairs) -> Self {
        let listed = self.passages().len();
        let passages: Vec<SharedPassage> = pairs.values().flatten().copied().collect();
        let is_replaced = |part: &SharedPassage| {
            let of_pair = pairs.get(&(part.a.document, part.b.document));
            of_pair.is_some_and(|of_pair| of_pair.iter().any(|whole| whole.has(part)))
        };
        let left_in = |document: DocumentNumber| {
            let listed = self.listed_in(document).iter().copied();
            listed.filter(|it| !self.passages().get(it.passage).is_some_and(is_replaced)).collect::<Vec<_>>()
        };
        let mut replaced: BTreeMap<Two, Vec<SharedPassage>> = BTreeMap::new();
        for (one, other) in pairs.keys() {
            let listed = self.listed_in(*one).iter().filter_map(|it| self.passages().get(it.passage));
            let of_pair = listed.filter(|it| (it.a.document, it.b.document) == (*one, *other));
            replaced.insert((*one, *other), of_pair.filter(|part| is_replaced(part)).copied().collect());
        }
        let mut standing: BTreeMap<DocumentNumber, Vec<Standing>> = BTreeMap::new();
        for (number, passage) in passages.iter().enumerate() {
            for (here, there) in [(passage.a, passage.b), (passage.b, passage.a)] {
                let Some(there) = self.place(there) else { continue };
                let of_document = standing.entry(here.document).or_insert_with(|| left_in(here.document));
                of_document.push(Standing { passage: listed + number, here: here.span, there });
            }
        }
        for standing in standing.values_mut() {
            standing.sort_by_key(|standing| (standing.here, standing.passage));
        }
        self.clone().with_beside(Arc::new(Opened { pairs, passages, replaced, standing }))
    }

    /// The same with all that two documents share; `text` gives the text of a document. Once `watch` waits no more it may be
    /// without what very many have.
    pub(super) fn opening(
        &self,
        one: DocumentId,
        other: DocumentId,
        text: impl Fn(DocumentId) -> Option<Text>,
        watch: &impl Watch,
    ) -> Self {
        let numbers = self.number(one).zip(self.number(other));
        let missing = numbers.map(|(one, other)| two(one, other)).filter(|two| self.is_to_be_opened(*two));
        match missing {
            Some(two) => self.with_opened(BTreeMap::from([(two, self.common_passages(two, &text, watch))])),
            None => self.clone(),
        }
    }
}

/// What is being done about documents that stand side by side.
#[derive(Debug, Default)]
pub(super) struct Opening {
    /// The job that compares them.
    job: Option<JobId>,
    /// The pairs it was asked for last, and in which comparison: nothing is asked for twice.
    asked: Option<(u64, BTreeSet<Two>)>,
    /// Grows with everything that is laid beside what is listed.
    revision: u64,
}

impl Workbench {
    /// What the job is called that compares two documents which stand side by side.
    pub const OPENING: &str = "Comparing what is side by side";

    /// Two numbers, one of which is another whenever the passages of [`Workbench::comparison`] are, those included that
    /// were found because two documents stand side by side.
    pub fn passages_revision(&self) -> (u64, u64) {
        (self.comparing.revision, self.comparing.opening.revision)
    }

    /// Has those of these documents compared, which somebody sees side by side, that have something in common which is in
    /// too many documents for all of them to be listed in pairs; what is being compared and is not among them any more is
    /// stopped. To be called after each frame.
    pub fn compare_side_by_side(&mut self, documents: &[DocumentId]) {
        let comparison = self.comparing.comparison.clone();
        let numbers: BTreeSet<DocumentNumber> =
            documents.iter().filter_map(|document| comparison.number(*document)).collect();
        let later = |one: &DocumentNumber| numbers.range(*one..).skip(1);
        let in_view: BTreeSet<Two> =
            numbers.iter().flat_map(|one| later(one).map(move |other| (*one, *other))).collect();
        let missing: BTreeSet<Two> =
            in_view.iter().copied().filter(|two| comparison.is_to_be_opened(*two)).collect();
        if self.comparing.opening.job.is_some() {
            let is_wanted = self.comparing.opening.asked.as_ref().is_some_and(|(revision, asked)| {
                *revision == self.comparing.revision && asked.is_subset(&missing)
            });
            if !is_wanted {
                self.stop_opening();
            }
            return;
        }
        let asked = (self.comparing.revision, missing);
        if asked.1.is_empty() || self.comparing.opening.asked.as_ref() == Some(&asked) {
            return;
        }
        let (revision, missing) = asked.clone();
        let loaded = self.documents.clone();
        let text = move |id: DocumentId| loaded.get(&id).map(|document| document.text.clone());
        let begun = self.spawn(Self::OPENING, true, move |context| {
            let kept = comparison.opened.pairs.iter().filter(|(two, _)| in_view.contains(two));
            let mut pairs: OpenedPairs = kept.map(|(two, passages)| (*two, passages.clone())).collect();
            for two in missing {
                let passages = comparison.common_passages(two, &text, &*context.cancel);
                // What was found when it was stopped may be a part.
                if context.cancel.load(Ordering::Relaxed) {
                    return;
                }
                pairs.insert(two, passages);
            }
            context.report(Report::PairsOpened(revision, pairs));
        });
        self.comparing.opening.asked = Some(asked);
        match begun {
            Ok(job) => self.comparing.opening.job = Some(job),
            // The program is closing, or has no thread to give: what is listed is still shown.
            Err(error) => tracing::info!("documents side by side are not compared: {error}"),
        }
    }

    /// Stops comparing what stood side by side; should it again, it is compared.
    pub(super) fn stop_opening(&mut self) {
        if let Some(job) = self.comparing.opening.job {
            self.jobs.cancel(job);
            self.comparing.opening.asked = None;
        }
    }

    /// Notes that a job is over that compared what stands side by side.
    pub(super) fn opening_job_over(&mut self, job: JobId) {
        self.comparing.opening.job.take_if(|opening| *opening == job);
    }

    /// Takes in what documents share that stand side by side.
    pub(in crate::workbench) fn take_opened_pairs(&mut self, revision: u64, pairs: OpenedPairs) {
        if revision == self.comparing.revision {
            self.comparing.comparison = Arc::new(self.comparing.comparison.with_opened(pairs));
            self.comparing.opening.revision += 1;
        }
    }
}
