//! Documents in: finding files, telling what they are, decoding them, one file per format under [`formats`].
//!
//! Ground floor. Source files are only ever read. Knows nothing of tags, projects or screens.

mod document;
mod problem;

pub use document::{AttributeValue, Document, Source};
pub use problem::Problem;
