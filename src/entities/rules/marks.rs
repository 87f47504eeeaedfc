//! A model's marks, laid on tokens, and taken up where no rule has found anything better.

use super::Rules;
use super::board::{Board, Mark};
use super::lexicon::Traits;
use super::tokens::{Page, Shape};
use super::{cues, places, trim};
use crate::entities::{Kind, Label, Margin, Marked, Source};

/// A model is as often wrong as right about what it preferred by less.
const DOUBTFUL: Margin = Margin::of(3.0);

/// Lays marks on the tokens of a page; what goes over the end of a paragraph is cut there.
pub fn laid(page: &Page<'_>, marked: &[Marked], trimming: bool) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::with_capacity(marked.len());
    for marked in marked {
        let (from, to) = page.tokens_in(marked.span);
        let to = (from + 1..to).find(|at| page.get(*at).opens).unwrap_or(to);
        let to = if trimming { before_dash(page, from, to, marked.label) } else { to };
        let ends = if trimming {
            trim::trimmed(page, from, to, marked.label)
        } else {
            (from < to).then_some((from, to))
        };
        let Some((from, to)) = ends else { continue };
        if trimming && let Some(middle) = list_of_two(page, from, to, marked.label) {
            let Marked { label, margin, .. } = *marked;
            let halves = [(from, middle), (middle + 1, to)];
            marks.extend(halves.map(|(from, to)| Mark { from, to, label, margin }));
            continue;
        }
        if trimming && are_two_places(page, from, to, marked.label) {
            let Marked { margin, .. } = *marked;
            let one = |from| Mark { from, to: from + 1, label: Label::GeoPolitical, margin };
            marks.extend([from, from + 1].map(one));
            continue;
        }
        if trimming && goes_on_with_a_surname(page, marks.last(), from, to, marked) {
            if let Some(given) = marks.last_mut() {
                given.to = to;
                given.label = Label::Person;
            }
            continue;
        }
        if marks.last().is_none_or(|last| last.to <= from) {
            let Marked { label, margin, .. } = *marked;
            marks.push(Mark { from, to, label, margin });
        }
    }
    marks
}

/// Where a mark ends that goes over a dash between two spaces: what stands after it is another remark.
fn before_dash(page: &Page<'_>, from: usize, to: usize, label: Label) -> usize {
    let named = kind_of(label).is_some_and(|kind| !matches!(kind, Kind::Date | Kind::Money | Kind::Quantity));
    let is_dash = |at: &usize| {
        matches!(page.get(*at).shape, Shape::Sign('-' | '–' | '—')) && !page.glued(*at) && !page.glued(at + 1)
    };
    (from + 1..to).find(is_dash).filter(|_| named).unwrap_or(to)
}

/// The comma or `and` between two names of one word that a model took for one: `Barnes, Mbaezue`, and of places `Chard and
/// Crewkerne`.
fn list_of_two(page: &Page<'_>, from: usize, to: usize, label: Label) -> Option<usize> {
    let middle = from + 1;
    let names = to == from + 3
        && page.get(from).shape == Shape::Capital
        && page.get(middle + 1).shape == Shape::Capital;
    if !names || !matches!(label, Label::Person | Label::Organisation | Label::GeoPolitical) {
        return None;
    }
    let places = page.low(middle) == "and"
        && [from, middle + 1].iter().all(|at| page.is(*at, Traits::PLACE | Traits::TOWN));
    let form = page.is(middle + 1, Traits::COMPANY_FORM | Traits::POSTNOMINAL);
    (page.sign(middle, ',') && !form && !is_surname_first(page, from, label) || places).then_some(middle)
}

/// `Quell Durham and Darlington`: two places of a list that lost its comma, which a model takes for one name.
fn are_two_places(page: &Page<'_>, from: usize, to: usize, label: Label) -> bool {
    let is_town = |at: usize| page.capital(at) && page.is(at, Traits::PLACE);
    to == from + 2
        && matches!(label, Label::Organisation | Label::GeoPolitical | Label::Location)
        && is_town(from)
        && is_town(from + 1)
        && places::known_place(page, from) == Some(from + 1)
        && (page.low(to) == "and" || page.sign(to, ','))
        && page.follows(to + 1)
        && is_town(to + 1)
}

/// `Clarke, Michael`: one person, as an index or register has him. A place that is also a given name, in a list of places or
/// clubs, is none.
fn is_surname_first(page: &Page<'_>, from: usize, label: Label) -> bool {
    let second = from + 2;
    let short = Traits::FIRST_NAME | Traits::SHORT_NAME;
    let person = label == Label::Person;
    let given = page.is(second, short | Traits::GIVEN)
        || person && page.is(from, Traits::SURNAME) && is_word_and_given_name(page.low(second));
    given && !page.is(from, short) && (person || !page.is(second, Traits::PLACE | Traits::TOWN))
}

/// A given name that the lists leave out, since it is a word too.
fn is_word_and_given_name(word: &str) -> bool {
    matches!(
        word,
        "grace"
            | "hope"
            | "faith"
            | "joy"
            | "rose"
            | "mark"
            | "may"
            | "june"
            | "april"
            | "dawn"
            | "ivy"
            | "lily"
            | "olive"
            | "pearl"
            | "ruby"
            | "daisy"
            | "holly"
            | "will"
            | "bill"
            | "jack"
            | "drew"
            | "dean"
            | "grant"
    )
}

/// True when a mark goes on with the name that the mark before it began: of `Amory Pell` a model takes one word for a person and
/// the other, hardly, for something else.
fn goes_on_with_a_surname(
    page: &Page<'_>,
    before: Option<&Mark>,
    from: usize,
    to: usize,
    marked: &Marked,
) -> bool {
    let Some(before) = before.filter(|before| before.to == from && before.from + 1 == from && to == from + 1)
    else {
        return false;
    };
    let is_person = |label: Label| label == Label::Person;
    let doubtful = |label: Label, margin: Margin| {
        margin < DOUBTFUL
            && matches!(label, Label::Organisation | Label::Norp | Label::Product | Label::WorkOfArt)
    };
    let one_of_two = is_person(before.label)
        && (is_person(marked.label) || doubtful(marked.label, marked.margin))
        || is_person(marked.label) && doubtful(before.label, before.margin);
    let plain = |at: usize| {
        page.get(at).shape == Shape::Capital
            && !page.is(
                at,
                Traits::ORG_HEAD
                    | Traits::PLACE_HEAD
                    | Traits::PROGRAMME_HEAD
                    | Traits::ROLE_HEAD
                    | Traits::RANK
                    | Traits::HONORIFIC
                    | Traits::DEMONYM
                    | Traits::COMPANY_FORM
                    | Traits::FUNCTION
                    | Traits::PLACE,
            )
    };
    one_of_two && plain(before.from) && plain(from) && page.get(from).spaced && !page.get(from).begins
}

/// What a model calls a people, by one word that is none: a body or place that it does not know, `Tessella supplies`.
fn is_no_people(page: &Page<'_>, mark: &Mark) -> bool {
    let word = page.low(mark.from);
    let ends =
        ["an", "ans", "ish", "ese", "i", "is", "ic", "ics", "ist", "ists", "ite", "ites", "ers", "men", "s"];
    mark.label == Label::Norp
        && mark.to == mark.from + 1
        && mark.margin < DOUBTFUL
        && page.get(mark.from).shape == Shape::Capital
        && page.get(mark.from).traits.is_unknown()
        && !ends.iter().any(|end| word.ends_with(end))
        && word.chars().count() > 3
}

/// What a label becomes: nationalities, languages and ordinals name no entity.
pub fn kind_of(label: Label) -> Option<Kind> {
    Some(match label {
        Label::Person => Kind::Person,
        Label::Organisation => Kind::Organisation,
        Label::Facility | Label::GeoPolitical | Label::Location => Kind::Place,
        Label::Product | Label::Event | Label::WorkOfArt => Kind::Programme,
        Label::Law => Kind::Law,
        Label::Date | Label::Time => Kind::Date,
        Label::Money => Kind::Money,
        Label::Percent | Label::Quantity | Label::Cardinal => Kind::Quantity,
        Label::Norp | Label::Language | Label::Ordinal | Label::Miscellaneous => return None,
    })
}

/// Claims what the model marked and no rule has claimed.
pub fn marks(board: &mut Board<'_, '_>, rules: Rules) {
    let marks = board.marks().to_vec();
    for mark in marks {
        let doubtful = || is_no_people(board.page, &mark).then_some(Kind::Organisation);
        let Some(kind) = kind_of(mark.label).or_else(doubtful) else { continue };
        let mut from = mark.from;
        while from < mark.to {
            if !board.is_free(from) {
                from += 1;
                continue;
            }
            let to = (from..mark.to).find(|at| !board.is_free(*at)).unwrap_or(mark.to);
            let whole = (from, to) == (mark.from, mark.to);
            take_up(board, rules, (from, to), &kind, mark.label, whole);
            from = to;
        }
    }
}

/// Claims one free part of a mark; of a mark that a rule has cut into, only a part that is a name.
fn take_up(
    board: &mut Board<'_, '_>,
    rules: Rules,
    part: (usize, usize),
    kind: &Kind,
    label: Label,
    whole: bool,
) {
    let page = board.page;
    let (mut from, mut to) = part;
    if rules.has(super::Rule::Trimming) {
        match trim::trimmed(page, from, to, label) {
            Some(ends) => (from, to) = ends,
            None => return,
        }
    }
    if !whole && (!page.capital(from) || matches!(kind, Kind::Date | Kind::Money | Kind::Quantity)) {
        return;
    }
    if whole && rules.has(super::Rule::Quantities) && *kind == Kind::Quantity {
        return;
    }
    let trimming = rules.has(super::Rule::Trimming);
    if trimming && *kind == Kind::Person {
        to = without_possessor(page, from, to);
        while to > from + 1 && page.is(to - 1, Traits::POSTNOMINAL) && page.get(to - 1).shape != Shape::Lower
        {
            to -= 1;
        }
        if let Some(second) = second_person(page, from, to) {
            board.claim_as(second, to, page.span(second, to), Kind::Person, Source::Model, None);
            to = second;
        }
    }
    let mut kind = kind.clone();
    if trimming && whole && is_act(page, from, to) {
        kind = Kind::Law;
    }
    while trimming && kind == Kind::Law && from + 1 < to && page.get(from).shape == Shape::Lower {
        from += 1;
    }
    if trimming && kind == Kind::Organisation && !whole && is_seat(page, from, to) {
        kind = Kind::Place;
    }
    if trimming && let Some(place) = home(page, from, to, &kind) {
        board.claim_as(place, to, page.span(place, to), Kind::Place, Source::Model, None);
        board.claim(from, from + 1, Kind::Person, cues::NAME);
        return;
    }
    if trimming && kind == Kind::Organisation {
        if let Some(place) = seat(page, from, to) {
            board.claim_as(place, to, page.span(place, to), Kind::Place, Source::Model, None);
            to = place - 1;
        }
        (to, kind) = ended(page, from, to);
    } else if trimming && kind == Kind::Place && page.get(to - 1).shape == Shape::Lower && to - from == 2 {
        to -= 1;
    }
    board.claim_as(from, to, page.span(from, to), kind, Source::Model, None);
}

/// True for what ends as an act or bill does: `Protect the Protectors Bill`.
fn is_act(page: &Page<'_>, from: usize, to: usize) -> bool {
    to - from > 2
        && page.get(from).shape == Shape::Capital
        && matches!(page.word(to - 1), "Act" | "Bill")
        && page.capital(to - 2)
}

/// Where the second of two persons begins whom the model took for one: `Barry Day Simon Knight`.
fn second_person(page: &Page<'_>, from: usize, to: usize) -> Option<usize> {
    let capitals = (from..to).all(|at| page.get(at).shape == Shape::Capital);
    (to - from == 4 && capitals && page.is(from, Traits::FIRST_NAME) && page.is(from + 2, Traits::FIRST_NAME))
        .then_some(from + 2)
}

/// Where the place begins that an organisation's name ends with and that only says where it is: `Dawson & Hill of
/// Brentford`; in `University of Leeds` it is part of the name.
fn seat(page: &Page<'_>, from: usize, to: usize) -> Option<usize> {
    let place = to.checked_sub(1)?;
    let of = place.checked_sub(1).filter(|of| *of > from + 1)?;
    let known = page.is(place, Traits::PLACE | Traits::TOWN) && page.capital(place);
    let opened = (from..of).any(|at| page.is(at, Traits::ORG_OPENER | Traits::ORG_HEAD | Traits::PLACE_HEAD));
    let company = page.is(of - 1, Traits::COMPANY_FORM)
        || page.is(of - 1, Traits::ORG_HEAD) && page.sign(from + 1, '&');
    (page.low(of) == "of" && known && (!opened || company)).then_some(place)
}

/// Where the place begins of which somebody is, told by a surname alone: `a bell by Ridley of Nottingham`.
fn home(page: &Page<'_>, from: usize, to: usize, kind: &Kind) -> Option<usize> {
    let place = from + 2;
    let is_somebody = matches!(kind, Kind::Organisation | Kind::Place)
        && to == from + 3
        && page.low(from + 1) == "of"
        && page.get(from).shape == Shape::Capital
        && page.is(from, Traits::SURNAME)
        && !page.is(
            from,
            Traits::ORG_OPENER
                | Traits::ORG_HEAD
                | Traits::PLACE_OPENER
                | Traits::PLACE_HEAD
                | Traits::PROGRAMME_HEAD
                | Traits::ROLE_HEAD
                | Traits::ROLE_MODIFIER
                | Traits::RANK
                | Traits::COMMON
                | Traits::LAW_HEAD
                | Traits::PLACE,
        );
    (is_somebody && page.is(place, Traits::PLACE | Traits::TOWN) && page.capital(place)).then_some(place)
}

/// What is left of an organisation's mark after its name was claimed, where it says where that is.
fn is_seat(page: &Page<'_>, from: usize, to: usize) -> bool {
    to - from == 1
        && page.is(from, Traits::PLACE | Traits::TOWN)
        && (matches!(page.low(from.wrapping_sub(1)), "of" | "in" | "at")
            || page.sign(from.wrapping_sub(1), ','))
}

/// An organisation without a common word after its name, or with the lower-case head that makes one of it: `Gqeberha side`,
/// `Fire service`; and what is called a campaign or scheme is one.
fn ended(page: &Page<'_>, from: usize, to: usize) -> (usize, Kind) {
    let mut to = to;
    // `Harrogate 1 Crewe 3`
    let score = page.get(to - 1).shape == Shape::Number && page.word(to - 1).len() <= 2;
    if to > from + 1 && score && page.is(from, Traits::PLACE | Traits::TOWN) {
        to -= 1;
    }
    if to > from + 1
        && page.get(to - 1).shape == Shape::Lower
        && !page.is(to - 1, Traits::ORG_LOWER | Traits::ORG_HEAD)
    {
        to -= 1;
    }
    let capital = page.get(from).shape == Shape::Capital;
    if !page.follows(to) || page.get(to).shape != Shape::Lower || !capital {
        return (to, Kind::Organisation);
    }
    if to == from + 1 && matches!(page.low(to), "service" | "authority" | "committee") {
        return (to + 1, Kind::Organisation);
    }
    let headed =
        (from..to).any(|at| page.is(at, Traits::ORG_HEAD | Traits::COMPANY_FORM | Traits::ORG_OPENER));
    let scheme = matches!(
        page.low(to),
        "campaign"
            | "campaigns"
            | "scheme"
            | "programme"
            | "program"
            | "initiative"
            | "festival"
            | "award"
            | "awards"
    );
    (to, if scheme && !headed && to > from + 1 { Kind::Programme } else { Kind::Organisation })
}

/// A person's name ends before a possessive, a bracket or a word in lower case that is no particle.
fn without_possessor(page: &Page<'_>, from: usize, to: usize) -> usize {
    (from + 1..to)
        .find(|at| {
            page.get(*at).shape == Shape::Possessive
                || (page.get(*at).shape == Shape::Lower && !page.is(*at, Traits::PARTICLE))
        })
        .unwrap_or(to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::prepare::Prepared;
    use crate::entities::recognise::{Options, recognise_marked};
    use crate::text::{Span, Text};

    /// What a model's marks of a small margin become, with all rules.
    fn read(text: &str, marks: &[(&str, Label)]) -> Vec<(String, Kind)> {
        let text = Text::new(text);
        let marked: Vec<Marked> = marks
            .iter()
            .map(|(words, label)| {
                let start = text.as_str().find(words).unwrap();
                let span = Span::new(start, start + words.len());
                Marked { span, label: *label, margin: Margin::of(0.5) }
            })
            .collect();
        recognise_marked(&Prepared::new(&text), &marked, &Options::default())
            .into_iter()
            .map(|mention| (text.slice(mention.span).to_owned(), mention.kind))
            .collect()
    }

    #[test]
    fn two_names_that_were_taken_for_one_are_parted() {
        let all = read("Then Quellor, Mbazu left.", &[("Quellor, Mbazu", Label::Organisation)]);
        assert_eq!(all.iter().map(|(words, _)| words.as_str()).collect::<Vec<_>>(), ["Quellor", "Mbazu"]);
        let all = read("sold serge at Chard and Crewkerne.", &[("Chard and Crewkerne", Label::Organisation)]);
        assert_eq!(all, [("Chard".into(), Kind::Place), ("Crewkerne".into(), Kind::Place)]);
        let all = read("sold by Quell and Jambo.", &[("Quell and Jambo", Label::Organisation)]);
        assert_eq!(all, [("Quell and Jambo".into(), Kind::Organisation)]);
    }

    #[test]
    fn a_surname_before_its_given_name_is_left_whole() {
        for name in ["Clarke, Michael", "Okafor, Grace", "Smith, John"] {
            let all = read(&format!("Counsel was {name} (London)."), &[(name, Label::Person)]);
            assert_eq!(all[0], (name.into(), Kind::Person));
        }
        let all = read("They met Michael, Quellor and me.", &[("Michael, Quellor", Label::Person)]);
        assert_eq!(all, [("Michael".into(), Kind::Person), ("Quellor".into(), Kind::Person)]);
    }

    #[test]
    fn somebody_is_of_a_place() {
        let all =
            read("a bell by Ridley of Nottingham, and", &[("Ridley of Nottingham", Label::Organisation)]);
        assert_eq!(all, [("Ridley".into(), Kind::Person), ("Nottingham".into(), Kind::Place)]);
        let all = read("a loan by Bank of Nottingham, and", &[("Bank of Nottingham", Label::Organisation)]);
        assert_eq!(all, [("Bank of Nottingham".into(), Kind::Organisation)]);
    }

    #[test]
    fn one_name_that_was_taken_for_two_is_joined() {
        let marks = [("Quellory", Label::Organisation), ("Pellow", Label::Person)];
        assert_eq!(
            read("The dealer, Quellory Pellow, let me", &marks),
            [("Quellory Pellow".into(), Kind::Person)]
        );
        let marks = [("Quellory", Label::Organisation), ("Limited", Label::Person)];
        assert!(
            read("The dealer, Quellory Limited, let me", &marks)
                .iter()
                .all(|(_, kind)| *kind != Kind::Person)
        );
    }

    #[test]
    fn what_stands_after_a_dash_is_no_part_of_a_name() {
        let all =
            read("and Quell - Moor Residents Edit", &[("Quell - Moor Residents Edit", Label::Organisation)]);
        assert_eq!(all[0].0, "Quell");
    }

    #[test]
    fn a_bill_is_a_law_and_no_common_word_begins_it() {
        let all = read("of the Save the Savers Bill to", &[("Save the Savers Bill", Label::Organisation)]);
        assert_eq!(all, [("Save the Savers Bill".into(), Kind::Law)]);
        let all = read("of the national Quell Code here", &[("national Quell Code", Label::Law)]);
        assert_eq!(all, [("Quell Code".into(), Kind::Law)]);
    }

    #[test]
    fn towns_of_a_list_without_its_comma_are_parted() {
        let marks = [("Chester Durham", Label::Organisation)];
        let all = read("in all of Chester Durham and Darlington", &marks);
        let words: Vec<&str> = all.iter().map(|(words, _)| words.as_str()).collect();
        assert_eq!(words, ["Chester", "Durham", "Darlington"]);
        assert!(all.iter().all(|(_, kind)| *kind == Kind::Place));
    }

    #[test]
    fn what_is_done_does_not_begin_a_name() {
        let all =
            read("Supporting the Quell Pellow here", &[("Supporting the Quell Pellow", Label::Organisation)]);
        assert_eq!(all[0].0, "Quell Pellow");
        let all = read(
            "\u{f0b7} Supporting the Quell Pellow",
            &[("Supporting the Quell Pellow", Label::Organisation)],
        );
        assert_eq!(all[0].0, "Quell Pellow");
    }

    #[test]
    fn a_people_that_is_none_is_a_body() {
        let all = read("Since then Tessella supplied it.", &[("Tessella", Label::Norp)]);
        assert_eq!(all, [("Tessella".into(), Kind::Organisation)]);
        assert_eq!(read("Since then Quellish men came.", &[("Quellish", Label::Norp)]), []);
    }
}
