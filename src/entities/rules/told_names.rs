//! What is told of the names of a document, as votes for what they name, and what other documents are known to hold. Part of the
//! rule of [`super::consistency`].

use std::collections::{BTreeMap, HashMap, HashSet};

use super::board::Board;
use super::lexicon::Traits;
use super::short_forms::note_short_forms;
use super::tokens::{Page, Shape};
use crate::entities::{Kind, Source};

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
pub fn votes(kind: &Kind) -> bool {
    matches!(kind, Kind::Person | Kind::Organisation | Kind::Place | Kind::Programme)
}

/// How much is known for each kind a name may have.
#[derive(Clone, Copy, Debug, Default)]
pub struct Votes([u32; 4]);

impl Votes {
    pub fn add(&mut self, kind: &Kind, weight: u32) {
        if let Some(place) = Kind::BUILT_IN.iter().position(|one| one == kind).and_then(slot) {
            self.0[place] += weight;
        }
    }

    /// The kind with the most votes; of several the first in the order of kinds.
    pub fn winner(&self) -> Option<Kind> {
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
pub struct Names {
    /// Votes by the words, as they are written.
    pub votes: HashMap<String, Votes>,
    /// Words that are a surname, or a given name, of a person known in the document.
    pub surnames: HashSet<String>,
    pub given: HashSet<String>,
    /// What companies and clubs of the document are called for short.
    pub short_forms: HashSet<String>,
    /// The first names of firms.
    pub firms: Vec<String>,
}

impl Names {
    /// Adds what a company or club is called for short.
    pub fn add_short_form(&mut self, name: String) {
        self.votes.entry(name.clone()).or_default().add(&Kind::Organisation, 3);
        self.short_forms.insert(name);
    }
}

/// Counts the votes.
pub fn collect(board: &Board<'_, '_>, others: &KnownNames) -> Names {
    let page = board.page;
    let mut names = Names::default();
    for number in 0..board.numbers() {
        let Some(find) = board.find(number).filter(|find| votes(&find.kind)) else { continue };
        let weight = match find.source {
            Source::Model => 1 + u32::from(find.to - find.from > 1),
            Source::Rule(super::gazetteer::NAME | super::weighing::NAME) => 2,
            _ => 4,
        };
        let words = words(page, find.from, find.to);
        names.votes.entry(words).or_default().add(&find.kind, weight);
        match find.kind {
            Kind::Person => note_person(page, find.from, find.to, &find.source, &mut names),
            Kind::Programme => note_last_word(page, find.from, find.to, &mut names),
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

/// Notes what a work or product of two words is called by the second, where that says no more than the name: `the Angel` for `Knife
/// Angel`.
fn note_last_word(page: &Page<'_>, from: usize, to: usize, names: &mut Names) {
    let last = to - 1;
    let plain = Traits::FIRST_NAME.or(Traits::GIVEN).or(Traits::SURNAME);
    let says_no_more = page.get(last).traits.without(plain) == Traits::none();
    if to - from == 2
        && page.get(last).shape == Shape::Capital
        && says_no_more
        && page.word(last).chars().count() > 3
    {
        names.votes.entry(page.word(last).to_owned()).or_default().add(&Kind::Programme, 3);
    }
}

/// The words from `from` to `to` with single spaces.
pub fn words(page: &Page<'_>, from: usize, to: usize) -> String {
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
