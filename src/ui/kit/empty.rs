//! What an empty place says: what would be here, and what to do next.

use egui::{Layout, RichText, Ui, vec2};

use super::button::PushButton;
use crate::ui::theme::{Themed, family, text_style};

/// The words and buttons of an empty place.
#[must_use = "show it"]
pub struct EmptyState<'a> {
    icon: Option<&'a str>,
    title: &'a str,
    hint: &'a str,
    actions: &'a [(&'a str, Option<String>)],
}

impl<'a> EmptyState<'a> {
    /// A title such as “No tags yet”, and a sentence that says what to do.
    pub fn new(title: &'a str, hint: &'a str) -> Self {
        Self { icon: None, title, hint, actions: &[] }
    }

    /// An icon above the title.
    pub fn icon(mut self, icon: &'a str) -> Self {
        self.icon = Some(icon);
        self
    }

    /// Buttons, each with its shortcut; the first is the one to press.
    pub fn actions(mut self, actions: &'a [(&'a str, Option<String>)]) -> Self {
        self.actions = actions;
        self
    }

    /// Shows it, a little above the middle of what room there is; gives the index of the button pressed.
    pub fn show(self, ui: &mut Ui) -> Option<usize> {
        let Self { icon, title, hint, actions } = self;
        let tokens = ui.tokens();
        let (space, colour) = (&tokens.space, &tokens.colour);
        let mut pressed = None;
        let above = (ui.available_height() * 0.28).clamp(4.0 * space.grid, 30.0 * space.grid);
        ui.add_space(above);
        let side = ((ui.available_width() - space.toast) / 2.0).max(space.inset);
        let inner = egui::Frame::new().inner_margin(egui::Margin::symmetric(side as i8, 0));
        inner.show(ui, |ui| {
            ui.vertical_centered(|ui| {
                ui.spacing_mut().item_spacing = vec2(2.0 * space.grid, 1.5 * space.grid);
                if let Some(icon) = icon {
                    ui.label(
                        RichText::new(icon)
                            .text_style(text_style::rail_icon())
                            .size(28.0)
                            .color(colour.faint),
                    );
                    ui.add_space(space.grid);
                }
                ui.label(RichText::new(title).family(family::medium()).color(colour.text));
                ui.label(RichText::new(hint).color(colour.dim).line_height(Some(tokens.text.ui.line)));
                if !actions.is_empty() {
                    ui.add_space(2.0 * space.grid);
                }
                for (index, (label, shortcut)) in actions.iter().enumerate() {
                    ui.allocate_ui_with_layout(
                        vec2(ui.available_width(), space.control),
                        Layout::top_down(egui::Align::Center),
                        |ui| {
                            let button = PushButton::new(label).shortcut(shortcut.clone());
                            let button = if index == 0 { button.primary() } else { button };
                            if ui.add(button).clicked() {
                                pressed = Some(index);
                            }
                        },
                    );
                }
            });
        });
        pressed
    }
}
