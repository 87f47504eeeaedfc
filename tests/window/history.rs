//! The History panel: what was done, whether it still holds, the way back, and the way into a file.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use lectern::ui::screen::BottomTable;
use lectern::workbench::Command;

use super::desk::{Desk, ECHO, MAIL};

const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers { shift: true, ..Modifiers::COMMAND };

/// What the lines of the panel say, newest first.
fn lines(desk: &Desk) -> Vec<String> {
    let panel = desk.harness.get_by_role_and_label(Role::ListBox, "History");
    let rows = panel.children_recursive().filter(|node| node.accesskit_node().role() == Role::ListBoxOption);
    let mut rows: Vec<(f32, String)> =
        rows.map(|row| (row.rect().top(), row.accesskit_node().label().unwrap_or_default())).collect();
    rows.sort_by(|a, b| a.0.total_cmp(&b.0));
    rows.into_iter().map(|(_, label)| label).collect()
}

/// How the first line that says this stands.
fn standing(desk: &Desk, line: &str) -> String {
    let panel = desk.harness.get_by_role_and_label(Role::ListBox, "History");
    let mut rows = panel.children_recursive().filter(|node| {
        node.accesskit_node().role() == Role::ListBoxOption
            && node.accesskit_node().label().as_deref() == Some(line)
    });
    let row = rows.next().unwrap();
    row.accesskit_node().data().description().unwrap_or_default().to_owned()
}

fn with_history() -> Desk {
    let mut desk = Desk::bundled_with_coder();
    desk.tag(ECHO, "A CHIEF Constable", &["Roles"]);
    desk.tag(MAIL, "Police", &["Police"]);
    desk.send(Command::NewTag { parent: None, name: "Later".into() });
    desk.send(Command::Undo);
    desk.press_with(CTRL_SHIFT, Key::H);
    desk
}

#[test]
fn lists_all_that_was_done_with_the_newest_first_and_says_what_was_taken_back() {
    let desk = with_history();
    assert_eq!(desk.screen(|screen| screen.table), BottomTable::History);
    assert_eq!(
        lines(&desk)[..4],
        ["Undone: New tag “Later”", "New tag “Later”", "Tag a passage “Police”", "Tag a passage “Roles”"]
    );
    assert!(standing(&desk, "New tag “Later”").ends_with(", Ada Reader, taken back"));
    assert!(standing(&desk, "Tag a passage “Roles”").ends_with(", Ada Reader, in force"));
}

#[test]
fn arrows_walk_the_lines_and_enter_leads_to_the_passage_or_says_that_it_is_gone() {
    let mut desk = with_history();
    for _ in 0..4 {
        desk.press(Key::ArrowDown);
    }
    desk.press(Key::Enter);
    assert!(desk.is_reading(ECHO) || desk.active_title().starts_with(ECHO));
    desk.press_with(CTRL_SHIFT, Key::H);
    desk.press(Key::Home);
    desk.press(Key::Enter);
    assert!(desk.harness.query_all_by_label_contains("is no longer in the project").next().is_some());
}

#[test]
fn one_click_undoes_back_to_an_entry_and_another_does_one_of_them_again() {
    let mut desk = with_history();
    desk.click("Tag a passage “Roles”");
    desk.click("Undo back to here (1 step)");
    assert_eq!(desk.annotations(), 1);
    assert_eq!(lines(&desk)[0], "Undone: Tag a passage “Police”");
    desk.send(Command::NewTag { parent: None, name: "Else".into() });
    desk.wait();
    desk.click("Tag a passage “Police”");
    desk.click("Do this again");
    assert_eq!(desk.annotations(), 2);
    assert_eq!(lines(&desk)[0], "Tag a passage “Police”, again");
    desk.harness.get_by_label("Filter history").focus();
    desk.run();
    desk.harness.get_by_label("Filter history").type_text("a passage “police");
    desk.run();
    assert!(standing(&desk, "Tag a passage “Police”").ends_with("left"));
}

#[test]
fn the_filter_narrows_the_lines_and_can_be_lifted() {
    let mut desk = with_history();
    desk.harness.get_by_label("Filter history").focus();
    desk.run();
    desk.harness.get_by_label("Filter history").type_text("police");
    desk.run();
    assert_eq!(lines(&desk), ["Tag a passage “Police”"]);
    desk.harness.get_by_label("Filter history").type_text("nothing of the kind");
    desk.run();
    desk.click("Show all entries");
    assert!(lines(&desk).len() > 4);
}

#[test]
fn a_long_history_draws_only_what_is_in_view() {
    let mut desk = Desk::bundled_with_coder();
    desk.bench_mut(|bench| {
        for n in 0..20_000 {
            bench.run(Command::SetProjectMemo(format!("memo {n}"))).unwrap();
        }
    });
    desk.press_with(CTRL_SHIFT, Key::H);
    assert!(lines(&desk).len() < 60);
    desk.press(Key::End);
    desk.wait();
    let shown = lines(&desk);
    assert!(
        shown.last().unwrap().contains("Add documents") || shown.last().unwrap().contains("begun"),
        "{shown:?}"
    );
}

#[test]
fn the_history_is_exported_from_the_file_menu() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("trail.md");
    let mut desk = with_history();
    desk.answer_file_dialog(vec![path.clone()]);
    desk.run_palette("Export history");
    desk.harness.get_by_label("Markdown").click();
    desk.run();
    desk.press_with(CTRL, Key::Enter);
    desk.finish();
    let written = std::fs::read_to_string(path).unwrap();
    assert!(written.contains("~~New tag “Later”~~"), "{written}");
}
