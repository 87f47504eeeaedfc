//! Work that was done in projects that never got a name: found at the start, gone on with or put away.
//!
//! Each lies in the user's data directory as a journal with its texts, locked while a window works on it. What is put
//! away is kept for [`KEPT`] days. What is damaged is offered as far as it can be read; where nothing can, that is told.

use std::path::{Path, PathBuf};

use super::arrival::Arrival;
use super::journalling::Continued;
use super::loading::Report;
use super::{CommandError, Effect, Notice, Workbench};
use crate::disk::Disk;
use crate::project::history::Action;
use crate::project::journal::{self, FileState, Journal};
use crate::project::store::lock::{self, Asked, Holder, Lock};
use crate::project::store::{self, StoreError};
use crate::project::{Change, Project, ProjectId, ProjectInfo, Timestamp};

/// How many days what was put away is kept at least.
const KEPT: i32 = 30;
/// Behind the day on which something that was put away was found to have lain there long enough.
const DUE: &str = "due ";
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
    /// True when some of it cannot be read any more.
    pub is_damaged: bool,
}

/// What was found.
#[derive(Default)]
pub(super) struct Found {
    works: Vec<Unfinished>,
    /// What is there and cannot be offered, one sentence each.
    troubles: Vec<String>,
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

    pub(super) fn take_unfinished(&mut self, found: Found) {
        let Found { mut works, troubles } = found;
        works.sort_by_key(|work| std::cmp::Reverse(work.last));
        self.unfinished = works;
        self.notices.extend(troubles.into_iter().map(Notice::warning));
    }

    pub(super) fn continue_unfinished(&mut self, place: &Path) -> Result<Effect, CommandError> {
        let lock = self.claim_unfinished(place)?;
        let (disk, target) = (self.disk.clone(), place.to_owned());
        let opening = self.begin_opening(place.to_owned(), move |context| {
            let arrival = recovered(&disk, &target).map(Box::new).map_err(|error| Box::new(error.into()));
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
        put_away(&self.disk, place);
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
}

/// Puts the files of a project without a name out of the way.
pub(super) fn put_away(disk: &Disk, place: &Path) {
    let folder = store::folder_beside(place);
    let (Some(unnamed), Some(name)) = (folder.parent(), folder.file_name()) else { return };
    let away = unnamed.join(AWAY);
    // The name begins with the day, by which it is known how long it has lain there.
    let day = Timestamp::now().as_jiff().to_zoned(jiff::tz::TimeZone::UTC).date();
    let names = (1..).map(|n| format!("{day} {n} {}", name.to_string_lossy()));
    let moved = disk.create_folder(&away).and_then(|()| {
        let target = disk.first_free(names.map(|name| away.join(name)))?;
        target.map_or(Ok(()), |target| disk.move_file(&folder, &target))
    });
    if let Err(error) = moved {
        tracing::warn!("{error}");
    }
}

/// The names in a folder, as far as it can be looked into.
fn names_in(disk: &Disk, folder: &Path) -> Vec<String> {
    disk.list(folder).unwrap_or_else(|error| {
        tracing::warn!("{error}");
        Vec::new()
    })
}

/// Deletes what was put away more than [`KEPT`] days before `now`, and was found to be due as long ago. What nobody here has
/// named is left alone.
///
/// Days are those of the clock, which may have been wrong on any of them. From the day on which something is found to be due
/// it lies there for as long again: that much time has then passed whatever the clock said before.
fn empty(disk: &Disk, away: &Path, now: Timestamp) {
    let today = now.as_jiff().to_zoned(jiff::tz::TimeZone::UTC).date();
    for name in names_in(disk, away).iter().filter(|name| name.ends_with(".lectern")) {
        let Some((day, rest)) = name.split_once(' ') else { continue };
        let Ok(day) = day.parse::<jiff::civil::Date>() else { continue };
        let age = today.since((jiff::Unit::Day, day)).map_or(0, |age| age.get_days());
        let (is_due, rest) = rest.strip_prefix(DUE).map_or((false, rest), |rest| (true, rest));
        let path = away.join(name);
        let done = if is_due && age > KEPT {
            disk.remove_folder(&path)
        } else if age > KEPT || (is_due && age < 0) {
            disk.move_file(&path, &away.join(format!("{today} {DUE}{rest}")))
        } else {
            Ok(())
        };
        if let Err(error) = done {
            tracing::warn!("{error}");
        }
    }
}

fn look(disk: &Disk, folder: &Path) -> Found {
    let names = names_in(disk, folder);
    let places = names
        .iter()
        .filter_map(|name| name.strip_suffix(".lectern"))
        .map(|stem| folder.join(format!("{stem}.ron")));
    let free = places.filter(|place| !lock::is_held(disk, place));
    let mut found = Found::default();
    for place in free {
        match look_at(disk, &place) {
            Ok(work) => found.works.extend(work),
            Err(why) => found.troubles.push(format!(
                "Work without a name in {} is not offered, because {why}; it is left as it is.",
                store::folder_beside(&place).display()
            )),
        }
    }
    found
}

/// The work at `place`; `None` when nothing was done there, and an error, for the middle of a sentence, when it cannot be
/// gone on with.
fn look_at(disk: &Disk, place: &Path) -> Result<Option<Unfinished>, String> {
    let Some(journal) = journal::read(disk, place).map_err(|error| error.to_string())? else {
        return Ok(None);
    };
    if journal.newer {
        return Err("it was written by a newer Lectern: update Lectern to go on with it".to_owned());
    }
    let is_damaged = !journal.damaged.is_empty();
    let Some(last) = journal.entries.last().map(|entry| entry.at()) else {
        return if is_damaged { Err("nothing of its journal can be read".to_owned()) } else { Ok(None) };
    };
    let began = journal.entries.iter().any(|entry| matches!(entry.action, Action::Begin { .. }));
    let changes = journal.entries.len() - usize::from(began);
    let (project, _) = replayed(disk, place, &journal);
    let (annotations, documents) = (project.annotations.len(), project.documents.len());
    Ok(Some(Unfinished { place: place.to_owned(), last, changes, annotations, documents, is_damaged }))
}

/// The project whose journal lies at `place`, as it was left.
fn recovered(disk: &Disk, place: &Path) -> Result<Arrival, StoreError> {
    let journal = journal::read(disk, place)?.ok_or_else(|| StoreError::NotAProject(place.to_owned()))?;
    let (project, continued) = replayed(disk, place, &journal);
    Ok(Arrival::unnamed(project, continued))
}

fn replayed(disk: &Disk, place: &Path, journal: &Journal) -> (Project, Continued) {
    let mut project = Project::with_info(heading(place, journal));
    let continued = Continued::read(disk, place, &mut project, FileState::default());
    (project, continued)
}

/// The heading the project at `place` began with; where that line is lost, what is known of it otherwise.
fn heading(place: &Path, journal: &Journal) -> ProjectInfo {
    let begun = journal.entries.iter().find_map(|entry| match &entry.action {
        Action::Begin { info, .. } => Some((**info).clone()),
        _ => None,
    });
    let changed = || {
        let mut changes = journal.entries.iter().flat_map(|entry| entry.changes());
        changes.find_map(|change| match change {
            Change::Info(swap) => swap.before.clone(),
            _ => None,
        })
    };
    begun.or_else(changed).unwrap_or_else(|| ProjectInfo {
        id: journal.project.or_else(|| named_in(place)).unwrap_or_else(ProjectId::new),
        created: journal.entries.first().map_or_else(Timestamp::now, |first| first.at()),
        memo: String::new(),
    })
}

/// The project that a place is named after.
fn named_in(place: &Path) -> Option<ProjectId> {
    place.file_stem()?.to_str()?.split(' ').next()?.parse().ok()
}
