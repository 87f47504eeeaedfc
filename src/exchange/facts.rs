//! What every export says of an excerpt, found out in one place: where it stands, whether its words are still
//! there, who made it when, with which tags.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::path::Path;

use super::Material;
use crate::analysis::excerpts::TagOrder;
use crate::analysis::quoting::Quoting;
use crate::project::{
    Annotation, AnnotationId, DocumentId, DocumentRecord, Project, Standing, TagId, Timestamp, Titles,
};
use crate::text::numbers::counted;
use crate::text::{Span, Text, context};

/// Whether an excerpt's words were found where it says they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Check {
    /// The text says so, letter for letter.
    Ok,
    /// The text says something else there.
    Differs,
    /// There is no text to look in.
    TextMissing,
    /// Its place is not certain since the text changed.
    NeedsLook,
    /// It has no place in the text any more; somebody has looked.
    Detached,
}

impl Check {
    /// The word for it in tables.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Differs => "differs",
            Self::TextMissing => "text missing",
            Self::NeedsLook => "needs a look",
            Self::Detached => "detached",
        }
    }

    /// The sentence for it in pages; nothing when all is well.
    pub(super) fn warning(self) -> Option<&'static str> {
        match self {
            Self::Ok => None,
            Self::Differs => Some("This quotation differs from the document’s text."),
            Self::NeedsLook => Some(
                "The document’s text has changed, and nobody has looked where this quotation belongs now.",
            ),
            Self::Detached => {
                Some("This quotation is from an earlier text of the document and no longer in it.")
            }
            Self::TextMissing => Some("The document’s text is missing, so this quotation was not checked."),
        }
    }
}

/// Where an excerpt stands in a text that still says what was quoted.
pub(super) struct Place {
    /// The text.
    pub text: Text,
    /// The excerpt's bytes in it.
    pub span: Span,
    /// First and last paragraph, from 1.
    pub paragraphs: RangeInclusive<usize>,
    /// First and last line, from 1.
    pub lines: RangeInclusive<usize>,
}

/// One excerpt with everything looked up.
pub(super) struct Excerpt<'a> {
    /// The annotation.
    pub annotation: &'a Annotation,
    /// Its document, unless a damaged project lost it.
    pub document: Option<&'a DocumentRecord>,
    /// Its tags in codebook order.
    pub tags: Vec<TagId>,
    /// Whether the quotation was found.
    pub check: Check,
    /// Where, when it was.
    pub place: Option<Place>,
    /// What it names, each once, where that is wanted and known.
    pub names: Vec<String>,
    folder: Option<&'a Path>,
}

impl Excerpt<'_> {
    /// The document's path; nothing when there is none.
    pub(super) fn path(&self) -> String {
        self.document.map(|document| document.path_from(self.folder)).unwrap_or_default()
    }

    /// The document's title, or that there is none.
    pub(super) fn title(&self) -> &str {
        self.document.map_or("(document missing)", |document| document.title.as_str())
    }

    /// Up to `characters` characters on each side.
    pub(super) fn context(&self, characters: usize) -> (String, String) {
        let (before, after) = if let Some(place) = &self.place {
            context(place.text.as_str(), place.span, characters)
        } else {
            let anchor = &self.annotation.anchor;
            let from = anchor.prefix.char_indices().rev().take(characters).last();
            let to = anchor.suffix.char_indices().nth(characters).map_or(anchor.suffix.len(), |(at, _)| at);
            (from.map_or("", |(at, _)| &anchor.prefix[at..]), &anchor.suffix[..to])
        };
        (before.to_owned(), after.to_owned())
    }

    /// How much of its document the excerpt is, in per cent.
    pub(super) fn coverage(&self) -> Option<f64> {
        let whole = self.place.as_ref()?.text.code_points().len();
        let part = self.annotation.anchor.end - self.annotation.anchor.start;
        (whole > 0).then(|| part as f64 * 100.0 / whole as f64)
    }
}

/// A project being exported: its texts as they are needed, its order, and what was noticed on the way.
pub(super) struct Facts<'a> {
    material: Material<'a>,
    texts: BTreeMap<DocumentId, Option<Text>>,
    quoting: Quoting,
    order: TagOrder,
    checks: BTreeMap<AnnotationId, Check>,
    titles: Titles,
}

impl<'a> Facts<'a> {
    /// Makes ready to export.
    pub(super) fn new(material: Material<'a>) -> Self {
        Self {
            material,
            texts: BTreeMap::new(),
            quoting: Quoting::default(),
            order: TagOrder::of(material.project),
            checks: BTreeMap::new(),
            titles: Titles::of(material.project),
        }
    }

    /// The folder documents are named from.
    pub(super) fn folder(&self) -> Option<&'a Path> {
        self.material.folder
    }

    /// The project.
    pub(super) fn project(&self) -> &'a Project {
        self.material.project
    }

    /// The text of a document, asked for once.
    pub(super) fn text(&mut self, document: DocumentId) -> Option<Text> {
        let texts = self.material.texts;
        self.texts.entry(document).or_insert_with(|| texts(document)).clone()
    }

    /// What a document is called among the others of the project, or that there is none.
    pub(super) fn titled(&self, document: Option<&'a DocumentRecord>) -> Cow<'a, str> {
        document.map_or("(document missing)".into(), |document| self.titles.shown(document))
    }

    /// The tags of an annotation in codebook order.
    pub(super) fn tags(&self, annotation: &Annotation) -> Vec<TagId> {
        self.order.tags(annotation)
    }

    /// Looks an excerpt up; `None` when the project has it no longer.
    pub(super) fn excerpt(&mut self, id: AnnotationId) -> Option<Excerpt<'a>> {
        let project = self.material.project;
        let annotation = project.annotations.get(&id)?;
        let text = self.text(annotation.document);
        let place = text.as_ref().and_then(|text| {
            let span = annotation.span_in(text)?;
            Some(locate(text, span))
        });
        let check = match (&annotation.standing, &text, &place) {
            (Standing::NeedsLook { .. }, ..) => Check::NeedsLook,
            (Standing::Detached, ..) => Check::Detached,
            (Standing::Certain, None, _) => Check::TextMissing,
            (Standing::Certain, Some(_), None) => Check::Differs,
            (Standing::Certain, Some(_), Some(_)) => Check::Ok,
        };
        self.checks.insert(id, check);
        let names =
            place.as_ref().map(|place| (self.material.names)(annotation.document, &place.text, place.span));
        let names = names.unwrap_or_default();
        Some(Excerpt {
            annotation,
            document: project.documents.get(&annotation.document),
            tags: self.order.tags(annotation),
            check,
            names,
            place,
            folder: self.material.folder,
        })
    }

    /// The words of an excerpt as people read them. Where its text is not to be had, as they were kept.
    pub(super) fn quotation(&self, excerpt: &Excerpt<'_>) -> String {
        let text = excerpt.place.as_ref().map(|place| &place.text);
        self.quoting.quotation(excerpt.annotation, text).into_owned()
    }

    /// The name of the annotation's coder, the initials when there is none.
    pub(super) fn coder(&self, annotation: &Annotation) -> &'a str {
        self.material.project.coders.get(&annotation.coder).map_or("", |coder| {
            if coder.name.trim().is_empty() { coder.initials.as_str() } else { coder.name.as_str() }
        })
    }

    /// What was noticed about the quotations looked up so far.
    pub(super) fn notes(&self) -> Vec<String> {
        let of = |wanted: Check| self.checks.values().filter(|check| **check == wanted).count();
        let (differ, missing) = (of(Check::Differs), of(Check::TextMissing));
        let mut notes = Vec::new();
        if differ > 0 {
            let (no_longer, are) = if differ == 1 { ("matches its", "is") } else { ("match their", "are") };
            notes.push(format!(
                "{} no longer {no_longer} document’s text and {are} marked.",
                counted(differ, "quotation", "quotations")
            ));
        }
        let looks = of(Check::NeedsLook);
        if looks > 0 {
            let (needs, is) = if looks == 1 { ("needs", "is") } else { ("need", "are") };
            notes.push(format!(
                "{} {needs} a look since a text changed, and {is} marked “needs a look”.",
                counted(looks, "excerpt", "excerpts")
            ));
        }
        let detached = of(Check::Detached);
        if detached > 0 {
            let is = if detached == 1 { "is" } else { "are" };
            notes.push(format!(
                "{} {is} detached from the text and marked “detached”.",
                counted(detached, "excerpt", "excerpts")
            ));
        }
        if missing > 0 {
            let were = if missing == 1 { "was not checked" } else { "were not checked" };
            notes.push(format!(
                "{} {were}, because the document’s text is not available; marked “text missing”.",
                counted(missing, "quotation", "quotations")
            ));
        }
        notes
    }
}

fn locate(text: &Text, span: Span) -> Place {
    let structure = text.structure();
    let last = span.end.saturating_sub(1).max(span.start);
    let paragraphs = structure.paragraph_at(span.start) + 1..=structure.paragraph_at(last) + 1;
    let lines = structure.line_at(span.start) + 1..=structure.line_at(last) + 1;
    Place { text: text.clone(), span, paragraphs, lines }
}

/// The day of a moment in UTC, as people read it: `2020-09-09`.
pub(super) fn day(moment: Timestamp) -> String {
    moment.as_jiff().strftime("%Y-%m-%d").to_string()
}
