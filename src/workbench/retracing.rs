//! Going back in the history: several undos at once, something taken back done again, and the whole of it as a file.
//!
//! The history itself is [`crate::project::history`]'s business; what its lines say is [`crate::analysis::trail`]'s.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use super::files::target_path;
use super::{CommandError, Effect, Notice, Workbench};
use crate::analysis::trail::Trail;
use crate::exchange::trail::{self, TrailFormat};
use crate::project::anchoring::Transfer;
use crate::project::correct::correct;
use crate::project::history::{Direction, Stepped, numbered_entries, step_with};
use crate::project::misfit::misfit;
use crate::project::text_trail::TextTrail;
use crate::project::{Annotation, Change, DocumentId, Entry, EntryId, Swap, journal};
use crate::text::numbers::counted;
use crate::text::{Anchor, Text, TextHash};

impl Workbench {
    /// How many undos lead back to how things were right after an entry; `None` where there is no way back.
    pub fn undos_back_to(&self, entry: EntryId) -> Option<usize> {
        self.history.undos_back_to(entry)
    }

    /// The whole history in lines, with what was moved out of the journal. Reads files: a caller with a window makes a
    /// job of it.
    pub fn whole_trail(&self) -> Trail {
        let earlier =
            self.kept_beside().map_or_else(Vec::new, |beside| journal::read_archive(&self.disk, &beside));
        let mut trail = Trail::of(&earlier, &self.history);
        trail.know(self.coder());
        trail
    }

    /// What of the history is neither in the journal nor in the archive, for the middle of a sentence about it: `lacks entries
    /// 6–7`. What may lie in the archive is named only where the trail has that.
    pub fn lacking_in_words(&self, trail: &Trail, has_archive: bool) -> Option<String> {
        let held = self.history.position().map_or(0, |position| position.number);
        let gaps = trail.lacking(held).into_iter().filter(|gap| has_archive || *gap.start() > 1);
        let gaps: Vec<String> = gaps.map(|gap| numbered_entries(&gap)).collect();
        (!gaps.is_empty()).then(|| format!("lacks {}", gaps.join(", ")))
    }

    /// Takes back everything that was done after an entry.
    pub(super) fn undo_back_to(&mut self, entry: EntryId) -> Result<Effect, CommandError> {
        let Some(steps) = self.history.undos_back_to(entry) else {
            return Err(CommandError::new(
                "There is no way back to that entry by undoing: it is not in force, or lies before what undo reaches.",
            ));
        };
        let (mut undone, mut conflict) = (0, None);
        while undone < steps {
            match self.step(Direction::Back) {
                Ok(Some(_)) => undone += 1,
                Ok(None) => break,
                Err(error) => {
                    conflict = Some(error);
                    break;
                }
            }
        }
        if let Some(conflict) = conflict {
            return Err(CommandError::new(format!(
                "{undone} of {} were undone: {conflict}.",
                counted(steps, "step", "steps")
            )));
        }
        self.notices.push(Notice::info(format!("Undone: {}", counted(undone, "step", "steps"))));
        Ok(Effect::Done)
    }

    /// Does again, as a new edit, what was taken back or left; as a redo when it is what redo would do.
    pub(super) fn do_again(&mut self, entry: EntryId) -> Result<Effect, CommandError> {
        if self.history.is_next_redo(entry) {
            return self.redo();
        }
        let found =
            step_with(self.history.entries(), entry).or_else(|| step_with(self.earlier_entries(), entry));
        let Some(Stepped { label, mut changes }) = found else {
            return Err(CommandError::new("There is nothing in that entry that could be done again."));
        };
        // Whoever coded then may code today, whatever became of the rest.
        changes.retain(|change| !matches!(change, Change::Coder(_)));
        changes.extend(self.coders_missing_for(&changes));
        let corrected = self.corrected_again(&changes);
        let is_corrected = corrected.is_some();
        changes = corrected.unwrap_or(changes);
        // Whoever does it becomes a coder by that, as by any other edit, and what they did before may rest on it.
        if changes.iter().any(|change| matches!(change, Change::Annotation(_) | Change::Tag(_))) {
            changes.extend(self.coder_joins());
        }
        let not_in_place = || self.misplaced(entry, &changes).or_else(|| self.left_behind(&changes));
        let reason =
            misfit(&changes, &self.project).or_else(|| if is_corrected { None } else { not_in_place() });
        if let Some(reason) = reason {
            return Err(CommandError::new(format!("“{label}” cannot be done again: {reason}.")));
        }
        self.renew_context(&mut changes);
        let again = format!("{label}, again");
        self.bring_in(again, changes).map_err(|_| {
            CommandError::new(format!("“{label}” cannot be done again: what it changed is different by now."))
        })?;
        self.notices.push(Notice::undoable(format!("Done again: {label}")));
        Ok(Effect::Done)
    }

    /// The changes of a correction made once more in the text as it is: annotations may have been made since beside the place. `None`
    /// for what corrects nothing, and where the text is another by now.
    fn corrected_again(&self, changes: &[Change]) -> Option<Vec<Change>> {
        let correction = changes.iter().find_map(|change| match change {
            Change::Text(text) => Some(text),
            _ => None,
        })?;
        let (record, loaded) =
            (self.project.documents.get(&correction.document)?, self.documents.get(&correction.document)?);
        if loaded.text.hash() != correction.before {
            return None;
        }
        let end = correction.at.checked_add(correction.removed.chars().count())?;
        let at = loaded.text.code_points().to_span(loaded.text.as_str(), correction.at, end)?;
        correct(&self.project, record, &loaded.text, at, &correction.inserted)
            .ok()
            .map(|(_, changes)| changes)
    }

    /// Has annotations that come back remember what stands around their words now.
    fn renew_context(&self, changes: &mut [Change]) {
        let speaks_of_texts =
            changes.iter().any(|change| matches!(change, Change::Text(_) | Change::Document(_)));
        for change in changes.iter_mut().filter(|_| !speaks_of_texts) {
            let Change::Annotation(swap) = change else { continue };
            let Some(after) = swap.after.as_mut().filter(|after| after.standing.is_certain()) else {
                continue;
            };
            let Some(text) = self.documents.get(&after.document).map(|document| &document.text) else {
                continue;
            };
            let renewed = after.anchor.literal(text).and_then(|span| Anchor::new(text, span));
            if let Some(renewed) = renewed {
                after.anchor = renewed;
            }
        }
    }

    /// Why annotations that were once made would not stand on their words in the texts as they are now.
    fn misplaced(&self, entry: EntryId, changes: &[Change]) -> Option<String> {
        let entries: Vec<Arc<Entry>> =
            self.earlier_entries().iter().chain(self.history.entries()).cloned().collect();
        let at = entries.iter().rposition(|it| it.id == entry);
        let trail = TextTrail::after(&entries, at.map_or(0, |at| at + 1));
        let comes = |id: DocumentId| {
            let document = |change: &Change| match change {
                Change::Document(swap) => swap.after.as_ref().map(|record| record.id),
                _ => None,
            };
            changes.iter().filter_map(document).any(|document| document == id)
        };
        let mut made: BTreeMap<DocumentId, Vec<&Annotation>> = BTreeMap::new();
        for change in changes {
            let Change::Annotation(swap) = change else { continue };
            if let Some(annotation) = swap.after.as_ref().filter(|it| it.standing.is_certain())
                && !comes(annotation.document)
            {
                made.entry(annotation.document).or_default().push(annotation);
            }
        }
        made.into_iter().find_map(|(document, annotations)| {
            let Some(loaded) = self.documents.get(&document) else {
                return Some("the text it stands in has not been loaded".to_owned());
            };
            let all_stand = self.stand_in(&annotations, &loaded.text, trail.text_of(document));
            (!all_stand).then(|| "the text reads otherwise by now".to_owned())
        })
    }

    /// True where annotations that were made on the text with the hash `made_on` have their very places in `text` as well.
    fn stand_in(&self, annotations: &[&Annotation], text: &Text, made_on: Option<TextHash>) -> bool {
        if made_on == Some(text.hash()) {
            return annotations.iter().all(|annotation| annotation.span_in(text).is_some());
        }
        let old = made_on.and_then(|hash| self.known_text(hash));
        // Once for all of them: the texts are compared word by word.
        let transfer = Transfer::new(old.as_ref(), text);
        annotations.iter().all(|annotation| {
            let there = transfer.annotation(annotation);
            there.standing.is_certain() && there.anchor.start == annotation.anchor.start
        })
    }

    /// The changes that bring back coders whom annotations name and the project does not know any more.
    fn coders_missing_for(&self, changes: &[Change]) -> Vec<Change> {
        let entries = self.history.entries().iter().rev().chain(self.earlier_entries().iter().rev());
        let coders = entries.flat_map(|entry| entry.changes());
        let known = |id| {
            coders.clone().find_map(|change| match change {
                Change::Coder(swap) => swap.after.clone().filter(|coder| coder.id == id),
                _ => None,
            })
        };
        let coder_of = |change: &Change| match change {
            Change::Annotation(swap) => swap.after.as_ref().map(|annotation| annotation.coder),
            _ => None,
        };
        let wanted: BTreeSet<_> = changes.iter().filter_map(coder_of).collect();
        let own = self.coder().id;
        let missing = wanted.into_iter().filter(|id| *id != own && !self.project.coders.contains_key(id));
        missing.filter_map(known).map(|coder| Change::coder(Swap::add(coder))).collect()
    }

    pub(super) fn export_history(
        &mut self,
        format: TrailFormat,
        path: &Path,
    ) -> Result<Effect, CommandError> {
        let path = target_path(path, format.extension());
        let (history, project, disk) = (self.history.clone(), self.project.clone(), self.disk.clone());
        let (beside, coder) = (self.kept_beside(), self.coder());
        self.write_in_background(path, move |_| {
            let earlier = beside.map_or_else(Vec::new, |beside| journal::read_archive(&disk, &beside));
            let mut trail = Trail::of(&earlier, &history);
            trail.know(coder);
            Some(trail::export(&trail, &project, format))
        })
    }
}
