//! Commands wherever they are given: what stands in the way of one is said, the keyboard goes back where it was after a
//! dialog, and tabs are closed by the handful.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use lectern::entities::Kind;
use lectern::workbench::{Command, Places, Workbench};

use super::desk::{Desk, ECHO};

const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_ALT: Modifiers = Modifiers { alt: true, ..Modifiers::COMMAND };

#[test]
fn what_stands_in_the_way_of_a_command_is_said_by_menu_palette_and_key() {
    const WHY: &str = "Select the words to correct in a document of your own first.";
    let mut desk = Desk::bundled();
    desk.click("Edit");
    let item = desk.harness.get_by_role_and_label(Role::MenuItem, "Correct text…");
    assert!(item.accesskit_node().is_disabled());
    assert_eq!(item.accesskit_node().description().as_deref(), Some(WHY));
    desk.press(Key::Escape);
    desk.run_palette("Correct text");
    desk.harness.get_by_label(WHY);
    desk.press_with(CTRL, Key::S);
    desk.press(Key::Escape);
    desk.press_with(Modifiers::NONE, Key::N);
    desk.harness.get_by_label("No passage is tagged yet: select some words and press T.");
}

#[test]
fn the_palette_lists_last_what_cannot_be_done_now() {
    let mut desk = Desk::bundled();
    desk.press_with(CTRL, Key::K);
    desk.harness.get_all_by_role(Role::TextInput).last().unwrap().type_text("hit");
    desk.run();
    let rows: Vec<(String, bool)> = desk
        .harness
        .get_all_by_role(Role::ListBoxOption)
        .map(|row| (row.accesskit_node().label().unwrap_or_default(), row.accesskit_node().is_disabled()))
        .filter(|(label, _)| label.contains("hit"))
        .collect();
    assert!(rows.contains(&("Next hit".to_owned(), true)), "{rows:?}");
}

#[test]
fn a_list_has_the_keyboard_again_after_a_dialog_opened_from_it() {
    let mut desk = Desk::recognised();
    desk.press_with(CTRL, Key::Num3);
    desk.type_into("Filter entities", "Barry Coppinger");
    desk.press(Key::ArrowDown);
    let list = |desk: &Desk| {
        desk.harness.get_by_role_and_label(Role::ListBox, "Entities").accesskit_node().is_focused()
    };
    assert!(list(&desk));
    desk.press(Key::F2);
    desk.harness.get_by_role_and_label(Role::Dialog, "Rename the entity");
    desk.press(Key::Escape);
    assert!(list(&desk), "after a dialog that was left");
    desk.press_with(CTRL, Key::K);
    desk.press(Key::Escape);
    assert!(list(&desk), "and after the palette");
}

#[test]
fn arrows_choose_of_which_type_an_entity_is() {
    let mut desk = Desk::recognised();
    desk.press_with(CTRL, Key::Num3);
    desk.type_into("Filter entities", "Barry Coppinger");
    desk.press(Key::ArrowDown);
    desk.run_palette("Type of entity");
    desk.press(Key::ArrowRight);
    desk.press(Key::Enter);
    desk.finish();
    let kind = desk.bench(|bench| {
        bench.entities().all().iter().find(|it| &*it.name == "Barry Coppinger").map(|it| it.kind.clone())
    });
    assert_eq!(kind, Some(Kind::Organisation));
    desk.send(Command::Undo);
    desk.finish();
    desk.run_palette("Type of entity");
    for _ in 0..20 {
        desk.press(Key::ArrowDown);
    }
    desk.harness.get_by_label("New type");
}

#[test]
fn the_other_tabs_of_a_pane_close_at_once() {
    let mut desk = Desk::bundled();
    let tabs = |desk: &Desk| desk.labels(Role::Tab).len();
    let titles: Vec<String> =
        desk.bench(|bench| bench.project().documents.values().map(|record| record.title.clone()).collect());
    for title in titles.iter().take(3) {
        let row = desk.harness.get_by_role_and_label(Role::ListBoxOption, title).rect().center();
        desk.wait();
        // A double click keeps the tab.
        desk.click_at(row);
        desk.click_at(row);
    }
    let before = tabs(&desk);
    assert!(before > 2, "{before}");
    let title = desk.active_title();
    desk.press_with(CTRL_ALT, Key::W);
    assert!(tabs(&desk) < before);
    assert_eq!(desk.active_title(), title, "the one in front stays");
    desk.run_palette("Close other tabs");
    desk.harness.get_by_label("There are no other tabs in this pane.");
}

#[test]
fn first_steps_that_were_tried_are_ticked() {
    let mut bench = Workbench::new(Places::none());
    bench.start_on_bundled_corpus();
    let mut desk = Desk::new(bench);
    desk.harness.get_by_label("Not tried yet: See which numbers differ:");
    desk.run_palette("Figures");
    for tried in ["See which numbers differ:", "Find any command with"] {
        desk.harness.get_by_label(&format!("Tried: {tried}"));
    }
}

#[test]
fn after_a_click_on_a_topic_keys_act_on_the_topic_and_not_on_the_text_it_opened() {
    let mut desk = Desk::compared();
    desk.tag(ECHO, "A CHIEF Constable has sent", &["Roles"]);
    desk.run_palette("Figures");
    let topics = |desk: &Desk| desk.labels(Role::RowHeader);
    let first = topics(&desk).first().cloned().unwrap_or_else(|| panic!("{:?}", desk.labels(Role::Cell)));
    let heading = desk.harness.get_by_role_and_label(Role::RowHeader, &first).rect().center();
    desk.click_at(heading);
    desk.press(Key::Delete);
    assert_eq!(desk.annotations(), 1, "the annotation stays");
    assert!(!topics(&desk).contains(&first), "and the topic is dismissed");
    desk.send(Command::Undo);
    desk.finish();
    let heading = desk.harness.get_by_role_and_label(Role::RowHeader, &first).rect().center();
    desk.click_at(heading);
    desk.press(Key::F2);
    assert!(desk.harness.query_by_label("Click a tag in the Tags panel first.").is_none());
}

#[test]
fn an_open_menu_has_the_keyboard_to_itself() {
    let mut desk = Desk::bundled_with_coder();
    desk.tag(ECHO, "A CHIEF Constable has sent", &["Roles"]);
    desk.click_reader();
    let at = desk.place_of(ECHO, "Constable");
    desk.click_at(at.center());
    desk.click("Compare");
    for _ in 0..4 {
        desk.press(Key::ArrowDown);
    }
    assert_eq!(desk.place_of(ECHO, "Constable"), at, "the text stays where it is");
    desk.press(Key::Delete);
    assert_eq!(desk.annotations(), 1);
    let focused = |desk: &Desk| {
        let lines = desk.harness.query_all_by_role(Role::MenuItem);
        let lines = lines.chain(desk.harness.query_all_by_role(Role::MenuItemCheckBox));
        let focused = lines.filter(|line| line.accesskit_node().is_focused());
        focused.filter_map(|line| line.accesskit_node().label()).collect::<Vec<_>>()
    };
    assert_eq!(focused(&desk).len(), 1, "{:?}", focused(&desk));
    desk.press(Key::ArrowRight);
    desk.harness.get_by_role_and_label(Role::MenuItem, "About Lectern");
    desk.press(Key::Escape);
    assert!(desk.labels(Role::MenuItem).is_empty());
    desk.press(Key::F10);
    desk.press(Key::ArrowRight);
    desk.press(Key::End);
    let last = focused(&desk);
    desk.press(Key::Home);
    assert_ne!(focused(&desk), last);
    desk.press(Key::Escape);
}
