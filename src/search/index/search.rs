//! A query answered over all documents: candidates from the index, scanned by several threads, told in order as they come.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::view::View;
use crate::project::Scope;
use crate::search::scan::{Finder, Hit, Scanner};

/// Documents that one thread scans at a time.
const AT_ONCE: usize = 64;

/// Fewer candidates than this are scanned by the calling thread alone: threads would take longer to begin.
const WORTH_THREADS: usize = 256;

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
    let mut begun = 0;
    let is_few = candidates.len() < WORTH_THREADS || threads == 1;
    while begun < candidates.len() && (is_few || results.hits < FIRST_PAGE && begun < WORTH_THREADS) {
        if cancel.load(Ordering::Relaxed) {
            return SearchEnd::Cancelled;
        }
        let chunk = &candidates[begun..(begun + AT_ONCE / 8).min(candidates.len())];
        let told = results.hits >= FIRST_PAGE;
        results.add(chunk.len(), &scan(view, &mut scanner, scope, chunk));
        begun += chunk.len();
        if !told && results.hits >= FIRST_PAGE && !results.is_complete() {
            tell(&results);
        }
    }
    if begun < candidates.len() {
        let has_told = results.hits >= FIRST_PAGE;
        spread(view, finder, &candidates[begun..], threads, cancel, has_told, &mut results, tell);
    }
    if cancel.load(Ordering::Relaxed) && !results.is_complete() {
        return SearchEnd::Cancelled;
    }
    SearchEnd::Complete(results)
}

/// Scans candidates on several threads and takes in what they find in order.
#[allow(clippy::too_many_arguments, reason = "the state of one search, used in one place")]
fn spread(
    view: &View,
    finder: &Finder<'_>,
    candidates: &[u32],
    threads: usize,
    cancel: &AtomicBool,
    mut has_told: bool,
    results: &mut Results,
    tell: &mut dyn FnMut(&Results),
) {
    let scope = results.scope;
    let chunks: Vec<&[u32]> = candidates.chunks(AT_ONCE).collect();
    let next = AtomicUsize::new(0);
    let (sender, receiver) = crossbeam_channel::unbounded();
    let work = |sender: &crossbeam_channel::Sender<(usize, Vec<Found>)>| {
        let mut scanner = Scanner::new(finder);
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(chunk) = chunks.get(number).filter(|_| !cancel.load(Ordering::Relaxed)) else { return };
            // Nobody listens only once the search is over.
            let _ = sender.send((number, scan(view, &mut scanner, scope, chunk)));
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

/// What there is in some documents.
fn scan(view: &View, scanner: &mut Scanner<'_>, scope: Scope, documents: &[u32]) -> Vec<Found> {
    documents
        .iter()
        .filter_map(|document| {
            let entry = &view.library().entries()[*document as usize];
            let hits = scanner.hits(entry.document, &entry.searchable, scope).len() as u32;
            (hits > 0).then_some(Found { document: *document, hits })
        })
        .collect()
}
