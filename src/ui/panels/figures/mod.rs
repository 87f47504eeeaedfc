//! Figures: what the documents say of how many, how much and how long, by topic, with how the values differ; one click
//! opens the sentence, and several chosen open side by side.
//!
//! That figures count the same is the program's proposal: topics chosen here are merged, split, renamed and dismissed.
//! The workbench makes the list, beside the window's thread where there is much to list; [`row`] draws a topic's heading and
//! its figures, [`menus`] what can be done, [`plot`] a topic over time; [`sentences`] has the words around a figure.

mod menus;
mod plot;
mod row;
mod sentences;

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Id, Key as Pressed, Modifiers, Ui};

use super::draw;
use super::list::{List, Move, row_menu, take_keys};
use super::tables::running_line;
use crate::compare::figures::{FigureAt, Topic};
use crate::exchange::Format;
use crate::project::{FigurePlace, NamedTopic, TopicDecisionId, TopicRuling};
use crate::ui::action::Action;
use crate::ui::kit::EmptyState;
use crate::ui::outbox::{Dialog, Outbox, Request};
use crate::ui::screen::{ComparisonView, Screen};
use crate::ui::theme::{Themed as _, icons};
use crate::workbench::{
    Command, ComparisonCommand, ExportedTopics, FigureCommand, FigureKey, FigureLine, FigureLines,
    FigureWish, ViewKind, Workbench,
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
}

/// What the keyboard asks of the table.
#[derive(Clone, Copy)]
enum Act {
    Move {
        way: Move,
        extend: bool,
    },
    /// Choose the line as well, or no more.
    Choose,
    ChooseAll,
    /// Open the sentence, in the pane beside if so.
    Open(bool),
    Rename,
    Dismiss,
}

/// So many topics are decided on at once: what a decision names is looked up in the texts.
const MOST_AT_ONCE: usize = 1_000;
/// Said where more are chosen.
const TOO_MANY: &str = "Choose at most 1,000 topics of figures at once.";

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
            self.had_keyboard |= ui.memory(|memory| memory.has_focus(list_id()));
            return;
        }
        if self.listed.lines.is_empty() {
            return Self::none_passes(ui, &mut screen.comparison);
        }
        let had_keyboard = std::mem::take(&mut self.had_keyboard);
        let is_free = || ui.memory(|memory| memory.focused().is_none());
        if std::mem::take(&mut self.wants_keyboard) || (had_keyboard && is_free()) {
            ui.memory_mut(|memory| memory.request_focus(list_id()));
        }
        self.keys(ui, bench, out);
        self.list_ui(ui, bench, out);
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
        self.cursor = found.or(self.cursor).filter(|at| *at < count);
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

    fn list_ui(&mut self, ui: &mut Ui, bench: &Workbench, out: &mut Outbox) {
        let list = List {
            id: list_id(),
            label: "Figures",
            role: Role::ListBox,
            rows: self.listed.lines.len(),
            height: ui.tokens().space.table_row,
            cursor: self.cursor,
            reveal: std::mem::take(&mut self.reveal),
        };
        let (mut clicked, mut asked) = (None, None);
        let mut takes_keyboard = false;
        list.show(ui, |ui, index, rect| {
            let line = self.listed.lines[index];
            let is_chosen = self.is_chosen(index, bench);
            let response = match line {
                FigureLine::Topic(topic) => {
                    row::topic(ui, rect, bench, &bench.comparison().topics()[topic], is_chosen)
                }
                FigureLine::Figure { at, .. } => row::figure(ui, rect, bench, (at, false), is_chosen),
                FigureLine::Alone(at) => row::figure(ui, rect, bench, (at, true), is_chosen),
            };
            if response.clicked() {
                clicked = Some(index);
            }
            if response.secondary_clicked() {
                asked = Some(index);
            }
            let menu = row_menu(list_id(), &response, |ui| menus::of_line(ui, self, bench, index, out));
            takes_keyboard |= menu.is_some_and(|menu| menu.response.should_close());
        });
        // Only now: while it is drawn, the list still gives the keyboard up for a click that was not on itself.
        if takes_keyboard || clicked.is_some() || asked.is_some() {
            ui.memory_mut(|memory| memory.request_focus(list_id()));
        }
        if let Some(index) = asked.filter(|index| !self.is_chosen(*index, bench)) {
            self.choose_only(index, bench);
        }
        if let Some(index) = clicked {
            self.click(index, ui.input(|input| input.modifiers), bench, out);
        }
    }

    fn click(&mut self, index: usize, modifiers: Modifiers, bench: &Workbench, out: &mut Outbox) {
        if modifiers.shift {
            self.choose_to(index, bench);
        } else if modifiers.command {
            self.toggle(index, bench);
        } else {
            self.choose_only(index, bench);
            self.open(false, bench, out);
        }
    }

    /// The key of a line.
    fn key(&self, index: usize, bench: &Workbench) -> Option<FigureKey> {
        self.listed.lines.get(index)?.key(bench.comparison())
    }

    fn is_chosen(&self, index: usize, bench: &Workbench) -> bool {
        if self.chosen.is_empty() {
            return self.cursor == Some(index);
        }
        self.key(index, bench).is_some_and(|key| self.chosen.contains(&key))
    }

    fn choose_only(&mut self, index: usize, bench: &Workbench) {
        self.chosen = self.key(index, bench).into_iter().collect();
        self.gathers = false;
        (self.cursor, self.anchor) = (Some(index), Some(index));
    }

    /// Chooses a line besides those chosen, or no more.
    fn toggle(&mut self, index: usize, bench: &Workbench) {
        if let Some(key) = self.key(index, bench)
            && !self.chosen.remove(&key)
        {
            self.chosen.insert(key);
        }
        (self.cursor, self.anchor) = (Some(index), Some(index));
    }

    /// Chooses all lines of one kind from where the choice began to `index`.
    fn choose_to(&mut self, index: usize, bench: &Workbench) {
        let Some(from) = self.anchor.or(self.cursor) else { return self.choose_only(index, bench) };
        let Some(first) = self.listed.lines.get(from) else { return self.choose_only(index, bench) };
        let are_topics = matches!(first, FigureLine::Topic(_));
        self.chosen = (from.min(index)..=from.max(index))
            .filter_map(|at| self.key(at, bench))
            .filter(|key| key.is_topic == are_topics)
            .collect();
        (self.cursor, self.anchor) = (Some(index), Some(from));
    }

    fn keys(&mut self, ui: &Ui, bench: &Workbench, out: &mut Outbox) {
        if !ui.memory(|memory| memory.has_focus(list_id())) {
            return;
        }
        for act in take_keys(ui, read_key) {
            match act {
                Act::Move { way, extend } => {
                    let Some(to) = way.from(self.cursor, self.listed.lines.len()) else { continue };
                    if extend {
                        self.choose_to(to, bench);
                    } else {
                        if !self.gathers {
                            self.chosen.clear();
                        }
                        (self.cursor, self.anchor) = (Some(to), Some(to));
                    }
                    self.reveal = true;
                }
                Act::Choose => {
                    if let Some(at) = self.cursor {
                        self.toggle(at, bench);
                        self.gathers = !self.chosen.is_empty();
                    }
                }
                Act::ChooseAll => {
                    let keys = || (0..self.listed.lines.len()).filter_map(|at| self.key(at, bench));
                    let are_topics = self.listed.topics > 0;
                    self.chosen = keys().filter(|key| key.is_topic == are_topics).collect();
                }
                Act::Open(beside) => self.open(beside, bench, out),
                Act::Rename => self.rename(bench, out),
                Act::Dismiss => self.dismiss(bench, out),
            }
        }
    }

    /// The lines that something is to be done with: those chosen, or the one the keyboard is on.
    fn acted_on(&self, bench: &Workbench) -> Vec<FigureLine> {
        // Between two frames the documents may have been compared anew: then nobody has seen what would be acted on.
        if self.of.as_ref().is_none_or(|((comparison, _), _)| *comparison != bench.comparison_revision()) {
            return Vec::new();
        }
        if self.chosen.is_empty() {
            return self.cursor.and_then(|at| self.listed.lines.get(at)).copied().into_iter().collect();
        }
        let mut chosen: Vec<usize> = self.chosen.iter().filter_map(|key| self.listed.at(*key)).collect();
        chosen.sort_unstable();
        chosen.into_iter().filter_map(|at| self.listed.lines.get(at)).copied().collect()
    }

    /// The topics of what is chosen.
    fn topics<'b>(&self, bench: &'b Workbench) -> Vec<&'b Topic> {
        let mut topics: Vec<usize> = self.acted_on(bench).into_iter().filter_map(FigureLine::topic).collect();
        topics.dedup();
        topics.into_iter().filter_map(|topic| bench.comparison().topics().get(topic)).collect()
    }

    /// The figures chosen.
    fn figures(&self, bench: &Workbench) -> Vec<FigureAt> {
        self.acted_on(bench).into_iter().filter_map(FigureLine::figure).collect()
    }

    /// The figures chosen that are in no topic.
    fn alone(&self, bench: &Workbench) -> Vec<FigureAt> {
        let lines = self.acted_on(bench).into_iter();
        lines.filter_map(|line| if let FigureLine::Alone(at) = line { Some(at) } else { None }).collect()
    }

    /// The topics of what is chosen, as decisions name them; a figure that stands alone is one.
    fn named(&self, bench: &Workbench) -> Vec<NamedTopic> {
        let comparison = bench.comparison();
        let topics = self.topics(bench).into_iter().map(|topic| comparison.named(topic, |id| bench.text(id)));
        let alone = self.alone(bench).into_iter();
        topics.chain(alone.filter_map(|at| comparison.named_alone(at, |id| bench.text(id)))).collect()
    }

    /// True when there is a topic to be merged, or a figure that is in none, and another that it can join.
    pub fn can_merge(&self, bench: &Workbench) -> bool {
        let others = bench.comparison().topics().len();
        let needed = if self.alone(bench).is_empty() { 2 } else { 1 };
        !self.acted_on(bench).is_empty() && others >= needed
    }

    /// True when figures are chosen that can be made a topic of their own: not all of one.
    pub fn can_split(&self, bench: &Workbench) -> bool {
        if !self.alone(bench).is_empty() {
            return true;
        }
        let figures = self.figures(bench);
        let topics = self.topics(bench);
        !figures.is_empty() && topics.iter().any(|topic| topic.figures.iter().any(|at| !figures.contains(at)))
    }

    /// True when there is a topic to do something with.
    pub fn has_topic(&self, bench: &Workbench) -> bool {
        !self.topics(bench).is_empty()
    }

    /// Asks which topic those chosen are merged into.
    pub fn merge(&self, bench: &Workbench, out: &mut Outbox) {
        if self.topics(bench).len() + self.alone(bench).len() > MOST_AT_ONCE {
            return out.push(Request::Say(TOO_MANY));
        }
        let topics = self.named(bench);
        if !topics.is_empty() {
            out.dialog(Dialog::MergeTopics(topics));
        }
    }

    /// Asks for a name of the topic that the figures chosen are to be.
    pub fn split(&self, bench: &Workbench, out: &mut Outbox) {
        let comparison = bench.comparison();
        let figures: Vec<FigurePlace> = self
            .figures(bench)
            .into_iter()
            .filter_map(|at| comparison.figure_place(at, |id| bench.text(id)))
            .collect();
        let of_topic = self.topics(bench).first().map(|topic| topic.name.clone());
        let of_figure = || Some(comparison.figure(*self.alone(bench).first()?)?.1.phrase.clone());
        if let (false, Some(name)) = (figures.is_empty(), of_topic.or_else(of_figure)) {
            out.dialog(Dialog::SplitTopic(figures, name));
        }
    }

    /// Asks for another name of the topic the keyboard is on.
    pub fn rename(&self, bench: &Workbench, out: &mut Outbox) {
        let topics = self.topics(bench);
        let at_cursor = self.cursor.and_then(|at| self.listed.lines.get(at)).and_then(|line| line.topic());
        let topic = at_cursor.and_then(|topic| bench.comparison().topics().get(topic));
        if let Some(topic) = topic.filter(|_| !topics.is_empty()).or_else(|| topics.first().copied()) {
            out.dialog(Dialog::RenameTopic(bench.comparison().named(topic, |id| bench.text(id))));
        }
    }

    /// Dismisses the topics chosen; shows those that are dismissed again.
    pub fn dismiss(&mut self, bench: &Workbench, out: &mut Outbox) {
        if self.topics(bench).len() > MOST_AT_ONCE {
            return out.push(Request::Say(TOO_MANY));
        }
        let (dismissed, shown): (Vec<&Topic>, Vec<&Topic>) =
            self.topics(bench).into_iter().partition(|topic| topic.is_dismissed);
        let comparison = bench.comparison();
        if !shown.is_empty() {
            let named = shown.iter().map(|topic| comparison.named(topic, |id| bench.text(id)));
            out.command(Command::Figures(FigureCommand::Dismiss(named.collect())));
        }
        let dismissals = dismissed.iter().flat_map(|topic| comparison.decisions_on(topic));
        let dismissals: Vec<TopicDecisionId> = dismissals
            .filter(|id| {
                let decision = bench.project().topics.get(id);
                decision.is_some_and(|decision| matches!(decision.ruling, TopicRuling::Dismiss { .. }))
            })
            .collect();
        if !dismissals.is_empty() {
            out.command(Command::Figures(FigureCommand::TakeBack(dismissals)));
        }
        self.chosen.clear();
        self.gathers = false;
    }

    /// Opens the sentences of what is chosen: of a topic the first two of different documents, of several figures the
    /// first two chosen, side by side; of one figure its own, in the pane beside if so.
    fn open(&self, beside: bool, bench: &Workbench, out: &mut Outbox) {
        let figures = self.figures(bench);
        let mut show = |at: FigureAt, beside: bool| {
            if let Some((document, span)) = sentence(bench, at) {
                out.push(Request::ShowPassage { document, span, beside });
            }
        };
        match (figures.as_slice(), self.topics(bench).first()) {
            ([one], _) => show(*one, beside),
            ([one, other, ..], _) => {
                show(*one, false);
                show(*other, true);
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

fn read_key(key: Pressed, modifiers: Modifiers) -> Option<Act> {
    Some(match key {
        _ if modifiers.alt => return None,
        Pressed::Enter if modifiers.command => Act::Open(true),
        Pressed::A if modifiers.command => Act::ChooseAll,
        _ if modifiers.command => return None,
        Pressed::Enter => Act::Open(false),
        Pressed::Space => Act::Choose,
        Pressed::F2 => Act::Rename,
        Pressed::Delete | Pressed::Backspace => Act::Dismiss,
        key => Act::Move { way: Move::of(key)?, extend: modifiers.shift },
    })
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
        let hint = "No two figures in the documents seem to count the same.";
        let empty = EmptyState::new("No figures to compare", hint).icon(icon);
        let alone = bench.comparison().alone().len();
        let show = format!("Show {}", menus::stand_alone(alone));
        let actions = [(show.as_str(), None)];
        let empty = if alone > 0 { empty.actions(&actions) } else { empty };
        if empty.show(ui).is_some() {
            view.alone = true;
        }
    }
}
