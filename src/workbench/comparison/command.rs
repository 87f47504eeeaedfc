//! What people can ask about what documents share. Nothing here changes the project.

use std::path::PathBuf;

use super::exporting::SharedExport;
use super::figure_list::FigureWish;
use super::listing::SharedWish;
use super::ordered::Ordering;
use super::snapshot::Places;
use crate::exchange::Format;
use crate::project::DocumentId;
use crate::text::Span;

/// One request about what documents share.
#[derive(Clone, Debug)]
pub enum ComparisonCommand {
    /// Sets all places of a passage side by side, word by word; the cluster is an index into those of the comparison.
    Collate(usize),
    /// Puts documents that share something in the order of their dates.
    Order(Ordering),
    /// Compares any two passages, or whole documents where no passage is named, word by word.
    Beside {
        /// The document on the left, and where in it.
        a: (DocumentId, Option<Span>),
        /// The document on the right, and where in it.
        b: (DocumentId, Option<Span>),
    },
    /// Counts how much any two documents share, with boilerplate or without.
    CountShared {
        /// Whether boilerplate counts.
        boilerplate: bool,
    },
    /// Looks for statements that may be the same in other words.
    FindStatements,
    /// Lists what documents share.
    List(SharedWish),
    /// Lists figures.
    ListFigures(FigureWish),
    /// Finds the words that differ in a long shared passage.
    MarkPassage(Places),
    /// Writes what documents share to a file.
    Export {
        /// What of it.
        what: SharedExport,
        /// As what.
        format: Format,
        /// Where to.
        path: PathBuf,
    },
}
