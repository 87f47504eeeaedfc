//! `lectern new`.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use super::*;

#[test]
fn new_makes_a_project_that_opens() {
    let desk = Desk::with_project();
    let rows = desk.run(&["documents", "p.ron", "--format", "jsonl"]).done().rows();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0]["characters"].as_u64().unwrap() as usize, TEXT.chars().count());
    assert!(desk.path("p.lectern").is_dir(), "the texts are kept beside it");
}

#[test]
fn new_keeps_what_is_there_unless_forced() {
    let desk = Desk::with_project();
    let before = std::fs::read(desk.path("p.ron")).unwrap();
    desk.write("other.txt", "another\n");
    assert!(desk.run(&["new", "p.ron", "other.txt"]).refused().contains("--force"));
    assert_eq!(std::fs::read(desk.path("p.ron")).unwrap(), before);
    desk.run(&["new", "p.ron", "other.txt", "--force"]).done();
    assert_ne!(std::fs::read(desk.path("p.ron")).unwrap(), before);
}

#[test]
fn new_makes_nothing_of_inputs_that_are_not_there() {
    let desk = Desk::new();
    desk.write("a.txt", "words\n");
    desk.write("empty/readme.bin", [0u8; 20]);
    desk.run(&["new", "p.ron", "a.txt", "missing.txt"]).refused();
    desk.run(&["new", "p.ron", "empty"]).refused();
    desk.run(&["new", "p.txt", "a.txt"]).misused();
    assert!(!desk.path("p.ron").exists() && !desk.path("p.txt").exists());
}

#[test]
fn new_over_a_folder_names_the_files_it_had_to_leave_out() {
    let desk = Desk::new();
    desk.write("in/a.txt", "words\n");
    desk.write("in/b.txt", "");
    let ran = desk.run(&["new", "p.ron", "in", "--quiet"]).done();
    assert!(ran.err.contains("in/b.txt: "), "{}", ran.err);
}

#[test]
fn new_over_unsaved_work_says_where_that_is() {
    let desk = Desk::with_excerpts();
    desk.tag_without_saving("p.ron", "spoke", "Speech");
    let journal = std::fs::read(desk.path("p.lectern/journal")).unwrap();
    let ran = desk.run(&["new", "p.ron", "texts", "--force"]).done();
    assert!(
        ran.err.contains(
            "“p.ron” took the place of a project with 1 change that was never saved, which is kept as “journal.aside-1” in \
             “p.lectern”. To have them back, copy that folder as “OTHER.lectern”, "
        ),
        "{}",
        ran.err
    );
    assert_eq!(std::fs::read(desk.path("p.lectern/journal.aside-1")).unwrap(), journal);
    let again = desk.run(&["new", "p.ron", "texts", "--force"]).done();
    assert!(!again.err.contains("never saved"), "{}", again.err);
}

#[test]
fn new_where_a_project_is_gone_and_left_unsaved_work_is_refused() {
    let desk = Desk::with_excerpts();
    desk.tag_without_saving("p.ron", "spoke", "Speech");
    std::fs::remove_file(desk.path("p.ron")).unwrap();
    for command in [&["new", "p.ron", "texts"][..], &["merge", "a.ron", "a.ron", "a.ron", "--output", "p"]] {
        let refused = desk.run(command).refused();
        assert!(
            refused.contains("is gone, but the journal beside it has 1 change that was never saved: open “p"),
            "{refused}"
        );
        assert!(!desk.path("p.ron").exists());
    }
    let forced = desk.run(&["new", "p.ron", "texts", "--force"]).done();
    assert!(forced.err.contains("journal.aside-1"), "{}", forced.err);
}
