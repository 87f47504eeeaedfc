//! Places named in a row: what stands among them is one too, whatever a model called it: `from Halifax, Todmorden and
//! Keighley`.

use super::board::{Board, Find};
use super::gazetteer::NAME;
use super::lexicon::Traits;
use super::located::is_located;
use super::places;
use super::tokens::Page;
use crate::entities::{Kind, Source};

/// Makes places of what stands in a row of places.
pub fn rows(board: &mut Board<'_, '_>) {
    let page = board.page;
    let mut order: Vec<(usize, usize, usize)> = (0..board.numbers())
        .filter_map(|number| board.find(number).map(|find| (find.from, find.to, number)))
        .collect();
    order.sort_unstable();
    for row in order.chunk_by(|a, b| is_joined(page, a.1, b.0)) {
        if row.len() > 1 {
            settle(board, row);
        }
    }
}

/// True when nothing but a comma, `and` or `or` stands between two names.
fn is_joined(page: &Page<'_>, to: usize, from: usize) -> bool {
    let word = |at: usize| matches!(page.low(at), "and" | "or");
    let joins = match from - to {
        1 => page.sign(to, ',') || word(to) || page.low(to) == "to",
        2 => page.sign(to, ',') && word(to + 1),
        _ => false,
    };
    joins && (to..=from).all(|at| page.follows(at))
}

/// Makes places of the members of a row where the others are, if nothing speaks against it.
fn settle(board: &mut Board<'_, '_>, row: &[(usize, usize, usize)]) {
    let page = board.page;
    let members = || row.iter().filter_map(|(.., number)| board.find(*number));
    let is_place = |find: &&Find| find.kind == Kind::Place;
    let (from, to, _) = row[0];
    let route = page.low(to) == "to" && page.low(from.wrapping_sub(1)) == "from";
    let is_told = |find: &Find| find.kind == Kind::Place || is_listed(page, find);
    let all = members().all(|find| is_place(&find) || may_be_place(page, find));
    // `from Tregaron to Abergwesyn`: between two that no list knows, only on a way that is spoken of.
    let way = route && is_way(page.low(from.wrapping_sub(2)));
    if !all || (page.low(to) == "to" && !route) || !(members().any(is_told) || way) {
        return;
    }
    let located = is_located(page, from, to);
    let others: Vec<usize> = row
        .iter()
        .map(|(.., number)| *number)
        .filter(|number| {
            board.find(*number).is_some_and(|find| {
                find.kind != Kind::Place
                    && (is_listed(page, find) || way || (located && find.kind == Kind::Person))
            })
        })
        .collect();
    for number in others {
        if let Some(find) = board.find_mut(number) {
            find.kind = Kind::Place;
            find.source = Source::Rule(NAME);
        }
    }
}

/// True for what a list knows for a place, be it a smaller one.
fn is_listed(page: &Page<'_>, find: &Find) -> bool {
    places::known_place(page, find.from) == Some(find.to)
        || (page.is(find.from, Traits::TOWN) && find.to - find.from == 1)
}

/// What leads from one place to another.
fn is_way(word: &str) -> bool {
    matches!(
        word,
        "road"
            | "way"
            | "route"
            | "path"
            | "line"
            | "railway"
            | "train"
            | "bus"
            | "journey"
            | "voyage"
            | "miles"
            | "ferry"
            | "walked"
            | "rode"
            | "sailed"
            | "drove"
            | "travelled"
            | "marched"
            | "went"
            | "flew"
    )
}

/// True for one word that a model alone calls something else, and that is no given name.
fn may_be_place(page: &Page<'_>, find: &Find) -> bool {
    find.to - find.from == 1
        && find.source == Source::Model
        && matches!(find.kind, Kind::Person | Kind::Organisation | Kind::Programme)
        && !page.is(find.from, Traits::FIRST_NAME)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::Label;
    use crate::entities::rules::board::testing::found_beside;
    use crate::entities::rules::{Rules, marks};

    fn kinds(text: &str, marked: &[(&str, Label)]) -> Vec<Kind> {
        found_beside(text, marked, |board| {
            marks(board, Rules::ALL);
            rows(board);
        })
        .into_iter()
        .map(|(_, kind, _)| kind)
        .collect()
    }

    #[test]
    fn a_row_of_places_holds_places() {
        let marked =
            [("Halifax", Label::GeoPolitical), ("Ardle", Label::Person), ("Keighley", Label::Organisation)];
        assert_eq!(kinds("crews from Halifax, Ardle and Keighley came", &marked), vec![Kind::Place; 3]);
    }

    #[test]
    fn a_way_leads_from_place_to_place() {
        let marked = [("Ardle", Label::Organisation), ("Bendle", Label::Organisation)];
        assert_eq!(kinds("the old road from Ardle to Bendle is", &marked), vec![Kind::Place; 2]);
        assert_eq!(kinds("she moved from Ardle to Bendle", &marked), vec![Kind::Organisation; 2]);
    }

    #[test]
    fn a_row_of_others_stays() {
        let marked = [("Leeds", Label::GeoPolitical), ("Mary", Label::Person)];
        assert_eq!(kinds("from Leeds, and Mary too", &marked), [Kind::Place, Kind::Person]);
        let marked = [("Leeds", Label::GeoPolitical), ("Quartz", Label::Organisation)];
        assert_eq!(kinds("between Leeds and Quartz", &marked)[1], Kind::Organisation);
    }
}
