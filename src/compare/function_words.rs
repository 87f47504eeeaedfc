//! Words that carry grammar rather than meaning, for a few languages, and the language that a document is in by them.
//!
//! Shared passages are sought by the other words, since runs of `of the` and `it was` are in all texts. A document in a
//! language without a list is read as having none of them, which costs time and no passage.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::search::words::fold;

/// One bit for each language in the list.
type Languages = u32;

static LISTS: LazyLock<HashMap<String, Languages>> = LazyLock::new(|| {
    let mut words: HashMap<String, Languages> = HashMap::new();
    for (number, (_, list)) in lists().enumerate() {
        for word in list.split_whitespace() {
            // Words are compared without their accents, and figures are read with them.
            let mut folded = String::new();
            fold(word, &mut folded);
            *words.entry(folded).or_default() |= 1 << number;
            *words.entry(word.to_owned()).or_default() |= 1 << number;
        }
    }
    words
});

/// The function words of each language there is a list for, after its ISO 639-1 code.
pub fn lists() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lists = include_str!("../../assets/compare/function_words.txt");
    lists.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(": "))
}

/// Which words of a document are function words: those of the language most of them are from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FunctionWords(Languages);

impl FunctionWords {
    /// Chooses by the distinct words of a document and how often each stands there.
    pub fn of<'w>(words: impl Iterator<Item = (&'w str, u32)>) -> Self {
        let mut counts = [0u64; Languages::BITS as usize];
        for (word, times) in words {
            let languages = LISTS.get(word).copied().unwrap_or_default();
            for (language, count) in counts.iter_mut().enumerate() {
                *count += u64::from(languages >> language & 1) * u64::from(times);
            }
        }
        let best = counts.iter().enumerate().rev().max_by_key(|(_, count)| **count);
        Self(best.filter(|(_, count)| **count > 0).map_or(0, |(language, _)| 1 << language))
    }

    /// True for a function word of this language.
    pub fn contains(self, word: &str) -> bool {
        LISTS.get(word).is_some_and(|languages| languages & self.0 != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> FunctionWords {
        FunctionWords::of(text.split(' ').map(|word| (word, 1)))
    }

    #[test]
    fn the_language_is_told_by_its_small_words() {
        let english = of("the die is cast and it is of no use");
        assert!(english.contains("the") && !english.contains("die") && !english.contains("cast"));
        let german = of("die kinder und das haus in der stadt");
        assert!(german.contains("die") && german.contains("der") && !german.contains("the"));
        assert!(!of("kala vesi puu").contains("the"));
        let french = of("la ville et les écoles de la ville");
        assert!(french.contains("été") && french.contains("ete"));
    }
}
