//! Offices and ranks: in capitals wherever they stand (`Police and Crime Commissioner for Cleveland`), in any case where a
//! person's name is attached (`chief constable Richard Lewis`).

use super::attached::attached;
use super::board::Board;
use super::lexicon::Traits;
use super::numbers;
use super::office_ends::{left_end, right_end};
use super::opened;
use super::places;
use super::tokens::{Page, Shape};
use crate::entities::{Kind, Label};

/// The name of this rule.
pub const NAME: &str = "roles";

/// Claims the offices.
pub fn roles(board: &mut Board<'_, '_>) {
    in_capitals(board);
    attached(board);
}

/// Claims offices written with capitals.
fn in_capitals(board: &mut Board<'_, '_>) {
    let page = board.page;
    let mut at = 0;
    while at < page.len() {
        let Some((from, to)) = office_at(board, at) else {
            at += 1;
            continue;
        };
        // `Office of Police and Crime Commissioner` is what the office holder has.
        if let Some(office) = office_of(page, from) {
            board.claim(office, to, Kind::Organisation, NAME);
        } else {
            board.claim(from, to, Kind::Role, NAME);
        }
        at = to;
    }
}

/// The office whose last word stands at `at`.
fn office_at(board: &Board<'_, '_>, at: usize) -> Option<(usize, usize)> {
    let page = board.page;
    let token = page.get(at);
    if !token.traits.any(Traits::ROLE_HEAD | Traits::RANK) || !board.is_free(at) {
        return None;
    }
    let lower_head = token.shape == Shape::Lower
        && matches!(
            page.low(at),
            "member" | "constable" | "officer" | "executive" | "secretary" | "director"
        );
    if !page.capital(at) && !lower_head {
        return None;
    }
    // `Private Eye`: what is known everywhere by a name that begins so.
    let is_known_body = places::known_body(page, at).is_some_and(|end| end > at + 1);
    if continues(page, at) || is_of_a_board(page, at) || is_known_body || is_body_of_many(page, at) {
        return None;
    }
    // `Mr Dean Sherwin`
    let title = at.wrapping_sub(1 + usize::from(page.sign(at.wrapping_sub(1), '.')));
    let given = page.is(at, Traits::FIRST_NAME)
        || matches!(page.low(at), "dean" | "earl" | "duke" | "marshal" | "prince");
    if page.is(title, Traits::HONORIFIC) && given && page.capital(at + 1) && page.follows(at) {
        return None;
    }
    if is_of_a_name(board, at, given) {
        return None;
    }
    let from = left_end(board, at);
    if lower_head && (from == at || page.get(from).begins) {
        return None;
    }
    if is_an_executive(board, from, at) {
        return None;
    }
    let to = right_end(board, at);
    if from == at && to == at + 1 && !stands_alone(board, at) {
        return None;
    }
    // `50 PCSOs`: what is counted belongs to its number.
    if from > 0
        && page.follows(from)
        && page.low(at).ends_with('s')
        && numbers::number(page, from - 1).is_some_and(|number| number.to == from)
    {
        return None;
    }
    // `Restorative Justice`: words that are as often no office need one that is known before them.
    let known = (from..at).any(|at| page.is(at, Traits::ROLE_MODIFIER | Traits::PLACE));
    if from < at && to == at + 1 && !known && is_ambiguous(page.low(at)) {
        return None;
    }
    Some((from, to))
}

/// `Dean Ruddock`, `Hamish Laird`: a model takes an office that is a given name or surname too, and what stands before or after
/// it, for one person's name.
fn is_of_a_name(board: &Board<'_, '_>, at: usize, given: bool) -> bool {
    let page = board.page;
    let Some(mark) = board.mark_at(at).filter(|mark| mark.label == Label::Person) else { return false };
    let begins = given && mark.from == at && mark.to == at + 2;
    let ends = mark.to == at + 1
        && mark.from + 1 == at
        && page.is(mark.from, Traits::FIRST_NAME)
        && page.get(at).shape == Shape::Capital;
    begins && !page.is(at + 1, Traits::FIRST_NAME) || ends
}

/// `Health and Safety Executive`: a body, where a model takes just these words for one and nobody leads anything by them.
fn is_an_executive(board: &Board<'_, '_>, from: usize, at: usize) -> bool {
    let is_body = board
        .mark_at(at)
        .is_some_and(|mark| mark.label == Label::Organisation && (mark.from, mark.to) == (from, at + 1));
    is_body && board.page.low(at) == "executive" && at > from + 1
}

/// `Governors Wales`: those who hold an office in a country, as the body that speaks for them.
fn is_body_of_many(page: &Page<'_>, at: usize) -> bool {
    let country = at + 1;
    page.low(at).ends_with('s')
        && page.get(at).shape == Shape::Capital
        && page.follows(country)
        && opened::is_country_of_bodies(page.low(country))
        && page.capital(country)
        && !(page.follows(country + 1) && page.capital(country + 1))
}

/// `Board of Supervisors`: who sits on it is part of its name.
fn is_of_a_board(page: &Page<'_>, at: usize) -> bool {
    let Some(board) = at.checked_sub(2).filter(|_| page.low(at - 1) == "of" && page.low(at).ends_with('s'))
    else {
        return false;
    };
    page.capital(board) && matches!(page.low(board), "board" | "court" | "council" | "college" | "bench")
}

/// True when the name goes on with what makes it something else: `King Street`, `Attorney's Office`, or a longer office.
fn continues(page: &Page<'_>, at: usize) -> bool {
    let next = at + 1;
    if !page.follows(next) || page.get(next).begins {
        return false;
    }
    if page.get(next).shape == Shape::Possessive || page.sign(next, '\'') || page.sign(next, '’') {
        // `Attorney's Office`, `Parson's Field`
        return page.capital(next + 1) && page.is(next + 1, Traits::ORG_HEAD | Traits::PLACE_HEAD);
    }
    if page.sign(next, '&') || page.low(next) == "and" {
        // `Chief Executive & Monitoring Officer`
        return page.capital(next + 1)
            && page.is(next + 1, Traits::ROLE_MODIFIER)
            && page.capital(next + 2)
            && page.is(next + 2, Traits::ROLE_HEAD);
    }
    // `Trustee Savings Bank`: the run in capitals goes on to the head of a body's name.
    let head = next + 1;
    let is_begun = page.follows(next)
        && page.get(next).shape == Shape::Capital
        && page.get(head).shape == Shape::Capital
        && page.follows(head)
        && !page.get(head).begins
        && page.is(head, Traits::ORG_HEAD)
        && page.get(next).traits.without(Traits::ORG_HEAD.or(Traits::PROGRAMME_HEAD)) == Traits::none();
    if is_begun && !page.is(at, Traits::RANK) {
        return true;
    }
    // `Captain Post said`
    let is_somebody = (is_rank_of_one(page.low(at)) || is_justice(page, at))
        && !(page.follows(next + 1) && page.capital(next + 1));
    let is_alike = page.get(next).shape == page.get(at).shape;
    page.capital(next)
        && (page.is(next, Traits::ROLE_HEAD) || !is_somebody && is_alike)
        && (page.is(next, Traits::ROLE_HEAD | Traits::PLACE_HEAD | Traits::ORG_HEAD | Traits::PROGRAMME_HEAD)
            || (page.is(next, Traits::ROLE_MODIFIER)
                && page.capital(next + 1)
                && page.is(next + 1, Traits::ROLE_HEAD)))
        && !page.is(next, Traits::FIRST_NAME)
}

/// True for an office of one word that is told as one where it stands.
fn stands_alone(board: &Board<'_, '_>, at: usize) -> bool {
    let page = board.page;
    let token = page.get(at);
    let word = page.low(at);
    let next = at + 1 + usize::from(page.sign(at + 1, '.') && page.glued(at + 1));
    let particle = page.get(next).shape == Shape::Lower && page.is(next, Traits::PARTICLE);
    let name = if particle { (next..next + 3).find(|at| page.capital(*at)).unwrap_or(next) } else { next };
    // `Captain Post said`: a word that ends other names is a surname after what only people are called.
    let headed = page.is(next, Traits::PLACE_HEAD | Traits::ORG_HEAD)
        && !((is_rank_of_one(word) || is_justice(page, at))
            && page.get(next).shape == Shape::Capital
            && !page.capital(next + 1));
    let before_name = page.follows(next)
        && page.capital(name)
        && (!page.get(next).begins || next > at + 1)
        && !headed
        && !page.is(next, Traits::FUNCTION | Traits::WEEKDAY | Traits::MONTH)
        && !board.mark_at(next).is_some_and(|mark| {
            mark.from > at
                && !(is_only_a_rank(word) && mark.to == next + 1 && mark.label == Label::Organisation)
                && matches!(
                    mark.label,
                    Label::Organisation | Label::GeoPolitical | Label::Facility | Label::Law | Label::Norp
                )
        });
    let rank = page.is(at, Traits::RANK);
    // `PC 1184 Healey`: a rank and its number.
    let numbered = rank
        && page.get(at).shape == Shape::Capitals
        && page.get(next).shape == Shape::Number
        && page.follows(next + 1)
        && page.get(next + 1).shape == Shape::Capital;
    if numbered {
        return true;
    }
    if rank && before_name && token.shape != Shape::Lower {
        // In a line of capitals anything may follow.
        return !(token.shape == Shape::Capitals
            && page.get(next).shape == Shape::Capitals
            && word.len() > 4);
    }
    if !page.is(at, Traits::ROLE_HEAD) {
        return false;
    }
    if before_name && matches!(board.label_at(next), Some(Label::Person)) {
        return true;
    }
    // Short forms in capitals are told anywhere, in a text that is not all in capitals.
    let short = token.shape == Shape::Capitals
        && matches!(
            word,
            "pcc"
                | "pccs"
                | "pcso"
                | "pcsos"
                | "mp"
                | "mps"
                | "mep"
                | "meps"
                | "msp"
                | "msps"
                | "ceo"
                | "ceos"
                | "cfo"
                | "coo"
                | "cto"
                | "cio"
        );
    if short {
        return true;
    }
    let ambiguous = is_ambiguous(word);
    if token.shape != Shape::Capital {
        return false;
    }
    if !token.begins {
        // `(Treasurer)`, `as Chair when`, `the Vicar stated`
        return !ambiguous || page.sign(at + 1, ')') && page.sign(at.wrapping_sub(1), '(');
    }
    // At the start of a sentence the capital tells nothing; on a line of its own it does.
    let own_line = !page.follows(at + 1) && token.opens;
    // `Chairman's statement`
    let has = page.get(at + 1).shape == Shape::Possessive
        && matches!(page.low(at + 2), "report" | "statement" | "review" | "address" | "speech" | "letter");
    (own_line || has) && !ambiguous
}

/// True for a rank that is never a word of a company's name: `Police-sergeant Bell` is somebody, whatever a model says of Bell.
fn is_only_a_rank(word: &str) -> bool {
    word.contains('-')
        || matches!(
            word,
            "sergeant"
                | "sgt"
                | "corporal"
                | "cpl"
                | "lieutenant"
                | "lieut"
                | "superintendent"
                | "supt"
                | "inspector"
        )
}

/// `Mr Justice Fell`: what a judge is called before a surname.
fn is_justice(page: &Page<'_>, at: usize) -> bool {
    let title = at.wrapping_sub(1 + usize::from(page.sign(at.wrapping_sub(1), '.')));
    page.low(at) == "justice"
        && page.follows(at)
        && matches!(page.low(title), "mr" | "mrs" | "ms" | "lord" | "lady")
}

/// True for a rank or office that stands before one person's name and before nothing else in capitals.
fn is_rank_of_one(word: &str) -> bool {
    is_only_a_rank(word)
        || matches!(
            word,
            "captain" | "capt" | "colonel" | "col" | "commodore" | "councillor" | "cllr" | "brigadier"
        )
}

/// True for an office that by itself is as often something else.
fn is_ambiguous(word: &str) -> bool {
    matches!(
        word,
        "general"
            | "major"
            | "private"
            | "head"
            | "leader"
            | "member"
            | "reader"
            | "fellow"
            | "principal"
            | "guardian"
            | "speaker"
            | "justice"
            | "champion"
            | "representative"
            | "officer"
            | "officers"
            | "engineer"
            | "executive"
            | "deputy"
            | "agent"
            | "prince"
            | "princess"
            | "king"
            | "queen"
            | "chief"
            | "whip"
            | "clerk"
            | "master"
            | "recorder"
            | "canon"
            | "dean"
            | "warden"
            | "earl"
            | "duke"
            | "marshal"
            | "cardinal"
            | "pope"
            | "md"
            | "coach"
            | "scientist"
            | "analyst"
            | "usher"
            | "keeper"
            | "custodian"
            | "conservator"
            | "proctor"
            | "mate"
            | "stewardess"
            | "steward"
            | "nurse"
            | "editor"
            | "controller"
            | "administrator"
            | "auditor"
            | "delegate"
            | "lecturer"
            | "consul"
            | "counsel"
            | "attorney"
            | "commander"
    )
}

/// The token `Office` in `Office of [the]` right before `from`.
fn office_of(page: &Page<'_>, from: usize) -> Option<usize> {
    let of =
        if page.low(from.checked_sub(1)?) == "the" { from.checked_sub(2)? } else { from.checked_sub(1)? };
    let office = of.checked_sub(1)?;
    (page.low(of) == "of" && page.word(office) == "Office" && page.follows(of)).then_some(office)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::rules::board::testing::{found, found_beside};

    fn read(text: &str) -> Vec<String> {
        found(text, roles)
            .into_iter()
            .filter(|found| found.1 == Kind::Role)
            .map(|(words, ..)| words)
            .collect()
    }

    #[test]
    fn offices_in_capitals() {
        assert_eq!(
            read("the Police & Crime Commissioner for Cleveland is"),
            ["Police & Crime Commissioner for Cleveland"]
        );
        assert_eq!(read("the Mahaska County Board of Supervisors met"), Vec::<String>::new());
        assert_eq!(
            read("then Supervisor Dwight Quell and Board Chair Carol Quell met"),
            ["Supervisor", "Board Chair"]
        );
        assert_eq!(read("with Durham PCC Ron Hogg"), ["Durham PCC"]);
        assert_eq!(read("with North Yorkshire's PCC, under"), ["PCC"]);
        assert_eq!(read("the Cleveland Police Chief Constable Richard Lewis"), ["Chief Constable"]);
        assert_eq!(
            read("x\nChief Executive & Monitoring Officer: Barry"),
            ["Chief Executive & Monitoring Officer"]
        );
        assert_eq!(read("was previously Director of Nursing at a hospital"), ["Director of Nursing"]);
        assert_eq!(read("steps down as Chair when"), ["Chair"]);
        assert_eq!(read("with Captain Post as assessor"), ["Captain"]);
        assert_eq!(read("before Mr Justice Fell, at").len(), 1);
        assert_eq!(read("Reporting Inspector: Quell Pryce"), ["Reporting Inspector"]);
        assert_eq!(read("from Trevor Quell MP, on"), ["MP"]);
        assert_eq!(read("Trevor Quell, Keeper of Fine Art."), ["Keeper of Fine Art"]);
        assert!(read("held on Parson's Field, and from Governors Wales. A Keeper of Quell").len() < 2);
        assert_eq!(read("Trevor Quell was re-elected chair by them"), Vec::<String>::new());
        assert_eq!(read("the chair of governors is Mrs Quell"), ["chair of governors"]);
        assert_eq!(read("Bright\nPermanent Way Engineer, Division"), ["Permanent Way Engineer"]);
        assert_eq!(read("as Chief Executive of the Arts Council, she"), ["Chief Executive"]);
        assert_eq!(
            read("asked the Secretary of State for Transport what"),
            ["Secretary of State for Transport"]
        );
        assert_eq!(
            read("the Minister of State for Housing and Planning said"),
            ["Minister of State for Housing and Planning"]
        );
        assert_eq!(
            read("the Minister of Mines and Steel Development had"),
            ["Minister of Mines and Steel Development"]
        );
        assert_eq!(read("the manager, Mr Dean Sherwin, had"), ["manager"]);
        assert_eq!(read("the last Governor of St Helena to arrive"), ["Governor of St Helena"]);
        assert_eq!(read("that the Leader of the Opposition promised"), ["Leader of the Opposition"]);
        assert_eq!(read("report to the Director of Public Health by"), ["Director of Public Health"]);
        assert_eq!(read("which the Auditor of Court is to tax"), ["Auditor of Court"]);
        assert_eq!(read("the Chair of the Public Accounts Committee, who"), ["Chair"]);
        assert_eq!(read("A CHIEF Constable has"), ["CHIEF Constable"]);
    }

    #[test]
    fn offices_in_lower_case_need_a_person() {
        assert_eq!(
            read("the chief constable Barry Lewis was and a president, and captain of"),
            ["chief constable"]
        );
        assert_eq!(read("x. Station manager Gary Lumb said"), ["Station manager"]);
        let marked = [("Rosalind Firth", Label::Person)];
        let words = found_beside("Rosalind Firth, the senior independent director, said", &marked, roles);
        assert_eq!(words[0].0, "senior independent director");
        let words =
            found_beside("Al-Rashidi, the chief executive, told", &[("Al-Rashidi", Label::Person)], roles);
        assert_eq!(words[0].0, "chief executive");
    }

    #[test]
    fn streets_and_bodies_are_no_offices() {
        assert!(read("as Private Eye has it").is_empty());
        let marked = [("Bell", Label::Organisation)];
        assert_eq!(found_beside("so Police-sergeant Bell found it", &marked, roles)[0].0, "Police-sergeant");
        assert!(found_beside("so Major Bell found it", &marked, roles).is_empty());
        assert!(read("in King Street by the Attorney's Office, in General and Major works").is_empty());
        let office = found("in the Office of Police and Crime Commissioner until", roles);
        assert_eq!(office[0].0, "Office of Police and Crime Commissioner");
    }
}
