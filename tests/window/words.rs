//! Words by keyboard and mouse: the tables, what a click on a row does, filters, sorting, copying, exporting.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use egui::{Event, Key, Modifiers, OutputCommand, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use lectern::ui::screen::{BottomTable, SidePanel};
use lectern::workbench::Command;

use super::desk::{Desk, ECHO, MAIL};
use super::searching::{search, settle};

/// Shows the tables of words; what is counted is there afterwards.
fn words(desk: &mut Desk) {
    desk.press_with(Modifiers::ALT, Key::W);
    settle(desk);
}

fn choose(desk: &mut Desk, table: &str) {
    desk.harness.get_by_role_and_label(Role::Button, table).click();
    settle(desk);
}

/// The first cells of the rows in view.
fn firsts(desk: &Desk) -> Vec<String> {
    desk.rows().into_iter().map(|row| row.split(", ").next().unwrap_or_default().to_owned()).collect()
}

fn query(desk: &Desk) -> String {
    desk.screen(|screen| screen.search.query.clone())
}

#[test]
fn the_word_list_is_counted_and_filtered_as_one_types() {
    let mut desk = Desk::bundled();
    words(&mut desk);
    assert_eq!(desk.screen(|screen| screen.table), BottomTable::Words);
    assert_eq!(firsts(&desk)[0], "the");
    desk.type_into("Filter words", "consta");
    settle(&mut desk);
    let listed = firsts(&desk);
    assert!(listed[0] == "constable" && listed.iter().all(|word| word.contains("consta")), "{listed:?}");
    desk.type_into("Filter words", "zzz");
    settle(&mut desk);
    desk.click("Show all rows");
    settle(&mut desk);
    assert_eq!(firsts(&desk)[0], "the");
    desk.click("Without function words");
    settle(&mut desk);
    assert!(!firsts(&desk).contains(&"the".to_owned()) && firsts(&desk).contains(&"police".to_owned()));
}

#[test]
fn arrows_and_enter_search_for_a_word_and_the_keyboard_stays() {
    let mut desk = Desk::bundled();
    words(&mut desk);
    desk.press(Key::ArrowDown);
    desk.press(Key::ArrowDown);
    let second = firsts(&desk)[1].clone();
    desk.press(Key::Enter);
    settle(&mut desk);
    assert_eq!(query(&desk), format!("={second}"));
    assert_eq!(
        desk.screen(|screen| (screen.side, screen.table)),
        (Some(SidePanel::Search), BottomTable::Words)
    );
    assert!(desk.bench(|bench| bench.answer().unwrap().count()) > 1);
    desk.press(Key::ArrowDown);
    desk.press(Key::Enter);
    settle(&mut desk);
    assert_ne!(query(&desk), format!("={second}"));
}

#[test]
fn runs_of_words_are_listed_and_a_click_searches_for_one() {
    let mut desk = Desk::bundled();
    words(&mut desk);
    desk.click("Words in a run: Single words");
    desk.click("Runs of 2 words");
    settle(&mut desk);
    desk.click("Without function words");
    settle(&mut desk);
    let run = firsts(&desk)[0].clone();
    assert_eq!(run.split(' ').count(), 2);
    let place = desk.row(&format!("{run}, "));
    desk.click_at(place);
    settle(&mut desk);
    assert_eq!(query(&desk), format!("\"{run}\""));
    assert!(desk.bench(|bench| bench.answer().unwrap().count()) > 1);
}

#[test]
fn frequencies_ask_for_a_search_and_then_follow_it() {
    let mut desk = Desk::bundled();
    words(&mut desk);
    choose(&mut desk, "Frequencies");
    desk.harness.get_by_label("Nothing is searched for");
    search(&mut desk, "police");
    let found = desk.bench(|bench| bench.answer().unwrap().found().len());
    assert_eq!(desk.rows().len(), found);
    words(&mut desk);
    desk.press(Key::ArrowDown);
    desk.press(Key::Enter);
    settle(&mut desk);
    let title = firsts(&desk)[0].clone();
    let hit = desk.screen(|screen| screen.search.hit).unwrap();
    let shown = desk.bench(|bench| bench.project().documents[&hit.0].title.clone());
    assert!(shown.starts_with(&title), "{shown} {title}");
}

#[test]
fn a_click_on_a_title_sorts_and_another_turns_the_order_round() {
    let mut desk = Desk::bundled();
    search(&mut desk, "police");
    words(&mut desk);
    choose(&mut desk, "Frequencies");
    let by_hits = desk.rows();
    desk.click("Sort by Document");
    settle(&mut desk);
    let mut by_title = desk.rows();
    assert!(by_title.is_sorted_by_key(|row| row.to_lowercase()), "{by_title:?}");
    assert_eq!(by_title.len(), by_hits.len());
    desk.click("Sort by Document");
    settle(&mut desk);
    by_title.reverse();
    assert_eq!(desk.rows(), by_title);
}

#[test]
fn values_of_an_attribute_have_frequencies_and_narrow_the_search() {
    let mut desk = Desk::bundled();
    let document = desk.document(ECHO);
    let (name, value) = ("medium".to_owned(), Some("paper".to_owned()));
    desk.send(Command::SetAttribute { document, name, value });
    search(&mut desk, "police");
    words(&mut desk);
    choose(&mut desk, "Frequencies");
    desk.click("Frequencies by: By document");
    desk.click("By medium");
    settle(&mut desk);
    assert_eq!(desk.rows().len(), 2);
    let place = desk.row("paper, ");
    desk.click_at(place);
    settle(&mut desk);
    assert_eq!(query(&desk), "police AND medium:paper");
    assert_eq!(desk.bench(|bench| bench.answer().unwrap().found().len()), 1);
}

#[test]
fn collocates_stand_in_the_window_and_a_click_searches_for_the_pair() {
    let mut desk = Desk::bundled();
    search(&mut desk, "constable");
    words(&mut desk);
    choose(&mut desk, "Collocates");
    desk.click("Words before a hit: 5 left");
    desk.click("1 left");
    settle(&mut desk);
    desk.click("Words after a hit: 5 right");
    desk.click("1 right");
    settle(&mut desk);
    assert_eq!(firsts(&desk)[0], "chief");
    let place = desk.row("chief, ");
    desk.click_at(place);
    settle(&mut desk);
    assert_eq!(query(&desk), "\"constable chief\"~0");
    assert!(desk.bench(|bench| bench.answer().unwrap().count()) > 3);
}

#[test]
fn keyness_compares_the_documents_chosen_and_names_its_statistics() {
    let mut desk = Desk::bundled();
    for title in [ECHO, MAIL] {
        let document = desk.document(title);
        let (name, value) = ("medium".to_owned(), Some("paper".to_owned()));
        desk.send(Command::SetAttribute { document, name, value });
    }
    words(&mut desk);
    choose(&mut desk, "Keyness");
    desk.harness.get_by_label("Nothing is searched for");
    desk.click("Target: Documents found");
    desk.harness.get_by_role_and_label(Role::TextInput, "Find a part").type_text("paper");
    desk.run();
    desk.click("medium: paper");
    settle(&mut desk);
    assert!(desk.harness.query_by_label_contains("in 2 documents against").is_some());
    let rows = desk.rows();
    assert_eq!(rows[0].split(", ").count(), 7, "{rows:?}");
    desk.click("How this is counted");
    for source in ["Rayson and Garside 2000", "Hardie 2014"] {
        assert!(desk.harness.query_by_label_contains(source).is_some(), "{source}");
    }
}

#[test]
fn a_row_and_the_whole_table_are_copied() {
    let mut desk = Desk::bundled();
    words(&mut desk);
    desk.press(Key::ArrowDown);
    desk.harness.event(Event::Copy);
    desk.harness.step();
    let copied = |desk: &Desk| {
        desk.harness.output().platform_output.commands.iter().find_map(|command| match command {
            OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        })
    };
    let row = copied(&desk).unwrap();
    assert!(row.starts_with("the\t") && row.split('\t').count() == 4, "{row}");
    desk.harness.get_by_label("Copy table").click();
    // The click is a press and a release, each a frame.
    let mut whole = None;
    for _ in 0..4 {
        desk.harness.step();
        whole = whole.or_else(|| copied(&desk));
    }
    let whole = whole.unwrap();
    assert!(whole.starts_with("Words\tCount\tPer thousand\tDocuments\nthe\t"), "{}", &whole[..80]);
    assert!(whole.lines().count() > 500);
}

#[test]
fn the_table_is_exported_as_it_is_filtered() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("words.csv");
    let mut desk = Desk::bundled();
    words(&mut desk);
    desk.type_into("Filter words", "constable");
    settle(&mut desk);
    desk.answer_file_dialog(vec![path.clone()]);
    desk.click("Export…");
    desk.harness.get_by_role_and_label(Role::Dialog, "Export word list");
    desk.press_with(Modifiers::COMMAND, Key::Enter);
    desk.finish();
    let written = std::fs::read_to_string(path).unwrap();
    assert!(written.starts_with("words,count,per_thousand,documents,guarded\r\nconstable,"), "{written}");
    assert!(written.lines().skip(1).all(|line| line.contains("constable")));
}

#[test]
fn without_documents_the_table_says_what_would_be_there() {
    let mut desk = Desk::on(Vec::new());
    words(&mut desk);
    desk.harness.get_by_label("No words yet");
    assert!(desk.harness.get_by_label("Export…").accesskit_node().is_disabled());
}
