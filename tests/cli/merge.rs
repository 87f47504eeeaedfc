//! `lectern merge`, and the same project worked on twice at once.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use super::*;

/// A desk with `p.ron`, and `a.ron` and `b.ron` that came from it and were worked on.
fn two_versions() -> Desk {
    let desk = Desk::with_excerpts();
    for name in ["a", "b"] {
        std::fs::copy(desk.path("p.ron"), desk.path(&format!("{name}.ron"))).unwrap();
    }
    let tag = |project: &str, passage: &str, more: &[&str]| {
        let (start, end) = code_points(passage);
        let place = ["tag", project, "--document", "notes.txt", "--start", &start, "--end", &end];
        desk.run(&[&place, more].concat()).done();
    };
    tag("a.ron", "at the end", &["--tag", "Place", "--coder", "Ana Bel"]);
    tag("b.ron", "spoke", &["--tag", "Speech", "--coder", "Ben"]);
    desk
}

fn quotations(desk: &Desk, project: &str) -> Vec<String> {
    let ran = desk.run(&["export", project, "--format", "jsonl"]).done();
    ran.rows().iter().map(|row| row["text"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn merge_writes_the_work_of_both() {
    let desk = two_versions();
    let ran = desk.run(&["merge", "p.ron", "a.ron", "b.ron", "--output", "out.ron"]).done();
    assert_eq!(ran.err.lines().last(), Some("out.ron: 1 annotation added."));
    let all = quotations(&desk, "out.ron");
    assert_eq!(all.len(), 5);
    for words in ["at the end", "spoke", "office"] {
        assert!(all.iter().any(|quotation| quotation == words), "{words} is missing from {all:?}");
    }
    desk.run(&["verify", "out.ron"]).done();
}

#[test]
fn merge_replaces_only_what_it_is_told_to_and_keeps_it() {
    let desk = two_versions();
    let refused = desk.run(&["merge", "p.ron", "a.ron", "b.ron", "--output", "a.ron"]).refused();
    assert_eq!(
        refused,
        "lectern: There is a file “a.ron” already; choose another name, or replace it with --force."
    );
    desk.run(&["merge", "p.ron", "a.ron", "b.ron", "--output", "a.ron", "--force"]).done();
    assert_eq!(quotations(&desk, "a.ron").len(), 5);
    let backups = std::fs::read_dir(desk.path("a.lectern/backups")).unwrap().count();
    assert!(backups >= 1);
}

#[test]
fn merge_says_what_both_had_changed() {
    let desk = two_versions();
    for (project, memo) in [("a.ron", "I doubt it"), ("b.ron", "certain")] {
        let (start, end) = code_points("日本語");
        let place = ["tag", project, "--document", "notes.txt", "--start", &start, "--end", &end];
        desk.run(&[&place[..], &["--highlight", "--memo", memo]].concat()).done();
    }
    let ran = desk.run(&["merge", "p.ron", "a.ron", "b.ron", "--output", "out.ron"]).done();
    assert!(
        ran.err.contains(
            "The memo of the annotation of “日本語” was written in a.ron and in b.ron; both are kept."
        ),
        "{}",
        ran.err
    );
    assert!(ran.err.ends_with("; 1 thing was changed on both sides.\n"), "{}", ran.err);
}

#[test]
fn merge_prints_what_both_had_changed_for_scripts() {
    let desk = two_versions();
    for (project, memo) in [("a.ron", "I doubt it"), ("b.ron", "certain")] {
        let (start, end) = code_points("日本語");
        let place = ["tag", project, "--document", "notes.txt", "--start", &start, "--end", &end];
        desk.run(&[&place[..], &["--highlight", "--memo", memo]].concat()).done();
    }
    let merge = ["merge", "p.ron", "a.ron", "b.ron", "--output", "out.ron", "--format", "jsonl"];
    let ran = desk.run(&merge).done();
    assert_eq!(ran.rows().len(), 1);
    assert_fields(ran.text(), &["kind", "id", "field", "base", "mine", "theirs", "kept", "sentence"]);
    let row = &ran.rows()[0];
    assert_eq!(
        (&row["kind"], &row["field"], &row["kept"]),
        (&"annotation".into(), &"memo".into(), &"both".into())
    );
    assert_eq!(
        (&row["base"], &row["mine"], &row["theirs"]),
        (&"".into(), &"I doubt it".into(), &"certain".into())
    );
    assert!(!ran.err.contains("The memo of"), "told once: {}", ran.err);
}

#[test]
fn merge_refuses_what_is_no_project() {
    let desk = two_versions();
    let refused = desk.run(&["merge", "p.ron", "texts/notes.txt", "b.ron", "--output", "out.ron"]).refused();
    assert!(refused.contains("is not a Lectern project"), "{refused}");
    assert!(!desk.path("out.ron").exists());
}

#[test]
fn tag_on_a_project_that_is_open_elsewhere_is_one_plain_sentence() {
    let desk = Desk::with_project();
    let before = std::fs::read(desk.path("p.ron")).unwrap();
    let lock = std::fs::File::create(desk.path("p.lectern/lock")).unwrap();
    lock.try_lock().unwrap();
    let holder = "(name:\"Ann Reader\",host:\"office-pc\",pid:1,since:\"2026-01-02T03:04:05Z\")";
    std::fs::write(desk.path("p.lectern/lock"), holder).unwrap();
    let ran = desk.tag("office", &["--tag", "A"]);
    assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
    let sentence = ran.refused();
    assert!(
        sentence.starts_with(
            "lectern: Nothing was changed, because Ann Reader has had this project open on office-pc since 2026-01-0"
        ),
        "{sentence}"
    );
    assert!(sentence.ends_with(": close it there and try again."), "{sentence}");
    assert_eq!(std::fs::read(desk.path("p.ron")).unwrap(), before);
    // Those who only read are not kept out.
    desk.run(&["verify", "p.ron"]).done();
    desk.run(&["documents", "p.ron"]).done();
    drop(lock);
    // The lock of a system need not reach from one machine to another, so the name alone keeps others out.
    let sentence = desk.tag("office", &["--tag", "A"]).refused();
    assert!(
        sentence.starts_with(
            "lectern: Nothing was changed, because Ann Reader may have this project open on office-pc since 2026-01-0"
        ),
        "{sentence}"
    );
    assert!(sentence.ends_with("lock if nobody has."), "{sentence}");
    std::fs::remove_file(desk.path("p.lectern/lock")).unwrap();
    desk.tag("office", &["--tag", "A"]).done();
}

#[test]
fn verify_says_which_backup_does_not_open() {
    let desk = Desk::with_excerpts();
    let mut backups: Vec<_> = std::fs::read_dir(desk.path("p.lectern/backups"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    backups.sort();
    assert_eq!(desk.run(&["verify", "p.ron"]).done().err, "");
    let bytes = std::fs::read(&backups[0]).unwrap();
    std::fs::write(&backups[0], &bytes[..bytes.len() - 30]).unwrap();
    let sentence = desk.run(&["verify", "p.ron"]).refused();
    assert!(sentence.contains("1 of ") && sentence.contains("backups cannot be opened: "), "{sentence}");
    assert!(sentence.contains(&*backups[0].file_name().unwrap().to_string_lossy()), "{sentence}");
}

#[test]
fn merge_brings_in_what_is_only_in_a_journal_and_says_so() {
    let desk = two_versions();
    desk.tag_without_saving("a.ron", "was denied", "Denial");
    let journal = desk.path("a.lectern/journal");
    let lines = std::fs::read_to_string(&journal).unwrap();
    let ran = desk.run(&["merge", "p.ron", "b.ron", "a.ron", "--output", "out.ron"]).done();
    assert!(
        ran.err.contains("1 change that was not yet in “a.ron” came back from the journal ("),
        "{}",
        ran.err
    );
    assert!(quotations(&desk, "out.ron").iter().any(|words| words == "was denied"));
    assert_eq!(std::fs::read_to_string(&journal).unwrap(), lines, "nothing is written there");
    // Into the very project: what is in it is not brought in a second time.
    desk.run(&["merge", "p.ron", "a.ron", "b.ron", "--output", "a.ron", "--force"]).done();
    let again = desk.run(&["verify", "a.ron"]).done();
    assert!(!again.err.contains("came back"), "{}", again.err);
    assert_eq!(quotations(&desk, "a.ron").len(), 6);
}

/// What the history of a project says was done, and how that stands today.
fn trail(desk: &Desk, project: &str) -> Vec<(String, String)> {
    let rows = desk.run(&["history", project]).done().rows();
    let word = |row: &Value, field: &str| row[field].as_str().unwrap().to_owned();
    rows.iter().map(|row| (word(row, "label"), word(row, "outcome"))).collect()
}

#[test]
fn merge_into_a_version_that_has_unsaved_work_is_what_merging_into_a_new_file_is() {
    let desk = two_versions();
    for (project, passage, tag) in
        [("a.ron", "was denied", "Denial"), ("b.ron", "said Zoë", "Voice"), ("p.ron", "astronaut", "No")]
    {
        if TEXT.contains(passage) {
            desk.tag_without_saving(project, passage, tag);
        }
    }
    desk.tag_without_saving("p.ron", "The", "Article");
    let versions = ["p.ron", "a.ron", "b.ron"];
    let merge = |desk: &Desk, output: &str| {
        let arguments = [&["merge"], &versions[..], &["--output", output, "--force"]].concat();
        desk.run(&arguments).done()
    };
    // What only the base has done since is deleted on both sides.
    merge(&desk, "out.ron");
    let wanted = quotations(&desk, "out.ron");
    assert!(
        wanted.contains(&"was denied".to_owned()) && wanted.contains(&"said Zoë".to_owned()),
        "{wanted:?}"
    );
    assert!(!wanted.contains(&"The".to_owned()), "{wanted:?}");
    for target in versions {
        let here = Desk::new();
        copy_all(desk.0.path(), here.0.path());
        merge(&here, target);
        assert_eq!(quotations(&here, target), wanted, "{target}");
        let ran = here.run(&["verify", target]).done();
        assert!(!ran.err.contains("journal"), "{target}: {}", ran.err);
        let trail = trail(&here, target);
        assert_eq!(
            trail.last().map(|(label, outcome)| (label.as_str(), outcome.as_str())),
            Some(("Merge “a.ron” and “b.ron”, from “p.ron”", "in force")),
            "{target}"
        );
        assert!(
            trail.iter().all(|(label, _)| !label.contains("not count") && !label.contains("lacks")),
            "{trail:?}"
        );
        // And it is gone on with.
        let (start, end) = code_points("at the end");
        let place = ["tag", target, "--document", "notes.txt", "--start", &start, "--end", &end];
        let ran = here.run(&[&place[..], &["--tag", "After"]].concat()).done();
        assert_eq!(ran.err, "“After” is a new tag.\n", "{target}");
        let numbers: Vec<u64> = here
            .run(&["history", target])
            .done()
            .rows()
            .iter()
            .map(|row| row["number"].as_u64().unwrap())
            .collect();
        assert!(numbers.windows(2).all(|pair| pair[0] + 1 == pair[1]), "{target}: {numbers:?}");
    }
}

/// Copies a folder with all that is in it.
fn copy_all(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_all(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn merge_into_a_new_file_goes_on_with_the_history_of_the_first_version() {
    let desk = two_versions();
    let before = trail(&desk, "a.ron");
    desk.run(&["merge", "p.ron", "a.ron", "b.ron", "--output", "out.ron"]).done();
    let after = trail(&desk, "out.ron");
    assert_eq!(after[..before.len()], before[..]);
    assert_eq!(after.len(), before.len() + 1);
    desk.run(&["verify", "out.ron"]).done();
}

#[test]
fn merge_adds_the_extension_before_it_looks_what_is_there() {
    let desk = two_versions();
    let before = std::fs::read(desk.path("a.ron")).unwrap();
    let refused = desk.run(&["merge", "p.ron", "b.ron", "b.ron", "--output", "a"]).refused();
    assert!(refused.contains("--force"), "{refused}");
    assert_eq!(std::fs::read(desk.path("a.ron")).unwrap(), before);
}
