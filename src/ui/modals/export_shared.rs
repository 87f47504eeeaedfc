//! Exports what documents share: choose the list, the collation or two documents side by side, and a format; then name the
//! file.

use egui::{Context, RichText, Ui};

use super::{Scene, Stay};
use crate::exchange::Format;
use crate::project::DocumentId;
use crate::text::numbers::counted;
use crate::ui::dialogs::DialogRequest;
use crate::ui::kit::{Answer, Dialog};
use crate::ui::theme::Themed as _;
use crate::ui::writing::Writing;
use crate::workbench::{SharedExport, Workbench};

/// What was chosen so far.
pub(super) struct ExportSharedDialog {
    /// What there is to choose from, the likeliest first.
    choices: Vec<Choice>,
    chosen: usize,
    format: Format,
    /// Two documents that stand side by side, if any do.
    pair: Option<(DocumentId, DocumentId)>,
    is_listed: bool,
}

/// Something that can be exported.
struct Choice {
    what: SharedExport,
    label: String,
    hint: &'static str,
    /// What the file is called at first, without its extension.
    name: &'static str,
}

impl ExportSharedDialog {
    pub(super) fn new(pair: Option<(DocumentId, DocumentId)>) -> Self {
        Self { choices: Vec::new(), chosen: 0, format: Format::Csv, pair, is_listed: false }
    }

    pub(super) fn show(&mut self, ctx: &Context, scene: &mut Scene<'_>) -> Stay {
        if !std::mem::replace(&mut self.is_listed, true) {
            self.list(scene);
        }
        let dialog = Dialog::new("export shared", "Export what documents share");
        let dialog = dialog.primary("Export…", !self.choices.is_empty());
        let (answer, ()) = dialog.show(ctx, |ui| self.body(ui));
        match answer {
            Answer::Pending => return Stay::Open,
            Answer::Primary => {
                if let Some(choice) = self.choices.get(self.chosen) {
                    *scene.writing = Some(Writing::Shared(choice.what.clone(), self.format));
                    let extension = self.format.extension().to_owned();
                    let suggested = format!("{}.{extension}", choice.name);
                    scene.files.request(DialogRequest::Export { suggested, extension });
                }
            }
            Answer::Other | Answer::Cancelled => {}
        }
        Stay::Closed
    }

    /// Finds out what there is.
    fn list(&mut self, scene: &Scene<'_>) {
        let (bench, view) = (scene.bench, &scene.screen.comparison);
        let wish = view.wish();
        // Of very many, only the job that writes them says how many there are.
        let count = bench.count_shared_now(&wish);
        if count != Some(0) {
            let many = count.map(|count| format!(" ({})", counted(count, "passage", "passages")));
            self.choices.push(Choice {
                what: SharedExport::Passages(wish),
                label: format!("The list of shared passages{}", many.unwrap_or_default()),
                hint: "Those the panel lists now: where each stands in both documents, and its words.",
                name: "shared passages",
            });
        }
        if let Some(collated) = bench.collation() {
            let many = counted(collated.witnesses.len(), "witness", "witnesses");
            self.choices.push(Choice {
                what: SharedExport::Collation,
                label: format!("The collation ({many})"),
                hint: "One row a witness, words that correspond in one column.",
                name: "collation",
            });
        }
        if let Some(ordered) = bench.order_in_time().filter(|ordered| !ordered.precedence.all.is_empty()) {
            let many = counted(ordered.precedence.all.len(), "pair", "pairs");
            self.choices.push(Choice {
                what: SharedExport::Order,
                label: format!("Who came first ({many})"),
                hint: "Pairs of documents with words in common, the earlier one first.",
                name: "who came first",
            });
        }
        if let Some(beside) = bench.beside() {
            let both = [beside.a.document, beside.b.document].map(|document| title(bench, document));
            self.choices.push(Choice {
                what: SharedExport::Beside,
                label: format!("The word differences: {} and {}", both[0], both[1]),
                hint: "A page for the browser with both sides as they were compared, differences marked.",
                name: "differences",
            });
        }
        if let Some((one, other)) = self.pair {
            let title = |document| title(bench, document);
            let both = format!("{} and {}", title(one), title(other));
            if shares(bench, one, other) {
                self.choices.push(Choice {
                    what: SharedExport::Pair(one, other),
                    label: format!("What is shared, side by side: {both}"),
                    hint: "A page for the browser with each passage in both documents, differences marked.",
                    name: "side by side",
                });
            }
            self.choices.push(Choice {
                what: SharedExport::Whole(one, other),
                label: format!("Both texts whole, side by side: {both}"),
                hint: "A page for the browser with all of both documents, differences marked.",
                name: "side by side",
            });
        }
    }

    fn body(&mut self, ui: &mut Ui) {
        if self.choices.is_empty() {
            ui.label(
                "There is nothing to export: no passage is listed and no two documents stand side by side.",
            );
            return;
        }
        for (number, choice) in self.choices.iter().enumerate() {
            ui.radio_value(&mut self.chosen, number, &choice.label);
        }
        let Some(choice) = self.choices.get(self.chosen) else { return };
        let dim = ui.tokens().colour.dim;
        ui.label(RichText::new(choice.hint).color(dim));
        ui.add_space(ui.tokens().space.grid);
        let formats = choice.what.formats();
        if !formats.contains(&self.format) {
            self.format = formats.first().copied().unwrap_or_default();
        }
        ui.horizontal_wrapped(|ui| {
            for format in formats {
                ui.radio_value(&mut self.format, *format, format.name());
            }
        });
    }
}

fn title(bench: &Workbench, document: DocumentId) -> String {
    const LONGEST: usize = 32;
    let title = bench.title(document).unwrap_or_default();
    crate::ui::panels::wording::quotation(&title, LONGEST)
}

/// True when two documents share a passage that is shown.
fn shares(bench: &Workbench, one: DocumentId, other: DocumentId) -> bool {
    let comparison = bench.comparison();
    let Some(text) = bench.text(one) else { return false };
    let mut standing = comparison.standing_in(one, text.hash()).iter();
    standing.any(|it| {
        it.there.0 == other && comparison.passage(it.passage).is_some_and(|passage| passage.kind.is_shown())
    })
}
