//! Needs a look: files that are not what they were, and annotations whose place is not certain, each with what can be
//! done about it.
//!
//! The annotation as it was stands on the left, the proposed place on the right. Nothing here decides anything; a place
//! is taken only by a button.

mod files;
mod row;

use egui::{ScrollArea, Ui};

use crate::project::anchoring::AUTOMATIC;
use crate::project::{AnnotationId, DocumentId};
use crate::text::Span;
use crate::ui::kit::{EmptyState, PushButton, tab_bar};
use crate::ui::outbox::Outbox;
use crate::ui::screen::{BottomTable, Screen};
use crate::ui::theme::icons;
use crate::workbench::{Command, Workbench};

/// What the panel lists, in the order of documents and places, as of one state of the project.
#[derive(Default)]
pub struct LookingPanel {
    revision: Option<(u64, u64)>,
    annotations: Vec<AnnotationId>,
}

impl LookingPanel {
    /// Draws the panel. `selection` is what is selected in the page in front, where an annotation can be placed.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        screen: &mut Screen,
        bench: &Workbench,
        selection: Option<(DocumentId, Span)>,
        out: &mut Outbox,
    ) {
        self.list(bench);
        let sure = self.sure(bench);
        tables_tabs(ui, screen, bench, |ui, _| {
            let label = match sure.len() {
                1 => "Accept 1 that is sure".to_owned(),
                many => format!("Accept {many} that are sure"),
            };
            if !sure.is_empty() {
                let hint = format!("Take every proposed place that is at least {AUTOMATIC} % sure");
                if ui.add(PushButton::new(&label).quiet()).on_hover_text(hint).clicked() {
                    out.command(Command::AcceptProposals(sure.clone()));
                }
            }
        });
        let sources = bench.sources_to_look_at();
        if sources.is_empty() && self.annotations.is_empty() {
            let hint = "Every annotation stands on its own words, and every file says what it said.";
            EmptyState::new("Nothing needs a look", hint).icon(icons::CHECK_CIRCLE).show(ui);
            return;
        }
        let file_rows = files::rows(&sources);
        let count = file_rows + self.annotations.len();
        ui.spacing_mut().item_spacing.y = 0.0;
        ScrollArea::vertical().id_salt("needs a look").auto_shrink([false, false]).show_rows(
            ui,
            row::HEIGHT,
            count,
            |ui, range| {
                for index in range {
                    if index < file_rows {
                        files::row(ui, index, &sources, bench, out);
                    } else if let Some(annotation) = self
                        .annotations
                        .get(index - file_rows)
                        .and_then(|id| bench.project().annotations.get(id))
                    {
                        row::show(ui, annotation, screen, bench, selection, out);
                    }
                }
            },
        );
    }

    /// Brings the list up to date with the project.
    fn list(&mut self, bench: &Workbench) {
        let revision = Some((bench.generation(), bench.project_revision()));
        if self.revision == revision {
            return;
        }
        self.revision = revision;
        let project = bench.project();
        self.annotations = bench.index().needing_look().iter().copied().collect();
        self.annotations.sort_by_cached_key(|id| {
            let annotation = project.annotations.get(id);
            let title = annotation
                .and_then(|annotation| project.documents.get(&annotation.document))
                .map(|record| record.title.to_lowercase());
            (title, annotation.map(|annotation| (annotation.document, annotation.anchor.start)), *id)
        });
    }

    /// The annotations whose proposed place is sure, but for a rival or for words that all changed.
    fn sure(&self, bench: &Workbench) -> Vec<AnnotationId> {
        let annotations = &bench.project().annotations;
        self.annotations
            .iter()
            .copied()
            .filter(|id| {
                let proposal = annotations.get(id).and_then(|annotation| annotation.standing.proposal());
                let rival = annotations.get(id).is_some_and(|annotation| {
                    matches!(
                        annotation.standing,
                        crate::project::Standing::NeedsLook { why: crate::project::Doubt::Rival, .. }
                    )
                });
                proposal.is_some_and(|proposal| proposal.confidence >= AUTOMATIC) && !rival
            })
            .collect()
    }
}

/// The tabs of the tables below, with what the table in front adds at the right.
pub fn tables_tabs(
    ui: &mut Ui,
    screen: &mut Screen,
    bench: &Workbench,
    right: impl FnOnce(&mut Ui, &mut Screen),
) {
    let count = bench.index().needing_look().len() + bench.sources_to_look_at().len();
    let looking = if count == 0 { "Needs a look".to_owned() } else { format!("Needs a look ({count})") };
    let chosen = usize::from(screen.table == BottomTable::NeedsLook);
    let clicked = tab_bar(ui, &["Excerpts", &looking], chosen, |ui| right(ui, screen));
    match clicked {
        Some(0) => screen.table = BottomTable::Excerpts,
        Some(_) => screen.table = BottomTable::NeedsLook,
        None => {}
    }
}
