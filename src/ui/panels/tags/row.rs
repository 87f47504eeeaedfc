//! One line of the codebook, with what the pointer does to it and the field in which it is renamed.

use egui::text::{CCursor, CCursorRange, CharIndex};
use egui::{Align2, Id, Key, Margin, PointerButton, Rect, Response, Sense, TextEdit, Ui, UiBuilder, vec2};

use super::super::list::row_menu;
use super::tree::Line;
use super::{Place, TagsPanel, filter_by, filter_untagged, list_id, menus};
use crate::project::{Tag, TagId};
use crate::text::numbers::{counted, grouped};
use crate::ui::kit::{Fold, ListRow, Mark};
use crate::ui::outbox::Outbox;
use crate::ui::screen::{Screen, Subject};
use crate::ui::theme::{Space, Themed as _, icons};
use crate::workbench::{Command, TagUse, Workbench};

/// Height of a row.
pub(super) const HEIGHT: f32 = 28.0;

/// Where the swatch of a row begins.
pub(super) fn swatch_left(rect: Rect, space: &Space, depth: usize) -> f32 {
    rect.left() + space.inset + (depth + 1) as f32 * space.indent
}

/// Identity of what belongs to a tag's row.
pub(super) fn row_id(tag: TagId) -> Id {
    list_id().with(tag)
}

/// Draws the row of a tag.
pub(super) fn tag(
    ui: &mut Ui,
    rect: Rect,
    line: Line,
    state: &mut TagsPanel,
    screen: &mut Screen,
    bench: &Workbench,
    out: &mut Outbox,
) {
    let Some(tag) = bench.project().tags.get(&line.tag) else { return };
    let used = bench.index().tag_use(Some(tag.id));
    let filtered = screen.excerpts.filter.tags.contains(&tag.id);
    if screen.focus == Subject::Tag(tag.id) && !filtered {
        ui.painter().rect_filled(rect, 0.0, ui.tokens().colour.hover);
    }
    let renamed = state.renaming.as_ref().is_some_and(|renaming| renaming.tag == tag.id);
    let hidden = screen.hidden_tags.contains(&tag.id);
    let cap = tag.shortcut.filter(|_| !renamed).map(|key| key.to_uppercase().to_string());
    let colour = ui.tokens().tag_colour(tag.colour);
    let (eye, eye_does) = if hidden { (icons::EYE_SLASH, "Show") } else { (icons::EYE, "Hide") };
    let eye_name = format!("{eye_does} {} in the text", tag.name);
    let fold = match (line.has_children, line.unfolded) {
        (false, _) => Fold::Leaf,
        (true, true) => Fold::Open,
        (true, false) => Fold::Closed,
    };
    let mut row = ListRow::new(if renamed { "" } else { &tag.name })
        .name(&tag.name)
        .mark(Mark::Swatch(if hidden { colour.gamma_multiply(0.4) } else { colour }))
        .tree(line.depth, fold)
        .key(cap.as_deref())
        .selected(filtered)
        .dim(hidden)
        .sense(Sense::CLICK | Sense::DRAG)
        .height(HEIGHT);
    // A tag that only gathers others has no number of its own to show.
    if used.excerpts > 0 || !line.has_children {
        row = row.trailing(figures(used)).described(usage(used));
    }
    if state.dragging.is_none() && !renamed {
        row = row.action(eye, &eye_name, hidden);
    }
    let shown =
        ui.scope_builder(UiBuilder::new().scope_id(row_id(tag.id)).max_rect(rect), |ui| row.show(ui)).inner;
    if shown.folded && !screen.folded_tags.remove(&tag.id) {
        screen.folded_tags.insert(tag.id);
    }
    if shown.action.is_some_and(|eye| eye.clicked()) {
        menus::show_or_hide(screen, bench, line, !hidden);
        return;
    }
    if renamed {
        let space = &ui.tokens().space;
        let left = swatch_left(rect, space, line.depth) + space.swatch + space.grid;
        let field = Rect::from_x_y_ranges(left..=rect.right() - 9.0 * space.grid, rect.y_range());
        rename(ui, field.shrink2(vec2(0.0, 1.0)), tag, state, out);
        return;
    }
    use_row(ui, &shown.row, tag, state, screen, bench, out);
    let menu = row_menu(list_id(), &shown.row, |ui| menus::of_tag(ui, line, tag, state, screen, bench, out));
    state.takes_keyboard |= menu.is_some_and(|menu| menu.response.should_close());
    if state.dragging.is_none() {
        shown.row.on_hover_ui(|ui| hint(ui, line, tag, used, state, bench));
    }
}

/// What the pointer does to the row of a tag.
fn use_row(
    ui: &Ui,
    row: &Response,
    tag: &Tag,
    state: &mut TagsPanel,
    screen: &mut Screen,
    bench: &Workbench,
    out: &mut Outbox,
) {
    if row.clicked() || row.secondary_clicked() {
        state.cursor = Some(Place::Tag(tag.id));
        state.takes_keyboard = true;
        out.focus(Subject::Tag(tag.id));
    }
    if row.clicked() {
        // The two clicks of a double click leave the filter as it was.
        filter_by(screen, bench.project(), tag.id, ui.input(|input| input.modifiers.command));
    }
    if row.double_clicked() {
        state.rename(bench.project(), screen, tag.id);
    }
    if row.drag_started_by(PointerButton::Primary) && state.filter.trim().is_empty() {
        state.dragging = Some(tag.id);
    }
}

/// The tag in full, and what can be done with its row.
fn hint(ui: &mut Ui, line: Line, tag: &Tag, used: TagUse, state: &mut TagsPanel, bench: &Workbench) {
    let dim = ui.tokens().colour.dim;
    ui.label(bench.project().tag_path(tag.id));
    if !tag.description.is_empty() {
        ui.label(&tag.description);
    }
    ui.colored_label(dim, usage(used));
    if line.has_children {
        let read = || bench.index().use_of_any(&bench.project().tag_with_subtags(tag.id));
        let family = state.family.get(bench.project_revision(), tag.id, read);
        ui.colored_label(dim, format!("With its subtags: {}", usage(family)));
    }
    let gestures =
        "Click to see only its excerpts, Ctrl click to see them too, double click to rename, drag to move.";
    ui.colored_label(dim, gestures);
}

/// Draws the row of annotations without a tag.
pub(super) fn untagged(ui: &mut Ui, rect: Rect, used: TagUse, state: &mut TagsPanel, screen: &mut Screen) {
    let row = ListRow::new("Untagged highlights")
        .mark(Mark::Outline)
        .tree(0, Fold::Leaf)
        .trailing(figures(used))
        .described(usage(used))
        .selected(screen.excerpts.filter.untagged_only)
        .dim(true)
        .sense(Sense::CLICK)
        .height(HEIGHT);
    let id = list_id().with("untagged");
    let row = ui.scope_builder(UiBuilder::new().scope_id(id).max_rect(rect), |ui| row.show(ui)).inner.row;
    if row.clicked() {
        state.cursor = Some(Place::Untagged);
        state.takes_keyboard = true;
        filter_untagged(screen);
    }
    row.on_hover_text(format!("Passages marked without a tag: {}. Click to see only these.", usage(used)));
}

/// How many excerpts, and in how many documents.
fn figures(used: TagUse) -> String {
    match used.excerpts {
        0 => "0".to_owned(),
        excerpts => format!("{} · {}", grouped(excerpts), grouped(used.documents)),
    }
}

fn usage(used: TagUse) -> String {
    let excerpts = counted(used.excerpts, "excerpt", "excerpts");
    match used.excerpts {
        0 => excerpts,
        _ => format!("{excerpts} in {}", counted(used.documents, "document", "documents")),
    }
}

/// The field a tag is renamed in: Enter or leaving it keeps the name, Escape the one before.
fn rename(ui: &mut Ui, rect: Rect, tag: &Tag, state: &mut TagsPanel, out: &mut Outbox) {
    let Some(renaming) = &mut state.renaming else { return };
    let id = row_id(tag.id).with("name");
    let edit = TextEdit::singleline(&mut renaming.text)
        .id(id)
        .margin(Margin::symmetric(4, 2))
        .align(Align2::LEFT_CENTER)
        .desired_width(rect.width());
    let response = ui.put(rect, edit).accessible_name("Tag name");
    if std::mem::take(&mut renaming.fresh) {
        response.request_focus();
        let end = CCursor::new(CharIndex(renaming.text.chars().count()));
        let mut edit = TextEdit::load_state(ui, id).unwrap_or_default();
        edit.cursor.set_char_range(Some(CCursorRange::two(CCursor::default(), end)));
        edit.store(ui, id);
        return;
    }
    if response.lost_focus() {
        let (entered, given_up) =
            ui.input(|input| (input.key_pressed(Key::Enter), input.key_pressed(Key::Escape)));
        let name = renaming.text.trim();
        if !given_up && !name.is_empty() && name != tag.name {
            out.command(Command::RenameTag { tag: tag.id, name: name.to_owned() });
        }
        state.renaming = None;
        if entered || given_up {
            state.takes_keyboard = true;
        }
    }
}
