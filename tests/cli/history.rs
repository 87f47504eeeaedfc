//! `lectern history`.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use super::*;

#[test]
fn history_lists_every_entry_with_the_promised_fields() {
    let desk = Desk::with_excerpts();
    let ran = desk.run(&["history", "p.ron"]).done();
    let rows = ran.rows();
    for line in ran.text().lines() {
        let fields = ["number", "at", "coder", "action", "label", "outcome", "documents", "annotations"];
        assert_fields(line, &fields);
    }
    let numbers: Vec<u64> = rows.iter().map(|row| row["number"].as_u64().unwrap()).collect();
    assert!(numbers.is_sorted_by(|a, b| a < b), "{numbers:?}");
    let last = rows.last().unwrap();
    assert_eq!((&last["action"], &last["outcome"]), (&"edit".into(), &"in force".into()));
    assert_eq!((&last["documents"], &last["annotations"]), (&1.into(), &1.into()));
    let by_ana: Vec<_> = rows.iter().filter(|row| row["coder"] == "Ana Bel").collect();
    assert!(!by_ana.is_empty() && by_ana.iter().all(|row| row["annotations"] == 1), "{rows:?}");
    assert_eq!(ran.err, "");
}

#[test]
fn history_is_written_as_a_table_to_a_file() {
    let desk = Desk::with_excerpts();
    desk.run(&["history", "p.ron", "--format", "csv", "--output", "trail.csv"]).done();
    let csv = std::fs::read_to_string(desk.path("trail.csv")).unwrap();
    assert!(
        csv.starts_with("number,at,coder,action,label,outcome,documents,annotations,guarded\r\n"),
        "{csv}"
    );
    let page = desk.run(&["history", "p.ron", "--format", "markdown"]).done();
    assert!(page.text().starts_with("# History\n"), "{}", page.text());
    let lines = desk.run(&["history", "p.ron", "--format", "text"]).done();
    assert_eq!(lines.text().lines().count() + 1, csv.lines().count());
    desk.run(&["history", "nothing.ron"]).refused();
}

#[test]
fn a_project_that_was_renamed_has_its_history_again_before_it_is_worked_on() {
    let desk = Desk::with_excerpts();
    let before = desk.run(&["history", "p.ron"]).done().rows();
    std::fs::rename(desk.path("p.ron"), desk.path("thesis.ron")).unwrap();
    let tagged = desk
        .run(&["tag", "thesis.ron", "--document", "notes.txt", "--start", "0", "--end", "3", "--tag", "A"])
        .done();
    assert!(
        tagged.err.contains("“thesis.ron” was called “p.ron” before, and its history stayed in “p.lectern”")
            && tagged.err.contains("it is beside “thesis.ron” again."),
        "{}",
        tagged.err
    );
    assert!(!desk.path("p.lectern").exists());
    let after = desk.run(&["history", "thesis.ron"]).done().rows();
    assert_eq!(after[..before.len()], before[..]);
    assert!(after.len() > before.len());
}
