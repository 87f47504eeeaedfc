//! What both sides of a merge had changed, told one by one: for people in a sentence, for scripts field by field.

use std::fmt;

use serde::Serialize;
use serde_json::Value;

/// One thing that both sides had changed. The order of the fields is part of what scripts rely on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Conflict {
    /// What the record is: `project`, `coder`, `document`, `tag`, `annotation`, `decision`, `list`, `kind` or `topic`; `codebook`
    /// for what was mended in the codebook afterwards.
    pub kind: &'static str,
    /// The identity of the record, where there is one.
    pub id: Option<String>,
    /// The field; `record` for a record that one side deleted.
    pub field: String,
    /// What it was in the version both came from; null when it was not there, or that is not known.
    pub base: Value,
    /// What it is on the side whose single values are kept; null when it was deleted there.
    pub mine: Value,
    /// What it is on the other.
    pub theirs: Value,
    /// Which was kept.
    pub kept: Kept,
    /// The same in a sentence.
    pub sentence: String,
}

/// Which side's value was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kept {
    /// Mine.
    Mine,
    /// Theirs.
    Theirs,
    /// Both, side by side or one under the other.
    Both,
}

impl Conflict {
    /// What was mended in the codebook, told by this sentence.
    pub(super) fn mended(sentence: String) -> Self {
        Self {
            kind: "codebook",
            id: None,
            field: "record".to_owned(),
            base: Value::Null,
            mine: Value::Null,
            theirs: Value::Null,
            kept: Kept::Both,
            sentence,
        }
    }
}

impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence)
    }
}

/// A value of a record as it stands in a conflict.
pub(super) fn value(of: &impl Serialize) -> Value {
    serde_json::to_value(of).unwrap_or(Value::Null)
}
