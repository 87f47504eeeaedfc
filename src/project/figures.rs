//! What the researcher has settled about figures that seem to count the same: which topics are one, which are several,
//! what they are called and which are not worth showing. Plain records, like all others of the project.
//!
//! What a decision does to the topics that were found is the business of [`crate::compare::figures`]; here it is only
//! kept. Topics are made anew whenever a document comes or changes, so a decision names a figure by the words it stands in
//! and a topic by figures it has, never by a number.

use serde::{Deserialize, Serialize};

use super::ids::{DocumentId, TopicDecisionId};
use super::model::Project;
use crate::text::Anchor;

/// What kind of figure it is; only those of one kind are compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Measure {
    /// A number of things.
    #[default]
    Count,
    /// A sum of money, in the currency of the figure's unit.
    Money,
    /// A percentage.
    Percent,
    /// A length of time, in years.
    Duration,
    /// A place in an order: `13th`.
    Ordinal,
    /// How old somebody is, in years.
    Age,
}

impl Measure {
    /// All kinds, the most frequent first.
    pub const ALL: [Self; 6] =
        [Self::Count, Self::Money, Self::Percent, Self::Duration, Self::Ordinal, Self::Age];

    /// The name used in files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Money => "money",
            Self::Percent => "percent",
            Self::Duration => "duration",
            Self::Ordinal => "ordinal",
            Self::Age => "age",
        }
    }
}

/// A figure by the place it stands at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FigurePlace {
    /// The document.
    pub document: DocumentId,
    /// The number with its unit.
    pub anchor: Anchor,
}

/// How a decision names a topic. `P` is what figures are known by.
///
/// The topic meant is the one that has most of these figures; where none of them is to be found any more, the only one of
/// this kind and name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedTopic<P = FigurePlace> {
    /// What kind of figures it has.
    pub measure: Measure,
    /// What it was called.
    pub name: String,
    /// Some of its figures, each in another document as far as they go.
    pub figures: Vec<P>,
}

/// One thing the researcher has decided about topics. `P` is what figures are known by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TopicRuling<P = FigurePlace> {
    /// Two topics count the same: the figures of the one join the other.
    Merge {
        /// The topic that goes.
        from: NamedTopic<P>,
        /// The topic that stays.
        into: NamedTopic<P>,
    },
    /// These figures count something of their own.
    Split {
        /// The figures.
        figures: Vec<P>,
        /// What they count; what they say themselves when `None`.
        name: Option<String>,
    },
    /// A topic is called otherwise.
    Rename {
        /// The topic.
        topic: NamedTopic<P>,
        /// What it is called.
        name: String,
    },
    /// A topic is not worth showing.
    Dismiss {
        /// The topic.
        topic: NamedTopic<P>,
    },
}

impl<P> NamedTopic<P> {
    /// The same with figures known by something else; those that are not known go.
    pub fn known_by<Q>(&self, known: &mut impl FnMut(&P) -> Option<Q>) -> NamedTopic<Q> {
        let figures = self.figures.iter().filter_map(known).collect();
        NamedTopic { measure: self.measure, name: self.name.clone(), figures }
    }
}

impl<P> TopicRuling<P> {
    /// The same with figures known by something else; those that are not known go.
    pub fn known_by<Q>(&self, known: &mut impl FnMut(&P) -> Option<Q>) -> TopicRuling<Q> {
        match self {
            Self::Merge { from, into } => {
                TopicRuling::Merge { from: from.known_by(known), into: into.known_by(known) }
            }
            Self::Split { figures, name } => {
                TopicRuling::Split { figures: figures.iter().filter_map(known).collect(), name: name.clone() }
            }
            Self::Rename { topic, name } => {
                TopicRuling::Rename { topic: topic.known_by(known), name: name.clone() }
            }
            Self::Dismiss { topic } => TopicRuling::Dismiss { topic: topic.known_by(known) },
        }
    }

    /// All figures it speaks of.
    pub fn figures(&self) -> impl Iterator<Item = &P> {
        let (one, other) = match self {
            Self::Merge { from, into } => (&from.figures, into.figures.as_slice()),
            Self::Split { figures, .. } => (figures, [].as_slice()),
            Self::Rename { topic, .. } | Self::Dismiss { topic } => (&topic.figures, [].as_slice()),
        };
        one.iter().chain(other)
    }
}

/// A decision: a ruling with its place in the order of all.
///
/// Of two that contradict each other the later counts; decisions of one rank, as merging two projects can bring, count
/// in the order of their ids.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopicDecision {
    /// Identity within the project.
    pub id: TopicDecisionId,
    /// Its place in the order, 1 for the first.
    pub rank: u64,
    /// What was decided.
    pub ruling: TopicRuling,
}

impl Project {
    /// The decisions on topics of figures, in the order in which they count.
    pub fn decisions_on_topics(&self) -> Vec<TopicDecision> {
        let mut decisions: Vec<TopicDecision> = self.topics.values().cloned().collect();
        decisions.sort_by_key(|decision| (decision.rank, decision.id));
        decisions
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ruling_is_read_back_from_ron() {
        let anchor =
            Anchor { start: 1, end: 3, exact: "67".into(), prefix: "“".into(), suffix: "\n".into() };
        let place = FigurePlace { document: DocumentId::derived(b"d"), anchor };
        let topics = Measure::ALL.map(|measure| NamedTopic {
            measure,
            name: measure.name().to_owned(),
            figures: vec![place.clone()],
        });
        let [one, other, ..] = &topics;
        let rulings = [
            TopicRuling::Merge { from: one.clone(), into: other.clone() },
            TopicRuling::Split { figures: vec![place.clone()], name: None },
            TopicRuling::Split { figures: vec![place], name: Some("\"a\"".to_owned()) },
            TopicRuling::Rename { topic: one.clone(), name: "b".to_owned() },
        ];
        let dismissals = topics.iter().map(|topic| TopicRuling::Dismiss { topic: topic.clone() });
        for (rank, ruling) in (1..).zip(rulings.into_iter().chain(dismissals)) {
            let decision = TopicDecision { id: TopicDecisionId::derived(&[rank as u8]), rank, ruling };
            let text = ron::to_string(&decision).unwrap();
            assert_eq!(ron::from_str::<TopicDecision>(&text).unwrap(), decision, "{text}");
        }
    }
}
