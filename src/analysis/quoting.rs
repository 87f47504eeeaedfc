//! The words of excerpts as people read them: without the ends of lines, the hyphens and the page furniture that come of how
//! a document was set.
//!
//! Everything that quotes for people quotes by this, on screen and on pages; what leaves for programs quotes the bytes.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::project::{Annotation, DocumentId};
use crate::text::reading::{PAGE_BREAK_MARK, Reading, hyphens_to_hide};
use crate::text::{Text, TextHash};

/// Quotes excerpts, and keeps which hyphens only broke a word for each text it has quoted from: to tell that, the whole text
/// must be read, while a quotation needs no more than its paragraphs. It is a hundredth of a text at most, so none is let
/// go of.
#[derive(Default)]
pub struct Quoting(Mutex<HashMap<DocumentId, Hyphens>>);

/// Which hyphens of a text only broke a word.
type Hyphens = (TextHash, Arc<[usize]>);

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
                let hyphens = self.hyphens(annotation.document, text);
                let shown = Reading::around(text, span, hyphens).shown(span);
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

    fn hyphens(&self, document: DocumentId, text: &Text) -> Arc<[usize]> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, hyphens)) = kept.get(&document).filter(|(hash, _)| *hash == text.hash()) {
            return hyphens.clone();
        }
        let hyphens: Arc<[usize]> = hyphens_to_hide(text).into();
        kept.insert(document, (text.hash(), hyphens.clone()));
        hyphens
    }
}

/// True for a character that may be read as something else, or not at all.
fn is_set_otherwise(c: char) -> bool {
    c.is_control() || matches!(c, '\u{ad}' | '\u{e000}'..='\u{f8ff}')
}

/// The words of an excerpt with those made whole that a hyphen breaks at the end of a line, once without these hyphens and
/// once with them: whether one only broke a word (`mea-` `sures`, `anti-` `social`) is known only to who reads the whole
/// text, and whoever looks for a word is to find it either way. `None` where no word is broken.
pub(super) fn made_whole(exact: &str) -> Option<[String; 2]> {
    let is_hyphen = |c: char| matches!(c, '-' | '\u{ad}' | '\u{2010}');
    let (mut without, mut with) = (String::with_capacity(exact.len()), String::with_capacity(exact.len()));
    let mut is_broken = false;
    let mut rest = exact;
    while let Some(at) = rest.find(is_hyphen) {
        let hyphen = rest[at..].chars().next().unwrap_or_default();
        let after = &rest[at + hyphen.len_utf8()..];
        let below = after.trim_start();
        let ends_line = !below.is_empty() && after[..after.len() - below.len()].contains(['\n', '\u{c}']);
        let is_soft = hyphen == '\u{ad}';
        is_broken |= ends_line || is_soft;
        for (whole, keeps) in [(&mut without, !ends_line && !is_soft), (&mut with, !is_soft)] {
            whole.push_str(&rest[..at]);
            if keeps {
                whole.push(hyphen);
            }
        }
        rest = if ends_line { below } else { after };
    }
    is_broken.then(|| [without + rest, with + rest])
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::project::{AnnotationId, CoderId, Standing, Timestamp};
    use crate::text::reading::ReadingMode;
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
    fn words_are_broken_only_at_the_ends_of_lines_and_made_whole_both_ways() {
        for (broken, without, with) in [
            ("some mea-\nsures", "some measures", "some mea-sures"),
            ("mea- \r\n  sures", "measures", "mea-sures"),
            ("mea\u{ad}sures\nof", "measures\nof", "measures\nof"),
            ("a mea\u{2010}\u{c}sures", "a measures", "a mea\u{2010}sures"),
            ("well-known anti-\nsocial", "well-known antisocial", "well-known anti-social"),
        ] {
            assert_eq!(made_whole(broken), Some([without.to_owned(), with.to_owned()]), "{broken:?}");
        }
        for whole in ["measures", "well-known", "the end-", "the end-\n", "one\ntwo", ""] {
            assert_eq!(made_whole(whole), None, "{whole:?}");
        }
    }

    proptest! {
        #[test]
        fn words_of_a_quotation_are_found_though_the_text_breaks_them(
            words in prop::collection::vec("[a-d]{2,5}(-[a-d]{2,4})?-?", 30..120),
            width in 30usize..60,
            from in 0usize..100,
            length in 1usize..200,
        ) {
            let text = Text::new(wrapped(&words, width));
            let body = text.as_str();
            let start = body.floor_char_boundary(from.min(body.len() - 1));
            let end = body.floor_char_boundary((start + length).min(body.len()));
            let span = Span::new(start, end).trimmed(body);
            prop_assume!(!span.is_empty());
            let one = annotation(&text, span.of(body).unwrap());
            let quoted = Quoting::default().quotation(&one, Some(&text)).into_owned();
            let exact = one.anchor.exact.clone();
            let whole = made_whole(&exact).unwrap_or_default();
            for word in quoted.split_whitespace() {
                let is_found = exact.contains(word) || whole.iter().any(|whole| whole.contains(word));
                prop_assert!(is_found, "{word} in {exact:?} as {quoted:?}");
            }
            let as_read = whole_quotation(&one, &text);
            prop_assert_eq!(quoted.trim(), as_read.trim());
        }
    }

    /// Words set in lines of about this width, hyphens and all.
    fn wrapped(words: &[String], width: usize) -> String {
        let (mut text, mut column) = (String::new(), 0);
        for word in words {
            column += word.len() + 1;
            text.push_str(word);
            text.push(if column > width { '\n' } else { ' ' });
            column = if column > width { 0 } else { column };
        }
        text
    }

    /// The quotation by reading the whole text.
    fn whole_quotation(annotation: &Annotation, text: &Text) -> String {
        if !annotation.anchor.exact.contains(is_set_otherwise) {
            return annotation.anchor.exact.clone();
        }
        Reading::new(text, ReadingMode::Reflowed).shown(annotation.span_in(text).unwrap())
    }
}
