//! The codebook as a tree: tags found, folded, renamed, recoloured, moved, and used to filter reader and tables.
//!
//! What is typed, dragged and under the keyboard is kept here; what is folded, hidden and filtered by is the
//! [`Screen`]'s. The order of lines and where a move leads is in [`tree`], one line is in [`row`].

mod drag;
mod menus;
mod row;
mod tree;

use egui::accesskit::Role;
use egui::{Id, Key, Modifiers, Ui};

use super::draw;
use super::kept::Kept;
use super::list::{List, Move, take_keys};
use crate::project::{Project, TagColour, TagId};
use crate::ui::action::Action;
use crate::ui::kit::{self, EmptyState};
use crate::ui::outbox::{Dialog, Outbox};
use crate::ui::screen::{Screen, Subject};
use crate::ui::shortcuts;
use crate::ui::theme::{Themed as _, icons};
use crate::workbench::{Command, TagUse, Workbench};

use tree::{Line, Step};

/// What the tags panel keeps of what is on screen.
#[derive(Debug, Default)]
pub struct TagsPanel {
    filter: String,
    cursor: Option<Place>,
    reveal: bool,
    renaming: Option<Renaming>,
    choosing: Option<Choosing>,
    dragging: Option<TagId>,
    /// Set by a row that gives the list the keyboard.
    takes_keyboard: bool,
    listed: Listed,
    family: Kept<TagId, TagUse>,
}

/// A row of the panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// A tag.
    Tag(TagId),
    /// The annotations without a tag.
    Untagged,
}

/// A name while it is being written.
#[derive(Debug)]
struct Renaming {
    tag: TagId,
    text: String,
    /// True until the field has been given the keyboard.
    fresh: bool,
}

/// Something chosen for a tag in a small window beside its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Choice {
    Colour,
    Shortcut,
}

impl Choice {
    fn label(self) -> &'static str {
        match self {
            Self::Colour => "Colour",
            Self::Shortcut => "Shortcut",
        }
    }
}

/// A choice that is being made.
#[derive(Debug)]
struct Choosing {
    tag: TagId,
    what: Choice,
    /// The last key typed, while it was not one that can be used.
    typed: Option<char>,
    /// The colour passed while the pointer is held down.
    colour: Option<TagColour>,
    /// True until the field has been given the keyboard.
    fresh: bool,
}

impl Choosing {
    fn of(tag: TagId, what: Choice) -> Self {
        Self { tag, what, typed: None, colour: None, fresh: true }
    }
}

/// The lines listed, as long as nothing they depend on changes.
#[derive(Debug, Default)]
struct Listed {
    key: Option<(u64, String, std::collections::BTreeSet<TagId>)>,
    lines: Vec<Line>,
}

/// What the keyboard asks of the list.
#[derive(Clone, Copy)]
enum Act {
    Move(Move),
    Step(Step),
    Fold,
    Unfold,
    Filter { add: bool },
    Rename,
    Delete,
}

/// Identity of the list, which has the keyboard.
pub(in crate::ui) fn list_id() -> Id {
    Id::unique("tags")
}

impl TagsPanel {
    /// Lets the name of a tag be written in its row; the panel must be open.
    pub fn rename(&mut self, project: &Project, screen: &mut Screen, tag: TagId) {
        let Some(name) = project.tags.get(&tag).map(|tag| tag.name.clone()) else { return };
        self.filter.clear();
        unfold_to(project, screen, tag);
        (self.cursor, self.reveal) = (Some(Place::Tag(tag)), true);
        self.renaming = Some(Renaming { tag, text: name, fresh: true });
    }
}

/// Unfolds whatever hides a tag.
fn unfold_to(project: &Project, screen: &mut Screen, tag: TagId) {
    let parent = |tag| project.tags.get(&tag).and_then(|tag| tag.parent);
    let above = std::iter::successors(parent(tag), |above| parent(*above));
    // No line of parents is longer than the codebook, unless a damaged file made it a ring.
    for above in above.take(project.tags.len()) {
        screen.folded_tags.remove(&above);
    }
}

/// Draws the panel.
pub fn show(ui: &mut Ui, state: &mut TagsPanel, screen: &mut Screen, bench: &Workbench, out: &mut Outbox) {
    let project = bench.project();
    menus::header(ui, screen, bench, out);
    let untagged = bench.index().tag_use(None);
    if project.tags.is_empty() && untagged.excerpts == 0 {
        let new = Action::NewTag;
        let empty = EmptyState::new("No tags yet", "Select words in the text and press T.").icon(icons::TAG);
        if empty.actions(&[(new.label(), shortcuts::text_of(ui, new))]).show(ui).is_some() {
            out.run(new);
        }
        return;
    }
    draw::inset(ui, |ui| kit::filter_of_list(ui, &mut state.filter, "Filter tags", list_id()));
    ui.add_space(ui.tokens().space.grid);
    state.read(bench, screen);
    filter_line(ui, screen, bench);
    state.keys(ui, screen, bench, out);
    let lines = std::mem::take(&mut state.listed.lines);
    let rows = lines.len() + usize::from(state.lists_untagged(untagged));
    let cursor = state.cursor.and_then(|place| match place {
        Place::Tag(tag) => lines.iter().position(|line| line.tag == tag),
        Place::Untagged => (rows > lines.len()).then_some(lines.len()),
    });
    let list = List {
        id: list_id(),
        label: "Tags",
        role: Role::Tree,
        rows,
        height: row::HEIGHT,
        cursor,
        reveal: std::mem::take(&mut state.reveal),
    };
    let mut over = drag::Watch::new(ui);
    list.show(ui, |ui, index, rect| {
        over.row(ui, index, rect);
        match lines.get(index) {
            Some(line) => row::tag(ui, rect, *line, state, screen, bench, out),
            None => row::untagged(ui, rect, untagged, state, screen),
        }
    });
    // Only now: while it is drawn, the list still gives the keyboard up for a click that was not on itself.
    if std::mem::take(&mut state.takes_keyboard) {
        ui.memory_mut(|memory| memory.request_focus(list_id()));
    }
    drag::carry(ui, &over, &lines, state, project, out);
    state.listed.lines = lines;
    menus::choice(ui, state, bench, out);
}

impl TagsPanel {
    /// Brings the lines up to date with the codebook, the filter and what is folded.
    fn read(&mut self, bench: &Workbench, screen: &Screen) {
        let current = self.listed.key.as_ref().is_some_and(|(revision, filter, folded)| {
            *revision == bench.project_revision() && *filter == self.filter && *folded == screen.folded_tags
        });
        if current {
            return;
        }
        let project = bench.project();
        self.listed.lines = tree::lines(project, &screen.folded_tags, &self.filter);
        self.listed.key = Some((bench.project_revision(), self.filter.clone(), screen.folded_tags.clone()));
        let exists = |tag: TagId| project.tags.contains_key(&tag);
        self.cursor = self.cursor.filter(|place| !matches!(place, Place::Tag(tag) if !exists(*tag)));
        self.renaming = self.renaming.take().filter(|renaming| exists(renaming.tag));
        self.choosing = self.choosing.take().filter(|choosing| exists(choosing.tag));
        self.dragging = self.dragging.filter(|tag| exists(*tag));
    }

    fn lists_untagged(&self, untagged: TagUse) -> bool {
        untagged.excerpts > 0 && "untagged highlights".contains(&self.filter.trim().to_lowercase())
    }

    fn keys(&mut self, ui: &Ui, screen: &mut Screen, bench: &Workbench, out: &mut Outbox) {
        if !ui.memory(|memory| memory.has_focus(list_id())) {
            return;
        }
        for act in take_keys(ui, read_key) {
            let lines = &self.listed.lines;
            let at = self.cursor.and_then(|place| match place {
                Place::Tag(tag) => lines.iter().position(|line| line.tag == tag),
                Place::Untagged => Some(lines.len()),
            });
            let line = at.and_then(|at| lines.get(at)).copied();
            match (act, line) {
                (Act::Move(way), _) => {
                    let untagged = self.lists_untagged(bench.index().tag_use(None));
                    let Some(to) = way.from(at, lines.len() + usize::from(untagged)) else { continue };
                    self.go(lines.get(to).map_or(Place::Untagged, |line| Place::Tag(line.tag)), out);
                }
                (Act::Filter { add }, Some(line)) => filter_by(screen, bench.project(), line.tag, add),
                (Act::Filter { .. }, None) if self.cursor == Some(Place::Untagged) => filter_untagged(screen),
                (Act::Fold, Some(line)) if line.unfolded => {
                    screen.folded_tags.insert(line.tag);
                    self.read(bench, screen);
                }
                (Act::Fold, Some(line)) => {
                    if let Some(parent) = line.parent {
                        self.go(Place::Tag(parent), out);
                    }
                }
                (Act::Unfold, Some(line)) if line.has_children && !line.unfolded => {
                    screen.folded_tags.remove(&line.tag);
                    self.read(bench, screen);
                }
                (Act::Unfold, Some(line)) => {
                    let below =
                        at.and_then(|at| lines.get(at + 1)).filter(|below| below.parent == Some(line.tag));
                    if let Some(below) = below.copied() {
                        self.go(Place::Tag(below.tag), out);
                    }
                }
                (Act::Step(step), Some(line)) => {
                    if let Some(command) = tree::step(bench.project(), line.tag, step) {
                        if let Command::MoveTag { parent: Some(parent), .. } = command {
                            screen.folded_tags.remove(&parent);
                        }
                        self.reveal = true;
                        out.command(command);
                    }
                }
                (Act::Rename, Some(line)) => self.rename(bench.project(), screen, line.tag),
                (Act::Delete, Some(line)) => out.dialog(Dialog::DeleteTag(line.tag)),
                (_, None) => {}
            }
        }
    }

    /// Puts the keyboard on a row.
    fn go(&mut self, place: Place, out: &mut Outbox) {
        (self.cursor, self.reveal) = (Some(place), true);
        if let Place::Tag(tag) = place {
            out.focus(Subject::Tag(tag));
        }
    }
}

fn read_key(key: Key, modifiers: Modifiers) -> Option<Act> {
    Some(match key {
        Key::ArrowUp if modifiers.alt => Act::Step(Step::Up),
        Key::ArrowDown if modifiers.alt => Act::Step(Step::Down),
        Key::ArrowLeft if modifiers.alt => Act::Step(Step::Out),
        Key::ArrowRight if modifiers.alt => Act::Step(Step::In),
        _ if modifiers.alt => return None,
        Key::Enter => Act::Filter { add: modifiers.command },
        _ if modifiers.command => return None,
        Key::ArrowLeft => Act::Fold,
        Key::ArrowRight => Act::Unfold,
        Key::F2 => Act::Rename,
        Key::Delete | Key::Backspace => Act::Delete,
        key => Act::Move(Move::of(key)?),
    })
}

/// Filters reader and tables by a tag, or no longer when they are already; `add` leaves the other tags chosen.
fn filter_by(screen: &mut Screen, project: &Project, tag: TagId, add: bool) {
    let filter = &mut screen.excerpts.filter;
    let only = filter.tags.len() == 1 && filter.tags.contains(&tag);
    filter.untagged_only = false;
    if add {
        if !filter.tags.remove(&tag) {
            filter.tags.insert(tag);
        }
    } else {
        filter.tags.clear();
        if !only {
            filter.tags.insert(tag);
        }
    }
    // A tag that only gathers others would show nothing by itself.
    filter.with_subtags |= project.tags.values().any(|other| other.parent == Some(tag));
}

/// Filters reader and tables by annotations without a tag, or no longer when they are already.
fn filter_untagged(screen: &mut Screen) {
    let filter = &mut screen.excerpts.filter;
    filter.tags.clear();
    filter.untagged_only = !filter.untagged_only;
}

/// A line that says what reader and tables are filtered by, with a button that ends it.
fn filter_line(ui: &mut Ui, screen: &mut Screen, bench: &Workbench) {
    let filter = &mut screen.excerpts.filter;
    let text = match filter.tags.len() {
        0 if filter.untagged_only => "Only untagged highlights".to_owned(),
        0 => return,
        1 => {
            let name = filter.tags.iter().find_map(|tag| bench.project().tags.get(tag));
            format!("Only “{}”", name.map_or("", |tag| tag.name.as_str()))
        }
        many => format!("Only {many} tags"),
    };
    if draw::notice_line(ui, &text, "Show the excerpts of all tags") {
        filter.tags.clear();
        filter.untagged_only = false;
    }
}
