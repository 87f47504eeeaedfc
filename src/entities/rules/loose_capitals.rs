//! Short forms that no model knows and that are defined nowhere: told by what stands beside them. Part of the rule of
//! [`super::cues`].

use std::collections::HashSet;

use super::acronyms::acts;
use super::board::Board;
use super::cues::NAME;
use super::lexicon::Traits;
use super::tokens::{Page, Shape};
use crate::entities::{Kind, Label};

/// Claims as bodies the words of capitals that a model passed over and that do what a body does, or that are done by: `BT had given
/// up`, `tents from MSF`, `the GMB and`.
pub fn loose_capitals(board: &mut Board<'_, '_>) {
    let page = board.page;
    let told: HashSet<&str> = (0..page.len())
        .filter(|at| is_loose(board, *at) && stands_as_body(page, *at))
        .map(|at| page.word(at))
        .collect();
    if told.is_empty() {
        return;
    }
    for at in 0..page.len() {
        if is_loose(board, at) && told.contains(page.word(at)) {
            board.claim(at, at + 1, Kind::Organisation, NAME);
        }
    }
}

/// What a word in capitals may be without being a body's short form.
const OTHERWISE: Traits = Traits::COMMON
    .or(Traits::FUNCTION)
    .or(Traits::HONORIFIC)
    .or(Traits::RANK)
    .or(Traits::ROLE_HEAD)
    .or(Traits::MONTH)
    .or(Traits::WEEKDAY)
    .or(Traits::UNIT)
    .or(Traits::POSTNOMINAL)
    .or(Traits::COMPANY_FORM)
    .or(Traits::PLACE)
    .or(Traits::DEMONYM)
    .or(Traits::NUMBER_WORD);

/// True for a free word of two to seven capitals beside no other word in capitals, which commonly names nothing else.
fn is_loose(board: &Board<'_, '_>, at: usize) -> bool {
    let page = board.page;
    let word = page.word(at);
    let goes_on = page.follows(at)
        && page.capital(at - 1)
        && !page.get(at).begins
        && !page.is(at - 1, Traits::FUNCTION);
    page.get(at).shape == Shape::Capitals
        && (2..=7).contains(&word.len())
        && word.bytes().all(|byte| byte.is_ascii_uppercase())
        && board.is_free(at)
        && !page.is(at, OTHERWISE)
        && !goes_on
        && !(page.follows(at + 1) && (page.capital(at + 1) || page.get(at + 1).shape == Shape::Number))
        && !matches!(board.label_at(at), Some(Label::Norp | Label::Language))
}

/// True for a word of capitals that stands where a body does: it acts, people are of it, or something is from it or by it.
fn stands_as_body(page: &Page<'_>, at: usize) -> bool {
    let before = if page.follows(at) { page.low(at - 1) } else { "" };
    let next = at + 1;
    match before {
        "by" | "from" | "with" if is_closed(page, next) => return true,
        "the" if is_closed(page, next) && page.low(next) != "of" => return true,
        _ => {}
    }
    if !page.follows(next) {
        return false;
    }
    let helped = matches!(page.low(next), "has" | "had" | "have" | "will" | "would")
        && (page.low(next + 1).ends_with("ed")
            || matches!(
                page.low(next + 1),
                "given" | "told" | "said" | "put" | "made" | "taken" | "not" | "never" | "been" | "no"
            ));
    let pledged =
        page.get(next).shape == Shape::Lower && page.low(next).ends_with("ed") && page.follows(next + 1);
    // `blames PAS, the ruling party`
    let explained = page.sign(next, ',') && page.low(next + 1) == "the";
    let people = matches!(
        page.low(next),
        "team"
            | "staff"
            | "spokesman"
            | "spokeswoman"
            | "members"
            | "officials"
            | "chief"
            | "boss"
            | "workers"
            | "leaders"
    );
    helped || pledged || explained || people || acts(page, next)
}

/// True where a name of one word ends: before a sign, or a small word that goes on.
fn is_closed(page: &Page<'_>, at: usize) -> bool {
    !page.follows(at)
        || matches!(page.get(at).shape, Shape::Sign(',' | '.' | ';' | ')') | Shape::Possessive)
        || page.is(at, Traits::FUNCTION)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::rules::board::testing::found;

    #[test]
    fn what_a_body_does_tells_its_short_form() {
        for text in [
            "We saw that BT had given up.",
            "Here ECHO pledged a loan.",
            "It came with tents from MSF, and",
            "He blames PAS, the ruling party, for it",
            "where the MSF team sat",
            "Then the GMB and others left. So did the GMB",
        ] {
            assert!(!found(text, loose_capitals).is_empty(), "{text}");
        }
        for text in
            ["They took DNA from MRI, and the TV and", "AND THEN THE GMB AND", "all of BT", "PAS 2060 said"]
        {
            assert!(found(text, loose_capitals).is_empty(), "{text}");
        }
    }
}
