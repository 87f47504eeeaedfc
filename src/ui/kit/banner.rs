//! A line across the window about something that lasts, with what can be done about it; it stays until that is decided.

use egui::text::{LayoutJob, TextFormat};
use egui::{Align, Frame, Layout, Margin, Rect, Role, Sense, TextStyle, Ui, UiBuilder, pos2, vec2};

use super::button::PushButton;
use super::paint::{icon_at, place};
use crate::ui::theme::{Themed as _, icons};

/// A line across the window.
#[must_use = "show it"]
pub struct Banner<'a> {
    text: &'a str,
    actions: &'a [&'a str],
    hints: &'a [&'a str],
}

impl<'a> Banner<'a> {
    /// A banner that says `text`.
    pub fn new(text: &'a str) -> Self {
        Self { text, actions: &[], hints: &[] }
    }

    /// What can be done, the likeliest first.
    pub fn actions(mut self, actions: &'a [&'a str]) -> Self {
        self.actions = actions;
        self
    }

    /// What each action does, in its tooltip, in the same order; empty where its words say all.
    pub fn hints(mut self, hints: &'a [&'a str]) -> Self {
        self.hints = hints;
        self
    }

    /// Draws it, and gives the number of the action that was pressed.
    pub fn show(self, ui: &mut Ui) -> Option<usize> {
        let tokens = ui.tokens();
        let (colour, grid) = (&tokens.colour, tokens.space.grid);
        let mut pressed = None;
        let frame = Frame::new()
            .fill(colour.raised)
            .inner_margin(Margin::symmetric((4.0 * grid) as i8, (1.5 * grid) as i8));
        let builder = UiBuilder::new().id_salt(self.text).accessibility_role(Role::Alert);
        ui.scope_builder(builder.accessibility_label(self.text), |ui| {
            let shown = frame.show(ui, |ui| {
                // The buttons stand beside the first line, so that long words leave them where they are.
                let width = ui.available_width();
                let line = Rect::from_min_size(ui.cursor().min, vec2(width, tokens.space.control));
                let builder = UiBuilder::new().max_rect(line).layout(Layout::right_to_left(Align::Center));
                let mut buttons = ui.new_child(builder);
                buttons.spacing_mut().item_spacing.x = 2.0 * grid;
                for (number, action) in self.actions.iter().enumerate().rev() {
                    let mut button = buttons.add(PushButton::new(action));
                    if let Some(hint) = self.hints.get(number).filter(|hint| !hint.is_empty()) {
                        button = button.on_hover_text(*hint);
                    }
                    if button.clicked() {
                        pressed = Some(number);
                    }
                }
                let side = tokens.text.icon.size;
                let left = line.left() + side + 2.0 * grid;
                let right = buttons.min_rect().left() - 4.0 * grid;
                let font = TextStyle::Body.resolve(ui.style());
                let format = TextFormat {
                    line_height: Some(tokens.text.small.line),
                    ..TextFormat::simple(font, colour.text)
                };
                let mut job = LayoutJob::single_section(self.text.to_owned(), format);
                job.wrap.max_width = (right - left).max(40.0 * grid);
                let words = ui.painter().layout_job(job);
                let middle = line.center().y;
                let top = middle - words.rows.first().map_or(0.0, |row| row.height()) / 2.0;
                let height = (top - line.top() + words.size().y).max(tokens.space.control);
                ui.allocate_exact_size(vec2(width, height), Sense::hover());
                let at = pos2(line.left() + side / 2.0, middle);
                icon_at(ui.painter(), at, icons::WARNING, side, colour.warning);
                ui.painter().galley(pos2(left, top), words, colour.text);
            });
            let rect = shown.response.rect;
            ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, tokens.line());
            place(ui);
        });
        pressed
    }
}
