//! Three project files made one, without a window: what `lectern merge` needs.
//!
//! Reads and writes files before it answers; nothing that is open here is touched.

use std::path::{Path, PathBuf};

use super::files::{absolute, target_path};
use super::passages::sentence;
use super::{CommandError, Workbench, file_name};
use crate::project::conflict::Conflict;
use crate::project::difference::{Tally, changes_between};
use crate::project::merge::{Names, merge};
use crate::project::store::lock;
use crate::project::store::{self, Expected, Opened};
use crate::project::DocumentId;

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilesMerged {
    /// The file that was written.
    pub output: PathBuf,
    /// What came in from the second file, for the middle of a sentence.
    pub came_in: String,
    /// What both had changed.
    pub conflicts: Vec<Conflict>,
    /// What else there is to know, one sentence each.
    pub notices: Vec<String>,
}

impl Workbench {
    /// Unites the projects at `mine` and `theirs`, which both came from the one at `base`, in the file at `output`. A
    /// project that is there becomes a backup.
    pub fn merge_files(
        &self,
        base: &Path,
        mine: &Path,
        theirs: &Path,
        output: &Path,
    ) -> Result<FilesMerged, CommandError> {
        let [base, mine, theirs] = [base, mine, theirs].map(absolute);
        let output = target_path(output, "ron");
        let mut notices = Vec::new();
        let before = self.open_to_merge(&base, &mut notices)?;
        let here = self.open_to_merge(&mine, &mut notices)?;
        let there = self.open_to_merge(&theirs, &mut notices)?;
        let (mut here_called, mut there_called) = (file_name(&mine), file_name(&theirs));
        if here_called == there_called {
            (here_called, there_called) = (mine.display().to_string(), theirs.display().to_string());
        }
        let names = Names { mine: &here_called, theirs: &there_called };
        let beside = [&mine, &theirs, &base, &output];
        let text = |hash| beside.into_iter().find_map(|path| store::frozen_text(&self.disk, path, hash));
        let merged = merge(&before.project, &here.project, &there.project, names, &text);
        let texts = |id: DocumentId| text(merged.project.documents.get(&id)?.hash);
        let holder = self.holder();
        let asked = lock::acquire(&self.disk, &output, &holder).map_err(error)?;
        let _lock =
            asked.into_lock().map_err(|who| error(store::StoreError::InUse { path: output.clone(), who }))?;
        // The file that is merged into may be the one that is written; what it holds is in the result.
        let (expected, held) = if output == mine {
            (Expected::Unchanged(here.file_hash), here.held)
        } else {
            (Expected::Anything, None)
        };
        let saved =
            store::save(&self.disk, &merged.project, held, &output, expected, &texts).map_err(error)?;
        notices.extend(saved.not_kept);
        match saved.texts_missing.len() {
            0 => {}
            1 => notices.push("The text of 1 document is kept beside none of the projects.".to_owned()),
            many => {
                notices.push(format!("The texts of {many} documents are kept beside none of the projects."));
            }
        }
        let came_in = Tally::of(&changes_between(&here.project, &merged.project)).in_words();
        Ok(FilesMerged { output, came_in, conflicts: merged.conflicts, notices })
    }

    fn open_to_merge(&self, path: &Path, notices: &mut Vec<String>) -> Result<Opened, CommandError> {
        let opened = store::open(&self.disk, path).map_err(error)?;
        if let Some(reason) = &opened.read_only {
            return Err(CommandError::new(format!("“{}” was not merged: {reason}", file_name(path))));
        }
        notices.extend(opened.notices.iter().map(|notice| format!("{}: {notice}", file_name(path))));
        Ok(opened)
    }
}

fn error(error: impl std::fmt::Display) -> CommandError {
    CommandError::new(sentence(&error))
}
