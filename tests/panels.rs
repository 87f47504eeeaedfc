//! The panels at the sides of the window, driven as a person would: by accessible names, keyboard and mouse.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

#[path = "panels/documents.rs"]
mod documents;
#[path = "panels/inspector.rs"]
mod inspector;
#[path = "panels/tags.rs"]
mod tags;

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
use lectern::ui::panels;
use lectern::ui::panels::documents::DocumentsPanel;
use lectern::ui::panels::inspector::InspectorPanel;
use lectern::ui::panels::tags::TagsPanel;
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
            Some(SidePanel::Documents) => {
                panels::documents::show(ui, documents, screen, workbench, open, out);
            }
            Some(SidePanel::Tags) => panels::tags::show(ui, tags, screen, workbench, out),
            _ => {}
        });
        if screen.inspector {
            ui.scope_builder(UiBuilder::new().id_salt("right").max_rect(right), |ui| {
                panels::inspector::show(ui, inspector, screen, workbench, out);
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
        self.workbench.history().in_force().map(|edit| edit.label.clone()).collect()
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
