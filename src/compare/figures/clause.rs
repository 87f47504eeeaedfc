//! Which time stands with which figure of a sentence: `670 meetings in 2018`, `in 2018 there were 670 meetings`; not the year in
//! which somebody was elected who says so.
//!
//! A time belongs to a figure where no clause begins between them and no other figure is nearer to it. One at the beginning of a
//! sentence belongs to all its figures that have none of their own.

use std::ops::Range;

use super::more::Word;

/// A time that a sentence gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Time<T> {
    /// Its words.
    pub words: Range<usize>,
    /// What it is.
    pub value: T,
}

/// No time belongs to a figure that is farther away, in words.
const FARTHEST: usize = 24;
/// One that opens a sentence reaches farther.
const FARTHEST_OPENING: usize = 80;
/// Before a time that opens a sentence stand no more words than these: `For the calendar year of 2019`.
const BEFORE_OPENING: usize = 6;

/// Words that begin another clause, or tell what something is held against.
const BEGIN: [&str; 34] = [
    "who", "whose", "whom", "which", "that", "when", "where", "while", "whereas", "because", "although",
    "though", "if", "unless", "but", "said", "says", "say", "saying", "told", "tells", "claimed", "claims",
    "believes", "added", "than", "compared", "against", "versus", "weil", "dass", "sagte", "als", "aber",
];
/// Words that do so unless a time follows them.
const BEGIN_OR_DATE: [&str; 8] = ["since", "before", "after", "until", "till", "seit", "vor", "nach"];
/// What leads from a time to what happened then.
const THEN: [&str; 4] = ["when", "where", "wo", "als"];
/// Words that may stand before the time with which a sentence opens.
const OPEN: [&str; 35] = [
    "in",
    "for",
    "the",
    "of",
    "by",
    "during",
    "since",
    "year",
    "calendar",
    "financial",
    "end",
    "early",
    "late",
    "and",
    "on",
    "at",
    "mid",
    "summer",
    "winter",
    "spring",
    "autumn",
    "between",
    "throughout",
    "from",
    "until",
    "month",
    "back",
    "im",
    "jahr",
    "seit",
    "am",
    "bis",
    "ende",
    "anfang",
    "das",
];

/// The words of a sentence with what parts them, and where its numbers are.
#[derive(Clone, Copy, Debug)]
pub struct Clauses<'s> {
    /// The text.
    pub body: &'s str,
    /// The words.
    pub words: &'s [Word],
    /// The first word of each figure, in order.
    pub figures: &'s [usize],
}

impl<'s> Clauses<'s> {
    /// The time of the figure at these words, among those of its sentence, which are in order.
    pub fn time_of<'t, T>(self, times: &'t [Time<T>], figure: &Range<usize>) -> Option<&'t Time<T>> {
        let after = times.partition_point(|time| time.words.start < figure.start);
        let next = times.get(after).filter(|time| self.is_with_next(figure, &time.words));
        let last = after.checked_sub(1).map(|last| &times[last]);
        if let Some(time) = next {
            // What is right before a figure is nearer than what ends its clause.
            let is_nearer = |last: &&Time<T>| {
                figure.start.saturating_sub(last.words.end) < time.words.start.saturating_sub(figure.end)
                    && self.is_with_last(figure, &last.words)
            };
            return last.filter(is_nearer).or(Some(time));
        }
        last.filter(|time| self.is_with_last(figure, &time.words) || self.names_that_year(figure))
            .or_else(|| times.first().filter(|time| after > 0 && self.opens(figure, &time.words)))
    }

    /// True for a time behind a figure that belongs to it.
    fn is_with_next(self, figure: &Range<usize>, time: &Range<usize>) -> bool {
        let to = time.start;
        if to < figure.end || to - figure.end > FARTHEST {
            return time.start < figure.end && figure.start < time.end;
        }
        let dates = |at: usize| {
            (at + 1..to).all(|at| matches!(self.form(at), "the" | "year" | "early" | "late" | "about"))
        };
        (figure.end..=to).all(|at| {
            let between = self.between(at);
            let is_bracket = between.trim() == "(" && at == to;
            let parted = parts(between) && !is_bracket;
            let begins =
                at < to && self.begins(at, to) && !(BEGIN_OR_DATE.contains(&self.form(at)) && dates(at));
            !parted && !begins
        }) && !self.has_figure(figure.end, to)
    }

    /// True for a time before a figure that belongs to it.
    fn is_with_last(self, figure: &Range<usize>, time: &Range<usize>) -> bool {
        let from = time.end;
        if figure.start < from || figure.start - from > FARTHEST {
            return false;
        }
        let leads = from < figure.start && THEN.contains(&self.form(from));
        let is_of_another = || {
            let before = self.figures.partition_point(|figure| *figure < time.start);
            before > 0 && {
                let other = self.figures[before - 1];
                time.start - other <= FARTHEST && self.is_with_next(&(other..other + 1), time)
            }
        };
        let first = from + usize::from(leads);
        (first..=figure.start).all(|at| {
            (!parts(self.between(at)) || at == from && leads)
                && (at == figure.start || !self.begins(at, figure.start))
        }) && !self.has_figure(from, figure.start)
            && (leads || !is_of_another())
    }

    /// True for a time that opens the sentence, and its clauses up to a figure.
    fn opens(self, figure: &Range<usize>, time: &Range<usize>) -> bool {
        const OTHER: [&str; 9] =
            ["but", "while", "whereas", "although", "than", "compared", "against", "versus", "aber"];
        let opens = time.start <= BEFORE_OPENING && (0..time.start).all(|at| OPEN.contains(&self.form(at)));
        let is_near = figure.start >= time.end && figure.start - time.end <= FARTHEST_OPENING;
        let ends = |at: usize| {
            self.between(at).contains([';', ':', '–', '—', '(']) || self.between(at).contains(" - ")
        };
        let begins = |at: usize| OTHER.contains(&self.form(at)) || self.is_from_before(at);
        opens && is_near && !(time.end..figure.start).any(|at| ends(at) || begins(at)) && !ends(figure.start)
    }

    /// `701 complaints were recorded in that year`.
    fn names_that_year(self, figure: &Range<usize>) -> bool {
        let last = self.words.len().min(figure.end + FARTHEST);
        (figure.end..last)
            .take_while(|at| !parts(self.between(*at)))
            .any(|at| matches!((self.form(at), self.form(at + 1)), ("that" | "same", "year")))
    }

    fn form(self, at: usize) -> &'s str {
        self.words.get(at).map_or("", |word| word.form.as_str())
    }

    /// What stands between a word and the one before it.
    fn between(self, at: usize) -> &'s str {
        match (at.checked_sub(1).and_then(|before| self.words.get(before)), self.words.get(at)) {
            (Some(before), Some(word)) => &self.body[before.span.end..word.span.start],
            _ => "",
        }
    }

    /// `up from 1,200`, `down on last year`.
    fn is_from_before(self, at: usize) -> bool {
        matches!(self.form(at), "up" | "down") && matches!(self.form(at + 1), "from" | "on")
    }

    /// True where another clause begins with the word `at`, before `to`.
    fn begins(self, at: usize, to: usize) -> bool {
        let form = self.form(at);
        let joins_figures = || {
            let next = self.figures.partition_point(|figure| *figure <= at);
            self.figures.get(next).is_some_and(|figure| *figure <= to.min(at + 3))
        };
        begins_clause(form)
            || self.is_from_before(at)
            || matches!(form, "and" | "or" | "und" | "oder") && !joins_figures()
    }

    /// True where a figure stands between that nothing joins to the one before it.
    fn has_figure(self, from: usize, to: usize) -> bool {
        let first = self.figures.partition_point(|figure| *figure < from);
        self.figures[first..].iter().take_while(|figure| **figure < to).any(|figure| {
            let joined = (figure.saturating_sub(3)..*figure)
                .any(|at| matches!(self.form(at), "and" | "or" | "und" | "oder"));
            !joined
        })
    }
}

/// True for a word that begins another clause.
pub fn begins_clause(form: &str) -> bool {
    BEGIN.contains(&form) || BEGIN_OR_DATE.contains(&form)
}

/// True for what parts two clauses.
fn parts(between: &str) -> bool {
    between.contains(['.', ',', ';', ':', '(', ')', '!', '?', '–', '—', '•', '\u{f0b7}'])
        || between.contains(" - ")
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use crate::text::Text;

    /// The figures of a sentence by their values, with their times.
    fn times(body: &str) -> Vec<(f64, Option<String>)> {
        read(&Text::new(body)).into_iter().map(|figure| (figure.value, figure.when)).collect()
    }

    #[test]
    fn a_year_dates_the_figures_that_it_stands_with() {
        let at = |value: f64, year: &str| (value, Some(year.to_owned()));
        for (body, wanted) in [
            ("In 2018 there were 670 meetings.", vec![at(670.0, "2018")]),
            ("They held 670 meetings in 2018.", vec![at(670.0, "2018")]),
            (
                "In 2018, the force held 670 meetings and answered 4,000 calls.",
                vec![at(670.0, "2018"), at(4000.0, "2018")],
            ),
            (
                "There were 525 complaints in 2017 and 372 complaints in 2018.",
                vec![at(525.0, "2017"), at(372.0, "2018")],
            ),
            (
                "It fell to 372 complaints on 2018, where 525 complaints were recorded.",
                vec![at(372.0, "2018"), at(525.0, "2018")],
            ),
            (
                "They handed out 4,500 sandbags, up from 1,200 in 2015.",
                vec![(4500.0, None), at(1200.0, "2015")],
            ),
        ] {
            assert_eq!(times(body), wanted, "{body}");
        }
    }

    #[test]
    fn a_year_of_something_else_dates_no_figure() {
        for body in [
            "Smith, who was elected in 2015, said 60 homes in Mytholmroyd were destroyed.",
            "The flood destroyed 60 homes in Mytholmroyd, built in 1902, the mayor said.",
            "Mr Jones, mayor since 2015, said 60 homes were destroyed.",
            "In the flood 60 homes were destroyed; the last such flood was in 2012.",
            "He met 60 people and was elected in 2015.",
            "Smith elected in 2015 said 60 homes were destroyed.",
        ] {
            assert_eq!(times(body), [(60.0, None)], "{body}");
        }
    }
}
