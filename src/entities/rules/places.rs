//! Which words are commonly known to be a place.

use super::lexicon::{LEXICON, Traits};
use super::tokens::Page;

/// No place in the list has more words.
const LONGEST: usize = 5;

/// One past the longest known place that begins at `at`, written with a capital.
pub fn known_place(page: &Page<'_>, at: usize) -> Option<usize> {
    if !page.capital(at) {
        return None;
    }
    let mut best = page.is(at, Traits::PLACE).then_some(at + 1);
    if page.is(at, Traits::PLACE_START) {
        let mut phrase = String::new();
        for to in (at + 2)..=(at + LONGEST) {
            if !page.follows(to - 1) {
                break;
            }
            page.phrase(at, to, &mut phrase);
            if LEXICON.is_place(&phrase) {
                best = Some(to);
            }
        }
    }
    best
}

/// The first token of a known place that ends right before `to`.
pub fn known_place_before(page: &Page<'_>, to: usize) -> Option<usize> {
    (1..=LONGEST)
        .rev()
        .filter_map(|length| to.checked_sub(length))
        .find(|from| known_place(page, *from) == Some(to) && (*from + 1..to).all(|at| page.follows(at)))
}
