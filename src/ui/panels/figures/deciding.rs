//! What people decide about topics: that several count the same, that some figures count something of their own, what a topic
//! is called, that it is not to be shown.

use super::FiguresPanel;
use crate::compare::figures::Topic;
use crate::project::{FigurePlace, NamedTopic, TopicDecisionId, TopicRuling};
use crate::ui::outbox::{Dialog, Outbox, Request};
use crate::workbench::{Command, FigureCommand, Workbench};

/// So many topics are decided on at once: what a decision names is looked up in the texts.
const MOST_AT_ONCE: usize = 1_000;
/// Said where more are chosen.
const TOO_MANY: &str = "Choose at most 1,000 topics of figures at once.";

impl FiguresPanel {
    /// The topics of what is chosen, as decisions name them; a figure that stands alone is one.
    fn named(&self, bench: &Workbench) -> Vec<NamedTopic> {
        let comparison = bench.comparison();
        let topics = self.topics(bench).into_iter().map(|topic| comparison.named(topic, |id| bench.text(id)));
        let alone = self.alone(bench).into_iter();
        topics.chain(alone.filter_map(|at| comparison.named_alone(at, |id| bench.text(id)))).collect()
    }

    /// True when there is a topic to be merged, or a figure that is in none, and another that it can join.
    pub fn can_merge(&self, bench: &Workbench) -> bool {
        let others = bench.comparison().topics().len();
        let needed = if self.alone(bench).is_empty() { 2 } else { 1 };
        !self.acted_on(bench).is_empty() && others >= needed
    }

    /// True when figures are chosen that can be made a topic of their own: not all of one.
    pub fn can_split(&self, bench: &Workbench) -> bool {
        if !self.alone(bench).is_empty() {
            return true;
        }
        let figures = self.figures(bench);
        let topics = self.topics(bench);
        !figures.is_empty() && topics.iter().any(|topic| topic.figures.iter().any(|at| !figures.contains(at)))
    }

    /// True when there is a topic to do something with.
    pub fn has_topic(&self, bench: &Workbench) -> bool {
        !self.topics(bench).is_empty()
    }

    /// Asks which topic those chosen are merged into.
    pub fn merge(&self, bench: &Workbench, out: &mut Outbox) {
        if self.topics(bench).len() + self.alone(bench).len() > MOST_AT_ONCE {
            return out.push(Request::Say(TOO_MANY));
        }
        let topics = self.named(bench);
        if !topics.is_empty() {
            out.dialog(Dialog::MergeTopics(topics));
        }
    }

    /// Asks for a name of the topic that the figures chosen are to be.
    pub fn split(&self, bench: &Workbench, out: &mut Outbox) {
        let comparison = bench.comparison();
        let figures: Vec<FigurePlace> = self
            .figures(bench)
            .into_iter()
            .filter_map(|at| comparison.figure_place(at, |id| bench.text(id)))
            .collect();
        let of_topic = self.topics(bench).first().map(|topic| topic.name.clone());
        let of_figure = || Some(comparison.figure(*self.alone(bench).first()?)?.1.phrase.clone());
        if let (false, Some(name)) = (figures.is_empty(), of_topic.or_else(of_figure)) {
            out.dialog(Dialog::SplitTopic(figures, name));
        }
    }

    /// Asks for another name of the topic the keyboard is on.
    pub fn rename(&self, bench: &Workbench, out: &mut Outbox) {
        let topics = self.topics(bench);
        let at_cursor = self.cursor.and_then(|at| self.listed.lines.get(at)).and_then(|line| line.topic());
        let topic = at_cursor.and_then(|topic| bench.comparison().topics().get(topic));
        if let Some(topic) = topic.filter(|_| !topics.is_empty()).or_else(|| topics.first().copied()) {
            out.dialog(Dialog::RenameTopic(bench.comparison().named(topic, |id| bench.text(id))));
        }
    }

    /// Dismisses the topics chosen; shows those that are dismissed again.
    pub fn dismiss(&mut self, bench: &Workbench, out: &mut Outbox) {
        if self.topics(bench).len() > MOST_AT_ONCE {
            return out.push(Request::Say(TOO_MANY));
        }
        let (dismissed, shown): (Vec<&Topic>, Vec<&Topic>) =
            self.topics(bench).into_iter().partition(|topic| topic.is_dismissed);
        let comparison = bench.comparison();
        if !shown.is_empty() {
            let named = shown.iter().map(|topic| comparison.named(topic, |id| bench.text(id)));
            out.command(Command::Figures(FigureCommand::Dismiss(named.collect())));
        }
        let dismissals = dismissed.iter().flat_map(|topic| comparison.decisions_on(topic));
        let dismissals: Vec<TopicDecisionId> = dismissals
            .filter(|id| {
                let decision = bench.project().topics.get(id);
                decision.is_some_and(|decision| matches!(decision.ruling, TopicRuling::Dismiss { .. }))
            })
            .collect();
        if !dismissals.is_empty() {
            out.command(Command::Figures(FigureCommand::TakeBack(dismissals)));
        }
        self.chosen.clear();
        self.gathers = false;
    }
}
