//! The names of a corpus, each once, with how often and how they are written.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::super::class::{Class, PART};
use super::super::document::{Cluster, Local, better};
use super::super::office;
use super::super::person::Person;
use super::super::reason::How;
use super::super::titles::Titles;
use super::offices;
use crate::entities::Kind;

/// A link between two names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Link {
    pub to: u32,
    pub how: How,
}

/// A name of the corpus.
pub(super) struct Head<'a> {
    pub class: Class,
    pub key: Cow<'a, str>,
    /// How its documents write it in full, with the number of mentions.
    names: Vec<(&'a str, usize)>,
    kinds: Vec<(&'a Kind, usize)>,
    pub count: usize,
    /// How many mentions are written so, and are no short forms of it.
    pub written: usize,
    /// What titles say of a person.
    pub titles: Titles,
    pub up: Option<Link>,
}

/// All names of a corpus.
pub(super) struct Table<'a> {
    pub locals: Vec<&'a Local>,
    /// In the order of class and key.
    pub heads: Vec<Head<'a>>,
    /// For each document the head of each of its groups.
    pub head_of: Vec<Vec<u32>>,
    /// Groups whose head is not their own name's, because of what else their document says.
    pub moved: FxHashMap<(u32, u32), How>,
    /// Acronyms explained in some document, with the keys of what they stand for.
    pub explained: BTreeMap<(Class, &'a str), BTreeSet<&'a str>>,
}

impl<'a> Table<'a> {
    /// Reads the groups of all documents.
    pub(super) fn read(locals: &[&'a Local]) -> Self {
        let mut table = Self {
            locals: locals.to_vec(),
            heads: Vec::new(),
            head_of: Vec::with_capacity(locals.len()),
            moved: FxHashMap::default(),
            explained: BTreeMap::new(),
        };
        for local in locals {
            for short in &local.short {
                let key = (short.class, local.text(short.acronym));
                table.explained.entry(key).or_default().insert(local.text(short.long));
            }
        }
        let offices = offices::Offices::read(&table);
        let mut by_key: FxHashMap<(Class, Cow<'a, str>), u32> = FxHashMap::default();
        for (nth, local) in locals.iter().enumerate() {
            let mut heads = Vec::with_capacity(local.clusters.len());
            let mut spoken = None;
            for (at, cluster) in local.clusters.iter().enumerate() {
                let (key, moved) = key_of(local, cluster, &offices, &mut spoken);
                if moved {
                    table.moved.insert((nth as u32, at as u32), How::Office);
                }
                let head = *by_key.entry((cluster.class, key)).or_insert_with_key(|(class, key)| {
                    table.heads.push(Head {
                        class: *class,
                        key: key.clone(),
                        names: Vec::new(),
                        kinds: Vec::new(),
                        count: 0,
                        written: 0,
                        titles: Titles::default(),
                        up: None,
                    });
                    (table.heads.len() - 1) as u32
                });
                table.heads[head as usize].add(local, cluster, moved);
                heads.push(head);
            }
            table.head_of.push(heads);
        }
        table.sort();
        table
    }

    /// Brings the heads into an order that does not depend on that of the documents.
    fn sort(&mut self) {
        let mut order: Vec<u32> = (0..self.heads.len() as u32).collect();
        order.sort_unstable_by(|a, b| {
            let (a, b) = (&self.heads[*a as usize], &self.heads[*b as usize]);
            a.class.cmp(&b.class).then_with(|| a.key.cmp(&b.key))
        });
        let mut place = vec![0u32; order.len()];
        for (new, old) in order.iter().enumerate() {
            place[*old as usize] = new as u32;
        }
        for head in self.head_of.iter_mut().flatten() {
            *head = place[*head as usize];
        }
        let mut heads: Vec<Option<Head<'a>>> =
            std::mem::take(&mut self.heads).into_iter().map(Some).collect();
        self.heads = order.iter().filter_map(|old| heads[*old as usize].take()).collect();
    }

    /// The head of a class and key.
    pub(super) fn known(&self, class: Class, key: &str) -> Option<u32> {
        let order = |head: &Head<'_>| head.class.cmp(&class).then_with(|| (*head.key).cmp(key));
        self.heads.binary_search_by(order).ok().map(|at| at as u32)
    }

    /// The heads of a class.
    pub(super) fn of_class(&self, class: Class) -> std::ops::Range<u32> {
        let from = self.heads.partition_point(|head| head.class < class);
        let to = self.heads.partition_point(|head| head.class <= class);
        from as u32..to as u32
    }

    /// Where the links of a head end.
    pub(super) fn root(&self, head: u32) -> u32 {
        let mut at = head;
        // Links never make a circle; the bound is for safety.
        for _ in 0..self.heads.len() {
            match self.heads[at as usize].up {
                Some(link) => at = link.to,
                None => return at,
            }
        }
        at
    }

    /// Makes `from` a form of `to`, unless it is linked already or that would make a circle.
    pub(super) fn link(&mut self, from: u32, to: u32, how: How) {
        let to = self.root(to);
        if self.heads[from as usize].up.is_none() && to != from {
            self.heads[from as usize].up = Some(Link { to, how });
        }
    }

    /// The one head that all of `heads` are forms of.
    pub(super) fn one_of(&self, heads: impl Iterator<Item = u32>) -> Option<u32> {
        let mut found = None;
        for head in heads {
            let root = self.root(head);
            match found {
                None => found = Some(root),
                Some(other) if other == root => {}
                Some(_) => return None,
            }
        }
        found
    }
}

/// What a group is known by in the corpus, and whether that is another name than its own.
fn key_of<'a>(
    local: &'a Local,
    cluster: &Cluster,
    offices: &offices::Offices<'a>,
    spoken: &mut Option<offices::Spoken<'a>>,
) -> (Cow<'a, str>, bool) {
    let own = local.text(cluster.key);
    match cluster.class {
        Class::Role => offices.key(local, cluster, spoken),
        // A surname alone is kept apart by what titles say of its bearer; a full name needs no such help.
        Class::Person => {
            let is_bare = || !own.contains(PART) && !Person::of(local.text(cluster.name)).is_full();
            let sign = cluster.titles.sign().filter(|_| is_bare());
            (sign.map_or(Cow::Borrowed(own), |sign| format!("{own}{PART}{sign}").into()), false)
        }
        _ => (Cow::Borrowed(own), false),
    }
}

impl<'a> Head<'a> {
    fn add(&mut self, local: &'a Local, cluster: &'a Cluster, moved: bool) {
        self.count += cluster.count as usize;
        self.written += cluster.written as usize;
        self.titles = self.titles.and(cluster.titles);
        count(&mut self.kinds, &cluster.kind, cluster.count as usize);
        // A bare office that its document's place decides does not name the office in full.
        if !moved {
            count(&mut self.names, local.text(cluster.name), cluster.count as usize);
        }
    }

    /// The name in its commonest spelling.
    pub(super) fn name(&self) -> &str {
        let (_, of) = office::parts(&self.key);
        let says_place = |name: &str| self.class == Class::Role && name.to_lowercase().contains(of);
        let order = |a: &&(&'a str, usize), b: &&(&'a str, usize)| -> Ordering {
            says_place(a.0).cmp(&says_place(b.0)).then_with(|| better(a.0, a.1, b.0, b.1))
        };
        self.names.iter().max_by(order).map_or(&*self.key, |(name, _)| name)
    }

    /// The commonest kind; of two as common, the first in order.
    pub(super) fn kinds(&self) -> &[(&'a Kind, usize)] {
        &self.kinds
    }

    /// True when both are of one kind most of the time.
    pub(super) fn is_of_kind_of(&self, other: &Self) -> bool {
        commonest(&self.kinds) == commonest(&other.kinds)
    }
}

/// The commonest of several kinds; of two as common, the first in order.
pub(super) fn commonest<'a>(kinds: &[(&'a Kind, usize)]) -> Option<&'a Kind> {
    kinds.iter().max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(a.0))).map(|(kind, _)| *kind)
}

/// Adds to the count of one of several things.
pub(super) fn count<T: PartialEq>(counts: &mut Vec<(T, usize)>, thing: T, more: usize) {
    match counts.iter_mut().find(|(known, _)| *known == thing) {
        Some((_, count)) => *count += more,
        None => counts.push((thing, more)),
    }
}
