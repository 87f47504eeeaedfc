//! Names in a row: what stands among places is one too, whatever a model called it (`from Halifax, Todmorden and Keighley`);
//! so is what stands among organisations (`by Sida, the European Union and the Oak Foundation`), and what stands among the
//! players of a side.

use super::board::{Board, Find};
use super::gazetteer::NAME;
use super::lexicon::Traits;
use super::located::is_located;
use super::places;
use super::tokens::{Page, Shape};
use crate::entities::{Kind, Source};

/// Makes places of what stands in a row of places, and organisations of what stands in a row of these.
pub fn rows(board: &mut Board<'_, '_>) {
    let page = board.page;
    let mut order: Vec<(usize, usize, usize)> = (0..board.numbers())
        .filter_map(|number| board.find(number).map(|find| (find.from, find.to, number)))
        .collect();
    order.sort_unstable();
    for row in order.chunk_by(|a, b| is_joined(page, a.1, b.0)) {
        if row.len() > 1 {
            settle(board, row);
            settle_bodies(board, row);
        }
    }
    sides(board);
}

/// Makes organisations of the members of a row where most of the others are, and the model alone says what they are.
fn settle_bodies(board: &mut Board<'_, '_>, row: &[(usize, usize, usize)]) {
    let page = board.page;
    let bodies = row
        .iter()
        .filter(|(.., number)| board.find(*number).is_some_and(|find| find.kind == Kind::Organisation))
        .count();
    let others: Vec<usize> = row
        .iter()
        .map(|(.., number)| *number)
        .filter(|number| {
            board.find(*number).is_some_and(|find| {
                // A person and a company are as often named together; a product and a company are not.
                may_be_place(page, find)
                    && (find.kind == Kind::Programme || bodies > 1)
                    && places::known_place(page, find.from).is_none()
                    || find.kind == Kind::Place
                        && !page.capital(find.to)
                        && find.source == Source::Model
                        && find.to - find.from == 1
                        && bodies > 1
                        && !is_listed(page, find)
            })
        })
        .collect();
    if bodies == 0 || bodies + others.len() < row.len() {
        return;
    }
    for number in others {
        if let Some(find) = board.find_mut(number) {
            find.kind = Kind::Organisation;
            find.source = Source::Rule(NAME);
        }
    }
}

/// No side has more players, and none that is read as one fewer.
const SIDE: std::ops::RangeInclusive<usize> = 6..=40;

/// Makes persons of the single names of a side, which are told by standing one by one between commas and semicolons after a
/// colon: `Rovers: Sykes; Hallam, Obi, Grimshaw (capt), Dunn`.
fn sides(board: &mut Board<'_, '_>) {
    let page = board.page;
    for colon in 1..page.len() {
        if !(page.sign(colon, ':') && page.follows(colon) && page.capital(colon - 1)) {
            continue;
        }
        let names = side(page, colon + 1);
        if !SIDE.contains(&names.len()) {
            continue;
        }
        let persons = names.iter().filter(|at| {
            board.find_at(**at).is_some_and(|find| find.kind == Kind::Person)
                || board.is_free(**at) && !page.is(**at, Traits::PLACE)
        });
        if persons.count() * 2 < names.len() {
            continue;
        }
        for at in names {
            let bare = board.holder(at).filter(|number| {
                board.find(*number).is_some_and(|find| {
                    find.to - find.from == 1 && matches!(find.source, Source::Model | Source::Rule(NAME))
                })
            });
            if let Some(number) = bare {
                board.drop_find(number);
            }
            board.claim(at, at + 1, Kind::Person, NAME);
        }
    }
}

/// The single names that stand between commas and semicolons from `from` on.
fn side(page: &Page<'_>, from: usize) -> Vec<usize> {
    let mut names = Vec::new();
    let mut at = from;
    while page.follows(at) && page.get(at).shape == Shape::Capital && names.len() < *SIDE.end() {
        names.push(at);
        at += 1;
        // `(capt)`, `(Vuković 58)`
        if page.sign(at, '(') {
            match (at..at + 6).find(|at| page.sign(*at, ')')) {
                Some(close) => at = close + 1,
                None => break,
            }
        }
        if !(page.sign(at, ',') || page.sign(at, ';')) {
            break;
        }
        at += 1;
    }
    names
}

/// True when nothing but a comma, `and` or `or`, and perhaps `the`, stands between two names.
fn is_joined(page: &Page<'_>, to: usize, from: usize) -> bool {
    let word = |at: usize| matches!(page.low(at), "and" | "or");
    let joins = match from - to {
        1 => page.sign(to, ',') || word(to) || page.low(to) == "to",
        2 => {
            page.sign(to, ',') && (word(to + 1) || page.low(to + 1) == "the")
                || word(to) && page.low(to + 1) == "the"
        }
        3 => page.sign(to, ',') && word(to + 1) && page.low(to + 2) == "the",
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
        && !page.is(find.from, Traits::FIRST_NAME | Traits::COMMON)
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
    fn a_row_of_organisations_holds_organisations() {
        let marked =
            [("Sida", Label::GeoPolitical), ("UNICEF", Label::Organisation), ("Oxfam", Label::Organisation)];
        assert_eq!(
            kinds("paid by Sida, the UNICEF and the Oxfam together", &marked),
            vec![Kind::Organisation; 3]
        );
        let marked = [("DHL", Label::Organisation), ("Maersk", Label::Product)];
        assert_eq!(kinds("both DHL and Maersk went", &marked), vec![Kind::Organisation; 2]);
        let marked = [("DHL", Label::Organisation), ("Priti", Label::Person)];
        assert_eq!(kinds("both DHL and Priti went", &marked)[1], Kind::Person);
    }

    #[test]
    fn a_side_has_players() {
        let marked = [("Dunn", Label::Organisation), ("Obi", Label::Person), ("Prior", Label::GeoPolitical)];
        let text = "Rovers: Sykes; Hallam, Obi, Grimshaw (capt), Dunn, Prior. Present: Obi, Dunn.";
        assert_eq!(kinds(text, &marked), vec![Kind::Person; 6]);
    }

    #[test]
    fn a_row_of_others_stays() {
        let marked = [("Leeds", Label::GeoPolitical), ("Mary", Label::Person)];
        assert_eq!(kinds("from Leeds, and Mary too", &marked), [Kind::Place, Kind::Person]);
        let marked = [("Leeds", Label::GeoPolitical), ("Quartz", Label::Organisation)];
        assert_eq!(kinds("between Leeds and Quartz", &marked)[1], Kind::Organisation);
    }
}
