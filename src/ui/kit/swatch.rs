//! The small square of a tag's or an entity's colour.

use egui::{Color32, Painter, Pos2, Rect, Response, Sense, Stroke, Ui, Vec2};

use crate::ui::theme::{Themed, Tokens};

/// A swatch in the flow of a ui. It says nothing to a screen reader: the words beside it do.
pub fn swatch(ui: &mut Ui, colour: Color32) -> Response {
    let tokens = ui.tokens();
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(tokens.space.swatch), Sense::hover());
    paint_swatch(ui.painter(), tokens, rect.center(), colour);
    response
}

/// Draws a swatch around `centre`.
pub fn paint_swatch(painter: &Painter, tokens: &Tokens, centre: Pos2, colour: Color32) {
    painter.rect_filled(square(tokens, centre), tokens.space.radius_small, colour);
}

/// Draws the swatch of what has no colour: a dashed outline.
pub fn paint_swatch_outline(painter: &Painter, tokens: &Tokens, centre: Pos2) {
    let rect = square(tokens, centre).shrink(0.5);
    let corners =
        [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom(), rect.left_top()];
    painter.extend(egui::Shape::dashed_line(&corners, Stroke::new(1.0, tokens.colour.dim), 2.0, 1.5));
}

fn square(tokens: &Tokens, centre: Pos2) -> Rect {
    Rect::from_center_size(centre, Vec2::splat(tokens.space.swatch))
}
