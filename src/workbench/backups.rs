//! Earlier versions of the project: listed, put in the place of a damaged file, or brought back as an edit.
//!
//! Where they are and which of them are kept is said by [`crate::project::store::backups`].

use std::path::{Path, PathBuf};

use super::loading::{Arrival, Report};
use super::merging::{Comparison, Purpose};
use super::passages::sentence;
use super::{CommandError, Effect, Notice, Workbench, file_name};
use crate::disk::{Disk, DiskError};
use crate::project::Timestamp;
use crate::project::difference::changes_between;
use crate::project::store::backups::{self, Backup, BackupKind, Counts};
use crate::project::store::{FileHash, StoreError, hash_of_file, lock};

/// An earlier version, as it is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedBackup {
    /// Which.
    pub backup: Backup,
    /// What is in it; `None` when it is not as a Lectern saved it.
    pub counts: Option<Counts>,
}

/// A project that could not be opened because its file is damaged, and the newest backup of it that is good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DamagedProject {
    /// The project file.
    pub path: PathBuf,
    /// The backup.
    pub backup: Backup,
    /// What is in it.
    pub counts: Counts,
    /// When the damaged file was written, where that is known.
    written: Option<Timestamp>,
    /// The file as it was looked at.
    hash: FileHash,
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
    /// With the backup that can take the place of a damaged project at `path`.
    pub fn of(disk: &Disk, path: &Path, error: StoreError) -> Self {
        let damaged = if error.is_damage() { DamagedProject::at(disk, path) } else { None };
        Self { error, damaged }
    }
}

impl DamagedProject {
    fn at(disk: &Disk, path: &Path) -> Option<Self> {
        let (backup, counts) = backups::newest_sound(disk, path)?;
        let hash = hash_of_file(disk, path).ok()?;
        let modified = disk.about(path).ok().flatten().and_then(|about| about.modified);
        let written = modified.and_then(|time| jiff::Timestamp::try_from(time).ok());
        let written = written.map(|time| Timestamp::from_second(time.as_second()));
        Some(Self { path: path.to_owned(), backup, counts, written, hash })
    }

    /// `the backup of 12:04 (3 minutes older, 214 annotations)`.
    pub fn in_words(&self) -> String {
        let mut about = Vec::new();
        if let Some(written) = self.written {
            let seconds = written.as_jiff().as_second() - self.backup.at.as_jiff().as_second();
            if seconds >= 60 {
                about.push(format!("{} older", duration_in_words(seconds)));
            }
        }
        about.push(match self.counts.annotations {
            1 => "1 annotation".to_owned(),
            many => format!("{many} annotations"),
        });
        format!("the backup of {} ({})", time_in_words(self.backup.at), about.join(", "))
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
    /// The damaged project a backup is offered for.
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

    /// Opens the backup that is offered for a damaged project in its place.
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
        if lock::is_held(&self.disk, &damaged.path) {
            return Err(CommandError::new(format!(
                "Somebody else has “{}” open for writing, so no backup was put in its place: let them save it first.",
                file_name(&damaged.path)
            )));
        }
        let (disk, opener) = (self.disk.clone(), self.opener(&damaged.path));
        self.begin_opening(damaged.path.clone(), move |context| {
            let put = backups::put_in_place(&disk, &damaged.path, damaged.hash, &damaged.backup.path);
            let arrival = put.map_err(|error| Box::new(Refusal::from(error))).and_then(|aside| {
                let mut guarded = opener.open(&damaged.path)?;
                guarded.brings_all = true;
                let told = format!(
                    "Opened {}; the damaged file is kept as “{}”.",
                    damaged.in_words(),
                    file_name(&aside)
                );
                guarded.opened.notices.insert(0, told);
                Ok(Arrival::of(&disk, damaged.path.clone(), guarded))
            });
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
        let (disk, mine, revision) = (self.disk.clone(), self.project.clone(), self.revision);
        let (held, generation) = (self.history.position(), self.generation);
        let may_keep = self.file.as_ref().is_some_and(|file| file.read_only.is_none());
        let job = self.spawn("Restoring", false, move |context| {
            let compared = backups::open(&disk, &path, &backup.path).and_then(|opened| {
                if may_keep {
                    backups::keep_state(&disk, &mine, held, &path)?;
                }
                let changes = changes_between(&mine, &opened.project);
                Ok(Comparison { changes, conflicts: Vec::new(), base: None })
            });
            let purpose = Purpose::Restore(backup.at);
            // An edit would have to copy what is still shared.
            drop(mine);
            context.report(Report::Compared {
                generation,
                revision,
                purpose,
                compared: compared.map(Box::new),
            });
        })?;
        Ok(Effect::Job(job))
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
