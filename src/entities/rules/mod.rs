//! What is known of names without a model, and what is better known than by one: small rules, each for itself.
//!
//! Every rule reads the same [`Page`] and lays claim to runs of words on one [`Board`]. What is claimed stays with the
//! rule that came first, so the order in which [`super::recognise`] calls them is their priority. A rule never looks at
//! the document beneath, and each does work linear in the text.

mod acronyms;
mod addresses;
mod apposed;
mod attached;
mod bare_heads;
mod board;
mod body_cues;
mod calendar;
mod calendar_dates;
mod capitals;
mod cases;
mod citations;
mod coins;
mod compounds;
mod consistency;
mod contacts;
mod corrections;
mod cues;
mod datelines;
mod dates;
mod entries;
mod foreign;
mod foreign_laws;
mod fronts;
mod gazetteer;
mod glosses;
mod head_words;
mod heads;
mod junk;
mod labels;
mod laid;
mod laws;
pub(crate) mod lexicon;
mod located;
mod located_words;
mod loose_capitals;
mod lower_heads;
mod marks;
pub(crate) mod money;
mod monograms;
mod names;
pub(crate) mod numbers;
#[cfg(test)]
mod observed;
mod office_ends;
mod opened;
mod parted;
mod periods;
mod places;
mod quantities;
mod quoted;
mod relative;
mod rivers;
mod roles;
mod rows;
mod series;
mod short_dates;
mod short_forms;
mod signs;
mod spans_of_time;
mod spelt_dates;
mod titles;
mod tokens;
mod told_names;
mod trim;
mod vessels;
mod weighing;
mod works;
mod years;

pub(crate) use labels::numbers_things;

pub use board::{Board, Find};
pub use calendar::Day;
pub use tokens::Page;
pub use told_names::KnownNames;

pub(super) use {
    acronyms::{definitions, initials},
    bare_heads::bare_heads,
    capitals::capitals,
    citations::citations,
    compounds::compounds,
    consistency::consistency,
    contacts::contacts,
    cues::cues,
    datelines::datelines,
    dates::dates,
    foreign::foreign,
    gazetteer::gazetteer,
    glosses::{common_short_forms, glosses},
    heads::heads,
    junk::junk,
    laid::laid,
    laws::laws,
    loose_capitals::loose_capitals,
    marks::marks,
    money::money,
    monograms::monograms,
    quantities::quantities,
    quoted::quoted,
    roles::roles,
    series::series,
    titles::titles,
    vessels::vessels,
    weighing::weighing,
    works::works,
};

use super::Language;

/// A rule that can be switched off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rule {
    /// Hard-wrapped lines are joined before anything reads them.
    Unwrapping,
    /// Articles, titles, quotation marks and possessives are cut from the ends of what a model marked.
    Trimming,
    /// Mail and web addresses, telephone numbers, postcodes.
    Contacts,
    /// Sums of money.
    Money,
    /// Where a report was written, at its head.
    Datelines,
    /// Dates, times, periods and durations.
    Dates,
    /// Dates and sums of money as other languages than English write them.
    Foreign,
    /// Counts and percentages with what they count.
    Quantities,
    /// Ships, by what stands beside their names.
    Vessels,
    /// Offices and ranks.
    Roles,
    /// Names after `Mr`, `Dr` and the like.
    Titles,
    /// Acts, codes and regulations.
    Laws,
    /// Authors cited by year.
    Citations,
    /// Names in a word that begins with one: `Copenhagen-based`.
    Compounds,
    /// Works and honours, by what stands before their names.
    Works,
    /// Names told by a word in them: `Council`, `Operation`, `Street`.
    Heads,
    /// Names in quotation marks.
    Quoted,
    /// Short forms defined in the text, or made of a name's initials.
    Acronyms,
    /// What is commonly known to be a place or a given name.
    Gazetteer,
    /// What the words beside a name say of it: `shares in X`.
    Cues,
    /// People by their initials: `GE proposed`.
    Monograms,
    /// What is listed together is of one kind.
    Series,
    /// Whether a name of one word is a person's, a body's or a place's, by all that speaks for each.
    Weighing,
    /// What is called one thing in one place is called so in all.
    Consistency,
    /// Headings and lines in capitals.
    Capitals,
    /// What can hardly be a name is dropped.
    Junk,
}

impl Rule {
    /// All rules, in the order in which they act.
    pub const ALL: [Self; 26] = [
        Self::Unwrapping,
        Self::Trimming,
        Self::Contacts,
        Self::Money,
        Self::Datelines,
        Self::Dates,
        Self::Foreign,
        Self::Quantities,
        Self::Vessels,
        Self::Roles,
        Self::Titles,
        Self::Laws,
        Self::Citations,
        Self::Compounds,
        Self::Works,
        Self::Heads,
        Self::Quoted,
        Self::Acronyms,
        Self::Gazetteer,
        Self::Cues,
        Self::Monograms,
        Self::Series,
        Self::Weighing,
        Self::Consistency,
        Self::Capitals,
        Self::Junk,
    ];

    /// The name of the rule, as it stands in [`super::Source::Rule`] and in settings.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unwrapping => "unwrapping",
            Self::Trimming => "trimming",
            Self::Contacts => contacts::NAME,
            Self::Money => money::NAME,
            Self::Datelines => datelines::NAME,
            Self::Dates => dates::NAME,
            Self::Foreign => foreign::NAME,
            Self::Quantities => quantities::NAME,
            Self::Roles => roles::NAME,
            Self::Titles => titles::NAME,
            Self::Laws => laws::NAME,
            Self::Citations => citations::NAME,
            Self::Compounds => compounds::NAME,
            Self::Vessels => vessels::NAME,
            Self::Works => works::NAME,
            Self::Heads => heads::NAME,
            Self::Quoted => quoted::NAME,
            Self::Acronyms => acronyms::NAME,
            Self::Gazetteer => gazetteer::NAME,
            Self::Cues => cues::NAME,
            Self::Monograms => monograms::NAME,
            Self::Series => series::NAME,
            Self::Weighing => weighing::NAME,
            Self::Consistency => consistency::NAME,
            Self::Capitals => capitals::NAME,
            Self::Junk => junk::NAME,
        }
    }
}

/// Which rules act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rules(u32);

impl Rules {
    /// All of them.
    pub const ALL: Self = Self(u32::MAX);
    /// None of them: the model as it is.
    pub const NONE: Self = Self(0);

    /// Those that hold in any other language: the rest know English words, and spoil what a model for another language marks
    /// (`Commission européenne` would end before its small letter, `41 dans` be a count).
    pub const GENERAL: Self = Self::NONE
        .with(Rule::Unwrapping)
        .with(Rule::Contacts)
        .with(Rule::Foreign)
        .with(Rule::Acronyms)
        .with(Rule::Junk);

    /// The rules for texts in `language`.
    pub fn for_language(language: Language) -> Self {
        if language.reads_as_english() { Self::ALL.without(Rule::Foreign) } else { Self::GENERAL }
    }

    /// The rules that are among these and among `others`: those for a language that the user has not switched off.
    #[must_use]
    pub const fn and_in(self, others: Self) -> Self {
        Self(self.0 & others.0)
    }

    /// These and `rule`.
    #[must_use]
    pub const fn with(self, rule: Rule) -> Self {
        Self(self.0 | 1 << rule as u32)
    }

    /// These without `rule`.
    #[must_use]
    pub const fn without(self, rule: Rule) -> Self {
        Self(self.0 & !(1 << rule as u32))
    }

    /// True when `rule` acts.
    pub const fn has(self, rule: Rule) -> bool {
        self.0 & (1 << rule as u32) != 0
    }
}

impl Default for Rules {
    fn default() -> Self {
        Self::ALL
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::{Options, Recogniser};
    use crate::text::Text;

    #[test]
    fn other_languages_are_left_to_general_rules() {
        let text = Text::new(
            "Le conseil des ministres a lu 41 dans le texte du 12 août 1911, écrit Mme Claire Paul à Toulouse, qui donne \
             12.500 francs (claire@exemple.fr).",
        );
        let language = Language::of(text.as_str());
        assert_eq!(language.code(), Some("fr"));
        let found = |rules| -> Vec<String> {
            let options = Options { rules, ..Options::default() };
            let mentions = Recogniser::new(None).recognise(&text, &options);
            mentions.into_iter().map(|mention| text.slice(mention.span).to_owned()).collect()
        };
        assert_eq!(
            found(Rules::for_language(language)),
            ["12 août 1911", "12.500 francs", "claire@exemple.fr"]
        );
        assert!(!Rules::for_language(Language::ENGLISH).has(Rule::Foreign));
        assert!(found(Rules::for_language(Language::UNKNOWN)).len() > 1);
        let without = Rules::ALL.without(Rule::Contacts).without(Rule::Foreign);
        assert!(found(Rules::for_language(language).and_in(without)).is_empty());
    }
}
