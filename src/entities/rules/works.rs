//! Works by what they are called before their titles: `her memoir, Rivets and Roses`, `the film Quiet Hours`; and honours that
//! were given: `appointed CBE`.

use super::board::Board;
use super::lexicon::Traits;
use super::tokens::{Page, Shape};
use crate::entities::Kind;

/// The name of this rule.
pub const NAME: &str = "works";

/// No title is taken to be longer, in tokens.
const LONGEST: usize = 8;

/// Claims the titles of works, and honours.
pub fn works(board: &mut Board<'_, '_>) {
    let page = board.page;
    for at in 1..page.len() {
        let found = title(board, at).or_else(|| honour(page, at)).or_else(|| with_article(board, at));
        if let Some(to) = found {
            board.claim(at, to, Kind::Programme, NAME);
        }
    }
}

/// One past the title that begins at `at`, after the word for a work.
fn title(board: &Board<'_, '_>, at: usize) -> Option<usize> {
    let page = board.page;
    let before = at.checked_sub(1).filter(|_| page.follows(at) && page.capital(at))?;
    let comma = page.sign(before, ',');
    let work = if comma { before.checked_sub(1)? } else { before };
    if page.get(work).shape != Shape::Lower || !(is_work(page.low(work)) || is_often_of(page.low(work))) {
        return None;
    }
    let mut to = at;
    while page.follows(to) && to - at < LONGEST && board.is_free(to) {
        let joins = page.get(to).shape == Shape::Lower
            && page.is(to, Traits::FUNCTION)
            && page.word(to).len() <= 4
            && page.follows(to + 1)
            && page.capital(to + 1);
        if !(joins || page.capital(to) && (to == at || !page.get(to).begins)) {
            break;
        }
        to += 1;
    }
    let words = to - at;
    // `a novel by`, `his novel, Smith said`, `the play Tom saw`: a name alone is as often somebody's.
    let closed = !page.follows(to) || matches!(page.get(to).shape, Shape::Sign(',' | '.' | ';' | '(' | ')'));
    let named = if comma {
        words > 1 && closed && is_owned(page, work)
    } else {
        words > 0 && !is_often_of(page.low(work))
    };
    let person = words <= 2 && page.is(at, Traits::FIRST_NAME | Traits::HONORIFIC);
    (named && !person && (words > 2 || !page.is(at, Traits::FUNCTION))).then_some(to)
}

/// What is a work too, but before a name as often something of somebody's: `the book Day wrote`.
fn is_often_of(word: &str) -> bool {
    matches!(
        word,
        "book"
            | "play"
            | "thesis"
            | "biography"
            | "collection"
            | "symphony"
            | "history"
            | "essay"
            | "sermon"
            | "debut"
            | "painting"
            | "sculpture"
            | "single"
            | "paper"
            | "dissertation"
            | "handbook"
            | "report"
    )
}

/// `Rodin's The Kiss`: one past the title that begins with its own article, after whose it is.
fn with_article(board: &Board<'_, '_>, at: usize) -> Option<usize> {
    let page = board.page;
    let capital = |at: usize| page.follows(at) && page.get(at).shape == Shape::Capital && board.is_free(at);
    let begins = matches!(page.word(at), "The" | "A")
        && capital(at)
        && !page.get(at).begins
        && page.get(at.checked_sub(1)?).shape == Shape::Possessive
        && capital(at + 1);
    let end = (at + 1..at + LONGEST).find(|at| !capital(*at)).unwrap_or(at + LONGEST);
    begins.then_some(end)
}

/// `her memoir`, `his first novel`: somebody's.
fn is_owned(page: &Page<'_>, work: usize) -> bool {
    (1..=2).any(|back| {
        let at = work.wrapping_sub(back);
        matches!(page.low(at), "his" | "her" | "their" | "whose") || page.get(at).shape == Shape::Possessive
    })
}

/// What works are called that have titles.
fn is_work(word: &str) -> bool {
    matches!(
        word,
        "novel"
            | "memoir"
            | "memoirs"
            | "autobiography"
            | "film"
            | "movie"
            | "documentary"
            | "musical"
            | "opera"
            | "ballad"
            | "hymn"
            | "album"
            | "sitcom"
            | "pamphlet"
            | "novella"
            | "anthology"
            | "poem"
    )
}

/// `appointed CBE`, `received the OBE`: one past the letters of an honour that somebody was given.
fn honour(page: &Page<'_>, at: usize) -> Option<usize> {
    let honour =
        matches!(page.word(at), "OBE" | "MBE" | "CBE" | "KBE" | "DBE" | "BEM" | "CH" | "GBE" | "DSO" | "MVO");
    let before = page.low(at.checked_sub(1)?);
    let given =
        matches!(before, "appointed" | "made" | "awarded" | "a" | "an" | "the" | "his" | "her" | "received");
    (honour && given && page.follows(at)).then_some(at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::rules::board::testing::found;

    fn read(text: &str) -> Vec<String> {
        found(text, works).into_iter().map(|(words, ..)| words).collect()
    }

    #[test]
    fn works_have_titles() {
        assert_eq!(
            read("Her memoir, Rivets and Roses, sold. The film Quiet Hours won"),
            ["Rivets and Roses", "Quiet Hours"]
        );
        assert!(
            read("His novel, Smith said, and the novel by Smith. A poem Tom read. The book, Day says,")
                .is_empty()
        );
    }

    #[test]
    fn works_have_makers() {
        assert_eq!(
            read("Her first book, The Salt Road, was. Rodin's The Kiss, lent"),
            ["The Salt Road", "The Kiss"]
        );
        assert!(read("Then Day's the man. The book The Salt knew, a report Ann Day").is_empty());
    }

    #[test]
    fn honours_are_given() {
        assert_eq!(read("She was appointed CBE in May. Ann Day OBE came."), ["CBE"]);
    }
}
