//! The rows themselves, over `egui_extras`: only those in view are laid out.

use egui::{
    Align, Context, EventFilter, FontId, Id, Key, KeyboardShortcut, Layout, Modifiers, Painter, Popup,
    PopupCloseBehavior, Rangef, Rect, Response, Role, Sense, StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo,
    vec2,
};
use egui_extras::{TableBuilder, TableRow};

use super::choice::Choice;
use super::columns::{self, Column};
use super::rows::Row;
use super::{filters, menu};
use crate::project::codebook::PATH_SEPARATOR;
use crate::project::{Annotation, AnnotationId, Project, Tag};
use crate::text::numbers::grouped;
use crate::ui::kit::{elided, paint_swatch, paint_swatch_outline};
use crate::ui::outbox::{Outbox, Request};
use crate::ui::panels::list::{self, Move, ask_for_menu, asks_for_menu, row_menu};
use crate::ui::screen::{Screen, Subject};
use crate::ui::shortcuts;
use crate::ui::theme::{Themed as _, family, icons};
use crate::workbench::{Command, Workbench};

/// Between the edge of a cell and what is in it.
const PADDING: f32 = 10.0;
/// Longest text laid out in a cell, in characters; no window shows more on a line.
const CELL: usize = 400;
/// How many tags of an excerpt are shown by their colours before its words.
const SWATCHES: usize = 5;

/// Identity of the table, which has the keyboard.
fn table_id() -> Id {
    Id::unique("excerpts table")
}

/// True while the table has the keyboard.
pub(super) fn has_keyboard(ctx: &Context) -> bool {
    ctx.memory(|memory| memory.has_focus(table_id()))
}

/// What the keyboard asks of the table.
#[derive(Clone, Copy)]
enum Act {
    Move { way: Move, extend: bool },
    GoIntoText,
    AddTag,
    Delete,
    ChooseAll,
}

/// Keys that command something elsewhere and that the table answers for all that is chosen.
const TABLE_KEYS: &[KeyboardShortcut] = &[
    KeyboardShortcut::new(Modifiers::NONE, Key::Delete),
    KeyboardShortcut::new(Modifiers::NONE, Key::Backspace),
    KeyboardShortcut::new(Modifiers::NONE, Key::T),
    KeyboardShortcut::new(Modifiers::COMMAND, Key::A),
];

/// Draws the table and answers clicks and keys. It is one stop of the Tab key; arrows walk its rows.
pub(super) fn show(
    ui: &mut Ui,
    rows: &[Row],
    choice: &mut Choice,
    screen: &mut Screen,
    bench: &Workbench,
    out: &mut Outbox,
) {
    let focus = match screen.focus {
        Subject::Annotation(id) => Some(id),
        _ => None,
    };
    choice.follow(focus, rows, |id| bench.project().annotations.contains_key(&id));
    answer_keys(ui, rows, choice, out);
    shortcuts::claim(ui, table_id(), TABLE_KEYS);
    let ringed = list::is_ringed(ui, table_id());
    let builder = UiBuilder::new()
        .scope_id(table_id())
        .sense(Sense::focusable_noninteractive())
        .accessibility_role(Role::Table)
        .accessibility_label("Excerpts");
    let clicked =
        ui.scope_builder(builder, |ui| table_ui(ui, rows, choice, ringed, screen, bench, out)).inner;
    let arrows = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(table_id(), arrows));
    if let Some(clicked) = clicked {
        // Only now: while it is drawn, the table still gives the keyboard up for a click that was not on itself.
        ui.memory_mut(|memory| memory.request_focus(table_id()));
        answer_click(ui, clicked, rows, choice, out);
    }
}

/// A row that was clicked.
#[derive(Clone, Copy)]
struct Clicked {
    row: usize,
    secondary: bool,
    double: bool,
}

fn table_ui(
    ui: &mut Ui,
    rows: &[Row],
    choice: &mut Choice,
    ringed: bool,
    screen: &mut Screen,
    bench: &Workbench,
    out: &mut Outbox,
) -> Option<Clicked> {
    let tokens = ui.tokens();
    let columns = columns::shown(&screen.excerpts);
    // Columns can be dragged, but are not ruled; rows are marked as those of the lists are, and nothing parts cells.
    ui.spacing_mut().item_spacing = Vec2::ZERO;
    let visuals = ui.visuals_mut();
    visuals.widgets.noninteractive.bg_stroke = egui::Stroke::NONE;
    visuals.selection.bg_fill = tokens.colour.accent_fill;
    visuals.widgets.hovered.bg_fill = tokens.colour.hover;
    let painter = ui.painter().clone();
    let whole = ui.max_rect().x_range();
    // Other columns, or a window of another size, are laid out anew: what was dragged for the former would not fit.
    let size = (whole.span() / 80.0) as u32;
    let titles: Vec<&str> = columns.iter().map(Column::title).collect();
    let mut builder = TableBuilder::new(ui)
        .id_salt(("excerpts", titles, size))
        .min_scrolled_height(0.0)
        .sense(Sense::CLICK)
        .cell_layout(Layout::left_to_right(Align::Center))
        .auto_shrink([false, false]);
    for column in &columns {
        builder = builder.column(column.width(whole.span()));
    }
    if let Some(row) = choice.take_reveal() {
        builder = builder.scroll_to_row(row, None);
    }
    let table = builder.header(tokens.space.table_row, |mut header| {
        let mut bottom = 0.0;
        for column in &columns {
            header.col(|ui| {
                bottom = ui.max_rect().bottom();
                header_ui(ui, column, screen, bench);
            });
        }
        painter.hline(whole, bottom - 0.5, tokens.line());
    });
    let mut clicked = None;
    table.body(|mut body| {
        let painter = body.ui_mut().painter().clone();
        body.rows(tokens.space.table_row, rows.len(), |mut row| match &rows[row.index()] {
            Row::Group(title, count) => group_row(&mut row, columns.len(), &painter, whole, title, *count),
            Row::Excerpt(id) => {
                let Some(annotation) = bench.project().annotations.get(id) else { return };
                let index = row.index();
                row.set_selected(choice.contains(*id));
                let mut height = Rangef::NOTHING;
                for column in &columns {
                    row.col(|ui| {
                        // The row's response knows its place only a frame later.
                        height = ui.max_rect().y_range();
                        cell_ui(ui, column, annotation, bench);
                    });
                }
                let response = row.response();
                let place = Rect::from_x_y_ranges(whole, height);
                painter.hline(whole, place.bottom() - 0.5, tokens.hairline());
                if ringed && choice.cursor() == Some(index) {
                    let ring = place.shrink2(vec2(4.0, 0.0));
                    painter.rect_stroke(
                        ring,
                        tokens.control_radius(),
                        tokens.focus_ring(),
                        StrokeKind::Inside,
                    );
                }
                name_row(&response, place, annotation, bench, choice.contains(*id));
                let secondary = response.secondary_clicked();
                if response.clicked() || secondary {
                    let double = response.double_clicked();
                    clicked = Some(Clicked { row: index, secondary, double });
                }
                if secondary && !choice.contains(*id) {
                    choice.choose(index, rows, false, false);
                }
                if choice.cursor() == Some(index) && asks_for_menu(&response.ctx, table_id()) {
                    ask_for_menu(&response.ctx, table_id(), response.rect);
                }
                row_menu(table_id(), &response, |ui| menu::of_row(ui, *id, choice, bench, out));
            }
        });
    });
    clicked
}

fn answer_click(ui: &Ui, clicked: Clicked, rows: &[Row], choice: &mut Choice, out: &mut Outbox) {
    let Some(Row::Excerpt(id)) = rows.get(clicked.row) else { return };
    let modifiers = ui.input(|input| input.modifiers);
    if clicked.secondary {
        out.focus(Subject::Annotation(*id));
    } else if clicked.double {
        go_into_text(ui, *id, out);
    } else {
        choice.choose(clicked.row, rows, modifiers.shift, modifiers.command);
        if !modifiers.shift && !modifiers.command {
            out.push(Request::Preview(*id));
        }
    }
}

/// Shows an excerpt in its text and gives the text the keyboard.
pub(super) fn go_into_text(ui: &Ui, id: AnnotationId, out: &mut Outbox) {
    ui.memory_mut(|memory| memory.surrender_focus(table_id()));
    out.push(Request::Reveal(id));
}

fn answer_keys(ui: &Ui, rows: &[Row], choice: &mut Choice, out: &mut Outbox) {
    if !has_keyboard(ui.ctx()) {
        return;
    }
    let acts = list::take_keys(ui, |key, modifiers| {
        Some(match key {
            _ if modifiers.alt => return None,
            Key::A if modifiers.command => Act::ChooseAll,
            _ if modifiers.command => return None,
            Key::Enter => Act::GoIntoText,
            Key::T if !modifiers.shift => Act::AddTag,
            Key::Delete | Key::Backspace => Act::Delete,
            key => Act::Move { way: Move::of(key)?, extend: modifiers.shift },
        })
    });
    for act in acts {
        match act {
            Act::Move { way, extend } => {
                if let Some(id) = choice.step(way, rows, extend) {
                    out.push(Request::Preview(id));
                }
            }
            Act::ChooseAll => choice.choose_all(rows),
            Act::GoIntoText => {
                if let Some(Row::Excerpt(id)) = choice.cursor().and_then(|row| rows.get(row)) {
                    go_into_text(ui, *id, out);
                }
            }
            Act::AddTag => menu::add_tag(&choice.chosen(), out),
            Act::Delete => delete_chosen(rows, choice, out),
        }
    }
}

/// Deletes what is chosen and goes on to the row that follows.
fn delete_chosen(rows: &[Row], choice: &mut Choice, out: &mut Outbox) {
    let gone = choice.chosen();
    if gone.is_empty() {
        return;
    }
    out.command(Command::DeleteAnnotations(gone));
    if let Some(next) = choice.step_off(rows) {
        out.focus(Subject::Annotation(next));
    }
}

fn header_ui(ui: &mut Ui, column: &Column, screen: &mut Screen, bench: &Workbench) {
    let tokens = ui.tokens();
    let view = &screen.excerpts;
    let sorted = Some(&view.sort) == column.sort_key().as_ref() && *column != Column::Paragraph;
    let rect = ui.max_rect();
    let response = ui.interact(rect, ui.unique_id().with(column.title()), Sense::click());
    response.widget_info(|| {
        let title = column.title();
        let name = if column.sort_key().is_some() { format!("Sort by {title}") } else { title.to_owned() };
        WidgetInfo::labeled(Role::ColumnHeader, true, name)
    });
    let galley = elided(
        ui,
        column.title(),
        FontId::new(tokens.text.small.size, family::medium()),
        if response.hovered() { tokens.colour.text } else { tokens.colour.dim },
        rect.width() - 2.0 * PADDING - if sorted { 10.0 } else { 0.0 },
    );
    let left = egui::pos2(rect.left() + PADDING, rect.center().y - galley.size().y / 2.0);
    let right = left.x + galley.size().x;
    ui.painter().galley(left, galley, tokens.colour.dim);
    if sorted {
        let icon = if view.descending { icons::CARET_DOWN } else { icons::CARET_UP };
        let at = egui::pos2(right + 8.0, rect.center().y);
        let font = FontId::new(10.0, family::icons());
        ui.painter().text(at, egui::Align2::CENTER_CENTER, icon, font, tokens.colour.dim);
    }
    Popup::context_menu(&response)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .accessible_name("Choose columns")
        .show(|ui| filters::column_items(ui, screen, bench));
    if let Some(key) = column.sort_key().filter(|_| response.clicked()) {
        let view = &mut screen.excerpts;
        view.descending = sorted && !view.descending;
        view.sort = key;
    }
}

/// The heading of a group, over the whole width whatever the columns are.
fn group_row(
    row: &mut TableRow<'_, '_>,
    columns: usize,
    painter: &Painter,
    whole: Rangef,
    title: &str,
    count: usize,
) {
    for at in 0..columns {
        row.col(|ui| {
            if at == 0 {
                let tokens = ui.tokens();
                let place = Rect::from_x_y_ranges(whole, ui.max_rect().y_range());
                let words = format!("{title}  ·  {}", grouped(count));
                let font = FontId::new(tokens.text.small.size, family::semibold());
                let room = whole.span() - 2.0 * PADDING;
                let galley = elided(ui, words.clone(), font, tokens.colour.text, room);
                let response = ui.response();
                response.widget_info(|| WidgetInfo::labeled(Role::RowHeader, true, &words));
                painter.rect_filled(place, 0.0, tokens.colour.panel);
                painter.hline(whole, place.bottom() - 0.5, tokens.hairline());
                let left = egui::pos2(place.left() + PADDING, place.center().y - galley.size().y / 2.0);
                painter.galley(left, galley, tokens.colour.text);
            }
        });
    }
}

/// Who and what an excerpt names.
fn names_of(annotation: &Annotation, bench: &Workbench) -> String {
    let Some(text) = bench.text(annotation.document) else { return String::new() };
    let Some(span) = annotation.span_in(&text) else { return String::new() };
    let entities = bench.entities();
    let mut names: Vec<&str> = Vec::new();
    for (index, _) in entities.mentions_in(annotation.document, text.hash(), span) {
        let Some(entity) = entities.named_by(annotation.document, index) else { continue };
        if !names.contains(&&*entity.name) {
            names.push(&entity.name);
        }
    }
    names.join("; ")
}

fn cell_ui(ui: &mut Ui, column: &Column, annotation: &Annotation, bench: &Workbench) {
    let tokens = ui.tokens();
    let rect = ui.max_rect();
    let project = bench.project();
    let ui_font = FontId::new(tokens.text.ui.size, egui::FontFamily::Proportional);
    let mut left = rect.left() + PADDING;
    let (text, font, colour) = match column {
        Column::Excerpt => {
            let words = one_line(&bench.quotation(annotation));
            (words, FontId::new(tokens.text.excerpt.size, family::reading()), tokens.colour.text)
        }
        Column::Tag => {
            let mut at = egui::pos2(left + tokens.space.swatch / 2.0, rect.center().y);
            let tags = annotation.tags.iter().filter_map(|tag| project.tags.get(tag));
            for tag in tags.clone().take(SWATCHES) {
                paint_swatch(ui.painter(), tokens, at, tokens.tag_colour(tag.colour));
                at.x += tokens.space.swatch + 3.0;
            }
            if tags.clone().next().is_none() {
                paint_swatch_outline(ui.painter(), tokens, at);
            }
            let several = tags.take(SWATCHES).count().saturating_sub(1) as f32;
            left += tokens.space.swatch + 8.0 + several * (tokens.space.swatch + 3.0);
            if annotation.tags.is_empty() {
                ("Highlight".to_owned(), ui_font, tokens.colour.dim)
            } else {
                (
                    tag_names(ui, annotation, project, &ui_font, rect.right() - left - PADDING),
                    ui_font,
                    tokens.colour.text,
                )
            }
        }
        Column::Document => {
            let title = bench.title(annotation.document).unwrap_or_default();
            (title.into_owned(), ui_font, tokens.colour.text)
        }
        Column::Paragraph => (paragraph_of(annotation, bench), ui_font, tokens.colour.dim),
        Column::Entities => (names_of(annotation, bench), ui_font, tokens.colour.text),
        Column::Memo => (one_line(&annotation.memo), ui_font, tokens.colour.dim),
        Column::Coder => {
            let initials = project.coders.get(&annotation.coder).map_or("", |coder| coder.initials.as_str());
            (initials.to_owned(), ui_font, tokens.colour.dim)
        }
        Column::Created => (local_date(annotation.created), ui_font, tokens.colour.dim),
        Column::Modified => (local_date(annotation.modified), ui_font, tokens.colour.dim),
        Column::Attribute(name) => {
            let record = project.documents.get(&annotation.document);
            let value = record.map_or("", |record| record.attribute(name));
            (one_line(value), ui_font, tokens.colour.text)
        }
    };
    let galley = elided(ui, text, font, colour, (rect.right() - left - PADDING).max(0.0));
    let at = egui::pos2(left, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, colour);
}

/// The paths of an annotation's tags, or only their ends where the paths would be cut: of `Claims › Denial`, the
/// last is what tells excerpts apart.
fn tag_names(ui: &Ui, annotation: &Annotation, project: &Project, font: &FontId, room: f32) -> String {
    let paths: Vec<String> = annotation.tags.iter().map(|tag| project.tag_path(*tag)).collect();
    let paths = paths.join(", ");
    let fits = |text: &str| !elided(ui, text, font.clone(), ui.tokens().colour.text, room).elided;
    if fits(&paths) {
        return paths;
    }
    let tags = annotation.tags.iter().filter_map(|tag| project.tags.get(tag));
    let name = |tag: &Tag| {
        let above = if tag.parent.is_some() { format!("…{PATH_SEPARATOR}") } else { String::new() };
        format!("{above}{}", tag.name)
    };
    tags.map(name).collect::<Vec<_>>().join(", ")
}

/// The beginning of a text on one line, no longer than a cell could show.
fn one_line(text: &str) -> String {
    let mut line = String::new();
    let mut blank = false;
    for character in text.trim_start().chars().take(CELL) {
        if character.is_whitespace() {
            blank = true;
        } else {
            if std::mem::take(&mut blank) {
                line.push(' ');
            }
            line.push(character);
        }
    }
    line
}

/// The number of the paragraph an annotation begins in, from 1; empty while its text is not loaded, and a question mark
/// while its place is not certain.
fn paragraph_of(annotation: &Annotation, bench: &Workbench) -> String {
    if !bench.standing(annotation).is_certain() {
        return "?".to_owned();
    }
    let Some(document) = bench.document(annotation.document) else { return String::new() };
    let text = &document.text;
    let start = text.code_points().to_byte(text.as_str(), annotation.anchor.start);
    start.map_or_else(String::new, |byte| (text.structure().paragraph_at(byte) + 1).to_string())
}

/// A moment as a date where the user is.
fn local_date(moment: crate::project::Timestamp) -> String {
    moment.as_jiff().to_zoned(jiff::tz::TimeZone::system()).date().to_string()
}

/// What a screen reader is told of a row, whose node stands for all its cells.
fn name_row(response: &Response, place: Rect, annotation: &Annotation, bench: &Workbench, chosen: bool) {
    let project = bench.project();
    response.widget_info(|| {
        let tags: Vec<String> = annotation.tags.iter().map(|tag| project.tag_path(*tag)).collect();
        let words: String = bench.quotation(annotation).chars().take(120).collect();
        let title = bench.title(annotation.document).unwrap_or_default();
        let name = format!("Excerpt “{words}”, {}, {title}", tags.join(", "));
        WidgetInfo::selected(Role::Row, true, chosen, name)
    });
    response.ctx.accesskit_node_builder(response.id, |node| {
        let (x0, x1) = (place.left().into(), place.right().into());
        let (y0, y1) = (place.top().into(), place.bottom().into());
        node.set_bounds(egui::accesskit::Rect { x0, y0, x1, y1 });
        node.set_selected(chosen);
    });
}
