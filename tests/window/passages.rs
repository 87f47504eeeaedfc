//! Passages on the page and their tags: overlaps, ends that are dragged, several tags, dimming, hiding, undoing.

use egui::{Event, Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use lectern::project::AnnotationId;
use lectern::ui::screen::Subject;
use lectern::workbench::Command;

use super::desk::{Desk, ECHO};

const CTRL: Modifiers = Modifiers::COMMAND;

#[test]
fn where_annotations_overlap_a_click_offers_them_to_choose_from() {
    let mut desk = Desk::bundled_with_coder();
    desk.tag(ECHO, "A CHIEF Constable has sent", &["Roles"]);
    let inner = desk.tag(ECHO, "Constable has sent out", &["Claims"]);
    let words = desk.place_of(ECHO, "Constable");
    desk.click_at(words.center());
    desk.click("Claims: Constable has sent out");
    assert_eq!(desk.screen(|screen| screen.focus), Subject::Annotation(inner));
    assert!(desk.harness.query_by_label("Claims: Constable has sent out").is_none(), "the choice is closed");
}

/// The tags of the first words, picked by typing `name` and pressing a key, where the codebook has “Distrust”.
fn pick_beside_distrust(name: &str, keys: &[(Modifiers, Key)]) -> Vec<String> {
    let mut desk = Desk::bundled_with_coder();
    desk.send(Command::NewTag { parent: None, name: "Distrust".into() });
    desk.click_reader();
    desk.select_first_words();
    desk.press(Key::T);
    desk.harness.get_by_role_and_label(Role::TextInput, "Tag").type_text(name);
    desk.run();
    for (modifiers, key) in keys {
        desk.press_with(*modifiers, *key);
    }
    desk.bench(|bench| {
        let annotations = bench.project().annotations.values();
        annotations.flat_map(|it| it.tags.iter().map(|tag| bench.project().tag_path(*tag))).collect()
    })
}

#[test]
fn a_new_name_never_gives_a_tag_that_only_resembles_it() {
    let enter = (Modifiers::NONE, Key::Enter);
    let shift_enter = (Modifiers::SHIFT, Key::Enter);
    let down = (Modifiers::NONE, Key::ArrowDown);
    assert_eq!(pick_beside_distrust("Trust", &[enter]), ["Trust"]);
    assert_eq!(pick_beside_distrust("Trust", &[down, enter]), ["Distrust"]);
    assert_eq!(pick_beside_distrust("dís", &[enter]), ["Distrust"]);
    assert_eq!(pick_beside_distrust("Dis", &[shift_enter]), ["Dis"]);
    assert_eq!(pick_beside_distrust("Distrust", &[shift_enter]), ["Distrust"]);
}

#[test]
fn the_end_of_a_passage_is_dragged_with_the_mouse() {
    let mut desk = Desk::bundled_with_coder();
    let id = desk.tag(ECHO, "A CHIEF", &["Roles"]);
    desk.click_at(desk.place_of(ECHO, "CHIEF").center());
    let from = desk.harness.get_by_label("End of the passage").rect().center();
    let to = desk.place_of(ECHO, "Constable").right_center();
    desk.drag(from, to);
    assert_eq!(desk.words(id), "A CHIEF Constable");
    desk.press_with(CTRL, Key::Z);
    assert_eq!(desk.words(id), "A CHIEF");
}

#[test]
fn a_passage_takes_several_tags_one_after_the_other() {
    let mut desk = Desk::bundled_with_coder();
    desk.tag_with_key('1', "Reason given");
    desk.select_first_words();
    desk.press(Key::Num1);
    desk.press(Key::T);
    desk.harness.get_by_role_and_label(Role::TextInput, "Tag").type_text("Roles");
    desk.run();
    desk.press(Key::Enter);
    assert_eq!(desk.annotations(), 1);
    let tags = desk.bench(|bench| bench.project().annotations.values().next().unwrap().tags.len());
    assert_eq!(tags, 2);
}

/// Types without waiting for what any key brings up, all within one frame.
fn type_at_once(desk: &mut Desk, typed: &[(Key, &str)]) {
    let events = &mut desk.harness.input_mut().events;
    for (key, text) in typed {
        let key = |pressed| Event::Key {
            key: *key,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers: Modifiers::NONE,
        };
        events.push(key(true));
        if !text.is_empty() {
            events.push(Event::Text((*text).to_owned()));
        }
        events.push(key(false));
    }
    desk.run();
}

#[test]
fn what_is_typed_faster_than_the_dialogs_come_up_is_not_lost() {
    let mut desk = Desk::bundled();
    desk.select_first_words();
    let tag = [(Key::T, "t"), (Key::F, "F"), (Key::A, "a"), (Key::T, "t"), (Key::E, "e"), (Key::Enter, "")];
    let coder = [(Key::A, "A"), (Key::D, "d"), (Key::A, "a"), (Key::Enter, "")];
    type_at_once(&mut desk, &[&tag[..], &coder[..]].concat());
    let made = desk.bench(|bench| {
        let project = bench.project();
        let note = project.annotations.values().next().expect("an annotation");
        let tags: Vec<String> = note.tags.iter().map(|tag| project.tag_path(*tag)).collect();
        (tags, project.coders[&note.coder].name.clone())
    });
    assert_eq!(made, (vec!["Fate".to_owned()], "Ada".to_owned()));
}

#[test]
fn the_arrows_choose_in_the_tag_picker() {
    let mut desk = Desk::bundled_with_coder();
    for name in ["Alpha", "Beta", "Gamma"] {
        desk.send(Command::NewTag { parent: None, name: name.into() });
    }
    desk.select_first_words();
    desk.press(Key::T);
    desk.press(Key::ArrowDown);
    desk.press(Key::ArrowDown);
    desk.press(Key::ArrowUp);
    desk.press(Key::Enter);
    let given = desk.bench(|bench| {
        let annotation = bench.project().annotations.values().next().unwrap();
        annotation.tags.iter().map(|tag| bench.project().tag_path(*tag)).collect::<Vec<_>>()
    });
    assert_eq!(given, ["Beta"]);
}

#[test]
fn a_long_codebook_is_walked_in_the_tag_picker_and_drawn_only_in_view() {
    let mut desk = Desk::bundled_with_coder();
    for n in 0..300 {
        desk.bench_mut(|bench| bench.send(Command::NewTag { parent: None, name: format!("Tag {n:03}") }));
    }
    desk.run();
    desk.select_first_words();
    desk.press(Key::T);
    for _ in 0..40 {
        desk.press(Key::ArrowDown);
    }
    desk.wait();
    let drawn = desk.labels(Role::Button).iter().filter(|label| label.starts_with("Tag 0")).count();
    assert!(drawn < 20, "{drawn}");
    desk.harness.get_by_label("Tag 040");
    desk.press(Key::Enter);
    assert!(
        desk.bench(|bench| bench.index().tag_use(bench.project().tag_by_path(&["Tag 040"])).excerpts) == 1
    );
}

/// The colours that rectangles of the page are filled with.
fn fills(desk: &Desk) -> std::collections::BTreeSet<[u8; 4]> {
    let page = desk.harness.get_by_role_and_label(Role::Document, ECHO).rect();
    let mut fills = std::collections::BTreeSet::new();
    for clipped in &desk.harness.output().shapes {
        if let egui::Shape::Rect(rect) = &clipped.shape
            && page.contains_rect(rect.rect)
        {
            fills.insert(rect.fill.to_array());
        }
    }
    fills
}

#[test]
fn a_filter_dims_the_passages_that_do_not_pass_it_and_clearing_it_brings_them_back() {
    let mut desk = Desk::bundled_with_coder();
    desk.tag(ECHO, "A CHIEF Constable", &["Roles"]);
    desk.tag(ECHO, "sent out a letter", &["Claims"]);
    desk.harness.remove_cursor();
    desk.run();
    let before = fills(&desk);
    desk.click("Add a condition");
    desk.harness.get_by_role_and_label(Role::TextInput, "Find a condition").type_text("claims");
    desk.run();
    let rows = desk.harness.query_all_by_label("Claims");
    rows.max_by(|a, b| a.rect().top().total_cmp(&b.rect().top())).unwrap().click();
    desk.run();
    desk.press(Key::Escape);
    desk.wait();
    assert_ne!(fills(&desk), before);
    desk.click("Clear");
    desk.wait();
    assert_eq!(fills(&desk), before);
}

#[test]
fn a_hidden_tag_leaves_the_page_but_not_the_project() {
    let mut desk = Desk::bundled_with_coder();
    desk.tag(ECHO, "A CHIEF Constable", &["Roles"]);
    desk.press_with(CTRL, Key::Num2);
    desk.harness.remove_cursor();
    desk.wait();
    let before = fills(&desk);
    let row = desk.harness.query_all_by_role(Role::TreeItem).next().unwrap();
    row.click_secondary();
    desk.run();
    desk.click("Hide in the text");
    desk.harness.remove_cursor();
    desk.wait();
    assert!(fills(&desk).len() < before.len());
    assert_eq!(desk.annotations(), 1);
}

#[test]
fn a_tag_is_merged_into_another_and_deleted_with_its_passages() {
    let mut desk = Desk::bundled_with_coder();
    let id = desk.tag(ECHO, "A CHIEF Constable", &["Roles"]);
    desk.tag(ECHO, "sent out a letter", &["Claims"]);
    desk.press_with(CTRL, Key::Num2);
    let tree_row = |desk: &Desk, name: &str| {
        let mut rows = desk.harness.query_all_by_role(Role::TreeItem);
        rows.find(|row| row.accesskit_node().label().as_deref() == Some(name)).unwrap().rect().center()
    };
    desk.click_at(tree_row(&desk, "Roles"));
    desk.run_palette("Merge tag into");
    desk.harness.get_by_role_and_label(Role::Dialog, "Merge “Roles” into…");
    desk.harness.get_by_role_and_label(Role::TextInput, "The tag that stays").type_text("cla");
    desk.run();
    desk.press(Key::ArrowDown);
    desk.press(Key::Enter);
    let tags = |desk: &Desk| desk.bench(|bench| bench.project().tags.len());
    assert_eq!(tags(&desk), 1);
    let claims = desk.bench(|bench| bench.project().tag_by_path(&["Claims"]).unwrap());
    assert!(desk.bench(|bench| bench.project().annotations[&id].tags.contains(&claims)));

    desk.click_at(tree_row(&desk, "Claims"));
    desk.run_palette("Delete tag");
    desk.harness.get_by_role_and_label(Role::Dialog, "Delete the tag “Claims”?");
    desk.click("Delete its subtags too, and the passages that have no other tag");
    desk.click("Delete tag");
    assert_eq!((tags(&desk), desk.annotations()), (0, 0));
    desk.press_with(CTRL, Key::Z);
    assert_eq!((tags(&desk), desk.annotations()), (1, 2));
}

#[test]
fn who_codes_after_somebody_else_does_not_take_her_annotations_and_who_changes_her_name_does() {
    let mut desk = Desk::bundled_with_coder();
    let first = desk.tag(ECHO, "A CHIEF Constable", &["Roles"]);
    let rename = |desk: &mut Desk, from: &str, to: &str, who: &str| {
        desk.harness.get_by_role_and_label(Role::Button, from).click();
        desk.run();
        desk.harness.get_by_role_and_label(Role::Dialog, "Who is coding?");
        desk.press_with(CTRL, Key::A);
        desk.harness.get_by_role_and_label(Role::TextInput, "Name").type_text(to);
        desk.run();
        desk.click(who);
        desk.click("Keep");
    };
    rename(&mut desk, "Ada Reader", "Ben Other", "Somebody else: earlier annotations stay Ada Reader’s");
    let second = desk.tag(ECHO, "sent out a letter", &["Claims"]);
    let coder_of = |desk: &Desk, id: AnnotationId| {
        desk.bench(|bench| {
            let project = bench.project();
            let coder = &project.coders[&project.annotations[&id].coder];
            (coder.name.clone(), coder.initials.clone())
        })
    };
    assert_eq!(coder_of(&desk, first).0, "Ada Reader");
    assert_eq!(coder_of(&desk, second), ("Ben Other".to_owned(), "BO".to_owned()));

    let same = "The same person, under a new name";
    rename(&mut desk, "Ben Other", "Ben Otter", same);
    desk.tag(ECHO, "reassuring residents", &["Claims"]);
    assert_eq!(coder_of(&desk, second).0, "Ben Otter");
    assert_eq!(coder_of(&desk, first).0, "Ada Reader");
    rename(&mut desk, "Ben Otter", "Ada Reader", "Somebody else: earlier annotations stay Ben Otter’s");
    let last = desk.tag(ECHO, "his force", &["Claims"]);
    let coder = |desk: &Desk, id: AnnotationId| desk.bench(|bench| bench.project().annotations[&id].coder);
    assert_eq!(coder(&desk, last), coder(&desk, first), "whoever has this name in the project");
}

#[test]
fn a_tag_is_deleted_and_its_passages_move_up_to_the_one_above() {
    let mut desk = Desk::bundled_with_coder();
    let id = desk.tag(ECHO, "A CHIEF Constable", &["Claims", "Denial"]);
    desk.press_with(CTRL, Key::Num2);
    let row = |desk: &Desk| {
        let mut rows = desk.harness.query_all_by_role(Role::TreeItem);
        rows.find(|row| row.accesskit_node().label().as_deref() == Some("Denial")).unwrap().rect().center()
    };
    desk.click_at(row(&desk));
    desk.run_palette("Delete tag");
    desk.click("Move its passages and subtags up to “Claims”");
    desk.click("Delete tag");
    let claims = desk.bench(|bench| bench.project().tag_by_path(&["Claims"]).unwrap());
    assert_eq!(desk.bench(|bench| bench.project().tags.len()), 1);
    assert!(desk.bench(|bench| bench.project().annotations[&id].tags.contains(&claims)));
}

#[test]
fn everything_undone_is_the_first_project_and_everything_redone_the_last() {
    let mut desk = Desk::bundled_with_coder();
    let first = desk.bench(|bench| bench.project().clone());
    let edits = desk.bench(|bench| bench.history().steps());
    let id = desk.tag(ECHO, "A CHIEF Constable", &["Claims", "Denial"]);
    desk.tag(ECHO, "sent out a letter", &["Roles"]);
    desk.send(Command::SetAnnotationMemo { annotation: id, memo: "look again".into() });
    desk.select_first_words();
    desk.press(Key::V);
    desk.press(Key::Delete);
    let last = desk.bench(|bench| bench.project().clone());
    let done = desk.bench(|bench| bench.history().steps()) - edits;
    assert!(done >= 4);
    for _ in 0..done {
        desk.press_with(CTRL, Key::Z);
    }
    desk.bench(|bench| assert_eq!(*bench.project(), first));
    for _ in 0..done {
        desk.press_with(Modifiers { shift: true, ..CTRL }, Key::Z);
    }
    desk.bench(|bench| assert_eq!(*bench.project(), last));
}
