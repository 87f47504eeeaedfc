//! The project on disk: the file `NAME.ron`, and the folder `NAME.lectern/` beside it with the texts as they were read.
//!
//! [`save`] and [`open`] are the way in; both may run on any thread, from a clone of the project. What a line of the
//! file looks like is [`schema`]'s business, what is done about a file that others have changed is [`integrity`]'s.
//! Nothing here watches the file; the journal of what came since it was saved is [`super::journal`]'s.

pub mod backups;
mod header;
mod here;
mod integrity;
pub mod lock;
mod path;
mod read;
pub(in crate::project) mod schema;
mod texts;
mod write;

use std::fmt;
use std::path::{Path, PathBuf};

pub use header::{MIN_READER, SCHEMA};
pub use integrity::TwiceId;
pub(in crate::project) use integrity::{mend_codebook, mend_references};
pub(in crate::project) use path::base_folder;
pub use read::{Opened, open};
pub use texts::{Kept, SeenTexts, bring_texts, check_texts, folder_beside, frozen_text, keep_texts};
pub use write::{Expected, Saved, save, save_knowing};

use crate::disk::{Disk, DiskError};
use crate::project::history::Position;
use crate::project::ids::ProjectId;

/// BLAKE3 of a whole project file, by which a change made by somebody else is noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileHash(blake3::Hash);

impl FileHash {
    fn of(bytes: &[u8]) -> Self {
        Self(blake3::hash(bytes))
    }
}

impl StoreError {
    /// True when there is a project, and its file is not what it was, or is gone.
    pub fn is_damage(&self) -> bool {
        self.is_missing()
            || matches!(
                self,
                Self::Damaged { .. }
                    | Self::CutShort { .. }
                    | Self::NotAProject(_)
                    | Self::ConflictMarks { .. }
            )
    }

    /// True when there is no file; whether there ever was one is told by what lies beside it.
    pub fn is_missing(&self) -> bool {
        matches!(self, Self::Disk(DiskError::NoFile(_)))
    }
}

impl fmt::Display for FileHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Why a project was not opened or saved.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The system did not let us.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// The file is something else.
    #[error("{} is not a Lectern project; choose a .ron file that Lectern saved", .0.display())]
    NotAProject(PathBuf),
    /// The file needs a newer program even to be read.
    #[error("{} was made by a newer Lectern ({app}) and this one cannot read it; update Lectern", path.display())]
    NeedsNewer {
        /// The file.
        path: PathBuf,
        /// The version that wrote it.
        app: String,
    },
    /// Saving here would drop what only a newer program understands.
    #[error("{} was made by a newer Lectern ({app}), and saving over it would lose what this one does not know; \
             save under another name, or update Lectern", path.display())]
    WouldLoseNewer {
        /// The file.
        path: PathBuf,
        /// The version that wrote it.
        app: String,
    },
    /// Two versions were merged by git and left for a person to decide.
    #[error("line {line} of {} has the marks of a git merge conflict; settle the conflict there (or with git \
             checkout --ours or --theirs) and open the project again", path.display())]
    ConflictMarks {
        /// The file.
        path: PathBuf,
        /// The first line with such a mark, counted from 1.
        line: usize,
    },
    /// The file cannot be understood.
    #[error("{} is damaged at line {line} ({cause}); take an earlier copy from a backup or from git, or mend \
             that line in a text editor", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The line, counted from 1.
        line: usize,
        /// What was expected there.
        cause: String,
    },
    /// The end of the file is missing.
    #[error("{} is cut short: {missing} bytes are missing at its end; take an earlier copy from a backup or \
             from git", path.display())]
    CutShort {
        /// The file.
        path: PathBuf,
        /// How many bytes are missing.
        missing: usize,
    },
    /// Somebody else saved here since we opened or saved it.
    #[error("{} was changed by another program since it was opened, so it was not saved over; save under \
             another name, or open it again to see what is there", .0.display())]
    ChangedOnDisk(PathBuf),
    /// What stands there now can only be read, for this reason.
    #[error(
        "what another program wrote cannot be taken over or merged here: {0} Save what is here under another name, then \
         open the project again to read it"
    )]
    OnlyRead(String),
    /// The version that would have been replaced could not be kept, and must be.
    #[error("{} was not saved, because the version in it could not be kept as a backup first: {cause}", path.display())]
    NotKept {
        /// The file.
        path: PathBuf,
        /// Why.
        cause: DiskError,
    },
    /// Somebody else has the project open that would be replaced.
    #[error("{} was not written, because {who}; save under another name", path.display())]
    InUse {
        /// The file.
        path: PathBuf,
        /// Who has it, since when.
        who: String,
    },
    /// Nothing may be put in the place of a damaged or missing project.
    #[error("nothing was put in the place of {}, because {because}; see to that and choose it again", path.display())]
    NotReplaced {
        /// The file.
        path: PathBuf,
        /// Who has it, since when, or what the system says.
        because: String,
    },
    /// A journal was left under the name its project file had before.
    #[error("{} was left where it is, because {because}; have them close it, and open the project again", folder.display())]
    NotTakenOver {
        /// What belongs to the project under its old name.
        folder: PathBuf,
        /// Who has it, since when, or what the system says.
        because: String,
    },
    /// Nothing was put in the place of a damaged or missing project yet.
    #[error("nothing was put in the place of {}, because {because}; if that is not so any more, choose it again", path.display())]
    MayBeInUse {
        /// The file.
        path: PathBuf,
        /// Who may have it on another machine, since when.
        because: String,
    },
    /// What would have been written did not read back as the same project.
    #[error("the project was not written to {}, because reading it back gave something else ({cause}); the file \
             is as it was. This is a fault in Lectern, please report it", path.display())]
    NotFaithful {
        /// The file.
        path: PathBuf,
        /// What differed.
        cause: String,
    },
}

/// The hash of the file at `path`, as it is now.
pub fn hash_of_file(disk: &Disk, path: &Path) -> Result<FileHash, DiskError> {
    disk.read(path).map(|bytes| FileHash::of(&bytes))
}

/// The last entry of the history that the project file at `path` says it holds, where it can be believed.
pub fn held_in_file(disk: &Disk, path: &Path) -> Option<Position> {
    let header = read::header_of(&disk.read(path).ok()?)?;
    header.held.filter(|_| !header.is_damaged)
}

/// What a look at a project file shows without reading its records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// The hash of the file.
    pub hash: FileHash,
    /// The project it says it is; `None` where it is not as a Lectern writes it.
    pub project: Option<ProjectId>,
}

/// Looks at the project file at `path`, as it is now.
pub fn look_at_file(disk: &Disk, path: &Path) -> Result<Look, DiskError> {
    let bytes = disk.read(path)?;
    Ok(Look { hash: FileHash::of(&bytes), project: read::project_named_in(&bytes) })
}

/// True when the file is no longer the one with this hash; also when it has gone or cannot be read.
pub fn on_disk_changed(disk: &Disk, path: &Path, known: FileHash) -> bool {
    disk.read(path).map_or(true, |bytes| FileHash::of(&bytes) != known)
}
