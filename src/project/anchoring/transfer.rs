//! What becomes of an annotation whose document gets another text.

use super::{Carrier, Placement, has_grown_together, quote};
use crate::project::model::Annotation;
use crate::project::standing::{Doubt, Proposal, Standing};
use crate::text::{Anchor, Text};

/// Annotations of one document on their way to another text.
pub struct Transfer<'a> {
    carrier: Option<Carrier<'a>>,
    new: &'a Text,
}

impl<'a> Transfer<'a> {
    /// From the text the annotations were made on, as far as it is known, to `new`.
    pub fn new(old: Option<&'a Text>, new: &'a Text) -> Self {
        Self { carrier: old.map(|old| Carrier::new(old, new)), new }
    }

    /// The annotation as it stands in the new text: certain where its own words are for certain, else to be looked at.
    pub fn annotation(&self, before: &Annotation) -> Annotation {
        match &before.standing {
            Standing::Detached => before.clone(),
            Standing::Certain => match self.place(&before.anchor) {
                Placement::Same => before.clone(),
                Placement::Moved(anchor) => before.placed(anchor),
                // Lines broken elsewhere are no other words.
                Placement::Changed { anchor, .. }
                    if has_same_words(&anchor, &before.anchor)
                        && !has_grown_together(&before.anchor, &anchor) =>
                {
                    before.placed(anchor)
                }
                // Its coder did not choose other words, however sure it is that they stand in their place.
                placement => {
                    let (proposed, why) = placement.as_doubt(&before.anchor);
                    before.doubted(proposed, why)
                }
            },
            // Nobody has looked yet: the place that was proposed goes along, and is looked for anew when it is lost.
            Standing::NeedsLook { proposed, why } => {
                let goes_along = proposed.as_ref().and_then(|proposal| self.proposal(proposal));
                let again = || quote::find(&before.anchor, self.new).as_doubt(&before.anchor).0;
                before.doubted(goes_along.or_else(again), *why)
            }
        }
    }

    fn place(&self, anchor: &Anchor) -> Placement {
        match &self.carrier {
            Some(carrier) => carrier.place(anchor),
            None => quote::find(anchor, self.new),
        }
    }

    fn proposal(&self, proposal: &Proposal) -> Option<Proposal> {
        match self.place(&proposal.anchor) {
            Placement::Same => Some(proposal.clone()),
            placement => {
                let anchor = placement.anchor()?.clone();
                Some(Proposal { anchor, confidence: proposal.confidence })
            }
        }
    }
}

impl Placement {
    /// The place as one that is offered and not taken, with what is in doubt; `was` is the anchor that was looked for.
    pub fn as_doubt(self, was: &Anchor) -> (Option<Proposal>, Doubt) {
        match self {
            Self::Same => (Some(Proposal { anchor: was.clone(), confidence: 100 }), Doubt::Changed),
            Self::Moved(anchor) => (Some(Proposal { anchor, confidence: 100 }), Doubt::Changed),
            Self::Changed { anchor, confidence } => (Some(Proposal { anchor, confidence }), Doubt::Changed),
            Self::Proposed { proposal, why } => (Some(proposal), why),
            Self::Lost => (None, Doubt::Gone),
        }
    }
}

/// True when two passages differ in nothing but the white space between their words.
fn has_same_words(a: &Anchor, b: &Anchor) -> bool {
    a.exact.split_whitespace().eq(b.exact.split_whitespace())
}
