//! Which words are commonly known to be a place, or a body that goes by one name everywhere.

use super::lexicon::{LEXICON, Traits};
use super::tokens::{Page, Shape};

/// No name in the lists has more words.
const LONGEST: usize = 5;

/// One past the longest known place that begins at `at`, written with a capital.
pub fn known_place(page: &Page<'_>, at: usize) -> Option<usize> {
    if !page.capital(at) {
        return None;
    }
    let mut best = page.is(at, Traits::PLACE).then_some(at + 1).or_else(|| quarter(page, at));
    if page.is(at, Traits::PLACE_START) {
        let mut phrase = String::new();
        for to in (at + 2)..=(at + LONGEST) {
            if !page.follows(to - 1) {
                break;
            }
            page.phrase(at, to, &mut phrase);
            // `St. Andrews` is St Andrews.
            if phrase.starts_with("st.") {
                phrase.remove(2);
            }
            if LEXICON.is_place(&phrase) {
                best = Some(to);
            }
        }
    }
    best
}

/// `the North East`: a region that has its name from where it lies.
fn quarter(page: &Page<'_>, at: usize) -> Option<usize> {
    let to = at + 2;
    let pair = matches!(page.low(at), "north" | "south")
        && matches!(page.low(at + 1), "east" | "west")
        && page.get(at).shape == Shape::Capital
        && page.get(at + 1).shape == Shape::Capital
        && page.follows(at + 1);
    let goes_on = page.follows(to) && page.get(to).shape == Shape::Capital && !page.get(to).begins
        || page.low(to) == "of";
    (pair && page.low(at.wrapping_sub(1)) == "the" && !goes_on).then_some(to)
}

/// One past the longest body, known everywhere by its name, that begins at `at`.
pub fn known_body(page: &Page<'_>, at: usize) -> Option<usize> {
    if !page.capital(at) || !page.is(at, Traits::BODY | Traits::BODY_START) {
        return None;
    }
    let mut best = page.is(at, Traits::BODY).then_some(at + 1);
    if page.is(at, Traits::BODY_START) {
        let mut phrase = String::new();
        for to in (at + 2)..=(at + LONGEST) {
            if !page.follows(to - 1) {
                break;
            }
            page.phrase(at, to, &mut phrase);
            if LEXICON.is_body(&phrase) && page.capital(to - 1) {
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
