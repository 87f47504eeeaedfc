//! The audit trail: the history of a project in words, line by line, with how each line stands today.
//!
//! What was moved out of the journal when that had grown long stands before what the history holds. Work that came
//! piece by piece, such as 3,000 documents of one folder, is one line. Nothing is changed here; how the trail is drawn
//! and what it looks like in files is said elsewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::sync::Arc;

use crate::project::history::{Action, Outcome, lacking_in, numbered_entries, range_of_step};
use crate::project::{
    Annotation, AnnotationId, Change, Coder, CoderId, DocumentId, Entry, EntryId, History, Project, TagId,
};
use crate::text::numbers::counted;

/// More changes than this are not told apart by what they change while a list is drawn.
const MANY: usize = 5_000;

/// The history in lines, oldest first.
#[derive(Clone, Debug, Default)]
pub struct Trail {
    entries: Vec<Arc<Entry>>,
    outcomes: Vec<Outcome>,
    /// How many entries come from before what the history holds.
    earlier: usize,
    /// The entry each line begins with.
    lines: Vec<usize>,
    /// Everybody who joined at any time, as they were last written.
    joined: BTreeMap<CoderId, Coder>,
}

/// What a line changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// The documents that came, went or changed, or whose annotations did.
    pub documents: BTreeSet<DocumentId>,
    /// The tags.
    pub tags: BTreeSet<TagId>,
    /// The annotations.
    pub annotations: BTreeSet<AnnotationId>,
}

impl Trail {
    /// The trail of `history`, after what was moved out of the journal `earlier`.
    pub fn of(earlier: &[Arc<Entry>], history: &History) -> Self {
        let mut trail = Self::default();
        // What the history still holds is not taken twice.
        let first = history.entries().first().map_or(u64::MAX, |entry| entry.number);
        let earlier: Vec<Arc<Entry>> = earlier.iter().filter(|entry| entry.number < first).cloned().collect();
        if !earlier.is_empty() {
            trail.earlier = earlier.len();
            // Later entries may have taken back or left earlier ones.
            let all = earlier.iter().chain(history.entries()).cloned().collect();
            trail.outcomes = History::of_entries(all).outcomes();
            trail.outcomes.truncate(trail.earlier);
            trail.take(&earlier);
        }
        trail.update(history);
        trail
    }

    /// Brings the trail up to date with a history that has gone on, or gives up when it is another.
    pub fn update(&mut self, history: &History) -> bool {
        let entries = history.entries();
        let known = self.entries.len() - self.earlier;
        let goes_on = known <= entries.len()
            && (known == 0 || self.entries.last().is_some_and(|last| last.id == entries[known - 1].id));
        if goes_on {
            self.take(&entries[known..]);
            self.outcomes.truncate(self.earlier);
            self.outcomes.extend(history.outcomes());
        }
        goes_on
    }

    fn take(&mut self, entries: &[Arc<Entry>]) {
        for entry in entries {
            let goes_on = matches!(entry.action, Action::More(_))
                && self
                    .entries
                    .last()
                    .is_some_and(|last| matches!(last.action, Action::Edit(_) | Action::More(_)));
            if !goes_on {
                self.lines.push(self.entries.len());
            }
            for change in entry.changes() {
                if let Change::Coder(swap) = change
                    && let Some(coder) = &swap.after
                {
                    self.joined.insert(coder.id, coder.clone());
                }
            }
            self.entries.push(entry.clone());
        }
    }

    /// Every entry, oldest first.
    pub fn entries(&self) -> &[Arc<Entry>] {
        &self.entries
    }

    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// True when nothing ever happened.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The entry a line begins with.
    pub fn line(&self, line: usize) -> &Entry {
        &self.entries[self.lines[line]]
    }

    /// The identity of the entry a line begins with, by which it is named in commands.
    pub fn id(&self, line: usize) -> EntryId {
        self.line(line).id
    }

    /// How a line stands today.
    pub fn outcome(&self, line: usize) -> Outcome {
        self.outcome_of(self.lines[line])
    }

    /// How the entry at `at` stands today.
    pub fn outcome_of(&self, at: usize) -> Outcome {
        self.outcomes.get(at).copied().unwrap_or(Outcome::Note)
    }

    /// What a line says was done.
    pub fn what(&self, line: usize) -> String {
        self.what_of(self.lines[line])
    }

    /// What the entry at `at` says was done.
    pub fn what_of(&self, at: usize) -> String {
        match &self.entries[at].action {
            Action::Begin { changes, .. } if changes.is_empty() => "Project begun".to_owned(),
            Action::Begin { .. } => "History begun, with what the project held".to_owned(),
            Action::Edit(edit) | Action::More(edit) => edit.label.clone(),
            Action::Undo(stroke) => format!("Undone: {}", self.label_of(stroke.step)),
            Action::Redo(stroke) => format!("Done again: {}", self.label_of(stroke.step)),
            Action::Leave { first, last, .. } if !self.has_any_of(*first, *last) => {
                let which = numbered_entries(&(*first..=*last));
                format!("The history lacks {which}: what was written of that is lost or cannot be read")
            }
            Action::Leave { first, last, .. } if first == last => {
                format!("Entry {first} does not count: it did not fit the project file")
            }
            Action::Leave { first, last, .. } => {
                format!("Entries {first}–{last} do not count: they did not fit the project file")
            }
        }
    }

    /// What a line changed; an undo or redo what its step did.
    pub fn touched(&self, line: usize) -> Touched {
        let at = self.lines[line];
        let end = self.lines.get(line + 1).copied().unwrap_or(self.entries.len());
        let mut touched = Touched::default();
        match &self.entries[at].action {
            Action::Undo(_) | Action::Redo(_) => return self.touched_by(at),
            _ => self.entries[at..end].iter().for_each(|entry| touched.note(entry.changes())),
        }
        touched
    }

    /// How much a line changed, in words, where that is more than one record. A line that is not to be counted in a
    /// moment says how many changes it is made of.
    pub fn extent(&self, line: usize) -> String {
        let at = self.lines[line];
        let end = self.lines.get(line + 1).copied().unwrap_or(self.entries.len());
        let pieces = end - at;
        let changes: usize = self.entries[at..end].iter().take(MANY).map(|entry| entry.changes().len()).sum();
        match self.entries[at].action {
            Action::Undo(_) | Action::Redo(_) | Action::Leave { .. } => String::new(),
            _ if pieces > MANY => counted(pieces, "part", "parts"),
            _ if changes > MANY => counted(changes, "change", "changes"),
            _ => self.touched(line).extent(),
        }
    }

    /// What the entry at `at` changed; an undo or redo what its step did.
    pub fn touched_by(&self, at: usize) -> Touched {
        let mut touched = Touched::default();
        match &self.entries[at].action {
            Action::Undo(stroke) | Action::Redo(stroke) => {
                let step = self.numbered(stroke.step).and_then(|at| range_of_step(&self.entries, at));
                self.entries[step.unwrap_or(0..0)].iter().for_each(|entry| touched.note(entry.changes()));
            }
            _ => touched.note(self.entries[at].changes()),
        }
        touched
    }

    /// Makes somebody known who took part without joining the project, as one does who only undoes.
    pub fn know(&mut self, coder: Coder) {
        self.joined.entry(coder.id).or_insert(coder);
    }

    /// The annotation a line made, changed or took away, when it is about one alone.
    pub fn passage(&self, line: usize) -> Option<&Annotation> {
        let mut swaps = self.line(line).changes().iter().filter_map(|change| match change {
            Change::Annotation(swap) => Some(swap),
            _ => None,
        });
        let swap = swaps.next()?;
        if swaps.next().is_some() { None } else { swap.after.as_ref().or(swap.before.as_ref()) }
    }

    /// Somebody who ever coded here, also when their joining was taken back.
    pub fn coder<'a>(&'a self, id: CoderId, project: &'a Project) -> Option<&'a Coder> {
        project.coders.get(&id).or_else(|| self.joined.get(&id))
    }

    /// Everybody who ever coded here, by name.
    pub fn coders<'a>(&'a self, project: &'a Project) -> Vec<&'a Coder> {
        let all: BTreeMap<CoderId, &Coder> =
            self.joined.values().chain(project.coders.values()).map(|coder| (coder.id, coder)).collect();
        let mut all: Vec<&Coder> = all.into_values().collect();
        all.sort_by(|a, b| a.name.cmp(&b.name).then(a.id.cmp(&b.id)));
        all
    }

    /// The numbers of entries up to `up_to` that were made and are not in the trail, nor noted as lost in it.
    pub fn lacking(&self, up_to: u64) -> Vec<RangeInclusive<u64>> {
        lacking_in(&self.entries, up_to)
    }

    /// True when an entry from `first` to `last` is in the trail.
    fn has_any_of(&self, first: u64, last: u64) -> bool {
        let at = self.entries.partition_point(|entry| entry.number < first);
        self.entries.get(at).is_some_and(|entry| entry.number <= last)
    }

    /// The place of the entry of this number.
    fn numbered(&self, number: u64) -> Option<usize> {
        // Numbers grow, but a journal that was tampered with need not keep to that.
        let at = self.entries.partition_point(|entry| entry.number < number);
        let is_it = |at: &usize| self.entries.get(*at).is_some_and(|entry| entry.number == number);
        Some(at).filter(is_it).or_else(|| (0..self.entries.len()).find(is_it))
    }

    fn label_of(&self, step: u64) -> String {
        let entry = self.numbered(step).map(|at| &self.entries[at].action);
        match entry {
            Some(Action::Edit(edit) | Action::More(edit)) => edit.label.clone(),
            _ => format!("entry {step}"),
        }
    }
}

impl Touched {
    fn note(&mut self, changes: &[Change]) {
        for change in changes {
            match change {
                Change::Document(swap) => {
                    self.documents.extend([&swap.before, &swap.after].into_iter().flatten().map(|d| d.id));
                }
                Change::Tag(swap) => {
                    self.tags.extend([&swap.before, &swap.after].into_iter().flatten().map(|tag| tag.id));
                }
                Change::Annotation(swap) => {
                    for annotation in [&swap.before, &swap.after].into_iter().flatten() {
                        self.annotations.insert(annotation.id);
                        self.documents.insert(annotation.document);
                    }
                }
                Change::Text(text) => {
                    self.documents.insert(text.document);
                }
                Change::Info(_)
                | Change::Coder(_)
                | Change::Decision(_)
                | Change::List(_)
                | Change::Kind(_)
                | Change::Search(_)
                | Change::Topic(_) => {}
            }
        }
    }

    /// How much that is, in words: `9 annotations in 5 documents`; nothing for a single record or none.
    pub fn extent(&self) -> String {
        let documents = counted(self.documents.len(), "document", "documents");
        match (self.annotations.len(), self.documents.len()) {
            (0 | 1, 0 | 1) => String::new(),
            (0, _) => documents,
            (annotations, _) => {
                format!("{} in {documents}", counted(annotations, "annotation", "annotations"))
            }
        }
    }
}

/// How an entry stands today, in the words of lists and files.
pub fn standing_word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::InForce => "in force",
        Outcome::TakenBack => "taken back",
        Outcome::Left => "left",
        Outcome::Note => "note",
    }
}

/// What there is to jump to for what a line changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// An annotation.
    Annotation(AnnotationId),
    /// A tag.
    Tag(TagId),
    /// A document.
    Document(DocumentId),
    /// The project as a whole.
    Project,
}

/// Where in `project` as it is now one finds what was changed: the passage of a single annotation, else the tag, else
/// any of the annotations, else the document; `None` when none of it is there any more.
pub fn target(touched: &Touched, project: &Project) -> Option<Target> {
    let annotation = touched.annotations.iter().find(|id| project.annotations.contains_key(*id));
    let annotation = annotation.map(|id| Target::Annotation(*id));
    let tag = touched.tags.iter().find(|id| project.tags.contains_key(*id)).map(|id| Target::Tag(*id));
    let document = touched.documents.iter().find(|id| project.documents.contains_key(*id));
    let document = document.map(|id| Target::Document(*id));
    if *touched == Touched::default() {
        return Some(Target::Project);
    }
    if touched.annotations.len() == 1 { annotation } else { None }.or(tag).or(annotation).or({
        // The document of an annotation that is gone is not the place that was meant.
        if touched.annotations.is_empty() { document } else { None }
    })
}
