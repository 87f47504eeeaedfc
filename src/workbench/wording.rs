//! How what people typed and quoted is written in names, labels and notices.

use super::CommandError;

/// A name with single spaces, or why it is none.
pub(super) fn wanted_name(name: &str) -> Result<String, CommandError> {
    let name = squeezed(name);
    if name.is_empty() { Err(CommandError::new("A name is needed: type one.")) } else { Ok(name) }
}

/// Words with single spaces between them.
pub(super) fn squeezed(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words short enough for a menu or a list.
pub(super) fn short(words: &str) -> String {
    const LONGEST: usize = 48;
    if words.chars().count() <= LONGEST {
        return words.to_owned();
    }
    let cut: String = words.chars().take(LONGEST - 1).collect();
    format!("{}…", cut.trim_end())
}
