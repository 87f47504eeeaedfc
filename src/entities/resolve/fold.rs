//! Names brought into the form in which they are compared: case, accents, punctuation, possessives and spacing gone.
//!
//! A [`Folded`] keeps the words of a name apart, for the rules that look at its parts; [`Folded::key`] is the whole in
//! one piece. Nothing here knows what a name names.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A key at least this long says the same with and without its spaces: `whats app` and `WhatsApp`.
const SPACELESS_FROM: usize = 6;

/// What a hyphen does to the words at its sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hyphen {
    /// It parts them: `Stockton-on-Tees` is three words.
    Parts,
    /// It joins them: `Garneau-Smith` is one surname.
    Joins,
}

/// How a word was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Word {
    range: Range<usize>,
    capital: bool,
    capitals: usize,
    lower: usize,
}

/// A name as words in the form in which they are compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Folded {
    plain: String,
    words: Vec<Word>,
    /// How many words stand before the first comma; 0 when there is none.
    before_comma: usize,
}

impl Folded {
    /// The words of `name`, without a leading `the` and a possessive at the end.
    pub(crate) fn of(name: &str, hyphen: Hyphen) -> Self {
        let mut folded = Self { plain: String::with_capacity(name.len()), ..Self::default() };
        let mut letters = name.char_indices().peekable();
        let mut open = false;
        while let Some((at, letter)) = letters.next() {
            let next = letters.peek().map(|(_, next)| *next);
            if letter.is_alphanumeric() || is_combining_mark(letter) || matches!(letter, '+' | '#') {
                folded.letter(letter, &mut open);
                continue;
            }
            let beside = next.is_some_and(char::is_alphanumeric) && open;
            match letter {
                '\'' | '’' | '‘' | 'ʼ' | '`' | '´' => {
                    if open && is_possessive(&name[at + letter.len_utf8()..]) {
                        letters.next();
                    }
                }
                '.' if beside && folded.ends_in_digit() && next.is_some_and(char::is_numeric) => {
                    folded.push('.');
                }
                '.' | '&' if beside && folded.is_dotted(&name[at + 1..]) => {}
                '-' | '‐' | '‑' if beside && hyphen == Hyphen::Joins => {}
                '&' => {
                    open = false;
                    for letter in "and".chars() {
                        folded.letter(letter, &mut open);
                    }
                    open = false;
                }
                ',' => {
                    open = false;
                    if folded.before_comma == 0 {
                        folded.before_comma = folded.words.len();
                    }
                }
                _ => open = false,
            }
        }
        folded.without_article();
        folded
    }

    fn push(&mut self, letter: char) {
        self.plain.push(letter);
        if let Some(word) = self.words.last_mut() {
            word.range.end = self.plain.len();
        }
    }

    /// Takes in one letter or digit, which begins a word unless one is `open`.
    fn letter(&mut self, letter: char, open: &mut bool) {
        if !*open {
            if !self.plain.is_empty() {
                self.plain.push(' ');
            }
            let at = self.plain.len();
            self.words.push(Word { range: at..at, ..Word::default() });
        }
        if let Some(word) = self.words.last_mut() {
            let upper = letter.is_uppercase();
            word.capital |= !*open && (upper || letter.is_numeric());
            word.capitals += usize::from(upper);
            word.lower += usize::from(letter.is_lowercase());
        }
        *open = true;
        if letter.is_ascii() {
            self.push(letter.to_ascii_lowercase());
            return;
        }
        for part in letter.nfkd().filter(|part| !is_combining_mark(*part)) {
            match part {
                'ß' | 'ẞ' => "ss".chars().for_each(|letter| self.push(letter)),
                'ø' | 'Ø' => self.push('o'),
                'ł' | 'Ł' => self.push('l'),
                'đ' | 'Đ' => self.push('d'),
                'ı' => self.push('i'),
                'æ' | 'Æ' => "ae".chars().for_each(|letter| self.push(letter)),
                'œ' | 'Œ' => "oe".chars().for_each(|letter| self.push(letter)),
                'ς' => self.push('σ'),
                part => part
                    .to_lowercase()
                    .filter(|letter| !is_combining_mark(*letter))
                    .for_each(|letter| self.push(letter)),
            }
        }
    }

    fn ends_in_digit(&self) -> bool {
        self.plain.ends_with(|letter: char| letter.is_numeric())
    }

    /// True between the letters of `U.S.` and `L&T`: a single letter behind, a single one ahead in `rest`.
    fn is_dotted(&self, rest: &str) -> bool {
        let short = self.words.last().is_some_and(|word| word.capitals == word.range.len());
        let mut ahead = rest.chars();
        ahead.next().is_some_and(char::is_uppercase)
            && ahead.next().is_none_or(|letter| !letter.is_alphanumeric())
            && short
    }

    /// Drops a leading article where something else remains.
    fn without_article(&mut self) {
        if self.words.len() > 1 && self.word(0) == "the" {
            self.words.remove(0);
            self.before_comma = self.before_comma.saturating_sub(1);
        }
        // A last letter that was all mark leaves an empty word.
        self.words.retain(|word| !word.range.is_empty());
    }

    /// Number of words.
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    /// Word number `at`; empty when there is none.
    pub(crate) fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| &self.plain[word.range.clone()])
    }

    /// The last word; empty when there is none.
    pub(crate) fn last(&self) -> &str {
        self.word(self.len().saturating_sub(1))
    }

    /// The words in order.
    pub(crate) fn words(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.words.iter().map(|word| &self.plain[word.range.clone()])
    }

    /// True when word number `at` begins with a capital or a digit.
    pub(crate) fn is_capital(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| word.capital)
    }

    /// True when word number `at` looks like an acronym: mostly capitals, at least two.
    pub(crate) fn is_acronym(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| word.capitals >= 2 && word.capitals > word.lower)
    }

    /// True when the whole is one word that looks like an acronym, or capitals with a small letter or two (`CoPaCC`).
    pub(crate) fn is_one_acronym(&self) -> bool {
        self.len() == 1 && self.is_acronym(0) && (2..=10).contains(&self.word(0).chars().count())
    }

    /// True when the whole is one word of nothing but capitals, which may have one of them wrong.
    pub(crate) fn is_all_capitals(&self) -> bool {
        self.is_one_acronym() && self.words.iter().all(|word| word.lower == 0)
    }

    /// How many words stand before the first comma; 0 when there is none.
    pub(crate) fn before_comma(&self) -> usize {
        self.before_comma
    }

    /// The words in `range` in the form in which wholes are compared.
    pub(crate) fn key_of(&self, range: Range<usize>) -> String {
        let mut key = String::new();
        self.key_into(&mut key, range);
        key
    }

    /// The same, written over what `key` holds: for looking up many parts without a new string for each.
    pub(crate) fn key_into(&self, key: &mut String, range: Range<usize>) {
        let words = self.words.get(range).unwrap_or_default();
        join_into(key, words.iter().map(|word| &self.plain[word.range.clone()]));
    }

    /// The whole in the form in which wholes are compared.
    pub(crate) fn key(&self) -> String {
        self.key_of(0..self.len())
    }
}

/// Words as one key: without spaces when it is long enough, but never so that two numbers run together.
pub(crate) fn join<'a>(words: impl Iterator<Item = &'a str> + Clone) -> String {
    let mut key = String::new();
    join_into(&mut key, words);
    key
}

fn join_into<'a>(key: &mut String, words: impl Iterator<Item = &'a str> + Clone) {
    let length = words.clone().map(str::len).sum::<usize>();
    let long = length >= SPACELESS_FROM;
    key.clear();
    key.reserve(length + SPACELESS_FROM);
    for word in words {
        let numbers = key.ends_with(|letter: char| letter.is_numeric())
            && word.starts_with(|letter: char| letter.is_numeric());
        if !key.is_empty() && (!long || numbers) {
            key.push(' ');
        }
        key.push_str(word);
    }
}

/// True when an apostrophe before `rest` begins the possessive that ends a name.
fn is_possessive(rest: &str) -> bool {
    let mut letters = rest.chars();
    matches!(letters.next(), Some('s' | 'S')) && letters.all(|letter| !letter.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key(name: &str) -> String {
        Folded::of(name, Hyphen::Parts).key()
    }

    #[test]
    fn the_same_name_has_one_key() {
        for (one, other) in [
            ("WhatsApp", "whats app"),
            ("Pan-Pacific Hospitals", "PAN-PACIFIC HOSPITALS"),
            ("Police & Crime Plan", "Police and Crime Plan"),
            ("The Northern Echo", "Northern Echo"),
            ("Kererū Valley", "Kereru  valley"),
            ("Straße", "STRASSE"),
            ("U.S. Senate", "US Senate"),
            ("Cleveland’s", "Cleveland"),
            ("St Brendan's Club", "St. Brendan’s Club"),
            ("L&T", "LT"),
            ("Marks & Spencer", "Marks and Spencer"),
            ("Łódź", "Lodz"),
        ] {
            assert_eq!(key(one), key(other));
        }
    }

    #[test]
    fn other_names_have_others() {
        for (one, other) in
            [("Phase 1 1", "Phase 11"), ("Web 2.0", "Web 20"), ("PCC", "PCCs"), ("A B", "AB"), ("C", "C++")]
        {
            assert_ne!(key(one), key(other));
        }
    }

    #[test]
    fn hyphens_part_or_join() {
        assert_eq!(Folded::of("Wei-Ting Huang", Hyphen::Joins).len(), 2);
        assert_eq!(Folded::of("Stockton-On-Tees", Hyphen::Parts).len(), 3);
    }

    proptest! {
        #[test]
        fn any_text_folds_into_words(name in "\\PC{0,40}") {
            let folded = Folded::of(&name, Hyphen::Parts);
            for at in 0..folded.len() {
                prop_assert!(!folded.word(at).is_empty());
            }
        }
    }
}
