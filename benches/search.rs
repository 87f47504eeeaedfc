//! Searching 100,000 documents (200 MB), beside a plain scan with the `regex` crate on one thread and `SQLite`'s FTS5.
//!
//! Run with `cargo bench --bench search`; `LECTERN_BENCH_DOCUMENTS` makes it another number of documents. Words have the
//! frequencies of natural language (Zipf and Mandelbrot), so that a common word stands in nearly every document. The plain
//! scan finds every hit, FTS5 only the documents, and neither knows paragraphs, layers or wrapped lines. The aims are the
//! first page within one frame (16 ms) for words and phrases, every hit of a rare word in 50 ms, indexing 15 MB/s on two
//! cores, and a second start in 300 ms. How much memory each of these takes at its peak is printed first.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::fmt::Write as _;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use lectern::project::DocumentId;
use lectern::search::collocates::{Around, Window, collocates};
use lectern::search::word_list::{Counting, WordList};
use lectern::search::{
    Entry, Finder, Language, Library, NoLayers, Query, Scope, SearchEnd, SearchIndex, Searchable, View, index,
};
use lectern::text::Text;
use regex::{Regex, RegexBuilder};
use rusqlite::Connection;

/// Different words.
const VOCABULARY: usize = 200_000;

/// The rank of a word that stands in few documents.
const RARE: usize = 60_000;

/// Words beyond this rank are rarer than Zipf's law has it: in natural texts the exponent is about 1 up to some thousand
/// words and about 2 beyond (Ferrer i Cancho and Solé 2001, “Two regimes in the frequency of words”).
const CORE: f64 = 6000.0;

/// Words in a document: about 2 kB.
const WORDS: usize = 400;

/// Hits on the first page.
const PAGE: usize = 50;

fn documents() -> usize {
    std::env::var("LECTERN_BENCH_DOCUMENTS").ok().and_then(|number| number.parse().ok()).unwrap_or(100_000)
}

struct Corpus {
    library: Arc<Library>,
    bytes: usize,
    folder: tempfile::TempDir,
}

static CORPUS: LazyLock<Corpus> = LazyLock::new(|| {
    let mut dice = Dice::new();
    let entry = |number: usize| {
        let searchable = Searchable::new(&Text::new(dice.text()), Some(Language::English));
        Entry::new(DocumentId::derived(&number.to_le_bytes()), searchable)
    };
    let library = Arc::new(Library::new((0..documents()).map(entry).collect()));
    Corpus { bytes: library.bytes(), library, folder: tempfile::tempdir().unwrap() }
});

static INDEX: LazyLock<SearchIndex> = LazyLock::new(|| {
    let index = SearchIndex::at(CORPUS.folder.path().join("index")).unwrap();
    index.update(&CORPUS.library, &AtomicBool::new(false), &mut |_| {}).unwrap();
    index
});

static VIEW: LazyLock<View> = LazyLock::new(|| INDEX.view(&CORPUS.library));

static SQLITE: LazyLock<std::path::PathBuf> = LazyLock::new(|| {
    let path = CORPUS.folder.path().join("fts.db");
    fill_sqlite(&path);
    path
});

fn fill_sqlite(path: &std::path::Path) {
    let mut connection = Connection::open(path).unwrap();
    connection.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;").unwrap();
    connection
        .execute_batch(
            "CREATE VIRTUAL TABLE texts USING fts5(body, content = '', tokenize = 'porter unicode61');",
        )
        .unwrap();
    let transaction = connection.transaction().unwrap();
    {
        let mut insert = transaction.prepare("INSERT INTO texts (rowid, body) VALUES (?1, ?2)").unwrap();
        for (number, entry) in CORPUS.library.entries().iter().enumerate() {
            insert.execute((number as i64, entry.searchable.text().as_str())).unwrap();
        }
    }
    transaction.commit().unwrap();
}

/// Words by natural frequencies, the same in every run.
struct Dice {
    state: u64,
    /// Up to which share each word reaches.
    reaches: Vec<f64>,
}

impl Dice {
    fn new() -> Self {
        let mut sum = 0.0;
        let mut reaches: Vec<f64> = (0..VOCABULARY)
            .map(|rank| {
                let rank = rank as f64 + 2.7;
                let beyond = (rank / CORE).max(1.0);
                sum += 1.0 / (rank.powf(1.05) * beyond.powf(0.9));
                sum
            })
            .collect();
        for reach in &mut reaches {
            *reach /= sum;
        }
        Self { state: 0x9e37_79b9_7f4a_7c15, reaches }
    }

    fn next(&mut self) -> u64 {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        self.state >> 11
    }

    fn text(&mut self) -> String {
        let mut text = String::with_capacity(WORDS * 7);
        for number in 1..=WORDS {
            let at = self.next() as f64 / (1u64 << 53) as f64;
            let rank = self.reaches.partition_point(|reach| *reach < at);
            text.push_str(&word(rank));
            text.push_str(match self.next() % 80 {
                0 => ".\n\n",
                1..=4 => ". ",
                5..=9 => ", ",
                _ if number % 13 == 0 => " ",
                _ => " ",
            });
        }
        text
    }
}

/// The word of this rank: common ones are short.
fn word(rank: usize) -> String {
    let mut left = rank + 3;
    let mut word = String::new();
    while left > 0 {
        word.push(['t', 'n', 's', 'r', 'l', 'd', 'm', 'p', 'c', 'b', 'v', 'k'][left % 12]);
        word.push(['e', 'a', 'o', 'i', 'u'][left / 12 % 5]);
        left /= 60;
    }
    word
}

/// A query in the three languages. FTS5 has no answer to some.
#[derive(Clone, Copy)]
enum Asked {
    Rare,
    Common,
    Phrase,
    Boolean,
    Fuzzy,
    Expression,
    ExpressionWithoutWords,
}

const ALL: [Asked; 7] = [
    Asked::Rare,
    Asked::Common,
    Asked::Phrase,
    Asked::Boolean,
    Asked::Fuzzy,
    Asked::Expression,
    Asked::ExpressionWithoutWords,
];

impl std::fmt::Display for Asked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Rare => "rare word",
            Self::Common => "common word",
            Self::Phrase => "phrase",
            Self::Boolean => "boolean",
            Self::Fuzzy => "fuzzy",
            Self::Expression => "expression",
            Self::ExpressionWithoutWords => "expression without words",
        })
    }
}

impl Asked {
    fn query(self) -> String {
        let (a, b) = (word(20), word(35));
        match self {
            Self::Rare => format!("={}", word(RARE)),
            Self::Common => format!("={}", word(1)),
            Self::Phrase => format!("\"{a} {b}\""),
            Self::Boolean => format!("={} ={} -={}", word(300), word(400), word(5)),
            Self::Fuzzy => format!("{}~1", word(5000)),
            Self::Expression => format!("/{}\\s+\\w+\\s+{}/", word(4000), word(70)),
            Self::ExpressionWithoutWords => "/\\b[aeiou]\\w+[^\\w\\s]$/".to_owned(),
        }
    }

    /// Every part that is to be found, as the plain scan has it.
    fn plain(self) -> Vec<(Regex, bool)> {
        let regex = |pattern: String, wanted| {
            let built = RegexBuilder::new(&pattern).case_insensitive(true).multi_line(true).build().unwrap();
            (built, wanted)
        };
        let whole = |rank| format!(r"\b{}\b", word(rank));
        match self {
            Self::Rare => vec![regex(whole(RARE), true)],
            Self::Common => vec![regex(whole(1), true)],
            Self::Phrase => vec![regex(format!(r"\b{}\W+{}\b", word(20), word(35)), true)],
            Self::Boolean => {
                vec![regex(whole(300), true), regex(whole(400), true), regex(whole(5), false)]
            }
            Self::Fuzzy => {
                let letters: Vec<char> = word(5000).chars().collect();
                let mut pattern = String::from(r"\b(?:");
                for at in 0..=letters.len() {
                    let (before, after): (String, String) =
                        (letters[..at].iter().collect(), letters[at..].iter().collect());
                    write!(pattern, r"{before}\w?{after}|").unwrap();
                    if at < letters.len() {
                        let rest: String = letters[at + 1..].iter().collect();
                        write!(pattern, r"{before}\w?{rest}|").unwrap();
                    }
                    if at + 1 < letters.len() {
                        let rest: String = letters[at + 2..].iter().collect();
                        write!(pattern, "{before}{}{}{rest}|", letters[at + 1], letters[at]).unwrap();
                    }
                }
                pattern.pop();
                pattern.push_str(r")\b");
                vec![regex(pattern, true)]
            }
            Self::Expression | Self::ExpressionWithoutWords => {
                vec![regex(self.query().trim_matches('/').to_owned(), true)]
            }
        }
    }

    fn fts5(self) -> Option<String> {
        Some(match self {
            Self::Rare => word(RARE),
            Self::Common => word(1),
            Self::Phrase => format!("\"{} {}\"", word(20), word(35)),
            Self::Boolean => format!("{} AND {} NOT {}", word(300), word(400), word(5)),
            Self::Fuzzy | Self::Expression | Self::ExpressionWithoutWords => return None,
        })
    }
}

/// Megabytes of memory in use now (`VmRSS`), or the most since that was last forgotten (`VmHWM`), where the system tells.
fn memory(line: &str) -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kilobytes =
        status.lines().find_map(|it| it.strip_prefix(line)?.split_whitespace().nth(1)?.parse().ok());
    kilobytes.unwrap_or(0usize) / 1024
}

/// Does something and prints how much more memory it took at its peak, and how much of that is still taken (Linux only).
fn tell_memory(what: &str, work: impl FnOnce()) {
    let before = memory("VmRSS");
    if before == 0 || std::fs::write("/proc/self/clear_refs", "5").is_err() {
        return work();
    }
    work();
    let more = |line: &str| memory(line).saturating_sub(before);
    println!("memory, {what}: {} MB more at its peak, {} MB afterwards", more("VmHWM"), more("VmRSS"));
}

fn main() {
    tell_memory("texts made ready", || _ = LazyLock::force(&CORPUS));
    let corpus = &*CORPUS;
    println!("{} documents, {} MB", corpus.library.entries().len(), corpus.bytes / 1_000_000);
    tell_memory("the index written", || _ = LazyLock::force(&VIEW));
    tell_memory("every hit of every query", || {
        for asked in ALL {
            black_box(all_hits(&VIEW, asked));
        }
    });
    for asked in ALL {
        let lectern = all_hits(&VIEW, asked);
        let plain = plain_scan(asked);
        println!("{asked}: {lectern} hits, {plain} by the plain scan");
        assert!(lectern == plain || matches!(asked, Asked::Fuzzy), "the two do not look for the same");
    }
    divan::main();
}

fn all_hits(view: &View, asked: Asked) -> u64 {
    let query = Query::parse(&asked.query()).unwrap();
    let finder = Finder::new(&query, &NoLayers).unwrap();
    match index::search(view, &finder, Scope::Document, &AtomicBool::new(false), &mut |_| {}) {
        SearchEnd::Complete(results) => results.hits,
        SearchEnd::Cancelled => panic!("nobody cancelled"),
    }
}

fn plain_scan(asked: Asked) -> u64 {
    let parts = asked.plain();
    let mut hits = 0;
    for entry in CORPUS.library.entries() {
        let text = entry.searchable.text().as_str();
        let fits = parts.len() == 1 || parts.iter().all(|(regex, wanted)| regex.is_match(text) == *wanted);
        if fits {
            let wanted = parts.iter().filter(|(_, wanted)| *wanted);
            hits += wanted.map(|(regex, _)| regex.find_iter(text).count() as u64).sum::<u64>();
        }
    }
    hits
}

#[divan::bench(args = ALL, sample_count = 20, sample_size = 1)]
fn first_page(bencher: Bencher<'_, '_>, asked: Asked) {
    let view = &*VIEW;
    bencher.bench_local(|| {
        let query = Query::parse(&asked.query()).unwrap();
        let finder = Finder::new(&query, &NoLayers).unwrap();
        let cancel = AtomicBool::new(false);
        let mut first = None;
        let end = index::search(view, &finder, Scope::Document, &cancel, &mut |results| {
            first = Some(results.clone());
            cancel.store(true, Ordering::Relaxed);
        });
        let results = match (first, end) {
            (Some(first), _) | (None, SearchEnd::Complete(first)) => first,
            (None, SearchEnd::Cancelled) => panic!("cancelled before anything was told"),
        };
        black_box(index::hits_on_page(view, &finder, Scope::Document, &results.found, 0, PAGE))
    });
}

#[divan::bench(args = ALL, sample_count = 5, sample_size = 1)]
fn every_hit(bencher: Bencher<'_, '_>, asked: Asked) {
    let view = &*VIEW;
    bencher.bench_local(|| black_box(all_hits(view, asked)));
}

#[divan::bench(args = ALL, sample_count = 3, sample_size = 1)]
fn every_hit_without_index(bencher: Bencher<'_, '_>, asked: Asked) {
    let view = View::of_library(&CORPUS.library);
    bencher.bench_local(|| black_box(all_hits(&view, asked)));
}

#[divan::bench(args = ALL, sample_count = 3, sample_size = 1)]
fn every_hit_by_plain_scan(bencher: Bencher<'_, '_>, asked: Asked) {
    LazyLock::force(&CORPUS);
    bencher.bench_local(|| black_box(plain_scan(asked)));
}

#[divan::bench(args = ALL, sample_count = 5, sample_size = 1)]
fn documents_by_fts5(bencher: Bencher<'_, '_>, asked: Asked) {
    let connection = Connection::open(&*SQLITE).unwrap();
    let Some(question) = asked.fts5() else { return };
    bencher.bench_local(|| {
        let mut statement =
            connection.prepare_cached("SELECT rowid FROM texts WHERE texts MATCH ?1 ORDER BY rowid").unwrap();
        let rows = statement.query_map([&question], |row| row.get::<_, i64>(0)).unwrap();
        black_box(rows.count())
    });
}

#[divan::bench(sample_count = 2, sample_size = 1)]
fn index_everything(bencher: Bencher<'_, '_>) {
    let corpus = &*CORPUS;
    let number = std::cell::Cell::new(0);
    bencher.counter(BytesCount::new(corpus.bytes)).bench_local(|| {
        number.set(number.get() + 1);
        let index = SearchIndex::at(corpus.folder.path().join(format!("again {}", number.get()))).unwrap();
        index.update(&corpus.library, &AtomicBool::new(false), &mut |_| {}).unwrap();
    });
}

#[divan::bench(sample_count = 1, sample_size = 1)]
fn index_everything_by_fts5(bencher: Bencher<'_, '_>) {
    let corpus = &*CORPUS;
    let path = corpus.folder.path().join("again.db");
    bencher.counter(BytesCount::new(corpus.bytes)).bench_local(|| fill_sqlite(&path));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn second_start(bencher: Bencher<'_, '_>) {
    let corpus = &*CORPUS;
    LazyLock::force(&INDEX);
    bencher.bench_local(|| {
        let index = SearchIndex::at(corpus.folder.path().join("index")).unwrap();
        let view = index.view(&corpus.library);
        assert_eq!(view.indexed(), corpus.library.entries().len());
        view
    });
}

fn counting(gram: usize, least: u32, cancel: &AtomicBool) -> Counting<'_> {
    Counting { gram, least, cancel, tell: &|_, _| {} }
}

fn every_document() -> Vec<u32> {
    (0..CORPUS.library.entries().len() as u32).collect()
}

/// The list of single words, then runs of two and five that stand at least twice.
#[divan::bench(args = [1, 2, 5], sample_count = 3)]
fn word_list(bencher: Bencher<'_, '_>, gram: usize) {
    let (view, cancel) = (View::of_library(&CORPUS.library), AtomicBool::new(false));
    let least = if gram > 1 { 2 } else { 1 };
    let documents = every_document();
    bencher
        .counter(BytesCount::new(CORPUS.bytes))
        .bench_local(|| WordList::of(&view, &documents, counting(gram, least, &cancel)).unwrap().different());
}

/// The same words counted by one thread in the plainest way: split at what is no letter, in small letters.
#[divan::bench(sample_count = 3)]
fn word_list_plainly(bencher: Bencher<'_, '_>) {
    bencher.counter(BytesCount::new(CORPUS.bytes)).bench_local(|| {
        let mut counts: std::collections::HashMap<String, u32> = std::collections::HashMap::new();
        for entry in CORPUS.library.entries() {
            let words = entry.searchable.text().as_str().split(|c: char| !c.is_alphanumeric());
            for word in words.filter(|word| !word.is_empty()) {
                *counts.entry(word.to_lowercase()).or_default() += 1;
            }
        }
        counts.len()
    });
}

/// What stands within five words of a common word, once the words of the corpus have been counted.
#[divan::bench(sample_count = 3)]
fn collocates_of_a_common_word(bencher: Bencher<'_, '_>) {
    let cancel = AtomicBool::new(false);
    let corpus = WordList::of(&VIEW, &every_document(), counting(1, 1, &cancel)).unwrap();
    let query = Query::parse(&Asked::Common.query()).unwrap();
    let finder = Finder::new(&query, &NoLayers).unwrap();
    let SearchEnd::Complete(results) = index::search(&VIEW, &finder, Scope::Document, &cancel, &mut |_| {})
    else {
        panic!("nobody cancelled")
    };
    let around = Around { window: Window::default(), corpus: &corpus, least: 2 };
    bencher.bench_local(|| {
        collocates(&VIEW, &finder, Scope::Document, &results.found, around, &cancel, &|_, _| {})
            .unwrap()
            .len()
    });
}
