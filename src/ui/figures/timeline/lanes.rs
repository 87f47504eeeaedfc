//! The lanes below the line: one for each document, drawn where they are in view, with every date to point at and click.

use std::sync::Arc;

use egui::{CursorIcon, FontId, Rect, Role, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use super::canvas::{opened, tell_date};
use super::{TimelineAction, TimelineFigure};
use crate::analysis::timeline::{Dated, Timeline};
use crate::exchange::drawing::timeline::{LANE, Mark, Scale, lane, mark_at};
use crate::ui::figures::{look, paint::paint};
use crate::ui::kit::{elided, rows_in_view};
use crate::ui::theme::Themed as _;

/// How many dates of a lane are told to assistive technology one by one; the table has them all.
const TOLD: usize = 100;

impl TimelineFigure {
    #[expect(clippy::too_many_arguments, reason = "what is drawn, where, and what comes of it")]
    pub(super) fn lanes(
        &mut self,
        ui: &mut Ui,
        place: Rect,
        timeline: &Arc<Timeline>,
        lanes: &[(u32, Vec<u32>)],
        documents: &[String],
        sentence: &dyn Fn(&Dated) -> String,
        scale: &Scale,
        actions: &mut Vec<TimelineAction>,
    ) {
        if place.height() < 8.0 {
            return;
        }
        let revealed = std::mem::take(&mut self.reveal)
            .then(|| {
                self.chosen.and_then(|chosen| lanes.iter().position(|(_, dates)| dates.contains(&chosen)))
            })
            .flatten();
        ui.scope_builder(UiBuilder::new().max_rect(place), |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            // However little room there is, it takes no more, and what stands below is not written over.
            let lanes_area =
                ScrollArea::vertical().id_salt("lanes").auto_shrink(false).min_scrolled_height(0.0);
            lanes_area.show_viewport(ui, |ui, viewport| {
                ui.set_min_size(vec2(ui.available_width(), LANE * lanes.len() as f32));
                let top = ui.max_rect().top();
                let row_at = |row: usize| {
                    let top = top + LANE * row as f32;
                    Rect::from_min_max(pos2(place.left(), top), pos2(place.right(), top + LANE))
                };
                if let Some(row) = revealed {
                    ui.scroll_to_rect(row_at(row), None);
                }
                for row in rows_in_view(viewport.y_range(), LANE, lanes.len()) {
                    let Some((document, dates)) = lanes.get(row) else { break };
                    let rect = row_at(row);
                    title(ui, rect, documents.get(*document as usize).map_or("", String::as_str), scale);
                    let marks = self.marks_of(timeline, Some(*document), dates.iter().copied(), scale);
                    self.lane_ui(ui, rect, timeline, &marks, documents, sentence, scale, actions);
                }
            });
        });
    }

    /// One lane: its dates, drawn and clickable.
    #[expect(clippy::too_many_arguments, reason = "what is drawn, where, and what comes of it")]
    pub(super) fn lane_ui(
        &mut self,
        ui: &Ui,
        rect: Rect,
        timeline: &Timeline,
        marks: &[Mark],
        documents: &[String],
        sentence: &dyn Fn(&Dated) -> String,
        scale: &Scale,
        actions: &mut Vec<TimelineAction>,
    ) {
        let tokens = ui.tokens();
        let inside = Rect::from_x_y_ranges(scale.left - 6.0..=scale.right() + 6.0, rect.y_range());
        let painter = ui.painter().with_clip_rect(inside.intersect(ui.clip_rect()));
        ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, tokens.hairline());
        let shown = self.standing_for(timeline, marks);
        paint(&painter, &lane(marks, rect.center().y, shown, &look(tokens)));
        for mark in marks.iter().rev().take(TOLD) {
            self.mark_ui(ui, rect, timeline, mark, documents, actions);
        }
        let pointer = ui.input(|input| input.pointer.hover_pos()).filter(|at| inside.contains(*at));
        let Some(pointer) = pointer.filter(|_| ui.rect_contains_pointer(rect)) else { return };
        let Some(mark) = mark_at(marks, pointer.x) else { return };
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
        if let Some(date) = timeline.dates().get(mark.date as usize) {
            let title = documents.get(date.document as usize).map_or("", String::as_str);
            let id = ui.scope_id().with("date under the pointer");
            let words = self.sentence_of(mark.date, || sentence(date));
            tell_date(ui, id, date, title, &words, mark.more as usize);
            // Marks too many to be told one by one are clicked all the same.
            if ui.input(|input| input.pointer.primary_clicked()) && marks.len() > TOLD {
                self.chosen = Some(mark.date);
                actions.push(opened(date));
            }
        }
    }

    /// The mark that stands for the chosen date, which may be drawn by another in the same place.
    fn standing_for(&self, timeline: &Timeline, marks: &[Mark]) -> Option<u32> {
        let chosen = self.chosen?;
        let date = timeline.dates().get(chosen as usize)?;
        let same = |mark: &&Mark| {
            timeline.dates().get(mark.date as usize).is_some_and(|other| {
                (other.first, other.last, other.document) == (date.first, date.last, date.document)
            })
        };
        let itself = marks.iter().find(|mark| mark.date == chosen);
        itself.or_else(|| marks.iter().find(same)).map(|mark| mark.date)
    }

    fn mark_ui(
        &mut self,
        ui: &Ui,
        rect: Rect,
        timeline: &Timeline,
        mark: &Mark,
        documents: &[String],
        actions: &mut Vec<TimelineAction>,
    ) {
        let Some(date) = timeline.dates().get(mark.date as usize) else { return };
        let (from, to) = if mark.is_dot {
            let middle = f32::midpoint(mark.reach[0], mark.reach[1]);
            (middle - 4.0, middle + 4.0)
        } else {
            (mark.reach[0].min(mark.reach[1] - 6.0), mark.reach[1])
        };
        let place = Rect::from_x_y_ranges(from..=to, rect.center().y - 7.0..=rect.center().y + 7.0);
        if !ui.is_rect_visible(place) {
            return;
        }
        let response = ui.interact(place, ui.scope_id().with(("date", mark.date)), Sense::CLICK);
        let is_chosen = self.chosen == Some(mark.date);
        response.widget_info(|| {
            let title = documents.get(date.document as usize).map_or("", String::as_str);
            WidgetInfo::selected(Role::Button, true, is_chosen, format!("{}, {title}", date.written()))
        });
        if let Some(figure) = self.id.filter(|_| is_chosen) {
            // What arrows choose is told as if it had the keyboard itself.
            let chosen = response.id.accesskit_id();
            ui.ctx().accesskit_node_builder(figure, |figure| figure.set_active_descendant(chosen));
        }
        if response.clicked() {
            self.chosen = Some(mark.date);
            actions.push(opened(date));
        }
    }
}

/// The title of a document before its lane.
fn title(ui: &Ui, rect: Rect, title: &str, scale: &Scale) {
    let tokens = ui.tokens();
    let left = rect.left() + tokens.space.inset;
    let room = scale.left - left - 2.0 * tokens.space.grid;
    let galley = elided(ui, title, FontId::proportional(tokens.text.small.size), tokens.colour.text, room);
    ui.painter().galley(pos2(left, rect.center().y - galley.size().y / 2.0), galley, tokens.colour.text);
}
