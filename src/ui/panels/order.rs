//! Who came first: documents that share something in the order of their dates, with arrows from the earlier to the later,
//! or as a table of pairs.
//!
//! What is drawn is [`crate::exchange::drawing::precedence`], which is also what is saved.

use std::cmp::Reverse;
use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Id, Sense, Theme, Ui, WidgetInfo};

use super::draw;
use super::list::{List, Walk, walk};
use super::shared;
use super::tables::{bare_tables_tabs, running_line};
use crate::analysis::precedence::{Link, Sharing};
use crate::exchange::drawing::precedence::{Figure, ROW, meaning, row, sheet};
use crate::text::numbers::grouped;
use crate::ui::figures::table::{Column, Sort, Table, TableState};
use crate::ui::figures::{FileKind, look, paint, save_menu};
use crate::ui::kit::Chip;
use crate::ui::outbox::{Outbox, Request};
use crate::ui::screen::{ComparisonView, Screen};
use crate::ui::theme::{Themed as _, Tokens};
use crate::workbench::{Command, ComparisonCommand, Ordered, SharedOrdering, ViewKind, Workbench};

/// Rows of a figure for a file, at most.
const MOST_IN_FILE: usize = 80;
/// The columns of the table.
const COLUMNS: [Column; 6] = [
    Column { title: "Earlier", width: 0.0, is_number: false, sorts: true },
    Column { title: "Its date", width: 200.0, is_number: false, sorts: true },
    Column { title: "Later", width: 260.0, is_number: false, sorts: true },
    Column { title: "Date", width: 200.0, is_number: false, sorts: true },
    Column { title: "Words in common", width: 140.0, is_number: true, sorts: true },
    Column { title: "Order", width: 110.0, is_number: false, sorts: true },
];
/// The column of the words, by which the table is sorted at first.
const WORDS: usize = 4;

/// What the table keeps of what is on screen.
pub struct OrderPanel {
    cursor: Option<usize>,
    reveal: bool,
    wants_keyboard: bool,
    as_table: bool,
    table: TableState,
    /// The pairs as they are sorted, by their indices.
    sorted: Option<(Arc<Ordered>, Sort, Vec<usize>)>,
    /// For what the order was asked last: the state of the comparison, and whether boilerplate counts.
    asked: Option<(u64, bool)>,
}

impl Default for OrderPanel {
    fn default() -> Self {
        Self {
            cursor: None,
            reveal: false,
            wants_keyboard: false,
            as_table: false,
            table: TableState::sorted_by(WORDS, true),
            sorted: None,
            asked: None,
        }
    }
}

/// Identity of the figure, which has the keyboard.
fn list_id() -> Id {
    Id::unique("who came first")
}

impl OrderPanel {
    /// Gives the figure the keyboard when it is drawn next.
    pub fn take_keyboard(&mut self) {
        self.wants_keyboard = true;
    }

    /// Draws the figure, or the table behind it.
    pub fn show(&mut self, ui: &mut Ui, screen: &mut Screen, bench: &Workbench, out: &mut Outbox) {
        let ordered = bench.order_in_time().cloned();
        bare_tables_tabs(ui, screen, bench);
        let view = &screen.comparison;
        if bench.comparison().passages().is_empty() {
            return shared::nothing_yet(ui, bench, out);
        }
        self.ask(bench, view, ordered.as_deref(), out);
        let doing = ("Putting documents in the order of their dates…", "Stop ordering");
        running_line(ui, bench, ViewKind::Order, doing, out);
        let Some(ordered) = ordered else { return };
        if matches!(ordered.of, SharedOrdering::Passage(_))
            && draw::notice_line(
                ui,
                "Only documents that have one passage",
                "Show all documents that share passages",
            )
        {
            self.asked = Some((bench.comparison_revision(), view.boilerplate));
            let all = SharedOrdering::All { boilerplate: view.boilerplate };
            out.command(Command::Comparison(ComparisonCommand::Order(all)));
        }
        if ordered.precedence.rows.is_empty() {
            return no_pairs(ui);
        }
        draw::bar(ui, |ui| self.controls(ui, &ordered, out));
        if self.as_table {
            return self.table_ui(ui, &ordered, view, bench, out);
        }
        if std::mem::take(&mut self.wants_keyboard) {
            ui.memory_mut(|memory| memory.request_focus(list_id()));
        }
        self.keys(ui, &ordered, view, bench, out);
        self.list_ui(ui, &ordered, view, bench, out);
    }

    /// Asks for the order when there is none, or the comparison is another by now.
    fn ask(&mut self, bench: &Workbench, view: &ComparisonView, ordered: Option<&Ordered>, out: &mut Outbox) {
        let now = (bench.comparison_revision(), view.boilerplate);
        let of_passage = ordered.is_some_and(|ordered| matches!(ordered.of, SharedOrdering::Passage(_)));
        if self.asked == Some(now) || of_passage || bench.view_job(ViewKind::Order).is_some() {
            return;
        }
        self.asked = Some(now);
        let all = SharedOrdering::All { boilerplate: view.boilerplate };
        out.command(Command::Comparison(ComparisonCommand::Order(all)));
    }

    fn controls(&mut self, ui: &mut Ui, ordered: &Ordered, out: &mut Outbox) {
        if ui.add(Chip::new("As a table").selected(self.as_table)).clicked() {
            self.as_table = !self.as_table;
        }
        if let Some(kind) = save_menu(ui) {
            save(ordered, kind, out);
        }
        for sentence in ordered.left_out() {
            draw::dim(ui, sentence);
        }
        if !self.as_table {
            draw::dim(ui, meaning(&ordered.about));
        }
    }

    fn keys(
        &mut self,
        ui: &Ui,
        ordered: &Ordered,
        view: &ComparisonView,
        bench: &Workbench,
        out: &mut Outbox,
    ) {
        for act in walk(ui, list_id()) {
            match act {
                Walk::Move(way) => {
                    self.cursor = way.from(self.cursor, ordered.precedence.rows.len());
                    self.reveal = true;
                }
                Walk::Open => {
                    if let Some(row) = self.cursor {
                        open_row(row, ordered, view, false, bench, out);
                    }
                }
            }
        }
    }

    fn list_ui(
        &mut self,
        ui: &mut Ui,
        ordered: &Ordered,
        view: &ComparisonView,
        bench: &Workbench,
        out: &mut Outbox,
    ) {
        let rows = ordered.precedence.rows.len();
        let figure = Figure { precedence: &ordered.precedence, documents: &ordered.about, rows };
        let look = look(ui.tokens());
        let list = List {
            id: list_id(),
            label: "Who came first",
            role: Role::ListBox,
            rows,
            height: ROW,
            cursor: self.cursor,
            reveal: std::mem::take(&mut self.reveal),
        };
        let mut clicked = None;
        list.show(ui, |ui, index, rect| {
            let response = ui.interact(rect, ui.next_auto_id(), Sense::CLICK);
            ui.skip_ahead_auto_ids(1);
            let is_chosen = self.cursor == Some(index);
            let name = format!("{}. {}", figure.title(index), figure.said(index));
            response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, is_chosen, &name));
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_selected(is_chosen));
            let colour = &ui.tokens().colour;
            if is_chosen {
                ui.painter().rect_filled(rect, 0.0, colour.accent_fill);
            } else if response.hovered() {
                ui.painter().rect_filled(rect, 0.0, colour.hover);
            }
            let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
            paint(&painter, &row(&figure, index, [rect.left(), rect.top()], rect.width(), &look));
            if response.clicked() {
                clicked = Some(index);
            }
            response.on_hover_text(name);
        });
        if let Some(row) = clicked {
            // Only now: while it is drawn, the list still gives the keyboard up for a click that was not on itself.
            ui.memory_mut(|memory| memory.request_focus(list_id()));
            self.cursor = Some(row);
            open_row(row, ordered, view, true, bench, out);
        }
    }

    fn table_ui(
        &mut self,
        ui: &mut Ui,
        ordered: &Arc<Ordered>,
        view: &ComparisonView,
        bench: &Workbench,
        out: &mut Outbox,
    ) {
        let sort = self.table.sort;
        let is_sorted =
            self.sorted.as_ref().is_some_and(|(of, by, _)| Arc::ptr_eq(of, ordered) && *by == sort);
        if !is_sorted {
            self.sorted = Some((ordered.clone(), sort, sorted(ordered, sort)));
        }
        let Some((_, _, order)) = &self.sorted else { return };
        let link = |row: usize| order.get(row).and_then(|at| ordered.precedence.all.get(*at));
        let table = Table {
            id: Id::unique("pairs by date"),
            label: "Pairs by date",
            columns: &COLUMNS,
            rows: order.len(),
        };
        let opened = table.show(ui, &mut self.table, |row, column| {
            link(row).map_or_else(String::new, |link| cell(ordered, link, column))
        });
        if let Some(link) = opened.and_then(link)
            && let (Some(one), Some(other)) = (ordered.document(link.from), ordered.document(link.to))
        {
            shared::show_pair((one, other), view, true, bench, out);
        }
    }
}

/// What a cell of the table says.
fn cell(ordered: &Ordered, link: &Link, column: usize) -> String {
    let about = |row: usize| ordered.precedence.rows.get(row).and_then(|at| ordered.about.get(*at));
    let title = |row| about(row).map_or_else(String::new, |about| about.title.clone());
    let written = |row| match about(row).map(Sharing::dated).filter(|date| !date.is_empty()) {
        None => "no date".to_owned(),
        Some(known) => known,
    };
    match column {
        0 => title(link.from),
        1 => written(link.from),
        2 => title(link.to),
        3 => written(link.to),
        WORDS if link.is_about => format!("about {}", grouped(link.words)),
        WORDS => grouped(link.words),
        _ if link.is_ordered => "known".to_owned(),
        _ => "not known".to_owned(),
    }
}

/// The pairs in the order of a column.
fn sorted(ordered: &Ordered, sort: Sort) -> Vec<usize> {
    let all = &ordered.precedence.all;
    let mut order: Vec<usize> = (0..all.len()).collect();
    match sort.column {
        // Rows are in the order of the dates.
        1 => order.sort_by_key(|at| (all[*at].from, all[*at].to)),
        3 => order.sort_by_key(|at| (all[*at].to, all[*at].from)),
        WORDS => order.sort_by_key(|at| (all[*at].words, Reverse(*at))),
        column => order.sort_by_cached_key(|at| cell(ordered, &all[*at], column).to_lowercase()),
    }
    if sort.descending {
        order.reverse();
    }
    order
}

/// Shows the document of a row beside the one its arrow comes from; alone where there is none.
fn open_row(
    row: usize,
    ordered: &Ordered,
    view: &ComparisonView,
    keep_keyboard: bool,
    bench: &Workbench,
    out: &mut Outbox,
) {
    let Some(document) = ordered.document(row) else { return };
    let earlier = ordered.precedence.link_to(row).and_then(|link| ordered.document(link.from));
    match earlier {
        Some(earlier) => shared::show_pair((earlier, document), view, keep_keyboard, bench, out),
        None => out.push(Request::Open { document, at: None, beside: false }),
    }
}

/// What the figure says when no two documents share a passage.
fn no_pairs(ui: &mut Ui) {
    let hint = "No two documents share a passage; titles and stock phrases are not counted, boilerplate only when it \
                is shown.";
    let icon = crate::ui::theme::icons::CALENDAR_BLANK;
    crate::ui::kit::EmptyState::new("Nothing to put in order", hint).icon(icon).show(ui);
}

/// Asks for a file to write the figure to.
fn save(ordered: &Ordered, kind: FileKind, out: &mut Outbox) {
    let look = look(Tokens::of(Theme::Light));
    let (title, about) = ("Who came first", ordered.sentence());
    let drawing = sheet(&ordered.precedence, &ordered.about, (title, &about), MOST_IN_FILE, &look);
    out.push(Request::SaveDrawing { drawing: Arc::new(drawing), name: "who came first", kind });
}
