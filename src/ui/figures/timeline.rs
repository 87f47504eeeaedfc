//! The timeline of dates as a figure one can walk about in, and as a table of dates with their sentences.
//!
//! [`TimelineFigure`] is what the figure remembers; [`TimelineFigure::show`] draws [`TimelineData`] and gives the
//! [`TimelineAction`]s asked for; [`TimelineFigure::sheet`] is what is shown as a drawing for a file.

mod canvas;
mod controls;
mod dates;
mod lanes;

#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::{Arc, Weak};

use egui::{Id, Margin, Ui};
use rustc_hash::FxHashMap;

use super::table::{Sort, TableState};
use super::{FileKind, NOTE_LINES, Progress, footnote, under_way};
use crate::analysis::timeline::{Bin, Dated, Precision, Step, Timeline};
use crate::exchange::drawing::Drawing;
use crate::exchange::drawing::network::Look;
use crate::exchange::drawing::timeline::{Mark, Scale, Sheet, marks, note, sheet};
use crate::text::Span;
use crate::text::numbers::counted;
use crate::ui::kit::EmptyState;
use crate::ui::theme::icons;

/// Free at the sides.
const INSET: f32 = 12.0;
/// The widest the titles of documents stand at the left.
const TITLES: f32 = 200.0;
/// How many sentences are kept, so that they are not looked for again in each frame.
const SENTENCES: usize = 1000;
/// Width of a figure for a file, in points, and how many lanes it has at most.
const SHEET: (f32, usize) = (1000.0, 60);

/// What there is to draw.
#[derive(Clone, Copy)]
pub enum TimelineData<'a> {
    /// No dates have been recognised yet.
    Nothing,
    /// They are being recognised or gathered.
    Reading(Progress),
    /// They are there.
    Ready {
        /// The dates.
        timeline: &'a Arc<Timeline>,
        /// The titles of the documents, by the indices that dates name.
        documents: &'a [String],
        /// The sentence in which a date stands, asked for only where it is seen.
        sentence: &'a dyn Fn(&Dated) -> String,
    },
}

/// What the user asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimelineAction {
    /// Recognise the dates in the documents.
    Recognise,
    /// Stop recognising or gathering.
    Stop,
    /// Show a date in its text.
    Opened {
        /// The document, by its index.
        document: u32,
        /// Where the date stands.
        span: Span,
    },
    /// Save what is shown ([`TimelineFigure::sheet`]).
    Save(FileKind),
}

/// What the figure remembers.
pub struct TimelineFigure {
    /// Dates of these precisions are not shown.
    hidden: BTreeSet<Precision>,
    by_document: bool,
    as_table: bool,
    /// The moments at the edges; `None` while the part worth seeing first is shown.
    window: Option<(f64, f64)>,
    chosen: Option<u32>,
    /// The identity of the figure on screen, which has the keyboard.
    id: Option<Id>,
    /// Whether to bring the lane of the chosen date into view.
    reveal: bool,
    passing: Option<Passing>,
    counts: Option<Counts>,
    marks: Option<Marks>,
    /// The sentences of dates that were seen, by the dates' indices.
    sentences: RefCell<FxHashMap<u32, String>>,
    table: TableState,
    order: Option<(Weak<Timeline>, Sort, Vec<u32>)>,
}

/// The dates that pass the filter, and their lanes.
struct Passing {
    of: Weak<Timeline>,
    hidden: BTreeSet<Precision>,
    timeline: Arc<Timeline>,
    lanes: Arc<Vec<(u32, Vec<u32>)>>,
    /// The part worth seeing first, and all.
    core: (i64, i64),
    extent: (i64, i64),
}

/// The bars of a part of the line.
struct Counts {
    of: Weak<Timeline>,
    days: (i64, i64),
    step: Step,
    bins: Arc<Vec<Bin>>,
}

/// The marks of the lanes that were seen at one scale, by document.
struct Marks {
    of: Weak<Timeline>,
    scale: Scale,
    lanes: FxHashMap<Option<u32>, Arc<Vec<Mark>>>,
}

impl Default for TimelineFigure {
    fn default() -> Self {
        Self {
            hidden: BTreeSet::new(),
            by_document: true,
            as_table: false,
            window: None,
            chosen: None,
            id: None,
            reveal: false,
            passing: None,
            counts: None,
            marks: None,
            sentences: RefCell::default(),
            table: TableState::sorted_by(dates::DATE, false),
            order: None,
        }
    }
}

impl TimelineFigure {
    /// Draws the figure over all the room there is, and gives what the user asks for.
    pub fn show(&mut self, ui: &mut Ui, data: TimelineData<'_>) -> Vec<TimelineAction> {
        let mut actions = Vec::new();
        match data {
            TimelineData::Nothing => {
                let hint = "Recognise the names and dates in the documents to see them on a line.";
                let empty = EmptyState::new("No dates yet", hint).icon(icons::CALENDAR_BLANK);
                if empty.actions(&[("Recognise dates", None)]).show(ui).is_some() {
                    actions.push(TimelineAction::Recognise);
                }
            }
            TimelineData::Reading(progress) => {
                if under_way(ui, "Gathering the dates", progress) {
                    actions.push(TimelineAction::Stop);
                }
            }
            TimelineData::Ready { timeline, .. } if timeline.dates().is_empty() => {
                let hint = if timeline.undated() > 0 {
                    let many = counted(timeline.undated(), "date", "dates");
                    format!("{many} were recognised, but none says a year, so none can be put on a line.")
                } else {
                    "The documents name no dates.".to_owned()
                };
                EmptyState::new("No dates to draw", &hint).icon(icons::CALENDAR_BLANK).show(ui);
            }
            TimelineData::Ready { timeline, documents, sentence } => {
                self.ready(ui, timeline, documents, sentence, &mut actions);
            }
        }
        actions
    }

    fn ready(
        &mut self,
        ui: &mut Ui,
        timeline: &Arc<Timeline>,
        documents: &[String],
        sentence: &dyn Fn(&Dated) -> String,
        actions: &mut Vec<TimelineAction>,
    ) {
        self.controls(ui, timeline, actions);
        let Some((passing, lanes)) = self.pass(timeline) else {
            let empty = EmptyState::new("No date passes the filter", "Show more kinds of date.");
            if empty.actions(&[("Show all kinds", None)]).show(ui).is_some() {
                self.hidden.clear();
            }
            return;
        };
        let scale = self.scale(0.0, self.sides(ui.available_width()).1);
        let step = scale.step().named();
        let bars = if self.as_table {
            counted(passing.dates().len(), "date", "dates")
        } else {
            format!("Bars: dates named per {step}, lighter where a date is less exact")
        };
        let notes =
            note(&passing, &scale).map_or_else(|| format!("{bars}."), |note| format!("{bars}. {note}"));
        egui::Panel::bottom(ui.scope_id().with("timeline note"))
            .frame(egui::Frame::new().inner_margin(Margin::symmetric(12, 4)))
            .show_separator_line(false)
            .show(ui, |ui| footnote(ui, &notes, NOTE_LINES));
        if self.as_table {
            self.dates(ui, &passing, documents, sentence, actions);
        } else {
            self.canvas(ui, &passing, &lanes, documents, sentence, actions);
        }
    }

    /// The dates that pass the filter and their lanes; `None` when none does.
    #[expect(clippy::type_complexity, reason = "a pair that is taken apart at once")]
    fn pass(&mut self, timeline: &Arc<Timeline>) -> Option<(Arc<Timeline>, Arc<Vec<(u32, Vec<u32>)>>)> {
        let of = Arc::downgrade(timeline);
        let is_known =
            self.passing.as_ref().is_some_and(|known| known.of.ptr_eq(&of) && known.hidden == self.hidden);
        if !is_known {
            let was_other = self.passing.as_ref().is_none_or(|known| !known.of.ptr_eq(&of));
            if was_other {
                self.window = None;
            }
            self.chosen = None;
            self.passing = None;
            self.sentences.borrow_mut().clear();
            let passing = if self.hidden.is_empty() {
                timeline.clone()
            } else {
                Arc::new(timeline.without(&self.hidden))
            };
            let (core, extent) = (passing.core()?, passing.extent()?);
            let lanes = crate::exchange::drawing::timeline::lanes(&passing, &Scale::over(extent, 0.0, 1.0));
            let (hidden, lanes) = (self.hidden.clone(), Arc::new(lanes));
            self.passing = Some(Passing { of, hidden, timeline: passing, lanes, core, extent });
        }
        self.passing.as_ref().map(|known| (known.timeline.clone(), known.lanes.clone()))
    }

    /// Of a figure so wide, how far the line begins from its left edge and how long the line is.
    fn sides(&self, width: f32) -> (f32, f32) {
        let titles = if self.by_document { TITLES.min(width * 0.25) } else { 0.0 };
        (INSET + titles, (width - 2.0 * INSET - titles).max(50.0))
    }

    /// The scale of what is shown, over this width.
    fn scale(&self, left: f32, width: f32) -> Scale {
        let core = self.passing.as_ref().map_or((0, 0), |passing| passing.core);
        let whole = Scale::over(core, left, width);
        self.window.map_or(whole, |(from, to)| Scale { from, to, ..whole })
    }

    /// The marks of a lane: of one document, or of all together.
    fn marks_of(
        &mut self,
        timeline: &Arc<Timeline>,
        document: Option<u32>,
        dates: impl Iterator<Item = u32>,
        scale: &Scale,
    ) -> Arc<Vec<Mark>> {
        let of = Arc::downgrade(timeline);
        if self.marks.as_ref().is_none_or(|known| !known.of.ptr_eq(&of) || known.scale != *scale) {
            self.marks = None;
        }
        let known =
            self.marks.get_or_insert_with(|| Marks { of, scale: *scale, lanes: FxHashMap::default() });
        known.lanes.entry(document).or_insert_with(|| Arc::new(marks(timeline, dates, scale))).clone()
    }

    /// The sentence of a date, on one line.
    fn sentence_of(&self, date: u32, read: impl FnOnce() -> String) -> String {
        let mut known = self.sentences.borrow_mut();
        if known.len() > SENTENCES {
            known.clear();
        }
        known.entry(date).or_insert_with(|| read().split_whitespace().collect::<Vec<_>>().join(" ")).clone()
    }

    /// What is shown as a drawing for a file; `None` when nothing is.
    pub fn sheet(&self, documents: &[String], title: &str, look: &Look) -> Option<Drawing> {
        let passing = self.passing.as_ref()?;
        let days = self.window.map_or(passing.core, |(from, to)| (from.ceil() as i64, to.floor() as i64 - 1));
        let (width, most_lanes) = SHEET;
        let (timeline, by_document) = (&*passing.timeline, self.by_document);
        Some(sheet(&Sheet { timeline, documents, title, days, by_document, most_lanes, width }, look))
    }
}
