//! `lectern documents`.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use super::*;

#[test]
fn documents_lists_the_bundled_corpus() {
    let desk = Desk::new();
    let ran = desk.run(&["documents", "--format", "jsonl"]).done();
    let rows = ran.rows();
    assert_eq!(rows.len(), 5);
    let fields =
        ["document", "title", "date", "kind", "words", "characters", "encoding", "blake3", "problem"];
    for (line, row) in ran.text().lines().zip(&rows) {
        assert_fields(line, &fields);
        assert!(row["problem"].is_null());
        assert!(row["words"].as_u64().unwrap() > 100);
        assert!(!row["title"].as_str().unwrap().is_empty());
        let seed =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(row["document"].as_str().unwrap());
        let text = std::fs::read_to_string(seed).unwrap().replace("\r\n", "\n").replace('\r', "\n");
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned();
        assert_eq!(row["characters"].as_u64().unwrap() as usize, text.chars().count());
        assert_eq!(row["blake3"], blake3::hash(text.as_bytes()).to_hex().as_str());
    }
}

#[test]
fn documents_says_what_could_not_be_read_and_why() {
    let desk = Desk::new();
    desk.write("in/good.txt", "A heading\n\nAnd some words.\n");
    desk.write("in/empty.txt", "");
    desk.write("in/below/data.txt", [0u8, 1, 2, 3, 0, 255, 254, 0, 0, 0]);
    let rows = desk.run(&["documents", "in", "--format", "jsonl"]).done().rows();
    let names: Vec<&str> = rows.iter().map(|row| row["document"].as_str().unwrap()).collect();
    assert_eq!(names, ["in/good.txt", "in/below/data.txt", "in/empty.txt"]);
    assert!(rows[0]["problem"].is_null());
    for row in &rows[1..] {
        assert!(row["problem"].as_str().unwrap().ends_with('.'), "{row}");
        assert!(row["title"].is_null() && row["words"].is_null());
    }
}

#[test]
fn documents_names_files_as_they_were_given() {
    let desk = Desk::new();
    desk.write("a.txt", "first\n");
    desk.write("in/b.txt", "second\n");
    let whole = desk.path("in/b.txt");
    let whole = whole.to_str().unwrap();
    let rows = desk.run(&["documents", "./a.txt", whole, "--format", "jsonl"]).done().rows();
    let mut names: Vec<&str> = rows.iter().map(|row| row["document"].as_str().unwrap()).collect();
    names.sort_unstable();
    assert_eq!(names, ["./a.txt", whole]);
}

#[test]
fn documents_of_nothing_is_a_failure() {
    let desk = Desk::new();
    let missing = desk.run(&["documents", "no such folder", "--format", "jsonl"]);
    assert_eq!(missing.rows()[0]["document"], "no such folder");
    missing.refused();
    std::fs::create_dir(desk.path("empty")).unwrap();
    assert!(desk.run(&["documents", "empty"]).refused().contains("could be read"));
}

#[test]
fn documents_is_for_people_too_and_goes_to_a_file() {
    let desk = Desk::new();
    desk.write("a.txt", "A title\n\nwords\n");
    let text = desk.run(&["documents", "a.txt", "--format", "text"]).done();
    assert!(text.text().contains("A title") && text.text().contains("3 words"), "{}", text.text());
    let ran = desk.run(&["documents", "a.txt", "--format", "text", "--output", "list.txt"]).done();
    assert!(ran.out.is_empty());
    assert_eq!(std::fs::read(desk.path("list.txt")).unwrap(), text.out);
    desk.run(&["documents", "a.txt", "--output", "no/such/folder/list"]).refused();
}
