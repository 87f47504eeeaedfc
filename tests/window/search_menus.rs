//! The buttons, menus and choices of search by keyboard: stopping and beginning again, saved searches, formats, how words are
//! counted.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use lectern::search::concordance::SortBy;
use lectern::ui::screen::WordsKind;
use lectern::workbench::{Command, SavedState, SearchCommand, Workbench};

use super::desk::{Desk, ECHO, MAIL};
use super::searching::{BOX, SLOW, count, long_text, search, settle};

const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers { shift: true, ..Modifiers::COMMAND };

/// Goes on by Tab to what has this label while work goes on, so that the window never settles.
fn tab_on_to(desk: &mut Desk, label: &str) {
    for _ in 0..80 {
        let mut named = desk.harness.query_all_by_label(label);
        if named.any(|node| node.accesskit_node().is_focused()) {
            return;
        }
        drop(named);
        step_key(desk, Key::Tab);
    }
    unreachable!("Tab does not lead to “{label}”");
}

fn step_key(desk: &mut Desk, key: Key) {
    desk.harness.key_press(key);
    desk.harness.step();
    desk.harness.step();
}

/// Stops the work of this name as its button does.
fn stop(desk: &mut Desk, title: &str) {
    desk.bench_mut(|bench| {
        let job = bench.jobs().iter().find(|job| job.title == title).map(|job| job.id).unwrap();
        bench.run(Command::CancelJob(job)).unwrap();
    });
    desk.finish();
}

/// A desk with two saved searches, the box empty and in front.
fn desk_with_saved() -> Desk {
    let mut desk = Desk::bundled_with_coder();
    for (query, name) in [("police", "The police"), ("resignation", "Who went")] {
        search(&mut desk, query);
        desk.run_palette("Save search");
        desk.harness.get_by_role_and_label(Role::TextInput, "Name").type_text(name);
        desk.run();
        desk.press_with(CTRL, Key::Enter);
        desk.finish();
    }
    desk.click("Clear the search");
    desk.finish();
    desk.press_with(CTRL_SHIFT, Key::F);
    desk
}

fn names(desk: &Desk) -> Vec<String> {
    desk.bench(|bench| bench.saved_searches().into_iter().map(|search| search.name).collect())
}

fn query(desk: &Desk) -> String {
    desk.screen(|screen| screen.search.query.clone())
}

/// Goes to the second saved search and asks for its menu.
fn menu_of_second(desk: &mut Desk) {
    desk.press(Key::ArrowDown);
    desk.press(Key::ArrowDown);
    desk.press_with(Modifiers::SHIFT, Key::F10);
}

#[test]
fn a_search_is_stopped_and_begun_again_by_keyboard() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("long.txt"), long_text()).unwrap();
    let mut desk = Desk::on(vec![folder.path().to_path_buf()]);
    desk.press_with(CTRL_SHIFT, Key::F);
    desk.harness.get_by_role_and_label(Role::TextInput, BOX).type_text(SLOW);
    desk.wait_for("Stop searching");
    tab_on_to(&mut desk, "Stop searching");
    step_key(&mut desk, Key::Enter);
    settle(&mut desk);
    desk.harness.get_by_label("The search was stopped.");

    desk.tab_to("Search again");
    step_key(&mut desk, Key::Enter);
    desk.wait_for("Stop searching");
    tab_on_to(&mut desk, "Stop searching");
    step_key(&mut desk, Key::Space);
    settle(&mut desk);
    desk.harness.get_by_label("The search was stopped.");

    // In the box Enter does as well.
    desk.press_with(CTRL_SHIFT, Key::F);
    step_key(&mut desk, Key::Enter);
    desk.wait_for("Stop searching");
    stop(&mut desk, Workbench::SEARCHING);
}

#[test]
fn sorting_the_concordance_is_stopped_says_so_and_is_begun_again() {
    // So many hits that sorting them takes longer than a frame.
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("long.txt"), long_text()).unwrap();
    let mut desk = Desk::on(vec![folder.path().to_path_buf()]);
    search(&mut desk, "on");
    desk.finish();
    desk.press_with(Modifiers::ALT, Key::C);
    let unsorted = desk.rows();
    desk.tab_to("Sorted by document");
    desk.press(Key::Enter);
    desk.tab_to("Second word before");
    // What the key asks for is stopped before anything of it is taken in.
    desk.harness.key_press(Key::Enter);
    for _ in 0..10 {
        desk.harness.step();
        if desk.bench(Workbench::is_ordering) {
            break;
        }
    }
    stop(&mut desk, Workbench::ORDERING);
    assert!(desk.bench(Workbench::is_ordering_stopped));
    desk.harness.get_by_label("Sorting was stopped; the hits stand in the order of the list.");
    assert_eq!(desk.rows()[0], unsorted[0]);
    desk.tab_and_press("Sort again");
    desk.finish();
    assert!(desk.harness.query_by_label("Sort again").is_none());
    assert_eq!(desk.bench(|bench| bench.hit_order().to_vec()).first(), Some(&SortBy::Left(2)));
    assert_eq!(desk.bench(|bench| bench.ordered_hits().unwrap().lines().len()) as u64, count(&desk));
    assert_ne!(desk.rows()[..4], unsorted[..4]);
}

#[test]
fn counting_saved_searches_is_stopped_says_so_and_is_begun_again_by_key_and_button() {
    let mut desk = desk_with_saved();
    let states = |desk: &Desk| -> Vec<SavedState> {
        desk.bench(|bench| bench.saved_searches().iter().map(|search| bench.saved_state(search)).collect())
    };
    let counted = states(&desk);
    assert!(counted.iter().all(|state| matches!(state, SavedState::Found { hits: 1.., .. })), "{counted:?}");
    for by_key in [true, false] {
        // A text that comes has them counted again; that is stopped before any of it is taken in.
        let folder = tempfile::tempdir().unwrap();
        let more = folder.path().join(format!("more {by_key}.txt"));
        std::fs::write(&more, format!("No more {by_key}.")).unwrap();
        desk.bench_mut(|bench| {
            bench.run(Command::OpenInputs(vec![more])).unwrap();
            bench.finish_jobs();
            bench.run(Command::Search(SearchCommand::CountSaved)).unwrap();
        });
        stop(&mut desk, Workbench::COUNTING);
        assert_eq!(states(&desk), [SavedState::Stopped, SavedState::Stopped]);
        desk.harness.get_by_label("Counting what they find was stopped.");
        if by_key {
            desk.press_with(CTRL_SHIFT, Key::F);
            desk.tab_and_press("Count again");
        } else {
            desk.click("Count again");
        }
        desk.finish();
        assert_eq!(states(&desk), counted);
        assert!(desk.harness.query_by_label("Count again").is_none());
    }
}

#[test]
fn the_menu_of_a_saved_search_asks_renames_and_deletes_it_by_keyboard() {
    let mut desk = desk_with_saved();
    menu_of_second(&mut desk);
    desk.tab_and_press("Search again");
    desk.finish();
    assert_eq!(query(&desk), "resignation");
    assert!(count(&desk) > 0);

    desk.click("Clear the search");
    desk.finish();
    desk.press_with(CTRL_SHIFT, Key::F);
    menu_of_second(&mut desk);
    desk.tab_and_press("Rename…");
    desk.harness.get_by_role_and_label(Role::TextInput, "Name").type_text("Zeal");
    desk.run();
    desk.press_with(CTRL, Key::Enter);
    desk.finish();
    assert_eq!(names(&desk), ["The police", "Zeal"]);

    desk.press_with(CTRL_SHIFT, Key::F);
    menu_of_second(&mut desk);
    desk.tab_and_press("Delete");
    desk.finish();
    assert_eq!(names(&desk), ["The police"]);
}

#[test]
fn the_menu_beside_the_box_asks_a_saved_search_and_exports_all_by_keyboard() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("searches.jsonl");
    let mut desk = desk_with_saved();
    search(&mut desk, "chief");
    desk.tab_and_press("Saved searches");
    desk.finish();
    desk.tab_and_press("The police");
    desk.finish();
    assert_eq!(query(&desk), "police");

    desk.answer_file_dialog(vec![path.clone()]);
    desk.press_with(CTRL_SHIFT, Key::F);
    desk.tab_and_press("Saved searches");
    desk.tab_and_press("Export saved searches…");
    desk.tab_and_press("JSON Lines");
    desk.press_with(CTRL, Key::Enter);
    desk.finish();
    let written = std::fs::read_to_string(path).unwrap();
    assert_eq!(written.lines().count(), 2);
    assert!(written.starts_with("{\"name\":\"The police\",\"query\":\"police\""), "{written}");
}

#[test]
fn the_format_of_a_concordance_and_of_frequencies_is_chosen_by_keyboard() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Desk::bundled();
    search(&mut desk, "police");
    desk.press_with(Modifiers::ALT, Key::C);
    for (format, name, begins) in [
        ("CSV", "hits.csv", &b"document,start,end"[..]),
        ("Excel (XLSX)", "hits.xlsx", b"PK"),
        ("HTML", "hits.html", b"<!DOCTYPE html>"),
    ] {
        let path = folder.path().join(name);
        desk.answer_file_dialog(vec![path.clone()]);
        desk.run_palette("Export hits");
        desk.tab_and_press(format);
        desk.press_with(CTRL, Key::Enter);
        desk.finish();
        assert!(std::fs::read(&path).unwrap().starts_with(begins), "{format}");
    }
    desk.press_with(Modifiers::ALT, Key::W);
    desk.tab_and_press("Frequencies");
    settle(&mut desk);
    for (format, name, begins) in
        [("CSV", "frequencies.csv", &b"document,"[..]), ("Excel (XLSX)", "frequencies.xlsx", b"PK")]
    {
        let path = folder.path().join(name);
        desk.answer_file_dialog(vec![path.clone()]);
        desk.tab_and_press("Export…");
        desk.tab_and_press(format);
        desk.press_with(CTRL, Key::Enter);
        desk.finish();
        let written = std::fs::read(&path).unwrap();
        assert!(written.starts_with(begins), "{format}: {}", String::from_utf8_lossy(&written[..40]));
    }
}

#[test]
fn the_reference_of_keyness_and_the_least_count_are_chosen_by_keyboard() {
    let mut desk = Desk::bundled();
    for (title, value) in [(ECHO, "paper"), (MAIL, "web")] {
        let document = desk.document(title);
        let (name, value) = ("medium".to_owned(), Some(value.to_owned()));
        desk.send(Command::SetAttribute { document, name, value });
    }
    search(&mut desk, "police");
    desk.press_with(Modifiers::ALT, Key::W);
    settle(&mut desk);
    desk.tab_and_press("Times at least: At least once");
    desk.tab_and_press("At least 10 times");
    settle(&mut desk);
    assert_eq!(desk.screen(|screen| screen.words.least), 10);
    let counts = desk.rows().into_iter().map(|row| row.split(", ").nth(1).unwrap().replace(',', ""));
    assert!(counts.map(|count| count.parse::<u32>().unwrap()).all(|count| count >= 10));
    desk.tab_and_press("Words in a run: Single words");
    desk.tab_and_press("Runs of 2 words");
    desk.tab_and_press("Times at least: At least 10 times");
    desk.tab_and_press("At least 2 times");
    settle(&mut desk);
    assert!(desk.rows()[0].split(", ").next().unwrap().contains(' '));

    desk.tab_and_press("Keyness");
    settle(&mut desk);
    assert_eq!(desk.screen(|screen| screen.words.kind), WordsKind::Keyness);
    desk.tab_and_press("Target: Documents found");
    desk.harness.get_by_role_and_label(Role::TextInput, "Find a part").type_text("paper");
    desk.run();
    desk.tab_and_press("medium: paper");
    settle(&mut desk);
    desk.tab_and_press("Against: All other documents");
    desk.harness.get_by_role_and_label(Role::TextInput, "Find a part").type_text("web");
    desk.run();
    desk.tab_and_press("medium: web");
    settle(&mut desk);
    let said = desk.harness.query_all_by_label_contains(" in 1 document against ").next().unwrap();
    let said = said.accesskit_node().value().or(said.accesskit_node().label()).unwrap();
    assert!(said.split(" against ").all(|part| part.ends_with("in 1 document")), "{said}");
}
