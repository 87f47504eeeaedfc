//! Names told by their first word: `Department of Conservation`, `Mount Etna`, `Operation Monsoon`, `Radio Foyle`. Part of the
//! rule of [`super::heads`].

use super::board::Board;
use super::lexicon::Traits;
use super::names;
use super::places;
use super::tokens::{Page, Shape};
use crate::entities::Kind;

/// A name told by its first word.
pub fn opened(board: &Board<'_, '_>, from: usize, to: usize) -> Option<(usize, usize, Kind)> {
    let page = board.page;
    let word = page.low(from);
    let of = matches!(page.low(from + 1), "of" | "for" | "on") && from + 2 < to;
    // `Our Lady of Lourdes`: a church by whom it is called after.
    if word == "our" && page.word(from + 1) == "Lady" && from + 2 <= to {
        let named = page.low(from + 2) == "of" && from + 3 < to;
        let end = (from + 3..to)
            .find(|at| !page.capital(*at) && !matches!(page.low(*at), "the" | "and"))
            .unwrap_or(to);
        return Some((from, if named { end } else { from + 2 }, Kind::Place));
    }
    // `Conference on Unemployment`: what is held, and no body.
    if of && page.low(from + 1) == "on" && is_held(word) {
        return Some((from, end_of_opened(board, from, to), Kind::Programme));
    }
    // `Officer of the Order of the Niger`
    if of
        && page.low(from + 1) == "of"
        && let Some(end) = honour_end(page, from, to)
    {
        return Some((from, end, Kind::Programme));
    }
    if of && page.low(from + 1) == "of" && is_subject(word) {
        let end =
            (from + 2..to).find(|at| !page.capital(*at) && !matches!(page.low(*at), "the" | "and" | "of"));
        return Some((from, end.unwrap_or(to), Kind::Programme));
    }
    if let Some(end) = foreign_body(board, from) {
        return Some((from, end, Kind::Organisation));
    }
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
        "hurricane" | "cyclone" | "typhoon" | "storm" => Some(Kind::Programme),
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
            | "monte"
            | "mont"
            | "pico"
            | "cerro"
            | "sierra"
            | "gunung"
            | "pulau"
            | "kampung"
            | "tanjung"
            | "muang"
            | "phnom"
            | "beit"
            | "kfar"
            | "umm"
            | "jabal"
            | "oued"
            | "lac"
            | "château"
            | "schloss"
            | "isla"
            | "ciudad"
            | "beinn"
            | "stob"
            | "meall"
            | "carn"
            | "creag"
            | "coire"
            | "mynydd"
            | "moel"
            | "foel"
            | "porth"
            | "llyn"
            | "coed"
            | "graig"
            | "são"
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

/// What people are called together for, on some matter.
fn is_held(word: &str) -> bool {
    matches!(
        word,
        "conference"
            | "convention"
            | "summit"
            | "seminar"
            | "symposium"
            | "colloquium"
            | "workshop"
            | "congress"
    )
}

/// What painters and carvers show: `Adoration of the Magi`.
fn is_subject(word: &str) -> bool {
    matches!(
        word,
        "adoration"
            | "annunciation"
            | "triumph"
            | "lamentation"
            | "entombment"
            | "temptation"
            | "nativity"
            | "apotheosis"
            | "allegory"
    )
}

/// One past an honour that somebody holds: `Officer of the Order of the Niger`, `Knight of the Order of Quell`.
fn honour_end(page: &Page<'_>, from: usize, to: usize) -> Option<usize> {
    let grade = matches!(
        page.low(from),
        "officer" | "commander" | "member" | "knight" | "companion" | "dame" | "grand"
    );
    let order = (from + 1..to.min(from + 7)).find(|at| page.word(*at) == "Order").filter(|_| grade)?;
    let plain = |at: usize| page.capital(at) || matches!(page.low(at), "of" | "the");
    let end = (order + 1..to).find(|at| !plain(*at)).unwrap_or(to);
    (page.low(order + 1) == "of" && end > order + 2).then_some(end)
}

/// One past a body's name that begins with what it is in another language: `Ysgol Bryn Derw`, `Musée de Bretagne`, `Colegio Santa
/// Ana`.
fn foreign_body(board: &Board<'_, '_>, from: usize) -> Option<usize> {
    let page = board.page;
    let opens = matches!(
        page.low(from),
        "ysgol"
            | "coleg"
            | "prifysgol"
            | "cymdeithas"
            | "scoil"
            | "conradh"
            | "colegio"
            | "escuela"
            | "instituto"
            | "universidad"
            | "universidade"
            | "fundación"
            | "fundação"
            | "banco"
            | "banque"
            | "collège"
            | "lycée"
            | "école"
            | "université"
            | "institut"
            | "musée"
            | "museo"
            | "museu"
            | "bibliothèque"
            | "biblioteca"
            | "fondation"
            | "fondazione"
            | "istituto"
            | "università"
            | "liceo"
            | "teatro"
            | "stiftung"
            | "universität"
            | "hochschule"
            | "kunsthalle"
            | "stichting"
            | "vereniging"
            | "società"
            | "société"
            | "compagnie"
            | "compañía"
            | "sociedad"
            | "asociación"
            | "associação"
            | "ministerio"
            | "ministère"
            | "partido"
            | "parti"
    );
    if !opens {
        return None;
    }
    let capital = |at: usize| page.follows(at) && page.capital(at) && board.is_free(at);
    let joins = |at: usize| {
        page.get(at).shape == Shape::Lower
            && matches!(
                page.low(at),
                "de" | "del"
                    | "della"
                    | "des"
                    | "du"
                    | "da"
                    | "do"
                    | "dos"
                    | "di"
                    | "la"
                    | "las"
                    | "los"
                    | "le"
                    | "y"
                    | "et"
                    | "e"
                    | "für"
                    | "voor"
                    | "van"
                    | "yr"
                    | "o"
            )
    };
    let mut end = from + 1;
    loop {
        let mut next = end;
        while next < end + 3 && page.follows(next) && joins(next) {
            next += 1;
        }
        if next >= from + names::LONGEST || !capital(next) || page.get(next).begins {
            break;
        }
        end = next + 1;
    }
    (page.get(from).shape == Shape::Capital && end > from + 1).then_some(end)
}

/// A country, in small letters, whose name ends those of the bodies that speak there for those named before it: `Governors Wales`.
pub fn is_country_of_bodies(country: &str) -> bool {
    matches!(
        country,
        "wales"
            | "scotland"
            | "england"
            | "ireland"
            | "britain"
            | "cymru"
            | "alba"
            | "uk"
            | "europe"
            | "australia"
    )
}

/// `Carers Scotland`: many, and the country in which a body speaks for them.
fn is_body_of_many(page: &Page<'_>, from: usize, to: usize) -> bool {
    let many = page.low(from);
    to == from + 2
        && page.get(from).shape == Shape::Capital
        && !page.get(from).begins
        && many.len() > 5
        && many.ends_with('s')
        && !many.ends_with("ss")
        && !page.is(
            from,
            Traits::PLACE | Traits::FIRST_NAME | Traits::COMMON | Traits::FUNCTION | Traits::PLACE_HEAD,
        )
        && is_country_of_bodies(page.low(from + 1))
        && page.follows(from + 1)
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
    if is_body_of_many(page, from, to) {
        return Some((from, to, Kind::Organisation));
    }
    let country = places::known_place(page, from + 1) == Some(to) && page.get(from).shape == Shape::Capital;
    (field && country && page.follows(from + 1)).then_some((from, to, Kind::Organisation))
}
