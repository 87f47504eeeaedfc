//! The attributes of a document as a table in which names and values can be written, confirmed or taken away.

use std::collections::BTreeSet;

use egui::{Id, Key, Rect, TextEdit, Ui, vec2};

use super::completion::Completion;
use super::draft::Field;
use super::{InspectorPanel, pieces};
use crate::project::{DocumentId, DocumentRecord};
use crate::ui::kit::{Chip, IconButton, PushButton};
use crate::ui::outbox::Outbox;
use crate::ui::theme::{Themed as _, icons};
use crate::workbench::{Command, Workbench};

/// Width kept for the mark on what was guessed, in words and, where these would take the room of the value, as a sign.
const GUESSED: (f32, f32) = (80.0, 32.0);
/// Room that a value is left at least, wide enough for a date on one line.
const LEAST_VALUE: f32 = 96.0;

/// An attribute that is being added.
#[derive(Debug)]
pub(super) struct NewAttribute {
    document: DocumentId,
    name: String,
    value: String,
    /// True until the first field has been given the keyboard.
    fresh: bool,
    /// Names that other documents have and this one lacks.
    in_use: Vec<String>,
    completion: Completion,
}

/// Draws the table and the line that adds to it.
pub(super) fn table(
    ui: &mut Ui,
    state: &mut InspectorPanel,
    bench: &Workbench,
    record: &DocumentRecord,
    out: &mut Outbox,
) {
    ui.spacing_mut().item_spacing.y = 0.0;
    for (name, attribute) in &record.attributes {
        row(ui, state, bench, record.id, name, attribute.guessed, out);
    }
    add(ui, state, bench, record, out);
}

fn row(
    ui: &mut Ui,
    state: &mut InspectorPanel,
    bench: &Workbench,
    document: DocumentId,
    name: &str,
    guessed: bool,
    out: &mut Outbox,
) {
    let (row, grid) = (ui.tokens().space.row, ui.tokens().space.grid);
    let area = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), row));
    let near = ui.rect_contains_pointer(area);
    ui.add_space(grid);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        name_field(ui, state, bench, document, name, out);
        let field = Field::Attribute(document, name.to_owned());
        let (id, written) = (field.id(), state.drafts.is_open(&field));
        let is_wide = ui.available_width() >= LEAST_VALUE + GUESSED.0;
        let beside = match (guessed, is_wide) {
            (true, true) => GUESSED.0,
            (true, false) => GUESSED.1,
            (false, _) => 5.0 * grid,
        };
        let width = ui.available_width() - beside;
        state.drafts.edit(ui, bench.project(), out, field, |ui, text| {
            let edit = TextEdit::multiline(text).id(id).desired_rows(1).desired_width(width).return_key(None);
            pieces::quiet(ui, edit).accessible_name(name)
        });
        ui.add_space(grid);
        if guessed && !written {
            confirm(ui, bench, document, name, is_wide, out);
        } else if near || written {
            let remove = format!("Remove {name}");
            let slot = Rect::from_min_size(ui.cursor().min - vec2(0.0, 2.0), vec2(16.0, 24.0));
            if ui.put(slot, IconButton::new(icons::X, &remove)).clicked() {
                out.command(Command::SetAttribute { document, name: name.to_owned(), value: None });
            }
        }
    });
    ui.add_space(grid);
}

/// The name of an attribute, which can be written where it stands.
fn name_field(
    ui: &mut Ui,
    state: &mut InspectorPanel,
    bench: &Workbench,
    document: DocumentId,
    name: &str,
    out: &mut Outbox,
) {
    let field = Field::AttributeName(document, name.to_owned());
    let (id, dim, grid) = (field.id(), ui.tokens().colour.dim, ui.tokens().space.grid);
    let response = state.drafts.edit(ui, bench.project(), out, field, |ui, text| {
        let width = pieces::NAMES - 2.0 * grid;
        let edit = TextEdit::singleline(text).id(id).desired_width(width).text_color(dim).return_key(None);
        pieces::quiet(ui, edit).accessible_name(format!("Rename {name}"))
    });
    response.on_hover_text(format!("{name}: write here to rename it in all documents"));
    ui.add_space(2.0 * grid);
}

/// A mark on a value that the program guessed; a click makes it the researcher's own.
fn confirm(
    ui: &mut Ui,
    bench: &Workbench,
    document: DocumentId,
    name: &str,
    in_words: bool,
    out: &mut Outbox,
) {
    let hint = "Guessed from the name or the text of the document. Click to confirm it.";
    let chip = ui
        .add(Chip::new(if in_words { "guessed" } else { "?" }))
        .on_hover_text(hint)
        .accessible_name(format!("Confirm {name}"));
    if chip.clicked() {
        let value = bench.project().documents.get(&document).map(|record| record.attribute(name).to_owned());
        out.command(Command::SetAttribute { document, name: name.to_owned(), value });
    }
}

/// The button that begins a new attribute, or the two fields it is written in.
fn add(
    ui: &mut Ui,
    state: &mut InspectorPanel,
    bench: &Workbench,
    record: &DocumentRecord,
    out: &mut Outbox,
) {
    let Some(new) = state.new_attribute.as_mut().filter(|new| new.document == record.id) else {
        ui.add_space(4.0);
        if ui.add(PushButton::new("Add an attribute").icon(icons::PLUS).quiet()).clicked() {
            let (name, value) = (String::new(), String::new());
            let (document, in_use) = (record.id, names_in_use(bench, record));
            let completion = Completion::default();
            state.new_attribute =
                Some(NewAttribute { document, name, value, fresh: true, in_use, completion });
        }
        return;
    };
    let (enter, escape) = ui.input(|input| (input.key_pressed(Key::Enter), input.key_pressed(Key::Escape)));
    let mut over = false;
    let id = Id::unique("new attribute's name");
    new.completion.keys(ui, id, &mut new.name, &new.in_use);
    ui.horizontal(|ui| {
        let width = pieces::NAMES - 28.0;
        let name = TextEdit::singleline(&mut new.name).id(id).desired_width(width).hint_text("Name");
        let name = ui.add(name).accessible_name("Attribute name");
        let taken = new.completion.show(&name, &mut new.name, &new.in_use);
        if std::mem::take(&mut new.fresh) {
            name.request_focus();
        }
        let value = TextEdit::singleline(&mut new.value).desired_width(f32::INFINITY).hint_text("Value");
        let value = ui.add(value).accessible_name("Attribute value");
        if taken || (name.lost_focus() && enter) {
            value.request_focus();
        }
        let left = value.lost_focus() && !name.gained_focus() && !name.has_focus();
        over = left || ((name.lost_focus() || value.lost_focus()) && escape);
    });
    if over {
        if !escape && !new.name.trim().is_empty() {
            let (name, value) = (new.name.trim().to_owned(), Some(std::mem::take(&mut new.value)));
            out.command(Command::SetAttribute { document: record.id, name, value });
        }
        state.new_attribute = None;
    }
}

/// The names of attributes that other documents have and this one lacks.
fn names_in_use(bench: &Workbench, record: &DocumentRecord) -> Vec<String> {
    let documents = bench.project().documents.values();
    let names: BTreeSet<&String> = documents.flat_map(|record| record.attributes.keys()).collect();
    names.into_iter().filter(|name| !record.attributes.contains_key(*name)).cloned().collect()
}
