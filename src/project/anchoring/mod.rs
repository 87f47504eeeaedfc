//! Finding the place of an annotation in a text that has changed since it was made.
//!
//! There are two ways. [`carry`] knows the old text and the new one: the two are held side by side, and a passage goes
//! where its own characters went. [`quote`] knows only the quotation and what stood around it, because the old text is
//! lost, and looks for them. Both answer with a [`Placement`], and neither ever chooses: a place that is not sure enough,
//! or has a rival just as likely, is proposed for a person to decide. [`Transfer`] says what becomes of a whole annotation. The place of a decision on a name or a figure is
//! found by its words alone ([`verbatim()`]). Nothing here reads files or changes a project.

mod align;
mod carry;
mod fit;
mod grams;
pub mod quote;
mod slide;
mod transfer;
mod verbatim;

pub use carry::{Carrier, carry};
pub use transfer::Transfer;
pub use verbatim::verbatim;

use unicode_normalization::char::is_combining_mark;

use super::standing::{Doubt, Proposal};
use crate::text::{Anchor, Text};

/// A place at least this sure, in per cent, is taken without asking.
pub const AUTOMATIC: u8 = 85;

/// A place at least this sure, in per cent, is proposed; one less sure is not worth showing.
pub const PROPOSED: u8 = 60;

/// Where an annotation stands in a new text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Placement {
    /// Where it stood, with the same words around it.
    Same,
    /// The same words, for certain; their place or what stands around them has changed.
    Moved(Anchor),
    /// The passage for certain, with other words in it. These its coder did not choose: a person is asked.
    Changed {
        /// Its place, and what it says now.
        anchor: Anchor,
        /// How sure that is, in per cent; at least [`AUTOMATIC`].
        confidence: u8,
    },
    /// A person has to look; this is the likeliest place.
    Proposed {
        /// The place.
        proposal: Proposal,
        /// What is in doubt.
        why: Doubt,
    },
    /// There is no place worth proposing.
    Lost,
}

impl Placement {
    /// The place, whether taken or proposed; `None` when nothing changed or there is none.
    pub fn anchor(&self) -> Option<&Anchor> {
        match self {
            Self::Moved(anchor) | Self::Changed { anchor, .. } => Some(anchor),
            Self::Proposed { proposal, .. } => Some(&proposal.anchor),
            Self::Same | Self::Lost => None,
        }
    }

    /// True when a person has to look.
    pub fn is_uncertain(&self) -> bool {
        matches!(self, Self::Proposed { .. } | Self::Lost)
    }

    /// The same letters at this anchor, which may be the very one they had. Within another word they are no words of the
    /// coder's.
    fn intact(was: &Anchor, anchor: Anchor) -> Self {
        if anchor == *was {
            Self::Same
        } else if has_grown_together(was, &anchor) {
            Self::Proposed { proposal: Proposal { anchor, confidence: 100 }, why: Doubt::Changed }
        } else {
            Self::Moved(anchor)
        }
    }

    /// A place with this much to be said for it, and with or without a rival.
    fn weighed(was: &Anchor, anchor: Anchor, confidence: u8, has_rival: bool) -> Self {
        if confidence < PROPOSED {
            return Self::Lost;
        }
        if confidence < AUTOMATIC || has_rival {
            let why = if has_rival { Doubt::Rival } else { Doubt::Changed };
            return Self::Proposed { proposal: Proposal { anchor, confidence }, why };
        }
        if anchor.exact == was.exact {
            Self::intact(was, anchor)
        } else {
            Self::Changed { anchor, confidence }
        }
    }
}

/// Where `anchor` stands in `now`: carried over from `before` when that text is known and says what was quoted, else
/// found by its quotation.
pub fn place(anchor: &Anchor, before: Option<&Text>, now: &Text) -> Placement {
    match before {
        Some(before) if anchor.resolve(before).is_some() => {
            carry(before, now, [anchor]).pop().unwrap_or(Placement::Lost)
        }
        _ => quote::find(anchor, now),
    }
}

/// True where a passage ended, or began, at the edge of a word and does so within one now: with `un` put before it, `happy` is
/// another word.
pub(super) fn has_grown_together(was: &Anchor, is: &Anchor) -> bool {
    let is_of_word = |letter: char| letter.is_alphanumeric() || is_combining_mark(letter);
    let is_within =
        |a: Option<char>, b: Option<char>| a.zip(b).is_some_and(|(a, b)| is_of_word(a) && is_of_word(b));
    let begins_within =
        |anchor: &Anchor| is_within(anchor.prefix.chars().next_back(), anchor.exact.chars().next());
    let ends_within =
        |anchor: &Anchor| is_within(anchor.exact.chars().next_back(), anchor.suffix.chars().next());
    begins_within(is) && !begins_within(was) || ends_within(is) && !ends_within(was)
}

/// A share in per cent, rounded down so that a threshold is never reached by rounding.
fn per_cent(part: f64, whole: f64) -> u8 {
    if whole <= 0.0 { 0 } else { (part * 100.0 / whole).clamp(0.0, 100.0) as u8 }
}

#[cfg(test)]
mod tests;
