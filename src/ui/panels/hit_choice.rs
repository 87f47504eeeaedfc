//! What keys and clicks do in a list of hits: go from one to another, choose some, have those chosen tagged; and how a chosen
//! hit looks. The list of the search panel and the concordance answer the same keys.

use egui::accesskit::Toggled;
use egui::{Align2, EventFilter, Id, Key, KeyboardShortcut, Modifiers, Rect, Response, TextStyle, Ui, pos2};

use super::list::{Move, take_keys};
use crate::ui::outbox::{Outbox, Request};
use crate::ui::screen::ChosenHits;
use crate::ui::shortcuts;
use crate::ui::theme::{Themed as _, icons, text_style};

/// What is asked of a list of hits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ui) enum HitAct {
    /// To another hit.
    Move(Move),
    /// The same, choosing all hits on the way.
    Extend(Move),
    /// To the first hit of the next document, or of the one before.
    Document(bool),
    /// A tenth of the text on, or back.
    Along(bool),
    /// The hit is chosen, or no longer.
    Toggle,
    /// All hits are chosen.
    ChooseAll,
    /// None is.
    ChooseNone,
    /// Those chosen are to be tagged.
    Tag,
    /// Into the text.
    Open,
}

/// Keys that command something elsewhere and that a list of hits answers itself.
const KEYS: &[KeyboardShortcut] = &[
    KeyboardShortcut::new(Modifiers::NONE, Key::Delete),
    KeyboardShortcut::new(Modifiers::NONE, Key::Backspace),
    KeyboardShortcut::new(Modifiers::NONE, Key::F2),
    KeyboardShortcut::new(Modifiers::COMMAND, Key::A),
    KeyboardShortcut::new(Modifiers::COMMAND, Key::Enter),
    KeyboardShortcut::new(Modifiers::NONE, Key::T),
];

/// The keys pressed in a list of hits; none while it has not got the keyboard.
pub(in crate::ui) fn pressed(ui: &Ui, list: Id, chosen: &ChosenHits) -> Vec<HitAct> {
    if !ui.memory(|memory| memory.has_focus(list)) {
        return Vec::new();
    }
    let some = !chosen.is_empty();
    take_keys(ui, |key, modifiers| {
        Some(match key {
            Key::A if modifiers.command_only() => HitAct::ChooseAll,
            Key::ArrowLeft | Key::ArrowRight if modifiers.command_only() => {
                HitAct::Along(key == Key::ArrowRight)
            }
            key if modifiers.shift_only() => HitAct::Extend(Move::of(key)?),
            _ if modifiers.any() => return None,
            Key::Space => HitAct::Toggle,
            Key::Escape if some => HitAct::ChooseNone,
            Key::T if some => HitAct::Tag,
            Key::Enter => HitAct::Open,
            Key::ArrowLeft | Key::ArrowRight => HitAct::Document(key == Key::ArrowRight),
            key => HitAct::Move(Move::of(key)?),
        })
    })
}

/// Said where a list of hits ends before the hits do.
const END_OF_LIST: &str = "The list ends here, but there are more hits: F3 goes on to the next. Ask for less to have them all in the \
                           list.";

/// The hit a move leads to among the first `listed` of `all`; where the list ends before the hits do, that is said, and from a
/// hit beyond its end nothing leads back to it but a move back.
pub(in crate::ui) fn moved(
    way: Move,
    from: Option<usize>,
    (listed, all): (usize, u64),
    out: &mut Outbox,
) -> Option<usize> {
    let to = way.from(from, listed)?;
    let is_at_the_end = matches!(way, Move::On(_)) && to + 1 == listed;
    if is_at_the_end && (listed as u64) < all {
        out.push(Request::Say(END_OF_LIST));
    }
    (!is_at_the_end || from.is_none_or(|from| from < listed)).then_some(to)
}

/// Keeps for the list, once it has been drawn, the keys it answers while hits are chosen: T and Escape.
pub(in crate::ui) fn claim(ui: &Ui, list: Id, chosen: &ChosenHits) {
    if chosen.is_empty() {
        return;
    }
    shortcuts::claim(ui, list, KEYS);
    let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, escape: true, tab: false };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(list, filter));
}

/// What a click on a hit asks for beside going there: with Ctrl it is chosen, with Shift all from where the choice began.
pub(in crate::ui) fn clicked(ui: &Ui) -> Option<Click> {
    let modifiers = ui.input(|input| input.modifiers);
    if modifiers.shift {
        Some(Click::Extend)
    } else if modifiers.command {
        Some(Click::Toggle)
    } else {
        None
    }
}

/// A click that chooses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ui) enum Click {
    /// The hit, or no longer.
    Toggle,
    /// All from where the choice began.
    Extend,
}

/// Tells whoever reads the screen how a hit stands.
pub(in crate::ui) fn tell(ui: &Ui, response: &Response, stood_on: bool, chosen: bool) {
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_selected(stood_on);
        node.set_toggled(if chosen { Toggled::True } else { Toggled::False });
    });
}

/// Paints what lies behind the words of a hit in its row, and a tick before those of a chosen one.
pub(in crate::ui) fn paint(ui: &Ui, rect: Rect, response: &Response, stood_on: bool, chosen: bool) {
    let tokens = ui.tokens();
    let colour = &tokens.colour;
    if stood_on || chosen {
        ui.painter().rect_filled(rect, 0.0, colour.accent_fill);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, colour.hover);
    }
    if chosen {
        let size = TextStyle::resolve(&text_style::small(), ui.style()).size;
        let font = egui::FontId::new(size, TextStyle::resolve(&text_style::icon(), ui.style()).family);
        let at = pos2(rect.left() + tokens.space.inset / 2.0, rect.center().y);
        ui.painter().text(at, Align2::CENTER_CENTER, icons::CHECK, font, colour.accent);
    }
}
