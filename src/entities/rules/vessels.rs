//! Ships by their names: after what they are (`the barque Corisande`), after `HMS` and the like, and `aboard the Mimosa`.
//!
//! A model knows few of them and takes the rest for people and places, whose names they bear.

use super::board::Board;
use super::lexicon::Traits;
use super::tokens::{Page, Shape};
use crate::entities::Kind;

/// The name of this rule.
pub const NAME: &str = "vessels";

/// No ship's name has more words.
const LONGEST: usize = 3;

/// Claims the names of ships.
pub fn vessels(board: &mut Board<'_, '_>) {
    let page = board.page;
    for at in 1..page.len() {
        let Some(before) = introduced(page, at) else { continue };
        let to = name_end(board, at);
        if to > at {
            board.claim(before, to, Kind::Programme, NAME);
        }
    }
}

/// Where the name begins, with its prefix, if what stands before the token `at` says that a ship's name comes.
fn introduced(page: &Page<'_>, at: usize) -> Option<usize> {
    if !page.follows(at)
        || page.get(at).begins
        || !matches!(page.get(at).shape, Shape::Capital | Shape::Capitals)
    {
        return None;
    }
    let before = at - 1;
    if matches!(
        page.word(before),
        "HMS" | "USS" | "RMS" | "HMAS" | "HMCS" | "RRS" | "SS" | "MV" | "RV" | "HMY"
    ) {
        return Some(before);
    }
    // `H.M. Sloop Cormorant`
    let kings = before.wrapping_sub(1 + usize::from(page.sign(before.wrapping_sub(1), '.')));
    let is_kings = page.get(before).shape == Shape::Capital && is_vessel(page.low(before));
    if is_kings && matches!(page.word(kings), "H.M." | "H.M" | "HM") {
        return Some(kings);
    }
    let vessel = page.get(before).shape == Shape::Lower && is_vessel(page.low(before));
    let the = page.low(before) == "the" && (is_aboard(page, before) || is_sailed_in(page, before));
    (vessel || the || (page.low(before) == "aboard" && page.get(at).traits.is_unknown())).then_some(at)
}

/// `aboard the`, `on board the`.
fn is_aboard(page: &Page<'_>, the: usize) -> bool {
    let Some(aboard) = the.checked_sub(1) else { return false };
    page.low(aboard) == "aboard" || (page.low(aboard) == "board" && page.low(aboard.wrapping_sub(1)) == "on")
}

/// `sails in the Thetis`, `sailed in the`.
fn is_sailed_in(page: &Page<'_>, the: usize) -> bool {
    let Some(verb) = the.checked_sub(2) else { return false };
    matches!(page.low(the - 1), "in" | "by")
        && matches!(page.low(verb), "sail" | "sails" | "sailed" | "embarked")
}

/// What ships are called that have names.
fn is_vessel(word: &str) -> bool {
    matches!(
        word,
        "barque"
            | "bark"
            | "brig"
            | "brigantine"
            | "barquentine"
            | "schooner"
            | "sloop"
            | "frigate"
            | "corvette"
            | "cutter"
            | "ketch"
            | "lugger"
            | "smack"
            | "yawl"
            | "whaler"
            | "clipper"
            | "steamer"
            | "steamship"
            | "paddle-steamer"
            | "trawler"
            | "drifter"
            | "collier"
            | "tanker"
            | "freighter"
            | "liner"
            | "ship"
            | "yacht"
            | "tug"
            | "lifeboat"
            | "destroyer"
            | "cruiser"
            | "battleship"
            | "submarine"
            | "minesweeper"
            | "gunboat"
    )
}

/// One past the ship's name that begins at `from`; `from` itself when there is none.
fn name_end(board: &Board<'_, '_>, from: usize) -> usize {
    let page = board.page;
    let is_none = page.is(
        from,
        Traits::FUNCTION
            | Traits::HONORIFIC
            | Traits::ROLE_HEAD
            | Traits::RANK
            | Traits::ORG_HEAD
            | Traits::MONTH
            | Traits::WEEKDAY
            | Traits::COMMON
            | Traits::DEMONYM,
    );
    if is_none {
        return from;
    }
    (from..page.len().min(from + LONGEST))
        .take_while(|at| {
            (*at == from || page.follows(*at) && !page.get(*at).begins)
                && matches!(page.get(*at).shape, Shape::Capital | Shape::Capitals)
                && board.is_free(*at)
        })
        .last()
        .map_or(from, |last| last + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::rules::board::testing::found;

    fn read(text: &str) -> Vec<String> {
        found(text, vessels).into_iter().map(|(words, ..)| words).collect()
    }

    #[test]
    fn ships_are_told_by_what_stands_before_them() {
        assert_eq!(read("Spoke the brig Mary Anne of Hull and HMS Beagle"), ["Mary Anne", "HMS Beagle"]);
        assert_eq!(
            read("went aboard the Mimosa, and on board the Great Eastern."),
            ["Mimosa", "Great Eastern"]
        );
        assert_eq!(read("on board H.M. Sloop Cormorant at sea"), ["H.M. Sloop Cormorant"]);
        assert_eq!(read("Mr. Tait, who sails in the Thetis for Bristol"), ["Thetis"]);
    }

    #[test]
    fn a_ship_without_a_name_is_none() {
        assert!(read("The ship sailed. Our ship Captain Beal, on the steamer on Monday").is_empty());
    }
}
