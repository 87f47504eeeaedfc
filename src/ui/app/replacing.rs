//! The question that is asked before a file that stands at the chosen place is replaced.

use std::path::{Path, PathBuf};

use egui::Context;

use super::LecternApp;
use crate::ui::kit::{Answer, Dialog};
use crate::ui::writing::Writing;
use crate::workbench::files;

/// Something to be written once its place is agreed.
pub(super) struct Replacing {
    what: Writing,
    target: PathBuf,
}

impl LecternApp {
    /// Writes to the place that was chosen; asks first when that replaces a file nobody has been asked about.
    pub(super) fn write_to(&mut self, what: Writing, chosen: &Path) {
        let target = files::target_path(chosen, what.extension());
        let is_own = self.bench.file().is_some_and(|file| file.path == target);
        let was_asked = target == chosen && self.files.asks_before_replacing();
        let replacing = Replacing { what, target };
        if !is_own && !was_asked && files::would_replace(&replacing.target) {
            self.replacing = Some(replacing);
        } else {
            self.write(replacing);
        }
    }

    /// Draws the question while it is open.
    pub(super) fn replacing_ui(&mut self, ctx: &Context) {
        let Some(replacing) = &self.replacing else { return };
        let name = replacing.target.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let folder = replacing.target.parent().unwrap_or(Path::new("")).display().to_string();
        let title = format!("Replace “{name}”?");
        let (answer, ()) = Dialog::new("replace", &title).primary("Replace", true).show(ctx, |ui| {
            ui.label(format!("A file of that name stands in {folder}. Replacing it cannot be undone."));
        });
        match answer {
            Answer::Pending => {}
            Answer::Primary => {
                if let Some(replacing) = self.replacing.take() {
                    self.write(replacing);
                }
            }
            Answer::Other | Answer::Cancelled => self.replacing = None,
        }
    }

    fn write(&mut self, replacing: Replacing) {
        let Replacing { what, target } = replacing;
        self.carry_out(what.to(target));
    }
}
