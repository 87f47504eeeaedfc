//! Bodies that a text calls by the head of their name alone, `the Force`, `the Council`: one that stands for no body which the text
//! names in full names nothing. Part of the rule of [`super::junk`], at the end of all rules.

use std::collections::HashSet;

use super::board::{Board, Find};
use super::tokens::Page;
use crate::entities::resolve::heads_meant;
use crate::entities::{Kind, Source};

/// Drops the bare heads that stand for no body of the document.
pub fn bare_heads(board: &mut Board<'_, '_>) {
    let page = board.page;
    let bare: Vec<usize> = (0..board.numbers())
        .filter(|number| board.find(*number).is_some_and(|find| is_bare_head(page, find)))
        .collect();
    if bare.is_empty() {
        return;
    }
    let named: HashSet<&str> = (0..board.numbers())
        .filter_map(|number| board.find(number))
        .filter(|find| find.kind == Kind::Organisation && find.to - find.from > 1)
        .flat_map(|find| (find.from..find.to).map(|at| page.low(at)))
        .collect();
    for number in bare {
        let stands = board.find(number).is_some_and(|find| {
            let head = page.low(find.from);
            named.contains(head) || heads_meant(head).iter().any(|meant| named.contains(meant))
        });
        if !stands {
            board.drop_find(number);
        }
    }
}

/// True for one common word for a body that nothing but a model, a list or the text's own consistency has told.
fn is_bare_head(page: &Page<'_>, find: &Find) -> bool {
    let told = matches!(
        find.source,
        Source::Model
            | Source::Rule(super::gazetteer::NAME | super::consistency::NAME | super::weighing::NAME)
    );
    find.kind == Kind::Organisation
        && told
        && find.to - find.from == 1
        && matches!(
            page.word(find.from),
            "Force"
                | "Council"
                | "Trust"
                | "Court"
                | "Department"
                | "Club"
                | "Service"
                | "Authority"
                | "Commission"
                | "Agency"
                | "Association"
                | "Society"
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::Label;
    use crate::entities::rules::board::testing::found_beside;
    use crate::entities::rules::{Rules, heads, marks};

    /// The bodies that are left where a model took the last `name` for one.
    fn left(text: &str, name: &str) -> Vec<String> {
        let all = found_beside(text, &[(name, Label::Organisation)], |board| {
            heads(board);
            marks(board, Rules::ALL);
            bare_heads(board);
        });
        all.into_iter().map(|(words, ..)| words).collect()
    }

    #[test]
    fn a_bare_head_stands_for_a_body_of_the_text() {
        assert!(left("they spoke of the Force's new website", "Force").is_empty());
        assert_eq!(left("then the Force left Quell Police alone", "Force"), ["Force", "Quell Police"]);
        assert_eq!(left("then the Trust told Quell Trust so", "Trust"), ["Trust", "Quell Trust"]);
        assert_eq!(left("then the Trust told Quell Council so", "Trust"), ["Quell Council"]);
        assert_eq!(left("then the Government left", "Government"), ["Government"]);
    }
}
