//! A desk to test at: the window on a workbench that keeps nothing, with file dialogs answered in advance.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::path::PathBuf;
use std::rc::Rc;

use egui::{Key, Modifiers, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use lectern::ui::app::LecternApp;
use lectern::ui::dialogs::{DialogReply, DialogRequest, FileDialogs};
use lectern::ui::panes::Panes;
use lectern::workbench::{Command, Places, Workbench};

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

    /// On files, folders or a project.
    pub fn on(inputs: Vec<PathBuf>) -> Self {
        let mut bench = Workbench::new(Places::none());
        bench.change_settings(|settings| settings.try_this_closed = true);
        bench.send(Command::OpenInputs(inputs));
        bench.finish_jobs();
        Self::new(bench)
    }

    fn new(bench: Workbench) -> Self {
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

    /// Asks the panes something.
    pub fn panes<R>(&self, ask: impl FnOnce(&Panes) -> R) -> R {
        ask(self.app.borrow().as_ref().expect("set up").panes())
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

    /// Finds a command in the palette and runs it.
    pub fn run_palette(&mut self, command: &str) {
        self.press_with(Modifiers::COMMAND, Key::K);
        self.harness.get_all_by_role(Role::TextInput).last().expect("the palette's field").type_text(command);
        self.run();
        self.press(Key::Enter);
    }
}
