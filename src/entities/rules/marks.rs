//! A model's marks, as [`super::laid`] has laid them, taken up where no rule has found anything better.

use super::Rules;
use super::board::{Board, Mark};
use super::laid::DOUBTFUL;
use super::lexicon::{LEXICON, Traits};
use super::tokens::{Page, Shape};
use super::{cues, places, trim};
use crate::entities::{Kind, Label, Source};

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
        while to > from + 1 && is_letters_after(page, to - 1) {
            to -= 1;
        }
        if whole {
            from = with_given_name(board, from, to);
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
    if trimming && kind == Kind::Organisation {
        to = with_its_place(board, from, to);
    }
    if trimming
        && whole
        && matches!(kind, Kind::Place | Kind::Organisation)
        && to == from + 1
        && let Some(end) = done_at_a_place(board, to)
    {
        (to, kind) = (end, Kind::Programme);
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

/// `MP`, `J.P.`: letters after a name, and a full stop of theirs.
fn is_letters_after(page: &Page<'_>, at: usize) -> bool {
    let word = page.low(at);
    let dotted =
        page.word(at).contains('.') && LEXICON.traits(&word.replace('.', "")).any(Traits::POSTNOMINAL);
    (page.is(at, Traits::POSTNOMINAL) || dotted) && page.get(at).shape != Shape::Lower
}

/// Where a person's name begins before which a model left a given name out: `On 14 October Tor Erik Quell left`.
fn with_given_name(board: &Board<'_, '_>, from: usize, to: usize) -> usize {
    let page = board.page;
    let Some(before) = from.checked_sub(1).filter(|_| page.follows(from) && to > from + 1) else {
        return from;
    };
    let given = board.is_free(before)
        && board.mark_at(before).is_none()
        && page.get(before).shape == Shape::Capital
        && page.is(before, Traits::FIRST_NAME | Traits::GIVEN)
        && !page.is(before, Traits::MONTH | Traits::PLACE);
    if given { before } else { from }
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

/// One past a body's name that says of a place what it is there: `Safe in Tees Valley`, `Active in Leeds`.
fn with_its_place(board: &mut Board<'_, '_>, from: usize, to: usize) -> usize {
    let page = board.page;
    let said = matches!(
        page.low(from),
        "safe"
            | "active"
            | "alive"
            | "home"
            | "together"
            | "strong"
            | "well"
            | "welcome"
            | "fit"
            | "healthy"
            | "made"
            | "born"
            | "open"
            | "young"
            | "thrive"
            | "inspired"
            | "believe"
            | "invest"
            | "locate"
    );
    let place = to + 1;
    let joined = page.low(to) == "in" && page.follows(to) && page.follows(place);
    let end = places::known_place(page, place).filter(|_| said && joined && to == from + 1);
    let Some(end) = end else { return to };
    let told = board.holder(place).filter(|number| {
        board.find(*number).is_some_and(|find| (find.from, find.to, &find.kind) == (place, end, &Kind::Place))
    });
    if let Some(number) = told {
        board.drop_find(number);
    }
    if board.all_free(to, end) { end } else { to }
}

/// One past what a model knows by its first word alone, a place's or body's, where the second is in no list and a verb comes after
/// it: `Cleveland Divert identifies those who`.
fn done_at_a_place(board: &Board<'_, '_>, to: usize) -> Option<usize> {
    let page = board.page;
    let verb = to + 1;
    let named = page.follows(to)
        && board.is_free(to)
        && board.mark_at(to).is_none()
        && page.get(to).shape == Shape::Capital
        && !page.get(to).begins
        && page.get(to).traits == Traits::none();
    let does = page.follows(verb)
        && page.get(verb).shape == Shape::Lower
        && page.low(verb).ends_with('s')
        && page.get(verb).traits == Traits::none();
    (named && does).then_some(verb)
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
    use crate::entities::{Margin, Marked};
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
        let all = read("It is so. Rang Quellor again.", &[("Rang Quellor", Label::Person)]);
        assert_eq!(all.iter().map(|(words, _)| words.as_str()).collect::<Vec<_>>(), ["Quellor"]);
        let all = read("went to Quell with Jambo.", &[("Quell with Jambo", Label::Organisation)]);
        assert_eq!(all.iter().map(|(words, _)| words.as_str()).collect::<Vec<_>>(), ["Quell", "Jambo"]);
        let all =
            read("the way from Penistone to Crewkerne.", &[("Penistone to Crewkerne", Label::Organisation)]);
        assert_eq!(all.len(), 2);
        let all = read("at the Quell on Roundhay Road.", &[("Quell on Roundhay Road", Label::Organisation)]);
        assert_eq!(all.len(), 2);
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
    fn letters_after_a_name_are_left_out_and_a_given_name_before_it_is_taken_in() {
        let all = read("when Quellor Pellow J.P. was", &[("Quellor Pellow J.P.", Label::Person)]);
        assert_eq!(all, [("Quellor Pellow".into(), Kind::Person)]);
        let all = read("so that Thomas Quellor Pellow was", &[("Quellor Pellow", Label::Person)]);
        assert_eq!(all, [("Thomas Quellor Pellow".into(), Kind::Person)]);
    }

    #[test]
    fn what_does_something_at_a_place_is_called_by_it() {
        let all = read("Here Quellor Jivert identifies those who", &[("Quellor", Label::GeoPolitical)]);
        assert_eq!(all, [("Quellor Jivert".into(), Kind::Programme)]);
        let all = read("Here Quellor Jivert and those who", &[("Quellor", Label::GeoPolitical)]);
        assert_eq!(all[0].0, "Quellor");
    }

    #[test]
    fn a_body_may_say_where_it_is() {
        let marks = [("Safe", Label::Organisation), ("Tees Valley", Label::Location)];
        let all = read("It was delivered by Safe in Tees Valley, and", &marks);
        assert_eq!(all[0], ("Safe in Tees Valley".into(), Kind::Organisation));
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
