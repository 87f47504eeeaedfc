//! Word differences: any two passages or documents side by side, row by row, with the words marked that differ; also where
//! nothing is shared. A click shows both places in the text, level.
//!
//! Only the rows in view are laid out. [`row`] draws one.

mod row;

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{EventFilter, Id, Rect, ScrollArea, Sense, StrokeKind, Ui, UiBuilder, pos2, vec2};

use super::draw;
use super::list::{Walk, is_ringed, walk};
use super::tables::{bare_tables_tabs, running_line};
use crate::compare::marks::Difference;
use crate::text::numbers::{counted, grouped};
use crate::ui::action::Action;
use crate::ui::difference_looks::legend;
use crate::ui::kit::{Chip, EmptyState};
use crate::ui::outbox::{Outbox, Request};
use crate::ui::reader::Heights;
use crate::ui::screen::Screen;
use crate::ui::theme::{Themed as _, icons, text_style};
use crate::workbench::{Beside, SharedPlaces, ViewKind, Witness, Workbench};

/// What the table keeps of what is on screen.
#[derive(Default)]
pub struct DifferencesPanel {
    cursor: Option<usize>,
    reveal: bool,
    wants_keyboard: bool,
    only_differences: bool,
    layout: Option<Layout>,
}

/// Which rows are shown and how high they are.
struct Layout {
    of: Arc<Beside>,
    only_differences: bool,
    width: f32,
    /// The rows shown, by their indices.
    rows: Vec<usize>,
    heights: Heights,
}

/// Identity of the table, which has the keyboard.
fn table_id() -> Id {
    Id::unique("word differences")
}

impl DifferencesPanel {
    /// Gives the table the keyboard when it is drawn next.
    pub fn take_keyboard(&mut self) {
        self.wants_keyboard = true;
    }

    /// Draws the table.
    pub fn show(&mut self, ui: &mut Ui, screen: &mut Screen, bench: &Workbench, out: &mut Outbox) {
        let beside = bench.beside().cloned();
        bare_tables_tabs(ui, screen, bench);
        let doing = ("Comparing two texts…", "Stop comparing two texts");
        let is_running = running_line(ui, bench, ViewKind::Beside, doing, out);
        let Some(beside) = beside else {
            if !is_running {
                nothing_yet(ui, out);
            }
            return;
        };
        draw::bar(ui, |ui| {
            if ui.add(Chip::new("Only differences").selected(self.only_differences)).clicked() {
                self.only_differences = !self.only_differences;
            }
            let (same, all) = beside.alike();
            draw::dim(ui, format!("{} of {} the same", grouped(same), counted(all, "word is", "words are")));
            legend(ui, &Difference::ALL.map(|difference| (difference, difference.meaning())));
        });
        heads(ui, bench, &beside);
        self.lay_out(ui, &beside);
        if self.layout.as_ref().is_none_or(|layout| layout.rows.is_empty()) {
            return self.no_rows(ui);
        }
        if std::mem::take(&mut self.wants_keyboard) {
            ui.memory_mut(|memory| memory.request_focus(table_id()));
        }
        self.keys(ui, bench, &beside, out);
        self.rows_ui(ui, bench, &beside, out);
    }

    /// Brings the rows up to date.
    fn lay_out(&mut self, ui: &Ui, beside: &Arc<Beside>) {
        let width = ui.available_width();
        let is_current = self.layout.as_ref().is_some_and(|it| {
            Arc::ptr_eq(&it.of, beside)
                && it.only_differences == self.only_differences
                && (it.width - width).abs() < 0.5
        });
        if is_current {
            return;
        }
        let is_other = self.layout.as_ref().is_none_or(|layout| {
            !Arc::ptr_eq(&layout.of, beside) || layout.only_differences != self.only_differences
        });
        if is_other {
            self.cursor = None;
        }
        let all = &beside.compared.rows;
        let rows: Vec<usize> =
            (0..all.len()).filter(|at| !self.only_differences || !all[*at].is_same()).collect();
        let heights = rows.iter().map(|at| row::estimate(ui, &all[*at], width)).collect();
        let heights = Heights::new(heights);
        let of = beside.clone();
        self.layout = Some(Layout { of, only_differences: self.only_differences, width, rows, heights });
    }

    fn no_rows(&mut self, ui: &mut Ui) {
        let hint = "Both say the same in the same words; case, punctuation and line breaks are not compared.";
        let empty = EmptyState::new("No differences", hint).icon(icons::CHECK_CIRCLE);
        if empty.actions(&[("Show everything", None)]).show(ui).is_some() {
            self.only_differences = false;
        }
    }

    fn keys(&mut self, ui: &Ui, bench: &Workbench, beside: &Beside, out: &mut Outbox) {
        let Some(layout) = &self.layout else { return };
        for act in walk(ui, table_id()) {
            match act {
                Walk::Move(way) => {
                    self.cursor = way.from(self.cursor, layout.rows.len());
                    self.reveal = true;
                }
                Walk::Open => {
                    if let Some(row) = self.cursor.and_then(|at| layout.rows.get(at)) {
                        open(bench, beside, *row, false, out);
                    }
                }
            }
        }
    }

    fn rows_ui(&mut self, ui: &mut Ui, bench: &Workbench, beside: &Beside, out: &mut Outbox) {
        let Some(layout) = &mut self.layout else { return };
        let (id, cursor, reveal) = (table_id(), self.cursor, std::mem::take(&mut self.reveal));
        let ringed = is_ringed(ui, id);
        let mut clicked = None;
        let builder = UiBuilder::new()
            .scope_id(id)
            .sense(Sense::focusable_noninteractive())
            .accessibility_role(Role::Table)
            .accessibility_label("Word differences");
        ui.scope_builder(builder, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            ScrollArea::vertical().auto_shrink(false).show_viewport(ui, |ui, viewport| {
                ui.set_min_size(vec2(ui.available_width(), layout.heights.total() as f32));
                let origin = ui.max_rect().left_top();
                let place = |heights: &Heights, at: usize| {
                    let top = origin.y + heights.above(at) as f32;
                    Rect::from_min_size(pos2(origin.x, top), vec2(layout.width, heights.get(at)))
                };
                let (first, _) = layout.heights.find(f64::from(viewport.top()));
                let mut is_other = false;
                for at in first..layout.rows.len() {
                    if layout.heights.above(at) > f64::from(viewport.bottom()) {
                        break;
                    }
                    let index = layout.rows[at];
                    let laid = row::Laid::of(ui, &beside.compared.rows[index], beside.texts(), layout.width);
                    is_other |= (layout.heights.get(at) - laid.height).abs() > 0.5;
                    layout.heights.set(at, laid.height);
                    let is_chosen = cursor == Some(at);
                    if row::show(ui, place(&layout.heights, at), index, &laid, is_chosen).clicked() {
                        clicked = Some(at);
                    }
                }
                if let Some(at) = cursor.filter(|at| *at < layout.rows.len()) {
                    let rect = place(&layout.heights, at);
                    if reveal {
                        ui.scroll_to_rect(rect, None);
                    }
                    if ringed {
                        let (ring, radius) = (ui.tokens().focus_ring(), ui.tokens().control_radius());
                        ui.painter().rect_stroke(rect.shrink(2.0), radius, ring, StrokeKind::Inside);
                    }
                }
                if is_other {
                    // What was estimated is known now: the bar beside the rows follows.
                    ui.ctx().request_repaint();
                }
            });
        });
        let arrows = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, arrows));
        if let Some(at) = clicked {
            // Only now: while it is drawn, the table still gives the keyboard up for a click that was not on itself.
            ui.memory_mut(|memory| memory.request_focus(id));
            self.cursor = Some(at);
            open(bench, beside, layout.rows[at], true, out);
        }
    }
}

/// What the two columns are.
fn heads(ui: &mut Ui, bench: &Workbench, beside: &Beside) {
    let tokens = ui.tokens();
    let (space, colour) = (&tokens.space, &tokens.colour);
    let size = vec2(ui.available_width(), space.table_row);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    ui.painter().rect_filled(rect, 0.0, colour.panel);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, tokens.line());
    for (number, side) in [&beside.a, &beside.b].into_iter().enumerate() {
        let half = row::half(rect, number);
        let words = counted(beside.words[number], "word", "words");
        let part = if side.span.len() == side.text.len() { words } else { format!("{words} selected") };
        let title = bench.title(side.document).unwrap_or("A document that was removed".into());
        let response = ui.interact(half, Id::unique(("word differences head", number)), Sense::hover());
        let name = format!("{title}, {part}");
        response.widget_info(|| egui::WidgetInfo::labeled(Role::ColumnHeader, true, &name));
        let galley = draw::line(ui, &part, &text_style::small(), colour.dim, half.width() * 0.5);
        let end = draw::paint_to(ui, galley, half, half.right()) - 2.0 * space.grid;
        let galley = draw::line(ui, &title, &text_style::strong(), colour.text, end - half.left());
        draw::paint_at(ui, galley, half, half.left());
    }
}

/// Shows both places of a row in the text, level; the one there is where the other side has nothing.
fn open(bench: &Workbench, beside: &Beside, index: usize, keep_keyboard: bool, out: &mut Outbox) {
    let Some(row) = beside.compared.rows.get(index) else { return };
    let is_same =
        |side: &Witness| bench.text(side.document).is_some_and(|text| text.hash() == side.text.hash());
    if !is_same(&beside.a) || !is_same(&beside.b) {
        return out.push(Request::Say("A text has changed since the two were compared: compare them again."));
    }
    let (a, b) = ((beside.a.document, row.a.span), (beside.b.document, row.b.span));
    let show =
        |(document, span)| Request::ShowPassage { document, span, beside: keep_keyboard, keep_keyboard };
    match (row.a.span.is_empty(), row.b.span.is_empty()) {
        (false, false) => out.push(Request::ShowLevel { places: SharedPlaces { a, b }, keep_keyboard }),
        (false, true) => out.push(show(a)),
        (true, _) => out.push(show(b)),
    }
}

/// What the table says while nothing has been compared.
fn nothing_yet(ui: &mut Ui, out: &mut Outbox) {
    let hint = "Show two documents side by side, or select a passage in each: “Compare these” sets them beside each \
                other here, word by word.";
    let action = Action::CompareThese;
    let key = crate::ui::shortcuts::text_of(ui.ctx(), action);
    let empty = EmptyState::new("Nothing compared yet", hint).icon(icons::COLUMNS);
    if empty.actions(&[(action.label(), key)]).show(ui).is_some() {
        out.run(action);
    }
}
