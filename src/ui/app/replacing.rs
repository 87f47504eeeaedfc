//! The question that is asked before a file that stands at the chosen place is replaced.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::Context;

use super::LecternApp;
use crate::exchange::drawing::Drawing;
use crate::exchange::trail::TrailFormat;
use crate::exchange::{ExportRequest, Format};
use crate::ui::kit::{Answer, Dialog};
use crate::workbench::{Command, ComparisonCommand, EntityCommand, SharedExport, files};

/// What is to be written.
pub(super) enum Writing {
    /// The project.
    Project,
    /// An export.
    Export(Box<ExportRequest>),
    /// The history.
    History(TrailFormat),
    /// What documents share.
    Shared(SharedExport, Format),
    /// The decisions about entities.
    Decisions,
    /// A figure, as what this extension says.
    Figure(Arc<Drawing>, &'static str),
}

/// Something to be written once its place is agreed.
pub(super) struct Replacing {
    what: Writing,
    target: PathBuf,
}

impl LecternApp {
    /// Writes to the place that was chosen; asks first when that replaces a file nobody has been asked about.
    pub(super) fn write_to(&mut self, what: Writing, chosen: &Path) {
        let extension = match &what {
            Writing::Project => "ron",
            Writing::Export(request) => request.format.extension(),
            Writing::History(format) => format.extension(),
            Writing::Shared(_, format) => format.extension(),
            Writing::Decisions => "csv",
            Writing::Figure(_, extension) => extension,
        };
        let target = files::target_path(chosen, extension);
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
        let Replacing { what, target: path } = replacing;
        self.carry_out(match what {
            Writing::Project => Command::SaveAs(path),
            Writing::Export(request) => Command::Export { request, path },
            Writing::History(format) => Command::ExportHistory { format, path },
            Writing::Shared(what, format) => {
                Command::Comparison(ComparisonCommand::Export { what, format, path })
            }
            Writing::Figure(drawing, _) => Command::Entities(EntityCommand::SaveDrawing(drawing, path)),
            Writing::Decisions => Command::Entities(EntityCommand::ExportDecisions(path)),
        });
    }
}
