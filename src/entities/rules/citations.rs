//! Authors of works that are cited by year: `Lindqvist and Moura (2019)`, `de Vries et al.`, `(Okafor, 2021)`.
//!
//! A model takes them for whatever their surname resembles.

use super::board::Board;
use super::lexicon::Traits;
use super::tokens::{Page, Shape};
use super::years::year;
use crate::entities::{Kind, Label};

/// The name of this rule.
pub const NAME: &str = "citations";

/// Claims the authors that are cited.
pub fn citations(board: &mut Board<'_, '_>) {
    let page = board.page;
    for at in 0..page.len() {
        if let Some(to) = listed(page, at) {
            board.claim(at, to, Kind::Person, NAME);
            continue;
        }
        let Some(end) = authors_end(page, at) else { continue };
        let Some(last) = end.checked_sub(1).filter(|last| is_author(page, *last)) else { continue };
        let second = joined_before(page, last);
        // One name alone may be any: a body is cited by its name too.
        let alone = second.is_none() && !is_et_al(page, end) && !is_after_another(page, last);
        let told =
            is_after_another(page, last) || board.label_at(last).is_none_or(|label| label == Label::Person);
        if alone && (!told || page.get(last).begins) {
            continue;
        }
        board.claim(with_particles(page, last), last + 1, Kind::Person, NAME);
        if let Some(second) = second {
            board.claim(second, second + 1, Kind::Person, NAME);
        }
    }
}

/// One past the last author's name, when a year or `et al.` begins at `at` that cites it.
fn authors_end(page: &Page<'_>, at: usize) -> Option<usize> {
    if is_et_al(page, at) {
        return Some(at);
    }
    let closes = |at: usize| matches!(page.get(at).shape, Shape::Sign(')' | ';' | ':' | ','));
    year(page, at).filter(|_| page.follows(at) && closes(at + 1))?;
    let before = at.checked_sub(1)?;
    // `Moura (2019)`, `(Moura, 2019)`
    let bracketed = page.sign(before, ',') && (1..8).any(|back| page.sign(before.wrapping_sub(back), '('));
    (page.sign(before, '(') || bracketed).then_some(before)
}

/// `Vineis et al. (2011) and Scheelbeek (2017)`: right after another that was cited.
fn is_after_another(page: &Page<'_>, at: usize) -> bool {
    let Some(and) = at.checked_sub(1) else { return false };
    let bracket = and.wrapping_sub(1);
    let joins = matches!(page.low(and), "and" | "by") || page.sign(and, ',') || page.sign(and, ';');
    joins && page.sign(bracket, ')') && year(page, bracket.wrapping_sub(1)).is_some()
}

/// `Marsh, K. L.`, as a list of works has its authors: one past the last initial's full stop, or past the initial where none
/// stands.
fn listed(page: &Page<'_>, at: usize) -> Option<usize> {
    let surname = page.get(at).shape == Shape::Capital
        && page.word(at).chars().count() > 2
        && !page.is(at, Traits::FUNCTION | Traits::COMMON | Traits::MONTH | Traits::WEEKDAY);
    if !surname || !page.sign(at + 1, ',') || page.capital(at.wrapping_sub(1)) && page.follows(at) {
        return None;
    }
    let mut to = at + 2;
    while page.follows(to)
        && page.word(to).chars().count() == 1
        && page.capital(to)
        && page.sign(to + 1, '.')
        && page.glued(to + 1)
    {
        to += 2;
    }
    // `In Ardle, A. Smith said` names another.
    let closed = !page.follows(to)
        || matches!(page.get(to).shape, Shape::Sign('(' | ',' | ';' | '&'))
        || page.low(to) == "and";
    (to > at + 2 && closed).then_some(to)
}

fn is_et_al(page: &Page<'_>, at: usize) -> bool {
    page.low(at) == "et" && page.low(at + 1) == "al" && page.follows(at)
}

/// The start of a surname with its particles: `de Vries`.
fn with_particles(page: &Page<'_>, last: usize) -> usize {
    let particle = |at: usize| page.get(at).shape == Shape::Lower && page.is(at, Traits::PARTICLE);
    let mut from = last;
    while from > 0 && page.follows(from) && particle(from - 1) {
        from -= 1;
    }
    from
}

/// The author before `and` or `&` and the one at `last`.
fn joined_before(page: &Page<'_>, last: usize) -> Option<usize> {
    let and = last.checked_sub(1).filter(|and| page.low(*and) == "and" || page.sign(*and, '&'))?;
    and.checked_sub(1).filter(|second| is_author(page, *second) && page.follows(and))
}

/// True for a word that can be a surname.
fn is_author(page: &Page<'_>, at: usize) -> bool {
    let is_place = page.is(at, Traits::PLACE) && !page.is(at, Traits::FIRST_NAME);
    page.get(at).shape == Shape::Capital
        && page.word(at).chars().count() > 2
        && !is_place
        && !page.is(
            at,
            Traits::FUNCTION
                | Traits::COMMON
                | Traits::MONTH
                | Traits::WEEKDAY
                | Traits::ORG_HEAD
                | Traits::PROGRAMME_HEAD
                | Traits::PLACE_HEAD
                | Traits::LAW_HEAD
                | Traits::ROLE_HEAD
                | Traits::DEMONYM,
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::rules::board::testing::{found, found_beside};

    fn read(text: &str) -> Vec<String> {
        found(text, citations).into_iter().map(|(words, ..)| words).collect()
    }

    #[test]
    fn authors_are_cited_by_year() {
        assert_eq!(read("Trees mattered. Lindqvist and Moura (2019) found"), ["Lindqvist", "Moura"]);
        assert_eq!(read("it fell (Okafor, 2021) as de Vries et al. had warned"), ["Okafor", "de Vries"]);
    }

    #[test]
    fn authors_stand_in_lists_of_works() {
        assert_eq!(
            read("Marsh, K. L., Tveit, S. and Okafor, B. (2019)"),
            ["Marsh, K. L.", "Tveit, S.", "Okafor, B."]
        );
        assert!(read("In Ardle, A. Smith said").is_empty());
        let all = found_beside(
            "as Vineis et al. (2011) and Scheelbeek (2017) say",
            &[("Scheelbeek", Label::Organisation)],
            citations,
        );
        assert_eq!(all.len(), 2);
    }

    #[test]
    fn bodies_and_figures_are_no_authors() {
        assert!(read("Turnover (2017) and sales in Leeds (2018), and Budget (2019)").is_empty());
        assert!(
            found_beside("as Eurostat (2019) says", &[("Eurostat", Label::Organisation)], citations)
                .is_empty()
        );
    }
}
