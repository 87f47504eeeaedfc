//! Annotations that were brought in from a journal, or were in the project file, and stand in their document's text as if
//! they had been made on it, although they were made on another.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::project::anchoring::Transfer;
use crate::project::edit::Change;
use crate::project::history::Entry;
use crate::project::ids::{AnnotationId, DocumentId};
use crate::project::merge::Texts;
use crate::project::model::{Annotation, DocumentRecord, Project};
use crate::project::standing::Doubt;
use crate::project::text_trail::{TextTrail, said_of_text};
use crate::text::TextHash;
use crate::text::numbers::counted;

/// What is known of the texts while a journal is brought in.
#[derive(Debug, Default)]
pub(super) struct Astray {
    /// The texts as whoever wrote the journal had them.
    trail: TextTrail,
    /// The annotations that were made on another text than their document has, and on which if that is known.
    made_on: BTreeMap<AnnotationId, Option<TextHash>>,
    /// The texts of the project, as far as it is brought up to date.
    there: BTreeMap<DocumentId, TextHash>,
    /// True where the project may have annotations the journal did not when it said what becomes of them.
    has_strangers: bool,
    /// The documents the journal speaks of.
    spoken_of: BTreeSet<DocumentId>,
    /// True when entries are lost, or are somebody else's: which texts these have is then noted even where nothing says otherwise.
    has_lost_entries: bool,
    /// Those that a change of the text which knew nothing of them left where they were.
    strangers: BTreeSet<AnnotationId>,
}

impl Astray {
    /// Before the first of `entries`, for a `project` as it is in its file. `is_known` where that is a state the journal has
    /// gone through.
    pub fn before(entries: &[Arc<Entry>], project: &Project, is_known: bool) -> Self {
        let mut trail = TextTrail::before(entries);
        if is_known {
            trail.assume(project);
        }
        let said = entries.iter().flat_map(|entry| entry.changes()).filter_map(said_of_text);
        let spoken_of = said.map(|said| said.document).collect();
        let (there, has_strangers) = (texts_of(project), !is_known);
        Self { trail, there, has_strangers, spoken_of, ..Self::default() }
    }

    /// Comes to the entry from which on `project`, as it is in its file, goes on.
    pub fn stand_at(&mut self, project: &Project) {
        self.trail.stand_at(project);
    }

    /// Takes note that entries are lost, or are somebody else's, that had not been missed before.
    pub fn lose_entries(&mut self) {
        self.has_lost_entries = true;
    }

    /// Comes to a place where entries are lost, any of which may have given a document another text.
    pub fn pass_gap(&mut self) {
        self.trail.lose();
        self.has_strangers = true;
    }

    /// Passes an entry of these changes that the project shows already, or that was not brought in.
    pub fn pass(&mut self, changes: &[Change]) {
        self.trail.follow(changes);
    }

    /// Takes note of an entry of these changes that was brought in, which made `project` what it is now.
    pub fn bring(&mut self, changes: &[Change], project: &Project) {
        self.trail.follow(changes);
        let spoken_of: BTreeSet<DocumentId> =
            changes.iter().filter_map(said_of_text).map(|said| said.document).collect();
        if !spoken_of.is_empty() {
            self.texts_changed(&spoken_of, changes, project);
        }
        for annotation in changes.iter().filter_map(annotation_of) {
            self.made_on.remove(&annotation);
            let Some(document) = project.annotations.get(&annotation).map(|it| it.document) else { continue };
            let (made_on, there) = (self.trail.text_of(document), project.documents.get(&document));
            // A document that is lost may be brought back with any text.
            if there.is_none_or(|record| made_on != Some(record.hash)) {
                self.made_on.insert(annotation, made_on);
            }
        }
    }

    /// Passes an edit that mended `project`, when the journal was brought in before: the annotations of the documents whose texts
    /// it notes were brought to these then. Of others it knew nothing, nor of what may have come with a file since.
    pub fn pass_mending(&mut self, changes: &[Change], project: &Project) {
        self.trail.follow(changes);
        let noted: BTreeSet<DocumentId> =
            changes.iter().filter_map(said_of_text).map(|said| said.document).collect();
        let placed: BTreeSet<AnnotationId> = changes.iter().filter_map(annotation_of).collect();
        let strangers = &self.strangers;
        let was_seen = |id: &AnnotationId| {
            let document = project.annotations.get(id).map(|it| it.document);
            let is_noted = document.is_some_and(|document| noted.contains(&document));
            is_noted && (placed.contains(id) || !strangers.contains(id))
        };
        self.made_on.retain(|id, _| !was_seen(id));
    }

    /// Takes note of what these changes, which speak of the texts of `documents`, made of annotations they do not place.
    fn texts_changed(&mut self, documents: &BTreeSet<DocumentId>, changes: &[Change], project: &Project) {
        // A document that is taken away and comes back has the text it had.
        let now = |id: &DocumentId| project.documents.get(id).map(|record| record.hash);
        let changed: BTreeMap<DocumentId, TextHash> = documents
            .iter()
            .filter_map(|id| Some((*id, now(id)?)))
            .filter(|(id, now)| self.there.get(id) != Some(now))
            .collect();
        let document_of = |id: &AnnotationId| project.annotations.get(id).map(|it| it.document);
        for (id, made_on) in &mut self.made_on {
            if document_of(id).is_some_and(|document| changed.contains_key(&document)) {
                *made_on = None;
            }
        }
        if self.has_strangers {
            // A change of letters moves all that is in the text; another text leaves what the journal did not know where it was,
            // and so does a document that goes.
            let moving: BTreeSet<DocumentId> = changes.iter().filter_map(moves_letters_of).collect();
            let placed: BTreeSet<AnnotationId> = changes.iter().filter_map(annotation_of).collect();
            let stays = |document: &DocumentId| {
                changed.contains_key(document) && !moving.contains(document)
                    || documents.contains(document) && now(document).is_none()
            };
            let left =
                project.annotations.values().filter(|it| stays(&it.document) && !placed.contains(&it.id));
            for annotation in left {
                let made_on = self.there.get(&annotation.document).copied();
                self.made_on.entry(annotation.id).or_insert(made_on);
                self.strangers.insert(annotation.id);
            }
        }
        self.there.extend(changed);
    }

    /// Brings these annotations of `project` to the texts it has, which `texts` gives; what is not certain there is to be
    /// looked at. A sentence in `told` for each document.
    pub fn settle(&self, project: &mut Project, texts: &Texts<'_>, told: &mut Vec<String>) {
        let mut by_text: BTreeMap<(DocumentId, Option<TextHash>), Vec<AnnotationId>> = BTreeMap::new();
        for (id, made_on) in &self.made_on {
            let Some(annotation) = project.annotations.get(id) else { continue };
            let there = project.documents.get(&annotation.document).map(|record| record.hash);
            if made_on.is_none() || *made_on != there {
                by_text.entry((annotation.document, *made_on)).or_default().push(*id);
            }
        }
        for ((document, made_on), ids) in by_text {
            let Some(record) = project.documents.get(&document).cloned() else { continue };
            let (old, new) = (made_on.and_then(texts), texts(record.hash));
            let transfer = new.as_ref().map(|new| Transfer::new(old.as_ref(), new));
            let (mut moved, mut doubted) = (0, 0);
            for id in ids {
                let Some(annotation) = project.annotations.get_mut(&id) else { continue };
                let after = match &transfer {
                    Some(transfer) => transfer.annotation(annotation),
                    // Nobody can look where its words are in a text that is lost.
                    None if annotation.standing.is_certain() => annotation.doubted(None, Doubt::Changed),
                    None => continue,
                };
                if after != *annotation {
                    doubted += usize::from(is_in_doubt(annotation, &after));
                    moved += usize::from(after.standing.is_certain());
                    *annotation = after;
                }
            }
            told.extend(sentence(&record, moved, doubted));
        }
    }

    /// Changes that change nothing and say which text a document has, for those of which the journal says otherwise or
    /// nothing, those whose annotations were looked at, and all it speaks of where entries are lost: what is done from now on is done on these.
    pub fn marks(&self, project: &Project) -> Vec<Change> {
        let looked_at = self.made_on.keys().filter_map(|id| project.annotations.get(id));
        let looked_at: BTreeSet<DocumentId> = looked_at.map(|annotation| annotation.document).collect();
        let is_to_be_marked = |record: &&DocumentRecord| {
            (self.has_lost_entries && self.spoken_of.contains(&record.id))
                || looked_at.contains(&record.id)
                || self.trail.text_of(record.id) != Some(record.hash)
        };
        project
            .documents
            .values()
            .filter(is_to_be_marked)
            .map(|record| Change::text_mark(record.clone()))
            .collect()
    }
}

fn texts_of(project: &Project) -> BTreeMap<DocumentId, TextHash> {
    project.documents.values().map(|record| (record.id, record.hash)).collect()
}

fn moves_letters_of(change: &Change) -> Option<DocumentId> {
    match change {
        Change::Text(text) => Some(text.document),
        _ => None,
    }
}

fn annotation_of(change: &Change) -> Option<AnnotationId> {
    match change {
        Change::Annotation(swap) => swap.before.as_ref().or(swap.after.as_ref()).map(|it| it.id),
        _ => None,
    }
}

fn is_in_doubt(before: &Annotation, after: &Annotation) -> bool {
    before.standing.is_certain() && after.standing.needs_look()
}

fn sentence(document: &DocumentRecord, moved: usize, doubted: usize) -> Option<String> {
    let title = &document.title;
    let placed = counted(moved, "annotation was put", "annotations were put");
    let unsure = counted(doubted, "annotation is", "annotations are");
    let outcome = match (moved, doubted) {
        (0, 0) => return None,
        (_, 0) => format!("{placed} where the same words stand now"),
        (0, _) => format!("{unsure} listed under Needs a look"),
        _ => format!("{placed} where the same words stand now, and {unsure} listed under Needs a look"),
    };
    Some(format!("“{title}” has another text than the one that was worked on here; {outcome}."))
}
