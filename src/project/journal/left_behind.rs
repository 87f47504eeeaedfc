//! The journal of a project whose file was given another name: it stays where it is, in the folder of the old one, until
//! it is taken over.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::archive::read_archive;
use super::read::read;
use crate::disk::{About, Disk, DiskError, Kind};
use crate::project::history::{Entry, Position};
use crate::project::store;
use crate::text::numbers::counted;

/// The ending of the folder beside a project file.
const FOLDER: &str = ".lectern";
/// What in it is not moved: it is the place's, not the project's.
const LOCK: &str = "lock";
/// The journal in it.
const JOURNAL: &str = "journal";

/// A journal that a project file has left behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftBehind {
    /// What the file was called: `study`.
    pub name: String,
    /// How many entries the file lacks.
    pub changes: usize,
}

impl LeftBehind {
    /// What happened, for a project file that is called `file` now.
    pub fn sentence(&self, file: &str) -> String {
        let Self { name, changes } = self;
        let unsaved = match changes {
            0 => String::new(),
            _ => format!(
                ", with {}",
                counted(*changes, "change that was never saved", "changes that were never saved")
            ),
        };
        format!(
            "“{file}” was called “{name}.ron” before, and its history stayed in “{name}.lectern”{unsaved}"
        )
    }

    /// As [`Self::sentence`], with what to do where nobody can be asked.
    pub fn advice(&self, file: &str) -> String {
        let name = &self.name;
        format!(
            "{}: to have it again, call the file “{name}.ron” before you work on it, and use “Save as…” to give it another \
             name.",
            self.sentence(file)
        )
    }

    /// What was done, where a project file that is called `file` now has it again.
    pub fn taken(&self, file: &str) -> String {
        format!("{}; it is beside “{file}” again.", self.sentence(file))
    }

    /// Why it cannot be taken over once a project file that is called `file` now has been worked on, and what can be done.
    pub fn too_late(&self, file: &str) -> String {
        let name = &self.name;
        format!(
            "Something has been done here since the project was opened, so the history in “{name}.lectern” cannot be taken \
             over any more. Save, copy “{file}” to “{name}.ron” in the same folder with your file manager, and open that: \
             what was never saved comes into it as far as it fits."
        )
    }

    /// Where the project file was that is at `project` now.
    pub fn file_beside(&self, disk: &Disk, project: &Path) -> PathBuf {
        store::base_folder(&disk.follow_links(project)).join(format!("{}.ron", self.name))
    }

    /// Moves it, with all that lies there, beside the project file at `project`. What stands there already stays, and what
    /// would take its place stays where it was.
    ///
    /// The journal goes last: until it has, it is found again.
    pub fn take_over(&self, disk: &Disk, project: &Path) -> Result<(), DiskError> {
        let old = store::folder_beside(&self.file_beside(disk, project));
        let new = store::folder_beside(&disk.follow_links(project));
        let mut names = disk.list(&old)?;
        names.retain(|name| name != LOCK);
        names.sort_by_key(|name| (name == JOURNAL, name.clone()));
        for name in names {
            move_over(disk, &old.join(&name), &new.join(&name))?;
        }
        if disk.list(&old)?.iter().all(|name| name == LOCK) {
            remove_what_is_left(disk, &old);
        }
        Ok(())
    }
}

/// Removes the folder of a project whose history was taken over, with the lock in it. What somebody else has put there stays.
fn remove_what_is_left(disk: &Disk, folder: &Path) {
    let lock = folder.join(LOCK);
    if matches!(disk.about(&lock), Ok(Some(_)))
        && let Err(error) = disk.remove(&lock)
    {
        tracing::info!("{error}");
    }
    remove_if_empty(disk, folder);
}

/// Removes a folder in which there is nothing any more. One that has to stay does no harm.
fn remove_if_empty(disk: &Disk, folder: &Path) {
    if let Err(error) = disk.remove_empty_folder(folder) {
        tracing::info!("{} stays: {error}", folder.display());
    }
}

/// Moves a file or folder to where nothing stands, and what is in a folder one by one to where a folder stands.
fn move_over(disk: &Disk, from: &Path, to: &Path) -> Result<(), DiskError> {
    let is_folder = |about: Option<About>| about.is_some_and(|about| about.kind == Kind::Folder);
    match disk.about(to)? {
        None => {
            if let Some(above) = to.parent() {
                disk.create_folder(above)?;
            }
            disk.move_file(from, to)
        }
        there @ Some(_) if is_folder(there) && is_folder(disk.about(from)?) => {
            for name in disk.list(from)? {
                move_over(disk, &from.join(&name), &to.join(&name))?;
            }
            remove_if_empty(disk, from);
            Ok(())
        }
        Some(_) => Ok(()),
    }
}

/// Looks in the folder of the project file at `project`, which holds all up to `held` and has no journal, for one that goes on
/// from there. That of a file that is still there belongs to that file.
pub fn left_behind(disk: &Disk, project: &Path, held: Position) -> Option<LeftBehind> {
    let path = disk.follow_links(project);
    let folder = store::base_folder(&path);
    let names = disk.list(&folder).unwrap_or_default();
    names.iter().filter_map(|name| name.strip_suffix(FOLDER)).find_map(|name| {
        let file = folder.join(format!("{name}.ron"));
        if !matches!(disk.about(&file), Ok(None)) {
            return None;
        }
        let entries = read(disk, &file).ok()?.map(|journal| journal.entries).unwrap_or_default();
        let place = |entries: &[Arc<Entry>]| {
            entries.iter().position(|entry| (entry.number, entry.id) == (held.number, held.id))
        };
        let changes = match place(&entries) {
            Some(at) => entries.len() - at - 1,
            // All the file holds may have gone to the archive.
            None => place(&read_archive(disk, &file)).map(|_| entries.len())?,
        };
        Some(LeftBehind { name: name.to_owned(), changes })
    })
}
