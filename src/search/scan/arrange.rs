//! Words in their arrangement: side by side, or near each other.

use std::sync::atomic::{AtomicBool, Ordering};

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

/// The shortest stretches that hold a different word for each of `slots`, with at most `others` further words. `None` when
/// `cancel` was set.
pub(super) fn near(
    slots: &[SlotId],
    others: u32,
    found: &Occurrences,
    cancel: &AtomicBool,
) -> Option<Vec<Span>> {
    let mut wanted: Vec<(SlotId, usize)> = Vec::new();
    for slot in slots {
        match wanted.iter_mut().find(|(other, _)| other == slot) {
            Some((_, times)) => *times += 1,
            None => wanted.push((*slot, 1)),
        }
    }
    if wanted.iter().any(|(slot, _)| found[usize::from(*slot)].is_empty()) {
        return Some(Vec::new());
    }
    let words = candidates(&wanted, found);
    let reach = slots.len() as u32 + others;
    let mut dealt = Dealt::new(&words, wanted.iter().map(|(_, times)| *times).collect());
    let mut spans = Vec::new();
    let mut last: Option<(usize, usize)> = None;
    // The words `first..end` are dealt out. As `first` goes on, the end with which they are enough never goes back.
    let mut end = 0;
    for first in 0..words.len() {
        if cancel.load(Ordering::Relaxed) {
            return None;
        }
        let begin = words[first].one.ordinal;
        while !dealt.is_complete() && end < words.len() && words[end].one.ordinal - begin < reach {
            dealt.add(end);
            end += 1;
        }
        if dealt.is_complete() {
            // Of two stretches with the same end only the later, shorter one counts.
            if let Some((from, to)) = last.filter(|(_, to)| *to != end) {
                spans.push(Span::new(words[from].one.span.start, words[to - 1].one.span.end));
            }
            last = Some((first, end));
        }
        dealt.remove(first, end);
    }
    if let Some((from, to)) = last {
        spans.push(Span::new(words[from].one.span.start, words[to - 1].one.span.end));
    }
    Some(spans)
}

/// A word that one or several of the wanted words are, by their index.
struct Candidate {
    one: Occurrence,
    fits: Vec<usize>,
}

/// Every word of the text that any of the wanted words is, in order.
fn candidates(wanted: &[(SlotId, usize)], found: &Occurrences) -> Vec<Candidate> {
    let mut all: Vec<(Occurrence, usize)> = Vec::new();
    for (number, (slot, _)) in wanted.iter().enumerate() {
        all.extend(found[usize::from(*slot)].iter().map(|one| (*one, number)));
    }
    all.sort_by_key(|(one, number)| (one.ordinal, *number));
    let mut words: Vec<Candidate> = Vec::new();
    for (one, number) in all {
        match words.last_mut() {
            Some(last) if last.one.ordinal == one.ordinal => last.fits.push(number),
            _ => words.push(Candidate { one, fits: vec![number] }),
        }
    }
    words
}

/// Words of the text dealt out among the wanted words, as many as can be (a maximum matching, kept up to date word by word).
struct Dealt<'w> {
    words: &'w [Candidate],
    /// How many words each wanted word still lacks.
    lacks: Vec<usize>,
    lacking: usize,
    /// The words each wanted word has.
    has: Vec<Vec<usize>>,
    /// The wanted words that a search for a better deal has been to.
    seen: Vec<bool>,
}

impl<'w> Dealt<'w> {
    fn new(words: &'w [Candidate], lacks: Vec<usize>) -> Self {
        let count = lacks.len();
        Self {
            words,
            lacking: lacks.iter().sum(),
            lacks,
            has: vec![Vec::new(); count],
            seen: vec![false; count],
        }
    }

    fn is_complete(&self) -> bool {
        self.lacking == 0
    }

    /// Takes a word in.
    fn add(&mut self, word: usize) {
        self.seen.fill(false);
        if self.deal(word) {
            self.lacking -= 1;
        }
    }

    /// Lets the first of the words `first..end` go; another may take its place.
    fn remove(&mut self, first: usize, end: usize) {
        let holder =
            self.words[first].fits.iter().find(|wanted| self.has[**wanted].contains(&first)).copied();
        let Some(holder) = holder else { return };
        self.has[holder].retain(|word| *word != first);
        self.lacks[holder] += 1;
        self.lacking += 1;
        self.seen.fill(false);
        let is_free =
            |word: &usize| !self.words[*word].fits.iter().any(|wanted| self.has[*wanted].contains(word));
        let free: Vec<usize> = (first + 1..end).filter(is_free).collect();
        // Where one search has been in vain the next need not go.
        if free.into_iter().any(|word| self.deal(word)) {
            self.lacking -= 1;
        }
    }

    /// Gives a word to a wanted word, which may pass another on (an augmenting path).
    fn deal(&mut self, word: usize) -> bool {
        let words = self.words;
        for wanted in &words[word].fits {
            if std::mem::replace(&mut self.seen[*wanted], true) {
                continue;
            }
            if self.lacks[*wanted] > 0 {
                self.lacks[*wanted] -= 1;
                self.has[*wanted].push(word);
                return true;
            }
            for at in 0..self.has[*wanted].len() {
                let other = self.has[*wanted][at];
                if self.deal(other) {
                    // The other has been given away and is still here.
                    self.has[*wanted][at] = word;
                    return true;
                }
            }
        }
        false
    }
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

    fn near(slots: &[SlotId], others: u32, found: &Occurrences) -> Vec<Span> {
        super::near(slots, others, found, &AtomicBool::new(false)).unwrap()
    }

    #[test]
    fn many_equal_words_near_each_other_take_no_time() {
        let words = "a".repeat(20_000);
        let all = near(&[0; 64], 100, &found(&words));
        assert_eq!(all.len(), 20_000 - 63);
        assert_eq!(spans(near(&[0; 64], 0, &found(&words)))[1], (1, 65));
        assert!(super::near(&[0; 64], 0, &found(&words), &AtomicBool::new(true)).is_none());
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
