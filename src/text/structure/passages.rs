//! The paragraphs of a text as they are looked through, which run on where the reader shows lines.
//!
//! A text counts as hard-wrapped as a whole or not at all, and in one that does not each line is shown, and numbered, as a
//! paragraph: a letter of three lines, a message quoted in a log. To look for words that is too coarse, so here each block
//! of lines without a blank one is judged by itself. Lines run on where the next word would have gone past the widest line
//! of the block, most of them end without a mark, and about half begin in the middle of a sentence; a block in which such
//! lines are as often short is verse or a list. A word broken by a hyphen runs on wherever it stands.

use super::Structure;
use super::lines::{Line, read_lines};
use super::wrapping::{
    NARROWEST, SHARE_MID_SENTENCE, SHARE_UNPUNCTUATED, WIDEST, begins_mid_sentence, is_hyphen,
};
use crate::text::{Span, Text};

/// Lines of scripts whose characters are twice as wide may have half as many of them.
const NARROWEST_OF_WIDE: u16 = NARROWEST / 2;

/// For one line that was left short in the middle of a sentence there must be so many that were full.
const FULL_FOR_ONE_SHORT: usize = 3;

/// The paragraphs of a text as they run on: one or several of [`Structure::paragraphs`] each, in order.
pub fn passages(text: &Text) -> Vec<Span> {
    let (body, structure) = (text.as_str(), text.structure());
    let (lines, follows) = body_lines(body, structure);
    let runs_on = runs_on(body, &lines, &follows, structure.is_hard_wrapped());
    let mut passages: Vec<Span> = Vec::with_capacity(structure.paragraphs().len());
    let mut at = 0;
    for paragraph in structure.paragraphs() {
        while lines.get(at).is_some_and(|line| line.start < paragraph.span.start) {
            at += 1;
        }
        match passages.last_mut().filter(|_| runs_on.get(at).copied().unwrap_or(false)) {
            Some(passage) => passage.end = paragraph.span.end,
            None => passages.push(paragraph.span),
        }
    }
    passages
}

/// The lines that are no furniture, and for each whether it follows the one above directly.
fn body_lines(text: &str, structure: &Structure) -> (Vec<Line>, Vec<bool>) {
    let mut furniture = structure.furniture().iter().peekable();
    let (mut lines, mut follows) = (Vec::new(), Vec::new());
    let mut is_interrupted = true;
    for line in read_lines(text) {
        if furniture.next_if(|page| page.start <= line.start).is_some() {
            is_interrupted = true;
            continue;
        }
        follows.push(!is_interrupted && line.follows_directly());
        lines.push(line);
        is_interrupted = false;
    }
    (lines, follows)
}

/// For each line, whether it goes on where the one above ended.
fn runs_on(text: &str, lines: &[Line], follows: &[bool], is_hard_wrapped: bool) -> Vec<bool> {
    let mut runs_on = vec![false; lines.len()];
    let mut start = 0;
    while start < lines.len() {
        let length = follows[start + 1..].iter().take_while(|follows| **follows).count() + 1;
        let block = start..start + length;
        if !is_hard_wrapped {
            judge(text, &lines[block.clone()], &mut runs_on[block.clone()]);
        }
        for at in block.start + 1..block.end {
            runs_on[at] |= breaks_a_word(text, &lines[at - 1], &lines[at]);
        }
        start = block.end;
    }
    runs_on
}

/// What a line and the next show together.
#[derive(Clone, Copy)]
struct Pair {
    /// The next word would have gone past the edge.
    is_full: bool,
    /// The next line begins in the middle of a sentence.
    is_mid_sentence: bool,
    /// The line ends without a mark.
    is_unpunctuated: bool,
}

/// Judges the lines of one block.
fn judge(text: &str, block: &[Line], runs_on: &mut [bool]) {
    let Some(widest) = block.iter().map(|line| line.width).max() else { return };
    let is_wide = block.iter().any(|line| line.words(text).ends_with(is_wide));
    let narrowest = if is_wide { NARROWEST_OF_WIDE } else { NARROWEST };
    if block.len() < 2 || !(narrowest..=WIDEST).contains(&widest) {
        return;
    }
    let pairs: Vec<Pair> = block.windows(2).map(|pair| seen(text, &pair[0], &pair[1], widest)).collect();
    let goes_on = |pair: &&Pair| pair.is_mid_sentence && pair.is_unpunctuated;
    let full = pairs.iter().filter(goes_on).filter(|pair| pair.is_full).count();
    let short = pairs.iter().filter(goes_on).filter(|pair| !pair.is_full).count();
    if short * FULL_FOR_ONE_SHORT > full {
        return;
    }
    let mut start = 0;
    while start < pairs.len() {
        let run = pairs[start..].iter().take_while(|pair| pair.is_full).count();
        let count = |sign: fn(&Pair) -> bool| {
            pairs[start..start + run].iter().filter(|pair| sign(pair)).count() as f32 / run.max(1) as f32
        };
        if count(|pair| pair.is_mid_sentence) >= SHARE_MID_SENTENCE
            && count(|pair| pair.is_unpunctuated) >= SHARE_UNPUNCTUATED
        {
            runs_on[start + 1..start + 1 + run].fill(true);
        }
        start += run + 1;
    }
}

fn seen(text: &str, above: &Line, below: &Line, widest: u16) -> Pair {
    let (words, next) = (above.words(text), below.words(text));
    // Where words have no space between them a line is broken after any character, but not before a mark.
    let is_full = if words.ends_with(is_wide) || next.starts_with(is_wide) {
        above.width + 2 >= widest
    } else {
        above.reach(below) > u32::from(widest)
    };
    Pair {
        is_full: is_full && below.marker(text).is_none(),
        is_mid_sentence: begins_mid_sentence(next),
        is_unpunctuated: words.ends_with(|c: char| c.is_alphanumeric() || is_hyphen(c)),
    }
}

/// True when the line above ends in a hyphen within a word: between small letters, or between capitals.
fn breaks_a_word(text: &str, above: &Line, below: &Line) -> bool {
    let Some(before) = above.words(text).strip_suffix(is_hyphen) else { return false };
    let mut last = before.chars().rev();
    let mut next = below.words(text).chars();
    let (Some(last), before_last, Some(first)) = (last.next(), last.next(), next.next()) else {
        return false;
    };
    let capitals = |c: Option<char>| c.is_some_and(char::is_uppercase);
    last.is_alphabetic()
        && (first.is_lowercase()
            || (last.is_uppercase()
                && capitals(before_last)
                && first.is_uppercase()
                && capitals(next.next())))
}

/// True for a character of scripts that are written without spaces and twice as wide.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}'
        | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(body: &str) -> Vec<String> {
        let text = Text::new(body);
        assert!(!text.structure().is_hard_wrapped());
        passages(&text).into_iter().map(|span| text.slice(span).replace('\n', "/")).collect()
    }

    #[test]
    fn few_wrapped_lines_run_on() {
        assert_eq!(
            cut(
                "Dear John,\nI have seen the officers of the neigh-\nbourhood team, and nobody of the police\n\
                 came. Yours, Ann\n"
            ),
            [
                "Dear John,",
                "I have seen the officers of the neigh-/bourhood team, and nobody of the police/came. Yours, Ann"
            ]
        );
        assert_eq!(
            cut("They said that they had seen all the police\nofficers.\n\nNobody came.\n"),
            ["They said that they had seen all the police/officers.", "Nobody came."]
        );
        assert_eq!(
            cut("我们在东京的街上看见了很多警\n察官，他们没有说话。\n"),
            ["我们在东京的街上看见了很多警/察官，他们没有说话。"]
        );
    }

    #[test]
    fn verse_lists_and_messages_do_not() {
        for body in [
            "Shall I compare thee to a summer's day?\nThou art more lovely and more temperate:\n\
             Rough winds do shake the darling buds of May,\nAnd summer's lease hath all too short a date;\n",
            "so much depends upon a wheel\nbarrow glazed\nwith rain water and everything\nbeside the white chickens\n",
            "apples\nbread\nmilk\n",
            "- a list of things that are to be bought today\n- and of things that are to be sold\n",
            "We met at noon and all of us were there.\nNobody came late. All was well and quiet.\n",
            "苹果\n面包\n",
        ] {
            assert_eq!(cut(body).len(), body.lines().count(), "{body}");
        }
    }

    #[test]
    fn broken_words_run_on_everywhere() {
        assert_eq!(cut("in the neigh-\nbourhood\n"), ["in the neigh-/bourhood"]);
        assert_eq!(cut("THE NEIGH-\nBOURHOOD\n"), ["THE NEIGH-/BOURHOOD"]);
        assert_eq!(cut("Smith-\nJones\n- a\n"), ["Smith-", "Jones", "- a"]);
    }

    #[test]
    fn wrapped_texts_keep_their_paragraphs() {
        let body = "The neighbourhood policing teams of the county were asked what\n\
            measures against crime had been taken by the officers who they\n\
            said were there when it happened, and what those measures were\n\
            said to be by those who had asked for them in the first place,\n\
            which nobody did.\n\nAnother paragraph.\n";
        let text = Text::new(body);
        assert!(text.structure().is_hard_wrapped());
        let spans: Vec<Span> = text.structure().paragraphs().iter().map(|paragraph| paragraph.span).collect();
        assert_eq!(passages(&text), spans);
        assert_eq!(passages(&Text::new("")), []);
    }
}
