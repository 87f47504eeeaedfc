//! Searches that the researcher has given a name, to be asked again: plain records, like all others of the project.
//!
//! Only what is asked is kept, and never what was found: it is found anew whenever it is looked at, so that it is true of
//! the documents, tags and names there are by then. What a query means is the business of [`crate::search`].

use serde::{Deserialize, Serialize};

use super::ids::{DocumentId, SearchId};

/// The unit in which a query is answered: in what AND, OR and NOT are to hold together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Scope {
    /// The whole document.
    #[default]
    Document,
    /// Each paragraph; a page header or footer counts as one.
    Paragraph,
    /// Each sentence; a page header or footer counts as one.
    Sentence,
}

/// A search that was given a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedSearch {
    /// Identity within the project.
    pub id: SearchId,
    /// What it is called. Two may be called the same.
    pub name: String,
    /// The query as typed.
    pub query: String,
    /// In what its conditions are to hold together.
    pub scope: Scope,
    /// The one document that is searched; `None` for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<DocumentId>,
}
