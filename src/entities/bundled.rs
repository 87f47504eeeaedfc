//! The models that are compiled into the program.

use super::{Model, ModelError};

/// The English model, `assets/entities/english/en.lnm`.
pub(super) static ENGLISH: &[u8] = include_bytes!("../../assets/entities/english/en.lnm");

/// Reads the English model. Takes a tenth of a second: to be done once, beside the window's thread.
pub fn english() -> Result<Model, ModelError> {
    Model::from_bytes(ENGLISH)
}
