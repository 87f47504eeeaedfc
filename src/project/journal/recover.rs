//! From a project file and its journal to the project as it was left.
//!
//! Entries the file holds already become history; those it lacks are applied, each only where it fits exactly. What does
//! not fit is never forced in and never thrown away: it is counted, told, and stays in the journal. What was brought in
//! and refers to something that is lost is mended by an edit of its own.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::path::Path;
use std::sync::Arc;

use super::astray::Astray;
use super::left_behind::LeftBehind;
use super::line::SavedRow;
use super::overwritten::overwritten;
use super::read::Journal;
use crate::disk::Disk;
use crate::project::difference::changes_between;
use crate::project::edit::Edit;
use crate::project::history::{Entry, History, MARKING, MENDING, NOTING, Position, numbered_entries};
use crate::project::merge;
use crate::project::model::{Project, Timestamp};
use crate::project::store::{self, FileHash, Opened};
use crate::project::text_trail::{changes_at, digest_of_texts};
use crate::text::numbers::counted;

/// Entries noted as missing from one gap at most; a checksum that holds makes more a matter of somebody's design.
const MOST_MISSING: usize = 100_000;
/// So many of the things that were mended are told one by one.
const MOST_TOLD: usize = 5;

/// What was made of a journal.
#[derive(Debug, Default)]
pub struct Recovery {
    /// All that happened, as far as it is known.
    pub history: History,
    /// Entries brought in that the project file lacked.
    pub brought_in: Vec<Arc<Entry>>,
    /// Entries the project file lacked that do not fit it.
    pub refused: Vec<Arc<Entry>>,
    /// Entries that were once saved in the project file, which has been put back to an earlier state since.
    pub put_back: usize,
    /// The entries, by their numbers, that the archive alone still has: the journal was put back together with the project file.
    pub archived_later: Option<RangeInclusive<u64>>,
    /// Entries that were once saved in the project file, over which another was put that was saved elsewhere without them.
    pub overwritten: usize,
    /// True where that is the file that was saved here, and something else has changed what is in it.
    was_edited: bool,
    /// Entries that do not fit a project file that is further on than the journal.
    pub passed_over: usize,
    /// Lines of the journal that cannot be read, counted from 1.
    pub damaged: Vec<usize>,
    /// True when the journal that was found is another project's, so that nothing was taken from it.
    pub of_another: bool,
    /// The journal that is still beside the name the project file had before.
    pub left_behind: Option<LeftBehind>,
    /// True when the entries do not lead to the project as it is now: something else has written to its file.
    pub is_broken: bool,
    /// What had to be mended because entries it rests on are lost, one sentence each.
    pub mended: Vec<String>,
    /// What was made on another text than it stands in.
    astray: Astray,
    /// True when the documents of the project file have the texts they had when it was last saved here, and no line is lost: a
    /// document that no entry gives another text then has the one it has had all along.
    has_texts_as_saved: bool,
}

/// What is known of the project file that a journal lies beside.
#[derive(Clone, Copy, Debug, Default)]
pub struct FileState {
    /// The last entry of the history that it holds. `None` for a file that knows of no journal, and for a project that was never
    /// saved.
    pub held: Option<Position>,
    /// Which file it is; `None` when there is none.
    pub hash: Option<FileHash>,
    /// True when something else has written to it since it was saved: it may not be the state that it says it is.
    pub changed_outside: bool,
}

impl FileState {
    /// Of a project file as it was opened.
    pub fn of(opened: &Opened) -> Self {
        let Opened { held, file_hash, changed_outside, .. } = *opened;
        Self { held, hash: Some(file_hash), changed_outside }
    }

    /// True for the very file whose saving this line of a journal notes.
    fn is_of(&self, saved: &SavedRow) -> bool {
        self.held.is_some_and(|held| held.number == saved.after)
            && self.hash.is_some_and(|hash| hash.to_string() == saved.file)
    }
}

/// Brings `project`, as it was read from `file`, up to date by `journal`.
pub fn recover(project: &mut Project, file: FileState, journal: Journal) -> Recovery {
    let held = file.held;
    let mut recovery = Recovery { damaged: journal.damaged.clone(), ..Recovery::of_nothing(held) };
    let found = held.and_then(|held| {
        journal.entries.iter().position(|entry| entry.number == held.number && entry.id == held.id)
    });
    let last = journal.last_number();
    // A file that is further on has gone on elsewhere, and may have what was never saved here or not.
    let ahead = found.is_none() && held.is_some_and(|held| held.number > last);
    // Where the file's place is not in this journal, what was never saved is what it can lack.
    let begin = found.map_or_else(
        || journal.entries.iter().take_while(|entry| entry.number <= journal.saved_up_to).count(),
        |at| at + 1,
    );
    let saved = journal.entries.iter().take_while(|entry| entry.number <= journal.saved_up_to).count();
    let reverted = found.is_some() && saved > begin;
    let left = journal.left();
    let mut missing: Vec<u64> = missing_numbers(&journal.entries);
    missing.retain(|number| !left.contains(number));
    if let (true, Some(held)) = (ahead, held) {
        missing.extend((last + 1..=held.number).take(MOST_MISSING));
    }
    let texts = journal.saved.as_ref().and_then(|saved| saved.texts.as_deref());
    let is_whole = journal.damaged.is_empty() && missing_numbers(&journal.entries).is_empty();
    recovery.has_texts_as_saved = is_whole && texts.is_some_and(|texts| texts == digest_of_texts(project));
    let entries = journal.entries;
    let present: BTreeSet<u64> = entries.iter().map(|entry| entry.number).collect();
    // Nothing is moved out of a journal before it was saved: what is missing before the first entry is lost.
    let begins = held.is_some() || journal.saved_up_to > 0 || entries.first().is_none_or(|it| it.number == 1);
    if let (false, Some(first)) = (begins, entries.first()) {
        missing.extend((1..first.number).take(MOST_MISSING).filter(|number| !left.contains(number)));
    }
    let is_from_here = found.is_some() || journal.saved.as_ref().is_some_and(|saved| file.is_of(saved));
    recovery.was_edited = is_from_here && file.changed_outside;
    let overwritten = if is_from_here && !file.changed_outside {
        BTreeSet::new()
    } else {
        overwritten(&entries[..begin], &left, project, is_from_here)
    };
    // A file that knows of no journal is where this one began, unless that was saved since; one whose place in it is lost was
    // saved from it all the same.
    let is_lost = |held: Position| !ahead && entries.iter().all(|entry| entry.number != held.number);
    let fits = || overwritten.is_empty() && held.map_or(begins && journal.saved_up_to == 0, is_lost);
    let is_known = !file.changed_outside && (is_from_here || fits());
    let lost_from = entries.first().map_or(0, |entry| entry.number);
    let lost_to = held.map_or(last, |held| held.number.max(last));
    recovery.is_broken = !is_known || entries.len() as u64 != (lost_to + 1).saturating_sub(lost_from);
    let known_up_to = held.filter(|_| is_known).map(|held| held.number);
    let mut astray = Astray::before(&entries, project, is_known);
    for (index, entry) in entries.iter().cloned().enumerate() {
        let mut reached =
            index.checked_sub(1).map_or(entry.number.saturating_sub(1), |at| entries[at].number);
        if let Some(held) = known_up_to.filter(|held| *held < entry.number)
            && (index == 0 || reached <= held)
        {
            astray.stand_at(project);
            reached = held;
        }
        // Also one that was noted when the journal was brought in before: what was done in it may be in a file or not.
        if reached + 1 < entry.number {
            astray.pass_gap();
        }
        let changes = changes_at(&entries, index);
        let brought_in = recovery.brought_in.len();
        let (is_mending, is_shown) = (entry.is_mending(), entry.is_shown_by(project));
        if left.contains(&entry.number) {
            recovery.history.keep_aside(entry);
        } else if overwritten.contains(&entry.number) {
            recovery.overwritten += 1;
            missing.push(entry.number);
            recovery.history.keep_aside(entry);
        } else if index < begin {
            recovery.history.remember(entry);
        } else if reverted && index < saved {
            // Somebody has put an earlier version of the file here: that is respected.
            recovery.put_back += 1;
            missing.push(entry.number);
            recovery.history.keep_aside(entry);
        } else if is_shown {
            recovery.history.remember(entry);
        } else if recovery.history.replay(project, entry.clone()).is_ok() {
            recovery.brought_in.push(entry);
        } else if !ahead && recovery.history.replay_rest(project, entry.clone()).is_ok() {
            // What another program wrote was merged into the project, and the file is still that program's.
            recovery.brought_in.push(entry);
        } else if is_mending {
            // What the program mended by itself it mends anew.
            missing.push(entry.number);
            recovery.history.keep_aside(entry);
        } else if ahead {
            recovery.passed_over += 1;
            missing.push(entry.number);
            recovery.history.keep_aside(entry);
        } else {
            missing.push(entry.number);
            recovery.history.keep_aside(entry.clone());
            recovery.refused.push(entry);
        }
        let is_brought_in = recovery.brought_in.len() > brought_in;
        if is_mending && (is_brought_in || is_shown) {
            astray.pass_mending(&changes, project);
        } else if is_brought_in {
            astray.bring(&changes, project);
        } else {
            astray.pass(&changes);
        }
    }
    if let Some(held) = known_up_to
        && entries.last().is_none_or(|entry| entry.number <= held)
    {
        astray.stand_at(project);
    }
    if !missing.is_empty() {
        astray.lose_entries();
    }
    recovery.astray = astray;
    missing.sort_unstable();
    // What is here and does not count is one thing, what is lost another.
    for run in missing.chunk_by(|a, b| a + 1 == *b && present.contains(a) == present.contains(b)) {
        recovery.history.leave(run[0], run[run.len() - 1]);
    }
    recovery
}

/// Numbers between the first and last entry that no entry has.
fn missing_numbers(entries: &[Arc<Entry>]) -> Vec<u64> {
    let gaps = entries.windows(2).filter(|pair| pair[1].number > pair[0].number + 1);
    gaps.flat_map(|pair| (pair[0].number + 1..pair[1].number).take(MOST_MISSING)).collect()
}

impl Recovery {
    /// Where no journal has anything to say of a project file that holds all up to `held`.
    pub fn of_nothing(held: Option<Position>) -> Self {
        Self { history: History::going_on_after(held), ..Self::default() }
    }

    /// Makes `project`, whose file is at `path` and has the state `in_file`, agree with itself, where entries that were brought
    /// in were made to another state, or rest on others that are lost or did not fit: one edit, in the history like any other.
    /// Annotations come to the texts their documents have, and what records refer to in vain is brought back or made anew.
    pub fn mend(&mut self, disk: &Disk, path: &Path, in_file: &Project, project: &mut Project) {
        let mut mended = project.clone();
        if !self.brought_in.is_empty() {
            let texts = |hash| store::frozen_text(disk, path, hash);
            self.mended.extend(merge::bring_back(&mut mended, in_file));
            self.astray.settle(&mut mended, &texts, &mut self.mended);
            let folder = store::base_folder(&disk.follow_links(path));
            store::mend_references(&mut mended, &folder, &mut self.mended);
        }
        let (mut changes, mut marks) = (changes_between(project, &mended), self.astray.marks(&mended));
        let noting = if self.has_texts_as_saved { NOTING } else { MARKING };
        if !self.has_texts_as_saved && !changes.is_empty() {
            // What was put where its words stand in a text, and which text that is, are one thing.
            changes.append(&mut marks);
        }
        for (label, changes) in [(MENDING, changes), (noting, marks)] {
            let edit = Edit { label: label.to_owned(), at: Timestamp::now(), coder: None, changes };
            if let Err(conflict) = self.history.perform(project, edit) {
                tracing::error!("{conflict}");
            }
        }
    }

    /// What a reader should know, one sentence each. `file` is what the project file is called, `writes` whether the
    /// journal is gone on with.
    pub fn sentences(&self, file: &str, writes: bool) -> Vec<String> {
        let mut sentences = Vec::new();
        let work: Vec<&Arc<Entry>> = self.brought_in.iter().filter(|entry| entry.is_work()).collect();
        if let (Some(first), Some(last)) = (work.first(), work.last()) {
            let what = counted(work.len(), "change that was", "changes that were");
            let when = between(first.at(), last.at());
            sentences.push(format!("{what} not yet in “{file}” came back from the journal ({when})."));
        }
        sentences.extend(self.troubles(file, writes));
        sentences
    }

    /// What of it is not as it should be, one sentence each; `file` and `writes` as above.
    pub fn troubles(&self, file: &str, writes: bool) -> Vec<String> {
        let mut sentences = Vec::new();
        if self.of_another {
            let outcome = if writes {
                "what is done here begins a new one, and it is kept beside that as “journal.aside-1” or with the next \
                 number; to go on with it, put that project's file back first"
            } else {
                "it is left as it is"
            };
            sentences.push(format!(
                "The journal beside “{file}” belongs to another project and may have changes that were never saved; {outcome}."
            ));
        }
        if let Some(left_behind) = &self.left_behind {
            sentences.push(left_behind.advice(file));
        }
        if self.put_back > 0 {
            let what = counted(self.put_back, "later change is", "later changes are");
            sentences.push(format!(
                "“{file}” was put back to an earlier state, so {what} not in it; the journal beside it still has \
                 what was done."
            ));
        }
        if let Some(later) = &self.archived_later {
            let which = numbered_entries(later);
            let (is, it) = if later.start() == later.end() { ("is", "it is") } else { ("are", "they are") };
            sentences.push(format!(
                "“{file}” and its journal were put back to an earlier state, so {which} of its history {is} not in it; {it} \
                 kept in the folder “trail” beside it."
            ));
        }
        if self.overwritten > 0 {
            let what = counted(self.overwritten, "change that was", "changes that were");
            let (is, stays) = if self.overwritten == 1 { ("is", "it stays") } else { ("are", "they stay") };
            sentences.push(if self.was_edited {
                format!(
                    "Something else than Lectern has changed “{file}”: {what} saved in it {is} not in it any more, or \
                     different; {stays} in the journal, where History lists what was done, and the backups may have the file \
                     as it was saved."
                )
            } else {
                format!(
                    "“{file}” was saved elsewhere and put over the file that was saved here: {what} in that {is} not in \
                     this one, or changed there; {stays} in the journal, where History lists what was done, and the \
                     backups may have that file."
                )
            });
        }
        if self.passed_over > 0 {
            let what = counted(
                self.passed_over,
                "change of the journal does not fit it and stays in the journal, where History lists it",
                "changes of the journal do not fit it and stay in the journal, where History lists them",
            );
            sentences.push(format!(
                "“{file}” is further on than the journal beside it, because it was saved elsewhere or the journal was \
                 lost for a while; {what}."
            ));
        }
        if !self.damaged.is_empty() {
            let lines: Vec<String> = self.damaged.iter().take(5).map(ToString::to_string).collect();
            let more = if self.damaged.len() > 5 { " and others" } else { "" };
            let line = if self.damaged.len() == 1 { "line" } else { "lines" };
            let outcome = if writes {
                "all that can be read of it was kept, and the damaged journal is set aside as it is"
            } else {
                "all that can be read of it is shown, and the journal is left as it is"
            };
            sentences.push(format!(
                "The journal of “{file}” is damaged at {line} {}{more}; {outcome}.",
                lines.join(", ")
            ));
        }
        if !self.refused.is_empty() {
            let (they, stay, them) = match self.refused.len() {
                1 => ("it", "it stays", "it"),
                _ => ("they", "they stay", "them"),
            };
            let what = counted(self.refused.len(), "change", "changes");
            sentences.push(format!(
                "{what} in the journal of “{file}” could not be brought in, because what {they} changed is different \
                 now; {stay} in the journal, and History lists {them}."
            ));
        }
        sentences.extend(self.mended.iter().take(MOST_TOLD).cloned());
        match self.mended.len().saturating_sub(MOST_TOLD) {
            0 => {}
            more => {
                sentences.push(format!(
                    "{} mended in the same way.",
                    counted(more, "more thing was", "more things were")
                ));
            }
        }
        sentences
    }
}

/// The time from `first` to `last` in the reader's time zone; a clock that was set back makes no time run backwards.
fn between(first: Timestamp, last: Timestamp) -> String {
    let (first, last) = (first.min(last), first.max(last));
    let zone = jiff::tz::TimeZone::system();
    let (first, last) = (first.as_jiff().to_zoned(zone.clone()), last.as_jiff().to_zoned(zone));
    let day = |moment: &jiff::Zoned| moment.strftime("%Y-%m-%d %H:%M").to_string();
    if first.date() != last.date() {
        return format!("{} to {}", day(&first), day(&last));
    }
    if (first.hour(), first.minute()) == (last.hour(), last.minute()) {
        return day(&first);
    }
    format!("{} to {}", day(&first), last.strftime("%H:%M"))
}
