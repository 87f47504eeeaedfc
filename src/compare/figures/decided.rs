//! Topics as the researcher decided: merged, split, renamed, dismissed.
//!
//! Decisions are applied in their order to the topics that were found, which know nothing of them; to take one back is to
//! apply the others. A topic that a decision speaks of is kept even where only one figure of it is left, so that nothing a
//! person has settled goes without being dismissed. A decision that finds nothing to act on does nothing; a document that
//! comes later may give it something.

use rustc_hash::FxHashMap;

use super::topics::{in_order, topic};
use super::{Figure, FigureAt, Measure, Reported, Topic};
use crate::project::DocumentId;
use crate::project::anchoring::verbatim;
use crate::project::figures::{FigurePlace, NamedTopic, TopicDecision, TopicRuling};
use crate::text::{Span, Text};

/// A decision names a topic by so many of its figures at most.
const MOST_NAMED: usize = 12;

/// The topics as they were decided.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settled {
    /// The topics, in the order in which they are listed; those dismissed among them.
    pub topics: Vec<Topic>,
    /// For each ruling, whether it had something to act on.
    pub acted: Vec<bool>,
}

/// Applies rulings, in their order, to the topics that were found.
pub fn settle(reported: &[Reported], found: &[Topic], rulings: &[TopicRuling<FigureAt>]) -> Settled {
    if rulings.is_empty() {
        return Settled { topics: found.to_vec(), acted: Vec::new() };
    }
    let mut work = Work::new(reported, found, rulings);
    let acted = (0..).zip(rulings).map(|(at, ruling)| work.apply(at, ruling)).collect();
    Settled { topics: work.finish(), acted }
}

/// What decisions say of figures as they are known here; `document` gives the number and the text of a document.
pub fn rulings(
    decisions: &[TopicDecision],
    reported: &[Reported],
    document: impl Fn(DocumentId) -> Option<(usize, Text)>,
) -> Vec<TopicRuling<FigureAt>> {
    let mut known = |place: &FigurePlace| {
        let (number, text) = document(place.document)?;
        let figures = &reported.get(number)?.figures;
        let figure = figure_at(figures, verbatim(&place.anchor, &text)?)?;
        Some(FigureAt { document: number, figure })
    };
    decisions.iter().map(|decision| decision.ruling.known_by(&mut known)).collect()
}

/// The figures by which a decision names a topic: the first of each document, then others.
pub fn naming(topic: &Topic) -> Vec<FigureAt> {
    let mut firsts: Vec<FigureAt> = Vec::new();
    let mut others = Vec::new();
    for at in &topic.figures {
        if firsts.len() == MOST_NAMED {
            break;
        }
        if firsts.iter().any(|known| known.document == at.document) {
            others.push(*at);
        } else {
            firsts.push(*at);
        }
    }
    let room = MOST_NAMED - firsts.len();
    firsts.extend(others.into_iter().take(room));
    firsts
}

/// Which of a document's figures stands at a place: the one that is there, else one that overlaps it.
pub fn figure_at(figures: &[Figure], span: Span) -> Option<usize> {
    let near = figures.partition_point(|figure| figure.span.end <= span.start);
    let exactly = figures[near..].iter().position(|figure| figure.span == span);
    exactly
        .or_else(|| figures.get(near).filter(|figure| figure.span.overlaps(span)).map(|_| 0))
        .map(|at| near + at)
}

/// A topic while decisions are applied.
struct Part {
    figures: Vec<FigureAt>,
    measure: Measure,
    strength: f32,
    /// Which of the topics found it was.
    found: Option<usize>,
    /// What it was named.
    name: Option<String>,
    is_dismissed: bool,
    /// The rulings that acted on it.
    rulings: Vec<usize>,
}

/// All of them.
struct Work<'r> {
    reported: &'r [Reported],
    found: &'r [Topic],
    parts: Vec<Part>,
    /// Where the figures are that rulings speak of.
    owner: FxHashMap<FigureAt, usize>,
}

impl<'r> Work<'r> {
    fn new(reported: &'r [Reported], found: &'r [Topic], rulings: &[TopicRuling<FigureAt>]) -> Self {
        let spoken: rustc_hash::FxHashSet<FigureAt> =
            rulings.iter().flat_map(TopicRuling::figures).copied().collect();
        let mut owner = FxHashMap::default();
        for (at, topic) in found.iter().enumerate() {
            owner.extend(topic.figures.iter().filter(|figure| spoken.contains(figure)).map(|it| (*it, at)));
        }
        let part = |(at, topic): (usize, &Topic)| Part {
            figures: topic.figures.clone(),
            measure: topic.measure,
            strength: topic.strength,
            found: Some(at),
            name: None,
            is_dismissed: false,
            rulings: Vec::new(),
        };
        Self { reported, found, parts: found.iter().enumerate().map(part).collect(), owner }
    }

    /// Applies a ruling; false where it finds nothing to act on.
    fn apply(&mut self, number: usize, ruling: &TopicRuling<FigureAt>) -> bool {
        let acted = match ruling {
            TopicRuling::Merge { from, into } => self.merge(from, into),
            TopicRuling::Split { figures, name } => self.split(figures, name.as_deref()),
            TopicRuling::Rename { topic, name } => self.find_or_make(topic).inspect(|at| {
                self.parts[*at].name = Some(name.clone());
            }),
            TopicRuling::Dismiss { topic } => self.find(topic).inspect(|at| {
                self.parts[*at].is_dismissed = true;
            }),
        };
        if let Some(at) = acted {
            self.parts[at].rulings.push(number);
        }
        acted.is_some()
    }

    fn figure(&self, at: FigureAt) -> Option<&'r Figure> {
        self.reported.get(at.document)?.figures.get(at.figure)
    }

    /// What a part is called now.
    fn name<'p>(&'p self, part: &'p Part) -> Option<&'p str> {
        let found = part.found.map(|at| self.found[at].name.as_str());
        part.name.as_deref().or(found)
    }

    /// The topic that a ruling names.
    fn find(&self, named: &NamedTopic<FigureAt>) -> Option<usize> {
        let fits = |part: &Part| part.measure == named.measure && !part.figures.is_empty();
        let mut votes: Vec<(usize, usize)> = Vec::new();
        for at in named.figures.iter().filter_map(|figure| self.owner.get(figure)) {
            match votes.iter_mut().find(|(other, _)| other == at) {
                Some((_, votes)) => *votes += 1,
                None => votes.push((*at, 1)),
            }
        }
        votes.retain(|(at, _)| fits(&self.parts[*at]));
        let by_name = |at: usize| self.name(&self.parts[at]) == Some(named.name.as_str());
        let best = votes.into_iter().max_by_key(|(at, votes)| (*votes, by_name(*at), std::cmp::Reverse(*at)));
        if let Some((at, _)) = best {
            return Some(at);
        }
        if named.name.is_empty() || self.stands_alone(named).next().is_some() {
            return None;
        }
        let mut called = (0..self.parts.len()).filter(|at| fits(&self.parts[*at]) && by_name(*at));
        called.next().filter(|_| called.next().is_none())
    }

    /// The figures of a topic that is named which are in none now.
    fn stands_alone<'w>(&'w self, named: &'w NamedTopic<FigureAt>) -> impl Iterator<Item = FigureAt> + 'w {
        let is_alone = |at: &FigureAt| {
            !self.owner.contains_key(at)
                && self.figure(*at).is_some_and(|figure| figure.measure == named.measure)
        };
        named.figures.iter().copied().filter(is_alone)
    }

    /// The topic that a ruling names, made of its figures where they have come to stand alone.
    fn find_or_make(&mut self, named: &NamedTopic<FigureAt>) -> Option<usize> {
        if let Some(at) = self.find(named) {
            return Some(at);
        }
        let figures: Vec<FigureAt> = self.stands_alone(named).collect();
        (!figures.is_empty()).then(|| self.make(figures, named.measure, 0.0))
    }

    fn make(&mut self, mut figures: Vec<FigureAt>, measure: Measure, strength: f32) -> usize {
        let at = self.parts.len();
        figures.sort_unstable();
        figures.dedup();
        self.owner.extend(figures.iter().map(|figure| (*figure, at)));
        self.parts.push(Part {
            figures,
            measure,
            strength,
            found: None,
            name: None,
            is_dismissed: false,
            rulings: Vec::new(),
        });
        at
    }

    fn merge(&mut self, from: &NamedTopic<FigureAt>, into: &NamedTopic<FigureAt>) -> Option<usize> {
        if from.measure != into.measure {
            return None;
        }
        // Found before anything is made, so that a merge that finds only one side leaves nothing behind.
        let can =
            |work: &Self, named| work.find(named).is_some() || work.stands_alone(named).next().is_some();
        if !can(self, from) || !can(self, into) {
            return None;
        }
        let (into, from) = (self.find_or_make(into)?, self.find_or_make(from)?);
        if from == into {
            return None;
        }
        // What a person chose to stay keeps the name it had.
        let name = self.name(&self.parts[into]).map(str::to_owned);
        let gone = &mut self.parts[from];
        let (figures, rulings, strength) =
            (std::mem::take(&mut gone.figures), std::mem::take(&mut gone.rulings), gone.strength);
        for owner in self.owner.values_mut().filter(|owner| **owner == from) {
            *owner = into;
        }
        let part = &mut self.parts[into];
        part.figures.extend(figures);
        part.rulings.extend(rulings);
        part.strength = part.strength.max(strength);
        part.name = name;
        Some(into)
    }

    fn split(&mut self, figures: &[FigureAt], name: Option<&str>) -> Option<usize> {
        let measure = figures.iter().find_map(|at| self.figure(*at))?.measure;
        let fits = |at: &FigureAt| self.figure(*at).is_some_and(|figure| figure.measure == measure);
        let taken: Vec<FigureAt> = figures.iter().copied().filter(fits).collect();
        let mut strength = 0.0f32;
        for at in &taken {
            if let Some(owner) = self.owner.get(at) {
                let part = &mut self.parts[*owner];
                part.figures.retain(|figure| figure != at);
                strength = strength.max(part.strength);
                // It is no longer as it was found.
                if part.name.is_none() {
                    part.found = None;
                }
            }
        }
        let at = self.make(taken, measure, strength);
        self.parts[at].name = name.map(str::to_owned);
        Some(at)
    }

    fn finish(self) -> Vec<Topic> {
        let Self { reported, found, parts, .. } = self;
        let mut topics: Vec<Topic> = parts
            .into_iter()
            .filter(|part| !part.figures.is_empty())
            .map(|part| {
                let as_found = part.found.map(|at| &found[at]);
                let mut settled = match as_found {
                    Some(found) if are_same(&found.figures, &part.figures) => found.clone(),
                    _ => topic(reported, part.figures, part.strength),
                };
                if let Some(name) = part.name {
                    settled.name = name;
                }
                settled.is_dismissed = part.is_dismissed;
                settled.rulings = part.rulings;
                settled
            })
            .collect();
        in_order(&mut topics);
        topics
    }
}

/// True for the same figures in whatever order; none is among them twice.
fn are_same(one: &[FigureAt], other: &[FigureAt]) -> bool {
    let in_order = |figures: &[FigureAt]| {
        let mut figures = figures.to_vec();
        figures.sort_unstable();
        figures
    };
    one.len() == other.len() && (one == other || in_order(one) == in_order(other))
}
