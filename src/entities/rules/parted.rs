//! Where a name begins in a run of capitals: after an `and`, `of` or `for` that only joins it to another. Part of the rule of
//! [`super::heads`].

use super::board::Board;
use super::head_words::is_weak_head;
use super::lexicon::Traits;
use super::places;
use crate::entities::Label;

/// The start of the name that has its head at `head`, after an `and` that only joins it to another name.
pub fn split_before(board: &Board<'_, '_>, from: usize, head: usize) -> usize {
    let page = board.page;
    let mut first = from;
    for at in from + 1..head {
        if !matches!(page.low(at), "and" | "of" | "for") {
            continue;
        }
        // `Cleveland Police and Hartlepool Council` are two; `Police and Crime Plan` is one.
        let left_head = at - first > 1
            && page.is(at - 1, Traits::ORG_HEAD | Traits::COMPANY_FORM | Traits::PLACE_HEAD)
            && page.low(at) == "and"
            && !is_weak_head(page.low(at - 1))
            && (!page.is(at - 1, Traits::ROLE_MODIFIER) || page.low(at - 1) == "police");
        let left_name = board.mark_at(at - 1).is_some_and(|mark| {
            let person = mark.label == Label::Person && page.is(mark.from, Traits::FIRST_NAME);
            let place = matches!(mark.label, Label::GeoPolitical | Label::Location) && head - at > 2;
            mark.to == at && (person || place) && board.label_at(at + 1).is_some()
        });
        // `Red Cross and Todmorden Rugby Club`: a model too tells two bodies.
        let left_body = board.mark_at(at - 1).is_some_and(|mark| {
            mark.label == Label::Organisation
                && (mark.from, mark.to) == (first, at)
                && at - first > 1
                && board.mark_at(at + 1).is_some_and(|mark| mark.from == at + 1)
        });
        // `Newark and Sherwood District Council`
        if places::known_place(page, first).is_some_and(|end| end > at) {
            continue;
        }
        let left_place =
            places::known_place_before(page, at) == Some(first) && page.low(at) == "and" && head - at > 2;
        let given = page.is(first, Traits::FIRST_NAME | Traits::GIVEN) && at == first + 2;
        let person_of = matches!(page.low(at), "of" | "for")
            && (given && !page.is(at - 1, Traits::ORG_HEAD | Traits::ORG_OPENER | Traits::PLACE_HEAD)
                || board.mark_at(at - 1).is_some_and(|mark| mark.to == at && mark.label == Label::Person));
        // `Minutes of the Allotments Association`
        let about = at == from + 1
            && (page.low(at) == "of" && page.is(from, Traits::COMMON) || is_about(board, from, at));
        let sons =
            matches!(page.low(head), "sons" | "brothers" | "daughters" | "partners" | "co" | "company")
                && head == at + 1;
        let couple = is_couple(board, at, head);
        if ((left_head || left_name || left_body || left_place) && page.low(at) == "and" && !sons && !couple)
            || person_of
            || about
        {
            first = at + 1 + usize::from(page.low(at + 1) == "the");
        }
    }
    first
}

/// `Implications for the Quell Commission`: a word that begins the sentence and says what is told of the body, which a model knows
/// without it.
fn is_about(board: &Board<'_, '_>, from: usize, at: usize) -> bool {
    let page = board.page;
    let next = at + 1 + usize::from(page.low(at + 1) == "the");
    page.get(from).begins
        && matches!(page.low(at), "of" | "for")
        && board.mark_at(from).is_none()
        && board.mark_at(next).is_some_and(|mark| mark.from == next && mark.to > next + 1)
        && !page.is(from, Traits::ORG_OPENER | Traits::PROGRAMME_OPENER)
}

/// `Quella and Terry Quellory Foundation`: what two of one name have given.
fn is_couple(board: &Board<'_, '_>, and: usize, head: usize) -> bool {
    let page = board.page;
    let given = Traits::FIRST_NAME | Traits::GIVEN;
    let gift = matches!(page.low(head), "foundation" | "trust" | "fund" | "scholarship" | "prize" | "award");
    gift && head == and + 3
        && page.is(and - 1, given)
        && page.is(and + 1, given)
        && !page.is(and.wrapping_sub(2), given)
}
