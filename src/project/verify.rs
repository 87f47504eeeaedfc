//! Every annotation held against the text it stands in: does the text still say there what was quoted?
//!
//! A report only; nothing is moved. Where a source has changed, annotations are carried over to it as
//! [`super::anchoring`] would, to say what would become of them.

use std::collections::BTreeMap;
use std::fmt;

use super::anchoring::{Carrier, Placement, quote};
use super::ids::{AnnotationId, DocumentId};
use super::model::{Annotation, DocumentRecord, Project};
use super::standing::{Doubt, Standing};
use crate::text::{Anchor, Text, TextHash};

/// How an annotation stands to its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// The text says at that place what was quoted.
    Exact,
    /// The quotation stands at another place, for certain.
    Moved,
    /// A person has to look.
    Uncertain,
    /// There is no text to look in, or a person has found no place in it.
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
    /// What is in doubt, when it is uncertain and that is known.
    pub why: Option<Doubt>,
    /// True when the words stand where they are proposed, and only what stood around them has changed.
    pub is_of_context: bool,
    /// The likeliest place of one that is uncertain.
    pub proposed: Option<Anchor>,
    /// True when a person has decided that it has no place.
    pub detached: bool,
}

impl Row {
    /// True when a person has to look, or the text is missing.
    pub fn needs_look(&self) -> bool {
        self.state != State::Exact && !self.detached
    }
}

/// How a document stands to what the project remembers of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentState {
    /// Letter for letter the text that is expected.
    Same,
    /// A text with another hash.
    Changed(TextHash),
    /// No text is to be had.
    Missing,
}

/// The texts of one document.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    /// What its source says today.
    pub source: Option<Text>,
    /// The text that annotations were made on, as it was kept.
    pub kept: Option<Text>,
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
    /// True when nothing needs a look and every document is the same.
    pub fn is_clean(&self) -> bool {
        !self.rows.iter().any(Row::needs_look)
            && self.documents.values().all(|state| *state == DocumentState::Same)
    }
}

/// Holds `project` against the texts that `texts` gives.
pub fn verify(project: &Project, texts: &dyn Fn(&DocumentRecord) -> Texts) -> Report {
    let mut by_document: BTreeMap<DocumentId, Vec<&Annotation>> =
        project.documents.keys().map(|document| (*document, Vec::new())).collect();
    for annotation in project.annotations.values() {
        by_document.entry(annotation.document).or_default().push(annotation);
    }
    let mut report = Report::default();
    for (document, mut annotations) in by_document {
        annotations.sort_by_key(|annotation| (annotation.anchor.start, annotation.anchor.end, annotation.id));
        let record = project.documents.get(&document);
        let Texts { source, kept } = record.map(texts).unwrap_or_default();
        let is = |text: &Option<Text>, hash: TextHash| text.as_ref().is_some_and(|text| text.hash() == hash);
        let own = record.and_then(|record| kept.clone().filter(|text| text.hash() == record.hash));
        let state = match (&source, record) {
            (Some(_), Some(record)) if is(&source, record.expected()) || is(&source, record.hash) => {
                DocumentState::Same
            }
            (Some(text), _) => DocumentState::Changed(text.hash()),
            (None, Some(record)) => match &kept {
                Some(kept) if kept.hash() != record.hash => DocumentState::Changed(kept.hash()),
                Some(_) => DocumentState::Same,
                None => DocumentState::Missing,
            },
            (None, None) => DocumentState::Missing,
        };
        report.documents.insert(document, state);
        // A corrected text is looked at in its copy; so is one whose source cannot be read.
        let now = match state {
            DocumentState::Same => own.clone().or(source).or(kept),
            DocumentState::Changed(_) | DocumentState::Missing => source.or(kept),
        };
        let carrier = match (&own, &now) {
            (Some(own), Some(now)) if own.hash() != now.hash() => Some(Carrier::new(own, now)),
            _ => None,
        };
        let is_own = record.is_some_and(|record| is(&now, record.hash));
        let place = |anchor: &Anchor, text: &Text| match &carrier {
            Some(carrier) => carrier.place(anchor),
            None if is_own && anchor.resolve(text).is_some() => Placement::Same,
            None => quote::find(anchor, text),
        };
        report.rows.extend(annotations.into_iter().map(|annotation| row(annotation, now.as_ref(), &place)));
    }
    report
}

fn row(annotation: &Annotation, text: Option<&Text>, place: &dyn Fn(&Anchor, &Text) -> Placement) -> Row {
    let anchor = &annotation.anchor;
    let mut row = Row {
        id: annotation.id,
        document: annotation.document,
        state: State::Missing,
        start: anchor.start,
        end: anchor.end,
        text: anchor.exact.clone(),
        why: None,
        is_of_context: false,
        proposed: None,
        detached: false,
    };
    let Some(text) = text else { return row };
    row.state = State::Uncertain;
    match &annotation.standing {
        Standing::Detached => (row.state, row.detached) = (State::Missing, true),
        // As a project file is mended when it is opened: nobody has looked for the words yet.
        Standing::NeedsLook { proposed: None, why: Doubt::Changed } => {
            let (proposed, why) = quote::find(anchor, text).as_doubt(anchor);
            (row.why, row.proposed) = (Some(why), proposed.map(|proposal| proposal.anchor));
        }
        Standing::NeedsLook { proposed, why } => {
            row.why = Some(*why);
            row.proposed = proposed.as_ref().map(|proposal| proposal.anchor.clone());
        }
        Standing::Certain if anchor.exact.is_empty() => {}
        Standing::Certain => match place(anchor, text) {
            Placement::Same => row.state = State::Exact,
            Placement::Moved(found) => {
                let there = (found.start, found.end) == (anchor.start, anchor.end);
                row.state = if there { State::Exact } else { State::Moved };
                (row.start, row.end) = (found.start, found.end);
            }
            Placement::Changed { anchor, .. } => {
                (row.why, row.proposed) = (Some(Doubt::Changed), Some(anchor));
            }
            Placement::Proposed { proposal, why } => {
                (row.why, row.proposed) = (Some(why), Some(proposal.anchor));
            }
            Placement::Lost => row.why = Some(Doubt::Gone),
        },
    }
    row.is_of_context = row.why.is_some_and(|why| why.is_of_context(anchor, row.proposed.as_ref()));
    row
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Source;
    use crate::project::{CoderId, ProjectInfo, Timestamp, change_each};
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

    fn source(now: Option<&str>) -> Texts {
        Texts { source: now.map(Text::new), kept: None }
    }

    fn states(project: &Project, now: Option<&str>) -> Vec<(State, usize, usize)> {
        let report = verify(project, &|_| source(now));
        report.rows.iter().map(|row| (row.state, row.start, row.end)).collect()
    }

    const BODY: &str =
        "É the first and then, some way on, the second passage of the letter, and so it ends there.";

    #[test]
    fn the_text_as_it_was_is_exact() {
        let project = project(BODY, &["first", "second passage"]);
        assert!(verify(&project, &|_| source(Some(BODY))).is_clean());
        assert_eq!(states(&project, Some(BODY)), [(State::Exact, 6, 11), (State::Exact, 39, 53)]);
    }

    #[test]
    fn a_quotation_found_once_with_its_context_has_moved() {
        let project = project(BODY, &["second passage"]);
        let now = format!("日本 {BODY}");
        assert_eq!(states(&project, Some(&now)), [(State::Moved, 42, 56)]);
        let report = verify(&project, &|_| source(Some(&now)));
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
        let report = verify(&project, &|_| source(None));
        assert!(report.documents.values().all(|state| *state == DocumentState::Missing));
        assert!(!report.is_clean());
    }

    #[test]
    fn a_changed_source_is_held_against_the_text_that_was_kept() {
        let project = project(BODY, &["second passage", "first"]);
        // Without the old text the two copies could not be told apart.
        let now = format!("{BODY}\nAfterwards the second passage was read once more.");
        let texts = Texts { source: Some(Text::new(now.as_str())), kept: Some(Text::new(BODY)) };
        let report = verify(&project, &|_| texts.clone());
        let states: Vec<State> = report.rows.iter().map(|row| row.state).collect();
        assert_eq!(states, [State::Exact, State::Exact]);
    }

    #[test]
    fn what_its_own_text_denies_is_not_exact_where_its_source_says_it() {
        let mut project = project(BODY, &["second passage"]);
        // As when a text was taken over elsewhere, and the file here is the one before.
        let now = format!("Now: {BODY}");
        change_each(&mut project.documents, |record| record.hash = Text::new(now.as_str()).hash());
        let texts = Texts { source: Some(Text::new(BODY)), kept: Some(Text::new(now.as_str())) };
        let report = verify(&project, &|_| texts.clone());
        assert_eq!(report.rows[0].state, State::Uncertain);
        assert!(report.rows[0].proposed.is_some());
    }

    #[test]
    fn a_look_alike_at_the_old_place_in_another_text_is_not_taken_for_it() {
        let body = "Yes, he said.\nYes, he said.\nNo, she said.\n";
        let project = project(body, &["Yes, he said."]);
        let now = format!("Yes, he said.\n{body}");
        assert_ne!(states(&project, Some(&now))[0].0, State::Exact);
    }

    #[test]
    fn a_corrected_copy_is_looked_at_and_its_source_is_the_same() {
        let mut project = project(BODY, &["second passage"]);
        change_each(&mut project.documents, |record| {
            record.seen = Some(Text::new("as the file says").hash());
        });
        let texts = Texts { source: Some(Text::new("as the file says")), kept: Some(Text::new(BODY)) };
        assert!(verify(&project, &|_| texts.clone()).is_clean());
    }

    #[test]
    fn what_is_doubted_needs_a_look_and_what_is_detached_does_not() {
        let mut project = project(BODY, &["second passage", "first"]);
        let ids: Vec<AnnotationId> = project.annotations.keys().copied().collect();
        if let Some(annotation) = project.annotations.get_mut(&ids[0]) {
            *annotation = annotation.doubted(None, Doubt::Gone);
        }
        if let Some(annotation) = project.annotations.get_mut(&ids[1]) {
            annotation.standing = Standing::Detached;
        }
        let report = verify(&project, &|_| source(Some(BODY)));
        let of = |id| report.rows.iter().find(|row| row.id == id).unwrap();
        assert_eq!((of(ids[0]).state, of(ids[0]).why), (State::Uncertain, Some(Doubt::Gone)));
        assert_eq!((of(ids[1]).state, of(ids[1]).detached), (State::Missing, true));
        assert_eq!(report.rows.iter().filter(|row| row.needs_look()).count(), 1);
    }
}
