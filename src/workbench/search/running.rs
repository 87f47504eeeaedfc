//! What the jobs of search do: find, order, gather, and bring the index up to date. Each on a thread of its own.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rustc_hash::FxHashMap;

use super::super::jobs::JobContext;
use super::super::loading::Report;
use super::answer::Answer;
use super::command::{Asked, Gathering};
use super::saved::SavedState;
use super::shelf::Shelf;
use super::{LayersKey, OrderedHits, SearchReport};
use crate::project::{DocumentId, Project, SearchId};
use crate::search::concordance::SortBy;
use crate::search::extent::extended_all;
use crate::search::index::{IndexProgress, MOST_ON_DISK, prune};
use crate::search::{Library, NamedPlace, ProjectLayers, Search, SearchEnd, SearchIndex, View, Vocabulary};
use crate::text::Span;
use crate::workbench::{CorpusEntities, LoadedDocuments};

/// More passages than this are not tagged at once: each comes to about 600 bytes of the journal, and more than the journal
/// is to hold would be one entry of it.
pub(super) const MOST_GATHERED: usize = 100_000;

/// How often bringing the index up to date tells how far it is, in texts.
const TELL_EVERY: usize = 50;

/// What is known of the documents beside their words, as it was when a search began.
pub(super) struct Known {
    pub project: Arc<Project>,
    pub texts: LoadedDocuments,
    /// The entities, when the query asks for them.
    pub entities: Option<Arc<CorpusEntities>>,
}

impl Known {
    /// The layers of it.
    pub fn layers(&self) -> ProjectLayers {
        let text = |document| self.texts.get(&document).map(|document| document.text.clone());
        let layers = ProjectLayers::new(&self.project, &text);
        match &self.entities {
            Some(entities) => layers.with_entities(&named_places(entities)),
            None => layers,
        }
    }
}

/// Where entities are named, by document.
fn named_places(entities: &CorpusEntities) -> FxHashMap<DocumentId, Vec<NamedPlace>> {
    let mut places: FxHashMap<DocumentId, Vec<NamedPlace>> = FxHashMap::default();
    for entity in entities.all() {
        let mut names = vec![entity.name.to_string()];
        let others = entity.aliases.iter().map(|alias| alias.text.to_string());
        names.extend(others.filter(|name| **name != *entity.name));
        let (kind, names): (Arc<str>, Arc<[String]>) = (entity.kind.name().into(), names.into());
        for place in entities.places(entity) {
            let named = NamedPlace { span: place.mention.span, kind: kind.clone(), names: names.clone() };
            places.entry(place.document).or_default().push(named);
        }
    }
    for places in places.values_mut() {
        places.sort_by_key(|place| place.span);
    }
    places
}

/// Makes the documents ready to be searched.
pub(super) fn shelve(
    before: &Shelf,
    project: &Project,
    texts: &LoadedDocuments,
    index: Option<&SearchIndex>,
    context: &JobContext<Report>,
) {
    let shelf = before.brought_up_to_date(project, texts);
    let view = index.map_or_else(|| View::of_library(&shelf.library), |index| index.view(&shelf.library));
    context.report(Report::Searched(SearchReport::Shelved(Box::new(shelf), Arc::new(view))));
}

/// Where the index of a corpus is kept.
pub(super) struct IndexPlace {
    pub cache: PathBuf,
    pub folder: PathBuf,
}

/// Opens the index if that has not been done, and makes it hold the texts of `library`.
pub(super) fn index(
    index: Option<Arc<SearchIndex>>,
    place: Option<&IndexPlace>,
    library: &Arc<Library>,
    context: &JobContext<Report>,
) {
    let tell = |report| context.report(Report::Searched(report));
    let opened = match (index, place) {
        (Some(index), _) => Ok(index),
        (None, Some(place)) => SearchIndex::at(place.folder.clone()).map(Arc::new),
        (None, None) => SearchIndex::in_memory().map(Arc::new),
    };
    let index = match opened {
        Ok(index) => index,
        Err(error) => return tell(SearchReport::NotIndexed(error.to_string())),
    };
    let visible = || SearchReport::Visible(index.clone(), Arc::new(index.view(library)));
    tell(visible());
    let updated = index.update(library, &context.cancel, &mut |progress| {
        let IndexProgress { done, of, visible: is_more } = progress;
        if done % TELL_EVERY == 0 || done == of {
            tell(SearchReport::Progress(done, of));
        }
        if is_more {
            tell(visible());
        }
    });
    if let Err(error) = updated {
        tell(SearchReport::NotIndexed(error.to_string()));
    }
    if let Some(IndexPlace { cache, folder }) = place {
        prune(cache, folder, MOST_ON_DISK);
    }
}

/// The documents a search is asked of; `None` when the one it is asked of is not there.
fn narrowed(view: &Arc<View>, within: Option<DocumentId>) -> Option<Arc<View>> {
    let Some(document) = within else { return Some(view.clone()) };
    let library = view.library();
    let entry = library.entries().get(library.number_of(document)? as usize)?;
    Some(Arc::new(View::of_library(&Arc::new(Library::of_one(entry)))))
}

/// Finds what was asked for.
pub(super) fn find(
    asked: Asked,
    view: &Arc<View>,
    (key, layers): (LayersKey, Option<Arc<ProjectLayers>>),
    known: &Known,
    context: &JobContext<Report>,
) {
    let tell = |report| context.report(Report::Searched(report));
    let layers = layers.unwrap_or_else(|| {
        let layers = Arc::new(known.layers());
        tell(SearchReport::Layers(key, layers.clone()));
        layers
    });
    let view = narrowed(view, asked.within).unwrap_or_else(|| Arc::new(View::of_library(&Arc::default())));
    let search = match Search::new(&asked.query, asked.scope, view, layers) {
        Ok(search) => search,
        Err(error) => return tell(SearchReport::Refused(error)),
    };
    let mut is_shown = false;
    let end = search.run(&context.cancel, &mut |results| {
        // The first page is shown at once; from then on only the counts go on.
        if !is_shown {
            is_shown = true;
            let first = Answer::new(asked.clone(), search.clone(), results.clone(), &context.cancel);
            if let Some(first) = first {
                tell(SearchReport::SoFar(Arc::new(first)));
            }
        }
        tell(SearchReport::Counts(results.hits, results.found.len()));
        tell(SearchReport::Progress(results.scanned, results.candidates));
    });
    if let SearchEnd::Complete(results) = end
        && let Some(answer) = Answer::new(asked, search, results, &context.cancel)
    {
        tell(SearchReport::Answered(Arc::new(answer)));
    }
}

/// Counts what saved searches find, and tells of each as soon as it is counted.
pub(super) fn count(
    searches: Vec<(SearchId, Asked)>,
    view: &Arc<View>,
    known: &Known,
    context: &JobContext<Report>,
) {
    let layers = Arc::new(known.layers());
    let total = searches.len();
    for (done, (search, asked)) in searches.into_iter().enumerate() {
        let Some(state) = counted(&asked, view, &layers, &context.cancel) else { return };
        context.report(Report::Searched(SearchReport::Counted(search, asked, state)));
        context.report(Report::Searched(SearchReport::Progress(done + 1, total)));
    }
}

/// What a search finds; `None` when `cancel` was set.
pub(super) fn counted(
    asked: &Asked,
    view: &Arc<View>,
    layers: &Arc<ProjectLayers>,
    cancel: &AtomicBool,
) -> Option<SavedState> {
    let Some(view) = narrowed(view, asked.within) else {
        let why = "The document it is asked of is not there.";
        return Some(SavedState::Refused(why.to_owned()));
    };
    let search = match Search::new(&asked.query, asked.scope, view, layers.clone()) {
        Ok(search) => search,
        Err(error) => return Some(SavedState::Refused(error.sentence)),
    };
    match search.run(cancel, &mut |_| {}) {
        SearchEnd::Complete(results) => {
            Some(SavedState::Found { hits: results.hits, documents: results.found.len() })
        }
        SearchEnd::Cancelled => None,
    }
}

/// Finds the hits of some documents of an answer, and tells of each.
pub(super) fn find_missed(
    answer: &Answer,
    places: impl IntoIterator<Item = usize>,
    context: &JobContext<Report>,
) {
    for place in places {
        if answer.find(place, &context.cancel).is_none() {
            return;
        }
        context.report(Report::Searched(SearchReport::HitsKnown));
    }
}

/// Orders the hits of an answer.
pub(super) fn order(answer: &Arc<Answer>, keys: Vec<SortBy>, context: &JobContext<Report>) {
    let lines = answer.search().ordered(answer.found(), &keys, &context.cancel);
    if let Some(lines) = lines {
        let hits = Arc::new(OrderedHits::new(lines));
        context.report(Report::Searched(SearchReport::Ordered(answer.clone(), keys, hits)));
    }
}

/// Gathers the passages of hits of an answer, each once; none when there are more than are tagged at once.
pub(super) fn gather(answer: &Arc<Answer>, asked: Gathering, context: &JobContext<Report>) {
    let entries = answer.search().view().library().entries();
    let mut passages: Vec<(DocumentId, Span)> = Vec::new();
    let mut is_too_many = false;
    let mut before = 0;
    for found in answer.found() {
        if context.cancel.load(Ordering::Relaxed) {
            return;
        }
        let numbers = before..before + u64::from(found.hits);
        before = numbers.end;
        let wanted = asked.hits.as_ref().map(|hits| hits.within(numbers).collect::<Vec<u64>>());
        let Some(entry) = entries.get(found.document as usize) else { continue };
        if wanted.as_ref().is_some_and(Vec::is_empty) {
            continue;
        }
        let text = entry.searchable.text();
        let Some(hits) = answer.search().hits_in(entry.document, &context.cancel) else { return };
        let hits = match wanted {
            Some(wanted) => {
                wanted.into_iter().filter_map(|number| hits.get(number as usize).copied()).collect()
            }
            None => hits,
        };
        let spans = extended_all(&entry.searchable, hits.into_iter().map(|hit| hit.span), asked.extent);
        let trimmed = spans.into_iter().map(|span| span.trimmed(text.as_str()));
        passages.extend(trimmed.filter(|span| !span.is_empty()).map(|span| (entry.document, span)));
        if passages.len() > MOST_GATHERED {
            is_too_many = true;
            break;
        }
    }
    passages.dedup();
    let passages = (!is_too_many).then(|| passages.into());
    context.report(Report::Searched(SearchReport::Gathered(answer.clone(), asked, passages)));
}

/// Reads what a query can ask for by name.
pub(super) fn learn(
    of: (u64, u64),
    project: &Project,
    entities: Option<&CorpusEntities>,
    context: &JobContext<Report>,
) {
    let entities = entities.map_or(&[][..], CorpusEntities::all).iter();
    let vocabulary = Vocabulary::of(project, entities.map(|entity| (&*entity.name, entity.kind.name())));
    context.report(Report::Searched(SearchReport::Learnt(of, Arc::new(vocabulary))));
}
