//! Names in the texts: shown, gone through, corrected by mouse and keyboard, listed, tagged.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use lectern::entities::resolve::{Entity, EntityKey};
use lectern::entities::{Kind, Source};
use lectern::ui::screen::Subject;
use lectern::workbench::{Command, Workbench};

use super::desk::{Desk, ECHO, MAIL};

const CTRL: Modifiers = Modifiers::COMMAND;

fn entity<'a>(bench: &'a Workbench, name: &str) -> Option<&'a Entity> {
    bench.entities().all().iter().find(|entity| &*entity.name == name)
}

fn key(desk: &Desk, name: &str) -> EntityKey {
    desk.bench(|bench| entity(bench, name).unwrap().key)
}

fn mentions(desk: &Desk, name: &str) -> usize {
    desk.bench(|bench| entity(bench, name).map_or(0, |entity| entity.occurrences.len()))
}

/// Opens the panel and chooses an entity in it.
fn choose(desk: &mut Desk, name: &str) {
    if desk.harness.query_by_role_and_label(Role::ListBox, "Entities").is_none() {
        desk.press_with(CTRL, Key::Num3);
    }
    desk.harness.get_by_label("Filter entities").focus();
    desk.run();
    desk.press_with(CTRL, Key::A);
    desk.harness.get_by_label("Filter entities").type_text(name);
    desk.run();
    desk.harness.get_by_role_and_label(Role::ListBoxOption, name).click();
    desk.run();
}

/// Confirms the dialog that is open and lets names be linked anew.
fn confirm(desk: &mut Desk) {
    desk.press_with(CTRL, Key::Enter);
    desk.finish();
}

#[test]
fn a_click_on_a_name_shows_the_entity_with_all_its_mentions() {
    let mut desk = Desk::recognised();
    desk.click_at(desk.place_of(ECHO, "Coppinger").center());
    let barry = key(&desk, "Barry Coppinger");
    assert_eq!(desk.screen(|screen| screen.focus), Subject::Entity(barry));
    desk.harness.get_by_role_and_label(Role::Heading, "Entity");
    let shown = desk.labels(Role::Button);
    assert!(shown.iter().any(|label| label.starts_with("Mention: ")), "{shown:?}");
}

#[test]
fn keys_walk_from_mention_to_mention_through_all_documents() {
    let mut desk = Desk::recognised();
    choose(&mut desk, "Barry Coppinger");
    desk.click_reader();
    let mut seen = std::collections::BTreeSet::new();
    let all = mentions(&desk, "Barry Coppinger");
    for _ in 0..all {
        desk.press(Key::E);
        let place = desk.screen(|screen| screen.mention).expect("a mention");
        seen.insert(place);
    }
    assert_eq!(seen.len(), all, "each once");
    let last = desk.screen(|screen| screen.mention);
    desk.press_with(Modifiers::SHIFT, Key::E);
    assert_ne!(desk.screen(|screen| screen.mention), last);
    let panes = desk.panes(|panes| panes.visible().len());
    desk.press_with(Modifiers::ALT, Key::E);
    assert_eq!(desk.panes(|panes| panes.visible().len()), panes, "beside, in a pane there is");
}

#[test]
fn an_entity_is_renamed_by_keyboard_and_undo_brings_its_name_back() {
    let mut desk = Desk::recognised();
    choose(&mut desk, "Barry Coppinger");
    desk.press(Key::F2);
    desk.type_into("Name", "The Commissioner");
    confirm(&mut desk);
    assert!(mentions(&desk, "The Commissioner") > 10);
    desk.press_with(CTRL, Key::Z);
    desk.finish();
    assert!(mentions(&desk, "Barry Coppinger") > 10);
}

#[test]
fn an_entity_becomes_of_another_type_or_of_one_of_the_users_own() {
    let mut desk = Desk::recognised();
    choose(&mut desk, "Barry Coppinger");
    desk.press_with(Modifiers::SHIFT, Key::A);
    desk.click("Organisation");
    confirm(&mut desk);
    assert_eq!(
        desk.bench(|bench| entity(bench, "Barry Coppinger").unwrap().kind.clone()),
        Kind::Organisation
    );
    desk.press_with(CTRL, Key::Z);
    desk.finish();
    choose(&mut desk, "Barry Coppinger");
    desk.press_with(Modifiers::SHIFT, Key::A);
    desk.click("Another…");
    desk.type_into("New type", "Witness");
    confirm(&mut desk);
    let own = Kind::Own("Witness".into());
    assert_eq!(desk.bench(|bench| entity(bench, "Barry Coppinger").unwrap().kind.clone()), own);
}

#[test]
fn nothing_is_done_with_an_entity_that_the_filter_hides() {
    let mut desk = Desk::recognised();
    choose(&mut desk, "Richard Lewis");
    desk.harness.get_by_label("Filter entities").focus();
    desk.run();
    desk.press_with(CTRL, Key::A);
    desk.harness.get_by_label("Filter entities").type_text("Barry Coppinger");
    desk.run();
    let option = desk.harness.get_by_role_and_label(Role::ListBoxOption, "Barry Coppinger").rect();
    desk.click_with(CTRL, option.center());
    desk.press_with(Modifiers::ALT, Key::M);
    desk.harness.get_by_role_and_label(Role::Dialog, "“Barry Coppinger” is the same as …");
}

#[test]
fn two_entities_are_merged_by_keyboard() {
    let mut desk = Desk::recognised();
    let (police, barry) = (mentions(&desk, "Cleveland Police"), mentions(&desk, "Barry Coppinger"));
    choose(&mut desk, "Cleveland Police");
    desk.press_with(Modifiers::ALT, Key::M);
    desk.type_into("The same as", "Barry Coppinger");
    confirm(&mut desk);
    assert_eq!(mentions(&desk, "Barry Coppinger"), police + barry);
    assert_eq!(mentions(&desk, "Cleveland Police"), 0);
}

#[test]
fn entities_are_rejected_and_the_list_goes_on_to_the_next() {
    let mut desk = Desk::recognised();
    choose(&mut desk, "Barry Coppinger");
    desk.press(Key::Delete);
    desk.finish();
    assert_eq!(mentions(&desk, "Barry Coppinger"), 0);
    desk.press_with(CTRL, Key::Z);
    desk.finish();
    assert!(mentions(&desk, "Barry Coppinger") > 10);
}

#[test]
fn one_mention_is_rejected_or_named_otherwise() {
    let mut desk = Desk::recognised();
    let before = mentions(&desk, "Barry Coppinger");
    desk.click_at(desk.place_of(ECHO, "Coppinger").center());
    desk.press(Key::X);
    desk.finish();
    assert_eq!(mentions(&desk, "Barry Coppinger"), before - 1);
    desk.press_with(CTRL, Key::Z);
    desk.finish();
    desk.click_at(desk.place_of(ECHO, "Coppinger").center());
    desk.press(Key::A);
    desk.type_into("Name", "Another Coppinger");
    confirm(&mut desk);
    assert_eq!(mentions(&desk, "Another Coppinger"), 1);
    assert_eq!(mentions(&desk, "Barry Coppinger"), before - 1);
}

#[test]
fn an_entity_below_the_name_is_chosen_with_the_arrows() {
    let mut desk = Desk::recognised();
    let before = mentions(&desk, "Barry Coppinger");
    desk.click_reader();
    desk.select_first_words();
    desk.press(Key::A);
    desk.type_into("Name", "Barry Copp");
    desk.press(Key::ArrowDown);
    desk.run();
    confirm(&mut desk);
    assert_eq!(mentions(&desk, "Barry Copp"), 0);
    assert_eq!(mentions(&desk, "Barry Coppinger"), before + 1);
}

#[test]
fn words_that_were_missed_are_named_here_or_everywhere_by_keyboard() {
    let mut desk = Desk::recognised();
    desk.click_reader();
    desk.select_first_words();
    desk.press(Key::A);
    desk.click("Role");
    confirm(&mut desk);
    let by_hand = |bench: &Workbench| {
        let entity = entity(bench, "A CHIEF Constable")?;
        let place = bench.entities().places(entity).next()?;
        Some((entity.kind.clone(), place.mention.source.clone()))
    };
    assert_eq!(desk.bench(by_hand), Some((Kind::Role, Source::User)));
    desk.press_with(CTRL, Key::Z);
    desk.finish();
    assert_eq!(desk.bench(by_hand), None);
    let letter = desk.document(ECHO);
    let at = desk.bench(|bench| bench.text(letter).unwrap().as_str().find("messages")).unwrap();
    desk.select(lectern::text::Span::new(at, at + "messages".len()));
    desk.press(Key::A);
    desk.click("Wherever these words stand");
    desk.click("Programme");
    confirm(&mut desk);
    assert!(mentions(&desk, "messages") > 2);
}

#[test]
fn the_menu_at_a_name_offers_what_can_be_decided_about_it() {
    let mut desk = Desk::recognised();
    let before = mentions(&desk, "Barry Coppinger");
    let at = desk.place_of(ECHO, "Coppinger").center();
    desk.secondary_click_at(at);
    for offered in
        ["It names something else…", "Same as another entity…", "Rename the entity…", "Tag what names it…"]
    {
        desk.harness.get_by_label(offered);
    }
    desk.click("Not a name here");
    desk.finish();
    assert_eq!(mentions(&desk, "Barry Coppinger"), before - 1);
}

#[test]
fn a_key_opens_the_menu_at_the_name_one_has_come_to() {
    let mut desk = Desk::recognised();
    let before = mentions(&desk, "Barry Coppinger");
    desk.click_at(desk.place_of(ECHO, "Coppinger").center());
    let offered = |desk: &Desk| desk.harness.query_by_label("Not a name here").is_some();
    desk.harness.get_by_role_and_label(Role::Document, ECHO).focus();
    desk.run();
    assert!(!offered(&desk));
    for (modifiers, key) in [(Modifiers::SHIFT, Key::F10), (Modifiers::NONE, Key::Menu)] {
        desk.press_with(modifiers, key);
        desk.run();
        assert!(offered(&desk), "{key:?}");
        desk.press(Key::Escape);
        assert!(!offered(&desk), "{key:?}");
    }
    desk.press_with(Modifiers::SHIFT, Key::F10);
    desk.run();
    // The first line has the keyboard; the third says that the mention is none.
    desk.press(Key::ArrowDown);
    desk.press(Key::ArrowDown);
    desk.press(Key::Enter);
    desk.finish();
    assert_eq!(mentions(&desk, "Barry Coppinger"), before - 1);
}

#[test]
fn the_legend_switches_kinds_and_narrows_the_list() {
    let mut desk = Desk::recognised();
    desk.press_with(CTRL, Key::Num3);
    desk.click("Do not mark people");
    assert!(desk.screen(|screen| screen.entities.hidden_kinds.contains(&Kind::Person)));
    desk.click("Mark people");
    assert!(desk.screen(|screen| screen.entities.hidden_kinds.is_empty()));
    desk.click("Only Places");
    let listed = desk.labels(Role::ListBoxOption);
    assert!(listed.contains(&"Hartlepool".to_owned()) && !listed.contains(&"Barry Coppinger".to_owned()));
    desk.click("List entities of all types");
    assert!(desk.labels(Role::ListBoxOption).contains(&"Barry Coppinger".to_owned()));
    desk.press_with(Modifiers::ALT, Key::N);
    assert!(!desk.screen(|screen| screen.entities.marked));
}

/// The colours of the lines under the words of a page.
fn lines(desk: &Desk, title: &str) -> usize {
    let page = desk.harness.get_by_role_and_label(Role::Document, title).rect();
    let is_line = |shape: &&egui::epaint::ClippedShape| match &shape.shape {
        egui::Shape::Rect(rect) => page.contains_rect(rect.rect) && rect.rect.height() <= 2.0,
        _ => false,
    };
    desk.harness.output().shapes.iter().filter(is_line).count()
}

#[test]
fn names_are_underlined_and_those_that_both_documents_name_can_be_told() {
    let mut desk = Desk::recognised();
    let all = lines(&desk, ECHO);
    assert!(all > 20, "{all}");
    desk.press_with(Modifiers::ALT, Key::S);
    let shared = lines(&desk, ECHO);
    desk.press_with(Modifiers::ALT, Key::U);
    let only_here = lines(&desk, ECHO);
    assert!(shared < all && only_here < all, "{shared} {only_here} {all}");
    assert!(shared > 0 && only_here > 0);
    desk.press_with(Modifiers::ALT, Key::U);
    assert_eq!(lines(&desk, ECHO), all);
    desk.press_with(Modifiers::ALT, Key::N);
    assert!(lines(&desk, ECHO) < all / 4);
    desk.harness.get_by_role_and_label(Role::Document, MAIL);
}

#[test]
fn sentences_that_name_an_entity_are_tagged_at_once() {
    let mut desk = Desk::recognised();
    choose(&mut desk, "Barry Coppinger");
    desk.press_with(Modifiers::ALT, Key::T);
    desk.type_into("Tag", "Coppinger");
    desk.type_into("Only where this is named too", "Cleveland Police");
    let row = desk.harness.query_all_by_label("Cleveland Police");
    row.max_by(|a, b| a.rect().top().total_cmp(&b.rect().top())).unwrap().click();
    desk.run();
    confirm(&mut desk);
    let tagged = desk.annotations();
    assert!(tagged > 0 && tagged < mentions(&desk, "Barry Coppinger"), "{tagged}");
    desk.press_with(CTRL, Key::Z);
    assert_eq!(desk.annotations(), 0, "one step");
}

#[test]
fn a_list_of_names_is_pasted_and_its_names_are_found() {
    let mut desk = Desk::recognised();
    desk.run_palette("Lists of names");
    desk.click("New list…");
    desk.type_into("What the list is called", "Offices");
    desk.click("Another…");
    desk.type_into("New type", "Office");
    desk.harness.get_by_role_and_label(Role::MultilineTextInput, "Names").focus();
    desk.run();
    desk.harness.get_by_role_and_label(Role::MultilineTextInput, "Names").type_text("OPCC");
    desk.run();
    confirm(&mut desk);
    assert_eq!(
        desk.bench(|bench| entity(bench, "OPCC").map(|entity| entity.kind.clone())),
        Some(Kind::Own("Office".into()))
    );
    desk.click("Switch off the list Offices");
    desk.finish();
    assert_ne!(
        desk.bench(|bench| entity(bench, "OPCC").map(|entity| entity.kind.clone())),
        Some(Kind::Own("Office".into()))
    );
}

#[test]
fn what_was_decided_is_listed_and_taken_back_one_by_one() {
    let mut desk = Desk::recognised();
    choose(&mut desk, "Barry Coppinger");
    desk.press(Key::Delete);
    desk.finish();
    desk.run_palette("Decisions about entities");
    desk.harness.get_by_label("“Barry Coppinger” is no entity");
    desk.click("Take back");
    desk.finish();
    assert!(mentions(&desk, "Barry Coppinger") > 10);
}

#[test]
fn a_message_offers_to_undo_only_for_as_long_as_that_undoes_what_it_tells_of() {
    let mut desk = Desk::recognised();
    let told = |desk: &Desk, label: &str| desk.harness.query_by_role_and_label(Role::Status, label).is_some();
    let offered = |desk: &Desk| desk.harness.query_all_by_role_and_label(Role::Button, "Undo").count();
    let rejected = "“Barry Coppinger” is no entity any more.";
    choose(&mut desk, "Barry Coppinger");
    desk.press(Key::Delete);
    assert!(told(&desk, rejected));
    assert_eq!(offered(&desk), 1);
    desk.send(Command::SetProjectMemo("Something else".into()));
    desk.run();
    assert!(told(&desk, rejected));
    assert_eq!(offered(&desk), 0, "it would undo something else");

    let document = desk.panes(|panes| panes.active().unwrap().document);
    let removed = "Removed 1 document; the files are untouched.";
    desk.send(Command::RemoveDocuments(vec![document]));
    desk.run();
    assert!(told(&desk, removed));
    assert_eq!(offered(&desk), 1);
    desk.send(Command::Undo);
    desk.run();
    assert!(!told(&desk, removed), "it was undone otherwise");
    assert_eq!(offered(&desk), 0);
}

#[test]
fn pairs_that_look_the_same_are_judged_one_by_one() {
    let mut desk = Desk::recognised();
    let pairs = desk.bench(|bench| bench.entities().suggestions().len());
    if pairs == 0 {
        return;
    }
    desk.run_palette("Entities that look the same");
    let different = desk.labels(Role::Button).into_iter().find(|label| label.ends_with("are different"));
    let different = different.expect("a pair");
    desk.click(&different);
    desk.finish();
    assert_eq!(desk.bench(|bench| bench.entities().suggestions().len()), pairs - 1);
}

#[test]
fn a_type_of_ones_own_is_made_and_removed() {
    let mut desk = Desk::recognised();
    desk.run_palette("Types of entity");
    desk.type_into("New type", "Vessel");
    desk.click("Make type");
    assert_eq!(desk.bench(|bench| bench.project().kinds.len()), 1);
    desk.click("Remove the type Vessel");
    assert_eq!(desk.bench(|bench| bench.project().kinds.len()), 0);
}

#[test]
fn an_entity_is_split_by_how_it_is_written_by_keyboard() {
    let mut desk = Desk::recognised();
    let before = mentions(&desk, "Barry Coppinger");
    choose(&mut desk, "Barry Coppinger");
    desk.press_with(Modifiers::SHIFT, Key::Y);
    desk.harness.get_by_role_and_label(Role::Dialog, "Split “Barry Coppinger”");
    let spelling = desk
        .labels(Role::Button)
        .into_iter()
        .find(|label| label.starts_with("Coppinger ("))
        .expect("a spelling");
    desk.tab_and_press(&spelling);
    desk.type_into("Name of the other entity", " the younger");
    confirm(&mut desk);
    let other = desk.bench(|bench| {
        bench.entities().all().iter().find(|it| it.name.contains("younger")).map(|it| it.occurrences.len())
    });
    assert!(other.is_some_and(|other| other > 0 && other < before), "{other:?}");
}

#[test]
fn the_mention_one_is_at_is_the_one_to_split_off() {
    let mut desk = Desk::recognised();
    let before = mentions(&desk, "Barry Coppinger");
    desk.click_at(desk.place_of(ECHO, "Coppinger").center());
    desk.press_with(Modifiers::SHIFT, Key::Y);
    desk.harness.get_by_role_and_label(Role::Dialog, "Split “Barry Coppinger”");
    desk.harness.get_by_label("1 mention will be linked to it.");
    desk.type_into("Name of the other entity", "Barry Coppinger");
    assert!(desk.harness.query_all_by_label_contains("That is its own name").next().is_some());
    desk.type_into("Name of the other entity", " the younger");
    confirm(&mut desk);
    assert_eq!(mentions(&desk, "Barry Coppinger"), before - 1);
    let said = desk.labels(Role::Status);
    assert!(
        said.iter().any(|it| it.contains("here is now linked to “") && it.contains("the younger")),
        "{said:?}"
    );
}

#[test]
fn splitting_is_offered_with_its_key_in_the_palette_and_at_the_name() {
    let mut desk = Desk::recognised();
    desk.secondary_click_at(desk.place_of(ECHO, "Coppinger").center());
    desk.click("Split the entity…");
    desk.harness.get_by_role_and_label(Role::Dialog, "Split “Barry Coppinger”");
    desk.press(Key::Escape);
    choose(&mut desk, "Barry Coppinger");
    desk.run_palette("Split entity");
    desk.harness.get_by_role_and_label(Role::Dialog, "Split “Barry Coppinger”");
}

#[test]
fn places_before_and_after_recognition_say_what_to_do() {
    let mut desk = Desk::bundled();
    desk.press_with(CTRL, Key::Num3);
    desk.harness.get_by_label("No entities");
    desk.click("Recognise names");
    desk.finish();
    assert!(mentions(&desk, "Barry Coppinger") > 10);
    let described = desk.harness.get_by_role_and_label(Role::ListBoxOption, "Barry Coppinger");
    let description = described.accesskit_node().description().unwrap_or_default();
    assert!(description.starts_with("Person, "), "{description}");
}

#[test]
fn who_is_named_with_whom_is_drawn_saved_and_leads_to_the_passages() {
    let folder = tempfile::tempdir().unwrap();
    let (svg, png) = (folder.path().join("names.svg"), folder.path().join("names.png"));
    let mut desk = Desk::recognised();
    desk.run_palette("Network of names");
    desk.finish();
    desk.harness.get_by_label_contains("Barry Coppinger, person, ").click();
    desk.run();
    assert_eq!(desk.screen(|screen| screen.focus), Subject::Entity(key(&desk, "Barry Coppinger")));
    for (item, path) in [("Save as SVG…", &svg), ("Save as PNG…", &png)] {
        desk.answer_file_dialog(vec![path.clone()]);
        desk.click("Save the figure");
        desk.click(item);
        desk.finish();
    }
    let drawn = std::fs::read_to_string(&svg).unwrap();
    assert!(drawn.starts_with("<svg") || drawn.starts_with("<?xml"));
    assert!(drawn.contains("Barry Coppinger"));
    assert!(std::fs::read(&png).unwrap().starts_with(b"\x89PNG"));
    desk.click("Show as a table");
    desk.run();
    let row = desk.rows().first().cloned().unwrap();
    let at = desk.row(&row);
    desk.click_at(at);
    desk.finish();
    let names: Vec<&str> = row.split(", ").take(2).collect();
    let title = format!("“{}” and “{}”", names[0], names[1]);
    desk.harness.get_by_role_and_label(Role::Dialog, &title);
}

#[test]
fn dates_stand_on_a_line_and_lead_to_their_place() {
    let mut desk = Desk::recognised();
    desk.run_palette("Timeline");
    desk.finish();
    desk.click("Show as a table");
    let row = desk.rows().first().cloned().unwrap();
    let at = desk.row(&row);
    desk.click_at(at);
    desk.finish();
    let mention = desk.screen(|screen| screen.mention).unwrap();
    let words = desk.bench(|bench| bench.text(mention.0).unwrap().slice(mention.1).to_owned());
    assert!(!words.is_empty() && row.contains(words.split_whitespace().next().unwrap()), "{row}: {words}");
}
