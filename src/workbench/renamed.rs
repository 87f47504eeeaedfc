//! A project whose file was given another name outside Lectern: its journal, with what was never saved, is still under the
//! old name, and is taken over before anything is done here.

use super::arrival::Arrival;
use super::backups::Refusal;
use super::loading::Report;
use super::{CommandError, Effect, Notice, Workbench, file_name};
use crate::project::journal::LeftBehind;
use crate::project::store::{self, StoreError};

impl Workbench {
    /// The journal of the project that is still under the name its file had before; `None` once something has been done
    /// here, which has begun another, and while it is being opened anew.
    pub fn journal_left_behind(&self) -> Option<&LeftBehind> {
        let left_behind = self.journalling.left_behind.as_ref();
        left_behind.filter(|_| !self.has_journalled() && self.opening.is_none())
    }

    /// Notes that a project which has just been opened has left its journal behind; of one that can only be read, that is
    /// told at once.
    pub(super) fn take_left_behind(&mut self, left_behind: LeftBehind) {
        let Some(file) = &self.file else { return };
        if file.read_only.is_none() {
            self.journalling.left_behind = Some(left_behind);
        } else {
            self.notices.push(Notice::warning(left_behind.advice(&file_name(&file.path))));
        }
    }

    /// Moves the journal beside the file as it is called now, and opens the project anew with it.
    pub(super) fn take_journal_over(&mut self) -> Result<Effect, CommandError> {
        let (Some(left_behind), Some(file)) = (self.journalling.left_behind.clone(), &self.file) else {
            return Err(CommandError::new(
                "No history is left under another name: there is nothing to take over.",
            ));
        };
        if self.journal_left_behind().is_none() {
            return Err(CommandError::new(left_behind.too_late(&file_name(&file.path))));
        }
        let path = file.path.clone();
        let old = left_behind.file_beside(&self.disk, &path);
        let (disk, target, opener) = (self.disk.clone(), path.clone(), self.opener(&path));
        let other = self.opener(&old);
        self.begin_opening(path, move |context| {
            // Whoever still works on it under its old name would lose it from under their hands.
            let free = other.ask(&old).map(drop).map_err(|not_locked| StoreError::NotTakenOver {
                folder: store::folder_beside(&old),
                because: not_locked.because(),
            });
            let taken = free.and_then(|()| Ok(left_behind.take_over(&disk, &target)?));
            let arrival =
                taken.map_err(|error| Box::new(Refusal::from(error))).and_then(|()| opener.open(&target));
            let arrival = arrival.map(|guarded| Box::new(Arrival::of(&disk, target, guarded)));
            context.report(Report::Opened(arrival));
        })
    }

    /// Leaves the journal under the old name, and says how it is still to be had.
    pub(super) fn leave_journal(&mut self) -> Effect {
        if let (Some(left_behind), Some(file)) = (self.journalling.left_behind.take(), &self.file) {
            self.notices.push(Notice::info(left_behind.advice(&file_name(&file.path))));
        }
        Effect::Done
    }
}
