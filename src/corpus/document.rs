//! A document as it was read: its text, where it came from and what the file said of itself.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::text::Text;

/// Where a document's text comes from.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Source {
    /// A document compiled into the program, by its file name in `seeds/`.
    Bundled(String),
    /// A file, by its absolute path while the project is open.
    File(PathBuf),
}

/// The value of a document's attribute.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct AttributeValue {
    /// What the attribute says.
    pub value: String,
    /// True while it is the program's guess; false once a person has set or confirmed it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub guessed: bool,
}

impl AttributeValue {
    /// A value a person stands behind.
    pub fn stated(value: impl Into<String>) -> Self {
        Self { value: value.into(), guessed: false }
    }

    /// A value the program guessed.
    pub fn guessed(value: impl Into<String>) -> Self {
        Self { value: value.into(), guessed: true }
    }
}

/// A document that has been read. Immutable; shared between threads and panes as `Arc<Document>`.
#[derive(Clone, Debug)]
pub struct Document {
    /// Where the text was read from.
    pub source: Source,
    /// Path below the folder that was opened, with `/` between its parts; the file name when a file was opened.
    pub name_in_corpus: String,
    /// The normalised text: UTF-8, LF line ends, no byte-order mark, otherwise as it stands in the file.
    pub text: Text,
    /// The encoding the file was in, in words: `UTF-8`, `UTF-16LE with BOM`, `windows-1252 (detected)`.
    pub encoding: String,
    /// Name and version of the reader, as kept in the project: `plain 1`.
    pub reader: String,
    /// Heading or first line, cut well; else the file name.
    pub title: String,
    /// What the file, its name or the manifest says of it; guesses are marked.
    pub attributes: BTreeMap<String, AttributeValue>,
    /// Number of words in the text.
    pub words: usize,
}
