//! A chip: a short word in a rounded frame, chosen or not, removable or not.

use egui::{
    Color32, FontId, Rect, Response, Role, Sense, StrokeKind, Ui, Vec2, Widget, WidgetInfo, pos2, vec2,
};

use super::paint::{focus_ring, icon_at, name, text_at};
use crate::ui::theme::{Themed, icons};

/// A chip. Its response is clicked when it is chosen; [`Chip::removed`] when its cross is.
#[must_use = "add it to a ui"]
pub struct Chip<'a> {
    label: &'a str,
    swatch: Option<Color32>,
    selected: bool,
    removed: Option<&'a mut bool>,
}

impl<'a> Chip<'a> {
    /// A chip that says `label`.
    pub fn new(label: &'a str) -> Self {
        Self { label, swatch: None, selected: false, removed: None }
    }

    /// A colour before the word.
    pub fn swatch(mut self, colour: Color32) -> Self {
        self.swatch = Some(colour);
        self
    }

    /// Whether it is chosen.
    pub fn selected(mut self, selected: bool) -> Self {
        self.selected = selected;
        self
    }

    /// Gives it a cross, and sets `removed` when that is clicked, or Delete pressed on the chip.
    pub fn removable(mut self, removed: &'a mut bool) -> Self {
        self.removed = Some(removed);
        self
    }
}

impl Widget for Chip<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let Self { label, swatch, selected, removed } = self;
        let tokens = ui.tokens();
        let (space, colour) = (&tokens.space, &tokens.colour);
        let (padding, height) = (2.5 * space.grid, 5.5 * space.grid);
        let ink = if selected { colour.accent } else { colour.text };
        let font = FontId::proportional(tokens.text.small.size);
        let galley = ui.painter().layout_no_wrap(label.to_owned(), font, ink);
        let mark = swatch.map_or(0.0, |_| space.swatch - 2.0 + 1.5 * space.grid);
        let cross = if removed.is_some() { 4.0 * space.grid } else { 0.0 };
        let width = 2.0 * padding + mark + galley.size().x + cross;
        let (rect, response) = ui.allocate_exact_size(vec2(width.ceil(), height), Sense::click());
        let is_enabled = ui.is_enabled();
        response.widget_info(|| WidgetInfo::selected(Role::Button, is_enabled, selected, label));

        let radius = height / 2.0;
        let fill = if selected {
            colour.accent_fill
        } else if response.hovered() {
            colour.hover
        } else {
            colour.page
        };
        ui.painter().rect(rect, radius, fill, tokens.line(), StrokeKind::Inside);
        let middle = rect.center().y;
        if let Some(swatch) = swatch {
            let side = space.swatch - 2.0;
            let square =
                Rect::from_min_size(pos2(rect.left() + padding, middle - side / 2.0), Vec2::splat(side));
            ui.painter().rect_filled(square, 2.0, swatch);
        }
        text_at(ui.painter(), rect.left() + padding + mark, middle, galley, ink);
        focus_ring(ui, &response, rect, egui::CornerRadius::same(radius as u8));
        if let Some(removed) = removed {
            let centre = pos2(rect.right() - padding - space.grid, middle);
            let slot = Rect::from_center_size(centre, Vec2::splat(4.0 * space.grid));
            let button = ui.interact(slot, response.id.with("remove"), Sense::click());
            name(ui, &button, Role::Button, &format!("Remove {label}"));
            let ink = if button.hovered() || button.has_focus() { colour.text } else { colour.dim };
            icon_at(ui.painter(), centre, icons::X, tokens.text.section.size, ink);
            let by_key = response.has_focus() && ui.input(|input| input.key_pressed(egui::Key::Delete));
            *removed = button.clicked() || by_key;
        }
        response
    }
}
