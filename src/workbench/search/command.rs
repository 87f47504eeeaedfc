//! What can be asked of search: to find something, to order what was found, to gather it for tagging.

use crate::project::DocumentId;
use crate::search::Scope;
use crate::search::concordance::SortBy;
use crate::search::extent::Extent;

/// What is looked for, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The query as typed.
    pub query: String,
    /// In what AND, OR and NOT are to hold together.
    pub scope: Scope,
    /// The one document that is searched; `None` for all.
    pub within: Option<DocumentId>,
}

/// One request of search. None changes the project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SearchCommand {
    /// Looks for this from now on, in the place of what was looked for. What was found stays until there is something new.
    Ask(Asked),
    /// Looks for nothing any more.
    Clear,
    /// Orders the hits for the concordance; no keys mean the order of the documents.
    Order(Vec<SortBy>),
    /// Gathers the passages of all hits, to be tagged.
    Gather(Extent),
}
