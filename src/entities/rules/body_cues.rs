//! What stands beside a company's name and no other: `shares in X`, `rival X`, `X's shareholders`. Part of the rule of
//! [`super::cues`].

use super::tokens::{Page, Shape};

/// True when the words around a name tell of a company.
pub fn is_body(page: &Page<'_>, from: usize, to: usize) -> bool {
    is_body_before(page, from) || is_body_after(page, from, to)
}

/// `shares in X`, `analyst at X`, `rival X`, `joined X as`.
pub fn is_body_before(page: &Page<'_>, from: usize) -> bool {
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
fn is_body_after(page: &Page<'_>, from: usize, to: usize) -> bool {
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
        // `Carter-Ruck have written`: many, by one name.
        "have" | "are" => is_many(page, from, to),
        "plc" | "shares" | "shareholders" | "stock" => true,
        "was" | "is" | "were" => {
            is_many(page, from, to) && page.low(to) == "were"
                || matches!(
                    next,
                    "acquired"
                        | "incorporated"
                        | "nationalised"
                        | "nationalized"
                        | "privatised"
                        | "privatized"
                        | "headquartered"
                )
        }
        "went" => {
            next == "into" && matches!(page.low(to + 2), "receivership" | "administration" | "liquidation")
        }
        _ => false,
    }
}

/// True for a name of one word that begins a sentence or clause and of which a verb in the plural tells what was done: no person
/// has or is so by himself, nor a people, which has an ending.
fn is_many(page: &Page<'_>, from: usize, verb: usize) -> bool {
    let word = page.low(from);
    let done = verb + 1;
    let told = page.follows(done)
        && page.get(done).shape == Shape::Lower
        && (page.low(done).ends_with("ed")
            || matches!(
                page.low(done),
                "written"
                    | "been"
                    | "bought"
                    | "sold"
                    | "agreed"
                    | "taken"
                    | "given"
                    | "made"
                    | "said"
                    | "won"
                    | "lost"
                    | "begun"
                    | "not"
                    | "now"
            ));
    begins_alone(page, from, verb)
        && told
        && !word.ends_with('s')
        && !["ese", "ish", "men", "ch", "an", "people"].iter().any(|end| word.ends_with(end))
}

/// True for one word in capitals that begins a sentence, or stands after a comma or semicolon and no other name.
fn begins_alone(page: &Page<'_>, from: usize, to: usize) -> bool {
    let before = from.wrapping_sub(1);
    to == from + 1
        && page.get(from).shape == Shape::Capital
        && (page.get(from).begins || page.sign(before, ';') || page.low(before) == "but")
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
