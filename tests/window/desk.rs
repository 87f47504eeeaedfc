//! A desk to test at: the window on a workbench that keeps nothing, with file dialogs answered in advance.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::path::PathBuf;
use std::rc::Rc;

use egui::{Key, Modifiers, Pos2, Rect, Role, pos2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use lectern::project::{AnnotationId, DocumentId};
use lectern::text::Span;
use lectern::ui::app::LecternApp;
use lectern::ui::dialogs::{DialogReply, DialogRequest, FileDialogs};
use lectern::ui::panes::Panes;
use lectern::ui::screen::Screen;
use lectern::workbench::{Command, Effect, Places, Workbench};

/// The titles of two bundled documents, which stand side by side at first.
pub const ECHO: &str = "Northern Echo, 9 Sep 2020";
pub const MAIL: &str = "Hartlepool Mail, 8 Sep 2020";

/// File dialogs that answer what they were told to.
#[derive(Clone, Default)]
struct Answers {
    answers: Rc<RefCell<VecDeque<Vec<PathBuf>>>>,
    asked: Rc<RefCell<Option<DialogRequest>>>,
}

impl FileDialogs for Answers {
    fn request(&mut self, request: DialogRequest) {
        *self.asked.borrow_mut() = Some(request);
    }

    fn poll(&mut self, _ctx: &egui::Context) -> Option<DialogReply> {
        let request = self.asked.borrow_mut().take()?;
        Some(DialogReply { request, paths: self.answers.borrow_mut().pop_front().unwrap_or_default() })
    }
}

/// The window under test.
pub struct Desk {
    pub harness: Harness<'static>,
    app: Rc<RefCell<Option<LecternApp>>>,
    files: Answers,
}

impl Desk {
    /// On the bundled corpus, at the very first start.
    pub fn bundled() -> Self {
        let mut bench = Workbench::new(Places::none());
        bench.start_on_bundled_corpus();
        bench.change_settings(|settings| settings.try_this_closed = true);
        Self::new(bench)
    }

    /// On the bundled corpus, with a coder who has said their name.
    pub fn bundled_with_coder() -> Self {
        let mut desk = Self::bundled();
        desk.send(Command::SetCoder { name: "Ada Reader".into(), initials: "AR".into() });
        desk
    }

    /// On the bundled corpus with its names recognised, with a coder who has said their name.
    pub fn recognised() -> Self {
        let mut bench = Workbench::new(Places::none());
        bench.recognise_from_now_on();
        bench.start_on_bundled_corpus();
        bench.finish_jobs();
        bench.change_settings(|settings| settings.try_this_closed = true);
        let mut desk = Self::new(bench);
        desk.send(Command::SetCoder { name: "Ada Reader".into(), initials: "AR".into() });
        desk
    }

    /// On the bundled corpus with its documents compared, with a coder who has said their name.
    pub fn compared() -> Self {
        let mut bench = Workbench::new(Places::none());
        bench.compare_from_now_on();
        bench.start_on_bundled_corpus();
        bench.finish_jobs();
        bench.change_settings(|settings| settings.try_this_closed = true);
        let mut desk = Self::new(bench);
        desk.send(Command::SetCoder { name: "Ada Reader".into(), initials: "AR".into() });
        desk
    }

    /// On files, folders or a project.
    pub fn on(inputs: Vec<PathBuf>) -> Self {
        let mut bench = Workbench::new(Places::none());
        bench.change_settings(|settings| settings.try_this_closed = true);
        bench.send(Command::OpenInputs(inputs));
        bench.finish_jobs();
        Self::new(bench)
    }

    /// On files, folders or a project, keeping the program's own files in a folder.
    pub fn at(folder: &std::path::Path, inputs: Vec<PathBuf>) -> Self {
        let mut bench = Workbench::new(Places::within(folder));
        bench.change_settings(|settings| settings.try_this_closed = true);
        bench.send(Command::SetCoder { name: "Ada Reader".into(), initials: "AR".into() });
        bench.send(Command::OpenInputs(inputs));
        bench.finish_jobs();
        Self::new(bench)
    }

    /// On a workbench that was set up already.
    pub fn new(bench: Workbench) -> Self {
        let app: Rc<RefCell<Option<LecternApp>>> = Rc::default();
        let files = Answers::default();
        let (slot, dialogs) = (app.clone(), files.clone());
        let shown = app.clone();
        let mut bench = Some(bench);
        let mut harness = Harness::builder()
            .with_size([1440.0, 900.0])
            .with_max_steps(40)
            .with_context_setup(move |ctx| {
                let bench = bench.take().expect("set up once");
                *slot.borrow_mut() = Some(LecternApp::new(ctx, bench, Box::new(dialogs.clone())));
            })
            .build_ui(move |ui| {
                if let Some(app) = shown.borrow_mut().as_mut() {
                    app.ui(ui);
                }
            });
        harness.run();
        Self { harness, app, files }
    }

    /// Asks the workbench something.
    pub fn bench<R>(&self, ask: impl FnOnce(&Workbench) -> R) -> R {
        ask(self.app.borrow().as_ref().expect("set up").bench())
    }

    /// Does something to the workbench, behind the window's back.
    pub fn bench_mut<R>(&mut self, act: impl FnOnce(&mut Workbench) -> R) -> R {
        act(self.app.borrow_mut().as_mut().expect("set up").bench_mut())
    }

    /// Asks the panes something.
    pub fn panes<R>(&self, ask: impl FnOnce(&Panes) -> R) -> R {
        ask(self.app.borrow().as_ref().expect("set up").panes())
    }

    /// Asks what is on screen.
    pub fn screen<R>(&self, ask: impl FnOnce(&Screen) -> R) -> R {
        ask(self.app.borrow().as_ref().expect("set up").screen())
    }

    /// Sends the workbench a command, behind the window's back.
    pub fn send(&mut self, command: Command) {
        self.app.borrow_mut().as_mut().expect("set up").bench_mut().run(command).expect("carried out");
        self.run();
    }

    /// How many annotations there are.
    pub fn annotations(&self) -> usize {
        self.bench(|bench| bench.project().annotations.len())
    }

    /// The title of the document in the active pane.
    pub fn active_title(&self) -> String {
        let document = self.panes(|panes| panes.active().expect("a pane").document);
        let pane = self.panes(|panes| panes.active().expect("a pane").id);
        self.bench(|bench| format!("{} {pane:?}", bench.project().documents[&document].title))
    }

    /// What the next file dialog answers.
    pub fn answer_file_dialog(&mut self, paths: Vec<PathBuf>) {
        self.files.answers.borrow_mut().push_back(paths);
    }

    /// Makes a tag with a shortcut key, behind the window's back.
    pub fn tag_with_key(&mut self, key: char, name: &str) {
        self.send(Command::NewTag { parent: None, name: name.into() });
        let tag = self.bench(|bench| bench.project().tags.values().next().expect("a tag").id);
        self.send(Command::SetTagShortcut { tag, key: Some(key) });
    }

    /// Lets the window settle.
    pub fn run(&mut self) {
        self.harness.run();
    }

    /// Lets background jobs end and the window show it.
    pub fn finish(&mut self) {
        for _ in 0..3 {
            self.app.borrow_mut().as_mut().expect("set up").bench_mut().finish_jobs();
            self.run();
        }
    }

    /// Presses a key.
    pub fn press(&mut self, key: Key) {
        self.press_with(Modifiers::NONE, key);
    }

    /// Presses a key with modifiers.
    pub fn press_with(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.run();
    }

    /// Gives the keyboard to the first document.
    pub fn click_reader(&mut self) {
        self.harness.get_by_role_and_label(Role::Document, "Northern Echo, 9 Sep 2020").focus();
        self.run();
    }

    /// Selects the first three words of the first document, by keyboard.
    pub fn select_first_words(&mut self) {
        self.press_with(Modifiers::COMMAND, Key::Home);
        for _ in 0..3 {
            self.press_with(Modifiers { shift: true, ..Modifiers::COMMAND }, Key::ArrowRight);
        }
    }

    /// Selects a passage in the page in front, behind the window's back.
    pub fn select(&mut self, span: Span) {
        if let Some(app) = self.app.borrow_mut().as_mut()
            && let Some(pane) = app.panes().active().map(|pane| pane.id)
        {
            app.panes_mut().place_mut(pane).select(span);
        }
        self.run();
    }

    /// Makes a mention the current one, by its index among those of its document, behind the window's back.
    pub fn stand_at_mention(&mut self, document: DocumentId, index: usize) {
        let span = self.bench(|bench| {
            let text = bench.text(document).expect("a text").hash();
            bench.entities().mentions(document, text)[index].span
        });
        if let Some(app) = self.app.borrow_mut().as_mut() {
            app.screen_mut().mention = Some((document, span));
        }
        self.run();
    }

    /// Presses Tab until what has this label has the keyboard.
    pub fn tab_to(&mut self, label: &str) {
        for _ in 0..80 {
            let mut named = self.harness.query_all_by_label(label);
            if named.any(|node| node.accesskit_node().is_focused()) {
                return;
            }
            drop(named);
            self.press(Key::Tab);
        }
        unreachable!("Tab does not lead to “{label}”");
    }

    /// Goes to what has this label by Tab, and presses it by Enter.
    pub fn tab_and_press(&mut self, label: &str) {
        self.tab_to(label);
        self.press(Key::Enter);
    }

    /// The rectangles that the last frame filled with a colour.
    pub fn filled(&self, colour: egui::Color32) -> Vec<Rect> {
        let shapes = self.harness.output().shapes.iter();
        let filled = shapes.filter_map(|clipped| match &clipped.shape {
            egui::Shape::Rect(shape) if shape.fill == colour => Some(shape.rect.intersect(clipped.clip_rect)),
            _ => None,
        });
        filled.filter(Rect::is_positive).collect()
    }

    /// Finds a command in the palette and runs it.
    pub fn run_palette(&mut self, command: &str) {
        self.press_with(Modifiers::COMMAND, Key::K);
        self.harness.get_all_by_role(Role::TextInput).last().expect("the palette's field").type_text(command);
        self.run();
        self.press(Key::Enter);
    }

    /// The document of a title.
    pub fn document(&self, title: &str) -> DocumentId {
        self.bench(|bench| {
            let mut known = bench.project().documents.keys();
            let is_it = |id: &&DocumentId| bench.title(**id).is_some_and(|shown| shown == title);
            *known.find(is_it).expect("a document of that title")
        })
    }

    /// Tags words of a document, behind the window's back; no path makes an untagged highlight.
    pub fn tag(&mut self, title: &str, words: &str, path: &[&str]) -> AnnotationId {
        let document = self.document(title);
        let at = self.bench(|bench| bench.text(document).and_then(|text| text.as_str().find(words)));
        let at = at.expect("words of the document");
        let span = Span::new(at, at + words.len());
        let command = if path.is_empty() {
            Command::Tag { document, span, tags: Vec::new() }
        } else {
            Command::TagByPath { document, span, path: path.iter().map(|name| (*name).to_owned()).collect() }
        };
        let effect = self.app.borrow_mut().as_mut().expect("set up").bench_mut().run(command);
        self.run();
        match effect {
            Ok(Effect::Annotation(id)) => id,
            other => unreachable!("{other:?}"),
        }
    }

    /// The words of an annotation.
    pub fn words(&self, id: AnnotationId) -> String {
        self.bench(|bench| bench.project().annotations[&id].anchor.exact.clone())
    }

    /// What the rows of the excerpts table say, from top to bottom.
    pub fn rows(&self) -> Vec<String> {
        self.labels(Role::Row)
    }

    /// The labels of everything of a role, from top to bottom.
    pub fn labels(&self, role: Role) -> Vec<String> {
        let mut found: Vec<(f32, String)> = self
            .harness
            .query_all_by_role(role)
            .map(|node| (node.rect().top(), node.accesskit_node().label().unwrap_or_default()))
            .collect();
        found.sort_by(|a, b| a.0.total_cmp(&b.0));
        found.into_iter().map(|(_, label)| label).collect()
    }

    /// The row of the table that holds these words.
    pub fn row(&self, words: &str) -> Pos2 {
        let mut rows = self.harness.query_all_by_role(Role::Row);
        let holds = |label: Option<String>| label.is_some_and(|label| label.contains(words));
        rows.find(|row| holds(row.accesskit_node().label())).expect("a row").rect().center()
    }

    /// Where words are on the page that is titled `title`, read from the accessibility tree.
    pub fn place_of(&self, title: &str, words: &str) -> Rect {
        let page = self.harness.get_by_role_and_label(Role::Document, title).rect();
        for run in self.harness.query_all_by_role(Role::TextRun) {
            let node = run.accesskit_node();
            let data = node.data();
            let (Some(value), Some(bounds)) = (data.value(), data.bounds()) else { continue };
            let (Some(byte), Some(lefts)) = (value.find(words), data.character_positions()) else { continue };
            let left = bounds.x0 as f32;
            if !page.x_range().contains(left) {
                continue;
            }
            let from = value[..byte].chars().count();
            let last = from + words.chars().count() - 1;
            let widths = data.character_widths().unwrap_or_default();
            let right = lefts[last] + widths[last];
            let (top, bottom) = (bounds.y0 as f32, bounds.y1 as f32);
            return Rect::from_min_max(pos2(left + lefts[from], top), pos2(left + right, bottom));
        }
        unreachable!("“{words}” is not in view")
    }

    /// Clicks somewhere.
    pub fn click_at(&mut self, at: Pos2) {
        self.drag(at, at);
    }

    /// Types into the field of this name.
    pub fn type_into(&mut self, field: &str, text: &str) {
        self.harness.get_by_role_and_label(Role::TextInput, field).focus();
        self.run();
        self.harness.get_by_role_and_label(Role::TextInput, field).type_text(text);
        self.run();
    }

    /// Asks for the menu somewhere.
    pub fn secondary_click_at(&mut self, at: Pos2) {
        self.harness.hover_at(at);
        self.run();
        for pressed in [true, false] {
            let button = egui::PointerButton::Secondary;
            let modifiers = Modifiers::NONE;
            self.harness.event(egui::Event::PointerButton { pos: at, button, pressed, modifiers });
        }
        self.run();
    }

    /// Clicks somewhere while modifiers are held.
    pub fn click_with(&mut self, modifiers: Modifiers, at: Pos2) {
        self.harness.hover_at(at);
        self.run();
        for pressed in [true, false] {
            let button = egui::PointerButton::Primary;
            let event = egui::Event::PointerButton { pos: at, button, pressed, modifiers };
            self.harness.event_modifiers(event, modifiers);
        }
        self.run();
        self.wait();
    }

    /// Drags from one place to another.
    pub fn drag(&mut self, from: Pos2, to: Pos2) {
        self.harness.hover_at(from);
        self.run();
        self.harness.drag_at(from);
        self.run();
        if from != to {
            for step in 1..=4 {
                self.harness.hover_at(from.lerp(to, step as f32 / 4.0));
                self.run();
            }
        }
        self.harness.drop_at(to);
        self.run();
        self.wait();
    }

    /// Lets time pass, so that the next click is not part of a double click.
    pub fn wait(&mut self) {
        self.harness.run_steps(30);
    }

    /// Lets go of files over the window.
    pub fn drop_files(&mut self, paths: &[PathBuf]) {
        let handle = |path: &PathBuf| std::sync::Arc::new(Dropped(path.clone())) as egui::DroppedFileHandle;
        self.harness.input_mut().dropped_files = paths.iter().map(handle).collect();
        self.harness.step();
        self.finish();
    }

    /// Presses the key that leaves the program. A window that is closing never settles, so frames are counted.
    pub fn quit(&mut self) {
        self.harness.key_press_modifiers(Modifiers::COMMAND, Key::Q);
        self.close();
    }

    /// Leaves the program and lets it end: what it writes on threads of its own is on the disk then, and not before.
    pub fn end(mut self) {
        self.quit();
        assert!(self.closes(), "nothing is asked");
    }

    /// Lets jobs end and the window close.
    pub fn close(&mut self) {
        for _ in 0..8 {
            self.bench_mut(Workbench::finish_jobs);
            self.harness.step();
        }
    }

    /// True when the last frame asked for the window to be closed.
    pub fn closes(&self) -> bool {
        let mut viewports = self.harness.output().viewport_output.values();
        viewports.any(|viewport| viewport.commands.contains(&egui::ViewportCommand::Close))
    }

    /// Steps until something with this label is there; background threads take their own time.
    pub fn wait_for(&mut self, label: &str) {
        for _ in 0..400 {
            if self.harness.query_all_by_label(label).next().is_some() {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(10));
            self.harness.step();
        }
        unreachable!("“{label}” never came")
    }

    /// Clicks what has this label.
    pub fn click(&mut self, label: &str) {
        self.harness.get_by_label(label).click();
        self.run();
    }

    /// True when the page of this title has the keyboard.
    pub fn is_reading(&self, title: &str) -> bool {
        let page = self.harness.get_by_role_and_label(Role::Document, title);
        page.accesskit_node().is_focused()
    }
}

/// A file let go of over the window.
#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &std::path::Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}
