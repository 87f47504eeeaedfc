//! What is listed together is of one kind: in `Quell Mela, Dale Pride, Festival of Thrift and Quell Show` all are events, since some
//! are told as such and none as anything else.

use super::board::{Board, Find};
use super::places;
use super::tokens::Page;
use crate::entities::{Kind, Source};

/// The name of this rule.
pub const NAME: &str = "series";

/// So many names of a list must be told by rules to tell the others.
const LEAST: usize = 2;

/// Gives the names of a list that nothing but a model has told the kind of those that rules have told.
pub fn series(board: &mut Board<'_, '_>) {
    let page = board.page;
    let mut numbers: Vec<usize> =
        (0..board.numbers()).filter(|number| board.find(*number).is_some()).collect();
    numbers.sort_by_key(|number| board.find(*number).map(|find| find.from));
    let mut start = 0;
    while start < numbers.len() {
        let mut end = start + 1;
        while end < numbers.len()
            && let (Some(before), Some(after)) = (board.find(numbers[end - 1]), board.find(numbers[end]))
            && are_listed(page, before.to, after.from)
        {
            end += 1;
        }
        retype(board, &numbers[start..end]);
        start = end;
    }
}

/// True when nothing but a comma, an `and` or both stands between two names.
fn are_listed(page: &Page<'_>, from: usize, to: usize) -> bool {
    let joins = |at: usize| page.sign(at, ',') || page.low(at) == "and";
    (1..=2).contains(&(to - from.min(to)))
        && (from..to).all(|at| joins(at) && page.follows(at))
        && page.follows(to)
}

/// Retypes the doubtful names of one list.
fn retype(board: &mut Board<'_, '_>, numbers: &[usize]) {
    let told = |kind: Kind| {
        numbers
            .iter()
            .filter_map(|number| board.find(*number))
            .filter(|find| find.kind == kind && matches!(find.source, Source::Rule(_)))
            .count()
    };
    if told(Kind::Programme) < LEAST || told(Kind::Organisation) > 0 || told(Kind::Person) > 0 {
        return;
    }
    for number in numbers {
        if board.find(*number).is_some_and(|find| is_doubtful(board.page, find))
            && let Some(find) = board.find_mut(*number)
        {
            find.kind = Kind::Programme;
            find.source = Source::Rule(NAME);
        }
    }
}

/// True for a name of several words that nothing but a model has told; a place that lists know is one.
fn is_doubtful(page: &Page<'_>, find: &Find) -> bool {
    find.source == Source::Model
        && find.to - find.from > 1
        && matches!(find.kind, Kind::Person | Kind::Organisation | Kind::Place)
        && places::known_place(page, find.from) != Some(find.to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::Label;
    use crate::entities::rules::board::testing::found_beside;
    use crate::entities::rules::{Rules, heads, marks};

    /// What `Quell Fusion` is taken for in a text.
    fn kind(text: &str) -> Kind {
        let all = found_beside(text, &[("Quell Fusion", Label::Organisation)], |board| {
            heads(board);
            marks(board, Rules::ALL);
            series(board);
        });
        all.into_iter().find(|(words, ..)| words == "Quell Fusion").unwrap().1
    }

    #[test]
    fn an_event_is_told_by_those_beside_it() {
        assert_eq!(kind("We saw Dale Gala, Quell Fusion, Moor Carnival."), Kind::Programme);
        assert_eq!(kind("We saw Dale Gala, Quell Fusion, Moor Council."), Kind::Organisation);
        assert_eq!(kind("We saw Dale Gala. Quell Fusion had a Moor Carnival."), Kind::Organisation);
    }
}
