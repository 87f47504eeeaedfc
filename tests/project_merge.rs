//! Merging: nothing either side added is missing, whatever both of them did.

#![allow(clippy::unwrap_used)]

#[path = "common/projects.rs"]
mod projects;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{LazyLock, Mutex};

use lectern::project::anchoring::Transfer;
use lectern::project::conflict::Kept;
use lectern::project::correct::correct;
use lectern::project::difference::{Tally, changes_between};
use lectern::project::merge::{Merged, Names, merge};
use lectern::project::{
    Annotation, AnnotationId, DocumentId, Doubt, Edit, Project, Standing, Tag, TagColour, TagId, Timestamp,
    change_each,
};
use lectern::text::{Anchor, Span, Text, TextHash};
use projects::{Sample, annotation, large, sample, span};
use proptest::prelude::*;

const NAMES: Names<'_> = Names { mine: "a.ron", theirs: "b.ron" };

fn united(base: &Project, mine: &Project, theirs: &Project) -> Merged {
    merge(base, mine, theirs, NAMES, &text_of)
}

/// All texts that documents of these tests have ever had.
static TEXTS: LazyLock<Mutex<BTreeMap<TextHash, Text>>> = LazyLock::new(Mutex::default);

fn text_of(hash: TextHash) -> Option<Text> {
    TEXTS.lock().unwrap().get(&hash).cloned()
}

fn keep(text: &Text) {
    TEXTS.lock().unwrap().insert(text.hash(), text.clone());
}

/// Puts `inserted` in the place of `at` in the text of a document, as somebody does who corrects it.
fn correct_text(project: &mut Project, document: DocumentId, at: Span, inserted: &str) {
    let record = &project.documents[&document];
    let text = text_of(record.hash).unwrap();
    let Ok((new, changes)) = correct(project, record, &text, at, inserted) else { return };
    keep(&new);
    let edit = Edit { label: "Correct".to_owned(), at: Timestamp::now(), coder: None, changes };
    edit.apply(project).unwrap();
}

/// Gives a document another text, as somebody does whose file has changed.
fn take_over(project: &mut Project, document: DocumentId, new: &Text) {
    keep(new);
    let record = project.documents.get_mut(&document).unwrap();
    let old = text_of(record.hash).unwrap();
    record.hash = new.hash();
    let transfer = Transfer::new(Some(&old), new);
    change_each(&mut project.annotations, |note| {
        if note.document == document {
            *note = transfer.annotation(note);
        }
    });
}

/// Something done to a project, told by numbers.
type Deed = (u8, u16, u16, u8);

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    prop::collection::vec((0u8..14, any::<u16>(), any::<u16>(), any::<u8>()), 0..12)
}

fn pick<K: Copy>(keys: impl ExactSizeIterator<Item = K>, number: u16) -> Option<K> {
    let count = keys.len().max(1);
    keys.into_iter().nth(usize::from(number) % count)
}

/// The project after somebody worked on it; `who` makes what is new theirs.
fn worked_on(sample: &Sample, who: &str, deeds: &[Deed]) -> Project {
    let mut project = sample.project.clone();
    sample.texts.values().for_each(keep);
    for (at, (kind, a, b, c)) in deeds.iter().copied().enumerate() {
        let note = pick(project.annotations.keys().copied().collect::<Vec<_>>().into_iter(), a);
        let tag = pick(project.tags.keys().copied().collect::<Vec<_>>().into_iter(), a);
        let other = pick(project.tags.keys().copied().collect::<Vec<_>>().into_iter(), b);
        let document = pick(project.documents.keys().copied().collect::<Vec<_>>().into_iter(), a);
        match kind {
            0 | 1 => {
                let (Some(document), Some(coder)) = (document, project.coders.keys().next().copied()) else {
                    continue;
                };
                let text = &text_of(project.documents[&document].hash).unwrap();
                let Some(place) = span(text, b.into(), c.into()) else { continue };
                let tags = tag.into_iter().collect();
                let mut new = annotation(document, text, place, tags, coder, who);
                new.id = AnnotationId::derived(format!("{who}{at}").as_bytes());
                project.annotations.insert(new.id, new);
            }
            2 => {
                let Some(note) = note.and_then(|id| project.annotations.get_mut(&id)) else { continue };
                note.memo = format!("{who} {}", c % 3);
            }
            3 => {
                let Some(note) = note.and_then(|id| project.annotations.get_mut(&id)) else { continue };
                let text = &text_of(project.documents[&note.document].hash).unwrap();
                if let Some(place) = span(text, b.into(), c.into()) {
                    note.anchor = Anchor::new(text, place).unwrap();
                    note.standing = Standing::Certain;
                }
            }
            4 => {
                let (Some(note), Some(tag)) = (note.and_then(|id| project.annotations.get_mut(&id)), tag)
                else {
                    continue;
                };
                if !note.tags.remove(&tag) {
                    note.tags.insert(tag);
                }
            }
            5 => {
                note.and_then(|id| project.annotations.remove(&id));
            }
            6 => {
                let id = TagId::derived(format!("{who}{at}").as_bytes());
                let name = format!("{who} {at}");
                project.tags.insert(
                    id,
                    Tag {
                        id,
                        parent: tag,
                        rank: 0,
                        name,
                        colour: TagColour::nth(at),
                        description: String::new(),
                        shortcut: None,
                        memo: String::new(),
                    },
                );
            }
            7 => {
                let Some(tag) = tag.and_then(|id| project.tags.get_mut(&id)) else { continue };
                tag.name = format!("{who} renamed {at} {}", tag.id);
            }
            8 => {
                let Some(id) = tag else { continue };
                project.tags.remove(&id);
                change_each(&mut project.tags, |tag| tag.parent = tag.parent.filter(|parent| *parent != id));
                change_each(&mut project.annotations, |note| {
                    note.tags.remove(&id);
                });
            }
            9 => {
                let (Some(id), Some(parent)) = (tag, other) else { continue };
                let mut above = Some(parent);
                let mut round = false;
                while let Some(at) = above {
                    round |= at == id;
                    above = project.tags[&at].parent;
                }
                if !round {
                    project.tags.get_mut(&id).unwrap().parent = Some(parent);
                }
            }
            10 => {
                let Some(record) = document.and_then(|id| project.documents.get_mut(&id)) else { continue };
                record.title = format!("{who} title {}", c % 2);
                record.memo = format!("{who} memo");
            }
            11 => {
                let Some(id) = document else { continue };
                let text = text_of(project.documents[&id].hash).unwrap();
                let place = span(&text, b.into(), c.into()).unwrap_or(Span::new(0, 0));
                correct_text(&mut project, id, place, &format!(" {who} {c}"));
            }
            12 => {
                let Some(id) = document else { continue };
                let text = text_of(project.documents[&id].hash).unwrap();
                take_over(&mut project, id, &Text::new(format!("{who} {b}\n{}", text.as_str())));
            }
            _ => {
                let Some(id) = document else { continue };
                project.documents.remove(&id);
                let elsewhere = project.annotations.into_iter().filter(|(_, note)| note.document != id);
                project.annotations = elsewhere.collect();
            }
        }
    }
    // Names that clash are made to differ when a file is opened, so that no project ever has them.
    let mut seen = BTreeSet::new();
    change_each(&mut project.tags, |tag| {
        if !seen.insert((tag.parent, tag.name.to_lowercase())) {
            tag.name = format!("{} {}", tag.name, tag.id);
        }
    });
    project
}

fn fits_together(project: &Project) -> bool {
    let notes = || project.annotations.values();
    project.tag_rows().len() == project.tags.len()
        && notes().all(|note| project.documents.contains_key(&note.document))
        && notes().all(|note| project.coders.contains_key(&note.coder))
        && notes().flat_map(|note| &note.tags).all(|tag| project.tags.contains_key(tag))
}

/// What people would miss: annotations by their words and place.
fn passages(project: &Project) -> BTreeSet<(DocumentId, Anchor)> {
    project.annotations.values().map(|note| (note.document, note.anchor.clone())).collect()
}

/// The words annotations were made on, by document, whatever white space is between them.
fn words(project: &Project) -> BTreeSet<(DocumentId, String)> {
    project.annotations.values().map(|note| (note.document, in_words(&note.anchor))).collect()
}

fn in_words(anchor: &Anchor) -> String {
    anchor.exact.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn base_hash(base: &Project, note: &Annotation) -> TextHash {
    base.documents.get(&note.document).map_or(TextHash::of(b""), |record| record.hash)
}

/// True when nothing of an annotation differs but its place, in a text that is another one.
fn is_only_moved_by_text(base: &Project, side: &Project, had: &Annotation, note: &Annotation) -> bool {
    let placed = Annotation { standing: note.standing.clone(), ..had.placed(note.anchor.clone()) };
    placed == *note && side.documents[&note.document].hash != base_hash(base, note)
}

/// True when two versions have different texts of one document.
fn texts_differ(a: &Project, b: &Project) -> bool {
    a.documents.values().any(|record| b.documents.get(&record.id).is_some_and(|it| it.hash != record.hash))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn whatever_texts_both_sides_have_what_is_certain_stands_on_its_words(
        sample in sample(), ann in deeds(), ben in deeds(),
    ) {
        let (base, mine, theirs) =
            (&sample.project, worked_on(&sample, "ann", &ann), worked_on(&sample, "ben", &ben));
        let project = united(base, &mine, &theirs).project;
        for note in project.annotations.values().filter(|note| note.standing.is_certain()) {
            let text = text_of(project.documents[&note.document].hash).unwrap();
            prop_assert!(note.anchor.resolve(&text).is_some(), "{:?} in {:?}", note, text.as_str());
        }
    }

    #[test]
    fn with_one_side_unchanged_the_other_is_the_result(sample in sample(), deeds in deeds()) {
        let (base, work) = (&sample.project, worked_on(&sample, "ann", &deeds));
        prop_assert_eq!(united(base, &work, base), Merged { project: work.clone(), conflicts: Vec::new() });
        prop_assert_eq!(united(base, base, &work), Merged { project: work.clone(), conflicts: Vec::new() });
        prop_assert_eq!(united(base, &work, &work), Merged { project: work.clone(), conflicts: Vec::new() });
    }

    #[test]
    fn nothing_that_either_side_added_is_missing(sample in sample(), ann in deeds(), ben in deeds()) {
        let (base, mine, theirs) =
            (&sample.project, worked_on(&sample, "ann", &ann), worked_on(&sample, "ben", &ben));
        let Merged { project, conflicts } = united(base, &mine, &theirs);
        prop_assert!(fits_together(&project));
        for side in [&mine, &theirs] {
            for note in side.annotations.values() {
                let had = base.annotations.get(&note.id);
                if had == Some(note) {
                    continue;
                }
                let merged = project.annotations.get(&note.id);
                let is_deleted = [&mine, &theirs].iter().any(|it| !it.annotations.contains_key(&note.id));
                // Where only the text around it has changed nobody has worked on it.
                if merged.is_none() && is_deleted && had.is_some_and(|had| is_only_moved_by_text(base, side, had, note)) {
                    continue;
                }
                prop_assert!(merged.is_some(), "{:?} is missing", note);
                let merged = merged.unwrap();
                let kept = &project.documents[&note.document];
                let has_new_words = had.is_none_or(|had| in_words(&had.anchor) != in_words(&note.anchor));
                if kept.hash != side.documents[&note.document].hash && has_new_words {
                    prop_assert!(words(&project).contains(&(note.document, in_words(&note.anchor))), "{:?}", note);
                } else if kept.hash == base_hash(base, note) && had.is_none_or(|had| had.anchor != note.anchor) {
                    prop_assert!(passages(&project).contains(&(note.document, note.anchor.clone())));
                }
                if had.is_none_or(|had| had.memo != note.memo) {
                    prop_assert!(merged.memo.contains(&note.memo));
                }
                let had = had.map(|had| had.tags.clone()).unwrap_or_default();
                prop_assert!(note.tags.difference(&had).all(|tag| merged.tags.contains(tag)));
            }
            for tag in side.tags.values().filter(|tag| !base.tags.contains_key(&tag.id)) {
                prop_assert!(project.tags.contains_key(&tag.id));
            }
            // A change both made is in the result or told.
            for tag in side.tags.values().filter(|tag| base.tags.get(&tag.id).is_some_and(|it| it.name != tag.name)) {
                let merged = &project.tags[&tag.id];
                prop_assert!(merged.name == tag.name || merged.memo.contains(&tag.name) || !conflicts.is_empty());
            }
        }
        // What neither touched is as it was.
        for (id, note) in &base.annotations {
            if mine.annotations.get(id) == Some(note) && theirs.annotations.get(id) == Some(note) {
                prop_assert_eq!(project.annotations.get(id), Some(note));
            }
        }
    }

    #[test]
    fn whose_turn_it_is_changes_names_and_single_values_only(sample in sample(), ann in deeds(), ben in deeds()) {
        let (base, mine, theirs) =
            (&sample.project, worked_on(&sample, "ann", &ann), worked_on(&sample, "ben", &ben));
        let here = united(base, &mine, &theirs).project;
        let turned = Names { mine: "b.ron", theirs: "a.ron" };
        let there = merge(base, &theirs, &mine, turned, &text_of).project;
        // Of two texts the one of whoever's turn it is is kept.
        if !texts_differ(&here, &there) {
            prop_assert_eq!(passages(&here), passages(&there));
        }
        // Which deleted tags come back depends on whose place in the codebook a tag has.
        let new = |project: &Project| -> BTreeSet<TagId> {
            project.tags.keys().filter(|tag| !base.tags.contains_key(*tag)).copied().collect()
        };
        prop_assert_eq!(new(&here), new(&there));
        prop_assert_eq!(here.documents.keys().collect::<Vec<_>>(), there.documents.keys().collect::<Vec<_>>());
        prop_assert_eq!(here.coders, there.coders);
    }

    #[test]
    fn merging_again_brings_nothing_more(sample in sample(), ann in deeds(), ben in deeds()) {
        let (base, mine, theirs) =
            (&sample.project, worked_on(&sample, "ann", &ann), worked_on(&sample, "ben", &ben));
        let merged = united(base, &mine, &theirs).project;
        // From now on theirs is what both came from.
        prop_assert_eq!(united(&theirs, &merged, &theirs).project, merged);
    }

    #[test]
    fn the_changes_between_two_states_lead_from_one_to_the_other(sample in sample(), ann in deeds(), ben in deeds()) {
        let (from, to) = (worked_on(&sample, "ann", &ann), worked_on(&sample, "ben", &ben));
        let changes = changes_between(&from, &to);
        let edit = Edit { label: "Go there".to_owned(), at: Timestamp::now(), coder: None, changes };
        let mut project = from.clone();
        edit.apply(&mut project).unwrap();
        prop_assert_eq!(&project, &to);
        edit.inverse().apply(&mut project).unwrap();
        prop_assert_eq!(&project, &from);
    }
}

fn first_note(project: &mut Project) -> &mut Annotation {
    let first = *project.annotations.keys().next().unwrap();
    project.annotations.get_mut(&first).unwrap()
}

#[test]
fn an_annotation_moved_both_ways_stands_at_both_places() {
    let Sample { project: base, texts } = large(1);
    let (mut mine, mut theirs) = (base.clone(), base.clone());
    let text: &Text = texts.values().next().unwrap();
    first_note(&mut mine).anchor = Anchor::new(text, span(text, 1, 9).unwrap()).unwrap();
    first_note(&mut theirs).anchor = Anchor::new(text, span(text, 3, 20).unwrap()).unwrap();
    let merged = united(&base, &mine, &theirs);
    assert_eq!(passages(&merged.project), &passages(&mine) | &passages(&theirs));
    assert_eq!(merged.conflicts.len(), 1);
    assert!(
        merged.conflicts[0]
            .sentence
            .ends_with("was moved in a.ron and moved elsewhere in b.ron; it stands at both places now."),
        "{:?}",
        merged.conflicts
    );
    assert_eq!(united(&base, &mine, &theirs), merged, "the same merge gives the same");
}

#[test]
fn memos_written_on_both_sides_stand_one_under_the_other() {
    let base = large(1).project;
    let (mut mine, mut theirs) = (base.clone(), base.clone());
    first_note(&mut mine).memo = "I doubt it.".to_owned();
    first_note(&mut theirs).memo = "Certain.".to_owned();
    let merged = united(&base, &mine, &theirs);
    let memo = &merged.project.annotations.values().next().unwrap().memo;
    assert_eq!(memo, "a.ron:\nI doubt it.\n\nb.ron:\nCertain.");
    assert!(merged.conflicts[0].sentence.ends_with("was written in a.ron and in b.ron; both are kept."));
    // One side wrote on where the other had stopped: nothing to be kept twice.
    first_note(&mut theirs).memo = "I doubt it. But why?".to_owned();
    let merged = united(&base, &mine, &theirs);
    assert_eq!(merged.project.annotations.values().next().unwrap().memo, "I doubt it. But why?");
    assert_eq!(merged.conflicts, []);
}

#[test]
fn what_was_deleted_on_one_side_and_changed_on_the_other_is_kept() {
    let base = large(2).project;
    let (mut mine, mut theirs) = (base.clone(), base.clone());
    let id = *base.annotations.keys().next().unwrap();
    mine.annotations.remove(&id);
    first_note(&mut theirs).memo = "Important!".to_owned();
    for (a, b) in [(&mine, &theirs), (&theirs, &mine)] {
        let merged = united(&base, a, b);
        assert_eq!(merged.project.annotations[&id].memo, "Important!");
        assert!(
            merged.conflicts[0].sentence.contains("was deleted in")
                && merged.conflicts[0].sentence.ends_with("; it was kept.")
        );
    }
    // Deleted on one side and left alone on the other: it goes.
    assert!(!united(&base, &mine, &base).project.annotations.contains_key(&id));
}

#[test]
fn a_tag_deleted_here_and_used_there_comes_back_with_those_above_it() {
    let mut base = large(1).project;
    let ids: Vec<TagId> = base.tags.keys().copied().collect();
    base.annotations.clear();
    base.tags.get_mut(&ids[0]).unwrap().parent = Some(ids[1]);
    let mut mine = base.clone();
    mine.tags.remove(&ids[0]);
    mine.tags.remove(&ids[1]);
    let mut theirs = base.clone();
    let mut note = large(1).project.annotations.values().next().unwrap().clone();
    note.document = *base.documents.keys().next().unwrap();
    note.coder = *base.coders.keys().next().unwrap();
    note.tags = BTreeSet::from([ids[0]]);
    theirs.annotations.insert(note.id, note);
    let merged = united(&base, &mine, &theirs);
    assert!(fits_together(&merged.project));
    assert_eq!(merged.project.tags[&ids[0]].parent, Some(ids[1]));
    assert!(
        merged.conflicts[0].sentence.ends_with("was deleted on one side and used on the other; it was kept.")
    );
}

#[test]
fn two_names_for_one_tag_are_both_to_be_found() {
    let base = large(1).project;
    let id = *base.tags.keys().next().unwrap();
    let (mut mine, mut theirs) = (base.clone(), base.clone());
    mine.tags.get_mut(&id).unwrap().name = "Denial".to_owned();
    theirs.tags.get_mut(&id).unwrap().name = "Refusal".to_owned();
    let merged = united(&base, &mine, &theirs);
    assert_eq!(merged.project.tags[&id].name, "Denial");
    assert_eq!(merged.project.tags[&id].memo, "name in b.ron: Refusal");
    let [conflict] = merged.conflicts.as_slice() else { panic!("{:?}", merged.conflicts) };
    assert_eq!(
        conflict.sentence,
        "The tag “Denial” got another name in a.ron than in b.ron; that of a.ron was kept."
    );
    let was = base.tags[&id].name.as_str();
    assert_eq!(
        (conflict.kind, conflict.id.clone(), conflict.kept),
        ("tag", Some(id.to_string()), Kept::Mine)
    );
    assert_eq!(
        [conflict.field.as_str(), conflict.base.as_str().unwrap(), conflict.mine.as_str().unwrap()],
        ["name", was, "Denial"]
    );
    assert_eq!(conflict.theirs, "Refusal");
}

#[test]
fn tags_that_two_people_added_under_one_name_are_told_apart() {
    let base = large(1).project;
    let new = |seed: &str| Tag {
        id: TagId::derived(seed.as_bytes()),
        name: "Shame".to_owned(),
        ..base.tags.values().next().unwrap().clone()
    };
    let (mut mine, mut theirs) = (base.clone(), base.clone());
    mine.tags.insert(new("ann").id, new("ann"));
    theirs.tags.insert(new("ben").id, new("ben"));
    let merged = united(&base, &mine, &theirs);
    let names: BTreeSet<&str> =
        [new("ann").id, new("ben").id].iter().map(|id| merged.project.tags[id].name.as_str()).collect();
    assert_eq!(names, BTreeSet::from(["Shame", "Shame 2"]));
    assert!(
        merged.conflicts[0].sentence.contains("There were two tags “Shame” side by side"),
        "{:?}",
        merged.conflicts
    );
}

#[test]
fn what_came_in_is_counted_in_words() {
    let base = large(3).project;
    let mut theirs = base.clone();
    let ids: Vec<AnnotationId> = base.annotations.keys().copied().collect();
    theirs.annotations.remove(&ids[0]);
    theirs.annotations.get_mut(&ids[1]).unwrap().memo = "x".to_owned();
    let tag = *theirs.tags.keys().next().unwrap();
    theirs.tags.get_mut(&tag).unwrap().memo = "y".to_owned();
    let tally = Tally::of(&changes_between(&base, &theirs));
    assert_eq!(tally.in_words(), "1 annotation changed, 1 removed, 1 tag changed");
    assert_eq!(Tally::default().in_words(), "nothing new");
}

const LETTER: &str = "The inspector wrote on Monday that the accounts had been closed in March. The clerk denied it. The \
    inspector wrote again on Friday, and nobody answered.\n";

/// A project of one letter in which these words are tagged.
fn letter(words: &[&str]) -> (Project, DocumentId) {
    let mut project = large(1).project;
    project.annotations.clear();
    let text = Text::new(LETTER);
    keep(&text);
    let id = *project.documents.keys().next().unwrap();
    project.documents.get_mut(&id).unwrap().hash = text.hash();
    for words in words {
        let note = tagged(&project, id, words);
        project.annotations.insert(note.id, note);
    }
    (project, id)
}

/// An annotation of these words in the text that the document has.
fn tagged(project: &Project, document: DocumentId, words: &str) -> Annotation {
    let text = text_of(project.documents[&document].hash).unwrap();
    let at = text.as_str().find(words).unwrap();
    let coder = *project.coders.keys().next().unwrap();
    let mut note = annotation(document, &text, Span::new(at, at + words.len()), BTreeSet::new(), coder, "");
    note.id = AnnotationId::derived(words.as_bytes());
    note
}

fn put(project: &mut Project, document: DocumentId, from: &str, to: &str) {
    let at = text_of(project.documents[&document].hash).unwrap().as_str().find(from).unwrap();
    correct_text(project, document, Span::new(at, at + from.len()), to);
}

/// Where annotations stand for certain in the text of their document, by their words.
fn certain(project: &Project) -> BTreeSet<String> {
    let notes = project.annotations.values().filter(|note| note.standing.is_certain());
    notes
        .map(|note| {
            let text = text_of(project.documents[&note.document].hash).unwrap();
            note.anchor.resolve(&text).unwrap().of(text.as_str()).unwrap().to_owned()
        })
        .collect()
}

#[test]
fn a_text_corrected_on_both_sides_makes_no_second_annotations() {
    let (base, id) = letter(&["closed in March", "nobody answered"]);
    let (mut mine, mut theirs) = (base.clone(), base.clone());
    put(&mut mine, id, "Monday", "Monday morning");
    put(&mut theirs, id, "The inspector", "An inspector");
    let late = tagged(&theirs, id, "denied it");
    theirs.annotations.insert(late.id, late);
    let merged = united(&base, &mine, &theirs).project;
    assert_eq!(merged.documents[&id].hash, mine.documents[&id].hash);
    assert_eq!(merged.annotations.len(), 3);
    assert_eq!(
        certain(&merged),
        BTreeSet::from(["closed in March", "nobody answered", "denied it"].map(str::to_owned))
    );
}

#[test]
fn what_is_tagged_in_the_old_text_comes_along_to_the_one_they_took_over() {
    let (base, id) = letter(&["closed in March"]);
    let (mut mine, mut theirs) = (base.clone(), base.clone());
    let late = tagged(&mine, id, "nobody answered");
    mine.annotations.insert(late.id, late);
    let gone = tagged(&mine, id, "denied it");
    mine.annotations.insert(gone.id, gone.clone());
    let new = LETTER.replace("denied it", "said nothing at all to anybody");
    take_over(&mut theirs, id, &Text::new(format!("Dear Sir,\n\n{new}")));
    for (a, b) in [(&mine, &theirs), (&theirs, &mine)] {
        let merged = united(&base, a, b).project;
        assert_eq!(merged.documents[&id].hash, theirs.documents[&id].hash);
        assert_eq!(
            certain(&merged),
            BTreeSet::from(["closed in March", "nobody answered"].map(str::to_owned))
        );
        assert_eq!(merged.annotations[&gone.id].anchor, gone.anchor, "it keeps its words");
        assert!(merged.annotations[&gone.id].standing.needs_look());
    }
}

#[test]
fn where_the_texts_are_lost_what_was_tagged_in_the_other_needs_a_look() {
    let (base, id) = letter(&["closed in March"]);
    let (mut mine, mut theirs) = (base.clone(), base.clone());
    let late = tagged(&mine, id, "nobody answered");
    mine.annotations.insert(late.id, late.clone());
    take_over(&mut theirs, id, &Text::new(format!("Dear Sir,\n\n{LETTER}")));
    let merged = merge(&base, &mine, &theirs, NAMES, &|_| None).project;
    assert_eq!(merged.annotations.len(), 2);
    let doubt = Standing::NeedsLook { proposed: None, why: Doubt::Changed };
    assert_eq!(merged.annotations[&late.id].standing, doubt);
    assert_eq!(certain(&merged), BTreeSet::from(["closed in March".to_owned()]));
}

#[test]
fn a_place_given_by_hand_in_the_text_they_took_over_is_not_given_up_for_another() {
    let (base, id) = letter(&["The inspector wrote"]);
    let (mut mine, mut theirs) = (base.clone(), base.clone());
    put(&mut mine, id, "Monday", "Monday morning");
    let note = *theirs.annotations.keys().next().unwrap();
    // There the words stand twice, and somebody has said that they are the second ones.
    let new = Text::new("The inspector wrote. The inspector wrote again on Friday, and nobody answered.\n");
    take_over(&mut theirs, id, &new);
    let words = "The inspector wrote";
    let at = new.as_str().rfind(words).unwrap();
    let anchor = Anchor::new(&new, Span::new(at, at + words.len())).unwrap();
    let placed = theirs.annotations[&note].placed(anchor);
    theirs.annotations.insert(note, placed);
    let merged = united(&base, &mine, &theirs).project;
    assert_eq!(merged.documents[&id].hash, mine.documents[&id].hash);
    let text = text_of(mine.documents[&id].hash).unwrap();
    let second = text.as_str().rfind(words).unwrap();
    let stands = &merged.annotations[&note];
    let is_second = stands.span_in(&text).is_some_and(|span| span.start == second);
    assert!(is_second || !stands.standing.is_certain(), "{stands:?}");
}
