//! What several widgets draw: one line of text cut to fit, an icon, the ring of keyboard focus, a rule.

use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{
    Align2, Color32, CornerRadius, FontId, Galley, Painter, Pos2, Rect, Response, Sense, StrokeKind, Ui,
    WidgetInfo, pos2, vec2,
};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::ui::theme::{Themed, family};

/// `text` on one line, cut with an ellipsis where it is wider than `width`; `Galley::elided` tells whether it was.
pub fn elided(ui: &Ui, text: impl Into<String>, font: FontId, colour: Color32, width: f32) -> Arc<Galley> {
    let mut job = LayoutJob::single_section(text.into(), TextFormat::simple(font, colour));
    job.break_on_newline = false;
    job.wrap =
        TextWrapping { max_rows: 1, break_anywhere: true, ..TextWrapping::wrap_at_width(width.max(0.0)) };
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// `text` on one line; where that is wider than `width` its middle gives way to an ellipsis, so that titles that differ
/// only at their end are told apart.
pub fn elided_within(ui: &Ui, text: &str, font: FontId, colour: Color32, width: f32) -> Arc<Galley> {
    let laid_out = |text: String| elided(ui, text, font.clone(), colour, f32::INFINITY);
    let whole = laid_out(text.to_owned());
    if whole.size().x <= width {
        return whole;
    }
    let count = text.graphemes(true).count();
    let fits = |kept: &usize| laid_out(without_middle(text, *kept)).size().x <= width;
    let widths: Vec<usize> = (1..count).collect();
    match widths.partition_point(fits) {
        0 => elided(ui, text, font, colour, width),
        kept => laid_out(without_middle(text, kept)),
    }
}

/// The first and the last of the letters of `text`, so many in all, and an ellipsis between them.
fn without_middle(text: &str, kept: usize) -> String {
    let letters: Vec<&str> = text.graphemes(true).collect();
    let after = kept * 2 / 5;
    let (before, rest) = letters.split_at(kept - after);
    let after = &rest[rest.len() - after..];
    format!("{}…{}", before.concat().trim_end(), after.concat().trim_start())
}

/// A line across the panel, the colour of edges.
pub fn rule(ui: &mut Ui) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
    ui.painter().hline(rect.x_range(), rect.center().y, ui.tokens().line());
}

/// Draws `galley` from `left`, its middle at `middle`.
pub fn text_at(painter: &Painter, left: f32, middle: f32, galley: Arc<Galley>, colour: Color32) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ends_of_a_title_are_kept() {
        let title = "Report of the Commissioner 2019";
        assert_eq!(without_middle(title, 10), "Report…2019");
        assert_eq!(without_middle(title, 1), "R…");
        assert_eq!(
            without_middle("e\u{301}te\u{301} 1", 4),
            "e\u{301}te\u{301}…1",
            "no mark loses its letter"
        );
    }
}
