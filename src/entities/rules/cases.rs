//! Cases by their parties: `Donoghue v Stevenson`, `R v Brown (No 2)`, `Mowat v. Fife Council, ex parte Lisle`.
//!
//! A match is written in the same way, so that a text must speak of courts before its parties are a case's.

use super::board::Board;
use super::laws::NAME;
use super::lexicon::Traits;
use super::tokens::{Page, Shape};
use crate::entities::{Kind, Label};

/// No party's name has more words.
const LONGEST_PARTY: usize = 8;

/// Claims the names of cases.
pub fn cases(board: &mut Board<'_, '_>) {
    let page = board.page;
    let versus: Vec<usize> = (1..page.len()).filter(|at| is_versus(page, *at)).collect();
    if versus.is_empty() {
        return;
    }
    let judicial = (0..page.len()).any(|at| is_judicial(page.low(at)));
    for at in versus {
        let crown = matches!(page.word(at - 1), "R" | "Regina" | "Rex");
        if !(judicial || crown) {
            continue;
        }
        let (from, to) = (first_party(board, at), second_party(board, at));
        if from < at && to > at + 1 {
            board.claim(from, to, Kind::Law, NAME);
        }
    }
}

/// `v`, `v.` or `vs` between two names.
fn is_versus(page: &Page<'_>, at: usize) -> bool {
    matches!(page.word(at), "v" | "vs")
        && page.follows(at)
        && page.capital(at - 1)
        && page.capital(after_stop(page, at))
}

fn after_stop(page: &Page<'_>, at: usize) -> usize {
    at + 1 + usize::from(page.sign(at + 1, '.'))
}

/// Words that stand where law is spoken of.
fn is_judicial(word: &str) -> bool {
    matches!(
        word,
        "appellant"
            | "appellants"
            | "claimant"
            | "claimants"
            | "counsel"
            | "defendant"
            | "defendants"
            | "dicta"
            | "ewca"
            | "ewhc"
            | "judgment"
            | "judgement"
            | "litigation"
            | "obiter"
            | "petitioner"
            | "plaintiff"
            | "plaintiffs"
            | "precedent"
            | "respondent"
            | "respondents"
            | "tort"
            | "tribunal"
            | "uksc"
            | "appellate"
            | "injunction"
            | "negligence"
            | "jurisdiction"
            | "statute"
            | "barrister"
            | "magistrates"
            | "lordship"
            | "lordships"
            | "convicted"
    )
}

/// The first token of the party before `v`.
fn first_party(board: &Board<'_, '_>, versus: usize) -> usize {
    let page = board.page;
    let mut from = versus;
    while from > 0
        && versus - from < LONGEST_PARTY
        && page.follows(from)
        && !(from < versus && page.get(from).begins)
    {
        let before = from - 1;
        let joins = from < versus
            && (matches!(page.low(before), "of" | "and" | "for") || page.sign(before, '&'))
            && before > 0
            && page.capital(before - 1)
            && board.is_free(before - 1);
        let named = page.capital(before) && !(page.is(before, Traits::FUNCTION) && page.get(before).begins);
        if !(joins || named) || !board.is_free(before) {
            break;
        }
        from = before;
    }
    from
}

/// One past the party after `v`, with `ex parte` and a number in brackets.
fn second_party(board: &Board<'_, '_>, versus: usize) -> usize {
    let page = board.page;
    let mut to = party_end(board, after_stop(page, versus));
    let parte = to + usize::from(page.sign(to, ','));
    if page.low(parte) == "ex" && matches!(page.low(parte + 1), "parte" | "p") && page.capital(parte + 2) {
        to = party_end(board, parte + 2);
    }
    if page.sign(to, '(')
        && page.low(to + 1) == "no"
        && page.get(to + 2).shape == Shape::Number
        && page.sign(to + 3, ')')
    {
        to += 4;
    }
    to
}

fn party_end(board: &Board<'_, '_>, from: usize) -> usize {
    let page = board.page;
    let mut to = from;
    while to - from < LONGEST_PARTY && page.follows(to) && board.is_free(to) {
        let small = matches!(page.low(to), "of" | "and" | "for" | "the") || page.sign(to, '&');
        let ahead = if small && page.low(to + 1) == "the" { to + 2 } else { to + 1 };
        let joins = small
            && to > from
            && page.follows(ahead)
            && page.capital(ahead)
            && is_one_party(board, to, ahead);
        if !(page.capital(to) || joins) {
            break;
        }
        to = if joins { ahead } else { to + 1 };
    }
    to
}

/// True when what follows `and` belongs to the party: not a case or a person of its own.
fn is_one_party(board: &Board<'_, '_>, joint: usize, ahead: usize) -> bool {
    let page = board.page;
    let other_case = (ahead..ahead + LONGEST_PARTY).any(|at| is_versus(page, at));
    page.low(joint) != "and" || !(other_case || board.label_at(ahead) == Some(Label::Person))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::rules::board::testing::found;

    fn read(text: &str) -> Vec<String> {
        found(text, cases).into_iter().map(|(words, ..)| words).collect()
    }

    #[test]
    fn a_case_is_named_by_its_parties() {
        assert_eq!(
            read("Counsel referred to Mackenzie v Highland Council 2009 SC 214 and to R v Brown (No 2)."),
            ["Mackenzie v Highland Council", "R v Brown (No 2)"]
        );
        assert_eq!(
            read("In R v Secretary of State for Education, ex parte Lisle, it was said"),
            ["R v Secretary of State for Education, ex parte Lisle"]
        );
        assert_eq!(
            read("the judgment in Day v. Knight and Smith v Jones held"),
            ["Day v. Knight", "Smith v Jones"]
        );
    }

    #[test]
    fn a_match_is_no_case() {
        assert!(read("We saw Arsenal v Chelsea on Saturday.").is_empty());
    }
}
