//! Kinds of characters and the shape of a word, as Python sees them.
//!
//! The model was trained on what Python's `str.isalpha`, `isdigit` and `isspace` say, which differ from Rust's methods:
//! a letter is of category L and nothing else, `²` is a digit, and the separators of ASCII are white space. So the sets
//! come with the model file. Upper case is the same in both.

use super::ModelError;
use super::file::{ModelFile, Part};

/// A set of characters: ranges of code points in order, both ends included.
struct Set {
    ranges: Box<[(u32, u32)]>,
    /// Membership of the first 1,024 characters, which is nearly all of a European text.
    first: Box<[bool; 1024]>,
}

impl Set {
    fn read(part: &mut Part<'_>) -> Result<Self, ModelError> {
        let ranges = part.list(|part| Ok((part.u32()?, part.u32()?)))?;
        let in_order = ranges.iter().all(|(low, high)| low <= high)
            && ranges.windows(2).all(|pair| pair[0].1 < pair[1].0);
        if !in_order {
            return Err(part.damaged());
        }
        let mut first = Box::new([false; 1024]);
        for (low, high) in &ranges {
            for code in *low..=(*high).min(1023) {
                first[code as usize] = true;
            }
        }
        Ok(Self { ranges: ranges.into(), first })
    }

    fn has(&self, c: char) -> bool {
        let code = u32::from(c);
        if let Some(known) = self.first.get(code as usize) {
            return *known;
        }
        let after = self.ranges.partition_point(|(low, _)| *low <= code);
        after > 0 && code <= self.ranges[after - 1].1
    }
}

/// Which characters are letters, digits and white space.
pub(super) struct Characters {
    letters: Set,
    digits: Set,
    spaces: Set,
}

/// A word of so many characters or more has no shape of its own.
const LONG: usize = 100;

/// So many characters of one kind in a row are kept in a shape.
const RUN: usize = 4;

impl Characters {
    pub fn read(file: &ModelFile<'_>) -> Result<Self, ModelError> {
        let mut part = file.part("CHAR")?;
        let (letters, digits, spaces) = (Set::read(&mut part)?, Set::read(&mut part)?, Set::read(&mut part)?);
        if !spaces.has(' ') {
            return Err(part.damaged());
        }
        part.end()?;
        Ok(Self { letters, digits, spaces })
    }

    pub fn is_letter(&self, c: char) -> bool {
        self.letters.has(c)
    }

    pub fn is_space(&self, c: char) -> bool {
        self.spaces.has(c)
    }

    /// Writes the shape of `word` into `shape`: `X`, `x` and `d` for letters and digits, other characters themselves,
    /// runs cut at four; `LONG` for a very long word.
    pub fn shape(&self, word: &str, shape: &mut String) {
        shape.clear();
        if word.len() >= LONG && word.chars().count() >= LONG {
            shape.push_str("LONG");
            return;
        }
        let (mut last, mut run) = (None, 0);
        for c in word.chars() {
            let kind = match c {
                _ if self.letters.has(c) && c.is_uppercase() => 'X',
                _ if self.letters.has(c) => 'x',
                _ if self.digits.has(c) => 'd',
                _ => c,
            };
            run = if last == Some(kind) { run + 1 } else { 0 };
            last = Some(kind);
            if run < RUN {
                shape.push(kind);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::english;

    #[test]
    fn shapes_are_those_of_the_training() {
        let characters = &english().characters;
        let shape = |word: &str| {
            let mut shape = String::new();
            characters.shape(word, &mut shape);
            shape
        };
        assert_eq!(shape("Middlesbrough"), "Xxxxx");
        assert_eq!(shape("H2SO4"), "XdXXd");
        assert_eq!(shape("£1,250,000"), "£d,ddd,ddd");
        assert_eq!(shape("²ⅷⅷ"), "dⅷⅷ");
        assert_eq!(shape("ÀÉÎǅ中"), "XXXxx");
        assert_eq!(shape("….........."), "…....");
        assert_eq!(shape(&"é".repeat(100)), "LONG");
        assert_eq!(shape(&"é".repeat(99)), "xxxx");
    }

    #[test]
    fn white_space_is_pythons() {
        let characters = &english().characters;
        for c in ['\u{1c}', '\u{1f}', '\u{85}', '\u{a0}', '\u{3000}', '\n', ' '] {
            assert!(characters.is_space(c), "{c:?}");
        }
        for c in ['\u{200b}', '\u{feff}', '\u{0}', 'a', '\u{180e}'] {
            assert!(!characters.is_space(c), "{c:?}");
        }
    }
}
