//! The text as a screen reader sees it: a document, its visible paragraphs, and the selection in it.
//!
//! Costs nothing while no assistive technology is connected. Only what is in view is in the tree; paging brings the
//! rest.

use egui::text::CCursor;
use egui::text_selection::accesskit_text::update_accesskit_for_text_widget;
use egui::{Id, Role, Sense, Ui, WidgetInfo, accesskit};

use super::layout::Laid;
use super::scroll::Page;
use super::state::ReaderState;

/// Characters in one run of text, as egui divides them.
const RUN: usize = 255;

/// Adds the visible paragraphs below the document node and puts the selection on it.
pub(super) fn paragraphs(ui: &Ui, document: Id, page: &Page<'_>, laid: &[Laid], state: &ReaderState) {
    if ui.ctx().accesskit_node_builder(document, |_| ()).is_none() {
        return;
    }
    for block in laid {
        let id = document.with(("paragraph", block.block));
        let response = ui.interact(block.text_rect().intersect(page.rect), id, Sense::hover());
        response.widget_info(|| WidgetInfo::new(Role::Paragraph));
        let place = egui::emath::TSTransform::from_translation(block.text_pos().to_vec2());
        update_accesskit_for_text_widget(ui.ctx(), id, None, place, &block.galley);
    }
    let selection = state.selection.and_then(|selection| {
        let anchor = position(document, page, laid, selection.anchor, state.row_end)?;
        let focus = position(document, page, laid, selection.head, state.row_end)?;
        Some(accesskit::TextSelection { anchor, focus })
    });
    ui.ctx().accesskit_node_builder(document, |node| {
        if let Some(selection) = selection {
            node.set_text_selection(selection);
        }
        node.add_action(accesskit::Action::ScrollDown);
        node.add_action(accesskit::Action::ScrollUp);
    });
}

/// Pages for a screen reader that asks for it.
pub(super) fn scroll_requests(page: &Page<'_>, state: &mut ReaderState, document: Id) {
    let asked = |action| page.ui.input(|input| input.num_accesskit_action_requests(document, action)) as f64;
    let pages = asked(accesskit::Action::ScrollDown) - asked(accesskit::Action::ScrollUp);
    if pages != 0.0 {
        page.scroll_by(state, pages * f64::from(page.rect.height()) * 0.9);
    }
}

/// A byte as a place in the tree; places outside the window are taken to its nearer edge.
fn position(
    document: Id,
    page: &Page<'_>,
    laid: &[Laid],
    byte: usize,
    row_end: bool,
) -> Option<accesskit::TextPosition> {
    let wanted = page.reading.block_at(byte);
    let (first, last) = (laid.first()?, laid.last()?);
    let (block, index) = if wanted < first.block {
        (first, 0)
    } else if wanted > last.block {
        (last, last.display.len())
    } else {
        let block = laid.get(wanted - first.block)?;
        (block, block.display.char_at(byte))
    };
    let cursor = CCursor { index: index.into(), prefer_next_row: !row_end };
    let count: usize = block.galley.rows.iter().map(|row| row.char_count_including_newline().0).sum();
    if index > count {
        return None;
    }
    let place = block.galley.layout_from_cursor(cursor);
    let column = place.column.0;
    let chunk = if column > 0 && column.is_multiple_of(RUN) { column / RUN - 1 } else { column / RUN };
    let paragraph = document.with(("paragraph", block.block));
    Some(accesskit::TextPosition {
        node: paragraph.with(place.row).with(chunk).accesskit_id(),
        character_index: column - chunk * RUN,
    })
}
