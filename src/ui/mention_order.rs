//! The order in which the mentions of an entity are listed and gone through: documents by date and title, and within each
//! from its beginning to its end.
//!
//! It says which stretch of the entity's own mentions comes when, and moves none of them. So it costs something in the number
//! of documents that name the entity, and nothing in the number of mentions, of which there may be a hundred thousand.

use std::collections::HashMap;
use std::ops::Range;

use crate::analysis::values::missing_last;
use crate::entities::resolve::{Entity, Occurrence};
use crate::project::DocumentId;
use crate::workbench::Workbench;

/// The order of an entity's mentions, for one state of the entities and the project.
#[derive(Debug)]
pub struct MentionOrder {
    /// The documents that name the entity, in their order.
    stretches: Vec<Stretch>,
    /// Where each document is among them.
    by_document: HashMap<DocumentId, usize>,
}

/// The mentions in one document.
#[derive(Debug)]
struct Stretch {
    document: DocumentId,
    /// Which they are of [`Entity::occurrences`].
    own: Range<usize>,
    /// How many come before them in the order.
    before: usize,
}

impl MentionOrder {
    /// The order of the mentions of `entity`.
    pub fn of(bench: &Workbench, entity: &Entity) -> Self {
        let documents = &bench.project().documents;
        let mut stretches = stretches(bench, &entity.occurrences);
        stretches.sort_by_cached_key(|stretch| {
            let record = documents.get(&stretch.document);
            let date = missing_last(record.map_or("", |record| record.attribute("date")));
            (date, record.map(|record| record.title.clone()))
        });
        let mut before = 0;
        for stretch in &mut stretches {
            stretch.before = before;
            before += stretch.own.len();
        }
        let by_document = stretches.iter().enumerate().map(|(at, stretch)| (stretch.document, at)).collect();
        Self { stretches, by_document }
    }

    /// How many mentions there are.
    pub fn len(&self) -> usize {
        self.stretches.last().map_or(0, |last| last.before + last.own.len())
    }

    /// The mention at a place of the order, counted from 0.
    pub fn get(&self, entity: &Entity, at: usize) -> Option<Occurrence> {
        let next = self.stretches.partition_point(|stretch| stretch.before <= at);
        let stretch = self.stretches.get(next.checked_sub(1)?)?;
        let own = stretch.own.start + (at - stretch.before);
        stretch.own.contains(&own).then(|| entity.occurrences.get(own).copied()).flatten()
    }

    /// The place in the order of a mention, by its index among those of its document.
    pub fn position(&self, entity: &Entity, document: DocumentId, index: usize) -> Option<usize> {
        let stretch = self.stretches.get(*self.by_document.get(&document)?)?;
        let own = entity.occurrences.get(stretch.own.clone())?;
        let at = own.binary_search_by_key(&index, |occurrence| occurrence.mention as usize).ok()?;
        Some(stretch.before + at)
    }

    /// The place in the order of the first mention in a document.
    pub fn first_in(&self, document: DocumentId) -> Option<usize> {
        Some(self.stretches.get(*self.by_document.get(&document)?)?.before)
    }

    /// The documents that name the entity, in their order, each with the mentions in it.
    pub fn documents<'a>(
        &'a self,
        entity: &'a Entity,
    ) -> impl ExactSizeIterator<Item = (DocumentId, &'a [Occurrence])> + 'a {
        self.stretches.iter().map(|stretch| {
            (stretch.document, entity.occurrences.get(stretch.own.clone()).unwrap_or_default())
        })
    }
}

/// The mentions in each document, as they stand; `occurrences` are in the order of documents.
fn stretches(bench: &Workbench, occurrences: &[Occurrence]) -> Vec<Stretch> {
    let mut stretches = Vec::new();
    let mut start = 0;
    while let Some(first) = occurrences.get(start) {
        let end = start + occurrences[start..].partition_point(|other| other.document == first.document);
        if let Some(place) = bench.entities().place(*first) {
            stretches.push(Stretch { document: place.document, own: start..end, before: 0 });
        }
        start = end;
    }
    stretches
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::ui::springs::springs_in;
    use crate::workbench::Command;

    /// Documents that name a spring twice each, dated as people write dates.
    fn springs(folder: &Path, dates: &[&str]) -> Workbench {
        // In German, which has no model here: only the list reads it.
        let text = "Und der Quell ist in dem Wald, wo das Wasser nicht mehr zu der alten Stadt und zu dem Quell kam.\n";
        let write = |at: usize| {
            let file = folder.join(format!("{at}.txt"));
            std::fs::write(&file, format!("{at}\n\n{text}")).unwrap();
            file
        };
        let files = (0..dates.len()).map(write).collect();
        let mut bench = springs_in(files);
        for (at, date) in dates.iter().enumerate() {
            let document = document(&bench, at);
            let (name, value) = ("date".to_owned(), Some((*date).to_owned()));
            bench.run(Command::SetAttribute { document, name, value }).unwrap();
        }
        bench.finish_jobs();
        bench
    }

    fn document(bench: &Workbench, at: usize) -> DocumentId {
        let mut records = bench.project().documents.values();
        records.find(|record| record.path_text().ends_with(&format!("{at}.txt"))).unwrap().id
    }

    #[test]
    fn documents_come_in_the_order_of_what_their_dates_say_and_undated_ones_last() {
        let folder = tempfile::tempdir().unwrap();
        let bench = springs(
            folder.path(),
            &["", "9 September 2020", "10 January 2020", "2019-12-31", "1850", "8.9.2020"],
        );
        let entity = bench.entities().all().first().unwrap();
        let order = MentionOrder::of(&bench, entity);
        let found: Vec<DocumentId> = order.documents(entity).map(|(document, _)| document).collect();
        let wanted = [4, 3, 2, 5, 1, 0].map(|at| document(&bench, at));
        assert_eq!(found, wanted);
    }

    #[test]
    fn a_mention_is_found_by_its_place_and_its_place_by_the_mention() {
        let folder = tempfile::tempdir().unwrap();
        let bench = springs(folder.path(), &["3 May 1900", "2 May 1900", "1 May 1900"]);
        let entity = bench.entities().all().first().unwrap();
        let order = MentionOrder::of(&bench, entity);
        assert_eq!((order.len(), entity.occurrences.len()), (6, 6));
        for at in 0..6 {
            let place = bench.entities().place(order.get(entity, at).unwrap()).unwrap();
            assert_eq!(order.position(entity, place.document, place.index), Some(at));
            assert_eq!(order.first_in(place.document), Some(at / 2 * 2));
        }
        assert_eq!(order.get(entity, 6), None);
        assert_eq!(order.position(entity, DocumentId::new(), 0), None);
    }
}
