//! Dialogs on topics of figures: merging, splitting, renaming, and what was decided.
//!
//! Each asks for one [`FigureCommand`](crate::workbench::FigureCommand); the workbench makes an edit of it. Topics come and
//! go while documents are compared, so a dialog keeps them as decisions name them.

mod decisions;
mod merge;
mod rename;
mod split;

use egui::Context;

use super::{Scene, Stay};
use crate::project::{FigurePlace, NamedTopic};

/// The dialog on figures that is open.
pub(super) enum FigureDialog {
    Merge(merge::MergeDialog),
    Split(split::SplitDialog),
    Rename(rename::RenameDialog),
    Decisions(decisions::DecisionsDialog),
}

impl FigureDialog {
    pub fn merge(topics: Vec<NamedTopic>) -> Self {
        Self::Merge(merge::MergeDialog::new(topics))
    }

    pub fn split(figures: Vec<FigurePlace>, name: String) -> Self {
        Self::Split(split::SplitDialog::new(figures, name))
    }

    pub fn rename(topic: NamedTopic) -> Self {
        Self::Rename(rename::RenameDialog::new(topic))
    }

    pub fn decisions() -> Self {
        Self::Decisions(decisions::DecisionsDialog::default())
    }

    /// Draws it.
    pub fn show(&mut self, ctx: &Context, scene: &mut Scene<'_>) -> Stay {
        match self {
            Self::Merge(dialog) => dialog.show(ctx, scene),
            Self::Split(dialog) => dialog.show(ctx, scene),
            Self::Rename(dialog) => dialog.show(ctx, scene),
            Self::Decisions(dialog) => dialog.show(ctx, scene),
        }
    }
}

/// How a topic is called, also where it has no name.
fn called(name: &str) -> &str {
    if name.is_empty() { "(nothing named)" } else { name }
}
