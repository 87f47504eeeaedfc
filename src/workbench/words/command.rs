//! What can be asked about words: which table is to be counted, and how it is arranged.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::exchange::{Format, Options};
use crate::search::collocates::Window;

/// A part of the corpus.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// All documents.
    #[default]
    All,
    /// The documents in which the search has found something.
    Found,
    /// The documents whose attribute of this name has this value; the empty value for those without one.
    Attribute {
        /// The attribute's name.
        name: String,
        /// Its value.
        value: String,
    },
}

/// A table that can be counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Counted {
    /// How often the search has found something: in each document, or for each value of an attribute.
    Frequencies {
        /// The attribute; `None` for each document.
        attribute: Option<String>,
    },
    /// The words near what the search has found.
    Collocates {
        /// How near.
        window: Window,
        /// Words that stand near fewer times are left out.
        least: u32,
    },
    /// The words, or runs of words, of a part of the corpus.
    WordList {
        /// Which part.
        part: Part,
        /// Words in a run.
        gram: usize,
        /// What stands there fewer times is left out.
        least: u32,
    },
    /// What is typical of a part of the corpus against another.
    Keyness {
        /// The part.
        target: Part,
        /// What it is compared with; documents of the target are left out of it.
        reference: Part,
        /// Words in a run.
        gram: usize,
        /// What stands in both together fewer times is left out.
        least: u32,
    },
}

impl Counted {
    /// True when it is counted in what the search has found.
    pub(super) fn needs_answer(&self) -> bool {
        match self {
            Self::Frequencies { .. } | Self::Collocates { .. } => true,
            Self::WordList { part, .. } => *part == Part::Found,
            Self::Keyness { target, reference, .. } => [target, reference].contains(&&Part::Found),
        }
    }
}

/// Which rows of a table are shown, and in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arrangement {
    /// What a row must hold, as typed.
    pub filter: String,
    /// Whether function words are left out.
    pub without_function_words: bool,
    /// The column rows are ordered by.
    pub column: usize,
    /// The greatest first.
    pub descending: bool,
}

/// What is to be on screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordsAsked {
    /// The table.
    pub counted: Counted,
    /// What is seen of it.
    pub arrangement: Arrangement,
}

/// One request about words. None changes the project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WordsCommand {
    /// Counts this from now on, and again whenever what it is counted in changes.
    Ask(WordsAsked),
    /// Counts nothing any more; what was counted is kept until it is asked for again.
    Rest,
    /// Counts what was stopped.
    GoOn,
    /// Writes the table as it is arranged.
    Export {
        /// As what: a table.
        format: Format,
        /// How; what does not go with a table is passed over.
        options: Box<Options>,
        /// Where to.
        path: PathBuf,
    },
}
