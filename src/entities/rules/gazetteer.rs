//! What is commonly known to be a place, a party or a given name: evidence where a model is silent or in doubt, no verdict.

use super::board::{Board, Find};
use super::lexicon::Traits;
use super::located::{Taken, is_located, is_located_by_itself, is_residence};
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

/// A better kind for what the model marked, if the lists and the words around say so.
fn corrected(page: &Page<'_>, find: &Find) -> Option<Kind> {
    let place = places::known_place(page, find.from) == Some(find.to);
    let words = find.to - find.from;
    let given = page.is(find.from, Traits::FIRST_NAME);
    let last = find.to - 1;
    match find.kind {
        // `Penrith Town`, `Excel 2016`: no person has such a name, no organisation such a number.
        Kind::Person
            if words > 1
                && matches!(
                    page.low(last),
                    "town" | "city" | "county" | "united" | "rovers" | "wanderers" | "athletic"
                ) =>
        {
            Some(Kind::Organisation)
        }
        // `Crewe Alexandra`: a town and what its club is called besides.
        Kind::Person
            if words == 2
                && page.is(find.from, Traits::PLACE | Traits::TOWN)
                && matches!(
                    page.low(last),
                    "alexandra"
                        | "argyle"
                        | "albion"
                        | "wednesday"
                        | "forest"
                        | "villa"
                        | "orient"
                        | "palace"
                        | "vale"
                        | "stanley"
                        | "harriers"
                        | "rangers"
                        | "hotspur"
                ) =>
        {
            Some(Kind::Organisation)
        }
        Kind::Person | Kind::Place if is_water_company(page, find) => Some(Kind::Organisation),
        Kind::Person if is_long_and_located(page, find) => Some(Kind::Place),
        Kind::Person | Kind::Organisation | Kind::Programme
            if is_residence(page, find.from) && is_bare(page, find.from, find.to) =>
        {
            Some(Kind::Place)
        }
        Kind::Person | Kind::Organisation if is_opened_or_ended_as_a_place(page, find) => Some(Kind::Place),
        Kind::Organisation
            if words > 1
                && page.get(last).shape == Shape::Number
                && !matches!(
                    page.low(last - 1),
                    "channel"
                        | "radio"
                        | "local"
                        | "company"
                        | "division"
                        | "squadron"
                        | "no"
                        | "group"
                        | "school"
                        | "team"
                        | "bbc"
                ) =>
        {
            Some(Kind::Programme)
        }
        Kind::Place | Kind::Person if words == 1 && camel(page, find.from).is_some() => {
            camel(page, find.from)
        }
        Kind::Person | Kind::Organisation | Kind::Programme | Kind::Law
            if words == 1 && !given && is_located_by_itself(page, find.from, taken(page, find)) =>
        {
            Some(Kind::Place)
        }
        Kind::Person | Kind::Organisation | Kind::Programme
            if numbered_road(page, find.from) == Some(find.to) =>
        {
            Some(Kind::Place)
        }
        Kind::Organisation if is_initialled(page, find) => Some(Kind::Person),
        _ if words == 1 && (is_joined_place(page, find.from) || is_river(page, find.from)) => {
            Some(Kind::Place)
        }
        Kind::Person if is_long_place(page, find.from, find.to) => Some(Kind::Place),
        Kind::Person | Kind::Organisation | Kind::Programme
            if place && !(given && find.kind == Kind::Person) =>
        {
            is_located(page, find.from, find.to).then_some(Kind::Place)
        }
        Kind::Organisation | Kind::Place | Kind::Programme
            if (given && words == 3 || words == 2 && is_given(page, find.from)) && !place =>
        {
            let plain = (find.from..find.to)
                .all(|at| matches!(page.get(at).shape, Shape::Capital) || page.sign(at, '.'))
                && (find.from..find.to).all(|at| {
                    !page.is(
                        at,
                        Traits::ORG_HEAD
                            | Traits::PROGRAMME_HEAD
                            | Traits::COMPANY_FORM
                            | Traits::PLACE
                            | Traits::FUNCTION
                            | Traits::DEMONYM,
                    )
                })
                && !page.is(last, Traits::PLACE_HEAD);
            plain.then_some(Kind::Person)
        }
        _ => None,
    }
}

/// `by way of Muang Khua`, `near Nong Khiaw`: two or three words that no given name begins, where only a place stands.
fn is_long_and_located(page: &Page<'_>, find: &Find) -> bool {
    let words = find.to - find.from;
    let Some(before) = find.from.checked_sub(1).filter(|_| page.follows(find.from)) else { return false };
    let plain = (find.from..find.to).all(|at| {
        page.get(at).shape == Shape::Capital
            && !page.is(at, Traits::FIRST_NAME | Traits::HONORIFIC | Traits::SHORT_NAME)
    });
    let located = match page.low(before) {
        "near" | "via" => true,
        "in" => is_of_people(page.low(before.wrapping_sub(1))),
        "of" => page.low(before.wrapping_sub(1)) == "way",
        _ => false,
    };
    (2..=3).contains(&words) && plain && located
}

/// True for a given name that a surname may follow; of two or three letters many words are.
fn is_given(page: &Page<'_>, at: usize) -> bool {
    page.is(at, Traits::FIRST_NAME) || page.is(at, Traits::GIVEN) && page.word(at).chars().count() > 3
}

/// True for a name with no word in it that only bodies have.
fn is_bare(page: &Page<'_>, from: usize, to: usize) -> bool {
    (from..to).all(|at| !page.is(at, Traits::ORG_HEAD | Traits::COMPANY_FORM | Traits::BODY))
}

/// `New Sharon`, `Ashby Parva`: a word before or after that villages are told apart by and that no person has there.
fn is_opened_or_ended_as_a_place(page: &Page<'_>, find: &Find) -> bool {
    let plain = (find.from..find.to).all(|at| page.get(at).shape == Shape::Capital);
    let opened = matches!(page.low(find.from), "new" | "upper" | "lower" | "nether" | "port" | "fort")
        && find.kind == Kind::Person;
    let ended = matches!(
        page.low(find.to - 1),
        "parva" | "magna" | "regis" | "episcopi" | "abbas" | "monachorum" | "ambo" | "superior" | "inferior"
    );
    // `Cape St. Vincent`
    let natural = matches!(page.low(find.from), "cape" | "mount" | "loch" | "lough" | "isle")
        && find.kind == Kind::Person
        && find.to - find.from > 1;
    find.to - find.from == 2 && plain && (opened || ended) || natural
}

/// `Northumbrian Water`: what is of a region by its adjective supplies it.
fn is_water_company(page: &Page<'_>, find: &Find) -> bool {
    find.to - find.from == 2
        && matches!(page.word(find.to - 1), "Water" | "Electric" | "Gas" | "Trains" | "Railways" | "Power")
        && page.low(find.from).ends_with("ian")
}

/// Who is found in a place: `the women's group in Birni Kazoé`.
fn is_of_people(word: &str) -> bool {
    matches!(
        word,
        "group"
            | "groups"
            | "villagers"
            | "residents"
            | "people"
            | "families"
            | "born"
            | "died"
            | "lived"
            | "lives"
            | "living"
            | "school"
            | "hospital"
            | "market"
            | "village"
            | "farm"
            | "house"
            | "home"
            | "office"
            | "clinic"
            | "camp"
            | "mine"
            | "factory"
    )
}

/// `T. Okafor`: an initial and a surname.
fn is_initialled(page: &Page<'_>, find: &Find) -> bool {
    let surname = find.to - 1;
    let initials = find.from..surname;
    !initials.is_empty()
        && initials
            .step_by(2)
            .all(|at| page.word(at).chars().count() == 1 && page.capital(at) && page.sign(at + 1, '.'))
        && (surname - find.from).is_multiple_of(2)
        && page.get(surname).shape == Shape::Capital
        && !page.is(surname, Traits::ORG_HEAD | Traits::COMPANY_FORM | Traits::PROGRAMME_HEAD)
}

/// What a model takes a name for. A town's is hardly ever a company's, but that people work at companies too.
fn taken(page: &Page<'_>, find: &Find) -> Taken {
    let town = page.is(find.from, Traits::TOWN) && page.low(find.from.wrapping_sub(1)) != "at";
    // A model hardly knows a law or a product of one common word: what it calls so it knows not.
    if town || find.kind == Kind::Law { Taken::Person } else { Taken::of(&find.kind) }
}

/// True for a place of several words that a list knows, which hardly anything else is called.
fn is_long_place(page: &Page<'_>, from: usize, to: usize) -> bool {
    to - from > 1 && places::known_place(page, from) == Some(to)
}

/// Claims what is known at `at`; one past it.
fn claim_at(board: &mut Board<'_, '_>, at: usize) -> Option<usize> {
    let page = board.page;
    if let Some(kind) = camel(page, at) {
        return board.claim(at, at + 1, kind, NAME).then_some(at + 1);
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
fn is_joined_place(page: &Page<'_>, at: usize) -> bool {
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

/// `from St Neots`: a saint's name that is a place's where something is, and no church's that goes on.
fn is_saints_place(page: &Page<'_>, at: usize) -> bool {
    let name = at + 1;
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
fn numbered_road(page: &Page<'_>, at: usize) -> Option<usize> {
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
fn camel(page: &Page<'_>, at: usize) -> Option<Kind> {
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
        let all = found("in the colony at Dolinka, where faith in Quellora was lost", gazetteer);
        assert_eq!(all.len(), 1);
        assert_eq!((all[0].0.as_str(), &all[0].1), ("Dolinka", &Kind::Place));
    }

    #[test]
    fn a_marks_kind_gives_way_to_lists_and_context_together() {
        let kinds = |text: &str, name: &str, label| {
            found_beside(text, &[(name, label)], |board| {
                marks(board, Rules::ALL);
                gazetteer(board);
            })[0]
                .1
                .clone()
        };
        assert_eq!(kinds("a mill in Toledo closed", "Toledo", Label::Organisation), Kind::Place);
        assert_eq!(kinds("when Toledo closed", "Toledo", Label::Organisation), Kind::Organisation);
        assert_eq!(kinds("a fire at Whitby, when", "Whitby", Label::Person), Kind::Place);
        assert_eq!(kinds("bridge at Church Stretton", "Church Stretton", Label::Person), Kind::Place);
        assert_eq!(kinds("when Whitby said so", "Whitby", Label::Person), Kind::Person);
        assert_eq!(kinds("when Bus-lès-Artois fell", "Bus-lès-Artois", Label::Organisation), Kind::Place);
        assert_eq!(kinds("work on the A92 north", "A92", Label::Person), Kind::Place);
        assert_eq!(kinds("back by way of Muang Khua", "Muang Khua", Label::Person), Kind::Place);
        assert_eq!(kinds("sent Crewe Alexandra up", "Crewe Alexandra", Label::Person), Kind::Organisation);
        assert_eq!(kinds("got work at Dunlop, sweeping", "Dunlop", Label::Organisation), Kind::Organisation);
        assert_eq!(kinds("write to T. Okafor, there", "T. Okafor", Label::Organisation), Kind::Person);
        assert_eq!(
            kinds("when Northumbrian Water came", "Northumbrian Water", Label::Person),
            Kind::Organisation
        );
        assert_eq!(kinds("best man on the Clyde", "Clyde", Label::Person), Kind::Place);
        assert_eq!(kinds("up the Quellora on", "Quellora", Label::Law), Kind::Place);
        assert_eq!(kinds("when the Dee Club", "Dee", Label::Organisation), Kind::Organisation);
        assert_eq!(kinds("the group in Birni Kazoé.", "Birni Kazoé", Label::Person), Kind::Place);
        assert_eq!(kinds("the communes of Gouré and", "Gouré", Label::Organisation), Kind::Place);
        assert_eq!(
            kinds("when he, 29, of Lydgate Sough, drove", "Lydgate Sough", Label::Organisation),
            Kind::Place
        );
        assert_eq!(
            kinds("when he, 29, of Lydgate Foods, drove", "Lydgate Foods", Label::Organisation),
            Kind::Organisation
        );
        assert_eq!(kinds("when New Quellora said", "New Quellora", Label::Person), Kind::Place);
        assert_eq!(kinds("when Quellby Magna said", "Quellby Magna", Label::Person), Kind::Place);
        assert_eq!(kinds("fresh off Cape St. Quell at", "Cape St. Quell", Label::Person), Kind::Place);
        assert_eq!(
            kinds("as far as Quellora is concerned", "Quellora", Label::Organisation),
            Kind::Organisation
        );
        assert_eq!(kinds("rode as far as Quellora on", "Quellora", Label::Person), Kind::Place);
        assert_eq!(found("Sinéad: Nineteen. Then", gazetteer)[0].1, Kind::Person);
        assert_eq!(found("Where RN25 is cut", gazetteer)[0].1, Kind::Place);
        assert_eq!(kinds("lost in a fog off Quellora with", "Quellora", Label::Person), Kind::Place);
        assert_eq!(kinds("when Wanjiru Quell said", "Wanjiru Quell", Label::Organisation), Kind::Person);
        assert_eq!(kinds("when Callum Obi scored", "Callum Obi", Label::Organisation), Kind::Person);
    }
}
