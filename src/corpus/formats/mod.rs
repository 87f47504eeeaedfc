//! The formats documents are read from, one file each.
//!
//! To add a format: write `formats/NAME.rs` with a `pub static FORMAT: Format` beside the function that reads it, and
//! add its line to [`ALL`] (and its `mod` line above that). Walking, limits, problems, titles from first lines, guessed
//! dates and word counts come by themselves; what [`ALL`] lists is also what every sentence and dialog says is read.

pub mod markdown;
pub mod plain;

use std::collections::BTreeMap;

use super::document::AttributeValue;
use super::encodings::Chosen;
use super::problem::ProblemKind;

/// One format: how its files are known, and how they are read.
pub struct Format {
    /// Extensions without dots, in lower case; the first is the one named to people.
    pub extensions: &'static [&'static str],
    /// Name and version of the reader, kept in projects: `plain 1`. A change that could alter a text raises the
    /// version.
    pub reader: &'static str,
    /// Makes text of a file's bytes, in the encoding that was chosen if one was. Never panics, whatever the bytes.
    pub read: fn(Vec<u8>, Option<Chosen>) -> Result<Extract, ProblemKind>,
}

/// What a reader makes of a file.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Extract {
    /// The text, with LF line ends and no byte-order mark.
    pub text: String,
    /// The encoding it was in, in words.
    pub encoding: String,
    /// The title the file gives itself, if it does; else the first line or the file name serves.
    pub title: Option<String>,
    /// What the file says of itself.
    pub attributes: BTreeMap<String, AttributeValue>,
}

/// Every format that is read.
pub static ALL: [&Format; 2] = [&plain::FORMAT, &markdown::FORMAT];

/// The format of files with this extension (in any case, without its dot).
pub fn by_extension(extension: &str) -> Option<&'static Format> {
    let extension = extension.to_ascii_lowercase();
    ALL.into_iter().find(|format| format.extensions.contains(&extension.as_str()))
}

/// The extensions that are read, as a sentence names them: `.txt and .md`.
pub fn readable() -> String {
    let names: Vec<String> =
        ALL.iter().filter_map(|format| format.extensions.first()).map(|e| format!(".{e}")).collect();
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => names.concat(),
    }
}
