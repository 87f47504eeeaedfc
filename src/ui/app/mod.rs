//! The window as a whole: who owns what, and the order in which a frame is made.
//!
//! A frame takes in what has happened (jobs, dialogs, files dropped, keys), draws bars, panels and panes from the
//! workbench, and then carries out what they asked for. The parts are files of this folder.

mod actions;
mod banners;
mod chrome;
mod comparison;
mod entities;
mod keyboard;
mod layout;
mod leaving;
mod messages;
mod obstacles;
mod panels;
mod replacing;
mod requests;
mod search;
pub mod session;
mod status_bar;
mod try_this;
mod unfinished;
mod words;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use egui::{CentralPanel, Context, Frame, Panel, Ui, Vec2};

use crate::project::{AnnotationId, DocumentId};
use crate::ui::action::Action;
use crate::ui::dialogs::{DialogReply, DialogRequest, FileDialogs};
use crate::ui::kit::Toasts;
use crate::ui::modals::Modals;
use crate::ui::outbox::{Outbox, Request};
use crate::ui::pacing::Pacing;
use crate::ui::palette::Palette;
use crate::ui::panes::show::PaneShow;
use crate::ui::panes::{PaneId, Panes};
use crate::ui::screen::{Screen, SidePanel};
use crate::ui::theme::{self, Themed as _};
use crate::ui::writing::Writing;
use crate::workbench::{Command, EntityCommand, FigureCommand, ThemeChoice, Workbench};

use panels::Panels;
use replacing::Replacing;

/// How often the layout is looked at to see whether it should be kept.
const KEEP_VIEW_EVERY: Duration = Duration::from_secs(2);

/// Why the project is about to be left.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Leaving {
    /// The program is to end.
    Program,
    /// A new project is to be begun.
    NewProject,
    /// Another project is to be opened.
    OtherProject(PathBuf),
    /// Work without a name is to be gone on with.
    Unfinished(PathBuf),
    /// The project is to be opened anew to work on it, though somebody may have it open on another machine.
    AllTheSame,
    /// What is offered in the place of a damaged project is to be opened.
    BackupInstead,
}

/// The window.
pub struct LecternApp {
    bench: Workbench,
    screen: Screen,
    panes: Panes,
    pane_show: PaneShow,
    out: Outbox,
    panels: Panels,
    /// What waits for a file name.
    to_write: Option<Writing>,
    modals: Modals,
    palette: Option<Palette<Request>>,
    toasts: Toasts,
    /// Messages that offer to undo what they tell of, with how many edits were in force then.
    undo_toasts: Vec<(u64, usize)>,
    files: Box<dyn FileDialogs>,
    /// The command that waits until we know who codes.
    after_coder: Option<Command>,
    coder_asked: bool,
    leaving: Option<Leaving>,
    /// True once going on with work without a name was put off, or begun.
    unfinished_put_off: bool,
    replacing: Option<Replacing>,
    /// True once saving was begun in order to leave.
    saving_to_leave: bool,
    /// True while a file dialog is open.
    asking_for_file: bool,
    closing: bool,
    /// True while the keyboard is this window's.
    focused: bool,
    /// True when the workbench was polled for the frame that is to come.
    polled: bool,
    /// The project on screen, to notice that another has taken its place.
    generation: u64,
    kept_view: String,
    /// The size of the window when it does not fill the screen.
    window_size: Option<(f32, f32)>,
    /// What the window is titled.
    title: String,
    /// The project file the layout was last kept for.
    kept_for: Option<PathBuf>,
    /// Counts the layouts brought back, so that panels take up the sizes of each.
    layout: u64,
    /// The size of the window in the last frame.
    window: Option<Vec2>,
    /// The state of the project in which the screen was last compared with it.
    pruned_at: u64,
    /// The pane of the first document to arrive, while others are on their way.
    first_pane: Option<PaneId>,
    /// An annotation to be shown as soon as its text is there.
    awaited: Option<AnnotationId>,
    /// Two documents to be shown level with each other as soon as it is known what they share, and whether the keyboard is left
    /// where it is.
    to_level: Option<((DocumentId, DocumentId), bool)>,
    view_looked_at: Instant,
    /// The hit of a search that is gone to as soon as it is known.
    going_to_hit: Option<search::Going>,
    /// The panel at the left that was opened in this frame: its list gets the keyboard.
    opened_side: Option<SidePanel>,
    /// The list that had the keyboard when no dialog and no palette was open last.
    list_with_keyboard: Option<egui::Id>,
    /// The list that gets the keyboard back once nothing lies over it.
    owed_keyboard: Option<egui::Id>,
    /// True from when a menu was left by Escape until it is gone.
    menu_was_escaped: bool,
    /// True when a field was typed in in the last frame.
    was_typing: bool,
    /// Whether the first steps are shown in full; by the room there is until somebody has said so.
    try_this_unfolded: Option<bool>,
    /// The actions carried out since the start, which the first steps tick off.
    tried: BTreeSet<Action>,
}

impl LecternApp {
    /// A window on `bench`, in a context that has not been dressed yet.
    pub fn new(ctx: &Context, mut bench: Workbench, files: Box<dyn FileDialogs>) -> Self {
        theme::install(ctx);
        ctx.add_plugin(Pacing::default());
        // Paper is white where the system does not say otherwise.
        ctx.options_mut(|options| {
            options.fallback_theme = egui::Theme::Light;
            // Leaving and zooming are actions of ours, which ask about unsaved work and stand in the menus.
            options.quit_shortcuts.clear();
            options.zoom_with_keyboard = false;
        });
        apply_theme(ctx, bench.settings().theme);
        ctx.set_zoom_factor(bench.settings().zoom.clamp(*actions::ZOOMS.start(), *actions::ZOOMS.end()));
        bench.look_after_files();
        let waker = ctx.clone();
        bench.set_waker(std::sync::Arc::new(move || waker.request_repaint()));
        let mut app = Self {
            generation: bench.generation(),
            bench,
            screen: Screen::default(),
            panes: Panes::default(),
            pane_show: PaneShow::default(),
            out: Outbox::default(),
            panels: Panels::default(),
            to_write: None,
            modals: Modals::default(),
            palette: None,
            toasts: Toasts::default(),
            undo_toasts: Vec::new(),
            files,
            after_coder: None,
            coder_asked: false,
            leaving: None,
            unfinished_put_off: false,
            replacing: None,
            saving_to_leave: false,
            asking_for_file: false,
            closing: false,
            focused: true,
            polled: false,
            kept_view: String::new(),
            window_size: None,
            title: String::new(),
            kept_for: None,
            layout: 0,
            window: None,
            pruned_at: 0,
            first_pane: None,
            awaited: None,
            to_level: None,
            view_looked_at: Instant::now(),
            going_to_hit: None,
            opened_side: None,
            list_with_keyboard: None,
            owed_keyboard: None,
            menu_was_escaped: false,
            was_typing: false,
            try_this_unfolded: None,
            tried: BTreeSet::new(),
        };
        app.bench.look_for_unfinished();
        app.restore_view(None);
        app
    }

    /// The workbench, to look at.
    pub fn bench(&self) -> &Workbench {
        &self.bench
    }

    /// The workbench, to set a scene with.
    pub fn bench_mut(&mut self) -> &mut Workbench {
        &mut self.bench
    }

    /// What is on screen.
    pub fn screen(&self) -> &Screen {
        &self.screen
    }

    /// What is on screen, to set a scene with.
    pub fn screen_mut(&mut self) -> &mut Screen {
        &mut self.screen
    }

    /// The panes.
    pub fn panes(&self) -> &Panes {
        &self.panes
    }

    /// The panes, to set a scene with.
    pub fn panes_mut(&mut self) -> &mut Panes {
        &mut self.panes
    }

    /// Makes one frame.
    pub fn ui(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        self.take_in(&ctx);
        self.let_go_of_hits(&ctx);
        self.take_keys(&ctx);
        let tokens = ui.tokens();
        let space = &tokens.space;
        let bar = Frame::new().fill(tokens.colour.panel);
        // What lies behind a dialog feels no pointer: else the tooltip of a row the pointer rests on would stay above it.
        let asks = ctx.memory(egui::Memory::top_modal_layer).is_some();
        let is_behind = asks || self.palette.is_some() || self.modals.is_open();
        let pointer = is_behind.then(|| ctx.input_mut(|input| std::mem::take(&mut input.pointer)));
        Panel::top("menu bar").exact_size(space.bar).frame(bar).show(ui, |ui| self.menu_bar_ui(ui));
        self.banners_ui(ui);
        Panel::bottom("status bar").exact_size(space.status).frame(bar).show(ui, |ui| self.status_bar_ui(ui));
        Panel::left("rail")
            .exact_size(space.rail)
            .resizable(false)
            .frame(bar)
            .show(ui, |ui| self.rail_ui(ui));
        self.panels_ui(ui);
        let page = Frame::new().fill(tokens.colour.window);
        CentralPanel::default().frame(page).show(ui, |ui| self.panes_ui(ui));
        if let Some(pointer) = pointer {
            ctx.input_mut(|input| input.pointer = pointer);
        }
        self.overlays_ui(ui);
        self.carry_out_requests(&ctx);
        if self.panes.wants_keyboard() {
            // What was asked for is to be read.
            self.owed_keyboard = None;
        }
        self.see_to_side_by_side();
        self.ask_what_is_typed(&ctx);
        self.ask_for_words();
        self.guard_closing(&ctx);
        if self.view_looked_at.elapsed() > KEEP_VIEW_EVERY {
            self.view_looked_at = Instant::now();
            self.keep_view(&ctx);
        }
    }

    /// Takes in what has happened since the last frame: jobs, file dialogs, files dropped.
    fn take_in(&mut self, ctx: &Context) {
        // Once a frame is enough: within eframe, `logic` has done it just before.
        if !std::mem::take(&mut self.polled) && self.bench.poll() {
            ctx.request_repaint();
        }
        // Whoever comes back from another program may have changed the project or its sources there.
        let focused = ctx.input(|input| input.focused);
        if focused && !std::mem::replace(&mut self.focused, focused) {
            self.bench.look_at_file();
            self.bench.look_at_files_again();
        }
        self.focused = focused;
        let dropped: Vec<PathBuf> =
            ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_path_buf()).collect());
        if !dropped.is_empty() {
            self.open_inputs(dropped);
        }
        if self.generation != self.bench.generation() {
            self.generation = self.bench.generation();
            self.restore_view(Some(ctx));
        }
        let documents = &self.bench.project().documents;
        if self.panes.panes().any(|pane| !documents.contains_key(&pane.document)) {
            self.panes.retain(|id| documents.contains_key(&id));
        }
        if self.panes.is_empty() && !self.screen.seen_documents && !documents.is_empty() {
            self.panes = session::first_panes(&self.bench);
            self.first_pane = self.panes.active().map(|pane| pane.id);
        }
        self.show_second_document();
        self.screen.seen_documents = !self.bench.project().documents.is_empty();
        if self.pruned_at != self.bench.revision() {
            self.pruned_at = self.bench.revision();
            for (from, to) in self.bench.take_renamed_attributes() {
                self.screen.follow_renamed(&from, &to, self.bench.project());
            }
            self.screen.prune(self.bench.project());
            if let Some(annotation) = self.awaited.take() {
                self.reveal(annotation);
            }
        }
        if self.bench.settings().coder.is_some()
            && let Some(command) = self.after_coder.take()
        {
            self.carry_out(command);
        } else if self.after_coder.is_some() && !self.modals.is_open() {
            // The question was put aside: the passage is tagged all the same, without a name.
            if let Some(command) = self.after_coder.take() {
                self.carry_out(command);
            }
        }
        // A banner says for as long as it holds why the project can only be read.
        let on_banner = self.bench.file().and_then(|file| file.read_only.clone());
        for notice in self.bench.take_notices() {
            if Some(&notice.text) == on_banner.as_ref() {
                continue;
            }
            self.toast(&notice);
        }
    }

    fn take_reply(&mut self, reply: DialogReply) {
        self.asking_for_file = false;
        let DialogReply { request, paths } = reply;
        let Some(first) = paths.first().cloned() else { return };
        match request {
            DialogRequest::OpenFiles | DialogRequest::OpenFolder => self.open_inputs(paths),
            DialogRequest::FindFiles => self.carry_out(Command::FindSources(first)),
            DialogRequest::OpenProject => self.leave(Leaving::OtherProject(first)),
            DialogRequest::OpenNames => {
                self.carry_out(Command::Entities(EntityCommand::ImportNames(first)));
            }
            DialogRequest::OpenDecisions => {
                self.carry_out(Command::Entities(EntityCommand::ImportDecisions(first)));
            }
            DialogRequest::OpenTopicDecisions => {
                self.carry_out(Command::Figures(FigureCommand::ImportDecisions(first)));
            }
            DialogRequest::SaveDecisions => self.write_to(Writing::Decisions, &first),
            DialogRequest::SaveTopicDecisions => self.write_to(Writing::TopicDecisions, &first),
            DialogRequest::SaveFigure { .. } | DialogRequest::ExportTable { .. } => {
                if let Some(what) = self.to_write.take() {
                    self.write_to(what, &first);
                }
            }
            DialogRequest::SaveProject { .. } => self.write_to(Writing::Project, &first),
            DialogRequest::Export { .. } => {
                if let Some(what) = self.modals.take_writing() {
                    self.write_to(what, &first);
                }
            }
        }
    }

    /// Asks the user for a file.
    pub(super) fn ask_for_file(&mut self, request: DialogRequest) {
        self.asking_for_file = true;
        self.files.request(request);
    }

    /// Opens files and folders; a project by itself takes the place of this one.
    fn open_inputs(&mut self, paths: Vec<PathBuf>) {
        match paths.as_slice() {
            [only] if only.extension().is_some_and(|ext| ext.eq_ignore_ascii_case("ron")) => {
                self.leave(Leaving::OtherProject(only.clone()));
            }
            _ => self.carry_out(Command::OpenInputs(paths)),
        }
    }

    fn panes_ui(&mut self, ui: &mut Ui) {
        self.pane_show.show(ui, &mut self.panes, &mut self.screen, &self.bench, &mut self.out);
    }

    /// What lies above everything else: dialogs, the palette, toasts.
    fn overlays_ui(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        self.title_window(&ctx);
        self.try_this_ui(&ctx);
        let dialog_was_open = self.modals.is_open();
        self.note_keyboard(&ctx);
        self.modals.show(&ctx, &self.bench, &self.screen, &mut self.out, self.files.as_mut());
        if dialog_was_open && !self.modals.is_open() {
            self.return_keyboard(&ctx);
        }
        self.palette_ui(&ctx);
        self.unfinished_ui(&ctx);
        self.leaving_ui(&ctx);
        self.replacing_ui(&ctx);
        if let Some(reply) = self.files.poll(&ctx) {
            self.take_reply(reply);
        }
        let pressed = self.toasts.show(&ctx, ui.tokens().space.status);
        if ctx.input(|input| !input.raw.hovered_files.is_empty()) {
            drop_hint_ui(&ctx);
        }
        self.undo_as_asked(&pressed);
    }

    /// Names the window after the project, with a dot while there is something to save.
    fn title_window(&mut self, ctx: &Context) {
        let name = self.bench.project_name().map_or_else(String::new, |name| format!("{name} – "));
        let dot = if self.bench.has_unsaved_work() { "• " } else { "" };
        let title = format!("{dot}{name}Lectern");
        if title != self.title {
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }
}

impl eframe::App for LecternApp {
    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        // Jobs go on while the window is hidden, so that a project is whole when it comes back.
        self.polled = true;
        if self.bench.poll() {
            ctx.request_repaint();
        }
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        Self::ui(self, ui);
    }

    fn on_exit(&mut self) {
        self.bench.close();
    }
}

/// Says over the whole window what letting go of the files would do.
fn drop_hint_ui(ctx: &Context) {
    let tokens = ctx.tokens();
    let rect = ctx.content_rect();
    let layer = egui::LayerId::new(egui::Order::Tooltip, egui::Id::unique("drop hint"));
    let painter = ctx.layer_painter(layer);
    painter.rect_filled(rect, 0.0, tokens.colour.page.gamma_multiply(0.9));
    let inner = rect.shrink(24.0);
    let stroke = egui::Stroke::new(2.0, tokens.colour.accent);
    painter.rect_stroke(inner, tokens.surface_radius(), stroke, egui::StrokeKind::Inside);
    let font = egui::FontId::new(tokens.text.heading.size, theme::family::semibold());
    let words = "Let go to add these files and folders";
    painter.text(rect.center(), egui::Align2::CENTER_CENTER, words, font, tokens.colour.text);
}

/// Light, dark, or as the system is.
fn apply_theme(ctx: &Context, choice: ThemeChoice) {
    ctx.set_theme(match choice {
        ThemeChoice::System => egui::ThemePreference::System,
        ThemeChoice::Light => egui::ThemePreference::Light,
        ThemeChoice::Dark => egui::ThemePreference::Dark,
    });
}
