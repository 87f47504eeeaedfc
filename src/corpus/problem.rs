//! What could not be loaded, why, and what to do about it.

use std::path::PathBuf;

/// One file or folder that did not become a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file or folder, as it was given or found.
    pub path: PathBuf,
    /// What is wrong and what to do, in one plain sentence: `is empty; there is nothing to read`.
    pub sentence: String,
}
