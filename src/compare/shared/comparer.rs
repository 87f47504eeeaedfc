//! The passages of a corpus kept up to date as documents come, change and go.
//!
//! What a document shares with those before it follows from the index and its measure. So a document that comes is compared
//! with those that are there, and of one that goes only its passages and seeds are dropped; compared again are only those in
//! which a seed now stands more often, or less often, than makes no difference ([`super::postings::Frequency`]). What comes
//! out is what comparing everything anew by the same measure gives. The measure is taken when everything is compared; whoever
//! keeps a comparer begins a new one when much has changed since. Work that is stopped keeps what was found, and goes on with
//! what is left.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::postings::Seed;
use super::{Against, DocumentNumber, Found, Index, LeftOut, Measure, Shared, SharedPassage, Watch};
use crate::text::Text;

/// What is known of documents that were compared at another time.
#[derive(Debug, Default)]
pub struct Known {
    /// What they share.
    pub passages: Vec<SharedPassage>,
    /// What parts among them were cut from ([`Shared::whole`]).
    pub whole: Vec<SharedPassage>,
    /// Those that are to be compared all the same.
    pub due: BTreeSet<DocumentNumber>,
    /// Those in which not all was looked at.
    pub partly: BTreeSet<DocumentNumber>,
    /// Documents that came or went since everything was compared.
    pub changes: usize,
    /// The measure by which they were.
    pub measure: Measure,
}

/// Documents, and what they share as far as it has been found.
#[derive(Debug, Default)]
pub struct Comparer {
    index: Index,
    /// The measure to go by, while the index only knows the texts and has read none: nothing is to be compared.
    unread: Option<Measure>,
    shared: Arc<Shared>,
    /// Documents that are to be compared with those before them.
    due: BTreeSet<DocumentNumber>,
    /// Documents in which not all was looked at.
    partly: BTreeSet<DocumentNumber>,
    /// Documents that came or went since everything was compared.
    changes: usize,
}

impl Comparer {
    /// A comparer of these documents, all of which are to be compared.
    pub fn new(texts: &[Text]) -> Self {
        let due = (0..texts.len() as u32).map(DocumentNumber).collect();
        Self { index: Index::of(texts), due, ..Self::default() }
    }

    /// A comparer of documents of which it is known what they share. Their texts are read only when something changes.
    pub fn resumed(texts: &[Text], known: Known) -> Self {
        let index = Index::unread(texts);
        let left_out = LeftOut { partly_compared: known.partly.len(), ..LeftOut::default() };
        let shared = Arc::new(index.ranked(known.passages, known.whole, None, left_out));
        let Known { due, partly, changes, measure, .. } = known;
        let mut comparer = Self { index, unread: Some(measure), shared, due, partly, changes };
        if !comparer.due.is_empty() {
            comparer.read();
        }
        comparer
    }

    /// Reads the texts of which so far only the passages were known.
    fn read(&mut self) {
        if let Some(measure) = self.unread.take() {
            self.index.read();
            self.index.measure_by(&measure);
        }
    }

    /// The measure by which documents are compared.
    pub fn measure(&self) -> Cow<'_, Measure> {
        match &self.unread {
            Some(measure) => Cow::Borrowed(measure),
            None => Cow::Owned(self.index.measure_taken()),
        }
    }

    /// True when so many words came or went since everything was compared that all should be compared anew, by a new measure.
    pub fn has_drifted(&self) -> bool {
        self.unread.is_none() && self.index.lexicon.has_drifted()
    }

    /// The documents.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// What they share, as far as it has been found.
    pub fn shared(&self) -> &Arc<Shared> {
        &self.shared
    }

    /// How many documents are still to be compared.
    pub fn due(&self) -> usize {
        self.due.len()
    }

    /// True when nothing is left to be done.
    pub fn is_done(&self) -> bool {
        self.due.is_empty() && self.shared.left_out.not_cut == 0
    }

    /// Documents in which not all was looked at.
    pub fn partly(&self) -> &BTreeSet<DocumentNumber> {
        &self.partly
    }

    /// How many documents came or went since everything was compared.
    pub fn changes(&self) -> usize {
        self.changes
    }

    /// Lets documents go and takes others in; answers with the number of the first of these. What that changes is found by
    /// [`Comparer::compare`].
    pub fn change(&mut self, gone: &[DocumentNumber], new: &[Text]) -> DocumentNumber {
        if gone.is_empty() && new.is_empty() {
            return DocumentNumber(self.index.len() as u32);
        }
        self.read();
        self.changes += gone.len() + new.len();
        let mut by: FxHashMap<Seed, i64> = FxHashMap::default();
        for document in gone.iter().filter(|document| self.index.has(**document)) {
            for (_, seed) in self.index.all_seeds(self.index.tokens(*document)) {
                *by.entry(seed).or_default() -= 1;
            }
        }
        self.note_heirs(gone);
        self.index.remove(gone);
        let first = self.index.add(new);
        let new = (first.0..self.index.len() as u32).map(DocumentNumber);
        for document in new.clone() {
            for (_, seed) in self.index.all_seeds(self.index.tokens(document)) {
                *by.entry(seed).or_default() += 1;
            }
        }
        self.due.extend(new);
        self.note_seeds(&by);
        let has = |document: &DocumentNumber| self.index.has(*document);
        self.due.retain(has);
        self.partly.retain(has);
        first
    }

    /// Notes the documents that are to be compared because one before them goes: with the first of those that have what stands
    /// everywhere all others are linked, and how much could be done for a document hangs on those before it.
    fn note_heirs(&mut self, gone: &[DocumentNumber]) {
        for document in gone {
            for (_, seed) in self.index.seeds(self.index.tokens(*document)) {
                let is_first = self.index.first_place(seed).is_some_and(|(first, _)| first == *document);
                if is_first && self.index.is_common(self.index.frequency(seed)) {
                    self.due.extend(self.index.documents_with(seed));
                }
            }
        }
        if let Some(first) = gone.iter().min() {
            self.due.extend(self.partly.range(first..));
        }
    }

    /// Notes the documents that have a seed which now stands more often, or less, than makes no difference.
    fn note_seeds(&mut self, by: &FxHashMap<Seed, i64>) {
        for (seed, by) in by {
            let places = self.index.frequency(*seed);
            let now = self.index.postings.count(*seed);
            let before = usize::try_from(now as i64 - by).unwrap_or(0);
            if places != self.index.frequency_of(before) {
                self.due.extend(self.index.documents_with(*seed));
            }
        }
    }

    /// Compares what is to be compared; what somebody stops is still to be compared afterwards.
    pub fn compare(&mut self, watch: &impl Watch) {
        // Nothing is, and what is known was found to the end.
        if self.unread.is_some() {
            return;
        }
        let due: Vec<DocumentNumber> = std::mem::take(&mut self.due).into_iter().collect();
        let Found { mut passages, not_compared, partly_compared } =
            self.index.found(&due, Against::Earlier, watch);
        self.due.extend(not_compared);
        let is_done =
            |document: DocumentNumber| due.binary_search(&document).is_ok() && !self.due.contains(&document);
        self.partly.retain(|document| !is_done(*document));
        self.partly.extend(partly_compared);
        let stays = |passage: &&SharedPassage| {
            self.index.has(passage.a.document)
                && self.index.has(passage.b.document)
                && !is_done(passage.found_by())
        };
        let found = self.shared.passages.iter().filter(|passage| !passage.is_cut).chain(&self.shared.whole);
        passages.extend(found.filter(stays).copied());
        let left_out = LeftOut {
            not_compared: self.due.len(),
            partly_compared: self.partly.len(),
            passages: self.shared.left_out.passages,
            ..LeftOut::default()
        };
        // What was found before is let go of first, so that there are never two.
        self.shared = Arc::default();
        self.shared = Arc::new(self.index.finished(passages, left_out, watch));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use proptest::prelude::*;

    use super::super::{Place, Unwatched};
    use super::*;

    const PIECES: [&str; 7] = [
        "whoever finds these seven silver keys should carry them quietly across the frozen river before dawn ",
        "whoever finds those seven silver keys should carry them slowly across the frozen river before noon ",
        "the harbour clerk counted forty broken lanterns hanging above abandoned market stalls on tuesday evening ",
        "nobody under the old bridge remembered why the painted wagon stood empty beside its tired horses ",
        "police and crime commissioner for the northern district ",
        "an orchard of bitter plums grows behind every chapel between the marsh and the copper mine ",
        "\n\nVisit here to sign up for our weekly letter with news about local gardens and small engines\n\n",
    ];

    /// A text of some pieces, the last of which is its own.
    fn text(pieces: &[usize], own: usize) -> Text {
        let own = format!("Note {own} of clerk {} about barrel {}, ledger {}. ", own * 7, own * 11, own * 13);
        Text::new(pieces.iter().map(|piece| PIECES[piece % PIECES.len()]).collect::<String>() + &own)
    }

    /// What is found, without numbers of documents that are gone.
    fn told(comparer: &Comparer) -> (Vec<SharedPassage>, usize) {
        let here = (0..comparer.index.len() as u32).map(DocumentNumber).filter(|it| comparer.index.has(*it));
        let here: Vec<DocumentNumber> = here.collect();
        let renumbered = |place: Place| {
            let at = here.binary_search(&place.document).unwrap();
            Place { document: DocumentNumber(at as u32), ..place }
        };
        let passages = comparer.shared.passages.iter().map(|passage| SharedPassage {
            a: renumbered(passage.a),
            b: renumbered(passage.b),
            ..*passage
        });
        (passages.collect(), comparer.shared.clusters.len())
    }

    /// The same documents compared anew, by the measure of a comparer.
    fn anew(comparer: &Comparer) -> Comparer {
        let numbers = (0..comparer.index.len() as u32).map(DocumentNumber);
        let here = numbers.filter(|document| comparer.index.has(*document));
        let texts: Vec<Text> = here.map(|document| comparer.index.text(document).unwrap().clone()).collect();
        let mut anew = Comparer::new(&texts);
        anew.index.measure_by(&comparer.measure());
        anew.compare(&Unwatched);
        anew
    }

    /// Stops after so many documents.
    struct Stop(AtomicUsize);

    impl Watch for Stop {
        fn progress(&self, _done: usize) {
            self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).ok();
        }

        fn is_cancelled(&self) -> bool {
            self.0.load(Ordering::Relaxed) == 0
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]

        #[test]
        fn what_is_kept_up_to_date_is_what_comparing_anew_gives(
            begin in prop::collection::vec(prop::collection::vec(0usize..7, 0..4), 1..14),
            changes in prop::collection::vec(
                (prop::collection::vec(0usize..99, 0..3), prop::collection::vec(prop::collection::vec(0usize..7, 0..4), 0..3)),
                1..7,
            ),
            most_places in 3usize..7,
        ) {
            let mut own = 0;
            let mut texts = |pieces: &[Vec<usize>]| -> Vec<Text> {
                pieces.iter().map(|pieces| { own += 1; text(pieces, own) }).collect()
            };
            let mut comparer = Comparer::new(&texts(&begin));
            comparer.index.most_places = most_places;
            comparer.compare(&Unwatched);
            for (gone, new) in &changes {
                let here: Vec<DocumentNumber> = (0..comparer.index.len() as u32)
                    .map(DocumentNumber)
                    .filter(|document| comparer.index.has(*document))
                    .collect();
                let mut gone: Vec<DocumentNumber> =
                    gone.iter().filter_map(|at| here.get(at % here.len().max(1)).copied()).collect();
                gone.sort_unstable();
                gone.dedup();
                comparer.change(&gone, &texts(new));
                // Sometimes it is stopped, and goes on when the next change has come.
                let stop = Stop(AtomicUsize::new(new.len() + 1));
                comparer.compare(&stop);
            }
            while !comparer.is_done() {
                comparer.compare(&Stop(AtomicUsize::new(1)));
            }
            prop_assert_eq!(told(&comparer), told(&anew(&comparer)));
        }
    }

    #[test]
    fn a_document_that_comes_or_goes_makes_few_others_due() {
        let mut texts: Vec<Text> = (0..300).map(|own| text(&[own % 7, (own + 3) % 7], own)).collect();
        let last = texts.pop().unwrap();
        let mut comparer = Comparer::new(&texts);
        assert_eq!(comparer.due(), 299);
        comparer.compare(&Unwatched);
        let before = told(&comparer);
        let first = comparer.change(&[], &[last]);
        assert!(comparer.due() < 20, "{}", comparer.due());
        comparer.compare(&Unwatched);
        assert_ne!(told(&comparer), before);
        comparer.change(&[first], &[]);
        assert!(comparer.due() < 20, "{}", comparer.due());
        comparer.compare(&Unwatched);
        assert_eq!(told(&comparer), before);
    }

    #[test]
    fn what_stands_everywhere_is_linked_with_the_first_that_is_left() {
        let texts: Vec<Text> = (0..12).map(|own| text(&[6, 4], own)).collect();
        let mut comparer = Comparer::new(&texts);
        comparer.index.most_places = 4;
        comparer.compare(&Unwatched);
        let firsts = |comparer: &Comparer| -> BTreeSet<u32> {
            comparer.shared.passages.iter().map(|passage| passage.a.document.0).collect()
        };
        assert_eq!(firsts(&comparer), BTreeSet::from([0]));
        comparer.change(&[DocumentNumber(0), DocumentNumber(5)], &[]);
        comparer.compare(&Unwatched);
        assert_eq!(firsts(&comparer), BTreeSet::from([1]));
        assert_eq!(told(&comparer), told(&anew(&comparer)));
    }

    #[test]
    fn what_is_known_is_not_compared_again() {
        let texts: Vec<Text> = (0..30).map(|own| text(&[own % 7, (own + 3) % 7], own)).collect();
        let mut all = Comparer::new(&texts);
        all.compare(&Unwatched);
        assert!(all.shared.passages.len() > 30);
        let known = || Known {
            passages: all.shared.passages.clone(),
            whole: all.shared.whole.clone(),
            measure: all.measure().into_owned(),
            ..Known::default()
        };
        let mut resumed = Comparer::resumed(&texts, known());
        assert_eq!((resumed.due(), resumed.index.bytes() < all.index.bytes() / 2), (0, true));
        assert_eq!(resumed.shared, all.shared);
        let new = [text(&[0, 1], 77)];
        for comparer in [&mut resumed, &mut all] {
            comparer.change(&[DocumentNumber(3)], &new);
            comparer.compare(&Unwatched);
        }
        assert_eq!(told(&resumed), told(&all));
    }

    #[test]
    fn what_is_known_and_has_boilerplate_cut_off_it_stays_as_it_is_when_nothing_changed() {
        let footer = "Visit our website to sign up for the daily newsletter and support local journalism with a subscription.";
        let own =
            |n: usize| format!("note {n} of clerk {} about barrel {}, ledger {}", n * 7, n * 11, n * 13);
        let texts: Vec<Text> = (0..20)
            .map(|n| {
                let said = if n < 2 { PIECES[3] } else { "" };
                Text::new(format!("{}. {said}\n\n{footer}\n\n{}.", own(n), own(n + 40)))
            })
            .collect();
        let mut all = Comparer::new(&texts);
        all.compare(&Unwatched);
        assert!(!all.shared.whole.is_empty());
        let known = Known {
            passages: all.shared.passages.clone(),
            whole: all.shared.whole.clone(),
            measure: all.measure().into_owned(),
            ..Known::default()
        };
        let mut resumed = Comparer::resumed(&texts, known);
        resumed.compare(&Unwatched);
        assert_eq!(told(&resumed), told(&all));
    }

    #[test]
    fn what_was_stopped_goes_on_with_what_is_left() {
        let texts: Vec<Text> = (0..200).map(|own| text(&[own % 7, (own + 3) % 7], own)).collect();
        let mut comparer = Comparer::new(&texts);
        comparer.compare(&Stop(AtomicUsize::new(80)));
        let left = comparer.due();
        assert!((1..=120).contains(&left), "{left}");
        assert!(!comparer.shared.passages.is_empty(), "what was found is kept");
        assert_eq!(comparer.shared.left_out.not_compared, left);
        comparer.compare(&Unwatched);
        assert_eq!((comparer.due(), told(&comparer)), (0, told(&anew(&comparer))));
    }
}
