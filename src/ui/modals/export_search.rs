//! Exports the hits of a search in the order of the concordance, or the saved searches with what they find: choose the
//! format, then name the file.

use egui::{DragValue, RichText, Ui};

use super::{Scene, Stay};
use crate::exchange::{Format, sheet};
use crate::search::concordance::Context;
use crate::text::numbers::{counted, grouped};
use crate::ui::dialogs::DialogRequest;
use crate::ui::kit::{Answer, Dialog};
use crate::ui::panels::wording::quotation;
use crate::ui::screen::SearchView;
use crate::ui::theme::Themed as _;
use crate::ui::writing::Writing;
use crate::workbench::{Exported, SearchExport, Workbench};

/// The most context that is written on each side, in characters.
const MOST_CONTEXT: usize = 2000;

/// What was chosen so far.
pub(super) struct ExportSearchDialog(SearchExport);

impl ExportSearchDialog {
    /// A dialog for what is on screen: with as much context as the concordance shows, in the order of its documents.
    pub(super) fn new(what: Exported, view: &SearchView) -> Self {
        let usual = SearchExport::of(what);
        let context = match view.context {
            Context::Characters(characters) => characters,
            Context::Sentence => usual.context,
        };
        Self(SearchExport { context, documents: view.documents, ..usual })
    }

    pub(super) fn show(&mut self, ctx: &egui::Context, scene: &mut Scene<'_>) -> Stay {
        let bench = scene.bench;
        let Some(Said { title, lines, is_ready, name }) = said(self.0.what, bench) else {
            return Stay::Closed;
        };
        let dialog = Dialog::new("export search", &title).primary("Export…", is_ready);
        let (answer, ()) = dialog.show(ctx, |ui| {
            for line in lines {
                ui.label(line);
            }
            self.format_ui(ui);
        });
        match answer {
            Answer::Pending => return Stay::Open,
            Answer::Primary => {
                *scene.writing = Some(Writing::Search(Box::new(self.0.clone())));
                let extension = self.0.format.extension().to_owned();
                let name =
                    bench.project_name().map_or(name.to_owned(), |project| format!("{project} {name}"));
                let suggested = format!("{name}.{extension}");
                scene.files.request(DialogRequest::Export { suggested, extension });
            }
            Answer::Other | Answer::Cancelled => {}
        }
        Stay::Closed
    }

    fn format_ui(&mut self, ui: &mut Ui) {
        let SearchExport { what, format, context, options, .. } = &mut self.0;
        ui.add_space(4.0);
        ui.horizontal_wrapped(|ui| {
            for other in sheet::FORMATS {
                ui.radio_value(format, other, other.name());
            }
        });
        if *what == Exported::Hits {
            ui.horizontal(|ui| {
                let label = ui.label("Characters of context on each side");
                ui.add(DragValue::new(context).range(0..=MOST_CONTEXT)).labelled_by(label.id);
            });
        }
        if *format == Format::Csv {
            let mark = "Begin with a byte-order mark, so that Excel reads it as UTF-8";
            ui.checkbox(&mut options.byte_order_mark, mark);
            let guard =
                "Put ' before cells that a spreadsheet would run as formulas, and name them in a column";
            ui.checkbox(&mut options.guard_formulas, guard);
            return;
        }
        let hint = match format {
            Format::Xlsx => "Words are text and counts are numbers; nothing in it is run.",
            Format::Html => "One page that opens in any browser and fetches nothing.",
            Format::Markdown => "A table for people to read.",
            _ => "One object a line, for programs.",
        };
        ui.label(RichText::new(hint).color(ui.tokens().colour.dim));
    }
}

/// What the dialog says of what is written.
struct Said {
    title: String,
    lines: Vec<String>,
    is_ready: bool,
    /// What the file is called after the project.
    name: &'static str,
}

/// `None` when there is nothing to write.
fn said(what: Exported, bench: &Workbench) -> Option<Said> {
    match what {
        Exported::SavedSearches => {
            let count = bench.project().searches.len();
            let lines = vec![
                counted(count, "saved search", "saved searches"),
                "By name, each with its query, its scope and how much it finds now.".to_owned(),
            ];
            let title = "Export the saved searches".to_owned();
            (count > 0).then_some(Said { title, lines, is_ready: true, name: "searches" })
        }
        Exported::Hits => {
            let found = bench.answer().filter(|found| found.count() > 0)?;
            let hits = counted(found.count() as usize, "hit", "hits");
            let documents = counted(found.found().len(), "document", "documents");
            let is_too_many = found.count() > Workbench::MOST_EXPORTED;
            let is_passing = bench.is_searching() || bench.is_ordering() || !found.is_complete();
            let second = if is_too_many {
                let most = grouped(Workbench::MOST_EXPORTED as usize);
                format!("More than {most} are not written at once: ask for less.")
            } else if is_passing {
                "They are still being searched and sorted…".to_owned()
            } else {
                "In the order of the concordance, each with its context, its place in code points and the attributes of its \
                 document."
                    .to_owned()
            };
            Some(Said {
                title: format!("Export the hits of “{}”", quotation(&found.asked().query, 40)),
                lines: vec![format!("{hits} in {documents}"), second],
                is_ready: !is_too_many && !is_passing,
                name: "hits",
            })
        }
    }
}
