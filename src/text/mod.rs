//! Texts and positions in them: offsets, paragraphs, words, the reading layout.
//!
//! The ground floor. Knows nothing of files, documents, tags or screens.

mod anchor;
mod code_points;
mod hash;
mod intervals;
pub mod numbers;
pub mod reading;
pub mod rising;
pub mod sentences;
mod span;
pub mod structure;
pub mod words;

use std::sync::Arc;

pub use anchor::{Anchor, CONTEXT_CHARACTERS, context};
pub use code_points::CodePoints;
pub use hash::TextHash;
pub use intervals::IntervalIndex;
pub use span::Span;
pub use structure::{Paragraph, Structure};

/// One immutable, normalised text with the indices that make positions in it cheap.
///
/// Cloning is cheap: the text and its indices are shared.
#[derive(Clone, Debug)]
pub struct Text(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    body: String,
    code_points: CodePoints,
    structure: Structure,
    hash: TextHash,
}

impl Text {
    /// Takes a text whose line ends are LF and reads its indices.
    pub fn new(body: impl Into<String>) -> Self {
        let body = body.into();
        let code_points = CodePoints::new(&body);
        let structure = Structure::of(&body);
        let hash = TextHash::of(body.as_bytes());
        Self(Arc::new(Inner { body, code_points, structure, hash }))
    }

    /// The whole text.
    pub fn as_str(&self) -> &str {
        &self.0.body
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.0.body.len()
    }

    /// True when there is no text.
    pub fn is_empty(&self) -> bool {
        self.0.body.is_empty()
    }

    /// The index between bytes and code points.
    pub fn code_points(&self) -> &CodePoints {
        &self.0.code_points
    }

    /// Lines, paragraphs and page furniture.
    pub fn structure(&self) -> &Structure {
        &self.0.structure
    }

    /// BLAKE3 of the text.
    pub fn hash(&self) -> TextHash {
        self.0.hash
    }

    /// The words of `span`, empty when it does not fit.
    pub fn slice(&self, span: Span) -> &str {
        span.of(&self.0.body).unwrap_or_default()
    }
}
