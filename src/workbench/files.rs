//! Commands on files: new, open, save, save as, export. Each that touches a disk is a job.

use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use super::jobs::JobContext;
use super::loading::{Arrival, Report};
use super::passages::sentence;
use super::{CommandError, Effect, ProjectIndex, Workbench, file_name};
use crate::corpus::{Document, Problem, ProblemKind, Source, bundled, read_file};
use crate::disk;
use crate::exchange::{self, ExportRequest, Material};
use crate::project::store::{self, Expected};
use crate::project::{DocumentRecord, Project};
use crate::text::{Text, words};

impl Workbench {
    pub(super) fn new_project(&mut self) -> Effect {
        self.replace_project(Project::new(), ProjectIndex::default(), None);
        Effect::ProjectReplaced
    }

    pub(super) fn open_project(&mut self, path: &Path) -> Result<Effect, CommandError> {
        let path = absolute(path);
        let job = self.spawn("Opening project", false, move |context| {
            let arrival = store::open(&path).map(|opened| Box::new(Arrival::of(opened)));
            context.report(Report::Opened(path.clone(), arrival));
        })?;
        Ok(Effect::Job(job))
    }

    pub(super) fn save(&mut self) -> Result<Effect, CommandError> {
        let Some(file) = &self.file else {
            return Err(CommandError::new("This project has no file yet: save it under a name first."));
        };
        if let Some(reason) = &file.read_only {
            return Err(CommandError::new(format!(
                "{reason} Use “Save as…” to keep your changes in another file."
            )));
        }
        self.begin_saving(file.path.clone(), Expected::Unchanged(file.hash))
    }

    pub(super) fn save_as(&mut self, path: &Path) -> Result<Effect, CommandError> {
        let mut path = absolute(path);
        if !path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("ron")) {
            let mut name = path.file_name().unwrap_or_default().to_owned();
            name.push(".ron");
            path.set_file_name(name);
        }
        self.begin_saving(path, Expected::Anything)
    }

    fn begin_saving(&mut self, path: PathBuf, expected: Expected) -> Result<Effect, CommandError> {
        if self.saving.is_some() {
            return Err(CommandError::new(
                "The project is being saved already; wait a moment and save again.",
            ));
        }
        let (project, documents, revision) = (self.project.clone(), self.documents.clone(), self.revision);
        let job = self.spawn("Saving", false, move |context| {
            let texts = |id| documents.get(&id).map(|document| document.text.clone());
            let result = store::save(&project, &path, expected, &texts);
            context.report(Report::Saved { path: path.clone(), revision, result });
        })?;
        self.saving = Some(job);
        Ok(Effect::Job(job))
    }

    pub(super) fn export(&mut self, request: ExportRequest, path: &Path) -> Result<Effect, CommandError> {
        let path = absolute(path);
        let (project, documents) = (self.project.clone(), self.documents.clone());
        let job = self.spawn("Exporting", false, move |context| {
            let texts = |id| documents.get(&id).map(|document| document.text.clone());
            let material = Material { project: &project, texts: &texts };
            let result =
                exchange::export(material, &request).map_err(|error| sentence(&error)).and_then(|exported| {
                    disk::write_atomically(&path, &exported.bytes).map_err(|error| sentence(&error))?;
                    Ok(exported.notes)
                });
            context.report(Report::Exported { path: path.clone(), result });
        })?;
        Ok(Effect::Job(job))
    }
}

/// Reads the texts of a project's documents: as they were kept, else from where they were first read.
pub(super) fn read_texts(project: &Path, records: &[DocumentRecord], context: &JobContext<Report>) {
    context.report(Report::Texts(records.len()));
    for record in records {
        if context.cancel.load(Ordering::Relaxed) {
            return;
        }
        let result = store::frozen_text(project, record.hash)
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

fn absolute(path: &Path) -> PathBuf {
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
