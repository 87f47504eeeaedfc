//! The language a document is stemmed in: stated by the researcher, or told from its commonest words.
//!
//! Knows only languages there is a stemmer for; any other is searched by whole words. Nothing is translated.

use std::fmt;
use std::sync::LazyLock;

use frostem::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::words::{fold, tokens};

/// How much of a text is read to tell its language, in bytes; more would not change the answer.
const READ: usize = 16 * 1024;

/// A language must have at least this many of its commonest words in what was read.
const FEWEST: usize = 4;

/// A text with fewer words than this need not have so many of them, whatever it is written in.
const SHORT: usize = 60;

/// A language words are stemmed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Language {
    Arabic,
    Danish,
    Dutch,
    English,
    Finnish,
    French,
    German,
    Greek,
    Hungarian,
    Italian,
    Norwegian,
    Portuguese,
    Romanian,
    Russian,
    Spanish,
    Swedish,
    Tamil,
    Turkish,
}

/// What is known of a language: its ISO 639-1 code, its name in English, and its commonest words.
struct Entry {
    language: Language,
    algorithm: Algorithm,
    code: &'static str,
    name: &'static str,
    common: &'static str,
}

const fn entry(
    language: Language,
    algorithm: Algorithm,
    code: &'static str,
    name: &'static str,
    common: &'static str,
) -> Entry {
    Entry { language, algorithm, code, name, common }
}

/// Every language. Words that several of them share are left out where they would only blur the answer.
const ENTRIES: [Entry; 18] = [
    entry(
        Language::Arabic,
        Algorithm::Arabic,
        "ar",
        "Arabic",
        "في من على إلى أن التي الذي هذا هذه كان لم ما عن مع",
    ),
    entry(
        Language::Danish,
        Algorithm::Danish,
        "da",
        "Danish",
        "og det er til af ikke jeg har som pa vi den blev ogsa efter hvad nar fra kunne deres",
    ),
    entry(
        Language::Dutch,
        Algorithm::Dutch,
        "nl",
        "Dutch",
        "de het een van en niet dat zijn op te met voor hij ook aan wordt naar bij uit maar",
    ),
    entry(
        Language::English,
        Algorithm::English,
        "en",
        "English",
        "the of and to that is was for it with as his on be at by this had not but from have are which",
    ),
    entry(
        Language::Finnish,
        Algorithm::Finnish,
        "fi",
        "Finnish",
        "ja on ei se etta oli han joka mutta myos ovat kun niin tai olla hanen sen kuin mita",
    ),
    entry(
        Language::French,
        Algorithm::French,
        "fr",
        "French",
        "le la les des et une est que dans qui pour pas sur au ce par plus avec ne du il sont aux",
    ),
    entry(
        Language::German,
        Algorithm::German,
        "de",
        "German",
        "der die und das den von zu mit sich des auf fur ist im dem nicht ein eine als auch es werden",
    ),
    entry(
        Language::Greek,
        Algorithm::Greek,
        "el",
        "Greek",
        "και το να του η της με που την για τα ο από στο είναι δεν",
    ),
    entry(
        Language::Hungarian,
        Algorithm::Hungarian,
        "hu",
        "Hungarian",
        "a az es hogy nem egy is volt meg csak mint azt ez vagy mar el ha kell lehet sem",
    ),
    entry(
        Language::Italian,
        Algorithm::Italian,
        "it",
        "Italian",
        "di che la il un per non una sono del della con gli le si nel piu anche alla dei ha come",
    ),
    entry(
        Language::Norwegian,
        Algorithm::Norwegian,
        "no",
        "Norwegian",
        "og det er til av ikke jeg har som pa vi den ble ogsa etter hva nar fra kunne deres",
    ),
    entry(
        Language::Portuguese,
        Algorithm::Portuguese,
        "pt",
        "Portuguese",
        "de que o e do da em um para nao uma os no se na por mais as dos como foi ao das ele",
    ),
    entry(
        Language::Romanian,
        Algorithm::Romanian,
        "ro",
        "Romanian",
        "si in de la cu nu este pe un o care din sa mai au fost pentru ca prin sunt sau dupa",
    ),
    entry(
        Language::Russian,
        Algorithm::Russian,
        "ru",
        "Russian",
        "и в не на что с он как это по но из у за от его для так было когда",
    ),
    entry(
        Language::Spanish,
        Algorithm::Spanish,
        "es",
        "Spanish",
        "de la que el en y los del se las por un para con una su no al lo es como mas pero",
    ),
    entry(
        Language::Swedish,
        Algorithm::Swedish,
        "sv",
        "Swedish",
        "och det att som en pa ar av for med till den har inte om ett men jag var sig fran vi",
    ),
    entry(Language::Tamil, Algorithm::Tamil, "ta", "Tamil", "ஒரு என்று மற்றும் இந்த என அந்த இது அவர் உள்ள"),
    entry(
        Language::Turkish,
        Algorithm::Turkish,
        "tr",
        "Turkish",
        "ve bir bu da de icin ile olarak cok daha ne gibi olan kadar sonra ama en degil var o",
    ),
];

/// The languages in which each common word, without case and accents, is one, by their places in the table.
static COMMON: LazyLock<FxHashMap<String, Vec<usize>>> = LazyLock::new(|| {
    let mut languages: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (at, entry) in ENTRIES.iter().enumerate() {
        for word in entry.common.split(' ') {
            let mut form = String::new();
            fold(word, &mut form);
            languages.entry(form).or_default().push(at);
        }
    }
    languages
});

impl Language {
    /// Every language, in the order of their names.
    pub fn all() -> impl Iterator<Item = Self> {
        ENTRIES.iter().map(|entry| entry.language)
    }

    /// The language of this name or ISO 639 code, as in `English`, `en` or `en-GB`.
    pub fn named(name: &str) -> Option<Self> {
        let name = name.trim().to_lowercase();
        let code = name.split(['-', '_']).next().unwrap_or_default();
        let code = if matches!(code, "nb" | "nn") { "no" } else { code };
        ENTRIES
            .iter()
            .find(|entry| entry.code == code || entry.name.to_lowercase() == name)
            .map(|entry| entry.language)
    }

    /// The language whose commonest words make most of the beginning of a text; `None` when no language stands out.
    pub fn guess(text: &str) -> Option<Self> {
        let read = &text[..text.floor_char_boundary(READ)];
        let mut counts = [0usize; ENTRIES.len()];
        let mut form = String::new();
        for token in tokens(read, &[]) {
            form.clear();
            fold(&read[token.span.range()], &mut form);
            for language in COMMON.get(form.as_str()).into_iter().flatten() {
                counts[*language] += 1;
            }
        }
        let best = (0..ENTRIES.len()).rev().max_by_key(|at| counts[*at])?;
        let stands_out = counts.iter().enumerate().all(|(at, count)| at == best || *count < counts[best]);
        (counts[best] >= FEWEST && stands_out).then(|| ENTRIES[best].language)
    }

    /// True for a text that has too few words for its language to be told.
    pub fn is_too_short(text: &str) -> bool {
        tokens(text, &[]).take(SHORT).count() < SHORT
    }

    /// The language that stands most often among these.
    pub fn commonest(languages: impl Iterator<Item = Self>) -> Option<Self> {
        let mut counts = [0usize; ENTRIES.len()];
        languages.for_each(|language| counts[language as usize] += 1);
        let best = (0..ENTRIES.len()).rev().max_by_key(|at| counts[*at])?;
        (counts[best] > 0).then(|| ENTRIES[best].language)
    }

    /// The stemmer of the language: the Snowball project's.
    pub fn stemmer(self) -> Stemmer {
        Stemmer::new(self.entry().algorithm)
    }

    /// The ISO 639-1 code.
    pub fn code(self) -> &'static str {
        self.entry().code
    }

    /// True where an apostrophe parts two words (`l'homme`) rather than being a letter of one (`don't`).
    pub fn elides(self) -> bool {
        matches!(self, Self::French | Self::Italian)
    }

    /// True where the stem of a word begins with the same letter as the word, since only endings are taken away. Dutch,
    /// Arabic and Tamil take away beginnings too, and Turkish hardens the last letter, which may be the only one left.
    pub(crate) fn keeps_beginnings(self) -> bool {
        !matches!(self, Self::Arabic | Self::Dutch | Self::Tamil | Self::Turkish)
    }

    fn entry(self) -> &'static Entry {
        // The table is in the order of the variants, which a test holds.
        &ENTRIES[self as usize]
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.entry().name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_variants() {
        for (at, language) in Language::all().enumerate() {
            assert_eq!(language as usize, at);
            assert_eq!(Language::named(language.code()), Some(language));
            assert_eq!(Language::named(&language.to_string()), Some(language));
        }
    }

    #[test]
    fn languages_are_told_by_their_words() {
        let cases = [
            ("The officer of the force was not told that it is so.", Some(Language::English)),
            ("Der Beamte war nicht da, und das ist auch für die Stadt ein Problem.", Some(Language::German)),
            ("Le policier est dans la rue et il ne parle pas avec les gens.", Some(Language::French)),
            ("Он не был там, и это было как в тот год, когда он ушёл.", Some(Language::Russian)),
            ("警察官は東京にいる。", None),
            ("12 34 56", None),
            ("", None),
        ];
        for (text, language) in cases {
            assert_eq!(Language::guess(text), language, "{text}");
        }
        assert_eq!(Language::named("en-GB"), Some(Language::English));
        assert_eq!(Language::named("Klingon"), None);
    }

    #[test]
    fn the_commonest_language_is_told() {
        use Language::{English, French, German};
        assert_eq!(Language::commonest([German, English, German].into_iter()), Some(German));
        assert_eq!(Language::commonest([French, English].into_iter()), Some(English), "the first of several");
        assert_eq!(Language::commonest(std::iter::empty()), None);
        assert!(Language::is_too_short("The police came."));
        assert!(!Language::is_too_short(&"słowo ".repeat(100)));
    }
}
