//! Names in quotation marks: `his 'Your Force Your Voice' programme`.

use super::board::Board;
use super::lexicon::Traits;
use super::tokens::{Page, Shape};
use crate::entities::Kind;

/// The name of this rule.
pub const NAME: &str = "quoted";

/// No name in quotation marks is taken to be longer, in tokens.
const LONGEST: usize = 8;

/// Claims short runs of capitals between quotation marks.
pub fn quoted(board: &mut Board<'_, '_>) {
    let page = board.page;
    for at in 0..page.len() {
        let Shape::Sign(open) = page.get(at).shape else { continue };
        let close = match open {
            '“' => '”',
            '‘' => '’',
            '\'' | '"' => open,
            '«' => '»',
            _ => continue,
        };
        // An opening mark stands after a space and before none.
        if !page.get(at).spaced || !page.glued(at + 1) {
            continue;
        }
        let Some(end) = (at + 1..at + 2 + LONGEST).find(|end| page.sign(*end, close) && page.glued(*end))
        else {
            continue;
        };
        if is_name(page, at + 1, end) {
            board.claim(at + 1, end, Kind::Programme, NAME);
        }
    }
}

/// True for two or more words in capitals, with small words only between them.
fn is_name(page: &Page<'_>, from: usize, to: usize) -> bool {
    let mut capitals = 0;
    for at in from..to {
        if page.get(at).opens {
            return false;
        }
        if page.capital(at) {
            capitals += 1;
        } else if !(page.get(at).shape == Shape::Lower
            && page.is(at, Traits::FUNCTION)
            && page.word(at).len() <= 7)
        {
            return false;
        }
    }
    let common = page.is(from, Traits::FUNCTION) && capitals < 3;
    capitals >= 2 && page.capital(from) && page.capital(to.saturating_sub(1)) && !common
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::rules::board::testing::found;

    #[test]
    fn names_in_quotation_marks() {
        let read = |text: &str| found(text, quoted).into_iter().map(|(words, ..)| words).collect::<Vec<_>>();
        assert_eq!(read("of his ‘Your Force Your Voice’ programme"), ["Your Force Your Voice"]);
        assert_eq!(read("like 'Talking CCTV', which"), ["Talking CCTV"]);
        assert_eq!(read("a paper, \"The Fens before Vermuyden\", to"), ["The Fens before Vermuyden"]);
        assert!(read("He said: “I have been.” and \"Nobody got it\" and 'quoted words'").is_empty());
    }
}
