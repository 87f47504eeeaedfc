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
