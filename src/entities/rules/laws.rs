//! Acts, codes, bills and regulations: `Data Protection Act 2018`, `Canada Labour Code`, `Regulation (EU) 2022/2065`; and
//! with them the [`cases`].

use super::board::Board;
use super::cases::cases;
use super::lexicon::Traits;
use super::names;
use super::tokens::{Page, Shape};
use crate::entities::Kind;

/// The name of this rule.
pub const NAME: &str = "laws";

/// Claims the laws.
pub fn laws(board: &mut Board<'_, '_>) {
    cases(board);
    let page = board.page;
    let mut at = 0;
    while at < page.len() {
        let found = numbered(page, at)
            .or_else(|| coded_bill(page, at))
            .or_else(|| concluded(page, at))
            .or_else(|| dated(page, at))
            .or_else(|| decree(page, at))
            .map(|to| (at, to))
            .or_else(|| named(page, at));
        match found {
            Some((from, to)) if board.claim(from, to, Kind::Law, NAME) => at = to,
            _ => at += 1,
        }
    }
}

/// One past the code of a bill: `Bill C-32`, `Bill 101`.
fn coded_bill(page: &Page<'_>, at: usize) -> Option<usize> {
    let code = page.word(at + 1).trim_start_matches(|c: char| c.is_ascii_uppercase()).trim_start_matches('-');
    let digits = (1..=4).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_digit());
    (page.word(at) == "Bill" && page.follows(at + 1) && digits).then_some(at + 2)
}

/// The law whose last word stands at `at`: its tokens, with a year that follows.
fn named(page: &Page<'_>, at: usize) -> Option<(usize, usize)> {
    if !page.is(at, Traits::LAW_HEAD) || !page.capital(at) || coded_bill(page, at).is_some() {
        return None;
    }
    let from = names::reach_left(page, at);
    // `The Act` and `Order` alone are no names, and much that is called an order or rules is none of law.
    let weak = matches!(
        page.low(at),
        "order"
            | "rules"
            | "protocol"
            | "accord"
            | "accords"
            | "charter"
            | "convention"
            | "regulations"
            | "regulation"
            | "code"
            | "constitution"
            | "acts"
            | "amendment"
            | "bill"
            | "decree"
            | "covenant"
            | "law"
            | "laws"
            | "charters"
            | "protocols"
            | "edict"
    );
    let year = year_after(page, at + 1);
    if from == at || (weak && year.is_none() && !strong_name(page, from, at) && !is_cited_by_part(page, from))
    {
        return None;
    }
    Some((from, year.unwrap_or(at + 1)))
}

/// `Chapter 174 of the Iowa Code`, `rule 4 of the Prison Rules`: parts of it are cited, so it is a law.
fn is_cited_by_part(page: &Page<'_>, from: usize) -> bool {
    let of = from.wrapping_sub(1 + usize::from(page.low(from.wrapping_sub(1)) == "the"));
    let number = of.wrapping_sub(1);
    page.low(of) == "of"
        && page.get(number).shape == Shape::Number
        && matches!(
            page.low(number.wrapping_sub(1)),
            "section"
                | "sections"
                | "chapter"
                | "article"
                | "articles"
                | "rule"
                | "regulation"
                | "clause"
                | "schedule"
        )
}

/// `Treaty of Versailles`, `Edict of Nantes`: one past where it was concluded.
fn concluded(page: &Page<'_>, at: usize) -> Option<usize> {
    let treaty = matches!(page.low(at), "treaty" | "edict" | "statute" | "concordat") && page.capital(at);
    if !treaty || page.low(at + 1) != "of" || !page.follows(at + 2) || !page.capital(at + 2) {
        return None;
    }
    let to =
        (at + 3..at + 6).find(|at| !(page.follows(*at) && page.capital(*at) && !page.get(*at).begins))?;
    Some(year_after(page, to).unwrap_or(to))
}

/// `Protocol of September 1909`, `Convention of 1907`: one past the year in which it was made.
fn dated(page: &Page<'_>, at: usize) -> Option<usize> {
    let made = matches!(
        page.low(at),
        "protocol" | "convention" | "treaty" | "act" | "ordinance" | "statute" | "charter"
    ) && page.capital(at)
        && page.low(at + 1) == "of"
        && page.follows(at + 2);
    let year_at = at + 2 + usize::from(page.is(at + 2, Traits::MONTH) && page.capital(at + 2));
    let word = page.word(year_at);
    (made && page.follows(year_at) && word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()))
        .then_some(year_at + 1)
}

/// `Decree-Law 9/2021`, `Royal Decree 14/1997`, as Latin countries count them: one past its number.
fn decree(page: &Page<'_>, at: usize) -> Option<usize> {
    let head = at + usize::from(page.word(at) == "Royal" && page.follows(at + 1));
    let number = head + 1;
    let told = matches!(page.low(head), "decree-law" | "decree" | "law") && page.capital(head);
    let counted = page.word(number).split_once('/').is_some_and(|(nth, year)| {
        let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        is_number(nth) && is_number(year) && matches!(year.len(), 2 | 4)
    });
    (told && counted && page.follows(number)).then_some(number + 1)
}

/// True when a weaker head makes a law with these words before it.
fn strong_name(page: &Page<'_>, from: usize, at: usize) -> bool {
    match page.low(at) {
        "bill" => {
            page.low(at.wrapping_sub(1)) != "old" && at - from >= 2
                || page.low(at - 1) == "reform"
                // `the Scotland Bill`, and no man whom somebody calls `the Old Bill`
                || at - from == 1
                    && page.low(from.wrapping_sub(1)) == "the"
                    && (page.is(from, Traits::PLACE | Traits::ROLE_MODIFIER) || matches!(page.low(from), "budget" | "reform"))
        }
        "code" => (from..at).any(|at| {
            matches!(
                page.low(at),
                "labour"
                    | "labor"
                    | "penal"
                    | "criminal"
                    | "civil"
                    | "tax"
                    | "revenue"
                    | "companies"
                    | "commercial"
                    | "building"
                    | "highway"
            )
        }),
        "convention" | "covenant" | "protocol" | "accord" | "accords" => (from..at).any(|at| {
            page.is(at, Traits::PLACE) || matches!(page.low(at), "rights" | "nations" | "european")
        }),
        "amendment" => matches!(page.low(at - 1), "first" | "second" | "fourth" | "fifth" | "eighteenth"),
        "regulations" | "regulation" | "rules" => at - from >= 2,
        // `Rider Law`, and no firm's `Quell Law` nor the `Common Law`.
        "law" | "laws" => {
            let is_two_words =
                at - from == 1 && page.get(at).shape == Shape::Capital && !page.get(from).begins;
            let is_firm =
                page.is(from, Traits::COMMON | Traits::ORG_HEAD | Traits::DEMONYM | Traits::FIRST_NAME);
            let is_branch = matches!(
                page.low(from),
                "common" | "civil" | "international" | "public" | "family" | "criminal"
            );
            let goes_on = page.follows(at + 1) && page.capital(at + 1);
            is_two_words && !is_firm && !is_branch && !goes_on
        }
        _ => false,
    }
}

/// One past the year at `at`, perhaps after a comma.
fn year_after(page: &Page<'_>, at: usize) -> Option<usize> {
    let at = if page.sign(at, ',') { at + 1 } else { at };
    let word = page.word(at);
    (page.follows(at) && word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit())).then_some(at + 1)
}

/// `Regulation (EU) 2022/2065`, `Directive 95/46/EC`, `Council Regulation No 17/62`.
fn numbered(page: &Page<'_>, at: usize) -> Option<usize> {
    if !matches!(page.low(at), "regulation" | "directive" | "decision") || !page.capital(at) {
        return None;
    }
    let mut to = at + 1;
    if page.sign(to, '(')
        && matches!(page.word(to + 1), "EU" | "EC" | "EEC" | "Euratom")
        && page.sign(to + 2, ')')
    {
        to += 3;
    }
    if matches!(page.low(to), "no") {
        to += 1 + usize::from(page.sign(to + 1, '.'));
    }
    if page.get(to).shape != Shape::Number || !page.word(to).contains('/') {
        return None;
    }
    to += 1;
    if page.sign(to, '/') && page.glued(to) && page.glued(to + 1) && page.capital(to + 1) {
        to += 2;
    }
    Some(to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::rules::board::testing::found;

    fn read(text: &str) -> Vec<String> {
        found(text, laws).into_iter().map(|(words, ..)| words).collect()
    }

    #[test]
    fn laws_take_their_year() {
        assert_eq!(
            read("contrary to the Data Protection Act 2018 and/or the Freedom of Information Act 2000."),
            ["Data Protection Act 2018", "Freedom of Information Act 2000"]
        );
        assert_eq!(read("Under the Water Act, 2016, operators"), ["Water Act, 2016"]);
        assert_eq!(read("under the Canada Labour Code."), ["Canada Labour Code"]);
        assert_eq!(read("Under the Health and Safety at Work Act, he"), ["Health and Safety at Work Act"]);
        assert_eq!(read("by the Trading with the Enemy Act 1939"), ["Trading with the Enemy Act 1939"]);
        assert_eq!(
            read("from him on the Scotland Bill. The Old Bill came with Uncle Bill"),
            ["Scotland Bill"]
        );
        assert_eq!(read("with Chapter 12 of the Iowa Code, and"), ["Iowa Code"]);
        assert_eq!(read("cited the Charter and Bill C-32. Then Bill 4u"), ["Bill C-32"]);
        assert_eq!(read("with the Iowa Code Club, and"), Vec::<String>::new());
        assert_eq!(
            read("as Regulation (EU) 2022/2065 and Directive 95/46/EC."),
            ["Regulation (EU) 2022/2065", "Directive 95/46/EC"]
        );
        assert_eq!(
            read("of the Housing (Scotland) Act 1987, the Antisocial Behaviour etc. (Scotland) Act 2004 and"),
            ["Housing (Scotland) Act 1987", "Antisocial Behaviour etc. (Scotland) Act 2004"]
        );
        assert_eq!(
            read("under the Leasehold Reform, Housing and Urban Development Act 1993, and"),
            ["Leasehold Reform, Housing and Urban Development Act 1993"]
        );
        assert_eq!(
            read("the Health Protection (Notification) Regulations 2010 say"),
            ["Health Protection (Notification) Regulations 2010"]
        );
        assert_eq!(read("by the Treaty of Versailles, 1919, and"), ["Treaty of Versailles, 1919"]);
        assert_eq!(read("of the Protocol of September 1909, under"), ["Protocol of September 1909"]);
        assert_eq!(read("by the Convention of 1907 and"), ["Convention of 1907"]);
        assert_eq!(
            read("by the Royal Decree-Law 9/2021 and Law 30/1992."),
            ["Royal Decree-Law 9/2021", "Law 30/1992"]
        );
        assert_eq!(read("under the Quellor Law, which. The Common Law of Quell Law Firm"), ["Quellor Law"]);
        assert!(read("The Act was read. Act now. In Order").is_empty());
    }
}
