//! People within one document: who `Mr Coppinger`, `Barry` and `B. Coppinger` are.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::super::almost;
use super::super::class::{Class, PART};
use super::super::given;
use super::super::person::{Person, is_initial};
use super::super::reason::How;
use super::super::titles::Titles;
use super::apart::Apart;
use super::careers::{self, Careers};
use super::draft::{Draft, Link};
use super::titled::{self, Meant};

/// Two people named within so many bytes of each other are named together: which of them a surname after that means is
/// not to be told.
const NAMED_TOGETHER: usize = 48;

/// More people of one surname than these are not told apart by comparing all with all.
const MOST_COMPARED: usize = 64;

/// Links the names of people.
pub(super) fn link(draft: &mut Draft<'_>) {
    let people = draft.unlinked(Class::Person);
    let careers = careers::read(draft, &people);
    let (full, bare): (Vec<u32>, Vec<u32>) = people
        .into_iter()
        .partition(|at| draft.heads[*at as usize].person.as_ref().is_some_and(Person::is_full));
    link_slips(draft, &full);
    link_forms(draft, &full);
    let by_part = parts(draft, &full);
    for at in bare {
        link_bare(draft, &by_part, &careers, at);
    }
}

/// The full names by their surname and by their first name.
struct Parts {
    surname: FxHashMap<String, Vec<u32>>,
    first: FxHashMap<String, Vec<u32>>,
    initial: FxHashMap<char, Vec<u32>>,
    /// What is known of each person by the titles and given names in all forms of the name.
    bearers: FxHashMap<u32, Titles>,
}

impl Parts {
    /// What is known of a person.
    fn bearer(&self, person: u32) -> Titles {
        self.bearers.get(&person).copied().unwrap_or_default()
    }
}

fn parts(draft: &Draft<'_>, full: &[u32]) -> Parts {
    let mut parts = Parts {
        surname: FxHashMap::default(),
        first: FxHashMap::default(),
        initial: FxHashMap::default(),
        bearers: FxHashMap::default(),
    };
    for at in full {
        let head = &draft.heads[*at as usize];
        let Some(person) = &head.person else { continue };
        let bearer = parts.bearers.entry(draft.root(*at)).or_default();
        *bearer = bearer.and(head.bearer());
        parts.surname.entry(person.surname.clone()).or_default().push(*at);
        if person.last != person.surname {
            // `Merwe` for van der Merwe.
            parts.surname.entry(person.last.clone()).or_default().push(*at);
        }
        if is_initial(person.first()) {
            parts.initial.entry(person.first().chars().next().unwrap_or(' ')).or_default().push(*at);
        } else {
            parts.first.entry(person.first().to_owned()).or_default().push(*at);
        }
        if let Some(second) = person.given.get(1).filter(|name| !is_initial(name)) {
            // `García Márquez` of Gabriel García Márquez.
            parts.surname.entry(format!("{second}{}", person.surname)).or_default().push(*at);
        }
    }
    parts
}

/// Links full names that are slips of the pen for others.
fn link_slips(draft: &mut Draft<'_>, full: &[u32]) {
    let keys: Vec<&str> = full.iter().map(|at| &*draft.heads[*at as usize].key).collect();
    let mut links = Vec::new();
    for (a, b) in almost::pairs(&keys) {
        let (a, b) = (full[a as usize], full[b as usize]);
        let (one, other) = (&draft.heads[a as usize], &draft.heads[b as usize]);
        let counts = (one.mentions.len(), other.mentions.len());
        if let (Some(first), Some(second)) = (&one.person, &other.person)
            && almost::is_slip_of_person(first, second, counts)
        {
            let a_is_slip = (counts.0, &other.key) < (counts.1, &one.key);
            links.push(if a_is_slip { (a, b) } else { (b, a) });
        }
    }
    for (slip, right) in links {
        draft.link(slip, right, How::SpeltAlmost);
    }
}

/// Links shorter forms of full names, and last parts of longer ones, to the one fuller name there is, unless the document
/// tells the two apart.
fn link_forms(draft: &mut Draft<'_>, full: &[u32]) {
    let apart = Apart::read(draft, full);
    let mut by_surname: FxHashMap<&str, Vec<u32>> = FxHashMap::default();
    let mut by_last: FxHashMap<&str, Vec<u32>> = FxHashMap::default();
    for at in full {
        if let Some(person) = &draft.heads[*at as usize].person {
            by_surname.entry(person.surname.as_str()).or_default().push(*at);
            by_last.entry(person.last.as_str()).or_default().push(*at);
        }
    }
    let mut links: Vec<(u32, u32, How)> = Vec::new();
    for at in full {
        let Some(person) = &draft.heads[*at as usize].person else { continue };
        let family = by_surname.get(person.surname.as_str()).map_or(&[][..], Vec::as_slice);
        let namesakes = by_last.get(person.last.as_str()).map_or(&[][..], Vec::as_slice);
        if namesakes.len() > MOST_COMPARED {
            continue;
        }
        let fuller = |other: &&u32| {
            draft.heads[**other as usize].person.as_ref().is_some_and(|other| person.abbreviates(other))
        };
        // Who is not the one is hardly the other: `John Adams` beside his son is not John Q. Adams either.
        if family.iter().any(|other| fuller(&other) && apart.has(*at, *other)) {
            continue;
        }
        let is_tail = |other: &&u32| {
            let (short, long) = (&draft.heads[*at as usize].key, &draft.heads[**other as usize].key);
            let Some(longer) = &draft.heads[**other as usize].person else { return false };
            let words = |given: usize| given + 1;
            words(longer.given.len()) > words(person.given.len())
                && long.len() > short.len()
                && long.ends_with(&**short)
                && !apart.has(*at, **other)
        };
        if let Some(to) = one_person(draft, &apart, family.iter().filter(fuller).copied()) {
            links.push((*at, to, How::PersonForm));
        } else if !family.iter().any(|other| fuller(&other))
            && let Some(to) = one_person(draft, &apart, namesakes.iter().filter(is_tail).copied())
        {
            links.push((*at, to, How::PersonForm));
        }
    }
    for (short, to, how) in links {
        draft.link(short, to, how);
    }
}

/// The one person whom all these names can be: the fullest of them, when the others are forms of it and none is told apart from
/// it.
fn one_person(draft: &Draft<'_>, apart: &Apart, names: impl Iterator<Item = u32>) -> Option<u32> {
    let names: Vec<u32> = names.map(|name| draft.root(name)).collect();
    let says = |at: u32| draft.heads[at as usize].person.as_ref();
    let fullest = names.iter().copied().max_by_key(|at| {
        let given = says(*at).map_or(0, |person| person.given.iter().map(String::len).sum::<usize>());
        (given, std::cmp::Reverse(&draft.heads[*at as usize].key))
    })?;
    let agrees = |at: &u32| {
        *at == fullest
            || says(*at).zip(says(fullest)).is_some_and(|(person, fuller)| person.abbreviates(fuller))
                && !apart.has(*at, fullest)
    };
    names.iter().all(agrees).then_some(fullest)
}

/// Links a name of one part: a surname, a given name. `Mr X` and `Mrs X` may be two people, so each mention is looked at.
fn link_bare(draft: &mut Draft<'_>, parts: &Parts, careers: &Careers, at: u32) {
    let key = draft.heads[at as usize].key.clone();
    let (name, generation) = key.split_once(PART).unwrap_or((&key, ""));
    let found = |titled: bool| {
        let get = |map: &FxHashMap<String, Vec<u32>>| map.get(name).cloned().unwrap_or_default();
        let mut found: Vec<(u32, How)> =
            get(&parts.surname).into_iter().map(|to| (to, How::Surname)).collect();
        // A title goes before a surname; only where nobody has it can it be the first part: Dr Tan Boon Keng.
        if !titled || found.is_empty() {
            found.extend(get(&parts.first).into_iter().map(|to| (to, How::FirstName)));
        }
        // Most names that begin with the letter are surnames of others: only what is commonly a given name stands for it.
        if found.is_empty() && !titled && given::is_known(name) {
            let fitting = name.chars().next().and_then(|initial| parts.initial.get(&initial));
            found.extend(fitting.into_iter().flatten().map(|to| (*to, How::FitsInitial)));
        }
        // `Kelly Jr` is no Kelly who is not so called.
        let said = |to: u32| draft.heads[to as usize].person.as_ref().map_or("", |person| person.generation);
        found.retain(|(to, _)| generation.is_empty() || said(*to) == generation);
        found
    };
    let (plain, titled) = (distinct(draft, &found(false)), distinct(draft, &found(true)));
    let mut titles: Vec<Titles> = Vec::new();
    for mention in &draft.heads[at as usize].mentions {
        let said = draft.title_of[*mention as usize];
        if !said.is_empty() && !titles.contains(&said) {
            titles.push(said);
        }
    }
    let mut meant = titled::meant(&titled, |to| parts.bearer(to), &titles);
    meant.push((Titles::default(), any_of(plain)));
    let with_places = |(said, meant)| {
        let places = if let Meant::Any(people) = &meant { places(draft, people) } else { Vec::new() };
        (said, meant, places)
    };
    let meant: Vec<_> = meant.into_iter().map(with_places).collect();
    let mentions = draft.heads[at as usize].mentions.clone();
    for mention in mentions.iter().copied() {
        let said = draft.title_of[mention as usize];
        draft.links[mention as usize] = match meant.iter().find(|(titles, ..)| *titles == said) {
            Some((_, Meant::One(link), _)) => Some(*link),
            Some((_, Meant::Any(people), places)) => nearest(draft, people, places, mention),
            Some((_, Meant::Unknown, _)) | None => None,
        };
    }
    part_by_titles(draft, at, &key);
    careers.explain(draft, &mentions);
}

/// What a name without a title says: the only one of that name, or any of them.
fn any_of(people: Vec<(u32, How)>) -> Meant {
    match people.as_slice() {
        [(to, how)] => Meant::One(Link { to: *to, how: *how }),
        _ => Meant::Any(people),
    }
}

/// Parts what is left of a bare surname where titles speak of a man and of a woman, or of two ranks.
fn part_by_titles(draft: &mut Draft<'_>, at: u32, key: &str) {
    let left: Vec<(u32, Titles)> = draft.heads[at as usize]
        .mentions
        .iter()
        .filter(|mention| draft.links[**mention as usize].is_none())
        .map(|mention| (*mention, draft.title_of[*mention as usize]))
        .collect();
    let mut said: Vec<Titles> = Vec::new();
    for (_, titles) in &left {
        if !said.contains(titles) {
            said.push(*titles);
        }
    }
    let mut parted: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for (mention, titles) in &left {
        if said.iter().any(|other| other.conflicts_here(*titles))
            && let Some(sign) = titles.sign()
        {
            parted.entry(sign).or_default().push(*mention);
        }
    }
    let kind = draft.heads[at as usize].kind;
    for (sign, theirs) in parted {
        let head = draft.head(kind, format!("{key}{PART}{sign}"), key);
        let moves: Vec<(u32, u32)> = theirs.into_iter().map(|mention| (mention, head)).collect();
        draft.reassign(&moves);
    }
}

/// The people found, each once.
fn distinct(draft: &Draft<'_>, found: &[(u32, How)]) -> Vec<(u32, How)> {
    let mut distinct: Vec<(u32, How)> = Vec::new();
    for (to, how) in found {
        let root = draft.root(*to);
        if distinct.iter().all(|(other, _)| *other != root) {
            distinct.push((root, *how));
        }
        if distinct.len() > MOST_COMPARED {
            return Vec::new();
        }
    }
    distinct
}

/// Where the people are named in full, in the order of the text.
fn places(draft: &Draft<'_>, people: &[(u32, How)]) -> Vec<(usize, usize)> {
    let mut places: Vec<(usize, usize)> = Vec::new();
    for (nth, (to, _)) in people.iter().enumerate() {
        places.extend(draft.heads[*to as usize].mentions.iter().map(|at| (draft.span(*at).start, nth)));
    }
    places.sort_unstable();
    places
}

/// The person named in full last before a mention, unless another was named in the same breath.
fn nearest(
    draft: &Draft<'_>,
    people: &[(u32, How)],
    places: &[(usize, usize)],
    mention: u32,
) -> Option<Link> {
    let start = draft.span(mention).start;
    let before = &places[..places.partition_point(|(place, _)| *place < start)];
    let (place, nearest) = before.last()?;
    let rival = before.iter().rev().find(|(_, nth)| nth != nearest);
    // Of two named in the same breath neither is meant more than the other, as long as none was named alone before.
    let together = rival.is_some_and(|(other, _)| place - other <= NAMED_TOGETHER);
    let (to, how) = people[*nearest];
    (!together).then_some(Link { to, how })
}
