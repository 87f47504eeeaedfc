//! Exports excerpts, the codebook or a marked document: choose a format and its options, see what comes of it, name
//! the file.

use std::collections::BTreeSet;

use egui::{Context, RichText, ScrollArea, Ui};

use super::{Scene, Stay};
use crate::analysis::excerpts::{ExcerptFilter, GroupBy, SortKey, select};
use crate::exchange::outline::Block;
use crate::exchange::{Column, ExportRequest, Format, Material, Preview, Shape, Subject, preview};
use crate::project::DocumentId;
use crate::ui::dialogs::DialogRequest;
use crate::ui::kit::{Answer, Dialog};
use crate::ui::screen::Screen;
use crate::ui::theme::{Themed as _, text_style};
use crate::workbench::Workbench;

/// How many rows or entries the preview shows.
const PREVIEW: usize = 12;
/// Cells of the preview are cut to this many characters.
const CELL: usize = 40;

/// What is to be exported, before the excerpts are listed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Excerpts,
    Codebook,
    MarkedDocument(DocumentId),
}

/// What was chosen so far.
pub(super) struct ExportDialog {
    what: What,
    /// All excerpts rather than those the table shows.
    all: bool,
    request: ExportRequest,
    /// The preview of `request` for a state of the project.
    preview: Option<(u64, bool, ExportRequest, Result<Preview, String>)>,
}

impl ExportDialog {
    pub(super) fn excerpts() -> Self {
        Self::new(What::Excerpts, Subject::Excerpts(Vec::new()), Format::Docx)
    }

    pub(super) fn codebook() -> Self {
        Self::new(What::Codebook, Subject::Codebook, Format::Docx)
    }

    pub(super) fn marked_document(document: DocumentId) -> Self {
        Self::new(What::MarkedDocument(document), Subject::MarkedDocument(document), Format::Html)
    }

    fn new(what: What, subject: Subject, format: Format) -> Self {
        Self { what, all: false, request: ExportRequest::new(subject, format), preview: None }
    }

    pub(super) fn show(
        &mut self,
        ctx: &Context,
        scene: &mut Scene<'_>,
        waiting: &mut Option<ExportRequest>,
    ) -> Stay {
        self.bring_up_to_date(scene.bench, scene.screen);
        let title = match self.what {
            What::Excerpts => "Export excerpts",
            What::Codebook => "Export the codebook",
            What::MarkedDocument(_) => "Export the document with its tags marked",
        };
        let ready = matches!(&self.preview, Some((_, _, _, Ok(preview))) if total(preview) > 0);
        let dialog = Dialog::new("export", title).width(760.0).primary("Export…", ready);
        let (answer, ()) = dialog.show(ctx, |ui| {
            if self.what == What::Excerpts {
                self.extent_ui(ui, scene);
            }
            self.format_ui(ui);
            self.options_ui(ui);
            self.preview_ui(ui);
        });
        match answer {
            Answer::Pending => return Stay::Open,
            Answer::Primary => {
                let extension = self.request.format.extension().to_owned();
                let suggested = format!("{}.{extension}", self.suggested_name(scene.bench));
                *waiting = Some(self.request.clone());
                scene.files.request(DialogRequest::Export { suggested, extension });
            }
            Answer::Other | Answer::Cancelled => {}
        }
        Stay::Closed
    }

    /// Lists the excerpts and makes the preview, when anything they depend on has changed.
    fn bring_up_to_date(&mut self, bench: &Workbench, screen: &Screen) {
        let fresh = self.preview.as_ref().is_some_and(|(revision, all, request, _)| {
            *revision == bench.revision() && *all == self.all && *request == self.request
        });
        if fresh {
            return;
        }
        if self.what == What::Excerpts {
            self.request.subject = Subject::Excerpts(if self.all {
                select(bench.project(), &ExcerptFilter::default(), SortKey::Document, false)
            } else {
                let view = &screen.excerpts;
                select(bench.project(), &view.filter, view.sort, view.descending)
            });
        }
        let texts = |id| bench.text(id);
        let material = Material { project: bench.project(), texts: &texts };
        let made = preview(material, &self.request, PREVIEW).map_err(|error| error.to_string());
        self.preview = Some((bench.revision(), self.all, self.request.clone(), made));
    }

    fn extent_ui(&mut self, ui: &mut Ui, scene: &Scene<'_>) {
        let filtered = scene.screen.excerpts.filter != ExcerptFilter::default();
        ui.horizontal(|ui| {
            let shown =
                if filtered { "The excerpts the table shows" } else { "The excerpts in the table’s order" };
            ui.radio_value(&mut self.all, false, shown);
            ui.radio_value(&mut self.all, true, "All excerpts");
        });
    }

    fn format_ui(&mut self, ui: &mut Ui) {
        ui.horizontal_wrapped(|ui| {
            for format in self.request.subject.formats() {
                ui.selectable_value(&mut self.request.format, *format, format.name());
            }
        });
    }

    fn options_ui(&mut self, ui: &mut Ui) {
        if self.what != What::Excerpts {
            return;
        }
        let format = self.request.format;
        let options = &mut self.request.options;
        if format.is_page() {
            ui.horizontal(|ui| {
                ui.label("Grouped by");
                ui.radio_value(&mut options.group_by, GroupBy::Tag, "tag");
                ui.radio_value(&mut options.group_by, GroupBy::Document, "document");
            });
        }
        if format.is_table() {
            ui.horizontal(|ui| {
                ui.label("One row for each");
                ui.radio_value(&mut options.shape, Shape::PerCoding, "tag on an excerpt");
                ui.radio_value(&mut options.shape, Shape::PerExcerpt, "excerpt");
                ui.radio_value(&mut options.shape, Shape::Matrix, "excerpt, with a column for each tag");
            });
            ui.collapsing("Columns", |ui| columns_ui(ui, &mut options.columns));
        }
        if format == Format::Csv {
            ui.checkbox(
                &mut options.byte_order_mark,
                "Begin with a byte-order mark, so that Excel reads it as UTF-8",
            );
            let guard =
                "Put ' before cells that a spreadsheet would run as formulas, and name them in a column";
            ui.checkbox(&mut options.guard_formulas, guard);
        }
    }

    fn preview_ui(&self, ui: &mut Ui) {
        let Some((_, _, _, made)) = &self.preview else { return };
        let colour = &ui.tokens().colour;
        ui.add_space(4.0);
        let preview = match made {
            Ok(preview) => preview,
            Err(sentence) => {
                ui.colored_label(colour.error, sentence);
                return;
            }
        };
        let counted = match (total(preview), preview) {
            (0, _) => "Nothing to export: no excerpt passes the table’s filter.".to_owned(),
            (1, Preview::Table { .. }) => "1 row".to_owned(),
            (many, Preview::Table { .. }) => format!("{many} rows"),
            (1, _) => "1 entry".to_owned(),
            (many, _) => format!("{many} entries"),
        };
        ui.label(RichText::new(counted).color(colour.dim));
        let frame = egui::Frame::new()
            .fill(colour.page)
            .stroke(ui.tokens().line())
            .corner_radius(ui.tokens().control_radius())
            .inner_margin(12.0);
        frame.show(ui, |ui| {
            let area =
                ScrollArea::both().id_salt("export preview").auto_shrink([false, false]).max_height(260.0);
            area.show(ui, |ui| match preview {
                Preview::Table { headers, rows, .. } => table_ui(ui, headers, rows),
                Preview::Outline { title, blocks, .. } => outline_ui(ui, title, blocks),
                Preview::Lines { lines, .. } => {
                    for line in lines {
                        ui.add(
                            egui::Label::new(RichText::new(cut(line, 160)).text_style(text_style::small()))
                                .extend(),
                        );
                    }
                }
            });
        });
    }

    fn suggested_name(&self, bench: &Workbench) -> String {
        let project = bench.project_name().unwrap_or_else(|| "Lectern".to_owned());
        match self.what {
            What::Excerpts => format!("{project} excerpts"),
            What::Codebook => format!("{project} codebook"),
            What::MarkedDocument(id) => {
                let title =
                    bench.project().documents.get(&id).map_or("document", |record| record.title.as_str());
                title.chars().map(|c| if r#"/\:*?"<>|"#.contains(c) { '-' } else { c }).take(80).collect()
            }
        }
    }
}

/// How many rows or entries the export will have.
fn total(preview: &Preview) -> usize {
    match preview {
        Preview::Table { total, .. } | Preview::Outline { total, .. } | Preview::Lines { total, .. } => {
            *total
        }
    }
}

fn columns_ui(ui: &mut Ui, columns: &mut BTreeSet<Column>) {
    ui.horizontal_wrapped(|ui| {
        for column in Column::ALL {
            let mut on = columns.contains(&column);
            if ui.checkbox(&mut on, column.name()).on_hover_text(column.meaning()).changed() {
                if on {
                    columns.insert(column);
                } else {
                    columns.remove(&column);
                }
            }
        }
    });
}

fn table_ui(ui: &mut Ui, headers: &[String], rows: &[Vec<String>]) {
    egui::Grid::new("export preview rows").striped(true).spacing([16.0, 4.0]).show(ui, |ui| {
        for header in headers {
            ui.label(RichText::new(header).text_style(text_style::strong()));
        }
        ui.end_row();
        for row in rows {
            for cell in row {
                ui.add(
                    egui::Label::new(RichText::new(cut(cell, CELL)).text_style(text_style::small())).extend(),
                );
            }
            ui.end_row();
        }
    });
}

fn outline_ui(ui: &mut Ui, title: &str, blocks: &[Block]) {
    let colour = &ui.tokens().colour;
    ui.label(RichText::new(title).text_style(text_style::heading()));
    for block in blocks {
        match block {
            Block::Heading { text, .. } => {
                ui.add_space(8.0);
                ui.label(RichText::new(text).text_style(text_style::strong()))
            }
            Block::Paragraph(text) => ui.label(text),
            Block::Quotation(text) => {
                ui.label(RichText::new(cut(text, 280)).text_style(text_style::excerpt()))
            }
            Block::Citation(text) => ui.label(RichText::new(text).color(colour.dim)),
            Block::Tags { lead, labels } => {
                let names: Vec<&str> = labels.iter().map(|label| label.path.as_str()).collect();
                ui.label(RichText::new(format!("{lead}: {}", names.join(", "))).color(colour.dim))
            }
            Block::Memo(text) => ui.label(RichText::new(format!("Memo: {text}")).color(colour.dim)),
            Block::Warning(text) => ui.label(RichText::new(text).color(colour.warning)),
        };
    }
}

/// The beginning of a text, on one line.
fn cut(text: &str, characters: usize) -> String {
    let line: String =
        text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(characters + 1).collect();
    if line.chars().count() > characters {
        let kept: String = line.chars().take(characters).collect();
        format!("{}…", kept.trim_end())
    } else {
        line
    }
}
