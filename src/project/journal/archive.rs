//! The archive, to which a journal goes when it has grown long: read as far as undo and the audit trail need it, and taken along
//! when a project is saved at another place. A journal is moved there by [`super::write`].

use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::archive_of;
use super::line::{self, Heading};
use super::read::understand;
use crate::disk::{Disk, DiskError};
use crate::project::history::{Action, Entry};
use crate::project::ids::ProjectId;
use crate::project::store;

/// The files of the archive, oldest first.
pub(super) fn archived_files(disk: &Disk, project: &Path) -> Result<Vec<PathBuf>, DiskError> {
    let archive = archive_of(project);
    // Their names begin with the number of their last entry, in twelve digits.
    let files = disk.list(&archive)?.into_iter().filter(|name| name.ends_with(".journal"));
    Ok(files.map(|name| archive.join(name)).collect())
}

/// True when there is an archive of journals beside the project file at `project`.
pub fn has_archive(disk: &Disk, project: &Path) -> bool {
    archived_files(disk, &disk.follow_links(project)).is_ok_and(|files| !files.is_empty())
}

/// The number of the last entry in the archive of the project file at `project`.
pub(super) fn last_archived(disk: &Disk, project: &Path) -> Option<u64> {
    let files = archived_files(disk, &disk.follow_links(project)).ok()?;
    files.last()?.file_stem()?.to_str()?.get(..12)?.parse().ok()
}

/// The entries that went to the archive when the journal had grown long, oldest first, as far as they can be read.
pub fn read_archive(disk: &Disk, project: &Path) -> Vec<Arc<Entry>> {
    let project = &disk.follow_links(project);
    let folder = store::base_folder(project);
    let files = archived_files(disk, project).unwrap_or_default();
    let readable = files.into_iter().filter_map(|file| disk.read(&file).ok());
    readable.flat_map(|bytes| understand(&bytes, &folder).entries).collect()
}

/// The entries of the archive that lead up to the one numbered `first`, oldest first, for whoever goes back step by step:
/// those of its last file, and of as many before it as hold the steps that were undone or done again in it. None when there
/// are none, when they belong to another project than `id`, or when something between is lost.
pub fn read_archived_before(
    disk: &Disk,
    project: &Path,
    id: Option<ProjectId>,
    first: u64,
) -> Vec<Arc<Entry>> {
    archived_back_to(disk, project, id, first, first.saturating_sub(1))
}

/// The entries of the archive from the one numbered `wanted` on, or from before it, up to that before `first`, as far as they
/// lead up to it without a gap; and those that hold the steps they take back or do again.
pub(super) fn archived_back_to(
    disk: &Disk,
    project: &Path,
    id: Option<ProjectId>,
    mut first: u64,
    mut wanted: u64,
) -> Vec<Arc<Entry>> {
    let path = &disk.follow_links(project);
    let folder = store::base_folder(path);
    let mut files = archived_files(disk, path).unwrap_or_default();
    let mut earlier: Vec<Vec<Arc<Entry>>> = Vec::new();
    while first > wanted
        && let Some(file) = files.pop()
        && let Ok(bytes) = disk.read(&file)
    {
        let archived = understand(&bytes, &folder);
        let leads_up = |entries: &[Arc<Entry>]| entries.last().is_some_and(|last| last.number + 1 == first);
        if id.is_some_and(|ours| !archived.is_of(ours, leads_up)) {
            continue;
        }
        let mut entries = archived.entries;
        entries.retain(|entry| entry.number < first);
        // A file all of which is known already is passed over.
        let (Some(begin), Some(last)) = (entries.first(), entries.last()) else { continue };
        if first != u64::MAX && last.number + 1 != first {
            break;
        }
        first = begin.number;
        wanted = steps_named_in(&entries).fold(wanted, u64::min);
        earlier.push(entries);
    }
    earlier.into_iter().rev().flatten().collect()
}

/// The steps that are taken back or done again in these entries, each by the number of its first.
pub(super) fn steps_named_in(entries: &[Arc<Entry>]) -> impl Iterator<Item = u64> {
    entries.iter().filter_map(|entry| match entry.action {
        Action::Undo(stroke) | Action::Redo(stroke) => Some(stroke.step),
        _ => None,
    })
}

/// Keeps the journals that were archived beside the project file at `from` beside the one at `to` as well, as far as they can
/// be read and are of the project `id`, and shows each entry in them to `seen`. What stands there under the same name and says
/// something else is set aside.
pub fn bring_archive(
    disk: &Disk,
    from: &Path,
    to: &Path,
    id: ProjectId,
    mut seen: impl FnMut(&Entry),
) -> Result<(), DiskError> {
    let (from, to) = (&disk.follow_links(from), &disk.follow_links(to));
    let (read_from, written_to) = (store::base_folder(from), store::base_folder(to));
    let folder = archive_of(to);
    let mut last = 0;
    for file in archived_files(disk, from)? {
        let archived = understand(&disk.read(&file)?, &read_from);
        let follows = |entries: &[Arc<Entry>]| entries.first().is_some_and(|first| first.number == last + 1);
        let is_ours = archived.is_of(id, follows);
        let Some(name) = file.file_name().filter(|_| is_ours && !archived.entries.is_empty()) else {
            continue;
        };
        last = archived.entries.last().map_or(last, |entry| entry.number);
        let place = folder.join(name);
        // Paths are told from the folder of the project, so the lines are made anew.
        let mut lines = Heading::of(id).text();
        for entry in &archived.entries {
            let line = line::of_entry(entry, &written_to);
            lines.push_str(&line.map_err(|error| DiskError::writing(&place, std::io::Error::other(error)))?);
            seen(entry);
        }
        if disk.read(&place).is_ok_and(|there| there == lines.as_bytes()) {
            continue;
        }
        disk.create_folder(&folder)?;
        disk.copy_aside(&place)?;
        disk.write_atomically(&place, lines.as_bytes())?;
    }
    Ok(())
}

/// The entries of the archive of the project `id`, by their numbers, that were made after the one numbered `last`, with which
/// the project file and its journal end: somebody has put both back to an earlier state.
pub fn archived_after(disk: &Disk, project: &Path, id: ProjectId, last: u64) -> Option<RangeInclusive<u64>> {
    last_archived(disk, project).filter(|archived| *archived > last)?;
    let project = &disk.follow_links(project);
    let folder = store::base_folder(project);
    let files = archived_files(disk, project).unwrap_or_default().into_iter();
    let journals = files.filter_map(|file| Some(understand(&disk.read(&file).ok()?, &folder)));
    let later = journals.filter(|journal| journal.is_of(id, |_| false)).flat_map(|journal| journal.entries);
    let numbers: Vec<u64> = later.map(|entry| entry.number).filter(|number| *number > last).collect();
    Some(*numbers.iter().min()?..=*numbers.iter().max()?)
}
