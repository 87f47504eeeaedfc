//! `lectern export`.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use super::*;

#[test]
fn export_gives_json_lines_with_the_fields_promised() {
    let desk = Desk::with_excerpts();
    let ran = desk.run(&["export", "p.ron", "--format", "jsonl"]).done();
    let fields = ["document", "start", "end", "text", "tags", "memo", "coder", "created", "modified", "id"];
    let rows = ran.rows();
    assert_eq!(rows.len(), 3);
    for (line, row) in ran.text().lines().zip(&rows) {
        assert_fields(line, &fields);
        let (start, end) = (row["start"].as_u64().unwrap() as usize, row["end"].as_u64().unwrap() as usize);
        let words: String = TEXT.chars().skip(start).take(end - start).collect();
        assert_eq!(row["text"], words, "positions are code points");
        assert_eq!(row["document"], "texts/notes.txt");
    }
}

#[test]
fn export_writes_every_format_and_twice_the_same() {
    let desk = Desk::with_excerpts();
    for (format, begin) in [
        ("csv", &b"excerpt_id"[..]),
        ("xlsx", b"PK"),
        ("docx", b"PK"),
        ("html", b"<!DOCTYPE html>"),
        ("markdown", b"#"),
        ("jsonl", b"{\"document\":"),
    ] {
        for what in [&[][..], &["--codebook"]] {
            let export = |path: &str| {
                let place = ["export", "p.ron", "--format", format, "--output", path, "--force"];
                let ran = desk.run(&[&place, what].concat()).done();
                assert!(ran.out.is_empty());
                std::fs::read(desk.path(path)).unwrap()
            };
            let first = export("one");
            assert!(!first.is_empty() && (!what.is_empty() || first.starts_with(begin)), "{format} {what:?}");
            assert_eq!(first, export("two"), "{format} {what:?}");
        }
    }
}

#[test]
fn export_of_text_goes_to_standard_output() {
    let desk = Desk::with_excerpts();
    desk.run(&["export", "p.ron", "--format", "csv", "--output", "out.csv"]).done();
    let printed = desk.run(&["export", "p.ron", "--format", "csv"]).done();
    assert_eq!(printed.out, std::fs::read(desk.path("out.csv")).unwrap());
    let marked =
        desk.run(&["export", "p.ron", "--format", "html", "--document", "notes.txt", "--marked"]).done();
    assert!(marked.text().contains("Nothing was denied"));
    desk.run(&["export", "p.ron", "--format", "csv", "--document", "notes.txt", "--marked"]).refused();
    desk.run(&["export", "p.ron", "--format", "csv", "--output", "no/such/folder/out.csv"]).refused();
}

#[test]
fn export_takes_only_what_is_asked_for() {
    let desk = Desk::with_excerpts();
    assert_eq!(desk.quotations(&["--tag", "People"]), ["office"]);
    assert!(desk.quotations(&["--tag", "People", "--no-subtags"]).is_empty());
    assert_eq!(desk.quotations(&["--tag", "Denial", "--tag", "Staff"]), ["office", "Nothing was denied"]);
    assert!(desk.quotations(&["--tag", "Denial", "--tag", "Staff", "--all-tags"]).is_empty());
    assert_eq!(desk.quotations(&["--untagged"]), ["日本語"]);
    assert_eq!(desk.quotations(&["--coder", "Ana Bel"]), ["Nothing was denied"]);
    assert_eq!(desk.quotations(&["--words", "MEMO"]), ["office"]);
    assert_eq!(desk.quotations(&["--document", "notes.txt"]).len(), 3);
    assert!(desk.quotations(&["--attribute", "kind=letter"]).is_empty());
    let dates = |values: &[&str]| {
        let arguments: Vec<&str> = values.iter().flat_map(|value| ["--attribute", *value]).collect();
        desk.quotations(&arguments).len()
    };
    assert_eq!(dates(&["kind=", "kind=letter"]), 3, "several values of one attribute: any of them");
    assert_eq!(dates(&["kind=letter", "kind="]), 3);
    assert_eq!(dates(&["kind=", "place=Cork"]), 0, "several attributes: all of them");
    let order = desk.quotations(&["--sort", "document", "--descending"]);
    assert_eq!(order.len(), 3);
    let export =
        |arguments: &[&str]| desk.run(&[&["export", "p.ron", "--format", "csv"], arguments].concat());
    assert!(export(&["--tag", "Missing"]).refused().contains("Denial"));
    assert!(export(&["--coder", "Nobody"]).refused().contains("Ana Bel"));
    assert!(export(&["--document", "other.txt"]).refused().contains("notes.txt"));
}

#[test]
fn export_options_shape_the_table() {
    let desk = Desk::with_excerpts();
    let table = |arguments: &[&str]| -> Vec<Vec<String>> {
        let ran = desk.run(&[&["export", "p.ron", "--format", "csv"], arguments].concat()).done();
        let rows =
            csv::ReaderBuilder::new().has_headers(false).from_reader(ran.out.as_slice()).into_records();
        rows.map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
    };
    assert_eq!(table(&[]).len(), 1 + 4, "one row a coding");
    assert_eq!(table(&["--shape", "excerpt"]).len(), 1 + 3);
    assert_eq!(table(&["--columns", "excerpt,code", "--no-guard"])[0], ["code", "excerpt"]);
    assert!(table(&["--shape", "matrix"])[0].iter().any(|name| name.contains("Denial")));
    let marked = desk.run(&["export", "p.ron", "--format", "csv", "--bom"]).done();
    assert!(marked.text().starts_with('\u{feff}'));
}

#[test]
fn export_guards_formulas_and_says_so() {
    let desk = Desk::new();
    desk.write("a.txt", "=1+1 is two\n");
    desk.run(&["new", "p.ron", "a.txt"]).done();
    desk.run(&["tag", "p.ron", "-d", "a.txt", "--start", "0", "--end", "4", "-t", "A"]).done();
    let guarded = desk.run(&["export", "p.ron", "--format", "csv"]).done();
    assert!(guarded.text().contains("'=1+1") && !guarded.err.is_empty());
    let plain = desk.run(&["export", "p.ron", "--format", "csv", "--no-guard"]).done();
    assert!(!plain.text().contains("'=1+1"));
}

#[test]
fn a_page_says_which_excerpts_of_which_project_are_on_it() {
    let desk = Desk::with_excerpts();
    let all = desk.run(&["export", "p.ron", "--format", "md"]).done();
    assert!(all.text().contains("\nProject “p”. All excerpts.\n"), "{}", all.text());
    let some = desk.run(&["export", "p.ron", "--format", "md", "--words", "no reply"]).done();
    assert!(
        some.text()
            .contains("\nProject “p”. Excerpts with “no” and “reply” in words or memo, in any order.\n")
    );
    let table = desk.run(&["export", "p.ron", "--format", "csv", "--sort-by", "date"]).done();
    assert!(!table.text().contains("Project “p”"));
}
