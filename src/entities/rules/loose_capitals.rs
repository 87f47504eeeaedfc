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

/// True for a word of capitals that stands where a body does: it acts, people are of it, or something is given or done by it.
/// What somebody has (`diagnosed with OCD`) or is busy with (`the HR team`) stands elsewhere.
fn stands_as_body(page: &Page<'_>, at: usize) -> bool {
    let next = at + 1;
    let told =
        |page: &Page<'_>| is_given_or_done(page, at) || has_people(page, at) || is_beside_a_body(page, at);
    if is_closed(page, next) && page.follows(at) && told(page) {
        return true;
    }
    if !page.follows(next) {
        return false;
    }
    // `BT had given up`
    let helped = matches!(page.low(next), "has" | "had" | "have" | "will" | "would")
        && is_deed(page.low(next + 1))
        && page.follows(next + 1);
    // `ECHO pledged a loan`
    let pledged = is_deed(page.low(next)) && page.follows(next + 1);
    // `the GMB and Unite accepted`
    let joined = page.low(next) == "and"
        && (page.low(next + 1) == "others" || page.capital(next + 1) && is_deed(page.low(next + 2)));
    helped || pledged || joined || is_explained(page, next) || are_its_people(page, next) || acts(page, next)
}

/// `tents from MSF`, `funded by MSF`: what comes from a body, or was done by it.
fn is_given_or_done(page: &Page<'_>, at: usize) -> bool {
    let before = if page.low(at - 1) == "the" { at.wrapping_sub(2) } else { at - 1 };
    let what = page.low(before.wrapping_sub(1));
    match page.low(before) {
        "from" => is_given(what) || is_people(what),
        "by" => {
            is_deed(what)
                || matches!(
                    what,
                    "run"
                        | "funded"
                        | "owned"
                        | "paid"
                        | "issued"
                        | "employed"
                        | "built"
                        | "supplied"
                        | "provided"
                        | "organised"
                        | "commissioned"
                        | "sponsored"
                )
        }
        _ => false,
    }
}

/// `the force or OPCC`: told in one breath with a body that has its name in small letters.
fn is_beside_a_body(page: &Page<'_>, at: usize) -> bool {
    let body = at.wrapping_sub(2);
    matches!(page.low(at - 1), "or" | "and")
        && page.get(body).shape == Shape::Lower
        && page.follows(body)
        && page.low(body.wrapping_sub(1)) == "the"
        && (page.is(body, Traits::ORG_LOWER) || matches!(page.low(body), "force" | "government" | "ministry"))
}

/// `members of the GMB`, `joined the GMB`.
fn has_people(page: &Page<'_>, at: usize) -> bool {
    if page.low(at - 1) != "the" {
        return false;
    }
    let before = at.wrapping_sub(2);
    match page.low(before) {
        "of" | "at" | "for" => is_people(page.low(before.wrapping_sub(1))),
        "joined" | "told" | "urged" | "sued" => true,
        _ => false,
    }
}

/// `blames PAS, the ruling party`
fn is_explained(page: &Page<'_>, next: usize) -> bool {
    /// The words that may stand between the article and what the body is.
    const NEAR: usize = 3;
    page.sign(next, ',')
        && matches!(page.low(next + 1), "the" | "a" | "an")
        && (next + 2..next + 2 + NEAR)
            .take_while(|at| page.get(*at).shape == Shape::Lower && page.follows(*at))
            .any(|at| {
                page.is(at, Traits::ORG_LOWER)
                    || matches!(
                        page.low(at),
                        "party" | "union" | "charity" | "company" | "firm" | "agency" | "regulator"
                    )
            })
}

/// `GMB members`, and a `team` that acts or is told: by itself the word before it may be what the team is busy with.
fn are_its_people(page: &Page<'_>, next: usize) -> bool {
    match page.low(next) {
        "spokesman" | "spokeswoman" | "spokesperson" | "members" | "officials" | "leaders" => true,
        "team" | "staff" | "chief" | "boss" | "workers" => {
            let doing = next + 1;
            page.follows(doing)
                && (page.sign(doing, '(')
                    || is_deed(page.low(doing))
                    || acts(page, doing)
                    || matches!(page.low(doing), "sat" | "arrived" | "reached" | "left"))
        }
        _ => false,
    }
}

/// Who is of a body.
fn is_people(word: &str) -> bool {
    matches!(
        word,
        "member"
            | "members"
            | "official"
            | "officials"
            | "leader"
            | "leaders"
            | "spokesman"
            | "spokeswoman"
            | "spokesperson"
            | "staff"
            | "director"
            | "secretary"
            | "president"
            | "volunteers"
            | "engineers"
            | "delegates"
    )
}

/// What a body gives.
fn is_given(word: &str) -> bool {
    matches!(
        word,
        "aid"
            | "funding"
            | "funds"
            | "grant"
            | "grants"
            | "loan"
            | "loans"
            | "letter"
            | "letters"
            | "statement"
            | "supplies"
            | "tents"
            | "tarpaulins"
            | "blankets"
            | "kits"
            | "parcels"
            | "vehicles"
    )
}

/// What bodies do, and diseases, devices and allowances do not.
fn is_deed(word: &str) -> bool {
    matches!(
        word,
        "pledged"
            | "accepted"
            | "agreed"
            | "announced"
            | "appealed"
            | "appointed"
            | "apologised"
            | "approved"
            | "argued"
            | "backed"
            | "balloted"
            | "blamed"
            | "claimed"
            | "complained"
            | "confirmed"
            | "criticised"
            | "demanded"
            | "denied"
            | "donated"
            | "given"
            | "hired"
            | "insisted"
            | "launched"
            | "negotiated"
            | "offered"
            | "ordered"
            | "owned"
            | "promised"
            | "proposed"
            | "published"
            | "recruited"
            | "refused"
            | "rejected"
            | "replied"
            | "said"
            | "signed"
            | "told"
            | "urged"
            | "voted"
            | "warned"
            | "welcomed"
    )
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
            "So the GMB and Quellite accepted it",
            "It was funded by MSF.",
            "as members of the GMB, who",
            "the work of the force or OPXC.",
        ] {
            assert!(!found(text, loose_capitals).is_empty(), "{text}");
        }
        for text in [
            "They took DNA from MRI, and the TV and",
            "AND THEN THE GMB AND",
            "all of BT",
            "PAS 2060 said",
            "He was diagnosed with OCD, and",
            "She is on it with PIP. He",
            "I asked the HR team.",
            "The HR team said no",
            "as the PIP team in it",
            "He recovered from QSD, the disease",
            "It was caused by QSD. Then QSD affected him and QSD had been",
            "I saw the QSD, and",
            "the use of the pump or QSD.",
        ] {
            assert!(found(text, loose_capitals).is_empty(), "{text}");
        }
    }
}
