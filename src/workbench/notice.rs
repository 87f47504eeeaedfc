//! Short messages about what has happened, shown as toasts or on standard error.

/// How serious a notice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Something was done.
    Info,
    /// Something deserves a look.
    Warning,
    /// Something could not be done.
    Error,
}

/// One message: a plain sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// How serious it is.
    pub level: Level,
    /// What happened and what to do.
    pub text: String,
    /// True when undo takes back what it speaks of, and can be offered beside it.
    pub undoable: bool,
}

impl Notice {
    /// Something was done.
    pub fn info(text: impl Into<String>) -> Self {
        Self { level: Level::Info, text: text.into(), undoable: false }
    }

    /// Something was done that undo takes back.
    pub fn undoable(text: impl Into<String>) -> Self {
        Self { level: Level::Info, text: text.into(), undoable: true }
    }

    /// Something deserves a look.
    pub fn warning(text: impl Into<String>) -> Self {
        Self { level: Level::Warning, text: text.into(), undoable: false }
    }

    /// Something could not be done.
    pub fn error(text: impl Into<String>) -> Self {
        Self { level: Level::Error, text: text.into(), undoable: false }
    }
}
