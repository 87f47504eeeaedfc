//! The keyboard while a menu is open: arrows walk its lines, Enter picks one, and no other key reaches what lies below.
//!
//! Lines say that they are there when they are drawn ([`note`]); the window lets [`take`] have the keys of a frame before
//! anything else does. Opening and closing menus is egui's.

use egui::{Context, Event, FocusDirection, Id, Key, LayerId, Order, Response};

/// A line of an open menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Line {
    id: Id,
    layer: LayerId,
    /// Whether it opens a menu of its own.
    opens: bool,
}

/// The lines of all open menus, from top to bottom, as drawn in a frame.
#[derive(Clone, Debug, Default)]
struct Lines {
    frame: u64,
    lines: Vec<Line>,
}

/// A key that the menu bar answers: the menu to the left of the one that is open, or to the right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Neighbour {
    /// To the left.
    Before,
    /// To the right.
    After,
}

fn lines_id() -> Id {
    Id::unique("lines of open menus")
}

fn neighbour_id() -> Id {
    Id::unique("neighbour of the open menu")
}

/// Says that a line of a menu has been drawn. Lines outside menus are of no interest.
pub fn note(response: &Response, opens: bool) {
    if response.layer_id.order != Order::Foreground || !response.enabled() {
        return;
    }
    let frame = response.ctx.cumulative_frame_nr();
    let line = Line { id: response.id, layer: response.layer_id, opens };
    response.ctx.data_mut(|data| {
        let drawn = data.get_temp_mut_or_default::<Lines>(lines_id());
        if drawn.frame != frame {
            *drawn = Lines { frame, lines: Vec::new() };
        }
        if !drawn.lines.contains(&line) {
            drawn.lines.push(line);
        }
    });
}

/// The lines that were drawn in the frame before this one, or in an earlier pass of it.
fn open_lines(ctx: &Context) -> Vec<Line> {
    let frame = ctx.cumulative_frame_nr();
    let drawn = ctx.data(|data| data.get_temp::<Lines>(lines_id())).unwrap_or_default();
    if drawn.frame + 1 >= frame { drawn.lines } else { Vec::new() }
}

/// Has an open menu answer the keys of this frame; true while one is open. Call it before anything is drawn.
pub fn take(ctx: &Context) -> bool {
    ctx.data_mut(|data| data.remove::<Neighbour>(neighbour_id()));
    let lines = open_lines(ctx);
    if lines.is_empty() || ctx.text_edit_focused() {
        return !lines.is_empty();
    }
    let focused = ctx.memory(egui::Memory::focused);
    let mut at = lines.iter().position(|line| Some(line.id) == focused);
    let before = at;
    let mut neighbour = None;
    ctx.input_mut(|input| {
        input.events.retain_mut(|event| match event {
            Event::Key { key: Key::Tab, pressed: true, modifiers, .. } => {
                at = walked(&lines, at, if modifiers.shift { Key::ArrowUp } else { Key::ArrowDown });
                false
            }
            Event::Key { key, pressed: true, modifiers, .. } if !modifiers.any() => match key {
                Key::ArrowRight if at.is_some_and(|at| lines[at].opens) => {
                    *key = Key::Enter;
                    true
                }
                Key::ArrowLeft if left_of(&lines, at).is_some() => {
                    at = left_of(&lines, at);
                    false
                }
                Key::ArrowLeft | Key::ArrowRight => {
                    neighbour =
                        Some(if *key == Key::ArrowLeft { Neighbour::Before } else { Neighbour::After });
                    false
                }
                Key::Enter | Key::Space => at.is_some(),
                Key::Escape => true,
                key => {
                    at = walked(&lines, at, *key);
                    false
                }
            },
            Event::Key { .. } | Event::Text(_) | Event::Copy | Event::Cut | Event::Paste(_) => false,
            _ => true,
        });
    });
    if let Some(neighbour) = neighbour {
        ctx.data_mut(|data| data.insert_temp(neighbour_id(), neighbour));
    }
    if let Some(line) = at.filter(|_| at != before).and_then(|at| lines.get(at)) {
        ctx.memory_mut(|memory| memory.request_focus(line.id));
    }
    // Where egui would take the keyboard to by the same key.
    ctx.memory_mut(|memory| memory.move_focus(FocusDirection::None));
    true
}

/// True while a menu is open.
pub fn is_open(ctx: &Context) -> bool {
    !open_lines(ctx).is_empty()
}

/// The menu beside the open one that a key of this frame asks for.
pub fn asked_neighbour(ctx: &Context) -> Option<Neighbour> {
    ctx.data(|data| data.get_temp(neighbour_id()))
}

/// The line a key leads to: among those of the menu opened last, or of the one that has the keyboard.
fn walked(lines: &[Line], at: Option<usize>, key: Key) -> Option<usize> {
    let layer =
        at.map_or_else(|| lines.last().map(|line| line.layer), |at| lines.get(at).map(|line| line.layer))?;
    let own: Vec<usize> = (0..lines.len()).filter(|index| lines[*index].layer == layer).collect();
    let (first, last) = (own.first().copied(), own.last().copied());
    let place = at.and_then(|at| own.iter().position(|index| *index == at));
    match (key, place) {
        (Key::ArrowDown, Some(place)) => own.get(place + 1).copied().or(first),
        (Key::ArrowUp, Some(place)) => place.checked_sub(1).map(|before| own[before]).or(last),
        (Key::ArrowDown, None) | (Key::Home | Key::PageUp, _) => first,
        (Key::ArrowUp, None) | (Key::End | Key::PageDown, _) => last,
        _ => at,
    }
}

/// From a line of a menu within a menu, the line of the outer one that opened it.
fn left_of(lines: &[Line], at: Option<usize>) -> Option<usize> {
    let layer = lines.get(at?)?.layer;
    // A line that opens a menu is noted behind the lines of that menu.
    let last = lines.iter().rposition(|line| line.layer == layer)?;
    let outer = lines.iter().enumerate().skip(last + 1);
    outer.filter(|(_, line)| line.opens && line.layer != layer).map(|(index, _)| index).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(id: &str, layer: &str, opens: bool) -> Line {
        Line { id: Id::unique(id), layer: LayerId::new(Order::Foreground, Id::unique(layer)), opens }
    }

    #[test]
    fn arrows_go_round_in_the_menu_that_has_the_keyboard() {
        let lines = [
            line("a", "outer", false),
            line("x", "inner", false),
            line("y", "inner", false),
            line("b", "outer", true),
        ];
        assert_eq!(walked(&lines, None, Key::ArrowDown), Some(0));
        assert_eq!(walked(&lines, None, Key::ArrowUp), Some(3));
        assert_eq!(walked(&lines, Some(0), Key::ArrowDown), Some(3), "past the menu within");
        assert_eq!(walked(&lines, Some(3), Key::ArrowDown), Some(0));
        assert_eq!(walked(&lines, Some(2), Key::ArrowDown), Some(1));
        assert_eq!(walked(&lines, Some(1), Key::End), Some(2));
        assert_eq!(walked(&lines, Some(1), Key::Delete), Some(1));
        assert_eq!(left_of(&lines, Some(1)), Some(3), "the line behind them that opened them");
        assert_eq!(left_of(&lines[..1], Some(0)), None);
    }
}
