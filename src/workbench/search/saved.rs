//! Searches kept in the project by name: saved, renamed, deleted, and counted anew whenever what they rest on has changed.

use std::collections::BTreeMap;

use super::command::Asked;
use super::due::started;
use super::{Basis, Searching, running};
use crate::project::edit::{Change, Swap};
use crate::project::{Project, SavedSearch, SearchId};
use crate::search::Query;
use crate::workbench::jobs::JobId;
use crate::workbench::{CommandError, Effect, Notice, Workbench};

/// What a saved search finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SavedState {
    /// It is being counted, or waits for it.
    Counting,
    /// So many hits in so many documents.
    Found {
        /// Hits.
        hits: u64,
        /// Documents with a hit.
        documents: usize,
    },
    /// It cannot be answered, for this reason.
    Refused(String),
    /// Counting was stopped.
    Stopped,
}

/// What saved searches were last counted to.
#[derive(Default)]
pub(super) struct Counts {
    /// The state of documents, project and entities in which none was left to be counted.
    settled: Option<(u64, u64, u64)>,
    known: BTreeMap<SearchId, (Asked, Basis, SavedState)>,
    job: Option<JobId>,
}

impl Counts {
    /// Notes that a job is over; what it has not counted was stopped.
    pub fn job_over(&mut self, job: JobId) {
        if self.job.take_if(|of| *of == job).is_some() {
            for (.., state) in self.known.values_mut().filter(|(.., state)| *state == SavedState::Counting) {
                *state = SavedState::Stopped;
            }
        }
    }

    /// Takes in what a search was counted to.
    pub fn take(&mut self, job: JobId, search: SearchId, asked: &Asked, state: SavedState) {
        if self.job == Some(job)
            && let Some((_, _, known)) = self.known.get_mut(&search).filter(|(of, ..)| of == asked)
        {
            *known = state;
        }
    }
}

/// What a saved search asks.
pub(super) fn asked(search: &SavedSearch) -> Asked {
    Asked { query: search.query.clone(), scope: search.scope, within: search.within }
}

/// The saved searches of a project, by name.
pub(super) fn in_order(project: &Project) -> Vec<SavedSearch> {
    let mut searches: Vec<SavedSearch> = project.searches.values().cloned().collect();
    searches.sort_by_cached_key(|search| (search.name.to_lowercase(), search.id));
    searches
}

impl Workbench {
    /// What the job is called that counts what saved searches find.
    pub const COUNTING: &str = "Counting searches";

    /// The saved searches, by name.
    pub fn saved_searches(&self) -> Vec<SavedSearch> {
        in_order(&self.project)
    }

    /// What a saved search found when it was last counted; see [`super::SearchCommand::CountSaved`].
    pub fn saved_state(&self, search: &SavedSearch) -> SavedState {
        let known = self.searching.counts.known.get(&search.id);
        let known = known.filter(|(of, ..)| *of == asked(search));
        known.map_or(SavedState::Counting, |(.., state)| state.clone())
    }

    pub(super) fn save_search(&mut self, name: &str, asked: Asked) -> Result<Effect, CommandError> {
        let Asked { query, scope, within } = asked;
        let query = query.trim().to_owned();
        if query.is_empty() {
            return Err(CommandError::new("Type what to search for before saving it."));
        }
        let name = named(name).unwrap_or_else(|| query.clone());
        let label = format!("Save the search “{name}”");
        let record = SavedSearch { id: SearchId::new(), name, query, scope, within };
        self.perform(label, vec![Change::search(Swap::add(record))])
    }

    pub(super) fn rename_search(&mut self, search: SearchId, name: &str) -> Result<Effect, CommandError> {
        let Some(before) = self.project.searches.get(&search).cloned() else {
            return Err(CommandError::new("This saved search is no longer there."));
        };
        let Some(name) = named(name) else {
            return Err(CommandError::new("A saved search needs a name."));
        };
        if before.name == name {
            return Ok(Effect::Done);
        }
        let label = format!("Rename the search “{}” to “{name}”", before.name);
        let after = SavedSearch { name, ..before.clone() };
        self.perform(label, vec![Change::search(Swap::replace(before, after))])
    }

    pub(super) fn delete_search(&mut self, search: SearchId) -> Result<Effect, CommandError> {
        let Some(record) = self.project.searches.get(&search).cloned() else { return Ok(Effect::Done) };
        let label = format!("Delete the search “{}”", record.name);
        let notice = format!("The saved search “{}” was deleted.", record.name);
        let effect = self.perform(label, vec![Change::search(Swap::remove(record))])?;
        self.notices.push(Notice::undoable(notice));
        Ok(effect)
    }

    /// Counts what saved searches find, those for which something they rest on has changed.
    pub(super) fn count_saved(&mut self) {
        if !self.searching.is_on && !self.project.searches.is_empty() {
            self.search_from_now_on();
        }
        let state = (self.searching.shelf_revision, self.revision, self.entities_revision());
        let Searching { counts, view, .. } = &self.searching;
        if counts.settled == Some(state) || counts.job.is_some() || !self.is_shelved() {
            return;
        }
        let Some(view) = view.clone() else { return };
        let mut known = BTreeMap::new();
        let (mut due, mut asks_for_entities) = (Vec::new(), false);
        for search in in_order(&self.project) {
            let asked = asked(&search);
            let basis =
                Query::parse(&asked.query).map_or_else(|_| Basis::default(), |query| self.basis(&query));
            asks_for_entities |= basis.entities.is_some();
            let before = counts.known.get(&search.id).filter(|(of, on, _)| *of == asked && *on == basis);
            let state = before.map_or(SavedState::Counting, |(.., state)| state.clone());
            if state == SavedState::Counting {
                due.push((search.id, asked.clone()));
            }
            known.insert(search.id, (asked, basis, state));
        }
        self.searching.counts.known = known;
        if due.is_empty() {
            self.searching.counts.settled = Some(state);
            return;
        }
        let knowledge = self.known(asks_for_entities);
        let begun =
            self.spawn(Self::COUNTING, true, move |context| running::count(due, &view, &knowledge, context));
        self.searching.counts.job = started(begun);
    }
}

impl Workbench {
    /// True when counting saved searches was stopped before all were counted.
    pub fn is_counting_saved_stopped(&self) -> bool {
        self.searching.counts.known.values().any(|(.., state)| *state == SavedState::Stopped)
    }

    /// Counts those that were not counted because that was stopped.
    pub(super) fn count_saved_again(&mut self) {
        let counts = &mut self.searching.counts;
        for (.., state) in counts.known.values_mut().filter(|(.., state)| *state == SavedState::Stopped) {
            *state = SavedState::Counting;
        }
        counts.settled = None;
        self.count_saved();
    }
}

/// A name without blanks around it; none when nothing is left.
fn named(name: &str) -> Option<String> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    (!name.is_empty()).then_some(name)
}
