//! How the values of one topic differ.

use super::{Bound, Figure, Measure};

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
    pub const ALL: [Self; 9] = [
        Self::Differs,
        Self::SameDate,
        Self::Grows,
        Self::Falls,
        Self::Scope,
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
            Self::Scope => "The values differ; what is counted may, too.",
            Self::Rounded => "One value is the other, rounded.",
            Self::Series => "Each value is for a time of its own.",
            Self::Agrees => "The values are the same.",
            Self::Alone => "Nothing else speaks of it.",
        }
    }

    /// True when a reader should look at it.
    pub const fn differs(self) -> bool {
        !matches!(self, Self::Agrees | Self::Alone | Self::Rounded | Self::Series)
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

/// How these figures differ.
pub fn verdict(reports: &[Report<'_>]) -> Verdict {
    if reports.len() < 2 {
        return Verdict::Alone;
    }
    let differing: Vec<(&Report<'_>, &Report<'_>)> = pairs(reports).filter(|(x, y)| !is_same(x, y)).collect();
    if differing.is_empty() {
        return Verdict::Agrees;
    }
    if differing.iter().all(|(x, y)| is_rounded(x.figure, y.figure)) {
        return Verdict::Rounded;
    }
    let own_time = |(x, y): &(&Report<'_>, &Report<'_>)| match (&x.figure.when, &y.figure.when) {
        (Some(x), Some(y)) => x != y && !x.contains('/') && !y.contains('/'),
        _ => false,
    };
    if differing.iter().all(own_time) {
        return Verdict::Series;
    }
    let other_scope = |(x, y): &(&Report<'_>, &Report<'_>)| {
        let (x, y) = (&x.figure.scope, &y.figure.scope);
        !x.is_empty() && !y.is_empty() && !x.iter().any(|stem| y.contains(stem))
    };
    // Sums in two currencies can be said to count the same only by a person.
    let other_currency = |(x, y): &(&Report<'_>, &Report<'_>)| {
        x.figure.measure == Measure::Money && x.figure.unit != y.figure.unit
    };
    if differing.iter().any(|pair| other_scope(pair) || other_currency(pair)) {
        return Verdict::Scope;
    }
    if differing.iter().any(|(x, y)| is_same_time(x, y)) {
        return Verdict::SameDate;
    }
    if reports.iter().any(|report| report.date.is_none()) {
        return Verdict::Differs;
    }
    let mut in_time: Vec<&Report<'_>> = reports.iter().collect();
    in_time.sort_by_key(|report| report.date);
    let values: Vec<f64> = in_time.iter().map(|report| report.figure.value).collect();
    if values.is_sorted() {
        Verdict::Grows
    } else if values.is_sorted_by(|x, y| x >= y) {
        Verdict::Falls
    } else {
        Verdict::Differs
    }
}

fn pairs<'r, 'f>(reports: &'r [Report<'f>]) -> impl Iterator<Item = (&'r Report<'f>, &'r Report<'f>)> {
    reports.iter().enumerate().flat_map(|(at, one)| reports[at + 1..].iter().map(move |other| (one, other)))
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
