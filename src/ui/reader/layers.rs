//! What is painted around a text: tagged passages, and every other kind of mark as a generic decoration.
//!
//! Plain data, built by the caller when something changes and only looked up while drawing. Knows nothing of
//! projects: a mark has a number, and the caller knows what it stands for.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap, HashMap};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use egui::Color32;

use crate::text::{IntervalIndex, Span};

/// The caller's number for a tagged passage.
pub type MarkId = u64;

/// What is painted below what; the text itself comes last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layer {
    /// Hits of a search.
    SearchHit,
    /// Tints and underlines of tags.
    Tag,
    /// Passages that documents share, or differences between them.
    SharedPassage,
    /// Names, dates and other entities; also links.
    Entity,
    /// What the reader has selected.
    Selection,
    /// The letters.
    Text,
}

/// How an underline is drawn, so that colour is never the only sign.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Dash {
    /// Unbroken.
    #[default]
    Solid,
    /// A row of dots.
    Dotted,
    /// A row of dashes.
    Dashed,
}

/// A passage with a look of its own that is not a tag.
#[derive(Clone, Debug, PartialEq)]
pub struct Decoration {
    /// The caller's number for it, handed back when it is clicked.
    pub key: u64,
    /// Where it stands.
    pub span: Span,
    /// The colour behind it, if any.
    pub fill: Option<Color32>,
    /// The line under it, if any.
    pub underline: Option<(Color32, Dash)>,
}

/// All decorations of one layer.
#[derive(Clone, Debug)]
pub struct DecorationLayer {
    layer: Layer,
    decorations: Vec<Decoration>,
    index: IntervalIndex<usize>,
}

impl DecorationLayer {
    /// Sorts the decorations for look-up.
    pub fn new(layer: Layer, mut decorations: Vec<Decoration>) -> Self {
        decorations.retain(|decoration| !decoration.span.is_empty());
        decorations.sort_by_key(|decoration| (decoration.span.start, Reverse(decoration.span.end)));
        let index =
            IntervalIndex::new(decorations.iter().enumerate().map(|(at, it)| (it.span, at)).collect());
        Self { layer, decorations, index }
    }

    /// The layer they are painted in.
    pub fn layer(&self) -> Layer {
        self.layer
    }

    /// Those that share a byte with `span`, by start.
    pub fn overlapping(&self, span: Span) -> impl Iterator<Item = &Decoration> {
        self.index.overlapping(span).filter_map(|(_, at)| self.decorations.get(at))
    }
}

/// A tag's name and colour.
#[derive(Clone, Debug, PartialEq)]
pub struct TagLook {
    /// Its name, as shown in the margin and said by a screen reader.
    pub name: Arc<str>,
    /// Its colour.
    pub colour: Color32,
}

/// A tagged passage.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// The caller's number for it.
    pub id: MarkId,
    /// Where it stands.
    pub span: Span,
    /// Its tags, as places in the list of [`TagLook`]s; empty for an untagged highlight.
    pub tags: Vec<usize>,
    /// True for a passage that a filter leaves out: its bracket is faint and it has no tint.
    pub dimmed: bool,
}

/// One bracket: a mark under one of its tags.
#[derive(Clone, Debug)]
pub(super) struct Bar {
    /// The mark, as a place in the layer's list.
    pub mark: usize,
    pub tag: Option<usize>,
    pub span: Span,
    /// Its column in the margin, 0 next to the text.
    pub lane: usize,
    /// True when it shares text with another bracket.
    pub crowded: bool,
}

/// All tagged passages of a document, with their brackets put in lanes.
#[derive(Clone, Debug)]
pub struct MarkLayer {
    version: u64,
    tags: Vec<TagLook>,
    marks: Vec<Mark>,
    places: HashMap<MarkId, usize>,
    bars: Vec<Bar>,
    index: IntervalIndex<usize>,
}

impl MarkLayer {
    /// Sorts the marks and assigns lanes: the first free one, in the order in which passages begin.
    pub fn new(tags: Vec<TagLook>, marks: Vec<Mark>) -> Self {
        let mut layer = Self {
            version: 0,
            tags,
            marks,
            places: HashMap::new(),
            bars: Vec::new(),
            index: IntervalIndex::default(),
        };
        layer.arrange();
        layer
    }

    /// Takes away the marks with the ids of `gone`, and adds others.
    pub fn replace(&mut self, gone: &BTreeSet<MarkId>, come: Vec<Mark>) {
        self.marks.retain(|mark| !gone.contains(&mark.id));
        self.marks.extend(come);
        self.arrange();
    }

    /// Derives everything else from the marks.
    fn arrange(&mut self) {
        static VERSIONS: AtomicU64 = AtomicU64::new(1);
        let Self { tags, marks, bars, .. } = self;
        marks.retain(|mark| !mark.span.is_empty());
        // Takes next to no time where all but a few are in order already.
        marks.sort_by_key(|mark| (mark.span.start, Reverse(mark.span.end), mark.id));
        bars.clear();
        bars.reserve(marks.len());
        for (at, mark) in marks.iter().enumerate() {
            let known = mark.tags.iter().copied().filter(|tag| *tag < tags.len());
            let before = bars.len();
            bars.extend(known.map(|tag| Bar::new(at, Some(tag), mark.span)));
            if bars.len() == before {
                bars.push(Bar::new(at, None, mark.span));
            }
        }
        assign_lanes(bars);
        self.index = IntervalIndex::new(bars.iter().enumerate().map(|(at, bar)| (bar.span, at)).collect());
        self.places.clear();
        self.places.extend(self.marks.iter().enumerate().map(|(at, mark)| (mark.id, at)));
        self.version = VERSIONS.fetch_add(1, Ordering::Relaxed);
    }

    /// The marks, by start.
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// The marks that cover `offset`, innermost (shortest) first.
    pub fn at(&self, offset: usize) -> Vec<MarkId> {
        let mut found: Vec<&Mark> = self
            .bars_overlapping(Span::new(offset, offset + 1))
            .filter_map(|bar| self.marks.get(bar.mark))
            .collect();
        found.sort_by_key(|mark| (mark.span.len(), mark.id));
        found.dedup_by_key(|mark| mark.id);
        found.into_iter().map(|mark| mark.id).collect()
    }

    /// A number that differs for every layer made, to know when something derived from it is stale.
    pub(super) fn version(&self) -> u64 {
        self.version
    }

    pub(super) fn bars_overlapping(&self, span: Span) -> impl Iterator<Item = &Bar> {
        self.index.overlapping(span).filter_map(|(_, at)| self.bars.get(at))
    }

    pub(super) fn mark(&self, bar: &Bar) -> Option<&Mark> {
        self.marks.get(bar.mark)
    }

    pub(super) fn find(&self, id: MarkId) -> Option<&Mark> {
        self.marks.get(*self.places.get(&id)?)
    }

    pub(super) fn look(&self, tag: Option<usize>) -> Option<&TagLook> {
        self.tags.get(tag?)
    }
}

impl Default for MarkLayer {
    fn default() -> Self {
        Self::new(Vec::new(), Vec::new())
    }
}

impl Bar {
    fn new(mark: usize, tag: Option<usize>, span: Span) -> Self {
        Self { mark, tag, span, lane: 0, crowded: false }
    }
}

/// Everything painted around one text in one frame.
#[derive(Clone, Copy, Debug)]
pub struct Layers<'a> {
    /// The tagged passages.
    pub marks: &'a MarkLayer,
    /// Search hits, shared passages, entities and whatever comes later; any order, painted by [`Layer`].
    pub decorations: &'a [&'a DecorationLayer],
    /// The mark whose ends can be dragged.
    pub focused: Option<MarkId>,
    /// A mark shown as under the pointer although the pointer is elsewhere (on its row in a table, say).
    pub hovered: Option<MarkId>,
}

/// Puts brackets, sorted by start, each into the first lane that is free where it begins.
fn assign_lanes(bars: &mut [Bar]) {
    let mut busy: BinaryHeap<Reverse<(usize, usize)>> = BinaryHeap::new();
    let mut free = BTreeSet::new();
    let mut lanes = 0;
    let mut reach = 0;
    for at in 0..bars.len() {
        let span = bars[at].span;
        while let Some(Reverse((end, lane))) = busy.peek().copied() {
            if end > span.start {
                break;
            }
            busy.pop();
            free.insert(lane);
        }
        let lane = free.pop_first().unwrap_or_else(|| {
            lanes += 1;
            lanes - 1
        });
        busy.push(Reverse((span.end, lane)));
        let next_is_inside = bars.get(at + 1).is_some_and(|next| next.span.start < span.end);
        bars[at].lane = lane;
        bars[at].crowded = reach > span.start || next_is_inside;
        reach = reach.max(span.end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(id: MarkId, start: usize, end: usize) -> Mark {
        Mark { id, span: Span::new(start, end), tags: Vec::new(), dimmed: false }
    }

    fn lanes(layer: &MarkLayer) -> Vec<(MarkId, usize, bool)> {
        layer.bars.iter().map(|bar| (layer.marks[bar.mark].id, bar.lane, bar.crowded)).collect()
    }

    #[test]
    fn overlapping_marks_get_a_lane_each_and_lanes_are_used_again() {
        let layer = MarkLayer::new(
            Vec::new(),
            vec![mark(1, 0, 10), mark(2, 5, 20), mark(3, 12, 30), mark(4, 40, 50)],
        );
        assert_eq!(lanes(&layer), [(1, 0, true), (2, 1, true), (3, 0, true), (4, 0, false)]);
    }

    #[test]
    fn marks_that_only_touch_are_not_crowded() {
        let layer = MarkLayer::new(Vec::new(), vec![mark(1, 0, 10), mark(2, 10, 20)]);
        assert_eq!(lanes(&layer), [(1, 0, false), (2, 0, false)]);
    }

    #[test]
    fn the_innermost_mark_comes_first() {
        let layer = MarkLayer::new(Vec::new(), vec![mark(1, 0, 100), mark(2, 40, 50), mark(3, 60, 70)]);
        assert_eq!(layer.at(45), [2, 1]);
        assert_eq!(layer.at(50), [1]);
        assert!(layer.at(100).is_empty());
    }

    #[test]
    fn two_tags_on_one_passage_are_two_brackets() {
        let look = TagLook { name: "a".into(), colour: Color32::BLUE };
        let both = Mark { tags: vec![0, 1], ..mark(1, 0, 10) };
        let layer = MarkLayer::new(vec![look.clone(), look], vec![both]);
        assert_eq!(lanes(&layer), [(1, 0, true), (1, 1, true)]);
        assert_eq!(layer.at(3), [1]);
    }

    #[test]
    fn replacing_marks_is_making_the_layer_of_those_that_remain() {
        let mut layer = MarkLayer::new(
            Vec::new(),
            vec![mark(1, 0, 10), mark(2, 5, 20), mark(3, 12, 30), mark(4, 40, 50)],
        );
        let before = layer.version();
        layer.replace(&BTreeSet::from([1, 4, 9]), vec![mark(4, 8, 22), mark(5, 0, 3)]);
        let anew =
            MarkLayer::new(Vec::new(), vec![mark(5, 0, 3), mark(2, 5, 20), mark(4, 8, 22), mark(3, 12, 30)]);
        assert_eq!(layer.marks(), anew.marks());
        assert_eq!(lanes(&layer), lanes(&anew));
        assert_eq!(layer.at(9), anew.at(9));
        assert_eq!((layer.find(1), layer.find(4)), (None, anew.find(4)));
        assert_ne!(layer.version(), before);
    }
}
