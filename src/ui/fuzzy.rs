//! Fuzzy matching of what was typed against names, as in the command palette and the tag picker.

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// What was typed, ready to be compared with many names.
pub struct Fuzzy {
    pattern: Pattern,
    matcher: Matcher,
    buffer: Vec<char>,
}

impl Fuzzy {
    /// Compares with `typed`, without regard to case and accents unless it has capitals.
    pub fn new(typed: &str) -> Self {
        // Not parsed: a tag may be called “!check” or “'90s”.
        let pattern = Pattern::new(typed, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
        Self { pattern, matcher: Matcher::new(Config::DEFAULT), buffer: Vec::new() }
    }

    /// How well `name` fits, more being better; `None` when it does not.
    pub fn score(&mut self, name: &str) -> Option<u32> {
        self.pattern.score(Utf32Str::new(name, &mut self.buffer), &mut self.matcher)
    }

    /// The same, with the places of the characters of `name` that fit, in order.
    pub fn places(&mut self, name: &str) -> Option<(u32, Vec<u32>)> {
        let mut places = Vec::new();
        let name = Utf32Str::new(name, &mut self.buffer);
        let score = self.pattern.indices(name, &mut self.matcher, &mut places)?;
        places.sort_unstable();
        places.dedup();
        Some((score, places))
    }
}

/// Whether `typed` begins `name` or a word in it, without regard to case and accents.
pub fn begins(name: &str, typed: &str) -> bool {
    let (name, typed) = (plain(name), plain(typed));
    let starts_word = |at: usize| !name[..at].ends_with(char::is_alphanumeric);
    name.match_indices(&typed).any(|(at, _)| starts_word(at))
}

/// A name in small letters, without accents.
fn plain(name: &str) -> String {
    name.nfd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_letters_like_others() {
        for name in ["!check", "'90s", "^top", "cost$"] {
            assert!(Fuzzy::new(name).score(&format!("Tags › {name} of it")).is_some(), "{name}");
            assert!(Fuzzy::new(name).score("Nothing like this").is_none(), "{name}");
        }
    }

    #[test]
    fn words_are_begun_and_not_cut_into() {
        for (name, typed) in [
            ("Distrust", "dis"),
            ("Claims › Élan vital", "elan"),
            ("Claims › Élan vital", "claims › é"),
            ("Elan", "ÉLAN"),
            ("self-help", "help"),
        ] {
            assert!(begins(name, typed), "{typed} begins {name}");
        }
        for (name, typed) in [("Distrust", "Trust"), ("Distrust", "dst"), ("Trust", "Trusts")] {
            assert!(!begins(name, typed), "{typed} does not begin {name}");
        }
    }
}
