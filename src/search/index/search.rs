//! A query answered over all documents: candidates from the index, scanned by several threads, told in order as they come.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::view::View;
use crate::project::Scope;
use crate::search::scan::{Finder, Hit, Scanner};

/// One thread scans at a time so many documents, or fewer that have so much text together, in bytes.
const AT_ONCE: usize = 64;
const TEXT_AT_ONCE: usize = 256 << 10;

/// Less text than this, in bytes, is scanned by the calling thread alone: threads would take longer to begin.
const WORTH_THREADS: usize = 512 << 10;

/// The most threads that scan.
const MOST_THREADS: usize = 8;

/// The first answer is told as soon as there are so many hits, a screen full.
const FIRST_PAGE: u64 = 100;

/// After the first page, what has been found is told this often.
const TELL_EVERY: Duration = Duration::from_millis(50);

/// A document in which something was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its number in the library.
    pub document: u32,
    /// Hits in it.
    pub hits: u32,
}

/// What has been found. Only counts are kept: hits are found again when they are shown, which takes microseconds, so
/// that a query for every word of a large corpus needs no memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Results {
    /// The unit in which the query was answered.
    pub scope: Scope,
    /// Documents with hits, in the order of the library.
    pub found: Vec<Found>,
    /// All hits together.
    pub hits: u64,
    /// Candidates that have been scanned.
    pub scanned: usize,
    /// Candidates there are.
    pub candidates: usize,
}

/// How a search ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SearchEnd {
    /// Everything has been found.
    Complete(Results),
    /// Somebody asked it to stop.
    Cancelled,
}

impl Results {
    /// True when all candidates have been scanned.
    pub fn is_complete(&self) -> bool {
        self.scanned == self.candidates
    }

    fn add(&mut self, scanned: usize, found: &[Found]) {
        self.scanned += scanned;
        self.hits += found.iter().map(|found| u64::from(found.hits)).sum::<u64>();
        self.found.extend_from_slice(found);
    }
}

/// The hits with the numbers `first..first + count`, counted through the documents of `found` in their order, each with the
/// number of its document in the library.
pub fn hits_on_page(
    view: &View,
    finder: &Finder<'_>,
    scope: Scope,
    found: &[Found],
    first: u64,
    count: usize,
) -> Vec<(u32, Hit)> {
    let mut scanner = Scanner::new(finder);
    let mut before = 0;
    let mut page = Vec::with_capacity(count);
    for Found { document, hits } in found {
        let here = before..before + u64::from(*hits);
        before = here.end;
        if here.end <= first {
            continue;
        }
        if page.len() == count {
            break;
        }
        let entry = &view.library().entries()[*document as usize];
        let skip = first.saturating_sub(here.start) as usize;
        let hits = scanner.hits(entry.document, &entry.searchable, scope);
        page.extend(hits.into_iter().skip(skip).take(count - page.len()).map(|hit| (*document, hit)));
    }
    page
}

/// Finds everything. `tell` is called with the first page, and now and then with what there is by then, always in order.
pub fn search(
    view: &View,
    finder: &Finder<'_>,
    scope: Scope,
    cancel: &AtomicBool,
    tell: &mut dyn FnMut(&Results),
) -> SearchEnd {
    let candidates = view.candidates(finder.query());
    let mut results = Results { scope, candidates: candidates.len(), ..Results::default() };
    let threads = thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS);
    // The first page is found by this thread: it is nearly always in the first documents.
    let mut scanner = Scanner::new(finder);
    let (mut begun, mut read) = (0, 0);
    let text_of = |document: &u32| view.library().entries()[*document as usize].searchable.text().len();
    let is_few = threads == 1 || candidates.iter().map(text_of).sum::<usize>() < WORTH_THREADS;
    while begun < candidates.len() && (is_few || results.hits < FIRST_PAGE && read < WORTH_THREADS) {
        let chunk = first_chunk(&candidates[begun..], AT_ONCE / 8, text_of);
        let told = results.hits >= FIRST_PAGE;
        let Some(found) = scan(view, &mut scanner, scope, chunk, cancel) else { return SearchEnd::Cancelled };
        results.add(chunk.len(), &found);
        begun += chunk.len();
        read += chunk.iter().map(text_of).sum::<usize>();
        if !told && results.hits >= FIRST_PAGE && !results.is_complete() {
            tell(&results);
        }
    }
    if begun < candidates.len() {
        let has_told = results.hits >= FIRST_PAGE;
        let mut chunks = Vec::new();
        while begun < candidates.len() {
            let chunk = first_chunk(&candidates[begun..], AT_ONCE, text_of);
            begun += chunk.len();
            chunks.push(chunk);
        }
        spread(view, finder, &chunks, threads, cancel, has_told, &mut results, tell);
    }
    if cancel.load(Ordering::Relaxed) && !results.is_complete() {
        return SearchEnd::Cancelled;
    }
    SearchEnd::Complete(results)
}

/// The first of some documents, at least one: at most so many, and no more text than is scanned at a time.
fn first_chunk(documents: &[u32], most: usize, text_of: impl Fn(&u32) -> usize) -> &[u32] {
    let mut text = 0;
    let fits = |document: &&u32| {
        text += text_of(document);
        text <= TEXT_AT_ONCE
    };
    let count = documents.iter().take(most).take_while(fits).count();
    &documents[..count.max(1).min(documents.len())]
}

/// Scans candidates, cut into chunks, on several threads and takes in what they find in order.
#[allow(clippy::too_many_arguments, reason = "the state of one search, used in one place")]
fn spread(
    view: &View,
    finder: &Finder<'_>,
    chunks: &[&[u32]],
    threads: usize,
    cancel: &AtomicBool,
    mut has_told: bool,
    results: &mut Results,
    tell: &mut dyn FnMut(&Results),
) {
    let scope = results.scope;
    let next = AtomicUsize::new(0);
    let (sender, receiver) = crossbeam_channel::unbounded();
    let work = |sender: &crossbeam_channel::Sender<(usize, Vec<Found>)>| {
        let mut scanner = Scanner::new(finder);
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(chunk) = chunks.get(number) else { return };
            let Some(found) = scan(view, &mut scanner, scope, chunk, cancel) else { return };
            // Nobody listens only once the search is over.
            let _ = sender.send((number, found));
        }
    };
    thread::scope(|scope| {
        let mut begun = 0;
        for number in 0..threads {
            let sender = sender.clone();
            let builder = thread::Builder::new().name(format!("lectern-search-{number}"));
            match builder.spawn_scoped(scope, move || work(&sender)) {
                Ok(_) => begun += 1,
                Err(error) => tracing::warn!(%error, "no further thread for searching"),
            }
        }
        if begun == 0 {
            work(&sender);
        }
        drop(sender);
        let mut early: Vec<Option<Vec<Found>>> = vec![None; chunks.len()];
        let mut taken = 0;
        let mut last = Instant::now();
        for (number, found) in receiver {
            early[number] = Some(found);
            while let Some(found) = early.get_mut(taken).and_then(Option::take) {
                results.add(chunks[taken].len(), &found);
                taken += 1;
            }
            let is_first = !has_told && results.hits >= FIRST_PAGE;
            if (is_first || last.elapsed() >= TELL_EVERY) && !results.is_complete() {
                has_told = true;
                last = Instant::now();
                tell(results);
            }
        }
    });
}

/// What there is in some documents; `None` when `cancel` was set.
fn scan(
    view: &View,
    scanner: &mut Scanner<'_>,
    scope: Scope,
    documents: &[u32],
    cancel: &AtomicBool,
) -> Option<Vec<Found>> {
    let mut found = Vec::new();
    for document in documents {
        if cancel.load(Ordering::Relaxed) {
            return None;
        }
        let entry = &view.library().entries()[*document as usize];
        let hits = scanner.hits_unless(entry.document, &entry.searchable, scope, cancel)?.len() as u32;
        if hits > 0 {
            found.push(Found { document: *document, hits });
        }
    }
    Some(found)
}
