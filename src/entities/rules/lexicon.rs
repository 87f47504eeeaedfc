//! What single words are commonly known to be: months, units, heads of names, given names, towns.
//!
//! Read once from the lists in `assets/entities/lexicons`, general knowledge and nothing that stands in any one corpus.
//! A word may be several things; which of them it is where it stands, the rules decide.

use std::borrow::Cow;
use std::ops::BitOr;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

/// What a word may be, as a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traits(u64);

/// Declares one trait for each list, and the table from which the lexicon is read.
macro_rules! lists {
    ($($(#[$doc:meta])* $name:ident = $bit:literal, $file:literal;)*) => {
        impl Traits {
            $($(#[$doc])* pub const $name: Self = Self(1 << $bit);)*
        }

        const LISTS: &[(Traits, &str)] = &[
            $((Traits::$name, include_str!(concat!("../../../assets/entities/lexicons/", $file, ".txt"))),)*
        ];
    };
}

lists! {
    /// Written before a name and no part of it.
    HONORIFIC = 0, "honorifics";
    /// An office or rank written before a name.
    RANK = 1, "ranks";
    /// Last word of an office's name.
    ROLE_HEAD = 2, "role_heads";
    /// An office that is told in lower case too.
    OFFICE = 3, "offices";
    /// Stands before the last word of an office's name.
    ROLE_MODIFIER = 4, "role_modifiers";
    /// Last word of an organisation's name.
    ORG_HEAD = 5, "org_heads";
    /// Follows an organisation's name in lower case.
    ORG_LOWER = 6, "org_lower";
    /// First word of an organisation's name, before `of`.
    ORG_OPENER = 7, "org_openers";
    /// Legal form of a company.
    COMPANY_FORM = 8, "company_forms";
    /// Last word of a programme's name.
    PROGRAMME_HEAD = 9, "programme_heads";
    /// Follows a programme's name in lower case.
    PROGRAMME_LOWER = 10, "programme_lower";
    /// First word of an operation's name.
    PROGRAMME_OPENER = 11, "programme_openers";
    /// Last word of a place's name.
    PLACE_HEAD = 12, "place_heads";
    /// Follows a place's name in lower case.
    PLACE_LOWER = 13, "place_lower";
    /// First word of a place's name.
    PLACE_OPENER = 14, "place_openers";
    /// Last word of a law's name.
    LAW_HEAD = 15, "law_heads";
    /// A month.
    MONTH = 16, "months";
    /// A day of the week.
    WEEKDAY = 17, "weekdays";
    /// A unit of time.
    TIME_UNIT = 18, "time_units";
    /// A unit of measure.
    UNIT = 19, "units";
    /// A numeral in letters.
    NUMBER_WORD = 20, "number_words";
    /// Multiplies the number before it.
    MULTIPLE = 21, "multiples";
    /// No part of a name that it begins, and the end of a noun phrase.
    FUNCTION = 22, "function_words";
    /// Ends as a plural does and is none.
    FALSE_PLURAL = 23, "adjectives_in_s";
    /// A plural that does not end in -s.
    PLURAL = 24, "plurals";
    /// A people or language.
    DEMONYM = 25, "demonyms";
    /// A small word inside a person's name.
    PARTICLE = 26, "particles";
    /// Often has a capital and names nothing.
    COMMON = 27, "common_capitals";
    /// A given name.
    FIRST_NAME = 28, "first_names";
    /// A place.
    PLACE = 29, "places";
    /// Letters after a name.
    POSTNOMINAL = 30, "postnominals";
    /// A smaller town, whose name is as often a surname or a word.
    TOWN = 31, "towns";
    /// A given name shortened as in a register, written before a full stop.
    SHORT_NAME = 32, "short_given_names";
    /// A body that is known everywhere by its name.
    BODY = 33, "organisations";
    /// A given name of some country, less known than [`Traits::FIRST_NAME`]: beside a surname it tells a person.
    GIVEN = 34, "given_names";
    /// A surname, of which many are a place, a given name or a word: evidence beside other, see [`super::weighing`].
    SURNAME = 35, "surnames";
}

impl Traits {
    /// Begins a place's name of several words.
    pub const PLACE_START: Self = Self(1 << 40);
    /// Begins the name, of several words, of a body that is known everywhere.
    pub const BODY_START: Self = Self(1 << 42);
    /// Begins an office's name of several words.
    pub const OFFICE_START: Self = Self(1 << 41);

    /// What is in this set or in `other`.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The empty set.
    pub const fn none() -> Self {
        Self(0)
    }

    /// True for a word that no list knows but for that of surnames, which holds words of any kind.
    pub fn is_unknown(self) -> bool {
        self.without(Self::SURNAME).0 == 0
    }

    /// What is in this set and in `other`.
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// What is in this set and not in `other`.
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// True when the word is at least one of `wanted`.
    pub fn any(self, wanted: Self) -> bool {
        self.0 & wanted.0 != 0
    }
}

impl BitOr for Traits {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        self.or(other)
    }
}

/// The lists, read.
#[derive(Debug, Default)]
pub struct Lexicon {
    words: FxHashMap<Cow<'static, str>, Traits>,
    places: FxHashSet<Cow<'static, str>>,
    offices: FxHashSet<Cow<'static, str>>,
    bodies: FxHashSet<Cow<'static, str>>,
}

/// Room for so many words is made at once: about as many as the lists have.
const WORDS: usize = 100_000;

/// The one lexicon.
pub static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::read);

impl Lexicon {
    fn read() -> Self {
        let mut lexicon = Self::default();
        lexicon.words.reserve(WORDS);
        for (traits, list) in LISTS {
            for entry in entries(list) {
                lexicon.add(entry, *traits);
            }
        }
        lexicon
    }

    /// Adds a word, or a name of several words under its first.
    fn add(&mut self, entry: Cow<'static, str>, traits: Traits) {
        let first = entry.split_once(' ').map(|(first, _)| first.to_owned());
        let start = match traits {
            Traits::PLACE | Traits::TOWN => Traits::PLACE_START,
            Traits::OFFICE => Traits::OFFICE_START,
            Traits::BODY => Traits::BODY_START,
            _ => traits,
        };
        if let Some(first) = first {
            let known = self.words.entry(Cow::Owned(first)).or_default();
            *known = *known | start;
            let phrases = match traits {
                Traits::OFFICE => &mut self.offices,
                Traits::BODY => &mut self.bodies,
                _ => &mut self.places,
            };
            phrases.insert(entry);
        } else {
            let known = self.words.entry(entry).or_default();
            *known = *known | traits;
        }
    }

    /// What `word`, in lower case, may be.
    pub fn traits(&self, word: &str) -> Traits {
        self.words.get(word).copied().unwrap_or_default()
    }

    /// True for the name of a place in several words, in lower case.
    pub fn is_place(&self, phrase: &str) -> bool {
        self.places.contains(phrase)
    }

    /// True for the name, in several words and lower case, of a body that is known everywhere.
    pub fn is_body(&self, phrase: &str) -> bool {
        self.bodies.contains(phrase)
    }

    /// True for the name of an office in several words, in lower case.
    pub fn is_office(&self, phrase: &str) -> bool {
        self.offices.contains(phrase)
    }
}

/// The entries of a list in lower case: parted by line ends and commas; a line that begins with `#` is a remark.
fn entries(list: &'static str) -> impl Iterator<Item = Cow<'static, str>> {
    list.lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(|line| line.split(','))
        .map(str::trim)
        .filter(|entry| !entry.is_empty())
        .map(
            |entry| {
                if entry.chars().any(char::is_uppercase) { entry.to_lowercase().into() } else { entry.into() }
            },
        )
}

/// The words of a list in the order in which they stand, a line each.
pub fn rows(list: &'static str) -> impl Iterator<Item = impl Iterator<Item = &'static str>> {
    list.lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split(',').map(str::trim).filter(|word| !word.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_what_the_lists_say() {
        let traits = |word| LEXICON.traits(word);
        assert!(traits("september").any(Traits::MONTH));
        assert!(traits("council").any(Traits::ORG_HEAD) && traits("council").any(Traits::ORG_LOWER));
        assert!(traits("new").any(Traits::PLACE_START) && !traits("new").any(Traits::PLACE));
        assert!(LEXICON.is_place("new zealand") && LEXICON.is_office("chief constable"));
        assert!(traits("todmorden").any(Traits::PLACE) && traits("mytholmroyd").any(Traits::TOWN));
        assert!(LEXICON.is_place("church stretton") && !traits("church").any(Traits::TOWN));
        assert!(traits("thos").any(Traits::SHORT_NAME));
        assert!(traits("wanjiru").any(Traits::GIVEN) && !traits("wanjiru").any(Traits::FIRST_NAME));
        assert!(traits("prosser").any(Traits::SURNAME) && traits("prosser").is_unknown());
        assert_eq!(traits("xyzzy"), Traits::default());
    }
}
