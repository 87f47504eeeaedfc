//! Plain text: what the file holds is the text.

use super::{Extract, Format};
use crate::corpus::decode::decode;
use crate::corpus::encodings::Chosen;
use crate::corpus::problem::ProblemKind;

/// Plain text, and whatever has no format of its own.
pub static FORMAT: Format = Format { extensions: &["txt", "text"], reader: "plain 1", read };

fn read(bytes: Vec<u8>, chosen: Option<Chosen>) -> Result<Extract, ProblemKind> {
    let decoded = decode(bytes, chosen)?;
    Ok(Extract { text: decoded.text, encoding: decoded.encoding, ..Extract::default() })
}
