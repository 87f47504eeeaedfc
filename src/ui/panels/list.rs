//! A long list of equal rows, drawn only where it is in view, which has the keyboard as one thing.
//!
//! The list is one stop of the Tab key and the arrows stay in it; what keys do is up to each panel. Rows are not stops
//! of their own, or walking past 3,000 documents would take 3,000 presses.

use egui::accesskit::Role;
use egui::{
    Context, Event, EventFilter, Id, InnerResponse, Key, KeyboardShortcut, Modifiers, Popup, Pos2, Rect,
    Response, ScrollArea, Sense, StrokeKind, Ui, UiBuilder, vec2,
};

use crate::ui::kit::rows_in_view;
use crate::ui::shortcuts;
use crate::ui::theme::Themed as _;

/// What a list is like.
pub(in crate::ui) struct List<'a> {
    /// Its identity on screen, which has the keyboard.
    pub id: Id,
    /// Its accessible name.
    pub label: &'a str,
    /// Its accessible role: a list, or a tree.
    pub role: Role,
    /// How many rows there are.
    pub rows: usize,
    /// How high each of them is.
    pub height: f32,
    /// The row keys act on, ringed while the list has the keyboard.
    pub cursor: Option<usize>,
    /// Whether to bring that row into view.
    pub reveal: bool,
}

/// Keys that command something elsewhere and that a list answers itself: taking away, writing a
/// name, choosing all, opening beside.
pub(super) const LIST_KEYS: &[KeyboardShortcut] = &[
    KeyboardShortcut::new(Modifiers::NONE, Key::Delete),
    KeyboardShortcut::new(Modifiers::NONE, Key::Backspace),
    KeyboardShortcut::new(Modifiers::NONE, Key::F2),
    KeyboardShortcut::new(Modifiers::COMMAND, Key::A),
    KeyboardShortcut::new(Modifiers::COMMAND, Key::Enter),
];

impl List<'_> {
    /// Draws the rows in view, each in its rectangle over the whole width.
    pub fn show(self, ui: &mut Ui, mut row: impl FnMut(&mut Ui, usize, Rect)) {
        let Self { id, label, role, rows, height, cursor, reveal } = self;
        shortcuts::claim(ui, id, LIST_KEYS);
        let ringed = is_ringed(ui, id);
        let builder = UiBuilder::new()
            .scope_id(id)
            .sense(Sense::focusable_noninteractive())
            .accessibility_role(role)
            .accessibility_label(label);
        ui.scope_builder(builder, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            // A list of one line is not made higher than it.
            let scrolled = ScrollArea::vertical().auto_shrink(false).min_scrolled_height(0.0);
            scrolled.show_viewport(ui, |ui, viewport| {
                ui.set_min_size(vec2(ui.available_width(), height * rows as f32));
                let (left_top, width) = (ui.max_rect().left_top(), ui.max_rect().width());
                let place = |index: usize| {
                    let top = left_top + vec2(0.0, height * index as f32);
                    Rect::from_min_size(top, vec2(width, height))
                };
                let cursor = cursor.filter(|index| *index < rows);
                if let Some(index) = cursor.filter(|_| reveal) {
                    ui.scroll_to_rect(place(index), None);
                }
                let asked = cursor.filter(|_| asks_for_menu(ui.ctx(), id));
                if let Some(index) = asked {
                    ui.scroll_to_rect(place(index), None);
                    ask_for_menu(ui.ctx(), id, place(index));
                }
                for index in rows_in_view(viewport.y_range(), height, rows) {
                    row(ui, index, place(index));
                }
                if let Some(index) = cursor.filter(|_| ringed) {
                    let ring = ui.tokens().focus_ring();
                    let rounding = ui.tokens().control_radius();
                    ui.painter().rect_stroke(
                        place(index).shrink2(vec2(4.0, 0.0)),
                        rounding,
                        ring,
                        StrokeKind::Inside,
                    );
                }
            });
        });
        let arrows = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, arrows));
    }
}

/// True when the list has the keyboard and was last used with it, rather than with the pointer.
pub(in crate::ui) fn is_ringed(ui: &Ui, id: Id) -> bool {
    let by_key = ui.input(|input| {
        input.events.iter().rev().find_map(|event| match event {
            Event::Key { pressed: true, .. } => Some(true),
            Event::PointerButton { pressed: true, .. } => Some(false),
            _ => None,
        })
    });
    let ringed = ui.data_mut(|data| {
        let ringed = data.get_temp_mut_or(id, false);
        *ringed = by_key.unwrap_or(*ringed);
        *ringed
    });
    ringed && ui.memory(|memory| memory.has_focus(id))
}

/// True when the list has the keyboard and the menu of its row is asked for by key.
pub(in crate::ui) fn asks_for_menu(ctx: &Context, id: Id) -> bool {
    ctx.memory(|memory| memory.has_focus(id))
        && ctx.input_mut(|input| {
            input.consume_key(Modifiers::SHIFT, Key::F10) | input.consume_key(Modifiers::NONE, Key::Menu)
        })
}

/// Has the menu of the row at `rect` of a list shown when the row is drawn next.
pub(in crate::ui) fn ask_for_menu(ctx: &Context, id: Id, rect: Rect) {
    ctx.data_mut(|data| data.insert_temp(menu_id(id), rect));
}

/// Kept for a menu that was asked for by key and has not got the keyboard yet.
#[derive(Clone, Copy, Default)]
struct TakesKeyboard;

fn menu_id(id: Id) -> Id {
    id.with("the row whose menu is asked for")
}

/// The menu of a row of the list `id`: where the pointer asks for it, or below the row when a key does.
pub(in crate::ui) fn row_menu(
    id: Id,
    response: &Response,
    contents: impl FnOnce(&mut Ui),
) -> Option<InnerResponse<()>> {
    let (ctx, asked) = (&response.ctx, menu_id(id));
    let by_key = ctx
        .data(|data| data.get_temp::<Rect>(asked))
        .is_some_and(|rect| rect.contains(response.rect.center()));
    if by_key {
        ctx.data_mut(|data| data.remove::<Rect>(asked));
    }
    key_menu(response, by_key, response.rect.left_bottom(), |menu| menu, contents)
}

/// A menu as the pointer asks for it there, or as a key does, which is to open it now if `by_key`: at `place` then, and with
/// the keyboard on its first line. `shaped` makes it as wide as it should be, and names it.
pub(in crate::ui) fn key_menu(
    response: &Response,
    by_key: bool,
    place: Pos2,
    shaped: impl for<'a> FnOnce(Popup<'a>) -> Popup<'a>,
    contents: impl FnOnce(&mut Ui),
) -> Option<InnerResponse<()>> {
    let (ctx, popup) = (&response.ctx, Popup::default_response_id(response));
    if by_key {
        ctx.data_mut(|data| data.insert_temp(popup, TakesKeyboard));
        Popup::open_id(ctx, popup);
    }
    let is_at_pointer = Popup::position_of_id(ctx, popup).is_some() || response.secondary_clicked();
    let menu = Popup::context_menu(response);
    let menu = if is_at_pointer { menu } else { menu.anchor(place) };
    shaped(menu).show(|ui| {
        // The first line of the menu; while its size is found out nothing in it can have the keyboard.
        let first = ui.next_auto_id();
        if !ui.is_sizing_pass() && ui.data_mut(|data| data.remove_temp::<TakesKeyboard>(popup)).is_some() {
            ui.memory_mut(|memory| memory.request_focus(first));
        }
        contents(ui);
    })
}

/// Takes out of this frame's input the keys that `read` knows, and gives what it made of them, in order.
pub(in crate::ui) fn take_keys<A>(ui: &Ui, read: impl Fn(Key, Modifiers) -> Option<A>) -> Vec<A> {
    let mut acts = Vec::new();
    ui.input_mut(|input| {
        input.events.retain(|event| {
            let Event::Key { key, pressed: true, modifiers, .. } = event else { return true };
            let act = read(*key, *modifiers);
            let known = act.is_some();
            acts.extend(act);
            !known
        });
    });
    acts
}

/// What the keyboard asks of a list that is walked and opened, and nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ui) enum Walk {
    /// Go to another row.
    Move(Move),
    /// Open the row one is at.
    Open,
}

/// Takes what is asked of such a list out of this frame's input, while it has the keyboard.
pub(in crate::ui) fn walk(ui: &Ui, id: Id) -> Vec<Walk> {
    if !ui.memory(|memory| memory.has_focus(id)) {
        return Vec::new();
    }
    take_keys(ui, |key, modifiers| {
        Some(match key {
            _ if modifiers.any() => return None,
            Key::Enter => Walk::Open,
            key => Walk::Move(Move::of(key)?),
        })
    })
}

/// A way through a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ui) enum Move {
    /// This many rows towards the beginning.
    Back(usize),
    /// This many rows towards the end.
    On(usize),
}

impl Move {
    /// The way a key goes, whatever is held with it.
    pub fn of(key: Key) -> Option<Self> {
        Some(match key {
            Key::ArrowUp => Self::Back(1),
            Key::ArrowDown => Self::On(1),
            Key::PageUp => Self::Back(10),
            Key::PageDown => Self::On(10),
            Key::Home => Self::Back(usize::MAX),
            Key::End => Self::On(usize::MAX),
            _ => return None,
        })
    }

    /// The row it leads to among `rows`; the first when there was none.
    pub fn from(self, cursor: Option<usize>, rows: usize) -> Option<usize> {
        let last = rows.checked_sub(1)?;
        Some(match (self, cursor) {
            (Self::On(usize::MAX), _) => last,
            (_, None) => 0,
            (Self::Back(by), Some(at)) => at.min(last).saturating_sub(by),
            (Self::On(by), Some(at)) => at.saturating_add(by).min(last),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moves_stay_within_the_rows() {
        assert_eq!(Move::On(1).from(None, 3), Some(0));
        assert_eq!(Move::On(10).from(Some(1), 3), Some(2));
        assert_eq!(Move::Back(1).from(Some(0), 3), Some(0));
        assert_eq!(Move::On(usize::MAX).from(None, 3), Some(2));
        assert_eq!(Move::Back(1).from(Some(9), 3), Some(1), "rows may have gone since");
        assert_eq!(Move::On(1).from(Some(0), 0), None);
    }
}
