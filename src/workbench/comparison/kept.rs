//! What one comparison leaves to the next: the documents with their figures, and what they share.
//!
//! What few documents change among many is found by comparing these alone ([`Comparer`]). When more has changed, all are
//! compared anew, unless what is kept on disk is of nearly the same texts ([`super::cache`]).

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::sync::Arc;

use super::cache::{Caches, Stored};
use super::comparing::Wanted;
use super::snapshot::CorpusComparison;
use crate::compare::figures::{Aligned, Alignments, Reported, Topics, topics};
use crate::compare::shared::{Comparer, DocumentNumber, Known, Place, Shared, SharedPassage, Watch};
use crate::project::{DocumentId, TopicDecision};
use crate::text::{Text, TextHash};

/// What changed is compared by itself while it is no more than one document in so many since all were compared.
const ONE_IN: usize = 8;
/// So few documents are compared anew, in the same order, whenever one comes or goes: it takes no time, and what is found
/// then follows from those that are there, and not from what was there before.
pub(super) const FEW: usize = 100;
/// A document with its figures.
pub(super) struct Coming {
    pub id: DocumentId,
    pub text: Text,
    pub reported: Reported,
}

/// What one comparison leaves to the next.
#[derive(Debug, Default)]
pub(super) struct Kept {
    comparer: Comparer,
    /// The documents, by number.
    documents: Vec<(DocumentId, TextHash)>,
    /// Their figures; empty for those that are gone.
    reported: Arc<Vec<Reported>>,
    /// Which figures stand against each other in the passages found so far.
    alignments: Alignments,
    /// The topics as they were found last.
    found: Arc<Topics>,
    /// What they were found in; `None` once they are to be found anew.
    found_in: Option<(Arc<Vec<Reported>>, Vec<Aligned>)>,
    /// True when nothing is left to be compared.
    is_current: bool,
    /// True when what is known is on the disk, too.
    is_on_disk: bool,
}

impl Kept {
    fn has(&self, number: usize) -> bool {
        self.comparer.index().has(DocumentNumber(number as u32))
    }

    /// Which documents are gone, and which of those wanted are new, in their order; of the others the dates are taken over.
    pub fn difference(&mut self, wanted: Vec<Wanted>) -> (Vec<DocumentNumber>, Vec<Wanted>) {
        let mut new: BTreeMap<(DocumentId, TextHash), Wanted> =
            wanted.into_iter().map(|wanted| ((wanted.id, wanted.text.hash()), wanted)).collect();
        let mut gone = Vec::new();
        for number in 0..self.documents.len() {
            // One that went and comes again is new.
            if !self.has(number) {
                continue;
            }
            match new.remove(&self.documents[number]) {
                Some(wanted) if wanted.date == self.reported[number].date => {}
                Some(wanted) => Arc::make_mut(&mut self.reported)[number].date = wanted.date,
                None => gone.push(DocumentNumber(number as u32)),
            }
        }
        (gone, new.into_values().collect())
    }

    /// Lets documents go and takes others in, among those there are or beginning anew.
    pub fn take_over(&mut self, gone: &[DocumentNumber], new: Vec<Coming>, caches: Option<&Caches>) {
        if gone.is_empty() && new.is_empty() {
            return;
        }
        let here = (0..self.documents.len()).filter(|number| self.has(*number)).count();
        let changes = self.comparer.changes() + gone.len() + new.len();
        if here > FEW && changes * ONE_IN <= here {
            self.change(gone, new);
            if self.comparer.has_drifted() {
                *self = Self::anew(std::mem::take(self).coming(&[]));
            }
            return;
        }
        let mut all = std::mem::take(self).coming(gone);
        all.extend(new);
        *self = Self::beginning(all, caches);
    }

    /// Changes few documents among many.
    fn change(&mut self, gone: &[DocumentNumber], new: Vec<Coming>) {
        if gone.is_empty() && new.is_empty() {
            return;
        }
        let texts: Vec<Text> = new.iter().map(|coming| coming.text.clone()).collect();
        self.comparer.change(gone, &texts);
        let reported = Arc::make_mut(&mut self.reported);
        for number in gone {
            reported[number.0 as usize] = Reported::default();
        }
        self.documents.extend(new.iter().map(|coming| (coming.id, coming.text.hash())));
        reported.extend(new.into_iter().map(|coming| coming.reported));
        (self.is_current, self.is_on_disk) = (false, false);
    }

    /// The documents that are there but for those that go, whose numbers are in order.
    fn coming(self, gone: &[DocumentNumber]) -> Vec<Coming> {
        let reported = Arc::unwrap_or_clone(self.reported);
        let all = (0..).zip(self.documents.into_iter().zip(reported));
        let here = all.filter_map(|(number, ((id, _), reported))| {
            let (index, number) = (self.comparer.index(), DocumentNumber(number));
            let stays = index.has(number) && gone.binary_search(&number).is_err();
            let text = index.text(number).filter(|_| stays)?.clone();
            Some(Coming { id, text, reported })
        });
        here.collect()
    }

    /// Begins with these documents and what is kept on disk of them, or of nearly the same.
    fn beginning(all: Vec<Coming>, caches: Option<&Caches>) -> Self {
        let hashes: Vec<TextHash> = all.iter().map(|coming| coming.text.hash()).collect();
        let is_enough = |stored: &Stored| is_enough(stored, &hashes);
        let Some(stored) = caches.and_then(|caches| caches.passages.read(&hashes, is_enough)) else {
            return Self::anew(all);
        };
        let kept = Self::resumed(all, stored);
        if kept.comparer.has_drifted() { Self::anew(kept.coming(&[])) } else { kept }
    }

    /// Begins with these documents, of which nothing is known.
    fn anew(mut all: Vec<Coming>) -> Self {
        // In one order, so that what is found follows from the documents.
        all.sort_by_key(|coming| (coming.id, coming.text.hash()));
        let texts: Vec<Text> = all.iter().map(|coming| coming.text.clone()).collect();
        Self::of(Comparer::new(&texts), all)
    }

    /// A comparer with its documents.
    fn of(comparer: Comparer, all: Vec<Coming>) -> Self {
        let documents = all.iter().map(|coming| (coming.id, coming.text.hash())).collect();
        let reported = Arc::new(all.into_iter().map(|coming| coming.reported).collect());
        Self { comparer, documents, reported, ..Self::default() }
    }

    /// Goes on from what is kept on disk.
    fn resumed(all: Vec<Coming>, stored: Stored) -> Self {
        let mut coming: HashMap<TextHash, VecDeque<Coming>> = HashMap::new();
        for one in all {
            coming.entry(one.text.hash()).or_default().push_back(one);
        }
        let mut there: Vec<Coming> = Vec::new();
        let mut numbers: Vec<Option<DocumentNumber>> = Vec::new();
        for hash in &stored.texts {
            let one = coming.get_mut(hash).and_then(VecDeque::pop_front);
            numbers.push(one.as_ref().map(|_| DocumentNumber(there.len() as u32)));
            there.extend(one);
        }
        let lost = stored.texts.len() - there.len();
        let known = known(stored, &numbers, lost, &there);
        let texts: Vec<Text> = there.iter().map(|coming| coming.text.clone()).collect();
        let mut kept = Self::of(Comparer::resumed(&texts, known), there);
        kept.is_current = kept.comparer.is_done();
        kept.is_on_disk = lost == 0;
        let mut new: Vec<Coming> = coming.into_values().flatten().collect();
        new.sort_by_key(|coming| coming.id);
        kept.change(&[], new);
        kept
    }

    /// How many documents are to be compared.
    pub fn due(&self) -> usize {
        self.comparer.due()
    }

    /// Compares what is to be compared, and keeps on disk what all of them share.
    pub fn compare(&mut self, watch: &impl Watch, caches: Option<&Caches>) {
        if !self.is_current {
            self.comparer.compare(watch);
            self.is_current = self.comparer.is_done();
        }
        if let Some(caches) = caches.filter(|_| self.is_current && !self.is_on_disk) {
            let hashes: Vec<TextHash> = self.documents.iter().map(|(_, hash)| *hash).collect();
            caches.passages.write(&self.comparer, &hashes);
            self.is_on_disk = true;
        }
    }

    /// What the documents share as far as it is known, with their topics as they are decided; once somebody has stopped it, with
    /// the topics there were.
    pub fn comparison(&mut self, decisions: &[TopicDecision], watch: &impl Watch) -> CorpusComparison {
        let index = self.comparer.index();
        let numbers = (0..self.documents.len() as u32).map(DocumentNumber);
        let texts: Vec<Text> = numbers.filter_map(|number| index.text(number).cloned()).collect();
        let shared = self.comparer.shared().clone();
        self.find_topics(&texts, &shared, watch);
        let comparison = CorpusComparison::new(
            self.documents.clone(),
            |number| self.has(number),
            shared,
            self.reported.clone(),
            self.found.clone(),
        );
        let of_number: BTreeMap<DocumentId, usize> = comparison.numbers().collect();
        let text = |id: DocumentId| of_number.get(&id).and_then(|number| texts.get(*number).cloned());
        comparison.decided(decisions, text)
    }

    /// Brings figures together, unless they and what stands against what are as they were.
    fn find_topics(&mut self, texts: &[Text], shared: &Shared, watch: &impl Watch) {
        let Some(aligned) = self.alignments.of(texts, &self.reported, shared, watch) else {
            return self.stop_finding_topics();
        };
        let is_known = self
            .found_in
            .as_ref()
            .is_some_and(|(reported, known)| *known == aligned && reports_the_same(reported, &self.reported));
        if !is_known {
            let Some(found) = topics(&self.reported, &aligned, watch) else {
                return self.stop_finding_topics();
            };
            self.found = Arc::new(found);
        }
        self.found_in = Some((self.reported.clone(), aligned));
    }

    /// Goes on with the topics there were.
    fn stop_finding_topics(&mut self) {
        self.found = Arc::new(self.found.when_stopped(&self.reported));
        self.found_in = None;
    }
}

/// True when topics found in one of these are those of the other: documents that report nothing bear on no topic.
fn reports_the_same(one: &[Reported], other: &[Reported]) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let is_same = |(one, other): (&Reported, &Reported)| {
        one.figures == other.figures
            && one.unread == other.unread
            && (one.date == other.date || one.figures.is_empty())
    };
    short.iter().zip(long).all(is_same)
        && long[short.len()..].iter().all(|reported| reported.figures.is_empty() && reported.unread.is_none())
}

/// True when what is kept is about these texts, or about nearly the same and there are many.
fn is_enough(stored: &Stored, hashes: &[TextHash]) -> bool {
    let mut left: HashMap<&TextHash, usize> = HashMap::new();
    for hash in hashes {
        *left.entry(hash).or_default() += 1;
    }
    let mut there = 0;
    for hash in &stored.texts {
        if let Some(count) = left.get_mut(hash).filter(|count| **count > 0) {
            *count -= 1;
            there += 1;
        }
    }
    let others = (hashes.len() - there) + (stored.texts.len() - there);
    others == 0 || (hashes.len() > FEW && (stored.changes + others) * ONE_IN <= hashes.len())
}

/// What was kept on disk, by the numbers of documents now; `lost` are not among them.
fn known(stored: Stored, numbers: &[Option<DocumentNumber>], lost: usize, there: &[Coming]) -> Known {
    let number = |document: DocumentNumber| numbers.get(document.0 as usize).copied().flatten();
    let place = |place: Place| Some(Place { document: number(place.document)?, ..place });
    let stands = |place: Place| place.span.of(there[place.document.0 as usize].text.as_str()).is_some();
    let mut due = BTreeSet::new();
    let mut here = |stored: Vec<SharedPassage>| {
        let mut passages = Vec::with_capacity(stored.len());
        for passage in stored {
            match (place(passage.a), place(passage.b)) {
                (Some(a), Some(b)) if stands(a) && stands(b) => {
                    passages.push(SharedPassage { a, b, ..passage });
                }
                // What stands in many documents is known by one link of each, and that is lost.
                _ => due.extend(number(passage.found_by())),
            }
        }
        passages
    };
    let (passages, whole) = (here(stored.passages), here(stored.whole));
    let partly = stored.partly.into_iter().filter_map(number).collect();
    Known { passages, whole, due, partly, changes: stored.changes + lost, measure: stored.measure }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::shared::{Unwatched, Watch};
    use crate::disk::Disk;

    const LETTER: &str =
        "whoever finds these seven silver keys should carry them quietly across the frozen river";

    /// A document of its own; every tenth has the letter in it.
    fn coming(own: usize) -> Coming {
        let letter = if own.is_multiple_of(10) { LETTER } else { "" };
        let words: Vec<String> = (0..30).map(|at| format!("w{}x{}", own * 31 % 977 + at, own)).collect();
        let id = id(own);
        let reported = Reported::default();
        Coming { id, text: Text::new(format!("{} {letter} {own} ends here.", words.join(" "))), reported }
    }

    /// Somebody who waits no longer.
    struct Gone;

    impl Watch for Gone {
        fn is_cancelled(&self) -> bool {
            true
        }
    }

    #[test]
    fn when_topics_are_stopped_passages_are_there_and_topics_that_were() {
        let report = |own: usize, printed: usize| {
            let text = Text::new(format!(
                "{LETTER} before the clerk of the harbour wakes. The new library lent {printed} printed books to readers."
            ));
            let reported = Reported { figures: crate::compare::figures::read(&text), ..Reported::default() };
            Coming { id: id(own), text, reported }
        };
        let mut kept = Kept::default();
        kept.take_over(&[], vec![report(1, 4_100), report(2, 5_200)], None);
        kept.compare(&Unwatched, None);
        let stopped = kept.comparison(&[], &Gone);
        assert_eq!((stopped.passages().len(), stopped.topics().len()), (1, 0));
        let told = "Not all figures were brought together: the work was stopped.";
        assert_eq!(stopped.figures_left_out(), [told]);
        let whole = kept.comparison(&[], &Unwatched);
        assert_eq!((whole.topics().len(), whole.figures_left_out()), (2, Vec::new()), "keys and books");
        let stopped = kept.comparison(&[], &Gone);
        assert_eq!((stopped.topics(), stopped.figures_left_out()), (whole.topics(), vec![told.to_owned()]));
    }

    fn id(own: usize) -> DocumentId {
        DocumentId::derived(&own.to_le_bytes())
    }

    fn all(numbers: impl Iterator<Item = usize>) -> Vec<Coming> {
        numbers.map(coming).collect()
    }

    /// The documents and places of passages, whatever numbers they have.
    fn told(kept: &Kept) -> BTreeSet<[(DocumentId, crate::text::Span); 2]> {
        let side = |place: Place| (kept.documents[place.document.0 as usize].0, place.span);
        let sides = |passage: &SharedPassage| {
            let mut both = [side(passage.a), side(passage.b)];
            both.sort_unstable();
            both
        };
        kept.comparer.shared().passages.iter().map(sides).collect()
    }

    /// These documents compared anew, in the order of their ids.
    fn anew(numbers: impl Iterator<Item = usize>) -> Kept {
        let mut kept = Kept::default();
        kept.take_over(&[], all(numbers), None);
        kept.compare(&Unwatched, None);
        kept
    }

    #[test]
    fn a_corpus_that_was_compared_is_not_compared_again() {
        let folder = tempfile::tempdir().unwrap();
        let caches = Caches::new(&Disk::default(), folder.path());
        for count in [5, 31] {
            let mut first = Kept::beginning(all(0..count), Some(&caches));
            assert_eq!(first.due(), count);
            first.compare(&Unwatched, Some(&caches));
            let again = Kept::beginning(all(0..count), Some(&caches));
            assert!(again.is_current && again.is_on_disk);
            assert_eq!((again.due(), told(&again)), (0, told(&first)));
            assert_eq!(Kept::beginning(all(0..count), None).due(), count, "without a cache");
        }
        let changed = Kept::beginning(all(1..32), Some(&caches));
        assert_eq!(changed.due(), 31, "few are compared anew, in the same order");
    }

    #[test]
    fn a_text_more_or_less_or_corrected_is_compared_alone() {
        let folder = tempfile::tempdir().unwrap();
        let caches = Caches::new(&Disk::default(), folder.path());
        let mut first = Kept::beginning(all(0..200), Some(&caches));
        first.compare(&Unwatched, Some(&caches));
        for numbers in [0..201, 0..199, 3..204] {
            let mut kept = Kept::beginning(all(numbers.clone()), Some(&caches));
            assert!(kept.due() < 25, "{}", kept.due());
            kept.compare(&Unwatched, None);
            assert_eq!(told(&kept), told(&anew(numbers)));
        }
        let other = Kept::beginning(all(100..300), Some(&caches));
        assert_eq!(other.due(), 200, "another corpus");
    }

    #[test]
    fn what_stood_in_a_text_that_is_gone_is_linked_anew() {
        let folder = tempfile::tempdir().unwrap();
        let caches = Caches::new(&Disk::default(), folder.path());
        // A text of theirs that stands in all.
        let numbers = || (0..200).map(|number| number * 10);
        let mut first = Kept::default();
        first.take_over(&[], all(numbers()), Some(&caches));
        first.compare(&Unwatched, Some(&caches));
        let number = |id| numbers().find(|number| self::id(*number) == id).unwrap();
        let gone = number(first.documents[0].0);
        let left = || numbers().filter(|number| *number != gone);
        let mut kept = Kept::beginning(all(left()), Some(&caches));
        assert!(!kept.is_current);
        kept.compare(&Unwatched, None);
        assert!(told(&kept).len() >= 198);
        assert_eq!(told(&kept), told(&anew(left())));
    }

    #[test]
    fn one_text_with_more_words_than_many_others_has_all_compared_anew() {
        let mut kept = anew(0..200);
        let long: Vec<Coming> = all(1_000..1_200);
        let text: String = long.iter().map(|coming| coming.text.as_str()).collect();
        let long = Coming { text: Text::new(text), ..coming(500) };
        kept.take_over(&[], vec![long], None);
        assert_eq!(kept.due(), 201, "how much a word says has changed");
        kept.compare(&Unwatched, None);
        kept.take_over(&[], vec![coming(502)], None);
        assert!(kept.due() < 25, "{}", kept.due());
    }

    #[test]
    fn what_goes_and_what_comes_among_many_is_compared_alone() {
        let mut kept = anew(0..200);
        let before = told(&kept);
        let number = kept.documents.iter().position(|(document, _)| *document == id(20)).unwrap();
        kept.take_over(&[DocumentNumber(number as u32)], vec![coming(200)], None);
        assert!((1..25).contains(&kept.due()), "{}", kept.due());
        kept.compare(&Unwatched, None);
        assert_eq!(told(&kept), told(&anew((0..20).chain(21..201))));
        assert_ne!(told(&kept), before);
        kept.take_over(&[], all(300..330), None);
        assert_eq!(kept.due(), 230, "more has changed than is compared alone");
    }

    #[test]
    fn topics_are_brought_together_anew_only_where_figures_change() {
        let report = |own: usize, words: &str| {
            let text = Text::new(format!("{words} {own} ends here."));
            let reported = Reported { figures: crate::compare::figures::read(&text), ..Reported::default() };
            Coming { id: id(own), text, reported }
        };
        let lent = |own: usize, books: usize| {
            report(
                own,
                &format!(
                    "The new library lent {books} printed books to readers. {}",
                    coming(own).text.as_str()
                ),
            )
        };
        let mut kept = Kept::default();
        let mut all: Vec<Coming> = all(10..200);
        all.extend([lent(1, 4_100), lent(2, 5_200)]);
        kept.take_over(&[], all, None);
        let known = |kept: &mut Kept| {
            kept.compare(&Unwatched, None);
            kept.comparison(&[], &Unwatched);
            kept.found.clone()
        };
        let first = known(&mut kept);
        let books = |topics: &Topics| {
            let of_books = |topic: &&crate::compare::figures::Topic| topic.name.contains("books");
            topics.list.iter().find(of_books).map_or(0, |topic| topic.figures.len())
        };
        assert_eq!(books(&first), 2);
        // A document without figures.
        kept.take_over(&[], vec![Coming { reported: Reported::default(), ..coming(400) }], None);
        assert!(Arc::ptr_eq(&known(&mut kept), &first));
        kept.take_over(&[], vec![lent(3, 6_300)], None);
        let second = known(&mut kept);
        assert_eq!(books(&second), 3);
        let number = kept.documents.iter().position(|(document, _)| *document == id(3)).unwrap();
        kept.take_over(&[DocumentNumber(number as u32)], Vec::new(), None);
        assert_eq!(books(&known(&mut kept)), 2);
    }
}
