//! One name, one kind: what is told of a name in one place holds for all places of a document.
//!
//! Every find is a vote for what its words name, a rule's more than a model's; a word that is the surname of a person known
//! in the document is that person whatever the model called it. Names told somewhere are then found wherever else they
//! stand. Names of other documents may be given too, and count as one vote more.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::board::{Board, Find};
use super::cues::is_body;
use super::lexicon::Traits;
use super::located::{Taken, is_located, is_located_by_itself};
use super::places;
use super::tokens::{Page, Shape};
use crate::entities::{Kind, Source};

/// The name of this rule.
pub const NAME: &str = "consistency";

/// No name that is looked for again has more words.
const LONGEST: usize = 10;

/// Names that other documents of the corpus are known to hold, with what they name.
///
/// An explicit input, so that what is recognised in a document follows from it, its text and this, and nothing else.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownNames(BTreeMap<String, Kind>);

impl KnownNames {
    /// Adds a name as it is written, of two words or more; the first kind told of it stays.
    pub fn add(&mut self, name: &str, kind: &Kind) {
        let several = name.split_whitespace().nth(1).is_some();
        if several && votes(kind) {
            let plain = name.split_whitespace().collect::<Vec<_>>().join(" ");
            self.0.entry(plain).or_insert_with(|| kind.clone());
        }
    }

    /// True when no name is known.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// True for the kinds that names have.
fn votes(kind: &Kind) -> bool {
    matches!(kind, Kind::Person | Kind::Organisation | Kind::Place | Kind::Programme)
}

/// How much is known for each kind a name may have.
#[derive(Clone, Copy, Debug, Default)]
struct Votes([u32; 4]);

impl Votes {
    fn add(&mut self, kind: &Kind, weight: u32) {
        if let Some(place) = Kind::BUILT_IN.iter().position(|one| one == kind).and_then(slot) {
            self.0[place] += weight;
        }
    }

    /// The kind with the most votes; of several the first in the order of kinds.
    fn winner(&self) -> Option<Kind> {
        let most = self.0.iter().max().copied().filter(|most| *most > 0)?;
        let place = self.0.iter().position(|votes| *votes == most)?;
        Some(match place {
            0 => Kind::Person,
            1 => Kind::Organisation,
            2 => Kind::Place,
            _ => Kind::Programme,
        })
    }
}

/// The place of a kind in [`Votes`], from its place among the built-in kinds.
fn slot(place: usize) -> Option<usize> {
    match place {
        0..=2 => Some(place),
        7 => Some(3),
        _ => None,
    }
}

/// What is known of the names of a document.
#[derive(Default)]
struct Names {
    /// Votes by the words, as they are written.
    votes: HashMap<String, Votes>,
    /// Words that are a surname, or a given name, of a person known in the document.
    surnames: HashSet<String>,
    given: HashSet<String>,
    /// What companies and clubs of the document are called for short.
    short_forms: HashSet<String>,
    /// The first names of firms.
    firms: Vec<String>,
}

impl Names {
    fn add_short_form(&mut self, name: String) {
        self.votes.entry(name.clone()).or_default().add(&Kind::Organisation, 3);
        self.short_forms.insert(name);
    }
}

/// Makes the finds of a page agree, and finds the names again where they were missed.
pub fn consistency(board: &mut Board<'_, '_>, others: &KnownNames) {
    let names = collect(board, others);
    retype(board, &names);
    let lower = lower_words(board, &names);
    add_missing(board, &names, &lower);
}

/// Counts the votes.
fn collect(board: &Board<'_, '_>, others: &KnownNames) -> Names {
    let page = board.page;
    let mut names = Names::default();
    for number in 0..board.numbers() {
        let Some(find) = board.find(number).filter(|find| votes(&find.kind)) else { continue };
        let weight = match find.source {
            Source::Model => 1 + u32::from(find.to - find.from > 1),
            Source::Rule(super::gazetteer::NAME) => 2,
            _ => 4,
        };
        let words = words(page, find.from, find.to);
        names.votes.entry(words).or_default().add(&find.kind, weight);
        match find.kind {
            Kind::Person => note_person(page, find.from, find.to, &find.source, &mut names),
            Kind::Organisation => {
                note_short_forms(page, find.from, find.to, &mut names);
                // Of a firm and a person of one name, the firm's too is told somewhere.
                if find.source == Source::Rule(super::cues::NAME) && find.to - find.from == 1 {
                    names.add_short_form(page.word(find.from).to_owned());
                }
            }
            _ => {}
        }
    }
    for firm in std::mem::take(&mut names.firms) {
        if !names.surnames.contains(&firm) {
            names.add_short_form(firm);
        }
    }
    for (name, kind) in &others.0 {
        names.votes.entry(name.clone()).or_default().add(kind, 1);
    }
    names
}

/// The words from `from` to `to` with single spaces.
fn words(page: &Page<'_>, from: usize, to: usize) -> String {
    let mut words = String::new();
    for at in from..to {
        if at > from && page.get(at).spaced {
            words.push(' ');
        }
        words.push_str(page.word(at));
    }
    words
}

/// Notes the surname and given names of a person.
fn note_person(page: &Page<'_>, from: usize, to: usize, source: &Source, names: &mut Names) {
    let last = to - 1;
    let several = to - from > 1;
    let titled = *source == Source::Rule(super::titles::NAME);
    // The model alone calls much a person that is none; two words it calls so, with a given name, are trusted.
    let trusted = titled
        || (several
            && (page.is(from, Traits::FIRST_NAME)
                || page.get(from + 1).shape == Shape::Sign('.')
                || *source == Source::Model));
    if !trusted || !page.capital(last) || page.word(last).chars().count() < 2 {
        return;
    }
    let first_of_surname =
        (from + 1..last).find(|at| page.is(*at, Traits::PARTICLE) && page.get(*at).shape == Shape::Lower);
    names.surnames.insert(page.word(last).to_owned());
    if let Some(first) = first_of_surname {
        let surname = words(page, first, to);
        names.votes.entry(surname.clone()).or_default().add(&Kind::Person, 4);
        // At the start of a sentence the particle has a capital.
        let mut capital = surname.chars();
        if let Some(letter) = capital.next() {
            let capital: String = letter.to_uppercase().chain(capital).collect();
            names.votes.entry(capital).or_default().add(&Kind::Person, 4);
        }
    }
    let given = page.word(from);
    if several
        && given.chars().count() > 2
        && page.get(from).shape == Shape::Capital
        && !page.is(from, Traits::FUNCTION | Traits::HONORIFIC | Traits::MONTH)
    {
        names.given.insert(given.to_owned());
    }
}

/// Notes what a company or club is called for short: `Bluenose` for `Bluenose Terminals Ltd`, `Rovers`.
fn note_short_forms(page: &Page<'_>, from: usize, to: usize, names: &mut Names) {
    if to - from < 2 {
        return;
    }
    let last = page.low(to - 1);
    note_firm(page, from, to, names);
    let company = page.is(to - 1, Traits::COMPANY_FORM)
        || matches!(
            last,
            "group"
                | "holdings"
                | "industries"
                | "systems"
                | "technologies"
                | "semiconductor"
                | "semiconductors"
                | "pharmaceuticals"
                | "motors"
                | "airlines"
                | "airways"
                | "energy"
                | "foods"
                | "electronics"
                | "software"
                | "terminals"
                | "cement"
                | "retail"
                | "construction"
                | "engineering"
                | "textiles"
                | "haulage"
                | "breweries"
                | "brewery"
                | "shipping"
                | "insurance"
                | "logistics"
                | "studios"
                | "publishing"
                | "stores"
                | "properties"
                | "enterprises"
                | "partners"
                | "steel"
                | "chemicals"
                | "petroleum"
                | "mines"
                | "mining"
                | "marine"
                | "beverages"
                | "trawlers"
                | "cables"
        );
    let distinct = |at: usize| {
        page.get(at).shape == Shape::Capital
            && page.word(at).len() > 3
            && places::known_place(page, at).is_none()
            && !page.is(
                at,
                Traits::FIRST_NAME
                    | Traits::FUNCTION
                    | Traits::COMMON
                    | Traits::DEMONYM
                    | Traits::ROLE_MODIFIER
                    | Traits::ORG_HEAD
                    | Traits::PLACE_HEAD
                    | Traits::PROGRAMME_HEAD
                    | Traits::HONORIFIC
                    | Traits::PLACE_START,
            )
    };
    let several = page.sign(from + 1, ',') || page.sign(from + 1, '&');
    if company && distinct(from) && !several {
        // Without the legal form, then the first word alone.
        for end in [to - 1, from + 1] {
            if end > from {
                names.add_short_form(words(page, from, end));
            }
        }
    } else if page.is(to - 1, Traits::COMPANY_FORM) && to - from > 2 {
        names.add_short_form(words(page, from, to - 1));
    }
    if company {
        // `Red Mesa Cattle Co.` is Red Mesa.
        for end in from + 2..to - 1 {
            if page.capital(end - 1)
                && (from..end).all(|at| page.capital(at))
                && places::known_place(page, from).is_none()
            {
                names.add_short_form(words(page, from, end));
            }
        }
    }
    if matches!(
        last,
        "rovers"
            | "wanderers"
            | "united"
            | "town"
            | "city"
            | "athletic"
            | "albion"
            | "hotspur"
            | "rangers"
            | "harriers"
    ) {
        // `Fell United` is Fell too.
        if to - from == 2 && distinct(from) {
            names.add_short_form(page.word(from).to_owned());
        }
        let short = page.word(to - 1);
        if short.chars().any(char::is_lowercase)
            && matches!(
                last,
                "rovers"
                    | "wanderers"
                    | "united"
                    | "albion"
                    | "hotspur"
                    | "rangers"
                    | "harriers"
                    | "athletic"
            )
        {
            names.add_short_form(short.to_owned());
        }
    }
}

/// Notes the first name of a firm of several: `Castellane` for `Castellane & Rowe`, if nobody in the document is called so.
fn note_firm(page: &Page<'_>, from: usize, to: usize, names: &mut Names) {
    let joined = page.sign(from + 1, '&') || page.sign(from + 1, ',');
    let partner = page.get(from).shape == Shape::Capital
        && page.word(from).chars().count() > 3
        && places::known_place(page, from).is_none()
        && !page.is(from, Traits::FIRST_NAME | Traits::ORG_HEAD | Traits::COMMON | Traits::ROLE_MODIFIER);
    if joined && partner && to - from <= 6 {
        names.firms.push(page.word(from).to_owned());
    }
}

/// Gives what a model or list marked the kind that most votes say.
fn retype(board: &mut Board<'_, '_>, names: &Names) {
    let page = board.page;
    for number in 0..board.numbers() {
        if is_surname_of_office(board, number, names) {
            if let Some(find) = board.find_mut(number) {
                find.kind = Kind::Person;
                find.source = Source::Rule(NAME);
            }
            continue;
        }
        let Some(find) = board.find(number).filter(|find| votes(&find.kind)) else { continue };
        if !matches!(find.source, Source::Model | Source::Rule(super::gazetteer::NAME)) {
            continue;
        }
        let one = find.to - find.from == 1;
        let word = page.word(find.from);
        let whole = one && find.span.len() == word.len();
        if whole && names.surnames.contains(word) && is_told_otherwise(page, names, find) {
            continue;
        }
        let person = whole
            && (names.surnames.contains(word)
                || (names.given.contains(word) && !page.is(find.from, Traits::PLACE)));
        let kind = if person {
            Some(Kind::Person)
        } else {
            names.votes.get(&words(page, find.from, find.to)).and_then(Votes::winner)
        };
        if let Some(kind) = kind
            && let Some(find) = board.find_mut(number)
            && find.kind != kind
        {
            find.kind = kind;
            find.source = Source::Rule(NAME);
        }
    }
}

/// `Laird, her elder brother`: an office's name by itself that is the surname of somebody in the document, without the article
/// that an office has and with no name after it.
fn is_surname_of_office(board: &Board<'_, '_>, number: usize, names: &Names) -> bool {
    let page = board.page;
    board.find(number).is_some_and(|find| {
        let before = find.from.wrapping_sub(1);
        find.kind == Kind::Role
            && find.to - find.from == 1
            && names.surnames.contains(page.word(find.from))
            && !matches!(page.low(before), "the" | "a" | "an" | "as" | "our" | "his" | "her" | "their")
            && !(page.follows(find.to) && page.capital(find.to))
            && page.follows(find.from)
            && !page.sign(before, '(')
    })
}

/// True when a word that is somebody's surname is a place where it stands (`at Bolton`, with a Kate Bolton), or the name
/// of a body that other rules have told.
fn is_told_otherwise(page: &Page<'_>, names: &Names, find: &Find) -> bool {
    let known = places::known_place(page, find.from) == Some(find.to) || page.is(find.from, Traits::TOWN);
    match find.kind {
        Kind::Place => {
            (known && is_located(page, find.from, find.to))
                || is_located_by_itself(page, find.from, Taken::Person)
        }
        Kind::Organisation => {
            names.short_forms.contains(page.word(find.from)) || is_body(page, find.from, find.to)
        }
        _ => false,
    }
}

/// The words of `names` that also stand in lower case on the page, in no address: common words, not looked for alone.
fn lower_words<'p>(board: &Board<'p, '_>, names: &Names) -> HashSet<&'p str> {
    let page = board.page;
    let is_address = |at: usize| board.find_at(at).is_some_and(|find| find.kind == Kind::Contact);
    let wanted: HashSet<String> = names
        .votes
        .keys()
        .chain(&names.surnames)
        .chain(&names.given)
        .filter(|name| !name.contains(' '))
        .map(|name| name.to_lowercase())
        .collect();
    (0..page.len())
        .filter(|at| page.get(*at).shape == Shape::Lower && !is_address(*at))
        .map(|at| page.low(at))
        .filter(|word| wanted.contains(*word))
        .collect()
}

/// Claims names known in the document where nobody has.
fn add_missing(board: &mut Board<'_, '_>, names: &Names, lower: &HashSet<&str>) {
    let page = board.page;
    // What words names begin with, and how long the longest of each is.
    let mut starts: HashMap<&str, usize> = HashMap::new();
    for name in names.votes.keys() {
        let first = name.split([' ', '.', '\'', '’', '&']).next().unwrap_or(name);
        let longest = starts.entry(first).or_default();
        *longest = (*longest).max(name.matches([' ', '.', '\'', '’', '&']).count() * 2 + 1).min(LONGEST);
    }
    let mut at = 0;
    while at < page.len() {
        let word = page.word(at);
        let known = board.is_free(at)
            && (page.capital(at) || page.get(at).shape == Shape::Mixed || page.is(at, Traits::PARTICLE));
        if !known {
            at += 1;
            continue;
        }
        let longest = starts.get(word).copied().unwrap_or_default();
        let found = (1..=longest)
            .rev()
            .map(|length| at + length)
            .filter(|to| {
                (at + 1..*to).all(|at| page.follows(at)) && *to <= page.len() && board.all_free(at, *to)
            })
            .find_map(|to| {
                let kind = names.votes.get(&words(page, at, to)).and_then(Votes::winner)?;
                let surname = to == at + 1 && names.surnames.contains(word);
                let kind = if surname && kind == Kind::Place && !is_located(page, at, to) {
                    Kind::Person
                } else {
                    kind
                };
                (to > at + 1 || is_distinct(page, at, lower)).then_some((to, kind))
            });
        let single = || {
            let person = names.surnames.contains(word) || names.given.contains(word);
            (person && is_distinct(page, at, lower)).then_some((at + 1, Kind::Person))
        };
        match found.or_else(single) {
            Some((to, kind)) if !runs_on(page, at, to) && board.claim(at, to, kind.clone(), NAME) => at = to,
            _ => at += 1,
        }
    }
}

/// True for a word that is a name by itself, not a common one with a capital.
fn is_distinct(page: &Page<'_>, at: usize, lower: &HashSet<&str>) -> bool {
    page.word(at).chars().count() > 2
        && !lower.contains(page.low(at))
        && !page.is(at, Traits::FUNCTION | Traits::MONTH | Traits::WEEKDAY | Traits::COMMON)
}

/// True when the name is only a part of a longer run of capitals, which names something else.
fn runs_on(page: &Page<'_>, from: usize, to: usize) -> bool {
    let after = page.follows(to)
        && page.capital(to)
        && !page.get(to).begins
        && page.get(to - 1).shape == Shape::Capital;
    let before = from > 0
        && page.follows(from)
        && page.capital(from - 1)
        && !page.get(from).begins
        && !page.is(from - 1, Traits::FUNCTION | Traits::HONORIFIC | Traits::ROLE_HEAD | Traits::RANK);
    to == from + 1 && (after || before)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::Label;
    use crate::entities::rules::board::testing::found_beside;
    use crate::entities::rules::{Rules, marks};

    fn read(text: &str, marked: &[(&str, Label)]) -> Vec<(String, Kind)> {
        found_beside(text, marked, |board| {
            marks(board, Rules::ALL);
            consistency(board, &KnownNames::default());
        })
        .into_iter()
        .map(|(words, kind, _)| (words, kind))
        .collect()
    }

    #[test]
    fn the_surname_of_a_known_person_is_that_person() {
        let all = read(
            "Then Thabo Mokoena scored. After that Mokoena left, and so did the van.",
            &[("Thabo Mokoena", Label::Person)],
        );
        assert_eq!(all, [("Thabo Mokoena".into(), Kind::Person), ("Mokoena".into(), Kind::Person)]);
    }

    #[test]
    fn a_surname_may_be_an_office() {
        let all = found_beside(
            "Hamish Laird came. But Laird, her brother, and the Laird went.",
            &[("Hamish Laird", Label::Person)],
            |board| {
                super::super::roles(board);
                marks(board, Rules::ALL);
                consistency(board, &KnownNames::default());
            },
        );
        let kinds: Vec<_> = all.iter().map(|(words, kind, _)| (words.as_str(), kind.clone())).collect();
        assert_eq!(kinds, [("Hamish Laird", Kind::Person), ("Laird", Kind::Person), ("Laird", Kind::Role)]);
    }

    #[test]
    fn a_firm_is_called_by_its_first_name_where_nobody_is() {
        let firm = [("Castellane & Rowe", Label::Organisation), ("Castellane fail", Label::GeoPolitical)];
        let all = read("Here Castellane & Rowe sat. Then did Castellane fail?", &firm);
        assert_eq!(all[1].1, Kind::Organisation);
        let all = read(
            "Here Castellane & Rowe sat. Then did Castellane fail? I saw Joe Castellane there.",
            &[firm[0], firm[1], ("Joe Castellane", Label::Person)],
        );
        assert_eq!(all[1].1, Kind::Person);
    }

    #[test]
    fn a_place_or_club_of_the_surname_stays() {
        let all = read(
            "Kate Bolton spoke at Bolton. Then Bolton sat down. They lost to Barrow Rovers, as Rovers do, said Al Rovers.",
            &[
                ("Kate Bolton", Label::Person),
                ("Bolton.", Label::GeoPolitical),
                ("Barrow Rovers", Label::Organisation),
                ("Rovers do", Label::Organisation),
                ("Al Rovers", Label::Person),
            ],
        );
        let kinds: Vec<_> = all.iter().map(|(words, kind)| (words.as_str(), kind.clone())).collect();
        assert_eq!(kinds[1], ("Bolton", Kind::Place));
        assert_eq!(kinds[2], ("Bolton", Kind::Person));
        assert_eq!(kinds[4], ("Rovers", Kind::Organisation));
    }

    #[test]
    fn a_company_is_known_by_its_first_word() {
        let all = read(
            "That Bluenose Terminals Ltd said so. When Bluenose did not.",
            &[("Bluenose Terminals Ltd", Label::Organisation)],
        );
        assert_eq!(all[1], ("Bluenose".into(), Kind::Organisation));
    }

    #[test]
    fn names_of_other_documents_are_found() {
        let mut others = KnownNames::default();
        others.add("Whenua Hou", &Kind::Place);
        others.add("Single", &Kind::Place);
        let all =
            found_beside("photographs of Whenua Hou and Single", &[], |board| consistency(board, &others));
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].1, Kind::Place);
    }
}
