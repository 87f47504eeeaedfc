//! Saving: every record on a line of its own, read back before it counts, and put in place whole.

use std::path::Path;

use ron::ser::PrettyConfig;

use super::header::{Header, SCHEMA};
use super::schema::{File, FileRef};
use super::{FileHash, StoreError, path, read, texts};
use crate::disk;
use crate::project::{DocumentId, Project};
use crate::text::Text;

/// What may be replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// Only the file with this hash, known from opening or saving it. No file at all is no objection.
    Unchanged(FileHash),
    /// Whatever stands there; somebody has decided so.
    Anything,
}

/// What was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The hash of the file as it is now, to be expected next time.
    pub file_hash: FileHash,
    /// How many texts were written beside it.
    pub texts_written: usize,
    /// Documents whose text could not be kept, because it is not loaded and was not kept before.
    pub texts_missing: Vec<DocumentId>,
}

/// Saves `project` to the file at `path`, and the texts of its documents beside it.
///
/// `texts` gives the text of a document, as far as it is to be had: loaded, or kept beside another project file this
/// one is a copy of. The file is replaced in one step, after what is to be written was read back and compared.
pub fn save(
    project: &Project,
    path: &Path,
    expected: Expected,
    texts: &dyn Fn(DocumentId) -> Option<Text>,
) -> Result<Saved, StoreError> {
    let path = &disk::follow_links(path);
    check_expected(path, expected)?;
    let content = serialise(project, path)?;
    let (texts_written, texts_missing) = texts::freeze(project, path, texts)?;
    // Once more: writing texts may have taken a while.
    check_expected(path, expected)?;
    disk::write_atomically(path, content.as_bytes())?;
    Ok(Saved { file_hash: FileHash::of(content.as_bytes()), texts_written, texts_missing })
}

/// The whole file as text, checked to read back as the same project.
fn serialise(project: &Project, path: &Path) -> Result<String, StoreError> {
    let unfaithful = |cause: String| StoreError::NotFaithful { path: path.to_owned(), cause };
    let rows = FileRef::of(project, &path::base_folder(path));
    let mut body =
        ron::ser::to_string_pretty(&rows, layout()).map_err(|error| unfaithful(error.to_string()))?;
    body.push('\n');
    let file: File = ron::from_str(&body).map_err(|error| unfaithful(error.to_string()))?;
    if let Some(section) = rows.difference(&file) {
        return Err(unfaithful(format!("the section “{section}” differs")));
    }
    Ok(format!("{}\n{body}", Header::of(&body)))
}

/// One record a line, so that git shows a new annotation as one new line; the same bytes on every system.
fn layout() -> PrettyConfig {
    PrettyConfig::new().depth_limit(2).indentor(" ").new_line("\n").escape_strings(true)
}

fn check_expected(path: &Path, expected: Expected) -> Result<(), StoreError> {
    if !path.exists() {
        return Ok(());
    }
    let bytes = disk::read(path)?;
    match expected {
        Expected::Unchanged(known) if FileHash::of(&bytes) != known => {
            return Err(StoreError::ChangedOnDisk(path.to_owned()));
        }
        _ => {}
    }
    match read::header_of(&bytes) {
        Some(header) if header.schema > SCHEMA => {
            Err(StoreError::WouldLoseNewer { path: path.to_owned(), app: header.app })
        }
        _ => Ok(()),
    }
}
