//! All documents as streams of numbered words, and the seeds in them.
//!
//! A seed is two telling words, one after the other or with function words between. Where running words hold no two telling ones
//! for long enough, they are one as they stand, so that what is made of common words alone is found as well: as many of them as are
//! no chance in the corpus, six in a small one and ten in the largest, so that they take little room in any. The index keeps four
//! bytes for each word and eight for each seed; where a word stands in its text is read again when it is asked for. A document is
//! added to what is there; of one that is removed only its words stay, which nobody finds.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::judge::{LONG_RUN, least_run};
use super::lexicon::{Lexicon, WordId};
use super::measure::Measure;
use super::postings::{Frequency, Postings, Seed, posting, seed};
use crate::compare::function_words::FunctionWords;
use crate::compare::scripts::Unspaced;
use crate::compare::tokens::{LONGEST_FORM, Tokens};
use crate::text::{Span, Text};

/// The two words of a seed stand at most this far apart.
const WIDEST_SEED: usize = 8;

/// Of telling words, so many make a seed …
const IN_SEED: usize = 2;
/// … and of what is less than a word at most so many.
pub(super) const MOST_IN_SEED: usize = 6;

/// Words of all documents that one index holds.
const MOST_TOKENS: usize = u32::MAX as usize;

/// Documents read at a time, and bytes of them, which bounds the memory that reading takes.
const BATCH: usize = 1024;
const BATCH_BYTES: usize = 16 << 20;

/// A seed that stands more often is not paired: it is part of what stands everywhere.
pub(super) const MOST_PLACES: usize = 30;
/// In a small corpus it may stand more often.
const MOST_PLACES_IN_SMALL: usize = 60;
/// A corpus with no more documents is small.
const SMALL_CORPUS: usize = 2_000;

/// A document of an index, by the order in which they were added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DocumentNumber(pub u32);

/// A word in a document's stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token(u32);

impl Token {
    const ID: u32 = (1 << 28) - 1;
    const PART: u32 = 1 << 28;
    const TELLING: u32 = 1 << 29;
    const PARAGRAPH: u32 = 1 << 30;
    const FURNITURE: u32 = 1 << 31;

    /// Its number in the lexicon.
    pub fn word(self) -> WordId {
        self.0 & Self::ID
    }

    /// True for a word that carries meaning.
    pub fn is_telling(self) -> bool {
        self.0 & Self::TELLING != 0
    }

    /// True for what is less than a word, in scripts without spaces.
    pub fn is_part(self) -> bool {
        self.0 & Self::PART != 0
    }

    /// True when a blank line stands before it.
    pub fn begins_paragraph(self) -> bool {
        self.0 & Self::PARAGRAPH != 0
    }

    /// True when furniture stands before it.
    pub fn after_furniture(self) -> bool {
        self.0 & Self::FURNITURE != 0
    }
}

/// The documents that can be compared with one another.
#[derive(Debug, Default)]
pub struct Index {
    pub(super) lexicon: Lexicon,
    pub(super) postings: Postings,
    tokens: Vec<Token>,
    documents: Vec<Entry>,
    /// Documents that did not fit.
    refused: usize,
    /// Places of a seed beyond which it is not paired.
    pub(super) most_places: usize,
    /// So many running words make a seed where no two of them are telling: as many as are no chance in this corpus. 0 before
    /// it was measured.
    in_plain_seed: usize,
    /// How often the words of a document were read again.
    #[cfg(test)]
    pub(super) read_again: std::sync::atomic::AtomicUsize,
}

#[derive(Debug)]
struct Entry {
    text: Text,
    /// Its first word in `tokens`.
    first: u32,
    is_here: bool,
    /// True when most of it is words longer than any word is.
    lacks_spaces: bool,
}

/// One document read, its words numbered by itself.
struct Read {
    forms: Vec<(String, u32)>,
    tokens: Vec<Token>,
    lacks_spaces: bool,
}

impl Index {
    /// An index of these documents, numbered from 0, measured.
    pub fn of(texts: &[Text]) -> Self {
        let mut index = Self::default();
        index.read_in(texts);
        index.measure();
        index
    }

    /// An index that knows these documents and has not read them.
    pub(super) fn unread(texts: &[Text]) -> Self {
        let documents = texts.iter().map(|text| Entry {
            text: text.clone(),
            first: 0,
            is_here: true,
            lacks_spaces: false,
        });
        Self { documents: documents.collect(), ..Self::default() }
    }

    /// Reads the documents it knows.
    pub(super) fn read(&mut self) {
        let texts: Vec<Text> = self.documents.iter().map(|entry| entry.text.clone()).collect();
        *self = Self::of(&texts);
    }

    /// The measure that was taken.
    pub(super) fn measure_taken(&self) -> Measure {
        let mut measure = Measure::new(self.lexicon.measured_tokens(), self.most_places);
        self.lexicon.note_in(&mut measure);
        measure
    }

    /// Goes by a measure that was taken at another time.
    pub(super) fn measure_by(&mut self, measure: &Measure) {
        self.lexicon.measure_by(measure);
        self.most_places = measure.most_places;
        self.take_seeds();
    }

    /// Takes the corpus as it is for the measure of what is worth showing; what comes and goes later does not change it.
    pub fn measure(&mut self) {
        self.lexicon.measure();
        let here = self.documents.iter().filter(|entry| entry.is_here).count();
        self.most_places = if here <= SMALL_CORPUS { MOST_PLACES_IN_SMALL } else { MOST_PLACES };
        self.take_seeds();
    }

    /// Takes the seeds anew where the measure says that others are to be sought.
    fn take_seeds(&mut self) {
        let in_plain_seed = least_run(self.lexicon.measured_tokens());
        if in_plain_seed != self.in_plain_seed {
            self.in_plain_seed = in_plain_seed;
            self.postings = Postings::default();
            self.postings.add(self.postings_from(0));
        }
    }

    /// The seeds of all documents from one on.
    fn postings_from(&self, first: usize) -> Vec<u64> {
        let of_document = |number: DocumentNumber| {
            let start = self.range(number).start;
            self.all_seeds(self.tokens(number)).map(move |(at, seed)| posting(seed, (start + at) as u32))
        };
        let mut postings = Vec::new();
        for batch in (first..self.len()).step_by(BATCH) {
            let numbers = (batch..self.len().min(batch + BATCH)).into_par_iter();
            let here = numbers.map(|number| DocumentNumber(number as u32)).filter(|number| self.has(*number));
            postings.par_extend(here.flat_map_iter(of_document));
        }
        postings
    }

    /// Adds documents; answers with the number of the first.
    pub fn add(&mut self, texts: &[Text]) -> DocumentNumber {
        let first = self.len();
        self.read_in(texts);
        self.postings.add(self.postings_from(first));
        DocumentNumber(first as u32)
    }

    /// Adds documents without their seeds.
    fn read_in(&mut self, texts: &[Text]) {
        for batch in batches(texts) {
            let read: Vec<Read> = batch.par_iter().map(read).collect();
            for (text, read) in batch.iter().zip(read) {
                self.take_in(text, &read);
            }
        }
        self.tokens.shrink_to_fit();
    }

    fn take_in(&mut self, text: &Text, read: &Read) {
        let start = self.tokens.len();
        let fits = start + read.tokens.len() <= MOST_TOKENS
            && self.lexicon.len() + read.forms.len() < Token::ID as usize;
        self.refused += usize::from(!fits);
        let (first, lacks_spaces) = (start as u32, read.lacks_spaces);
        self.documents.push(Entry { text: text.clone(), first, is_here: fits, lacks_spaces });
        if !fits {
            return;
        }
        let ids: Vec<WordId> = read
            .forms
            .iter()
            .map(|(form, times)| {
                let id = self.lexicon.intern(form);
                self.lexicon.add(id, *times);
                id
            })
            .collect();
        let numbered =
            read.tokens.iter().map(|token| Token(ids[token.word() as usize] | token.0 & !Token::ID));
        self.tokens.extend(numbered);
    }

    /// Removes documents; the numbers of the others stay as they are.
    pub fn remove(&mut self, documents: &[DocumentNumber]) {
        let mut gone: Vec<std::ops::Range<u32>> = Vec::new();
        for document in documents {
            let range = self.range(*document);
            let Some(entry) = self.documents.get_mut(document.0 as usize) else { continue };
            if !std::mem::take(&mut entry.is_here) {
                continue;
            }
            entry.text = Text::new("");
            gone.push(range.start as u32..range.end as u32);
            for at in range {
                self.lexicon.remove(self.tokens[at].word());
            }
        }
        if gone.is_empty() {
            return;
        }
        gone.sort_unstable_by_key(|range| range.start);
        self.postings.keep(|place| {
            let next = gone.partition_point(|range| range.end <= place);
            gone.get(next).is_none_or(|range| place < range.start)
        });
    }

    /// How often a seed stands, as exactly as it matters.
    pub(super) fn frequency(&self, seed: Seed) -> Frequency {
        self.frequency_of(self.postings.count(seed))
    }

    /// The same of so many places.
    pub(super) fn frequency_of(&self, places: usize) -> Frequency {
        Frequency::of(places, self.most_places)
    }

    /// True when a seed that stands so often is part of what stands everywhere.
    pub(super) fn is_common(&self, frequency: Frequency) -> bool {
        frequency > self.frequency_of(self.most_places)
    }

    /// The first place of a seed: its document, and the word in it.
    pub(super) fn first_place(&self, seed: Seed) -> Option<(DocumentNumber, u32)> {
        // The places of each part are in order, so that only its first matters.
        let first = self.postings.places(seed).filter_map(<[u64]>::first).min()?;
        Some(self.locate(*first as u32))
    }

    /// The documents in which a seed stands, each as often as it does.
    pub(super) fn documents_with(&self, seed: Seed) -> impl Iterator<Item = DocumentNumber> + '_ {
        self.postings.places(seed).flatten().map(|posting| self.locate(*posting as u32).0)
    }

    /// Number of documents, with those that were removed.
    pub fn len(&self) -> usize {
        self.documents.len()
    }

    /// True when nothing was ever added.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    /// Number of documents that did not fit into the index.
    pub fn refused(&self) -> usize {
        self.refused
    }

    /// Bytes of memory, without the texts.
    pub fn bytes(&self) -> usize {
        self.tokens.capacity() * size_of::<Token>()
            + self.postings.bytes()
            + self.lexicon.bytes()
            + self.documents.capacity() * size_of::<Entry>()
    }

    /// True unless it was removed or never there.
    pub fn has(&self, document: DocumentNumber) -> bool {
        self.documents.get(document.0 as usize).is_some_and(|entry| entry.is_here)
    }

    /// True for a document most of which is words longer than any word is: without spaces nothing is found in them.
    pub(super) fn lacks_spaces(&self, document: DocumentNumber) -> bool {
        self.documents.get(document.0 as usize).is_some_and(|entry| entry.lacks_spaces)
    }

    /// The text of a document; an empty one once it was removed.
    pub fn text(&self, document: DocumentNumber) -> Option<&Text> {
        self.documents.get(document.0 as usize).map(|entry| &entry.text)
    }

    /// The words of a document.
    pub(super) fn tokens(&self, document: DocumentNumber) -> &[Token] {
        &self.tokens[self.range(document)]
    }

    /// The document in which a place in the stream of all words lies, and the place in it.
    pub(super) fn locate(&self, place: u32) -> (DocumentNumber, u32) {
        let document = self.documents.partition_point(|entry| entry.first <= place).saturating_sub(1);
        (DocumentNumber(document as u32), place - self.documents[document].first)
    }

    /// Where the words of a document stand in its text, in order.
    pub(super) fn spans(&self, document: DocumentNumber) -> Vec<Span> {
        let Some(text) = self.text(document) else { return Vec::new() };
        #[cfg(test)]
        self.read_again.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let mut tokens = Tokens::of(text);
        std::iter::from_fn(|| tokens.read()).map(|token| token.signed).collect()
    }

    /// The seeds of a stream of words, each with the place of its first word.
    pub(super) fn seeds<'a>(&'a self, tokens: &'a [Token]) -> impl Iterator<Item = (usize, Seed)> + 'a {
        (0..tokens.len()).filter_map(move |at| Some((at, self.seed_at(tokens, at)?)))
    }

    /// The seeds of running words, for passages that have hardly a telling word: `to be or not to be`.
    pub(super) fn plain_seeds<'a>(&'a self, tokens: &'a [Token]) -> impl Iterator<Item = (usize, Seed)> + 'a {
        tokens
            .windows(self.in_plain_seed())
            .enumerate()
            .filter_map(|(at, words)| Some((at, plain_seed(words)?)))
    }

    /// How many running words make a seed.
    pub(super) fn in_plain_seed(&self) -> usize {
        if self.in_plain_seed == 0 { LONG_RUN } else { self.in_plain_seed }
    }

    /// All that is looked up of a stream of words.
    pub(super) fn all_seeds<'a>(&'a self, tokens: &'a [Token]) -> impl Iterator<Item = (usize, Seed)> + 'a {
        self.seeds(tokens).chain(self.plain_seeds(tokens))
    }

    /// The seed that begins at a word, if one does.
    pub(super) fn seed_at(&self, tokens: &[Token], at: usize) -> Option<Seed> {
        let first = tokens[at];
        if !first.is_telling() {
            return None;
        }
        let end = tokens.len().min(at + 1 + WIDEST_SEED);
        let mut next =
            tokens[at + 1..end].iter().filter(|token| token.is_telling()).map(|token| token.word());
        let mut words = [first.word(); MOST_IN_SEED];
        let words = &mut words[..self.in_seed(first.word())];
        for word in &mut words[1..] {
            *word = next.next()?;
        }
        Some(seed(words))
    }

    /// How many words in a row make a seed that begins with this one.
    pub(super) fn in_seed(&self, word: WordId) -> usize {
        self.lexicon.script(word).map_or(IN_SEED, Unspaced::in_seed)
    }

    fn range(&self, document: DocumentNumber) -> std::ops::Range<usize> {
        let at = document.0 as usize;
        let Some(entry) = self.documents.get(at) else { return 0..0 };
        let end = self.documents.get(at + 1).map_or(self.tokens.len(), |next| next.first as usize);
        entry.first as usize..end
    }
}

/// The seed of so many running words; none where two of them are telling, which are a seed themselves.
fn plain_seed(words: &[Token]) -> Option<Seed> {
    if words.iter().filter(|word| word.is_telling()).nth(1).is_some() {
        return None;
    }
    // No word has the first number, so that it is no seed of telling words.
    let mut numbers = [Token::ID; LONG_RUN + 1];
    for (number, word) in numbers[1..].iter_mut().zip(words) {
        *number = word.word();
    }
    Some(seed(&numbers[..=words.len()]))
}

/// Texts in parts that can be read at a time, each of one at least.
fn batches(texts: &[Text]) -> impl Iterator<Item = &[Text]> {
    let mut left = texts;
    std::iter::from_fn(move || {
        let mut bytes = 0;
        let fits = |text: &&Text| {
            bytes += text.len();
            bytes <= BATCH_BYTES
        };
        let count = left.iter().take(BATCH).take_while(fits).count().max(1).min(left.len());
        let (batch, rest) = left.split_at(count);
        left = rest;
        (!batch.is_empty()).then_some(batch)
    })
}

/// Reads a document and numbers its words in the order in which they come.
fn read(text: &Text) -> Read {
    let mut numbers: FxHashMap<String, u32> = FxHashMap::default();
    let mut counts: Vec<u32> = Vec::new();
    let mut tokens = Vec::with_capacity(text.len() / 6);
    let mut reader = Tokens::of(text);
    let mut bytes_of_long = 0;
    while let Some(token) = reader.read() {
        if token.span.len() > LONGEST_FORM {
            bytes_of_long += token.span.len();
        }
        let number = numbers.get(reader.form()).copied().unwrap_or_else(|| {
            let number = counts.len() as u32;
            numbers.insert(reader.form().to_owned(), number);
            counts.push(0);
            number
        });
        counts[number as usize] += 1;
        let paragraph = if token.begins_paragraph { Token::PARAGRAPH } else { 0 };
        let furniture = if token.after_furniture { Token::FURNITURE } else { 0 };
        tokens.push(Token(number & Token::ID | paragraph | furniture));
    }
    let mut forms = vec![(String::new(), 0); counts.len()];
    for (form, number) in numbers {
        forms[number as usize] = (form, counts[number as usize]);
    }
    let function_words = FunctionWords::of(forms.iter().map(|(form, times)| (form.as_str(), *times)));
    let kind_of = |form: &str| {
        let is_telling = is_telling(form) && !function_words.contains(form);
        let part = Unspaced::of_word(form).map_or(0, |_| Token::PART);
        part | if is_telling { Token::TELLING } else { 0 }
    };
    let kinds: Vec<u32> = forms.iter().map(|(form, _)| kind_of(form)).collect();
    for token in &mut tokens {
        token.0 |= kinds[token.word() as usize];
    }
    Read { forms, tokens, lacks_spaces: 2 * bytes_of_long > text.len() }
}

/// True for a word of two letters or more, and for what is less than a word in scripts without spaces.
fn is_telling(form: &str) -> bool {
    !form.is_ascii() || form.len() > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_at_a_time_is_bounded() {
        let sizes = |sizes: &[usize]| -> Vec<usize> {
            let texts: Vec<Text> = sizes.iter().map(|size| Text::new("a ".repeat(size / 2))).collect();
            batches(&texts).map(<[Text]>::len).collect()
        };
        let third = BATCH_BYTES / 3;
        assert_eq!(sizes(&[third; 7]), [3, 3, 1]);
        assert_eq!(sizes(&[BATCH_BYTES * 2, 2, BATCH_BYTES * 2, 2]), [1, 1, 1, 1]);
        assert_eq!(sizes(&[2; BATCH + 1]), [BATCH, 1]);
        assert_eq!(sizes(&[]), [0; 0]);
    }
}
