//! What a model marked and can hardly be a name.

use std::collections::HashSet;

use super::board::{Board, Find};
use super::cues::is_people;
use super::gazetteer::is_given;
use super::lexicon::Traits;
use super::tokens::{Page, Shape};
use crate::entities::{Kind, Source};

/// The name of this rule.
pub const NAME: &str = "junk";

/// No name a model marks is believed to have more tokens.
const LONGEST: usize = 14;

/// Drops what can hardly be a name.
pub fn junk(board: &mut Board<'_, '_>) {
    let page = board.page;
    let lower: HashSet<&str> =
        (0..page.len()).filter(|at| page.get(*at).shape == Shape::Lower).map(|at| page.low(at)).collect();
    let pairs: HashSet<(&str, &str)> = (1..page.len())
        .filter(|at| page.follows(*at))
        .filter(|at| [at - 1, *at].iter().all(|at| page.get(*at).shape == Shape::Lower))
        .map(|at| (page.low(at - 1), page.low(at)))
        .collect();
    for number in 0..board.numbers() {
        let doubtful = board.find(number).is_some_and(|find| {
            find.source == Source::Model
                && (is_junk(page, find, &lower)
                    || is_common_word(page, find, &lower)
                    || is_topic(page, find, &lower)
                    || is_common_phrase(page, find, &pairs))
        });
        if doubtful {
            board.drop_find(number);
        }
    }
}

/// True for what has not the form of its kind.
fn is_junk(page: &Page<'_>, find: &Find, lower: &HashSet<&str>) -> bool {
    let mut tokens = find.from..find.to;
    match find.kind {
        Kind::Person | Kind::Organisation | Kind::Place | Kind::Programme | Kind::Law => {
            let named = tokens.clone().any(|at| {
                matches!(page.get(at).shape, Shape::Capital | Shape::Capitals | Shape::Mixed | Shape::Uncased)
            });
            let signs = tokens.clone().any(|at| {
                matches!(
                    page.get(at).shape,
                    Shape::Sign(
                        '@' | '|' | '\\' | '<' | '>' | '=' | '{' | '}' | '[' | ']' | '_' | '*' | '#' | '/'
                    )
                )
            });
            let first = page.get(find.from).shape;
            let common = tokens.all(|at| {
                page.is(
                    at,
                    Traits::COMMON
                        | Traits::FUNCTION
                        | Traits::DEMONYM
                        | Traits::MONTH
                        | Traits::WEEKDAY
                        | Traits::NUMBER_WORD
                        | Traits::HONORIFIC,
                ) || !matches!(
                    page.get(at).shape,
                    Shape::Capital | Shape::Capitals | Shape::Mixed | Shape::Uncased
                )
            });
            let letter = find.to - find.from == 1 && page.word(find.from).chars().count() == 1;
            let people = is_people(page, find.to - 1)
                && (find.kind == Kind::Person && !is_given(page, find.from)
                    || are_people_told_of(page, find));
            let remark = is_remark(page, find) && lower.contains(page.low(find.from));
            let digits = first == Shape::Number && matches!(find.kind, Kind::Person | Kind::Place);
            // `INT: And then?`: who speaks, in a transcript.
            let speaks = page.get(find.from).opens
                && first == Shape::Capitals
                && find.to == find.from + 1
                && page.word(find.from).len() <= 3
                && page.sign(find.to, ':');
            !named
                || speaks
                || signs
                || common
                || letter
                || people
                || remark
                || is_begun(page, find)
                || digits
                || find.to - find.from > LONGEST
                || is_number_of_common(page, find)
        }
        // `1. Minutes`: the number of a paragraph.
        Kind::Date if page.get(find.from).opens && page.sign(find.from + 1, '.') => true,
        // `nine a year`: how many, not when.
        Kind::Date
            if page.is(find.from, Traits::NUMBER_WORD)
                && matches!(page.low(find.from + 1), "a" | "an" | "per") =>
        {
            true
        }
        // `Year 6`: a class of a school.
        Kind::Date
            if page.word(find.from) == "Year"
                && page.get(find.from + 1).shape == Shape::Number
                && page.word(find.from + 1).len() < 3 =>
        {
            true
        }
        // `Market day`, `a cold year`: of what kind, not when.
        Kind::Date
            if find.to - find.from == 2
                && matches!(
                    page.low(find.from),
                    "market"
                        | "school"
                        | "wash"
                        | "cold"
                        | "hot"
                        | "good"
                        | "bad"
                        | "busy"
                        | "quiet"
                        | "wet"
                        | "dry"
                )
                && matches!(
                    page.low(find.from + 1),
                    "day" | "year" | "night" | "week" | "month" | "season"
                ) =>
        {
            true
        }
        // `twice a day`: how often, not when.
        Kind::Date if matches!(page.low(find.from), "once" | "twice" | "thrice") => true,
        Kind::Date if page.low(find.from) == "this" && page.low(find.to - 1) == "day" => true,
        Kind::Date if find.to - find.from == 1 && page.get(find.from).shape == Shape::Lower => true,
        Kind::Date => !tokens.any(|at| {
            page.is(at, Traits::MONTH | Traits::WEEKDAY | Traits::TIME_UNIT) || page.low(at).contains("year")
        }),
        Kind::Money => !tokens.any(|at| page.get(at).shape == Shape::Number),
        _ => false,
    }
}

/// `two Crime Investigators, who`: people, and not the body that they are of.
fn are_people_told_of(page: &Page<'_>, find: &Find) -> bool {
    find.kind == Kind::Organisation
        && find.to - find.from > 1
        && page.sign(find.to, ',')
        && page.low(find.to + 1) == "who"
}

/// `Sexual Exploitation offenders`: what the people or things that are told of have to do with, in words that name nobody and of
/// which one stands in small letters elsewhere.
fn is_topic(page: &Page<'_>, find: &Find, lower: &HashSet<&str>) -> bool {
    let names = Traits::PLACE
        .or(Traits::TOWN)
        .or(Traits::FIRST_NAME)
        .or(Traits::GIVEN)
        .or(Traits::ORG_HEAD)
        .or(Traits::COMPANY_FORM)
        .or(Traits::PROGRAMME_HEAD)
        .or(Traits::DEMONYM);
    let noun = page.low(find.to);
    matches!(find.kind, Kind::Organisation | Kind::Programme)
        && find.to - find.from == 2
        && (find.from..find.to).all(|at| page.get(at).shape == Shape::Capital && !page.is(at, names))
        && (find.from..find.to).any(|at| lower.contains(page.low(at)))
        && page.follows(find.to)
        && page.get(find.to).shape == Shape::Lower
        && (noun.ends_with('s') && !noun.ends_with("ss") && noun.len() > 4
            || matches!(noun, "offence" | "victim" | "case"))
        && !page.is(find.to, Traits::FUNCTION)
}

/// `Grade II`, `Chapter IV`: a common word and its number.
fn is_number_of_common(page: &Page<'_>, find: &Find) -> bool {
    let last = page.word(find.to - 1);
    find.to - find.from == 2
        && (page.is(find.from, Traits::COMMON)
            || matches!(page.low(find.from), "book" | "act" | "scene" | "canto" | "psalm"))
        && last.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X' | b'L'))
}

/// True for one word that has its capital from the start of a sentence: it stands in small letters elsewhere.
fn is_common_word(page: &Page<'_>, find: &Find, lower: &HashSet<&str>) -> bool {
    find.to - find.from == 1
        && page.get(find.from).shape == Shape::Capital
        && (page.get(find.from).begins
            || page.sign(find.from.wrapping_sub(1), ';')
            || page.sign(find.from.wrapping_sub(1), ':'))
        && (lower.contains(page.low(find.from)) || is_doing(page, find.from))
        && matches!(find.kind, Kind::Person | Kind::Organisation | Kind::Place | Kind::Programme)
}

/// `Introducing`: what is done there, the first word of a sentence, and no name that is known.
fn is_doing(page: &Page<'_>, at: usize) -> bool {
    page.low(at).ends_with("ing") && page.get(at).traits.is_unknown() && !page.is(at, Traits::SURNAME)
}

/// `Scrutiny & Holding` in `Scrutiny & Holding to account`: the beginning of what is done.
fn is_begun(page: &Page<'_>, find: &Find) -> bool {
    find.to - find.from > 1
        && page.low(find.to - 1).ends_with("ing")
        && page.low(find.to) == "to"
        && page.follows(find.to)
        && (page.sign(find.to - 2, '&') || page.low(find.to - 2) == "and")
}

/// `Panel (Complaints)`: a plain word in brackets after a name says more of it.
fn is_remark(page: &Page<'_>, find: &Find) -> bool {
    find.to - find.from == 1
        && page.get(find.from).shape == Shape::Capital
        && page.sign(find.from.wrapping_sub(1), '(')
        && page.sign(find.to, ')')
        && page.capital(find.from.wrapping_sub(2))
}

/// True for words that also stand side by side in small letters: `Hate Crime`, in a text on hate crime.
fn is_common_phrase(page: &Page<'_>, find: &Find, pairs: &HashSet<(&str, &str)>) -> bool {
    find.to - find.from > 1
        && matches!(find.kind, Kind::Person | Kind::Organisation | Kind::Place | Kind::Programme)
        && (find.from + 1..find.to).all(|at| pairs.contains(&(page.low(at - 1), page.low(at))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::Label;
    use crate::entities::rules::board::testing::found_beside;
    use crate::entities::rules::{Rules, marks};

    #[test]
    fn common_words_are_dropped() {
        let labels =
            [("Chapter 3", Label::Law), ("Ships", Label::Organisation), ("Bosch", Label::Organisation)];
        let all = found_beside("Chapter 3\nShips sailed. All ships sail to Bosch.", &labels, |board| {
            marks(board, Rules::ALL);
            junk(board);
        });
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].0, "Bosch");
    }

    /// How many names are left where a model took `name` for one.
    fn left(text: &str, name: &str, label: Label) -> usize {
        let all = found_beside(text, &[(name, label)], |board| {
            marks(board, Rules::ALL);
            junk(board);
        });
        all.len()
    }

    #[test]
    fn what_people_do_is_nobodys_name() {
        assert_eq!(
            left("with two Quell Crime Investigators, who", "Quell Crime Investigators", Label::Person),
            0
        );
        assert_eq!(
            left("two Quell Crime Investigators, who left", "Quell Crime Investigators", Label::Organisation),
            0
        );
        assert_eq!(
            left(
                "two Quell Crime Investigators, which left",
                "Quell Crime Investigators",
                Label::Organisation
            ),
            1
        );
        assert_eq!(left("with Joan Bowen-Rees and", "Joan Bowen-Rees", Label::Person), 1);
        assert_eq!(left("with Kenny Rogers and", "Kenny Rogers", Label::Person), 1);
    }

    #[test]
    fn what_is_done_is_no_body() {
        assert_eq!(left("It is said. Introducing a team who", "Introducing", Label::Organisation), 0);
        assert_eq!(left("It is so. Boeing said", "Boeing", Label::Organisation), 1);
        assert_eq!(left("now; Scrutiny & Holding to account", "Scrutiny & Holding", Label::Organisation), 0);
        assert_eq!(left("a Hate Crime, one of many a hate crime", "Hate Crime", Label::Organisation), 0);
        assert_eq!(left("a Hate Crime, one of many hates, crime", "Hate Crime", Label::Organisation), 1);
        assert_eq!(
            left(
                "of the exploitation by Quell Exploitation offenders.",
                "Quell Exploitation",
                Label::Organisation
            ),
            0
        );
        assert_eq!(
            left(
                "of the exploitation by Quell Exploitation here.",
                "Quell Exploitation",
                Label::Organisation
            ),
            1
        );
        assert_eq!(left("of complaints. The Panel (Complaints) met", "Complaints", Label::Organisation), 0);
        assert_eq!(left("By Year 6 they speak", "Year 6", Label::Date), 0);
        assert_eq!(left("it was a cold year here", "cold year", Label::Date), 0);
        assert_eq!(left("seen twice a day by them", "twice a day", Label::Date), 0);
        assert_eq!(left("from nine a year to", "nine a year", Label::Date), 0);
    }
}
