//! Which model reads a text: the one that comes with Lectern, or one that the user has put in a folder.
//!
//! A folder is looked through once. Of each model file (`*.lnm`) is kept where it stands and what it says of itself; a
//! file that is none, or is damaged, is told with one sentence and not used. The models themselves are read when a
//! text first needs them, once for all threads. How a file is made from a spaCy pipeline is told in
//! `assets/entities/README.md`; what rules go with a language, in [`super::rules`].

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use thiserror::Error;

use super::model::{About, Model, ModelError};
use super::{Language, bundled};
use crate::disk::{Disk, DiskError};

/// How model files are called.
const EXTENSION: &str = "lnm";

/// No model file has more bytes: the largest that can be made, with 65,536 vectors and their keys, has a quarter of it.
const LARGEST: u64 = 256 << 20;

/// The code of models that were trained on several languages.
const SEVERAL: &str = "xx";

/// Why a model file is not used.
#[derive(Debug, Error)]
pub enum Fault {
    /// It was not read.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// What was read is no model.
    #[error("{}: {cause}", path.display())]
    Model {
        /// The file.
        path: PathBuf,
        /// What is the matter.
        cause: ModelError,
    },
}

/// A model file in the user's folder.
struct Found {
    path: PathBuf,
    about: About,
    /// The model, or why there is none, once it was needed.
    model: OnceLock<Result<Arc<Model>, Fault>>,
}

/// The models there are, by language. To be shared: any number of threads may ask at once.
pub struct Models {
    disk: Disk,
    /// In the order of their names.
    found: Vec<Found>,
    refused: Vec<Fault>,
    english: OnceLock<Result<Arc<Model>, ModelError>>,
}

impl Models {
    /// Those that come with Lectern, and those in `folder`, which need not exist. Reads each file there to check it, at
    /// some hundred megabytes a second.
    pub fn with_folder(disk: &Disk, folder: &Path) -> Self {
        let mut models =
            Self { disk: disk.clone(), found: Vec::new(), refused: Vec::new(), english: OnceLock::new() };
        let names = disk.list(folder).unwrap_or_else(|error| {
            tracing::warn!("models: {error}");
            Vec::new()
        });
        for name in names {
            let path = folder.join(name);
            if !path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(EXTENSION)) {
                continue;
            }
            let about = read(disk, &path, About::from_bytes);
            match about {
                Ok(about) => models.found.push(Found { path, about, model: OnceLock::new() }),
                Err(fault) => models.refused.push(fault),
            }
        }
        models
    }

    /// The model for texts in `language`, read now if nobody has asked for it before.
    ///
    /// The user's own come before the one for English that is part of Lectern, in the order of their file names; models of
    /// several languages (`xx`) stand in for a language that has none. A text whose language is not known is read as English.
    pub fn for_language(&self, language: Language) -> Option<Arc<Model>> {
        let code = if language.reads_as_english() { Language::ENGLISH.code() } else { language.code() };
        let of = |code: &str| {
            self.found
                .iter()
                .filter(move |found| found.about.language == code)
                .find_map(|found| self.read(found))
        };
        let own = code.and_then(of);
        if language.reads_as_english() { own.or_else(|| self.english()) } else { own.or_else(|| of(SEVERAL)) }
    }

    /// What is to be told of a language that no model is for; `None` when there is one.
    pub fn lack_of(&self, language: Language) -> Option<String> {
        if language.reads_as_english() || self.for_language(language).is_some() {
            return None;
        }
        let name = language.name()?;
        Some(format!(
            "There is no model for {name}, so people, organisations and places in {name} texts are found by your lists alone; \
             put a model for {name} in the folder “models” of Lectern's data directory to find more."
        ))
    }

    /// What the models in the user's folder say of themselves, with the files they stand in.
    pub fn found(&self) -> impl Iterator<Item = (&Path, &About)> {
        self.found.iter().map(|found| (&*found.path, &found.about))
    }

    /// The model files that are not used, and why: those that were no models when the folder was looked through, and those
    /// that turned out to be none when they were needed.
    pub fn faults(&self) -> impl Iterator<Item = &Fault> {
        let later = self.found.iter().filter_map(|found| found.model.get()?.as_ref().err());
        self.refused.iter().chain(later)
    }

    /// The model in a file of the user's.
    fn read(&self, found: &Found) -> Option<Arc<Model>> {
        let model = || read(&self.disk, &found.path, Model::from_bytes).map(Arc::new);
        found.model.get_or_init(model).as_ref().ok().cloned()
    }

    /// The model that is part of Lectern.
    fn english(&self) -> Option<Arc<Model>> {
        self.english.get_or_init(|| bundled::english().map(Arc::new)).as_ref().ok().cloned()
    }
}

impl std::fmt::Debug for Models {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Models")
            .field("found", &self.found.len())
            .field("refused", &self.refused)
            .finish_non_exhaustive()
    }
}

/// Reads a model file and takes from it what `of` does.
fn read<T>(disk: &Disk, path: &Path, of: impl Fn(&[u8]) -> Result<T, ModelError>) -> Result<T, Fault> {
    let bytes = disk.read_up_to(path, LARGEST)?;
    of(&bytes).map_err(|cause| Fault::Model { path: path.to_owned(), cause })
}

#[cfg(test)]
mod tests;
