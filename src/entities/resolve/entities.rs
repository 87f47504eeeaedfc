//! What comes out of resolution: the entities of a corpus, and which mention names which of them.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::class::{self, Class};
use super::reason::Reason;
use super::titles::Titles;
use crate::entities::Kind;

/// No entity.
pub(super) const NONE: u32 = u32::MAX;

/// By what an entity is known from one resolution to the next: 128 bits derived from its kind and its fullest name.
///
/// The same documents give the same keys in any order, in any run. When documents come or go, an entity keeps its key as
/// long as its fullest name stays the same, however many mentions it gains; it gets another when a fuller name turns up
/// (`Coppinger` becomes `Barry Coppinger`) or when a short form can no longer be told to be its own. Organisation and
/// programme count as one kind here, so a key does not depend on which of the two was marked more often. Decisions
/// of the researcher do not use keys but names (see [`crate::entities::decisions`]), which survive that as well; they
/// change no key: a renamed entity, and one that others were merged into, keeps its own.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntityKey(u128);

impl EntityKey {
    /// The key of an entity of this kind with this fullest name.
    pub fn of(kind: &Kind, name: &str) -> Self {
        Self::from_key(Class::of(kind), &class::key(kind, name))
    }

    /// The key of an entity of a class, by the folded form of its name.
    pub(super) fn from_key(class: Class, key: &str) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(format!("{class:?}\0").as_bytes());
        hasher.update(key.as_bytes());
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
        Self(u128::from_be_bytes(bytes))
    }

    /// Another key, for an entity whose own is taken.
    pub(crate) fn next(self) -> Self {
        Self::from_key(Class::Own, &self.to_string())
    }

    /// The bits.
    pub fn as_u128(self) -> u128 {
        self.0
    }
}

impl fmt::Display for EntityKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl fmt::Debug for EntityKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EntityKey({self})")
    }
}

impl FromStr for EntityKey {
    type Err = std::num::ParseIntError;

    fn from_str(digits: &str) -> Result<Self, Self::Err> {
        u128::from_str_radix(digits, 16).map(Self)
    }
}

impl Serialize for EntityKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for EntityKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// One way in which an entity is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alias {
    /// The words, with single spaces.
    pub text: Arc<str>,
    /// How many mentions are written so.
    pub count: u32,
}

/// One mention of an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Occurrence {
    /// The document, as an index into [`Entities::documents`].
    pub document: u32,
    /// The mention, as an index into those of the document.
    pub mention: u32,
    /// How it is written, as an index into [`Entity::aliases`].
    pub alias: u32,
    /// Why it is linked, as an index into [`Entity::reasons`].
    pub reason: u32,
}

/// One thing that is named, with all its mentions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// By what it is known.
    pub key: EntityKey,
    /// What it is.
    pub kind: Kind,
    /// Its name: the fullest there is, in its commonest spelling, or what the researcher calls it.
    pub name: Arc<str>,
    /// What titles before its mentions say of a person.
    pub(crate) titles: Titles,
    /// How it is written, the commonest first.
    pub aliases: Vec<Alias>,
    /// Why its mentions are linked, each reason once.
    pub reasons: Vec<Reason>,
    /// Its mentions by document and place.
    pub occurrences: Vec<Occurrence>,
}

impl Entity {
    /// An entity without mentions.
    pub(crate) fn new(key: EntityKey, kind: Kind, name: Arc<str>) -> Self {
        Self {
            key,
            kind,
            name,
            titles: Titles::default(),
            aliases: Vec::new(),
            reasons: Vec::new(),
            occurrences: Vec::new(),
        }
    }

    /// Why a mention of it is linked.
    pub fn reason(&self, occurrence: Occurrence) -> Option<&Reason> {
        self.reasons.get(occurrence.reason as usize)
    }

    /// In how many documents it is named.
    pub fn document_count(&self) -> usize {
        self.occurrences.chunk_by(|a, b| a.document == b.document).count()
    }
}

/// The entities of a corpus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entities<D> {
    /// The documents in order.
    pub documents: Vec<D>,
    /// The entities, those with most mentions first, those with as many by name.
    pub entities: Vec<Entity>,
    /// For each document and mention the entity; [`NONE`] where there is none.
    owners: Vec<Box<[u32]>>,
    by_key: HashMap<EntityKey, u32>,
}

impl<D: Copy + Ord> Entities<D> {
    /// Puts entities in order and notes which mention names which. `mentions` says how many each document has.
    pub(crate) fn new(documents: Vec<D>, mentions: &[usize], mut entities: Vec<Entity>) -> Self {
        entities.retain(|entity| !entity.occurrences.is_empty());
        entities.sort_by(|a, b| {
            (b.occurrences.len().cmp(&a.occurrences.len()))
                .then_with(|| a.name.cmp(&b.name))
                .then_with(|| a.key.cmp(&b.key))
        });
        let mut owners: Vec<Box<[u32]>> =
            mentions.iter().map(|count| vec![NONE; *count].into_boxed_slice()).collect();
        let mut by_key = HashMap::with_capacity(entities.len());
        for (at, entity) in entities.iter().enumerate() {
            by_key.insert(entity.key, at as u32);
            for occurrence in &entity.occurrences {
                let owner = owners
                    .get_mut(occurrence.document as usize)
                    .and_then(|owners| owners.get_mut(occurrence.mention as usize));
                if let Some(owner) = owner {
                    *owner = at as u32;
                }
            }
        }
        Self { documents, entities, owners, by_key }
    }

    /// No entities of no documents.
    pub fn none() -> Self {
        Self::new(Vec::new(), &[], Vec::new())
    }

    /// The documents, the entities, and where each key is among them.
    pub(crate) fn into_parts(self) -> (Vec<D>, Vec<Entity>, HashMap<EntityKey, u32>) {
        (self.documents, self.entities, self.by_key)
    }

    /// The entity of a mention and how it is written there, by the index of the document.
    pub(crate) fn owner(&self, document: u32, mention: u32) -> Option<(u32, &Arc<str>)> {
        let at = *self.owners.get(document as usize)?.get(mention as usize)?;
        let entity = self.entities.get(at as usize)?;
        let found = entity.occurrences.binary_search_by_key(&(document, mention), |occurrence| {
            (occurrence.document, occurrence.mention)
        });
        let alias = entity.occurrences.get(found.ok()?)?.alias;
        Some((at, &entity.aliases.get(alias as usize)?.text))
    }

    /// How many mentions each document has.
    pub(crate) fn mention_counts(&self) -> Vec<usize> {
        self.owners.iter().map(|owners| owners.len()).collect()
    }

    /// The entity of this key.
    pub fn get(&self, key: EntityKey) -> Option<&Entity> {
        self.entities.get(*self.by_key.get(&key)? as usize)
    }

    /// The entity that a mention of a document names; `None` when it was rejected or does not fit its text.
    pub fn named_by(&self, document: D, mention: usize) -> Option<&Entity> {
        let document = self.documents.binary_search(&document).ok()?;
        self.entities.get(*self.owners.get(document)?.get(mention)? as usize)
    }

    /// Why a mention of a document names its entity.
    pub fn reason(&self, document: D, mention: usize) -> Option<&Reason> {
        let entity = self.named_by(document, mention)?;
        let place = (self.documents.binary_search(&document).ok()? as u32, mention as u32);
        let at = entity
            .occurrences
            .binary_search_by_key(&place, |occurrence| (occurrence.document, occurrence.mention))
            .ok()?;
        entity.reason(entity.occurrences[at])
    }

    /// The document of an occurrence.
    pub fn document(&self, occurrence: Occurrence) -> Option<D> {
        self.documents.get(occurrence.document as usize).copied()
    }
}
