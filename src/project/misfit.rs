//! Whether changes that were once made still go with the rest of the project: whether what they refer to is there, and
//! nothing refers to what they take away.

use std::collections::BTreeSet;

use super::edit::{Change, Swap};
use super::ids::{AnnotationId, CoderId, DocumentId, TagId};
use super::model::{Annotation, Project, Tag};

/// Why changes that were once made do not go with the project as it is now, beyond what each of them says of its own
/// record; `None` when they do.
pub fn misfit(changes: &[Change], project: &Project) -> Option<String> {
    let touched = Touched::by(changes, project);
    if touched.takes_away_what_annotations_use() {
        return Some("other annotations have been made since with what it takes away".to_owned());
    }
    if touched.takes_away_what_tags_are_below() {
        return Some("other tags have been put below the one it takes away".to_owned());
    }
    changes.iter().find_map(|change| match change {
        Change::Annotation(swap) => {
            swap.after.as_ref().and_then(|after| touched.lacked_by(after)).map(str::to_owned)
        }
        Change::Tag(swap) => swap.after.as_ref().and_then(|after| touched.in_the_way_of(after)),
        _ => None,
    })
}

/// The records of one sort that changes touch.
struct Records<Id> {
    put: BTreeSet<Id>,
    taken_away: BTreeSet<Id>,
}

impl<Id: Ord> Records<Id> {
    fn new() -> Self {
        Self { put: BTreeSet::new(), taken_away: BTreeSet::new() }
    }

    fn note<R>(&mut self, swap: &Swap<R>, id: impl Fn(&R) -> Id) {
        match (&swap.before, &swap.after) {
            (_, Some(after)) => self.put.insert(id(after)),
            (Some(before), None) => self.taken_away.insert(id(before)),
            (None, None) => false,
        };
    }

    /// Whether the record is there after the changes, if `was_there` before.
    fn has(&self, id: &Id, was_there: bool) -> bool {
        !self.taken_away.contains(id) && (was_there || self.put.contains(id))
    }
}

/// What changes touch of a project.
struct Touched<'a> {
    project: &'a Project,
    tags: Records<TagId>,
    documents: Records<DocumentId>,
    coders: Records<CoderId>,
    annotations: Records<AnnotationId>,
}

impl<'a> Touched<'a> {
    fn by(changes: &[Change], project: &'a Project) -> Self {
        let mut touched = Self {
            project,
            tags: Records::new(),
            documents: Records::new(),
            coders: Records::new(),
            annotations: Records::new(),
        };
        for change in changes {
            match change {
                Change::Tag(swap) => touched.tags.note(swap, |tag| tag.id),
                Change::Document(swap) => touched.documents.note(swap, |document| document.id),
                Change::Coder(swap) => touched.coders.note(swap, |coder| coder.id),
                Change::Annotation(swap) => touched.annotations.note(swap, |annotation| annotation.id),
                _ => {}
            }
        }
        touched
    }

    fn takes_away_what_annotations_use(&self) -> bool {
        let (tags, documents, coders) =
            (&self.tags.taken_away, &self.documents.taken_away, &self.coders.taken_away);
        if tags.is_empty() && documents.is_empty() && coders.is_empty() {
            return false;
        }
        let is_touched = |id| self.annotations.put.contains(id) || self.annotations.taken_away.contains(id);
        let mut others = self.project.annotations.values().filter(|annotation| !is_touched(&annotation.id));
        others.any(|annotation| {
            documents.contains(&annotation.document)
                || coders.contains(&annotation.coder)
                || !tags.is_disjoint(&annotation.tags)
        })
    }

    fn takes_away_what_tags_are_below(&self) -> bool {
        self.other_tags().any(|tag| tag.parent.is_some_and(|parent| self.tags.taken_away.contains(&parent)))
    }

    /// The tags that are not touched.
    fn other_tags(&self) -> impl Iterator<Item = &Tag> {
        let is_touched = |id| self.tags.put.contains(id) || self.tags.taken_away.contains(id);
        self.project.tags.values().filter(move |tag| !is_touched(&tag.id))
    }

    fn has_tag(&self, id: &TagId) -> bool {
        self.tags.has(id, self.project.tags.contains_key(id))
    }

    /// What an annotation refers to and would not find.
    fn lacked_by(&self, annotation: &Annotation) -> Option<&'static str> {
        let has_document = self.project.documents.contains_key(&annotation.document);
        let has_coder = self.project.coders.contains_key(&annotation.coder);
        if !self.documents.has(&annotation.document, has_document) {
            Some("its document is no longer in the project")
        } else if !self.coders.has(&annotation.coder, has_coder) {
            Some("its coder is no longer listed")
        } else if !annotation.tags.iter().all(|tag| self.has_tag(tag)) {
            Some("a tag it used is no longer in the codebook")
        } else {
            None
        }
    }

    /// What keeps a tag from being put where it was.
    fn in_the_way_of(&self, tag: &Tag) -> Option<String> {
        if tag.parent.is_some_and(|parent| !self.has_tag(&parent)) {
            return Some("the tag above it is no longer in the codebook".to_owned());
        }
        let name = tag.name.to_lowercase();
        let is_alike = |other: &Tag| {
            (other.parent == tag.parent && other.name.to_lowercase() == name)
                || (tag.shortcut.is_some() && other.shortcut == tag.shortcut)
        };
        let is_taken = self.other_tags().any(is_alike);
        is_taken.then(|| format!("another tag has the name or key of “{}” by now", tag.name))
    }
}
