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
            self.undo_toasts.retain(|(other, _)| *other + 16 > id);
            self.undo_toasts.push((id, self.bench.history().steps()));
        } else {
            self.toasts.push(toast);
        }
    }

    /// Undoes what a message tells of whose button was pressed, unless more was done since.
    pub(super) fn undo_as_asked(&mut self, pressed: &[u64]) {
        let edits = self.bench.history().steps();
        let asked = self.undo_toasts.iter().find(|(id, _)| pressed.contains(id)).copied();
        match asked {
            Some((_, then)) if then == edits => self.out.command(Command::Undo),
            Some(_) => {
                self.hint("More was done since: undo it step by step with Edit › Undo.");
            }
            None => {}
        }
    }
}
