//! The one way a project changes: an [`Edit`], a list of records as they were and as they become.
//!
//! Because every [`Change`] carries both states, its inverse is the same change read backwards, exactly; undo,
//! redo, the audit trail, crash recovery and merge are all this list. Applying checks the state before, so an edit
//! that does not belong to the project it meets is refused and leaves it untouched.

use serde::{Deserialize, Serialize};

use super::figures::TopicDecision;
use super::ids::{
    AnnotationId, CoderId, DecisionId, DocumentId, KindId, ListId, SearchId, TagId, TopicDecisionId,
};
use super::model::{Annotation, Coder, DocumentRecord, Project, ProjectInfo, Records, Tag, Timestamp};
use super::naming::{Decision, NameList, OwnKind};
use super::searches::SavedSearch;
use crate::text::{Anchor, Text, TextHash};

/// One record before and after; `None` stands for a record that does not exist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Swap<T> {
    /// The record as it was.
    pub before: Option<T>,
    /// The record as it becomes.
    pub after: Option<T>,
}

impl<T> Swap<T> {
    /// A record that comes into being.
    pub fn add(record: T) -> Self {
        Self { before: None, after: Some(record) }
    }

    /// A record that goes.
    pub fn remove(record: T) -> Self {
        Self { before: Some(record), after: None }
    }

    /// A record that changes.
    pub fn replace(before: T, after: T) -> Self {
        Self { before: Some(before), after: Some(after) }
    }

    /// The same swap read backwards.
    #[must_use]
    pub fn inverse(self) -> Self {
        Self { before: self.after, after: self.before }
    }
}

/// A place in a document's text that reads otherwise from now on.
///
/// Annotations that lie wholly before or after it go along by themselves; one that reaches into it must be taken out by an
/// earlier change of the same edit and put in again by a later one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextChange {
    /// The document.
    pub document: DocumentId,
    /// BLAKE3 of its text as it was.
    pub before: TextHash,
    /// BLAKE3 of its text as it becomes.
    pub after: TextHash,
    /// First code point of the place.
    pub at: usize,
    /// What stood there.
    pub removed: String,
    /// What stands there instead.
    pub inserted: String,
}

impl TextChange {
    /// The same change read backwards.
    #[must_use]
    pub fn inverse(self) -> Self {
        Self {
            before: self.after,
            after: self.before,
            removed: self.inserted,
            inserted: self.removed,
            ..self
        }
    }

    /// The text as it becomes; `None` when `text` is not the one it was.
    pub fn of(&self, text: &Text) -> Option<Text> {
        let end = self.at.checked_add(self.removed.chars().count())?;
        let place = text.code_points().to_span(text.as_str(), self.at, end)?;
        if text.hash() != self.before || place.of(text.as_str()) != Some(&self.removed) {
            return None;
        }
        let body = text.as_str();
        let new = Text::new([&body[..place.start], &self.inserted, &body[place.end..]].concat());
        (new.hash() == self.after).then_some(new)
    }

    fn apply(&self, project: &mut Project) -> Result<(), Conflict> {
        let Some(record) = project.documents.get_mut(&self.document) else {
            return Err(Conflict("the document whose text it changes is not there".to_owned()));
        };
        if record.hash != self.before {
            return Err(Conflict::of_other_text(&record.title));
        }
        let removed = self.removed.chars().count();
        let inserted = self.inserted.chars().count();
        let Some(end) = self.at.checked_add(removed) else {
            return Err(Conflict("it changes the text behind its end".to_owned()));
        };
        let here = project.annotations.values().filter(|annotation| annotation.document == self.document);
        let live: Vec<(AnnotationId, &Anchor)> =
            here.filter_map(|annotation| Some((annotation.id, annotation.live_anchor()?))).collect();
        let reaches_in = |anchor: &Anchor| anchor.start < end && self.at < anchor.end;
        let split = |anchor: &Anchor| removed == 0 && anchor.start < self.at && self.at < anchor.end;
        if let Some((_, anchor)) = live.iter().find(|(_, anchor)| reaches_in(anchor) || split(anchor)) {
            let words: String = anchor.exact.chars().take(40).collect();
            return Err(Conflict(format!(
                "an annotation it does not know, on “{words}”, is where the text changes"
            )));
        }
        let behind: Vec<AnnotationId> =
            live.into_iter().filter(|(_, anchor)| anchor.start >= end).map(|(id, _)| id).collect();
        record.hash = self.after;
        for id in behind {
            if let Some(anchor) = project.annotations.get_mut(&id).and_then(Annotation::live_anchor_mut) {
                anchor.start = (anchor.start - removed).saturating_add(inserted);
                anchor.end = anchor.end.saturating_sub(removed).saturating_add(inserted);
            }
        }
        Ok(())
    }
}

/// One record changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Change {
    /// The heading of the project.
    Info(Box<Swap<ProjectInfo>>),
    /// A document joins, leaves or gets another title, attribute or memo.
    Document(Box<Swap<DocumentRecord>>),
    /// A tag of the codebook.
    Tag(Box<Swap<Tag>>),
    /// An annotation.
    Annotation(Box<Swap<Annotation>>),
    /// A coder.
    Coder(Box<Swap<Coder>>),
    /// The text of a document.
    Text(Box<TextChange>),
    /// A decision on entities.
    Decision(Box<Swap<Decision>>),
    /// A list of names.
    List(Box<Swap<NameList>>),
    /// A kind of entity that the researcher has made.
    Kind(Box<Swap<OwnKind>>),
    /// A saved search.
    Search(Box<Swap<SavedSearch>>),
    /// A decision on topics of figures.
    Topic(Box<Swap<TopicDecision>>),
}

/// One action of the user: what it was called, who did it when, and all it changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// What the action is called in menus and in the audit trail: `Tag passage “Denial”`.
    pub label: String,
    /// When it was done.
    pub at: Timestamp,
    /// Who did it, when the program knows.
    pub coder: Option<CoderId>,
    /// The records it changed, in order.
    pub changes: Vec<Change>,
}

/// Why an edit was not applied.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("this change was made to another state of the project ({0}), so it was not applied")]
pub struct Conflict(String);

impl Conflict {
    /// An undo or redo of a step that is not the one to be undone or redone.
    pub(super) fn of_missing_step(number: u64) -> Self {
        Self(format!("step {number} is not the last one"))
    }

    /// What was made on another text than the document of this title has.
    pub(super) fn of_other_text(title: &str) -> Self {
        Self(format!("the text of “{title}” is another one now"))
    }

    /// What was made on a text that the document of this title may not have any more.
    pub(super) fn of_unknown_text(title: &str) -> Self {
        Self(format!("changes are lost that may have given “{title}” another text"))
    }

    /// What does not go with the rest of the project, for this reason.
    pub(super) fn of_misfit(reason: String) -> Self {
        Self(reason)
    }

    /// A beginning that is not this project's.
    pub(super) fn of_another_project() -> Self {
        Self("it began another project".to_owned())
    }
}

impl Edit {
    /// The edit that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        let changes = self.changes.iter().rev().cloned().map(Change::inverse).collect();
        Self { label: self.label.clone(), at: self.at, coder: self.coder, changes }
    }

    /// Applies all changes to `project`, or none of them when one does not fit.
    pub fn apply(&self, project: &mut Project) -> Result<(), Conflict> {
        apply_all(&self.changes, project)
    }
}

/// Applies all of `changes` to `project`, or none of them when one does not fit.
pub(super) fn apply_all(changes: &[Change], project: &mut Project) -> Result<(), Conflict> {
    for (done, change) in changes.iter().enumerate() {
        if let Err(conflict) = change.apply(project) {
            for earlier in changes[..done].iter().rev() {
                // Cannot fail: the state is the one this very change has just left behind.
                let undone = earlier.clone().inverse().apply(project);
                debug_assert!(undone.is_ok());
            }
            return Err(conflict);
        }
    }
    Ok(())
}

/// The changes that make `project` of an empty one with its heading.
pub(super) fn additions(project: &Project) -> Vec<Change> {
    let documents = project.documents.values().cloned().map(|record| Change::document(Swap::add(record)));
    let coders = project.coders.values().cloned().map(|record| Change::coder(Swap::add(record)));
    let tags = project.tags.values().cloned().map(|record| Change::tag(Swap::add(record)));
    let annotations =
        project.annotations.values().cloned().map(|record| Change::annotation(Swap::add(record)));
    let decisions = project.decisions.values().cloned().map(|record| Change::decision(Swap::add(record)));
    let lists = project.lists.values().cloned().map(|record| Change::list(Swap::add(record)));
    let kinds = project.kinds.values().cloned().map(|record| Change::kind(Swap::add(record)));
    let topics = project.topics.values().cloned().map(|record| Change::topic(Swap::add(record)));
    let searches = project.searches.values().cloned().map(|record| Change::search(Swap::add(record)));
    let names = decisions.chain(lists).chain(kinds);
    documents
        .chain(coders)
        .chain(tags)
        .chain(annotations)
        .chain(names)
        .chain(searches)
        .chain(topics)
        .collect()
}

impl Change {
    /// A change of an annotation.
    pub fn annotation(swap: Swap<Annotation>) -> Self {
        Self::Annotation(Box::new(swap))
    }

    /// A change of a tag.
    pub fn tag(swap: Swap<Tag>) -> Self {
        Self::Tag(Box::new(swap))
    }

    /// A change of a document.
    pub fn document(swap: Swap<DocumentRecord>) -> Self {
        Self::Document(Box::new(swap))
    }

    /// What says which text a document has, and changes nothing.
    pub(super) fn text_mark(record: DocumentRecord) -> Self {
        Self::document(Swap::replace(record.clone(), record))
    }

    /// A change of a coder.
    pub fn coder(swap: Swap<Coder>) -> Self {
        Self::Coder(Box::new(swap))
    }

    /// A change of a decision on entities.
    pub fn decision(swap: Swap<Decision>) -> Self {
        Self::Decision(Box::new(swap))
    }

    /// A change of a list of names.
    pub fn list(swap: Swap<NameList>) -> Self {
        Self::List(Box::new(swap))
    }

    /// A change of a kind of entity.
    pub fn kind(swap: Swap<OwnKind>) -> Self {
        Self::Kind(Box::new(swap))
    }

    /// A change of a saved search.
    pub fn search(swap: Swap<SavedSearch>) -> Self {
        Self::Search(Box::new(swap))
    }

    /// A change of a decision on topics of figures.
    pub fn topic(swap: Swap<TopicDecision>) -> Self {
        Self::Topic(Box::new(swap))
    }

    /// The same change read backwards.
    #[must_use]
    pub fn inverse(self) -> Self {
        match self {
            Self::Info(swap) => Self::Info(Box::new(swap.inverse())),
            Self::Document(swap) => Self::Document(Box::new(swap.inverse())),
            Self::Tag(swap) => Self::Tag(Box::new(swap.inverse())),
            Self::Annotation(swap) => Self::Annotation(Box::new(swap.inverse())),
            Self::Coder(swap) => Self::Coder(Box::new(swap.inverse())),
            Self::Text(text) => Self::Text(Box::new(text.inverse())),
            Self::Decision(swap) => Self::Decision(Box::new(swap.inverse())),
            Self::List(swap) => Self::List(Box::new(swap.inverse())),
            Self::Kind(swap) => Self::Kind(Box::new(swap.inverse())),
            Self::Search(swap) => Self::Search(Box::new(swap.inverse())),
            Self::Topic(swap) => Self::Topic(Box::new(swap.inverse())),
        }
    }

    /// True when `project` already is as this change would leave it. Of the text of a document that is never said: it moves
    /// what is in the text as well.
    pub(super) fn is_shown_by(&self, project: &Project) -> bool {
        match self {
            Self::Info(swap) => swap.after.as_ref() == Some(&project.info),
            Self::Document(swap) => shows::<DocumentId, _>(&project.documents, swap, |d| d.id),
            Self::Tag(swap) => shows::<TagId, _>(&project.tags, swap, |t| t.id),
            Self::Annotation(swap) => shows::<AnnotationId, _>(&project.annotations, swap, |a| a.id),
            Self::Coder(swap) => shows::<CoderId, _>(&project.coders, swap, |c| c.id),
            Self::Text(_) => false,
            Self::Decision(swap) => shows::<DecisionId, _>(&project.decisions, swap, |d| d.id),
            Self::List(swap) => shows::<ListId, _>(&project.lists, swap, |l| l.id),
            Self::Kind(swap) => shows::<KindId, _>(&project.kinds, swap, |k| k.id),
            Self::Search(swap) => shows::<SearchId, _>(&project.searches, swap, |s| s.id),
            Self::Topic(swap) => shows::<TopicDecisionId, _>(&project.topics, swap, |t| t.id),
        }
    }

    fn apply(&self, project: &mut Project) -> Result<(), Conflict> {
        match self {
            Self::Info(swap) => {
                let now = Some(&project.info);
                match (&swap.before, &swap.after) {
                    (before, Some(after)) if before.as_ref() == now => {
                        project.info = after.clone();
                        Ok(())
                    }
                    _ => Err(Conflict("the project's own record differs".into())),
                }
            }
            Self::Document(swap) => {
                replace::<DocumentId, _>(&mut project.documents, swap, |d| d.id, "document")
            }
            Self::Tag(swap) => replace::<TagId, _>(&mut project.tags, swap, |t| t.id, "tag"),
            Self::Annotation(swap) => {
                replace::<AnnotationId, _>(&mut project.annotations, swap, |a| a.id, "annotation")
            }
            Self::Coder(swap) => replace::<CoderId, _>(&mut project.coders, swap, |c| c.id, "coder"),
            Self::Text(text) => text.apply(project),
            Self::Decision(swap) => {
                replace::<DecisionId, _>(&mut project.decisions, swap, |d| d.id, "decision")
            }
            Self::List(swap) => replace::<ListId, _>(&mut project.lists, swap, |l| l.id, "list of names"),
            Self::Kind(swap) => replace::<KindId, _>(&mut project.kinds, swap, |k| k.id, "kind of entity"),
            Self::Search(swap) => {
                replace::<SearchId, _>(&mut project.searches, swap, |s| s.id, "saved search")
            }
            Self::Topic(swap) => {
                replace::<TopicDecisionId, _>(&mut project.topics, swap, |t| t.id, "decision on figures")
            }
        }
    }
}

/// Swaps one record of a table, provided the table holds exactly the state the swap starts from.
fn replace<K: Ord + Copy, T: Clone + PartialEq>(
    table: &mut Records<K, T>,
    swap: &Swap<T>,
    id: impl Fn(&T) -> K,
    kind: &str,
) -> Result<(), Conflict> {
    let (Some(key), true) = (swap.before.as_ref().or(swap.after.as_ref()).map(&id), same_id(swap, &id))
    else {
        return Err(Conflict(format!("a change of a {kind} names no record, or two")));
    };
    if table.get(&key) != swap.before.as_ref() {
        return Err(Conflict(format!("the {kind} it changes is not as it was then")));
    }
    match &swap.after {
        Some(record) => table.insert(key, record.clone()),
        None => table.remove(&key),
    };
    Ok(())
}

/// True when the table holds the record as the swap leaves it.
fn shows<K: Ord + Copy, T: Clone + PartialEq>(
    table: &Records<K, T>,
    swap: &Swap<T>,
    id: impl Fn(&T) -> K,
) -> bool {
    let key = swap.before.as_ref().or(swap.after.as_ref()).map(id);
    key.is_some_and(|key| table.get(&key) == swap.after.as_ref())
}

fn same_id<K: PartialEq, T>(swap: &Swap<T>, id: impl Fn(&T) -> K) -> bool {
    match (&swap.before, &swap.after) {
        (Some(before), Some(after)) => id(before) == id(after),
        _ => true,
    }
}
