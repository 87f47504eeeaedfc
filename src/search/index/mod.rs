//! The index: which documents are worth scanning for a query.
//!
//! [`SearchIndex`] holds the words of texts in a `tantivy` index, in memory or in a folder of the user's cache, and is brought
//! up to date document by document by what the texts say. A [`View`] puts it beside the [`Library`] of documents as it is
//! now, and [`search`] asks the view for candidates and scans them. Titles, attributes, tags and names are never in the
//! index: they change all the time, and asking for them costs little.
//!
//! An answer is exact and complete whatever state the index is in: what it holds is only believed to leave documents
//! out, every candidate is scanned, and a document it does not hold is a candidate always.
//!
//! # Budgets
//!
//! | what | at most | why |
//! |---|---|---|
//! | memory while indexing | [`WRITER_THREADS`] × [`WRITER_MEMORY`] and what waits for it | two threads fill the two cores of a small machine; more memory only makes segments larger |
//! | an index in memory | of [`MOST_TEXT_IN_MEMORY`] of text, two thirds of that | beyond it a scan of what is left is still under a second |
//! | an index on disk | two thirds of the text | words with their places, stems without |
//! | all indexes in the cache | [`MOST_ON_DISK`], the least recently used go first | a cache must not fill a disk |

mod candidates;
mod folder;
mod keeper;
mod library;
mod literals;
mod prepare;
mod schema;
mod search;
mod view;

pub use folder::{folder_for, prune};
pub use keeper::{IndexError, IndexProgress, SearchIndex};
pub use library::{Entry, Library};
pub use search::{Found, Results, SearchEnd, hits_on_page, search};
pub use view::View;

/// Threads that write the index.
pub const WRITER_THREADS: usize = 2;

/// What one of them may hold before it writes a segment, in bytes.
pub const WRITER_MEMORY: usize = 48 << 20;

/// After so much text what has been indexed becomes visible, in bytes. Each time costs as much as some MB of text.
pub const COMMIT_EVERY: usize = 64 << 20;

/// An index in memory holds no more text than this, in bytes; what is beyond is scanned.
pub const MOST_TEXT_IN_MEMORY: usize = 256 << 20;

/// What all index folders in the cache may take together, in bytes.
pub const MOST_ON_DISK: u64 = 4 << 30;

#[cfg(test)]
mod tests;
