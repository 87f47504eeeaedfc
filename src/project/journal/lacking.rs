//! What the history of a project no longer has: entries that were made, as the project file or the entries around them tell,
//! and that are neither in the journal nor in its archive.
//!
//! A file of which whole lines were cut off, or which is gone, looks like one in which less was ever done; only what others
//! say of it shows that. What is lost with a damaged line is not named here: the line is.

use std::ops::RangeInclusive;
use std::path::Path;
use std::sync::Arc;

use super::archive::archived_files;
use super::path_of;
use super::read::{Journal, Known, understand};
use crate::disk::Disk;
use crate::project::history::{Entry, lacking_in};
use crate::project::store;

/// The entries, by their numbers, that the history of the project file at `project` lacks, first to last; the file says of
/// itself what is `known`.
pub fn lacking(disk: &Disk, project: &Path, known: Known) -> Vec<RangeInclusive<u64>> {
    let project = &disk.follow_links(project);
    let folder = store::base_folder(project);
    let (id, held) = known;
    let mut journals: Vec<Journal> = Vec::new();
    let archived = archived_files(disk, project).unwrap_or_default();
    for (file, is_own) in archived.into_iter().map(|file| (file, false)).chain([(path_of(project), true)]) {
        if matches!(disk.about(&file), Ok(None)) {
            continue;
        }
        // What cannot be read, or a newer program wrote, is told of as such and cannot be counted here.
        let Ok(bytes) = disk.read(&file) else { return Vec::new() };
        let mut journal = understand(&bytes, &folder);
        if journal.newer {
            return Vec::new();
        }
        let last = journals.last().and_then(|before| before.entries.last()).map_or(0, |entry| entry.number);
        let follows = |entries: &[Arc<Entry>]| entries.first().is_some_and(|first| first.number == last + 1);
        let is_ours = if is_own { journal.claim(id, held) } else { journal.is_of(id, follows) };
        if is_ours {
            journals.push(journal);
        }
    }
    let saved = journals.last().map_or(0, |journal| journal.saved_up_to);
    let up_to = held.map_or(0, |held| held.number).max(saved);
    let told: Vec<(u64, u64)> = journals.iter().flat_map(around_damage).collect();
    let mut entries: Vec<Arc<Entry>> = journals.into_iter().flat_map(|journal| journal.entries).collect();
    entries.sort_by_key(|entry| entry.number);
    let mut lacking = lacking_in(&entries, up_to);
    lacking.retain(|gap| {
        !told.iter().any(|(before, after)| before + 1 == *gap.start() || *after == gap.end() + 1)
    });
    lacking
}

/// The numbers before and after each damaged line of a journal: what is lost between them is lost with the line.
fn around_damage(journal: &Journal) -> impl Iterator<Item = (u64, u64)> {
    journal.damaged.iter().filter(|line| **line > 1).map(|line| {
        let at = journal.line_of.partition_point(|of_entry| of_entry < line);
        let number = |at: usize| journal.entries.get(at).map(|entry| entry.number);
        let before = at.checked_sub(1).and_then(number).unwrap_or(u64::MAX - 1);
        // A line that stands after a gap names the gap.
        (before, number(at).unwrap_or(u64::MAX))
    })
}
