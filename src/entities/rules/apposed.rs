//! Names that common words after them explain: `Quell Connected online information sharing system` is a system's name, whatever a
//! model called it. Part of the rule of [`super::cues`].

use super::board::{Board, Find};
use super::cues::NAME;
use super::lexicon::Traits;
use super::located::is_located;
use super::tokens::{Page, Shape};
use crate::entities::{Kind, Source};

/// So many words may stand between the article or the name and the noun that explains it.
const BETWEEN: usize = 3;

/// Takes for a programme what is explained as one.
pub fn apposed(board: &mut Board<'_, '_>) {
    for number in 0..board.numbers() {
        if let Some(kind) = board.find(number).and_then(|find| told_after_comma(board.page, find))
            && let Some(find) = board.find_mut(number)
        {
            find.kind = kind;
            find.source = Source::Rule(NAME);
            continue;
        }
        let explained = board
            .find(number)
            .is_some_and(|find| is_doubtful(board.page, find) && is_explained(board.page, find.to));
        if explained && let Some(find) = board.find_mut(number) {
            find.kind = Kind::Programme;
            find.source = Source::Rule(NAME);
        }
    }
}

/// What a name is said to be after a comma: `Bluebell Wood, a children's hospice`, `Quell, a market town`. A person in full is what
/// the model says, and a known place where something is.
fn told_after_comma(page: &Page<'_>, find: &Find) -> Option<Kind> {
    let doubtful = match find.source {
        Source::Model | Source::Rule(super::gazetteer::NAME) => {
            matches!(find.kind, Kind::Person | Kind::Organisation | Kind::Place | Kind::Programme)
        }
        Source::Rule(super::heads::NAME) => find.kind == Kind::Place,
        _ => false,
    };
    let (from, comma) = (find.from, find.to);
    if !doubtful || !page.sign(comma, ',') || !page.follows(comma + 1) || !page.capital(from) {
        return None;
    }
    let settled = find.kind == Kind::Place && is_located(page, from, comma);
    let full_name = find.kind == Kind::Person && comma - from > 1 && page.is(from, Traits::FIRST_NAME);
    let noun = page.low(noun_of(page, comma + 1)?);
    // A publisher or a brewer may be a person too.
    let kind = kind_of_noun(noun).filter(|_| find.kind != Kind::Person || !is_trade(noun))?;
    let other = kind != find.kind && !full_name && !(settled && kind == Kind::Organisation);
    other.then_some(kind)
}

/// The last word of the phrase in small letters that begins with the article at `article`.
fn noun_of(page: &Page<'_>, article: usize) -> Option<usize> {
    if !matches!(page.low(article), "a" | "an" | "the") {
        return None;
    }
    let plain = |at: usize| {
        page.follows(at)
            && match page.get(at).shape {
                Shape::Lower => !page.is(at, Traits::FUNCTION) && !page.low(at).ends_with("ed"),
                Shape::Possessive => true,
                _ => false,
            }
    };
    let end = (article + 1..article + 3 + BETWEEN).find(|at| !plain(*at)).unwrap_or(article + 1);
    // A name follows what somebody is called by: `the publisher Quell`.
    let closed = !page.follows(end)
        || matches!(page.get(end).shape, Shape::Sign(_) | Shape::Lower)
        || page.get(end).begins;
    (end > article + 1 && closed).then(|| end - 1)
}

/// What people and firms may both be.
fn is_trade(noun: &str) -> bool {
    noun.ends_with("er") || noun.ends_with("or")
}

/// What is of a kind by its common noun.
fn kind_of_noun(noun: &str) -> Option<Kind> {
    match noun {
        "charity" | "hospice" | "company" | "firm" | "agency" | "consortium" | "publisher" | "newspaper"
        | "retailer" | "group" | "co-operative" | "cooperative" | "start-up" | "startup" | "insurer"
        | "airline" | "contractor" | "manufacturer" | "consultancy" | "regulator" | "watchdog"
        | "thinktank" | "brewer" | "wholesaler" => Some(Kind::Organisation),
        "village" | "town" | "hamlet" | "suburb" | "city" | "township" | "province" => Some(Kind::Place),
        _ => None,
    }
}

/// True for a body of several words that nothing but a model has told and that has no body's head.
fn is_doubtful(page: &Page<'_>, find: &Find) -> bool {
    let heads = Traits::ORG_HEAD.or(Traits::COMPANY_FORM).or(Traits::ORG_OPENER).or(Traits::PLACE);
    find.source == Source::Model
        && find.kind == Kind::Organisation
        && find.to - find.from > 1
        && !page.is(find.to - 1, heads)
}

/// True when a noun for a programme ends the words in small letters that follow.
fn is_explained(page: &Page<'_>, to: usize) -> bool {
    let plain =
        |at: usize| page.follows(at) && page.get(at).shape == Shape::Lower && !page.is(at, Traits::FUNCTION);
    let end = (to..=to + BETWEEN + 1).find(|at| !plain(*at)).unwrap_or(to);
    end > to + 1
        && page.is(end - 1, Traits::PROGRAMME_LOWER)
        && (to..end - 1).all(|at| !page.low(at).ends_with("ed") && !page.low(at).ends_with("es"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::Label;
    use crate::entities::rules::board::testing::found_beside;
    use crate::entities::rules::{Rules, marks};

    #[test]
    fn a_name_is_what_it_is_said_to_be_after_a_comma() {
        let kind = |text: &str, name: &str, label| {
            let all = found_beside(text, &[(name, label)], |board| {
                marks(board, Rules::ALL);
                apposed(board);
            });
            all[0].1.clone()
        };
        let body = Kind::Organisation;
        assert_eq!(kind("of Quellori, a women's savings group. Then", "Quellori", Label::GeoPolitical), body);
        assert_eq!(kind("from Quell Rhan, the regional consortium, and", "Quell Rhan", Label::Person), body);
        assert_eq!(kind("to Quellori, a small market town on", "Quellori", Label::Person), Kind::Place);
        assert_eq!(kind("in Quellori, a company of men", "Quellori", Label::GeoPolitical), Kind::Place);
        assert_eq!(kind("by Mary Quell, the charity worker, and", "Mary Quell", Label::Person), Kind::Person);
        assert_eq!(kind("by Mary Quell, the charity, and", "Mary Quell", Label::Person), Kind::Person);
        assert_eq!(kind("by Quellori, the publisher Day said", "Quellori", Label::Person), Kind::Person);
    }

    #[test]
    fn a_noun_after_a_name_says_what_it_is() {
        for (text, kind) in [
            ("It has a Quell Connected online information sharing system now", Kind::Programme),
            ("Then Quell Connected launched a scheme", Kind::Organisation),
            ("Then Quell Connected, a scheme", Kind::Organisation),
        ] {
            let all = found_beside(text, &[("Quell Connected", Label::Organisation)], |board| {
                marks(board, Rules::ALL);
                apposed(board);
            });
            assert_eq!(all[0].1, kind, "{text}");
        }
    }
}
