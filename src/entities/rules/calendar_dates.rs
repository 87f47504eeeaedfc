//! Dates of the calendar: with a month, in figures, or a day of the week: `31 October 1858`, `12/08/2024`, `Thu 27`. Part of the
//! rule of [`super::dates`].

use std::collections::HashMap;
use std::sync::LazyLock;

use super::calendar::{Day, Partial};
use super::dates::When;
use super::lexicon::{Traits, rows};
use super::relative;
use super::tokens::{Page, Shape};
use super::years::year;

/// Months and days of the week by their names.
pub static NAMES: LazyLock<HashMap<&'static str, u8>> = LazyLock::new(|| {
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

/// A date of the calendar: with a month, or in figures, or a day of the week.
pub fn calendar_date(page: &Page<'_>, at: usize, today: Option<Day>) -> Option<When> {
    if let Some(when) = in_figures(page, at).or_else(|| years_over_a_dash(page, at)) {
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
            return Some(in_year_of(when, weekday, today));
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
        // `Monday last`, `the Monday following`
        let pointed = page.follows(at + 1)
            && matches!(page.low(at + 1), "last" | "next" | "following")
            && ends_a_date(page, at + 2);
        if pointed {
            let value = today
                .filter(|_| page.low(at + 1) == "last")
                .map(|today| relative::last_weekday(today, weekday).iso());
            return Some(When::plain(at + 2, value));
        }
        let to = relative::with_part_of_day(page, at + 1);
        return Some(When::plain(to, today.map(|today| relative::last_weekday(today, weekday).iso())));
    }
    with_month(page, at)
}

/// `Tuesday, September 8` with its year, where the document's date is known: of last year, this and the next it is the one in
/// which that day is a Tuesday.
fn in_year_of(when: When, weekday: u8, today: Option<Day>) -> When {
    let Some((today, Partial { year: None, month: Some(month), day: Some(day) })) = today.zip(when.partial)
    else {
        return when;
    };
    let days = (today.year - 1..=today.year + 1).filter_map(|year| Day::new(year, month, day));
    let told = days.filter(|day| day.weekday() == weekday);
    match told.min_by_key(|day| day.number().abs_diff(today.number())) {
        Some(told) => {
            When::dated(when.to, Partial { year: Some(told.year), month: Some(month), day: Some(day) })
        }
        None => when,
    }
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
    if let Some((day, last, end)) = days_before_month(page, at) {
        let next = end + usize::from(page.low(end) == "of");
        let month = month(page, next).filter(|_| page.follows(next))?;
        let (year, to) = year_after(page, next);
        let to = if year.is_none() && is_last(page, to) { to + 1 } else { to };
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
    // `November '68`: which century is not said.
    let sign = at + 1;
    let digits = page.word(sign + 1);
    if matches!(page.get(sign).shape, Shape::Sign('\'' | '’' | '‘'))
        && page.glued(sign + 1)
        && digits.len() == 2
        && digits.bytes().all(|byte| byte.is_ascii_digit())
    {
        return Some(When::plain(sign + 2, None));
    }
    let (year, to) = year_after(page, next - 1);
    if year.is_none() && !stands_as_month(page, at) {
        return None;
    }
    let mut to = if year.is_some() { to } else { at + 1 };
    // `August last`, as letters have it.
    if year.is_none() && is_last(page, to) {
        to += 1;
    }
    Some(When::dated(to, Partial { year, month: Some(number), day: None }))
}

/// `August last`, `the 2nd of July last`, as letters have it.
fn is_last(page: &Page<'_>, at: usize) -> bool {
    page.low(at) == "last" && page.follows(at) && ends_a_date(page, at + 1)
}

/// The day of a month in figures with the last of several, told before it, and one past them: `11–14 November`, `14 and 15 March`,
/// `4 to 7 May`.
fn days_before_month(page: &Page<'_>, at: usize) -> Option<(u8, Option<u8>, usize)> {
    let (day, last) = days_of_month(page, at)?;
    let joint = at + 1;
    let second = joint + 1;
    let joins = page.follows(second)
        && match page.low(joint) {
            "–" | "—" | "-" => page.glued(joint) && page.glued(second),
            "and" | "&" | "to" => true,
            _ => false,
        };
    let end = second + 1;
    let has_month = month(page, end + usize::from(page.low(end) == "of")).is_some() && page.follows(end);
    match days_of_month(page, second).filter(|_| last.is_none() && joins && has_month) {
        Some((second, None)) if second > day => Some((day, Some(second), end)),
        _ => Some((day, last, joint)),
    }
}

/// True where a date can end: before a sign, a small word, or the end of the paragraph.
pub fn ends_a_date(page: &Page<'_>, at: usize) -> bool {
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
            let word = page.low(before);
            leads_to_a_month(word) || matches!(word, "and" | "before" | "after" | "this")
        });
        return told
            && (word == "may" || page.sign(at + 1, '.'))
            && !page.get(at).begins
            && !page.capital(at + 1);
    }
    match word {
        "march" => {
            !page.capital(at + 1)
                && at.checked_sub(1).is_some_and(|before| leads_to_a_month(page.low(before)))
        }
        // `June Smith`
        "june" | "april" | "august" => {
            !(page.capital(at + 1) && !page.get(at + 1).begins && !page.is(at + 1, Traits::WEEKDAY))
        }
        _ => true,
    }
}

/// `in`, `until`: what stands before a month and hardly before a verb.
fn leads_to_a_month(word: &str) -> bool {
    matches!(
        word,
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
    if short
        && page.is(at, Traits::MONTH)
        && (year(page, next + 1).is_some() || dual_year(page.word(next + 1)).is_some())
    {
        next += 1;
    }
    if page.sign(next, ',') || (page.low(next) == "of" && year(page, next + 1).is_some()) {
        next += 1;
    }
    match year(page, next).or_else(|| dual_year(page.word(next))).filter(|_| page.follows(next)) {
        Some(year) => (Some(year), next + 1),
        None => (None, at + 1),
    }
}

/// `1743/4`: a year before March as it was told while the year began then, and as it is told now.
fn dual_year(word: &str) -> Option<i32> {
    let (old, new) = word.split_once('/')?;
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let fits = old.len() == 4 && (1..=2).contains(&new.len()) && digits(old) && digits(new);
    let year = old.parse::<i32>().ok().filter(|year| fits && (1000..1753).contains(year))? + 1;
    year.to_string().ends_with(new).then_some(year)
}

/// `2018–19`: two years over a dash, the second of two figures.
fn years_over_a_dash(page: &Page<'_>, at: usize) -> Option<When> {
    let from = year(page, at)?;
    let last = at + 2;
    let word = page.word(last);
    let glued = page.glued(at + 1) && page.glued(last) && page.follows(last);
    let figures = word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_digit());
    let until = from - from % 100 + word.parse::<i32>().ok().filter(|_| figures)?;
    let joined = matches!(page.get(at + 1).shape, Shape::Sign('–' | '—')) && glued;
    (joined && until > from).then(|| When::plain(last + 1, Some(format!("{from:04}/{until:04}"))))
}

/// `01-Jun-2016`: the month by its name.
fn with_named_month(page: &Page<'_>, at: usize) -> Option<When> {
    let word = page.low(at);
    let mut parts = word.split('-');
    let (day, name, year) = (parts.next()?, parts.next()?, parts.next()?);
    let month = NAMES.get(name).copied().filter(|_| name.len() > 2 && !name.ends_with("day"))?;
    let day = day.parse::<u8>().ok().filter(|day| (1..=31).contains(day) && parts.next().is_none())?;
    let full = year.len() == 4;
    let year = year.parse::<i32>().ok().filter(|year| *year >= 0 && (full || *year < 100))?;
    // Which century two figures are of is not said.
    Some(if full {
        When::dated(at + 1, Partial { year: Some(year), month: Some(month), day: Some(day) })
    } else {
        When::plain(at + 1, None)
    })
}

/// `12/08/2024`, `2024-08-12`, `12.08.2024`, `2016-17`, `2018/19`, `2012-2020`.
pub fn in_figures(page: &Page<'_>, at: usize) -> Option<When> {
    let word = page.word(at);
    if page.get(at).shape != Shape::Number || !(6..=11).contains(&word.len()) {
        return None;
    }
    if let Some(when) = with_named_month(page, at) {
        return Some(when);
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
        // `06/2016`
        [first, second] if first.len() == 2 && second.len() == 4 && word.contains('/') => {
            let month = figures(first)
                .and_then(|month| u8::try_from(month).ok())
                .filter(|month| (1..=12).contains(month))?;
            let year = figures(second).filter(|year| (1900..2100).contains(year))?;
            Some(When::dated(at + 1, Partial { year: Some(year), month: Some(month), day: None }))
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
