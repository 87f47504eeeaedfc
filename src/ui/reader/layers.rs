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
    /// A row of dashes each as long as a word's beginning.
    LongDashed,
    /// Dashes and dots in turn.
    DashDotted,
    /// Two thin lines.
    Double,
    /// A row of dots far apart.
    Sparse,
    /// Dots in pairs.
    Paired,
    /// A dash and two dots in turn.
    DashDotDotted,
    /// Up and down.
    Waved,
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
    /// The colour laid over its letters, if any, so that others stand out.
    pub veil: Option<Color32>,
    /// A byte in it, or at its end, where something is missing, and the colour of the caret that says so.
    pub caret: Option<(usize, Color32)>,
}

/// All decorations of one layer.
#[derive(Clone, Debug)]
pub struct DecorationLayer {
    version: u64,
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
        Self { version: fresh_version(), layer, decorations, index }
    }

    /// A number that differs for every layer made, to know when something derived from it is stale.
    pub(super) fn version(&self) -> u64 {
        self.version
    }

    /// All of them, by start.
    pub(super) fn all(&self) -> &[Decoration] {
        &self.decorations
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

/// So many marks are exchanged one by one; of more, the layer is made anew.
const FEW: usize = 24;

/// All tagged passages of a document, with their brackets put in lanes.
#[derive(Clone, Debug)]
pub struct MarkLayer {
    version: u64,
    tags: Vec<TagLook>,
    marks: Vec<Mark>,
    /// Where each mark stands, by which it is found among the marks.
    spans: HashMap<MarkId, Span>,
    /// In the order of their marks.
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
            spans: HashMap::new(),
            bars: Vec::new(),
            index: IntervalIndex::default(),
        };
        layer.arrange();
        layer
    }

    /// Takes away the marks with the ids of `gone`, and adds others, whose ids the layer does not have any more.
    pub fn replace(&mut self, gone: &BTreeSet<MarkId>, come: Vec<Mark>) {
        if gone.len() + come.len() > FEW {
            self.marks.retain(|mark| !gone.contains(&mark.id));
            self.marks.extend(come);
            return self.arrange();
        }
        let mut touched: Vec<Span> = gone.iter().filter_map(|id| self.take_out(*id)).collect();
        for mark in come.into_iter().filter(|mark| !mark.span.is_empty()) {
            touched.push(mark.span);
            self.put_in(mark);
        }
        if !touched.is_empty() {
            assign_lanes_around(&mut self.bars, &touched);
            self.note_change();
        }
    }

    /// Derives everything else from the marks.
    fn arrange(&mut self) {
        let Self { tags, marks, spans, bars, .. } = self;
        marks.retain(|mark| !mark.span.is_empty());
        marks.sort_unstable_by_key(order);
        spans.clear();
        spans.extend(marks.iter().map(|mark| (mark.id, mark.span)));
        bars.clear();
        bars.reserve(marks.len());
        for (at, mark) in marks.iter().enumerate() {
            bars.extend(brackets(at, mark, tags.len()));
        }
        assign_lanes(bars);
        self.note_change();
    }

    /// Takes one mark away; says where it stood.
    fn take_out(&mut self, id: MarkId) -> Option<Span> {
        let at = self.place_of(id)?;
        let mark = self.marks.remove(at);
        self.spans.remove(&id);
        let first = self.bars.partition_point(|bar| bar.mark < at);
        let count = self.bars[first..].iter().take_while(|bar| bar.mark == at).count();
        self.bars.drain(first..first + count);
        for bar in &mut self.bars[first..] {
            bar.mark -= 1;
        }
        Some(mark.span)
    }

    fn put_in(&mut self, mark: Mark) {
        let at = self.marks.partition_point(|other| order(other) < order(&mark));
        let first = self.bars.partition_point(|bar| bar.mark < at);
        for bar in &mut self.bars[first..] {
            bar.mark += 1;
        }
        self.bars.splice(first..first, brackets(at, &mark, self.tags.len()));
        self.spans.insert(mark.id, mark.span);
        self.marks.insert(at, mark);
    }

    /// Indexes the brackets as they are now.
    fn note_change(&mut self) {
        let placed = self.bars.iter().enumerate().map(|(at, bar)| (bar.span, at));
        self.index = IntervalIndex::new(placed.collect());
        self.version = fresh_version();
    }

    /// The place of a mark in the list of them.
    fn place_of(&self, id: MarkId) -> Option<usize> {
        let span = self.spans.get(&id)?;
        self.marks.binary_search_by_key(&(span.start, Reverse(span.end), id), order).ok()
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
        self.marks.get(self.place_of(id)?)
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
    /// Passages whose place on the screen is asked for.
    pub asked: &'a [Span],
    /// What a menu asked for by key is about when no words are selected: the passage that was last gone to.
    pub current: Option<Span>,
}

/// A number no layer has had.
fn fresh_version() -> u64 {
    static VERSIONS: AtomicU64 = AtomicU64::new(1);
    VERSIONS.fetch_add(1, Ordering::Relaxed)
}

/// The order of marks: by start, the longest first.
fn order(mark: &Mark) -> (usize, Reverse<usize>, MarkId) {
    (mark.span.start, Reverse(mark.span.end), mark.id)
}

/// The brackets of the mark at place `at`: one for each of its tags that is among `known`, else a single one.
fn brackets(at: usize, mark: &Mark, known: usize) -> impl Iterator<Item = Bar> {
    let (tags, span) = (mark.tags.clone(), mark.span);
    let single = (!tags.iter().any(|tag| *tag < known)).then(|| Bar::new(at, None, span));
    tags.into_iter()
        .filter(move |tag| *tag < known)
        .map(move |tag| Bar::new(at, Some(tag), span))
        .chain(single)
}

/// Assigns lanes anew to those brackets that touch one of these spans, and to all that hang together with them by
/// sharing text. What the others have does not depend on them.
fn assign_lanes_around(bars: &mut [Bar], touched: &[Span]) {
    let (mut first, mut reach, mut is_touched) = (0, 0, false);
    for at in 0..=bars.len() {
        let span = bars.get(at).map(|bar| bar.span);
        if span.is_none_or(|span| span.start >= reach) {
            if is_touched {
                assign_lanes(&mut bars[first..at]);
            }
            (first, is_touched) = (at, false);
        }
        let Some(span) = span else { return };
        reach = reach.max(span.end);
        is_touched |= touched.iter().any(|touched| touched.start < span.end && span.start < touched.end);
    }
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
    use proptest::prelude::*;

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

    fn any_mark() -> impl Strategy<Value = Mark> {
        (0u64..12, 0usize..60, 0usize..20, prop::collection::vec(0usize..4, 0..3), any::<bool>()).prop_map(
            |(id, start, length, tags, dimmed)| Mark {
                id,
                span: Span::new(start, start + length),
                tags,
                dimmed,
            },
        )
    }

    proptest! {
        #[test]
        fn marks_replaced_one_by_one_stand_as_if_made_anew(
            at_first in prop::collection::vec(any_mark(), 0..30),
            then in prop::collection::vec(
                (prop::collection::btree_set(0u64..40, 0..3), prop::collection::vec(any_mark(), 0..3)), 1..6,
            ),
        ) {
            let looks = vec![TagLook { name: "Reason".into(), colour: Color32::GOLD }; 3];
            let mut marks: Vec<Mark> = at_first;
            for (number, mark) in marks.iter_mut().enumerate() {
                mark.id = number as MarkId;
            }
            let mut layer = MarkLayer::new(looks.clone(), marks.clone());
            for (mut gone, mut come) in then {
                come.sort_by_key(|mark| mark.id);
                come.dedup_by_key(|mark| mark.id);
                gone.extend(come.iter().map(|mark| mark.id));
                marks.retain(|mark| !gone.contains(&mark.id));
                marks.extend(come.clone());
                layer.replace(&gone, come);
                let anew = MarkLayer::new(looks.clone(), marks.clone());
                prop_assert_eq!(layer.marks(), anew.marks());
                prop_assert_eq!(format!("{:?}", layer.bars), format!("{:?}", anew.bars));
                for offset in 0..80 {
                    prop_assert_eq!(layer.at(offset), anew.at(offset));
                }
                for id in 0..40 {
                    prop_assert_eq!(layer.find(id), anew.find(id));
                }
            }
        }
    }
}
