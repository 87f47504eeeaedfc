//! Says that topics of figures count the same, and which of them stays.

use std::cmp::Reverse;

use egui::{Context, Ui};

use super::super::{Scene, Stay, rows};
use super::called;
use crate::project::NamedTopic;
use crate::text::numbers::counted;
use crate::ui::fuzzy::Fuzzy;
use crate::ui::kit::{Answer, Dialog, ListRow, TextField};
use crate::ui::panels::draw;
use crate::ui::panels::wording::quotation;
use crate::workbench::{Command, FigureCommand, Workbench};

/// So many are listed: who does not find it among them types more.
const MOST: usize = 50;

/// What has been typed to find the topic that stays.
pub(in crate::ui::modals) struct MergeDialog {
    topics: Vec<NamedTopic>,
    typed: String,
    chosen: usize,
    found: Vec<Found>,
    /// What was found for: the comparison, by its revision, and what was typed.
    of: Option<(u64, String)>,
}

/// A topic that may stay.
struct Found {
    topic: NamedTopic,
    documents: usize,
    figures: usize,
}

impl MergeDialog {
    pub fn new(topics: Vec<NamedTopic>) -> Self {
        Self { topics, typed: String::new(), chosen: 0, found: Vec::new(), of: None }
    }

    pub fn show(&mut self, ctx: &Context, scene: &mut Scene<'_>) -> Stay {
        let title = match self.topics.as_slice() {
            [] => return Stay::Closed,
            [only] => format!("“{}” counts the same as …", quotation(called(&only.name), 40)),
            many => format!("These {} topics count the same", many.len()),
        };
        let are_alike = self.topics.iter().all(|topic| topic.measure == self.topics[0].measure);
        self.read(scene.bench);
        let moved = rows::arrows(ctx, Some(self.chosen), self.found.len());
        self.chosen = moved.unwrap_or(self.chosen);
        let can = are_alike && !self.found.is_empty();
        let mut clicked = None;
        let (answer, ()) = Dialog::new("merge topics", &title).primary("Merge", can).show(ctx, |ui| {
            if !are_alike {
                draw::dim(
                    ui,
                    "Only figures of one kind can be merged: counts with counts, sums with sums, shares with shares.",
                );
                return;
            }
            let label = if self.topics.len() == 1 { "The same as" } else { "The one that stays" };
            let field = TextField::new(label, &mut self.typed).hint("Part of a name").focus_first();
            field.help("All figures join the topic chosen; undo takes it back.").show(ui);
            clicked = self.list_ui(ui, moved);
        });
        let into = match answer {
            Answer::Primary => self.chosen,
            Answer::Pending => match clicked {
                Some(clicked) => clicked,
                None => return Stay::Open,
            },
            Answer::Other | Answer::Cancelled => return Stay::Closed,
        };
        let Some(into) = self.found.get(into) else { return Stay::Open };
        let command = FigureCommand::Merge { from: self.topics.clone(), into: into.topic.clone() };
        scene.out.command(Command::Figures(command));
        Stay::Closed
    }

    fn list_ui(&self, ui: &mut Ui, reveal: Option<usize>) -> Option<usize> {
        let mut clicked = None;
        if self.found.is_empty() {
            draw::dim(ui, "No other topic of this kind is called so.");
        }
        rows::show(ui, "topics to choose from", 252.0, self.found.len(), reveal, |ui, at| {
            let Some(found) = self.found.get(at) else { return };
            let extent = format!(
                "{} in {}",
                counted(found.figures, "figure", "figures"),
                counted(found.documents, "document", "documents")
            );
            let row = ListRow::new(called(&found.topic.name)).selected(at == self.chosen).trailing(extent);
            if row.show(ui).row.clicked() {
                clicked = Some(at);
            }
        });
        clicked
    }

    /// Finds the topics that may stay: of several those chosen first, then others of their kind.
    fn read(&mut self, bench: &Workbench) {
        let of = (bench.comparison_revision(), self.typed.trim().to_owned());
        if self.of.as_ref() == Some(&of) {
            return;
        }
        let measure = self.topics.first().map(|topic| topic.measure);
        let comparison = bench.comparison();
        let is_one = self.topics.len() == 1;
        let mut fuzzy = (!of.1.is_empty()).then(|| Fuzzy::new(&of.1));
        let mut fitting: Vec<(bool, u32, usize)> = Vec::new();
        let named = |at: usize| comparison.named(&comparison.topics()[at], |id| bench.text(id));
        for (at, topic) in comparison.topics().iter().enumerate() {
            if Some(topic.measure) != measure || topic.is_dismissed {
                continue;
            }
            let score = match &mut fuzzy {
                Some(fuzzy) => fuzzy.score(called(&topic.name)),
                None => Some(0),
            };
            let Some(score) = score else { continue };
            let may_be_chosen = self.topics.iter().any(|chosen| chosen.name == topic.name);
            let is_chosen = may_be_chosen && self.topics.contains(&named(at));
            if !(is_one && is_chosen) {
                fitting.push((is_chosen, score, at));
            }
        }
        fitting.sort_by_key(|(is_chosen, score, at)| (Reverse(*score), !is_chosen, *at));
        self.found = fitting
            .into_iter()
            .take(MOST)
            .map(|(_, _, at)| {
                let topic = &comparison.topics()[at];
                Found { topic: named(at), documents: topic.documents, figures: topic.figures.len() }
            })
            .collect();
        self.chosen = 0;
        self.of = Some(of);
    }
}
