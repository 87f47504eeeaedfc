//! Where the panels around the page stand and how large they are.
//!
//! Each is as large as somebody has drawn it; one that must give way in a small window is as large again as soon as there is
//! room. What is in them is their own business.

use egui::{Frame, Panel, Ui};

use super::LecternApp;
use crate::ui::screen::Screen;
use crate::ui::theme::Themed;

impl LecternApp {
    /// The panels on the left, on the right and below the page, as far as they are open.
    pub(super) fn panels_ui(&mut self, ui: &mut Ui) {
        let window = ui.ctx().content_rect().size();
        let mut sizes = *self.screen.sizes(window);
        let is_resized = self.window.replace(window).is_some_and(|before| before != window);
        let tokens = ui.tokens();
        let bar = Frame::new().fill(tokens.colour.panel);
        if let Some(side) = self.screen.side {
            let name = ("side", self.layout);
            if is_resized {
                forget_size(ui, name);
            }
            let panel = Panel::left(name).default_size(sizes.side);
            let widest = Screen::widest_side(window.x);
            let range = Screen::LEAST_SIDE..=widest;
            let shown = panel.size_range(range).frame(bar).show(ui, |ui| self.side_ui(ui, side));
            sizes.side = meant_size(sizes.side, shown.response.rect.width(), widest);
        }
        if self.screen.inspector {
            let name = ("inspector", self.layout);
            if is_resized {
                forget_size(ui, name);
            }
            let widest = ui.available_width().min(560.0);
            let panel = Panel::right(name).default_size(sizes.inspector);
            let shown = panel.size_range(220.0..=560.0).frame(bar).show(ui, |ui| self.inspector_ui(ui));
            sizes.inspector = meant_size(sizes.inspector, shown.response.rect.width(), widest);
        }
        if self.screen.tables {
            let (name, height) = if self.screen.table_is_tall() {
                ("figures", &mut sizes.figures)
            } else {
                ("tables", &mut sizes.tables)
            };
            let name = (name, self.layout);
            if is_resized {
                forget_size(ui, name);
            }
            let tallest = ui.available_height().min(720.0);
            let panel = Panel::bottom(name).default_size(*height);
            let frame = Frame::new().fill(tokens.colour.page);
            let shown = panel.size_range(96.0..=720.0).frame(frame).show(ui, |ui| {
                ui.set_min_height(ui.available_height());
                self.table_ui(ui);
            });
            *height = meant_size(*height, shown.response.rect.height(), tallest);
        }
        self.screen.sizes = Some(sizes);
    }
}

/// Lets the panel of this name be as large as it is meant to be, and no longer as it was in the last frame.
fn forget_size(ui: &Ui, name: (&str, u64)) {
    // As the panel names it.
    let id = ui.scope_id().with_salt(egui::IdSalt::new(name));
    ui.ctx().data_mut(|data| data.remove::<egui::PanelState>(id));
}

/// How large a panel is meant to be that is shown in this size: what was meant before, where the window allows no more.
fn meant_size(meant: f32, shown: f32, largest: f32) -> f32 {
    // Sizes are rounded to whole pixels.
    if shown + 1.0 < largest { shown } else { meant.max(shown) }
}
