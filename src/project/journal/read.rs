//! A journal as it is found on disk: what can be read of it, and what cannot.
//!
//! A file that only grows and is flushed line by line can be cut short at its end by a crash, and that is no damage: the
//! torn line was never promised. A line that has its end and cannot be read is damage, wherever it stands. Nothing is
//! changed here.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::archive::{archived_back_to, last_archived, steps_named_in};
use super::line::{self, Heading, Line, SavedRow};
use super::path_of;
use crate::disk::{Disk, DiskError};
use crate::project::history::{Action, Entry, Position};
use crate::project::ids::ProjectId;
use crate::project::store::{self, SCHEMA};

/// What was found.
#[derive(Debug, Default)]
pub struct Journal {
    /// The project its first line names; `None` when that cannot be read.
    pub project: Option<ProjectId>,
    /// True when the first line has a checksum that holds.
    is_vouched_for: bool,
    /// True when a newer program wrote it.
    pub newer: bool,
    /// The entries, in the order they were written.
    pub entries: Vec<Arc<Entry>>,
    /// Number of the last entry that was in the project file when that was last written from here, as far as the journal knows.
    pub saved_up_to: u64,
    /// The last line that says so.
    pub saved: Option<SavedRow>,
    /// Lines that cannot be read, or are missing before the one that stands there; counted from 1.
    pub damaged: Vec<usize>,
    /// How many of the entries come from the archive, before those that stand here.
    pub reached_back: usize,
    /// The line each entry stands on.
    pub(super) line_of: Vec<usize>,
    /// Bytes up to the end of the last line that was finished; what is after them is a torn line. 0 when the first line
    /// cannot be read.
    pub whole: u64,
    /// Bytes of the file.
    pub length: u64,
}

/// A project as its file tells it: which it is, and up to which entry the file holds its history.
pub type Known = (ProjectId, Option<Position>);

/// Reads the journal of the project file at `project`; `None` when there is none.
pub fn read(disk: &Disk, project: &Path) -> Result<Option<Journal>, DiskError> {
    let project = &disk.follow_links(project);
    let path = path_of(project);
    if disk.about(&path)?.is_none() {
        return Ok(None);
    }
    // What is done here would be written wherever a link leads.
    disk.check_no_link(&path)?;
    Ok(Some(understand(&disk.read(&path)?, &store::base_folder(project))))
}

/// Which projects the journal of the project file at `project` may be one of; any where there is none that tells.
pub fn may_be_of(disk: &Disk, project: &Path) -> impl Fn(ProjectId) -> bool + use<> {
    let journal = read(disk, project).ok().flatten();
    move |id| journal.as_ref().is_none_or(|journal| journal.is_of(id, |_| true))
}

/// Makes what can be made of the bytes of a journal.
pub(super) fn understand(bytes: &[u8], folder: &Path) -> Journal {
    let mut journal = Journal { length: bytes.len() as u64, ..Journal::default() };
    let mut lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
    let after_last_end = lines.pop().unwrap_or_default();
    let Some((first, rest)) = lines.split_first() else { return journal };
    let heading = Heading::parse(first);
    if let Some(heading) = heading {
        journal.project = Some(heading.project);
        journal.is_vouched_for = heading.is_vouched_for;
        journal.newer = heading.schema > SCHEMA;
    }
    if journal.newer {
        return journal;
    }
    let mut understood: Vec<Option<Line>> = rest.par_iter().map(|line| line::parse(line, folder)).collect();
    let last = understood.iter().zip(rest).rposition(|(line, bytes)| line.is_some() || !is_torn(bytes));
    let finished = last.map_or(0, |last| last + 1);
    understood.truncate(finished);
    if heading.is_none() && (finished > 0 || !is_torn(first)) {
        journal.damaged.push(1);
    }
    let kept = if heading.is_some() { finished + 1 } else { 0 };
    journal.whole = lines[..kept].iter().map(|line| line.len() as u64 + 1).sum();
    if finished == rest.len()
        && let Some(line) = without_its_end(after_last_end, folder)
    {
        understood.push(Some(line));
        journal.damaged.push(finished + 2);
    }
    for (index, line) in understood.into_iter().enumerate() {
        match line {
            None => journal.damaged.push(index + 2),
            Some(Line::Saved(saved)) => {
                journal.saved_up_to = saved.after;
                journal.saved = Some(saved);
            }
            // Out of its order: written twice or moved by somebody. Each number stands for one entry only.
            Some(Line::Entry(entry))
                if journal.entries.last().is_some_and(|last| entry.number <= last.number) =>
            {
                journal.damaged.push(index + 2);
            }
            Some(Line::Entry(entry)) => {
                journal.line_of.push(index + 2);
                journal.entries.push(Arc::new(entry));
            }
        }
    }
    journal.look_for_gaps();
    journal
}

/// True for a line that a power cut can have left: nothing, or the beginning of a line and then zeros.
fn is_torn(line: &[u8]) -> bool {
    line.trim_ascii().is_empty() || line.last() == Some(&0)
}

/// What stands after the last line end, if that is a whole line whose end is another byte than was written. Anything else
/// there was not finished.
fn without_its_end(bytes: &[u8], folder: &Path) -> Option<Line> {
    let (_end, line) = bytes.split_last()?;
    line::parse(line, folder)
}

/// Gives the last line of these bytes of a journal an end, unless it has one; in the place of what stands for it where that is
/// another byte than was written.
pub(super) fn end_last_line(bytes: &mut Vec<u8>, folder: &Path) {
    let begin = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    if begin == bytes.len() {
        return;
    }
    if without_its_end(&bytes[begin..], folder).is_some() {
        bytes.pop();
    }
    bytes.push(b'\n');
}

impl Journal {
    /// A journal of this project with nothing in it.
    pub fn none_of(project: ProjectId) -> Self {
        Self { project: Some(project), ..Self::default() }
    }

    /// Takes it for the journal of the project `id`, whose file holds all up to `held`, unless it is another's. Where its
    /// entries say that it is this one's and the first line does not, that line is damaged.
    pub fn claim(&mut self, id: ProjectId, held: Option<Position>) -> bool {
        let holds = |held: Position| {
            self.entries.iter().any(|entry| (entry.number, entry.id) == (held.number, held.id))
        };
        let goes_on = |entries: &[Arc<Entry>]| {
            held.zip(entries.first()).is_some_and(|(held, first)| held.number + 1 == first.number)
        };
        if !held.is_some_and(holds) && !self.is_of(id, goes_on) {
            return false;
        }
        if self.project.replace(id).is_some_and(|named| named != id) {
            self.damaged.insert(0, 1);
        }
        true
    }

    /// True when it is a journal of the project `id`, as far as it tells. `fits` says whether the numbers of its entries join
    /// on to those of that project: that decides where only a first line without a checksum names another.
    pub(super) fn is_of(&self, id: ProjectId, fits: impl FnOnce(&[Arc<Entry>]) -> bool) -> bool {
        match (self.project, self.begun()) {
            (Some(named), _) if named == id => true,
            (_, Some(begun)) => begun == id,
            (Some(_), None) => !self.is_vouched_for && fits(&self.entries),
            (None, None) => true,
        }
    }

    /// The project whose beginning is in it.
    fn begun(&self) -> Option<ProjectId> {
        self.entries.iter().find_map(|entry| match &entry.action {
            Action::Begin { info, .. } => Some(info.id),
            _ => None,
        })
    }

    /// Puts before the entries those from the archive that they cannot do without, as far as these can be read: undoing
    /// or doing again what was done before the journal was begun needs the step itself. Where the project file holds less
    /// than the archive, up to `held`, also what it holds last and all that came after.
    pub fn reach_back(&mut self, disk: &Disk, project: &Path, held: Option<Position>) {
        let is_rescued = held.is_some_and(|held| self.goes_back_to(held));
        let first = self.entries.first().map_or(u64::MAX, |entry| entry.number);
        let is_earlier = |held: &u64| held + 1 < first && last_archived(disk, project) > Some(*held);
        // What came after a state that took the place of a damaged file is brought back, and that state itself not looked for.
        let after = held.map(|held| held.number).filter(is_earlier).map(|held| held + u64::from(is_rescued));
        let Some(wanted) = steps_named_in(&self.entries).chain(after).min() else { return };
        let earlier = archived_back_to(disk, project, self.project, first, wanted);
        if let (Some(last), false) = (earlier.last(), is_rescued) {
            // A journal goes to the archive once all that is in it is in the project file.
            self.saved_up_to = self.saved_up_to.max(last.number);
        }
        self.reached_back = earlier.len();
        self.entries.splice(..0, earlier);
    }

    /// True when a state of the project that holds its history up to `held` was put in the place of a damaged file, and what
    /// came right after it is not here but in the archive.
    fn goes_back_to(&self, held: Position) -> bool {
        self.saved.as_ref().is_some_and(|saved| saved.after == held.number)
            && self.entries.first().is_none_or(|first| first.number > held.number + 1)
    }

    /// The number of its last entry; 0 when there is none.
    pub fn last_number(&self) -> u64 {
        self.entries.last().map_or(0, |last| last.number)
    }

    /// The numbers of entries that were found not to count.
    pub fn left(&self) -> BTreeSet<u64> {
        self.entries.iter().filter_map(|entry| entry.leaves()).flatten().collect()
    }

    /// Notes as damage where lines were taken out as a whole.
    fn look_for_gaps(&mut self) {
        let left = self.left();
        for (at, pair) in self.entries.windows(2).enumerate() {
            let (here, next) = (pair[0].number, pair[1].number);
            let line = self.line_of[at + 1];
            let known = (here + 1..next).all(|missing| left.contains(&missing));
            if !known && !self.damaged.contains(&(line - 1)) {
                self.damaged.push(line);
            }
        }
        self.damaged.sort_unstable();
        self.damaged.dedup();
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::project::history::History;
    use crate::project::{Edit, Project, Timestamp};

    /// A journal of a beginning and `edits` edits of the project's memo.
    pub fn sample(edits: usize) -> (Vec<u8>, Vec<Arc<Entry>>) {
        let mut project = Project::new();
        let mut history = History::of_new(&project);
        for number in 0..edits {
            let mut after = project.info.clone();
            after.memo = format!("memo {number}");
            let swap = crate::project::Swap::replace(project.info.clone(), after);
            let changes = vec![crate::project::Change::Info(Box::new(swap))];
            let edit = Edit { label: "Memo".into(), at: Timestamp::from_second(0), coder: None, changes };
            history.perform(&mut project, edit).unwrap();
        }
        let mut bytes = Heading::of(project.info.id).text().into_bytes();
        for entry in history.entries() {
            bytes.extend(line::of_entry(entry, Path::new("/p")).unwrap().into_bytes());
        }
        (bytes, history.entries().to_vec())
    }

    fn understood(bytes: &[u8]) -> Journal {
        understand(bytes, Path::new("/p"))
    }

    #[test]
    fn a_whole_journal_is_read_whole() {
        let (bytes, entries) = sample(3);
        let journal = understood(&bytes);
        assert_eq!(journal.entries, entries);
        assert_eq!((journal.damaged.len(), journal.whole), (0, bytes.len() as u64));
    }

    #[test]
    fn a_torn_last_line_is_no_damage() {
        let (bytes, entries) = sample(3);
        let last = bytes[..bytes.len() - 1].iter().rposition(|byte| *byte == b'\n').unwrap() + 1;
        for cut in last..bytes.len() {
            for tail in [&b""[..], &[0; 40], b"\0\0\n\0\n"] {
                let torn = [&bytes[..cut], tail].concat();
                let journal = understood(&torn);
                assert_eq!(journal.entries, entries[..3], "{cut}");
                assert_eq!((journal.damaged.len(), journal.whole), (0, last as u64), "{cut}");
            }
        }
    }

    #[test]
    fn a_last_line_with_any_bit_changed_is_damage_or_read_all_the_same() {
        let (bytes, entries) = sample(3);
        let last = bytes[..bytes.len() - 1].iter().rposition(|byte| *byte == b'\n').unwrap() + 1;
        for (at, bit) in (last..bytes.len()).flat_map(|at| (0..8).map(move |bit| (at, bit))) {
            let mut bent = bytes.clone();
            bent[at] ^= 1 << bit;
            let journal = understood(&bent);
            assert_eq!(journal.entries[..3], entries[..3]);
            assert!(journal.damaged.contains(&5), "byte {at}, bit {bit}: {:?}", journal.damaged);
            let is_end = at + 1 == bytes.len();
            assert_eq!(journal.entries.len(), if is_end { 4 } else { 3 }, "byte {at}, bit {bit}");
        }
    }

    #[test]
    fn damaged_lines_at_the_end_are_all_named() {
        let (bytes, _) = sample(7);
        let mut lines: Vec<Vec<u8>> =
            bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
        for line in &mut lines[4..] {
            line[20] ^= 2;
        }
        assert_eq!(understood(&lines.concat()).damaged, [5, 6, 7, 8, 9]);
    }

    #[test]
    fn a_damaged_middle_line_is_named_and_the_rest_is_read() {
        let (mut bytes, entries) = sample(3);
        let third = bytes.split(|byte| *byte == b'\n').take(2).map(|line| line.len() + 1).sum::<usize>();
        bytes[third + 9] ^= 4;
        let journal = understood(&bytes);
        assert_eq!(journal.damaged, [3]);
        assert_eq!(journal.entries.len(), entries.len() - 1);
    }

    #[test]
    fn a_line_that_was_taken_out_is_named() {
        let (bytes, _) = sample(3);
        let lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
        let without = [lines[0], lines[1], lines[3], lines[4]].concat();
        assert_eq!(understood(&without).damaged, [3]);
    }

    #[test]
    fn nothing_and_nonsense_are_empty_journals() {
        for (bytes, damaged) in [
            (&b""[..], &[][..]),
            (b"\0\0\0", &[]),
            (b"\0\n", &[]),
            (b"// lectern jour", &[]),
            (b"x\ny\n", &[1, 2]),
        ] {
            let journal = understood(bytes);
            assert!(journal.entries.is_empty());
            assert_eq!((journal.whole, journal.damaged.as_slice()), (0, damaged));
        }
    }

    /// The same journal with another first line.
    pub fn headed(bytes: &[u8], heading: &str) -> Vec<u8> {
        let end = bytes.iter().position(|byte| *byte == b'\n').unwrap();
        [heading.as_bytes(), &bytes[end..]].concat()
    }

    /// A first line as it was before there were checksums in it.
    pub fn older_heading(project: ProjectId) -> String {
        format!("// lectern journal schema={SCHEMA} project={project} app=0.1.0")
    }

    #[test]
    fn a_first_line_that_names_another_project_is_believed_only_where_nothing_speaks_against_it() {
        let (bytes, entries) = sample(3);
        let (other, ours) = (ProjectId::new(), understood(&bytes).project.unwrap());
        let held = |entry: &Entry| Some(Position { number: entry.number, id: entry.id });
        let claimed = |bytes: &[u8], held| {
            let mut journal = understood(bytes);
            journal.claim(ours, held).then_some(journal.damaged)
        };
        assert_eq!(claimed(&bytes, None), Some(vec![]));
        let vouched = Heading::of(other).text();
        let vouched = headed(&bytes, vouched.trim_end());
        assert_eq!(
            claimed(&vouched, held(&entries[2])),
            Some(vec![1]),
            "the file was saved after one of them"
        );
        assert_eq!(claimed(&vouched, None), Some(vec![1]), "it begins with this project's beginning");
        // Without its beginning, as after the one before went to the archive.
        let rest = |bytes: &[u8]| -> Vec<u8> {
            let lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
            [&lines[..1], &lines[3..]].concat().concat()
        };
        assert_eq!(claimed(&rest(&vouched), held(&entries[1])), None, "it says so and vouches for it");
        let older = headed(&bytes, &older_heading(other));
        assert_eq!(
            claimed(&rest(&older), held(&entries[1])),
            Some(vec![1]),
            "it goes on where the file ends"
        );
        assert_eq!(claimed(&rest(&older), None), None);
        let older = headed(&bytes, &older_heading(ours));
        assert_eq!(claimed(&older, None), Some(vec![]), "what older journals lack is no damage");
    }
}
