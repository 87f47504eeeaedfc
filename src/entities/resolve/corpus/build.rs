//! The table of names, with its links followed, made into entities.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::super::document::better;
use super::super::entities::{Alias, Entity, EntityKey, Occurrence};
use super::super::reason::{How, Reason};
use super::super::titles::Titles;
use super::table::{Table, commonest, count};
use crate::entities::Kind;

/// The entities of the corpus, in the order of their names.
pub(super) fn entities(table: &Table<'_>) -> Vec<Entity> {
    let roots: Vec<u32> = (0..table.heads.len() as u32).map(|head| table.root(head)).collect();
    let groups = groups(table, &roots);
    let mut entities = Vec::new();
    for (root, groups) in groups.iter().enumerate().filter(|(_, groups)| !groups.is_empty()) {
        entities.push(entity(table, root as u32, groups));
    }
    entities
}

/// The groups of each root, as document and index, in the order of the documents.
fn groups(table: &Table<'_>, roots: &[u32]) -> Vec<Vec<(u32, u32)>> {
    let mut groups: Vec<Vec<(u32, u32)>> = vec![Vec::new(); table.heads.len()];
    for (document, heads) in table.head_of.iter().enumerate() {
        for (at, head) in heads.iter().enumerate() {
            groups[roots[*head as usize] as usize].push((document as u32, at as u32));
        }
    }
    groups
}

fn entity(table: &Table<'_>, root: u32, groups: &[(u32, u32)]) -> Entity {
    let head = &table.heads[root as usize];
    let name: Arc<str> = head.name().into();
    let mut building =
        Building { table, name: &name, aliases: FxHashMap::default(), reasons: FxHashMap::default() };
    let mut occurrences: Vec<Occurrence> = Vec::new();
    let mut kinds: Vec<(&Kind, usize)> = Vec::new();
    let mut seen: Vec<u32> = Vec::new();
    for (document, at) in groups {
        building.add(*document, *at, &mut occurrences);
        let own = table.head_of[*document as usize][*at as usize];
        if seen.last() != Some(&own) {
            seen.push(own);
        }
    }
    seen.sort_unstable();
    seen.dedup();
    let mut titles = Titles::default();
    for own in seen {
        titles = titles.and(table.heads[own as usize].titles);
        for (kind, times) in table.heads[own as usize].kinds() {
            count(&mut kinds, *kind, *times);
        }
    }
    occurrences.sort_unstable();
    let (aliases, reasons) = building.finish(&mut occurrences);
    let kind = commonest(&kinds).cloned().unwrap_or(Kind::Organisation);
    let key = EntityKey::from_key(head.class, &head.key);
    Entity { titles, aliases, reasons, occurrences, ..Entity::new(key, kind, name) }
}

/// The spellings and reasons of an entity while its mentions are gathered.
struct Building<'t> {
    table: &'t Table<'t>,
    name: &'t Arc<str>,
    aliases: FxHashMap<&'t str, (u32, u32)>,
    reasons: FxHashMap<(How, &'t str, bool), u32>,
}

impl Building<'_> {
    fn add(&mut self, document: u32, at: u32, occurrences: &mut Vec<Occurrence>) {
        let local = self.table.locals[document as usize];
        let cluster = &local.clusters[at as usize];
        let own = self.table.head_of[document as usize][at as usize];
        let moved = self.table.moved.get(&(document, at)).copied();
        let linked = moved.or(self.table.heads[own as usize].up.map(|link| link.how));
        for strand in local.strands(cluster) {
            let text = local.text(strand.spelling);
            // A mention that bears its group's own name is linked for the reason the group is.
            let (how, to, here) = match (strand.how, linked) {
                (How::SameName | How::SameValue, Some(how)) => (how, &**self.name, false),
                // That it is the same name needs no name to be said.
                (How::SameName, None) => (How::SameName, &**self.name, true),
                (how, _) => (how, local.text(strand.to), true),
            };
            let next = self.reasons.len() as u32;
            let reason = *self.reasons.entry((how, to, here)).or_insert(next);
            let next = self.aliases.len() as u32;
            let members = local.members(strand);
            let (alias, count) = self.aliases.entry(text).or_insert((next, 0));
            *count += members.len() as u32;
            let alias = *alias;
            occurrences.extend(members.iter().map(|mention| Occurrence {
                document,
                mention: *mention,
                alias,
                reason,
            }));
        }
    }

    /// Aliases and reasons in their final order; the occurrences' indices follow.
    fn finish(self, occurrences: &mut [Occurrence]) -> (Vec<Alias>, Vec<Reason>) {
        let mut aliases: Vec<(&str, u32, u32)> =
            self.aliases.into_iter().map(|(text, (at, count))| (text, at, count)).collect();
        aliases.sort_unstable_by(|a, b| better(b.0, b.2 as usize, a.0, a.2 as usize));
        let mut reasons: Vec<((How, &str, bool), u32)> = self.reasons.into_iter().collect();
        reasons.sort_unstable();
        let mut alias_place = vec![0u32; aliases.len()];
        for (new, (_, old, _)) in aliases.iter().enumerate() {
            alias_place[*old as usize] = new as u32;
        }
        let mut reason_place = vec![0u32; reasons.len()];
        for (new, (_, old)) in reasons.iter().enumerate() {
            reason_place[*old as usize] = new as u32;
        }
        for occurrence in occurrences {
            occurrence.alias = alias_place[occurrence.alias as usize];
            occurrence.reason = reason_place[occurrence.reason as usize];
        }
        (
            aliases.into_iter().map(|(text, _, count)| Alias { text: text.into(), count }).collect(),
            reasons.into_iter().map(|((how, to, here), _)| Reason { how, to: to.into(), here }).collect(),
        )
    }
}
