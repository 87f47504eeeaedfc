//! What documents share: pairs of documents with their passages, or passages with all their places; one click has both
//! places stand side by side.
//!
//! Filter, order and grouping are part of the screen and kept with it. [`listing`] makes the list, [`row`] draws a line.

mod listing;
mod row;

use egui::accesskit::Role;
use egui::{Id, Key, Modifiers, Popup, Ui};

use super::draw;
use super::list::{List, Move, take_keys};
use crate::text::numbers::{counted, grouped};
use crate::ui::action::Action;
use crate::ui::kit::{self, EmptyState, IconButton, MenuItem, menu_divider};
use crate::ui::outbox::{Outbox, Request};
use crate::ui::screen::{ComparisonView, Screen, SharedGrouping, SharedOrder};
use crate::ui::theme::{Themed as _, icons};
use crate::workbench::{Command, Workbench};
use listing::Line;

pub use row::in_short;

/// What the panel keeps of what is on screen.
#[derive(Debug, Default)]
pub struct SharedPanel {
    cursor: Option<usize>,
    reveal: bool,
    /// What the lines were made of: the comparison and the project, by their revisions, and the view.
    of: Option<((u64, u64), ComparisonView)>,
    lines: Vec<Line>,
}

/// What the keyboard asks of the list.
#[derive(Clone, Copy)]
enum Act {
    Move(Move),
    /// Go into the text.
    Enter,
}

/// Identity of the list, which has the keyboard.
fn list_id() -> Id {
    Id::unique("shared passages")
}

/// Draws the panel.
pub fn show(ui: &mut Ui, state: &mut SharedPanel, screen: &mut Screen, bench: &Workbench, out: &mut Outbox) {
    header(ui, &mut screen.comparison, out);
    let is_comparing = progress(ui, bench, out);
    if bench.comparison().passages().is_empty() {
        if !is_comparing {
            nothing_yet(ui, bench, out);
        }
        return;
    }
    draw::inset(ui, |ui| kit::filter_field(ui, &mut screen.comparison.filter, "Filter shared passages"));
    ui.add_space(ui.tokens().space.grid);
    if bench.comparison_was_stopped() {
        draw::inset(ui, |ui| draw::dim(ui, "Comparing was stopped: not everything is listed."));
    }
    for sentence in bench.comparison().left_out() {
        draw::inset(ui, |ui| draw::dim(ui, sentence));
    }
    state.read(bench, &screen.comparison);
    if state.lines.is_empty() {
        return none_listed(ui, &mut screen.comparison);
    }
    state.keys(ui, bench, out);
    state.list_ui(ui, screen, bench, out);
}

impl SharedPanel {
    /// Brings the list up to date.
    fn read(&mut self, bench: &Workbench, view: &ComparisonView) {
        let revisions = (bench.comparison_revision(), bench.project_revision());
        let is_current = self.of.as_ref().is_some_and(|(at, of)| *at == revisions && of == view);
        if !is_current {
            self.lines = listing::list(bench, view);
            self.cursor = self.cursor.filter(|at| *at < self.lines.len());
            self.of = Some((revisions, view.clone()));
        }
    }

    fn list_ui(&mut self, ui: &mut Ui, screen: &Screen, bench: &Workbench, out: &mut Outbox) {
        let list = List {
            id: list_id(),
            label: "Shared passages",
            role: Role::ListBox,
            rows: self.lines.len(),
            height: row::HEIGHT,
            cursor: self.cursor,
            reveal: std::mem::take(&mut self.reveal),
        };
        let mut clicked = None;
        list.show(ui, |ui, index, rect| {
            let line = &self.lines[index];
            let is_current = line
                .places(bench)
                .is_some_and(|places| screen.shared.is_some_and(|shared| shared.is(places)));
            if row::show(ui, rect, bench, line, is_current).clicked() {
                clicked = Some(index);
            }
        });
        if let Some(index) = clicked {
            // Only now: while it is drawn, the list still gives the keyboard up for a click that was not on itself.
            ui.memory_mut(|memory| memory.request_focus(list_id()));
            self.go_to(index, true, bench, out);
        }
    }

    fn keys(&mut self, ui: &Ui, bench: &Workbench, out: &mut Outbox) {
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
            }
        }
    }

    fn go_to(&mut self, index: usize, keep_keyboard: bool, bench: &Workbench, out: &mut Outbox) {
        self.cursor = Some(index);
        if let Some(places) = self.lines[index].places(bench) {
            out.push(Request::ShowShared { places, keep_keyboard });
        }
    }
}

fn read_key(key: Key, modifiers: Modifiers) -> Option<Act> {
    Some(match key {
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
            let boilerplate = MenuItem::new(Action::ToggleBoilerplate.label()).checked(view.boilerplate);
            if ui.add(boilerplate).clicked() {
                view.boilerplate = !view.boilerplate;
            }
            menu_divider(ui);
            draw::action_item(ui, Action::TagBothSides, out);
            draw::action_item(ui, Action::ShowFigures, out);
            draw::action_item(ui, Action::CompareDocuments, out);
        });
        let order = ui.add(IconButton::new(icons::SORT_DESCENDING, "Order shared passages"));
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
            menu_divider(ui);
            for (label, grouping) in [
                ("Grouped by pair of documents", SharedGrouping::Pairs),
                ("Grouped by passage", SharedGrouping::Passages),
            ] {
                if ui.add(MenuItem::new(label).checked(view.grouping == grouping)).clicked() {
                    view.grouping = grouping;
                }
            }
        });
    });
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

/// What the panel says while nothing is shared.
fn nothing_yet(ui: &mut Ui, bench: &Workbench, out: &mut Outbox) {
    let icon = icons::GIT_DIFF;
    let compare = [(Action::CompareDocuments.label(), None)];
    let chosen = if bench.project().documents.len() < 2 {
        let hint = "Open two documents or more: the passages they share are listed here.";
        EmptyState::new("Nothing to compare yet", hint).icon(icon).show(ui)
    } else if !bench.compares() || bench.comparison_was_stopped() {
        let hint = "The passages that documents share are listed here once they have been compared.";
        EmptyState::new("Not compared", hint).icon(icon).actions(&compare).show(ui)
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
    let hint =
        "Titles, words of the passages and kinds are searched; boilerplate is listed only when it is shown.";
    let empty = EmptyState::new("No shared passage found", hint).icon(icons::FUNNEL_SIMPLE);
    match empty.actions(&[("Show all passages", None), ("Show boilerplate", None)]).show(ui) {
        Some(0) => view.filter.clear(),
        Some(_) => view.boilerplate = true,
        None => {}
    }
}
