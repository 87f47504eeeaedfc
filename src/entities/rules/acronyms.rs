//! Short forms: defined in the text (`Atlantic Longshore Union (ALU)`), or made of the initials of a name in it.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use super::board::Board;
use super::lexicon::Traits;
use super::tokens::{Page, Shape};
use crate::entities::{Kind, Source};

/// The name of this rule.
pub const NAME: &str = "acronyms";

/// No short form has more letters.
const LONGEST: usize = 10;

/// What the short forms of a text stand for.
type Known<'p> = HashMap<&'p str, Kind>;

/// Claims the short forms that are defined in the text, and the names that they are defined beside.
pub fn definitions(board: &mut Board<'_, '_>) {
    let page = board.page;
    let mut known = Known::new();
    let acting = OnceCell::new();
    for at in 0..page.len() {
        // `Long Name (LN)`
        if is_short_form(page, at)
            && page.sign(at.wrapping_sub(1), '(')
            && page.sign(at + 1, ')')
            && let Some(kind) = defined(board, at, &acting)
        {
            known.entry(page.word(at)).or_insert(kind);
        }
    }
    claim_all(board, &known);
}

/// Claims the words of capitals that are the initials of a name found in the text.
pub fn initials(board: &mut Board<'_, '_>) {
    let mut known = Known::new();
    from_initials(board, &mut known);
    claim_all(board, &known);
}

/// Claims the short forms wherever nobody but a model has.
pub fn claim_all(board: &mut Board<'_, '_>, known: &Known<'_>) {
    if known.is_empty() {
        return;
    }
    let page = board.page;
    for at in 0..page.len() {
        if !is_short_form(page, at) {
            continue;
        }
        let Some(kind) = known.get(page.word(at)) else { continue };
        if let Some(number) = held_by_model(board, at) {
            board.drop_find(number);
        }
        board.claim(at, at + 1, kind.clone(), NAME);
    }
}

/// The find of a model that is the token `at` alone.
pub fn held_by_model(board: &Board<'_, '_>, at: usize) -> Option<usize> {
    let number = board.holder(at)?;
    board.find(number).filter(|find| find.source == Source::Model && find.to - find.from == 1).map(|_| number)
}

/// True for a word such as `ALU`, `CoPaCC` or `L&T`.
pub fn is_short_form(page: &Page<'_>, at: usize) -> bool {
    let word = page.word(at);
    let upper = word.chars().filter(|c| c.is_uppercase()).count();
    matches!(page.get(at).shape, Shape::Capitals | Shape::Capital | Shape::Mixed)
        && upper >= 2
        && word.len() <= LONGEST
        && upper * 2 >= word.len()
}

/// The kind of the name before the bracket that holds the short form at `at`; claims the name where nobody has.
fn defined<'p>(board: &mut Board<'p, '_>, at: usize, acting: &OnceCell<HashSet<&'p str>>) -> Option<Kind> {
    let page = board.page;
    let bracket = at.checked_sub(1)?;
    let before = bracket.checked_sub(1)?;
    if let Some(find) = board.find_at(before).filter(|find| find.to == bracket) {
        let named =
            matches!(find.kind, Kind::Organisation | Kind::Programme | Kind::Place | Kind::Law | Kind::Role);
        // `Police and Crime Commissioner (PCC)` is two offices, `Trees of Leeds Trust (TOLT)` one name.
        // `Leeds & York Local Trade Partnership (LTP)` is called by its last words.
        return (named && stands_for(page, find.from, bracket, at)).then(|| find.kind.clone());
    }
    let from = (1..=LONGEST + 4)
        .map_while(|back| bracket.checked_sub(back))
        .take_while(|from| board.is_free(*from) && (*from + 1 == bracket || !page.get(*from + 1).opens))
        .filter(|from| page.capital(*from) && !(page.is(*from, Traits::FUNCTION) && page.get(*from).begins))
        .find(|from| fits(page, *from, bracket, page.word(at)))?;
    let kind = board
        .mark_at(before)
        .and_then(|mark| super::marks::kind_of(mark.label))
        .filter(|kind| matches!(kind, Kind::Organisation | Kind::Programme | Kind::Law))
        .unwrap_or(
            if acts(page, at + 2) || acting.get_or_init(|| all_acting(page)).contains(page.word(at)) {
                Kind::Organisation
            } else {
                Kind::Programme
            },
        );
    board.claim(from, bracket, kind.clone(), NAME);
    Some(kind)
}

/// The short forms that do something somewhere in the text that only people do.
fn all_acting<'p>(page: &'p Page<'_>) -> HashSet<&'p str> {
    (0..page.len())
        .filter(|at| is_short_form(page, *at) && acts(page, at + 1))
        .map(|at| page.word(at))
        .collect()
}

/// `(QWB) and its partner`, `QWB said`.
pub fn acts(page: &Page<'_>, to: usize) -> bool {
    match page.low(to) {
        "and" => page.low(to + 1) == "its",
        "said" | "says" | "told" | "tells" | "announced" | "argued" | "argues" | "warned" | "warns"
        | "urged" | "asked" | "came" | "wrote" | "published" | "employs" | "welcomed" | "refused"
        | "declined" | "denied" => page.follows(to),
        _ => false,
    }
}

/// True when the short form at `short` is made of the words from `from` to `to`, or of the last of them.
pub fn stands_for(page: &Page<'_>, from: usize, to: usize, short: usize) -> bool {
    is_short_form(page, short)
        && (from..to.saturating_sub(1))
            .any(|from| page.capital(from) && fits(page, from, to, page.word(short)))
}

/// True when the letters of `short` are, in order, first letters of the words from `from` to `to`, the small ones aside.
fn fits(page: &Page<'_>, from: usize, to: usize, short: &str) -> bool {
    let letters: Vec<char> =
        short.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_uppercase).collect();
    let mut wanted = letters.iter().copied().peekable();
    let mut taken_by_first = false;
    for at in from..to {
        for part in page.word(at).split('-') {
            let Some(first) = part.chars().next() else { continue };
            let first = first.to_uppercase().next().unwrap_or(first);
            if wanted.peek() == Some(&first) {
                wanted.next();
                taken_by_first |= at == from;
                // Further letters of one word may count too: `CoPaCC`, `LOWASCO`.
                let rest: Vec<char> = part.chars().skip(1).flat_map(char::to_uppercase).collect();
                let mut inner = rest.iter();
                while short.chars().count() > count_words(page, from, to)
                    && wanted.peek().is_some_and(|next| inner.next() == Some(next))
                {
                    wanted.next();
                }
            }
        }
    }
    taken_by_first && wanted.peek().is_none()
}

/// Number of words with a capital.
fn count_words(page: &Page<'_>, from: usize, to: usize) -> usize {
    (from..to).filter(|at| page.capital(*at)).map(|at| page.word(at).split('-').count()).sum()
}

/// Adds the initials of the names found, where a word of capitals in the text is written so.
fn from_initials<'p>(board: &Board<'p, '_>, known: &mut Known<'p>) {
    let page = board.page;
    let mut loose: HashMap<String, &'p str> = HashMap::new();
    let mut several: HashMap<String, &'p str> = HashMap::new();
    for at in 0..page.len() {
        let word = page.word(at);
        let short = page.get(at).shape == Shape::Capitals
            && (2..=8).contains(&word.len())
            && (board.is_free(at) || held_by_model(board, at).is_some());
        if short && !known.contains_key(word) {
            loose.insert(word.chars().filter(|c| c.is_alphabetic()).collect(), word);
        }
        // `ICVs`: several of an office.
        let one = word.strip_suffix('s').filter(|one| {
            one.len() > 2 && one.bytes().all(|byte| byte.is_ascii_uppercase()) && board.is_free(at)
        });
        if let Some(one) = one {
            several.insert(one.to_owned(), word);
        }
    }
    if loose.is_empty() && several.is_empty() {
        return;
    }
    for number in 0..board.numbers() {
        let Some(find) = board.find(number) else { continue };
        let several_of =
            matches!(find.kind, Kind::Role | Kind::Organisation) && page.low(find.to - 1).ends_with('s');
        let named = several_of || matches!(find.kind, Kind::Organisation | Kind::Programme);
        if !named || find.to - find.from < 2 {
            continue;
        }
        let initial = |small: bool| -> String {
            (find.from..find.to)
                .filter(|at| page.capital(*at) || (small && page.get(*at).shape == Shape::Lower))
                .flat_map(|at| page.word(at).split('-'))
                .filter_map(|word| word.chars().next())
                .flat_map(char::to_uppercase)
                .collect()
        };
        for initials in [initial(false), initial(true)] {
            if several_of && let Some(word) = several.get(&initials) {
                known.entry(word).or_insert_with(|| find.kind.clone());
            }
            if find.kind == Kind::Role {
                continue;
            }
            if let Some(word) = loose.get(&initials).filter(|_| initials.chars().count() >= 2) {
                let long_enough = initials.chars().count() > 2 || word.contains('&');
                if long_enough {
                    known.entry(word).or_insert_with(|| find.kind.clone());
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::rules::board::testing::found;
    use crate::entities::rules::heads;

    fn read(text: &str) -> Vec<(String, Kind)> {
        found(text, |board| {
            heads(board);
            definitions(board);
            initials(board);
        })
        .into_iter()
        .map(|(words, kind, _)| (words, kind))
        .collect()
    }

    #[test]
    fn a_defined_short_form_is_what_it_stands_for() {
        let all = read("of the Atlantic Longshore Union (ALU) gave. Then ALU left.");
        assert_eq!(all[1], ("ALU".into(), Kind::Organisation));
        assert_eq!(all[2], ("ALU".into(), Kind::Organisation));
        let all = read("between Rivers Without Borders (RWB) and its partner");
        assert_eq!(all[0], ("Rivers Without Borders".into(), Kind::Organisation));
        let all = read("by Rivers Without Borders (RWB). What RWB said");
        assert_eq!(all[1], ("RWB".into(), Kind::Organisation));
        let all = read("a Heroin Assisted Treatment (HAT) begins, and HAT is");
        assert_eq!(all[0], ("Heroin Assisted Treatment".into(), Kind::Programme));
        assert_eq!(all.len(), 3);
        assert_eq!(
            read("the Lodwar Water and Sanitation Company (LOWASCO) is")[1],
            ("LOWASCO".into(), Kind::Organisation)
        );
    }

    #[test]
    fn the_last_words_of_a_name_may_make_its_short_form() {
        let all = read("of the Quell & Dale Local Trade Partnership (LTP), and LTP left.");
        assert_eq!(all[1], ("LTP".into(), Kind::Organisation));
        assert_eq!(all.len(), 3);
        let all = read("the Violence Against Women (VAW) Transformation Fund is");
        assert_eq!(all[0], ("Violence Against Women (VAW) Transformation Fund".into(), Kind::Programme));
    }

    #[test]
    fn several_of_a_name_may_be_short() {
        let all = read("We met the Quell Police Volunteers there. Then QPVs left.");
        assert_eq!(all[1], ("QPVs".into(), Kind::Organisation));
    }

    #[test]
    fn initials_of_a_name_are_its_short_form() {
        let all = read("the European Investment Bank came. The EIB will audit in USD.");
        assert_eq!(all.len(), 2);
        assert_eq!(all[1], ("EIB".into(), Kind::Organisation));
    }
}
