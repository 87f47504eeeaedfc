//! What the jobs about words do: count a table, arrange its rows. Each on a thread of its own.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::WordsReport;
use super::command::{Arrangement, Counted, Part, WordsAsked};
use super::table::{Rows, WordsTable};
use crate::project::{DocumentId, Project, Titles};
use crate::search::collocates::Around;
use crate::search::frequency::{by_attribute, by_document};
use crate::search::word_list::{Counting, WordList};
use crate::search::{Library, View};
use crate::workbench::jobs::JobContext;
use crate::workbench::loading::Report;
use crate::workbench::search::Answer;

/// The words of all documents of a library, kept since every count of collocates needs them.
pub(super) type Vocabulary = (Arc<Library>, Arc<WordList>);

/// What a table is counted in.
pub(super) struct Given {
    pub view: Arc<View>,
    pub project: Arc<Project>,
    pub answer: Option<Arc<Answer>>,
    pub vocabulary: Option<Vocabulary>,
}

/// Counts a table and arranges its rows.
pub(super) fn count(asked: WordsAsked, given: &Given, context: &JobContext<Report>) {
    let WordsAsked { counted, arrangement } = asked;
    let tell = |done: usize, of: usize| context.report(Report::Words(WordsReport::Progress(done, of)));
    let counting = Counting { gram: 1, least: 1, cancel: &context.cancel, tell: &tell };
    let made = match &counted {
        Counted::Frequencies { attribute } => given.frequencies(attribute.as_deref(), &context.cancel),
        Counted::Collocates { window, least } => given.answer.as_ref().and_then(|answer| {
            let corpus = given.vocabulary_of(answer, counting, context)?;
            let around = Around { window: *window, corpus: &corpus, least: *least };
            let rows = answer.search().collocates(answer.found(), around, &context.cancel, &tell)?;
            Some((Rows::Collocates(rows), vec![(corpus.total(), corpus.documents())]))
        }),
        Counted::WordList { part, gram, least } => {
            let counting = Counting { gram: *gram, least: *least, ..counting };
            WordList::of(&given.view, &given.documents(part), counting).map(|list| {
                let sizes = vec![(list.total(), list.documents())];
                (Rows::WordList(list.into_commonest()), sizes)
            })
        }
        Counted::Keyness { target, reference, gram, least } => {
            let counting = Counting { gram: *gram, least: *least, ..counting };
            given.keyness(target, reference, counting)
        }
    };
    let Some((rows, sizes)) = made else { return };
    let table = Arc::new(WordsTable::new(counted, rows, sizes));
    if let Some(rows) = table.arranged(&arrangement, &context.cancel) {
        context.report(Report::Words(WordsReport::Counted(table, arrangement, rows.into())));
    }
}

impl Given {
    fn frequencies(&self, attribute: Option<&str>, cancel: &AtomicBool) -> Option<(Rows, Vec<(u64, usize)>)> {
        let answer = self.answer.as_ref()?;
        let view = answer.search().view();
        let rows = match attribute {
            None => {
                let titles = Titles::of(&self.project);
                let title = |number| {
                    let record =
                        answer.document_numbered(number).and_then(|id| self.project.documents.get(&id));
                    record.map(|record| titles.shown(record)).unwrap_or_default()
                };
                let rows = by_document(view, answer.found(), cancel)?.into_iter();
                rows.map(|(number, frequency)| (title(number).into(), frequency)).collect()
            }
            Some(name) => {
                let value_of = |id: DocumentId| self.value_of(id, name);
                let rows = by_attribute(view, answer.found(), &value_of, cancel)?.into_iter();
                rows.map(|(value, frequency)| (value.into(), frequency)).collect()
            }
        };
        Some((Rows::Frequencies(rows), Vec::new()))
    }

    fn value_of(&self, document: DocumentId, name: &str) -> &str {
        self.project.documents.get(&document).map_or("", |record| record.attribute(name).trim())
    }

    fn vocabulary_of(
        &self,
        answer: &Answer,
        counting: Counting<'_>,
        context: &JobContext<Report>,
    ) -> Option<Arc<WordList>> {
        let library = answer.search().view().library();
        if let Some((of, words)) = &self.vocabulary
            && Arc::ptr_eq(of, library)
        {
            return Some(words.clone());
        }
        let all: Vec<u32> = (0..library.entries().len() as u32).collect();
        let words = Arc::new(WordList::of(answer.search().view(), &all, counting)?);
        let known = (library.clone(), words.clone());
        context.report(Report::Words(WordsReport::Vocabulary(known)));
        Some(words)
    }

    fn keyness(
        &self,
        target: &Part,
        reference: &Part,
        counting: Counting<'_>,
    ) -> Option<(Rows, Vec<(u64, usize)>)> {
        let target = self.documents(target);
        // What is compared with itself is typical of nothing.
        let mut reference = self.documents(reference);
        reference.retain(|document| target.binary_search(document).is_err());
        let lists = WordList::of_parts(&self.view, &[&target, &reference], counting)?;
        let [here, there] = lists.as_slice() else { return None };
        let sizes = vec![(here.total(), here.documents()), (there.total(), there.documents())];
        let is_comparable = here.total() > 0 && there.total() > 0;
        let rows = if is_comparable { here.against(there) } else { Vec::new() };
        Some((Rows::Keyness(rows), sizes))
    }

    /// The documents of a part, by their numbers, ascending.
    fn documents(&self, part: &Part) -> Vec<u32> {
        let library = self.view.library();
        let all = (0..).zip(library.entries());
        match part {
            Part::All => all.map(|(number, _)| number).collect(),
            Part::Found => {
                let Some(answer) = &self.answer else { return Vec::new() };
                let places = 0..answer.found().len();
                let document = |place| library.number_of(answer.document(place)?);
                let mut found: Vec<u32> = places.filter_map(document).collect();
                found.sort_unstable();
                found
            }
            Part::Attribute { name, value } => {
                let has_it = |document| self.value_of(document, name) == value;
                all.filter(|(_, entry)| has_it(entry.document)).map(|(number, _)| number).collect()
            }
        }
    }
}

/// Arranges the rows of a table.
pub(super) fn arrange(table: &Arc<WordsTable>, by: Arrangement, context: &JobContext<Report>) {
    if let Some(rows) = table.arranged(&by, &context.cancel) {
        context.report(Report::Words(WordsReport::Arranged(table.clone(), by, rows.into())));
    }
}
