//! Dates as they are written: `Tuesday 6th June`, `31 October 1858`, `between 2016 and 2020`, `the late 1990s`, `Q3`.
//!
//! Dates that only say how far they are from another (`yesterday`) are read by [`super::relative`], times of day and
//! durations by [`super::spans_of_time`]; here all are put together, and ranges made of them.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::board::Board;
use super::calendar::{Day, Partial};
use super::lexicon::{Traits, rows};
use super::periods::{
    decade, decade_in_letters, feast, is_coded_quarter, is_named_day, nth_of, period_ended, quarter, season,
};
use super::short_dates::{of_this_month, short_year};
use super::spelt_dates::{day_in_letters, in_letters, part_of_day, year_in_letters};
use super::tokens::{Page, Shape};
use super::{relative, spans_of_time};
use crate::entities::{Kind, Label};

/// The name of this rule.
pub const NAME: &str = "dates";

/// A date found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct When {
    /// One past its last token.
    pub to: usize,
    /// What is known of it, when it can be an end of a range.
    pub partial: Option<Partial>,
    /// Its value.
    pub value: Option<String>,
}

impl When {
    /// A date with what is known of it.
    pub fn dated(to: usize, partial: Partial) -> Self {
        Self { to, partial: Some(partial), value: partial.iso() }
    }

    /// A date that is no end of a range.
    pub fn plain(to: usize, value: Option<String>) -> Self {
        Self { to, partial: None, value }
    }
}

/// Months and days of the week by their names.
static NAMES: LazyLock<HashMap<&'static str, u8>> = LazyLock::new(|| {
    let mut names = HashMap::new();
    let months = rows(include_str!("../../../assets/entities/lexicons/months.txt"));
    let weekdays = rows(include_str!("../../../assets/entities/lexicons/weekdays.txt"));
    for row in months.take(2) {
        names.extend(row.zip(1u8..));
    }
    names.insert("sept", 9);
    // As they were shortened in letters and registers.
    names.extend([
        ("jany", 1),
        ("janry", 1),
        ("feby", 2),
        ("febry", 2),
        ("aprl", 4),
        ("augt", 8),
        ("septr", 9),
        ("octr", 10),
        ("novr", 11),
        ("decr", 12),
    ]);
    for row in weekdays.take(2) {
        names.extend(row.zip(0u8..));
    }
    names.extend([("tues", 1), ("weds", 2), ("thur", 3), ("thurs", 3)]);
    names
});

/// Claims the dates; `today` is the date of the document, by which relative ones are told.
pub fn dates(board: &mut Board<'_, '_>, today: Option<Day>) {
    let page = board.page;
    let mut at = 0;
    while at < page.len() {
        let found = if board.is_free(at) { date_at(board, at, today) } else { None };
        match found {
            Some(when) if board.claim_valued(at, when.to, Kind::Date, NAME, when.value.as_deref()) => {
                at = when.to;
            }
            _ => at += 1,
        }
    }
}

/// The date that begins at `at`, a range if it is one.
fn date_at(board: &Board<'_, '_>, at: usize, today: Option<Day>) -> Option<When> {
    let page = board.page;
    // Nearly every word begins no date.
    let token = page.get(at);
    let begins = token.shape == Shape::Number
        || token.traits.any(Traits::MONTH | Traits::WEEKDAY | Traits::NUMBER_WORD)
        || relative::begins(page.low(at))
        || matches!(
            page.low(at),
            "early"
                | "late"
                | "mid"
                | "end"
                | "start"
                | "beginning"
                | "spring"
                | "summer"
                | "autumn"
                | "winter"
                | "fall"
                | "fiscal"
                | "fy"
                | "christmas"
                | "easter"
                | "noon"
                | "midnight"
                | "new"
                | "diwali"
                | "ramadan"
                | "eid"
                | "thanksgiving"
                | "hanukkah"
                | "passover"
                | "whitsun"
                | "michaelmas"
                | "lent"
                | "several"
                | "many"
                | "first"
                | "second"
                | "third"
                | "fourth"
                | "half"
                | "financial"
                | "a"
                | "an"
                | "few"
                | "couple"
                | "circa"
                | "turn"
                | "quarter"
                | "halloween"
                | "pentecost"
                | "lammas"
                | "candlemas"
                | "holi"
                | "midsummer"
                | "whitsuntide"
                | "martinmas"
                | "epiphany"
                | "shrovetide"
                | "hilary"
                | "trinity"
                | "year"
                | "that"
                | "night"
                | "morning"
                | "afternoon"
                | "evening"
                | "whit"
        )
        || is_named_day(page, at)
        || day_in_letters(page.low(at)).is_some()
        || decade_in_letters(page, at).is_some()
        || short_year(page, at).is_some()
        || (token.shape != Shape::Lower
            && (page.low(at + 1) == "day"
                || page.low(at).starts_with("mid-")
                || is_coded_quarter(page.low(at)))
            || token.shape == Shape::Lower && page.low(at).contains('-'));
    if !begins {
        return None;
    }
    let first = part_of_day(page, at, today).or_else(|| one(board, at, today))?;
    Some(range(board, at, &first, today).unwrap_or(first))
}

/// Two dates that are the ends of one period.
fn range(board: &Board<'_, '_>, at: usize, first: &When, today: Option<Day>) -> Option<When> {
    let page = board.page;
    let start = first.partial?;
    let joint = first.to;
    if !page.follows(joint) {
        return None;
    }
    let between = at.checked_sub(1).is_some_and(|before| page.low(before) == "between");
    let joins = match page.low(joint) {
        "to" | "until" | "till" | "through" | "-" | "–" | "—" => true,
        "and" => between,
        "/" => page.glued(joint),
        _ => false,
    };
    if !joins {
        return None;
    }
    let mut next = joint + 1;
    if page.low(next) == "the" {
        next += 1;
    }
    // Both ends are dates of a calendar; a bare year is one only after another year or month.
    let second = one(board, next, today).or_else(|| {
        year(page, next).map(|year| When::dated(next + 1, Partial { year: Some(year), ..Partial::default() }))
    })?;
    let end = second.partial?;
    let value = match (start.completed(end).iso(), end.iso()) {
        (Some(start), Some(end)) => Some(format!("{start}/{end}")),
        _ => None,
    };
    Some(When::plain(second.to, value))
}

/// One date, no range.
fn one(board: &Board<'_, '_>, at: usize, today: Option<Day>) -> Option<When> {
    let page = board.page;
    part_of(board, at, today)
        .or_else(|| beside_feast(page, at))
        .or_else(|| in_letters(page, at))
        .or_else(|| nth_of(page, at))
        .or_else(|| decade_in_letters(page, at))
        .or_else(|| year_in_letters(page, at))
        .or_else(|| short_year(page, at))
        .or_else(|| relative::relative(page, at, today))
        .or_else(|| calendar_date(page, at, today))
        .or_else(|| of_this_month(page, at))
        .or_else(|| period_ended(page, at, today))
        .or_else(|| spans_of_time::clock(page, at))
        .or_else(|| quarter(page, at))
        .or_else(|| spans_of_time::ago(page, at, today))
        .or_else(|| spans_of_time::duration(page, at))
        .or_else(|| decade(page, at))
        .or_else(|| feast(page, at))
        .or_else(|| season(page, at))
        .or_else(|| year_told(board, at))
}

/// `Monday after Easter`: a day told by a feast.
fn beside_feast(page: &Page<'_>, at: usize) -> Option<When> {
    let joint = at + 1;
    if weekday(page, at).is_none() || !matches!(page.low(joint), "after" | "before") || !page.follows(joint) {
        return None;
    }
    let feast = feast(page, joint + 1).filter(|_| page.follows(joint + 1))?;
    Some(When::plain(feast.to, None))
}

/// `early 2019`, `the end of 2023`, `mid-April`.
fn part_of(board: &Board<'_, '_>, at: usize, today: Option<Day>) -> Option<When> {
    let page = board.page;
    let next = match page.low(at) {
        "early" | "late" | "mid" => at + 1 + usize::from(page.sign(at + 1, '-')),
        "end" | "start" | "beginning" | "turn" => match page.low(at + 1) {
            "of" if page.low(at + 2) == "the" => at + 3,
            "of" => at + 2,
            // `for a month beginning Monday`
            _ if page.low(at) == "beginning" => return None,
            _ => at + 1,
        },
        word => {
            let rest = word
                .strip_prefix("mid-")
                .or_else(|| word.strip_prefix("early-"))
                .or_else(|| word.strip_prefix("late-"))?;
            let month = NAMES.get(rest).copied().filter(|_| rest.len() > 2 && !rest.ends_with("day"));
            let year_of = |at: usize| year(page, at).filter(|_| page.follows(at));
            if let Some(month) = month {
                let year = year_of(at + 1);
                let to = if year.is_some() { at + 2 } else { at + 1 };
                return Some(When::dated(to, Partial { year, month: Some(month), day: None }));
            }
            let digits = rest.strip_suffix('s').unwrap_or(rest);
            let year: i32 = digits.parse().ok().filter(|_| digits.len() == 4)?;
            return Some(When::dated(at + 1, Partial { year: Some(year), ..Partial::default() }));
        }
    };
    if next >= page.len() || !page.follows(next) {
        return None;
    }
    let mut when = calendar_date(page, next, today)
        .or_else(|| decade(page, next))
        .or_else(|| decade_in_letters(page, next))
        .or_else(|| {
            year(page, next)
                .map(|year| When::dated(next + 1, Partial { year: Some(year), ..Partial::default() }))
        })
        .or_else(|| {
            relative::relative(page, next, today)
                .filter(|_| page.low(at) == "end" || page.low(at) == "late" || page.low(at) == "early")
        })?;
    // A part of a month or year has no date of its own that follows.
    if when.partial.is_none() && !page.low(next).ends_with("0s") && !page.low(next).ends_with("ties") {
        when.value = None;
    }
    Some(when)
}

/// A date of the calendar: with a month, or in figures, or a day of the week.
pub fn calendar_date(page: &Page<'_>, at: usize, today: Option<Day>) -> Option<When> {
    if let Some(when) = in_figures(page, at) {
        return Some(when);
    }
    if let Some(weekday) = weekday(page, at) {
        let mut next = at + 1;
        if page.sign(next, '.') && page.low(at).len() <= 4 {
            next += 1;
        }
        if page.sign(next, ',') || page.low(next) == "the" {
            next += 1;
        }
        if page.follows(next)
            && let Some(when) = with_month(page, next)
        {
            return Some(when);
        }
        // `Thursday 9th`, in a month told before.
        if page.follows(next) && days_of_month(page, next).is_some() && is_ordinal(page.low(next)) {
            return Some(When::plain(next + 1, None));
        }
        // `Thu 27`
        let day = page.get(next).shape == Shape::Number
            && page.follows(next)
            && days_of_month(page, next).is_some()
            && (!page.follows(next + 1)
                || matches!(page.get(next + 1).shape, Shape::Sign(',' | '.' | ';' | ')')));
        if page.low(at).len() <= 4 {
            return day.then(|| When::plain(next + 1, None));
        }
        // `Tuesday sennight`, `Monday week`
        let later = page.follows(at + 1)
            && (matches!(page.low(at + 1), "sennight" | "se'nnight" | "fortnight")
                || page.low(at + 1) == "week" && ends_a_date(page, at + 2));
        if later {
            return Some(When::plain(at + 2, None));
        }
        let to = relative::with_part_of_day(page, at + 1);
        return Some(When::plain(to, today.map(|today| relative::last_weekday(today, weekday).iso())));
    }
    with_month(page, at)
}

/// A day of the week, written with a capital.
pub fn weekday(page: &Page<'_>, at: usize) -> Option<u8> {
    let token = page.get(at);
    let told = token.traits.any(Traits::WEEKDAY) && matches!(token.shape, Shape::Capital | Shape::Capitals);
    // `sat` and `sun` are words.
    told.then(|| NAMES.get(page.low(at)).copied()).flatten()
}

/// A month, written with a capital.
pub fn month(page: &Page<'_>, at: usize) -> Option<u8> {
    let token = page.get(at);
    let told = token.traits.any(Traits::MONTH) && matches!(token.shape, Shape::Capital | Shape::Capitals);
    told.then(|| NAMES.get(page.low(at)).copied()).flatten()
}

/// `31 October 1858`, `6th of June`, `January 9, 2023`, `May 2021`, `July`.
pub fn with_month(page: &Page<'_>, at: usize) -> Option<When> {
    if let Some((day, last)) = days_of_month(page, at) {
        let next = at + 1 + usize::from(page.low(at + 1) == "of");
        let month = month(page, next).filter(|_| page.follows(next))?;
        let (year, to) = year_after(page, next);
        let partial = Partial { year, month: Some(month), day: Some(last.unwrap_or(day)) };
        let mut when = When::dated(to, partial);
        if last.is_some() {
            let start = Partial { day: Some(day), ..partial };
            when.value = start.iso().zip(partial.iso()).map(|(start, end)| format!("{start}/{end}"));
            when.partial = None;
        }
        return Some(when);
    }
    let number = month(page, at)?;
    let short = usize::from(
        page.sign(at + 1, '.') && page.low(at).len() <= 4 && page.get(at + 2).shape == Shape::Number,
    );
    let next = at + 1 + short;
    if page.follows(next)
        && let Some((day, last)) = days_of_month(page, next).filter(|_| is_bare_day(page, next))
    {
        let (year, to) = year_after(page, next);
        let partial = Partial { year, month: Some(number), day: Some(last.unwrap_or(day)) };
        let mut when = When::dated(to, partial);
        if last.is_some() {
            let start = Partial { day: Some(day), ..partial };
            when.value = start.iso().zip(partial.iso()).map(|(start, end)| format!("{start}/{end}"));
        }
        return Some(when);
    }
    let (year, to) = year_after(page, next - 1);
    if year.is_none() && !stands_as_month(page, at) {
        return None;
    }
    let mut to = if year.is_some() { to } else { at + 1 };
    // `August last`, as letters have it.
    if year.is_none() && page.low(to) == "last" && page.follows(to) && ends_a_date(page, to + 1) {
        to += 1;
    }
    Some(When::dated(to, Partial { year, month: Some(number), day: None }))
}

/// True where a date can end: before a sign, a small word, or the end of the paragraph.
fn ends_a_date(page: &Page<'_>, at: usize) -> bool {
    !page.follows(at) || matches!(page.get(at).shape, Shape::Sign(_)) || page.is(at, Traits::FUNCTION)
}

fn is_ordinal(word: &str) -> bool {
    word.ends_with("st") || word.ends_with("nd") || word.ends_with("rd") || word.ends_with("th")
}

/// True when the word at `at` can only be the month: `may` and `march` are words, `June` and `April` given names.
fn stands_as_month(page: &Page<'_>, at: usize) -> bool {
    let word = page.low(at);
    if word.len() <= 4 && !matches!(word, "june" | "july" | "sept") {
        let told = at.checked_sub(1).is_some_and(|before| {
            matches!(
                page.low(before),
                "in" | "since"
                    | "until"
                    | "till"
                    | "by"
                    | "from"
                    | "last"
                    | "next"
                    | "of"
                    | "to"
                    | "and"
                    | "during"
                    | "before"
                    | "after"
                    | "this"
                    | "between"
            )
        });
        return told
            && (word == "may" || page.sign(at + 1, '.'))
            && !page.get(at).begins
            && !page.capital(at + 1);
    }
    match word {
        "march" => {
            !page.capital(at + 1)
                && at.checked_sub(1).is_some_and(|before| {
                    matches!(
                        page.low(before),
                        "in" | "since"
                            | "until"
                            | "till"
                            | "by"
                            | "from"
                            | "last"
                            | "next"
                            | "of"
                            | "to"
                            | "during"
                            | "between"
                    )
                })
        }
        // `June Smith`
        "june" | "april" | "august" => {
            !(page.capital(at + 1) && !page.get(at + 1).begins && !page.is(at + 1, Traits::WEEKDAY))
        }
        _ => true,
    }
}

/// The day of a month in figures, or the two ends of `12-14`.
pub fn days_of_month(page: &Page<'_>, at: usize) -> Option<(u8, Option<u8>)> {
    if page.get(at).shape != Shape::Number {
        return None;
    }
    let word = page.low(at);
    let bare = |word: &str| -> Option<u8> {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let suffix = &word[digits.len()..];
        // `2d` and `3d` are older than `2nd` and `3rd`.
        let old = suffix == "d" && digits.ends_with(['2', '3']);
        if digits.len() > 2 || !(old || matches!(suffix, "" | "st" | "nd" | "rd" | "th")) {
            return None;
        }
        digits.parse().ok().filter(|day| (1..=31).contains(day))
    };
    match word.split_once('-') {
        Some((first, last)) => Some((bare(first)?, Some(bare(last)?))),
        None => Some((bare(word)?, None)),
    }
}

/// True when the number after a month is its day and not the number of something else (`March 31 people`).
fn is_bare_day(page: &Page<'_>, at: usize) -> bool {
    !page.sign(at + 1, '%') && !page.is(at + 1, Traits::MULTIPLE) && month(page, at + 1).is_none()
}

/// The year after the token `at`, perhaps after a comma, and one past the date's last token.
pub fn year_after(page: &Page<'_>, at: usize) -> (Option<i32>, usize) {
    let mut next = at + 1;
    // The full stop of a shortened month.
    let short = page.sign(next, '.') && page.glued(next) && (3..=5).contains(&page.low(at).len());
    if short && page.is(at, Traits::MONTH) && year(page, next + 1).is_some() {
        next += 1;
    }
    if page.sign(next, ',') || (page.low(next) == "of" && year(page, next + 1).is_some()) {
        next += 1;
    }
    match year(page, next).filter(|_| page.follows(next)) {
        Some(year) => (Some(year), next + 1),
        None => (None, at + 1),
    }
}

/// A year in four figures.
pub fn year(page: &Page<'_>, at: usize) -> Option<i32> {
    let word = page.word(at);
    let digits = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| word.parse().ok()).flatten().filter(|year| (1000..2200).contains(year))
}

/// `12/08/2024`, `2024-08-12`, `12.08.2024`, `2016-17`, `2018/19`, `2012-2020`.
pub fn in_figures(page: &Page<'_>, at: usize) -> Option<When> {
    let word = page.word(at);
    if page.get(at).shape != Shape::Number || !(6..=10).contains(&word.len()) {
        return None;
    }
    let parts: Vec<&str> = word.split(['/', '-', '.']).collect();
    let figures = |part: &str| -> Option<i32> {
        (part.bytes().all(|byte| byte.is_ascii_digit()) && !part.is_empty())
            .then(|| part.parse().ok())
            .flatten()
    };
    match parts.as_slice() {
        [first, second, third] => {
            let (first_len, third_len) = (first.len(), third.len());
            let (first, second, third) = (figures(first)?, figures(second)?, figures(third)?);
            let (year, month, day) = match (first_len, third_len) {
                (4, _) => (first, second, third),
                // The American order where the other is impossible.
                (1..=2, 4) if second > 12 => (third, first, second),
                (1..=2, 4) => (third, second, first),
                (1..=2, 2) if word.contains('/') => {
                    let year = if third < 50 { 2000 + third } else { 1900 + third };
                    if second > 12 { (year, first, second) } else { (year, second, first) }
                }
                _ => return None,
            };
            let day = Day::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)?;
            // Which of the two orders is meant cannot be told when both are possible.
            let certain = first_len == 4 || first > 12 || second > 12 || first == second;
            let partial = Partial { year: Some(day.year), month: Some(day.month), day: Some(day.day) };
            let value = if certain { Some(day.iso()) } else { Some(format!("{:04}", day.year)) };
            Some(When { to: at + 1, partial: Some(partial), value })
        }
        [first, second] if first.len() == 4 && !word.contains('.') => {
            let from = figures(first).filter(|year| (1000..2200).contains(year))?;
            let until = match second.len() {
                1 => from - from % 10 + figures(second)?,
                2 => from - from % 100 + figures(second)?,
                4 => figures(second)?,
                _ => return None,
            };
            (until > from && until < from + 300)
                .then(|| When::plain(at + 1, Some(format!("{from:04}/{until:04}"))))
        }
        _ => None,
    }
}

/// A year by itself, where the words before it or a model say that it is one.
fn year_told(board: &Board<'_, '_>, at: usize) -> Option<When> {
    let page = board.page;
    let year = year(page, at)?;
    let before = at.wrapping_sub(1);
    let told = matches!(
        page.low(before),
        "in" | "since"
            | "by"
            | "during"
            | "until"
            | "till"
            | "from"
            | "year"
            | "before"
            | "after"
            | "of"
            | "early"
            | "late"
            | "©"
            | "circa"
            | "summer"
            | "spring"
            | "winter"
            | "autumn"
            | "copyright"
            | "between"
    ) && (1500..2100).contains(&year);
    let early = is_early_year(page, at, year);
    let label = board.mark_at(at);
    let marked = label.is_some_and(|mark| mark.label == Label::Date);
    let counted = page.is(at + 1, Traits::PLURAL | Traits::UNIT) || page.sign(at + 1, '%');
    let possessive = at > 1 && page.get(before).shape == Shape::Possessive && (1900..2100).contains(&year);
    // After `of` or `from` a number may be any.
    let weak = matches!(page.low(before), "of" | "from" | "by" | "after" | "before" | "between")
        && !(1800..2100).contains(&year);
    let listed = page.low(before) == "and" && at > 1 && self::year(page, at - 2).is_some();
    // `(2019)`, `(2017: £5m)`
    let bracketed = page.sign(before, '(')
        && matches!(page.get(at + 1).shape, Shape::Sign(')' | ':' | ';' | ','))
        && (1850..2100).contains(&year);
    // `2008 SCC 5`: a court's own number for what it decided.
    let neutral = page.follows(at + 1)
        && page.get(at + 1).shape == Shape::Capitals
        && page.get(at + 2).shape == Shape::Number
        && page.follows(at + 2);
    let cited = neutral || page.sign(before, '[') && page.sign(at + 1, ']');
    let other_name = label.is_some_and(|mark| {
        mark.from < at && matches!(mark.label, Label::Law | Label::Product | Label::Event | Label::WorkOfArt)
    });
    ((told && !weak || marked && (1500..2100).contains(&year) || possessive || listed || bracketed || early)
        && !counted
        && !cited
        && !other_name)
        .then(|| When::dated(at + 1, Partial { year: Some(year), ..Partial::default() }))
}

/// `held in 1086 by`, `is of about 1190.`: a year that is early, or not told for certain, where nothing is counted by it.
fn is_early_year(page: &Page<'_>, at: usize, year: i32) -> bool {
    let Some(before) = at.checked_sub(1).filter(|_| page.follows(at)) else { return false };
    let told = match page.low(before) {
        "in" | "since" | "until" | "circa" => year < 1500,
        "about" | "around" => matches!(page.low(before.wrapping_sub(1)), "of" | "from" | "in" | "since"),
        _ => false,
    };
    told && ends_a_date(page, at + 1) && !matches!(page.low(at + 1), "a" | "an" | "per")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::rules::board::testing::found;

    fn read(text: &str) -> Vec<(String, String)> {
        let today = Day::parse("2019-11-28");
        found(text, |board| dates(board, today)).into_iter().map(|(words, _, value)| (words, value)).collect()
    }

    #[track_caller]
    fn one(text: &str, words: &str, value: &str) {
        assert_eq!(read(text), [(words.to_owned(), value.to_owned())]);
    }

    #[test]
    fn dates_of_the_calendar() {
        one("Posted on Thursday 28th November 2019", "Thursday 28th November 2019", "2019-11-28");
        one("on January 9, 2023, when", "January 9, 2023", "2023-01-09");
        one("by 14 March. Its", "14 March", "--03-14");
        one("in May 2021 is", "May 2021", "2021-05");
        one("he may go in March 2020", "March 2020", "2020-03");
        one("the review on 12/08/2024.", "12/08/2024", "2024");
        one("the review on 23/08/2024.", "23/08/2024", "2024-08-23");
        one("as in 1954. He", "1954", "1954");
        one("the late 1990s, declined", "late 1990s", "199X");
        one("in mid-April. The", "mid-April", "--04");
        one("by spring 2025.", "spring 2025", "2025");
        one("the second half of 2026, blaming", "second half of 2026", "2026-07/2026-12");
        one("arrived in Q3 2019.", "Q3 2019", "2019-07/2019-09");
        one("on Mashujaa Day.", "Mashujaa Day", "");
        one("by the end of 2023.", "end of 2023", "2023");
        one("dated 14th Novr. 1843 at", "14th Novr. 1843", "1843-11-14");
        one("the 3rd of May, when", "3rd of May", "--05-03");
        one("yours of the 12th inst. came", "12th inst", "");
        one("on Thursday 9th we", "Thursday 9th", "");
        one("from Michaelmas 1641 until", "Michaelmas 1641", "");
        one("until Midsummer, and", "Midsummer", "");
        one("in Hilary Term 1998 he", "Hilary Term 1998", "");
        one("the quarter ended March 31, against", "quarter ended March 31", "");
        one("made between May and August 2015 by", "May and August 2015", "2015-05/2015-08");
        one("in the second week of July. The", "second week of July", "");
        one("on the first Monday of the month. Its", "first Monday of the month", "");
        one("until the late seventies. I", "late seventies", "197X");
        assert_eq!(read("a man in his late seventies, aged"), []);
        one("back in '94. There", "'94", "");
        one("sent for us in 'fifty-two. We", "'fifty-two", "");
        one("died that winter. He", "that winter", "");
        one("over at half past seven on", "half past seven", "T07:30");
        one("sales (2017: none) rose", "2017", "2017");
        one("born at twenty minutes past four of", "twenty minutes past four", "T04:20");
        one("the floor at 10.40. The", "10.40", "T10:40");
        assert_eq!(read("sold at 10.40 per share"), []);
        one("there in the winter of 1908-9 to", "winter of 1908-9", "1908/1909");
        one("held in 1086 by the Bishop", "1086", "1086");
        one("the arcade is of about 1190.", "1190", "1190");
        assert_eq!(read("lost in 1086 cases of about 1190 a week"), []);
        one("read out on Remembrance Sunday by", "Remembrance Sunday", "");
        one("ill from Maundy Thursday 1931 on", "Maundy Thursday 1931", "1931");
        assert_eq!(read("as in R v Beatty, 2008 SCC 5, and of 2014 ABCA 271."), []);
        one("met on Thu 27, there", "Thu 27", "");
        one("preached on Tuesday sennight at", "Tuesday sennight", "");
        one("open at 08h30, there", "08h30", "T08:30");
        one("for two hours and a quarter. Then", "two hours and a quarter", "PT2.25H");
        one("on the Monday after Easter he", "Monday after Easter", "");
        one("shut for good beginning Monday. It", "Monday", "2019-11-25");
        one("in the three months to the end of September rose", "three months to the end of September", "");
        one("for the six months to 30 June 2019, the", "six months to 30 June 2019", "");
        one("in the 1840s there", "1840s", "184X");
        one("the war of 1914-18 was", "1914-18", "1914/1918");
        one("lasted 4 to 6 weeks in", "4 to 6 weeks", "");
    }

    #[test]
    fn ranges_are_one_date() {
        one("between July and September 2019, against", "July and September 2019", "2019-07/2019-09");
        one("Between 2016 and 2020 volunteers", "2016 and 2020", "2016/2020");
        one("from April 2018 to end December 2020.", "April 2018 to end December 2020", "2018-04/2020-12");
        one("over 2018/19 under", "2018/19", "2018/2019");
        one("on 12-14 June 2018", "12-14 June 2018", "2018-06-12/2018-06-14");
        one("Achievements 2012-2020", "2012-2020", "2012/2020");
    }

    #[test]
    fn dates_told_from_the_documents_own() {
        one("down yesterday after", "yesterday", "2019-11-27");
        one("residents last night, as", "last night", "2019-11-27");
        one("later this month. I", "later this month", "2019-11");
        one("and last December at", "last December", "2018-12");
        one("voted on Wednesday to", "Wednesday", "2019-11-27");
        one("held next year.", "next year", "2020");
        one("over the last twelve months.", "last twelve months", "P12M");
        one("two weeks ago", "two weeks ago", "2019-11-14");
    }

    #[test]
    fn times_and_durations() {
        one("after 11.30am on the", "11.30am", "T11:30");
        one("at 7.30 pm here", "7.30 pm", "T19:30");
        one("served for 28 years as", "28 years", "P28Y");
        one("a five-year contract", "five-year", "P5Y");
        one("within 48 hours.", "48 hours", "PT48H");
        one("for several minutes.", "several minutes", "");
        one("and spent a month in gaol", "a month", "P1M");
        assert_eq!(read("and cost £4 a month in all"), []);
    }

    #[test]
    fn other_numbers_are_no_dates() {
        assert_eq!(read("He may march on 1727 officers; 500 men, June Smith sat by the sun."), []);
    }
}
