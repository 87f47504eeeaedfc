//! What bears on whether a name of one word is a person's, a body's or a place's: the mark of a model, the lists, the form of
//! the word, the words on both sides. Part of the rule of [`super::weighing`].
//!
//! Each sign has a weight for each of the three, in tenths of a natural logarithm of odds. They are rounded from a regression
//! over the names in texts that were marked by hand and had been looked at, those of the sets called `unseen` in
//! `tests/entities` not among them, with a penalty that keeps rare signs light. `assets/entities/fit_signs.py` is that regression:
//! it reads what [`super::observed`] prints of these texts and sets what it finds beside the weights that stand here.

use std::collections::HashSet;

use super::board::{Board, Mark};
use super::lexicon::Traits;
use super::tokens::{Page, Shape};
use super::{places, titles};
use crate::entities::{Kind, Label, Margin, Source};

/// What a model is sure of.
const SURE: Margin = Margin::of(4.0);

/// What it is hardly wrong about.
const FAIRLY_SURE: Margin = Margin::of(3.5);

/// So many parts of a sign are the whole.
pub const ONCE: i32 = 30;

/// What speaks for a person, a body, a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scale([i32; 3]);

impl Scale {
    /// Puts what is on `other` on this too.
    pub fn add(&mut self, other: Self) {
        for (sum, weight) in self.0.iter_mut().zip(other.0) {
            *sum += weight;
        }
    }

    /// The kind that weighs most.
    pub fn heaviest(self) -> Kind {
        let [person, body, place] = self.0;
        if person >= body && person >= place {
            Kind::Person
        } else if body >= place {
            Kind::Organisation
        } else {
            Kind::Place
        }
    }

    /// What speaks for a kind.
    pub fn of(self, kind: &Kind) -> i32 {
        let [person, body, place] = self.0;
        match kind {
            Kind::Person => person,
            Kind::Organisation => body,
            _ => place,
        }
    }

    /// Puts weights on where a sign is seen.
    #[cfg_attr(test, track_caller)]
    fn put(&mut self, is_seen: bool, weights: [i32; 3]) {
        if is_seen {
            self.put_times(weights, ONCE);
        }
    }

    /// Puts weights on as often as a sign says, in parts of [`ONCE`].
    #[cfg_attr(test, track_caller)]
    fn put_times(&mut self, weights: [i32; 3], times: i32) {
        #[cfg(test)]
        super::observed::note(weights, times);
        self.add(Self(weights.map(|weight| weight * times / ONCE)));
    }
}

/// The surnames of the people whom a document names in full.
pub struct People<'t>(HashSet<&'t str>);

impl<'t> People<'t> {
    /// Those on a board.
    pub fn on(board: &Board<'_, 't>) -> Self {
        let page = board.page;
        let is_trusted = |from: usize, to: usize, source: &Source| {
            let named = page.is(from, Traits::FIRST_NAME | Traits::GIVEN | Traits::SHORT_NAME)
                || board.mark_at(from).is_some_and(|mark| mark.margin > SURE);
            *source == Source::Rule(titles::NAME) || to - from > 1 && named
        };
        let all = (0..board.numbers())
            .filter_map(|number| board.find(number))
            .filter(|find| find.kind == Kind::Person && is_trusted(find.from, find.to, &find.source));
        Self(all.map(|find| page.word(find.to - 1)).collect())
    }
}

/// Puts on a scale all that bears on the name of one word at `at`, which a model has marked.
pub fn weigh(board: &Board<'_, '_>, at: usize, mark: Mark, people: &People<'_>) -> Scale {
    let page = board.page;
    let mut scale = Scale::default();
    scale.put(true, [-5, 2, 3]);
    put_mark(mark, &mut scale);
    scale.put(people.0.contains(page.word(at)), [24, -13, -11]);
    put_word(page, at, &mut scale);
    if page.follows(at) {
        put_before(page, at, &mut scale);
    }
    put_after(page, at, &mut scale);
    put_neighbours(board, at, &mut scale);
    scale
}

/// What a model says, and how sure it is of it.
fn put_mark(mark: Mark, scale: &mut Scale) {
    let (weights, by_margin) = match mark.label {
        Label::Person => ([5, 0, -5], [4, -3, -2]),
        Label::Organisation => ([1, 6, -6], [-2, 4, -2]),
        Label::GeoPolitical => ([-2, -2, 4], [-7, 1, 6]),
        Label::Location | Label::Facility => ([-3, -2, 6], [-1, -1, 2]),
        _ => ([-2, 0, 2], [-1, 3, -2]),
    };
    scale.put(true, weights);
    scale.put_times(by_margin, i32::from(mark.margin.tenths().min(60)));
}

/// The word itself: which lists have it, and its form.
fn put_word(page: &Page<'_>, at: usize, scale: &mut Scale) {
    let is_place = places::known_place(page, at) == Some(at + 1);
    let listed = Traits::FIRST_NAME | Traits::GIVEN | Traits::SURNAME | Traits::PLACE | Traits::TOWN;
    scale.put(page.is(at, Traits::FIRST_NAME), [9, -7, -3]);
    scale.put(page.is(at, Traits::GIVEN) && !page.is(at, Traits::FIRST_NAME), [8, -4, -4]);
    scale.put(page.is(at, Traits::SURNAME), [1, 2, -3]);
    scale.put(is_place, [-6, -5, 11]);
    scale.put(!is_place && page.is(at, Traits::TOWN), [-4, 1, 3]);
    scale.put(!page.is(at, listed), [-5, 3, 3]);
    scale.put(page.get(at).shape == Shape::Capitals, [-5, 4, 1]);
    scale.put(ends_as(page.low(at), PLACES_END, 3), [3, -4, 1]);
    scale.put(ends_as(page.low(at), BODIES_END, 2), [-6, 8, -1]);
}

/// What stands before the name in its paragraph.
fn put_before(page: &Page<'_>, at: usize, scale: &mut Scale) {
    let before = at - 1;
    let first = page.low(before.wrapping_sub(1));
    let weights = match page.low(before) {
        "the" => [-8, 2, 7],
        "in" => [-1, -7, 8],
        "at" => [-11, -1, 13],
        // `formerly of X`
        "of" if is_held_in_a_body(first) => [-9, 5, 4],
        "of" => [-7, -2, 9],
        "from" => [-2, -1, 3],
        // `spoke to X`
        "to" if is_done_to_people(first) => [9, -14, 5],
        "to" => [0, -11, 11],
        "towards" | "into" | "via" | "reached" | "near" | "outside" | "around" | "across" | "through"
        | "between" | "off" | "beyond" | "north" | "south" | "east" | "west" | "central" => [-8, -4, 12],
        "for" if is_held_in_a_body(first) => [-4, 14, -10],
        // `left for X`, `set out for X`
        "for" if sets_out(page, before) => [-8, -11, 14],
        "for" => [-2, 7, -5],
        "by" | "with" => [2, 3, -5],
        "and" => [4, 2, -6],
        "(" => [0, 8, -8],
        "," => [5, -5, 1],
        _ if page.get(before).shape == Shape::Lower => [3, 3, -7],
        _ => [0, 0, 0],
    };
    scale.put(true, weights);
}

/// What people are in a body, or with it: `member of X`, `formerly of X`.
fn is_held_in_a_body(word: &str) -> bool {
    matches!(
        word,
        "member"
            | "members"
            | "employee"
            | "employees"
            | "staff"
            | "director"
            | "head"
            | "chair"
            | "partner"
            | "formerly"
            | "manager"
            | "spokesman"
            | "spokeswoman"
            | "spokesperson"
            | "editor"
            | "works"
            | "worked"
            | "lawyers"
            | "president"
            | "secretary"
            | "trustee"
            | "officials"
            | "board"
    )
}

/// True where somebody sets out before the `for` at `at`: `he left for X`, `bound for X`, `set off for X`. What was made for
/// somebody, or left for him, is no journey.
fn sets_out(page: &Page<'_>, at: usize) -> bool {
    let verb = at.wrapping_sub(1);
    let before = verb.wrapping_sub(1);
    match page.low(verb) {
        "leaves" | "leaving" | "bound" | "headed" | "heading" | "departed" | "departs" | "departing"
        | "sailed" | "embarked" => true,
        "left" | "leave" | "made" | "make" | "making" => {
            page.capital(before)
                || matches!(
                    page.low(before),
                    "i" | "he"
                        | "she"
                        | "we"
                        | "they"
                        | "who"
                        | "had"
                        | "has"
                        | "have"
                        | "to"
                        | "then"
                        | "and"
                )
        }
        "out" | "off" => matches!(page.low(before), "set" | "sets" | "setting" | "started"),
        _ => false,
    }
}

/// What is said or given to people, and seldom to a place.
fn is_done_to_people(word: &str) -> bool {
    matches!(
        word,
        "spoke"
            | "spoken"
            | "talk"
            | "talked"
            | "wrote"
            | "write"
            | "listened"
            | "said"
            | "gave"
            | "given"
            | "handed"
            | "sold"
            | "sell"
            | "lent"
            | "thanks"
            | "introduced"
            | "letter"
            | "letters"
            | "grateful"
            | "married"
            | "lost"
            | "belonged"
            | "replied"
    )
}

/// What stands after it, and whether it begins a sentence.
fn put_after(page: &Page<'_>, at: usize, scale: &mut Scale) {
    let next = at + 1;
    let follows = page.follows(next);
    scale.put(!page.follows(at) || page.get(at).begins, [4, 0, -4]);
    scale.put(!follows || page.sign(next, '.') || page.get(next).begins, [-4, 1, 3]);
    if !follows {
        return;
    }
    let weights = match page.get(next).shape {
        Shape::Possessive => [-4, 10, -6],
        Shape::Sign(',') => [6, -7, 1],
        Shape::Lower if page.low(next) == "and" => [2, 1, -3],
        Shape::Lower if is_copula(page.low(next)) => [2, -2, 0],
        Shape::Lower if is_done(page.low(next)) => [7, 0, -7],
        _ => [0, 0, 0],
    };
    scale.put(true, weights);
}

/// What is told with it, across a comma or `and`: of one kind, mostly.
fn put_neighbours(board: &Board<'_, '_>, at: usize, scale: &mut Scale) {
    let page = board.page;
    let joins = |at: usize| page.sign(at, ',') || page.low(at) == "and";
    let has = |kind: Kind| {
        let is_told = |at: usize| {
            board.find_at(at).is_some_and(|find| {
                let is_sure = board.mark_at(find.from).is_some_and(|mark| mark.margin > FAIRLY_SURE);
                find.kind == kind && (find.source != Source::Model || is_sure)
            })
        };
        page.follows(at) && at > 1 && joins(at - 1) && is_told(at - 2)
            || page.follows(at + 1) && joins(at + 1) && is_told(at + 2)
    };
    scale.put(has(Kind::Person), [8, -7, -1]);
    scale.put(has(Kind::Organisation), [-3, 6, -3]);
    scale.put(has(Kind::Place), [-4, -7, 12]);
}

/// What helps other verbs, or says what something is.
fn is_copula(word: &str) -> bool {
    matches!(
        word,
        "has"
            | "had"
            | "is"
            | "was"
            | "will"
            | "would"
            | "can"
            | "could"
            | "have"
            | "were"
            | "are"
            | "does"
            | "did"
    )
}

/// What somebody says, thinks or does.
fn is_done(word: &str) -> bool {
    word.ends_with("ed")
        || matches!(
            word,
            "said"
                | "says"
                | "told"
                | "thinks"
                | "thought"
                | "believes"
                | "wrote"
                | "knows"
                | "knew"
                | "felt"
                | "wants"
        )
}

/// True for a word that ends in one of `ends` after so many letters at least.
fn ends_as(word: &str, ends: &[&str], least: usize) -> bool {
    ends.iter().any(|end| word.len() >= end.len() + least && word.ends_with(end))
}

/// What names of places end in, in English and some other languages.
const PLACES_END: &[&str] = &[
    "shire", "ton", "ham", "wick", "burgh", "burg", "borough", "bury", "stan", "land", "ville", "grad",
    "pur", "abad", "ford", "mouth", "thorpe", "by", "field", "ridge", "dale", "sk", "ia", "pool", "worth",
    "hurst", "holm", "stadt", "dorf", "heim", "sund", "vik", "fjord", "nagar", "ovo",
];

/// What names of companies and campaigns end in.
const BODIES_END: &[&str] = &[
    "gaz", "corp", "tech", "soft", "bank", "net", "gen", "pharma", "oil", "telecom", "media", "tel", "tron",
    "nomics", "com", "works", "link", "ware", "star", "way", "point", "line", "air", "watch", "stoppers",
];
