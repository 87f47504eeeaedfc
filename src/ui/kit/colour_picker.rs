//! Choosing a tag's colour: the eight of the palette by name, or any.

use egui::ecolor::Hsva;
use egui::{
    Popup, PopupCloseBehavior, Rect, Response, Role, Sense, StrokeKind, TextEdit, Ui, Vec2, WidgetInfo, vec2,
};

use super::paint::{focus_ring, icon_at, name, quiet_fill};
use super::row::{Fold, ListRow};
use super::slider::gradient_slider;
use crate::project::TagColour;
use crate::project::colour::PALETTE;
use crate::ui::theme::{Themed, icons};

/// A square of `colour` that opens the choice of another; `accessible_name` says whose colour it is. The response is
/// changed when the colour is.
pub fn colour_button(ui: &mut Ui, accessible_name: &str, colour: &mut TagColour) -> Response {
    let tokens = ui.tokens();
    let side = tokens.space.field;
    let (rect, mut response) = ui.allocate_exact_size(Vec2::splat(side), Sense::click());
    name(ui, &response, Role::ColorWell, accessible_name);
    let edge = if response.hovered() { tokens.colour.faint } else { tokens.colour.line };
    ui.painter().rect(rect, tokens.control_radius(), tokens.colour.page, (1.0, edge), StrokeKind::Inside);
    ui.painter().rect_filled(rect.shrink(6.0), tokens.space.radius_small, tokens.tag_colour(*colour));
    focus_ring(ui, &response, rect, tokens.control_radius());
    let popup = Popup::from_toggle_button_response(&response)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .accessible_name("Colours");
    let changed = popup.show(|ui| colour_choice(ui, colour, false)).is_some_and(|shown| shown.inner);
    if changed {
        response.mark_changed();
    }
    response
}

/// The palette as eight swatches and, folded away, a picker of any colour; true when `colour` changed. The swatch of the
/// colour is given the keyboard when it `takes_keyboard`.
pub fn colour_choice(ui: &mut Ui, colour: &mut TagColour, takes_keyboard: bool) -> bool {
    let tokens = ui.tokens();
    let before = *colour;
    let (side, gap) = (tokens.space.row, tokens.space.grid);
    ui.set_max_width(PALETTE.len() as f32 * (side + gap) - gap);
    ui.spacing_mut().item_spacing = vec2(tokens.space.grid, tokens.space.grid);
    ui.horizontal(|ui| {
        for (index, (label, _)) in PALETTE.iter().enumerate() {
            let named = TagColour::nth(index);
            let swatch = swatch_button(ui, label, tokens.tags[index], *colour == named);
            if swatch.clicked() {
                *colour = named;
            }
            let is_first_of_any = index == 0 && matches!(colour, TagColour::Custom(_));
            if takes_keyboard && (*colour == named || is_first_of_any) {
                swatch.request_focus();
            }
        }
    });
    let is_custom = matches!(colour, TagColour::Custom(_));
    let unfolded = ui.make_persistent_id("any colour");
    let mut open = ui.data(|data| data.get_temp(unfolded)).unwrap_or(is_custom);
    let fold = if open { Fold::Open } else { Fold::Closed };
    let any = ListRow::new("Any colour").tree(0, fold).show(ui);
    if any.row.clicked() || any.folded {
        open = !open;
    }
    ui.data_mut(|data| data.insert_temp(unfolded, open));
    if open {
        any_colour(ui, colour);
    }
    *colour != before
}

fn any_colour(ui: &mut Ui, colour: &mut TagColour) {
    let mut hsva = Hsva::from_srgb(colour.rgb());
    // A grey has no hue and black no saturation; keep those of the last frame, so that a slider never jumps.
    let kept = ui.make_persistent_id("hue and saturation");
    if let Some(Hsva { h, s, .. }) = ui.data(|data| data.get_temp::<Hsva>(kept)) {
        hsva.s = if hsva.v == 0.0 { s } else { hsva.s };
        hsva.h = if hsva.s == 0.0 || hsva.v == 0.0 { h } else { hsva.h };
    }
    let Hsva { h, s, v, a } = hsva;
    let hue = gradient_slider(ui, "Hue", &mut hsva.h, |h| Hsva::new(h, 0.8, 0.85, a).into());
    let saturation =
        gradient_slider(ui, "Saturation", &mut hsva.s, |s| Hsva::new(h, s, v.max(0.3), a).into());
    let brightness = gradient_slider(ui, "Brightness", &mut hsva.v, |v| Hsva::new(h, s, v, a).into());
    if hue.union(saturation).union(brightness).changed() {
        ui.data_mut(|data| data.insert_temp(kept, hsva));
        *colour = TagColour::Custom(hsva.to_srgb());
    }
    let being_typed = ui.make_persistent_id("hex");
    let mut hex: String = ui.data(|data| data.get_temp(being_typed)).unwrap_or_else(|| colour.hex());
    let field = TextEdit::singleline(&mut hex).desired_width(96.0).char_limit(7);
    let response = ui.add(field).accessible_name("Colour as #RRGGBB");
    if response.changed()
        && let Ok(typed @ TagColour::Custom(_)) = hex.parse()
    {
        *colour = typed;
    }
    let is_typing = response.has_focus();
    ui.data_mut(|data| {
        if is_typing {
            data.insert_temp(being_typed, hex);
        } else {
            data.remove::<String>(being_typed);
        }
    });
}

fn swatch_button(ui: &mut Ui, label: &str, colour: egui::Color32, chosen: bool) -> Response {
    let tokens = ui.tokens();
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(tokens.space.row), Sense::click());
    let is_enabled = ui.is_enabled();
    let title = capitalised(label);
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, is_enabled, chosen, &title));
    ui.painter().rect_filled(rect, tokens.control_radius(), quiet_fill(ui, &response));
    let square = Rect::from_center_size(rect.center(), Vec2::splat(5.0 * tokens.space.grid));
    ui.painter().rect_filled(square, tokens.space.grid, colour);
    if chosen {
        icon_at(ui.painter(), rect.center(), icons::CHECK, tokens.text.ui.size + 1.0, tokens.colour.page);
    }
    focus_ring(ui, &response, rect, tokens.control_radius());
    response.on_hover_text(title)
}

/// Words with a capital at their beginning.
pub fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
