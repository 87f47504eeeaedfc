//! A model's marks laid on tokens: cut at the ends of paragraphs, trimmed, and those that are two names in one, or one in two, put
//! right. What becomes of them is the business of [`super::marks`].

use super::board::Mark;
use super::lexicon::Traits;
use super::marks::kind_of;
use super::tokens::{Page, Shape};
use super::{places, trim};
use crate::entities::{Kind, Label, Margin, Marked};

/// A model is as often wrong as right about what it preferred by less.
pub const DOUBTFUL: Margin = Margin::of(3.0);

/// Lays marks on the tokens of a page; what goes over the end of a paragraph is cut there.
pub fn laid(page: &Page<'_>, marked: &[Marked], trimming: bool) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::with_capacity(marked.len());
    for marked in marked {
        let (from, to) = page.tokens_in(marked.span);
        let to = (from + 1..to).find(|at| page.get(*at).opens).unwrap_or(to);
        let to = if trimming { before_dash(page, from, to, marked.label) } else { to };
        let ends = if trimming {
            trim::trimmed(page, from, to, marked.label)
        } else {
            (from < to).then_some((from, to))
        };
        let Some((from, to)) = ends else { continue };
        if trimming && let Some(middle) = list_of_two(page, from, to, marked.label) {
            let halves = [(from, middle), (middle + 1, to)];
            marks.extend(halves.map(|(from, to)| on(from, to, marked)));
            continue;
        }
        if trimming && let Some(middle) = middle_of_two(page, from, to, marked.label) {
            let halves = [(from, middle), (middle + 1, to)];
            marks.extend(halves.map(|(from, to)| Mark { margin: Margin::of(0.0), ..on(from, to, marked) }));
            continue;
        }
        if trimming && are_two_places(page, from, to, marked.label) {
            let one = |from| Mark { label: Label::GeoPolitical, ..on(from, from + 1, marked) };
            marks.extend([from, from + 1].map(one));
            continue;
        }
        if trimming && goes_on_with_a_surname(page, marks.last(), from, to, marked) {
            if let Some(given) = marks.last_mut() {
                given.to = to;
                given.label = Label::Person;
            }
            continue;
        }
        if marks.last().is_none_or(|last| last.to <= from) {
            marks.push(on(from, to, marked));
        }
    }
    marks
}

/// What was marked, on these tokens.
fn on(from: usize, to: usize, marked: &Marked) -> Mark {
    let Marked { label, margin, .. } = *marked;
    Mark { from, to, label, margin }
}

/// Where a mark ends that goes over a dash between two spaces: what stands after it is another remark.
fn before_dash(page: &Page<'_>, from: usize, to: usize, label: Label) -> usize {
    let named = kind_of(label).is_some_and(|kind| !matches!(kind, Kind::Date | Kind::Money | Kind::Quantity));
    let is_dash = |at: &usize| {
        matches!(page.get(*at).shape, Shape::Sign('-' | '–' | '—')) && !page.glued(*at) && !page.glued(at + 1)
    };
    (from + 1..to).find(is_dash).filter(|_| named).unwrap_or(to)
}

/// The comma or `and` between two names of one word that a model took for one: `Barnes, Mbaezue`, and of places `Chard and
/// Crewkerne`.
fn list_of_two(page: &Page<'_>, from: usize, to: usize, label: Label) -> Option<usize> {
    let middle = from + 1;
    let names = to == from + 3
        && page.get(from).shape == Shape::Capital
        && page.get(middle + 1).shape == Shape::Capital;
    if !names || !matches!(label, Label::Person | Label::Organisation | Label::GeoPolitical) {
        return None;
    }
    // `Penistone to Stocksbridge`
    let are_places = [from, middle + 1].iter().all(|at| page.is(*at, Traits::PLACE | Traits::TOWN));
    let is_known_way = label == Label::GeoPolitical || label == Label::Organisation && are_places;
    let way = page.low(middle) == "to" && page.get(middle).shape == Shape::Lower && is_known_way;
    let form = page.is(middle + 1, Traits::COMPANY_FORM | Traits::POSTNOMINAL);
    (page.sign(middle, ',') && !form && !is_surname_first(page, from, label)
        || page.low(middle) == "and" && are_places
        || way)
        .then_some(middle)
}

/// `Khumjung with Ang Tshering`: the small word between two names in capitals that a model took for one, and that joins none.
fn middle_of_two(page: &Page<'_>, from: usize, to: usize, label: Label) -> Option<usize> {
    let named = matches!(
        label,
        Label::Person | Label::Organisation | Label::GeoPolitical | Label::Facility | Label::Location
    );
    let capital = |at: usize| page.get(at).shape == Shape::Capital;
    let joint = (from + 1..to.saturating_sub(1)).find(|at| page.get(*at).shape == Shape::Lower)?;
    // `Co-op on Roundhay Road`
    let street = page.low(joint) == "on"
        && label != Label::GeoPolitical
        && matches!(page.low(to - 1), "road" | "street" | "avenue" | "lane" | "square");
    // `Action with Communities` is one.
    let is_with = page.low(joint) == "with" && !matches!(page.low(from), "action" | "living" | "working");
    let parts = is_with || matches!(page.low(joint), "from" | "than") || street;
    (named && parts && capital(from) && capital(joint - 1) && capital(joint + 1)).then_some(joint)
}

/// `Quell Durham and Darlington`: two places of a list that lost its comma, which a model takes for one name.
fn are_two_places(page: &Page<'_>, from: usize, to: usize, label: Label) -> bool {
    let is_town = |at: usize| page.capital(at) && page.is(at, Traits::PLACE);
    to == from + 2
        && matches!(label, Label::Organisation | Label::GeoPolitical | Label::Location)
        && is_town(from)
        && is_town(from + 1)
        && places::known_place(page, from) == Some(from + 1)
        && (page.low(to) == "and" || page.sign(to, ','))
        && page.follows(to + 1)
        && is_town(to + 1)
}

/// `Clarke, Michael`: one person, as an index or register has him. A place that is also a given name, in a list of places or
/// clubs, is none.
fn is_surname_first(page: &Page<'_>, from: usize, label: Label) -> bool {
    let second = from + 2;
    let short = Traits::FIRST_NAME | Traits::SHORT_NAME;
    let person = label == Label::Person;
    let given = page.is(second, short | Traits::GIVEN)
        || person && page.is(from, Traits::SURNAME) && is_word_and_given_name(page.low(second));
    given && !page.is(from, short) && (person || !page.is(second, Traits::PLACE | Traits::TOWN))
}

/// A given name that the lists leave out, since it is a word too.
fn is_word_and_given_name(word: &str) -> bool {
    matches!(
        word,
        "grace"
            | "hope"
            | "faith"
            | "joy"
            | "rose"
            | "mark"
            | "may"
            | "june"
            | "april"
            | "dawn"
            | "ivy"
            | "lily"
            | "olive"
            | "pearl"
            | "ruby"
            | "daisy"
            | "holly"
            | "will"
            | "bill"
            | "jack"
            | "drew"
            | "dean"
            | "grant"
    )
}

/// True when a mark goes on with the name that the mark before it began: of `Amory Pell` a model takes one word for a person and
/// the other, hardly, for something else.
fn goes_on_with_a_surname(
    page: &Page<'_>,
    before: Option<&Mark>,
    from: usize,
    to: usize,
    marked: &Marked,
) -> bool {
    let Some(before) = before.filter(|before| before.to == from && before.from + 1 == from && to == from + 1)
    else {
        return false;
    };
    let is_person = |label: Label| label == Label::Person;
    let doubtful = |label: Label, margin: Margin| {
        margin < DOUBTFUL
            && matches!(label, Label::Organisation | Label::Norp | Label::Product | Label::WorkOfArt)
    };
    let one_of_two = is_person(before.label)
        && (is_person(marked.label) || doubtful(marked.label, marked.margin))
        || is_person(marked.label) && doubtful(before.label, before.margin);
    let plain = |at: usize| {
        page.get(at).shape == Shape::Capital
            && !page.is(
                at,
                Traits::ORG_HEAD
                    | Traits::PLACE_HEAD
                    | Traits::PROGRAMME_HEAD
                    | Traits::ROLE_HEAD
                    | Traits::RANK
                    | Traits::HONORIFIC
                    | Traits::DEMONYM
                    | Traits::COMPANY_FORM
                    | Traits::FUNCTION
                    | Traits::PLACE,
            )
    };
    one_of_two && plain(before.from) && plain(from) && page.get(from).spaced && !page.get(from).begins
}
