//! What documents say of one number over time, drawn: a mark for each report, as high as its value, where its document
//! stands in time; reports without a date in a column of their own.
//!
//! How exactly a value is meant shows in the form of its mark and in the words beside it, never by colour alone. The pieces
//! ([`Layout`], [`shapes`]) are what a window paints at any place; [`sheet`] puts them together with their sentences for a
//! file.

use super::network::Look;
use super::timeline::{AXIS, Scale, axis};
use super::{Anchor, Drawing, Edge, Face, Point, Shape, Words};
use crate::analysis::label_placement::{Area, First, Labelled, place};
use crate::compare::figures::{Bound, Measure, written};

/// Size of the words.
const SIZE: f32 = 11.5;
/// Half the width of a mark.
const MARK: f32 = 5.0;
/// The least distance between two lines across.
const STEP: f32 = 38.0;
/// Width of the column of reports without a date, where there are any.
const UNDATED: f32 = 150.0;
/// Values that all lie above this share of the greatest are drawn on an axis that does not begin at nought.
const NEAR_TOP: f64 = 0.5;
/// So many of the first reports have their words beside them in every case.
const ALWAYS_TOLD: usize = 12;
/// How far a sentence is told on a sheet, in lines.
const LINES: usize = 3;
/// Height of a line of a sheet.
const LINE: f32 = 17.0;
/// How many reports a sheet tells at most.
pub const MOST_TOLD: usize = 60;

/// One report of the number: what one document says, once for all the times it says the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The value; of a range the lower one.
    pub value: f64,
    /// The upper value of a range.
    pub upper: Option<f64>,
    /// In which direction it may differ.
    pub bound: Bound,
    /// The value as it is meant, in words: `over 670`.
    pub words: String,
    /// The first and the last day its document may be of; `None` without a date that can be put on a line.
    pub days: Option<(i64, i64)>,
    /// The document and its date, for people.
    pub document: String,
    /// The sentence.
    pub sentence: String,
}

/// A number as it is reported.
#[derive(Clone, Copy, Debug)]
pub struct Plot<'a> {
    /// What is counted.
    pub name: &'a str,
    /// How the values differ, as a sentence.
    pub verdict: &'a str,
    /// What kind of figures they are.
    pub measure: Measure,
    /// What they are counted in.
    pub unit: &'a str,
    /// The reports in order of time, those without a date last.
    pub reports: &'a [Report],
    /// Whether a line goes from report to report.
    pub is_joined: bool,
}

/// Where everything stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// From days to places; `None` when no report has a date.
    pub scale: Option<Scale>,
    /// The middle of each report's mark.
    pub marks: Vec<Point>,
    /// The height of the upper end of each report that gives a range.
    uppers: Vec<Option<f32>>,
    /// Where each report's words stand, if there is room for them.
    labels: Vec<Option<Area>>,
    /// The values at the lines across, with their heights.
    lines: Vec<(f64, f32)>,
    /// The left edge of the column of reports without a date.
    undated: Option<f32>,
    area: Area,
}

impl Layout {
    /// Lays a number out within these corners, with its axes.
    pub fn of(plot: &Plot<'_>, [left, top]: Point, [right, bottom]: Point) -> Self {
        let values =
            || plot.reports.iter().flat_map(|report| std::iter::once(report.value).chain(report.upper));
        let lines = lines_across(values(), bottom - AXIS - top);
        let label = |value: &f64| written(*value, plot.measure, plot.unit);
        let widest = lines.iter().map(|value| Face::Regular.width(&label(value), SIZE)).fold(0.0, f32::max);
        let left = left + widest + 10.0;
        let has_undated = plot.reports.iter().any(|report| report.days.is_none());
        let dated: Vec<(i64, i64)> = plot.reports.iter().filter_map(|report| report.days).collect();
        let has_dated = !dated.is_empty();
        let beside = match (has_undated, has_dated) {
            (true, true) => UNDATED.min((right - left) * 0.4),
            (true, false) => right - left,
            _ => 0.0,
        };
        let end = right - beside;
        let extent = dated.iter().copied().reduce(|(a, b), (c, d)| (a.min(c), b.max(d)));
        // Room at the sides, so that words have a place beside the first and the last mark.
        let room = if end - left > 320.0 { 44.0 } else { 12.0 };
        let scale =
            extent.map(|extent| Scale::over(extent, left + room, (end - left - 2.0 * room).max(20.0)));
        let low = bottom - AXIS;
        let (least, most) = (lines.first().copied().unwrap_or(0.0), lines.last().copied().unwrap_or(1.0));
        let height = |value: f64| {
            let share = if most > least { (value - least) / (most - least) } else { 0.5 };
            low - (share as f32) * (low - top - 2.0 * MARK) - MARK
        };
        let undated = has_undated.then_some(end);
        let mut so_far = 0;
        let all_undated = plot.reports.iter().filter(|report| report.days.is_none()).count();
        let marks: Vec<Point> = plot
            .reports
            .iter()
            .map(|report| {
                let x = if let (Some((first, last)), Some(scale)) = (report.days, &scale) {
                    scale.x((first as f64 + last as f64 + 1.0) / 2.0)
                } else {
                    // Side by side, so that none covers another; the order means nothing.
                    so_far += 1;
                    end + beside * so_far as f32 / (all_undated + 1) as f32
                };
                [x, height(report.value)]
            })
            .collect();
        let uppers = plot.reports.iter().map(|report| report.upper.map(height)).collect();
        let area = Area { low: [left, top], high: [right, low] };
        let wanted: Vec<Labelled> = marks
            .iter()
            .zip(plot.reports)
            .map(|(centre, report)| Labelled {
                centre: *centre,
                radius: MARK + 2.0,
                size: [Face::Medium.width(&report.words, SIZE), SIZE + 2.0],
            })
            .collect();
        let within = Area { low: [left, top - 6.0], high: [right, low - 1.0] };
        let told = ALWAYS_TOLD.min(wanted.len());
        let labels = place(&wanted, First { reaching: told, always: told }, Some(within))
            .into_iter()
            .map(|placed| placed.map(|placed| placed.area))
            .collect();
        let lines = lines.into_iter().map(|value| (value, height(value))).collect();
        Self { scale, marks, uppers, labels, lines, undated, area }
    }

    /// The report whose mark is at a place: of several the nearest.
    pub fn report_at(&self, [x, y]: Point) -> Option<usize> {
        let distance = |mark: &Point| (mark[0] - x).hypot(mark[1] - y);
        let near = self.marks.iter().enumerate().filter(|(_, mark)| distance(mark) <= MARK + 5.0);
        near.min_by(|(_, a), (_, b)| distance(a).total_cmp(&distance(b))).map(|(at, _)| at)
    }

    /// True when the lines across do not begin at nought.
    pub fn is_cut(&self) -> bool {
        self.lines.first().is_some_and(|(value, _)| *value > 0.0)
    }
}

/// The values at which lines go across: round, evenly spaced, the least below and the greatest above all values.
fn lines_across(values: impl Iterator<Item = f64> + Clone, height: f32) -> Vec<f64> {
    let finite = values.filter(|value| value.is_finite());
    let (least, most) =
        finite.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), value| (a.min(value), b.max(value)));
    if least > most {
        return vec![0.0, 1.0];
    }
    let is_from_nought = least >= 0.0 && least < most * NEAR_TOP;
    let least = if is_from_nought { 0.0 } else { least };
    // All of one value stand in the middle.
    let (least, most) = if most - least <= most.abs() * 1e-9 {
        let room = (most.abs() * 0.1).max(1.0);
        (most - room, most + room)
    } else {
        (least, most)
    };
    let wanted = f64::from((height / STEP).clamp(2.0, 12.0));
    let rough = (most - least) / wanted;
    let ten = 10f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|part| part * ten).find(|step| *step >= rough);
    let step = step.unwrap_or(10.0 * ten);
    // A mark at the very edge would be cut, and have no place for its words.
    let room = 0.2;
    let first = if is_from_nought { 0.0 } else { (least / step - room).floor() };
    let last = (most / step + room).ceil().max(first + 1.0);
    (0..=(last - first) as usize).map(|at| (first + at as f64) * step).collect()
}

/// A number drawn where `layout` has put it; `chosen` is a report that stands out.
pub fn shapes(plot: &Plot<'_>, layout: &Layout, chosen: Option<usize>, look: &Look) -> Vec<Shape> {
    let mut shapes = Vec::new();
    let Area { low: [left, top], high: [right, bottom] } = layout.area;
    let line = |from: Point, to: Point, colour| Shape::Line { from, to, width: 1.0, colour };
    for (value, y) in &layout.lines {
        shapes.push(line([left, *y], [right, *y], look.line.faded(0.7)));
        let label = written(*value, plot.measure, plot.unit);
        shapes.push(words(label, [left - 8.0, *y], Anchor::End, Face::Regular, look.dim));
    }
    let end = layout.undated.unwrap_or(right);
    if let Some(scale) = &layout.scale {
        let across = Scale { left, width: end - left, ..widened(scale, left, end) };
        shapes.extend(axis(&across, bottom, bottom, look));
    }
    if let Some(from) = layout.undated {
        if layout.scale.is_some() {
            shapes.push(line([from, top], [from, bottom], look.line));
        }
        shapes.push(words(
            "No date".to_owned(),
            [from + 8.0, bottom + 11.0],
            Anchor::Start,
            Face::Regular,
            look.dim,
        ));
        shapes.push(line([from, bottom], [right, bottom], look.line));
    }
    if plot.is_joined {
        let dated: Vec<Point> = layout
            .marks
            .iter()
            .zip(plot.reports)
            .filter(|(_, report)| report.days.is_some())
            .map(|(mark, _)| *mark)
            .collect();
        for pair in dated.windows(2) {
            shapes.push(Shape::Line { from: pair[0], to: pair[1], width: 1.5, colour: look.link });
        }
    }
    for (report, mark) in plot.reports.iter().zip(&layout.marks) {
        // A date that is a month or a year goes as far as that.
        if let (Some((first, last)), Some(scale)) = (report.days, &layout.scale)
            && scale.x(last as f64 + 1.0) - scale.x(first as f64) > 4.0 * MARK
        {
            let reach = [first as f64, last as f64 + 1.0].map(|day| [scale.x(day), mark[1]]);
            shapes.push(Shape::Line { from: reach[0], to: reach[1], width: 1.5, colour: look.link });
        }
    }
    for ([x, y], upper) in
        layout.marks.iter().zip(&layout.uppers).filter_map(|(mark, upper)| Some((mark, (*upper)?)))
    {
        shapes.push(Shape::Line { from: [*x, *y], to: [*x, upper], width: 2.0, colour: look.accent });
        let cap = [[x - MARK, upper], [x + MARK, upper]];
        shapes.push(Shape::Line { from: cap[0], to: cap[1], width: 2.0, colour: look.accent });
    }
    for (at, (report, centre)) in plot.reports.iter().zip(&layout.marks).enumerate() {
        shapes.push(mark(*centre, report.bound, chosen == Some(at), look));
    }
    for (at, report) in plot.reports.iter().enumerate() {
        if let Some(Some(area)) = layout.labels.get(at) {
            let face = if chosen == Some(at) { Face::SemiBold } else { Face::Medium };
            let [_, y] = area.centre();
            let mut label = words(report.words.clone(), [area.low[0], y], Anchor::Start, face, look.text);
            if let Shape::Words(label) = &mut label {
                label.halo = Some(look.ground.faded(0.85));
            }
            shapes.push(label);
        }
    }
    shapes
}

/// The same days over the whole width of the axis.
fn widened(scale: &Scale, left: f32, right: f32) -> Scale {
    Scale { from: scale.day(left), to: scale.day(right), left, width: right - left }
}

/// The mark of a report: a disc for what is exact, a triangle that points where the value may lie else, a ring for an
/// estimate.
fn mark([x, y]: Point, bound: Bound, is_chosen: bool, look: &Look) -> Shape {
    let fill = if is_chosen { look.text } else { look.accent };
    let rim = Some(Edge { width: 1.0, colour: look.ground });
    let triangle = |way: f32| {
        let (half, high) = (MARK + 1.0, MARK + 1.0);
        let corners =
            vec![[x, y - way * high], [x + half, y + way * high * 0.75], [x - half, y + way * high * 0.75]];
        Shape::Polygon { corners, fill, edge: rim }
    };
    match bound {
        Bound::Exact => Shape::Circle { centre: [x, y], radius: MARK, fill, edge: rim },
        Bound::AtLeast => triangle(1.0),
        Bound::AtMost => triangle(-1.0),
        Bound::About => {
            let edge = Some(Edge { width: 2.0, colour: fill });
            Shape::Circle { centre: [x, y], radius: MARK - 0.5, fill: look.ground, edge }
        }
    }
}

fn words(text: String, at: Point, anchor: Anchor, face: Face, colour: super::Rgba) -> Shape {
    Shape::Words(Words { text, at, anchor, face, size: SIZE, colour, halo: None })
}

/// What the forms of the marks mean, for those that are there; nothing where all are exact.
pub fn legend(plot: &Plot<'_>) -> Option<String> {
    let has = |bound| plot.reports.iter().any(|report| report.bound == bound);
    let has_range = plot.reports.iter().any(|report| report.upper.is_some());
    let mut told: Vec<&str> = [
        (Bound::Exact, "disc: exact"),
        (Bound::AtLeast, "triangle up: or more"),
        (Bound::AtMost, "triangle down: or less"),
        (Bound::About, "ring: about"),
    ]
    .into_iter()
    .filter(|(bound, _)| has(*bound))
    .map(|(_, words)| words)
    .collect();
    if has_range {
        told.push("line up to a bar: from the one value to the other");
    }
    let all_exact = !has_range && !has(Bound::AtLeast) && !has(Bound::AtMost) && !has(Bound::About);
    (!all_exact).then(|| format!("Marks: {}.", told.join("; ")))
}

/// What a reader of the figure should know, in a sentence or two.
pub fn note(plot: &Plot<'_>, layout: &Layout) -> Option<String> {
    let mut told: Vec<String> = legend(plot).into_iter().collect();
    if layout.is_cut() {
        let least = layout.lines.first().map_or(0.0, |(value, _)| *value);
        told.push(format!("The axis begins at {}.", written(least, plot.measure, plot.unit)));
    }
    (!told.is_empty()).then(|| told.join(" "))
}

/// A whole figure so wide: the title, how the values differ, the marks, and each report with its sentence.
pub fn sheet(plot: &Plot<'_>, width: f32, look: &Look) -> Drawing {
    const MARGIN: f32 = 28.0;
    const HEIGHT: f32 = 320.0;
    let right = width - MARGIN;
    let mut shapes = Vec::new();
    let title = if plot.name.is_empty() { "Figures without a name" } else { plot.name };
    let title = Face::SemiBold.cut(title, super::TITLE, right - MARGIN);
    shapes.push(Shape::title(title.clone(), MARGIN, look.text));
    let tell = |text: &str, at: Point, face, colour| words(text.to_owned(), at, Anchor::Start, face, colour);
    shapes.push(tell(plot.verdict, [MARGIN, MARGIN + 28.0], Face::Regular, look.dim));
    let layout = Layout::of(plot, [MARGIN, MARGIN + 56.0], [right, MARGIN + 56.0 + HEIGHT]);
    shapes.extend(self::shapes(plot, &layout, None, look));
    let mut y = MARGIN + 56.0 + HEIGHT + 12.0;
    if let Some(note) = note(plot, &layout) {
        for line in wrapped(&note, right - MARGIN) {
            shapes.push(tell(&line, [MARGIN, y], Face::Regular, look.dim));
            y += LINE;
        }
    }
    y += 10.0;
    for report in plot.reports.iter().take(MOST_TOLD) {
        let room = right - MARGIN;
        let value = Face::SemiBold.cut(&report.words, SIZE, room * 0.4);
        let beside = MARGIN + Face::SemiBold.width(&value, SIZE) + 10.0;
        shapes.push(tell(&value, [MARGIN, y], Face::SemiBold, look.text));
        let document = Face::Regular.cut(&report.document, SIZE, (right - beside).max(0.0));
        shapes.push(tell(&document, [beside, y], Face::Regular, look.dim));
        let mut lines = wrapped(&report.sentence, room);
        if lines.len() > LINES {
            lines.truncate(LINES);
            if let Some(last) = lines.last_mut() {
                *last = Face::Regular.cut(&format!("{last} …"), SIZE, room);
            }
        }
        for line in lines {
            y += LINE;
            shapes.push(tell(&line, [MARGIN, y], Face::Regular, look.text));
        }
        y += LINE + 7.0;
    }
    if let Some(more) = plot.reports.len().checked_sub(MOST_TOLD).filter(|more| *more > 0) {
        shapes.push(tell(&format!("and {more} more reports"), [MARGIN, y], Face::Regular, look.dim));
        y += LINE;
    }
    Drawing { width, height: y + MARGIN / 2.0, ground: look.ground, title, shapes }
}

/// Words in lines no wider than this; a word that is wider stands alone and is cut.
fn wrapped(text: &str, width: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut room = 0.0;
    let space = Face::Regular.width(" ", SIZE);
    for word in text.split_whitespace() {
        let wide = Face::Regular.width(word, SIZE);
        match lines.last_mut() {
            Some(line) if space + wide <= room => {
                line.push(' ');
                line.push_str(word);
                room -= space + wide;
            }
            _ => {
                lines.push(Face::Regular.cut(word, SIZE, width));
                room = width - wide;
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::drawing::{Rgba, png, svg};
    use proptest::prelude::*;

    fn look() -> Look {
        let grey = |tone| Rgba([tone, tone, tone, 255]);
        let (ground, text, dim, line) = (grey(255), grey(20), grey(100), grey(220));
        let accent = Rgba([40, 90, 140, 255]);
        Look { ground, text, dim, line, link: grey(160), accent, kinds: Vec::new(), other: grey(90) }
    }

    fn report(value: f64, bound: Bound, days: Option<(i64, i64)>) -> Report {
        let words = match bound {
            Bound::AtLeast => format!("over {value}"),
            _ => value.to_string(),
        };
        Report {
            value,
            upper: None,
            bound,
            words,
            days,
            document: "Office, 18 Sep 2019".to_owned(),
            sentence: format!("I have attended {value} <community> meetings, {}.", "again and ".repeat(90)),
        }
    }

    fn plot(reports: &[Report]) -> Plot<'_> {
        Plot {
            name: "community meetings",
            verdict: "The value grows with time.",
            measure: Measure::Count,
            unit: "meetings",
            reports,
            is_joined: true,
        }
    }

    #[test]
    fn later_stands_further_right_and_more_stands_higher() {
        let reports = [
            report(670.0, Bound::AtLeast, Some((18_157, 18_157))),
            report(700.0, Bound::Exact, Some((18_228, 18_228))),
            report(710.0, Bound::Exact, None),
        ];
        let plot = plot(&reports);
        let layout = Layout::of(&plot, [0.0, 0.0], [600.0, 300.0]);
        let [first, second, undated] = layout.marks[..] else { panic!("{layout:?}") };
        assert!(first[0] < second[0] && second[1] < first[1] && undated[1] < second[1]);
        assert!(undated[0] > layout.undated.unwrap() && second[0] < layout.undated.unwrap());
        assert_eq!(layout.report_at([first[0] + 2.0, first[1]]), Some(0));
        assert_eq!(layout.report_at([300.0, 5.0]), None);
        assert!(layout.is_cut(), "670 to 710 would be one height on an axis from nought");
        assert!(layout.labels.iter().all(Option::is_some));
    }

    #[test]
    fn lines_across_are_round_and_hold_all_values() {
        let of = |values: &[f64]| lines_across(values.iter().copied(), 200.0);
        assert_eq!(of(&[670.0, 710.0]), [660.0, 670.0, 680.0, 690.0, 700.0, 710.0, 720.0]);
        assert_eq!(of(&[130.0, 150.0, 500.0]), [0.0, 100.0, 200.0, 300.0, 400.0, 500.0, 600.0]);
        let same = of(&[5.0]);
        assert!(same[0] < 5.0 && *same.last().unwrap() > 5.0, "{same:?}");
        assert_eq!(of(&[]), [0.0, 1.0]);
    }

    #[test]
    fn a_sheet_says_what_is_counted_how_it_is_meant_and_in_which_words() {
        let reports =
            [report(670.0, Bound::AtLeast, Some((18_157, 18_157))), report(710.0, Bound::About, None)];
        let plot = plot(&reports);
        let drawn = sheet(&plot, 800.0, &look());
        let written = svg(&drawn);
        for words in [
            ">community meetings<",
            ">The value grows with time.<",
            ">over 670<",
            ">No date<",
            "triangle up: or more",
            "ring: about",
            "&lt;community&gt;",
            "The axis begins at",
        ] {
            assert!(written.contains(words), "{words} in {written}");
        }
        assert_eq!(svg(&sheet(&plot, 800.0, &look())), written);
        let picture = image::load_from_memory(&png(&drawn, 400).unwrap()).unwrap().to_rgba8();
        assert!(picture.pixels().any(|pixel| pixel.0[2] > pixel.0[0].saturating_add(60)), "marks are drawn");
    }

    #[test]
    fn the_form_of_a_mark_says_how_exactly_a_value_is_meant() {
        let forms = [Bound::Exact, Bound::AtLeast, Bound::AtMost, Bound::About]
            .map(|bound| mark([50.0, 50.0], bound, false, &look()));
        for (at, form) in forms.iter().enumerate() {
            assert!(!forms[..at].contains(form), "{form:?}");
        }
        let exact = [report(1.0, Bound::Exact, None)];
        assert_eq!(legend(&plot(&exact)), None);
    }

    #[test]
    fn a_range_is_drawn_from_its_lower_end_to_its_upper() {
        let range = Report {
            upper: Some(50.0),
            words: "40–50".to_owned(),
            ..report(40.0, Bound::Exact, Some((100, 100)))
        };
        let reports = [range, report(45.0, Bound::Exact, Some((200, 200)))];
        let plot = plot(&reports);
        let layout = Layout::of(&plot, [0.0, 0.0], [600.0, 300.0]);
        let upper = layout.uppers[0].unwrap();
        assert!(upper < layout.marks[1][1] && layout.marks[1][1] < layout.marks[0][1], "{layout:?}");
        assert_eq!(layout.uppers[1], None);
        let end = [layout.marks[0][0], upper];
        let is_near = |[x, y]: Point| (x - end[0]).hypot(y - end[1]) < 0.01;
        let is_bar = |shape: &Shape| matches!(shape, Shape::Line { to, .. } if is_near(*to));
        assert!(shapes(&plot, &layout, None, &look()).iter().any(is_bar));
        assert!(legend(&plot).unwrap().contains("from the one value to the other"));
    }

    proptest! {
        #[test]
        fn marks_stand_within_whatever_the_values_are(
            values in prop::collection::vec((-1e12f64..1e12, prop::option::of(0i64..40_000)), 1..40),
            size in (60f32..1200.0, 90f32..500.0)
        ) {
            let reports: Vec<Report> = values
                .into_iter()
                .map(|(value, day)| report(value, Bound::Exact, day.map(|day| (day, day + 30))))
                .collect();
            let plot = plot(&reports);
            let layout = Layout::of(&plot, [0.0, 0.0], [size.0, size.1]);
            for [x, y] in &layout.marks {
                prop_assert!(x.is_finite() && (-1.0..=size.1).contains(y));
            }
            prop_assert!(!shapes(&plot, &layout, Some(0), &look()).is_empty());
        }
    }
}
