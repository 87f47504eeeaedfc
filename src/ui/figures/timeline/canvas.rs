//! The line itself with its bars: drawn, moved along, pointed at, walked with the keys.

use std::sync::Arc;

use egui::{
    EventFilter, Id, Key, Modifiers, PointerButton, Rect, Response, Role, Sense, StrokeKind, Tooltip, Ui,
    WidgetInfo, pos2,
};

use super::{Counts, TimelineAction, TimelineFigure};
use crate::analysis::timeline::{Bin, Dated, Precision, Timeline, bins};
use crate::exchange::drawing::timeline::{AXIS, LANE, Scale, axis, density};
use crate::text::numbers::{counted, grouped};
use crate::ui::figures::{look, paint::paint};
use crate::ui::panels::list::{is_ringed, take_keys};
use crate::ui::theme::{Themed as _, text_style};

/// Height of the bars where many lanes are below, and the most they have.
const BARS: [f32; 2] = [92.0, 240.0];

/// What a key does.
#[derive(Clone, Copy)]
enum Act {
    /// To another date of the lane, so many further on.
    Along(isize),
    /// To the date nearest in time in another lane, so many further down.
    Across(isize),
    Open,
    Leave,
    Nearer(f32),
    All,
}

impl TimelineFigure {
    pub(super) fn canvas(
        &mut self,
        ui: &mut Ui,
        timeline: &Arc<Timeline>,
        lanes: &[(u32, Vec<u32>)],
        documents: &[String],
        sentence: &dyn Fn(&Dated) -> String,
        actions: &mut Vec<TimelineAction>,
    ) {
        let rect = ui.available_rect_before_wrap();
        ui.advance_cursor_after_rect(rect);
        let id = ui.scope_id().with("timeline");
        let response = ui.interact(rect, id, Sense::click_and_drag());
        let name = format!(
            "Timeline of {} in {}",
            counted(timeline.dates().len(), "date", "dates"),
            counted(lanes.len(), "document", "documents")
        );
        response.widget_info(|| WidgetInfo::labeled(Role::Figure, true, &name));
        self.keys(ui, id, timeline, lanes, actions);
        let (beside, width) = self.sides(rect.width());
        let left = rect.left() + beside;
        let rows = if self.by_document { lanes.len() as f32 } else { 1.0 };
        // The bars have what the lanes leave.
        let spare = rect.height() - AXIS - LANE * rows - 8.0;
        let least = if self.by_document { BARS[0] } else { 40.0 };
        let bottom = rect.top() + 4.0 + spare.clamp(least, BARS[1]);
        let strip = Rect::from_min_max(pos2(left, rect.top()), pos2(left + width, bottom + AXIS));
        self.move_about(ui, &response, strip);
        let scale = self.scale(left, width);
        self.bring_into_view(timeline, &scale);
        let scale = self.scale(left, width);

        let look = look(ui.tokens());
        let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
        painter.rect_filled(rect, 0.0, ui.tokens().colour.page);
        let lanes_top = bottom + AXIS;
        let end = (lanes_top + LANE * rows).min(rect.bottom());
        paint(&painter, &axis(&scale, bottom, end, &look));
        let counts = self.counts(timeline, &scale);
        paint(&painter, &density(&counts, &scale, rect.top() + 4.0, bottom, &look));
        if let Some(pointer) = ui.input(|input| input.pointer.hover_pos())
            && ui.rect_contains_pointer(strip)
            && !response.dragged()
        {
            tell_bar(ui, id, &counts, scale.day(pointer.x));
        }
        let place = Rect::from_min_max(pos2(rect.left(), lanes_top), rect.max);
        if self.by_document {
            self.lanes(ui, place, timeline, lanes, documents, sentence, &scale, actions);
        } else {
            self.reveal = false;
            let marks = self.marks_of(timeline, None, 0..timeline.dates().len() as u32, &scale);
            let place = place.with_max_y((lanes_top + LANE).min(rect.bottom()));
            self.lane_ui(ui, place, timeline, &marks, documents, sentence, &scale, actions);
        }
        // Enter is a click on what has the keyboard, too; here it opens what is chosen.
        if response.clicked_by(PointerButton::Primary) {
            self.chosen = None;
        }
        if response.clicked_by(PointerButton::Primary) || response.drag_started() {
            response.request_focus();
        }
        if is_ringed(ui, id) {
            let ring = ui.tokens().focus_ring();
            ui.painter().rect_stroke(rect.shrink(1.0), 0.0, ring, StrokeKind::Inside);
        }
    }

    /// The bars of what is shown.
    fn counts(&mut self, timeline: &Arc<Timeline>, scale: &Scale) -> Arc<Vec<Bin>> {
        let of = Arc::downgrade(timeline);
        let (days, step) = (scale.shown(), scale.step());
        match &self.counts {
            Some(known) if known.of.ptr_eq(&of) && known.days == days && known.step == step => {
                known.bins.clone()
            }
            _ => {
                let bins = Arc::new(bins(timeline.dates(), days, step, |_| true));
                self.counts = Some(Counts { of, days, step, bins: bins.clone() });
                bins
            }
        }
    }

    /// Dragging along, the wheel over the bars, two fingers, the wheel to the side.
    fn move_about(&mut self, ui: &Ui, response: &Response, strip: Rect) {
        if response.dragged() && response.drag_delta().x.abs() > 0.0 {
            self.move_by(-response.drag_delta().x / strip.width());
        }
        if !ui.rect_contains_pointer(response.rect) {
            return;
        }
        let Some(pointer) = ui.input(|input| input.pointer.hover_pos()) else { return };
        // Over the lanes the wheel goes down the lanes; there, Ctrl and the wheel or two fingers go nearer.
        let is_over_bars = strip.contains(pointer) || !self.by_document;
        let (factor, aside) = ui.input_mut(|input| {
            let wheel = if is_over_bars { (input.smooth_scroll_delta.y / 200.0).exp() } else { 1.0 };
            let aside = std::mem::take(&mut input.smooth_scroll_delta.x);
            if is_over_bars {
                input.smooth_scroll_delta.y = 0.0;
            }
            (wheel * input.zoom_delta(), aside)
        });
        if (factor - 1.0).abs() > 1e-4 {
            self.zoom(factor, ((pointer.x - strip.left()) / strip.width()).clamp(0.0, 1.0));
        }
        if aside.abs() > 0.0 {
            self.move_by(-aside / strip.width());
        }
    }

    /// Moves along where the keys have chosen a date out of sight.
    fn bring_into_view(&mut self, timeline: &Timeline, scale: &Scale) {
        if !self.reveal {
            return;
        }
        let date = self.chosen.and_then(|chosen| timeline.dates().get(chosen as usize));
        if let Some(date) = date
            && scale.reach(date).is_none()
        {
            let middle = i64::midpoint(date.first, date.last) as f64;
            let half = scale.days() / 2.0;
            self.window = Some((middle - half, middle + half));
        }
    }

    fn keys(
        &mut self,
        ui: &Ui,
        id: Id,
        timeline: &Timeline,
        lanes: &[(u32, Vec<u32>)],
        actions: &mut Vec<TimelineAction>,
    ) {
        if !ui.memory(|memory| memory.has_focus(id)) {
            return;
        }
        let escape = self.chosen.is_some();
        let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, escape, tab: false };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
        for act in take_keys(ui, |key, modifiers| act_of(key, modifiers, escape)) {
            match act {
                Act::Along(by) => {
                    self.chosen = if self.by_document {
                        along_lane(lanes, self.chosen, by)
                    } else {
                        step(timeline.dates().len(), self.chosen.map(|at| at as usize), by)
                            .map(|at| at as u32)
                    };
                    self.reveal = true;
                }
                Act::Across(by) => {
                    self.chosen = across_lanes(timeline, lanes, self.chosen, by);
                    self.reveal = true;
                }
                Act::Open => {
                    let date = self.chosen.and_then(|chosen| timeline.dates().get(chosen as usize));
                    actions.extend(date.map(opened));
                }
                Act::Leave => self.chosen = None,
                Act::Nearer(factor) => self.zoom(factor, 0.5),
                Act::All => self.show_all(),
            }
        }
    }
}

/// A date to be shown in its text.
pub(super) fn opened(date: &Dated) -> TimelineAction {
    TimelineAction::Opened { document: date.document, span: date.span }
}

/// What a key does, where the figure has the keyboard.
fn act_of(key: Key, modifiers: Modifiers, escape: bool) -> Option<Act> {
    if modifiers.ctrl || modifiers.command || modifiers.alt {
        return None;
    }
    Some(match key {
        Key::ArrowLeft => Act::Along(-1),
        Key::ArrowRight => Act::Along(1),
        Key::PageUp => Act::Along(-10),
        Key::PageDown => Act::Along(10),
        Key::Home => Act::Along(isize::MIN),
        Key::End => Act::Along(isize::MAX),
        Key::ArrowUp => Act::Across(-1),
        Key::ArrowDown => Act::Across(1),
        Key::Enter => Act::Open,
        Key::Escape if escape => Act::Leave,
        Key::Plus | Key::Equals => Act::Nearer(1.3),
        Key::Minus => Act::Nearer(1.0 / 1.3),
        Key::Num0 => Act::All,
        _ => return None,
    })
}

/// So many further on among `count` things; the first when there was none.
fn step(count: usize, from: Option<usize>, by: isize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    Some(from.map_or(0, |from| from.min(last).saturating_add_signed(by).min(last)))
}

/// The lane of a date, and its place in it.
fn lane_of(lanes: &[(u32, Vec<u32>)], date: u32) -> Option<(usize, usize)> {
    lanes.iter().enumerate().find_map(|(lane, (_, dates))| Some((lane, dates.binary_search(&date).ok()?)))
}

fn along_lane(lanes: &[(u32, Vec<u32>)], chosen: Option<u32>, by: isize) -> Option<u32> {
    let (lane, at) = match chosen.and_then(|date| lane_of(lanes, date)) {
        Some((lane, at)) => (lane, Some(at)),
        None => (0, None),
    };
    let dates = &lanes.get(lane)?.1;
    step(dates.len(), at, by).and_then(|at| dates.get(at)).copied()
}

fn across_lanes(
    timeline: &Timeline,
    lanes: &[(u32, Vec<u32>)],
    chosen: Option<u32>,
    by: isize,
) -> Option<u32> {
    let Some((lane, _)) = chosen.and_then(|date| lane_of(lanes, date)) else {
        return along_lane(lanes, None, 0);
    };
    let middle = |date: u32| {
        timeline.dates().get(date as usize).map_or(0, |date| i64::midpoint(date.first, date.last))
    };
    let from = chosen.map_or(0, middle);
    let to = step(lanes.len(), Some(lane), by)?;
    if to == lane {
        return chosen;
    }
    lanes.get(to)?.1.iter().copied().min_by_key(|date| (middle(*date) - from).abs())
}

/// Says how many dates the bar under the pointer counts.
fn tell_bar(ui: &Ui, id: Id, counts: &[Bin], day: f64) {
    let day = day.floor() as i64;
    let at = counts.partition_point(|bin| bin.last < day);
    let Some(bin) = counts.get(at).filter(|bin| bin.first <= day && (bin.exact > 0 || bin.spread > 0.0))
    else {
        return;
    };
    let span = crate::text::Span::default();
    let precision = if bin.first == bin.last { Precision::Day } else { Precision::Period };
    let when = Dated { document: 0, span, first: bin.first, last: bin.last, precision }.written();
    let mut lines = Vec::new();
    if bin.exact > 0 {
        lines.push(counted(bin.exact as usize, "date", "dates"));
    }
    if bin.spread >= 0.05 {
        lines.push(format!("a share of longer dates that comes to {:.1}", bin.spread));
    }
    Tooltip::always_open(ui.ctx().clone(), ui.layer_id(), id, egui::PopupAnchor::Pointer).gap(14.0).show(
        |ui| {
            ui.label(when);
            let dim = ui.tokens().colour.dim;
            for line in lines {
                ui.label(egui::RichText::new(line).text_style(text_style::small()).color(dim));
            }
        },
    );
}

/// What a date is called: when, in what, and the sentence it stands in.
pub(super) fn tell_date(ui: &Ui, id: Id, date: &Dated, title: &str, sentence: &str, more: usize) {
    Tooltip::always_open(ui.ctx().clone(), ui.layer_id(), id, egui::PopupAnchor::Pointer).gap(14.0).show(
        |ui| {
            ui.label(date.written());
            let dim = ui.tokens().colour.dim;
            let small = |words: String| egui::RichText::new(words).text_style(text_style::small()).color(dim);
            ui.label(small(title.to_owned()));
            let mut words: String = sentence.chars().take(240).collect();
            if words.len() < sentence.len() {
                words.push('…');
            }
            ui.label(egui::RichText::new(words).text_style(text_style::excerpt()));
            if more > 0 {
                ui.label(small(format!("and {} more at this place", grouped(more))));
            }
        },
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_stay_within_the_lane() {
        let lanes = vec![(4, vec![0, 2, 5]), (1, vec![1, 3])];
        assert_eq!(along_lane(&lanes, None, 1), Some(0));
        assert_eq!(along_lane(&lanes, Some(2), 1), Some(5));
        assert_eq!(along_lane(&lanes, Some(5), 1), Some(5));
        assert_eq!(along_lane(&lanes, Some(3), isize::MIN), Some(1));
        assert_eq!(along_lane(&lanes, Some(0), isize::MAX), Some(5));
        assert_eq!(along_lane(&[], None, 1), None);
    }
}
