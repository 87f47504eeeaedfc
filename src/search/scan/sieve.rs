//! Which words of a text need not be looked at: told from their first letter and their length, where a query leaves no
//! others possible. Most words of most texts are passed over so, before anything is remembered or compared.

use super::finder::Slots;
use crate::search::language::Language;
use crate::search::query::WildPart;
use crate::search::words::fold;

/// Lengths from this on are not told apart.
const LONGEST: usize = 63;

/// Any length.
const ANY: u64 = u64::MAX;

/// For each first byte of a word in ASCII, the lengths that let it through, as bits.
pub(super) struct Sieve {
    lengths: [u64; 256],
}

impl Sieve {
    /// What a query lets through in texts of a language, in which its words have these `stems`.
    pub fn new<'s>(
        slots: &Slots,
        language: Option<Language>,
        stems: impl Iterator<Item = &'s String>,
    ) -> Self {
        let mut sieve = Self { lengths: [0; 256] };
        for form in slots.forms.keys().chain(slots.written.keys()) {
            // In ASCII a word is as long as its form without case and accents.
            let form = folded(form);
            sieve.admit(form.chars().next(), 1 << form.len().min(LONGEST));
        }
        for stem in stems {
            let keeps = language.is_none_or(Language::keeps_beginnings);
            sieve.admit(stem.chars().next().filter(|_| keeps), ANY);
        }
        for (wild, _) in slots.wild.iter().chain(&slots.wild_written) {
            let first = match wild.0.first() {
                Some(WildPart::Letter(c)) => folded(c.encode_utf8(&mut [0; 4])).chars().next(),
                _ => None,
            };
            sieve.admit(first, ANY);
        }
        for (form, edits, _) in &slots.fuzzy {
            // In letters: a word in ASCII may differ from one that is not.
            let letters = form.len();
            let lengths = letters.saturating_sub(*edits)..=letters + edits;
            sieve.admit(None, lengths.fold(0, |bits, length| bits | 1 << length.min(LONGEST)));
        }
        if !slots.any.is_empty() {
            sieve.admit(None, ANY);
        }
        sieve
    }

    /// Lets words of these lengths through that begin with a letter, in either case; with any letter when none is given.
    fn admit(&mut self, first: Option<char>, lengths: u64) {
        match first {
            None => self.lengths.iter_mut().for_each(|admitted| *admitted |= lengths),
            Some(first) if first.is_ascii() => {
                for case in [first.to_ascii_lowercase(), first.to_ascii_uppercase()] {
                    self.lengths[case as usize] |= lengths;
                }
            }
            // No word in ASCII begins like this, and others are always let through.
            Some(_) => {}
        }
    }

    /// False when the word is none that the query looks for.
    pub fn lets_through(&self, word: &str) -> bool {
        let Some(first) = word.as_bytes().first() else { return false };
        self.lengths[usize::from(*first)] >> word.len().min(LONGEST) & 1 == 1 || !word.is_ascii()
    }
}

fn folded(word: &str) -> String {
    let mut form = String::new();
    fold(word, &mut form);
    form
}
