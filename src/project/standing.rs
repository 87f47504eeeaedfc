//! How sure it is that an annotation stands on the words its coder chose, and what is offered when it is not.
//!
//! An annotation that is not certain keeps its old place and words for ever, until a person has decided; it is never
//! shown at a place that was only guessed, and never dropped.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::anchoring::has_grown_together;
use super::model::Annotation;
use crate::text::{Anchor, Span, Text};

/// How an annotation stands in the text of its document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Standing {
    /// Its anchor is in the document's text.
    #[default]
    Certain,
    /// Its anchor is the place and the words it had in an earlier text; a person has to look.
    NeedsLook {
        /// The place in the document's text that is likeliest, when there is one worth showing.
        proposed: Option<Proposal>,
        /// What is in doubt.
        why: Doubt,
    },
    /// A person has looked and found no place for it: it is kept with the place and the words it had.
    Detached,
}

/// A place that is offered and not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// Where, and what stands there.
    pub anchor: Anchor,
    /// How likely it is, in per cent.
    pub confidence: u8,
}

/// Why an annotation was not placed without asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Doubt {
    /// The words have changed, or too much of what stood around them.
    Changed,
    /// Another place is as likely.
    Rival,
    /// The words are gone.
    Gone,
}

impl Doubt {
    /// True where the words stand at the place that is offered, letter for letter and as words of their own, and only what stood
    /// around them has changed.
    pub fn is_of_context(self, was: &Anchor, offered: Option<&Anchor>) -> bool {
        let has_words = |offered: &Anchor| offered.exact == was.exact && !has_grown_together(was, offered);
        self == Self::Changed && offered.is_some_and(has_words)
    }
}

impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Changed => "the words have changed",
            Self::Rival => "there is another place just as likely",
            Self::Gone => "the words are gone",
        })
    }
}

impl Standing {
    /// True when the anchor is in the document's text.
    pub fn is_certain(&self) -> bool {
        *self == Self::Certain
    }

    /// True when a person has to look.
    pub fn needs_look(&self) -> bool {
        matches!(self, Self::NeedsLook { .. })
    }

    /// The place that is offered, if there is one.
    pub fn proposal(&self) -> Option<&Proposal> {
        match self {
            Self::NeedsLook { proposed, .. } => proposed.as_ref(),
            Self::Certain | Self::Detached => None,
        }
    }
}

impl Annotation {
    /// The bytes the annotation stands on, provided that is certain and the text says so.
    pub fn span_in(&self, text: &Text) -> Option<Span> {
        if self.standing.is_certain() { self.anchor.resolve(text) } else { None }
    }

    /// The anchor that is in the text of the document as it is: the annotation's own, or the one proposed.
    pub fn live_anchor(&self) -> Option<&Anchor> {
        match &self.standing {
            Standing::Certain => Some(&self.anchor),
            standing => standing.proposal().map(|proposal| &proposal.anchor),
        }
    }

    /// The same anchor, to be moved along with the text.
    pub(super) fn live_anchor_mut(&mut self) -> Option<&mut Anchor> {
        match &mut self.standing {
            Standing::Certain => Some(&mut self.anchor),
            Standing::NeedsLook { proposed, .. } => proposed.as_mut().map(|proposal| &mut proposal.anchor),
            Standing::Detached => None,
        }
    }

    /// The same annotation on certain ground.
    #[must_use]
    pub fn placed(&self, anchor: Anchor) -> Self {
        Self { anchor, standing: Standing::Certain, ..self.clone() }
    }

    /// The same annotation, to be looked at.
    #[must_use]
    pub fn doubted(&self, proposed: Option<Proposal>, why: Doubt) -> Self {
        Self { standing: Standing::NeedsLook { proposed, why }, ..self.clone() }
    }
}
