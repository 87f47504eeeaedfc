//! The words of excerpts as people read them: without the ends of lines, the hyphens and the page furniture that come of how
//! a document was set.
//!
//! Everything that quotes for people quotes by this, on screen and on pages; what leaves for programs quotes the bytes.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::project::{Annotation, DocumentId};
use crate::text::Text;
use crate::text::reading::{PAGE_BREAK_MARK, Reading, ReadingMode};

/// So many documents are kept as they are read; more are let go of all at once.
const MOST_KEPT: usize = 256;

/// Documents as they are read, each cut once.
#[derive(Default)]
pub struct Quoting(Mutex<HashMap<DocumentId, Arc<Reading>>>);

impl Quoting {
    /// The words of an annotation in the text of its document; as they were kept where that is not to be had, or says
    /// something else.
    pub fn quotation<'a>(&self, annotation: &'a Annotation, text: Option<&Text>) -> Cow<'a, str> {
        let exact = annotation.anchor.exact.as_str();
        if !exact.contains(is_set_otherwise) {
            return Cow::Borrowed(exact.trim());
        }
        let placed = text.and_then(|text| Some((text, annotation.span_in(text)?)));
        match placed {
            Some((text, span)) => {
                let shown = self.reading(annotation.document, text).shown(span);
                // Of a page header alone nothing but marks is left: then it is what somebody wants to quote.
                if shown.chars().all(|c| c == PAGE_BREAK_MARK || c.is_whitespace()) {
                    return Cow::Owned(exact.split_whitespace().collect::<Vec<_>>().join(" "));
                }
                Cow::Owned(shown.trim().to_owned())
            }
            // Line ends around the words would be empty lines on a page.
            None => Cow::Borrowed(exact.trim_matches('\n')),
        }
    }

    fn reading(&self, document: DocumentId, text: &Text) -> Arc<Reading> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(reading) = kept.get(&document).filter(|reading| reading.text().hash() == text.hash()) {
            return reading.clone();
        }
        if kept.len() >= MOST_KEPT {
            kept.clear();
        }
        let reading = Arc::new(Reading::new(text, ReadingMode::Reflowed));
        kept.insert(document, reading.clone());
        reading
    }
}

/// True for a character that may be read as something else, or not at all.
fn is_set_otherwise(c: char) -> bool {
    c.is_control() || matches!(c, '\u{ad}' | '\u{e000}'..='\u{f8ff}')
}

/// True where a word may be broken at the end of a line, so that it is not there as it is read.
pub(super) fn may_break_words(exact: &str) -> bool {
    let mut lines = exact.split(['\n', '\u{c}']);
    // Nothing comes after the last.
    lines.next_back();
    lines.any(|line| line.trim_end().ends_with(['-', '\u{ad}', '\u{2010}'])) || exact.contains('\u{ad}')
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::project::{AnnotationId, CoderId, Standing, Timestamp};
    use crate::text::{Anchor, Span};

    fn annotation(text: &Text, words: &str) -> Annotation {
        let start = text.as_str().find(words).unwrap();
        Annotation {
            id: AnnotationId::new(),
            document: DocumentId::derived(b"report"),
            anchor: Anchor::new(text, Span::new(start, start + words.len())).unwrap(),
            standing: Standing::Certain,
            tags: BTreeSet::new(),
            memo: String::new(),
            coder: CoderId::derived(b"somebody"),
            created: Timestamp::from_second(0),
            modified: Timestamp::from_second(0),
        }
    }

    #[test]
    fn quotations_are_the_words_as_they_are_read() {
        let text = Text::new(
            "The commissioner has told the panel that every one of the com-\nplaints was answered in good time and\nthat \
                nothing was withheld from them by his office in this mat-\nter at all, which the panel accepts without more \
                ado and with thanks\nto everyone.\n",
        );
        let one = annotation(&text, "the com-\nplaints was");
        let quoting = Quoting::default();
        assert_eq!(quoting.quotation(&one, Some(&text)), "the complaints was");
        assert_eq!(quoting.quotation(&one, None), "the com-\nplaints was", "as it was kept");
        let other = Text::new("Another text.");
        assert_eq!(quoting.quotation(&one, Some(&other)), "the com-\nplaints was");
        assert!(matches!(
            quoting.quotation(&annotation(&text, "in good time"), Some(&text)),
            Cow::Borrowed("in good time")
        ));
    }

    #[test]
    fn a_page_header_alone_is_quoted_with_its_words() {
        let page = |number: usize| {
            format!(
                "the receipts of the year were counted again by the clerks\nof the county, who found that nothing was missing \
                 from the\nbooks and that the money had been spent on the bridge which\nwas closed.\n\nTHE COUNTY \
                 BOOKS\nPage {number}\n\n"
            )
        };
        let text = Text::new([page(1), page(2), page(3)].concat());
        let quoting = Quoting::default();
        let header = annotation(&text, "THE COUNTY BOOKS\nPage 2\n");
        assert_eq!(quoting.quotation(&header, Some(&text)), "THE COUNTY BOOKS Page 2");
        let more = annotation(&text, "was closed.\n\nTHE COUNTY BOOKS\nPage 2");
        assert_eq!(quoting.quotation(&more, Some(&text)), "was closed.\n¦", "among other words it is a mark");
    }

    #[test]
    fn words_are_broken_only_at_the_ends_of_lines() {
        for broken in ["mea-\nsures", "mea- \r\nsures", "mea\u{ad}sures", "a mea\u{2010}\u{c}sures"] {
            assert!(may_break_words(broken), "{broken:?}");
        }
        for whole in ["measures", "well-known", "the end-", "one\ntwo", ""] {
            assert!(!may_break_words(whole), "{whole:?}");
        }
    }
}
