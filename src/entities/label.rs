//! What a statistical model calls the things it marks, before rules make [`super::Kind`]s of them.

use crate::text::Span;

/// A label of a model: the 18 of `OntoNotes` 5 (English), and what models of other languages have besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Label {
    /// People, also fictional.
    Person,
    /// Nationalities, religious and political groups.
    Norp,
    /// Buildings, airports, roads, bridges.
    Facility,
    /// Companies, agencies, institutions.
    Organisation,
    /// Countries, cities, states.
    GeoPolitical,
    /// Other places: ranges, waters, regions.
    Location,
    /// Vehicles, foods, things made.
    Product,
    /// Named events.
    Event,
    /// Titles of books, songs and the like.
    WorkOfArt,
    /// Named documents made into laws.
    Law,
    /// Named languages.
    Language,
    /// Dates and periods of a day or more.
    Date,
    /// Times shorter than a day.
    Time,
    /// Percentages.
    Percent,
    /// Sums of money.
    Money,
    /// Measurements.
    Quantity,
    /// First, second …
    Ordinal,
    /// Other numerals.
    Cardinal,
    /// Names of no kind of their own (models trained on Wikipedia have it).
    Miscellaneous,
}

impl Label {
    /// The label a model's file calls by this name.
    pub fn named(name: &str) -> Self {
        match name {
            "PERSON" | "PER" => Self::Person,
            "NORP" => Self::Norp,
            "FAC" => Self::Facility,
            "ORG" => Self::Organisation,
            "GPE" => Self::GeoPolitical,
            "LOC" => Self::Location,
            "PRODUCT" => Self::Product,
            "EVENT" => Self::Event,
            "WORK_OF_ART" => Self::WorkOfArt,
            "LAW" => Self::Law,
            "LANGUAGE" => Self::Language,
            "DATE" => Self::Date,
            "TIME" => Self::Time,
            "PERCENT" => Self::Percent,
            "MONEY" => Self::Money,
            "QUANTITY" => Self::Quantity,
            "ORDINAL" => Self::Ordinal,
            "CARDINAL" => Self::Cardinal,
            _ => Self::Miscellaneous,
        }
    }
}

/// What a model marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Marked {
    /// Where, in bytes of the text the model was given.
    pub span: Span,
    /// As what.
    pub label: Label,
    /// By how much it preferred that label to any other and to none.
    pub margin: Margin,
}

/// How much better a choice scored than the next best, in tenths of the model's own unit, up to [`Margin::MOST`]. What a model
/// is sure of has more than ten units; of what has fewer than one, it is right hardly more often than not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Margin(u8);

impl Margin {
    /// No choice is told to be better by more.
    pub const MOST: Self = Self(u8::MAX);

    /// In tenths of the model's unit.
    pub const fn tenths(self) -> u8 {
        self.0
    }

    /// Of so many units.
    pub const fn of(units: f32) -> Self {
        // What is beyond the limits of the integer, a cast puts at the limit.
        Self((units * 10.0) as u8)
    }
}

/// Something that marks names in a text: the statistical model, or a stand-in for it in a test.
pub trait Marker: Send + Sync {
    /// The names in `text`, in order, none overlapping another.
    fn mark(&self, text: &str) -> Vec<Marked>;
}
