//! Tabs as words on a line, the chosen one underlined; those there is no room for stand in a menu behind them.

use egui::{Color32, FontId, Popup, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::button::IconButton;
use super::menu::MenuItem;
use super::paint::{elided, focus_ring, text_at};
use crate::ui::theme::{Themed, family, icons};

/// Shows `tabs` side by side at the left and `right` at the right edge (add the outermost first), for which so much room
/// `beside` the tabs is kept, in points; gives the index of the tab that was clicked. The chosen tab, and `kept`, are never
/// put away into the menu.
pub fn tab_bar(
    ui: &mut Ui,
    tabs: &[&str],
    chosen: usize,
    kept: Option<usize>,
    beside: f32,
    right: impl FnOnce(&mut Ui),
) -> Option<usize> {
    let tokens = ui.tokens();
    let (space, colour) = (&tokens.space, &tokens.colour);
    let (bar, _) = ui.allocate_exact_size(vec2(ui.available_width(), space.panel_tab), Sense::hover());
    let id = ui.next_auto_id();
    let mut clicked = None;
    let font = |index| {
        let face = if index == chosen { family::medium() } else { egui::FontFamily::Proportional };
        FontId::new(tokens.text.ui.size, face)
    };
    let whole = |(index, label): (usize, &&str)| {
        ui.painter().layout_no_wrap((*label).to_owned(), font(index), Color32::PLACEHOLDER).size().x
    };
    let needed: Vec<f32> = tabs.iter().enumerate().map(whole).collect();
    let room = bar.width() - 2.0 * space.inset;
    let shown = shown(&needed, [Some(chosen), kept], room, beside, space.grid);
    let of_shown: Vec<f32> = shown.iter().map(|index| needed[*index]).collect();
    let is_whole = shown.len() == tabs.len();
    let (gap, widest) = fitted(&of_shown, if is_whole { room } else { room - MENU }, beside, space.grid);
    let mut left = bar.left() + space.inset;
    for (index, label) in shown.iter().filter_map(|index| Some((*index, tabs.get(*index)?))) {
        let is_chosen = index == chosen;
        let galley = elided(ui, *label, font(index), Color32::PLACEHOLDER, widest);
        let rect = Rect::from_min_size(pos2(left, bar.top()), vec2(galley.size().x, bar.height()));
        let response = ui.interact(rect.expand2(vec2(space.grid, 0.0)), id.with(label), Sense::click());
        let is_enabled = ui.is_enabled();
        response.widget_info(|| WidgetInfo::selected(Role::Tab, is_enabled, is_chosen, *label));
        let ink = if is_chosen || response.hovered() { colour.text } else { colour.dim };
        text_at(ui.painter(), rect.left(), rect.center().y, galley, ink);
        if is_chosen {
            let underline = Rect::from_min_max(pos2(rect.left(), rect.bottom() - space.underline), rect.max);
            ui.painter().rect_filled(underline, 0.0, colour.accent);
        }
        focus_ring(ui, &response, rect.expand2(vec2(space.grid, -space.grid)), tokens.control_radius());
        if response.clicked() {
            clicked = Some(index);
        }
        left = rect.right() + gap;
    }
    if !is_whole {
        let place = Rect::from_min_size(pos2(left - gap / 2.0, bar.top() + 5.0), vec2(MENU, bar.height()));
        let mut child = ui.new_child(egui::UiBuilder::new().max_rect(place));
        let button = child.add(IconButton::new(icons::CARET_DOWN, "More tables"));
        left = button.rect.right() + gap;
        Popup::menu(&button).width(190.0).accessible_name("More tables").show(|ui| {
            for (index, label) in tabs.iter().enumerate().filter(|(index, _)| !shown.contains(index)) {
                if ui.add(MenuItem::new(label)).clicked() {
                    clicked = Some(index);
                    ui.close();
                }
            }
        });
    }
    let room = Rect::from_min_max(pos2(left, bar.top()), pos2(bar.right() - space.inset, bar.bottom()));
    let layout = egui::Layout::right_to_left(egui::Align::Center);
    right(&mut ui.new_child(egui::UiBuilder::new().max_rect(room).layout(layout)));
    clicked
}

/// Beside the tabs there is never less room than this, for one button that opens a menu.
const ROOM_FOR_ONE: f32 = 40.0;

/// Width of the button that opens the menu of the others.
const MENU: f32 = 28.0;
/// Where less room than this would be left for tabs, the buttons beside them give way, and not the tabs.
const ROOM_FOR_TABS: f32 = 240.0;

/// Which of the tabs that need these widths are shown: from the first on as many as leave room for buttons beside them,
/// and in any case those that are `kept`.
fn shown(needed: &[f32], kept: [Option<usize>; 2], room: f32, beside: f32, grid: f32) -> Vec<usize> {
    let gap = 2.0 * grid;
    let beside = if room < beside + ROOM_FOR_TABS { ROOM_FOR_ONE } else { beside };
    let all: f32 = needed.iter().map(|width| width + gap).sum();
    if all + beside <= room {
        return (0..needed.len()).collect();
    }
    let mut shown: Vec<usize> = kept.into_iter().flatten().filter(|index| *index < needed.len()).collect();
    shown.dedup();
    let mut left = room - beside - MENU - shown.iter().map(|index| needed[*index] + gap).sum::<f32>();
    for (index, width) in needed.iter().enumerate() {
        if shown.contains(&index) {
            continue;
        }
        left -= width + gap;
        if left < 0.0 {
            break;
        }
        shown.push(index);
    }
    shown.sort_unstable();
    shown
}

/// The gap between tabs that need these widths, and the width beyond which a label is cut, so that all fit into `room`
/// with something beside them.
fn fitted(needed: &[f32], room: f32, beside: f32, grid: f32) -> (f32, f32) {
    let gaps = |gap: f32| gap * needed.len() as f32;
    let sum: f32 = needed.iter().sum();
    let gap = if sum + gaps(4.0 * grid) + beside <= room { 4.0 * grid } else { 2.0 * grid };
    let mut left = room - gaps(gap) - ROOM_FOR_ONE;
    if sum <= left {
        return (gap, f32::INFINITY);
    }
    // What the short labels do not need goes to the long ones.
    let mut widths = needed.to_vec();
    widths.sort_by(f32::total_cmp);
    for (at, width) in widths.iter().enumerate() {
        let share = left / (widths.len() - at) as f32;
        if *width > share {
            return (gap, share.max(grid));
        }
        left -= width;
    }
    (gap, f32::INFINITY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tabs_there_is_no_room_for_are_put_away_but_for_the_chosen_one() {
        let needed = [50.0; 10];
        let of = |chosen, kept, room| shown(&needed, [Some(chosen), kept], room, 320.0, 4.0);
        assert_eq!(of(0, None, 900.0).len(), 10);
        assert_eq!(of(0, None, 700.0), [0, 1, 2, 3, 4, 5]);
        assert_eq!(of(9, Some(7), 700.0), [0, 1, 2, 3, 7, 9]);
        assert_eq!(of(7, Some(7), 700.0), [0, 1, 2, 3, 4, 7]);
        assert_eq!(of(0, None, 500.0).len(), 7, "in little room the buttons give way");
        assert_eq!(of(3, None, 50.0), [3]);
        let with_more_beside = shown(&needed, [Some(0), None], 700.0, 420.0, 4.0);
        assert_eq!(with_more_beside, [0, 1, 2, 3], "what needs more room is not covered");
    }

    #[test]
    fn tabs_move_together_before_their_labels_are_cut() {
        assert_eq!(fitted(&[50.0, 80.0], 600.0, 320.0, 4.0), (16.0, f32::INFINITY));
        assert_eq!(fitted(&[50.0, 80.0], 400.0, 320.0, 4.0), (8.0, f32::INFINITY));
        let (gap, widest) = fitted(&[50.0, 80.0], 166.0, 320.0, 4.0);
        assert_eq!((gap, widest), (8.0, 60.0), "only the long one is cut");
    }
}
