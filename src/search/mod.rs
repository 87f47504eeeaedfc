//! Search: every word of the corpus at once, with every hit in its line of context.
//!
//! A [`Query`] is read from what was typed ([`query`]). A [`Finder`] is the query made ready, with what its tags and names
//! mean; a [`Scanner`] finds its hits in one document, exactly ([`scan`]). The index says which documents are worth
//! scanning and is never believed beyond that ([`index`]): what it does not hold is scanned, so an answer is complete
//! whatever state the index is in. Of the hits are made lines in context ([`concordance`]), neighbours ([`collocates`])
//! and counts ([`frequency`]), and the documents are listed in an order ([`ranking`]); of parts of the corpus, word lists
//! ([`word_list`]) that can be compared ([`keywords`]). A [`Search`] is all of this for one query, as the window keeps it.
//!
//! First floor. Uses texts and the project's identities; draws nothing and changes nothing.

mod asked;
pub mod collocates;
pub mod concordance;
pub mod extent;
pub mod frequency;
pub mod index;
pub mod keywords;
mod known;
pub mod language;
pub mod query;
pub mod ranking;
pub mod scan;
mod vocabulary;
pub mod word_list;
pub(crate) mod words;

pub use asked::Search;
pub use index::{Entry, Found, Library, Results, SearchEnd, SearchIndex, View};
pub use known::{NamedPlace, ProjectLayers};
pub use language::Language;
pub use query::{Query, QueryError};
pub use scan::{Finder, Hit, HitKind, Layers, NoLayers, Scanner, Searchable};
pub use vocabulary::Vocabulary;

pub use crate::project::Scope;
