//! Times of day and stretches of time: `7.30 pm`, `eleven o'clock`, `seven years`, `five-year`, `two weeks ago`.

use super::calendar::Day;
use super::calendar_dates::{days_of_month, ends_a_date, month, with_month};
use super::dates::When;
use super::lexicon::{LEXICON, Traits};
use super::numbers;
use super::relative::duration as iso_duration;
use super::tokens::{Page, Shape};

/// A time of day.
pub fn clock(page: &Page<'_>, at: usize) -> Option<When> {
    match page.low(at) {
        // `noon on 1 September` is left to the date.
        word @ ("noon" | "midnight") if page.low(at + 1) != "on" || page.is(at + 2, Traits::WEEKDAY) => {
            let value = if word == "noon" { "T12:00" } else { "T24:00" };
            return Some(When::plain(at + 1, Some(value.to_owned())));
        }
        _ => {}
    }
    if page.low(at + 1) == "o'clock" || page.low(at + 1) == "o’clock" {
        let hour = numbers::number(page, at)?.value;
        let to = at + 2;
        let later = page.low(to) == "in"
            && page.low(to + 1) == "the"
            && matches!(page.low(to + 2), "afternoon" | "evening");
        let hour = if later && hour < 12.0 { hour + 12.0 } else { hour };
        return Some(When::plain(to, Some(format!("T{hour:02}:00"))));
    }
    if let Some(when) = past_or_to(page, at).or_else(|| struck(page, at)) {
        return Some(when);
    }
    if page.get(at).shape != Shape::Number {
        return None;
    }
    let word = page.low(at);
    let figures = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    // `1630hrs`
    if figures.len() == 4
        && matches!(&word[4..], "hrs" | "hours" | "z")
        && figures.bytes().all(|byte| byte.is_ascii_digit())
    {
        let (hours, minutes) = (figures[..2].parse::<u8>().ok()?, figures[2..].parse::<u8>().ok()?);
        return (hours < 24 && minutes < 60)
            .then(|| When::plain(at + 1, Some(format!("T{hours:02}:{minutes:02}"))));
    }
    // `08h30`
    if let Some((hours, minutes)) = word.split_once('h').filter(|(_, minutes)| minutes.len() == 2) {
        let (hours, minutes) = (hours.parse::<u8>().ok()?, minutes.parse::<u8>().ok()?);
        return (hours < 25 && minutes < 60)
            .then(|| When::plain(at + 1, Some(format!("T{hours:02}:{minutes:02}"))));
    }
    let mut to = at + 1;
    let half = match (&word[figures.len()..], page.low(to)) {
        ("am" | "pm", _) => Some(&word[figures.len()..]),
        ("", half @ ("am" | "pm" | "a.m." | "p.m." | "a.m" | "p.m")) if page.follows(to) => {
            to += 1;
            Some(half)
        }
        ("", "hours" | "hrs")
            if figures.len() == 4 && figures.starts_with(['0', '1', '2']) && !figures.contains('.') =>
        {
            let (hours, minutes) = (figures[..2].parse::<u8>().ok()?, figures[2..].parse::<u8>().ok()?);
            return (hours < 24 && minutes < 60)
                .then(|| When::plain(to + 1, Some(format!("T{hours:02}:{minutes:02}"))));
        }
        ("", _) => None,
        _ => return None,
    };
    let (hours, minutes) = match figures.split_once([':', '.']) {
        Some((hours, minutes)) if minutes.len() == 2 => {
            (hours.parse::<u8>().ok()?, minutes.parse::<u8>().ok()?)
        }
        Some((hours, rest)) if rest.len() == 5 && rest.as_bytes()[2] == b':' => {
            (hours.parse::<u8>().ok()?, rest[..2].parse::<u8>().ok()?)
        }
        Some(_) => return None,
        None => (figures.parse::<u8>().ok().filter(|_| half.is_some())?, 0),
    };
    // Without am or pm a colon tells a time, or a word of time before a full stop.
    if (half.is_none() && !figures.contains(':') && !stands_as_time(page, at))
        || hours > 24
        || minutes > 59
        || (half.is_some() && hours > 12)
    {
        return None;
    }
    let hours = match half {
        Some(half) if half.starts_with('p') && hours < 12 => hours + 12,
        Some(half) if half.starts_with('a') && hours == 12 => 0,
        _ => hours,
    };
    Some(When::plain(to, Some(format!("T{hours:02}:{minutes:02}"))))
}

/// `The clock struck eight`, `up at five`, `wants it by four`: an hour of the day in letters, where somebody or something is told to
/// be or act at it and nothing is counted.
fn struck(page: &Page<'_>, at: usize) -> Option<When> {
    let hour = numbers::small(page.low(at)).filter(|hour| (1.0..=12.0).contains(hour))?;
    let (before, next) = (at.checked_sub(1)?, at + 1);
    let verb = page.low(before.wrapping_sub(1));
    let closed = !page.follows(next)
        || matches!(page.get(next).shape, Shape::Sign('.' | ',' | ';' | ')' | '?' | '!'))
        || matches!(page.low(next), "and" | "to" | "on" | "when" | "sharp" | "in");
    let told = match page.low(before) {
        "struck" => true,
        "at" | "until" | "till" | "before" | "after" | "since" => is_done_at_an_hour(verb),
        "by" => matches!(
            verb,
            "it" | "them"
                | "him"
                | "her"
                | "us"
                | "done"
                | "back"
                | "home"
                | "there"
                | "in"
                | "out"
                | "ready"
                | "finished"
                | "over"
        ),
        _ => false,
    };
    (told && closed && page.follows(at)).then(|| When::plain(next, Some(format!("T{hour:02}:00"))))
}

/// What is done or happens at an hour.
fn is_done_at_an_hour(word: &str) -> bool {
    matches!(
        word,
        "up" | "rose"
            | "left"
            | "leave"
            | "leaves"
            | "started"
            | "starts"
            | "start"
            | "began"
            | "begins"
            | "arrived"
            | "met"
            | "meet"
            | "meets"
            | "open"
            | "opens"
            | "opened"
            | "shut"
            | "shuts"
            | "home"
            | "back"
            | "dinner"
            | "tea"
            | "supper"
            | "breakfast"
            | "lunch"
            | "service"
            | "mass"
            | "woke"
            | "awake"
            | "came"
            | "went"
            | "called"
            | "sailed"
            | "dined"
            | "breakfasted"
            | "off"
            | "here"
            | "there"
            | "work"
            | "bed"
            | "school"
            | "church"
            | "again"
            | "dark"
            | "light"
    )
}

/// `at 10.40`: and no amount of anything.
fn stands_as_time(page: &Page<'_>, at: usize) -> bool {
    let next = at + 1;
    let ends = !page.follows(next)
        || (page.is(next, Traits::FUNCTION) && !matches!(page.low(next), "per" | "a" | "an" | "each"))
        || matches!(page.get(next).shape, Shape::Sign('.' | ',' | ';' | ')'));
    page.low(at).len() >= 4
        && matches!(page.low(at.wrapping_sub(1)), "at" | "until" | "till" | "about")
        && ends
        || is_train(page, at)
}

/// `the 10.15 from Leeds`: what leaves at that time.
fn is_train(page: &Page<'_>, at: usize) -> bool {
    page.low(at.wrapping_sub(1)) == "the"
        && page.follows(at + 1)
        && page.low(at).len() > 3
        && (page.low(at.wrapping_sub(2)) == "by" && ends_a_date(page, at + 1)
            || matches!(page.low(at + 1), "from" | "train" | "bus" | "service" | "ferry" | "did" | "left"))
}

/// `half past seven`, `quarter to six`, `ten past nine`.
fn past_or_to(page: &Page<'_>, at: usize) -> Option<When> {
    // `half-past nine`, `half six`
    let hour_of = |at: usize| numbers::small(page.low(at)).filter(|hour| *hour <= 12.0 && page.follows(at));
    let is_said =
        matches!(page.low(at.wrapping_sub(1)), "at" | "about" | "till" | "until" | "by" | "before" | "after");
    let half = page.low(at) == "half-past" || page.low(at) == "half" && is_said && ends_a_date(page, at + 2);
    if half && let Some(hour) = hour_of(at + 1) {
        return Some(When::plain(at + 2, Some(format!("T{hour:02}:30"))));
    }
    let minutes = match page.low(at) {
        "half" => 30.0,
        "quarter" => 15.0,
        word => numbers::small(word).filter(|minutes| matches!(*minutes as u32, 5 | 10 | 20 | 25))?,
    };
    let said = page.low(at + 1) == "minutes";
    let joint = at + 1 + usize::from(said);
    let past = match page.low(joint) {
        "past" => true,
        // `ten to twelve` may be an amount.
        "to" if minutes < 30.0
            && (said
                || page.low(at) == "quarter"
                || matches!(page.low(at.wrapping_sub(1)), "at" | "until" | "till")) =>
        {
            false
        }
        _ => return None,
    };
    let hour = numbers::small(page.low(joint + 1)).filter(|hour| *hour <= 12.0 && page.follows(joint + 1))?;
    let (hour, minutes) = if past { (hour, minutes) } else { (hour - 1.0, 60.0 - minutes) };
    Some(When::plain(joint + 2, Some(format!("T{hour:02}:{minutes:02}"))))
}

/// `three-quarters of an hour`, `a quarter of an hour`, `an hour and a half`.
pub fn part_of_an_hour(page: &Page<'_>, at: usize) -> Option<When> {
    let of = at + 1;
    if matches!(page.low(at), "three-quarters" | "quarter" | "half")
        && page.low(of) == "of"
        && page.low(of + 1) == "an"
        && page.low(of + 2) == "hour"
    {
        return Some(When::plain(of + 3, None));
    }
    let unit = at + 1;
    let and = unit + 1;
    let one = matches!(page.low(at), "a" | "an")
        && matches!(page.low(unit), "hour" | "day" | "week" | "month" | "year" | "mile")
        && page.is(unit, Traits::TIME_UNIT)
        && page.low(and) == "and"
        && page.low(and + 1) == "a"
        && page.follows(and + 2);
    let part = match page.low(and + 2) {
        "half" => 1.5,
        "quarter" => 1.25,
        _ => return None,
    };
    one.then(|| When::plain(and + 3, iso_duration(part, page.low(unit))))
}

/// The count before a unit of time that begins at `at`, and where the unit stands.
fn count(page: &Page<'_>, at: usize) -> Option<(Option<f64>, usize)> {
    if let Some(range) = numbers::range(page, at) {
        return Some((None, range.to));
    }
    if let Some(number) = numbers::number(page, at) {
        // `two and a half years`
        if page.low(number.to) == "and" && page.low(number.to + 1) == "a" && page.low(number.to + 2) == "half"
        {
            return Some((Some(number.value + 0.5), number.to + 3));
        }
        return Some((Some(number.value), number.to));
    }
    match page.low(at) {
        "several" | "many" | "few" => Some((None, at + 1)),
        "couple" if page.low(at + 1) == "of" => Some((None, at + 2)),
        // `spent a month there`
        "a" | "an" if matches!(page.low(at.wrapping_sub(1)), "spent" | "lasted" | "served") => {
            Some((Some(1.0), at + 1))
        }
        // `within a year`, `sent home for a fortnight`: where what follows is no work or way of so long.
        "a" | "an" if is_lasted(page, at) => Some((Some(1.0), at + 1)),
        "half" if matches!(page.low(at + 1), "a" | "an") => Some((Some(0.5), at + 2)),
        _ => None,
    }
}

/// True for `a year` and the like where they say how long something takes, and no price or pace: `within a year,`.
fn is_lasted(page: &Page<'_>, at: usize) -> bool {
    // `A year after the flood`
    let from_it = matches!(page.low(at + 2), "after" | "before") && page.follows(at + 2);
    if from_it && page.get(at).begins {
        return matches!(
            page.low(at + 1),
            "year" | "month" | "week" | "fortnight" | "decade" | "century" | "day"
        );
    }
    let Some(before) = at.checked_sub(1).filter(|_| page.follows(at)) else { return false };
    let lasts = matches!(
        page.low(before),
        "for" | "in" | "within" | "after" | "over" | "under" | "nearly" | "almost"
    );
    let long = matches!(
        page.low(at + 1),
        "year" | "month" | "week" | "fortnight" | "decade" | "century" | "day" | "night"
    );
    let fortnight = page.low(at + 1) == "fortnight"
        && page.get(before).shape == Shape::Lower
        && !page.is(before, Traits::UNIT | Traits::MULTIPLE);
    (lasts && long || fortnight) && ends_a_date(page, at + 2)
}

/// True for a unit that durations are told in; terms and seasons are counted, and a second may be the one after the first.
fn is_unit(page: &Page<'_>, at: usize) -> bool {
    page.is(at, Traits::TIME_UNIT) && page.get(at).shape == Shape::Lower && is_unit_word(page.low(at))
}

fn is_unit_word(word: &str) -> bool {
    !matches!(
        word,
        "term"
            | "terms"
            | "season"
            | "seasons"
            | "semester"
            | "semesters"
            | "quarter"
            | "quarters"
            | "qtr"
            | "qtrs"
            | "second"
            | "min"
    )
}

/// A duration: `seven years`, `five-year`, `the six months to June`.
pub fn duration(page: &Page<'_>, at: usize) -> Option<When> {
    if let Some(when) = hyphenated(page, at) {
        return Some(when);
    }
    let (count, first) = count(page, at)?;
    // `50 working days`
    let kind =
        matches!(page.low(first), "working" | "calendar" | "school" | "consecutive" | "clear" | "business");
    let unit = first + usize::from(kind && page.follows(first + 1));
    if !page.follows(unit) || !is_unit(page, unit) {
        return None;
    }
    let to = unit + 1;
    if let Some(to) = up_to(page, to) {
        return Some(When::plain(to, None));
    }
    // `two hours and a quarter`
    if page.low(to) == "and" && page.low(to + 1) == "a" && page.follows(to + 2) {
        let part = match page.low(to + 2) {
            "half" => Some(0.5),
            "quarter" => Some(0.25),
            _ => None,
        };
        if let Some(part) = part {
            let value = count.and_then(|count| iso_duration(count + part, page.low(unit)));
            return Some(When::plain(to + 3, value));
        }
    }
    let value = count.and_then(|count| iso_duration(count, page.low(unit)));
    Some(When::plain(to, value))
}

/// One past the date up to which the time before `at` goes: `six months to June`, `three months to the end of March 2019`.
fn up_to(page: &Page<'_>, at: usize) -> Option<usize> {
    let mut next = at + 1;
    if page.low(at) != "to" || !page.follows(next) {
        return None;
    }
    if page.low(next) == "the" {
        next += 1;
    }
    if matches!(page.low(next), "end" | "middle") && page.low(next + 1) == "of" {
        next += 2;
    }
    if !page.follows(next) || month(page, next).is_none() && days_of_month(page, next).is_none() {
        return None;
    }
    match with_month(page, next) {
        Some(when) => Some(when.to),
        None => month(page, next).map(|_| next + 1),
    }
}

/// `five-year`, `12-month`.
fn hyphenated(page: &Page<'_>, at: usize) -> Option<When> {
    let word = page.low(at);
    let (count, unit) = word.split_once('-')?;
    if !LEXICON.traits(unit).any(Traits::TIME_UNIT)
        || unit.ends_with('s')
        || matches!(unit, "quarter" | "season")
    {
        return None;
    }
    let count = numbers::small(count).or_else(|| {
        numbers::split_digits(count).filter(|(_, rest)| rest.is_empty()).map(|(count, _)| count)
    })?;
    Some(When::plain(at + 1, iso_duration(count, unit)))
}

/// `two weeks ago`, `a year earlier`.
pub fn ago(page: &Page<'_>, at: usize, today: Option<Day>) -> Option<When> {
    let (count, unit) = match page.low(at) {
        "a" | "an" if page.is(at + 1, Traits::TIME_UNIT) => (Some(1.0), at + 1),
        "a" if matches!(page.low(at + 1), "few" | "couple") => count(page, at + 1)?,
        _ => count(page, at)?,
    };
    if !page.follows(unit) || !page.is(unit, Traits::TIME_UNIT) || !page.follows(unit + 1) {
        return None;
    }
    let (to, back) = match page.low(unit + 1) {
        "ago" => (unit + 2, -1),
        "earlier" | "previously" | "before"
            if page.low(unit + 1) != "before" || ends_phrase(page, unit + 2) =>
        {
            (unit + 2, 0)
        }
        "later" | "hence" => (unit + 2, 0),
        _ => return None,
    };
    let value = today
        .zip(count)
        .filter(|_| back < 0)
        .and_then(|(today, count)| before(today, count as i64, page.low(unit)));
    Some(When::plain(to, value))
}

fn ends_phrase(page: &Page<'_>, at: usize) -> bool {
    !page.follows(at) || matches!(page.get(at).shape, Shape::Sign(_))
}

/// So many units before the document's date.
fn before(today: Day, count: i64, unit: &str) -> Option<String> {
    let count = count.min(100_000);
    Some(match unit.trim_end_matches('s') {
        "day" | "night" => today.plus(-count).iso(),
        "week" => today.plus(-7 * count).iso(),
        "fortnight" => today.plus(-14 * count).iso(),
        "month" => {
            let (year, month) = today.month_plus(-(count as i32));
            format!("{year:04}-{month:02}")
        }
        "year" | "yr" => format!("{:04}", i64::from(today.year) - count),
        "decade" => format!("{:03}X", i64::from(today.year) / 10 - count),
        _ => return None,
    })
}
