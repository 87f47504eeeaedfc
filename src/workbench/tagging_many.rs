//! Tagging very many passages as one change, in the background: a job says where each stands, and what it says is taken in
//! part by part, as parts of one edit, so that one undo takes all of them back.
//!
//! Whoever stops it keeps what has been tagged by then. Fewer passages are tagged at once, in [`super::passages`].

use std::collections::BTreeMap;
use std::sync::atomic::Ordering;

use super::jobs::{JobContext, JobId};
use super::loading::Report;
use super::{CommandError, Effect, Notice, Workbench};
use crate::project::{Change, DocumentId, TagId};
use crate::text::numbers::counted;
use crate::text::{Anchor, Span, Text, TextHash};

/// More passages than this are tagged in the background.
pub(super) const AT_ONCE: usize = 2_000;
/// So many are taken in at a time.
const PART: usize = 2_000;

/// A passage with its anchor in the text of this hash.
pub(super) type Anchored = (DocumentId, Span, TextHash, Anchor);

/// What is being tagged.
pub(super) struct TaggingMany {
    job: JobId,
    tag: TagId,
    name: String,
    label: String,
    /// What makes the tag, until something has been tagged with it.
    made: Vec<Change>,
    tagged: usize,
    /// Passages in texts that have become others meanwhile.
    lost: usize,
}

impl Workbench {
    /// What the job is called that tags many passages.
    pub const TAGGING: &str = "Tagging";

    /// Begins to tag many passages with the tag of this path, made where it is missing, in one edit.
    pub(super) fn tag_in_background(
        &mut self,
        passages: &[(DocumentId, Span)],
        path: &[String],
    ) -> Result<Effect, CommandError> {
        if self.tagging_many.is_some() {
            return Err(CommandError::new(
                "Many passages are being tagged already: wait for that, or stop it.",
            ));
        }
        let (tag, made) = self.tag_at(path)?;
        let mut texts = BTreeMap::new();
        for (document, _) in passages {
            if let Some(loaded) = self.documents.get(document) {
                texts.entry(*document).or_insert_with(|| loaded.text.clone());
            }
        }
        let (passages, count) = (passages.to_vec(), passages.len());
        let job = self.spawn(Self::TAGGING, true, move |context| anchor(&passages, &texts, context))?;
        if let Some(job) = self.jobs.job_mut(job) {
            job.total = Some(count);
        }
        let name = path.join(" › ");
        let label = format!("Tag {} “{name}”", counted(count, "passage", "passages"));
        self.tagging_many = Some(TaggingMany { job, tag, name, label, made, tagged: 0, lost: 0 });
        Ok(Effect::Job(job))
    }

    /// Tags some of the passages.
    pub(super) fn take_anchored(&mut self, job: JobId, passages: Vec<Anchored>) {
        let Some(mut many) = self.tagging_many.take_if(|many| many.job == job) else { return };
        if let Some(job) = self.jobs.job_mut(job) {
            job.done += passages.len();
        }
        let mut changes = Vec::with_capacity(passages.len());
        for (document, span, hash, anchor) in passages {
            let is_same = self.documents.get(&document).is_some_and(|it| it.text.hash() == hash);
            match self.tagging_anchored((document, span), anchor, &[many.tag]) {
                Ok((_, change)) if is_same => changes.extend(change),
                _ => many.lost += 1,
            }
        }
        let tagged = changes.len();
        if tagged > 0 {
            let is_first = many.tagged == 0;
            changes.splice(0..0, many.made.drain(..));
            if let Err(error) = self.perform_part(&many.label, changes, is_first) {
                self.jobs.cancel(job);
                self.notices.push(Notice::error(error.to_string()));
                return;
            }
            many.tagged += tagged;
        }
        self.tagging_many = Some(many);
    }

    /// Tags no more, when the edit of this label was taken back: nobody wants the rest of it.
    pub(super) fn give_up_tagging(&mut self, label: &str) {
        if let Some(many) = self.tagging_many.take_if(|many| many.label == label) {
            self.jobs.cancel(many.job);
        }
    }

    /// Says what has been tagged, once the job is over.
    pub(super) fn tagging_job_over(&mut self, job: JobId) {
        let Some(many) = self.tagging_many.take_if(|many| many.job == job) else { return };
        let TaggingMany { name, tagged, lost, .. } = many;
        self.notices.push(match tagged {
            0 => Notice::info(format!("None was to be tagged: they are tagged “{name}” already.")),
            tagged => {
                let count = counted(tagged, "passage", "passages");
                Notice::undoable(format!("{count} tagged “{name}”."))
            }
        });
        if lost > 0 {
            let count = counted(lost, "passage was", "passages were");
            self.notices.push(Notice::warning(format!(
                "{count} left out, because the text has changed meanwhile: search again to tag the rest."
            )));
        }
    }
}

/// Says where passages stand, part by part.
fn anchor(passages: &[(DocumentId, Span)], texts: &BTreeMap<DocumentId, Text>, context: &JobContext<Report>) {
    for part in passages.chunks(PART) {
        if context.cancel.load(Ordering::Relaxed) {
            return;
        }
        let anchored = part.iter().filter_map(|(document, span)| {
            let text = texts.get(document)?;
            Some((*document, *span, text.hash(), Anchor::new(text, *span)?))
        });
        context.report(Report::Anchored(anchored.collect()));
    }
}
