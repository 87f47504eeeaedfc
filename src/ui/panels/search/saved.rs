//! The saved searches: a list above what a query can say while nothing is searched for, and a menu beside the box.
//!
//! Each shows how much it finds now; the workbench counts it while it is shown. A click or Enter searches again.

use egui::accesskit::Role;
use egui::{Id, Key, Popup, Rect, Response, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, vec2};

use super::draw;
use crate::project::{SavedSearch, SearchId};
use crate::text::numbers::{counted, grouped};
use crate::ui::action::Action;
use crate::ui::kit::{self, IconButton, MenuItem, PushButton, menu_divider};
use crate::ui::outbox::{Dialog, Outbox, Request};
use crate::ui::panels::kept::Kept;
use crate::ui::panels::list::{List, Move, row_menu, take_keys};
use crate::ui::screen::SearchView;
use crate::ui::theme::{Themed as _, icons, text_style};
use crate::workbench::{Command, SavedState, SearchCommand, Workbench};

use std::rc::Rc;

/// Rows that are seen at once; the others are scrolled to.
const MOST_SEEN: usize = 8;
/// Height of the list in the menu, in points.
const MENU_HEIGHT: f32 = 320.0;
/// What counts those again that were not counted because that was stopped.
const COUNT_AGAIN: &str = "Count again";

/// What is kept of the list on screen.
#[derive(Debug, Default)]
pub(super) struct Saved {
    listed: Kept<(), Rc<Vec<SavedSearch>>>,
    /// The one the keyboard is on.
    cursor: Option<usize>,
    reveal: bool,
}

/// What the keyboard asks of the list.
#[derive(Clone, Copy)]
enum Act {
    Move(Move),
    Search,
    Rename,
    Delete,
}

/// Identity of the list, which has the keyboard.
pub(super) fn list_id() -> Id {
    Id::unique("saved searches")
}

impl Saved {
    fn listed(&mut self, bench: &Workbench) -> Rc<Vec<SavedSearch>> {
        self.listed.get(bench.revision(), (), || Rc::new(bench.saved_searches()))
    }

    /// The button beside the panel's name, with the menu of what is saved.
    pub(super) fn menu(&mut self, ui: &mut Ui, view: &mut SearchView, bench: &Workbench, out: &mut Outbox) {
        let listed = self.listed(bench);
        let button = ui.add(IconButton::new(icons::FLOPPY_DISK, "Saved searches"));
        Popup::menu(&button).width(280.0).show(|ui| {
            let can_save = !view.query.trim().is_empty();
            ui.add_enabled_ui(can_save, |ui| draw::action_item(ui, Action::SaveSearch, out));
            if listed.is_empty() {
                return;
            }
            out.command(Command::Search(SearchCommand::CountSaved));
            draw::action_item(ui, Action::ExportSearches, out);
            if bench.is_counting_saved_stopped() && ui.add(MenuItem::new(COUNT_AGAIN)).clicked() {
                out.command(Command::Search(SearchCommand::CountSavedAgain));
            }
            menu_divider(ui);
            ScrollArea::vertical().max_height(MENU_HEIGHT).show(ui, |ui| {
                let height = ui.tokens().space.row;
                ui.spacing_mut().item_spacing.y = 0.0;
                let width = ui.available_width();
                let (whole, _) =
                    ui.allocate_exact_size(vec2(width, height * listed.len() as f32), Sense::hover());
                let seen = (ui.clip_rect().y_range().min - whole.top()).max(0.0)
                    ..=(ui.clip_rect().y_range().max - whole.top()).max(0.0);
                let seen = egui::Rangef::new(*seen.start(), *seen.end());
                for index in kit::rows_in_view(seen, height, listed.len()) {
                    let search = &listed[index];
                    let top = whole.left_top() + vec2(0.0, height * index as f32);
                    let row = Rect::from_min_size(top, vec2(width, height));
                    let found = short(&bench.saved_state(search));
                    let item = MenuItem::new(&search.name).shortcut(Some(found));
                    let item = ui.scope_builder(UiBuilder::new().max_rect(row), |ui| ui.add(item)).inner;
                    if item.on_hover_text(said(search, bench)).clicked() {
                        ask(search, view, out);
                    }
                }
            });
        });
    }

    /// The list, with its heading; nothing when nothing is saved.
    pub(super) fn list(&mut self, ui: &mut Ui, view: &mut SearchView, bench: &Workbench, out: &mut Outbox) {
        let listed = self.listed(bench);
        if listed.is_empty() {
            return;
        }
        out.command(Command::Search(SearchCommand::CountSaved));
        self.keys(ui, &listed, view, out);
        kit::section_header(ui, "Saved searches");
        if bench.is_counting_saved_stopped() {
            draw::inset(ui, |ui| {
                draw::dim(ui, "Counting what they find was stopped.");
                if ui.add(PushButton::new(COUNT_AGAIN).quiet()).clicked() {
                    out.command(Command::Search(SearchCommand::CountSavedAgain));
                }
            });
        }
        let row = ui.tokens().space.row;
        let size = vec2(ui.available_width(), row * listed.len().min(MOST_SEEN) as f32);
        let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
        let list = List {
            id: list_id(),
            label: "Saved searches",
            role: Role::ListBox,
            rows: listed.len(),
            height: row,
            cursor: self.cursor,
            reveal: std::mem::take(&mut self.reveal),
        };
        let mut clicked = None;
        ui.scope_builder(UiBuilder::new().max_rect(rect), |ui| {
            list.show(ui, |ui, index, rect| {
                let Some(search) = listed.get(index) else { return };
                let response = row_ui(ui, rect, search, self.cursor == Some(index), bench);
                if response.clicked() {
                    clicked = Some(index);
                }
                row_menu(list_id(), &response, |ui| menu_of(ui, search, view, out));
            });
        });
        if let Some(index) = clicked {
            self.cursor = Some(index);
            ask(&listed[index], view, out);
        }
        ui.add_space(2.0 * ui.tokens().space.grid);
    }

    fn keys(&mut self, ui: &Ui, listed: &[SavedSearch], view: &mut SearchView, out: &mut Outbox) {
        if !ui.memory(|memory| memory.has_focus(list_id())) {
            return;
        }
        let acts = take_keys(ui, |key, modifiers| {
            Some(match key {
                _ if modifiers.any() => return None,
                Key::Enter => Act::Search,
                Key::F2 => Act::Rename,
                Key::Delete | Key::Backspace => Act::Delete,
                key => Act::Move(Move::of(key)?),
            })
        });
        for act in acts {
            let at = self.cursor.and_then(|at| listed.get(at));
            match (act, at) {
                (Act::Move(way), _) => {
                    self.cursor = way.from(self.cursor, listed.len());
                    self.reveal = true;
                }
                (Act::Search, Some(search)) => ask(search, view, out),
                (Act::Rename, Some(search)) => out.dialog(Dialog::RenameSearch(search.id)),
                (Act::Delete, Some(search)) => delete(search.id, out),
                (_, None) => {}
            }
        }
    }

    /// Puts the keyboard on the first of the list; false when nothing is saved.
    pub(super) fn take_keyboard(&mut self, ui: &Ui, bench: &Workbench) -> bool {
        if bench.project().searches.is_empty() {
            return false;
        }
        self.cursor = self.cursor.or(Some(0));
        ui.memory_mut(|memory| memory.request_focus(list_id()));
        true
    }
}

fn menu_of(ui: &mut Ui, search: &SavedSearch, view: &mut SearchView, out: &mut Outbox) {
    if ui.add(MenuItem::new("Search again").icon(icons::MAGNIFYING_GLASS)).clicked() {
        ask(search, view, out);
    }
    let rename = MenuItem::new("Rename…").icon(icons::PENCIL_SIMPLE).shortcut(Some("F2".to_owned()));
    if ui.add(rename).clicked() {
        out.dialog(Dialog::RenameSearch(search.id));
    }
    let remove = MenuItem::new("Delete").icon(icons::TRASH).shortcut(Some("Delete".to_owned()));
    if ui.add(remove).clicked() {
        delete(search.id, out);
    }
    menu_divider(ui);
    draw::action_item(ui, Action::ExportSearches, out);
}

fn delete(search: SearchId, out: &mut Outbox) {
    out.command(Command::Search(SearchCommand::Delete(search)));
}

/// Puts a saved search into the box, as it was asked.
fn ask(search: &SavedSearch, view: &mut SearchView, out: &mut Outbox) {
    view.query.clone_from(&search.query);
    view.scope = search.scope;
    view.here = search.within.is_some();
    view.hit = None;
    if let Some(document) = search.within {
        out.push(Request::Open { document, at: None, beside: false });
    }
}

/// Draws the row of a saved search.
fn row_ui(ui: &mut Ui, rect: Rect, search: &SavedSearch, chosen: bool, bench: &Workbench) -> Response {
    let response = ui.interact(rect, ui.scope_id().with(search.id), Sense::CLICK);
    let state = bench.saved_state(search);
    let name = format!("{}, {}", search.name, long(&state));
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, chosen, &name));
    let tokens = ui.tokens();
    let (colour, space) = (&tokens.colour, &tokens.space);
    if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, colour.hover);
    }
    let ink = if matches!(state, SavedState::Refused(_)) { colour.warning } else { colour.dim };
    let right = rect.right() - space.inset;
    let found = draw::line(ui, &short(&state), &text_style::small(), ink, f32::INFINITY);
    let end = draw::paint_to(ui, found, rect, right) - 2.0 * space.grid;
    let left = rect.left() + space.inset;
    let words = draw::line(ui, &search.name, &egui::TextStyle::Body, colour.text, end - left);
    draw::paint_at(ui, words, rect, left);
    response.on_hover_text(said(search, bench))
}

/// How much it finds, as a number.
fn short(state: &SavedState) -> String {
    match state {
        SavedState::Counting => "…".to_owned(),
        SavedState::Found { hits, .. } => grouped(*hits as usize),
        SavedState::Refused(_) => "cannot".to_owned(),
        SavedState::Stopped => "stopped".to_owned(),
    }
}

/// How much it finds, in words.
fn long(state: &SavedState) -> String {
    match state {
        SavedState::Counting => "being counted".to_owned(),
        SavedState::Found { hits, documents } => {
            let hits = counted(*hits as usize, "hit", "hits");
            format!("{hits} in {}", counted(*documents, "document", "documents"))
        }
        SavedState::Refused(reason) => reason.clone(),
        SavedState::Stopped => "not counted, since that was stopped".to_owned(),
    }
}

/// What it asks, where, and how much it finds.
fn said(search: &SavedSearch, bench: &Workbench) -> String {
    let title = search.within.and_then(|document| bench.title(document));
    let place = title.map_or_else(String::new, |title| format!(" in “{title}”"));
    format!("{}{place}\n{}", search.query, long(&bench.saved_state(search)))
}
