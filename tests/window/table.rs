//! The excerpts table: walked by keys, chosen, filtered, grouped, sorted.

use egui::{Id, Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use lectern::analysis::excerpts::GroupBy;
use lectern::project::AnnotationId;
use lectern::text::Span;
use lectern::ui::screen::Subject;
use lectern::workbench::Command;

use super::desk::{Desk, ECHO, MAIL};

/// Three excerpts of two documents, as the table lists them first: by title, then by place.
fn desk_with_excerpts() -> (Desk, [AnnotationId; 3]) {
    let mut desk = Desk::bundled_with_coder();
    let effect = desk.tag(MAIL, "immediate effect", &["Claims", "Denial"]);
    let chief = desk.tag(ECHO, "A CHIEF Constable", &["Roles"]);
    let letter = desk.tag(ECHO, "sent out a letter", &["Claims"]);
    (desk, [effect, chief, letter])
}

fn focus(desk: &Desk) -> Subject {
    desk.screen(|screen| screen.focus)
}

fn table_has_keyboard(desk: &Desk) -> bool {
    desk.harness.ctx.memory(egui::Memory::focused) == Some(Id::unique("excerpts table"))
}

#[test]
fn arrow_keys_walk_the_table_and_show_each_excerpt_while_the_table_keeps_the_keyboard() {
    let (mut desk, [effect, chief, letter]) = desk_with_excerpts();
    desk.click_at(desk.row("immediate effect"));
    assert_eq!(focus(&desk), Subject::Annotation(effect));
    assert!(table_has_keyboard(&desk));
    for (key, expected, title) in [
        (Key::ArrowDown, chief, ECHO),
        (Key::ArrowDown, letter, ECHO),
        (Key::ArrowDown, letter, ECHO),
        (Key::Home, effect, MAIL),
        (Key::End, letter, ECHO),
        (Key::ArrowUp, chief, ECHO),
        (Key::PageUp, effect, MAIL),
    ] {
        desk.press(key);
        assert_eq!(focus(&desk), Subject::Annotation(expected), "{key:?}");
        assert!(table_has_keyboard(&desk), "{key:?}");
        assert!(desk.active_title().starts_with(title), "{key:?}");
    }
    desk.press(Key::Enter);
    assert!(desk.is_reading(MAIL), "Enter goes into the text");
}

#[test]
fn the_table_is_one_stop_of_the_tab_key() {
    let (mut desk, _) = desk_with_excerpts();
    desk.click_at(desk.row("A CHIEF"));
    desk.press(Key::Tab);
    let rows = desk.harness.query_all_by_role(Role::Row);
    assert!(rows.into_iter().all(|row| !row.accesskit_node().is_focused()));
    assert!(!table_has_keyboard(&desk));
}

#[test]
fn delete_in_the_table_deletes_what_is_chosen_and_goes_on_to_the_next_row() {
    let (mut desk, [effect, _, letter]) = desk_with_excerpts();
    desk.click_at(desk.row("A CHIEF"));
    desk.press(Key::Delete);
    assert_eq!(desk.annotations(), 2);
    assert_eq!(focus(&desk), Subject::Annotation(letter));
    desk.press(Key::Delete);
    assert_eq!(focus(&desk), Subject::Annotation(effect));
    desk.press(Key::Delete);
    desk.harness.get_by_label("No excerpts yet");
}

#[test]
fn several_excerpts_are_chosen_with_shift_and_tagged_and_deleted_together() {
    let (mut desk, ids) = desk_with_excerpts();
    desk.click_at(desk.row("A CHIEF"));
    desk.press_with(Modifiers::SHIFT, Key::ArrowDown);
    desk.press(Key::T);
    desk.harness.get_by_role_and_label(Role::TextInput, "Tag").type_text("Checked");
    desk.run();
    desk.press(Key::Enter);
    let checked = desk.bench(|bench| bench.project().tag_by_path(&["Checked"])).unwrap();
    let with_it = ids.map(|id| desk.bench(|bench| bench.project().annotations[&id].tags.contains(&checked)));
    assert_eq!(with_it, [false, true, true]);
    desk.click_at(desk.row("immediate effect"));
    desk.click_with(Modifiers::COMMAND, desk.row("sent out a letter"));
    desk.press(Key::Delete);
    assert_eq!(desk.annotations(), 1);
    desk.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(desk.annotations(), 3, "one edit took both away");
}

#[test]
fn a_tags_key_in_the_table_is_for_what_is_chosen_there_whatever_is_selected_in_a_text() {
    let (mut desk, ids) = desk_with_excerpts();
    let denial = desk.bench(|bench| bench.project().tag_by_path(&["Claims", "Denial"])).unwrap();
    desk.send(Command::SetTagShortcut { tag: denial, key: Some('7') });
    desk.select(Span::new(20, 40));
    desk.click_at(desk.row("A CHIEF"));
    desk.press_with(Modifiers::SHIFT, Key::ArrowDown);
    desk.press(Key::Num7);
    let has_it = |desk: &Desk| {
        ids.map(|id| desk.bench(|bench| bench.project().annotations[&id].tags.contains(&denial)))
    };
    assert_eq!((has_it(&desk), desk.annotations()), ([true, true, true], 3));
    desk.click_at(desk.row("A CHIEF"));
    desk.press(Key::Num7);
    assert_eq!((has_it(&desk), desk.annotations()), ([true, false, true], 3), "of one it is taken off again");
}

#[test]
fn the_menu_of_a_row_leads_to_its_text_its_memo_and_its_end() {
    let (mut desk, [effect, ..]) = desk_with_excerpts();
    let open_menu = |desk: &mut Desk| {
        let row = desk.harness.query_all_by_role(Role::Row).next().unwrap();
        row.click_secondary();
        desk.run();
    };
    open_menu(&mut desk);
    desk.click("Show in the text");
    assert!(desk.is_reading(MAIL));
    open_menu(&mut desk);
    desk.click("Write a memo…");
    let memo = desk.harness.get_all_by_role(Role::MultilineTextInput).last().unwrap();
    memo.type_text("compare the Echo");
    desk.run();
    desk.press_with(Modifiers::COMMAND, Key::Enter);
    assert_eq!(desk.bench(|bench| bench.project().annotations[&effect].memo.clone()), "compare the Echo");
    open_menu(&mut desk);
    desk.click("Delete the annotation");
    assert_eq!(desk.annotations(), 2);
}

#[test]
fn rows_are_sorted_by_a_click_on_a_heading_and_turned_round_by_another() {
    let (mut desk, _) = desk_with_excerpts();
    let begins = |desk: &Desk| desk.rows().iter().map(|row| row[11..14].to_owned()).collect::<Vec<_>>();
    assert_eq!(begins(&desk), ["imm", "A C", "sen"]);
    desk.click("Sort by Excerpt");
    assert_eq!(begins(&desk), ["A C", "imm", "sen"]);
    desk.wait();
    desk.click("Sort by Excerpt");
    assert_eq!(begins(&desk), ["sen", "imm", "A C"]);
}

#[test]
fn groups_have_headings_that_the_keyboard_passes_over() {
    let (mut desk, [effect, chief, letter]) = desk_with_excerpts();
    desk.click("Group");
    desk.click("Group by tag");
    assert_eq!(desk.labels(Role::RowHeader), ["Claims  ·  1", "Claims › Denial  ·  1", "Roles  ·  1"]);
    desk.click_at(desk.row("sent out a letter"));
    for expected in [effect, chief] {
        desk.press(Key::ArrowDown);
        assert_eq!(focus(&desk), Subject::Annotation(expected));
    }
    desk.press(Key::Home);
    assert_eq!(focus(&desk), Subject::Annotation(letter));
    desk.click("By tag");
    desk.click("Group by document");
    assert!(desk.labels(Role::RowHeader).contains(&format!("{ECHO}  ·  2")));
}

#[test]
fn columns_are_hidden_and_shown() {
    let (mut desk, _) = desk_with_excerpts();
    assert!(desk.harness.query_by_label("Sort by Created").is_none());
    desk.click("Columns");
    desk.click("Created");
    desk.click("Columns");
    let coder = desk.harness.query_all_by_role_and_label(Role::MenuItemCheckBox, "Coder").next();
    coder.unwrap().click();
    desk.run();
    desk.harness.get_by_label("Sort by Created");
    assert!(desk.harness.query_by_label("Sort by Coder").is_none());
}

#[test]
fn a_condition_is_found_by_typing_added_and_taken_off_by_its_chip() {
    let (mut desk, _) = desk_with_excerpts();
    desk.click("Add a condition");
    desk.harness.get_by_role_and_label(Role::TextInput, "Find a condition").type_text("denial");
    desk.run();
    desk.click("Claims › Denial");
    desk.press(Key::Escape);
    assert_eq!(desk.rows().len(), 1);
    desk.click("Remove Denial");
    assert_eq!(desk.rows().len(), 3);

    desk.click("Add a condition");
    desk.harness.get_by_role_and_label(Role::TextInput, "Find a condition").type_text("hartlepool mail, 8");
    desk.run();
    let rows = desk.harness.query_all_by_label(MAIL);
    rows.max_by(|a, b| a.rect().top().total_cmp(&b.rect().top())).unwrap().click();
    desk.run();
    desk.press(Key::Escape);
    assert_eq!(desk.rows().len(), 1);
    desk.click("Clear");
    assert_eq!(desk.rows().len(), 3);
}

/// Adds the condition of this name, found by typing it.
fn add_condition(desk: &mut Desk, name: &str) {
    desk.click("Add a condition");
    desk.type_into("Find a condition", name);
    desk.click(name);
    desk.press(Key::Escape);
}

#[test]
fn the_table_is_narrowed_by_attribute_and_by_any_or_all_of_some_tags() {
    let (mut desk, [_, chief, _]) = desk_with_excerpts();
    add_condition(&mut desk, "date: 2020-09-08");
    assert_eq!(desk.rows().len(), 1, "that of the Mail");
    desk.click("Clear");

    desk.send(Command::AddTagByPath { annotations: vec![chief], path: vec!["Claims".to_owned()] });
    add_condition(&mut desk, "Claims");
    assert_eq!(desk.rows().len(), 2);
    desk.click("with subtags");
    assert_eq!(desk.rows().len(), 3, "that under Denial, which is a claim");
    add_condition(&mut desk, "Roles");
    assert_eq!(desk.rows().len(), 3);
    desk.click("any of these tags");
    assert_eq!(desk.rows().len(), 1, "the one that has both");
    desk.click("all of these tags");
    assert_eq!(desk.rows().len(), 3);
}

#[test]
fn the_table_is_narrowed_to_what_one_coder_tagged() {
    let (mut desk, _) = desk_with_excerpts();
    desk.send(Command::SetOtherCoder { name: "Ben Other".into(), initials: "BO".into() });
    desk.tag(MAIL, "damning report", &["Claims"]);
    assert_eq!(desk.rows().len(), 4);
    // The status bar says who is coding: somebody else by now.
    desk.send(Command::SetOtherCoder { name: "Cy Third".into(), initials: "CT".into() });
    add_condition(&mut desk, "Ben Other");
    assert_eq!(desk.rows().len(), 1);
    add_condition(&mut desk, "Ada Reader");
    assert_eq!(desk.rows().len(), 4, "what either of them tagged");
}

#[test]
fn words_typed_above_the_table_narrow_it_and_an_empty_answer_offers_a_way_back() {
    let (mut desk, _) = desk_with_excerpts();
    desk.harness.get_by_role_and_label(Role::TextInput, "Filter excerpts").focus();
    desk.run();
    desk.harness.get_by_role_and_label(Role::TextInput, "Filter excerpts").type_text("letter");
    desk.run();
    assert_eq!(desk.rows().len(), 1);
    desk.harness.get_by_role_and_label(Role::TextInput, "Filter excerpts").type_text(" nowhere");
    desk.run();
    desk.harness.get_by_label("No excerpt passes the filter");
    desk.click("Show all excerpts");
    assert_eq!(desk.rows().len(), 3);
}

#[test]
fn the_columns_fit_the_table_however_wide_the_window_is() {
    let (mut desk, _) = desk_with_excerpts();
    for width in [1440.0, 1280.0, 1100.0, 2560.0] {
        desk.harness.set_size(egui::vec2(width, 800.0));
        desk.wait();
        let page = desk.harness.get_by_role_and_label(Role::TextInput, "Filter excerpts").rect().left() - 8.0;
        let last = desk.harness.get_by_label("Sort by Coder").rect();
        let inspector = width - desk.screen(|screen| screen.sizes.map_or(0.0, |sizes| sizes.inspector));
        assert!(last.right() <= inspector + 1.0, "{last:?} reaches over {inspector} at {width}, from {page}");
    }
}

#[test]
fn a_table_there_is_no_room_for_a_tab_of_is_opened_from_the_menu_behind_the_tabs() {
    let (mut desk, _) = desk_with_excerpts();
    desk.harness.set_size(egui::vec2(1200.0, 800.0));
    desk.wait();
    assert!(desk.harness.query_by_role_and_label(Role::Tab, "History").is_none());
    desk.click("More tables");
    desk.click("History");
    assert_eq!(desk.screen(|screen| screen.table), lectern::ui::screen::BottomTable::History);
    desk.harness.get_by_role_and_label(Role::Tab, "History");
}

#[test]
fn nothing_covers_the_tabs_of_the_tables_in_a_small_window() {
    let (mut desk, _) = desk_with_excerpts();
    for (width, height, table) in [
        (1440.0, 900.0, "Concordance"),
        (1240.0, 800.0, "Concordance"),
        (900.0, 600.0, "Concordance"),
        (1440.0, 900.0, "Excerpts"),
        (900.0, 600.0, "Excerpts"),
        (720.0, 480.0, "Excerpts"),
    ] {
        desk.harness.set_size(egui::vec2(width, height));
        desk.wait();
        desk.harness.get_by_role_and_label(Role::Tab, table).click();
        desk.wait();
        let first = desk.harness.get_by_role_and_label(Role::Tab, table).rect();
        let of_tables = desk.harness.query_all_by_role(Role::Tab).map(|tab| tab.rect());
        let more = desk.harness.query_by_role_and_label(Role::Button, "More tables").map(|more| more.rect());
        let tabs = of_tables
            .filter(|tab| (tab.top() - first.top()).abs() < 1.0)
            .chain(more)
            .reduce(|one, other| if one.right() > other.right() { one } else { other })
            .unwrap();
        let beside: Vec<egui::Rect> = ["Group", "Columns", "More about this table", "Tag hits…"]
            .into_iter()
            .filter_map(|label| Some(desk.harness.query_by_role_and_label(Role::Button, label)?.rect()))
            .collect();
        assert!(!beside.is_empty());
        for button in beside {
            assert!(button.left() >= tabs.right(), "{button:?} covers {tabs:?} at {width}");
        }
        assert_eq!(desk.screen(|screen| screen.inspector), width > 1100.0, "at {width}");
    }
    desk.click("More about this table");
    desk.click("Group by document");
    assert_eq!(desk.screen(|screen| screen.excerpts.group_by), Some(GroupBy::Document));
    desk.harness.set_size(egui::vec2(1440.0, 900.0));
    desk.wait();
    assert!(desk.screen(|screen| screen.inspector), "it comes back with the room");
}

#[test]
fn attributes_of_documents_have_columns_of_their_own_and_sort_the_rows() {
    let (mut desk, _) = desk_with_excerpts();
    let begins = |desk: &Desk| desk.rows().iter().map(|row| row[11..14].to_owned()).collect::<Vec<_>>();
    desk.click("Columns");
    let offered: Vec<String> = desk.labels(Role::MenuItemCheckBox);
    assert!(offered.ends_with(&["Date".to_owned(), "Kind".into(), "Origin".into()]), "{offered:?}");
    desk.click("Date");
    desk.press(Key::Escape);
    desk.click("Sort by date");
    assert_eq!(begins(&desk), ["imm", "A C", "sen"], "of 8 September, then of 9 September");
    desk.wait();
    desk.click("Sort by date");
    assert_eq!(begins(&desk), ["A C", "sen", "imm"]);
    // The same menu belongs to every heading.
    desk.secondary_click_at(desk.harness.get_by_label("Sort by Excerpt").rect().center());
    let date = desk.harness.query_all_by_role_and_label(Role::MenuItemCheckBox, "Date").next();
    date.unwrap().click();
    desk.run();
    assert!(desk.harness.query_by_label("Sort by date").is_none());
}

#[test]
fn quotations_are_shown_and_filtered_as_they_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("minutes.txt");
    let text = "The commissioner has told the panel that every one of the com-\nplaints was answered in good time and\nthat \
                nothing was withheld from them by his office in this mat-\nter at all, which the panel accepts without more \
                ado and with thanks\nto everyone.\n";
    std::fs::write(&path, text).unwrap();
    let mut desk = Desk::on(vec![path]);
    desk.send(Command::SetCoder { name: "Ada Reader".into(), initials: "AR".into() });
    let document = desk.bench(|bench| *bench.project().documents.keys().next().unwrap());
    let words = "the com-\nplaints was";
    let start = text.find(words).unwrap();
    let span = Span::new(start, start + words.len());
    desk.send(Command::TagByPath { document, span, path: vec!["Claims".into()] });
    desk.finish();
    assert!(desk.rows()[0].starts_with("Excerpt “the complaints was”"), "{:?}", desk.rows());
    desk.type_into("Filter excerpts", "complaints");
    assert_eq!(desk.rows().len(), 1);
    let id = desk.bench(|bench| *bench.project().annotations.keys().next().unwrap());
    desk.click_at(desk.row("the complaints"));
    desk.harness.get_by_label("the complaints was");
    desk.bench(|bench| assert_eq!(bench.project().annotations[&id].anchor.exact, words));
}

#[test]
fn the_column_of_an_attribute_follows_it_to_another_name_and_back() {
    let (mut desk, _) = desk_with_excerpts();
    desk.click("Columns");
    desk.click("Kind");
    desk.press(Key::Escape);
    desk.click("Sort by kind");
    let sorted = desk.rows();
    desk.send(Command::RenameAttribute { from: "kind".into(), to: "genre".into() });
    desk.harness.get_by_label("Sort by genre");
    assert_eq!(desk.rows(), sorted);
    desk.send(Command::Undo);
    desk.harness.get_by_label("Sort by kind");
    desk.send(Command::Redo);
    desk.harness.get_by_label("Sort by genre");
    assert!(desk.harness.query_by_label("Sort by kind").is_none());
    assert_eq!(desk.rows(), sorted);
}
