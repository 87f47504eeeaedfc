//! Topics of figures decided on by keyboard: merged, split, renamed, dismissed and shown again; drawn over time; exported.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test may panic")]

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use lectern::ui::screen::BottomTable;
use lectern::workbench::Command;

use super::desk::Desk;

const CTRL: Modifiers = Modifiers::COMMAND;
const ALT: Modifiers = Modifiers::ALT;
const SHIFT: Modifiers = Modifiers::SHIFT;
const MEETINGS: &str = "community meetings";

/// A desk with the list of figures in front, which has the keyboard, with what differs alone.
fn desk() -> Desk {
    let mut desk = Desk::compared();
    desk.run_palette("Figures");
    assert_eq!(desk.screen(|screen| screen.table), BottomTable::Figures);
    desk.click("Figures by document");
    desk.click("Only what differs");
    focus(&mut desk);
    desk
}

fn focus(desk: &mut Desk) {
    desk.harness.get_by_role_and_label(Role::ListBox, "Figures").focus();
    desk.run();
}

/// The names of the topics that are not dismissed and differ, and of those made by hand, with how many figures they have.
fn topics(desk: &Desk) -> Vec<(String, usize)> {
    desk.bench(|bench| {
        let topics = bench.comparison().topics().iter();
        let shown = topics.filter(|it| !it.is_dismissed && (it.verdict.differs() || !it.rulings.is_empty()));
        shown.map(|topic| (topic.name.clone(), topic.figures.len())).collect()
    })
}

/// Goes to the heading of the topic of meetings.
fn go_to_meetings(desk: &mut Desk) {
    desk.press(Key::Home);
    for _ in 0..12 {
        if chosen(desk).is_some_and(|label| label.starts_with(&format!("{MEETINGS}. "))) {
            return;
        }
        desk.press(Key::ArrowDown);
    }
    unreachable!("no topic of meetings");
}

/// The names of all lines that are chosen.
fn all_chosen(desk: &Desk) -> Vec<String> {
    let nodes = desk.harness.query_all_by_role(Role::ListBoxOption);
    let chosen = nodes.filter_map(|node| {
        let node = node.accesskit_node();
        if node.is_selected() == Some(true) { node.label() } else { None }
    });
    chosen.collect()
}

/// Where the line stands whose name begins so.
fn line(desk: &Desk, name: &str) -> egui::Pos2 {
    let mut lines = desk.harness.query_all_by_role(Role::ListBoxOption);
    let begins = |label: Option<String>| label.is_some_and(|label| label.starts_with(name));
    lines.find(|node| begins(node.accesskit_node().label())).unwrap().rect().center()
}

/// The name of the line that is chosen.
fn chosen(desk: &Desk) -> Option<String> {
    desk.harness.query_all_by_role(Role::ListBoxOption).find_map(|node| {
        let node = node.accesskit_node();
        if node.is_selected() == Some(true) { node.label() } else { None }
    })
}

#[test]
fn the_heading_of_a_topic_tells_its_values_in_order_of_time() {
    let desk = desk();
    let labels = desk.labels(Role::ListBoxOption);
    let heading = labels.iter().find(|label| label.starts_with(MEETINGS)).unwrap();
    assert!(heading.contains("The value grows with time."), "{heading}");
    let at = |value: &str| heading.find(value).unwrap();
    assert!(at("670") < at("700") && at("700") < at("710"), "{heading}");
}

#[test]
fn topics_are_merged_by_key_and_undo_parts_them() {
    let mut desk = desk();
    let before = topics(&desk);
    assert_eq!(before.len(), 2, "{before:?}");
    desk.press_with(CTRL, Key::A);
    desk.press_with(ALT, Key::J);
    desk.harness.get_by_role_and_label(Role::Dialog, "These 2 topics count the same");
    desk.harness.get_by_role_and_label(Role::TextInput, "The one that stays").type_text(MEETINGS);
    desk.run();
    desk.press(Key::Enter);
    desk.finish();
    assert_eq!(topics(&desk), [(MEETINGS.to_owned(), 8)]);
    desk.press_with(CTRL, Key::Z);
    desk.finish();
    assert_eq!(topics(&desk), before);
}

#[test]
fn lines_chosen_with_control_are_gone_on_with_by_key_and_let_go_of_one_by_one() {
    let mut desk = desk();
    let headings = topics(&desk).into_iter().map(|(name, _)| format!("{name}. "));
    let [one, other]: [String; 2] = headings.collect::<Vec<_>>().try_into().unwrap();
    desk.press(Key::Home);
    let first = all_chosen(&desk);
    assert!(first.len() == 1 && first[0].starts_with(&one), "{first:?}");
    // What the cursor is on looks chosen, and stays so when another comes to it.
    let at = line(&desk, &other);
    desk.click_with(CTRL, at);
    assert_eq!(all_chosen(&desk).len(), 2, "{:?}", all_chosen(&desk));
    desk.press(Key::ArrowDown);
    assert_eq!(all_chosen(&desk).len(), 2, "keys let go of nothing: {:?}", all_chosen(&desk));
    for heading in [&one, &other] {
        let at = line(&desk, heading);
        desk.click_with(CTRL, at);
    }
    assert_eq!(all_chosen(&desk), [] as [String; 0], "the last is let go of as well");
    focus(&mut desk);
    desk.press(Key::Delete);
    desk.finish();
    assert_eq!(topics(&desk).len(), 2, "nothing is chosen, so nothing is dismissed");
}

#[test]
fn one_topic_is_merged_into_another_that_is_found_by_name() {
    let mut desk = desk();
    go_to_meetings(&mut desk);
    desk.press_with(ALT, Key::J);
    let other = topics(&desk).into_iter().find(|(name, _)| name != MEETINGS).unwrap().0;
    desk.harness.get_by_role_and_label(Role::TextInput, "The same as").type_text(&other);
    desk.run();
    desk.press(Key::Enter);
    desk.finish();
    assert_eq!(topics(&desk), [(other.clone(), 8)]);
    assert!(
        chosen(&desk).is_some_and(|label| label.starts_with(&format!("{other}. "))),
        "the keyboard is where the figures went: {:?}",
        chosen(&desk)
    );
}

#[test]
fn figures_are_split_off_and_their_topic_renamed() {
    let mut desk = desk();
    go_to_meetings(&mut desk);
    desk.press(Key::ArrowDown);
    desk.press_with(SHIFT, Key::ArrowDown);
    desk.press_with(ALT, Key::Y);
    desk.harness.get_by_role_and_label(Role::TextInput, "What they count").type_text("Meetings of 2019");
    desk.run();
    desk.press(Key::Enter);
    desk.finish();
    let split = topics(&desk);
    assert!(split.contains(&("Meetings of 2019".to_owned(), 2)), "{split:?}");
    // What is left says the same, and is no topic that differs any more.
    let left = desk.bench(|bench| {
        let mut topics = bench.comparison().topics().iter();
        topics.find(|topic| topic.name == MEETINGS).map(|topic| topic.figures.len())
    });
    assert_eq!(left, Some(3));
}

#[test]
fn figures_that_stand_alone_are_counted_listed_and_brought_into_a_topic() {
    let mut desk = desk();
    let alone = |desk: &Desk| desk.bench(|bench| bench.comparison().alone().len());
    let before = alone(&desk);
    assert!(before > 5, "{before}");
    desk.click(&format!("{before} figures stand alone"));
    assert!(desk.screen(|screen| screen.comparison.alone));
    desk.type_into("Filter figures", "1727");
    focus(&mut desk);
    desk.press(Key::Home);
    let line = chosen(&desk).unwrap();
    assert!(line.starts_with("1727, ") && line.contains("Police officers (1727)"), "{line}");
    desk.press(Key::Enter);
    let document = desk.panes(|panes| panes.active().unwrap().document);
    assert!(line.contains(&desk.bench(|bench| bench.project().documents[&document].title.clone())), "{line}");
    focus(&mut desk);
    desk.press_with(ALT, Key::J);
    desk.harness.get_by_role_and_label(Role::TextInput, "The same as").type_text(MEETINGS);
    desk.run();
    desk.press(Key::Enter);
    desk.finish();
    assert_eq!(alone(&desk), before - 1);
    let meetings = topics(&desk).into_iter().find(|(name, _)| name == MEETINGS).unwrap();
    assert_eq!(meetings.1, 6);
    desk.press_with(CTRL, Key::Z);
    desk.finish();
    assert_eq!(alone(&desk), before);
    // And one by itself becomes a topic.
    focus(&mut desk);
    desk.press(Key::Home);
    desk.press_with(ALT, Key::Y);
    desk.harness.get_by_role_and_label(Role::TextInput, "What they count").type_text("Officers of 2019");
    desk.run();
    desk.press(Key::Enter);
    desk.finish();
    assert!(topics(&desk).contains(&("Officers of 2019".to_owned(), 1)), "{:?}", topics(&desk));
    desk.click(&format!("{} figures stand alone", before - 1));
    assert!(!desk.screen(|screen| screen.comparison.alone));
}

#[test]
fn a_topic_is_renamed_by_key() {
    let mut desk = desk();
    go_to_meetings(&mut desk);
    desk.press(Key::F2);
    let field = desk.harness.get_by_role_and_label(Role::TextInput, "Name");
    assert_eq!(field.accesskit_node().value().as_deref(), Some(MEETINGS));
    desk.press_with(CTRL, Key::A);
    desk.harness.get_by_role_and_label(Role::TextInput, "Name").type_text("Later meetings");
    desk.run();
    desk.press(Key::Enter);
    desk.finish();
    assert!(topics(&desk).contains(&("Later meetings".to_owned(), 5)), "{:?}", topics(&desk));
}

#[test]
fn a_topic_is_dismissed_and_shown_again() {
    let mut desk = desk();
    go_to_meetings(&mut desk);
    desk.press(Key::Delete);
    desk.finish();
    assert!(topics(&desk).iter().all(|(name, _)| name != MEETINGS));
    assert!(desk.labels(Role::ListBoxOption).iter().all(|label| !label.starts_with(MEETINGS)));
    desk.click("Dismissed (1)");
    focus(&mut desk);
    go_to_meetings(&mut desk);
    desk.press(Key::Delete);
    desk.finish();
    assert!(topics(&desk).iter().any(|(name, _)| name == MEETINGS));
    assert_eq!(desk.bench(|bench| bench.project().topics.len()), 0);
}

#[test]
fn decisions_are_listed_taken_back_written_to_a_file_and_taken_over() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk();
    go_to_meetings(&mut desk);
    desk.press_with(ALT, Key::B);
    desk.finish();
    desk.run_palette("Decisions on figures");
    desk.harness.get_by_label("“community meetings” is not shown");
    let path = folder.path().join("decided.csv");
    desk.answer_file_dialog(vec![path.clone()]);
    desk.click("Write to a file…");
    desk.finish();
    assert!(std::fs::read_to_string(&path).unwrap().contains("1,dismiss,count,community meetings,"));
    desk.click("Take back");
    desk.finish();
    desk.harness.get_by_label("Nothing has been decided yet");
    desk.answer_file_dialog(vec![path]);
    desk.click("Take over from a file…");
    desk.finish();
    desk.harness.get_by_label("“community meetings” is not shown");
}

#[test]
fn two_cells_chosen_open_side_by_side() {
    let mut desk = desk();
    go_to_meetings(&mut desk);
    let documents = desk.bench(|bench| {
        let comparison = bench.comparison();
        let topic = comparison.topics().iter().find(|topic| topic.name == MEETINGS).unwrap();
        let ends = [topic.figures[0], *topic.figures.last().unwrap()];
        ends.map(|at| comparison.figure(at).unwrap().0)
    });
    desk.press(Key::ArrowDown);
    desk.press(Key::Space);
    for _ in 0..4 {
        desk.press(Key::ArrowDown);
    }
    desk.press(Key::Space);
    desk.press(Key::Enter);
    let visible: Vec<_> = desk.panes(|panes| panes.visible().iter().map(|pane| pane.document).collect());
    assert!(documents.iter().all(|document| visible.contains(document)), "{visible:?} {documents:?}");
}

#[test]
fn a_topic_is_drawn_over_time_walked_by_key_and_saved() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk();
    go_to_meetings(&mut desk);
    desk.press_with(ALT, Key::O);
    desk.run();
    desk.harness.get_by_role_and_label(Role::Figure, "Figures on community meetings over time");
    let sentences = desk.labels(Role::ListBoxOption);
    assert!(sentences.iter().any(|label| label.starts_with("over 670, ")), "{sentences:?}");
    desk.press(Key::ArrowRight);
    desk.press(Key::End);
    desk.press(Key::Enter);
    let of_710 = desk.bench(|bench| {
        let (comparison, is_it) = (bench.comparison(), |value: f64| (value - 710.0).abs() < 1e-9);
        let figures = comparison.topics().iter().flat_map(|topic| topic.figures.iter());
        let mut found = figures.filter_map(|at| comparison.figure(*at));
        found.find(|(_, figure, _)| is_it(figure.value)).unwrap().0
    });
    assert_eq!(desk.panes(|panes| panes.active().unwrap().document), of_710);
    for (item, name) in [("Save as SVG…", "meetings.svg"), ("Save as PNG…", "meetings.png")] {
        let path = folder.path().join(name);
        desk.answer_file_dialog(vec![path.clone()]);
        desk.click("Save the figure");
        desk.click(item);
        desk.finish();
        let bytes = std::fs::read(path).unwrap();
        let is_svg = String::from_utf8_lossy(&bytes).contains(">over 670<");
        assert!(is_svg || bytes.starts_with(b"\x89PNG"));
    }
    desk.click("Show as a table");
    assert!(!desk.screen(|screen| screen.comparison.plotted));
    desk.harness.get_by_role_and_label(Role::ListBox, "Figures");
}

#[test]
fn what_the_table_lists_is_exported() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk();
    let path = folder.path().join("figures.csv");
    desk.answer_file_dialog(vec![path.clone()]);
    desk.run_palette("Export figures as CSV");
    desk.finish();
    let text = std::fs::read_to_string(path).unwrap();
    assert!(text.starts_with("topic_number,topic,kind,difference,document,"));
    assert!(text.contains("670") && !text.contains("complaints"), "only what differs: {text}");
    let path = folder.path().join("figures.xlsx");
    desk.answer_file_dialog(vec![path.clone()]);
    desk.run_palette("Export figures for Excel");
    desk.finish();
    assert!(std::fs::read(path).unwrap().starts_with(b"PK"));
}

#[test]
fn the_menu_of_a_line_does_what_the_keys_do() {
    let mut desk = desk();
    go_to_meetings(&mut desk);
    let heading = desk
        .harness
        .query_all_by_role(Role::ListBoxOption)
        .find(|node| node.accesskit_node().label().is_some_and(|label| label.starts_with(MEETINGS)));
    let at = heading.unwrap().rect().center();
    desk.secondary_click_at(at);
    desk.harness.get_by_label("Merge topic into…");
    desk.click("Dismiss topic");
    desk.finish();
    assert!(topics(&desk).iter().all(|(name, _)| name != MEETINGS));
}

#[test]
fn in_a_small_window_with_both_panels_open_nothing_of_the_table_lies_behind_the_inspector() {
    let mut desk = desk();
    desk.click("Only what differs");
    desk.harness.set_size(egui::vec2(1024.0, 768.0));
    desk.run();
    if !desk.screen(|screen| screen.inspector) {
        desk.run_palette("Inspector");
    }
    let inspector = desk.harness.get_by_role_and_label(Role::Heading, "Project").rect().left();
    assert!(inspector < 1024.0, "{inspector}");
    let right = |desk: &Desk, role| {
        let parts = desk.harness.query_all_by_role(role);
        parts.filter(|it| it.rect().top() > 400.0).map(|it| it.rect().right()).fold(0.0, f32::max)
    };
    let list = right(&desk, Role::ListBoxOption);
    assert!(list > 500.0 && list <= inspector, "{list} {inspector}");
    let topics = desk.harness.get_by_label_contains(" topics").rect().right();
    assert!(topics <= inspector, "{topics} {inspector}");
    desk.click("Figures by document");
    let heads = right(&desk, Role::RowHeader);
    assert!(heads > 300.0 && heads < inspector, "{heads} {inspector}");
}

#[test]
fn a_table_of_very_many_figures_is_listed_and_filtered_beside_the_window() {
    let folder = tempfile::tempdir().unwrap();
    let sentence = |at: usize| format!("Clerk w{at}x and porter v{at}y counted {} lanterns there. ", at + 2);
    let write = |name: &str, text: String| std::fs::write(folder.path().join(name), text).unwrap();
    write("many.txt", (0..2_100).map(sentence).collect());
    write("2019-01-02.txt", "The new library lent 4,100 printed books to its readers.".to_owned());
    write("2020-03-04.txt", "The new library lent 5,200 printed books to its readers.".to_owned());
    let mut desk = Desk::on(vec![folder.path().to_path_buf()]);
    desk.send(Command::CompareDocuments);
    desk.finish();
    desk.run_palette("Figures");
    desk.click("Figures by document");
    desk.finish();
    let told = "2,100 figures count what more than 300 count";
    desk.harness.get_by_label_contains(told);
    let lines = |desk: &Desk| -> Vec<String> {
        let list = desk.harness.get_by_role_and_label(Role::ListBox, "Figures");
        list.query_all_by_role(Role::ListBoxOption).filter_map(|line| line.accesskit_node().label()).collect()
    };
    assert!(lines(&desk)[0].starts_with("printed books. The value grows with time."), "{:?}", lines(&desk));
    desk.click("2,100 figures stand alone");
    desk.finish();
    focus(&mut desk);
    desk.press(Key::ArrowDown);
    desk.press(Key::ArrowDown);
    desk.type_into("Filter figures", "w17x");
    desk.finish();
    assert_eq!(lines(&desk).len(), 1, "{:?}", lines(&desk));
    desk.harness.get_by_label("1 figure");
    desk.type_into("Filter figures", "nobody");
    desk.finish();
    desk.click("Show all figures");
    desk.finish();
    assert!(lines(&desk).len() > 1);
    // What changes in the project has the table listed again: the keyboard stays where it is in it.
    focus(&mut desk);
    desk.press(Key::Home);
    desk.press(Key::ArrowDown);
    let before = chosen(&desk);
    desk.send(Command::SetCoder { name: "Ada Reader".into(), initials: "AR".into() });
    desk.finish();
    assert_eq!(chosen(&desk), before);
    desk.press(Key::ArrowDown);
    assert_ne!(chosen(&desk), before);
}
