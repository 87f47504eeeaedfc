//! The table as a grid: topics by documents, each cell with the value and the words around it, or nothing.
//!
//! The cursor is a line of the table, as in the list, so that whatever view it is in the same is chosen, found again and
//! decided on: in a cell with figures it is the first of them, in an empty cell the topic of the row.

use egui::{Key as Pressed, Modifiers, Rangef, Ui};

use super::cells::{self, HEIGHT};
use super::{FiguresPanel, menus, sentence, table_id};
use crate::compare::figures::{FigureAt, Topic};
use crate::ui::outbox::{Outbox, Request};
use crate::ui::panels::grid::{At, Grid, Part, Way};
use crate::ui::panels::list::{LIST_KEYS, Move, row_menu, take_keys};
use crate::workbench::{FigureKey, FigureLine, Workbench};

/// How wide a column may be.
const COLUMN: Rangef = Rangef { min: 128.0, max: 240.0 };
/// How much of the width topics have, and how wide they may be.
const SIDE: (f32, Rangef) = (0.28, Rangef { min: 140.0, max: 250.0 });
/// Said where there is nothing to open.
const NOTHING_HERE: &str = "That document says nothing of this topic: choose a cell with a figure.";

/// What the grid keeps of what is on screen.
#[derive(Default)]
pub(super) struct GridView {
    /// The column of the cursor where that is on a topic.
    column: usize,
    /// Where each column begins, and where the last ends.
    lefts: Vec<f32>,
}

/// What the keyboard asks of the grid.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Act {
    Go(Way),
    /// Go to the next cell with figures in the row, to the right or to the left.
    GoOn(bool),
    /// Choose the cell as well, or no more.
    Choose,
    ChooseAll,
    /// Open the sentence, in the pane beside if so.
    Open(bool),
    Rename,
    Dismiss,
}

/// What the pointer asks for.
#[derive(Clone, Copy)]
enum Asked {
    Row(usize),
    Cell(At),
}

impl FiguresPanel {
    /// The cell of the cursor.
    fn cell_at_cursor(&self) -> Option<At> {
        let (grid, line) = (&self.listed.grid, self.cursor?);
        let last = grid.columns().len().checked_sub(1)?;
        Some((grid.row_of(line)?, grid.column_of(line).unwrap_or(self.grid.column).min(last)))
    }

    /// Goes to a cell, which then is what something is done with.
    fn go_to_cell(&mut self, (row, column): At, bench: &Workbench) {
        let listed = self.listed.clone();
        let lines = listed.grid.cell(row, column);
        self.grid.column = column;
        self.cursor = lines.first().copied().or(listed.grid.heading(row));
        self.anchor = self.cursor;
        if !self.gathers {
            let several = lines.iter().filter(|_| lines.len() > 1);
            self.chosen = several.filter_map(|line| self.key(*line, bench)).collect();
        }
    }

    /// Chooses all figures of a cell besides those chosen, or no more; true when they are chosen now.
    fn toggle_cell(&mut self, at: At, bench: &Workbench) -> bool {
        let listed = self.listed.clone();
        let keys: Vec<FigureKey> =
            listed.grid.cell(at.0, at.1).iter().filter_map(|line| self.key(*line, bench)).collect();
        let are_chosen = keys.iter().all(|key| self.chosen.contains(key));
        for key in &keys {
            if are_chosen {
                self.chosen.remove(key);
            } else {
                self.chosen.insert(*key);
            }
        }
        !are_chosen
    }

    /// True for a cell whose figures something would be done with.
    pub(super) fn is_cell_chosen(&self, (row, column): At, bench: &Workbench) -> bool {
        let lines = self.listed.grid.cell(row, column);
        // Where nothing was chosen one by one, the cell of the cursor is: its first figure stands for it.
        let is_cursor = self.chosen.is_empty() && self.cursor.is_some_and(|line| lines.contains(&line));
        is_cursor || (!lines.is_empty() && lines.iter().all(|line| self.is_chosen(*line, bench)))
    }

    /// Has the menu of a cell act on it, unless it is among what is chosen already.
    pub(super) fn choose_cell(&mut self, at: At, bench: &Workbench) {
        if !self.is_cell_chosen(at, bench) {
            self.gathers = false;
            self.go_to_cell(at, bench);
        }
    }

    /// The figures of a cell.
    pub(super) fn figures_in(&self, (row, column): At) -> Vec<FigureAt> {
        let lines = self.listed.grid.cell(row, column).iter();
        lines.filter_map(|line| self.listed.lines.get(*line)?.figure()).collect()
    }

    /// Opens the first sentence of a cell.
    fn open_cell(
        &self,
        at: At,
        beside: bool,
        keep_keyboard: bool,
        bench: &Workbench,
        out: &mut Outbox,
    ) -> bool {
        let first = self.figures_in(at).first().and_then(|at| sentence(bench, *at));
        if let Some((document, span)) = first {
            out.push(Request::ShowPassage { document, span, beside, keep_keyboard });
        }
        first.is_some()
    }

    /// Opens what is chosen: several cells side by side, else the cell of the cursor.
    fn open_chosen(&self, beside: bool, bench: &Workbench, out: &mut Outbox) {
        let Some(at) = self.cell_at_cursor() else { return };
        let here: Vec<usize> = self.listed.grid.cell(at.0, at.1).to_vec();
        let is_elsewhere = |key: &FigureKey| self.listed.at(*key).is_some_and(|line| !here.contains(&line));
        if self.chosen.iter().any(is_elsewhere) {
            self.open(beside, false, bench, out);
        } else if !self.open_cell(at, beside, false, bench, out) {
            out.push(Request::Say(NOTHING_HERE));
        }
    }

    /// Does what the keyboard asks of the grid.
    pub(super) fn grid_keys(&mut self, ui: &Ui, bench: &Workbench, out: &mut Outbox) {
        if !ui.memory(|memory| memory.has_focus(table_id())) {
            return;
        }
        for act in take_keys(ui, read_key) {
            let at = self.cell_at_cursor();
            match act {
                Act::Go(way) => {
                    let size = (self.listed.grid.rows(), self.listed.grid.columns().len());
                    if let Some(to) = way.from(at, size) {
                        self.go_to_cell(to, bench);
                        self.reveal = true;
                    }
                }
                Act::GoOn(to_the_right) => {
                    let next = at.and_then(|(row, column)| {
                        Some((row, self.listed.grid.next_filled(row, column, to_the_right)?))
                    });
                    if let Some(to) = next {
                        self.go_to_cell(to, bench);
                        self.reveal = true;
                    }
                }
                Act::Choose => {
                    if let Some(at) = at {
                        // Until the first is chosen, what is chosen is the cell one happens to be at.
                        if !std::mem::replace(&mut self.gathers, true) {
                            self.chosen.clear();
                        }
                        self.toggle_cell(at, bench);
                        self.gathers = !self.chosen.is_empty();
                    }
                }
                Act::ChooseAll => self.choose_all(bench),
                Act::Open(beside) => self.open_chosen(beside, bench, out),
                Act::Rename => self.rename(bench, out),
                Act::Dismiss => self.dismiss(bench, out),
            }
        }
    }

    /// Draws the grid.
    pub(super) fn grid_ui(&mut self, ui: &mut Ui, bench: &Workbench, out: &mut Outbox) {
        let listed = self.listed.clone();
        let documents = listed.grid.columns();
        let side = SIDE.1.clamp(ui.available_width() * SIDE.0);
        self.grid.lay_out(documents.len(), ui.available_width() - side);
        let lefts = std::mem::take(&mut self.grid.lefts);
        let grid = Grid {
            id: table_id(),
            label: "Topics by document",
            rows: listed.grid.rows(),
            height: HEIGHT,
            lefts: &lefts,
            side,
            head: HEIGHT,
            cursor: self.cell_at_cursor(),
            reveal: std::mem::take(&mut self.reveal),
            bring: None,
            keys: LIST_KEYS,
            has_menu: true,
        };
        let (mut clicked, mut asked) = (None, None);
        let mut takes_keyboard = false;
        grid.show(ui, |ui, part, rect| match part {
            Part::Corner => cells::corner(ui, rect, listed.grid.is_dated()),
            Part::Head(column) => {
                if cells::head(ui, rect, bench, documents[column]).clicked() {
                    let beside = ui.input(|input| input.modifiers.command);
                    out.push(Request::Open { document: documents[column], at: None, beside });
                }
            }
            Part::Side(row) => {
                let Some((line, topic)) = listed.grid.heading(row).and_then(|line| {
                    let FigureLine::Topic(topic) = listed.lines.get(line)? else { return None };
                    Some((line, bench.comparison().topics().get(*topic)?))
                }) else {
                    return;
                };
                let response = cells::side(ui, rect, bench, topic, self.is_chosen(line, bench));
                if response.clicked() {
                    clicked = Some(Asked::Row(row));
                }
                if response.secondary_clicked() {
                    asked = Some(Asked::Row(row));
                }
                let menu = row_menu(table_id(), &response, |ui| menus::of_line(ui, self, bench, line, out));
                takes_keyboard |= menu.is_some_and(|menu| menu.response.should_close());
            }
            Part::Cell(at) => {
                let Some(topic) = self.topic_of_row(at.0, bench) else { return };
                let is_chosen = self.is_cell_chosen(at, bench);
                let figures = self.figures_in(at);
                let response = cells::cell(ui, rect, bench, (topic, documents[at.1]), &figures, is_chosen);
                if response.clicked() {
                    clicked = Some(Asked::Cell(at));
                }
                if response.secondary_clicked() {
                    asked = Some(Asked::Cell(at));
                }
                let menu = row_menu(table_id(), &response, |ui| menus::of_cell(ui, self, bench, at, out));
                takes_keyboard |= menu.is_some_and(|menu| menu.response.should_close());
            }
        });
        self.grid.lefts = lefts;
        // Only now: while it is drawn, the grid still gives the keyboard up for a click that was not on itself.
        if takes_keyboard || clicked.is_some() || asked.is_some() {
            ui.memory_mut(|memory| memory.request_focus(table_id()));
        }
        match asked {
            Some(Asked::Cell(at)) => self.choose_cell(at, bench),
            Some(Asked::Row(row)) => self.choose_row(row, bench),
            None => {}
        }
        match clicked {
            Some(Asked::Cell(at)) => self.click_cell(at, ui.input(|input| input.modifiers), bench, out),
            Some(Asked::Row(row)) => self.click_row(row, ui.input(|input| input.modifiers), bench, out),
            None => {}
        }
    }

    /// The topic of a row.
    fn topic_of_row<'b>(&self, row: usize, bench: &'b Workbench) -> Option<&'b Topic> {
        let line = self.listed.grid.heading(row)?;
        bench.comparison().topics().get(self.listed.lines.get(line)?.topic()?)
    }

    /// Has the menu of a topic act on it, unless it is among what is chosen already.
    fn choose_row(&mut self, row: usize, bench: &Workbench) {
        if let Some(line) = self.listed.grid.heading(row).filter(|line| !self.is_chosen(*line, bench)) {
            self.stay_in_column();
            self.choose_only(line, bench);
        }
    }

    /// Opens the topic of a row; with a key held it is chosen together with others, as in the list.
    fn click_row(&mut self, row: usize, modifiers: Modifiers, bench: &Workbench, out: &mut Outbox) {
        let Some(line) = self.listed.grid.heading(row) else { return };
        self.stay_in_column();
        self.click(line, modifiers, bench, out);
    }

    /// Keeps the column of the cursor for when it goes to a topic, which stands in none.
    fn stay_in_column(&mut self) {
        self.grid.column = self.cell_at_cursor().map_or(self.grid.column, |(_, column)| column);
    }

    /// Opens a cell; with a key held beside what is open, and chosen together with what was chosen before.
    fn click_cell(&mut self, at: At, modifiers: Modifiers, bench: &Workbench, out: &mut Outbox) {
        if !modifiers.command && !modifiers.shift {
            self.gathers = false;
            self.go_to_cell(at, bench);
            self.open_cell(at, false, true, bench, out);
            return;
        }
        let before = self.cell_at_cursor().filter(|_| self.chosen.is_empty());
        if let Some(before) = before {
            self.toggle_cell(before, bench);
        }
        let is_chosen = self.toggle_cell(at, bench);
        // Now it lets go of nothing when it goes there.
        self.gathers = true;
        self.go_to_cell(at, bench);
        self.chosen_by_click();
        if is_chosen {
            self.open_cell(at, true, true, bench, out);
        }
    }
}

impl GridView {
    /// Brings the places of the columns up to date: they share the room there is, within reason.
    fn lay_out(&mut self, columns: usize, room: f32) {
        let width = COLUMN.clamp(room / columns.max(1) as f32).floor();
        let is_current = self.lefts.len() == columns + 1
            && self.lefts.get(1).is_none_or(|first| (first - width).abs() < f32::EPSILON);
        if !is_current {
            self.lefts = (0..=columns).map(|column| width * column as f32).collect();
        }
    }
}

fn read_key(key: Pressed, modifiers: Modifiers) -> Option<Act> {
    Some(match key {
        _ if modifiers.alt => return None,
        Pressed::Enter => Act::Open(modifiers.command),
        Pressed::A if modifiers.command => Act::ChooseAll,
        Pressed::ArrowLeft if modifiers.command => Act::GoOn(false),
        Pressed::ArrowRight if modifiers.command => Act::GoOn(true),
        _ if modifiers.command || modifiers.shift => return None,
        Pressed::ArrowLeft => Act::Go(Way::Left),
        Pressed::ArrowRight => Act::Go(Way::Right),
        Pressed::Space => Act::Choose,
        Pressed::F2 => Act::Rename,
        Pressed::Delete | Pressed::Backspace => Act::Dismiss,
        key => Act::Go(Way::Row(Move::of(key)?)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_share_the_room_and_are_never_too_narrow_to_read() {
        let mut view = GridView::default();
        view.lay_out(3, 600.0);
        assert_eq!(view.lefts, [0.0, 200.0, 400.0, 600.0]);
        view.lay_out(2, 900.0);
        assert_eq!(view.lefts, [0.0, 240.0, 480.0]);
        view.lay_out(10_000, 600.0);
        assert_eq!((view.lefts.len(), view.lefts[1]), (10_001, 128.0));
        view.lay_out(0, 600.0);
        assert_eq!(view.lefts, [0.0]);
    }

    #[test]
    fn control_and_an_arrow_go_to_the_next_figure() {
        assert_eq!(read_key(Pressed::ArrowRight, Modifiers::COMMAND), Some(Act::GoOn(true)));
        assert_eq!(read_key(Pressed::ArrowRight, Modifiers::NONE), Some(Act::Go(Way::Right)));
        assert_eq!(read_key(Pressed::Enter, Modifiers::COMMAND), Some(Act::Open(true)));
        assert_eq!(read_key(Pressed::J, Modifiers::ALT), None);
    }
}
