//! The passages that documents share: all pairs of 1,000 and 10,000 documents, one document added to 10,000, and one opened
//! among 10,000, beside comparing each pair word by word.
//!
//! Run with `cargo bench --bench compare`. How right it is on the same documents is printed first, with the time and
//! memory of each size and how long the links of one document take that is opened; `LECTERN_DOCUMENTS=100000` adds a size
//! (which needs 2 GB). The naive way takes 200 documents,
//! 19,900 pairs, and only aligns them: it neither tells what was copied from what stands there by chance, nor finds
//! passages that stand in another order.

#![allow(clippy::unwrap_used)]

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use divan::{Bencher, black_box};
use lectern::compare::figures::{Reported, read, topics};
use lectern::compare::shared::{Comparer, DocumentNumber, Index, Place, Unwatched};
use lectern::compare::statements::statements;
use lectern::compare::words;
use lectern::corpus::bundled;
use lectern::text::{Span, Text};

#[allow(dead_code)]
#[path = "../tests/common/planted.rs"]
mod planted;

use planted::{Corpus, Found, Planting, plant};

const NAIVE: usize = 200;
/// So many documents are opened to tell how long that takes.
const OPENED: usize = 1_000;

fn planting(documents: usize) -> Planting {
    Planting { documents, words: 400, passages: documents / 5, edits: 0.1, misread: 0.0, seed: 7 }
}

fn texts(corpus: &Corpus) -> Vec<Text> {
    corpus.texts.iter().map(Text::new).collect()
}

static THOUSAND: LazyLock<Vec<Text>> = LazyLock::new(|| texts(&plant(planting(1_000))));
static TEN_THOUSAND: LazyLock<Index> = LazyLock::new(|| Index::of(&texts(&plant(planting(10_000)))));

/// Megabytes of memory that the process has now.
fn memory() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.split_whitespace().next()?.parse::<usize>().ok().map(|kilobytes| kilobytes / 1024)
}

fn tell(documents: usize) {
    let corpus = plant(planting(documents));
    let texts = texts(&corpus);
    let before = memory();
    let begin = Instant::now();
    let index = Index::of(&texts);
    let indexed = begin.elapsed();
    let shared = index.shared(&Unwatched);
    let all = begin.elapsed();
    let more = memory().zip(before).map_or(0, |(after, before)| after.saturating_sub(before));
    let place = |place: Place| (place.document.0 as usize, place.span.range());
    let shown = shared.passages.iter().filter(|passage| passage.kind.is_shown());
    let found: Vec<Found> = shown.map(|passage| (place(passage.a), place(passage.b))).collect();
    let score = corpus.score(&found);
    println!(
        "{documents} documents: index {indexed:.2?}, all pairs {all:.2?}, {more} MB beside the texts; recall {:.3}, \
         precision {:.3} by characters, {:.3} of the passages found, {:.3} right",
        score.recall, score.precision, score.found, score.right
    );
    tell_opening(&index);
}

/// How long it takes until the links of a document are there that is opened, for so many documents.
fn tell_opening(index: &Index) {
    let documents = index.len().min(OPENED);
    let mut took: Vec<Duration> = (0..documents)
        .map(|at| {
            let number = DocumentNumber((at * 7_919 % index.len()) as u32);
            let begin = Instant::now();
            black_box(index.shared_by(number, &Unwatched));
            begin.elapsed()
        })
        .collect();
    took.sort_unstable();
    let [Some(median), Some(most), Some(slowest)] =
        [took.get(documents / 2), took.get(documents * 95 / 100), took.last()]
    else {
        return;
    };
    println!(
        "  one of {documents} opened: links there after {median:.2?} (median), {most:.2?} (95 of 100), {slowest:.2?} (slowest)"
    );
}

fn main() {
    tell(1_000);
    tell(10_000);
    if let Some(documents) = std::env::var("LECTERN_DOCUMENTS").ok().and_then(|number| number.parse().ok()) {
        tell(documents);
    }
    divan::main();
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn all_pairs_of_1000(bencher: Bencher<'_, '_>) {
    let texts = &*THOUSAND;
    bencher.bench_local(|| black_box(Index::of(texts).shared(&Unwatched)));
}

#[divan::bench(sample_count = 1, sample_size = 1)]
fn naive_all_pairs_of_200(bencher: Bencher<'_, '_>) {
    let texts = &THOUSAND[..NAIVE];
    let whole = |text: &Text| Span::new(0, text.len());
    bencher.bench_local(|| {
        let mut same = 0usize;
        for (number, one) in texts.iter().enumerate() {
            for other in &texts[number + 1..] {
                same += words::compare(one, whole(one), other, whole(other)).len();
            }
        }
        black_box(same)
    });
}

/// What is known is brought up to date: the lists, clusters and counts that a window shows.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn one_document_added_to_10000(bencher: Bencher<'_, '_>) {
    let texts = texts(&plant(planting(10_020)));
    let (known, mut new) = (&texts[..10_000], texts[10_000..].iter());
    let mut comparer = Comparer::new(known);
    comparer.compare(&Unwatched);
    bencher.bench_local(|| {
        comparer.change(&[], new.next().map_or(&[], std::slice::from_ref));
        comparer.compare(&Unwatched);
        black_box(comparer.shared().passages.len())
    });
}

#[divan::bench(sample_count = 100, sample_size = 1)]
fn one_document_among_10000(bencher: Bencher<'_, '_>) {
    let index = &*TEN_THOUSAND;
    let mut number = 0;
    bencher.bench_local(|| {
        number = (number + 997) % index.len() as u32;
        black_box(index.shared_by(DocumentNumber(number), &Unwatched))
    });
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn bundled_corpus_all_layers(bencher: Bencher<'_, '_>) {
    let texts: Vec<Text> = bundled::documents().into_iter().map(|document| document.text).collect();
    bencher.bench_local(|| {
        let shared = Index::of(&texts).shared(&Unwatched);
        black_box(statements(&texts, &shared, &Unwatched).list)
    });
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn bundled_corpus_figures(bencher: Bencher<'_, '_>) {
    let texts: Vec<Text> = bundled::documents().into_iter().map(|document| document.text).collect();
    bencher.bench_local(|| {
        let reported: Vec<Reported> =
            texts.iter().map(|text| Reported { date: None, figures: read(text), unread: None }).collect();
        black_box(topics(&reported, &[], &Unwatched))
    });
}
