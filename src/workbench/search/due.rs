//! Which jobs of search are due, and how each is begun: it is asked again whenever something has changed or a job is over.
//!
//! What the jobs do is in [`running`]; what becomes of their reports, in the module above.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use super::running::{self, IndexPlace, Known};
use super::{
    Basis, End, Gathered, Gathering, LayersKey, MOST_MENDED, Ordered, PAUSES, PAUSES_OF_INDEXING, Searching,
    WORTH_AN_INDEX,
};
use crate::search::concordance::MOST_ORDERED;
use crate::search::index::folder_for;
use crate::search::query::Layer;
use crate::search::{ProjectLayers, Query};
use crate::text::TextHash;
use crate::workbench::entities::CorpusEntities;
use crate::workbench::jobs::JobId;
use crate::workbench::{CommandError, Workbench};

impl Workbench {
    /// True when the documents that are searched are those there are.
    pub(in crate::workbench) fn is_shelved(&self) -> bool {
        !self.searching.is_stale && self.searching.shelving.is_none()
    }

    pub(super) fn shelve_when_due(&mut self) {
        if !self.searching.is_stale || self.searching.shelving.is_some() {
            return;
        }
        let is_early = self.searching.shelved.is_some_and(|(ended, took)| ended.elapsed() < took * PAUSES);
        if is_early && self.is_loading() {
            return;
        }
        let (before, project, texts) =
            (self.searching.shelf.clone(), self.project.clone(), self.documents.clone());
        let index = self.searching.index.clone();
        let begun = self.spawn(Self::SHELVING, false, move |context| {
            running::shelve(&before, &project, &texts, index.as_deref(), context);
        });
        self.searching.is_stale = false;
        self.searching.shelving = started(begun);
    }

    /// True when the hits were to be ordered and somebody stopped that.
    pub fn is_ordering_stopped(&self) -> bool {
        self.searching.ordering.is_none() && self.ordered_now().is_some_and(|ordered| ordered.hits.is_none())
    }

    /// Brings the index up to date with the documents there are; while others are being read too, with pauses between.
    pub(super) fn index_when_due(&mut self) {
        let searching = &self.searching;
        let is_current = searching.indexed == searching.shelf_revision;
        if is_current || searching.is_stale || searching.shelving.is_some() || searching.indexing.is_some() {
            return;
        }
        let is_early =
            searching.was_indexed.is_some_and(|(ended, took)| ended.elapsed() < took * PAUSES_OF_INDEXING);
        if is_early && self.is_loading() {
            return;
        }
        self.searching.indexed = self.searching.shelf_revision;
        let library = self.searching.shelf.library.clone();
        if self.searching.index.is_none() && library.bytes() < WORTH_AN_INDEX {
            return;
        }
        let (index, place) = (self.searching.index.clone(), self.index_place());
        let begun = self.spawn(Self::INDEXING, true, move |context| {
            running::index(index, place.as_ref(), &library, context);
        });
        self.searching.indexing = started(begun);
        self.searching.indexing_since = Some(Instant::now());
    }

    /// Has the index made anew when it was found to be damaged. A few times only: what cannot be written is not to be tried
    /// for ever.
    pub(super) fn mend_index(&mut self) {
        let searching = &mut self.searching;
        let is_damaged = searching.index.as_ref().is_some_and(|index| index.is_damaged());
        if is_damaged && searching.indexing.is_none() && searching.mended < MOST_MENDED {
            searching.mended += 1;
            searching.indexed = 0;
        }
    }

    /// Notes what the documents of a project without a file are read from, to find their index by at the next start.
    pub(in crate::workbench) fn note_inputs_for_search(&mut self, inputs: &[PathBuf]) {
        let mut inputs: Vec<&[u8]> = inputs.iter().map(|path| path.as_os_str().as_encoded_bytes()).collect();
        inputs.sort_unstable();
        self.searching.inputs.get_or_insert_with(|| TextHash::of(&inputs.join(&0)));
    }

    /// Where the index of these documents is kept: by the project once it has a file, else by what was opened.
    pub(super) fn index_place(&self) -> Option<IndexPlace> {
        let cache = self.places.cache.clone()?;
        let of_project = || TextHash::of(self.project.info.id.uuid().as_bytes());
        let opened = self.searching.inputs.filter(|_| self.file.is_none());
        let folder = folder_for(&cache, opened.unwrap_or_else(of_project));
        Some(IndexPlace { cache, folder })
    }

    /// Looks for what is wanted, unless that was done and nothing it rests on has changed.
    pub(super) fn find_when_due(&mut self) {
        let searching = &self.searching;
        let (Some(wanted), Some(view)) = (&searching.wanted, &searching.view) else { return };
        let Some(query) = wanted.query.as_ref().filter(|_| searching.finding.is_none()) else { return };
        let basis = self.basis(query);
        // What was stopped is not begun again because another document arrives.
        if wanted.begun == Some(basis) || wanted.end == Some(End::Stopped) {
            return;
        }
        let (asked, view) = (wanted.asked.clone(), view.clone());
        let key =
            LayersKey { texts: searching.shelf_revision, project: self.revision, entities: basis.entities };
        let is_current = |(of, _): &&(LayersKey, Arc<ProjectLayers>)| {
            (of.texts, of.project) == (key.texts, key.project)
                && (key.entities.is_none() || of.entities == key.entities)
        };
        let layers = searching.layers.as_ref().filter(is_current).map(|(_, layers)| layers.clone());
        let known = self.known(basis.entities.is_some());
        let begun = self.spawn(Self::SEARCHING, true, move |context| {
            running::find(asked, &view, (key, layers), &known, context);
        });
        self.searching.finding = started(begun);
        if let Some(wanted) = &mut self.searching.wanted {
            (wanted.begun, wanted.end) = (Some(basis), None);
        }
    }

    /// True when the search for what is asked was stopped: what was found before, if anything, is not all there is now.
    pub fn is_search_stopped(&self) -> bool {
        let Some(wanted) = &self.searching.wanted else { return false };
        let is_stopping = || self.searching.finding.is_some_and(|job| self.is_stopped(job));
        wanted.end == Some(End::Stopped) || wanted.begun.is_some() && wanted.end.is_none() && is_stopping()
    }

    /// Looks again for what is asked, if that was stopped.
    pub(super) fn resume_search(&mut self) {
        if self.is_search_stopped()
            && let Some(wanted) = &mut self.searching.wanted
        {
            (wanted.begun, wanted.end) = (None, None);
            self.searching.revision += 1;
            self.go_on_searching();
        }
    }

    /// What an answer to a query rests on now.
    pub(super) fn basis(&self, query: &Query) -> Basis {
        let asks = |layer: Layer| matches!(layer, Layer::Entity | Layer::Type);
        let layers = query.layers();
        let asks_for_entities = layers.iter().any(|(layer, ..)| asks(*layer));
        let asks_the_project = query.asks_about_documents() || layers.iter().any(|(layer, ..)| !asks(*layer));
        Basis {
            shelf: self.searching.shelf_revision,
            project: asks_the_project.then_some(self.revision),
            entities: asks_for_entities.then_some(self.entities_revision()),
        }
    }

    /// What is known of the documents beside their words, for a job.
    pub(super) fn known(&self, with_entities: bool) -> Known {
        Known {
            project: self.project.clone(),
            texts: self.documents.clone(),
            entities: with_entities.then(|| self.known_entities()).flatten(),
        }
    }

    /// The entities, once names are being recognised.
    pub(super) fn known_entities(&self) -> Option<Arc<CorpusEntities>> {
        self.recognises().then(|| self.entities().clone())
    }

    pub(super) fn ordered_now(&self) -> Option<&Ordered> {
        let Searching { ordered, answer, order, .. } = &self.searching;
        let is_its = |ordered: &&Ordered| {
            answer.as_ref().is_some_and(|answer| Arc::ptr_eq(answer, &ordered.of)) && ordered.keys == *order
        };
        ordered.as_ref().filter(is_its)
    }

    /// Orders the hits as was asked for, unless that was done, once there are all of them.
    pub(super) fn order_when_due(&mut self) {
        if self.searching.order.is_empty() || self.ordered_now().is_some() {
            return;
        }
        let Some(answer) = self.complete_answer().cloned().filter(|answer| answer.count() <= MOST_ORDERED)
        else {
            return;
        };
        if let Some(job) = self.searching.ordering {
            // Asked again once it has stopped.
            return self.jobs.cancel(job);
        }
        let keys = self.searching.order.clone();
        self.searching.ordered = Some(Ordered { of: answer.clone(), keys: keys.clone(), hits: None });
        let begun = self.spawn(Self::ORDERING, true, move |context| running::order(&answer, keys, context));
        self.searching.ordering = started(begun);
    }

    /// Reads what a query can ask for by name, unless that was done and nothing has changed, or is being done.
    pub(super) fn learn(&mut self) {
        let of = (self.revision, self.entities_revision());
        let is_current = self.searching.vocabulary.as_ref().is_some_and(|(read, _)| *read == of);
        if is_current || self.searching.learning.is_some() {
            return;
        }
        let (project, entities) = (self.project.clone(), self.known_entities());
        let begun = self.spawn(Self::LEARNING, false, move |context| {
            running::learn(of, &project, entities.as_deref(), context);
        });
        self.searching.learning = started(begun);
    }

    pub(super) fn gather(&mut self, asked: Gathering) -> Result<(), CommandError> {
        let Some(answer) = self.searching.answer.clone() else {
            return Err(CommandError::new("Nothing has been found that could be tagged."));
        };
        // While a search goes on or the texts change, whoever asked asks again; so while one is asked to stop.
        if self.gathered(&asked).is_some() || !self.is_shelved() || !answer.is_complete() {
            return Ok(());
        }
        if let Some(job) = self.searching.gathering {
            self.jobs.cancel(job);
            return Ok(());
        }
        self.searching.gathered = Some((answer.clone(), asked.clone(), Gathered::Pending));
        let job =
            self.spawn(Self::GATHERING, true, move |context| running::gather(&answer, asked, context))?;
        self.searching.gathering = Some(job);
        Ok(())
    }
}

/// The job that was begun. When the program is closing, or has no thread to give, there is none: search is no work that
/// could be lost.
pub(super) fn started(begun: Result<JobId, CommandError>) -> Option<JobId> {
    begun.inspect_err(|error| tracing::info!("nothing is searched: {error}")).ok()
}
