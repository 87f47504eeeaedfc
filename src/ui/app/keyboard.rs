//! Who has the keyboard: an open menu, the actions, the tags, and the list that had it before something lay over it.
//!
//! What a list or a field does with its keys is its own business.

use egui::Context;

use super::{LecternApp, panels};
use crate::ui::kit::menu_keys;
use crate::ui::shortcuts;

impl LecternApp {
    /// Has menus, actions and tags take their keys out of this frame's input, before anything is drawn.
    pub(super) fn take_keys(&mut self, ctx: &Context) {
        if menu_keys::take(ctx) {
            return;
        }
        for action in shortcuts::consume(ctx) {
            self.run_action(ctx, action);
        }
        let project = self.bench.project();
        let keys = shortcuts::consume_tag_keys(ctx, |key| project.tag_by_shortcut(key).is_some());
        for key in keys {
            self.press_tag_key(ctx, key);
        }
    }

    /// Takes the keyboard from a field that is gone, so that the next key is a command again and not a letter. The list that
    /// had it before a dialog, the palette or a menu was opened gets it back.
    pub(super) fn return_keyboard(&mut self, ctx: &Context) {
        ctx.memory_mut(|memory| {
            if let Some(focused) = memory.focused() {
                memory.surrender_focus(focused);
            }
        });
        self.owed_keyboard = self.list_with_keyboard;
        ctx.request_repaint();
    }

    /// Gives a list the keyboard that it is owed, as soon as no dialog lies over it: until then egui lets it have none.
    fn give_keyboard_back(&mut self, ctx: &Context) {
        if ctx.memory(egui::Memory::top_modal_layer).is_some() {
            return;
        }
        // A field that has been given it in the meantime keeps it.
        if let Some(list) = self.owed_keyboard.take().filter(|_| !ctx.text_edit_focused()) {
            ctx.memory_mut(|memory| memory.request_focus(list));
        }
    }

    /// Notes which list has the keyboard while nothing lies over it.
    pub(super) fn note_keyboard(&mut self, ctx: &Context) {
        let menu_is_open = menu_keys::is_open(ctx);
        // What is chosen from a menu gives the keyboard where it belongs.
        self.menu_was_escaped |= menu_is_open && ctx.input(|input| input.key_pressed(egui::Key::Escape));
        if self.modals.is_open() || self.palette.is_some() || menu_is_open {
            return;
        }
        if std::mem::take(&mut self.menu_was_escaped) && !ctx.text_edit_focused() {
            self.return_keyboard(ctx);
        }
        self.give_keyboard_back(ctx);
        if let Some(list) = self.opened_side.take().and_then(panels::list_of) {
            ctx.memory_mut(|memory| memory.request_focus(list));
        }
        let focused = ctx.memory(egui::Memory::focused);
        self.list_with_keyboard = focused.filter(|id| shortcuts::claims(ctx, *id));
    }
}
