//! A text field with its label above and, when something is wrong with what it holds, the reason below.

use egui::{Margin, Response, RichText, TextEdit, Ui};

use crate::ui::theme::{Themed, family};

/// A labelled text field.
#[must_use = "show it"]
pub struct TextField<'a> {
    label: &'a str,
    text: &'a mut String,
    hint: &'a str,
    help: Option<&'a str>,
    error: Option<&'a str>,
    rows: usize,
    width: f32,
    focus_first: bool,
}

impl<'a> TextField<'a> {
    /// A field called `label` that edits `text`.
    pub fn new(label: &'a str, text: &'a mut String) -> Self {
        let width = f32::INFINITY;
        Self { label, text, hint: "", help: None, error: None, rows: 1, width, focus_first: false }
    }

    /// What it shows while empty.
    pub fn hint(mut self, hint: &'a str) -> Self {
        self.hint = hint;
        self
    }

    /// One line of explanation below it.
    pub fn help(mut self, help: &'a str) -> Self {
        self.help = Some(help);
        self
    }

    /// What is wrong with what it holds: one plain sentence, shown below it.
    pub fn error(mut self, error: Option<&'a str>) -> Self {
        self.error = error;
        self
    }

    /// Several lines.
    pub fn rows(mut self, rows: usize) -> Self {
        self.rows = rows;
        self
    }

    /// A width other than all there is.
    pub fn width(mut self, width: f32) -> Self {
        self.width = width;
        self
    }

    /// Gives it the keyboard when it first appears, with its text selected.
    pub fn focus_first(mut self) -> Self {
        self.focus_first = true;
        self
    }

    /// Shows it.
    pub fn show(self, ui: &mut Ui) -> Response {
        let Self { label, text, hint, help, error, rows, width, focus_first } = self;
        let tokens = ui.tokens();
        let (space, colour) = (&tokens.space, &tokens.colour);
        ui.vertical(|ui| {
            let small = tokens.text.small.size;
            let title = ui.label(RichText::new(label).family(family::medium()).size(small).color(colour.dim));
            if error.is_some() {
                let widgets = &mut ui.visuals_mut().widgets;
                widgets.inactive.bg_stroke.color = colour.error;
                widgets.hovered.bg_stroke.color = colour.error;
                ui.visuals_mut().selection.stroke.color = colour.error;
            }
            let hint = RichText::new(hint).color(colour.faint);
            let edit = if rows > 1 {
                TextEdit::multiline(text).desired_rows(rows)
            } else {
                TextEdit::singleline(text).align(egui::Align2::LEFT_CENTER)
            };
            let edit = edit
                .id(ui.make_persistent_id(("field", label)))
                .hint_text(hint)
                .margin(Margin::symmetric(10, 4))
                .desired_width(width)
                .min_size(egui::vec2(0.0, space.field));
            let mut output = edit.show(ui);
            let id = output.response.response.id;
            if focus_first
                && ui
                    .ctx()
                    .data(|data| data.get_temp::<u64>(id))
                    .is_none_or(|pass| pass + 1 < pass_number(ui))
            {
                let all = egui::text::CCursorRange::select_all(&output.galley);
                output.state.cursor.set_char_range(Some(all));
                output.state.store(ui.ctx(), id);
                ui.memory_mut(|memory| memory.request_focus(id));
            }
            if focus_first {
                let pass = pass_number(ui);
                ui.ctx().data_mut(|data| data.insert_temp(id, pass));
            }
            let response = output.response.response.labelled_by(title.id);
            if let Some(error) = error {
                ui.label(RichText::new(error).size(small).color(colour.error));
            } else if let Some(help) = help {
                ui.label(RichText::new(help).size(small).color(colour.dim));
            }
            response
        })
        .inner
    }
}

fn pass_number(ui: &Ui) -> u64 {
    ui.ctx().cumulative_pass_nr()
}
