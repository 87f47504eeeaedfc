//! What comes back at the next start: the layout of the window, kept per project; and leaving without loss.

use egui::{Vec2, ViewportCommand};
use serde::{Deserialize, Serialize};

use super::{Leaving, LecternApp};
use crate::corpus::Source;
use crate::project::DocumentId;
use crate::ui::panes::{PaneId, Panes};
use crate::ui::screen::Screen;
use crate::workbench::{Command, Workbench};

/// The layout of the window, as it is kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct View {
    screen: Screen,
    panes: Panes,
    /// Width and height of the window in points, as they are when it does not fill the screen.
    window: Option<(f32, f32)>,
    /// Whether it fills the screen.
    #[serde(default)]
    maximized: bool,
}

/// How large a window is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WindowSize {
    /// Width and height in points, when it does not fill the screen.
    pub size: Option<Vec2>,
    /// Whether it fills the screen.
    pub maximized: bool,
}

/// The size of the window when the project was last open; asked before there is a window.
pub fn remembered_size(bench: &Workbench) -> Option<WindowSize> {
    let view: View = ron::from_str(&bench.load_view()?).ok()?;
    Some(WindowSize { size: view.window.map(Vec2::from), maximized: view.maximized })
}

impl LecternApp {
    /// Brings back the layout of the project that has just been opened, or lays out a new one.
    ///
    /// `ctx` is given when the window is there already, to bring back its size as well.
    pub(super) fn restore_view(&mut self, ctx: Option<&egui::Context>) {
        let kept = self.bench.load_view().and_then(|text| ron::from_str::<View>(&text).ok());
        self.layout += 1;
        if let Some(view) = kept {
            self.screen = view.screen;
            self.screen.prune(self.bench.project());
            self.panes = view.panes;
            let documents = &self.bench.project().documents;
            self.panes.retain(|id| documents.contains_key(&id));
            self.window_size = view.window;
            if let Some(ctx) = ctx {
                ctx.send_viewport_cmd(ViewportCommand::Maximized(view.maximized));
                if let Some(size) = view.window.filter(|_| !view.maximized) {
                    ctx.send_viewport_cmd(ViewportCommand::InnerSize(Vec2::from(size)));
                }
            }
        } else {
            self.screen = Screen::default();
            self.panes = Panes::default();
        }
        if self.panes.is_empty() {
            self.panes = first_panes(&self.bench);
        }
    }

    /// Puts a second document beside the first, if that had to be shown alone because it arrived before all others.
    pub(super) fn show_second_document(&mut self) {
        let Some(first) = self.first_pane else { return };
        let shown: Vec<PaneId> = self.panes.panes().map(|pane| pane.id).collect();
        if shown != [first] {
            self.first_pane = None;
            return;
        }
        let arranged = first_arrangement(&self.bench);
        let alone = self.panes.active().map(|pane| pane.document);
        if let Some(second) = arranged.into_iter().flatten().find(|id| Some(*id) != alone) {
            self.panes.open(second, true, false);
            self.panes.activate(first);
            self.first_pane = None;
        } else if !self.bench.is_loading() {
            self.first_pane = None;
        }
    }

    /// Keeps the layout, if it has changed since it was last kept for this project.
    pub(super) fn keep_view(&mut self, ctx: &egui::Context) {
        // A project that has just taken the place of another has not been laid out yet.
        if self.generation != self.bench.generation() {
            return;
        }
        let (size, maximized) = ctx.input(|input| {
            let viewport = input.viewport();
            let size = viewport.inner_rect.map(|rect| (rect.width(), rect.height()));
            (size, viewport.maximized.unwrap_or_default())
        });
        if !maximized {
            self.window_size = size;
        }
        let (screen, panes) = (self.screen.clone(), self.panes.clone());
        let view = View { screen, panes, window: self.window_size, maximized };
        let Ok(text) = ron::to_string(&view) else { return };
        let place = self.bench.file().map(|file| file.path.clone());
        if text != self.kept_view || place != self.kept_for {
            self.bench.save_view(&text);
            self.kept_view = text;
            self.kept_for = place;
        }
    }

    /// Begins to leave the project, asking first if work would be lost.
    pub(super) fn leave(&mut self, leaving: Leaving) {
        self.saving_to_leave = false;
        if self.bench.has_unsaved_work() || self.bench.is_saving() {
            self.leaving = Some(leaving);
        } else {
            self.go(leaving);
        }
    }

    /// Leaves the project; whatever there was to save is saved or given up.
    pub(super) fn go(&mut self, leaving: Leaving) {
        self.leaving = None;
        self.saving_to_leave = false;
        match leaving {
            Leaving::Program => self.closing = true,
            Leaving::NewProject => self.carry_out(Command::NewProject),
            Leaving::OtherProject(path) => self.carry_out(Command::OpenProject(path)),
            Leaving::Unfinished(place) => self.carry_out(Command::ContinueUnfinished(place)),
            Leaving::AllTheSame => self.carry_out(Command::WorkAllTheSame),
            Leaving::BackupInstead => self.carry_out(Command::OpenBackupInstead),
        }
    }

    /// Holds the window open while there is unsaved work, and closes it once there is nothing to lose.
    pub(super) fn guard_closing(&mut self, ctx: &egui::Context) {
        if self.closing {
            if !self.bench.is_saving() {
                self.keep_view(ctx);
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
            return;
        }
        if ctx.input(|input| input.viewport().close_requested()) {
            self.commit_everything();
            if self.bench.has_unsaved_work() || self.bench.is_saving() {
                ctx.send_viewport_cmd(ViewportCommand::CancelClose);
                self.leave(Leaving::Program);
            } else {
                self.keep_view(ctx);
            }
        }
    }
}

/// The panes a project is first shown in.
pub(super) fn first_panes(bench: &Workbench) -> Panes {
    Panes::arranged(&first_arrangement(bench))
}

/// Two documents side by side, and for the bundled corpus two more behind them.
fn first_arrangement(bench: &Workbench) -> Vec<Vec<DocumentId>> {
    let mut documents: Vec<_> = bench.project().documents.values().collect();
    documents.sort_by(|a, b| a.source.cmp(&b.source));
    let ids: Vec<DocumentId> = documents.iter().map(|record| record.id).collect();
    let bundled =
        !documents.is_empty() && documents.iter().all(|record| matches!(record.source, Source::Bundled(_)));
    match ids.as_slice() {
        [first, second, third, fourth, ..] if bundled => vec![vec![*first, *fourth], vec![*second, *third]],
        [first, second, ..] => vec![vec![*first], vec![*second]],
        [only] => vec![vec![*only]],
        [] => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workbench::Places;

    #[test]
    fn the_size_of_the_window_comes_back() {
        let folder = tempfile::tempdir().unwrap();
        let mut bench = Workbench::new(Places::within(folder.path()));
        assert_eq!(remembered_size(&bench), None);
        let (screen, panes) = (Screen::default(), Panes::default());
        let view = View { screen, panes, window: Some((1234.0, 801.0)), maximized: true };
        let kept = ron::to_string(&view).unwrap();
        bench.save_view(&kept);
        let size = Some(Vec2::new(1234.0, 801.0));
        assert_eq!(remembered_size(&bench), Some(WindowSize { size, maximized: true }));
        bench.save_view(&kept.replace(",maximized:true", ""));
        assert_eq!(
            remembered_size(&bench),
            Some(WindowSize { size, maximized: false }),
            "as it was kept before"
        );
    }
}
