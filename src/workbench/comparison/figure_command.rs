//! What people can ask about figures: each that changes the project becomes decisions in one edit.
//!
//! Topics are made anew at any moment, so a request names them as decisions do, by figures they have.

use std::path::PathBuf;
use std::sync::Arc;

use super::{CorpusComparison, FigureWish};
use crate::exchange::Format;
use crate::project::{FigurePlace, NamedTopic, TopicDecisionId};

/// One request about figures.
#[derive(Clone, Debug)]
pub enum FigureCommand {
    /// Says that topics count the same.
    Merge {
        /// Those that go.
        from: Vec<NamedTopic>,
        /// The one that stays.
        into: NamedTopic,
    },
    /// Says that figures count something of their own.
    Split {
        /// The figures.
        figures: Vec<FigurePlace>,
        /// What they count; what they say themselves when `None`.
        name: Option<String>,
    },
    /// Gives a topic another name.
    Rename {
        /// The topic.
        topic: NamedTopic,
        /// Its name from now on.
        name: String,
    },
    /// Shows topics no more.
    Dismiss(Vec<NamedTopic>),
    /// Takes decisions back.
    TakeBack(Vec<TopicDecisionId>),
    /// Writes all decisions to a file.
    ExportDecisions(PathBuf),
    /// Takes over the decisions that another project has written to a file.
    ImportDecisions(PathBuf),
    /// Writes topics with their figures to a file.
    ExportTopics(ExportedTopics, PathBuf),
}

/// Topics that are to be written as a table.
#[derive(Clone, Debug)]
pub struct ExportedTopics {
    /// The comparison in which they were found.
    pub comparison: Arc<CorpusComparison>,
    /// Which of its topics: those that are listed by it.
    pub wish: FigureWish,
    /// As what: CSV or an Excel workbook.
    pub format: Format,
}
