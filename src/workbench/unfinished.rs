//! Work that was done in projects that never got a name: found at the start, gone on with or put away.
//!
//! Each lies in the user's data directory as a journal with its texts, locked while a window works on it. What is put
//! away is kept for [`KEPT`] days.

use std::path::{Path, PathBuf};

use super::journalling::Continued;
use super::loading::{Arrival, Report};
use super::{CommandError, Effect, Notice, Workbench};
use crate::disk::Disk;
use crate::project::history::Action;
use crate::project::journal::{self, Journal};
use crate::project::store;
use crate::project::store::lock::{self, Asked, Holder, Lock};
use crate::project::{Project, Timestamp};

/// How many days what was put away is kept.
const KEPT: i32 = 30;
/// The folder, among those of projects without a name, for what was put away.
const AWAY: &str = "put away";

/// Work without a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfinished {
    /// Where it is kept, to be named in commands.
    pub place: PathBuf,
    /// When it was last worked on.
    pub last: Timestamp,
    /// How many entries its history has beyond the beginning.
    pub changes: usize,
    /// How many annotations it has.
    pub annotations: usize,
    /// How many documents.
    pub documents: usize,
}

impl Workbench {
    /// Begins to look for work without a name that no window works on; what is found is in
    /// [`Workbench::unfinished`] later.
    pub fn look_for_unfinished(&mut self) {
        let Some(folder) = self.places.unnamed() else { return };
        let disk = self.disk.clone();
        let looking = self.spawn("Looking for unfinished work", false, move |context| {
            context.report(Report::Unfinished(look(&disk, &folder)));
            empty(&disk, &folder.join(AWAY), Timestamp::now());
        });
        if let Err(error) = looking {
            self.notices.push(Notice::error(error.to_string()));
        }
    }

    /// Work without a name that was found, latest first.
    pub fn unfinished(&self) -> &[Unfinished] {
        &self.unfinished
    }

    pub(super) fn take_unfinished(&mut self, mut found: Vec<Unfinished>) {
        found.sort_by_key(|work| std::cmp::Reverse(work.last));
        self.unfinished = found;
    }

    pub(super) fn continue_unfinished(&mut self, place: &Path) -> Result<Effect, CommandError> {
        let lock = self.claim_unfinished(place)?;
        let (disk, target) = (self.disk.clone(), place.to_owned());
        let opening = self.begin_opening(place.to_owned(), move |context| {
            let arrival = recovered(&disk, &target).ok_or(store::StoreError::NotAProject(target));
            let arrival = arrival.map(Box::new).map_err(|error| Box::new(error.into()));
            context.report(Report::Opened(arrival));
        })?;
        self.claimed = Some((place.to_owned(), lock));
        self.unfinished.retain(|work| work.place != place);
        Ok(opening)
    }

    pub(super) fn discard_unfinished(&mut self, place: &Path) -> Result<Effect, CommandError> {
        // Held no longer than it takes: on some systems nothing that is open can be moved.
        drop(self.claim_unfinished(place)?);
        self.unfinished.retain(|work| work.place != place);
        self.put_away(place);
        Ok(Effect::Done)
    }

    /// The lock on work without a name, unless another window has taken it since it was found.
    fn claim_unfinished(&mut self, place: &Path) -> Result<Option<Lock>, CommandError> {
        match lock::acquire_all_the_same(&self.disk, place, &Holder::here(&self.coder().name)) {
            Ok(Asked::Ours(lock, _)) => Ok(Some(lock)),
            Ok(Asked::Busy(_) | Asked::MayBeHeld(_)) => {
                self.unfinished.retain(|work| work.place != place);
                Err(CommandError::new("Another window of Lectern has gone on with this work: look there."))
            }
            Err(error) => {
                tracing::warn!("{error}");
                Ok(None)
            }
        }
    }

    /// The lock that was taken for the work at `place`, which has been read now.
    pub(super) fn claimed_lock(&mut self, place: &Path) -> Option<Lock> {
        self.claimed.take().filter(|(claimed, _)| claimed == place).and_then(|(_, lock)| lock)
    }

    /// Puts the files of a project without a name out of the way.
    pub(super) fn put_away(&self, place: &Path) {
        let folder = store::folder_beside(place);
        let (Some(unnamed), Some(name)) = (folder.parent(), folder.file_name()) else { return };
        let away = unnamed.join(AWAY);
        // The name begins with the day, by which it is known how long it has lain there.
        let day = Timestamp::now().as_jiff().to_zoned(jiff::tz::TimeZone::UTC).date();
        let names = (1..).map(|n| format!("{day} {n} {}", name.to_string_lossy()));
        let moved = self.disk.create_folder(&away).and_then(|()| {
            let target = self.disk.first_free(names.map(|name| away.join(name)))?;
            target.map_or(Ok(()), |target| self.disk.move_file(&folder, &target))
        });
        if let Err(error) = moved {
            tracing::warn!("{error}");
        }
    }
}

/// The names in a folder, as far as it can be looked into.
fn names_in(disk: &Disk, folder: &Path) -> Vec<String> {
    disk.list(folder).unwrap_or_else(|error| {
        tracing::warn!("{error}");
        Vec::new()
    })
}

/// Deletes what was put away more than [`KEPT`] days before `now`. What nobody here has named is left alone.
fn empty(disk: &Disk, away: &Path, now: Timestamp) {
    let today = now.as_jiff().to_zoned(jiff::tz::TimeZone::UTC).date();
    for name in names_in(disk, away) {
        let day = name.split(' ').next().and_then(|day| day.parse::<jiff::civil::Date>().ok());
        let age = day.and_then(|day| today.since(day).ok()).map_or(0, |age| age.get_days());
        if age > KEPT
            && name.ends_with(".lectern")
            && let Err(error) = disk.remove_folder(&away.join(name))
        {
            tracing::warn!("{error}");
        }
    }
}

fn look(disk: &Disk, folder: &Path) -> Vec<Unfinished> {
    let names = names_in(disk, folder);
    let places = names
        .iter()
        .filter_map(|name| name.strip_suffix(".lectern"))
        .map(|stem| folder.join(format!("{stem}.ron")));
    let free = places.filter(|place| !lock::is_held(disk, place));
    let found = free.filter_map(|place| {
        let journal = journal::read(disk, &place).ok().flatten()?;
        let changes = journal.entries.len().saturating_sub(1);
        let last = journal.entries.last()?.at();
        let (project, _) = replayed(disk, &place, &journal)?;
        Some(Unfinished {
            place,
            last,
            changes,
            annotations: project.annotations.len(),
            documents: project.documents.len(),
        })
    });
    found.collect()
}

/// The project whose journal lies at `place`, as it was left.
fn recovered(disk: &Disk, place: &Path) -> Option<Arrival> {
    let journal = journal::read(disk, place).ok().flatten()?;
    let (project, continued) = replayed(disk, place, &journal)?;
    Some(Arrival::unnamed(project, continued))
}

fn replayed(disk: &Disk, place: &Path, journal: &Journal) -> Option<(Project, Continued)> {
    let begin = journal.entries.iter().find_map(|entry| match &entry.action {
        Action::Begin { info, .. } => Some((**info).clone()),
        _ => None,
    })?;
    let mut project = Project::with_info(begin);
    let continued = Continued::read(disk, place, &mut project, None, false);
    Some((project, continued))
}
