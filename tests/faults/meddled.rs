//! What somebody has put into a project's folder, or changed in its file by hand: nothing outside is written over, nothing that is
//! not Lectern's goes, and what the file has lost is told.

use std::fs;
use std::path::{Path, PathBuf};

use lectern::project::Standing;
use lectern::project::journal;
use lectern::text::Span;
use lectern::workbench::{Command, Places, Workbench};

use crate::reopening::{opened, troubles};

const INTERVIEW: &str =
    "Q. Did you see him?\nA. Yes, sir.\nA. Yes, sir.\nQ. Were you there?\nA. I was at the works.\n";

/// A saved project over a text of its own, with one annotation on the last "Yes, sir." and one on "works".
fn study() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("interview.txt"), INTERVIEW).unwrap();
    let path = folder.path().join("study.ron");
    let mut bench = Workbench::new(Places::none());
    bench.run(Command::OpenInputs(vec![folder.path().join("interview.txt")])).unwrap();
    bench.finish_jobs();
    let document = *bench.project().documents.keys().next().unwrap();
    for words in ["Yes, sir.", "works"] {
        let at = INTERVIEW.rfind(words).unwrap();
        let span = Span::new(at, at + words.len());
        bench.run(Command::Tag { document, span, tags: Vec::new() }).unwrap();
    }
    bench.run(Command::SaveAs(path.clone())).unwrap();
    bench.finish_jobs();
    (folder, path)
}

/// One line of the project file as something else writes it.
fn edit_line(path: &Path, holding: &str, change: impl Fn(&str) -> String) {
    let text = fs::read_to_string(path).unwrap();
    let mut changed = 0;
    let lines = text.lines().map(|line| {
        if line.contains(holding) {
            changed += 1;
            change(line)
        } else {
            line.to_owned()
        }
    });
    let new = lines.collect::<Vec<_>>().join("\n") + "\n";
    assert_eq!(changed, 1, "{holding} in {text}");
    fs::write(path, new).unwrap();
}

const EDITED: &str = "Something else than Lectern has changed “study.ron”: 1 change that was saved in it is not in it any more, or \
                      different; it stays in the journal, where History lists what was done, and the backups may have the file as \
                      it was saved.";

#[test]
fn an_annotation_that_was_deleted_from_the_file_by_hand_is_told() {
    let (_folder, path) = study();
    edit_line(&path, "exact: \"works\"", |_| String::new());
    let mut bench = opened(&path);
    assert!(troubles(&mut bench).iter().any(|told| told == EDITED));
    assert_eq!(bench.project().annotations.len(), 1);
}

#[test]
fn an_annotation_that_was_changed_in_the_file_by_hand_is_told() {
    let (_folder, path) = study();
    edit_line(&path, "exact: \"works\"", |line| line.replace("memo: \"\"", "memo: \"theirs\""));
    let mut bench = opened(&path);
    let told = troubles(&mut bench);
    assert!(told.iter().any(|told| told == EDITED), "{told:?}");
}

#[test]
fn a_file_that_was_only_written_otherwise_has_lost_nothing() {
    let (_folder, path) = study();
    edit_line(&path, "exact: \"works\"", |line| format!("{line}  "));
    let mut bench = opened(&path);
    assert!(troubles(&mut bench).iter().all(|told| told != EDITED));
}

/// The annotation on "Yes, sir.", in the file as it is, moved to the same words before.
#[test]
fn an_annotation_that_was_moved_to_a_look_alike_by_hand_is_listed() {
    let (_folder, path) = study();
    let at = INTERVIEW.rfind("Yes, sir.").unwrap();
    edit_line(&path, "exact: \"Yes, sir.\"", |line| {
        line.replace(&format!("start: {at}"), &format!("start: {}", at - 13))
            .replace(&format!("end: {}", at + 9), &format!("end: {}", at - 4))
    });
    let mut bench = opened(&path);
    let id = bench.project().annotations.values().find(|it| it.anchor.exact == "Yes, sir.").unwrap().id;
    assert!(bench.needing_look().contains(&id));
    // Saving does not make it certain.
    bench.run(Command::NewTag { parent: None, name: "later".into() }).unwrap();
    bench.run(Command::Save).unwrap();
    bench.finish_jobs();
    drop(bench);
    let bench = opened(&path);
    assert!(bench.needing_look().contains(&id));
    let annotation = &bench.project().annotations[&id];
    let Standing::NeedsLook { proposed: Some(proposal), .. } = bench.standing(annotation) else {
        panic!("{:?}", bench.standing(annotation))
    };
    assert_eq!(proposal.anchor.start, at);
    assert!(!bench.verify().report.is_clean());
}

#[cfg(unix)]
#[test]
fn a_link_in_the_place_of_lock_or_journal_has_nothing_written_over_what_it_leads_to() {
    for name in ["lock", "journal"] {
        let (folder, path) = study();
        let source = folder.path().join("interview.txt");
        let beside = path.with_extension("lectern").join(name);
        fs::remove_file(&beside).unwrap();
        std::os::unix::fs::symlink(&source, &beside).unwrap();
        let mut bench = opened(&path);
        let reason = bench.file().unwrap().read_only.clone().unwrap();
        assert!(reason.contains("is a link to another file"), "{reason}");
        assert_eq!(troubles(&mut bench).len(), 1);
        assert!(bench.run(Command::Save).is_err());
        drop(bench);
        assert_eq!(fs::read_to_string(&source).unwrap(), INTERVIEW);
    }
}

#[cfg(unix)]
#[test]
fn a_journal_beside_a_link_to_the_project_is_told() {
    let (folder, path) = study();
    let elsewhere = folder.path().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    fs::rename(&path, elsewhere.join("study.ron")).unwrap();
    std::os::unix::fs::symlink(elsewhere.join("study.ron"), &path).unwrap();
    let told = troubles(&mut opened(&path));
    assert!(
        told[0].starts_with("“study.ron” is a link to ") && told[0].contains("beside the link is not used"),
        "{told:?}"
    );
    // One whose folder is a link as well has but one journal.
    fs::remove_dir_all(elsewhere.join("study.lectern")).unwrap();
    fs::rename(path.with_extension("lectern"), elsewhere.join("study.lectern")).unwrap();
    std::os::unix::fs::symlink(elsewhere.join("study.lectern"), path.with_extension("lectern")).unwrap();
    assert!(troubles(&mut opened(&path)).iter().all(|told| !told.contains("is a link")));
}

#[cfg(unix)]
#[test]
fn a_file_that_is_not_lecterns_stays_when_a_history_is_taken_over() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let (folder, path) = study();
    let beside = path.with_extension("lectern");
    // A folder of this name is there already, so that what is in the other one is moved into it file by file.
    fs::create_dir_all(folder.path().join("renamed.lectern/texts")).unwrap();
    fs::create_dir_all(beside.join("texts")).unwrap();
    let own = [
        beside.join(OsStr::from_bytes(b"notes-\xE9.txt")),
        beside.join("texts").join(OsStr::from_bytes(b"\xFF")),
    ];
    for file in &own {
        fs::write(file, "mine").unwrap();
    }
    let renamed = folder.path().join("renamed.ron");
    fs::rename(&path, &renamed).unwrap();
    let mut bench = opened(&renamed);
    bench.run(Command::TakeJournalOver).unwrap();
    bench.finish_jobs();
    assert!(journal::path_of(&renamed).exists());
    for file in &own {
        assert_eq!(fs::read(file).unwrap(), b"mine");
    }
}
