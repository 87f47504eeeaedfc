//! The figures read from texts.
//!
//! One file for each text, in a folder for each version of the rules by which figures are read, which tell the language from
//! the text itself; a file that was made of another text counts as none. There are only so many of them: those written longest
//! ago go first.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::Folder;
use crate::compare::figures::{Figure, Reading};
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
struct Kept<R> {
    /// The hash of the text they were read from.
    text: String,
    reading: R,
}

/// The folder where figures are kept.
pub(in super::super) struct Figures {
    pub(super) folder: Folder,
    most_in_a_folder: usize,
}

impl Figures {
    /// A cache within the user's cache directory.
    pub(super) fn new(disk: Disk, caches: &Path) -> Self {
        let folder = Folder { disk, kind: caches.join("figures"), version: VERSION, largest: LARGEST };
        Self { folder, most_in_a_folder: MOST_IN_A_FOLDER }
    }

    /// Removes what was written longest ago of what is too many.
    pub fn prune(&self) {
        for name in self.folder.disk.list(&self.folder.path()).unwrap_or_default() {
            self.folder.prune(Path::new(&name), self.most_in_a_folder, u64::MAX);
        }
    }

    /// The figures kept for a text.
    pub fn read(&self, text: &Text) -> Option<Reading> {
        from_body(text, &self.folder.read(&file(text))?)
    }

    /// Keeps the figures of a text.
    pub fn write(&self, text: &Text, reading: &Reading) {
        if let Some(body) = to_body(text, reading) {
            self.folder.write(&file(text), body.as_bytes());
        }
    }
}

fn file(text: &Text) -> PathBuf {
    let hash = text.hash().to_string();
    Path::new(hash.get(..2).unwrap_or_default()).join(format!("{hash}.ron"))
}

fn to_body(text: &Text, reading: &Reading) -> Option<String> {
    ron::to_string(&Kept { text: text.hash().to_string(), reading }).ok()
}

fn from_body(text: &Text, body: &[u8]) -> Option<Reading> {
    let kept: Kept<Reading> = ron::de::from_bytes(body).ok()?;
    let stands = |figure: &Figure| {
        figure.span.of(text.as_str()).is_some() && figure.sentence.of(text.as_str()).is_some()
    };
    let is_ours = kept.text == text.hash().to_string();
    (is_ours && kept.reading.figures.iter().all(stands)).then_some(kept.reading)
}

#[cfg(test)]
mod tests {
    use super::super::{sealed, unsealed};
    use super::*;
    use crate::compare::figures::reading;

    const BODY: &str = "We attended over 670 meetings, spent £2.7m a year and asked a third of residents since 2012. \
                        The 34-year-old was hurt; he died at the age of 71. It took nearly seven weeks.";

    #[test]
    fn figures_are_kept_as_they_were_read() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Figures::new(Disk::default(), folder.path());
        let text = Text::new(BODY);
        let figures = reading(&text);
        assert!(figures.figures.len() > 4, "{figures:?}");
        assert_eq!(cache.read(&text), None);
        cache.write(&text, &figures);
        assert_eq!(cache.read(&text), Some(figures));
        assert_eq!(cache.read(&Text::new("Other words.")), None);
    }

    #[test]
    fn what_is_damaged_or_of_another_text_counts_as_none() {
        let text = Text::new(BODY);
        let bytes = sealed(to_body(&text, &reading(&text)).unwrap().as_bytes());
        let read_back = |text: &Text, bytes: &[u8]| from_body(text, &bytes[unsealed(bytes)?..]);
        assert!(read_back(&text, &bytes).is_some());
        for at in [0, 64, 65, 200, bytes.len() - 1] {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            assert_eq!(read_back(&text, &damaged), None, "{at}");
        }
        assert_eq!(read_back(&text, &bytes[..bytes.len() / 2]), None);
        assert_eq!(read_back(&text, b""), None);
        assert_eq!(read_back(&Text::new(BODY.replace("670", "680")), &bytes), None);
    }

    #[test]
    fn there_are_only_so_many_and_none_of_other_versions() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Figures { most_in_a_folder: 1, ..Figures::new(Disk::default(), folder.path()) };
        let texts: Vec<Text> = (0..600).map(|number| Text::new(format!("{number} meetings."))).collect();
        for text in &texts {
            cache.write(text, &reading(text));
        }
        let other = folder.path().join("figures").join("another");
        std::fs::create_dir_all(&other).unwrap();
        cache.folder.forget_other_versions();
        cache.prune();
        assert!(!other.exists());
        let kept = texts.iter().filter(|text| cache.read(text).is_some()).count();
        assert!((1..=256).contains(&kept), "{kept}");
    }
}
