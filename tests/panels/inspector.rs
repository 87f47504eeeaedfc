//! The inspector: titles, attributes, memos, excerpts, and the way back.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use super::*;

fn inspecting(room: Room, subject: Subject) -> Window {
    let mut room = room;
    room.screen.side = None;
    room.screen.focus = subject;
    window(room)
}

#[test]
fn a_memo_is_one_edit_however_long_it_took() {
    let room = Room::new(SidePanel::Documents);
    let id = room.document(0);
    let mut window = inspecting(room, Subject::Document(id));
    type_into(&mut window, "Document memo", "Read twice.");
    press(&mut window, Key::Enter);
    type_into(&mut window, "Document memo", "Compare the Mail.");
    assert!(window.state().edits().is_empty(), "not while one writes");
    assert!(window.state().inspector.is_writing(&window.state().workbench));
    press_with(&mut window, Modifiers::COMMAND, Key::Enter);
    assert_eq!(window.state().edits(), ["Write a memo on a document"]);
    let memo = &window.state().workbench.project().documents[&id].memo;
    assert_eq!(memo, "Read twice.\nCompare the Mail.");
}

#[test]
fn a_memo_survives_escape_and_going_elsewhere() {
    let room = Room::new(SidePanel::Documents);
    let (one, other) = (room.document(0), room.document(1));
    let mut window = inspecting(room, Subject::Document(one));
    type_into(&mut window, "Document memo", "first");
    press(&mut window, Key::Escape);
    let memo = |window: &Window, id| window.state().workbench.project().documents[&id].memo.clone();
    assert_eq!(memo(&window, one), "first");
    type_into(&mut window, "Document memo", " and second");
    window.state_mut().screen.focus = Subject::Document(other);
    window.run();
    assert_eq!(memo(&window, one), "first and second");
    assert_eq!(memo(&window, other), "");
    assert_eq!(window.get_by_label("Document memo").value().as_deref(), Some(""));
}

#[test]
fn a_title_is_written_in_place() {
    let room = Room::new(SidePanel::Documents);
    let (title, id) = room.titled()[0].clone();
    let mut window = inspecting(room, Subject::Document(id));
    let now = |window: &Window| window.state().workbench.project().documents[&id].title.clone();
    type_into(&mut window, "Document title", " (web)");
    press(&mut window, Key::Escape);
    assert_eq!(now(&window), title, "Escape gives up on a name");
    type_into(&mut window, "Document title", " (web)");
    press(&mut window, Key::Enter);
    assert_eq!(now(&window), format!("{title} (web)"));
    assert_eq!(window.state().edits().len(), 1);
}

#[test]
fn attributes_are_written_confirmed_added_and_removed() {
    let room = Room::new(SidePanel::Documents);
    let guessed = |room: &Room| {
        let mut records = room.workbench.project().documents.values();
        records.find(|record| record.attributes.get("date").is_some_and(|date| date.guessed)).unwrap().id
    };
    let id = guessed(&room);
    let mut window = inspecting(room, Subject::Document(id));
    let attribute = |window: &Window, name: &str| {
        window.state().workbench.project().documents[&id].attributes.get(name).cloned()
    };
    let date = attribute(&window, "date").unwrap();
    click(&mut window, "Confirm date");
    assert_eq!(attribute(&window, "date").map(|date| (date.value, date.guessed)), Some((date.value, false)));
    type_into(&mut window, "kind", ", web");
    press(&mut window, Key::Enter);
    assert!(attribute(&window, "kind").unwrap().value.ends_with(", web"));
    click(&mut window, "Add an attribute");
    window.event(egui::Event::Text("region".into()));
    window.run();
    press(&mut window, Key::Enter);
    window.event(egui::Event::Text("Cleveland".into()));
    window.run();
    press(&mut window, Key::Enter);
    assert_eq!(attribute(&window, "region").unwrap().value, "Cleveland");
    window.hover_at(window.get_by_label("region").rect().center());
    window.run();
    click(&mut window, "Remove region");
    assert_eq!(attribute(&window, "region"), None);
}

#[test]
fn a_document_lists_its_tags_with_counts() {
    let (room, [_, figures, ..]) = with_codebook();
    let id = room.document(0);
    let mut window = inspecting(room, Subject::Document(id));
    let row = window.get_by_label("Claims › Figures");
    assert_eq!(row.accesskit_node().description().as_deref(), Some("1"));
    row.click();
    window.run();
    assert_eq!(window.state().screen.focus, Subject::Tag(figures));
}

#[test]
fn a_document_says_in_which_encoding_it_was_read() {
    let (room, _) = with_codebook();
    let id = room.document(0);
    let encoding = room.workbench.project().documents[&id].encoding.clone();
    inspecting(room, Subject::Document(id)).get_by_label(&encoding);
}

#[test]
fn a_tag_shows_its_excerpts_and_a_click_reveals_one() {
    let (room, [_, figures, ..]) = with_codebook();
    let mut window = inspecting(room, Subject::Tag(figures));
    let excerpts: Vec<_> = window.get_all_by_label_contains("Excerpt: ").collect();
    assert_eq!(excerpts.len(), 2);
    excerpts[1].click();
    window.run();
    let Some(Request::Reveal(shown)) = window.state().asked.last() else {
        panic!("{:?}", window.state().asked)
    };
    let other = window.state().document(2);
    assert_eq!(window.state().workbench.project().annotations[shown].document, other);
    type_into(&mut window, "Tag description", "A number that is claimed");
    type_into(&mut window, "Tag memo", "check all of them");
    press_with(&mut window, Modifiers::COMMAND, Key::Enter);
    let tag = &window.state().workbench.project().tags[&figures];
    assert_eq!(
        (tag.description.as_str(), tag.memo.as_str()),
        ("A number that is claimed", "check all of them")
    );
    click(&mut window, "Colour of the tag");
    click(&mut window, "Olive");
    assert_eq!(window.state().workbench.project().tags[&figures].colour, TagColour::Named(6));
}

#[test]
fn hundreds_of_excerpts_of_a_tag_are_drawn_only_in_view() {
    let mut room = Room::new(SidePanel::Tags);
    let tag = room.tag(None, "Everything");
    let id = room.document(0);
    let text = room.workbench.text(id).unwrap();
    let words: Vec<usize> = text.as_str().match_indices(' ').map(|(at, _)| at + 1).take(300).collect();
    for (start, end) in words.iter().zip(&words[1..]) {
        room.annotate_span(id, Span::new(*start, *end), &[tag]);
    }
    let window = inspecting(room, Subject::Tag(tag));
    window.get_by_label("Tag name");
    assert!(window.get_all_by_label_contains("Excerpt: ").count() < 20);
}

#[test]
fn an_annotation_gives_up_and_takes_tags_and_is_deleted() {
    let (mut room, [_, figures, _, denial]) = with_codebook();
    let document = room.document(1);
    let id = room.annotate(document, 2, &[figures, denial]);
    let words = room.workbench.project().annotations[&id].anchor.exact.clone();
    let inner = room.workbench.project().annotations[&id]
        .anchor
        .resolve(&room.workbench.text(document).unwrap())
        .unwrap();
    let inside = room.annotate_span(document, Span::new(inner.start, inner.start + 5), &[]);
    let mut window = inspecting(room, Subject::Annotation(id));
    assert!(window.query_all_by_label_contains(&words[..12]).count() > 0);
    click(&mut window, "Remove Figures");
    assert_eq!(window.state().workbench.project().annotations[&id].tags, BTreeSet::from([denial]));
    click(&mut window, "Add a tag");
    let pick = Dialog::PickTag(TagTarget::Annotations(vec![id]));
    assert_eq!(window.state().dialogs(), [&pick]);
    type_into(&mut window, "Annotation memo", "why here?");
    window.get_by_label_contains("Excerpt: ").click();
    window.run();
    assert_eq!(window.state().workbench.project().annotations[&id].memo, "why here?");
    assert!(matches!(window.state().asked.last(), Some(Request::Do(_) | Request::Reveal(_))));
    assert!(
        window.state().asked.iter().any(|asked| matches!(asked, Request::Reveal(shown) if *shown == inside))
    );
    click(&mut window, "Delete");
    assert!(!window.state().workbench.project().annotations.contains_key(&id));
    window.get_by_label("Unnamed project");
}

#[test]
fn back_and_forward_go_through_what_was_shown() {
    let (room, [_, figures, _, denial]) = with_codebook();
    let mut window = inspecting(room, Subject::Project);
    for tag in [figures, denial] {
        window.state_mut().screen.focus = Subject::Tag(tag);
        window.run();
    }
    click(&mut window, "Back");
    assert_eq!(window.state().screen.focus, Subject::Tag(figures));
    click(&mut window, "Back");
    assert_eq!(window.state().screen.focus, Subject::Project);
    assert!(window.get_by_label("Back").accesskit_node().is_disabled());
    click(&mut window, "Forward");
    assert_eq!(window.state().screen.focus, Subject::Tag(figures));
    window.state_mut().workbench.run(Command::DeleteTag { tag: figures, mode: DeleteMode::MoveUp }).unwrap();
    window.run();
    assert_eq!(window.state().screen.focus, Subject::Project, "what is gone gives way to what was before it");
}

#[test]
fn the_project_has_a_memo_and_says_who_codes() {
    let mut window = inspecting(Room::new(SidePanel::Documents), Subject::Project);
    window.get_by_label("Unnamed project");
    type_into(&mut window, "Project memo", "Who knew what, and when?");
    click(&mut window, "Change…");
    assert_eq!(window.state().workbench.project().info.memo, "Who knew what, and when?");
    assert_eq!(window.state().dialogs(), [&Dialog::Coder]);
}

#[test]
fn what_is_written_can_be_sent_before_a_save() {
    let mut window = inspecting(Room::new(SidePanel::Documents), Subject::Project);
    type_into(&mut window, "Project memo", "unsaved");
    let room = window.state_mut();
    room.inspector.commit(&room.workbench, &mut room.out);
    window.run();
    assert_eq!(window.state().workbench.project().info.memo, "unsaved");
}
