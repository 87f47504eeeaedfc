//! The question that is asked before work is left that has no name, or is not on disk.

use egui::Context;

use super::{Leaving, LecternApp};
use crate::ui::action::Action;
use crate::ui::kit::{Answer, Dialog};

impl LecternApp {
    /// Asks whether to save before the project is left, and goes on once it is saved.
    pub(super) fn leaving_ui(&mut self, ctx: &Context) {
        let Some(leaving) = self.leaving.clone() else { return };
        if !self.bench.has_unsaved_work() && !self.bench.is_saving() {
            return self.go(leaving);
        }
        if self.bench.is_saving() || self.saving_to_leave {
            return self.wait_for_saving(ctx);
        }
        let what = match leaving {
            Leaving::Program => "before closing?",
            Leaving::NewProject
            | Leaving::OtherProject(_)
            | Leaving::Unfinished(_)
            | Leaving::AllTheSame
            | Leaving::BackupInstead => "before leaving it?",
        };
        let name = self.bench.project_name().map_or("the project".to_owned(), |name| format!("“{name}”"));
        let title = format!("Save {name} {what}");
        let kept = self.bench.is_kept_for_later();
        let without = if kept { "Keep for later" } else { "Don’t save" };
        let dialog = Dialog::new("unsaved work", &title).primary("Save", true).other(without);
        let (answer, ()) = dialog.show(ctx, |ui| {
            ui.label(if kept {
                "Your work has no file of its own yet. It is kept on this computer, and offered again when Lectern \
                 starts."
            } else {
                "Some of your work is not on disk yet. Without saving it is lost for good."
            });
        });
        match answer {
            Answer::Pending => {}
            Answer::Primary => {
                self.saving_to_leave = true;
                self.run_action(ctx, Action::Save);
            }
            Answer::Other => self.go(leaving),
            Answer::Cancelled => self.leaving = None,
        }
    }

    /// Stays until the project is saved; gives up leaving when the question for a file name was put aside.
    fn wait_for_saving(&mut self, ctx: &Context) {
        if self.bench.is_saving() || self.asking_for_file || self.replacing.is_some() {
            return ctx.request_repaint_after(std::time::Duration::from_millis(50));
        }
        // Saving is over and there is still unsaved work: it failed, or no file was named.
        self.saving_to_leave = false;
        self.leaving = None;
    }
}
