//! Figures: what the documents say of how many, how much and how long, by topic, with how the values differ; one click
//! opens the sentence, and a second one beside it.
//!
//! That figures count the same is the program's proposal. [`row`] draws a topic's heading and its figures.

mod row;

use std::collections::BTreeMap;

use egui::accesskit::Role;
use egui::{Id, Key, Modifiers, Ui};

use super::draw;
use super::list::{List, Move, take_keys};
use super::looking::bare_tables_tabs;
use crate::compare::figures::{FigureAt, Topic};
use crate::project::DocumentId;
use crate::text::Span;
use crate::text::numbers::counted;
use crate::ui::action::Action;
use crate::ui::kit::{Chip, EmptyState, filter_field};
use crate::ui::outbox::{Outbox, Request};
use crate::ui::screen::{ComparisonView, Screen};
use crate::ui::theme::{Themed as _, icons};
use crate::workbench::Workbench;

/// What the table keeps of what is on screen.
#[derive(Debug, Default)]
pub struct FiguresPanel {
    cursor: Option<usize>,
    reveal: bool,
    wants_keyboard: bool,
    /// What the lines were made of: the comparison and the project, by their revisions, and the view.
    of: Option<((u64, u64), ComparisonView)>,
    lines: Vec<Line>,
    topics: usize,
}

/// One line of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line {
    /// What is counted, an index into the topics.
    Topic(usize),
    /// A figure of the topic above it.
    Figure(FigureAt),
}

/// What the keyboard asks of the table.
#[derive(Clone, Copy)]
enum Act {
    Move(Move),
    /// Open the sentence, in the pane beside if so.
    Open(bool),
}

/// Identity of the table, which has the keyboard.
fn list_id() -> Id {
    Id::unique("figures")
}

impl FiguresPanel {
    /// Gives the table the keyboard when it is drawn next.
    pub fn take_keyboard(&mut self) {
        self.wants_keyboard = true;
    }

    /// Draws the table.
    pub fn show(&mut self, ui: &mut Ui, screen: &mut Screen, bench: &Workbench, out: &mut Outbox) {
        bare_tables_tabs(ui, screen, bench);
        if bench.comparison().topics().is_empty() {
            return nothing_yet(ui, bench, out);
        }
        self.read(bench, &screen.comparison);
        self.filter_bar(ui, &mut screen.comparison);
        if self.lines.is_empty() {
            let hint = "What is counted, the titles of documents and their sentences are searched.";
            let empty = EmptyState::new("No figure found", hint).icon(icons::FUNNEL_SIMPLE);
            if empty.actions(&[("Show all figures", None)]).show(ui).is_some() {
                screen.comparison.figures.clear();
                screen.comparison.agreeing = true;
            }
            return;
        }
        if std::mem::take(&mut self.wants_keyboard) {
            ui.memory_mut(|memory| memory.request_focus(list_id()));
        }
        self.keys(ui, bench, out);
        self.list_ui(ui, bench, out);
    }

    fn filter_bar(&self, ui: &mut Ui, view: &mut ComparisonView) {
        let tokens = ui.tokens();
        egui::Frame::new().inner_margin(egui::Margin::symmetric(8, 4)).show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 2.0 * tokens.space.grid;
                ui.allocate_ui(egui::vec2(200.0, tokens.space.field), |ui| {
                    filter_field(ui, &mut view.figures, "Filter figures");
                });
                if ui.add(Chip::new("Only what differs").selected(!view.agreeing)).clicked() {
                    view.agreeing = !view.agreeing;
                }
                draw::dim(ui, counted(self.topics, "topic", "topics"));
            });
        });
    }

    /// Brings the lines up to date.
    fn read(&mut self, bench: &Workbench, view: &ComparisonView) {
        let revisions = (bench.comparison_revision(), bench.project_revision());
        if self.of.as_ref().is_some_and(|(at, of)| *at == revisions && of == view) {
            return;
        }
        let comparison = bench.comparison();
        let typed = view.figures.trim().to_lowercase();
        let mut said: BTreeMap<DocumentId, String> = BTreeMap::new();
        self.lines.clear();
        self.topics = 0;
        for (index, topic) in comparison.topics().iter().enumerate() {
            let is_shown = view.agreeing || topic.verdict.differs();
            if is_shown && (typed.is_empty() || says(bench, topic, &typed, &mut said)) {
                self.topics += 1;
                self.lines.push(Line::Topic(index));
                self.lines.extend(topic.figures.iter().copied().map(Line::Figure));
            }
        }
        self.cursor = self.cursor.filter(|at| *at < self.lines.len());
        self.of = Some((revisions, view.clone()));
    }

    fn list_ui(&mut self, ui: &mut Ui, bench: &Workbench, out: &mut Outbox) {
        let list = List {
            id: list_id(),
            label: "Figures",
            role: Role::ListBox,
            rows: self.lines.len(),
            height: ui.tokens().space.table_row,
            cursor: self.cursor,
            reveal: std::mem::take(&mut self.reveal),
        };
        let mut clicked = None;
        list.show(ui, |ui, index, rect| {
            let is_chosen = self.cursor == Some(index);
            let response = match self.lines[index] {
                Line::Topic(topic) => row::topic(ui, rect, &bench.comparison().topics()[topic], is_chosen),
                Line::Figure(at) => row::figure(ui, rect, bench, at, is_chosen),
            };
            if response.clicked() {
                clicked = Some(index);
            }
        });
        if let Some(index) = clicked {
            // Only now: while it is drawn, the list still gives the keyboard up for a click that was not on itself.
            ui.memory_mut(|memory| memory.request_focus(list_id()));
            self.cursor = Some(index);
            let beside = ui.input(|input| input.modifiers.command);
            self.open(index, beside, bench, out);
        }
    }

    fn keys(&mut self, ui: &Ui, bench: &Workbench, out: &mut Outbox) {
        if !ui.memory(|memory| memory.has_focus(list_id())) {
            return;
        }
        for act in take_keys(ui, read_key) {
            match act {
                Act::Move(way) => {
                    self.cursor = way.from(self.cursor, self.lines.len());
                    self.reveal = true;
                }
                Act::Open(beside) => {
                    if let Some(at) = self.cursor {
                        self.open(at, beside, bench, out);
                    }
                }
            }
        }
    }

    /// Opens the sentence of a figure; of a topic the first two of different documents, side by side.
    fn open(&self, index: usize, beside: bool, bench: &Workbench, out: &mut Outbox) {
        match self.lines[index] {
            Line::Figure(at) => {
                if let Some((document, span)) = sentence(bench, at) {
                    out.push(Request::ShowPassage { document, span, beside });
                }
            }
            Line::Topic(topic) => {
                let figures = &bench.comparison().topics()[topic].figures;
                let mut places = figures.iter().filter_map(|at| sentence(bench, *at));
                let Some((document, span)) = places.next() else { return };
                out.push(Request::ShowPassage { document, span, beside: false });
                if let Some((document, span)) = places.find(|(other, _)| *other != document) {
                    out.push(Request::ShowPassage { document, span, beside: true });
                }
            }
        }
    }
}

fn read_key(key: Key, modifiers: Modifiers) -> Option<Act> {
    Some(match key {
        Key::Enter if modifiers.command => Act::Open(true),
        _ if modifiers.any() => return None,
        Key::Enter => Act::Open(false),
        key => Act::Move(Move::of(key)?),
    })
}

/// The sentence of a figure, if its document still is in the text that was compared.
fn sentence(bench: &Workbench, at: FigureAt) -> Option<(DocumentId, Span)> {
    let comparison = bench.comparison();
    let (document, figure, _) = comparison.figure(at)?;
    let text = bench.text(document)?;
    comparison.holds_for(document, text.hash()).then_some((document, figure.sentence))
}

/// True when a topic, a document that speaks of it or one of its sentences has what was typed in it. `said` keeps texts in
/// small letters.
fn says(bench: &Workbench, topic: &Topic, typed: &str, said: &mut BTreeMap<DocumentId, String>) -> bool {
    if topic.name.to_lowercase().contains(typed) {
        return true;
    }
    topic.figures.iter().any(|at| {
        let Some((document, span)) = sentence(bench, *at) else { return false };
        let title = said.entry(document).or_insert_with(|| {
            bench.project().documents.get(&document).map_or(String::new(), |it| it.title.to_lowercase())
        });
        let words = || bench.text(document).map(|text| text.slice(span).to_lowercase());
        title.contains(typed) || words().is_some_and(|words| words.contains(typed))
    })
}

/// What the table says while there are no topics.
fn nothing_yet(ui: &mut Ui, bench: &Workbench, out: &mut Outbox) {
    let icon = icons::HASH;
    if bench.is_comparing() {
        let hint = "Figures that count the same are listed here as soon as the documents have been compared.";
        EmptyState::new("Comparing documents…", hint).icon(icon).show(ui);
    } else if bench.project().documents.is_empty() {
        let hint = "Open documents: what they say of how many, how much and how long is listed here.";
        EmptyState::new("No figures yet", hint).icon(icon).show(ui);
    } else if !bench.compares() || bench.comparison_was_stopped() {
        let hint = "Figures that count the same are listed here once the documents have been compared.";
        let actions = [(Action::CompareDocuments.label(), None)];
        if EmptyState::new("Not compared", hint).icon(icon).actions(&actions).show(ui).is_some() {
            out.run(Action::CompareDocuments);
        }
    } else {
        let hint = "No two figures in the documents seem to count the same.";
        EmptyState::new("No figures to compare", hint).icon(icon).show(ui);
    }
}
