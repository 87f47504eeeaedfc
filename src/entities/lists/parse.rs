//! Reading a list that the user has pasted or loaded: a name on each line, or CSV.

use std::fmt;

use super::Entry;
use crate::entities::Kind;

/// A name longer than this, in characters, is a mistake in the file.
const MOST_CHARACTERS: usize = 500;

/// A line of a list that could not be read as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line, counted from 1.
    pub line: u64,
    /// What is wrong with it, as a sentence.
    pub sentence: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Line {}: {}", self.line, self.sentence)
    }
}

/// What was read of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parsed {
    /// The names.
    pub entries: Vec<Entry>,
    /// The lines that were left out, or read otherwise than they may have been meant.
    pub problems: Vec<Problem>,
}

/// The columns of a table, as indices.
#[derive(Clone, Copy, Debug)]
struct Columns {
    name: usize,
    kind: Option<usize>,
    aliases: Option<usize>,
}

/// Reads a list: the columns `name`, `type` and `aliases`, parted by commas, semicolons or tabs, the aliases among each
/// other by `;` or `|`. A first line that names the columns is optional, as are the second and third column, and without
/// either every line is one name. `kind` is what entries are that do not say it. Lines that cannot be read are told and
/// left out; a line that begins with `#` is a note.
pub fn parse(text: &str, kind: &Kind) -> Parsed {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut parsed = Parsed::default();
    let first =
        text.lines().find(|line| !line.trim().is_empty() && !line.starts_with('#')).unwrap_or_default();
    let heading = heading(first);
    let delimiter = heading.map_or_else(|| delimiter_without_heading(text), |(delimiter, _)| Some(delimiter));
    let Some(delimiter) = delimiter else {
        read_lines(text, kind, &mut parsed);
        return parsed;
    };
    let columns =
        heading.map_or(Columns { name: 0, kind: Some(1), aliases: Some(2) }, |(_, columns)| columns);
    read_table(text, kind, delimiter, columns, heading.is_some(), &mut parsed);
    parsed
}

/// The delimiter and the columns that the first line names; `None` when it names none.
fn heading(line: &str) -> Option<(u8, Columns)> {
    [b',', b'\t', b';'].into_iter().find_map(|delimiter| {
        let names: Vec<String> = line
            .split(char::from(delimiter))
            .map(|name| name.trim().trim_matches('"').trim().to_lowercase())
            .collect();
        let column = |known: &[&str]| names.iter().position(|name| known.contains(&name.as_str()));
        let name = column(&["name", "names"])?;
        let kind = column(&["type", "kind"]);
        let aliases = column(&["aliases", "alias", "also"]);
        // `name` alone is a heading too, of a list of one column.
        (names.len() == 1 || kind.is_some() || aliases.is_some())
            .then_some((delimiter, Columns { name, kind, aliases }))
    })
}

/// The delimiter of a table without a heading: one by which the second column of most lines is a known kind.
fn delimiter_without_heading(text: &str) -> Option<u8> {
    [b',', b'\t', b';'].into_iter().find(|delimiter| {
        let seconds: Vec<&str> = text
            .lines()
            .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
            .take(200)
            .map(|line| second_column(line, char::from(*delimiter)))
            .collect();
        let known =
            seconds.iter().filter(|second| built_in(second.trim().trim_matches('"')).is_some()).count();
        known > 0 && known * 2 >= seconds.len()
    })
}

/// What stands between the first delimiter outside quotation marks and the second.
fn second_column(line: &str, delimiter: char) -> &str {
    let mut quoted = false;
    let end = line.find(|letter: char| {
        quoted ^= letter == '"';
        letter == delimiter && !quoted
    });
    let rest = end.map_or("", |end| &line[end + delimiter.len_utf8()..]);
    rest.split(delimiter).next().unwrap_or_default()
}

fn read_lines(text: &str, kind: &Kind, parsed: &mut Parsed) {
    for (nth, line) in text.lines().enumerate() {
        if !line.starts_with('#') && !line.trim().is_empty() {
            let name = line.trim().trim_matches('"').trim();
            parsed.add(nth as u64 + 1, name, Ok(kind.clone()), "");
        }
    }
}

fn read_table(text: &str, kind: &Kind, delimiter: u8, columns: Columns, heading: bool, parsed: &mut Parsed) {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .comment(Some(b'#'))
        .from_reader(text.as_bytes());
    let mut skip = heading;
    let mut record = csv::StringRecord::new();
    loop {
        let line = reader.position().line();
        match reader.read_record(&mut record) {
            Ok(false) => return,
            Ok(true) => {}
            Err(_) => {
                parsed.problem(line, "cannot be read; check its quotation marks.".to_owned());
                continue;
            }
        }
        let line = record.position().map_or(line, csv::Position::line);
        if std::mem::take(&mut skip) || record.iter().all(|field| field.trim().is_empty()) {
            continue;
        }
        let field = |column: Option<usize>| column.and_then(|at| record.get(at)).unwrap_or_default().trim();
        let kind = match field(columns.kind) {
            "" => Ok(kind.clone()),
            named => Ok(built_in(named).unwrap_or_else(|| Kind::Own(named.into()))),
        };
        // With semicolons between columns, aliases that run over are columns of their own.
        let aliases = match columns.aliases {
            Some(at) if delimiter == b';' && columns.name < at => {
                record.iter().skip(at).collect::<Vec<_>>().join(";")
            }
            at => field(at).to_owned(),
        };
        parsed.add(line, field(Some(columns.name)), kind, &aliases);
    }
}

/// The kind of a name as people write it, if it is one of the ten.
fn built_in(name: &str) -> Option<Kind> {
    let name = name.to_lowercase();
    let kind = match name.as_str() {
        "organization" | "org" | "orgs" | "organisations" | "organizations" => Kind::Organisation,
        "people" | "persons" | "per" => Kind::Person,
        "places" | "location" | "loc" => Kind::Place,
        "program" | "programs" | "programmes" => Kind::Programme,
        "roles" => Kind::Role,
        "laws" => Kind::Law,
        _ => Kind::named(&name),
    };
    (!matches!(kind, Kind::Own(_))).then_some(kind)
}

impl Parsed {
    fn problem(&mut self, line: u64, sentence: String) {
        self.problems.push(Problem { line, sentence });
    }

    fn add(&mut self, line: u64, name: &str, kind: Result<Kind, String>, aliases: &str) {
        if name.is_empty() {
            return self.problem(line, "there is no name in it.".to_owned());
        }
        if name.chars().count() > MOST_CHARACTERS {
            let start: String = name.chars().take(24).collect();
            return self
                .problem(line, format!("the name “{start}…” is longer than {MOST_CHARACTERS} characters."));
        }
        if !name.chars().any(char::is_alphanumeric) {
            return self.problem(line, format!("“{name}” has no letter or digit in it."));
        }
        match kind {
            Ok(kind) => {
                let aliases = aliases
                    .split([';', '|'])
                    .map(str::trim)
                    .filter(|alias| !alias.is_empty() && *alias != name)
                    .map(str::to_owned)
                    .collect();
                self.entries.push(Entry { name: name.to_owned(), kind, aliases });
            }
            Err(sentence) => self.problem(line, sentence),
        }
    }
}
