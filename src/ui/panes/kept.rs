//! The decorations of one kind in each open document, with what they were made of.

use std::collections::BTreeMap;

use crate::project::DocumentId;
use crate::ui::reader::DecorationLayer;

/// A layer for each document, and the key by which it is known whether it still holds.
pub(super) struct Kept<K>(BTreeMap<DocumentId, (K, DecorationLayer)>);

impl<K> Default for Kept<K> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<K: PartialEq> Kept<K> {
    /// True when the layer of a document was made of this.
    pub fn holds(&self, document: DocumentId, key: &K) -> bool {
        self.0.get(&document).is_some_and(|(of, _)| of == key)
    }

    /// Keeps the layer of a document.
    pub fn put(&mut self, document: DocumentId, key: K, layer: DecorationLayer) {
        self.0.insert(document, (key, layer));
    }

    /// The layer of a document, if it has one.
    pub fn of(&self, document: DocumentId) -> Option<&DecorationLayer> {
        self.0.get(&document).map(|(_, layer)| layer)
    }

    /// Forgets the layers of documents that are not open.
    pub fn keep_only(&mut self, open: impl Fn(DocumentId) -> bool) {
        self.0.retain(|document, _| open(*document));
    }
}
