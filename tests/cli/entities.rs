//! `lectern entities`.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use super::*;

#[test]
fn entities_lists_mentions_with_what_they_name() {
    let desk = Desk::new();
    let ran = desk.run(&["entities", "--format", "jsonl"]).done();
    let rows = ran.rows();
    let fields = ["document", "start", "end", "text", "type", "entity", "entity_id"];
    assert!(rows.len() > 300, "{}", rows.len());
    let mut last = (String::new(), 0);
    for (line, row) in ran.text().lines().zip(&rows) {
        assert_fields(line, &fields);
        let document = row["document"].as_str().unwrap();
        let seed = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(document);
        let text: Vec<char> = std::fs::read_to_string(seed).unwrap().chars().collect();
        let (start, end) = (row["start"].as_u64().unwrap() as usize, row["end"].as_u64().unwrap() as usize);
        assert_eq!(text[start..end].iter().collect::<String>(), row["text"].as_str().unwrap());
        let place = (document.to_owned(), start);
        assert!(last <= place, "in order");
        last = place;
    }
    let named = |name: &str| rows.iter().filter(|row| row["entity"] == name).collect::<Vec<_>>();
    let barry = named("Barry Coppinger");
    assert!(barry.len() > 10 && barry.iter().all(|row| row["type"] == "person"));
    assert!(barry.iter().all(|row| row["entity_id"] == barry[0]["entity_id"]));
    assert!(barry.iter().any(|row| row["text"] != "Barry Coppinger"));
}

#[test]
fn entities_of_some_types_only() {
    let desk = Desk::new();
    desk.write("a.txt", "Ada Lovelace wrote to Charles Babbage in London on 5 July 1843.\n");
    let rows = desk.run(&["entities", "a.txt", "--type", "person,date", "--format", "jsonl"]).done().rows();
    let kinds: Vec<&str> = rows.iter().map(|row| row["type"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["person", "person", "date"]);
    assert_eq!(rows[2]["value"], "1843-07-05");
    let refused = desk.run(&["entities", "a.txt", "--type", "persona"]).refused();
    assert!(refused.contains("persona") && refused.contains("person"), "{refused}");
}

#[test]
fn entities_for_people_are_one_to_a_line() {
    let desk = Desk::new();
    desk.write("a.txt", "Ada Lovelace wrote from London.\n");
    let ran = desk.run(&["entities", "a.txt", "--format", "text"]).done();
    assert!(ran.text().contains("person\tAda Lovelace"), "{}", ran.text());
}

#[test]
fn entities_of_a_text_without_names_are_none() {
    let desk = Desk::new();
    desk.write("a.txt", "it rained and nobody came\n");
    assert!(desk.run(&["entities", "a.txt", "--format", "jsonl"]).done().rows().is_empty());
}

#[test]
fn entities_says_which_documents_no_model_is_for() {
    let desk = Desk::new();
    let french = "Le maire a lu une lettre du ministre le 12 août 1911, et le conseil a voté 12.500 francs pour l'hospice.\n";
    desk.write("b.txt", french);
    desk.write("a.txt", french);
    desk.write("c.txt", "Ada Lovelace wrote from London.\n");
    let ran = desk.run(&["entities", "a.txt", "b.txt", "c.txt", "--format", "jsonl"]).done();
    let texts: Vec<String> = ran.rows().iter().map(|row| row["text"].as_str().unwrap().to_owned()).collect();
    assert_eq!(texts[..2], ["12 août 1911", "12.500 francs"]);
    assert_eq!(ran.err.matches("There is no model for French").count(), 1, "{}", ran.err);
    assert!(ran.err.contains("That is so of a.txt, b.txt."), "{}", ran.err);
    let quiet = desk.run(&["entities", "-q", "a.txt", "--format", "jsonl"]).done();
    assert_eq!(quiet.err, "");
}
