//! The figures read from texts, kept from one start to the next in the user's cache directory.
//!
//! One file for each text, in a folder for each version of the rules by which figures are read, which tell the language from
//! the text itself; a file that is damaged, or that was made of another text, counts as none. There are only so many of them:
//! those written longest ago go first. The whole folder can be deleted at any time.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::compare::figures::Figure;
use crate::disk::Disk;
use crate::text::Text;

/// The name that `build.rs` gives to the way in which figures are read, made of all that bears on it.
const VERSION: &str = env!("LECTERN_READING_OF_FIGURES");

/// A larger file is neither written nor read, in bytes: a text with so many figures is a table, and is read again.
const LARGEST: u64 = 4 << 20;

/// Files are put in 256 folders by the beginning of their names; this many stay in each, which is 100,000 texts in all.
const MOST_IN_A_FOLDER: usize = 400;

/// What a file holds.
#[derive(Serialize, Deserialize)]
struct Kept<F> {
    /// The hash of the text they were read from.
    text: String,
    figures: F,
}

/// The folder where figures are kept.
pub(super) struct Cache {
    disk: Disk,
    /// Holds a folder for each version.
    folder: PathBuf,
    most_in_a_folder: usize,
}

impl Cache {
    /// A cache within the user's cache directory.
    pub fn new(disk: Disk, caches: &Path) -> Self {
        Self { disk, folder: caches.join("figures"), most_in_a_folder: MOST_IN_A_FOLDER }
    }

    /// Removes what other versions have kept.
    pub fn forget_other_versions(&self) {
        let names = self.disk.list(&self.folder).unwrap_or_default();
        for name in names.into_iter().filter(|name| name != VERSION) {
            if let Err(error) = self.disk.remove_folder(&self.folder.join(name)) {
                tracing::info!("old figures stay in the cache: {error}");
            }
        }
    }

    /// Removes what was written longest ago of what is too many.
    pub fn prune(&self) {
        let all = self.folder.join(VERSION);
        for name in self.disk.list(&all).unwrap_or_default() {
            let folder = all.join(name);
            let files = self.disk.list(&folder).unwrap_or_default();
            let Some(too_many) = files.len().checked_sub(self.most_in_a_folder + 1) else { continue };
            let written = |path: &PathBuf| self.disk.about(path).ok().flatten().and_then(|it| it.modified);
            let mut files: Vec<_> = files.into_iter().map(|name| folder.join(name)).collect();
            files.sort_by_cached_key(written);
            for path in files.iter().take(too_many + 1) {
                if let Err(error) = self.disk.remove(path) {
                    tracing::info!("old figures stay in the cache: {error}");
                }
            }
        }
    }

    fn path(&self, hash: &str) -> PathBuf {
        self.folder.join(VERSION).join(hash.get(..2).unwrap_or_default()).join(format!("{hash}.ron"))
    }

    /// The figures kept for a text.
    pub fn read(&self, text: &Text) -> Option<Vec<Figure>> {
        let bytes = self.disk.read_up_to(&self.path(&text.hash().to_string()), LARGEST).ok()?;
        from_bytes(text, &bytes)
    }

    /// Keeps the figures of a text. A failure costs time at the next start and nothing else.
    pub fn write(&self, text: &Text, figures: &[Figure]) {
        let path = self.path(&text.hash().to_string());
        let Some(bytes) = to_bytes(text, figures).filter(|bytes| bytes.len() as u64 <= LARGEST) else {
            return;
        };
        let folder = path.parent().map_or(Ok(()), |folder| self.disk.create_folder(folder));
        if let Err(error) = folder.and_then(|()| self.disk.write_lightly(&path, &bytes)) {
            tracing::info!("figures are not kept: {error}");
        }
    }
}

/// A line with the BLAKE3 of the rest, then the figures.
fn to_bytes(text: &Text, figures: &[Figure]) -> Option<Vec<u8>> {
    let body = ron::to_string(&Kept { text: text.hash().to_string(), figures }).ok()?;
    Some(format!("{}\n{body}", blake3::hash(body.as_bytes()).to_hex()).into_bytes())
}

fn from_bytes(text: &Text, bytes: &[u8]) -> Option<Vec<Figure>> {
    let (sum, body) = bytes.split_at_checked(65)?;
    if sum.strip_suffix(b"\n")? != blake3::hash(body).to_hex().as_bytes() {
        return None;
    }
    let kept: Kept<Vec<Figure>> = ron::de::from_bytes(body).ok()?;
    let stands = |figure: &Figure| {
        figure.span.of(text.as_str()).is_some() && figure.sentence.of(text.as_str()).is_some()
    };
    let is_ours = kept.text == text.hash().to_string();
    (is_ours && kept.figures.iter().all(stands)).then_some(kept.figures)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::figures::read;

    const BODY: &str = "We attended over 670 meetings, spent £2.7m a year and asked a third of residents since 2012. \
                        The 34-year-old was hurt; he died at the age of 71. It took nearly seven weeks.";

    #[test]
    fn figures_are_kept_as_they_were_read() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(Disk::default(), folder.path());
        let text = Text::new(BODY);
        let figures = read(&text);
        assert!(figures.len() > 4, "{figures:?}");
        assert_eq!(cache.read(&text), None);
        cache.write(&text, &figures);
        assert_eq!(cache.read(&text), Some(figures));
        assert_eq!(cache.read(&Text::new("Other words.")), None);
    }

    #[test]
    fn what_is_damaged_or_of_another_text_counts_as_none() {
        let text = Text::new(BODY);
        let bytes = to_bytes(&text, &read(&text)).unwrap();
        assert!(from_bytes(&text, &bytes).is_some());
        for at in [0, 64, 65, 200, bytes.len() - 1] {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            assert_eq!(from_bytes(&text, &damaged), None, "{at}");
        }
        assert_eq!(from_bytes(&text, &bytes[..bytes.len() / 2]), None);
        assert_eq!(from_bytes(&text, b""), None);
        assert_eq!(from_bytes(&Text::new(BODY.replace("670", "680")), &bytes), None);
    }

    #[test]
    fn there_are_only_so_many_and_none_of_other_versions() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache { most_in_a_folder: 1, ..Cache::new(Disk::default(), folder.path()) };
        let texts: Vec<Text> = (0..600).map(|number| Text::new(format!("{number} meetings."))).collect();
        for text in &texts {
            cache.write(text, &read(text));
        }
        let other = folder.path().join("figures").join("another");
        std::fs::create_dir_all(&other).unwrap();
        cache.forget_other_versions();
        cache.prune();
        assert!(!other.exists());
        let kept = texts.iter().filter(|text| cache.read(text).is_some()).count();
        assert!((1..=256).contains(&kept), "{kept}");
    }
}
