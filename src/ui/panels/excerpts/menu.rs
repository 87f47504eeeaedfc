//! What can be done with a row of the table, or with all rows that are chosen.

use egui::Ui;

use super::choice::Choice;
use super::table::go_into_text;
use crate::project::AnnotationId;
use crate::ui::kit::{MenuItem, menu_divider};
use crate::ui::outbox::{Dialog, MemoOf, Outbox, TagTarget};
use crate::ui::theme::icons;
use crate::workbench::{Command, Workbench};

/// The menu of a row. `choice` holds that row, alone or with others.
pub(super) fn of_row(ui: &mut Ui, id: AnnotationId, choice: &Choice, bench: &Workbench, out: &mut Outbox) {
    let chosen = choice.chosen();
    if ui.add(MenuItem::new("Show in the text").icon(icons::FILE_TEXT)).clicked() {
        go_into_text(ui, id, out);
    }
    menu_divider(ui);
    if ui.add(MenuItem::new("Add a tag…").icon(icons::TAG)).clicked() {
        add_tag(&chosen, out);
    }
    if let [only] = chosen.as_slice() {
        let project = bench.project();
        let tags = project.annotations.get(only).into_iter().flat_map(|annotation| &annotation.tags);
        for tag in tags.filter_map(|tag| project.tags.get(tag)) {
            if ui.add(MenuItem::new(&format!("Take off “{}”", tag.name))).clicked() {
                out.command(Command::RemoveTag { annotation: *only, tag: tag.id });
            }
        }
        if ui.add(MenuItem::new("Write a memo…").icon(icons::NOTE)).clicked() {
            out.dialog(Dialog::Memo(MemoOf::Annotation(*only)));
        }
    }
    menu_divider(ui);
    let delete = match chosen.len() {
        0 | 1 => "Delete the annotation".to_owned(),
        many => format!("Delete {many} annotations"),
    };
    if ui.add(MenuItem::new(&delete).icon(icons::TRASH)).clicked() {
        out.command(Command::DeleteAnnotations(chosen));
    }
}

/// Asks which tag all of these shall have.
pub(super) fn add_tag(chosen: &[AnnotationId], out: &mut Outbox) {
    if !chosen.is_empty() {
        out.dialog(Dialog::PickTag(TagTarget::Annotations(chosen.to_vec())));
    }
}
