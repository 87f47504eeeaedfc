//! Why a mention is taken to name an entity, in a form that can be shown as a sentence.

use std::fmt;
use std::sync::Arc;

/// By what rule a mention was linked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum How {
    /// It is written the same, or the same but for case, accents, punctuation, spacing and possessives.
    SameName,
    /// A value follows from it that is the same: a day, a sum, a number.
    SameValue,
    /// One of the user's lists gives it this name.
    Listed,
    /// The surname of a person.
    Surname,
    /// The given name of a person, or the first part of a name that begins with the family's.
    FirstName,
    /// A given name that fits the initial of a person.
    FitsInitial,
    /// A surname under another rank that the text says its bearer had.
    OtherRank,
    /// A fuller or shorter form of a person's name: initials, a middle name left out.
    PersonForm,
    /// An abbreviation that the text explains in brackets.
    Defined,
    /// The initials of a name.
    Initials,
    /// The initials of a name but for one letter.
    InitialsAlmost,
    /// A usual abbreviation everywhere.
    UsualAbbreviation,
    /// A short form of a name: its first or last words, or the whole without `Ltd`, a year or a region.
    ShortForm,
    /// An office without the place it is for.
    Office,
    /// An office without its place, before the name of somebody who is said to hold it for that place.
    Holder,
    /// `the Trust`, where there is only one.
    Generic,
    /// Spelt almost the same.
    SpeltAlmost,
    /// The same but for `of`, `the` and the like.
    SmallWords,
    /// The researcher decided it.
    Decided,
}

/// Why a mention is taken to name an entity.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reason {
    /// The rule.
    pub how: How,
    /// The name it was linked to.
    pub to: Arc<str>,
    /// True when that name stands in the same document, false when it was found in others only.
    pub here: bool,
}

impl fmt::Display for Reason {
    /// A sentence without a full stop: `surname of Barry Coppinger, in the same document`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let to = &self.to;
        let place = if self.here { "in the same document" } else { "in other documents" };
        match self.how {
            How::SameName => f.write_str("same name"),
            How::SameValue => write!(f, "means the same: {to}"),
            How::Listed => write!(f, "stands in your list for {to}"),
            How::Surname => write!(f, "surname of {to}, {place}"),
            How::FirstName => write!(f, "first name of {to}, {place}"),
            How::FitsInitial => write!(f, "fits the initial of {to}, {place}"),
            How::OtherRank => write!(f, "{to} at another rank, as this document says"),
            How::PersonForm => write!(f, "another form of the name {to}, {place}"),
            How::Defined => write!(f, "abbreviation of {to}, explained in the text"),
            How::Initials => write!(f, "initials of {to}, {place}"),
            How::InitialsAlmost => write!(f, "initials of {to} but for one letter, {place}"),
            How::UsualAbbreviation => write!(f, "usual abbreviation of {to}"),
            How::ShortForm => write!(f, "short for {to}, {place}"),
            How::Holder => write!(f, "short for {to}, whose holder is named here"),
            How::Office if self.here => {
                write!(f, "short for {to}, which this document speaks of most or last")
            }
            How::Office => write!(f, "short for {to}, whose place this document speaks of most"),
            How::Generic => write!(f, "stands for {to}, the only one in this document"),
            How::SpeltAlmost => write!(f, "spelt almost the same as {to}"),
            How::SmallWords => write!(f, "the same as {to} but for small words"),
            How::Decided => f.write_str("you decided it"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_as_a_sentence() {
        let reason = Reason { how: How::Surname, to: "Barry Coppinger".into(), here: true };
        assert_eq!(reason.to_string(), "surname of Barry Coppinger, in the same document");
    }
}
