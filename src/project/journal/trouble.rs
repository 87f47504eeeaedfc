//! What is the matter with a journal or its archive, for whoever checks a project: damaged lines, a file that cannot be read, one of
//! another project or of a newer program. Nothing is changed, and nothing brought in.

use std::path::{Path, PathBuf};

use super::archive::archived_files;
use super::read::{Known, understand};
use super::{archive_of, path_of};
use crate::disk::Disk;
use crate::project::store;

/// A journal that is not as it was written, or not for this project and program to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TroubledJournal {
    /// The file.
    pub file: PathBuf,
    /// True for one that was moved to the archive.
    pub archived: bool,
    /// What is the matter with it.
    pub trouble: Trouble,
}

/// What is the matter with a journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The file cannot be read at all.
    Unreadable,
    /// A newer Lectern wrote it: what it says is not understood here.
    Newer,
    /// It belongs to another project.
    OfAnother,
    /// These lines cannot be read, or are missing before the one that stands there; counted from 1.
    Damaged(Vec<usize>),
}

/// The journal of the project file at `project` and those in its archive, as far as they are damaged, of a newer program, or of
/// another project than the file says it is; `known` is what it says, where it can be read.
pub fn check(disk: &Disk, project: &Path, known: Option<Known>) -> Vec<TroubledJournal> {
    let project = &disk.follow_links(project);
    let folder = store::base_folder(project);
    let own = Some(path_of(project)).filter(|path| !matches!(disk.about(path), Ok(None)));
    let files = own.into_iter().map(|file| (file, false));
    // A folder that cannot be looked into stands for what is in it: it cannot be read either.
    let archived = archived_files(disk, project).unwrap_or_else(|_| vec![archive_of(project)]);
    let files = files.chain(archived.into_iter().map(|file| (file, true)));
    let troubled = |(file, archived): (PathBuf, bool)| {
        let trouble = match disk.read(&file) {
            Ok(bytes) => trouble_of(&bytes, &folder, archived, known),
            Err(_) => Some(Trouble::Unreadable),
        };
        Some(TroubledJournal { file, archived, trouble: trouble? })
    };
    files.filter_map(troubled).collect()
}

/// What is the matter with these bytes of a journal.
fn trouble_of(bytes: &[u8], folder: &Path, archived: bool, known: Option<Known>) -> Option<Trouble> {
    let mut journal = understand(bytes, folder);
    if journal.newer {
        return Some(Trouble::Newer);
    }
    let is_ours = known.is_none_or(|(id, held)| journal.claim(id, held));
    let mut lines = journal.damaged;
    // A journal may end in a line that was not finished; one that was put away may not. What begins with nothing that can be
    // read is no journal.
    let torn = journal.whole < bytes.len() as u64 && (archived || journal.whole == 0);
    let line = bytes[..journal.whole as usize].iter().filter(|byte| **byte == b'\n').count() + 1;
    if torn && !lines.contains(&line) {
        lines.push(line);
    }
    // What lies in the archive may be left from a project that had this name before.
    if !is_ours && !archived {
        Some(Trouble::OfAnother)
    } else {
        (!lines.is_empty()).then_some(Trouble::Damaged(lines))
    }
}

#[cfg(test)]
mod tests {
    use super::super::read::tests::{headed, older_heading, sample};
    use super::super::{bring_archive, read_archive, read_archived_before};
    use super::*;
    use crate::project::ProjectId;

    #[test]
    fn an_archived_journal_whose_first_line_is_damaged_is_still_read_and_taken_along() {
        let (bytes, entries) = sample(3);
        let ours = understand(&bytes, Path::new("/p")).project.unwrap();
        let mut bent = bytes.clone();
        let digit = bytes.windows(8).position(|word| word == b"project=").unwrap() + 8;
        bent[digit] = if bent[digit] == b'a' { b'b' } else { b'a' };
        let older = headed(&bent, &older_heading(ProjectId::new()));
        let disk = Disk::default();
        for (spoilt, of) in [(&bent, ours), (&older, ours), (&bytes, ProjectId::new())] {
            let folder = tempfile::tempdir().unwrap();
            let (path, copy) = (folder.path().join("study.ron"), folder.path().join("copy.ron"));
            let file = archive_of(&path).join("000000000004.journal");
            disk.create_folder(&archive_of(&path)).unwrap();
            disk.write_atomically(&file, spoilt).unwrap();
            let count = if of == ours { entries.len() } else { 0 };
            assert_eq!(read_archived_before(&disk, &path, Some(of), 5).len(), count);
            let mut seen = 0;
            bring_archive(&disk, &path, &copy, of, |_| seen += 1).unwrap();
            assert_eq!((seen, read_archive(&disk, &copy).len()), (count, count));
            let found = check(&disk, &path, Some((of, None)));
            let found: Vec<Trouble> = found.into_iter().map(|journal| journal.trouble).collect();
            assert_eq!(found, if of == ours { vec![Trouble::Damaged(vec![1])] } else { vec![] });
        }
    }
}
