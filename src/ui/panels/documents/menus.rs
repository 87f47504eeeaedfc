//! The documents panel's heading and menus: adding, ordering, and what can be done with the documents chosen.

use std::collections::BTreeSet;

use egui::{Popup, Ui};

use super::{DocumentsPanel, edit_title, open_document};
use crate::project::DocumentId;
use crate::ui::action::Action;
use crate::ui::kit::{self, IconButton, MenuItem, menu_divider};
use crate::ui::outbox::{Dialog, MemoOf, Outbox};
use crate::ui::panels::draw;
use crate::ui::screen::{DocumentOrder, DocumentsView, Screen};
use crate::ui::theme::icons;
use crate::workbench::Workbench;

/// The panel's name, with the buttons that add and order documents.
pub(super) fn header(ui: &mut Ui, view: &mut DocumentsView, attributes: &BTreeSet<String>, out: &mut Outbox) {
    kit::panel_header(ui, "Documents", |ui| {
        let icon = if view.descending { icons::SORT_DESCENDING } else { icons::SORT_ASCENDING };
        let order = ui.add(IconButton::new(icon, "Order documents"));
        Popup::menu(&order).show(|ui| order_menu(ui, view, attributes));
        let add = ui.add(IconButton::new(icons::PLUS, "Add documents"));
        Popup::menu(&add).show(|ui| {
            for action in [Action::OpenFiles, Action::OpenFolder, Action::OpenBundledCorpus] {
                draw::action_item(ui, action, out);
            }
        });
    });
}

fn order_menu(ui: &mut Ui, view: &mut DocumentsView, attributes: &BTreeSet<String>) {
    let fixed = [DocumentOrder::Title, DocumentOrder::Name, DocumentOrder::Words, DocumentOrder::Annotations];
    let date = "date".to_owned();
    let named = attributes.iter().filter(|name| **name != date).cloned();
    let attributes: Vec<DocumentOrder> =
        std::iter::once(date.clone()).chain(named).map(DocumentOrder::Attribute).collect();
    for by in fixed {
        order_item(ui, view, by);
    }
    menu_divider(ui);
    for by in attributes {
        order_item(ui, view, by);
    }
    menu_divider(ui);
    for (label, descending) in [("Ascending", false), ("Descending", true)] {
        if ui.add(MenuItem::new(label).checked(view.descending == descending)).clicked() {
            view.descending = descending;
        }
    }
}

fn order_item(ui: &mut Ui, view: &mut DocumentsView, by: DocumentOrder) {
    let label = by.label();
    if ui.add(MenuItem::new(&label).checked(view.order == by)).clicked() {
        view.order = by;
    }
}

/// What can be done with a document, or with all that are chosen.
pub(super) fn of_document(
    ui: &mut Ui,
    state: &mut DocumentsPanel,
    screen: &mut Screen,
    bench: &Workbench,
    id: DocumentId,
    out: &mut Outbox,
) {
    if ui.add(MenuItem::new("Open").icon(icons::FILE_TEXT)).clicked() {
        open_document(id, false, true, out);
    }
    if ui.add(MenuItem::new("Open beside").icon(icons::SQUARE_SPLIT_HORIZONTAL)).clicked() {
        open_document(id, true, true, out);
    }
    menu_divider(ui);
    if ui.add(MenuItem::new("Title and attributes").icon(icons::PENCIL_SIMPLE)).clicked() {
        edit_title(ui, screen, id, out);
    }
    if ui.add(MenuItem::new("Memo…").icon(icons::NOTE)).clicked() {
        out.dialog(Dialog::Memo(MemoOf::Document(id)));
    }
    if bench.can_be_corrected(id)
        && ui.add(MenuItem::new("Encoding…").hint("When letters of the text are wrong")).clicked()
    {
        out.dialog(Dialog::Encoding(id));
    }
    let only = screen.excerpts.filter.documents.len() == 1 && screen.excerpts.filter.documents.contains(&id);
    if only {
        if ui.add(MenuItem::new("Show excerpts of all documents").icon(icons::FUNNEL)).clicked() {
            screen.excerpts.filter.documents.clear();
        }
    } else if ui.add(MenuItem::new("Show only its excerpts").icon(icons::FUNNEL)).clicked() {
        screen.excerpts.filter.documents = state.chosen.iter().copied().chain([id]).collect();
        screen.tables = true;
    }
    if ui.add(MenuItem::new("Export with its tags marked…").icon(icons::EXPORT)).clicked() {
        out.dialog(Dialog::ExportMarkedDocument(id));
    }
    menu_divider(ui);
    let remove = match state.chosen.len() {
        0 | 1 => "Remove from the project".to_owned(),
        many => format!("Remove {many} documents from the project"),
    };
    let hint = "The files stay where they are; undo brings the documents back";
    if ui.add(MenuItem::new(&remove).icon(icons::TRASH).hint(hint)).clicked() {
        state.chosen.insert(id);
        state.remove_chosen(bench, out);
    }
}
