//! What an alignment is made of: the parts into which it is cut, their ends, and what they cover.

use std::ops::Range;

use super::align::{Relation, Step};
use super::index::Token;

/// An alignment is cut where more words than this stand against nothing; of what is less than a word, twice as many.
pub const WIDEST_HOLE: u32 = 8;
/// A passage does not begin or end with a misread word of which less agrees.
const LEAST_LIKENESS_AT_END: f32 = 0.8;

/// The words that an alignment covers on both sides.
pub fn extent(steps: &[Step]) -> Option<(Range<u32>, Range<u32>)> {
    let (first, last) = (steps.first()?, steps.last()?);
    let (on_a, on_b) = last.lengths();
    Some((first.a..last.a + on_a, first.b..last.b + on_b))
}

/// Within one document, drops the end of an alignment where its two sides would lie over each other.
pub fn keep_apart(steps: &mut Vec<Step>) {
    let Some(begin) = steps.first().map(|step| step.b) else { return };
    let apart = steps.iter().take_while(|step| step.a + step.lengths().0 <= begin).count();
    steps.truncate(apart);
    steps.truncate(without_loose_ends(steps).len());
}

/// Cuts an alignment where it leaves out much on either side, and where furniture stands.
pub fn parts<'s>(steps: &'s [Step], a: &'s [Token], b: &'s [Token]) -> impl Iterator<Item = &'s [Step]> {
    let furniture = |tokens: &[Token], from: u32, to: u32| {
        tokens[from as usize..=to as usize].iter().any(|token| token.after_furniture())
    };
    let is_narrow = |tokens: &[Token], from: u32, to: u32| {
        let is_of_parts = || tokens[from as usize..to as usize].iter().all(|token| token.is_part());
        to - from <= WIDEST_HOLE || (to - from <= 2 * WIDEST_HOLE && is_of_parts())
    };
    steps
        .chunk_by(move |one, next| {
            let (on_a, on_b) = one.lengths();
            let (end_a, end_b) = (one.a + on_a, one.b + on_b);
            is_narrow(a, end_a, next.a)
                && is_narrow(b, end_b, next.b)
                && !furniture(a, end_a, next.a)
                && !furniture(b, end_b, next.b)
        })
        .map(move |part| trimmed(part, a))
        .filter(|part| !part.is_empty())
}

/// An alignment without what holds on to it badly at its ends.
pub fn trimmed<'s>(steps: &'s [Step], a: &[Token]) -> &'s [Step] {
    without_single_parts(without_loose_ends(steps), a)
}

/// An alignment without what is less than a word and stands by itself at either end, behind words that differ: single letters
/// are often the same.
fn without_single_parts<'s>(steps: &'s [Step], a: &[Token]) -> &'s [Step] {
    let is_part = |step: &Step| a[step.a as usize].is_part();
    let is_beside = |one: &Step, next: &Step| (one.a + 1, one.b + 1) == (next.a, next.b) && next.matches();
    let mut left = steps;
    while let [first, next, ..] = left
        && is_part(first)
        && !is_beside(first, next)
    {
        left = without_loose_ends(&left[1..]);
    }
    while let [.., next, last] = left
        && is_part(last)
        && !(is_beside(next, last) && next.matches())
    {
        left = without_loose_ends(&left[..left.len() - 1]);
    }
    left
}

/// An alignment without the words at its ends that do not match well.
pub fn without_loose_ends(steps: &[Step]) -> &[Step] {
    let holds = |step: &Step| match step.relation {
        Relation::Misread(share) => share >= LEAST_LIKENESS_AT_END,
        relation => relation != Relation::Other,
    };
    let Some(first) = steps.iter().position(holds) else { return &[] };
    let last = steps.iter().rposition(holds).unwrap_or(first);
    &steps[first..=last]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(a: u32, b: u32, relation: Relation) -> Step {
        Step { a, b, relation }
    }

    #[test]
    fn a_part_begins_and_ends_with_words_that_match() {
        let steps = [
            step(0, 0, Relation::Other),
            step(1, 1, Relation::Misread(0.7)),
            step(2, 2, Relation::Equal),
            step(3, 3, Relation::Other),
            step(4, 4, Relation::Joined),
            step(6, 5, Relation::Other),
        ];
        assert_eq!(without_loose_ends(&steps), &steps[2..5]);
        assert_eq!(extent(&steps[2..5]), Some((2..6, 2..5)));
        assert!(without_loose_ends(&steps[..1]).is_empty());
        assert_eq!(extent(&[]), None);
    }

    #[test]
    fn within_one_document_the_two_sides_stay_apart() {
        let mut steps: Vec<Step> = (0..10).map(|at| step(at, at + 6, Relation::Equal)).collect();
        keep_apart(&mut steps);
        assert_eq!(extent(&steps), Some((0..6, 6..12)));
    }
}
