//! The words and stems of a text as the index takes them: one to a line.

use rustc_hash::FxHashMap;

use crate::search::language::Language;
use crate::search::scan::Searchable;
use crate::search::words::{WordMemo, fold, stems, tokens};

/// Texts with a longer word, in bytes, are not indexed: `tantivy` would leave the word out. They are always scanned.
const LONGEST_WORD: usize = 4000;

/// So many different words are remembered with their forms; then all are forgotten. About 25 MB.
const MOST_REMEMBERED: usize = 200_000;

/// What the index takes of a text.
pub(super) struct Lines {
    /// The form of each word, in order.
    pub words: String,
    /// Each stem once, where it is not the form itself: that can be found among the words.
    pub stems: String,
}

/// Reads texts for the index, and remembers the words it has met.
#[derive(Default)]
pub(super) struct Preparer {
    met: FxHashMap<Option<Language>, Met>,
    /// The number of the text being read.
    text: u32,
}

/// The words of one language that have been met.
#[derive(Default)]
struct Met {
    memo: WordMemo,
    words: Vec<Word>,
    numbers: FxHashMap<Box<str>, u32>,
    /// For each stem, the last text it was taken from.
    taken: Vec<u32>,
}

/// A word that has been met.
struct Word {
    form: Box<str>,
    /// Its stems that are not the form, with their numbers.
    stems: Box<[(Box<str>, u32)]>,
}

impl Preparer {
    /// The words and stems of a text; `None` when it cannot be indexed.
    pub fn prepare(&mut self, searchable: &Searchable) -> Option<Lines> {
        let language = searchable.language();
        let flow = searchable.flow();
        let text = flow.as_str();
        let mut lines =
            Lines { words: String::with_capacity(text.len() + text.len() / 8), stems: String::new() };
        let met = self.met.entry(language).or_default();
        self.text = self.text.wrapping_add(1);
        for token in tokens(text, &[]) {
            let word = met.word(&text[token.span.range()], language)?;
            let Word { form, stems } = &met.words[word as usize];
            lines.words.push_str(form);
            lines.words.push('\n');
            for (stem, number) in stems {
                if std::mem::replace(&mut met.taken[*number as usize], self.text) != self.text {
                    lines.stems.push_str(stem);
                    lines.stems.push('\n');
                }
            }
        }
        Some(lines)
    }
}

impl Met {
    /// The number of a word; `None` when it is too long.
    fn word(&mut self, word: &str, language: Option<Language>) -> Option<u32> {
        if let Some(number) = self.memo.get(word) {
            return Some(number);
        }
        let mut form = String::new();
        fold(word, &mut form);
        if form.len() > LONGEST_WORD {
            return None;
        }
        if self.words.len() >= MOST_REMEMBERED {
            *self = Self::default();
        }
        let others = stems(language, word).into_iter().filter(|stem| *stem != form);
        let stems = others.map(|stem| (Box::from(stem.as_str()), self.stem(&stem))).collect();
        let number = self.words.len() as u32;
        self.words.push(Word { form: form.into(), stems });
        self.memo.insert(word, number);
        Some(number)
    }

    fn stem(&mut self, stem: &str) -> u32 {
        if let Some(number) = self.numbers.get(stem) {
            return *number;
        }
        let number = self.taken.len() as u32;
        self.taken.push(0);
        self.numbers.insert(stem.into(), number);
        number
    }
}
