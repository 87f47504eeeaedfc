//! The order in which the mentions of an entity are listed and gone through: documents by date and title, and within each
//! from its beginning to its end.

use std::collections::BTreeMap;

use crate::entities::resolve::{Entity, Occurrence};
use crate::project::DocumentId;
use crate::workbench::Workbench;

/// The mentions of an entity in the order in which they are gone through.
pub fn in_order(bench: &Workbench, entity: &Entity) -> Vec<Occurrence> {
    let entities = bench.entities();
    let documents = &bench.project().documents;
    let mut named: Vec<DocumentId> = entity
        .occurrences
        .chunk_by(|a, b| a.document == b.document)
        .filter_map(|same| entities.place(*same.first()?))
        .map(|place| place.document)
        .collect();
    named.sort_by_cached_key(|id| {
        let record = documents.get(id);
        let date = record.map(|record| record.attribute("date").to_owned()).unwrap_or_default();
        (date.is_empty(), date, record.map(|record| record.title.clone()))
    });
    let ranks: BTreeMap<DocumentId, usize> =
        named.into_iter().enumerate().map(|(rank, document)| (document, rank)).collect();
    let mut order: Vec<(usize, Occurrence)> = entity
        .occurrences
        .chunk_by(|a, b| a.document == b.document)
        .flat_map(|same| {
            let place = same.first().and_then(|first| entities.place(*first));
            let rank = place.and_then(|place| ranks.get(&place.document)).copied().unwrap_or(usize::MAX);
            same.iter().map(move |occurrence| (rank, *occurrence))
        })
        .collect();
    order.sort_unstable_by_key(|(rank, occurrence)| (*rank, occurrence.mention));
    order.into_iter().map(|(_, occurrence)| occurrence).collect()
}
