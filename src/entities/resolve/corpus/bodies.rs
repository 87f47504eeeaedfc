//! Organisations, programmes, places and laws across documents: slips of the pen, whole names and longer ones, acronyms.

use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::super::acronym::{initials, is_slip, plain_initials, slip_forms};
use super::super::almost;
use super::super::class::Class;
use super::super::document::{has_small_end, stems};
use super::super::fold::{Folded, Hyphen};
use super::super::lexicon::usual_long_forms;
use super::super::reason::How;
use super::super::wording::{without_of_the, without_small_words, written_out};
use super::table::Table;

/// An acronym that no document explains is taken for the initials of a name in another only from so many letters on:
/// three letters are somebody's initials in any large corpus.
const LEAST_LETTERS: usize = 4;

/// Links the names of each class.
pub(super) fn link(table: &mut Table<'_>) {
    for class in [Class::Body, Class::Place, Class::Law] {
        let names: Vec<(u32, Folded)> = table
            .of_class(class)
            .map(|at| (at, Folded::of(table.heads[at as usize].name(), Hyphen::Parts)))
            .collect();
        link_slips(table, &names);
        link_small_words(table, &names);
        link_placed(table, class, &names);
        link_whole(table, class, &names);
        link_acronyms(table, class, &names);
        link_written_out(table, &names);
    }
}

/// Links slips of the pen to the name as more mentions have it, in full; of two as common to the one whose words other names
/// have more often.
fn link_slips(table: &mut Table<'_>, names: &[(u32, Folded)]) {
    let mut links = Vec::new();
    let mut drawn: Vec<[&(u32, Folded); 2]> = Vec::new();
    {
        let keys: Vec<&str> = names.iter().map(|(at, _)| &*table.heads[*at as usize].key).collect();
        for (a, b) in almost::pairs(&keys) {
            let (one, other) = (&names[a as usize], &names[b as usize]);
            let (first, second) = (&table.heads[one.0 as usize], &table.heads[other.0 as usize]);
            if first.is_of_kind_of(second) && almost::is_slip(&one.1, &other.1, (first.count, second.count)) {
                match first.written.cmp(&second.written) {
                    Ordering::Less => links.push((one.0, other.0)),
                    Ordering::Greater => links.push((other.0, one.0)),
                    Ordering::Equal => drawn.push([one, other]),
                }
            }
        }
    }
    if !drawn.is_empty() {
        let common = word_counts(table, &drawn);
        let of_words = |name: &Folded| -> usize { name.words().filter_map(|word| common.get(word)).sum() };
        // Of two that nothing tells apart the one first in order is kept.
        links.extend(drawn.iter().map(|[one, other]| {
            if of_words(&one.1) < of_words(&other.1) { (one.0, other.0) } else { (other.0, one.0) }
        }));
    }
    for (slip, right) in links {
        table.link(slip, right, How::SpeltAlmost);
    }
}

/// How many mentions of all kinds have each of the words in which two names differ.
fn word_counts(table: &Table<'_>, drawn: &[[&(u32, Folded); 2]]) -> FxHashMap<String, usize> {
    let mut counts: FxHashMap<String, usize> = FxHashMap::default();
    for [(_, one), (_, other)] in drawn {
        let differing = one.words().zip(other.words()).filter(|(a, b)| a != b);
        counts.extend(differing.flat_map(|(a, b)| [(a.to_owned(), 0), (b.to_owned(), 0)]));
    }
    for head in &table.heads {
        for word in Folded::of(head.name(), Hyphen::Parts).words() {
            if let Some(count) = counts.get_mut(word) {
                *count += head.written;
            }
        }
    }
    counts
}

/// Links names that are the same but for small words, the rarer to the commoner.
fn link_small_words(table: &mut Table<'_>, names: &[(u32, Folded)]) {
    let mut by_words: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for (at, name) in names {
        if let Some(words) = without_small_words(name) {
            by_words.entry(words).or_default().push(*at);
        }
    }
    for mut same in by_words.into_values().filter(|same| same.len() > 1) {
        same.sort_by_key(|at| {
            let head = &table.heads[*at as usize];
            (Reverse(head.count), Reverse(head.name().len()), *at)
        });
        for at in &same[1..] {
            if table.heads[*at as usize].is_of_kind_of(&table.heads[same[0] as usize]) {
                table.link(*at, same[0], How::SmallWords);
            }
        }
    }
}

/// Links a name before which some document says its place to the one that has the place in it, if no other document says another.
fn link_placed(table: &mut Table<'_>, class: Class, names: &[(u32, Folded)]) {
    for (at, name) in names.iter().filter(|(_, name)| !name.is_one_acronym()) {
        let key = name.key();
        let Some(long) = table.explained.get(&(class, key.as_str())) else { continue };
        if let Some(long) = long.first().filter(|_| long.len() == 1).and_then(|long| table.known(class, long))
        {
            table.link(*at, long, How::ShortForm);
        }
    }
}

/// Links a name with the short form of an office in it to the one that has it written out: `Office of the PCC`.
fn link_written_out(table: &mut Table<'_>, names: &[(u32, Folded)]) {
    let mut short: Vec<(u32, String)> = Vec::new();
    for (at, name) in names.iter().filter(|(at, _)| table.heads[*at as usize].up.is_none()) {
        let long = |word: &str| {
            let known = table.explained.get(&(Class::Role, word))?;
            known.first().copied().filter(|_| known.len() == 1)
        };
        short.extend(written_out(name, long).map(|key| (*at, key)));
    }
    if short.is_empty() {
        return;
    }
    let mut by_words: FxHashMap<String, Vec<u32>> = FxHashMap::default();
    for (at, name) in names {
        by_words.entry(without_of_the(name)).or_default().push(*at);
    }
    for (at, key) in short {
        let others = by_words.get(&key).into_iter().flatten().copied().filter(|other| *other != at);
        if let Some(long) = table.one_of(others) {
            table.link(at, long, How::ShortForm);
        }
    }
}

/// Links names that are whole without something at their end to the one longer form there is.
fn link_whole(table: &mut Table<'_>, class: Class, names: &[(u32, Folded)]) {
    let mut by_stem: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (nth, (_, name)) in names.iter().enumerate() {
        for stem in stems(class, name) {
            let longer = by_stem.entry(stem).or_default();
            if longer.len() < 4 {
                longer.push(nth);
            }
        }
    }
    for (at, _) in names {
        let Some(longer) = by_stem.get(&*table.heads[*at as usize].key) else { continue };
        let others = longer.iter().map(|nth| names[*nth].0).filter(|other| other != at);
        if longer.len() < 4
            && let Some(long) = table.one_of(others)
        {
            let small = longer.iter().any(|nth| has_small_end(&names[*nth].1));
            if class != Class::Law && small {
                table.link(long, *at, How::ShortForm);
            } else {
                table.link(*at, long, How::ShortForm);
            }
        }
    }
}

/// Links acronyms to what documents explain them as, or else to the one name with these initials.
fn link_acronyms(table: &mut Table<'_>, class: Class, names: &[(u32, Folded)]) {
    let mut unexplained: FxHashMap<String, u32> = FxHashMap::default();
    for (at, name) in names {
        let key = table.heads[*at as usize].key.to_string();
        let usual = usual_long_forms(&key).iter().find_map(|long| table.known(class, long));
        if let Some(long) = usual {
            table.link(*at, long, How::UsualAbbreviation);
        }
        if !name.is_one_acronym() || table.heads[*at as usize].up.is_some() {
            continue;
        }
        match table.explained.get(&(class, key.as_str())) {
            Some(long) => {
                let long: Vec<u32> = long.iter().filter_map(|long| table.known(class, long)).collect();
                if let Some(long) = table.one_of(long.into_iter()) {
                    table.link(*at, long, How::Defined);
                }
            }
            None if key.chars().count() >= LEAST_LETTERS => {
                unexplained.insert(key, *at);
            }
            None => {}
        }
    }
    if !unexplained.is_empty() {
        link_initials(table, names, &unexplained);
    }
}

fn link_initials(table: &mut Table<'_>, names: &[(u32, Folded)], acronyms: &FxHashMap<String, u32>) {
    let mut by_slip: FxHashMap<String, Vec<&str>> = FxHashMap::default();
    let capitals = |at: &u32| Folded::of(table.heads[*at as usize].name(), Hyphen::Parts).is_all_capitals();
    for (acronym, _) in acronyms.iter().filter(|(_, at)| capitals(at)) {
        for form in slip_forms(acronym) {
            by_slip.entry(form).or_default().push(acronym);
        }
    }
    // For each acronym the names it may stand for; more than two are as good as none.
    let mut exact: FxHashMap<&str, Vec<u32>> = FxHashMap::default();
    let mut near: FxHashMap<&str, Vec<u32>> = FxHashMap::default();
    let add = |found: &mut Vec<u32>, at: u32| {
        if found.len() < 8 && !found.contains(&at) {
            found.push(at);
        }
    };
    for (at, name) in names {
        for letters in initials(name) {
            if let Some((acronym, _)) = acronyms.get_key_value(&letters) {
                add(exact.entry(acronym).or_default(), *at);
            }
        }
        let Some(letters) = plain_initials(name).filter(|_| !by_slip.is_empty()) else { continue };
        for acronym in slip_forms(&letters).iter().filter_map(|form| by_slip.get(form)).flatten() {
            if is_slip(acronym, &letters) {
                add(near.entry(acronym).or_default(), *at);
            }
        }
    }
    let mut acronyms: Vec<(&String, &u32)> = acronyms.iter().collect();
    acronyms.sort();
    for (acronym, at) in acronyms {
        let (found, how) = match (exact.get(acronym.as_str()), near.get(acronym.as_str())) {
            (Some(found), _) => (found, How::Initials),
            (None, Some(found)) => (found, How::InitialsAlmost),
            (None, None) => continue,
        };
        if let Some(long) = table.one_of(found.iter().copied()) {
            table.link(*at, long, how);
        }
    }
}
