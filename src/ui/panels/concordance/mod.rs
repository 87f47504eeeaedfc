//! The concordance: every hit of the search in its line of context, aligned on the hit, in the order one likes.
//!
//! A line is made when it comes into view. What the lines are ordered by is part of the screen; ordering itself is the
//! workbench's business. Above the lines it is shown where in its text the hit is that one stands on, and where the others are.

mod lines;
mod menus;
mod row;

use egui::accesskit::Role;
use egui::{Id, Sense, Ui, vec2};

use super::draw;
use super::hit_choice::{self, Click, HitAct};
use super::list::List;
use super::search::{MOST_LISTED, said_of, search_stopped, strip};
use crate::project::DocumentId;
use crate::text::Span;
use crate::text::numbers::grouped;
use crate::ui::action::Action;
use crate::ui::kit::{EmptyState, PushButton, menu_divider};
use crate::ui::outbox::{Outbox, Request};
use crate::ui::panels::tables::{Room, tables_tabs};
use crate::ui::screen::{HitOrder, Screen, SearchView};
use crate::ui::shortcuts;
use crate::ui::theme::{Themed as _, icons, text_style};
use crate::workbench::{Answer, Command, SearchCommand, Workbench};

use lines::Lines;
use menus::{context_items, context_menu, order_items, order_menu};
use row::{GAP, Looks, line_ui, title_width, unknown_ui};

/// What the concordance keeps of what is on screen.
#[derive(Debug, Default)]
pub struct ConcordancePanel {
    takes_keyboard: bool,
    /// The line the keyboard is on.
    cursor: Option<usize>,
    /// The line whose hit is to be shown as soon as it is known, of the answer of this number, and whether the keyboard stays.
    going: Option<(u64, usize, bool)>,
    reveal: bool,
    /// The state of the search and the hit that the cursor was last brought to.
    followed: Option<(u64, Option<(DocumentId, Span)>)>,
}

/// Room for the order, the context and the button that tags.
const ROOM_FOR_BUTTONS: f32 = 425.0;
/// What is done less often stands beside the tabs where so much room is left; it is in the menu of the window as well.
const ROOM_FOR_EXPORT: f32 = 80.0;
/// The count stands beside the tabs where so much room is left; it is in the search panel as well.
const ROOM_FOR_COUNT: f32 = 190.0;

/// Identity of the table, which has the keyboard.
pub(in crate::ui) fn table_id() -> Id {
    Id::unique("concordance")
}

impl ConcordancePanel {
    /// Gives the table the keyboard when it is next drawn.
    pub fn take_keyboard(&mut self) {
        self.takes_keyboard = true;
    }

    /// Draws the table.
    pub fn show(&mut self, ui: &mut Ui, screen: &mut Screen, bench: &Workbench, out: &mut Outbox) {
        tables_tabs(ui, screen, bench, ROOM_FOR_BUTTONS, |ui, screen, room| {
            let is_something = bench.answer().is_some_and(|answer| answer.count() > 0);
            if room == Room::Menu {
                ui.add_enabled_ui(is_something, |ui| {
                    draw::action_item(ui, Action::TagHits, out);
                    draw::action_item(ui, Action::ExportHits, out);
                });
                menu_divider(ui);
                order_items(ui, &mut screen.search.order);
                menu_divider(ui);
                return context_items(ui, &mut screen.search.context);
            }
            order_menu(ui, &mut screen.search.order);
            context_menu(ui, &mut screen.search.context);
            ui.add_enabled_ui(is_something, |ui| {
                let action = Action::TagHits;
                let key = shortcuts::text_of(ui.ctx(), action);
                if ui.add(PushButton::new(action.label()).quiet().shortcut(key)).clicked() {
                    out.run(action);
                }
                if ui.available_width() < ROOM_FOR_EXPORT {
                    return;
                }
                if ui
                    .add(PushButton::new("Export…").quiet())
                    .on_hover_text(Action::ExportHits.hint())
                    .clicked()
                {
                    out.run(Action::ExportHits);
                }
            });
            if let Some(answer) = bench.answer().filter(|_| ui.available_width() > ROOM_FOR_COUNT) {
                draw::dim(ui, said(answer, bench));
            }
        });
        if let Some(limits) = bench.answer().and_then(|answer| limits(answer, screen.search.order)) {
            draw::inset(ui, |ui| draw::dim(ui, limits));
        }
        if bench.is_ordering_stopped() {
            draw::inset(ui, |ui| {
                draw::dim(ui, "Sorting was stopped; the hits stand in the order of the list.");
                if ui.add(PushButton::new("Sort again").quiet()).clicked() {
                    out.command(Command::Search(SearchCommand::Order(screen.search.order.keys())));
                }
            });
        }
        if std::mem::take(&mut self.takes_keyboard) {
            ui.memory_mut(|memory| memory.request_focus(table_id()));
        }
        let Some(answer) = bench.answer().filter(|answer| answer.count() > 0) else {
            return nothing(ui, screen, bench, out);
        };
        let documents = screen.search.documents;
        let lines = Lines { answer, ordered: bench.ordered_hits(), documents };
        self.follow(&lines, screen, bench);
        self.keys(ui, &lines, &mut screen.search, bench, out);
        self.strip_ui(ui, &lines, bench);
        self.lines_ui(ui, &lines, &mut screen.search, bench);
        self.arrive(&lines, bench, out);
    }

    /// Brings the cursor to the hit that was gone to by other ways, and to its line when the order is another.
    fn follow(&mut self, lines: &Lines<'_>, screen: &Screen, bench: &Workbench) {
        let now = (bench.search_revision(), screen.search.hit);
        if self.followed == Some(now) {
            return;
        }
        self.followed = Some(now);
        if self.going.is_some() {
            return;
        }
        let is_there = |line: usize| now.1.is_some() && lines.place(line) == now.1;
        if !self.cursor.is_some_and(is_there) {
            self.cursor = now.1.and_then(|hit| lines.line_of(hit));
            self.reveal |= self.cursor.is_some();
        }
    }

    fn keys(
        &mut self,
        ui: &Ui,
        lines: &Lines<'_>,
        view: &mut SearchView,
        bench: &Workbench,
        out: &mut Outbox,
    ) {
        view.chosen.keep_those_of(bench.answer_number());
        for act in hit_choice::pressed(ui, table_id(), &view.chosen) {
            self.reveal |= !matches!(act, HitAct::Open | HitAct::Tag);
            match act {
                HitAct::Move(way) => {
                    view.chosen.end_range();
                    let room = (count(lines.answer), lines.answer.count());
                    let to = hit_choice::moved(way, self.cursor, room, out);
                    if let Some(line) = to {
                        self.go_to(line, true, bench);
                    }
                }
                HitAct::Extend(way) => {
                    let room = (count(lines.answer), lines.answer.count());
                    if let Some(to) = hit_choice::moved(way, self.cursor, room, out) {
                        self.extend(lines, to, view, bench);
                    }
                }
                HitAct::Along(forward) => {
                    let to = self.cursor.and_then(|line| lines.hit_of(line)).and_then(|(place, hit)| {
                        let to = lines.answer.a_stride_from(place, hit?, forward)?;
                        lines.line_at((place, to))
                    });
                    if let Some(line) = to {
                        self.go_to(line, true, bench);
                    }
                }
                HitAct::Toggle => {
                    let number = self.cursor.and_then(|line| lines.number(line));
                    if let Some(number) = number {
                        view.chosen.toggle(number);
                    }
                }
                HitAct::ChooseAll => view.chosen.choose_all(lines.answer.count()),
                HitAct::ChooseNone => view.chosen.clear(),
                HitAct::Tag => out.run(Action::TagHits),
                HitAct::Open => {
                    ui.memory_mut(|memory| memory.surrender_focus(table_id()));
                    self.go_to(self.cursor.unwrap_or(0), false, bench);
                }
                // Sorted lines have no next document.
                HitAct::Document(_) => {}
            }
        }
    }

    /// Goes to a line and chooses all hits from where the choice was begun.
    fn extend(&mut self, lines: &Lines<'_>, to: usize, view: &mut SearchView, bench: &Workbench) {
        let stood_on = lines.number(self.cursor.unwrap_or(to));
        let from = stood_on.and_then(|number| lines.line_numbered(view.chosen.range_from(number)));
        if let Some(from) = from {
            view.chosen.take_range(lines.numbers(from.min(to)..from.max(to) + 1));
        }
        self.go_to(to, true, bench);
    }

    /// Goes to a line, and to its hit as soon as it is known.
    fn go_to(&mut self, line: usize, preview: bool, bench: &Workbench) {
        self.cursor = Some(line);
        self.going = Some((bench.answer_number(), line, preview));
    }

    /// Shows the hit of the line that is gone to, once it is known.
    fn arrive(&mut self, lines: &Lines<'_>, bench: &Workbench, out: &mut Outbox) {
        self.going.take_if(|(answer, ..)| *answer != bench.answer_number());
        let Some((_, line, preview)) = self.going else { return };
        let Some((document, span)) = lines.place(line) else { return };
        self.going = None;
        out.push(Request::ShowHit { document, span, preview });
    }

    /// Draws where in the text of the line one stands on, or of the first, the hits are; a click goes to the nearest.
    fn strip_ui(&mut self, ui: &mut Ui, lines: &Lines<'_>, bench: &Workbench) {
        let line = self.cursor.unwrap_or(0);
        let Some((place, hit)) = lines.hit_of(line) else { return };
        let title = lines.answer.document(place).and_then(|id| bench.title(id)).unwrap_or_default();
        let space = ui.tokens().space;
        let size = vec2(ui.available_width(), strip::HEIGHT + 2.0 * space.grid);
        let (row, _) = ui.allocate_exact_size(size, Sense::hover());
        let inner = row.shrink2(vec2(space.inset, 0.0));
        let width = title_width(inner.width());
        let words = draw::line(ui, &title, &text_style::small(), ui.tokens().colour.dim, width);
        draw::paint_at(ui, words, row, inner.right() - width);
        let beside = inner.with_max_x(inner.right() - width - 2.0 * GAP).translate(vec2(0.0, -space.grid));
        let stood_on = hit.filter(|_| self.cursor.is_some());
        let nearest = strip::show(ui, beside, lines.answer, (place, &title), stood_on);
        if let Some(line) = nearest.and_then(|hit| lines.line_at((place, hit))) {
            ui.memory_mut(|memory| memory.request_focus(table_id()));
            self.reveal = true;
            self.go_to(line, true, bench);
        }
    }

    fn lines_ui(&mut self, ui: &mut Ui, lines: &Lines<'_>, view: &mut SearchView, bench: &Workbench) {
        let list = List {
            id: table_id(),
            label: "Concordance",
            role: Role::Table,
            rows: count(lines.answer),
            height: ui.tokens().space.table_row,
            cursor: self.cursor,
            reveal: std::mem::take(&mut self.reveal),
        };
        let mut clicked = None;
        list.show(ui, |ui, index, rect| {
            let Some(placed) = lines.get(index) else { return unknown_ui(ui, rect) };
            let looks = Looks {
                stood_on: self.cursor == Some(index),
                chosen: lines.number(index).is_some_and(|number| view.chosen.numbers().contains(number)),
                context: view.context,
            };
            let response = line_ui(ui, rect, lines.answer, (index, placed), looks, bench);
            if response.clicked() {
                clicked = Some((index, response.double_clicked(), hit_choice::clicked(ui)));
            }
        });
        hit_choice::claim(ui, table_id(), &view.chosen);
        let Some((line, double, click)) = clicked else { return };
        // Only now: while it is drawn, the list still gives the keyboard up for a click that was not on itself.
        ui.memory_mut(|memory| {
            if double { memory.surrender_focus(table_id()) } else { memory.request_focus(table_id()) }
        });
        match click {
            Some(Click::Toggle) => {
                lines.number(line).into_iter().for_each(|number| view.chosen.toggle(number));
                self.go_to(line, true, bench);
            }
            Some(Click::Extend) => self.extend(lines, line, view, bench),
            None => {
                view.chosen.end_range();
                self.go_to(line, !double, bench);
            }
        }
    }
}

/// How many lines are listed.
fn count(answer: &Answer) -> usize {
    answer.count().min(MOST_LISTED) as usize
}

/// How much there is, and whether it is still being sorted.
fn said(answer: &Answer, bench: &Workbench) -> String {
    let is_sorting = !bench.is_searching() && bench.is_ordering();
    said_of(answer, bench) + if is_sorting { " · sorting…" } else { "" }
}

/// What is not done because there is too much of it.
fn limits(answer: &Answer, order: HitOrder) -> Option<String> {
    if answer.count() <= MOST_LISTED {
        return None;
    }
    let listed = format!("The first {} hits are listed here.", grouped(MOST_LISTED as usize));
    let is_unsorted = order != HitOrder::Document && answer.count() > Workbench::MOST_ORDERED;
    let why =
        if is_unsorted { " They are too many to be sorted, and stand in the order of the list." } else { "" };
    Some(listed + why + " Ask for less to see the others.")
}

fn nothing(ui: &mut Ui, screen: &Screen, bench: &Workbench, out: &mut Outbox) {
    if bench.is_searching() {
        EmptyState::new("Searching…", "Hits are listed as soon as the first are found.")
            .icon(icons::MAGNIFYING_GLASS)
            .show(ui);
        return;
    }
    if bench.is_search_stopped() {
        return search_stopped(ui, out);
    }
    let (title, hint) = if bench.query_error().is_some() {
        ("The query cannot be read", "The search panel shows where.")
    } else if screen.search.query.trim().is_empty() {
        ("Nothing is searched for", "Search for words: every hit is listed here in its line.")
    } else {
        ("Nothing found", "Change the query, or search all documents.")
    };
    let action = Action::ShowSearch;
    let actions = [(action.label(), shortcuts::text_of(ui.ctx(), action))];
    if EmptyState::new(title, hint).icon(icons::MAGNIFYING_GLASS).actions(&actions).show(ui).is_some() {
        out.run(action);
    }
}
