//! A running text without its accents, and the way back: what regular expressions are looked for in.
//!
//! Unlike the form of a word it keeps capitals and everything between words. Most texts have few accents or none, so only the
//! places where something changed are kept.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use super::fold::{is_accent, is_ignored, spelt_out};
use crate::text::Span;

/// A text without accents.
#[derive(Debug)]
pub(crate) struct Unaccented {
    text: String,
    /// Where it is not the original byte for byte, in order.
    changes: Vec<Change>,
}

/// A place that changed, as it stands without accents and in the original.
#[derive(Clone, Copy, Debug)]
struct Change {
    plain: Span,
    original: Span,
}

impl Unaccented {
    /// Takes the accents from a text; `None` when there are none.
    pub fn of(text: &str) -> Option<Self> {
        let mut plain = Self { text: String::new(), changes: Vec::new() };
        let mut copied = 0;
        let mut at = 0;
        while let Some(cluster) = next_cluster(text, at) {
            at = cluster.end;
            let letters = &text[cluster.range()];
            let Some(without) = changed(letters) else { continue };
            plain.text.push_str(&text[copied..cluster.start]);
            let start = plain.text.len();
            plain.text.push_str(&without);
            plain.changes.push(Change { plain: Span::new(start, plain.text.len()), original: cluster });
            copied = cluster.end;
        }
        if plain.changes.is_empty() {
            return None;
        }
        plain.text.push_str(&text[copied..]);
        Some(plain)
    }

    /// The text without accents.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What a part of the original is without accents.
    pub fn of_original(&self, original: Span) -> Span {
        let place = |offset: usize| {
            let after = self.changes.partition_point(|change| change.original.start < offset);
            match after.checked_sub(1).map(|at| self.changes[at]) {
                None => offset,
                Some(change) if offset < change.original.end => change.plain.end,
                Some(change) => change.plain.end + (offset - change.original.end),
            }
        };
        Span::new(place(original.start), place(original.end))
    }

    /// What a part of the text without accents, which is not empty, is in the original.
    pub fn original(&self, plain: Span) -> Span {
        let change_at = |offset: usize| {
            let after = self.changes.partition_point(|change| change.plain.start <= offset);
            after.checked_sub(1).map(|at| self.changes[at])
        };
        let start = match change_at(plain.start) {
            None => plain.start,
            Some(change) if plain.start < change.plain.end => change.original.start,
            Some(change) => change.original.end + (plain.start - change.plain.end),
        };
        let end = match change_at(plain.end - 1) {
            None => plain.end,
            Some(change) if plain.end - 1 < change.plain.end => change.original.end,
            Some(change) => change.original.end + (plain.end - change.plain.end),
        };
        Span::new(start, end)
    }
}

/// Letters without accents, capitals staying capitals.
pub(crate) fn unaccented(letters: &str) -> String {
    let mut base = None;
    let mut plain = String::with_capacity(letters.len());
    for c in letters.nfd().filter(|c| !is_ignored(*c)) {
        let small = c.to_lowercase().next().unwrap_or(c);
        if is_combining_mark(c) {
            if !is_accent(c, base) {
                plain.push(c);
            }
            continue;
        }
        base = Some(small);
        match spelt_out(small) {
            Some(letters) if c == small => plain.push_str(letters),
            Some(letters) => plain.push_str(&letters.to_uppercase()),
            None => plain.push(c),
        }
    }
    plain.nfc().collect()
}

/// The next character beyond ASCII at or after `from`, with the character it is a mark on, and the marks after it.
fn next_cluster(text: &str, from: usize) -> Option<Span> {
    let first = from + text.as_bytes()[from..].iter().position(|byte| !byte.is_ascii())?;
    let mut rest = text[first..].chars();
    let c = rest.next()?;
    let mut start = first;
    if is_combining_mark(c) && first > from {
        // What stands before it is in ASCII, or it would have been taken with it.
        start -= 1;
    }
    let marks: usize = rest.take_while(|c| is_combining_mark(*c)).map(char::len_utf8).sum();
    Some(Span::new(start, first + c.len_utf8() + marks))
}

/// A character with its marks as it is without accents; `None` when it is the same.
fn changed(letters: &str) -> Option<String> {
    let mut chars = letters.chars();
    let first = chars.next()?;
    if chars.next().is_none() && stays(first) {
        return None;
    }
    let without = unaccented(letters);
    (without != letters).then_some(without)
}

/// True for a character that is surely the same without accents: asked of every letter of texts beyond ASCII.
fn stays(c: char) -> bool {
    // Punctuation and the characters of East Asia, of which there are many.
    if matches!(c, '\u{2010}'..='\u{205f}' | '\u{3000}'..='\u{303f}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
    {
        return true;
    }
    let mut stays = !is_ignored(c) && !is_combining_mark(c);
    decompose_canonical(c, |part| stays &= part == c);
    stays && c.to_lowercase().all(|small| spelt_out(small).is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn accents_go_and_capitals_stay() {
        for (text, plain) in [
            ("École", "Ecole"),
            ("cafe\u{301} X", "cafe X"),
            ("Straße ÆØ", "Strasse AEO"),
            ("Май ёлка", "Май елка"),
            ("к\u{306}н", "к\u{306}н"),
            ("po\u{ad}lice", "police"),
            ("“a”—b", "“a”—b"),
            ("한국 が", "한국 が"),
        ] {
            assert_eq!(unaccented(text), plain);
            let found = Unaccented::of(text);
            assert_eq!(found.as_ref().map_or(text, Unaccented::as_str), plain, "{text}");
            assert_eq!(found.is_none(), text == plain, "{text}");
        }
    }

    #[test]
    fn the_way_back_takes_accents_along() {
        let text = "a cafe\u{301}, Straße";
        let plain = Unaccented::of(text).unwrap();
        let back = |words: &str| {
            let at = plain.as_str().find(words).unwrap();
            &text[plain.original(Span::new(at, at + words.len())).range()]
        };
        assert_eq!(back("cafe"), "cafe\u{301}");
        assert_eq!(back(", Stra"), ", Stra");
        assert_eq!(back("Stras"), "Straß");
        assert_eq!(back("se"), "ße");
    }

    proptest! {
        #[test]
        fn parts_are_found_again(text in "[a-cé ß“\u{301}\u{ad}й警]{0,30}") {
            if let Some(plain) = Unaccented::of(&text) {
                for (at, c) in plain.as_str().char_indices() {
                    let original = plain.original(Span::new(at, at + c.len_utf8()));
                    prop_assert!(!stays(c) || unaccented(&c.to_string()) == c.to_string());
                    prop_assert!(unaccented(&text[original.range()]).contains(c));
                    prop_assert!(plain.of_original(original).covers(Span::new(at, at + c.len_utf8())));
                }
                prop_assert_eq!(plain.of_original(Span::new(0, text.len())), Span::new(0, plain.as_str().len()));
            }
        }
    }
}
