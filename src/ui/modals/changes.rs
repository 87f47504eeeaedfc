//! What the changed file of a document says beside what it said, before somebody decides which of the two holds.

use egui::{Context, Label, RichText, ScrollArea, Ui};

use super::{Scene, Stay};
use crate::analysis::changes::{Difference, differences};
use crate::project::DocumentId;
use crate::text::numbers::counted;
use crate::ui::kit::{Answer, Dialog};
use crate::ui::theme::Themed as _;
use crate::workbench::{Command, Workbench};

/// Texts longer than this in bytes are not compared while somebody waits.
const LONGEST: usize = 4 << 20;
/// So many differences are listed, and of each so many lines.
const LISTED: usize = 200;
const LINES: usize = 12;

/// The differences of a document's two texts, as they were when the dialog was opened.
pub(super) struct ChangesDialog {
    document: DocumentId,
    title: String,
    /// Why they cannot be shown, where they cannot.
    found: Result<Vec<Difference>, &'static str>,
}

impl ChangesDialog {
    pub(super) fn new(document: DocumentId, bench: &Workbench) -> Self {
        let title = bench.title(document).unwrap_or_default().into_owned();
        let found = match (bench.text(document), bench.changed_source(document)) {
            (_, None) => Err("The file has not changed since it was looked at last."),
            (None, _) => Err("The text as it was read is lost, so there is nothing to compare with."),
            (Some(old), Some(new)) if old.as_str().len().max(new.text.as_str().len()) > LONGEST => {
                Err("The texts are too long to be compared here: compare the files in another program.")
            }
            (Some(old), Some(new)) => Ok(differences(old.as_str(), new.text.as_str())),
        };
        Self { document, title, found }
    }

    pub(super) fn show(&mut self, ctx: &Context, scene: &mut Scene<'_>) -> Stay {
        let title = format!("What has changed in “{}”", self.title);
        let is_changed = scene.bench.changed_source(self.document).is_some();
        let mut dialog = Dialog::new("changes", &title).width(720.0).cancel("Close");
        if is_changed {
            dialog = dialog.primary("Take over the new text", true).other("Keep the text as it was read");
        }
        let (answer, ()) = dialog.show(ctx, |ui| match &self.found {
            Ok(found) => list(ui, found),
            Err(why) => drop(ui.label(*why)),
        });
        match answer {
            Answer::Pending => return Stay::Open,
            Answer::Primary => scene.out.command(Command::TakeOverText(self.document)),
            Answer::Other => scene.out.command(Command::KeepTextAsRead(self.document)),
            Answer::Cancelled => {}
        }
        Stay::Closed
    }
}

fn list(ui: &mut Ui, found: &[Difference]) {
    let dim = ui.tokens().colour.dim;
    let places = match found.len() {
        0 => "The words are the same; only the ends of lines differ.".to_owned(),
        count => format!("{} differ.", counted(count, "place", "places")),
    };
    ui.colored_label(dim, places.replace("1 place differ.", "1 place differs."));
    let area = ScrollArea::vertical().id_salt("changes").auto_shrink([false, true]).max_height(420.0);
    area.show(ui, |ui| {
        for difference in found.iter().take(LISTED) {
            ui.add_space(6.0);
            ui.label(RichText::new(format!("Line {}", difference.line)).small().color(dim));
            let colours = &ui.tokens().colour;
            lines(ui, "−", &difference.before, colours.changed_fill);
            lines(ui, "+", &difference.after, colours.added_fill);
        }
        if let Some(more) = found.len().checked_sub(LISTED).filter(|more| *more > 0) {
            ui.add_space(6.0);
            ui.colored_label(dim, format!("And {}.", counted(more, "more place", "more places")));
        }
    });
}

/// Lines of one version, on its colour.
fn lines(ui: &mut Ui, sign: &str, lines: &[String], fill: egui::Color32) {
    if lines.is_empty() {
        return;
    }
    let frame = egui::Frame::new().fill(fill).inner_margin(egui::Margin::symmetric(8, 3));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        for line in lines.iter().take(LINES) {
            ui.add(Label::new(format!("{sign} {line}")).wrap());
        }
        if let Some(more) = lines.len().checked_sub(LINES).filter(|more| *more > 0) {
            ui.label(format!("{sign} … {}", counted(more, "more line", "more lines")));
        }
    });
}
