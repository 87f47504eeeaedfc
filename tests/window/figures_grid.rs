//! Figures by document: topics in rows, documents in columns, cells that open their sentence alone or beside another.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test may panic")]

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use lectern::project::DocumentId;
use lectern::workbench::Command;

use super::desk::Desk;
use super::shared::{compared, named};

const CTRL: Modifiers = Modifiers::COMMAND;
const ALT: Modifiers = Modifiers::ALT;
const GRID: &str = "Topics by document";
/// The switch between grid and list.
const SWITCH: &str = "Figures by document";

/// A desk on the bundled corpus with the grid in front.
fn desk() -> Desk {
    let mut desk = Desk::compared();
    desk.run_palette("Figures");
    focus(&mut desk);
    desk
}

/// Three documents that count the same and one more topic, with the grid in front.
fn library() -> Desk {
    let lent = |books: &str| format!("The new library lent over {books} printed books to its readers.");
    let mut desk = compared(&[
        ("Spring", "2019-01-02", format!("{} It has 12 reading rooms.", lent("4,100"))),
        ("Summer", "2020-03-04", format!("{}\n\n{}", lent("5,200"), lent("5,900"))),
        ("Autumn", "2021-03-04", format!("{} It has 14 reading rooms.", lent("6,300"))),
    ]);
    desk.run_palette("Figures");
    focus(&mut desk);
    desk
}

fn focus(desk: &mut Desk) {
    desk.harness.get_by_role_and_label(Role::Grid, GRID).focus();
    desk.run();
}

/// What the cells say, from top to bottom and from left to right.
fn cells(desk: &Desk) -> Vec<String> {
    let grid = desk.harness.get_by_role_and_label(Role::Grid, GRID);
    let mut found: Vec<(i32, i32, String)> = grid
        .query_all_by_role(Role::Cell)
        .map(|node| {
            let (at, label) = (node.rect().min, node.accesskit_node().label());
            (at.y as i32, at.x as i32, label.unwrap_or_default())
        })
        .collect();
    found.sort();
    found.into_iter().map(|(.., label)| label).collect()
}

/// What the parts of a role say that are chosen.
fn chosen(desk: &Desk, role: Role) -> Vec<String> {
    let nodes = desk.harness.query_all_by_role(role);
    let chosen = nodes.filter(|node| node.accesskit_node().is_selected() == Some(true));
    chosen.filter_map(|node| node.accesskit_node().label()).collect()
}

/// The titles of the documents in view.
fn in_view(desk: &Desk) -> Vec<String> {
    let ids: Vec<DocumentId> = desk.panes(|panes| panes.visible().iter().map(|pane| pane.document).collect());
    desk.bench(|bench| ids.iter().map(|id| bench.project().documents[id].title.clone()).collect())
}

fn topics(desk: &Desk) -> Vec<(String, usize)> {
    desk.bench(|bench| {
        let shown = bench.comparison().topics().iter().filter(|topic| !topic.is_dismissed);
        shown.map(|topic| (topic.name.clone(), topic.figures.len())).collect()
    })
}

#[test]
fn three_reports_of_one_number_stand_in_one_row_each_in_the_column_of_its_document() {
    let desk = desk();
    let rows = desk.labels(Role::RowHeader);
    let differing = rows.iter().filter(|row| !row.contains("Documents agree")).count();
    assert!(
        rows[..differing.min(2)]
            .iter()
            .any(|row| row.starts_with("community meetings. The value grows with time.")),
        "{rows:?}"
    );
    let cells = cells(&desk);
    for value in ["over 670", "700", "over 710"] {
        let said = format!("{value}, community meetings, ");
        assert!(cells.iter().any(|cell| cell.starts_with(&said) && cell.contains(": ")), "{said}: {cells:?}");
    }
}

#[test]
fn columns_are_documents_by_date_and_what_a_cell_says_is_told_whole() {
    let desk = library();
    let columns: Vec<String> = {
        let mut heads: Vec<(i32, String)> = desk
            .harness
            .query_all_by_role(Role::ColumnHeader)
            .map(|node| (node.rect().left() as i32, node.accesskit_node().label().unwrap_or_default()))
            .collect();
        heads.sort();
        heads.into_iter().map(|(_, label)| label).collect()
    };
    assert_eq!(columns, ["Spring, 2 Jan 2019", "Summer, 4 Mar 2020", "Autumn, 4 Mar 2021"]);
    let cells = cells(&desk);
    assert_eq!(cells.len(), 6, "{cells:?}");
    let books: Vec<&String> = cells.iter().filter(|cell| cell.contains("printed books, ")).collect();
    assert_eq!(
        *books[0],
        "over 4,100, printed books, Spring, 2 Jan 2019: The new library lent over 4,100 printed books to its readers."
    );
    assert!(
        books[1].starts_with("over 5,200; over 5,900, printed books, Summer, 4 Mar 2020: "),
        "{}",
        books[1]
    );
    assert!(cells.contains(&"Nothing on reading rooms, Summer, 4 Mar 2020".to_owned()), "{cells:?}");
}

#[test]
fn a_click_opens_a_cell_and_with_control_another_beside_it() {
    let mut desk = library();
    desk.click_at(named(&desk, Role::Cell, "over 4,100, "));
    assert!(desk.active_title().starts_with("Spring"));
    let cell = named(&desk, Role::Cell, "over 6,300, ");
    desk.click_with(CTRL, cell);
    let shown = in_view(&desk);
    assert!(shown.contains(&"Spring".to_owned()) && shown.contains(&"Autumn".to_owned()), "{shown:?}");
    assert_eq!(chosen(&desk, Role::Cell).len(), 2, "both are chosen: {:?}", chosen(&desk, Role::Cell));
    desk.place_of("Autumn", "6,300");
}

#[test]
fn cells_chosen_with_control_are_gone_on_with_by_key_and_let_go_of_one_by_one() {
    let mut desk = library();
    desk.click_at(named(&desk, Role::Cell, "over 4,100, "));
    let cell = named(&desk, Role::Cell, "over 6,300, ");
    desk.click_with(CTRL, cell);
    focus(&mut desk);
    desk.press(Key::ArrowLeft);
    desk.press(Key::Space);
    assert_eq!(chosen(&desk, Role::Cell).len(), 3, "{:?}", chosen(&desk, Role::Cell));
    for name in ["over 4,100, ", "over 5,200; over 5,900", "over 6,300, "] {
        let cell = named(&desk, Role::Cell, name);
        desk.click_with(CTRL, cell);
    }
    assert_eq!(chosen(&desk, Role::Cell), [] as [String; 0], "the last is let go of as well");
    focus(&mut desk);
    desk.press(Key::Delete);
    desk.finish();
    assert_eq!(topics(&desk).len(), 2, "nothing is chosen, so nothing is dismissed");
    // One that was opened only looks chosen and is let go of just so.
    desk.click_at(named(&desk, Role::Cell, "over 4,100, "));
    assert_eq!(chosen(&desk, Role::Cell).len(), 1);
    let cell = named(&desk, Role::Cell, "over 4,100, ");
    desk.click_with(CTRL, cell);
    assert_eq!(chosen(&desk, Role::Cell), [] as [String; 0]);
}

#[test]
fn topics_are_chosen_together_by_clicks_with_control() {
    let mut desk = library();
    desk.click_at(named(&desk, Role::RowHeader, "reading rooms. "));
    let other = named(&desk, Role::RowHeader, "printed books. ");
    desk.click_with(CTRL, other);
    assert_eq!(chosen(&desk, Role::RowHeader).len(), 2, "{:?}", chosen(&desk, Role::RowHeader));
    let other = named(&desk, Role::RowHeader, "printed books. ");
    desk.click_with(CTRL, other);
    let left = chosen(&desk, Role::RowHeader);
    assert!(left.len() == 1 && left[0].starts_with("reading rooms. "), "{left:?}");
}

#[test]
fn the_grid_is_walked_by_key_and_two_cells_open_side_by_side() {
    let mut desk = library();
    desk.press(Key::Home);
    let books = |desk: &mut Desk| {
        for _ in 0..3 {
            if chosen(desk, Role::Cell).iter().any(|cell| cell.contains("printed books")) {
                return;
            }
            desk.press(Key::ArrowDown);
        }
        unreachable!("no row of books: {:?}", cells(desk));
    };
    books(&mut desk);
    assert!(chosen(&desk, Role::Cell)[0].starts_with("over 4,100, "));
    desk.press(Key::Enter);
    assert!(desk.active_title().starts_with("Spring"));
    focus(&mut desk);
    desk.press(Key::ArrowRight);
    desk.press(Key::ArrowRight);
    desk.press_with(CTRL, Key::Enter);
    assert_eq!(in_view(&desk).len(), 2);
    assert!(in_view(&desk).contains(&"Autumn".to_owned()));
    // Chosen one by one, the first of each opens side by side.
    focus(&mut desk);
    desk.press(Key::Space);
    desk.press(Key::ArrowLeft);
    desk.press(Key::Space);
    assert_eq!(chosen(&desk, Role::Cell).len(), 2);
    desk.press(Key::Enter);
    let shown = in_view(&desk);
    assert!(shown.contains(&"Summer".to_owned()) && shown.contains(&"Autumn".to_owned()), "{shown:?}");
}

#[test]
fn empty_cells_are_stepped_over_with_control_and_say_that_they_are() {
    let mut desk = library();
    desk.press(Key::Home);
    for _ in 0..3 {
        if chosen(&desk, Role::Cell).iter().any(|cell| cell.starts_with("12, reading rooms")) {
            break;
        }
        desk.press(Key::ArrowDown);
    }
    desk.press(Key::ArrowRight);
    assert_eq!(chosen(&desk, Role::Cell), [] as [String; 0]);
    assert!(
        chosen(&desk, Role::RowHeader)[0].starts_with("reading rooms. "),
        "what is done is done to the topic"
    );
    desk.press(Key::Enter);
    assert!(desk.labels(Role::Status).iter().any(|said| said.contains("says nothing of this topic")));
    desk.press(Key::ArrowLeft);
    desk.press_with(CTRL, Key::ArrowRight);
    assert!(chosen(&desk, Role::Cell)[0].starts_with("14, reading rooms, Autumn"));
}

#[test]
fn topics_are_renamed_merged_split_and_dismissed_from_the_grid() {
    let mut desk = library();
    assert_eq!(topics(&desk).len(), 2, "{:?}", topics(&desk));
    // A cell with two figures becomes a topic of its own.
    desk.click_at(named(&desk, Role::Cell, "over 5,200; over 5,900"));
    focus(&mut desk);
    desk.press_with(ALT, Key::Y);
    desk.harness.get_by_role_and_label(Role::TextInput, "What they count").type_text("Summer books");
    desk.run();
    desk.press(Key::Enter);
    desk.finish();
    assert!(topics(&desk).contains(&("Summer books".to_owned(), 2)), "{:?}", topics(&desk));
    desk.press_with(CTRL, Key::Z);
    desk.finish();
    // Cells of two topics chosen: both are merged.
    focus(&mut desk);
    desk.click_at(named(&desk, Role::Cell, "over 4,100, "));
    let other = named(&desk, Role::Cell, "12, reading rooms");
    desk.click_with(CTRL, other);
    focus(&mut desk);
    desk.press_with(ALT, Key::J);
    desk.harness.get_by_role_and_label(Role::Dialog, "These 2 topics count the same");
    desk.press(Key::Escape);
    desk.run();
    focus(&mut desk);
    desk.click_at(named(&desk, Role::Cell, "12, reading rooms"));
    focus(&mut desk);
    desk.press(Key::F2);
    desk.press_with(CTRL, Key::A);
    desk.harness.get_by_role_and_label(Role::TextInput, "Name").type_text("Rooms to read in");
    desk.run();
    desk.press(Key::Enter);
    desk.finish();
    assert!(desk.labels(Role::RowHeader).iter().any(|row| row.starts_with("Rooms to read in. ")));
    focus(&mut desk);
    desk.press(Key::Delete);
    desk.finish();
    assert_eq!(topics(&desk).len(), 1, "{:?}", topics(&desk));
    assert!(desk.labels(Role::RowHeader).iter().all(|row| !row.starts_with("Rooms to read in. ")));
}

#[test]
fn the_menu_of_a_cell_opens_it_beside_and_dismisses_its_topic() {
    let mut desk = library();
    desk.click_at(named(&desk, Role::Cell, "over 4,100, "));
    let cell = named(&desk, Role::Cell, "over 6,300, ");
    desk.secondary_click_at(cell);
    desk.click("Open it beside");
    assert!(in_view(&desk).contains(&"Spring".to_owned()) && in_view(&desk).contains(&"Autumn".to_owned()));
    let cell = named(&desk, Role::Cell, "over 5,200; over 5,900");
    desk.secondary_click_at(cell);
    desk.click("Open the sentence with over 5,900");
    assert!(desk.active_title().starts_with("Summer"));
    // By key as well.
    focus(&mut desk);
    desk.press_with(Modifiers::SHIFT, Key::F10);
    desk.click("Dismiss topic");
    desk.finish();
    assert_eq!(topics(&desk).len(), 1);
}

#[test]
fn a_click_on_a_topic_opens_its_first_two_sentences_and_on_a_document_that_document() {
    let mut desk = library();
    desk.click_at(named(&desk, Role::RowHeader, "reading rooms. "));
    let shown = in_view(&desk);
    assert!(shown.contains(&"Spring".to_owned()) && shown.contains(&"Autumn".to_owned()), "{shown:?}");
    desk.click_at(named(&desk, Role::ColumnHeader, "Summer, "));
    assert!(desk.active_title().starts_with("Summer"));
}

#[test]
fn figures_are_listed_one_below_the_other_instead_and_the_cursor_stays() {
    let mut desk = library();
    desk.click_at(named(&desk, Role::Cell, "over 6,300, "));
    desk.click(SWITCH);
    desk.harness.get_by_role_and_label(Role::ListBox, "Figures");
    assert!(!desk.screen(|screen| screen.comparison.by_document));
    assert!(chosen(&desk, Role::ListBoxOption)[0].contains("6,300"));
    desk.run_palette(SWITCH);
    assert!(chosen(&desk, Role::Cell)[0].starts_with("over 6,300, "));
    desk.send(Command::SetCoder { name: "Ada Reader".into(), initials: "AR".into() });
    desk.finish();
    assert!(chosen(&desk, Role::Cell)[0].starts_with("over 6,300, "), "it stays when the project changes");
}

#[test]
fn in_a_narrow_cell_the_value_is_seen_before_the_time_it_is_counted_over() {
    let lent =
        |books: &str| format!("The new library lent over {books} printed books a year to its many readers.");
    let mut desk = compared(&[
        ("Spring", "2019-01-02", lent("4,100")),
        ("Summer", "2020-03-04", format!("{} {}", lent("5,200,500"), lent("5,900,700"))),
        ("Autumn", "2021-03-04", lent("6,300")),
    ]);
    desk.run_palette("Figures");
    let shown = |desk: &Desk| -> Vec<String> {
        let shapes = desk.harness.output().shapes.iter();
        let texts = shapes.filter_map(|clipped| match &clipped.shape {
            egui::Shape::Text(shape) => Some(shape.galley.text().to_owned()),
            _ => None,
        });
        texts.filter(|text| text.starts_with("over ")).collect()
    };
    assert!(shown(&desk).contains(&"over 4,100 a year".to_owned()), "{:?}", shown(&desk));
    desk.harness.set_size(egui::vec2(900.0, 760.0));
    desk.run();
    assert!(shown(&desk).contains(&"over 5,200,500 +1".to_owned()), "{:?}", shown(&desk));
}

#[test]
fn of_very_many_documents_only_the_cells_in_view_are_drawn_and_the_last_is_reached_by_key() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..220 {
        let text = format!("The new library lent {} printed books to its readers.", 4_000 + number);
        std::fs::write(folder.path().join(format!("report {number:03}.txt")), text).unwrap();
    }
    let mut desk = Desk::on(vec![folder.path().to_path_buf()]);
    desk.send(Command::CompareDocuments);
    desk.finish();
    desk.run_palette("Figures");
    desk.finish();
    focus(&mut desk);
    desk.press(Key::Home);
    let drawn = cells(&desk).len();
    assert!((2..40).contains(&drawn), "{drawn}");
    let first = chosen(&desk, Role::Cell);
    assert!(first[0].starts_with("4,000, "), "{first:?}");
    for _ in 0..12 {
        desk.press(Key::ArrowRight);
    }
    assert!(chosen(&desk, Role::Cell)[0].starts_with("4,012, "), "{:?}", chosen(&desk, Role::Cell));
    assert!(desk.labels(Role::RowHeader).len() == 1, "the topic stays in view");
}
