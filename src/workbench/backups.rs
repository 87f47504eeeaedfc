//! Earlier versions of the project: listed, put in the place of a damaged or missing file, or brought back as an edit. Where
//! there is none, a file is made anew from the journal.
//!
//! Where they are and which of them are kept is said by [`crate::project::store::backups`].

use std::path::{Path, PathBuf};

use super::arrival::Arrival;
use super::guarding::Opener;
use super::loading::Report;
use super::merging::{Comparison, Purpose};
use super::passages::sentence;
use super::{CommandError, Effect, Notice, Workbench, file_name};
use crate::disk::{Disk, DiskError};
use crate::project::Timestamp;
use crate::project::difference::changes_between;
use crate::project::journal::{self, Beginning};
use crate::project::store::backups::{self, Backup, BackupKind, Counts};
use crate::project::store::{FileHash, StoreError, hash_of_file};
use crate::text::numbers::counted;

/// An earlier version, as it is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedBackup {
    /// Which.
    pub backup: Backup,
    /// What is in it; `None` when it is not as a Lectern saved it.
    pub counts: Option<Counts>,
}

/// A project that could not be opened because its file is damaged or missing, and what can take its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DamagedProject {
    /// The project file.
    pub path: PathBuf,
    remedy: Remedy,
    /// When the damaged file was written, where that is known.
    written: Option<Timestamp>,
    /// The file as it was looked at; `None` when it is missing.
    hash: Option<FileHash>,
    /// True once it was said who may have it open on another machine: whoever chooses it again knows better.
    all_the_same: bool,
}

/// What can take the place of a damaged file.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Remedy {
    /// The newest backup that is good, with what is in it.
    Backup(Backup, Counts),
    /// No backup is left, but the journal reaches back to the beginning: so many changes came after.
    Journal(u64),
}

impl Remedy {
    /// The best there is for the project file at `path`. A backup of a project that had its name before is the last.
    fn of(disk: &Disk, path: &Path) -> Option<Self> {
        let backup = |(backup, counts)| Self::Backup(backup, counts);
        backups::newest_sound(disk, path, journal::may_be_of(disk, path))
            .map(backup)
            .or_else(|| Some(Self::Journal(journal::beginning(disk, path)?.changes())))
            .or_else(|| backups::newest_sound(disk, path, |_| true).map(backup))
    }
}

/// Why a project was not opened, and what can be opened in its place.
pub(super) struct Refusal {
    pub error: StoreError,
    pub damaged: Option<DamagedProject>,
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        Self { error, damaged: None }
    }
}

impl Refusal {
    /// With what can take the place of a damaged project at `path`.
    pub fn of(disk: &Disk, path: &Path, error: StoreError) -> Self {
        let damaged = if error.is_damage() { DamagedProject::at(disk, path) } else { None };
        Self { error, damaged }
    }
}

impl DamagedProject {
    fn at(disk: &Disk, path: &Path) -> Option<Self> {
        let remedy = Remedy::of(disk, path)?;
        let about = disk.about(path).ok()?;
        let hash = about.map(|_| hash_of_file(disk, path)).transpose().ok()?;
        let modified = about.and_then(|about| about.modified);
        let written = modified.and_then(|time| jiff::Timestamp::try_from(time).ok());
        let written = written.map(|time| Timestamp::from_second(time.as_second()));
        Some(Self { path: path.to_owned(), remedy, written, hash, all_the_same: false })
    }

    /// What is wrong with it, and what can be done, in two sentences.
    pub fn sentence(&self) -> String {
        let name = file_name(&self.path);
        let (is, after) = match self.hash {
            Some(_) => ("damaged and was not opened", "; the damaged file is kept beside it"),
            None => ("not there any more", ""),
        };
        let remedy = match &self.remedy {
            Remedy::Backup(..) => "A backup can take its place",
            Remedy::Journal(_) => "It can be made anew from its journal",
        };
        format!("“{name}” is {is}. {remedy}{after}.")
    }

    /// What is offered, to be chosen: `Open the backup of 12:04 (3 minutes older, 214 annotations)`.
    pub fn offer(&self) -> String {
        match &self.remedy {
            Remedy::Backup(..) => format!("Open {}", self.in_words()),
            Remedy::Journal(_) => format!("Make it anew from {}", self.in_words()),
        }
    }

    /// What there is to take its place, at the end of the sentence that says what is wrong.
    pub(super) fn told(&self) -> String {
        match &self.remedy {
            Remedy::Backup(..) => format!("The newest good one is {}.", self.in_words()),
            Remedy::Journal(_) => format!("It can be made anew from {}.", self.in_words()),
        }
    }

    /// `the backup of 12:04 (3 minutes older, 214 annotations)`, `its journal (14 changes)`.
    fn in_words(&self) -> String {
        let (backup, counts) = match &self.remedy {
            Remedy::Backup(backup, counts) => (backup, counts),
            Remedy::Journal(changes) => {
                return format!("its journal ({})", counted(*changes as usize, "change", "changes"));
            }
        };
        let mut about = Vec::new();
        if let Some(written) = self.written {
            let seconds = written.as_jiff().as_second() - backup.at.as_jiff().as_second();
            if seconds >= 60 {
                about.push(format!("{} older", duration_in_words(seconds)));
            }
        }
        about.push(counted(counts.annotations, "annotation", "annotations"));
        about.extend(special(backup.kind));
        format!("the backup of {} ({})", time_in_words(backup.at), about.join(", "))
    }

    /// Opens what there is in the place of the file, if nobody else has that.
    fn replaced(&self, disk: &Disk, mut opener: Opener) -> Result<Arrival, Box<Refusal>> {
        let left_behind = opener.reserve(&self.path).map_err(|not_locked| {
            let (path, because) = (self.path.clone(), not_locked.because());
            let all_the_same = not_locked.may_be_held_elsewhere();
            let error = if all_the_same {
                StoreError::MayBeInUse { path, because }
            } else {
                StoreError::NotReplaced { path, because }
            };
            Box::new(Refusal { error, damaged: Some(Self { all_the_same, ..self.clone() }) })
        })?;
        let told = self.put_in_place(disk).map_err(Refusal::from)?;
        let mut guarded = opener.open(&self.path)?;
        guarded.opened.notices.insert(0, told);
        guarded.notice = left_behind;
        Ok(Arrival::of(disk, self.path.clone(), guarded))
    }

    /// Puts what there is in the place of the file, which must be locked, and says so in a sentence.
    fn put_in_place(&self, disk: &Disk) -> Result<String, StoreError> {
        // Before anything is noted for a file that is another by now.
        backups::check_unchanged(disk, &self.path, self.hash)?;
        let (aside, did) = match &self.remedy {
            Remedy::Backup(backup, _) => {
                let opened = backups::open(disk, &self.path, &backup.path)?;
                // First, since nothing may come to save what is brought back.
                journal::note_earlier_state(disk, &self.path, opened.project.info.id, opened.held)?;
                (backups::put_in_place(disk, &self.path, self.hash, &backup.path)?, "Opened")
            }
            Remedy::Journal(_) => {
                let missing = || StoreError::ChangedOnDisk(journal::path_of(&self.path));
                let Beginning { project, held, .. } =
                    journal::beginning(disk, &self.path).ok_or_else(missing)?;
                journal::note_earlier_state(disk, &self.path, project.info.id, Some(held))?;
                let aside = backups::put_state_in_place(disk, &self.path, self.hash, &project, held)?;
                (aside, "The project was made anew from")
            }
        };
        let kept = aside.map(|aside| format!("; the damaged file is kept as “{}”", file_name(&aside)));
        Ok(format!("{did} {}{}.", self.in_words(), kept.unwrap_or_default()))
    }
}

/// `12:04`, or with the day when that is not today.
pub fn time_in_words(at: Timestamp) -> String {
    let zone = jiff::tz::TimeZone::system();
    let (at, now) = (at.as_jiff().to_zoned(zone.clone()), jiff::Timestamp::now().to_zoned(zone));
    let format = if at.date() == now.date() { "%H:%M" } else { "%Y-%m-%d %H:%M" };
    at.strftime(format).to_string()
}

/// `3 minutes`, in the largest unit that fits.
fn duration_in_words(seconds: i64) -> String {
    let units = [(86_400, "day"), (3600, "hour"), (60, "minute")];
    let (size, unit) = units.into_iter().find(|(size, _)| seconds >= *size).unwrap_or((60, "minute"));
    match seconds / size {
        0 | 1 => format!("1 {unit}"),
        many => format!("{many} {unit}s"),
    }
}

impl Workbench {
    /// The damaged project something is offered for.
    pub fn damaged_project(&self) -> Option<&DamagedProject> {
        self.guard.damaged.as_ref()
    }

    /// The backups of the project, latest first, once they have been asked for and looked at.
    pub fn listed_backups(&self) -> Option<&[ListedBackup]> {
        self.guard.listed.as_deref()
    }

    pub(super) fn leave_damaged(&mut self) -> Effect {
        self.guard.damaged = None;
        Effect::Done
    }

    /// Opens what is offered for a damaged project in its place.
    pub(super) fn open_backup_instead(&mut self) -> Result<Effect, CommandError> {
        let Some(damaged) = self.guard.damaged.clone() else { return Ok(Effect::Done) };
        if self.has_locked(&damaged.path) {
            // What is here is whole, and is more than any backup has.
            return Err(CommandError::new(format!(
                "“{}” is open here as it was before its file was damaged, so no backup was opened: choose “Keep mine”, or \
                 save it under another name.",
                file_name(&damaged.path)
            )));
        }
        let (disk, mut opener) = (self.disk.clone(), self.opener(&damaged.path));
        opener.all_the_same |= damaged.all_the_same;
        self.begin_opening(damaged.path.clone(), move |context| {
            let arrival = damaged.replaced(&disk, opener);
            context.report(Report::Opened(arrival.map(Box::new)));
        })
    }

    /// Begins to list the backups of the project.
    pub(super) fn list_backups(&mut self) -> Result<Effect, CommandError> {
        let path = self.project_path()?;
        self.guard.listed = None;
        let (disk, generation) = (self.disk.clone(), self.generation);
        let job = self.spawn("Looking at backups", true, move |context| {
            let listed = backups::list(&disk, &path).map(|backups| {
                let counted = backups
                    .into_iter()
                    .map(|backup| ListedBackup { counts: backups::counts(&disk, &backup), backup });
                counted.collect()
            });
            context.report(Report::Backups(generation, listed));
        })?;
        Ok(Effect::Job(job))
    }

    pub(super) fn take_backups(&mut self, generation: u64, listed: Result<Vec<ListedBackup>, DiskError>) {
        if generation != self.generation {
            return;
        }
        let listed = listed.unwrap_or_else(|error| {
            self.notices.push(Notice::error(format!("The backups could not be looked at: {error}.")));
            Vec::new()
        });
        self.guard.listed = Some(listed);
    }

    /// Begins to bring back a backup of the project. What is here is kept as a backup first.
    pub(super) fn restore_backup(&mut self, backup: &Path) -> Result<Effect, CommandError> {
        let path = self.project_path()?;
        let listed = backups::list(&self.disk, &path).map_err(|error| CommandError::new(sentence(&error)))?;
        let listed = listed.into_iter().find(|listed| listed.path == backup);
        let backup = listed.ok_or_else(|| CommandError::new("That backup is no longer there."))?;
        let (disk, held) = (self.disk.clone(), self.history.position());
        let may_keep = self.file.as_ref().is_some_and(|file| file.read_only.is_none());
        self.begin_comparing("Restoring", Purpose::Restore(backup.at), move |mine| {
            let opened = backups::open(&disk, &path, &backup.path)?;
            if may_keep {
                backups::keep_state(&disk, mine, held, &path)?;
            }
            let changes = changes_between(mine, &opened.project);
            Ok(Comparison { changes, conflicts: Vec::new(), base: None })
        })
    }

    fn project_path(&self) -> Result<PathBuf, CommandError> {
        let file = self.file.as_ref();
        file.map(|file| file.path.clone()).ok_or_else(|| {
            CommandError::new("This project has no file yet, so there are no backups of it: save it first.")
        })
    }

    /// Says that a backup has been brought back.
    pub(super) fn tell_restored(&mut self, at: Timestamp) {
        self.notices.push(Notice::undoable(format!(
            "The project is as it was at {}; the state before is kept as a backup, and undo takes this back.",
            time_in_words(at)
        )));
    }
}

/// What is special about a backup, for a list; nothing is about most.
pub fn special(kind: BackupKind) -> Option<String> {
    match kind {
        BackupKind::Saved => None,
        BackupKind::Theirs => Some("written by another program".to_owned()),
        BackupKind::Mine => Some("replaced here".to_owned()),
        BackupKind::Original(schema) => Some(format!("original, schema {schema}")),
        BackupKind::Unsound => Some("changed outside Lectern".to_owned()),
    }
}
