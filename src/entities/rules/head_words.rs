//! What a word in capitals makes of the words before it, and whether a name ends with it. Part of the rule of
//! [`super::heads`].

use super::board::Board;
use super::lexicon::Traits;
use super::tokens::{Page, Shape};
use crate::entities::Kind;

/// What the word in capitals at `at` makes of the words before it.
pub fn head_kind(page: &Page<'_>, at: usize) -> Option<Kind> {
    if !page.capital(at) {
        return None;
    }
    let traits = page.get(at).traits;
    let word = page.low(at);
    // `AS` is a word in a heading, a company's form after one in small letters.
    let heading =
        page.get(at.wrapping_sub(1)).shape != Shape::Capital || page.get(at + 1).shape == Shape::Capitals;
    let company = traits.any(Traits::COMPANY_FORM)
        && !(word.len() == 2
            && page.get(at).shape == Shape::Capitals
            && matches!(word, "as" | "sa")
            && heading);
    if company {
        return Some(Kind::Organisation);
    }
    if matches!(
        word,
        "league"
            | "review"
            | "standard"
            | "mission"
            | "congress"
            | "deal"
            | "report"
            | "series"
            | "war"
            | "budget"
    ) && traits.any(Traits::PROGRAMME_HEAD)
    {
        return Some(Kind::Programme);
    }
    if matches!(word, "hospital" | "station" | "library" | "gallery" | "theatre" | "stadium" | "hall") {
        return Some(Kind::Place);
    }
    // `Quellshire History Centre`: what is kept or given there, by a body.
    let kept = matches!(word, "centre" | "center")
        && matches!(
            page.low(at.wrapping_sub(1)),
            "history"
                | "research"
                | "law"
                | "advice"
                | "resource"
                | "records"
                | "archive"
                | "archives"
                | "study"
                | "studies"
                | "conservation"
                | "policy"
                | "information"
                | "documentation"
                | "counselling"
        );
    if kept {
        return Some(Kind::Organisation);
    }
    // `Military Cross`
    if word == "cross"
        && matches!(
            page.low(at.wrapping_sub(1)),
            "military" | "victoria" | "george" | "service" | "flying" | "iron"
        )
    {
        return Some(Kind::Programme);
    }
    // `Reading Room`, `Pump Room`
    let room = word == "room"
        && matches!(page.low(at.wrapping_sub(1)), "reading" | "pump" | "assembly" | "news" | "drill" | "tea");
    if room {
        return Some(Kind::Place);
    }
    // `Solidarity Campaign`: those who campaign, not what they do once.
    if word == "campaign"
        && matches!(page.low(at.wrapping_sub(1)), "solidarity" | "rights" | "freedom" | "disarmament")
    {
        return Some(Kind::Organisation);
    }
    if word == "court" && is_no_court_of_law(page, at) {
        return Some(Kind::Place);
    }
    if word == "meeting"
        && matches!(
            page.low(at.wrapping_sub(1)),
            "general"
                | "annual"
                | "special"
                | "council"
                | "committee"
                | "board"
                | "parish"
                | "public"
                | "staff"
                | "team"
                | "extraordinary"
                | "monthly"
                | "ordinary"
        )
    {
        return None;
    }
    if word == "town" || word == "city" {
        // As often a club as a place: the model knows better.
        return None;
    }
    if traits.any(Traits::ORG_HEAD) {
        Some(Kind::Organisation)
    } else if traits.any(Traits::PROGRAMME_HEAD) {
        Some(Kind::Programme)
    } else if traits.any(Traits::PLACE_HEAD) {
        Some(Kind::Place)
    } else {
        None
    }
}

/// `Anchor Court, Keen Road`: a building, where an address goes on after it and no word before it tells of a court of law.
fn is_no_court_of_law(page: &Page<'_>, at: usize) -> bool {
    let of_law = matches!(
        page.low(at.wrapping_sub(1)),
        "high"
            | "supreme"
            | "county"
            | "crown"
            | "magistrates"
            | "district"
            | "appeal"
            | "federal"
            | "circuit"
            | "family"
            | "sheriff"
            | "constitutional"
            | "criminal"
            | "civil"
            | "youth"
            | "superior"
            | "municipal"
            | "labour"
            | "land"
    );
    let street = (at + 2..at + 5).find(|at| !page.capital(*at)).unwrap_or(at + 2);
    let goes_on = page.sign(at + 1, ',') && page.follows(at + 1) && street > at + 2;
    let in_address =
        goes_on && page.is(street - 1, Traits::PLACE_HEAD) && !page.is(street - 1, Traits::ORG_HEAD);
    !of_law && in_address
}

/// True when the head at `at` ends a name: nothing in capitals goes on after it but `of` and the like, or what goes on is
/// another name.
pub fn is_head_here(board: &Board<'_, '_>, from: usize, at: usize, to: usize) -> bool {
    let page = board.page;
    // `Hollis & Grant` are two people.
    if page.sign(at - 1, '&') && !page.is(at, Traits::ORG_HEAD) {
        return false;
    }
    // `Minimum Unit Pricing`: what is done there goes on after it.
    let goes_on =
        at + 1 < to && page.get(at + 1).shape == Shape::Capital && page.low(at + 1).ends_with("ing");
    if goes_on && page.get(at + 1).traits.is_unknown() {
        return false;
    }
    if is_shouted(page, from, at) {
        return false;
    }
    if !is_weak_head(page.low(at)) {
        return true;
    }
    let joined = matches!(page.get(at - 1).shape, Shape::Possessive | Shape::Sign('\'' | '’' | '&'))
        || (page.low(at - 1) == "and" && matches!(page.low(at), "sons" | "brothers" | "partners"));
    let in_front = at > from
        && (page.capital(at - 1) || joined)
        && !(at - 1 == from && page.get(from).begins && page.is(from, Traits::COMMON));
    let ends =
        at + 1 == to || matches!(page.low(at + 1), "of" | "for") || page.get(at + 1).shape != Shape::Capital;
    in_front
        && ends
        && !(page.get(at).shape == Shape::Capitals
            && page.word(at).len() > 2
            && page.get(at - 1).shape == Shape::Capital)
}

/// `GOD SAVE HIS CHURCH`, `A CLOSED ROAD`: in a line of capitals, words of a sentence stand before the head.
fn is_shouted(page: &Page<'_>, from: usize, at: usize) -> bool {
    let is_small = |at: usize| {
        matches!(
            page.word(at),
            "A" | "AN"
                | "HIS"
                | "HER"
                | "OUR"
                | "THEIR"
                | "MY"
                | "YOUR"
                | "IS"
                | "ARE"
                | "WAS"
                | "NO"
                | "NOT"
                | "THIS"
                | "THAT"
        )
    };
    let shouted = (from..=at).all(|at| page.get(at).shape == Shape::Capitals);
    shouted && (from.saturating_sub(1)..at).any(is_small) && at > from
}

/// Words that are as often a surname, a common noun or the start of something else as the head of a name.
pub fn is_weak_head(word: &str) -> bool {
    matches!(
        word,
        "day"
            | "week"
            | "month"
            | "mark"
            | "head"
            | "point"
            | "way"
            | "row"
            | "view"
            | "walk"
            | "close"
            | "common"
            | "cross"
            | "mine"
            | "wells"
            | "works"
            | "green"
            | "hill"
            | "park"
            | "wood"
            | "field"
            | "ball"
            | "show"
            | "study"
            | "plain"
            | "capital"
            | "post"
            | "press"
            | "news"
            | "mail"
            | "times"
            | "lines"
            | "partners"
            | "sons"
            | "brothers"
            | "uk"
            | "international"
            | "open"
            | "classic"
            | "edition"
            | "minds"
            | "stores"
            | "resources"
            | "communications"
            | "services"
            | "church"
            | "mount"
            | "dale"
            | "lane"
            | "court"
            | "house"
            | "arms"
            | "place"
            | "treatment"
            | "approach"
            | "report"
            | "system"
            | "editor"
            | "office"
            | "band"
            | "club"
            | "building"
            | "budget"
            | "election"
            | "elections"
            | "lodge"
            | "manor"
            | "grange"
            | "vale"
            | "passage"
            | "pass"
            | "fell"
            | "sound"
            | "rocks"
            | "mansion"
            | "villa"
            | "villas"
            | "bid"
            | "platform"
            | "fields"
            | "heads"
            | "rooms"
            | "shrine"
            | "meeting"
            | "strike"
            | "rising"
            | "index"
            | "register"
            | "revolution"
            | "disaster"
            | "depot"
            | "markets"
            | "brands"
            | "sessions"
            | "chambers"
            | "navigation"
            | "pride"
    )
}
