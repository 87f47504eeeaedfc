//! `lectern verify`.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use super::*;

#[test]
fn verify_finds_every_annotation_exact() {
    let desk = Desk::with_excerpts();
    let ran = desk.run(&["verify", "p.ron"]).done();
    assert_eq!(ran.rows().len(), 3);
    for (line, row) in ran.text().lines().zip(ran.rows()) {
        assert_fields(line, &["id", "document", "state", "start", "end", "text", "source", "why"]);
        assert_eq!((&row["state"], &row["source"]), (&"exact".into(), &"same".into()));
    }
    assert_eq!(ran.err, "");
}

#[test]
fn verify_notices_a_source_that_changed() {
    let desk = Desk::with_excerpts();
    let check = |text: String| {
        desk.write("texts/notes.txt", &text);
        let ran = desk.run(&["verify", "p.ron", "--format", "jsonl"]);
        let rows = ran.rows();
        assert!(rows.iter().all(|row| row["source"] == "changed"));
        (rows, ran.refused())
    };
    let moved = format!("A new first line.\n\n{TEXT}");
    let (rows, sentence) = check(moved.clone());
    for row in &rows {
        let (start, end) = (row["start"].as_u64().unwrap() as usize, row["end"].as_u64().unwrap() as usize);
        let words: String = moved.chars().skip(start).take(end - start).collect();
        assert_eq!((&row["state"], &row["text"]), (&"moved".into(), &words.into()));
    }
    assert!(sentence.contains("3 of 3 annotations") && sentence.contains("3 moved"), "{sentence}");
    let (rows, _) = check(TEXT.replace("Nothing", "Little"));
    let states: Vec<&str> = rows.iter().map(|row| row["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["exact", "uncertain", "moved"], "only what was changed needs a look");
    let doubtful = rows.iter().find(|row| row["state"] == "uncertain").unwrap();
    assert!(!doubtful["why"].as_str().unwrap().is_empty(), "{doubtful}");
    assert!(rows.iter().filter(|row| row["state"] != "uncertain").all(|row| row["why"].is_null()));
    if let Some(start) = doubtful["proposed_start"].as_u64() {
        let now = TEXT.replace("Nothing", "Little");
        let end = doubtful["proposed_end"].as_u64().unwrap() as usize;
        let words: String = now.chars().take(end).skip(start as usize).collect();
        assert_eq!(doubtful["proposed_text"], words.as_str());
    }
    assert_eq!(desk.quotations(&[]).len(), 3, "the project still has its own text");
}

#[test]
fn verify_without_a_source_looks_at_the_text_that_was_kept() {
    let desk = Desk::with_excerpts();
    std::fs::remove_dir_all(desk.path("texts")).unwrap();
    let kept = desk.run(&["verify", "p.ron"]).done();
    assert!(kept.rows().iter().all(|row| row["state"] == "exact" && row["source"] == "missing"));
    assert!(kept.err.contains("cannot be read"), "{}", kept.err);
    std::fs::remove_dir_all(desk.path("p.lectern")).unwrap();
    let nothing = desk.run(&["verify", "p.ron"]);
    assert!(nothing.rows().iter().all(|row| row["state"] == "missing"));
    nothing.refused();
}
