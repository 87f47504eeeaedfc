//! Sources that are not what they were when they were read: nothing of the work on them is lost, and people are told.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use lectern::project::{DocumentId, Project};
use lectern::text::Span;
use lectern::workbench::{Command, Places, SourceState, Workbench};

use crate::reopening::{self, troubles};

const LETTER: &str = "The inspector wrote on Monday that the accounts had been closed in March. The clerk denied it, \
    and nobody answered. In the end the accounts were opened to the public.\n";
const CHANGED: &str =
    "1 file has changed since it was read: see Needs a look. The texts as they were read stay in use.";
const AWAY: &str = "1 file is not where it was: see Needs a look. The texts as they were read stay in use.";

/// A saved project over one letter with two passages tagged.
struct Study {
    folder: tempfile::TempDir,
    project: Project,
}

impl Study {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("letters")).unwrap();
        fs::write(folder.path().join("letters/letter.txt"), LETTER).unwrap();
        let mut bench = Workbench::new(Places::none());
        bench.run(Command::OpenInputs(vec![folder.path().join("letters")])).unwrap();
        bench.finish_jobs();
        let document = *bench.project().documents.keys().next().unwrap();
        for words in ["closed in March", "opened to the public"] {
            let at = LETTER.find(words).unwrap();
            let span = Span::new(at, at + words.len());
            bench.run(Command::TagByPath { document, span, path: vec!["Accounts".into()] }).unwrap();
        }
        bench.run(Command::SaveAs(folder.path().join("study.ron"))).unwrap();
        bench.finish_jobs();
        Self { project: bench.project().clone(), folder }
    }

    fn letter(&self) -> PathBuf {
        self.folder.path().join("letters/letter.txt")
    }

    fn document(&self) -> DocumentId {
        *self.project.documents.keys().next().unwrap()
    }

    /// Opens the project as the window does, and checks that all work is there and in its place.
    fn open(&self) -> Workbench {
        let mut bench = Workbench::new(Places::none());
        bench.look_after_files();
        let bench = reopening::opened_in(bench, &self.folder.path().join("study.ron"));
        self.is_whole(&bench);
        bench
    }

    fn is_whole(&self, bench: &Workbench) {
        assert_eq!(*bench.project(), self.project);
        let text = bench.text(self.document()).unwrap();
        assert_eq!(text.as_str(), LETTER);
        assert!(bench.project().annotations.values().all(|annotation| annotation.span_in(&text).is_some()));
    }

    /// Opens the project, which must tell this and nothing else.
    fn tells(&self, sentence: &str) -> Workbench {
        let mut bench = self.open();
        assert_eq!(troubles(&mut bench), [sentence]);
        bench
    }
}

#[test]
fn a_source_that_was_deleted_is_told_and_its_annotations_stay() {
    let study = Study::new();
    fs::remove_file(study.letter()).unwrap();
    let bench = study.tells(AWAY);
    assert!(matches!(bench.source_state(study.document()), SourceState::Missing));
}

#[test]
fn a_source_that_was_moved_is_found_by_what_it_says() {
    let study = Study::new();
    let renamed = study.letter().with_file_name("letter of the inspector.txt");
    fs::rename(study.letter(), &renamed).unwrap();
    let mut bench = study.tells(AWAY);
    match bench.source_state(study.document()) {
        SourceState::Moved(path) => assert_eq!(path, renamed),
        other => panic!("{other:?}"),
    }
    bench.run(Command::FollowMoved(vec![study.document()])).unwrap();
    assert!(bench.sources_to_look_at().is_empty());
    assert_eq!(bench.project().annotations, study.project.annotations);
}

#[test]
fn a_source_that_was_changed_is_told_and_the_text_as_it_was_read_stays() {
    let study = Study::new();
    fs::write(study.letter(), LETTER.replace("Monday", "Tuesday")).unwrap();
    let bench = study.tells(CHANGED);
    assert!(matches!(bench.source_state(study.document()), SourceState::Changed));
}

#[test]
fn a_source_that_was_shortened_loses_no_annotation() {
    let study = Study::new();
    fs::write(study.letter(), &LETTER[..LETTER.find("In the end").unwrap()]).unwrap();
    let mut bench = study.tells(CHANGED);
    bench.run(Command::TakeOverText(study.document())).unwrap();
    bench.finish_jobs();
    let kept: Vec<bool> = {
        let text = bench.text(study.document()).unwrap();
        bench.project().annotations.values().map(|annotation| annotation.span_in(&text).is_some()).collect()
    };
    assert_eq!(kept.len(), 2);
    assert_eq!(kept.iter().filter(|placed| **placed).count(), 1, "the other needs a look");
    assert_eq!(bench.index().needing_look().len(), 1);
    bench.run(Command::Undo).unwrap();
    bench.finish_jobs();
    assert_eq!(bench.project().annotations, study.project.annotations);
    assert_eq!(bench.text(study.document()).unwrap().as_str(), LETTER);
}

#[test]
fn a_source_that_was_emptied_or_is_no_text_any_more_is_as_one_that_is_away() {
    let study = Study::new();
    for bytes in [&b""[..], b" \n\n", b"\0\x01\x02\x03PNG\0\0\0\0"] {
        fs::write(study.letter(), bytes).unwrap();
        let bench = study.tells(AWAY);
        assert!(matches!(bench.source_state(study.document()), SourceState::Missing));
    }
}

#[test]
fn swapped_files_are_told_apart_by_what_they_say_and_followed() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join("talks").join(name);
    fs::create_dir(folder.path().join("talks")).unwrap();
    // The same answer stands at the same place in both.
    let talk = |name: &str| format!("INTERVIEW WITH {name}\nQ: Were you there?\nA: Yes, I did see it.\n");
    for (file, name) in [("a.txt", "ANN"), ("b.txt", "TOM")] {
        fs::write(path(file), talk(name)).unwrap();
    }
    let mut bench = Workbench::new(Places::none());
    bench.run(Command::OpenInputs(vec![folder.path().join("talks")])).unwrap();
    bench.finish_jobs();
    let of = |bench: &Workbench, name: &str| {
        let mut documents = bench.project().documents.values();
        documents.find(|record| record.path_text().ends_with(name)).unwrap().id
    };
    let (ann, tom) = (of(&bench, "a.txt"), of(&bench, "b.txt"));
    let at = talk("ANN").find("Yes").unwrap();
    let tag = Command::TagByPath { document: ann, span: Span::new(at, at + 4), path: vec!["Yes".into()] };
    bench.run(tag).unwrap();
    let study = folder.path().join("study.ron");
    bench.run(Command::SaveAs(study.clone())).unwrap();
    bench.finish_jobs();
    drop(bench);
    for (from, to) in [("a.txt", "c.txt"), ("b.txt", "a.txt"), ("c.txt", "b.txt")] {
        fs::rename(path(from), path(to)).unwrap();
    }
    let mut bench = Workbench::new(Places::none());
    bench.look_after_files();
    let mut bench = reopening::opened_in(bench, &study);
    assert_eq!(
        troubles(&mut bench),
        [
            "“a.txt” is now what “b.txt” was, and “b.txt” what “a.txt” was: see Needs a look. The texts as they were \
            read stay in use."
        ]
    );
    assert!(bench.changed_source(ann).is_none());
    let refused = bench.run(Command::TakeOverText(ann)).unwrap_err().to_string();
    assert!(refused.contains("no new text of it: use the files where they are now"), "{refused}");
    assert_eq!(bench.text(ann).unwrap().as_str(), talk("ANN"));
    bench.run(Command::FollowMoved(vec![ann, tom])).unwrap();
    assert!(bench.sources_to_look_at().is_empty());
    assert_eq!((of(&bench, "b.txt"), of(&bench, "a.txt")), (ann, tom));
    assert!(bench.marks(ann).is_some_and(|marks| marks.len() == 1));
}

#[test]
fn a_source_with_a_folder_in_its_place_is_as_one_that_is_away() {
    let study = Study::new();
    fs::remove_file(study.letter()).unwrap();
    fs::create_dir(study.letter()).unwrap();
    study.tells(AWAY);
}

#[cfg(unix)]
#[test]
fn a_source_behind_links_in_a_circle_or_a_pipe_hangs_nothing() {
    let study = Study::new();
    fs::remove_file(study.letter()).unwrap();
    let other = study.letter().with_file_name("other.txt");
    std::os::unix::fs::symlink(&other, study.letter()).unwrap();
    std::os::unix::fs::symlink(study.letter(), &other).unwrap();
    study.tells(AWAY);
    fs::remove_file(study.letter()).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(study.letter()).status().unwrap().success());
    study.tells(AWAY);
    fs::remove_file(study.letter()).unwrap();
    std::os::unix::fs::symlink("/dev/zero", study.letter()).unwrap();
    study.tells(AWAY);
}

#[cfg(unix)]
#[test]
fn a_source_that_may_not_be_read_is_as_one_that_is_away() {
    use std::os::unix::fs::PermissionsExt;
    let study = Study::new();
    fs::set_permissions(study.letter(), fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(study.letter()).is_ok() {
        // Nothing is kept from the superuser: `.ci/faults` does it as somebody else.
        return;
    }
    study.tells(AWAY);
}

#[test]
fn times_to_come_and_equal_times_do_not_deceive_since_the_hash_decides() {
    let study = Study::new();
    let set = |time: SystemTime| {
        fs::File::options().write(true).open(study.letter()).unwrap().set_modified(time).unwrap();
    };
    let before = fs::metadata(study.letter()).unwrap().modified().unwrap();
    // Another time and the same words: no change.
    for time in [SystemTime::now() + Duration::from_hours(24 * 400), SystemTime::UNIX_EPOCH, before] {
        set(time);
        let mut bench = study.open();
        assert_eq!(troubles(&mut bench), Vec::<String>::new());
    }
    // The same time, the same length and other words: a change.
    fs::write(study.letter(), LETTER.replace("Monday", "Sunday")).unwrap();
    assert_eq!(fs::metadata(study.letter()).unwrap().len(), LETTER.len() as u64);
    set(before);
    study.tells(CHANGED);
}

#[test]
fn a_project_without_its_texts_and_its_sources_keeps_every_annotation_and_says_what_is_missing() {
    let study = Study::new();
    fs::remove_file(study.letter()).unwrap();
    fs::remove_dir_all(study.folder.path().join("study.lectern")).unwrap();
    let mut bench = Workbench::new(Places::none());
    bench.look_after_files();
    bench.run(Command::OpenProject(study.folder.path().join("study.ron"))).unwrap();
    bench.finish_jobs();
    assert_eq!(*bench.project(), study.project);
    assert_eq!(troubles(&mut bench), [AWAY]);
    assert_eq!(
        bench.problems()[0].sentence,
        "There is nothing here (any more): check whether it was moved or renamed, then open it again."
    );
    drop(bench);
    // The letter comes back with other words: nothing is put on them unasked.
    fs::write(study.letter(), LETTER.replace("Monday", "Friday")).unwrap();
    let mut again = Workbench::new(Places::none());
    again.look_after_files();
    again.run(Command::OpenProject(study.folder.path().join("study.ron"))).unwrap();
    again.finish_jobs();
    assert_eq!(troubles(&mut again), [CHANGED]);
    assert!(again.text(study.document()).is_none());
    again.run(Command::TakeOverText(study.document())).unwrap();
    again.finish_jobs();
    let told: Vec<String> = again.take_notices().into_iter().map(|notice| notice.text).collect();
    assert_eq!(
        told,
        [
            "The new text is in use; 2 annotations were carried over, by their words alone, since the old text is lost."
        ]
    );
}

/// Saves the project at another place, leaves it, and opens it there.
fn saved_elsewhere(study: &Study, mut bench: Workbench) -> (tempfile::TempDir, Workbench) {
    let folder = tempfile::tempdir().unwrap();
    bench.run(Command::SaveAs(folder.path().join("copy.ron"))).unwrap();
    bench.finish_jobs();
    assert_eq!(troubles(&mut bench), Vec::<String>::new());
    drop(bench);
    // Nothing of the place it was at before is needed.
    fs::remove_dir_all(study.folder.path().join("study.lectern")).unwrap();
    let bench = opened(&folder);
    (folder, bench)
}

fn opened(folder: &tempfile::TempDir) -> Workbench {
    let bench = reopening::opened(&folder.path().join("copy.ron"));
    assert_eq!(bench.problems(), []);
    bench
}

#[test]
fn save_as_takes_the_text_along_that_was_there_before_another_was_taken_over() {
    let study = Study::new();
    fs::write(study.letter(), LETTER.replace("on Monday", "on the first Monday of May")).unwrap();
    let mut bench = study.open();
    bench.run(Command::TakeOverText(study.document())).unwrap();
    bench.finish_jobs();
    bench.take_notices();
    let (folder, mut bench) = saved_elsewhere(&study, bench);
    bench.run(Command::Undo).unwrap();
    bench.finish_jobs();
    assert_eq!(bench.text(study.document()).unwrap().as_str(), LETTER);
    assert_eq!(bench.project().annotations, study.project.annotations);
    assert_eq!(bench.marks(study.document()).unwrap().len(), 2);
    // Gone before it was saved: the journal has the undo, and the text is there.
    bench.flush_journal();
    drop(bench);
    let bench = opened(&folder);
    assert_eq!(bench.text(study.document()).unwrap().as_str(), LETTER);
}

#[test]
fn save_as_takes_the_texts_along_that_were_corrected() {
    let study = Study::new();
    let mut bench = study.open();
    for (was, becomes) in [("Monday", "Tuesday"), ("Tuesday", "Wednesday")] {
        let at = bench.text(study.document()).unwrap().as_str().find(was).unwrap();
        let span = Span::new(at, at + was.len());
        let text = becomes.to_owned();
        bench.run(Command::CorrectText { document: study.document(), span, text }).unwrap();
    }
    let (folder, mut bench) = saved_elsewhere(&study, bench);
    // The file says what the text was first: without it the texts between must be there, too.
    fs::remove_file(study.letter()).unwrap();
    for left in ["Tuesday", "Monday"] {
        bench.run(Command::Undo).unwrap();
        bench.flush_journal();
        drop(bench);
        bench = opened(&folder);
        assert!(bench.text(study.document()).unwrap().as_str().contains(left));
    }
    assert_eq!(bench.text(study.document()).unwrap().as_str(), LETTER);
    assert_eq!(bench.project().annotations, study.project.annotations);
}
