//! What the words beside a name say of it, whatever a model called it: `shares in X` and `X's shareholders` tell of a
//! company, `his brother X` and `X, 41,` of a person, `on loan from X` of a club.
//!
//! Only words that the other kinds hardly share are cues. A name that a list knows for a place needs the words of a match to
//! become a club's; a given name and a surname remain a person's.

use super::board::{Board, Find};
use super::lexicon::Traits;
use super::places;
use super::tokens::{Page, Shape};
use crate::entities::{Kind, Source};

/// The name of this rule.
pub const NAME: &str = "cues";

/// Corrects what a model called the names that stand beside a cue, and claims those it passed over.
pub fn cues(board: &mut Board<'_, '_>) {
    let page = board.page;
    for number in 0..board.numbers() {
        let told = board
            .find(number)
            .filter(|find| is_doubtful(find))
            .and_then(|find| told(page, find).filter(|kind| *kind != find.kind));
        if let Some(kind) = told
            && let Some(find) = board.find_mut(number)
        {
            find.kind = kind;
            find.source = Source::Rule(NAME);
        }
    }
    passed_over(board);
}

/// True for a name that nothing but a model, or a list, has told.
fn is_doubtful(find: &Find) -> bool {
    matches!(find.kind, Kind::Person | Kind::Organisation | Kind::Place | Kind::Programme | Kind::Law)
        && matches!(find.source, Source::Model | Source::Rule(super::gazetteer::NAME))
}

/// What the words around a name say that it is.
fn told(page: &Page<'_>, find: &Find) -> Option<Kind> {
    let (from, to) = (find.from, find.to);
    if !page.capital(from) && page.get(from).shape != Shape::Mixed {
        return None;
    }
    if is_club(page, from, to) {
        return Some(Kind::Organisation);
    }
    if places::known_place(page, from) == Some(to) {
        return None;
    }
    let full_name = to - from > 1 && page.is(from, Traits::FIRST_NAME | Traits::SHORT_NAME | Traits::GIVEN);
    if let Some(kind) = told_by_relative(page, find, full_name) {
        return Some(kind);
    }
    if is_relative(page, from) && to - from <= 2 || is_of_a_person(page, to) {
        return (!has_head(page, from, to)).then_some(Kind::Person);
    }
    (is_body(page, from, to) && !full_name && find.kind != Kind::Law).then_some(Kind::Organisation)
}

/// `Quell, who`: a person; `Quell, which`: anything else, a body where no place was marked.
fn told_by_relative(page: &Page<'_>, find: &Find, full_name: bool) -> Option<Kind> {
    let (from, to) = (find.from, find.to);
    if !page.sign(to, ',') || !page.follows(to) || has_head(page, from, to) || to - from > 3 {
        return None;
    }
    let before = page.low(from.wrapping_sub(1));
    // `Quell of Fjordland, who`
    let held = matches!(before, "of" | "at" | "from" | "in" | "for" | "near" | "to" | "with" | "and");
    let plain = (from..to).all(|at| page.get(at).shape == Shape::Capital && !page.is(at, Traits::PLACE_HEAD));
    match page.low(to + 1) {
        "who" if !held && plain => Some(Kind::Person),
        "which" if find.kind == Kind::Person && !full_name && to - from == 1 => {
            Some(if matches!(before, "in" | "at" | "near" | "to") { Kind::Place } else { Kind::Organisation })
        }
        _ => None,
    }
}

/// True when the words around a name tell of a company.
pub fn is_body(page: &Page<'_>, from: usize, to: usize) -> bool {
    is_body_before(page, from) || is_body_after(page, to)
}

/// Claims as an organisation's a name of one or two words that no model marked and that stands after a cue.
fn passed_over(board: &mut Board<'_, '_>) {
    let page = board.page;
    for at in 1..page.len() {
        let named = page.follows(at)
            && board.is_free(at)
            && matches!(page.get(at).shape, Shape::Capital | Shape::Capitals)
            && page.word(at).chars().count() > 2
            && !page.get(at).begins
            && !is_common(page, at)
            && is_body_before(page, at);
        if !named || places::known_place(page, at).is_some() || page.is(at, Traits::FIRST_NAME) {
            continue;
        }
        let second = at + 1;
        let goes_on = page.follows(second) && page.capital(second) && !page.get(second).begins;
        let to = if goes_on && board.is_free(second) { second + 1 } else { second };
        let longer = page.follows(to) && page.capital(to) && !page.get(to).begins;
        if !longer {
            board.claim(at, to, Kind::Organisation, NAME);
        }
    }
}

/// True for a word that begins no name by itself.
fn is_common(page: &Page<'_>, at: usize) -> bool {
    page.is(
        at,
        Traits::FUNCTION
            | Traits::COMMON
            | Traits::HONORIFIC
            | Traits::ROLE_HEAD
            | Traits::ROLE_MODIFIER
            | Traits::RANK
            | Traits::DEMONYM
            | Traits::MONTH
            | Traits::WEEKDAY
            | Traits::NUMBER_WORD,
    )
}

/// True for a name with the head of an organisation or programme in it.
fn has_head(page: &Page<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|at| page.is(at, Traits::ORG_HEAD | Traits::COMPANY_FORM | Traits::PROGRAMME_HEAD))
}

/// `shares in X`, `analyst at X`, `rival X`, `joined X as`.
fn is_body_before(page: &Page<'_>, from: usize) -> bool {
    let Some(before) = from.checked_sub(1).filter(|_| page.follows(from)) else { return false };
    if page.get(before).shape != Shape::Lower {
        return false;
    }
    let first = before.wrapping_sub(1);
    match page.low(before) {
        // `Shares in Quellora and Jambo`
        "and" => row_start(page, before).is_some_and(|start| is_body_before(page, start)),
        "in" => matches!(page.low(first), "shares" | "stake" | "stakes" | "shareholding" | "shareholder"),
        "of" => {
            is_leader(page, first)
                || matches!(
                    page.low(first),
                    "subsidiary"
                        | "boards"
                        | "shareholders"
                        | "takeover"
                        | "customers"
                        | "insolvency"
                        | "liquidators"
                        | "administrators"
                        | "acquisition"
                        | "receivership"
                )
        }
        "at" => is_leader(page, first) || is_employee(page.low(first)),
        "for" => {
            matches!(page.low(first), "spokesman" | "spokeswoman" | "spokesperson" | "works" | "worked")
                || is_leader(page, first)
        }
        "by" => matches!(
            page.low(first),
            "employed"
                | "manufactured"
                | "insured"
                | "acquired"
                | "operated"
                | "audited"
                | "underwritten"
                | "sponsored"
        ),
        "joined" => page.low(from + 1) == "as",
        "with" => {
            matches!(page.low(first), "merger" | "merged" | "merge" | "tie-up" | "contract" | "contracts")
        }
        "from" => matches!(page.low(first), "approaches"),
        word => is_business(word),
    }
}

/// Where the name begins that stands before `and`.
fn row_start(page: &Page<'_>, and: usize) -> Option<usize> {
    let mut start = and;
    while start > 0 && page.follows(start) && page.capital(start - 1) {
        start -= 1;
    }
    (start < and).then_some(start)
}

/// `chief executive`, `chairman` and others who lead a company, told in small letters.
fn is_leader(page: &Page<'_>, at: usize) -> bool {
    page.get(at).shape == Shape::Lower
        && matches!(
            page.low(at),
            "executive" | "chairman" | "chairwoman" | "founder" | "co-founder" | "boss" | "owner" | "owners"
        )
}

/// Who works at a company and at no place.
fn is_employee(word: &str) -> bool {
    matches!(
        word,
        "analyst"
            | "analysts"
            | "economist"
            | "economists"
            | "strategist"
            | "trader"
            | "consultant"
            | "intern"
    )
}

/// What companies are called before their names: `carmaker X`.
fn is_business(word: &str) -> bool {
    matches!(
        word,
        "rival"
            | "retailer"
            | "carmaker"
            | "drugmaker"
            | "chipmaker"
            | "steelmaker"
            | "planemaker"
            | "airline"
            | "insurer"
            | "supermarket"
            | "brewer"
            | "broker"
            | "brokerage"
            | "manufacturer"
            | "publisher"
            | "contractor"
            | "developer"
            | "consultancy"
            | "housebuilder"
            | "shipbuilder"
            | "shipowner"
            | "automaker"
            | "lender"
            | "charity"
            | "startup"
            | "start-up"
            | "wholesaler"
            | "newspaper"
            | "conglomerate"
            | "multinational"
            | "subcontractor"
            | "giant"
            | "chain"
            | "maker"
            | "supplier"
            | "distributor"
            | "utility"
            | "firm"
            | "bank"
            | "broadcaster"
            | "grocer"
            | "nonprofit"
            | "thinktank"
            | "bookmaker"
    )
}

/// `X said its profits`, `X's shareholders`, `X employs 400`.
fn is_body_after(page: &Page<'_>, to: usize) -> bool {
    if !page.follows(to) {
        return false;
    }
    let next = page.low(to + 1);
    if matches!(page.get(to).shape, Shape::Possessive) {
        return is_of_a_body(next);
    }
    match page.low(to) {
        "said" | "says" => {
            matches!(next, "its")
                || next == "it" && matches!(page.low(to + 2), "would" | "had" | "will" | "has" | "was" | "is")
        }
        "employs" | "employed" => page.get(to + 1).shape == Shape::Number,
        // `has 2,700 employees`
        "has" | "had" => {
            page.get(to + 1).shape == Shape::Number
                && matches!(
                    page.low(to + 2),
                    "employees"
                        | "staff"
                        | "workers"
                        | "shops"
                        | "stores"
                        | "branches"
                        | "outlets"
                        | "factories"
                )
        }
        // `lifts its forecast`
        "lifts" | "lifted" | "raises" | "raised" | "cuts" | "cut" | "trims" | "trimmed" | "doubles"
        | "doubled" | "trebled" | "slashes" | "slashed" => next == "its",
        "reported" | "posted" | "announced" => {
            matches!(next, "its" | "profits" | "profit" | "sales" | "revenue" | "losses")
        }
        "plc" | "shares" | "shareholders" | "stock" => true,
        "was" | "is" | "were" => matches!(
            next,
            "acquired"
                | "incorporated"
                | "nationalised"
                | "nationalized"
                | "privatised"
                | "privatized"
                | "headquartered"
        ),
        "went" => {
            next == "into" && matches!(page.low(to + 2), "receivership" | "administration" | "liquidation")
        }
        _ => false,
    }
}

/// What only a body has.
fn is_of_a_body(word: &str) -> bool {
    matches!(
        word,
        "shares"
            | "shareholders"
            | "profit"
            | "profits"
            | "revenue"
            | "revenues"
            | "turnover"
            | "customers"
            | "subsidiary"
            | "subsidiaries"
            | "headquarters"
            | "employees"
            | "workforce"
            | "balance"
            | "auditors"
            | "lenders"
            | "parent"
            | "trustees"
            | "factories"
            | "stores"
            | "chairman"
            | "chairwoman"
            | "directors"
            | "dividend"
            | "earnings"
            | "creditors"
            | "competitors"
            | "shareholding"
    )
}

/// `his brother Ralph`, `their daughters, Morag`: one of a family, told in small letters.
fn is_relative(page: &Page<'_>, from: usize) -> bool {
    let Some(before) = from.checked_sub(1).filter(|_| page.follows(from)) else { return false };
    let comma = page.sign(before, ',');
    let kin = if comma { before.wrapping_sub(1) } else { before };
    let owner = page.low(kin.wrapping_sub(1));
    page.get(kin).shape == Shape::Lower
        && matches!(
            page.low(kin),
            "wife"
                | "husband"
                | "son"
                | "sons"
                | "daughter"
                | "daughters"
                | "brother"
                | "brothers"
                | "sister"
                | "sisters"
                | "mother"
                | "father"
                | "widow"
                | "uncle"
                | "aunt"
                | "auntie"
                | "cousin"
                | "nephew"
                | "niece"
                | "grandson"
                | "granddaughter"
        )
        && (!comma || matches!(owner, "his" | "her" | "their" | "my" | "a" | "elder" | "younger" | "eldest"))
}

/// `X's wife`, `X, 41,`, `X was born`, `X's header`: what only a person has, is or does.
fn is_of_a_person(page: &Page<'_>, to: usize) -> bool {
    if !page.follows(to) {
        return false;
    }
    let next = page.low(to + 1);
    match page.get(to).shape {
        Shape::Possessive => matches!(
            next,
            "wife"
                | "husband"
                | "widow"
                | "mother"
                | "father"
                | "son"
                | "daughter"
                | "brother"
                | "sister"
                | "funeral"
                | "header"
                | "penalty"
                | "eyes"
                | "memoir"
                | "childhood"
        ),
        Shape::Sign(',') => {
            let age = next.len() == 2 && next.parse::<u8>().is_ok_and(|age| age > 14);
            let closes = matches!(page.get(to + 2).shape, Shape::Sign(',' | '.')) && page.get(to + 3).spaced;
            age && closes && page.follows(to + 1)
        }
        Shape::Lower => match page.low(to) {
            "smiled" | "laughed" | "shrugged" | "nodded" | "volleyed" | "née" | "recalls" | "remembers" => {
                true
            }
            "and" => {
                matches!(next, "his" | "her")
                    && matches!(
                        page.low(to + 2),
                        "wife" | "husband" | "brother" | "sister" | "son" | "daughter" | "mother" | "father"
                    )
            }
            "was" => matches!(next, "born" | "buried" | "baptised"),
            _ => false,
        },
        _ => false,
    }
}

/// `on loan from X`, `at home to X`, `to X in the Cup`: a club, be it called by its town.
fn is_club(page: &Page<'_>, from: usize, to: usize) -> bool {
    let Some(before) = from.checked_sub(1).filter(|_| page.follows(from)) else { return false };
    let (first, second) = (page.low(before.wrapping_sub(1)), page.low(before.wrapping_sub(2)));
    let loan = first == "loan" && second == "on" && matches!(page.low(before), "from" | "at" | "to");
    let home =
        page.low(before) == "to" && matches!(first, "home" | "away") && matches!(second, "at" | "are" | "is");
    let met = matches!(page.low(before), "to" | "against" | "beat" | "face" | "beating");
    loan || home && !matches!(page.low(to), "in" | "for") || met && is_in_a_cup(page, to)
}

/// `in the FA Trophy`, `in the final`.
fn is_in_a_cup(page: &Page<'_>, to: usize) -> bool {
    page.low(to) == "in"
        && page.low(to + 1) == "the"
        && (to + 2..to + 7).take_while(|at| page.follows(*at) && !page.get(*at).begins).any(|at| {
            matches!(
                page.low(at),
                "cup" | "trophy" | "shield" | "vase" | "final" | "semi-final" | "quarter-final" | "play-off"
            )
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::Label;
    use crate::entities::rules::board::testing::found_beside;
    use crate::entities::rules::{Rules, marks};

    /// What `name` is taken for in `text` where a model called it `label`.
    fn kind(text: &str, name: &str, label: Label) -> Kind {
        let all = found_beside(text, &[(name, label)], |board| {
            marks(board, Rules::ALL);
            cues(board);
        });
        all.into_iter().find(|(words, ..)| words == name).unwrap().1
    }

    #[test]
    fn a_company_is_told_by_what_it_has_and_who_leads_it() {
        for text in [
            "Shares in Quellora fell",
            "Then Quellora said its profits rose",
            "an analyst at Quellora said",
            "a rival of retailer Quellora, based",
            "she joined Quellora as a clerk",
            "as Quellora has 2,700 employees",
            "Then Quellora lifts its forecast",
            "while Quellora, which has two mines, said",
            "Shares in Jambo and Quellora fell",
            "as mining giant Quellora has it",
            "and Quellora went into receivership",
            "the chief executive of Quellora said",
            "as Quellora's shareholders know",
        ] {
            assert_eq!(kind(text, "Quellora", Label::Person), Kind::Organisation, "{text}");
        }
        assert_eq!(kind("a mill of Quellora, who left", "Quellora", Label::Organisation), Kind::Organisation);
        assert_eq!(kind("faith in Quellora fell", "Quellora", Label::Person), Kind::Person);
        assert_eq!(kind("Then Quellora said he", "Quellora", Label::Person), Kind::Person);
    }

    #[test]
    fn a_person_is_told_by_family_and_age() {
        for text in [
            "his brother Quell came",
            "as Quell, 41, said",
            "then Quell's wife came",
            "Here Quell was born",
            "so said Quell, who left",
        ] {
            assert_eq!(kind(text, "Quell", Label::Organisation), Kind::Person, "{text}");
        }
        assert_eq!(kind("when Quell, 1941, said", "Quell", Label::Organisation), Kind::Organisation);
        assert_eq!(kind("her sister Leeds came", "Leeds", Label::GeoPolitical), Kind::Place);
    }

    #[test]
    fn a_club_bears_the_name_of_its_town() {
        for text in [
            "on loan from Preston, had",
            "They go to Preston in the FA Trophy",
            "who are at home to Preston.",
        ] {
            assert_eq!(kind(text, "Preston", Label::GeoPolitical), Kind::Organisation, "{text}");
        }
        assert_eq!(kind("They go to Preston in the snow", "Preston", Label::GeoPolitical), Kind::Place);
    }

    #[test]
    fn a_company_that_no_model_saw_is_claimed_after_a_cue() {
        let all = found_beside("a stake in Quellora Jambo. The chairman of Leeds left", &[], cues);
        assert_eq!(all.len(), 1);
        assert_eq!((all[0].0.as_str(), &all[0].1), ("Quellora Jambo", &Kind::Organisation));
    }
}
