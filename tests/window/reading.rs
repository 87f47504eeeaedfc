//! A newcomer's first start, the reading page and its panes, and documents that arrive while one reads.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable as _;
use lectern::text::reading::ReadingMode;
use lectern::ui::screen::BottomTable;
use lectern::workbench::{Command, MEASURES, Places, Settings, Workbench};

use super::desk::{Desk, ECHO};

const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers { shift: true, ..Modifiers::COMMAND };

fn set<T>(desk: &Desk, read: impl Fn(&Settings) -> T) -> T {
    desk.bench(|bench| read(bench.settings()))
}

#[test]
fn the_first_steps_do_not_lie_over_the_page_once_something_is_shown_beside_it() {
    let mut bench = Workbench::new(Places::none());
    bench.start_on_bundled_corpus();
    let mut desk = Desk::new(bench);
    desk.harness.get_by_label("Read what both newspapers print:");
    desk.click_at(desk.place_of(ECHO, "letter").center());
    assert!(desk.harness.query_by_label("Read what both newspapers print:").is_none());
    desk.harness.get_by_role_and_label(Role::Button, "Try this");
}

#[test]
fn the_first_steps_wait_for_something_to_try_them_on() {
    let desk = Desk::new(Workbench::new(Places::none()));
    assert!(desk.harness.query_by_label("Read what two documents share:").is_none());
    desk.harness.get_by_role_and_label(Role::Button, "Try this");
}

#[test]
fn a_newcomer_is_greeted_until_the_panel_is_closed_for_good() {
    let folder = tempfile::tempdir().unwrap();
    let start = || {
        let mut bench = Workbench::new(Places::within(folder.path()));
        bench.start_on_bundled_corpus();
        Desk::new(bench)
    };
    let mut desk = start();
    desk.harness.get_by_label("Try this");
    desk.harness.get_by_label("Five real documents around one resignation.");
    desk.harness.get_by_label("Read what both newspapers print:");
    desk.harness.set_size(egui::vec2(1024.0, 690.0));
    desk.run();
    assert!(desk.harness.query_by_label("Read what both newspapers print:").is_none(), "no room for it");
    desk.click("Try this");
    desk.harness.get_by_label("Read what both newspapers print:");
    desk.harness.get_all_by_role_and_label(Role::Button, "Figures").last().unwrap().click();
    desk.run();
    assert!(desk.screen(|screen| screen.tables && screen.table == BottomTable::Figures));
    desk.click("Fold the steps away");
    desk.click("Try this (1 of 7)");
    desk.click("Got it");
    assert!(desk.harness.query_by_label("Try this").is_none());
    desk.end();
    assert!(start().harness.query_by_label("Try this").is_none(), "nor at the next start");
}

#[test]
fn the_page_is_set_by_commands_and_keys() {
    let mut desk = Desk::bundled();
    let (measure, size) = (set(&desk, |it| it.measure), set(&desk, |it| it.reading_size));
    desk.run_palette("Longer lines");
    assert!(set(&desk, |it| it.measure) > measure);
    desk.run_palette("Shorter lines");
    assert_eq!(set(&desk, |it| it.measure), measure);
    for _ in 0..20 {
        desk.run_palette("Longer lines");
    }
    assert_eq!(set(&desk, |it| it.measure), *MEASURES.end());
    desk.run_palette("Shorter lines");
    assert!(set(&desk, |it| it.measure) < *MEASURES.end(), "no step is without effect");
    desk.run_palette("Larger text");
    assert!(set(&desk, |it| it.reading_size) > size);
    desk.run_palette("Smaller text");
    assert!((set(&desk, |it| it.reading_size) - size).abs() < f32::EPSILON);
    assert!(!set(&desk, |it| it.paragraph_numbers));
    desk.press_with(CTRL_SHIFT, Key::P);
    assert!(set(&desk, |it| it.paragraph_numbers));
    let mode = |desk: &Desk| {
        let document = desk.panes(|panes| panes.active().unwrap().document);
        let text = desk.bench(|bench| bench.document(document).cloned()).unwrap();
        desk.panes(|panes| panes.place(panes.active().unwrap().id).unwrap().mode(&text))
    };
    let before = mode(&desk);
    desk.press_with(CTRL, Key::R);
    assert_ne!(mode(&desk), before);
    desk.press_with(CTRL, Key::R);
    assert_eq!(mode(&desk), before);
    assert!(matches!(before, ReadingMode::AsIs | ReadingMode::Reflowed));
}

#[test]
fn a_document_is_shown_below_and_in_the_other_pane_by_key() {
    let mut desk = Desk::bundled();
    let shown = |desk: &Desk| {
        desk.panes(|panes| panes.visible().iter().map(|pane| pane.document).collect::<Vec<_>>())
    };
    let echo = desk.document(ECHO);
    assert_eq!(shown(&desk).iter().filter(|document| **document == echo).count(), 1);
    desk.press_with(CTRL, Key::Enter);
    assert_eq!(shown(&desk).iter().filter(|document| **document == echo).count(), 2, "in the other pane too");
    let panes = shown(&desk).len();
    desk.press_with(CTRL_SHIFT, Key::Pipe);
    assert_eq!(shown(&desk).len(), panes + 1, "split down");
}

#[test]
fn linked_pages_that_share_nothing_scroll_by_proportion() {
    let mut desk = Desk::bundled();
    let tops = |desk: &Desk| {
        let active = desk.panes(|panes| panes.active().unwrap().id);
        let place = |other: bool| {
            desk.panes(|panes| {
                let mut visible = panes.visible().into_iter();
                let pane = visible.find(|pane| (pane.id != active) == other).unwrap();
                panes.place(pane.id).unwrap().top()
            })
        };
        (place(false), place(true))
    };
    assert_eq!(tops(&desk), (0, 0));
    desk.press(Key::Space);
    desk.wait();
    let (active, other) = tops(&desk);
    assert!(active > 0 && other == 0);
    desk.press_with(CTRL, Key::L);
    desk.press(Key::Space);
    desk.wait();
    let (further, other) = tops(&desk);
    assert!(further > active && other > 0, "{further} {other}");
}

#[test]
fn what_the_table_shows_is_exported_or_all_of_it() {
    let mut desk = Desk::bundled_with_coder();
    desk.tag(ECHO, "A CHIEF Constable", &["Roles"]);
    desk.tag(ECHO, "sent out a letter", &["Claims"]);
    let roles = desk.bench(|bench| bench.project().tag_by_path(&["Roles"])).unwrap();
    desk.press_with(CTRL, Key::Num3);
    desk.press_with(CTRL, Key::Num2);
    let row =
        |name: &str, desk: &Desk| desk.harness.get_by_role_and_label(Role::TreeItem, name).rect().center();
    if desk.harness.query_by_role_and_label(Role::TreeItem, "Roles").is_none() {
        desk.run_palette("Tags");
    }
    let at = row("Roles", &desk);
    desk.click_at(at);
    assert!(desk.screen(|screen| screen.excerpts.filter.tags.contains(&roles)));
    desk.press_with(CTRL, Key::E);
    desk.click("CSV");
    desk.click("The excerpts the table shows");
    desk.harness.get_by_label("1 row");
    desk.click("All excerpts");
    desk.harness.get_by_label("2 rows");
}

#[test]
fn the_codebook_and_a_marked_document_are_written() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Desk::bundled_with_coder();
    desk.tag(ECHO, "A CHIEF Constable", &["Roles"]);
    for (command, name) in
        [("Export codebook", "codebook.csv"), ("Export document with its tags", "marked.html")]
    {
        let path = folder.path().join(name);
        desk.run_palette(command);
        if name == "codebook.csv" {
            desk.click("CSV");
        }
        desk.answer_file_dialog(vec![path.clone()]);
        desk.press_with(CTRL, Key::Enter);
        desk.finish();
        let written = std::fs::read_to_string(&path).unwrap();
        assert!(written.contains("Roles"), "{name}: {written}");
    }
}

#[test]
fn reading_is_stopped_from_the_status_bar_and_what_has_come_stays() {
    // More where the machine has read all of them before the button was pressed.
    let was_stopped = [4_000, 16_000, 64_000].into_iter().any(|files| {
        let folder = tempfile::tempdir().unwrap();
        for n in 0..files {
            let words = format!("Document number {n}. {}", "Its words go on. ".repeat(200));
            std::fs::write(folder.path().join(format!("{n:05}.txt")), words).unwrap();
        }
        let mut desk = Desk::bundled_with_coder();
        desk.bench_mut(|bench| bench.send(Command::OpenInputs(vec![folder.path().to_path_buf()])));
        desk.harness.step();
        desk.harness.step();
        if desk.harness.query_by_role(Role::ProgressIndicator).is_none() {
            return false;
        }
        // The page can be worked on meanwhile.
        desk.harness.get_by_role_and_label(Role::Document, ECHO);
        desk.harness.get_by_label("Stop Reading").click();
        desk.harness.step();
        desk.finish();
        let come = desk.bench(|bench| bench.project().documents.len());
        assert!(come >= 5, "{come}");
        come < files + 5
    });
    assert!(was_stopped);
}
