//! History: all that was ever done, newest first, with who, when, and whether it still holds.
//!
//! Only the rows in view are drawn, and the list is brought along as the history grows, so that 100,000 entries scroll
//! at once. What the lines say is said by [`crate::analysis::trail`]; [`row`] draws one of them.

mod row;

use egui::accesskit::Role;
use egui::{Id, Key, Popup, Ui};

use super::list::{List, Move, row_menu, take_keys};
use super::tables::{Room, USUAL_ROOM, tables_tabs};
use crate::analysis::trail::{Target, Trail, target};
use crate::project::history::Action as Deed;
use crate::project::{CoderId, EntryId};
use crate::text::numbers::counted;
use crate::ui::action::Action;
use crate::ui::kit::{EmptyState, MenuItem, PushButton, filter_of_list};
use crate::ui::outbox::{Outbox, Request};
use crate::ui::screen::{Screen, Subject};
use crate::ui::theme::{Themed as _, icons};
use crate::workbench::{Command, Workbench};

/// Said where there is no place to go to.
const GONE: &str = "What this entry changed is no longer in the project, so there is no place to show.";

/// What the panel keeps of what is on screen.
#[derive(Default)]
pub struct HistoryPanel {
    trail: Trail,
    /// What the trail was read of: which project, and how many entries were read from the archive.
    of: Option<(u64, usize)>,
    /// What of the history is not to be had, as far as is known by now: `lacks entries 6–7`.
    lacking: Option<String>,
    /// How many entries there were, and how many steps in force, when it was last brought up to date.
    seen: (usize, usize),
    typed: String,
    coder: Option<CoderId>,
    passing: Passing,
    cursor: Option<EntryId>,
    reveal: bool,
    wants_keyboard: bool,
}

/// The lines that pass the filter, oldest first; looked for only among lines that are new.
#[derive(Default)]
struct Passing {
    wanted: String,
    coder: Option<CoderId>,
    looked_at: usize,
    lines: Vec<usize>,
}

/// What the keyboard asks of the list.
enum Act {
    Move(Move),
    Jump,
}

/// Identity of the list, which has the keyboard.
fn list_id() -> Id {
    Id::unique("history")
}

impl HistoryPanel {
    /// Gives the list the keyboard when it is drawn next.
    pub fn take_keyboard(&mut self) {
        self.wants_keyboard = true;
    }

    /// Draws the panel.
    pub fn show(&mut self, ui: &mut Ui, screen: &mut Screen, bench: &Workbench, out: &mut Outbox) {
        self.read(bench);
        tables_tabs(ui, screen, bench, USUAL_ROOM, |ui, _, room| {
            let label = "Export history…";
            let export = match room {
                Room::Buttons => ui.add(PushButton::new(label).quiet()),
                Room::Menu => ui.add(MenuItem::new(label)),
            };
            if export.clicked() {
                out.run(Action::ExportHistory);
            }
        });
        if let Some(lacking) = self.lacking.as_ref().filter(|_| self.trail.is_empty()) {
            let hint = "They are neither in the journal beside the project nor in the folder “trail”; what they did is in \
                        the project, and cannot be undone.";
            let title = format!("The history {lacking}");
            EmptyState::new(&title, hint).icon(icons::CLOCK_COUNTER_CLOCKWISE).show(ui);
            return;
        }
        if self.trail.len() < 2 && !bench.has_unread_history() {
            let hint =
                "Every change is listed here as it is made: when, by whom, and whether it still holds.";
            EmptyState::new("Nothing has been done yet", hint).icon(icons::CLOCK_COUNTER_CLOCKWISE).show(ui);
            return;
        }
        self.filter_bar(ui, bench);
        let more = bench.has_unread_history();
        if self.rows() == 0 && !more {
            let empty = EmptyState::new("No entry passes the filter", "Fewer conditions show more entries.");
            if empty.actions(&[("Show all entries", None)]).show(ui).is_some() {
                self.typed.clear();
                self.coder = None;
            }
            return;
        }
        self.keys(ui, screen, bench, out);
        self.list(ui, more, screen, bench, out);
    }

    /// Brings the trail up to date with the history.
    fn read(&mut self, bench: &Workbench) {
        let earlier = bench.earlier_entries();
        let of = Some((bench.generation(), earlier.len()));
        let seen = (bench.history().entries().len(), bench.history().steps());
        if self.of != of || (self.seen != seen && !self.trail.update(bench.history())) {
            self.trail = Trail::of(earlier, bench.history());
            self.trail.know(bench.coder());
            self.passing = Passing::default();
        }
        if self.of != of || self.seen != seen {
            self.lacking = bench.lacking_in_words(&self.trail, !bench.has_unread_history());
        }
        (self.of, self.seen) = (of, seen);
        let wanted = self.typed.trim().to_lowercase();
        if wanted != self.passing.wanted || self.coder != self.passing.coder {
            self.passing = Passing { wanted, coder: self.coder, ..Passing::default() };
        }
        if self.is_narrowed() {
            self.passing.look(&self.trail);
        }
    }

    fn is_narrowed(&self) -> bool {
        !self.passing.wanted.is_empty() || self.passing.coder.is_some()
    }

    /// How many lines are listed.
    fn rows(&self) -> usize {
        if self.is_narrowed() { self.passing.lines.len() } else { self.trail.len() }
    }

    /// The line in a row; the newest comes first.
    fn line_at(&self, row: usize) -> Option<usize> {
        let from_end = self.rows().checked_sub(row + 1)?;
        if self.is_narrowed() { self.passing.lines.get(from_end).copied() } else { Some(from_end) }
    }

    /// The row the keyboard is on.
    fn cursor_row(&self) -> Option<usize> {
        let id = self.cursor?;
        (0..self.rows()).find(|row| self.line_at(*row).is_some_and(|line| self.trail.id(line) == id))
    }

    fn filter_bar(&mut self, ui: &mut Ui, bench: &Workbench) {
        let tokens = ui.tokens();
        egui::Frame::new().inner_margin(egui::Margin::symmetric(8, 4)).show(ui, |ui| {
            ui.spacing_mut().interact_size.y = tokens.space.field;
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = tokens.space.grid;
                ui.allocate_ui(egui::vec2(200.0, tokens.space.field), |ui| {
                    filter_of_list(ui, &mut self.typed, "Filter history", list_id());
                });
                self.coder_menu(ui, bench);
                ui.add_space(2.0 * tokens.space.grid);
                let of = if self.is_narrowed() {
                    format!("{} of ", crate::text::numbers::grouped(self.passing.lines.len()))
                } else {
                    String::new()
                };
                let count = counted(self.trail.len(), "entry", "entries");
                let lacking =
                    self.lacking.as_ref().map_or_else(String::new, |said| format!("; the history {said}"));
                super::draw::dim(ui, format!("{of}{count}{lacking}"));
            });
        });
    }

    /// The choice of one coder's entries, where several have worked here.
    fn coder_menu(&mut self, ui: &mut Ui, bench: &Workbench) {
        let coders = self.trail.coders(bench.project());
        if coders.len() < 2 && self.coder.is_none() {
            return;
        }
        let chosen = self.coder.and_then(|id| self.trail.coder(id, bench.project()));
        let label = chosen.map_or("All coders", |coder| coder.name.as_str());
        let button = ui.add(PushButton::new(label).quiet().opens_menu());
        let mut choice = self.coder;
        Popup::menu(&button).width(200.0).accessible_name("Whose entries").show(|ui| {
            if ui.add(MenuItem::new("All coders").checked(choice.is_none())).clicked() {
                choice = None;
            }
            for coder in coders {
                if ui.add(MenuItem::new(&coder.name).checked(choice == Some(coder.id))).clicked() {
                    choice = Some(coder.id);
                }
            }
        });
        self.coder = choice;
    }

    fn list(&mut self, ui: &mut Ui, more: bool, screen: &mut Screen, bench: &Workbench, out: &mut Outbox) {
        let rows = self.rows();
        let cursor = self.cursor_row();
        let list = List {
            id: list_id(),
            label: "History",
            role: Role::ListBox,
            rows: rows + usize::from(more),
            height: ui.tokens().space.row,
            cursor,
            reveal: std::mem::take(&mut self.reveal),
        };
        let now = jiff::Zoned::now();
        let mut first = true;
        let (mut clicked, mut asked) = (None, None);
        list.show(ui, |ui, index, rect| {
            let Some(line) = self.line_at(index) else {
                if index == rows && more && row::earlier(ui, rect) {
                    out.command(Command::ReadEarlierHistory);
                }
                return;
            };
            let before = if index == 0 { None } else { self.line_at(index - 1) };
            let day = row::day(self.trail.line(line).at(), &now);
            let is_new_day = before.is_none_or(|before| row::day(self.trail.line(before).at(), &now) != day);
            let look = row::Look {
                day: (is_new_day || std::mem::take(&mut first)).then_some(day.as_str()),
                chosen: cursor == Some(index),
                narrow: rect.width() < 560.0,
            };
            first = false;
            let (response, wanted) = row::show(ui, rect, &self.trail, line, &look, bench);
            asked = asked.or(wanted.map(|wanted| (line, wanted)));
            if response.clicked() || response.secondary_clicked() {
                clicked = Some((line, response.double_clicked()));
            }
            row_menu(list_id(), &response, |ui| {
                asked = asked.or(row::menu(ui, &self.trail, line, bench).map(|wanted| (line, wanted)));
            });
        });
        if clicked.is_some() || std::mem::take(&mut self.wants_keyboard) {
            // Only now: while it is drawn, the list still gives the keyboard up for a click that was not on itself.
            ui.memory_mut(|memory| memory.request_focus(list_id()));
        }
        if let Some((line, double)) = clicked {
            self.cursor = Some(self.trail.id(line));
            if double {
                asked = asked.or(Some((line, row::Wanted::Jump)));
            }
        }
        if let Some((line, wanted)) = asked {
            self.carry_out(line, wanted, screen, bench, out);
        }
    }

    fn keys(&mut self, ui: &Ui, screen: &mut Screen, bench: &Workbench, out: &mut Outbox) {
        if !ui.memory(|memory| memory.has_focus(list_id())) {
            return;
        }
        let acts = take_keys(ui, |key, modifiers| {
            Some(match key {
                _ if modifiers.any() => return None,
                Key::Enter => Act::Jump,
                key => Act::Move(Move::of(key)?),
            })
        });
        for act in acts {
            let cursor = self.cursor_row();
            match act {
                Act::Move(way) => {
                    let line = way.from(cursor, self.rows()).and_then(|row| self.line_at(row));
                    self.cursor = line.map(|line| self.trail.id(line));
                    self.reveal = true;
                }
                Act::Jump => {
                    if let Some(line) = cursor.and_then(|row| self.line_at(row)) {
                        self.carry_out(line, row::Wanted::Jump, screen, bench, out);
                    }
                }
            }
        }
    }

    fn carry_out(
        &self,
        line: usize,
        wanted: row::Wanted,
        screen: &mut Screen,
        bench: &Workbench,
        out: &mut Outbox,
    ) {
        let id = self.trail.id(line);
        match wanted {
            row::Wanted::Jump => {
                let is_leave = matches!(self.trail.line(line).action, Deed::Leave { .. });
                let place = target(&self.trail.touched(line), bench.project()).filter(|_| !is_leave);
                jump(place, screen, out);
            }
            row::Wanted::UndoBack => out.command(Command::UndoBackTo(id)),
            row::Wanted::DoAgain => out.command(Command::DoAgain(id)),
        }
    }
}

impl Passing {
    /// Looks at the lines that have come since it last did.
    fn look(&mut self, trail: &Trail) {
        for line in self.looked_at..trail.len() {
            let is_theirs = self.coder.is_none() || trail.line(line).coder() == self.coder;
            if is_theirs && (self.wanted.is_empty() || trail.what(line).to_lowercase().contains(&self.wanted))
            {
                self.lines.push(line);
            }
        }
        self.looked_at = trail.len();
    }
}

/// Shows what an entry changed, where it is today.
fn jump(place: Option<Target>, screen: &mut Screen, out: &mut Outbox) {
    let subject = match place {
        None => return out.push(Request::Say(GONE)),
        Some(Target::Annotation(id)) => return out.push(Request::Reveal(id)),
        Some(Target::Document(document)) => {
            out.push(Request::Open { document, at: None, beside: false });
            Subject::Document(document)
        }
        Some(Target::Tag(id)) => Subject::Tag(id),
        Some(Target::Project) => Subject::Project,
    };
    screen.inspector = true;
    out.focus(subject);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workbench::trial;

    fn new_tag(bench: &mut Workbench, name: &str) {
        bench.run(Command::NewTag { parent: None, name: name.into() }).unwrap();
    }

    fn said(panel: &HistoryPanel) -> Vec<String> {
        let lines = (0..panel.rows()).filter_map(|row| panel.line_at(row));
        lines.map(|line| panel.trail.what(line)).collect()
    }

    #[test]
    fn the_newest_comes_first_and_filters_narrow_what_comes_later_too() {
        let mut bench = trial::bench();
        let mut panel = HistoryPanel::default();
        new_tag(&mut bench, "red");
        new_tag(&mut bench, "green");
        panel.read(&bench);
        assert_eq!(said(&panel)[..2], ["New tag “green”", "New tag “red”"]);
        panel.typed = "RED ".into();
        panel.read(&bench);
        assert_eq!(said(&panel), ["New tag “red”"]);
        bench.run(Command::Undo).unwrap();
        bench.run(Command::Undo).unwrap();
        panel.read(&bench);
        assert_eq!(said(&panel), ["Undone: New tag “red”", "New tag “red”"]);
        panel.typed.clear();
        panel.coder = Some(CoderId::new());
        panel.read(&bench);
        assert!(said(&panel).is_empty());
        panel.coder = Some(bench.coder().id);
        panel.read(&bench);
        assert_eq!(said(&panel)[0], "Undone: New tag “red”");
        bench.run(Command::NewProject).unwrap();
        panel.coder = None;
        panel.read(&bench);
        assert_eq!(said(&panel), ["Project begun"]);
    }
}
