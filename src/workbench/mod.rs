//! The state that window and command line share, the commands they send, and the background jobs.
//!
//! A [`Workbench`] owns the project, its history and the texts that are loaded. People read it freely and change it
//! only by [`Workbench::run`] (or [`Workbench::send`], which turns errors into notices). Work that takes longer than
//! a frame is a job whose reports [`Workbench::poll`] takes in. Nothing here knows how anything is drawn.

mod arrival;
mod astray;
pub mod backups;
mod bystanders;
mod checking;
mod codebook_commands;
mod coders;
mod command;
mod comparison;
mod dispatch;
mod document_commands;
mod earlier;
mod editing;
mod entities;
pub(crate) mod exchanged;
pub mod files;
pub mod guarding;
mod index;
pub mod jobs;
mod journalling;
mod keeper;
mod left_journals;
mod loading;
mod looking;
mod merging;
mod merging_files;
mod notice;
mod passages;
mod recent;
mod renamed;
mod resemblance;
mod retracing;
mod rewriting;
mod saving;
mod search;
pub mod settings;
mod source_looks;
mod sources;
mod spared;
mod tagging_many;
mod taking_over;
pub mod trial;
mod unfinished;
mod wording;
mod words;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use checking::{Lacking, Verification};
pub use command::{Command, Effect};
pub use comparison::{
    Beside, Collated, ComparisonCommand, CorpusComparison, ExportedTopics, FigureCommand, FigureGrid,
    FigureKey, FigureLine, FigureLines, FigureList, FigureWish, Marked, Ordered, Ordering as SharedOrdering,
    PassageMarks, Places as SharedPlaces, SharedExport, SharedGrouping, SharedLine, SharedList, SharedOrder,
    SharedState, SharedWish, Standing as SharedStanding, Stated, Statements, Together, ViewKind, Witness,
};
pub use entities::{Around, CorpusEntities, EntityCommand, EntityPlace};
pub use guarding::HeldBy;
pub use index::{ProjectIndex, TagUse};
pub use merging_files::FilesMerged;
pub use notice::{Level, Notice};
pub use recent::Reads;
pub use search::{
    Answer, Asked, Exported, Gathered, Gathering, HitNumbers, Listing, OrderedHits, SPREAD, STRIDE,
    SavedState, SearchCommand, SearchExport,
};
pub use settings::{MEASURES, Places, Settings, ThemeChoice};
pub use sources::SourceState;
pub use unfinished::Unfinished;
pub use words::{
    Arrangement, Counted, Part, WordsAsked, WordsCell, WordsCells, WordsColumn, WordsCommand, WordsState,
    WordsTable, columns_of,
};

use crate::analysis::quoting::Quoting;
use crate::corpus::{Document, Problem};
use crate::disk::Disk;
use crate::project::store::lock::Lock;
use crate::project::store::{FileHash, SeenTexts};
use crate::project::{Annotation, AnnotationId, DocumentId, History, Project, Records, TagId, Timestamp};
use crate::text::IntervalIndex;
use crate::text::{Text, TextHash};

use earlier::Earlier;
use guarding::Guard;
use jobs::{Job, JobId, Jobs, Waker};
use journalling::Journalling;
use keeper::Keeper;
use left_journals::LeftJournals;
use recent::Recent;

/// Why a command was not carried out: one plain sentence.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct CommandError(String);

impl CommandError {
    fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

/// Where the project is kept, and what is known of that file.
#[derive(Clone, Debug)]
pub struct ProjectFile {
    /// The `NAME.ron`.
    pub path: PathBuf,
    /// Hash of the file as it was last read or written, to notice when something else writes it.
    hash: FileHash,
    /// Why nothing may be written to it, if so.
    pub read_only: Option<String>,
    /// True when a newer Lectern made it, so that there may be more in it than is shown here.
    by_newer: bool,
    /// When it was last saved from here.
    pub saved: Option<Timestamp>,
}

/// Numbers that change when the marks of a document look different.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MarksRevision {
    /// Counts how often all of them were read anew.
    pub read: u64,
    /// Counts every change of one of them.
    pub changed: u64,
    /// Counts every change of the codebook.
    pub codebook: u64,
}

/// The documents whose texts are there. A copy costs nothing, however many there are, so that jobs are given one.
pub type LoadedDocuments = Records<DocumentId, Arc<Document>>;

/// The state of the program, without its window.
pub struct Workbench {
    /// Shared with the jobs that save and export it; an edit copies it only while one of them holds it.
    project: Arc<Project>,
    history: History,
    journalling: Journalling,
    left_journals: LeftJournals,
    guard: Guard,
    /// What was moved out of the journal, once somebody has asked for it.
    earlier: Earlier,
    /// Number of the last entry of the history that is in the project file.
    folded: u64,
    index: ProjectIndex,
    documents: LoadedDocuments,
    /// What was found where the files of documents should be.
    looks: source_looks::Looks,
    /// The job that looks at them.
    checking: Option<JobId>,
    /// Whether the files are looked at when a project has been opened.
    looks_after_files: bool,
    /// The files are looked at when this job is over.
    check_after: Option<JobId>,
    /// Texts that documents had before others were taken over, for going back to them.
    former_texts: BTreeMap<TextHash, Arc<Document>>,
    /// The text that is about to take the place of another, made already.
    fresh_text: Option<Text>,
    marks: BTreeMap<DocumentId, IntervalIndex<AnnotationId>>,
    /// The annotations that do not stand on their words though their records say so.
    astray: astray::Astray,
    /// Counts, for each document, the changes of its marks; those of the codebook are not in it.
    marks_revisions: BTreeMap<DocumentId, MarksRevision>,
    /// Counts every change of the codebook.
    codebook_revision: u64,
    /// What is known of names in the texts.
    names: entities::Names,
    /// What is looked for in the texts, and found.
    searching: search::Searching,
    /// Very many passages that are being tagged.
    tagging_many: Option<tagging_many::TaggingMany>,
    /// What is counted of words.
    words_counted: words::Words,
    /// What is known of what the texts share, and of their figures.
    comparing: comparison::Comparing,
    /// The annotations changed lately.
    recent: Recent,
    /// Attributes that have got another name, and those names, until the window has followed them.
    renamed_attributes: Vec<(String, String)>,
    /// Counts the projects that have taken each other's place.
    generation: u64,
    file: Option<ProjectFile>,
    /// Counts every change of the project.
    revision: u64,
    /// Counts every text that arrives or goes.
    texts_revision: u64,
    /// The revision that is on disk.
    saved_revision: u64,
    /// Words of the project's documents, as far as their texts are loaded.
    words: usize,
    /// The project that is to take the place of this one.
    opening: Option<arrival::Opening>,
    /// Documents whose texts are being read, each with the job that reads it.
    awaited: BTreeMap<DocumentId, JobId>,
    /// What is being written to files that people have named.
    writing: BTreeMap<JobId, saving::Writing>,
    /// True when no job may be begun any more.
    closing: bool,
    jobs: Jobs<loading::Report>,
    loads: BTreeMap<JobId, loading::Load>,
    problems: Vec<Problem>,
    unfinished: Vec<Unfinished>,
    /// Work without a name that is being read to go on with it, with the lock on it.
    claimed: Option<(PathBuf, Option<Lock>)>,
    notices: Vec<Notice>,
    settings: Settings,
    places: Places,
    disk: Disk,
    /// The kept texts that were found to be whole since the program began.
    seen_texts: SeenTexts,
    quoting: Quoting,
    keeper: Keeper,
}

impl Workbench {
    /// A workbench with an empty project, which keeps its own files in `places`.
    pub fn new(places: Places) -> Self {
        Self::on_disk(places, Disk::default())
    }

    /// As [`Workbench::new`], with everything kept on `disk`.
    pub fn on_disk(places: Places, disk: Disk) -> Self {
        let project = Project::new();
        Self {
            history: History::of_new(&project),
            project: Arc::new(project),
            journalling: Journalling::default(),
            left_journals: LeftJournals::default(),
            guard: Guard::default(),
            earlier: Earlier::default(),
            folded: 0,
            index: ProjectIndex::default(),
            documents: LoadedDocuments::new(),
            looks: source_looks::Looks::default(),
            checking: None,
            looks_after_files: false,
            check_after: None,
            former_texts: BTreeMap::new(),
            fresh_text: None,
            marks: BTreeMap::new(),
            astray: astray::Astray::default(),
            marks_revisions: BTreeMap::new(),
            codebook_revision: 0,
            names: entities::Names::default(),
            searching: search::Searching::default(),
            tagging_many: None,
            words_counted: words::Words::default(),
            comparing: comparison::Comparing::default(),
            recent: Recent::default(),
            generation: 0,
            file: None,
            revision: 0,
            texts_revision: 0,
            saved_revision: 0,
            words: 0,
            opening: None,
            awaited: BTreeMap::new(),
            writing: BTreeMap::new(),
            closing: false,
            jobs: Jobs::default(),
            loads: BTreeMap::new(),
            problems: Vec::new(),
            unfinished: Vec::new(),
            claimed: None,
            notices: Vec::new(),
            renamed_attributes: Vec::new(),
            settings: Settings::load(&places, &disk),
            places,
            keeper: Keeper::new(disk.clone()),
            seen_texts: SeenTexts::default(),
            quoting: Quoting::default(),
            disk,
        }
    }

    /// Whom to wake when a background job has something to say.
    pub fn set_waker(&mut self, waker: Waker) {
        self.jobs.set_waker(waker);
        self.watch_from_now_on();
    }

    /// The project.
    pub fn project(&self) -> &Project {
        &self.project
    }

    /// The edits made since the project was opened.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// Annotations by document and by tag.
    pub fn index(&self) -> &ProjectIndex {
        &self.index
    }

    /// What a document is called where people are shown it: its title, told apart from others titled alike by the name
    /// of its file. `None` when there is no such document.
    pub fn title(&self, document: DocumentId) -> Option<Cow<'_, str>> {
        self.project.documents.get(&document).map(|record| self.index.titles().shown(record))
    }

    /// A number that grows with every change of the project and every text that arrives; caches compare it.
    pub fn revision(&self) -> u64 {
        self.revision + self.texts_revision
    }

    /// The project, to be looked at while it goes on changing here.
    pub fn shared_project(&self) -> Arc<Project> {
        self.project.clone()
    }

    /// The folder of the project's file, once it has one.
    pub fn folder(&self) -> Option<&Path> {
        self.file.as_ref().and_then(|file| file.path.parent())
    }

    /// A number that grows with every change of the project alone, for caches of what needs no text.
    pub fn project_revision(&self) -> u64 {
        self.revision
    }

    /// A document whose text has been loaded.
    pub fn document(&self, id: DocumentId) -> Option<&Arc<Document>> {
        self.documents.get(&id)
    }

    /// All documents whose text has been loaded.
    pub fn documents(&self) -> &LoadedDocuments {
        &self.documents
    }

    /// The text of a document, if it has been loaded.
    pub fn text(&self, id: DocumentId) -> Option<Text> {
        self.documents.get(&id).map(|document| document.text.clone())
    }

    /// The words of an annotation as people read them.
    pub fn quotation<'a>(&self, annotation: &'a Annotation) -> Cow<'a, str> {
        let document = self.documents.get(&annotation.document);
        self.quoting.quotation(annotation, document.map(|document| &document.text))
    }

    /// Number of words in the project's documents, as far as their texts have been loaded.
    pub fn word_count(&self) -> usize {
        self.words
    }

    /// The annotations of a loaded document by where they stand.
    pub fn marks(&self, document: DocumentId) -> Option<&IntervalIndex<AnnotationId>> {
        self.marks.get(&document)
    }

    /// Numbers that change when the marks of a document, or the tags they carry, look different.
    pub fn marks_revision(&self, document: DocumentId) -> MarksRevision {
        let counted = self.marks_revisions.get(&document).copied().unwrap_or_default();
        MarksRevision { codebook: self.codebook_revision, ..counted }
    }

    /// The annotations that came, went or changed since [`Workbench::revision`] gave this number; `None` when more than
    /// a few annotations, or anything else in the project that is read, changed.
    pub fn changed_since(&self, revision: u64, reads: Reads) -> Option<BTreeSet<AnnotationId>> {
        self.recent.after(revision, reads)
    }

    /// A number that changes when another project takes the place of this one.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// Where the project is kept; `None` while it has no name.
    pub fn file(&self) -> Option<&ProjectFile> {
        self.file.as_ref()
    }

    /// What the project is called: the name of its file.
    pub fn project_name(&self) -> Option<String> {
        let path = &self.file.as_ref()?.path;
        path.file_stem().map(|stem| stem.to_string_lossy().into_owned())
    }

    /// True when something was done that the project's own files do not have: because it has no name yet or must not
    /// be written to, or because the disk refuses, also what was on its way when another project was left. Documents that
    /// were merely opened in an unnamed project do not count: nothing is lost with them.
    pub fn has_unsaved_work(&self) -> bool {
        if self.left_journals.are_refused() {
            return true;
        }
        if self.is_folded() {
            return false;
        }
        match &self.file {
            Some(file) if file.read_only.is_none() => self.journal_is_failing(),
            _ => self.history.in_force().any(|edit| edit.changes.iter().any(editing::is_work)),
        }
    }

    /// True when the project file alone holds all that was done.
    pub fn is_folded(&self) -> bool {
        self.revision == self.saved_revision
    }

    /// True while the project is being written.
    pub fn is_saving(&self) -> bool {
        self.writing.values().any(|writing| matches!(writing, saving::Writing::Project(_)))
    }

    /// Background jobs that are running.
    pub fn jobs(&self) -> &[Job] {
        self.jobs.running()
    }

    /// What could not be loaded.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Takes the messages that have come up since the last call.
    pub fn take_notices(&mut self) -> Vec<Notice> {
        std::mem::take(&mut self.notices)
    }

    /// The attributes that have got another name since this was last asked, in order, each with its new name; undoing that
    /// gives them another one, too.
    pub fn take_renamed_attributes(&mut self) -> Vec<(String, String)> {
        std::mem::take(&mut self.renamed_attributes)
    }

    /// What is kept per machine.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Changes what is kept per machine, and keeps it.
    pub fn change_settings(&mut self, change: impl FnOnce(&mut Settings)) {
        let before = self.settings.clone();
        change(&mut self.settings);
        if self.settings != before {
            self.settings.save(&self.places, &mut self.keeper);
        }
    }

    /// The window layout last kept for this project.
    pub fn load_view(&self) -> Option<String> {
        settings::load_view(&self.places, &self.keeper, &self.view_key())
    }

    /// Keeps the window layout for this project.
    pub fn save_view(&mut self, view: &str) {
        let key = self.view_key();
        settings::save_view(&self.places, &mut self.keeper, &key, view);
    }

    /// Takes in what background jobs have reported, spending no longer than about a frame. True when anything came.
    pub fn poll(&mut self) -> bool {
        let begin = std::time::Instant::now();
        let mut any = false;
        while begin.elapsed().as_millis() < 6 {
            let Some((job, report)) = self.jobs.try_next() else { break };
            self.take_report(job, report);
            any = true;
        }
        self.watch_journal();
        self.watch_left_journals();
        self.take_seen();
        any
    }

    /// Waits for all background jobs to end, taking in what they report.
    pub fn finish_jobs(&mut self) {
        while let Some((job, report)) = self.jobs.wait_next() {
            self.take_report(job, report);
        }
    }

    /// The name the layout of this project's window is kept under.
    fn view_key(&self) -> String {
        self.file.as_ref().map_or_else(|| "unnamed".to_owned(), |_| self.project.info.id.to_string())
    }

    fn annotation(&self, id: AnnotationId) -> Result<&Annotation, CommandError> {
        let found = self.project.annotations.get(&id);
        found.ok_or_else(|| CommandError::new("That annotation no longer exists."))
    }

    fn tag_name(&self, id: TagId) -> &str {
        self.project.tags.get(&id).map_or("", |tag| tag.name.as_str())
    }
}

/// The file name of a path, for messages.
fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests;
