//! Two texts read side by side: where one is while somebody reads the other, and the ribbons that join what they share.

use egui::{Color32, Mesh, Pos2, Rangef, Rect, Shape, Stroke, Ui, pos2};

use super::PaneId;
use crate::project::DocumentId;
use crate::text::Span;
use crate::ui::theme::{Themed as _, Tokens};
use crate::workbench::CorpusComparison;

/// Panes further apart than this are not joined.
const WIDEST_GAP: f32 = 80.0;
/// Panes that share less height than this do not stand side by side.
const LEAST_BESIDE: f32 = 40.0;
/// Pieces a curve is drawn in.
const PIECES: usize = 20;
/// So many passages, the longest, are followed while scrolling.
const FOLLOWED: usize = 300;

/// A page on the screen and the passages looked for in it.
#[derive(Clone, Debug)]
pub(super) struct Sight {
    pub pane: PaneId,
    pub document: DocumentId,
    /// The page, with the strip beside it.
    pub page: Rect,
    /// The passages that were found, each by its number and its place in the text.
    pub places: Vec<(usize, Span, Rangef)>,
    /// Where the eye rests.
    pub at_eye: Option<usize>,
}

impl Sight {
    /// How far the top of a passage is below the top of the page, in parts of its height.
    pub fn part_of(&self, span: Span) -> Option<f32> {
        let (.., found) = self.places.iter().find(|(_, here, _)| *here == span)?;
        Some((found.min - self.page.top()) / self.page.height().max(1.0))
    }
}

/// The pairs of pages that stand side by side, the left one first.
fn pairs(sights: &[Sight]) -> impl Iterator<Item = (&Sight, &Sight)> {
    sights.iter().flat_map(move |left| {
        sights.iter().map(move |right| (left, right)).filter(|(left, right)| {
            let gap = right.page.left() - left.page.right();
            let beside = left.page.y_range().intersection(right.page.y_range());
            (0.0..WIDEST_GAP).contains(&gap) && beside.span() > LEAST_BESIDE
        })
    })
}

/// True when two pages side by side show documents that share passages.
pub(super) fn share(sights: &[Sight], comparison: &CorpusComparison) -> bool {
    pairs(sights).any(|(left, right)| {
        left.places.iter().any(|(passage, here, _)| {
            comparison.places(*passage).is_some_and(|places| {
                places.from(left.document).b.0 == right.document
                    && (left.document != right.document || places.a.1 == *here)
            })
        })
    })
}

/// Joins the passages that two pages side by side both show.
pub(super) fn ribbons(ui: &Ui, sights: &[Sight], is_current: impl Fn(usize) -> bool) {
    let tokens = ui.tokens();
    for (left, right) in pairs(sights) {
        let gap = Rect::from_x_y_ranges(
            left.page.right()..=right.page.left(),
            left.page.y_range().intersection(right.page.y_range()),
        );
        let painter = ui.painter().with_clip_rect(gap);
        for (passage, here, from) in &left.places {
            let found = right.places.iter().find(|(other, there, _)| {
                other == passage && (left.document != right.document || there != here)
            });
            let Some((_, _, to)) = found else { continue };
            let (Some(from), Some(to)) = (within(*from, left.page), within(*to, right.page)) else {
                continue;
            };
            let look = look(tokens, is_current(*passage));
            painter.extend(ribbon(gap.x_range(), from, to, look));
        }
    }
}

/// What of a passage is on the page.
fn within(found: Rangef, page: Rect) -> Option<Rangef> {
    let shown = Rangef::new(found.min.max(page.top()), found.max.min(page.bottom()));
    (shown.max > shown.min).then_some(shown)
}

fn look(tokens: &Tokens, is_current: bool) -> (Color32, Stroke) {
    let line = tokens.colour.shared_line;
    if is_current {
        (line.gamma_multiply(0.3), Stroke::new(1.5, line))
    } else {
        (tokens.colour.shared_fill, Stroke::new(1.0, line.gamma_multiply(0.7)))
    }
}

/// The shapes of one ribbon: its surface, and the two curves that bound it.
fn ribbon(x: Rangef, from: Rangef, to: Rangef, (fill, stroke): (Color32, Stroke)) -> Vec<Shape> {
    let curve = |from: f32, to: f32| -> Vec<Pos2> {
        let at = |piece: usize| {
            let t = piece as f32 / PIECES as f32;
            // Level at both ends, as an S between them.
            let eased = t * t * (3.0 - 2.0 * t);
            pos2(egui::lerp(x, t), from + (to - from) * eased)
        };
        (0..=PIECES).map(at).collect()
    };
    let (upper, lower) = (curve(from.min, to.min), curve(from.max, to.max));
    let mut surface = Mesh::default();
    for (upper, lower) in upper.iter().zip(&lower) {
        surface.colored_vertex(*upper, fill);
        surface.colored_vertex(*lower, fill);
    }
    for corner in 2..2 * (PIECES as u32 + 1) {
        surface.add_triangle(corner - 2, corner - 1, corner);
    }
    vec![Shape::mesh(surface), Shape::line(upper, stroke), Shape::line(lower, stroke)]
}

/// Where passages stand in two texts, in an order that both keep: what crosses longer passages is left out.
pub(super) fn chain(mut passages: Vec<(Span, Span)>) -> Vec<(Span, Span)> {
    passages.sort_by_key(|(here, _)| std::cmp::Reverse(here.len()));
    passages.truncate(FOLLOWED);
    passages.sort();
    let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(passages.len());
    for (at, (here, there)) in passages.iter().enumerate() {
        let before = (0..at)
            .filter(|before| {
                let (earlier, opposite) = passages[*before];
                earlier.end <= here.start && opposite.end <= there.start
            })
            .max_by_key(|before| best[*before].0);
        best.push((here.len() + before.map_or(0, |before| best[before].0), before));
    }
    let mut at = (0..best.len()).max_by_key(|at| best[*at].0);
    let mut chain = Vec::new();
    while let Some(last) = at {
        chain.push(passages[last]);
        at = best[last].1;
    }
    chain.reverse();
    chain
}

/// The place in the other text that answers to `at` in this one: the same in what they share, by proportion in between.
/// `lengths` are those of this text and the other.
pub(super) fn counterpart(chain: &[(Span, Span)], lengths: (usize, usize), at: usize) -> usize {
    let at = at.min(lengths.0);
    let after = chain.partition_point(|(here, _)| here.start <= at);
    let inside = after.checked_sub(1).map(|before| chain[before]).filter(|(here, _)| at < here.end);
    let (here, there) = inside.unwrap_or_else(|| {
        let before = after.checked_sub(1).map_or((0, 0), |before| (chain[before].0.end, chain[before].1.end));
        let next = chain.get(after).map_or(lengths, |(here, there)| (here.start, there.start));
        (Span::new(before.0, next.0), Span::new(before.1, next.1))
    });
    if here.is_empty() {
        return there.start;
    }
    let part = (at - here.start) as f64 / here.len() as f64;
    there.start + (there.len() as f64 * part).round() as usize
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn span(start: usize, end: usize) -> Span {
        Span::new(start, end)
    }

    #[test]
    fn what_is_shared_stands_level_and_what_is_between_follows_in_proportion() {
        let chain = chain(vec![(span(100, 200), span(400, 500)), (span(300, 320), span(600, 620))]);
        let at = |at| counterpart(&chain, (400, 1000), at);
        assert_eq!([at(0), at(50), at(100), at(150), at(200)], [0, 200, 400, 450, 500]);
        assert_eq!([at(250), at(310), at(320), at(400), at(999)], [550, 610, 620, 1000, 1000]);
        assert_eq!(counterpart(&[], (0, 10), 0), 0);
    }

    #[test]
    fn passages_in_another_order_give_way_to_longer_ones() {
        let kept = chain(vec![
            (span(0, 50), span(500, 550)),
            (span(100, 200), span(100, 200)),
            (span(300, 400), span(300, 400)),
        ]);
        assert_eq!(kept, [(span(100, 200), span(100, 200)), (span(300, 400), span(300, 400))]);
    }

    proptest! {
        #[test]
        fn going_on_in_one_text_is_never_going_back_in_the_other(
            passages in prop::collection::vec((0usize..400, 1usize..60, 0usize..400, 1usize..60), 0..12),
        ) {
            let passages = passages.into_iter().map(|(a, m, b, n)| (span(a, a + m), span(b, b + n))).collect();
            let chain = chain(passages);
            let mut last = 0;
            for at in 0..=500 {
                let there = counterpart(&chain, (500, 500), at);
                prop_assert!(there >= last && there <= 500, "{at}: {there} after {last}");
                last = there;
            }
        }
    }
}
