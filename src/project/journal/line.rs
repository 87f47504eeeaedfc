//! What a line of the journal looks like: a record in RON, and behind it, as a comment, what it must hash to.
//!
//! The first line names the project, and is vouched for by a checksum as its last word; programs before that wrote none.
//! Every other line is an entry of the history, or says that the project was saved
//! after the entry of this number. Records are those of the project file's schema; paths are told from the project's
//! folder, as there.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::project::edit::{Change, Edit, Swap, TextChange};
use crate::project::figures::TopicDecision;
use crate::project::history::{Action, Entry, MOST_ENTRIES, Stroke};
use crate::project::ids::{CoderId, EntryId, ProjectId};
use crate::project::model::{Annotation, Coder, ProjectInfo, Tag, Timestamp};
use crate::project::naming::{Decision, NameList, OwnKind};
use crate::project::searches::SavedSearch;
use crate::project::store::schema::DocumentRow;
use crate::project::store::{FileHash, SCHEMA};

/// What the first line begins with.
const OPENING: &str = "// lectern journal ";
/// What stands between a record and its checksum.
const BEFORE_SUM: &str = " // ";
/// What stands between the other words of the first line and their checksum. Older programs pass over it.
const BEFORE_HEADING_SUM: &str = " sum=";
/// Hexadecimal digits of BLAKE3 behind each record.
const SUM_DIGITS: usize = 16;

/// The first line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Heading {
    /// The schema of the records.
    pub schema: u32,
    /// The project whose journal this is.
    pub project: ProjectId,
    /// False for the line of a program that wrote no checksum in it: a digit in it may be another than was written.
    pub is_vouched_for: bool,
}

/// Any other line.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// Something happened.
    Entry(Entry),
    /// The project file held all up to this entry.
    Saved(SavedRow),
}

/// A save, as it stands in the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedRow {
    /// The last entry that was in the file.
    pub after: u64,
    /// When it was saved.
    pub at: Timestamp,
    /// BLAKE3 of the file; empty where it was not known yet.
    pub file: String,
    /// What the texts of all documents hash to, as [`text_trail::digest_of_texts`] has it; `None` where nobody noted that.
    ///
    /// [`text_trail::digest_of_texts`]: crate::project::text_trail::digest_of_texts
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub texts: Option<String>,
}

impl SavedRow {
    /// The project file holds all up to the entry `after` now, and is this, with documents whose texts have this digest.
    pub fn now(after: u64, file: FileHash, texts: String) -> Self {
        Self { after, at: Timestamp::now(), file: file.to_string(), texts: Some(texts) }
    }

    /// A file that holds all up to the entry `after` is about to take the place of one that cannot be read.
    pub(super) fn earlier(after: u64) -> Self {
        Self { after, at: Timestamp::now(), file: String::new(), texts: None }
    }
}

#[derive(Serialize, Deserialize)]
enum Row {
    Begin {
        number: u64,
        id: EntryId,
        at: Timestamp,
        info: ProjectInfo,
        changes: Vec<ChangeRow>,
    },
    Edit {
        number: u64,
        id: EntryId,
        at: Timestamp,
        coder: Option<CoderId>,
        label: String,
        changes: Vec<ChangeRow>,
    },
    More {
        number: u64,
        id: EntryId,
        at: Timestamp,
        coder: Option<CoderId>,
        label: String,
        changes: Vec<ChangeRow>,
    },
    Undo {
        number: u64,
        id: EntryId,
        at: Timestamp,
        coder: Option<CoderId>,
        step: u64,
    },
    Redo {
        number: u64,
        id: EntryId,
        at: Timestamp,
        coder: Option<CoderId>,
        step: u64,
    },
    Leave {
        number: u64,
        id: EntryId,
        at: Timestamp,
        first: u64,
        last: u64,
    },
    Saved(SavedRow),
}

/// A record before and after.
#[derive(Serialize, Deserialize)]
enum ChangeRow {
    Info(Option<ProjectInfo>, Option<ProjectInfo>),
    Document(Option<DocumentRow>, Option<DocumentRow>),
    Tag(Option<Tag>, Option<Tag>),
    Annotation(Option<Annotation>, Option<Annotation>),
    Coder(Option<Coder>, Option<Coder>),
    Text(TextChange),
    Decision(Option<Decision>, Option<Decision>),
    List(Option<NameList>, Option<NameList>),
    Kind(Option<OwnKind>, Option<OwnKind>),
    Search(Option<SavedSearch>, Option<SavedSearch>),
    Topic(Option<TopicDecision>, Option<TopicDecision>),
}

impl Heading {
    /// The line, with its end.
    pub fn text(self) -> String {
        let words = Self::words(self.schema, self.project, env!("CARGO_PKG_VERSION"));
        let sum = sum_of(&words);
        format!("{words}{BEFORE_HEADING_SUM}{sum}\n")
    }

    fn words(schema: u32, project: ProjectId, app: &str) -> String {
        format!("{OPENING}schema={schema} project={project} app={app}")
    }

    /// Reads a first line; `None` when it is not, letter for letter, what some program has written. What an editor or git
    /// may have put before or behind it is no part of it.
    pub fn parse(line: &[u8]) -> Option<Self> {
        let line = std::str::from_utf8(line).ok()?;
        let line = line.strip_prefix('\u{FEFF}').unwrap_or(line);
        let line = line.strip_suffix('\r').unwrap_or(line);
        let (words, is_vouched_for) = match line.rsplit_once(BEFORE_HEADING_SUM) {
            Some((words, sum)) if sum == sum_of(words) => (words, true),
            Some(_) => return None,
            None => (line, false),
        };
        let (mut schema, mut project, mut app) = (None, None, "");
        for (name, value) in
            words.strip_prefix(OPENING)?.split_whitespace().filter_map(|word| word.split_once('='))
        {
            match name {
                "schema" => schema = value.parse().ok(),
                "project" => project = value.parse().ok(),
                "app" => app = value,
                // A newer program may say more.
                _ => {}
            }
        }
        let (schema, project) = (schema?, project?);
        let is_as_written =
            is_vouched_for || (words == Self::words(schema, project, app) && !app.contains('='));
        // No program writes a schema that its version does not know: a bit of the line has changed.
        let is_contradictory = app == env!("CARGO_PKG_VERSION") && schema > SCHEMA;
        (is_as_written && !is_contradictory).then_some(Self { schema, project, is_vouched_for })
    }

    /// The heading of a journal begun now.
    pub fn of(project: ProjectId) -> Self {
        Self { schema: SCHEMA, project, is_vouched_for: true }
    }
}

/// The line of an entry, with its end, for a project file in `folder`.
pub(super) fn of_entry(entry: &Entry, folder: &Path) -> Result<String, ron::Error> {
    let (number, id) = (entry.number, entry.id);
    let rows = |changes: &[Change]| changes.iter().map(|change| ChangeRow::of(change, folder)).collect();
    with_sum(&match &entry.action {
        Action::Begin { at, info, changes } => {
            Row::Begin { number, id, at: *at, info: (**info).clone(), changes: rows(changes) }
        }
        Action::Edit(Edit { label, at, coder, changes }) => {
            Row::Edit { number, id, at: *at, coder: *coder, label: label.clone(), changes: rows(changes) }
        }
        Action::More(Edit { label, at, coder, changes }) => {
            Row::More { number, id, at: *at, coder: *coder, label: label.clone(), changes: rows(changes) }
        }
        Action::Undo(Stroke { step, at, coder }) => {
            Row::Undo { number, id, at: *at, coder: *coder, step: *step }
        }
        Action::Redo(Stroke { step, at, coder }) => {
            Row::Redo { number, id, at: *at, coder: *coder, step: *step }
        }
        Action::Leave { at, first, last } => Row::Leave { number, id, at: *at, first: *first, last: *last },
    })
}

/// The line that says the project was saved, with its end.
pub(super) fn of_save(saved: SavedRow) -> Result<String, ron::Error> {
    with_sum(&Row::Saved(saved))
}

/// Reads a line without its end; `None` when it is not, letter for letter, what was written. An editor or git may have
/// made the line end another: within a record they are escaped, so that is no change.
pub(super) fn parse(line: &[u8], folder: &Path) -> Option<Line> {
    let line = std::str::from_utf8(line).ok()?;
    let line = line.strip_suffix('\r').unwrap_or(line);
    let (record, sum) = line.rsplit_once(BEFORE_SUM)?;
    if sum != sum_of(record) {
        return None;
    }
    let entry = |number, id, action| Some(Line::Entry(Entry { number, id, action }));
    let changes =
        |rows: Vec<ChangeRow>| rows.into_iter().map(|row| row.into_change(folder)).collect::<Vec<_>>();
    let row: Row = ron::from_str(record).ok()?;
    if row.numbers().into_iter().any(|number| number > MOST_ENTRIES) {
        return None;
    }
    match row {
        Row::Begin { number, id, at, info, changes: rows } => {
            entry(number, id, Action::Begin { at, info: Box::new(info), changes: changes(rows) })
        }
        Row::Edit { number, id, at, coder, label, changes: rows } => {
            entry(number, id, Action::Edit(Edit { label, at, coder, changes: changes(rows) }))
        }
        Row::More { number, id, at, coder, label, changes: rows } => {
            entry(number, id, Action::More(Edit { label, at, coder, changes: changes(rows) }))
        }
        Row::Undo { number, id, at, coder, step } => {
            entry(number, id, Action::Undo(Stroke { step, at, coder }))
        }
        Row::Redo { number, id, at, coder, step } => {
            entry(number, id, Action::Redo(Stroke { step, at, coder }))
        }
        Row::Leave { number, id, at, first, last } => entry(number, id, Action::Leave { at, first, last }),
        Row::Saved(saved) => Some(Line::Saved(saved)),
    }
}

impl Row {
    /// The numbers of entries that it names.
    fn numbers(&self) -> [u64; 3] {
        match *self {
            Self::Begin { number, .. } | Self::Edit { number, .. } | Self::More { number, .. } => [number; 3],
            Self::Undo { number, step, .. } | Self::Redo { number, step, .. } => [number, step, step],
            Self::Leave { number, first, last, .. } => [number, first, last],
            Self::Saved(SavedRow { after, .. }) => [after; 3],
        }
    }
}

impl ChangeRow {
    fn of(change: &Change, folder: &Path) -> Self {
        match change.clone() {
            Change::Info(swap) => Self::Info(swap.before, swap.after),
            Change::Document(swap) => {
                let row = |record| DocumentRow::of(&record, folder);
                Self::Document(swap.before.map(row), swap.after.map(row))
            }
            Change::Tag(swap) => Self::Tag(swap.before, swap.after),
            Change::Annotation(swap) => Self::Annotation(swap.before, swap.after),
            Change::Coder(swap) => Self::Coder(swap.before, swap.after),
            Change::Text(text) => Self::Text(*text),
            Change::Decision(swap) => Self::Decision(swap.before, swap.after),
            Change::List(swap) => Self::List(swap.before, swap.after),
            Change::Kind(swap) => Self::Kind(swap.before, swap.after),
            Change::Search(swap) => Self::Search(swap.before, swap.after),
            Change::Topic(swap) => Self::Topic(swap.before, swap.after),
        }
    }

    fn into_change(self, folder: &Path) -> Change {
        match self {
            Self::Info(before, after) => Change::Info(Box::new(Swap { before, after })),
            Self::Document(before, after) => {
                let record = |row: DocumentRow| row.into_record(folder);
                Change::document(Swap { before: before.map(record), after: after.map(record) })
            }
            Self::Tag(before, after) => Change::tag(Swap { before, after }),
            Self::Annotation(before, after) => Change::annotation(Swap { before, after }),
            Self::Coder(before, after) => Change::coder(Swap { before, after }),
            Self::Text(text) => Change::Text(Box::new(text)),
            Self::Decision(before, after) => Change::decision(Swap { before, after }),
            Self::List(before, after) => Change::list(Swap { before, after }),
            Self::Kind(before, after) => Change::kind(Swap { before, after }),
            Self::Search(before, after) => Change::search(Swap { before, after }),
            Self::Topic(before, after) => Change::topic(Swap { before, after }),
        }
    }
}

/// A record on one line, with its checksum and the line's end.
fn with_sum(row: &Row) -> Result<String, ron::Error> {
    let record = ron::to_string(row)?;
    let sum = sum_of(&record);
    Ok(format!("{record}{BEFORE_SUM}{sum}\n"))
}

fn sum_of(record: &str) -> String {
    let mut sum = blake3::hash(record.as_bytes()).to_hex().to_string();
    sum.truncate(SUM_DIGITS);
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> Entry {
        let tag = Tag {
            id: crate::project::TagId::new(),
            parent: None,
            rank: 0,
            name: "two\nlines // \"quoted\" é日".into(),
            colour: crate::project::TagColour::nth(3),
            description: String::new(),
            shortcut: Some('d'),
            memo: "\r\n\u{0}".into(),
        };
        let changes = vec![Change::tag(Swap::add(tag))];
        let edit = Edit { label: "New tag // x".into(), at: Timestamp::from_second(9), coder: None, changes };
        Entry { number: 7, id: EntryId::new(), action: Action::Edit(edit) }
    }

    #[test]
    fn an_entry_is_one_line_and_comes_back() {
        let entry = entry();
        let text = of_entry(&entry, Path::new("/p")).unwrap();
        assert_eq!(text.matches('\n').count(), 1);
        let line = text.strip_suffix('\n').unwrap();
        assert_eq!(parse(line.as_bytes(), Path::new("/p")), Some(Line::Entry(entry)));
    }

    #[test]
    fn a_line_with_any_byte_changed_is_refused() {
        let text = of_entry(&entry(), Path::new("/p")).unwrap();
        let line = text.trim_end().as_bytes();
        for at in 0..line.len() {
            let mut bent = line.to_vec();
            bent[at] ^= 1;
            assert_eq!(parse(&bent, Path::new("/p")), None, "byte {at}");
            assert_eq!(parse(&line[..at], Path::new("/p")), None, "cut at {at}");
        }
    }

    #[test]
    fn a_number_that_no_history_reaches_is_no_line_though_its_checksum_holds() {
        let at = Timestamp::from_second(9);
        let folder = Path::new("/p");
        let line = |number: u64, step: u64| {
            let action = Action::Undo(Stroke { step, at, coder: None });
            of_entry(&Entry { number, id: EntryId::new(), action }, folder).unwrap()
        };
        let is_read = |line: &str| parse(line.trim_end().as_bytes(), folder).is_some();
        assert!(is_read(&line(MOST_ENTRIES, 1)));
        assert!(!is_read(&line(u64::MAX, 1)) && !is_read(&line(9, u64::MAX)));
        let saved = |after: u64| of_save(SavedRow { after, at, file: String::new(), texts: None }).unwrap();
        assert!(is_read(&saved(3)) && !is_read(&saved(u64::MAX)));
    }

    #[test]
    fn a_heading_comes_back_and_others_are_none() {
        let heading = Heading::of(ProjectId::new());
        assert_eq!(Heading::parse(heading.text().trim_end().as_bytes()), Some(heading));
        assert_eq!(Heading::parse(b"// lectern schema=1"), None);
        assert_eq!(Heading::parse(b"\xFF"), None);
    }

    #[test]
    fn a_heading_with_any_bit_changed_is_vouched_for_by_nobody() {
        let text = Heading::of(ProjectId::new()).text();
        let line = text.trim_end().as_bytes();
        for (at, bit) in (0..line.len()).flat_map(|at| (0..8).map(move |bit| (at, bit))) {
            let mut bent = line.to_vec();
            bent[at] ^= 1 << bit;
            assert_eq!(Heading::parse(&bent), None, "byte {at}, bit {bit}");
        }
    }

    #[test]
    fn a_heading_from_before_there_were_checksums_in_it_is_read_and_not_vouched_for() {
        let project = ProjectId::new();
        let line = format!("// lectern journal schema={SCHEMA} project={project} app=0.1.0");
        let heading = Heading { schema: SCHEMA, project, is_vouched_for: false };
        assert_eq!(Heading::parse(line.as_bytes()), Some(heading));
        assert_eq!(Heading::parse(format!("\u{FEFF}{line}\r").as_bytes()), Some(heading));
        for spoilt in [line.replace("app=", "aqp="), format!("{line} x"), line.replace(" app=0.1.0", "")] {
            assert_eq!(Heading::parse(spoilt.as_bytes()), None, "{spoilt}");
        }
    }

    #[test]
    fn a_heading_of_a_newer_schema_is_believed_of_another_version_only() {
        let (project, newer) = (ProjectId::new(), SCHEMA + 2);
        let line = |app: &str| format!("// lectern journal schema={newer} project={project} app={app}");
        assert_eq!(Heading::parse(line("99.0.0").as_bytes()).unwrap().schema, newer);
        assert_eq!(Heading::parse(line(env!("CARGO_PKG_VERSION")).as_bytes()), None);
    }
}
