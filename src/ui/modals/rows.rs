//! A list of equal rows in a dialog, drawn only where it is in view, and walked with the arrows while something is typed.

use egui::{Context, Key, Modifiers, Rect, ScrollArea, Ui, vec2};

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

/// Takes the arrow keys, before a field is drawn that would: the row they lead to among `count` from the one chosen, or
/// `None` when none was pressed or there are no rows.
pub(in crate::ui) fn arrows(ctx: &Context, chosen: Option<usize>, count: usize) -> Option<usize> {
    let (up, down) = ctx.input_mut(|input| {
        let up = input.consume_key(Modifiers::NONE, Key::ArrowUp);
        (up, input.consume_key(Modifiers::NONE, Key::ArrowDown))
    });
    let last = count.checked_sub(1)?;
    (up || down).then(|| match chosen {
        None => 0,
        Some(at) if up => at.min(last).saturating_sub(1),
        Some(at) => (at + 1).min(last),
    })
}
