//! Where an office's name begins and ends, from its last word: `Durham PCC`, `Secretary of State for Transport`. Part of the rule of
//! [`super::roles`].

use super::board::Board;
use super::lexicon::Traits;
use super::places;
use super::tokens::{Page, Shape};
use crate::entities::Label;

/// Words not known as part of offices that are taken in before the last one: `Permanent Way Engineer`.
const UNKNOWN_WORDS: usize = 3;

/// The first token of the office that has its last word at `at`.
pub fn left_end(board: &Board<'_, '_>, at: usize) -> usize {
    let page = board.page;
    let mut from = at;
    let mut unknown = 0;
    while from > 0 && !page.get(from).opens && !page.get(from).begins {
        let before = from - 1;
        if !board.is_free(before) {
            break;
        }
        if page.sign(before, '&') || page.low(before) == "and" {
            // `Police and Crime Commissioner`
            let first = before.wrapping_sub(1);
            let joins = page.capital(first)
                && !page.get(before).opens
                && page.is(first, Traits::ROLE_MODIFIER | Traits::ROLE_HEAD)
                && (page.is(from, Traits::ROLE_MODIFIER) && from < at || page.sign(before, '&'))
                && page.capital(from);
            if !joins {
                break;
            }
            from = first;
            continue;
        }
        if !page.capital(before)
            || page.is(before, Traits::FUNCTION) && !page.is(before, Traits::ROLE_MODIFIER)
        {
            break;
        }
        if is_police_of_a_place(board, before) {
            break;
        }
        // `Julian Smith MP`
        let of_a_person =
            page.get(at).shape == Shape::Capitals && board.label_at(before) == Some(Label::Person);
        if page.is(before, Traits::ROLE_MODIFIER) && !of_a_person {
            from = before;
            continue;
        }
        let foreign = page.is(
            before,
            Traits::HONORIFIC
                | Traits::FIRST_NAME
                | Traits::ORG_HEAD
                | Traits::COMMON
                | Traits::PLACE
                | Traits::DEMONYM
                | Traits::MONTH
                | Traits::WEEKDAY,
        ) || matches!(
            page.low(before),
            "new" | "former" | "outgoing" | "incoming" | "then" | "ex"
        ) || page.get(before).shape != Shape::Capital
            || page.is(at, Traits::RANK) && !page.is(at, Traits::ROLE_HEAD)
            || of_a_person
            || is_member(page, at)
            || matches!(
                board.label_at(before),
                Some(
                    Label::Person | Label::Organisation | Label::GeoPolitical | Label::Facility | Label::Norp
                )
            ) && board.mark_at(before).is_some_and(|mark| mark.to <= from);
        // `Reporting Inspector: Ann Day`: on a line that tells who holds an office, its first word has its capital from the name.
        let is_labelled = page.get(before).opens && page.sign(at + 1, ':');
        let begins = page.get(before).begins && unknown == 0 && from == at && !is_labelled;
        if foreign || unknown == UNKNOWN_WORDS || begins {
            break;
        }
        unknown += 1;
        from = before;
    }
    with_place_before(board, from, at)
}

/// True for the letters of those who sit in a parliament, before which stands a person's name or a place.
fn is_member(page: &Page<'_>, at: usize) -> bool {
    matches!(page.word(at), "MP" | "MPs" | "MSP" | "MSPs" | "MEP" | "MEPs")
}

/// True for `Police` after the name of a place, which is a force and no part of an office.
fn is_police_of_a_place(board: &Board<'_, '_>, at: usize) -> bool {
    let page = board.page;
    if page.low(at) != "police" || at == 0 {
        return false;
    }
    // `Cleveland Police and Crime Commissioner` is the office all the same.
    let goes_on = page.low(at + 1) == "and" || page.sign(at + 1, '&');
    let place = places::known_place_before(page, at).is_some()
        || matches!(board.label_at(at - 1), Some(Label::GeoPolitical | Label::Organisation));
    place && page.capital(at - 1) && !goes_on
}

/// A bare place before the office belongs to it: `Durham PCC`.
fn with_place_before(board: &Board<'_, '_>, from: usize, at: usize) -> usize {
    let page = board.page;
    if page.get(from).opens || page.get(from).begins {
        return from;
    }
    let marked = from
        .checked_sub(1)
        .and_then(|before| board.mark_at(before))
        .filter(|mark| mark.to == from && matches!(mark.label, Label::GeoPolitical | Label::Location))
        .map(|mark| mark.from);
    let place = places::known_place_before(page, from).or(marked);
    match place {
        Some(place)
            if board.all_free(place, from)
                && place < from
                && page.is(at, Traits::ROLE_HEAD)
                && page.capital(place) =>
        {
            // The first words of a longer name are no place of the office: `New York Times Editor`.
            let longer = place > 0
                && page.capital(place - 1)
                && !page.get(place).opens
                && !page.get(place).begins
                && !page.is(place - 1, Traits::FUNCTION)
                && page.low(place - 1) != "former";
            if longer { from } else { place }
        }
        _ => from,
    }
}

/// One past the office that has its last word at `at`, with `of` or `for` and what follows.
pub fn right_end(board: &Board<'_, '_>, at: usize) -> usize {
    let page = board.page;
    let mut to = at + 1;
    // A plural in a short form: `MP's`.
    if page.low(at).len() <= 4
        && page.get(at).shape == Shape::Capitals
        && page.get(to).shape == Shape::Possessive
        && page.capital(to + 1)
        && page.is(to + 1, Traits::FIRST_NAME)
    {
        return to + 1;
    }
    to = of_state(page, at, to);
    let ministerial = matches!(page.low(at), "minister" | "ministers" | "secretary");
    while page.follows(to) && matches!(page.low(to), "of" | "for") {
        let the = page.low(to + 1) == "the";
        let first = to + 1 + usize::from(the);
        let mut end =
            places::known_place(page, first).filter(|end| board.all_free(first, *end)).unwrap_or(first);
        while page.follows(end) && end - first < 6 && board.is_free(end) {
            let joins = (page.low(end) == "and" || page.sign(end, '&'))
                && end > first
                && page.follows(end + 1)
                && page.capital(end + 1)
                && !page.is(end + 1, Traits::FIRST_NAME | Traits::ROLE_HEAD | Traits::HONORIFIC)
                && board.label_at(end + 1) != Some(Label::Person)
                && (ministerial
                    || (page.low(to) == "for" && board.label_at(end + 1) != Some(Label::Organisation)));
            let person = end > first
                && (page.is(end, Traits::FIRST_NAME) || board.label_at(end) == Some(Label::Person));
            let capital = page.capital(end) && !page.get(end).begins && !person;
            if !(capital || joins) {
                break;
            }
            end += if joins { 2 } else { 1 };
        }
        // `Auditor of Court`, `Director of Public Health`: a field of work, no body of its own.
        let field = !the && end > first && is_field(page, first, end);
        let organisation = end > first
            && !field
            && !ministerial
            && (page.is(end - 1, Traits::COMPANY_FORM)
                || (page.is(end - 1, Traits::ORG_HEAD) && page.low(end - 1) != "police")
                || page.is(first, Traits::ORG_OPENER) && page.low(end) == "of"
                || page.is(first, Traits::FIRST_NAME) && !page.is(first, Traits::PLACE));
        let marked = !field
            && !ministerial
            && board.mark_at(first).is_some_and(|mark| {
                mark.label == Label::Organisation
                    && mark.to - first > 1
                    && !page.is(end - 1, Traits::PLACE)
                    && page.low(to) == "of"
            });
        if end == first || organisation || marked {
            break;
        }
        to = end;
    }
    to
}

/// `Secretary of State`, `Minister of State`: before what the office is for.
fn of_state(page: &Page<'_>, at: usize, to: usize) -> usize {
    let office =
        page.low(at).ends_with("secretary") || page.low(at) == "minister" || page.low(at).ends_with("ies");
    let state = page.low(to) == "of" && page.word(to + 1) == "State" && page.follows(to + 1);
    if office && state { to + 2 } else { to }
}

/// True when the words after `of` say what an office is about: one word, or words that other offices have too.
fn is_field(page: &Page<'_>, from: usize, to: usize) -> bool {
    let one_head = to == from + 1
        && page.get(from).shape == Shape::Capital
        && page.is(from, Traits::ORG_HEAD)
        && !matches!(page.low(from), "parliament" | "congress" | "treasury");
    one_head
        || (from..to).all(|at| {
            page.is(at, Traits::ROLE_MODIFIER)
                || matches!(page.low(at), "and" | "&")
                || matches!(
                    page.low(at),
                    "services"
                        | "care"
                        | "social"
                        | "children"
                        | "adult"
                        | "works"
                        | "studies"
                        | "affairs"
                        | "estates"
                )
        })
}
