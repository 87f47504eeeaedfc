//! The figures of one text.

use rustc_hash::FxHashMap;

use super::more::{Found, Word, more};
use super::phrase::{Place, phrase};
use super::{Figure, Measure, qualifier};
use crate::compare::function_words::FunctionWords;
use crate::compare::tokens::Tokens;
use crate::entities::recognise::Options;
use crate::entities::rules::{Rule, Rules};
use crate::entities::{Kind, Mention, Recogniser};
use crate::text::{Span, Text, sentences};

/// Days in a year, on average.
const DAYS: f64 = 365.25;

/// The figures of a text, in order.
pub fn read(text: &Text) -> Vec<Figure> {
    let rules = [Rule::Unwrapping, Rule::Contacts, Rule::Money, Rule::Laws, Rule::Dates, Rule::Quantities];
    let options = Options {
        rules: rules.into_iter().fold(Rules::NONE, Rules::with),
        written: None,
        ..Options::default()
    };
    let mentions = Recogniser::new(None).recognise(text, &options);
    let functions = functions(text);
    let furniture = crate::compare::furniture::furniture(text);
    let mut figures = Vec::new();
    let mut rest = mentions.as_slice();
    for sentence in sentences::sentences_in(text, Span::new(0, text.len())) {
        // What begins in one sentence and ends in the next belongs to the first.
        let before = rest.partition_point(|mention| mention.span.start < sentence.start);
        let inside = rest[before..].partition_point(|mention| mention.span.start < sentence.end);
        let here = &rest[before..before + inside];
        rest = &rest[before..];
        if !text.slice(sentence).contains(|c: char| c.is_ascii_digit())
            && here.is_empty()
            && !has_number_word(text, sentence)
        {
            continue;
        }
        in_sentence(text, sentence, here, functions, &mut figures);
    }
    figures.retain(|figure| !furniture.iter().any(|line| line.overlaps(figure.span)));
    figures.sort_by_key(|figure| figure.span);
    figures
}

/// Whether a sentence may hold an ordinal or a half in letters.
fn has_number_word(text: &Text, sentence: Span) -> bool {
    let words = text.slice(sentence);
    [
        "half a", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
        "twelfth",
    ]
    .iter()
    .any(|word| words.contains(word))
}

/// The function words of the language the text is in.
fn functions(text: &Text) -> FunctionWords {
    let mut times: FxHashMap<String, u32> = FxHashMap::default();
    let mut tokens = Tokens::of(text);
    while tokens.read().is_some() {
        *times.entry(tokens.form().to_owned()).or_default() += 1;
    }
    FunctionWords::of(times.iter().map(|(form, times)| (form.as_str(), *times)))
}

/// Adds the figures of one sentence.
fn in_sentence(
    text: &Text,
    sentence: Span,
    mentions: &[Mention],
    functions: FunctionWords,
    figures: &mut Vec<Figure>,
) {
    let mut tokens = Tokens::within(text, sentence);
    let mut words: Vec<Word> = Vec::new();
    while let Some(token) = tokens.read() {
        words.push(Word { span: token.span, form: tokens.form().to_owned() });
    }
    let taken: Vec<Span> = mentions.iter().map(|mention| mention.span).collect();
    let times = times(mentions, &words);
    let by_rules = mentions.iter().filter_map(|mention| {
        let (measure, value, unit) = valued(mention)?;
        Some((Found { span: mention.span, measure, value, behind: false }, unit))
    });
    let others = more(text, &words, &taken).into_iter().map(|found| {
        let unit = if found.measure == Measure::Age { "years" } else { "" };
        (found, unit.to_owned())
    });
    for (found, unit) in by_rules.chain(others) {
        let Some(number) = number_words(&words, &found) else { continue };
        let qualifier = qualifier::before(text, sentence.start, found.span.start);
        let inside = words[number.end..].iter().take_while(|word| word.span.start < found.span.end).count();
        let place = Place {
            end: number.end + inside,
            number,
            behind: found.behind,
            qualifier: qualifier.words.split_whitespace().count(),
        };
        let said = phrase(text.as_str(), &words, &place, functions);
        let phrase_words: Vec<&str> = said.words.iter().map(|word| text.slice(words[*word].span)).collect();
        let unit = match found.measure {
            Measure::Count | Measure::Ordinal => {
                said.words.last().map(|word| words[*word].form.clone()).unwrap_or_default()
            }
            _ => unit,
        };
        figures.push(Figure {
            span: found.span,
            measure: found.measure,
            value: found.value,
            unit,
            phrase: phrase_words.join(" "),
            qualifier,
            sentence,
            when: when(&times, found.span),
            nouns: said.nouns,
            context: said.context,
            scope: said.scope,
        });
    }
}

/// Kind, value and unit of what the rules have recognised, if it is a figure.
fn valued(mention: &Mention) -> Option<(Measure, f64, String)> {
    let value = mention.value.as_deref()?;
    match mention.kind {
        Kind::Money => {
            let (currency, sum) = value.split_once(' ')?;
            Some((Measure::Money, sum.parse().ok()?, currency.to_owned()))
        }
        Kind::Quantity => {
            let (number, unit) = value.split_once(' ').unwrap_or((value, ""));
            let measure = if unit == "%" { Measure::Percent } else { Measure::Count };
            Some((measure, number.parse().ok()?, unit.to_owned()))
        }
        Kind::Date => Some((Measure::Duration, duration(value)?, "years".to_owned())),
        _ => None,
    }
}

/// The years of an ISO 8601 duration of one part: `P7Y`, `P12M`, `PT24H`.
fn duration(value: &str) -> Option<f64> {
    let rest = value.strip_prefix('P')?;
    let (rest, in_day) = rest.strip_prefix('T').map_or((rest, false), |rest| (rest, true));
    let unit = rest.chars().next_back()?;
    let number: f64 = rest.strip_suffix(unit)?.parse().ok()?;
    let days = match (unit, in_day) {
        ('Y', false) => return Some(number),
        ('M', false) => return Some(number / 12.0),
        ('W', false) => 7.0,
        ('D', false) => 1.0,
        ('H', true) => 1.0 / 24.0,
        ('M', true) => 1.0 / 1_440.0,
        ('S', true) => 1.0 / 86_400.0,
        _ => return None,
    };
    Some(number * days / DAYS)
}

/// The words that are the number itself: digits, numerals and magnitudes at the start of a figure.
fn number_words(words: &[Word], found: &Found) -> Option<std::ops::Range<usize>> {
    let start = words.partition_point(|word| word.span.end <= found.span.start);
    words.get(start).filter(|word| word.span.overlaps(found.span))?;
    let inside = words[start..].iter().take_while(|word| word.span.start < found.span.end).count();
    if !matches!(found.measure, Measure::Count) || found.behind {
        return Some(start..start + inside);
    }
    let is_number = |word: &Word| {
        word.form.starts_with(|c: char| c.is_ascii_digit()) || NUMERALS.contains(&word.form.as_str())
    };
    let numbers = words[start..start + inside].iter().take_while(|word| is_number(word)).count();
    Some(start..start + numbers.max(1))
}

/// Words that go on a number.
const NUMERALS: [&str; 38] = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
    "thousand",
    "million",
    "billion",
    "trillion",
    "dozen",
    "half",
    "a",
    "m",
    "bn",
    "k",
];

/// The dates in a sentence that name a year, and years that no rule has taken for one.
fn times(mentions: &[Mention], words: &[Word]) -> Vec<(Span, String)> {
    let dated = mentions.iter().filter(|mention| mention.kind == Kind::Date).filter_map(|mention| {
        let value =
            mention.value.as_deref().filter(|value| value.starts_with(|c: char| c.is_ascii_digit()))?;
        Some((mention.span, value.to_owned()))
    });
    let years = words.iter().filter(|word| {
        let is_year =
            word.form.len() == 4 && word.form.parse().is_ok_and(|year: u32| (1900..2100).contains(&year));
        let near = mentions.partition_point(|mention| mention.span.end <= word.span.start);
        is_year && !mentions.get(near).is_some_and(|mention| mention.span.overlaps(word.span))
    });
    let mut times: Vec<(Span, String)> =
        dated.chain(years.map(|word| (word.span, word.form.clone()))).collect();
    times.sort_by_key(|(span, _)| *span);
    times
}

/// The time nearest to a figure; of two as near, the one before it.
fn when(times: &[(Span, String)], span: Span) -> Option<String> {
    let distance = |(time, _): &&(Span, String)| {
        let before = time.end <= span.start;
        let gap = if before { span.start - time.end } else { time.start.saturating_sub(span.end) };
        (gap, !before)
    };
    let after = times.partition_point(|(time, _)| time.end <= span.start);
    let near = &times[after.saturating_sub(1)..times.len().min(after + 1)];
    near.iter().min_by_key(distance).map(|(_, value)| value.clone())
}
