//! What people decide about topics of figures, made edits of the project.
//!
//! What a decision then does to the topics is the business of [`crate::compare::figures`].

use super::super::wording::{short, squeezed, wanted_name};
use super::super::{CommandError, Effect, Notice, Workbench};
use super::FigureCommand;
use crate::project::naming::ranks_after;
use crate::project::{Change, FigurePlace, NamedTopic, Swap, TopicDecision, TopicDecisionId, TopicRuling};
use crate::text::numbers::counted;

impl Workbench {
    pub(in crate::workbench) fn run_figures(
        &mut self,
        command: FigureCommand,
    ) -> Result<Effect, CommandError> {
        use FigureCommand as C;
        match command {
            C::Merge { from, into } => self.merge_topics(from, &into),
            C::Split { figures, name } => self.split_topic(figures, name),
            C::Rename { topic, name } => self.rename_topic(topic, &name),
            C::Dismiss(topics) => self.dismiss_topics(topics),
            C::TakeBack(decisions) => self.take_topic_decisions_back(&decisions),
            C::ExportDecisions(path) => self.export_topic_decisions(&path),
            C::ImportDecisions(path) => self.read_topic_decisions(&path),
            C::ExportTopics(topics, path) => self.export_topics(topics, &path),
        }
    }

    /// Makes one edit of rulings, after all that were decided before.
    pub(super) fn decide_on_topics(
        &mut self,
        label: String,
        rulings: Vec<TopicRuling>,
    ) -> Result<Effect, CommandError> {
        let last = self.project.topics.values().map(|decision| decision.rank).max().unwrap_or(0);
        let changes = rulings.into_iter().zip(ranks_after(last)).map(|(ruling, rank)| {
            Change::topic(Swap::add(TopicDecision { id: TopicDecisionId::new(), rank, ruling }))
        });
        let notice = format!("{label}.");
        let effect = self.perform(label, changes.collect())?;
        self.notices.push(Notice::undoable(notice));
        Ok(effect)
    }

    fn merge_topics(&mut self, from: Vec<NamedTopic>, into: &NamedTopic) -> Result<Effect, CommandError> {
        let from: Vec<NamedTopic> = from.into_iter().filter(|topic| topic != into).collect();
        if from.is_empty() {
            return Err(CommandError::new("Choose at least two topics to say that they count the same."));
        }
        if from.iter().any(|topic| topic.measure != into.measure) {
            return Err(CommandError::new(
                "Only figures of one kind can be merged: counts with counts, sums with sums, shares with shares.",
            ));
        }
        let label = match from.as_slice() {
            [one] => format!("Merge {} into {}", told(&one.name), told(&into.name)),
            many => format!("Merge {} topics into {}", many.len(), told(&into.name)),
        };
        let rulings = from.into_iter().map(|from| TopicRuling::Merge { from, into: into.clone() });
        self.decide_on_topics(label, rulings.collect())
    }

    fn split_topic(
        &mut self,
        figures: Vec<FigurePlace>,
        name: Option<String>,
    ) -> Result<Effect, CommandError> {
        let Some(first) = figures.first() else {
            return Err(CommandError::new("Choose the figures that count something of their own first."));
        };
        let name = name.map(|name| squeezed(&name)).filter(|name| !name.is_empty());
        let what = match figures.as_slice() {
            [_] => told(&first.anchor.exact),
            many => counted(many.len(), "figure", "figures"),
        };
        let label = match &name {
            Some(name) => format!("Make {what} a topic of its own, {}", told(name)),
            None => format!("Make {what} a topic of its own"),
        };
        self.decide_on_topics(label, vec![TopicRuling::Split { figures, name }])
    }

    fn rename_topic(&mut self, topic: NamedTopic, name: &str) -> Result<Effect, CommandError> {
        let name = wanted_name(name)?;
        if topic.name == name {
            return Ok(Effect::Done);
        }
        let label = format!("Rename {} to {}", told(&topic.name), told(&name));
        self.decide_on_topics(label, vec![TopicRuling::Rename { topic, name }])
    }

    fn dismiss_topics(&mut self, topics: Vec<NamedTopic>) -> Result<Effect, CommandError> {
        let label = match topics.as_slice() {
            [] => return Ok(Effect::Done),
            [one] => format!("Dismiss the figures on {}", told(&one.name)),
            many => format!("Dismiss {} topics of figures", many.len()),
        };
        self.decide_on_topics(label, topics.into_iter().map(|topic| TopicRuling::Dismiss { topic }).collect())
    }

    fn take_topic_decisions_back(&mut self, decisions: &[TopicDecisionId]) -> Result<Effect, CommandError> {
        let gone: Vec<TopicDecision> =
            decisions.iter().filter_map(|id| self.project.topics.get(id).cloned()).collect();
        let label = match gone.as_slice() {
            [] => return Ok(Effect::Done),
            [one] => match &one.ruling {
                TopicRuling::Dismiss { topic } => format!("Show the figures on {} again", told(&topic.name)),
                _ => "Take a decision on figures back".to_owned(),
            },
            many if many.iter().all(|it| matches!(it.ruling, TopicRuling::Dismiss { .. })) => {
                format!("Show {} topics of figures again", many.len())
            }
            many => format!("Take {} decisions on figures back", many.len()),
        };
        self.perform(label, gone.into_iter().map(|decision| Change::topic(Swap::remove(decision))).collect())
    }
}

/// A name as it stands in what an edit is called.
fn told(name: &str) -> String {
    let name = squeezed(name);
    if name.is_empty() { "figures without a name".to_owned() } else { format!("“{}”", short(&name)) }
}
