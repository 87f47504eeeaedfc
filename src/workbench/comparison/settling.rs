//! The decisions of the project laid over the topics that were found: by the job that compares, and by one of its own
//! when nothing but a decision has changed.

use std::sync::Arc;

use super::super::loading::Report;
use super::super::{Workbench, editing};
use super::snapshot::CorpusComparison;

impl Workbench {
    /// Applies the decisions on topics anew if one has come or gone and nobody is doing it.
    pub(super) fn settle_topics_when_due(&mut self) {
        let comparing = &self.comparing;
        let is_busy = comparing.job.is_some() || comparing.settling.is_some();
        if !comparing.is_unsettled || is_busy || comparing.comparison.is_empty() {
            return;
        }
        let (comparison, decisions) = (comparing.comparison.clone(), self.project.decisions_on_topics());
        let (documents, generation) = (self.documents.clone(), self.generation);
        let begun = self.spawn("Sorting figures", false, move |context| {
            let text = |id| documents.get(&id).map(|document| document.text.clone());
            let settled = comparison.decided(&decisions, text);
            context.report(Report::TopicsSettled(generation, comparison, Box::new(settled)));
        });
        self.comparing.is_unsettled = false;
        match begun {
            Ok(job) => self.comparing.settling = Some(job),
            Err(error) => tracing::info!("decisions on figures are not applied: {error}"),
        }
    }

    /// Takes in topics to which the decisions have been applied; `of` is the comparison they were found in.
    pub(in crate::workbench) fn take_topics_settled(
        &mut self,
        generation: u64,
        of: &Arc<CorpusComparison>,
        settled: CorpusComparison,
    ) {
        if generation != self.generation || !of.finds_what(&self.comparing.comparison) {
            return editing::let_go(settled);
        }
        // Documents may have been opened side by side meanwhile.
        let settled = settled.with_beside(self.comparing.comparison.opened.clone());
        let before = std::mem::replace(&mut self.comparing.comparison, Arc::new(settled));
        editing::let_go(before);
        self.comparing.revision += 1;
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use super::super::super::{Command, FigureCommand, Places};
    use super::*;

    #[test]
    fn a_topic_that_is_renamed_has_no_figures_brought_together_anew() {
        let mut bench = Workbench::new(Places::none());
        bench.compare_from_now_on();
        bench.start_on_bundled_corpus();
        bench.finish_jobs();
        let before = bench.comparison().clone();
        let topic = before.topics().iter().find(|topic| topic.name == "community meetings").unwrap();
        let text = |id| bench.text(id);
        let of = before.named(topic, text);
        bench.run(Command::Figures(FigureCommand::Rename { topic: of, name: "Meetings".into() })).unwrap();
        let titles: Vec<String> = bench.jobs().iter().map(|job| job.title.clone()).collect();
        assert_eq!(titles, ["Sorting figures"], "nothing is compared");
        bench.finish_jobs();
        let after = bench.comparison();
        assert!(before.finds_what(after), "the topics found are the very same");
        let without_names = |topics: &[crate::compare::figures::Topic]| {
            topics.iter().map(|topic| (topic.figures.clone(), topic.verdict)).collect::<Vec<_>>()
        };
        assert_eq!(without_names(before.topics()), without_names(after.topics()));
        assert!(after.topics().iter().any(|topic| topic.name == "Meetings"));
    }
}
