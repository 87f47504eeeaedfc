//! The names in the documents: recognised in the background as texts arrive, linked across documents, decided on.
//!
//! Three things follow each other. A job recognises mentions, document by document ([`recognising`], kept by [`cache`]);
//! another lays the project's lists and decisions over them and links them ([`settling`]); what comes out is a
//! [`CorpusEntities`], which everybody may read and which is replaced as a whole. What is decided becomes an edit of the
//! project like any other ([`deciding`]). How names are found and linked is the business of [`crate::entities`].

mod cache;
mod carrying;
mod command;
mod deciding;
mod figures;
mod naming_passages;
mod recognising;
mod settling;
mod snapshot;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

pub use command::EntityCommand;
pub use naming_passages::Around;
pub use snapshot::{CorpusEntities, EntityPlace};

pub(super) use carrying::{Carried, no_decisions, not_known_yet};
pub(super) use figures::Figure;
pub(super) use recognising::Recognised;

use super::jobs::JobId;
use super::loading::Report;
use super::{CommandError, Effect, Notice, Workbench};
use crate::entities::Models;
use crate::entities::rules::Day;
use crate::project::{Change, DocumentId, DocumentRecord};

use recognising::{Queue, Tools, Wanted};
use settling::Known;

/// While recognition goes on, names are linked anew only after a pause so many times as long as linking last took.
const PAUSES: u32 = 3;

/// What the workbench knows of names and is doing about them.
#[derive(Default)]
pub(super) struct Names {
    /// Whether texts are recognised as they arrive.
    is_on: bool,
    /// What is to be recognised, shared with the job that does.
    queue: Arc<Queue>,
    /// The folder of models, where it is not the one in the user's data directory.
    folder: Option<PathBuf>,
    /// The models, once somebody has needed them.
    models: Arc<OnceLock<Models>>,
    recognising: Option<JobId>,
    /// True once somebody has stopped the job that recognises.
    is_stopped: bool,
    recognised: BTreeMap<DocumentId, Recognised>,
    settling: Option<JobId>,
    /// True when something came that the entities do not have in them yet.
    is_stale: bool,
    /// When linking last ended and how long it took.
    settled: Option<(Instant, Duration)>,
    entities: Arc<CorpusEntities>,
    revision: u64,
    /// What was told about documents of this project: each once, however many it holds for.
    told: BTreeSet<String>,
    figures: figures::Figures,
}

impl Workbench {
    /// What the job is called that recognises names.
    pub const RECOGNISING: &str = "Recognising names";
    /// What the job is called that links them.
    pub const LINKING: &str = "Linking names";
    /// What the job is called that lays a network out.
    pub const ARRANGING: &str = "Arranging names";

    /// Begins to recognise names in the texts there are, and from now on in those that arrive.
    pub fn recognise_from_now_on(&mut self) {
        self.names.is_on = true;
        self.want_all();
    }

    /// Looks in this folder for models, also where nothing else is kept.
    pub fn take_models_from(&mut self, folder: PathBuf) {
        self.names.folder = Some(folder);
    }

    /// What is to be told of a document that was recognised: above all, that there is no model for its language.
    pub fn recognition_note(&self, id: DocumentId) -> Option<&str> {
        self.names.recognised.get(&id)?.note.as_deref()
    }

    /// Recognises the names of these documents and of no others that are there: of a large corpus, what is to be seen.
    pub fn recognise_only(&mut self, documents: &[DocumentId]) {
        self.names.is_on = true;
        for id in documents {
            self.want_names(*id);
        }
    }

    /// The entities of the corpus as they stand: what has been recognised so far, linked, with the decisions applied.
    pub fn entities(&self) -> &Arc<CorpusEntities> {
        &self.names.entities
    }

    /// A number that grows whenever [`Workbench::entities`] gives something else.
    pub fn entities_revision(&self) -> u64 {
        self.names.revision
    }

    /// True while names are being recognised or linked.
    pub fn is_recognising(&self) -> bool {
        let is_due = self.names.is_on && self.names.is_stale;
        self.names.recognising.is_some() || self.names.settling.is_some() || is_due
    }

    /// True when texts are recognised as they arrive.
    pub fn recognises(&self) -> bool {
        self.names.is_on
    }

    /// True for a document whose names have not been recognised yet.
    pub fn awaits_recognition(&self, document: DocumentId) -> bool {
        self.names.queue.has(document)
    }

    /// Number of documents that wait for their names to be recognised.
    pub fn awaiting_recognition(&self) -> usize {
        self.names.queue.len()
    }

    /// Asks that these documents, which somebody is looking at, be recognised before others.
    pub fn recognise_first(&self, documents: &[DocumentId]) {
        self.names.queue.put_first(documents);
    }

    /// Has the names of a text that arrived, or that was written on another day than was thought, recognised.
    pub(super) fn want_names(&mut self, id: DocumentId) {
        if !self.names.is_on {
            return;
        }
        let Some(document) = self.documents.get(&id) else { return };
        let attributes =
            self.project.documents.get(&id).map_or(&document.attributes, |record| &record.attributes);
        let written = attributes.get("date").and_then(|date| Day::parse(&date.value));
        let text = document.text.clone();
        let known = self.names.recognised.get(&id);
        if known.is_some_and(|known| known.text == text.hash() && known.written == written) {
            return;
        }
        self.names.queue.put(id, Wanted { text, written });
        self.recognise_what_waits();
    }

    /// Has everything recognised that is not.
    pub(super) fn want_all(&mut self) {
        for id in self.documents.keys().copied().collect::<Vec<_>>() {
            self.want_names(id);
        }
        self.recognise_what_waits();
    }

    /// Goes on where somebody has stopped recognition.
    pub(super) fn resume_recognition(&mut self) -> Effect {
        self.names.is_on = true;
        self.want_all();
        self.names.recognising.map_or(Effect::Done, Effect::Job)
    }

    fn recognise_what_waits(&mut self) {
        if self.names.queue.is_empty() {
            return;
        }
        let waiting = self.names.queue.len();
        if let Some(job) = self.names.recognising.and_then(|job| self.jobs.job_mut(job)) {
            // A job that was stopped gives no more; what waits is begun anew when it is over.
            job.total = Some(job.done + waiting);
            return;
        }
        let (queue, disk) = (self.names.queue.clone(), self.disk.clone());
        let tools = Tools {
            cache: self.places.cache.as_ref().map(|folder| cache::Cache::new(disk.clone(), folder)),
            folder: self.names.folder.clone().or_else(|| self.places.models()),
            models: self.names.models.clone(),
            disk,
        };
        let begun = self.spawn(Self::RECOGNISING, true, move |context| {
            recognising::recognise(&queue, &tools, context);
        });
        match begun {
            Ok(job) => {
                self.names.recognising = Some(job);
                if let Some(job) = self.jobs.job_mut(job) {
                    job.total = Some(waiting);
                }
            }
            // The program is closing, or has no thread to give: names are a help and no work.
            Err(error) => tracing::info!("names are not recognised: {error}"),
        }
    }

    /// Notes that somebody has stopped a job.
    pub(super) fn note_cancelled(&mut self, job: JobId) {
        self.names.is_stopped |= self.names.recognising == Some(job);
    }

    /// Takes in the mentions of one document.
    pub(super) fn take_recognised(&mut self, job: JobId, id: DocumentId, recognised: Recognised) {
        let waiting = self.names.queue.len();
        if let Some(job) = self.jobs.job_mut(job) {
            job.done += 1;
            job.total = Some((job.done + waiting).max(job.total.unwrap_or(0)));
        }
        let is_its = self.documents.get(&id).is_some_and(|document| document.text.hash() == recognised.text);
        if !is_its {
            return;
        }
        if let Some(note) = recognised.note.clone()
            && self.names.told.insert(note.clone())
        {
            self.notices.push(Notice::warning(note));
        }
        self.names.recognised.insert(id, recognised);
        self.names.is_stale = true;
        self.settle_when_due();
    }

    /// Notes that a job is over that recognised or linked names.
    pub(super) fn names_job_over(&mut self, job: JobId) {
        if self.names.recognising.take_if(|recognising| *recognising == job).is_some() {
            if std::mem::take(&mut self.names.is_stopped) {
                self.names.queue.clear();
            } else {
                // Something may have come after the job had looked for the last time.
                self.recognise_what_waits();
            }
        }
        self.names.settling.take_if(|settling| *settling == job);
        self.figure_job_over(job);
        self.settle_when_due();
    }

    /// Notes what changes of the project mean for the names in it.
    pub(super) fn note_names(&mut self, changes: &[Change]) {
        for change in changes {
            match change {
                Change::Decision(_) | Change::List(_) | Change::Kind(_) => self.names.is_stale = true,
                Change::Document(swap) => match (&swap.before, &swap.after) {
                    (_, None) | (None, Some(_)) => self.names.is_stale = true,
                    (Some(before), Some(after)) if date_of(before) != date_of(after) => {
                        self.want_names(after.id);
                    }
                    _ => {}
                },
                _ => {}
            }
        }
        self.settle_when_due();
    }

    /// Forgets the names of a project that another takes the place of.
    pub(super) fn forget_names(&mut self) {
        self.names.queue.clear();
        let old = std::mem::take(&mut self.names.recognised);
        let entities = std::mem::take(&mut self.names.entities);
        super::editing::let_go((old, entities));
        self.names.recognising = None;
        self.names.is_stopped = false;
        self.names.settling = None;
        self.names.is_stale = false;
        self.names.figures = figures::Figures::default();
        self.names.told.clear();
        self.names.revision += 1;
    }

    /// Links names anew if something has come, nobody is doing it, and the last time was not a moment ago.
    pub(super) fn settle_when_due(&mut self) {
        if !self.names.is_stale || self.names.settling.is_some() || !self.names.is_on {
            return;
        }
        let is_early = self.names.settled.is_some_and(|(ended, took)| ended.elapsed() < took * PAUSES);
        if is_early && self.names.recognising.is_some() {
            return;
        }
        let documents: Vec<Known> = self
            .names
            .recognised
            .iter()
            .filter(|(id, _)| self.project.documents.contains_key(*id))
            .filter_map(|(id, recognised)| {
                let text = self.documents.get(id)?.text.clone();
                let mentions = recognised.mentions.clone();
                (text.hash() == recognised.text).then_some(Known { id: *id, text, mentions })
            })
            .collect();
        let (before, project) = (self.names.entities.clone(), self.project.clone());
        let generation = self.generation;
        let begun = self.spawn(Self::LINKING, false, move |context| {
            let begin = Instant::now();
            let entities = settling::settle(&before, documents, &project);
            context.report(Report::Linked(generation, Box::new(entities), begin.elapsed()));
        });
        self.names.is_stale = false;
        match begun {
            Ok(job) => self.names.settling = Some(job),
            Err(error) => tracing::info!("names are not linked: {error}"),
        }
    }

    /// Takes in entities that have been linked.
    pub(super) fn take_linked(&mut self, generation: u64, entities: CorpusEntities, took: Duration) {
        self.names.settled = Some((Instant::now(), took));
        if generation != self.generation {
            return;
        }
        for trouble in entities.troubles() {
            if !self.names.entities.troubles().contains(trouble) {
                self.notices.push(Notice::warning(trouble.clone()));
            }
        }
        let before = std::mem::replace(&mut self.names.entities, Arc::new(entities));
        super::editing::let_go(before);
        self.names.revision += 1;
        self.go_on_searching();
    }
}

/// The day a document says it was written, as it stands in its record.
fn date_of(record: &DocumentRecord) -> &str {
    record.attribute("date")
}
