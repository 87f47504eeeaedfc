//! New and other projects, the texts of their documents, and the paths people give.
//!
//! All that touches a disk is a job. What is written is `saving`'s business.

use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use super::arrival::{Arrival, Opening};
use super::jobs::JobContext;
use super::journalling::Journalling;
use super::loading::Report;
use super::{CommandError, Effect, ProjectIndex, Workbench, file_name};
use crate::corpus::{Document, Problem, ProblemKind, Source, bundled, read_file_as};
use crate::disk::Disk;
use crate::project::store::{self, Kept, SeenTexts};
use crate::project::{DocumentId, DocumentRecord, History, Project, journal};
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
        let flush_journal = self.journal_flusher();
        let job = self.spawn("Opening project", false, move |context| {
            // The project that is read may be the one here, and its journal the one that is being written.
            flush_journal();
            work(context);
        })?;
        let hash = self.file.as_ref().map(|file| file.hash);
        self.opening = Some(Opening { job, path, revision: self.revision, hash, flushed: self.revision });
        Ok(Effect::Job(job))
    }
}

impl Workbench {
    /// True while a job is reading the text of this document.
    pub fn is_reading(&self, document: DocumentId) -> bool {
        self.awaited.contains_key(&document)
    }

    pub(super) fn read_missing_texts(&mut self, documents: &[DocumentId]) -> Result<Effect, CommandError> {
        let missing = |id: &&DocumentId| !self.documents.contains_key(*id) && !self.is_reading(**id);
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
        let shelf = kept_beside.map(|project| Shelf {
            disk: self.disk.clone(),
            project,
            may_write: self.file.as_ref().is_none_or(|file| file.read_only.is_none()),
            seen: self.seen_texts.clone(),
        });
        let job = self.spawn(title, true, move |context| {
            read_texts(shelf.as_ref(), &records, context);
        })?;
        self.awaited.extend(ids.into_iter().map(|id| (id, job)));
        Ok(Effect::Job(job))
    }
}

/// Where the texts of a project are kept, for a job.
struct Shelf {
    disk: Disk,
    /// The project file they are kept beside.
    project: PathBuf,
    /// True when what is spoilt there may be written anew.
    may_write: bool,
    seen: SeenTexts,
}

/// Texts that were found spoilt where they are kept.
#[derive(Default)]
pub(super) struct SpoiltTexts {
    /// The titles of those that were written anew.
    mended: Vec<String>,
    /// Of those whose source still says the same, but that could not be written.
    replaced: Vec<String>,
    /// Of those that are nowhere to be had.
    lost: Vec<String>,
}

impl SpoiltTexts {
    /// What to tell of them, one sentence each.
    pub fn sentences(&self) -> Vec<String> {
        let told = |titles: &[String], one: &str, many: &str| match titles {
            [] => None,
            [only] => Some(format!("The kept text of “{only}” {one}.")),
            titles => Some(format!("The kept texts of {} documents {many}.", titles.len())),
        };
        let sentences = [
            told(
                &self.mended,
                "was damaged and has been written anew from its source",
                "were damaged and have been written anew from their sources",
            ),
            told(
                &self.replaced,
                "is damaged; its source, which still says the same, stands in for it",
                "are damaged; their sources, which still say the same, stand in for them",
            ),
            told(
                &self.lost,
                "is damaged, and its source does not say the same any more: bring the file in “texts” back from a copy",
                "are damaged, and their sources do not say the same any more: bring the files in “texts” back from a \
                 copy",
            ),
        ];
        sentences.into_iter().flatten().collect()
    }
}

/// Reads the texts of documents: as they were kept beside the project, else from where they were first read. What is
/// kept and spoilt is written anew where the source still says the same.
fn read_texts(shelf: Option<&Shelf>, records: &[DocumentRecord], context: &JobContext<Report>) {
    context.report(Report::Texts(records.len()));
    let mut spoilt = SpoiltTexts::default();
    for record in records {
        if context.cancel.load(Ordering::Relaxed) {
            break;
        }
        let kept =
            shelf.map_or(Kept::Missing, |shelf| shelf.seen.look(&shelf.disk, &shelf.project, record.hash));
        let result = match (kept, shelf) {
            (Kept::Whole(text), _) => Ok(kept_document(record, text)),
            (Kept::Spoilt, Some(shelf)) => {
                let result = read_source(record);
                let list = match &result {
                    Ok(document) if shelf.mend(record, &document.text) => &mut spoilt.mended,
                    Ok(_) => &mut spoilt.replaced,
                    Err(_) => &mut spoilt.lost,
                };
                list.push(record.title.clone());
                result
            }
            _ => read_source(record),
        };
        context.report(Report::Text(record.id, result.map(Box::new)));
    }
    context.report(Report::Spoilt(spoilt));
}

impl Shelf {
    /// Writes a text anew that is spoilt where it is kept; true when that was done.
    fn mend(&self, record: &DocumentRecord, text: &Text) -> bool {
        if !self.may_write {
            return false;
        }
        let kept = store::keep_texts(&self.disk, &self.project, &[(record.hash, text.clone())]);
        if let Err(error) = &kept {
            tracing::warn!("a kept text that is damaged could not be written anew: {error}");
        }
        kept.is_ok()
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
        Source::File(path) => read_file_as(path, &record.path_text(), record.chosen_encoding())?,
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

impl Workbench {
    /// How many changes lie in a journal at `path` that were never saved in the project file there, be that gone or not.
    pub fn unsaved_beside(&self, path: &Path) -> usize {
        journal::unsaved_beside(&self.disk, path)
    }
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
