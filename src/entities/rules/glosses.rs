//! Short forms whose long form is no name: `anti-social behaviour (ASB)` names nothing, and `a computer system (ECINS)` says
//! what is named. Part of the rule of [`super::acronyms`].

use std::collections::{HashMap, HashSet};

use super::acronyms::{claim_all, held_by_model, is_short_form};
use super::board::Board;
use super::lexicon::Traits;
use super::tokens::{Page, Shape};
use crate::entities::Kind;

/// Claims the short forms beside whose definition it says in small letters what they name.
pub fn glosses(board: &mut Board<'_, '_>) {
    let page = board.page;
    let known: HashMap<&str, Kind> = bracketed(page)
        .filter(|at| board.is_free(*at) && !stands_for_common_words(page, *at))
        .filter_map(|at| Some((page.word(at), kind_of_noun(page, at.checked_sub(2)?)?)))
        .collect();
    claim_all(board, &known);
}

/// Drops what a model took for a name and what stands for common words.
pub fn common_short_forms(board: &mut Board<'_, '_>) {
    let page = board.page;
    let common: HashSet<&str> =
        bracketed(page).filter(|at| stands_for_common_words(page, *at)).map(|at| page.word(at)).collect();
    if common.is_empty() {
        return;
    }
    for at in 0..page.len() {
        if common.contains(page.word(at))
            && let Some(number) = held_by_model(board, at)
        {
            board.drop_find(number);
        }
    }
}

/// The short forms that stand alone in brackets.
fn bracketed<'p>(page: &'p Page<'_>) -> impl Iterator<Item = usize> + use<'p> {
    (2..page.len()).filter(|at| {
        page.sign(at - 1, '(')
            && page.sign(at + 1, ')')
            && page.get(*at).shape == Shape::Capitals
            && is_short_form(page, *at)
    })
}

/// True when the words before the bracket are in small letters and have the letters of the short form for initials, and the
/// last of them is no body or scheme.
fn stands_for_common_words(page: &Page<'_>, at: usize) -> bool {
    let bracket = at - 1;
    let letters: Vec<char> = page.low(at).chars().collect();
    let mut left = letters.len();
    let mut word = bracket;
    while left > 0 {
        let Some(before) = word.checked_sub(1).filter(|_| page.follows(word)) else { return false };
        if page.get(before).shape != Shape::Lower {
            return false;
        }
        word = before;
        for part in page.low(word).rsplit('-') {
            match part.chars().next() {
                Some(first) if left > 0 && letters.get(left - 1) == Some(&first) => left -= 1,
                _ if matches!(part, "of" | "and" | "the" | "for" | "in") => {}
                _ => return false,
            }
        }
    }
    kind_of_noun(page, bracket - 1).is_none()
}

/// What a noun in small letters says that the short form after it names.
fn kind_of_noun(page: &Page<'_>, at: usize) -> Option<Kind> {
    let noun = page.get(at);
    if noun.shape != Shape::Lower || !page.follows(at + 1) {
        return None;
    }
    if noun.traits.any(Traits::PROGRAMME_LOWER) {
        Some(Kind::Programme)
    } else if noun.traits.any(Traits::ORG_LOWER) {
        Some(Kind::Organisation)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::Label;
    use crate::entities::rules::board::testing::{found, found_beside};
    use crate::entities::rules::{Rules, marks};

    #[test]
    fn a_noun_says_what_a_short_form_names() {
        let all = found("We bought a computer system (QUELX) then. Now QUELX is used.", glosses);
        assert_eq!(all.len(), 2);
        assert_eq!((all[1].0.as_str(), &all[1].1), ("QUELX", &Kind::Programme));
        let all = found("We met a trade union (QUELX).", glosses);
        assert_eq!(all[0].1, Kind::Organisation);
        assert!(found("It cost the earth (QUELX). They run a filing system (FS).", glosses).len() < 2);
    }

    #[test]
    fn what_stands_for_common_words_names_nothing() {
        let left = |text: &str, short: &str| {
            let all = found_beside(text, &[(short, Label::Organisation)], |board| {
                marks(board, Rules::ALL);
                common_short_forms(board);
            });
            all.len()
        };
        assert_eq!(left("Meetings on anti-social behaviour (ASB) and on sand", "ASB"), 0);
        assert_eq!(left("They were told by a heap of sand (HOS) there", "HOS"), 0);
        assert_eq!(left("Meetings of a quell union (QU) there", "QU"), 1);
        assert_eq!(left("Meetings on bad behaviour (ASB) there", "ASB"), 1);
    }
}
