//! The codebook: a tree that is walked, folded, filtered by, renamed, moved, hidden.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use super::*;

fn tag_rows(window: &Window) -> Vec<String> {
    rows(window, Role::TreeItem)
}

fn row_rect(window: &Window, name: &str) -> Rect {
    window.get_by_role_and_label(Role::TreeItem, name).rect()
}

fn click_row(window: &mut Window, name: &str) {
    window.get_by_role_and_label(Role::TreeItem, name).click();
    window.run();
}

fn choose_of_row(window: &mut Window, name: &str, line: &str) {
    window.get_by_role_and_label(Role::TreeItem, name).click_secondary();
    window.run();
    window.get_by_role_and_label(Role::MenuItem, line).click();
    window.run();
}

#[test]
fn the_codebook_is_a_tree_with_counts_that_folds() {
    let (room, [claims, ..]) = with_codebook();
    let mut window = window(room);
    assert_eq!(tag_rows(&window), ["Claims", "Figures", "Awards", "Denial", "Untagged highlights"]);
    let figures = window.get_by_role_and_label(Role::TreeItem, "Figures");
    assert_eq!(figures.accesskit_node().description().as_deref(), Some("2 excerpts in 2 documents"));
    click(&mut window, "Fold Claims");
    assert_eq!(tag_rows(&window), ["Claims", "Denial", "Untagged highlights"]);
    assert_eq!(window.state().screen.folded_tags, BTreeSet::from([claims]));
    type_into(&mut window, "Filter tags", "award");
    assert_eq!(tag_rows(&window), ["Claims", "Awards"], "found although folded away");
}

#[test]
fn a_click_filters_and_a_second_one_ends_it() {
    let (room, [claims, figures, _, denial]) = with_codebook();
    let mut window = window(room);
    let filter = |window: &Window| window.state().screen.excerpts.filter.clone();
    click_row(&mut window, "Figures");
    assert_eq!(filter(&window).tags, BTreeSet::from([figures]));
    assert_eq!(window.state().screen.focus, Subject::Tag(figures));
    window.get_by_role_and_label(Role::TreeItem, "Denial").click_modifiers(Modifiers::COMMAND);
    window.run();
    assert_eq!(filter(&window).tags, BTreeSet::from([figures, denial]));
    click_row(&mut window, "Claims");
    assert_eq!(filter(&window).tags, BTreeSet::from([claims]));
    assert!(filter(&window).with_subtags);
    // Slowly, or it would be a double click.
    window.run_steps(20);
    click_row(&mut window, "Claims");
    assert!(filter(&window).tags.is_empty());
    click_row(&mut window, "Untagged highlights");
    assert!(filter(&window).untagged_only);
    click(&mut window, "Show the excerpts of all tags");
    assert!(!filter(&window).untagged_only);
}

#[test]
fn tags_are_renamed_in_place_by_key_and_by_double_click() {
    let (room, [_, figures, _, denial]) = with_codebook();
    let mut window = window(room);
    click_row(&mut window, "Denial");
    press(&mut window, Key::F2);
    window.event(egui::Event::Text("Denials".into()));
    window.run();
    press(&mut window, Key::Enter);
    assert_eq!(window.state().workbench.project().tags[&denial].name, "Denials");
    assert_eq!(window.state().edits().last().map(String::as_str), Some("Rename tag “Denial”"));
    press(&mut window, Key::F2);
    window.event(egui::Event::Text("something else".into()));
    window.run();
    press(&mut window, Key::Escape);
    assert_eq!(window.state().workbench.project().tags[&denial].name, "Denials", "Escape keeps the old name");
    press(&mut window, Key::Home);
    press(&mut window, Key::ArrowDown);
    assert_eq!(window.state().screen.focus, Subject::Tag(figures), "the list has the keyboard again");
    let at = row_rect(&window, "Awards").center();
    for _ in 0..2 {
        window.drag_at(at);
        window.drop_at(at);
    }
    window.run();
    window.event(egui::Event::Text("Prizes".into()));
    window.run();
    // Leaving the field keeps what was written.
    click_row(&mut window, "Figures");
    assert_eq!(tag_rows(&window)[2], "Prizes");
}

#[test]
fn the_keyboard_walks_folds_filters_moves_and_deletes() {
    let (room, [claims, figures, awards, denial]) = with_codebook();
    let mut window = window(room);
    click_row(&mut window, "Denial");
    press(&mut window, Key::Enter);
    assert!(window.state().screen.excerpts.filter.tags.is_empty());
    press(&mut window, Key::Enter);
    assert_eq!(window.state().screen.excerpts.filter.tags, BTreeSet::from([denial]));
    press_with(&mut window, Modifiers::ALT, Key::ArrowUp);
    assert_eq!(window.state().tree(), "0Denial 0Claims 1Figures 1Awards");
    press_with(&mut window, Modifiers::ALT, Key::ArrowDown);
    press_with(&mut window, Modifiers::ALT, Key::ArrowRight);
    assert_eq!(window.state().tree(), "0Claims 1Figures 1Awards 1Denial");
    press_with(&mut window, Modifiers::ALT, Key::ArrowLeft);
    assert_eq!(window.state().tree(), "0Claims 1Figures 1Awards 0Denial");
    press(&mut window, Key::ArrowUp);
    assert_eq!(window.state().screen.focus, Subject::Tag(awards));
    press(&mut window, Key::ArrowLeft);
    assert_eq!(window.state().screen.focus, Subject::Tag(claims), "to the parent");
    press(&mut window, Key::ArrowLeft);
    assert_eq!(tag_rows(&window), ["Claims", "Denial", "Untagged highlights"]);
    press(&mut window, Key::ArrowRight);
    press(&mut window, Key::ArrowRight);
    assert_eq!(window.state().screen.focus, Subject::Tag(figures), "into the family");
    press(&mut window, Key::Delete);
    assert_eq!(window.state().dialogs(), [&Dialog::DeleteTag(figures)]);
}

#[test]
fn tags_are_dragged_into_before_and_behind_each_other() {
    let (room, _) = with_codebook();
    let mut window = window(room);
    let (denial, claims) = (row_rect(&window, "Denial").center(), row_rect(&window, "Claims"));
    drag(&mut window, denial, claims.center());
    assert_eq!(window.state().tree(), "0Claims 1Figures 1Awards 1Denial");
    let awards = row_rect(&window, "Awards");
    let denial = row_rect(&window, "Denial").center();
    drag(&mut window, denial, pos2(awards.left() + 60.0, awards.top() + 2.0));
    assert_eq!(window.state().tree(), "0Claims 1Figures 1Denial 1Awards");
    let claims = row_rect(&window, "Claims").center();
    let figures = row_rect(&window, "Figures").center();
    let edits = window.state().edits().len();
    drag(&mut window, claims, figures);
    assert_eq!(window.state().edits().len(), edits, "not below itself");
    assert!(window.state().screen.excerpts.filter.tags.is_empty(), "a drag is no click");
}

#[test]
fn a_drag_is_given_up_with_escape() {
    let (room, _) = with_codebook();
    let mut window = window(room);
    let before = window.state().tree();
    let (from, to) = (row_rect(&window, "Denial").center(), row_rect(&window, "Claims").center());
    window.drag_at(from);
    window.run();
    window.hover_at(to);
    window.run();
    press(&mut window, Key::Escape);
    window.drop_at(to);
    window.run();
    assert_eq!(window.state().tree(), before);
}

#[test]
fn a_shortcut_is_set_refused_and_taken_away() {
    let (room, [_, figures, _, denial]) = with_codebook();
    let mut window = window(room);
    let key = |window: &Window, tag: TagId| window.state().workbench.project().tags[&tag].shortcut;
    choose_of_row(&mut window, "Figures", "Shortcut…");
    type_into(&mut window, "Shortcut key", "t");
    window.get_by_label_contains("command of its own");
    assert_eq!(key(&window, figures), None);
    type_into(&mut window, "Shortcut key", "3");
    assert_eq!(key(&window, figures), Some('3'));
    assert!(window.query_by_label("Shortcut key").is_none());
    choose_of_row(&mut window, "Denial", "Shortcut…");
    type_into(&mut window, "Shortcut key", "3");
    assert_eq!((key(&window, figures), key(&window, denial)), (None, Some('3')));
    choose_of_row(&mut window, "Denial", "Shortcut…");
    click(&mut window, "No shortcut");
    assert_eq!(key(&window, denial), None);
}

#[test]
fn a_tag_is_recoloured_from_its_menu() {
    let (room, [.., denial]) = with_codebook();
    let mut window = window(room);
    choose_of_row(&mut window, "Denial", "Colour…");
    click(&mut window, "Vermilion");
    assert_eq!(window.state().workbench.project().tags[&denial].colour, TagColour::Named(3));
    assert_eq!(window.state().edits().last().map(String::as_str), Some("Recolour tag “Denial”"));
}

#[test]
fn a_tag_is_recoloured_by_keyboard_alone() {
    let (room, [.., denial]) = with_codebook();
    let mut window = window(room);
    window.get_by_role_and_label(Role::Tree, "Tags").focus();
    window.run();
    press(&mut window, Key::End);
    press(&mut window, Key::ArrowUp);
    assert_eq!(window.state().screen.focus, Subject::Tag(denial));
    press_with(&mut window, Modifiers::SHIFT, Key::F10);
    let focused = |window: &Window, role: Role| {
        let mut nodes = window.query_all_by_role(role);
        nodes.find(|node| node.accesskit_node().is_focused()).and_then(|node| node.accesskit_node().label())
    };
    for line in ["Rename", "New subtag…", "Colour…"] {
        assert_eq!(focused(&window, Role::MenuItem).as_deref(), Some(line));
        press(&mut window, if line == "Colour…" { Key::Enter } else { Key::ArrowDown });
    }
    let begins_at = focused(&window, Role::RadioButton);
    assert!(begins_at.as_deref().is_some_and(|name| name != "Vermilion"), "{begins_at:?}");
    for _ in 0..8 {
        if focused(&window, Role::RadioButton).as_deref() != Some("Vermilion") {
            press(&mut window, Key::ArrowRight);
        }
    }
    press(&mut window, Key::Enter);
    assert_eq!(window.state().workbench.project().tags[&denial].colour, TagColour::Named(3));
    press(&mut window, Key::Escape);
    press(&mut window, Key::ArrowUp);
    assert_ne!(window.state().screen.focus, Subject::Tag(denial), "the list has the keyboard again");
}

#[test]
fn tags_are_hidden_and_shown_in_the_text() {
    let (room, [claims, figures, awards, _]) = with_codebook();
    let mut window = window(room);
    window.hover_at(row_rect(&window, "Figures").center());
    window.run();
    click(&mut window, "Hide Figures in the text");
    assert_eq!(window.state().screen.hidden_tags, BTreeSet::from([figures]));
    click(&mut window, "Show Figures in the text");
    assert!(window.state().screen.hidden_tags.is_empty());
    click(&mut window, "Fold Claims");
    choose_of_row(&mut window, "Claims", "Hide in the text");
    let family = BTreeSet::from([claims, figures, awards]);
    assert_eq!(window.state().screen.hidden_tags, family, "what is folded away goes with it");
}

#[test]
fn the_menu_of_a_tag_leads_to_its_dialogs() {
    let (room, [claims, ..]) = with_codebook();
    let mut window = window(room);
    for line in ["New subtag…", "Memo…", "Merge into…", "Delete…"] {
        choose_of_row(&mut window, "Claims", line);
    }
    let expected = [
        Dialog::NewTag(Some(claims)),
        Dialog::Memo(MemoOf::Tag(claims)),
        Dialog::MergeTag(claims),
        Dialog::DeleteTag(claims),
    ];
    assert_eq!(window.state().dialogs(), expected.iter().collect::<Vec<_>>());
    choose_of_row(&mut window, "Claims", "Description");
    assert!(window.get_by_label("Tag description").is_focused());
}

#[test]
fn an_empty_codebook_says_how_to_begin() {
    let mut window = window(Room::new(SidePanel::Tags));
    window.get_by_label("No tags yet");
    click(&mut window, Action::NewTag.label());
    assert!(matches!(window.state().asked.as_slice(), [Request::Run(Action::NewTag)]));
}

#[test]
fn a_tag_that_goes_while_it_is_renamed_takes_its_field_with_it() {
    let (room, [.., denial]) = with_codebook();
    let mut window = window(room);
    click_row(&mut window, "Denial");
    press(&mut window, Key::F2);
    let delete = Command::DeleteTag { tag: denial, mode: DeleteMode::MoveUp };
    window.state_mut().workbench.run(delete).unwrap();
    window.run();
    assert!(window.query_by_label("Tag name").is_none());
}
