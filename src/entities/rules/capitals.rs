//! Lines in capitals: where every word has them, capitals tell nothing, and a model reads names into headings.
//!
//! What a model marked in such a line stays only when the same words are known from elsewhere, and what is known from
//! elsewhere is found in it.

use std::collections::HashMap;

use super::board::Board;
use super::lexicon::Traits;
use super::places;
use super::tokens::{Page, Shape};
use crate::entities::{Kind, Source};

/// The name of this rule.
pub const NAME: &str = "capitals";

/// Fewer words in capitals than these make no line of capitals.
const FEWEST: usize = 3;

/// Drops what is doubtful in lines of capitals and claims in them what is known from elsewhere.
pub fn capitals(board: &mut Board<'_, '_>) {
    let page = board.page;
    let lines = lines_of_capitals(page);
    if lines.is_empty() {
        return;
    }
    let inside = |at: usize| {
        let line = lines.partition_point(|(from, _)| *from <= at);
        line > 0 && at < lines[line - 1].1
    };
    let mut known: HashMap<String, Kind> = HashMap::new();
    let mut phrase = String::new();
    for number in 0..board.numbers() {
        let Some(find) = board.find(number).filter(|find| is_name(&find.kind)) else { continue };
        if !inside(find.from) {
            page.phrase(find.from, find.to, &mut phrase);
            known.entry(phrase.clone()).or_insert_with(|| find.kind.clone());
        }
    }
    for number in 0..board.numbers() {
        let Some(find) = board.find(number) else { continue };
        if find.source != Source::Model || !inside(find.from) || !is_name(&find.kind) {
            continue;
        }
        page.phrase(find.from, find.to, &mut phrase);
        let place = places::known_place(page, find.from) == Some(find.to);
        if !known.contains_key(&phrase) && !place {
            board.drop_find(number);
        }
    }
    for (from, to) in lines {
        claim_known(board, from, to, &known);
    }
}

fn is_name(kind: &Kind) -> bool {
    matches!(kind, Kind::Person | Kind::Organisation | Kind::Place | Kind::Programme | Kind::Law)
}

/// The paragraphs without a word in small letters.
fn lines_of_capitals(page: &Page<'_>) -> Vec<(usize, usize)> {
    let mut lines = Vec::new();
    let mut from = 0;
    while from < page.len() {
        let to = (from + 1..page.len()).find(|at| page.get(*at).opens).unwrap_or(page.len());
        let mut capitals = 0;
        let mut small = 0;
        for at in from..to {
            match page.get(at).shape {
                Shape::Capitals => capitals += 1,
                Shape::Capital | Shape::Lower | Shape::Mixed => small += 1,
                _ => {}
            }
        }
        if capitals >= FEWEST && small == 0 {
            lines.push((from, to));
        }
        from = to;
    }
    lines
}

/// Claims the names of `known` and known places between two tokens.
fn claim_known(board: &mut Board<'_, '_>, from: usize, to: usize, known: &HashMap<String, Kind>) {
    let page = board.page;
    let mut phrase = String::new();
    let mut at = from;
    while at < to {
        if !board.is_free(at) || page.is(at, Traits::FUNCTION) {
            at += 1;
            continue;
        }
        let found = (at + 1..=(at + 6).min(to)).rev().find_map(|end| {
            page.phrase(at, end, &mut phrase);
            known
                .get(&phrase)
                .filter(|_| phrase.len() > 3 && board.all_free(at, end))
                .map(|kind| (end, kind.clone()))
        });
        match found {
            Some((end, kind)) if board.claim(at, end, kind.clone(), NAME) => at = end,
            _ => at += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::Label;
    use crate::entities::rules::board::testing::found_beside;
    use crate::entities::rules::{Rules, marks};

    #[test]
    fn a_heading_holds_only_what_is_known() {
        let text = "HOSPITALS NAMES NEW BOSS\nCARING PEOPLE GROW HERE\nAt Caring People she said";
        let labels = [("HOSPITALS NAMES", Label::Organisation), ("Caring People", Label::Organisation)];
        let all = found_beside(text, &labels, |board| {
            marks(board, Rules::ALL);
            capitals(board);
        });
        let words: Vec<_> = all.iter().map(|(words, ..)| words.as_str()).collect();
        assert_eq!(words, ["CARING PEOPLE", "Caring People"]);
    }
}
