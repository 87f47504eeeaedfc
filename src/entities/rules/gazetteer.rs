//! What is commonly known to be a place, a party or a given name: evidence where a model is silent or in doubt, no verdict.

use super::board::Board;
use super::corrections::corrected;
use super::lexicon::Traits;
use super::located::{Taken, is_located_by_itself};
use super::places;
use super::rivers::is_river;
use super::rows::rows;
use super::tokens::{Page, Shape};
use crate::entities::{Kind, Source};

/// The name of this rule.
pub const NAME: &str = "gazetteer";

/// Claims known places and names, and corrects what a model called them against the words around.
pub fn gazetteer(board: &mut Board<'_, '_>) {
    for number in 0..board.numbers() {
        let Some(kind) = board
            .find(number)
            .filter(|find| find.source == Source::Model)
            .and_then(|find| corrected(board.page, find))
        else {
            continue;
        };
        if let Some(find) = board.find_mut(number) {
            find.kind = kind;
            find.source = Source::Rule(NAME);
        }
    }
    let page = board.page;
    let mut at = 0;
    while at < page.len() {
        let to = if board.is_free(at)
            && matches!(page.get(at).shape, Shape::Capital | Shape::Capitals | Shape::Mixed)
        {
            claim_at(board, at)
        } else {
            None
        };
        at = to.unwrap_or(at + 1);
    }
    rows(board);
}

/// True for a given name that a surname may follow; of two or three letters many words are.
pub fn is_given(page: &Page<'_>, at: usize) -> bool {
    page.is(at, Traits::FIRST_NAME) || page.is(at, Traits::GIVEN) && page.word(at).chars().count() > 3
}

/// Claims what is known at `at`; one past it.
fn claim_at(board: &mut Board<'_, '_>, at: usize) -> Option<usize> {
    let page = board.page;
    if let Some(kind) = camel(page, at) {
        return board.claim(at, at + 1, kind, NAME).then_some(at + 1);
    }
    if is_product_with_a_plus(page, at) {
        return board.claim(at, at + 2, Kind::Programme, NAME).then_some(at + 2);
    }
    if is_sized_place(page, at) && board.all_free(at, at + 2) {
        return board.claim(at, at + 2, Kind::Place, NAME).then_some(at + 2);
    }
    if let Some(road) = numbered_road(page, at) {
        return board.claim(at, road, Kind::Place, NAME).then_some(road);
    }
    if is_river(page, at) {
        return board.claim(at, at + 1, Kind::Place, NAME).then_some(at + 1);
    }
    if is_saints_place(page, at) {
        // A model leaves the saint out.
        let bare = board.holder(at + 1).filter(|number| {
            board.find(*number).is_some_and(|find| find.source == Source::Model && find.to == at + 2)
        });
        if let Some(number) = bare {
            board.drop_find(number);
        }
        return board.claim(at, at + 2, Kind::Place, NAME).then_some(at + 2);
    }
    if is_joined_place(page, at) {
        return board.claim(at, at + 1, Kind::Place, NAME).then_some(at + 1);
    }
    if let Some(to) = places::known_place(page, at).or_else(|| located_word(page, at)) {
        // A place among other words in capitals is part of their name, unless these are places too, as in an address.
        let beside = |at: usize| places::known_place(page, at).is_some();
        let before =
            joins_before(page, at) && board.find_at(at - 1).is_none_or(|find| find.kind != Kind::Place);
        let after = page.capital(to)
            && page.follows(to)
            && !page.get(to).begins
            && to == at + 1
            && !page.is(to, Traits::HONORIFIC)
            && !beside(to);
        let alone = !before && !after;
        let told = alone
            && board.all_free(at, to)
            && !(page.get(at).begins && to == at + 1 && page.is(at, Traits::FIRST_NAME));
        if told && board.claim(at, to, Kind::Place, NAME) {
            return Some(to);
        }
        return None;
    }
    // A given name and a surname that the model did not see.
    let next = at + 1;
    let pair = is_given(page, at)
        && !page.is(at, Traits::DEMONYM)
        && page.get(at).shape == Shape::Capital
        && board.is_free(next)
        && page.follows(next)
        && page.get(next).shape == Shape::Capital
        && !page.get(next).begins
        && !joins_before(page, at)
        && !page.capital(next + 1)
        && !page.is(
            next,
            Traits::FUNCTION
                | Traits::COMMON
                | Traits::ORG_HEAD
                | Traits::PLACE_HEAD
                | Traits::PROGRAMME_HEAD
                | Traits::ROLE_HEAD
                | Traits::MONTH
                | Traits::WEEKDAY
                | Traits::PLACE,
        );
    if pair {
        return board.claim(at, next + 1, Kind::Person, NAME).then_some(next + 1);
    }
    // `Sinéad:`, who speaks in a transcript.
    let speaks = page.get(at).opens && page.sign(next, ':') && is_given(page, at);
    if speaks && page.get(at).shape == Shape::Capital && !page.is(at, Traits::COMMON | Traits::PLACE) {
        return board.claim(at, next, Kind::Person, NAME).then_some(next);
    }
    let single = page.is(at, Traits::FIRST_NAME)
        && page.get(at).shape == Shape::Capital
        && page.word(at).len() > 3
        && !page.is(at, Traits::DEMONYM)
        && !page.get(at).begins
        && !joins_before(page, at)
        && !(page.follows(next) && page.capital(next))
        && !page.is(
            at,
            Traits::PLACE_START
                | Traits::ORG_HEAD
                | Traits::PLACE_HEAD
                | Traits::PROGRAMME_HEAD
                | Traits::COMMON,
        );
    (single && board.claim(at, next, Kind::Person, NAME)).then_some(next)
}

/// One past a word that no model marked and no list knows, or a smaller town, in a place where only a place stands.
fn located_word(page: &Page<'_>, at: usize) -> Option<usize> {
    let unknown = page.get(at).traits.is_unknown() && page.word(at).chars().count() > 3;
    ((page.is(at, Traits::TOWN) || unknown)
        && page.get(at).shape == Shape::Capital
        && !page.is(at, Traits::FIRST_NAME)
        && is_located_by_itself(page, at, Taken::Nothing))
    .then_some(at + 1)
}

/// `Stoke-on-Trent`, `Bus-lès-Artois`, `Pen-y-banc`: words that only places join so.
pub fn is_joined_place(page: &Page<'_>, at: usize) -> bool {
    let mut parts = page.word(at).split('-');
    let first = parts.next().unwrap_or_default();
    page.get(at).shape == Shape::Capital
        && first.len() > 1
        && !page.is(at, Traits::FIRST_NAME)
        && parts.next().is_some_and(|joint| {
            matches!(
                joint,
                "on" | "upon"
                    | "under"
                    | "le"
                    | "sur"
                    | "lès"
                    | "lez"
                    | "sous"
                    | "en"
                    | "y"
                    | "by"
                    | "next"
                    | "juxta"
                    | "cum"
                    | "am"
                    | "an"
                    | "aan"
                    | "op"
                    | "over"
                    | "in"
                    | "and"
            )
        })
        && parts.next_back().is_some_and(|last| last.len() > 2)
}

/// `Erasmus+`, `Disney+`: a product whose name ends with the sign.
fn is_product_with_a_plus(page: &Page<'_>, at: usize) -> bool {
    let plus = at + 1;
    page.get(at).shape == Shape::Capital
        && page.word(at).chars().count() > 3
        && page.sign(plus, '+')
        && page.glued(plus)
        && (!page.follows(plus + 1)
            || page.get(plus + 1).spaced
            || matches!(page.get(plus + 1).shape, Shape::Sign(_)))
        && page.get(plus + 1).shape != Shape::Number
}

/// `at Little Tew`, `of Chipping Norton`: what villages of one name are told apart by, where a place stands.
fn is_sized_place(page: &Page<'_>, at: usize) -> bool {
    let name = at + 1;
    matches!(
        page.low(at),
        "great" | "little" | "chipping" | "market" | "nether" | "upper" | "lower" | "much" | "long" | "high"
    ) && page.get(at).shape == Shape::Capital
        && page.get(name).shape == Shape::Capital
        && page.follows(at)
        && page.follows(name)
        && !(page.follows(name + 1) && page.capital(name + 1))
        && matches!(page.low(at.wrapping_sub(1)), "at" | "in" | "near" | "from" | "to")
        && page.get(name).traits.without(Traits::SURNAME.or(Traits::TOWN).or(Traits::PLACE)) == Traits::none()
}

/// `the present church, St Cuthbert's, was`: true for a saint's name that stands for what is called after him, where nothing is that
/// he has.
pub fn is_saints_church(page: &Page<'_>, name: usize) -> bool {
    let ending = name + 1;
    let closed = !page.follows(ending + 1)
        || matches!(page.get(ending + 1).shape, Shape::Sign('.' | ',' | ';' | ')'))
        || page.is(ending + 1, Traits::FUNCTION);
    page.get(name).shape == Shape::Capital && page.get(ending).shape == Shape::Possessive && closed
}

/// `from St Neots`: a saint's name that is a place's where something is, and no church's that goes on.
fn is_saints_place(page: &Page<'_>, at: usize) -> bool {
    let name = at + 1;
    if page.word(at) == "St" && page.follows(name) && is_saints_church(page, name) {
        return true;
    }
    page.word(at) == "St"
        && page.follows(name)
        && page.get(name).shape == Shape::Capital
        && !(page.follows(name + 1) && page.capital(name + 1))
        && page.get(name + 1).shape != Shape::Possessive
        && !page.sign(name + 1, '\'')
        && !page.sign(name + 1, '’')
        && matches!(page.low(at.wrapping_sub(1)), "from" | "in" | "near" | "outside")
}

/// One past a road that goes by its number: `the A92`, `the M62`, `the B6255`.
pub fn numbered_road(page: &Page<'_>, at: usize) -> Option<usize> {
    let is_figures =
        |digits: &str| (1..=4).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    // `RN25`, `I-95`: told without an article.
    let coded = ["RN", "NH", "I-", "US-", "RN-", "NH-"];
    if coded.iter().any(|code| page.word(at).strip_prefix(code).is_some_and(is_figures)) {
        return Some(at + 1);
    }
    let digits = page.word(at).strip_prefix(['A', 'B', 'M', 'N'])?;
    let numbered = is_figures(digits);
    let the = page.low(at.checked_sub(1)?) == "the" && page.follows(at);
    (numbered && the).then_some(at + 1)
}

/// True when a word in capitals that no sentence begins stands right before.
fn joins_before(page: &Page<'_>, at: usize) -> bool {
    at > 0
        && page.follows(at)
        && page.capital(at - 1)
        && !page.is(at - 1, Traits::FUNCTION)
        && !page.get(at).begins
}

/// A word with capitals inside, such as `macOS` or `PostgreSQL`: mostly a product, and with more capitals than small letters an
/// organisation's short form.
pub fn camel(page: &Page<'_>, at: usize) -> Option<Kind> {
    let word = page.word(at);
    let shape = page.get(at).shape;
    if !matches!(shape, Shape::Mixed | Shape::Capital)
        || word.len() > 16
        || !word.is_ascii()
        || word.contains(['-', '\'', '.', '&'])
    {
        return None;
    }
    let upper = word.bytes().skip(1).filter(u8::is_ascii_uppercase).count();
    let name = word.starts_with("Mc")
        || word.starts_with("Mac")
        || word.starts_with("Fitz")
        || word.starts_with("De");
    let plural = word.ends_with('s') && word[..word.len() - 1].bytes().all(|byte| byte.is_ascii_uppercase());
    let letters = word.bytes().filter(u8::is_ascii_alphabetic).count();
    if upper == 0 || name || plural || letters < word.len() || letters < 4 {
        return None;
    }
    let all_upper = word.bytes().filter(u8::is_ascii_uppercase).count();
    Some(if shape == Shape::Capital && all_upper * 2 > letters {
        Kind::Organisation
    } else {
        Kind::Programme
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::Label;
    use crate::entities::rules::Rules;
    use crate::entities::rules::board::testing::{found, found_beside};
    use crate::entities::rules::marks;

    #[test]
    fn known_names_are_found_where_nothing_else_explains_them() {
        let all =
            found("a firm in New Zealand, the mayor, and the Oslo Quartz on macOS, for Tomasz.", gazetteer);
        let words: Vec<_> = all.iter().map(|(words, kind, _)| (words.as_str(), kind.clone())).collect();
        assert_eq!(
            words,
            [("New Zealand", Kind::Place), ("macOS", Kind::Programme), ("Tomasz", Kind::Person)]
        );
        let all = found_beside("a bus from St Neots came", &[("Neots", Label::Person)], |board| {
            marks(board, Rules::ALL);
            gazetteer(board);
        });
        assert_eq!((all[0].0.as_str(), &all[0].1), ("St Neots", &Kind::Place));
        let words = |text: &str| -> Vec<(String, Kind)> {
            found(text, gazetteer).into_iter().map(|(words, kind, _)| (words, kind)).collect()
        };
        assert_eq!(
            words("dead at Little Quellow with it, through Quellus+, and the church, St Quellbert's, was"),
            [
                ("Little Quellow".to_owned(), Kind::Place),
                ("Quellus+".to_owned(), Kind::Programme),
                ("St Quellbert".to_owned(), Kind::Place)
            ]
        );
        assert!(words("of Little Quellow Band, as Little Quellow said, in St Quellbert's hand").is_empty());
        let all = found("went to the North East. It lay there", gazetteer);
        assert_eq!(all.len(), 1);
        assert_eq!((all[0].0.as_str(), &all[0].1), ("North East", &Kind::Place));
        let all = found("in the colony at Dolinka, where faith in Quellora was lost", gazetteer);
        assert_eq!(all.len(), 1);
        assert_eq!((all[0].0.as_str(), &all[0].1), ("Dolinka", &Kind::Place));
    }
}
