//! The search panel: the box with its help and its errors, where and how is searched, and the hits of each document.
//!
//! What is typed is part of the screen; the window asks the workbench for it. Hits are looked up where they are in view
//! ([`rows`]); [`counts`] says how much was found, [`field`] is the box, [`offers`] what is offered below it, [`hints`] says what a query can say,
//! [`saved`] lists the searches that are kept.

mod counts;
mod field;
mod hints;
mod offers;
mod ranking;
mod rows;
mod saved;
pub(in crate::ui::panels) mod strip;

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Id, Popup, Ui, vec2};

use super::draw;
use super::hit_choice::{self, Click, HitAct};
use super::list::{List, Move};
use crate::project::DocumentId;
use crate::search::Scope;
use crate::search::ranking::FoundOrder;
use crate::text::Span;
use crate::ui::action::Action;
use crate::ui::kit::{self, Chip, EmptyState, IconButton};
use crate::ui::outbox::{Outbox, Request};
use crate::ui::screen::{Screen, SearchView};
use crate::ui::theme::icons;
use crate::workbench::{Answer, Command, Listing, SearchCommand, Workbench};

pub(super) use counts::{said_of, search_stopped};
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
    /// The hit that is to be shown as soon as it is known.
    going: Option<Going>,
    reveal: bool,
    /// True while the hit one stands on is to be brought into view once it is known which row it is.
    reveals_hit: bool,
    /// The state of the search, the order of the documents, and the hit that the cursor was last brought to.
    followed: Option<Followed>,
}

/// A hit that is to be shown.
#[derive(Clone, Copy, Debug)]
struct Going {
    /// The number of the answer it is a hit of.
    answer: u64,
    number: u64,
    preview: bool,
}

/// The state of the search, the order of the documents, and the hit one stands on.
type Followed = (u64, FoundOrder, Option<(DocumentId, Span)>);

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
    counts::progress(ui, bench, out);
    if screen.search.query.trim().is_empty() {
        state.saved.list(ui, &mut screen.search, bench, out);
        return hints::show(ui, &mut screen.search.query);
    }
    let Some(answer) = bench.answer().cloned() else {
        // Also before it is asked, while somebody still types.
        if bench.query_error().is_none() && !bench.is_search_stopped() {
            EmptyState::new("Searching…", "Hits are listed as soon as the first are found.")
                .icon(icons::MAGNIFYING_GLASS)
                .show(ui);
        }
        return;
    };
    counts::show(ui, &answer, &mut screen.search, bench, out);
    if answer.count() == 0 {
        return nothing_found(ui, &mut screen.search, bench);
    }
    state.follow(&answer, screen, bench);
    state.keys(ui, &answer, &mut screen.search, bench, out);
    state.list_ui(ui, &answer, screen, bench);
    state.arrive(answer.listed(screen.search.documents), bench, out);
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
            if is_asked && bench.is_search_stopped() {
                out.command(Command::Search(SearchCommand::Resume));
                self.goes = true;
            } else if is_asked && !bench.is_searching() {
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
        self.reveals_hit |= self.followed.is_none_or(|(_, order, hit)| (order, hit) != (now.1, now.2));
        self.followed = Some(now);
        if self.going.is_some() {
            return;
        }
        let listing = answer.listed(now.1);
        let number = now.2.and_then(|(document, span)| listing.number_of(document, span));
        if number.is_some() && std::mem::take(&mut self.reveals_hit) {
            self.reveal |= number != self.cursor;
        }
        self.cursor = number;
    }

    /// Shows the hit that is gone to, once it is known.
    fn arrive(&mut self, listing: Listing<'_>, bench: &Workbench, out: &mut Outbox) {
        self.going.take_if(|going| going.answer != bench.answer_number());
        let Some(Going { number, preview, .. }) = self.going else { return };
        let Some((document, hit)) = listing.hit(number) else { return };
        self.going = None;
        if let Some(document) = listing.answer().document_numbered(document) {
            out.push(Request::ShowHit { document, span: hit.span, preview });
        }
    }

    fn list_ui(&mut self, ui: &mut Ui, answer: &Arc<Answer>, screen: &mut Screen, bench: &Workbench) {
        let view = &mut screen.search;
        let (count, listing) = (rows::count(answer), answer.listed(view.documents));
        let titled = answer.listed(FoundOrder::Title);
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
                    clicked = Some((listing.hits_before(rank) + at as u64, None));
                }
                Row::Hit(rank, at) => {
                    let Some(place) = listing.place(rank) else { return };
                    let number = titled.hits_before(place) + at as u64;
                    let looks = rows::Looks {
                        stood_on: cursor == Some((rank, at)),
                        chosen: view.chosen.numbers().contains(number),
                        flush: view.here,
                    };
                    let response = rows::hit(ui, rect, answer, (place, at), looks);
                    if response.is_some_and(|response| response.clicked()) {
                        clicked = Some((listing.hits_before(rank) + at as u64, hit_choice::clicked(ui)));
                    }
                }
            }
        });
        hit_choice::claim(ui, list_id(), &view.chosen);
        let Some((number, click)) = clicked else { return };
        // Only now: while it is drawn, the list still gives the keyboard up for a click that was not on itself.
        ui.memory_mut(|memory| memory.request_focus(list_id()));
        self.reveal = true;
        match click {
            Some(Click::Toggle) => {
                listing.number_in(titled, number).into_iter().for_each(|number| view.chosen.toggle(number));
                self.go_to(number, true, bench);
            }
            Some(Click::Extend) => self.extend(listing, number, view, bench),
            None => {
                view.chosen.end_range();
                self.go_to(number, true, bench);
            }
        }
    }

    fn keys(
        &mut self,
        ui: &Ui,
        answer: &Arc<Answer>,
        view: &mut SearchView,
        bench: &Workbench,
        out: &mut Outbox,
    ) {
        view.chosen.keep_those_of(bench.answer_number());
        let (listing, titled) = (answer.listed(view.documents), answer.listed(FoundOrder::Title));
        let room = (rows::hits_among(listing, MOST_LISTED) as usize, answer.count());
        for act in hit_choice::pressed(ui, list_id(), &view.chosen) {
            let from = self.cursor.map(|number| number as usize);
            let document = from.and_then(|number| listing.rank_of_hit(number as u64));
            self.reveal |= !matches!(act, HitAct::Open | HitAct::Tag);
            match act {
                HitAct::Move(way) => {
                    view.chosen.end_range();
                    let to = hit_choice::moved(way, from, room, out);
                    if let Some(to) = to {
                        self.go_to(to as u64, true, bench);
                    }
                }
                HitAct::Extend(way) => {
                    if let Some(to) = hit_choice::moved(way, from, room, out) {
                        self.extend(listing, to as u64, view, bench);
                    }
                }
                HitAct::Document(forward) => {
                    let way = if forward { Move::On(1) } else { Move::Back(1) };
                    if let Some(rank) = way.from(document, listing.documents()) {
                        view.chosen.end_range();
                        self.go_to(listing.hits_before(rank), true, bench);
                    }
                }
                HitAct::Along(forward) => {
                    let to = document.zip(self.cursor).and_then(|(rank, number)| {
                        let first = listing.hits_before(rank);
                        let at = (number - first) as usize;
                        let to = answer.a_stride_from(listing.place(rank)?, at, forward)?;
                        Some(first + to as u64)
                    });
                    if let Some(to) = to {
                        self.go_to(to, true, bench);
                    }
                }
                HitAct::Toggle => {
                    let number = self.cursor.and_then(|number| listing.number_in(titled, number));
                    if let Some(number) = number {
                        view.chosen.toggle(number);
                    }
                }
                HitAct::ChooseAll => view.chosen.choose_all(answer.count()),
                HitAct::ChooseNone => view.chosen.clear(),
                HitAct::Tag => out.run(Action::TagHits),
                HitAct::Open => {
                    ui.memory_mut(|memory| memory.surrender_focus(list_id()));
                    self.go_to(self.cursor.unwrap_or(0), false, bench);
                }
            }
        }
    }

    /// Goes to a hit and chooses all from where the choice was begun.
    fn extend(&mut self, listing: Listing<'_>, to: u64, view: &mut SearchView, bench: &Workbench) {
        let titled = listing.answer().listed(FoundOrder::Title);
        let stood_on = listing.number_in(titled, self.cursor.unwrap_or(to));
        let from = stood_on.and_then(|number| titled.number_in(listing, view.chosen.range_from(number)));
        if let Some(from) = from {
            view.chosen.take_range(listing.numbers_in(titled, from.min(to)..from.max(to) + 1));
        }
        self.go_to(to, true, bench);
    }

    /// Goes to the hit of a number, as soon as it is known.
    fn go_to(&mut self, number: u64, preview: bool, bench: &Workbench) {
        self.cursor = Some(number);
        self.going = Some(Going { answer: bench.answer_number(), number, preview });
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

fn nothing_found(ui: &mut Ui, view: &mut SearchView, bench: &Workbench) {
    if bench.is_searching() || bench.is_search_stopped() {
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
