//! What the researcher has settled about the names in the texts: decisions on entities, lists of names, kinds of entity
//! of their own. Plain records, like all others of the project.
//!
//! What a decision does to the entities that were recognised is the business of [`crate::entities`]; here it is only
//! kept. A decision names an entity by kind and name and a place by its words, so that it holds for another model, for
//! documents that come later and for a text that was corrected.

use serde::{Deserialize, Serialize};

use super::colour::TagColour;
use super::ids::{DecisionId, DocumentId, KindId, ListId};
use crate::text::Anchor;

/// The kind of an entity: one of the ten that Lectern recognises, or one of the user's own.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Kind {
    /// A person by name, without honorific or rank.
    Person,
    /// A named organisation, company, publication, team, committee, court or unit.
    Organisation,
    /// A country, region, town, street, building or natural feature.
    Place,
    /// A date, time of day, period or duration.
    Date,
    /// A sum of money.
    Money,
    /// A count or percentage with what it counts.
    Quantity,
    /// An office, rank or title.
    Role,
    /// A named scheme, project, fund, event, award, plan, product or work.
    Programme,
    /// An act, bill, code or regulation.
    Law,
    /// An e-mail or web address, telephone number or postcode.
    Contact,
    /// A kind the user has made, by its name.
    Own(Box<str>),
}

impl Kind {
    /// The ten kinds that Lectern recognises by itself, in the order in which they are listed.
    pub const BUILT_IN: [Self; 10] = [
        Self::Person,
        Self::Organisation,
        Self::Place,
        Self::Date,
        Self::Money,
        Self::Quantity,
        Self::Role,
        Self::Programme,
        Self::Law,
        Self::Contact,
    ];

    /// The name used in files and on the command line: `person`, or the user's own name for it.
    pub fn name(&self) -> &str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Place => "place",
            Self::Date => "date",
            Self::Money => "money",
            Self::Quantity => "quantity",
            Self::Role => "role",
            Self::Programme => "programme",
            Self::Law => "law",
            Self::Contact => "contact",
            Self::Own(name) => name,
        }
    }

    /// The kind of this name: one of the ten without regard to case, else one of the user's own.
    pub fn named(name: &str) -> Self {
        Self::BUILT_IN
            .into_iter()
            .find(|kind| kind.name().eq_ignore_ascii_case(name))
            .unwrap_or_else(|| Self::Own(name.into()))
    }
}

/// An entity as a decision names it: by kind and by a name it goes by.
///
/// It means whatever entity of that kind has that name among its spellings when the decision is applied.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Named {
    /// The kind it is of.
    pub kind: Kind,
    /// A name it goes by.
    pub name: String,
}

/// A place in a document, found again by its words when the text changes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct MentionPlace {
    /// Which document.
    pub document: DocumentId,
    /// Where, with the words.
    pub anchor: Anchor,
}

/// One thing the researcher has decided about entities.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Ruling {
    /// Two entities are one, which goes by the name of `into`.
    Merge {
        /// The one that goes.
        from: Named,
        /// The one that stays.
        into: Named,
    },
    /// These mentions name another entity than the one they were taken for, which may be a new one.
    Assign {
        /// The mentions.
        mentions: Vec<MentionPlace>,
        /// The entity they name.
        to: Named,
    },
    /// The entity is called this.
    Rename {
        /// Which entity.
        entity: Named,
        /// Its name from now on.
        name: String,
    },
    /// The entity is of another kind.
    Retype {
        /// Which entity.
        entity: Named,
        /// Its kind from now on.
        kind: Kind,
    },
    /// What goes by this name is no entity, anywhere.
    Reject {
        /// Which entity.
        entity: Named,
    },
    /// This is no mention.
    RejectMention {
        /// Where.
        mention: MentionPlace,
    },
    /// This is a mention that was missed.
    Add {
        /// Where.
        mention: MentionPlace,
        /// What it names.
        entity: Named,
    },
    /// Wherever these words stand, as whole words and in this case, they name this entity.
    AddAll {
        /// The words.
        wording: String,
        /// What they name.
        entity: Named,
    },
    /// These two are not the same, whatever suggests it.
    Distinct {
        /// One of them.
        one: Named,
        /// The other.
        other: Named,
    },
}

/// A decision: a ruling with its place in the order of all.
///
/// Of two that contradict each other the later counts; decisions of one rank, as merging two projects can bring, count
/// in the order of their ids.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Identity within the project.
    pub id: DecisionId,
    /// Its place in the order, 1 for the first.
    pub rank: u64,
    /// What was decided.
    pub ruling: Ruling,
}

/// A name on a list, with the others the same entity goes by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ListedName {
    /// The name.
    pub name: String,
    /// The kind of what it names, where that is another one than the list's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    /// Other names of the same.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
}

/// What a list looks for in a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wanted {
    /// These names.
    Names {
        /// The names.
        names: Vec<ListedName>,
        /// Whether capitals and small letters are told apart.
        match_case: bool,
        /// Whether a plural or possessive ending may follow.
        inflected: bool,
    },
    /// Whatever this regular expression matches.
    Pattern(String),
}

/// One of the researcher's own lists of names, or a pattern that stands for one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameList {
    /// Identity within the project.
    pub id: ListId,
    /// What it is called.
    pub name: String,
    /// The kind of what it names.
    pub kind: Kind,
    /// Whether it is used.
    pub active: bool,
    /// What it looks for.
    pub wanted: Wanted,
}

/// A kind of entity that the researcher has made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnKind {
    /// Identity within the project, derived from the name.
    pub id: KindId,
    /// Its name, as [`Kind::Own`] has it.
    pub name: Box<str>,
    /// The colour of its mentions.
    pub colour: TagColour,
}

impl OwnKind {
    /// A kind of this name. Two people who make the same kind make one.
    pub fn new(name: &str, colour: TagColour) -> Self {
        Self { id: KindId::derived(name.as_bytes()), name: name.into(), colour }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_found_by_name_and_others_are_the_users_own() {
        for kind in Kind::BUILT_IN {
            assert_eq!(Kind::named(&kind.name().to_uppercase()), kind);
        }
        assert_eq!(Kind::named("Vessel"), Kind::Own("Vessel".into()));
    }

    #[test]
    fn every_ruling_is_read_back_from_ron() {
        let named = |name: &str| Named { kind: Kind::Own("Vessel \"x\"".into()), name: name.to_owned() };
        let anchor =
            Anchor { start: 1, end: 3, exact: "ab".into(), prefix: "“".into(), suffix: "\n".into() };
        let mention = MentionPlace { document: DocumentId::derived(b"d"), anchor };
        let rulings = [
            Ruling::Merge { from: named("a"), into: named("b") },
            Ruling::Assign { mentions: vec![mention.clone()], to: named("b") },
            Ruling::Rename { entity: named("a"), name: "b".into() },
            Ruling::Retype { entity: named("a"), kind: Kind::Person },
            Ruling::Reject { entity: named("a") },
            Ruling::RejectMention { mention: mention.clone() },
            Ruling::Add { mention, entity: named("a") },
            Ruling::AddAll { wording: "a b".into(), entity: named("a") },
            Ruling::Distinct { one: named("a"), other: named("b") },
        ];
        for (rank, ruling) in (1..).zip(rulings) {
            let decision = Decision { id: DecisionId::derived(&[rank as u8]), rank, ruling };
            let text = ron::to_string(&decision).unwrap();
            assert_eq!(ron::from_str::<Decision>(&text).unwrap(), decision, "{text}");
        }
    }
}
