//! Words and grapheme clusters by the rules of Unicode Standard Annex 29, as an editor needs them.
//!
//! Everything but [`word_count`] looks only at a small window around an offset, so that it is instant in a text of any
//! length. A window begins and ends where white space begins (a line break is white space too): the annex always
//! allows a word to end before a space, and nothing to the left of a space bears on what is to the right of it. Only
//! where no space comes within a few kilobytes is the window cut elsewhere, between two grapheme clusters. Sentences
//! are next door, in [`super::sentences`].

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use super::Span;

/// A window reaches at least this far to each side.
const NEAR: usize = 128;

/// A window reaches at most about this far to each side.
const FAR: usize = 4096;

/// Number of words in a text.
///
/// What is written in ASCII is counted by its bytes, which is many times faster; where a piece between white space
/// has anything else in it, the annex's own rules count that piece.
pub fn word_count(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut count, mut from) = (0, 0);
    while let Some(at) = first_beyond_ascii(&bytes[from..]).map(|at| from + at) {
        let before = bytes[from..at].iter().rposition(u8::is_ascii_whitespace);
        let start = before.map_or(from, |space| from + space + 1);
        let end =
            bytes[at..].iter().position(u8::is_ascii_whitespace).map_or(bytes.len(), |space| at + space);
        count += ascii_words(&bytes[from..start]) + text[start..end].unicode_words().count();
        from = end;
    }
    count + ascii_words(&bytes[from..])
}

/// Where the first byte stands that is not ASCII.
fn first_beyond_ascii(bytes: &[u8]) -> Option<usize> {
    const CHUNK: usize = 64;
    let skipped = bytes.chunks(CHUNK).take_while(|chunk| chunk.is_ascii()).count() * CHUNK;
    bytes.get(skipped..)?.iter().position(|byte| !byte.is_ascii()).map(|at| skipped + at)
}

/// What a double click at `offset` selects: the word there, or the run of spaces, or of the same punctuation.
///
/// At the end of the text it is the last such run; empty for an empty text.
pub fn word_at(text: &str, offset: usize) -> Span {
    let offset = snap_to_grapheme(text, offset);
    let window = window(text, offset);
    let mut found = Span::new(window.start, window.start);
    let mut kind = Kind::Word;
    for (at, piece) in text[window.range()].split_word_bound_indices() {
        let start = window.start + at;
        if start > offset {
            let runs_on = Kind::of(piece) == kind && kind.runs();
            if !runs_on {
                break;
            }
        } else if !(Kind::of(piece) == kind && kind.runs() && !found.is_empty()) {
            found.start = start;
            kind = Kind::of(piece);
        }
        found.end = start + piece.len();
    }
    found
}

/// Where Ctrl+Right goes from `offset`: to the end of the next word; the end of the text when there is none.
pub fn next_word(text: &str, offset: usize) -> usize {
    let mut from = floor(text, offset);
    while from < text.len() {
        let window = window(text, from);
        let found = text[window.range()]
            .split_word_bound_indices()
            .filter(|(_, piece)| Kind::of(piece) == Kind::Word)
            .map(|(at, piece)| window.start + at + piece.len())
            .find(|end| *end > from);
        match found {
            Some(end) => return end,
            None => from = window.end.max(next_grapheme(text, from)),
        }
    }
    text.len()
}

/// Where Ctrl+Left goes from `offset`: to the start of the word before; 0 when there is none.
pub fn previous_word(text: &str, offset: usize) -> usize {
    let mut from = floor(text, offset);
    while from > 0 {
        let window = window(text, from);
        let found = text[window.range()]
            .split_word_bound_indices()
            .filter(|(_, piece)| Kind::of(piece) == Kind::Word)
            .map(|(at, _)| window.start + at)
            .take_while(|start| *start < from)
            .last();
        match found {
            Some(start) => return start,
            None => from = window.start.min(previous_grapheme(text, from)),
        }
    }
    0
}

/// The end of the grapheme cluster that begins at or contains `offset`; never inside a cluster.
pub fn next_grapheme(text: &str, offset: usize) -> usize {
    let offset = floor(text, offset);
    GraphemeCursor::new(offset, text.len(), true).next_boundary(text, 0).ok().flatten().unwrap_or(text.len())
}

/// The start of the grapheme cluster that ends at or contains `offset`; never inside a cluster.
pub fn previous_grapheme(text: &str, offset: usize) -> usize {
    let offset = ceil(text, offset);
    GraphemeCursor::new(offset, text.len(), true).prev_boundary(text, 0).ok().flatten().unwrap_or(0)
}

/// `offset` itself when it stands between two grapheme clusters, else the start of the cluster it is in.
pub fn snap_to_grapheme(text: &str, offset: usize) -> usize {
    let offset = floor(text, offset);
    if is_grapheme_boundary(text, offset) { offset } else { previous_grapheme(text, offset) }
}

/// True when `offset` does not stand inside a grapheme cluster (or a character).
pub fn is_grapheme_boundary(text: &str, offset: usize) -> bool {
    text.is_char_boundary(offset)
        && GraphemeCursor::new(offset, text.len(), true).is_boundary(text, 0).unwrap_or(false)
}

/// What a piece between two word boundaries is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Word,
    Space,
    LineBreak,
    Punctuation(char),
    /// Symbols, emoji, characters without a class: each for itself.
    Other,
}

impl Kind {
    fn of(piece: &str) -> Self {
        let Some(first) = piece.chars().next() else { return Kind::Other };
        match first {
            '\n' | '\u{c}' => Kind::LineBreak,
            _ if piece.contains(|c: char| c.is_alphanumeric() || c == '_') => Kind::Word,
            _ if first.is_whitespace() => Kind::Space,
            _ if first.is_ascii_punctuation() || ('\u{2010}'..='\u{205e}').contains(&first) => {
                Kind::Punctuation(first)
            }
            _ => Kind::Other,
        }
    }

    /// True when several pieces of this kind in a row are selected together.
    fn runs(self) -> bool {
        matches!(self, Kind::Space | Kind::Punctuation(_))
    }
}

/// The part of `text` around `offset` in which words can be told, as the module's head explains.
fn window(text: &str, offset: usize) -> Span {
    let bytes = text.as_bytes();
    let opens_space = |at: &usize| is_space(bytes[*at]) && *at > 0 && !is_space(bytes[*at - 1]);
    let nearest = offset.saturating_sub(NEAR);
    let start = (offset.saturating_sub(FAR)..nearest)
        .rev()
        .find(opens_space)
        .unwrap_or_else(|| snap_to_grapheme(text, offset.saturating_sub(FAR)));
    let furthest = (offset + FAR).min(text.len());
    let end = ((offset + NEAR).min(furthest)..furthest)
        .find(opens_space)
        .unwrap_or_else(|| next_grapheme(text, furthest));
    Span::new(start, end)
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n')
}

fn floor(text: &str, offset: usize) -> usize {
    text.floor_char_boundary(offset)
}

fn ceil(text: &str, offset: usize) -> usize {
    text.ceil_char_boundary(offset.min(text.len()))
}

/// What a byte of ASCII does to a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Byte {
    /// Ends it.
    Other,
    /// Is part of it, and makes it one that counts.
    Letter,
    /// Goes on with it, if only between letters or digits.
    Joiner,
}

const BYTES: [Byte; 256] = {
    let mut bytes = [Byte::Other; 256];
    let mut at = 0;
    while at < 128 {
        let byte = at as u8;
        if byte.is_ascii_alphanumeric() {
            bytes[at] = Byte::Letter;
        } else if matches!(byte, b'_' | b'\'' | b'.' | b':' | b',' | b';') {
            bytes[at] = Byte::Joiner;
        }
        at += 1;
    }
    bytes
};

/// Words in ASCII: runs of letters, digits and low lines with a letter or digit among them, kept together by one of
/// `.:'` between letters and by one of `.,;'` between digits.
fn ascii_words(text: &[u8]) -> usize {
    let mut count = 0;
    let mut counted = false;
    for (at, byte) in text.iter().enumerate() {
        let kind = BYTES[usize::from(*byte)];
        // Nearly every byte is a letter or a space, and neither needs a branch.
        let is_letter = kind == Byte::Letter;
        count += usize::from(is_letter && !counted);
        let is_joined = kind == Byte::Joiner && counted && joins(text, at);
        counted = is_letter || is_joined;
    }
    count
}

/// True when the sign at `at` keeps what is on both sides of it together.
fn joins(text: &[u8], at: usize) -> bool {
    let between_letters = || between(text, at, u8::is_ascii_alphabetic);
    let between_digits = || between(text, at, u8::is_ascii_digit);
    match text[at] {
        b'_' => true,
        b':' => between_letters(),
        b',' | b';' => between_digits(),
        _ => between_letters() || between_digits(),
    }
}

/// True when the bytes on both sides of `at` are of one class.
fn between(text: &[u8], at: usize, class: fn(&u8) -> bool) -> bool {
    at > 0 && class(&text[at - 1]) && text.get(at + 1).is_some_and(class)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Words, joiners and everything that makes clusters long.
    const MIXED: &str =
        "([a-zA-Z]{1,6}|[ \t\n]{1,3}|[.,;:'_-]{1,2}|[0-9]{1,3}|[é日本ก]|\u{301}|\u{ad}|👩🏽‍🚀|🇬🇧|שלום){0,60}";

    proptest! {
        #[test]
        fn counts_as_the_annex_does(text in MIXED) {
            prop_assert_eq!(word_count(&text), text.unicode_words().count());
        }

        #[test]
        fn counts_ascii_as_the_annex_does(text in "[a-zA-Z0-9_.,;:' -]{0,40}") {
            prop_assert_eq!(word_count(&text), text.unicode_words().count());
        }

        #[test]
        fn every_offset_lies_in_its_word(text in MIXED, offset in 0usize..300) {
            let offset = text.floor_char_boundary(offset.min(text.len()));
            let span = word_at(&text, offset);
            prop_assert!(span.of(&text).is_some());
            prop_assert!(is_grapheme_boundary(&text, span.start) && is_grapheme_boundary(&text, span.end));
            prop_assert!(text.is_empty() || (!span.is_empty() && span.start <= offset));
            prop_assert!(offset == text.len() || span.contains(offset));
        }

        #[test]
        fn a_window_changes_nothing(text in MIXED, times in 1usize..40, offset in 0usize..6000) {
            let text = text.repeat(times);
            let offset = snap_to_grapheme(&text, offset);
            let all: Vec<Span> =
                text.split_word_bound_indices().map(|(at, piece)| Span::new(at, at + piece.len())).collect();
            let words = || all.iter().filter(|span| Kind::of(&text[span.range()]) == Kind::Word);
            let next = words().map(|word| word.end).find(|end| *end > offset).unwrap_or(text.len());
            let previous = words().map(|word| word.start).rfind(|start| *start < offset).unwrap_or(0);
            prop_assert_eq!(next_word(&text, offset), next);
            prop_assert_eq!(previous_word(&text, offset), previous);
        }

        #[test]
        fn steps_by_grapheme_clusters(text in MIXED) {
            let mut bounds: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
            bounds.push(text.len());
            for pair in bounds.windows(2) {
                prop_assert_eq!(next_grapheme(&text, pair[0]), pair[1]);
                prop_assert_eq!(previous_grapheme(&text, pair[1]), pair[0]);
                for inside in pair[0]..pair[1] {
                    prop_assert_eq!(snap_to_grapheme(&text, inside), pair[0]);
                    prop_assert_eq!(next_grapheme(&text, inside), pair[1]);
                }
                for inside in pair[0] + 1..=pair[1] {
                    prop_assert_eq!(previous_grapheme(&text, inside), pair[0]);
                }
            }
        }
    }

    #[test]
    fn double_click_takes_a_word_or_a_run() {
        let text = "Don't stop -- now...  go";
        let at = |offset| &text[word_at(text, offset).range()];
        assert_eq!(at(2), "Don't");
        assert_eq!(at(11), "--");
        assert_eq!(at(12), "--");
        assert_eq!(at(18), "...");
        assert_eq!(at(20), "  ");
        assert_eq!(at(21), "  ");
        assert_eq!(at(text.len()), "go");
        assert_eq!(word_at("", 0), Span::default());
    }

    #[test]
    fn arrows_go_over_punctuation_and_lines() {
        let text = "one, two\n\n  three";
        assert_eq!(next_word(text, 0), 3);
        assert_eq!(next_word(text, 3), 8);
        assert_eq!(next_word(text, 8), 17);
        assert_eq!(next_word(text, 17), 17);
        assert_eq!(previous_word(text, 17), 12);
        assert_eq!(previous_word(text, 12), 5);
        assert_eq!(previous_word(text, 2), 0);
    }
}
