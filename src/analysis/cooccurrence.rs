//! Who is named together with whom: which entities stand in the same sentence, paragraph or document, and how often.
//!
//! [`count`] goes through the texts once and counts all three units at once, so that the unit can be changed without
//! counting anew. What an edge rests on is not kept but found again by [`Network::passages`], one passage after the
//! other. Nothing here chooses what is drawn ([`super::network`]) or where ([`super::network_layout`]).
//!
//! Bounds: with `n` entities (at most [`MOST_ENTITIES`], the greatest, by mentions; the others are counted as left out)
//! the pairs take 6 n² bytes in each thread, 6 MB at most, and 16 bytes are kept for each of their mentions, however
//! many there are. The time is that of reading the texts' sentences, and n²/2 steps for a document that names them all.

mod passages;
mod statistic;
mod units;

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

pub use passages::{Passage, Passages};
pub use statistic::log_likelihood;

use crate::entities::Kind;
use crate::entities::resolve::{Entities, Entity, EntityKey};
use crate::text::{Span, Text};
use units::Places;

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;

/// The most entities among which pairs are counted.
pub const MOST_ENTITIES: usize = 1000;

/// In what two entities stand together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unit {
    /// The same sentence.
    Sentence,
    /// The same paragraph.
    #[default]
    Paragraph,
    /// The same document.
    Document,
}

impl Unit {
    /// All units, the smallest first.
    pub const ALL: [Self; 3] = [Self::Sentence, Self::Paragraph, Self::Document];

    /// Its name in a sentence: `sentence`, or `sentences` for more or fewer than one.
    pub fn named(self, count: usize) -> &'static str {
        match (self, count) {
            (Self::Sentence, 1) => "sentence",
            (Self::Sentence, _) => "sentences",
            (Self::Paragraph, 1) => "paragraph",
            (Self::Paragraph, _) => "paragraphs",
            (Self::Document, 1) => "document",
            (Self::Document, _) => "documents",
        }
    }
}

/// By what pairs are ranked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Measure {
    /// In how many units both stand.
    #[default]
    Count,
    /// The signed log-likelihood ratio G² (see [`log_likelihood`]).
    LogLikelihood,
}

/// A number for each [`Unit`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PerUnit(pub [u32; 3]);

impl PerUnit {
    /// The number for this unit.
    pub fn of(self, unit: Unit) -> u32 {
        self.0[unit as usize]
    }
}

/// One mention of an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// The entity, as an index into those given to [`count`].
    pub entity: u32,
    /// The document, counted from 0.
    pub document: u32,
    /// Where in its text.
    pub span: Span,
}

/// What is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Kinds of entity that are not counted.
    pub without: BTreeSet<Kind>,
    /// How many entities are counted at most, the greatest; never more than [`MOST_ENTITIES`].
    pub most: usize,
}

impl Default for Choice {
    /// The 500 greatest of what has a name: no dates, sums, quantities and addresses.
    fn default() -> Self {
        Self { without: [Kind::Date, Kind::Money, Kind::Quantity, Kind::Contact].into(), most: 500 }
    }
}

/// One entity of the network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// By what it is known.
    pub key: EntityKey,
    /// Its name.
    pub name: Arc<str>,
    /// What it is.
    pub kind: Kind,
    /// How many mentions it has.
    pub mentions: u32,
    /// In how many units it is named.
    pub units: PerUnit,
}

/// Two entities that are named together at least once in some document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The one with more mentions, as an index into [`Network::nodes`].
    pub first: u32,
    /// The other.
    pub second: u32,
    /// In how many units both stand.
    pub together: PerUnit,
}

/// The entities of a corpus and how often each two of them are named together.
#[derive(Clone, Debug)]
pub struct Network {
    nodes: Vec<Node>,
    edges: Vec<Edge>,
    units: PerUnit,
    left_out: usize,
    places: Places,
}

impl Network {
    /// The entities, those with most mentions first.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The pairs, by their first and then their second entity.
    pub fn edges(&self) -> &[Edge] {
        &self.edges
    }

    /// How many units the texts have, those that name nobody too.
    pub fn units(&self) -> PerUnit {
        self.units
    }

    /// How many entities of the kinds asked for were not counted because others are greater.
    pub fn left_out(&self) -> usize {
        self.left_out
    }

    /// How strongly the entities of an edge belong together.
    pub fn score(&self, edge: &Edge, unit: Unit, measure: Measure) -> f64 {
        let together = edge.together.of(unit);
        match measure {
            Measure::Count => f64::from(together),
            Measure::LogLikelihood => {
                let units_of =
                    |node: u32| self.nodes.get(node as usize).map_or(0, |node| node.units.of(unit));
                log_likelihood(together, units_of(edge.first), units_of(edge.second), self.units.of(unit))
            }
        }
    }

    /// The edge between two entities, in either order.
    pub fn edge_between(&self, a: u32, b: u32) -> Option<&Edge> {
        let ends = (a.min(b), a.max(b));
        self.edges
            .binary_search_by_key(&ends, |edge| (edge.first, edge.second))
            .ok()
            .map(|at| &self.edges[at])
    }

    /// The node of this key.
    pub fn node_of(&self, key: EntityKey) -> Option<u32> {
        self.nodes.iter().position(|node| node.key == key).map(|at| at as u32)
    }

    /// The units in which both entities of an edge stand, found one by one in the order of the documents.
    ///
    /// `text_of` gives the text of a document; one that cannot be had is passed over.
    pub fn passages<T: Fn(u32) -> Option<Text>>(
        &self,
        edge: &Edge,
        unit: Unit,
        text_of: T,
    ) -> Passages<'_, T> {
        Passages::new(&self.places, edge, unit, text_of)
    }
}

/// The mentions of all entities of a corpus, as [`count`] wants them; `span_of` says where a mention stands, by the
/// indices of its document and of itself.
pub fn occurrences<'a, D>(
    entities: &'a Entities<D>,
    span_of: impl Fn(u32, u32) -> Option<Span> + Clone + 'a,
) -> impl Iterator<Item = Occurrence> + Clone + 'a {
    entities.entities.iter().zip(0u32..).flat_map(move |(entity, index)| {
        let span_of = span_of.clone();
        entity.occurrences.iter().filter_map(move |occurrence| {
            let span = span_of(occurrence.document, occurrence.mention)?;
            Some(Occurrence { entity: index, document: occurrence.document, span })
        })
    })
}

/// Counts which of the entities stand together in the texts of `documents` documents.
///
/// `text_of` gives the text of a document by its index; one that cannot be had counts as a document without sentences.
/// A mention stands where it begins; in page headers and footers, which repeat the same names on each page, it counts
/// for the document alone. Gives nothing when `stop` says so, which is asked for each document.
pub fn count(
    entities: &[Entity],
    occurrences: impl Iterator<Item = Occurrence> + Clone,
    documents: usize,
    text_of: &(dyn Fn(u32) -> Option<Text> + Sync),
    choice: &Choice,
    stop: &(dyn Fn() -> bool + Sync),
) -> Option<Network> {
    let (chosen, mentions, left_out) = greatest(entities, occurrences.clone(), choice);
    let index: FxHashMap<u32, u32> = chosen.iter().copied().zip(0..).collect();
    let places = Places::of(
        occurrences.filter_map(|occurrence| Some((*index.get(&occurrence.entity)?, occurrence))),
        documents,
    );
    // Not many more parts than threads: each has a table of all pairs.
    let part = (documents / (4 * rayon::current_num_threads())).max(8);
    let documents: Vec<u32> = (0..documents as u32).collect();
    let tally = documents
        .par_chunks(part)
        .map(|part| {
            let mut tally = units::Tally::new(chosen.len());
            for document in part {
                if stop() {
                    return None;
                }
                tally.add_document(places.in_document(*document), text_of(*document).as_ref());
            }
            Some(tally)
        })
        .try_reduce(|| units::Tally::new(chosen.len()), |one, other| Some(one.with(&other)))?;
    let nodes = chosen
        .iter()
        .zip(0..)
        .filter_map(|(entity, at)| {
            let entity = entities.get(*entity as usize)?;
            Some(Node {
                key: entity.key,
                name: entity.name.clone(),
                kind: entity.kind.clone(),
                mentions: *mentions.get(at)?,
                units: tally.of_node(at),
            })
        })
        .collect();
    Some(Network { nodes, edges: tally.edges(), units: tally.units(), left_out, places })
}

/// The entities to count, greatest first, how many mentions each has, and how many entities are left out.
fn greatest(
    entities: &[Entity],
    occurrences: impl Iterator<Item = Occurrence>,
    choice: &Choice,
) -> (Vec<u32>, Vec<u32>, usize) {
    let mut mentions = vec![0u32; entities.len()];
    for occurrence in occurrences {
        if let Some(count) = mentions.get_mut(occurrence.entity as usize) {
            *count += 1;
        }
    }
    let mut wanted: Vec<u32> = (0..entities.len() as u32)
        .filter(|at| mentions[*at as usize] > 0 && !choice.without.contains(&entities[*at as usize].kind))
        .collect();
    // By key where mentions are equal, so that the choice does not depend on the order they came in.
    wanted.sort_by_key(|at| (std::cmp::Reverse(mentions[*at as usize]), entities[*at as usize].key));
    let kept = wanted.len().min(choice.most).min(MOST_ENTITIES);
    let left_out = wanted.len() - kept;
    wanted.truncate(kept);
    let mentions = wanted.iter().map(|at| mentions[*at as usize]).collect();
    (wanted, mentions, left_out)
}
