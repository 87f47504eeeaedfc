//! What documents share, as files: the list of passages ([`passages`]), the variants of one passage ([`collation`]),
//! two documents side by side as a page ([`side_by_side`]), and which were earlier ([`precedence`]).
//!
//! Nothing here compares anything: what was found is given. Pages mark what differs by lines of different kinds as well as
//! by colour, and by words for whoever hears them.

mod collation;
mod list;
mod order;
mod side_by_side;

use maud::{Markup, html};

use super::ExportError;
use super::request::Format;
use super::wording::XmlFilter;
use crate::compare::marks::Difference;
use crate::compare::shared::{Kind, SharedPassage};
use crate::compare::side_by_side::Side;
use crate::text::numbers::counted;
use crate::text::{Span, Text};

pub use collation::{COLLATION_FORMATS, collation};
pub use list::{LIST_FORMATS, ListRow, passages};
pub use order::{ORDER_FORMATS, precedence};
pub use side_by_side::{Page, Section, side_by_side};

/// A document as it is named in files.
#[derive(Clone, Debug)]
pub struct Named {
    /// Its path or file name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Its date; nothing where none is known.
    pub date: String,
    /// Its text.
    pub text: Text,
}

impl Named {
    /// Title and date as a page gives them.
    fn heading(&self) -> String {
        if self.date.is_empty() { self.title.clone() } else { format!("{} ({})", self.title, self.date) }
    }

    /// Where a passage begins and ends, in code points.
    pub fn code_points(&self, span: Span) -> (usize, usize) {
        self.text.code_points().from_span(self.text.as_str(), span).unwrap_or_default()
    }
}

/// Refuses a format that something does not come in.
fn check(subject: &'static str, format: Format, formats: &[Format]) -> Result<(), ExportError> {
    if formats.contains(&format) {
        return Ok(());
    }
    let instead = formats.iter().map(|format| format.name()).collect::<Vec<_>>().join(" or ");
    Err(ExportError::NotOffered { subject, format, instead })
}

/// Length, kind and likeness of a passage: `96 words, edited, 97 % the same`.
fn in_words(passage: &SharedPassage) -> String {
    let words = counted(passage.words as usize, "word", "words");
    match passage.kind {
        Kind::Verbatim => format!("{words}, word for word"),
        kind => format!("{words}, {}, {} % the same", kind.name(), passage.percent()),
    }
}

/// How what differs is shown on a page.
const MARKS: &str = "
mark { color: inherit; text-decoration-thickness: 2px; text-underline-offset: .2em; print-color-adjust: exact; }
mark.other { background: #fbe3dd; text-decoration: underline dashed #c0492f 2px; }
mark.only { background: #ddf0e4; text-decoration: underline double #2b8a55; }
mark.written { background: transparent; text-decoration: underline dotted var(--faint) 1px; }
.missing { color: #2b8a55; font-weight: 700; user-select: none; cursor: help; }
@media (prefers-color-scheme: dark) { mark.other { background: #4a2a22; } mark.only { background: #1f3d2c; } .missing { color: #63c08b; } }
@media print { mark.other { background: #fbe3dd; } mark.only { background: #ddf0e4; } }
";

/// What stands where words are missing.
const CARET: &str = "‸";

/// The class of what is marked in a way.
fn class(difference: Difference) -> &'static str {
    match difference {
        Difference::Other => "other",
        Difference::Written => "written",
        Difference::Only => "only",
        Difference::Missing => "missing",
    }
}

/// Words that are marked, or the sign that some are missing, with what is said of it.
fn mark(difference: Difference, words: &str, said: &str) -> Markup {
    html! {
        @if difference == Difference::Missing {
            span.missing role="img" aria-label=(said) title=(said) { (CARET) }
        } @else {
            mark class=(class(difference)) title=(said) { (words) }
        }
    }
}

/// What the marks of a page mean.
fn legend() -> Markup {
    html! {
        p.citation {
            "Marked: "
            @for (n, difference) in Difference::ALL.into_iter().enumerate() {
                @if n > 0 { "; " }
                @let means = difference.meaning();
                (mark(difference, means, means))
                @if difference == Difference::Missing { " " (means) }
            }
            ". Other differences of case, punctuation and line breaks are not marked."
        }
    }
}

/// A side on one line, with what differs marked; `there` is the text of the other side.
fn marked(side: &Side, text: &Text, there: &Text, filter: &mut XmlFilter) -> Markup {
    let parts = side.parts(text);
    html! {
        @for (marked, words) in &parts {
            @let words = filter.clean(words);
            @match marked {
                Some(it) => { (mark(it.difference, &words, &filter.clean(&it.said(there)))) }
                None => { (words) }
            }
        }
    }
}

#[cfg(test)]
mod tests;
