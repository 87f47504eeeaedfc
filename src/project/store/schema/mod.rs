//! What a project file looks like inside, one module for each schema there has been.
//!
//! The newest is what this program writes; the older ones are read only, and each turns into the one after it. A file
//! of a schema that is newer still is read as far as it can be understood; see [`newer`].

mod frozen;
mod newer;
mod v1;
mod v2;
mod v3;
mod v4;

pub(in crate::project) use v4::DocumentRow;
pub(super) use v4::{File, Head};

use super::header::{Header, SCHEMA};

/// What was made of the records of a file.
pub(super) struct Parsed {
    /// The records, in the newest form.
    pub file: File,
    /// How many records were left out because only a newer program understands them.
    pub not_understood: usize,
}

impl From<File> for Parsed {
    fn from(file: File) -> Self {
        Self { file, not_understood: 0 }
    }
}

/// Reads the records of a file that has this header and, when it is `intact`, the very body it was written for.
///
/// Without a header, a file is taken for one of the newest schema that somebody has edited.
pub(super) fn parse(
    body: &str,
    header: Option<&Header>,
    intact: bool,
) -> Result<Parsed, ron::error::SpannedError> {
    match header.map_or(SCHEMA, |header| header.schema) {
        1 => ron::from_str::<v1::File>(body).map(v2::File::from).map(v3::File::from).map(present),
        2 => ron::from_str::<v2::File>(body).map(v3::File::from).map(present),
        3 => ron::from_str::<v3::File>(body).map(present),
        newer if newer > SCHEMA && intact => newer::parse(body),
        _ => ron::from_str::<File>(body).map(Parsed::from),
    }
}

/// What was made of the records of a file of the schema before this one.
fn present(file: v3::File) -> Parsed {
    File::from(file).into()
}
