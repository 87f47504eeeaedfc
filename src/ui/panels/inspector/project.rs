//! The inspector on the project as a whole: its file, what it holds, who codes, its memo.

use egui::{Label, RichText, Ui};

use super::draft::Field;
use super::{InspectorPanel, pieces};
use crate::text::numbers::grouped;
use crate::ui::kit::{self, PushButton};
use crate::ui::outbox::{Dialog, Outbox};
use crate::ui::panels::draw;
use crate::ui::panels::wording::moment;
use crate::ui::theme::text_style;
use crate::workbench::Workbench;

/// Draws it.
pub(super) fn show(ui: &mut Ui, state: &mut InspectorPanel, bench: &Workbench, out: &mut Outbox) {
    let project = bench.project();
    pieces::body(ui, |ui| {
        draw::inset(ui, |ui| {
            let name = bench.project_name().unwrap_or_else(|| "Unnamed project".into());
            ui.add(Label::new(RichText::new(name).text_style(text_style::heading())).wrap());
            match bench.file() {
                Some(file) => {
                    let path =
                        RichText::new(file.path.display().to_string()).text_style(text_style::small()).weak();
                    ui.add(Label::new(path).truncate());
                }
                None => draw::dim(ui, "Not saved yet: Ctrl S gives it a name and a place."),
            }
            ui.add_space(8.0);
            pieces::fact(ui, "Documents", &grouped(project.documents.len()));
            pieces::fact(ui, "Words", &grouped(bench.word_count()));
            pieces::fact(ui, "Tags", &grouped(project.tags.len()));
            pieces::fact(ui, "Annotations", &grouped(project.annotations.len()));
            pieces::fact(ui, "Begun", &moment(project.info.created));
        });
        kit::section_header(ui, "Memo");
        draw::inset(ui, |ui| {
            let hint = "What this project is about";
            pieces::prose(ui, &mut state.drafts, bench, out, Field::ProjectMemo, "Project memo", hint);
        });
        kit::section_header(ui, "Coder");
        draw::inset(ui, |ui| {
            let coder = bench.coder();
            ui.label(format!("{} ({})", coder.name, coder.initials));
            ui.add_space(4.0);
            if ui
                .add(PushButton::new("Change…"))
                .on_hover_text("Who is written on the annotations made from now on")
                .clicked()
            {
                out.dialog(Dialog::Coder);
            }
        });
    });
}
