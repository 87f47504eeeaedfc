//! Random work on a workbench, told by numbers: for trials of the whole program, in tests and by `lectern exercise`.
//!
//! The commands are those people give. The same numbers are the same work, but for the identities of what comes of it.

mod settling;

pub use settling::state_of;

use super::{Command, Places, Workbench};
use crate::project::codebook::DeleteMode;
use crate::project::{AnnotationId, DocumentId, EntryId, TagColour, TagId};
use crate::text::Span;

/// How many passages are tagged to begin with: enough that a change of all of them is read anew, not made one by one.
const TAGGED_AT_FIRST: usize = 70;

/// What to do, and to which of the things that are there.
pub type Deed = (u8, u16, u16, u8);

/// How many kinds of deed there are; the last puts another project in the place of this one.
pub const KINDS: u8 = SETTLING + settling::KINDS + 2;

/// The first of the kinds that settle what names, figures and searches are.
const SETTLING: u8 = 41;

/// The kind after them.
const AFTER_SETTLING: u8 = SETTLING + settling::KINDS;

/// The kinds that go back and forth in the history.
pub const RETRACING: std::ops::RangeInclusive<u8> = 25..=30;

/// The one that is several steps at once.
pub const UNDO_BACK: u8 = 29;

/// Any deed.
#[cfg(test)]
pub(crate) fn deed() -> impl proptest::strategy::Strategy<Value = Deed> {
    use proptest::prelude::any;
    (0u8..KINDS, any::<u16>(), any::<u16>(), any::<u8>())
}

/// Any deed that settles names, figures or searches, and touches no annotation.
#[cfg(test)]
pub(crate) fn settling_deed() -> impl proptest::strategy::Strategy<Value = Deed> {
    use proptest::prelude::any;
    // The last of them tags passages.
    (SETTLING..AFTER_SETTLING - 1, any::<u16>(), any::<u16>(), any::<u8>())
}

/// Deeds without end, the same for the same seed.
///
/// The numbers are `SplitMix64`: Steele, Lea and Flood, “Fast splittable pseudorandom number generators” (OOPSLA 2014).
pub fn deeds(seed: u64) -> impl Iterator<Item = Deed> {
    let mut state = seed;
    std::iter::repeat_with(move || {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^= z >> 31;
        ((z as u8) % KINDS, (z >> 8) as u16, (z >> 24) as u16, (z >> 40) as u8)
    })
}

/// The bundled corpus with tags and annotations.
pub fn bench() -> Workbench {
    let mut bench = Workbench::new(Places::none());
    bench.start_on_bundled_corpus();
    begin(&mut bench);
    bench
}

fn begin(bench: &mut Workbench) {
    for path in [&["Reasons"][..], &["Reasons", "Money"], &["Reasons", "Time"], &["Promises"]] {
        let Some(document) = bench.documents().keys().next().copied() else { return };
        let path = path.iter().map(ToString::to_string).collect();
        bench.send(Command::TagByPath { document, span: Span::new(0, 5), path });
    }
    for number in 0..TAGGED_AT_FIRST {
        carry_out(bench, (0, number as u16 * 7, number as u16, number as u8));
    }
}

/// Does it, where there is something to do it to.
pub fn carry_out(bench: &mut Workbench, (kind, a, b, c): Deed) {
    let command = match kind {
        0..=5 => place(bench, a, b, c).map(|(document, span)| Command::Tag {
            document,
            span,
            tags: tags(bench, c),
        }),
        6 => place(bench, a, b, c).map(|(document, span)| Command::TagByPath {
            document,
            span,
            path: vec![format!("New {}", c % 3)],
        }),
        7 => Some(Command::AddTags { annotations: some_annotations(bench, a, b), tags: tags(bench, c) }),
        8 => some_annotation(bench, a).and_then(|annotation| {
            let tag = *bench.project().annotations.get(&annotation)?.tags.first()?;
            Some(Command::RemoveTag { annotation, tag })
        }),
        9..=10 => some_annotation(bench, a).and_then(|annotation| {
            let document = bench.project().annotations.get(&annotation)?.document;
            Some(Command::MoveAnnotation { annotation, span: span_in(bench, document, b, c)? })
        }),
        11 => some_annotation(bench, a)
            .map(|annotation| Command::SetAnnotationMemo { annotation, memo: format!("Memo {}", b % 4) }),
        12..=13 => Some(Command::DeleteAnnotations(some_annotations(bench, a, b % 5))),
        14 => Some(Command::DeleteAnnotations(bench.project().annotations.keys().copied().collect())),
        15 => some_tag(bench, a).map(|tag| Command::RenameTag { tag, name: format!("Name {}", b % 50) }),
        16 => some_tag(bench, a).map(|tag| Command::RecolourTag { tag, colour: TagColour::nth(b.into()) }),
        17 => {
            some_tag(bench, a).map(|tag| Command::MoveTag { tag, parent: some_tag(bench, b), before: None })
        }
        18 => {
            some_tag(bench, a).zip(some_tag(bench, b)).map(|(from, into)| Command::MergeTags { from, into })
        }
        19 => some_tag(bench, a).map(|tag| {
            let mode = if c % 2 == 0 { DeleteMode::WithAnnotations } else { DeleteMode::MoveUp };
            Command::DeleteTag { tag, mode }
        }),
        20 => some_document(bench, a).map(|document| Command::RemoveDocuments(vec![document])),
        21 => Some(Command::AddBundledCorpus),
        22 => some_document(bench, a)
            .map(|document| Command::SetTitle { document, title: format!("Title {}", b % 9) }),
        23 => some_document(bench, a).map(|document| Command::SetAttribute {
            document,
            name: "kind".into(),
            value: (c % 3 > 0).then(|| format!("kind {}", b % 2)),
        }),
        24 => Some(Command::SetCoder { name: format!("Coder {}", a % 3), initials: format!("C{}", b % 3) }),
        25..=26 => Some(Command::Undo),
        27..=28 => Some(Command::Redo),
        UNDO_BACK => lately(bench, a).map(Command::UndoBackTo),
        30 => lately(bench, a).map(Command::DoAgain),
        31 => some_tag(bench, a)
            .map(|tag| Command::SetTagShortcut { tag, key: (c % 4 > 0).then(|| char::from(b'a' + c % 26)) }),
        32 => some_tag(bench, a)
            .map(|tag| Command::DescribeTag { tag, description: format!("Meaning {}", b % 4) }),
        33 => some_tag(bench, a).map(|tag| Command::SetTagMemo { tag, memo: format!("Memo {}", b % 4) }),
        34 => some_document(bench, a)
            .map(|document| Command::SetDocumentMemo { document, memo: format!("Memo {}\r\n{c}", b % 4) }),
        35 => Some(Command::SetProjectMemo(format!("Memo {}", b % 9))),
        36 => {
            let (from, to) = if c % 2 == 0 { ("kind", "sort") } else { ("sort", "kind") };
            Some(Command::RenameAttribute { from: from.into(), to: to.into() })
        }
        // The bundled documents are none of the user's: for them it is refused.
        37..=39 => place(bench, a, b, c % 12).map(|(document, span)| {
            let text = if c % 4 == 0 { String::new() } else { format!("word {}", b % 50) };
            Command::CorrectText { document, span, text }
        }),
        40 => {
            let doubtful = bench.needing_look().into_iter();
            let doubtful: Vec<AnnotationId> = doubtful.take(usize::from(c % 3) + 1).collect();
            Some(if a % 2 == 0 { Command::AcceptProposals(doubtful) } else { Command::Detach(doubtful) })
        }
        SETTLING..AFTER_SETTLING => settling::command(bench, (kind - SETTLING, a, b, c)),
        AFTER_SETTLING => {
            Some(Command::SetOtherCoder { name: format!("Coder {}", a % 4), initials: format!("C{}", b % 3) })
        }
        _ if a % 4 == 0 => {
            bench.start_on_bundled_corpus();
            return begin(bench);
        }
        _ => None,
    };
    if let Some(command) = command {
        // Some make no sense, such as moving a tag below itself; to be refused is as good a trial as any.
        bench.send(command);
    }
}

/// One of the documents of the project.
pub fn some_document(bench: &Workbench, number: u16) -> Option<DocumentId> {
    pick(bench.project().documents.keys(), number)
}

/// One of the tags of the project.
pub fn some_tag(bench: &Workbench, number: u16) -> Option<TagId> {
    pick(bench.project().tags.keys(), number)
}

fn some_annotation(bench: &Workbench, number: u16) -> Option<AnnotationId> {
    pick(bench.project().annotations.keys(), number)
}

fn some_annotations(bench: &Workbench, from: u16, count: u16) -> Vec<AnnotationId> {
    let annotations = &bench.project().annotations;
    let skipped = usize::from(from) % annotations.len().max(1);
    annotations.keys().skip(skipped).take(usize::from(count % 100)).copied().collect()
}

/// One of the last entries of the history.
fn lately(bench: &Workbench, number: u16) -> Option<EntryId> {
    let entries = bench.history().entries();
    entries.iter().rev().nth(usize::from(number % 12)).map(|entry| entry.id)
}

fn pick<'a, T: Copy + 'a>(from: impl ExactSizeIterator<Item = &'a T>, number: u16) -> Option<T> {
    let count = from.len().max(1);
    from.copied().nth(usize::from(number) % count)
}

fn tags(bench: &Workbench, mask: u8) -> Vec<TagId> {
    bench
        .project()
        .tags
        .keys()
        .enumerate()
        .filter(|(at, _)| mask >> (at % 8) & 1 == 1)
        .map(|(_, tag)| *tag)
        .collect()
}

fn place(bench: &Workbench, a: u16, b: u16, c: u8) -> Option<(DocumentId, Span)> {
    let document = some_document(bench, a)?;
    Some((document, span_in(bench, document, b, c)?))
}

/// A span near the beginning of a document, where there are many already.
fn span_in(bench: &Workbench, document: DocumentId, start: u16, length: u8) -> Option<Span> {
    let text = bench.document(document)?.text.as_str();
    let boundary = |at: usize| (at..=text.len()).find(|at| text.is_char_boundary(*at));
    let start = boundary(usize::from(start) % 300)?;
    Some(Span::new(start, boundary(start + 1 + usize::from(length) % 90)?))
}
