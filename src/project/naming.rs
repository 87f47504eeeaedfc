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

    /// One of the kind, as a sentence says it: `an organisation`, `a sum of money`.
    pub fn with_article(&self) -> String {
        match self {
            Self::Money => "a sum of money".to_owned(),
            kind => {
                let name = kind.name();
                let is_open = name.starts_with(['a', 'e', 'i', 'o', 'A', 'E', 'I', 'O']);
                format!("{} {name}", if is_open { "an" } else { "a" })
            }
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

/// How a decision names an entity: by its kind and a name that it has.
///
/// The entity meant is the one whose fullest name this is (but for case, accents and punctuation); else the one that is
/// shown under it; else the one that is written so most often. Organisation and programme count as one kind.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Named {
    /// What it is.
    pub kind: Kind,
    /// A name that it has: best the one it was shown under.
    pub name: String,
}

/// One thing the researcher has decided about entities. `D` is what documents are known by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ruling<D = DocumentId> {
    /// Two entities are one: the mentions of the one join the other.
    Merge {
        /// The entity that goes.
        from: Named,
        /// The entity that stays.
        into: Named,
    },
    /// A passage names this entity and no other, whether or not it was recognised.
    Split {
        /// The document.
        document: D,
        /// The passage.
        anchor: Anchor,
        /// The entity, which need not have existed.
        into: Named,
    },
    /// An entity is shown under another name.
    Rename {
        /// The entity.
        entity: Named,
        /// What it is called.
        name: String,
    },
    /// An entity is of another kind.
    RetypeEntity {
        /// The entity.
        entity: Named,
        /// What it is.
        kind: Kind,
    },
    /// A passage names something of this kind, whether or not it was recognised.
    RetypeMention {
        /// The document.
        document: D,
        /// The passage.
        anchor: Anchor,
        /// What it names.
        kind: Kind,
    },
    /// A passage names nothing.
    RejectMention {
        /// The document.
        document: D,
        /// The passage.
        anchor: Anchor,
    },
    /// An entity is none, with all its mentions.
    RejectEntity {
        /// The entity.
        entity: Named,
    },
    /// These words name nothing, wherever they stand as a mention by themselves.
    RejectWording {
        /// The words, letter for letter but for white space.
        wording: String,
        /// Only where they were taken for this; for anything when `None`.
        kind: Option<Kind>,
    },
    /// A passage that was missed names something.
    AddMention {
        /// The document.
        document: D,
        /// The passage.
        anchor: Anchor,
        /// What it names.
        kind: Kind,
        /// Which entity it names; the one its words lead to when `None`.
        entity: Option<String>,
    },
    /// These words name something wherever they stand.
    AddWording {
        /// The words.
        wording: String,
        /// What they name.
        kind: Kind,
        /// Which entity they name; the one the words lead to when `None`.
        entity: Option<String>,
        /// True when capitals must be as written.
        match_case: bool,
    },
    /// Two entities that look the same are not, and are not to be suggested again.
    Dismiss {
        /// One of them.
        one: Named,
        /// The other.
        other: Named,
    },
}

impl<D> Ruling<D> {
    /// The passage it is about, if it is about one.
    pub fn place(&self) -> Option<(&D, &Anchor)> {
        match self {
            Self::Split { document, anchor, .. }
            | Self::RetypeMention { document, anchor, .. }
            | Self::RejectMention { document, anchor }
            | Self::AddMention { document, anchor, .. } => Some((document, anchor)),
            _ => None,
        }
    }
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

/// The ranks of decisions that are made after one of the rank `last`, whatever somebody has written into a file for that.
pub fn ranks_after(last: u64) -> impl Iterator<Item = u64> {
    (1..).map(move |step| last.saturating_add(step))
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
    fn one_of_a_kind_has_its_article() {
        let said = |kind: Kind| kind.with_article();
        assert_eq!(said(Kind::Organisation), "an organisation");
        assert_eq!(said(Kind::Place), "a place");
        assert_eq!(said(Kind::Money), "a sum of money");
        assert_eq!(said(Kind::Own("Office".into())), "an Office");
    }

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
        let (document, kind) = (DocumentId::derived(b"d"), Kind::Person);
        let anchor =
            Anchor { start: 1, end: 3, exact: "ab".into(), prefix: "“".into(), suffix: "\n".into() };
        let (wording, name) = ("a b".to_owned(), "b".to_owned());
        let rulings: [Ruling; 11] = [
            Ruling::Merge { from: named("a"), into: named("b") },
            Ruling::Split { document, anchor: anchor.clone(), into: named("b") },
            Ruling::Rename { entity: named("a"), name: name.clone() },
            Ruling::RetypeEntity { entity: named("a"), kind: kind.clone() },
            Ruling::RetypeMention { document, anchor: anchor.clone(), kind: kind.clone() },
            Ruling::RejectMention { document, anchor: anchor.clone() },
            Ruling::RejectEntity { entity: named("a") },
            Ruling::RejectWording { wording: wording.clone(), kind: Some(kind.clone()) },
            Ruling::AddMention { document, anchor, kind: kind.clone(), entity: Some(name) },
            Ruling::AddWording { wording, kind, entity: None, match_case: true },
            Ruling::Dismiss { one: named("a"), other: named("b") },
        ];
        for (rank, ruling) in (1..).zip(rulings) {
            let decision = Decision { id: DecisionId::derived(&[rank as u8]), rank, ruling };
            let text = ron::to_string(&decision).unwrap();
            assert_eq!(ron::from_str::<Decision>(&text).unwrap(), decision, "{text}");
        }
    }
}
