//! Entities that look the same and were not joined, for the researcher to judge.
//!
//! Works on the names entities are shown under, after decisions. Pairs are found by what they have in common and never by
//! comparing all with all; what too many have in common is no reason. Nothing here joins anything.

use std::collections::HashSet;
use std::fmt;
use std::hash::BuildHasher;

use rustc_hash::FxHashMap;

use super::acronym::initials;
use super::almost;
use super::class::{Class, key};
use super::entities::{Entities, Entity, EntityKey};
use super::fold::{Folded, Hyphen};
use super::given;
use super::lexicon::is_head;
use super::person::{Person, is_initial};
use crate::entities::Kind;

/// What more entities than these have in common says nothing of any two.
const MOST_SHARING: usize = 5;

/// Names of more words than these are not looked at for short forms.
const MOST_WORDS: usize = 12;

/// In what two entities are alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Likeness {
    /// Their names differ by one letter.
    OneLetter,
    /// Their names have the same words in another order.
    SameWords,
    /// The given name of the one is a familiar form of that of the other.
    FamiliarForm,
    /// The name of the one has the initial of the given name of the other.
    Initial,
    /// The one can be the initials of the other.
    Initials,
    /// The name of the one is the beginning or the end of that of the other.
    PartOfName,
    /// The one can be the surname of the other.
    Surname,
    /// They have one surname under two ranks.
    OtherRank,
    /// The one can be the first name of the other.
    FirstName,
    /// They have the same name, but are of different kinds.
    OtherKind,
}

impl fmt::Display for Likeness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::OneLetter => "their names differ by one letter",
            Self::SameWords => "their names have the same words",
            Self::FamiliarForm => "one given name is a familiar form of the other",
            Self::Initial => "the initial fits the given name",
            Self::Initials => "one can be the initials of the other",
            Self::PartOfName => "one name is part of the other",
            Self::Surname => "one can be the surname of the other",
            Self::OtherRank => "they have one surname and two ranks, which one person may have had",
            Self::FirstName => "one can be the first name of the other",
            Self::OtherKind => "they have the same name, but are of different kinds",
        })
    }
}

/// Two entities that may be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The one with more mentions.
    pub one: EntityKey,
    /// The other.
    pub other: EntityKey,
    /// How likely they are the same, in per cent: a rule of thumb, to sort by.
    pub score: u8,
    /// Why.
    pub likeness: Likeness,
}

/// Entities that look the same, the likeliest first; none of the pairs in `dismissed` (the smaller key first).
pub fn suggest<D: Copy + Ord, S: BuildHasher>(
    entities: &Entities<D>,
    dismissed: &HashSet<(EntityKey, EntityKey), S>,
) -> Vec<Suggestion> {
    let mut search = Search { entities: &entities.entities, found: FxHashMap::default() };
    for class in [Class::Person, Class::Body, Class::Place, Class::Role, Class::Law, Class::Own] {
        let names: Vec<u32> = (0..entities.entities.len() as u32)
            .filter(|at| Class::of(&entities.entities[*at as usize].kind) == class)
            .collect();
        search.spelling(&names);
        if class == Class::Person {
            search.people(&names);
        } else {
            search.parts(&names);
        }
    }
    search.kinds();
    let mut found: Vec<(u32, u32, u8, Likeness)> = search
        .found
        .into_iter()
        .map(|((one, other), (score, likeness))| (one, other, score, likeness))
        .collect();
    // Entities are in the order of their mentions, so that pairs of much-named ones come before others as likely.
    found.sort_unstable_by_key(|(one, other, score, _)| (std::cmp::Reverse(*score), *one, *other));
    found
        .into_iter()
        .map(|(one, other, score, likeness)| {
            let key = |at: u32| entities.entities[at as usize].key;
            Suggestion { one: key(one), other: key(other), score, likeness }
        })
        .filter(|pair| !dismissed.contains(&(pair.one.min(pair.other), pair.one.max(pair.other))))
        .collect()
}

/// Pairs found so far, by index, the smaller first, with the best reason for each.
struct Search<'a> {
    entities: &'a [Entity],
    found: FxHashMap<(u32, u32), (u8, Likeness)>,
}

/// Entities by something they may have in common.
type Shared = FxHashMap<String, Vec<u32>>;

fn share(shared: &mut Shared, what: String, at: u32) {
    let all = shared.entry(what).or_default();
    // One more than counts is kept, to know that it is too many.
    if all.len() <= MOST_SHARING && !all.contains(&at) {
        all.push(at);
    }
}

fn few<'s>(shared: &'s Shared, what: &str) -> &'s [u32] {
    shared.get(what).filter(|all| all.len() <= MOST_SHARING).map_or(&[], Vec::as_slice)
}

/// True when a document names both.
fn meet(one: &Entity, other: &Entity) -> bool {
    let documents = |entity: &Entity| -> Vec<u32> {
        entity.occurrences.chunk_by(|a, b| a.document == b.document).map(|all| all[0].document).collect()
    };
    let (one, other) = (documents(one), documents(other));
    let (few, many) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    few.iter().any(|document| many.binary_search(document).is_ok())
}

impl Search<'_> {
    fn add(&mut self, one: u32, other: u32, score: u8, likeness: Likeness) {
        if one != other {
            let best = self.found.entry((one.min(other), one.max(other))).or_insert((score, likeness));
            *best = (*best).max((score, likeness));
        }
    }

    /// The score shared by so many candidates.
    fn among(score: u8, candidates: usize) -> u8 {
        score.saturating_sub(8 * (candidates.saturating_sub(1) as u8))
    }

    fn folded(&self, at: u32) -> Folded {
        Folded::of(&self.entities[at as usize].name, Hyphen::Parts)
    }

    /// Names that differ by a letter, and names with the same words.
    fn spelling(&mut self, names: &[u32]) {
        let keys: Vec<String> = names
            .iter()
            .map(|at| key(&self.entities[*at as usize].kind, &self.entities[*at as usize].name))
            .collect();
        let by_reference: Vec<&str> = keys.iter().map(String::as_str).collect();
        for (a, b) in almost::pairs(&by_reference) {
            let (a, b) = (names[a as usize], names[b as usize]);
            // `John Smith II` and `John Smith III`
            let person = |at: u32| Person::of(&self.entities[at as usize].name);
            if self.entities[a as usize].kind == Kind::Person && person(a).generation != person(b).generation
            {
                continue;
            }
            let rarer = self.entities[a.max(b) as usize].occurrences.len();
            self.add(a, b, if rarer <= 2 { 75 } else { 60 }, Likeness::OneLetter);
        }
        let mut shared = Shared::default();
        for at in names {
            let folded = self.folded(*at);
            if folded.len() > 1 {
                let mut words: Vec<&str> = folded.words().collect();
                words.sort_unstable();
                share(&mut shared, words.join(" "), *at);
            }
        }
        for all in shared.into_values().filter(|all| (2..=MOST_SHARING).contains(&all.len())) {
            for (nth, one) in all.iter().enumerate() {
                for other in &all[nth + 1..] {
                    self.add(*one, *other, 70, Likeness::SameWords);
                }
            }
        }
    }

    fn people(&mut self, names: &[u32]) {
        let people: Vec<(u32, Person)> =
            names.iter().map(|at| (*at, Person::of(&self.entities[*at as usize].name))).collect();
        let (mut surname, mut first, mut family) = (Shared::default(), Shared::default(), Shared::default());
        self.ranks(&people);
        for (at, person) in people.iter().filter(|(_, person)| person.is_full()) {
            share(&mut surname, person.surname.clone(), *at);
            share(&mut first, person.first().to_owned(), *at);
            share(&mut family, format!("{} {}", given::in_full(person.first()), person.surname), *at);
            let initial: String = person.first().chars().take(1).collect();
            share(&mut family, format!("{initial}. {}", person.surname), *at);
        }
        let read: FxHashMap<u32, &Person> = people.iter().map(|(at, person)| (*at, person)).collect();
        let entities = self.entities;
        let conflicts = |at: u32, person: &Person, other: u32| {
            let Some(fuller) = read.get(&other).filter(|_| other != at) else { return false };
            let form = person.abbreviates(fuller) || fuller.abbreviates(person);
            let full = !is_initial(person.first()) && !is_initial(fuller.first());
            let titles = |at: u32| entities[at as usize].titles;
            person.conflicts(fuller)
                || titles(at).is_other_gender_than(titles(other))
                // A document that names both would have joined them, had it not told them apart.
                || form && full && meet(&entities[at as usize], &entities[other as usize])
        };
        for (at, person) in &people {
            let conflict = |other: &u32| conflicts(*at, person, *other);
            if person.is_full() {
                let formal = format!("{} {}", given::in_full(person.first()), person.surname);
                for other in few(&family, &formal).iter().filter(|other| !conflict(other)) {
                    self.add(*at, *other, 65, Likeness::FamiliarForm);
                }
                if is_initial(person.first()) {
                    let candidates = few(&family, &format!("{}. {}", person.first(), person.surname));
                    for other in candidates.iter().filter(|other| !conflict(other)) {
                        self.add(*at, *other, Self::among(60, candidates.len() - 1), Likeness::Initial);
                    }
                }
                continue;
            }
            for (shared, score, likeness) in
                [(&surname, 50, Likeness::Surname), (&first, 35, Likeness::FirstName)]
            {
                let candidates = few(shared, &person.surname);
                for other in candidates.iter().filter(|other| !conflict(other)) {
                    self.add(
                        *at,
                        *other,
                        Self::among(score, candidates.len()),
                        self.by_rank(*at, *other, likeness),
                    );
                }
            }
        }
    }

    /// Surnames alone that ranks keep apart.
    fn ranks(&mut self, people: &[(u32, Person)]) {
        let mut shared = Shared::default();
        for (at, person) in people.iter().filter(|(_, person)| !person.is_full()) {
            share(&mut shared, person.key(), *at);
        }
        for all in shared.into_values().filter(|all| (2..=MOST_SHARING).contains(&all.len())) {
            for (nth, one) in all.iter().enumerate() {
                for other in &all[nth + 1..] {
                    let titles = |at: u32| self.entities[at as usize].titles;
                    let (first, second) = (titles(*one), titles(*other));
                    if first.is_other_rank_than(second) && !first.is_other_gender_than(second) {
                        self.add(*one, *other, Self::among(45, all.len() - 1), Likeness::OtherRank);
                    }
                }
            }
        }
    }

    /// Says that two ranks are what keeps a surname from the name in full, where they do.
    fn by_rank(&self, at: u32, other: u32, likeness: Likeness) -> Likeness {
        let titles = |at: u32| self.entities[at as usize].titles;
        let is_rank = likeness == Likeness::Surname && titles(at).is_other_rank_than(titles(other));
        if is_rank { Likeness::OtherRank } else { likeness }
    }

    /// Acronyms and parts of names.
    fn parts(&mut self, names: &[u32]) {
        let (mut letters, mut start, mut end) = (Shared::default(), Shared::default(), Shared::default());
        let folded: Vec<(u32, Folded)> = names.iter().map(|at| (*at, self.folded(*at))).collect();
        for (at, name) in folded.iter().filter(|(_, name)| (2..=MOST_WORDS).contains(&name.len())) {
            for acronym in initials(name) {
                share(&mut letters, acronym, *at);
            }
            for cut in 1..name.len() {
                share(&mut start, name.key_of(0..cut), *at);
                share(&mut end, name.key_of(cut..name.len()), *at);
            }
        }
        for (at, name) in &folded {
            let own = name.key();
            if name.is_one_acronym() && own.chars().count() > 2 {
                let candidates = few(&letters, &own);
                for other in candidates {
                    self.add(*at, *other, Self::among(55, candidates.len()), Likeness::Initials);
                }
            }
            let generic = name.len() == 1 && is_head(name.last());
            if generic || own.chars().count() < 4 {
                continue;
            }
            for (shared, score) in [(&start, 50), (&end, 45)] {
                let kind = &self.entities[*at as usize].kind;
                let fits = |other: &&u32| self.entities[**other as usize].kind == *kind;
                let candidates: Vec<u32> = few(shared, &own).iter().filter(fits).copied().collect();
                for other in &candidates {
                    self.add(*at, *other, Self::among(score, candidates.len()), Likeness::PartOfName);
                }
            }
        }
    }

    /// Names that stand for entities of several kinds.
    fn kinds(&mut self) {
        let mut shared = Shared::default();
        for (at, entity) in self.entities.iter().enumerate() {
            let class = Class::of(&entity.kind);
            if !class.is_measured() && class != Class::Contact {
                let own = Folded::of(&entity.name, Hyphen::Parts).key();
                if own.chars().count() > 2 {
                    share(&mut shared, own, at as u32);
                }
            }
        }
        for all in shared.into_values().filter(|all| (2..=MOST_SHARING).contains(&all.len())) {
            for (nth, one) in all.iter().enumerate() {
                let class = |at: u32| Class::of(&self.entities[at as usize].kind);
                // Two of one kind and name were told apart: `Mr X` and `Mrs X`.
                for other in all[nth + 1..].iter().filter(|other| class(**other) != class(*one)) {
                    self.add(*one, *other, 40, Likeness::OtherKind);
                }
            }
        }
    }
}
