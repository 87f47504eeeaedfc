//! What documents share and where they differ: marked, gone through, listed, tagged on both sides; figures by topic.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test may panic")]

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use lectern::ui::screen::{BottomTable, SidePanel};
use lectern::workbench::{Command, SharedPlaces};

use super::desk::{Desk, ECHO, MAIL};

const CTRL: Modifiers = Modifiers::COMMAND;
/// Words of the letter that both newspapers print.
const LETTER: &str = "as with many other";

fn current(desk: &Desk) -> Option<SharedPlaces> {
    desk.screen(|screen| screen.shared)
}

/// What the current passage says, in both its places.
fn says(desk: &Desk) -> [String; 2] {
    let places = current(desk).expect("a passage was gone to");
    [places.a, places.b].map(|(document, span)| {
        desk.bench(|bench| {
            bench.text(document).unwrap().slice(span).split_whitespace().collect::<Vec<_>>().join(" ")
        })
    })
}

/// The first row of what a list of this name shows that holds these words.
fn line(desk: &Desk, words: &str) -> egui::Pos2 {
    let holds = |label: Option<String>| label.is_some_and(|label| label.contains(words));
    let mut lines = desk.harness.query_all_by_role(Role::ListBoxOption);
    lines.find(|node| holds(node.accesskit_node().label())).expect("a line").rect().center()
}

#[test]
fn a_key_goes_from_shared_passage_to_shared_passage_and_back() {
    let mut desk = Desk::compared();
    desk.click_reader();
    desk.press(Key::S);
    let first = current(&desk).unwrap();
    assert_eq!((first.a.0, first.b.0), (desk.document(ECHO), desk.document(MAIL)));
    assert!(desk.is_reading(ECHO), "the keyboard stays where it was");
    desk.press(Key::S);
    assert_ne!(current(&desk), Some(first));
    desk.press_with(Modifiers::SHIFT, Key::S);
    assert_eq!(current(&desk), Some(first));
    desk.press_with(Modifiers::SHIFT, Key::S);
    let last = current(&desk).unwrap();
    assert!(last.a.1.start > first.a.1.start, "round the beginning of the document");
}

#[test]
fn both_places_of_the_letter_stand_level_and_say_the_same_but_for_a_word() {
    let mut desk = Desk::compared();
    desk.click_reader();
    for _ in 0..20 {
        desk.press(Key::S);
        if says(&desk)[0].contains(LETTER) {
            break;
        }
    }
    let [echo, mail] = says(&desk);
    assert!(echo.contains("whats app") && mail.contains("WhatsApp"), "{echo} | {mail}");
    // One word: more of them may stand on two rows.
    let first_word = |said: &str| said.split_inclusive(' ').next().map(str::to_owned).unwrap_or_default();
    let (here, there) = (desk.place_of(ECHO, &first_word(&echo)), desk.place_of(MAIL, &first_word(&mail)));
    assert!((here.top() - there.top()).abs() < 2.0, "{here:?} {there:?}");
}

#[test]
fn a_click_on_a_shared_passage_shows_its_other_place_beside() {
    let mut desk = Desk::compared();
    desk.click_reader();
    for _ in 0..20 {
        desk.press(Key::S);
        if says(&desk)[0].contains(LETTER) {
            break;
        }
    }
    // The next passage follows so closely that the letter stays in view.
    desk.press(Key::S);
    let before = current(&desk);
    let at = desk.place_of(ECHO, "beneficial").center();
    desk.click_at(at);
    assert_ne!(current(&desk), before);
    assert!(says(&desk).iter().all(|said| said.contains(LETTER)));
}

#[test]
fn where_only_one_document_is_in_view_the_other_opens_beside_it() {
    let mut desk = Desk::compared();
    desk.press_with(CTRL, Key::W);
    desk.press_with(CTRL, Key::W);
    let alone = desk.panes(|panes| panes.visible().len());
    assert_eq!(alone, 1);
    desk.press(Key::S);
    assert_eq!(desk.panes(|panes| panes.visible().len()), 2);
    let places = current(&desk).unwrap();
    let visible: Vec<_> = desk.panes(|panes| panes.visible().iter().map(|pane| pane.document).collect());
    assert!(visible.contains(&places.a.0) && visible.contains(&places.b.0));
}

#[test]
fn one_tag_is_given_to_both_places_in_one_step() {
    let mut desk = Desk::compared();
    desk.click_reader();
    desk.press_with(Modifiers::SHIFT, Key::T);
    assert!(desk.labels(Role::Status).iter().any(|said| said.contains("Click a shared passage")));
    desk.press(Key::S);
    desk.press_with(Modifiers::SHIFT, Key::T);
    desk.harness.get_by_role_and_label(Role::Dialog, "Tag both passages");
    desk.harness.get_by_role_and_label(Role::TextInput, "Tag").type_text("Letter");
    desk.run();
    desk.press(Key::Enter);
    assert_eq!(desk.annotations(), 2);
    let documents: std::collections::BTreeSet<_> =
        desk.bench(|bench| bench.project().annotations.values().map(|it| it.document).collect());
    assert_eq!(documents.len(), 2);
    desk.press_with(CTRL, Key::Z);
    assert_eq!(desk.annotations(), 0);
}

#[test]
fn the_panel_lists_pairs_with_their_passages_and_a_click_shows_both_places() {
    let mut desk = Desk::compared();
    desk.press_with(CTRL, Key::Num5);
    assert_eq!(desk.screen(|screen| screen.side), Some(SidePanel::Shared));
    desk.harness.get_by_role_and_label(Role::Heading, "Shared passages");
    desk.type_into("Filter shared passages", LETTER);
    desk.click_at(line(&desk, LETTER));
    assert!(says(&desk).iter().all(|said| said.contains(LETTER)));
    let listed = desk.labels(Role::ListBoxOption);
    let says_how_alike = |label: &String| label.contains("% the same") || label.contains("verbatim");
    assert!(listed.iter().any(says_how_alike), "{listed:?}");
    let before = current(&desk);
    desk.press(Key::ArrowUp);
    desk.press(Key::ArrowUp);
    desk.press(Key::Enter);
    assert!(current(&desk).is_some() && before.is_some());
    desk.type_into("Filter shared passages", " nowhere at all");
    desk.click("Show all passages");
    assert!(desk.labels(Role::ListBoxOption).len() > 2);
}

#[test]
fn passages_are_grouped_with_all_their_places() {
    let mut desk = Desk::compared();
    desk.press_with(CTRL, Key::Num5);
    desk.click("By passage");
    let listed = desk.labels(Role::ListBoxOption);
    assert!(listed.iter().any(|label| label.contains("documents ·")), "{listed:?}");
    assert!(listed.iter().any(|label| label.starts_with(MAIL) || label.starts_with(ECHO)), "{listed:?}");
}

#[test]
fn marks_and_boilerplate_are_switched_in_the_menu() {
    let mut desk = Desk::compared();
    desk.click("Compare");
    desk.click("Mark shared passages");
    assert!(!desk.screen(|screen| screen.comparison.marked));
    let at = desk.place_of(ECHO, "Constable").center();
    desk.click_at(at);
    assert_eq!(current(&desk), None);
    desk.press_with(Modifiers::ALT, Key::P);
    assert!(desk.screen(|screen| screen.comparison.marked));
    desk.run_palette("Show boilerplate");
    assert!(desk.screen(|screen| screen.comparison.boilerplate));
}

#[test]
fn three_reports_of_one_number_are_listed_under_one_topic_and_open_their_sentences() {
    let mut desk = Desk::compared();
    desk.run_palette("Figures");
    assert_eq!(desk.screen(|screen| screen.table), BottomTable::Figures);
    desk.click("Figures by document");
    desk.type_into("Filter figures", "meetings");
    assert!(desk.labels(Role::ListBoxOption).iter().any(|label| label.contains("meetings. The value")));
    // Few lines are in view at a time: the arrows walk them all.
    desk.harness.get_by_role_and_label(Role::ListBox, "Figures").focus();
    desk.run();
    let mut listed = std::collections::BTreeSet::new();
    for _ in 0..14 {
        listed.extend(desk.labels(Role::ListBoxOption));
        desk.press(Key::ArrowDown);
    }
    for number in ["670 ", "700 ", "710 "] {
        assert!(listed.iter().any(|label| label.contains(number)), "{number}: {listed:?}");
    }
    let in_view = desk.labels(Role::ListBoxOption);
    let opened = in_view.iter().rev().find(|label| label.contains(": ")).unwrap();
    desk.click_at(line(&desk, opened));
    let shown = desk.active_title();
    assert!(!shown.starts_with(ECHO), "{shown}");
    desk.press(Key::ArrowUp);
    desk.press(Key::Enter);
    desk.click("Only what differs");
    assert!(!desk.screen(|screen| screen.comparison.agreeing));
}

#[test]
fn linked_pages_follow_what_they_share() {
    let mut desk = Desk::compared();
    desk.click_reader();
    for _ in 0..20 {
        desk.press(Key::S);
        if says(&desk)[0].contains(LETTER) {
            break;
        }
    }
    desk.press_with(CTRL, Key::L);
    let words = "beneficial";
    let at = desk.place_of(ECHO, words).center();
    desk.harness.hover_at(at);
    desk.run();
    let places = |desk: &Desk| [ECHO, MAIL].map(|title| desk.place_of(title, words).top());
    for step in 0..8 {
        let before = places(&desk);
        let wheel = egui::Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: egui::vec2(0.0, -20.0),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
            modifiers: Modifiers::NONE,
        };
        desk.harness.event(wheel);
        desk.run();
        desk.wait();
        let after = places(&desk);
        let moved = [before[0] - after[0], before[1] - after[1]];
        // The same words stay less than a line and a half apart: a passage may begin at the end of a line there.
        assert!(moved[0] > 10.0 && (after[0] - after[1]).abs() < 39.0, "{moved:?}: {before:?} {after:?}");
        // Once it has caught up, the other page goes along: never back, and never by a line at once.
        let is_even = (-0.5..moved[0] + 20.0).contains(&moved[1]);
        assert!(step == 0 || is_even, "{moved:?}: {before:?} {after:?}");
    }
}

#[test]
fn where_no_text_could_be_read_it_is_not_said_that_nothing_is_shared() {
    let folder = tempfile::tempdir().unwrap();
    let (texts, project) = (folder.path().join("texts"), folder.path().join("study.ron"));
    std::fs::create_dir(&texts).unwrap();
    for name in ["one.txt", "two.txt"] {
        std::fs::write(texts.join(name), format!("The clerk of {name} counted 40 lanterns.")).unwrap();
    }
    let mut desk = Desk::on(vec![texts.clone()]);
    desk.send(Command::SaveAs(project.clone()));
    desk.finish();
    drop(desk);
    for lost in [texts, folder.path().join("study.lectern").join("texts")] {
        std::fs::remove_dir_all(lost).unwrap();
    }
    let mut desk = Desk::on(vec![project]);
    assert_eq!(desk.bench(|bench| (bench.project().documents.len(), bench.documents().len())), (2, 0));
    desk.send(Command::CompareDocuments);
    desk.finish();
    desk.press_with(CTRL, Key::Num5);
    desk.harness.get_by_label("Nothing compared yet");
    desk.run_palette("Figures");
    assert_eq!(desk.harness.query_all_by_label("Nothing compared yet").count(), 2);
}

#[test]
fn what_has_not_been_compared_says_so_and_offers_it() {
    let mut desk = Desk::bundled();
    desk.press_with(CTRL, Key::Num5);
    desk.harness.get_by_label("Not compared");
    desk.harness.get_by_label("Compare documents").click();
    desk.run();
    desk.finish();
    assert!(desk.labels(Role::ListBoxOption).len() > 2);
}
