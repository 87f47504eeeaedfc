//! Where a passage occurs again in those parts of a text that the other text does not have.
//!
//! Every eight bytes that touch such a part are listed with their place, so that asking for a passage costs its own
//! length and not that of the text.

use std::collections::BTreeSet;
use std::ops::Range;

/// Bytes of an entry.
const GRAM: usize = 8;

/// More places than this are not told apart: the passage is a phrase that stands everywhere.
const MOST_PLACES: usize = 64;

/// A passage is looked up by this many of its grams at the most: enough for one of half a megabyte.
const MOST_GRAMS: usize = 1 << 16;

/// The eight-byte sequences in and at the edges of some parts of a text, sorted.
pub(super) struct Grams<'a> {
    text: &'a str,
    entries: Vec<([u8; GRAM], u32)>,
}

impl<'a> Grams<'a> {
    /// Lists those of `parts`, which are in order.
    pub fn of(text: &'a str, parts: impl Iterator<Item = Range<usize>>) -> Self {
        let bytes = text.as_bytes();
        let mut entries = Vec::new();
        let mut from = 0;
        for part in parts.filter(|part| !part.is_empty()) {
            let first = part.start.saturating_sub(GRAM - 1).max(from);
            let last = part.end.min((bytes.len() + 1).saturating_sub(GRAM));
            for at in first..last {
                if let Some(gram) = bytes[at..].first_chunk() {
                    // Texts are far smaller than 4 GB: the largest file read is 64 MB.
                    entries.push((*gram, at as u32));
                }
            }
            from = last.max(from);
        }
        entries.sort_unstable();
        Self { text, entries }
    }

    /// Where `passage` occurs so that it touches one of the parts; nothing for a passage of less than eight bytes.
    pub fn places(&self, passage: &str) -> BTreeSet<usize> {
        let bytes = passage.as_bytes();
        let mut places = BTreeSet::new();
        // Of an occurrence that touches a part in its midst, eight grams in a row are listed: one of them is an eighth one. Of
        // one that touches it with an end alone, the first or the last is.
        let Some(last) = bytes.len().checked_sub(GRAM) else { return places };
        let offsets = std::iter::once(last).chain((0..last).step_by(GRAM)).take(MOST_GRAMS);
        for offset in offsets {
            let gram = &bytes[offset..offset + GRAM];
            let first = self.entries.partition_point(|(entry, _)| entry.as_slice() < gram);
            for (entry, at) in &self.entries[first..] {
                if entry.as_slice() != gram || places.len() >= MOST_PLACES {
                    break;
                }
                let Some(start) = (*at as usize).checked_sub(offset) else { continue };
                if !places.contains(&start)
                    && self.text.as_bytes()[start..].starts_with(bytes)
                    && self.text.is_char_boundary(start)
                {
                    places.insert(start);
                }
            }
        }
        places
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_a_long_passage_wherever_it_touches_a_part() {
        let words: Vec<String> = (0..6000).map(|number| format!("word {number}")).collect();
        let passage = format!("{} ", words.join(" "));
        let text = format!("{passage}| {passage}|");
        let second = passage.len() + 2;
        let end = second + passage.len();
        let parts = [second..second + 1, end - 1..end, end - 3..end - 2].into_iter();
        for part in parts.chain((second + 30_000..second + 30_017).map(|at| at..at + 1)) {
            let grams = Grams::of(&text, std::iter::once(part.clone()));
            assert_eq!(grams.places(&passage), BTreeSet::from([second]), "{part:?}");
        }
        let grams = Grams::of(&text, std::iter::once(end..end + 1));
        assert!(grams.places(&passage).is_empty(), "it ends before the part");
    }

    #[test]
    fn finds_what_touches_a_part_and_nothing_else() {
        let text = "the council met; the council met; the council met";
        let grams = Grams::of(text, std::iter::once(17..20));
        assert_eq!(grams.places("the council met").into_iter().collect::<Vec<_>>(), [17]);
        let grams = Grams::of(text, [2..3, 40..41].into_iter());
        assert_eq!(grams.places("the council met").into_iter().collect::<Vec<_>>(), [0, 34]);
        assert!(grams.places("short").is_empty());
        assert!(Grams::of("tiny", std::iter::once(0..4)).places("tiny text").is_empty());
    }
}
