//! Whether the words around a name say that it is where something is: `in Leeds`, `removed to Bentham`, `of Slaidburn`.
//!
//! What a list knows for a place needs little to be believed; a smaller town, or a name no list knows, needs words that
//! people and companies hardly share with places.

use super::lexicon::Traits;
use super::located_words::{
    is_done_at_people, is_dwelling, is_motion, is_sent, is_settlement, is_trusted_in,
};
use super::places;
use super::tokens::{Page, Shape};
use crate::entities::Kind;

/// True when the words around a known place say that it is meant as one.
pub fn is_located(page: &Page<'_>, from: usize, to: usize) -> bool {
    if !page.follows(from) {
        return false;
    }
    let before = from.wrapping_sub(1);
    let preposition = match page.low(before) {
        "in" | "at" | "near" | "outside" | "across" | "around" | "visit" | "visited" | "throughout"
        | "towards" | "from" | "left" | "via" | "into" | "reached" | "beyond" | "through" | "off" => true,
        "to" => {
            !matches!(page.low(before.wrapping_sub(1)), "lost" | "sold" | "belonged" | "according" | "owed")
        }
        // `as far as Leeds`
        "as" => page.low(before.wrapping_sub(1)) == "far",
        "between" => page.low(to) == "and",
        "of" => is_small_word(page, before.wrapping_sub(1)),
        _ => false,
    };
    preposition || beside_known(page, from, to) || ends_an_address(page, from, to)
}

/// `Kyle Brant, 29, of Lydgate Mill`: where a person of that age lives.
pub fn is_residence(page: &Page<'_>, from: usize) -> bool {
    let Some(age) = from.checked_sub(3).filter(|_| page.follows(from)) else { return false };
    let years = page.word(age).parse::<u8>().is_ok_and(|age| age > 9);
    page.low(from - 1) == "of" && page.sign(from - 2, ',') && years && page.sign(age.wrapping_sub(1), ',')
}

/// True when a known place stands right before or after, parted from the name by a comma or `and`.
fn beside_known(page: &Page<'_>, from: usize, to: usize) -> bool {
    let joins = |at: usize| page.sign(at, ',') || page.low(at) == "and";
    let before = from.wrapping_sub(1);
    (joins(to) && page.follows(to + 1) && places::known_place(page, to + 1).is_some())
        || (joins(before) && page.follows(before) && places::known_place_before(page, before).is_some())
}

/// `at a residential home, Whitby`: the last words of a line, after a comma and a word in small letters or a street.
fn ends_an_address(page: &Page<'_>, from: usize, to: usize) -> bool {
    let comma = from.wrapping_sub(1);
    page.sign(comma, ',')
        && (!page.follows(to) || page.sign(to, '.') && !page.follows(to + 1))
        && (is_small_word(page, comma.wrapping_sub(1))
            || page.is(comma.wrapping_sub(1), Traits::PLACE_HEAD | Traits::ORG_HEAD))
}

fn is_small_word(page: &Page<'_>, at: usize) -> bool {
    page.get(at).shape == Shape::Lower
}

/// What a model takes a name for that no list knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// For nothing: it passed the name over.
    Nothing,
    /// For a person.
    Person,
    /// For a company or the like, which too is worked at, bought from and gone to.
    Body,
}

impl Taken {
    /// What a name is taken for that was found as `kind`.
    pub fn of(kind: &Kind) -> Self {
        if *kind == Kind::Person { Self::Person } else { Self::Body }
    }
}

/// True when a name that no list knows, one word in small letters but for the first, stands where only a place does.
pub fn is_located_by_itself(page: &Page<'_>, at: usize, taken: Taken) -> bool {
    if !is_plain_name(page, at) {
        return false;
    }
    let Some(before) = at.checked_sub(1).filter(|_| page.follows(at)) else {
        return lies_there(page, at + 1);
    };
    let verb = before.wrapping_sub(1);
    let is_body = taken == Taken::Body;
    // `Rietfontein lies 30 km from Colesberg`
    if page.low(at + 1) == "lies" && taken != Taken::Body || lies_there(page, at + 1) {
        return true;
    }
    if is_far_from(page, before) || is_marched_on(page, before) {
        return true;
    }
    match page.low(before) {
        "near" | "outside" => true,
        "off" if !is_body => true,
        // `as far as Bigbury`, and not `as far as Quellora is concerned`
        "as" => page.low(verb) == "far" && !matches!(page.low(at + 1), "is" | "are" | "was" | "goes" | "can"),
        // `the communes of Gouré and Kellé`
        "of" if is_settlement(page.low(verb)) => true,
        "in" => !is_trusted_in(page.low(verb)),
        "at" if is_body => is_dwelling(page.low(verb)),
        "at" => !is_done_at_people(page.low(verb)),
        "from" if taken == Taken::Nothing => !is_sent(page.low(verb)),
        _ if is_body => false,
        "to" => is_motion(page.low(verb)),
        "from" => is_origin(page, verb),
        "of" => is_of_a_person(page, verb),
        "via" | "into" | "towards" | "reached" | "around" => true,
        _ => false,
    }
}

/// `lies in a fold of`, `stands on`: what a place does.
fn lies_there(page: &Page<'_>, verb: usize) -> bool {
    page.low(verb) == "lies"
        && page.follows(verb + 1)
        && matches!(
            page.low(verb + 1),
            "in" | "on"
                | "within"
                | "between"
                | "below"
                | "beneath"
                | "beside"
                | "near"
                | "north"
                | "south"
                | "east"
                | "west"
        )
}

/// `Above Quell the road forks`, `fell back on Quell`: words that lead to places.
fn is_marched_on(page: &Page<'_>, at: usize) -> bool {
    let begins = matches!(page.word(at), "Above" | "Below") && page.get(at).begins;
    let marched = matches!(page.low(at), "on" | "upon")
        && matches!(
            page.low(at.wrapping_sub(1)),
            "back" | "advanced" | "marched" | "converged" | "descended" | "retreated"
        );
    begins || marched
}

/// `six miles above Alston`: where, by how far it is.
fn is_far_from(page: &Page<'_>, at: usize) -> bool {
    matches!(page.low(at), "above" | "below" | "beyond" | "from" | "off" | "outside" | "past")
        && matches!(
            page.low(at.wrapping_sub(1)),
            "miles"
                | "mile"
                | "km"
                | "kilometres"
                | "kilometers"
                | "leagues"
                | "yards"
                | "downstream"
                | "upstream"
        )
}

/// One word that can be a place's whole name.
fn is_plain_name(page: &Page<'_>, at: usize) -> bool {
    page.get(at).shape == Shape::Capital
        && !(page.follows(at + 1) && page.capital(at + 1))
        && page.get(at + 1).shape != Shape::Possessive
        && !page.is(
            at,
            Traits::ORG_HEAD
                | Traits::PROGRAMME_HEAD
                | Traits::ROLE_HEAD
                | Traits::COMMON
                | Traits::FUNCTION
                | Traits::DEMONYM
                | Traits::HONORIFIC
                | Traits::MONTH,
        )
}

/// `crews from Halifax`, `born and came from Hibbing`: not the sender of a letter or a gift.
fn is_origin(page: &Page<'_>, at: usize) -> bool {
    is_motion(page.low(at))
        || matches!(
            page.low(at),
            "man"
                | "woman"
                | "boy"
                | "girl"
                | "men"
                | "women"
                | "people"
                | "family"
                | "families"
                | "children"
                | "workers"
                | "crews"
                | "crew"
                | "firefighters"
                | "officers"
                | "residents"
                | "visitors"
                | "students"
                | "migrants"
                | "refugees"
                | "settlers"
                | "miles"
                | "mile"
                | "km"
                | "kilometres"
                | "yards"
                | "far"
                | "hailed"
                | "hails"
                | "sent"
                | "out"
                | "away"
        )
}

/// `Mary Jones of Slaidburn`, `cotton spinner, of Settle`: a person's name or a description, then `of`.
fn is_of_a_person(page: &Page<'_>, at: usize) -> bool {
    page.sign(at, ',')
        || (page.capital(at) && !page.is(at, Traits::ORG_OPENER | Traits::ROLE_HEAD | Traits::RANK))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::prepare::Prepared;
    use crate::text::Text;

    /// Whether `name`, one word, is where something is in `text`: as a known place, and by the words around alone.
    fn read(text: &str, name: &str) -> (bool, bool) {
        let prepared = Prepared::as_it_stands(&Text::new(text));
        let page = Page::read(&prepared);
        let at = (0..page.len()).find(|at| page.word(*at) == name).unwrap();
        (is_located(&page, at, at + 1), is_located_by_itself(&page, at, Taken::Person))
    }

    #[test]
    fn places_stand_after_words_of_place() {
        assert_eq!(read("was taken to Ardle by", "Ardle"), (true, false));
        assert_eq!(read("had been removed to Ardle by", "Ardle"), (true, true));
        assert_eq!(read("Mary Jones of Ardle, widow", "Ardle"), (false, true));
        assert_eq!(read("crews from Ardle, came", "Ardle"), (true, true));
        assert_eq!(read("in a home, Ardle", "Ardle"), (true, false));
        assert_eq!(read("between Leeds and Ardle by", "Ardle"), (true, false));
    }

    #[test]
    fn a_company_is_at_home_where_nobody_dwells() {
        let at = |text: &str, taken| {
            let prepared = Prepared::as_it_stands(&Text::new(text));
            let page = Page::read(&prepared);
            let at = (0..page.len()).find(|at| page.word(*at) == "Ardle").unwrap();
            is_located_by_itself(&page, at, taken)
        };
        assert!(at("the villages of Ardle and", Taken::Body) && !at("the men of Ardle and", Taken::Body));
        assert!(
            at("the villagers at Ardle want", Taken::Body) && !at("she worked at Ardle then", Taken::Body)
        );
        assert!(
            at("It is so. Ardle lies in a fold", Taken::Body)
                && at("six miles above Ardle. Then", Taken::Body)
        );
        assert!(
            at("It is so. Above Ardle the road forks", Taken::Body)
                && at("he fell back on Ardle. It", Taken::Body)
        );
        assert!(
            at("spinster, late of Ardle, and", Taken::Body) && at("we lunched at Ardle, and", Taken::Body)
        );
        assert!(!at("It is so. Ardle lies to us", Taken::Body) && !at("set above Ardle. Then", Taken::Body));
        assert!(at("walked with her from Ardle on", Taken::Nothing));
        assert!(
            !at("walked with her from Ardle on", Taken::Person) && !at("news from Ardle on", Taken::Nothing)
        );
    }

    #[test]
    fn people_and_companies_stand_after_other_words() {
        assert!(!read("a letter from Ardle to his wife", "Ardle").1);
        assert!(!read("he shouted at Ardle to stop", "Ardle").1);
        assert!(!read("the home team lost to Ardle again", "Ardle").0);
        assert!(!read("confidence in Ardle fell", "Ardle").1);
        assert!(!read("then Ardle and his wife", "Ardle").0);
    }
}
