//! The figures below the page: the network of names and the timeline, fed from the workbench.
//!
//! What they look like is [`crate::ui::figures`]; here is what they are given and what becomes of what they ask for.

use std::sync::Arc;

use egui::{Theme, Ui};

use super::tables::bare_tables_tabs;
use crate::exchange::drawing::Drawing;
use crate::exchange::drawing::network::sheet;
use crate::text::sentences::sentence_at;
use crate::ui::action::Action;
use crate::ui::figures::network::{NetworkAction, NetworkData, NetworkFigure};
use crate::ui::figures::timeline::{TimelineAction, TimelineData, TimelineFigure};
use crate::ui::figures::{FileKind, Progress, look, look_of_kinds};
use crate::ui::outbox::{Dialog, Outbox, Request};
use crate::ui::screen::{Screen, Subject};
use crate::ui::theme::{Themed as _, Tokens};
use crate::workbench::{Command, EntityCommand, Workbench};

/// What the figures remember.
#[derive(Default)]
pub struct PicturesPanel {
    network: NetworkFigure,
    timeline: TimelineFigure,
}

impl PicturesPanel {
    /// Draws the network of names.
    pub fn network_ui(&mut self, ui: &mut Ui, screen: &mut Screen, bench: &Workbench, out: &mut Outbox) {
        bare_tables_tabs(ui, screen, bench);
        if let Subject::Entity(key) = screen.focus {
            self.network.choose(Some(key));
        }
        let has_names = !bench.entities().all().is_empty();
        if has_names && !bench.has_current_network() && !bench.is_recognising() {
            out.command(Command::Entities(EntityCommand::CountCompany));
        }
        let data = match bench.network() {
            Some((network, picture)) if has_names => NetworkData::Counted { network, picture },
            _ if has_names || bench.is_recognising() => NetworkData::Counting(progress(bench)),
            _ => NetworkData::Nothing,
        };
        let look = look_of_kinds(bench.project(), ui.tokens());
        for action in self.network.show(ui, &look, data) {
            match action {
                NetworkAction::Recognise => out.run(Action::RecogniseNames),
                NetworkAction::Stop => stop(bench, out),
                NetworkAction::Arrange(view) => {
                    out.command(Command::Entities(EntityCommand::ArrangeNetwork(Box::new(view))));
                }
                NetworkAction::Opened(key) => out.focus(Subject::Entity(key)),
                NetworkAction::Passages { edge, unit } => out.dialog(Dialog::Passages(edge, unit)),
                NetworkAction::Save(kind) => {
                    if let Some((network, Some(picture))) = bench.network() {
                        let look = look_of_kinds(bench.project(), Tokens::of(Theme::Light));
                        let drawing = sheet(network, picture, "Who is named with whom", &look);
                        save(drawing, "network", kind, out);
                    }
                }
            }
        }
    }

    /// Draws the timeline.
    pub fn timeline_ui(&mut self, ui: &mut Ui, screen: &mut Screen, bench: &Workbench, out: &mut Outbox) {
        bare_tables_tabs(ui, screen, bench);
        let has_names = !bench.entities().all().is_empty();
        if has_names && !bench.has_current_timeline() && !bench.is_recognising() {
            out.command(Command::Entities(EntityCommand::GatherDates));
        }
        let gathered = bench.timeline().filter(|_| has_names);
        let documents = gathered.map_or(&[][..], |(_, documents)| documents);
        let titles: Vec<String> =
            documents.iter().map(|id| bench.title(*id).unwrap_or_default().into_owned()).collect();
        let sentence = |date: &crate::analysis::timeline::Dated| {
            let text = documents.get(date.document as usize).and_then(|id| bench.text(*id));
            let sentence = text.map(|text| text.slice(sentence_at(&text, date.span.start)).to_owned());
            sentence.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let data = match gathered {
            Some((timeline, _)) => TimelineData::Ready { timeline, documents: &titles, sentence: &sentence },
            None if has_names || bench.is_recognising() => TimelineData::Reading(progress(bench)),
            None => TimelineData::Nothing,
        };
        for action in self.timeline.show(ui, data) {
            match action {
                TimelineAction::Recognise => out.run(Action::RecogniseNames),
                TimelineAction::Stop => stop(bench, out),
                TimelineAction::Opened { document, span } => {
                    if let Some(document) = documents.get(document as usize).copied() {
                        out.push(Request::ShowMention { document, span, beside: false });
                    }
                }
                TimelineAction::Save(kind) => {
                    let look = look(Tokens::of(Theme::Light));
                    if let Some(drawing) = self.timeline.sheet(&titles, "Dates named", &look) {
                        save(drawing, "timeline", kind, out);
                    }
                }
            }
        }
    }
}

/// Asks for a file to write a drawing to.
fn save(drawing: Drawing, name: &'static str, kind: FileKind, out: &mut Outbox) {
    out.push(Request::SaveDrawing { drawing: Arc::new(drawing), name, kind });
}

/// How far what a figure waits for has come.
fn progress(bench: &Workbench) -> Progress {
    let job = bench.jobs().iter().find(|job| job.title == Workbench::RECOGNISING);
    job.map_or_else(Progress::default, |job| Progress { done: job.done, total: job.total })
}

fn stop(bench: &Workbench, out: &mut Outbox) {
    let recognising = bench.jobs().iter().find(|job| job.title == Workbench::RECOGNISING).map(|job| job.id);
    if let Some(job) = bench.figure_job().or(recognising) {
        out.command(Command::CancelJob(job));
    }
}
