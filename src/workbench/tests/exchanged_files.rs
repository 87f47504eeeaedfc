//! Files that have been given the names of others: they are the other documents, moved, and no new texts.

use super::sources::{named, places};
use super::*;
use crate::project::verify::State;
use crate::workbench::SourceState;

const ANN: &str = "INTERVIEW WITH ANN\nQ: Did you see the fire?\nA: Yes, I did.\n";
const TOM: &str =
    "INTERVIEW WITH TOM\nQ: Did you order them to leave?\nA: Yes, I did.\nQ: When?\nA: At ten.\n";

/// A saved project over the interviews with Ann (`a.txt`) and Tom (`b.txt`), in both of which the same answer is tagged.
struct Pair {
    folder: tempfile::TempDir,
}

impl Pair {
    fn new() -> Self {
        let pair = Self { folder: tempfile::tempdir().unwrap() };
        std::fs::create_dir(pair.path("talks")).unwrap();
        std::fs::write(pair.path("talks/a.txt"), ANN).unwrap();
        std::fs::write(pair.path("talks/b.txt"), TOM).unwrap();
        let mut bench = Workbench::new(Places::none());
        bench.run(Command::OpenInputs(vec![pair.path("talks")])).unwrap();
        bench.finish_jobs();
        for (name, text) in [("a.txt", ANN), ("b.txt", TOM)] {
            let (document, at) = (named(&bench, name), text.find("Yes, I did.").unwrap());
            tag_new(&mut bench, document, Span::new(at, at + 11), name);
        }
        bench.run(Command::SaveAs(pair.path("study.ron"))).unwrap();
        bench.finish_jobs();
        pair
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn rename(&self, from: &str, to: &str) {
        std::fs::rename(self.path("talks").join(from), self.path("talks").join(to)).unwrap();
    }

    fn swap(&self) {
        self.rename("a.txt", "c.txt");
        self.rename("b.txt", "a.txt");
        self.rename("c.txt", "b.txt");
    }

    fn open(&self) -> Workbench {
        let mut bench = Workbench::new(Places::none());
        bench.look_after_files();
        bench.run(Command::OpenProject(self.path("study.ron"))).unwrap();
        bench.finish_jobs();
        bench
    }
}

/// That the text of `a.txt`'s document is Ann's, with its annotation on it, and that no other can be taken over.
fn assert_stays(bench: &mut Workbench, ann: DocumentId) {
    assert_eq!(bench.text(ann).unwrap().as_str(), ANN);
    assert_eq!(places(bench), 2);
    assert!(bench.changed_source(ann).is_none());
    let before = bench.project().clone();
    let refused = bench.run(Command::TakeOverText(ann)).unwrap_err().to_string();
    assert!(refused.contains("is now what that of") || refused.contains("has not changed"), "{refused}");
    bench.run(Command::KeepTextAsRead(ann)).unwrap_err();
    bench.finish_jobs();
    assert_eq!(*bench.project(), before);
}

#[test]
fn two_files_that_have_changed_names_are_followed_by_one_step() {
    let pair = Pair::new();
    pair.swap();
    let mut bench = pair.open();
    let (ann, tom) = (named(&bench, "a.txt"), named(&bench, "b.txt"));
    assert_eq!(
        told(&mut bench, Level::Warning),
        [
            "“a.txt” is now what “b.txt” was, and “b.txt” what “a.txt” was: see Needs a look. The texts as they were \
            read stay in use."
        ]
    );
    assert!(matches!(bench.source_state(ann), SourceState::Moved(path) if path.ends_with("b.txt")));
    assert!(matches!(bench.source_state(tom), SourceState::Moved(path) if path.ends_with("a.txt")));
    assert_stays(&mut bench, ann);
    bench.run(Command::FollowMoved(vec![ann, tom])).unwrap();
    assert!(bench.sources_to_look_at().is_empty());
    assert_eq!((named(&bench, "b.txt"), named(&bench, "a.txt")), (ann, tom));
    assert_stays(&mut bench, ann);
    bench.run(Command::CheckSources).unwrap();
    bench.finish_jobs();
    assert!(bench.sources_to_look_at().is_empty());
    bench.run(Command::Undo).unwrap();
    assert_eq!((named(&bench, "a.txt"), named(&bench, "b.txt")), (ann, tom));
}

#[test]
fn a_file_that_was_given_the_name_of_another_is_found_and_the_other_is_missing() {
    let pair = Pair::new();
    pair.rename("b.txt", "a.txt");
    let mut bench = pair.open();
    let (ann, tom) = (named(&bench, "a.txt"), named(&bench, "b.txt"));
    assert_eq!(
        told(&mut bench, Level::Warning),
        ["“a.txt” is now what “b.txt” was: see Needs a look. The texts as they were read stay in use."]
    );
    assert!(matches!(bench.source_state(ann), SourceState::Missing));
    assert!(matches!(bench.source_state(tom), SourceState::Moved(path) if path.ends_with("a.txt")));
    assert_stays(&mut bench, ann);
    // Not even by its name is it found where the other is.
    bench.run(Command::FollowMoved(vec![tom])).unwrap();
    bench.run(Command::FindSources(pair.path("talks"))).unwrap();
    bench.finish_jobs();
    for again in [false, true] {
        if again {
            bench.run(Command::CheckSources).unwrap();
            bench.finish_jobs();
        }
        assert!(matches!(bench.source_state(ann), SourceState::Missing));
        assert!(matches!(bench.source_state(tom), SourceState::Same));
        assert_stays(&mut bench, ann);
    }
    // Nor when the folder is opened again.
    bench.run(Command::OpenInputs(vec![pair.path("talks")])).unwrap();
    bench.finish_jobs();
    assert_eq!(bench.project().documents.len(), 2);
    assert_stays(&mut bench, ann);
}

#[test]
fn a_copy_of_another_file_in_the_place_of_one_is_no_new_text_of_it() {
    let pair = Pair::new();
    let mut bench = pair.open();
    let (ann, tom) = (named(&bench, "a.txt"), named(&bench, "b.txt"));
    std::fs::copy(pair.path("talks/b.txt"), pair.path("talks/a.txt")).unwrap();
    bench.look_at_files_again();
    bench.finish_jobs();
    assert!(matches!(bench.source_state(ann), SourceState::Missing));
    assert!(matches!(bench.source_state(tom), SourceState::Same));
    assert_stays(&mut bench, ann);
    // The other goes only now: what stands in the first place is it.
    std::fs::remove_file(pair.path("talks/b.txt")).unwrap();
    bench.look_at_files_again();
    bench.finish_jobs();
    assert!(matches!(bench.source_state(tom), SourceState::Moved(path) if path.ends_with("a.txt")));
    std::fs::write(pair.path("talks/a.txt"), ANN).unwrap();
    bench.run(Command::CheckSources).unwrap();
    bench.finish_jobs();
    assert!(matches!(bench.source_state(ann), SourceState::Same));
}

#[test]
fn opening_the_folder_again_finds_no_new_text_in_a_file_that_is_another_document_now() {
    let pair = Pair::new();
    let mut bench = pair.open();
    let ann = named(&bench, "a.txt");
    pair.swap();
    bench.run(Command::OpenInputs(vec![pair.path("talks")])).unwrap();
    bench.finish_jobs();
    assert_stays(&mut bench, ann);
    assert_eq!(bench.project().documents.len(), 2);
}

#[test]
fn one_question_follows_a_whole_folder_of_files_that_were_renamed_in_a_ring() {
    let pair = Pair::new();
    let mut bench = pair.open();
    for name in ["c.txt", "d.txt"] {
        std::fs::write(pair.path("talks").join(name), format!("What {name} says.\n")).unwrap();
    }
    bench.run(Command::OpenInputs(vec![pair.path("talks")])).unwrap();
    bench.finish_jobs();
    for (from, to) in
        [("d.txt", "e.txt"), ("c.txt", "d.txt"), ("b.txt", "c.txt"), ("a.txt", "b.txt"), ("e.txt", "a.txt")]
    {
        pair.rename(from, to);
    }
    let ids = ["a.txt", "b.txt", "c.txt", "d.txt"].map(|name| named(&bench, name));
    bench.run(Command::CheckSources).unwrap();
    bench.finish_jobs();
    bench.run(Command::FollowMoved(ids.to_vec())).unwrap();
    assert_eq!(["b.txt", "c.txt", "d.txt", "a.txt"].map(|name| named(&bench, name)), ids);
    assert!(bench.sources_to_look_at().is_empty());
}

#[test]
fn verifying_holds_annotations_against_their_own_texts_and_says_which_files_are_others_now() {
    let pair = Pair::new();
    pair.swap();
    let bench = pair.open();
    let (ann, tom) = (named(&bench, "a.txt"), named(&bench, "b.txt"));
    let verification = bench.verify();
    assert_eq!(verification.sources_exchanged, [(ann, tom), (tom, ann)].into());
    assert_eq!(verification.sources_moved, [ann, tom].into());
    assert!(verification.sources_missing.is_empty());
    assert!(verification.report.rows.iter().all(|row| row.state == State::Exact));
    std::fs::remove_file(pair.path("talks/b.txt")).unwrap();
    let verification = bench.verify();
    assert_eq!(verification.sources_exchanged, [(ann, tom)].into());
    assert_eq!((verification.sources_missing, verification.sources_moved), ([ann].into(), [tom].into()));
    assert!(verification.report.is_clean(), "both stand on the texts that are kept");
}

#[test]
fn files_that_changed_names_and_were_edited_are_followed_and_taken_over_each_for_itself() {
    const MORE: &str = "Q: Who was with you?\nA: My brother was there, and nobody else that I know of.\n";
    let pair = Pair::new();
    for (name, text) in [("a.txt", ANN), ("b.txt", TOM)] {
        std::fs::write(pair.path("talks").join(name), format!("{text}{MORE}")).unwrap();
    }
    let mut bench = pair.open();
    let (ann, tom) = (named(&bench, "a.txt"), named(&bench, "b.txt"));
    for id in [ann, tom] {
        bench.run(Command::TakeOverText(id)).unwrap();
        bench.finish_jobs();
    }
    bench.run(Command::Save).unwrap();
    bench.finish_jobs();
    let before = [bench.text(ann).unwrap(), bench.text(tom).unwrap()];
    for (name, text) in [("b.txt", ANN), ("a.txt", TOM)] {
        let edited = format!("{text}{MORE}").replace("nobody else", "no one else");
        std::fs::write(pair.path("talks").join(name), edited).unwrap();
    }
    bench.run(Command::CheckSources).unwrap();
    bench.finish_jobs();
    assert!(matches!(bench.source_state(ann), SourceState::Moved(path) if path.ends_with("b.txt")));
    assert!(matches!(bench.source_state(tom), SourceState::Moved(path) if path.ends_with("a.txt")));
    assert_eq!(bench.exchanged_sources().len(), 2);
    bench.run(Command::TakeOverText(ann)).unwrap_err();
    let report = bench.verify();
    assert_eq!(
        (report.sources_exchanged.get(&ann), report.sources_exchanged.get(&tom)),
        (Some(&tom), Some(&ann))
    );
    assert_eq!(report.sources_moved.len(), 2);
    // Where they are now, they are texts that have changed.
    bench.run(Command::FollowMoved(vec![ann, tom])).unwrap();
    bench.run(Command::CheckSources).unwrap();
    bench.finish_jobs();
    for (id, before) in [(ann, &before[0]), (tom, &before[1])] {
        assert!(matches!(bench.source_state(id), SourceState::Changed));
        bench.run(Command::TakeOverText(id)).unwrap();
        bench.finish_jobs();
        assert_eq!(bench.text(id).unwrap().as_str(), before.as_str().replace("nobody else", "no one else"));
    }
    assert_eq!(places(&bench), 2);
}

#[test]
fn a_document_whose_file_was_edited_as_that_of_its_twin_was_may_be_taken_over_as_well() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join("talks").join(name);
    std::fs::create_dir(folder.path().join("talks")).unwrap();
    for name in ["a.txt", "b.txt"] {
        std::fs::write(path(name), TOM).unwrap();
    }
    let mut bench = Workbench::new(Places::none());
    bench.run(Command::OpenInputs(vec![folder.path().join("talks")])).unwrap();
    bench.finish_jobs();
    bench.run(Command::SaveAs(folder.path().join("study.ron"))).unwrap();
    bench.finish_jobs();
    bench.look_after_files();
    let (one, other) = (named(&bench, "a.txt"), named(&bench, "b.txt"));
    let edited = TOM.replace("At ten", "At eleven");
    for name in ["a.txt", "b.txt"] {
        std::fs::write(path(name), &edited).unwrap();
    }
    for id in [one, other] {
        bench.run(Command::CheckSources).unwrap();
        bench.finish_jobs();
        assert!(matches!(bench.source_state(id), SourceState::Changed), "{:?}", bench.source_state(id));
        // Of the second it is told that the first says so too.
        assert_eq!(bench.says_the_same_as(id), (id == other).then_some(one));
        bench.run(Command::TakeOverText(id)).unwrap();
        bench.finish_jobs();
        assert_eq!(bench.text(id).unwrap().as_str(), edited);
    }
    assert!(bench.verify().sources_exchanged.is_empty());
}
