//! Needs a look: files that are not what they were, and annotations whose place is not certain, each with what can be
//! done about it.
//!
//! The annotation as it was stands on the left, the proposed place on the right. Nothing here decides anything; a place
//! is taken only by a button.

mod difference;
mod files;
mod row;

use egui::{ScrollArea, Ui};

use crate::project::anchoring::PROPOSED;
use crate::project::{AnnotationId, DocumentId, Doubt, Standing};
use crate::text::Span;
use crate::ui::kit::{EmptyState, MenuItem, PushButton};
use crate::ui::outbox::Outbox;
use crate::ui::panels::tables::{Room, USUAL_ROOM, tables_tabs};
use crate::ui::screen::Screen;
use crate::ui::theme::icons;
use crate::workbench::{Command, SourceState, Workbench};

/// What the panel lists, in the order of documents and places, as of one state of the project.
#[derive(Default)]
pub struct LookingPanel {
    revision: Option<(u64, u64)>,
    annotations: Vec<AnnotationId>,
    sources: Vec<(DocumentId, SourceState)>,
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
        tables_tabs(ui, screen, bench, USUAL_ROOM, |ui, _, room| {
            self.accept_menu(ui, room, bench, out);
        });
        let sources = &self.sources;
        if sources.is_empty() && self.annotations.is_empty() {
            let hint = "Every annotation stands on its own words, and every file says what it said.";
            EmptyState::new("Nothing needs a look", hint).icon(icons::CHECK_CIRCLE).show(ui);
            return;
        }
        let file_rows = files::rows(sources);
        let count = file_rows + self.annotations.len();
        ui.spacing_mut().item_spacing.y = 0.0;
        ScrollArea::vertical().id_salt("needs a look").auto_shrink([false, false]).show_rows(
            ui,
            row::HEIGHT,
            count,
            |ui, range| {
                for index in range {
                    if index < file_rows {
                        files::row(ui, index, sources, bench, out);
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
        let revision = Some((bench.generation(), bench.revision()));
        if self.revision == revision {
            return;
        }
        self.revision = revision;
        self.sources = bench.sources_to_look_at();
        let project = bench.project();
        self.annotations = bench.needing_look().into_iter().collect();
        self.annotations.sort_by_cached_key(|id| {
            let annotation = project.annotations.get(id);
            let title = annotation
                .and_then(|annotation| project.documents.get(&annotation.document))
                .map(|record| record.title.to_lowercase());
            (title, annotation.map(|annotation| (annotation.document, annotation.anchor.start)), *id)
        });
    }

    /// A menu that takes all proposed places that are as sure as one likes.
    fn accept_menu(&self, ui: &mut Ui, room: Room, bench: &Workbench, out: &mut Outbox) {
        let choices: Vec<(u8, Vec<AnnotationId>)> = [90, 80, 70, PROPOSED]
            .into_iter()
            .map(|least| (least, self.at_least(bench, least)))
            .filter(|(_, annotations)| !annotations.is_empty())
            .collect();
        if room == Room::Menu {
            return accept_items(ui, &choices, out);
        }
        if choices.is_empty() {
            return;
        }
        let button = ui.add(PushButton::new("Accept all…").quiet().opens_menu());
        egui::Popup::menu(&button).width(240.0).accessible_name("Accept proposed places").show(|ui| {
            accept_items(ui, &choices, out);
        });
    }

    /// The annotations whose proposed place is at least this sure and has no rival.
    fn at_least(&self, bench: &Workbench, least: u8) -> Vec<AnnotationId> {
        let annotations = &bench.project().annotations;
        let is_sure =
            |id: &AnnotationId| match annotations.get(id).map(|annotation| bench.standing(annotation)) {
                Some(Standing::NeedsLook { proposed: Some(proposal), why }) => {
                    proposal.confidence >= least && *why != Doubt::Rival
                }
                _ => false,
            };
        self.annotations.iter().copied().filter(is_sure).collect()
    }
}

/// What can be accepted at once, as items of a menu.
fn accept_items(ui: &mut Ui, choices: &[(u8, Vec<AnnotationId>)], out: &mut Outbox) {
    if choices.is_empty() {
        ui.add_enabled(false, MenuItem::new("No place to accept"));
    }
    for (least, annotations) in choices {
        let label = format!("Accept at least {least} % sure ({})", annotations.len());
        let hint = "Those with a rival just as likely are left out";
        if ui.add(MenuItem::new(&label).hint(hint)).clicked() {
            out.command(Command::AcceptProposals(annotations.clone()));
            ui.close();
        }
    }
}
