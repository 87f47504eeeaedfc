//! Figures that drift: what documents say of how many, how much and how long, and where they disagree.
//!
//! [`read`] finds the figures of one document with what they count; [`topics`] brings together those that seem to count
//! the same, across documents and within one; [`verdict`] says how the values of a topic differ. Quantities, money and
//! dates are recognised by the rules of [`crate::entities`]; here are added ordinals, ages, shares, measures, counts in brackets,
//! behind labels and in tables, and the figures of German and French texts; of other languages none are read, and that is said. What a figure means, nothing here knows: a topic is a proposal,
//! which a person may merge, split, rename or dismiss; [`decided`] applies what they have decided.

mod aligned;
mod changes;
mod clause;
mod course;
mod decided;
mod difference;
mod forms;
mod frames;
mod french;
mod german;
mod labelled;
mod left_out;
mod measured;
mod more;
mod names;
mod numerals;
mod people;
mod period;
mod phrase;
mod qualifier;
mod read;
mod said_twice;
mod signs;
mod tables;
mod topics;
mod units;
mod verdict;
mod whole;
mod worth;
mod written;

pub use crate::project::figures::Measure;
pub use aligned::{Aligned, Alignments};
pub use course::Course;
pub use decided::{Settled, figure_at, naming, rulings, settle};
pub use left_out::FiguresLeftOut;
pub use period::{Period, PeriodKind};
pub use qualifier::{Bound, Qualifier};
pub use read::{read, reading};
pub use topics::{FigureAt, Topic, Topics, topics};
pub use verdict::Verdict;
pub use written::{unit_of_time, written};

use serde::{Deserialize, Serialize};

use crate::text::Span;

/// A figure in a text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// The number with its unit, as they stand.
    pub span: Span,
    /// What kind of figure it is.
    pub measure: Measure,
    /// How much: `£2.7m` is 2,700,000, `four` is 4; of `40 to 50` the lower.
    pub value: f64,
    /// The upper end, where two are given: 50 in `40 to 50`.
    #[serde(default)]
    pub upper: Option<f64>,
    /// What it is counted in: the currency (ISO 4217), `%`, `years`, or the noun that is counted.
    pub unit: String,
    /// The words around the noun, as they stand: `community meetings`.
    pub phrase: String,
    /// Whether the value is exact.
    pub qualifier: Qualifier,
    /// The sentence.
    pub sentence: Span,
    /// The year or years that the sentence gives for it, as ISO 8601 writes them.
    pub when: Option<String>,
    /// Over what time it is counted.
    pub period: Period,
    /// Whether it is how much there is, how much that has changed, or how much there was before.
    #[serde(default)]
    pub course: Course,
    /// Stems of the words of the phrase, in order.
    pub(super) nouns: Vec<String>,
    /// Stems of the other telling words near it.
    pub(super) context: Vec<String>,
    /// Stems of what limits it: `in the town`.
    pub(super) scope: Vec<String>,
    /// True when that has a name: `in Middlesbrough`.
    pub(super) is_named_scope: bool,
}

impl Figure {
    /// True when two figures tell the same kind of thing, so that they can be held against each other: by how much something has
    /// changed is no other value of how much there is.
    pub(super) fn is_of_one_kind(&self, other: &Self) -> bool {
        self.measure == other.measure && (self.course == Course::Change) == (other.course == Course::Change)
    }
}

/// How numbers and the words around them are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Grammar {
    #[default]
    English,
    German,
    French,
}

/// The figures of a text, or why it has none.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// The figures, in order.
    pub figures: Vec<Figure>,
    /// The language of a text in which figures are not read, as it is called in English.
    pub unread: Option<String>,
}

/// A document whose figures are compared.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reported {
    /// Its date as ISO 8601 writes it: a year, a month or a day.
    pub date: Option<String>,
    /// Its figures, in order.
    pub figures: Vec<Figure>,
    /// The language it is in, where figures are not read in that.
    pub unread: Option<String>,
}

#[cfg(test)]
mod bounds;
#[cfg(test)]
mod contracts;
#[cfg(test)]
mod laid_out;
#[cfg(test)]
mod newspapers;
#[cfg(test)]
mod tests;
