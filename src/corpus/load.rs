//! Loading many files at once: one thread walks, several read, and what comes of it goes to a sink as it comes.
//!
//! Knows nothing of jobs or windows; a job hands in its cancel flag and a sink.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crossbeam_channel::Receiver;

use super::document::Document;
use super::encodings::Chosen;
use super::problem::{Problem, ProblemKind};
use super::read::read_file_as;
use super::walk::{Find, walk};

/// What happens while files are loaded.
///
/// Documents and problems come in the order in which they are done; the ordinal of each, counted from 0 without a
/// gap, is its place in the order of the walk. Unless cancelled, as many of them come as were found.
#[derive(Clone, Debug)]
pub enum LoadEvent {
    /// How many files have been found so far.
    Found(usize),
    /// A file became a document.
    Loaded(usize, Box<Document>),
    /// A file or folder did not.
    Problem(usize, Problem),
}

/// The most threads that read at once; each holds one file at a time, which bounds memory.
const MOST_READERS: usize = 8;

/// The encoding that somebody has chosen for the file at a path, if somebody has.
pub type ChosenFor<'a> = &'a (dyn Fn(&Path) -> Option<Chosen> + Sync);

/// A file to read: its ordinal, its path, its name in the corpus.
type Task = (usize, PathBuf, String);

/// Loads files and folders, with all that the folders hold, and tells `sink` of it from several threads.
///
/// Returns when everything found has been told of, or soon after `cancel` is set.
pub fn load(inputs: &[PathBuf], cancel: &AtomicBool, sink: &(dyn Fn(LoadEvent) + Sync)) {
    load_as(inputs, &|_| None, cancel, sink);
}

/// As [`load`], each file in the encoding that was chosen for it, if one was.
pub fn load_as(
    inputs: &[PathBuf],
    chosen: ChosenFor<'_>,
    cancel: &AtomicBool,
    sink: &(dyn Fn(LoadEvent) + Sync),
) {
    let (tasks, waiting) = crossbeam_channel::unbounded::<Task>();
    let readers = thread::available_parallelism().map_or(1, usize::from).min(MOST_READERS);
    thread::scope(|scope| {
        // This thread reads too, once it has walked; so all is read even if no other thread can be had.
        for number in 1..readers.max(2) {
            let waiting = waiting.clone();
            let builder = thread::Builder::new().name(format!("lectern-load-{number}"));
            if let Err(error) =
                builder.spawn_scoped(scope, move || read_waiting(&waiting, chosen, cancel, sink))
            {
                tracing::warn!(%error, "no further thread for loading");
            }
        }
        let mut found = 0;
        walk(inputs, cancel, &mut |find| {
            let ordinal = found;
            found += 1;
            sink(LoadEvent::Found(found));
            match find {
                Find::Problem(problem) => sink(LoadEvent::Problem(ordinal, problem)),
                // Cannot fail: `waiting` lives until the scope ends.
                Find::File(path, name) => drop(tasks.send((ordinal, path, name))),
            }
        });
        drop(tasks);
        read_waiting(&waiting, chosen, cancel, sink);
    });
}

/// Loads files and folders and returns documents and problems in the order of the walk.
pub fn load_all(inputs: &[PathBuf], cancel: &AtomicBool) -> Vec<Result<Document, Problem>> {
    let results = Mutex::new(Vec::new());
    let keep = |ordinal, result| {
        results.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push((ordinal, result));
    };
    load(inputs, cancel, &|event| match event {
        LoadEvent::Found(_) => {}
        LoadEvent::Loaded(ordinal, document) => keep(ordinal, Ok(*document)),
        LoadEvent::Problem(ordinal, problem) => keep(ordinal, Err(problem)),
    });
    let mut results = results.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    results.sort_by_key(|(ordinal, _)| *ordinal);
    results.into_iter().map(|(_, result)| result).collect()
}

/// Reads files until there are no more to come.
fn read_waiting(
    waiting: &Receiver<Task>,
    chosen: ChosenFor<'_>,
    cancel: &AtomicBool,
    sink: &(dyn Fn(LoadEvent) + Sync),
) {
    for (ordinal, path, name) in waiting {
        if cancel.load(Ordering::Relaxed) {
            return;
        }
        sink(match guarded(&path, || read_file_as(&path, &name, chosen(&path))) {
            Ok(document) => LoadEvent::Loaded(ordinal, Box::new(document)),
            Err(problem) => LoadEvent::Problem(ordinal, problem),
        });
    }
}

/// One file at which a reader fails must not take the others with it.
fn guarded(path: &Path, read: impl FnOnce() -> Result<Document, Problem>) -> Result<Document, Problem> {
    catch_unwind(AssertUnwindSafe(read))
        .unwrap_or_else(|_| Err(Problem::new(path, &ProblemKind::ReaderFailed)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_that_panics_is_a_problem_of_its_file() {
        let problem = guarded(Path::new("a.txt"), || panic!("on purpose")).unwrap_err();
        assert!(problem.sentence.contains("a fault in Lectern"));
    }
}
