//! The panels at the sides of the window, driven as a person would: by accessible names, keyboard and mouse.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use std::collections::BTreeSet;

use egui::accesskit::Role;
use egui::{Key, Modifiers, PointerButton, Pos2, Rect, UiBuilder, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use lectern::project::codebook::DeleteMode;
use lectern::project::{AnnotationId, DocumentId, TagColour, TagId};
use lectern::text::Span;
use lectern::ui::action::Action;
use lectern::ui::outbox::{Dialog, MemoOf, Outbox, Request, TagTarget};
use lectern::ui::panels::documents::{self, DocumentsPanel};
use lectern::ui::panels::inspector::{self, InspectorPanel};
use lectern::ui::panels::tags::{self, TagsPanel};
use lectern::ui::screen::{Screen, SidePanel, Subject};
use lectern::ui::shortcuts;
use lectern::ui::theme;
use lectern::workbench::{Command, Effect, Places, Workbench};

/// A window with nothing in it but the panels, which carries out what they ask for.
struct Room {
    workbench: Workbench,
    screen: Screen,
    documents: DocumentsPanel,
    tags: TagsPanel,
    inspector: InspectorPanel,
    open: BTreeSet<DocumentId>,
    out: Outbox,
    asked: Vec<Request>,
    actions: Vec<Action>,
}

impl Room {
    fn new(side: SidePanel) -> Self {
        let mut workbench = Workbench::new(Places::none());
        workbench.start_on_bundled_corpus();
        Self::of(workbench, side)
    }

    fn of(workbench: Workbench, side: SidePanel) -> Self {
        Self {
            workbench,
            screen: Screen { side: Some(side), ..Screen::default() },
            documents: DocumentsPanel::default(),
            tags: TagsPanel::default(),
            inspector: InspectorPanel::default(),
            open: BTreeSet::new(),
            out: Outbox::default(),
            asked: Vec::new(),
            actions: Vec::new(),
        }
    }

    fn ui(&mut self, ui: &mut egui::Ui) {
        // As the window does: what is left of the keys is the panels'.
        self.actions.extend(shortcuts::consume(ui));
        let all = ui.max_rect();
        let left = Rect::from_min_size(all.min, vec2(236.0, all.height()));
        let right = Rect::from_min_max(pos2(all.right() - 292.0, all.top()), all.max);
        let Self { workbench, screen, documents, tags, inspector, open, out, .. } = self;
        ui.scope_builder(UiBuilder::new().id_salt("left").max_rect(left), |ui| match screen.side {
            Some(SidePanel::Documents) => documents::show(ui, documents, screen, workbench, open, out),
            Some(SidePanel::Tags) => tags::show(ui, tags, screen, workbench, out),
            None => {}
        });
        if screen.inspector {
            ui.scope_builder(UiBuilder::new().id_salt("right").max_rect(right), |ui| {
                inspector::show(ui, inspector, screen, workbench, out);
            });
        }
        for request in self.out.take() {
            match &request {
                Request::Do(command) => {
                    self.workbench.run(command.clone()).unwrap();
                }
                Request::Focus(subject) => self.screen.focus = *subject,
                _ => {}
            }
            self.asked.push(request);
        }
    }

    fn tag(&mut self, parent: Option<TagId>, name: &str) -> TagId {
        match self.workbench.run(Command::NewTag { parent, name: name.into() }).unwrap() {
            Effect::Tag(tag) => tag,
            other => panic!("{other:?}"),
        }
    }

    /// Tags the `n`th paragraph of a document.
    fn annotate(&mut self, document: DocumentId, n: usize, tags: &[TagId]) -> AnnotationId {
        let span = self.workbench.text(document).unwrap().structure().paragraphs()[n].span;
        self.annotate_span(document, span, tags)
    }

    fn annotate_span(&mut self, document: DocumentId, span: Span, tags: &[TagId]) -> AnnotationId {
        match self.workbench.run(Command::Tag { document, span, tags: tags.to_vec() }).unwrap() {
            Effect::Annotation(annotation) => annotation,
            other => panic!("{other:?}"),
        }
    }

    /// The documents by title.
    fn titled(&self) -> Vec<(String, DocumentId)> {
        let mut titled: Vec<_> = self
            .workbench
            .project()
            .documents
            .values()
            .map(|record| (record.title.clone(), record.id))
            .collect();
        titled.sort();
        titled
    }

    fn document(&self, n: usize) -> DocumentId {
        self.titled()[n].1
    }

    fn opened(&self) -> Vec<(DocumentId, bool)> {
        let requests = self.asked.iter();
        requests
            .filter_map(|request| match request {
                Request::Open { document, beside, .. } => Some((*document, *beside)),
                _ => None,
            })
            .collect()
    }

    fn dialogs(&self) -> Vec<&Dialog> {
        let requests = self.asked.iter();
        requests
            .filter_map(|request| match request {
                Request::Dialog(dialog) => Some(dialog),
                _ => None,
            })
            .collect()
    }

    fn edits(&self) -> Vec<String> {
        self.workbench.history().in_force().iter().map(|edit| edit.label.clone()).collect()
    }

    fn tree(&self) -> String {
        let rows = self.workbench.project().tag_rows();
        rows.iter().map(|row| format!("{}{}", row.depth, row.tag.name)).collect::<Vec<_>>().join(" ")
    }
}

type Window = Harness<'static, Room>;

fn window(room: Room) -> Window {
    let mut window = Harness::builder()
        .with_size([1000.0, 760.0])
        .with_max_steps(12)
        .with_step_dt(0.05)
        .with_context_setup(theme::install)
        .build_ui_state(|ui, room: &mut Room| room.ui(ui), room);
    window.run();
    window
}

fn click(window: &mut Window, name: &str) {
    window.get_by_label(name).click();
    window.run();
}

fn press(window: &mut Window, key: Key) {
    press_with(window, Modifiers::NONE, key);
}

fn press_with(window: &mut Window, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    window.run();
}

/// Chooses a line of the menu that a right click on `name` opens.
fn choose(window: &mut Window, name: &str, line: &str) {
    window.get_by_label(name).click_secondary();
    window.run();
    window.get_by_label(line).click();
    window.run();
}

fn type_into(window: &mut Window, field: &str, text: &str) {
    let node = window.get_by_role_and_label(text_role(window, field), field);
    node.focus();
    window.run();
    window.get_by_role_and_label(text_role(window, field), field).type_text(text);
    window.run();
}

fn text_role(window: &Window, field: &str) -> Role {
    if window.query_by_role_and_label(Role::MultilineTextInput, field).is_some() {
        Role::MultilineTextInput
    } else {
        Role::TextInput
    }
}

fn rows(window: &Window, role: Role) -> Vec<String> {
    let mut rows: Vec<(f32, String)> = window
        .get_all_by_role(role)
        .map(|node| (node.rect().top(), node.accesskit_node().label().unwrap_or_default()))
        .collect();
    rows.sort_by(|a, b| a.0.total_cmp(&b.0));
    rows.into_iter().map(|(_, label)| label).collect()
}

fn listed(window: &Window) -> Vec<String> {
    rows(window, Role::ListBoxOption)
}

fn drag(window: &mut Window, from: Pos2, to: Pos2) {
    window.hover_at(from);
    window.run();
    window.drag_at(from);
    window.run();
    for step in 1..=4 {
        window.hover_at(from.lerp(to, step as f32 / 4.0));
        window.run();
    }
    window.drop_at(to);
    window.run();
}

// ── documents ──────────────────────────────────────────────────────────────────────────────────

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

// ── tags ───────────────────────────────────────────────────────────────────────────────────────

/// A codebook of `Claims (Figures, Awards), Denial`, with two excerpts of Figures and one highlight without a tag.
fn with_codebook() -> (Room, [TagId; 4]) {
    let mut room = Room::new(SidePanel::Tags);
    let claims = room.tag(None, "Claims");
    let figures = room.tag(Some(claims), "Figures");
    let awards = room.tag(Some(claims), "Awards");
    let denial = room.tag(None, "Denial");
    let (one, other) = (room.document(0), room.document(2));
    room.annotate(one, 1, &[figures]);
    room.annotate(other, 1, &[figures]);
    room.annotate(other, 2, &[]);
    (room, [claims, figures, awards, denial])
}

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
    assert_eq!(figures.accesskit_node().description().as_deref(), Some("2"));
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

// ── the inspector ──────────────────────────────────────────────────────────────────────────────

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
        let records = room.workbench.project().documents.values();
        records
            .clone()
            .find(|record| record.attributes.get("date").is_some_and(|date| date.guessed))
            .unwrap()
            .id
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
