//! What comparing found, kept from one start to the next in the user's cache directory: the figures of each text
//! ([`figures`]) and the passages that the texts of a corpus share ([`passages`]).
//!
//! Each kind has a folder, and in it one for each version of the rules by which it is made; what others have made is removed.
//! A file begins with the hash of the rest: one that is damaged counts as none. All of it can be deleted at any time, and a
//! failure costs time at the next start and nothing else.

mod figures;
mod passages;

use std::path::{Path, PathBuf};

pub(super) use figures::Figures;
pub(super) use passages::{Passages, Stored};

use crate::disk::Disk;

/// Both caches.
pub(super) struct Caches {
    pub figures: Figures,
    pub passages: Passages,
}

impl Caches {
    /// The caches within the user's cache directory.
    pub fn new(disk: &Disk, caches: &Path) -> Self {
        Self { figures: Figures::new(disk.clone(), caches), passages: Passages::new(disk.clone(), caches) }
    }

    /// Removes what other versions have kept.
    pub fn forget_other_versions(&self) {
        self.figures.folder.forget_other_versions();
        self.passages.folder.forget_other_versions();
    }
}

/// The folder of one version of one kind.
struct Folder {
    disk: Disk,
    /// The folder of the kind.
    kind: PathBuf,
    version: &'static str,
    /// A larger file is neither written nor read, in bytes.
    largest: u64,
}

impl Folder {
    fn path(&self) -> PathBuf {
        self.kind.join(self.version)
    }

    fn forget_other_versions(&self) {
        let names = self.disk.list(&self.kind).unwrap_or_default();
        for name in names.into_iter().filter(|name| name != self.version) {
            if let Err(error) = self.disk.remove_folder(&self.kind.join(name)) {
                tracing::info!("what another version has kept stays in the cache: {error}");
            }
        }
    }

    /// What was written to a file, if all of it is there.
    fn read(&self, file: &Path) -> Option<Vec<u8>> {
        let mut bytes = self.disk.read_up_to(&self.path().join(file), self.largest).ok()?;
        let begin = unsealed(&bytes)?;
        bytes.drain(..begin);
        Some(bytes)
    }

    fn write(&self, file: &Path, body: &[u8]) {
        let bytes = sealed(body);
        if bytes.len() as u64 > self.largest {
            return;
        }
        let path = self.path().join(file);
        let folder = path.parent().map_or(Ok(()), |folder| self.disk.create_folder(folder));
        if let Err(error) = folder.and_then(|()| self.disk.write_lightly(&path, &bytes)) {
            tracing::info!("what was compared is not kept: {error}");
        }
    }

    /// Removes of the files in a folder those written longest ago, so that so many stay and no more bytes.
    fn prune(&self, folder: &Path, most: usize, most_bytes: u64) {
        let folder = self.path().join(folder);
        let names = self.disk.list(&folder).unwrap_or_default();
        let mut files: Vec<_> = names
            .into_iter()
            .filter_map(|name| {
                let path = folder.join(name);
                let about = self.disk.about(&path).ok().flatten()?;
                Some((std::cmp::Reverse(about.modified), about.length, path))
            })
            .collect();
        files.sort_unstable();
        let mut bytes = 0;
        for (number, (_, length, path)) in files.into_iter().enumerate() {
            bytes += length;
            if (number >= most || bytes > most_bytes)
                && let Err(error) = self.disk.remove(&path)
            {
                tracing::info!("what was compared long ago stays in the cache: {error}");
            }
        }
    }
}

/// A line with the BLAKE3 of the rest, then the rest.
fn sealed(body: &[u8]) -> Vec<u8> {
    let mut bytes = format!("{}\n", blake3::hash(body).to_hex()).into_bytes();
    bytes.extend_from_slice(body);
    bytes
}

/// Where the rest begins, if it is what the line says.
fn unsealed(bytes: &[u8]) -> Option<usize> {
    let (sum, body) = bytes.split_at_checked(65)?;
    (sum.strip_suffix(b"\n")? == blake3::hash(body).to_hex().as_bytes()).then_some(sum.len())
}
