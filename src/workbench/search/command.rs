//! What can be asked of search: to find something, to order what was found, to gather it for tagging, to write it to a file, to keep a
//! search in the project.

use std::path::PathBuf;

use crate::exchange::{Format, Options};
use crate::project::{DocumentId, SearchId};
use crate::search::Scope;
use crate::search::concordance::SortBy;
use crate::search::extent::Extent;
use crate::search::ranking::FoundOrder;

use super::numbers::HitNumbers;

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

/// What of search is written to a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Exported {
    /// The hits, in the order of the concordance, each with the date and the attributes of its document.
    #[default]
    Hits,
    /// The saved searches, with what they find.
    SavedSearches,
}

/// How something of search is written to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchExport {
    /// What is written.
    pub what: Exported,
    /// As what; one of [`crate::exchange::sheet::FORMATS`].
    pub format: Format,
    /// Characters of context on each side of a hit.
    pub context: usize,
    /// The order of the documents, where the hits are not sorted by something else.
    pub documents: FoundOrder,
    /// How a table is written.
    pub options: Options,
}

impl SearchExport {
    /// What is usual.
    pub fn of(what: Exported) -> Self {
        let (format, documents) = (Format::default(), FoundOrder::default());
        Self { what, format, context: 60, documents, options: Options::default() }
    }
}

/// Which passages are gathered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gathering {
    /// How much around each hit.
    pub extent: Extent,
    /// Around which hits; `None` for all.
    pub hits: Option<HitNumbers>,
}

/// One request of search. Only those about saved searches change the project, each by one edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SearchCommand {
    /// Looks for this from now on, in the place of what was looked for. What was found stays until there is something new.
    Ask(Asked),
    /// Looks again for what is asked, if that was stopped.
    Resume,
    /// Looks for nothing any more.
    Clear,
    /// Orders the hits for the concordance; no keys mean the order of the documents.
    Order(Vec<SortBy>),
    /// Gathers the passages of hits, to be tagged; see [`crate::workbench::Workbench::gathered`].
    Gather(Gathering),
    /// Keeps a search in the project.
    Save {
        /// What it is called; the query itself when nothing is said.
        name: String,
        /// What it asks.
        asked: Asked,
    },
    /// Gives a saved search another name.
    Rename {
        /// Which.
        search: SearchId,
        /// Its name from now on.
        name: String,
    },
    /// Deletes a saved search.
    Delete(SearchId),
    /// Counts what saved searches find, as far as that may have changed; see
    /// [`crate::workbench::Workbench::saved_state`]. Send it while they are shown.
    CountSaved,
    /// Counts those saved searches that were not counted because that was stopped.
    CountSavedAgain,
    /// Writes hits or saved searches to a file.
    Export {
        /// What, and how.
        asked: Box<SearchExport>,
        /// Where to.
        path: PathBuf,
    },
    /// Reads what a query can ask for by name, if that has changed; see [`crate::workbench::Workbench::vocabulary`].
    ReadVocabulary,
}
