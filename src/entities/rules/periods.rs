//! Stretches of time that have a name or a number of their own: decades and centuries, feasts, seasons, quarters.
//!
//! Each is a reader that tries one place in the text; [`super::dates`] asks them in turn and joins what they find.

use super::calendar::Day;
use super::calendar_dates::{calendar_date, in_figures, month, weekday, with_month, year_after};
use super::dates::When;
use super::lexicon::Traits;
use super::numbers;
use super::tokens::{Page, Shape};
use super::years::year;

/// `the 1990s`, `the nineteenth century`, `the 19th century`.
pub fn decade(page: &Page<'_>, at: usize) -> Option<When> {
    let word = page.low(at);
    if page.get(at).shape == Shape::Number
        && let Some(digits) = word.strip_suffix('s')
    {
        let full =
            digits.len() == 4 && digits.ends_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit());
        return full.then(|| When::plain(at + 1, Some(format!("{}X", &digits[..3]))));
    }
    if year(page, at).is_some_and(|year| year % 10 == 0)
        && page.get(at + 1).shape == Shape::Possessive
        && page.low(at.wrapping_sub(1)) == "the"
    {
        return Some(When::plain(at + 2, Some(format!("{}X", &word[..3]))));
    }
    let ordinal =
        word.ends_with("th") || word.ends_with("st") || word.ends_with("nd") || word.ends_with("rd");
    let century = matches!(page.low(at + 1), "century" | "centuries") && page.follows(at + 1);
    (ordinal && century && !matches!(word, "last" | "next")).then(|| When::plain(at + 2, None))
}

/// `Remembrance Sunday`, `Maundy Thursday`: a day of the week that goes by a name of its own.
pub fn is_named_day(page: &Page<'_>, at: usize) -> bool {
    let day = match page.low(at) {
        "remembrance" | "palm" | "mothering" | "passion" | "rogation" | "advent" | "trinity" | "easter" => {
            "sunday"
        }
        "plough" | "cyber" => "monday",
        "shrove" | "pancake" => "tuesday",
        "ash" => "wednesday",
        "maundy" => "thursday",
        "good" | "black" => "friday",
        _ => return false,
    };
    page.capital(at) && page.follows(at + 1) && page.capital(at + 1) && page.low(at + 1) == day
}

/// A feast or named day: `Christmas`, `New Year's Eve`, `Boxing Day`.
pub fn feast(page: &Page<'_>, at: usize) -> Option<When> {
    if !page.capital(at) {
        return None;
    }
    if is_named_day(page, at) {
        let (year, to) = year_after(page, at + 1);
        return Some(When::plain(to, year.map(|year| format!("{year:04}"))));
    }
    // `St Swithin's Day`
    if page.word(at) == "St"
        && page.get(at + 1).shape == Shape::Capital
        && page.get(at + 2).shape == Shape::Possessive
        && matches!(page.word(at + 3), "Day" | "Eve")
        && page.follows(at + 3)
    {
        let (_, to) = year_after(page, at + 3);
        return Some(When::plain(to, None));
    }
    if matches!(page.word(at), "May")
        && page.word(at + 1) == "Day"
        && page.follows(at + 1)
        && !page.capital(at + 2)
    {
        let (_, to) = year_after(page, at + 1);
        return Some(When::plain(to, None));
    }
    if matches!(page.word(at), "VE" | "VJ") && page.word(at + 1) == "Day" && page.follows(at + 1) {
        let (_, to) = year_after(page, at + 1);
        return Some(When::plain(to, None));
    }
    if page.word(at) == "Bank"
        && page.low(at + 1) == "holiday"
        && page.is(at + 2, Traits::WEEKDAY)
        && page.follows(at + 2)
    {
        return Some(When::plain(at + 3, None));
    }
    // `Lent to Wallington`
    if page.low(at) == "lent" && page.get(at).begins && !page.is(at + 1, Traits::WEEKDAY) {
        return None;
    }
    let mut to = match page.low(at) {
        "christmas" | "easter" | "diwali" | "ramadan" | "thanksgiving" | "hanukkah" | "passover"
        | "whitsun" | "michaelmas" | "lent" | "eid" | "halloween" | "pentecost" | "lammas" | "candlemas"
        | "holi" | "midsummer" | "whitsuntide" | "martinmas" | "epiphany" | "shrovetide" | "hogmanay" => {
            at + 1
        }
        "hilary" | "trinity" if page.word(at + 1) == "Term" => at + 1,
        // `Whit week`, `Whit Monday`
        "whit"
            if matches!(
                page.low(at + 1),
                "week" | "sunday" | "monday" | "tuesday" | "friday" | "saturday"
            ) =>
        {
            return Some(When::plain(at + 2, None));
        }
        "new" if page.word(at + 1) == "Year" && page.get(at + 2).shape == Shape::Possessive => at + 3,
        _ if page.low(at + 1) == "day"
            && page.capital(at + 1)
            && page.get(at).shape == Shape::Capital
            && !page.is(at, Traits::FUNCTION)
            && !page.capital(at + 2) =>
        {
            at + 1
        }
        _ => return None,
    };
    if page.follows(to) && matches!(page.word(to), "Day" | "Eve" | "Monday" | "Sunday" | "Friday" | "Term") {
        to += 1;
    } else if page.capital(to) && !page.get(to).begins {
        // `Easter Road`, `Christmas Appeal`
        return None;
    }
    let (_, to) = year_after(page, to - 1);
    Some(When::plain(to, None))
}

/// `spring 2025`, `the winter of 1931`, `summer`.
pub fn season(page: &Page<'_>, at: usize) -> Option<When> {
    if !matches!(page.low(at), "spring" | "summer" | "autumn" | "winter" | "fall") {
        return None;
    }
    let (year, to) = year_after(page, at);
    if let Some(year) = year {
        return Some(When::plain(to, Some(format!("{year:04}"))));
    }
    // `the winter of 1908-9`
    let years = at + 1 + usize::from(page.low(at + 1) == "of");
    if let Some(when) = in_figures(page, years).filter(|_| page.follows(years)) {
        return Some(When::plain(when.to, when.value));
    }
    // `the autumn term`
    let term = at + 1;
    if page.low(term) == "term" && page.follows(term) && page.low(at.wrapping_sub(1)) == "the" {
        return Some(When::plain(term + 1, None));
    }
    let before = page.low(at.wrapping_sub(1));
    let by_itself = matches!(before, "in" | "by" | "since" | "until" | "during" | "before");
    let the = before == "the"
        && matches!(page.low(at.wrapping_sub(2)), "in" | "over" | "during" | "through" | "by" | "until");
    let ends =
        !page.follows(to) || matches!(page.get(to).shape, Shape::Sign(_)) || page.is(to, Traits::FUNCTION);
    let free = (by_itself && page.low(at) != "fall" || the) && ends && page.get(at).shape == Shape::Lower;
    free.then(|| When::plain(to, None))
}

/// A quarter or half of a year as firms write it.
pub fn is_coded_quarter(word: &str) -> bool {
    matches!(word, "q1" | "q2" | "q3" | "q4" | "h1" | "h2")
}

/// `Q3`, `the second quarter of 2019`, `4TH QTR`, `the second half of 2026`, `fiscal 2022`.
pub fn quarter(page: &Page<'_>, at: usize) -> Option<When> {
    let word = page.low(at);
    // `FY22`, `FY2021/22`
    if let Some(years) = word.strip_prefix("fy").filter(|years| years.len() > 1) {
        let figures = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
        let second = at + 2;
        let two =
            page.sign(at + 1, '/') && page.glued(at + 1) && page.glued(second) && figures(page.word(second));
        return figures(years).then(|| When::plain(if two { second + 1 } else { at + 1 }, None));
    }
    let coded = is_coded_quarter(word) && page.get(at).shape == Shape::Capitals;
    let part = match word {
        "first" | "1st" => Some(1),
        "second" | "2nd" => Some(2),
        "third" | "3rd" => Some(3),
        "fourth" | "4th" => Some(4),
        _ => None,
    };
    let unit = page.low(at + 1);
    let (to, span) = if coded {
        (at + 1, None)
    } else if part.is_some() && page.follows(at + 1) && matches!(unit, "quarter" | "qtr" | "half") {
        // `the second half` of a match is no date.
        let (year, to) = year_after(page, at + 1);
        if unit == "half" && year.is_none() {
            return None;
        }
        let value = year.zip(part).map(|(year, part)| {
            let months = if unit == "half" { 6 } else { 3 };
            let first = (part - 1) * months + 1;
            format!("{year:04}-{first:02}/{year:04}-{:02}", first + months - 1)
        });
        (to, value)
    } else if matches!(word, "fiscal" | "fy") {
        let next = at + 1 + usize::from(matches!(page.low(at + 1), "year" | "quarter"));
        let year = year(page, next).filter(|_| page.follows(next))?;
        (next + 1, Some(format!("{year:04}")))
    } else if word == "financial" && page.low(at + 1) == "year" {
        (in_figures(page, at + 2).map(|when| when.to).or_else(|| year(page, at + 2).map(|_| at + 3))?, None)
    } else {
        return None;
    };
    if !coded {
        return Some(When::plain(to, span));
    }
    let (year, to) = year_after(page, at);
    let value = year.and_then(|year| {
        let part: i32 = word[1..].parse().ok()?;
        let months = if word.starts_with('h') { 6 } else { 3 };
        let first = (part - 1) * months + 1;
        Some(format!("{year:04}-{first:02}/{year:04}-{:02}", first + months - 1))
    });
    Some(When::plain(to, value))
}

/// `second week of July`, `first Monday of the month`: a part of a month by its number.
pub fn nth_of(page: &Page<'_>, at: usize) -> Option<When> {
    let nth = matches!(page.low(at), "first" | "second" | "third" | "fourth" | "last");
    let part = at + 1;
    let unit = matches!(page.low(part), "week" | "weekend" | "half" | "day" | "days" | "weeks")
        || weekday(page, part).is_some();
    let of = part + 1;
    if !nth || !unit || page.low(of) != "of" || !page.follows(of) {
        return None;
    }
    if page.low(of + 1) == "the" {
        let whole = matches!(page.low(of + 2), "month" | "year");
        return whole.then(|| When::plain(of + 3, None));
    }
    let month = month(page, of + 1).and_then(|_| with_month(page, of + 1))?;
    Some(When::plain(month.to, None))
}

/// `the seventies`, `the late sixties`: after `his` they are of a life.
pub fn decade_in_letters(page: &Page<'_>, at: usize) -> Option<When> {
    let tens = match page.low(at) {
        "twenties" => 2,
        "thirties" => 3,
        "forties" => 4,
        "fifties" => 5,
        "sixties" => 6,
        "seventies" => 7,
        "eighties" => 8,
        "nineties" => 9,
        _ => return None,
    };
    let before = at.checked_sub(1)?;
    let told = match page.low(before) {
        "the" => true,
        "early" | "late" | "mid" => page.low(before.wrapping_sub(1)) == "the",
        _ => false,
    };
    told.then(|| When::plain(at + 1, Some(format!("19{tens}X"))))
}

/// `quarter ended March 31`, `year ended 31 March 2020`, `six months ending 30 June`.
pub fn period_ended(page: &Page<'_>, at: usize, today: Option<Day>) -> Option<When> {
    let unit = numbers::number(page, at).map_or(at, |number| number.to);
    let period = matches!(
        page.low(unit),
        "quarter" | "half" | "year" | "months" | "weeks" | "half-year" | "week" | "fortnight"
    );
    let ended = unit + 1;
    // `the year to 31 March 2020`
    let reaches = page.low(ended) == "to" && page.low(at.wrapping_sub(1)) == "the";
    if !period || !page.follows(ended) || !(matches!(page.low(ended), "ended" | "ending") || reaches) {
        return None;
    }
    let when = calendar_date(page, ended + 1, today).filter(|_| page.follows(ended + 1))?;
    Some(When::plain(when.to, None))
}
