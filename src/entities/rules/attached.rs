//! Offices in lower case, which are told by the person whose name is attached: `chief constable Richard Lewis`,
//! `Rosalind Firth, the senior independent director`. Part of the rule of [`super::roles`].

use super::board::Board;
use super::lexicon::{LEXICON, Traits};
use super::roles::NAME;
use super::tokens::Shape;
use crate::entities::{Kind, Label};

/// No office told in lower case has more words.
const LONGEST_OFFICE: usize = 5;

/// Claims offices in lower case beside a person's name.
pub fn attached(board: &mut Board<'_, '_>) {
    let page = board.page;
    let mut phrase = String::new();
    let mut at = 0;
    while at < page.len() {
        let token = page.get(at);
        let starts = token.traits.any(Traits::OFFICE | Traits::OFFICE_START)
            && (token.shape == Shape::Lower || token.begins);
        if !starts || !board.is_free(at) {
            at += 1;
            continue;
        }
        let mut end = token.traits.any(Traits::OFFICE).then_some(at + 1);
        for to in (at + 2)..=(at + LONGEST_OFFICE) {
            if !token.traits.any(Traits::OFFICE_START) || !page.follows(to - 1) {
                break;
            }
            page.phrase(at, to, &mut phrase);
            if LEXICON.is_office(&phrase) {
                end = Some(to);
            }
        }
        match end {
            Some(to) => {
                let from = with_modifiers(board, at);
                let told = has_person_after(board, to)
                    || has_person_before(board, from, to)
                    || is_chosen(board, from, to);
                at = if told && board.claim(from, to, Kind::Role, NAME) { to } else { at + 1 };
            }
            _ => at += 1,
        }
    }
}

/// The start of an office in lower case with the words before it that belong to it: `station manager`.
fn with_modifiers(board: &Board<'_, '_>, at: usize) -> usize {
    let page = board.page;
    let belongs = |at: usize| {
        page.is(at, Traits::ROLE_MODIFIER)
            && !page.is(at, Traits::FUNCTION | Traits::PLURAL | Traits::NUMBER_WORD)
            && (page.get(at).shape == Shape::Lower || page.get(at).begins)
            && !matches!(page.low(at), "first" | "second" | "lead" | "people" | "home")
            && board.is_free(at)
    };
    let mut from = at;
    while from > 0 && page.follows(from) && belongs(from - 1) && page.get(from).shape == Shape::Lower {
        from -= 1;
    }
    from
}

/// True when a person's name follows at `at`, perhaps after a comma.
fn has_person_after(board: &Board<'_, '_>, at: usize) -> bool {
    let page = board.page;
    // `the headteacher is Mr Quell`
    let is = matches!(page.low(at), "is" | "was") && page.follows(at) && page.is(at + 1, Traits::HONORIFIC);
    let name = at + usize::from(page.sign(at, ',') || is);
    page.follows(name) && page.capital(name) && is_person(board, name)
}

/// True when what begins at `at` is a person by the model's mark or by a given name.
fn is_person(board: &Board<'_, '_>, at: usize) -> bool {
    let page = board.page;
    let person = board.find_at(at).is_some_and(|find| find.kind == Kind::Person)
        || board.label_at(at) == Some(Label::Person);
    person
        || (page.is(at, Traits::FIRST_NAME) && page.capital(at + 1))
        || page.is(at, Traits::HONORIFIC) && page.capital(at + 1)
}

/// `Ann Day was re-elected chair`: a person, a verb that gives an office, and the end of the office's name.
fn is_chosen(board: &Board<'_, '_>, from: usize, to: usize) -> bool {
    /// How many words may stand between the person and the verb.
    const BETWEEN: usize = 4;
    let page = board.page;
    let verb = from.wrapping_sub(1 + usize::from(page.low(from.wrapping_sub(1)) == "as"));
    let gives = matches!(
        page.low(verb),
        "elected"
            | "re-elected"
            | "appointed"
            | "reappointed"
            | "re-appointed"
            | "made"
            | "named"
            | "installed"
    );
    let closed = !page.follows(to)
        || matches!(page.get(to).shape, Shape::Sign(',' | '.' | ';' | ')'))
        || page.is(to, Traits::FUNCTION);
    let person = (verb.saturating_sub(BETWEEN)..verb)
        .rev()
        .take_while(|at| page.follows(at + 1))
        .any(|at| page.capital(at) && board.label_at(at) == Some(Label::Person));
    gives && closed && person && page.get(from).shape == Shape::Lower
}

/// The token before the name whose possessive ending is at `ending`: the comma in `Anjali Rao, Quell Foods' chief executive`.
fn owner(board: &Board<'_, '_>, ending: usize) -> usize {
    let page = board.page;
    let mut first = ending;
    while first > 0 && page.follows(first) && page.capital(first - 1) && ending - first < 4 {
        first -= 1;
    }
    first.wrapping_sub(1)
}

/// `Al-Rashidi, the chief executive, told`: a name, a comma, and an article.
fn has_person_before(board: &Board<'_, '_>, from: usize, to: usize) -> bool {
    let page = board.page;
    let Some(article) = from.checked_sub(1) else { return false };
    let article = if page.get(article).shape == Shape::Possessive { owner(board, article) } else { article };
    let comma =
        if matches!(page.low(article), "the" | "its" | "their") { article.wrapping_sub(1) } else { article };
    let closed = !page.follows(to)
        || matches!(page.get(to).shape, Shape::Sign(',' | '.' | ';' | ')'))
        || matches!(page.low(to), "of" | "at" | "for" | "to" | "from" | "since" | "until");
    page.sign(comma, ',')
        && comma > 0
        && closed
        && page.capital(comma - 1)
        && board.label_at(comma - 1) == Some(Label::Person)
}
