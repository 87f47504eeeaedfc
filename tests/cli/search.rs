//! `lectern search`.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use super::*;

fn texts(ran: &Ran) -> Vec<String> {
    ran.rows().iter().map(|row| row["text"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn hits_are_told_in_code_points_with_their_context() {
    let desk = Desk::with_project();
    let ran = desk.run(&["search", "zoe", "texts", "--context", "6"]).done();
    let fields =
        ["document", "start", "end", "text", "before", "after", "title", "hit", "date", "attributes"];
    assert_fields(ran.text(), &fields);
    let row = &ran.rows()[0];
    let (start, end) = code_points("Zoë");
    assert_eq!((row["start"].to_string(), row["end"].to_string()), (start, end));
    assert_eq!(row["text"], "Zoë");
    assert_eq!((&row["before"], &row["after"]), (&" said ".into(), &".\n\n日本語".into()));
    assert_eq!(row["document"], "texts/notes.txt");
    assert_eq!(row["hit"], "words");
    assert!(ran.err.contains("1 hit in 1 document"));
    assert!(desk.run(&["search", "zoe", "texts", "--quiet"]).done().err.is_empty());
}

#[test]
fn every_kind_of_query_reaches_the_texts() {
    let desk = Desk::with_excerpts();
    for (query, found) in [
        ("deny", &["denied"][..]),
        ("=deny", &[]),
        ("==zoë", &[]),
        ("\"was denied\"", &["was denied"]),
        ("\"denied nothing\"~1", &["Nothing was denied"]),
        ("off*", &["office"]),
        ("ofice~1", &["office"]),
        ("/sp[a-z]+\\./", &["spoke."]),
        ("本", &["本"]),
        ("tag:denial", &["Nothing was denied"]),
        ("tag:\"People > Staff\"", &["office"]),
        ("tag:people", &["office"]),
        ("memo:memo", &["office"]),
        ("coder:\"ana bel\"", &["Nothing was denied"]),
        ("tag:denial said", &["said"]),
        ("deny -office", &[]),
    ] {
        assert_eq!(
            texts(&desk.run(&["search", query, "p.ron", "--format", "jsonl"]).done()),
            found,
            "{query}"
        );
    }
    let scoped = |scope| texts(&desk.run(&["search", "office deny", "p.ron", "--scope", scope]).done()).len();
    assert_eq!((scoped("document"), scoped("paragraph"), scoped("sentence")), (2, 0, 0));
    let units = desk.run(&["search", "NOT office", "p.ron", "--scope", "sentence"]).done();
    assert_eq!(texts(&units), ["Nothing was denied, said Zoë.", "日本語 at the end."]);
    assert_eq!(units.rows()[0]["hit"], "unit");
}

#[test]
fn search_is_for_people_and_spreadsheets_too() {
    let desk = Desk::with_project();
    let text = desk.run(&["search", "denied OR office", "p.ron", "--format", "text"]).done();
    assert!(
        text.text().starts_with("texts/notes.txt · ") && text.text().contains("2 hits"),
        "{}",
        text.text()
    );
    assert!(text.text().contains("Nothing was [denied], said"), "{}", text.text());
    let csv = desk.run(&["search", "denied", "p.ron", "--format", "csv"]).done();
    assert!(csv.text().starts_with("document,start,end,text,before,after,title,hit"), "{}", csv.text());
    let page = desk.run(&["search", "denied", "p.ron", "--format", "html"]).done();
    assert!(page.text().contains("<h1>Concordance of denied</h1>"), "{}", page.text());
    assert!(desk.run(&["search", "denied", "p.ron", "--format", "md"]).done().text().contains("**denied**"));
    desk.run(&["search", "denied", "p.ron", "--format", "xlsx", "--output", "hits.xlsx"]).done();
    assert!(std::fs::read(desk.path("hits.xlsx")).unwrap().starts_with(b"PK"));
    let ran = desk.run(&["search", "denied", "p.ron", "--format", "xlsx"]);
    assert!(ran.err.contains("--output"), "{}", ran.err);
    let ran = desk.run(&["search", "denied", "p.ron", "--format", "csv", "--output", "hits.csv"]).done();
    assert!(ran.out.is_empty());
    assert_eq!(std::fs::read(desk.path("hits.csv")).unwrap(), csv.out);
}

#[test]
fn the_bundled_corpus_is_searched_without_input() {
    let desk = Desk::new();
    let rows = desk.run(&["search", "police", "--format", "jsonl"]).done().rows();
    assert!(rows.len() > 20);
    assert!(rows.iter().all(|row| row["text"].as_str().unwrap().to_lowercase().starts_with("polic")));
    assert!(desk.run(&["search", "zyzzyva", "--format", "jsonl"]).done().out.is_empty());
}

#[test]
fn a_fault_in_the_query_is_pointed_at() {
    let desk = Desk::with_project();
    let said = desk.run(&["search", "police (office", "p.ron"]).misused();
    assert!(
        said.contains("This bracket is not closed") && said.contains("police (office\n       ^"),
        "{said}"
    );
    let pointed = |query: &str| {
        let ran = desk.run(&["search", query, "p.ron"]);
        let said = ran.err.clone();
        ran.refused();
        said
    };
    let said = pointed("office tag:nothing");
    assert!(
        said.contains("no tag “nothing”; the codebook is empty.")
            && said.contains("office tag:nothing\n           ^^^^^^^"),
        "{said}"
    );
    let said = pointed("kinds:letter");
    assert!(said.contains("No document has the attribute “kinds”") && said.contains("\n^^^^^"), "{said}");
    desk.run(&["search", "word", "no such folder"]).refused();
    desk.run(&["search", "word", "missing.ron"]).refused();
}

#[test]
fn entities_and_their_kinds_are_found() {
    let desk = Desk::new();
    let named = texts(&desk.run(&["search", "entity:\"Barry Coppinger\"", "--format", "jsonl"]).done());
    assert!(
        named.len() > 3 && named.iter().all(|name| name.contains("Coppinger") || name == "Barry"),
        "{named:?}"
    );
    assert!(named.iter().any(|name| name != "Barry Coppinger"), "other forms of the name: {named:?}");
    let scoped = ["search", "type:person Coppinger", "--scope", "sentence", "--format", "jsonl"];
    let words = texts(&desk.run(&scoped).done());
    assert!(!words.is_empty() && words.iter().all(|word| word == "Coppinger"), "{words:?}");
    let said = desk.run(&["search", "entity:\"Nobody Of That Name\""]).refused();
    assert!(said.contains("“Nobody Of That Name”"), "{said}");
}

#[test]
fn documents_come_in_the_order_that_is_asked_for() {
    let desk = Desk::new();
    let documents = |order: &str| {
        let rows = desk.run(&["search", "chief", "--order", order, "--format", "jsonl"]).done().rows();
        let mut documents: Vec<(String, String)> = Vec::new();
        for row in rows {
            let of = |field: &str| row[field].as_str().unwrap().to_owned();
            let document = (of("document"), of("date"));
            if documents.last() != Some(&document) {
                documents.push(document);
            }
        }
        documents
    };
    let by_name = documents("name");
    assert!(by_name.len() > 1 && by_name.is_sorted(), "{by_name:?}");
    let by_date = documents("date");
    let dated = |date: &&String| !date.is_empty();
    assert!(by_date.iter().map(|(_, date)| date).filter(dated).is_sorted(), "{by_date:?}");
    let by_relevance = documents("relevance");
    assert_ne!(by_relevance, by_name);
    let mut sorted = by_relevance.clone();
    sorted.sort();
    assert_eq!(sorted, by_name, "the same documents");
}
