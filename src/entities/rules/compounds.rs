//! Names in a word that only begins with one: `Copenhagen-based`, `Labour-backed`; and known places of several words that
//! hold an `and`: `Redcar and Cleveland`; what a member sits for; and bodies that go by one name everywhere.
//!
//! Read before longer names are, which such a word would otherwise seem a part of.

use super::board::Board;
use super::lexicon::{LEXICON, Traits};
use super::places;
use super::tokens::Shape;
use crate::entities::{Kind, Source};
use crate::text::Span;

/// The name of this rule.
pub const NAME: &str = "compounds";

/// What follows a name and a hyphen in one word.
const ENDINGS: [&str; 14] = [
    "based",
    "backed",
    "led",
    "wide",
    "born",
    "owned",
    "style",
    "area",
    "run",
    "controlled",
    "listed",
    "bound",
    "funded",
    "trained",
];

/// No constituency's name is longer, in tokens.
const LONGEST_SEAT: usize = 10;

/// Parties that go by one common word.
const PARTIES: [&str; 4] = ["labour", "conservative", "tory", "plaid"];

/// Claims the names in compounds.
pub fn compounds(board: &mut Board<'_, '_>) {
    let page = board.page;
    let mut at = 0;
    while at < page.len() {
        at = hyphened(board, at)
            .or_else(|| joined(board, at))
            .or_else(|| constituency(board, at))
            .or_else(|| body(board, at))
            .or_else(|| party(board, at))
            .unwrap_or(at + 1);
    }
}

/// Claims the name in `Copenhagen-based`; one past the word.
fn hyphened(board: &mut Board<'_, '_>, at: usize) -> Option<usize> {
    let page = board.page;
    if page.get(at).shape != Shape::Capital || !board.is_free(at) {
        return None;
    }
    let (name, ending) = page.word(at).rsplit_once('-')?;
    if !ENDINGS.contains(&ending) {
        return None;
    }
    let known = LEXICON.traits(&name.to_lowercase());
    let kind = if known.any(Traits::PLACE) {
        Kind::Place
    } else if PARTIES.contains(&name.to_lowercase().as_str()) {
        Kind::Organisation
    } else if matches!(ending, "based" | "wide" | "born")
        && board.mark_at(at).is_some()
        && !known.any(Traits::FUNCTION | Traits::COMMON)
    {
        Kind::Place
    } else {
        return None;
    };
    let start = page.get(at).start as usize;
    let span = Span::new(start, start + name.len());
    board.claim_as(at, at + 1, span, kind, Source::Rule(NAME), None).then_some(at + 1)
}

/// Claims a known place whose name holds an `and`, or begins with a saint, where no longer name goes on after it.
fn joined(board: &mut Board<'_, '_>, at: usize) -> Option<usize> {
    let page = board.page;
    if !page.is(at, Traits::PLACE_START) {
        return None;
    }
    let doubtful = |to: &usize| page.low(at) == "st" || (at..*to).any(|at| page.low(at) == "and");
    let to = places::known_place(page, at).filter(doubtful)?;
    let goes_on = page.follows(to) && page.capital(to) && !page.get(to).begins;
    (!goes_on && board.claim(at, to, Kind::Place, NAME)).then_some(to)
}

/// Claims a body that is known everywhere by its name, where no longer name goes on before or after it.
fn body(board: &mut Board<'_, '_>, at: usize) -> Option<usize> {
    let page = board.page;
    let to = places::known_body(page, at)?;
    let after = page.follows(to)
        && (page.capital(to) && !page.get(to).begins
            || page.get(to).shape == Shape::Possessive
            || page.low(to) == "of");
    let before = at > 0
        && page.follows(at)
        && page.capital(at - 1)
        && !page.get(at).begins
        && !page.is(at - 1, Traits::FUNCTION);
    (!after && !before && board.claim(at, to, Kind::Organisation, NAME)).then_some(to)
}

/// Claims a party by what its members are called together (`the Tories`), or by the one common word that names it where that
/// does something (`Labour will`); one past it.
fn party(board: &mut Board<'_, '_>, at: usize) -> Option<usize> {
    let page = board.page;
    if page.get(at).shape != Shape::Capital || page.follows(at + 1) && page.capital(at + 1) {
        return None;
    }
    let members = matches!(page.low(at), "tories" | "conservatives" | "whigs" | "liberals")
        && page.low(at.checked_sub(1)?) == "the"
        && page.follows(at);
    let acts = page.low(at) == "labour"
        && matches!(
            page.low(at + 1),
            "will" | "has" | "had" | "would" | "says" | "said" | "won" | "lost" | "wants" | "promised"
        );
    ((members || acts) && board.claim(at, at + 1, Kind::Organisation, NAME)).then_some(at + 1)
}

/// Claims what a member sits for, in brackets after the name: `Sir Rhodri Pugh (Brecon and Radnor)`; one past it.
fn constituency(board: &mut Board<'_, '_>, at: usize) -> Option<usize> {
    let page = board.page;
    let open = at.checked_sub(1).filter(|open| page.sign(*open, '('))?;
    let member = board.find_at(open.checked_sub(1)?).is_some_and(|find| find.kind == Kind::Person);
    let close = (at..at + LONGEST_SEAT).find(|at| page.sign(*at, ')') || !page.follows(*at))?;
    let named = (at..close).all(|at| {
        page.capital(at)
            || matches!(page.low(at), "and" | "of" | "the")
            || page.sign(at, ',')
            || page.sign(at, '&')
    });
    let joined = (at + 1..close).any(|at| page.low(at) == "and");
    // `Mr. Prosser (Pembroke):` before what a member says.
    let speaks = page.sign(close + 1, ':');
    let seat = member
        && named
        && (joined || speaks && !page.is(at, Traits::ROLE_HEAD | Traits::RANK | Traits::ORG_HEAD))
        && page.sign(close, ')')
        && page.capital(at)
        && page.capital(close - 1);
    (seat && board.claim(at, close, Kind::Place, NAME)).then_some(close)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::rules::board::testing::found;
    use crate::entities::rules::titles;

    #[test]
    fn a_member_sits_for_one_place() {
        let text = "Sir Rhodri Pugh (Brecon and Radnor): The offices (Paris and London). Mr. Day (Ardle): No. Mr Day (Leader)";
        let all = found(text, |board| {
            titles(board);
            compounds(board);
        });
        let words: Vec<_> = all.iter().map(|(words, ..)| words.as_str()).collect();
        assert_eq!(words, ["Rhodri Pugh", "Brecon and Radnor", "Day", "Ardle", "Day"]);
    }

    #[test]
    fn a_party_is_told_by_its_members_or_its_deeds() {
        let all = found("the Tories and Labour will. Labour is cheap, the Liberals Club", compounds);
        let words: Vec<_> = all.iter().map(|(words, ..)| words.as_str()).collect();
        assert_eq!(words, ["Tories", "Labour"]);
    }

    #[test]
    fn bodies_known_everywhere_need_no_model() {
        let all = found("a grant from the Red Cross, and the Red Cross Society of Leeds", compounds);
        assert_eq!(all.len(), 1);
        assert_eq!((all[0].0.as_str(), &all[0].1), ("Red Cross", &Kind::Organisation));
    }

    #[test]
    fn a_word_may_begin_with_a_name() {
        let all = found(
            "a Copenhagen-based firm, the Labour-backed mayor of Redcar and Cleveland and Honour-based, at St. Andrews",
            compounds,
        );
        let words: Vec<_> = all.iter().map(|(words, kind, _)| (words.as_str(), kind.clone())).collect();
        assert_eq!(
            words,
            [
                ("Copenhagen", Kind::Place),
                ("Labour", Kind::Organisation),
                ("Redcar and Cleveland", Kind::Place),
                ("St. Andrews", Kind::Place)
            ]
        );
    }
}
