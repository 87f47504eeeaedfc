//! The job that recognises names: documents are taken from a queue by as many threads as there are cores.
//!
//! A document that somebody is looking at goes first. What was recognised before, in this run or an earlier one, is
//! taken from the cache. Which mentions name the same is not known here.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use super::super::jobs::JobContext;
use super::super::loading::Report;
use super::cache::{Cache, Key};
use crate::disk::Disk;
use crate::entities::recognise::{prepared, recognise_marked};
use crate::entities::rules::{Day, Rules};
use crate::entities::{Language, Mention, Model, Models, Options};
use crate::project::DocumentId;
use crate::text::{Text, TextHash};

/// A document that is to be recognised.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    pub text: Text,
    /// The day it was written, as far as is known.
    pub written: Option<Day>,
}

/// What was recognised in one document.
#[derive(Debug)]
pub(in crate::workbench) struct Recognised {
    /// The text it holds for.
    pub text: TextHash,
    /// The day that relative dates were told by.
    pub written: Option<Day>,
    /// The mentions, in the order of the text.
    pub mentions: Arc<[Mention]>,
    /// What is to be told, as a sentence: that something went wrong, or that no model is for its language.
    pub note: Option<String>,
}

/// The documents that wait.
#[derive(Debug, Default)]
pub(super) struct Queue(Mutex<Waiting>);

#[derive(Debug, Default)]
struct Waiting {
    documents: BTreeMap<DocumentId, Wanted>,
    /// Those that somebody is looking at.
    first: Vec<DocumentId>,
}

impl Queue {
    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a document, in the place of what was wanted of it before.
    pub fn put(&self, id: DocumentId, wanted: Wanted) {
        self.waiting().documents.insert(id, wanted);
    }

    /// Says which documents go first, the first of all first.
    pub fn put_first(&self, documents: &[DocumentId]) {
        let mut waiting = self.waiting();
        if waiting.first != documents {
            waiting.first = documents.to_vec();
        }
    }

    /// True when this document waits.
    pub fn has(&self, id: DocumentId) -> bool {
        self.waiting().documents.contains_key(&id)
    }

    /// Number of documents that wait.
    pub fn len(&self) -> usize {
        self.waiting().documents.len()
    }

    /// True when none waits.
    pub fn is_empty(&self) -> bool {
        self.waiting().documents.is_empty()
    }

    /// Nothing waits any more.
    pub fn clear(&self) {
        self.waiting().documents.clear();
    }

    fn take(&self) -> Option<(DocumentId, Wanted)> {
        let mut waiting = self.waiting();
        let Waiting { documents, first } = &mut *waiting;
        let looked_at = first.iter().find_map(|id| documents.remove_entry(id));
        looked_at.or_else(|| documents.pop_first())
    }
}

/// What a job recognises with.
pub(super) struct Tools {
    pub disk: Disk,
    /// The user's folder of models, where there is one.
    pub folder: Option<PathBuf>,
    /// The models, once somebody has needed them.
    pub models: Arc<OnceLock<Models>>,
    pub cache: Option<Cache>,
}

impl Tools {
    /// The models, looked for when they are first needed: that reads files.
    fn models(&self) -> &Models {
        let folder = || self.folder.clone().unwrap_or_default();
        self.models.get_or_init(|| Models::with_folder(&self.disk, &folder()))
    }
}

/// Recognises what waits until nothing does, or the job is cancelled.
pub(super) fn recognise(queue: &Queue, tools: &Tools, context: &JobContext<Report>) {
    if let Some(cache) = &tools.cache {
        cache.forget_other_versions();
    }
    let helpers = std::thread::available_parallelism().map_or(0, |cores| cores.get() - 1);
    std::thread::scope(|scope| {
        for _ in 0..helpers.min(queue.len().saturating_sub(1)) {
            let builder = std::thread::Builder::new().name("lectern-recognising".into());
            // Without another thread this one does all of it.
            if builder.spawn_scoped(scope, || work(queue, tools, context)).is_err() {
                break;
            }
        }
        work(queue, tools, context);
    });
}

fn work(queue: &Queue, tools: &Tools, context: &JobContext<Report>) {
    let is_stopped = || context.cancel.load(Ordering::Relaxed);
    while !is_stopped() {
        let Some((id, wanted)) = queue.take() else { return };
        // A fault met in one document must not cost the names of all others.
        let outcome = catch_unwind(AssertUnwindSafe(|| mentions_of(&wanted, tools, &is_stopped)));
        let (mentions, note) = match outcome {
            Ok(Some(found)) => found,
            Ok(None) => return,
            Err(_) => (Vec::new(), Some(FAULT.to_owned())),
        };
        let recognised =
            Recognised { text: wanted.text.hash(), written: wanted.written, mentions: mentions.into(), note };
        context.report(Report::Recognised(id, Box::new(recognised)));
    }
}

/// What is said of a document that the recogniser stumbled over.
const FAULT: &str =
    "Names in one document could not be recognised, because of a fault in Lectern: please report it.";

type Found = (Vec<Mention>, Option<String>);

/// The mentions of one document, with a sentence if something is to be said; `None` once the job is cancelled.
fn mentions_of(wanted: &Wanted, tools: &Tools, is_stopped: &dyn Fn() -> bool) -> Option<Found> {
    let Wanted { text, written } = wanted;
    let language = Language::of(text.as_str());
    let model: Option<Arc<Model>> = tools.models().for_language(language);
    let note = tools.models().lack_of(language);
    let of_model = model.as_ref().map(|model| model.about().hash.clone());
    let key = Key { text, written: *written, model: of_model.as_deref() };
    if let Some(kept) = tools.cache.as_ref().and_then(|cache| cache.read(key)) {
        return Some((kept, note));
    }
    let rules = Rules::default().and_in(Rules::for_language(language));
    let options = Options { written: *written, rules, ..Options::default() };
    let prepared = prepared(text, &options);
    let marked = match &model {
        Some(model) => model.mark_unless(prepared.text(), is_stopped)?,
        None => Vec::new(),
    };
    let mentions = recognise_marked(&prepared, &marked, &options);
    if let Some(cache) = &tools.cache {
        cache.write(key, &mentions);
    }
    Some((mentions, note))
}
