//! A timeline drawn: how many dates fall into each step of the calendar, and each date in the lane of its document.
//!
//! The pieces ([`axis`], [`density`], [`lane`]) are what a window puts together at any place; [`sheet`] puts them together
//! for a file. All share one [`Scale`] from days to places.

use super::network::Look;
use super::{Anchor, Drawing, Edge, Face, Point, Shape, Words};
use crate::analysis::timeline::{Bin, Dated, Precision, Step, Timeline, bins, month_name};
use crate::entities::rules::Day;
use crate::text::numbers::{counted, grouped};

/// Height of a lane, in points.
pub const LANE: f32 = 26.0;
/// Height of the axis with its two lines of words.
pub const AXIS: f32 = 36.0;
/// The least width of a bar; steps are chosen by it.
const BAR: f32 = 11.0;
/// Radius of the mark of a day.
const DOT: f32 = 3.5;
/// The least distance between two ticks with words.
const TICK: f32 = 58.0;
/// Size of the words.
const SIZE: f32 = 11.5;

/// From days to places across.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// The day at the left edge, as [`Day::number`] counts, with its fraction.
    pub from: f64,
    /// The day at the right edge.
    pub to: f64,
    /// The left edge.
    pub left: f32,
    /// How wide all is.
    pub width: f32,
}

impl Scale {
    /// A scale that shows the days from the first to the last, with a little room beside them.
    pub fn over((first, last): (i64, i64), left: f32, width: f32) -> Self {
        let days = (last - first + 1) as f64;
        let room = (days * 0.02).max(0.5);
        Self { from: first as f64 - room, to: last as f64 + 1.0 + room, left, width }
    }

    /// How many days are shown.
    pub fn days(&self) -> f64 {
        (self.to - self.from).max(1e-6)
    }

    /// The place of a moment.
    pub fn x(&self, day: f64) -> f32 {
        self.left + ((day - self.from) / self.days()) as f32 * self.width
    }

    /// The moment at a place.
    pub fn day(&self, x: f32) -> f64 {
        self.from + f64::from((x - self.left) / self.width.max(1.0)) * self.days()
    }

    /// The right edge.
    pub fn right(&self) -> f32 {
        self.left + self.width
    }

    /// The step in which dates are counted at this scale: its bars are wide enough to be told apart.
    pub fn step(&self) -> Step {
        Step::fitting(self.days(), f64::from((self.width / BAR).max(1.0)))
    }

    /// The whole days in view.
    pub fn shown(&self) -> (i64, i64) {
        (self.from.floor() as i64, (self.to.ceil() as i64 - 1).max(self.from.floor() as i64))
    }

    /// From where to where a date goes, within the edges; `None` where none of it is in view.
    pub fn reach(&self, date: &Dated) -> Option<[f32; 2]> {
        let (from, to) = (self.x(date.first as f64), self.x(date.last as f64 + 1.0));
        (to >= self.left && from <= self.right()).then(|| [from.max(self.left), to.min(self.right())])
    }
}

/// The line at `top` with its ticks, their words below it and lines down to `bottom` behind what is shown there.
pub fn axis(scale: &Scale, top: f32, bottom: f32, look: &Look) -> Vec<Shape> {
    let step = Step::fitting(scale.days(), f64::from((scale.width / TICK).max(1.0)));
    let line = |from: Point, to: Point| Shape::Line { from, to, width: 1.0, colour: look.line };
    let mut shapes = vec![line([scale.left, top], [scale.right(), top])];
    let mut begin = step.begin(scale.shown().0);
    let (mut year_told, mut free_from) = (None, scale.left);
    while (begin as f64) <= scale.to {
        let x = scale.x(begin as f64);
        let next = step.next(begin);
        if x >= scale.left {
            shapes.push(line([x, top], [x, if bottom > top { bottom } else { top + 5.0 }]));
            let (label, year) = tick_words(begin, step);
            let wide = Face::Regular.width(&label, SIZE);
            if x + 4.0 + wide <= scale.right() && x >= free_from {
                let at = [x + 4.0, top + 11.0];
                shapes.push(words(label, at, Anchor::Start, Face::Regular, look.text, look));
                free_from = x + 4.0 + wide + 6.0;
                if let Some(year) = year.filter(|year| year_told != Some(*year)) {
                    let (at, year_words) = ([x + 4.0, top + 25.0], year.to_string());
                    shapes.push(words(year_words, at, Anchor::Start, Face::Regular, look.dim, look));
                    year_told = Some(year);
                }
            }
        }
        begin = next;
    }
    shapes
}

/// What stands at a tick, and the year below it where the tick is within one.
fn tick_words(begin: i64, step: Step) -> (String, Option<i32>) {
    let day = Day::from_number(begin);
    match step {
        Step::Day | Step::Week => (format!("{} {}", day.day, month_name(day.month)), Some(day.year)),
        Step::Month | Step::Quarter => (month_name(day.month).to_owned(), Some(day.year)),
        Step::Years(_) => (day.year.to_string(), None),
    }
}

fn words(text: String, at: Point, anchor: Anchor, face: Face, colour: super::Rgba, look: &Look) -> Shape {
    Shape::Words(Words { text, at, anchor, face, size: SIZE, colour, halo: Some(look.ground.faded(0.85)) })
}

/// Bars over each step of the calendar between two heights; dates that are no more exact than a part of several steps
/// stand on the others in a lighter tone. At the left edge the number of the highest bar.
pub fn density(counts: &[Bin], scale: &Scale, top: f32, bottom: f32, look: &Look) -> Vec<Shape> {
    let highest = counts.iter().map(|bin| bin.exact as f32 + bin.spread).fold(0.0, f32::max);
    if highest <= 0.0 {
        return Vec::new();
    }
    let most = round_up(highest);
    let room = (bottom - top - 14.0).max(1.0);
    let mut shapes = Vec::new();
    let height = |count: f32| bottom - room * count / most;
    let guide = height(most);
    shapes.push(Shape::Line {
        from: [scale.left, guide],
        to: [scale.right(), guide],
        width: 1.0,
        colour: look.line,
    });
    for bin in counts {
        let (from, to) = (scale.x(bin.first as f64), scale.x(bin.last as f64 + 1.0));
        // On whole points, so that edges are sharp and bands without seams.
        let (from, to) = (from.max(scale.left).round(), to.min(scale.right()).round());
        if to - from < 0.2 {
            continue;
        }
        // A gap between bars, where they are wide enough to have one.
        let gap = if to - from > 4.0 { 0.75 } else { 0.0 };
        let exact = height(bin.exact as f32);
        let all = height(bin.exact as f32 + bin.spread);
        if bin.spread > 0.0 && exact - all > 0.3 {
            // Without gaps, so that a long period is one quiet band.
            shapes.push(Shape::rectangle([from, all], [to, exact], look.accent.faded(0.28)));
        }
        if bin.exact > 0 {
            shapes.push(Shape::rectangle([from + gap, exact], [to - gap, bottom], look.accent));
        }
    }
    let label = grouped(most as usize);
    shapes.push(words(label, [scale.left + 2.0, guide - 8.0], Anchor::Start, Face::Regular, look.dim, look));
    shapes
}

/// The next number that is easy to read: 1, 2, 3, 4, 5, 6, 8, 10, 20, 30 …
fn round_up(number: f32) -> f32 {
    let mut ten = 1.0f32;
    while ten * 10.0 < number {
        ten *= 10.0;
    }
    [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0]
        .into_iter()
        .map(|part| part * ten)
        .find(|round| *round >= number)
        .unwrap_or(number)
}

/// A mark in a lane, for whoever wants to know what is under the pointer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    /// The date, as an index into those of the timeline.
    pub date: u32,
    /// From where to where it goes.
    pub reach: [f32; 2],
    /// How many days the date may be.
    pub days: i64,
    /// True when it is drawn as a dot.
    pub is_dot: bool,
    /// How many more dates it stands for, which are drawn at the same place.
    pub more: u32,
}

/// The marks of dates (by their indices) in one lane. Of several that would cover each other exactly there is one.
pub fn marks(timeline: &Timeline, dates: impl Iterator<Item = u32>, scale: &Scale) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    let mut seen = rustc_hash::FxHashMap::default();
    for date in dates {
        let Some(found) = timeline.dates().get(date as usize) else { continue };
        let Some(reach) = scale.reach(found) else { continue };
        let is_dot = found.precision == Precision::Day;
        let pixels = reach.map(|x| x.round() as i32);
        let place = if is_dot { [pixels[0]; 2] } else { pixels };
        let first = *seen.entry((is_dot, place)).or_insert(marks.len());
        match marks.get_mut(first) {
            Some(mark) => mark.more += 1,
            None => marks.push(Mark { date, reach, days: found.days(), is_dot, more: 0 }),
        }
    }
    // The longest first, so that the short are painted over them.
    marks.sort_by(|a, b| a.is_dot.cmp(&b.is_dot).then_with(|| b.days.cmp(&a.days)));
    marks
}

/// The mark at a place in a lane, if any: dots before bars, the nearest before others.
pub fn mark_at(marks: &[Mark], x: f32) -> Option<Mark> {
    let distance = |mark: &Mark| {
        if mark.is_dot {
            (x - f32::midpoint(mark.reach[0], mark.reach[1])).abs() - DOT
        } else {
            (mark.reach[0] - x).max(x - mark.reach[1]).max(0.0)
        }
    };
    marks
        .iter()
        .filter(|mark| distance(mark) <= 3.0)
        .min_by(|a, b| {
            let by_place = || distance(a).total_cmp(&distance(b));
            let nearer = if a.is_dot { by_place() } else { a.days.cmp(&b.days) };
            b.is_dot.cmp(&a.is_dot).then(nearer)
        })
        .copied()
}

/// Marks drawn around the middle of their lane; `chosen` is a date that stands out.
///
/// A day is a dot; anything longer a bar, the finer and the fainter the less exact it is, so that what lies over each
/// other can be told apart.
pub fn lane(marks: &[Mark], middle: f32, chosen: Option<u32>, look: &Look) -> Vec<Shape> {
    let mut shapes = Vec::with_capacity(marks.len());
    let others = marks.iter().filter(|mark| Some(mark.date) != chosen);
    for mark in others.chain(marks.iter().filter(|mark| Some(mark.date) == chosen)) {
        let is_chosen = Some(mark.date) == chosen;
        let [from, to] = mark.reach;
        if mark.is_dot {
            let centre = [f32::midpoint(from, to), middle];
            let edge = Some(Edge { width: 1.0, colour: look.ground });
            let (radius, fill) = if is_chosen { (DOT + 1.5, look.text) } else { (DOT, look.accent) };
            shapes.push(Shape::Circle { centre, radius, fill, edge });
            continue;
        }
        let (half, tone) = match mark.days {
            ..=31 => (3.0, 0.75),
            32..=366 => (2.0, 0.5),
            _ => (1.0, 0.35),
        };
        // A short period is as wide as a dot at least, or it would not be seen.
        let spare = (DOT - (to - from) / 2.0).max(0.0);
        // Periods that follow each other are parted.
        let gap = if to - from > 6.0 { 0.5 } else { 0.0 };
        let (half, fill) =
            if is_chosen { (half + 1.0, look.text) } else { (half, look.ground.towards(look.accent, tone)) };
        let low = [from - spare + gap, middle - half];
        shapes.push(Shape::rectangle(low, [to + spare - gap, middle + half], fill));
    }
    shapes
}

/// What is left out of a timeline or not in view, in a sentence; nothing when that is nothing.
pub fn note(timeline: &Timeline, scale: &Scale) -> Option<String> {
    let before = timeline.dates().iter().filter(|date| ((date.last + 1) as f64) < scale.from).count();
    let after = timeline.dates().iter().filter(|date| date.first as f64 > scale.to).count();
    let mut told = Vec::new();
    if before > 0 {
        told.push(format!("{} earlier", grouped(before)));
    }
    if after > 0 {
        told.push(format!("{} later", grouped(after)));
    }
    if timeline.undated() > 0 {
        told.push(format!(
            "{} without a year (times of day, durations and the like)",
            grouped(timeline.undated())
        ));
    }
    (!told.is_empty()).then(|| format!("Not shown: {}.", told.join(", ")))
}

/// The documents that have a date in view, those with the earliest first, as indices; and the indices of their dates.
pub fn lanes(timeline: &Timeline, scale: &Scale) -> Vec<(u32, Vec<u32>)> {
    let mut lanes: Vec<(u32, Vec<u32>)> = Vec::new();
    let mut index = rustc_hash::FxHashMap::default();
    for (date, at) in timeline.dates().iter().zip(0u32..) {
        if scale.reach(date).is_none() {
            continue;
        }
        let lane = *index.entry(date.document).or_insert_with(|| {
            lanes.push((date.document, Vec::new()));
            lanes.len() - 1
        });
        lanes[lane].1.push(at);
    }
    lanes
}

/// What a sheet shows.
#[derive(Clone, Copy, Debug)]
pub struct Sheet<'a> {
    /// The dates.
    pub timeline: &'a Timeline,
    /// The names of the documents.
    pub documents: &'a [String],
    /// What the figure is called.
    pub title: &'a str,
    /// From the first to the last day shown.
    pub days: (i64, i64),
    /// Whether there is a lane for each document.
    pub by_document: bool,
    /// How many lanes there are at most.
    pub most_lanes: usize,
    /// How wide the figure is.
    pub width: f32,
}

/// A whole figure: the title, the bars, the axis, the lanes, and what is not shown.
pub fn sheet(sheet: &Sheet<'_>, look: &Look) -> Drawing {
    const MARGIN: f32 = 28.0;
    let names = if sheet.by_document { 180.0 } else { 0.0 };
    let scale = Scale::over(sheet.days, MARGIN + names, (sheet.width - 2.0 * MARGIN - names).max(100.0));
    let step = scale.step();
    let counts = bins(sheet.timeline.dates(), scale.shown(), step, |_| true);
    let (top, bottom) = (MARGIN + 30.0, MARGIN + 130.0);
    let all = if sheet.by_document { lanes(sheet.timeline, &scale) } else { Vec::new() };
    let shown = &all[..all.len().min(sheet.most_lanes)];
    let lanes_top = bottom + AXIS;
    let end = lanes_top + LANE * shown.len() as f32;
    let mut shapes = Vec::new();
    shapes.extend(axis(&scale, bottom, if shown.is_empty() { bottom } else { end }, look));
    shapes.extend(density(&counts, &scale, top, bottom, look));
    for (row, (document, dates)) in shown.iter().enumerate() {
        let middle = lanes_top + LANE * (row as f32 + 0.5);
        let name = sheet.documents.get(*document as usize).map_or("", String::as_str);
        let name = Face::Regular.cut(name, SIZE, names - 16.0);
        shapes.push(words(name, [MARGIN, middle], Anchor::Start, Face::Regular, look.text, look));
        let bottom = lanes_top + LANE * (row as f32 + 1.0);
        let (from, to) = ([MARGIN, bottom], [scale.right(), bottom]);
        shapes.push(Shape::Line { from, to, width: 1.0, colour: look.line.faded(0.6) });
        shapes.extend(lane(&marks(sheet.timeline, dates.iter().copied(), &scale), middle, None, look));
    }
    let title = sheet.title.to_owned();
    shapes.push(Shape::title(title.clone(), MARGIN, look.text));
    let mut line = end + 8.0;
    let mut tell = |text: String| {
        line += 20.0;
        shapes.push(words(text, [MARGIN, line], Anchor::Start, Face::Regular, look.dim, look));
    };
    tell(format!("Bars: dates named per {}; lighter where a date is less exact than that.", step.named()));
    if all.len() > shown.len() {
        tell(format!("{} left out.", counted(all.len() - shown.len(), "more document", "more documents")));
    }
    if let Some(note) = note(sheet.timeline, &scale) {
        tell(note);
    }
    Drawing { width: sheet.width, height: line + MARGIN, ground: look.ground, title, shapes }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::timeline::DateMention;
    use crate::exchange::drawing::{Rgba, png, svg};
    use crate::text::Span;

    fn look() -> Look {
        let grey = |tone| Rgba([tone, tone, tone, 255]);
        let (ground, text, dim, line) = (grey(255), grey(20), grey(100), grey(220));
        let accent = Rgba([40, 90, 140, 255]);
        Look { ground, text, dim, line, link: grey(160), accent, kinds: Vec::new(), other: grey(90) }
    }

    fn timeline(values: &[&str]) -> Timeline {
        let mentions = values.iter().enumerate().map(|(at, value)| DateMention {
            document: (at % 3) as u32,
            span: Span::new(at, at + 1),
            value: Some(value),
        });
        Timeline::of(mentions, &|| false).unwrap()
    }

    #[test]
    fn a_scale_goes_there_and_back() {
        let scale = Scale::over((100, 199), 20.0, 520.0);
        assert!((scale.x(scale.from) - 20.0).abs() < 1e-3);
        assert!((scale.x(scale.to) - 540.0).abs() < 1e-3);
        assert!((scale.day(scale.x(150.0)) - 150.0).abs() < 1e-3);
        assert!(scale.shown().0 <= 100 && scale.shown().1 >= 199);
    }

    #[test]
    fn ticks_tell_their_years_and_do_not_run_into_each_other() {
        for (values, expected) in [
            (["2010", "2020"], "2015"),
            (["2019-01", "2019-12"], "Apr"),
            (["2019-03-01", "2019-03-20"], "4 Mar"),
            (["1500", "2000"], "1700"),
        ] {
            let scale = Scale::over(timeline(&values).extent().unwrap(), 0.0, 700.0);
            let shapes = axis(&scale, 0.0, 50.0, &look());
            let mut words: Vec<&Words> = shapes
                .iter()
                .filter_map(|shape| if let Shape::Words(words) = shape { Some(words) } else { None })
                .filter(|words| words.at[1] < 20.0)
                .collect();
            words.sort_by(|a, b| a.at[0].total_cmp(&b.at[0]));
            assert!(words.iter().any(|words| words.text == expected), "{expected} in {words:?}");
            for pair in words.windows(2) {
                let end = pair[0].at[0] + pair[0].face.width(&pair[0].text, pair[0].size);
                assert!(end < pair[1].at[0], "{pair:?}");
            }
        }
    }

    #[test]
    fn the_shortest_date_under_the_pointer_is_found() {
        let timeline = timeline(&["2019", "2019-06", "2019-06-15", "2019-06-15"]);
        let scale = Scale::over(timeline.extent().unwrap(), 0.0, 1000.0);
        let marks = marks(&timeline, 0..4, &scale);
        assert_eq!(marks.len(), 3, "two in the same place are one mark");
        let written = |x: f32| {
            let mark = mark_at(&marks, x).unwrap();
            (timeline.dates()[mark.date as usize].written(), mark.more)
        };
        let day = marks.iter().find(|mark| mark.is_dot).unwrap();
        assert_eq!(written(day.reach[0]), ("15 Jun 2019".to_owned(), 1));
        assert_eq!(written(day.reach[0] + 20.0), ("Jun 2019".to_owned(), 0));
        assert_eq!(written(day.reach[0] + 200.0), ("2019".to_owned(), 0));
        assert_eq!(mark_at(&marks, -50.0), None);
    }

    #[test]
    fn a_sheet_shows_lanes_and_says_what_it_leaves_out() {
        let timeline = timeline(&["2019-03", "2019-06-01", "1066", "2020", "P3D"]);
        let documents = ["Letter", "Report <1>", "Chronicle"].map(str::to_owned);
        let days = (timeline.dates()[1].first, timeline.extent().unwrap().1);
        let about = Sheet {
            timeline: &timeline,
            documents: &documents,
            title: "Dates",
            days,
            by_document: true,
            most_lanes: 1,
            width: 800.0,
        };
        let drawn = sheet(&about, &look());
        let written = svg(&drawn);
        assert_eq!(svg(&sheet(&about, &look())), written);
        for words in [">Letter<", "1 more document left out.", "Not shown: 1 earlier, 1 without a year"] {
            assert!(written.contains(words), "{words} in {written}");
        }
        assert!(!written.contains("Report"));
        let all = sheet(&Sheet { most_lanes: 9, ..about }, &look());
        assert!(svg(&all).contains("Report &lt;1&gt;"));
        assert!(all.height > drawn.height);
        let picture = image::load_from_memory(&png(&drawn, 400).unwrap()).unwrap().to_rgba8();
        assert_eq!(picture.width(), 400);
        assert!(picture.pixels().any(|pixel| pixel.0[0] < 60), "bars are drawn");
    }
}
