//! Offices across documents: a bare title goes to the office whose place its own document speaks of most.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::super::class::Class;
use super::super::document::{Cluster, Local};
use super::super::fold::{Folded, Hyphen};
use super::super::office::{self, Office, jurisdiction};
use super::table::Table;

/// The offices that documents name in full.
pub(super) struct Offices<'a> {
    /// Long forms of abbreviated titles that all documents agree on.
    long: FxHashMap<&'a str, &'a str>,
    /// What each title is for, somewhere in the corpus.
    of: BTreeMap<&'a str, BTreeSet<&'a str>>,
}

impl<'a> Offices<'a> {
    /// Reads what documents explain and name.
    pub(super) fn read(table: &Table<'a>) -> Self {
        let mut offices = Self { long: FxHashMap::default(), of: BTreeMap::new() };
        for ((class, short), long) in &table.explained {
            if *class == Class::Role
                && let Some(name) = long.first().filter(|_| long.len() == 1)
            {
                offices.long.insert(short, name);
            }
        }
        for local in &table.locals {
            for cluster in local.clusters.iter().filter(|cluster| cluster.class == Class::Role) {
                let (title, of) = office::parts(local.text(cluster.key));
                if !of.is_empty() {
                    offices.of.entry(offices.in_full(title)).or_default().insert(of);
                }
            }
        }
        offices
    }

    fn in_full(&self, title: &'a str) -> &'a str {
        self.long.get(title).copied().unwrap_or(title)
    }

    /// The key of an office whose name begins with its place, where another document has the same office and place:
    /// `Kent Sheriff` and `Sheriff of Kent`.
    fn placed(&self, name: &str) -> Option<String> {
        let name = Folded::of(name, Hyphen::Parts);
        (1..name.len()).rev().find_map(|cut| {
            let title = Office::from_parts(&name, cut..name.len(), 0..0).title_key();
            let title = self.long.get(title.as_str()).copied().unwrap_or(&title);
            let of = name.key_of(0..cut);
            self.of.get(title)?.contains(of.as_str()).then(|| office::key(title, &of))
        })
    }

    /// The key of an office named in a document, and whether its place follows from the document only. `spoken` is kept
    /// from one office of the document to the next.
    pub(super) fn key(
        &self,
        local: &'a Local,
        cluster: &Cluster,
        spoken: &mut Option<Spoken<'a>>,
    ) -> (Cow<'a, str>, bool) {
        let own = local.text(cluster.key);
        let (title, of) = office::parts(own);
        let full = self.in_full(title);
        if of.is_empty()
            && let Some(key) = self.placed(local.text(cluster.name))
        {
            return (key.into(), false);
        }
        if of.is_empty()
            && let Some(places) = self.of.get(full)
            && let Some(of) = spoken.get_or_insert_with(|| Spoken::read(self, local)).place(full, places)
        {
            return (office::key(full, of).into(), true);
        }
        if full == title { (own.into(), false) } else { (office::key(full, of).into(), false) }
    }
}

/// What a document speaks of, as far as offices are concerned.
pub(super) struct Spoken<'a> {
    /// How often it names each place and body, without what makes a body of a place.
    places: FxHashMap<String, u32>,
    most: u32,
    /// The titles it names with their place.
    titles: BTreeSet<&'a str>,
}

impl<'a> Spoken<'a> {
    fn read(offices: &Offices<'a>, local: &'a Local) -> Self {
        let mut spoken = Self { places: FxHashMap::default(), most: 0, titles: BTreeSet::new() };
        for cluster in &local.clusters {
            match cluster.class {
                Class::Place | Class::Body => {
                    let name = Folded::of(local.text(cluster.name), Hyphen::Parts);
                    *spoken.places.entry(jurisdiction(&name, 0..name.len())).or_default() += cluster.count;
                }
                Class::Role => {
                    let (title, of) = office::parts(local.text(cluster.key));
                    if !of.is_empty() {
                        spoken.titles.insert(offices.in_full(title));
                    }
                }
                _ => {}
            }
        }
        spoken.most = spoken.places.values().copied().max().unwrap_or(0);
        spoken
    }

    /// The one of `places` that the document speaks of most, if it is among what the document speaks of most at all.
    /// Where the document itself names such an office with its place, it has had its say.
    fn place(&self, title: &str, places: &BTreeSet<&'a str>) -> Option<&'a str> {
        if self.titles.contains(title) {
            return None;
        }
        let count = |place: &&str| self.places.get(*place).copied().unwrap_or(0);
        let best = places.iter().copied().max_by_key(count)?;
        let alone = places.iter().filter(|place| count(place) == count(&best)).count() == 1;
        (alone && count(&best) > 0 && count(&best) * 2 >= self.most).then_some(best)
    }
}
