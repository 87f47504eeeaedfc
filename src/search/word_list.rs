//! Word lists and n-grams: how often each word, or each run of words, stands in a part of the corpus, and in how many of its
//! documents.
//!
//! Documents are read by all cores. Runs are many, and most stand once: what could be more than memory should hold is
//! counted in several passes, each for its own share of the runs, of which only those are kept that stand often enough. So a
//! list is exact however large the corpus.

use std::hash::{BuildHasher as _, BuildHasherDefault};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHasher};

use super::index::View;
use super::language::Language;
use super::words::{counted_form, counted_spans, is_function_word};

/// Words in the longest n-gram.
pub const LONGEST_GRAM: usize = 5;

/// About how many runs one pass counts.
const RUNS_IN_A_PASS: usize = 6_000_000;
/// A word with what parts it from the next takes about so many bytes.
const BYTES_OF_A_WORD: usize = 6;

/// What stands so seldom in all parts together is left out, and how the work is watched.
#[derive(Clone, Copy)]
pub struct Counting<'a> {
    /// Words in a run, 1 to [`LONGEST_GRAM`].
    pub gram: usize,
    /// What stands fewer times, in all parts together, is left out of the lists; their totals count it.
    pub least: u32,
    /// Stops the work when it is set.
    pub cancel: &'a AtomicBool,
    /// Told now and then how many documents of how many have been read.
    pub tell: &'a (dyn Fn(usize, usize) + Sync),
}

/// How often a form stands somewhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// How often.
    pub times: u32,
    /// In how many documents.
    pub documents: u32,
    /// How often as a function word of its document's language, or as a run that begins or ends with one.
    pub as_function_word: u32,
}

impl Count {
    /// True when it mostly is a function word.
    pub fn is_function_word(self) -> bool {
        2 * u64::from(self.as_function_word) > u64::from(self.times)
    }

    /// Both counts together, of different documents.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self {
            times: self.times.saturating_add(other.times),
            documents: self.documents + other.documents,
            as_function_word: self.as_function_word.saturating_add(other.as_function_word),
        }
    }
}

/// How often each word, or each run of words, stands in a part of the corpus. Words are in the form without case and
/// accents; runs have a blank between their words and do not go over the end of a paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WordList {
    pub(super) counts: FxHashMap<Box<str>, Count>,
    pub(super) total: u64,
    pub(super) documents: usize,
}

impl WordList {
    /// Counts the words, or runs of words, of the documents with these numbers; `None` when that was stopped.
    pub fn of(view: &View, documents: &[u32], counting: Counting<'_>) -> Option<Self> {
        Self::of_parts(view, &[documents], counting)?.pop()
    }

    /// The same for several parts of the corpus, a list for each.
    pub fn of_parts(view: &View, parts: &[&[u32]], counting: Counting<'_>) -> Option<Vec<Self>> {
        let bytes = |part: &&[u32]| -> usize {
            let entries = view.library().entries();
            part.iter().map(|number| entries[*number as usize].searchable.text().len()).sum()
        };
        // However much text there is, its different words fit into memory.
        let runs =
            if counting.gram > 1 { parts.iter().map(bytes).sum::<usize>() / BYTES_OF_A_WORD } else { 0 };
        Self::in_passes(view, parts, counting, runs / RUNS_IN_A_PASS + 1)
    }

    fn in_passes(view: &View, parts: &[&[u32]], counting: Counting<'_>, passes: usize) -> Option<Vec<Self>> {
        let commonest = commonest_language(view);
        let mut lists: Vec<Self> =
            parts.iter().map(|part| Self { documents: part.len(), ..Self::default() }).collect();
        let (done, of) = (AtomicUsize::new(0), passes * parts.iter().map(|part| part.len()).sum::<usize>());
        for pass in 0..passes {
            let mut tallies = Vec::with_capacity(parts.len());
            for part in parts {
                let reading = Reading { view, counting, commonest, share: (pass, passes), done: &done, of };
                tallies.push(reading.tally(part)?);
            }
            leave_out_what_is_seldom(&mut tallies, counting.least);
            for (list, tally) in lists.iter_mut().zip(tallies) {
                list.total = tally.total;
                list.counts.extend(tally.counts.into_iter().map(|(form, (count, _))| (form, count)));
            }
        }
        Some(lists)
    }

    /// How often a form stands there.
    pub fn get(&self, form: &str) -> Count {
        self.counts.get(form).copied().unwrap_or_default()
    }

    /// How many words or runs there are in all, with those that are too seldom to be listed.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// How many documents were read.
    pub fn documents(&self) -> usize {
        self.documents
    }

    /// How many different ones are listed.
    pub fn different(&self) -> usize {
        self.counts.len()
    }

    /// The words or runs with how often they stand there, the commonest first.
    pub fn into_commonest(self) -> Vec<(Box<str>, Count)> {
        let mut all: Vec<(Box<str>, Count)> = self.counts.into_iter().collect();
        all.sort_unstable_by(|a, b| b.1.times.cmp(&a.1.times).then_with(|| a.0.cmp(&b.0)));
        all
    }
}

/// Takes out what stands fewer than `least` times in all tallies together.
fn leave_out_what_is_seldom(tallies: &mut [Tally], least: u32) {
    for at in 0..tallies.len() {
        let mut counts = std::mem::take(&mut tallies[at].counts);
        // What was taken out of a tally before is too seldom whatever that tally had of it.
        let elsewhere = |form: &str| -> u64 {
            let times = |tally: &Tally| tally.counts.get(form).map_or(0, |(count, _)| u64::from(count.times));
            tallies.iter().map(times).sum()
        };
        counts.retain(|form, (count, _)| u64::from(count.times) + elsewhere(form) >= u64::from(least));
        tallies[at].counts = counts;
    }
}

/// What most documents are written in: those whose language cannot be told are taken for it.
fn commonest_language(view: &View) -> Option<Language> {
    Language::commonest(view.library().entries().iter().filter_map(|entry| entry.searchable.language()))
}

/// What was counted, each form with the number of the document it was last met in.
#[derive(Default)]
struct Tally {
    counts: FxHashMap<Box<str>, (Count, u32)>,
    total: u64,
}

impl Tally {
    fn add(&mut self, form: &str, document: u32, is_function_word: bool) {
        let as_function_word = u32::from(is_function_word);
        if let Some((count, last)) = self.counts.get_mut(form) {
            count.times = count.times.saturating_add(1);
            count.documents += u32::from(*last != document);
            count.as_function_word = count.as_function_word.saturating_add(as_function_word);
            *last = document;
        } else {
            self.counts.insert(form.into(), (Count { times: 1, documents: 1, as_function_word }, document));
        }
    }

    /// Adds what was counted in other documents.
    fn merge(self, other: Self) -> Self {
        let total = self.total + other.total;
        let is_smaller = self.counts.len() < other.counts.len();
        let (mut counts, rest) =
            if is_smaller { (other.counts, self.counts) } else { (self.counts, other.counts) };
        for (form, (count, last)) in rest {
            let known = counts.entry(form).or_insert((Count::default(), last));
            known.0 = known.0.with(count);
        }
        Self { counts, total }
    }
}

/// One pass over the documents of a part.
#[derive(Clone, Copy)]
struct Reading<'a> {
    view: &'a View,
    counting: Counting<'a>,
    commonest: Option<Language>,
    /// The share of the runs that is counted, and how many shares there are.
    share: (usize, usize),
    done: &'a AtomicUsize,
    of: usize,
}

impl Reading<'_> {
    /// How often progress is told, in documents.
    const TELL_EVERY: usize = 64;

    fn tally(&self, documents: &[u32]) -> Option<Tally> {
        // A few shares for each core: enough that none waits long for another, few enough to put together again.
        let share = documents.len().div_ceil(4 * rayon::current_num_threads()).max(1);
        let counted = documents.par_chunks(share).map(|documents| {
            let mut tally = Tally::default();
            for document in documents {
                self.read(*document, &mut tally)?;
                let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
                if done.is_multiple_of(Self::TELL_EVERY) || done == self.of {
                    (self.counting.tell)(done, self.of);
                }
            }
            Some(tally)
        });
        counted.try_reduce(Tally::default, |one, other| Some(one.merge(other)))
    }

    /// Counts one document; `None` when that was stopped.
    fn read(&self, document: u32, tally: &mut Tally) -> Option<()> {
        let searchable = &self.view.library().entries()[document as usize].searchable;
        let language = searchable.language();
        let grammar = language.or(self.commonest);
        let is_grammar = |form: &str| grammar.is_some_and(|language| is_function_word(form, language));
        let gram = self.counting.gram.clamp(1, LONGEST_GRAM);
        let flow = searchable.flow();
        let mut run = Run::new(gram);
        for unit in flow.units() {
            if self.counting.cancel.load(Ordering::Relaxed) {
                return None;
            }
            let text = &flow.as_str()[unit.flow.range()];
            run.clear();
            counted_spans(text, language, &mut |span| {
                let begin = run.begin();
                counted_form(&text[span.range()], &mut run.words);
                let is_function_word = is_grammar(&run.words[begin..]);
                run.end(begin, is_function_word);
                if run.lengths.len() == gram {
                    tally.total += 1;
                    if self.is_mine(&run.words) {
                        tally.add(&run.words, document, run.is_bounded_by_grammar());
                    }
                }
            });
        }
        Some(())
    }

    /// True for a run of the share that is counted.
    fn is_mine(&self, run: &str) -> bool {
        let (share, shares) = self.share;
        // The upper half, since the lower half of the same hash finds the run among those counted.
        let hash = || BuildHasherDefault::<FxHasher>::default().hash_one(run) >> 32;
        shares == 1 || hash() % shares as u64 == share as u64
    }
}

/// The last words of a text, as many as a run has, with a blank between them.
struct Run {
    gram: usize,
    words: String,
    /// How long each is, and whether it is a function word.
    lengths: std::collections::VecDeque<(usize, bool)>,
}

impl Run {
    fn new(gram: usize) -> Self {
        Self { gram, words: String::new(), lengths: std::collections::VecDeque::with_capacity(gram) }
    }

    fn clear(&mut self) {
        self.words.clear();
        self.lengths.clear();
    }

    /// Makes room for another word, and tells where it begins.
    fn begin(&mut self) -> usize {
        if self.lengths.len() == self.gram
            && let Some((first, _)) = self.lengths.pop_front()
        {
            self.words.drain(..(first + 1).min(self.words.len()));
        }
        if !self.lengths.is_empty() {
            self.words.push(' ');
        }
        self.words.len()
    }

    fn end(&mut self, begin: usize, is_function_word: bool) {
        self.lengths.push_back((self.words.len() - begin, is_function_word));
    }

    /// True when it begins or ends with a function word, as `of the` does and `freedom of information` does not.
    fn is_bounded_by_grammar(&self) -> bool {
        let is_grammar = |end: Option<&(usize, bool)>| end.is_some_and(|(_, is_grammar)| *is_grammar);
        is_grammar(self.lengths.front()) || is_grammar(self.lengths.back())
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::project::DocumentId;
    use crate::search::{Entry, Library, Searchable};
    use crate::text::Text;
    use crate::text::structure::passages;

    /// A view of texts, in English.
    pub fn view_of(texts: &[&str]) -> View {
        let entry = |(number, text): (u32, &&str)| {
            let searchable = Searchable::new(&Text::new(*text), Some(Language::English));
            Entry::new(DocumentId::derived(&number.to_le_bytes()), searchable)
        };
        View::of_library(&Arc::new(Library::new((0..).zip(texts).map(entry).collect())))
    }

    /// Everything in a view counted.
    pub fn listed(view: &View, gram: usize, least: u32) -> WordList {
        let all: Vec<u32> = (0..view.library().entries().len() as u32).collect();
        WordList::of(view, &all, plainly(gram, least)).unwrap()
    }

    pub fn plainly(gram: usize, least: u32) -> Counting<'static> {
        static NEVER: AtomicBool = AtomicBool::new(false);
        Counting { gram, least, cancel: &NEVER, tell: &|_, _| {} }
    }

    fn counts(list: WordList) -> Vec<(String, u32, u32)> {
        list.into_commonest().into_iter().map(|(form, it)| (form.into(), it.times, it.documents)).collect()
    }

    fn row(form: &str, times: u32, documents: u32) -> (String, u32, u32) {
        (form.to_owned(), times, documents)
    }

    #[test]
    fn words_and_runs_are_counted() {
        let view = view_of(&["The police. The Zoë,\nzoe don't", "the"]);
        let words = listed(&view, 1, 1);
        assert_eq!((words.total(), words.different(), words.documents()), (7, 4, 2));
        let expected = [row("the", 3, 2), row("zoe", 2, 1), row("don’t", 1, 1), row("police", 1, 1)];
        assert_eq!(counts(words), expected);
        let pairs = |text, gram| counts(listed(&view_of(&[text]), gram, 1));
        assert_eq!(pairs("a b a b\na", 2), [row("a b", 2, 1), row("b a", 1, 1)], "not over paragraphs");
        assert_eq!(pairs("a b c", 3), [row("a b c", 1, 1)]);
        assert_eq!(pairs("a b", 3), []);
    }

    #[test]
    fn what_is_seldom_in_all_parts_together_is_left_out_and_counted_in_the_total() {
        let view = view_of(&["tea and tea", "and milk"]);
        let lists = WordList::of_parts(&view, &[&[0], &[1]], plainly(1, 2)).unwrap();
        assert_eq!((lists[0].get("and").times, lists[1].get("and").times), (1, 1));
        assert_eq!((lists[0].get("tea").times, lists[1].get("milk").times), (2, 0));
        assert_eq!((lists[0].total(), lists[1].total()), (3, 2));
    }

    #[test]
    fn function_words_are_marked_and_runs_by_their_ends() {
        let view = view_of(&["the freedom of information is not the end of it"]);
        let is_marked = |gram, form| listed(&view, gram, 1).get(form).is_function_word();
        assert!(is_marked(1, "the") && is_marked(1, "it") && !is_marked(1, "freedom"));
        assert!(is_marked(2, "of information") && !is_marked(3, "freedom of information"));
    }

    #[test]
    fn counting_stops_when_asked() {
        let view = view_of(&["some words"]);
        let cancel = AtomicBool::new(true);
        assert_eq!(WordList::of(&view, &[0], Counting { cancel: &cancel, ..plainly(1, 1) }), None);
    }

    /// The same counted in the plainest way.
    fn slowly(texts: &[String], gram: usize, least: u32) -> BTreeMap<String, (u32, u32)> {
        let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (number, text) in texts.iter().enumerate() {
            let text = Text::new(text.as_str());
            for paragraph in passages(&text) {
                let words = text.slice(paragraph).split([' ', '.', '\n']);
                let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
                for run in words.windows(gram) {
                    places.entry(run.join(" ").to_lowercase()).or_default().push(number);
                }
            }
        }
        let counted = |(run, places): (String, Vec<usize>)| {
            let documents = places.iter().collect::<BTreeSet<_>>().len() as u32;
            (places.len() as u32 >= least).then_some((run, (places.len() as u32, documents)))
        };
        places.into_iter().filter_map(counted).collect()
    }

    proptest! {
        #[test]
        fn every_list_is_as_a_slow_count_has_it(
            texts in prop::collection::vec("([abAB]{1,2}[ .\n]){0,12}", 1..12),
            gram in 1usize..=LONGEST_GRAM,
            least in 1u32..4,
            passes in 1usize..4,
        ) {
            let borrowed: Vec<&str> = texts.iter().map(String::as_str).collect();
            let view = view_of(&borrowed);
            let all: Vec<u32> = (0..texts.len() as u32).collect();
            let lists = WordList::in_passes(&view, &[&all], plainly(gram, least), passes).unwrap();
            let found: BTreeMap<String, (u32, u32)> = lists[0]
                .counts
                .iter()
                .map(|(form, count)| (form.to_string(), (count.times, count.documents)))
                .collect();
            prop_assert_eq!(found, slowly(&texts, gram, least));
            let whole: u32 = slowly(&texts, gram, 1).values().map(|(times, _)| times).sum();
            prop_assert_eq!(lists[0].total(), u64::from(whole));
        }
    }
}
