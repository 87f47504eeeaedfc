//! The field that narrows a list as one types.

use egui::{Id, Response, RichText, TextEdit, Ui, Vec2};

use super::button::IconButton;
use crate::ui::theme::{Themed, icons, text_style};

/// A [`filter_field`] above a list with this identity: the down arrow leads into it.
pub fn filter_of_list(ui: &mut Ui, text: &mut String, hint: &str, list: Id) -> Response {
    let response = filter_field(ui, text, hint);
    // The key is left to the list, which goes to a row by it.
    if response.has_focus() && ui.input(|input| input.key_pressed(egui::Key::ArrowDown)) {
        ui.memory_mut(|memory| memory.request_focus(list));
    }
    response
}

/// A field over the whole width with the funnel before it and, once it holds text, a button that empties it.
///
/// `hint` is what it says while empty, and its accessible name. Escape empties it too. The response is changed when the
/// text is.
pub fn filter_field(ui: &mut Ui, text: &mut String, hint: &str) -> Response {
    let tokens = ui.tokens();
    let colour = &tokens.colour;
    let icon = RichText::new(icons::FUNNEL_SIMPLE).text_style(text_style::icon()).color(colour.dim);
    let was_empty = text.is_empty();
    let room = if was_empty { 2.0 * tokens.space.grid } else { 7.0 * tokens.space.grid };
    let edit = TextEdit::singleline(text)
        .prefix(icon)
        .hint_text(RichText::new(hint).color(colour.faint))
        .margin(egui::Margin { left: 10, right: room as i8, top: 4, bottom: 4 })
        .desired_width(f32::INFINITY)
        .min_size(egui::vec2(0.0, tokens.space.field))
        .align(egui::Align2::LEFT_CENTER);
    let mut response = ui.add(edit).accessible_name(hint);
    if !was_empty {
        let side = 6.0 * tokens.space.grid;
        let centre = egui::pos2(response.rect.right() - side / 2.0 - 2.0, response.rect.center().y);
        let slot = egui::Rect::from_center_size(centre, Vec2::splat(side));
        let clear = ui.put(slot, IconButton::new(icons::X, "Clear the filter"));
        let escaped = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Escape));
        if clear.clicked() || escaped {
            text.clear();
            response.request_focus();
            response.mark_changed();
        }
    }
    response
}
