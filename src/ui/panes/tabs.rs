//! How wide tabs may be: all tabs of a group shall fit beside each other, as long as their titles can be told apart.

use std::collections::BTreeMap;

use super::{Pane, PaneId, Panes};

/// Widest a tab grows before its title is cut, in points.
pub(super) const WIDEST: f32 = 232.0;
/// Narrowest a tab becomes before the bar scrolls.
const NARROWEST: f32 = 84.0;
/// Room for the buttons at the right end of a bar of tabs.
const BUTTONS: f32 = 76.0;

/// The greatest width of each pane's tab; `needed` is how wide a tab would be with its whole title.
pub(super) fn widths(panes: &Panes, needed: impl Fn(&Pane) -> f32) -> BTreeMap<PaneId, f32> {
    let tiles = &panes.tree.tiles;
    let mut widths = BTreeMap::new();
    for (group, tile) in tiles.iter() {
        let egui_tiles::Tile::Container(container) = tile else { continue };
        let room = tiles.rect(*group).map_or(WIDEST, |rect| rect.width() - BUTTONS);
        let tabs: Vec<&Pane> = container.children().filter_map(|child| tiles.get_pane(child)).collect();
        let width = shared(tabs.iter().map(|pane| needed(pane)).collect(), room).clamp(NARROWEST, WIDEST);
        widths.extend(tabs.into_iter().map(|pane| (pane.id, width)));
    }
    widths
}

/// The width nothing may exceed so that all fit into `room`: what the narrow ones do not need goes to the others.
fn shared(mut needed: Vec<f32>, mut room: f32) -> f32 {
    needed.sort_by(f32::total_cmp);
    let mut left = needed.len();
    for width in needed {
        let share = room / left as f32;
        if width > share {
            return share;
        }
        room -= width;
        left -= 1;
    }
    f32::INFINITY
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_titles_leave_their_room_to_long_ones() {
        let widths = |needed: &[f32], room| shared(needed.to_vec(), room).min(999.0).round() as u32;
        assert_eq!(widths(&[100.0, 100.0], 300.0), 999, "as wide as they like");
        assert_eq!(widths(&[300.0, 300.0], 300.0), 150);
        assert_eq!(widths(&[300.0, 100.0], 300.0), 200);
        assert_eq!(widths(&[50.0, 400.0, 400.0], 350.0), 150);
        assert_eq!(widths(&[], 300.0), 999);
    }
}
