//! Three project files made one, without a window: what `lectern merge` needs.
//!
//! Reads and writes files before it answers; nothing that is open here is touched. What is only in the journal of one of
//! the three, because a program crashed or somebody is at work on it, counts as part of it; that journal is left as it is.
//! The result goes on from one project and its history: from the one it is written over, where that is a version of the
//! same project, else from mine. What came in is one entry of that history, saved as any other edit is.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::files::{absolute, target_path};
use super::journalling::Continued;
use super::passages::sentence;
use super::saving::texts_named_in;
use super::{CommandError, Level, Places, Workbench, file_name};
use crate::project::conflict::Conflict;
use crate::project::difference::{Tally, changes_between};
use crate::project::journal::FileState;
use crate::project::merge::{Names, merge};
use crate::project::store;
use crate::project::{Change, Project};
use crate::text::{Text, TextHash};

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
        let mut result = self.going_on_from(&mine, &output, &mut notices)?;
        let [before, here, there] = [&base, &mine, &theirs].map(|path| match &result.file {
            Some(file) if is_one_file(&file.path, path) => Ok(result.project().clone()),
            _ => self.open_to_merge(path, &mut notices),
        });
        let (before, here, there) = (before?, here?, there?);
        let (mut here_called, mut there_called) = (file_name(&mine), file_name(&theirs));
        if here_called == there_called {
            (here_called, there_called) = (mine.display().to_string(), theirs.display().to_string());
        }
        let names = Names { mine: &here_called, theirs: &there_called };
        let loaded: BTreeMap<TextHash, Text> =
            result.documents().values().map(|it| (it.text.hash(), it.text.clone())).collect();
        let sources = [&mine, &theirs, &base];
        let kept = |hash| sources.into_iter().find_map(|path| store::frozen_text(&self.disk, path, hash));
        let text = |hash| loaded.get(&hash).cloned().or_else(|| kept(hash));
        let merged = merge(&before, &here, &there, names, &text);
        let changes = changes_between(result.project(), &merged.project);
        // The history must not rest on texts that are not there yet.
        self.bring_texts_of(&merged.project, &changes, &sources, &output)?;
        let label = format!("Merge “{here_called}” and “{there_called}”, from “{}”", file_name(&base));
        result.bring_in(label, changes)?;
        let goes_on = result.file.as_ref().is_some_and(|file| file.path == output);
        if goes_on {
            result.save()?
        } else {
            result.save_as(&output)?
        };
        result.finish_jobs();
        result.close();
        result.warnings(&mut notices)?;
        let came_in = Tally::of(&changes_between(&here, &merged.project)).in_words();
        Ok(FilesMerged { output, came_in, conflicts: merged.conflicts, notices })
    }

    /// A workbench with the project that the result goes on from: the one at `output`, locked, where that is a version of
    /// `mine`; else mine, to be saved there.
    fn going_on_from(
        &self,
        mine: &Path,
        output: &Path,
        notices: &mut Vec<String>,
    ) -> Result<Self, CommandError> {
        let project_at =
            |path: &Path| store::look_at_file(&self.disk, path).ok().and_then(|look| look.project);
        let goes_on = project_at(output).is_some_and(|id| project_at(mine) == Some(id));
        let mut result = Self::on_disk(Places::none(), self.disk.clone());
        result.settings.coder.clone_from(&self.settings.coder);
        if !goes_on {
            result.only_read();
        }
        let from = if goes_on { output } else { mine };
        result.open_project(from)?;
        result.finish_jobs();
        let mut told = Vec::new();
        result.warnings(&mut told)?;
        let name = file_name(from);
        // Most of them name it.
        let named = |told: String| if told.contains(&name) { told } else { format!("{name}: {told}") };
        notices.extend(told.into_iter().map(named));
        let refused = result.file.as_ref().filter(|file| goes_on || file.by_newer);
        if let Some(reason) = refused.and_then(|file| file.read_only.clone()) {
            let reason = result
                .held_by()
                .map_or(reason, |held_by| format!("{}, and it cannot be replaced meanwhile.", held_by.who));
            return Err(CommandError::new(format!("“{name}” was not merged: {reason}")));
        }
        Ok(result)
    }

    /// Passes on what there is to say of a workbench that nobody sees, or says why something could not be done.
    fn warnings(&mut self, notices: &mut Vec<String>) -> Result<(), CommandError> {
        for notice in self.take_notices() {
            match notice.level {
                Level::Error => return Err(CommandError::new(notice.text)),
                Level::Warning => notices.push(notice.text),
                Level::Info => {}
            }
        }
        Ok(())
    }

    /// Keeps beside the result what its documents and its history rest on and one of the `sources` keeps.
    fn bring_texts_of(
        &self,
        project: &Project,
        changes: &[Change],
        sources: &[&PathBuf],
        output: &Path,
    ) -> Result<(), CommandError> {
        let now = project.documents.values().map(|record| record.hash);
        let hashes: BTreeSet<TextHash> = now.chain(texts_named_in(changes)).collect();
        for from in sources.iter().filter(|from| !is_one_file(from, output)) {
            let brought = store::bring_texts(&self.disk, from, output, hashes.iter().copied());
            brought.map_err(|cause| error(&cause))?;
        }
        Ok(())
    }

    /// Reads a project with what the journal beside it has that its file lacks.
    fn open_to_merge(&self, path: &Path, notices: &mut Vec<String>) -> Result<Project, CommandError> {
        let opened = store::open(&self.disk, path).map_err(|cause| error(&cause))?;
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
        Ok(project)
    }
}

/// True for two paths of one file, however they are written.
fn is_one_file(one: &Path, other: &Path) -> bool {
    one == other || matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

fn error(error: &dyn std::fmt::Display) -> CommandError {
    CommandError::new(sentence(&error))
}
