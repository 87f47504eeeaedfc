//! Earlier versions of a project, in `NAME.lectern/backups/`: each save keeps the version it replaces.
//!
//! A backup is a project file like any other and is never changed; [`rotation`] says which of them go in time. Their
//! names carry a number that only grows, the time of the version, and what is special about it. Which of them to open is
//! for a person to say.

mod rotation;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

pub use rotation::{MOST_BYTES, superfluous};

use super::read::{self, Opened};
use super::{FileHash, StoreError, folder_beside, write};
use crate::disk::{Disk, DiskError};
use crate::project::{Position, Project, ProjectId, Timestamp};

/// How the time stands in a name; UTC, and no sign that a system forbids.
const TIME: &str = "%Y%m%dT%H%M%SZ";

/// An earlier version of a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// Counts the backups of a project. Clocks may go backwards, this does not.
    pub number: u64,
    /// When the version was saved.
    pub at: Timestamp,
    /// Why it is here.
    pub kind: BackupKind,
    /// Its size.
    pub bytes: u64,
    /// The file.
    pub path: PathBuf,
}

/// Why a version is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BackupKind {
    /// A save replaced it.
    Saved,
    /// Another program had written it, and a save from here replaced it.
    Theirs,
    /// What was here when something else took its place.
    Mine,
    /// The file as it was before it was first saved in a newer schema than this one.
    Original(u32),
    /// A save replaced it, and it was no longer as any Lectern had saved it.
    Unsound,
}

/// What is in a backup, for choosing one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Documents.
    pub documents: usize,
    /// Tags in the codebook.
    pub tags: usize,
    /// Annotations.
    pub annotations: usize,
}

impl Counts {
    /// What is in a project.
    pub fn of(project: &Project) -> Self {
        Self {
            documents: project.documents.len(),
            tags: project.tags.len(),
            annotations: project.annotations.len(),
        }
    }
}

impl Backup {
    /// Reads the name of a backup.
    fn named(name: &str, folder: &Path, bytes: u64) -> Option<Self> {
        let mut parts = name.strip_suffix(".ron")?.splitn(3, '-');
        // Lectern's own numbers have six digits for a long time; one that could not be counted on from is no number of its.
        let number = parts.next().filter(|part| (6..=12).contains(&part.len()))?.parse().ok()?;
        let time = jiff::civil::DateTime::strptime(TIME, parts.next()?).ok()?;
        let second = time.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp().as_second();
        let kind = match parts.next() {
            None => BackupKind::Saved,
            Some("theirs") => BackupKind::Theirs,
            Some("mine") => BackupKind::Mine,
            Some("unsound") => BackupKind::Unsound,
            Some(other) => BackupKind::Original(other.strip_prefix("schema-")?.parse().ok()?),
        };
        Some(Self { number, at: Timestamp::from_second(second), kind, bytes, path: folder.join(name) })
    }
}

/// The name of a backup.
fn name_of(number: u64, at: Timestamp, kind: BackupKind) -> String {
    let time = at.as_jiff().strftime(TIME);
    let special = match kind {
        BackupKind::Saved => String::new(),
        BackupKind::Theirs => "-theirs".to_owned(),
        BackupKind::Mine => "-mine".to_owned(),
        BackupKind::Unsound => "-unsound".to_owned(),
        BackupKind::Original(schema) => format!("-schema-{schema}"),
    };
    format!("{number:06}-{time}{special}.ron")
}

/// The folder the backups of the project at `project` are in.
pub fn folder(project: &Path) -> PathBuf {
    folder_beside(project).join("backups")
}

/// The backups of the project at `project`, the latest first.
pub fn list(disk: &Disk, project: &Path) -> Result<Vec<Backup>, DiskError> {
    let folder = folder(&disk.follow_links(project));
    let mut backups = Vec::new();
    for name in disk.list(&folder)? {
        let about = disk.about(&folder.join(&name))?;
        backups.extend(about.and_then(|about| Backup::named(&name, &folder, about.length)));
    }
    backups.sort_by(|a, b| (b.number, b.at, &b.path).cmp(&(a.number, a.at, &a.path)));
    Ok(backups)
}

/// What is in a backup; `None` unless it is letter for letter what a Lectern once saved.
pub fn counts(disk: &Disk, backup: &Backup) -> Option<Counts> {
    let bytes = disk.read(&backup.path).ok()?;
    read::is_sound(&bytes).then(|| counts_in(&bytes))
}

/// The latest backup that is sound and of a project that `is_its`: another may have had this name before. One that another
/// program had written, and that was put away for what was here, only where there is no other.
pub fn newest_sound(
    disk: &Disk,
    project: &Path,
    is_its: impl Fn(ProjectId) -> bool,
) -> Option<(Backup, Counts)> {
    let (theirs, own): (Vec<Backup>, Vec<Backup>) =
        list(disk, project).ok()?.into_iter().partition(|backup| backup.kind == BackupKind::Theirs);
    own.into_iter().chain(theirs).find_map(|backup| {
        let bytes = disk.read(&backup.path).ok().filter(|bytes| read::is_sound(bytes))?;
        let is_its = read::project_named_in(&bytes).is_none_or(&is_its);
        is_its.then(|| (backup, counts_in(&bytes)))
    })
}

/// True when a backup is of the project `id` and holds its history up to before the entry `number` only: the project was here
/// then, and what came after was made or brought in here.
pub fn are_from_before(disk: &Disk, project: &Path, id: ProjectId, number: u64) -> bool {
    let is_from_before = |backup: &Backup| {
        let Ok(bytes) = disk.read(&backup.path) else { return false };
        let held = read::header_of(&bytes).map(|header| header.held.map_or(0, |held| held.number));
        read::project_named_in(&bytes) == Some(id) && held.is_some_and(|held| held < number)
    };
    list(disk, project).is_ok_and(|backups| backups.iter().any(is_from_before))
}

/// Opens a backup of the project at `project`: its documents are told from where the project is.
pub fn open(disk: &Disk, project: &Path, backup: &Path) -> Result<Opened, StoreError> {
    read::open_as(disk, backup, &disk.follow_links(project))
}

/// Puts a backup in the place of a project file that cannot be opened. That file is kept first, under a name that says
/// so; the answer is where. The file must still be the one with this hash, or be missing where there is none.
pub fn put_in_place(
    disk: &Disk,
    project: &Path,
    damaged: Option<FileHash>,
    backup: &Path,
) -> Result<Option<PathBuf>, StoreError> {
    replace_damaged(disk, &disk.follow_links(project), damaged, &disk.read(backup)?)
}

/// As [`put_in_place`], with a state of the project that holds its history up to `held`.
pub fn put_state_in_place(
    disk: &Disk,
    project: &Path,
    damaged: Option<FileHash>,
    state: &Project,
    held: Position,
) -> Result<Option<PathBuf>, StoreError> {
    let project = &disk.follow_links(project);
    let content = write::serialise(state, Some(held), project)?;
    replace_damaged(disk, project, damaged, content.as_bytes())
}

/// Makes sure that the project file is still the one with this hash, or missing where there is none.
pub fn check_unchanged(disk: &Disk, project: &Path, damaged: Option<FileHash>) -> Result<(), StoreError> {
    let there = match disk.about(project)? {
        Some(_) => Some(FileHash::of(&disk.read(project)?)),
        None => None,
    };
    if there == damaged { Ok(()) } else { Err(StoreError::ChangedOnDisk(project.to_owned())) }
}

fn replace_damaged(
    disk: &Disk,
    project: &Path,
    damaged: Option<FileHash>,
    bytes: &[u8],
) -> Result<Option<PathBuf>, StoreError> {
    check_unchanged(disk, project, damaged)?;
    let mut aside = None;
    if damaged.is_some() {
        let name = name_aside(disk, project)?;
        disk.keep_copy(project, &name)?;
        aside = Some(name);
    }
    disk.write_atomically(project, bytes)?;
    Ok(aside)
}

/// `NAME (damaged 2026-11-22 12.04).ron`, or with a number when that is taken.
fn name_aside(disk: &Disk, project: &Path) -> Result<PathBuf, DiskError> {
    let stem = project.file_stem().unwrap_or_default().to_string_lossy();
    let now = Timestamp::now().as_jiff().to_zoned(jiff::tz::TimeZone::system());
    let time = now.strftime("%Y-%m-%d %H.%M.%S");
    let first = project.with_file_name(format!("{stem} (damaged {time}).ron"));
    let others =
        (2u32..).map(|number| project.with_file_name(format!("{stem} (damaged {time}) {number}.ron")));
    let free = disk.first_free(std::iter::once(first.clone()).chain(others))?;
    Ok(free.unwrap_or(first))
}

/// Keeps a project as it is here and now, after all of its history up to `held`, among the backups of the project at
/// `path`.
pub fn keep_state(
    disk: &Disk,
    project: &Project,
    held: Option<Position>,
    path: &Path,
) -> Result<Backup, StoreError> {
    let path = &disk.follow_links(path);
    let content = write::serialise(project, held, path)?;
    let at = Timestamp::now();
    let folder = folder(path);
    disk.create_folder(&folder)?;
    let number = next_number(disk, path)?;
    let kept = folder.join(name_of(number, at, BackupKind::Mine));
    disk.write_atomically(&kept, content.as_bytes())?;
    Ok(Backup { number, at, kind: BackupKind::Mine, bytes: content.len() as u64, path: kept })
}

/// Keeps the file at `path`, which holds `bytes` and is about to be replaced; `None` when the newest backup is that version
/// already, because a save came that far and no further.
pub(super) fn keep_replaced(
    disk: &Disk,
    path: &Path,
    bytes: &[u8],
    theirs: bool,
) -> Result<Option<Backup>, DiskError> {
    let kind = match read::older_schema(bytes) {
        Some(schema) => BackupKind::Original(schema),
        None if !read::is_sound(bytes) => BackupKind::Unsound,
        None if theirs => BackupKind::Theirs,
        None => BackupKind::Saved,
    };
    let written = disk.about(path)?.and_then(|about| about.modified);
    let second = written.and_then(|time| jiff::Timestamp::try_from(time).ok());
    let at = second.map_or_else(Timestamp::now, |time| Timestamp::from_second(time.as_second()));
    let folder = folder(path);
    disk.create_folder(&folder)?;
    let newest = list(disk, path)?.into_iter().next();
    let is_it = |backup: &Backup| backup.kind == kind && backup.bytes == bytes.len() as u64;
    if let Some(newest) = newest.as_ref().filter(|newest| is_it(newest))
        && disk.read(&newest.path).is_ok_and(|kept| kept == bytes)
    {
        return Ok(None);
    }
    let number = newest.map_or(1, |newest| newest.number + 1);
    let kept = folder.join(name_of(number, at, kind));
    disk.keep_copy(path, &kept)?;
    Ok(Some(Backup { number, at, kind, bytes: bytes.len() as u64, path: kept }))
}

/// Removes the backups that the rotation does not keep. Failing to is no reason to worry anybody.
pub(super) fn thin(disk: &Disk, path: &Path) {
    let Ok(backups) = list(disk, path) else { return };
    for gone in superfluous(&backups, Timestamp::now(), MOST_BYTES) {
        if let Some(backup) = backups.iter().find(|backup| backup.number == gone)
            && let Err(error) = disk.remove(&backup.path)
        {
            tracing::info!("the backup {} stays for now: {error}", backup.path.display());
        }
    }
}

fn next_number(disk: &Disk, path: &Path) -> Result<u64, DiskError> {
    Ok(list(disk, path)?.first().map_or(1, |latest| latest.number + 1))
}

/// Counts the records of a file as Lectern writes it, without reading them: a record has a line.
fn counts_in(bytes: &[u8]) -> Counts {
    let mut counted: BTreeMap<&[u8], usize> = BTreeMap::new();
    let mut section: &[u8] = b"";
    for line in bytes.split(|byte| *byte == b'\n') {
        if let Some(name) = line.strip_prefix(b" ").and_then(|line| line.strip_suffix(b": [")) {
            section = name;
        } else if line.starts_with(b"  (") {
            *counted.entry(section).or_default() += 1;
        }
    }
    let count = |section: &[u8]| counted.get(section).copied().unwrap_or(0);
    Counts { documents: count(b"documents"), tags: count(b"tags"), annotations: count(b"annotations") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_what_it_is_and_is_read_back() {
        let at = Timestamp::from_second(1_790_000_000);
        for kind in [
            BackupKind::Saved,
            BackupKind::Theirs,
            BackupKind::Mine,
            BackupKind::Unsound,
            BackupKind::Original(1),
        ] {
            let name = name_of(12, at, kind);
            let backup = Backup::named(&name, Path::new("b"), 3).unwrap();
            assert_eq!((backup.number, backup.at, backup.kind), (12, at, kind), "{name}");
        }
        assert_eq!(name_of(12, at, BackupKind::Saved), "000012-20260921T141320Z.ron");
    }

    #[test]
    fn other_files_are_not_backups() {
        for name in [
            "study.ron",
            "000012.ron",
            "000012-yesterday.ron",
            "000012-20260921T141320Z-odd.ron",
            "12-20260921T141320Z.ron",
            ".DS_Store",
        ] {
            assert_eq!(Backup::named(name, Path::new("b"), 3), None, "{name}");
        }
    }
}
