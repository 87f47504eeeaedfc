//! One document after the other cut into its units, and the pairs in each counted in one table.

use super::{Edge, Occurrence, PerUnit, Unit};
use crate::text::sentences::sentences_in;
use crate::text::{Span, Text};

/// One mention of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// Its first byte.
    start: usize,
    /// How many bytes it has; what is longer than can be said here is no name.
    length: u32,
    /// The node, as an index.
    pub node: u32,
}

impl Place {
    /// Where it stands.
    pub fn span(&self) -> Span {
        Span { start: self.start, end: self.start + self.length as usize }
    }
}

/// All mentions of the nodes, by document and place.
#[derive(Clone, Debug)]
pub(super) struct Places {
    places: Vec<Place>,
    /// Where those of each document begin, and behind the last where all end.
    begins: Vec<usize>,
}

impl Places {
    /// Sorts the mentions; those in documents that do not exist are dropped.
    pub fn of(mentions: impl Iterator<Item = (u32, Occurrence)> + Clone, documents: usize) -> Self {
        let mut begins = vec![0usize; documents + 1];
        let known = mentions.filter(|(_, mention)| (mention.document as usize) < documents);
        for (_, mention) in known.clone() {
            begins[mention.document as usize + 1] += 1;
        }
        for at in 1..begins.len() {
            begins[at] += begins[at - 1];
        }
        let nowhere = Place { start: 0, length: 0, node: 0 };
        let mut places = vec![nowhere; begins.last().copied().unwrap_or(0)];
        let mut next = begins.clone();
        for (node, mention) in known {
            let at = &mut next[mention.document as usize];
            let length = u32::try_from(mention.span.len()).unwrap_or(u32::MAX);
            places[*at] = Place { start: mention.span.start, length, node };
            *at += 1;
        }
        for bounds in begins.windows(2) {
            places[bounds[0]..bounds[1]].sort_unstable();
        }
        Self { places, begins }
    }

    /// The mentions in one document in their order.
    pub fn in_document(&self, document: u32) -> &[Place] {
        let at = document as usize;
        match (self.begins.get(at), self.begins.get(at + 1)) {
            (Some(from), Some(to)) => &self.places[*from..*to],
            _ => &[],
        }
    }

    /// How many documents there are.
    pub fn documents(&self) -> u32 {
        self.begins.len() as u32 - 1
    }
}

/// The mentions that stand in each paragraph that has any, without those in page headers and footers.
pub(super) fn by_paragraph<'a>(
    text: &'a Text,
    places: &'a [Place],
) -> impl Iterator<Item = (Span, Vec<Place>)> + 'a {
    let structure = text.structure();
    let mut rest = places;
    let in_furniture = |place: &Place| {
        let at = structure.furniture().partition_point(|line| line.end <= place.start);
        structure.furniture().get(at).is_some_and(|line| line.contains(place.start))
    };
    std::iter::from_fn(move || {
        while let Some(first) = rest.first() {
            let span =
                structure.paragraphs().get(structure.paragraph_at(first.start)).map(|found| found.span);
            let Some(span) = span.filter(|span| span.contains(first.start)) else {
                rest = &rest[1..];
                continue;
            };
            let (inside, others) = rest.split_at(rest.partition_point(|place| place.start < span.end));
            rest = others;
            let named: Vec<Place> = inside.iter().filter(|place| !in_furniture(place)).copied().collect();
            if !named.is_empty() {
                return Some((span, named));
            }
        }
        None
    })
}

/// The mentions that stand in each of these sentences, for those that have any.
pub(super) fn by_sentence<'a>(
    sentences: &'a [Span],
    places: &'a [Place],
) -> impl Iterator<Item = (Span, &'a [Place])> + 'a {
    sentences.iter().filter_map(|sentence| {
        let from = places.partition_point(|place| place.start < sentence.start);
        let to = places.partition_point(|place| place.start < sentence.end);
        (from < to).then(|| (*sentence, &places[from..to]))
    })
}

/// How often each node, and each two nodes, stand in units.
pub(super) struct Tally {
    nodes: Vec<PerUnit>,
    /// The pairs (a, b) with a < b, in order; see [`Tally::slot`].
    pairs: Vec<PerUnit>,
    units: PerUnit,
    /// What stands in the unit looked at; kept to save allocations.
    present: Vec<u32>,
}

impl Tally {
    /// Nothing counted yet among so many nodes.
    pub fn new(nodes: usize) -> Self {
        let pairs = nodes * nodes.saturating_sub(1) / 2;
        Self {
            nodes: vec![PerUnit::default(); nodes],
            pairs: vec![PerUnit::default(); pairs],
            units: PerUnit::default(),
            present: Vec::new(),
        }
    }

    /// Where the pair of `a` and the node after it is kept, less one for each node up to and with `a`.
    fn slot(nodes: usize, a: usize, b: usize) -> usize {
        a * (2 * nodes - a - 1) / 2 + (b - a - 1)
    }

    /// Counts a document by its mentions.
    pub fn add_document(&mut self, places: &[Place], text: Option<&Text>) {
        self.units.0[Unit::Document as usize] += 1;
        self.add(Unit::Document, places);
        let Some(text) = text else { return };
        let paragraphs = text.structure().paragraphs();
        self.units.0[Unit::Paragraph as usize] += paragraphs.len() as u32;
        let mut named = by_paragraph(text, places).peekable();
        for paragraph in paragraphs {
            let sentences = sentences_in(text, paragraph.span);
            self.units.0[Unit::Sentence as usize] += sentences.len() as u32;
            if let Some((_, inside)) = named.next_if(|(span, _)| *span == paragraph.span) {
                self.add(Unit::Paragraph, &inside);
                for (_, inside) in by_sentence(&sentences, &inside) {
                    self.add(Unit::Sentence, inside);
                }
            }
        }
    }

    /// Counts one unit.
    fn add(&mut self, unit: Unit, places: &[Place]) {
        let mut present = std::mem::take(&mut self.present);
        present.clear();
        present.extend(places.iter().map(|place| place.node));
        present.sort_unstable();
        present.dedup();
        for (at, node) in present.iter().enumerate() {
            self.nodes[*node as usize].0[unit as usize] += 1;
            for other in &present[at + 1..] {
                let slot = Self::slot(self.nodes.len(), *node as usize, *other as usize);
                self.pairs[slot].0[unit as usize] += 1;
            }
        }
        self.present = present;
    }

    /// What this and another have counted together.
    pub fn with(mut self, other: &Self) -> Self {
        let add = |mine: &mut PerUnit, other: &PerUnit| {
            for (mine, other) in mine.0.iter_mut().zip(other.0) {
                *mine += other;
            }
        };
        self.nodes.iter_mut().zip(&other.nodes).for_each(|(mine, other)| add(mine, other));
        self.pairs.iter_mut().zip(&other.pairs).for_each(|(mine, other)| add(mine, other));
        add(&mut self.units, &other.units);
        self
    }

    /// In how many units a node stands.
    pub fn of_node(&self, node: usize) -> PerUnit {
        self.nodes.get(node).copied().unwrap_or_default()
    }

    /// How many units there are.
    pub fn units(&self) -> PerUnit {
        self.units
    }

    /// The pairs that stand together anywhere.
    pub fn edges(&self) -> Vec<Edge> {
        let nodes = self.nodes.len() as u32;
        let pairs = (0..nodes).flat_map(|first| (first + 1..nodes).map(move |second| (first, second)));
        pairs
            .zip(&self.pairs)
            .filter(|(_, together)| together.of(Unit::Document) > 0)
            .map(|((first, second), together)| Edge { first, second, together: *together })
            .collect()
    }
}
