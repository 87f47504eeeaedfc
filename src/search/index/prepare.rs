//! The words and stems of a text as the index takes them: one to a line.

use rustc_hash::FxHashMap;

use crate::search::language::Language;
use crate::search::scan::{Searchable, stem};
use crate::search::words::{fold, tokens};

/// Texts with a longer word, in bytes, are not indexed: `tantivy` would leave the word out. They are always scanned.
const LONGEST_WORD: usize = 4000;

/// So many different words are remembered with their forms; then all are forgotten. About 20 MB.
const MOST_REMEMBERED: usize = 200_000;

/// The form and the stem of a word.
type Forms = (Box<str>, Box<str>);

/// What the index takes of a text.
pub(super) struct Lines {
    pub words: String,
    pub stems: String,
}

/// Reads texts for the index, and remembers the words it has met.
#[derive(Default)]
pub(super) struct Preparer {
    met: FxHashMap<Option<Language>, FxHashMap<Box<str>, Forms>>,
}

impl Preparer {
    /// The words and stems of a text; `None` when it cannot be indexed.
    pub fn prepare(&mut self, searchable: &Searchable) -> Option<Lines> {
        let language = searchable.language();
        let flow = searchable.flow();
        let text = flow.as_str();
        let mut lines = Lines {
            words: String::with_capacity(text.len() + text.len() / 8),
            stems: String::with_capacity(text.len()),
        };
        let met = self.met.entry(language).or_default();
        for token in tokens(text, &[]) {
            let word = &text[token.span.range()];
            if !met.contains_key(word) {
                let mut form = String::new();
                fold(word, &mut form);
                if form.len() > LONGEST_WORD {
                    return None;
                }
                if met.len() >= MOST_REMEMBERED {
                    met.clear();
                }
                let stem: Box<str> = stem(language, &form).into();
                met.insert(word.into(), (form.into(), stem));
            }
            if let Some((form, stem)) = met.get(word) {
                lines.words.push_str(form);
                lines.words.push('\n');
                lines.stems.push_str(stem);
                lines.stems.push('\n');
            }
        }
        Some(lines)
    }
}
