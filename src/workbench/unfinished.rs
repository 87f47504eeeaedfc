//! Work that was done in projects that never got a name: found at the start, gone on with or put away.
//!
//! Each lies in the user's data directory as a journal with its texts. Nothing is deleted here that was not asked for,
//! and what is put away is kept for a while.

use std::path::{Path, PathBuf};

use super::jobs::JobContext;
use super::journalling::Continued;
use super::loading::{Arrival, Report};
use super::{CommandError, Effect, Notice, Workbench};
use crate::disk::Disk;
use crate::project::history::Action;
use crate::project::journal::{self, Journal};
use crate::project::store;
use crate::project::{Project, Timestamp};

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
    /// Begins to look for work without a name; what is found is in [`Workbench::unfinished`] later.
    pub fn look_for_unfinished(&mut self) {
        let Some(data) = &self.places.data else { return };
        let (folder, disk) = (data.join("unnamed"), self.disk.clone());
        let looking = self.spawn("Looking for unfinished work", false, move |context| {
            look(&disk, &folder, context);
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
        self.unfinished.retain(|work| work.place != place);
        let (disk, target) = (self.disk.clone(), place.to_owned());
        self.begin_opening(place.to_owned(), move |context| {
            let arrival = recovered(&disk, &target).ok_or(store::StoreError::NotAProject(target));
            let arrival = arrival.map(Box::new).map_err(|error| Box::new(error.into()));
            context.report(Report::Opened(arrival));
        })
    }

    pub(super) fn discard_unfinished(&mut self, place: &Path) -> Effect {
        self.unfinished.retain(|work| work.place != place);
        self.forget_unnamed(place);
        Effect::Done
    }

    /// Puts the files of a project without a name out of the way.
    pub(super) fn forget_unnamed(&self, place: &Path) {
        let folder = store::folder_beside(place);
        let Some(name) = folder.file_name() else { return };
        let away = folder.with_file_name("put away").join(name);
        let moved = self
            .disk
            .create_folder(&folder.with_file_name("put away"))
            .and_then(|()| self.disk.move_file(&folder, &away));
        if let Err(error) = moved {
            tracing::warn!("{error}");
        }
    }
}

fn look(disk: &Disk, folder: &Path, context: &JobContext<Report>) {
    let names = disk.list(folder);
    let places = names
        .iter()
        .filter_map(|name| name.strip_suffix(".lectern"))
        .map(|stem| folder.join(format!("{stem}.ron")));
    let found = places.filter_map(|place| {
        let journal = journal::read(disk, &place).ok().flatten()?;
        let changes = journal.entries.len().saturating_sub(1);
        let last = journal.entries.last()?.at();
        let (project, _) = replayed(disk, &place, journal)?;
        Some(Unfinished {
            place,
            last,
            changes,
            annotations: project.annotations.len(),
            documents: project.documents.len(),
        })
    });
    context.report(Report::Unfinished(found.collect()));
}

/// The project whose journal lies at `place`, as it was left.
fn recovered(disk: &Disk, place: &Path) -> Option<Arrival> {
    let journal = journal::read(disk, place).ok().flatten()?;
    let (project, continued) = replayed(disk, place, journal)?;
    Some(Arrival::unnamed(project, continued))
}

fn replayed(disk: &Disk, place: &Path, journal: Journal) -> Option<(Project, Continued)> {
    let begin = journal.entries.iter().find_map(|entry| match &entry.action {
        Action::Begin { info, .. } => Some((**info).clone()),
        _ => None,
    })?;
    let mut project = Project::with_info(begin);
    let continued = Continued::read(disk, place, &mut project, None, false);
    Some((project, continued))
}
