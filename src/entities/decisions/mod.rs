//! What the researcher decided about entities, as records that outlive every recognition.
//!
//! Recognition and resolution are made anew for each text, list and model; decisions are made once. So a decision refers to
//! nothing that these produce: a passage by its [`crate::text::Anchor`] (place, quotation, context), an entity by its kind and a name
//! ([`Named`]); where none of that kind has the name any more, by the name alone. Decisions are applied in their order, so that of two in conflict the later holds: first, for each
//! document, those that concern mentions ([`Rulings::on_mentions`]), then, after resolution, those that concern entities
//! ([`Rulings::on_entities`]). One that finds nothing to act on does nothing and is told of in the [`Report`]; a document that
//! joins later may give it something. To take a decision back is to apply the others. Nothing here changes a project.

mod entities;
mod mentions;
mod spoken;
mod tidy;

use std::collections::HashMap;

use super::lists::Wordings;

pub use crate::project::naming::{Named, Ruling};
pub use entities::Settled;
pub use mentions::Ruled;

/// Decisions made ready to be applied to any number of documents.
#[derive(Debug)]
pub struct Rulings<'a, D> {
    decisions: &'a [Ruling<D>],
    /// Decisions about passages, by their document.
    by_document: HashMap<&'a D, Vec<u32>>,
    /// Decisions that add wordings, by what they look for.
    added: Wordings,
    /// Decisions that reject wordings, by their words.
    rejected: HashMap<String, Vec<u32>>,
}

/// How often each decision had something to act on, in the order of the decisions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The number of mentions or entities each decision acted on.
    pub acted: Vec<usize>,
}

impl Report {
    /// A report on so many decisions, none of which has acted.
    pub fn new(decisions: usize) -> Self {
        Self { acted: vec![0; decisions] }
    }

    /// The decisions that found nothing to act on: kept, but without effect at present.
    pub fn idle(&self) -> impl Iterator<Item = usize> + '_ {
        self.acted.iter().enumerate().filter(|(_, acted)| **acted == 0).map(|(at, _)| at)
    }

    fn count(&mut self, decision: u32) {
        if let Some(acted) = self.acted.get_mut(decision as usize) {
            *acted += 1;
        }
    }

    /// Takes in what came of the mentions of a document.
    pub fn take_in(&mut self, ruled: &Ruled) {
        for decision in &ruled.acted {
            self.count(*decision);
        }
    }
}

#[cfg(test)]
mod tests;
