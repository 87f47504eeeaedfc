//! Annotations in a text that a step exchanges for another without speaking of them: made since it was done, or come with a
//! file from elsewhere. Going back to a text, or to it again, must not leave them on words that nobody chose.
//!
//! Corrections move whatever stands behind them, and are not looked at here.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use super::Workbench;
use crate::project::anchoring::{Carrier, Placement, place};
use crate::project::{AnnotationId, Change, DocumentRecord, store};
use crate::text::{Anchor, Text, TextHash};

impl Workbench {
    /// Why annotations that `changes` do not name would not stand on their words any more, if so.
    pub(super) fn left_behind(&self, changes: &[Change]) -> Option<String> {
        let named: BTreeSet<AnnotationId> = changes.iter().filter_map(annotation_named).collect();
        let all_stay = changes.iter().filter_map(exchange_of_text).all(|(before, after)| {
            let others = self.index.annotations_in(after.id).filter(|id| !named.contains(id));
            let others = others.filter_map(|id| self.project.annotations.get(&id));
            let mut places = others.filter_map(|annotation| annotation.live_anchor()).peekable();
            if places.peek().is_none() {
                return true;
            }
            // On a text that nobody has any more, annotations are found by their words alone, wherever they stand.
            let Some(new) = self.known_text(after.hash) else { return true };
            let old = self.known_text(before.hash);
            let is_reread = before.chosen_encoding() != after.chosen_encoding();
            let exchange = Exchange::new(old.as_ref(), &new, is_reread);
            places.all(|anchor| exchange.leaves_in_place(anchor))
        });
        (!all_stay).then(|| "annotations have been made since in the text it replaces".to_owned())
    }

    /// A text by its hash, if it is in use, was in use here, or is kept beside the project.
    pub(super) fn known_text(&self, hash: TextHash) -> Option<Text> {
        let mut known = self.former_texts.values().chain(self.documents.values());
        let known = known.find(|document| document.text.hash() == hash);
        let kept = || store::frozen_text(&self.disk, &self.kept_beside()?, hash);
        known.map(|document| document.text.clone()).or_else(kept)
    }
}

fn annotation_named(change: &Change) -> Option<AnnotationId> {
    let Change::Annotation(swap) = change else { return None };
    swap.before.as_ref().or(swap.after.as_ref()).map(|annotation| annotation.id)
}

/// The records of a document before and after a change that gives it another text.
fn exchange_of_text(change: &Change) -> Option<(&DocumentRecord, &DocumentRecord)> {
    let Change::Document(swap) = change else { return None };
    let (before, after) = (swap.before.as_ref()?, swap.after.as_ref()?);
    (before.hash != after.hash).then_some((before, after))
}

/// A text that takes the place of another.
struct Exchange<'a> {
    old: Option<&'a Text>,
    new: &'a Text,
    /// How many bytes have the same letters at the same places in both, where one is the other read in another encoding.
    same_start: usize,
    there: OnceCell<Carrier<'a>>,
    back: OnceCell<Carrier<'a>>,
}

impl<'a> Exchange<'a> {
    fn new(old: Option<&'a Text>, new: &'a Text, is_reread: bool) -> Self {
        let was = old.filter(|_| is_reread).map_or("", Text::as_str).as_bytes();
        let same_start = was.iter().zip(new.as_str().as_bytes()).take_while(|(a, b)| a == b).count();
        Self { old, new, same_start, there: OnceCell::new(), back: OnceCell::new() }
    }

    /// True for a place that has the same words in both texts for certain. What was carried over when the step was done
    /// is found again on the way it went; what came since may be on the other.
    fn leaves_in_place(&self, anchor: &Anchor) -> bool {
        let stays = |placement: &Placement| match placement {
            Placement::Same => true,
            Placement::Moved(to) => to.start == anchor.start,
            Placement::Changed { .. } | Placement::Proposed { .. } | Placement::Lost => false,
        };
        let Some(old) = self.old else { return stays(&place(anchor, None, self.new)) };
        let Some(span) = anchor.resolve(old) else { return false };
        if span.end <= self.same_start {
            return true;
        }
        stays(&self.there.get_or_init(|| Carrier::new(old, self.new)).place(anchor))
            || (anchor.resolve(self.new).is_some()
                && stays(&self.back.get_or_init(|| Carrier::new(self.new, old)).place(anchor)))
    }
}
