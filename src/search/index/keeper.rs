//! The index over time: opened or begun anew, brought up to date, looked at.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustc_hash::FxHashSet;
use tantivy::indexer::LogMergePolicy;
use tantivy::{Index, IndexReader, IndexWriter, ReloadPolicy, TantivyDocument, TantivyError, Term};

use super::library::Library;
use super::prepare::Preparer;
use super::schema::{Fields, register, schema, settings};
use super::view::{View, keys_of};
use super::{COMMIT_EVERY, MOST_TEXT_IN_MEMORY, WRITER_MEMORY, WRITER_THREADS, folder};

/// A share of removed texts at which a part of the index is written anew.
const REMOVED_BEFORE_MERGE: f32 = 0.3;

/// Why the index could not be brought up to date. Searching works all the same, by scanning.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IndexError {
    /// Another window or program is writing the index.
    #[error("The search index is being written by another window of Lectern; searching works, only slower.")]
    InUse,
    /// It could not be written.
    #[error("The search index could not be written ({0}); searching works, only slower.")]
    Write(String),
}

/// How far bringing the index up to date has got.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct IndexProgress {
    /// Texts that have been read.
    pub done: usize,
    /// Texts that are to be read.
    pub of: usize,
    /// True when more has become visible since the last time: [`SearchIndex::view`] is worth asking for.
    pub visible: bool,
}

/// An index of texts, in memory or in a folder. To be shared between threads.
pub struct SearchIndex {
    folder: Option<PathBuf>,
    opened: Mutex<Opened>,
    /// Held while the index is brought up to date.
    updating: Mutex<()>,
    /// Set when the index was found to be damaged after it had been opened.
    damaged: Arc<AtomicBool>,
}

/// An index that can be searched.
#[derive(Clone)]
struct Opened {
    index: Index,
    reader: IndexReader,
    fields: Fields,
}

impl Opened {
    fn new(index: Index) -> tantivy::Result<Self> {
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let fields = Fields::of(&index.schema())?;
        Ok(Self { index, reader, fields })
    }

    fn in_memory() -> tantivy::Result<Self> {
        let index = Index::builder().schema(schema()).settings(settings()).create_in_ram()?;
        register(&index);
        Self::new(index)
    }
}

impl SearchIndex {
    /// An empty index in memory.
    ///
    /// # Errors
    ///
    /// When there is no memory for it.
    pub fn in_memory() -> Result<Self, IndexError> {
        Ok(Self::over(None, Opened::in_memory().map_err(|error| written(&error))?))
    }

    /// The index in a folder, which nobody else must use for anything. One that is damaged, or that another version made, is
    /// begun anew; where the folder cannot be written, the index is in memory.
    ///
    /// Reads the whole index once, so it is to be called on a thread of its own.
    ///
    /// # Errors
    ///
    /// When neither a folder nor memory can be had.
    pub fn at(folder: PathBuf) -> Result<Self, IndexError> {
        let opened = guarded(|| folder::open(&folder).map(Opened::new)).and_then(Result::ok);
        if let Some(opened) = opened {
            return Ok(Self::over(Some(folder), opened));
        }
        match begin(&folder) {
            Ok(opened) => Ok(Self::over(Some(folder), opened)),
            Err(reason) => {
                tracing::warn!(%reason, "the search index is kept in memory");
                Self::in_memory()
            }
        }
    }

    fn over(folder: Option<PathBuf>, opened: Opened) -> Self {
        Self { folder, opened: Mutex::new(opened), updating: Mutex::default(), damaged: Arc::default() }
    }

    /// True when the index outlives the program.
    pub fn is_on_disk(&self) -> bool {
        self.folder.is_some()
    }

    /// True when it was found to be damaged; [`Self::update`] then begins it anew.
    pub fn is_damaged(&self) -> bool {
        self.damaged.load(Ordering::Relaxed)
    }

    /// Has the index count as damaged.
    #[cfg(test)]
    pub(crate) fn damage(&self) {
        self.damaged.store(true, Ordering::Relaxed);
    }

    /// The index as it is now beside the documents as they are now. Takes a few milliseconds for 100,000 documents.
    pub fn view(&self, library: &Arc<Library>) -> View {
        let opened = lock(&self.opened).clone();
        let searcher = opened.reader.searcher();
        guarded(|| Some(View::new(library, searcher, opened.fields, &self.damaged)))
            .unwrap_or_else(|| View::without_index(library, &self.damaged))
    }

    /// Makes the index hold the texts of `library` and no others. Returns when that is so, or soon after `cancel` is
    /// set; what has been done by then stays. Only one thread does it at a time, others wait.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn update(
        &self,
        library: &Library,
        cancel: &AtomicBool,
        report: &mut dyn FnMut(IndexProgress),
    ) -> Result<(), IndexError> {
        let _only = lock(&self.updating);
        if self.damaged.load(Ordering::Relaxed) {
            self.begin_anew()?;
        }
        let updated = catch_unwind(AssertUnwindSafe(|| self.bring(library, cancel, report)));
        match updated {
            Ok(Ok(())) => Ok(()),
            Ok(Err(TantivyError::LockFailure(..))) => Err(IndexError::InUse),
            Ok(Err(error)) => {
                if is_damage(&error) {
                    self.damaged.store(true, Ordering::Relaxed);
                }
                Err(written(&error))
            }
            Err(_) => {
                self.damaged.store(true, Ordering::Relaxed);
                Err(IndexError::Write("it is damaged and will be made anew".to_owned()))
            }
        }
    }

    /// Puts an empty index in the place of a damaged one.
    fn begin_anew(&self) -> Result<(), IndexError> {
        let fresh = match &self.folder {
            Some(folder) => begin(folder).map_err(IndexError::Write)?,
            None => Opened::in_memory().map_err(|error| written(&error))?,
        };
        *lock(&self.opened) = fresh;
        self.damaged.store(false, Ordering::Relaxed);
        Ok(())
    }

    fn bring(
        &self,
        library: &Library,
        cancel: &AtomicBool,
        report: &mut dyn FnMut(IndexProgress),
    ) -> tantivy::Result<()> {
        let Opened { index, reader, fields } = lock(&self.opened).clone();
        reader.reload()?;
        let mut held: FxHashSet<u64> = FxHashSet::default();
        for segment in reader.searcher().segment_readers() {
            held.extend(keys_of(segment)?.into_iter().map(|(_, key)| key));
        }
        let (missing, gone) = difference(library, &held, self.folder.is_none());
        let mut progress = IndexProgress { done: 0, of: missing.len(), visible: false };
        report(progress);
        if missing.is_empty() && gone.is_empty() {
            return Ok(());
        }
        let mut writer: IndexWriter =
            index.writer_with_num_threads(WRITER_THREADS, WRITER_THREADS * WRITER_MEMORY)?;
        let mut policy = LogMergePolicy::default();
        policy.set_del_docs_ratio_before_merge(REMOVED_BEFORE_MERGE);
        writer.set_merge_policy(Box::new(policy));
        for key in gone {
            writer.delete_term(Term::from_field_u64(fields.key, key));
        }
        // What it remembers of the words it meets is worth its room only while texts are written.
        let mut preparer = Preparer::default();
        let mut waiting = 0;
        for (number, (document, key)) in missing.into_iter().enumerate() {
            if cancel.load(Ordering::Relaxed) {
                break;
            }
            let searchable = &library.entries()[document].searchable;
            if let Some(lines) = preparer.prepare(searchable) {
                let mut document = TantivyDocument::new();
                document.add_u64(fields.key, key);
                document.add_text(fields.words, &lines.words);
                document.add_text(fields.stems, &lines.stems);
                writer.add_document(document)?;
            }
            waiting += searchable.text().len();
            progress = IndexProgress { done: number + 1, visible: waiting >= COMMIT_EVERY, ..progress };
            if progress.visible {
                writer.commit()?;
                reader.reload()?;
                waiting = 0;
            }
            report(progress);
        }
        drop(preparer);
        writer.commit()?;
        reader.reload()?;
        report(IndexProgress { visible: true, ..progress });
        writer.wait_merging_threads()
    }
}

/// The documents whose text is not held, with their keys, and the keys held that no document has.
fn difference(library: &Library, held: &FxHashSet<u64>, in_memory: bool) -> (Vec<(usize, u64)>, Vec<u64>) {
    let mut missing = Vec::new();
    let mut bytes = 0;
    for (number, entry) in library.entries().iter().enumerate() {
        let key = entry.key();
        let is_first = library.with_key(key).first() == Some(&(number as u32));
        if !is_first {
            continue;
        }
        bytes += entry.searchable.text().len();
        let has_no_room = in_memory && bytes > MOST_TEXT_IN_MEMORY;
        if !(held.contains(&key) || has_no_room) {
            missing.push((number, key));
        }
    }
    let gone = held.iter().copied().filter(|key| library.with_key(*key).is_empty()).collect();
    (missing, gone)
}

fn begin(folder: &std::path::Path) -> Result<Opened, String> {
    let index =
        guarded(|| Some(folder::create(folder))).unwrap_or_else(|| Err("it is damaged".to_owned()))?;
    Opened::new(index).map_err(|error| error.to_string())
}

/// What `work` gives; nothing when it panics, as reading a damaged index may.
pub(super) fn guarded<T>(work: impl FnOnce() -> Option<T>) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_default()
}

/// True when the index itself is wrong, and not the disk or the place it is in.
pub(super) fn is_damage(error: &TantivyError) -> bool {
    !matches!(error, TantivyError::LockFailure(..) | TantivyError::IoError(_) | TantivyError::SystemError(_))
}

fn written(error: &TantivyError) -> IndexError {
    IndexError::Write(error.to_string())
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
