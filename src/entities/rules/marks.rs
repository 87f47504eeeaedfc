//! A model's marks, laid on tokens, and taken up where no rule has found anything better.

use super::Rules;
use super::board::{Board, Mark};
use super::lexicon::Traits;
use super::tokens::{Page, Shape};
use super::trim;
use crate::entities::{Kind, Label, Marked, Source};

/// Lays marks on the tokens of a page; what goes over the end of a paragraph is cut there.
pub fn laid(page: &Page<'_>, marked: &[Marked], trimming: bool) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::with_capacity(marked.len());
    for marked in marked {
        let (from, to) = page.tokens_in(marked.span);
        let to = (from + 1..to).find(|at| page.get(*at).opens).unwrap_or(to);
        let ends = if trimming {
            trim::trimmed(page, from, to, marked.label)
        } else {
            (from < to).then_some((from, to))
        };
        let Some((from, to)) = ends else { continue };
        if marks.last().is_none_or(|last| last.to <= from) {
            marks.push(Mark { from, to, label: marked.label });
        }
    }
    marks
}

/// What a label becomes: nationalities, languages and ordinals name no entity.
pub fn kind_of(label: Label) -> Option<Kind> {
    Some(match label {
        Label::Person => Kind::Person,
        Label::Organisation => Kind::Organisation,
        Label::Facility | Label::GeoPolitical | Label::Location => Kind::Place,
        Label::Product | Label::Event | Label::WorkOfArt => Kind::Programme,
        Label::Law => Kind::Law,
        Label::Date | Label::Time => Kind::Date,
        Label::Money => Kind::Money,
        Label::Percent | Label::Quantity | Label::Cardinal => Kind::Quantity,
        Label::Norp | Label::Language | Label::Ordinal | Label::Miscellaneous => return None,
    })
}

/// Claims what the model marked and no rule has claimed.
pub fn marks(board: &mut Board<'_, '_>, rules: Rules) {
    let marks = board.marks().to_vec();
    for mark in marks {
        let Some(kind) = kind_of(mark.label) else { continue };
        let mut from = mark.from;
        while from < mark.to {
            if !board.is_free(from) {
                from += 1;
                continue;
            }
            let to = (from..mark.to).find(|at| !board.is_free(*at)).unwrap_or(mark.to);
            let whole = (from, to) == (mark.from, mark.to);
            take_up(board, rules, (from, to), &kind, mark.label, whole);
            from = to;
        }
    }
}

/// Claims one free part of a mark; of a mark that a rule has cut into, only a part that is a name.
fn take_up(
    board: &mut Board<'_, '_>,
    rules: Rules,
    part: (usize, usize),
    kind: &Kind,
    label: Label,
    whole: bool,
) {
    let page = board.page;
    let (mut from, mut to) = part;
    if rules.has(super::Rule::Trimming) {
        match trim::trimmed(page, from, to, label) {
            Some(ends) => (from, to) = ends,
            None => return,
        }
    }
    if !whole && (!page.capital(from) || matches!(kind, Kind::Date | Kind::Money | Kind::Quantity)) {
        return;
    }
    if whole && rules.has(super::Rule::Quantities) && *kind == Kind::Quantity {
        return;
    }
    let trimming = rules.has(super::Rule::Trimming);
    if trimming && *kind == Kind::Person {
        to = without_possessor(page, from, to);
        while to > from + 1 && page.is(to - 1, Traits::POSTNOMINAL) && page.get(to - 1).shape != Shape::Lower
        {
            to -= 1;
        }
        if let Some(second) = second_person(page, from, to) {
            board.claim_as(second, to, page.span(second, to), Kind::Person, Source::Model, None);
            to = second;
        }
    }
    let mut kind = kind.clone();
    if trimming && kind == Kind::Organisation && !whole && is_seat(page, from, to) {
        kind = Kind::Place;
    }
    if trimming && kind == Kind::Organisation {
        if let Some(place) = seat(page, from, to) {
            board.claim_as(place, to, page.span(place, to), Kind::Place, Source::Model, None);
            to = place - 1;
        }
        (to, kind) = ended(page, from, to);
    } else if trimming && kind == Kind::Place && page.get(to - 1).shape == Shape::Lower && to - from == 2 {
        to -= 1;
    }
    board.claim_as(from, to, page.span(from, to), kind, Source::Model, None);
}

/// Where the second of two persons begins whom the model took for one: `Barry Day Simon Knight`.
fn second_person(page: &Page<'_>, from: usize, to: usize) -> Option<usize> {
    let capitals = (from..to).all(|at| page.get(at).shape == Shape::Capital);
    (to - from == 4 && capitals && page.is(from, Traits::FIRST_NAME) && page.is(from + 2, Traits::FIRST_NAME))
        .then_some(from + 2)
}

/// Where the place begins that an organisation's name ends with and that only says where it is: `Dawson & Hill of
/// Brentford`; in `University of Leeds` it is part of the name.
fn seat(page: &Page<'_>, from: usize, to: usize) -> Option<usize> {
    let place = to.checked_sub(1)?;
    let of = place.checked_sub(1).filter(|of| *of > from + 1)?;
    let known = page.is(place, Traits::PLACE | Traits::TOWN) && page.capital(place);
    let opened = (from..of).any(|at| page.is(at, Traits::ORG_OPENER | Traits::ORG_HEAD | Traits::PLACE_HEAD));
    let company = page.is(of - 1, Traits::COMPANY_FORM)
        || page.is(of - 1, Traits::ORG_HEAD) && page.sign(from + 1, '&');
    (page.low(of) == "of" && known && (!opened || company)).then_some(place)
}

/// What is left of an organisation's mark after its name was claimed, where it says where that is.
fn is_seat(page: &Page<'_>, from: usize, to: usize) -> bool {
    to - from == 1
        && page.is(from, Traits::PLACE | Traits::TOWN)
        && (matches!(page.low(from.wrapping_sub(1)), "of" | "in" | "at")
            || page.sign(from.wrapping_sub(1), ','))
}

/// An organisation without a common word after its name, or with the lower-case head that makes one of it: `Gqeberha side`,
/// `Fire service`; and what is called a campaign or scheme is one.
fn ended(page: &Page<'_>, from: usize, to: usize) -> (usize, Kind) {
    let mut to = to;
    // `Harrogate 1 Crewe 3`
    let score = page.get(to - 1).shape == Shape::Number && page.word(to - 1).len() <= 2;
    if to > from + 1 && score && page.is(from, Traits::PLACE | Traits::TOWN) {
        to -= 1;
    }
    if to > from + 1
        && page.get(to - 1).shape == Shape::Lower
        && !page.is(to - 1, Traits::ORG_LOWER | Traits::ORG_HEAD)
    {
        to -= 1;
    }
    let capital = page.get(from).shape == Shape::Capital;
    if !page.follows(to) || page.get(to).shape != Shape::Lower || !capital {
        return (to, Kind::Organisation);
    }
    if to == from + 1 && matches!(page.low(to), "service" | "authority" | "committee") {
        return (to + 1, Kind::Organisation);
    }
    let headed =
        (from..to).any(|at| page.is(at, Traits::ORG_HEAD | Traits::COMPANY_FORM | Traits::ORG_OPENER));
    let scheme = matches!(
        page.low(to),
        "campaign"
            | "campaigns"
            | "scheme"
            | "programme"
            | "program"
            | "initiative"
            | "festival"
            | "award"
            | "awards"
    );
    (to, if scheme && !headed && to > from + 1 { Kind::Programme } else { Kind::Organisation })
}

/// A person's name ends before a possessive, a bracket or a word in lower case that is no particle.
fn without_possessor(page: &Page<'_>, from: usize, to: usize) -> usize {
    (from + 1..to)
        .find(|at| {
            page.get(*at).shape == Shape::Possessive
                || (page.get(*at).shape == Shape::Lower && !page.is(*at, Traits::PARTICLE))
        })
        .unwrap_or(to)
}
