//! The concordance: every hit of the search in its line of context, aligned on the hit, in the order one likes.
//!
//! A line is made when it comes into view. What the lines are ordered by is part of the screen; ordering itself is the
//! workbench's business.

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Align2, FontId, Id, Key, Popup, Rect, Response, Sense, TextStyle, Ui, WidgetInfo, pos2, vec2};

use super::draw;
use super::list::{List, Move, take_keys};
use super::search::MOST_LISTED;
use crate::project::DocumentId;
use crate::search::concordance::{Line, Placed};
use crate::search::ranking::FoundOrder;
use crate::text::Span;
use crate::text::numbers::{counted, grouped};
use crate::ui::action::Action;
use crate::ui::kit::{EmptyState, MenuItem, PushButton, menu_divider};
use crate::ui::outbox::{Outbox, Request};
use crate::ui::panels::tables::{Room, tables_tabs};
use crate::ui::screen::{HitOrder, Screen};
use crate::ui::shortcuts;
use crate::ui::theme::{Themed as _, family, icons, text_style};
use crate::workbench::{Answer, Workbench};

/// Context on each side of a hit, in characters: more than any window shows.
const CONTEXT: usize = 160;
/// Where the hits begin, as a part of the room for the text.
const AXIS: f32 = 0.44;
/// Between a hit and its context, and between columns, in points.
const GAP: f32 = 8.0;

/// What the concordance keeps of what is on screen.
#[derive(Debug, Default)]
pub struct ConcordancePanel {
    takes_keyboard: bool,
    /// The line the keyboard is on.
    cursor: Option<usize>,
    reveal: bool,
    /// The state of the search and the hit that the cursor was last brought to.
    followed: Option<(u64, Option<(DocumentId, Span)>)>,
}

/// What the keyboard asks of the table.
#[derive(Clone, Copy)]
enum Act {
    Move(Move),
    GoIntoText,
}

/// The hits as they are listed.
struct Lines<'a> {
    answer: &'a Arc<Answer>,
    /// Their order, when it is not that of the documents.
    ordered: Option<&'a Arc<[Placed]>>,
}

impl Lines<'_> {
    fn get(&self, line: usize) -> Option<Placed> {
        match self.ordered {
            Some(ordered) => ordered.get(line).copied(),
            None => self.answer.listed(FoundOrder::Title).hit(line as u64),
        }
    }

    fn place(&self, line: usize) -> Option<(DocumentId, Span)> {
        let (number, hit) = self.get(line)?;
        Some((self.answer.document_numbered(number)?, hit.span))
    }

    /// The line of a hit.
    fn line_of(&self, (document, span): (DocumentId, Span)) -> Option<usize> {
        let Some(ordered) = self.ordered else {
            let listing = self.answer.listed(FoundOrder::Title);
            return listing.number_of(document, span).map(|number| number as usize);
        };
        let is_it = |(number, hit): &Placed| {
            hit.span == span && self.answer.document_numbered(*number) == Some(document)
        };
        ordered.iter().position(is_it)
    }
}

/// What is done less often stands beside the tabs where so much room is left; it is in the menu of the window as well.
const ROOM_FOR_EXPORT: f32 = 80.0;
/// The count stands beside the tabs where so much room is left; it is in the search panel as well.
const ROOM_FOR_COUNT: f32 = 190.0;

/// Identity of the table, which has the keyboard.
pub(in crate::ui) fn table_id() -> Id {
    Id::unique("concordance")
}

impl ConcordancePanel {
    /// Gives the table the keyboard when it is next drawn.
    pub fn take_keyboard(&mut self) {
        self.takes_keyboard = true;
    }

    /// Draws the table.
    pub fn show(&mut self, ui: &mut Ui, screen: &mut Screen, bench: &Workbench, out: &mut Outbox) {
        tables_tabs(ui, screen, bench, |ui, screen, room| {
            let is_something = bench.answer().is_some_and(|answer| answer.count() > 0);
            if room == Room::Menu {
                ui.add_enabled_ui(is_something, |ui| {
                    draw::action_item(ui, Action::TagHits, out);
                    draw::action_item(ui, Action::ExportHits, out);
                });
                menu_divider(ui);
                return order_items(ui, &mut screen.search.order);
            }
            order_menu(ui, &mut screen.search.order);
            ui.add_enabled_ui(is_something, |ui| {
                let action = Action::TagHits;
                let key = shortcuts::text_of(ui.ctx(), action);
                if ui.add(PushButton::new(action.label()).quiet().shortcut(key)).clicked() {
                    out.run(action);
                }
                if ui.available_width() < ROOM_FOR_EXPORT {
                    return;
                }
                if ui
                    .add(PushButton::new("Export…").quiet())
                    .on_hover_text(Action::ExportHits.hint())
                    .clicked()
                {
                    out.run(Action::ExportHits);
                }
            });
            if let Some(answer) = bench.answer().filter(|_| ui.available_width() > ROOM_FOR_COUNT) {
                draw::dim(ui, said(answer, bench, screen.search.order));
            }
        });
        if std::mem::take(&mut self.takes_keyboard) {
            ui.memory_mut(|memory| memory.request_focus(table_id()));
        }
        let Some(answer) = bench.answer().filter(|answer| answer.count() > 0) else {
            return nothing(ui, screen, bench, out);
        };
        let lines = Lines { answer, ordered: bench.ordered_hits() };
        self.follow(&lines, screen, bench);
        self.keys(ui, &lines, out);
        self.lines_ui(ui, &lines, bench, out);
    }

    /// Brings the cursor to the hit that was gone to by other ways, and to its line when the order is another.
    fn follow(&mut self, lines: &Lines<'_>, screen: &Screen, bench: &Workbench) {
        let now = (bench.search_revision(), screen.search.hit);
        if self.followed == Some(now) {
            return;
        }
        self.followed = Some(now);
        let is_there = |line: usize| now.1.is_some() && lines.place(line) == now.1;
        if !self.cursor.is_some_and(is_there) {
            self.cursor = now.1.and_then(|hit| lines.line_of(hit));
            self.reveal |= self.cursor.is_some();
        }
    }

    fn keys(&mut self, ui: &Ui, lines: &Lines<'_>, out: &mut Outbox) {
        if !ui.memory(|memory| memory.has_focus(table_id())) {
            return;
        }
        let acts = take_keys(ui, |key, modifiers| {
            Some(match key {
                _ if modifiers.any() => return None,
                Key::Enter => Act::GoIntoText,
                key => Act::Move(Move::of(key)?),
            })
        });
        for act in acts {
            match act {
                Act::Move(way) => {
                    let Some(line) = way.from(self.cursor, count(lines.answer)) else { continue };
                    self.reveal = true;
                    self.go_to(lines, line, true, out);
                }
                Act::GoIntoText => {
                    ui.memory_mut(|memory| memory.surrender_focus(table_id()));
                    self.go_to(lines, self.cursor.unwrap_or(0), false, out);
                }
            }
        }
    }

    fn go_to(&mut self, lines: &Lines<'_>, line: usize, preview: bool, out: &mut Outbox) {
        let Some((document, span)) = lines.place(line) else { return };
        self.cursor = Some(line);
        out.push(Request::ShowHit { document, span, preview });
    }

    fn lines_ui(&mut self, ui: &mut Ui, lines: &Lines<'_>, bench: &Workbench, out: &mut Outbox) {
        let list = List {
            id: table_id(),
            label: "Concordance",
            role: Role::Table,
            rows: count(lines.answer),
            height: ui.tokens().space.table_row,
            cursor: self.cursor,
            reveal: std::mem::take(&mut self.reveal),
        };
        let mut clicked = None;
        list.show(ui, |ui, index, rect| {
            let Some(placed) = lines.get(index) else { return };
            let chosen = self.cursor == Some(index);
            let response = line_ui(ui, rect, lines.answer, (index, placed), chosen, bench);
            if response.clicked() {
                clicked = Some((index, response.double_clicked()));
            }
        });
        if let Some((line, double)) = clicked {
            // Only now: while it is drawn, the list still gives the keyboard up for a click that was not on itself.
            ui.memory_mut(|memory| {
                if double { memory.surrender_focus(table_id()) } else { memory.request_focus(table_id()) }
            });
            self.go_to(lines, line, !double, out);
        }
    }
}

/// How many lines are listed.
fn count(answer: &Answer) -> usize {
    answer.count().min(MOST_LISTED) as usize
}

/// How much there is, and in which order it stands.
fn said(answer: &Answer, bench: &Workbench, order: HitOrder) -> String {
    let hits = counted(answer.count() as usize, "hit", "hits");
    let documents = counted(answer.found().len(), "document", "documents");
    let mut said = format!("{hits} in {documents}");
    if bench.is_searching() {
        said.push_str(" · searching…");
    } else if bench.is_ordering() {
        said.push_str(" · sorting…");
    } else if order != HitOrder::Document && answer.count() > Workbench::MOST_ORDERED {
        said.push_str(" · too many to sort");
    }
    if answer.count() > MOST_LISTED {
        said = format!("{said} · the first {} listed", grouped(MOST_LISTED as usize));
    }
    said
}

fn nothing(ui: &mut Ui, screen: &Screen, bench: &Workbench, out: &mut Outbox) {
    if bench.is_searching() {
        EmptyState::new("Searching…", "Hits are listed as soon as all are found.")
            .icon(icons::MAGNIFYING_GLASS)
            .show(ui);
        return;
    }
    let (title, hint) = if screen.search.query.trim().is_empty() {
        ("Nothing is searched for", "Search for words: every hit is listed here in its line.")
    } else {
        ("Nothing found", "Change the query, or search all documents.")
    };
    let action = Action::ShowSearch;
    let actions = [(action.label(), shortcuts::text_of(ui.ctx(), action))];
    if EmptyState::new(title, hint).icon(icons::MAGNIFYING_GLASS).actions(&actions).show(ui).is_some() {
        out.run(action);
    }
}

fn order_menu(ui: &mut Ui, order: &mut HitOrder) {
    let label = format!("Sorted by {}", label_of(*order).to_lowercase());
    let button = ui.add(PushButton::new(&label).quiet().opens_menu());
    Popup::menu(&button).width(220.0).accessible_name("Sort hits by").show(|ui| order_items(ui, order));
}

fn order_items(ui: &mut Ui, order: &mut HitOrder) {
    for by in HitOrder::ALL {
        if ui.add(MenuItem::new(label_of(by)).checked(*order == by)).clicked() {
            *order = by;
            ui.close();
        }
    }
}

fn label_of(order: HitOrder) -> &'static str {
    match order {
        HitOrder::Document => "Document",
        HitOrder::Date => "Date",
        HitOrder::Hit => "The hit",
        HitOrder::Left(1) => "First word before",
        HitOrder::Left(2) => "Second word before",
        HitOrder::Left(_) => "Third word before",
        HitOrder::Right(1) => "First word after",
        HitOrder::Right(2) => "Second word after",
        HitOrder::Right(_) => "Third word after",
    }
}

/// Draws one line.
fn line_ui(
    ui: &mut Ui,
    rect: Rect,
    answer: &Answer,
    (index, placed): (usize, Placed),
    chosen: bool,
    bench: &Workbench,
) -> Response {
    let response = ui.interact(rect, ui.scope_id().with(index), Sense::CLICK);
    let line = answer.line(placed, CONTEXT);
    let record = answer.document_numbered(placed.0).and_then(|id| bench.project().documents.get(&id));
    let title = record.map_or("", |record| record.title.as_str());
    let Line { left, hit, right } = &line;
    response.widget_info(|| {
        let name = format!("{} ({title})", format!("{left}{hit}{right}").trim());
        WidgetInfo::selected(Role::Row, true, chosen, name)
    });
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_selected(chosen));
    let tokens = ui.tokens();
    let (colour, space) = (&tokens.colour, &tokens.space);
    if chosen {
        ui.painter().rect_filled(rect, 0.0, colour.accent_fill);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, colour.hover);
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, tokens.hairline());
    let inner = rect.shrink2(vec2(space.inset, 0.0));
    let column = (inner.width() * 0.18).clamp(80.0, 220.0);
    let text = inner.with_max_x(inner.right() - column - 2.0 * GAP);
    let axis = text.left() + text.width() * AXIS;
    let plain = TextStyle::Body.resolve(ui.style());
    let strong = FontId::new(plain.size, family::medium());
    let middle = rect.center().y;
    let before = ui.painter().with_clip_rect(text.with_max_x(axis).intersect(ui.clip_rect()));
    before.text(pos2(axis - GAP, middle), Align2::RIGHT_CENTER, left.trim_end(), plain.clone(), colour.dim);
    let after = ui.painter().with_clip_rect(text.with_min_x(axis).intersect(ui.clip_rect()));
    let galley = after.layout_no_wrap(hit.clone(), strong, colour.text);
    let place = Align2::LEFT_CENTER.anchor_size(pos2(axis, middle), galley.size());
    after.rect_filled(place.expand2(vec2(2.0, 0.0)), 2.0, colour.search_hit);
    after.galley(place.min, galley, colour.text);
    let begins_at = pos2(place.right() + GAP, middle);
    after.text(begins_at, Align2::LEFT_CENTER, right.trim_start(), plain, colour.dim);
    let title = draw::line(ui, title, &text_style::small(), colour.dim, column);
    draw::paint_at(ui, title, rect, inner.right() - column);
    response
}
