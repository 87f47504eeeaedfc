//! The command line as a script sees it: the real program, its output, its messages and its exit status.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// What one run of the program gave.
struct Ran {
    status: i32,
    out: Vec<u8>,
    err: String,
}

impl Ran {
    /// Standard output as text.
    fn text(&self) -> &str {
        std::str::from_utf8(&self.out).unwrap()
    }

    /// Standard output as JSON Lines.
    fn rows(&self) -> Vec<Value> {
        self.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// Asserts that it was done.
    #[track_caller]
    fn done(self) -> Self {
        assert_eq!(self.status, 0, "{}", self.err);
        self
    }

    /// Asserts that it could not be done, and gives the one sentence that says why.
    #[track_caller]
    fn refused(self) -> String {
        assert_eq!(self.status, 1, "{}{}", self.text(), self.err);
        let failures: Vec<&str> = self.err.lines().filter(|line| line.starts_with("lectern: ")).collect();
        assert_eq!(failures.len(), 1, "one sentence: {}", self.err);
        assert!(failures[0].ends_with('.'), "{}", failures[0]);
        failures[0].to_owned()
    }

    /// Asserts that it was used wrongly.
    #[track_caller]
    fn misused(self) -> String {
        assert_eq!(self.status, 2, "{}{}", self.text(), self.err);
        assert!(self.out.is_empty());
        self.err
    }
}

/// A folder to work in, and the program run there with a data directory of its own.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lectern"));
        command
            .args(arguments)
            .current_dir(self.0.path())
            .env("LECTERN_DATA_DIR", self.path("data of this machine"))
            .env_remove("RUST_LOG")
            .stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        let output = self.command(arguments).output().unwrap();
        Ran {
            status: output.status.code().unwrap(),
            out: output.stdout,
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// A desk with the project `p.ron` over one document with characters of all sizes.
    fn with_project() -> Self {
        let desk = Self::new();
        desk.write("texts/notes.txt", TEXT);
        desk.run(&["new", "p.ron", "texts"]).done();
        desk
    }

    /// Tags a passage of `notes.txt` in `p.ron`.
    fn tag(&self, passage: &str, more: &[&str]) -> Ran {
        let (start, end) = code_points(passage);
        let place = ["tag", "p.ron", "--document", "notes.txt", "--start", &start, "--end", &end];
        self.run(&[&place, more].concat())
    }
}

const TEXT: &str = "The 👩🏽‍🚀 office spoke.\n\nNothing was denied, said Zoë.\n\n日本語 at the end.\n";

/// Where a passage of [`TEXT`] stands, in code points, as arguments.
fn code_points(passage: &str) -> (String, String) {
    let start = TEXT[..TEXT.find(passage).unwrap()].chars().count();
    (start.to_string(), (start + passage.chars().count()).to_string())
}

/// The fields that a row begins with, in order.
#[track_caller]
fn assert_fields(line: &str, fields: &[&str]) {
    let mut at = 0;
    for field in fields {
        let key = format!("\"{field}\":");
        let found = line[at..].find(&key).unwrap_or_else(|| panic!("no {field} after byte {at}: {line}"));
        at += found + key.len();
    }
    assert!(line.starts_with(&format!("{{\"{}\":", fields[0])), "{line}");
}

// documents

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

// usage

#[test]
fn every_command_has_help() {
    let desk = Desk::new();
    let all = desk.run(&["--help"]).done();
    for command in ["documents", "new", "tag", "export", "verify", "screenshot"] {
        assert!(all.text().contains(&format!("  {command} ")), "{command}");
        let help = desk.run(&[command, "--help"]).done();
        assert!(help.text().contains("Usage: lectern") && help.text().contains("Exit status"), "{command}");
    }
    assert!(desk.run(&["--version"]).done().text().starts_with("lectern "));
}

#[test]
fn wrong_usage_has_a_status_of_its_own() {
    let desk = Desk::new();
    for wrong in [
        &["documents", "--colour"][..],
        &["documents", "--format", "xml"],
        &["new"],
        &["tag", "p.ron"],
        &["export", "p.ron"],
        &["export", "p.ron", "--format", "pdf"],
        &["export", "p.ron", "--format", "xlsx"],
        &["export", "p.ron", "--format", "csv", "--columns", "nonsense"],
        &["export", "p.ron", "--format", "csv", "--codebook", "--tag", "A"],
        &["export", "p.ron", "--format", "html", "--marked"],
        &["verify"],
        &["screenshot"],
        &["screenshot", "a.png", "--size", "large"],
        &["screenshot", "a.png", "--size", "0x0"],
        &["screenshot", "a.png", "--scale", "90"],
        &["screenshot", "a.png", "--theme", "pink"],
        &["--no-such-flag"],
    ] {
        assert!(!desk.run(wrong).misused().is_empty(), "{wrong:?}");
    }
}

#[cfg(all(unix, not(target_os = "macos")))]
#[test]
fn without_a_display_one_sentence_names_what_works() {
    let desk = Desk::new();
    let mut command = desk.command(&[]);
    for variable in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"] {
        command.env_remove(variable);
    }
    let output = command.output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(said.lines().count(), 1, "{said}");
    for word in ["display", "documents", "export", "verify", "lectern screenshot"] {
        assert!(said.contains(word), "{word}: {said}");
    }
}

#[test]
fn quiet_says_nothing() {
    let desk = Desk::new();
    desk.write("a.txt", "words\n");
    assert_eq!(desk.run(&["new", "p.ron", "a.txt", "--quiet"]).done().err, "");
    assert!(!desk.run(&["new", "q.ron", "a.txt"]).done().err.is_empty());
}

#[test]
fn a_reader_that_stops_is_no_failure() {
    let desk = Desk::new();
    for n in 0..300 {
        desk.write(&format!("in/{n}.txt"), format!("Document {n}\n{}", "words ".repeat(20)));
    }
    let mut running = desk
        .command(&["documents", "in", "--format", "jsonl", "--quiet"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(running.stdout.take());
    let output = running.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

// new

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

// tag

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

// export

impl Desk {
    /// A desk with a project in which three passages are tagged.
    fn with_excerpts() -> Self {
        let desk = Self::with_project();
        desk.tag("office", &["--tag", "People > Staff", "--memo", "a memo"]).done();
        desk.tag("Nothing was denied", &["--tag", "Denial", "--tag", "Speech", "--coder", "Ana Bel"]).done();
        desk.tag("日本語", &["--highlight"]).done();
        desk
    }

    /// The quotations that an export with these arguments has.
    fn quotations(&self, arguments: &[&str]) -> Vec<String> {
        let ran = self.run(&[&["export", "p.ron", "--format", "jsonl"], arguments].concat()).done();
        ran.rows().iter().map(|row| row["text"].as_str().unwrap().to_owned()).collect()
    }
}

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
                let place = ["export", "p.ron", "--format", format, "--output", path];
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

// verify

#[test]
fn verify_finds_every_annotation_exact() {
    let desk = Desk::with_excerpts();
    let ran = desk.run(&["verify", "p.ron"]).done();
    assert_eq!(ran.rows().len(), 3);
    for (line, row) in ran.text().lines().zip(ran.rows()) {
        assert_fields(line, &["id", "document", "state", "start", "end", "text", "source"]);
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
    assert_eq!(states, ["exact", "uncertain", "uncertain"], "what stands before the change is where it was");
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

// screenshot

#[test]
fn screenshot_draws_the_workbench_or_says_what_is_missing() {
    let desk = Desk::with_excerpts();
    let mut pictures = Vec::new();
    for theme in ["light", "dark"] {
        let ran = desk.run(&["screenshot", "a.png", "p.ron", "--size", "800x600", "--theme", theme]);
        if ran.status != 0 {
            let sentence = ran.refused();
            assert!(sentence.contains("mesa-vulkan-drivers"), "{sentence}");
            assert!(!desk.path("a.png").exists());
            return;
        }
        let picture = image::open(desk.path("a.png")).unwrap().into_rgb8();
        assert_eq!(picture.dimensions(), (800, 600));
        pictures.push(picture);
    }
    let brightness = |n: usize| pictures[n].pixels().map(|pixel| u64::from(pixel.0[1])).sum::<u64>();
    assert!(brightness(0) > 2 * brightness(1), "light is lighter than dark");
}

#[test]
fn screenshot_refuses_what_is_not_there() {
    let desk = Desk::with_project();
    assert!(
        desk.run(&["screenshot", "a.png", "p.ron", "--open", "missing.txt"])
            .refused()
            .contains("missing.txt")
    );
    desk.run(&["screenshot", "a.png", "missing.ron"]).refused();
    assert!(!desk.path("a.png").exists());
}

#[test]
fn screenshot_opens_the_documents_named() {
    let desk = Desk::new();
    // The reading column alone: elsewhere the picture may tell the time.
    let text = |open: &str| {
        let ran = desk.run(&["screenshot", "a.png", "--open", open]);
        assert!(ran.status == 0 || ran.err.contains("mesa-vulkan-drivers"), "{}", ran.err);
        let picture = || image::open(desk.path("a.png")).unwrap().crop_imm(300, 100, 300, 400).into_rgb8();
        (ran.status == 0).then(picture)
    };
    let Some(letter) = text("Letter to the Mayor") else { return };
    assert_ne!(Some(&letter), text("Northern Echo, 9 Sep 2020").as_ref(), "a title may have a comma in it");
    assert_eq!(Some(&letter), text("Letter to the Mayor").as_ref(), "the same picture every time");
    assert_ne!(
        Some(&letter),
        text("Letter to the Mayor,000_4e812daf8748d4c8.txt").as_ref(),
        "two are narrower"
    );
}
