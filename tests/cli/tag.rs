//! `lectern tag`.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use super::*;

#[test]
fn tag_prints_the_annotation() {
    let desk = Desk::with_project();
    let passage = "👩🏽‍🚀 office";
    let ran = desk.tag(passage, &["--tag", "People > Staff", "--memo", "who?", "--coder", "Ana Bel"]).done();
    let row = &ran.rows()[0];
    let fields = ["document", "start", "end", "text", "tags", "memo", "coder", "created", "modified", "id"];
    assert_fields(ran.text(), &fields);
    assert_eq!(row["text"], passage);
    assert_eq!(row["start"], 4);
    assert_eq!(row["end"], 4 + passage.chars().count());
    assert_eq!(row["tags"], serde_json::json!(["People › Staff"]));
    assert_eq!((&row["memo"], &row["coder"]), (&"who?".into(), &"Ana Bel".into()));
}

#[test]
fn tagging_again_adds_to_the_same_annotation() {
    let desk = Desk::with_project();
    let first = &desk.tag("office", &["--tag", "A", "--tag", "B", "--memo", "one"]).done().rows()[0];
    let second = &desk.tag("office", &["--tag", "C", "--memo", "two"]).done().rows()[0];
    assert_eq!(first["id"], second["id"]);
    assert_eq!(second["tags"], serde_json::json!(["A", "B", "C"]));
    assert_eq!(second["memo"], "one\ntwo");
    let other = &desk.tag("office", &["--tag", "A", "--coder", "Somebody Else"]).done().rows()[0];
    assert_ne!(other["id"], first["id"], "each coder has annotations of her own");
}

#[test]
fn a_name_that_one_tag_has_means_that_tag() {
    let desk = Desk::with_project();
    desk.tag("office", &["--tag", "People > Staff"]).done();
    let row = &desk.tag("Zoë", &["--tag", "staff"]).done().rows()[0];
    assert_eq!(row["tags"], serde_json::json!(["People › Staff"]));
    desk.tag("office", &["--tag", "Places > Staff"]).done();
    let sentence = desk.tag("Nothing", &["--tag", "Staff"]).refused();
    assert!(sentence.contains("People › Staff") && sentence.contains("Places › Staff"), "{sentence}");
}

#[test]
fn a_document_goes_by_id_path_file_name_or_title() {
    let desk = Desk::with_project();
    let listed = &desk.run(&["documents", "p.ron", "--format", "jsonl"]).done().rows()[0];
    let id = listed["id"].as_str().unwrap();
    let title = listed["title"].as_str().unwrap();
    let path = listed["document"].as_str().unwrap();
    for name in [id, title, path, "notes.txt", "texts/notes.txt"] {
        let ran = desk.run(&["tag", "p.ron", "--document", name, "--start", "0", "--end", "3", "--tag", "A"]);
        assert_eq!(ran.done().rows()[0]["text"], "The", "{name}");
    }
}

#[test]
fn a_document_whose_name_is_written_with_its_accents_apart_is_found_by_its_name() {
    let desk = Desk::new();
    desk.write("texts/caf\u{65}\u{301}.txt", "Of the coffee house nothing is known.");
    desk.run(&["new", "p.ron", "texts"]).done();
    for name in ["caf\u{e9}.txt", "texts/caf\u{e9}.txt", "caf\u{65}\u{301}.txt"] {
        desk.run(&["tag", "p.ron", "-d", name, "--start", "0", "--end", "2", "-t", "A"]).done();
    }
}

#[test]
fn a_document_that_is_not_there_or_not_the_only_one_is_refused() {
    let desk = Desk::new();
    desk.write("a/notes.txt", "one\n");
    desk.write("b/notes.txt", "two\n");
    desk.run(&["new", "p.ron", "a", "b"]).done();
    let tag = |name: &str| {
        desk.run(&["tag", "p.ron", "--document", name, "--start", "0", "--end", "3", "--tag", "A"])
    };
    let sentence = tag("notes.txt").refused();
    assert!(sentence.contains("a/notes.txt") && sentence.contains("b/notes.txt"), "{sentence}");
    assert!(tag("other.txt").refused().contains("other.txt"));
    tag("a/notes.txt").done();
}

#[test]
fn passages_that_are_not_there_are_refused() {
    let desk = Desk::with_project();
    let before = std::fs::read(desk.path("p.ron")).unwrap();
    let tag = |start: &str, end: &str| {
        desk.run(&["tag", "p.ron", "-d", "notes.txt", "--start", start, "--end", end, "--tag", "A"])
    };
    let length = TEXT.chars().count();
    assert!(tag("0", &(length + 1).to_string()).refused().contains(&length.to_string()));
    tag("5", "5").misused();
    tag("6", "5").misused();
    tag("-1", "5").misused();
    assert_eq!(std::fs::read(desk.path("p.ron")).unwrap(), before);
    tag("0", &length.to_string()).done();
}

#[test]
fn a_highlight_has_no_tag() {
    let desk = Desk::with_project();
    desk.tag("office", &[]).misused();
    let row = &desk.tag("office", &["--highlight"]).done().rows()[0];
    assert_eq!(row["tags"], serde_json::json!([]));
}

#[test]
fn a_project_that_is_none_is_refused() {
    let desk = Desk::new();
    desk.write("not.ron", "(nonsense");
    for project in ["missing.ron", "not.ron"] {
        desk.run(&["documents", project]).refused();
        desk.run(&["verify", project]).refused();
        desk.run(&["export", project, "--format", "csv"]).refused();
        desk.run(&["tag", project, "-d", "x", "--start", "0", "--end", "1", "--tag", "A"]).refused();
    }
}

#[test]
fn a_tag_without_a_name_is_refused_and_nothing_is_called_new() {
    let desk = Desk::with_project();
    let ran = desk.tag("office", &["--tag", ""]);
    assert!(!ran.err.contains("new tag"), "{}", ran.err);
    assert_eq!(ran.refused(), "lectern: A tag needs a name.");
    let ran = desk.tag("office", &["--tag", "Denial"]).done();
    assert!(ran.err.contains("“Denial” is a new tag."), "{}", ran.err);
}

#[test]
fn tagging_in_a_document_whose_file_has_changed_says_which_text_is_counted() {
    let desk = Desk::with_project();
    assert!(!desk.tag("office", &["--tag", "A"]).done().err.contains("has changed"));
    desk.write("texts/notes.txt", format!("A line before.\n{TEXT}"));
    let ran = desk.tag("office", &["--tag", "B"]).done();
    assert_eq!(ran.rows()[0]["text"], "office");
    assert!(
        ran.err
            .contains("has changed since it was read: the passage was counted in the text as it was read."),
        "{}",
        ran.err
    );
}
