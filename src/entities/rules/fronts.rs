//! What stands before a name told by its head and belongs to it: the number of a regiment, the owner of a paper. Part of the rule
//! of [`super::heads`].

use super::board::Board;
use super::lexicon::Traits;
use super::tokens::{Page, Shape};

/// `the 4th Leicesters`: an ordinal in figures and those who are called together by where they are from.
pub fn is_numbered_regiment(board: &Board<'_, '_>, at: usize) -> bool {
    let page = board.page;
    let Some(number) = at.checked_sub(1).filter(|number| page.follows(at) && board.is_free(*number)) else {
        return false;
    };
    // `32 Squadron`, `40 Commando`
    let counted = page.get(number).shape == Shape::Number
        && page.word(number).bytes().all(|byte| byte.is_ascii_digit());
    if counted
        && page.get(at).shape == Shape::Capital
        && matches!(page.low(at), "squadron" | "commando" | "battery" | "brigade" | "battalion")
    {
        return !(page.follows(at + 1) && page.capital(at + 1)) && page.word(number).len() < 4;
    }
    let digits = page.low(number).trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ordinal = matches!(&page.low(number)[digits.len()..], "st" | "nd" | "rd" | "th")
        && !digits.is_empty()
        && digits.len() < 4;
    let word = page.low(at);
    let named = page.get(at).shape == Shape::Capital
        && (word.ends_with("ers")
            || word.ends_with("shires")
            || word.ends_with("ies")
            || word.ends_with("rangers"))
        && word.len() > 6
        && !page.is(at, Traits::COMMON | Traits::ROLE_HEAD | Traits::MONTH);
    ordinal
        && named
        && page.low(number.wrapping_sub(1)) == "the"
        && !(page.follows(at + 1) && page.capital(at + 1))
}

/// `Weekly News`: how often a paper comes, which begins its name.
pub fn is_periodical(page: &Page<'_>, at: usize) -> bool {
    matches!(page.low(at), "weekly" | "daily" | "monthly" | "quarterly" | "sunday" | "evening" | "morning")
}

/// The start of a paper's name with the possessive of whom it was called after: `Pulman's Weekly News`.
pub fn with_its_owner(page: &Page<'_>, at: usize) -> usize {
    let owner = at.wrapping_sub(2);
    let owned = page.follows(at)
        && page.get(at.wrapping_sub(1)).shape == Shape::Possessive
        && page.get(owner).shape == Shape::Capital
        && !page.is(owner, Traits::PLACE | Traits::FUNCTION);
    if owned { owner } else { at }
}

/// The start of a military unit's name with its number: `No. 14 Operational Training Unit`, `9th Quell Battalion`.
pub fn with_unit_number(board: &Board<'_, '_>, from: usize, to: usize) -> usize {
    let page = board.page;
    let unit = matches!(
        page.low(to - 1),
        "squadron"
            | "battalion"
            | "regiment"
            | "division"
            | "brigade"
            | "unit"
            | "battery"
            | "wing"
            | "commando"
    );
    let Some(number) = from.checked_sub(1).filter(|_| unit && page.follows(from)) else { return from };
    let word = page.low(number);
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let figures = !digits.is_empty() && digits.len() < 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let no = number.wrapping_sub(1 + usize::from(page.sign(number.wrapping_sub(1), '.')));
    match &word[digits.len()..] {
        "st" | "nd" | "rd" | "th" if figures && board.is_free(number) => number,
        "" if figures && page.word(no) == "No" && board.all_free(no, from) => no,
        _ => from,
    }
}
