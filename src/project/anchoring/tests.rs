//! Carried annotations against a model that is slow and cannot be wrong: every letter knows which one it is.

use std::collections::HashMap;

use proptest::prelude::*;
use proptest::test_runner::TestRng;
use unicode_segmentation::UnicodeSegmentation;

use super::*;
use crate::text::Span;

mod blocks;
mod look_alikes;
mod single_edits;

/// A text in which every letter has an identity that survives edits.
#[derive(Clone)]
struct Model {
    letters: Vec<(char, usize)>,
    next: usize,
    /// Letters from this identity on were put in.
    old: usize,
}

impl Model {
    fn new(text: &str) -> Self {
        let letters: Vec<(char, usize)> = text.chars().zip(0..).collect();
        Self { next: letters.len(), old: letters.len(), letters }
    }

    fn text(&self) -> String {
        self.letters.iter().map(|(letter, _)| letter).collect()
    }

    /// True when the letters between two places repeat those beside them, so that nobody can say which of them are new:
    /// an end of a passage may then stand at either place.
    fn slides(&self, a: usize, b: usize, forwards: bool) -> bool {
        let (a, b) = (a.min(b), a.max(b));
        let between = b - a;
        let letters = |from: usize, to: usize| {
            self.letters.get(from..to).map(|part| part.iter().map(|(letter, _)| *letter))
        };
        let beside = if forwards { (b, b + between) } else { (a.saturating_sub(between), a) };
        match (letters(a, b), letters(beside.0, beside.1)) {
            (Some(these), Some(those)) => these.eq(those),
            _ => false,
        }
    }

    /// True when `found` is the passage of which the letters that are left stand in `truth`.
    ///
    /// What was put in at an end may or may not belong to it, white space at an end is nothing, an end within a word that
    /// was torn apart is right to the word, and of a passage that was torn apart a few letters may be outside; but no word
    /// of its neighbours may be in it.
    fn same_passage(&self, found: (usize, usize), truth: (usize, usize), anchor: &Anchor) -> bool {
        let nothing = |at: usize| self.letters[at].0.is_whitespace() || self.letters[at].1 >= self.old;
        let text = |from: usize, to: usize| -> String {
            let to = to.min(self.letters.len());
            self.letters[from..to].iter().map(|(letter, _)| letter).collect()
        };
        let same_end = |a: usize, b: usize, forwards| {
            let (a, b) = (a.min(b), a.max(b));
            let within_a_word = b - a <= 12 && !text(a, b).contains(char::is_whitespace);
            // The words of the passage, although their letters were the neighbours': nobody can tell.
            let beside = if forwards { text(a, b + 6) } else { text(a.saturating_sub(6), b) };
            (a..b).all(nothing)
                || within_a_word
                || anchor.exact.contains(&beside)
                || self.slides(a, b, forwards)
        };
        if found.0 < truth.1
            && truth.0 < found.1
            && same_end(found.0, truth.0, true)
            && same_end(found.1, truth.1, false)
        {
            return true;
        }
        let own = |at: usize| (anchor.start..anchor.end).contains(&self.letters[at].1);
        let inside = (found.0..found.1).filter(|at| own(*at)).count();
        let left = (truth.0..truth.1).filter(|at| own(*at)).count();
        inside * 10 >= left * 9 && (found.0..found.1).all(|at| own(at) || nothing(at))
    }

    /// True when the words in `found`, which were put in, stand where a passage stood that was taken out, beside what it stood
    /// beside: the same text comes of other edits that leave the passage alone, so nobody can say that it went.
    fn may_have_stayed(&self, found: (usize, usize), anchor: &Anchor) -> bool {
        let is_new = |(_, identity): &&(char, usize)| *identity >= self.old;
        let text = |letters: &[(char, usize)]| letters.iter().map(|(letter, _)| letter).collect::<String>();
        let (before, after) = (&self.letters[..found.0], &self.letters[found.1..]);
        let new_after = after.iter().take_while(is_new).count();
        let next = after.get(new_after).map_or(self.old, |(_, identity)| *identity);
        let new_before = before.iter().rev().take_while(is_new).count();
        let (before, between) = before.split_at(before.len() - new_before);
        let previous = before.last().map_or(0, |(_, identity)| identity + 1);
        (next == anchor.end + new_after && anchor.suffix.starts_with(&text(&after[..new_after])))
            || (previous + new_before == anchor.start && anchor.prefix.ends_with(&text(between)))
    }

    /// Replaces the letters `at..at + count` by others.
    fn replace(&mut self, at: usize, count: usize, by: &str) {
        let next = self.next;
        let new: Vec<(char, usize)> = by.chars().zip(next..).collect();
        self.next += new.len();
        self.letters.splice(at..at + count, new);
    }
}

/// A source of numbers, the same in every run.
struct Dice(TestRng);

impl Dice {
    fn new(seed: u8) -> Self {
        Self(TestRng::from_seed(prop::test_runner::RngAlgorithm::ChaCha, &[seed; 32]))
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.0.next_u32() as usize) % bound.max(1)
    }

    /// A word as texts have them: few words make most of a text.
    fn word(&mut self) -> String {
        const COMMON: [&str; 16] = [
            "the",
            "of",
            "and",
            "to",
            "in",
            "a",
            "that",
            "was",
            "it",
            "he",
            "for",
            "said",
            "on",
            "not",
            "with",
            "“Yes.”",
        ];
        const ODD: [&str; 8] = ["👩🏽‍🚀", "e\u{301}te\u{301}", "naïve", "日本語", "שלום", "don’t", "№", "🇬🇧"];
        match self.below(20) {
            0..=8 => {
                let (a, b) = (self.below(16), self.below(16));
                COMMON[a.min(b)].to_owned()
            }
            9 => ODD[self.below(8)].to_owned(),
            _ => {
                let rank = self.below(60) * self.below(60);
                let mut word = String::new();
                let mut left = rank + 7;
                while left > 0 {
                    word.push(['b', 'c', 'd', 'k', 'l', 'm', 'n', 'r', 's', 't'][left % 10]);
                    word.push(['a', 'e', 'i', 'o', 'u'][left % 5]);
                    left /= 10;
                }
                word
            }
        }
    }

    fn sentence(&mut self) -> String {
        let count = 3 + self.below(18);
        let words: Vec<String> = (0..count).map(|_| self.word()).collect();
        let comma = if self.below(3) == 0 { "," } else { "" };
        format!("{}{comma} {}. ", words[..count / 2].join(" "), words[count / 2..].join(" "))
    }

    /// A text of at least so many words, in paragraphs, with the line ends of Unix.
    fn prose(&mut self, words: usize) -> String {
        self.prose_with(words, "\n")
    }

    /// The same with these line ends.
    fn prose_with(&mut self, words: usize, line_end: &str) -> String {
        let mut text = String::new();
        let mut count = 0;
        while count < words {
            let sentence = self.sentence();
            count += sentence.split_whitespace().count();
            text.push_str(&sentence);
            match self.below(6) {
                0 => text.push_str(&line_end.repeat(2)),
                1 => text.push_str(line_end),
                _ => {}
            }
        }
        text
    }
}

/// Those of Unix, of Windows and of old Macs. Files are read with the first; what another program extracts, or a project
/// from elsewhere has kept, may have any.
const LINE_ENDS: [&str; 3] = ["\n", "\r\n", "\r"];

/// Where the letters of a passage are now: the first and one past the last.
fn where_it_went(places: &HashMap<usize, usize>, anchor: &Anchor) -> Option<(usize, usize)> {
    let kept: Vec<usize> =
        (anchor.start..anchor.end).filter_map(|letter| places.get(&letter).copied()).collect();
    kept.first().zip(kept.last()).map(|(first, last)| (*first, last + 1))
}

#[derive(Debug, Default)]
struct Tally {
    all: usize,
    right: usize,
    certain: usize,
    wrong: Vec<String>,
}

/// Holds every placement against where the letters really went.
fn judge(before: &Text, now: &Model, anchors: &[Anchor]) -> Tally {
    let after = Text::new(now.text());
    judged(&after, now, anchors, carry(before, &after, anchors))
}

fn judged(after: &Text, now: &Model, anchors: &[Anchor], placements: Vec<Placement>) -> Tally {
    let places: HashMap<usize, usize> =
        now.letters.iter().enumerate().map(|(at, (_, identity))| (*identity, at)).collect();
    let mut tally = Tally { all: anchors.len(), ..Tally::default() };
    for (anchor, placement) in anchors.iter().zip(placements) {
        let truth = where_it_went(&places, anchor);
        let found = match &placement {
            Placement::Same => Some(anchor.clone()),
            placement => placement.anchor().cloned(),
        };
        if let Some(found) = &found {
            assert!(
                found.resolve(after).is_some(),
                "a place that does not say what it says it says: {found:?}"
            );
        }
        if let Placement::Moved(found) = &placement {
            assert_eq!(found.exact, anchor.exact);
        }
        let right = match (&found, truth) {
            (None, None) => true,
            (Some(found), None) if found.exact == anchor.exact => {
                now.may_have_stayed((found.start, found.end), anchor)
            }
            // The very words at one end of their own letters: what was put in repeats them, so nobody can say which is new.
            (Some(found), Some((start, end))) if found.exact == anchor.exact => {
                found.start == start || found.end == end
            }
            (Some(found), Some(truth)) => now.same_passage((found.start, found.end), truth, anchor),
            _ => false,
        };
        tally.right += usize::from(right);
        tally.certain += usize::from(!placement.is_uncertain());
        if !right && !placement.is_uncertain() {
            let words = |span: Option<(usize, usize)>| -> String {
                let (start, end) = span.unwrap_or_default();
                now.letters[start..end].iter().map(|(letter, _)| letter).collect()
            };
            let taken = found.map(|found| (found.start, found.end));
            tally.wrong.push(format!(
                "“{}” became\n“{}” at {taken:?}, but its letters are\n“{}” at {truth:?}; {placement:?}",
                anchor.exact,
                words(taken),
                words(truth)
            ));
        }
    }
    tally
}

/// Passages of one to forty words, most of them at the ends of words.
fn passages(text: &Text, count: usize, dice: &mut Dice) -> Vec<Anchor> {
    let body = text.as_str();
    let starts: Vec<usize> = body.split_word_bound_indices().map(|(at, _)| at).collect();
    let letters: Vec<usize> = body.char_indices().map(|(at, _)| at).collect();
    let mut anchors = Vec::new();
    while anchors.len() < count {
        let span = if dice.below(10) == 0 {
            let at = dice.below(letters.len() - 2);
            Span::new(letters[at], letters[(at + 1 + dice.below(30)).min(letters.len() - 1)])
        } else {
            let at = dice.below(starts.len() - 2);
            Span::new(starts[at], starts[(at + 1 + dice.below(80)).min(starts.len() - 1)]).trimmed(body)
        };
        let words = span.of(body).is_some_and(|words| !words.trim().is_empty());
        anchors.extend(Anchor::new(text, span).filter(|_| words));
    }
    anchors
}

/// Edits words: leaves one out, puts another in its place, or puts one in before it, once in `every` words.
fn edit_words(model: &mut Model, every: usize, dice: &mut Dice) {
    let text = model.text();
    let words: Vec<(usize, usize)> = {
        let mut at = 0;
        text.split_word_bounds()
            .map(|word| {
                let start = at;
                at += word.chars().count();
                (start, at)
            })
            .collect()
    };
    let blank: Vec<bool> = model.letters.iter().map(|(letter, _)| letter.is_whitespace()).collect();
    for (start, end) in words.into_iter().rev() {
        if blank[start] || dice.below(every) != 0 {
            continue;
        }
        let word = dice.word();
        match dice.below(3) {
            0 => model.replace(start, end - start, ""),
            1 => model.replace(start, end - start, &word),
            _ => model.replace(start, 0, &format!("{word} ")),
        }
    }
}

fn generated(every: usize, seed: u8) -> Tally {
    let mut dice = Dice::new(seed);
    let body = dice.prose(40_000);
    let before = Text::new(body.as_str());
    let anchors = passages(&before, 2_000, &mut dice);
    let mut model = Model::new(&body);
    edit_words(&mut model, every, &mut dice);
    judge(&before, &model, &anchors)
}

/// The share of those about which nobody is asked.
fn certain(tally: &Tally) -> f64 {
    tally.certain as f64 / tally.all as f64
}

fn share(tally: &Tally) -> f64 {
    tally.right as f64 / tally.all as f64
}

#[test]
fn one_word_in_200_edited_leaves_99_in_100_right_and_none_silently_wrong() {
    let tally = generated(200, 1);
    assert!(tally.wrong.is_empty(), "{}", tally.wrong.join("\n"));
    assert!(share(&tally) >= 0.99, "{}", share(&tally));
    assert!(certain(&tally) >= 0.99, "{}", certain(&tally));
}

#[test]
fn one_word_in_50_edited_leaves_98_in_100_right_and_none_silently_wrong() {
    let tally = generated(50, 2);
    assert!(tally.wrong.is_empty(), "{}", tally.wrong.join("\n"));
    assert!(share(&tally) >= 0.98, "{}", share(&tally));
    assert!(certain(&tally) >= 0.97, "{}", certain(&tally));
}

#[test]
fn one_word_in_10_edited_leaves_95_in_100_right_and_none_silently_wrong() {
    let tally = generated(10, 3);
    assert!(tally.wrong.is_empty(), "{}", tally.wrong.join("\n"));
    assert!(share(&tally) >= 0.95, "{}", share(&tally));
    assert!(certain(&tally) >= 0.8, "{}", certain(&tally));
}

/// One random edit somewhere: letters put in, taken out or replaced, also in the middle of words and clusters.
fn edit_letters(model: &mut Model, dice: &mut Dice) {
    let at = dice.below(model.letters.len());
    let count = dice.below(12).min(model.letters.len() - at);
    let by = match dice.below(4) {
        0 => String::new(),
        1 => ["x", "👩🏽‍🚀", "\u{301}", "é", "\n", " ", "\r\n", "\r"][dice.below(8)].to_owned(),
        2 => dice.word(),
        _ => dice.sentence(),
    };
    match dice.below(3) {
        0 => model.replace(at, count, ""),
        1 => model.replace(at, 0, &by),
        _ => model.replace(at, count, &by),
    }
}

/// A thousand annotations, random edits before, inside and across them: the placements that are wrong and do not ask.
fn silently_wrong(seed: u8, edits: usize) -> Vec<String> {
    let mut dice = Dice::new(seed);
    let body = dice.prose_with(4_000, LINE_ENDS[usize::from(seed) % LINE_ENDS.len()]);
    let before = Text::new(body.as_str());
    let anchors = passages(&before, 1_000, &mut dice);
    let mut model = Model::new(&body);
    for _ in 0..edits {
        edit_letters(&mut model, &mut dice);
    }
    let tally = judge(&before, &model, &anchors);
    tally.wrong.iter().map(|wrong| format!("seed {seed}, {edits} edits: {wrong}")).collect()
}

#[test]
fn random_edits_of_a_thousand_annotations_leave_none_silently_wrong() {
    let wrong: Vec<String> =
        (10..60).flat_map(|seed| silently_wrong(seed, 1 + usize::from(seed) * 7 % 60)).collect();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn line_ends_changed_in_all_of_a_text_move_no_passage_to_other_words() {
    for (seed, was, is) in [(61, "\r\n", "\n"), (62, "\n", "\r\n"), (63, "\r\n", "\r"), (64, "\r", "\r\n")] {
        let mut dice = Dice::new(seed);
        let body = dice.prose_with(4_000, was);
        let before = Text::new(body.as_str());
        let anchors = passages(&before, 1_000, &mut dice);
        let mut model = Model::new(&body);
        let ends: Vec<usize> = body.match_indices(was).map(|(at, _)| body[..at].chars().count()).collect();
        for at in ends.into_iter().rev() {
            model.replace(at, was.len(), is);
        }
        let after = Text::new(model.text());
        assert_eq!(after.as_str(), body.replace(was, is));
        let tally = judge(&before, &model, &anchors);
        assert!(tally.wrong.is_empty(), "{was:?} to {is:?}:\n{}", tally.wrong.join("\n"));
        // Those within a line have the words they had, and nobody is asked about them.
        for (anchor, placement) in anchors.iter().zip(carry(&before, &after, &anchors)) {
            let is_within_a_line = !anchor.exact.contains(['\r', '\n']);
            assert!(
                !is_within_a_line || !placement.is_uncertain(),
                "{was:?} to {is:?}: {anchor:?}, {placement:?}"
            );
        }
    }
}

#[test]
fn without_the_old_text_most_are_found_and_none_silently_wrong() {
    for (seed, every) in [(5, 200), (6, 50)] {
        let mut dice = Dice::new(seed);
        let body = dice.prose(3_000);
        let anchors = passages(&Text::new(body.as_str()), 120, &mut dice);
        let mut model = Model::new(&body);
        edit_words(&mut model, every, &mut dice);
        let after = Text::new(model.text());
        let placements = anchors.iter().map(|anchor| quote::find(anchor, &after)).collect();
        let tally = judged(&after, &model, &anchors, placements);
        assert!(tally.wrong.is_empty(), "1 in {every}:\n{}", tally.wrong.join("\n"));
        assert!(share(&tally) >= 0.9, "1 in {every}: {}", share(&tally));
    }
}

#[test]
fn all_of_a_text_taken_out_loses_all_of_them_and_says_so() {
    let mut dice = Dice::new(4);
    let before = Text::new(dice.prose(300));
    let anchors = passages(&before, 50, &mut dice);
    for now in ["", "Something else entirely, about other things.", "\n"] {
        let placements = carry(&before, &Text::new(now), &anchors);
        assert!(placements.iter().all(Placement::is_uncertain), "{placements:?}");
    }
}
