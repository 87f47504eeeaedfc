//! Loading 10,000 files: as Lectern does it (walked, decoded, indexed, on several threads), against the naive way in
//! the same run (one after another, each read whole and only checked to be UTF-8).
//!
//! The two do not do the same work: the naive way leaves out paragraphs, offsets, hashes, titles, dates and words. The
//! third bench does all of that on one thread, and shows what the threads gain.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::AtomicBool;

use divan::Bencher;
use lectern::corpus::{bundled, load_all, read_file};
use tempfile::TempDir;

/// The folder with the files, as long as `main` keeps it.
static CORPUS: OnceLock<PathBuf> = OnceLock::new();

const FOLDERS: usize = 100;
const FILES_IN_EACH: usize = 100;

/// 10,000 files in 100 folders, each a document of the bundled corpus: about 104 MB.
fn written() -> std::io::Result<TempDir> {
    let documents = bundled::documents();
    let folder = tempfile::tempdir()?;
    for (number, document) in documents.iter().cycle().take(FOLDERS * FILES_IN_EACH).enumerate() {
        let below = folder.path().join(format!("{:03}", number / FILES_IN_EACH));
        fs::create_dir_all(&below)?;
        fs::write(below.join(format!("{number:05}.txt")), document.text.as_str())?;
    }
    Ok(folder)
}

fn corpus() -> PathBuf {
    CORPUS.get().cloned().unwrap_or_default()
}

/// The files of the corpus, as the naive way finds them.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn lectern(bencher: Bencher) {
    let corpus = corpus();
    bencher.bench_local(|| load_all(std::slice::from_ref(&corpus), &AtomicBool::new(false)));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn naive_read_to_string(bencher: Bencher) {
    let corpus = corpus();
    bencher.bench_local(|| files(&corpus).iter().map(fs::read_to_string).collect::<Vec<_>>());
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn one_thread(bencher: Bencher) {
    let corpus = corpus();
    bencher.bench_local(|| files(&corpus).iter().map(|path| read_file(path, "x.txt")).collect::<Vec<_>>());
}

fn main() -> std::io::Result<()> {
    let folder = written()?;
    let corpus = CORPUS.get_or_init(|| folder.path().to_owned());
    assert_eq!(files(corpus).len(), FOLDERS * FILES_IN_EACH);
    divan::main();
    folder.close()
}
