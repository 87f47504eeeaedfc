//! New and other projects, the texts of their documents, and the paths people give.
//!
//! All that touches a disk is a job. What is written is `saving`'s business.

use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use super::jobs::JobContext;
use super::journalling::Journalling;
use super::loading::{Arrival, Opening, Report};
use super::{CommandError, Effect, ProjectIndex, Workbench, file_name};
use crate::corpus::{Document, Problem, ProblemKind, Source, bundled, read_file};
use crate::disk::Disk;
use crate::project::store;
use crate::project::{DocumentId, DocumentRecord, History, Project};
use crate::text::{Text, words};

impl Workbench {
    pub(super) fn new_project(&mut self) -> Effect {
        let project = Project::new();
        let history = History::of_new(&project);
        self.replace_project(project, ProjectIndex::default(), None, history, Journalling::default());
        Effect::ProjectReplaced
    }

    pub(super) fn open_project(&mut self, path: &Path) -> Result<Effect, CommandError> {
        let path = absolute(path);
        let (disk, target, opener) = (self.disk.clone(), path.clone(), self.opener(&path));
        self.begin_opening(path, move |context| {
            let arrival = opener.open(&target).map(|guarded| Arrival::of(&disk, target, guarded));
            context.report(Report::Opened(arrival.map(Box::new)));
        })
    }

    /// Begins a job that reads a project to take the place of the one here.
    pub(super) fn begin_opening(
        &mut self,
        path: PathBuf,
        work: impl FnOnce(&JobContext<Report>) + Send + 'static,
    ) -> Result<Effect, CommandError> {
        let job = self.spawn("Opening project", false, work)?;
        self.opening = Some(Opening { job, path, revision: self.revision });
        Ok(Effect::Job(job))
    }
}

impl Workbench {
    /// True while a job is reading the text of this document.
    pub fn is_reading(&self, document: DocumentId) -> bool {
        self.awaited.contains_key(&document)
    }

    pub(super) fn read_missing_texts(&mut self, documents: &[DocumentId]) -> Result<Effect, CommandError> {
        let missing = |id: &&DocumentId| !self.documents.contains_key(id) && !self.is_reading(**id);
        let records: Vec<DocumentRecord> = documents
            .iter()
            .filter(missing)
            .filter_map(|id| self.project.documents.get(id).cloned())
            .collect();
        if records.is_empty() { Ok(Effect::Done) } else { self.begin_reading("Reading", records) }
    }

    /// Begins to read the texts of these documents.
    pub(super) fn begin_reading(
        &mut self,
        title: &str,
        records: Vec<DocumentRecord>,
    ) -> Result<Effect, CommandError> {
        let kept_beside = self.kept_beside();
        let ids: Vec<DocumentId> = records.iter().map(|record| record.id).collect();
        let disk = self.disk.clone();
        let job = self.spawn(title, true, move |context| {
            read_texts(&disk, kept_beside.as_deref(), &records, context);
        })?;
        self.awaited.extend(ids.into_iter().map(|id| (id, job)));
        Ok(Effect::Job(job))
    }
}

/// Reads the texts of documents: as they were kept beside the project, else from where they were first read.
fn read_texts(
    disk: &Disk,
    kept_beside: Option<&Path>,
    records: &[DocumentRecord],
    context: &JobContext<Report>,
) {
    context.report(Report::Texts(records.len()));
    for record in records {
        if context.cancel.load(Ordering::Relaxed) {
            return;
        }
        let result = kept_beside
            .and_then(|project| store::frozen_text(disk, project, record.hash))
            .map_or_else(|| read_source(record), |text| Ok(kept_document(record, text)));
        context.report(Report::Text(record.id, result.map(Box::new)));
    }
}

/// The document of a record whose text was kept.
fn kept_document(record: &DocumentRecord, text: Text) -> Document {
    Document {
        source: record.source.clone(),
        name_in_corpus: record.path_text(),
        words: words::word_count(text.as_str()),
        text,
        encoding: record.encoding.clone(),
        reader: record.reader.clone(),
        title: record.title.clone(),
        attributes: record.attributes.clone(),
    }
}

/// Reads a document from its source again; its text must be the one the project was made on.
fn read_source(record: &DocumentRecord) -> Result<Document, Problem> {
    let document = match &record.source {
        Source::Bundled(name) => {
            let found = bundled::documents().into_iter().find(|document| document.source == record.source);
            found.ok_or_else(|| Problem::new(Path::new(name), &ProblemKind::NotBundled))?
        }
        Source::File(path) => read_file(path, &record.path_text())?,
    };
    if document.text.hash() == record.hash {
        return Ok(document);
    }
    Err(Problem::new(Path::new(&record.path_text()), &ProblemKind::TextChanged))
}

/// The file that is written when somebody names `path` for one that ends in `extension`: a `~` at its beginning is
/// their home, and the extension is added where it is missing. Ask about this path whether it may be replaced.
pub fn target_path(path: &Path, extension: &str) -> PathBuf {
    let path = absolute(path);
    let has_it = path.extension().is_some_and(|given| given.eq_ignore_ascii_case(extension));
    match path.file_name() {
        Some(name) if !has_it => {
            let mut name = name.to_owned();
            name.push(".");
            name.push(extension);
            path.with_file_name(name)
        }
        _ => path,
    }
}

/// True when something stands at `target` that writing there would replace.
pub fn would_replace(target: &Path) -> bool {
    target.symlink_metadata().is_ok()
}

/// A path as somebody gave it, from the root of the system; a `~` at its beginning is their home.
pub(super) fn absolute(path: &Path) -> PathBuf {
    if let Ok(below) = path.strip_prefix("~")
        && let Some(user) = directories::UserDirs::new()
    {
        return user.home_dir().join(below).components().collect();
    }
    std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf())
}

/// What a project is called before it has a name of its own, for a suggested file name.
pub fn suggested_name(project: &Project) -> String {
    let mut folders = project.documents.values().filter_map(|record| match &record.source {
        Source::File(path) => path.parent(),
        Source::Bundled(_) => None,
    });
    folders.next().map_or_else(|| "project.ron".to_owned(), |folder| format!("{}.ron", file_name(folder)))
}
