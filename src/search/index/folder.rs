//! Index folders in the user's cache: which to use, whether it can be trusted, and which to remove.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};
use tantivy::Index;
use tantivy::directory::MmapDirectory;

use super::schema::{register, schema, settings};
use crate::disk::Disk;
use crate::text::TextHash;

/// The name that `build.rs` gives to the way in which texts are read for the index, made of all that bears on it: a change
/// of any of it makes another index.
const READING: &str = env!("LECTERN_READING_OF_WORDS");

/// The file that says what made the index.
const MARKER: &str = "lectern-index.json";

/// A marker is no longer than this, in bytes.
const LONGEST_MARKER: u64 = 4096;

/// What made an index.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Marker {
    program: String,
    version: String,
    reading: String,
}

impl Marker {
    fn ours() -> Self {
        let version = env!("CARGO_PKG_VERSION").to_owned();
        Self { program: "Lectern".to_owned(), version, reading: READING.to_owned() }
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
    if disk.about(folder).map_err(|error| error.to_string())?.is_some() {
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
    let disk = Disk::default();
    let all = cache.join("search");
    // What cannot be looked at is left alone.
    let names = |folder: &Path| disk.list(folder).unwrap_or_default().into_iter();
    let about = |path: PathBuf| disk.about(&path).ok().flatten();
    let mut folders: Vec<(Option<SystemTime>, u64, PathBuf)> = names(&all)
        .map(|name| all.join(name))
        // Without a marker it is none of ours.
        .filter(|folder| about(folder.join(MARKER)).is_some())
        .map(|folder| {
            let used = about(folder.join("meta.json")).and_then(|about| about.modified);
            let files = names(&folder).filter_map(|name| about(folder.join(name)));
            (used, files.map(|about| about.length).sum(), folder)
        })
        .collect();
    folders.sort();
    let mut total: u64 = folders.iter().map(|(_, size, _)| size).sum();
    for (_, size, folder) in folders {
        if total <= most {
            return;
        }
        if folder != kept && disk.remove_folder(&folder).is_ok() {
            total -= size;
        }
    }
}
