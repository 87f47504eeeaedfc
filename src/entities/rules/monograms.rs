//! People by their initials, as minutes and interviews have them: `GE proposed`, `SM to book the hall`, `EC: I left school`.
//!
//! Only initials of somebody whom the document names in full, where somebody speaks or acts.

use std::collections::HashSet;

use super::board::Board;
use super::tokens::{Page, Shape};
use crate::entities::{Kind, Source};

/// The name of this rule.
pub const NAME: &str = "monograms";

/// Claims the initials of people.
pub fn monograms(board: &mut Board<'_, '_>) {
    let page = board.page;
    let stand: Vec<usize> = (0..page.len()).filter(|at| acts(page, *at)).collect();
    if stand.is_empty() {
        return;
    }
    let people = initials_of_people(board);
    for at in stand {
        if !people.contains(page.word(at)) {
            continue;
        }
        let by_model = board.holder(at).filter(|number| {
            board.find(*number).is_some_and(|find| find.source == Source::Model && find.to - find.from == 1)
        });
        if let Some(number) = by_model {
            board.drop_find(number);
        }
        board.claim(at, at + 1, Kind::Person, NAME);
    }
}

/// The initials of those who are named in full.
fn initials_of_people(board: &Board<'_, '_>) -> HashSet<String> {
    let page = board.page;
    (0..board.numbers())
        .filter_map(|number| board.find(number))
        .filter(|find| find.kind == Kind::Person && (2..=3).contains(&(find.to - find.from)))
        .map(|find| {
            let words = (find.from..find.to).filter(|at| page.capital(*at));
            words.filter_map(|at| page.word(at).chars().next()).collect::<String>()
        })
        .filter(|initials| initials.len() > 1)
        .collect()
}

/// Two or three capitals that speak or do something.
fn acts(page: &Page<'_>, at: usize) -> bool {
    let initials = page.get(at).shape == Shape::Capitals && (2..=3).contains(&page.word(at).len());
    if !initials || !page.follows(at + 1) {
        return false;
    }
    let speaks = page.get(at).opens && page.sign(at + 1, ':');
    let moves = matches!(
        page.low(at + 1),
        "proposed"
            | "seconded"
            | "reported"
            | "noted"
            | "asked"
            | "agreed"
            | "thanked"
            | "suggested"
            | "confirmed"
            | "explained"
            | "advised"
            | "raised"
            | "offered"
            | "moved"
            | "said"
            | "added"
    );
    let is_to = page.low(at + 1) == "to" && page.get(at).begins && page.get(at + 2).shape == Shape::Lower;
    speaks || moves || is_to
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::Label;
    use crate::entities::rules::board::testing::found_beside;
    use crate::entities::rules::{Rules, marks};

    #[test]
    fn people_act_by_their_initials() {
        let marked =
            [("Geoff Entwistle", Label::Person), ("GE", Label::Organisation), ("BBC", Label::Organisation)];
        let all = found_beside(
            "Present: Geoff Entwistle. GE proposed. BBC proposed. Shares in GE fell.",
            &marked,
            |board| {
                marks(board, Rules::ALL);
                monograms(board);
            },
        );
        let kinds: Vec<_> = all.iter().map(|(words, kind, _)| (words.as_str(), kind.clone())).collect();
        assert_eq!(
            kinds,
            [("Geoff Entwistle", Kind::Person), ("GE", Kind::Person), ("BBC", Kind::Organisation)]
        );
    }
}
