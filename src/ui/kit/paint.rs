//! What several widgets draw: one line of text cut to fit, an icon, the ring of keyboard focus, a rule.

use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{
    Align2, Color32, CornerRadius, FontId, Galley, Painter, Pos2, Rect, Response, Sense, StrokeKind, Ui,
    WidgetInfo, pos2, vec2,
};

use crate::ui::theme::{Themed, family};

/// `text` on one line, cut with an ellipsis where it is wider than `width`; `Galley::elided` tells whether it was.
pub fn elided(ui: &Ui, text: impl Into<String>, font: FontId, colour: Color32, width: f32) -> Arc<Galley> {
    let mut job = LayoutJob::single_section(text.into(), TextFormat::simple(font, colour));
    job.break_on_newline = false;
    job.wrap =
        TextWrapping { max_rows: 1, break_anywhere: true, ..TextWrapping::wrap_at_width(width.max(0.0)) };
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// A line across the panel, the colour of edges.
pub fn rule(ui: &mut Ui) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
    ui.painter().hline(rect.x_range(), rect.center().y, ui.tokens().line());
}

/// Draws `galley` from `left`, its middle at `middle`.
pub(super) fn text_at(painter: &Painter, left: f32, middle: f32, galley: Arc<Galley>, colour: Color32) {
    let top = middle - galley.size().y / 2.0;
    painter.galley(pos2(left, top), galley, colour);
}

/// Draws an icon around `centre`.
pub(super) fn icon_at(painter: &Painter, centre: Pos2, icon: &str, size: f32, colour: Color32) {
    painter.text(centre, Align2::CENTER_CENTER, icon, FontId::new(size, family::icons()), colour);
}

/// Draws the ring of keyboard focus just inside `rect` when `response` has it.
pub(super) fn focus_ring(ui: &Ui, response: &Response, rect: Rect, radius: CornerRadius) {
    if response.has_focus() {
        ui.painter().rect_stroke(rect, radius, ui.tokens().focus_ring(), StrokeKind::Inside);
    }
}

/// Behind a bare control: nothing at rest, a quiet fill under the pointer and when held.
pub(super) fn quiet_fill(ui: &Ui, response: &Response) -> Color32 {
    let colour = &ui.tokens().colour;
    if !ui.is_enabled() {
        Color32::TRANSPARENT
    } else if response.is_pointer_button_down_on() {
        colour.pressed
    } else if response.hovered() {
        colour.hover
    } else {
        Color32::TRANSPARENT
    }
}

/// Names a painted widget in the accessibility tree.
pub(super) fn name(ui: &Ui, response: &Response, role: egui::Role, label: &str) {
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(role, enabled, label));
}

/// Tells assistive technology where the node of a whole ui stands; only widgets do so by themselves.
pub(super) fn place(ui: &Ui) {
    let rect = ui.min_rect();
    let (x0, y0, x1, y1) = (rect.left().into(), rect.top().into(), rect.right().into(), rect.bottom().into());
    let bounds = egui::accesskit::Rect { x0, y0, x1, y1 };
    ui.ctx().accesskit_node_builder(ui.unique_id(), |node| node.set_bounds(bounds));
}
