//! How the values of one topic differ.

use super::{Bound, Figure, Measure, PeriodKind};

/// How the values of a topic differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verdict {
    /// They differ, and neither time nor anything else said explains it.
    Differs,
    /// Documents of one date, or one document, give different values.
    SameDate,
    /// The later the document, the greater the value.
    Grows,
    /// The later the document, the smaller the value.
    Falls,
    /// What is counted may not be the same: another place, period or unit.
    Scope,
    /// They keep within the bounds that are given: `more than 100` and 127.
    Fits,
    /// They are one value, more or less exactly.
    Rounded,
    /// Each is for a year of its own.
    Series,
    /// They are the same.
    Agrees,
    /// There is but one.
    Alone,
}

impl Verdict {
    /// All verdicts, those that ask for a look first.
    pub const ALL: [Self; 10] = [
        Self::Differs,
        Self::SameDate,
        Self::Grows,
        Self::Falls,
        Self::Scope,
        Self::Fits,
        Self::Rounded,
        Self::Series,
        Self::Agrees,
        Self::Alone,
    ];

    /// The word for it in files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Differs => "differs",
            Self::SameDate => "same date",
            Self::Grows => "grows",
            Self::Falls => "falls",
            Self::Scope => "scope",
            Self::Fits => "fits",
            Self::Rounded => "rounded",
            Self::Series => "series",
            Self::Agrees => "agrees",
            Self::Alone => "alone",
        }
    }

    /// What it says, for people.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Differs => "The values differ.",
            Self::SameDate => "The values differ at the same date.",
            Self::Grows => "The value grows with time.",
            Self::Falls => "The value falls with time.",
            Self::Scope => "The values differ; their unit or scope may, too.",
            Self::Fits => "The values keep within the bounds given.",
            Self::Rounded => "One value is the other, rounded.",
            Self::Series => "Each value is for a time of its own.",
            Self::Agrees => "The values are the same.",
            Self::Alone => "Nothing else speaks of it.",
        }
    }

    /// True when a reader should look at it.
    pub const fn differs(self) -> bool {
        !matches!(self, Self::Agrees | Self::Alone | Self::Fits | Self::Rounded | Self::Series)
    }
}

/// A figure in the document that gives it.
#[derive(Clone, Copy, Debug)]
pub struct Report<'f> {
    /// The document, by its number.
    pub document: usize,
    /// Its date, as ISO 8601 writes it.
    pub date: Option<&'f str>,
    /// The figure.
    pub figure: &'f Figure,
}

/// Two values are the same up to this share of them.
const SAME: f64 = 1e-9;
/// A value and what it is rounded to differ by no greater share.
const ROUNDING: f64 = 0.025;

/// How two reports of a topic differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Difference {
    /// One is the other, rounded.
    Rounded,
    /// Each is for a year of its own.
    OwnTime,
    /// Sums in two currencies, which only a person can have said to count the same.
    Currency,
    /// They count over another time, or in another place, as far as is said.
    Scope,
    /// One keeps to the bound that the other gives.
    Fits,
    /// Both give a bound on the same side, of another value at another time: more is claimed, or less.
    Moved,
    /// They contradict each other at the same time.
    SameTime,
    /// They contradict each other.
    Contradicts,
}

impl Difference {
    /// How these two differ, if they do.
    fn between(x: &Report<'_>, y: &Report<'_>) -> Option<Self> {
        if is_same(x, y) {
            return None;
        }
        let (one, other) = (x.figure, y.figure);
        let is_rounded = is_rounded(one, other);
        let is_moved = one.qualifier.bound == other.qualifier.bound && !is_same_time(x, y) && !is_rounded;
        Some(if one.measure == Measure::Money && one.unit != other.unit {
            Self::Currency
        } else if is_rounded && !(is_bound(one) || is_bound(other)) {
            Self::Rounded
        } else if has_other_period(one, other) || has_other_place(one, other) {
            Self::Scope
        } else if has_own_time(one, other) {
            Self::OwnTime
        } else if can_both_be(one, other) {
            if is_moved { Self::Moved } else { Self::Fits }
        } else if is_rounded {
            Self::Rounded
        } else if is_same_time(x, y) {
            Self::SameTime
        } else {
            Self::Contradicts
        })
    }
}

/// How these figures differ.
pub fn verdict(reports: &[Report<'_>]) -> Verdict {
    if reports.len() < 2 {
        return Verdict::Alone;
    }
    // Which differences there are, one bit each, and which reports are part of one that time may explain or that fits it.
    let mut seen = 0u16;
    let mut in_time = vec![false; reports.len()];
    for (at, x) in reports.iter().enumerate() {
        for (other, y) in reports.iter().enumerate().skip(at + 1) {
            let Some(difference) = Difference::between(x, y) else { continue };
            seen |= 1 << difference as u16;
            if matches!(difference, Difference::Moved | Difference::Contradicts | Difference::Fits) {
                (in_time[at], in_time[other]) = (true, true);
            }
        }
    }
    let has = |difference: Difference| seen & (1 << difference as u16) != 0;
    let contradict = has(Difference::Contradicts);
    if has(Difference::Currency) {
        return Verdict::Scope;
    }
    if has(Difference::SameTime) {
        return Verdict::SameDate;
    }
    if contradict || has(Difference::Moved) {
        let told = reports.iter().zip(in_time).filter(|(_, is_part)| *is_part).map(|(report, _)| report);
        match with_time(told) {
            Some(way) => return way,
            None if contradict => return Verdict::Differs,
            // What only gives other bounds contradicts nothing.
            None => {}
        }
    }
    if has(Difference::Scope) {
        Verdict::Scope
    } else if has(Difference::OwnTime) {
        Verdict::Series
    } else if has(Difference::Fits) || has(Difference::Moved) {
        Verdict::Fits
    } else if has(Difference::Rounded) {
        Verdict::Rounded
    } else {
        Verdict::Agrees
    }
}

/// Whether values only grow or only fall from date to date; `None` where they do neither, or a date is not known.
fn with_time<'r, 'f: 'r>(reports: impl Iterator<Item = &'r Report<'f>>) -> Option<Verdict> {
    let mut dated: Vec<(&str, f64)> =
        reports.map(|report| Some((report.date?, report.figure.value))).collect::<Option<_>>()?;
    dated.sort_by_key(|(date, _)| *date);
    if dated.is_sorted_by(|(_, x), (_, y)| x <= y) {
        Some(Verdict::Grows)
    } else if dated.is_sorted_by(|(_, x), (_, y)| x >= y) {
        Some(Verdict::Falls)
    } else {
        None
    }
}

/// True when each is for a time of its own.
fn has_own_time(x: &Figure, y: &Figure) -> bool {
    match (&x.when, &y.when) {
        (Some(x), Some(y)) => x != y && !x.contains('/') && !y.contains('/'),
        _ => false,
    }
}

/// True when one is counted over another time than the other, as a year's count against a running total.
fn has_other_period(x: &Figure, y: &Figure) -> bool {
    let is_of_a_year = |figure: &Figure| figure.when.as_ref().is_some_and(|when| !when.contains('/'));
    match (x.period.kind, y.period.kind) {
        (PeriodKind::Per(one), PeriodKind::Per(other)) => one != other,
        (PeriodKind::Per(_), _) | (_, PeriodKind::Per(_)) => true,
        (PeriodKind::Since(one), PeriodKind::Since(other)) => one != other,
        (PeriodKind::Unsaid, _) => y.period.is_running() && is_of_a_year(x),
        (_, PeriodKind::Unsaid) => x.period.is_running() && is_of_a_year(y),
        (PeriodKind::Since(_) | PeriodKind::InAll, PeriodKind::Since(_) | PeriodKind::InAll) => false,
    }
}

/// True when one is counted in another place than the other, or in a part of it as far as the values say.
fn has_other_place(x: &Figure, y: &Figure) -> bool {
    match (x.scope.is_empty(), y.scope.is_empty()) {
        (false, false) => !x.scope.iter().any(|stem| y.scope.contains(stem)),
        // A town's count is not the county's, but no greater.
        (false, true) => x.is_named_scope && x.value <= y.value,
        (true, false) => y.is_named_scope && y.value <= x.value,
        (true, true) => false,
    }
}

fn is_bound(figure: &Figure) -> bool {
    matches!(figure.qualifier.bound, Bound::AtLeast | Bound::AtMost)
}

/// True when there is a value that both may mean, and one of them says that it is no more exact than that.
fn can_both_be(x: &Figure, y: &Figure) -> bool {
    let ((least, most), (from, to)) = (x.qualifier.range(x.value), y.qualifier.range(y.value));
    (is_bound(x) || is_bound(y)) && least <= to && from <= most
}

fn is_same(x: &Report<'_>, y: &Report<'_>) -> bool {
    let (x, y) = (x.figure.value, y.figure.value);
    (x - y).abs() <= SAME * x.abs().max(y.abs())
}

/// True for two reports in one document, or in two of the same date as far as it is known.
fn is_same_time(x: &Report<'_>, y: &Report<'_>) -> bool {
    x.document == y.document || x.date.zip(y.date).is_some_and(|(x, y)| x.starts_with(y) || y.starts_with(x))
}

/// True when one value may be the other said less exactly.
fn is_rounded(x: &Figure, y: &Figure) -> bool {
    let (coarse, fine) = if step(x.value) >= step(y.value) { (x, y) } else { (y, x) };
    let near = (coarse.value - fine.value).abs() <= ROUNDING * fine.value.abs();
    let rounds = near && (coarse.value - fine.value).abs() <= step(coarse.value) / 2.0;
    let about = |one: &Figure, other: &Figure| {
        let (least, most) = one.qualifier.range(one.value);
        one.qualifier.bound == Bound::About && least <= other.value && other.value <= most
    };
    rounds || about(x, y) || about(y, x)
}

/// To what a value seems to be rounded: 100 for 1,400, 0.01 for 29.14.
fn step(value: f64) -> f64 {
    let mut step = 1e12;
    while step > 1e-6 {
        let times = value / step;
        if (times - times.round()).abs() < 1e-6 && times.round() != 0.0 {
            return step;
        }
        step /= 10.0;
    }
    step
}
