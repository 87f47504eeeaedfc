//! A key drawn as a key: the shortcut of a tag, or a key named in a hint.

use egui::{Color32, FontId, Painter, Pos2, Rect, Response, Sense, StrokeKind, Ui, vec2};

use crate::ui::theme::{Themed, Tokens};

/// Height of a key cap; a single letter's cap is a little narrower.
const HEIGHT: f32 = 17.0;

/// A key cap in the flow of a ui.
pub fn key_cap(ui: &mut Ui, key: &str) -> Response {
    let tokens = ui.tokens();
    let (rect, response) =
        ui.allocate_exact_size(vec2(width(ui.painter(), tokens, key), HEIGHT), Sense::hover());
    paint_key_cap(ui.painter(), tokens, rect.left_center(), key);
    super::paint::name(ui, &response, egui::Role::Label, key);
    response
}

fn font(tokens: &Tokens) -> FontId {
    FontId::proportional(tokens.text.section.size)
}

/// How wide a key's cap is.
pub(super) fn width(painter: &Painter, tokens: &Tokens, key: &str) -> f32 {
    let text = painter.layout_no_wrap(key.to_owned(), font(tokens), Color32::PLACEHOLDER);
    (text.size().x + 2.0 * tokens.space.grid).max(HEIGHT - 1.0).round()
}

/// Draws a key's cap to the right of `left_middle`.
pub(super) fn paint_key_cap(painter: &Painter, tokens: &Tokens, left_middle: Pos2, key: &str) {
    let size = vec2(width(painter, tokens, key), HEIGHT);
    let rect = Rect::from_min_size(left_middle - vec2(0.0, HEIGHT / 2.0), size);
    let colour = &tokens.colour;
    painter.rect(rect, tokens.space.radius_small + 1.0, colour.page, tokens.line(), StrokeKind::Inside);
    painter.text(rect.center(), egui::Align2::CENTER_CENTER, key, font(tokens), colour.dim);
}
