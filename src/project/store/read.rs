//! Opening: the header first, then the records, then the question whether they fit together.

use std::borrow::Cow;
use std::path::Path;

use super::header::{Header, OPENING, SCHEMA};
use super::schema::{self, Parsed};
use super::{FileHash, StoreError, TwiceId, integrity, path};
use crate::disk::Disk;
use crate::project::{Position, Project, ProjectId};

/// A project that was opened.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The project, its records fitting together.
    pub project: Project,
    /// What the reader should know: the file was changed by others, or something had to be mended. One sentence each.
    pub notices: Vec<String>,
    /// True when the file is not as a Lectern saved it: its checksum does not hold, or it has none.
    pub changed_outside: bool,
    /// True when the first line is not as it was written, so that nothing it says of the rest can be believed.
    pub first_line_damaged: bool,
    /// What had to be mended, so that the project is no longer what is in the file; one sentence each, among the notices.
    pub repairs: Vec<String>,
    /// Why the project must not be saved to this file, in a sentence; `None` when it may.
    pub read_only: Option<String>,
    /// True when a newer Lectern made it, so that there may be more in it than is shown here.
    pub by_newer: bool,
    /// The hash of the file as it was read, to be expected when it is saved.
    pub file_hash: FileHash,
    /// The schema the file is in, when that is an older one: saving writes the present one.
    pub migrated_from: Option<u32>,
    /// The last entry of the history that the file holds, if it says so.
    pub held: Option<Position>,
    /// The ids that more than one record of the file has.
    pub ids_twice: Vec<TwiceId>,
}

/// Opens the project file at `path`. Nothing on the disk is changed.
pub fn open(disk: &Disk, path: &Path) -> Result<Opened, StoreError> {
    let path = &disk.follow_links(path);
    open_as(disk, path, path)
}

/// Opens the file at `path` as a version of the project whose file is at `project`.
pub(super) fn open_as(disk: &Disk, path: &Path, project: &Path) -> Result<Opened, StoreError> {
    let path = &path.to_owned();
    let bytes = disk.read(path)?;
    let file_hash = FileHash::of(&bytes);
    let text = decode(&bytes, path)?;
    let (header, body) = match text.split_once('\n') {
        Some((first, rest)) if Header::parse(first).is_some() => (Header::parse(first), rest),
        _ => (None, text.as_ref()),
    };
    let mut notices = Vec::new();
    let mut read_only = None;
    let intact = header.as_ref().is_some_and(|header| header.matches(body));
    let first_line_damaged = header.as_ref().is_some_and(|header| header.is_damaged);
    if let Some(header) = &header {
        let damaged =
            |cause: &str| StoreError::Damaged { path: path.clone(), line: 1, cause: cause.to_owned() };
        if header.is_contradictory() {
            return Err(damaged("its first line contradicts itself"));
        }
        // Programs that wrote a checksum into it wrote no other schema than this.
        if header.is_damaged && header.schema != SCHEMA {
            return Err(damaged("its first line does not hold its checksum"));
        }
        if header.min_reader > SCHEMA {
            return Err(StoreError::NeedsNewer { path: path.clone(), app: header.app.clone() });
        }
        if header.schema > SCHEMA {
            read_only = Some(format!(
                "This project was made by a newer Lectern ({}) and is open for reading only, so that nothing \
                 in it is lost; update Lectern to work on it.",
                header.app
            ));
        }
    }
    let conflict = if intact { None } else { conflict_mark(&text) };
    if let Some(line) = conflict {
        return Err(StoreError::ConflictMarks { path: path.clone(), line });
    }
    let Parsed { file, not_understood } = parse(body, header.as_ref(), intact, path)?;
    let migrated_from = header.as_ref().map(|header| header.schema).filter(|schema| *schema < SCHEMA);
    if let Some(schema) = migrated_from {
        notices.push(format!(
            "This project was saved by an older Lectern (schema {schema}); the next save writes it in the present \
             form (schema {SCHEMA}) and keeps the original in {}.",
            backups_name(project)
        ));
    }
    if let Some(reason) = read_only.as_mut().filter(|_| not_understood > 0) {
        let left_out = match not_understood {
            1 => " 1 record only a newer Lectern understands is not shown.".to_owned(),
            many => format!(" {many} records only a newer Lectern understands are not shown."),
        };
        reason.push_str(&left_out);
    }
    if first_line_damaged {
        let rest = if intact {
            "the records below it are whole, and the next save writes it anew"
        } else {
            "what it says of the rest is not believed"
        };
        notices.push(format!("The first line of the project file is damaged; {rest}."));
    }
    if !intact {
        notices.push(
            "The project file was changed outside Lectern since it was last saved; if nobody meant to, “Restore a \
             backup…” brings an earlier version back."
                .to_owned(),
        );
    }
    let mut repairs = Vec::new();
    let ids_twice = integrity::ids_twice(&file);
    let project = integrity::restore(file, &path::base_folder(project), &mut repairs);
    notices.extend(repairs.iter().cloned());
    let held = header.filter(|header| !header.is_damaged).and_then(|header| header.held);
    Ok(Opened {
        project,
        notices,
        changed_outside: !intact || first_line_damaged,
        first_line_damaged,
        repairs,
        by_newer: read_only.is_some(),
        read_only,
        file_hash,
        migrated_from,
        held,
        ids_twice,
    })
}

/// How the folder with the backups is called in a sentence: `study.lectern/backups`.
fn backups_name(path: &Path) -> String {
    let folder = super::folder_beside(path);
    format!("{}/backups", folder.file_name().unwrap_or_default().to_string_lossy())
}

/// The header of a project file, when it has one.
pub(super) fn header_of(bytes: &[u8]) -> Option<Header> {
    let first = bytes.split(|byte| *byte == b'\n').next()?;
    Header::parse(std::str::from_utf8(first).ok()?.trim_start_matches('\u{FEFF}').trim_end())
}

/// The project that a file says it is in the record it begins with.
pub(super) fn project_named_in(bytes: &[u8]) -> Option<ProjectId> {
    /// More than header and heading come to.
    const BEGINNING: usize = 4096;
    let beginning = String::from_utf8_lossy(&bytes[..bytes.len().min(BEGINNING)]);
    let (_, heading) = beginning.split_once("info: (")?;
    let (_, id) = heading.split_once("id: \"")?;
    id.split_once('"')?.0.parse().ok()
}

/// The schema of a file in an older form than this program writes.
pub(super) fn older_schema(bytes: &[u8]) -> Option<u32> {
    let header = header_of(bytes).filter(|header| !header.is_damaged);
    header.map(|header| header.schema).filter(|schema| *schema < SCHEMA)
}

/// True when a file holds what its header was written for, whatever an editor or git did to its line ends.
pub(super) fn is_sound(bytes: &[u8]) -> bool {
    let Some(header) = header_of(bytes).filter(|header| !header.is_damaged) else { return false };
    let text = decode(bytes, Path::new("")).ok();
    text.is_some_and(|text| text.split_once('\n').is_some_and(|(_, body)| header.matches(body)))
}

/// The file as text, without what an editor or git may have put in: a byte-order mark, CRLF line ends.
///
/// Line ends within a record are escaped, so those seen here are only ever the file's own.
fn decode<'a>(bytes: &'a [u8], path: &Path) -> Result<Cow<'a, str>, StoreError> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        if header_of(bytes).is_none() {
            return StoreError::NotAProject(path.to_owned());
        }
        let line = bytes[..error.valid_up_to()].split(|byte| *byte == b'\n').count();
        StoreError::Damaged { path: path.to_owned(), line, cause: "it is not UTF-8 text".to_owned() }
    })?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    Ok(if text.contains('\r') { text.replace("\r\n", "\n").into() } else { text.into() })
}

fn parse(body: &str, header: Option<&Header>, intact: bool, path: &Path) -> Result<Parsed, StoreError> {
    schema::parse(body, header, intact).map_err(|error| match header {
        Some(Header { schema, app, .. }) if *schema > SCHEMA && intact => {
            StoreError::NeedsNewer { path: path.to_owned(), app: app.clone() }
        }
        None if !body.starts_with(OPENING) => StoreError::NotAProject(path.to_owned()),
        Some(Header { length: Some(length), .. })
            if body.len() < *length && !body.trim_end().ends_with("\n)") =>
        {
            StoreError::CutShort { path: path.to_owned(), missing: length - body.len() }
        }
        _ => StoreError::Damaged {
            path: path.to_owned(),
            // The header is a line, too.
            line: error.span.start.line + usize::from(header.is_some()),
            cause: in_a_sentence(&error.code.to_string()),
        },
    })
}

/// What a parser says, fit to stand in a sentence: it may repeat what is in the file, however long and whatever it is.
fn in_a_sentence(cause: &str) -> String {
    const MOST: usize = 160;
    let visible = cause.chars().map(|c| if c.is_control() || c == '\u{2028}' { ' ' } else { c });
    let mut short: String = visible.clone().take(MOST).collect();
    if visible.count() > MOST {
        short.push('…');
    }
    short
}

/// The first line that git left for a person to decide. No line of ours begins like that.
fn conflict_mark(text: &str) -> Option<usize> {
    let marked = |line: &str| ["<<<<<<< ", ">>>>>>> ", "||||||| "].iter().any(|mark| line.starts_with(mark));
    text.lines().position(marked).map(|line| line + 1)
}
