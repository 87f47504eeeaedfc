//! The inspector: attributes renamed, and names in use offered for new ones.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use lectern::project::DocumentId;
use lectern::text::Span;
use lectern::workbench::Command;

use super::desk::{Desk, ECHO};

const CTRL: Modifiers = Modifiers::COMMAND;

/// A desk with the first document in the inspector.
fn desk_at_document() -> (Desk, DocumentId) {
    let mut desk = Desk::bundled_with_coder();
    let listed = desk.labels(Role::ListBoxOption);
    let echo = listed.iter().find(|label| label.contains(ECHO)).unwrap();
    desk.harness.get_by_role_and_label(Role::ListBoxOption, echo).click();
    desk.run();
    let document = desk.document(ECHO);
    (desk, document)
}

fn having(desk: &Desk, name: &str) -> usize {
    let has = |bench: &lectern::workbench::Workbench| {
        bench.project().documents.values().filter(|record| record.attributes.contains_key(name)).count()
    };
    desk.bench(has)
}

fn write_name(desk: &mut Desk, attribute: &str, name: &str) {
    let label = format!("Rename {attribute}");
    desk.harness.get_by_label(&label).focus();
    desk.run();
    desk.press_with(CTRL, Key::A);
    desk.harness.get_by_label(&label).type_text(name);
    desk.run();
    desk.press(Key::Enter);
}

#[test]
fn an_attribute_is_renamed_in_all_documents_that_have_it() {
    let (mut desk, document) = desk_at_document();
    let before = having(&desk, "kind");
    assert!(before > 1);
    write_name(&mut desk, "kind", "genre");
    assert_eq!((having(&desk, "kind"), having(&desk, "genre")), (0, before));
    desk.press_with(CTRL, Key::Z);
    assert_eq!((having(&desk, "kind"), having(&desk, "genre")), (before, 0));

    // Where a document has both, neither is lost.
    desk.send(Command::SetAttribute { document, name: "genre".into(), value: Some("report".into()) });
    write_name(&mut desk, "kind", "genre");
    assert_eq!((having(&desk, "kind"), having(&desk, "genre")), (before, 1));
    assert!(desk.harness.query_all_by_label_contains("has both").next().is_some());
}

#[test]
fn the_language_a_document_is_searched_in_is_shown_and_follows_what_is_stated() {
    let (mut desk, document) = desk_at_document();
    desk.bench_mut(lectern::workbench::Workbench::search_from_now_on);
    desk.finish();
    desk.harness.get_by_label("UTF-8 · English");
    desk.send(Command::SetAttribute { document, name: "language".into(), value: Some("de".into()) });
    desk.finish();
    desk.harness.get_by_label("UTF-8 · German");
}

#[test]
fn names_in_use_are_offered_for_a_new_attribute() {
    let (mut desk, document) = desk_at_document();
    let other = desk.bench(|bench| *bench.project().documents.keys().find(|id| **id != document).unwrap());
    desk.send(Command::SetAttribute { document: other, name: "author".into(), value: Some("B".into()) });
    let add = |desk: &mut Desk, typed: &str, keys: &[Key], value: &str| {
        desk.click("Add an attribute");
        desk.harness.get_by_label("Attribute name").type_text(typed);
        desk.run();
        for key in keys {
            desk.press(*key);
        }
        desk.harness.get_by_label("Attribute value").type_text(value);
        desk.run();
        desk.press(Key::Enter);
    };
    let value = |desk: &Desk, name: &str| {
        desk.bench(|bench| bench.project().documents[&document].attribute(name).to_owned())
    };
    add(&mut desk, "au", &[Key::ArrowDown, Key::Enter], "Ada");
    assert_eq!(value(&desk, "author"), "Ada");
    desk.press_with(CTRL, Key::Z);
    assert_eq!(value(&desk, "author"), "");
    // What is not chosen is not forced on anybody.
    add(&mut desk, "au", &[Key::Enter], "gold");
    assert_eq!((value(&desk, "au"), value(&desk, "author")), ("gold".to_owned(), String::new()));
}

#[test]
fn a_memo_is_kept_while_it_is_written_and_the_field_keeps_the_keyboard() {
    let mut desk = Desk::bundled_with_coder();
    let memo = |desk: &Desk| desk.bench(|bench| bench.project().info.memo.clone());
    let field = |desk: &Desk| {
        let mut fields = desk.harness.query_all_by_role(Role::MultilineTextInput);
        fields.next().map(|node| node.accesskit_node().is_focused())
    };
    desk.harness.get_all_by_role(Role::MultilineTextInput).next().unwrap().focus();
    desk.run();
    desk.harness.get_all_by_role(Role::MultilineTextInput).next().unwrap().type_text("Half a thought");
    desk.run();
    assert_eq!((memo(&desk), field(&desk)), (String::new(), Some(true)));
    for _ in 0..10 {
        desk.wait();
    }
    assert_eq!((memo(&desk).as_str(), field(&desk)), ("Half a thought", Some(true)));
    desk.harness.get_all_by_role(Role::MultilineTextInput).next().unwrap().type_text(" and more");
    desk.run();
    desk.press_with(Modifiers::COMMAND, Key::Enter);
    assert_eq!(memo(&desk), "Half a thought and more");
}

#[test]
fn a_document_is_read_in_another_encoding_from_the_inspector() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cafe.txt");
    std::fs::write(&path, "Café owners met.\n").unwrap();
    let mut desk = Desk::on(vec![path]);
    let listed = desk.labels(Role::ListBoxOption);
    let cafe = listed.iter().find(|label| label.contains("Café")).unwrap();
    desk.harness.get_by_role_and_label(Role::ListBoxOption, cafe).click();
    desk.run();
    desk.click("Encoding…");
    desk.harness.get_by_role_and_label(Role::TextInput, "Encoding").type_text("1252");
    desk.run();
    desk.press(Key::Enter);
    desk.finish();
    let encoding =
        |desk: &Desk| desk.bench(|bench| bench.project().documents.values().next().unwrap().encoding.clone());
    assert_eq!(encoding(&desk), "windows-1252 (chosen)");
    desk.press_with(CTRL, Key::Z);
    assert_eq!(encoding(&desk), "UTF-8");
}

#[test]
fn a_corrected_document_is_not_offered_other_encodings() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cafe.txt");
    std::fs::write(&path, "Café owners met.\n").unwrap();
    let mut desk = Desk::on(vec![path]);
    desk.select(Span::new(0, 5));
    desk.run_palette("Correct text");
    desk.harness.get_by_role_and_label(Role::TextInput, "Words").type_text("Pub");
    desk.run();
    desk.press_with(CTRL, Key::Enter);
    desk.finish();
    let listed = desk.labels(Role::ListBoxOption);
    let cafe = listed.iter().find(|label| label.contains("Café")).unwrap();
    desk.harness.get_by_role_and_label(Role::ListBoxOption, cafe).click();
    desk.run();
    desk.harness.get_by_label("Corrected here, not in its file");
    desk.click("Encoding…");
    assert!(desk.harness.query_by_role_and_label(Role::TextInput, "Encoding").is_none());
    desk.harness.get_by_label_contains("undo the corrections first");
    desk.press(Key::Enter);
    desk.finish();
    assert!(desk.bench(|bench| bench.project().documents.values().all(|record| record.encoding == "UTF-8")));
}
