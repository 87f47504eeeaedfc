//! The whole window driven as a user would, by accessible names, keyboard and mouse; no display is needed.

#[path = "window/commands.rs"]
mod commands;
#[path = "window/comparison.rs"]
mod comparison;
#[path = "window/desk.rs"]
#[allow(clippy::expect_used, reason = "a desk that cannot be set up fails the test")]
mod desk;
#[path = "window/entities.rs"]
mod entities;
#[path = "window/entities_kept.rs"]
mod entities_kept;
#[path = "window/export.rs"]
mod export;
#[path = "window/figures.rs"]
mod figures;
#[path = "window/figures_grid.rs"]
mod figures_grid;
#[path = "window/files.rs"]
mod files;
#[path = "window/history.rs"]
mod history;
#[path = "window/inspector.rs"]
mod inspector;
#[path = "window/layout.rs"]
mod layout;
#[path = "window/looking.rs"]
mod looking;
#[path = "window/many_annotations.rs"]
mod many_annotations;
#[path = "window/marks.rs"]
mod marks;
#[path = "window/passages.rs"]
mod passages;
#[path = "window/reading.rs"]
mod reading;
#[path = "common/refusing.rs"]
#[allow(clippy::expect_used, reason = "a disk that cannot be set up fails the test")]
mod refusing;
#[path = "window/safety.rs"]
mod safety;
#[path = "window/saved_searches.rs"]
mod saved_searches;
#[path = "window/search.rs"]
mod search;
#[path = "window/search_box.rs"]
mod search_box;
#[path = "window/search_keys.rs"]
mod search_keys;
#[path = "window/search_limits.rs"]
mod search_limits;
#[path = "window/search_menus.rs"]
mod search_menus;
#[path = "window/searching.rs"]
mod searching;
#[path = "window/shared.rs"]
mod shared;
#[path = "window/shared_list.rs"]
mod shared_list;
#[path = "window/table.rs"]
mod table;
#[path = "window/unfinished.rs"]
mod unfinished;
#[path = "window/words.rs"]
mod words;

use std::path::PathBuf;

use desk::Desk;
use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable as _;
use lectern::project::Tag;

const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers { shift: true, ..Modifiers::COMMAND };

/// The words every tagging test selects: the first three of the first document.
const FIRST_WORDS: &str = "A CHIEF Constable";

#[test]
fn starts_on_the_bundled_corpus_with_two_documents_side_by_side() {
    let desk = Desk::bundled();
    desk.harness.get_by_role_and_label(Role::Document, "Northern Echo, 9 Sep 2020");
    desk.harness.get_by_role_and_label(Role::Document, "Hartlepool Mail, 8 Sep 2020");
    desk.harness.get_by_label("5 documents");
    assert!(!desk.bench(lectern::workbench::Workbench::has_unsaved_work));
}

#[test]
fn tags_a_passage_with_the_keyboard_alone() {
    let mut desk = Desk::bundled_with_coder();
    desk.select_first_words();
    desk.press(Key::T);
    desk.harness.get_by_role_and_label(Role::TextInput, "Tag").type_text("Claims > Denial");
    desk.run();
    desk.press(Key::Enter);
    let tagged = desk.bench(|bench| {
        let annotation = bench.project().annotations.values().next().cloned().unwrap();
        let paths: Vec<String> = annotation.tags.iter().map(|tag| bench.project().tag_path(*tag)).collect();
        (annotation.anchor.exact, annotation.anchor.start, paths)
    });
    assert_eq!(tagged, (FIRST_WORDS.to_owned(), 0, vec!["Claims › Denial".to_owned()]));
}

#[test]
fn asks_once_who_codes_and_then_tags() {
    let mut desk = Desk::bundled();
    desk.select_first_words();
    desk.press(Key::H);
    assert_eq!(desk.annotations(), 0);
    desk.harness.get_by_role_and_label(Role::TextInput, "Name").type_text("Ada Reader");
    desk.run();
    desk.press(Key::Enter);
    desk.run();
    assert_eq!(desk.annotations(), 1);
    let coder = desk.bench(|bench| bench.project().coders.values().next().cloned().unwrap());
    assert_eq!((coder.name.as_str(), coder.initials.as_str()), ("Ada Reader", "AR"));
    desk.click_reader();
    desk.select_first_words();
    desk.press_with(CTRL_SHIFT, Key::ArrowRight);
    desk.press(Key::H);
    assert_eq!(desk.annotations(), 2, "the coder is asked once only");
}

#[test]
fn a_tags_key_tags_undo_takes_it_back_and_redo_gives_it_again() {
    let mut desk = Desk::bundled_with_coder();
    desk.tag_with_key('1', "Reason given");
    desk.select_first_words();
    desk.press(Key::Num1);
    assert_eq!(desk.annotations(), 1);
    desk.press_with(CTRL, Key::Z);
    assert_eq!(desk.annotations(), 0);
    desk.press_with(CTRL_SHIFT, Key::Z);
    assert_eq!(desk.annotations(), 1);
    let tag: Tag = desk.bench(|bench| bench.project().tags.values().next().cloned().unwrap());
    assert_eq!(desk.bench(|bench| bench.index().tag_use(Some(tag.id)).excerpts), 1);
}

#[test]
fn tags_in_vivo_with_the_words_themselves() {
    let mut desk = Desk::bundled_with_coder();
    desk.select_first_words();
    desk.press(Key::V);
    let name = desk.bench(|bench| bench.project().tags.values().next().map(|tag| tag.name.clone()));
    assert_eq!(name.as_deref(), Some(FIRST_WORDS));
}

#[test]
fn writes_a_memo_on_the_annotation_in_focus() {
    let mut desk = Desk::bundled_with_coder();
    desk.select_first_words();
    desk.press(Key::H);
    desk.press(Key::M);
    let memo = desk.harness.get_all_by_role(Role::MultilineTextInput).last().unwrap();
    memo.type_text("compare Mail ¶9");
    desk.run();
    desk.press_with(CTRL, Key::Enter);
    let memo = desk.bench(|bench| bench.project().annotations.values().next().unwrap().memo.clone());
    assert_eq!(memo, "compare Mail ¶9");
}

#[test]
fn deletes_an_annotation_and_offers_undo() {
    let mut desk = Desk::bundled_with_coder();
    desk.select_first_words();
    desk.press(Key::H);
    desk.press(Key::Delete);
    assert_eq!(desk.annotations(), 0);
    desk.harness.get_by_label("Undo").click();
    desk.run();
    assert_eq!(desk.annotations(), 1);
}

#[test]
fn the_excerpts_table_lists_and_leads_back() {
    let mut desk = Desk::bundled_with_coder();
    desk.harness.get_by_label("No excerpts yet");
    desk.select_first_words();
    desk.press(Key::H);
    desk.harness.get_by_role(Role::Row).click();
    desk.run();
    assert_eq!(desk.annotations(), 1);
    desk.harness.get_by_role(Role::Row);
}

#[test]
fn saves_quits_and_finds_everything_at_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cleveland.ron");
    let mut desk = Desk::bundled_with_coder();
    desk.answer_file_dialog(vec![path.clone()]);
    desk.select_first_words();
    desk.press(Key::H);
    desk.press_with(CTRL, Key::S);
    desk.finish();
    assert!(path.is_file());
    assert!(!desk.bench(lectern::workbench::Workbench::has_unsaved_work));
    desk.harness.get_by_label("Project cleveland");

    let mut again = Desk::on(vec![path]);
    again.finish();
    assert_eq!(again.annotations(), 1);
    again.harness.get_by_role_and_label(Role::Document, "Northern Echo, 9 Sep 2020");
}

#[test]
fn exports_what_the_table_shows() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("excerpts.csv");
    let mut desk = Desk::bundled_with_coder();
    desk.answer_file_dialog(vec![path.clone()]);
    desk.select_first_words();
    desk.press(Key::H);
    desk.press_with(CTRL, Key::E);
    desk.harness.get_by_label("CSV").click();
    desk.run();
    desk.harness.get_by_label("1 row");
    desk.press_with(CTRL, Key::Enter);
    desk.finish();
    let written = std::fs::read_to_string(path).unwrap();
    assert!(written.contains(FIRST_WORDS), "{written}");
}

#[test]
fn opens_a_folder_and_lists_what_could_not_be_read() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("one.txt"), "The first document.").unwrap();
    std::fs::write(folder.path().join("empty.txt"), "").unwrap();
    let mut desk = Desk::bundled();
    desk.answer_file_dialog(vec![PathBuf::from(folder.path())]);
    desk.run_palette("Add folder");
    desk.finish();
    assert_eq!(desk.bench(|bench| bench.project().documents.len()), 6);
    desk.harness.get_by_label("1 problem").click();
    desk.run();
    desk.harness.get_by_role_and_label(Role::Dialog, "1 file could not be read");
    desk.press(Key::Escape);
}

#[test]
fn splits_links_and_closes_panes() {
    let mut desk = Desk::bundled();
    desk.press_with(CTRL, Key::Backslash);
    assert_eq!(desk.panes(|panes| panes.visible().len()), 3);
    desk.run_palette("Link scrolling");
    desk.press_with(CTRL, Key::W);
    assert_eq!(desk.panes(|panes| panes.visible().len()), 2);
    desk.press(Key::F6);
    let title = desk.active_title();
    desk.press(Key::F6);
    assert_ne!(desk.active_title(), title);
}

#[test]
fn closing_with_unsaved_work_asks_first() {
    let mut desk = Desk::bundled_with_coder();
    desk.select_first_words();
    desk.press(Key::H);
    desk.press_with(CTRL, Key::Q);
    desk.harness.get_by_role_and_label(Role::Dialog, "Save the project before closing?");
    desk.harness.get_by_label("Cancel").click();
    desk.run();
    assert_eq!(desk.annotations(), 1);
}

#[test]
fn every_dialog_of_the_menus_opens_and_escape_closes_it() {
    let mut desk = Desk::bundled();
    for (command, shows) in
        [("Keyboard shortcuts", "Filter shortcuts"), ("About Lectern", "Close"), ("Problems", "No problems")]
    {
        desk.run_palette(command);
        assert!(desk.harness.query_all_by_label(shows).next().is_some(), "{command}");
        desk.press(Key::Escape);
    }
}

#[test]
fn what_cannot_be_done_is_said_once_however_often_it_is_asked_for() {
    let mut desk = Desk::bundled_with_coder();
    for _ in 0..3 {
        desk.press(Key::T);
    }
    let said = desk.labels(Role::Status);
    assert_eq!(said.iter().filter(|label| label.contains("Select some words")).count(), 1, "{said:?}");
}

#[test]
fn words_typed_into_the_palette_are_looked_for_in_the_documents() {
    let mut desk = Desk::bundled();
    desk.run_palette("bully boy tactics");
    desk.finish();
    assert_eq!(desk.screen(|screen| screen.search.query.clone()), "bully boy tactics");
    assert_eq!(desk.screen(|screen| screen.side), Some(lectern::ui::screen::SidePanel::Search));
}

#[test]
fn space_and_enter_on_a_page_are_no_clicks_wherever_the_pointer_rests() {
    let mut desk = Desk::bundled_with_coder();
    let outer = desk.tag(desk::ECHO, "A CHIEF Constable has sent", &["Roles"]);
    desk.click_reader();
    let at = desk.place_of(desk::ECHO, "Constable").center();
    desk.harness.hover_at(at);
    desk.run();
    let before = desk.screen(|screen| screen.focus);
    for (modifiers, key) in [(Modifiers::NONE, Key::Space), (Modifiers::SHIFT, Key::Space)] {
        desk.press_with(modifiers, key);
        assert_eq!(desk.screen(|screen| screen.focus), before, "{key:?}");
    }
    assert_ne!(before, lectern::ui::screen::Subject::Annotation(outer));
}

/// Puts the caret before the first letter of the first document.
fn caret_at_the_top(desk: &mut Desk) {
    desk.click_reader();
    desk.select_first_words();
    desk.press(Key::ArrowLeft);
}

#[test]
fn where_annotations_overlap_enter_offers_them_and_keys_choose() {
    let mut desk = Desk::bundled_with_coder();
    let outer = desk.tag(desk::ECHO, "A CHIEF Constable has sent", &["Roles"]);
    let inner = desk.tag(desk::ECHO, "A CHIEF Constable", &["Claims"]);
    let focus = |desk: &Desk| desk.screen(|screen| screen.focus);
    for (downs, expected) in [(0, inner), (1, outer), (2, outer)] {
        caret_at_the_top(&mut desk);
        desk.press(Key::Enter);
        desk.harness.get_by_label_contains("Claims: A CHIEF Constable");
        for _ in 0..downs {
            desk.press(Key::ArrowDown);
        }
        desk.press(Key::Enter);
        assert_eq!(focus(&desk), lectern::ui::screen::Subject::Annotation(expected), "{downs}");
    }
    caret_at_the_top(&mut desk);
    desk.press(Key::Enter);
    desk.harness.get_by_label_contains("Claims: A CHIEF Constable");
    desk.press(Key::Escape);
    assert!(desk.harness.query_by_label_contains("Claims: A CHIEF Constable").is_none(), "Escape closes it");
}
