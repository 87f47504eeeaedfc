//! `lectern verify`.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use super::*;

#[test]
fn verify_finds_every_annotation_exact() {
    let desk = Desk::with_excerpts();
    let ran = desk.run(&["verify", "p.ron"]).done();
    assert_eq!(ran.rows().len(), 3);
    for (line, row) in ran.text().lines().zip(ran.rows()) {
        assert_fields(line, &["id", "document", "state", "start", "end", "text", "source", "why", "kind"]);
        assert_eq!(row["kind"], "annotation");
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
    let rows = nothing.rows();
    assert!(rows.iter().all(|row| row["state"] == "missing" || row["kind"] == "history"));
    assert_eq!(kinds(&nothing), ["annotation", "annotation", "annotation", "history", "text"]);
    assert!(nothing.err.contains("no text of it is kept that could stand in for it"), "{}", nothing.err);
    assert!(!nothing.err.contains("; the text kept beside"), "{}", nothing.err);
    nothing.refused();
}

#[test]
fn verify_takes_a_source_that_was_given_the_name_of_another_for_what_it_is() {
    let desk = Desk::with_excerpts();
    desk.write("texts/other.txt", "Another letter altogether, of which nobody knew.\n");
    desk.run(&["new", "two.ron", "texts"]).done();
    let start = TEXT[..TEXT.find("Nothing").unwrap()].chars().count();
    let (start, end) = (start.to_string(), (start + 7).to_string());
    desk.run(&["tag", "two.ron", "-d", "notes.txt", "--start", &start, "--end", &end, "-t", "A"]).done();
    std::fs::rename(desk.path("texts/other.txt"), desk.path("texts/notes.txt")).unwrap();
    let ran = desk.run(&["verify", "two.ron"]).done();
    let rows = ran.rows();
    assert_eq!((&rows[0]["state"], &rows[0]["source"]), (&"exact".into(), &"missing".into()));
    assert!(ran.err.contains("“texts/notes.txt” is now what “texts/other.txt” was"), "{}", ran.err);
    assert!(!ran.err.contains("has changed"), "{}", ran.err);
}

fn kinds(ran: &Ran) -> Vec<String> {
    ran.rows().iter().map(|row| row["kind"].as_str().unwrap().to_owned()).collect()
}

/// Runs `verify`, which must find this one thing that is not as it was kept, and gives its row and the sentence.
#[track_caller]
fn finds_one(desk: &Desk, kind: &str) -> (Value, String) {
    let ran = desk.run(&["verify", "p.ron"]);
    let findings: Vec<Value> = ran.rows().into_iter().filter(|row| row["kind"] != "annotation").collect();
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert_eq!(findings[0]["kind"], kind);
    let line = ran.text().lines().find(|line| line.contains(&format!("\"kind\":\"{kind}\""))).unwrap();
    assert_fields(line, &["id", "document", "state", "file", "line", "why", "kind"]);
    assert!(!ran.err.contains("set aside"), "{}", ran.err);
    (findings[0].clone(), ran.refused())
}

/// The only text of the desk, as it is kept.
fn kept_text(desk: &Desk) -> PathBuf {
    let mut names = std::fs::read_dir(desk.path("p.lectern/texts")).unwrap();
    names.next().unwrap().unwrap().path()
}

#[test]
fn verify_names_a_kept_text_with_a_byte_flipped_though_its_source_is_there() {
    let desk = Desk::with_excerpts();
    let kept = kept_text(&desk);
    let mut bytes = std::fs::read(&kept).unwrap();
    bytes[5] ^= 1;
    std::fs::write(&kept, &bytes).unwrap();
    let (row, sentence) = finds_one(&desk, "text");
    assert_eq!((&row["state"], &row["document"]), (&"damaged".into(), &"texts/notes.txt".into()));
    assert!(kept.ends_with(row["file"].as_str().unwrap()), "{row}");
    assert!(kept.to_str().unwrap().contains(row["id"].as_str().unwrap()), "{row}");
    assert_eq!(sentence, "lectern: Every annotation is exact, but 1 kept text is damaged.");
    assert_eq!(std::fs::read(&kept).unwrap(), bytes, "nothing is changed");
}

#[test]
fn verify_names_a_text_that_only_the_history_rests_on() {
    let desk = Desk::with_excerpts();
    let name = "0123456789abcdef".repeat(4);
    desk.write(&format!("p.lectern/texts/{name}.txt"), "something else");
    let (row, _) = finds_one(&desk, "text");
    assert_eq!((&row["state"], &row["id"]), (&"damaged".into(), &name.as_str().into()));
    assert!(row["document"].is_null());
}

#[test]
fn verify_names_a_kept_text_that_is_missing() {
    let desk = Desk::with_excerpts();
    std::fs::remove_file(kept_text(&desk)).unwrap();
    let (row, sentence) = finds_one(&desk, "text");
    assert_eq!(row["state"], "missing");
    assert!(sentence.ends_with(", but 1 kept text is missing."), "{sentence}");
}

#[test]
fn verify_names_every_damaged_line_of_the_journal_and_leaves_it_where_it_is() {
    let desk = Desk::with_excerpts();
    let journal = desk.path("p.lectern/journal");
    let text = std::fs::read_to_string(&journal).unwrap();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    lines[1] = lines[1].replacen('a', "b", 1);
    let spoilt = lines.join("\n") + "\n";
    assert_ne!(spoilt, text);
    std::fs::write(&journal, &spoilt).unwrap();
    let (row, sentence) = finds_one(&desk, "journal");
    assert_eq!((&row["state"], &row["line"]), (&"damaged".into(), &2.into()));
    assert_eq!(row["file"], "p.lectern/journal");
    assert!(sentence.ends_with(", but 1 line of the journal is damaged."), "{sentence}");
    assert_eq!(std::fs::read_to_string(&journal).unwrap(), spoilt);
    let beside = std::fs::read_dir(desk.path("p.lectern")).unwrap();
    assert!(
        beside.filter_map(Result::ok).all(|entry| !entry.file_name().to_string_lossy().contains("aside"))
    );
}

#[test]
fn verify_names_the_first_line_of_the_journal_where_a_digit_of_it_was_changed() {
    let desk = Desk::with_excerpts();
    let text = std::fs::read_to_string(desk.path("p.lectern/journal")).unwrap();
    let at = text.find("project=").unwrap() + "project=".len();
    let digit = if &text[at..=at] == "a" { "b" } else { "a" };
    desk.write("p.lectern/journal", format!("{}{digit}{}", &text[..at], &text[at + 1..]));
    let (row, sentence) = finds_one(&desk, "journal");
    assert_eq!((&row["state"], &row["line"]), (&"damaged".into(), &1.into()));
    assert!(sentence.ends_with(", but 1 line of the journal is damaged."), "{sentence}");
}

#[test]
fn verify_names_an_archive_that_is_cut_short() {
    let desk = Desk::with_excerpts();
    let text = std::fs::read_to_string(desk.path("p.lectern/journal")).unwrap();
    let count = text.lines().count();
    desk.write("p.lectern/trail/000000000003.journal", &text);
    assert_eq!(desk.run(&["verify", "p.ron"]).done().rows().len(), 3);
    desk.write("p.lectern/trail/000000000003.journal", &text[..text.len() - 9]);
    let (row, sentence) = finds_one(&desk, "archive");
    assert_eq!(row["line"], count);
    assert_eq!(row["file"], "p.lectern/trail/000000000003.journal");
    assert!(sentence.ends_with(", but 1 line of the archive is damaged."), "{sentence}");
}

#[test]
fn verify_names_an_id_that_stands_twice() {
    let desk = Desk::with_excerpts();
    let text = std::fs::read_to_string(desk.path("p.ron")).unwrap();
    let mut tags = text.lines().skip_while(|line| !line.starts_with(" tags: ["));
    let tag = tags.nth(1).unwrap();
    std::fs::write(desk.path("p.ron"), text.replace(tag, &format!("{tag}\n{tag}"))).unwrap();
    let ran = desk.run(&["verify", "p.ron"]);
    let rows = ran.rows();
    assert_eq!(kinds(&ran)[3..], ["project", "project", "id"]);
    let states: Vec<&str> = rows[3..].iter().map(|row| row["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["changed", "mended", "twice"]);
    let (row, sentence) = (&rows[5], ran.refused());
    assert!(tag.contains(row["id"].as_str().unwrap()), "{row}");
    assert!(row["why"].as_str().unwrap().contains("of this tag that say the same"), "{row}");
    assert_eq!(
        sentence,
        "lectern: Every annotation is exact, but the project file was changed outside Lectern; 1 thing in it had to be \
         mended; 1 id stands in the file twice."
    );
}

#[test]
fn verify_names_a_project_file_that_something_else_has_changed() {
    let desk = Desk::with_excerpts();
    let text = std::fs::read_to_string(desk.path("p.ron")).unwrap();
    desk.write("p.ron", text.replace("a memo", "a memento"));
    let (row, sentence) = finds_one(&desk, "project");
    assert_eq!((&row["state"], &row["file"]), (&"changed".into(), &"p.ron".into()));
    assert_eq!(
        sentence,
        "lectern: Every annotation is exact, but the project file was changed outside Lectern."
    );
    let quiet = desk.run(&["--quiet", "verify", "p.ron"]);
    assert_eq!(kinds(&quiet)[3..], ["project"]);
    quiet.refused();
}

#[test]
fn verify_names_what_does_not_stand_on_its_words_in_a_project_file_that_was_changed() {
    let desk = Desk::with_excerpts();
    let text = std::fs::read_to_string(desk.path("p.ron")).unwrap();
    desk.write("p.ron", text.replace("exact: \"Nothing was denied\"", "exact: \"Nothing was decided\""));
    let ran = desk.run(&["verify", "p.ron"]);
    let states: Vec<Value> = ran.rows().iter().map(|row| row["state"].clone()).collect();
    assert_eq!(states, ["exact", "uncertain", "exact", "changed", "mended"]);
    assert!(ran.rows()[4]["why"].as_str().unwrap().contains("did not agree with its words"));
    ran.refused();
}

#[test]
fn verify_looks_at_what_is_kept_beside_a_project_that_does_not_open() {
    let desk = Desk::with_excerpts();
    desk.write("p.ron", "(");
    let nothing = desk.run(&["verify", "p.ron"]);
    assert_eq!(nothing.rows().len(), 0);
    nothing.refused();
    std::fs::write(kept_text(&desk), "something else").unwrap();
    let (row, _) = finds_one(&desk, "text");
    assert_eq!(row["state"], "damaged");
    assert!(row["file"].as_str().unwrap().starts_with("p.lectern/texts/"), "{row}");
}

#[test]
fn verify_names_the_first_line_of_the_project_whatever_of_it_was_changed() {
    let desk = Desk::with_excerpts();
    let text = std::fs::read_to_string(desk.path("p.ron")).unwrap();
    let first = text.lines().next().unwrap();
    let changed = |name: &str, to: &str| {
        let at = first.find(name).unwrap() + name.len();
        let end = first[at..].find([' ', ':']).map_or(first.len(), |end| at + end);
        text.replacen(first, &format!("{}{to}{}", &first[..at], &first[end..]), 1)
    };
    for spoilt in
        [changed(" held=", "77"), changed(" app=", "0.1.9"), changed(" len=", "7"), changed(" sum=", "00")]
    {
        desk.write("p.ron", &spoilt);
        let (row, sentence) = finds_one(&desk, "project");
        assert_eq!((&row["state"], &row["line"]), (&"damaged".into(), &1.into()));
        assert_eq!(
            sentence,
            "lectern: Every annotation is exact, but the first line of the project file is damaged."
        );
        let ran = desk.run(&["history", "p.ron"]).done();
        assert!(!ran.text().contains("not count") && !ran.text().contains("lacks"), "{}", ran.text());
        assert!(
            ran.err.contains("The first line of the project file is damaged; the records below it are whole"),
            "{}",
            ran.err
        );
    }
    // Working on mends it, and what was damaged is no good backup.
    desk.tag("spoke", &["--tag", "After"]).done();
    assert_eq!(desk.run(&["verify", "p.ron"]).done().err, "");
    assert!(files(&desk, "backups").iter().any(|name| name.ends_with("-unsound.ron")));
}

/// The names in a folder of what belongs to the project.
fn files(desk: &Desk, folder: &str) -> Vec<String> {
    let entries = std::fs::read_dir(desk.path("p.lectern").join(folder)).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn verify_names_a_backup_whose_first_line_is_damaged() {
    let desk = Desk::with_excerpts();
    let name = format!("p.lectern/backups/{}", files(&desk, "backups").pop().unwrap());
    let text = std::fs::read_to_string(desk.path(&name)).unwrap();
    let at = text.find("held=").unwrap() + "held=".len();
    std::fs::write(desk.path(&name), format!("{}7{}", &text[..at], &text[at..])).unwrap();
    let (row, _) = finds_one(&desk, "backup");
    assert_eq!(row["file"], name.as_str());
}

/// Runs `verify`, which must find that these entries are lacking and nothing else, and `history`, which must say so.
#[track_caller]
fn lacks(desk: &Desk, which: &str) {
    let (row, sentence) = finds_one(desk, "history");
    assert_eq!(row["state"], "missing");
    let why = format!("the history lacks {which}; the project itself is whole");
    assert_eq!(row["why"], why.as_str());
    assert_eq!(sentence, format!("lectern: Every annotation is exact, but {why}."));
    let ran = desk.run(&["history", "p.ron"]).done();
    assert!(
        format!("{}{}", ran.text(), ran.err).contains(&format!("The history lacks {which}")),
        "{}{}",
        ran.text(),
        ran.err
    );
}

/// Runs `verify`, which must tell of these last entries, which the project file has, that they are not here, and find no fault:
/// so is a project, too, whose file was saved elsewhere.
#[track_caller]
fn ends_before(desk: &Desk, which: &str) {
    let ran = desk.run(&["verify", "p.ron"]).done();
    assert_eq!(ran.rows().pop().unwrap()["state"], "absent");
    let were = if which.starts_with("entry ") { "was" } else { "were" };
    let told = format!(
        "The history here lacks {which}, which {were} made elsewhere or lost; the project itself is whole."
    );
    assert!(ran.err.trim_end().ends_with(&told), "{}", ran.err);
    let ran = desk.run(&["history", "p.ron"]).done();
    let said = format!("{}{}", ran.text(), ran.err);
    assert!(said.contains(&format!("The history lacks {which}")), "{said}");
}

/// The lines of the journal, with their ends; the first of them is no entry.
fn journal_lines(desk: &Desk) -> Vec<String> {
    let text = std::fs::read_to_string(desk.path("p.lectern/journal")).unwrap();
    text.split_inclusive('\n').map(str::to_owned).collect()
}

/// Moves all of the journal to the archive but for the last entry, as if it had grown long before that, and gives the number
/// of that.
fn archive(desk: &Desk) -> u64 {
    let lines = journal_lines(desk);
    let last = lines.iter().rposition(|line| line.contains("number:") && !line.starts_with("Saved")).unwrap();
    let number: u64 =
        lines[last].split_once("number:").unwrap().1.split(',').next().unwrap().parse().unwrap();
    desk.write(&format!("p.lectern/trail/{:012}.journal", number - 1), lines[..last].concat());
    desk.write("p.lectern/journal", [&lines[..1], &lines[last..]].concat().concat());
    number
}

#[test]
fn verify_names_entries_whose_lines_were_cut_off_the_journal() {
    let desk = Desk::with_excerpts();
    let lines = journal_lines(&desk);
    let held = desk.run(&["history", "p.ron"]).done().rows().last().unwrap()["number"].as_u64().unwrap();
    let last = lines.iter().rposition(|line| line.contains(&format!("number:{held},"))).unwrap();
    desk.write("p.lectern/journal", lines[..last].concat());
    ends_before(&desk, &format!("entry {held}"));
    let before = lines.iter().position(|line| line.contains(&format!("number:{},", held - 1))).unwrap();
    desk.write("p.lectern/journal", lines[..before].concat());
    ends_before(&desk, &format!("entries {}–{held}", held - 1));
    std::fs::remove_file(desk.path("p.lectern/journal")).unwrap();
    lacks(&desk, &format!("entries 1–{held}"));
}

#[test]
fn verify_names_entries_that_are_gone_from_the_archive() {
    let desk = Desk::with_excerpts();
    let number = archive(&desk);
    assert_eq!(desk.run(&["verify", "p.ron"]).done().err, "");
    let name = format!("p.lectern/trail/{:012}.journal", number - 1);
    let text = std::fs::read_to_string(desk.path(&name)).unwrap();
    let at = text.find(&format!("(number:{},", number - 1)).unwrap();
    let line = text[..at].rfind('\n').unwrap() + 1;
    desk.write(&name, &text[..line]);
    lacks(&desk, &format!("entry {}", number - 1));
    std::fs::remove_dir_all(desk.path("p.lectern/trail")).unwrap();
    lacks(&desk, &format!("entries 1–{}", number - 1));
}

#[test]
fn verify_says_of_a_project_that_came_without_its_history_that_it_did() {
    let desk = Desk::with_excerpts();
    // What git takes along.
    for kept_back in ["journal", "lock"] {
        std::fs::remove_file(desk.path("p.lectern").join(kept_back)).unwrap();
    }
    std::fs::remove_dir_all(desk.path("p.lectern/backups")).unwrap();
    let ran = desk.run(&["verify", "p.ron"]).done();
    let row = ran.rows().pop().unwrap();
    assert_eq!((&row["kind"], &row["state"]), (&"history".into(), &"absent".into()));
    assert!(ran.err.starts_with("The project came here without entries 1–"), "{}", ran.err);
    assert!(ran.err.ends_with(" of its history; the project itself is whole.\n"), "{}", ran.err);
    // Nor is that a fault later on.
    desk.tag("spoke", &["--tag", "After"]).done();
    desk.run(&["verify", "p.ron"]).done();
}

#[test]
fn verify_names_the_text_of_the_one_of_two_like_documents_that_needs_it() {
    let desk = Desk::new();
    for name in ["a", "b", "c"] {
        desk.write(&format!("texts/{name}.txt"), TEXT);
    }
    desk.run(&["new", "p.ron", "texts"]).done();
    let (start, end) = code_points("office");
    desk.run(&["tag", "p.ron", "--document", "b.txt", "--start", &start, "--end", &end, "--tag", "A"]).done();
    std::fs::remove_file(kept_text(&desk)).unwrap();
    let (row, _) = finds_one(&desk, "text");
    assert_eq!((&row["state"], &row["document"]), (&"missing".into(), &"texts/b.txt".into()));
}

#[test]
fn verify_says_that_a_newer_program_wrote_the_journal_and_needs_a_look() {
    let desk = Desk::with_excerpts();
    let journal = desk.path("p.lectern/journal");
    let text = std::fs::read_to_string(&journal).unwrap();
    let project = text.split_once("project=").unwrap().1.split(' ').next().unwrap();
    std::fs::write(&journal, format!("// lectern journal schema=99 project={project} app=99.0.0\n?\n"))
        .unwrap();
    let ran = desk.run(&["verify", "p.ron"]);
    let rows = ran.rows();
    let found = rows.iter().find(|row| row["kind"] == "journal").unwrap();
    assert_eq!((&found["state"], &found["line"]), (&"newer".into(), &Value::Null));
    let sentence = ran.refused();
    assert!(sentence.contains("1 journal was written by a newer Lectern"), "{sentence}");
}
