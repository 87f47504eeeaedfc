//! Ships by their names: after what they are (`the barque Corisande`), after `HMS` and the like, `aboard the Mimosa`, and where
//! something is told of them that only ships have, are or do (`the loss of the Kotare`).
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
        let to = name_end(board, at);
        if to == at {
            continue;
        }
        let told = introduced(page, at)
            .or_else(|| (is_told_of(page, at, to) && is_alone(board, at, to)).then_some(at));
        if let Some(before) = told {
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
    // `the East Indiaman Earl of Quell`
    let indiaman = page.word(before) == "Indiaman";
    let vessel = page.get(before).shape == Shape::Lower && is_vessel(page.low(before)) || indiaman;
    let the = page.low(before) == "the" && (is_aboard(page, before) || is_sailed_in(page, before));
    (vessel || the || (page.low(before) == "aboard" && page.get(at).traits.is_unknown())).then_some(at)
}

/// `the loss of the Kotare`, `the Kotare, a twin-screw steamer`, `the Takapuna, bound for Raglan`: a name after its article of which
/// something is told that only ships have, are or do.
fn is_told_of(page: &Page<'_>, at: usize, to: usize) -> bool {
    let the = at - 1;
    if page.low(the) != "the" || page.get(at).shape != Shape::Capital || !page.follows(at) {
        return false;
    }
    let of = the.wrapping_sub(1);
    let whose = page.low(of.wrapping_sub(1));
    let has = page.low(of) == "of"
        && page.follows(the)
        && matches!(
            whose,
            "loss"
                | "wreck"
                | "wreckage"
                | "sinking"
                | "crew"
                | "foundering"
                | "grounding"
                | "stranding"
                | "hull"
                | "deck"
                | "cargo"
                | "voyage"
        )
        && (to >= page.len() || !page.follows(to) || page.get(to).shape != Shape::Possessive);
    // `Her sister, the Kuaka`
    let comma = the.wrapping_sub(1);
    let ship = comma.wrapping_sub(1);
    let is_one = page.sign(comma, ',')
        && page.get(ship).shape == Shape::Lower
        && (is_vessel(page.low(ship))
            || page.low(ship) == "sister"
                && page.low(ship.wrapping_sub(1)) == "her"
                && page.get(ship - 1).begins);
    if !page.sign(to, ',') || !page.follows(to + 1) {
        return has || is_one;
    }
    let bound = page.low(to + 1) == "bound" && matches!(page.low(to + 2), "for" | "from" | "to" | "home");
    let article = matches!(page.low(to + 1), "a" | "an" | "the" | "our");
    let is_vessel_told = article
        && (to + 2..to + 6)
            .take_while(|at| page.follows(*at) && matches!(page.get(*at).shape, Shape::Lower | Shape::Number))
            .take_while(|at| !matches!(page.low(*at), "of" | "in" | "from" | "with" | "to" | "and"))
            .any(|at| is_vessel(page.low(at)) && page.low(at) != "bark");
    has || is_one || bound || is_vessel_told
}

/// True for one or two words that are all of a name and that nothing tells to be a body's or a known place's.
fn is_alone(board: &Board<'_, '_>, from: usize, to: usize) -> bool {
    let page = board.page;
    let heads = Traits::ORG_HEAD.or(Traits::PLACE_HEAD).or(Traits::PROGRAMME_HEAD).or(Traits::ORG_OPENER);
    to - from <= 2
        && !(page.follows(to) && (page.capital(to) || page.low(to) == "of"))
        && (from..to).all(|at| !page.is(at, heads))
        && super::places::known_place(page, from) != Some(to)
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
            | "indiaman"
            | "packet"
            | "steamboat"
            | "tender"
            | "dredger"
            | "ferry"
            | "hulk"
            | "galleon"
            | "galley"
            | "caravel"
            | "carrack"
            | "man-of-war"
            | "privateer"
            | "pinnace"
            | "lightship"
            | "dhow"
            | "troopship"
            | "ironclad"
            | "dreadnought"
            | "minelayer"
            | "narrowboat"
            | "vessel"
    )
}

/// One past the ship's name that begins at `from`; `from` itself when there is none.
fn name_end(board: &Board<'_, '_>, from: usize) -> usize {
    let page = board.page;
    // `Earl of Quell`, `City of Benares`: ships are called after those too.
    let titled = matches!(
        page.low(from),
        "earl"
            | "duke"
            | "duchess"
            | "marquis"
            | "prince"
            | "princess"
            | "king"
            | "queen"
            | "lord"
            | "lady"
            | "maid"
            | "city"
            | "pride"
            | "star"
            | "spirit"
            | "rose"
            | "bride"
            | "empress"
            | "castle"
    );
    let whole = from + 2;
    if titled
        && page.low(from + 1) == "of"
        && page.follows(whole)
        && page.capital(whole)
        && board.all_free(from, whole + 1)
    {
        return whole + 1;
    }
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
        assert_eq!(
            read("The Kotare, a twin-screw steamer of 912 tons. After the loss of the Quellida, she"),
            ["Kotare", "Quellida"]
        );
        assert_eq!(
            read("Then the Takapuna, bound for Raglan, came. Her sister, the Kuaka, was"),
            ["Takapuna", "Kuaka"]
        );
        assert_eq!(read("of the East Indiaman Earl of Quell, made"), ["Earl of Quell"]);
        assert!(
            read("the crew of the Ministry, the loss of the Crown Prince, a man, the wreck of the London")
                .len()
                < 2
        );
        assert!(read("the Major, a tender man, bound for home").is_empty());
        assert_eq!(read("on board H.M. Sloop Cormorant at sea"), ["H.M. Sloop Cormorant"]);
        assert_eq!(read("Mr. Tait, who sails in the Thetis for Bristol"), ["Thetis"]);
    }

    #[test]
    fn a_ship_without_a_name_is_none() {
        assert!(read("The ship sailed. Our ship Captain Beal, on the steamer on Monday").is_empty());
    }
}
