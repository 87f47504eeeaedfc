//! The documents that are searched, in the order in which hits are told.

use rustc_hash::FxHashMap;

use crate::project::DocumentId;
use crate::search::language::Language;
use crate::search::scan::Searchable;
use crate::text::TextHash;

/// A document that is searched.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Whose text it is.
    pub document: DocumentId,
    /// The text.
    pub searchable: Searchable,
    content: TextHash,
}

impl Entry {
    /// A document and its text.
    pub fn new(document: DocumentId, searchable: Searchable) -> Self {
        let content = searchable.content();
        Self { document, searchable, content }
    }

    /// What the index knows the text by. That two of 100,000 texts share it has a chance of one in 10⁹; [`Library`] sees it.
    pub(super) fn key(&self) -> u64 {
        let mut first = [0; 8];
        first.copy_from_slice(&self.content.as_bytes()[..8]);
        u64::from_le_bytes(first)
    }
}

/// The documents that are searched. Made anew when any of them changes: that is only a list.
#[derive(Debug, Default)]
pub struct Library {
    entries: Vec<Entry>,
    /// Where the texts of each key are.
    keys: FxHashMap<u64, Vec<u32>>,
    numbers: FxHashMap<DocumentId, u32>,
}

impl Library {
    /// Takes documents in the order in which hits are to be told. Those too short to tell their language by are taken to be
    /// in the commonest of the others.
    pub fn new(mut entries: Vec<Entry>) -> Self {
        let told = entries.iter().map(|entry| &entry.searchable).filter(|text| !text.is_too_short());
        let commonest = Language::commonest(told.filter_map(Searchable::language));
        let undecided =
            |entry: &&mut Entry| entry.searchable.is_too_short() && entry.searchable.language() != commonest;
        for entry in entries.iter_mut().filter(undecided) {
            *entry = Entry::new(entry.document, entry.searchable.assumed(commonest));
        }
        Self::as_they_are(entries)
    }

    /// One document of another library, in the language it has there.
    pub fn of_one(entry: &Entry) -> Self {
        Self::as_they_are(vec![entry.clone()])
    }

    fn as_they_are(entries: Vec<Entry>) -> Self {
        let mut keys: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
        keys.reserve(entries.len());
        for (number, entry) in entries.iter().enumerate() {
            keys.entry(entry.key()).or_default().push(number as u32);
        }
        // Two texts with one key cannot be told apart in the index, so neither is looked for there.
        keys.retain(|_, numbers| {
            let first = entries[numbers[0] as usize].content;
            numbers.iter().all(|number| entries[*number as usize].content == first)
        });
        let numbers = (0..).zip(&entries).map(|(number, entry)| (entry.document, number)).collect();
        Self { entries, keys, numbers }
    }

    /// The documents.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The number of a document.
    pub fn number_of(&self, document: DocumentId) -> Option<u32> {
        self.numbers.get(&document).copied()
    }

    /// How much text there is, in bytes.
    pub fn bytes(&self) -> usize {
        self.entries.iter().map(|entry| entry.searchable.text().len()).sum()
    }

    /// The documents whose text has a key.
    pub(super) fn with_key(&self, key: u64) -> &[u32] {
        self.keys.get(&key).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    #[test]
    fn short_texts_are_in_the_commonest_language() {
        let entry = |number: u8, text: &str| {
            Entry::new(DocumentId::derived(&[number]), Searchable::guessing(&Text::new(text), None))
        };
        let german = entry(1, "Der Beamte war nicht da, und das ist auch für die Stadt ein Problem.");
        let english = "The officer of the force was not told that it is so.";
        let (short, other) = (entry(2, "Police policed"), entry(3, &"słowo ".repeat(100)));
        let languages = |library: &Library| -> Vec<Option<Language>> {
            library.entries().iter().map(|entry| entry.searchable.language()).collect()
        };
        let library = Library::new(vec![german.clone(), short.clone(), other.clone()]);
        assert_eq!(languages(&library), [Some(Language::German), Some(Language::German), None]);
        let alone = Library::of_one(&library.entries()[1]);
        assert_eq!(
            languages(&alone),
            [Some(Language::German)],
            "alone it is in the language it has among others"
        );
        let key = library.entries()[1].key();
        assert_ne!(key, short.key(), "the index knows it by its language");
        let mut entries = library.entries().to_vec();
        entries.extend([entry(4, english), entry(5, english)]);
        let more = Library::new(entries);
        assert_eq!(languages(&more)[1], Some(Language::English));
        assert_eq!(languages(&Library::new(vec![short, other])), [None, None]);
    }
}
