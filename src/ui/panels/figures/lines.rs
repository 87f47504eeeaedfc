//! What stands in the table of figures, line by line: topics that pass the filter, and below each its figures; or the figures
//! that nothing else speaks of.

use std::collections::BTreeMap;

use crate::compare::figures::{FigureAt, Topic};
use crate::project::DocumentId;
use crate::text::Span;
use crate::ui::panels::wording::quotation;
use crate::ui::screen::ComparisonView;
use crate::workbench::{CorpusComparison, Workbench};

/// One line of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// What is counted, an index into the topics.
    Topic(usize),
    /// A figure of a topic.
    Figure {
        /// The topic.
        topic: usize,
        /// The figure.
        at: FigureAt,
    },
    /// A figure that is in no topic.
    Alone(FigureAt),
}

/// A line by what does not change when documents are compared anew: the place of its figure, of a topic that of the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    /// True for a topic.
    pub is_topic: bool,
    /// Where the figure stands.
    pub place: (DocumentId, Span),
}

impl Line {
    /// The topic it is, or stands below.
    pub fn topic(self) -> Option<usize> {
        match self {
            Self::Topic(topic) | Self::Figure { topic, .. } => Some(topic),
            Self::Alone(_) => None,
        }
    }

    /// The figure it is.
    pub fn figure(self) -> Option<FigureAt> {
        match self {
            Self::Figure { at, .. } | Self::Alone(at) => Some(at),
            Self::Topic(_) => None,
        }
    }

    /// By what it is known.
    pub fn key(self, comparison: &CorpusComparison) -> Option<Key> {
        let at = match self {
            Self::Topic(topic) => *comparison.topics().get(topic)?.figures.first()?,
            Self::Figure { at, .. } | Self::Alone(at) => at,
        };
        let (document, figure, _) = comparison.figure(at)?;
        Some(Key { is_topic: matches!(self, Self::Topic(_)), place: (document, figure.span) })
    }
}

/// The lines of a view of the table.
#[derive(Debug, Default)]
pub(super) struct Listed {
    /// The lines, from top to bottom.
    pub lines: Vec<Line>,
    /// How many topics are among them.
    pub topics: usize,
    /// How many topics are dismissed, shown or not.
    pub dismissed: usize,
}

impl Listed {
    /// The lines of what is known now.
    pub fn of(bench: &Workbench, view: &ComparisonView) -> Self {
        let typed = view.figures.trim().to_lowercase();
        let mut said: BTreeMap<DocumentId, String> = BTreeMap::new();
        let mut lines = Self::default();
        if view.alone {
            let passes = |at: &&FigureAt| typed.is_empty() || is_said(bench, **at, &typed, &mut said);
            let alone = bench.comparison().alone().iter().filter(passes);
            lines.lines = alone.map(|at| Line::Alone(*at)).collect();
        }
        for (index, topic) in bench.comparison().topics().iter().enumerate() {
            lines.dismissed += usize::from(topic.is_dismissed);
            // What a person has made is shown whatever it says.
            let is_wanted = view.agreeing || topic.verdict.differs() || !topic.rulings.is_empty();
            let is_shown = topic.is_dismissed == view.dismissed && (is_wanted || view.dismissed);
            if is_shown && !view.alone && (typed.is_empty() || says(bench, topic, &typed, &mut said)) {
                lines.topics += 1;
                lines.lines.push(Line::Topic(index));
                let figures = topic.figures.iter();
                lines.lines.extend(figures.map(|at| Line::Figure { topic: index, at: *at }));
            }
        }
        lines
    }

    /// The line of a key; of a topic that was merged into another, the topic its first figure went to.
    pub fn line_of(&self, key: Key, comparison: &CorpusComparison) -> Option<usize> {
        let at = |key: Key| self.lines.iter().position(|line| line.key(comparison) == Some(key));
        at(key).or_else(|| {
            let topic = self.lines.get(at(Key { is_topic: false, ..key })?)?.topic()?;
            self.lines.iter().position(|line| *line == Line::Topic(topic))
        })
    }
}

/// The sentence of a figure, if its document still is in the text that was compared.
pub(super) fn sentence(bench: &Workbench, at: FigureAt) -> Option<(DocumentId, Span)> {
    let comparison = bench.comparison();
    let (document, figure, _) = comparison.figure(at)?;
    let text = bench.text(document)?;
    comparison.holds_for(document, text.hash()).then_some((document, figure.sentence))
}

/// True when a topic, a document that speaks of it or one of its sentences has what was typed in it. `said` keeps titles in
/// small letters.
fn says(bench: &Workbench, topic: &Topic, typed: &str, said: &mut BTreeMap<DocumentId, String>) -> bool {
    if topic.name.to_lowercase().contains(typed) {
        return true;
    }
    topic.figures.iter().any(|at| is_said(bench, *at, typed, said))
}

/// True when the document of a figure or its sentence has what was typed in it.
fn is_said(bench: &Workbench, at: FigureAt, typed: &str, said: &mut BTreeMap<DocumentId, String>) -> bool {
    let Some((document, span)) = sentence(bench, at) else { return false };
    let title = said.entry(document).or_insert_with(|| {
        bench.project().documents.get(&document).map_or(String::new(), |it| it.title.to_lowercase())
    });
    let words = || bench.text(document).map(|text| text.slice(span).to_lowercase());
    title.contains(typed) || words().is_some_and(|words| words.contains(typed))
}

/// The sentence of a figure on one line, at most so many characters of it, from not many characters before the figure on
/// where there are more; `whole` and `figure` are their places.
pub(super) fn around(sentence: &str, whole: Span, figure: Span, before: usize, most: usize) -> String {
    let at = figure.start.saturating_sub(whole.start).min(sentence.len());
    let leading = sentence.get(..at).unwrap_or_default();
    if leading.chars().count() <= before {
        return quotation(sentence, most);
    }
    let from = leading.char_indices().rev().nth(before).map_or(0, |(from, _)| from);
    let from = leading[from..].find(char::is_whitespace).map_or(from, |space| from + space);
    format!("… {}", quotation(&sentence[from..], most))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_far_into_its_sentence_can_be_seen() {
        let sentence = "Between 2012 and 2020 I have attended, as was promised at the time to all who live here, \
                        over 710 community meetings.";
        let at = sentence.find("710").unwrap();
        let (whole, figure) = (Span::new(100, 100 + sentence.len()), Span::new(100 + at, 103 + at));
        for before in [0, 20, 60] {
            let shown = around(sentence, whole, figure, before, 220);
            assert!(shown.starts_with("… ") && shown.contains("710 community meetings."), "{shown}");
            assert!(shown.find("710").unwrap() <= before + 4, "{shown}");
        }
        assert_eq!(around(sentence, whole, figure, 20, 12), "… who live her…");
        assert_eq!(around("Over 5.", Span::new(0, 7), Span::new(5, 6), 60, 220), "Over 5.");
    }
}
