//! Index folders in the user's cache: which to use, whether it can be trusted, and which to remove.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};
use tantivy::Index;
use tantivy::directory::MmapDirectory;

use super::schema::{register, schema, settings};
use crate::disk::Disk;
use crate::text::TextHash;

/// The form of what is in the folder. To be raised when the schema or the reading of words changes.
const FORMAT: u32 = 1;

/// The file that says what made the index.
const MARKER: &str = "lectern-index.json";

/// A marker is no longer than this, in bytes.
const LONGEST_MARKER: u64 = 4096;

/// What made an index.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Marker {
    program: String,
    version: String,
    format: u32,
}

impl Marker {
    fn ours() -> Self {
        Self { program: "Lectern".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned(), format: FORMAT }
    }
}

/// The folder for the index of one corpus, below the cache folder `cache`; `corpus` is any hash that stays the same for it.
pub fn folder_for(cache: &Path, corpus: TextHash) -> PathBuf {
    let name: String = corpus.to_string().chars().take(32).collect();
    cache.join("search").join(name)
}

/// Opens the index in a folder when it is whole and this program made it.
///
/// Reads all of it once to compare checksums: spoilt bytes would else be taken for answers.
pub(super) fn open(folder: &Path) -> Option<Index> {
    let marker = Disk::default().read_up_to(&folder.join(MARKER), LONGEST_MARKER).ok()?;
    let marker: Marker = serde_json::from_slice(&marker).ok()?;
    if marker != Marker::ours() {
        return None;
    }
    let directory = MmapDirectory::open(folder).ok()?;
    let index = Index::open(directory).ok()?;
    if index.schema() != schema() || !index.validate_checksum().ok()?.is_empty() {
        return None;
    }
    register(&index);
    Some(index)
}

/// Empties the folder, or makes it, and begins an index there.
pub(super) fn create(folder: &Path) -> Result<Index, String> {
    let disk = Disk::default();
    if disk.about(folder).is_some() {
        disk.remove_folder(folder).map_err(|error| error.to_string())?;
    }
    disk.create_folder(folder).map_err(|error| error.to_string())?;
    let directory = MmapDirectory::open(folder).map_err(|error| error.to_string())?;
    let index = Index::create(directory, schema(), settings()).map_err(|error| error.to_string())?;
    let marker = serde_json::to_vec(&Marker::ours()).map_err(|error| error.to_string())?;
    disk.write_lightly(&folder.join(MARKER), &marker).map_err(|error| error.to_string())?;
    register(&index);
    Ok(index)
}

/// Removes the index folders that were not used for longest until all together take no more than `most` bytes. The
/// one in use, `kept`, stays. Folders of others are not touched.
pub fn prune(cache: &Path, kept: &Path, most: u64) {
    let Ok(folders) = fs::read_dir(cache.join("search")) else { return };
    let mut folders: Vec<(SystemTime, u64, PathBuf)> = folders
        .filter_map(|folder| {
            let path = folder.ok()?.path();
            // Without a marker it is none of ours.
            let used = fs::metadata(path.join("meta.json")).or_else(|_| fs::metadata(path.join(MARKER)));
            path.join(MARKER).is_file().then_some(())?;
            Some((used.ok()?.modified().ok()?, size(&path), path))
        })
        .collect();
    folders.sort();
    let mut total: u64 = folders.iter().map(|(_, size, _)| size).sum();
    for (_, size, path) in folders {
        if total <= most {
            return;
        }
        if path != kept && Disk::default().remove_folder(&path).is_ok() {
            total -= size;
        }
    }
}

fn size(folder: &Path) -> u64 {
    let Ok(files) = fs::read_dir(folder) else { return 0 };
    files.filter_map(|file| file.ok()?.metadata().ok()).map(|about| about.len()).sum()
}
