//! Words in their arrangement: side by side, or near each other.

use super::finder::SlotId;
use crate::text::Span;

/// Where a word of the query stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Occurrence {
    /// Its place among the words of the text.
    pub ordinal: u32,
    /// Its place in the flow.
    pub span: Span,
}

/// The occurrences of each word of the query, in order.
pub(super) type Occurrences = Vec<Vec<Occurrence>>;

/// Where `slots` stand side by side in this order.
pub(super) fn adjacent(slots: &[SlotId], found: &Occurrences) -> Vec<Span> {
    let of = |slot: usize| &found[usize::from(slots[slot])];
    if slots.len() == 1 {
        return of(0).iter().map(|one| one.span).collect();
    }
    // Begin with the rarest word.
    let Some(rarest) = (0..slots.len()).min_by_key(|slot| of(*slot).len()) else { return Vec::new() };
    let at = |slot: usize, ordinal: u32| {
        of(slot).binary_search_by_key(&ordinal, |one| one.ordinal).ok().map(|at| of(slot)[at].span)
    };
    let mut spans = Vec::new();
    for one in of(rarest) {
        let Some(first) = one.ordinal.checked_sub(rarest as u32) else { continue };
        let mut whole = one.span;
        let fits = (0..slots.len()).all(|slot| {
            let span = at(slot, first + slot as u32);
            if let Some(span) = span {
                whole = Span::new(whole.start.min(span.start), whole.end.max(span.end));
            }
            span.is_some()
        });
        if fits {
            spans.push(whole);
        }
    }
    spans
}

/// The shortest stretches that hold a different word for each of `slots`, with at most `others` further words.
pub(super) fn near(slots: &[SlotId], others: u32, found: &Occurrences) -> Vec<Span> {
    if slots.iter().any(|slot| found[usize::from(*slot)].is_empty()) {
        return Vec::new();
    }
    // Every word that one of the slots is, with the slots it is, in order.
    let mut words: Vec<(Occurrence, usize)> = Vec::new();
    for (number, slot) in slots.iter().enumerate() {
        words.extend(found[usize::from(*slot)].iter().map(|one| (*one, number)));
    }
    words.sort_by_key(|(one, number)| (one.ordinal, *number));
    let mut groups: Vec<(Occurrence, Vec<usize>)> = Vec::new();
    for (one, number) in words {
        match groups.last_mut() {
            Some((last, numbers)) if last.ordinal == one.ordinal => numbers.push(number),
            _ => groups.push((one, vec![number])),
        }
    }
    let reach = slots.len() as u32 + others;
    let mut spans = Vec::new();
    let mut last: Option<(usize, usize)> = None;
    for first in 0..groups.len() {
        let Some(end) = first_end(&groups[first..], slots.len(), reach).map(|end| first + end) else {
            continue;
        };
        // Of two stretches with the same end only the later, shorter one counts.
        if let Some((from, to)) = last.filter(|(_, to)| *to != end) {
            spans.push(Span::new(groups[from].0.span.start, groups[to].0.span.end));
        }
        last = Some((first, end));
    }
    if let Some((from, to)) = last {
        spans.push(Span::new(groups[from].0.span.start, groups[to].0.span.end));
    }
    spans
}

/// The first word, from the first of `groups` on, with which each of `slots` has a word of its own.
fn first_end(groups: &[(Occurrence, Vec<usize>)], slots: usize, reach: u32) -> Option<usize> {
    let begin = groups.first()?.0.ordinal;
    // The word each slot has for now.
    let mut holder: Vec<Option<usize>> = vec![None; slots];
    let mut held = 0;
    for (at, (one, _)) in groups.iter().enumerate() {
        if one.ordinal - begin >= reach {
            return None;
        }
        let mut tried = vec![false; slots];
        held += usize::from(place(groups, at, &mut holder, &mut tried));
        if held == slots {
            return Some(at);
        }
    }
    None
}

/// Gives the word `at` to a slot, moving other words to other slots where needed (an augmenting path).
fn place(
    groups: &[(Occurrence, Vec<usize>)],
    at: usize,
    holder: &mut [Option<usize>],
    tried: &mut [bool],
) -> bool {
    for slot in &groups[at].1 {
        if std::mem::replace(&mut tried[*slot], true) {
            continue;
        }
        let is_free = match holder[*slot] {
            None => true,
            Some(other) => place(groups, other, holder, tried),
        };
        if is_free {
            holder[*slot] = Some(at);
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Occurrences of the letters of `words`, one word each, for the slots `a`, `b`, `c`.
    fn found(words: &str) -> Occurrences {
        let of = |letter| {
            let places = words.char_indices().filter(|(_, c)| *c == letter);
            places
                .map(|(at, _)| Occurrence { ordinal: at as u32, span: Span::new(at, at + 1) })
                .collect::<Vec<_>>()
        };
        vec![of('a'), of('b'), of('c')]
    }

    fn spans(found: Vec<Span>) -> Vec<(usize, usize)> {
        found.into_iter().map(|span| (span.start, span.end)).collect()
    }

    #[test]
    fn phrases_are_words_side_by_side() {
        assert_eq!(spans(adjacent(&[0, 1], &found("abxabba"))), [(0, 2), (3, 5)]);
        assert_eq!(spans(adjacent(&[0, 0], &found("aaa"))), [(0, 2), (1, 3)]);
        assert_eq!(spans(adjacent(&[1, 0], &found("a"))), []);
    }

    #[test]
    fn near_words_are_found_in_the_shortest_stretches() {
        assert_eq!(spans(near(&[0, 1], 1, &found("axbxxa"))), [(0, 3)]);
        assert_eq!(spans(near(&[0, 1], 2, &found("axbxxa"))), [(0, 3), (2, 6)]);
        assert_eq!(spans(near(&[0, 1], 5, &found("aab"))), [(1, 3)]);
        assert_eq!(spans(near(&[0, 0, 1], 1, &found("aab"))), [(0, 3)], "two different words");
        assert_eq!(spans(near(&[0, 0], 5, &found("a"))), []);
    }

    #[test]
    fn a_word_that_fits_two_slots_takes_one() {
        // The first word is both slots, the second only slot 0, whichever is met first.
        let one =
            |ordinal: u32| Occurrence { ordinal, span: Span::new(ordinal as usize, ordinal as usize + 1) };
        let both_first = vec![vec![one(0), one(1)], vec![one(0)]];
        assert_eq!(spans(near(&[0, 1], 0, &both_first)), [(0, 2)]);
        let alone = vec![vec![one(0)], vec![one(0)]];
        assert_eq!(spans(near(&[0, 1], 9, &alone)), []);
    }
}
