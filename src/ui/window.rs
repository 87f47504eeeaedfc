//! Opening the real window: its size, name and icon, and what is said where there is no display.

use std::path::PathBuf;

use egui::{Vec2, ViewportBuilder};

use super::app::{LecternApp, session};
use super::dialogs::NativeDialogs;
use crate::workbench::{Command, Places, Workbench};

/// Size of the window when none is remembered, in points.
const FIRST_SIZE: Vec2 = Vec2::new(1440.0, 900.0);
/// Smallest size at which everything can still be reached.
const LEAST_SIZE: Vec2 = Vec2::new(720.0, 480.0);

/// Why there is no window: a sentence that names what can be done without one.
#[derive(Debug, thiserror::Error)]
pub enum WindowError {
    /// The machine has no display.
    #[error(
        "there is no display to open a window on; use the commands that need none (lectern documents, tag, export, \
         verify; see lectern --help), or lectern screenshot PATH.png for a picture of the workbench"
    )]
    NoDisplay,
    /// The display would not have us.
    #[error(
        "the window could not be opened ({0}); the commands need none (see lectern --help), and lectern screenshot \
         PATH.png draws the workbench into a picture"
    )]
    Refused(String),
}

/// Opens the window on `inputs`, or on the bundled corpus, and comes back when it is closed.
pub fn open(inputs: Vec<PathBuf>) -> Result<(), WindowError> {
    if !has_display() {
        return Err(WindowError::NoDisplay);
    }
    let mut bench = Workbench::new(Places::standard());
    bench.recognise_from_now_on();
    bench.search_from_now_on();
    bench.compare_from_now_on();
    if inputs.is_empty() {
        bench.start_on_bundled_corpus();
    } else {
        bench.send(Command::OpenInputs(inputs));
    }
    let kept = session::remembered_size(&bench);
    let size = kept.and_then(|kept| kept.size).unwrap_or(FIRST_SIZE).max(LEAST_SIZE);
    let mut viewport = ViewportBuilder::default()
        .with_title("Lectern")
        .with_app_id("lectern")
        .with_inner_size(size)
        .with_maximized(kept.is_some_and(|kept| kept.maximized))
        .with_min_inner_size(LEAST_SIZE);
    match eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icons/lectern.png")) {
        Ok(icon) => viewport = viewport.with_icon(icon),
        Err(error) => tracing::warn!("icon: {error}"),
    }
    let options = eframe::NativeOptions { viewport, ..eframe::NativeOptions::default() };
    let folder = std::env::current_dir().ok();
    let make = move |cc: &eframe::CreationContext<'_>| -> Result<Box<dyn eframe::App>, _> {
        Ok(Box::new(LecternApp::new(&cc.egui_ctx, bench, Box::new(NativeDialogs::new(folder)))))
    };
    eframe::run_native("Lectern", options, Box::new(make))
        .map_err(|error| WindowError::Refused(reason(&error.to_string())))
}

/// The last part of what the libraries say: what comes before it names places in their own code.
fn reason(error: &str) -> String {
    error.rsplit(": ").next().unwrap_or(error).trim_end_matches('.').to_owned()
}

/// False on a Unix desktop system without X11 or Wayland; elsewhere there is always something to ask.
fn has_display() -> bool {
    if !cfg!(all(unix, not(target_os = "macos"), not(target_os = "android"))) {
        return true;
    }
    ["WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}
