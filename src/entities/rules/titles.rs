//! Names after a title or office: `Mr Coppinger`, `Messrs. Tranter and Pargeter`, `Sgt Ian Raine`.

use super::board::Board;
use super::lexicon::Traits;
use super::tokens::{Page, Shape};
use crate::entities::{Kind, Label};

/// The name of this rule.
pub const NAME: &str = "titles";

/// No person's name has more words.
const LONGEST: usize = 5;

/// Claims the names that follow titles, and those that follow offices already claimed.
pub fn titles(board: &mut Board<'_, '_>) {
    let page = board.page;
    let mut at = 0;
    while at < page.len() {
        let name = if is_title(page, at) {
            // `Revd. Mr. Thornber`: the last title is the one before the name.
            Some(after_stop(page, at + 1)).filter(|next| !is_title(page, *next))
        } else if is_short_name(page, at) && page.capital(at + 2) {
            Some(at)
        } else {
            after_role(board, at)
        };
        let Some(from) = name.filter(|from| *from == at || page.follows(*from)) else {
            at += 1;
            continue;
        };
        let to = person_end(board, from);
        at += 1;
        if to > from && board.claim(from, to, Kind::Person, NAME) {
            at = to;
            // `Messrs. Tranter and Pargeter`, `Mayors Budd and Mallon`
            let several = from.checked_sub(1).is_some_and(|before| {
                let before = if page.sign(before, '.') { before - 1 } else { before };
                let word = page.low(before);
                matches!(word, "messrs" | "drs" | "profs" | "bros" | "comrades")
                    || (word.ends_with('s') && page.is(before, Traits::ROLE_HEAD))
            });
            if several {
                at = others(board, to);
            }
        }
    }
    before_letters(board);
    signatures(board);
}

/// Claims the name that a letter is signed by, on a line of its own: initials and a surname in capitals.
fn signatures(board: &mut Board<'_, '_>) {
    let page = board.page;
    let is_initial =
        |at: usize| page.word(at).chars().count() == 1 && page.capital(at) && page.sign(at + 1, '.');
    for from in 0..page.len() {
        if !(page.get(from).opens && is_initial(from)) {
            continue;
        }
        let surname = (from..from + 8).step_by(2).find(|at| !is_initial(*at)).unwrap_or(from);
        let end = surname + 1;
        let closed = !page.follows(end) || page.sign(end, '.') && !page.follows(end + 1);
        if page.get(surname).shape == Shape::Capitals
            && page.word(surname).len() > 2
            && page.follows(surname)
            && closed
        {
            board.claim(from, end, Kind::Person, NAME);
        }
    }
}

/// Claims the other names after a title of several people, and tells where they end: `Messrs. Tranter and Pargeter`, `Bros McColl,
/// Singh and Ure`.
fn others(board: &mut Board<'_, '_>, from: usize) -> usize {
    let page = board.page;
    let is_listed = |at: usize| page.sign(at, ',') && page.follows(at + 1) && page.capital(at + 1);
    let mut end = from;
    // A comma parts names only where `and` ends the list: `Messrs Day, Leeds` tells where they are.
    let mut last = from;
    while is_listed(last) {
        last += 2;
    }
    let in_list = page.low(last) == "and";
    while page.low(end) == "and" || in_list && end < last && is_listed(end) {
        let next = end + 1;
        let to = if page.follows(next) { person_end(board, next) } else { next };
        if to == next || !board.claim(next, to, Kind::Person, NAME) {
            break;
        }
        end = to;
    }
    end
}

/// Claims the names before the letters that tell who sits in a parliament: `from Quell Dalyell MP`.
fn before_letters(board: &mut Board<'_, '_>) {
    let page = board.page;
    for letters in 2..page.len() {
        if !matches!(page.word(letters), "MP" | "MSP" | "MEP") || !page.follows(letters) {
            continue;
        }
        let named = |at: usize| {
            page.get(at).shape == Shape::Capital
                && board.is_free(at)
                && !page.is(
                    at,
                    Traits::FUNCTION
                        | Traits::COMMON
                        | Traits::ORG_HEAD
                        | Traits::ROLE_MODIFIER
                        | Traits::DEMONYM,
                )
        };
        let from = letters - 2;
        let given = page.is(from, Traits::FIRST_NAME | Traits::GIVEN) && !page.is(from, Traits::PLACE);
        let marked = board.mark_at(from).is_some_and(|mark| {
            matches!(mark.label, Label::Person | Label::Organisation)
                && mark.from == from
                && mark.to >= letters
        });
        let alone = !(page.follows(from) && page.capital(from.wrapping_sub(1)) && !page.get(from).begins);
        if named(from) && named(from + 1) && page.follows(from + 1) && (given || marked) && alone {
            board.claim(from, letters, Kind::Person, NAME);
        }
    }
}

/// The holder of an office in brackets after it: `The First Minister (Rhodri Hughes)`.
fn in_brackets(board: &Board<'_, '_>, open: usize) -> Option<usize> {
    let page = board.page;
    board.find_at(open.checked_sub(1)?).filter(|find| find.kind == Kind::Role && find.to == open)?;
    let from = open + 1;
    let close = (from..from + LONGEST).find(|at| page.sign(*at, ')'))?;
    let named = (from..close).all(|at| {
        page.get(at).shape == Shape::Capital
            && !page.is(at, Traits::PLACE | Traits::ORG_HEAD | Traits::PLACE_HEAD | Traits::FUNCTION)
    });
    (named && close - from > 1).then_some(from)
}

/// True for `Mr`, `Dr`, `Sir` and the like; `St` is rather a saint or a street.
fn is_title(page: &Page<'_>, at: usize) -> bool {
    // `Warner Bros Pictures`
    let is_firm = page.low(at) == "bros" && page.follows(at) && page.capital(at.wrapping_sub(1));
    !is_firm && page.is(at, Traits::HONORIFIC) && page.get(at).shape == Shape::Capital && page.low(at) != "st"
}

/// `Thos.`, `Wm.`: a given name shortened, with its full stop.
fn is_short_name(page: &Page<'_>, at: usize) -> bool {
    page.is(at, Traits::SHORT_NAME)
        && page.get(at).shape == Shape::Capital
        && page.sign(at + 1, '.')
        && page.glued(at + 1)
        && page.follows(at + 2)
}

fn after_stop(page: &Page<'_>, at: usize) -> usize {
    at + usize::from(page.sign(at, '.') && page.glued(at))
}

/// The token after an office that was claimed and ends right before `at`.
fn after_role(board: &Board<'_, '_>, at: usize) -> Option<usize> {
    let page = board.page;
    if page.sign(at, '(') {
        return in_brackets(board, at);
    }
    let role = board.find_at(at.checked_sub(1)?).filter(|find| find.kind == Kind::Role && find.to == at)?;
    // After an office in full the stop ends a sentence, and a name does not begin the next because of it.
    let mut next = if is_short_office(page.low(role.to - 1)) { after_stop(page, at) } else { at };
    // `PC 1184 Healey`
    if page.get(next).shape == Shape::Number && page.is(role.to - 1, Traits::RANK) {
        next += 1;
    }
    let particle = page.get(next).shape == Shape::Lower
        && page.is(next, Traits::PARTICLE)
        && particle_leads_on(page, next);
    let starts = (page.capital(next) || particle) && (!page.get(next).begins || next > at);
    // `Labour Secretary Friday`, and a role whose holder is an organisation.
    let other = board.mark_at(next).is_some_and(|mark| {
        let of_both = mark.from < at && mark.label == Label::Organisation;
        !of_both
            && matches!(mark.label, Label::Organisation | Label::GeoPolitical | Label::Facility | Label::Date)
    }) && !page.is(next, Traits::FIRST_NAME)
        && !page.is(role.to - 1, Traits::RANK);
    (starts && !other && !is_account(page, next)).then_some(next)
}

/// `the Commissioner Twitter account`: where somebody writes, not who.
fn is_account(page: &Page<'_>, at: usize) -> bool {
    let named = page.is(at, Traits::BODY) && !page.is(at, Traits::FIRST_NAME | Traits::SURNAME);
    let next = at + 1;
    let kept = page.follows(next)
        && page.get(next).shape == Shape::Lower
        && matches!(
            page.low(next),
            "account" | "accounts" | "feed" | "page" | "profile" | "channel" | "website"
        );
    named || kept
}

/// `Capt`, `Cllr`: an office shortened, which may have a full stop.
fn is_short_office(word: &str) -> bool {
    word.chars().count() <= 4 || matches!(word, "lieut" | "sergt" | "comdr" | "supdt" | "treas")
}

/// One past the person's name that begins at `from`; `from` itself when none does.
pub fn person_end(board: &Board<'_, '_>, from: usize) -> usize {
    let page = board.page;
    let mut to = from;
    let mut words = 0;
    while words < LONGEST && (to == from || page.follows(to)) && board.is_free(to) {
        let token = page.get(to);
        if matches!(token.shape, Shape::Capital | Shape::Capitals) {
            let ends = to > from
                && (token.begins
                    || page.is(to, Traits::WEEKDAY | Traits::HONORIFIC)
                    || (page.is(to, Traits::FUNCTION) && words > 0));
            let no_name = to == from
                && page.is(to, Traits::FUNCTION | Traits::COMMON)
                && is_plain_function(page.low(to));
            if ends || no_name {
                break;
            }
            words += 1;
            to += 1;
            // An initial or short form with its full stop, and an abbreviation such as `Wm.`
            let short = page.word(to - 1).chars().count() == 1
                || page.low(to - 1) == "st"
                || is_short_name(page, to - 1);
            if page.sign(to, '.') && page.glued(to) && short && page.capital(to + 1) {
                to += 1;
            }
        } else if is_joint(page, to) {
            to += 1;
        } else {
            break;
        }
    }
    let last = to.saturating_sub(1);
    // `Lord Nelson Hotel`: a lord is the namesake of much, a mister of little.
    let lord = from > 0
        && matches!(page.low(from - 1), "lord" | "lady" | "king" | "queen" | "prince" | "princess" | "duke");
    let person = board.label_at(last) == Some(Label::Person) && !lord;
    // `Sir Quell Pellow Trust Fund`
    let gift = to > from + 2
        && matches!(page.low(last), "fund" | "trust" | "foundation" | "prize" | "award" | "scholarship");
    let head = gift || to > from + 1 && page.is(last, Traits::PLACE_HEAD | Traits::ORG_HEAD) && !person;
    if head { from } else { to }
}

fn is_plain_function(word: &str) -> bool {
    !matches!(word, "may" | "will" | "bill")
}

/// True when a name in capitals comes after the particles at `at`.
fn particle_leads_on(page: &Page<'_>, at: usize) -> bool {
    let next =
        (at..at + 3).find(|at| !(page.get(*at).shape == Shape::Lower && page.is(*at, Traits::PARTICLE)));
    next.is_some_and(|next| page.follows(next) && page.capital(next))
}

/// True for what goes on a name in small letters: a particle (`von`), or the apostrophe of `O’Leary`.
fn is_joint(page: &Page<'_>, at: usize) -> bool {
    let token = page.get(at);
    let is_particle =
        token.shape == Shape::Lower && token.traits.any(Traits::PARTICLE) && particle_leads_on(page, at);
    let is_apostrophe = matches!(token.shape, Shape::Sign('’' | '\''))
        && page.glued(at)
        && page.glued(at + 1)
        && page.capital(at + 1);
    is_particle || is_apostrophe
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::rules::board::testing::found;
    use crate::entities::rules::roles;

    fn read(text: &str) -> Vec<String> {
        found(text, titles).into_iter().map(|(words, ..)| words).collect()
    }

    #[test]
    fn a_name_follows_a_title() {
        assert_eq!(
            read("Mr Coppinger quit. Then Mrs. Bancroft fought Dr Tan Boon Keng's plan."),
            ["Coppinger", "Bancroft", "Tan Boon Keng"]
        );
        assert_eq!(read("Messrs. Enoch Tranter and Wm. Pargeter came"), ["Enoch Tranter", "Wm. Pargeter"]);
        assert_eq!(read("Wm. Garland"), ["Wm. Garland"]);
        assert_eq!(
            read("the Revd. Mr. Isaac Thornber and Mr. Jos. Whitlock. Thos. Rathmell came."),
            ["Isaac Thornber", "Jos. Whitlock", "Thos. Rathmell"]
        );
        assert_eq!(read("as Ms de Souza, 47"), ["de Souza"]);
        assert_eq!(
            read("Present: Bros McColl, Singh, Ure and 34 members; Bro. D. Quell"),
            ["McColl", "Singh", "Ure", "D. Quell"]
        );
        assert_eq!(read("by Messrs Day and Knight, London"), ["Day", "Knight"]);
        assert_eq!(read("I have, &c.\n\nG. W. QUELL.\n\nA. NEW ROAD BUILT"), ["G. W. QUELL"]);
        assert!(read("by Warner Bros Pictures").is_empty());
        assert_eq!(read("from Trevor Quell MP, and Labour Friends MP"), ["Trevor Quell"]);
        assert!(read("the Lord Nelson Hotel and Dr. who").is_empty());
        assert!(read("the Sir Quell Pellow Trust Fund gave").is_empty());
        assert_eq!(read("to Count Beust, who. Count Mary in"), ["Beust", "Mary"]);
        assert!(read("It is so. Count the men").is_empty());
    }

    #[test]
    fn where_an_office_writes_is_no_name() {
        let people = |text: &str| {
            let all = found(text, |board| {
                roles(board);
                titles(board);
            });
            all.into_iter().filter(|(_, kind, ..)| *kind == Kind::Person).count()
        };
        assert_eq!(people("on the Police and Crime Commissioner Twitter account shortly"), 0);
        assert_eq!(people("on the Police and Crime Commissioner Quellbook page shortly"), 0);
        assert_eq!(people("on the Police and Crime Commissioner Quellory shortly"), 1);
    }

    #[test]
    fn a_name_follows_an_office() {
        let all = found("surprised when Cllr High put out a statement", |board| {
            roles(board);
            titles(board);
        });
        let words: Vec<_> = all.iter().map(|(words, ..)| words.as_str()).collect();
        assert_eq!(words, ["Cllr", "High"]);
        let all = found(
            "the Chief Constable for Cleveland. I’m proud. Ask the Mayor. Residents did, and Capt. Hale.",
            |board| {
                roles(board);
                titles(board);
            },
        );
        let people = all.iter().filter(|(_, kind, ..)| *kind == Kind::Person);
        assert_eq!(people.map(|(words, ..)| words.as_str()).collect::<Vec<_>>(), ["Hale"]);
        let all = found("I gave PC 1184 Healey the disc. Chairman's statement", |board| {
            roles(board);
            titles(board);
        });
        let words: Vec<_> = all.iter().map(|(words, ..)| words.as_str()).collect();
        assert_eq!(words, ["PC", "Healey", "Chairman"]);
        let all = found(
            "The First Minister (Rhodri Vaughan-Hughes): rode to join General de la Rey there",
            |board| {
                roles(board);
                titles(board);
            },
        );
        let words: Vec<_> = all.iter().map(|(words, ..)| words.as_str()).collect();
        assert_eq!(words, ["First Minister", "Rhodri Vaughan-Hughes", "General", "de la Rey"]);
    }
}
