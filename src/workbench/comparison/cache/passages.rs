//! The passages that the texts of a corpus share.
//!
//! One file for a corpus. Its name comes from the smallest hash of its texts and from how many there are, of many only about how
//! many, so that the same corpus with a text more or less has the same file, most often; which texts it is about, and whether
//! that is enough, the file says. There are only so many files: those written longest ago go first.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::super::kept::FEW;
use super::Folder;
use crate::compare::shared::{Comparer, DocumentNumber, Kind, Measure, Place, SharedPassage};
use crate::disk::Disk;
use crate::text::{Span, TextHash};

/// The name that `build.rs` gives to the way in which passages are found, made of all that bears on it.
const VERSION: &str = env!("LECTERN_FINDING_OF_PASSAGES");

/// A larger file is neither written nor read, in bytes: room for a million passages of 100,000 documents.
const LARGEST: u64 = 64 << 20;

/// So many corpora are kept, and no more bytes of them.
const MOST: usize = 256;
const MOST_BYTES: u64 = 256 << 20;

/// When texts have come since a file was written, its smallest hash is among so many of the smallest.
const SMALLEST: usize = 3;

/// What a file says.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in super::super) struct Stored {
    /// The texts, by number.
    pub texts: Vec<TextHash>,
    /// The passages they share.
    pub passages: Vec<SharedPassage>,
    /// What parts among them were cut from.
    pub whole: Vec<SharedPassage>,
    /// The texts in which not all was looked at.
    pub partly: BTreeSet<DocumentNumber>,
    /// Texts that came or went since all were compared.
    pub changes: usize,
    /// The measure by which they were.
    pub measure: Measure,
}

/// The folder where passages are kept.
pub(in super::super) struct Passages {
    pub(super) folder: Folder,
}

impl Passages {
    /// A cache within the user's cache directory.
    pub(super) fn new(disk: Disk, caches: &Path) -> Self {
        let folder = Folder { disk, kind: caches.join("passages"), version: VERSION, largest: LARGEST };
        Self { folder }
    }

    /// What is kept of a corpus that may be the one of these texts; `is_enough` says whether it is.
    pub fn read(&self, texts: &[TextHash], is_enough: impl Fn(&Stored) -> bool) -> Option<Stored> {
        let mut smallest: Vec<&TextHash> = texts.iter().collect();
        smallest.sort_unstable();
        smallest.dedup();
        smallest.truncate(SMALLEST);
        let size = size(texts.len());
        let sizes = [size, size.saturating_sub(1), size + 1];
        let files = sizes.iter().flat_map(|size| smallest.iter().map(|hash| file(hash, *size)));
        let mut kept = files.filter_map(|file| stored(&self.folder.read(&file)?));
        kept.find(is_enough)
    }

    /// Keeps what has been found, if all of it has.
    pub fn write(&self, comparer: &Comparer, texts: &[TextHash]) {
        let left_out = comparer.shared().left_out;
        if !comparer.is_done() || left_out.documents > 0 || left_out.passages > 0 {
            return;
        }
        let Some((about, bytes)) = to_bytes(comparer, texts) else { return };
        self.folder.write(&about, &bytes);
        self.folder.prune(Path::new(""), MOST, MOST_BYTES);
    }
}

/// How many texts there are, as it stands in a name: few as they are, since few are compared anew whenever one comes or goes,
/// and many by their logarithm.
fn size(texts: usize) -> usize {
    if texts <= FEW { texts } else { FEW + texts.ilog2() as usize }
}

/// The file of a corpus of which this is the smallest hash, and which is of this size.
fn file(smallest: &TextHash, size: usize) -> PathBuf {
    PathBuf::from(format!("{smallest}-{size}"))
}

/// The numbers after each other, four bytes each, of documents that are there; with the file it goes to.
fn to_bytes(comparer: &Comparer, texts: &[TextHash]) -> Option<(PathBuf, Vec<u8>)> {
    let is_here = |number: usize| comparer.index().has(DocumentNumber(number as u32));
    let here: Vec<usize> = (0..texts.len()).filter(|number| is_here(*number)).collect();
    let smallest = here.iter().map(|number| &texts[*number]).min()?;
    let mut bytes = Vec::new();
    let push = |bytes: &mut Vec<u8>, number: usize| -> Option<()> {
        bytes.extend(u32::try_from(number).ok()?.to_le_bytes());
        Some(())
    };
    let number = |document: DocumentNumber| here.binary_search(&(document.0 as usize)).ok();
    push(&mut bytes, here.len())?;
    for number in &here {
        bytes.extend(texts[*number].as_bytes());
    }
    push(&mut bytes, comparer.changes())?;
    push(&mut bytes, comparer.partly().len())?;
    for document in comparer.partly() {
        push(&mut bytes, number(*document)?)?;
    }
    let shared = comparer.shared();
    push(&mut bytes, shared.whole.len())?;
    push(&mut bytes, shared.passages.len())?;
    for passage in shared.whole.iter().chain(&shared.passages) {
        for Place { document, span } in [passage.a, passage.b] {
            push(&mut bytes, number(document)?)?;
            push(&mut bytes, span.start)?;
            push(&mut bytes, span.end)?;
        }
        let kind = Kind::ALL.iter().position(|kind| *kind == passage.by_itself)?;
        push(&mut bytes, kind + if passage.is_cut { Kind::ALL.len() } else { 0 })?;
        push(&mut bytes, passage.words as usize)?;
        bytes.extend(passage.similarity.to_le_bytes());
        bytes.extend(passage.bits.to_le_bytes());
    }
    let measure = comparer.measure();
    bytes.extend(measure.tokens.to_le_bytes());
    push(&mut bytes, measure.most_places)?;
    push(&mut bytes, measure.words().count())?;
    for (form, count) in measure.words() {
        bytes.push(u8::try_from(form.len()).ok()?);
        bytes.extend(form.as_bytes());
        bytes.extend(count.to_le_bytes());
    }
    Some((file(smallest, size(here.len())), bytes))
}

/// What a file says, if it can be.
fn stored(bytes: &[u8]) -> Option<Stored> {
    let mut left = Left(bytes);
    let count = left.number()?;
    let texts: Vec<TextHash> = (0..count).map_while(|_| left.take().map(TextHash::from_bytes)).collect();
    let document = |left: &mut Left<'_>| {
        left.number().filter(|number| *number < count).map(|number| DocumentNumber(number as u32))
    };
    let changes = left.number()?;
    let partly = left.number()?;
    let partly = (0..partly).map_while(|_| document(&mut left)).collect();
    let (cut, expected) = (left.number()?, left.number()?);
    let passage = |left: &mut Left<'_>| {
        let place = |left: &mut Left<'_>| {
            let (document, start, end) = (document(left)?, left.number()?, left.number()?);
            (start < end).then_some(Place { document, span: Span::new(start, end) })
        };
        let (a, b) = (place(left)?, place(left)?);
        let kind = left.number()?;
        let is_cut = kind >= Kind::ALL.len();
        let by_itself = *Kind::ALL.get(if is_cut { kind - Kind::ALL.len() } else { kind })?;
        let words = left.number()? as u32;
        let (similarity, bits) = (f32::from_le_bytes(left.take()?), f32::from_le_bytes(left.take()?));
        let is_sound = a < b && similarity.is_finite() && bits.is_finite();
        let (kind, cluster) = (by_itself, 0);
        is_sound.then_some(SharedPassage { a, b, kind, by_itself, similarity, words, bits, cluster, is_cut })
    };
    let whole: Vec<SharedPassage> = (0..cut).map_while(|_| passage(&mut left)).collect();
    let passages: Vec<SharedPassage> = (0..expected).map_while(|_| passage(&mut left)).collect();
    let measure = measure(&mut left)?;
    let has_all = texts.len() == count && whole.len() == cut && passages.len() == expected;
    (left.0.is_empty() && has_all).then_some(Stored { texts, passages, whole, partly, changes, measure })
}

/// The measure in a file.
fn measure(left: &mut Left<'_>) -> Option<Measure> {
    let tokens = u64::from_le_bytes(left.take()?);
    let mut measure = Measure::new(tokens, left.number()?);
    for _ in 0..left.number()? {
        let [length] = left.take()?;
        let form = std::str::from_utf8(left.bytes(usize::from(length))?).ok()?;
        measure.note(form, u32::from_le_bytes(left.take()?));
    }
    Some(measure)
}

/// What is left of the bytes of a file.
struct Left<'b>(&'b [u8]);

impl<'b> Left<'b> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, left) = self.0.split_first_chunk()?;
        self.0 = left;
        Some(*taken)
    }

    fn bytes(&mut self, count: usize) -> Option<&'b [u8]> {
        let (taken, left) = self.0.split_at_checked(count)?;
        self.0 = left;
        Some(taken)
    }

    fn number(&mut self) -> Option<usize> {
        self.take().map(|bytes| u32::from_le_bytes(bytes) as usize)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::compare::shared::{Known, Unwatched};
    use crate::text::Text;

    const LETTER: &str =
        "whoever finds these seven silver keys should carry them quietly across the frozen river";

    fn texts(count: usize) -> Vec<Text> {
        let text =
            |own: usize| Text::new(format!("Note {own} of clerk {}. {LETTER} by noon {}.", own * 7, own * 3));
        (0..count).map(text).collect()
    }

    /// What a file says, for a comparer of the very texts it is about.
    fn known(stored: Stored) -> Known {
        let Stored { passages, whole, partly, changes, measure, .. } = stored;
        Known { passages, whole, due: BTreeSet::new(), partly, changes, measure }
    }

    /// A text of some pieces and words of its own.
    fn text(pieces: &[usize], own: usize) -> Text {
        const PIECES: [&str; 5] = [
            LETTER,
            "nobody under the old bridge remembered why the painted wagon stood empty beside its tired horses",
            "nobody under that old bridge remembered why a painted wagon stood empty beside his hungry horses",
            "police and crime commissioner for the northern district",
            "the harbour clerk counted forty broken lanterns above abandoned market stalls on tuesday evening",
        ];
        let said: Vec<&str> = pieces.iter().map(|piece| PIECES[piece % PIECES.len()]).collect();
        let own = format!("note {own} of clerk {} about barrel {}, ledger {}", own * 7, own * 11, own * 13);
        Text::new(format!("{}. {own}. The end, clerk {}.", said.join(". "), pieces.len()))
    }

    /// What is found, by the documents that are there.
    fn told(comparer: &Comparer) -> Vec<SharedPassage> {
        let numbers = (0..comparer.index().len() as u32).map(DocumentNumber);
        let here: Vec<DocumentNumber> = numbers.filter(|number| comparer.index().has(*number)).collect();
        let place = |place: Place| {
            let number = here.binary_search(&place.document).unwrap() as u32;
            Place { document: DocumentNumber(number), ..place }
        };
        let passages = comparer.shared().passages.iter();
        passages
            .map(|passage| SharedPassage { a: place(passage.a), b: place(passage.b), ..*passage })
            .collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn to_go_on_from_a_file_is_to_have_gone_on(
            begin in prop::collection::vec(prop::collection::vec(0usize..5, 0..4), 1..12),
            changes in prop::collection::vec(
                (prop::collection::vec(0usize..99, 0..3), prop::collection::vec(prop::collection::vec(0usize..5, 0..4), 0..3)),
                1..5,
            ),
        ) {
            let mut own = 0;
            let mut texts = |pieces: &[Vec<usize>]| -> Vec<Text> {
                pieces.iter().map(|pieces| { own += 1; text(pieces, own) }).collect()
            };
            let mut all = texts(&begin);
            let mut comparer = Comparer::new(&all);
            comparer.compare(&Unwatched);
            for (gone, new) in &changes {
                let hashes: Vec<TextHash> = all.iter().map(Text::hash).collect();
                let here: Vec<usize> =
                    (0..all.len()).filter(|at| comparer.index().has(DocumentNumber(*at as u32))).collect();
                if here.is_empty() {
                    break;
                }
                // The program is closed and opened again.
                let (_, bytes) = to_bytes(&comparer, &hashes).unwrap();
                let left: Vec<Text> = here.iter().map(|at| all[*at].clone()).collect();
                let mut again = Comparer::resumed(&left, known(stored(&bytes).unwrap()));
                let mut gone: Vec<usize> = gone.iter().map(|at| at % here.len()).collect();
                gone.sort_unstable();
                gone.dedup();
                let new = texts(new);
                let numbers = |number: &dyn Fn(usize) -> usize| -> Vec<DocumentNumber> {
                    gone.iter().map(|at| DocumentNumber(number(*at) as u32)).collect()
                };
                again.change(&numbers(&|at| at), &new);
                again.compare(&Unwatched);
                comparer.change(&numbers(&|at| here[at]), &new);
                comparer.compare(&Unwatched);
                all.extend(new);
                prop_assert_eq!(told(&again), told(&comparer));
                // What nothing has changed in is not read.
                let is_read = !gone.is_empty() || again.index().len() > left.len();
                prop_assert!(!is_read || again.has_drifted() == comparer.has_drifted());
            }
        }
    }

    fn compared(texts: &[Text]) -> (Comparer, Vec<TextHash>) {
        let mut comparer = Comparer::new(texts);
        comparer.compare(&Unwatched);
        (comparer, texts.iter().map(Text::hash).collect())
    }

    #[test]
    fn passages_are_kept_as_they_were_found() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Passages::new(Disk::default(), folder.path());
        let texts = texts(6);
        let (comparer, hashes) = compared(&texts);
        assert!(comparer.shared().passages.len() > 4);
        assert_eq!(cache.read(&hashes, |_| true), None);
        cache.write(&comparer, &hashes);
        let stored = cache.read(&hashes, |stored| stored.texts == hashes).unwrap();
        assert_eq!(stored.measure, *comparer.measure());
        assert_eq!(Comparer::resumed(&texts, known(stored)).shared(), comparer.shared());
        assert_eq!(cache.read(&hashes, |_| false), None);
    }

    #[test]
    fn what_is_gone_is_not_kept_and_others_are_found_by_most_of_their_texts() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Passages::new(Disk::default(), folder.path());
        let (mut comparer, hashes) = compared(&texts(120));
        comparer.change(&[DocumentNumber(2)], &[]);
        cache.write(&comparer, &hashes);
        assert_eq!(cache.read(&hashes, |_| true), None, "not all of it has been compared");
        comparer.compare(&Unwatched);
        cache.write(&comparer, &hashes);
        let mut wanted = hashes.clone();
        wanted.extend(texts(123)[120..].iter().map(Text::hash));
        let stored = cache.read(&wanted, |_| true);
        // Unless three new ones have smaller hashes than any that were there.
        let stored = stored.unwrap();
        assert!(stored.texts.len() == 119 && !stored.texts.contains(&hashes[2]));
        assert_eq!(stored.changes, 1);
        let documents = stored.passages.iter().map(|passage| passage.b.document.0).max();
        assert_eq!(documents, Some(118));
    }

    #[test]
    fn a_part_of_few_texts_takes_no_place_of_the_whole() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Passages::new(Disk::default(), folder.path());
        let (all, hashes) = compared(&texts(5));
        cache.write(&all, &hashes);
        for part in 1..5 {
            let (some, hashes) = compared(&texts(5)[5 - part..]);
            cache.write(&some, &hashes);
        }
        assert!(cache.read(&hashes, |stored| stored.texts == hashes).is_some());
        assert!([size(100), size(101), size(200), size(100_000)].is_sorted_by(|one, next| one < next));
    }

    #[test]
    fn what_is_damaged_counts_as_none() {
        let (comparer, hashes) = compared(&texts(4));
        let (_, bytes) = to_bytes(&comparer, &hashes).unwrap();
        assert!(stored(&bytes).is_some());
        for length in 0..bytes.len() {
            assert_eq!(stored(&bytes[..length]), None, "{length}");
        }
        let mut longer = bytes.clone();
        longer.push(0);
        assert_eq!(stored(&longer), None);
        // A number that is no document's.
        let measured = comparer.measure().words().map(|(form, _)| form.len() + 5).sum::<usize>() + 16;
        let first_place = bytes.len() - measured - comparer.shared().passages.len() * 40;
        let mut other = bytes;
        other[first_place] = 200;
        assert_eq!(stored(&other), None);
    }
}
