//! What is said for a while over the window, and undoing from there.
//!
//! What is said for as long as it is true stands in `banners`.

use super::LecternApp;
use crate::ui::kit::{Toast, ToastKind};
use crate::workbench::{Command, Level, Notice};

impl LecternApp {
    /// Says for a while what to do instead.
    pub(super) fn hint(&mut self, sentence: &str) {
        self.toasts.push(Toast::new(ToastKind::Note, sentence));
    }

    /// Shows a message for a while.
    pub(super) fn toast(&mut self, notice: &Notice) {
        let kind = match notice.level {
            Level::Info => ToastKind::Done,
            Level::Warning => ToastKind::Warning,
            Level::Error => ToastKind::Error,
        };
        let toast = Toast::new(kind, notice.text.clone());
        if notice.undoable {
            let id = self.toasts.push(toast.action("Undo"));
            self.undo_toasts.push((id, self.bench.history().steps()));
        } else {
            self.toasts.push(toast);
        }
    }

    /// Undoes what a message tells of whose button was pressed. A message that was undone otherwise goes, and one after which
    /// more was done has no button any more: that would undo something else.
    pub(super) fn undo_as_asked(&mut self, pressed: &[u64]) {
        let edits = self.bench.history().steps();
        for (id, then) in std::mem::take(&mut self.undo_toasts) {
            if then == edits && pressed.contains(&id) {
                self.out.command(Command::Undo);
            } else if then == edits {
                self.undo_toasts.push((id, then));
            } else if then < edits {
                self.toasts.withdraw_action(id);
            } else {
                self.toasts.dismiss(id);
            }
        }
    }
}
