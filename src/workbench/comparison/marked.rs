//! The words that differ in a shared passage, on both its sides.
//!
//! A short passage is compared by whoever draws it; a long one by a job, since a frame must not wait for it.

use std::sync::Arc;

use super::super::{CommandError, Workbench};
use super::Places;
use crate::compare::marks::{Mark, marks};
use crate::compare::words::compare_while;
use crate::text::{Span, Text};

/// What differs between both places of a passage, the first place first.
pub type PassageMarks = Arc<[Vec<Mark>; 2]>;

/// What differs between both places of a passage, as it was asked for.
#[derive(Clone, Debug)]
pub struct Marked {
    /// The comparison the passage is from, by its revision.
    pub revision: u64,
    /// The places.
    pub places: Places,
    /// What differs.
    pub marks: PassageMarks,
}

/// Compares two passages word by word; `None` once `stop` says so.
pub(super) fn marked(
    [a, b]: [&Text; 2],
    [on_a, on_b]: [Span; 2],
    stop: &dyn Fn() -> bool,
) -> Option<PassageMarks> {
    let stretches = compare_while(a, on_a, b, on_b, stop)?;
    Some(Arc::new(marks(&stretches, [a, b], [on_a.end, on_b.end])))
}

impl Workbench {
    /// What differs between both places of a passage, compared on the spot; nothing where one of the texts is another by
    /// now. For passages so long that nobody can wait there is [`super::ComparisonCommand::MarkPassage`].
    pub fn mark_passage_now(&self, places: Places) -> PassageMarks {
        let Some([a, b]) = self.texts_of(places) else { return PassageMarks::default() };
        marked([&a, &b], [places.a.1, places.b.1], &|| false).unwrap_or_default()
    }

    /// The texts of both places, as they were compared.
    pub(super) fn texts_of(&self, places: Places) -> Option<[Text; 2]> {
        let comparison = self.comparison();
        let text = |(document, span): (_, Span)| {
            let text = self.text(document).filter(|text| comparison.holds_for(document, text.hash()))?;
            span.of(text.as_str()).is_some().then_some(text)
        };
        Some([text(places.a)?, text(places.b)?])
    }
}

/// Said where a passage is not what it was any more.
pub(super) fn changed() -> CommandError {
    CommandError::new(
        "The texts of that passage have changed since they were compared: they are being compared anew.",
    )
}
