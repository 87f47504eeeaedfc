//! Files coming and going: dropped, opened again, read only, left with and without saving; what comes back next time.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::path::{Path, PathBuf};

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable as _;
use lectern::ui::screen::SidePanel;
use lectern::workbench::{Command, Workbench};

use super::desk::{Desk, ECHO, MAIL};

const CTRL: Modifiers = Modifiers::COMMAND;

fn written(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path
}

/// A project file with one annotation on the bundled corpus.
fn saved_project(folder: &Path) -> PathBuf {
    let path = folder.join("cleveland.ron");
    let mut desk = Desk::bundled_with_coder();
    desk.tag(ECHO, "A CHIEF Constable", &["Roles"]);
    desk.send(Command::SaveAs(path.clone()));
    desk.finish();
    assert!(path.is_file());
    path
}

#[test]
fn files_let_go_over_the_window_join_the_corpus() {
    let folder = tempfile::tempdir().unwrap();
    let one = written(folder.path(), "one.txt", "The first document.");
    let two = written(folder.path(), "two.txt", "The second document.");
    let mut desk = Desk::bundled();
    desk.drop_files(&[one, two]);
    assert_eq!(desk.bench(|bench| bench.project().documents.len()), 7);
}

#[test]
fn a_project_let_go_over_the_window_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    let project = saved_project(folder.path());
    let mut desk = Desk::bundled();
    desk.drop_files(&[project]);
    assert_eq!(desk.bench(Workbench::project_name).as_deref(), Some("cleveland"));
    assert_eq!(desk.annotations(), 1);
}

#[test]
fn a_recent_project_is_opened_from_the_file_menu() {
    let folder = tempfile::tempdir().unwrap();
    let project = saved_project(folder.path());
    let mut desk = Desk::at(&folder.path().join("data"), vec![project]);
    desk.press_with(CTRL, Key::N);
    assert_eq!(desk.bench(|bench| bench.project().documents.len()), 0);
    desk.click("File");
    desk.click("Open recent");
    desk.click("cleveland.ron");
    desk.finish();
    assert_eq!(desk.annotations(), 1);
}

#[test]
fn a_project_of_a_newer_program_opens_for_reading_only_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let project = saved_project(folder.path());
    let text = std::fs::read_to_string(&project).unwrap();
    let (first, rest) = text.split_once('\n').unwrap();
    let (words, _) = first.rsplit_once(" sum=").unwrap();
    let newer = words.replacen("schema=4", "schema=9", 1).replacen("app=", "app=9.", 1) + "\n" + rest;
    std::fs::write(&project, &newer).unwrap();
    let mut desk = Desk::on(vec![project.clone()]);
    desk.finish();
    assert_eq!(desk.annotations(), 1);
    desk.harness.get_by_label("Read only");
    let notice = desk.harness.query_all_by_label_contains("made by a newer Lectern").next();
    assert!(notice.is_some());
    desk.answer_file_dialog(vec![folder.path().join("mine.ron")]);
    desk.press_with(Modifiers { shift: true, ..CTRL }, Key::S);
    desk.finish();
    desk.harness.get_by_label(
        "Saved to “mine.ron” without what only a newer Lectern understands; that is in “cleveland.ron” still.",
    );
    assert_eq!(std::fs::read_to_string(&project).unwrap(), newer, "the newer one is as it was");
}

#[test]
fn leaving_with_save_writes_the_project_and_closes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kept.ron");
    let mut desk = Desk::bundled_with_coder();
    desk.tag(ECHO, "A CHIEF Constable", &["Roles"]);
    desk.answer_file_dialog(vec![path.clone()]);
    desk.quit();
    let save = desk.harness.query_all_by_role_and_label(Role::Button, "Save");
    save.last().unwrap().click();
    desk.close();
    assert!(path.is_file());
    assert!(desk.closes());
}

#[test]
fn leaving_without_saving_closes_and_writes_nothing() {
    let mut desk = Desk::bundled_with_coder();
    desk.tag(ECHO, "A CHIEF Constable", &["Roles"]);
    desk.quit();
    assert!(!desk.closes(), "asked first");
    desk.harness.get_by_label("Don’t save").click();
    desk.close();
    assert!(desk.closes());
    assert!(desk.bench(|bench| bench.file().is_none()));
}

#[test]
fn panes_place_and_panels_come_back_at_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let project = saved_project(folder.path());
    let mut desk = Desk::at(&data, vec![project.clone()]);
    desk.press_with(CTRL, Key::Num2);
    desk.press_with(CTRL, Key::I);
    desk.press_with(CTRL, Key::Backslash);
    for _ in 0..3 {
        desk.press(Key::Space);
    }
    desk.wait();
    let panes = desk.panes(|panes| panes.visible().len());
    let top = |desk: &Desk| desk.panes(|panes| panes.place(panes.active().unwrap().id).unwrap().top());
    let was = top(&desk);
    assert!(was > 0, "scrolled");
    desk.end();

    let again = Desk::at(&data, vec![project]);
    assert_eq!(again.panes(|panes| panes.visible().len()), panes);
    assert_eq!(again.screen(|screen| (screen.side, screen.inspector)), (Some(SidePanel::Tags), false));
    assert_eq!(top(&again), was, "the same line");
}

#[test]
fn sizes_and_the_list_of_documents_come_back_at_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let project = saved_project(folder.path());
    let mut desk = Desk::at(&data, vec![project.clone()]);
    desk.run_palette("Zoom in");
    let page = desk.harness.get_by_role_and_label(Role::Document, ECHO).rect();
    desk.harness.hover_at(page.center());
    desk.harness.event(egui::Event::Zoom(1.5));
    desk.run();
    desk.harness.get_by_label("Filter documents").focus();
    desk.run();
    desk.harness.get_by_label("Filter documents").type_text("kind:news");
    desk.run();
    desk.click("Order documents");
    desk.harness.get_by_role_and_label(Role::MenuItemCheckBox, "Words").click();
    desk.run();
    desk.click("Order documents");
    desk.click("Descending");
    let listed = desk.labels(Role::ListBoxOption);
    assert!(!listed.is_empty() && listed.len() < 5, "{listed:?}");
    desk.end();

    let again = Desk::at(&data, vec![project]);
    assert!((again.harness.ctx.zoom_factor() - 1.1).abs() < 0.01);
    assert_eq!(again.labels(Role::ListBoxOption), listed);
    let zoom = again.panes(|panes| panes.place(panes.active().unwrap().id).unwrap().zoom());
    assert!((zoom - 1.5).abs() < 0.1, "{zoom}");
}

#[test]
fn the_down_arrow_leads_from_a_filter_into_its_list() {
    let mut desk = Desk::bundled();
    desk.harness.get_by_label("Filter documents").focus();
    desk.run();
    desk.harness.get_by_label("Filter documents").type_text("Letter");
    desk.run();
    desk.press(Key::ArrowDown);
    desk.press(Key::Enter);
    assert!(desk.is_reading("Letter to the Mayor"));
}

#[test]
fn a_document_that_is_in_view_is_gone_to_and_not_shown_twice() {
    let mut desk = Desk::bundled();
    assert!(desk.active_title().starts_with(ECHO));
    desk.harness.get_by_role_and_label(Role::ListBoxOption, MAIL).click();
    desk.run();
    desk.wait();
    assert!(desk.active_title().starts_with(MAIL));
    assert_eq!(desk.harness.query_all_by_role_and_label(Role::Document, MAIL).count(), 1);
    desk.harness.get_by_role_and_label(Role::Document, ECHO);
}

#[test]
fn the_tooltip_of_a_row_does_not_stay_above_the_palette() {
    let mut desk = Desk::bundled();
    let row = desk.harness.get_by_role_and_label(Role::ListBoxOption, MAIL).rect().center();
    desk.harness.hover_at(row);
    desk.harness.run_steps(60);
    let has_tooltip = |desk: &Desk| {
        let order = desk.harness.ctx.memory(|memory| memory.layer_ids().collect::<Vec<_>>());
        let visible =
            |layer: &egui::LayerId| desk.harness.ctx.memory(|memory| memory.areas().is_visible(layer));
        order.into_iter().any(|layer| layer.order == egui::Order::Tooltip && visible(&layer))
    };
    assert!(has_tooltip(&desk));
    desk.press_with(Modifiers::COMMAND, Key::K);
    desk.harness.run_steps(10);
    assert!(!has_tooltip(&desk));
}

#[test]
fn a_file_that_stands_at_the_chosen_place_is_replaced_only_when_that_is_wanted() {
    let folder = tempfile::tempdir().unwrap();
    let path = written(folder.path(), "theirs.ron", "somebody’s own");
    let mut desk = Desk::bundled();
    let save_as = |desk: &mut Desk, name: &str| {
        desk.answer_file_dialog(vec![folder.path().join(name)]);
        desk.press_with(CTRL, Key::S);
        desk.finish();
    };
    // The extension is added before one looks what stands there.
    save_as(&mut desk, "theirs");
    let asks = |desk: &Desk| desk.harness.query_all_by_label("Replace “theirs.ron”?").next().is_some();
    assert!(asks(&desk));
    desk.press(Key::Escape);
    desk.finish();
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "somebody’s own");
    assert!(desk.bench(|bench| bench.file().is_none()));

    save_as(&mut desk, "theirs.ron");
    desk.click("Replace");
    desk.finish();
    assert!(std::fs::read_to_string(&path).unwrap().contains("schema="));
    assert_eq!(desk.bench(Workbench::project_name).as_deref(), Some("theirs"));

    // The project's own file is written without a question.
    desk.tag(ECHO, "A CHIEF Constable", &["Roles"]);
    desk.answer_file_dialog(vec![path]);
    desk.press_with(Modifiers { shift: true, ..CTRL }, Key::S);
    desk.finish();
    assert!(!asks(&desk) && !desk.bench(Workbench::has_unsaved_work));
}

#[test]
fn the_theme_is_switched_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Desk::at(folder.path(), vec![]);
    desk.run_palette("Dark theme");
    assert_eq!(desk.harness.ctx.theme(), egui::Theme::Dark);
    desk.run_palette("Light theme");
    assert_eq!(desk.harness.ctx.theme(), egui::Theme::Light);
    desk.run_palette("Dark theme");
    desk.end();
    let again = Desk::at(folder.path(), vec![]);
    assert_eq!(again.harness.ctx.theme(), egui::Theme::Dark);
}

#[test]
fn three_thousand_documents_open_and_their_list_is_walked_to_its_end() {
    let folder = tempfile::tempdir().unwrap();
    for n in 0..3_000 {
        written(folder.path(), &format!("{n:04}.txt"), &format!("Document number {n:04}\n\nIts text."));
    }
    let mut desk = Desk::on(vec![folder.path().to_path_buf()]);
    desk.finish();
    assert_eq!(desk.bench(|bench| bench.project().documents.len()), 3_000);
    let listed = desk.labels(Role::ListBoxOption);
    assert!(listed.len() < 40, "{} rows were drawn", listed.len());
    desk.harness.get_by_role_and_label(Role::ListBoxOption, &listed[0]).click();
    desk.run();
    desk.press(Key::End);
    desk.wait();
    let listed = desk.labels(Role::ListBoxOption);
    assert!(listed.last().unwrap().contains("2999"), "{:?}", listed.last());
}

#[test]
fn the_same_document_twice_has_a_selection_in_each_pane() {
    let mut desk = Desk::bundled();
    desk.select_first_words();
    let active = |desk: &Desk| desk.panes(|panes| panes.active().unwrap().id);
    let first = active(&desk);
    desk.press_with(CTRL, Key::Backslash);
    let second = active(&desk);
    desk.press_with(CTRL, Key::Home);
    desk.press_with(Modifiers { shift: true, ..CTRL }, Key::ArrowRight);
    let selected = |desk: &Desk, pane| desk.panes(|panes| panes.place(pane).unwrap().selection().unwrap());
    assert_ne!(first, second);
    assert_eq!(selected(&desk, first).len(), "A CHIEF Constable".len());
    assert!(selected(&desk, second).len() < 4);
    assert_eq!(
        desk.panes(|panes| panes.visible().iter().filter(|p| p.document == desk.document(MAIL)).count()),
        1
    );
}

#[test]
fn documents_that_begin_alike_are_told_apart_by_their_files() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["b.txt", "a.txt"] {
        written(folder.path(), name, &format!("Minutes of the Council\n\nThe mayor opened {name}.\n"));
    }
    written(folder.path(), "c.txt", "Report of the Committee\n\nNothing was found.\n");
    let mut desk = Desk::at(&folder.path().join("data"), vec![folder.path().to_owned()]);
    let [one, other] = ["a.txt · Minutes of the Council", "b.txt · Minutes of the Council"];
    assert_eq!(desk.labels(Role::ListBoxOption), [one, other, "Report of the Committee"]);
    assert!(desk.labels(Role::Tab).iter().any(|label| label == one), "{:?}", desk.labels(Role::Tab));
    let gone = desk.document("b.txt · Minutes of the Council");
    desk.send(Command::RemoveDocuments(vec![gone]));
    desk.run();
    assert_eq!(desk.labels(Role::ListBoxOption), ["Minutes of the Council", "Report of the Committee"]);
}
