//! Scripts that put no space between words: what is read as a word there, and how much less it says than a word.
//!
//! Chinese, Japanese, Yi, Tangut and Nüshu are read character by character; Thai, Lao, Burmese, Khmer, Javanese, Balinese,
//! Buginese, Batak, Rejang, Cham, Kawi, the scripts of the Tai and their kin by what is written around one consonant: vowels
//! before it, marks above and below, consonants stacked under it; Tibetan, which puts a point behind each syllable and no space
//! behind a word, by these syllables. Where words begin only a dictionary could
//! say, and the same text would be cut otherwise after each edit; so cut, what was not edited is read the same everywhere.
//! Some of these make a word. So passages are sought by several in a row, and one counts for a part of a word
//! where it is told whether a passage is worth showing.
//!
//! All other scripts are read as words with spaces between them. Where one is written without (an old inscription, Latin in
//! capitals on stone), a line is one word, and a text with hardly any spaces is told of as not compared in full
//! ([`super::shared::LeftOut`]).

use unicode_normalization::char::is_combining_mark;

/// How a script without spaces is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unspaced {
    /// Character by character: ideographs, kana.
    Character,
    /// A consonant with all that is written around it: Thai, Lao, Burmese, Khmer and their kin.
    Syllable,
    /// Letters up to the point that ends a syllable: Tibetan.
    Pointed,
}

impl Unspaced {
    /// The script of a letter; `None` for one of words with spaces between them, for digits and for signs.
    pub fn of(c: char) -> Option<Self> {
        if c < '\u{e00}' {
            return None;
        }
        match c {
            '\u{3005}'..='\u{3007}'
            | '\u{3040}'..='\u{30ff}'
            | '\u{3105}'..='\u{312f}'
            | '\u{31a0}'..='\u{31ff}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{a000}'..='\u{a48c}'
            | '\u{f900}'..='\u{faff}'
            | '\u{ff66}'..='\u{ff9d}'
            | '\u{16fe0}'..='\u{18d7f}'
            | '\u{1aff0}'..='\u{1b2ff}'
            | '\u{20000}'..='\u{3347f}'
                if c.is_alphanumeric() && !is_combining_mark(c) =>
            {
                Some(Self::Character)
            }
            '\u{e00}'..='\u{eff}'
            | '\u{1000}'..='\u{109f}'
            | '\u{1780}'..='\u{17ff}'
            | '\u{1950}'..='\u{19df}'
            | '\u{1a00}'..='\u{1aaf}'
            | '\u{1b00}'..='\u{1b7f}'
            | '\u{1bc0}'..='\u{1bff}'
            | '\u{a930}'..='\u{a95f}'
            | '\u{a980}'..='\u{a9ff}'
            | '\u{aa00}'..='\u{aadf}'
            | '\u{116d0}'..='\u{1174f}'
            | '\u{11f00}'..='\u{11f5f}'
                if c.is_alphabetic() && !is_combining_mark(c) =>
            {
                Some(Self::Syllable)
            }
            '\u{f00}'..='\u{fff}' if c.is_alphabetic() && !is_combining_mark(c) => Some(Self::Pointed),
            _ => None,
        }
    }

    /// The script in which a word is written, as it is compared.
    pub fn of_word(form: &str) -> Option<Self> {
        form.chars().next().and_then(Self::of)
    }

    /// So many in a row tell about as much as two telling words.
    pub const fn in_seed(self) -> usize {
        match self {
            Self::Character | Self::Pointed => 4,
            Self::Syllable => 6,
        }
    }

    /// So many in a row are about a word.
    pub const fn in_word(self) -> usize {
        match self {
            Self::Character | Self::Pointed => 2,
            Self::Syllable => 3,
        }
    }

    /// The part of a word that one of them is, in what it says and in length.
    pub const fn part_of_word(self) -> f32 {
        match self {
            Self::Character | Self::Pointed => 0.6,
            Self::Syllable => 0.35,
        }
    }

    /// How many bytes at the beginning of a text, which is a letter of this script, are read as one.
    pub fn length(self, text: &str) -> usize {
        let mut letters = text.char_indices();
        let Some((_, first)) = letters.next() else { return 0 };
        // What is written before its consonant is read with it, as is one stacked under another.
        let mut takes_letter = self == Self::Syllable && is_written_before(first);
        for (at, c) in letters {
            let belongs = match Self::of(c) {
                Some(script) if self == Self::Pointed => script == self,
                Some(_) if self == Self::Character => false,
                Some(Self::Syllable) if std::mem::take(&mut takes_letter) => true,
                Some(_) => is_written_behind(c),
                None => is_combining_mark(c) || is_joiner(c) || is_voicing(c),
            };
            if !belongs {
                return at;
            }
            takes_letter |= is_stacker(c);
        }
        text.len()
    }
}

/// A vowel that stands before the consonant it is spoken after.
fn is_written_before(c: char) -> bool {
    matches!(c, '\u{e40}'..='\u{e44}' | '\u{ec0}'..='\u{ec4}'
        | '\u{aab5}' | '\u{aab6}' | '\u{aab9}' | '\u{aabb}' | '\u{aabc}')
}

/// A vowel that is a letter and stands behind its consonant.
fn is_written_behind(c: char) -> bool {
    matches!(c, '\u{e30}' | '\u{e32}' | '\u{e33}' | '\u{e45}' | '\u{eb0}' | '\u{eb2}' | '\u{eb3}')
}

/// A sign that puts the next consonant under the one before.
fn is_stacker(c: char) -> bool {
    matches!(c, '\u{17d2}' | '\u{1039}' | '\u{1a60}' | '\u{1b44}' | '\u{a9c0}' | '\u{11f42}')
}

/// The voicing marks of narrow kana, which are letters to Unicode.
fn is_voicing(c: char) -> bool {
    matches!(c, '\u{ff9e}' | '\u{ff9f}')
}

/// Signs that are not seen and hold letters together or keep them apart.
pub fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}' | '\u{2060}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cut(text: &str) -> Vec<&str> {
        let mut rest = text;
        let mut parts = Vec::new();
        while let Some(first) = rest.chars().next() {
            let length = Unspaced::of(first).map_or(first.len_utf8(), |script| script.length(rest));
            let (part, left) = rest.split_at(length);
            parts.push(part);
            rest = left;
        }
        parts
    }

    #[test]
    fn letters_are_read_with_what_is_written_around_them() {
        assert_eq!(cut("ตำรวจเก็บโทรศัพท์"), ["ตำ", "ร", "ว", "จ", "เก็", "บ", "โท", "ร", "ศั", "พ", "ท์"]);
        assert_eq!(cut("ພາສາລາວ"), ["ພາ", "ສາ", "ລາ", "ວ"]);
        assert_eq!(cut("ភាសាខ្មែរ"), ["ភា", "សា", "ខ្មែ", "រ"]);
        assert_eq!(cut("မြန်မာစာ"), ["မြ", "န်", "မာ", "စာ"]);
        assert_eq!(cut("ꦧꦱꦗꦮ"), ["ꦧ", "ꦱ", "ꦗ", "ꦮ"]);
        assert_eq!(cut("ꦱꦏ꧀ꦏꦺꦃ"), ["ꦱ", "ꦏ꧀ꦏꦺꦃ"]);
        assert_eq!(cut("ᬳᬓ᭄ᬱᬭ"), ["ᬳ", "ᬓ᭄ᬱ", "ᬭ"]);
        assert_eq!(cut("བོད་སྐད"), ["བོད", "་", "སྐད"]);
        assert_eq!(cut("ᨅᨔ ᨕᨘᨁᨗ"), ["ᨅ", "ᨔ", " ", "ᨕᨘ", "ᨁᨗ"]);
        assert_eq!(cut("人々は東京か\u{3099}ｶﾞ"), ["人", "々", "は", "東", "京", "か\u{3099}", "ｶﾞ"]);
    }

    #[test]
    fn digits_and_letters_of_other_scripts_have_spaces() {
        for c in ['a', '7', '๗', '៧', '၇', '༧', '꧗', '᭗', 'é', '한', 'ሀ', '་', 'あ'] {
            assert_eq!(Unspaced::of(c).is_some(), c == 'あ', "{c}");
        }
    }

    proptest! {
        #[test]
        fn every_letter_is_read_and_no_more(text in "[ཀ-ཬ་ꦄ-ꦲ꧀ꦴᬅ-ᬳ᭄ᬵก-๛ກ-ໝក-៹က-႙ぁ-ヿ一-龥a ]{1,40}") {
            let parts = cut(&text);
            prop_assert!(parts.iter().all(|part| !part.is_empty()));
            prop_assert_eq!(parts.concat(), text);
        }
    }
}
