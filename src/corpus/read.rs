//! One file to one document: limits, format, title, attributes, words.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

use super::document::{AttributeValue, Document, Source};
use super::encodings::Chosen;
use super::formats::{self, Extract, Format};
use super::problem::{Problem, ProblemKind};
use super::{date, kind, title};
use crate::text::Text;
use crate::text::words::word_count;

/// The largest file that is read, in bytes.
pub const LARGEST_FILE: u64 = 64 << 20;

/// Reads one file, whatever its extension: one without a format of its own is tried as plain text.
///
/// # Errors
/// When the file cannot be read or is no text.
pub fn read_file(path: &Path, name_in_corpus: &str) -> Result<Document, Problem> {
    read_file_as(path, name_in_corpus, None)
}

/// As [`read_file`], in the encoding that was chosen, if one was.
///
/// # Errors
/// When the file cannot be read or is no text, or not in that encoding.
pub fn read_file_as(path: &Path, name_in_corpus: &str, chosen: Option<Chosen>) -> Result<Document, Problem> {
    document(path, name_in_corpus, chosen).map_err(|kind| Problem::new(path, &kind))
}

fn document(path: &Path, name_in_corpus: &str, chosen: Option<Chosen>) -> Result<Document, ProblemKind> {
    let extension = extension(path);
    if is_project_file(&extension) {
        return Err(ProblemKind::Project);
    }
    let format = formats::by_extension(&extension).unwrap_or(&formats::plain::FORMAT);
    let extract = (format.read)(contents(path)?, chosen).map_err(|problem| match problem {
        ProblemKind::OtherKind(told) => ProblemKind::OtherKind(kind::refined(told, &extension)),
        ProblemKind::Binary => {
            kind::by_extension(&extension).map_or(ProblemKind::Binary, ProblemKind::OtherKind)
        }
        other => other,
    })?;
    if extract.text.trim().is_empty() {
        return Err(if extract.text.is_empty() { ProblemKind::Empty } else { ProblemKind::Blank });
    }
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    Ok(assembled(extract, format, Source::File(absolute), name_in_corpus))
}

/// What a reader made of a file, and what follows from it for every format alike.
fn assembled(extract: Extract, format: &Format, source: Source, name_in_corpus: &str) -> Document {
    let Extract { text, encoding, title, mut attributes } = extract;
    let title = title.or_else(|| title::of_text(&text)).unwrap_or_else(|| title::of_name(name_in_corpus));
    if !attributes.contains_key("date")
        && let Some(date) = date::guess(name_in_corpus, &text)
    {
        attributes.insert("date".to_owned(), AttributeValue::guessed(date));
    }
    let words = word_count(&text);
    Document {
        source,
        name_in_corpus: name_in_corpus.to_owned(),
        text: Text::new(text),
        encoding,
        reader: format.reader.to_owned(),
        title,
        attributes,
        words,
    }
}

/// The bytes of a file that is a file and not too large, even when it grows while it is read.
fn contents(path: &Path) -> Result<Vec<u8>, ProblemKind> {
    // Asked before opening: opening a pipe waits for its other end.
    let metadata = fs::metadata(path).map_err(|error| ProblemKind::from(&error))?;
    if !metadata.is_file() {
        return Err(ProblemKind::NotAFile);
    }
    if metadata.len() > LARGEST_FILE {
        return Err(ProblemKind::TooLarge(metadata.len()));
    }
    let file = File::open(path).map_err(|error| ProblemKind::from(&error))?;
    let mut bytes = Vec::with_capacity(metadata.len() as usize);
    file.take(LARGEST_FILE + 1).read_to_end(&mut bytes).map_err(|error| ProblemKind::from(&error))?;
    let length = bytes.len() as u64;
    if length > LARGEST_FILE { Err(ProblemKind::TooLarge(length)) } else { Ok(bytes) }
}

/// A file's extension without its dot, in lower case; empty when it has none.
pub(super) fn extension(path: &Path) -> String {
    path.extension().map(OsStr::to_string_lossy).unwrap_or_default().to_lowercase()
}

/// True for the extension of Lectern's own project files.
pub(super) fn is_project_file(extension: &str) -> bool {
    extension == "ron"
}
