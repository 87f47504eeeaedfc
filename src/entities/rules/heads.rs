//! Names told by a word in them: `Kerry County Council`, `Department of Conservation`, `Operation Monsoon`, `Eston
//! Hills`, and in lower case after a name in capitals: `Coastal Watch scheme`.
//!
//! A lower-case head stays outside a programme's name, which is told by its capitals, and inside an organisation's or
//! place's, which is not. What the heads are is in [`super::head_words`], names told by their first word in [`super::opened`].

use super::acronyms::stands_for;
use super::addresses::{address_line, street_then_number, with_house_number};
use super::board::Board;
use super::fronts::{is_numbered_regiment, is_periodical, with_its_owner, with_unit_number};
use super::head_words::{head_kind, is_head_here};
use super::lexicon::Traits;
use super::located::is_located;
use super::lower_heads::lower_head;
use super::names;
use super::opened::{body_of_a_country, opened};
use super::parted::split_before;
use super::places;
use super::tokens::{Page, Shape};
use crate::entities::{Kind, Label};

/// The name of this rule.
pub const NAME: &str = "heads";

/// Claims the names told by their heads.
pub fn heads(board: &mut Board<'_, '_>) {
    let page = board.page;
    let mut at = 0;
    while at < page.len() {
        if !(page.capital(at) && board.is_free(at)) {
            at += 1;
            continue;
        }
        if is_numbered_regiment(board, at) {
            board.claim(at - 1, at + 1, Kind::Organisation, NAME);
            at += 1;
            continue;
        }
        if let Some(end) = street_then_number(board, at) {
            board.claim(at, end, Kind::Place, NAME);
            at = end;
            continue;
        }
        let to = run_end(board, at);
        claim_in(board, at, to);
        at = to.max(at + 1);
    }
}

/// One past the run of capitals, with the words that join them, that begins at `from`.
fn run_end(board: &Board<'_, '_>, from: usize) -> usize {
    let page = board.page;
    let mut to = from + 1;
    while to - from < names::LONGEST && page.follows(to) && board.is_free(to) {
        if page.capital(to) && (!page.get(to).begins || after_abbreviation(page, to)) {
            to += 1;
            continue;
        }
        if page.sign(to, '.')
            && page.glued(to)
            && page.capital(to + 1)
            && page.is(to - 1, Traits::HONORIFIC | Traits::COMPANY_FORM)
        {
            to += 1;
            continue;
        }
        match joined(board, from, to) {
            Some(next) => to = next + 1,
            None => break,
        }
    }
    to
}

/// `St. Scholastica`: the full stop did not end the sentence.
fn after_abbreviation(page: &Page<'_>, at: usize) -> bool {
    at >= 2 && page.sign(at - 1, '.') && page.is(at - 2, Traits::HONORIFIC)
}

/// The next word in capitals, when what stands at `at` joins it to the run that began at `from`.
fn joined(board: &Board<'_, '_>, from: usize, at: usize) -> Option<usize> {
    let page = board.page;
    let shape = page.get(at).shape;
    let word = page.low(at);
    let next = at + 1;
    let capital =
        |at: usize| page.follows(at) && page.capital(at) && !page.get(at).begins && board.is_free(at);
    match shape {
        Shape::Lower if matches!(word, "of" | "for" | "on") => {
            let next = if page.low(next) == "the" { next + 1 } else { next };
            let by_opener = word != "on" || page.is(at - 1, Traits::ORG_OPENER | Traits::ORG_HEAD);
            (capital(next) && by_opener).then_some(next)
        }
        Shape::Lower if word == "and" => capital(next).then_some(next),
        // `Bahr el Ghazal river`
        Shape::Lower if matches!(word, "el" | "es" | "ed") => {
            (capital(next) && at == from + 1 && !page.is(from, Traits::FIRST_NAME | Traits::GIVEN))
                .then_some(next)
        }
        // `Approach to Policing`
        Shape::Lower if word == "to" => (capital(next) && is_led_to(page, at - 1)).then_some(next),
        Shape::Sign('&') => capital(next).then_some(next),
        // `Innovation/Initiative of the Year Award`
        Shape::Sign('/') => {
            (page.glued(at) && page.glued(next) && capital(next) && at == from + 1).then_some(next)
        }
        // `Violence Against Women (VAW) Transformation Fund`
        Shape::Sign('(') => within_brackets(board, from, at),
        Shape::Possessive | Shape::Sign('\'' | '’') => {
            (names::is_inner_possessive(page, at) && capital(next)).then_some(next)
        }
        // `Constabulary, Fire and Rescue Services`: only where `and` and a head end the list.
        // `Quell Pharmaceuticals, Inc.`
        Shape::Sign(',') if is_form_after_comma(page, next) => capital(next).then_some(next),
        Shape::Sign(',') => {
            let opened = (from..at).any(|at| matches!(page.low(at), "of" | "for") || page.sign(at, ','))
                || page.is(at - 1, Traits::PROGRAMME_HEAD | Traits::ROLE_MODIFIER);
            let ministry = matches!(page.low(from), "ministry" | "department") && opened;
            let mut ahead = next;
            while ahead < at + 10 && (capital(ahead) || page.sign(ahead, ',')) {
                ahead += 1;
            }
            let listed = page.low(ahead) == "and" && capital(ahead + 1);
            let mut end = ahead + 1;
            while end < ahead + 6 && capital(end) {
                end += 1;
            }
            let headed = page.is(end - 1, Traits::ORG_HEAD | Traits::PROGRAMME_HEAD);
            // `Day, Knight and Co.`
            let firm =
                end == ahead + 2 && matches!(page.low(ahead + 1), "co" | "company" | "sons" | "partners");
            let goes_on = opened_or_long(page, from, at, opened) && headed || ministry || firm;
            (goes_on && capital(next) && listed && ahead > next).then_some(next)
        }
        _ => None,
    }
}

/// The form of a company that may stand behind a comma.
fn is_form_after_comma(page: &Page<'_>, at: usize) -> bool {
    matches!(
        page.word(at),
        "Inc" | "Inc." | "Ltd" | "LLC" | "LLP" | "LP" | "PLC" | "Corp" | "N.A." | "S.A." | "N.V." | "GmbH"
    )
}

/// True for the head of a name that says what it leads to.
fn is_led_to(page: &Page<'_>, at: usize) -> bool {
    page.capital(at) && matches!(page.low(at), "approach" | "guide" | "pathway" | "pathways")
}

/// The word after a short form in brackets, where the name whose short form it is goes on to its head.
fn within_brackets(board: &Board<'_, '_>, from: usize, at: usize) -> Option<usize> {
    let page = board.page;
    let next = at + 3;
    let capital = |at: usize| page.follows(at) && page.capital(at) && board.is_free(at);
    if !(page.sign(at + 2, ')') && capital(next) && stands_for(page, from, at, at + 1)) {
        return None;
    }
    let last = (next..next + 5).take_while(|at| capital(*at)).last()?;
    page.is(last, Traits::PROGRAMME_HEAD | Traits::ORG_HEAD).then_some(next)
}

/// True when the list that goes on after the comma at `at` is inside a name and not a list of names.
fn opened_or_long(page: &Page<'_>, from: usize, at: usize, opened: bool) -> bool {
    opened || (at == from + 1 && !page.is(from, Traits::PLACE | Traits::FIRST_NAME))
}

/// Claims the names in a run of capitals.
fn claim_in(board: &mut Board<'_, '_>, from: usize, to: usize) {
    let page = board.page;
    let mut start = from;
    while start < to {
        start = skip_opening(page, start, to);
        if start >= to {
            return;
        }
        match best(board, start, to) {
            Some((first, end, kind)) => {
                let numbered = match kind {
                    Kind::Organisation if is_periodical(page, first) => with_its_owner(page, first),
                    Kind::Place => with_house_number(board, first, end),
                    Kind::Organisation => with_unit_number(board, first, end),
                    _ => first,
                };
                board.claim(numbered, end, kind, NAME);
                start = end.max(start + 1);
            }
            None => return,
        }
    }
}

/// Without the words that only begin a sentence, join, or stand before any name.
fn skip_opening(page: &Page<'_>, from: usize, to: usize) -> usize {
    let mut from = from;
    while from < to {
        let word = page.low(from);
        let majesty = word == "her" && page.low(from + 1) == "majesty"
            || word == "his" && page.low(from + 1) == "majesty";
        // Inside a sentence a small word has its capital from the name that it begins: `Everyone Matters`.
        let opening = (page.is(from, Traits::FUNCTION) && page.get(from).begins && !majesty)
            || matches!(word, "the" | "a" | "an" | "i" | "and" | "of" | "for" | "on" | "former" | "dear")
            // `Forty-one Beach Units`: a number has its capital from the sentence.
            || page.get(from).begins && word.contains('-') && super::numbers::small(word).is_some()
            // `Winner of the Quell Prize`
            || page.low(from + 1) == "of"
                && matches!(word, "winner" | "winners" | "recipient" | "recipients" | "author" | "holder" | "holders" | "owner")
            || page.is(from, Traits::HONORIFIC)
                && !matches!(
                    word,
                    "st" | "lord" | "lady" | "sister" | "sisters" | "brother" | "father" | "sir" | "dame"
                )
            || matches!(page.get(from).shape, Shape::Sign(_) | Shape::Possessive);
        if !opening {
            break;
        }
        from += 1;
    }
    from
}

/// The name in the run from `from` to `to`: its tokens and kind.
fn best(board: &Board<'_, '_>, from: usize, to: usize) -> Option<(usize, usize, Kind)> {
    let page = board.page;
    if let Some(found) = address_line(board, from, to) {
        return Some(found);
    }
    // `Department of Conservation`, `Mount Etna`, `Operation Kickstart`
    if let Some(found) = opened(board, from, to) {
        return Some(found);
    }
    // The last head in capitals.
    let last =
        (from + 1..to).rev().find(|at| head_kind(page, *at).is_some() && is_head_here(board, from, *at, to));
    if let Some(head) = last {
        let kind = head_kind(page, head)?;
        let first = split_before(board, from, head);
        let end = with_form(page, with_country(page, after_of(page, head, to), to));
        // `Martin Hill`, and not `Cornelia Terrace`: nobody has that for a surname.
        let person = first + 1 == head
            && kind == Kind::Place
            && (page.is(first, Traits::FIRST_NAME) && board.label_at(head) == Some(Label::Person))
            && page.is(head, Traits::SURNAME)
            && !is_located(page, first, end);
        // `Liberty House`: a firm too may be called so, where a model says it.
        let firm = kind == Kind::Place
            && page.low(head) == "house"
            && !is_located(page, first, end)
            && board
                .mark_at(head)
                .is_some_and(|mark| (mark.from, mark.to, mark.label) == (first, end, Label::Organisation));
        let kind = if firm { Kind::Organisation } else { kind };
        if let Some(longer) = goes_on_as_marked(board, first, end, &kind) {
            return Some((first, longer, Kind::Organisation));
        }
        // `Friends of Quell Castle`: those who look after it.
        let friends = kind == Kind::Place
            && matches!(
                page.low(first),
                "friends" | "society" | "guild" | "league" | "order" | "university" | "diocese"
            )
            && matches!(page.low(first + 1), "of" | "for");
        let kind = if friends { Kind::Organisation } else { kind };
        if first < head && !person && !is_common_pair(page, first, head) {
            return Some((first, end, kind));
        }
    }
    lower_head(board, from, to)
        .or_else(|| firm_of_two(board, from, to))
        .or_else(|| body_of_a_country(page, from, to))
}

/// One past the body's name that a model has going on after the head of a place in it: `Quell Hospice Care`, `Oak Ridge Boys`.
fn goes_on_as_marked(board: &Board<'_, '_>, first: usize, end: usize, kind: &Kind) -> Option<usize> {
    let mark = board.mark_at(first).filter(|_| *kind == Kind::Place)?;
    let to = mark.to;
    let named =
        mark.label == Label::Organisation && mark.from == first && to > end && board.all_free(first, to);
    (named && (end..to).all(|at| board.page.get(at).shape == Shape::Capital)).then_some(to)
}

/// `Hollis & Grant`, where a model takes one of them for a person.
fn firm_of_two(board: &Board<'_, '_>, from: usize, to: usize) -> Option<(usize, usize, Kind)> {
    let page = board.page;
    let and = (from + 1..to.saturating_sub(1)).find(|at| page.sign(*at, '&'))?;
    let surname = |at: usize| {
        page.get(at).shape == Shape::Capital
            && page.word(at).len() > 2
            && !page.is(
                at,
                Traits::PLACE | Traits::FUNCTION | Traits::COMMON | Traits::ROLE_MODIFIER | Traits::DEMONYM,
            )
    };
    let person = |at: usize| board.label_at(at) == Some(Label::Person);
    let marked = person(and - 1) || person(and + 1);
    let two = surname(and - 1) && surname(and + 1) && !page.is(and - 1, Traits::FIRST_NAME);
    (two && marked && (from, to) == (and - 1, and + 2)).then_some((and - 1, and + 2, Kind::Organisation))
}

/// `St Brendan's Rowing Club` has its head; `Chapter Hall` and `Press Release` have none that names anything.
fn is_common_pair(page: &Page<'_>, first: usize, head: usize) -> bool {
    (first..head).all(|at| page.is(at, Traits::COMMON | Traits::FUNCTION | Traits::MONTH | Traits::WEEKDAY))
        && page.get(first).begins
}

/// One past the name whose head is at `head`, with `of` and what follows where an organisation's name goes on so.
fn after_of(page: &Page<'_>, head: usize, to: usize) -> usize {
    let of = head + 1;
    let led_to = page.low(of) == "to" && is_led_to(page, head);
    if of >= to
        || !(led_to || matches!(page.low(of), "of" | "on" | "for"))
        || !page.is(head, Traits::ORG_OPENER | Traits::PROGRAMME_HEAD)
    {
        return head + 1;
    }
    // Up to a second `and` or the end of the run.
    let mut end = of + 1;
    while end < to
        && !(page.low(end) == "and"
            && end + 1 < to
            && page.is(end + 1, Traits::FIRST_NAME | Traits::ORG_OPENER))
    {
        end += 1;
    }
    while end > of && !page.capital(end - 1) {
        end -= 1;
    }
    // `the District Council for Ollerton`: whom a council's member sits there for.
    let local = matches!(page.low(head - 1), "district" | "borough" | "county" | "city" | "town" | "parish");
    let seat = page.low(of) == "for" && page.low(head) == "council" && local;
    if seat {
        return head + 1;
    }
    if end <= of { head + 1 } else { end }
}

/// With the country that ends an organisation's name: `Arts Council England`.
fn with_country(page: &Page<'_>, end: usize, to: usize) -> usize {
    let country =
        end < to && places::known_place(page, end) == Some(to) && page.is(end - 1, Traits::ORG_HEAD);
    if country { to } else { end }
}

/// With the legal form and full stop that follow: `Cattle Co.`, `Braxton Industries Inc`.
fn with_form(page: &Page<'_>, end: usize) -> usize {
    let form = page.capital(end) || matches!(page.low(end), "plc" | "llp" | "gmbh");
    if page.follows(end) && form && page.is(end, Traits::COMPANY_FORM) { end + 1 } else { end }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::rules::board::testing::{found, found_beside};

    #[track_caller]
    fn read(text: &str, expected: &[(&str, Kind)]) {
        let all = found(text, heads);
        let all: Vec<_> = all.iter().map(|(words, kind, _)| (words.as_str(), kind.clone())).collect();
        assert_eq!(all, expected);
    }

    #[test]
    fn a_head_tells_the_name() {
        read(
            "the Cleveland Joint Emergency Planning Committee; introduced",
            &[("Cleveland Joint Emergency Planning Committee", Kind::Organisation)],
        );
        read(
            "In Her Majesty's Inspectorate of Constabulary, Fire and Rescue Services.",
            &[("Her Majesty's Inspectorate of Constabulary, Fire and Rescue Services", Kind::Organisation)],
        );
        read("that Kerry County Council had", &[("Kerry County Council", Kind::Organisation)]);
        read("at the Department of Conservation has", &[("Department of Conservation", Kind::Organisation)]);
        read("St Brendan's Rowing Club, committee", &[("St Brendan's Rowing Club", Kind::Organisation)]);
        read("the Hartlepool’s Waterfront Festival, and", &[("Waterfront Festival", Kind::Programme)]);
        read("work on Eston Hills came", &[("Eston Hills", Kind::Place)]);
        read("after the Peace of Vereeniging she", &[("Peace of Vereeniging", Kind::Programme)]);
        read("that Harcombe Bioscience plc today", &[("Harcombe Bioscience plc", Kind::Organisation)]);
        read("Quell Ceramics plc\nchairman", &[("Quell Ceramics plc", Kind::Organisation)]);
        read("that Capel Seion stands", &[("Capel Seion", Kind::Place)]);
        read(
            "Minutes of the Norwood Allotments Association held",
            &[("Norwood Allotments Association", Kind::Organisation)],
        );
        read("the tenant of 17 Pilgrim Wynd, there", &[("17 Pilgrim Wynd", Kind::Place)]);
        read("got it off Radio Foyle before", &[("Radio Foyle", Kind::Organisation)]);
        read("when Cyclone Ondine came", &[("Cyclone Ondine", Kind::Programme)]);
        read("of the Saddle Lake Cree Nation and", &[("Saddle Lake Cree Nation", Kind::Organisation)]);
        read("at Kongevej 4, where", &[("Kongevej 4", Kind::Place)]);
        read("in the 9th Quell Battalion came", &[("9th Quell Battalion", Kind::Organisation)]);
        read("of No. 9 Quell Training Unit came", &[("No. 9 Quell Training Unit", Kind::Organisation)]);
        read("from Innovation Norway, and", &[("Innovation Norway", Kind::Organisation)]);
        read("to Irish Aid on", &[("Irish Aid", Kind::Organisation)]);
        read("the Rotary Club of Aarhus, and", &[("Rotary Club of Aarhus", Kind::Organisation)]);
        read(
            "sits on Newark and Sherwood District Council for Ollerton, said",
            &[("Newark and Sherwood District Council", Kind::Organisation)],
        );
        read("Forty-one Beach units came", &[]);
        read("of Operation Kickstart to", &[("Operation Kickstart", Kind::Programme)]);
        read("his Police and Crime Plan through", &[("Police and Crime Plan", Kind::Programme)]);
        read("by the Coastal Watch scheme in", &[("Coastal Watch", Kind::Programme)]);
        read(
            "its Community Drugs Enforcement team; I",
            &[("Community Drugs Enforcement team", Kind::Organisation)],
        );
        read("The Council and the Street were quiet. Programme notes", &[]);
        read(
            "won the Innovation/Initiative of the Year Award",
            &[("Innovation/Initiative of the Year Award", Kind::Programme)],
        );
        read("to a Quell Approach to Policing now", &[("Quell Approach to Policing", Kind::Programme)]);
        read("at the Festival of Thrift then", &[("Festival of Thrift", Kind::Programme)]);
        read(
            "to the Quell Third Party Reporting Centres for",
            &[("Quell Third Party Reporting Centres", Kind::Place)],
        );
        read("He is of Our Lady of Quell, and", &[("Our Lady of Quell", Kind::Place)]);
        read("It is so. Winner of the Quell Prize, he", &[("Quell Prize", Kind::Programme)]);
        read("by the Friends of Quell Castle.", &[("Friends of Quell Castle", Kind::Organisation)]);
        read("won the Military Cross at", &[("Military Cross", Kind::Programme)]);
        read("by Quell Bank, N.A., as", &[("Quell Bank, N.A.", Kind::Organisation)]);
        read("when Storm Quella came", &[("Storm Quella", Kind::Programme)]);
        read("at Monte Quell in", &[("Monte Quell", Kind::Place)]);
        read("by Quell Drugs, Inc. and", &[("Quell Drugs, Inc", Kind::Organisation)]);
        read("with 32 Squadron, then", &[("32 Squadron", Kind::Organisation)]);
        read("the Sisters of Quell ran", &[("Sisters of Quell", Kind::Organisation)]);
        read("the Common Quell Policy, with", &[("Common Quell Policy", Kind::Programme)]);
        read("with Quell Command. The", &[("Quell Command", Kind::Organisation)]);
        read("from the Conference on Quell at", &[("Conference on Quell", Kind::Programme)]);
        read(
            "made an Officer of the Order of the Quell in",
            &[("Officer of the Order of the Quell", Kind::Programme)],
        );
        read("with an Adoration of the Magi by", &[("Adoration of the Magi", Kind::Programme)]);
        read("from Ysgol Bryn Quell, and", &[("Ysgol Bryn Quell", Kind::Organisation)]);
        read("at the Musée de Quell, and", &[("Musée de Quell", Kind::Organisation)]);
        read("from Governors Cymru. It", &[("Governors Cymru", Kind::Organisation)]);
        read("the Bahr el Quell river broke", &[("Bahr el Quell river", Kind::Place)]);
        read("Pulman's Weekly News had", &[("Pulman's Weekly News", Kind::Organisation)]);
        read("both of the 4th Quellers, who", &[("4th Quellers", Kind::Organisation)]);
        read("in the 4th Leicester game", &[]);
        read("the Quell Reading Room, a", &[("Quell Reading Room", Kind::Place)]);
        read("the Chile Solidarity Campaign, on", &[("Chile Solidarity Campaign", Kind::Organisation)]);
        read(
            "copies from Quell Court, Keen Road, here",
            &[("Quell Court", Kind::Place), ("Keen Road", Kind::Place)],
        );
        read("by the Quell Court, and", &[("Quell Court", Kind::Organisation)]);
        read("held on Parson's Field, and", &[("Parson's Field", Kind::Place)]);
        read("inscribed GOD SAVE HIS CHURCH, and A CLOSED ROAD", &[]);
        read("of Quell Unit Pricing to", &[("Quell Unit Pricing", Kind::Programme)]);
        read("to the Quell Unit Testing", &[]);
        read("by the Government of South Sudan to", &[("Government of South Sudan", Kind::Organisation)]);
        read(
            "in the Quell Journal of Industrial Relations.",
            &[("Quell Journal of Industrial Relations", Kind::Organisation)],
        );
        read("its ground-breaking Quellor medical practice, and", &[("Quellor", Kind::Organisation)]);
        read("at the Quell History Centre, and", &[("Quell History Centre", Kind::Organisation)]);
        read("x. Restorative Leeds commenced on", &[("Restorative Leeds", Kind::Programme)]);
        read("x. Restorative Leeds was on", &[]);
        read("as the Gazette has it. Gazette of", &[("Gazette", Kind::Organisation)]);
        read("the Sir Quell Pellow Trust Fund gave", &[("Sir Quell Pellow Trust Fund", Kind::Programme)]);
        read(
            "to the Ann and Terry Quell Foundation in",
            &[("Ann and Terry Quell Foundation", Kind::Organisation)],
        );
    }

    /// The names where a model has these marks.
    fn beside(text: &str, marks: &[(&str, Label)]) -> Vec<(String, Kind)> {
        let all = found_beside(text, marks, heads);
        all.into_iter().map(|(words, kind, _)| (words, kind)).collect()
    }

    #[test]
    fn a_model_tells_where_a_name_begins_and_ends() {
        let body = [("Quell Hospice Care", Label::Organisation)];
        assert_eq!(beside("for Quell Hospice Care at", &body), [(body[0].0.into(), Kind::Organisation)]);
        let street = [("Cornelia Terrace", Label::Person)];
        assert_eq!(beside("when Cornelia Terrace was", &street), [(street[0].0.into(), Kind::Place)]);
        let person = [("Cornelia Hill", Label::Person)];
        assert_eq!(beside("when Cornelia Hill was", &person), []);
        let about = [("Quell European Commission", Label::Organisation)];
        let all = beside("It is so. Implications for the Quell European Commission are", &about);
        assert_eq!(all, [(about[0].0.into(), Kind::Organisation)]);
        let all = beside("done by Tom Pellow for the Quell Patch project here", &[]);
        assert_eq!(all, [("Quell Patch".into(), Kind::Programme)]);
        let people = [("Tom Pellow", Label::Person), ("Quell", Label::Organisation)];
        let all = beside("done by Tom Pellow for the Quell Patch Project here", &people);
        assert_eq!(all, [("Quell Patch Project".into(), Kind::Programme)]);
    }
}
