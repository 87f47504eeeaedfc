//! The inspector on a document: title, source, attributes, memo, and the tags used in it.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::rc::Rc;

use egui::Ui;

use super::draft::Field;
use super::{InspectorPanel, attributes, pieces};
use crate::project::correct::is_corrected;
use crate::project::{DocumentId, DocumentRecord, TagId};
use crate::text::numbers::counted;
use crate::ui::kit::{self, ListRow, Mark, PushButton};
use crate::ui::outbox::{Dialog, Outbox, Request};
use crate::ui::panels::draw;
use crate::ui::screen::Subject;
use crate::ui::theme::Themed as _;
use crate::workbench::Workbench;

/// Draws it.
pub(super) fn show(
    ui: &mut Ui,
    state: &mut InspectorPanel,
    bench: &Workbench,
    id: DocumentId,
    out: &mut Outbox,
) {
    let Some(record) = bench.project().documents.get(&id) else { return };
    pieces::body(ui, |ui| {
        draw::inset(ui, |ui| {
            pieces::title(ui, &mut state.drafts, bench, out, Field::Title(id), "Document title");
            source(ui, record);
            measures(ui, bench, record, out);
            ui.add_space(4.0);
            buttons(ui, id, out);
        });
        kit::section_header(ui, "Attributes");
        draw::inset(ui, |ui| attributes::table(ui, state, bench, record, out));
        kit::section_header(ui, "Memo");
        draw::inset(ui, |ui| {
            let hint = "What you think of this document";
            pieces::prose(ui, &mut state.drafts, bench, out, Field::DocumentMemo(id), "Document memo", hint);
        });
        let tags = state.document_tags.get(bench.project_revision(), id, || tags_in(bench, id));
        kit::section_header(ui, "Tags in this document");
        if tags.is_empty() {
            draw::inset(ui, |ui| draw::dim(ui, "None yet. Select words in the text and press T."));
        }
        for &(tag, count) in tags.iter() {
            let Some(record) = bench.project().tags.get(&tag) else { continue };
            let colour = ui.tokens().tag_colour(record.colour);
            let path = bench.project().tag_path(tag);
            let row = ListRow::new(&path).mark(Mark::Swatch(colour)).count(count).show(ui).row;
            if row.clicked() {
                out.focus(Subject::Tag(tag));
            }
        }
    });
}

fn source(ui: &mut Ui, record: &DocumentRecord) {
    let path = record.path_text();
    let dim = ui.tokens().colour.dim;
    let text = egui::RichText::new(file_name(&path)).small().color(dim);
    ui.add(egui::Label::new(text).truncate()).on_hover_text(&path);
}

fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

fn measures(ui: &mut Ui, bench: &Workbench, record: &DocumentRecord, out: &mut Outbox) {
    let annotations = counted(bench.index().count_in(record.id), "annotation", "annotations");
    let Some(document) = bench.document(record.id) else {
        draw::dim(ui, annotations);
        let warning = ui.tokens().colour.warning;
        ui.colored_label(warning, "Its text is not loaded; see Problems for the reason.");
        return;
    };
    let words = counted(document.words, "word", "words");
    draw::dim(ui, format!("{words} · {annotations}"));
    let characters = counted(document.text.code_points().len(), "character", "characters");
    let paragraphs = counted(document.text.structure().paragraphs().len(), "paragraph", "paragraphs");
    draw::dim(ui, format!("{characters} · {paragraphs}"));
    if is_corrected(record) {
        let said = ui.scope(|ui| draw::dim(ui, "Corrected here, not in its file")).response;
        said.on_hover_text("History lists each correction; undo takes it back.");
    }
    ui.horizontal_wrapped(|ui| {
        let encoding = format!("{}{}", record.encoding, language(bench, record.id));
        ui.scope(|ui| draw::dim(ui, encoding)).response.on_hover_text(
            "Forms of a word are found by the rules of this language. An attribute “language” states another.",
        );
        if bench.can_be_corrected(record.id) {
            let button = ui.add(PushButton::new("Encoding…").quiet());
            if button
                .on_hover_text("Read it in another encoding, when letters of the text are wrong")
                .clicked()
            {
                out.dialog(Dialog::Encoding(record.id));
            }
        }
    });
}

/// The language whose rules the words are searched by, once the document has been made ready for that.
fn language(bench: &Workbench, id: DocumentId) -> String {
    match bench.searched_language(id) {
        None => String::new(),
        Some(None) => " · no language is known".to_owned(),
        Some(Some(language)) => format!(" · {language}"),
    }
}

fn buttons(ui: &mut Ui, id: DocumentId, out: &mut Outbox) {
    ui.horizontal_wrapped(|ui| {
        for (label, beside) in [("Open", false), ("Open beside", true)] {
            if ui.add(PushButton::new(label)).clicked() {
                out.push(Request::Open { document: id, at: None, beside });
                out.push(Request::Keep(id));
            }
        }
        if ui
            .add(PushButton::new("Export…"))
            .on_hover_text("The whole text with its tags marked, as a web page")
            .clicked()
        {
            out.dialog(Dialog::ExportMarkedDocument(id));
        }
    });
}

/// The tags used in a document, most used first.
fn tags_in(bench: &Workbench, id: DocumentId) -> Rc<[(TagId, usize)]> {
    let project = bench.project();
    let mut counts = BTreeMap::<TagId, usize>::new();
    for annotation in bench.index().annotations_in(id).filter_map(|id| project.annotations.get(&id)) {
        for tag in &annotation.tags {
            *counts.entry(*tag).or_default() += 1;
        }
    }
    let mut tags: Vec<(TagId, usize)> = counts.into_iter().collect();
    tags.sort_by_cached_key(|(tag, count)| (Reverse(*count), project.tag_path(*tag)));
    tags.into()
}
