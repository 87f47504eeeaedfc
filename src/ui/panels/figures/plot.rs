//! A topic of figures over time: what the figure is given, and what becomes of what it asks for.

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{Theme, Ui};

use super::FiguresPanel;
use super::sentences::{around, sentence};
use crate::analysis::timeline;
use crate::compare::figures::{FigureAt, Topic, Verdict};
use crate::exchange::drawing::topic::{Plot, Report, sheet};
use crate::text::numbers::{counted, grouped};
use crate::ui::figures::look;
use crate::ui::figures::topic::{TopicAction, TopicData, TopicFigure};
use crate::ui::outbox::{Outbox, Request};
use crate::ui::panels::wording::date;
use crate::ui::screen::ComparisonView;
use crate::ui::theme::Tokens;
use crate::workbench::{FigureLine, Workbench};

/// More reports than this are not drawn: their marks would cover each other.
const MOST_DRAWN: usize = 1_000;
/// Of a sentence, so many characters before the figure are told, and so many in all.
const BEFORE: usize = 40;
const SAID: usize = 420;
/// Width of a figure for a file, in points.
const SHEET: f32 = 900.0;

/// What the view of a topic over time keeps.
#[derive(Default)]
pub(super) struct PlotView {
    figure: TopicFigure,
    /// The reports of the topic drawn, with the comparison's and the project's revision and the topic they belong to.
    reports: Option<((u64, u64), usize, Arc<Reports>)>,
}

/// The reports of a topic.
struct Reports {
    told: Vec<Report>,
    /// The first figure of each.
    figures: Vec<FigureAt>,
    left_out: Option<String>,
}

impl FiguresPanel {
    /// Draws the topic the table's cursor is on, else the first.
    pub(super) fn plot_ui(
        &mut self,
        ui: &mut Ui,
        view: &mut ComparisonView,
        bench: &Workbench,
        out: &mut Outbox,
    ) {
        let at = self.cursor.or_else(|| self.first_chosen()).unwrap_or(0);
        let Some(number) = self.listed.lines.get(at).and_then(|line| line.topic()) else { return };
        let Some(topic) = bench.comparison().topics().get(number) else { return };
        if std::mem::take(&mut self.wants_keyboard) {
            self.plot.figure.take_keyboard();
        }
        let reports = self.plot.reports_of(bench, number, topic);
        let stamp = (bench.comparison_revision(), number);
        let data = TopicData {
            plot: plot_of(topic, &reports.told, bench),
            stamp,
            left_out: reports.left_out.as_deref(),
        };
        for action in self.plot.figure.show(ui, data) {
            match action {
                TopicAction::Opened { report, beside } => {
                    let place = reports.figures.get(report).and_then(|at| sentence(bench, *at));
                    if let Some((document, span)) = place {
                        out.push(Request::ShowPassage { document, span, beside, keep_keyboard: false });
                    }
                }
                TopicAction::Step(by) => self.step(number, by, bench),
                TopicAction::Table => {
                    view.plotted = false;
                    self.wants_keyboard = true;
                    self.reveal = true;
                }
                TopicAction::Save(kind) => {
                    let look = look(Tokens::of(Theme::Light));
                    let drawing = Arc::new(sheet(&plot_of(topic, &reports.told, bench), SHEET, &look));
                    out.push(Request::SaveDrawing { drawing, name: "figures over time", kind });
                }
            }
        }
    }

    /// Where the first line chosen is.
    fn first_chosen(&self) -> Option<usize> {
        self.chosen.iter().filter_map(|key| self.listed.at(*key)).min()
    }

    /// Goes to a topic so many further on in the list.
    fn step(&mut self, from: usize, by: isize, bench: &Workbench) {
        let topics: Vec<usize> = (0..self.listed.lines.len())
            .filter(|at| matches!(self.listed.lines.get(*at), Some(FigureLine::Topic(_))))
            .collect();
        let is_it = |at: &usize| self.listed.lines.get(*at) == Some(&FigureLine::Topic(from));
        let Some(here) = topics.iter().position(is_it) else { return };
        let to = here.saturating_add_signed(by).min(topics.len().saturating_sub(1));
        if let Some(to) = topics.get(to) {
            self.choose_only(*to, bench);
        }
    }
}

/// A topic as it is drawn.
fn plot_of<'t>(topic: &'t Topic, reports: &'t [Report], bench: &'t Workbench) -> Plot<'t> {
    let unit = topic.figures.first().and_then(|at| bench.comparison().figure(*at));
    Plot {
        name: &topic.name,
        verdict: topic.verdict.sentence(),
        measure: topic.measure,
        unit: unit.map_or("", |(_, figure, _)| figure.unit.as_str()),
        reports,
        is_joined: matches!(topic.verdict, Verdict::Grows | Verdict::Falls),
    }
}

impl PlotView {
    /// The reports of a topic, made anew when something has changed.
    fn reports_of(&mut self, bench: &Workbench, number: usize, topic: &Topic) -> Arc<Reports> {
        let revisions = (bench.comparison_revision(), bench.project_revision());
        match &self.reports {
            Some((at, of, reports)) if (*at, *of) == (revisions, number) => reports.clone(),
            _ => {
                let reports = Arc::new(Reports::of(bench, topic));
                self.reports = Some((revisions, number, reports.clone()));
                reports
            }
        }
    }
}

impl Reports {
    /// One for each document and value as it is meant, in order of time, those without a date last.
    fn of(bench: &Workbench, topic: &Topic) -> Self {
        let comparison = bench.comparison();
        let mut known: BTreeMap<(usize, String), usize> = BTreeMap::new();
        let mut found: Vec<(Report, FigureAt, usize)> = Vec::new();
        let mut all = 0;
        let first = topic.figures.first().and_then(|at| comparison.figure(*at));
        let unit = first.map_or_else(String::new, |(_, figure, _)| figure.unit.clone());
        for at in &topic.figures {
            let Some((document, figure, written)) = comparison.figure(*at) else { continue };
            let words = figure.written_as_meant();
            if let Some(report) = known.get(&(at.document, words.clone())) {
                found[*report].2 += 1;
                continue;
            }
            all += 1;
            if found.len() == MOST_DRAWN {
                continue;
            }
            let title = bench.title(document).unwrap_or_default();
            let said = sentence(bench, *at).and_then(|(document, span)| {
                let text = bench.text(document)?;
                Some(around(text.slice(span), span, figure.span, BEFORE, SAID))
            });
            // What is counted for a time of its own stands there, whenever it was told.
            let its_own = figure.when.as_deref().filter(|_| topic.verdict == Verdict::Series);
            let written = its_own.or(written);
            let days = written.and_then(timeline::read).map(|(first, last, _)| (first, last));
            let when = match (written, days) {
                (Some(written), Some(_)) if its_own.is_some() => format!("for {}", date(written)),
                (Some(written), Some(_)) => date(written),
                (Some(written), None) => format!("no date that can be put on a line ({written})"),
                (None, _) => "no date".to_owned(),
            };
            known.insert((at.document, words.clone()), found.len());
            let (value, upper) = figure.value_in(&unit);
            let report = Report {
                value,
                upper,
                bound: figure.qualifier.bound,
                words,
                days,
                // Many titles say the date themselves.
                document: match &*title {
                    "" => when,
                    title if title.contains(&when) => title.to_owned(),
                    title => format!("{title}, {when}"),
                },
                sentence: said.unwrap_or_default(),
            };
            found.push((report, *at, 1));
        }
        found.sort_by_key(|(report, at, _)| (report.days.is_none(), report.days, *at));
        let left_out = (all > found.len())
            .then(|| format!("{} of {} are drawn.", grouped(found.len()), counted(all, "report", "reports")));
        let (mut reports, mut figures) = (Vec::new(), Vec::new());
        for (mut report, at, times) in found {
            if times > 1 {
                report.document = format!("{}, {times} times", report.document);
            }
            reports.push(report);
            figures.push(at);
        }
        Self { told: reports, figures, left_out }
    }
}
