//! A project as it began, taken from its journal: what everything that was done since can be done again on, where the
//! project file is lost and no backup is left.

use std::path::Path;

use super::archive::{archived_files, last_archived};
use super::read::{read, understand};
use crate::disk::Disk;
use crate::project::edit::Edit;
use crate::project::history::{Action, Entry, Position};
use crate::project::model::Project;
use crate::project::store;

/// A project as it began.
#[derive(Clone, Debug)]
pub struct Beginning {
    /// With the records it began with.
    pub project: Project,
    /// The entry that says so: the project holds its history up to there.
    pub held: Position,
    /// The number of the last entry that can be read.
    pub last: u64,
}

impl Beginning {
    /// How many changes came after, as far as they are numbered.
    pub fn changes(&self) -> u64 {
        self.last.saturating_sub(self.held.number)
    }
}

/// The beginning of the project whose file is, or was, at `project`, where its journal or the archive of that still has it.
pub fn beginning(disk: &Disk, project: &Path) -> Option<Beginning> {
    let own = read(disk, project).ok().flatten().filter(|journal| !journal.newer);
    let path = disk.follow_links(project);
    let folder = store::base_folder(&path);
    let archived = archived_files(disk, &path).unwrap_or_default();
    // A beginning stands in the oldest file; those after it are not read when the journal has it.
    let last = own.as_ref().and_then(|journal| journal.entries.last()).map(|entry| entry.number);
    let last = last.or_else(|| last_archived(disk, &path));
    let own_begin = own.iter().flat_map(|journal| &journal.entries).find_map(|entry| begun(entry));
    let (project, held) = match own_begin {
        Some(begun) => begun,
        None => archived.iter().find_map(|file| {
            let journal = understand(&disk.read(file).ok()?, &folder);
            let (project, held) = journal.entries.iter().find_map(|entry| begun(entry))?;
            // The archive may have files of a project that had this name before.
            let is_ours = own.as_ref().is_none_or(|own| own.is_of(project.info.id, |_| true));
            is_ours.then_some((project, held))
        })?,
    };
    Some(Beginning { project, held, last: last.unwrap_or(held.number) })
}

/// The project that an entry says has begun.
fn begun(entry: &Entry) -> Option<(Project, Position)> {
    let Action::Begin { at, info, changes } = &entry.action else { return None };
    let mut project = Project::with_info((**info).clone());
    let records = Edit { label: String::new(), at: *at, coder: None, changes: changes.clone() };
    records.apply(&mut project).ok()?;
    Some((project, Position { number: entry.number, id: entry.id }))
}
