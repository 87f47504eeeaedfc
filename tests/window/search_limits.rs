//! Searches that are stopped, and more hits than a list can hold.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable as _;
use lectern::search::ranking::FoundOrder;
use lectern::ui::screen::{BottomTable, HitOrder};
use lectern::workbench::{Command, Workbench};

use super::desk::Desk;
use super::searching::{BOX, SLOW, count, hit, long_text, search, settle, type_query};

const CTRL_SHIFT: Modifiers = Modifiers { shift: true, ..Modifiers::COMMAND };

/// Types a query without waiting for its answer, but until it can be stopped.
fn begin(desk: &mut Desk, query: &str) {
    desk.press_with(CTRL_SHIFT, Key::F);
    desk.harness.get_by_role_and_label(Role::TextInput, BOX).type_text(query);
    desk.wait_for("Stop searching");
}

#[test]
fn a_search_is_stopped_by_its_button_says_so_and_is_begun_again() {
    let folder = tempfile::tempdir().unwrap();
    let words = long_text();
    std::fs::write(folder.path().join("long.txt"), words).unwrap();
    let mut desk = Desk::on(vec![folder.path().to_path_buf()]);
    begin(&mut desk, SLOW);
    desk.harness.get_by_label("Stop searching").click();
    desk.harness.step();
    settle(&mut desk);
    desk.harness.get_by_label("The search was stopped.");
    assert!(desk.harness.query_by_label("Searching…").is_none());
    assert!(desk.harness.query_by_label("Nothing found").is_none(), "that is not known");
    desk.click("Search again");
    desk.wait_for("Stop searching");
    assert!(desk.harness.query_by_label("The search was stopped.").is_none());
    desk.harness.get_by_label("Stop searching").click();
    desk.harness.step();
    settle(&mut desk);

    desk.press_with(CTRL_SHIFT, Key::F);
    type_query(&mut desk, BOX, "nobody");
    assert_eq!(count(&desk), 30_000);
    begin(&mut desk, SLOW);
    desk.harness.get_by_label("Stop searching").click();
    desk.harness.step();
    settle(&mut desk);
    desk.harness.get_by_label("30,000 hits in 1 document · of what was asked before");
}

#[test]
fn what_is_made_of_hits_says_that_the_search_was_stopped_and_waits_for_nothing() {
    let folder = tempfile::tempdir().unwrap();
    for n in 0..40 {
        let lines = "The officers came 123456.\n\n".repeat(5);
        std::fs::write(folder.path().join(format!("{n:02}.txt")), format!("{n:02} first\n\n{lines}"))
            .unwrap();
    }
    for n in 0..3 {
        let words = long_text();
        std::fs::write(folder.path().join(format!("long {n}.txt")), format!("Long {n}\n\n{words}")).unwrap();
    }
    let mut desk = Desk::on(vec![folder.path().to_path_buf()]);
    begin(&mut desk, SLOW);
    for _ in 0..1000 {
        if desk.bench(|bench| bench.found_so_far().is_some()) {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
        desk.harness.step();
    }
    desk.harness.get_by_label("Stop searching").click();
    desk.harness.step();
    settle(&mut desk);
    let said = "stopped before all was searched";
    assert!(desk.harness.query_all_by_label_contains(said).next().is_some());
    desk.press_with(Modifiers::ALT, Key::G);
    desk.harness.get_by_label("The search was stopped; search again to tag its hits.");
    desk.press(Key::Escape);
    desk.press_with(Modifiers::ALT, Key::W);
    desk.harness.get_by_role_and_label(Role::Button, "Frequencies").click();
    settle(&mut desk);
    assert_eq!(desk.harness.query_all_by_label("Search again").count(), 2, "in the panel and in the table");
    // Another document does not begin it again behind one's back.
    let more = folder.path().join("more.txt");
    std::fs::write(&more, "One more.").unwrap();
    desk.send(Command::OpenInputs(vec![more]));
    settle(&mut desk);
    assert!(desk.bench(|bench| bench.is_search_stopped() && !bench.is_searching()));
}

/// Goes to the end of the list that has the keyboard, or is below the box that has it; so many hits are listed there.
fn arrows_end_with_the_list_and_say_so(desk: &mut Desk, listed: u64) {
    let stood_on = |desk: &mut Desk, key: Key| {
        desk.press(key);
        let said = desk.labels(Role::Status);
        desk.finish();
        let (document, span) = hit(desk).unwrap();
        let listing =
            |bench: &Workbench| bench.answer().unwrap().listed(FoundOrder::Title).number_of(document, span);
        (desk.bench(listing).unwrap(), said.iter().any(|said| said.contains("F3 goes on to the next")))
    };
    desk.press(Key::ArrowDown);
    desk.press(Key::ArrowDown);
    assert_eq!(stood_on(desk, Key::End), (listed - 1, true));
    assert_eq!(stood_on(desk, Key::ArrowDown), (listed - 1, true));
    assert_eq!(stood_on(desk, Key::F3).0, listed, "F3 goes on");
    assert_eq!(stood_on(desk, Key::PageDown).0, listed, "nothing goes back by itself");
    assert!(stood_on(desk, Key::ArrowUp).0 < listed);
}

#[test]
fn more_hits_than_can_be_listed_or_sorted_are_said_to_be() {
    let folder = tempfile::tempdir().unwrap();
    for n in 0..3 {
        std::fs::write(folder.path().join(format!("{n}.txt")), "a ".repeat(340_000)).unwrap();
    }
    let mut desk = Desk::on(vec![folder.path().to_path_buf()]);
    search(&mut desk, "=a");
    assert_eq!(count(&desk), 1_020_000);
    desk.harness.get_by_label("1,020,000 hits in 3 documents");
    desk.harness.get_by_label("The first 400,000 lines are listed here; ask for less to see the others.");
    arrows_end_with_the_list_and_say_so(&mut desk, 400_000 - 2);
    desk.harness.get_by_role_and_label(Role::Tab, "Concordance").click();
    desk.run();
    settle(&mut desk);
    assert_eq!(desk.screen(|screen| screen.table), BottomTable::Concordance);
    desk.press_with(Modifiers::ALT, Key::C);
    arrows_end_with_the_list_and_say_so(&mut desk, 400_000);
    desk.click("Sorted by document");
    desk.click("First word before");
    settle(&mut desk);
    assert_ne!(desk.screen(|screen| screen.search.order), HitOrder::Document);
    desk.harness.get_by_label(
        "The first 400,000 hits are listed here. They are too many to be sorted, and stand in the order of the list. \
         Ask for less to see the others.",
    );
}
