//! A table that is wide as well as long: titles above and at the left stay in view, and only the cells that can be seen are
//! drawn.
//!
//! Like a [`super::list`] it has the keyboard as one thing: the arrows go from cell to cell. What a cell shows and does is
//! up to each table.

use egui::accesskit::Role;
use egui::{
    Align, EventFilter, Id, Key, KeyboardShortcut, Modifiers, Rangef, Rect, Response, ScrollArea, Sense,
    StrokeKind, TextStyle, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use super::draw;
use super::list::{Move, ask_for_menu, asks_for_menu, is_ringed, take_keys};
use crate::ui::kit::rows_in_view;
use crate::ui::shortcuts;
use crate::ui::theme::{Themed as _, text_style};

/// A row and a column.
pub(super) type At = (usize, usize);

/// What a grid is like.
pub(super) struct Grid<'a> {
    /// Its identity on screen, which has the keyboard.
    pub id: Id,
    /// Its accessible name.
    pub label: &'a str,
    /// How many rows there are.
    pub rows: usize,
    /// How high each of them is.
    pub height: f32,
    /// Where each column begins, and behind the last where it ends.
    pub lefts: &'a [f32],
    /// Width of the titles at the left.
    pub side: f32,
    /// Height of the titles above.
    pub head: f32,
    /// The cell keys act on, ringed while the grid has the keyboard.
    pub cursor: Option<At>,
    /// Whether to bring that cell into view.
    pub reveal: bool,
    /// A cell to bring to the middle of what is seen, once.
    pub bring: Option<At>,
    /// Keys that command something elsewhere and that the grid answers itself.
    pub keys: &'static [KeyboardShortcut],
    /// Whether its cells have a menu ([`super::list::row_menu`]).
    pub has_menu: bool,
}

/// A part of a grid that is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Where the titles above and at the left meet.
    Corner,
    /// The title of a column.
    Head(usize),
    /// The title of a row.
    Side(usize),
    /// A cell.
    Cell(At),
}

/// What the keyboard asks of a grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// To go to another cell.
    Go(Way),
    /// To open the cell, in the pane beside if so.
    Open(bool),
}

/// A way through a grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// Up or down.
    Row(Move),
    /// One column to the left.
    Left,
    /// One column to the right.
    Right,
}

impl Way {
    /// The cell it leads to among so many rows and columns; the first when there was none.
    pub fn from(self, cursor: Option<At>, (rows, columns): At) -> Option<At> {
        let (last_row, last_column) = (rows.checked_sub(1)?, columns.checked_sub(1)?);
        let Some((row, column)) = cursor else { return Some((0, 0)) };
        let (row, column) = (row.min(last_row), column.min(last_column));
        Some(match self {
            Self::Row(way) => (way.from(Some(row), rows)?, column),
            Self::Left => (row, column.saturating_sub(1)),
            Self::Right => (row, (column + 1).min(last_column)),
        })
    }
}

/// The keys of a grid in which cells are only walked and opened ([`Grid::acts`]).
pub(super) const GRID_KEYS: &[KeyboardShortcut] = &[KeyboardShortcut::new(Modifiers::COMMAND, Key::Enter)];

impl Grid<'_> {
    /// What the keyboard asks, while the grid has it.
    pub fn acts(ui: &Ui, id: Id) -> Vec<Act> {
        if !ui.memory(|memory| memory.has_focus(id)) {
            return Vec::new();
        }
        take_keys(ui, |key, modifiers| {
            Some(match key {
                Key::Enter if modifiers.command => Act::Open(true),
                _ if modifiers.any() => return None,
                Key::Enter => Act::Open(false),
                Key::ArrowLeft => Act::Go(Way::Left),
                Key::ArrowRight => Act::Go(Way::Right),
                key => Act::Go(Way::Row(Move::of(key)?)),
            })
        })
    }

    /// Draws the parts in view, each in its rectangle.
    pub fn show(self, ui: &mut Ui, mut draw: impl FnMut(&mut Ui, Part, Rect)) {
        let id = self.id;
        shortcuts::claim(ui, id, self.keys);
        let ringed = is_ringed(ui, id);
        let builder = UiBuilder::new()
            .scope_id(id)
            .sense(Sense::focusable_noninteractive())
            .accessibility_role(Role::Grid)
            .accessibility_label(self.label);
        ui.scope_builder(builder, |ui| {
            ScrollArea::both().auto_shrink(false).show_viewport(ui, |ui, viewport| {
                self.parts(ui, viewport, ringed, &mut draw);
            });
        });
        let arrows = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, arrows));
    }

    fn parts(&self, ui: &mut Ui, viewport: Rect, ringed: bool, draw: &mut impl FnMut(&mut Ui, Part, Rect)) {
        let Self { rows, height, lefts, side, head, .. } = *self;
        let columns = lefts.len().saturating_sub(1);
        let width = lefts.last().copied().unwrap_or(0.0);
        ui.set_min_size(vec2(side + width, head + height * rows as f32));
        let origin = ui.max_rect().left_top();
        let seen = Rect::from_min_size(origin + viewport.min.to_vec2(), viewport.size());
        // The titles lie over what is scrolled below them.
        let body = Rect::from_min_max(seen.min + vec2(side, head), seen.max);
        let place = |(row, column): At| {
            let left = origin.x + side + lefts[column];
            let top = origin.y + head + height * row as f32;
            Rect::from_min_max(pos2(left, top), pos2(origin.x + side + lefts[column + 1], top + height))
        };
        let cursor = self.cursor.filter(|(row, column)| *row < rows && *column < columns);
        let asked = cursor.filter(|_| self.has_menu && asks_for_menu(ui.ctx(), self.id));
        if let Some(at) = cursor.filter(|_| self.reveal || asked.is_some()) {
            let cell = place(at);
            ui.scroll_to_rect(Rect::from_min_max(cell.min - vec2(side, head), cell.max), None);
        }
        if let Some(at) = self.bring.filter(|(row, column)| *row < rows && *column < columns) {
            // As far to the right as half of the titles at the left are wide: these lie over the cells.
            ui.scroll_to_rect(place(at).translate(vec2(-side / 2.0, 0.0)), Some(Align::Center));
        }
        if let Some(at) = asked {
            ask_for_menu(ui.ctx(), self.id, place(at));
        }
        let in_view = rows_in_view(Rangef::new(viewport.top(), viewport.bottom() - head), height, rows);
        let first = lefts.partition_point(|left| *left <= viewport.left()).saturating_sub(1);
        let beyond = lefts.partition_point(|left| *left < viewport.right() - side).min(columns);
        let across = first.min(beyond)..beyond;
        let mut part = |ui: &mut Ui, clip: Rect, part: Part, rect: Rect| {
            let mut child = ui.new_child(UiBuilder::new().id_salt(part_salt(part)).max_rect(rect));
            child.set_clip_rect(clip.intersect(ui.clip_rect()));
            draw(&mut child, part, rect);
        };
        for row in in_view.clone() {
            for column in across.clone() {
                part(ui, body, Part::Cell((row, column)), place((row, column)));
            }
        }
        if let Some(at) = cursor.filter(|_| ringed) {
            let (ring, radius) = (ui.tokens().focus_ring(), ui.tokens().control_radius());
            let painter = ui.painter().with_clip_rect(body.intersect(ui.clip_rect()));
            painter.rect_stroke(place(at).shrink(1.0), radius, ring, StrokeKind::Inside);
        }
        let heads = Rect::from_min_max(pos2(body.left(), seen.top()), pos2(seen.right(), body.top()));
        for column in across {
            let rect = Rect::from_x_y_ranges(place((0, column)).x_range(), heads.y_range());
            part(ui, heads, Part::Head(column), rect);
        }
        let sides = Rect::from_min_max(pos2(seen.left(), body.top()), pos2(body.left(), seen.bottom()));
        for row in in_view {
            let top = origin.y + head + height * row as f32;
            let rect = Rect::from_x_y_ranges(sides.x_range(), Rangef::new(top, top + height));
            part(ui, sides, Part::Side(row), rect);
        }
        let corner = Rect::from_min_max(seen.min, body.min);
        part(ui, corner, Part::Corner, corner);
        let line = ui.tokens().line();
        let painter = ui.painter();
        if head > 0.0 {
            painter.hline(seen.x_range(), body.top() - 0.5, line);
        }
        painter.vline(body.left() - 0.5, seen.y_range(), line);
    }
}

/// About how wide a letter of a title is, as a part of the size of the type.
const LETTER: f32 = 0.56;
/// Beside a title: its date, and the space around both.
const BESIDE_TITLE: f32 = 124.0;
/// Titles of rows are never wider or narrower than this.
const SIDE: Rangef = Rangef { min: 140.0, max: 420.0 };
/// Titles of columns are never higher or lower than this.
const HEAD: Rangef = Rangef { min: 60.0, max: 360.0 };

/// Room for titles of rows of at most so many letters, of which there is more where the cells leave some.
pub(super) fn side_width(ui: &Ui, letters: usize, cells: f32) -> f32 {
    let available = ui.available_width();
    let room = (available - cells).max(available * 0.28);
    let wanted = letters as f32 * ui.tokens().text.ui.size * LETTER + BESIDE_TITLE;
    SIDE.clamp(wanted.min(room))
}

/// Height of titles of columns of at most so many letters, read from below: a good part of the table, and more where
/// the rows, which are so high together, leave some.
pub(super) fn head_height(ui: &Ui, letters: usize, rows: f32) -> f32 {
    let available = ui.available_height();
    let room = (available - rows).max(available * 0.4);
    let wanted = letters as f32 * ui.tokens().text.small.size * LETTER + 5.0 * ui.tokens().space.grid;
    HEAD.clamp(wanted.min(room))
}

/// The title of a row: that of a document and when it was written, which is `called` so.
pub(super) fn row_title(ui: &mut Ui, rect: Rect, (title, written): (&str, &str), called: String) -> Response {
    let tokens = ui.tokens();
    let (colour, space) = (&tokens.colour, &tokens.space);
    let response = ui.interact(rect, ui.scope_id().with("part"), Sense::CLICK);
    response.widget_info(|| WidgetInfo::labeled(Role::RowHeader, true, &called));
    let fill = if response.hovered() { colour.hover } else { colour.panel };
    ui.painter().rect_filled(rect, 0.0, fill);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, tokens.hairline());
    let (left, right) = (rect.left() + space.inset, rect.right() - space.inset);
    let galley = draw::line(ui, written, &text_style::small(), colour.dim, rect.width() * 0.4);
    let end = draw::paint_to(ui, galley, rect, right) - 2.0 * space.grid;
    let galley = draw::title(ui, title, &TextStyle::Body, colour.text, end - left);
    draw::paint_at(ui, galley, rect, left);
    response.on_hover_text(called)
}

fn part_salt(part: Part) -> (u8, usize, usize) {
    match part {
        Part::Corner => (0, 0, 0),
        Part::Head(column) => (1, 0, column),
        Part::Side(row) => (2, row, 0),
        Part::Cell((row, column)) => (3, row, column),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_stay_within_the_grid() {
        let at = |way: Way, cursor| way.from(cursor, (3, 2));
        assert_eq!(at(Way::Right, None), Some((0, 0)));
        assert_eq!(at(Way::Right, Some((1, 1))), Some((1, 1)));
        assert_eq!(at(Way::Left, Some((1, 1))), Some((1, 0)));
        assert_eq!(at(Way::Row(Move::On(9)), Some((1, 1))), Some((2, 1)));
        assert_eq!(at(Way::Row(Move::On(1)), Some((8, 8))), Some((2, 1)), "it may have shrunk");
        assert_eq!(Way::Left.from(None, (0, 4)), None);
    }
}
