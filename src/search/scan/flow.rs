//! A text as it runs on: hard-wrapped lines joined, words that were broken at a line's end made whole.
//!
//! Words, phrases and expressions are looked for in the flow, and what is found there is told in bytes of the text itself.
//! Inside a paragraph a line break with the space around it is one blank; a hyphen that only broke a word goes with
//! its line break, and after one that stays nothing is put. Page furniture inside a paragraph comes after that paragraph.
//! Where nothing is to be joined, as in most texts, the flow is the text.

use std::borrow::Cow;

use crate::text::{Span, Text};

/// A text as it runs on, with the way back.
#[derive(Debug)]
pub(crate) struct Flow<'t> {
    text: Cow<'t, str>,
    /// Empty where the flow is the text.
    pieces: Vec<Piece>,
    /// Paragraphs and furniture, in the order of the flow.
    units: Vec<Unit>,
    /// Where furniture begins and ends.
    barriers: Vec<usize>,
}

/// A part of the flow that stands for a part of the text.
#[derive(Clone, Copy, Debug)]
struct Piece {
    /// Where it begins in the flow.
    flow: usize,
    /// What it stands for: a line, the same byte for byte, or the break between two lines.
    original: Span,
    /// True for a break, which is one blank.
    is_break: bool,
}

/// A stretch of text in which a query is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unit {
    /// Its place in the flow.
    pub flow: Span,
    /// Its place in the text.
    pub original: Span,
    /// True for page furniture, which has no sentences.
    pub is_furniture: bool,
}

impl<'t> Flow<'t> {
    /// Joins the lines of `text`. `hyphens` are the offsets of those that only broke a word, ascending.
    pub fn of(text: &'t Text, hyphens: &'t [usize]) -> Self {
        let structure = text.structure();
        if structure.is_hard_wrapped() {
            return Builder::new(text, hyphens).build();
        }
        let furniture = structure.furniture();
        let unit = |span: Span, is_furniture| Unit { flow: span, original: span, is_furniture };
        let mut units: Vec<Unit> =
            structure.paragraphs().iter().map(|paragraph| unit(paragraph.span, false)).collect();
        units.extend(furniture.iter().map(|span| unit(*span, true)));
        if !furniture.is_empty() {
            units.sort_by_key(|unit| unit.flow);
        }
        let barriers = furniture.iter().flat_map(|span| [span.start, span.end]).collect();
        Self { text: Cow::Borrowed(text.as_str()), pieces: Vec::new(), units, barriers }
    }

    /// The text as it runs on.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Paragraphs and furniture.
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// Offsets that no phrase reaches over.
    pub fn barriers(&self) -> &[usize] {
        &self.barriers
    }

    /// What a part of the flow stands for in the text; an empty part has no place there.
    pub fn original(&self, flow: Span) -> Span {
        if self.pieces.is_empty() || flow.is_empty() {
            return flow;
        }
        let first = self.piece_at(flow.start);
        let last = self.piece_at(flow.end - 1);
        let start = if first.is_break {
            first.original.start
        } else {
            first.original.start + flow.start - first.flow
        };
        let end = if last.is_break { last.original.end } else { last.original.start + flow.end - last.flow };
        Span::new(start, end)
    }

    fn piece_at(&self, flow: usize) -> Piece {
        let after = self.pieces.partition_point(|piece| piece.flow <= flow);
        self.pieces[after.saturating_sub(1)]
    }

    /// The part of the flow that stands for a part of a paragraph which begins and ends on characters shown.
    pub fn part_of(&self, unit: &Unit, original: Span) -> Span {
        if self.pieces.is_empty() {
            return original;
        }
        let from = self.pieces.partition_point(|piece| piece.flow < unit.flow.start);
        let to = self.pieces.partition_point(|piece| piece.flow < unit.flow.end);
        let pieces = &self.pieces[from..to];
        let place = |offset: usize| {
            let after = pieces.partition_point(|piece| piece.original.start <= offset);
            let piece = pieces[after.saturating_sub(1)];
            piece.flow + offset.saturating_sub(piece.original.start).min(piece.original.len())
        };
        Span::new(place(original.start), place(original.end.saturating_sub(1)) + 1)
    }
}

/// Puts a flow together.
struct Builder<'t> {
    body: &'t str,
    text: &'t Text,
    hyphens: &'t [usize],
    flow: String,
    pieces: Vec<Piece>,
    units: Vec<Unit>,
    barriers: Vec<usize>,
}

impl<'t> Builder<'t> {
    fn new(text: &'t Text, hyphens: &'t [usize]) -> Self {
        let structure = text.structure();
        let lines: usize = structure.paragraphs().iter().map(|paragraph| paragraph.lines.len()).sum();
        Self {
            body: text.as_str(),
            text,
            hyphens,
            flow: String::with_capacity(text.len()),
            pieces: Vec::with_capacity(2 * lines),
            units: Vec::with_capacity(structure.paragraphs().len() + structure.furniture().len()),
            barriers: Vec::new(),
        }
    }

    fn build(mut self) -> Flow<'t> {
        let structure = self.text.structure();
        let mut furniture = structure.furniture().iter().copied().peekable();
        for paragraph in structure.paragraphs() {
            while let Some(page) = furniture.next_if(|page| page.start < paragraph.span.start) {
                self.furniture(page);
            }
            let mut inside = Vec::new();
            while let Some(page) = furniture.next_if(|page| page.start < paragraph.span.end) {
                inside.push(page);
            }
            self.paragraph(paragraph.span, &inside);
            for page in inside {
                self.furniture(page);
            }
        }
        for page in furniture {
            self.furniture(page);
        }
        Flow { text: Cow::Owned(self.flow), pieces: self.pieces, units: self.units, barriers: self.barriers }
    }

    fn furniture(&mut self, page: Span) {
        self.barriers.push(self.flow.len());
        let start = self.flow.len();
        self.copy(page);
        self.end_unit(start, page, true);
        self.barriers.push(self.flow.len());
    }

    fn paragraph(&mut self, span: Span, inside: &[Span]) {
        let start = self.flow.len();
        let mut inside = inside.iter().copied().peekable();
        let mut line_start = span.start;
        let mut previous: Option<Span> = None;
        for line in self.body[span.range()].split_inclusive(['\n', '\u{c}']) {
            let line_span = Span::new(line_start, line_start + line.len()).trimmed(self.body);
            line_start += line.len();
            if line_span.is_empty() || inside.next_if(|page| page.overlaps(line_span)).is_some() {
                continue;
            }
            if let Some(above) = previous {
                self.join(above, line_span);
            }
            self.copy(line_span);
            previous = Some(line_span);
        }
        self.end_unit(start, span, false);
    }

    /// Puts between two lines what stands there as the text runs on.
    fn join(&mut self, above: Span, below: Span) {
        let Some(last) = self.body[above.range()].chars().next_back() else { return };
        if matches!(last, '-' | '\u{ad}' | '\u{2010}') {
            let hyphen = above.end - last.len_utf8();
            if self.hyphens.binary_search(&hyphen).is_ok() {
                self.flow.truncate(self.flow.len() - last.len_utf8());
                self.shorten(hyphen);
                return;
            }
            let before = self.body[above.start..hyphen].chars().next_back();
            let after = self.body[below.start..].chars().next();
            if before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric) {
                return;
            }
        }
        self.pieces.push(Piece {
            flow: self.flow.len(),
            original: Span::new(above.end, below.start),
            is_break: true,
        });
        self.flow.push(' ');
    }

    /// Ends the last line before its hyphen; a line that was only a hyphen has left nothing.
    fn shorten(&mut self, hyphen: usize) {
        if let Some(piece) = self.pieces.last_mut() {
            piece.original.end = hyphen;
        }
        if self.pieces.last().is_some_and(|piece| piece.flow >= self.flow.len()) {
            self.pieces.pop();
        }
    }

    fn copy(&mut self, span: Span) {
        self.pieces.push(Piece { flow: self.flow.len(), original: span, is_break: false });
        self.flow.push_str(&self.body[span.range()]);
    }

    /// Notes what was put together since `start` as one unit, and ends it with a line break that stands for none of it.
    fn end_unit(&mut self, start: usize, original: Span, is_furniture: bool) {
        self.units.push(Unit { flow: Span::new(start, self.flow.len()), original, is_furniture });
        self.pieces.push(Piece {
            flow: self.flow.len(),
            original: Span { start: original.end, end: original.end },
            is_break: true,
        });
        self.flow.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::reading::hyphens_to_hide;
    use proptest::prelude::*;

    const WRAPPED: &str = "The neighbourhood policing teams of the county were asked whether mea-\n\
        sures against anti-social behaviour had been taken by the officers who\n\
        were there when it happened, and what the measures were said to be by\n\
        those who had asked for them in the first place, which nobody did any-\n\
        where else in the county at that time or at any time before it, it is\n\
        said by the people who live in the neighbourhood and those who do not.\n\n\
        Another paragraph begins here and it goes on for more than one line so\n\
        that it is read as a paragraph that was wrapped at a fixed width here.\n";

    fn flow_of(text: &Text) -> Flow<'_> {
        let hyphens: &'static [usize] = Vec::leak(hyphens_to_hide(text));
        Flow::of(text, hyphens)
    }

    #[test]
    fn lines_are_joined_and_words_made_whole() {
        let text = Text::new(WRAPPED);
        assert!(text.structure().is_hard_wrapped());
        let flow = flow_of(&text);
        let found = flow.as_str().find("measures against").unwrap();
        let original = flow.original(Span::new(found, found + "measures".len()));
        assert_eq!(text.slice(original), "mea-\nsures");
        let found = flow.as_str().find("officers who were").unwrap();
        assert_eq!(
            text.slice(flow.original(Span::new(found, found + "officers who were".len()))),
            "officers who\nwere"
        );
        assert_eq!(flow.units().len(), 2);
        assert_eq!(
            text.slice(flow.units()[1].original),
            flow.as_str()[flow.units()[1].flow.range()].replace("so ", "so\n")
        );
    }

    proptest! {
        #[test]
        fn every_visible_byte_is_in_the_flow_once(words in prop::collection::vec("[a-zé]{1,9}-?", 0..120), width in 20usize..60) {
            let mut body = String::new();
            let mut column = 0;
            for word in &words {
                column += word.chars().count() + 1;
                let break_here = column > width;
                body.push_str(word);
                body.push(if break_here { '\n' } else { ' ' });
                if break_here { column = 0 }
            }
            let text = Text::new(body);
            let flow = flow_of(&text);
            for unit in flow.units() {
                prop_assert_eq!(flow.original(unit.flow), unit.original);
                prop_assert_eq!(flow.part_of(unit, unit.original), unit.flow);
            }
            for (at, c) in flow.as_str().char_indices().filter(|(_, c)| !c.is_whitespace()) {
                let original = flow.original(Span::new(at, at + c.len_utf8()));
                prop_assert_eq!(text.slice(original), c.to_string());
            }
        }
    }
}
