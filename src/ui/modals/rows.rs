//! A list of equal rows in a dialog, drawn only where it is in view.

use egui::{Rect, ScrollArea, Ui, vec2};

use crate::ui::theme::Themed as _;

/// Shows `count` rows in a list no taller than `tallest`; `row` draws the row of each index. The row to `reveal` is
/// brought into view.
pub(super) fn show(
    ui: &mut Ui,
    id: &str,
    tallest: f32,
    count: usize,
    reveal: Option<usize>,
    mut row: impl FnMut(&mut Ui, usize),
) {
    let height = ui.tokens().space.row;
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let list = ScrollArea::vertical().id_salt(id).auto_shrink([false, true]).max_height(tallest);
        list.show_rows(ui, height, count, |ui, range| {
            if let Some(index) = reveal {
                let down = (index as f32 - range.start as f32) * height;
                let top = ui.max_rect().left_top() + vec2(0.0, down);
                ui.scroll_to_rect(Rect::from_min_size(top, vec2(1.0, height)), None);
            }
            range.for_each(|index| row(ui, index));
        });
    });
}
