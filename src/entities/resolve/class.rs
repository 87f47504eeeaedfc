//! Which kinds can name the same thing, and the key by which a name of each is known.
//!
//! A mention is only ever linked within its class. Organisation and programme are one class, since the line between them
//! is soft and one thing is often marked now as the one, now as the other; every other kind is a class of its own, so
//! that a place and a person of one name never meet.

use super::contact;
use super::fold::{Folded, Hyphen};
use super::office::Office;
use super::person::Person;
use crate::entities::Kind;

/// Parts a key: an office from what it is for, a user's own kind from the name.
pub(crate) const PART: char = '\u{1f}';

/// The kinds that can name the same thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Class {
    Person,
    /// Organisation and programme.
    Body,
    Place,
    Date,
    Money,
    Quantity,
    Role,
    Law,
    Contact,
    Own,
}

impl Class {
    /// The class of a kind.
    pub(crate) fn of(kind: &Kind) -> Self {
        match kind {
            Kind::Person => Self::Person,
            Kind::Organisation | Kind::Programme => Self::Body,
            Kind::Place => Self::Place,
            Kind::Date => Self::Date,
            Kind::Money => Self::Money,
            Kind::Quantity => Self::Quantity,
            Kind::Role => Self::Role,
            Kind::Law => Self::Law,
            Kind::Contact => Self::Contact,
            Kind::Own(_) => Self::Own,
        }
    }

    /// True for what is known by its value rather than by a name.
    pub(crate) fn is_measured(self) -> bool {
        matches!(self, Self::Date | Self::Money | Self::Quantity)
    }

    /// How hyphens stand in its names.
    pub(crate) fn hyphen(self) -> Hyphen {
        if self == Self::Person { Hyphen::Joins } else { Hyphen::Parts }
    }
}

/// A name as it is read once, for all that looks at it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Read {
    /// By what it is known.
    pub key: String,
    /// Its words; none for what is known by its value.
    pub folded: Folded,
    /// Its parts as a person's name, if it is one.
    pub person: Option<Person>,
    /// Its parts as an office, if it is one.
    pub office: Option<Office>,
}

impl Read {
    /// Reads `name` as a name of this kind.
    pub(crate) fn name(kind: &Kind, name: &str) -> Self {
        let class = Class::of(kind);
        let mut read = Self::default();
        if !class.is_measured() {
            read.folded = Folded::of(name, class.hyphen());
        }
        read.key = match class {
            Class::Person => {
                let person = Person::of_folded(&read.folded);
                let key = person.key();
                read.person = Some(person);
                key
            }
            Class::Role => {
                let office = Office::of(&read.folded);
                let key = office.key();
                read.office = Some(office);
                key
            }
            Class::Contact => contact::key(name),
            Class::Date | Class::Money | Class::Quantity => words(name),
            Class::Body | Class::Place | Class::Law | Class::Own => read.folded.key(),
        };
        // A name of nothing but signs is known by them.
        if read.key.is_empty() {
            read.key = words(name);
        }
        if let Kind::Own(own) = kind {
            read.key = format!("{own}{PART}{}", read.key);
        }
        read
    }
}

/// The key of `name` as a name of this kind: equal for two spellings of the same name, whatever the document.
pub(crate) fn key(kind: &Kind, name: &str) -> String {
    Read::name(kind, name).key
}

/// The words of a text in small letters with one space between.
fn words(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(&word.to_lowercase());
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_each_kind() {
        assert_eq!(key(&Kind::Person, "Mr  Barry Coppinger"), "barrycoppinger");
        assert_eq!(key(&Kind::Money, "£1.5 M"), "£1.5 m");
        assert_eq!(key(&Kind::Organisation, "***"), "***");
        assert_eq!(key(&Kind::Role, "Mayor of Hull"), format!("mayor{PART}hull"));
        assert_ne!(key(&Kind::Own("a".into()), "x"), key(&Kind::Own("b".into()), "x"));
    }
}
