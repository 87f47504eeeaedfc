//! Why a command was not done, as one plain sentence, and how a result that nobody reads is told from a failure.

use std::fmt::Display;
use std::io;

/// Why a command ended early.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    /// It could not be done: exit status 1.
    #[error("{0}")]
    CouldNot(String),
    /// What was asked for makes no sense: exit status 2.
    #[error("{0}")]
    Usage(String),
    /// Whoever read the results has stopped, as `head` does: nothing is wrong.
    #[error("nobody reads the results any more")]
    NobodyReads,
}

impl Failure {
    /// A failure with this sentence, or the text of this error.
    pub fn could_not(sentence: impl Display) -> Self {
        Self::CouldNot(sentence.to_string())
    }

    /// Wrong usage in a way that the argument parser cannot see.
    pub fn usage(sentence: impl Display) -> Self {
        Self::Usage(sentence.to_string())
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::NobodyReads,
            _ => Self::CouldNot(format!("The results could not be written: {error}.")),
        }
    }
}
