//! People across documents: fuller and shorter forms of a name, slips of the pen, and surnames that only one person has.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::almost;
use super::super::class::{Class, PART};
use super::super::given;
use super::super::person::{Person, is_initial};
use super::super::reason::How;
use super::super::titles::Titles;
use super::table::Table;

/// More names of one first name and surname than these are not compared.
const MOST_COMPARED: usize = 64;

/// Links the names of people.
pub(super) fn link(table: &mut Table<'_>) {
    let range = table.of_class(Class::Person);
    let people: Vec<(u32, Person)> =
        range.map(|at| (at, Person::of(table.heads[at as usize].name()))).collect();
    let documents = documents_of(table, &people);
    let (full, bare): (Vec<_>, Vec<_>) = people.into_iter().partition(|(_, person)| person.is_full());
    link_slips(table, &full);
    link_forms(table, &full, &documents);
    link_bare(table, &full, &bare, &documents);
    link_titled(table, &bare, &documents);
}

fn link_slips(table: &mut Table<'_>, full: &[(u32, Person)]) {
    let mut links = Vec::new();
    {
        let keys: Vec<&str> = full.iter().map(|(at, _)| &*table.heads[*at as usize].key).collect();
        for (a, b) in almost::pairs(&keys) {
            let ((a, one), (b, other)) = (&full[a as usize], &full[b as usize]);
            let counts = (table.heads[*a as usize].count, table.heads[*b as usize].count);
            if almost::is_slip_of_person(one, other, counts) {
                // Of two as rare the one first in order is kept.
                links.push(if counts.0 < counts.1 { (*a, *b) } else { (*b, *a) });
            }
        }
    }
    for (slip, right) in links {
        table.link(slip, right, How::SpeltAlmost);
    }
}

/// The documents that each of some names stands in by itself.
type Documents = FxHashMap<u32, Vec<u32>>;

fn documents_of(table: &Table<'_>, people: &[(u32, Person)]) -> Documents {
    let mut documents: Documents = people.iter().map(|(at, _)| (*at, Vec::new())).collect();
    for (document, heads) in (0u32..).zip(&table.head_of) {
        for head in heads {
            if let Some(standing) = documents.get_mut(head).filter(|all| all.last() != Some(&document)) {
                standing.push(document);
            }
        }
    }
    documents
}

/// True when two lists in order have a number in common.
fn meet(one: &[u32], other: &[u32]) -> bool {
    let (few, many) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    few.iter().any(|document| many.binary_search(document).is_ok())
}

/// True when some document has both names by themselves: it would have joined them, had it not told them apart.
fn are_apart(documents: &Documents, one: u32, other: u32) -> bool {
    match (documents.get(&one), documents.get(&other)) {
        (Some(one), Some(other)) => meet(one, other),
        _ => false,
    }
}

/// What is known of the bearer of a name in full.
fn bearer(table: &Table<'_>, at: u32, person: &Person) -> Titles {
    table.heads[at as usize].titles.or_gender(given::gender(person.first()))
}

/// Links shorter forms to the one fuller name that they can be, unless titles or a document tell the two apart.
fn link_forms(table: &mut Table<'_>, full: &[(u32, Person)], documents: &Documents) {
    let mut by_first: FxHashMap<(&str, &str), Vec<usize>> = FxHashMap::default();
    let mut by_initial: FxHashMap<(char, &str), Vec<&str>> = FxHashMap::default();
    for (nth, (_, person)) in full.iter().enumerate() {
        by_first.entry((person.first(), &person.surname)).or_default().push(nth);
        if !is_initial(person.first())
            && let Some(initial) = person.first().chars().next()
        {
            let names = by_initial.entry((initial, &person.surname)).or_default();
            // Two first names are as many as a thousand: the initial then says nothing.
            if names.len() < 2 && !names.contains(&person.first()) {
                names.push(person.first());
            }
        }
    }
    let mut links: Vec<(u32, u32)> = Vec::new();
    for (at, person) in full {
        let mut first = person.first();
        if is_initial(first)
            && let Some(names) =
                first.chars().next().and_then(|letter| by_initial.get(&(letter, person.surname.as_str())))
        {
            let [only] = names.as_slice() else { continue };
            first = only;
        }
        let Some(namesakes) = by_first.get(&(first, person.surname.as_str())) else { continue };
        if namesakes.len() > MOST_COMPARED {
            continue;
        }
        let fuller: Vec<&(u32, Person)> =
            namesakes.iter().map(|nth| &full[*nth]).filter(|(_, other)| person.abbreviates(other)).collect();
        let own = bearer(table, *at, person);
        let is_other = |(other, form): &&(u32, Person)| {
            are_apart(documents, *at, *other) || own.conflicts(bearer(table, *other, form))
        };
        if fuller.iter().any(is_other) {
            continue;
        }
        let says = |person: &Person| person.given.iter().map(String::len).sum::<usize>();
        let Some((to, fullest)) =
            fuller.iter().copied().max_by_key(|(at, other)| (says(other), std::cmp::Reverse(*at)))
        else {
            continue;
        };
        if fuller.iter().all(|(other, form)| other == to || form.abbreviates(fullest)) {
            links.push((*at, *to));
        }
    }
    for (short, long) in links {
        table.link(short, long, How::PersonForm);
    }
}

/// Links a surname alone to the only person of that surname in all documents, unless titles or a document tell the two apart.
fn link_bare(table: &mut Table<'_>, full: &[(u32, Person)], bare: &[(u32, Person)], documents: &Documents) {
    let mut by_surname: FxHashMap<&str, Vec<u32>> = FxHashMap::default();
    let mut is_first: FxHashSet<&str> = FxHashSet::default();
    // The names that are forms of one, with what is known of their bearer.
    let mut forms: FxHashMap<u32, (Vec<u32>, Titles)> = FxHashMap::default();
    for (at, person) in full {
        let root = table.root(*at);
        let names = by_surname.entry(&person.surname).or_default();
        if names.len() < 2 && !names.contains(&root) {
            names.push(root);
        }
        is_first.insert(person.first());
        let (all, known) = forms.entry(root).or_default();
        all.push(*at);
        *known = known.and(bearer(table, *at, person));
    }
    let mut links: Vec<(u32, u32)> = Vec::new();
    for (at, person) in bare {
        let head = &table.heads[*at as usize];
        let surname = person.surname.as_str();
        let is_titled = head.titles.sign().is_some();
        // Without a title it may be a given name, where somebody has that.
        let can_be_given = !is_titled && is_first.contains(surname);
        if let Some([only]) = by_surname.get(surname).map(Vec::as_slice)
            && let Some((forms, known)) = forms.get(only)
            && !can_be_given
            && !head.titles.conflicts(*known)
            && !(is_titled && forms.iter().any(|form| are_apart(documents, *at, *form)))
        {
            links.push((*at, *only));
        }
    }
    for (short, long) in links {
        table.link(short, long, How::Surname);
    }
}

/// Links `Mr X`, `Captain X` and plain `X` where all that are called so in any document can be one person.
fn link_titled(table: &mut Table<'_>, bare: &[(u32, Person)], documents: &Documents) {
    let mut titled: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for (at, _) in bare {
        let head = &table.heads[*at as usize];
        if let Some((plain, sign)) = head.key.rsplit_once(PART)
            && head.titles.sign() == Some(sign)
        {
            titled.entry(plain.to_owned()).or_default().push(*at);
        }
    }
    for (plain, all) in titled {
        let can_be_one = |one: u32, other: u32| {
            let (first, second) = (table.heads[one as usize].titles, table.heads[other as usize].titles);
            !first.conflicts(second) && !are_apart(documents, one, other)
        };
        let are_one = (1..all.len()).all(|nth| all[..nth].iter().all(|other| can_be_one(*other, all[nth])));
        if !are_one {
            continue;
        }
        let to = table.known(Class::Person, &plain).unwrap_or(all[0]);
        if table.heads[to as usize].up.is_none() {
            for at in all {
                table.link(at, to, How::SameName);
            }
        }
    }
}
