//! The measure of a corpus: how often each word stood, and what follows from how many documents there were, when all of them
//! were compared.
//!
//! What is found later is found by the same measure, also when the program was closed in between: so it goes with the passages
//! wherever they are kept.

/// The measure that was taken of a corpus.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Measure {
    /// The words that stood more than once, one after the other; one that stood once is as rare as one that came later.
    letters: String,
    /// For each, its length in bytes and how often it stood.
    words: Vec<(u8, u32)>,
    /// Words of all documents together.
    pub tokens: u64,
    /// Places of a seed beyond which it is not paired.
    pub most_places: usize,
}

impl Measure {
    /// One of so many words, none of which is noted yet.
    pub fn new(tokens: u64, most_places: usize) -> Self {
        Self { tokens, most_places, ..Self::default() }
    }

    /// Notes how often a word stood.
    pub fn note(&mut self, form: &str, count: u32) {
        let Ok(length) = u8::try_from(form.len()) else { return };
        if count > 1 {
            self.letters.push_str(form);
            self.words.push((length, count));
        }
    }

    /// The words with how often each stood.
    pub fn words(&self) -> impl Iterator<Item = (&str, u32)> {
        let mut end = 0;
        self.words.iter().map(move |(length, count)| {
            let start = end;
            end += usize::from(*length);
            (&self.letters[start..end], *count)
        })
    }
}
