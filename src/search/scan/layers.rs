//! What is known of documents beside their words, as search asks for it.

use crate::project::DocumentId;
use crate::search::query::Layer;
use crate::text::Span;

/// The passages of a document that carry one thing, for any document. Holds all that it needs.
pub type Passages = Box<dyn Fn(DocumentId) -> Vec<Span> + Send + Sync>;

/// What is known of documents beside their words.
pub trait Layers: Sync {
    /// Finds out once what a name in a query means, for all documents to be asked about.
    ///
    /// # Errors
    ///
    /// One sentence when there is no such thing.
    fn passages(&self, layer: Layer, name: &str) -> Result<Passages, String>;

    /// The title of a document.
    fn title(&self, document: DocumentId) -> &str;

    /// The value of an attribute of a document; `name` is in lower case and means an attribute whatever its case.
    fn attribute(&self, document: DocumentId, name: &str) -> Option<&str>;

    /// Finds out once whether any document has an attribute of this name, in lower case. Where that is not known it may.
    ///
    /// # Errors
    ///
    /// One sentence when none has.
    fn knows_attribute(&self, name: &str) -> Result<(), String> {
        let _ = name;
        Ok(())
    }
}

/// Documents of which nothing is known but their words.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoLayers;

impl Layers for NoLayers {
    fn passages(&self, layer: Layer, _: &str) -> Result<Passages, String> {
        Err(format!("Nothing can be found by “{}:” here, since there is no project.", layer.word()))
    }

    fn title(&self, _: DocumentId) -> &'static str {
        ""
    }

    fn attribute(&self, _: DocumentId, _: &str) -> Option<&str> {
        None
    }
}
