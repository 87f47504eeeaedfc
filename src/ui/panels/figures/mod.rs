//! Figures: what the documents say of how many, how much and how long, by topic, with how the values differ; one click
//! opens the sentence, and several chosen open side by side.
//!
//! That figures count the same is the program's proposal: topics chosen here ([`choosing`]) are merged, split, renamed and
//! dismissed ([`deciding`]). The workbench makes the list, beside the window's thread where there is much to list. It is shown
//! as a grid of topics by documents ([`by_document`], drawn by [`cells`]), as a list ([`lines`], drawn by [`row`]), or one topic
//! of it over time ([`plot`]). [`menus`] has what can be done, [`sentences`] the words around a figure.

mod by_document;
mod cells;
mod choosing;
mod deciding;
mod lines;
mod menus;
mod plot;
mod row;
mod sentences;

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{Id, Ui};

use super::draw;
use super::tables::running_line;
use crate::compare::figures::FigureAt;
use crate::exchange::Format;
use crate::ui::action::Action;
use crate::ui::kit::EmptyState;
use crate::ui::outbox::{Outbox, Request};
use crate::ui::screen::{ComparisonView, Screen};
use crate::ui::theme::icons;
use crate::workbench::{
    Command, ComparisonCommand, ExportedTopics, FigureKey, FigureLines, FigureWish, ViewKind, Workbench,
};
use sentences::sentence;

/// What the lines are made of: the comparison and the project, by their revisions, and what is wanted.
type MadeOf = ((u64, u64), FigureWish);

/// What the table keeps of what is on screen.
#[derive(Default)]
pub struct FiguresPanel {
    chosen: BTreeSet<FigureKey>,
    /// True while lines are chosen one by one with the space bar: arrows let go of nothing then.
    gathers: bool,
    cursor: Option<usize>,
    /// The line it is on, by which it is found again where lines come and go.
    at_cursor: Option<FigureKey>,
    /// Where a choice with Shift begins.
    anchor: Option<usize>,
    reveal: bool,
    wants_keyboard: bool,
    /// True while it had the keyboard when there was nothing to show for a moment.
    had_keyboard: bool,
    of: Option<MadeOf>,
    listed: Arc<FigureLines>,
    /// The list that was asked of the workbench last.
    wanted: Option<MadeOf>,
    plot: plot::PlotView,
    grid: by_document::GridView,
}

/// Identity of the table, which has the keyboard.
fn table_id() -> Id {
    Id::unique("figures")
}

impl FiguresPanel {
    /// Gives the table the keyboard when it is drawn next.
    pub fn take_keyboard(&mut self) {
        self.wants_keyboard = true;
    }

    /// Draws the table.
    pub fn show(&mut self, ui: &mut Ui, screen: &mut Screen, bench: &Workbench, out: &mut Outbox) {
        menus::tabs(ui, screen, bench, out);
        let comparison = bench.comparison();
        let has_alone = !comparison.alone().is_empty();
        if comparison.topics().is_empty() && !(screen.comparison.alone && has_alone) {
            return nothing_yet(ui, &mut screen.comparison, bench, out);
        }
        let now = made_of(bench, &screen.comparison);
        let was_asked = self.wanted.as_ref() == Some(&now);
        let can_be_shown = self.read(&now, bench, out);
        if can_be_shown && screen.comparison.plotted && self.listed.topics > 0 {
            self.plot_ui(ui, &mut screen.comparison, bench, out);
            self.at_cursor = self.cursor.and_then(|at| self.key(at, bench));
            return;
        }
        menus::filter_bar(ui, &mut screen.comparison, &self.listed, comparison.alone().len(), out);
        for sentence in comparison.figures_left_out() {
            draw::inset(ui, |ui| draw::dim(ui, sentence));
        }
        if self.of.as_ref() != Some(&now) {
            self.listing(ui, was_asked && !can_be_shown, bench, out);
        }
        if !can_be_shown {
            self.had_keyboard |= ui.memory(|memory| memory.has_focus(table_id()));
            return;
        }
        if self.listed.lines.is_empty() {
            return Self::none_passes(ui, &mut screen.comparison);
        }
        let had_keyboard = std::mem::take(&mut self.had_keyboard);
        let is_free = || ui.memory(|memory| memory.focused().is_none());
        if std::mem::take(&mut self.wants_keyboard) || (had_keyboard && is_free()) {
            ui.memory_mut(|memory| memory.request_focus(table_id()));
        }
        // Figures that stand alone have no topic whose row they could be in.
        if screen.comparison.by_document && !screen.comparison.alone {
            self.grid_keys(ui, bench, out);
            self.grid_ui(ui, bench, out);
        } else {
            self.list_keys(ui, bench, out);
            self.list_ui(ui, bench, out);
        }
        self.at_cursor = self.cursor.and_then(|at| self.key(at, bench));
    }

    fn none_passes(ui: &mut Ui, view: &mut ComparisonView) {
        let are_all_dismissed = !view.dismissed && !view.alone && view.figures.is_empty() && view.agreeing;
        let (title, hint, action) = if view.alone && view.figures.is_empty() {
            (
                "No figure stands alone",
                "Each figure is listed with others that count the same.",
                "Show all figures",
            )
        } else if are_all_dismissed {
            ("All figures are dismissed", "They are kept, and can be shown again.", "Show those dismissed")
        } else if view.dismissed && view.figures.is_empty() {
            ("Nothing is dismissed", "Topics that are dismissed are listed here.", "Show all figures")
        } else {
            let hint = "What is counted, the titles of documents and their sentences are searched.";
            ("No figure found", hint, "Show all figures")
        };
        let empty = EmptyState::new(title, hint).icon(icons::FUNNEL_SIMPLE);
        if empty.actions(&[(action, None)]).show(ui).is_some() {
            view.alone &= !view.figures.is_empty();
            view.figures.clear();
            view.agreeing = true;
            view.dismissed = are_all_dismissed;
        }
    }

    /// Brings the lines up to date, or asks for others; false while there are none that could be shown.
    fn read(&mut self, now: &MadeOf, bench: &Workbench, out: &mut Outbox) -> bool {
        if self.of.as_ref() == Some(now) {
            return true;
        }
        if let Some(lines) = bench.list_figures_now(&now.1) {
            self.take(Arc::new(lines), now.clone(), bench);
            return true;
        }
        if let Some(list) = bench.figure_list().filter(|list| (list.state, &list.wish) == (now.0, &now.1)) {
            self.take(list.lines.clone(), now.clone(), bench);
            return true;
        }
        if self.wanted.as_ref() != Some(now) {
            out.command(Command::Comparison(ComparisonCommand::ListFigures(now.1.clone())));
            self.wanted = Some(now.clone());
        }
        // Lines of another comparison name topics that are others by now.
        self.of.as_ref().is_some_and(|((comparison, _), wish)| {
            *comparison == now.0.0 && (wish.alone, wish.dismissed) == (now.1.alone, now.1.dismissed)
        })
    }

    /// Takes in other lines; what was chosen of those before stays so where it is listed.
    fn take(&mut self, lines: Arc<FigureLines>, of: MadeOf, bench: &Workbench) {
        self.listed = lines;
        let found = self.at_cursor.take().and_then(|key| self.listed.at_or_merged(key));
        self.reveal |= found.is_some() && found != self.cursor;
        let count = self.listed.lines.len();
        // Where something went away the next in its place is chosen; of another list nothing is.
        let part = |wish: &FigureWish| (wish.alone, wish.dismissed);
        let is_same_part = self.of.as_ref().is_none_or(|(_, wish)| part(wish) == part(&of.1));
        self.cursor = found.or(self.cursor.filter(|_| is_same_part)).filter(|at| *at < count);
        self.at_cursor = self.cursor.and_then(|at| self.key(at, bench));
        self.anchor = self.anchor.filter(|at| *at < count);
        self.chosen.retain(|key| self.listed.at(*key).is_some());
        self.gathers &= !self.chosen.is_empty();
        self.of = Some(of);
    }

    /// Says that figures are being listed, or that somebody has stopped it (`was_asked`) and that they can be listed again.
    fn listing(&mut self, ui: &mut Ui, was_asked: bool, bench: &Workbench, out: &mut Outbox) {
        let doing = ("Listing figures…", "Stop listing figures");
        if running_line(ui, bench, ViewKind::Figures, doing, out) || !was_asked {
            return;
        }
        let hint = "There are many: it was stopped before all were listed.";
        let list = [("List them", None)];
        let empty = EmptyState::new("Figures are not listed", hint).icon(icons::HASH);
        if empty.actions(&list).show(ui).is_some() {
            self.wanted = None;
        }
    }

    /// Opens the sentences of what is chosen: of several figures, or of a topic, the first and the next of another document
    /// side by side; of one figure its own, in the pane beside if so.
    fn open(&self, beside: bool, keep_keyboard: bool, bench: &Workbench, out: &mut Outbox) {
        let figures = self.figures(bench);
        let mut show = |at: FigureAt, beside: bool| {
            if let Some((document, span)) = sentence(bench, at) {
                out.push(Request::ShowPassage { document, span, beside, keep_keyboard });
            }
        };
        match (figures.as_slice(), self.topics(bench).first()) {
            ([one], _) => show(*one, beside),
            ([one, second, ..], _) => {
                show(*one, false);
                show(*figures.iter().find(|at| at.document != one.document).unwrap_or(second), true);
            }
            ([], Some(topic)) => {
                let Some(first) = topic.figures.first() else { return };
                show(*first, false);
                if let Some(second) = topic.figures.iter().find(|at| at.document != first.document) {
                    show(*second, true);
                }
            }
            ([], None) => {}
        }
    }
}

/// What the lines of a view are made of now.
fn made_of(bench: &Workbench, view: &ComparisonView) -> MadeOf {
    ((bench.comparison_revision(), bench.project_revision()), view.figure_wish())
}

/// Asks for a file to write the topics to that pass the filter, also while other figures are listed.
pub fn export(bench: &Workbench, view: &ComparisonView, format: Format, out: &mut Outbox) {
    let wish = FigureWish { alone: false, ..view.figure_wish() };
    let comparison = bench.comparison().clone();
    out.push(Request::ExportTopics(ExportedTopics { comparison, wish, format }));
}

/// What the table says while there are no topics.
fn nothing_yet(ui: &mut Ui, view: &mut ComparisonView, bench: &Workbench, out: &mut Outbox) {
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
    } else if bench.comparison().is_empty() {
        let hint =
            "Figures that count the same are listed here once the documents have been read and compared.";
        EmptyState::new("Nothing compared yet", hint).icon(icon).show(ui);
    } else {
        // A corpus of which no figures can be read says so here, since it has no list to say it over.
        let mut hint = vec!["No two figures in the documents seem to count the same.".to_owned()];
        hint.extend(bench.comparison().figures_left_out());
        let hint = hint.join(" ");
        let empty = EmptyState::new("No figures to compare", &hint).icon(icon);
        let alone = bench.comparison().alone().len();
        let show = format!("Show {}", menus::stand_alone(alone));
        let actions = [(show.as_str(), None)];
        let empty = if alone > 0 { empty.actions(&actions) } else { empty };
        if empty.show(ui).is_some() {
            view.alone = true;
        }
    }
}
