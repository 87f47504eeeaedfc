//! The table of figures, line by line: topics that pass the filter, each with its figures below it; or the figures that nothing
//! else speaks of.
//!
//! Of few figures the list is made on the spot; of many by a job ([`super::views`]), since a filter looks at all their
//! sentences: a frame must not wait for it.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::super::LoadedDocuments;
use super::figure_grid::{Columns, FigureGrid};
use super::snapshot::CorpusComparison;
use crate::compare::figures::{FigureAt, Topic};
use crate::project::{DocumentId, Project};
use crate::text::Span;

/// Of so many figures a list is made on the spot.
const FEW: usize = 2_000;

/// What of the figures is to be listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FigureWish {
    /// What was typed to narrow the list.
    pub filter: String,
    /// Whether topics are listed also where documents agree.
    pub agreeing: bool,
    /// Whether topics that were dismissed are listed, in the place of the others.
    pub dismissed: bool,
    /// Whether the figures that nothing else speaks of are listed, in the place of topics.
    pub alone: bool,
}

/// One line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FigureLine {
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

impl FigureLine {
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
    pub fn key(self, comparison: &CorpusComparison) -> Option<FigureKey> {
        let at = match self {
            Self::Topic(topic) => *comparison.topics().get(topic)?.figures.first()?,
            Self::Figure { at, .. } | Self::Alone(at) => at,
        };
        let (document, figure, _) = comparison.figure(at)?;
        Some(FigureKey { is_topic: matches!(self, Self::Topic(_)), place: (document, figure.span) })
    }
}

/// A line by what does not change when documents are compared anew: the place of its figure, of a topic that of the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FigureKey {
    /// True for a topic.
    pub is_topic: bool,
    /// Where the figure stands.
    pub place: (DocumentId, Span),
}

/// The lines of a view of the table.
#[derive(Debug, Default, PartialEq)]
pub struct FigureLines {
    /// The lines, from top to bottom.
    pub lines: Vec<FigureLine>,
    /// How many topics are among them.
    pub topics: usize,
    /// How many topics are dismissed, shown or not.
    pub dismissed: usize,
    /// The topics by document.
    pub grid: FigureGrid,
    /// Where each line is.
    at: FxHashMap<FigureKey, usize>,
}

impl FigureLines {
    /// Where a line is.
    pub fn at(&self, key: FigureKey) -> Option<usize> {
        self.at.get(&key).copied()
    }

    /// Where a line is; of a topic that was merged into another, the topic its first figure went to.
    pub fn at_or_merged(&self, key: FigureKey) -> Option<usize> {
        self.at(key).or_else(|| {
            let figure = self.at(FigureKey { is_topic: false, ..key })?;
            let topic = self.lines[figure].topic()?;
            // The figures of a topic stand below it.
            self.lines[..figure].iter().rposition(|line| *line == FigureLine::Topic(topic))
        })
    }
}

/// The list as it was at a state of the comparison and the project.
#[derive(Debug)]
pub struct FigureList {
    /// The comparison and the project it was made of, by their revisions.
    pub state: (u64, u64),
    /// What was wanted.
    pub wish: FigureWish,
    /// The lines.
    pub lines: Arc<FigureLines>,
}

/// What a list is made of.
#[derive(Clone, Copy)]
pub(super) struct FigureSource<'a> {
    pub comparison: &'a CorpusComparison,
    pub documents: &'a LoadedDocuments,
    pub project: &'a Project,
}

impl FigureSource<'_> {
    /// True when a list can be made while somebody waits.
    pub fn has_few(self) -> bool {
        self.comparison.figure_count() <= FEW
    }

    /// The lines that are wanted; `None` once it is stopped.
    pub fn list(self, wish: &FigureWish, stop: &dyn Fn() -> bool) -> Option<FigureLines> {
        let mut list = FigureLines { topics: 0, ..FigureLines::default() };
        list.dismissed = self.comparison.topics().iter().filter(|topic| topic.is_dismissed).count();
        if wish.alone {
            let mut sought = Sought::new(self, wish);
            for at in self.comparison.alone() {
                if stop() {
                    return None;
                }
                if sought.is_said(*at) {
                    list.lines.push(FigureLine::Alone(*at));
                }
            }
        } else {
            for topic in self.topics(wish, stop)? {
                list.topics += 1;
                list.lines.push(FigureLine::Topic(topic));
                let figures = self.comparison.topics()[topic].figures.iter();
                list.lines.extend(figures.map(|at| FigureLine::Figure { topic, at: *at }));
            }
        }
        let columns = Columns::of(&list.lines, self);
        if !wish.alone {
            columns.arrange(&mut list.lines);
        }
        list.grid = FigureGrid::of(&list.lines, columns);
        let keys = list.lines.iter().map(|line| line.key(self.comparison));
        list.at = keys.enumerate().filter_map(|(at, key)| Some((key?, at))).collect();
        Some(list)
    }

    /// The topics that are wanted, in their order, as indices into those of the comparison; `None` once it is stopped.
    pub fn topics(self, wish: &FigureWish, stop: &dyn Fn() -> bool) -> Option<Vec<usize>> {
        let mut sought = Sought::new(self, wish);
        let mut wanted = Vec::new();
        for (index, topic) in self.comparison.topics().iter().enumerate() {
            if stop() {
                return None;
            }
            // What a person has made is shown whatever it says.
            let is_wanted = wish.agreeing || topic.verdict.differs() || !topic.rulings.is_empty();
            let is_shown = topic.is_dismissed == wish.dismissed && (is_wanted || wish.dismissed);
            if is_shown && sought.is_in(topic) {
                wanted.push(index);
            }
        }
        Some(wanted)
    }
}

/// What was typed, looked for in names, titles and sentences; what was found is remembered, since a sentence has several figures
/// and a document many.
struct Sought<'a> {
    source: FigureSource<'a>,
    typed: String,
    in_title: FxHashMap<DocumentId, bool>,
    in_sentence: BTreeMap<(DocumentId, Span), bool>,
}

impl<'a> Sought<'a> {
    fn new(source: FigureSource<'a>, wish: &FigureWish) -> Self {
        let typed = wish.filter.trim().to_lowercase();
        Self { source, typed, in_title: FxHashMap::default(), in_sentence: BTreeMap::new() }
    }

    /// True when a topic, a document that speaks of it or one of its sentences has what was typed in it.
    fn is_in(&mut self, topic: &Topic) -> bool {
        self.typed.is_empty()
            || topic.name.to_lowercase().contains(&self.typed)
            || topic.figures.iter().any(|at| self.is_said(*at))
    }

    /// True when the document of a figure or its sentence has what was typed in it.
    fn is_said(&mut self, at: FigureAt) -> bool {
        if self.typed.is_empty() {
            return true;
        }
        let FigureSource { comparison, documents, project } = self.source;
        let Some((id, figure, _)) = comparison.figure(at) else { return false };
        let compared = documents.get(&id).filter(|document| comparison.holds_for(id, document.text.hash()));
        let Some(document) = compared else { return false };
        let has = |words: &str| words.to_lowercase().contains(&self.typed);
        let has_title = || {
            let record = project.documents.get(&id);
            record.is_some_and(|record| has(&record.title) || has(&record.path_text()))
        };
        *self.in_title.entry(id).or_insert_with(has_title)
            || *self
                .in_sentence
                .entry((id, figure.sentence))
                .or_insert_with(|| has(document.text.slice(figure.sentence)))
    }
}
