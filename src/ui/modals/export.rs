//! Exports excerpts, the codebook or a marked document: choose a format and its options, see what comes of it, name
//! the file.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{Context, RichText, ScrollArea, Ui};

use super::{Scene, Stay};
use crate::analysis::excerpts::{ExcerptFilter, GroupBy, SortKey, select};
use crate::analysis::filter_words::in_words;
use crate::exchange::outline::Block;
use crate::exchange::{Column, ExportRequest, Format, Material, Options, Preview, Shape, Subject, preview};
use crate::project::{AnnotationId, DocumentId, Project};
use crate::text::Text;
use crate::text::numbers::counted;
use crate::ui::dialogs::DialogRequest;
use crate::ui::kit::{Answer, Dialog};
use crate::ui::screen::ExcerptsView;
use crate::ui::theme::{Themed as _, text_style};
use crate::ui::writing::Writing;
use crate::workbench::jobs::Jobs;
use crate::workbench::{CorpusEntities, LoadedDocuments, Workbench};

/// How many rows or entries the preview shows.
const PREVIEW: usize = 12;
/// Cells of the preview are cut to this many characters.
const CELL: usize = 40;

/// With more annotations than this, listing and counting is left to a thread.
const MANY: usize = 5_000;

/// What is to be exported, before the excerpts are listed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Excerpts,
    Codebook,
    MarkedDocument(DocumentId),
}

/// What was chosen the last time, to begin with it the next time.
#[derive(Default)]
pub(super) struct LastChoices {
    excerpts: Option<(Format, Options)>,
    codebook: Option<Format>,
}

/// What a preview depends on, besides how the table is set, which cannot change while the dialog is open.
#[derive(Clone, PartialEq)]
struct Wanted {
    revision: u64,
    all: bool,
    format: Format,
    options: Options,
    /// What a page says that it is from.
    origin: String,
}

/// A preview with the excerpts it was made of.
struct Made {
    wanted: Wanted,
    excerpts: Arc<Vec<AnnotationId>>,
    preview: Result<Preview, String>,
}

/// The project as it was when a thread was first asked to preview it.
#[derive(Clone)]
struct Snapshot {
    revision: u64,
    project: Arc<Project>,
    entities: Arc<CorpusEntities>,
    folder: Option<PathBuf>,
    documents: LoadedDocuments,
}

/// What was chosen so far.
pub(super) struct ExportDialog {
    what: What,
    /// True until the dialog has been shown once.
    is_new: bool,
    /// All excerpts rather than those the table shows.
    all: bool,
    format: Format,
    options: Options,
    /// The preview last made.
    made: Option<Made>,
    /// What a thread is making a preview of.
    counting: Option<Wanted>,
    jobs: Jobs<Made>,
    snapshot: Option<Snapshot>,
}

impl ExportDialog {
    pub(super) fn excerpts(last: &LastChoices) -> Self {
        let (format, options) = last.excerpts.clone().unwrap_or((Format::Docx, Options::default()));
        Self { options, ..Self::new(What::Excerpts, format) }
    }

    pub(super) fn codebook(last: &LastChoices) -> Self {
        Self::new(What::Codebook, last.codebook.unwrap_or(Format::Docx))
    }

    pub(super) fn marked_document(document: DocumentId) -> Self {
        Self::new(What::MarkedDocument(document), Format::Html)
    }

    fn new(what: What, format: Format) -> Self {
        Self {
            what,
            is_new: true,
            all: false,
            format,
            options: Options::default(),
            made: None,
            counting: None,
            jobs: Jobs::default(),
            snapshot: None,
        }
    }

    pub(super) fn show(&mut self, ctx: &Context, scene: &mut Scene<'_>, last: &mut LastChoices) -> Stay {
        if std::mem::take(&mut self.is_new) {
            let waker = ctx.clone();
            self.jobs.set_waker(Arc::new(move || waker.request_repaint()));
            // A page is parted as the table is.
            self.options.group_by = scene.screen.excerpts.group_by.unwrap_or(self.options.group_by);
        }
        self.bring_up_to_date(scene.bench, &scene.screen.excerpts);
        let title = match self.what {
            What::Excerpts => "Export excerpts",
            What::Codebook => "Export the codebook",
            What::MarkedDocument(_) => "Export the document with its tags marked",
        };
        let ready = matches!(self.current(scene.bench), Some(Made { preview: Ok(preview), .. }) if total(preview) > 0);
        let dialog = Dialog::new("export", title).width(760.0).primary("Export…", ready);
        let (answer, ()) = dialog.show(ctx, |ui| {
            if self.what == What::Excerpts {
                self.extent_ui(ui, scene);
            }
            self.format_ui(ui);
            self.options_ui(ui);
            self.preview_ui(ui, scene.bench);
        });
        match answer {
            Answer::Pending => return Stay::Open,
            Answer::Primary => {
                // What is shown was made before the options of this very frame, and is what was agreed to.
                if let Some(made) = &self.made {
                    let format = made.wanted.format;
                    let extension = format.extension().to_owned();
                    let suggested = format!("{}.{extension}", self.suggested_name(scene.bench));
                    let subject = self.subject(&made.excerpts);
                    let options = made.wanted.options.clone();
                    let origin = made.wanted.origin.clone();
                    let request = ExportRequest { subject, format, options, origin };
                    *scene.writing = Some(Writing::Export(Box::new(request)));
                    scene.files.request(DialogRequest::Export { suggested, extension });
                }
            }
            Answer::Other | Answer::Cancelled => {}
        }
        match self.what {
            What::Excerpts => last.excerpts = Some((self.format, self.options.clone())),
            What::Codebook => last.codebook = Some(self.format),
            What::MarkedDocument(_) => {}
        }
        Stay::Closed
    }

    fn subject(&self, excerpts: &[AnnotationId]) -> Subject {
        subject(self.what, excerpts)
    }

    /// What the page will say that it is from.
    fn origin(&self, bench: &Workbench, view: &ExcerptsView) -> String {
        let what = match self.what {
            What::Excerpts if self.all => in_words(bench.project(), &ExcerptFilter::default()),
            What::Excerpts => in_words(bench.project(), &view.filter),
            What::Codebook | What::MarkedDocument(_) => String::new(),
        };
        ExportRequest::origin(bench.project_name().as_deref(), &what)
    }

    /// True when this is what is asked for now.
    fn is_wanted(&self, wanted: &Wanted, bench: &Workbench) -> bool {
        wanted.revision == state_of(bench)
            && wanted.all == self.all
            && wanted.format == self.format
            && wanted.options == self.options
    }

    /// The preview of what is asked for now, once it is made.
    fn current(&self, bench: &Workbench) -> Option<&Made> {
        self.made.as_ref().filter(|made| self.is_wanted(&made.wanted, bench))
    }

    /// Lists the excerpts and makes the preview, when anything they depend on has changed.
    fn bring_up_to_date(&mut self, bench: &Workbench, view: &ExcerptsView) {
        while let Some((_, made)) = self.jobs.try_next() {
            self.made = made.or(self.made.take());
        }
        if self.current(bench).is_some()
            || self.counting.as_ref().is_some_and(|wanted| self.is_wanted(wanted, bench))
        {
            return;
        }
        let revision = state_of(bench);
        let wanted = Wanted {
            revision,
            all: self.all,
            format: self.format,
            options: self.options.clone(),
            origin: self.origin(bench, view),
        };
        let listed = self
            .made
            .as_ref()
            .filter(|made| made.wanted.revision == revision && made.wanted.all == wanted.all);
        let listed = listed.map(|made| made.excerpts.clone());
        if bench.project().annotations.len() > MANY && self.count_aside(bench, view, &wanted, listed.clone())
        {
            self.counting = Some(wanted);
            return;
        }
        let texts = |id| bench.text(id);
        let names = |id, text: &Text, span| bench.entities().names_in(id, text, span);
        let material =
            Material { project: bench.project(), texts: &texts, names: &names, folder: bench.folder() };
        self.made = Some(make(material, self.what, view, wanted, listed));
    }

    /// Lets a thread make the preview; false when there is no thread to be had.
    fn count_aside(
        &mut self,
        bench: &Workbench,
        view: &ExcerptsView,
        wanted: &Wanted,
        listed: Option<Arc<Vec<AnnotationId>>>,
    ) -> bool {
        let fresh = self.snapshot.take().filter(|snapshot| snapshot.revision == wanted.revision);
        let snapshot = fresh.unwrap_or_else(|| Snapshot {
            revision: wanted.revision,
            project: bench.shared_project(),
            entities: bench.entities().clone(),
            folder: bench.folder().map(Path::to_path_buf),
            documents: bench.documents().clone(),
        });
        self.snapshot = Some(snapshot.clone());
        let (what, view, wanted) = (self.what, view.clone(), wanted.clone());
        let spawned = self.jobs.spawn("Counting excerpts", false, move |context| {
            let texts = |id| snapshot.documents.get(&id).map(|document| document.text.clone());
            let folder = snapshot.folder.as_deref();
            let names = |id, text: &Text, span| snapshot.entities.names_in(id, text, span);
            let material = Material { project: &snapshot.project, texts: &texts, names: &names, folder };
            context.report(make(material, what, &view, wanted, listed));
        });
        spawned.is_ok()
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
            for format in self.subject(&[]).formats() {
                ui.selectable_value(&mut self.format, *format, format.name());
            }
        });
    }

    fn options_ui(&mut self, ui: &mut Ui) {
        if self.what != What::Excerpts {
            return;
        }
        let format = self.format;
        let options = &mut self.options;
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

    fn preview_ui(&self, ui: &mut Ui, bench: &Workbench) {
        let colour = &ui.tokens().colour;
        ui.add_space(4.0);
        let is_current = self.current(bench).is_some();
        let preview = match self.made.as_ref().map(|made| &made.preview) {
            Some(Err(sentence)) if is_current => {
                ui.colored_label(colour.error, sentence);
                return;
            }
            Some(Ok(preview)) => Some(preview),
            _ => None,
        };
        let counted = match preview.filter(|_| is_current) {
            None => "Counting…".to_owned(),
            Some(preview) => match (total(preview), preview) {
                (0, _) => "Nothing to export: no excerpt passes the table’s filter.".to_owned(),
                (rows, Preview::Table { .. }) => counted(rows, "row", "rows"),
                (entries, _) => counted(entries, "entry", "entries"),
            },
        };
        ui.label(RichText::new(counted).color(colour.dim));
        let frame = egui::Frame::new()
            .fill(colour.page)
            .stroke(ui.tokens().line())
            .corner_radius(ui.tokens().control_radius())
            .inner_margin(12.0);
        // The frame is there from the beginning and keeps the former preview until the next is made: nothing jumps.
        frame.show(ui, |ui| {
            let area = ScrollArea::both().id_salt("export preview").auto_shrink([false, false]);
            area.min_scrolled_height(260.0).max_height(260.0).show(ui, |ui| match preview {
                None => {}
                Some(Preview::Table { headers, rows, .. }) => table_ui(ui, headers, rows),
                Some(Preview::Outline { title, blocks, .. }) => outline_ui(ui, title, blocks),
                Some(Preview::Lines { lines, .. }) => {
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
                let title = bench.title(id).unwrap_or("document".into());
                title.chars().map(|c| if r#"/\:*?"<>|"#.contains(c) { '-' } else { c }).take(80).collect()
            }
        }
    }
}

/// A number that changes with all that an export is made of.
fn state_of(bench: &Workbench) -> u64 {
    bench.revision() + bench.entities_revision()
}

/// Lists the excerpts, unless they are listed already, and previews their export.
fn make(
    material: Material<'_>,
    what: What,
    view: &ExcerptsView,
    wanted: Wanted,
    listed: Option<Arc<Vec<AnnotationId>>>,
) -> Made {
    let project = material.project;
    let excerpts = listed.unwrap_or_else(|| {
        Arc::new(match (what, wanted.all) {
            (What::Excerpts, true) => select(project, &ExcerptFilter::default(), &SortKey::Document, false),
            (What::Excerpts, false) => select(project, &view.filter, &view.sort, view.descending),
            (What::Codebook | What::MarkedDocument(_), _) => Vec::new(),
        })
    });
    let request = ExportRequest {
        subject: subject(what, &excerpts),
        format: wanted.format,
        options: wanted.options.clone(),
        origin: wanted.origin.clone(),
    };
    let preview = preview(material, &request, PREVIEW).map_err(|error| error.to_string());
    Made { wanted, excerpts, preview }
}

fn subject(what: What, excerpts: &[AnnotationId]) -> Subject {
    match what {
        What::Excerpts => Subject::Excerpts(excerpts.to_vec()),
        What::Codebook => Subject::Codebook,
        What::MarkedDocument(document) => Subject::MarkedDocument(document),
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
