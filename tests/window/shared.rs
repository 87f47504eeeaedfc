//! What is made of shared passages: variants side by side, the matrix.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test may panic")]

use egui::{Key, Modifiers, Pos2, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use lectern::ui::screen::BottomTable;
use lectern::workbench::{Command, Places, Workbench};

use super::desk::{Desk, ECHO, MAIL};

const CTRL: Modifiers = Modifiers::COMMAND;

/// A passage that several documents have, each a little other.
const PASSAGE: &str = "the deleted messages were of a mundane, logistical nature and did not, to my recollection, include \
    anything significant to the work of the force";

/// Documents with these names and texts, compared, each with a date where one is given.
pub fn compared(documents: &[(&str, &str, String)]) -> Desk {
    let folder = tempfile::tempdir().unwrap();
    for (name, _, text) in documents {
        std::fs::write(folder.path().join(name).with_extension("txt"), text).unwrap();
    }
    let mut bench = Workbench::new(Places::none());
    bench.compare_from_now_on();
    bench.change_settings(|settings| settings.try_this_closed = true);
    bench.send(Command::OpenInputs(vec![folder.path().to_path_buf()]));
    bench.finish_jobs();
    for (name, date, text) in documents {
        let texts = bench.documents().iter();
        let of_text = |text: &str| texts.clone().find(|(_, document)| document.text.as_str() == text);
        let document = *of_text(text).unwrap().0;
        bench.send(Command::SetTitle { document, title: (*name).to_owned() });
        let value = Some((*date).to_owned()).filter(|date| !date.is_empty());
        bench.send(Command::SetAttribute { document, name: "date".to_owned(), value });
    }
    bench.finish_jobs();
    Desk::new(bench)
}

/// Three accounts that have the passage, and one that has not.
fn accounts() -> Desk {
    let report = "A report was read out on Tuesday in the old town hall, where few had come to listen to it.";
    compared(&[
        ("Letter", "2020-09-07", format!("Dear Sir,\n\nas I said before, {PASSAGE}. I remain yours.\n")),
        (
            "Gazette",
            "2020-09-09",
            format!("He wrote last week: “{}”, and no more.\n", PASSAGE.replace("mundane", "trivial")),
        ),
        (
            "Herald",
            "",
            format!("{report}\n\nIt said that {}.\n", PASSAGE.replace("did not, ", "did not ever, ")),
        ),
        (
            "Almanac",
            "2019",
            "Rain in May, sun in June, and nothing of interest to anybody else.\n".to_owned(),
        ),
    ])
}

/// The first thing of a role whose name holds these words.
pub fn named(desk: &Desk, role: Role, words: &str) -> Pos2 {
    let holds = |label: Option<String>| label.is_some_and(|label| label.contains(words));
    let mut nodes = desk.harness.query_all_by_role(role);
    nodes.find(|node| holds(node.accesskit_node().label())).expect(words).rect().center()
}

fn has(desk: &Desk, role: Role, words: &str) -> bool {
    desk.labels(role).iter().any(|label| label.contains(words))
}

#[test]
fn a_passage_is_collated_from_the_panel_and_a_word_leads_to_its_witness() {
    let mut desk = accounts();
    desk.press_with(CTRL, Key::Num5);
    desk.click("By passage");
    desk.click_at(named(&desk, Role::Button, "Collate"));
    desk.finish();
    assert_eq!(desk.screen(|screen| screen.table), BottomTable::Collation);
    desk.harness.get_by_role_and_label(Role::Grid, "Collation");
    let witnesses = desk.labels(Role::RowHeader);
    assert_eq!(witnesses, ["Letter, 7 Sep 2020", "Gazette, 9 Sep 2020", "Herald, no date"], "by date");
    assert!(has(&desk, Role::Cell, "trivial, where most have mundane"));
    desk.click("Only differences");
    assert!(has(&desk, Role::Cell, "ever, where most have nothing"), "{:?}", desk.labels(Role::Cell));
    assert!(has(&desk, Role::ColumnHeader, "“mundane” in 2, “trivial” in 1"));
    desk.click_at(named(&desk, Role::Cell, "trivial, where"));
    assert!(desk.active_title().starts_with("Gazette"), "{}", desk.active_title());
    desk.place_of("Gazette", "trivial");
}

#[test]
fn a_long_collation_opens_where_its_witnesses_differ() {
    let mut desk = Desk::compared();
    desk.press_with(CTRL, Key::Num5);
    desk.click("By passage");
    desk.click_at(named(&desk, Role::Button, "Collate"));
    desk.finish();
    let heads = desk.labels(Role::ColumnHeader);
    assert!(heads.len() < 40, "not all of the passage has room: {heads:?}");
    assert!(has(&desk, Role::Cell, ", where the first has"), "{:?}", desk.labels(Role::Cell));
}

#[test]
fn the_collation_of_the_passage_gone_to_is_walked_with_the_arrows() {
    let mut desk = Desk::compared();
    desk.press_with(Modifiers::ALT, Key::K);
    assert!(has(&desk, Role::Status, "Click a shared passage"), "nothing was gone to yet");
    desk.click_reader();
    desk.press(Key::S);
    desk.press_with(Modifiers::ALT, Key::K);
    desk.finish();
    assert_eq!(desk.screen(|screen| screen.table), BottomTable::Collation);
    assert!(desk.labels(Role::RowHeader).iter().any(|label| label.starts_with(MAIL)));
    desk.click_reader();
    desk.harness.get_by_role_and_label(Role::Grid, "Collation").focus();
    desk.run();
    for key in [Key::ArrowRight, Key::ArrowRight, Key::Home] {
        desk.press(key);
    }
    desk.press(Key::Enter);
    assert!(desk.active_title().starts_with(MAIL), "the earlier one is above: {}", desk.active_title());
    desk.harness.get_by_role_and_label(Role::Grid, "Collation").focus();
    desk.run();
    // The passage may stand in one of them twice.
    desk.press(Key::End);
    desk.press(Key::Enter);
    assert!(desk.active_title().starts_with(ECHO), "{}", desk.active_title());
}

#[test]
fn a_list_of_passages_collates_with_a_key_and_from_the_menu() {
    let mut desk = accounts();
    desk.press_with(CTRL, Key::Num5);
    desk.click("By passage");
    desk.harness.get_by_role_and_label(Role::ListBox, "Shared passages").focus();
    desk.run();
    desk.press(Key::ArrowDown);
    desk.press_with(CTRL, Key::Enter);
    desk.finish();
    assert_eq!(desk.labels(Role::RowHeader).len(), 3);
    desk.press_with(CTRL, Key::J);
    desk.secondary_click_at(named(&desk, Role::ListBoxOption, "documents ·"));
    desk.click("Collate the passage");
    desk.finish();
    assert!(desk.screen(|screen| screen.tables));
}

#[test]
fn nothing_is_collated_until_somebody_asks() {
    let mut desk = Desk::bundled();
    assert!(!has(&desk, Role::Tab, "Collation"));
    desk.send(Command::CompareDocuments);
    desk.finish();
    assert!(has(&desk, Role::Tab, "Matrix"));
}

#[test]
fn the_matrix_says_how_much_two_documents_share_and_opens_them() {
    let mut desk = accounts();
    desk.run_palette("Matrix of shared words");
    assert_eq!(desk.screen(|screen| screen.table), BottomTable::Matrix);
    let rows = desk.labels(Role::RowHeader);
    assert_eq!(rows.len(), 3, "those that share nothing are left out: {rows:?}");
    desk.click_at(named(&desk, Role::Cell, "Letter and Herald"));
    assert!(desk.screen(|screen| screen.shared).is_some());
    let shown = |desk: &Desk| desk.panes(|panes| panes.visible().len());
    assert_eq!(shown(&desk), 2);
    desk.click("Sorted by most shared");
    desk.click("Date");
    let rows = desk.labels(Role::RowHeader);
    assert!(rows[0].starts_with("Letter") && rows[2].starts_with("Herald, no date"), "{rows:?}");
    desk.click("All documents");
    assert!(has(&desk, Role::Cell, "Almanac and Letter: nothing shared"));
    assert!(desk.labels(Role::RowHeader)[0].starts_with("Almanac, 2019"));
}

#[test]
fn the_matrix_says_that_two_documents_have_what_very_many_have() {
    let letter = "the clerk kept a list of those who died on the road, which he hid behind a stove, and his daughter brought it \
        out again forty years later when a commission asked for evidence of what the ministry had been told while carts of \
        grain left for the coast every morning and whole villages walked to the towns, where bakers sold bread of bark";
    let names: Vec<String> = (10..80).map(|number| format!("Copy {number}")).collect();
    let text = |name: &str| format!("{name} begins.\n\nIt is said that {letter}.\n");
    let copies: Vec<(&str, &str, String)> =
        names.iter().map(|name| (name.as_str(), "", text(name))).collect();
    let mut desk = compared(&copies);
    desk.run_palette("Matrix of shared words");
    let cells = desk.labels(Role::Cell);
    let said = " words in 1 passage, with what stands in 70 documents";
    let about = |cell: &&String| cell.contains(": about ") && cell.ends_with(said);
    assert!(cells.iter().any(|cell| about(&cell)), "{:?}", &cells[..4]);
    assert!(!cells.iter().any(|cell| cell.ends_with("nothing shared")), "{:?}", &cells[..4]);
    let rows = desk.labels(Role::RowHeader);
    assert!(
        rows.iter().any(|row| row.contains(", shares about ")),
        "what is added up is no surer: {:?}",
        &rows[..4]
    );
    // Opened side by side, both have the passage, level with each other; and what they share is known for certain.
    let (cell, one, other) = desk
        .labels(Role::Cell)
        .into_iter()
        .find_map(|cell| {
            let both = cell.split_once(": about ")?.0.to_owned();
            let (one, other) = both.split_once(" and ")?;
            Some((both.clone(), one.to_owned(), other.to_owned()))
        })
        .unwrap();
    desk.click_at(named(&desk, Role::Cell, &format!("{cell}: about")));
    desk.finish();
    let places = desk.screen(|screen| screen.shared).expect("both are shown at what they share");
    let title = |document| desk.bench(|bench| bench.project().documents[&document].title.clone());
    assert_eq!([title(places.a.0), title(places.b.0)], [one, other]);
    let words = |(document, span)| desk.bench(|bench| bench.text(document).unwrap().slice(span).to_owned());
    assert!(words(places.a).contains(letter) && words(places.b).contains(letter), "{}", words(places.a));
    let cell =
        desk.labels(Role::Cell).into_iter().find(|said| said.starts_with(&format!("{cell}: "))).unwrap();
    assert!(cell.ends_with(" words in 1 passage") && !cell.contains("about"), "{cell}");
    assert!(!super::shared_list::ribbons(&desk).is_empty(), "a ribbon joins both");
    // The next passage is looked for among those of both.
    desk.run_palette("Next shared passage");
    assert!(desk.screen(|screen| screen.shared).is_some_and(|now| now.is(places)));
}

#[test]
fn the_matrix_is_walked_and_opened_with_the_keyboard() {
    let mut desk = accounts();
    desk.press_with(Modifiers::ALT, Key::X);
    desk.press(Key::ArrowRight);
    desk.press(Key::ArrowRight);
    desk.press(Key::Enter);
    let places = desk.screen(|screen| screen.shared).expect("both are shown at what they share");
    assert_ne!(places.a.0, places.b.0);
    let visible: Vec<_> = desk.panes(|panes| panes.visible().iter().map(|pane| pane.document).collect());
    assert!(visible.contains(&places.a.0) && visible.contains(&places.b.0));
}

#[test]
fn a_matrix_of_nothing_says_what_to_do() {
    let mut desk = Desk::bundled();
    desk.press_with(Modifiers::ALT, Key::X);
    desk.harness.get_by_label("Not compared");
    let mut desk = compared(&[
        ("One", "", "Rain in May, sun in June, and nothing of interest to anybody else.\n".to_owned()),
        ("Two", "", "A report was read out in the old town hall to very few people.\n".to_owned()),
    ]);
    desk.press_with(Modifiers::ALT, Key::X);
    desk.harness.get_by_label("No shared passages");
}

/// What was written to a file that the dialog was told to write.
fn exported(desk: &mut Desk, name: &str, choose: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    desk.answer_file_dialog(vec![path.clone()]);
    desk.run_palette("Export what documents share");
    for label in choose {
        let at = choice(desk, label);
        desk.click_at(at);
    }
    desk.press_with(CTRL, Key::Enter);
    desk.finish();
    String::from_utf8_lossy(&std::fs::read(&path).unwrap_or_default()).into_owned()
}

/// The choice of a dialog that begins so.
fn choice(desk: &Desk, label: &str) -> Pos2 {
    let begins = |said: Option<String>| said.is_some_and(|said| said.starts_with(label));
    let mut choices = desk.harness.query_all_by_role(Role::RadioButton);
    choices.find(|node| begins(node.accesskit_node().label())).expect(label).rect().center()
}

#[test]
fn what_documents_share_is_exported_as_a_list_a_collation_and_a_page() {
    let mut desk = accounts();
    let list = exported(&mut desk, "list.csv", &["The list of shared passages", "CSV"]);
    assert!(list.starts_with("document_a,title_a,date_a,"), "{list}");
    assert!(list.contains("trivial, logistical nature") && list.contains(",edited,"), "{list}");
    let page = exported(&mut desk, "list.md", &["The list of shared passages", "Markdown"]);
    assert!(page.starts_with("# Shared passages"), "{page}");
    desk.press_with(CTRL, Key::Num5);
    desk.click("By passage");
    desk.click_at(named(&desk, Role::Button, "Collate"));
    desk.finish();
    let collation = exported(&mut desk, "collation.html", &["The collation (3 witnesses)", "HTML"]);
    assert!(
        collation.contains("<mark class=\"other\"") && collation.contains("trivial</mark>"),
        "{collation}"
    );
    desk.click_at(named(&desk, Role::ListBoxOption, "documents ·"));
    let page = exported(&mut desk, "page.html", &["What is shared, side by side"]);
    assert!(page.contains("Passage 1 of 1") && page.contains("<mark class="), "{page}");
}

#[test]
fn who_came_first_is_told_by_date_and_saved_as_a_figure() {
    let mut desk = accounts();
    desk.run_palette("Who came first");
    desk.finish();
    assert_eq!(desk.screen(|screen| screen.table), BottomTable::Order);
    let rows: Vec<String> =
        desk.labels(Role::ListBoxOption).into_iter().filter(|label| label.contains(" · ")).collect();
    assert!(rows[0].starts_with("Letter. 7 Sep 2020 · no earlier document"), "{rows:?}");
    assert!(
        rows[1].starts_with("Gazette. 9 Sep 2020")
            && rows[1].contains("in common with Letter, which is earlier")
    );
    assert!(
        rows[2].starts_with("Herald. No date") && rows[2].contains("do not say who was first"),
        "{rows:?}"
    );
    desk.harness.get_by_role_and_label(Role::ListBox, "Who came first").focus();
    desk.run();
    desk.press(Key::ArrowDown);
    desk.press(Key::ArrowDown);
    desk.press(Key::Enter);
    let places = desk.screen(|screen| screen.shared).expect("both stand side by side");
    assert_eq!((places.a.0, places.b.0), (desk.document("Letter"), desk.document("Gazette")));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("first.svg");
    desk.answer_file_dialog(vec![path.clone()]);
    desk.click("Save the figure");
    desk.click("Save as SVG…");
    desk.finish();
    let svg = std::fs::read_to_string(&path).unwrap();
    assert!(svg.contains("Who came first") && svg.contains("which is earlier"), "{svg}");
    desk.click("As a table");
    assert!(has(&desk, Role::Row, "Letter, 7 Sep 2020, Gazette, 9 Sep 2020"), "{:?}", desk.labels(Role::Row));
    assert!(has(&desk, Role::Row, "not known"));
    let table = exported(&mut desk, "order.csv", &["Who came first", "CSV"]);
    assert!(table.starts_with("earlier_document,earlier_title,earlier_date,later_document"), "{table}");
}

#[test]
fn who_came_first_with_one_passage_is_asked_for_in_the_list() {
    let mut desk = accounts();
    desk.press_with(CTRL, Key::Num5);
    desk.click("By passage");
    desk.secondary_click_at(named(&desk, Role::ListBoxOption, "documents ·"));
    desk.click("Who came first");
    desk.finish();
    assert!(has(&desk, Role::ListBoxOption, "Letter. 7 Sep 2020"));
    desk.click("Show all documents that share passages");
    desk.finish();
    assert!(has(&desk, Role::ListBoxOption, "Letter. 7 Sep 2020"));
    assert!(desk.harness.query_by_label("Show all documents that share passages").is_none());
}

#[test]
fn any_two_documents_are_compared_word_by_word_also_where_nothing_is_shared() {
    let mut desk = compared(&[
        ("One", "", "Rain in May, sun in June.\n\nNothing else was said of it.\n".to_owned()),
        ("Two", "", "Rain in April, sun in June.\n\nOf snow not a word was lost.\n".to_owned()),
    ]);
    assert!(desk.bench(|bench| bench.comparison().passages().is_empty()));
    desk.press_with(Modifiers::ALT, Key::D);
    desk.finish();
    assert_eq!(desk.screen(|screen| screen.table), BottomTable::Differences);
    let heads = desk.labels(Role::ColumnHeader);
    assert!(heads.iter().any(|head| head == "One, 12 words"), "{heads:?}");
    assert!(has(&desk, Role::Row, "“April” other words there"), "{:?}", desk.labels(Role::Row));
    desk.harness.get_by_role_and_label(Role::Table, "Word differences").focus();
    desk.run();
    desk.press(Key::ArrowDown);
    desk.press(Key::ArrowDown);
    desk.press(Key::Enter);
    assert!(desk.active_title().starts_with("One") || desk.active_title().starts_with("Two"));
    let page = exported(&mut desk, "differences.html", &["The word differences"]);
    assert!(page.contains("<mark class=\"other\" title=\"other words there: “May”\">April</mark>"), "{page}");
}

#[test]
fn two_selections_are_compared_rather_than_all_of_both_documents() {
    let mut desk = Desk::compared();
    let span = |desk: &Desk, title: &str, words: &str| {
        let document = desk.document(title);
        desk.bench(|bench| {
            let at = bench.text(document).unwrap().as_str().find(words).unwrap();
            lectern::text::Span::new(at, at + words.len())
        })
    };
    desk.click_reader();
    let here = span(&desk, ECHO, "whats app");
    desk.select(here);
    desk.press(Key::F6);
    let there = span(&desk, MAIL, "WhatsApp");
    desk.select(there);
    desk.press_with(Modifiers::ALT, Key::D);
    desk.finish();
    assert!(has(&desk, Role::ColumnHeader, "1 word selected"), "{:?}", desk.labels(Role::ColumnHeader));
    let rows = desk.labels(Role::Row);
    assert!(rows.len() == 1 && rows[0].contains("“whats app” other words there"), "{rows:?}");
    desk.click("Only differences");
    assert_eq!(desk.labels(Role::Row).len(), 1);
}

#[test]
fn what_cannot_be_compared_is_said() {
    let mut desk = Desk::compared();
    desk.press_with(CTRL, Key::W);
    desk.press_with(CTRL, Key::W);
    desk.press_with(Modifiers::ALT, Key::D);
    assert!(has(&desk, Role::Status, "Show two documents side by side"), "{:?}", desk.labels(Role::Status));
}

#[test]
fn statements_in_other_words_are_looked_for_when_asked_and_open_side_by_side() {
    let mut desk = Desk::compared();
    desk.press_with(CTRL, Key::Num5);
    assert!(desk.bench(|bench| bench.statements().is_none()), "not before somebody asks");
    desk.click("Other words");
    desk.finish();
    let listed = desk.labels(Role::ListBoxOption);
    assert!(
        listed.len() > 2 && listed.iter().any(|label| label.contains("telling words in common")),
        "{listed:?}"
    );
    desk.harness.get_by_role_and_label(Role::ListBox, "Shared passages").focus();
    desk.run();
    desk.press(Key::ArrowDown);
    let places = desk.screen(|screen| screen.shared).expect("both stand side by side");
    let is_listed = desk.bench(|bench| bench.statements().unwrap().list[0].places.is(places));
    assert!(is_listed, "the likeliest first");
    desk.press_with(Modifiers::SHIFT, Key::T);
    desk.harness.get_by_role_and_label(Role::Dialog, "Tag both passages");
    desk.press(Key::Escape);
    desk.type_into("Filter shared passages", " nowhere at all");
    desk.click("Show all statements");
    assert!(desk.labels(Role::ListBoxOption).len() > 2);
}
