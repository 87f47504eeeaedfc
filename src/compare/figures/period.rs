//! Over what time a figure is counted: `a year`, `per month`, `since 2012`, `in all`. A year's count is not a running total.

use serde::{Deserialize, Serialize};

use super::Grammar;
use super::clause::Time;
use super::more::Word;

/// Over what time a figure is counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// Of which kind.
    pub kind: PeriodKind,
    /// The words that say so, in small letters; empty when there are none.
    pub words: String,
}

/// The kinds of time over which things are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PeriodKind {
    /// Nothing is said of it.
    #[default]
    Unsaid,
    /// So many in each of these.
    Per(Each),
    /// From this year on.
    Since(u16),
    /// All there has been.
    InAll,
}

/// What a rate is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Each {
    /// An hour.
    Hour,
    /// A day.
    Day,
    /// A week.
    Week,
    /// A month.
    Month,
    /// A quarter of a year.
    Quarter,
    /// A year.
    Year,
    /// A person, a household: no time at all.
    Head,
}

/// Words behind a figure that make it a rate, or say that it is all there has been.
const ENGLISH: [(&str, &str, PeriodKind); 13] = [
    ("hour", "hourly", PeriodKind::Per(Each::Hour)),
    ("day", "daily", PeriodKind::Per(Each::Day)),
    ("week", "weekly", PeriodKind::Per(Each::Week)),
    ("month", "monthly", PeriodKind::Per(Each::Month)),
    ("quarter", "quarterly", PeriodKind::Per(Each::Quarter)),
    ("year", "yearly", PeriodKind::Per(Each::Year)),
    ("annum", "annually", PeriodKind::Per(Each::Year)),
    ("", "annual", PeriodKind::Per(Each::Year)),
    ("head", "", PeriodKind::Per(Each::Head)),
    ("person", "", PeriodKind::Per(Each::Head)),
    ("household", "", PeriodKind::Per(Each::Head)),
    ("", "altogether", PeriodKind::InAll),
    ("", "cumulative", PeriodKind::InAll),
];
const GERMAN: [(&str, &str, PeriodKind); 9] = [
    ("stunde", "stündlich", PeriodKind::Per(Each::Hour)),
    ("tag", "täglich", PeriodKind::Per(Each::Day)),
    ("woche", "wöchentlich", PeriodKind::Per(Each::Week)),
    ("monat", "monatlich", PeriodKind::Per(Each::Month)),
    ("quartal", "", PeriodKind::Per(Each::Quarter)),
    ("jahr", "jährlich", PeriodKind::Per(Each::Year)),
    ("kopf", "", PeriodKind::Per(Each::Head)),
    ("person", "", PeriodKind::Per(Each::Head)),
    ("", "insgesamt", PeriodKind::InAll),
];
const FRENCH: [(&str, &str, PeriodKind); 6] = [
    ("heure", "", PeriodKind::Per(Each::Hour)),
    ("jour", "", PeriodKind::Per(Each::Day)),
    ("semaine", "", PeriodKind::Per(Each::Week)),
    ("mois", "", PeriodKind::Per(Each::Month)),
    ("an", "", PeriodKind::Per(Each::Year)),
    ("habitant", "", PeriodKind::Per(Each::Head)),
];
/// What makes a rate of the word behind it.
const EACH: [&str; 8] = ["a", "an", "per", "each", "every", "pro", "je", "par"];
/// So far behind a figure that a rate still belongs to it, in words.
const BEHIND: usize = 7;
/// So far before it.
const BEFORE: usize = 3;

impl Period {
    /// Reads it from the words of a sentence right around a figure, which is `figure` of them.
    pub(super) fn near(
        body: &str,
        words: &[Word],
        figure: std::ops::Range<usize>,
        grammar: Grammar,
    ) -> Option<Self> {
        behind(body, words, figure.end, grammar).or_else(|| before(body, words, figure.start, grammar))
    }

    /// What a sentence says at its beginning for all its figures: `every year`.
    pub(super) fn of_sentence(words: &[Word], grammar: Grammar) -> Option<Self> {
        opening(words, grammar)
    }

    /// True where it runs on and on, so that it is no year's count.
    pub fn is_running(&self) -> bool {
        matches!(self.kind, PeriodKind::Since(_) | PeriodKind::InAll)
    }
}

fn table(grammar: Grammar) -> &'static [(&'static str, &'static str, PeriodKind)] {
    match grammar {
        Grammar::English => &ENGLISH,
        Grammar::German => &GERMAN,
        Grammar::French => &FRENCH,
    }
}

fn said(words: &[Word], from: usize, to: usize, kind: PeriodKind) -> Period {
    let words: Vec<&str> = words[from..to].iter().map(|word| word.form.as_str()).collect();
    Period { kind, words: words.join(" ") }
}

/// `a year`, `every month`, `annually`, `in all`, `so far`.
fn behind(body: &str, words: &[Word], from: usize, grammar: Grammar) -> Option<Period> {
    let form = |at: usize| words.get(at).map_or("", |word| word.form.as_str());
    for at in from..words.len().min(from + BEHIND) {
        if at > 0 && parts(&body[words[at - 1].span.end..words[at].span.start]) {
            break;
        }
        // The next number has a time of its own.
        if at > from && form(at).starts_with(|c: char| c.is_ascii_digit()) {
            break;
        }
        for (unit, adverb, kind) in table(grammar) {
            if !unit.is_empty() && EACH.contains(&form(at)) && form(at + 1) == *unit {
                // `a year ago`, `a year later` are points in time.
                if matches!(form(at + 2), "ago" | "later" | "earlier" | "before" | "after" | "old") {
                    continue;
                }
                return Some(said(words, at, at + 2, *kind));
            }
            if form(at) == *adverb {
                return Some(said(words, at, at + 1, *kind));
            }
        }
        let pair = (form(at), form(at + 1));
        if matches!(pair, ("in", "all" | "total") | ("so", "far") | ("to", "date")) {
            return Some(said(words, at, at + 2, PeriodKind::InAll));
        }
    }
    None
}

/// `an annual budget of`, `a monthly average of`, `a total of`.
fn before(body: &str, words: &[Word], to: usize, grammar: Grammar) -> Option<Period> {
    for at in (to.saturating_sub(BEFORE)..to).rev() {
        if parts(&body[words[at].span.end..words[at + 1].span.start]) {
            break;
        }
        let form = words[at].form.as_str();
        let found = table(grammar).iter().find(|(_, adverb, _)| {
            let is_inflected = grammar == Grammar::German && !adverb.is_empty() && form.starts_with(adverb);
            form == *adverb || is_inflected
        });
        if let Some((_, _, kind)) = found {
            return Some(said(words, at, at + 1, *kind));
        }
        if form == "total" && to == at + 2 && words[at + 1].form == "of" {
            return Some(said(words, at, at + 1, PeriodKind::InAll));
        }
    }
    None
}

/// So many words after `since` the year may stand: `since it was opened in 2004`.
const SINCE: usize = 6;

/// The times of a sentence from which on something is counted: `since 2012`, `since May 2012`, `since it opened in 2004`.
pub(super) fn since(body: &str, words: &[Word], grammar: Grammar) -> Vec<Time<Period>> {
    let since = match grammar {
        Grammar::English => "since",
        Grammar::German => "seit",
        Grammar::French => "depuis",
    };
    let since = words.iter().enumerate().filter(|(_, word)| word.form == since);
    let times = since.filter_map(|(at, _)| {
        let goes_on = |to: usize| !parts(&body[words[to - 1].span.end..words[to].span.start]);
        let year = |to: usize| words[to].form.parse().ok().filter(|year: &u16| (1800..2100).contains(year));
        let mut after = (at + 1..words.len().min(at + 1 + SINCE)).take_while(|to| goes_on(*to));
        let (to, year) = after.find_map(|to| Some((to, year(to)?)))?;
        Some(Time { words: at..to + 1, value: said(words, at, to + 1, PeriodKind::Since(year)) })
    });
    times.collect()
}

/// `Every year the service`, `Each month`.
fn opening(words: &[Word], grammar: Grammar) -> Option<Period> {
    let [each, unit, ..] = words else { return None };
    let opens = ["every", "each", "jedes", "jeden", "jede"].contains(&each.form.as_str());
    let found = table(grammar).iter().find(|(known, ..)| opens && *known == unit.form);
    found.map(|(_, _, kind)| said(words, 0, 2, *kind))
}

/// True for what parts two clauses.
fn parts(between: &str) -> bool {
    between.contains(['.', ';', ':', '(', ')', '!', '?', '–', '—', '•'])
}
