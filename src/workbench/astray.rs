//! Annotations that are certain by their record and yet do not stand on their words in the text that is here.
//!
//! So it is when a digit or a letter of the project file was changed by something else, when a text cannot be read, and
//! when the project does not have the document.
//! Such an annotation is drawn nowhere; it is listed under Needs a look like those whose record says so, with a place
//! proposed by a job that looks for its words. None of this is kept in the project: it follows from the records and the
//! texts, so that no edit, undo or merge can hide an annotation.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::Ordering;

use super::Workbench;
use super::jobs::JobId;
use super::loading::Report;
use super::notice::Notice;
use crate::project::anchoring::quote;
use crate::project::{Annotation, AnnotationId, DocumentId, Doubt, Standing};
use crate::text::{Anchor, Text, TextHash};

/// What is known of such annotations.
#[derive(Default)]
pub(super) struct Astray {
    by_document: BTreeMap<DocumentId, BTreeMap<AnnotationId, Stray>>,
    /// Documents whose text could not be read.
    unread: BTreeSet<DocumentId>,
    /// True when there may be some whose words have not been looked for.
    any_unsought: bool,
    /// The job that looks for words.
    job: Option<JobId>,
}

/// One of them.
struct Stray {
    /// How it stands, whatever its record says.
    standing: Standing,
    /// False while its words have not been looked for.
    sought: bool,
}

/// What a job found of one of them.
pub(super) struct Sought {
    annotation: AnnotationId,
    /// What was looked for, and in which text.
    anchor: Anchor,
    text: TextHash,
    standing: Standing,
}

impl Workbench {
    /// How an annotation stands: as its record says, unless the text here denies that.
    pub fn standing<'a>(&'a self, annotation: &'a Annotation) -> &'a Standing {
        let strays = self.astray.by_document.get(&annotation.document);
        let stray = strays.and_then(|strays| strays.get(&annotation.id));
        stray.map_or(&annotation.standing, |stray| &stray.standing)
    }

    /// The annotations that a person has to look at: because their record says so, or because the text here denies that
    /// they stand where it says.
    pub fn needing_look(&self) -> BTreeSet<AnnotationId> {
        self.index.needing_look().iter().copied().chain(self.strays()).collect()
    }

    /// How many these are.
    pub fn count_needing_look(&self) -> usize {
        let by_record = self.index.needing_look();
        by_record.len() + self.strays().filter(|id| !by_record.contains(id)).count()
    }

    fn strays(&self) -> impl Iterator<Item = AnnotationId> + '_ {
        self.astray.by_document.values().flat_map(BTreeMap::keys).copied()
    }

    /// Notes that the text of a document could not be read: its annotations are nowhere to be seen.
    pub(super) fn note_unread(&mut self, document: DocumentId) {
        self.astray.unread.insert(document);
        self.note_strays(document);
        self.texts_revision += 1;
    }

    /// Notes that the text of a document is here.
    pub(super) fn note_read(&mut self, document: DocumentId) {
        self.astray.unread.remove(&document);
    }

    /// Holds all annotations of a document against its text.
    pub(super) fn note_strays(&mut self, document: DocumentId) {
        let strays: BTreeMap<AnnotationId, Stray> = self
            .index
            .annotations_in(document)
            .filter_map(|id| self.project.annotations.get(&id))
            .filter_map(|annotation| Some((annotation.id, self.stray(annotation)?)))
            .collect();
        self.astray.any_unsought |= strays.values().any(|stray| !stray.sought);
        if strays.is_empty() {
            self.astray.by_document.remove(&document);
        } else {
            self.astray.by_document.insert(document, strays);
        }
    }

    /// Holds one annotation that comes or goes against the text of its document.
    pub(super) fn note_stray(&mut self, annotation: &Annotation, comes: bool) {
        let (id, document) = (annotation.id, annotation.document);
        match self.stray(annotation).filter(|_| comes) {
            Some(stray) => {
                self.astray.any_unsought |= !stray.sought;
                self.astray.by_document.entry(document).or_default().insert(id, stray);
            }
            None => {
                if let Some(strays) = self.astray.by_document.get_mut(&document) {
                    strays.remove(&id);
                }
            }
        }
    }

    /// The annotation as one astray; `None` when its record says all there is to say.
    fn stray(&self, annotation: &Annotation) -> Option<Stray> {
        let doubted =
            |why, sought| Some(Stray { standing: Standing::NeedsLook { proposed: None, why }, sought });
        let is_listed = self.project.documents.contains_key(&annotation.document);
        let document = self.documents.get(&annotation.document).filter(|_| is_listed);
        let cannot_be_read = !is_listed || self.astray.unread.contains(&annotation.document);
        match (&annotation.standing, document) {
            (Standing::Certain, Some(document)) => {
                let span = annotation.span_in(&document.text).filter(|span| !span.is_empty());
                if span.is_some() { None } else { doubted(Doubt::Changed, false) }
            }
            (Standing::Certain, None) if cannot_be_read => doubted(Doubt::Gone, true),
            // As the project file is mended when it is opened: there is no text to look in.
            (Standing::NeedsLook { proposed: None, why: Doubt::Changed }, Some(_)) => {
                doubted(Doubt::Changed, false)
            }
            _ => None,
        }
    }

    /// Begins to look for the words of those that nobody has looked for yet.
    pub(super) fn seek_strays(&mut self) {
        if !self.astray.any_unsought || self.astray.job.is_some() || self.closing {
            return;
        }
        self.astray.any_unsought = false;
        let mut unsought: Vec<(AnnotationId, Anchor, Text)> = Vec::new();
        for (document, strays) in &mut self.astray.by_document {
            let Some(document) = self.documents.get(document) else { continue };
            for (id, stray) in strays.iter_mut().filter(|(_, stray)| !stray.sought) {
                stray.sought = true;
                let annotation = self.project.annotations.get(id);
                unsought.extend(annotation.map(|it| (*id, it.anchor.clone(), document.text.clone())));
            }
        }
        if unsought.is_empty() {
            return;
        }
        let generation = self.generation;
        let job = self.spawn("Looking for words", true, move |context| {
            let mut found = Vec::new();
            for (annotation, anchor, text) in unsought {
                if context.cancel.load(Ordering::Relaxed) {
                    break;
                }
                let (proposed, why) = quote::find(&anchor, &text).as_doubt(&anchor);
                // Its words are where it says as well, only not with what stood around them.
                let is_there = anchor.literal(&text).is_some_and(|span| !span.is_empty());
                let why = if is_there && proposed.is_some() { Doubt::Rival } else { why };
                let standing = Standing::NeedsLook { proposed, why };
                found.push(Sought { annotation, anchor, text: text.hash(), standing });
            }
            context.report(Report::Sought(generation, found));
        });
        match job {
            Ok(job) => self.astray.job = Some(job),
            Err(error) => tracing::warn!("words were not looked for: {error}"),
        }
    }

    pub(super) fn take_sought(&mut self, generation: u64, found: Vec<Sought>) {
        if generation != self.generation {
            return;
        }
        let mut denied = 0;
        for Sought { annotation: id, anchor, text, standing } in found {
            let Some(annotation) = self.project.annotations.get(&id).filter(|it| it.anchor == anchor) else {
                continue;
            };
            let same = |document: &Text| document.hash() == text;
            let there = self.documents.get(&annotation.document).is_some_and(|it| same(&it.text));
            let strays = self.astray.by_document.get_mut(&annotation.document).filter(|_| there);
            if let Some(stray) = strays.and_then(|strays| strays.get_mut(&id)) {
                denied += usize::from(annotation.standing.is_certain());
                stray.standing = standing;
            }
        }
        self.texts_revision += 1;
        match denied {
            0 => {}
            1 => self.notices.push(Notice::warning(
                "The text of 1 annotation does not have its words where the project says: see Needs a look.",
            )),
            many => self.notices.push(Notice::warning(format!(
                "The texts of {many} annotations do not have their words where the project says: see Needs a look."
            ))),
        }
    }

    pub(super) fn seeking_job_over(&mut self, job: JobId) {
        self.astray.job.take_if(|seeking| *seeking == job);
    }

    /// Forgets what was known of another project.
    pub(super) fn forget_strays(&mut self) {
        self.astray = Astray::default();
    }
}
