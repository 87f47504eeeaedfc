//! Asking for a file or folder: through the system's own dialogs, through a field to type a path in where the system
//! has none, or from a script in tests.
//!
//! A dialog only yields a path. Nothing here looks at the file system: the workbench does, and says what is wrong.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, TryRecvError, bounded};
use egui::Context;

use super::kit::{Answer, Dialog, TextField};
use crate::corpus::formats;

/// A dialog that answers sooner than this was never seen: nobody is that fast.
const SEEN: Duration = Duration::from_millis(400);

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DialogRequest {
    /// Documents to add.
    OpenFiles,
    /// A folder of documents to add.
    OpenFolder,
    /// A folder in which missing files are looked for.
    FindFiles,
    /// A project to open.
    OpenProject,
    /// A list of names to have found.
    OpenNames,
    /// Decisions about entities, written by another project.
    OpenDecisions,
    /// Decisions about figures, written by another project.
    OpenTopicDecisions,
    /// Where to write the decisions about entities.
    SaveDecisions,
    /// Where to write the decisions about figures.
    SaveTopicDecisions,
    /// Where to write a figure.
    SaveFigure {
        /// The file name it starts from.
        suggested: String,
        /// The file's extension, without the dot.
        extension: &'static str,
    },
    /// Where to write a table.
    ExportTable {
        /// The file name it starts from.
        suggested: String,
        /// The file's extension, without the dot.
        extension: &'static str,
    },
    /// Where to save the project.
    SaveProject {
        /// The file name it starts from.
        suggested: String,
    },
    /// Where to write an export.
    Export {
        /// The file name it starts from.
        suggested: String,
        /// The file's extension, without the dot.
        extension: String,
    },
}

impl DialogRequest {
    /// The title of the dialog.
    pub fn title(&self) -> &'static str {
        match self {
            Self::OpenFiles => "Add files",
            Self::OpenFolder => "Add a folder",
            Self::FindFiles => "Look for missing files in a folder",
            Self::OpenProject => "Open a project",
            Self::OpenNames => "Read a list of names",
            Self::OpenDecisions | Self::OpenTopicDecisions => "Take decisions over from a file",
            Self::SaveDecisions | Self::SaveTopicDecisions => "Write the decisions to",
            Self::SaveFigure { .. } => "Save the figure",
            Self::SaveProject { .. } => "Save the project",
            Self::Export { .. } | Self::ExportTable { .. } => "Export to",
        }
    }

    /// The file name it starts from.
    fn suggested(&self) -> &str {
        match self {
            Self::SaveProject { suggested }
            | Self::Export { suggested, .. }
            | Self::ExportTable { suggested, .. }
            | Self::SaveFigure { suggested, .. } => suggested,
            Self::SaveDecisions => "decisions.csv",
            Self::SaveTopicDecisions => "decisions on figures.csv",
            Self::OpenFiles
            | Self::OpenFolder
            | Self::FindFiles
            | Self::OpenProject
            | Self::OpenNames
            | Self::OpenDecisions
            | Self::OpenTopicDecisions => "",
        }
    }

    /// What the button that agrees says.
    fn verb(&self) -> &'static str {
        match self {
            Self::OpenFiles | Self::OpenFolder => "Add",
            Self::FindFiles => "Look",
            Self::OpenProject | Self::OpenNames | Self::OpenDecisions | Self::OpenTopicDecisions => "Open",
            Self::SaveProject { .. } | Self::SaveFigure { .. } => "Save",
            Self::Export { .. }
            | Self::ExportTable { .. }
            | Self::SaveDecisions
            | Self::SaveTopicDecisions => "Export",
        }
    }
}

/// What a request led to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DialogReply {
    /// What was asked for.
    pub request: DialogRequest,
    /// What was chosen, as it was given; empty when the dialog was left.
    pub paths: Vec<PathBuf>,
}

/// Asks the user for files, one question at a time.
pub trait FileDialogs {
    /// Asks. A question still open is given up for the new one.
    fn request(&mut self, request: DialogRequest);

    /// Draws what there is to draw, and gives the answer once there is one. Call it in every frame.
    fn poll(&mut self, ctx: &Context) -> Option<DialogReply>;

    /// True when whoever gave the last answer has asked about replacing a file that stands there.
    fn asks_before_replacing(&self) -> bool {
        false
    }
}

/// The system's dialogs, on a thread of their own so that the window stays awake.
#[derive(Default)]
pub struct NativeDialogs {
    folder: Option<PathBuf>,
    asked: Option<DialogRequest>,
    waiting: Option<Waiting>,
    field: Option<PathField>,
    /// True when the last answer came from a dialog of the system, which asks about replacing files.
    answered_by_system: bool,
}

struct Waiting {
    request: DialogRequest,
    answer: Receiver<SystemAnswer>,
}

/// What came of a dialog of the system.
struct SystemAnswer {
    /// What was chosen; `None` when the dialog was left, or never shown.
    paths: Option<Vec<PathBuf>>,
    /// How long that took, measured where it was asked: frames may be slow.
    after: Duration,
}

impl NativeDialogs {
    /// Dialogs that start in `folder`, where one is given.
    pub fn new(folder: Option<PathBuf>) -> Self {
        Self { folder, ..Self::default() }
    }

    fn start(&mut self, ctx: &Context, request: DialogRequest) {
        if !system_can_ask() {
            self.field = Some(PathField::new(request, self.folder.as_deref()));
            return;
        }
        let (sender, answer) = bounded(1);
        let (asked, folder, ctx) = (request.clone(), self.folder.clone(), ctx.clone());
        let thread = std::thread::Builder::new().name("file-dialog".to_owned()).spawn(move || {
            let begin = Instant::now();
            let paths = ask_system(&asked, folder.as_deref());
            // The window may have closed, or asked something else, in the meantime.
            drop(sender.send(SystemAnswer { paths, after: begin.elapsed() }));
            ctx.request_repaint();
        });
        match thread {
            Ok(_) => self.waiting = Some(Waiting { request, answer }),
            Err(error) => {
                tracing::warn!("no thread for the file dialog: {error}");
                self.field = Some(PathField::new(request, self.folder.as_deref()));
            }
        }
    }

    /// The answer of the system, if it has come; the field instead, if the system cannot ask.
    fn system_answer(&mut self) -> Option<DialogReply> {
        let waiting = self.waiting.as_ref()?;
        let SystemAnswer { paths, after } = match waiting.answer.try_recv() {
            Err(TryRecvError::Empty) => return None,
            Err(TryRecvError::Disconnected) => SystemAnswer { paths: None, after: Duration::ZERO },
            Ok(answer) => answer,
        };
        let Waiting { request, .. } = self.waiting.take()?;
        match paths {
            Some(paths) => {
                self.answered_by_system = true;
                Some(DialogReply { request, paths })
            }
            None if after < SEEN => {
                self.field = Some(PathField::new(request, self.folder.as_deref()));
                None
            }
            None => Some(DialogReply { request, paths: Vec::new() }),
        }
    }
}

impl FileDialogs for NativeDialogs {
    fn request(&mut self, request: DialogRequest) {
        self.waiting = None;
        self.field = None;
        self.asked = Some(request);
    }

    fn poll(&mut self, ctx: &Context) -> Option<DialogReply> {
        if let Some(request) = self.asked.take() {
            self.start(ctx, request);
        }
        let reply = self.system_answer().or_else(|| {
            let reply = self.field.as_mut()?.show(ctx)?;
            self.field = None;
            self.answered_by_system = false;
            Some(reply)
        })?;
        if let Some(folder) = reply.paths.first().and_then(|path| path.parent()) {
            self.folder = Some(folder.to_owned());
        }
        Some(reply)
    }

    fn asks_before_replacing(&self) -> bool {
        self.answered_by_system
    }
}

/// False where the dialogs of the system are reached over a session bus and this process was told of none: looking
/// for one would take its time and find nothing.
fn system_can_ask() -> bool {
    let over_bus = cfg!(all(unix, not(target_os = "macos")));
    !over_bus || std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_some_and(|address| !address.is_empty())
}

fn ask_system(request: &DialogRequest, folder: Option<&Path>) -> Option<Vec<PathBuf>> {
    let mut dialog = rfd::FileDialog::new().set_title(request.title());
    if let Some(folder) = folder {
        dialog = dialog.set_directory(folder);
    }
    match request {
        DialogRequest::OpenFiles => {
            let read: Vec<&str> = formats::ALL.iter().flat_map(|format| format.extensions).copied().collect();
            dialog.add_filter("Documents", &read).add_filter("All files", &["*"]).pick_files()
        }
        DialogRequest::OpenFolder => dialog.pick_folders(),
        DialogRequest::FindFiles => dialog.pick_folder().map(|path| vec![path]),
        DialogRequest::OpenProject => {
            dialog.add_filter("Lectern project", &["ron"]).pick_file().map(|path| vec![path])
        }
        DialogRequest::OpenNames => dialog
            .add_filter("Names", &["csv", "txt", "tsv"])
            .add_filter("All files", &["*"])
            .pick_file()
            .map(|path| vec![path]),
        DialogRequest::OpenDecisions | DialogRequest::OpenTopicDecisions => {
            dialog.add_filter("Decisions", &["csv"]).pick_file().map(|path| vec![path])
        }
        DialogRequest::SaveFigure { suggested, extension }
        | DialogRequest::ExportTable { suggested, extension } => dialog
            .add_filter(extension.to_uppercase(), &[*extension])
            .set_file_name(suggested)
            .save_file()
            .map(|path| vec![path]),
        DialogRequest::SaveDecisions | DialogRequest::SaveTopicDecisions => dialog
            .add_filter("Decisions", &["csv"])
            .set_file_name(request.suggested())
            .save_file()
            .map(|path| vec![path]),
        DialogRequest::SaveProject { suggested } => dialog
            .add_filter("Lectern project", &["ron"])
            .set_file_name(suggested)
            .save_file()
            .map(|path| vec![path]),
        DialogRequest::Export { suggested, extension } => dialog
            .add_filter(extension.to_uppercase(), &[extension.as_str()])
            .set_file_name(suggested)
            .save_file()
            .map(|path| vec![path]),
    }
}

/// A dialog with a field to type a path in.
pub struct PathField {
    request: DialogRequest,
    text: String,
}

impl PathField {
    /// A field that starts from the suggested file name, in `folder` where one is given.
    pub fn new(request: DialogRequest, folder: Option<&Path>) -> Self {
        let suggested = request.suggested();
        let text = match folder {
            Some(folder) => folder.join(suggested).display().to_string(),
            None => suggested.to_owned(),
        };
        Self { request, text }
    }

    /// Shows it, and gives the answer once there is one.
    pub fn show(&mut self, ctx: &Context) -> Option<DialogReply> {
        let typed = self.text.trim().to_owned();
        let help = "The system offers no file dialog here. “~” stands for your home folder.";
        let (answer, ()) = Dialog::new("path", self.request.title())
            .primary(self.request.verb(), !typed.is_empty())
            .show(ctx, |ui| {
                TextField::new("Path", &mut self.text).hint("~/texts").help(help).focus_first().show(ui);
            });
        let paths = match answer {
            Answer::Pending => return None,
            Answer::Primary => vec![PathBuf::from(typed)],
            Answer::Other | Answer::Cancelled => Vec::new(),
        };
        Some(DialogReply { request: self.request.clone(), paths })
    }
}

/// Answers given beforehand, for tests: each request takes the next one.
#[derive(Default)]
pub struct ScriptedDialogs {
    answers: VecDeque<Vec<PathBuf>>,
    asked: Option<DialogRequest>,
}

impl ScriptedDialogs {
    /// These answers, in this order; when they run out, every dialog is left without a choice.
    pub fn new<I: IntoIterator<Item = Vec<PathBuf>>>(answers: I) -> Self {
        Self { answers: answers.into_iter().collect(), asked: None }
    }

    /// One more answer, after those there are.
    pub fn push(&mut self, paths: Vec<PathBuf>) {
        self.answers.push_back(paths);
    }
}

impl FileDialogs for ScriptedDialogs {
    fn request(&mut self, request: DialogRequest) {
        self.asked = Some(request);
    }

    fn poll(&mut self, _ctx: &Context) -> Option<DialogReply> {
        let request = self.asked.take()?;
        Some(DialogReply { request, paths: self.answers.pop_front().unwrap_or_default() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripted_answers_come_in_order_and_then_none() {
        let ctx = Context::default();
        let mut dialogs = ScriptedDialogs::new([vec![PathBuf::from("a.txt")]]);
        assert_eq!(dialogs.poll(&ctx), None);
        for paths in [vec![PathBuf::from("a.txt")], Vec::new()] {
            dialogs.request(DialogRequest::OpenFiles);
            assert_eq!(dialogs.poll(&ctx), Some(DialogReply { request: DialogRequest::OpenFiles, paths }));
            assert_eq!(dialogs.poll(&ctx), None);
        }
    }

    #[test]
    fn a_path_field_starts_from_what_is_suggested() {
        let request = DialogRequest::SaveProject { suggested: "Letters.ron".to_owned() };
        assert_eq!(PathField::new(request.clone(), None).text, "Letters.ron");
        let here = Path::new("archive");
        assert_eq!(PathField::new(request, Some(here)).text, here.join("Letters.ron").display().to_string());
    }
}
