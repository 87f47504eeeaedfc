//! The passages that open documents share, as the reader paints them: a quiet tint, and what differs from the document beside;
//! or that alone, with what both say alike dimmed. Made anew only when something about them changes, and in a long text only
//! around what is in view.

use std::collections::{BTreeMap, BTreeSet};

use egui::Color32;

use super::kept::Kept;
use super::marked::MarkedPassages;
use crate::compare::marks::{Difference, Mark};
use crate::project::DocumentId;
use crate::text::{Span, Text, TextHash};
use crate::ui::difference_looks::{Look, look};
use crate::ui::outbox::Outbox;
use crate::ui::reader::{Decoration, DecorationLayer, Layer};
use crate::ui::screen::{ComparisonView, Screen};
use crate::ui::theme::Tokens;
use crate::workbench::{CorpusComparison, SharedPlaces, SharedStanding, Workbench};

/// The key of a decoration that stands for no passage.
const NO_PASSAGE: u64 = u64::MAX;
/// From here on keys stand for what differs, by its number.
const DIFFERENCES: u64 = 1 << 63;
/// Of more passages than this, only those in view are looked for on the screen.
const LOOKED_FOR: usize = 200;
/// In a text of so many bytes everything that differs is marked; in a longer one what is not further than `NEAR` from what
/// is in view, in steps, so that scrolling has the marks made anew only now and then.
const WHOLE: usize = 256_000;
const NEAR: usize = 64_000;
const STEP: usize = 32_000;
/// How strongly the passage that was gone to is tinted.
const CURRENT: f32 = 0.26;

/// What the marks of a document depend on.
#[derive(Clone, Debug, PartialEq)]
struct Key {
    comparison: (u64, u64),
    text: TextHash,
    dark: bool,
    marked: bool,
    boilerplate: bool,
    only_differences: bool,
    current: Option<SharedPlaces>,
    beside: Vec<DocumentId>,
    /// Where what differs is marked.
    around: Span,
    /// Of how many passages that is known.
    known: usize,
}

/// A document as it stands in the panes.
#[derive(Clone, Copy)]
pub(super) struct Shown<'a> {
    pub document: DocumentId,
    pub text: &'a Text,
    /// What of it was in view in the last frame.
    pub visible: Span,
    pub in_view: &'a BTreeSet<DocumentId>,
}

/// Something marked that differs, and the document it differs from.
pub(super) type Differing = (Mark, DocumentId);

/// The layers of all documents that are open.
#[derive(Default)]
pub(super) struct SharedCache {
    layers: Kept<Key>,
    /// What is marked in them, in the order of the numbers of the decorations.
    differing: BTreeMap<DocumentId, Vec<Differing>>,
    marked: MarkedPassages,
}

impl SharedCache {
    /// To be called before the documents of a frame are drawn.
    pub fn begin_frame(&mut self, bench: &Workbench) {
        self.marked.begin_frame(bench);
    }

    /// To be called once they are drawn; true when there was not time enough to compare all passages word by word.
    pub fn end_frame(&mut self, bench: &Workbench, out: &mut Outbox) -> bool {
        self.marked.ask(bench, out);
        self.marked.is_unfinished()
    }

    /// The marks of a document as they are now.
    pub fn of(
        &mut self,
        shown: Shown<'_>,
        bench: &Workbench,
        screen: &Screen,
        (tokens, dark): (&Tokens, bool),
    ) -> Option<&DecorationLayer> {
        let Shown { document, text, visible, in_view } = shown;
        let key = Key {
            comparison: bench.passages_revision(),
            text: text.hash(),
            dark,
            marked: screen.comparison.marked,
            boilerplate: screen.comparison.boilerplate,
            only_differences: screen.comparison.only_differences,
            current: screen.shared,
            beside: in_view.iter().copied().filter(|other| *other != document).collect(),
            around: around(visible, text.len()),
            known: self.marked.count(),
        };
        if key.marked {
            self.marked.note_drawn(document, &key.beside, key.current);
        }
        if !self.layers.holds(document, &key) {
            let decorations = self.decorations((document, text), &key, bench, tokens);
            // What is missing is made up for in the next frame.
            let known = if self.marked.is_unfinished() { usize::MAX } else { self.marked.count() };
            let layer = DecorationLayer::new(Layer::SharedPassage, decorations);
            self.layers.put(document, Key { known, ..key }, layer);
        }
        self.layers.of(document)
    }

    /// What differs where decorations are.
    pub fn differing_at<'a>(
        &'a self,
        document: DocumentId,
        decorations: &'a [(Layer, u64)],
    ) -> impl Iterator<Item = &'a Differing> {
        let all = self.differing.get(&document).map_or(&[][..], Vec::as_slice);
        let keys =
            decorations.iter().filter(|(layer, key)| *layer == Layer::SharedPassage && *key != NO_PASSAGE);
        let numbers = keys.filter_map(|(_, key)| usize::try_from(key.checked_sub(DIFFERENCES)?).ok());
        numbers.filter_map(|number| all.get(number))
    }

    /// Forgets the layers of documents that are not open.
    pub fn keep_only(&mut self, open: impl Fn(DocumentId) -> bool) {
        self.differing.retain(|document, _| open(*document));
        self.layers.keep_only(open);
    }

    fn decorations(
        &mut self,
        (document, text): (DocumentId, &Text),
        key: &Key,
        bench: &Workbench,
        tokens: &Tokens,
    ) -> Vec<Decoration> {
        let comparison = bench.comparison();
        let view =
            ComparisonView { marked: key.marked, boilerplate: key.boilerplate, ..ComparisonView::default() };
        let standing: Vec<SharedStanding> = shown(comparison, &view, document, key.text).collect();
        let colour = &tokens.colour;
        let mut decorations: Vec<Decoration> = Vec::new();
        if !key.only_differences {
            let tint = tokens.veil(colour.shared_fill);
            let passages = union(standing.iter().map(|it| it.here)).into_iter();
            decorations.extend(passages.map(|span| filled(NO_PASSAGE, span, Some(tint))));
        }
        let mut differing: Vec<Differing> = Vec::new();
        let mut is_compared = false;
        for it in &standing {
            let places = SharedPlaces { a: (document, it.here), b: it.there };
            let is_current = key.current.is_some_and(|current| current.is(places));
            // Without a fill it is there to be clicked.
            let is_tinted = is_current && !key.only_differences;
            let fill = is_tinted.then(|| colour.shared_line.gamma_multiply(CURRENT));
            decorations.push(filled(it.passage as u64, it.here, fill));
            let Some(near) = it.here.intersection(key.around) else { continue };
            if !is_current && !key.beside.contains(&it.there.0) {
                continue;
            }
            if let Some(marks) = self.marked.of(it.passage, bench) {
                let is_first = comparison.places(it.passage).is_some_and(|of| of.a == places.a);
                let marks = &marks[usize::from(!is_first)];
                differing.extend(within(marks, near).iter().map(|mark| (*mark, it.there.0)));
                is_compared = true;
            }
        }
        // What was gone to and is no passage is a statement in other words.
        let gone_to = key.current.filter(|_| key.marked && comparison.holds_for(document, key.text));
        for (at, span) in gone_to.into_iter().flat_map(|current| [current.a, current.b]) {
            if at == document && standing.iter().all(|it| it.here != span) {
                let tint = colour.shared_line.gamma_multiply(CURRENT);
                decorations.push(filled(NO_PASSAGE, span, Some(tint)));
            }
        }
        differing.sort_unstable();
        differing.dedup();
        if key.only_differences && is_compared {
            // All else goes back: also the stops at the ends of a passage and what stands between two, which is not compared.
            let stand_out =
                union(differing.iter().map(|(mark, _)| mark.here).filter(|here| !here.is_empty()));
            let veil = Some(tokens.fading());
            let rest = without(&[key.around], &stand_out).into_iter();
            decorations.extend(rest.map(|span| Decoration { veil, ..filled(NO_PASSAGE, span, None) }));
        }
        decorations.extend(
            differing
                .iter()
                .enumerate()
                .map(|(number, (mark, _))| marking(DIFFERENCES + number as u64, mark, text, tokens)),
        );
        self.differing.insert(document, differing);
        decorations
    }
}

/// A passage with a ground or without.
fn filled(key: u64, span: Span, fill: Option<Color32>) -> Decoration {
    Decoration { key, span, fill, underline: None, veil: None, caret: None }
}

/// How something that differs is marked. A caret can be pointed at wherever the letters beside it are.
fn marking(key: u64, mark: &Mark, text: &Text, tokens: &Tokens) -> Decoration {
    let Look { fill, dash, line } = look(mark.difference, tokens);
    let fill = fill.map(|fill| tokens.veil(fill));
    if mark.difference == Difference::Missing {
        let span = beside(text.as_str(), mark.here.start);
        return Decoration { caret: Some((mark.here.start, line)), ..filled(key, span, fill) };
    }
    Decoration { underline: dash.map(|dash| (line, dash)), ..filled(key, mark.here, fill) }
}

/// From the letter before a place to the one after it, with the space between.
fn beside(body: &str, at: usize) -> Span {
    /// No more space than this is looked over.
    const FAR: usize = 6;
    let (before, after) = (body.get(..at).unwrap_or_default(), body.get(at..).unwrap_or_default());
    let start = before.char_indices().next_back().map_or(at, |(start, _)| start);
    let mut end = at;
    for (offset, letter) in after.char_indices().take(FAR) {
        end = at + offset + letter.len_utf8();
        if !letter.is_whitespace() {
            break;
        }
    }
    Span::new(start, end)
}

/// The part of a text around what is in view in which what differs is marked.
pub(super) fn around(visible: Span, length: usize) -> Span {
    if length <= WHOLE {
        return Span::new(0, length);
    }
    let start = visible.start.saturating_sub(NEAR) / STEP * STEP;
    let end = ((visible.end + NEAR) / STEP + 1) * STEP;
    Span::new(start.min(length), end.min(length))
}

/// The marks in a part of a text; they are in the order of it.
fn within(marks: &[Mark], part: Span) -> &[Mark] {
    let first = marks.partition_point(|mark| mark.here.end < part.start);
    let beyond = marks.partition_point(|mark| mark.here.start <= part.end);
    marks.get(first..beyond).unwrap_or_default()
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
    standing
        .copied()
        .filter(move |it| comparison.passage(it.passage).is_some_and(|passage| view.shows(passage.kind)))
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
        .filter(|(layer, key)| *layer == Layer::SharedPassage && *key < DIFFERENCES)
        .filter_map(|(_, key)| usize::try_from(*key).ok())
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

    #[test]
    fn in_a_long_text_only_what_is_near_the_view_is_marked_and_not_anew_at_every_step() {
        let mark = |at: usize, length: usize| Mark {
            here: Span::new(at, at + length),
            difference: if length == 0 { Difference::Missing } else { Difference::Other },
            there: Span::new(0, 1),
        };
        assert_eq!(around(Span::new(10, 20), 1_000), Span::new(0, 1_000));
        let length = 6_000_000;
        let near = around(Span::new(3_000_000, 3_002_000), length);
        assert!(near.start <= 2_940_000 && near.end >= 3_060_000 && near.len() < 250_000, "{near:?}");
        assert_eq!(around(Span::new(3_001_000, 3_003_000), length), near);
        assert_eq!(around(Span::new(5_999_000, length), length).end, length);
        let marks: Vec<Mark> = (0..60_000).map(|number| mark(number * 100, number % 3)).collect();
        let found = within(&marks, near);
        assert!(found.len() < 2_500 && found.iter().all(|mark| near.start <= mark.here.end));
        assert!(found.iter().any(|mark| mark.here == Span::new(3_000_000, 3_000_000)));
        assert_eq!(within(&marks, Span::new(7_000_000, 7_100_000)), []);
    }

    #[test]
    fn a_caret_is_pointed_at_by_the_letters_beside_it() {
        assert_eq!(beside("a good day", 1), Span::new(0, 3));
        assert_eq!(beside("é  ü", 2), Span::new(0, 6));
        assert_eq!(beside("day", 3), Span::new(2, 3));
        assert_eq!(beside("day", 0), Span::new(0, 1));
        assert_eq!(beside("", 0), Span::new(0, 0));
    }
}
