//! One search as the window keeps it: what was asked, where, and of what state of things.
//!
//! Holds everything it needs and changes nothing, so that it can be run on any thread, kept while the next one runs, and
//! asked again for the hits on a page or in a document.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::collocates::{Around, Collocate, collocates};
use super::concordance::{self, Context, Line, Placed, SortBy};
use super::index::{self, Found, Results, SearchEnd, View};
use super::query::{Query, QueryError};
use super::ranking::{self, FoundOrder};
use super::scan::{Finder, Hit, Layers, ReadyQuery, Scanner};
use crate::project::{DocumentId, Scope};

/// A search that can be run, and asked for what it finds. Cheap to clone.
#[derive(Clone)]
pub struct Search {
    /// What it names has been looked up once; the layers do not change.
    ready: Arc<ReadyQuery>,
    scope: Scope,
    view: Arc<View>,
    layers: Arc<dyn Layers + Send + Sync>,
}

impl Search {
    /// Reads a query, and looks whether what it names is there.
    ///
    /// # Errors
    ///
    /// The place of the first fault, and a sentence about it.
    pub fn new(
        query: &str,
        scope: Scope,
        view: Arc<View>,
        layers: Arc<dyn Layers + Send + Sync>,
    ) -> Result<Self, QueryError> {
        let query = Query::parse(query)?;
        let ready = ReadyQuery::new(&query, &*layers)?;
        Ok(Self { ready, scope, view, layers })
    }

    /// What was asked.
    pub fn query(&self) -> &Query {
        self.ready.query()
    }

    /// The unit in which it is answered.
    pub fn scope(&self) -> Scope {
        self.scope
    }

    /// The documents it is asked of.
    pub fn view(&self) -> &Arc<View> {
        &self.view
    }

    /// Finds everything, as [`index::search`] does; for a thread of its own.
    pub fn run(&self, cancel: &AtomicBool, tell: &mut dyn FnMut(&Results)) -> SearchEnd {
        index::search(&self.view, &self.finder(), self.scope, cancel, tell)
    }

    /// The hits with the numbers `first..first + count` among those of the documents `found`, in their order.
    pub fn page(&self, found: &[Found], first: u64, count: usize) -> Vec<Placed> {
        index::hits_on_page(&self.view, &self.finder(), self.scope, found, first, count)
    }

    /// The hits in one document, in order; none when it is not among those searched. `None` soon after `cancel` was set:
    /// whatever is asked, and in a large text even a word, can take longer than a frame.
    pub fn hits_in(&self, document: DocumentId, cancel: &AtomicBool) -> Option<Vec<Hit>> {
        let library = self.view.library();
        let Some(number) = library.number_of(document) else { return Some(Vec::new()) };
        let entry = &library.entries()[number as usize];
        Scanner::new(&self.finder()).hits_unless(document, &entry.searchable, self.scope, cancel)
    }

    /// The line of a hit with so much context.
    pub fn line(&self, (document, hit): Placed, context: Context) -> Line {
        concordance::line(&self.view.library().entries()[document as usize].searchable, hit, context)
    }

    /// Every hit in the order of `keys`, as [`concordance::ordered`] gives them; for a thread of its own.
    pub fn ordered(&self, found: &[Found], keys: &[SortBy], cancel: &AtomicBool) -> Option<Vec<Placed>> {
        concordance::ordered(&self.view, &self.finder(), self.scope, found, keys, cancel)
    }

    /// The documents `found`, by their index, in an order, as [`ranking::arranged`] gives them.
    pub fn arranged(&self, found: &[Found], order: FoundOrder) -> Vec<u32> {
        ranking::arranged(&self.view, &*self.layers, found, order)
    }

    /// The words near the hits, as [`collocates()`] gives them; for a thread of its own.
    pub fn collocates(
        &self,
        found: &[Found],
        around: Around<'_>,
        cancel: &AtomicBool,
        tell: &(dyn Fn(usize, usize) + Sync),
    ) -> Option<Vec<Collocate>> {
        collocates(&self.view, &self.finder(), self.scope, found, around, cancel, tell)
    }

    fn finder(&self) -> Finder<'_> {
        Finder::of(&self.ready, &*self.layers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::collocates::Window;
    use crate::search::word_list::WordList;
    use crate::search::word_list::tests::plainly;
    use crate::search::{Entry, Library, NoLayers, Searchable};
    use crate::text::{Span, Text};

    #[test]
    fn a_search_answers_for_itself() {
        let document = DocumentId::derived(b"d");
        let searchable = Searchable::new(&Text::new("The police came to the police."), None);
        let library = Arc::new(Library::new(vec![Entry::new(document, searchable)]));
        let view = Arc::new(View::of_library(&library));
        let ask = |query| Search::new(query, Scope::Document, view.clone(), Arc::new(NoLayers));
        assert_eq!(ask("(").err().map(|error| error.at), Some(0..1));
        assert_eq!(ask("a tag:b").err().map(|error| error.at), Some(6..7));
        let search = ask("police").unwrap();
        let cancel = AtomicBool::new(false);
        let SearchEnd::Complete(results) = search.run(&cancel, &mut |_| {}) else {
            panic!("nobody cancelled")
        };
        assert_eq!((results.hits, results.found.len()), (2, 1));
        let page = search.page(&results.found, 1, 5);
        assert_eq!(page.len(), 1);
        assert_eq!(search.line(page[0], Context::Characters(4)).left, "the ");
        let hits = search.hits_in(document, &cancel).unwrap();
        let spans: Vec<Span> = hits.iter().map(|hit| hit.span).collect();
        assert_eq!(spans, [Span::new(4, 10), Span::new(23, 29)]);
        assert_eq!(search.hits_in(DocumentId::derived(b"other"), &cancel), Some(Vec::new()));
        assert_eq!(search.hits_in(document, &AtomicBool::new(true)), None);
        assert_eq!(search.ordered(&results.found, &[SortBy::Right(1)], &cancel).unwrap()[0].1.span.start, 23);
        let corpus = WordList::of(&view, &[0], plainly(1, 1)).unwrap();
        let around = Around { window: Window::default(), corpus: &corpus, least: 1 };
        let near = search.collocates(&results.found, around, &cancel, &|_, _| {}).unwrap();
        assert_eq!(near.iter().map(|row| row.near).sum::<u32>(), 4);
    }
}
