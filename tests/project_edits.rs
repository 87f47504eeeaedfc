//! The codebook's operations one by one, and the promise that every edit can be taken back exactly.

#![allow(clippy::unwrap_used)]

#[path = "common/projects.rs"]
mod projects;

use std::collections::BTreeSet;

use lectern::project::codebook::{self, CodebookError, DeleteMode};
use lectern::project::{
    Annotation, AnnotationId, Change, Decision, DecisionId, Edit, History, Kind, Named, Project, Ruling,
    Swap, TagColour, TagId, Timestamp,
};
use projects::{Sample, annotation, awkward, large, name, sample, span};
use proptest::prelude::*;

const NOW: i64 = 1_800_000_000;

fn now() -> Timestamp {
    Timestamp::from_second(NOW)
}

fn edit(label: &str, changes: Vec<Change>) -> Edit {
    Edit { label: label.to_owned(), at: now(), coder: None, changes }
}

fn apply(project: &mut Project, changes: Vec<Change>) {
    edit("", changes).apply(project).unwrap();
}

/// A project with one document, and a tag for each path such as `A/B`; answers with their ids.
fn codebook_of<const N: usize>(paths: [&str; N]) -> (Sample, [TagId; N]) {
    let mut sample = large(1);
    sample.project.tags.clear();
    sample.project.annotations.clear();
    let ids = paths.map(|path| {
        let levels: Vec<&str> = path.split('/').collect();
        let (id, changes) = codebook::find_or_create(&sample.project, &levels).unwrap();
        apply(&mut sample.project, changes);
        id
    });
    (sample, ids)
}

fn note(sample: &mut Sample, tags: &[TagId]) -> AnnotationId {
    let (document, text) = sample.texts.first_key_value().unwrap();
    let coder = *sample.project.coders.keys().next().unwrap();
    let given = tags.iter().copied().collect();
    let note = annotation(*document, text, span(text, 0, 9).unwrap(), given, coder, "");
    let id = note.id;
    sample.project.annotations.insert(id, note);
    id
}

/// The codebook as lines of names, indented by their depth.
fn tree(project: &Project) -> Vec<String> {
    project.tag_rows().iter().map(|row| format!("{}{}", " ".repeat(row.depth), row.tag.name)).collect()
}

fn tags_of(project: &Project, note: AnnotationId) -> BTreeSet<TagId> {
    project.annotations[&note].tags.clone()
}

#[test]
fn creates_in_order_with_colours_and_unique_names() {
    let (sample, [a, b, below]) = codebook_of(["A", "B", "A/x"]);
    let project = &sample.project;
    assert_eq!(tree(project), ["A", " x", "B"]);
    assert_ne!(project.tags[&a].colour, project.tags[&b].colour);
    assert_eq!(project.tags[&below].colour, project.tags[&a].colour.beside(0), "its parent's kin");
    assert_eq!(project.tag_path(below), "A › x");
    let taken = codebook::create(project, None, "  a ").unwrap_err();
    assert_eq!(taken, CodebookError::NameTaken("a".into()));
    for empty in ["", " \n", "\u{7}", "\u{200B}"] {
        assert_eq!(codebook::create(project, None, empty).unwrap_err(), CodebookError::EmptyName);
    }
    assert_eq!(codebook::create(project, Some(TagId::new()), "x").unwrap_err(), CodebookError::NoSuchTag);
    let (tag, _) = codebook::create(project, Some(b), "two\n words").unwrap();
    assert_eq!(tag.name, "two words");
}

#[test]
fn finds_a_path_however_it_is_spaced() {
    let (sample, [id]) = codebook_of(["Two words/b"]);
    let (found, changes) = codebook::find_or_create(&sample.project, &["two  WORDS", " b"]).unwrap();
    assert_eq!((found, changes), (id, vec![]));
    assert_eq!(sample.project.tag_by_path(&["TWO words", "b"]), Some(id));
    assert_eq!(codebook::find_or_create(&sample.project, &[]).unwrap_err(), CodebookError::EmptyName);
}

#[test]
fn renames_recolours_describes() {
    let (mut sample, [a, _b]) = codebook_of(["A", "B"]);
    let project = &mut sample.project;
    assert_eq!(codebook::rename(project, a, "b").unwrap_err(), CodebookError::NameTaken("b".into()));
    assert_eq!(codebook::rename(project, a, "A").unwrap(), vec![]);
    for changes in [
        codebook::rename(project, a, "a").unwrap(),
        codebook::recolour(project, a, TagColour::Custom([1, 2, 3])).unwrap(),
        codebook::describe(project, a, "What it means.").unwrap(),
        codebook::set_memo(project, a, "Ask Jo.").unwrap(),
    ] {
        let mut copy = project.clone();
        apply(&mut copy, changes);
        assert_ne!(copy, *project);
    }
    let changes = codebook::rename(project, a, " Denial  of it ").unwrap();
    apply(project, changes);
    assert_eq!(project.tags[&a].name, "Denial of it");
}

#[test]
fn a_shortcut_moves_to_who_asks_for_it() {
    let (mut sample, [a, b]) = codebook_of(["A", "B"]);
    let project = &mut sample.project;
    let changes = codebook::set_shortcut(project, a, Some('D')).unwrap();
    apply(project, changes);
    assert_eq!(project.tag_by_shortcut('d').unwrap().id, a);
    let changes = codebook::set_shortcut(project, b, Some('d')).unwrap();
    apply(project, changes);
    assert_eq!(project.tag_by_shortcut('D').unwrap().id, b);
    assert_eq!(project.tags[&a].shortcut, None);
    assert_eq!(codebook::set_shortcut(project, b, Some('d')).unwrap(), vec![]);
    assert_eq!(codebook::set_shortcut(project, a, Some('é')).unwrap_err(), CodebookError::BadShortcut('é'));
}

#[test]
fn moves_below_another_and_among_siblings() {
    let (mut sample, [a, b, c, x]) = codebook_of(["A", "B", "C", "A/x"]);
    let project = &mut sample.project;
    let mut go = |id, parent, before| {
        let changes = codebook::move_to(project, id, parent, before).unwrap();
        apply(project, changes);
        tree(project)
    };
    assert_eq!(go(c, None, Some(a)), ["C", "A", " x", "B"]);
    assert_eq!(go(c, None, Some(c)), ["C", "A", " x", "B"]);
    assert_eq!(go(a, None, None), ["C", "B", "A", " x"]);
    assert_eq!(go(a, Some(b), None), ["C", "B", " A", "  x"]);
    assert_eq!(go(x, None, Some(b)), ["C", "x", "B", " A"]);
    let below = codebook::move_to(project, b, Some(a), None).unwrap_err();
    assert_eq!(below, CodebookError::BelowItself("B".into()));
    assert!(codebook::move_to(project, b, Some(b), None).is_err());
}

#[test]
fn a_move_onto_a_name_that_is_taken_is_refused() {
    let (sample, [_, _, x]) = codebook_of(["A/x", "B", "B/X"]);
    let a = sample.project.tag_by_path(&["A"]);
    let refused = codebook::move_to(&sample.project, x, a, None).unwrap_err();
    assert_eq!(refused, CodebookError::NameTaken("X".into()));
}

#[test]
fn merges_with_subtags_of_equal_names() {
    let (mut sample, [ax, axy, axz, bx, bxy, bw]) =
        codebook_of(["A/x", "A/x/y", "A/x/z", "B/X", "B/X/Y", "B/w"]);
    let (a, b) = (sample.project.tag_by_path(&["A"]).unwrap(), sample.project.tag_by_path(&["B"]).unwrap());
    for (id, words) in [(a, "From A."), (b, "From B.")] {
        let changes = codebook::describe(&sample.project, id, words).unwrap();
        apply(&mut sample.project, changes);
    }
    let changes = codebook::set_shortcut(&sample.project, b, Some('7')).unwrap();
    apply(&mut sample.project, changes);
    let (one, both, deep) =
        (note(&mut sample, &[b]), note(&mut sample, &[bx, ax]), note(&mut sample, &[bxy, bw]));
    let other = note(&mut sample, &[axz]);
    let before = sample.project.clone();
    let changes = codebook::merge(&before, b, a, now()).unwrap();
    let project = &mut sample.project;
    apply(project, changes);
    assert_eq!(tree(project), ["A", " x", "  y", "  z", " w"]);
    assert_eq!(tags_of(project, one), [a].into());
    assert_eq!(tags_of(project, both), [ax].into());
    assert_eq!(tags_of(project, deep), [axy, bw].into());
    assert_eq!(project.annotations[&other], before.annotations[&other], "untouched, not even its date");
    assert_eq!(project.annotations[&one].modified, now());
    assert_eq!(project.tags[&a].description, "From A.\nFrom B.");
    assert_eq!(project.tags[&a].shortcut, Some('7'));
}

#[test]
fn merges_a_tag_into_its_parent_even_when_a_subtag_has_the_parents_sibling_name() {
    let (mut sample, [ab, abb, abc, ac]) = codebook_of(["A/b", "A/b/B", "A/b/c", "A/c"]);
    let a = sample.project.tag_by_path(&["A"]).unwrap();
    let (one, two) = (note(&mut sample, &[ab, abb]), note(&mut sample, &[abc]));
    let project = &mut sample.project;
    let changes = codebook::merge(project, ab, a, now()).unwrap();
    apply(project, changes);
    assert_eq!(tree(project), ["A", " c", " B"]);
    assert_eq!(tags_of(project, one), [a, abb].into());
    assert_eq!(tags_of(project, two), [ac].into());
    let refused = codebook::merge(project, a, ac, now()).unwrap_err();
    assert_eq!(refused, CodebookError::MergeIntoItself("A".into()));
    assert!(codebook::merge(project, a, a, now()).is_err());
}

#[test]
fn deletes_with_annotations() {
    let (mut sample, [x, _y, b]) = codebook_of(["A/x", "A/x/y", "B"]);
    let a = sample.project.tag_by_path(&["A"]).unwrap();
    let (gone, kept, plain) = (note(&mut sample, &[x]), note(&mut sample, &[a, b]), note(&mut sample, &[]));
    let project = &mut sample.project;
    let changes = codebook::delete(project, a, DeleteMode::WithAnnotations, now()).unwrap();
    apply(project, changes);
    assert_eq!(tree(project), ["B"]);
    assert!(!project.annotations.contains_key(&gone));
    assert_eq!(tags_of(project, kept), [b].into());
    assert!(project.annotations.contains_key(&plain), "an untagged highlight is nobody's annotation");
}

#[test]
fn deletes_and_moves_up() {
    let (mut sample, [_, x, xy, xz, z]) = codebook_of(["A/w", "A/x", "A/x/y", "A/x/z", "A/z"]);
    let a = sample.project.tag_by_path(&["A"]).unwrap();
    let (one, two) = (note(&mut sample, &[x, xy]), note(&mut sample, &[a]));
    let project = &mut sample.project;
    let changes = codebook::delete(project, x, DeleteMode::MoveUp, now()).unwrap();
    apply(project, changes);
    assert_eq!(tree(project), ["A", " w", " y", " z 2", " z"]);
    assert_eq!(project.tags[&xz].parent, Some(a));
    assert_eq!(project.tags[&z].name, "z");
    assert_eq!(tags_of(project, one), [a, xy].into());
    let changes = codebook::delete(project, a, DeleteMode::MoveUp, now()).unwrap();
    apply(project, changes);
    assert_eq!(tree(project), ["w", "y", "z 2", "z"]);
    assert_eq!(tags_of(project, two), BTreeSet::new(), "a highlight remains");
}

#[test]
fn a_chain_of_ten_thousand_tags_is_no_burden() {
    let (mut sample, [top]) = codebook_of(["A"]);
    let mut tag = sample.project.tags[&top].clone();
    for _ in 0..10_000 {
        tag.parent = Some(tag.id);
        tag.id = TagId::new();
        sample.project.tags.insert(tag.id, tag.clone());
    }
    assert_eq!(sample.project.tag_with_subtags(top).len(), 10_001);
    assert_eq!(sample.project.tag_rows().len(), 10_001);
    let changes = codebook::delete(&sample.project, top, DeleteMode::WithAnnotations, now()).unwrap();
    apply(&mut sample.project, changes);
    assert!(sample.project.tags.is_empty());
}

#[test]
fn an_edit_that_does_not_fit_changes_nothing() {
    let (mut sample, [a, b]) = codebook_of(["A", "B"]);
    let stale = codebook::recolour(&sample.project, b, TagColour::nth(5)).unwrap();
    let mut changes = codebook::describe(&sample.project, a, "first").unwrap();
    changes.extend(stale);
    let in_between = codebook::rename(&sample.project, b, "C").unwrap();
    apply(&mut sample.project, in_between);
    let before = sample.project.clone();
    let mut history = History::default();
    assert!(history.perform(&mut sample.project, edit("stale", changes)).is_err());
    assert_eq!(sample.project, before);
    assert!(history.undoable().is_none());
    // A swap between two identities names no record.
    let (one, two) = (before.tags[&a].clone(), before.tags[&b].clone());
    let crossed = edit("crossed", vec![Change::tag(Swap::replace(one, two))]);
    assert!(crossed.apply(&mut sample.project).is_err());
    assert_eq!(sample.project, before);
}

#[test]
fn batches_are_one_step_to_undo() {
    let sample = large(200);
    let records: Vec<Change> =
        sample.project.documents.values().cloned().map(Swap::add).map(Change::document).collect();
    let mut project = Project::with_info(sample.project.info.clone());
    let empty = project.clone();
    let mut history = History::default();
    for record in &records[..3] {
        history.extend(&mut project, edit("Open", vec![record.clone()])).unwrap();
    }
    let full = project.clone();
    assert_eq!((full.documents.len(), history.steps()), (3, 1));
    // One that does not fit leaves step and project alone.
    assert!(history.extend(&mut project, edit("Open", vec![records[0].clone()])).is_err());
    assert_eq!(project, full);
    history.undo(&mut project, None).unwrap();
    assert_eq!(project, empty);
    history.redo(&mut project, None).unwrap();
    assert_eq!(project, full);
    // After an undo a batch is a step of its own; what comes after another action stays below that.
    history.undo(&mut project, None).unwrap();
    history.extend(&mut project, edit("Open", vec![records[0].clone()])).unwrap();
    assert!(history.redoable().is_none());
    let (_, change) = codebook::create(&project, None, "A").unwrap();
    history.perform(&mut project, edit("New tag", vec![change])).unwrap();
    history.extend(&mut project, edit("Open", vec![records[1].clone()])).unwrap();
    assert_eq!(history.steps(), 3);
    assert_eq!(history.undoable().map(|edit| edit.label.as_str()), Some("New tag"));
    let entry = |at: usize| history.entries()[history.entries().len() - 1 - at].id;
    assert_eq!(history.undos_back_to(entry(0)), Some(0));
    assert_eq!(history.undos_back_to(entry(1)), None, "what came after the tag lies below it");
    assert_eq!(history.undos_back_to(entry(2)), Some(2));
    history.undo(&mut project, None).unwrap();
    history.extend(&mut project, edit("Open", vec![records[2].clone()])).unwrap();
    assert_eq!(history.redoable().map(|edit| edit.label.as_str()), Some("New tag"));
    history.redo(&mut project, None).unwrap();
    let read_again = History::of_entries(history.entries().to_vec());
    assert_eq!(read_again.outcomes(), history.outcomes());
    assert_eq!(read_again.undoable(), history.undoable());
    assert_eq!(project.documents.len(), 3);
    // What changes nothing is no step.
    history.perform(&mut project, edit("Nothing", vec![])).unwrap();
    assert_eq!(history.steps(), 4);
}

/// One thing a user may do, with numbers to pick what it is done to.
#[derive(Clone, Debug)]
struct Action {
    kind: u8,
    a: usize,
    b: usize,
    c: usize,
    words: String,
    name: String,
}

fn action() -> impl Strategy<Value = Action> {
    (0u8..20, any::<usize>(), any::<usize>(), any::<usize>(), awkward(), name())
        .prop_map(|(kind, a, b, c, words, name)| Action { kind, a, b, c, words, name })
}

fn pick<T: Copy>(mut from: impl ExactSizeIterator<Item = T>, n: usize) -> Option<T> {
    let count = from.len();
    if count == 0 { None } else { from.nth(n % count) }
}

/// The changes of an action, `None` when there is nothing to do it to or it is refused.
fn changes(sample: &Sample, project: &Project, action: &Action) -> Option<Vec<Change>> {
    let Action { kind, a, b, c, words, name } = action;
    let tag = |n: &usize| pick(project.tags.keys().copied(), *n);
    let parent = |n: &usize| if n.is_multiple_of(3) { None } else { tag(n) };
    let note = |n: &usize| pick(project.annotations.values(), *n);
    let alter = |n: &usize, change: &dyn Fn(&mut Annotation)| {
        let before = note(n)?.clone();
        let mut after = before.clone();
        change(&mut after);
        after.modified = now();
        Some(vec![Change::annotation(Swap::replace(before, after))])
    };
    match kind {
        0 | 1 => codebook::create(project, parent(a), name).ok().map(|(_, change)| vec![change]),
        2 => codebook::rename(project, tag(a)?, name).ok(),
        3 => codebook::recolour(project, tag(a)?, TagColour::nth(*b)).ok(),
        4 => codebook::describe(project, tag(a)?, words).ok(),
        5 => codebook::set_memo(project, tag(a)?, words).ok(),
        6 => codebook::set_shortcut(project, tag(a)?, char::from_digit((b % 10) as u32, 10)).ok(),
        7 => codebook::move_to(project, tag(a)?, parent(b), tag(c)).ok(),
        8 => codebook::merge(project, tag(a)?, tag(b)?, now()).ok(),
        9 => codebook::delete(project, tag(a)?, DeleteMode::WithAnnotations, now()).ok(),
        10 => codebook::delete(project, tag(a)?, DeleteMode::MoveUp, now()).ok(),
        11 | 12 => {
            let document = pick(project.documents.keys().copied(), *a)?;
            let text = sample.text(document)?;
            let place = span(&text, *b, *c)?;
            let coder = pick(project.coders.keys().copied(), *b)?;
            let note = annotation(document, &text, place, tag(c).into_iter().collect(), coder, words);
            Some(vec![Change::annotation(Swap::add(note))])
        }
        13 => alter(a, &|note| {
            tag(b).map(|tag| note.tags.insert(tag));
        }),
        14 => alter(a, &|note| words.clone_into(&mut note.memo)),
        15 => Some(vec![Change::annotation(Swap::remove(note(a)?.clone()))]),
        16 => {
            let before = project.documents.values().nth(a % project.documents.len())?.clone();
            let mut after = before.clone();
            words.clone_into(&mut after.title);
            after.attributes.insert(name.clone(), lectern::corpus::AttributeValue::stated(words.clone()));
            Some(vec![Change::document(Swap::replace(before, after))])
        }
        17 => {
            let entity = Named { kind: Kind::named(name), name: words.clone() };
            let id = DecisionId::derived(words.as_bytes());
            let decision = Decision { id, rank: *a as u64, ruling: Ruling::RejectEntity { entity } };
            let before = project.decisions.get(&id).cloned();
            Some(vec![Change::decision(Swap { before, after: Some(decision) })])
        }
        18 => {
            let decision = pick(project.decisions.values(), *a)?;
            Some(vec![Change::decision(Swap::remove(decision.clone()))])
        }
        _ => {
            let before = project.info.clone();
            let after = lectern::project::ProjectInfo { memo: words.clone(), ..before.clone() };
            Some(vec![Change::Info(Box::new(Swap::replace(before, after)))])
        }
    }
}

/// What is true of every project that edits lead to.
fn assert_sound(project: &Project) {
    assert_eq!(project.tag_rows().len(), project.tags.len(), "every tag is in the tree");
    let mut names = BTreeSet::new();
    let mut keys = BTreeSet::new();
    for tag in project.tags.values() {
        assert!(names.insert((tag.parent, tag.name.to_lowercase())), "siblings have names of their own");
        assert!(tag.shortcut.is_none_or(|key| keys.insert(key)), "a key is one tag's");
    }
    for note in project.annotations.values() {
        assert!(note.tags.iter().all(|tag| project.tags.contains_key(tag)), "no tag is missing");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_sequence_of_edits_is_undone_exactly(
        sample in sample(),
        actions in prop::collection::vec(action(), 1..25),
    ) {
        let mut project = sample.project.clone();
        let mut history = History::default();
        let mut states = vec![project.clone()];
        for action in &actions {
            let Some(changes) = changes(&sample, &project, action) else { continue };
            let steps = history.steps();
            let edit = edit(&format!("{}", action.kind), changes);
            history.perform(&mut project, edit.clone()).unwrap();
            assert_sound(&project);
            if history.steps() > steps {
                // The same edit to the state it has left behind is refused, and leaves that state alone.
                let after = project.clone();
                if after != states[states.len() - 1] {
                    prop_assert!(edit.apply(&mut project).is_err());
                    prop_assert_eq!(&project, &after);
                }
                states.push(after);
            }
        }
        let end = project.clone();
        for state in states.iter().rev().skip(1) {
            prop_assert!(history.undo(&mut project, None).unwrap().is_some());
            prop_assert_eq!(&project, state);
        }
        prop_assert!(history.undo(&mut project, None).unwrap().is_none());
        prop_assert_eq!(&project, &sample.project);
        for state in states.iter().skip(1) {
            prop_assert!(history.redo(&mut project, None).unwrap().is_some());
            prop_assert_eq!(&project, state);
        }
        prop_assert!(history.redo(&mut project, None).unwrap().is_none());
        prop_assert_eq!(&project, &end);
        for note in project.annotations.values() {
            let text = &sample.texts[&note.document];
            let place = note.anchor.resolve(text);
            prop_assert_eq!(place.and_then(|place| place.of(text.as_str())), Some(note.anchor.exact.as_str()));
        }
    }

    #[test]
    fn an_edit_survives_being_written_down(sample in sample(), actions in prop::collection::vec(action(), 1..6)) {
        for action in &actions {
            let Some(changes) = changes(&sample, &sample.project, action) else { continue };
            let edit = edit(&action.words, changes);
            // Serde refuses to write a path that is not UTF-8; the project file has a way of its own.
            let Ok(written) = ron::to_string(&edit) else {
                prop_assert!(action.kind == 16);
                continue;
            };
            prop_assert_eq!(ron::from_str::<Edit>(&written).unwrap(), edit);
        }
    }
}
