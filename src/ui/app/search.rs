//! What the window does about search: asking what is typed, going from hit to hit, and the actions about it.

use std::time::Duration;

use egui::{Context, Key, Popup};

use super::LecternApp;
use super::obstacles::unless;
use crate::project::DocumentId;
use crate::search::HitKind;
use crate::search::ranking::FoundOrder;
use crate::text::Span;
use crate::ui::action::Action;
use crate::ui::outbox::Dialog;
use crate::ui::panels::{concordance, search as search_panel};
use crate::ui::panes::place::Place;
use crate::ui::screen::{BottomTable, SidePanel};
use crate::workbench::{Answer, Asked, Command, Exported, SearchCommand};

/// A hit that is gone to as soon as it is known which it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Going {
    /// The next one, or the one before.
    Step(bool),
    /// The first of a document.
    First(DocumentId),
}

/// While somebody types, a query is asked after a pause of so many seconds.
const PAUSE: f64 = 0.12;

impl LecternApp {
    /// What is missing for an action on what is searched for.
    pub(super) fn search_obstacle(&self, action: Action) -> Option<&'static str> {
        match action {
            Action::FindInDocument => unless(self.panes.active().is_some(), "Open a document first."),
            Action::SaveSearch => {
                unless(!self.screen.search.query.trim().is_empty(), "Search for something first.")
            }
            Action::ExportSearches => unless(
                !self.bench.project().searches.is_empty(),
                "There are no saved searches yet: save one first.",
            ),
            Action::NextHit | Action::PreviousHit | Action::TagHits | Action::ExportHits => unless(
                self.bench.answer().is_some_and(|answer| answer.count() > 0),
                "Nothing has been found yet: search for something first.",
            ),
            _ => None,
        }
    }

    pub(super) fn run_search_action(&mut self, ctx: &Context, action: Action) {
        match action {
            Action::FindInDocument => self.open_search(true),
            Action::ShowSearch => self.open_search(false),
            Action::NextHit => self.go_to_hit(ctx, Going::Step(true)),
            Action::PreviousHit => self.go_to_hit(ctx, Going::Step(false)),
            Action::ShowConcordance => {
                self.screen.tables = true;
                self.screen.table = BottomTable::Concordance;
                self.panels.concordance.take_keyboard();
            }
            Action::TagHits => self.open_dialog(Dialog::TagHits),
            Action::ExportHits => self.open_dialog(Dialog::ExportSearch(Exported::Hits)),
            Action::ExportSearches => self.open_dialog(Dialog::ExportSearch(Exported::SavedSearches)),
            Action::SaveSearch => self.open_dialog(Dialog::SaveSearch(self.asked_on_screen())),
            _ => {}
        }
    }

    /// Looks for `query` in all documents.
    pub(super) fn search_for(&mut self, query: String) {
        self.screen.search.query = query;
        self.open_search(false);
    }

    /// Gives the search box the keyboard, for the document in front or for all.
    fn open_search(&mut self, here: bool) {
        self.screen.search.here = here;
        self.screen.search.lit = true;
        self.screen.side = Some(SidePanel::Search);
        self.screen.last_side = SidePanel::Search;
        self.panels.search.take_keyboard();
    }

    /// What the search box says, and where it is to be looked for.
    fn asked_on_screen(&self) -> Asked {
        let view = &self.screen.search;
        let within = self.active_document().filter(|_| view.here);
        Asked { query: view.query.clone(), scope: view.scope, within }
    }

    /// Asks the workbench for what the search box says, once nobody types any more.
    pub(super) fn ask_what_is_typed(&mut self, ctx: &Context) {
        if let Some(going) = self.going_to_hit.take() {
            self.go_to_hit(ctx, going);
        }
        self.bench.find_missed_hits();
        if !self.screen.shows_search() {
            return;
        }
        let asked = self.asked_on_screen();
        let is_nothing = asked.query.trim().is_empty();
        let is_asked = self.bench.asked().map_or(is_nothing, |before| *before == asked);
        if is_asked {
            // In the order of titles the first hits are the first whatever follows.
            let has_first = self.bench.found_so_far().is_some();
            let is_answered = !self.bench.is_search_stopped() && self.bench.query_error().is_none();
            let is_ready = is_answered && !self.bench.is_searching()
                || has_first && self.screen.search.documents == FoundOrder::Title;
            if self.panels.search.goes_to_hit(is_ready) && self.is_enabled(Action::NextHit) {
                self.go_to_hit(ctx, Going::Step(true));
            }
        } else if is_nothing {
            self.carry_out(Command::Search(SearchCommand::Clear));
        } else {
            let now = ctx.input(|input| input.time);
            let rest = self.panels.search.typed_at().map_or(0.0, |typed| typed + PAUSE - now);
            if rest > 0.0 {
                ctx.request_repaint_after(Duration::from_secs_f64(rest));
            } else {
                self.screen.search.lit = true;
                self.carry_out(Command::Search(SearchCommand::Ask(asked)));
                ctx.request_repaint();
            }
        }
        if self.screen.tables && self.screen.table == BottomTable::Concordance {
            let keys = self.screen.search.order.keys();
            if self.bench.hit_order() != keys {
                self.carry_out(Command::Search(SearchCommand::Order(keys)));
            }
        }
    }

    /// Goes to a hit; as soon as it is known, if it is not.
    pub(super) fn go_to_hit(&mut self, ctx: &Context, going: Going) {
        let Some(answer) = self.bench.answer().cloned().filter(|answer| answer.count() > 0) else { return };
        let place = match going {
            Going::Step(forward) => self.next_hit(&answer, forward),
            Going::First(document) => {
                let Some(place) = answer.place_of(document) else { return };
                answer.hits_of(place).and_then(<[_]>::first).map(|hit| (document, hit.span))
            }
        };
        let Some((document, span)) = place else {
            self.going_to_hit = Some(going);
            return;
        };
        let focused = ctx.memory(egui::Memory::focused);
        let lists = [search_panel::field_id(), search_panel::list_id(), concordance::table_id()];
        let preview = focused.is_some_and(|focused| lists.contains(&focused));
        self.show_hit(document, span, preview || matches!(going, Going::First(_)));
    }

    /// The hit after or before the one stood on in the list of hits, round its ends; `None` while that is not known.
    fn next_hit(&self, answer: &Answer, forward: bool) -> Option<(DocumentId, Span)> {
        let (count, listing) = (answer.count(), answer.listed(self.screen.search.documents));
        let stood_on = self.screen.search.hit;
        if let Some(place) = stood_on.and_then(|(document, _)| answer.place_of(document)) {
            answer.hits_of(place)?;
        }
        let at = stood_on.and_then(|(document, span)| listing.number_of(document, span));
        let next = match (at, forward) {
            (Some(at), true) => (at + 1) % count,
            (Some(at), false) => (at + count - 1) % count,
            // From nowhere it begins with what says most, if that is what was asked for.
            (None, true) if stood_on.is_none() && self.screen.search.documents == FoundOrder::Relevance => 0,
            // Else, or from a hit that is one no more, it begins where one reads.
            (None, _) => {
                let reading = self.panes.active().map(|pane| (pane.document, pane.id));
                let here =
                    reading.map(|(document, id)| (document, self.panes.place(id).map_or(0, Place::top)));
                let here = stood_on.map(|(document, span)| (document, span.start)).or(here);
                let from = match here {
                    Some((document, byte)) => listing.number_from(document, byte)?,
                    None => 0,
                };
                if forward { from } else { (from + count - 1) % count }
            }
        };
        let (number, hit) = listing.hit(next)?;
        Some((answer.document_numbered(number)?, hit.span))
    }

    /// Lets go of what search shows, when Escape is pressed and nothing else has a use for it: of the hits chosen, else of
    /// those lit in the text. Called before anything is drawn.
    pub(super) fn let_go_of_hits(&mut self, ctx: &Context) {
        // By now a field that was typed in has lost the keyboard.
        let was_typing = std::mem::replace(&mut self.was_typing, ctx.text_edit_focused());
        let is_asked = ctx.input(|input| input.key_pressed(Key::Escape) && input.modifiers.is_none());
        let is_open = ctx.memory(egui::Memory::top_modal_layer).is_some()
            || Popup::is_any_open(ctx)
            || self.palette.is_some()
            || self.modals.is_open();
        if !is_asked || is_open || was_typing {
            return;
        }
        // What keeps the keyboard in spite of Escape lets go of something itself; a page does so of the hit it has selected.
        let selected = self
            .panes
            .active()
            .and_then(|pane| Some((pane.document, self.panes.place(pane.id).and_then(Place::selection)?)));
        let has_hit = selected.is_some() && selected == self.screen.search.hit;
        if ctx.memory(egui::Memory::focused).is_some() && !has_hit {
            return;
        }
        let search = &mut self.screen.search;
        if search.chosen.is_empty() {
            search.lit = false;
        } else {
            search.chosen.clear();
        }
    }

    /// Shows a hit in the text; `preview` leaves the keyboard where it is.
    pub(super) fn show_hit(&mut self, document: DocumentId, span: Span, preview: bool) {
        self.screen.search.hit = Some((document, span));
        self.screen.search.lit = true;
        if self.bench.is_searched_as_it_is(document) {
            self.show_passage(document, span, false);
            self.select_hit(document, span);
        } else {
            self.open_document(document, None, false);
            self.hint("The text has changed since it was searched; it is being searched again.");
        }
        if preview {
            self.panes.leave_keyboard();
        }
    }

    /// Selects the words of a hit on the page, so that they can be tagged; a whole document, paragraph or sentence without
    /// words that were looked for is not selected.
    fn select_hit(&mut self, document: DocumentId, span: Span) {
        let hit = self.bench.answer().and_then(|answer| answer.hit_at(document, span));
        let is_words = hit.is_some_and(|hit| hit.kind != HitKind::Unit);
        let pane = self.panes.active().filter(|pane| pane.document == document).map(|pane| pane.id);
        if let Some(pane) = pane.filter(|_| is_words) {
            self.panes.place_mut(pane).select(span);
        }
    }
}
