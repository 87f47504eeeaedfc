//! From keys to actions, and how keys are written.
//!
//! Keys belong to a text field while one is typed in, to a dialog while one is open, and to whatever has the keyboard
//! and claims them. Longer sets of modifiers are
//! tried first, so that Ctrl Shift Z never undoes.

use egui::{Context, Event, Id, Key, KeyboardShortcut, ModifierNames, Modifiers};

use super::action::Action;

/// Takes the keys that command an action out of this frame's input and gives the actions in the order pressed.
///
/// Call it before anything is drawn. A letter taken is not typed into a field that opens because of it.
pub fn consume(ctx: &Context) -> Vec<Action> {
    if ctx.memory(egui::Memory::top_modal_layer).is_some() {
        return Vec::new();
    }
    let typing = ctx.text_edit_focused();
    let claimed = claimed(ctx);
    let mut actions = Vec::new();
    take_keys(ctx, |key, modifiers, repeat| {
        if claimed.iter().any(|claim| claim.logical_key == key && modifiers.matches_exact(claim.modifiers)) {
            return None;
        }
        let action = action_of(key, modifiers)?;
        // Copying is an event of its own; whoever holds the selection answers it.
        if action == Action::Copy || (typing && action.yields_to_text_fields()) {
            return None;
        }
        if !repeat || action.repeats() {
            actions.push(action);
        }
        Some(())
    });
    actions
}

/// Keeps `keys` from commanding actions while `widget` has the keyboard, so that Delete in a list of documents is that
/// list's. Whatever claims keys does so each time it is drawn, and answers them itself.
pub fn claim(ctx: &Context, widget: Id, keys: &'static [KeyboardShortcut]) {
    ctx.data_mut(|data| data.insert_temp(widget.with("claimed keys"), keys));
}

/// True of a widget that answers keys of its own, as a list does.
pub fn claims(ctx: &Context, widget: Id) -> bool {
    ctx.data(|data| data.get_temp::<&'static [KeyboardShortcut]>(widget.with("claimed keys")).is_some())
}

/// The keys claimed by what has the keyboard.
fn claimed(ctx: &Context) -> &'static [KeyboardShortcut] {
    let focused = ctx.memory(egui::Memory::focused);
    let claimed = focused.and_then(|id| ctx.data(|data| data.get_temp(id.with("claimed keys"))));
    claimed.unwrap_or_default()
}

/// Takes the keys of tags, such as `1` or `g`, out of this frame's input and gives them as lower-case characters.
///
/// `is_tag_key` says which characters are a tag's key. Call it after [`consume`].
pub fn consume_tag_keys(ctx: &Context, is_tag_key: impl Fn(char) -> bool) -> Vec<char> {
    if ctx.text_edit_focused() || ctx.memory(egui::Memory::top_modal_layer).is_some() {
        return Vec::new();
    }
    let mut pressed = Vec::new();
    take_keys(ctx, |key, modifiers, repeat| {
        let character =
            character_of(key).filter(|&character| modifiers.is_none() && is_tag_key(character))?;
        if !repeat {
            pressed.push(character);
        }
        Some(())
    });
    pressed
}

/// True when `character` alone already commands an action, and so cannot be a tag's key.
pub fn is_reserved(character: char) -> bool {
    Action::ALL.iter().flat_map(|action| action.keys()).any(|keys| {
        keys.modifiers.is_none() && character_of(keys.logical_key) == Some(character.to_ascii_lowercase())
    })
}

/// A shortcut as it is written beside its command: “Ctrl Shift S”, or “⇧⌘S” on a Mac.
pub fn text(ctx: &Context, shortcut: &KeyboardShortcut) -> String {
    let is_mac = ctx.os().is_mac();
    let names =
        if is_mac { ModifierNames::SYMBOLS } else { ModifierNames { concat: " ", ..ModifierNames::NAMES } };
    let modifiers = names.format(&shortcut.modifiers, is_mac);
    let gap = if modifiers.is_empty() { "" } else { names.concat };
    format!("{modifiers}{gap}{}", key_text(shortcut.logical_key))
}

/// An action's shortcut as it is written beside it, if it has one.
pub fn text_of(ctx: &Context, action: Action) -> Option<String> {
    action.shortcut().map(|shortcut| text(ctx, &shortcut))
}

fn key_text(key: Key) -> &'static str {
    match key {
        Key::ArrowDown => "↓",
        Key::ArrowLeft => "←",
        Key::ArrowRight => "→",
        Key::ArrowUp => "↑",
        key => key.symbol_or_name(),
    }
}

/// The action a key commands: exactly these modifiers if there is one, else the largest set of them.
///
/// Punctuation may need Shift or Alt to be typed at all, on some keyboards, so there they may be extra. With letters
/// and other keys they mean something else.
fn action_of(key: Key, modifiers: Modifiers) -> Option<Action> {
    let lenient = is_punctuation(key);
    Action::ALL
        .iter()
        .flat_map(|&action| action.keys().iter().map(move |keys| (action, keys)))
        .filter(|(_, keys)| keys.logical_key == key)
        .filter(|(_, keys)| {
            modifiers.matches_exact(keys.modifiers)
                || (lenient && !keys.modifiers.is_none() && modifiers.matches_logically(keys.modifiers))
        })
        .max_by_key(|(_, keys)| u8::from(keys.modifiers.shift) + u8::from(keys.modifiers.alt))
        .map(|(action, _)| action)
}

fn is_punctuation(key: Key) -> bool {
    matches!(key, Key::Plus | Key::Minus | Key::Equals | Key::Backslash | Key::Comma | Key::Period)
}

/// The letter or digit a key types without modifiers.
fn character_of(key: Key) -> Option<char> {
    let mut characters = key.name().chars();
    let character = characters.next().filter(char::is_ascii_alphanumeric)?;
    characters.next().is_none().then(|| character.to_ascii_lowercase())
}

/// Removes the key presses that `take` accepts, and the text those keys would type.
fn take_keys(ctx: &Context, mut take: impl FnMut(Key, Modifiers, bool) -> Option<()>) {
    ctx.input_mut(|input| {
        let mut typed = Vec::new();
        input.events.retain(|event| {
            let Event::Key { key, pressed: true, repeat, modifiers, .. } = event else { return true };
            let taken = take(*key, *modifiers, *repeat).is_some();
            if taken && let Some(character) = character_of(*key) {
                typed.push(character);
            }
            !taken
        });
        input.events.retain(|event| {
            let Event::Text(text) = event else { return true };
            !typed.iter().any(|character| text.eq_ignore_ascii_case(character.encode_utf8(&mut [0; 4])))
        });
    });
}

#[cfg(test)]
mod tests {
    use egui::RawInput;

    use super::*;

    fn press(key: Key, modifiers: Modifiers) -> Event {
        Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }
    }

    /// Gives the actions of each frame with its events, and the events left over in the last.
    fn actions_of_frames<const N: usize>(frames: [Vec<Event>; N]) -> ([Vec<Action>; N], Vec<Event>) {
        let ctx = Context::default();
        crate::ui::theme::install(&ctx);
        let mut left = Vec::new();
        let actions = frames.map(|events| {
            let mut actions = Vec::new();
            let output = ctx.run_ui(RawInput { events, ..RawInput::default() }, |ui| {
                actions = consume(ui);
                left = ui.input(|input| input.events.clone());
            });
            output.drop_without_applying_deltas();
            actions
        });
        (actions, left)
    }

    fn actions_of(events: Vec<Event>) -> (Vec<Action>, Vec<Event>) {
        let ([actions], left) = actions_of_frames([events]);
        (actions, left)
    }

    #[test]
    fn longer_modifiers_win() {
        let (ctrl, ctrl_shift) = (Modifiers::COMMAND, Modifiers::COMMAND | Modifiers::SHIFT);
        assert_eq!(actions_of(vec![press(Key::Z, ctrl)]).0, [Action::Undo]);
        assert_eq!(actions_of(vec![press(Key::Z, ctrl_shift)]).0, [Action::Redo]);
        assert_eq!(actions_of(vec![press(Key::N, Modifiers::SHIFT)]).0, [Action::PreviousAnnotation]);
        for key in [Key::Backslash, Key::Pipe] {
            assert_eq!(actions_of(vec![press(key, ctrl_shift)]).0, [Action::SplitDown]);
        }
    }

    #[test]
    fn other_modifiers_make_another_key() {
        assert_eq!(actions_of(vec![press(Key::H, Modifiers::ALT)]).0, []);
        assert_eq!(actions_of(vec![press(Key::H, Modifiers::SHIFT)]).0, []);
        let plus = Modifiers::COMMAND | Modifiers::SHIFT;
        assert_eq!(actions_of(vec![press(Key::Plus, plus)]).0, [Action::ZoomIn]);
    }

    #[test]
    fn a_letter_taken_is_not_typed() {
        let (actions, left) = actions_of(vec![press(Key::T, Modifiers::NONE), Event::Text("t".into())]);
        assert_eq!(actions, [Action::TagSelection]);
        assert_eq!(left, []);
    }

    #[test]
    fn a_held_key_commands_once_unless_it_moves() {
        let held =
            |key| actions_of_frames([vec![press(key, Modifiers::NONE)], vec![press(key, Modifiers::NONE)]]).0;
        assert_eq!(held(Key::T), [vec![Action::TagSelection], vec![]]);
        assert_eq!(held(Key::N), [vec![Action::NextAnnotation], vec![Action::NextAnnotation]]);
    }

    #[test]
    fn claimed_keys_are_left_to_what_has_the_keyboard() {
        const KEYS: &[KeyboardShortcut] = &[KeyboardShortcut::new(Modifiers::NONE, Key::Delete)];
        let ctx = Context::default();
        crate::ui::theme::install(&ctx);
        let list = Id::unique("list");
        let frame = |focus: bool| {
            let events = vec![press(Key::Delete, Modifiers::NONE)];
            let mut actions = Vec::new();
            let output = ctx.run_ui(RawInput { events, ..RawInput::default() }, |ui| {
                actions = consume(ui);
                ui.interact(ui.max_rect(), list, egui::Sense::click());
                claim(ui, list, KEYS);
                if focus {
                    ui.memory_mut(|memory| memory.request_focus(list));
                }
            });
            output.drop_without_applying_deltas();
            actions
        };
        assert_eq!(frame(true), [Action::DeleteAnnotation], "it has not got the keyboard yet");
        assert_eq!(frame(false), []);
    }

    #[test]
    fn capitals_belong_to_text_fields() {
        for action in [Action::EditDocumentMemo, Action::PreviousAnnotation, Action::TagSelection] {
            assert!(action.yields_to_text_fields(), "{action:?}");
        }
        assert!(!Action::Save.yields_to_text_fields());
        assert!(!Action::NextPane.yields_to_text_fields());
    }

    #[test]
    fn letters_of_actions_are_reserved() {
        assert!(is_reserved('t') && is_reserved('T'));
        assert!(!is_reserved('1') && !is_reserved('g'));
    }

    #[test]
    fn shortcuts_are_written_as_drawn() {
        let ctx = Context::default();
        ctx.set_os(egui::os::OperatingSystem::Nix);
        assert_eq!(text_of(&ctx, Action::CommandPalette).as_deref(), Some("Ctrl K"));
        assert_eq!(text_of(&ctx, Action::SaveAs).as_deref(), Some("Ctrl Shift S"));
        assert_eq!(text_of(&ctx, Action::DeleteAnnotation).as_deref(), Some("Delete"));
        ctx.set_os(egui::os::OperatingSystem::Mac);
        assert_eq!(text_of(&ctx, Action::SaveAs).as_deref(), Some("⇧⌘S"));
    }
}
