//! Parts of one passage that were found apart, put together.
//!
//! Around a chain no more is looked at than a few words, and what stands in very many documents is found on another way than
//! what only two have. So a passage may come in parts that follow each other closely, or lie over each other, in both
//! documents. Such parts are aligned once more as a whole, and are one where the alignment is: where furniture stands between
//! them, or more words than a passage may leave out, they stay apart.

use std::ops::Range;

use super::super::align::Step;
use super::super::cluster;
use super::super::index::DocumentNumber;
use super::super::parts::{WIDEST_HOLE, parts};
use super::{Draft, Finder, Scratch, USUAL_BAND};

/// Each passage is put together with one of so many that follow it.
const LOOK_AHEAD: usize = 8;
/// A whole has at least so much of each of its parts.
const LEAST_OF_PART: f32 = 0.9;

impl Finder<'_> {
    /// Puts together what belongs together of the passages of one pair of documents: all that were found from `begin` on.
    pub(super) fn join_near(
        &self,
        document: DocumentNumber,
        begin: usize,
        scratch: &mut Scratch,
        found: &mut Vec<Draft>,
    ) {
        if found.len() < begin + 2 || found[begin].other == document {
            return;
        }
        let is_in_order = found[begin..].is_sorted_by_key(|draft| draft.a.start);
        let mut in_order: Vec<usize> = (begin..found.len()).collect();
        if !is_in_order {
            in_order.sort_by_key(|at| (found[*at].a.start, found[*at].b.start));
        }
        let mut gone = vec![false; found.len()];
        for place in 0..in_order.len() {
            let mut at = place + 1;
            while at < in_order.len().min(place + 1 + LOOK_AHEAD) {
                let (one, next) = (in_order[place], in_order[at]);
                at += 1;
                if gone[one] || gone[next] {
                    continue;
                }
                if let Some(whole) = self.joined(document, &found[one], &found[next], scratch) {
                    found[one] = whole;
                    gone[next] = true;
                    // The whole may go on with what was too far from the part.
                    at = place + 1;
                }
            }
        }
        let mut number = 0;
        found.retain(|_| {
            number += 1;
            !gone[number - 1]
        });
    }

    /// A passage that stands in very many documents with those parts of it that were found otherwise; these are taken out of
    /// what was found. One that is short enough for boilerplate is no part of anything.
    pub(super) fn join_common(
        &self,
        document: DocumentNumber,
        mut draft: Draft,
        scratch: &mut Scratch,
        found: &mut Vec<Draft>,
    ) -> Draft {
        let mut at = 0;
        while at < found.len() && draft.verdict.matched > cluster::MOST_WORDS as f32 {
            let is_of_pair = found[at].other == draft.other;
            let whole = if is_of_pair { self.joined(document, &found[at], &draft, scratch) } else { None };
            match whole {
                Some(whole) => {
                    draft = Draft { common: true, ..whole };
                    found.remove(at);
                    at = 0;
                }
                None => at += 1,
            }
        }
        draft
    }

    /// Two passages as one, where they are one.
    fn joined(
        &self,
        document: DocumentNumber,
        one: &Draft,
        other: &Draft,
        scratch: &mut Scratch,
    ) -> Option<Draft> {
        let (first, next) = if one.a.start <= other.a.start { (one, other) } else { (other, one) };
        let is_stock = first.verdict.formula || next.verdict.formula;
        if is_stock || first.other == document || !is_near(first, next) {
            return None;
        }
        let (a, b) = (self.index.tokens(document), self.index.tokens(first.other));
        let (on_a, on_b) = (around(&first.a, &next.a), around(&first.b, &next.b));
        let shift = |on_a: u32, on_b: u32| i64::from(on_b) - i64::from(on_a);
        let ends = |draft: &Draft| [shift(draft.a.start, draft.b.start), shift(draft.a.end, draft.b.end)];
        let all = [ends(first), ends(next)];
        let low = all.iter().flatten().copied().min()?;
        let high = all.iter().flatten().copied().max()?;
        let wide = (high - low) as usize + USUAL_BAND;
        if !scratch.work.spend(on_a.len() * wide) {
            return None;
        }
        let move_by = shift(on_a.start, on_b.start);
        let within = |range: &Range<u32>| range.start as usize..range.end as usize;
        let steps = scratch.workspace.align(
            &self.index.lexicon,
            &a[within(&on_a)],
            &b[within(&on_b)],
            (low - move_by, high - move_by),
            i64::MIN,
        );
        let steps: Vec<Step> = steps
            .iter()
            .map(|step| Step { a: step.a + on_a.start, b: step.b + on_b.start, relation: step.relation })
            .collect();
        let longest = parts(&steps, a, b).max_by_key(|part| part.len())?;
        let whole = self.draft(first.other, longest, a, b)?;
        let (whole, _) = self.followed(whole, longest.to_vec(), [a, b], &[on_a, on_b], &mut scratch.work);
        let has = |part: &Draft| {
            let most_of = |whole: &Range<u32>, part: &Range<u32>| {
                let both = whole.end.min(part.end).saturating_sub(whole.start.max(part.start));
                both as f32 >= LEAST_OF_PART * part.len() as f32
            };
            most_of(&whole.a, &part.a) && most_of(&whole.b, &part.b)
        };
        (has(first) && has(next)).then_some(whole)
    }
}

/// True when a passage follows another on both sides, so closely that both may be one, or lies over its end.
fn is_near(first: &Draft, next: &Draft) -> bool {
    let follows = |first: &Range<u32>, next: &Range<u32>| {
        next.start >= first.start && next.start <= first.end + WIDEST_HOLE && next.end >= first.end
    };
    follows(&first.a, &next.a) && follows(&first.b, &next.b)
}

/// From where the first of two begins to where the last ends.
fn around(one: &Range<u32>, other: &Range<u32>) -> Range<u32> {
    one.start.min(other.start)..one.end.max(other.end)
}
