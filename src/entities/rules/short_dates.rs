//! Dates that leave out what their reader knows: `3rd inst.` in a letter, `in '94`.
//!
//! Each is a reader that tries one place in the text, as those of [`super::periods`] are.

use super::calendar_dates::{days_of_month, ends_a_date};
use super::dates::When;
use super::numbers;
use super::tokens::{Page, Shape};

/// `in '94`, `since ’fifty-two`: a year without its century.
pub fn short_year(page: &Page<'_>, at: usize) -> Option<When> {
    let figures = at + 1;
    let apostrophe = matches!(page.get(at).shape, Shape::Sign('\'' | '’' | '‘')) && page.glued(figures);
    let word = page.low(figures);
    let two = word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_digit())
        || numbers::small(word).is_some_and(|year| (20.0..100.0).contains(&year));
    let told = matches!(
        page.low(at.wrapping_sub(1)),
        "in" | "of"
            | "since"
            | "until"
            | "till"
            | "from"
            | "to"
            | "by"
            | "before"
            | "after"
            | "summer"
            | "winter"
            | "spring"
            | "autumn"
            | "and"
    );
    (apostrophe && two && told).then(|| When::plain(figures + 1, None))
}

/// `3rd inst.`, `21st ultimo`: a day of the month of writing, the one before or the next.
pub fn of_this_month(page: &Page<'_>, at: usize) -> Option<When> {
    days_of_month(page, at)?;
    let next = at + 1;
    let word = matches!(page.low(next), "inst" | "instant" | "ult" | "ultimo" | "prox" | "proximo");
    (word && page.follows(next)).then(|| When::plain(next + 1, None))
}

/// `on the 27th.`, `yours of the 3rd came`: a day of a month that is known, where nothing is counted by it.
pub fn day_alone(page: &Page<'_>, at: usize) -> Option<When> {
    let the = at.checked_sub(2).filter(|_| page.low(at - 1) == "the" && page.follows(at - 1))?;
    let leads = matches!(page.low(the), "on" | "by" | "of" | "until" | "till" | "before" | "since");
    let next = at + 1;
    let closed = ends_a_date(page, next) && !matches!(page.get(next).shape, Shape::Sign('-' | '–' | '/'));
    let ordinal = page.low(at).trim_start_matches(|c: char| c.is_ascii_digit());
    let is_day = matches!(ordinal, "st" | "nd" | "rd" | "th") && page.low(at).len() > ordinal.len();
    let came = page.get(next).shape == Shape::Lower && page.low(next).ends_with("ed");
    (leads && is_day && (closed || came) && page.low(next) != "of" && days_of_month(page, at).is_some())
        .then(|| When::plain(next, None))
}
