//! `lectern shared`.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use super::*;

const FIELDS: [&str; 12] = [
    "document_a",
    "start_a",
    "end_a",
    "text_a",
    "document_b",
    "start_b",
    "end_b",
    "text_b",
    "kind",
    "similarity",
    "cluster",
    "words",
];

const PASSAGE: &str = "the deleted messages were of a mundane, logistical nature and did not, to my recollection, include \
    anything significant to the work of the force";

#[test]
fn shared_finds_the_letter_of_the_bundled_corpus() {
    let desk = Desk::new();
    let ran = desk.run(&["shared", "--format", "jsonl"]).done();
    let rows = ran.rows();
    let seed = |name: &str| {
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(name)).unwrap()
    };
    for (line, row) in ran.text().lines().zip(&rows) {
        assert_fields(line, &FIELDS);
        for side in ["a", "b"] {
            let field = |name: &str| &row[format!("{name}_{side}")];
            let text = seed(field("document").as_str().unwrap());
            let (start, end) =
                (field("start").as_u64().unwrap() as usize, field("end").as_u64().unwrap() as usize);
            let words: String = text.chars().skip(start).take(end - start).collect();
            assert_eq!(*field("text"), words, "positions are code points");
        }
        assert!(["verbatim", "edited"].contains(&row["kind"].as_str().unwrap()), "others are asked for");
        assert!((0.0..=1.0).contains(&row["similarity"].as_f64().unwrap()));
    }
    let letter: Vec<&Value> = rows
        .iter()
        .filter(|row| {
            row["document_a"] == "000_4e812daf8748d4c8.txt" && row["document_b"] == "001_a98fec2cc0c96cbb.txt"
        })
        .collect();
    // One newspaper writes a word apart that the other does not.
    for row in &letter {
        let is_apart = row["text_a"].as_str().unwrap().contains("whats app");
        assert_eq!(row["kind"], if is_apart { "edited" } else { "verbatim" });
    }
    let begins: Vec<u64> = letter.iter().map(|row| row["start_a"].as_u64().unwrap()).collect();
    assert_eq!(begins.iter().min(), Some(&2968));
    assert!(letter.iter().all(|row| !row["text_b"].as_str().unwrap().contains("Hide Ad")));
}

#[test]
fn shared_lists_titles_and_boilerplate_when_asked() {
    let desk = Desk::new();
    let usual = desk.run(&["shared", "--format", "jsonl"]).done();
    assert!(usual.err.contains("--kind all"), "{}", usual.err);
    let all = desk.run(&["shared", "--kind", "all", "--format", "jsonl"]).done();
    assert!(all.rows().len() > usual.rows().len());
    let formulas = desk.run(&["shared", "--kind", "formula", "--format", "jsonl"]).done().rows();
    assert!(!formulas.is_empty() && formulas.iter().all(|row| row["kind"] == "formula"));
    let long = desk.run(&["shared", "--words", "30", "--format", "jsonl", "--quiet"]).done();
    assert!(long.rows().iter().all(|row| row["words"].as_u64().unwrap() >= 30));
    assert!(long.err.is_empty(), "{}", long.err);
    desk.run(&["shared", "--kind", "nonsense"]).misused();
}

#[test]
fn shared_reads_files_and_says_what_it_could_not() {
    let desk = Desk::new();
    desk.write("in/a.txt", format!("One letter said that {PASSAGE}. Another did not.\n"));
    desk.write("in/b.txt", format!("“To be clear, {}.”\n", PASSAGE.to_uppercase()));
    desk.write("in/c.txt", "Nothing of that sort stands here.\n");
    desk.write("in/empty.txt", "");
    let ran = desk.run(&["shared", "in", "--format", "jsonl"]).done();
    let rows = ran.rows();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0]["document_a"], "in/a.txt");
    assert_eq!(rows[0]["text_a"], PASSAGE);
    assert_eq!(rows[0]["text_b"], PASSAGE.to_uppercase());
    assert_eq!((&rows[0]["kind"], rows[0]["similarity"].as_f64()), (&Value::from("verbatim"), Some(1.0)));
    assert!(ran.err.contains("lectern documents"), "{}", ran.err);
    let text = desk.run(&["shared", "in", "--format", "text"]).done();
    assert!(text.text().starts_with("verbatim, "), "{}", text.text());
    desk.run(&["shared", "in", "--format", "text", "--output", "list.txt"]).done();
    assert_eq!(std::fs::read(desk.path("list.txt")).unwrap(), text.out);
    std::fs::create_dir(desk.path("nothing")).unwrap();
    desk.run(&["shared", "nothing"]).refused();
}

/// Two letters that share a passage with a word changed, and a third text that has it too.
fn letters() -> Desk {
    let desk = Desk::new();
    desk.write("in/a.txt", format!("One letter said that {PASSAGE}. Another did not.\n"));
    desk.write("in/b.txt", format!("“To be clear, {}.”\n", PASSAGE.replace("mundane", "trivial")));
    desk.write("in/c.txt", format!("It was put on record in writing: {PASSAGE}, and so it stands.\n"));
    desk
}

#[test]
fn shared_is_written_as_tables_and_pages() {
    let desk = letters();
    let csv = desk.run(&["shared", "in", "--format", "csv"]).done();
    let text = csv.text();
    assert!(text.starts_with("document_a,title_a,date_a,start_a,end_a,text_a,document_b,"), "{text}");
    assert_eq!(text.matches("\r\n").count(), 4, "{text}");
    let html = desk.run(&["shared", "in", "--format", "html", "--output", "list.html"]).done();
    assert!(html.out.is_empty());
    assert!(std::fs::read_to_string(desk.path("list.html")).unwrap().starts_with("<!DOCTYPE html>"));
    desk.run(&["shared", "in", "--format", "xlsx"]).misused();
    desk.run(&["shared", "in", "--format", "xlsx", "--output", "list.xlsx"]).done();
    assert!(std::fs::read(desk.path("list.xlsx")).unwrap().starts_with(b"PK"));
    assert!(desk.run(&["shared", "in", "--format", "md"]).done().text().starts_with("# Shared passages"));
}

#[test]
fn the_end_of_a_files_name_says_its_format() {
    let desk = letters();
    let written = |arguments: &[&str], name: &str| {
        desk.run(&[arguments, &["--output", name]].concat()).done();
        std::fs::read(desk.path(name)).unwrap()
    };
    let shared = ["shared", "in"];
    assert!(
        written(&shared, "list.xlsx").starts_with(b"PK") && written(&shared, "list.DOCX").starts_with(b"PK")
    );
    assert!(written(&shared, "list.csv").starts_with(b"document_a,"));
    assert!(written(&shared, "list.md").starts_with(b"# Shared"));
    assert!(written(&shared, "list.txt").starts_with(b"verbatim, "));
    assert!(written(&shared, "list.jsonl").starts_with(b"{") && written(&shared, "list").starts_with(b"{"));
    let pair = ["shared", "in", "--pair", "a.txt", "b.txt"];
    assert!(written(&pair, "pair.html").starts_with(b"<!DOCTYPE html>"));
    assert!(written(&["shared", "in", "--collate", "0"], "table.html").starts_with(b"<!DOCTYPE html>"));
    // What was asked for is what is written.
    assert!(written(&["shared", "in", "--format", "csv"], "list.dat").starts_with(b"document_a,"));
    for (arguments, name) in
        [(&shared[..], "list.pdf"), (&pair[..], "pair.csv"), (&["documents", "in"][..], "documents.csv")]
    {
        let said = desk.run(&[arguments, &["--output", name]].concat()).misused();
        assert!(said.contains("--format") && !desk.path(name).exists(), "{said}");
    }
    assert!(written(&["documents", "in"], "list2.txt").starts_with(b"in/a.txt"));
    assert!(written(&["search", "letter", "in"], "hits.xlsx").starts_with(b"PK"));
}

#[test]
fn likeness_in_percent_is_the_same_number_wherever_it_is_told() {
    let desk = letters();
    let text = desk.run(&["shared", "in", "--format", "text"]).done();
    let page = desk.run(&["shared", "in", "--pair", "a.txt", "b.txt"]).done().text().to_owned();
    let percent =
        |said: &str| said.split(" % the same").next().and_then(|it| it.rsplit(' ').next()).map(str::to_owned);
    let edited = text.text().lines().find(|line| line.starts_with("edited")).unwrap();
    assert_eq!(percent(edited), percent(&page));
}

#[test]
fn shared_sets_two_documents_side_by_side_and_collates_a_passage() {
    let desk = letters();
    let page = desk.run(&["shared", "in", "--pair", "a.txt", "b.txt"]).done().text().to_owned();
    assert!(
        page.contains("<mark class=\"other\" title=\"other words there: “mundane”\">trivial</mark>"),
        "{page}"
    );
    assert_eq!(page, desk.run(&["shared", "in", "--pair", "a.txt", "b.txt"]).done().text());
    let turned = desk.run(&["shared", "in", "--pair", "b.txt", "a.txt"]).done().text().to_owned();
    assert!(turned.find(">trivial<") < turned.find(">mundane<"), "the first named stands on the left");
    let table = desk.run(&["shared", "in", "--collate", "0"]).done().text().to_owned();
    assert_eq!(table.lines().count(), 4, "{table}");
    assert!(table.contains(",trivial,") && table.contains(",mundane,"), "{table}");
    desk.run(&["shared", "in", "--collate", "0", "--format", "html"]).done();
    desk.run(&["shared", "in", "--collate", "99"]).refused();
    desk.run(&["shared", "in", "--collate", "0", "--format", "text"]).misused();
    desk.run(&["shared", "in", "--pair", "a.txt", "nothing.txt"]).refused();
    desk.run(&["shared", "in", "--pair", "a.txt", "b.txt", "--format", "csv"]).misused();
    desk.run(&["shared", "in", "--pair", "a.txt", "b.txt", "--collate", "0"]).misused();
}

const LETTER: &str = "the clerk kept a list of those who died on the road, which he hid behind a stove, and his daughter \
    brought it out again forty years later when a commission asked for evidence of what the ministry had been told while carts \
    of grain left for the coast every morning and whole villages walked to the towns, where bakers sold bread of bark";

#[test]
fn two_of_very_many_documents_with_the_same_passage_share_it() {
    let desk = Desk::new();
    for number in 0..70 {
        // Something short in very many documents is page furniture.
        let text = format!("Paper {number} of the day {number}. {PASSAGE}, and {LETTER}.\n");
        desk.write(&format!("in/{number}.txt"), text);
    }
    let ran = desk.run(&["shared", "in", "--pair", "41.txt", "57.txt"]).done();
    assert!(ran.text().contains("mundane"), "{}", ran.err);
    assert!(
        ran.err.contains(
            "1 passage stands in so many documents that each of these is listed beside one of them only"
        ),
        "{}",
        ran.err
    );
}
