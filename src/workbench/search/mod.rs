//! Search as the window keeps it: the documents made ready, the index, what is looked for and what was found.
//!
//! Everything is done by jobs. One makes the documents ready to be searched ([`shelf`]); one brings the index up to date,
//! also while documents arrive; one answers what was asked ([`running`]), again whenever something it rests on
//! has changed. Searches kept in the project are counted by one more ([`saved`]). What comes out is an [`Answer`]: at first
//! one of what is found so far, as soon as that fills a page, then the complete one; the last stays until then. An answer is
//! exact and complete without an index too, so nothing here waits for it.
//!
//! Nothing is scanned while somebody waits for a frame: the hits of documents that come into view are found by a job
//! ([`Workbench::find_missed_hits`]). A job that is not wanted any more is asked to stop, and the next of its kind begins
//! once it has, so that they do not pile up while somebody types.

mod answer;
mod command;
mod due;
mod exporting;
mod listing;
mod numbers;
mod ordered;
mod running;
mod saved;
mod shelf;

use std::sync::Arc;
use std::time::{Duration, Instant};

pub use answer::{Answer, SPREAD, STRIDE};
pub use command::{Asked, Exported, Gathering, SearchCommand, SearchExport};
pub use listing::Listing;
pub use numbers::HitNumbers;
pub use ordered::OrderedHits;
pub use saved::SavedState;

use super::editing::let_go;
use super::jobs::JobId;
use super::{CommandError, Effect, Notice, Workbench};
use crate::project::{Change, DocumentId, SearchId};
use crate::search::concordance::{MOST_ORDERED, SortBy};
use crate::search::{Language, ProjectLayers, Query, QueryError, SearchIndex, View, Vocabulary};
use crate::text::{Span, TextHash};

use shelf::Shelf;

/// While documents are being read, they are made ready anew only after a pause so many times as long as it last took.
const PAUSES: u32 = 3;
/// While documents are being read, the index is brought up to date after a pause so many times as long as it last took:
/// each time writes a part of it, which is later joined to others.
const PAUSES_OF_INDEXING: u32 = 2;
/// How often an index that is found to be damaged is made anew.
const MOST_MENDED: u32 = 3;
/// Less text than this is scanned faster than an index could be opened, in bytes.
const WORTH_AN_INDEX: usize = 1 << 20;

/// What a job of search hands back.
pub(super) enum SearchReport {
    /// The documents have been made ready.
    Shelved(Box<Shelf>, Arc<View>),
    /// More of the index can be seen.
    Visible(Arc<SearchIndex>, Arc<View>),
    /// The index could not be brought up to date, for this reason.
    NotIndexed(String),
    /// So many steps of so many are done.
    Progress(usize, usize),
    /// What is known of the documents beside their words.
    Layers(LayersKey, Arc<ProjectLayers>),
    /// Something the query names is not there.
    Refused(QueryError),
    /// The first page of an answer.
    SoFar(Arc<Answer>),
    /// So many hits in so many documents have been found so far.
    Counts(u64, usize),
    /// What was asked has been answered.
    Answered(Arc<Answer>),
    /// Hits of the answer are known that were not.
    HitsKnown,
    /// The hits of an answer in the order of these keys.
    Ordered(Arc<Answer>, Vec<SortBy>, Arc<OrderedHits>),
    /// The passages of hits of an answer; `None` when they are too many.
    Gathered(Arc<Answer>, Gathering, Option<Arc<[(DocumentId, Span)]>>),
    /// What a saved search that asks this was counted to.
    Counted(SearchId, Asked, SavedState),
    /// What a query can ask for by name in this state of the project and its entities.
    Learnt((u64, u64), Arc<Vocabulary>),
}

/// The state of things that layers were read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LayersKey {
    texts: u64,
    project: u64,
    entities: Option<u64>,
}

/// What an answer rests on, as far as the query asks for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Basis {
    shelf: u64,
    project: Option<u64>,
    entities: Option<u64>,
}

/// What is looked for.
struct Wanted {
    asked: Asked,
    /// The query, when it can be read.
    query: Option<Query>,
    error: Option<QueryError>,
    /// What the last search for it rested on.
    begun: Option<Basis>,
    /// How that has ended, once it has.
    end: Option<End>,
}

/// How a search has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// With an answer, or with the reason why there is none.
    Answered,
    /// Somebody stopped it.
    Stopped,
}

/// The hits of an answer in an order.
struct Ordered {
    of: Arc<Answer>,
    keys: Vec<SortBy>,
    /// `None` while they are being ordered, or when that was stopped.
    hits: Option<Arc<OrderedHits>>,
}

/// The passages of hits, to be tagged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gathered {
    /// They are still being gathered.
    Pending,
    /// There are more than are tagged at once.
    TooMany,
    /// Here they are, by document and place.
    Passages(Arc<[(DocumentId, Span)]>),
}

/// What the workbench keeps of search and is doing about it.
#[derive(Default)]
pub(super) struct Searching {
    is_on: bool,
    shelf: Arc<Shelf>,
    /// Counts how often documents were made ready.
    shelf_revision: u64,
    /// True when texts have come or gone since.
    is_stale: bool,
    shelving: Option<JobId>,
    /// When that last ended and how long it took.
    shelved: Option<(Instant, Duration)>,
    view: Option<Arc<View>>,
    index: Option<Arc<SearchIndex>>,
    indexing: Option<JobId>,
    /// The documents the index was last brought up to date with.
    indexed: u64,
    /// When the job that does so was begun.
    indexing_since: Option<Instant>,
    /// When that last ended and how long it took.
    was_indexed: Option<(Instant, Duration)>,
    /// How often it was found to be damaged.
    mended: u32,
    /// What was opened first, when the project has no file.
    inputs: Option<TextHash>,
    /// Why it could not be, if that has been said.
    not_indexed: Option<String>,
    wanted: Option<Wanted>,
    finding: Option<JobId>,
    layers: Option<(LayersKey, Arc<ProjectLayers>)>,
    answer: Option<Arc<Answer>>,
    /// Counts how often other hits were found.
    answers: u64,
    /// Hits and documents found so far by the search that goes on.
    so_far: Option<(u64, usize)>,
    /// The job that finds hits that are to be shown.
    missing: Option<JobId>,
    order: Vec<SortBy>,
    ordering: Option<JobId>,
    ordered: Option<Ordered>,
    gathering: Option<JobId>,
    gathered: Option<(Arc<Answer>, Gathering, Gathered)>,
    /// What a query can ask for by name, as it was in this state of the project and its entities.
    vocabulary: Option<((u64, u64), Arc<Vocabulary>)>,
    learning: Option<JobId>,
    /// What saved searches find.
    counts: saved::Counts,
    revision: u64,
}

impl Workbench {
    /// What the job is called that makes documents ready to be searched.
    pub const SHELVING: &str = "Preparing search";
    /// What the job is called that writes the index.
    pub const INDEXING: &str = "Indexing";
    /// What the job is called that looks for something.
    pub const SEARCHING: &str = "Searching";
    /// What the job is called that finds the hits that are to be shown.
    pub const FINDING_HITS: &str = "Finding hits";
    /// What the job is called that orders the hits.
    pub const ORDERING: &str = "Sorting hits";
    /// What the job is called that gathers passages to be tagged.
    pub const GATHERING: &str = "Gathering hits";
    /// What the job is called that reads what a query can ask for by name.
    pub const LEARNING: &str = "Reading names";
    /// More passages than this are not tagged at once.
    pub const MOST_TAGGED: usize = running::MOST_GATHERED;
    /// More hits than this stand in the order of the documents only.
    pub const MOST_ORDERED: u64 = MOST_ORDERED;

    /// Makes the documents there are ready to be searched, and from now on those that arrive.
    pub fn search_from_now_on(&mut self) {
        self.searching.is_on = true;
        self.searching.is_stale = true;
        self.go_on_searching();
    }

    /// The documents made ready to be searched, with a number that grows whenever they are others.
    pub(super) fn searched(&self) -> Option<(&Arc<View>, u64)> {
        self.searching.view.as_ref().map(|view| (view, self.searching.shelf_revision))
    }

    /// What is known of the documents beside their words, as a search asks for it; entities once they have been recognised.
    pub fn search_layers(&self, with_entities: bool) -> ProjectLayers {
        self.known(with_entities).layers()
    }

    /// The language whose rules the words of a document are searched by, if any; `None` while it is not ready to be
    /// searched.
    pub fn searched_language(&self, document: DocumentId) -> Option<Option<Language>> {
        let library = self.searching.view.as_ref()?.library();
        let entry = library.entries().get(library.number_of(document)? as usize)?;
        Some(entry.searchable.language())
    }

    /// What is looked for.
    pub fn asked(&self) -> Option<&Asked> {
        self.searching.wanted.as_ref().map(|wanted| &wanted.asked)
    }

    /// What was found last; of what was asked before while there is nothing new yet. While a search goes on it may be what
    /// comes first only; see [`Answer::is_complete`].
    pub fn answer(&self) -> Option<&Arc<Answer>> {
        self.searching.answer.as_ref()
    }

    /// What was found last, when everything has been searched for it.
    pub fn complete_answer(&self) -> Option<&Arc<Answer>> {
        self.answer().filter(|answer| answer.is_complete())
    }

    /// A number that grows whenever other hits were found, so that those chosen among the ones before are chosen no more.
    pub fn answer_number(&self) -> u64 {
        self.searching.answers
    }

    /// How many hits in how many documents the search that goes on has found so far, once it has shown some of them.
    pub fn found_so_far(&self) -> Option<(u64, usize)> {
        self.searching.so_far.filter(|_| self.answer().is_some_and(|answer| !answer.is_complete()))
    }

    /// Has those hits found that somebody wanted to see since this was last called and that were not known. To be called
    /// after each frame.
    pub fn find_missed_hits(&mut self) {
        let Some(answer) = self.searching.answer.clone().filter(|_| self.searching.missing.is_none()) else {
            return;
        };
        let missed = answer.take_missed();
        if missed.is_empty() {
            return;
        }
        let begun = self.spawn(Self::FINDING_HITS, true, move |context| {
            running::find_missed(&answer, missed, context);
        });
        self.searching.missing = due::started(begun);
    }

    /// Why what is asked cannot be answered.
    pub fn query_error(&self) -> Option<&QueryError> {
        self.searching.wanted.as_ref()?.error.as_ref()
    }

    /// True while what is asked is being looked for.
    pub fn is_searching(&self) -> bool {
        let is_due =
            |wanted: &Wanted| wanted.query.is_some() && wanted.error.is_none() && wanted.begun.is_none();
        let goes_on = |job: &JobId| !self.is_stopped(*job);
        self.searching.finding.as_ref().is_some_and(goes_on)
            || self.searching.wanted.as_ref().is_some_and(is_due)
    }

    /// A number that grows whenever something else was found or there is something else to say about it.
    pub fn search_revision(&self) -> u64 {
        self.searching.revision
    }

    /// The hits of the answer in the order that was asked for; `None` while they are not ordered, or stand in the order of
    /// the documents.
    pub fn ordered_hits(&self) -> Option<&Arc<OrderedHits>> {
        self.ordered_now()?.hits.as_ref()
    }

    /// What the hits are to be ordered by; nothing for the order they are found in.
    pub fn hit_order(&self) -> &[SortBy] {
        &self.searching.order
    }

    /// True while the hits are being ordered.
    pub fn is_ordering(&self) -> bool {
        self.searching.ordering.is_some()
    }

    /// The passages of hits, once they were asked for by [`SearchCommand::Gather`]; `None` when they were not, or the
    /// texts have changed since.
    pub fn gathered(&self, asked: &Gathering) -> Option<&Gathered> {
        let (of, about, gathered) = self.searching.gathered.as_ref()?;
        let is_its = self.searching.answer.as_ref().is_some_and(|answer| Arc::ptr_eq(answer, of));
        (is_its && about == asked && self.is_shelved()).then_some(gathered)
    }

    /// What a query can ask for by name, as it was when that was last read; see [`SearchCommand::ReadVocabulary`].
    pub fn vocabulary(&self) -> Option<&Arc<Vocabulary>> {
        self.searching.vocabulary.as_ref().map(|(_, vocabulary)| vocabulary)
    }

    /// True when a document still has the text in which the hits of the answer stand.
    pub fn is_searched_as_it_is(&self, document: DocumentId) -> bool {
        let searched = self.searching.answer.as_ref().and_then(|answer| answer.text_of(document));
        searched.is_some_and(|hash| self.documents.get(&document).is_some_and(|it| it.text.hash() == hash))
    }

    pub(super) fn run_search(&mut self, command: SearchCommand) -> Result<Effect, CommandError> {
        match command {
            SearchCommand::Ask(asked) => self.ask(asked),
            SearchCommand::Resume => self.resume_search(),
            SearchCommand::Clear => self.ask_nothing(),
            SearchCommand::Order(keys) => {
                self.searching.order = keys;
                let is_sorting = self.searching.ordering.is_some();
                self.searching.ordered.take_if(|ordered| ordered.hits.is_none() && !is_sorting);
                self.order_when_due();
            }
            SearchCommand::Gather(asked) => self.gather(asked)?,
            SearchCommand::Save { name, asked } => return self.save_search(&name, asked),
            SearchCommand::Rename { search, name } => return self.rename_search(search, &name),
            SearchCommand::Delete(search) => return self.delete_search(search),
            SearchCommand::CountSaved => self.count_saved(),
            SearchCommand::CountSavedAgain => self.count_saved_again(),
            SearchCommand::Export { asked, path } => return self.export_search(*asked, &path),
            SearchCommand::ReadVocabulary => self.learn(),
        }
        Ok(Effect::Done)
    }

    fn ask(&mut self, asked: Asked) {
        if self.asked() == Some(&asked) {
            return;
        }
        if asked.query.trim().is_empty() {
            return self.ask_nothing();
        }
        if !self.searching.is_on {
            self.search_from_now_on();
        }
        let (query, error) = match Query::parse(&asked.query) {
            Ok(query) => (Some(query), None),
            Err(error) => (None, Some(error)),
        };
        self.stop_finding();
        self.searching.wanted = Some(Wanted { asked, query, error, begun: None, end: None });
        self.searching.revision += 1;
        self.go_on_searching();
    }

    fn ask_nothing(&mut self) {
        self.stop_finding();
        let wanted = self.searching.wanted.take();
        let answer = self.searching.answer.take();
        if wanted.is_some() || answer.is_some() {
            self.searching.revision += 1;
            self.searching.answers += 1;
        }
        let_go((answer, self.searching.ordered.take(), self.searching.gathered.take()));
    }

    /// Asks the search that goes on to stop. The next begins once it has.
    fn stop_finding(&mut self) {
        self.searching.so_far = None;
        for job in self.searching.finding.into_iter().chain(self.searching.missing) {
            self.jobs.cancel(job);
        }
    }

    /// True when a job was asked to stop.
    pub(super) fn is_stopped(&self, job: JobId) -> bool {
        self.jobs.running().iter().any(|it| it.id == job && it.is_cancelled())
    }

    /// Notes that a text has come, gone, or become another.
    pub(super) fn note_texts_for_search(&mut self) {
        if self.searching.is_on {
            self.searching.is_stale = true;
            self.go_on_searching();
        }
    }

    /// Notes what changes of the project mean for search.
    pub(super) fn note_changes_for_search(&mut self, changes: &[Change]) {
        if !self.searching.is_on {
            return;
        }
        self.searching.is_stale |= changes.iter().any(|change| matches!(change, Change::Document(_)));
        self.go_on_searching();
    }

    /// Begins whatever is due.
    pub(super) fn go_on_searching(&mut self) {
        if self.searching.is_on {
            self.shelve_when_due();
            self.mend_index();
            self.index_when_due();
            self.find_when_due();
            self.order_when_due();
        }
    }

    /// Forgets everything about a project that another takes the place of.
    pub(super) fn forget_search(&mut self) {
        let is_on = self.searching.is_on;
        self.stop_finding();
        let Searching { shelf_revision, revision, answers, .. } = self.searching;
        let (revision, answers) = (revision + 1, answers + 1);
        let fresh =
            Searching { is_on, is_stale: true, shelf_revision, revision, answers, ..Searching::default() };
        let old = std::mem::replace(&mut self.searching, fresh);
        let_go((
            old.shelf,
            old.view,
            old.index,
            old.layers,
            old.answer,
            old.ordered,
            old.gathered,
            old.vocabulary,
        ));
    }

    /// Notes that a job is over.
    pub(super) fn search_job_over(&mut self, job: JobId) {
        let begun = self.searching.indexing_since.filter(|_| self.searching.indexing == Some(job));
        let searching = &mut self.searching;
        if let Some(begun) = begun {
            searching.was_indexed = Some((Instant::now(), begun.elapsed()));
        }
        let is_it = |of: &mut JobId| *of == job;
        searching.shelving.take_if(is_it);
        searching.indexing.take_if(is_it);
        searching.ordering.take_if(is_it);
        searching.learning.take_if(is_it);
        searching.counts.job_over(job);
        if searching.finding.take_if(is_it).is_some() {
            // One that another took the place of has been forgotten already.
            if let Some(wanted) = searching.wanted.as_mut().filter(|wanted| wanted.begun.is_some()) {
                wanted.end.get_or_insert(End::Stopped);
            }
            searching.so_far = None;
            searching.revision += 1;
        }
        if searching.missing.take_if(is_it).is_some() {
            searching.revision += 1;
        }
        if searching.gathering.take_if(is_it).is_some() {
            // One that was stopped leaves nothing behind that somebody would wait for.
            searching.gathered.take_if(|(.., gathered)| *gathered == Gathered::Pending);
        }
        self.go_on_searching();
    }

    pub(super) fn take_search_report(&mut self, job: JobId, report: SearchReport) {
        let is_stopped = self.is_stopped(job);
        let searching = &mut self.searching;
        // What comes from a job that was asked to stop is wanted by nobody.
        let is_of = |of: Option<JobId>| of == Some(job) && !is_stopped;
        match report {
            SearchReport::Progress(done, of) => {
                if let Some(job) = self.jobs.job_mut(job) {
                    (job.done, job.total) = (done, Some(of));
                }
            }
            SearchReport::Shelved(shelf, view) if is_of(searching.shelving) => {
                let begun = self.jobs.running().iter().find(|it| it.id == job).map(|it| it.begun);
                let old = std::mem::replace(&mut searching.shelf, Arc::from(shelf));
                searching.view = Some(view);
                searching.shelf_revision += 1;
                searching.shelved = begun.map(|begun| (Instant::now(), begun.elapsed()));
                let_go(old);
            }
            SearchReport::Visible(index, view) if is_of(searching.indexing) => {
                searching.index = Some(index);
                if Arc::ptr_eq(view.library(), &searching.shelf.library) {
                    searching.view = Some(view);
                }
            }
            SearchReport::NotIndexed(reason)
                if is_of(searching.indexing) && searching.not_indexed.as_ref() != Some(&reason) =>
            {
                self.notices.push(Notice::info(reason.clone()));
                searching.not_indexed = Some(reason);
            }
            SearchReport::Layers(key, layers) if is_of(searching.finding) => {
                let_go(searching.layers.replace((key, layers)));
            }
            SearchReport::Refused(error) if is_of(searching.finding) => {
                if let Some(wanted) = &mut searching.wanted {
                    (wanted.error, wanted.end) = (Some(error), Some(End::Answered));
                }
                searching.revision += 1;
            }
            SearchReport::SoFar(answer) if is_of(searching.finding) => {
                // Asked again, what was found completely stays until it has been found completely anew.
                let is_again = searching.answer.as_ref().is_some_and(|it| it.asked() == answer.asked());
                if !is_again {
                    self.replace_answer(answer);
                }
            }
            SearchReport::Counts(hits, documents) if is_of(searching.finding) => {
                searching.so_far = Some((hits, documents));
            }
            SearchReport::Answered(answer) if is_of(searching.finding) => {
                if let Some(wanted) = &mut searching.wanted {
                    (wanted.error, wanted.end) = (None, Some(End::Answered));
                }
                self.replace_answer(answer);
                self.order_when_due();
            }
            SearchReport::HitsKnown => searching.revision += 1,
            SearchReport::Ordered(of, keys, hits) if is_of(searching.ordering) => {
                searching.ordered = Some(Ordered { of, keys, hits: Some(hits) });
                searching.revision += 1;
            }
            SearchReport::Gathered(of, asked, passages) if is_of(searching.gathering) => {
                let gathered = passages.map_or(Gathered::TooMany, Gathered::Passages);
                searching.gathered = Some((of, asked, gathered));
                searching.revision += 1;
            }
            SearchReport::Counted(search, asked, state) => {
                searching.counts.take(job, search, &asked, state);
            }
            SearchReport::Learnt(of, vocabulary) if is_of(searching.learning) => {
                let_go(searching.vocabulary.replace((of, vocabulary)));
            }
            // Of a job that has been replaced since.
            _ => {}
        }
    }
}

impl Workbench {
    /// Puts what was found in the place of what was found before.
    fn replace_answer(&mut self, answer: Arc<Answer>) {
        let searching = &mut self.searching;
        if !searching.answer.as_ref().is_some_and(|before| before.goes_on_as(&answer)) {
            searching.answers += 1;
        }
        searching.revision += 1;
        let_go((searching.answer.replace(answer), searching.ordered.take(), searching.gathered.take()));
    }
}

#[cfg(test)]
mod tests;
