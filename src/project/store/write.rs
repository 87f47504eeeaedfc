//! Saving: every record on a line of its own, read back before it counts, and put in place whole.

use std::path::{Path, PathBuf};

use rayon::iter::ParallelIterator;
use rayon::slice::ParallelSlice;
use ron::ser::PrettyConfig;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::header::{Header, SCHEMA};
use super::schema::{DocumentRow, Head};
use super::{FileHash, SeenTexts, StoreError, backups, path, read, texts};
use crate::disk::{About, Disk};
use crate::project::{DocumentId, Position, Project};
use crate::text::Text;

/// Records are serialised and read back in pieces of so many.
const RECORDS_IN_A_PIECE: usize = 1000;

/// What may be replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// Only the file with this hash, known from opening or saving it. No file at all is no objection.
    Unchanged(FileHash),
    /// Only the file with this hash, written by another program and looked at here: it is kept as theirs.
    Theirs(FileHash),
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
    /// How many of these were there and were not what they should be.
    pub texts_mended: usize,
    /// Documents whose text could not be kept, because it is not loaded and was not kept before.
    pub texts_missing: Vec<DocumentId>,
    /// Why the version that was replaced could not be kept among the backups, if so: one sentence.
    pub not_kept: Option<String>,
}

/// Saves `project` to the file at `path`, and the texts of its documents beside it.
///
/// `held` is the last entry of the history that `project` shows, by which the journal knows what the file lacks.
/// `texts` gives the text of a document, as far as it is to be had: loaded, or kept beside another project file this
/// one is a copy of. The file is replaced in one step, after what is to be written was read back and compared, is whole on the
/// disk, and the version that is replaced was kept as a backup. A save that fails leaves no backup behind: the file is still
/// that version.
pub fn save(
    disk: &Disk,
    project: &Project,
    held: Option<Position>,
    path: &Path,
    expected: Expected,
    texts: &dyn Fn(DocumentId) -> Option<Text>,
) -> Result<Saved, StoreError> {
    save_knowing(disk, project, held, path, expected, texts, &SeenTexts::default())
}

/// As [`save`], in a session in which some of the texts beside the file were `seen` to be whole.
pub fn save_knowing(
    disk: &Disk,
    project: &Project,
    held: Option<Position>,
    path: &Path,
    expected: Expected,
    texts: &dyn Fn(DocumentId) -> Option<Text>,
    seen: &SeenTexts,
) -> Result<Saved, StoreError> {
    let path = &disk.follow_links(path);
    check_expected(disk, path, expected)?;
    let content = serialise(project, held, path)?;
    let frozen = texts::freeze(disk, project, path, texts, seen)?;
    let prepared = disk.prepare(path, content.as_bytes())?;
    let not_kept = match keep_and_check(disk, path, content.as_bytes(), expected) {
        Ok(Kept { backup, not_kept }) => {
            if let Err(error) = prepared.put_in_place() {
                give_up_backup(disk, path, backup);
                return Err(error.into());
            }
            not_kept
        }
        Err(error) => {
            prepared.give_up();
            return Err(error);
        }
    };
    backups::thin(disk, path);
    Ok(Saved {
        file_hash: FileHash::of(content.as_bytes()),
        texts_written: frozen.written,
        texts_mended: frozen.mended,
        texts_missing: frozen.missing,
        not_kept,
    })
}

/// What became of the version that is to be replaced.
#[derive(Default)]
struct Kept {
    /// The backup that was made of it.
    backup: Option<PathBuf>,
    /// Why there is none, in a sentence.
    not_kept: Option<String>,
}

/// Keeps the version that is to be replaced by `content`, provided it may be replaced, up to the last moment.
fn keep_and_check(disk: &Disk, path: &Path, content: &[u8], expected: Expected) -> Result<Kept, StoreError> {
    // Once more: writing texts may have taken a while.
    let seen = disk.about(path)?;
    let kept = match check_expected(disk, path, expected)? {
        Some(replaced) if replaced != content => keep_replaced(disk, path, &replaced, expected)?,
        _ => Kept::default(),
    };
    match disk.about(path) {
        Ok(now) if is_same(now.as_ref(), seen.as_ref()) => Ok(kept),
        now => {
            give_up_backup(disk, path, kept.backup);
            Err(now.err().map_or_else(|| StoreError::ChangedOnDisk(path.to_owned()), StoreError::from))
        }
    }
}

/// True when nothing has written to a file between two looks at it, as far as that shows without reading it.
fn is_same(now: Option<&About>, before: Option<&About>) -> bool {
    let looks = |about: &About| (about.length, about.modified, about.identity);
    now.map(looks) == before.map(looks)
}

/// Keeps the version that is to be replaced. Where that fails, what nobody could make again is a reason not to save;
/// for the rest there is a sentence.
fn keep_replaced(disk: &Disk, path: &Path, replaced: &[u8], expected: Expected) -> Result<Kept, StoreError> {
    let theirs = matches!(expected, Expected::Theirs(_));
    match backups::keep_replaced(disk, path, replaced, theirs) {
        Ok(backup) => Ok(Kept { backup: backup.map(|backup| backup.path), not_kept: None }),
        Err(cause) if theirs || read::older_schema(replaced).is_some() => {
            Err(StoreError::NotKept { path: path.to_owned(), cause })
        }
        Err(cause) => {
            let told = format!("Saved, but the version before could not be kept as a backup: {cause}.");
            Ok(Kept { backup: None, not_kept: Some(told) })
        }
    }
}

/// Removes the backup of a version that was not replaced after all. Where it was, the backup is all there is of it.
fn give_up_backup(disk: &Disk, path: &Path, backup: Option<PathBuf>) {
    let Some(backup) = backup else { return };
    let is_still_there = match (disk.read(path), disk.read(&backup)) {
        (Ok(here), Ok(kept)) => here == kept,
        _ => false,
    };
    if is_still_there && let Err(error) = disk.remove(&backup) {
        tracing::info!("the backup {} stays for now: {error}", backup.display());
    }
}

/// The whole file as text, every part of it checked to read back as the same.
pub(super) fn serialise(
    project: &Project,
    held: Option<Position>,
    path: &Path,
) -> Result<String, StoreError> {
    let unfaithful = |section: &str, cause: String| {
        let cause = format!("in the section “{section}”: {cause}");
        StoreError::NotFaithful { path: path.to_owned(), cause }
    };
    let head = Head { info: project.info.clone() };
    let mut body = String::new();
    write_checked(&mut body, &head, layout(2)).map_err(|cause| unfaithful("info", cause))?;
    // The sections come before the bracket that closes it.
    body.pop();
    let folder = path::base_folder(path);
    let documents: Vec<DocumentRow> =
        project.documents.values().map(|record| DocumentRow::of(record, &folder)).collect();
    let sections = [
        ("documents", lines(documents.iter())),
        ("coders", lines(project.coders.values())),
        ("tags", lines(project.tags.values())),
        ("annotations", lines(project.annotations.values())),
        ("decisions", lines(project.decisions.values())),
        ("lists", lines(project.lists.values())),
        ("kinds", lines(project.kinds.values())),
        ("searches", lines(project.searches.values())),
        ("topics", lines(project.topics.values())),
    ];
    for (name, pieces) in sections {
        let pieces = pieces.map_err(|cause| unfaithful(name, cause))?;
        body.reserve(pieces.iter().map(String::len).sum::<usize>() + name.len() + 8);
        body.push(' ');
        body.push_str(name);
        body.push_str(": [");
        if !pieces.is_empty() {
            body.push('\n');
            body.extend(pieces);
            body.push(' ');
        }
        body.push_str("],\n");
    }
    body.push_str(")\n");
    Ok(format!("{}\n{body}", Header::of(&body, held)))
}

/// The lines of a section, in pieces that are made on several threads.
fn lines<'a, T>(records: impl Iterator<Item = &'a T>) -> Result<Vec<String>, String>
where
    T: Serialize + DeserializeOwned + PartialEq + Sync + 'a,
{
    let records: Vec<&T> = records.collect();
    let pieces = records.par_chunks(RECORDS_IN_A_PIECE).map(|records| {
        let mut piece = String::new();
        for record in records {
            piece.push_str("  ");
            write_checked(&mut piece, *record, layout(0))?;
            piece.push_str(",\n");
        }
        Ok(piece)
    });
    pieces.collect()
}

/// Adds a part of the file to its text, and reads it back.
fn write_checked<T>(text: &mut String, part: &T, layout: PrettyConfig) -> Result<(), String>
where
    T: Serialize + DeserializeOwned + PartialEq,
{
    let start = text.len();
    let options = ron::Options::default();
    options.to_writer_pretty(&mut *text, part, layout).map_err(|error| error.to_string())?;
    let back: T = ron::from_str(&text[start..]).map_err(|error| error.to_string())?;
    if back == *part { Ok(()) } else { Err(format!("{} differs", &text[start..])) }
}

/// One record a line, so that git shows a new annotation as one new line; the same bytes on every system.
///
/// What lies deeper than `depth` stands on one line.
fn layout(depth: usize) -> PrettyConfig {
    PrettyConfig::new().depth_limit(depth).indentor(" ").new_line("\n").escape_strings(true)
}

/// The file that is to be replaced, provided it may be; `None` when there is none.
fn check_expected(disk: &Disk, path: &Path, expected: Expected) -> Result<Option<Vec<u8>>, StoreError> {
    if disk.about(path)?.is_none() {
        return Ok(None);
    }
    let bytes = disk.read(path)?;
    match expected {
        Expected::Unchanged(known) | Expected::Theirs(known) if FileHash::of(&bytes) != known => {
            return Err(StoreError::ChangedOnDisk(path.to_owned()));
        }
        _ => {}
    }
    match read::header_of(&bytes) {
        Some(header) if header.schema > SCHEMA => {
            Err(StoreError::WouldLoseNewer { path: path.to_owned(), app: header.app })
        }
        _ => Ok(Some(bytes)),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::corpus::{AttributeValue, Source};
    use crate::project::{
        Annotation, Coder, CoderId, Decision, DocumentRecord, NameList, OwnKind, ProjectInfo, SavedSearch,
        Tag, TagColour, TagId, TopicDecision,
    };

    /// The file as one value.
    #[derive(Serialize)]
    struct Whole<'a> {
        info: &'a ProjectInfo,
        documents: Vec<DocumentRow>,
        coders: Vec<&'a Coder>,
        tags: Vec<&'a Tag>,
        annotations: Vec<&'a Annotation>,
        decisions: Vec<&'a Decision>,
        lists: Vec<&'a NameList>,
        kinds: Vec<&'a OwnKind>,
        searches: Vec<&'a SavedSearch>,
        topics: Vec<&'a TopicDecision>,
    }

    #[test]
    fn the_parts_are_the_file_serialised_as_one() {
        let mut project = Project::new();
        project.info.memo = "“Why?”\n\u{2028}\"\\".to_owned();
        let id = DocumentId::derived(b"d");
        let attributes = ["date", "kind"].map(|name| (name.to_owned(), AttributeValue::guessed("2019")));
        let record = DocumentRecord {
            id,
            source: Source::Bundled("d.txt".to_owned()),
            hash: Text::new("d").hash(),
            seen: None,
            reader: "plain 1".to_owned(),
            encoding: "UTF-8".to_owned(),
            title: "D".to_owned(),
            attributes: BTreeMap::from(attributes),
            memo: String::new(),
        };
        project.documents.insert(id, record);
        for number in 0..=(2 * RECORDS_IN_A_PIECE as u32) {
            let id = TagId::derived(&number.to_le_bytes());
            let (name, shortcut) = (format!("Tag {number}"), char::from_digit(number % 20, 10));
            let (description, memo) = (String::new(), "(),".to_owned());
            let colour = TagColour::nth(number as usize);
            let tag = Tag { id, parent: None, rank: number, name, colour, description, shortcut, memo };
            project.tags.insert(id, tag);
        }
        let coder = CoderId::derived(b"c");
        project.coders.insert(coder, Coder { id: coder, name: "C\n".to_owned(), initials: "C".to_owned() });
        let folder = Path::new("/studies");
        let whole = Whole {
            info: &project.info,
            documents: project.documents.values().map(|record| DocumentRow::of(record, folder)).collect(),
            coders: project.coders.values().collect(),
            tags: project.tags.values().collect(),
            annotations: Vec::new(),
            decisions: Vec::new(),
            lists: Vec::new(),
            kinds: Vec::new(),
            searches: Vec::new(),
            topics: Vec::new(),
        };
        let whole = ron::ser::to_string_pretty(&whole, layout(2)).unwrap();
        let text = serialise(&project, None, &folder.join("study.ron")).unwrap();
        assert_eq!(text.split_once('\n').unwrap().1, format!("{whole}\n"));
    }
}
