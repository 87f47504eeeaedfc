//! The search panel: the box with its help and its errors, where and how is searched, and the hits of each document.
//!
//! What is typed is part of the screen; the window asks the workbench for it. Hits are looked up where they are in view
//! ([`rows`]); [`field`] is the box, [`hints`] says what a query can say.

mod field;
mod hints;
mod rows;

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Id, Key, Popup, Ui, vec2};

use super::draw;
use super::list::{List, Move, take_keys};
use crate::project::DocumentId;
use crate::search::Scope;
use crate::text::Span;
use crate::text::numbers::{counted, grouped};
use crate::ui::action::Action;
use crate::ui::kit::{self, Chip, EmptyState, IconButton, PushButton};
use crate::ui::outbox::{Outbox, Request};
use crate::ui::screen::{Screen, SearchView};
use crate::ui::theme::{Themed as _, icons};
use crate::workbench::{Answer, Command, Workbench};

use rows::Row;

/// More rows than this cannot be scrolled through with any precision; what is beyond is said to be.
pub(super) const MOST_LISTED: u64 = 400_000;

/// What the search panel keeps of what is on screen.
#[derive(Debug, Default)]
pub struct SearchPanel {
    takes_keyboard: bool,
    /// When something was last typed, by egui's clock.
    typed: Option<f64>,
    /// True when Enter was pressed before there was an answer to what had been typed.
    goes: bool,
    /// The hit the keyboard is on, by its number.
    cursor: Option<u64>,
    reveal: bool,
    /// The state of the search and the hit that the cursor was last brought to.
    followed: Option<(u64, Option<(DocumentId, Span)>)>,
}

/// What the keyboard asks of the list.
#[derive(Clone, Copy)]
enum Act {
    Move(Move),
    Open,
}

/// Identity of the box.
pub(in crate::ui) fn field_id() -> Id {
    Id::unique("search box of the panel")
}

/// Identity of the list, which has the keyboard.
pub(in crate::ui) fn list_id() -> Id {
    Id::unique("search hits")
}

/// Draws the panel.
pub fn show(ui: &mut Ui, state: &mut SearchPanel, screen: &mut Screen, bench: &Workbench, out: &mut Outbox) {
    header(ui, out);
    state.field_ui(ui, &mut screen.search, bench, out);
    draw::inset(ui, |ui| choices(ui, &mut screen.search));
    progress(ui, bench, out);
    if screen.search.query.trim().is_empty() {
        return hints::show(ui, &mut screen.search.query);
    }
    let Some(answer) = bench.answer().cloned() else {
        if bench.query_error().is_none() {
            EmptyState::new("Searching…", "Hits are listed as soon as all are found.")
                .icon(icons::MAGNIFYING_GLASS)
                .show(ui);
        }
        return;
    };
    counts(ui, &answer, bench, out);
    if answer.count() == 0 {
        return nothing_found(ui, &mut screen.search, bench);
    }
    state.follow(&answer, screen, bench);
    state.keys(ui, &answer, out);
    state.list_ui(ui, &answer, screen, bench, out);
}

impl SearchPanel {
    /// Gives the box the keyboard when the panel is next drawn.
    pub fn take_keyboard(&mut self) {
        self.takes_keyboard = true;
    }

    /// When something was last typed and is not to be asked at once.
    pub(in crate::ui) fn typed_at(&self) -> Option<f64> {
        self.typed
    }

    /// Whether a hit is to be gone to now that what was asked is answered, if it is; once.
    pub(in crate::ui) fn goes_to_hit(&mut self, is_answered: bool) -> bool {
        is_answered && std::mem::take(&mut self.goes)
    }

    fn field_ui(&mut self, ui: &mut Ui, view: &mut SearchView, bench: &Workbench, out: &mut Outbox) {
        let asked = bench.asked();
        let is_asked = asked.is_some_and(|asked| asked.query == view.query);
        let error = bench.query_error().filter(|_| is_asked);
        let hint = if view.here { "Search this document" } else { "Search all documents" };
        let takes_keyboard = std::mem::take(&mut self.takes_keyboard);
        let happened = draw::inset(ui, |ui| field::show(ui, &mut view.query, hint, error, takes_keyboard));
        if happened.changed {
            self.typed = Some(ui.input(|input| input.time));
            self.goes = false;
        }
        if let Some(forward) = happened.entered {
            self.typed = None;
            if is_asked && !bench.is_searching() {
                out.run(if forward { Action::NextHit } else { Action::PreviousHit });
            } else {
                self.goes = true;
            }
        }
        if happened.left_down {
            ui.memory_mut(|memory| memory.request_focus(list_id()));
        }
    }

    /// Brings the cursor to the hit that was gone to by other ways.
    fn follow(&mut self, answer: &Answer, screen: &Screen, bench: &Workbench) {
        let now = (bench.search_revision(), screen.search.hit);
        if self.followed == Some(now) {
            return;
        }
        let is_other_hit = self.followed.is_none_or(|(_, hit)| hit != now.1);
        self.followed = Some(now);
        let number = now.1.and_then(|(document, span)| answer.number_of(document, span));
        self.reveal |= is_other_hit && number.is_some() && number != self.cursor;
        self.cursor = number;
    }

    fn list_ui(
        &mut self,
        ui: &mut Ui,
        answer: &Arc<Answer>,
        screen: &Screen,
        bench: &Workbench,
        out: &mut Outbox,
    ) {
        let count = rows::count(answer);
        let list = List {
            id: list_id(),
            label: "Hits",
            role: Role::ListBox,
            rows: count.min(MOST_LISTED) as usize,
            height: rows::HEIGHT,
            cursor: self.cursor.and_then(|number| rows::of_hit(answer, number)),
            reveal: std::mem::take(&mut self.reveal),
        };
        let mut clicked = None;
        list.show(ui, |ui, index, rect| {
            let Some(row) = rows::at(answer, index as u64) else { return };
            let response = match row {
                Row::Document(place) => rows::document(ui, rect, answer, place, bench),
                Row::Hit(place, at) => {
                    let number = answer.hits_before(place) + at as u64;
                    let chosen = self.cursor == Some(number);
                    rows::hit(ui, rect, answer, (place, at), chosen, screen.search.here)
                }
            };
            if response.is_some_and(|response| response.clicked()) {
                clicked = Some(match row {
                    Row::Document(place) => answer.hits_before(place),
                    Row::Hit(place, at) => answer.hits_before(place) + at as u64,
                });
            }
        });
        if let Some(number) = clicked {
            // Only now: while it is drawn, the list still gives the keyboard up for a click that was not on itself.
            ui.memory_mut(|memory| memory.request_focus(list_id()));
            self.go_to(answer, number, true, out);
        }
    }

    fn keys(&mut self, ui: &Ui, answer: &Answer, out: &mut Outbox) {
        if !ui.memory(|memory| memory.has_focus(list_id())) {
            return;
        }
        let acts = take_keys(ui, |key, modifiers| {
            Some(match key {
                _ if modifiers.any() => return None,
                Key::Enter => Act::Open,
                key => Act::Move(Move::of(key)?),
            })
        });
        for act in acts {
            match act {
                Act::Move(way) => {
                    let listed = answer.count().min(MOST_LISTED) as usize;
                    let from = self.cursor.map(|number| number as usize);
                    if let Some(to) = way.from(from, listed) {
                        self.reveal = true;
                        self.go_to(answer, to as u64, true, out);
                    }
                }
                Act::Open => {
                    ui.memory_mut(|memory| memory.surrender_focus(list_id()));
                    self.go_to(answer, self.cursor.unwrap_or(0), false, out);
                }
            }
        }
    }

    fn go_to(&mut self, answer: &Answer, number: u64, preview: bool, out: &mut Outbox) {
        let Some((document, hit)) = answer.hit(number) else { return };
        let Some(document) = answer.document_numbered(document) else { return };
        self.cursor = Some(number);
        out.push(Request::ShowHit { document, span: hit.span, preview });
    }
}

fn header(ui: &mut Ui, out: &mut Outbox) {
    kit::panel_header(ui, "Search", |ui| {
        let more = ui.add(IconButton::new(icons::DOTS_THREE, "More about search"));
        Popup::menu(&more).show(|ui| {
            for action in [Action::NextHit, Action::PreviousHit, Action::ShowConcordance, Action::TagHits] {
                draw::action_item(ui, action, out);
            }
        });
        let help = ui.add(IconButton::new(icons::QUESTION, "What a query can say"));
        Popup::menu(&help).width(360.0).show(hints::list);
    });
}

/// Which documents are searched, and in what AND, OR and NOT hold together.
fn choices(ui: &mut Ui, view: &mut SearchView) {
    ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
    ui.horizontal_wrapped(|ui| {
        for (label, here) in [("All documents", false), ("This document", true)] {
            if ui.add(Chip::new(label).selected(view.here == here)).clicked() {
                view.here = here;
            }
        }
    });
    draw::dim(ui, "AND, OR and NOT within one");
    ui.horizontal_wrapped(|ui| {
        for (label, scope) in
            [("Document", Scope::Document), ("Paragraph", Scope::Paragraph), ("Sentence", Scope::Sentence)]
        {
            if ui.add(Chip::new(label).selected(view.scope == scope)).clicked() {
                view.scope = scope;
            }
        }
    });
    ui.add_space(4.0);
}

/// How far the work of search has come, with a button that stops it.
fn progress(ui: &mut Ui, bench: &Workbench, out: &mut Outbox) {
    let titles = [Workbench::SEARCHING, Workbench::INDEXING];
    let is_told = |title: &str| titles.contains(&title);
    for job in bench.jobs().iter().filter(|job| is_told(&job.title) && !job.is_cancelled()) {
        let Some(total) = job.total.filter(|total| *total > 0) else { continue };
        let text = format!("{}: {} of {}", job.title, grouped(job.done), grouped(total));
        if draw::notice_line(ui, &text, &format!("Stop {}", job.title.to_lowercase())) {
            out.command(Command::CancelJob(job.id));
        }
    }
}

/// How much was found, and what can be done with all of it.
fn counts(ui: &mut Ui, answer: &Answer, bench: &Workbench, out: &mut Outbox) {
    let hits = counted(answer.count() as usize, "hit", "hits");
    let documents = counted(answer.found().len(), "document", "documents");
    let text = format!("{hits} in {documents}");
    draw::inset(ui, |ui| {
        ui.horizontal(|ui| {
            draw::dim(ui, text);
            if bench.is_searching() {
                draw::dim(ui, "· searching…");
            }
        });
        if rows::count(answer) > MOST_LISTED {
            let listed = grouped(MOST_LISTED as usize);
            draw::dim(
                ui,
                format!("The first {listed} lines are listed here; ask for less to see the others."),
            );
        }
        if answer.count() > 0 {
            ui.horizontal(|ui| {
                for action in [Action::TagHits, Action::ShowConcordance] {
                    if ui.add(PushButton::new(action.label()).quiet()).on_hover_text(action.hint()).clicked()
                    {
                        out.run(action);
                    }
                }
            });
        }
    });
    ui.add_space(ui.tokens().space.grid);
}

fn nothing_found(ui: &mut Ui, view: &mut SearchView, bench: &Workbench) {
    if bench.is_searching() {
        return;
    }
    let hint = if view.here {
        "This document has nothing like it."
    } else {
        "Other forms of a word are found by themselves; word~1 forgives a letter, word* finds longer words."
    };
    let everywhere = [("Search all documents", None)];
    let empty = EmptyState::new("Nothing found", hint).icon(icons::MAGNIFYING_GLASS);
    let actions = if view.here { &everywhere[..] } else { &[] };
    if empty.actions(actions).show(ui).is_some() {
        view.here = false;
    }
}
