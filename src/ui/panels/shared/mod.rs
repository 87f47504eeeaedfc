//! What documents share: pairs of documents with their passages, passages with all their places, or statements that may be
//! the same in other words; one click has both places stand side by side.
//!
//! Filter, order and grouping are part of the screen and kept with it. The workbench makes the list, beside the window's thread
//! where there is much to list; [`listing`] says what a line stands for, [`row`] draws one.

mod listing;
mod pair;
mod row;

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Id, Key, Modifiers, Popup, Ui};

use super::draw;
use super::list::{List, Move, row_menu, take_keys};
use super::tables::running_line;
use crate::text::numbers::{counted, grouped};
use crate::ui::action::Action;
use crate::ui::kit::{self, Chip, EmptyState, IconButton, MenuItem, menu_divider};
use crate::ui::outbox::{Outbox, Request};
use crate::ui::screen::{BottomTable, ComparisonView, Screen};
use crate::ui::theme::{Themed as _, icons};
use crate::workbench::{
    Command, ComparisonCommand, SharedGrouping, SharedLine, SharedOrder, SharedOrdering, SharedState,
    SharedWish, ViewKind, Workbench,
};
use listing::{cluster_of, places_of};

pub(in crate::ui) use pair::first_between;
pub(super) use pair::show_pair;
pub use row::in_short;

/// What the panel keeps of what is on screen.
#[derive(Debug, Default)]
pub struct SharedPanel {
    cursor: Option<usize>,
    reveal: bool,
    /// What the lines were made of, and what was wanted.
    of: Option<(SharedState, SharedWish)>,
    lines: Arc<Vec<SharedLine>>,
    /// The list that was asked of the workbench last.
    wanted: Option<(SharedState, SharedWish)>,
    /// The comparison for which statements were looked for without being asked again.
    asked: Option<u64>,
}

/// What the keyboard asks of the list.
#[derive(Clone, Copy)]
enum Act {
    Move(Move),
    /// Go into the text.
    Enter,
    /// Set all variants side by side.
    Collate,
}

/// Identity of the list, which has the keyboard.
pub(in crate::ui) fn list_id() -> Id {
    Id::unique("shared passages")
}

/// Draws the panel.
pub fn show(ui: &mut Ui, state: &mut SharedPanel, screen: &mut Screen, bench: &Workbench, out: &mut Outbox) {
    header(ui, &mut screen.comparison, out);
    let is_comparing = progress(ui, bench, out);
    if bench.comparison().document_count() < 2 {
        if !is_comparing {
            nothing_yet(ui, bench, out);
        }
        return;
    }
    draw::inset(ui, |ui| {
        grouping(ui, &mut screen.comparison.grouping);
        ui.add_space(ui.tokens().space.grid);
        kit::filter_of_list(ui, &mut screen.comparison.filter, "Filter shared passages", list_id());
    });
    ui.add_space(ui.tokens().space.grid);
    if screen.comparison.grouping == SharedGrouping::Statements {
        if !state.statements_are_there(ui, bench, out) {
            return;
        }
    } else if bench.comparison().passages().is_empty() {
        return nothing_yet(ui, bench, out);
    }
    if bench.comparison_was_stopped() {
        draw::inset(ui, |ui| draw::dim(ui, "Comparing was stopped: not everything is listed."));
    }
    for sentence in bench.comparison().left_out() {
        draw::inset(ui, |ui| draw::dim(ui, sentence));
    }
    if !state.read(ui, bench, &screen.comparison, out) {
        return;
    }
    if state.lines.is_empty() {
        return none_listed(ui, &mut screen.comparison);
    }
    state.keys(ui, screen, bench, out);
    state.list_ui(ui, screen, bench, out);
}

impl SharedPanel {
    /// Sees to it that statements are looked for; true when those of this comparison are there and there are any.
    fn statements_are_there(&mut self, ui: &mut Ui, bench: &Workbench, out: &mut Outbox) -> bool {
        let revision = bench.comparison_revision();
        let found = bench.statements().filter(|statements| statements.revision == revision);
        if let Some(found) = found {
            if found.list.is_empty() {
                let hint = "No clause of one document says much with the same rare words as one of another.";
                EmptyState::new("No statements in other words", hint).icon(icons::QUOTES).show(ui);
                return false;
            }
            let about = "Clauses that say much with the same rare words, the likeliest first: look at both, they need \
                         not mean the same.";
            draw::inset(ui, |ui| draw::dim(ui, about));
            for sentence in found.left_out.sentences() {
                draw::inset(ui, |ui| draw::dim(ui, sentence));
            }
            return true;
        }
        let doing = ("Looking for statements in other words…", "Stop looking for statements");
        if running_line(ui, bench, ViewKind::Statements, doing, out) {
            return false;
        }
        let hint =
            "Statements that documents make in other words are listed here once they have been looked for.";
        let look = [("Look for statements", None)];
        let was_asked = self.asked == Some(revision);
        if !was_asked
            || EmptyState::new("Not looked for", hint).icon(icons::QUOTES).actions(&look).show(ui).is_some()
        {
            self.asked = Some(revision);
            out.command(Command::Comparison(ComparisonCommand::FindStatements));
        }
        false
    }

    /// Brings the list up to date; false while there is none that could be shown.
    fn read(&mut self, ui: &mut Ui, bench: &Workbench, view: &ComparisonView, out: &mut Outbox) -> bool {
        let now = (bench.shared_state(), view.wish());
        if self.of.as_ref() == Some(&now) {
            return true;
        }
        if let Some(lines) = bench.list_shared_now(&now.1) {
            self.take(Arc::new(lines), now);
            return true;
        }
        if let Some(list) = bench.shared_list().filter(|list| (list.state, &list.wish) == (now.0, &now.1)) {
            self.take(list.lines.clone(), now);
            return true;
        }
        let doing = ("Listing shared passages…", "Stop listing shared passages");
        let is_asked = self.wanted.as_ref() == Some(&now);
        let is_running = is_asked && running_line(ui, bench, ViewKind::List, doing, out);
        // Lines of another comparison name passages that are others by now.
        let can_be_shown = self.of.as_ref().is_some_and(|((comparison, _, statements), wish)| {
            (*comparison, *statements) == (now.0.0, now.0.2) && wish.grouping == now.1.grouping
        });
        let asks = if is_asked && !is_running && !can_be_shown {
            let hint = "There are many: it was stopped before all were listed.";
            let list = [("List them", None)];
            let empty = EmptyState::new("Shared passages are not listed", hint).icon(icons::GIT_DIFF);
            empty.actions(&list).show(ui).is_some()
        } else {
            !is_asked
        };
        if asks {
            out.command(Command::Comparison(ComparisonCommand::List(now.1.clone())));
            self.wanted = Some(now);
        }
        can_be_shown
    }

    /// Takes in other lines.
    fn take(&mut self, lines: Arc<Vec<SharedLine>>, of: (SharedState, SharedWish)) {
        self.lines = lines;
        self.cursor = self.cursor.filter(|at| *at < self.lines.len());
        self.of = Some(of);
    }

    fn list_ui(&mut self, ui: &mut Ui, screen: &mut Screen, bench: &Workbench, out: &mut Outbox) {
        let list = List {
            id: list_id(),
            label: "Shared passages",
            role: Role::ListBox,
            rows: self.lines.len(),
            height: row::HEIGHT,
            cursor: self.cursor,
            reveal: std::mem::take(&mut self.reveal),
        };
        let (mut clicked, mut collated) = (None, None);
        list.show(ui, |ui, index, rect| {
            let line = &self.lines[index];
            let is_current = places_of(line, bench)
                .is_some_and(|places| screen.shared.is_some_and(|shared| shared.is(places)));
            let response = row::show(ui, rect, bench, line, is_current);
            if response.clicked() {
                clicked = Some(index);
            }
            let cluster = cluster_of(line, bench);
            row_menu(list_id(), &response, |ui| {
                if ui.add(MenuItem::new("Show both side by side").icon(icons::COLUMNS)).clicked() {
                    clicked = Some(index);
                }
                if ui.add(MenuItem::new(Action::CollatePassage.label()).icon(icons::ROWS)).clicked() {
                    collated = cluster;
                }
                if let Some(cluster) = cluster
                    && ui
                        .add(MenuItem::new(Action::ShowOrder.label()).icon(Action::ShowOrder.icon()))
                        .clicked()
                {
                    // Shown only once it was asked for, or the table would ask for all.
                    out.run(Action::ShowOrder);
                    let of = SharedOrdering::Passage(cluster);
                    out.command(Command::Comparison(ComparisonCommand::Order(of)));
                }
            });
            if matches!(line, SharedLine::Cluster { .. }) && row::collate_button(ui, rect).clicked() {
                collated = cluster;
            }
        });
        if let Some(cluster) = collated {
            collate(cluster, screen, out);
        }
        if let Some(index) = clicked {
            // Only now: while it is drawn, the list still gives the keyboard up for a click that was not on itself.
            ui.memory_mut(|memory| memory.request_focus(list_id()));
            self.go_to(index, true, bench, out);
        }
    }

    fn keys(&mut self, ui: &Ui, screen: &mut Screen, bench: &Workbench, out: &mut Outbox) {
        if !ui.memory(|memory| memory.has_focus(list_id())) {
            return;
        }
        for act in take_keys(ui, read_key) {
            match act {
                Act::Move(way) => {
                    if let Some(to) = way.from(self.cursor, self.lines.len()) {
                        self.reveal = true;
                        self.go_to(to, true, bench, out);
                    }
                }
                Act::Enter => {
                    if let Some(at) = self.cursor {
                        self.go_to(at, false, bench, out);
                    }
                }
                Act::Collate => {
                    let cluster = self.cursor.and_then(|at| cluster_of(&self.lines[at], bench));
                    if let Some(cluster) = cluster {
                        collate(cluster, screen, out);
                    }
                }
            }
        }
    }

    fn go_to(&mut self, index: usize, keep_keyboard: bool, bench: &Workbench, out: &mut Outbox) {
        self.cursor = Some(index);
        if let Some(places) = places_of(&self.lines[index], bench) {
            out.push(Request::ShowShared { places, keep_keyboard });
        }
    }
}

fn read_key(key: Key, modifiers: Modifiers) -> Option<Act> {
    Some(match key {
        Key::Enter if modifiers.command => Act::Collate,
        _ if modifiers.any() => return None,
        Key::Enter => Act::Enter,
        key => Act::Move(Move::of(key)?),
    })
}

/// The panel's name, with the buttons that order and group passages.
fn header(ui: &mut Ui, view: &mut ComparisonView, out: &mut Outbox) {
    kit::panel_header(ui, "Shared passages", |ui| {
        let more = ui.add(IconButton::new(icons::DOTS_THREE, "More about shared passages"));
        Popup::menu(&more).show(|ui| {
            let marked = MenuItem::new(Action::ToggleShared.label()).checked(view.marked);
            if ui.add(marked).clicked() {
                view.marked = !view.marked;
            }
            let only = MenuItem::new(Action::OnlyDifferences.label()).checked(view.only_differences);
            if ui.add(only).clicked() {
                out.run(Action::OnlyDifferences);
            }
            let boilerplate = MenuItem::new(Action::ToggleBoilerplate.label()).checked(view.boilerplate);
            if ui.add(boilerplate).clicked() {
                view.boilerplate = !view.boilerplate;
            }
            menu_divider(ui);
            draw::action_item(ui, Action::TagBothSides, out);
            draw::action_item(ui, Action::CollatePassage, out);
            draw::action_item(ui, Action::ShowFigures, out);
            draw::action_item(ui, Action::CompareDocuments, out);
        });
        // Statements in other words are listed with the likeliest first.
        let has_orders = view.grouping != SharedGrouping::Statements;
        let order = IconButton::new(icons::SORT_DESCENDING, "Order shared passages");
        let order = ui.add_enabled(has_orders, order);
        Popup::menu(&order).show(|ui| {
            for (label, by) in [
                ("Longest first", SharedOrder::Length),
                ("Most different first", SharedOrder::Differences),
                ("By document", SharedOrder::Documents),
            ] {
                if ui.add(MenuItem::new(label).checked(view.order == by)).clicked() {
                    view.order = by;
                }
            }
        });
    });
}

/// What passages are listed under.
fn grouping(ui: &mut Ui, grouping: &mut SharedGrouping) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(6.0, 6.0);
        for (label, hint, by) in [
            ("By pair", "Two documents with all they share", SharedGrouping::Pairs),
            ("By passage", "Each passage with all the places it stands in", SharedGrouping::Passages),
            ("Other words", "Statements that may be the same in other words", SharedGrouping::Statements),
        ] {
            let chip = ui.add(Chip::new(label).selected(*grouping == by)).on_hover_text(hint);
            if chip.clicked() {
                *grouping = by;
            }
        }
    });
}

/// Asks for the variants of a passage, to be shown in the table below.
fn collate(cluster: usize, screen: &mut Screen, out: &mut Outbox) {
    screen.tables = true;
    screen.table = BottomTable::Collation;
    out.command(Command::Comparison(ComparisonCommand::Collate(cluster)));
}

/// How far comparing has come, with a button that stops it; true while documents are being compared.
fn progress(ui: &mut Ui, bench: &Workbench, out: &mut Outbox) -> bool {
    let Some(job) = bench.jobs().iter().find(|job| job.title == Workbench::COMPARING) else { return false };
    let text = match job.total {
        Some(total) if total > 1 => {
            format!("Comparing documents: {} of {}", grouped(job.done.min(total)), grouped(total))
        }
        _ => "Comparing documents…".to_owned(),
    };
    if draw::notice_line(ui, &text, "Stop comparing documents") {
        out.command(Command::CancelJob(job.id));
    }
    true
}

/// What the panel, and what else is made of shared passages, says while nothing is shared.
pub(super) fn nothing_yet(ui: &mut Ui, bench: &Workbench, out: &mut Outbox) {
    let icon = icons::GIT_DIFF;
    let compare = [(Action::CompareDocuments.label(), None)];
    let chosen = if bench.project().documents.len() < 2 {
        let hint = "Open two documents or more: the passages they share are listed here.";
        EmptyState::new("Nothing to compare yet", hint).icon(icon).show(ui)
    } else if !bench.compares() || bench.comparison_was_stopped() {
        let hint = "The passages that documents share are listed here once they have been compared.";
        EmptyState::new("Not compared", hint).icon(icon).actions(&compare).show(ui)
    } else if bench.comparison().is_empty() {
        let hint =
            "The passages that documents share are listed here once their texts have been read and compared.";
        EmptyState::new("Nothing compared yet", hint).icon(icon).show(ui)
    } else {
        let documents = counted(bench.comparison().document_count(), "document", "documents");
        let hint = format!("{documents} compared; none has a passage that stands in another too.");
        EmptyState::new("No shared passages", &hint).icon(icon).show(ui)
    };
    if chosen.is_some() {
        out.run(Action::CompareDocuments);
    }
}

/// What the panel says when nothing passes the filter.
fn none_listed(ui: &mut Ui, view: &mut ComparisonView) {
    let (title, hint, offers): (_, _, &[_]) = if view.grouping == SharedGrouping::Statements {
        let hint = "Titles and the words of both statements are searched.";
        ("No statement found", hint, &[("Show all statements", None)])
    } else {
        let hint = "Titles, words of the passages and kinds are searched; boilerplate is listed only when it is shown.";
        ("No shared passage found", hint, &[("Show all passages", None), ("Show boilerplate", None)])
    };
    let empty = EmptyState::new(title, hint).icon(icons::FUNNEL_SIMPLE);
    match empty.actions(offers).show(ui) {
        Some(0) => view.filter.clear(),
        Some(_) => view.boilerplate = true,
        None => {}
    }
}
