//! The rows themselves, over `egui_extras`: only those in view are laid out.

use egui::{Align, FontId, Key, Layout, Modifiers, Response, Role, Sense, Ui, WidgetInfo};
use egui_extras::{Column as Width, TableBuilder, TableRow};

use super::rows::Row;
use crate::analysis::excerpts::SortKey;
use crate::project::{Annotation, Project};
use crate::ui::kit::{elided, paint_swatch, paint_swatch_outline};
use crate::ui::outbox::{Outbox, Request};
use crate::ui::screen::{Screen, Subject};
use crate::ui::theme::{Themed as _, family, icons};
use crate::workbench::Workbench;

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Excerpt,
    Tag,
    Document,
    Paragraph,
    Memo,
    Coder,
    Created,
    Modified,
}

impl Column {
    pub const ALL: [Self; 8] = [
        Self::Excerpt,
        Self::Tag,
        Self::Document,
        Self::Paragraph,
        Self::Memo,
        Self::Coder,
        Self::Created,
        Self::Modified,
    ];

    /// What stands above it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Excerpt => "Excerpt",
            Self::Tag => "Tag",
            Self::Document => "Document",
            Self::Paragraph => "¶",
            Self::Memo => "Memo",
            Self::Coder => "Coder",
            Self::Created => "Created",
            Self::Modified => "Modified",
        }
    }

    /// What a click on its title sorts by.
    fn sort_key(self) -> SortKey {
        match self {
            Self::Excerpt => SortKey::Excerpt,
            Self::Tag => SortKey::Tag,
            Self::Document | Self::Paragraph => SortKey::Document,
            Self::Memo => SortKey::Memo,
            Self::Coder => SortKey::Coder,
            Self::Created => SortKey::Created,
            Self::Modified => SortKey::Modified,
        }
    }

    fn width(self) -> Width {
        match self {
            Self::Excerpt => Width::remainder().at_least(160.0).clip(true),
            Self::Tag => Width::initial(190.0).at_least(60.0).clip(true).resizable(true),
            Self::Document => Width::initial(150.0).at_least(60.0).clip(true).resizable(true),
            Self::Paragraph => Width::initial(44.0).at_least(30.0).clip(true).resizable(true),
            Self::Memo => Width::initial(130.0).at_least(40.0).clip(true).resizable(true),
            Self::Coder => Width::initial(68.0).at_least(30.0).clip(true).resizable(true),
            Self::Created | Self::Modified => Width::initial(96.0).at_least(40.0).clip(true).resizable(true),
        }
    }
}

/// Draws the table and answers clicks and arrow keys.
pub(super) fn show(
    ui: &mut Ui,
    rows: &[Row],
    scroll_to: &mut Option<usize>,
    screen: &mut Screen,
    bench: &Workbench,
    out: &mut Outbox,
) {
    let tokens = ui.tokens();
    let columns: Vec<Column> = Column::ALL
        .into_iter()
        .filter(|column| *column == Column::Excerpt || screen.excerpts.shows(column.title()))
        .collect();
    let focused = match screen.focus {
        Subject::Annotation(id) => Some(id),
        _ => None,
    };
    // Columns can be dragged, but are not ruled; rows are marked as those of the lists are.
    let visuals = ui.visuals_mut();
    visuals.widgets.noninteractive.bg_stroke = egui::Stroke::NONE;
    visuals.selection.bg_fill = tokens.colour.accent_fill;
    visuals.widgets.hovered.bg_fill = tokens.colour.hover;
    let mut builder = TableBuilder::new(ui)
        .id_salt("excerpts")
        .min_scrolled_height(0.0)
        .sense(Sense::click())
        .cell_layout(Layout::left_to_right(Align::Center))
        .auto_shrink([false, false]);
    for column in &columns {
        builder = builder.column(column.width());
    }
    if let Some(row) = scroll_to.take() {
        builder = builder.scroll_to_row(row, None);
    }
    let table = builder.header(tokens.space.table_row, |mut header| {
        for column in &columns {
            header.col(|ui| header_ui(ui, *column, screen));
        }
    });
    let mut stepped = None;
    table.body(|body| {
        body.rows(tokens.space.table_row, rows.len(), |mut row| match &rows[row.index()] {
            Row::Group(title, count) => group_row(&mut row, columns.len(), title, *count),
            Row::Excerpt(id) => {
                let Some(annotation) = bench.project().annotations.get(id) else { return };
                row.set_selected(focused == Some(*id));
                for column in &columns {
                    row.col(|ui| cell_ui(ui, *column, annotation, bench));
                }
                let index = row.index();
                let response = row.response();
                name_row(&response, annotation, bench.project());
                if response.clicked() {
                    response.request_focus();
                    out.push(Request::Reveal(*id));
                }
                if response.has_focus() {
                    stepped = step(&response, index, rows);
                }
            }
        });
    });
    if let Some(index) = stepped
        && let Row::Excerpt(id) = &rows[index]
    {
        *scroll_to = Some(index);
        out.push(Request::Reveal(*id));
    }
}

/// The row an arrow key leads to from `index`.
fn step(response: &Response, index: usize, rows: &[Row]) -> Option<usize> {
    let (up, down) = response.ctx.input_mut(|input| {
        let up = input.consume_key(Modifiers::NONE, Key::ArrowUp);
        (up, input.consume_key(Modifiers::NONE, Key::ArrowDown))
    });
    let is_excerpt = |at: &usize| matches!(rows[*at], Row::Excerpt(_));
    if down {
        (index + 1..rows.len()).find(is_excerpt)
    } else if up {
        (0..index).rev().find(is_excerpt)
    } else {
        None
    }
}

fn header_ui(ui: &mut Ui, column: Column, screen: &mut Screen) {
    let tokens = ui.tokens();
    let view = &mut screen.excerpts;
    let sorted = view.sort == column.sort_key() && column != Column::Paragraph;
    let rect = ui.max_rect();
    let response = ui.interact(rect, ui.unique_id().with(column.title()), Sense::click());
    response
        .widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, format!("Sort by {}", column.title())));
    let galley = elided(
        ui,
        column.title(),
        FontId::new(tokens.text.small.size, family::medium()),
        if response.hovered() { tokens.colour.text } else { tokens.colour.dim },
        rect.width() - 22.0,
    );
    let left = egui::pos2(rect.left() + 8.0, rect.center().y - galley.size().y / 2.0);
    let right = left.x + galley.size().x;
    ui.painter().galley(left, galley, tokens.colour.dim);
    if sorted {
        let icon = if view.descending { icons::CARET_DOWN } else { icons::CARET_UP };
        let at = egui::pos2(right + 8.0, rect.center().y);
        let font = FontId::new(10.0, family::icons());
        ui.painter().text(at, egui::Align2::CENTER_CENTER, icon, font, tokens.colour.dim);
    }
    ui.painter().hline(rect.x_range(), rect.bottom(), tokens.line());
    if response.clicked() {
        view.descending = sorted && !view.descending;
        view.sort = column.sort_key();
    }
}

fn group_row(row: &mut TableRow<'_, '_>, columns: usize, title: &str, count: usize) {
    for at in 0..columns {
        row.col(|ui| {
            let tokens = ui.tokens();
            ui.painter().rect_filled(ui.max_rect(), 0.0, tokens.colour.panel);
            if at == 0 {
                ui.add_space(8.0);
                let words = format!("{title}  ·  {count}");
                ui.label(
                    egui::RichText::new(words).font(FontId::new(tokens.text.small.size, family::semibold())),
                );
            }
        });
    }
}

fn cell_ui(ui: &mut Ui, column: Column, annotation: &Annotation, bench: &Workbench) {
    let tokens = ui.tokens();
    let rect = ui.max_rect();
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, tokens.hairline());
    let project = bench.project();
    let ui_font = FontId::new(tokens.text.ui.size, egui::FontFamily::Proportional);
    let mut left = rect.left() + 8.0;
    let (text, font, colour) = match column {
        Column::Excerpt => {
            let words = annotation.anchor.exact.split_whitespace().collect::<Vec<_>>().join(" ");
            (words, FontId::new(tokens.text.excerpt.size, family::reading()), tokens.colour.text)
        }
        Column::Tag => {
            let at = egui::pos2(left + tokens.space.swatch / 2.0, rect.center().y);
            match annotation.tags.first().and_then(|tag| project.tags.get(tag)) {
                Some(tag) => paint_swatch(ui.painter(), tokens, at, tokens.tag_colour(tag.colour)),
                None => paint_swatch_outline(ui.painter(), tokens, at),
            }
            left += tokens.space.swatch + 8.0;
            let paths: Vec<String> = annotation.tags.iter().map(|tag| project.tag_path(*tag)).collect();
            if paths.is_empty() {
                ("Highlight".to_owned(), ui_font, tokens.colour.dim)
            } else {
                (paths.join(", "), ui_font, tokens.colour.text)
            }
        }
        Column::Document => {
            let title =
                project.documents.get(&annotation.document).map_or("", |record| record.title.as_str());
            (title.to_owned(), ui_font, tokens.colour.text)
        }
        Column::Paragraph => (paragraph_of(annotation, bench), ui_font, tokens.colour.dim),
        Column::Memo => {
            let memo = annotation.memo.split_whitespace().collect::<Vec<_>>().join(" ");
            (memo, ui_font, tokens.colour.dim)
        }
        Column::Coder => {
            let initials = project.coders.get(&annotation.coder).map_or("", |coder| coder.initials.as_str());
            (initials.to_owned(), ui_font, tokens.colour.dim)
        }
        Column::Created => (local_date(annotation.created), ui_font, tokens.colour.dim),
        Column::Modified => (local_date(annotation.modified), ui_font, tokens.colour.dim),
    };
    let galley = elided(ui, text, font, colour, (rect.right() - left - 8.0).max(0.0));
    let at = egui::pos2(left, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, colour);
}

/// The number of the paragraph an annotation begins in, from 1; empty while its text is not loaded.
fn paragraph_of(annotation: &Annotation, bench: &Workbench) -> String {
    let Some(document) = bench.document(annotation.document) else { return String::new() };
    let text = &document.text;
    let start = text.code_points().to_byte(text.as_str(), annotation.anchor.start);
    start.map_or_else(String::new, |byte| (text.structure().paragraph_at(byte) + 1).to_string())
}

/// A moment as a date where the user is.
fn local_date(moment: crate::project::Timestamp) -> String {
    moment.as_jiff().to_zoned(jiff::tz::TimeZone::system()).date().to_string()
}

fn name_row(response: &Response, annotation: &Annotation, project: &Project) {
    response.widget_info(|| {
        let tags: Vec<String> = annotation.tags.iter().map(|tag| project.tag_path(*tag)).collect();
        let words: String = annotation.anchor.exact.chars().take(120).collect();
        let title = project.documents.get(&annotation.document).map_or("", |record| record.title.as_str());
        WidgetInfo::labeled(Role::Row, true, format!("Excerpt “{words}”, {}, {title}", tags.join(", ")))
    });
}
