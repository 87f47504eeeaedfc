//! Searches kept in the project: saved, asked again, counted live, renamed, deleted, exported, by keyboard and mouse.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable as _;
use lectern::project::Scope;
use lectern::workbench::Command;

use super::desk::{Desk, ECHO};
use super::searching::search;

const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers { shift: true, ..Modifiers::COMMAND };

/// Saves what is searched for under a name, by keyboard.
fn save(desk: &mut Desk, name: &str) {
    desk.run_palette("Save search");
    desk.harness.get_by_role_and_label(Role::TextInput, "Name").type_text(name);
    desk.run();
    desk.press_with(CTRL, Key::Enter);
    desk.finish();
}

/// Empties the box, so that the saved searches are listed.
fn clear(desk: &mut Desk) {
    desk.click("Clear the search");
    desk.finish();
}

fn names(desk: &Desk) -> Vec<String> {
    desk.bench(|bench| bench.saved_searches().into_iter().map(|search| search.name).collect())
}

fn listed(desk: &Desk) -> Vec<String> {
    desk.labels(Role::ListBoxOption)
}

/// A desk with two saved searches and the box empty.
fn desk() -> Desk {
    let mut desk = Desk::bundled_with_coder();
    search(&mut desk, "tag:office");
    search(&mut desk, "police");
    save(&mut desk, "The police");
    desk.tag(ECHO, "CHIEF Constable", &["Office"]);
    search(&mut desk, "tag:office");
    desk.click("Sentence");
    save(&mut desk, "Offices");
    clear(&mut desk);
    desk
}

#[test]
fn a_search_is_saved_under_a_name_and_asked_again() {
    let mut desk = desk();
    assert_eq!(names(&desk), ["Offices", "The police"]);
    let rows = listed(&desk);
    assert_eq!(rows[0], "Offices, 1 hit in 1 document");
    assert!(rows[1].starts_with("The police, ") && rows[1].ends_with(" documents"), "{rows:?}");
    // From the box into the list and through it, by keyboard.
    desk.press_with(CTRL_SHIFT, Key::F);
    desk.press(Key::ArrowDown);
    desk.press(Key::Enter);
    desk.finish();
    desk.finish();
    let asked = desk.bench(|bench| bench.asked().cloned()).unwrap();
    assert_eq!((asked.query.as_str(), asked.scope), ("tag:office", Scope::Sentence));
    assert_eq!(desk.bench(|bench| bench.answer().unwrap().count()), 1);
}

#[test]
fn counts_follow_what_is_tagged() {
    let mut desk = desk();
    desk.tag(ECHO, "Barry Coppinger", &["Office"]);
    desk.finish();
    assert_eq!(listed(&desk)[0], "Offices, 2 hits in 1 document");
    // In the box itself, undo is that of what was typed.
    desk.send(Command::Undo);
    desk.finish();
    assert_eq!(listed(&desk)[0], "Offices, 1 hit in 1 document");
    desk.send(Command::Undo);
    desk.finish();
    assert_eq!(names(&desk), ["The police"], "saving is undone as any edit");
}

#[test]
fn a_saved_search_that_cannot_be_answered_says_why() {
    let mut desk = Desk::bundled_with_coder();
    search(&mut desk, "tag:nothing");
    save(&mut desk, "");
    clear(&mut desk);
    assert_eq!(names(&desk), ["tag:nothing"], "without a name it is called as it asks");
    assert!(listed(&desk)[0].contains("There is no tag “nothing”"), "{:?}", listed(&desk));
}

#[test]
fn saved_searches_are_renamed_and_deleted_by_keyboard_and_that_is_undone() {
    let mut desk = desk();
    desk.press_with(CTRL_SHIFT, Key::F);
    desk.press(Key::ArrowDown);
    desk.press(Key::ArrowDown);
    desk.press(Key::F2);
    desk.harness.get_by_role_and_label(Role::TextInput, "Name").type_text("Constables");
    desk.run();
    desk.press_with(CTRL, Key::Enter);
    desk.finish();
    assert_eq!(names(&desk), ["Constables", "Offices"]);
    desk.press_with(CTRL_SHIFT, Key::F);
    desk.press(Key::ArrowDown);
    desk.press(Key::Home);
    desk.press(Key::Delete);
    desk.finish();
    assert_eq!(names(&desk), ["Offices"]);
    desk.press_with(CTRL, Key::Z);
    assert_eq!(names(&desk), ["Constables", "Offices"]);
    desk.press_with(CTRL, Key::Z);
    assert_eq!(names(&desk), ["Offices", "The police"]);
}

#[test]
fn the_menu_beside_the_box_asks_a_saved_search_while_another_is_shown() {
    let mut desk = desk();
    search(&mut desk, "resignation");
    desk.click("Saved searches");
    desk.finish();
    desk.harness.get_by_role_and_label(Role::MenuItem, "The police").click();
    desk.run();
    desk.finish();
    assert_eq!(desk.screen(|screen| screen.search.query.clone()), "police");
}

#[test]
fn saved_searches_are_exported_with_what_they_find() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("searches.csv");
    let mut desk = desk();
    desk.answer_file_dialog(vec![path.clone()]);
    desk.run_palette("Export saved searches");
    desk.press_with(CTRL, Key::Enter);
    desk.finish();
    let written = std::fs::read_to_string(&path).unwrap();
    let mut lines = written.lines();
    assert_eq!(lines.next(), Some("name,query,scope,document,hits,documents,problem,guarded"));
    assert_eq!(lines.next(), Some("Offices,tag:office,sentence,,1,1,,"));
    assert!(lines.next().unwrap().starts_with("The police,police,document,,"), "{written}");
}
