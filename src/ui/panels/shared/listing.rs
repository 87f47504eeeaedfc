//! The lines of the list: pairs of documents with what they share, or passages with the places they stand in.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::compare::shared::{Pair, Place, SharedPassage};
use crate::project::DocumentId;
use crate::text::Span;
use crate::ui::screen::{ComparisonView, SharedGrouping, SharedOrder};
use crate::workbench::{SharedPlaces, Workbench};

/// One line.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Line {
    /// Two documents, or one that has passages twice; the first of their passages below it.
    Pair { pair: Pair, first: usize },
    /// A passage, an index into those of the comparison.
    Passage(usize),
    /// A passage in all its places, an index into the clusters; one of its pairs of places.
    Cluster { cluster: usize, first: usize },
    /// One side of a statement that may be made in other words elsewhere; which of both is first.
    Statement { statement: usize, is_first: bool },
    /// A place of the cluster above it, and the pair of places that shows it.
    Place { place: Place, shown_by: usize },
}

impl Line {
    /// The cluster of the passage; none for a pair of documents.
    pub fn cluster(&self, bench: &Workbench) -> Option<usize> {
        let passage = match self {
            Self::Pair { .. } | Self::Statement { .. } => return None,
            Self::Cluster { cluster, .. } => return Some(*cluster),
            Self::Passage(passage) | Self::Place { shown_by: passage, .. } => *passage,
        };
        bench.comparison().passages().get(passage).map(|passage| passage.cluster as usize)
    }

    /// The places that a click shows.
    pub fn places(&self, bench: &Workbench) -> Option<SharedPlaces> {
        let comparison = bench.comparison();
        match self {
            Self::Pair { first, .. } | Self::Cluster { first, .. } => comparison.places(*first),
            Self::Passage(passage) => comparison.places(*passage),
            Self::Statement { statement, is_first } => {
                let places = bench.statements()?.list.get(*statement)?.places;
                Some(if *is_first { places } else { places.turned() })
            }
            Self::Place { place, shown_by } => {
                let places = comparison.places(*shown_by)?;
                let document = comparison.document(place.document)?;
                Some(places.from(document))
            }
        }
    }
}

/// The passages that the view wants, those that say most first.
pub fn passages(bench: &Workbench, view: &ComparisonView) -> Vec<usize> {
    let wanted = Wanted::new(bench, view);
    (0..bench.comparison().passages().len()).filter(|index| wanted.admits(*index)).collect()
}

/// The lines as the view wants them.
pub(super) fn list(bench: &Workbench, view: &ComparisonView) -> Vec<Line> {
    if view.grouping == SharedGrouping::Statements {
        return statements(bench, view);
    }
    let passages = passages(bench, view);
    match view.grouping {
        SharedGrouping::Pairs => by_pair(bench, view, &passages),
        _ => by_cluster(bench, view, &passages),
    }
}

/// The statements that pass the filter, the likeliest first, each with its two sides.
fn statements(bench: &Workbench, view: &ComparisonView) -> Vec<Line> {
    let wanted = Wanted::new(bench, view);
    let Some(found) = bench.statements() else { return Vec::new() };
    let passes = |places: &SharedPlaces| wanted.typed.is_empty() || wanted.says([places.a, places.b]);
    let listed = found.list.iter().enumerate().filter(|(_, stated)| passes(&stated.places));
    listed
        .flat_map(|(statement, _)| [true, false].map(|is_first| Line::Statement { statement, is_first }))
        .collect()
}

/// What passes the filter.
struct Wanted<'a> {
    bench: &'a Workbench,
    view: &'a ComparisonView,
    typed: String,
}

impl<'a> Wanted<'a> {
    fn new(bench: &'a Workbench, view: &'a ComparisonView) -> Self {
        Self { bench, view, typed: view.filter.trim().to_lowercase() }
    }

    fn admits(&self, index: usize) -> bool {
        let comparison = self.bench.comparison();
        let passage = &comparison.passages()[index];
        if !self.view.shows(passage.kind) {
            return false;
        }
        if self.typed.is_empty() || passage.kind.name().contains(&self.typed) {
            return true;
        }
        self.says([passage.a, passage.b].into_iter().filter_map(|place| comparison.place(place)))
    }

    /// True when one of the places, or the title of its document, has what was typed in it.
    fn says(&self, places: impl IntoIterator<Item = (DocumentId, Span)>) -> bool {
        places.into_iter().any(|(document, span)| {
            let title = title(self.bench, document).to_lowercase();
            let says = || {
                self.bench.text(document).is_some_and(|text| {
                    let words = span.of(text.as_str()).unwrap_or_default().to_lowercase();
                    words.split_whitespace().collect::<Vec<_>>().join(" ").contains(&self.typed)
                })
            };
            title.contains(&self.typed) || says()
        })
    }
}

/// The title of a document.
pub(super) fn title(bench: &Workbench, document: DocumentId) -> &str {
    bench.project().documents.get(&document).map_or("", |record| record.title.as_str())
}

/// What a passage is ordered by.
fn order(view: &ComparisonView, passage: &SharedPassage) -> (u32, Reverse<u32>, Place) {
    match view.order {
        // As whole numbers, so that they can be sorted.
        SharedOrder::Differences => ((passage.similarity * 1e6) as u32, Reverse(passage.words), passage.a),
        SharedOrder::Length => (0, Reverse(passage.words), passage.a),
        SharedOrder::Documents => (0, Reverse(0), passage.a),
    }
}

fn by_pair(bench: &Workbench, view: &ComparisonView, passages: &[usize]) -> Vec<Line> {
    let comparison = bench.comparison();
    let mut pairs: BTreeMap<(Place, Place), Vec<usize>> = BTreeMap::new();
    let nowhere = |place: Place| Place { span: Span::default(), ..place };
    for index in passages {
        let passage = &comparison.passages()[*index];
        pairs.entry((nowhere(passage.a), nowhere(passage.b))).or_default().push(*index);
    }
    let mut groups: Vec<(Pair, Vec<usize>)> = pairs
        .into_iter()
        .map(|((a, b), mut passages)| {
            passages.sort_by_key(|index| order(view, &comparison.passages()[*index]));
            let words = passages.iter().map(|index| comparison.passages()[*index].words as usize).sum();
            (Pair { a: a.document, b: b.document, passages: passages.len(), words }, passages)
        })
        .collect();
    let name = |number| comparison.document(number).map(|document| title(bench, document).to_lowercase());
    match view.order {
        SharedOrder::Length => groups.sort_by_key(|(pair, _)| Reverse(pair.words)),
        SharedOrder::Differences => {
            groups.sort_by_key(|(_, passages)| order(view, &comparison.passages()[passages[0]]).0);
        }
        SharedOrder::Documents => groups.sort_by_cached_key(|(pair, _)| (name(pair.a), name(pair.b))),
    }
    let lines = groups.into_iter().flat_map(|(pair, passages)| {
        let heading = Line::Pair { pair, first: passages[0] };
        std::iter::once(heading).chain(passages.into_iter().map(Line::Passage))
    });
    lines.collect()
}

fn by_cluster(bench: &Workbench, view: &ComparisonView, passages: &[usize]) -> Vec<Line> {
    let comparison = bench.comparison();
    let mut clusters: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for index in passages {
        clusters.entry(comparison.passages()[*index].cluster as usize).or_default().push(*index);
    }
    let mut groups: Vec<(usize, Vec<usize>)> = clusters.into_iter().collect();
    for (_, passages) in &mut groups {
        passages.sort_by_key(|index| order(view, &comparison.passages()[*index]));
    }
    groups.sort_by_key(|(_, passages)| order(view, &comparison.passages()[passages[0]]));
    let mut lines = Vec::new();
    for (number, passages) in groups {
        let Some(cluster) = comparison.clusters().get(number) else { continue };
        lines.push(Line::Cluster { cluster: number, first: passages[0] });
        lines.extend(cluster.places.iter().filter_map(|place| {
            let stands = |index: &&usize| {
                let passage = &comparison.passages()[**index];
                [passage.a, passage.b]
                    .iter()
                    .any(|side| side.document == place.document && side.span.overlaps(place.span))
            };
            let shown_by = *passages.iter().find(stands)?;
            Some(Line::Place { place: *place, shown_by })
        }));
    }
    lines
}
