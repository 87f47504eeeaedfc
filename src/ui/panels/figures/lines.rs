//! The table as a list: each topic with its figures below it.

use egui::accesskit::Role;
use egui::{Key as Pressed, Modifiers, Ui};

use super::{FiguresPanel, menus, row, table_id};
use crate::ui::outbox::Outbox;
use crate::ui::panels::list::{List, Move, row_menu, take_keys};
use crate::ui::theme::Themed as _;
use crate::workbench::{FigureLine, Workbench};

/// What the keyboard asks of the table.
#[derive(Clone, Copy)]
enum Act {
    Move {
        way: Move,
        extend: bool,
    },
    /// Choose the line as well, or no more.
    Choose,
    ChooseAll,
    /// Open the sentence, in the pane beside if so.
    Open(bool),
    Rename,
    Dismiss,
}

impl FiguresPanel {
    /// Draws the list.
    pub(super) fn list_ui(&mut self, ui: &mut Ui, bench: &Workbench, out: &mut Outbox) {
        let list = List {
            id: table_id(),
            label: "Figures",
            role: Role::ListBox,
            rows: self.listed.lines.len(),
            height: ui.tokens().space.table_row,
            cursor: self.cursor,
            reveal: std::mem::take(&mut self.reveal),
        };
        let (mut clicked, mut asked) = (None, None);
        let mut takes_keyboard = false;
        list.show(ui, |ui, index, rect| {
            let line = self.listed.lines[index];
            let is_chosen = self.is_chosen(index, bench);
            let response = match line {
                FigureLine::Topic(topic) => {
                    row::topic(ui, rect, bench, &bench.comparison().topics()[topic], is_chosen)
                }
                FigureLine::Figure { at, .. } => row::figure(ui, rect, bench, (at, false), is_chosen),
                FigureLine::Alone(at) => row::figure(ui, rect, bench, (at, true), is_chosen),
            };
            if response.clicked() {
                clicked = Some(index);
            }
            if response.secondary_clicked() {
                asked = Some(index);
            }
            let menu = row_menu(table_id(), &response, |ui| menus::of_line(ui, self, bench, index, out));
            takes_keyboard |= menu.is_some_and(|menu| menu.response.should_close());
        });
        // Only now: while it is drawn, the list still gives the keyboard up for a click that was not on itself.
        if takes_keyboard || clicked.is_some() || asked.is_some() {
            ui.memory_mut(|memory| memory.request_focus(table_id()));
        }
        if let Some(index) = asked.filter(|index| !self.is_chosen(*index, bench)) {
            self.choose_only(index, bench);
        }
        if let Some(index) = clicked {
            self.click(index, ui.input(|input| input.modifiers), bench, out);
        }
    }

    /// Chooses a line and opens it; with a key held it is chosen together with others instead.
    pub(super) fn click(&mut self, index: usize, modifiers: Modifiers, bench: &Workbench, out: &mut Outbox) {
        if modifiers.shift {
            self.choose_to(index, bench);
            self.chosen_by_click();
        } else if modifiers.command {
            self.choose_at_cursor(index, bench);
            self.toggle(index, bench);
            self.chosen_by_click();
        } else {
            self.choose_only(index, bench);
            self.open(false, true, bench, out);
        }
    }

    /// Does what the keyboard asks of the list.
    pub(super) fn list_keys(&mut self, ui: &Ui, bench: &Workbench, out: &mut Outbox) {
        if !ui.memory(|memory| memory.has_focus(table_id())) {
            return;
        }
        for act in take_keys(ui, read_key) {
            match act {
                Act::Move { way, extend } => {
                    let Some(to) = way.from(self.cursor, self.listed.lines.len()) else { continue };
                    if extend {
                        self.choose_to(to, bench);
                    } else {
                        if !self.gathers {
                            self.chosen.clear();
                        }
                        (self.cursor, self.anchor) = (Some(to), Some(to));
                    }
                    self.reveal = true;
                }
                Act::Choose => {
                    if let Some(at) = self.cursor {
                        self.toggle(at, bench);
                        self.gathers = !self.chosen.is_empty();
                    }
                }
                Act::ChooseAll => self.choose_all(bench),
                Act::Open(beside) => self.open(beside, false, bench, out),
                Act::Rename => self.rename(bench, out),
                Act::Dismiss => self.dismiss(bench, out),
            }
        }
    }
}

fn read_key(key: Pressed, modifiers: Modifiers) -> Option<Act> {
    Some(match key {
        _ if modifiers.alt => return None,
        Pressed::Enter if modifiers.command => Act::Open(true),
        Pressed::A if modifiers.command => Act::ChooseAll,
        _ if modifiers.command => return None,
        Pressed::Enter => Act::Open(false),
        Pressed::Space => Act::Choose,
        Pressed::F2 => Act::Rename,
        Pressed::Delete | Pressed::Backspace => Act::Dismiss,
        key => Act::Move { way: Move::of(key)?, extend: modifiers.shift },
    })
}
