//! How the values of one topic differ.
//!
//! Whether two reports contradict each other follows from what their figures say and from whether they are of one time. So
//! reports whose figures say the same are taken together, and any two of these groups are compared once: a number that ten
//! thousand documents give costs no more than one that ten give.

use std::collections::HashMap;

use super::difference::Difference;
use super::{Figure, units};

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
    /// They are told in different units or currencies, and are not as much.
    Unit,
    /// What is counted may not be the same: another place or period.
    Scope,
    /// They are other bounds on one side: `at least 12` and `at least 19`.
    Bounds,
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
    pub const ALL: [Self; 12] = [
        Self::Differs,
        Self::SameDate,
        Self::Grows,
        Self::Falls,
        Self::Unit,
        Self::Scope,
        Self::Bounds,
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
            Self::Unit => "unit",
            Self::Scope => "scope",
            Self::Bounds => "bounds",
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
            Self::Unit => "The values and their units differ.",
            Self::Scope => "The values differ, perhaps in scope.",
            Self::Bounds => "The bounds given differ.",
            Self::Fits => "The values keep within the bounds.",
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

/// How the figures of a topic differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judged {
    /// How they differ.
    pub verdict: Verdict,
    /// How many different values were not looked at, since there are too many.
    pub left_out: usize,
}

/// How these figures differ.
pub fn verdict(reports: &[Report<'_>]) -> Judged {
    if reports.len() < 2 {
        return Judged { verdict: Verdict::Alone, left_out: 0 };
    }
    let (groups, of_report) = groups(reports);
    let compared = compared(&groups);
    let verdict = differing(reports, &groups, &of_report, &compared);
    Judged { verdict, left_out: groups.len() - compared.len() }
}

/// How the groups that are compared differ; `of_report` says in which group a report is.
fn differing(
    reports: &[Report<'_>],
    groups: &[Group<'_>],
    of_report: &[usize],
    compared: &[usize],
) -> Verdict {
    // Which differences there are, one bit each, and which groups are part of one that time may explain or that fits it.
    let mut seen = 0u16;
    let mut in_time = vec![false; groups.len()];
    for (number, at) in compared.iter().enumerate() {
        for other in &compared[number + 1..] {
            for difference in groups[*at].differences(&groups[*other]) {
                seen |= 1 << difference as u16;
                if matches!(difference, Difference::Moved | Difference::Contradicts | Difference::Fits) {
                    (in_time[*at], in_time[*other]) = (true, true);
                }
            }
        }
    }
    let has = |difference: Difference| seen & (1 << difference as u16) != 0;
    let contradict = has(Difference::Contradicts);
    if has(Difference::SameTime) {
        return Verdict::SameDate;
    }
    if contradict || has(Difference::Moved) {
        let told =
            reports.iter().zip(of_report).filter(|(_, group)| in_time[**group]).map(|(report, _)| report);
        match with_time(told) {
            Some(way) => return way,
            None if contradict => return Verdict::Differs,
            // What only gives other bounds contradicts nothing, and is told below.
            None => {}
        }
    }
    if has(Difference::Unit) {
        Verdict::Unit
    } else if has(Difference::Scope) {
        Verdict::Scope
    } else if has(Difference::Moved) {
        Verdict::Bounds
    } else if has(Difference::OwnTime) {
        Verdict::Series
    } else if has(Difference::Fits) {
        Verdict::Fits
    } else if has(Difference::Rounded) {
        Verdict::Rounded
    } else {
        Verdict::Agrees
    }
}

/// Of more groups, so many are compared: the least and the greatest value and others evenly between.
pub(super) const MOST_GROUPS: usize = 2_000;

/// When a report is from: two are of one time when they are of one date, as far as it is known, or of one document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Time<'f> {
    Date(&'f str),
    /// A document without a date.
    Document(usize),
}

impl Time<'_> {
    fn is_same(self, other: Self) -> bool {
        match (self, other) {
            (Self::Date(x), Self::Date(y)) => x.starts_with(y) || y.starts_with(x),
            (one, other) => one == other,
        }
    }
}

/// Reports whose figures say the same.
#[derive(Debug)]
struct Group<'f> {
    /// One of the figures.
    figure: &'f Figure,
    /// When they are from, in order, none twice.
    times: Vec<Time<'f>>,
}

impl Group<'_> {
    /// How reports of two groups differ; at most two ways, since only their times differ within a group.
    fn differences(&self, other: &Self) -> impl Iterator<Item = Difference> {
        let at_one_time = Difference::between(self.figure, other.figure, true);
        let at_two = Difference::between(self.figure, other.figure, false);
        // Where time makes no difference there is no need to look.
        let matters = at_one_time != at_two;
        let at_one_time = at_one_time.filter(|_| !matters || self.has_same_time(other));
        let at_two = at_two.filter(|_| matters && self.has_other_time(other));
        at_one_time.into_iter().chain(at_two)
    }

    /// True when a report of one is of one time with one of the other.
    fn has_same_time(&self, other: &Self) -> bool {
        let (few, many) = if self.times.len() <= other.times.len() { (self, other) } else { (other, self) };
        few.times.iter().any(|time| many.has_time(*time))
    }

    /// True when one of its reports is of this time.
    fn has_time(&self, time: Time<'_>) -> bool {
        let Time::Date(date) = time else { return self.times.binary_search(&time).is_ok() };
        // Dates that begin with this one stand behind it, and those it begins with are looked up.
        let behind = self.times.partition_point(|other| *other < time);
        self.times.get(behind).is_some_and(|other| other.is_same(time))
            || (0..date.len())
                .filter_map(|end| date.get(..end))
                .any(|start| self.times.binary_search(&Time::Date(start)).is_ok())
    }

    /// True when a report of one is of another time than one of the other.
    fn has_other_time(&self, other: &Self) -> bool {
        self.times.iter().any(|one| other.times.iter().any(|other| !one.is_same(*other)))
    }
}

/// The reports by what their figures say, and the group of each.
fn groups<'f>(reports: &[Report<'f>]) -> (Vec<Group<'f>>, Vec<usize>) {
    let mut numbers = HashMap::new();
    let mut groups: Vec<Group<'f>> = Vec::new();
    let mut of_report = Vec::with_capacity(reports.len());
    for report in reports {
        let figure = report.figure;
        let says = (
            (figure.value.to_bits(), figure.upper.map(f64::to_bits), figure.measure, &figure.unit),
            (figure.qualifier.bound, figure.qualifier.reach),
            (figure.period.kind, &figure.when, figure.course),
            (&figure.scope, figure.is_named_scope),
        );
        let number = *numbers.entry(says).or_insert_with(|| {
            groups.push(Group { figure, times: Vec::new() });
            groups.len() - 1
        });
        groups[number].times.push(report.date.map_or(Time::Document(report.document), Time::Date));
        of_report.push(number);
    }
    for group in &mut groups {
        group.times.sort_unstable();
        group.times.dedup();
    }
    (groups, of_report)
}

/// The groups that are compared with each other.
fn compared(groups: &[Group<'_>]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..groups.len()).collect();
    if order.len() <= MOST_GROUPS {
        return order;
    }
    order.sort_by(|x, y| groups[*x].figure.value.total_cmp(&groups[*y].figure.value));
    let last = order.len() - 1;
    (0..MOST_GROUPS).map(|number| order[number * last / (MOST_GROUPS - 1)]).collect()
}

/// Whether values only grow or only fall from date to date; `None` where they do neither, or a date is not known. In which order
/// those of one date stand says nothing.
fn with_time<'r, 'f: 'r>(reports: impl Iterator<Item = &'r Report<'f>>) -> Option<Verdict> {
    let size =
        |figure: &Figure| units::of(&figure.unit).map_or(figure.value, |unit| unit.in_base(figure.value));
    let mut dated: Vec<(&str, f64)> =
        reports.map(|report| Some((report.date?, size(report.figure)))).collect::<Option<_>>()?;
    dated.sort_by(|x, y| (x.0).cmp(y.0).then(x.1.total_cmp(&y.1)));
    let grows = dated.is_sorted_by(|(_, x), (_, y)| x <= y);
    dated.sort_by(|x, y| (x.0).cmp(y.0).then(y.1.total_cmp(&x.1)));
    let falls = dated.is_sorted_by(|(_, x), (_, y)| x >= y);
    match (grows, falls) {
        (true, false) => Some(Verdict::Grows),
        (false, true) => Some(Verdict::Falls),
        // All are the same, and it is their bounds that differ; or they go up and down.
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::period::Each;
    use super::super::qualifier::{Qualifier, Reach};
    use super::super::{Bound, Course, Measure, Period, PeriodKind};
    use super::*;
    use crate::text::Span;

    /// How these figures differ, each report held against each other.
    fn slowly(reports: &[Report<'_>]) -> Verdict {
        if reports.len() < 2 {
            return Verdict::Alone;
        }
        let mut seen = Vec::new();
        let mut in_time = vec![false; reports.len()];
        for (at, x) in reports.iter().enumerate() {
            for (other, y) in reports.iter().enumerate().skip(at + 1) {
                let dates = x.date.zip(y.date);
                let is_same_time = x.document == y.document
                    || dates.is_some_and(|(x, y)| x.starts_with(y) || y.starts_with(x));
                let Some(difference) = Difference::between(x.figure, y.figure, is_same_time) else {
                    continue;
                };
                seen.push(difference);
                if matches!(difference, Difference::Moved | Difference::Contradicts | Difference::Fits) {
                    (in_time[at], in_time[other]) = (true, true);
                }
            }
        }
        let has = |difference| seen.contains(&difference);
        if has(Difference::SameTime) {
            return Verdict::SameDate;
        }
        if has(Difference::Contradicts) || has(Difference::Moved) {
            let told = reports.iter().zip(in_time).filter(|(_, is_part)| *is_part).map(|(report, _)| report);
            match with_time(told) {
                Some(way) => return way,
                None if has(Difference::Contradicts) => return Verdict::Differs,
                None => {}
            }
        }
        let ways = [
            (Difference::Unit, Verdict::Unit),
            (Difference::Scope, Verdict::Scope),
            (Difference::Moved, Verdict::Bounds),
            (Difference::OwnTime, Verdict::Series),
            (Difference::Fits, Verdict::Fits),
            (Difference::Rounded, Verdict::Rounded),
        ];
        ways.into_iter()
            .find(|(difference, _)| has(*difference))
            .map_or(Verdict::Agrees, |(_, verdict)| verdict)
    }

    fn figure(value: f64, bound: Bound, kind: PeriodKind, when: Option<&str>, scope: &str) -> Figure {
        Figure {
            span: Span::new(0, 1),
            measure: Measure::Money,
            value,
            upper: None,
            unit: "GBP".to_owned(),
            phrase: String::new(),
            qualifier: Qualifier { bound, reach: Reach::Any, ..Qualifier::default() },
            sentence: Span::new(0, 1),
            when: when.map(str::to_owned),
            period: Period { kind, words: String::new() },
            course: Course::Level,
            nouns: Vec::new(),
            context: Vec::new(),
            scope: if scope.is_empty() { Vec::new() } else { vec![scope.to_owned()] },
            is_named_scope: scope == "town",
        }
    }

    /// A figure; most of them are plain.
    fn arb_figure() -> impl Strategy<Value = Figure> {
        let value = prop::sample::select(vec![100.0, 101.0, 104.0, 130.0, 500.0, 502.0]);
        let bounds =
            vec![Bound::Exact, Bound::Exact, Bound::Exact, Bound::AtLeast, Bound::AtMost, Bound::About];
        let kinds = vec![
            PeriodKind::Unsaid,
            PeriodKind::Unsaid,
            PeriodKind::Unsaid,
            PeriodKind::Per(Each::Year),
            PeriodKind::InAll,
        ];
        let when =
            prop::sample::select(vec![None, None, None, Some("2019"), Some("2020"), Some("2019/2020")]);
        let scope = prop::sample::select(vec!["", "", "", "", "town", "county"]);
        let unit = prop::sample::select(vec!["GBP", "GBP", "GBP", "GBP", "GBP", "GBP", "GBP", "EUR"]);
        let upper = prop::sample::select(vec![None, None, None, None, Some(20.0)]);
        let course = prop::sample::select(vec![Course::Level, Course::Level, Course::Level, Course::Before]);
        (value, prop::sample::select(bounds), prop::sample::select(kinds), when, scope, (unit, upper, course))
            .prop_map(|(value, bound, kind, when, scope, (unit, upper, course))| Figure {
                course,
                unit: unit.to_owned(),
                upper: upper.map(|upper| value + upper),
                ..figure(value, bound, kind, when, scope)
            })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn groups_are_judged_as_their_reports_are(
            dates in prop::collection::vec(
                prop::sample::select(vec![None, Some("2019"), Some("2019-05"), Some("2019-05-02"), Some("2019-06"), Some("2020"), Some("2021-01-01")]),
                6,
            ),
            kinds in prop::collection::vec(arb_figure(), 1..5),
            given in prop::collection::vec((0usize..6, 0usize..5), 0..12),
        ) {
            let reports: Vec<Report<'_>> = given
                .iter()
                .map(|(document, kind)| Report {
                    document: *document,
                    date: dates[*document],
                    figure: &kinds[kind % kinds.len()],
                })
                .collect();
            let judged = Judged { verdict: slowly(&reports), left_out: 0 };
            prop_assert_eq!(verdict(&reports), judged, "{:?}", reports);
        }
    }

    #[test]
    fn what_very_many_documents_give_is_judged_by_what_they_say() {
        let plain = |value| figure(value, Bound::Exact, PeriodKind::Unsaid, None, "");
        let few: Vec<Figure> = (0..20).map(|value| plain(100.0 + f64::from(value))).collect();
        let dates: Vec<String> = (0..20).map(|year| format!("{}", 1990 + year)).collect();
        let grown = |number: usize| Report {
            document: number,
            date: Some(dates[number % 20].as_str()),
            figure: &few[number % 20],
        };
        let reports: Vec<Report<'_>> = (0..100_000).map(grown).collect();
        assert_eq!(verdict(&reports), Judged { verdict: Verdict::Grows, left_out: 0 });
        // So many different values that not all are compared: the extremes always are.
        let many: Vec<Figure> = (0..5_000).map(|value| plain(1e6 + f64::from(value))).collect();
        let reports = many.iter().enumerate();
        let reports: Vec<Report<'_>> =
            reports.map(|(document, figure)| Report { document, date: None, figure }).collect();
        let (groups, _) = groups(&reports);
        let some = compared(&groups);
        assert_eq!((some.len(), some[0], some[MOST_GROUPS - 1]), (MOST_GROUPS, 0, 4_999));
        assert_eq!(verdict(&reports), Judged { verdict: Verdict::Differs, left_out: 5_000 - MOST_GROUPS });
    }
}
