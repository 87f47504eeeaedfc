//! Dialogs on entities: what a passage names, names and kinds, merging, splitting, tagging; lists, kinds and decisions.
//!
//! Each asks for one [`EntityCommand`](crate::workbench::EntityCommand); the workbench makes an edit of it.

mod decisions;
mod finding;
mod kind_choice;
mod kinds;
mod lists;
mod merge;
mod naming;
mod passages;
mod rename;
mod retype;
mod split;
mod suggestions;
mod tagging;

use egui::Context;

use super::{Scene, Stay};
use crate::analysis::cooccurrence::{Edge, Unit};
use crate::entities::resolve::EntityKey;
use crate::project::DocumentId;
use crate::text::Span;
use crate::workbench::Workbench;

/// The dialog on entities that is open.
pub(super) enum EntityDialog {
    Naming(naming::NamingDialog),
    Rename(rename::RenameDialog),
    Retype(retype::RetypeDialog),
    Merge(merge::MergeDialog),
    Split(Box<split::SplitDialog>),
    Tagging(tagging::TaggingDialog),
    Passages(passages::PassagesDialog),
    Suggestions(suggestions::SuggestionsDialog),
    Lists(Box<lists::ListsDialog>),
    Kinds(kinds::KindsDialog),
    Decisions(decisions::DecisionsDialog),
}

impl EntityDialog {
    pub fn naming(document: DocumentId, span: Span, bench: &Workbench) -> Self {
        Self::Naming(naming::NamingDialog::new(document, span, bench))
    }

    pub fn rename(entity: EntityKey, bench: &Workbench) -> Self {
        Self::Rename(rename::RenameDialog::new(entity, bench))
    }

    pub fn retype(entities: Vec<EntityKey>, bench: &Workbench) -> Self {
        Self::Retype(retype::RetypeDialog::new(entities, bench))
    }

    pub fn merge(entities: Vec<EntityKey>) -> Self {
        Self::Merge(merge::MergeDialog::new(entities))
    }

    pub fn split(entity: EntityKey, at: Option<(DocumentId, Span)>, bench: &Workbench) -> Self {
        Self::Split(Box::new(split::SplitDialog::new(entity, at, bench)))
    }

    pub fn tagging(entity: EntityKey) -> Self {
        Self::Tagging(tagging::TaggingDialog::new(entity))
    }

    pub fn passages(edge: Edge, unit: Unit) -> Self {
        Self::Passages(passages::PassagesDialog::new(edge, unit))
    }

    pub fn suggestions() -> Self {
        Self::Suggestions(suggestions::SuggestionsDialog)
    }

    pub fn lists() -> Self {
        Self::Lists(Box::default())
    }

    pub fn kinds() -> Self {
        Self::Kinds(kinds::KindsDialog::default())
    }

    pub fn decisions() -> Self {
        Self::Decisions(decisions::DecisionsDialog::default())
    }

    /// Draws it.
    pub fn show(&mut self, ctx: &Context, scene: &mut Scene<'_>) -> Stay {
        match self {
            Self::Naming(dialog) => dialog.show(ctx, scene),
            Self::Rename(dialog) => dialog.show(ctx, scene),
            Self::Retype(dialog) => dialog.show(ctx, scene),
            Self::Merge(dialog) => dialog.show(ctx, scene),
            Self::Split(dialog) => dialog.show(ctx, scene),
            Self::Tagging(dialog) => dialog.show(ctx, scene),
            Self::Passages(dialog) => dialog.show(ctx, scene),
            Self::Suggestions(dialog) => dialog.show(ctx, scene),
            Self::Lists(dialog) => dialog.show(ctx, scene),
            Self::Kinds(dialog) => dialog.show(ctx, scene),
            Self::Decisions(dialog) => dialog.show(ctx, scene),
        }
    }
}
