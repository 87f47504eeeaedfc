//! Streets with the numbers of houses, and addresses that are written without commas. Part of the rule of [`super::heads`].

use super::board::Board;
use super::head_words::head_kind;
use crate::entities::Kind;

/// The first part of a run of capitals that is an address without commas: more words than a name has, and a street among
/// them.
pub fn address_line(board: &Board<'_, '_>, from: usize, to: usize) -> Option<(usize, usize, Kind)> {
    let page = board.page;
    let street = |at: usize| is_street(page.low(at)) || matches!(page.low(at), "house" | "acres");
    let heads = (from + 1..to).filter(|at| street(*at)).count();
    let plain = (from..to).all(|at| page.capital(at));
    if heads == 0 || (heads == 1 && to - from < 5) || !plain {
        return None;
    }
    let head = (from + 1..to).find(|at| street(*at) || head_kind(page, *at).is_some())?;
    let mut head = head;
    while !street(head) && head + 1 < to && head_kind(page, head + 1).is_some() && !street(head + 1) {
        head += 1;
    }
    let kind = if street(head) { Kind::Place } else { head_kind(page, head)? };
    // Only two words before a street are its name.
    let first = if street(head) && head - from > 2 { head - 1 } else { from };
    Some((first, head + 1, kind))
}

/// What streets are called.
fn is_street(word: &str) -> bool {
    matches!(
        word,
        "street"
            | "road"
            | "avenue"
            | "lane"
            | "drive"
            | "close"
            | "crescent"
            | "terrace"
            | "square"
            | "gardens"
            | "way"
            | "court"
            | "row"
            | "place"
            | "grove"
            | "mews"
            | "wynd"
            | "brae"
            | "walk"
            | "parade"
            | "boulevard"
            | "alley"
    )
}

/// One past a street that is called so in its own word, and the number of a house after it: `Kongevej 4`, `Lindenstraße 12`.
pub fn street_then_number(board: &Board<'_, '_>, at: usize) -> Option<usize> {
    const ENDINGS: [&str; 12] = [
        "vej", "gade", "gatan", "vägen", "straße", "strasse", "straat", "laan", "gasse", "veien", "gata",
        "katu",
    ];
    let page = board.page;
    let word = page.low(at);
    let street = ENDINGS.iter().any(|ending| word.len() > ending.len() + 2 && word.ends_with(ending));
    let number = page.word(at + 1);
    let digits = (1..=3).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    (street && digits && page.follows(at + 1) && board.all_free(at, at + 2)).then_some(at + 2)
}

/// The start of a street's name with the number of a house in it: `17 Pilgrim Wynd`, `221b Baker Street`.
pub fn with_house_number(board: &Board<'_, '_>, from: usize, to: usize) -> usize {
    let page = board.page;
    let Some(number) = from.checked_sub(1).filter(|_| page.follows(from) && is_street(page.low(to - 1)))
    else {
        return from;
    };
    let word = page.word(number).trim_end_matches(|c: char| matches!(c, 'a'..='f' | 'A'..='F'));
    let digits = (1..=4).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
    if digits && board.is_free(number) { number } else { from }
}
