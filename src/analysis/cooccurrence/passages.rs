//! The places an edge rests on, found when they are asked for.

use std::collections::VecDeque;

use super::units::{Place, Places, by_paragraph, by_sentence};
use super::{Edge, Unit};
use crate::text::sentences::sentences_in;
use crate::text::{Span, Text};

/// A unit in which two entities stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The document, by its index.
    pub document: u32,
    /// The sentence or paragraph, or the whole text.
    pub span: Span,
    /// The first mention of the edge's first entity in it.
    pub first: Span,
    /// The first mention of its second entity.
    pub second: Span,
}

/// The passages of an edge, one after the other. No more than those of one document are held at a time.
pub struct Passages<'a, T> {
    places: &'a Places,
    nodes: (u32, u32),
    unit: Unit,
    text_of: T,
    next_document: u32,
    found: VecDeque<Passage>,
}

impl<'a, T: Fn(u32) -> Option<Text>> Passages<'a, T> {
    pub(super) fn new(places: &'a Places, edge: &Edge, unit: Unit, text_of: T) -> Self {
        let nodes = (edge.first, edge.second);
        Self { places, nodes, unit, text_of, next_document: 0, found: VecDeque::new() }
    }

    /// Finds the passages of one document.
    fn look_into(&mut self, document: u32) {
        let (first, second) = self.nodes;
        let places: Vec<Place> = self
            .places
            .in_document(document)
            .iter()
            .filter(|place| place.node == first || place.node == second)
            .copied()
            .collect();
        if self.both(&places).is_none() {
            return;
        }
        let Some(text) = (self.text_of)(document) else { return };
        let passage = |span: Span, (first, second)| Passage { document, span, first, second };
        if self.unit == Unit::Document {
            let whole = Span::new(0, text.len());
            self.found.extend(self.both(&places).map(|both| passage(whole, both)));
            return;
        }
        for (span, inside) in by_paragraph(&text, &places) {
            let Some(both) = self.both(&inside) else { continue };
            if self.unit == Unit::Paragraph {
                self.found.push_back(passage(span, both));
                continue;
            }
            let sentences = sentences_in(&text, span);
            for (span, inside) in by_sentence(&sentences, &inside) {
                let both = self.both(inside);
                self.found.extend(both.map(|both| passage(span, both)));
            }
        }
    }

    /// The first mention of each, where both have one.
    fn both(&self, places: &[Place]) -> Option<(Span, Span)> {
        let first_of = |node| places.iter().find(|place| place.node == node).map(Place::span);
        Some((first_of(self.nodes.0)?, first_of(self.nodes.1)?))
    }
}

impl<T: Fn(u32) -> Option<Text>> Iterator for Passages<'_, T> {
    type Item = Passage;

    fn next(&mut self) -> Option<Passage> {
        while self.found.is_empty() && self.next_document < self.places.documents() {
            let document = self.next_document;
            self.next_document += 1;
            self.look_into(document);
        }
        self.found.pop_front()
    }
}
