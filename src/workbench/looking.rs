//! Commands on annotations that need a look: take the place that is proposed, or say that there is none.
//!
//! Placing one by hand is the command that gives an annotation other ends.

use super::{CommandError, Effect, Workbench};
use crate::project::{AnnotationId, Change, Standing, Swap};

impl Workbench {
    pub(super) fn accept_proposals(&mut self, annotations: &[AnnotationId]) -> Result<Effect, CommandError> {
        let mut changes = Vec::new();
        for id in annotations {
            let before = self.annotation(*id)?;
            let Some(proposal) = self.standing(before).proposal() else { continue };
            let there = self.documents.get(&before.document);
            if there.and_then(|document| proposal.anchor.resolve(&document.text)).is_none() {
                return Err(CommandError::new(
                    "The text at a proposed place is not loaded or says something else: place the annotation by hand.",
                ));
            }
            let after = before.placed(proposal.anchor.clone());
            changes.push(Change::annotation(Swap::replace(before.clone(), after)));
        }
        let label = match changes.len() {
            1 => "Accept the proposed place of an annotation".to_owned(),
            many => format!("Accept the proposed places of {many} annotations"),
        };
        self.perform(label, changes)
    }

    pub(super) fn detach(&mut self, annotations: &[AnnotationId]) -> Result<Effect, CommandError> {
        let mut changes = Vec::new();
        for id in annotations {
            let before = self.annotation(*id)?;
            if self.standing(before).needs_look() {
                let after = crate::project::Annotation { standing: Standing::Detached, ..before.clone() };
                changes.push(Change::annotation(Swap::replace(before.clone(), after)));
            }
        }
        let label = match changes.len() {
            1 => "Detach an annotation from its text".to_owned(),
            many => format!("Detach {many} annotations from their texts"),
        };
        self.perform(label, changes)
    }
}
