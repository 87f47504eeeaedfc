//! Years by themselves, where the words around say that a number is one: `since 1954`, `of about 1190`. Part of the rule of
//! [`super::dates`].

use super::board::Board;
use super::calendar::Partial;
use super::calendar_dates::ends_a_date;
use super::dates::When;
use super::lexicon::Traits;
use super::tokens::{Page, Shape};
use crate::entities::Label;

/// A year in four figures.
pub fn year(page: &Page<'_>, at: usize) -> Option<i32> {
    let word = page.word(at);
    let digits = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| word.parse().ok()).flatten().filter(|year| (1000..2200).contains(year))
}

/// `A.D. 1086`, `43 BC`, `1066 AD`: a year with its era.
pub fn year_of_an_era(page: &Page<'_>, at: usize) -> Option<When> {
    let is_year = |at: usize| {
        let word = page.word(at);
        (2..=4).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit()) && page.follows(at)
    };
    let era = |word: &str| matches!(word, "BC" | "BCE" | "CE" | "AD" | "B.C." | "A.D." | "B.C" | "A.D");
    // The stop that ends the letters may stand by itself.
    let stopped = at + 1 + usize::from(page.sign(at + 1, '.') && page.glued(at + 1));
    if matches!(page.word(at), "AD" | "A.D." | "A.D") && is_year(stopped) {
        return Some(When::plain(stopped + 1, None));
    }
    (page.get(at).shape == Shape::Number
        && page.word(at).len() <= 4
        && page.word(at).bytes().all(|byte| byte.is_ascii_digit())
        && page.follows(at + 1)
        && era(page.word(at + 1)))
    .then(|| When::plain(at + 2, None))
}

/// A year by itself, where the words before it or a model say that it is one.
pub fn year_told(board: &Board<'_, '_>, at: usize) -> Option<When> {
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
            | "years"
            | "lord"
            | "anno"
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
            | "into"
            | "throughout"
            | "enter"
            | "enters"
            | "entered"
            | "entering"
    ) && (1500..2100).contains(&year);
    let early = is_early_year(page, at, year);
    let label = board.mark_at(at);
    let marked = label.is_some_and(|mark| mark.label == Label::Date);
    let counted = page.is(at + 1, Traits::PLURAL | Traits::UNIT) || page.sign(at + 1, '%');
    let possessive = at > 1 && page.get(before).shape == Shape::Possessive && (1900..2100).contains(&year);
    // After `of` or `from` a number may be any.
    let weak = matches!(
        page.low(before),
        "of" | "from" | "by" | "after" | "before" | "between" | "into" | "throughout"
    ) && !(1800..2100).contains(&year);
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
    let rounded = is_rounded(page, at);
    let headed = (1500..2100).contains(&year) && (is_after_a_heading(page, at) || heads_an_entry(page, at));
    ((told && !weak
        || marked && (1500..2100).contains(&year)
        || possessive
        || listed
        || bracketed
        || early
        || rounded
        || headed
        || begins_a_range(page, at, year))
        && !counted
        && !cited
        && !other_name)
        .then(|| When::dated(at + 1, Partial { year: Some(year), ..Partial::default() }))
}

/// `Baptisms, 1642.`: the year of what is told under a name or heading.
fn is_after_a_heading(page: &Page<'_>, at: usize) -> bool {
    let comma = at.wrapping_sub(1);
    let after = at + 1;
    page.sign(comma, ',')
        && page.follows(at)
        && page.capital(comma.wrapping_sub(1))
        && (!page.follows(after) || matches!(page.get(after).shape, Shape::Sign('.' | ':' | ';' | ')')))
        && !page.glued(after + 1)
}

/// `1643, Aug. 9`, `1665: eleven burials`: the year at the head of an entry.
fn heads_an_entry(page: &Page<'_>, at: usize) -> bool {
    let sign = at + 1;
    page.get(at).begins
        && page.follows(sign)
        && (page.sign(sign, ':') && page.get(sign + 1).spaced
            || page.sign(sign, ',') && page.is(sign + 1, Traits::MONTH) && page.capital(sign + 1))
}

/// `registers, 1609 to 1794 (`: two years, the earlier first, that count nothing.
fn begins_a_range(page: &Page<'_>, at: usize, first: i32) -> bool {
    let end = at + 2;
    matches!(page.low(at + 1), "to" | "–" | "-")
        && (1500..2100).contains(&first)
        && year(page, end).is_some_and(|last| last > first && last < 2100)
        && page.follows(end)
        && ends_a_date(page, end + 1)
        && !page.sign(end + 1, '%')
}

/// `held in 1086 by`, `is of about 1190.`: a year that is early, or not told for certain, where nothing is counted by it.
fn is_early_year(page: &Page<'_>, at: usize, year: i32) -> bool {
    let Some(before) = at.checked_sub(1).filter(|_| page.follows(at)) else { return false };
    let told = match page.low(before) {
        "in" | "since" | "until" | "circa" => year < 1500,
        // `stood here by 1274, when`, and no number that something fell by
        "by" | "before" | "after" | "from" => {
            year < 1800 && is_closed(page, at + 1) && !is_change(page.low(before.wrapping_sub(1)))
        }
        "about" | "around" => matches!(page.low(before.wrapping_sub(1)), "of" | "from" | "in" | "since"),
        _ => false,
    };
    told && ends_a_date(page, at + 1) && !matches!(page.low(at + 1), "a" | "an" | "per")
}

/// `Riga, about 1690.`, `c. 1510`: a year that is not told for certain, between signs or after the letter that says so.
fn is_rounded(page: &Page<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).filter(|_| page.follows(at)) else { return false };
    let stop = usize::from(page.sign(before, '.') && page.glued(before));
    let letter = before.wrapping_sub(stop);
    let coded = matches!(page.word(letter), "c" | "ca") && (stop == 1 || !page.sign(before, '.'));
    let said = matches!(page.low(before), "about" | "around" | "circa")
        && matches!(page.get(before.wrapping_sub(1)).shape, Shape::Sign(',' | ';' | ':' | '('));
    coded && ends_a_date(page, at + 1) || said && is_closed(page, at + 1)
}

/// True where a sign closes what stands before it, or the paragraph does.
fn is_closed(page: &Page<'_>, at: usize) -> bool {
    !page.follows(at) || matches!(page.get(at).shape, Shape::Sign('.' | ',' | ';' | ':' | ')'))
}

/// What is done by a number: `fell by 1274`.
fn is_change(word: &str) -> bool {
    word.ends_with("ed")
        || matches!(
            word,
            "rose" | "fell" | "grew" | "up" | "down" | "cut" | "rise" | "fall" | "more" | "less" | "multiply"
        )
}
