//! The passages that open documents share, as the reader paints them: a quiet tint, and the words that differ from the
//! document beside; or those words alone, with what both say alike dimmed. Made anew only when something about them changes.

use std::collections::{BTreeMap, BTreeSet};

use super::kept::Kept;
use crate::compare::words::{Relation, compare};
use crate::project::DocumentId;
use crate::text::{Span, TextHash};
use crate::ui::reader::{Dash, Decoration, DecorationLayer, Layer};
use crate::ui::screen::{ComparisonView, Screen};
use crate::ui::theme::Tokens;
use crate::workbench::{CorpusComparison, SharedPlaces, SharedStanding, Workbench};

/// The key of a decoration that stands for no passage.
const NO_PASSAGE: u64 = u64::MAX;
/// Bytes of passages compared word by word in one frame; the rest follows in the next.
const COMPARED_AT_ONCE: usize = 24_000;
/// Of more passages than this, only those in view are looked for on the screen.
const LOOKED_FOR: usize = 200;
/// How strongly the passage that was gone to is tinted.
const CURRENT: f32 = 0.26;
/// How much of the page is laid over words that both say, where only differences are marked: they can still be read.
const VEIL: f32 = 0.55;

/// A word or several that differ, on this side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Difference {
    span: Span,
    /// True where the other side has nothing in its place.
    only_here: bool,
}

/// What the marks of a document depend on.
#[derive(Clone, Debug, PartialEq)]
struct Key {
    comparison: u64,
    text: TextHash,
    dark: bool,
    marked: bool,
    boilerplate: bool,
    only_differences: bool,
    current: Option<SharedPlaces>,
    beside: Vec<DocumentId>,
}

/// A document as it stands in the panes.
#[derive(Clone, Copy)]
pub(super) struct Shown<'a> {
    pub document: DocumentId,
    pub text: TextHash,
    pub in_view: &'a BTreeSet<DocumentId>,
}

/// The layers of all documents that are open.
#[derive(Default)]
pub(super) struct SharedCache {
    layers: Kept<Key>,
    /// Differences that are known at a state of the comparison, by passage and by the span on this side.
    differences: BTreeMap<(usize, Span, DocumentId), Vec<Difference>>,
    at: u64,
    left: usize,
}

impl SharedCache {
    /// To be called before the documents of a frame are drawn.
    pub fn begin_frame(&mut self, revision: u64) {
        if self.at != revision {
            self.at = revision;
            self.differences.clear();
        }
        self.left = COMPARED_AT_ONCE;
    }

    /// True when there was not time enough to compare all passages word by word.
    pub fn is_unfinished(&self) -> bool {
        self.left == 0
    }

    /// The marks of a document as they are now.
    pub fn of(
        &mut self,
        shown: Shown<'_>,
        bench: &Workbench,
        screen: &Screen,
        (tokens, dark): (&Tokens, bool),
    ) -> Option<&DecorationLayer> {
        let Shown { document, text, in_view } = shown;
        let key = Key {
            comparison: bench.comparison_revision(),
            text,
            dark,
            marked: screen.comparison.marked,
            boilerplate: screen.comparison.boilerplate,
            only_differences: screen.comparison.only_differences,
            current: screen.shared,
            beside: in_view.iter().copied().filter(|other| *other != document).collect(),
        };
        if !self.layers.holds(document, &key) {
            let (decorations, is_whole) = self.decorations(document, &key, bench, tokens);
            // What is missing is made up for in the next frame.
            let comparison = if is_whole { key.comparison } else { u64::MAX };
            let layer = DecorationLayer::new(Layer::SharedPassage, decorations);
            self.layers.put(document, Key { comparison, ..key }, layer);
        }
        self.layers.of(document)
    }

    /// Forgets the layers of documents that are not open.
    pub fn keep_only(&mut self, open: impl Fn(DocumentId) -> bool) {
        self.layers.keep_only(open);
    }

    fn decorations(
        &mut self,
        document: DocumentId,
        key: &Key,
        bench: &Workbench,
        tokens: &Tokens,
    ) -> (Vec<Decoration>, bool) {
        let comparison = bench.comparison();
        let view =
            ComparisonView { marked: key.marked, boilerplate: key.boilerplate, ..ComparisonView::default() };
        let standing: Vec<SharedStanding> = shown(comparison, &view, document, key.text).collect();
        let colour = &tokens.colour;
        let plain = |key, span, fill| Decoration { key, span, fill: Some(fill), underline: None, veil: None };
        let mut decorations: Vec<Decoration> = Vec::new();
        if !key.only_differences {
            let tint = tokens.veil(colour.shared_fill);
            let passages = union(standing.iter().map(|it| it.here)).into_iter();
            decorations.extend(passages.map(|span| plain(NO_PASSAGE, span, tint)));
        }
        let mut is_whole = true;
        let mut differing: BTreeSet<(Span, bool)> = BTreeSet::new();
        let mut compared: Vec<Span> = Vec::new();
        for it in &standing {
            let places = SharedPlaces { a: (document, it.here), b: it.there };
            let is_current = key.current.is_some_and(|current| current.is(places));
            // Without a fill it is there to be clicked.
            let is_tinted = is_current && !key.only_differences;
            let fill = is_tinted.then(|| colour.shared_line.gamma_multiply(CURRENT));
            let (passage, span) = (it.passage as u64, it.here);
            decorations.push(Decoration { key: passage, span, fill, underline: None, veil: None });
            if !is_current && !key.beside.contains(&it.there.0) {
                continue;
            }
            match self.differences_of(document, it, bench) {
                Some(found) => {
                    differing.extend(found.iter().map(|it| (it.span, it.only_here)));
                    compared.push(it.here);
                }
                None => is_whole = false,
            }
        }
        // What was gone to and is no passage is a statement in other words.
        let gone_to = key.current.filter(|_| key.marked && comparison.holds_for(document, key.text));
        for (at, span) in gone_to.into_iter().flat_map(|current| [current.a, current.b]) {
            if at == document && standing.iter().all(|it| it.here != span) {
                decorations.push(plain(NO_PASSAGE, span, colour.shared_line.gamma_multiply(CURRENT)));
            }
        }
        if key.only_differences {
            let alike = without(&union(compared.into_iter()), &union(differing.iter().map(|it| it.0)));
            let veil = Some(colour.page.gamma_multiply(VEIL));
            let dimmed = |span| Decoration { key: NO_PASSAGE, span, fill: None, underline: None, veil };
            decorations.extend(alike.into_iter().map(dimmed));
        }
        decorations.extend(differing.into_iter().map(|(span, only_here)| {
            let (fill, line, dash) = if only_here {
                (colour.added_fill, colour.added_line, Dash::Double)
            } else {
                (colour.changed_fill, colour.changed_line, Dash::LongDashed)
            };
            let fill = Some(tokens.veil(fill));
            Decoration { key: NO_PASSAGE, span, fill, underline: Some((line, dash)), veil: None }
        }));
        (decorations, is_whole)
    }

    /// The words of a passage that differ from the other place; `None` when there is no time for it in this frame.
    fn differences_of(
        &mut self,
        document: DocumentId,
        standing: &SharedStanding,
        bench: &Workbench,
    ) -> Option<&[Difference]> {
        let key = (standing.passage, standing.here, document);
        if !self.differences.contains_key(&key) {
            if self.left == 0 {
                return None;
            }
            self.left = self.left.saturating_sub(standing.here.len() + standing.there.1.len());
            let found = differences(document, standing, bench);
            self.differences.insert(key, found);
        }
        self.differences.get(&key).map(Vec::as_slice)
    }
}

/// The shared passages of a document that are shown, in the order of its text.
pub(in crate::ui) fn shown<'a>(
    comparison: &'a CorpusComparison,
    view: &ComparisonView,
    document: DocumentId,
    text: TextHash,
) -> impl Iterator<Item = SharedStanding> + 'a {
    let (is_marked, view) = (view.marked, view.clone());
    let standing = comparison.standing_in(document, text).iter().filter(move |_| is_marked);
    standing.copied().filter(move |it| view.shows(comparison.passages()[it.passage].kind))
}

/// The passages to look for on the screen, each with its number.
pub(super) fn looked_for(
    bench: &Workbench,
    view: &ComparisonView,
    document: DocumentId,
    text: TextHash,
    visible: Span,
) -> (Vec<usize>, Vec<Span>) {
    let comparison = bench.comparison();
    let all: Vec<SharedStanding> = shown(comparison, view, document, text).collect();
    let is_many = all.len() > LOOKED_FOR;
    all.into_iter().filter(|it| !is_many || it.here.overlaps(visible)).map(|it| (it.passage, it.here)).unzip()
}

/// The passages that decorations at the pointer stand for.
pub(super) fn passages_of(decorations: &[(Layer, u64)]) -> impl Iterator<Item = usize> + '_ {
    decorations
        .iter()
        .filter(|(layer, key)| *layer == Layer::SharedPassage && *key != NO_PASSAGE)
        .filter_map(|(_, key)| usize::try_from(*key).ok())
}

/// Compares the two places of a passage word by word; nothing where one of the texts is another by now.
fn differences(document: DocumentId, standing: &SharedStanding, bench: &Workbench) -> Vec<Difference> {
    let (there, span) = standing.there;
    let comparison = bench.comparison();
    let (Some(one), Some(other)) = (bench.text(document), bench.text(there)) else { return Vec::new() };
    if !comparison.holds_for(there, other.hash()) {
        return Vec::new();
    }
    let stretches = compare(&one, standing.here, &other, span);
    let differing = stretches.into_iter().filter(|stretch| stretch.relation != Relation::Same);
    differing
        .filter(|stretch| !stretch.a.is_empty())
        .map(|stretch| Difference { span: stretch.a, only_here: stretch.relation == Relation::Dropped })
        .collect()
}

/// What is left of spans where others are taken out of them; both are in order and apart.
fn without(spans: &[Span], taken: &[Span]) -> Vec<Span> {
    let mut left = Vec::new();
    for span in spans {
        let mut from = span.start;
        let first = taken.partition_point(|taken| taken.end <= span.start);
        for hole in taken[first..].iter().take_while(|hole| hole.start < span.end) {
            left.extend((from < hole.start).then(|| Span::new(from, hole.start)));
            from = from.max(hole.end);
        }
        left.extend((from < span.end).then(|| Span::new(from, span.end)));
    }
    left
}

/// Spans, by start, joined where they touch.
fn union(spans: impl Iterator<Item = Span>) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::new();
    for span in spans {
        match joined.last_mut().filter(|last| span.start <= last.end) {
            Some(last) => last.end = last.end.max(span.end),
            None => joined.push(span),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_that_touch_are_one() {
        let spans = [(0, 5), (3, 9), (9, 12), (20, 21)].map(|(start, end)| Span::new(start, end));
        assert_eq!(union(spans.into_iter()), [Span::new(0, 12), Span::new(20, 21)]);
    }

    #[test]
    fn spans_are_left_without_what_is_taken_out_of_them() {
        let spans = |of: &[(usize, usize)]| of.iter().map(|it| Span::new(it.0, it.1)).collect::<Vec<_>>();
        let left = |all: &[(usize, usize)], taken: &[(usize, usize)]| without(&spans(all), &spans(taken));
        assert_eq!(left(&[(0, 10), (20, 30)], &[]), spans(&[(0, 10), (20, 30)]));
        assert_eq!(left(&[(0, 10)], &[(2, 3), (5, 8)]), spans(&[(0, 2), (3, 5), (8, 10)]));
        assert_eq!(left(&[(0, 10), (20, 30)], &[(0, 4), (8, 22), (29, 40)]), spans(&[(4, 8), (22, 29)]));
        assert_eq!(left(&[(5, 8)], &[(0, 10)]), []);
    }
}
