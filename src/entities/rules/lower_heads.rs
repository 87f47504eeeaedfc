//! Names in capitals with their head in lower case: `Coastal Watch scheme`, `Community Drugs Enforcement team`. Part of the
//! rule of [`super::heads`].

use super::board::Board;
use super::lexicon::Traits;
use super::places;
use super::tokens::{Page, Shape};
use crate::entities::{Kind, Label};

/// A name in capitals with its head in lower case.
pub fn lower_head(board: &Board<'_, '_>, from: usize, to: usize) -> Option<(usize, usize, Kind)> {
    let page = board.page;
    // What joins the last words belongs to the run only when it ends there.
    if !page.follows(to) || page.get(to).shape != Shape::Lower || !board.is_free(to) {
        return None;
    }
    if page.low(to) == "plc" {
        return Some((from, to + 1, Kind::Organisation));
    }
    let words = (from..to).filter(|at| page.capital(*at)).count();
    let first = (from..to).rev().find(|at| page.low(*at) == "and" && words > 3).map_or(from, |at| at + 1);
    // `Tom Ashby for the Coastal Watch project`
    let somebody = page.is(from, Traits::FIRST_NAME | Traits::GIVEN) && page.low(from + 2) == "for";
    let first = if first == from && somebody && from + 3 < to {
        from + 3 + usize::from(page.low(from + 3) == "the")
    } else {
        first
    };
    let marked = board.label_at(first);
    let whole_mark = board.mark_at(first).is_some_and(|mark| mark.from == first && mark.to == to);
    let person = marked == Some(Label::Person) && page.is(first, Traits::FIRST_NAME);
    let named = whole_mark
        && (person || matches!(marked, Some(Label::GeoPolitical | Label::Norp | Label::Organisation)));
    let known = places::known_place(page, first) == Some(to) || page.is(first, Traits::DEMONYM) && words == 1;
    let direct = page.get(to).traits;
    let between =
        page.is(to, Traits::FUNCTION) || page.low(to).ends_with('s') || page.low(to).ends_with("ed");
    let next = to + 1;
    let one_between =
        !between && words > 1 && page.follows(next) && page.get(next).shape == Shape::Lower && !named;
    if words == 1 {
        // One capital is a name only inside a sentence, and only where nothing else explains it.
        if page.get(first).begins
            || known
            || page.is(
                first,
                Traits::COMMON
                    | Traits::FUNCTION
                    | Traits::DEMONYM
                    | Traits::MONTH
                    | Traits::WEEKDAY
                    | Traits::ROLE_MODIFIER,
            )
        {
            return None;
        }
        let place = direct.any(Traits::PLACE_LOWER)
            && matches!(
                page.low(to),
                "ward" | "river" | "valley" | "village" | "estate" | "street" | "prison" | "airport"
            );
        if place {
            return Some((first, next, Kind::Place));
        }
        if !named && page.get(first).traits.is_unknown() && is_kind_of_body(page, to) {
            return Some((first, to, Kind::Organisation));
        }
        let acronym = page.get(first).shape == Shape::Capitals;
        let first = before_small_word(board, first);
        return (direct.any(Traits::PROGRAMME_LOWER)
            && !acronym
            && !named
            && matches!(
                page.low(to),
                "programme"
                    | "program"
                    | "scheme"
                    | "initiative"
                    | "campaign"
                    | "project"
                    | "app"
                    | "software"
                    | "award"
                    | "awards"
                    | "prize"
                    | "festival"
                    | "strategy"
                    | "trial"
            ))
        .then_some((first, to, Kind::Programme));
    }
    // `James Cook hospital`: buildings are named after people.
    if person
        && words == 2
        && matches!(
            page.low(to),
            "hospital"
                | "school"
                | "stadium"
                | "library"
                | "theatre"
                | "museum"
                | "bridge"
                | "airport"
                | "hall"
        )
    {
        return Some((first, next, Kind::Place));
    }
    if known || (named && marked != Some(Label::Organisation)) {
        return None;
    }
    if direct.any(Traits::ORG_LOWER) && !named {
        return Some((first, next, Kind::Organisation));
    }
    if direct.any(Traits::PLACE_LOWER) && !named {
        return Some((first, next, Kind::Place));
    }
    if direct.any(Traits::PROGRAMME_LOWER) {
        return Some((first, to, Kind::Programme));
    }
    if one_between && page.is(next, Traits::PROGRAMME_LOWER) {
        return Some((first, to, Kind::Programme));
    }
    None
}

/// `Fulcrum medical practice`: what sort of body it is, in two small words after its name.
fn is_kind_of_body(page: &Page<'_>, at: usize) -> bool {
    let field = matches!(
        page.low(at),
        "medical"
            | "dental"
            | "veterinary"
            | "housing"
            | "legal"
            | "theatre"
            | "dance"
            | "hospice"
            | "advice"
            | "recycling"
    );
    let body = matches!(
        page.low(at + 1),
        "practice"
            | "surgery"
            | "association"
            | "charity"
            | "company"
            | "centre"
            | "service"
            | "trust"
            | "group"
    );
    field && body && page.follows(at + 1)
}

/// `Beds to Homes`, `Dealer a Day`: the word in capitals before a small one, if there is one, begins the name.
fn before_small_word(board: &Board<'_, '_>, first: usize) -> usize {
    let page = board.page;
    let Some(small) = first.checked_sub(1).filter(|_| page.follows(first)) else { return first };
    let joins = page.get(small).shape == Shape::Lower
        && matches!(page.low(small), "to" | "a" | "the" | "in" | "with" | "into" | "against" | "before");
    match small.checked_sub(1) {
        Some(capital)
            if joins
                && page.follows(small)
                && page.capital(capital)
                && !page.get(capital).begins
                && board.is_free(capital)
                && !page.is(capital, Traits::PLACE | Traits::FIRST_NAME) =>
        {
            capital
        }
        _ => first,
    }
}
