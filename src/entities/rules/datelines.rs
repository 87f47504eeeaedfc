//! Where a report was written, in capitals at its head: `QUELLHAVEN, Nov 4 -`, `CALDER FALLS, Iowa —`, `NAKURU (Reuters) -`; and a
//! letter, on a line of its own: `Quellbridge, 2d Feb. 1843`.
//!
//! A model takes such a line for a heading, and the town for a firm. A dash alone tells nothing: headings have one too.

use super::board::Board;
use super::calendar_dates::month;
use super::lexicon::Traits;
use super::places;
use super::tokens::{Page, Shape};
use crate::entities::Kind;

/// The name of this rule.
pub const NAME: &str = "datelines";

/// No town's name has more words.
const LONGEST: usize = 4;

/// No more stands between the town and the dash, in tokens.
const FARTHEST: usize = 8;

/// Claims the towns.
pub fn datelines(board: &mut Board<'_, '_>) {
    let page = board.page;
    for at in 0..page.len() {
        if page.get(at).opens
            && let Some(to) = town(page, at).or_else(|| head_of_a_letter(page, at))
        {
            board.claim(at, to, Kind::Place, NAME);
        }
    }
}

/// One past the town that a paragraph begins with, where a dateline goes on after it.
fn town(page: &Page<'_>, at: usize) -> Option<usize> {
    let is_word = |at: usize| page.get(at).shape == Shape::Capitals && page.word(at).chars().count() > 2;
    let to = (at..=at + LONGEST).find(|next| !is_word(*next) || *next > at && !page.follows(*next))?;
    let short = to > at && to - at <= LONGEST && page.follows(to);
    (short && is_dateline(page, to)).then_some(to)
}

/// One past the word, unknown or a town's, that stands before a date on a line of its own.
fn head_of_a_letter(page: &Page<'_>, at: usize) -> Option<usize> {
    let word = page.get(at);
    let town = word.shape == Shape::Capital
        && (word.traits.is_unknown() || word.traits.any(Traits::TOWN | Traits::PLACE))
        && !word.traits.any(Traits::FIRST_NAME | Traits::MONTH | Traits::COMMON | Traits::ORG_HEAD);
    if !town || !page.sign(at + 1, ',') || !page.follows(at + 1) {
        return None;
    }
    let end = (at + 2..at + 2 + FARTHEST).find(|at| !page.follows(*at))?;
    let is_dated = (at + 2..end).any(|at| month(page, at).is_some());
    let plain = (at + 2..end).all(|at| !page.capital(at) || page.is(at, Traits::MONTH | Traits::WEEKDAY));
    (is_dated && plain).then_some(at + 1)
}

/// True for what stands between the town and the dash: a date, a country or state after a comma, or an agency in brackets.
fn is_dateline(page: &Page<'_>, from: usize) -> bool {
    let Some(dash) =
        (from + 1..from + FARTHEST).take_while(|at| page.follows(*at)).find(|at| is_dash(page, *at))
    else {
        return false;
    };
    if page.sign(from, '(') {
        return (from..dash).any(|at| page.sign(at, ')'));
    }
    let tells = |at: usize| page.is(at, Traits::MONTH) || places::known_place(page, at).is_some();
    page.sign(from, ',') && (from + 1..dash).any(tells)
}

/// A dash between words.
fn is_dash(page: &Page<'_>, at: usize) -> bool {
    matches!(page.get(at).shape, Shape::Sign('-' | '–' | '—'))
        && page.get(at).spaced
        && page.get(at + 1).spaced
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::rules::board::testing::found;

    fn read(text: &str) -> Vec<String> {
        found(text, datelines).into_iter().map(|(words, ..)| words).collect()
    }

    #[test]
    fn a_town_stands_before_a_date_a_state_or_an_agency() {
        assert_eq!(read("QUELLHAVEN, Nov 4 - Shares fell"), ["QUELLHAVEN"]);
        assert_eq!(read("CALDER FALLS, Iowa — The board"), ["CALDER FALLS"]);
        assert_eq!(read("QUELLHAVEN (Continental Press) - Shares fell"), ["QUELLHAVEN"]);
    }

    #[test]
    fn a_letter_says_where_it_was_written_before_the_date() {
        assert_eq!(read("Quellbridge, 2d Feb. 1843\n\nMy dear Harriet,"), ["Quellbridge"]);
        assert_eq!(read("Leeds, Tuesday 4th March"), ["Leeds"]);
        for text in [
            "Quellbridge, the 4th of March was wet and nobody came out to us.",
            "Northern Echo, 9 Sep 2020",
            "Minutes, 4 March 2015",
            "Quellbridge, 4",
        ] {
            assert_eq!(read(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn headings_have_dashes_too() {
        for text in
            ["SUMMARY - Shares fell", "PRESENT, in part - and", "ITEM 4, Nov 4 - Shares", "Now, Nov 4 - it"]
        {
            assert_eq!(read(text), Vec::<String>::new(), "{text}");
        }
    }
}
