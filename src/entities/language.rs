//! The language a text is in, told from how often three letters stand together (`whatlang`).
//!
//! A text is held to be English until the contrary is as good as certain: a wrong guess on a list of foreign names would take
//! the English model away from an English text, and all its names with it, while the English model on a short text in another
//! language only marks a few words too many. So a text of fewer than [`FEWEST_LETTERS`] letters, or one that could as well be in
//! either of two languages, has no language that is known, and is read as English.

use whatlang::Lang;

/// Fewer letters than these say nothing certain. Of 2,300 pieces of English texts with as many or more, some full of foreign
/// names, none was taken for another language; of those with fewer, one in 60 was.
const FEWEST_LETTERS: usize = 40;

/// How sure one must be, from 0 to 1.
const CERTAIN: f64 = 0.9;

/// Bytes that are looked at of a long text: in pieces from all over it, since its beginning may be in another language.
const LOOKED_AT: usize = 32 << 10;

/// Pieces these bytes are taken in.
const PIECES: usize = 8;

/// The language of a text, or that it is not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Language(Option<Lang>);

impl Language {
    /// English.
    pub const ENGLISH: Self = Self(Some(Lang::Eng));

    /// A language that is not known.
    pub const UNKNOWN: Self = Self(None);

    /// The language of `text`. Takes a few thousandths of a second, however long the text is.
    pub fn of(text: &str) -> Self {
        let sample = sample(text);
        let enough = sample.chars().filter(|c| c.is_alphabetic()).nth(FEWEST_LETTERS - 1).is_some();
        let found = whatlang::detect(&sample).filter(|found| enough && found.confidence() >= CERTAIN);
        Self(found.map(|found| found.lang()))
    }

    /// The code that models have for it: of two letters (ISO 639-1) where there is one, else of three (ISO 639-3).
    pub fn code(self) -> Option<&'static str> {
        Some(match self.0? {
            Lang::Cat => "ca",
            Lang::Ces => "cs",
            Lang::Cmn => "zh",
            Lang::Dan => "da",
            Lang::Deu => "de",
            Lang::Ell => "el",
            Lang::Eng => "en",
            Lang::Fin => "fi",
            Lang::Fra => "fr",
            Lang::Hrv => "hr",
            Lang::Hun => "hu",
            Lang::Ita => "it",
            Lang::Jpn => "ja",
            Lang::Kor => "ko",
            Lang::Lit => "lt",
            Lang::Mkd => "mk",
            Lang::Nld => "nl",
            Lang::Nob => "nb",
            Lang::Pol => "pl",
            Lang::Por => "pt",
            Lang::Ron => "ro",
            Lang::Rus => "ru",
            Lang::Slv => "sl",
            Lang::Spa => "es",
            Lang::Swe => "sv",
            Lang::Ukr => "uk",
            other => other.code(),
        })
    }

    /// Its name in English, such as `French`.
    pub fn name(self) -> Option<&'static str> {
        self.0.map(Lang::eng_name)
    }

    /// True when the text is to be read as English: it is English, or its language is not known.
    pub fn reads_as_english(self) -> bool {
        matches!(self.0, None | Some(Lang::Eng))
    }
}

/// The whole of a short text; of a long one pieces from all over it.
fn sample(text: &str) -> std::borrow::Cow<'_, str> {
    if text.len() <= LOOKED_AT {
        return text.into();
    }
    let length = LOOKED_AT / PIECES;
    let last = text.len() - length;
    let piece = |number: usize| {
        // The product stays below the text's length times eight, which memory holds.
        let start = last / (PIECES - 1) * number;
        &text[text.ceil_char_boundary(start)..text.floor_char_boundary(start + length)]
    };
    (0..PIECES).map(piece).collect::<Vec<_>>().join("\n").into()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::corpus::bundled;

    const ENGLISH: &str =
        "The Commissioner met the staff of the hospital and told them that the money would be paid.";
    const FRENCH: &str =
        "Le commissaire a rencontré le personnel de l'hôpital et lui a dit que l'argent serait versé.";

    #[test]
    fn languages_are_told_by_their_sentences() {
        assert_eq!(Language::of(ENGLISH), Language::ENGLISH);
        let told = |text| Language::of(text).code();
        assert_eq!(told(FRENCH), Some("fr"));
        assert_eq!(
            told(
                "Der Bürgermeister hat gestern mit den Angestellten des Krankenhauses gesprochen und ihnen gedankt."
            ),
            Some("de")
        );
        assert_eq!(
            told("Мэр вчера встретился с работниками больницы и поблагодарил их за работу."),
            Some("ru")
        );
        assert_eq!(
            told("ნინო გუშინ შეხვდა საავადმყოფოს თანამშრომლებს და მადლობა გადაუხადა მათ."),
            Some("kat")
        );
        assert_eq!(Language::of(FRENCH).name(), Some("French"));
    }

    #[test]
    fn what_is_not_certain_is_read_as_english() {
        for text in
            ["", "12 / 7 — 3.4 %", "Dr Amélie Rousseau", "Saint-Étienne, mars 2021", "\0\0\u{202e}", "x y z"]
        {
            assert_eq!(Language::of(text), Language::UNKNOWN, "{text:?}");
            assert!(Language::of(text).reads_as_english());
        }
        assert!(!Language::of(FRENCH).reads_as_english());
    }

    #[test]
    fn a_long_text_is_looked_at_all_over() {
        let english: String = bundled::documents().iter().map(|document| document.text.as_str()).collect();
        let french = include_str!("../../tests/fixtures/entities/french/invented.txt");
        assert!(english.len() > 50_000 && french.len() < 8_000);
        assert_eq!(Language::of(&format!("{french}{english}")), Language::ENGLISH);
        let mostly_french =
            format!("{}{}", &english[..english.floor_char_boundary(8_000)], french.repeat(30));
        assert_eq!(Language::of(&mostly_french).code(), Some("fr"));
    }

    proptest! {
        #[test]
        fn no_text_is_too_odd(unit in "\\PC{1,8}", count in 0_usize..20_000) {
            let text = unit.repeat(count);
            let sample = sample(&text);
            prop_assert!(sample.len() <= LOOKED_AT + PIECES);
            prop_assert!(Language::of(&text).code().is_none_or(|code| (2..=3).contains(&code.len())));
        }
    }
}
