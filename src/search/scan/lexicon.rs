//! Which words of a query a word of a text is, remembered so that each different word is looked at once.

use rustc_hash::FxHashMap;

use super::finder::{SlotId, Slots};
use super::sieve::Sieve;
use crate::search::language::Language;
use crate::search::query::within_edits;
use crate::search::words::{self, WordMemo, as_written, fold};

/// So many different words are remembered; then all are forgotten. About 15 MB, and more words than most corpora have.
const MOST_REMEMBERED: usize = 400_000;

/// The words of texts in one language, as far as they have been met.
pub(super) struct Lexicon {
    language: Option<Language>,
    sieve: Sieve,
    /// The stems that are looked for.
    stems: FxHashMap<String, Vec<SlotId>>,
    met: WordMemo,
    /// What words can be; the first is none.
    answers: Vec<Box<[SlotId]>>,
    form: String,
}

impl Lexicon {
    pub fn new(slots: &Slots, language: Option<Language>) -> Self {
        let mut stems: FxHashMap<String, Vec<SlotId>> = FxHashMap::default();
        for (word, id) in &slots.stems {
            for stem in words::stems(language, word) {
                stems.entry(stem).or_default().push(*id);
            }
        }
        Self {
            language,
            sieve: Sieve::new(slots, language, stems.keys()),
            stems,
            met: WordMemo::default(),
            answers: vec![Box::default()],
            form: String::new(),
        }
    }

    /// The words of the query that `word` is.
    pub fn slots_of(&mut self, slots: &Slots, word: &str) -> &[SlotId] {
        if !self.sieve.lets_through(word) {
            return &[];
        }
        let number = match self.met.get(word) {
            Some(number) => number,
            None => self.meet(slots, word),
        };
        &self.answers[number as usize]
    }

    fn meet(&mut self, slots: &Slots, word: &str) -> u32 {
        if self.met.len() >= MOST_REMEMBERED {
            self.met.clear();
            self.answers.truncate(1);
        }
        let answer = self.answer(slots, word);
        let number = if answer.is_empty() {
            0
        } else {
            self.answers.push(answer.into());
            (self.answers.len() - 1) as u32
        };
        self.met.insert(word, number);
        number
    }

    fn answer(&mut self, slots: &Slots, word: &str) -> Vec<SlotId> {
        let mut answer = slots.any.clone();
        self.form.clear();
        fold(word, &mut self.form);
        answer.extend(slots.forms.get(&self.form).into_iter().flatten());
        if !self.stems.is_empty() {
            let stems = words::stems(self.language, word);
            answer.extend(stems.iter().filter_map(|stem| self.stems.get(stem)).flatten());
        }
        answer.extend(slots.wild.iter().filter(|(wild, _)| wild.fits(&self.form)).map(|(_, id)| id));
        if !slots.fuzzy.is_empty() {
            let letters: Vec<char> = self.form.chars().collect();
            let near = slots.fuzzy.iter().filter(|(form, edits, _)| within_edits(form, &letters, *edits));
            answer.extend(near.map(|(_, _, id)| id));
        }
        if !slots.written.is_empty() || !slots.wild_written.is_empty() {
            self.form.clear();
            as_written(word, &mut self.form);
            answer.extend(slots.written.get(&self.form).into_iter().flatten());
            answer.extend(
                slots.wild_written.iter().filter(|(wild, _)| wild.fits(&self.form)).map(|(_, id)| id),
            );
        }
        // A word may share both its stems with a word of the query.
        answer.sort_unstable();
        answer.dedup();
        answer
    }
}
