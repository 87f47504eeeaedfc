//! Commands on passages: tagging, highlighting, moving ends, memos, deleting.

use std::collections::BTreeSet;

use super::coders::unnamed_coder;
use super::{CommandError, Effect, Notice, Workbench, tagging_many};
use crate::project::codebook;
use crate::project::{Annotation, AnnotationId, Change, DocumentId, Standing, Swap, TagId, Timestamp};
use crate::text::numbers::counted;
use crate::text::{Anchor, Span};

impl Workbench {
    pub(super) fn tag(
        &mut self,
        document: DocumentId,
        span: Span,
        tags: &[TagId],
    ) -> Result<Effect, CommandError> {
        self.tag_with(document, span, tags, Vec::new())
    }

    pub(super) fn tag_by_path(
        &mut self,
        document: DocumentId,
        span: Span,
        path: &[String],
    ) -> Result<Effect, CommandError> {
        let (tag, changes) = self.tag_at(path)?;
        self.tag_with(document, span, &[tag], changes)
    }

    /// Tags a passage after `changes`, which make the tags that do not exist yet.
    fn tag_with(
        &mut self,
        document: DocumentId,
        span: Span,
        tags: &[TagId],
        mut changes: Vec<Change>,
    ) -> Result<Effect, CommandError> {
        let label = self.tagging_label(tags, &changes);
        let (id, tagging) = self.tagging(document, span, tags)?;
        changes.extend(tagging);
        if changes.is_empty() {
            self.notices.push(Notice::info(nothing_new(1, tags.len())));
        }
        self.perform(label, changes)?;
        Ok(Effect::Annotation(id))
    }

    /// Tags many passages with the tag of this path, made where it is missing, in one edit; in the background when they are
    /// very many.
    pub(super) fn tag_all(
        &mut self,
        passages: &[(DocumentId, Span)],
        path: &[String],
    ) -> Result<Effect, CommandError> {
        if passages.len() > tagging_many::AT_ONCE {
            return self.tag_in_background(passages, path);
        }
        let (tag, mut changes) = self.tag_at(path)?;
        let made = changes.len();
        let name = path.join(" › ");
        for (document, span) in passages {
            changes.extend(self.tagging(*document, *span, &[tag])?.1);
        }
        let tagged = changes.len() - made;
        if tagged == 0 {
            self.notices.push(Notice::info(format!("All of them are tagged “{name}” already.")));
            return Ok(Effect::Done);
        }
        let count = counted(tagged, "passage", "passages");
        self.perform(format!("Tag {count} “{name}”"), changes)?;
        self.notices.push(Notice::undoable(format!("{count} tagged “{name}”.")));
        Ok(Effect::Done)
    }

    /// What gives tags to a passage: an annotation that stands just there is given them, else one is made.
    fn tagging(
        &self,
        document: DocumentId,
        span: Span,
        tags: &[TagId],
    ) -> Result<(AnnotationId, Option<Change>), CommandError> {
        let anchor = self.anchor(document, span)?;
        self.tagging_anchored((document, span), anchor, tags)
    }

    /// The same for a passage whose anchor is known.
    pub(super) fn tagging_anchored(
        &self,
        (document, span): (DocumentId, Span),
        anchor: Anchor,
        tags: &[TagId],
    ) -> Result<(AnnotationId, Option<Change>), CommandError> {
        if let Some(existing) = self.annotation_at(document, span) {
            return Ok((existing, self.with_tags(existing, tags)?));
        }
        let now = Timestamp::now();
        let annotation = Annotation {
            id: AnnotationId::new(),
            document,
            anchor,
            standing: Standing::Certain,
            tags: tags.iter().copied().collect(),
            memo: String::new(),
            coder: self.coder().id,
            created: now,
            modified: now,
        };
        Ok((annotation.id, Some(Change::annotation(Swap::add(annotation)))))
    }

    pub(super) fn add_tags(
        &mut self,
        annotations: &[AnnotationId],
        tags: &[TagId],
    ) -> Result<Effect, CommandError> {
        self.add_tags_after(annotations, tags, Vec::new())
    }

    pub(super) fn add_tag_by_path(
        &mut self,
        annotations: &[AnnotationId],
        path: &[String],
    ) -> Result<Effect, CommandError> {
        let (tag, changes) = self.tag_at(path)?;
        self.add_tags_after(annotations, &[tag], changes)
    }

    fn add_tags_after(
        &mut self,
        annotations: &[AnnotationId],
        tags: &[TagId],
        mut changes: Vec<Change>,
    ) -> Result<Effect, CommandError> {
        let label = self.tagging_label(tags, &changes);
        let (mut done, mut places, mut own) = (BTreeSet::new(), BTreeSet::new(), None);
        for id in annotations {
            let annotation = self.annotation(*id)?;
            let change = if self.is_own(annotation) {
                done.insert(*id).then(|| self.with_tags(*id, tags)).transpose()?.flatten()
            } else if let Some(existing) = self.own_beside(annotation) {
                own = own.or(Some(existing));
                done.insert(existing).then(|| self.with_tags(existing, tags)).transpose()?.flatten()
            } else if places.insert((annotation.document, annotation.anchor.start, annotation.anchor.end)) {
                let copy = self.own_like(annotation, tags);
                own = own.or(Some(copy.id));
                Some(Change::annotation(Swap::add(copy)))
            } else {
                None
            };
            changes.extend(change);
        }
        if changes.is_empty() && !annotations.is_empty() && !tags.is_empty() {
            self.notices.push(Notice::info(nothing_new(annotations.len(), tags.len())));
        }
        let effect = self.perform(label, changes)?;
        Ok(match (own, annotations) {
            // What was tagged is not what was shown: the coding of one's own is to be looked at instead.
            (Some(own), [_]) => Effect::Annotation(own),
            _ => effect,
        })
    }

    /// Whether an annotation is this coder's, or of nobody who has said a name.
    pub fn is_own(&self, annotation: &Annotation) -> bool {
        [self.coder().id, unnamed_coder()].contains(&annotation.coder)
    }

    /// This coder's annotation at the place of somebody else's, if there is one.
    fn own_beside(&self, other: &Annotation) -> Option<AnnotationId> {
        let text = self.documents.get(&other.document).map(|loaded| &loaded.text);
        if let Some(span) = text.and_then(|text| other.span_in(text)) {
            return self.annotation_at(other.document, span);
        }
        // One whose place is not certain stands in no index; there are few of them.
        let coder = self.coder().id;
        let is_beside = |annotation: &&Annotation| {
            annotation.coder == coder
                && annotation.document == other.document
                && annotation.anchor == other.anchor
        };
        self.project.annotations.values().find(is_beside).map(|annotation| annotation.id)
    }

    /// An annotation of this coder's own where somebody else has one, with these tags. What a coder gives is that
    /// coder's: each one's codings can be exported and compared by themselves.
    fn own_like(&self, other: &Annotation, tags: &[TagId]) -> Annotation {
        let now = Timestamp::now();
        Annotation {
            id: AnnotationId::new(),
            tags: tags.iter().copied().collect(),
            memo: String::new(),
            coder: self.coder().id,
            created: now,
            modified: now,
            ..other.clone()
        }
    }

    pub(super) fn remove_tag(
        &mut self,
        annotation: AnnotationId,
        tag: TagId,
    ) -> Result<Effect, CommandError> {
        let label = format!("Take off tag “{}”", self.tag_name(tag));
        self.alter(label, annotation, |annotation| {
            annotation.tags.remove(&tag);
        })
    }

    pub(super) fn move_annotation(
        &mut self,
        annotation: AnnotationId,
        span: Span,
    ) -> Result<Effect, CommandError> {
        let anchor = self.anchor(self.annotation(annotation)?.document, span)?;
        let label = if self.standing(self.annotation(annotation)?).is_certain() {
            "Change the ends of an annotation"
        } else {
            "Place an annotation by hand"
        };
        self.alter(label.into(), annotation, |annotation| {
            annotation.anchor = anchor;
            annotation.standing = Standing::Certain;
        })
    }

    pub(super) fn set_annotation_memo(
        &mut self,
        annotation: AnnotationId,
        memo: String,
    ) -> Result<Effect, CommandError> {
        self.alter("Write a memo on a passage".into(), annotation, |annotation| annotation.memo = memo)
    }

    pub(super) fn delete_annotations(
        &mut self,
        annotations: &[AnnotationId],
    ) -> Result<Effect, CommandError> {
        let unique: BTreeSet<AnnotationId> = annotations.iter().copied().collect();
        let mut changes = Vec::with_capacity(unique.len());
        for id in &unique {
            changes.push(Change::annotation(Swap::remove(self.annotation(*id)?.clone())));
        }
        let label = match unique.len() {
            0 => return Ok(Effect::Done),
            1 => "Delete an annotation".to_owned(),
            many => format!("Delete {many} annotations"),
        };
        let text = if unique.len() == 1 {
            "Annotation deleted.".into()
        } else {
            format!("{} annotations deleted.", unique.len())
        };
        self.perform(label, changes)?;
        self.notices.push(Notice::undoable(text));
        Ok(Effect::Done)
    }

    /// The annotation of this coder that covers exactly `span`, if there is one.
    fn annotation_at(&self, document: DocumentId, span: Span) -> Option<AnnotationId> {
        let coder = self.coder().id;
        self.marks
            .get(&document)?
            .overlapping(span)
            .filter(|(place, _)| *place == span)
            .map(|(_, id)| id)
            .find(|id| self.project.annotations.get(id).is_some_and(|annotation| annotation.coder == coder))
    }

    fn anchor(&self, document: DocumentId, span: Span) -> Result<Anchor, CommandError> {
        let loaded = self.documents.get(&document);
        let loaded = loaded
            .ok_or_else(|| CommandError::new("That document has not been loaded, so it cannot be tagged."))?;
        Anchor::new(&loaded.text, span).ok_or_else(|| {
            CommandError::new("Select some words first: there is nothing at that place to tag.")
        })
    }

    pub(super) fn tag_at(&self, path: &[String]) -> Result<(TagId, Vec<Change>), CommandError> {
        let levels: Vec<&str> = path.iter().map(String::as_str).collect();
        codebook::find_or_create(&self.project, &levels).map_err(|error| CommandError::new(sentence(&error)))
    }

    fn with_tags(&self, annotation: AnnotationId, tags: &[TagId]) -> Result<Option<Change>, CommandError> {
        let before = self.annotation(annotation)?;
        let mut after = before.clone();
        after.tags.extend(tags);
        after.modified = Timestamp::now();
        Ok((after.tags != before.tags).then(|| Change::annotation(Swap::replace(before.clone(), after))))
    }

    fn alter(
        &mut self,
        label: String,
        annotation: AnnotationId,
        change: impl FnOnce(&mut Annotation),
    ) -> Result<Effect, CommandError> {
        let before = self.annotation(annotation)?.clone();
        let mut after = before.clone();
        change(&mut after);
        if after != before {
            after.modified = Timestamp::now();
            self.perform(label, vec![Change::annotation(Swap::replace(before, after))])?;
        }
        Ok(Effect::Annotation(annotation))
    }

    /// What tagging is called in the history: by the tags' names, those just being made included.
    fn tagging_label(&self, tags: &[TagId], changes: &[Change]) -> String {
        let made = |id: &TagId| {
            changes.iter().find_map(|change| match change {
                Change::Tag(swap) => {
                    swap.after.as_ref().filter(|tag| tag.id == *id).map(|tag| tag.name.clone())
                }
                _ => None,
            })
        };
        let names: Vec<String> =
            tags.iter().map(|id| made(id).unwrap_or_else(|| self.tag_name(*id).to_owned())).collect();
        if names.is_empty() {
            "Highlight a passage".into()
        } else {
            format!("Tag a passage “{}”", names.join("”, “"))
        }
    }
}

/// What is said when passages already are as tagging them with so many tags would make them.
fn nothing_new(passages: usize, tags: usize) -> &'static str {
    match (passages, tags) {
        (_, 0) => "This passage is highlighted already.",
        (1, 1) => "This passage has that tag already.",
        (1, _) => "This passage has those tags already.",
        (_, 1) => "These passages have that tag already.",
        (_, _) => "These passages have those tags already.",
    }
}

/// An error's text as a sentence: capital first, full stop last.
pub(super) fn sentence(error: &impl std::fmt::Display) -> String {
    let text = error.to_string();
    let mut characters = text.chars();
    let first = characters.next().map(char::to_uppercase).into_iter().flatten();
    let mut sentence: String = first.chain(characters).collect();
    if !sentence.ends_with(['.', '!', '?']) {
        sentence.push('.');
    }
    sentence
}
