//! Names in a word that only begins with one: `Copenhagen-based`, `Labour-backed`; and known places of several words that
//! hold an `and`: `Redcar and Cleveland`.
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

/// Parties that go by one common word.
const PARTIES: [&str; 4] = ["labour", "conservative", "tory", "plaid"];

/// Claims the names in compounds.
pub fn compounds(board: &mut Board<'_, '_>) {
    let page = board.page;
    let mut at = 0;
    while at < page.len() {
        at = hyphened(board, at).or_else(|| joined(board, at)).unwrap_or(at + 1);
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

/// Claims a known place whose name holds an `and`, where no longer name goes on after it.
fn joined(board: &mut Board<'_, '_>, at: usize) -> Option<usize> {
    let page = board.page;
    if !page.is(at, Traits::PLACE_START) {
        return None;
    }
    let to = places::known_place(page, at).filter(|to| (at..*to).any(|at| page.low(at) == "and"))?;
    let goes_on = page.follows(to) && page.capital(to) && !page.get(to).begins;
    (!goes_on && board.claim(at, to, Kind::Place, NAME)).then_some(to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::rules::board::testing::found;

    #[test]
    fn a_word_may_begin_with_a_name() {
        let all = found(
            "a Copenhagen-based firm, the Labour-backed mayor of Redcar and Cleveland and Honour-based",
            compounds,
        );
        let words: Vec<_> = all.iter().map(|(words, kind, _)| (words.as_str(), kind.clone())).collect();
        assert_eq!(
            words,
            [
                ("Copenhagen", Kind::Place),
                ("Labour", Kind::Organisation),
                ("Redcar and Cleveland", Kind::Place)
            ]
        );
    }
}
