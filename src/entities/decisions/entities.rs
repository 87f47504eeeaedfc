//! Decisions applied to the entities of a corpus, once it is known who is who.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::sync::Arc;

use rayon::prelude::*;

use super::spoken::{Spoken, of_any};
use super::tidy::tidy;
use super::{Named, Report, Ruled, Ruling, Rulings};
use crate::entities::Kind;
use crate::entities::resolve::{Alias, Class, Entities, Entity, EntityKey, How, Occurrence, Reason, key};

/// The entities as the researcher decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled<D> {
    /// The entities.
    pub entities: Entities<D>,
    /// Pairs of entities that are not the same, the smaller key first.
    pub dismissed: HashSet<(EntityKey, EntityKey)>,
}

/// A mention, as document and index.
type Place = (u32, u32);

impl<D: Copy + Ord + Eq + Hash> Rulings<'_, D> {
    /// Applies what concerns entities to what was resolved from the mentions that [`Rulings::on_mentions`] gave. `ruled` is
    /// what it gave, in any order; `report` takes in what acted, of mentions and of entities.
    pub fn on_entities(
        &self,
        entities: Entities<D>,
        ruled: &[(D, &Ruled)],
        report: &mut Report,
    ) -> Settled<D> {
        let given = given(&entities, ruled);
        for (_, ruled) in ruled {
            report.take_in(ruled);
        }
        let counts = entities.mention_counts();
        let mut work = Work::new(&entities, self.decisions, &given);
        let (documents, entities, by_key) = entities.into_parts();
        (work.entities, work.by_key) = (entities, by_key);
        for (at, decision) in self.decisions.iter().enumerate() {
            let places = given.get(&(at as u32)).map_or(&[][..], Vec::as_slice);
            if work.apply(decision, places) {
                report.count(at as u32);
            }
        }
        work.finish(documents, &counts)
    }
}

/// The mentions that decisions gave to entities, by decision.
fn given<D: Copy + Ord>(entities: &Entities<D>, ruled: &[(D, &Ruled)]) -> HashMap<u32, Vec<Place>> {
    let mut given: HashMap<u32, Vec<Place>> = HashMap::new();
    for (document, ruled) in ruled {
        let Ok(at) = entities.documents.binary_search(document) else { continue };
        for (decision, mention) in &ruled.given {
            given.entry(*decision).or_default().push((at as u32, *mention));
        }
    }
    for places in given.values_mut() {
        places.sort_unstable();
    }
    given
}

/// The entities while decisions are applied.
struct Work {
    entities: Vec<Entity>,
    by_key: HashMap<EntityKey, u32>,
    gone: HashSet<u32>,
    /// The entities that have a name which some decision speaks of, by class and folded name.
    named: HashMap<(Class, String), Vec<u32>>,
    /// The entities, of whatever kind, that were found under a name which some decision speaks of.
    of_any_kind: HashMap<String, Vec<u32>>,
    /// Names that decisions speak of: only these are ever looked up.
    spoken: Spoken,
    /// Where a mention is that decisions move, and how it is written.
    owner: HashMap<Place, (u32, Arc<str>)>,
    dismissed: Vec<(u32, u32)>,
}

impl Work {
    fn new<D: Copy + Ord>(
        entities: &Entities<D>,
        decisions: &[Ruling<D>],
        given: &HashMap<u32, Vec<Place>>,
    ) -> Self {
        let spoken = Spoken::of(decisions);
        let mut named: HashMap<(Class, String), Vec<u32>> = HashMap::new();
        let mut of_any_kind: HashMap<String, Vec<u32>> = HashMap::new();
        // Every spelling has to be folded to know whether it is spoken of; `None` is for any class.
        let found: Vec<(u32, Option<Class>, String)> = if spoken.is_empty() {
            Vec::new()
        } else {
            let names = |(at, entity): (usize, &Entity)| {
                let class = Class::of(&entity.kind);
                let own = keys(entity, |name| key(&entity.kind, name));
                let own =
                    own.into_iter().filter(|key| spoken.has(key)).map(|key| (at as u32, Some(class), key));
                let any = Some(of_any(&entity.name)).filter(|key| spoken.has_of_any(key));
                let any = any.map(|key| (at as u32, None, key));
                own.chain(any).collect::<Vec<_>>()
            };
            entities.entities.par_iter().enumerate().flat_map_iter(names).collect()
        };
        for (at, class, key) in found {
            match class {
                Some(class) => named.entry((class, key)).or_default().push(at),
                None => of_any_kind.entry(key).or_default().push(at),
            }
        }
        let mut owner = HashMap::new();
        for place in given.values().flatten() {
            if let Some((at, text)) = entities.owner(place.0, place.1) {
                owner.insert(*place, (at, Arc::clone(text)));
            }
        }
        Self {
            entities: Vec::new(),
            by_key: HashMap::new(),
            gone: HashSet::new(),
            named,
            of_any_kind,
            spoken,
            owner,
            dismissed: Vec::new(),
        }
    }

    /// Applies one decision; true when it had something to act on beyond mentions.
    fn apply<D>(&mut self, decision: &Ruling<D>, places: &[Place]) -> bool {
        match decision {
            Ruling::Merge { from, into } => {
                let (Some(from), Some(into)) = (self.find(from), self.find(into)) else {
                    return false;
                };
                self.merge(from, into)
            }
            Ruling::Split { into, .. } => {
                self.give(places, into);
                false
            }
            Ruling::AddMention { kind, entity, .. } | Ruling::AddWording { kind, entity, .. } => {
                match entity {
                    Some(name) => self.give(places, &Named { kind: kind.clone(), name: name.clone() }),
                    None => self.restore(places, kind),
                }
                false
            }
            Ruling::RetypeMention { kind, .. } => {
                self.restore(places, kind);
                false
            }
            Ruling::Rename { entity, name } => self.find_to_keep(entity).is_some_and(|at| {
                self.entities[at as usize].name = name.as_str().into();
                self.learn(at);
                true
            }),
            Ruling::RetypeEntity { entity, kind } => self.find_to_keep(entity).is_some_and(|at| {
                self.entities[at as usize].kind = kind.clone();
                self.learn(at);
                true
            }),
            Ruling::RejectEntity { entity } => self.find(entity).is_some_and(|at| self.gone.insert(at)),
            Ruling::Dismiss { one, other } => match (self.find(one), self.find(other)) {
                (Some(one), Some(other)) if one != other => {
                    self.dismissed.push((one, other));
                    true
                }
                _ => false,
            },
            Ruling::RejectMention { .. } | Ruling::RejectWording { .. } => false,
        }
    }

    /// The entity a decision speaks of: the one of this kind and name; or, where no entity of the kind has ever had the name, the
    /// only one of another kind that is called so, since what one version of a recogniser takes for a person is a body to the next.
    /// A single word is not enough for that: where the person Hull is in no document now, the town is not to go.
    fn find(&self, name: &Named) -> Option<u32> {
        let is_telling = name.name.split_whitespace().nth(1).is_some();
        self.find_as(name, false).or_else(|| self.find_of_other_kind(name).filter(|_| is_telling))
    }

    /// The same for a decision that takes no entity away.
    fn find_to_keep(&self, name: &Named) -> Option<u32> {
        self.find_as(name, false).or_else(|| self.find_of_other_kind(name))
    }

    fn find_of_other_kind(&self, name: &Named) -> Option<u32> {
        if self.named.contains_key(&(Class::of(&name.kind), key(&name.kind, &name.name))) {
            return None;
        }
        let named = self.of_any_kind.get(&of_any(&name.name))?;
        let mut left = named.iter().copied().filter(|at| !self.gone.contains(at));
        left.next().filter(|_| left.next().is_none())
    }

    /// The entity of this name; `shown` when it must be its fullest name or the one it is shown under.
    fn find_as(&self, name: &Named, shown: bool) -> Option<u32> {
        let (class, folded) = (Class::of(&name.kind), key(&name.kind, &name.name));
        let known = EntityKey::of(&name.kind, &name.name);
        let rank = |at: &u32| {
            let entity = &self.entities[*at as usize];
            let is_shown = key(&entity.kind, &entity.name) == folded || *entity.name == *name.name;
            let count = entity
                .aliases
                .iter()
                .filter(|alias| key(&entity.kind, &alias.text) == folded)
                .map(|alias| alias.count)
                .sum::<u32>();
            (entity.key == known, is_shown, count, std::cmp::Reverse(entity.key))
        };
        let fits =
            |at: &&u32| !self.gone.contains(*at) && Class::of(&self.entities[**at as usize].kind) == class;
        let named = self.named.get(&(class, folded.clone())).map_or(&[][..], Vec::as_slice);
        let best = named.iter().filter(fits).map(|at| (rank(at), *at)).max()?;
        let ((by_key, is_shown, ..), at) = best;
        (!shown || by_key || is_shown).then_some(at)
    }

    /// Notes under which names that decisions speak of an entity can be found now.
    fn learn(&mut self, at: u32) {
        let entity = &self.entities[at as usize];
        let class = Class::of(&entity.kind);
        for key in keys(entity, |name| key(&entity.kind, name)) {
            if self.spoken.has(&key) {
                let named = self.named.entry((class, key)).or_default();
                if !named.contains(&at) {
                    named.push(at);
                }
            }
        }
    }

    fn merge(&mut self, from: u32, into: u32) -> bool {
        if from == into {
            return false;
        }
        let occurrences = std::mem::take(&mut self.entities[from as usize].occurrences);
        let aliases = std::mem::take(&mut self.entities[from as usize].aliases);
        let moved: Vec<(Place, Arc<str>)> = occurrences
            .iter()
            .filter_map(|one| {
                let alias = aliases.get(one.alias as usize)?;
                Some(((one.document, one.mention), Arc::clone(&alias.text)))
            })
            .collect();
        self.put(into, &moved);
        let titles = self.entities[from as usize].titles;
        self.entities[into as usize].titles = self.entities[into as usize].titles.and(titles);
        self.gone.insert(from);
        // Whatever was known by its names is now part of the other.
        for named in self.named.values_mut() {
            if named.contains(&from) && !named.contains(&into) {
                named.push(into);
            }
        }
        self.learn(into);
        true
    }

    /// Gives mentions to the entity of this name, which comes into being where there is none.
    fn give(&mut self, places: &[Place], name: &Named) {
        if places.is_empty() {
            return;
        }
        let into = self.find_as(name, true).unwrap_or_else(|| self.make(name));
        let moved = self.take(places, into);
        self.put(into, &moved);
        self.learn(into);
    }

    /// Brings back mentions that an earlier decision rejected along with their entity.
    fn restore(&mut self, places: &[Place], kind: &Kind) {
        for place in places {
            if let Some((owner, text)) = self.owner.get(place).cloned()
                && self.gone.contains(&owner)
            {
                self.give(&[*place], &Named { kind: kind.clone(), name: text.to_string() });
            }
        }
    }

    /// Takes mentions away from the entities that have them now.
    fn take(&mut self, places: &[Place], into: u32) -> Vec<(Place, Arc<str>)> {
        let mut from: HashMap<u32, HashSet<Place>> = HashMap::new();
        let mut moved = Vec::new();
        for place in places {
            if let Some((owner, text)) = self.owner.get(place)
                && (*owner != into)
            {
                from.entry(*owner).or_default().insert(*place);
                moved.push((*place, Arc::clone(text)));
            }
        }
        for (owner, places) in from {
            self.entities[owner as usize]
                .occurrences
                .retain(|one| !places.contains(&(one.document, one.mention)));
        }
        moved
    }

    /// Puts mentions into an entity, because it was decided.
    fn put(&mut self, into: u32, moved: &[(Place, Arc<str>)]) {
        let entity = &mut self.entities[into as usize];
        let reason = Reason { how: How::Decided, to: Arc::clone(&entity.name), here: true };
        let reason = entity.reasons.iter().position(|known| known.how == How::Decided).unwrap_or_else(|| {
            entity.reasons.push(reason);
            entity.reasons.len() - 1
        });
        let mut aliases: HashMap<Arc<str>, u32> = entity
            .aliases
            .iter()
            .enumerate()
            .map(|(at, alias)| (Arc::clone(&alias.text), at as u32))
            .collect();
        for ((document, mention), text) in moved {
            let alias = *aliases.entry(Arc::clone(text)).or_insert_with(|| {
                entity.aliases.push(Alias { text: Arc::clone(text), count: 0 });
                (entity.aliases.len() - 1) as u32
            });
            entity.occurrences.push(Occurrence {
                document: *document,
                mention: *mention,
                alias,
                reason: reason as u32,
            });
            if let Some(owner) = self.owner.get_mut(&(*document, *mention)) {
                owner.0 = into;
            }
        }
    }

    /// A new entity without mentions.
    fn make(&mut self, name: &Named) -> u32 {
        let at = self.entities.len() as u32;
        let mut key = EntityKey::of(&name.kind, &name.name);
        // A key is taken as long as the entity that has it is there.
        while self.by_key.get(&key).is_some_and(|other| !self.gone.contains(other)) {
            key = key.next();
        }
        self.by_key.insert(key, at);
        self.entities.push(Entity::new(key, name.kind.clone(), name.name.as_str().into()));
        self.learn(at);
        at
    }

    fn finish<D: Copy + Ord>(self, documents: Vec<D>, counts: &[usize]) -> Settled<D> {
        let Self { mut entities, gone, dismissed, .. } = self;
        let dismissed = dismissed
            .into_iter()
            .filter(|(one, other)| !gone.contains(one) && !gone.contains(other))
            .map(|(one, other)| {
                let (one, other) = (entities[one as usize].key, entities[other as usize].key);
                (one.min(other), one.max(other))
            })
            .collect();
        for at in gone {
            entities[at as usize].occurrences.clear();
        }
        for entity in &mut entities {
            tidy(entity);
        }
        Settled { entities: Entities::new(documents, counts, entities), dismissed }
    }
}

/// The folded forms of all names of an entity.
fn keys(entity: &Entity, fold: impl Fn(&str) -> String) -> Vec<String> {
    let mut keys: Vec<String> = std::iter::once(&entity.name)
        .chain(entity.aliases.iter().map(|alias| &alias.text))
        .map(|name| fold(name))
        .collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}
