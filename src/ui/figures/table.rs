//! A table, as behind a figure: rows that can be sorted by a click on a column's title, and opened by a click or Enter.
//!
//! Like the lists of the panels it is one stop of the Tab key, and only the rows in view are laid out.

use egui::{
    Align, Align2, EventFilter, FontFamily, FontId, Id, Key, Layout, Rangef, Rect, Role, Sense, StrokeKind,
    Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};
use egui_extras::{Column as Width, TableBuilder};

use crate::ui::kit::elided;
use crate::ui::panels::list::{self, Move};
use crate::ui::theme::{Themed as _, family, icons};

/// Between the edge of a cell and what is in it.
const PADDING: f32 = 10.0;

/// A column.
pub(in crate::ui) struct Column {
    /// What stands above it.
    pub title: &'static str,
    /// How wide it is; 0 for what the others leave.
    pub width: f32,
    /// Numbers stand at the right.
    pub is_number: bool,
    /// Whether rows can be sorted by it.
    pub sorts: bool,
}

/// By which column rows are sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ui) struct Sort {
    /// The column, by its index.
    pub column: usize,
    /// The greatest first.
    pub descending: bool,
}

/// What a table remembers.
#[derive(Clone, Copy, Debug)]
pub(in crate::ui) struct TableState {
    /// How it is sorted.
    pub sort: Sort,
    /// The row keys act on.
    cursor: Option<usize>,
}

impl TableState {
    /// Sorted so, at first.
    pub fn sorted_by(column: usize, descending: bool) -> Self {
        Self { sort: Sort { column, descending }, cursor: None }
    }

    /// The row keys act on.
    pub fn cursor(&self) -> Option<usize> {
        self.cursor
    }
}

/// A table that can be shown.
pub(in crate::ui) struct Table<'a> {
    /// Its identity on screen, which has the keyboard.
    pub id: Id,
    /// Its accessible name.
    pub label: &'a str,
    /// Its columns.
    pub columns: &'a [Column],
    /// How many rows there are.
    pub rows: usize,
}

impl Table<'_> {
    /// Shows it. `cell` gives the words of a cell by row and column. Gives the row that was opened.
    pub fn show(
        self,
        ui: &mut Ui,
        state: &mut TableState,
        cell: impl Fn(usize, usize) -> String,
    ) -> Option<usize> {
        self.show_with_hints(ui, state, &[], cell)
    }

    /// The same, with what the titles of the columns say under the pointer.
    pub fn show_with_hints(
        self,
        ui: &mut Ui,
        state: &mut TableState,
        hints: &[&str],
        cell: impl Fn(usize, usize) -> String,
    ) -> Option<usize> {
        let id = self.id;
        let mut opened = None;
        let mut reveal = None;
        if ui.memory(|memory| memory.has_focus(id)) {
            for act in list::take_keys(ui, |key, modifiers| {
                if modifiers.any() {
                    None
                } else if key == Key::Enter {
                    Some(None)
                } else {
                    Move::of(key).map(Some)
                }
            }) {
                match act {
                    Some(way) => {
                        state.cursor = way.from(state.cursor, self.rows);
                        reveal = state.cursor;
                    }
                    None => opened = state.cursor.filter(|row| *row < self.rows),
                }
            }
        }
        let ringed = list::is_ringed(ui, id);
        let builder = UiBuilder::new()
            .scope_id(id)
            .sense(Sense::focusable_noninteractive())
            .accessibility_role(Role::Table)
            .accessibility_label(self.label);
        let clicked =
            ui.scope_builder(builder, |ui| self.rows_ui(ui, state, ringed, reveal, hints, &cell)).inner;
        let arrows = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, arrows));
        if let Some(row) = clicked {
            state.cursor = Some(row);
            ui.memory_mut(|memory| memory.request_focus(id));
            opened = Some(row);
        }
        opened
    }

    fn rows_ui(
        &self,
        ui: &mut Ui,
        state: &mut TableState,
        ringed: bool,
        reveal: Option<usize>,
        hints: &[&str],
        cell: &impl Fn(usize, usize) -> String,
    ) -> Option<usize> {
        let tokens = ui.tokens();
        ui.spacing_mut().item_spacing = Vec2::ZERO;
        let visuals = ui.visuals_mut();
        visuals.widgets.noninteractive.bg_stroke = egui::Stroke::NONE;
        visuals.selection.bg_fill = tokens.colour.accent_fill;
        visuals.widgets.hovered.bg_fill = tokens.colour.hover;
        let painter = ui.painter().clone();
        let whole = ui.max_rect().x_range();
        let mut builder = TableBuilder::new(ui)
            .id_salt(self.label)
            .min_scrolled_height(0.0)
            .sense(Sense::CLICK)
            .cell_layout(Layout::left_to_right(Align::Center))
            .auto_shrink([false, false]);
        for column in self.columns {
            builder = builder.column(if column.width > 0.0 {
                Width::initial(column.width).at_least(40.0).clip(true).resizable(true)
            } else {
                Width::remainder().at_least(120.0).clip(true)
            });
        }
        if let Some(row) = reveal {
            builder = builder.scroll_to_row(row, None);
        }
        let table = builder.header(tokens.space.table_row, |mut header| {
            let mut bottom = 0.0;
            for at in 0..self.columns.len() {
                header.col(|ui| {
                    bottom = ui.max_rect().bottom();
                    self.title_ui(ui, at, hints.get(at).copied(), &mut state.sort);
                });
            }
            painter.hline(whole, bottom - 0.5, tokens.line());
        });
        let mut clicked = None;
        table.body(|mut body| {
            let painter = body.ui_mut().painter().clone();
            body.rows(tokens.space.table_row, self.rows, |mut row| {
                let index = row.index();
                row.set_selected(state.cursor == Some(index));
                let mut height = Rangef::NOTHING;
                let mut said = Vec::with_capacity(self.columns.len());
                for (at, column) in self.columns.iter().enumerate() {
                    row.col(|ui| {
                        height = ui.max_rect().y_range();
                        let words = cell(index, at);
                        cell_ui(ui, &words, column.is_number, at == 0);
                        said.push(words);
                    });
                }
                let response = row.response();
                let place = Rect::from_x_y_ranges(whole, height);
                painter.hline(whole, place.bottom() - 0.5, tokens.hairline());
                if ringed && state.cursor == Some(index) {
                    let (ring, radius) = (place.shrink2(vec2(4.0, 0.0)), tokens.control_radius());
                    painter.rect_stroke(ring, radius, tokens.focus_ring(), StrokeKind::Inside);
                }
                let selected = state.cursor == Some(index);
                response.widget_info(|| WidgetInfo::selected(Role::Row, true, selected, said.join(", ")));
                response.ctx.accesskit_node_builder(response.id, |node| {
                    let (x0, x1) = (place.left().into(), place.right().into());
                    let (y0, y1) = (place.top().into(), place.bottom().into());
                    node.set_bounds(egui::accesskit::Rect { x0, y0, x1, y1 });
                });
                if response.clicked() {
                    clicked = Some(index);
                }
            });
        });
        clicked
    }

    fn title_ui(&self, ui: &mut Ui, at: usize, hint: Option<&str>, sort: &mut Sort) {
        let tokens = ui.tokens();
        let column = &self.columns[at];
        let sorted = sort.column == at;
        let rect = ui.max_rect();
        let sense = if column.sorts { Sense::click() } else { Sense::hover() };
        let response = ui.interact(rect, ui.unique_id().with(column.title), sense);
        let name = if column.sorts { format!("Sort by {}", column.title) } else { column.title.to_owned() };
        response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, &name));
        let ink = if sorted || column.sorts && (response.hovered() || response.has_focus()) {
            tokens.colour.text
        } else {
            tokens.colour.dim
        };
        let font = FontId::new(tokens.text.small.size, family::medium());
        let caret = if sorted { 12.0 } else { 0.0 };
        let galley = elided(ui, column.title, font, ink, rect.width() - 2.0 * PADDING - caret);
        let left = if column.is_number {
            rect.right() - PADDING - caret - galley.size().x
        } else {
            rect.left() + PADDING
        };
        let right = left + galley.size().x;
        ui.painter().galley(pos2(left, rect.center().y - galley.size().y / 2.0), galley, ink);
        if sorted {
            let icon = if sort.descending { icons::CARET_DOWN } else { icons::CARET_UP };
            let font = FontId::new(10.0, family::icons());
            ui.painter().text(pos2(right + 8.0, rect.center().y), Align2::CENTER_CENTER, icon, font, ink);
        }
        if response.has_focus() {
            let radius = tokens.control_radius();
            ui.painter().rect_stroke(rect.shrink(2.0), radius, tokens.focus_ring(), StrokeKind::Inside);
        }
        if response.clicked() {
            // Numbers are asked for by the greatest, words by the alphabet.
            sort.descending = if sorted { !sort.descending } else { column.is_number };
            sort.column = at;
        }
        if let Some(hint) = hint {
            response.on_hover_text(hint);
        }
    }
}

fn cell_ui(ui: &Ui, words: &str, is_number: bool, is_first: bool) {
    let tokens = ui.tokens();
    let rect = ui.max_rect();
    let ink = if is_first { tokens.colour.text } else { tokens.colour.text.gamma_multiply(0.9) };
    let font = FontId::new(tokens.text.ui.size, FontFamily::Proportional);
    let galley = elided(ui, words, font, ink, (rect.width() - 2.0 * PADDING).max(0.0));
    let left = if is_number { rect.right() - PADDING - galley.size().x } else { rect.left() + PADDING };
    ui.painter().galley(pos2(left, rect.center().y - galley.size().y / 2.0), galley, ink);
}
