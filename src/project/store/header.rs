//! The first line of a project file, which says how to read the rest and what the rest was when it was written.
//!
//! It is a comment to RON, and read by hand: what is too new must be known before anything else is understood.

use std::fmt::{self, Write as _};

use crate::project::history::{MOST_ENTRIES, Position};

/// The schema this program writes.
pub const SCHEMA: u32 = 4;
/// The oldest schema whose reader can read, without saving, what this program writes.
pub const MIN_READER: u32 = 4;

/// What the line begins with.
pub(super) const OPENING: &str = "// lectern ";

/// What stands between the other words of the line and their checksum. Older programs pass over it.
const BEFORE_SUM: &str = " sum=";
/// Hexadecimal digits of BLAKE3 in that checksum.
const SUM_DIGITS: usize = 16;

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
    /// True when the line is not as it was written: its own checksum does not hold. Older programs wrote none.
    pub is_damaged: bool,
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
            is_damaged: false,
        }
    }

    /// Reads a first line; `None` when it is not such a line.
    pub fn parse(line: &str) -> Option<Self> {
        let line = line.trim_end();
        let (words, sum) = match line.rsplit_once(BEFORE_SUM) {
            Some((words, sum)) => (words, Some(sum)),
            None => (line, None),
        };
        let mut header = Self {
            schema: 0,
            min_reader: 0,
            app: String::new(),
            length: None,
            blake3: None,
            held: None,
            is_damaged: sum.is_some_and(|sum| sum != sum_of(words)),
        };
        let mut says_more = false;
        for word in words.strip_prefix(OPENING)?.split_whitespace() {
            match word.split_once('=')? {
                ("schema", value) => header.schema = value.parse().ok()?,
                ("min_reader", value) => header.min_reader = value.parse().ok()?,
                ("app", value) => value.clone_into(&mut header.app),
                ("len", value) => header.length = value.parse().ok(),
                ("held", value) => header.held = position(value),
                ("blake3", value) => header.blake3 = Some(value.to_owned()),
                // A newer program may say more.
                _ => says_more = true,
            }
        }
        // One that says more than an older program did has a checksum: this is what is left of it.
        header.is_damaged |= says_more && sum.is_none() && header.schema <= SCHEMA;
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

/// The checksum of the other words of the line.
fn sum_of(words: &str) -> String {
    let mut sum = blake3::hash(words.as_bytes()).to_hex().to_string();
    sum.truncate(SUM_DIGITS);
    sum
}

/// Reads a number and an id with a colon between.
fn position(value: &str) -> Option<Position> {
    let (number, id) = value.split_once(':')?;
    let number = number.parse().ok().filter(|number| *number <= MOST_ENTRIES)?;
    Some(Position { number, id: id.parse().ok()? })
}

impl fmt::Display for Header {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut words =
            format!("{OPENING}schema={} min_reader={} app={}", self.schema, self.min_reader, self.app);
        if let Some(held) = self.held {
            write!(words, " held={}:{}", held.number, held.id)?;
        }
        if let Some(length) = self.length {
            write!(words, " len={length}")?;
        }
        if let Some(blake3) = &self.blake3 {
            write!(words, " blake3={blake3}")?;
        }
        write!(f, "{words}{BEFORE_SUM}{}", sum_of(&words))
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
    fn a_line_with_any_bit_changed_is_damaged_or_no_such_line() {
        let held = Some(Position { number: 12, id: crate::project::EntryId::new() });
        let line = Header::of("body\n", held).to_string().into_bytes();
        for (at, bit) in (0..line.len()).flat_map(|at| (0..8).map(move |bit| (at, bit))) {
            let mut bent = line.clone();
            bent[at] ^= 1 << bit;
            let Ok(bent) = String::from_utf8(bent) else { continue };
            let header = Header::parse(&bent);
            let shows = header.is_none_or(|header| header.is_damaged || !header.matches("body\n"));
            assert!(shows, "byte {at}, bit {bit}: {bent}");
        }
    }

    #[test]
    fn a_line_from_before_there_were_checksums_in_it_is_read_as_it_is() {
        let line = "// lectern schema=4 min_reader=4 app=0.1.0 len=5 blake3=00";
        assert!(Header::parse(line).is_some_and(|header| !header.is_damaged));
        let bent = Header::parse(&format!("{line} sun=0123456789abcdef"));
        assert!(bent.is_some_and(|header| header.is_damaged));
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
