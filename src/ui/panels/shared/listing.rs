//! What a line of the list stands for.

use crate::project::DocumentId;
use std::borrow::Cow;

use crate::workbench::{SharedLine, SharedPlaces, Workbench};

/// The cluster of the passage; none for a pair of documents.
pub(super) fn cluster_of(line: &SharedLine, bench: &Workbench) -> Option<usize> {
    let passage = match line {
        SharedLine::Pair { .. } | SharedLine::Statement { .. } => return None,
        SharedLine::Cluster { cluster, .. } => return Some(*cluster),
        SharedLine::Passage(passage) | SharedLine::Place { shown_by: passage, .. } => *passage,
    };
    bench.comparison().passages().get(passage).map(|passage| passage.cluster as usize)
}

/// The places that a click shows.
pub(super) fn places_of(line: &SharedLine, bench: &Workbench) -> Option<SharedPlaces> {
    let comparison = bench.comparison();
    match line {
        SharedLine::Pair { first, .. } | SharedLine::Cluster { first, .. } => comparison.places(*first),
        SharedLine::Passage(passage) => comparison.places(*passage),
        SharedLine::Statement { statement, is_first } => {
            let places = bench.statements()?.list.get(*statement)?.places;
            Some(if *is_first { places } else { places.turned() })
        }
        SharedLine::Place { place, shown_by } => {
            let places = comparison.places(*shown_by)?;
            let document = comparison.document(place.document)?;
            Some(places.from(document))
        }
    }
}

/// The title of a document.
pub(super) fn title(bench: &Workbench, document: DocumentId) -> Cow<'_, str> {
    bench.title(document).unwrap_or_default()
}
