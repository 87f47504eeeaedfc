//! People across documents: fuller and shorter forms of a name, slips of the pen, and surnames that only one person has.

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::almost;
use super::super::class::{Class, PART};
use super::super::given;
use super::super::lexicon::Gender;
use super::super::person::{Person, is_initial};
use super::super::reason::How;
use super::table::Table;

/// More names of one first name and surname than these are not compared.
const MOST_COMPARED: usize = 64;

/// Links the names of people.
pub(super) fn link(table: &mut Table<'_>) {
    let range = table.of_class(Class::Person);
    let people: Vec<(u32, Person)> =
        range.map(|at| (at, Person::of(table.heads[at as usize].name()))).collect();
    let (full, bare): (Vec<_>, Vec<_>) = people.into_iter().partition(|(_, person)| person.is_full());
    link_slips(table, &full);
    link_forms(table, &full);
    link_bare(table, &full, &bare);
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

/// The documents that each of these names stands in by itself.
fn documents_of(table: &Table<'_>, full: &[(u32, Person)]) -> FxHashMap<u32, Vec<u32>> {
    let mut documents: FxHashMap<u32, Vec<u32>> = full.iter().map(|(at, _)| (*at, Vec::new())).collect();
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

/// Links shorter forms to the one fuller name that they can be. Two that stand side by side in a document, which would have
/// joined them, were told apart there.
fn link_forms(table: &mut Table<'_>, full: &[(u32, Person)]) {
    let documents = documents_of(table, full);
    let are_apart = |one: u32, other: u32| match (documents.get(&one), documents.get(&other)) {
        (Some(one), Some(other)) => meet(one, other),
        _ => false,
    };
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
        if fuller.iter().any(|(other, _)| are_apart(*at, *other)) {
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

/// Links a surname alone to the only person of that surname in all documents.
fn link_bare(table: &mut Table<'_>, full: &[(u32, Person)], bare: &[(u32, Person)]) {
    let mut by_surname: FxHashMap<&str, Vec<u32>> = FxHashMap::default();
    let mut is_first: FxHashSet<&str> = FxHashSet::default();
    for (at, person) in full {
        let root = table.root(*at);
        let names = by_surname.entry(&person.surname).or_default();
        if names.len() < 2 && !names.contains(&root) {
            names.push(root);
        }
        is_first.insert(person.first());
    }
    let mut links: Vec<(u32, u32, How)> = Vec::new();
    for (at, person) in bare {
        let head = &table.heads[*at as usize];
        let surname = person.surname.as_str();
        let (_, sign) = head.key.split_once(PART).unwrap_or((&head.key, ""));
        let said = match sign {
            "f" => Some(Gender::Female),
            "m" => Some(Gender::Male),
            _ => None,
        };
        // Without a title it may be a given name, where somebody has that.
        let can_be_given = said.is_none() && is_first.contains(surname);
        if let Some([only]) = by_surname.get(surname).map(Vec::as_slice)
            && !can_be_given
        {
            let known = table.heads[*only as usize]
                .gender
                .or_else(|| given::gender(Person::of(table.heads[*only as usize].name()).first()));
            if said.zip(known).is_none_or(|(said, known)| said == known) {
                links.push((*at, *only, How::Surname));
            }
        }
    }
    for (short, long, how) in links {
        table.link(short, long, how);
    }
    link_titled(table, bare);
}

/// Links `Mr X` and plain `X` where nobody is called `Mrs X`.
fn link_titled(table: &mut Table<'_>, bare: &[(u32, Person)]) {
    for (at, _) in bare {
        let key = table.heads[*at as usize].key.to_string();
        if let Some((plain, sign)) = key.split_once(PART) {
            let other = if sign == "f" { 'm' } else { 'f' };
            if table.known(Class::Person, &format!("{plain}{PART}{other}")).is_none()
                && let Some(to) = table.known(Class::Person, plain)
                && table.heads[to as usize].up.is_none()
            {
                table.link(*at, to, How::SameName);
            }
        }
    }
}
