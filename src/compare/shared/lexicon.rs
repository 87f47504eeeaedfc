//! The distinct words of all documents, numbered, with how often each stands in them.
//!
//! How much a word says is told from its counts as they were when the corpus was last measured, and not from those of the
//! moment: so what two documents share does not change with every other document that comes or goes.

use std::hash::{DefaultHasher, Hash, Hasher};

use rustc_hash::FxHashMap;

use super::measure::Measure;
use crate::compare::scripts::Unspaced;

/// A word by its number in the lexicon.
pub type WordId = u32;

/// Two words shorter than this are never taken for one word misread, in characters.
const SHORTEST_MISREAD: u8 = 4;

/// Two words longer than this are not compared letter by letter, in characters.
const LONGEST_MISREAD: u8 = 40;

/// The share of letters that two readings of one word have in common at the least.
const LEAST_LIKENESS: f32 = 0.66;

/// The measure holds while no more than one word in so many came or went.
const MOST_DRIFT: u64 = 8;

/// The words of a corpus.
#[derive(Debug, Default)]
pub struct Lexicon {
    /// By a digest of the word; should two words have the same, the second is one further on.
    ids: FxHashMap<u64, WordId>,
    letters: String,
    words: Vec<Word>,
    /// Words of all documents together.
    tokens: u64,
    /// How often each word stood, and how many there were together, when the corpus was measured.
    measured: Vec<u32>,
    measured_tokens: u64,
}

/// What is kept of a word.
#[derive(Clone, Copy, Debug)]
struct Word {
    /// Where it begins in `letters`.
    start: u32,
    bytes: u8,
    characters: u8,
    /// What it is in a script without spaces.
    script: Option<Unspaced>,
    /// One bit for each letter it has, by the last five bits of its code.
    signature: u32,
    count: u32,
}

impl Lexicon {
    /// The number of a word; one that is new gets the next.
    pub fn intern(&mut self, form: &str) -> WordId {
        let mut hasher = DefaultHasher::new();
        form.hash(&mut hasher);
        let mut digest = hasher.finish();
        while let Some(&id) = self.ids.get(&digest) {
            if self.form(id) == form {
                return id;
            }
            digest = digest.wrapping_add(1);
        }
        let id = self.words.len() as WordId;
        self.ids.insert(digest, id);
        self.words.push(Word {
            start: self.letters.len() as u32,
            bytes: form.len() as u8,
            characters: form.chars().count() as u8,
            script: Unspaced::of_word(form),
            signature: form.chars().fold(0, |bits, c| bits | 1 << (u32::from(c) % 32)),
            count: 0,
        });
        self.letters.push_str(form);
        id
    }

    /// Counts a word `times` more.
    pub fn add(&mut self, id: WordId, times: u32) {
        self.words[id as usize].count += times;
        self.tokens += u64::from(times);
    }

    /// Takes the counts as they are for the measure of how much a word says.
    pub fn measure(&mut self) {
        self.measured.clear();
        self.measured.extend(self.words.iter().map(|word| word.count));
        self.measured.shrink_to_fit();
        self.measured_tokens = self.tokens;
    }

    /// Notes the counts that were taken.
    pub fn note_in(&self, measure: &mut Measure) {
        for (id, count) in (0..).zip(&self.measured) {
            measure.note(self.form(id), *count);
        }
    }

    /// Takes counts that were taken at another time.
    pub fn measure_by(&mut self, measure: &Measure) {
        self.measured.clear();
        self.measured.resize(self.words.len(), 0);
        for (form, count) in measure.words() {
            // Also of a word that is in no document now: one that comes may have it.
            let id = self.intern(form) as usize;
            self.measured.resize(self.words.len(), 0);
            self.measured[id] = count;
        }
        self.measured_tokens = measure.tokens;
    }

    /// True when so many words came or went since the corpus was measured that it should be measured again.
    pub fn has_drifted(&self) -> bool {
        self.tokens.abs_diff(self.measured_tokens) * MOST_DRIFT > self.measured_tokens
    }

    /// Counts a word once less.
    pub fn remove(&mut self, id: WordId) {
        let count = &mut self.words[id as usize].count;
        *count = count.saturating_sub(1);
        self.tokens = self.tokens.saturating_sub(1);
    }

    /// The word.
    pub fn form(&self, id: WordId) -> &str {
        let word = self.words[id as usize];
        let start = word.start as usize;
        &self.letters[start..start + usize::from(word.bytes)]
    }

    /// How often it stood in all documents when they were measured; a word that came later is rare.
    pub fn count(&self, id: WordId) -> u32 {
        self.measured.get(id as usize).map_or(1, |count| (*count).max(1))
    }

    /// Number of distinct words.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Number of words in all documents when they were measured.
    pub fn measured_tokens(&self) -> u64 {
        self.measured_tokens
    }

    /// Bytes of memory.
    pub fn bytes(&self) -> usize {
        // The table of digests keeps a byte beside each entry.
        self.ids.capacity() * (size_of::<(u64, WordId)>() + 1)
            + self.letters.capacity()
            + self.words.capacity() * size_of::<Word>()
            + self.measured.capacity() * 4
    }

    /// How much it says that this word stands at a place, in bits.
    pub fn information(&self, id: WordId) -> f32 {
        let alone = (self.measured_tokens.max(1) as f32 / self.count(id) as f32).log2().max(0.0);
        // What is less than a word follows from those beside it, the more so the less it is.
        alone * self.part_of_word(id)
    }

    /// The script without spaces that it is written in, if it is.
    pub fn script(&self, id: WordId) -> Option<Unspaced> {
        self.words[id as usize].script
    }

    /// The part of a word that it is: all of it, but in scripts without spaces.
    pub fn part_of_word(&self, id: WordId) -> f32 {
        self.script(id).map_or(1.0, Unspaced::part_of_word)
    }

    /// True when `whole` is the other two written as one: `whats app`.
    pub fn is_joined(&self, first: WordId, second: WordId, whole: WordId) -> bool {
        let [a, b, w] = [first, second, whole].map(|id| self.words[id as usize]);
        u16::from(a.bytes) + u16::from(b.bytes) == u16::from(w.bytes)
            && a.signature | b.signature == w.signature
            && self.form(whole).strip_prefix(self.form(first)) == Some(self.form(second))
    }

    /// The share of letters, 0.66 to 1, in which two words agree that may be one word misread or misspelt; `None` for
    /// other words.
    pub fn likeness(&self, a: WordId, b: WordId) -> Option<f32> {
        let (x, y) = (self.words[a as usize], self.words[b as usize]);
        let (short, long) = (x.characters.min(y.characters), x.characters.max(y.characters));
        if short < SHORTEST_MISREAD || long > LONGEST_MISREAD {
            return None;
        }
        let most = (f32::from(long) * (1.0 - LEAST_LIKENESS)) as u32;
        // A letter changed turns at most two bits.
        if u32::from(long - short) > most || (x.signature ^ y.signature).count_ones() > 2 * most {
            return None;
        }
        let distance = edit_distance(self.form(a), self.form(b), most)?;
        Some(1.0 - distance as f32 / f32::from(long))
    }
}

/// Letters added, dropped or changed between two words (Levenshtein), if at most `most`.
fn edit_distance(a: &str, b: &str, most: u32) -> Option<u32> {
    let mut row = [0u32; LONGEST_MISREAD as usize + 1];
    for (at, cell) in row.iter_mut().enumerate() {
        *cell = at as u32;
    }
    let mut length = 0;
    for (i, c) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i as u32 + 1;
        let mut least = row[0];
        for (j, d) in b.chars().enumerate() {
            let next = (diagonal + u32::from(c != d)).min(row[j] + 1).min(row[j + 1] + 1);
            diagonal = row[j + 1];
            row[j + 1] = next;
            least = least.min(next);
            length = j + 1;
        }
        if least > most {
            return None;
        }
    }
    Some(row[length]).filter(|distance| *distance <= most)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_are_numbered_and_counted() {
        let mut lexicon = Lexicon::default();
        let (a, b) = (lexicon.intern("force"), lexicon.intern("office"));
        assert_eq!(lexicon.intern("force"), a);
        lexicon.add(a, 3);
        lexicon.add(b, 1);
        lexicon.measure();
        assert_eq!(
            (lexicon.form(b), lexicon.count(a), lexicon.measured_tokens(), lexicon.len()),
            ("office", 3, 4, 2)
        );
        assert!((lexicon.information(b) - 2.0).abs() < 1e-6);
        let new = lexicon.intern("letter");
        lexicon.add(b, 4);
        lexicon.add(new, 4);
        assert_eq!(
            (lexicon.count(b), lexicon.count(new), lexicon.measured_tokens()),
            (1, 1, 4),
            "until it is measured again"
        );
        lexicon.measure();
        assert_eq!((lexicon.count(b), lexicon.count(new), lexicon.measured_tokens()), (5, 4, 12));
    }

    #[test]
    fn misread_and_split_words_are_known() {
        let mut lexicon = Lexicon::default();
        let mut id = |word: &str| lexicon.intern(word);
        let (clear, dear, whats, app, whatsapp, mobile, rnobi1e) =
            (id("clear"), id("dear"), id("whats"), id("app"), id("whatsapp"), id("mobile"), id("rnobi1e"));
        assert!(lexicon.is_joined(whats, app, whatsapp) && !lexicon.is_joined(app, whats, whatsapp));
        assert_eq!(lexicon.likeness(clear, mobile), None);
        assert_eq!(lexicon.likeness(whats, app), None);
        assert_eq!(lexicon.likeness(clear, dear), None, "two letters of five");
        assert_eq!(lexicon.likeness(mobile, rnobi1e), None);
        let (officer, oflicer) = (lexicon.intern("officer"), lexicon.intern("oflicer"));
        assert!(lexicon.likeness(officer, oflicer).is_some_and(|share| share > 0.85));
    }

    proptest! {
        #[test]
        fn the_glance_at_letters_rejects_nothing_alike(a in "[a-h]{4,12}", b in "[a-h]{4,12}") {
            let mut lexicon = Lexicon::default();
            let (x, y) = (lexicon.intern(&a), lexicon.intern(&b));
            let long = a.len().max(b.len());
            let distance = edit_distance(&a, &b, 99).unwrap();
            let most = (long as f32 * (1.0 - LEAST_LIKENESS)) as u32;
            prop_assert_eq!(lexicon.likeness(x, y).is_some(), distance <= most);
            prop_assert_eq!(edit_distance(&b, &a, 99), Some(distance));
        }
    }
}
