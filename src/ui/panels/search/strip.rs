//! Where in a text its hits are: a line as long as the text with a mark wherever there are hits, the darker the more.
//!
//! Drawn from counts of equal parts, so that 50,000 hits cost no more than two.

use egui::accesskit::Role;
use egui::{CursorIcon, Rect, Sense, Ui, WidgetInfo, pos2};

use crate::text::numbers::{counted, grouped};
use crate::ui::theme::Themed as _;
use crate::workbench::{Answer, SPREAD};

/// How much of its row it takes; it answers clicks in as much again above it.
pub(in crate::ui::panels) const HEIGHT: f32 = 6.0;
/// Height of the marks.
const MARK: f32 = 4.0;
/// Least width of a mark.
const LEAST: f32 = 2.0;
/// How strong the mark of a part with the fewest hits is, where one with the most is 1.
const FAINTEST: f32 = 0.4;

/// Draws the strip of a document at a place of the answer in the lower half of `rect`; the index of the hit that is
/// nearest to where it was clicked. Empty while the hits are not known.
pub(in crate::ui::panels) fn show(
    ui: &mut Ui,
    rect: Rect,
    answer: &Answer,
    (place, title): (usize, &str),
    stood_on: Option<usize>,
) -> Option<usize> {
    let known = answer.spread(place);
    let response = ui.interact(rect, ui.scope_id().with(("spread", place)), Sense::CLICK);
    response.widget_info(|| {
        let name = known.map_or_else(|| format!("Where in {title}: …"), |spread| name(spread, title));
        WidgetInfo::labeled(Role::GraphicsObject, true, name)
    });
    let tokens = ui.tokens();
    let line = rect.with_min_y(rect.bottom() - HEIGHT).with_max_y(rect.bottom() - HEIGHT + MARK);
    let radius = 1.0;
    ui.painter().rect_filled(line, radius, tokens.colour.hairline);
    let spread = known?;
    let most = spread.iter().max().copied().unwrap_or(0).max(1) as f32;
    let x = |part: f32| line.left() + part * line.width();
    let mark = |left: f32, width: f32| {
        let width = width.max(LEAST);
        let left = left.min(line.right() - width);
        Rect::from_min_max(pos2(left, line.top()), pos2(left + width, line.bottom()))
    };
    for (part, hits) in spread.iter().enumerate().filter(|(_, hits)| **hits > 0) {
        let strength = FAINTEST + (1.0 - FAINTEST) * *hits as f32 / most;
        let at = mark(x(part as f32 / SPREAD as f32), line.width() / SPREAD as f32);
        ui.painter().rect_filled(at, radius, tokens.colour.text.gamma_multiply(strength));
    }
    if let Some(part) = stood_on.and_then(|hit| answer.part_of(place, hit)) {
        let at = mark(x(part) - 1.0, LEAST + 1.0).expand2(egui::vec2(0.0, 2.0));
        ui.painter().rect_filled(at, radius, tokens.colour.accent);
    }
    let part = |at: egui::Pos2| ((at.x - line.left()) / line.width()).clamp(0.0, 1.0);
    let nearest = response.interact_pointer_pos().filter(|_| response.clicked()).map(part);
    if response.hovered() {
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
    }
    if let Some(hit) = response.hover_pos().and_then(|at| answer.nearest(place, part(at))) {
        let of = grouped(spread.iter().sum::<u32>() as usize);
        response.on_hover_text_at_pointer(format!("To hit {} of {of}", grouped(hit + 1)));
    }
    nearest.and_then(|part| answer.nearest(place, part))
}

/// What it shows, in words.
fn name(spread: &[u32], title: &str) -> String {
    let third = |nth: usize| {
        let (from, to) = (nth * spread.len() / 3, (nth + 1) * spread.len() / 3);
        spread[from..to].iter().sum::<u32>() as usize
    };
    let first = counted(third(0), "hit", "hits");
    let (second, last) = (grouped(third(1)), grouped(third(2)));
    format!("Where in {title}: {first} in the first third, {second} in the second, {last} in the last")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn its_name_says_what_it_shows() {
        let mut spread = vec![0; SPREAD];
        (spread[0], spread[40], spread[99]) = (1, 3, 1200);
        assert_eq!(
            name(&spread, "A Letter"),
            "Where in A Letter: 1 hit in the first third, 3 in the second, 1,200 in the last"
        );
    }
}
