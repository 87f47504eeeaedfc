//! Background work and what it reports: documents being read, projects opened and saved, exports written.

use std::path::PathBuf;

use super::jobs::JobId;
use super::{CommandError, Effect, Notice, ProjectFile, ProjectIndex, Workbench, file_name};
use crate::corpus::{Document, LoadEvent, Problem, load};
use crate::project::store::{Opened, Saved, StoreError};
use crate::project::{DocumentId, DocumentRecord, Timestamp};

/// What a background job hands back.
pub(super) enum Report {
    /// Reading files goes on.
    Load(LoadEvent),
    /// A project file has been read, or not.
    Opened(PathBuf, Result<Box<Arrival>, StoreError>),
    /// This many texts of the project are to be read.
    Texts(usize),
    /// The text of a document of the project has been read, or not.
    Text(DocumentId, Result<Box<Document>, Problem>),
    /// The project as it was at this revision has been saved, or not.
    Saved { path: PathBuf, revision: u64, result: Result<Saved, StoreError> },
    /// An export has been written, with what there is to say about it, or not.
    Exported { path: PathBuf, result: Result<Vec<String>, String> },
}

/// A project as it comes from its file, with what is made of it before it takes the place of another: work that would
/// hold up a frame.
pub(super) struct Arrival {
    opened: Opened,
    index: ProjectIndex,
    /// The documents whose texts are to be read.
    records: Vec<DocumentRecord>,
}

impl Arrival {
    pub fn of(opened: Opened) -> Self {
        let index = ProjectIndex::of(&opened.project);
        let records = opened.project.documents.values().cloned().collect();
        Self { opened, index, records }
    }
}

/// How far one load of files has come.
#[derive(Debug, Default)]
pub(super) struct Load {
    added: usize,
    known: usize,
    problems: usize,
}

impl Workbench {
    pub(super) fn open_inputs(&mut self, paths: Vec<PathBuf>) -> Result<Effect, CommandError> {
        if let [only] = paths.as_slice()
            && is_project(only)
        {
            return self.open_project(only);
        }
        if let Some(project) = paths.iter().find(|path| is_project(path)) {
            return Err(CommandError::new(format!(
                "“{}” is a project: open it by itself, not together with documents.",
                file_name(project)
            )));
        }
        for path in paths.iter().rev() {
            let path = std::path::absolute(path).unwrap_or_else(|_| path.clone());
            self.change_settings(|settings| settings.remember(&path));
        }
        let job = self.spawn("Reading", true, move |context| {
            load(&paths, &context.cancel, &|event| context.report(Report::Load(event)));
        })?;
        self.loads.insert(job, Load::default());
        Ok(Effect::Job(job))
    }

    /// Begins a job, or says that the system would not have it.
    pub(super) fn spawn(
        &mut self,
        title: &str,
        cancellable: bool,
        work: impl FnOnce(&super::jobs::JobContext<Report>) + Send + 'static,
    ) -> Result<JobId, CommandError> {
        self.jobs.spawn(title, cancellable, work).map_err(|error| {
            CommandError::new(format!(
                "The system could not start a background thread ({error}); close something and try again."
            ))
        })
    }

    /// Takes in one report of a job; `None` says that the job is over.
    pub(super) fn take_report(&mut self, job: JobId, report: Option<Report>) {
        match report {
            None => self.job_over(job),
            Some(Report::Load(event)) => self.take_load_event(job, event),
            Some(Report::Opened(path, result)) => self.take_opened(path, result),
            Some(Report::Texts(count)) => self.progress(job, |job| job.total = Some(count)),
            Some(Report::Text(id, result)) => {
                self.progress(job, |job| job.done += 1);
                match result {
                    Ok(document) if self.project.documents.contains_key(&id) => {
                        self.put_document(id, *document);
                    }
                    Ok(_) => {}
                    Err(problem) => self.problems.push(problem),
                }
            }
            Some(Report::Saved { path, revision, result }) => self.take_saved(path, revision, result),
            Some(Report::Exported { path, result }) => self.take_exported(&path, result),
        }
    }

    fn progress(&mut self, job: JobId, change: impl FnOnce(&mut super::jobs::Job)) {
        if let Some(job) = self.jobs.job_mut(job) {
            change(job);
        }
    }

    fn take_load_event(&mut self, job: JobId, event: LoadEvent) {
        // A load that belongs to a project since replaced has nothing to say any more.
        if !self.loads.contains_key(&job) {
            return;
        }
        match event {
            LoadEvent::Found(total) => self.progress(job, |job| job.total = Some(total)),
            LoadEvent::Loaded(_, document) => {
                let changes = self.adopt(vec![*document]);
                let added = !changes.is_empty();
                if let Some(load) = self.loads.get_mut(&job) {
                    load.added += usize::from(added);
                    load.known += usize::from(!added);
                }
                if added {
                    self.perform_joined(&changes);
                }
                self.progress(job, |job| job.done += 1);
            }
            LoadEvent::Problem(_, problem) => {
                if let Some(load) = self.loads.get_mut(&job) {
                    load.problems += 1;
                }
                self.problems.push(problem);
                self.progress(job, |job| job.done += 1);
            }
        }
    }

    fn job_over(&mut self, job: JobId) {
        if self.saving == Some(job) {
            self.saving = None;
        }
        let Some(load) = self.loads.remove(&job) else { return };
        let mut parts = Vec::new();
        match load.added {
            0 => {}
            1 => parts.push("1 document added".to_owned()),
            many => parts.push(format!("{many} documents added")),
        }
        match load.known {
            0 => {}
            1 => parts.push("1 was here already".to_owned()),
            many => parts.push(format!("{many} were here already")),
        }
        match load.problems {
            0 => {}
            1 => parts.push("1 file could not be read, see Problems".to_owned()),
            many => parts.push(format!("{many} files could not be read, see Problems")),
        }
        let text =
            if parts.is_empty() { "There was nothing to read.".to_owned() } else { parts.join("; ") + "." };
        self.notices.push(if load.problems > 0 { Notice::warning(text) } else { Notice::info(text) });
    }

    fn take_opened(&mut self, path: PathBuf, result: Result<Box<Arrival>, StoreError>) {
        let Arrival { opened, index, records } = match result {
            Ok(arrival) => *arrival,
            Err(error) => return self.notices.push(Notice::error(error.to_string())),
        };
        for sentence in &opened.notices {
            self.notices.push(Notice::warning(sentence.clone()));
        }
        if let Some(reason) = &opened.read_only {
            self.notices.push(Notice::warning(reason.clone()));
        }
        self.change_settings(|settings| settings.remember(&path));
        let file = ProjectFile {
            path: path.clone(),
            hash: opened.file_hash,
            read_only: opened.read_only,
            saved: None,
        };
        self.replace_project(opened.project, index, Some(file));
        let begun =
            self.spawn("Opening", true, move |context| super::files::read_texts(&path, &records, context));
        if let Err(error) = begun {
            self.notices.push(Notice::error(error.to_string()));
        }
    }

    fn take_saved(&mut self, path: PathBuf, revision: u64, result: Result<Saved, StoreError>) {
        match result {
            Ok(saved) => {
                self.saved_revision = revision;
                self.change_settings(|settings| settings.remember(&path));
                self.file = Some(ProjectFile {
                    path,
                    hash: saved.file_hash,
                    read_only: None,
                    saved: Some(Timestamp::now()),
                });
            }
            Err(error) => self.notices.push(Notice::error(error.to_string())),
        }
    }
}

impl Workbench {
    fn take_exported(&mut self, path: &std::path::Path, result: Result<Vec<String>, String>) {
        match result {
            Ok(notes) => {
                self.notices.push(Notice::info(format!("Exported to {}.", path.display())));
                self.notices.extend(notes.into_iter().map(Notice::warning));
            }
            Err(sentence) => self.notices.push(Notice::error(sentence)),
        }
    }
}

/// True for the name of a project file.
fn is_project(path: &std::path::Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("ron"))
}
