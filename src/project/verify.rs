//! Every annotation held against the text it stands in: does the text still say there what was quoted?
//!
//! A report only; nothing is moved. A quotation that is no longer at its place is sought with its context, and a place
//! is named only when there is exactly one.

use std::collections::BTreeMap;
use std::fmt;

use super::ids::{AnnotationId, DocumentId};
use super::model::{Annotation, DocumentRecord, Project};
use crate::text::{Anchor, Text, TextHash};

/// How an annotation stands to its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// The text says at that place what was quoted.
    Exact,
    /// The quotation with its context stands at exactly one other place.
    Moved,
    /// The text is there, and the quotation is not where it was; a person has to look.
    Uncertain,
    /// There is no text to look in.
    Missing,
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Exact => "exact",
            Self::Moved => "moved",
            Self::Uncertain => "uncertain",
            Self::Missing => "missing",
        })
    }
}

/// What was found of one annotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The annotation.
    pub id: AnnotationId,
    /// The document it stands in.
    pub document: DocumentId,
    /// How it stands.
    pub state: State,
    /// First code point of the passage: where it was found when it moved, else where it was.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// The words quoted.
    pub text: String,
}

/// How a document stands to what the project remembers of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentState {
    /// Letter for letter the text that was read.
    Same,
    /// A text with another hash.
    Changed(TextHash),
    /// No text is to be had.
    Missing,
}

/// All that was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Annotations by document, in the order of the text.
    pub rows: Vec<Row>,
    /// Documents by id.
    pub documents: BTreeMap<DocumentId, DocumentState>,
}

impl Report {
    /// True when every annotation is exact and every document the same.
    pub fn is_clean(&self) -> bool {
        self.rows.iter().all(|row| row.state == State::Exact)
            && self.documents.values().all(|state| *state == DocumentState::Same)
    }
}

/// Holds `project` against the texts that `texts` gives.
pub fn verify(project: &Project, texts: &dyn Fn(&DocumentRecord) -> Option<Text>) -> Report {
    let mut by_document: BTreeMap<DocumentId, Vec<&Annotation>> =
        project.documents.keys().map(|document| (*document, Vec::new())).collect();
    for annotation in project.annotations.values() {
        by_document.entry(annotation.document).or_default().push(annotation);
    }
    let mut report = Report::default();
    for (document, mut annotations) in by_document {
        annotations.sort_by_key(|annotation| (annotation.anchor.start, annotation.anchor.end, annotation.id));
        let record = project.documents.get(&document);
        let text = record.and_then(texts);
        let state = match (&text, record) {
            (Some(text), Some(record)) if text.hash() == record.hash => DocumentState::Same,
            (Some(text), _) => DocumentState::Changed(text.hash()),
            (None, _) => DocumentState::Missing,
        };
        report.documents.insert(document, state);
        report.rows.extend(annotations.into_iter().map(|annotation| row(annotation, text.as_ref())));
    }
    report
}

fn row(annotation: &Annotation, text: Option<&Text>) -> Row {
    let anchor = &annotation.anchor;
    let as_it_was = (anchor.start, anchor.end);
    let (state, (start, end)) = match text {
        None => (State::Missing, as_it_was),
        Some(text) if !anchor.exact.is_empty() && anchor.resolve(text).is_some() => (State::Exact, as_it_was),
        Some(text) => only_place(anchor, text).map_or((State::Uncertain, as_it_was), |at| (State::Moved, at)),
    };
    Row { id: annotation.id, document: annotation.document, state, start, end, text: anchor.exact.clone() }
}

/// The code points of the one place where the quotation stands within its context.
fn only_place(anchor: &Anchor, text: &Text) -> Option<(usize, usize)> {
    if anchor.exact.is_empty() {
        return None;
    }
    let quoted = format!("{}{}{}", anchor.prefix, anchor.exact, anchor.suffix);
    let body = text.as_str();
    let first = body.find(&quoted)?;
    let next = first + quoted.chars().next().map_or(1, char::len_utf8);
    if body[next..].contains(&quoted) {
        return None;
    }
    let start = first + anchor.prefix.len();
    let points = text.code_points();
    Some((points.from_byte(body, start)?, points.from_byte(body, start + anchor.exact.len())?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Source;
    use crate::project::{CoderId, ProjectInfo, Standing, Timestamp};
    use crate::text::Span;

    /// A project of one document with these quotations tagged at their first place.
    fn project(body: &str, quotations: &[&str]) -> Project {
        let moment = Timestamp::from_second(0);
        let info = ProjectInfo { id: super::super::ProjectId::new(), created: moment, memo: String::new() };
        let mut project = Project::with_info(info);
        let text = Text::new(body);
        let id = DocumentId::of("a.txt", text.hash());
        project.documents.insert(
            id,
            DocumentRecord {
                id,
                source: Source::Bundled("a.txt".into()),
                hash: text.hash(),
                seen: None,
                reader: "plain 1".into(),
                encoding: "UTF-8".into(),
                title: "A".into(),
                attributes: BTreeMap::new(),
                memo: String::new(),
            },
        );
        for quotation in quotations {
            let at = body.find(quotation).unwrap();
            let annotation = Annotation {
                id: AnnotationId::new(),
                document: id,
                anchor: Anchor::new(&text, Span::new(at, at + quotation.len())).unwrap(),
                standing: Standing::Certain,
                tags: std::collections::BTreeSet::new(),
                memo: String::new(),
                coder: CoderId::new(),
                created: moment,
                modified: moment,
            };
            project.annotations.insert(annotation.id, annotation);
        }
        project
    }

    fn states(project: &Project, now: Option<&str>) -> Vec<(State, usize, usize)> {
        let report = verify(project, &|_| now.map(Text::new));
        report.rows.iter().map(|row| (row.state, row.start, row.end)).collect()
    }

    const BODY: &str =
        "É the first and then, some way on, the second passage of the letter, and so it ends there.";

    #[test]
    fn the_text_as_it_was_is_exact() {
        let project = project(BODY, &["first", "second passage"]);
        assert!(verify(&project, &|_| Some(Text::new(BODY))).is_clean());
        assert_eq!(states(&project, Some(BODY)), [(State::Exact, 6, 11), (State::Exact, 39, 53)]);
    }

    #[test]
    fn a_quotation_found_once_with_its_context_has_moved() {
        let project = project(BODY, &["second passage"]);
        let now = format!("日本 {BODY}");
        assert_eq!(states(&project, Some(&now)), [(State::Moved, 42, 56)]);
        let report = verify(&project, &|_| Some(Text::new(now.as_str())));
        assert!(matches!(report.documents.values().next(), Some(DocumentState::Changed(_))));
    }

    #[test]
    fn a_quotation_found_twice_or_altered_is_uncertain() {
        let project = project(BODY, &["second passage"]);
        let twice = format!("x{BODY}{BODY}");
        assert_eq!(states(&project, Some(&twice)), [(State::Uncertain, 39, 53)]);
        let altered = BODY.replace("second", "third");
        assert_eq!(states(&project, Some(&altered)), [(State::Uncertain, 39, 53)]);
        assert_eq!(states(&project, Some("")), [(State::Uncertain, 39, 53)]);
    }

    #[test]
    fn without_a_text_nothing_can_be_said() {
        let project = project(BODY, &["first"]);
        assert_eq!(states(&project, None), [(State::Missing, 6, 11)]);
        let report = verify(&project, &|_| None);
        assert!(report.documents.values().all(|state| *state == DocumentState::Missing));
        assert!(!report.is_clean());
    }
}
