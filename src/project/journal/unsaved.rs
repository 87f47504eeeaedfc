//! What is in the journal of a project and was never saved in its file: what somebody must hear of before another project
//! takes that place.

use std::path::Path;

use super::read::read;
use crate::disk::Disk;
use crate::project::store;

/// How many changes the journal beside the project file at `project` has that were never saved in it, as far as it can be read;
/// the file may be gone.
pub fn unsaved_beside(disk: &Disk, project: &Path) -> usize {
    let Ok(Some(journal)) = read(disk, project) else { return 0 };
    let held = store::held_in_file(disk, project).map_or(0, |held| held.number);
    let (left, saved) = (journal.left(), journal.saved_up_to.max(held));
    let unsaved = journal.entries.iter().filter(|entry| entry.number > saved && entry.is_work());
    unsaved.filter(|entry| !left.contains(&entry.number)).count()
}
