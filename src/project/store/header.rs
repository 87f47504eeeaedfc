//! The first line of a project file, which says how to read the rest and what the rest was when it was written.
//!
//! It is a comment to RON, and read by hand: what is too new must be known before anything else is understood.

use std::fmt;

use crate::project::history::Position;

/// The schema this program writes.
pub const SCHEMA: u32 = 4;
/// The oldest schema whose reader can read, without saving, what this program writes.
pub const MIN_READER: u32 = 4;

/// What the line begins with.
pub(super) const OPENING: &str = "// lectern ";

/// What the first line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Header {
    /// The schema the file is in.
    pub schema: u32,
    /// The oldest schema whose reader can make sense of it.
    pub min_reader: u32,
    /// The version of the program that wrote it.
    pub app: String,
    /// Bytes after the first line.
    pub length: Option<usize>,
    /// BLAKE3 of the bytes after the first line, in hexadecimal digits.
    pub blake3: Option<String>,
    /// The last entry of the history that the file holds; what the journal has after it, the file lacks.
    pub held: Option<Position>,
}

impl Header {
    /// The header of a file with this body, which holds the history up to `held`, written now.
    pub fn of(body: &str, held: Option<Position>) -> Self {
        Self {
            schema: SCHEMA,
            min_reader: MIN_READER,
            app: env!("CARGO_PKG_VERSION").to_owned(),
            length: Some(body.len()),
            blake3: Some(blake3::hash(body.as_bytes()).to_hex().to_string()),
            held,
        }
    }

    /// Reads a first line; `None` when it is not such a line.
    pub fn parse(line: &str) -> Option<Self> {
        let mut header =
            Self { schema: 0, min_reader: 0, app: String::new(), length: None, blake3: None, held: None };
        for word in line.strip_prefix(OPENING)?.split_whitespace() {
            match word.split_once('=')? {
                ("schema", value) => header.schema = value.parse().ok()?,
                ("min_reader", value) => header.min_reader = value.parse().ok()?,
                ("app", value) => value.clone_into(&mut header.app),
                ("len", value) => header.length = value.parse().ok(),
                ("held", value) => header.held = position(value),
                ("blake3", value) => header.blake3 = Some(value.to_owned()),
                // A newer program may say more.
                _ => {}
            }
        }
        let known = header.schema > 0 && header.min_reader > 0;
        known.then_some(header)
    }

    /// True when no program can have written it: it asks for more than it says the file is in, or is of a schema that the
    /// version it names does not know. A bit of the line has changed.
    pub fn is_contradictory(&self) -> bool {
        let is_our_own = self.app == env!("CARGO_PKG_VERSION");
        self.min_reader > self.schema || (is_our_own && self.schema > SCHEMA)
    }

    /// True when `body` is what the header was written for.
    pub fn matches(&self, body: &str) -> bool {
        self.blake3.as_deref() == Some(blake3::hash(body.as_bytes()).to_hex().as_str())
    }
}

/// Reads a number and an id with a colon between.
fn position(value: &str) -> Option<Position> {
    let (number, id) = value.split_once(':')?;
    Some(Position { number: number.parse().ok()?, id: id.parse().ok()? })
}

impl fmt::Display for Header {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{OPENING}schema={} min_reader={} app={}", self.schema, self.min_reader, self.app)?;
        if let Some(held) = self.held {
            write!(f, " held={}:{}", held.number, held.id)?;
        }
        if let Some(length) = self.length {
            write!(f, " len={length}")?;
        }
        if let Some(blake3) = &self.blake3 {
            write!(f, " blake3={blake3}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_back() {
        let held = Some(Position { number: 12, id: crate::project::EntryId::new() });
        let header = Header::of("body\n", held);
        assert_eq!(Header::parse(&header.to_string()), Some(header.clone()));
        assert!(header.matches("body\n"));
        assert!(!header.matches("bodx\n"));
    }

    #[test]
    fn ignores_what_a_newer_program_adds() {
        let header = Header::parse("// lectern schema=7 min_reader=1 app=9.9 zip=no").unwrap();
        assert_eq!((header.schema, header.min_reader, header.app.as_str()), (7, 1, "9.9"));
    }

    #[test]
    fn other_lines_are_not_headers() {
        for line in
            ["", "(", "// lectern", "// lectern schema=x min_reader=1", "// a comment", "// lectern app=1"]
        {
            assert_eq!(Header::parse(line), None, "{line}");
        }
    }
}
