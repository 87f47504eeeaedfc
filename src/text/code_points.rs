//! Conversion between byte offsets, used inside, and Unicode code points, used in every file that leaves.
//!
//! This is the one place where the two meet. Offsets outside the text, or inside a character, give `None`.

use super::span::Span;

/// One checkpoint is kept for this many bytes of text.
const STRIDE: usize = 512;

/// An index over one text that turns byte offsets into code points and back.
///
/// ASCII text needs no table; other text keeps four bytes for each 512, and a look-up walks at most one stride.
#[derive(Clone, Debug)]
pub struct CodePoints {
    /// Code points that begin before byte `i * STRIDE`; empty when the text is ASCII.
    before: Vec<u32>,
    length: usize,
}

impl CodePoints {
    /// Reads the text once and keeps its checkpoints.
    pub fn new(text: &str) -> Self {
        if text.is_ascii() {
            return Self { before: Vec::new(), length: text.len() };
        }
        let mut before = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut count = 0usize;
        for chunk in text.as_bytes().chunks(STRIDE) {
            before.push(count as u32);
            count += chunk.iter().filter(|byte| is_start_byte(**byte)).count();
        }
        Self { before, length: count }
    }

    /// Number of code points in the text.
    pub fn len(&self) -> usize {
        self.length
    }

    /// True for the empty text.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// The code point that begins at byte `offset`; the length for the end of the text.
    pub fn from_byte(&self, text: &str, offset: usize) -> Option<usize> {
        if !text.is_char_boundary(offset) {
            return None;
        }
        if self.before.is_empty() {
            return Some(offset);
        }
        if offset == text.len() {
            return Some(self.length);
        }
        let block = offset / STRIDE;
        let inside = text.as_bytes()[block * STRIDE..offset].iter().filter(|b| is_start_byte(**b)).count();
        Some(self.before[block] as usize + inside)
    }

    /// The byte where code point `index` begins; the text's length for the index one past the last.
    pub fn to_byte(&self, text: &str, index: usize) -> Option<usize> {
        if index > self.length {
            return None;
        }
        if self.before.is_empty() {
            return Some(index);
        }
        if index == self.length {
            return Some(text.len());
        }
        let block = self.before.partition_point(|count| *count as usize <= index) - 1;
        let mut left = index - self.before[block] as usize;
        for (at, byte) in text.as_bytes().iter().enumerate().skip(block * STRIDE) {
            if is_start_byte(*byte) {
                if left == 0 {
                    return Some(at);
                }
                left -= 1;
            }
        }
        None
    }

    /// Both ends of a byte span as code points.
    pub fn from_span(&self, text: &str, span: Span) -> Option<(usize, usize)> {
        Some((self.from_byte(text, span.start)?, self.from_byte(text, span.end)?))
    }

    /// A byte span from two code points, `None` when they are out of order or outside the text.
    pub fn to_span(&self, text: &str, start: usize, end: usize) -> Option<Span> {
        if start > end {
            return None;
        }
        Some(Span { start: self.to_byte(text, start)?, end: self.to_byte(text, end)? })
    }
}

/// True for a byte that begins a UTF-8 encoded character.
fn is_start_byte(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn agrees_with_counting_characters(text in "[a-zé日👩🏽‍🚀\u{301}\n]{0,900}") {
            let index = CodePoints::new(&text);
            prop_assert_eq!(index.len(), text.chars().count());
            for (count, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(index.from_byte(&text, byte), Some(count));
                prop_assert_eq!(index.to_byte(&text, count), Some(byte));
            }
            prop_assert_eq!(index.to_byte(&text, text.chars().count()), Some(text.len()));
            prop_assert_eq!(index.to_byte(&text, text.chars().count() + 1), None);
        }
    }

    #[test]
    fn refuses_the_inside_of_a_character() {
        let text = "aé";
        assert_eq!(CodePoints::new(text).from_byte(text, 2), None);
        assert_eq!(CodePoints::new(text).from_byte(text, 9), None);
    }
}
