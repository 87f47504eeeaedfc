//! Two passages, or two whole documents, word by word: what is the same, what was added, dropped or changed.
//!
//! Works for any two, also where they share nothing. The words are compared as [`super::tokens`] reads them, so layout,
//! quote marks and dashes make no difference; a word that is the same but written otherwise is told apart from one that
//! was changed. The words that are the same come from a histogram diff, made piece by piece of what is long
//! ([`super::anchors`]), so that it stays fast on any input and whoever waits is asked; what stands between them is paired by
//! likeness.

use std::collections::HashMap;
use std::ops::Range;

use imara_diff::{Algorithm, Diff, Token as DiffToken};

use super::anchors::{PIECE, Piece, pieces};
use super::pairing::{self, Sides as _, pair};
use super::tokens::{Tokens, as_written, signs};
use crate::search::words;
use crate::text::{Span, Text};

/// After so many words read, whoever waits is asked whether they still do.
const ASKED_AFTER: usize = 4_096;

/// How a stretch of words on one side relates to what stands on the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relation {
    /// The same words.
    Same,
    /// The same words in other case, with other accents or vowel points, with another hyphen or sign for `and`, or a number with
    /// other points in it.
    Written,
    /// Other words.
    Changed,
    /// Words that stand only on the second side.
    Added,
    /// Words that stand only on the first side.
    Dropped,
}

/// Words in a row that relate alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// How they relate.
    pub relation: Relation,
    /// The words on the first side; empty, and where they would stand, for added words.
    pub a: Span,
    /// The words on the second side; empty, and where they would stand, for dropped words.
    pub b: Span,
}

/// A word on one side.
#[derive(Clone, Copy)]
struct Word {
    span: Span,
    form: u32,
}

/// Both sides.
struct Sides<'t> {
    texts: [&'t Text; 2],
    words: [Vec<Word>; 2],
    /// How the words are written when they are compared, by number.
    forms: Vec<String>,
    /// Where each side begins.
    starts: [usize; 2],
}

/// Compares two passages word by word; the stretches follow each other and hold every word of both.
pub fn compare(a: &Text, on_a: Span, b: &Text, on_b: Span) -> Vec<Stretch> {
    compare_while(a, on_a, b, on_b, &|| false).unwrap_or_default()
}

/// The same for passages of any length; `None` once `stop` says so.
pub fn compare_while(
    a: &Text,
    on_a: Span,
    b: &Text,
    on_b: Span,
    stop: &dyn Fn() -> bool,
) -> Option<Vec<Stretch>> {
    let mut list: Vec<Stretch> = Vec::new();
    for step in steps_while(a, on_a, b, on_b, stop)? {
        match list.last_mut() {
            Some(last) if last.relation == step.relation => {
                last.a.end = step.a.end;
                last.b.end = step.b.end;
            }
            _ => list.push(step),
        }
    }
    Some(list)
}

/// The same one word after another where words stand against words.
pub fn steps(a: &Text, on_a: Span, b: &Text, on_b: Span) -> Vec<Stretch> {
    steps_while(a, on_a, b, on_b, &|| false).unwrap_or_default()
}

/// The same for passages of any length; `None` once `stop` says so.
pub fn steps_while(
    a: &Text,
    on_a: Span,
    b: &Text,
    on_b: Span,
    stop: &dyn Fn() -> bool,
) -> Option<Vec<Stretch>> {
    Stretches::read([a, b], [on_a, on_b], stop).map(|stretches| stretches.list)
}

/// Words that stand against each other, and how many of them are the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// Of so many; a word added or dropped is one as well.
    pub of: usize,
    /// So many are the same, however they are written.
    pub same: usize,
}

/// How much of two passages is the same: what is not is what [`compare`] marks. `None` once `stop` says so.
pub fn told_while(a: &Text, on_a: Span, b: &Text, on_b: Span, stop: &dyn Fn() -> bool) -> Option<Told> {
    Stretches::read([a, b], [on_a, on_b], stop).map(|stretches| stretches.told)
}

/// True when two words with the same form are one word, however it is written: `Force` and `force`, but not `Cleveland's`
/// and `Cleveland`, nor `£5` and `$5`.
pub fn is_same_word(one: &str, other: &str) -> bool {
    let has_apostrophe = |word: &str| word.contains(['\'', '’', 'ʼ']);
    one == other || (has_apostrophe(one) == has_apostrophe(other) && has_same_signs(one, other))
}

/// True unless a number has another sign: in any order, since `5 €` is `€5`.
fn has_same_signs(one: &str, other: &str) -> bool {
    let is_bare = |word: &str| !word.starts_with(is_mark) && !word.ends_with(is_mark);
    if is_bare(one) && is_bare(other) {
        return true;
    }
    let sorted = |word: &str| {
        let mut signs: Vec<char> = signs(word).collect();
        signs.sort_unstable();
        signs
    };
    sorted(one) == sorted(other)
}

fn is_mark(c: char) -> bool {
    !c.is_alphanumeric()
}

/// True when two words of a text that are one elsewhere are two there: `whats app`, and the figures in `2/6`, but not
/// `anti-social`.
pub fn is_apart(text: &str, first: Span, second: Span) -> bool {
    let between = text.get(first.end..second.start).unwrap_or_default();
    let ends_in_figure = || first.of(text).is_some_and(|word| word.ends_with(char::is_numeric));
    let begins_with_figure = || second.of(text).is_some_and(|word| word.starts_with(char::is_numeric));
    between.contains(char::is_whitespace) || (ends_in_figure() && begins_with_figure())
}

/// How a word is written, without what the layout did to it: also the long line in an Arabic word.
fn written(word: &str) -> String {
    let mut written = String::with_capacity(word.len());
    words::as_written(&as_written(word).replace(['’', 'ʼ'], "'"), &mut written);
    written
}

impl pairing::Sides for Sides<'_> {
    fn first(&self, i: usize) -> &str {
        &self.forms[self.words[0][i].form as usize]
    }

    fn second(&self, j: usize) -> &str {
        &self.forms[self.words[1][j].form as usize]
    }
}

impl<'t> Sides<'t> {
    /// `None` once `stop` says so.
    fn read(texts: [&'t Text; 2], spans: [Span; 2], stop: &dyn Fn() -> bool) -> Option<Self> {
        let mut numbers: HashMap<String, u32> = HashMap::new();
        let mut forms = Vec::new();
        let mut words = [Vec::new(), Vec::new()];
        for (side, words) in words.iter_mut().enumerate() {
            let mut tokens = Tokens::within(texts[side], spans[side]);
            while let Some(token) = tokens.read() {
                if words.len().is_multiple_of(ASKED_AFTER) && stop() {
                    return None;
                }
                let form = numbers.get(tokens.form()).copied().unwrap_or_else(|| {
                    let form = forms.len() as u32;
                    numbers.insert(tokens.form().to_owned(), form);
                    forms.push(tokens.form().to_owned());
                    form
                });
                words.push(Word { span: token.signed, form });
            }
        }
        Some(Self { texts, words, forms, starts: spans.map(|span| span.start) })
    }

    /// From the first byte of one word to the last of another; where they would stand when there are none.
    fn span(&self, side: usize, words: Range<usize>) -> Span {
        let all = &self.words[side];
        if words.is_empty() {
            let at = words.start.checked_sub(1).map_or(self.starts[side], |before| all[before].span.end);
            return Span::new(at, at);
        }
        Span::new(all[words.start].span.start, all[words.end - 1].span.end)
    }

    /// How a word is written, without what the layout did to it.
    fn written(&self, side: usize, words: Range<usize>) -> String {
        written(self.texts[side].slice(self.span(side, words)))
    }

    /// How two words with the same form relate.
    fn relation(&self, i: usize, j: usize) -> Relation {
        let (one, other) =
            (self.texts[0].slice(self.words[0][i].span), self.texts[1].slice(self.words[1][j].span));
        if one == other || written(one) == written(other) {
            if self.joint(0, i) == self.joint(1, j) { Relation::Same } else { Relation::Written }
        } else if is_same_word(one, other) {
            Relation::Written
        } else {
            Relation::Changed
        }
    }

    /// The point or stroke between a number and the one before it: `3/4/1902`, `10.30`.
    fn joint(&self, side: usize, word: usize) -> Option<char> {
        let (before, word) = (self.words[side][word.checked_sub(1)?].span, self.words[side][word].span);
        let body = self.texts[side].as_str();
        let mut between = body.get(before.end..word.start)?.chars();
        let joint = between.next().filter(|c| matches!(c, '/' | ':' | '.') && between.next().is_none())?;
        let is_figure = |c: char| c.is_numeric();
        (body[..before.end].ends_with(is_figure) && body[word.start..].starts_with(is_figure))
            .then_some(joint)
    }

    /// True when the words of both sides are the same when written as one.
    fn is_one_word(&self, on_a: &Range<usize>, on_b: &Range<usize>) -> bool {
        let a: String = on_a.clone().map(|i| self.first(i)).collect();
        let b: String = on_b.clone().map(|j| self.second(j)).collect();
        a == b
    }

    /// How one word relates to two that are the same when written as one: `anti-social` and `antisocial`, `whats app`
    /// and `WhatsApp`.
    fn joined(&self, on_a: Range<usize>, on_b: Range<usize>) -> Relation {
        let (side, two) = if on_a.len() == 2 { (0, on_a.clone()) } else { (1, on_b.clone()) };
        if !self.is_one_word(&on_a, &on_b) {
            return Relation::Changed;
        }
        let (first, second) = (self.words[side][two.start].span, self.words[side][two.start + 1].span);
        if is_apart(self.texts[side].as_str(), first, second) {
            return Relation::Changed;
        }
        let letters = |words: String| words.replace(['-', '\u{2010}', '\u{ad}'], "");
        let same = letters(self.written(0, on_a.clone())) == letters(self.written(1, on_b.clone()));
        let (single_side, single) = if side == 0 { (1, on_b) } else { (0, on_a) };
        let broken = self.texts[single_side].slice(self.span(single_side, single)).contains('\n');
        if same && broken { Relation::Same } else { Relation::Written }
    }
}

/// Numbers of words within one piece: what makes a difference of it has room for as many as it is told there are.
struct Numbers {
    /// For each word the number it has, and the piece it has that in.
    of_word: Vec<(u32, u32)>,
    piece: u32,
    /// So many numbers were given in the piece.
    given: u32,
}

impl Numbers {
    fn of(words: usize) -> Self {
        Self { of_word: vec![(0, 0); words], piece: 0, given: 0 }
    }

    /// How a difference is made of a piece of so many words: by its rare words, or, where none are rare, by the fewest changes.
    fn algorithm(&self, length: usize) -> Algorithm {
        /// Each word stands so often in one that has no rare ones.
        const OFTEN: usize = 16;
        let has_rare = self.given as usize * OFTEN >= length;
        // What is short is told by its rare words in any case.
        if has_rare || length < PIECE { Algorithm::Histogram } else { Algorithm::Myers }
    }

    fn of_piece(&mut self, forms: &[Vec<u32>; 2], (on_a, on_b): &Piece) -> [Vec<DiffToken>; 2] {
        self.piece += 1;
        self.given = 0;
        [&forms[0][on_a.clone()], &forms[1][on_b.clone()]].map(|forms| {
            let numbered = forms.iter().map(|form| {
                let (number, piece) = &mut self.of_word[*form as usize];
                if *piece != self.piece {
                    (*number, *piece) = (self.given, self.piece);
                    self.given += 1;
                }
                DiffToken(*number)
            });
            numbered.collect()
        })
    }
}

/// What has been told so far.
struct Stretches<'t> {
    sides: Sides<'t>,
    list: Vec<Stretch>,
    told: Told,
}

impl<'t> Stretches<'t> {
    /// All of two passages; `None` once `stop` says so.
    fn read(texts: [&'t Text; 2], spans: [Span; 2], stop: &dyn Fn() -> bool) -> Option<Self> {
        let sides = Sides::read(texts, spans, stop)?;
        let forms = [0, 1].map(|side| sides.words[side].iter().map(|word| word.form).collect::<Vec<u32>>());
        let mut numbers = Numbers::of(sides.forms.len());
        let mut stretches = Self { sides, list: Vec::new(), told: Told::default() };
        let mut diff = Diff::default();
        for (on_a, on_b) in pieces(&forms[0], &forms[1]) {
            if stop() {
                return None;
            }
            let [before, after] = numbers.of_piece(&forms, &(on_a.clone(), on_b.clone()));
            diff.compute_with(numbers.algorithm(before.len()), &before, &after, numbers.given);
            let (mut i, mut j) = (on_a.start, on_b.start);
            for hunk in diff.hunks() {
                if stop() {
                    return None;
                }
                let (start, start_b) =
                    (on_a.start + hunk.before.start as usize, on_b.start + hunk.after.start as usize);
                stretches.same(i..start, j);
                let (end, end_b) =
                    (on_a.start + hunk.before.end as usize, on_b.start + hunk.after.end as usize);
                stretches.between(start..end, start_b..end_b);
                (i, j) = (end, end_b);
            }
            stretches.same(i..on_a.end, j);
        }
        Some(stretches)
    }

    fn push(&mut self, relation: Relation, a: Range<usize>, b: Range<usize>) {
        // One word against two that are the same in letters is one difference.
        let of = if a.len() + b.len() == 3 { 1 } else { a.len().max(b.len()) };
        self.told.of += of;
        if matches!(relation, Relation::Same | Relation::Written) {
            self.told.same += of;
        }
        let (a, b) = (self.sides.span(0, a), self.sides.span(1, b));
        self.list.push(Stretch { relation, a, b });
    }

    /// Words that have the same forms on both sides.
    fn same(&mut self, on_a: Range<usize>, from_b: usize) {
        for (ahead, i) in on_a.enumerate() {
            let j = from_b + ahead;
            self.push(self.sides.relation(i, j), i..i + 1, j..j + 1);
        }
    }

    /// Words between two that are the same.
    fn between(&mut self, on_a: Range<usize>, on_b: Range<usize>) {
        for (a, b) in pair(&self.sides, on_a, on_b) {
            let relation = match (a.len(), b.len()) {
                (0, _) => Relation::Added,
                (_, 0) => Relation::Dropped,
                (1, 1) if self.sides.first(a.start) == self.sides.second(b.start) => {
                    self.sides.relation(a.start, b.start)
                }
                (1, 2) | (2, 1) => self.sides.joined(a.clone(), b.clone()),
                _ => Relation::Changed,
            };
            self.push(relation, a, b);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn compared(a: &str, b: &str) -> Vec<(Relation, String, String)> {
        let (a, b) = (Text::new(a), Text::new(b));
        let whole = |text: &Text| Span::new(0, text.len());
        let stretches = compare(&a, whole(&a), &b, whole(&b));
        stretches.iter().map(|s| (s.relation, a.slice(s.a).to_owned(), b.slice(s.b).to_owned())).collect()
    }

    fn differences(a: &str, b: &str) -> Vec<(Relation, String, String)> {
        compared(a, b).into_iter().filter(|(relation, ..)| *relation != Relation::Same).collect()
    }

    #[test]
    fn added_dropped_and_changed_words_are_told() {
        let told = |relation, a: &str, b: &str| (relation, a.to_owned(), b.to_owned());
        assert_eq!(
            differences("It was a very good day for us all", "It was a good night for all of them"),
            [
                told(Relation::Dropped, "very", ""),
                told(Relation::Changed, "day", "night"),
                told(Relation::Dropped, "us", ""),
                told(Relation::Added, "", "of them"),
            ]
        );
        assert_eq!(differences("over 670 meetings", "over 710 meetings")[0].0, Relation::Changed);
        assert_eq!(compared("", ""), []);
        assert_eq!(compared("", "new words"), [told(Relation::Added, "", "new words")]);
    }

    #[test]
    fn layout_makes_no_difference_and_writing_a_small_one() {
        assert_eq!(
            differences("“It isn't held” – on\nnon-work devices", "It isn’t held on 'non-\nwork' devices"),
            []
        );
        let one = |a: &str, b: &str| {
            let found = differences(a, b);
            assert_eq!(found.len(), 1, "{found:?}");
            found[0].0
        };
        assert_eq!(one("the Force or", "the force or"), Relation::Written);
        assert_eq!(one("anti-social acts", "antisocial acts"), Relation::Written);
        assert_eq!(one("this & that", "this and that"), Relation::Written);
        assert_eq!(one("in der Straße dort", "in der Strasse dort"), Relation::Written);
        assert_eq!(one("the ﬁrſt Ｆｏｒｃｅ", "the first force"), Relation::Written);
        assert_eq!(one("in the café there", "in the cafe there"), Relation::Written);
        assert_eq!(one("בָּרָא", "ברא"), Relation::Written);
        assert_eq!(differences("the cafe\u{301} there", "the café there"), []);
        assert_eq!(differences("الكـــتاب", "الكتاب"), []);
        assert_eq!(one("use of whats app groups", "use of WhatsApp groups"), Relation::Changed);
        assert_eq!(one("Cleveland Police", "Cleveland's Police"), Relation::Changed);
    }

    #[test]
    fn a_number_with_another_sign_is_another_number_and_a_date_with_other_points_is_not() {
        let told = |a: &str, b: &str| {
            let found = differences(a, b);
            found.iter().map(|(relation, a, b)| (*relation, format!("{a}|{b}"))).collect::<Vec<_>>()
        };
        let changed = |words: &str| vec![(Relation::Changed, words.to_owned())];
        assert_eq!(told("sold for £5m and", "sold for €5m and"), changed("£5m|€5m"));
        assert_eq!(told("a toll of £5.00 for", "a toll of $5.00 for"), changed("£5.00|$5.00"));
        assert_eq!(told("some 12 % of", "some 12 of"), changed("12 %|12"));
        assert_eq!(told("fell to -12 before", "fell to 12 before"), changed("-12|12"));
        assert_eq!(told("a fee of 2/6 each", "a fee of 26 each"), changed("2/6|26"));
        assert_eq!(told("at 10:30 on", "at 1030 on"), changed("10:30|1030"));
        assert_eq!(
            told("some 12 % of 5 €", "some 12% of €5"),
            [(Relation::Written, "12 %|12%".to_owned()), (Relation::Written, "5 €|€5".to_owned()),]
        );
        assert_eq!(
            told("on 3/4/1902 at", "on 3.4.1902 at"),
            [(Relation::Written, "4/1902|4.1902".to_owned())]
        );
        assert_eq!(told("on 3/4/1902 at", "on 3/4/1903 at"), changed("1902|1903"));
    }

    #[test]
    fn what_is_told_to_be_the_same_is_what_is_not_marked() {
        let counted = |a: &str, b: &str| {
            let (a, b) = (Text::new(a), Text::new(b));
            let whole = |text: &Text| Span::new(0, text.len());
            let told = told_while(&a, whole(&a), &b, whole(&b), &|| false).unwrap();
            (told.same, told.of)
        };
        assert_eq!(counted("on Monday the old vessel left", "on Sunday the vassal has left"), (3, 6));
        assert_eq!(counted("use of whats app groups", "use of WhatsApp groups"), (3, 4));
        assert_eq!(counted("anti-social acts", "Antisocial acts"), (2, 2));
        assert_eq!(counted("", ""), (0, 0));
    }

    #[test]
    fn comparing_ends_when_nobody_waits_any_more() {
        let words = |step: u32| (0..200u32).map(move |n| format!("w{}", n * step % 211));
        let text = |step| Text::new(words(step).collect::<Vec<_>>().join(" "));
        let (a, b) = (text(3), text(5));
        let whole = Span::new(0, a.len());
        for patience in 0..4usize {
            let left = std::cell::Cell::new(patience);
            let stop = || left.replace(left.get().saturating_sub(1)) == 0;
            assert_eq!(compare_while(&a, whole, &b, Span::new(0, b.len()), &stop), None);
            assert_eq!(left.get(), 0);
        }
        let waited = compare_while(&a, whole, &b, Span::new(0, b.len()), &|| false);
        assert_eq!(waited, Some(compare(&a, whole, &b, Span::new(0, b.len()))));
    }

    #[test]
    fn what_is_long_is_compared_piece_by_piece_and_as_exactly() {
        let mut state = 5u64;
        let mut letter = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            char::from_u32(0x4e00 + (state >> 33) as u32 % 90).unwrap()
        };
        let a: Vec<char> = (0..24_000).map(|_| letter()).collect();
        let edited = |at: &usize| at % 100 == 50;
        let b = a.iter().enumerate().map(|(at, c)| if edited(&at) { '語' } else { *c });
        let (a, b) = (Text::new(a.iter().collect::<String>()), Text::new(b.collect::<String>()));
        let whole = Span::new(0, a.len());
        let told = told_while(&a, whole, &b, whole, &|| false).unwrap();
        assert_eq!(told.same, 24_000 - (0..24_000).filter(edited).count());
        // Beside the same letter it may be told as dropped before it and added behind.
        assert!(told.of < 24_050, "{told:?}");
        // Of two that are the same there are no hunks: whoever waits is asked between pieces.
        let asked = std::cell::Cell::new(0);
        let stop = || {
            asked.set(asked.get() + 1);
            false
        };
        assert!(told_while(&a, whole, &a, whole, &stop).is_some());
        let while_read = 2 * 24_000usize.div_ceil(ASKED_AFTER);
        assert!(asked.get() >= while_read + 4, "{}", asked.get());
    }

    #[test]
    fn the_letter_in_two_newspapers_differs_in_four_words() {
        let a = include_str!("../../seeds/000_4e812daf8748d4c8.txt");
        let b = include_str!("../../seeds/001_a98fec2cc0c96cbb.txt");
        let texts = [Text::new(a), Text::new(b)];
        let index = crate::compare::shared::Index::of(&texts);
        let found = index.shared(&crate::compare::shared::Unwatched);
        let letter = found.passages.iter().filter(|passage| passage.a.document != passage.b.document);
        let mut differences: Vec<(Relation, &str, &str)> = letter
            .filter(|passage| passage.kind.is_shown())
            .flat_map(|passage| compare(&texts[0], passage.a.span, &texts[1], passage.b.span))
            .filter(|stretch| stretch.relation != Relation::Same)
            .map(|stretch| (stretch.relation, &a[stretch.a.range()], &b[stretch.b.range()]))
            .collect();
        differences.sort_by_key(|difference| difference.1);
        let (force, app) =
            ((Relation::Written, "Force", "force"), (Relation::Changed, "whats app", "WhatsApp"));
        assert_eq!(differences, [force, force, app, app]);
    }

    proptest! {
        #[test]
        fn every_word_is_in_one_stretch(a in "([a-d]{1,3}[ -]|[A-C] |'s |\n|日){0,60}", b in "([a-d]{1,3}[ -]|[A-C] |'s |\n|日){0,60}") {
            let (a, b) = (Text::new(a), Text::new(b));
            let stretches = compare(&a, Span::new(0, a.len()), &b, Span::new(0, b.len()));
            let (mut end, mut end_b) = (0, 0);
            let mut taken = [vec![false; a.len()], vec![false; b.len()]];
            for stretch in &stretches {
                prop_assert!(stretch.a.start >= end && stretch.b.start >= end_b);
                (end, end_b) = (stretch.a.end, stretch.b.end);
                prop_assert_eq!(stretch.relation == Relation::Added, stretch.a.is_empty());
                prop_assert_eq!(stretch.relation == Relation::Dropped, stretch.b.is_empty());
                taken[0][stretch.a.range()].fill(true);
                taken[1][stretch.b.range()].fill(true);
            }
            for (side, text) in [&a, &b].into_iter().enumerate() {
                let all = text.as_str().char_indices().all(|(at, c)| !c.is_alphanumeric() || taken[side][at]);
                prop_assert!(all);
            }
        }

        #[test]
        fn a_passage_is_the_same_as_itself(body in "([a-d]{1,3}[ -]|[A-C] |\n|日){0,80}") {
            prop_assert!(differences(&body, &body).is_empty());
        }
    }
}
