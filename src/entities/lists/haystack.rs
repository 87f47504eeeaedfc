//! A text in the form in which listed names are looked for, with the way back to its bytes.
//!
//! Small letters (if asked), one kind of apostrophe and hyphen, one space for any run of white space, accents taken apart
//! from their letters however they were typed, and a mark at each end of a word. Names go the same way, so a name is
//! found only from the beginning of a word to the end of one, and searching need not look beside a match.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::text::Span;

/// Stands at each end of a word; no text that is searched has it, because it is left out.
const EDGE: u8 = 0;

/// Stands in [`Haystack::at`] for a byte that begins nothing of the text.
const INSIDE: u32 = u32::MAX;

/// A text as it is searched.
#[derive(Clone, Debug, Default)]
pub(super) struct Haystack {
    bytes: Vec<u8>,
    /// For each byte, and for the end, where in the text the character it comes from begins, if it is the first byte of
    /// it; [`INSIDE`] otherwise.
    at: Vec<u32>,
}

/// What a character is to the words around it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Outside,
    Within,
    /// A character that is a word by itself, in scripts that put no space between words.
    Alone,
}

impl Haystack {
    /// Brings a text into the form in which it is searched.
    pub(super) fn of(text: &str, fold_case: bool) -> Self {
        let mut haystack = Self {
            bytes: Vec::with_capacity(text.len() + text.len() / 2),
            at: Vec::with_capacity(text.len() + text.len() / 2),
        };
        let mut was = Place::Outside;
        let mut spaced = false;
        let mut last = ' ';
        for (at, letter) in text.char_indices() {
            let place = place_of(letter, was);
            if place != Place::Within && was == Place::Within || was == Place::Alone {
                haystack.edge(at);
            }
            if place == Place::Alone || (place == Place::Within && was != Place::Within) {
                haystack.edge(at);
            }
            was = place;
            if letter.is_whitespace() {
                if !spaced {
                    haystack.push(at, ' ');
                }
                spaced = true;
                continue;
            }
            spaced = false;
            // The dot that Turkish puts on a capital i is on every small one.
            let dotted = fold_case && letter == '\u{307}' && last == 'I';
            if !dotted {
                haystack.letter(at, letter, fold_case);
            }
            last = letter;
        }
        if was != Place::Outside {
            haystack.edge(text.len());
        }
        haystack.at.push(text.len() as u32);
        haystack
    }

    /// The bytes to search.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// True when there is nothing to look for in it: no word and no sign.
    pub(super) fn is_blank(&self) -> bool {
        self.bytes.iter().all(|byte| matches!(*byte, EDGE | b' '))
    }

    /// The place in the text of a range of bytes; `None` when it ends within a character of the text.
    pub(super) fn span(&self, mut start: usize, mut end: usize) -> Option<Span> {
        // Edges have the place of what follows them, so they are peeled off where they are not the match itself.
        while start < end && self.bytes[start] == EDGE {
            start += 1;
        }
        while end > start && self.bytes[end - 1] == EDGE {
            end -= 1;
        }
        let (from, to) = (self.at[start], self.next_at(end)?);
        (from != INSIDE && from < to).then(|| Span::new(from as usize, to as usize))
    }

    /// Where the text goes on after what is before byte `end`.
    fn next_at(&self, end: usize) -> Option<u32> {
        self.at.get(end).copied().filter(|at| *at != INSIDE)
    }

    fn edge(&mut self, at: usize) {
        self.bytes.push(EDGE);
        self.at.push(at as u32);
    }

    fn push(&mut self, at: usize, letter: char) {
        let mut buffer = [0; 4];
        let bytes = letter.encode_utf8(&mut buffer).as_bytes();
        for (nth, byte) in bytes.iter().enumerate() {
            self.bytes.push(*byte);
            self.at.push(if nth == 0 && at != usize::MAX { at as u32 } else { INSIDE });
        }
    }

    /// Takes in a character, perhaps as several.
    fn letter(&mut self, at: usize, letter: char, fold_case: bool) {
        let mut first = at;
        let mut put = |haystack: &mut Self, letter: char| {
            haystack.push(first, letter);
            first = usize::MAX;
        };
        match letter {
            'İ' if fold_case => put(self, 'i'),
            '\0' => put(self, '\u{fffd}'),
            '’' | '‘' | 'ʼ' | '`' | '´' => put(self, '\''),
            '‐' | '‑' => put(self, '-'),
            _ if letter.is_ascii() => {
                put(self, if fold_case { letter.to_ascii_lowercase() } else { letter });
            }
            _ => {
                for part in letter.nfd() {
                    match part {
                        'ß' | 'ẞ' if fold_case => {
                            put(self, 's');
                            put(self, 's');
                        }
                        'ς' if fold_case => put(self, 'σ'),
                        part if fold_case => part.to_lowercase().for_each(|letter| put(self, letter)),
                        part => put(self, part),
                    }
                }
            }
        }
    }
}

/// What a character is, after another.
fn place_of(letter: char, before: Place) -> Place {
    if is_unspaced(letter) {
        Place::Alone
    } else if letter.is_alphanumeric() {
        Place::Within
    } else if is_combining_mark(letter) || letter == '\u{200d}' {
        // A mark belongs to what is before it; after nothing it is nothing.
        if before == Place::Outside { Place::Outside } else { Place::Within }
    } else {
        Place::Outside
    }
}

/// True for scripts that put no space between words, where each character may begin one.
fn is_unspaced(letter: char) -> bool {
    matches!(letter,
        '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{309f}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}
