//! How a passage looks where it stands: quoted, like page furniture, or as running text.
//!
//! What many documents have may be a sentence that all of them quote, which is what a reader looks for, or what a publisher puts on
//! every page, which is not. Told apart are they by what is around them: quotation marks; lines of their own that are no sentence
//! or bid the reader do something. Of what words mean only a few bids are known, in English.

use super::{Index, Place};
use crate::text::{Span, Text};

/// Says how places look.
pub trait Sight {
    /// How a place looks.
    fn look(&self, place: Place) -> Look;
    /// True for a place that is all of what stands between two quotation marks.
    fn is_quotation(&self, place: Place) -> bool;
    /// True for a place that is all of a sentence, and no furniture.
    fn is_whole_sentence(&self, place: Place) -> bool;
}

impl Sight for Index {
    fn look(&self, place: Place) -> Look {
        self.text(place.document).map_or(Look::Running, |text| Look::of(text, place.span))
    }

    fn is_quotation(&self, place: Place) -> bool {
        self.text(place.document).is_some_and(|text| is_quotation(text, place.span))
    }

    fn is_whole_sentence(&self, place: Place) -> bool {
        self.text(place.document).is_some_and(|text| is_whole_sentence(text, place.span))
    }
}

/// How a place looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Most of it stands in quotation marks.
    Quoted,
    /// On lines of its own, and no sentence or one that bids the reader do something.
    Furniture,
    /// Anything else.
    Running,
}

/// A quotation that began before a paragraph, or further back than this in it, is not known of, in bytes.
const LOOK_BACK: usize = 2_000;

/// What furniture says.
const BIDS: [&str; 16] = [
    "sign up",
    "subscribe",
    "subscription",
    "newsletter",
    "click ",
    "visit ",
    "read more",
    "follow us",
    "all rights reserved",
    "copyright",
    "©",
    "cookie",
    "advertisement",
    "www.",
    "http",
    "@",
];

impl Look {
    /// How a place of a text looks.
    pub fn of(text: &Text, span: Span) -> Self {
        if 2 * quoted(text.as_str(), span) >= span.len() {
            Self::Quoted
        } else if is_on_its_own(text.as_str(), span)
            && (!is_sentence(text.as_str(), span) || bids(text.slice(span)))
        {
            Self::Furniture
        } else {
            Self::Running
        }
    }
}

/// True for a place that is all of what stands between two quotation marks: a saying or a dictum that is quoted.
fn is_quotation(text: &Text, span: Span) -> bool {
    let body = text.as_str();
    let (before, behind) = around(body, span);
    let is_mark = |c: char| is_double(c) || is_single(c);
    let is_closed =
        behind.trim_start_matches(|c| is_mark_of_end(c) || c == ',' || c == ';').starts_with(is_mark);
    before.ends_with(is_mark) && is_closed
}

/// True for a place that is all of a sentence, or of several, as its stops say, and no furniture.
fn is_whole_sentence(text: &Text, span: Span) -> bool {
    let body = text.as_str();
    let (before, behind) = around(body, span);
    let is_mark = |c: char| is_double(c) || is_single(c) || matches!(c, '(' | '[');
    let before = before.trim_end_matches(is_mark).trim_end_matches([' ', '\t', '\u{a0}']);
    let begins = before.is_empty()
        || before.trim_end_matches(is_mark).ends_with(|c| is_mark_of_end(c) || c == '\n' || c == ':');
    let first = body.get(span.range()).and_then(|words| words.chars().next());
    let is_upper = first.is_some_and(|c| !c.is_lowercase());
    begins && is_upper && behind.starts_with(is_mark_of_end) && Look::of(text, span) != Look::Furniture
}

/// What stands before and behind a place.
fn around(body: &str, span: Span) -> (&str, &str) {
    (body.get(..span.start).unwrap_or_default(), body.get(span.end..).unwrap_or_default())
}

/// True for what ends a sentence.
fn is_mark_of_end(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '।')
}

/// How many bytes of a place stand in quotation marks.
fn quoted(body: &str, span: Span) -> usize {
    let far = body.floor_char_boundary(span.start.saturating_sub(LOOK_BACK));
    let before = body.get(far..span.start).unwrap_or_default();
    let paragraph = before.rfind("\n\n").map_or(far, |at| far + at);
    let Some(read) = body.get(paragraph..span.end) else { return 0 };
    let mut before = None;
    let mut quoted = 0;
    // The mark that opened it, and the byte behind that.
    let mut open: Option<(char, usize)> = None;
    let inside = |from: usize, to: usize| to.min(span.end).saturating_sub(from.max(span.start));
    for (at, c) in read.char_indices().map(|(at, c)| (paragraph + at, c)) {
        let begins_word = before.is_none_or(|c: char| !c.is_alphanumeric());
        let ends_word = || !body[at + c.len_utf8()..].starts_with(char::is_alphanumeric);
        match open {
            None if is_double(c) || (is_single(c) && begins_word && !ends_word()) => {
                open = Some((c, at + c.len_utf8()));
            }
            Some((mark, from))
                if is_double(c) == is_double(mark) && (is_double(c) || (is_single(c) && ends_word())) =>
            {
                quoted += inside(from, at);
                open = None;
            }
            _ => {}
        }
        before = Some(c);
    }
    quoted + open.map_or(0, |(_, from)| inside(from, span.end))
}

/// The marks around a quotation: which open and which close it hangs on the language.
fn is_double(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '「' | '」' | '『' | '』')
}

/// Those that may be apostrophes.
fn is_single(c: char) -> bool {
    matches!(c, '\'' | '‘' | '’' | '‚' | '‹' | '›')
}

/// True where nothing else stands on the lines of a place.
fn is_on_its_own(body: &str, span: Span) -> bool {
    let (before, behind) = around(body, span);
    let stops = |c: &char| *c == '\n' || c.is_alphanumeric();
    before.chars().rev().find(stops).is_none_or(|c| c == '\n')
        && behind.chars().find(stops).is_none_or(|c| c == '\n')
}

/// True for what ends as a sentence does.
fn is_sentence(body: &str, span: Span) -> bool {
    let behind = body.get(span.end..).unwrap_or_default();
    let mark = behind.chars().find(|c| !c.is_whitespace() || *c == '\n');
    mark.is_some_and(is_mark_of_end)
}

/// True for words that bid the reader do something with the page.
fn bids(words: &str) -> bool {
    let words = words.to_lowercase();
    BIDS.iter().any(|bid| words.contains(bid))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(body: &str, words: &str) -> Look {
        let start = body.find(words).unwrap_or(0);
        Look::of(&Text::new(body), Span::new(start, start + words.len()))
    }

    #[test]
    fn what_stands_in_quotation_marks_is_quoted() {
        let words = "We will not close the bridge";
        for body in [
            "He came. \n\n\"We will not close the bridge,\" he said.",
            "He said: “We will not close the bridge.”",
            "Er sagte: „We will not close the bridge“.",
            "He said ‘We will not close the bridge’ and left.",
            "“Nobody asked me. We will not close the bridge, and it’s final.”",
            "'It's said. We will not close the bridge.'",
        ] {
            assert_eq!(look(body, words), Look::Quoted, "{body}");
        }
        let all = "The mayor's word was: “We will not close the bridge.”";
        assert_eq!(look(all, "word was: “We will not close the bridge"), Look::Quoted);
        assert_eq!(look("“No,” he said. We will not close the bridge. “Yes.”", words), Look::Running);
        assert_eq!(look("The dogs' bowl: We will not close the bridge.", words), Look::Running);
    }

    #[test]
    fn a_saying_is_a_quotation_or_a_sentence_of_its_own() {
        let words = "No man may judge his own cause";
        let is = |of: fn(&Text, Span) -> bool, body: &str| {
            let start = body.find(words).unwrap();
            of(&Text::new(body), Span::new(start, start + words.len()))
        };
        for body in
            ["He held: “No man may judge his own cause.”", "the rule ‘No man may judge his own cause’ stands"]
        {
            assert!(is(is_quotation, body), "{body}");
        }
        for body in [
            "“It is old. No man may judge his own cause.”",
            "No man may judge his own cause.",
            "“No man may judge his own cause,” he said, “again.”",
        ] {
            assert_eq!(is(is_quotation, body), body.contains("said"), "{body}");
        }
        for body in
            ["It is old. No man may judge his own cause. So it stands.", "No man may judge his own cause!"]
        {
            assert!(is(is_whole_sentence, body), "{body}");
        }
        for body in [
            "The rule No man may judge his own cause. It stands.",
            "Old. No man may judge his own cause, he said.",
            "One.\n\nNo man may judge his own cause\n\nTwo.",
        ] {
            assert!(!is(is_whole_sentence, body), "{body}");
        }
    }

    #[test]
    fn furniture_stands_by_itself_and_is_no_sentence_or_bids_something() {
        assert_eq!(
            look("One.\n\nThe Gazette – News and Sport\n\nTwo.", "The Gazette – News and Sport"),
            Look::Furniture
        );
        assert_eq!(look("One.\nVisit here to sign up.\n", "Visit here to sign up"), Look::Furniture);
        assert_eq!(look("One. Visit here to sign up.\n", "Visit here to sign up"), Look::Running);
        assert_eq!(
            look("One.\n\nThe bridge was closed at noon.\n\nTwo.", "The bridge was closed at noon"),
            Look::Running
        );
        assert_eq!(look("", ""), Look::Quoted, "of nothing all is quoted");
    }
}
