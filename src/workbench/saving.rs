//! Saving and exporting: what is handed to the job that writes, and what is made of its report.
//!
//! What a project file or an export looks like is said elsewhere; so is where the bytes go and how.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::files::target_path;
use super::jobs::{JobContext, JobId};
use super::loading::Report;
use super::passages::sentence;
use super::spared::why_spared;
use super::{
    CommandError, CorpusEntities, Effect, Level, LoadedDocuments, Notice, ProjectFile, Workbench, file_name,
};
use crate::corpus::Document;
use crate::disk::{Disk, DiskError};
use crate::exchange::{self, ExportError, ExportRequest, Exported, Material};
use crate::project::journal::SavedRow;
use crate::project::store::lock::{self, Holder, Lock};
use crate::project::store::{self, Expected, Saved, StoreError};
use crate::project::text_trail::digest_of_texts;
use crate::project::{Change, DocumentId, Entry, Position, Project, ProjectId, Timestamp, journal};
use crate::text::numbers::counted;
use crate::text::{Text, TextHash};

/// A file that a job is writing and has not reported on yet.
pub(super) enum Writing {
    /// The project.
    Project(PathBuf),
    /// An export.
    Export(PathBuf),
    /// What is left to write of the journal at the place where the project was before.
    Journal,
}

/// What came of saving.
pub(super) struct SaveReport {
    path: PathBuf,
    /// Which project was saved, as [`Workbench::generation`] counts them.
    generation: u64,
    /// The state of it that was saved.
    revision: u64,
    /// The last entry of the history that state shows.
    held: Option<Position>,
    /// What the texts of its documents hash to.
    text_digest: String,
    /// The lock on the file, when it is a new one.
    lock: Option<Lock>,
    /// That state, where it is wanted.
    base: Option<Arc<Project>>,
    result: Result<Saved, StoreError>,
    /// What the history rests on and could not be kept at the new place, one sentence each.
    not_brought: Vec<String>,
    /// Why the journal could not be written before, if it could not.
    not_journalled: Option<String>,
}

/// What came of exporting.
pub(super) enum ExportReport {
    /// The file is written; there is this to say about it.
    Written(PathBuf, Vec<String>),
    /// It was stopped before anything was written.
    Stopped,
    /// It failed, for this reason.
    Failed(String),
}

/// The texts of a project, for a job: those that are loaded, else those kept beside a project file.
struct Texts {
    project: Arc<Project>,
    loaded: LoadedDocuments,
    entities: Arc<CorpusEntities>,
    kept_beside: Option<PathBuf>,
    disk: Disk,
}

impl Texts {
    fn get(&self, id: DocumentId) -> Option<Text> {
        if let Some(document) = self.loaded.get(&id) {
            return Some(document.text.clone());
        }
        store::frozen_text(&self.disk, self.kept_beside.as_ref()?, self.project.documents.get(&id)?.hash)
    }

    /// Makes an export.
    fn export(&self, request: &ExportRequest) -> Result<Exported, ExportError> {
        let folder = self.kept_beside.as_deref().and_then(Path::parent);
        let names = |id, text: &Text, span| self.entities.names_in(id, text, span);
        let material = Material { project: &self.project, texts: &|id| self.get(id), names: &names, folder };
        exchange::export(material, request)
    }
}

/// What undo needs of the past, for a job that saves a project at another place.
struct Past {
    project: ProjectId,
    entries: Vec<Arc<Entry>>,
    /// The texts documents had before that are in memory, whether they are kept anywhere or not.
    known: BTreeMap<TextHash, Arc<Document>>,
}

impl Past {
    /// Keeps what was archived of the history, and the texts documents had before, beside the project file at `target`.
    /// Gives what that file must do without, one sentence each.
    fn bring(&self, texts: &Texts, target: &Path) -> Vec<String> {
        let name = file_name(target);
        let mut named = BTreeSet::new();
        let brought = texts.kept_beside.as_ref().map_or(Ok(()), |from| {
            journal::bring_archive(&texts.disk, from, target, self.project, |entry| {
                named.extend(texts_named_in(entry.changes()));
            })
        });
        let no_archive = brought.err().map(|error| {
            format!(
                "Saved, but the earlier entries of the history could not be kept beside “{name}”, so that undo and the \
                 history will not reach back to them there: {error}."
            )
        });
        named.extend(self.entries.iter().flat_map(|entry| texts_named_in(entry.changes())));
        let no_texts = self.bring_texts(named, texts, target).err().map(|error| {
            format!(
                "Saved, but texts that documents had before could not be kept beside “{name}”, so that undo will miss \
                 them there: {error}."
            )
        });
        no_archive.into_iter().chain(no_texts).collect()
    }

    /// Keeps these texts beside the project file at `target`, as far as they are to be had.
    fn bring_texts(&self, named: BTreeSet<TextHash>, texts: &Texts, target: &Path) -> Result<(), DiskError> {
        let known: Vec<(TextHash, Text)> =
            named.iter().filter_map(|hash| Some((*hash, self.known.get(hash)?.text.clone()))).collect();
        if !known.is_empty() {
            store::keep_texts(&texts.disk, target, &known)?;
        }
        match &texts.kept_beside {
            Some(from) => store::bring_texts(&texts.disk, from, target, named),
            None => Ok(()),
        }
    }
}

/// The texts documents had before or after these changes.
pub(super) fn texts_named_in(changes: &[Change]) -> impl Iterator<Item = TextHash> {
    let of_change = |change: &Change| match change {
        Change::Document(swap) => [&swap.before, &swap.after].map(|record| record.as_ref().map(|it| it.hash)),
        Change::Text(text) => [Some(text.before), Some(text.after)],
        _ => [None; 2],
    };
    changes.iter().flat_map(of_change).flatten()
}

impl Workbench {
    fn past(&self) -> Past {
        Past {
            project: self.project.info.id,
            entries: self.history.entries().to_vec(),
            known: self.former_texts.clone(),
        }
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
        self.begin_saving(target_path(path, "ron"), Expected::Anything)
    }

    pub(super) fn begin_saving(&mut self, path: PathBuf, expected: Expected) -> Result<Effect, CommandError> {
        if self.is_saving() {
            return Err(CommandError::new(
                "The project is being saved already; wait a moment and save again.",
            ));
        }
        if self.file.as_ref().is_some_and(|file| file.path == path) {
            // What was found out about the journal when it was read goes into it before the file relies on that.
            self.journal();
        }
        let (generation, revision, held) = (self.generation, self.revision, self.history.position());
        let mut texts = self.texts();
        // What is kept beside the very file that is saved stays there and need not be read.
        texts.kept_beside.take_if(|kept| *kept == path);
        let (target, seen) = (path.clone(), self.seen_texts.clone());
        let (locked, keeps_base) = (self.has_locked(&path), self.keeps_base());
        let holder = self.holder();
        let flush_journal = self.journal_flusher();
        let elsewhere = self.kept_beside().is_none_or(|kept| kept != path);
        let past = elsewhere.then(|| self.past());
        let job = self.spawn("Saving", false, move |context| {
            // The file must not know of entries that a power cut could take out of the journal; where the journal cannot be
            // written, the work is still safer in the file than nowhere.
            let not_journalled = flush_journal();
            let asked = if locked { Ok(None) } else { lock_new(&texts.disk, &target, &holder) };
            // Before the file that tells what of it was saved is another.
            let replaced = elsewhere.then(|| unsaved_there(&texts.disk, &target)).flatten();
            let (lock, result) = match asked {
                Ok(lock) => {
                    let of = |id| texts.get(id);
                    let Texts { project, disk, .. } = &texts;
                    (lock, store::save_knowing(disk, project, held, &target, expected, &of, &seen))
                }
                Err(error) => (None, Err(error)),
            };
            let past = past.filter(|_| result.is_ok());
            let mut not_brought = past.map_or_else(Vec::new, |past| past.bring(&texts, &target));
            not_brought.extend(replaced.filter(|_| result.is_ok()));
            let base = (keeps_base && result.is_ok()).then(|| Arc::clone(&texts.project));
            context.report(Report::Saved(SaveReport {
                path: target,
                generation,
                revision,
                held,
                text_digest: digest_of_texts(&texts.project),
                lock,
                base,
                result,
                not_brought,
                not_journalled,
            }));
        })?;
        self.writing.insert(job, Writing::Project(path));
        Ok(Effect::Job(job))
    }

    pub(super) fn take_saved(&mut self, job: JobId, report: SaveReport) {
        self.writing.remove(&job);
        let SaveReport {
            path,
            generation,
            revision,
            held,
            text_digest,
            lock,
            base,
            result,
            not_brought,
            not_journalled,
        } = report;
        self.tell_kept(job, &path, result.is_ok());
        let saved = match result {
            Ok(saved) => saved,
            Err(error @ StoreError::ChangedOnDisk(_)) => {
                self.look_at_file();
                return self.notices.push(Notice::error(sentence(&error)));
            }
            Err(error) => {
                let text = format!("{}{}", sentence(&error), self.in_journal_still(&path));
                return self.notices.push(Notice::error(text));
            }
        };
        if generation != self.generation {
            return;
        }
        match saved.texts_missing.len() {
            0 => {}
            1 => self.notices.push(Notice::warning(
                "Saved, but the text of 1 document could not be kept beside the project, because it is not loaded: \
                 make its file available, open the project again and save.",
            )),
            many => self.notices.push(Notice::warning(format!(
                "Saved, but the texts of {many} documents could not be kept beside the project, because they are not \
                 loaded: make their files available, open the project again and save."
            ))),
        }
        match saved.texts_mended {
            0 => {}
            1 => self.notices.push(Notice::warning(
                "Saved; the kept text of 1 document was damaged and has been written anew.",
            )),
            many => self.notices.push(Notice::warning(format!(
                "Saved; the kept texts of {many} documents were damaged and have been written anew."
            ))),
        }
        self.notices.extend(saved.not_kept.into_iter().chain(not_brought).map(Notice::warning));
        self.saved_revision = revision;
        self.change_settings(|settings| settings.remember(&path));
        self.folded = held.map_or(0, |held| held.number);
        let (hash, saved) = (saved.file_hash, Some(Timestamp::now()));
        let same = self.file.as_ref().is_some_and(|file| file.path == path && file.read_only.is_none());
        if let Some(newer) = self.file.as_ref().filter(|file| file.by_newer) {
            self.notices.push(Notice::warning(format!(
                "Saved to “{}” without what only a newer Lectern understands; that is in “{}” still.",
                file_name(&path),
                file_name(&newer.path)
            )));
        }
        // At another place the journal begins anew with all that was done.
        self.notices.extend(not_journalled.filter(|_| same).map(|why| {
            Notice::error(format!(
                "“{}” was saved, but its journal cannot be written ({why}): what it does not hold is lost to undo and to \
                 the history once Lectern ends.",
                file_name(&path)
            ))
        }));
        self.file = Some(ProjectFile { path: path.clone(), hash, read_only: None, by_newer: false, saved });
        self.guard_saved(lock, base);
        let row = held.map(|held| SavedRow::now(held.number, hash, text_digest));
        match (same, row) {
            (true, Some(row)) => self.journal_saved(row),
            (true, None) => {}
            (false, row) => self.move_journal(&path, held, row),
        }
    }

    /// What to add to the sentence on a project that could not be saved: that the work is in its journal, where it is.
    fn in_journal_still(&self, path: &Path) -> &'static str {
        let is_here = self.file.as_ref().is_some_and(|file| file.path == path && file.read_only.is_none());
        if is_here && self.changes_in_journal() > 0 && !self.journal_is_failing() {
            " What was done since it was saved last is in its journal, and there when it is opened again."
        } else {
            ""
        }
    }

    pub(super) fn export(&mut self, request: ExportRequest, path: &Path) -> Result<Effect, CommandError> {
        let path = target_path(path, request.format.extension());
        let texts = self.texts();
        self.write_in_background(path, move |_| Some(texts.export(&request)))
    }

    /// Begins to make a file and to write it; `None` of `make` says that it was stopped.
    pub(super) fn write_in_background<E: Display + 'static>(
        &mut self,
        path: PathBuf,
        make: impl FnOnce(&AtomicBool) -> Option<Result<Exported, E>> + Send + 'static,
    ) -> Result<Effect, CommandError> {
        let (target, disk, project) = (path.clone(), self.disk.clone(), self.project.clone());
        let open = self.file.as_ref().map(|file| file.path.clone());
        let job = self.spawn("Exporting", true, move |context| {
            let report = match why_spared(&disk, &project, open.as_deref(), &target) {
                Some(sentence) => ExportReport::Failed(sentence),
                None => match make(&context.cancel) {
                    Some(exported) => written(&disk, exported, target, &context.cancel),
                    None => ExportReport::Stopped,
                },
            };
            context.report(Report::Exported(report));
        })?;
        self.writing.insert(job, Writing::Export(path));
        Ok(Effect::Job(job))
    }

    pub(super) fn take_exported(&mut self, job: JobId, report: ExportReport) {
        self.writing.remove(&job);
        match report {
            ExportReport::Written(path, notes) => {
                self.notices.push(Notice::info(format!("Exported to {}.", path.display())));
                self.notices.extend(notes.into_iter().map(Notice::warning));
            }
            ExportReport::Stopped => {
                self.notices.push(Notice::info("The export was stopped; nothing was written."));
            }
            ExportReport::Failed(reason) => self.notices.push(Notice::error(reason)),
        }
    }

    /// Tells of a job that ended without a word about the file it was to write: it failed in a way nobody foresaw.
    pub(super) fn note_writing_over(&mut self, job: JobId) {
        let (path, done) = match self.writing.remove(&job) {
            Some(Writing::Project(path)) => (path, "saved"),
            Some(Writing::Export(path)) => (path, "exported"),
            Some(Writing::Journal) | None => return,
        };
        self.notices.push(Notice::error(format!(
            "“{}” was not {done}, because of a fault in Lectern: try another name, and please report it.",
            file_name(&path)
        )));
    }

    /// Ends the program's work: stops every job but those that write what was asked for, waits for these, and keeps
    /// what is kept per machine. Afterwards no job can be begun.
    ///
    /// What is in the journal of a project that can be saved goes into its file, so that the file alone is whole.
    pub fn close(&mut self) {
        let writable = self.file.as_ref().is_some_and(|file| file.read_only.is_none());
        if writable && !self.is_folded() && !self.is_saving() && self.save().is_err() {
            tracing::warn!("the project was not saved at the end; its journal has what was done");
        }
        self.closing = true;
        self.opening = None;
        for job in self.jobs.running().iter().filter(|job| !self.writing.contains_key(&job.id)) {
            self.jobs.cancel(job.id);
        }
        while !self.writing.is_empty() {
            match self.jobs.wait_next() {
                Some((job, report @ (None | Some(Report::Saved(_) | Report::Exported(_))))) => {
                    self.take_report(job, report);
                }
                Some(_) => {}
                None => break,
            }
        }
        // Nobody will be shown these any more.
        for notice in self.notices.iter().filter(|notice| notice.level == Level::Error) {
            tracing::error!("{}", notice.text);
        }
        self.flush_journal();
        self.keeper.flush();
        self.leave_guard();
    }

    /// Does something in a job that the end of the program waits for; at once where no job can be begun any more. What it gives
    /// is taken in, unless the program ends.
    pub(super) fn finish_aside(
        &mut self,
        title: &str,
        work: impl FnOnce() -> Option<Report> + Send + 'static,
    ) {
        if self.closing {
            return drop(work());
        }
        let work = move |context: &JobContext<Report>| {
            if let Some(report) = work() {
                context.report(report);
            }
        };
        match self.spawn(title, false, work) {
            Ok(job) => {
                self.writing.insert(job, Writing::Journal);
            }
            Err(error) => tracing::warn!("{error}"),
        }
    }

    fn texts(&self) -> Texts {
        Texts {
            project: self.project.clone(),
            loaded: self.documents.clone(),
            entities: self.entities().clone(),
            kept_beside: self.kept_beside(),
            disk: self.disk.clone(),
        }
    }
}

/// What to tell of the project that was at `target`, where its journal has what was never saved: that is about to be set aside.
fn unsaved_there(disk: &Disk, target: &Path) -> Option<String> {
    let unsaved = journal::unsaved_beside(disk, target);
    let aside = disk.name_aside(&journal::path_of(&disk.follow_links(target))).ok().flatten();
    let aside = aside.filter(|_| unsaved > 0)?;
    Some(format!(
        "“{}” took the place of a project with {} never saved, which {} kept as “{}” in “{}”. To have them back, copy that folder \
         as “OTHER.lectern”, rename the file in it to “journal”, and open “OTHER.ron”, which Lectern then offers to bring back.",
        file_name(target),
        counted(unsaved, "change that was", "changes that were"),
        if unsaved == 1 { "is" } else { "are" },
        file_name(&aside),
        aside.parent().map(file_name).unwrap_or_default(),
    ))
}

/// Asks for the project at a place where nothing is held yet.
fn lock_new(disk: &Disk, path: &Path, holder: &Holder) -> Result<Option<Lock>, StoreError> {
    match lock::acquire(disk, path, holder) {
        Ok(asked) => {
            let lock = asked.into_lock();
            lock.map(Some).map_err(|who| StoreError::InUse { path: path.to_owned(), who })
        }
        // Saving will say what is wrong with the place.
        Err(_) => Ok(None),
    }
}

/// Writes an export that has been made, unless it was stopped.
fn written(
    disk: &Disk,
    exported: Result<Exported, impl Display>,
    path: PathBuf,
    cancel: &AtomicBool,
) -> ExportReport {
    let exported = match exported {
        Ok(exported) => exported,
        Err(error) => return ExportReport::Failed(sentence(&error)),
    };
    if cancel.load(Ordering::Relaxed) {
        return ExportReport::Stopped;
    }
    match disk.write_atomically(&path, &exported.bytes) {
        Ok(()) => ExportReport::Written(path, exported.notes),
        Err(error) => ExportReport::Failed(sentence(&error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::{Format, Subject};

    #[test]
    fn an_export_that_is_stopped_writes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("codebook.csv");
        let texts = Texts {
            project: Arc::new(Project::new()),
            loaded: LoadedDocuments::new(),
            entities: Arc::default(),
            kept_beside: None,
            disk: Disk::default(),
        };
        let request = ExportRequest::new(Subject::Codebook, Format::Csv);
        let write = |is_stopped| {
            written(&texts.disk, texts.export(&request), path.clone(), &AtomicBool::new(is_stopped))
        };
        let stopped = write(true);
        assert!(matches!(stopped, ExportReport::Stopped));
        assert!(!path.exists());
        assert!(matches!(write(false), ExportReport::Written(..)));
        assert!(path.exists());
    }
}
