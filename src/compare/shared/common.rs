//! What stands in so many documents that not all of these are set side by side: each is linked with the first that has it,
//! and what any two others have of it is found when somebody asks for the two.
//!
//! Which documents have such a passage is known once all are compared, and about how many of its words are the same in two
//! of them; so a matrix can be filled without comparing anybody. The passage itself is found by comparing the two texts
//! alone ([`Shared::common_passages`]), however many others have it. What is found so is kept nowhere here.

use std::cmp::Reverse;
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::find::Against;
use super::index::MOST_PLACES;
use super::judge::FEWEST_WORDS;
use super::{Cluster, DocumentNumber, Index, Kind, Place, Shared, SharedPassage, Watch};
use crate::compare::words::{Relation, Stretch, steps};
use crate::text::{Span, Text};

/// Of two places that lie over each other the one is a part of the other where it has at least so much in it.
const LEAST_OF_PART: f32 = 0.9;

/// The clusters of which not all documents are linked with each other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Common {
    /// For each document by its number where its clusters begin in `standing`, and where the last of them ends.
    starts: Vec<u32>,
    /// The clusters of one document after those of another, in order.
    standing: Vec<Stands>,
    /// The links there are in these clusters, in order: the cluster, and the two documents.
    links: Vec<(u32, DocumentNumber, DocumentNumber)>,
    /// What is listed of two documents and has in it what both have of such a cluster, by cluster and documents.
    covered: Vec<Covered>,
}

/// That a passage which is listed has in it what its two documents have of a cluster in which they are not linked.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Covered {
    /// The cluster, and the two documents.
    of: (u32, DocumentNumber, DocumentNumber),
    /// Of what kind the passage is that is listed.
    kind: Kind,
    /// How much of the cluster's place lies in it, from 0 to 1.
    part: f32,
}

/// That a passage stands in a document.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stands {
    /// Which passage: an index into [`Shared::clusters`].
    pub cluster: u32,
    /// How many of its words are the same in that document and the one it is linked with.
    pub words: u32,
}

impl Common {
    /// The clusters among these that have more places than are paired, and not all pairs of their documents.
    pub(super) fn of(passages: &[SharedPassage], clusters: &[Cluster], documents: usize) -> Self {
        let is_large = |cluster: u32| {
            clusters.get(cluster as usize).is_some_and(|cluster| cluster.places.len() > MOST_PLACES)
        };
        let mut links: Vec<(u32, DocumentNumber, DocumentNumber)> = Vec::new();
        for passage in passages.iter().filter(|passage| is_large(passage.cluster)) {
            let (a, b) = (passage.a.document, passage.b.document);
            links.extend((a != b).then_some((passage.cluster, a, b)));
        }
        links.sort_unstable();
        links.dedup();
        let mut is_common = vec![false; clusters.len()];
        for links in links.chunk_by(|one, next| one.0 == next.0) {
            let cluster = links[0].0 as usize;
            let documents = clusters[cluster].documents;
            is_common[cluster] = links.len() < documents * (documents - 1) / 2;
        }
        links.retain(|(cluster, ..)| is_common[*cluster as usize]);
        links.shrink_to_fit();
        let mut words: FxHashMap<(DocumentNumber, u32), u32> = FxHashMap::default();
        for passage in passages.iter().filter(|passage| is_common[passage.cluster as usize]) {
            let (a, b) = (passage.a.document, passage.b.document);
            for side in [a, b].into_iter().filter(|_| a != b) {
                let known = words.entry((side, passage.cluster)).or_default();
                *known = passage.words.max(*known);
            }
        }
        let mut all: Vec<((DocumentNumber, u32), u32)> = words.into_iter().collect();
        all.sort_unstable();
        let mut starts = vec![0u32; documents + 1];
        for ((document, _), _) in &all {
            starts[document.0 as usize + 1] += 1;
        }
        for document in 1..starts.len() {
            starts[document] += starts[document - 1];
        }
        let standing = all.into_iter().map(|((_, cluster), words)| Stands { cluster, words }).collect();
        let mut common = Self { starts, standing, links, covered: Vec::new() };
        common.covered = common.covered_by(passages, clusters);
        common
    }

    /// What these passages have in them of clusters that both of their documents are in, without being linked there.
    fn covered_by(&self, passages: &[SharedPassage], clusters: &[Cluster]) -> Vec<Covered> {
        let mut covered: Vec<Covered> = Vec::new();
        for passage in passages {
            let (a, b) = (passage.a.document, passage.b.document);
            let parts = self.between(a, b).filter_map(|stands| {
                let cluster = &clusters[stands.cluster as usize];
                let part = part_within(cluster, passage.a)?.min(part_within(cluster, passage.b)?);
                Some(Covered { of: (stands.cluster, a, b), kind: passage.kind, part })
            });
            covered.extend(parts);
        }
        covered.sort_unstable_by_key(|covered| covered.of);
        covered.shrink_to_fit();
        covered
    }

    /// How many of so many words that two documents have of a cluster are in no passage that is listed of the two and of
    /// the kinds wanted; none where so few are left that they would not be shown.
    fn words_beside(covered: &[Covered], words: u32, wanted: impl Fn(Kind) -> bool) -> u32 {
        let parts = covered.iter().filter(|covered| wanted(covered.kind)).map(|covered| covered.part);
        let part = parts.sum::<f32>();
        if part <= 0.0 {
            return words;
        }
        let left = words as f32 * (1.0 - part);
        if left < FEWEST_WORDS { 0 } else { left.round() as u32 }
    }

    /// What is listed of two documents and has in it what both have of a cluster.
    fn covered_of(&self, of: (u32, DocumentNumber, DocumentNumber)) -> &[Covered] {
        let first = self.covered.partition_point(|covered| covered.of < of);
        let length = self.covered[first..].partition_point(|covered| covered.of == of);
        &self.covered[first..first + length]
    }

    /// The pairs of documents that have less to count of a cluster than both have of it, since the rest is counted with
    /// what is listed: the cluster, the two, and of so many words how many are to be counted.
    pub(super) fn less_to_count<'w>(
        &'w self,
        wanted: &'w impl Fn(Kind) -> bool,
    ) -> impl Iterator<Item = (u32, DocumentNumber, DocumentNumber, impl Fn(u32) -> u32)> {
        self.covered.chunk_by(|one, next| one.of == next.of).map(move |covered| {
            let (cluster, one, other) = covered[0].of;
            (cluster, one, other, move |words| Self::words_beside(covered, words, wanted))
        })
    }

    /// The documents in which two of these clusters may lie over each other, or over each other in another that has both: what
    /// two such documents have in common is less than what they have of each.
    pub(super) fn tangled(&self, clusters: &[Cluster]) -> Vec<DocumentNumber> {
        let documents = || (0..self.starts.len().saturating_sub(1) as u32).map(DocumentNumber);
        let mut tangled: FxHashSet<u32> = FxHashSet::default();
        for document in documents() {
            let stands = self.of_document(document).iter().map(|stands| stands.cluster);
            let places = stands
                .flat_map(|it| clusters[it as usize].places_in(document).iter().map(move |at| (at.span, it)));
            let mut places: Vec<(Span, u32)> = places.collect();
            places.sort_unstable();
            let mut before: Option<(Span, u32)> = None;
            for (span, cluster) in places {
                match before {
                    Some((over, other)) if over.overlaps(span) => {
                        tangled.extend([other, cluster]);
                        before = Some((Span::new(over.start, over.end.max(span.end)), other));
                    }
                    _ => before = Some((span, cluster)),
                }
            }
        }
        let has_two = |document: &DocumentNumber| {
            let of_document = self.of_document(*document).iter();
            of_document.filter(|stands| tangled.contains(&stands.cluster)).nth(1).is_some()
        };
        documents().filter(has_two).collect()
    }

    /// The clusters that stand in a document.
    pub(super) fn of_document(&self, document: DocumentNumber) -> &[Stands] {
        let at = document.0 as usize;
        let range = self.starts.get(at).zip(self.starts.get(at + 1));
        range.map_or(&[], |(start, end)| &self.standing[*start as usize..*end as usize])
    }

    /// What both of two documents have that are not linked in it, with about how many words are the same.
    pub fn between(&self, one: DocumentNumber, other: DocumentNumber) -> impl Iterator<Item = Stands> + '_ {
        let (one, other) = (one.min(other), one.max(other));
        let there: &[Stands] = if one == other { &[] } else { self.of_document(other) };
        let mut at = 0;
        self.of_document(one).iter().filter_map(move |here| {
            while there.get(at).is_some_and(|there| there.cluster < here.cluster) {
                at += 1;
            }
            let there = there.get(at).filter(|there| there.cluster == here.cluster)?;
            let is_linked = self.links.binary_search(&(here.cluster, one, other)).is_ok();
            (!is_linked).then_some(Stands { words: here.words.min(there.words), ..*here })
        })
    }

    /// All such clusters, each with the documents it stands in and how many of its words are the same there.
    pub fn clusters(&self) -> FxHashMap<u32, Vec<(DocumentNumber, u32)>> {
        let mut clusters: FxHashMap<u32, Vec<(DocumentNumber, u32)>> = FxHashMap::default();
        for document in (0..self.starts.len().saturating_sub(1) as u32).map(DocumentNumber) {
            for stands in self.of_document(document) {
                clusters.entry(stands.cluster).or_default().push((document, stands.words));
            }
        }
        clusters
    }

    /// The links there are in such clusters: the cluster, and the two documents.
    pub(super) fn links(&self) -> &[(u32, DocumentNumber, DocumentNumber)] {
        &self.links
    }

    /// Which clusters are such.
    pub(super) fn numbers(&self) -> impl Iterator<Item = u32> + '_ {
        self.links.chunk_by(|one, next| one.0 == next.0).map(|links| links[0].0)
    }
}

impl Shared {
    /// What two documents have that is not listed of these two, of the kinds wanted, as far as it is known without comparing
    /// them; of what lies over each other only that with most words, and of what lies over what is listed of the two only the
    /// rest.
    pub fn common_to(
        &self,
        one: DocumentNumber,
        other: DocumentNumber,
        wanted: impl Fn(Kind) -> bool,
    ) -> Vec<Stands> {
        let cluster = |stands: &Stands| &self.clusters[stands.cluster as usize];
        let of_kind = self.common.between(one, other).filter(|stands| wanted(cluster(stands).kind));
        let (first, last) = (one.min(other), one.max(other));
        let rest = |stands: Stands| {
            let covered = self.common.covered_of((stands.cluster, first, last));
            Stands { words: Common::words_beside(covered, stands.words, &wanted), ..stands }
        };
        let mut standing: Vec<Stands> = of_kind.map(rest).filter(|stands| stands.words > 0).collect();
        standing.sort_by_key(|stands| (Reverse(stands.words), stands.cluster));
        let mut kept: Vec<Stands> = Vec::new();
        for stands in standing {
            let mut places = kept.iter().flat_map(|kept| cluster(kept).places_in(one));
            if !places.any(|place| cluster(&stands).holds(*place)) {
                kept.push(stands);
            }
        }
        kept
    }

    /// The passages that two documents share and that are not among [`Shared::passages`], since they stand in so many
    /// documents that not all of these are set side by side; in the order in which they stand in the first. How much
    /// they say is told by the two texts alone. One that goes on beyond what is listed of the two has that in it, and stands
    /// in its place ([`SharedPassage::has`]); nothing else lies over anything that is listed.
    pub fn common_passages(
        &self,
        sides: [(DocumentNumber, &Text); 2],
        watch: &impl Watch,
    ) -> Vec<SharedPassage> {
        let [one, other] = if sides[0].0 <= sides[1].0 { sides } else { [sides[1], sides[0]] };
        let common: Vec<u32> = self.common.between(one.0, other.0).map(|stands| stands.cluster).collect();
        if common.is_empty() {
            return Vec::new();
        }
        let index = Index::of(&[one.1.clone(), other.1.clone()]);
        let found = index.found(&[DocumentNumber(1)], Against::Earlier, watch).passages;
        let between = found.into_iter().filter(|passage| passage.a.document != passage.b.document);
        let known: Vec<(Span, Span)> =
            self.between(one.0, other.0).iter().map(|known| (known.a.span, known.b.span)).collect();
        let mut passages: Vec<SharedPassage> = between
            .flat_map(|passage| beside_known(passage, &known, [one.1, other.1]))
            .filter_map(|passage| {
                let (a, b) =
                    (Place { document: one.0, ..passage.a }, Place { document: other.0, ..passage.b });
                let cluster = common.iter().copied().find(|cluster| {
                    let cluster = &self.clusters[*cluster as usize];
                    cluster.holds(a) && cluster.holds(b)
                })?;
                let kind = match self.clusters[cluster as usize].kind {
                    kind @ (Kind::Boilerplate | Kind::Formula) => kind,
                    _ => Kind::of_similarity(passage.similarity),
                };
                Some(SharedPassage { a, b, kind, by_itself: kind, cluster, ..passage })
            })
            .collect();
        passages.sort_unstable_by_key(|passage| (passage.a, passage.b));
        passages
    }
}

/// How much of what a document has of a cluster lies in a place of it, from 0 to 1; of several the most. `None` if nothing.
fn part_within(cluster: &Cluster, place: Place) -> Option<f32> {
    let parts = cluster.places_in(place.document).iter().filter_map(|known| {
        let both = known.span.intersection(place.span).map_or(0, Span::len);
        (both > 0).then(|| both as f32 / known.span.len() as f32)
    });
    parts.max_by(f32::total_cmp)
}

/// What of a passage is known of yet on neither side, in parts that are still worth showing; the whole passage where those that
/// are known are parts of it.
fn beside_known(passage: SharedPassage, known: &[(Span, Span)], [a, b]: [&Text; 2]) -> Vec<SharedPassage> {
    let near: Vec<&(Span, Span)> = known
        .iter()
        .filter(|(on_a, on_b)| on_a.overlaps(passage.a.span) && on_b.overlaps(passage.b.span))
        .collect();
    if near.is_empty() {
        return vec![passage];
    }
    let is_part = |part: Span, whole: Span| {
        let both = part.intersection(whole).map_or(0, Span::len);
        both as f32 >= LEAST_OF_PART * part.len() as f32
    };
    if near.iter().all(|(on_a, on_b)| is_part(*on_a, passage.a.span) && is_part(*on_b, passage.b.span)) {
        let around = |span: Span, part: Span| Span::new(span.start.min(part.start), span.end.max(part.end));
        let whole = near.iter().fold(passage, |whole, (on_a, on_b)| SharedPassage {
            a: Place { span: around(whole.a.span, *on_a), ..whole.a },
            b: Place { span: around(whole.b.span, *on_b), ..whole.b },
            ..whole
        });
        let all = steps(a, whole.a.span, b, whole.b.span);
        let is_new = |step: &&Stretch| is_same(step) && !near.iter().any(|(on_a, _)| on_a.overlaps(step.a));
        let is_more = all.iter().filter(is_new).count() as f32 >= FEWEST_WORDS;
        return is_more.then_some(whole).into_iter().collect();
    }
    let all = steps(a, passage.a.span, b, passage.b.span);
    let is_free =
        |step: &Stretch| !near.iter().any(|(on_a, on_b)| on_a.overlaps(step.a) || on_b.overlaps(step.b));
    let parts = all.chunk_by(|one, next| is_free(one) == is_free(next)).filter(|part| is_free(&part[0]));
    parts.filter_map(|part| part_of(&passage, part)).collect()
}

/// True for a word that is the same on both sides.
fn is_same(step: &Stretch) -> bool {
    matches!(step.relation, Relation::Same | Relation::Written)
}

/// A part of a passage, from its first words that are the same to the last.
fn part_of(passage: &SharedPassage, part: &[Stretch]) -> Option<SharedPassage> {
    let (first, last) = (part.iter().position(is_same)?, part.iter().rposition(is_same)?);
    let part: &[Stretch] = &part[first..=last];
    let same = part.iter().filter(|step| is_same(step)).count();
    if (same as f32) < FEWEST_WORDS {
        return None;
    }
    let span = |range: Range<usize>| Span::new(range.start, range.end);
    let (a, b) = (
        span(part[0].a.start..part[part.len() - 1].a.end),
        span(part[0].b.start..part[part.len() - 1].b.end),
    );
    Some(SharedPassage {
        a: Place { span: a, ..passage.a },
        b: Place { span: b, ..passage.b },
        similarity: same as f32 / part.len() as f32,
        words: same as u32,
        bits: passage.bits * same as f32 / passage.words.max(1) as f32,
        ..*passage
    })
}
