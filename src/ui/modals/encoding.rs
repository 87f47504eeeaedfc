//! Asks in which encoding a document is to be read, when the one that was told from its bytes is wrong.

use egui::Context;

use super::{Scene, Stay, rows};
use crate::corpus::encodings::OFFERED;
use crate::project::DocumentId;
use crate::ui::kit::{Answer, Dialog, ListRow, TextField};
use crate::workbench::Command;

/// The document, what was typed to find an encoding, and the one that is chosen among those found.
pub(super) struct EncodingDialog {
    document: DocumentId,
    typed: String,
    chosen: usize,
}

impl EncodingDialog {
    pub(super) fn new(document: DocumentId) -> Self {
        Self { document, typed: String::new(), chosen: 0 }
    }

    pub(super) fn show(&mut self, ctx: &Context, scene: &mut Scene<'_>) -> Stay {
        let Some(record) = scene.bench.project().documents.get(&self.document) else { return Stay::Closed };
        let shown = scene.bench.index().titles().shown(record);
        let title = format!("Read “{shown}” in another encoding");
        if let Some(why) = scene.bench.why_not_reread(self.document) {
            let dialog = Dialog::new("encoding", &title).cancel("Close");
            let (answer, _) = dialog.show(ctx, |ui| ui.label(why));
            return if matches!(answer, Answer::Pending) { Stay::Open } else { Stay::Closed };
        }
        let found = found(&self.typed);
        let moved = rows::arrows(ctx, Some(self.chosen), found.len());
        self.chosen = moved.unwrap_or(self.chosen).min(found.len().saturating_sub(1));
        let mut clicked = None;
        let dialog = Dialog::new("encoding", &title).primary("Read", !found.is_empty());
        let (answer, ()) = dialog.show(ctx, |ui| {
            ui.label(format!(
                "It is read as {} now. The file is not touched; annotations keep to their words, and undo brings the text \
                 back as it is.",
                record.encoding
            ));
            let field = TextField::new("Encoding", &mut self.typed).focus_first();
            if field.hint("Part of its name, or what is written in it").show(ui).changed() {
                self.chosen = 0;
            }
            let chosen = self.chosen;
            rows::show(ui, "encodings to choose from", 252.0, found.len(), moved, |ui, at| {
                let (name, about) = found[at];
                let row = ListRow::new(&format!("{name}: {about}")).selected(at == chosen).show(ui).row;
                if row.clicked() {
                    clicked = Some(at);
                }
            });
        });
        self.chosen = clicked.unwrap_or(self.chosen);
        match answer {
            Answer::Pending => return Stay::Open,
            Answer::Primary => {
                if let Some((name, _)) = found.get(self.chosen) {
                    let encoding = (*name).to_owned();
                    scene.out.command(Command::ReadAs { document: self.document, encoding });
                }
            }
            Answer::Other | Answer::Cancelled => {}
        }
        Stay::Closed
    }
}

/// The encodings whose name, or what is written in them, has what was typed.
fn found(typed: &str) -> Vec<(&'static str, &'static str)> {
    let typed = typed.trim().to_lowercase();
    let has = |(name, about): &(&str, &str)| format!("{name} {about}").to_lowercase().contains(&typed);
    OFFERED.into_iter().filter(has).collect()
}
