//! What could not be loaded, why, and what to do about it. Every wording is here.

use std::io;
use std::path::{Path, PathBuf};

use super::formats;
use super::kind::FileKind;

/// One file or folder that did not become a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file or folder, as it was given or found.
    pub path: PathBuf,
    /// What is wrong and what to do, in one plain sentence: `This file is empty: there is nothing to read.`
    pub sentence: String,
}

impl Problem {
    /// What is wrong with `path`.
    pub fn new(path: &Path, kind: &ProblemKind) -> Self {
        Self { path: path.to_owned(), sentence: kind.to_string() }
    }
}

/// The ways in which a file or folder can fail to become a document; its display is the sentence a person reads.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProblemKind {
    /// There is nothing at the path.
    #[error("There is nothing here (any more): check whether it was moved or renamed, then open it again.")]
    Missing,
    /// The system refuses.
    #[error("This may not be read: change its permissions, or copy it to a place that you may read.")]
    NotPermitted,
    /// The system fails to read it, in the system's words.
    #[error("This could not be read ({0}): check the disk or the connection, then open it again.")]
    Unreadable(String),
    /// A pipe, device or socket, which is never opened.
    #[error("This is a pipe, a device or a socket and has no text of its own: leave it out.")]
    NotAFile,
    /// A link that leads round in a circle.
    #[error("This link leads round in a circle: remove it, or open what it was meant to lead to.")]
    LinkLoop,
    /// A link that leads to nothing.
    #[error("This link leads to nothing: mend it, or open the file it was meant to lead to.")]
    BrokenLink,
    /// A link to a folder outside the folder that was opened.
    #[error(
        "This link leads to a folder outside the one you opened, and was not followed: open that folder as well."
    )]
    LinkOutside,
    /// Larger than is read, in bytes.
    #[error("This file is {}; Lectern reads files of up to {}: split it into parts first.", megabytes(*.0), megabytes(super::LARGEST_FILE))]
    TooLarge(u64),
    /// No bytes.
    #[error("This file is empty: there is nothing to read.")]
    Empty,
    /// White space only.
    #[error("This file holds nothing but white space: there is nothing to read.")]
    Blank,
    /// A kind of file known by name.
    #[error("This is {}; Lectern reads {readable}, so {}.", .0.name, .0.advice, readable = formats::readable())]
    OtherKind(&'static FileKind),
    /// An extension that says nothing to us, without its dot.
    #[error(
        "Files ending in .{0} are not read; Lectern reads {readable}: if this is plain text, open it by itself.",
        readable = formats::readable()
    )]
    UnknownExtension(String),
    /// Bytes that are no text in any encoding.
    #[error("This file holds data and not text; Lectern reads {readable}: leave it out.", readable = formats::readable())]
    Binary,
    /// Text whose encoding could not be told, with the best guess.
    #[error(
        "The encoding of this text cannot be told (the best guess, {0}, does not fit): save it as UTF-8 first."
    )]
    Undecodable(&'static str),
    /// Bytes that are no text in the encoding that was chosen.
    #[error(
        "This file is not in {0}: too many of its bytes stand for nothing there; choose another encoding."
    )]
    NotIn(&'static str),
    /// One of Lectern's own files, given as a document.
    #[error("This belongs to a Lectern project and is not a document: open the project instead.")]
    Project,
    /// A folder with nothing in it to read.
    #[error(
        "There is nothing to read in this folder; Lectern reads {readable}: open one that holds such files.",
        readable = formats::readable()
    )]
    NothingInside,
    /// A document of the bundled corpus that this version does not have.
    #[error(
        "This document is not part of the corpus of this version of Lectern: open the project with the version that made it."
    )]
    NotBundled,
    /// A document whose kept text is lost and whose file says something else by now.
    #[error(
        "The text this project was made on is no longer kept, and the file has changed since: its annotations are safe, but cannot be shown in the text."
    )]
    TextChanged,
    /// A reader failed in a way it should not.
    #[error(
        "Lectern failed on this file, which is a fault in Lectern: please report it, and leave the file out for now."
    )]
    ReaderFailed,
}

impl From<&io::Error> for ProblemKind {
    fn from(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::Missing,
            io::ErrorKind::PermissionDenied => Self::NotPermitted,
            // Named `FilesystemLoop` by the standard library, but not yet for us to match on.
            _ if error.to_string().contains("symbolic links") => Self::LinkLoop,
            _ => Self::Unreadable(system_words(error)),
        }
    }
}

/// The system's words for an error, without the number it adds.
fn system_words(error: &io::Error) -> String {
    let words = error.to_string();
    words.split(" (os error").next().unwrap_or(&words).to_lowercase()
}

/// A size in words, in whole megabytes.
fn megabytes(bytes: u64) -> String {
    format!("{} MB", bytes.div_ceil(1 << 20))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_whole_and_say_what_to_do() {
        let pdf = super::super::kind::by_extension("pdf").unwrap();
        assert_eq!(
            ProblemKind::OtherKind(pdf).to_string(),
            "This is a PDF; Lectern reads .txt and .md, so save it as text first."
        );
        assert_eq!(
            ProblemKind::TooLarge(200 << 20).to_string(),
            "This file is 200 MB; Lectern reads files of up to 64 MB: split it into parts first."
        );
        let failed = io::Error::other("Input/output error (os error 5)");
        assert_eq!(
            ProblemKind::from(&failed).to_string(),
            "This could not be read (input/output error): check the disk or the connection, then open it again."
        );
    }
}
