//! A list of what was decided, the latest first, that can be narrowed: each can be taken back.

use egui::Ui;

use super::rows;
use crate::text::numbers::counted;
use crate::ui::kit::{ListRow, TextField};
use crate::ui::panels::draw;
use crate::ui::theme::icons;

/// As much of a document's title as a decision has room for: what was decided stands behind it.
pub(super) const TITLE_CHARACTERS: usize = 32;

/// A decision in the list.
pub(super) struct Decided<I> {
    /// By what it is taken back.
    pub id: I,
    /// The decision as a phrase.
    pub words: String,
    /// True when it finds nothing to act on now.
    pub is_idle: bool,
}

/// Draws the list; `typed` narrows it. Gives the decision that is to be taken back.
pub(super) fn show<I: Copy>(ui: &mut Ui, typed: &mut String, decisions: &[Decided<I>]) -> Option<I> {
    draw::dim(ui, counted(decisions.len(), "decision", "decisions"));
    TextField::new("Find", typed).hint("Part of a name").show(ui);
    let wanted = typed.trim().to_lowercase();
    let fitting: Vec<&Decided<I>> =
        decisions.iter().filter(|decision| decision.words.to_lowercase().contains(&wanted)).collect();
    let mut take_back = None;
    rows::show(ui, "decisions", 320.0, fitting.len(), None, |ui, at| {
        let Some(Decided { id, words, is_idle }) = fitting.get(at) else { return };
        let row = ListRow::new(words).dim(*is_idle).action(icons::ARROW_U_UP_LEFT, "Take back", true);
        let row = if *is_idle { row.trailing("finds nothing now") } else { row };
        if row.show(ui).action.is_some_and(|action| action.clicked()) {
            take_back = Some(*id);
        }
    });
    take_back
}
