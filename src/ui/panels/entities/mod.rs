//! The entities of the corpus: found, ordered, chosen, shown in the text or not, merged, retyped and rejected.
//!
//! What is chosen is kept here; filter, order and what is marked in the text are part of the screen and kept with it.
//! [`order`] makes the list, [`row`] draws one entity, [`legend`] says how kinds are marked and switches them.

mod legend;
mod menus;
mod order;
mod row;

use std::collections::{BTreeSet, HashSet};

use egui::accesskit::Role;
use egui::{Id, Key, Modifiers, Ui};

use super::draw;
use super::list::{List, Move, row_menu, take_keys};
use crate::entities::resolve::EntityKey;
use crate::text::numbers::{counted, grouped};
use crate::ui::action::Action;
use crate::ui::kit::{self, EmptyState, PushButton};
use crate::ui::outbox::{Dialog, Outbox};
use crate::ui::screen::{EntitiesView, Screen, Subject};
use crate::ui::theme::{Themed as _, icons};
use crate::workbench::{Command, EntityCommand, Workbench};

/// What the entities panel keeps of what is on screen.
#[derive(Debug, Default)]
pub struct EntitiesPanel {
    chosen: BTreeSet<EntityKey>,
    cursor: Option<EntityKey>,
    /// Where a choice with Shift begins.
    anchor: Option<EntityKey>,
    reveal: bool,
    listed: Listed,
    legend: legend::Legend,
}

/// The entities listed, as long as nothing they depend on changes.
#[derive(Debug, Default)]
struct Listed {
    key: Option<(u64, EntitiesView)>,
    entities: Vec<EntityKey>,
    /// What each entity is found by, at a state of the entities.
    names: Option<(u64, order::Names)>,
}

/// What the keyboard asks of the list.
#[derive(Clone, Copy)]
enum Act {
    Move { way: Move, extend: bool },
    Open,
    Rename,
    Reject,
    Hide,
    ChooseAll,
}

/// Identity of the list, which has the keyboard.
pub(in crate::ui) fn list_id() -> Id {
    Id::unique("entities")
}

/// Draws the panel. `side_by_side` says that several documents are in view.
pub fn show(
    ui: &mut Ui,
    state: &mut EntitiesPanel,
    screen: &mut Screen,
    bench: &Workbench,
    side_by_side: bool,
    out: &mut Outbox,
) {
    menus::header(ui, &mut screen.entities, out);
    if bench.entities().all().is_empty() {
        return nothing_yet(ui, bench, out);
    }
    draw::inset(ui, |ui| kit::filter_of_list(ui, &mut screen.entities.filter, "Filter entities", list_id()));
    ui.add_space(ui.tokens().space.grid);
    progress(ui, bench, out);
    state.legend.show(ui, screen, bench, side_by_side);
    suggestions_line(ui, bench, out);
    state.read(bench, &screen.entities);
    kind_line(ui, &mut screen.entities);
    if state.listed.entities.is_empty() {
        let hint = "Names and other ways they are written are searched.";
        let empty = EmptyState::new("No entity found", hint).icon(icons::FUNNEL_SIMPLE);
        if empty.actions(&[("Show all entities", None)]).show(ui).is_some() {
            screen.entities.filter.clear();
            screen.entities.kind = None;
        }
        return;
    }
    state.keys(ui, screen, out);
    state.list_ui(ui, screen, bench, out);
}

impl EntitiesPanel {
    fn list_ui(&mut self, ui: &mut Ui, screen: &mut Screen, bench: &Workbench, out: &mut Outbox) {
        let list = List {
            id: list_id(),
            label: "Entities",
            role: Role::ListBox,
            rows: self.listed.entities.len(),
            height: row::HEIGHT,
            cursor: self.cursor.and_then(|key| self.place_of(key)),
            reveal: std::mem::take(&mut self.reveal),
        };
        let mut clicks = Vec::new();
        let mut takes_keyboard = false;
        let listed = std::mem::take(&mut self.listed.entities);
        list.show(ui, |ui, index, rect| {
            let Some(entity) = bench.entities().get(listed[index]) else { return };
            let key = entity.key;
            let is_focused = screen.focus == Subject::Entity(key);
            let look = row::Look {
                chosen: self.chosen.contains(&key) || (self.chosen.is_empty() && is_focused),
                hidden: screen.entities.hidden.contains(&key)
                    || screen.entities.hidden_kinds.contains(&entity.kind),
            };
            let response = row::show(ui, rect, bench, entity, &look);
            if response.clicked() || response.secondary_clicked() || response.double_clicked() {
                clicks.push((key, response.secondary_clicked(), response.double_clicked()));
            }
            let menu =
                row_menu(list_id(), &response, |ui| menus::of_entity(ui, self, screen, bench, key, out));
            takes_keyboard |= menu.is_some_and(|menu| menu.response.should_close());
        });
        self.listed.entities = listed;
        // Only now: while it is drawn, the list still gives the keyboard up for a click that was not on itself.
        if takes_keyboard || !clicks.is_empty() {
            ui.memory_mut(|memory| memory.request_focus(list_id()));
        }
        for (key, secondary, double) in clicks {
            if secondary {
                if !self.chosen.contains(&key) {
                    self.choose_only(key);
                }
                continue;
            }
            let modifiers = ui.input(|input| input.modifiers);
            self.click(key, modifiers, out);
            if double {
                out.run(Action::NextMention);
            }
        }
    }

    /// Brings the list up to date with the entities, the filter and the order.
    fn read(&mut self, bench: &Workbench, view: &EntitiesView) {
        let current = self.listed.key.as_ref().is_some_and(|(revision, listed)| {
            *revision == bench.entities_revision() && order::lists_alike(listed, view)
        });
        if current {
            return;
        }
        let entities = bench.entities();
        let revision = bench.entities_revision();
        self.listed.names.take_if(|(at, _)| *at != revision);
        if !view.filter.trim().is_empty() && self.listed.names.is_none() {
            self.listed.names = Some((revision, order::Names::of(entities)));
        }
        let names = self.listed.names.as_ref().map(|(_, names)| names);
        self.listed.entities = order::list(entities, view, names);
        // Nothing is done with what cannot be seen.
        let listed: HashSet<EntityKey> = self.listed.entities.iter().copied().collect();
        let is_listed = |key: &EntityKey| listed.contains(key);
        self.chosen.retain(is_listed);
        self.cursor = self.cursor.filter(is_listed);
        self.anchor = self.anchor.filter(is_listed);
        self.listed.key = Some((bench.entities_revision(), view.clone()));
    }

    fn place_of(&self, key: EntityKey) -> Option<usize> {
        self.listed.entities.iter().position(|listed| *listed == key)
    }

    /// The entities that something is to be done with: those chosen, or the one the keyboard is on.
    pub fn acted_on(&self) -> Vec<EntityKey> {
        if self.chosen.is_empty() {
            self.cursor.into_iter().collect()
        } else {
            self.chosen.iter().copied().collect()
        }
    }

    fn choose_only(&mut self, key: EntityKey) {
        self.chosen = BTreeSet::from([key]);
        (self.cursor, self.anchor) = (Some(key), Some(key));
    }

    /// Chooses everything from where the choice began to `key`.
    fn choose_to(&mut self, key: EntityKey) {
        let from = self.anchor.and_then(|anchor| self.place_of(anchor));
        let Some((from, to)) = from.zip(self.place_of(key)) else { return self.choose_only(key) };
        self.chosen = self.listed.entities[from.min(to)..=from.max(to)].iter().copied().collect();
        self.cursor = Some(key);
    }

    fn click(&mut self, key: EntityKey, modifiers: Modifiers, out: &mut Outbox) {
        if modifiers.shift {
            self.choose_to(key);
        } else if modifiers.command {
            if !self.chosen.remove(&key) {
                self.chosen.insert(key);
                out.focus(Subject::Entity(key));
            }
            (self.cursor, self.anchor) = (Some(key), Some(key));
        } else {
            self.choose_only(key);
            out.focus(Subject::Entity(key));
        }
    }

    fn keys(&mut self, ui: &Ui, screen: &mut Screen, out: &mut Outbox) {
        if !ui.memory(|memory| memory.has_focus(list_id())) {
            return;
        }
        for act in take_keys(ui, read_key) {
            match act {
                Act::Move { way, extend } => {
                    let from = self.cursor.and_then(|key| self.place_of(key));
                    let Some(to) = way.from(from, self.listed.entities.len()) else { continue };
                    let key = self.listed.entities[to];
                    if extend {
                        self.choose_to(key);
                    } else {
                        self.choose_only(key);
                    }
                    self.reveal = true;
                    out.focus(Subject::Entity(key));
                }
                Act::ChooseAll => self.chosen = self.listed.entities.iter().copied().collect(),
                Act::Open => out.run(Action::NextMention),
                Act::Rename => {
                    if let Some(key) = self.cursor {
                        out.dialog(Dialog::RenameEntity(key));
                    }
                }
                Act::Reject => {
                    let next = self.after_chosen();
                    out.command(Command::Entities(EntityCommand::Reject(self.acted_on())));
                    self.chosen.clear();
                    if let Some(next) = next {
                        self.choose_only(next);
                        out.focus(Subject::Entity(next));
                    }
                }
                Act::Hide => toggle_hidden(&mut screen.entities, &self.acted_on()),
            }
        }
    }

    /// The entity listed after those chosen, or before them.
    fn after_chosen(&self) -> Option<EntityKey> {
        let acted: BTreeSet<EntityKey> = self.acted_on().into_iter().collect();
        let mut listed = self.listed.entities.iter();
        let after = listed.by_ref().skip_while(|key| !acted.contains(key)).find(|key| !acted.contains(key));
        after.or_else(|| self.listed.entities.iter().rev().find(|key| !acted.contains(key))).copied()
    }
}

fn read_key(key: Key, modifiers: Modifiers) -> Option<Act> {
    Some(match key {
        _ if modifiers.alt => return None,
        Key::A if modifiers.command => Act::ChooseAll,
        _ if modifiers.command => return None,
        Key::Enter => Act::Open,
        Key::F2 => Act::Rename,
        Key::Space => Act::Hide,
        Key::Delete | Key::Backspace => Act::Reject,
        key => Act::Move { way: Move::of(key)?, extend: modifiers.shift },
    })
}

/// Marks entities in the text no more, or again when none of them is marked.
fn toggle_hidden(view: &mut EntitiesView, entities: &[EntityKey]) {
    if entities.iter().all(|key| view.hidden.contains(key)) {
        view.hidden.retain(|key| !entities.contains(key));
    } else {
        view.hidden.extend(entities);
    }
}

/// Says of which kind the list shows only entities, with a cross that ends it.
fn kind_line(ui: &mut Ui, view: &mut EntitiesView) {
    let Some(kind) = &view.kind else { return };
    let text = format!("Only {}", crate::ui::entity_looks::many(kind).to_lowercase());
    if draw::notice_line(ui, &text, "List entities of all types") {
        view.kind = None;
    }
}

/// Offers to look at entities that look the same.
fn suggestions_line(ui: &mut Ui, bench: &Workbench, out: &mut Outbox) {
    let suggested = bench.entities().suggestions().len();
    if suggested == 0 {
        return;
    }
    ui.add_space(ui.tokens().space.grid);
    draw::inset(ui, |ui| {
        let label = format!("{} look the same…", counted(suggested, "pair", "pairs"));
        if ui.add(PushButton::new(&label).icon(icons::ARROWS_MERGE).quiet()).clicked() {
            out.dialog(Dialog::Suggestions);
        }
    });
}

/// What the panel says while there are no entities.
fn nothing_yet(ui: &mut Ui, bench: &Workbench, out: &mut Outbox) {
    if progress(ui, bench, out) {
        return;
    }
    if bench.project().documents.is_empty() {
        let hint = "Open documents: the people, places and dates named in them are listed here.";
        EmptyState::new("No entities yet", hint).icon(icons::USER_FOCUS).show(ui);
        return;
    }
    let hint = "No names were recognised in the documents. Select words in a text and press A to say what they name.";
    let actions = [Action::RecogniseNames, Action::ShowNameLists];
    let labels = actions.map(|action| (action.label(), None));
    let empty = EmptyState::new("No entities", hint).icon(icons::USER_FOCUS).actions(&labels);
    if let Some(pressed) = empty.show(ui) {
        out.run(actions[pressed]);
    }
}

/// How far recognition has come, with a button that stops it; true while names are being recognised.
fn progress(ui: &mut Ui, bench: &Workbench, out: &mut Outbox) -> bool {
    let Some(job) = bench.jobs().iter().find(|job| job.title == Workbench::RECOGNISING) else { return false };
    let text = match job.total {
        Some(total) if total > 1 => {
            format!("Recognising names: {} of {}", grouped(job.done), grouped(total))
        }
        _ => "Recognising names…".to_owned(),
    };
    if draw::notice_line(ui, &text, "Stop recognising names") {
        out.command(Command::CancelJob(job.id));
    }
    true
}
