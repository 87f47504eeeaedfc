//! One name, one kind: what is told of a name in one place holds for all places of a document.
//!
//! Every find is a vote for what its words name, a rule's more than a model's; a word that is the surname of a person known
//! in the document is that person whatever the model called it. Names told somewhere are then found wherever else they
//! stand. Names of other documents may be given too, and count as one vote more.

use std::collections::{HashMap, HashSet};

use super::board::{Board, Find};
use super::body_cues::is_body;
use super::lexicon::Traits;
use super::located::{Taken, is_located, is_located_by_itself};
use super::places;
use super::tokens::{Page, Shape};
use super::told_names::{KnownNames, Names, Votes, collect, votes, words};
use crate::entities::{Kind, Source};

/// The name of this rule.
pub const NAME: &str = "consistency";

/// No name that is looked for again has more words.
const LONGEST: usize = 10;

/// Makes the finds of a page agree, and finds the names again where they were missed.
pub fn consistency(board: &mut Board<'_, '_>, others: &KnownNames) {
    let names = collect(board, others);
    retype(board, &names);
    let lower = lower_words(board, &names);
    add_missing(board, &names, &lower);
}

/// Gives what only a model or list marked, or what was only weighed, the kind that most votes say.
fn retype(board: &mut Board<'_, '_>, names: &Names) {
    let page = board.page;
    for number in 0..board.numbers() {
        if is_surname_of_office(board, number, names) {
            if let Some(find) = board.find_mut(number) {
                find.kind = Kind::Person;
                find.source = Source::Rule(NAME);
            }
            continue;
        }
        let Some(find) = board.find(number).filter(|find| votes(&find.kind)) else { continue };
        if !matches!(
            find.source,
            Source::Model | Source::Rule(super::gazetteer::NAME | super::weighing::NAME)
        ) {
            continue;
        }
        let one = find.to - find.from == 1;
        let word = page.word(find.from);
        let whole = one && find.span.len() == word.len();
        if whole && names.surnames.contains(word) && is_told_otherwise(page, names, find) {
            continue;
        }
        let person = whole
            && (names.surnames.contains(word)
                || (names.given.contains(word) && !page.is(find.from, Traits::PLACE)));
        let kind = if person {
            Some(Kind::Person)
        } else {
            names.votes.get(&words(page, find.from, find.to)).and_then(Votes::winner)
        };
        if let Some(kind) = kind
            && let Some(find) = board.find_mut(number)
            && find.kind != kind
        {
            find.kind = kind;
            find.source = Source::Rule(NAME);
        }
    }
}

/// `Laird, her elder brother`: an office's name by itself that is the surname of somebody in the document, without the article
/// that an office has and with no name after it.
fn is_surname_of_office(board: &Board<'_, '_>, number: usize, names: &Names) -> bool {
    let page = board.page;
    board.find(number).is_some_and(|find| {
        let before = find.from.wrapping_sub(1);
        find.kind == Kind::Role
            && find.to - find.from == 1
            && names.surnames.contains(page.word(find.from))
            && !matches!(page.low(before), "the" | "a" | "an" | "as" | "our" | "his" | "her" | "their")
            && !(page.follows(find.to) && page.capital(find.to))
            && page.follows(find.from)
            && !page.sign(before, '(')
    })
}

/// True when a word that is somebody's surname is a place where it stands (`at Bolton`, with a Kate Bolton), or the name
/// of a body that other rules have told.
fn is_told_otherwise(page: &Page<'_>, names: &Names, find: &Find) -> bool {
    let known = places::known_place(page, find.from) == Some(find.to) || page.is(find.from, Traits::TOWN);
    match find.kind {
        Kind::Place => {
            (known && is_located(page, find.from, find.to))
                || is_located_by_itself(page, find.from, Taken::Person)
        }
        Kind::Organisation => {
            names.short_forms.contains(page.word(find.from)) || is_body(page, find.from, find.to)
        }
        _ => false,
    }
}

/// The words of `names` that also stand in lower case on the page, in no address: common words, not looked for alone.
fn lower_words<'p>(board: &Board<'p, '_>, names: &Names) -> HashSet<&'p str> {
    let page = board.page;
    let is_address = |at: usize| board.find_at(at).is_some_and(|find| find.kind == Kind::Contact);
    let wanted: HashSet<String> = names
        .votes
        .keys()
        .chain(&names.surnames)
        .chain(&names.given)
        .filter(|name| !name.contains(' '))
        .map(|name| name.to_lowercase())
        .collect();
    (0..page.len())
        .filter(|at| page.get(*at).shape == Shape::Lower && !is_address(*at))
        .map(|at| page.low(at))
        .filter(|word| wanted.contains(*word))
        .collect()
}

/// Claims names known in the document where nobody has.
fn add_missing(board: &mut Board<'_, '_>, names: &Names, lower: &HashSet<&str>) {
    let page = board.page;
    // What words names begin with, and how long the longest of each is.
    let mut starts: HashMap<&str, usize> = HashMap::new();
    for name in names.votes.keys() {
        let first = name.split([' ', '.', '\'', '’', '&']).next().unwrap_or(name);
        let longest = starts.entry(first).or_default();
        *longest = (*longest).max(name.matches([' ', '.', '\'', '’', '&']).count() * 2 + 1).min(LONGEST);
    }
    let mut at = 0;
    while at < page.len() {
        let word = page.word(at);
        let known = board.is_free(at)
            && (page.capital(at) || page.get(at).shape == Shape::Mixed || page.is(at, Traits::PARTICLE));
        if !known {
            at += 1;
            continue;
        }
        let longest = starts.get(word).copied().unwrap_or_default();
        let found = (1..=longest)
            .rev()
            .map(|length| at + length)
            .filter(|to| {
                (at + 1..*to).all(|at| page.follows(at)) && *to <= page.len() && board.all_free(at, *to)
            })
            .find_map(|to| {
                let kind = names.votes.get(&words(page, at, to)).and_then(Votes::winner)?;
                let surname = to == at + 1 && names.surnames.contains(word);
                let kind = if surname && kind == Kind::Place && !is_located(page, at, to) {
                    Kind::Person
                } else {
                    kind
                };
                (to > at + 1 || is_distinct(page, at, lower)).then_some((to, kind))
            });
        let single = || {
            let person = names.surnames.contains(word) || names.given.contains(word);
            (person && is_distinct(page, at, lower)).then_some((at + 1, Kind::Person))
        };
        match found.or_else(single) {
            Some((to, kind)) if !runs_on(page, at, to) && board.claim(at, to, kind.clone(), NAME) => at = to,
            _ => at += 1,
        }
    }
}

/// True for a word that is a name by itself, not a common one with a capital.
fn is_distinct(page: &Page<'_>, at: usize, lower: &HashSet<&str>) -> bool {
    page.word(at).chars().count() > 2
        && !lower.contains(page.low(at))
        && !page.is(at, Traits::FUNCTION | Traits::MONTH | Traits::WEEKDAY | Traits::COMMON)
}

/// True when the name is only a part of a longer run of capitals, which names something else.
fn runs_on(page: &Page<'_>, from: usize, to: usize) -> bool {
    let after = page.follows(to)
        && page.capital(to)
        && !page.get(to).begins
        && page.get(to - 1).shape == Shape::Capital;
    let before = from > 0
        && page.follows(from)
        && page.capital(from - 1)
        && !page.get(from).begins
        && !page.is(from - 1, Traits::FUNCTION | Traits::HONORIFIC | Traits::ROLE_HEAD | Traits::RANK);
    to == from + 1 && (after || before)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::Label;
    use crate::entities::rules::board::testing::{consistent as read, found_beside};
    use crate::entities::rules::{Rules, marks};

    #[test]
    fn the_surname_of_a_known_person_is_that_person() {
        let all = read(
            "Then Thabo Mokoena scored. After that Mokoena left, and so did the van.",
            &[("Thabo Mokoena", Label::Person)],
        );
        assert_eq!(all, [("Thabo Mokoena".into(), Kind::Person), ("Mokoena".into(), Kind::Person)]);
    }

    #[test]
    fn a_surname_may_be_an_office() {
        let all = found_beside(
            "Hamish Laird came. But Laird, her brother, and the Laird went.",
            &[("Hamish Laird", Label::Person)],
            |board| {
                super::super::roles(board);
                marks(board, Rules::ALL);
                consistency(board, &KnownNames::default());
            },
        );
        let kinds: Vec<_> = all.iter().map(|(words, kind, _)| (words.as_str(), kind.clone())).collect();
        assert_eq!(kinds, [("Hamish Laird", Kind::Person), ("Laird", Kind::Person), ("Laird", Kind::Role)]);
    }

    #[test]
    fn a_place_or_club_of_the_surname_stays() {
        let all = read(
            "Kate Bolton spoke at Bolton. Then Bolton sat down. They lost to Barrow Rovers, as Rovers do, said Al Rovers.",
            &[
                ("Kate Bolton", Label::Person),
                ("Bolton.", Label::GeoPolitical),
                ("Barrow Rovers", Label::Organisation),
                ("Rovers do", Label::Organisation),
                ("Al Rovers", Label::Person),
            ],
        );
        let kinds: Vec<_> = all.iter().map(|(words, kind)| (words.as_str(), kind.clone())).collect();
        assert_eq!(kinds[1], ("Bolton", Kind::Place));
        assert_eq!(kinds[2], ("Bolton", Kind::Person));
        assert_eq!(kinds[4], ("Rovers", Kind::Organisation));
    }

    #[test]
    fn a_work_is_called_by_its_last_word() {
        let marks = [("Knife Quellor", Label::WorkOfArt), ("Quellor in", Label::Organisation)];
        let all = read("They saw the Knife Quellor. The legacy of the Quellor in it", &marks);
        assert_eq!(all[1].1, Kind::Programme);
        let marks = [("Knife Festival", Label::WorkOfArt), ("Festival in", Label::Organisation)];
        let all = read("They saw the Knife Festival. The legacy of the Festival in it", &marks);
        assert_eq!(all[1].1, Kind::Organisation);
    }

    #[test]
    fn names_of_other_documents_are_found() {
        let mut others = KnownNames::default();
        others.add("Whenua Hou", &Kind::Place);
        others.add("Single", &Kind::Place);
        let all =
            found_beside("photographs of Whenua Hou and Single", &[], |board| consistency(board, &others));
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].1, Kind::Place);
    }
}
