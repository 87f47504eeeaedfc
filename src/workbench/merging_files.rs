//! Three project files made one, without a window: what `lectern merge` needs.
//!
//! Reads and writes files before it answers; nothing that is open here is touched. What is only in the journal of one of
//! the three, because a program crashed or somebody is at work on it, counts as part of it; the journal is left as it is.

use std::path::{Path, PathBuf};

use super::files::{absolute, target_path};
use super::journalling::Continued;
use super::passages::sentence;
use super::{CommandError, Workbench, file_name};
use crate::project::conflict::Conflict;
use crate::project::difference::{Tally, changes_between};
use crate::project::journal::FileState;
use crate::project::merge::{Names, merge};
use crate::project::store::lock;
use crate::project::store::{self, Expected, FileHash};
use crate::project::{DocumentId, EntryId, Position, Project};

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
        // The file that is merged into may be the one that is written; what it holds is in the result. With more in it, it is no
        // state its journal has gone through.
        let (expected, held) = if is_one_file(&output, &mine) {
            let further = |held: Position| Position { number: held.number + 1, id: EntryId::new() };
            let is_as_mine = merged.project == here.project;
            (
                Expected::Unchanged(here.file_hash),
                here.held.map(|held| if is_as_mine { held } else { further(held) }),
            )
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

    /// Reads a project with what the journal beside it has that its file lacks.
    fn open_to_merge(&self, path: &Path, notices: &mut Vec<String>) -> Result<Version, CommandError> {
        let opened = store::open(&self.disk, path).map_err(error)?;
        let name = file_name(path);
        if let Some(reason) = &opened.read_only {
            return Err(CommandError::new(format!("“{name}” was not merged: {reason}")));
        }
        notices.extend(opened.notices.iter().map(|notice| format!("{name}: {notice}")));
        let state = FileState::of(&opened);
        let mut project = opened.project;
        let journal = Continued::read(&self.disk, path, &mut project, state);
        notices.extend(journal.recovery.sentences(&name, false));
        notices.extend(journal.refused.map(|reason| format!("{name}: {reason}")));
        let held = journal.recovery.history.position();
        Ok(Version { project, file_hash: opened.file_hash, held })
    }
}

/// One of the projects that are made one.
struct Version {
    project: Project,
    /// The hash of its file.
    file_hash: FileHash,
    /// The last entry of the history that is in it.
    held: Option<Position>,
}

/// True for two paths of one file, however they are written.
fn is_one_file(one: &Path, other: &Path) -> bool {
    one == other || matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

fn error(error: impl std::fmt::Display) -> CommandError {
    CommandError::new(sentence(&error))
}
