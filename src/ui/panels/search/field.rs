//! The search box: what is typed, with names offered below it, a line under the characters that are wrong and the reason
//! below, or else a line on what is being typed.

use egui::text::{CCursor, CCursorRange};
use egui::text_edit::TextEditState;
use egui::{EventFilter, Key, Modifiers, Rect, RichText, TextEdit, Ui, Vec2, pos2};

use super::draw;
use super::field_id;
use super::offers::{Offers, Taken};
use crate::search::QueryError;
use crate::search::query::meaning_at;
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
    offers: &mut Offers,
) -> Happened {
    let tokens = ui.tokens();
    let colour = &tokens.colour;
    let mut happened = Happened::default();
    // Before the box sees the keys: it would move its caret by them.
    if let Some(taken) = offers.keys(ui, field_id(), query) {
        take_over(ui, taken, query);
        happened.changed = true;
    }
    if ui.memory(|memory| memory.has_focus(field_id())) {
        happened.left_down = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::ArrowDown));
    }
    let was_empty = query.is_empty();
    let icon = RichText::new(icons::MAGNIFYING_GLASS).text_style(text_style::icon()).color(colour.dim);
    let room = if was_empty { 2.0 } else { 7.0 } * tokens.space.grid;
    // Nothing is wrong yet with what somebody is about to complete.
    let error = error.filter(|_| !offers.is_open());
    // While names are offered, these keys are theirs; else they lead away.
    let (tab, escape) = (offers.is_open(), offers.is_open());
    let kept = EventFilter { horizontal_arrows: true, vertical_arrows: true, tab, escape };
    let edit = TextEdit::singleline(query)
        .id(field_id())
        .event_filter(kept)
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
        let all = CCursorRange::select_all(&output.galley);
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
    happened.changed |= response.changed();
    let caret = output.cursor_range.map(|range| range.primary.index.0);
    offers.look(ui, query, caret, response.changed());
    if let Some(taken) = offers.show(&response, query) {
        take_over(ui, taken, query);
        response.request_focus();
        happened.changed = true;
    }
    if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
        happened.entered = Some(!ui.input(|input| input.modifiers.shift));
        offers.close();
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
        None => draw::dim(ui, caret.and_then(|caret| meaning_at(query, caret)).unwrap_or(HELP)),
    }
    happened
}

/// Puts what was taken into the box, with the caret behind it.
fn take_over(ui: &Ui, taken: Taken, query: &mut String) {
    *query = taken.query;
    let mut state = TextEditState::load(ui, field_id()).unwrap_or_default();
    state.cursor.set_char_range(Some(CCursorRange::one(CCursor::new(taken.caret))));
    state.store(ui, field_id());
}

/// The sentence about a fault, with the number of the character for those who do not see the mark.
fn said_with_place(error: &QueryError) -> String {
    format!("{} (character {})", error.sentence, error.at.start + 1)
}
