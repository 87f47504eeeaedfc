//! Dates that say how far they are from the day of writing: `yesterday`, `last October`, `the last twelve months`.
//!
//! Their words are found in any case; their value only when the document's own date is known.

use super::calendar::Day;
use super::calendar_dates::{ends_a_date, month};
use super::dates::When;
use super::lexicon::Traits;
use super::numbers;
use super::tokens::{Page, Shape};

/// True for a word that may begin such a date.
pub fn begins(word: &str) -> bool {
    matches!(
        word,
        "yesterday"
            | "today"
            | "tomorrow"
            | "tonight"
            | "last"
            | "this"
            | "next"
            | "past"
            | "coming"
            | "previous"
            | "following"
            | "current"
            | "recent"
            | "later"
            | "earlier"
            | "overnight"
            | "previously"
            | "these"
            | "year-ago"
            | "year-earlier"
            | "day"
            | "week"
            | "month"
            | "evening"
    )
}

/// The relative date that begins at `at`.
pub fn relative(page: &Page<'_>, at: usize, today: Option<Day>) -> Option<When> {
    match page.low(at) {
        word @ ("yesterday" | "today" | "tomorrow" | "tonight") => {
            let days = match word {
                "yesterday" => -1,
                "tomorrow" => 1,
                _ => 0,
            };
            // `tomorrow week`
            let further = match page.low(at + 1) {
                "week" if page.follows(at + 1) => 7,
                "fortnight" if page.follows(at + 1) => 14,
                _ => 0,
            };
            let further = if matches!(word, "today" | "tomorrow") { further } else { -further };
            let value = today.map(|today| today.plus(days + further).iso());
            let to = if further == 0 { with_part_of_day(page, at + 1) } else { at + 2 };
            Some(When::plain(to, value))
        }
        "later" | "earlier" | "late" | "early"
            if matches!(page.low(at + 1), "this" | "next" | "last" | "that") && page.follows(at + 1) =>
        {
            relative(page, at + 1, today)
        }
        "last" | "this" | "next" | "past" | "coming" | "previous" | "following" | "current" => {
            pointed(page, at, today)
        }
        "year-ago" | "year-earlier" => {
            let period =
                matches!(page.low(at + 1), "period" | "quarter" | "month" | "week") && page.follows(at + 1);
            Some(When::plain(at + 1 + usize::from(period), None))
        }
        "that"
            if matches!(page.low(at + 1), "spring" | "summer" | "autumn" | "winter" | "year")
                && page.follows(at + 1) =>
        {
            Some(When::plain(at + 2, None))
        }
        "recent" | "these" => recent(page, at),
        // `at the weekend`
        "weekend"
            if page.low(at.wrapping_sub(1)) == "the"
                && matches!(page.low(at.wrapping_sub(2)), "at" | "over" | "during" | "by" | "before")
                && ends_a_date(page, at + 1) =>
        {
            Some(When::plain(at + 1, None))
        }
        "day" | "week" | "month" | "year" | "night" | "morning" | "evening" => beside(page, at),
        _ => None,
    }
}

/// `the week before`, `the day after`: beside a time that was told, where nothing is told after it.
fn beside(page: &Page<'_>, at: usize) -> Option<When> {
    let side = at + 1;
    let next = side + 1;
    let ends = !page.follows(next)
        || matches!(page.get(next).shape, Shape::Sign('.' | ',' | ';' | ':' | ')' | '!' | '?' | '—' | '–'))
        || matches!(page.low(next), "for" | "and" | "but" | "with");
    let told = matches!(page.low(side), "before" | "after") && page.follows(side);
    // `the day before yesterday`
    if page.low(at) == "day"
        && told
        && matches!(page.low(next), "yesterday" | "tomorrow")
        && page.follows(next)
    {
        return Some(When::plain(next + 1, None));
    }
    (told && ends && page.low(at.wrapping_sub(1)) == "the").then(|| When::plain(next, None))
}

/// `recent years`.
fn recent(page: &Page<'_>, at: usize) -> Option<When> {
    let plural = page.low(at) == "recent"
        && matches!(page.low(at + 1), "years" | "months" | "weeks" | "days" | "decades");
    plural.then(|| When::plain(at + 2, None))
}

/// One past a part of the day at `at`, else `at`: `yesterday morning`, `Monday night`.
pub fn with_part_of_day(page: &Page<'_>, at: usize) -> usize {
    let part = matches!(
        page.low(at),
        "morning" | "afternoon" | "evening" | "night" | "lunchtime" | "mornings" | "evenings" | "nights"
    );
    at + usize::from(part && page.follows(at))
}

/// The day of the week on or before `today`.
pub fn last_weekday(today: Day, weekday: u8) -> Day {
    today.plus(-i64::from((today.weekday() + 7 - weekday) % 7))
}

/// `last month`, `this year`, `next Tuesday`, `the last twelve months`, `coming weeks`.
fn pointed(page: &Page<'_>, at: usize, today: Option<Day>) -> Option<When> {
    let pointer = page.low(at);
    let direction = match pointer {
        "last" | "past" | "previous" => -1,
        "next" | "coming" | "following" => 1,
        _ => 0,
    };
    let next = at + 1;
    if !page.follows(next) {
        return None;
    }
    let (lower, capital) = (page.get(next).shape == Shape::Lower, page.capital(next));
    if lower
        && matches!(page.low(next), "morning" | "afternoon" | "evening" | "night" | "lunchtime")
        && matches!(pointer, "last" | "this" | "next" | "previous")
    {
        return Some(When::plain(
            next + 1,
            // `next morning` is that of the day after.
            today.map(|today| today.plus(i64::from(direction)).iso()),
        ));
    }
    if capital && page.is(next, Traits::WEEKDAY) && page.low(next).len() > 4 && pointer != "past" {
        let to = with_part_of_day(page, next + 1);
        return Some(When::plain(to, today.and_then(|today| weekday_from(page.low(next), today, direction))));
    }
    if capital
        && matches!(pointer, "last" | "this" | "next" | "previous" | "following")
        && let Some(month) = month(page, next)
    {
        return Some(When::plain(next + 1, today.map(|today| month_from(month, today, direction))));
    }
    if matches!(page.low(next), "spring" | "summer" | "autumn" | "winter")
        && lower
        && matches!(pointer, "last" | "this" | "next" | "past" | "coming")
    {
        return Some(When::plain(next + 1, today.map(|today| format!("{:04}", today.year + direction))));
    }
    if lower && matches!(page.low(next), "christmas" | "easter") {
        return Some(When::plain(next + 1, None));
    }
    counted(page, at, direction, today)
}

/// A unit of time with or without a number before it.
fn counted(page: &Page<'_>, at: usize, direction: i32, today: Option<Day>) -> Option<When> {
    let pointer = page.low(at);
    let mut unit = at + 1;
    let mut count = None;
    if let Some(number) = numbers::number(page, unit) {
        count = Some(number.value);
        unit = number.to;
    } else if matches!(page.low(unit), "few" | "several" | "couple" | "many") {
        unit += 1 + usize::from(page.low(unit + 1) == "of");
        count = Some(0.0);
    }
    // `the current financial year`
    if matches!(page.low(unit), "financial" | "fiscal" | "calendar" | "academic" | "school")
        && page.low(unit + 1) == "year"
    {
        return Some(When::plain(unit + 2, None));
    }
    if !page.follows(unit) || page.get(unit).shape != Shape::Lower || !page.is(unit, Traits::TIME_UNIT) {
        return None;
    }
    let word = page.low(unit);
    let plural = word.ends_with('s');
    let fits = match count {
        Some(_) => plural && direction != 0,
        None if plural => matches!(pointer, "coming" | "past" | "previous" | "following" | "next" | "last"),
        None => {
            let is_no_period = matches!(
                word,
                "second" | "minute" | "min" | "sec" | "term" | "semester" | "hour" | "millennium"
            );
            let is_told_otherwise = pointer == "this" && matches!(word, "day" | "night");
            !is_no_period && !is_told_otherwise
        }
    };
    if !fits {
        return None;
    }
    let value = match count {
        Some(count) if count > 0.0 => duration(count, word),
        Some(_) => None,
        None => today.and_then(|today| period(word, today, direction)),
    };
    Some(When::plain(unit + 1, value))
}

/// The duration of so many of a unit, as ISO 8601 writes it.
pub fn duration(count: f64, unit: &str) -> Option<String> {
    let count = |times: f64| numbers::plain(count * times);
    Some(match unit.trim_end_matches('s') {
        "second" => format!("PT{}S", count(1.0)),
        "minute" | "min" => format!("PT{}M", count(1.0)),
        "hour" | "hr" => format!("PT{}H", count(1.0)),
        "day" | "night" => format!("P{}D", count(1.0)),
        "week" => format!("P{}W", count(1.0)),
        "fortnight" => format!("P{}W", count(2.0)),
        "month" => format!("P{}M", count(1.0)),
        "quarter" | "qtr" => format!("P{}M", count(3.0)),
        "year" | "yr" => format!("P{}Y", count(1.0)),
        "decade" => format!("P{}Y", count(10.0)),
        "centurie" | "century" => format!("P{}Y", count(100.0)),
        _ => return None,
    })
}

/// The period that a unit with a pointer means.
fn period(unit: &str, today: Day, direction: i32) -> Option<String> {
    match unit {
        "day" => Some(today.plus(i64::from(direction)).iso()),
        "week" | "weekend" => {
            let monday = today.plus(i64::from(direction) * 7 - i64::from(today.weekday()));
            let (from, to) =
                if unit == "week" { (monday, monday.plus(6)) } else { (monday.plus(5), monday.plus(6)) };
            Some(format!("{}/{}", from.iso(), to.iso()))
        }
        "month" => {
            let (year, month) = today.month_plus(direction);
            Some(format!("{year:04}-{month:02}"))
        }
        "quarter" => {
            let quarter = (i32::from(today.month) - 1) / 3 + direction;
            let (year, first) = (today.year + quarter.div_euclid(4), quarter.rem_euclid(4) * 3 + 1);
            Some(format!("{year:04}-{first:02}/{year:04}-{:02}", first + 2))
        }
        "year" => Some(format!("{:04}", today.year + direction)),
        "decade" => Some(format!("{:03}X", today.year / 10 + direction)),
        _ => None,
    }
}

/// `last October` before the document's date, `next` after it, `this` in its year.
fn month_from(month: u8, today: Day, direction: i32) -> String {
    let year = match direction {
        -1 if month >= today.month => today.year - 1,
        1 if month <= today.month => today.year + 1,
        _ => today.year,
    };
    format!("{year:04}-{month:02}")
}

/// `last Monday` before the document's date, `next Monday` after it, `this` the one on or after it.
fn weekday_from(word: &str, today: Day, direction: i32) -> Option<String> {
    let weekday = match word {
        "monday" => 0,
        "tuesday" => 1,
        "wednesday" => 2,
        "thursday" => 3,
        "friday" => 4,
        "saturday" => 5,
        "sunday" => 6,
        _ => return None,
    };
    let day = match direction {
        -1 => last_weekday(today.plus(-1), weekday),
        1 => last_weekday(today.plus(7), weekday),
        _ => last_weekday(today.plus(6), weekday),
    };
    Some(day.iso())
}
