//! Two stretches of words side by side: the best local alignment in a band around a chain (Smith and Waterman 1981 with
//! the affine gaps of Gotoh 1982, on words instead of letters).
//!
//! Words that are equal, misread, or written as one and as two words are matches; any others may stand against each
//! other or against nothing, which costs. Work and memory grow with the length of the chain times the width of the band.

use super::index::Token;
use super::lexicon::Lexicon;

/// What an equal telling word is worth, in hundredths.
const TELLING: i32 = 200;
/// And an equal function word.
const FUNCTION: i32 = 100;
/// How much less a word misread is worth than the same, besides what its other letters cost.
const MISREAD: i32 = 50;
/// More than this no word misread is worth.
const MOST_FOR_MISREAD: i32 = TELLING - MISREAD;
/// What two other words against each other cost.
const OTHER: i32 = -120;
/// And two function words.
const OTHER_FUNCTION: i32 = -60;
/// What the first word against nothing costs.
const GAP: i32 = -120;
/// And each further one.
const LONGER_GAP: i32 = -45;
/// What it costs when a paragraph begins on one side only.
const PARAGRAPH: i32 = -200;
/// The band reaches so far beyond the shifts of the chain.
const MARGIN: i64 = 8;
/// And is never wider than this.
const WIDEST_BAND: i64 = 96;
/// Lower than anything that can be reached.
const NEVER: i32 = i32::MIN / 2;

/// What stands against what.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Relation {
    /// The same word.
    Equal,
    /// One word misread or misspelt; the share of letters that agree.
    Misread(f32),
    /// Two words on side a are one on side b.
    Joined,
    /// One word on side a is two on side b.
    Parted,
    /// Another word.
    Other,
}

/// One step of an alignment: the words it begins with, counted in the stretches, and how they relate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// In the first stretch.
    pub a: u32,
    /// In the second.
    pub b: u32,
    /// How they relate.
    pub relation: Relation,
}

impl Step {
    /// Number of words on either side.
    pub fn lengths(self) -> (u32, u32) {
        match self.relation {
            Relation::Joined => (2, 1),
            Relation::Parted => (1, 2),
            _ => (1, 1),
        }
    }

    /// The part of a word that matches: all of it, or the share of its letters.
    pub fn share(self) -> f32 {
        match self.relation {
            Relation::Equal | Relation::Joined | Relation::Parted => 1.0,
            Relation::Misread(share) => share,
            Relation::Other => 0.0,
        }
    }

    /// True unless another word stands there.
    pub fn matches(self) -> bool {
        self.relation != Relation::Other
    }
}

/// How a cell was reached: the low bits for the best way, two more for the two kinds of gap.
mod way {
    pub const STOP: u8 = 0;
    pub const PAIR: u8 = 1;
    pub const JOINED: u8 = 2;
    pub const PARTED: u8 = 3;
    pub const GAP_A: u8 = 4;
    pub const GAP_B: u8 = 5;
    /// A pair with which an alignment begins: what comes before is not worth a paragraph between.
    pub const FIRST: u8 = 6;
    pub const BEST: u8 = 7;
    pub const LONGER_A: u8 = 8;
    pub const LONGER_B: u8 = 16;
}

/// Memory that is used again from one alignment to the next.
#[derive(Debug, Default)]
pub struct Workspace {
    ways: Vec<u8>,
    rows: [Vec<i32>; 3],
    gap_a: Vec<i32>,
    steps: Vec<Step>,
}

impl Workspace {
    /// The best alignment of two stretches within the band of the shifts `b - a` given, none less than `least`; in
    /// order. Empty when nothing matches.
    pub fn align(
        &mut self,
        lexicon: &Lexicon,
        a: &[Token],
        b: &[Token],
        shifts: (i64, i64),
        least: i64,
    ) -> &[Step] {
        self.steps.clear();
        let low = (shifts.0 - MARGIN).max(least);
        let width = (shifts.1 + MARGIN + 1 - low).clamp(1, WIDEST_BAND) as usize;
        self.ways.clear();
        self.ways.resize(a.len() * width, way::STOP);
        for row in self.rows.iter_mut().chain([&mut self.gap_a]) {
            row.clear();
            row.resize(width + 1, NEVER);
        }
        let mut best = (0, 0, 0);
        for i in 0..a.len() {
            let reached = self.fill_row(lexicon, a, b, i, low, width);
            if reached.0 > best.0 {
                best = (reached.0, i, reached.1);
            }
            self.rows.rotate_right(1);
        }
        if best.0 > 0 {
            self.trace(lexicon, a, b, (best.1, best.2), low, width);
        }
        &self.steps
    }

    /// Fills the cells of word `i`; answers with the best of them and its column. Row 0 is this word's, 1 the one
    /// before, 2 the one before that.
    fn fill_row(
        &mut self,
        lexicon: &Lexicon,
        a: &[Token],
        b: &[Token],
        i: usize,
        low: i64,
        width: usize,
    ) -> (i32, usize) {
        let mut best = (0, 0);
        let mut gap_b = NEVER;
        let [row, before, before_that] = &mut self.rows;
        let ways = &mut self.ways[i * width..(i + 1) * width];
        row[width] = NEVER;
        for column in 0..width {
            let j = i as i64 + low + column as i64;
            if j < 0 || j >= b.len() as i64 {
                row[column] = NEVER;
                self.gap_a[column] = NEVER;
                gap_b = NEVER;
                continue;
            }
            let j = j as usize;
            // The cell above, word i - 1 against word j, is one column to the right in the row before; what it holds for
            // a gap has not been written over yet.
            let (open, longer) =
                (before[column + 1] + of_word(GAP, a[i]), self.gap_a[column + 1] + of_word(LONGER_GAP, a[i]));
            let mut how = if longer > open { way::LONGER_A } else { 0 };
            let above = open.max(longer).max(NEVER);
            self.gap_a[column] = above;
            let left_cell = if column > 0 { row[column - 1] } else { NEVER };
            let (open, longer) = (left_cell + of_word(GAP, b[j]), gap_b + of_word(LONGER_GAP, b[j]));
            how |= if longer > open { way::LONGER_B } else { 0 };
            gap_b = open.max(longer).max(NEVER);

            // A passage may well begin where a paragraph does on one side only.
            let across = if parted(a[i], b[j]) { PARAGRAPH } else { 0 };
            let from = (before[column] + across).max(0);
            let how_paired = if from > 0 { way::PAIR } else { way::FIRST };
            let mut cell = (0, way::STOP);
            if above > cell.0 {
                cell = (above, way::GAP_A);
            }
            if gap_b > cell.0 {
                cell = (gap_b, way::GAP_B);
            }
            // Letters are compared only where that can make a difference: in long copies hardly ever. A passage begins
            // with a word that is the same.
            let same = a[i].word() == b[j].word();
            if same || (from > 0 && from + MOST_FOR_MISREAD >= cell.0) {
                let value = from + pair(lexicon, a[i], b[j]).0;
                if value >= cell.0 && value > 0 {
                    cell = (value, how_paired);
                }
            }
            let up = if column + 1 < width { before_that[column + 1].max(0) } else { 0 } + TELLING;
            if i > 0 && up > cell.0 && lexicon.is_joined(a[i - 1].word(), a[i].word(), b[j].word()) {
                cell = (up, way::JOINED);
            }
            let down = if column > 0 { before[column - 1].max(0) } else { 0 } + TELLING;
            if j > 0 && down > cell.0 && lexicon.is_joined(b[j - 1].word(), b[j].word(), a[i].word()) {
                cell = (down, way::PARTED);
            }
            row[column] = cell.0;
            ways[column] = how | cell.1;
            if cell.0 > best.0 {
                best = (cell.0, column);
            }
        }
        best
    }

    /// Follows the ways back from the best cell.
    fn trace(
        &mut self,
        lexicon: &Lexicon,
        a: &[Token],
        b: &[Token],
        from: (usize, usize),
        low: i64,
        width: usize,
    ) {
        let (mut i, mut column) = (from.0 as i64, from.1 as i64);
        let inside = |i: i64, column: i64| {
            let j = i + low + column;
            (i >= 0 && (0..width as i64).contains(&column) && (0..b.len() as i64).contains(&j)).then_some(j)
        };
        while let Some(j) = inside(i, column) {
            let cell = |i: i64, column: i64| self.ways[i as usize * width + column as usize];
            let step = |a: i64, b: i64, relation| Step { a: a as u32, b: b as u32, relation };
            match cell(i, column) & way::BEST {
                how @ (way::PAIR | way::FIRST) => {
                    let (_, relation) = pair(lexicon, a[i as usize], b[j as usize]);
                    self.steps.push(step(i, j, relation));
                    i -= 1;
                    if how == way::FIRST {
                        break;
                    }
                }
                way::JOINED => {
                    self.steps.push(step(i - 1, j, Relation::Joined));
                    (i, column) = (i - 2, column + 1);
                }
                way::PARTED => {
                    self.steps.push(step(i, j - 1, Relation::Parted));
                    (i, column) = (i - 1, column - 1);
                }
                way::GAP_A => loop {
                    let longer = cell(i, column) & way::LONGER_A != 0;
                    (i, column) = (i - 1, column + 1);
                    if !longer || inside(i, column).is_none() {
                        break;
                    }
                },
                way::GAP_B => loop {
                    let longer = cell(i, column) & way::LONGER_B != 0;
                    column -= 1;
                    if !longer || inside(i, column).is_none() {
                        break;
                    }
                },
                _ => break,
            }
        }
        self.steps.reverse();
    }
}

/// What it is worth that one word stands against another, and how they relate.
pub fn pair(lexicon: &Lexicon, a: Token, b: Token) -> (i32, Relation) {
    if a.word() == b.word() {
        (of_word(if a.is_telling() { TELLING } else { FUNCTION }, a), Relation::Equal)
    } else if let Some(share) = lexicon.likeness(a.word(), b.word()) {
        ((TELLING as f32 * share) as i32 - MISREAD, Relation::Misread(share))
    } else if a.is_telling() || b.is_telling() {
        (if a.is_part() { of_word(OTHER, b) } else { OTHER }, Relation::Other)
    } else {
        (OTHER_FUNCTION, Relation::Other)
    }
}

/// What something is worth at a word, where it is said of whole ones: what is less than a word is worth half of it, so that a
/// paragraph and a misread word weigh as much in all scripts.
fn of_word(worth: i32, token: Token) -> i32 {
    if token.is_part() { worth / 2 } else { worth }
}

/// True when a paragraph begins with one of two words and not with the other.
fn parted(a: Token, b: Token) -> bool {
    a.begins_paragraph() != b.begins_paragraph() && !a.after_furniture() && !b.after_furniture()
}

#[cfg(test)]
mod tests {
    use super::super::index::{DocumentNumber, Index};
    use super::*;
    use crate::text::Text;
    use proptest::prelude::*;

    /// The alignment of two texts, a word for each step; `/` stands between other words.
    fn aligned(a: &str, b: &str) -> Vec<String> {
        let texts = [Text::new(a), Text::new(b)];
        let index = Index::of(&texts);
        let [one, other] = [0, 1].map(|number| index.tokens(DocumentNumber(number)));
        let mut workspace = Workspace::default();
        let steps = workspace.align(&index.lexicon, one, other, (0, 0), i64::MIN);
        let form = |token: &Token| index.lexicon.form(token.word()).to_owned();
        let steps = steps.iter().map(|step| {
            let (on_a, on_b) = step.lengths();
            let words = |tokens: &[Token], from: u32, count: u32| {
                tokens[from as usize..(from + count) as usize].iter().map(form).collect::<Vec<_>>().join(" ")
            };
            let (x, y) = (words(one, step.a, on_a), words(other, step.b, on_b));
            if x == y { x } else { format!("{x}/{y}") }
        });
        steps.collect()
    }

    #[test]
    fn words_are_changed_dropped_joined_and_misread() {
        let steps = aligned(
            "zebra the office has approved the use of whats app groups on personal mobiles quagga",
            "walrus the office had approved use of whatsapp groups on most persomal mobiles ocelot",
        );
        assert_eq!(steps[..3], ["the", "office", "has/had"]);
        assert!(steps.contains(&"whats app/whatsapp".to_owned()), "{steps:?}");
        assert!(steps.contains(&"personal/persomal".to_owned()), "{steps:?}");
        assert_eq!(steps.last().map(String::as_str), Some("mobiles"));
    }

    #[test]
    fn a_paragraph_on_one_side_parts_what_is_short() {
        let together = aligned("mercury venus planet pluto uranus", "mercury venus planet pluto uranus");
        assert_eq!(together.len(), 5);
        let parted = aligned("mercury venus planet pluto\n\nuranus", "mercury venus planet pluto uranus");
        assert_eq!(parted.len(), 4, "the last word would not make up for the break");
        let parted = aligned("mercury\n\nvenus planet pluto uranus", "mercury venus planet pluto uranus");
        assert_eq!(parted, ["venus", "planet", "pluto", "uranus"], "nor would the first");
    }

    #[test]
    fn nothing_in_common_is_no_alignment() {
        assert!(aligned("mercury venus", "apple pear").is_empty());
        assert!(aligned("", "apple").is_empty());
    }

    proptest! {
        #[test]
        fn steps_rise_and_fit(a in "([a-e]{1,2} ){0,25}", b in "([a-e]{1,2} ){0,25}", low in -6i64..6, wide in 0i64..4) {
            let texts = [Text::new(a), Text::new(b)];
            let index = Index::of(&texts);
            let [one, other] = [0, 1].map(|number| index.tokens(DocumentNumber(number)));
            let mut workspace = Workspace::default();
            let (mut i, mut j) = (0, 0);
            for step in workspace.align(&index.lexicon, one, other, (low, low + wide), i64::MIN) {
                let (on_a, on_b) = step.lengths();
                prop_assert!(step.a >= i && step.b >= j);
                (i, j) = (step.a + on_a, step.b + on_b);
                prop_assert!(i as usize <= one.len() && j as usize <= other.len());
                let same = one[step.a as usize].word() == other[step.b as usize].word();
                prop_assert_eq!(same, step.relation == Relation::Equal);
                let shift = i64::from(step.b) - i64::from(step.a);
                prop_assert!(shift >= low - MARGIN - 1 && shift <= low + wide + MARGIN + 1);
            }
        }
    }
}
