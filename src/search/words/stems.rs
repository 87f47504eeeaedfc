//! The stems under which a word is found together with its other forms.
//!
//! Stemmers know the endings of a language as it is written, accents and all (`policière`, `policier`), while accents are
//! often left out by those who type. So a word has two stems, which are mostly the same: that of the word as its language
//! writes it, and that of its form without accents. Accents are taken from both. Words that share a stem are forms of one
//! word.

use unicode_normalization::UnicodeNormalization;

use super::fold::{fold, is_ignored};
use crate::search::language::Language;

/// The stems of a word, one or two; without a language, its form without case and accents.
pub(crate) fn stems(language: Option<Language>, word: &str) -> Vec<String> {
    let form = folded(word);
    let Some(language) = language else { return vec![form] };
    let stemmer = language.stemmer();
    let stem = |word: &str| folded(&stemmer.stem(word));
    let mut stems = vec![stem(&form)];
    let written = lowered(language, word);
    if written != form {
        let stem = stem(&written);
        if stem != stems[0] {
            stems.push(stem);
        }
    }
    stems
}

/// A word in small letters, with its accents.
fn lowered(language: Language, word: &str) -> String {
    let mut lowered = String::with_capacity(word.len());
    for c in word.chars().filter(|c| !is_ignored(*c)).nfc() {
        match c {
            // The only language here whose small letters are others.
            'I' if language == Language::Turkish => lowered.push('ı'),
            'İ' if language == Language::Turkish => lowered.push('i'),
            c => lowered.extend(c.to_lowercase()),
        }
    }
    lowered
}

fn folded(word: &str) -> String {
    let mut form = String::new();
    fold(word, &mut form);
    form
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn are_forms(language: Language, a: &str, b: &str) -> bool {
        let ours = stems(Some(language), a);
        stems(Some(language), b).iter().any(|stem| ours.contains(stem))
    }

    #[test]
    fn accented_words_have_the_stems_of_their_language() {
        for (language, a, b) in [
            (Language::French, "policière", "policier"),
            (Language::French, "première", "premier"),
            (Language::French, "mangée", "manger"),
            (Language::French, "parlèrent", "parler"),
            (Language::French, "ARRÊTÉE", "arrêter"),
            (Language::Portuguese, "informação", "informações"),
            (Language::Portuguese, "falávamos", "falar"),
            (Language::Spanish, "comían", "comer"),
            (Language::Spanish, "hablábamos", "hablar"),
            (Language::Turkish, "kızlar", "kız"),
            (Language::Turkish, "KIZLAR", "kız"),
            (Language::Romanian, "informaţii", "informaţie"),
            (Language::Romanian, "informații", "informație"),
            (Language::Hungarian, "almát", "alma"),
            (Language::German, "Häuser", "Haus"),
            (Language::Italian, "città", "citta"),
            (Language::Swedish, "flickorna", "flickor"),
            (Language::Danish, "børnene", "børn"),
            (Language::Norwegian, "bøkene", "bøker"),
            (Language::Finnish, "kylässä", "kylä"),
            (Language::Dutch, "officieren", "officier"),
            (Language::Russian, "полицейские", "полицейский"),
            (Language::Russian, "ёлки", "елка"),
            (Language::Greek, "αστυνομικός", "αστυνομικοί"),
            (Language::Arabic, "الكتاب", "كتاب"),
            (Language::Tamil, "புத்தகங்கள்", "புத்தகம்"),
            (Language::English, "policed", "POLICE"),
        ] {
            assert!(are_forms(language, a, b), "{language}: {a} and {b}");
        }
    }

    #[test]
    fn accents_may_be_left_out() {
        for (language, typed, written) in [
            (Language::French, "arretee", "arrêtée"),
            (Language::French, "ecoles", "écoles"),
            (Language::German, "hauser", "Häuser"),
            (Language::Turkish, "kizlar", "kızlar"),
            (Language::Spanish, "comian", "comían"),
        ] {
            assert!(are_forms(language, typed, written), "{language}: {typed} and {written}");
        }
        assert_eq!(stems(None, "Zoë"), ["zoe"]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(3000))]

        /// What the sieve of the scan rests on.
        #[test]
        fn stems_begin_as_words_do(
            word in "(ge|un|al|el|y|qu|l|d|in|ab|I)?[a-zA-Z0-9]{1,5}(ing|s|e|en|er|ies|ed|ly|ment|a|i|o|LAR)?",
        ) {
            for language in Language::all().filter(|language| language.keeps_beginnings()) {
                for stem in stems(Some(language), &word) {
                    let first = word.as_bytes().first().map(u8::to_ascii_lowercase);
                    prop_assert_eq!(stem.as_bytes().first().copied(), first, "{} {}", language, word);
                }
            }
        }
    }
}
