//! Two passages, or two whole documents, cut into rows that stand side by side: about a paragraph each, with the words
//! that differ.
//!
//! A row ends where a paragraph or a sentence does, on either side, so that what corresponds stays level however much
//! comes between. What is a line of its own in the source, a verse or a clause with its number, is a paragraph there and so a
//! row of its own; lines that were only broken at the edge of a page are not ([`crate::text::Text::structure`]). Nothing is left
//! out: the rows of a side put together are its whole passage.

use super::marks::{Difference, Mark, missing_at};
use super::words::{Relation, Stretch, steps_while};
use crate::text::{Span, Text};

/// A row is ended at the end of a sentence from so many bytes on …
const LONG: usize = 400;
/// … and anywhere between two words from so many.
const LONGEST: usize = 800;

/// One side of a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Side {
    /// What stands here; empty where the other side has something that this one lacks.
    pub span: Span,
    /// What differs in it, in order.
    pub marks: Vec<Mark>,
}

/// What stands side by side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The first side.
    pub a: Side,
    /// The second.
    pub b: Side,
}

impl Row {
    /// True when both sides say the same in the same words.
    pub fn is_same(&self) -> bool {
        self.a.marks.is_empty() && self.b.marks.is_empty()
    }
}

impl Side {
    /// What stands here on one line, in parts: what differs, each with its mark, and what stands between. Where words are
    /// missing, the part has none.
    pub fn parts(&self, text: &Text) -> Vec<(Option<Mark>, String)> {
        let mut parts: Vec<(Option<Mark>, String)> = Vec::new();
        let mut at = self.span.start;
        let mut push = |mark: Option<Mark>, span: Span| {
            let words = on_one_line(text.slice(span));
            if !words.is_empty() || mark.is_some() {
                parts.push((mark, words));
            }
        };
        for mark in &self.marks {
            push(None, Span::new(at, mark.here.start));
            push(Some(*mark), mark.here);
            at = mark.here.end;
        }
        push(None, Span::new(at, self.span.end.max(at)));
        parts
    }

    /// The side as it is once it is known where it ends: what is missing is told of within it, and not at all where nothing
    /// stands here.
    fn ended(mut self) -> Self {
        if self.span.is_empty() {
            self.marks.clear();
        }
        for mark in self.marks.iter_mut().filter(|mark| mark.here.is_empty()) {
            let at = mark.here.start.clamp(self.span.start, self.span.end);
            mark.here = Span::new(at, at);
        }
        self
    }
}

/// Words with every run of white space as one space.
pub fn on_one_line(words: &str) -> String {
    let mut line = String::with_capacity(words.len());
    for c in words.chars() {
        if !c.is_whitespace() {
            line.push(c);
        } else if !line.ends_with(' ') {
            line.push(' ');
        }
    }
    line
}

/// Two passages or texts, compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compared {
    /// What stands side by side, from the first to the last.
    pub rows: Vec<Row>,
    /// How many words are the same in both.
    pub same: usize,
}

/// Compares two passages and cuts them into rows. `None` once `stop` says so.
pub fn rows(a: &Text, on_a: Span, b: &Text, on_b: Span, stop: &dyn Fn() -> bool) -> Option<Compared> {
    let steps = steps_while(a, on_a, b, on_b, stop)?;
    let is_same = |step: &&Stretch| matches!(step.relation, Relation::Same | Relation::Written);
    let same = steps.iter().filter(is_same).count();
    let mut cutter = Cutter { texts: [a, b], ends: [on_a.end, on_b.end], rows: Vec::new() };
    let mut open = [on_a, on_b].map(|span| beginning(span.start));
    let mut coming = steps.iter().flat_map(|step| by_lines(step, [a, b])).peekable();
    while let Some(step) = coming.next() {
        cutter.add(&mut open, &step);
        if cutter.ends_row(&open, coming.peek()) {
            open = cutter.cut(&open);
        }
    }
    cutter.finish(open);
    Some(Compared { rows: cutter.rows, same })
}

/// Where the first line of its own begins behind a place and no further than another.
fn next_line(text: &Text, behind: usize, until: usize) -> Option<usize> {
    let paragraphs = text.structure().paragraphs();
    let next = paragraphs.partition_point(|paragraph| paragraph.span.start <= behind);
    paragraphs.get(next).map(|paragraph| paragraph.span.start).filter(|start| *start <= until)
}

/// The lines of their own on which some words stand.
fn lines(text: &Text, words: Span) -> Vec<Span> {
    let mut lines = Vec::new();
    let mut from = words.start;
    while from < words.end {
        let next = next_line(text, from, words.end).filter(|next| *next < words.end);
        let line = Span::new(from, next.unwrap_or(words.end)).trimmed(text.as_str());
        lines.extend((!line.is_empty()).then_some(line));
        from = next.unwrap_or(words.end);
    }
    lines
}

/// Words that stand against each other line by line, where several lines stand against none or against several others.
fn by_lines(step: &Stretch, texts: [&Text; 2]) -> Vec<Stretch> {
    let has_several = |text: &Text, words: Span| next_line(text, words.start, words.end).is_some();
    if !has_several(texts[0], step.a) && !has_several(texts[1], step.b) {
        return vec![*step];
    }
    let (on_a, on_b) = (lines(texts[0], step.a), lines(texts[1], step.b));
    let at = |lines: &[Span], number: usize, words: Span| {
        // Where there is no more, it would stand at the end.
        lines.get(number).copied().unwrap_or_else(|| {
            let end = lines.last().map_or(words.start, |last| last.end);
            Span::new(end, end)
        })
    };
    let of_number = |number: usize| {
        let (a, b) = (at(&on_a, number, step.a), at(&on_b, number, step.b));
        let relation = match (a.is_empty(), b.is_empty()) {
            (false, true) => Relation::Dropped,
            (true, false) => Relation::Added,
            _ => step.relation,
        };
        Stretch { relation, a, b }
    };
    (0..on_a.len().max(on_b.len())).map(of_number).collect()
}

/// A side on which nothing stands yet.
fn beginning(at: usize) -> Side {
    Side { span: Span::new(at, at), marks: Vec::new() }
}

struct Cutter<'t> {
    texts: [&'t Text; 2],
    ends: [usize; 2],
    rows: Vec<Row>,
}

impl Cutter<'_> {
    /// Adds what stands against each other to a row.
    fn add(&self, open: &mut [Side; 2], step: &Stretch) {
        for (side, text) in [0, 1].into_iter().zip(self.texts) {
            let (here, there) = if side == 0 { (step.a, step.b) } else { (step.b, step.a) };
            let row = &mut open[side];
            row.span.end = row.span.end.max(here.end);
            let Some(difference) = Difference::of(step.relation, side == 0) else { continue };
            // A row may have been begun since the word before.
            let missing = || missing_at(text, here.start.max(row.span.start), self.ends[side]);
            let here = if here.is_empty() { missing() } else { here };
            // Words in a row that differ in the same way are told as one.
            let follows = |last: &Mark| {
                let between = text.as_str().get(last.here.end..here.start).unwrap_or_default();
                last.difference == difference && !between.contains(char::is_alphanumeric)
            };
            match row.marks.last_mut() {
                Some(last) if follows(last) => {
                    last.here.end = here.end.max(last.here.end);
                    last.there.end = there.end;
                }
                _ => row.marks.push(Mark { here, difference, there }),
            }
        }
    }

    /// True where a row is long enough, or a paragraph ends.
    fn ends_row(&self, open: &[Side; 2], next: Option<&Stretch>) -> bool {
        let gaps = [0, 1].map(|side| gap(side, open, next));
        let any = |is: &dyn Fn(&Text, Span) -> bool| {
            self.texts.iter().zip(gaps).any(|(text, gap)| gap.is_some_and(|gap| is(text, gap)))
        };
        let length = open.iter().map(|side| side.span.len()).max().unwrap_or(0);
        let ends_paragraph = |text: &Text, gap: Span| {
            let mut lines = text.slice(gap).split('\n');
            lines.next();
            next_line(text, gap.start, gap.end).is_some()
                || (lines.next_back().is_some() && lines.any(|line| line.trim().is_empty()))
        };
        let ends_sentence =
            |text: &Text, gap: Span| text.slice(gap).contains(['.', '!', '?', '。', '！', '？']);
        any(&ends_paragraph)
            || (length >= LONG && any(&ends_sentence))
            || (length >= LONGEST && gaps.iter().any(Option::is_some))
    }

    /// Ends a row behind the punctuation that belongs to its last word, and begins the next.
    fn cut(&mut self, open: &[Side; 2]) -> [Side; 2] {
        let mut starts = [0; 2];
        let sides = [0, 1].map(|side| {
            let body = self.texts[side].as_str();
            let mut here = open[side].clone();
            let rest = body.get(here.span.end..self.ends[side]).unwrap_or_default();
            let is_inside = |c: char| c.is_alphanumeric() || c.is_whitespace();
            let punctuation = rest.find(is_inside).unwrap_or(rest.len());
            // Without a space behind it, it may belong to the next word as well.
            if !here.span.is_empty() && !rest[punctuation..].starts_with(char::is_alphanumeric) {
                here.span.end += punctuation;
            }
            if !here.span.is_empty() {
                here.span.end += spaced_signs(&body[here.span.end..self.ends[side]]);
            }
            let rest = body.get(here.span.end..self.ends[side]).unwrap_or_default();
            starts[side] = here.span.end + (rest.len() - rest.trim_start().len());
            here.ended()
        });
        let [a, b] = sides;
        self.push(Row { a, b });
        starts.map(beginning)
    }

    /// Ends the last row at the end of both sides.
    fn finish(&mut self, mut open: [Side; 2]) {
        for (side, end) in open.iter_mut().zip(self.ends) {
            side.span.end = end.max(side.span.end);
        }
        for (side, text) in open.iter_mut().zip(self.texts) {
            side.span = side.span.trimmed(text.as_str());
        }
        let [a, b] = open.map(Side::ended);
        if !a.span.is_empty() || !b.span.is_empty() {
            self.push(Row { a, b });
        }
    }

    /// Takes a row in; one that is too long because its words stand against none in particular, in several.
    fn push(&mut self, row: Row) {
        if row.a.span.len().max(row.b.span.len()) <= 2 * LONGEST {
            return self.rows.push(row);
        }
        let parts = [(&row.a, self.texts[0]), (&row.b, self.texts[1])].map(|(side, text)| parted(side, text));
        let [mut a, mut b] = parts.map(Vec::into_iter);
        loop {
            let (here, there) = (a.next(), b.next());
            if here.is_none() && there.is_none() {
                return;
            }
            let (a, b) = (here.unwrap_or_default(), there.unwrap_or_default());
            if !a.span.is_empty() || !b.span.is_empty() {
                self.rows.push(Row { a, b });
            }
        }
    }
}

/// How many bytes at the beginning of `rest` are signs that some languages part by a space from the word they close: ` ?`, ` »`.
fn spaced_signs(rest: &str) -> usize {
    let is_space = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}');
    let is_closing = |c: char| matches!(c, '?' | '!' | ':' | ';' | '»' | '…' | '.');
    let mut length = 0;
    loop {
        let after = rest[length..].trim_start_matches(is_space);
        let signs = after.find(|c: char| !is_closing(c)).unwrap_or(after.len());
        let ends = after[signs..].chars().next().is_none_or(char::is_whitespace);
        if signs == 0 || !ends {
            return length;
        }
        length = rest.len() - after.len() + signs;
    }
}

/// What stands between the row and the next word on a side; nothing where the next word is not on it.
fn gap(side: usize, open: &[Side; 2], next: Option<&Stretch>) -> Option<Span> {
    let next = next.map(|next| [next.a, next.b][side]).filter(|span| !span.is_empty())?;
    (open[side].span.end <= next.start).then(|| Span::new(open[side].span.end, next.start))
}

/// A long side in parts that end between words.
fn parted(side: &Side, text: &Text) -> Vec<Side> {
    let body = text.as_str();
    let mut parts = Vec::new();
    let mut start = side.span.start;
    while start < side.span.end {
        let longest = body.floor_char_boundary((start + LONGEST).min(side.span.end));
        let end = if longest == side.span.end {
            longest
        } else {
            let space = body[start..longest].rfind(char::is_whitespace).filter(|at| *at > 0);
            space.map_or(longest, |at| start + at)
        };
        let span = Span::new(start, end);
        let is_last = end == side.span.end;
        let marks = side.marks.iter().filter_map(|mark| {
            let at = mark.here.start;
            let is_here = span.start <= at && (at < span.end || is_last);
            if mark.here.is_empty() {
                return is_here.then_some(*mark);
            }
            let here = mark.here.intersection(span)?.trimmed(body);
            (!here.is_empty()).then_some(Mark { here, ..*mark })
        });
        let marks = marks.collect();
        parts.push(Side { span: span.trimmed(body), marks }.ended());
        start = end;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cut(a: &str, b: &str) -> (Vec<Row>, [Text; 2]) {
        let texts = [Text::new(a), Text::new(b)];
        let whole = |text: &Text| Span::new(0, text.len());
        let rows = rows(&texts[0], whole(&texts[0]), &texts[1], whole(&texts[1]), &|| false).unwrap().rows;
        (rows, texts)
    }

    #[test]
    fn signs_that_a_space_parts_from_their_word_stay_with_it() {
        assert_eq!(spaced_signs(" ? « Je vais"), " ?".len());
        assert_eq!(spaced_signs("\u{a0}! » Il"), "\u{a0}! »".len());
        assert_eq!(spaced_signs(" « Je"), 0);
        assert_eq!(spaced_signs(" .5 and"), 0);
        assert_eq!(spaced_signs("\n? "), 0);
        let (rows, texts) =
            cut("Où va-t-il ?\n\n« Je vais. »\n\nIl part.", "Où va-t-il ?\n\n« Je viens. »\n\nIl part.");
        let said: Vec<&str> = rows.iter().map(|row| texts[0].slice(row.a.span)).collect();
        assert_eq!(said, ["Où va-t-il ?", "« Je vais. »", "Il part."]);
    }

    #[test]
    fn a_paragraph_is_a_row_and_what_differs_is_marked_in_it() {
        let (rows, texts) =
            cut("It was a good day.\n\nAll came.", "It was a “bad” day.\n\nAll came, and went.");
        let said: Vec<[&str; 2]> =
            rows.iter().map(|row| [texts[0].slice(row.a.span), texts[1].slice(row.b.span)]).collect();
        assert_eq!(
            said,
            [["It was a good day.", "It was a “bad” day."], ["All came.", "All came, and went."]]
        );
        let marks = |side: &Side, text: &Text| -> Vec<(Difference, String)> {
            side.marks.iter().map(|it| (it.difference, text.slice(it.here).to_owned())).collect()
        };
        assert_eq!(marks(&rows[0].a, &texts[0]), [(Difference::Other, "good".to_owned())]);
        assert_eq!(marks(&rows[0].b, &texts[1]), [(Difference::Other, "bad".to_owned())]);
        assert_eq!(marks(&rows[1].a, &texts[0]), [(Difference::Missing, String::new())]);
        assert_eq!(rows[1].a.marks[0].said(&texts[1]), "missing here: “and went”");
        assert_eq!(
            (rows[0].is_same(), marks(&rows[1].b, &texts[1])),
            (false, vec![(Difference::Only, "and went".to_owned())])
        );
    }

    /// What stands on both sides of each row.
    fn said(a: &str, b: &str) -> Vec<[String; 2]> {
        let (rows, texts) = cut(a, b);
        let words = |side: &Side, text: &Text| on_one_line(text.slice(side.span));
        rows.iter().map(|row| [words(&row.a, &texts[0]), words(&row.b, &texts[1])]).collect()
    }

    #[test]
    fn a_line_of_its_own_is_a_row_of_its_own() {
        let pairs = |rows: &[[&str; 2]]| rows.iter().map(|row| row.map(str::to_owned)).collect::<Vec<_>>();
        let old = "1. The tenant shall pay the rent.\n2. The tenant shall not sublet.\n3. The landlord shall insure.";
        let new = "1. The tenant shall pay the rent.\n2. The tenant may sublet.\n3. The landlord shall insure.\n4. Pets are allowed.";
        assert_eq!(
            said(old, new),
            pairs(&[
                ["1. The tenant shall pay the rent.", "1. The tenant shall pay the rent."],
                ["2. The tenant shall not sublet.", "2. The tenant may sublet."],
                ["3. The landlord shall insure.", "3. The landlord shall insure."],
                ["", "4. Pets are allowed."],
            ])
        );
        // Also lines in a row that the other side lacks, and where nothing is shared at all.
        assert_eq!(
            said(
                "So it begins.\nRed is the rose,\nblue is the sea,\nand all goes on.",
                "So it begins.\nand all goes on."
            ),
            pairs(&[
                ["So it begins.", "So it begins."],
                ["Red is the rose,", ""],
                ["blue is the sea,", ""],
                ["and all goes on.", "and all goes on."],
            ])
        );
        let lines = |word: &str, many: usize| format!("{}.\n", [word; 9].join(" ")).repeat(many);
        let apart = said(&lines("alpha", 40), &lines("omega", 30));
        assert_eq!(apart.len(), 40, "{apart:?}");
        assert!(apart[39][1].is_empty() && apart[0][1].starts_with("omega"));
        // What was broken at the edge of a page goes on.
        let wrapped = "It was a bright cold day in April, and the clocks were\nstriking thirteen when he came down the stairs of the\n\
                       old house with his chin nuzzled into his breast in an\neffort to escape the vile wind, which slipped quickly\n\
                       through the glass doors of the mansions, though not so\nquickly that it kept a swirl of gritty dust from\nentering along with him.";
        assert_eq!(said(wrapped, &wrapped.replace("gritty", "fine")).len(), 1);
    }

    #[test]
    fn a_side_is_said_on_one_line_in_parts() {
        let (rows, texts) = cut("It  was a good day.", "It was a bad day.");
        let parts = |side: &Side, text: &Text| -> Vec<(Option<Difference>, String)> {
            let parts = side.parts(text).into_iter();
            parts.map(|(mark, words)| (mark.map(|mark| mark.difference), words)).collect()
        };
        let said = |difference, words: &str| (difference, words.to_owned());
        assert_eq!(
            parts(&rows[0].a, &texts[0]),
            [said(None, "It was a "), said(Some(Difference::Other), "good"), said(None, " day.")]
        );
        let (rows, texts) = cut("It was a day.", "It was a very good day.");
        assert_eq!(
            parts(&rows[0].a, &texts[0]),
            [said(None, "It was a"), said(Some(Difference::Missing), ""), said(None, " day.")]
        );
    }

    #[test]
    fn where_a_side_has_nothing_nothing_is_told_to_be_missing_in_it() {
        let (rows, _) = cut("One.\n\nThree and four.", "One.\n\nTwo.\n\nThree four.");
        let lacking: Vec<&Row> = rows.iter().filter(|row| row.a.span.is_empty()).collect();
        assert!(lacking.iter().all(|row| row.a.marks.is_empty()), "{rows:?}");
        let missing = |row: &Row| row.b.marks.iter().any(|mark| mark.difference == Difference::Missing);
        assert!(rows.iter().any(missing), "{rows:?}");
    }

    #[test]
    fn long_texts_that_share_nothing_are_cut_into_rows_of_bounded_length() {
        let (rows, _) = cut(&"alpha beta. ".repeat(900), &"gamma ".repeat(2000));
        assert!(rows.len() > 10, "{}", rows.len());
        assert!(rows.iter().all(|row| row.a.span.len().max(row.b.span.len()) <= 2 * LONGEST));
        assert!(rows.iter().all(|row| !row.is_same()));
        let (rows, _) = cut(&"x".repeat(5000), "");
        assert!(rows.len() > 2 && rows.iter().all(|row| row.b.span.is_empty()));
    }

    proptest! {
        #[test]
        fn the_rows_of_a_side_are_all_of_it(
            a in "([a-d]{1,3}[ .,]|\n\n|日){0,400}",
            b in "([a-d]{1,3}[ .,]|\n\n|日){0,400}",
        ) {
            let (rows, texts) = cut(&a, &b);
            for (number, text) in texts.iter().enumerate() {
                let sides = || rows.iter().map(|row| if number == 0 { &row.a } else { &row.b });
                let letters = |words: &str| words.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
                let all: String = sides().map(|side| letters(text.slice(side.span))).collect();
                prop_assert_eq!(all, letters(text.as_str()));
                let mut end = 0;
                for side in sides().filter(|side| !side.span.is_empty()) {
                    prop_assert!(side.span.start >= end);
                    end = side.span.end;
                    let mut at = side.span.start;
                    for mark in &side.marks {
                        prop_assert!(at <= mark.here.start && mark.here.end <= side.span.end);
                        prop_assert_eq!(mark.here.is_empty(), mark.difference == Difference::Missing);
                        prop_assert_eq!(mark.there.is_empty(), mark.difference == Difference::Only);
                        at = mark.here.end;
                    }
                }
            }
        }
    }
}
