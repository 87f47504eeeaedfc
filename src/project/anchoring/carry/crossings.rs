//! Look-alikes across an edit: the text on both sides of the place where two texts begin to differ, found elsewhere.
//!
//! A passage is carried with the run of text it stands in. Where that run ends, what was beyond may have taken a part of it
//! along: of two letters with the same closing lines that change places, each closing seems to have stayed where it was. Then
//! the edge, with a letter or more of what is beyond it, stands at another place of the other text. A few pieces of text
//! around every edge are looked for in one pass; asking for a passage then costs what was found at the two edges beside it.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::super::align::Alignment;
use super::super::quote;
use super::rivals::MOST_OTHERS;
use crate::text::Span;

/// Bytes of a piece around an edge.
const PIECE: usize = 12;

/// How many bytes of each piece are before the edge: most of it on either side, or half on both.
const BEFORE: [usize; 3] = [1, PIECE / 2, PIECE - 1];

/// Two texts are compared no further than this from a place, in bytes.
const FURTHEST: usize = 4096;

/// Places of a piece that are compared one by one.
const MOST_PLACES: usize = 1024;

/// Bits of the sieve that most places of a text fall through.
const SIEVE: usize = 1 << 23;

/// Where both texts begin to differ: the first byte of a run, or one past its last, in each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Edge {
    old: usize,
    new: usize,
}

/// The edges of all runs, and where what stands across them stands in the other text.
pub(super) struct Crossings<'a> {
    old: &'a str,
    new: &'a str,
    /// For each gap, where the run before it ends and the one after it begins; `None` where there is no gap.
    edges: Vec<Option<(Edge, Edge)>>,
    in_new: Places,
    in_old: Places,
}

/// Pieces of text with the places where they stand.
type Places = FxHashMap<[u8; PIECE], Vec<usize>>;

impl<'a> Crossings<'a> {
    pub fn of(old: &'a str, new: &'a str, alignment: &Alignment) -> Self {
        let edges: Vec<Option<(Edge, Edge)>> = (0..=alignment.runs().len())
            .map(|index| {
                let gap = alignment.gap(index);
                let before = same_after(old, gap.old.start, new, gap.new.start);
                let after = same_before(old, gap.old.end, new, gap.new.end);
                (!gap.old.is_empty() || !gap.new.is_empty()).then_some((
                    Edge { old: gap.old.start + before, new: gap.new.start + before },
                    Edge { old: gap.old.end - after, new: gap.new.end - after },
                ))
            })
            .collect();
        let all = || edges.iter().flatten().flat_map(|(before, after)| [*before, *after]);
        let in_new = places(old, all().map(|edge| edge.old), new);
        let in_old = places(new, all().map(|edge| edge.new), old);
        Self { old, new, edges, in_new, in_old }
    }

    /// Where a run begins, if there is anything else before it.
    pub fn before_run(&self, index: usize) -> Option<Edge> {
        self.edges.get(index).copied().flatten().map(|(_, after)| after)
    }

    /// Where a run ends, if there is anything else behind it.
    pub fn after_run(&self, index: usize) -> Option<Edge> {
        self.edges.get(index + 1).copied().flatten().map(|(before, _)| before)
    }

    /// Where a passage of the old text, with all between it and an edge and something beyond, stands elsewhere in the new;
    /// `None` when there are too many places to tell them apart.
    pub fn elsewhere_in_new(&self, edge: Edge, passage: Span) -> Option<Vec<Span>> {
        elsewhere((self.old, edge.old), passage, (self.new, edge.new), &self.in_new)
    }

    /// The same of a passage of the new text, which may stand elsewhere in the old.
    pub fn elsewhere_in_old(&self, edge: Edge, passage: Span) -> Option<Vec<Span>> {
        elsewhere((self.new, edge.new), passage, (self.old, edge.old), &self.in_old)
    }
}

/// The other places in `there` of a passage of the text `here`; each text comes with where the edge is in it.
fn elsewhere(
    (here, edge): (&str, usize),
    passage: Span,
    (there, own): (&str, usize),
    places: &Places,
) -> Option<Vec<Span>> {
    let (from, to) = (passage.start.min(edge), passage.end.max(edge));
    let mut found = BTreeSet::new();
    // Where the edge would be: there, too, the text is the same from it to the passage.
    let mut look = |at: usize| {
        let Some(start) = (at + from).checked_sub(edge).filter(|_| at != own) else { return };
        let begins = start + passage.start - from;
        if there.as_bytes()[start..].starts_with(&here.as_bytes()[from..to]) && there.is_char_boundary(begins)
        {
            found.insert(begins);
        }
    };
    // Nothing is beyond the beginning and the end of a text, here as there.
    if edge == 0 {
        look(0);
    }
    if edge == here.len() {
        look(there.len());
    }
    for (piece, before) in pieces(here, edge) {
        let Some(list) = places.get(&piece) else { continue };
        if list.len() > MOST_PLACES {
            // Too many to compare one by one: those with all that is between the edge and the passage.
            let from = here.floor_char_boundary(from.min(edge.saturating_sub(1)));
            let stretch = &here[from..here.ceil_char_boundary(to.max(edge + 1).min(here.len()))];
            let whole = Span::new(0, there.len());
            let all: Vec<usize> = quote::occurrences(there, stretch, whole, MOST_OTHERS).collect();
            if all.len() >= MOST_OTHERS {
                return None;
            }
            for at in all {
                look(at + edge - from);
            }
        } else {
            for at in list {
                look(at + before);
            }
        }
    }
    Some(found.into_iter().map(|at| Span::new(at, at + passage.len())).collect())
}

/// The pieces of a text around a place, each with how much of it is before.
fn pieces(text: &str, edge: usize) -> impl Iterator<Item = ([u8; PIECE], usize)> + '_ {
    BEFORE.into_iter().filter_map(move |before| {
        let piece: &[u8; PIECE] = text.as_bytes().get(edge.checked_sub(before)?..)?.first_chunk()?;
        // A line of dashes or blanks tells nothing.
        let is_telling = piece.iter().filter(|byte| **byte != piece[0]).any(|byte| *byte != piece[PIECE - 1]);
        is_telling.then_some((*piece, before))
    })
}

/// Where in `there` stand the pieces around these places of `here`.
fn places(here: &str, edges: impl Iterator<Item = usize>, there: &str) -> Places {
    let mut places: Places =
        edges.flat_map(|edge| pieces(here, edge)).map(|(piece, _)| (piece, Vec::new())).collect();
    if places.is_empty() {
        return places;
    }
    let slot = |piece: &[u8; PIECE]| {
        let (mut low, mut high) = ([0; 8], [0; 8]);
        low.copy_from_slice(&piece[..8]);
        high[..4].copy_from_slice(&piece[8..]);
        let mixed = (u64::from_le_bytes(low) ^ u64::from_le_bytes(high).rotate_left(31))
            .wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed >> 40) as usize % SIEVE
    };
    let mut sieve = vec![0_u64; SIEVE / 64];
    for piece in places.keys() {
        let slot = slot(piece);
        sieve[slot / 64] |= 1 << (slot % 64);
    }
    let bytes = there.as_bytes();
    for at in 0..(bytes.len() + 1).saturating_sub(PIECE) {
        let Some(piece) = bytes[at..].first_chunk() else { break };
        let slot = slot(piece);
        if sieve[slot / 64] >> (slot % 64) & 1 == 1
            && let Some(list) = places.get_mut(piece)
            && list.len() <= MOST_PLACES
        {
            list.push(at);
        }
    }
    places
}

/// How far two texts are the same before two places, in bytes.
pub(super) fn same_before(a: &str, at: usize, b: &str, other: usize) -> usize {
    let (a, b) = (a.as_bytes()[..at].iter().rev(), b.as_bytes()[..other].iter().rev());
    a.zip(b).take(FURTHEST).take_while(|(a, b)| a == b).count()
}

/// How far two texts are the same behind two places, in bytes.
pub(super) fn same_after(a: &str, at: usize, b: &str, other: usize) -> usize {
    let (a, b) = (a.as_bytes()[at..].iter(), b.as_bytes()[other..].iter());
    a.zip(b).take(FURTHEST).take_while(|(a, b)| a == b).count()
}
