//! What is done is on the disk at once: found again after a crash, with and without a name, and told when it is not.

use std::path::Path;

use super::opening::opened;
use super::*;
use crate::project::journal;

/// A workbench that keeps its own files in `data`.
pub(super) fn bench_in(data: &Path) -> Workbench {
    Workbench::new(Places::within(data))
}

/// Leaves the program as a kill does, after what was done has reached the disk.
pub(super) fn killed(mut bench: Workbench) {
    bench.flush_journal();
    // The system gives back the locks of a process that is gone.
    bench.guard = Guard::default();
    // And its threads are gone with it.
    bench.journalling = Journalling::default();
    // Nothing else that happens when it is dropped may matter.
    std::mem::forget(bench);
}

/// The name of every tag, sorted.
pub(super) fn tag_names(bench: &Workbench) -> Vec<String> {
    let mut names: Vec<String> = bench.project().tags.values().map(|tag| tag.name.clone()).collect();
    names.sort();
    names
}

pub(super) fn new_tag(bench: &mut Workbench, name: &str) {
    bench.run(Command::NewTag { parent: None, name: name.into() }).unwrap();
}

#[test]
fn what_was_done_since_saving_comes_back_after_a_kill_and_can_be_undone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study.ron");
    let mut bench = on_bundled_corpus();
    new_tag(&mut bench, "saved");
    bench.run(Command::SaveAs(path.clone())).unwrap();
    bench.finish_jobs();
    new_tag(&mut bench, "kept");
    new_tag(&mut bench, "undone");
    bench.run(Command::Undo).unwrap();
    assert!(!bench.is_folded() && !bench.has_unsaved_work());
    killed(bench);

    let mut bench = opened(&path);
    assert_eq!(tag_names(&bench), ["kept", "saved"]);
    let told = told(&mut bench, Level::Warning);
    assert!(
        told[0].starts_with("3 changes that were not yet in “study.ron” came back from the journal ("),
        "{told:?}"
    );
    // The steps reach back over the restart, also those that were saved.
    bench.run(Command::Redo).unwrap();
    assert_eq!(tag_names(&bench), ["kept", "saved", "undone"]);
    for _ in 0..3 {
        bench.run(Command::Undo).unwrap();
    }
    assert!(tag_names(&bench).is_empty());
    killed(bench);
    assert!(tag_names(&opened(&path)).is_empty());
}

#[test]
fn saving_folds_the_journal_so_that_nothing_is_told_at_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study.ron");
    let mut bench = on_bundled_corpus();
    bench.run(Command::SaveAs(path.clone())).unwrap();
    bench.finish_jobs();
    new_tag(&mut bench, "one");
    assert_eq!(bench.changes_in_journal(), 1);
    save(&mut bench);
    assert_eq!(bench.changes_in_journal(), 0);
    killed(bench);
    let mut bench = opened(&path);
    assert!(bench.is_folded());
    assert_eq!(told(&mut bench, Level::Warning), Vec::<String>::new());
    assert_eq!(tag_names(&bench), ["one"]);
}

#[test]
fn closing_folds_what_is_in_the_journal() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study.ron");
    let mut bench = on_bundled_corpus();
    bench.run(Command::SaveAs(path.clone())).unwrap();
    bench.finish_jobs();
    new_tag(&mut bench, "one");
    bench.close();
    drop(bench);
    assert!(std::fs::read_to_string(&path).unwrap().contains("\"one\""));
}

#[test]
fn work_without_a_name_is_offered_at_the_next_start_with_its_texts() {
    let folder = tempfile::tempdir().unwrap();
    let letter = folder.path().join("letter.txt");
    std::fs::write(&letter, "Dear Ann, the harvest failed.").unwrap();
    let data = folder.path().join("data");
    let mut bench = bench_in(&data);
    bench.run(Command::OpenInputs(vec![letter.clone()])).unwrap();
    bench.finish_jobs();
    bench.flush_journal();
    let document = *bench.project().documents.keys().next().unwrap();
    let span = Span::new(10, 21);
    bench.run(Command::TagByPath { document, span, path: vec!["Want".into()] }).unwrap();
    killed(bench);
    std::fs::remove_file(&letter).unwrap();

    let mut bench = bench_in(&data);
    bench.look_for_unfinished();
    bench.finish_jobs();
    let [work] = bench.unfinished() else { panic!("{:?}", bench.unfinished()) };
    assert_eq!((work.documents, work.annotations), (1, 1));
    let place = work.place.clone();
    bench.run(Command::ContinueUnfinished(place)).unwrap();
    bench.finish_jobs();
    assert_eq!(tag_names(&bench), ["Want"]);
    assert!(bench.text(document).is_some(), "the text was kept, though the file has gone");
    assert!(bench.has_unsaved_work() && bench.is_kept_for_later());

    // Once it has a name, it is not offered any more.
    bench.run(Command::SaveAs(folder.path().join("study.ron"))).unwrap();
    bench.finish_jobs();
    bench.look_for_unfinished();
    bench.finish_jobs();
    assert_eq!(bench.unfinished(), []);
    killed(bench);
    let bench = opened(&folder.path().join("study.ron"));
    assert_eq!(bench.history().undoable().unwrap().label, "Tag a passage “Want”");
}

#[test]
fn reading_alone_leaves_no_unfinished_work() {
    let folder = tempfile::tempdir().unwrap();
    let mut bench = bench_in(folder.path());
    bench.start_on_bundled_corpus();
    killed(bench);
    let mut bench = bench_in(folder.path());
    bench.look_for_unfinished();
    bench.finish_jobs();
    assert_eq!(bench.unfinished(), []);
}

#[test]
fn a_file_put_back_to_an_earlier_state_stays_as_it_was_put() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study.ron");
    let mut bench = on_bundled_corpus();
    new_tag(&mut bench, "one");
    bench.run(Command::SaveAs(path.clone())).unwrap();
    bench.finish_jobs();
    let earlier = std::fs::read(&path).unwrap();
    new_tag(&mut bench, "two");
    save(&mut bench);
    killed(bench);
    std::fs::write(&path, earlier).unwrap();

    let mut bench = opened(&path);
    assert_eq!(tag_names(&bench), ["one"]);
    let sentences = told(&mut bench, Level::Warning);
    assert!(sentences[0].contains("put back to an earlier state"), "{sentences:?}");
    // It is told once, and what is done from here on is kept.
    new_tag(&mut bench, "three");
    killed(bench);
    let mut bench = opened(&path);
    assert_eq!(tag_names(&bench), ["one", "three"]);
    assert!(
        told(&mut bench, Level::Warning)[0].starts_with("1 change that was not yet in"),
        "what is noted of those that were left is nobody's change"
    );
}

#[test]
fn a_file_put_back_stays_so_when_what_it_lacks_was_saved_after_a_crash() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study.ron");
    let mut bench = on_bundled_corpus();
    new_tag(&mut bench, "one");
    bench.run(Command::SaveAs(path.clone())).unwrap();
    bench.finish_jobs();
    let earlier = std::fs::read(&path).unwrap();
    new_tag(&mut bench, "two");
    killed(bench);
    let mut bench = opened(&path);
    save(&mut bench);
    drop(bench);
    std::fs::write(&path, earlier).unwrap();

    let mut bench = opened(&path);
    assert_eq!(tag_names(&bench), ["one"]);
    let sentences = told(&mut bench, Level::Warning);
    assert!(sentences[0].contains("put back to an earlier state"), "{sentences:?}");
}

#[test]
fn a_journal_that_was_damaged_still_says_what_was_saved_when_it_is_written_anew() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study.ron");
    let mut bench = on_bundled_corpus();
    new_tag(&mut bench, "one");
    bench.run(Command::SaveAs(path.clone())).unwrap();
    bench.finish_jobs();
    let earlier = std::fs::read(&path).unwrap();
    for name in ["lost", "two"] {
        new_tag(&mut bench, name);
        save(&mut bench);
    }
    drop(bench);
    let journal = journal::path_of(&path);
    let text = std::fs::read_to_string(&journal).unwrap();
    std::fs::write(&journal, text.replacen("\"lost\"", "\"last\"", 1)).unwrap();
    let mut bench = opened(&path);
    new_tag(&mut bench, "three");
    killed(bench);
    std::fs::write(&path, earlier).unwrap();

    assert_eq!(tag_names(&opened(&path)), ["one", "three"]);
}

#[test]
fn what_was_not_saved_comes_into_a_file_that_is_further_on_where_it_fits() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study.ron");
    let mut bench = on_bundled_corpus();
    new_tag(&mut bench, "one");
    bench.run(Command::SaveAs(path.clone())).unwrap();
    bench.finish_jobs();
    // As somebody else has it who gets the file and no journal.
    let elsewhere = folder.path().join("elsewhere").join("study.ron");
    std::fs::create_dir(elsewhere.parent().unwrap()).unwrap();
    std::fs::copy(&path, &elsewhere).unwrap();
    let one = *bench.project().tags.keys().next().unwrap();
    new_tag(&mut bench, "two");
    bench.run(Command::RenameTag { tag: one, name: "uno".into() }).unwrap();
    new_tag(&mut bench, "three");
    killed(bench);
    let mut other = opened(&elsewhere);
    other.run(Command::RenameTag { tag: one, name: "un".into() }).unwrap();
    for number in 0..10 {
        other.run(Command::SetProjectMemo(format!("memo {number}"))).unwrap();
    }
    other.run(Command::Save).unwrap();
    other.finish_jobs();
    drop(other);
    std::fs::copy(&elsewhere, &path).unwrap();

    let mut bench = opened(&path);
    assert_eq!(tag_names(&bench), ["three", "two", "un"]);
    assert_eq!(bench.project().info.memo, "memo 9");
    let sentences = told(&mut bench, Level::Warning);
    assert!(
        sentences[0].starts_with("2 changes that were not yet in “study.ron” came back from the journal ("),
        "{sentences:?}"
    );
    assert_eq!(
        sentences[1],
        "“study.ron” is further on than the journal beside it, because it was saved elsewhere or the journal was lost for \
         a while; 1 change of the journal does not fit it and stays in the journal, where History lists it."
    );
    bench.run(Command::Undo).unwrap();
    new_tag(&mut bench, "four");
    killed(bench);
    let mut bench = opened(&path);
    assert_eq!(tag_names(&bench), ["four", "two", "un"]);
    save(&mut bench);
    killed(bench);
    let mut bench = opened(&path);
    assert_eq!(tag_names(&bench), ["four", "two", "un"]);
    assert_eq!(told(&mut bench, Level::Warning), [""; 0]);
}

#[test]
fn a_damaged_line_costs_what_stood_in_it_and_no_more() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study.ron");
    let mut bench = on_bundled_corpus();
    bench.run(Command::SaveAs(path.clone())).unwrap();
    bench.finish_jobs();
    for name in ["one", "two", "three"] {
        new_tag(&mut bench, name);
    }
    killed(bench);
    let journal = journal::path_of(&path);
    let text = std::fs::read_to_string(&journal).unwrap();
    let damaged = text.replace("name:\"two\"", "name:\"twö\"");
    assert_ne!(damaged, text);
    std::fs::write(&journal, &damaged).unwrap();

    let mut bench = opened(&path);
    assert_eq!(tag_names(&bench), ["one", "three"]);
    let sentences = told(&mut bench, Level::Warning);
    assert!(sentences[1].contains("is damaged at line 5"), "{sentences:?}");
    assert_eq!(std::fs::read_to_string(&journal).unwrap(), damaged, "to look at it changes nothing");
    new_tag(&mut bench, "zero");
    killed(bench);
    let aside = journal.with_file_name("journal.aside-1");
    assert_eq!(std::fs::read_to_string(aside).unwrap(), damaged);
    let mut bench = opened(&path);
    assert_eq!(tag_names(&bench), ["one", "three", "zero"]);
    assert_eq!(
        told(&mut bench, Level::Warning).len(),
        1,
        "the damage is told no more once the journal is gone on with"
    );
}

#[test]
fn another_projects_journal_is_set_aside() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study.ron");
    let mut other = on_bundled_corpus();
    new_tag(&mut other, "other");
    other.run(Command::SaveAs(path.clone())).unwrap();
    other.finish_jobs();
    new_tag(&mut other, "later");
    killed(other);
    let mut bench = on_bundled_corpus();
    new_tag(&mut bench, "mine");
    bench.run(Command::SaveAs(path.clone())).unwrap();
    bench.finish_jobs();
    killed(bench);
    assert_eq!(tag_names(&opened(&path)), ["mine"]);
    let aside = journal::path_of(&path).with_file_name("journal.aside-1");
    assert!(std::fs::read_to_string(aside).unwrap().contains("later"));
}
