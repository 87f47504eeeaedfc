//! Documents in: finding files, telling what they are, decoding them, one file per format under [`formats`].
//!
//! Ground floor. Source files are only ever read. Knows nothing of tags, projects or screens.

pub mod bundled;
pub mod date;
pub mod decode;
mod document;
pub mod encodings;
pub mod formats;
mod kind;
mod load;
mod problem;
mod read;
mod title;
mod walk;

pub use document::{AttributeValue, Document, Source};
pub use load::{LoadEvent, load, load_all, load_as};
pub use problem::{Problem, ProblemKind};
pub use read::{LARGEST_FILE, read_file, read_file_as};
pub use title::of_text as title_of_text;
