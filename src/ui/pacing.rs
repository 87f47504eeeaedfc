//! What is done faster than frames are drawn: `T`, a tag's name and Enter in one go; a drag that is over at once.
//!
//! A key that is a command may open a dialog, whose field has the keyboard some frames later; what is typed in between
//! would go nowhere. So what follows such a key within the same frame waits until the window has taken the key in. This
//! knows nothing of what the keys mean here (see `ui::shortcuts`): it only holds events back, in their order.

use egui::{Context, Event, Id, Key, Plugin, RawInput, Ui};

/// Most frames until the field of a dialog that a key opened has the keyboard; a dialog is laid out unseen at first.
const MOST_FRAMES: u8 = 6;

/// Gives the window what was done at a pace it can follow: what comes after a command waits until that was taken in.
#[derive(Default)]
pub struct Pacing {
    held: Vec<Event>,
    /// Frames that what is held waits for at most.
    frames: u8,
    /// What had the keyboard when the command came.
    before: Option<Id>,
}

impl Pacing {
    /// True while the window may still be following the last command.
    fn waits(&mut self, ctx: &Context) -> bool {
        self.frames = self.frames.saturating_sub(1);
        let has_new_field = ctx.text_edit_focused() && ctx.memory(egui::Memory::focused) != self.before;
        self.frames > 0 && !has_new_field
    }
}

impl Plugin for Pacing {
    fn debug_name(&self) -> &'static str {
        "pacing"
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        let held_nothing = self.held.is_empty();
        self.held.append(&mut input.events);
        if !held_nothing && self.waits(ctx) {
            return;
        }
        let turn = Turn::first(&self.held, ctx.text_edit_focused());
        input.events = self.held.drain(..turn.events).collect();
        self.frames = turn.frames;
        self.before = ctx.memory(egui::Memory::focused);
    }

    fn on_end_pass(&mut self, ui: &mut Ui) {
        if !self.held.is_empty() {
            ui.ctx().request_repaint();
        }
    }
}

/// What the window is given at once.
#[derive(Debug, PartialEq, Eq)]
struct Turn {
    /// How many events.
    events: usize,
    /// For how many frames the rest waits at most.
    frames: u8,
}

impl Turn {
    /// The first of what was done.
    fn first(events: &[Event], typing: bool) -> Self {
        let (keys, pointer) = (Self::of_keys(events, typing), Self::of_pointer(events));
        if pointer.events < keys.events { pointer } else { keys }
    }

    /// The first of a drag: the button goes down in one frame, the pointer moves in the next, the button comes up in a
    /// third. All in one, egui would see no drag at all.
    fn of_pointer(events: &[Event]) -> Self {
        let is_move = |event: &Event| matches!(event, Event::PointerMoved(_));
        for (at, event) in events.iter().enumerate() {
            let end = match event {
                Event::PointerButton { pressed: true, .. } if events[at + 1..].iter().any(is_move) => at + 1,
                Event::PointerButton { pressed: false, .. } if events[..at].iter().any(is_move) => at,
                _ => continue,
            };
            return Self { events: end, frames: 1 };
        }
        Self { events: events.len(), frames: 0 }
    }

    /// The first of what was typed: what goes into a field, or a command.
    ///
    /// The same key again waits for nothing: a key held down on a slow machine would go on long after it was let go.
    fn of_keys(events: &[Event], typing: bool) -> Self {
        let all = Self { events: events.len(), frames: 0 };
        let first = events.iter().enumerate().find_map(|(at, event)| Some((at, command(event, typing)?)));
        let Some((at, command)) = first else { return all };
        // A list beneath a field follows what is typed a frame later, and Enter is for what it shows then.
        if typing && events[..at].iter().any(|event| matches!(event, Event::Text(_))) {
            return Self { events: at, frames: 1 };
        }
        let letter = matches!(events.get(at + 1), Some(Event::Text(_)));
        let end = at + 1 + usize::from(letter);
        let is_typed = |event: &Event| match event {
            Event::Key { key, pressed, .. } => *pressed && *key != command,
            Event::Paste(_) | Event::Ime(_) => true,
            _ => false,
        };
        if events[end..].iter().any(is_typed) { Self { events: end, frames: MOST_FRAMES } } else { all }
    }
}

/// The key of an event that may open or close something: any where no field has the keyboard, else what writes nothing.
/// Keys that only move open nothing, and neither do those by which a field selects, copies, cuts and undoes.
fn command(event: &Event, typing: bool) -> Option<Key> {
    let Event::Key { key, pressed: true, modifiers, .. } = event else { return None };
    let moves = matches!(
        key,
        Key::ArrowDown
            | Key::ArrowLeft
            | Key::ArrowRight
            | Key::ArrowUp
            | Key::End
            | Key::Home
            | Key::PageDown
            | Key::PageUp
    );
    let edits = modifiers.command && matches!(key, Key::A | Key::C | Key::V | Key::X | Key::Y | Key::Z);
    let writes_nothing = modifiers.command && !edits || matches!(key, Key::Enter | Key::Escape | Key::Tab);
    (!moves && (!typing || writes_nothing)).then_some(*key)
}

#[cfg(test)]
mod tests {
    use egui::Modifiers;

    use super::*;

    fn press(key: Key) -> Event {
        Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::NONE }
    }

    #[test]
    fn a_drag_takes_three_frames() {
        let button = |pressed| Event::PointerButton {
            pos: egui::Pos2::ZERO,
            button: egui::PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        };
        let moved = Event::PointerMoved(egui::Pos2::ZERO);
        let drag = [moved.clone(), button(true), moved.clone(), moved, button(false)];
        let first = |events: &[Event]| Turn::first(events, false).events;
        assert_eq!((first(&drag), first(&drag[2..]), first(&drag[4..])), (2, 2, 1));
        assert_eq!(first(&[button(true), button(false)]), 2, "a click stays one");
    }

    #[test]
    fn what_follows_a_command_waits_and_what_is_typed_in_a_field_does_not() {
        let first = |events: &[Event], typing| {
            let turn = Turn::first(events, typing);
            (turn.events, turn.frames)
        };
        let typed = [press(Key::T), Event::Text("t".into()), press(Key::A), Event::Text("a".into())];
        assert_eq!(first(&typed, false), (2, MOST_FRAMES));
        assert_eq!(first(&typed, true), (4, 0));
        let with_ctrl = |key| Event::Key {
            key,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers: Modifiers::COMMAND,
        };
        let written_over = [with_ctrl(Key::A), press(Key::B), Event::Text("b".into())];
        assert_eq!(first(&written_over, true), (3, 0), "all of a field selected and written over");
        assert_eq!(first(&[with_ctrl(Key::S), press(Key::B)], true), (1, MOST_FRAMES));
        let entered = [press(Key::A), Event::Text("a".into()), press(Key::Enter), press(Key::B)];
        assert_eq!(first(&entered, true), (2, 1), "the list follows the word first");
        assert_eq!(first(&entered[2..], true), (1, MOST_FRAMES));
        assert_eq!(first(&[press(Key::T)], false), (1, 0));
        assert_eq!(first(&[press(Key::S), press(Key::S)], false), (2, 0), "held down");
        assert_eq!(first(&[press(Key::ArrowDown), press(Key::ArrowUp), press(Key::T)], false), (3, 0));
    }
}
