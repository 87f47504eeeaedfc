//! A document that gets another text: its file says something else, or is read in another encoding.
//!
//! A job carries the annotations over; what comes of it is one edit that can be undone. What has no certain place in the new
//! text is told, and waits under Needs a look.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::loading::Report;
use super::{CommandError, Effect, Notice, Workbench};
use crate::corpus::encodings::{Chosen, Labelled, reread};
use crate::corpus::{Document, Problem, Source, read_file_as, title_of_text};
use crate::project::anchoring::Transfer;
use crate::project::correct::is_corrected;
use crate::project::store;
use crate::project::{Annotation, AnnotationId, Change, DocumentId, DocumentRecord, Doubt, Standing, Swap};
use crate::text::{Anchor, Span, Text};

/// Why a document gets a new text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// Its file says something else.
    Changed,
    /// Its file is read in another encoding.
    Encoding,
}

impl Why {
    fn label(self, title: &str, document: &Document) -> String {
        match self {
            Self::Changed => format!("Take over the new text of “{title}”"),
            Self::Encoding => {
                let name = Chosen::of_label(&document.encoding).map_or("another encoding", Chosen::name);
                format!("Read “{title}” in {name}")
            }
        }
    }
}

/// A new text for a document with what becomes of its annotations.
pub(super) struct TakenOver {
    generation: u64,
    record: DocumentRecord,
    document: Arc<Document>,
    why: Why,
    /// True when the text before it was to be had.
    has_old: bool,
    annotations: Vec<(Annotation, Annotation)>,
}

/// What the file of a document says in another encoding.
pub(super) struct Reread {
    generation: u64,
    id: DocumentId,
    anew: Result<Document, Problem>,
    /// What it says in the encoding it is read in until now, if it can be read in that still.
    as_now: Option<Document>,
}

/// How many annotations a new text has, by what became of them.
struct CarriedOver {
    /// All that stand in the text for certain or were not certain before.
    carried: usize,
    /// Those that wait because their words are others now.
    reworded: usize,
    /// Those that wait for another reason.
    doubtful: usize,
}

impl CarriedOver {
    fn count(annotations: &[(Annotation, Annotation)]) -> Self {
        let is_reworded = |annotation: &Annotation| match &annotation.standing {
            Standing::NeedsLook { proposed, why } => {
                let offered = proposed.as_ref().map(|proposal| &proposal.anchor);
                *why == Doubt::Changed && !why.is_of_context(&annotation.anchor, offered)
            }
            Standing::Certain | Standing::Detached => false,
        };
        let waiting = annotations.iter().filter(|(_, after)| after.standing.needs_look()).count();
        let reworded = annotations.iter().filter(|(_, after)| is_reworded(after)).count();
        Self { carried: annotations.len() - waiting, reworded, doubtful: waiting - reworded }
    }

    /// `The new text is in use; 5 annotations were carried over, and 1 has other words now and waits under Needs a
    /// look.`
    fn in_words(&self, by_the_old_text: bool) -> String {
        let by = if by_the_old_text { "" } else { ", by their words alone, since the old text is lost" };
        let carried = match self.carried {
            1 => "1 annotation was".to_owned(),
            many => format!("{many} annotations were"),
        };
        let waiting = match (self.reworded, self.doubtful) {
            (0, 0) => String::new(),
            (0, 1) => ", and 1 waits under Needs a look".to_owned(),
            (0, many) => format!(", and {many} wait under Needs a look"),
            (1, 0) => ", and 1 has other words now and waits under Needs a look".to_owned(),
            (many, 0) => format!(", and {many} have other words now and wait under Needs a look"),
            (reworded, doubtful) => {
                let (has, all) = (if reworded == 1 { "has" } else { "have" }, reworded + doubtful);
                format!(", and {all} wait under Needs a look, of which {reworded} {has} other words now")
            }
        };
        format!("The new text is in use; {carried} carried over{by}{waiting}.")
    }
}

impl Workbench {
    /// Begins to take over what the changed file of a document says now.
    pub(super) fn take_over_text(&mut self, id: DocumentId) -> Result<Effect, CommandError> {
        let Some(new) = self.changed_source(id).cloned() else {
            return Err(CommandError::new(self.why_no_new_text(id)));
        };
        self.begin_taking_over(id, new, Why::Changed)
    }

    /// Begins to carry the annotations of a document over to a new text.
    fn begin_taking_over(
        &mut self,
        id: DocumentId,
        document: Arc<Document>,
        why: Why,
    ) -> Result<Effect, CommandError> {
        let record = self.record(id)?.clone();
        let loaded = self.text(id).filter(|text| text.hash() == record.hash);
        let (disk, kept_beside) = (self.disk.clone(), self.kept_beside());
        let annotations: Vec<Annotation> = self.annotations_of(id).cloned().collect();
        let generation = self.generation;
        let job = self.spawn("Carrying annotations over", true, move |context| {
            let kept = || store::frozen_text(&disk, &kept_beside?, record.hash);
            let old = loaded.or_else(kept);
            let old_label = (why == Why::Encoding).then_some(record.encoding.as_str());
            let annotations = carried_over(annotations, old.as_ref(), old_label, &document, &context.cancel);
            if let Some(annotations) = annotations {
                let has_old = old.is_some();
                context.report(Report::TakenOver(Box::new(TakenOver {
                    generation,
                    record,
                    document,
                    why,
                    has_old,
                    annotations,
                })));
            }
        })?;
        Ok(Effect::Job(job))
    }

    fn annotations_of(&self, document: DocumentId) -> impl Iterator<Item = &Annotation> {
        self.index.annotations_in(document).filter_map(|id| self.project.annotations.get(&id))
    }

    pub(super) fn take_taken_over(&mut self, taken: TakenOver) {
        if taken.generation != self.generation {
            return;
        }
        let TakenOver { record, document, why, has_old, annotations, .. } = taken;
        if let Err(error) = self.finish_taking_over(record.clone(), document, why, has_old, annotations) {
            let title = record.title;
            let text = format!("The new text of “{title}” was not taken over: {error}; ask for it again.");
            self.notices.push(Notice::error(text));
        }
    }

    fn finish_taking_over(
        &mut self,
        record: DocumentRecord,
        document: Arc<Document>,
        why: Why,
        has_old: bool,
        annotations: Vec<(Annotation, Annotation)>,
    ) -> Result<(), CommandError> {
        // What was tagged meanwhile has to come along, too: once more, with that.
        if !self.annotations_of(record.id).eq(annotations.iter().map(|(before, _)| before)) {
            return self.begin_taking_over(record.id, document, why).map(|_| ());
        }
        // A title that was taken from the text goes with the text.
        let old = self.text(record.id).filter(|text| text.hash() == record.hash);
        let is_from_text = old.is_some_and(|old| title_of_text(old.as_str()).as_ref() == Some(&record.title));
        let after = DocumentRecord {
            hash: document.text.hash(),
            seen: None,
            title: if why == Why::Encoding && is_from_text {
                document.title.clone()
            } else {
                record.title.clone()
            },
            reader: document.reader.clone(),
            encoding: document.encoding.clone(),
            ..record.clone()
        };
        let label = why.label(&record.title, &document);
        let loses = if is_corrected(&record) {
            " What was corrected in the old text here is not in it; undo has that again."
        } else {
            ""
        };
        self.former_texts.insert(document.text.hash(), document);
        let mut changes = vec![Change::document(Swap::replace(record, after))];
        let tally = CarriedOver::count(&annotations);
        let changed = annotations.into_iter().filter(|(before, after)| before != after);
        changes.extend(changed.map(|(before, after)| Change::annotation(Swap::replace(before, after))));
        self.perform(label, changes)?;
        self.notices.push(Notice::undoable(tally.in_words(has_old) + loses));
        Ok(())
    }

    /// Why a document is not to be read in another encoding as things are, if so: its text here is not the one of its
    /// file, which would take its place.
    pub fn why_not_reread(&self, id: DocumentId) -> Option<String> {
        let record = self.project.documents.get(&id)?;
        let title = &record.title;
        if is_corrected(record) {
            return Some(format!(
                "The text of “{title}” was corrected, and another encoding would bring the file's words back: undo the \
                 corrections first (History has them), then choose the encoding."
            ));
        }
        if self.changed_source(id).is_some() {
            return Some(format!(
                "The file of “{title}” has changed since it was read: look at the new text under Needs a look first, \
                 then choose the encoding."
            ));
        }
        (record.hash != record.expected()).then(|| {
            format!(
                "“{title}” keeps the text that its file had, and another encoding would bring in what the file says now: \
                 undo the keeping first (History has it), then choose the encoding."
            )
        })
    }

    /// Begins to read the file of a document in another encoding.
    pub(super) fn read_as(&mut self, id: DocumentId, encoding: &str) -> Result<Effect, CommandError> {
        let record = self.record(id)?.clone();
        let chosen = Chosen::named(encoding).ok_or_else(|| {
            CommandError::new(format!(
                "“{encoding}” is no encoding that Lectern reads: choose one of the list."
            ))
        })?;
        let Source::File(path) = record.source.clone() else {
            return Err(CommandError::new(
                "The bundled documents are read as they were written: choose a text of your own.",
            ));
        };
        if let Some(why) = self.why_not_reread(id) {
            if chosen.is_in(&record.encoding) {
                self.notices.push(reads_the_same(&record.title, chosen.name()));
                return Ok(Effect::Done);
            }
            return Err(CommandError::new(why));
        }
        let generation = self.generation;
        let job = self.spawn("Reading", false, move |context| {
            let read = |chosen| read_file_as(&path, &record.path_text(), chosen);
            let (anew, as_now) = (read(Some(chosen)), read(record.chosen_encoding()).ok());
            context.report(Report::Reread(Box::new(Reread { generation, id, anew, as_now })));
        })?;
        Ok(Effect::Job(job))
    }

    /// Takes in what a file says in another encoding.
    pub(super) fn take_reread(&mut self, reread: Reread) {
        let Reread { generation, id, anew, as_now } = reread;
        let record = self.project.documents.get(&id).filter(|_| generation == self.generation);
        let Some(record) = record.cloned() else { return };
        let document = match anew {
            Err(problem) => {
                let text = format!("“{}” stays as it is. {}", record.title, problem.sentence);
                return self.notices.push(Notice::error(text));
            }
            Ok(document) => document,
        };
        if document.text.hash() == record.hash {
            let encoding = Chosen::of_label(&document.encoding).map_or("that encoding", Chosen::name);
            return self.notices.push(reads_the_same(&record.title, encoding));
        }
        // Nobody may have looked at the file since it changed.
        if let Some(now) = as_now.filter(|now| now.text.hash() != record.hash) {
            self.note_changed_source(&record, now);
        }
        let begun = match self.why_not_reread(id) {
            Some(why) => Err(CommandError::new(why)),
            None => self.begin_taking_over(id, Arc::new(document), Why::Encoding),
        };
        if let Err(error) = begun {
            self.notices.push(Notice::error(error.to_string()));
        }
    }
}

fn reads_the_same(title: &str, encoding: &str) -> Notice {
    Notice::info(format!("“{title}” reads the same in {encoding}."))
}

/// Where annotations stand in the very bytes of the file, read in another encoding, as far as that is certain.
fn by_their_bytes(
    annotations: &[Annotation],
    old: &Text,
    old_label: &str,
    document: &Document,
    cancel: &AtomicBool,
) -> BTreeMap<AnnotationId, Span> {
    let certain = annotations.iter().filter(|annotation| annotation.standing.is_certain());
    let placed: Vec<(AnnotationId, Span)> =
        certain.filter_map(|annotation| Some((annotation.id, annotation.span_in(old)?))).collect();
    let spans: Vec<Span> = placed.iter().map(|(_, span)| *span).collect();
    let old = Labelled { text: old.as_str(), label: old_label };
    let new = Labelled { text: document.text.as_str(), label: &document.encoding };
    let found = reread(old, new, &spans, cancel);
    placed.into_iter().filter_map(|(id, span)| Some((id, *found.get(&span)?))).collect()
}

/// Every annotation as it was and as it stands in the new text; `None` when stopped.
fn carried_over(
    annotations: Vec<Annotation>,
    old: Option<&Text>,
    old_label: Option<&str>,
    document: &Document,
    cancel: &AtomicBool,
) -> Option<Vec<(Annotation, Annotation)>> {
    let new = &document.text;
    let reread = match (old, old_label) {
        (Some(old), Some(label)) => by_their_bytes(&annotations, old, label, document, cancel),
        _ => BTreeMap::new(),
    };
    let transfer = Transfer::new(old, new);
    let mut carried = Vec::with_capacity(annotations.len());
    for before in annotations {
        if cancel.load(Ordering::Relaxed) {
            return None;
        }
        let by_its_bytes = reread.get(&before.id).and_then(|span| Anchor::new(new, *span));
        let after = match by_its_bytes {
            Some(anchor) => Annotation { anchor, standing: Standing::Certain, ..before.clone() },
            None => transfer.annotation(&before),
        };
        carried.push((before, after));
    }
    Some(carried)
}
