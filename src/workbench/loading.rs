//! Background work and what it reports: documents being read, projects opened.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::arrival::Arrival;
use super::astray::Sought;
use super::backups::{ListedBackup, Refusal};
use super::comparison::{AllCompared, CorpusComparison, OpenedPairs, View};
use super::document_commands::Adopted;
use super::entities::{Carried, CorpusEntities, Figure, Recognised};
use super::files::{SpoiltTexts, absolute};
use super::jobs::JobId;
use super::left_journals::LeftJournal;
use super::merging::{Comparison, Purpose};
use super::saving::{ExportReport, SaveReport};
use super::search::SearchReport;
use super::sources::{Checked, Search};
use super::tagging_many::Anchored;
use super::taking_over::{Reread, TakenOver};
use super::unfinished::Found;
use super::words::WordsReport;
use super::{CommandError, Effect, Notice, Workbench, file_name};
use crate::corpus::encodings::Chosen;
use crate::corpus::{Document, LoadEvent, Problem, Source, load_as};
use crate::disk::DiskError;
use crate::project::store::StoreError;
use crate::project::{DocumentId, Entry};
use crate::text::TextHash;
use crate::text::numbers::counted;

/// How many files opened at once are each put on the list of recent ones.
const MOST_FILES_REMEMBERED: usize = 3;
/// How many inputs are looked at for that list.
const MOST_LOOKED_AT: usize = 64;

/// What a background job hands back.
pub(super) enum Report {
    /// Reading files goes on.
    Load(LoadEvent),
    /// A project file has been read, or not.
    Opened(Result<Box<Arrival>, Box<Refusal>>),
    /// This many texts of the project are to be read.
    Texts(usize),
    /// The text of a document of the project has been read, or not.
    Text(DocumentId, Result<Box<Document>, Problem>),
    /// Kept texts were found spoilt, or none.
    Spoilt(SpoiltTexts),
    /// The project has been saved, or not.
    Saved(SaveReport),
    /// The disk has refused what was on its way to the journal of a project that was left.
    JournalRefused(Box<LeftJournal>),
    /// The files of the documents have been looked at.
    Sources(Checked),
    /// Missing files have been looked for.
    SourcesFound(u64, Search),
    /// The words of annotations that do not stand where the project says have been looked for.
    Sought(u64, Vec<Sought>),
    /// Annotations have been carried over to a new text.
    TakenOver(Box<TakenOver>),
    /// The file of a document has been read in another encoding, or not.
    Reread(Box<Reread>),
    /// An export has been written, or not.
    Exported(ExportReport),
    /// Another version of the project of this generation was compared with this state of it.
    Compared {
        generation: u64,
        revision: u64,
        purpose: Purpose,
        compared: Result<Box<Comparison>, StoreError>,
    },
    /// The backups of the project of this generation have been looked at.
    Backups(u64, Result<Vec<ListedBackup>, DiskError>),
    /// Work without a name was looked for.
    Unfinished(Found),
    /// Entries that were moved out of the journal.
    Earlier(Vec<Arc<Entry>>),
    /// Names in a document have been recognised.
    Recognised(DocumentId, Box<Recognised>),
    /// A file of names or decisions has been read, or not.
    Carried(Result<Carried, String>),
    /// A figure made of names.
    Figure(Figure),
    /// Passages that are to be tagged, with their anchors.
    Anchored(Vec<Anchored>),
    /// Something about search.
    Searched(SearchReport),
    /// Something about words.
    Words(WordsReport),
    /// The names of the project of this generation have been linked, in so long.
    Linked(u64, Box<CorpusEntities>, Duration),
    /// So many steps of comparing the documents are done, of so many.
    Comparing(usize, usize),
    /// The documents of the project of this generation have been compared, in so long.
    DocumentsCompared(u64, Box<AllCompared>, Duration),
    /// What documents share that stand side by side, in the comparison of this revision.
    PairsOpened(u64, OpenedPairs),
    /// A view of what documents share.
    View(View),
    /// The decisions of the project of this generation have been applied to the topics of a comparison.
    TopicsSettled(u64, Arc<CorpusComparison>, Box<CorpusComparison>),
}

/// How far one load of files has come.
#[derive(Debug, Default)]
pub(super) struct Load {
    added: usize,
    known: usize,
    changed: usize,
    problems: usize,
}

impl Workbench {
    pub(super) fn open_inputs(&mut self, paths: &[PathBuf]) -> Result<Effect, CommandError> {
        if let [only] = paths
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
        let paths: Vec<PathBuf> = paths.iter().map(|path| absolute(path)).collect();
        self.change_settings(|settings| {
            for path in worth_remembering(&paths).iter().rev() {
                settings.remember(path);
            }
        });
        self.note_inputs_for_search(&paths);
        let chosen = self.chosen_encodings();
        let job = self.spawn("Reading", true, move |context| {
            let chosen = |path: &Path| chosen.get(path).copied();
            load_as(&paths, &chosen, &context.cancel, &|event| context.report(Report::Load(event)));
        })?;
        self.loads.insert(job, Load::default());
        Ok(Effect::Job(job))
    }

    /// The files of this project for which somebody has chosen an encoding: whenever they are read, it is in that one.
    fn chosen_encodings(&self) -> BTreeMap<PathBuf, Chosen> {
        let records = self.project.documents.values();
        records
            .filter_map(|record| match &record.source {
                Source::File(path) => Some((path.clone(), record.chosen_encoding()?)),
                Source::Bundled(_) => None,
            })
            .collect()
    }

    /// Begins a job, or says that the system would not have it.
    pub(super) fn spawn(
        &mut self,
        title: &str,
        cancellable: bool,
        work: impl FnOnce(&super::jobs::JobContext<Report>) + Send + 'static,
    ) -> Result<JobId, CommandError> {
        if self.closing {
            return Err(CommandError::new("Lectern is closing: start it again to go on."));
        }
        self.jobs.spawn(title, cancellable, work).map_err(|error| {
            CommandError::new(format!(
                "The system could not start a background thread ({error}); close something and try again."
            ))
        })
    }

    /// Takes in one report of a job; `None` says that the job is over.
    pub(super) fn take_report(&mut self, job: JobId, report: Option<Report>) {
        match report {
            None => {
                self.job_over(job);
                self.search_job_over(job);
                self.words_job_over(job);
            }
            Some(Report::Load(event)) => self.take_load_event(job, event),
            Some(Report::Opened(result)) => self.take_opened(job, result),
            Some(Report::Texts(count)) => self.progress(job, |job| job.total = Some(count)),
            Some(Report::Text(id, result)) => self.take_text(job, id, result),
            Some(Report::Spoilt(texts)) => {
                self.notices.extend(texts.sentences().into_iter().map(Notice::warning));
            }
            Some(Report::Saved(report)) => self.take_saved(job, report),
            Some(Report::JournalRefused(left)) => self.take_refused_journal(*left),
            Some(Report::Sources(checked)) => self.take_sources(checked),
            Some(Report::SourcesFound(generation, search)) => self.take_found(generation, search),
            Some(Report::Sought(generation, found)) => self.take_sought(generation, found),
            Some(Report::TakenOver(taken)) => self.take_taken_over(*taken),
            Some(Report::Reread(reread)) => self.take_reread(*reread),
            Some(Report::Exported(report)) => self.take_exported(job, report),
            Some(Report::Compared { generation, revision, purpose, compared }) => {
                self.take_compared(generation, revision, purpose, compared);
            }
            Some(Report::Backups(generation, listed)) => self.take_backups(generation, listed),
            Some(Report::Unfinished(found)) => self.take_unfinished(found),
            Some(Report::Earlier(entries)) => self.take_earlier(job, entries),
            Some(Report::Figure(figure)) => self.take_figure(job, figure),
            Some(Report::Carried(carried)) => self.take_carried(carried),
            Some(Report::Recognised(id, recognised)) => self.take_recognised(job, id, *recognised),
            Some(Report::Anchored(passages)) => self.take_anchored(job, passages),
            Some(Report::Searched(report)) => self.take_search_report(job, report),
            Some(Report::Words(report)) => self.take_words_report(job, report),
            Some(Report::Linked(generation, entities, took)) => {
                self.take_linked(generation, *entities, took);
            }
            Some(Report::Comparing(done, total)) => {
                self.progress(job, |job| (job.done, job.total) = (done, Some(total)));
            }
            Some(Report::DocumentsCompared(generation, compared, took)) => {
                self.take_documents_compared(generation, *compared, took);
            }
            Some(Report::PairsOpened(revision, pairs)) => self.take_opened_pairs(revision, pairs),
            Some(Report::View(view)) => self.take_view(job, view),
            Some(Report::TopicsSettled(generation, of, settled)) => {
                self.take_topics_settled(generation, &of, *settled);
            }
        }
        self.seek_strays();
    }

    fn progress(&mut self, job: JobId, change: impl FnOnce(&mut super::jobs::Job)) {
        if let Some(job) = self.jobs.job_mut(job) {
            change(job);
        }
    }

    fn take_text(&mut self, job: JobId, id: DocumentId, result: Result<Box<Document>, Problem>) {
        self.progress(job, |job| job.done += 1);
        // A text that nobody waits for belongs to a project since replaced.
        if self.awaited.get(&id) != Some(&job) {
            return;
        }
        self.awaited.remove(&id);
        match result {
            Ok(document) if self.has_text(id, document.text.hash()) => self.put_document(id, *document),
            Ok(_) => {}
            Err(problem) => {
                self.note_unread(id);
                // Reading may be tried again and again; a problem is told of once.
                if !self.problems.contains(&problem) {
                    self.problems.push(problem);
                }
            }
        }
    }

    /// True when this is the text the project has of a document now, whatever it had when somebody began to read it.
    fn has_text(&self, id: DocumentId, hash: TextHash) -> bool {
        self.project.documents.get(&id).is_some_and(|record| record.hash == hash)
    }

    fn take_load_event(&mut self, job: JobId, event: LoadEvent) {
        // A load that belongs to a project since replaced has nothing to say any more.
        if !self.loads.contains_key(&job) {
            return;
        }
        match event {
            LoadEvent::Found(total) => self.progress(job, |job| job.total = Some(total)),
            LoadEvent::Loaded(_, document) => {
                let adopted = self.adopt(*document);
                let mut is_first = false;
                if let Some(load) = self.loads.get_mut(&job) {
                    is_first = load.added == 0;
                    match &adopted {
                        Adopted::Joins(_) => load.added += 1,
                        Adopted::Known => load.known += 1,
                        Adopted::Changed => load.changed += 1,
                    }
                }
                if let Adopted::Joins(change) = adopted {
                    self.perform_loaded(&[change], is_first);
                }
                self.progress(job, |job| job.done += 1);
            }
            LoadEvent::Problem(_, problem) => {
                if let Some(load) = self.loads.get_mut(&job) {
                    load.problems += 1;
                }
                // The same folder may be opened again; a problem is told of once.
                if !self.problems.contains(&problem) {
                    self.problems.push(problem);
                }
                self.progress(job, |job| job.done += 1);
            }
        }
    }

    /// True while texts are being read.
    pub fn is_loading(&self) -> bool {
        !self.loads.is_empty() || !self.awaited.is_empty()
    }

    /// Ends loads whose documents have been taken out again: nobody wants the rest of them.
    pub(super) fn give_up_loads(&mut self) {
        let given_up = self.loads.extract_if(.., |_, load| load.added > 0).map(|(job, _)| job);
        for job in given_up.collect::<Vec<_>>() {
            self.jobs.cancel(job);
        }
    }

    fn job_over(&mut self, job: JobId) {
        self.note_writing_over(job);
        self.tagging_job_over(job);
        self.names_job_over(job);
        self.seeking_job_over(job);
        self.awaited.retain(|_, reader| *reader != job);
        let load = self.loads.remove(&job);
        self.comparing_job_over(job);
        self.check_sources_after(job);
        if let Some(opening) = self.opening.take_if(|opening| opening.job == job) {
            self.notices.push(Notice::error(format!(
                "“{}” was not opened, because of a fault in Lectern: please report it.",
                file_name(&opening.path)
            )));
        }
        let Some(load) = load else { return };
        let mut parts = Vec::new();
        match load.added {
            0 => {}
            added => parts.push(format!("{} added", counted(added, "document", "documents"))),
        }
        match load.known {
            0 => {}
            known => parts.push(format!("{} here already", counted(known, "was", "were"))),
        }
        match load.changed {
            0 => {}
            changed => {
                let have =
                    counted(changed, "file has changed since it was", "files have changed since they were");
                parts.push(format!("{have} read, see Needs a look"));
            }
        }
        match load.problems {
            0 => {}
            files => {
                parts.push(format!("{} could not be read, see Problems", counted(files, "file", "files")));
            }
        }
        let text =
            if parts.is_empty() { "There was nothing to read.".to_owned() } else { parts.join("; ") + "." };
        self.notices.push(if load.problems + load.changed > 0 {
            Notice::warning(text)
        } else {
            Notice::info(text)
        });
    }
}

/// What of the inputs goes on the list of recent ones: folders, and files when there are but a few.
fn worth_remembering(paths: &[PathBuf]) -> Vec<&Path> {
    // The list is short, and asking the disk about thousands of paths would take longer than a frame.
    let (folders, files): (Vec<&Path>, Vec<&Path>) =
        paths.iter().take(MOST_LOOKED_AT).map(PathBuf::as_path).partition(|path| path.is_dir());
    if files.len() <= MOST_FILES_REMEMBERED { folders.into_iter().chain(files).collect() } else { folders }
}

/// True for the name of a project file.
fn is_project(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("ron"))
}
