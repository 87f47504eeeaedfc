//! What is kept per machine and not per project: who codes, recent projects, choices of looks, and the layout of
//! the window for each project. Lives in the user's data directory; a damaged or missing file means defaults.

use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::keeper::{Care, Keeper};
use crate::disk::Disk;
use crate::project::Coder;

/// The largest file of settings or of a layout that is read, in bytes: a hundred times what either comes to.
pub(super) const LARGEST: u64 = 4 << 20;
/// Bounds of the reading measure, in characters: what can be read well.
pub const MEASURES: RangeInclusive<usize> = 45..=80;
/// How many recent projects and inputs are remembered.
const RECENT_LIMIT: usize = 12;

/// Where the program keeps its own files. `None` keeps nothing, as tests and headless commands want it.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// The user's data directory for Lectern.
    pub data: Option<PathBuf>,
    /// The user's cache directory for Lectern: what is in it can be made again.
    pub cache: Option<PathBuf>,
}

impl Places {
    /// The places the operating system names; `LECTERN_DATA_DIR` overrides them, and holds the cache as well.
    pub fn standard() -> Self {
        if let Some(data) = std::env::var_os("LECTERN_DATA_DIR").map(PathBuf::from) {
            return Self::within(data);
        }
        directories::ProjectDirs::from("", "", "lectern").map_or_else(Self::none, |dirs| Self {
            data: Some(dirs.data_dir().to_path_buf()),
            cache: Some(dirs.cache_dir().to_path_buf()),
        })
    }

    /// The folder in which the user puts models for other languages.
    pub fn models(&self) -> Option<PathBuf> {
        self.data.as_ref().map(|data| data.join("models"))
    }

    /// All in one folder.
    pub fn within(data: impl Into<PathBuf>) -> Self {
        let data = data.into();
        Self { cache: Some(data.join("cache")), data: Some(data) }
    }

    /// Nowhere: nothing is read and nothing kept.
    pub fn none() -> Self {
        Self::default()
    }
}

/// Which theme is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ThemeChoice {
    /// As the system has it.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// Choices and memories of this machine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Who codes here.
    pub coder: Option<Coder>,
    /// Projects and inputs opened lately, latest first.
    pub recent: Vec<PathBuf>,
    /// Light or dark.
    pub theme: ThemeChoice,
    /// True once the 'try this' panel was closed for good.
    pub try_this_closed: bool,
    /// Reading type size, in points.
    pub reading_size: f32,
    /// Reading measure, in characters, within [`MEASURES`].
    pub measure: usize,
    /// Whether paragraph numbers stand in the margin.
    pub paragraph_numbers: bool,
    /// Enlargement of the whole window, 1 for the size the system asks for.
    pub zoom: f32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            coder: None,
            recent: Vec::new(),
            theme: ThemeChoice::System,
            try_this_closed: false,
            reading_size: 17.0,
            measure: 66,
            paragraph_numbers: false,
            zoom: 1.0,
        }
    }
}

impl Settings {
    /// Reads the settings of this machine.
    pub fn load(places: &Places, disk: &Disk) -> Self {
        let Some(path) = places.data.as_ref().map(|data| data.join("settings.ron")) else {
            return Self::default();
        };
        if matches!(disk.about(&path), Ok(None)) {
            return Self::default();
        }
        let read = disk.read_up_to(&path, LARGEST).map_err(|error| error.to_string());
        let parsed = read.and_then(|bytes| ron::de::from_bytes(&bytes).map_err(|error| error.to_string()));
        parsed.unwrap_or_else(|error| {
            tracing::warn!("settings: {error}");
            Self::default()
        })
    }

    /// Has the settings of this machine written.
    pub(super) fn save(&self, places: &Places, keeper: &mut Keeper) {
        let Some(data) = &places.data else { return };
        match ron::ser::to_string_pretty(self, ron::ser::PrettyConfig::default()) {
            Ok(text) => keeper.keep(data.join("settings.ron"), text, Care::Flushed),
            Err(error) => tracing::warn!("settings: {error}"),
        }
    }

    /// Puts `path` at the head of the recent list.
    pub fn remember(&mut self, path: &Path) {
        self.recent.retain(|other| other != path);
        self.recent.insert(0, path.to_path_buf());
        self.recent.truncate(RECENT_LIMIT);
    }
}

/// The window's layout last kept under `key`.
pub(super) fn load_view(places: &Places, keeper: &Keeper, key: &str) -> Option<String> {
    keeper.read(&view_path(places, key)?)
}

/// Has the window's layout written under `key`.
pub(super) fn save_view(places: &Places, keeper: &mut Keeper, key: &str, view: &str) {
    if let Some(path) = view_path(places, key) {
        keeper.keep(path, view.to_owned(), Care::Light);
    }
}

fn view_path(places: &Places, key: &str) -> Option<PathBuf> {
    places.data.as_ref().map(|data| data.join("views").join(format!("{key}.ron")))
}
