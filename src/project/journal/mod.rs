//! The journal of a project: every entry of its history, on disk the moment it is made.
//!
//! `NAME.lectern/journal` lies beside `NAME.ron` and only ever grows; a line is a record and its checksum. The project
//! file says up to which entry it holds what was done ([`Position`]), so opening it again is: read the file, take in
//! the entries up to there as known, and apply those after it ([`recover`]). Saving folds the journal into the project
//! file and leaves the entries here, for undo and the audit trail.
//!
//! [`Position`]: super::history::Position

mod archive;
mod astray;
mod beginning;
mod lacking;
mod left_behind;
mod line;
mod overwritten;
mod read;
mod recover;
mod trouble;
mod unsaved;
mod write;

use std::path::{Path, PathBuf};

pub use archive::{archived_after, bring_archive, has_archive, read_archive, read_archived_before};
pub use beginning::{Beginning, beginning};
pub use lacking::lacking;
pub use left_behind::{LeftBehind, left_behind};
pub use line::SavedRow;
pub use read::{Journal, Known, may_be_of, read};
pub use recover::{FileState, Recovery, recover};
pub use trouble::{Trouble, TroubledJournal, check};
pub use unsaved::unsaved_beside;
pub use write::{Found, Status, Writer, note_earlier_state};

use super::store::folder_beside;

/// A journal longer than this goes to the archive when the project is saved, and a new one is begun: about 100,000
/// taggings. What is archived stays in the audit trail, and undo reads it back when it gets there.
pub const LONGEST: u64 = 64 << 20;

/// The journal of the project file at `project`.
pub fn path_of(project: &Path) -> PathBuf {
    folder_beside(project).join("journal")
}

/// Where journals go that have grown long.
fn archive_of(project: &Path) -> PathBuf {
    folder_beside(project).join("trail")
}
