//! What the words beside a name say of it, whatever a model called it: `shares in X` and `X's shareholders` tell of a
//! company, `his brother X` and `X, 41,` of a person, `on loan from X` of a club.
//!
//! Only words that the other kinds hardly share are cues. A name that a list knows for a place needs the words of a match to
//! become a club's; a given name and a surname remain a person's.

use super::apposed::apposed;
use super::board::{Board, Find};
use super::body_cues::{is_body, is_body_before};
use super::lexicon::Traits;
use super::places;
use super::tokens::{Page, Shape};
use crate::entities::{Kind, Source};

/// The name of this rule.
pub const NAME: &str = "cues";

/// Corrects what a model called the names that stand beside a cue, and claims those it passed over.
pub fn cues(board: &mut Board<'_, '_>) {
    let page = board.page;
    for number in 0..board.numbers() {
        let told = board
            .find(number)
            .filter(|find| is_doubtful(find))
            .and_then(|find| told(page, find).filter(|kind| *kind != find.kind));
        if let Some(kind) = told
            && let Some(find) = board.find_mut(number)
        {
            find.kind = kind;
            find.source = Source::Rule(NAME);
        }
    }
    passed_over(board);
    apposed(board);
}

/// True for a name that nothing but a model, or a list, has told.
fn is_doubtful(find: &Find) -> bool {
    matches!(find.kind, Kind::Person | Kind::Organisation | Kind::Place | Kind::Programme | Kind::Law)
        && matches!(find.source, Source::Model | Source::Rule(super::gazetteer::NAME))
}

/// What the words around a name say that it is.
fn told(page: &Page<'_>, find: &Find) -> Option<Kind> {
    let (from, to) = (find.from, find.to);
    if !page.capital(from) && page.get(from).shape != Shape::Mixed {
        return None;
    }
    if is_club(page, from, to) {
        return Some(Kind::Organisation);
    }
    // `Powered by Contensis`
    if page.follows(from) && page.low(from - 1) == "by" && page.low(from.wrapping_sub(2)) == "powered" {
        return Some(Kind::Programme);
    }
    if places::known_place(page, from) == Some(to) {
        return None;
    }
    let full_name = to - from > 1 && page.is(from, Traits::FIRST_NAME | Traits::SHORT_NAME | Traits::GIVEN);
    if let Some(kind) = told_by_relative(page, find, full_name) {
        return Some(kind);
    }
    if is_relative(page, from) && to - from <= 2 || is_of_a_person(page, from, to) || is_maker(page, from, to)
    {
        return (!has_head(page, from, to)).then_some(Kind::Person);
    }
    (is_body(page, from, to) && !full_name && find.kind != Kind::Law).then_some(Kind::Organisation)
}

/// `Quell, who`: a person; `Quell, which`: anything else, a body where no place was marked.
fn told_by_relative(page: &Page<'_>, find: &Find, full_name: bool) -> Option<Kind> {
    let (from, to) = (find.from, find.to);
    if !page.sign(to, ',') || !page.follows(to) || has_head(page, from, to) || to - from > 3 {
        return None;
    }
    let before = page.low(from.wrapping_sub(1));
    // `Quell of Fjordland, who`
    let held = matches!(before, "of" | "at" | "from" | "in" | "for" | "near" | "to" | "with" | "and");
    let plain = (full_name || !is_people(page, to - 1))
        && (from..to).all(|at| page.get(at).shape == Shape::Capital && !page.is(at, Traits::PLACE_HEAD));
    match page.low(to + 1) {
        "who" if !held && plain => Some(Kind::Person),
        "which" if find.kind == Kind::Person && !full_name && to - from == 1 => {
            Some(if matches!(before, "in" | "at" | "near" | "to") { Kind::Place } else { Kind::Organisation })
        }
        _ => None,
    }
}

/// Claims as an organisation's a name of one or two words that no model marked and that stands after a cue.
fn passed_over(board: &mut Board<'_, '_>) {
    let page = board.page;
    for at in 1..page.len() {
        if let Some(to) = partner_end(board, at) {
            if let Some(place) = board.holder(to - 1) {
                board.drop_find(place);
            }
            board.claim(at, to, Kind::Organisation, NAME);
            continue;
        }
        let named = page.follows(at)
            && board.is_free(at)
            && matches!(page.get(at).shape, Shape::Capital | Shape::Capitals)
            && page.word(at).chars().count() > 2
            && !page.get(at).begins
            && !is_common(page, at)
            && is_body_before(page, at);
        if !named || places::known_place(page, at).is_some() || page.is(at, Traits::FIRST_NAME) {
            continue;
        }
        let second = at + 1;
        let goes_on = page.follows(second) && page.capital(second) && !page.get(second).begins;
        let to = if goes_on && board.is_free(second) { second + 1 } else { second };
        let to = goes_on_after_article(board, at, to).unwrap_or(to);
        let longer = page.follows(to) && page.capital(to) && !page.get(to).begins;
        if !longer {
            board.claim(at, to, Kind::Organisation, NAME);
        }
    }
}

/// One past the name of whom somebody works with, however many words in capitals it has: `Partnered with Home Instead Quell Care`.
fn partner_end(board: &Board<'_, '_>, from: usize) -> Option<usize> {
    let page = board.page;
    let with = from.checked_sub(1).filter(|with| page.low(*with) == "with")?;
    let works = matches!(
        page.low(with.wrapping_sub(1)),
        "partnered"
            | "partnering"
            | "partnership"
            | "merged"
            | "collaborated"
            | "collaborating"
            | "collaboration"
    );
    let capital =
        |at: usize| page.follows(at) && page.get(at).shape == Shape::Capital && !page.get(at).begins;
    let to = (from..=page.len()).find(|at| !(capital(*at) && board.is_free(*at)))?;
    // The place that such a name may end with is told by itself.
    let place = board.find_at(to).is_some_and(|find| {
        (find.from, find.to, &find.kind) == (to, to + 1, &Kind::Place) && capital(to) && !capital(to + 1)
    });
    let to = to + usize::from(place);
    (works && (3..=6).contains(&(to - from))).then_some(to)
}

/// One past the name `Show Racism the Red Card`, which goes on after an article: where it is told beforehand that a body's name
/// comes, and it begins with what one does.
fn goes_on_after_article(board: &Board<'_, '_>, from: usize, to: usize) -> Option<usize> {
    let page = board.page;
    let told = matches!(
        page.low(from.wrapping_sub(1)),
        "charity" | "group" | "campaign" | "band" | "organisation" | "charities"
    );
    let capital =
        |at: usize| page.follows(at) && page.capital(at) && !page.get(at).begins && board.is_free(at);
    if !told || page.low(to) != "the" || !page.follows(to) || !capital(to + 1) {
        return None;
    }
    (to + 2..to + 5).find(|at| !capital(*at))
}

/// True for a plural that says what people do, and is nobody's surname: `Investigators`.
pub fn is_people(page: &Page<'_>, at: usize) -> bool {
    let word = page.low(at);
    word.chars().count() > 5
        && !word.contains('-')
        && ["ors", "ers", "ists", "ees", "ians", "ants"].iter().any(|end| word.ends_with(end))
        && !page.is(at, Traits::SURNAME | Traits::FIRST_NAME | Traits::GIVEN | Traits::PLACE | Traits::TOWN)
}

/// True for a word that begins no name by itself.
fn is_common(page: &Page<'_>, at: usize) -> bool {
    page.is(
        at,
        Traits::FUNCTION
            | Traits::COMMON
            | Traits::HONORIFIC
            | Traits::ROLE_HEAD
            | Traits::ROLE_MODIFIER
            | Traits::RANK
            | Traits::DEMONYM
            | Traits::MONTH
            | Traits::WEEKDAY
            | Traits::NUMBER_WORD,
    )
}

/// True for a name with the head of an organisation or programme in it.
fn has_head(page: &Page<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|at| page.is(at, Traits::ORG_HEAD | Traits::COMPANY_FORM | Traits::PROGRAMME_HEAD))
}

/// `his brother Ralph`, `their daughters, Morag`: one of a family, told in small letters.
fn is_relative(page: &Page<'_>, from: usize) -> bool {
    let Some(before) = from.checked_sub(1).filter(|_| page.follows(from)) else { return false };
    let comma = page.sign(before, ',');
    let kin = if comma { before.wrapping_sub(1) } else { before };
    let owner = page.low(kin.wrapping_sub(1));
    page.get(kin).shape == Shape::Lower
        && matches!(
            page.low(kin),
            "wife"
                | "husband"
                | "son"
                | "sons"
                | "daughter"
                | "daughters"
                | "brother"
                | "brothers"
                | "sister"
                | "sisters"
                | "mother"
                | "father"
                | "widow"
                | "uncle"
                | "aunt"
                | "auntie"
                | "cousin"
                | "nephew"
                | "niece"
                | "grandson"
                | "granddaughter"
        )
        && (!comma || matches!(owner, "his" | "her" | "their" | "my" | "a" | "elder" | "younger" | "eldest"))
}

/// `workshop of Adriaen Quell`, `attributed to Quell`: whose hand a work is from.
fn is_maker(page: &Page<'_>, from: usize, to: usize) -> bool {
    let Some(before) = from.checked_sub(1).filter(|_| page.follows(from) && to - from <= 3) else {
        return false;
    };
    let what = page.low(before.wrapping_sub(1));
    let made = match page.low(before) {
        "of" => matches!(
            what,
            "workshop"
                | "studio"
                | "circle"
                | "follower"
                | "followers"
                | "pupil"
                | "portrait"
                | "bust"
                | "reign"
        ),
        "to" => what == "attributed",
        _ => false,
    };
    made && page.get(from).shape == Shape::Capital
        && (from..to).all(|at| page.get(at).shape != Shape::Lower || page.is(at, Traits::PARTICLE))
}

/// `X's wife`, `X, 41,`, `X was born`, `X's header`: what only a person has, is or does.
fn is_of_a_person(page: &Page<'_>, from: usize, to: usize) -> bool {
    if !page.follows(to) {
        return false;
    }
    let next = page.low(to + 1);
    match page.get(to).shape {
        Shape::Possessive => matches!(
            next,
            "wife"
                | "husband"
                | "widow"
                | "mother"
                | "father"
                | "son"
                | "daughter"
                | "brother"
                | "sister"
                | "funeral"
                | "header"
                | "penalty"
                | "eyes"
                | "memoir"
                | "childhood"
                | "thesis"
                | "theorem"
                | "hypothesis"
                | "paradox"
                | "diary"
                | "biographer"
                | "grave"
        ),
        Shape::Sign(',') => {
            let age = next.len() == 2 && next.parse::<u8>().is_ok_and(|age| age > 14);
            let closes = matches!(page.get(to + 2).shape, Shape::Sign(',' | '.')) && page.get(to + 3).spaced;
            age && closes && page.follows(to + 1)
                || is_kin_of_another(page, to + 1) && !is_after_a_place_word(page, from)
        }
        Shape::Lower => match page.low(to) {
            "smiled" | "laughed" | "shrugged" | "nodded" | "volleyed" | "née" | "recalls" | "remembers" => {
                true
            }
            "and" => {
                matches!(next, "his" | "her")
                    && matches!(
                        page.low(to + 2),
                        "wife" | "husband" | "brother" | "sister" | "son" | "daughter" | "mother" | "father"
                    )
            }
            "was" => matches!(next, "born" | "buried" | "baptised"),
            _ => false,
        },
        _ => false,
    }
}

/// `born in Quell, the third son of`: of another the kin is told.
fn is_after_a_place_word(page: &Page<'_>, at: usize) -> bool {
    page.follows(at) && matches!(page.low(at - 1), "in" | "at" | "of" | "from" | "near" | "to" | "on")
}

/// `Ales, base daughter of`, `Ann, wife of`: what somebody is to another, after a comma.
fn is_kin_of_another(page: &Page<'_>, at: usize) -> bool {
    let kin = |at: usize| {
        matches!(
            page.low(at),
            "son"
                | "daughter"
                | "wife"
                | "widow"
                | "relict"
                | "child"
                | "brother"
                | "sister"
                | "mother"
                | "father"
                | "infant"
        ) && matches!(page.low(at + 1), "of" | "to")
            && page.follows(at + 1)
    };
    let adjective =
        page.get(at).shape == Shape::Lower && page.follows(at + 1) && !page.is(at, Traits::FUNCTION);
    let article = matches!(page.low(at), "the" | "a");
    kin(at) || (adjective || article) && kin(at + 1)
}

/// `on loan from X`, `at home to X`, `to X in the Cup`: a club, be it called by its town.
fn is_club(page: &Page<'_>, from: usize, to: usize) -> bool {
    let Some(before) = from.checked_sub(1).filter(|_| page.follows(from)) else { return false };
    let (first, second) = (page.low(before.wrapping_sub(1)), page.low(before.wrapping_sub(2)));
    let loan = first == "loan" && second == "on" && matches!(page.low(before), "from" | "at" | "to");
    let home =
        page.low(before) == "to" && matches!(first, "home" | "away") && matches!(second, "at" | "are" | "is");
    let met = matches!(page.low(before), "to" | "against" | "beat" | "face" | "beating");
    loan || home && !matches!(page.low(to), "in" | "for") || met && is_in_a_cup(page, to)
}

/// `in the FA Trophy`, `in the final`.
fn is_in_a_cup(page: &Page<'_>, to: usize) -> bool {
    page.low(to) == "in"
        && page.low(to + 1) == "the"
        && (to + 2..to + 7).take_while(|at| page.follows(*at) && !page.get(*at).begins).any(|at| {
            matches!(
                page.low(at),
                "cup" | "trophy" | "shield" | "vase" | "final" | "semi-final" | "quarter-final" | "play-off"
            )
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::Label;
    use crate::entities::rules::board::testing::found_beside;
    use crate::entities::rules::{Rules, marks};

    /// What `name` is taken for in `text` where a model called it `label`.
    fn kind(text: &str, name: &str, label: Label) -> Kind {
        let all = found_beside(text, &[(name, label)], |board| {
            marks(board, Rules::ALL);
            cues(board);
        });
        all.into_iter().find(|(words, ..)| words == name).unwrap().1
    }

    #[test]
    fn a_company_is_told_by_what_it_has_and_who_leads_it() {
        for text in [
            "Shares in Quellora fell",
            "Then Quellora said its profits rose",
            "an analyst at Quellora said",
            "a rival of retailer Quellora, based",
            "she joined Quellora as a clerk",
            "as Quellora has 2,700 employees",
            "Then Quellora lifts its forecast",
            "while Quellora, which has two mines, said",
            "Shares in Jambo and Quellora fell",
            "as mining giant Quellora has it",
            "and Quellora went into receivership",
            "the chief executive of Quellora said",
            "as Quellora's shareholders know",
            "It is so. Quellora have written again",
        ] {
            assert_eq!(kind(text, "Quellora", Label::Person), Kind::Organisation, "{text}");
        }
        assert_eq!(kind("Powered by Quellora", "Quellora", Label::Organisation), Kind::Programme);
        assert_eq!(kind("a mill of Quellora, who left", "Quellora", Label::Organisation), Kind::Organisation);
        assert_eq!(kind("faith in Quellora fell", "Quellora", Label::Person), Kind::Person);
        assert_eq!(kind("Then Quellora said he", "Quellora", Label::Person), Kind::Person);
    }

    #[test]
    fn a_charity_may_have_an_article_in_its_name() {
        let all = found_beside("with the charity Quell Racism the Red Card, who", &[], cues);
        assert_eq!(all[0].0, "Quell Racism the Red Card");
        let all = found_beside("with the charity Quellora the red card, who", &[], cues);
        assert_eq!(all[0].0, "Quellora");
    }

    #[test]
    fn a_person_is_told_by_family_and_age() {
        for text in [
            "his brother Quell came",
            "as Quell, 41, said",
            "then Quell's wife came",
            "Here Quell was born",
            "so said Quell, who left",
            "oil on oak. Workshop of Quell, Bruges",
            "June 2: Quell, base daughter of Joan",
            "no support for Quell's thesis here",
        ] {
            assert_eq!(kind(text, "Quell", Label::Organisation), Kind::Person, "{text}");
        }
        assert_eq!(kind("when Quell, 1941, said", "Quell", Label::Organisation), Kind::Organisation);
        assert_eq!(kind("her sister Leeds came", "Leeds", Label::GeoPolitical), Kind::Place);
    }

    #[test]
    fn a_club_bears_the_name_of_its_town() {
        for text in [
            "on loan from Preston, had",
            "They go to Preston in the FA Trophy",
            "who are at home to Preston.",
        ] {
            assert_eq!(kind(text, "Preston", Label::GeoPolitical), Kind::Organisation, "{text}");
        }
        assert_eq!(kind("They go to Preston in the snow", "Preston", Label::GeoPolitical), Kind::Place);
    }

    #[test]
    fn a_partner_may_have_a_long_name() {
        let all = found_beside("Partnered with Home Quellor Senior Care Cleveland and others", &[], cues);
        assert_eq!(all[0].0, "Home Quellor Senior Care Cleveland");
        assert!(found_beside("It went with Home Quellor Senior Care Cleveland and", &[], cues).is_empty());
    }

    #[test]
    fn a_company_that_no_model_saw_is_claimed_after_a_cue() {
        let all = found_beside("a stake in Quellora Jambo. The chairman of Leeds left", &[], cues);
        assert_eq!(all.len(), 1);
        assert_eq!((all[0].0.as_str(), &all[0].1), ("Quellora Jambo", &Kind::Organisation));
    }
}
