//! The archive of a journal: taken along when a project is saved at another place, and what it has that came after an earlier
//! state that somebody has put back.

use std::ops::RangeInclusive;
use std::path::Path;
use std::sync::Arc;

use super::archive_of;
use super::line::{self, Heading};
use super::read::{archived_files, last_archived, understand};
use crate::disk::{Disk, DiskError};
use crate::project::history::Entry;
use crate::project::ids::ProjectId;
use crate::project::store;

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
