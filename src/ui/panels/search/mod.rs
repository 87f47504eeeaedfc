//! The search panel: the box with its help and its errors, where and how is searched, and the hits of each document.
//!
//! What is typed is part of the screen; the window asks the workbench for it. Hits are looked up where they are in view
//! ([`rows`]); [`field`] is the box, [`offers`] what is offered below it, [`hints`] says what a query can say,
//! [`saved`] lists the searches that are kept.

mod field;
mod hints;
mod offers;
mod ranking;
mod rows;
mod saved;
mod strip;

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Id, Key, Popup, Ui, vec2};

use super::draw;
use super::list::{List, Move, take_keys};
use crate::project::DocumentId;
use crate::search::Scope;
use crate::search::ranking::FoundOrder;
use crate::text::Span;
use crate::text::numbers::{counted, grouped};
use crate::ui::action::Action;
use crate::ui::kit::{self, Chip, EmptyState, IconButton, MenuItem, PushButton};
use crate::ui::outbox::{Outbox, Request};
use crate::ui::screen::{Screen, SearchView};
use crate::ui::theme::{Themed as _, icons};
use crate::workbench::{Answer, Command, Listing, SearchCommand, Workbench};

use offers::Offers;
use rows::Row;
use saved::Saved;

/// More rows than this cannot be scrolled through with any precision; what is beyond is said to be.
pub(super) const MOST_LISTED: u64 = 400_000;

/// What the search panel keeps of what is on screen.
#[derive(Debug, Default)]
pub struct SearchPanel {
    takes_keyboard: bool,
    offers: Offers,
    saved: Saved,
    /// When something was last typed, by egui's clock.
    typed: Option<f64>,
    /// True when Enter was pressed before there was an answer to what had been typed.
    goes: bool,
    /// The hit the keyboard is on, by its number.
    cursor: Option<u64>,
    reveal: bool,
    /// The state of the search, the order of the documents, and the hit that the cursor was last brought to.
    followed: Option<Followed>,
}

/// The state of the search, the order of the documents, and the hit one stands on.
type Followed = (u64, FoundOrder, Option<(DocumentId, Span)>);

/// What the keyboard asks of the list.
#[derive(Clone, Copy)]
enum Act {
    Move(Move),
    /// To the first hit of the next document, or of the one before.
    Document(bool),
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
    header(ui, &mut state.saved, &mut screen.search, bench, out);
    state.field_ui(ui, &mut screen.search, bench, out);
    draw::inset(ui, |ui| choices(ui, &mut screen.search));
    progress(ui, bench, out);
    if screen.search.query.trim().is_empty() {
        state.saved.list(ui, &mut screen.search, bench, out);
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
    counts(ui, &answer, &mut screen.search, bench, out);
    if answer.count() == 0 {
        return nothing_found(ui, &mut screen.search, bench);
    }
    state.follow(&answer, screen, bench);
    state.keys(ui, answer.listed(screen.search.documents), out);
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
        self.offers.know(bench.vocabulary());
        let offers = &mut self.offers;
        let happened =
            draw::inset(ui, |ui| field::show(ui, &mut view.query, hint, error, takes_keyboard, offers));
        if happened.changed {
            out.command(Command::Search(SearchCommand::ReadVocabulary));
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
        let is_empty = view.query.trim().is_empty();
        if happened.left_down && !(is_empty && self.saved.take_keyboard(ui, bench)) {
            ui.memory_mut(|memory| memory.request_focus(list_id()));
        }
    }

    /// Brings the cursor to the hit that was gone to by other ways.
    fn follow(&mut self, answer: &Answer, screen: &Screen, bench: &Workbench) {
        let now = (bench.search_revision(), screen.search.documents, screen.search.hit);
        if self.followed == Some(now) {
            return;
        }
        let is_other = self.followed.is_none_or(|(_, order, hit)| (order, hit) != (now.1, now.2));
        self.followed = Some(now);
        let listing = answer.listed(now.1);
        let number = now.2.and_then(|(document, span)| listing.number_of(document, span));
        self.reveal |= is_other && number.is_some() && number != self.cursor;
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
        let (count, listing) = (rows::count(answer), answer.listed(screen.search.documents));
        let list = List {
            id: list_id(),
            label: "Hits",
            role: Role::ListBox,
            rows: count.min(MOST_LISTED) as usize,
            height: rows::HEIGHT,
            cursor: self.cursor.and_then(|number| rows::of_hit(listing, number)),
            reveal: std::mem::take(&mut self.reveal),
        };
        let cursor = self.cursor.and_then(|number| {
            let rank = listing.rank_of_hit(number)?;
            Some((rank, (number - listing.hits_before(rank)) as usize))
        });
        let mut clicked = None;
        list.show(ui, |ui, index, rect| {
            let Some(row) = rows::at(listing, index as u64) else { return };
            match row {
                Row::Document(rank) => {
                    let Some(place) = listing.place(rank) else { return };
                    let stood_on = cursor.filter(|(of, _)| *of == rank).map(|(_, hit)| hit);
                    let at = match rows::document(ui, rect, answer, place, bench, stood_on) {
                        None => return,
                        Some(rows::Clicked::Row) => 0,
                        Some(rows::Clicked::Strip(at)) => at,
                    };
                    clicked = Some(listing.hits_before(rank) + at as u64);
                }
                Row::Hit(rank, at) => {
                    let Some(place) = listing.place(rank) else { return };
                    let chosen = cursor == Some((rank, at));
                    let response = rows::hit(ui, rect, answer, (place, at), chosen, screen.search.here);
                    if response.is_some_and(|response| response.clicked()) {
                        clicked = Some(listing.hits_before(rank) + at as u64);
                    }
                }
            }
        });
        if let Some(number) = clicked {
            // Only now: while it is drawn, the list still gives the keyboard up for a click that was not on itself.
            ui.memory_mut(|memory| memory.request_focus(list_id()));
            self.reveal = true;
            self.go_to(listing, number, true, out);
        }
    }

    fn keys(&mut self, ui: &Ui, listing: Listing<'_>, out: &mut Outbox) {
        if !ui.memory(|memory| memory.has_focus(list_id())) {
            return;
        }
        let acts = take_keys(ui, |key, modifiers| {
            Some(match key {
                _ if modifiers.any() => return None,
                Key::Enter => Act::Open,
                Key::ArrowLeft | Key::ArrowRight => Act::Document(key == Key::ArrowRight),
                key => Act::Move(Move::of(key)?),
            })
        });
        for act in acts {
            match act {
                Act::Move(way) => {
                    let listed = listing.answer().count().min(MOST_LISTED) as usize;
                    let from = self.cursor.map(|number| number as usize);
                    if let Some(to) = way.from(from, listed) {
                        self.reveal = true;
                        self.go_to(listing, to as u64, true, out);
                    }
                }
                Act::Document(forward) => {
                    let at = self.cursor.and_then(|number| listing.rank_of_hit(number));
                    let way = if forward { Move::On(1) } else { Move::Back(1) };
                    if let Some(rank) = way.from(at, listing.documents()) {
                        self.reveal = true;
                        self.go_to(listing, listing.hits_before(rank), true, out);
                    }
                }
                Act::Open => {
                    ui.memory_mut(|memory| memory.surrender_focus(list_id()));
                    self.go_to(listing, self.cursor.unwrap_or(0), false, out);
                }
            }
        }
    }

    fn go_to(&mut self, listing: Listing<'_>, number: u64, preview: bool, out: &mut Outbox) {
        let Some((document, hit)) = listing.hit(number) else { return };
        let Some(document) = listing.answer().document_numbered(document) else { return };
        self.cursor = Some(number);
        out.push(Request::ShowHit { document, span: hit.span, preview });
    }
}

fn header(ui: &mut Ui, saved: &mut Saved, view: &mut SearchView, bench: &Workbench, out: &mut Outbox) {
    kit::panel_header(ui, "Search", |ui| {
        let more = ui.add(IconButton::new(icons::DOTS_THREE, "More about search"));
        Popup::menu(&more).show(|ui| {
            for action in [
                Action::NextHit,
                Action::PreviousHit,
                Action::ShowConcordance,
                Action::TagHits,
                Action::ExportHits,
            ] {
                draw::action_item(ui, action, out);
            }
        });
        let help = ui.add(IconButton::new(icons::QUESTION, "What a query can say"));
        Popup::menu(&help).width(360.0).show(hints::list);
        saved.menu(ui, view, bench, out);
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
fn counts(ui: &mut Ui, answer: &Answer, view: &mut SearchView, bench: &Workbench, out: &mut Outbox) {
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
        if answer.found().len() > 1 {
            order_ui(ui, &mut view.documents);
        }
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

/// In which order the documents are listed, and by what measure where one is used.
fn order_ui(ui: &mut Ui, order: &mut FoundOrder) {
    let label = format!("Documents {}", label_of(*order));
    let button = ui.add(PushButton::new(&label).quiet().opens_menu());
    Popup::menu(&button).width(220.0).accessible_name("Order documents").show(|ui| {
        for by in FoundOrder::ALL {
            let label = label_of(by);
            let label = format!("{}{}", label[..1].to_uppercase(), &label[1..]);
            let mut item = MenuItem::new(&label).checked(*order == by);
            if by == FoundOrder::Relevance {
                item = item.hint(FoundOrder::MEASURE);
            }
            if ui.add(item).clicked() {
                *order = by;
                ui.close();
            }
        }
    });
    if *order == FoundOrder::Relevance {
        draw::dim(ui, FoundOrder::MEASURE);
    }
}

fn label_of(order: FoundOrder) -> &'static str {
    match order {
        FoundOrder::Title => "by title",
        FoundOrder::Date => "by date",
        FoundOrder::Relevance => "by relevance",
    }
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
