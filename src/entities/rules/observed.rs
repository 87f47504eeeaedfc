//! What the signs of [`super::signs`] are seen on in the texts marked by hand: what `assets/entities/fit_signs.py` reads. Tests only.

use std::cell::RefCell;
use std::collections::HashMap;
use std::panic::Location;
use std::path::Path;

use super::board::Board;
use super::signs::{ONCE, People, weigh};
use super::tokens::Page;
use super::{Rules, laid, weighing};
use crate::entities::{Kind, Marker as _, Options, bundled, recognise};
use crate::text::{Span, Text};

/// The sets that may be learnt from: all that have been looked at.
const SETS: [&str; 9] =
    ["seeds_gold", "seeds_rest", "invented_gold", "varied", "genres", "many", "fresh", "wider", "further"];

thread_local! {
    static NOTED: RefCell<Vec<(u32, [i32; 3], i32)>> = const { RefCell::new(Vec::new()) };
}

/// Notes a sign that is seen, by the line that looks for it and the weights that stand there.
#[track_caller]
pub fn note(weights: [i32; 3], times: i32) {
    let line = Location::caller().line();
    NOTED.with_borrow_mut(|noted| noted.push((line, weights, times)));
}

/// One line of JSON for each name of one word whose kind is known and was in doubt.
fn observations(set: &str) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let fixtures = root.join("tests/fixtures/entities");
    let mut gold: Vec<(String, Vec<serde_json::Value>)> = Vec::new();
    for line in std::fs::read_to_string(fixtures.join(format!("{set}.jsonl"))).unwrap().lines() {
        let record: serde_json::Value = serde_json::from_str(line).unwrap();
        let document = record["doc"].as_str().unwrap().to_owned();
        match gold.last_mut().filter(|(last, _)| *last == document) {
            Some((_, records)) => records.push(record),
            None => gold.push((document, vec![record])),
        }
    }
    let model = bundled::english().unwrap();
    let mut lines = Vec::new();
    for (document, records) in gold {
        let folder = if fixtures.join(&document).exists() { fixtures.clone() } else { root.join("seeds") };
        let text = Text::new(std::fs::read_to_string(folder.join(&document)).unwrap());
        let known: HashMap<Span, usize> = records.iter().filter_map(|record| known(&text, record)).collect();
        let options = Options { rules: Rules::ALL, ..Options::default() };
        let prepared = recognise::prepared(&text, &options);
        let page = Page::read(&prepared);
        let mut board = Board::new(&page, laid(&page, &model.mark(prepared.text()), true));
        recognise::tell(&mut board, &options);
        let people = People::on(&board);
        for number in 0..board.numbers() {
            let Some(find) = board.find(number).filter(|find| weighing::is_doubtful(find)) else { continue };
            let kind = known.get(&prepared.to_document(find.span));
            let (Some(kind), Some(mark)) = (kind, board.mark_at(find.from)) else { continue };
            NOTED.with_borrow_mut(Vec::clear);
            weigh(&board, find.from, mark, &people);
            let signs: Vec<String> = NOTED.with_borrow(|noted| {
                noted.iter().map(|(line, weights, times)| format!("[{line}, {weights:?}, {times}]")).collect()
            });
            let word = page.word(find.from);
            let signs = signs.join(", ");
            lines.push(format!(
                "{{\"document\": {document:?}, \"name\": {word:?}, \"kind\": {kind}, \"once\": {ONCE}, \"signs\": [{signs}]}}"
            ));
        }
    }
    lines
}

/// Where a person, body or place stands that every reader would mark, and which of the three it is.
fn known(text: &Text, record: &serde_json::Value) -> Option<(Span, usize)> {
    let number = |key: &str| usize::try_from(record[key].as_u64()?).ok();
    let span = text.code_points().to_span(text.as_str(), number("start")?, number("end")?)?;
    let kind = ["PERSON", "ORG", "PLACE"].iter().position(|kind| record["type"] == *kind)?;
    record["opt"].is_null().then_some((span, kind))
}

#[test]
#[ignore = "prints what fit_signs.py reads"]
fn print_observations() {
    for line in SETS.iter().flat_map(|set| observations(set)) {
        println!("{line}");
    }
}

#[test]
fn signs_are_observed_with_what_is_known() {
    let lines = observations("seeds_gold");
    assert!(lines.len() > 10, "{lines:?}");
    let seen: serde_json::Value = serde_json::from_str(&lines[0]).unwrap();
    assert!(seen["signs"].as_array().unwrap().len() > 3, "{seen}");
    assert!(seen["kind"].as_u64().unwrap() < 3, "{seen}");
    assert_eq!(Kind::BUILT_IN[0], Kind::Person);
}
