//! The collation table: every variant of one passage in a row of its own, words that correspond below each other.
//!
//! What differs from what most witnesses have is marked as everywhere ([`crate::ui::difference_looks`]): dashes under other
//! words, a double line under words that others lack, a caret where words are missing. [`cells`] draws a cell and says in words what it shows.

mod cells;

use std::sync::Arc;

use egui::{Id, Ui};

use super::draw;
use super::grid::{self, Act, At, Grid, Part};
use super::tables::{bare_tables_tabs, running_line};
use crate::text::numbers::counted;
use crate::ui::action::Action;
use crate::ui::difference_looks::legend;
use crate::ui::kit::{Chip, EmptyState};
use crate::ui::outbox::{Outbox, Request};
use crate::ui::screen::Screen;
use crate::ui::theme::{Themed as _, icons};
use crate::workbench::{Collated, ViewKind, Workbench};
use cells::{GAP, Unit};

/// Around the words of a cell.
const PADDING: f32 = 8.0;
/// Nothing is wider; longer words are cut.
const WIDEST: f32 = 220.0;
/// Nor narrower.
const NARROWEST: f32 = 28.0;

/// What the table keeps of what is on screen.
#[derive(Default)]
pub struct CollationPanel {
    cursor: Option<At>,
    reveal: bool,
    wants_keyboard: bool,
    only_differences: bool,
    layout: Option<Layout>,
    /// Whether the first place that differs is still to be brought into view: a long passage is the same for long.
    brings_first: bool,
}

/// How the columns of a collation are laid out.
struct Layout {
    of: Arc<Collated>,
    only_differences: bool,
    units: Vec<Unit>,
    /// Where each unit begins, and where the last ends.
    lefts: Vec<f32>,
    /// Letters of the longest title of a witness.
    longest: usize,
}

/// Identity of the table, which has the keyboard.
fn table_id() -> Id {
    Id::unique("collation")
}

impl CollationPanel {
    /// Gives the table the keyboard when it is drawn next.
    pub fn take_keyboard(&mut self) {
        self.wants_keyboard = true;
    }

    /// Draws the table.
    pub fn show(&mut self, ui: &mut Ui, screen: &mut Screen, bench: &Workbench, out: &mut Outbox) {
        let collated = bench.collation();
        bare_tables_tabs(ui, screen, bench);
        let doing = ("Setting the variants side by side…", "Stop collating");
        let is_running = running_line(ui, bench, ViewKind::Collation, doing, out);
        let Some(collated) = collated.cloned() else {
            if !is_running {
                nothing_yet(ui, out);
            }
            return;
        };
        draw::bar(ui, |ui| {
            if ui.add(Chip::new("Only differences").selected(self.only_differences)).clicked() {
                self.only_differences = !self.only_differences;
            }
            draw::dim(ui, in_short(&collated));
            if collated.differing() > 0 {
                legend(ui, &cells::meanings(collated.witnesses.len()));
            }
            for sentence in collated.collation.left_out_sentences() {
                draw::dim(ui, sentence);
            }
        });
        self.lay_out(ui, bench, &collated);
        if std::mem::take(&mut self.wants_keyboard) {
            ui.memory_mut(|memory| memory.request_focus(table_id()));
        }
        self.keys(ui, bench, &collated, out);
        self.grid_ui(ui, bench, &collated, out);
    }

    /// Brings the columns up to date.
    fn lay_out(&mut self, ui: &Ui, bench: &Workbench, collated: &Arc<Collated>) {
        let is_current = self
            .layout
            .as_ref()
            .is_some_and(|it| Arc::ptr_eq(&it.of, collated) && it.only_differences == self.only_differences);
        if is_current {
            return;
        }
        if self.layout.as_ref().is_none_or(|layout| !Arc::ptr_eq(&layout.of, collated)) {
            self.cursor = None;
            self.brings_first = true;
        }
        let size = ui.tokens().text.ui.size;
        let units = cells::units(&collated.collation, self.only_differences);
        let mut lefts = Vec::with_capacity(units.len() + 1);
        let mut left = 0.0;
        for unit in &units {
            lefts.push(left);
            let wide = match unit {
                Unit::Column(column) => collated.widths.get(*column).copied().unwrap_or(0.0) * size,
                Unit::Folded(_) => GAP,
            };
            left += (wide + 2.0 * PADDING).clamp(NARROWEST, WIDEST).ceil();
        }
        lefts.push(left);
        self.cursor = self.cursor.filter(|(_, unit)| *unit < units.len());
        let titles = collated.witnesses.iter().filter_map(|witness| bench.title(witness.document));
        let longest = titles.map(|title| title.chars().count()).max().unwrap_or(0);
        let of = collated.clone();
        self.layout = Some(Layout { of, only_differences: self.only_differences, units, lefts, longest });
    }

    fn keys(&mut self, ui: &Ui, bench: &Workbench, collated: &Collated, out: &mut Outbox) {
        let Some(layout) = &self.layout else { return };
        let size = (collated.witnesses.len(), layout.units.len());
        for act in Grid::acts(ui, table_id()) {
            match act {
                Act::Go(way) => {
                    self.cursor = way.from(self.cursor, size);
                    self.reveal = true;
                }
                Act::Open(beside) => {
                    if let Some((row, unit)) = self.cursor {
                        open(bench, collated, row, layout.units.get(unit), (beside, false), out);
                    }
                }
            }
        }
    }

    fn grid_ui(&mut self, ui: &mut Ui, bench: &Workbench, collated: &Collated, out: &mut Outbox) {
        let Some(layout) = &self.layout else { return };
        let tokens = ui.tokens();
        let grid = Grid {
            id: table_id(),
            label: "Collation",
            rows: collated.witnesses.len(),
            height: tokens.space.table_row,
            lefts: &layout.lefts,
            side: grid::side_width(ui, layout.longest, layout.lefts.last().copied().unwrap_or(0.0)),
            head: tokens.space.table_row,
            cursor: self.cursor,
            reveal: std::mem::take(&mut self.reveal),
            bring: std::mem::take(&mut self.brings_first)
                .then(|| layout.units.iter().position(|unit| differs(collated, unit)))
                .flatten()
                .map(|unit| (0, unit)),
            keys: grid::GRID_KEYS,
            has_menu: false,
        };
        let mut clicked = None;
        grid.show(ui, |ui, part, rect| match part {
            Part::Corner => cells::corner(ui, rect, collated),
            Part::Head(unit) => cells::head(ui, rect, collated, &layout.units[unit]),
            Part::Side(row) => {
                if cells::side(ui, rect, bench, &collated.witnesses[row]).clicked() {
                    clicked = Some((row, None));
                }
            }
            Part::Cell((row, unit)) => {
                if cells::cell(ui, rect, bench, collated, row, &layout.units[unit]).clicked() {
                    clicked = Some((row, Some(unit)));
                }
            }
        });
        if let Some((row, unit)) = clicked {
            // Only now: while it is drawn, the grid still gives the keyboard up for a click that was not on itself.
            ui.memory_mut(|memory| memory.request_focus(table_id()));
            self.cursor = Some((row, unit.or(self.cursor.map(|(_, unit)| unit)).unwrap_or(0)));
            let beside = ui.input(|input| input.modifiers.command);
            open(bench, collated, row, unit.and_then(|unit| layout.units.get(unit)), (beside, true), out);
        }
    }
}

/// True for a column in which not all witnesses have the same.
fn differs(collated: &Collated, unit: &Unit) -> bool {
    matches!(unit, Unit::Column(column) if collated.collation.columns.get(*column).is_some_and(|it| !it.agrees))
}

/// How many witnesses there are and in how many words they differ.
fn in_short(collated: &Collated) -> String {
    let witnesses = counted(collated.witnesses.len(), "witness", "witnesses");
    match collated.differing() {
        0 => format!("{witnesses}, word for word the same"),
        places => format!("{witnesses} differ in {}", counted(places, "place", "places")),
    }
}

/// Shows a witness at a word, or at its passage where it has no word there; beside what is in front, or with the keyboard
/// left to the table, where that is asked for.
fn open(
    bench: &Workbench,
    collated: &Collated,
    row: usize,
    unit: Option<&Unit>,
    (beside, keep_keyboard): (bool, bool),
    out: &mut Outbox,
) {
    let Some(witness) = collated.witnesses.get(row) else { return };
    if bench.text(witness.document).is_none_or(|text| text.hash() != witness.text.hash()) {
        return out
            .push(Request::Say("That text has changed since it was collated: collate the passage again."));
    }
    let here = unit.and_then(|unit| collated.collation.span(row, unit.columns()));
    let span = here.unwrap_or(witness.span);
    out.push(Request::ShowPassage { document: witness.document, span, beside, keep_keyboard });
}

/// What the table says while nothing has been collated.
fn nothing_yet(ui: &mut Ui, out: &mut Outbox) {
    let hint =
        "Choose “Collate” at a shared passage: all its variants are set side by side here, word by word.";
    let empty = EmptyState::new("Nothing collated yet", hint).icon(icons::ROWS);
    if empty.actions(&[(Action::ShowShared.label(), None)]).show(ui).is_some() {
        out.run(Action::ShowShared);
    }
}
