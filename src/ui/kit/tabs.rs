//! Tabs as words on a line, the chosen one underlined.

use egui::{Color32, FontId, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::paint::{focus_ring, text_at};
use crate::ui::theme::{Themed, family};

/// Shows `tabs` side by side at the left and `right` at the right edge (add the outermost first), and gives the index of
/// the tab that was clicked.
pub fn tab_bar(ui: &mut Ui, tabs: &[&str], chosen: usize, right: impl FnOnce(&mut Ui)) -> Option<usize> {
    let tokens = ui.tokens();
    let (space, colour) = (&tokens.space, &tokens.colour);
    let (bar, _) = ui.allocate_exact_size(vec2(ui.available_width(), space.panel_tab), Sense::hover());
    let id = ui.next_auto_id();
    let mut clicked = None;
    let mut left = bar.left() + space.inset;
    for (index, label) in tabs.iter().enumerate() {
        let is_chosen = index == chosen;
        let face = if is_chosen { family::medium() } else { egui::FontFamily::Proportional };
        let font = FontId::new(tokens.text.ui.size, face);
        let galley = ui.painter().layout_no_wrap((*label).to_owned(), font, Color32::PLACEHOLDER);
        let rect = Rect::from_min_size(pos2(left, bar.top()), vec2(galley.size().x, bar.height()));
        let response = ui.interact(rect.expand2(vec2(space.grid, 0.0)), id.with(label), Sense::click());
        let is_enabled = ui.is_enabled();
        response.widget_info(|| WidgetInfo::selected(Role::Tab, is_enabled, is_chosen, *label));
        let ink = if is_chosen || response.hovered() { colour.text } else { colour.dim };
        text_at(ui.painter(), rect.left(), rect.center().y, galley, ink);
        if is_chosen {
            let underline = Rect::from_min_max(pos2(rect.left(), rect.bottom() - space.underline), rect.max);
            ui.painter().rect_filled(underline, 0.0, colour.accent);
        }
        focus_ring(ui, &response, rect.expand2(vec2(space.grid, -space.grid)), tokens.control_radius());
        if response.clicked() {
            clicked = Some(index);
        }
        left = rect.right() + 4.0 * space.grid;
    }
    let room = Rect::from_min_max(pos2(left, bar.top()), pos2(bar.right() - space.inset, bar.bottom()));
    let layout = egui::Layout::right_to_left(egui::Align::Center);
    right(&mut ui.new_child(egui::UiBuilder::new().max_rect(room).layout(layout)));
    clicked
}
