//! When things are said to have happened: the dates named in a corpus as days and periods on one line.
//!
//! A date is as exact as its text: a day, or all the days of a month, a year, a decade or the period between two dates.
//! What cannot be put on the line (a time of day, a duration, a day without its year) is counted and left out.
//! [`bins`] counts dates by steps of the calendar, so that an inexact date is no sharper than it is. Nothing here draws.

mod step;

#[cfg(test)]
mod tests;

pub use step::Step;

use crate::entities::rules::Day;
use crate::text::Span;

/// A mention of a date, as it was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateMention<'a> {
    /// The document, counted from 0.
    pub document: u32,
    /// Where it stands in the document's text.
    pub span: Span,
    /// What it says: an ISO 8601 date, interval or duration (see [`crate::entities::Mention::value`]).
    pub value: Option<&'a str>,
}

/// How exact a date is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Precision {
    /// One day.
    Day,
    /// A month.
    Month,
    /// A year.
    Year,
    /// Ten years: `the 1990s`.
    Decade,
    /// From one date to another.
    Period,
}

/// A date on the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dated {
    /// The document, counted from 0.
    pub document: u32,
    /// Where the date stands in the document's text.
    pub span: Span,
    /// Its first day, as [`Day::number`] counts.
    pub first: i64,
    /// Its last day, the same as the first where the day is known.
    pub last: i64,
    /// How exact it is.
    pub precision: Precision,
}

impl Dated {
    /// How many days it may be.
    pub fn days(&self) -> i64 {
        self.last - self.first + 1
    }

    /// As it is written in a table: `28 Nov 2019`, `Nov 2019`, `2019`, `1990s`, `2016 – 2020`.
    pub fn written(&self) -> String {
        let (first, last) = (Day::from_number(self.first), Day::from_number(self.last));
        match self.precision {
            Precision::Day => format!("{} {} {}", first.day, month_name(first.month), first.year),
            Precision::Month => format!("{} {}", month_name(first.month), first.year),
            Precision::Year => first.year.to_string(),
            Precision::Decade => format!("{}s", first.year),
            Precision::Period => {
                let whole_years = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31);
                let whole_months = first.day == 1 && Day::from_number(self.last + 1).day == 1;
                let end = |day: Day| {
                    if whole_years {
                        day.year.to_string()
                    } else if whole_months {
                        format!("{} {}", month_name(day.month), day.year)
                    } else {
                        format!("{} {} {}", day.day, month_name(day.month), day.year)
                    }
                };
                format!("{} – {}", end(first), end(last))
            }
        }
    }
}

/// The short name of a month, from 1.
pub fn month_name(month: u8) -> &'static str {
    const NAMES: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    NAMES.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or("")
}

/// The dates of a corpus.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    dates: Vec<Dated>,
    undated: usize,
}

impl Timeline {
    /// Puts mentions of dates on the line. Gives nothing when `stop` says so.
    pub fn of<'a>(mentions: impl Iterator<Item = DateMention<'a>>, stop: &dyn Fn() -> bool) -> Option<Self> {
        let mut timeline = Self::default();
        for (at, mention) in mentions.enumerate() {
            if at % 1024 == 0 && stop() {
                return None;
            }
            match mention.value.and_then(read) {
                Some((first, last, precision)) => {
                    let DateMention { document, span, .. } = mention;
                    timeline.dates.push(Dated { document, span, first, last, precision });
                }
                None => timeline.undated += 1,
            }
        }
        timeline.dates.sort_unstable_by_key(|date| (date.first, date.last, date.document, date.span));
        Some(timeline)
    }

    /// The dates by their first day.
    pub fn dates(&self) -> &[Dated] {
        &self.dates
    }

    /// The same without the dates of these precisions.
    #[must_use]
    pub fn without(&self, hidden: &std::collections::BTreeSet<Precision>) -> Self {
        let kept = self.dates.iter().filter(|date| !hidden.contains(&date.precision)).copied();
        Self { dates: kept.collect(), undated: self.undated }
    }

    /// How many mentions of dates cannot be put on the line.
    pub fn undated(&self) -> usize {
        self.undated
    }

    /// From the first day of all to the last; `None` without any date.
    pub fn extent(&self) -> Option<(i64, i64)> {
        let last = self.dates.iter().map(|date| date.last).max()?;
        Some((self.dates.first()?.first, last))
    }

    /// The part of the line worth seeing first: the shortest that holds nineteen of twenty dates, where that is less than
    /// half of the whole; else the whole. So one mention of 1066 does not make a smudge of all that happened since 2010.
    pub fn core(&self) -> Option<(i64, i64)> {
        let (first, last) = self.extent()?;
        let mut middles: Vec<i64> =
            self.dates.iter().map(|date| i64::midpoint(date.first, date.last)).collect();
        middles.sort_unstable();
        let held = (middles.len() * 19).div_ceil(20);
        let (from, to) = middles
            .windows(held)
            .map(|window| (window[0], window[held - 1]))
            .min_by_key(|(from, to)| to - from)?;
        if 2 * (to - from + 1) > last - first {
            return Some((first, last));
        }
        // Dates whose middle lies within are seen whole, unless they are longer than all the rest.
        let reach = (to - from).max(31);
        let seen = self.dates.iter().filter(|date| {
            (from..=to).contains(&i64::midpoint(date.first, date.last)) && date.days() <= reach
        });
        let (from, to) = seen.fold((from, to), |(from, to), date| (from.min(date.first), to.max(date.last)));
        Some((from, to))
    }
}

/// Reads a value as ISO 8601 writes dates and intervals: its first and last day and how exact it is.
pub fn read(value: &str) -> Option<(i64, i64, Precision)> {
    if let Some((from, to)) = value.split_once('/') {
        let (first, ..) = one(from)?;
        let (_, last, _) = one(to)?;
        return (first <= last).then_some((first, last, Precision::Period));
    }
    one(value)
}

/// Reads a date that is no interval.
fn one(value: &str) -> Option<(i64, i64, Precision)> {
    let date = value.split('T').next().unwrap_or_default();
    let number = |digits: &str, length: usize| -> Option<i32> {
        let is_number = digits.len() == length && digits.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| digits.parse().ok()).flatten()
    };
    if let Some(digits) = date.strip_suffix('X') {
        let year = 10 * number(digits, 3)?;
        return Some((begin_of(year, 1)?, begin_of(year + 10, 1)? - 1, Precision::Decade));
    }
    let mut parts = date.splitn(3, '-');
    let year = number(parts.next()?, 4)?;
    let Some(month) = parts.next() else {
        return Some((begin_of(year, 1)?, begin_of(year + 1, 1)? - 1, Precision::Year));
    };
    let month = u8::try_from(number(month, 2)?).ok()?;
    let Some(day) = parts.next() else {
        let (next_year, next) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        return Some((begin_of(year, month)?, begin_of(next_year, next)? - 1, Precision::Month));
    };
    let day = Day::new(year, month, u8::try_from(number(day, 2)?).ok()?)?.number();
    Some((day, day, Precision::Day))
}

/// The number of the first day of a month.
fn begin_of(year: i32, month: u8) -> Option<i64> {
    Day::new(year, month, 1).map(Day::number)
}

/// A step of the calendar and how many dates fall into it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bin {
    /// Its first day.
    pub first: i64,
    /// Its last day.
    pub last: i64,
    /// Dates that lie wholly within.
    pub exact: u32,
    /// Shares of dates that are longer or lie across its edge: each counts by the part of its days that is here, so that
    /// all shares of a date make one.
    pub spread: f32,
}

/// Counts the dates that `is_wanted` for each step of the calendar from the one of day `from` to the one of day `to`.
pub fn bins(
    dates: &[Dated],
    (from, to): (i64, i64),
    step: Step,
    is_wanted: impl Fn(&Dated) -> bool,
) -> Vec<Bin> {
    let mut bins: Vec<Bin> = Vec::new();
    let mut first = step.begin(from);
    while first <= to.max(from) {
        let next = step.next(first);
        bins.push(Bin { first, last: next - 1, exact: 0, spread: 0.0 });
        first = next;
    }
    // Dates are in order of their first day.
    let behind = dates.partition_point(|date| date.first < first);
    for date in dates[..behind].iter().filter(|date| is_wanted(date)) {
        let at = bins.partition_point(|bin| bin.last < date.first);
        for bin in bins[at..].iter_mut().take_while(|bin| bin.first <= date.last) {
            if bin.first <= date.first && date.last <= bin.last {
                bin.exact += 1;
            } else {
                let shared = date.last.min(bin.last) - date.first.max(bin.first) + 1;
                bin.spread += shared as f32 / date.days() as f32;
            }
        }
    }
    bins
}
