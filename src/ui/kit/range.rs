//! A slider for a number between two others, on a rail that is seen, with what it stands at in words beside it.

use egui::{
    EventFilter, FontId, Key, Modifiers, Rect, Response, Role, Sense, Ui, Widget, WidgetInfo, pos2, vec2,
};

use super::paint::{focus_ring, text_at};
use crate::ui::theme::Themed;

/// Width of the rail, in points.
const RAIL: f32 = 120.0;

/// A slider. The lower part of the range has more room on the rail, since that is where numbers are many.
#[must_use = "add it to a ui"]
pub struct RangeSlider<'a> {
    name: &'a str,
    words: String,
    widest: &'a str,
    value: &'a mut f64,
    least: f64,
    most: f64,
    step: f64,
}

impl<'a> RangeSlider<'a> {
    /// A slider called `name` that says `words` and moves `value` between `least` and `most`.
    pub fn new(name: &'a str, words: String, value: &'a mut f64, least: f64, most: f64) -> Self {
        Self { name, words, widest: "", value, least, most: most.max(least), step: 1.0 }
    }

    /// What the value is a multiple of; an arrow key goes so far.
    pub fn step(mut self, step: f64) -> Self {
        self.step = step;
        self
    }

    /// The widest words it may say, so that nothing moves while it is dragged.
    pub fn widest(mut self, words: &'a str) -> Self {
        self.widest = words;
        self
    }

    /// The value at a share of the rail.
    fn value_at(&self, share: f32) -> f64 {
        let share = f64::from(share.clamp(0.0, 1.0));
        let value = self.least + (self.most - self.least) * share * share;
        self.rounded(value)
    }

    /// The share of the rail at which the value stands.
    fn share(&self) -> f32 {
        let span = self.most - self.least;
        if span <= 0.0 { 0.0 } else { (((*self.value - self.least) / span).clamp(0.0, 1.0)).sqrt() as f32 }
    }

    fn rounded(&self, value: f64) -> f64 {
        let steps = ((value - self.least) / self.step).round();
        (self.least + steps * self.step).clamp(self.least, self.most)
    }
}

impl Widget for RangeSlider<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let tokens = ui.tokens();
        let (grid, colour) = (tokens.space.grid, &tokens.colour);
        let font = FontId::proportional(tokens.text.small.size);
        let width =
            |text: &str| ui.painter().layout_no_wrap(text.to_owned(), font.clone(), colour.text).size().x;
        let words_width = width(self.widest).max(width(&self.words)).ceil();
        let size = vec2(RAIL + 3.0 * grid + words_width, tokens.space.control);
        let (rect, mut response) = ui.allocate_exact_size(size, Sense::click_and_drag());
        let radius = 1.5 * grid;
        let from = rect.left() + radius + 1.0;
        let to = rect.left() + RAIL - radius - 1.0;
        let before = *self.value;
        if let Some(pointer) = response.interact_pointer_pos().filter(|_| ui.is_enabled()) {
            *self.value = self.value_at((pointer.x - from) / (to - from));
        }
        if response.has_focus() {
            let filter = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
            let presses =
                |key| ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key)) as f64;
            let moved = presses(Key::ArrowRight) - presses(Key::ArrowLeft);
            if moved.abs() > 0.5 {
                *self.value = self.rounded(*self.value + moved * self.step);
            }
        }
        if (*self.value - before).abs() > f64::EPSILON {
            response.mark_changed();
        }
        let (is_enabled, shown) = (ui.is_enabled(), *self.value);
        response.widget_info(|| WidgetInfo {
            role: Role::Slider,
            ..WidgetInfo::slider(is_enabled, shown, self.name)
        });

        let middle = rect.center().y;
        let at = from + self.share() * (to - from);
        let rail = |left: f32, right: f32| {
            Rect::from_min_max(pos2(left, middle - grid / 2.0), pos2(right, middle + grid / 2.0))
        };
        let painter = ui.painter();
        painter.rect_filled(rail(from - radius / 2.0, to + radius / 2.0), grid / 2.0, colour.faint);
        painter.rect_filled(rail(from - radius / 2.0, at), grid / 2.0, colour.accent);
        let ink = if response.hovered() || response.dragged() { colour.accent_hover } else { colour.accent };
        painter.circle(pos2(at, middle), radius, colour.page, (2.0, ink));
        let galley = painter.layout_no_wrap(self.words, font, colour.text);
        text_at(painter, rect.left() + RAIL + 2.0 * grid, middle, galley, colour.text);
        focus_ring(ui, &response, rect, tokens.control_radius());
        response.on_hover_text(self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_on_the_rail_are_values_and_back() {
        let mut value = 5.0;
        let slider = RangeSlider::new("Least", String::new(), &mut value, 1.0, 101.0);
        assert!((slider.share() - 0.2).abs() < 1e-6);
        assert!((slider.value_at(0.2) - 5.0).abs() < 1e-9);
        assert!((slider.value_at(-3.0) - 1.0).abs() < 1e-9);
        assert!((slider.value_at(9.0) - 101.0).abs() < 1e-9);
    }

    #[test]
    fn a_range_of_one_number_has_one_place() {
        let mut value = 1.0;
        let slider = RangeSlider::new("Least", String::new(), &mut value, 1.0, 1.0);
        assert!(slider.share().abs() < f32::EPSILON);
        assert!((slider.value_at(0.7) - 1.0).abs() < 1e-9);
    }
}
