//! What stands in the place of a text, or above it: nothing open, still being read, cannot be had, changed since.

use egui::Ui;

use crate::project::DocumentId;
use crate::project::correct::is_corrected;
use crate::ui::action::Action;
use crate::ui::kit::{EmptyState, PushButton};
use crate::ui::outbox::{Dialog, Outbox};
use crate::ui::shortcuts;
use crate::ui::theme::{Themed as _, icons};
use crate::workbench::{Command, SourceState, Workbench};

/// Says what to do while no document is open.
pub(super) fn empty_ui(ui: &mut Ui, bench: &Workbench, out: &mut Outbox) {
    let tokens = ui.tokens();
    ui.painter().rect_filled(ui.max_rect(), 0.0, tokens.colour.page);
    let key = |action| shortcuts::text_of(ui.ctx(), action);
    if bench.project().documents.is_empty() {
        let actions = [Action::OpenFolder, Action::OpenFiles, Action::OpenBundledCorpus];
        let labels = actions.map(|action| (action.label(), key(action)));
        let hint =
            "Open a folder or files of your own, drop them here, or look around in the bundled corpus.";
        let chosen =
            EmptyState::new("Nothing to read yet", hint).icon(icons::FILES).actions(&labels).show(ui);
        if let Some(action) = chosen.and_then(|index| actions.get(index)) {
            out.run(*action);
        }
    } else {
        let hint =
            "Choose a document on the left; a double click keeps it open, a middle click opens it beside.";
        EmptyState::new("No document is open", hint).icon(icons::FILE_TEXT).show(ui);
    }
}

/// A bar above the text of a document whose file has changed since it was read, with what can be done about it.
pub(super) fn changed_ui(ui: &mut Ui, document: DocumentId, bench: &Workbench, out: &mut Outbox) {
    if !matches!(bench.source_state(document), SourceState::Changed) {
        return;
    }
    let tokens = ui.tokens();
    let bar = egui::Frame::new().fill(tokens.colour.panel).inner_margin(egui::Margin::symmetric(12, 6));
    bar.show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.set_width(ui.available_width());
            let sentence = if bench.project().documents.get(&document).is_some_and(is_corrected) {
                "The file has changed since it was read. Your corrections are not in it."
            } else {
                "The file has changed since it was read."
            };
            ui.label(egui::RichText::new(sentence).color(tokens.colour.warning));
            let hint = "Show what the file says now beside what it said when it was read";
            if ui.add(PushButton::new("Show changes")).on_hover_text(hint).clicked() {
                out.dialog(Dialog::Changes(document));
            }
            let take = PushButton::new("Take over the new text");
            let hint = "Carry the annotations over to what the file says now; undo takes all of it back";
            if ui.add(take).on_hover_text(hint).clicked() {
                out.command(Command::TakeOverText(document));
            }
            let keep = PushButton::new("Keep the text as it was read").quiet();
            if ui.add(keep).on_hover_text("Do not ask again until the file changes once more").clicked() {
                out.command(Command::KeepTextAsRead(document));
            }
        });
    });
}

/// Says that a document's text is still being read, or cannot be had, and offers to try again.
pub(super) fn waiting_ui(ui: &mut Ui, document: DocumentId, bench: &Workbench, out: &mut Outbox) {
    if bench.is_reading(document) || !bench.jobs().is_empty() {
        EmptyState::new("Reading…", "The text is being loaded.").icon(icons::FILE_TEXT).show(ui);
        return;
    }
    let hint =
        "Its text could not be loaded. The reason is in the list of problems; its annotations are kept.";
    let chosen = EmptyState::new("This document cannot be shown", hint)
        .icon(icons::WARNING)
        .actions(&[("Try again", None), ("Problems", None)])
        .show(ui);
    match chosen {
        Some(0) => out.command(Command::ReadTexts(vec![document])),
        Some(_) => out.run(Action::ShowProblems),
        None => {}
    }
}
