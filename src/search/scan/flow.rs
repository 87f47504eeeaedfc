//! A text as it runs on: lines joined, words that were broken at a line's end made whole.
//!
//! Words, phrases and expressions are looked for in the flow, and what is found there is told in bytes of the text itself.
//! Inside a passage (a paragraph, as far as can be told) a line break with the space around it is one blank, or nothing in
//! scripts without spaces; a hyphen that only broke a word goes with its line break, and after one that stays nothing is
//! put. Page furniture inside a passage comes after that passage.
//!
//! Often nobody can tell whether a hyphen only broke a word (`pro-` `tect`, `anti-` `social`). A passage with such hyphens is
//! read twice: at its place as it is shown, and once more behind everything else, with each of them the other way.
//!
//! Where nothing is to be joined, as in most texts, the flow is the text.

use std::borrow::Cow;

use crate::search::words::is_alone;
use crate::text::reading::LineEndHyphen;
use crate::text::{Span, Text};

/// A text as it runs on, with the way back.
#[derive(Debug)]
pub(crate) struct Flow<'t> {
    text: Cow<'t, str>,
    /// Empty where the flow is the text.
    pieces: Vec<Piece>,
    /// Paragraphs and furniture, in the order of the flow.
    units: Vec<Unit>,
    /// Where furniture and second readings begin, and where furniture ends.
    barriers: Vec<usize>,
    /// Where the first reading ends.
    first_end: usize,
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unit {
    /// Its place in the flow.
    pub flow: Span,
    /// Where it is read again, if it is.
    pub again: Vec<Span>,
    /// Its place in the text.
    pub original: Span,
    /// True for page furniture, which has no sentences.
    pub is_furniture: bool,
}

impl<'t> Flow<'t> {
    /// Joins the lines of `text` inside each of its `passages`; `None` where each paragraph is one line.
    pub fn of(text: &'t Text, passages: Option<&'t [Span]>, hyphens: &'t [LineEndHyphen]) -> Self {
        if let Some(passages) = passages {
            return Builder::new(text, passages, hyphens).build();
        }
        let structure = text.structure();
        let furniture = structure.furniture();
        let unit =
            |span: Span, is_furniture| Unit { flow: span, again: Vec::new(), original: span, is_furniture };
        let mut units: Vec<Unit> =
            structure.paragraphs().iter().map(|paragraph| unit(paragraph.span, false)).collect();
        units.extend(furniture.iter().map(|span| unit(*span, true)));
        if !furniture.is_empty() {
            units.sort_by_key(|unit| unit.flow);
        }
        let barriers = furniture.iter().flat_map(|span| [span.start, span.end]).collect();
        Self {
            text: Cow::Borrowed(text.as_str()),
            pieces: Vec::new(),
            units,
            barriers,
            first_end: text.len(),
        }
    }

    /// The text as it runs on, with what is read again.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Paragraphs and furniture.
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// The whole text as one unit.
    pub fn whole(&self, text: &Text) -> Unit {
        Unit {
            flow: Span::new(0, self.first_end),
            again: self.units.iter().flat_map(|unit| unit.again.iter().copied()).collect(),
            original: Span::new(0, text.len()).trimmed(text.as_str()),
            is_furniture: false,
        }
    }

    /// The part of a unit that stands for a part of the text.
    pub fn part(&self, unit: &Unit, original: Span) -> Unit {
        Unit {
            flow: self.part_of(unit.flow, original),
            again: unit.again.iter().map(|again| self.part_of(*again, original)).collect(),
            original,
            is_furniture: unit.is_furniture,
        }
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

    /// The part of `within`, a reading of one passage, that stands for a part of the text. A break counts only as a whole.
    fn part_of(&self, within: Span, original: Span) -> Span {
        if self.pieces.is_empty() {
            return original;
        }
        let from = self.pieces.partition_point(|piece| piece.flow < within.start);
        let to = self.pieces.partition_point(|piece| piece.flow < within.end);
        let pieces = &self.pieces[from..to];
        let before = |offset: usize| {
            let after = pieces.partition_point(|piece| piece.original.start < offset);
            after.checked_sub(1).map(|at| pieces[at])
        };
        let start = match before(original.start + 1) {
            None => within.start,
            Some(piece) if piece.is_break => piece.flow + usize::from(original.start > piece.original.start),
            Some(piece) => piece.flow + (original.start - piece.original.start).min(piece.original.len()),
        };
        let end = match before(original.end) {
            None => within.start,
            Some(piece) if piece.is_break => piece.flow + usize::from(original.end >= piece.original.end),
            Some(piece) => piece.flow + (original.end - piece.original.start).min(piece.original.len()),
        };
        Span::new(start, end.max(start))
    }
}

/// Puts a flow together.
struct Builder<'t> {
    body: &'t str,
    text: &'t Text,
    passages: &'t [Span],
    hyphens: &'t [LineEndHyphen],
    flow: String,
    pieces: Vec<Piece>,
    units: Vec<Unit>,
    barriers: Vec<usize>,
}

/// How hyphens are read that may be one or the other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    /// As they are shown.
    First,
    /// The other way.
    Again,
}

impl<'t> Builder<'t> {
    fn new(text: &'t Text, passages: &'t [Span], hyphens: &'t [LineEndHyphen]) -> Self {
        let structure = text.structure();
        let lines: usize = structure.paragraphs().iter().map(|paragraph| paragraph.lines.len()).sum();
        Self {
            body: text.as_str(),
            text,
            passages,
            hyphens,
            flow: String::with_capacity(text.len() + 1),
            pieces: Vec::with_capacity(2 * lines),
            units: Vec::with_capacity(passages.len() + structure.furniture().len()),
            barriers: Vec::new(),
        }
    }

    fn build(mut self) -> Flow<'t> {
        let furniture = self.text.structure().furniture();
        // Passages to be read again, by the number of their unit, with the furniture inside.
        let mut uncertain: Vec<(usize, Span, &[Span])> = Vec::new();
        let mut next = 0;
        for passage in self.passages {
            while let Some(page) = furniture.get(next).filter(|page| page.start < passage.start) {
                self.furniture(*page);
                next += 1;
            }
            let count = furniture[next..].partition_point(|page| page.start < passage.end);
            let inside = &furniture[next..next + count];
            next += count;
            let start = self.flow.len();
            self.read(*passage, inside, Reading::First);
            if self.is_uncertain(*passage) {
                uncertain.push((self.units.len(), *passage, inside));
            }
            self.end_unit(start, *passage, false);
            for page in inside {
                self.furniture(*page);
            }
        }
        for page in &furniture[next..] {
            self.furniture(*page);
        }
        let first_end = self.flow.len();
        for (unit, passage, inside) in uncertain {
            self.barriers.push(self.flow.len());
            let start = self.flow.len();
            self.read(passage, inside, Reading::Again);
            let again = Span::new(start, self.flow.len());
            self.units[unit].again.push(again);
            self.end_line(passage.end);
        }
        Flow {
            text: Cow::Owned(self.flow),
            pieces: self.pieces,
            units: self.units,
            barriers: self.barriers,
            first_end,
        }
    }

    /// True when a passage has hyphens that can be read in two ways.
    fn is_uncertain(&self, passage: Span) -> bool {
        let first = self.hyphens.partition_point(|hyphen| hyphen.at < passage.start);
        self.hyphens[first..]
            .iter()
            .take_while(|hyphen| hyphen.at < passage.end)
            .any(|hyphen| !hyphen.is_certain)
    }

    fn furniture(&mut self, page: Span) {
        self.barriers.push(self.flow.len());
        let start = self.flow.len();
        self.copy(page);
        self.end_unit(start, page, true);
        self.barriers.push(self.flow.len());
    }

    fn read(&mut self, passage: Span, inside: &[Span], reading: Reading) {
        let mut inside = inside.iter().copied().peekable();
        let mut line_start = passage.start;
        let mut previous: Option<Span> = None;
        for line in self.body[passage.range()].split_inclusive(['\n', '\u{c}']) {
            let line_span = Span::new(line_start, line_start + line.len()).trimmed(self.body);
            line_start += line.len();
            if line_span.is_empty() || inside.next_if(|page| page.overlaps(line_span)).is_some() {
                continue;
            }
            if let Some(above) = previous {
                self.join(above, line_span, reading);
            }
            self.copy(line_span);
            previous = Some(line_span);
        }
    }

    /// Puts between two lines what stands there as the text runs on.
    fn join(&mut self, above: Span, below: Span, reading: Reading) {
        let last = self.body[above.range()].chars().next_back();
        let first = self.body[below.range()].chars().next();
        let (Some(last), Some(first)) = (last, first) else { return };
        if matches!(last, '-' | '\u{ad}' | '\u{2010}') {
            let hyphen = above.end - last.len_utf8();
            if self.is_left_out(hyphen, reading) {
                self.flow.truncate(self.flow.len() - last.len_utf8());
                self.shorten(hyphen);
                return;
            }
            let before = self.body[above.start..hyphen].chars().next_back();
            if before.is_some_and(char::is_alphanumeric) && first.is_alphanumeric() {
                return;
            }
        }
        if has_no_spaces(last) && has_no_spaces(first) {
            return;
        }
        self.pieces.push(Piece {
            flow: self.flow.len(),
            original: Span::new(above.end, below.start),
            is_break: true,
        });
        self.flow.push(' ');
    }

    fn is_left_out(&self, hyphen: usize, reading: Reading) -> bool {
        let Ok(at) = self.hyphens.binary_search_by_key(&hyphen, |hyphen| hyphen.at) else { return false };
        let LineEndHyphen { is_left_out, is_certain, .. } = self.hyphens[at];
        is_left_out != (reading == Reading::Again && !is_certain)
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

    /// Notes what was put together since `start` as one unit.
    fn end_unit(&mut self, start: usize, original: Span, is_furniture: bool) {
        let flow = Span::new(start, self.flow.len());
        self.units.push(Unit { flow, again: Vec::new(), original, is_furniture });
        self.end_line(original.end);
    }

    /// Puts a line break that stands for nothing in the text.
    fn end_line(&mut self, original: usize) {
        self.pieces.push(Piece {
            flow: self.flow.len(),
            original: Span { start: original, end: original },
            is_break: true,
        });
        self.flow.push('\n');
    }
}

/// True for a character of a script that is written without spaces, or a mark of one. Korean has spaces between its words.
fn has_no_spaces(c: char) -> bool {
    let is_korean = matches!(c, '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7a3}' | '\u{ffa0}'..='\u{ffdc}');
    (is_alone(c) && !is_korean) || matches!(c, '\u{3001}'..='\u{303f}' | '\u{ff01}'..='\u{ff65}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::reading::hyphens_at_line_ends;
    use crate::text::structure::passages;
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
        let passages: &'static [Span] = Vec::leak(passages(text));
        let hyphens: &'static [LineEndHyphen] = Vec::leak(hyphens_at_line_ends(text, passages));
        Flow::of(text, Some(passages), hyphens)
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

    #[test]
    fn uncertain_hyphens_are_read_both_ways() {
        let text = Text::new("They were there to pro-\ntect the po-\nlice.\nThe police came.\n");
        let flow = flow_of(&text);
        let once = &flow.as_str()[flow.whole(&text).flow.range()];
        assert_eq!(once, "They were there to pro-tect the police.\nThe police came.\n");
        assert_eq!(flow.as_str(), format!("{once}They were there to protect the police.\n"));
        let unit = &flow.units()[0];
        assert_eq!(unit.again, [Span::new(once.len(), flow.as_str().len() - 1)]);
        let found = flow.as_str().rfind("protect").unwrap();
        assert_eq!(text.slice(flow.original(Span::new(found, found + 7))), "pro-\ntect");
        assert_eq!(flow.whole(&text).again, unit.again);
        assert_eq!(flow.part(unit, unit.original), *unit);
    }

    #[test]
    fn scripts_without_spaces_are_joined_without_one() {
        let text = Text::new("我们在东京的街上看见了很多警\n察官，他们没有说话。\n");
        assert_eq!(flow_of(&text).as_str(), "我们在东京的街上看见了很多警察官，他们没有说话。\n");
        let korean = Text::new("우리는 어제 거리에서 많은 경찰관을 보았다 그리고 그들은\n말하지 않았다\n");
        assert!(flow_of(&korean).as_str().contains("그들은 말하지"));
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
                prop_assert_eq!(&flow.part(unit, unit.original), unit);
            }
            for (at, c) in flow.as_str().char_indices().filter(|(_, c)| !c.is_whitespace()) {
                let original = flow.original(Span::new(at, at + c.len_utf8()));
                prop_assert_eq!(text.slice(original), c.to_string());
            }
        }
    }
}
