//! A project that was opened: what comes of its file and its journal, made in the background, and how it takes the place of the one
//! that is here.
//!
//! What is here stays as long as something of it would be lost. How a project file is opened and locked is [`super::guarding`]'s
//! business, how its documents are read [`super::loading`]'s.

use std::path::PathBuf;
use std::sync::Arc;

use super::backups::Refusal;
use super::editing::let_go;
use super::guarding::{Guarded, HeldBy};
use super::jobs::JobId;
use super::journalling::{Continued, journal_beside_link};
use super::loading::Report;
use super::passages::sentence;
use super::{Effect, Notice, ProjectFile, ProjectIndex, Workbench, file_name};
use crate::disk::Disk;
use crate::project::journal::{FileState, LeftBehind};
use crate::project::store::lock::Lock;
use crate::project::store::{FileHash, Opened};
use crate::project::{DocumentRecord, Project};

/// A project as it comes from its file, with what is made of it before it takes the place of another: work that would
/// hold up a frame.
pub(super) struct Arrival {
    project: Project,
    /// `None` for one that has no name yet.
    file: Option<ProjectFile>,
    /// True when something had to be mended, so that the project is no longer what is in the file.
    mended: bool,
    /// What the reader should know, one sentence each.
    sentences: Vec<String>,
    journal: Continued,
    /// The journal that is still under the name the file had before.
    left_behind: Option<LeftBehind>,
    lock: Option<Arc<Lock>>,
    /// Who has it, so that here it can only be read.
    held_by: Option<HeldBy>,
    /// The project as it is in its file.
    base: Option<Arc<Project>>,
    index: ProjectIndex,
    /// The documents whose texts are to be read.
    records: Vec<DocumentRecord>,
}

impl Arrival {
    /// A project opened from the file at `path`, brought up to date by the journal beside it.
    pub fn of(disk: &Disk, path: PathBuf, guarded: Guarded) -> Self {
        let Guarded { opened, lock, base, notice, tells_reason, held_by } = guarded;
        let state = FileState::of(&opened);
        let Opened { mut project, notices: mut sentences, repairs, read_only, by_newer, file_hash, .. } =
            opened;
        let mended = !repairs.is_empty();
        let mut journal = Continued::read(disk, &path, &mut project, state);
        // That is offered where somebody can be asked, and told otherwise.
        let left_behind = journal.recovery.left_behind.take();
        sentences.extend(notice);
        sentences.extend(journal_beside_link(disk, &path));
        sentences.extend(journal.recovery.sentences(&file_name(&path), read_only.is_none()));
        sentences.extend(journal.refused.clone());
        sentences.extend(read_only.clone().filter(|_| tells_reason));
        // What would be done here would begin another journal, and nothing would read this one again.
        let read_only = read_only.or_else(|| journal.refused.clone());
        let lock = lock.filter(|_| read_only.is_none());
        let file = ProjectFile { path, hash: file_hash, read_only, by_newer, saved: None };
        Self {
            left_behind,
            lock,
            held_by,
            base,
            ..Self::with(project, Some(file), mended, sentences, journal)
        }
    }

    /// A project without a name, brought up to date by its journal.
    pub fn unnamed(project: Project, journal: Continued) -> Self {
        // That everything came from the journal is what was asked for.
        let sentences = journal.recovery.troubles("the project without a name", true);
        Self::with(project, None, false, sentences, journal)
    }

    fn with(
        project: Project,
        file: Option<ProjectFile>,
        mended: bool,
        sentences: Vec<String>,
        journal: Continued,
    ) -> Self {
        let index = ProjectIndex::of(&project);
        let records = project.documents.values().cloned().collect();
        Self {
            project,
            file,
            mended,
            sentences,
            journal,
            left_behind: None,
            lock: None,
            held_by: None,
            base: None,
            index,
            records,
        }
    }
}

/// A project that is being read to take the place of the one here.
pub(super) struct Opening {
    pub job: JobId,
    pub path: PathBuf,
    /// The state of the project here when that was asked for: whoever asked knew what would be left.
    pub revision: u64,
    /// The file of the project here as it was then.
    pub hash: Option<FileHash>,
    /// The last state of the project here of which it is known whether the disk has taken it.
    pub flushed: u64,
}

impl Workbench {
    pub(super) fn take_opened(&mut self, job: JobId, result: Result<Box<Arrival>, Box<Refusal>>) {
        let asked = self.opening.take_if(|opening| opening.job == job);
        let arrival = match result {
            Ok(arrival) => arrival,
            Err(refusal) => {
                self.claimed = None;
                return self.take_refusal(*refusal);
            }
        };
        // Nobody waits for it any more when another project was begun or asked for since.
        let Some(opening) = asked else { return let_go(arrival) };
        if opening.flushed != self.revision {
            return self.take_once_flushed(opening, arrival);
        }
        if let Some(reason) = self.must_stay(&opening) {
            self.claimed = None;
            self.notices.push(Notice::error(reason));
            return let_go(arrival);
        }
        let path = opening.path;
        let Arrival {
            project,
            file,
            mended,
            sentences,
            mut journal,
            left_behind,
            lock,
            held_by,
            base,
            index,
            records,
        } = *arrival;
        self.notices.extend(sentences.into_iter().map(Notice::warning));
        if file.is_some() {
            self.change_settings(|settings| settings.remember(&path));
        }
        let lacking = journal.recovery.brought_in.len() as u64;
        let changed = mended || lacking > 0;
        let to_save = changed && file.as_ref().is_none_or(|file| file.read_only.is_none());
        let (found, given) = journal.found();
        let claimed = self.claimed_lock(&path);
        let is_broken = journal.recovery.is_broken;
        let mut journalling = Continued::journalling(found, given, Some(path));
        (journalling.lock, journalling.is_broken) = (claimed, is_broken);
        self.replace_project(project, index, file, journal.recovery.history, journalling);
        self.guard_opened(lock, held_by, base);
        if let Some(left_behind) = left_behind {
            self.take_left_behind(left_behind);
        }
        self.folded = self.folded.saturating_sub(lacking);
        if to_save {
            // What is here is not what is in the file.
            self.revision += 1;
        }
        match self.begin_reading("Opening", records) {
            Ok(Effect::Job(job)) => self.check_after = Some(job),
            Ok(_) => {}
            Err(error) => self.notices.push(Notice::error(error.to_string())),
        }
    }

    /// Takes what was read once it is known whether the disk has what was done here meanwhile.
    fn take_once_flushed(&mut self, opening: Opening, arrival: Box<Arrival>) {
        let flush_journal = self.journal_flusher();
        let job = self.spawn("Opening project", false, move |context| {
            flush_journal();
            context.report(Report::Opened(Ok(arrival)));
        });
        match job {
            Ok(job) => self.opening = Some(Opening { job, flushed: self.revision, ..opening }),
            Err(error) => self.notices.push(Notice::error(error.to_string())),
        }
    }

    /// Why what was read must not take the place of the project here, in a sentence, if so: something would be lost.
    fn must_stay(&self, opening: &Opening) -> Option<String> {
        let name = file_name(&opening.path);
        let is_worked_on = opening.revision != self.revision;
        if let Some(file) = self.file.as_ref().filter(|file| file.path == opening.path) {
            // What was read would go on with the journal as it was then, and cut off what has been written to it since.
            let why = if is_worked_on || opening.hash != Some(file.hash) || self.is_saving() {
                "it has been worked on here meanwhile"
            } else if self.journal_is_failing() {
                "your changes are not reaching the disk"
            } else {
                return None;
            };
            return Some(format!(
                "“{name}” was not opened again, because {why}; it stays open with all that was done."
            ));
        }
        (is_worked_on && self.has_unsaved_work()).then(|| {
            format!(
                "“{name}” was not opened, because the project here has changed meanwhile: save it and open again."
            )
        })
    }

    /// Says why a project was not opened, and what can be opened in its place.
    fn take_refusal(&mut self, refusal: Refusal) {
        let mut told = sentence(&refusal.error);
        if let Some(damaged) = &refusal.damaged {
            told = format!("{told} {}", damaged.told());
        }
        self.guard.damaged = refusal.damaged;
        self.notices.push(Notice::error(told));
    }
}
