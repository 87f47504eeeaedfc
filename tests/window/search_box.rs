//! Names offered in the search box while one types, by keyboard and mouse.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use lectern::workbench::Command;

use super::desk::{Desk, ECHO};
use super::searching::BOX;

const CTRL_SHIFT: Modifiers = Modifiers { shift: true, ..Modifiers::COMMAND };

/// A desk with two tags and the box open, what can be asked for read.
fn desk() -> Desk {
    let mut desk = Desk::bundled_with_coder();
    desk.tag(ECHO, "CHIEF Constable", &["Policing", "High office"]);
    desk.tag(ECHO, "CHIEF Constable", &["Praise"]);
    desk.press_with(CTRL_SHIFT, Key::F);
    desk
}

fn type_in(desk: &mut Desk, text: &str) {
    desk.harness.get_by_role_and_label(Role::TextInput, BOX).type_text(text);
    desk.run();
    desk.finish();
}

fn query(desk: &Desk) -> String {
    desk.screen(|screen| screen.search.query.clone())
}

fn has_keyboard(desk: &Desk) -> bool {
    desk.harness.get_by_role_and_label(Role::TextInput, BOX).accesskit_node().is_focused()
}

fn offers(desk: &Desk, name: &str) -> bool {
    desk.harness.query_by_role_and_label(Role::Button, name).is_some()
}

#[test]
fn a_field_and_its_value_are_taken_by_keyboard_alone() {
    let mut desk = desk();
    type_in(&mut desk, "constable ta");
    assert!(offers(&desk, "tag:"));
    desk.press(Key::Tab);
    desk.finish();
    assert_eq!(query(&desk), "constable tag:");
    assert!(offers(&desk, "Policing > High office") && offers(&desk, "Praise"));
    type_in(&mut desk, "offi");
    assert!(!offers(&desk, "Praise"), "what does not fit is not offered");
    desk.press(Key::ArrowDown);
    desk.press(Key::Enter);
    assert_eq!(query(&desk), "constable tag:\"Policing > High office\"");
    assert!(has_keyboard(&desk) && !offers(&desk, "Policing > High office"));
    desk.wait();
    desk.finish();
    let found = desk.bench(|bench| bench.answer().map(|it| it.count()));
    assert!(found.is_some_and(|count| count > 0), "and it is found: {found:?}");
}

#[test]
fn enter_searches_unless_something_was_chosen() {
    let mut desk = desk();
    type_in(&mut desk, "me");
    assert!(offers(&desk, "memo:"));
    desk.press(Key::Enter);
    assert_eq!(query(&desk), "me");
    assert!(!offers(&desk, "memo:"));
    desk.wait();
    desk.finish();
    assert_eq!(desk.bench(|bench| bench.asked().map(|asked| asked.query.clone())).as_deref(), Some("me"));
}

#[test]
fn arrows_go_round_what_is_offered_and_come_back_to_what_was_typed() {
    let mut desk = desk();
    type_in(&mut desk, "t");
    for _ in 0..4 {
        desk.press(Key::ArrowDown);
    }
    desk.press(Key::Enter);
    assert_eq!(query(&desk), "t", "tag, type, title, and what was typed");
    type_in(&mut desk, "y");
    desk.press(Key::ArrowUp);
    desk.press(Key::Enter);
    assert_eq!(query(&desk), "type:");
}

#[test]
fn escape_closes_the_list_and_leaves_the_box_as_it_is() {
    let mut desk = desk();
    type_in(&mut desk, "tag:");
    assert!(offers(&desk, "Praise"));
    desk.press(Key::Escape);
    assert!(!offers(&desk, "Praise") && has_keyboard(&desk));
    assert_eq!(query(&desk), "tag:");
    assert!(
        desk.harness.query_by_label_contains("Say directly after").is_some(),
        "now it is told what is wrong"
    );
}

#[test]
fn what_is_offered_is_taken_with_the_mouse_and_the_keyboard_stays() {
    let mut desk = desk();
    type_in(&mut desk, "coder:");
    let is_offered = |label: Option<String>| label.as_deref() == Some("Ada Reader");
    let at = {
        let mut buttons = desk.harness.query_all_by_role(Role::Button);
        let offered =
            buttons.find(|node| is_offered(node.accesskit_node().label()) && node.rect().left() < 280.0);
        offered.unwrap().rect().center()
    };
    desk.click_at(at);
    assert_eq!(query(&desk), "coder:\"Ada Reader\"");
    assert!(has_keyboard(&desk));
    type_in(&mut desk, " x");
    assert_eq!(query(&desk), "coder:\"Ada Reader\" x", "the caret stands behind what was taken");
}

#[test]
fn attributes_and_entities_of_the_corpus_are_offered() {
    let mut desk = Desk::recognised();
    let document = desk.document(ECHO);
    let attribute = |name: &str, value: &str| Command::SetAttribute {
        document,
        name: name.to_owned(),
        value: Some(value.to_owned()),
    };
    desk.send(attribute("Genre", "court report"));
    desk.press_with(CTRL_SHIFT, Key::F);
    type_in(&mut desk, "gen");
    assert!(offers(&desk, "genre:"));
    desk.press(Key::Tab);
    desk.press(Key::Tab);
    assert_eq!(query(&desk), "genre:\"court report\"");
    let name = desk.bench(|bench| bench.entities().all()[0].name.to_string());
    type_in(&mut desk, " entity:");
    assert!(offers(&desk, &name), "the one named most comes first");
    desk.press(Key::Escape);
    type_in(&mut desk, "\"x\" type:pers");
    assert!(offers(&desk, "person"));
}

#[test]
fn a_line_below_the_box_says_what_is_being_typed() {
    let mut desk = desk();
    type_in(&mut desk, "complain*");
    desk.harness.get_by_label("* any letters, ? one letter");
}

#[test]
fn an_attribute_of_any_name_is_offered_taken_and_found() {
    let mut desk = Desk::bundled();
    let document = desk.document(ECHO);
    for (name, value) in [("Court district", "York \"North\""), ("type", "report")] {
        let (name, value) = (name.to_owned(), Some(value.to_owned()));
        desk.send(Command::SetAttribute { document, name, value });
    }
    desk.press_with(CTRL_SHIFT, Key::F);
    type_in(&mut desk, "cour");
    assert!(offers(&desk, "\"court district\":"));
    desk.press(Key::Tab);
    desk.press(Key::Tab);
    assert_eq!(query(&desk), "\"court district\":\"York \\\"North\\\"\"");
    type_in(&mut desk, " attribute.type:report police");
    desk.press(Key::Escape);
    desk.wait();
    desk.finish();
    let found = desk.bench(|bench| bench.answer().map(|answer| (answer.found().len(), answer.document(0))));
    assert_eq!(found, Some((1, Some(document))));
}

#[test]
fn an_attribute_that_no_document_has_is_said_to_be_none() {
    let mut desk = Desk::bundled();
    type_in_new(&mut desk, "kinds:letter");
    let said = desk.harness.query_by_label_contains("No document has the attribute “kinds”; there are “");
    assert!(said.is_some());
}

/// Opens the box, types and lets it be asked.
fn type_in_new(desk: &mut Desk, text: &str) {
    desk.press_with(CTRL_SHIFT, Key::F);
    type_in(desk, text);
    desk.press(Key::Escape);
    desk.wait();
    desk.finish();
}
