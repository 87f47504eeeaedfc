//! Better kinds for what a model marked, where the lists and the words around say so: `Crewe Alexandra` is a club, `by way of
//! Muang Khua` a place. Part of the rule of [`super::gazetteer`].

use super::board::Find;
use super::gazetteer::{camel, is_given, is_joined_place, is_saints_church, numbered_road};
use super::lexicon::Traits;
use super::located::{Taken, is_located, is_located_by_itself, is_residence};
use super::places;
use super::rivers::is_river;
use super::tokens::{Page, Shape};
use crate::entities::Kind;

/// A better kind for what the model marked, if the lists and the words around say so.
pub fn corrected(page: &Page<'_>, find: &Find) -> Option<Kind> {
    let place = places::known_place(page, find.from) == Some(find.to);
    let words = find.to - find.from;
    let given = page.is(find.from, Traits::FIRST_NAME);
    let last = find.to - 1;
    match find.kind {
        // `(St Mark's)`
        Kind::Programme | Kind::Organisation | Kind::Person
            if words == 2 && page.word(find.from) == "St" && is_saints_church(page, last) =>
        {
            Some(Kind::Place)
        }
        // `Henry VIII`
        Kind::Programme | Kind::Organisation | Kind::Place | Kind::Law
            if words == 2 && given && is_roman(page.word(last)) =>
        {
            Some(Kind::Person)
        }
        // `the Clerk`: a model takes an office for a body.
        Kind::Organisation if is_bare_office(page, find) => Some(Kind::Role),
        // `in the North Pennines`
        Kind::Organisation | Kind::Person if is_part_of_a_region(page, find) => Some(Kind::Place),
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
        // `Farzana`: hardly anything but a given name.
        Kind::Organisation | Kind::Place | Kind::Programme if words == 1 && is_only_given(page, find) => {
            Some(Kind::Person)
        }
        Kind::Organisation | Kind::Place | Kind::Programme
            if (given && (3..=4).contains(&words)
                || words == 2 && is_given(page, find.from)
                || words == 3 && is_given(page, find.from) && is_given(page, find.from + 1))
                && !place =>
        {
            let plain = (find.from..find.to).all(|at| {
                matches!(page.get(at).shape, Shape::Capital)
                    || page.sign(at, '.')
                    || page.get(at).shape == Shape::Lower && page.is(at, Traits::PARTICLE)
            }) && (find.from..find.to).all(|at| {
                !page.is(
                    at,
                    Traits::ORG_HEAD
                        | Traits::PROGRAMME_HEAD
                        | Traits::COMPANY_FORM
                        | Traits::PLACE
                        | Traits::FUNCTION
                        | Traits::DEMONYM,
                )
            }) && !page.is(last, Traits::PLACE_HEAD);
            plain.then_some(Kind::Person)
        }
        _ => None,
    }
}

/// The number of a king.
fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.len() < 6 && word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
}

/// `the Clerk`: one word for an office, with its article.
fn is_bare_office(page: &Page<'_>, find: &Find) -> bool {
    find.to - find.from == 1
        && page.is(find.from, Traits::ROLE_HEAD)
        && !page.is(find.from, Traits::ORG_HEAD | Traits::BODY)
        && page.get(find.from).shape == Shape::Capital
        && page.low(find.from.wrapping_sub(1)) == "the"
        && page.follows(find.from)
        && matches!(
            page.low(find.from),
            "clerk"
                | "chairman"
                | "treasurer"
                | "secretary"
                | "warden"
                | "rector"
                | "vicar"
                | "coroner"
                | "registrar"
                | "sheriff"
                | "mayor"
        )
}

/// `of the North Pennines`, `in South Quellshire`: a quarter of the compass before a name that no body's word ends.
fn is_part_of_a_region(page: &Page<'_>, find: &Find) -> bool {
    let quarter =
        matches!(page.low(find.from), "north" | "south" | "east" | "west" | "upper" | "lower" | "mid");
    let before = find.from.wrapping_sub(1);
    let the = page.low(before) == "the";
    let located = matches!(
        page.low(if the { before.wrapping_sub(1) } else { before }),
        "in" | "of" | "from" | "across" | "through" | "around" | "to"
    );
    let plain = page.get(find.to - 1).shape == Shape::Capital
        && page
            .get(find.to - 1)
            .traits
            .without(Traits::TOWN.or(Traits::PLACE).or(Traits::PLACE_HEAD))
            .is_unknown();
    find.to - find.from == 2
        && quarter
        && located
        && plain
        && page.follows(find.from)
        && !(page.follows(find.to) && page.capital(find.to))
}

/// True for a given name that no list has for anything else, where nothing says that a place or body is called so.
fn is_only_given(page: &Page<'_>, find: &Find) -> bool {
    let at = find.from;
    page.get(at).traits.without(Traits::FIRST_NAME.or(Traits::GIVEN)).is_unknown()
        && (page.get(at).traits.without(Traits::FIRST_NAME.or(Traits::GIVEN)) == Traits::none()
            || !page.is(at, Traits::GIVEN))
        && (page.is(at, Traits::GIVEN)
            || page.is(at, Traits::FIRST_NAME)
                && page.follows(at)
                && matches!(
                    page.low(at.wrapping_sub(1)),
                    "with" | "told" | "asked" | "saw" | "met" | "thanked" | "rang" | "phoned" | "dear"
                ))
        && page.get(at).shape == Shape::Capital
        && camel(page, at).is_none()
        && !is_located(page, at, at + 1)
        && page.low(at.wrapping_sub(1)) != "the"
        && page.get(at + 1).shape != Shape::Possessive
        && !(page.follows(at + 1) && page.capital(at + 1))
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
        // `landed them at Te Waitere`
        "at" => has_come(page, before),
        "in" => is_of_people(page.low(before.wrapping_sub(1))),
        "of" => page.low(before.wrapping_sub(1)) == "way",
        _ => false,
    };
    (2..=3).contains(&words) && plain && located
}

/// True before an `at` where somebody has come to, or brought another to: `landed at`, `set him down at`.
fn has_come(page: &Page<'_>, at: usize) -> bool {
    let object = matches!(
        page.low(at.wrapping_sub(1)),
        "them" | "him" | "her" | "us" | "me" | "it" | "passengers" | "troops"
    );
    let verb = at.wrapping_sub(1 + usize::from(object));
    matches!(
        page.low(verb),
        "landed"
            | "arrived"
            | "anchored"
            | "halted"
            | "camped"
            | "encamped"
            | "disembarked"
            | "berthed"
            | "moored"
    )
}

/// True for a name with no word in it that only bodies have.
fn is_bare(page: &Page<'_>, from: usize, to: usize) -> bool {
    (from..to).all(|at| !page.is(at, Traits::ORG_HEAD | Traits::COMPANY_FORM | Traits::BODY))
}

/// `New Sharon`, `Ashby Parva`: a word before or after that villages are told apart by and that no person has there.
fn is_opened_or_ended_as_a_place(page: &Page<'_>, find: &Find) -> bool {
    let plain = (find.from..find.to).all(|at| page.get(at).shape == Shape::Capital);
    // `Great Tew`, `Little Barford`, but `Little Richard`
    let sized = matches!(page.low(find.from), "great" | "little" | "long" | "high" | "chipping" | "market")
        && !page.is(find.from + 1, Traits::FIRST_NAME | Traits::GIVEN);
    let opened = (sized
        || matches!(page.low(find.from), "new" | "upper" | "lower" | "nether" | "port" | "fort"))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::Label;
    use crate::entities::rules::board::testing::{found, found_beside};
    use crate::entities::rules::{Rules, gazetteer, marks};

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
        assert_eq!(
            kinds("a fold of the North Quellines, and", "North Quellines", Label::Organisation),
            Kind::Place
        );
        assert_eq!(
            kinds("when North Quellines said", "North Quellines", Label::Organisation),
            Kind::Organisation
        );
        assert_eq!(kinds("in 31 Henry VIII, at", "Henry VIII", Label::WorkOfArt), Kind::Person);
        assert_eq!(kinds("and the Clerk; 4 of them", "Clerk", Label::Organisation), Kind::Role);
        assert_eq!(kinds("and landed them at Te Quell. Then", "Te Quell", Label::Person), Kind::Place);
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
        assert_eq!(kinds("when Little Quellow said", "Little Quellow", Label::Person), Kind::Place);
        assert_eq!(kinds("when Little Richard said", "Little Richard", Label::Person), Kind::Person);
        assert_eq!(
            kinds("when Jan-Willem de Quell said", "Jan-Willem de Quell", Label::GeoPolitical),
            Kind::Person
        );
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
        assert_eq!(kinds("until Farzana said so", "Farzana", Label::Organisation), Kind::Person);
        assert_eq!(kinds("until the Farzana said so", "Farzana", Label::Organisation), Kind::Organisation);
        assert_eq!(kinds("when Wanjiru Quell said", "Wanjiru Quell", Label::Organisation), Kind::Person);
        assert_eq!(kinds("when Callum Obi scored", "Callum Obi", Label::Organisation), Kind::Person);
    }
}
