//! The documents of the project: found, ordered, opened and taken out.
//!
//! What is chosen is kept here; filter and order are part of the screen and kept with it. [`order`] makes the list of
//! them, [`row`] draws one document.

mod menus;
mod order;
mod row;

use std::collections::BTreeSet;

use egui::accesskit::Role;
use egui::{Id, Key, Modifiers, Ui};

use super::draw;
use super::list::{List, Move, row_menu, take_keys};
use crate::project::DocumentId;
use crate::text::numbers::grouped;
use crate::ui::action::Action;
use crate::ui::kit::{self, EmptyState};
use crate::ui::outbox::{Outbox, Request};
use crate::ui::screen::{DocumentsView, Screen, Subject};
use crate::ui::shortcuts;
use crate::ui::theme::{Themed as _, icons};
use crate::workbench::{Command, Reads, Workbench};

/// What jobs are called that bring documents in.
const READING: [&str; 2] = ["Reading", "Opening"];

/// What the documents panel keeps of what is on screen.
#[derive(Debug, Default)]
pub struct DocumentsPanel {
    chosen: BTreeSet<DocumentId>,
    cursor: Option<DocumentId>,
    /// Where a choice with Shift begins.
    anchor: Option<DocumentId>,
    reveal: bool,
    listed: Listed,
}

/// The documents listed, as long as nothing they depend on changes.
#[derive(Debug, Default)]
struct Listed {
    key: Option<(u64, DocumentsView)>,
    documents: Vec<DocumentId>,
    attributes: BTreeSet<String>,
}

/// What the keyboard asks of the list.
#[derive(Clone, Copy)]
enum Act {
    Move { way: Move, extend: bool },
    Open { beside: bool },
    Edit,
    Remove,
    ChooseAll,
}

/// Identity of the list, which has the keyboard.
pub(in crate::ui) fn list_id() -> Id {
    Id::unique("documents")
}

/// Draws the panel. `open` are the documents that are open in a pane.
pub fn show(
    ui: &mut Ui,
    state: &mut DocumentsPanel,
    screen: &mut Screen,
    bench: &Workbench,
    open: &BTreeSet<DocumentId>,
    out: &mut Outbox,
) {
    state.read(bench, &screen.documents);
    menus::header(ui, &mut screen.documents, &state.listed.attributes, out);
    if bench.project().documents.is_empty() {
        return nothing_yet(ui, bench, out);
    }
    draw::inset(ui, |ui| {
        kit::filter_of_list(ui, &mut screen.documents.filter, "Filter documents", list_id())
    });
    ui.add_space(ui.tokens().space.grid);
    progress(ui, bench, out);
    state.read(bench, &screen.documents);
    if state.listed.documents.is_empty() {
        let hint = "Titles, paths and attributes are searched; kind:letter searches one attribute.";
        let empty = EmptyState::new("No document found", hint).icon(icons::FUNNEL_SIMPLE);
        if empty.actions(&[("Show all documents", None)]).show(ui).is_some() {
            screen.documents.filter.clear();
        }
        return;
    }
    state.keys(ui, screen, bench, out);
    let cursor = state.cursor.and_then(|id| state.place_of(id));
    let list = List {
        id: list_id(),
        label: "Documents",
        role: Role::ListBox,
        rows: state.listed.documents.len(),
        height: row::HEIGHT,
        cursor,
        reveal: std::mem::take(&mut state.reveal),
    };
    let mut clicks = Vec::new();
    let mut takes_keyboard = false;
    let documents = std::mem::take(&mut state.listed.documents);
    list.show(ui, |ui, index, rect| {
        let id = documents[index];
        let Some(record) = bench.project().documents.get(&id) else { return };
        let look = row::Look {
            chosen: state.chosen.contains(&id)
                || (state.chosen.is_empty() && screen.focus == Subject::Document(id)),
            open: open.contains(&id),
            ordered_by: &screen.documents.order,
        };
        let response = row::show(ui, rect, bench, record, &look);
        if response.clicked() || response.middle_clicked() || response.secondary_clicked() {
            clicks.push((
                id,
                response.middle_clicked(),
                response.secondary_clicked(),
                response.double_clicked(),
            ));
        }
        let menu = row_menu(list_id(), &response, |ui| menus::of_document(ui, state, screen, bench, id, out));
        takes_keyboard |= menu.is_some_and(|menu| menu.response.should_close());
    });
    state.listed.documents = documents;
    // Only now: while it is drawn, the list still gives the keyboard up for a click that was not on itself.
    if takes_keyboard || !clicks.is_empty() {
        ui.memory_mut(|memory| memory.request_focus(list_id()));
    }
    for (id, middle, secondary, double) in clicks {
        if middle {
            open_document(id, true, true, out);
        } else if secondary {
            if !state.chosen.contains(&id) {
                state.choose_only(id);
            }
        } else {
            let modifiers = ui.input(|input| input.modifiers);
            state.click(id, modifiers, double, out);
        }
    }
}

impl DocumentsPanel {
    /// Brings the list up to date with the project, the filter and the order.
    fn read(&mut self, bench: &Workbench, view: &DocumentsView) {
        let now = bench.revision();
        let reads = Reads { documents: true, ..Reads::default() };
        if let Some((at, listed)) = &mut self.listed.key
            && listed == view
            && (*at == now || (!view.order.counts() && bench.changed_since(*at, reads).is_some()))
        {
            *at = now;
            return;
        }
        self.listed.documents = order::list(bench, view);
        self.listed.attributes = bench.project().attribute_names();
        let exists = |id: &DocumentId| bench.project().documents.contains_key(id);
        self.chosen.retain(exists);
        self.cursor = self.cursor.filter(exists);
        self.anchor = self.anchor.filter(exists);
        self.listed.key = Some((now, view.clone()));
    }

    fn place_of(&self, id: DocumentId) -> Option<usize> {
        self.listed.documents.iter().position(|listed| *listed == id)
    }

    fn choose_only(&mut self, id: DocumentId) {
        self.chosen = BTreeSet::from([id]);
        (self.cursor, self.anchor) = (Some(id), Some(id));
    }

    /// Chooses everything from where the choice began to `id`.
    fn choose_to(&mut self, id: DocumentId) {
        let from = self.anchor.and_then(|anchor| self.place_of(anchor));
        let Some((from, to)) = from.zip(self.place_of(id)) else { return self.choose_only(id) };
        self.chosen = self.listed.documents[from.min(to)..=from.max(to)].iter().copied().collect();
        self.cursor = Some(id);
    }

    fn click(&mut self, id: DocumentId, modifiers: Modifiers, double: bool, out: &mut Outbox) {
        if modifiers.shift {
            self.choose_to(id);
        } else if modifiers.command {
            if !self.chosen.remove(&id) {
                self.chosen.insert(id);
            }
            (self.cursor, self.anchor) = (Some(id), Some(id));
        } else {
            self.choose_only(id);
            open_document(id, false, double, out);
            out.focus(Subject::Document(id));
        }
    }

    fn keys(&mut self, ui: &Ui, screen: &mut Screen, bench: &Workbench, out: &mut Outbox) {
        if !ui.memory(|memory| memory.has_focus(list_id())) {
            return;
        }
        let acts = take_keys(ui, |key, modifiers| {
            Some(match key {
                _ if modifiers.alt => return None,
                Key::Enter => Act::Open { beside: modifiers.command },
                Key::A if modifiers.command => Act::ChooseAll,
                _ if modifiers.command => return None,
                Key::F2 => Act::Edit,
                Key::Delete | Key::Backspace => Act::Remove,
                key => Act::Move { way: Move::of(key)?, extend: modifiers.shift },
            })
        });
        for act in acts {
            match (act, self.cursor) {
                (Act::Move { way, extend }, cursor) => {
                    let from = cursor.and_then(|id| self.place_of(id));
                    let Some(to) = way.from(from, self.listed.documents.len()) else { continue };
                    let id = self.listed.documents[to];
                    if extend {
                        self.choose_to(id);
                    } else {
                        self.choose_only(id);
                    }
                    self.reveal = true;
                    out.focus(Subject::Document(id));
                }
                (Act::ChooseAll, _) => self.chosen = self.listed.documents.iter().copied().collect(),
                (Act::Open { beside }, Some(id)) => open_document(id, beside, true, out),
                (Act::Edit, Some(id)) => edit_title(ui, screen, id, out),
                (Act::Remove, Some(_)) => self.remove_chosen(bench, out),
                (_, None) => {}
            }
        }
    }

    /// Takes the chosen documents out of the project, and goes on to the one that follows them.
    fn remove_chosen(&mut self, bench: &Workbench, out: &mut Outbox) {
        if self.chosen.is_empty() {
            return;
        }
        let mut listed = self.listed.documents.iter();
        let after =
            listed.by_ref().skip_while(|id| !self.chosen.contains(id)).find(|id| !self.chosen.contains(id));
        let before = self.listed.documents.iter().rev().find(|id| !self.chosen.contains(id));
        let next = after.or(before).copied();
        let gone: Vec<DocumentId> = std::mem::take(&mut self.chosen).into_iter().collect();
        debug_assert!(gone.iter().all(|id| bench.project().documents.contains_key(id)));
        out.command(Command::RemoveDocuments(gone));
        (self.cursor, self.anchor) = (None, None);
        if let Some(id) = next {
            self.choose_only(id);
        }
    }
}

/// Asks for a document to be shown; one that is not `kept` gives way to the next one opened.
fn open_document(document: DocumentId, beside: bool, kept: bool, out: &mut Outbox) {
    out.push(Request::Open { document, at: None, beside });
    if kept {
        out.push(Request::Keep(document));
    }
}

/// Shows a document in the inspector with its title ready to be written.
fn edit_title(ui: &Ui, screen: &mut Screen, id: DocumentId, out: &mut Outbox) {
    screen.inspector = true;
    super::inspector::write_title(ui, id);
    out.focus(Subject::Document(id));
}

/// What the panel says while there are no documents.
fn nothing_yet(ui: &mut Ui, bench: &Workbench, out: &mut Outbox) {
    if progress(ui, bench, out) {
        return;
    }
    let ways = [Action::OpenFiles, Action::OpenFolder, Action::OpenBundledCorpus];
    let buttons = ways.map(|action| (action.label(), shortcuts::text_of(ui, action)));
    let empty = EmptyState::new("No documents yet", "Drop files or a folder here, or open some:");
    if let Some(pressed) = empty.icon(icons::FILES).actions(&buttons).show(ui) {
        out.run(ways[pressed]);
    }
}

/// How far reading has come, with a button that stops it; true while anything is read.
fn progress(ui: &mut Ui, bench: &Workbench, out: &mut Outbox) -> bool {
    let Some(job) = bench.jobs().iter().find(|job| READING.iter().any(|title| job.title.starts_with(title)))
    else {
        return false;
    };
    let text = match job.total {
        Some(total) => format!("{} {} of {}", job.title, grouped(job.done), grouped(total)),
        None => format!("{}…", job.title),
    };
    if job.cancellable {
        if draw::notice_line(ui, &text, "Stop reading") {
            out.command(Command::CancelJob(job.id));
        }
    } else {
        draw::inset(ui, |ui| draw::dim(ui, text));
    }
    true
}
