//! The export dialog: it begins as the table is set and as it was last left, and counts large projects aside.

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use lectern::text::Span;
use lectern::workbench::{Command, Places, Workbench};

use super::desk::{Desk, ECHO, MAIL};

fn is_on(desk: &Desk, label: &str) -> bool {
    let node = desk.harness.get_by_role_and_label(Role::RadioButton, label);
    node.accesskit_node().toggled() == Some(egui::accesskit::Toggled::True)
}

#[test]
fn the_dialog_takes_over_the_grouping_of_the_table() {
    let mut desk = Desk::bundled_with_coder();
    desk.tag(ECHO, "A CHIEF Constable", &["Roles"]);
    desk.tag(MAIL, "immediate effect", &["Claims"]);
    desk.click("Group");
    desk.click("Group by document");
    desk.press_with(Modifiers::COMMAND, Key::E);
    assert!(is_on(&desk, "document"));
    desk.harness.get_by_label("2 excerpts from 2 documents, by document.");
}

#[test]
fn the_dialog_remembers_format_and_shape() {
    let mut desk = Desk::bundled_with_coder();
    desk.tag(ECHO, "A CHIEF Constable", &["Roles"]);
    desk.press_with(Modifiers::COMMAND, Key::E);
    desk.click("CSV");
    desk.harness.get_by_role_and_label(Role::RadioButton, "excerpt").click();
    desk.run();
    desk.press(Key::Escape);
    assert!(desk.harness.query_by_role(Role::Dialog).is_none());
    desk.press_with(Modifiers::COMMAND, Key::E);
    assert!(is_on(&desk, "excerpt"));
    desk.harness.get_by_label("1 row");
}

#[test]
fn thousands_of_excerpts_are_counted_aside_while_the_dialog_answers() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("many.txt"), "word ".repeat(5_100)).unwrap();
    let mut bench = Workbench::new(Places::none());
    bench.change_settings(|settings| settings.try_this_closed = true);
    bench.send(Command::SetCoder { name: "Ada Reader".into(), initials: "AR".into() });
    bench.send(Command::OpenInputs(vec![folder.path().join("many.txt")]));
    bench.finish_jobs();
    let document = *bench.project().documents.keys().next().unwrap();
    for n in 0..5_050 {
        let span = Span::new(5 * n, 5 * n + 4);
        bench.run(Command::Tag { document, span, tags: Vec::new() }).unwrap();
    }
    bench.take_notices();
    let mut desk = Desk::new(bench);
    desk.press_with(Modifiers::COMMAND, Key::E);
    desk.wait_for("5,050 entries");
    desk.harness.run_steps(4);
    desk.harness.get_by_label("CSV").click();
    desk.harness.step();
    desk.wait_for("5,050 rows");
    let path = folder.path().join("out.csv");
    desk.answer_file_dialog(vec![path.clone()]);
    desk.press_with(Modifiers::COMMAND, Key::Enter);
    desk.finish();
    let written = std::fs::read_to_string(path).unwrap();
    assert_eq!(written.lines().count(), 5_051);
}

#[test]
fn documents_are_named_from_the_folder_of_the_project() {
    let folder = tempfile::tempdir().unwrap();
    let texts = folder.path().join("texts");
    std::fs::create_dir(&texts).unwrap();
    std::fs::write(texts.join("letter.txt"), "A letter\n\nIts words.").unwrap();
    let mut desk = Desk::on(vec![texts]);
    desk.send(Command::SetCoder { name: "Ada Reader".into(), initials: "AR".into() });
    desk.tag("A letter", "Its words", &["Words"]);
    desk.send(Command::SaveAs(folder.path().join("study.ron")));
    desk.finish();
    desk.press_with(Modifiers::COMMAND, Key::E);
    desk.wait();
    desk.click("JSON Lines");
    desk.wait();
    let path = folder.path().join("out.jsonl");
    desk.answer_file_dialog(vec![path.clone()]);
    desk.press_with(Modifiers::COMMAND, Key::Enter);
    desk.finish();
    let written = std::fs::read_to_string(path).unwrap();
    let name = std::path::Path::new("texts").join("letter.txt");
    assert!(written.starts_with(&format!("{{\"document\":{:?}", name.display().to_string())), "{written}");
}
