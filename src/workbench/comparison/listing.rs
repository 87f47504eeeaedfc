//! The list of shared passages: pairs of documents with what they share, passages with the places they stand in, or
//! statements in other words; those that are wanted, in the order that is wanted.
//!
//! Of few passages the list is made on the spot; of many by a job ([`super::views`]), since it looks at all their words: a
//! frame must not wait for it.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde::{Deserialize, Serialize};

use super::super::LoadedDocuments;
use super::snapshot::CorpusComparison;
use super::stated::Statements;
use super::{Places, SharedState};
use crate::compare::shared::{Kind, Pair, Place, SharedPassage};
use crate::project::{DocumentId, Project};
use crate::text::Span;

/// Of so many passages a list is made on the spot.
const FEW: usize = 2_000;

/// What shared passages are ordered by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum SharedOrder {
    /// The number of words that are the same.
    #[default]
    Length,
    /// How alike the two places are, those that differ most first.
    Differences,
    /// The titles of the documents, and within them the order of the text.
    Documents,
}

/// What shared passages are listed under.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum SharedGrouping {
    /// Two documents with all they share.
    #[default]
    Pairs,
    /// One passage with all its places.
    Passages,
    /// Not passages, but statements that may be the same in other words.
    Statements,
}

/// What is to be listed, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SharedWish {
    /// What was typed to narrow the list.
    pub filter: String,
    /// What it is ordered by.
    pub order: SharedOrder,
    /// What passages are listed under.
    pub grouping: SharedGrouping,
    /// Whether what stands in many documents is listed as well.
    pub boilerplate: bool,
}

/// The list as it was at a state of the comparison and the project.
#[derive(Debug, Default)]
pub struct SharedList {
    /// What it was made of.
    pub state: SharedState,
    /// What was wanted.
    pub wish: SharedWish,
    /// The lines, from top to bottom.
    pub lines: Arc<Vec<SharedLine>>,
}

/// One line.
#[derive(Clone, Debug, PartialEq)]
pub enum SharedLine {
    /// Two documents, or one that has passages twice.
    Pair {
        /// The documents, and how much they share of what is listed.
        pair: Pair,
        /// The first of their passages below it.
        first: usize,
    },
    /// A passage, an index into those of the comparison.
    Passage(usize),
    /// A passage in all its places.
    Cluster {
        /// An index into the clusters of the comparison.
        cluster: usize,
        /// One of its pairs of places.
        first: usize,
    },
    /// One side of a statement that may be made in other words elsewhere.
    Statement {
        /// An index into the statements.
        statement: usize,
        /// Which of both sides it is.
        is_first: bool,
    },
    /// A place of the cluster above it.
    Place {
        /// The place.
        place: Place,
        /// The pair of places that shows it.
        shown_by: usize,
    },
}

/// What a list is made of.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub comparison: &'a CorpusComparison,
    pub statements: Option<&'a Statements>,
    pub documents: &'a LoadedDocuments,
    pub project: &'a Project,
}

impl Source<'_> {
    /// The title of a document as it is compared.
    fn title(self, document: DocumentId) -> String {
        self.project.documents.get(&document).map_or(String::new(), |record| record.title.to_lowercase())
    }

    /// Where a document was read from.
    fn path(self, document: DocumentId) -> String {
        self.project
            .documents
            .get(&document)
            .map_or(String::new(), |record| record.path_text().to_lowercase())
    }

    /// True when a list can be made while somebody waits.
    pub fn has_few(self) -> bool {
        self.comparison.passages().len() <= FEW
    }

    /// The passages that are wanted, those that say most first; `None` once it is cancelled.
    pub fn passages(self, wish: &SharedWish, stop: &dyn Fn() -> bool) -> Option<Vec<usize>> {
        let wanted = Wanted::new(self, wish);
        let mut found = Vec::new();
        for index in 0..self.comparison.passages().len() {
            if stop() {
                return None;
            }
            if wanted.admits(index) {
                found.push(index);
            }
        }
        Some(found)
    }

    /// The lines that are wanted; `None` once it is cancelled.
    pub fn list(self, wish: &SharedWish, cancel: &AtomicBool) -> Option<Vec<SharedLine>> {
        if wish.grouping == SharedGrouping::Statements {
            return Some(statements(self, wish));
        }
        let passages = self.passages(wish, &|| cancel.load(Ordering::Relaxed))?;
        Some(match wish.grouping {
            SharedGrouping::Pairs => by_pair(self, wish, &passages),
            _ => by_cluster(self, wish, &passages),
        })
    }
}

/// The statements that pass the filter, the likeliest first, each with its two sides.
fn statements(source: Source<'_>, wish: &SharedWish) -> Vec<SharedLine> {
    let wanted = Wanted::new(source, wish);
    let Some(found) = source.statements else { return Vec::new() };
    let passes = |places: &Places| wanted.typed.is_empty() || wanted.says([places.a, places.b]);
    let listed = found.list.iter().enumerate().filter(|(_, stated)| passes(&stated.places));
    listed
        .flat_map(|(statement, _)| {
            [true, false].map(|is_first| SharedLine::Statement { statement, is_first })
        })
        .collect()
}

/// What passes the filter.
struct Wanted<'a> {
    source: Source<'a>,
    wish: &'a SharedWish,
    typed: String,
}

impl<'a> Wanted<'a> {
    fn new(source: Source<'a>, wish: &'a SharedWish) -> Self {
        Self { source, wish, typed: wish.filter.trim().to_lowercase() }
    }

    fn admits(&self, index: usize) -> bool {
        let comparison = self.source.comparison;
        let passage = &comparison.passages()[index];
        let is_wanted =
            passage.kind.is_shown() || (self.wish.boilerplate && passage.kind == Kind::Boilerplate);
        if !is_wanted {
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
            let says = || {
                self.source.documents.get(&document).is_some_and(|document| {
                    let words = span.of(document.text.as_str()).unwrap_or_default().to_lowercase();
                    words.split_whitespace().collect::<Vec<_>>().join(" ").contains(&self.typed)
                })
            };
            let is_called_so = || self.source.path(document).contains(&self.typed);
            self.source.title(document).contains(&self.typed) || is_called_so() || says()
        })
    }
}

/// What a passage is ordered by.
fn order(wish: &SharedWish, passage: &SharedPassage) -> (u32, Reverse<u32>, Place) {
    match wish.order {
        // As whole numbers, so that they can be sorted.
        SharedOrder::Differences => ((passage.similarity * 1e6) as u32, Reverse(passage.words), passage.a),
        SharedOrder::Length => (0, Reverse(passage.words), passage.a),
        SharedOrder::Documents => (0, Reverse(0), passage.a),
    }
}

fn by_pair(source: Source<'_>, wish: &SharedWish, passages: &[usize]) -> Vec<SharedLine> {
    let comparison = source.comparison;
    let mut pairs: BTreeMap<(Place, Place), Vec<usize>> = BTreeMap::new();
    let nowhere = |place: Place| Place { span: Span::default(), ..place };
    for index in passages {
        let passage = &comparison.passages()[*index];
        pairs.entry((nowhere(passage.a), nowhere(passage.b))).or_default().push(*index);
    }
    let mut groups: Vec<(Pair, Vec<usize>)> = pairs
        .into_iter()
        .map(|((a, b), mut passages)| {
            passages.sort_by_key(|index| order(wish, &comparison.passages()[*index]));
            let words = passages.iter().map(|index| comparison.passages()[*index].words as usize).sum();
            (Pair { a: a.document, b: b.document, passages: passages.len(), words }, passages)
        })
        .collect();
    let name = |number| comparison.document(number).map(|document| source.title(document));
    match wish.order {
        SharedOrder::Length => groups.sort_by_key(|(pair, _)| Reverse(pair.words)),
        SharedOrder::Differences => {
            groups.sort_by_key(|(_, passages)| order(wish, &comparison.passages()[passages[0]]).0);
        }
        SharedOrder::Documents => groups.sort_by_cached_key(|(pair, _)| (name(pair.a), name(pair.b))),
    }
    let lines = groups.into_iter().flat_map(|(pair, passages)| {
        let heading = SharedLine::Pair { pair, first: passages[0] };
        std::iter::once(heading).chain(passages.into_iter().map(SharedLine::Passage))
    });
    lines.collect()
}

fn by_cluster(source: Source<'_>, wish: &SharedWish, passages: &[usize]) -> Vec<SharedLine> {
    let comparison = source.comparison;
    let mut clusters: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for index in passages {
        clusters.entry(comparison.passages()[*index].cluster as usize).or_default().push(*index);
    }
    let mut groups: Vec<(usize, Vec<usize>)> = clusters.into_iter().collect();
    for (_, passages) in &mut groups {
        passages.sort_by_key(|index| order(wish, &comparison.passages()[*index]));
    }
    groups.sort_by_key(|(_, passages)| order(wish, &comparison.passages()[passages[0]]));
    let mut lines = Vec::new();
    for (number, passages) in groups {
        let Some(cluster) = comparison.clusters().get(number) else { continue };
        lines.push(SharedLine::Cluster { cluster: number, first: passages[0] });
        // The first passage in each document is looked for among those of that document alone.
        let mut of_document: BTreeMap<u32, Vec<(Span, usize)>> = BTreeMap::new();
        for index in passages {
            let passage = &comparison.passages()[index];
            for side in [passage.a, passage.b] {
                of_document.entry(side.document.0).or_default().push((side.span, index));
            }
        }
        lines.extend(cluster.places.iter().filter_map(|place| {
            let here = of_document.get(&place.document.0)?.iter();
            let (_, shown_by) = here.copied().find(|(span, _)| span.overlaps(place.span))?;
            Some(SharedLine::Place { place: *place, shown_by })
        }));
    }
    lines
}
