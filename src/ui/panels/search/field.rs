//! The search box: what is typed, with a line under the characters that are wrong and the reason below.

use egui::text::CCursor;
use egui::{Key, Modifiers, Rect, RichText, TextEdit, Ui, Vec2, pos2};

use super::draw;
use super::field_id;
use crate::search::QueryError;
use crate::ui::kit::IconButton;
use crate::ui::theme::{Themed as _, icons, text_style};

/// What is said of the box while nothing is wrong.
const HELP: &str = "Words, \"phrases\", wild*, tag:, entity:, AND OR NOT";
/// Least width of the line under a fault, in points.
const LEAST_MARK: f32 = 6.0;

/// What happened to the box in a frame.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Happened {
    /// Something was typed.
    pub changed: bool,
    /// Enter was pressed; with Shift it goes back.
    pub entered: Option<bool>,
    /// The arrow that leads to the list was pressed.
    pub left_down: bool,
}

/// Shows the box, called `hint`.
pub(super) fn show(
    ui: &mut Ui,
    query: &mut String,
    hint: &str,
    error: Option<&QueryError>,
    takes_keyboard: bool,
) -> Happened {
    let tokens = ui.tokens();
    let colour = &tokens.colour;
    let mut happened = Happened::default();
    // Before the box sees the key: it would move its caret by it.
    if ui.memory(|memory| memory.has_focus(field_id())) {
        happened.left_down = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::ArrowDown));
    }
    let was_empty = query.is_empty();
    let icon = RichText::new(icons::MAGNIFYING_GLASS).text_style(text_style::icon()).color(colour.dim);
    let room = if was_empty { 2.0 } else { 7.0 } * tokens.space.grid;
    let edit = TextEdit::singleline(query)
        .id(field_id())
        .prefix(icon)
        .hint_text(RichText::new(hint).color(colour.faint))
        .margin(egui::Margin { left: 10, right: room as i8, top: 4, bottom: 4 })
        .desired_width(f32::INFINITY)
        .min_size(egui::vec2(0.0, tokens.space.field))
        .align(egui::Align2::LEFT_CENTER);
    let mut output = ui
        .scope(|ui| {
            if error.is_some() {
                let widgets = &mut ui.visuals_mut().widgets;
                widgets.inactive.bg_stroke.color = colour.error;
                widgets.hovered.bg_stroke.color = colour.error;
                ui.visuals_mut().selection.stroke.color = colour.error;
            }
            edit.show(ui)
        })
        .inner;
    if takes_keyboard {
        let all = egui::text::CCursorRange::select_all(&output.galley);
        output.state.cursor.set_char_range(Some(all));
        output.state.clone().store(ui.ctx(), field_id());
        ui.memory_mut(|memory| memory.request_focus(field_id()));
    }
    if let Some(error) = error {
        let x = |at: usize| output.galley.pos_from_cursor(CCursor::new(at)).left() + output.galley_pos.x;
        let (left, right) = (x(error.at.start), x(error.at.end));
        let bottom = output.text_clip_rect.bottom();
        let mark = Rect::from_min_max(pos2(left, bottom - 2.0), pos2(right.max(left + LEAST_MARK), bottom));
        ui.painter().with_clip_rect(output.text_clip_rect).rect_filled(mark, 0.0, colour.error);
    }
    let response = output.response.response.accessible_name(hint);
    happened.changed = response.changed();
    if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
        happened.entered = Some(!ui.input(|input| input.modifiers.shift));
        response.request_focus();
    }
    if !was_empty {
        let side = 6.0 * tokens.space.grid;
        let centre = pos2(response.rect.right() - side / 2.0 - 2.0, response.rect.center().y);
        let slot = Rect::from_center_size(centre, Vec2::splat(side));
        if ui.put(slot, IconButton::new(icons::X, "Clear the search")).clicked() {
            query.clear();
            response.request_focus();
            happened.changed = true;
        }
    }
    match error {
        Some(error) => {
            let text = RichText::new(said_with_place(error)).text_style(text_style::small());
            ui.label(text.color(colour.error));
        }
        None => draw::dim(ui, HELP),
    }
    happened
}

/// The sentence about a fault, with the number of the character for those who do not see the mark.
fn said_with_place(error: &QueryError) -> String {
    format!("{} (character {})", error.sentence, error.at.start + 1)
}
