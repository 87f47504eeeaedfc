//! Who, where, when, how much: named entities recognised in a text and linked across a corpus.
//!
//! Three steps. A text is read by a statistical [`model`] and by [`rules`], which give [`Mention`]s ([`recognise`]); the
//! user's own [`lists`] are laid over them; and [`resolve`] says which mentions name the same. What the researcher has
//! decided otherwise ([`decisions`]) is applied between the steps and after them, and so holds for whatever is recognised
//! anew. Which model reads a text follows from its [`Language`] and from the [`models`] there are. But for these, which are read
//! from the user's folder, everything here follows from what it is given: nothing is kept, nothing drawn.

pub mod bundled;
pub mod decisions;
mod label;
mod language;
pub mod lists;
mod mention;
pub mod model;
pub mod models;
pub mod prepare;
pub mod recognise;
pub mod resolve;
pub mod rules;

pub use crate::project::Kind;
pub use label::{Label, Margin, Marked, Marker};
pub use language::Language;
pub use mention::{Mention, Source};
pub use model::{Model, ModelError};
pub use models::Models;
pub use recognise::{Options, Recogniser};
