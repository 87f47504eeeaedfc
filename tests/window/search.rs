//! Search by keyboard: the box, the list of hits, going from hit to hit, the concordance, tagging what was found.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use lectern::search::ranking::FoundOrder;
use lectern::ui::screen::{HitOrder, SidePanel};

use super::desk::{Desk, ECHO};
use super::searching::{BOX, count, hit, search, type_query};

const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers { shift: true, ..Modifiers::COMMAND };
const HERE: &str = "Search this document";

/// What the hits in the list say, as far as they are in view; documents are left out.
fn listed(desk: &Desk) -> Vec<String> {
    let rows = desk.labels(Role::ListBoxOption);
    rows.into_iter().filter(|row| !row.ends_with(" hits") && !row.ends_with(" hit")).collect()
}

#[test]
fn a_query_typed_lists_its_hits_by_document_with_exact_counts() {
    let mut desk = Desk::bundled();
    search(&mut desk, "police");
    let (hits, documents) =
        desk.bench(|bench| bench.answer().map(|it| (it.count(), it.found().len())).unwrap());
    assert!(hits > 5 && documents > 1);
    desk.harness.get_by_label(&format!("{hits} hits in {documents} documents"));
    let rows = desk.labels(Role::ListBoxOption);
    assert!(rows[0].ends_with(" hits") || rows[0].ends_with(" hit"), "{rows:?}");
    assert!(listed(&desk).iter().all(|row| row.to_lowercase().contains("polic")), "{rows:?}");
}

#[test]
fn enter_in_the_box_walks_the_hits_and_the_keyboard_stays_there() {
    let mut desk = Desk::bundled();
    search(&mut desk, "police");
    desk.press(Key::Enter);
    let first = hit(&desk).unwrap();
    desk.press(Key::Enter);
    let second = hit(&desk).unwrap();
    assert_ne!(first, second);
    desk.press_with(Modifiers::SHIFT, Key::F3);
    assert_eq!(hit(&desk), Some(first));
    assert!(desk.harness.get_by_role_and_label(Role::TextInput, BOX).accesskit_node().is_focused());
    let document = desk.panes(|panes| panes.active().unwrap().document);
    assert_eq!(document, first.0, "the reader follows");
}

#[test]
fn enter_before_there_is_an_answer_goes_to_a_hit_when_there_is_one() {
    let mut desk = Desk::bundled();
    desk.press_with(CTRL_SHIFT, Key::F);
    desk.harness.get_by_role_and_label(Role::TextInput, BOX).type_text("police");
    desk.press(Key::Enter);
    desk.finish();
    desk.finish();
    assert!(hit(&desk).is_some());
}

#[test]
fn f3_goes_through_every_hit_once_and_round() {
    let mut desk = Desk::bundled();
    search(&mut desk, "resignation");
    let all = count(&desk);
    assert!(all > 2);
    desk.click_reader();
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..all {
        desk.press(Key::F3);
        seen.insert(hit(&desk).unwrap());
    }
    assert_eq!(seen.len() as u64, all);
    let last = hit(&desk);
    desk.press(Key::F3);
    assert_ne!(hit(&desk), last);
    desk.press_with(Modifiers::SHIFT, Key::F3);
    assert_eq!(hit(&desk), last);
}

#[test]
fn the_document_in_front_is_searched_by_itself() {
    let mut desk = Desk::bundled();
    desk.press_with(CTRL, Key::F);
    type_query(&mut desk, HERE, "police");
    let here = desk.document(ECHO);
    let only = desk.bench(|bench| {
        let answer = bench.answer().unwrap();
        (answer.found().len(), answer.document(0))
    });
    assert_eq!(only, (1, Some(here)));
    let few = count(&desk);
    desk.click("All documents");
    desk.wait();
    desk.finish();
    assert!(count(&desk) > few);
}

#[test]
fn arrows_walk_the_list_with_the_reader_and_enter_goes_into_the_text() {
    let mut desk = Desk::bundled();
    search(&mut desk, "police");
    desk.press(Key::ArrowDown);
    desk.press(Key::ArrowDown);
    let first = hit(&desk).unwrap();
    desk.press(Key::ArrowDown);
    assert_ne!(hit(&desk), Some(first));
    desk.press(Key::ArrowUp);
    assert_eq!(hit(&desk), Some(first));
    desk.press(Key::Enter);
    let document = desk.panes(|panes| panes.active().unwrap().document);
    assert_eq!(document, first.0);
    let title = desk.bench(|bench| bench.project().documents[&document].title.clone());
    assert!(desk.is_reading(&title));
}

#[test]
fn a_query_that_is_wrong_says_so_with_the_character_and_keeps_what_was_found() {
    let mut desk = Desk::bundled();
    search(&mut desk, "police");
    let before = count(&desk);
    search(&mut desk, "police AND (");
    assert!(desk.harness.query_by_label_contains("(character 12)").is_some());
    assert_eq!(count(&desk), before);
    search(&mut desk, "tag:praise");
    assert!(desk.harness.query_by_label_contains("There is no tag “praise”").is_some());
}

#[test]
fn nothing_found_is_said_and_an_empty_box_says_what_can_be_asked() {
    let mut desk = Desk::bundled();
    desk.press_with(CTRL_SHIFT, Key::F);
    desk.harness.get_by_label("the word and its other forms");
    type_query(&mut desk, BOX, "xylophone");
    desk.harness.get_by_label("Nothing found");
    desk.click("Clear the search");
    desk.finish();
    assert!(desk.bench(|bench| bench.asked().is_none()));
    desk.harness.get_by_label("the word and its other forms");
}

#[test]
fn tags_and_words_are_asked_in_one_query_as_soon_as_they_are_tagged() {
    let mut desk = Desk::bundled_with_coder();
    desk.tag(ECHO, "CHIEF Constable", &["Office"]);
    search(&mut desk, "tag:office AND constable");
    let before = count(&desk);
    assert!(before > 0);
    desk.press_with(CTRL, Key::Z);
    desk.finish();
    search(&mut desk, "constable");
    desk.tag(ECHO, "CHIEF Constable", &["Office"]);
    search(&mut desk, "tag:office");
    assert_eq!(count(&desk), 1);
}

#[test]
fn the_concordance_lists_every_hit_and_sorts_by_what_stands_beside_it() {
    let mut desk = Desk::bundled();
    search(&mut desk, "police");
    desk.press_with(Modifiers::ALT, Key::C);
    let rows = desk.rows();
    assert!(!rows.is_empty() && rows.iter().all(|row| row.to_lowercase().contains("polic")), "{rows:?}");
    desk.click("Sorted by document");
    desk.click("First word after");
    desk.finish();
    assert_eq!(desk.screen(|screen| screen.search.order), HitOrder::Right(1));
    assert!(desk.bench(|bench| bench.ordered_hits().is_some()));
    assert_ne!(desk.rows(), rows);
    desk.press_with(Modifiers::ALT, Key::C);
    desk.press(Key::ArrowDown);
    let first = hit(&desk).unwrap();
    desk.press(Key::ArrowDown);
    assert_ne!(hit(&desk), Some(first));
    desk.press(Key::Enter);
    let document = desk.panes(|panes| panes.active().unwrap().document);
    let title = desk.bench(|bench| bench.project().documents[&document].title.clone());
    assert!(desk.is_reading(&title));
}

#[test]
fn all_hits_are_tagged_as_sentences_by_keyboard_and_undone_at_once() {
    let mut desk = Desk::bundled_with_coder();
    search(&mut desk, "resignation");
    desk.press_with(Modifiers::ALT, Key::G);
    desk.finish();
    desk.type_into("Tag", "Claims > Resignation");
    desk.press_with(CTRL, Key::Enter);
    let tagged = desk.annotations();
    assert!(tagged > 0 && tagged as u64 <= count(&desk));
    let whole = desk.bench(|bench| {
        let mut quoted = bench.project().annotations.values().map(|annotation| &annotation.anchor.exact);
        quoted.all(|words| words.len() > "resignation".len())
    });
    assert!(whole, "sentences, and not the words alone");
    desk.press_with(CTRL, Key::Z);
    assert_eq!(desk.annotations(), 0);
}

#[test]
fn the_button_of_the_rail_opens_the_panel_and_closes_it() {
    let mut desk = Desk::bundled();
    desk.click("Search");
    assert_eq!(desk.screen(|screen| screen.side), Some(SidePanel::Search));
    desk.harness.get_by_role_and_label(Role::Button, "Search").click();
    desk.run();
    assert_eq!(desk.screen(|screen| screen.side), None);
}

/// The documents of the list, from top to bottom.
fn documents(desk: &Desk) -> Vec<String> {
    let rows = desk.labels(Role::ListBoxOption).into_iter();
    rows.filter(|row| row.ends_with(" hits") || row.ends_with(" hit")).collect()
}

#[test]
fn documents_are_listed_by_relevance_with_the_measure_named_and_the_same_counts() {
    let mut desk = Desk::bundled();
    search(&mut desk, "chief");
    let (all, by_title) = (count(&desk), documents(&desk));
    desk.click("Documents by title");
    desk.click("By relevance");
    desk.finish();
    assert!(desk.harness.query_by_label_contains("BM25").is_some(), "the measure is named");
    assert_eq!(count(&desk), all);
    let by_relevance = documents(&desk);
    assert_ne!(by_relevance.first(), by_title.first(), "{by_relevance:?}");
    // From nowhere Enter goes to the first hit of the list.
    desk.press_with(CTRL_SHIFT, Key::F);
    desk.press(Key::Enter);
    let (document, _) = hit(&desk).unwrap();
    let first = desk.bench(|bench| {
        let listing = bench.answer().unwrap().listed(FoundOrder::Relevance);
        listing.answer().document(listing.place(0).unwrap())
    });
    assert_eq!(Some(document), first);
    desk.click("Documents by relevance");
    desk.click("By date");
    desk.finish();
    assert_eq!(desk.screen(|screen| screen.search.documents), FoundOrder::Date);
}

#[test]
fn arrows_to_the_side_go_from_document_to_document() {
    let mut desk = Desk::bundled();
    search(&mut desk, "police");
    desk.press(Key::ArrowDown);
    desk.press(Key::ArrowDown);
    let first = hit(&desk).unwrap();
    desk.press(Key::ArrowRight);
    let second = hit(&desk).unwrap();
    assert_ne!(first.0, second.0);
    desk.press(Key::ArrowDown);
    assert_eq!(hit(&desk).unwrap().0, second.0);
    desk.press(Key::ArrowLeft);
    assert_eq!(hit(&desk), Some(first));
}

#[test]
fn the_strip_of_a_document_says_where_its_hits_are_and_a_click_goes_to_the_nearest() {
    let mut desk = Desk::bundled();
    search(&mut desk, "police");
    let strips = desk.labels(Role::GraphicsObject);
    let strip = strips.iter().find(|name| name.starts_with("Where in ")).unwrap();
    assert!(strip.contains(" in the first third, "), "{strip}");
    let rect = desk.harness.get_by_label(strip).rect();
    let place = 0;
    let of_strip = |desk: &Desk, part: f32| {
        desk.bench(|bench| {
            let answer = bench.answer().unwrap();
            let at = answer.nearest(place, part).unwrap();
            (answer.document(place).unwrap(), answer.hits_of(place).unwrap()[at].span)
        })
    };
    desk.click_at(egui::pos2(rect.left() + 1.0, rect.center().y));
    assert_eq!(hit(&desk), Some(of_strip(&desk, 0.0)));
    desk.click_at(egui::pos2(rect.right() - 1.0, rect.center().y));
    assert_eq!(hit(&desk), Some(of_strip(&desk, 1.0)));
    let document = desk.panes(|panes| panes.active().unwrap().document);
    assert_eq!(Some(document), hit(&desk).map(|(document, _)| document), "the reader follows");
}

#[test]
fn the_concordance_is_exported_in_its_order() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("hits.csv");
    let mut desk = Desk::bundled();
    desk.answer_file_dialog(vec![path.clone()]);
    search(&mut desk, "police");
    desk.press_with(Modifiers::ALT, Key::C);
    desk.click("Sorted by document");
    desk.click("First word after");
    desk.finish();
    desk.run_palette("Export hits");
    desk.harness.get_by_role_and_label(Role::RadioButton, "CSV").click();
    desk.run();
    desk.press_with(CTRL, Key::Enter);
    desk.finish();
    let mut reader = csv::Reader::from_path(&path).unwrap();
    let header = reader.headers().unwrap().iter().take(8).collect::<Vec<_>>().join(" ");
    assert_eq!(header, "document start end text before after title hit");
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len() as u64, count(&desk));
    let first = desk.bench(|bench| bench.ordered_hits().map(|hits| hits.lines()[0])).unwrap();
    let start = desk.bench(|bench| {
        let document = bench.answer().unwrap().document_numbered(first.0).unwrap();
        let text = bench.text(document).unwrap();
        text.as_str()[..first.1.span.start].chars().count()
    });
    assert_eq!(rows[0][1], start.to_string());
}

#[test]
fn nothing_found_is_not_exported() {
    let mut desk = Desk::bundled();
    desk.run_palette("Export hits");
    assert!(desk.harness.query_by_label_contains("Export the hits").is_none());
}
