//! Names told by their first word: `Department of Conservation`, `Mount Etna`, `Operation Monsoon`, `Radio Foyle`. Part of the
//! rule of [`super::heads`].

use super::board::Board;
use super::lexicon::Traits;
use super::places;
use super::tokens::{Page, Shape};
use crate::entities::Kind;

/// A name told by its first word.
pub fn opened(board: &Board<'_, '_>, from: usize, to: usize) -> Option<(usize, usize, Kind)> {
    let page = board.page;
    let word = page.low(from);
    let of = matches!(page.low(from + 1), "of" | "for" | "on") && from + 2 < to;
    if of
        && page.is(from, Traits::ORG_OPENER)
        && !(matches!(word, "house" | "general" | "army" | "order" | "trust" | "campaign")
            && page.get(from).begins)
    {
        let end = end_of_opened(board, from, to);
        return Some((from, end, Kind::Organisation));
    }
    if of
        && page.low(from + 1) == "of"
        && matches!(word, "festival" | "feast" | "battle" | "siege" | "peace" | "massacre" | "relief")
    {
        let end = (from + 2..to).find(|at| !page.capital(*at) && page.low(*at) != "the").unwrap_or(to);
        return Some((from, end, Kind::Programme));
    }
    if of && page.is(from, Traits::PLACE_OPENER) && page.low(from + 1) == "of" {
        return Some((
            from,
            (from + 2..to).find(|at| !page.capital(*at) && page.low(*at) != "the").unwrap_or(to),
            Kind::Place,
        ));
    }
    if let Some(to) = newspaper(board, from, to) {
        return Some((from, to, Kind::Organisation));
    }
    // `Restorative Quellshire commenced`
    if page.get(from).begins
        && to == from + 2
        && matches!(page.low(to), "commenced" | "launched")
        && places::known_place(page, from + 1) == Some(to)
        && page.get(from).shape == Shape::Capital
        && !page.is(
            from,
            Traits::PLACE | Traits::FUNCTION | Traits::COMMON | Traits::DEMONYM | Traits::FIRST_NAME,
        )
    {
        return Some((from, to, Kind::Programme));
    }
    let next = from + 1;
    // `Tidewater 4.2`: a product and its version.
    let version = page.get(next).shape == Shape::Number
        && page.follows(next)
        && page.word(next).contains('.')
        && !page.word(next).contains([',', '-', ':', '/']);
    let product = page.get(from).shape == Shape::Capital
        && !page.is(
            from,
            Traits::FUNCTION
                | Traits::COMMON
                | Traits::MONTH
                | Traits::WEEKDAY
                | Traits::PLACE
                | Traits::HONORIFIC
                | Traits::ROLE_HEAD,
        );
    if next == to
        && version
        && product
        && board.is_free(next)
        && page.get(to + 1).shape != Shape::Sign('%')
        && !page.is(to + 1, Traits::MULTIPLE | Traits::UNIT)
    {
        return Some((from, next + 1, Kind::Programme));
    }
    // `Radio Foyle`, `Hurricane Katrina`
    let named_so = match word {
        "radio" => Some(Kind::Organisation),
        "hurricane" | "cyclone" | "typhoon" => Some(Kind::Programme),
        _ => None,
    };
    if let Some(kind) = named_so
        && next < to
        && page.get(next).shape == Shape::Capital
        && !page.is(next, Traits::ORG_HEAD | Traits::PROGRAMME_HEAD | Traits::ROLE_HEAD | Traits::COMMON)
    {
        return Some((from, (next..to).find(|at| !page.capital(*at)).unwrap_or(to), kind));
    }
    if next < to
        && page.is(from, Traits::PROGRAMME_OPENER)
        && page.capital(next)
        && page.get(from).shape == Shape::Capital
        && matches!(word, "operation" | "project")
        && !page.is(next, Traits::ROLE_HEAD)
    {
        let end = (next..to).find(|at| !page.capital(*at)).unwrap_or(to);
        return Some((from, end, Kind::Programme));
    }
    if next < to
        && is_before_place(word)
        && !(word == "tell" && page.get(from).begins)
        && !page.is(next, Traits::HONORIFIC)
        && page.capital(next)
        && !page.is(next, Traits::ORG_HEAD)
    {
        let end = (next..to).find(|at| !page.capital(*at)).unwrap_or(to);
        let headed =
            (next..end).any(|at| page.is(at, Traits::ORG_HEAD | Traits::PROGRAMME_HEAD | Traits::PLACE_HEAD));
        return (!headed && end - from <= 3).then_some((from, end, Kind::Place));
    }
    None
}

/// `the Gazette`: a newspaper that is called by the last word of its name, inside a sentence.
fn newspaper(board: &Board<'_, '_>, from: usize, to: usize) -> Option<usize> {
    let page = board.page;
    let called_so = matches!(
        page.low(from),
        "gazette"
            | "herald"
            | "echo"
            | "chronicle"
            | "mercury"
            | "argus"
            | "telegraph"
            | "observer"
            | "courier"
            | "advertiser"
            | "tribune"
            | "examiner"
            | "sentinel"
            | "guardian"
            | "times"
    );
    let the = from.checked_sub(1).filter(|_| page.follows(from))?;
    let alone = to == from + 1 && page.get(from).shape == Shape::Capital && page.low(the) == "the";
    (called_so && alone).then_some(to)
}

/// What places begin with in English, Welsh, Gaelic, Spanish, Arabic: `Mount Etna`, `Capel Seion`, `Wadi Halfa`.
fn is_before_place(word: &str) -> bool {
    matches!(
        word,
        "mount"
            | "lake"
            | "loch"
            | "lough"
            | "cape"
            | "isle"
            | "capel"
            | "cwm"
            | "nant"
            | "afon"
            | "rio"
            | "puerto"
            | "wadi"
            | "jebel"
            | "deir"
            | "tell"
            | "ras"
            | "kuala"
            | "bandar"
            | "djebel"
            | "hotel"
    )
}

/// Where a name that began with `Department of` ends: at an `and` before another name, else with the run.
fn end_of_opened(board: &Board<'_, '_>, from: usize, to: usize) -> usize {
    let page = board.page;
    let mut end = from + 3;
    while end < to {
        let joins = page.low(end) == "and";
        if joins {
            let other = end + 1;
            let separate = page.is(other, Traits::ORG_OPENER | Traits::FIRST_NAME)
                || board
                    .mark_at(other)
                    .is_some_and(|mark| mark.from == other && board.label_at(from) != Some(mark.label))
                || board.mark_at(from).is_some_and(|mark| mark.to <= end && mark.to > from + 2);
            if separate {
                break;
            }
        }
        end += 1;
    }
    while end > from + 1 && !page.capital(end - 1) {
        end -= 1;
    }
    end
}

/// `Innovation Norway`, `Cycling Scotland`: what is done in a country, by the body that sees to it.
pub fn body_of_a_country(page: &Page<'_>, from: usize, to: usize) -> Option<(usize, usize, Kind)> {
    let field = matches!(
        page.low(from),
        "innovation"
            | "seafood"
            | "sport"
            | "business"
            | "tourism"
            | "enterprise"
            | "transport"
            | "energy"
            | "health"
            | "education"
            | "film"
            | "cycling"
            | "athletics"
            | "swimming"
            | "hockey"
            | "basketball"
            | "tennis"
            | "triathlon"
            | "rowing"
            | "gymnastics"
            | "badminton"
            | "judo"
            | "fisheries"
            | "farming"
            | "forestry"
            | "heritage"
            | "nature"
            | "museums"
            | "universities"
            | "disability"
    );
    // `Irish Aid`
    if page.is(from, Traits::DEMONYM)
        && page.word(from + 1) == "Aid"
        && to == from + 2
        && page.follows(from + 1)
    {
        return Some((from, to, Kind::Organisation));
    }
    let country = places::known_place(page, from + 1) == Some(to) && page.get(from).shape == Shape::Capital;
    (field && country && page.follows(from + 1)).then_some((from, to, Kind::Organisation))
}
