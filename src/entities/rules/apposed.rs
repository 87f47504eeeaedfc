//! Names that common words after them explain: `Quell Connected online information sharing system` is a system's name, whatever a
//! model called it. Part of the rule of [`super::cues`].

use super::board::{Board, Find};
use super::cues::NAME;
use super::lexicon::Traits;
use super::tokens::{Page, Shape};
use crate::entities::{Kind, Source};

/// So many words may stand between the name and the noun that explains it.
const BETWEEN: usize = 3;

/// Takes for a programme what is explained as one.
pub fn apposed(board: &mut Board<'_, '_>) {
    for number in 0..board.numbers() {
        let explained = board
            .find(number)
            .is_some_and(|find| is_doubtful(board.page, find) && is_explained(board.page, find.to));
        if explained && let Some(find) = board.find_mut(number) {
            find.kind = Kind::Programme;
            find.source = Source::Rule(NAME);
        }
    }
}

/// True for a body of several words that nothing but a model has told and that has no body's head.
fn is_doubtful(page: &Page<'_>, find: &Find) -> bool {
    let heads = Traits::ORG_HEAD.or(Traits::COMPANY_FORM).or(Traits::ORG_OPENER).or(Traits::PLACE);
    find.source == Source::Model
        && find.kind == Kind::Organisation
        && find.to - find.from > 1
        && !page.is(find.to - 1, heads)
}

/// True when a noun for a programme ends the words in small letters that follow.
fn is_explained(page: &Page<'_>, to: usize) -> bool {
    let plain =
        |at: usize| page.follows(at) && page.get(at).shape == Shape::Lower && !page.is(at, Traits::FUNCTION);
    let end = (to..=to + BETWEEN + 1).find(|at| !plain(*at)).unwrap_or(to);
    end > to + 1
        && page.is(end - 1, Traits::PROGRAMME_LOWER)
        && (to..end - 1).all(|at| !page.low(at).ends_with("ed") && !page.low(at).ends_with("es"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::Label;
    use crate::entities::rules::board::testing::found_beside;
    use crate::entities::rules::{Rules, marks};

    #[test]
    fn a_noun_after_a_name_says_what_it_is() {
        for (text, kind) in [
            ("It has a Quell Connected online information sharing system now", Kind::Programme),
            ("Then Quell Connected launched a scheme", Kind::Organisation),
            ("Then Quell Connected, a scheme", Kind::Organisation),
        ] {
            let all = found_beside(text, &[("Quell Connected", Label::Organisation)], |board| {
                marks(board, Rules::ALL);
                apposed(board);
            });
            assert_eq!(all[0].1, kind, "{text}");
        }
    }
}
