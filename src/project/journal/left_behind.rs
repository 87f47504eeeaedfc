//! The journal of a project whose file was given another name: it stays where it is, in the folder of the old one.

use std::path::Path;

use super::read::read;
use crate::disk::Disk;
use crate::project::history::Position;
use crate::project::store;

/// The ending of the folder beside a project file.
const FOLDER: &str = ".lectern";

/// A journal that a project file has left behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftBehind {
    /// What the file was called: `study`.
    pub name: String,
    /// How many entries the file lacks.
    pub changes: usize,
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
        let entries = read(disk, &file).ok().flatten()?.entries;
        let at = entries.iter().position(|entry| (entry.number, entry.id) == (held.number, held.id))?;
        Some(LeftBehind { name: name.to_owned(), changes: entries.len() - at - 1 })
    })
}
