//! The text a model and the rules read: paragraphs unwrapped, page furniture left out, and the way back.
//!
//! A model reads a line break as the end of something, so hard-wrapped lines are joined first, and hyphens that only
//! broke a word are left out, as in the reflowed reader. A text whose lines were not broken at a fixed width is read as it
//! stands. Whichever it is, every byte read knows the byte of the document it came from.

use crate::text::{Span, Text, reading};

/// Between two paragraphs of an unwrapped text.
const BREAK: &str = "\n\n";

/// A text made ready for reading.
#[derive(Clone, Debug)]
pub struct Prepared {
    text: String,
    /// Runs of bytes taken over unchanged, in order.
    runs: Vec<Run>,
    paragraphs: Vec<Span>,
}

/// Bytes that stand in the document as they do here, up to the start of the next run.
#[derive(Clone, Copy, Debug)]
struct Run {
    here: usize,
    there: usize,
}

impl Prepared {
    /// Makes a document's text ready.
    pub fn new(text: &Text) -> Self {
        if text.structure().is_hard_wrapped() { Self::unwrapped(text) } else { Self::as_it_stands(text) }
    }

    /// The text as it stands.
    pub fn as_it_stands(text: &Text) -> Self {
        let paragraphs = text.structure().paragraphs().iter().map(|paragraph| paragraph.span).collect();
        Self { text: text.as_str().to_owned(), runs: vec![Run { here: 0, there: 0 }], paragraphs }
    }

    /// The text with its paragraphs each on one line.
    fn unwrapped(text: &Text) -> Self {
        let mut prepared =
            Self { text: String::with_capacity(text.len()), runs: Vec::new(), paragraphs: Vec::new() };
        let body = text.as_str();
        let mut hidden = reading::hyphens_to_hide(text).into_iter().peekable();
        let mut furniture = text.structure().furniture().iter().peekable();
        let widest = body.lines().map(|line| line.trim_end().chars().count()).max().unwrap_or_default();
        let mut above = Span::new(0, 0);
        for paragraph in text.structure().paragraphs() {
            let between = body.get(above.end..paragraph.span.start).unwrap_or_default();
            let cut = between.matches('\n').count() > 1
                && is_cut(above.of(body).unwrap_or_default(), &body[paragraph.span.range()], widest);
            above = paragraph.span;
            let goes_on = if cut { prepared.paragraphs.pop() } else { None };
            if goes_on.is_none() && !prepared.text.is_empty() {
                prepared.text.push_str(BREAK);
            }
            let start = goes_on.map_or(prepared.text.len(), |span| span.start);
            let mut at = paragraph.span.start;
            for line in body[paragraph.span.range()].split_inclusive(['\n', '\u{c}']) {
                let line_span = Span::new(at, at + line.len());
                at = line_span.end;
                let words = line_span.trimmed(body);
                while furniture.next_if(|page| page.end <= words.start).is_some() {}
                if words.is_empty() || furniture.peek().is_some_and(|page| page.overlaps(words)) {
                    continue;
                }
                while hidden.next_if(|hyphen| *hyphen < words.start).is_some() {}
                let broken = hidden.next_if(|hyphen| words.contains(*hyphen));
                prepared.add_line(body, words, start, broken);
            }
            prepared.paragraphs.push(Span::new(start, prepared.text.len()));
        }
        prepared
    }

    /// Adds a line to the paragraph that began at `start`; a word broken at `broken` goes on in the next line.
    fn add_line(&mut self, body: &str, words: Span, start: usize, broken: Option<usize>) {
        // A hyphen at the end that is written, not made by the break, joins the next line without a space too.
        let joins = self.text.len() == start || self.joins_on();
        if !joins {
            self.text.push(' ');
        }
        let end = broken.unwrap_or(words.end);
        self.runs.push(Run { here: self.text.len(), there: words.start });
        self.text.push_str(&body[words.start..end]);
        if broken.is_some() {
            // Marks that the next line goes on in the same word: a run that is empty.
            self.runs.push(Run { here: self.text.len(), there: end });
        }
    }

    /// True when the next line goes on in the word that stands last.
    fn joins_on(&self) -> bool {
        let unfinished = self.runs.last().is_some_and(|run| run.here == self.text.len());
        let mut last = self.text.chars().rev();
        unfinished || (last.next() == Some('-') && last.next().is_some_and(char::is_alphanumeric))
    }

    /// The text to read.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The paragraphs in it.
    pub fn paragraphs(&self) -> &[Span] {
        &self.paragraphs
    }

    /// The bytes of the document that a span of the text to read stands for.
    pub fn to_document(&self, span: Span) -> Span {
        if span.is_empty() {
            let at = self.there(span.start);
            return Span::new(at, at);
        }
        Span::new(self.there(span.start), self.there(span.end - 1) + 1)
    }

    /// Where a byte came from.
    fn there(&self, here: usize) -> usize {
        let run = self.runs.partition_point(|run| run.here <= here);
        match run.checked_sub(1).and_then(|run| self.runs.get(run)) {
            Some(run) => run.there + (here - run.here),
            None => here,
        }
    }
}

/// True when an empty line stands in the middle of a sentence: the last line above was full and has no mark at its end, and what
/// comes below begins with a small letter, or goes on in small letters with a name that was cut in two (`as part of PCC Ron`,
/// `Hogg's legacy`).
fn is_cut(above: &str, below: &str, widest: usize) -> bool {
    let last = above.trim_end().rsplit('\n').next().unwrap_or_default();
    let mut words = below.split_whitespace();
    let (Some(first), second) = (words.next(), words.next().unwrap_or_default()) else { return false };
    if below.starts_with(char::is_whitespace) {
        return false;
    }
    // The width of a line is told by what would have gone past it, and roughly, since letters are of different widths.
    let full = (last.chars().count() + 1 + first.chars().count()) * 4 > widest * 3;
    let ends_inside = last.ends_with(|c: char| c.is_alphanumeric());
    let name = last.split_whitespace().next_back().is_some_and(|word| word.starts_with(char::is_uppercase));
    let small = |word: &str| word.starts_with(char::is_lowercase);
    full && ends_inside && (small(first) || name && first.starts_with(char::is_uppercase) && small(second))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const WRAPPED: &str = "Key achievements of the Police and Crime Commissioner for Cleve-\n\
        land since the year in which the office was first set up by\n\
        Parliament, and of the many volunteers and officers of a so-\n\
        called new kind who stood by it in all the years that followed\n\
        and went on working while it was being remade by people who\n\
        had never seen it before, and who did not know what it meant.\n\n\
        A second paragraph, which is much too short to be wrapped.\n";

    #[test]
    fn lines_are_joined_and_every_byte_knows_where_it_was() {
        let text = Text::new(WRAPPED);
        assert!(text.structure().is_hard_wrapped());
        let prepared = Prepared::new(&text);
        assert!(prepared.text().contains("Crime Commissioner for Cleveland since"), "{}", prepared.text());
        assert!(prepared.text().contains("set up by Parliament"));
        assert!(prepared.text().contains("a so-called new kind"));
        assert_eq!(prepared.paragraphs().len(), 2);
        let at = prepared.text().find("Cleveland").unwrap();
        let span = prepared.to_document(Span::new(at, at + "Cleveland".len()));
        assert_eq!(text.slice(span), "Cleve-\nland");
    }

    #[test]
    fn a_sentence_goes_on_after_an_empty_line_inside_it() {
        let cut = WRAPPED.replace("set up by\nParliament", "set up by Ron\n\nHogg's parliament");
        let prepared = Prepared::new(&Text::new(cut));
        assert!(prepared.text().contains("set up by Ron Hogg's parliament"), "{}", prepared.text());
        assert_eq!(prepared.paragraphs().len(), 2);
        let apart = WRAPPED.replace("set up by\nParliament", "set up by Ron.\n\nHogg's parliament");
        assert_eq!(Prepared::new(&Text::new(apart)).paragraphs().len(), 3);
        let heading = WRAPPED.replace("set up by\nParliament", "set up by Ron\n\nHogg's Parliament");
        assert_eq!(Prepared::new(&Text::new(heading)).paragraphs().len(), 3);
    }

    #[test]
    fn other_text_is_read_as_it_stands() {
        let text = Text::new("One line.\nAnother, with a Name\n");
        let prepared = Prepared::new(&text);
        assert_eq!(prepared.text(), text.as_str());
        assert_eq!(prepared.paragraphs().len(), 2);
        assert_eq!(prepared.to_document(Span::new(3, 7)), Span::new(3, 7));
    }

    proptest! {
        #[test]
        fn visible_characters_stay(body in "([a-zé日]{1,9}[ ]|[a-z]{2,8}-\n[a-z]{2,8} |[A-Z][a-z]{3,8}[.]?\n){0,80}") {
            let text = Text::new(body.as_str());
            let prepared = Prepared::new(&text);
            for (at, c) in prepared.text().char_indices().filter(|(_, c)| !c.is_whitespace()) {
                let there = prepared.to_document(Span::new(at, at + c.len_utf8()));
                prop_assert_eq!(text.slice(there), c.to_string());
            }
        }
    }
}
