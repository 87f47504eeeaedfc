//! How far a name in capitals reaches: the words that rules about heads, laws and roles take together.

use super::lexicon::Traits;
use super::tokens::{Page, Shape};

/// No name is taken to be longer, in tokens.
pub const LONGEST: usize = 14;

/// No bracket or list inside a name is taken to be longer, in tokens.
const LONGEST_BRACKET: usize = 8;

/// How far the name that has the word `at` reaches back: its first token.
///
/// Capitals go on through `and`, `&`, `of` and `for` where a capital follows.
pub fn reach_left(page: &Page<'_>, at: usize) -> usize {
    let is_law = matches!(page.word(at), "Act" | "Bill");
    let mut from = at;
    while from > 0 && at - from < LONGEST && !page.get(from).opens {
        let Some(next) = step_left(page, from, is_law) else { break };
        if next == from || page.get(from).begins {
            break;
        }
        from = next;
    }
    without_opening(page, from, at)
}

/// The start of the word before the name that begins at `from`, if it belongs to it.
fn step_left(page: &Page<'_>, from: usize, is_law: bool) -> Option<usize> {
    let before = from.checked_sub(1)?;
    if is_name_word(page, before) {
        return Some(before);
    }
    match page.get(before).shape {
        Shape::Sign(')') => return before_bracket(page, before),
        Shape::Sign('.') => return before_et_cetera(page, before),
        Shape::Sign(',') => return before_list(page, from),
        _ => {}
    }
    // `of the Interior`, `Trading with the Enemy Act`
    let first = before.checked_sub(1).filter(|_| !page.get(before).opens)?;
    let the = page.low(before) == "the"
        && page.get(before).shape == Shape::Lower
        && (matches!(page.low(first), "of" | "for")
            || is_law && matches!(page.low(first), "with" | "against"));
    if the {
        return first.checked_sub(1).filter(|first| is_name_word(page, *first));
    }
    let joined =
        before.checked_sub(1).filter(|first| is_name_word(page, *first) && !page.get(before).opens)?;
    let joins = match page.get(before).shape {
        Shape::Lower => {
            matches!(page.low(before), "of" | "and" | "for")
                // `Health and Safety at Work Act`, `Trading with the Enemy Act`
                || is_law && matches!(page.low(before), "at" | "with" | "against")
        }
        Shape::Sign('&') => true,
        // `Workers' Union`, `St Brendan's Club`: a name inside the name.
        Shape::Possessive | Shape::Sign('\'' | '’') => is_inner_possessive(page, before),
        _ => false,
    };
    joins.then_some(joined)
}

/// `Housing (Scotland) Act`: the name goes on before the bracket that ends at `close`.
fn before_bracket(page: &Page<'_>, close: usize) -> Option<usize> {
    let open = (close.saturating_sub(LONGEST_BRACKET)..close).rev().find(|at| page.sign(*at, '('))?;
    let inside = open + 1..close;
    let plain = inside.clone().all(|at| page.follows(at) && !page.get(at).begins || at == open + 1);
    let named = page.capital(open + 1) && plain && !inside.is_empty();
    let before = open.checked_sub(1).filter(|_| named && page.follows(open))?;
    if is_name_word(page, before) { Some(before) } else { before_et_cetera(page, before) }
}

/// `Antisocial Behaviour etc. (Scotland) Act`: the name goes on before `etc.`, whose full stop stands at `stop`.
fn before_et_cetera(page: &Page<'_>, stop: usize) -> Option<usize> {
    let word = stop.checked_sub(1).filter(|word| page.sign(stop, '.') && page.low(*word) == "etc")?;
    let before = word.checked_sub(1)?;
    (is_name_word(page, before) && page.follows(word)).then_some(before)
}

/// `Leasehold Reform, Housing and Urban Development Act`: a list goes on before its comma where `and` comes after it.
fn before_list(page: &Page<'_>, from: usize) -> Option<usize> {
    let before = from.checked_sub(2)?;
    let goes_on = (from..from + LONGEST_BRACKET)
        .take_while(|at| page.capital(*at) || page.sign(*at, ',') || page.low(*at) == "and")
        .any(|at| page.low(at) == "and");
    let named = is_name_word(page, before)
        && !page.get(before).begins
        && page.follows(from)
        && !page.is(before, Traits::PLACE | Traits::FUNCTION);
    (goes_on && named).then_some(before)
}

/// A word that may be part of a name in capitals.
pub fn is_name_word(page: &Page<'_>, at: usize) -> bool {
    page.capital(at)
}

/// True for a possessive that stands inside a name, not between an owner and a name: `Women's Institute`, `Workers'
/// Union`, `St Brendan's`, `Her Majesty's`.
pub fn is_inner_possessive(page: &Page<'_>, at: usize) -> bool {
    let Some(owner) = at.checked_sub(1) else { return false };
    if page.get(at).spaced {
        return false;
    }
    let common = matches!(
        page.low(owner),
        "children"
            | "people"
            | "majesty"
            | "king"
            | "queen"
            | "prince"
            | "princess"
            | "attorney"
            | "girl"
            | "boy"
            | "citizen"
            | "mayor"
            | "shepherd"
            | "lord"
            | "lloyd"
            | "sainsbury"
            | "chief"
            | "sheriff"
            | "veteran"
            | "patient"
            | "master"
            | "writer"
            | "writers"
    ) || page.low(owner).ends_with("men");
    // `Parson's Field`, `Bishop's Palace`
    let holder =
        page.is(owner, Traits::ROLE_HEAD) && page.capital(owner) && page.is(at + 1, Traits::PLACE_HEAD);
    let saint = owner.checked_sub(1).is_some_and(|before| {
        matches!(page.low(before), "st" | "saint")
            || (page.sign(before, '.') && before > 0 && page.low(before - 1) == "st")
    });
    // The plural: `Workers'`, `Clothworkers'`.
    let plural = !matches!(page.get(at).shape, Shape::Possessive)
        && page.low(owner).ends_with('s')
        && page.get(at + 1).spaced
        && !page.is(owner, Traits::PLACE | Traits::FIRST_NAME);
    common || saint || plural || holder
}

/// The start of the name without the words that only begin the sentence.
fn without_opening(page: &Page<'_>, from: usize, last: usize) -> usize {
    let mut from = from;
    while from < last {
        let opening =
            page.is(from, Traits::FUNCTION) && page.low(from) != "her" || is_opening_her(page, from);
        let joint = matches!(page.low(from), "and" | "of" | "for" | "&")
            || matches!(page.get(from).shape, Shape::Sign(_) | Shape::Possessive);
        if !(opening || joint) {
            break;
        }
        from += 1;
    }
    from
}

/// True for `Her` that does not begin `Her Majesty`.
fn is_opening_her(page: &Page<'_>, at: usize) -> bool {
    page.low(at) == "her" && page.low(at + 1) != "majesty"
}
