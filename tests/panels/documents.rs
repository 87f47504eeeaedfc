//! The documents panel: listed, found, ordered, chosen, removed.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use super::*;

#[test]
fn documents_are_listed_opened_and_shown_in_the_inspector() {
    let room = Room::new(SidePanel::Documents);
    let titled = room.titled();
    let mut window = window(room);
    assert_eq!(listed(&window), titled.iter().map(|(title, _)| title.clone()).collect::<Vec<_>>());
    window.get_by_role_and_label(Role::ListBoxOption, &titled[1].0).click();
    window.run();
    assert_eq!(window.state().opened(), [(titled[1].1, false)]);
    assert_eq!(window.state().screen.focus, Subject::Document(titled[1].1));
    let title = window.get_by_label("Document title");
    assert_eq!(title.value().as_deref(), Some(titled[1].0.as_str()));
}

#[test]
fn documents_open_beside_by_middle_click_menu_and_key() {
    let room = Room::new(SidePanel::Documents);
    let titled = room.titled();
    let mut window = window(room);
    let at = window.get_by_role_and_label(Role::ListBoxOption, &titled[0].0).rect().center();
    window.hover_at(at);
    for pressed in [true, false] {
        let modifiers = Modifiers::NONE;
        window.event(egui::Event::PointerButton {
            pos: at,
            button: PointerButton::Middle,
            pressed,
            modifiers,
        });
    }
    window.run();
    choose(&mut window, &titled[1].0, "Open beside");
    press(&mut window, Key::ArrowDown);
    press_with(&mut window, Modifiers::COMMAND, Key::Enter);
    let beside: Vec<_> = titled[..3].iter().map(|(_, id)| (*id, true)).collect();
    assert_eq!(window.state().opened(), beside);
}

#[test]
fn the_filter_narrows_and_an_empty_answer_offers_a_way_back() {
    let mut window = window(Room::new(SidePanel::Documents));
    type_into(&mut window, "Filter documents", "kind:letter");
    assert_eq!(listed(&window), ["Letter to the Mayor"]);
    type_into(&mut window, "Filter documents", " nowhere");
    window.get_by_label("No document found");
    click(&mut window, "Show all documents");
    assert_eq!(listed(&window).len(), 5);
}

#[test]
fn documents_are_ordered_by_what_one_chooses() {
    let mut window = window(Room::new(SidePanel::Documents));
    click(&mut window, "Order documents");
    click(&mut window, "Words");
    let by_words = listed(&window);
    click(&mut window, "Order documents");
    click(&mut window, "Descending");
    let turned: Vec<String> = listed(&window).into_iter().rev().collect();
    assert_eq!(by_words, turned);
    click(&mut window, "Order documents");
    click(&mut window, "Kind");
    assert_eq!(listed(&window).len(), 5);
    let kinds = |window: &Window| -> Vec<String> {
        let project = window.state().workbench.project();
        let of = |title: &String| project.documents.values().find(|record| record.title == *title).unwrap();
        listed(window).iter().map(|title| of(title).attribute("kind").to_owned()).collect()
    };
    assert!(kinds(&window).is_sorted_by(|a, b| a >= b));
}

#[test]
fn several_documents_are_removed_by_key_and_undo_brings_them_back() {
    let room = Room::new(SidePanel::Documents);
    let titled = room.titled();
    let mut window = window(room);
    window.get_by_role_and_label(Role::ListBoxOption, &titled[1].0).click();
    window.run();
    press_with(&mut window, Modifiers::SHIFT, Key::ArrowDown);
    press_with(&mut window, Modifiers::SHIFT, Key::ArrowDown);
    press(&mut window, Key::Delete);
    assert_eq!(listed(&window), [titled[0].0.clone(), titled[4].0.clone()]);
    assert_eq!(window.state().edits().len(), 1, "one edit for all of them");
    assert!(window.state().actions.is_empty(), "Delete was the list's alone");
    press(&mut window, Key::Enter);
    assert_eq!(window.state().opened().last(), Some(&(titled[4].1, false)), "the next one is chosen");
    window.state_mut().workbench.run(Command::Undo).unwrap();
    window.run();
    assert_eq!(listed(&window).len(), 5);
}

#[test]
fn ctrl_click_chooses_without_opening() {
    let room = Room::new(SidePanel::Documents);
    let titled = room.titled();
    let mut window = window(room);
    for n in [0, 2] {
        window.get_by_role_and_label(Role::ListBoxOption, &titled[n].0).click_modifiers(Modifiers::COMMAND);
        window.run();
    }
    assert!(window.state().opened().is_empty());
    choose(&mut window, &titled[0].0, "Remove 2 documents from the project");
    assert_eq!(window.state().workbench.project().documents.len(), 3);
}

#[test]
fn the_menu_of_a_document_leads_to_title_memo_and_export() {
    let room = Room::new(SidePanel::Documents);
    let (title, id) = room.titled()[0].clone();
    let mut window = window(room);
    choose(&mut window, &title, "Memo…");
    choose(&mut window, &title, "Export with its tags marked…");
    let dialogs = [Dialog::Memo(MemoOf::Document(id)), Dialog::ExportMarkedDocument(id)];
    assert_eq!(window.state().dialogs(), dialogs.iter().collect::<Vec<_>>());
    choose(&mut window, &title, "Title and attributes");
    assert!(window.get_by_label("Document title").is_focused());
    choose(&mut window, &title, "Show only its excerpts");
    assert_eq!(window.state().screen.excerpts.filter.documents, BTreeSet::from([id]));
}

#[test]
fn an_empty_project_says_how_to_begin() {
    let mut window = window(Room::of(Workbench::new(Places::none()), SidePanel::Documents));
    window.get_by_label("No documents yet");
    click(&mut window, Action::OpenBundledCorpus.label());
    let asked = &window.state().asked;
    assert!(matches!(asked.as_slice(), [Request::Run(Action::OpenBundledCorpus)]), "{asked:?}");
    window.state_mut().workbench.start_on_bundled_corpus();
    window.run();
    assert_eq!(listed(&window).len(), 5);
}

#[test]
fn three_thousand_documents_are_walked_by_key_and_drawn_only_in_view() {
    let folder = std::env::temp_dir().join(format!("lectern-panels-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    for n in 0..3_000 {
        std::fs::write(folder.join(format!("letter {n}.txt")), format!("Letter {n}\n\nDear Sir")).unwrap();
    }
    let mut workbench = Workbench::new(Places::none());
    workbench.run(Command::OpenInputs(vec![folder.clone()])).unwrap();
    workbench.finish_jobs();
    std::fs::remove_dir_all(&folder).unwrap();
    let mut window = window(Room::of(workbench, SidePanel::Documents));
    assert_eq!(window.state().workbench.project().documents.len(), 3_000);
    assert_eq!(listed(&window)[..3], ["Letter 0", "Letter 1", "Letter 2"]);
    assert!(listed(&window).len() < 30);
    click(&mut window, "Letter 0");
    press(&mut window, Key::End);
    assert_eq!(listed(&window).last().map(String::as_str), Some("Letter 2999"));
    press(&mut window, Key::Enter);
    let last = window.state().opened().last().unwrap().0;
    assert_eq!(window.state().workbench.project().documents[&last].title, "Letter 2999");
    type_into(&mut window, "Filter documents", "2718");
    assert_eq!(listed(&window), ["Letter 2718"]);
}
