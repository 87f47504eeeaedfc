//! The figures of one text.

use rustc_hash::FxHashMap;

use super::clause::{Clauses, Time};
use super::course::Course;
use super::forms::Sentence;
use super::more::{Found, Word, more};
use super::names::is_name;
use super::phrase::{Place, phrase};
use super::units;
use super::{
    Figure, Grammar, Measure, Period, Reading, changes, course, forms, french, german, period, qualifier,
    said_twice, signs, tables, whole,
};
use crate::compare::function_words::FunctionWords;
use crate::compare::tokens::Tokens;
use crate::entities::recognise::Options;
use crate::entities::rules::{Rule, Rules};
use crate::entities::{Kind, Language, Mention, Recogniser};
use crate::text::{Span, Text, sentences};

/// Of one text so many figures are read: more are a table of numbers, or a text made to have many.
pub(super) const MOST_READ: usize = 50_000;
/// What is longer without a full stop is read in pieces, in bytes.
const LONGEST_SENTENCE: usize = 4_096;
/// Days in a year, on average.
const DAYS: f64 = 365.25;

/// The figures of a text, in order; of very many the first.
pub fn read(text: &Text) -> Vec<Figure> {
    reading(text).figures
}

/// The figures of a text, in order; of very many the first, and none in a language in which they are not read.
pub fn reading(text: &Text) -> Reading {
    let language = Language::of(text.as_str());
    let grammar = match language.code() {
        Some("de") => Some(Grammar::German),
        Some("fr") => Some(Grammar::French),
        Some("en") => Some(Grammar::English),
        // What is in no known language and in other letters, such as a few words of Chinese, is not English either.
        None if !is_in_other_letters(text.as_str()) => Some(Grammar::English),
        _ => None,
    };
    if let Some(grammar) = grammar {
        return Reading { figures: of_language(text, grammar), unread: None };
    }
    let name = language.name().unwrap_or("an unknown language");
    Reading { figures: Vec::new(), unread: Some(name.to_owned()) }
}

/// True where most of the first letters of a text are not Latin.
fn is_in_other_letters(body: &str) -> bool {
    const LOOKED_AT: usize = 4_096;
    let letters = body.chars().take(LOOKED_AT).filter(|c| c.is_alphabetic());
    let (latin, others) = letters.fold((0, 0), |(latin, others), c| {
        if matches!(c, '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{ff00}'..='\u{ff5e}') {
            (latin + 1, others)
        } else {
            (latin, others + 1)
        }
    });
    others > latin
}

/// The figures of a text in a language.
fn of_language(text: &Text, grammar: Grammar) -> Vec<Figure> {
    let reader = Reader { text, functions: functions(text), grammar };
    let rules = match reader.grammar {
        Grammar::English => [Rule::Money, Rule::Laws, Rule::Quantities].as_slice(),
        // What English rules make of German or French numbers is wrong.
        Grammar::German | Grammar::French => [].as_slice(),
    };
    let always = [Rule::Unwrapping, Rule::Contacts, Rule::Dates];
    let options = Options {
        rules: rules.iter().copied().chain(always).fold(Rules::NONE, Rules::with),
        written: None,
        ..Options::default()
    };
    let mentions = Recogniser::new(None).recognise(text, &options);
    let furniture = crate::compare::furniture::furniture(text);
    let is_furniture = |figure: &Figure| {
        let near = furniture.partition_point(|line| line.end <= figure.span.start);
        furniture.get(near).is_some_and(|line| line.overlaps(figure.span))
    };
    let mut figures = Vec::new();
    let mut rest = mentions.as_slice();
    let all = sentences::sentences_in(text, Span::new(0, text.len())).into_iter();
    for sentence in all.flat_map(|sentence| pieces(text, sentence)) {
        if figures.len() >= MOST_READ {
            break;
        }
        // What begins in one sentence and ends in the next belongs to the first.
        let before = rest.partition_point(|mention| mention.span.start < sentence.start);
        let inside = rest[before..].partition_point(|mention| mention.span.start < sentence.end);
        let here = &rest[before..before + inside];
        rest = &rest[before..];
        let may_have_one = !here.is_empty()
            || reader.grammar != Grammar::English
            || text.slice(sentence).contains(|c: char| c.is_ascii_digit())
            || has_number_word(text, sentence);
        if may_have_one {
            let mut found = Vec::new();
            reader.in_sentence(sentence, here, &mut found);
            figures.extend(found.into_iter().filter(|figure| !is_furniture(figure)));
        }
    }
    figures.sort_by_key(|figure| figure.span);
    if grammar == Grammar::English {
        tables::told_by_tables(text, reader.functions, &mut figures);
    }
    figures.truncate(MOST_READ);
    figures
}

/// A sentence, or pieces of one that is longer than people write them: each figure is given with its sentence, and a table
/// without a full stop has as many figures as words.
fn pieces(text: &Text, sentence: Span) -> Vec<Span> {
    let (body, mut from) = (text.as_str(), sentence.start);
    let mut pieces = Vec::new();
    while sentence.end - from > LONGEST_SENTENCE {
        let end = body.floor_char_boundary(from + LONGEST_SENTENCE);
        let to = body[from..end].rfind(char::is_whitespace).map_or(end, |space| from + space).max(from + 1);
        let to = body.ceil_char_boundary(to);
        pieces.push(Span::new(from, to));
        from = to;
    }
    pieces.push(Span::new(from, sentence.end));
    pieces
}

/// Whether a sentence without digits and mentions may hold a figure in letters.
fn has_number_word(text: &Text, sentence: Span) -> bool {
    const PARTS: [&str; 25] = [
        "half", "third", "quarter", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
        "eleventh", "twelfth", "teenth", "ieth", "ty-", "dozen", "hundred", "thousand", "illion", "out of",
        " in ", "aged", "old", "age of", "ties",
    ];
    let words = text.slice(sentence);
    let first = words.trim_start_matches(|c: char| !c.is_alphabetic()).as_bytes();
    // A sentence begins with a capital.
    let opens =
        |part: &str| first.get(..part.len()).is_some_and(|first| first.eq_ignore_ascii_case(part.as_bytes()));
    PARTS.iter().any(|part| words.contains(part) || opens(part))
}

/// The function words of the language the text is in.
fn functions(text: &Text) -> FunctionWords {
    let mut times: FxHashMap<String, u32> = FxHashMap::default();
    let mut tokens = Tokens::of(text);
    while tokens.read().is_some() {
        *times.entry(tokens.spelt().to_owned()).or_default() += 1;
    }
    FunctionWords::of(times.iter().map(|(form, times)| (form.as_str(), *times)))
}

/// What is known of a text while its figures are read.
struct Reader<'t> {
    text: &'t Text,
    functions: FunctionWords,
    grammar: Grammar,
}

/// A sentence with what holds for all its figures.
struct Said {
    span: Span,
    words: Vec<Word>,
    times: Vec<Time<String>>,
    since: Vec<Time<Period>>,
    period: Option<Period>,
    /// The first word of each figure.
    figures: Vec<usize>,
}

impl Reader<'_> {
    /// Adds the figures of one sentence.
    fn in_sentence(&self, sentence: Span, mentions: &[Mention], figures: &mut Vec<Figure>) {
        let mut tokens = Tokens::within(self.text, sentence);
        let mut words: Vec<Word> = Vec::new();
        while let Some(token) = tokens.read() {
            words.push(Word { span: token.span, form: tokens.spelt().to_owned() });
        }
        let mut found = self.found(&words, mentions);
        found.sort_by_key(|found| found.span);
        let said = Said {
            times: times(mentions, &words),
            since: period::since(self.text.as_str(), &words, self.grammar),
            period: Period::of_sentence(&words, self.grammar),
            figures: found.iter().map(|found| within(&words, found.number).start).collect(),
            words,
            span: sentence,
        };
        for found in found {
            figures.extend(self.figure(&said, found));
        }
    }

    /// The figures of a sentence by their places.
    fn found(&self, words: &[Word], mentions: &[Mention]) -> Vec<Found> {
        let spans = |mentions: &[&Mention]| mentions.iter().map(|mention| mention.span).collect::<Vec<_>>();
        let all_spans = || spans(&mentions.iter().collect::<Vec<_>>());
        match self.grammar {
            Grammar::English => {}
            Grammar::German => return german::figures(self.text, words, &all_spans()),
            Grammar::French => return french::figures(self.text.as_str(), words, &all_spans()),
        }
        // Of what the rules read as a number, forms of several words say more; a date or an address says more than they.
        let (figures, others): (Vec<&Mention>, Vec<&Mention>) =
            mentions.iter().partition(|mention| valued(mention).is_some());
        let others = spans(&others);
        let body = self.text.as_str();
        let mut all = forms::forms(self.text.as_str(), words);
        all.retain(|form| !is_among(&others, form.span));
        let forms: Vec<Span> = all.iter().map(|form| form.span).collect();
        let is_new = |mention: &&&Mention| !is_among(&forms, mention.span);
        let by_rules: Vec<Found> = figures
            .iter()
            .filter(is_new)
            .filter_map(|mention| {
                let Valued { measure, value, upper, unit } = valued(mention)?;
                let number = number_in(words, mention.span, measure, &unit)?;
                Some(Found { span: mention.span, number, measure, value, upper, unit, ..Found::default() })
            })
            .flat_map(|found| changes::parted(self.text.as_str(), words, found))
            .collect();
        all.extend(by_rules);
        let mut taken = others.clone();
        taken.extend(figures.iter().map(|mention| mention.span));
        taken.extend(all.iter().map(|found| found.span));
        taken.sort_unstable();
        all.extend(more(self.text, words, &taken, self.functions));
        all.retain(|found| {
            !is_name(body, words, within(words, found.number), found.measure)
                && !whole::is_part(body, found.span, &others)
        });
        all.sort_by_key(|found| found.span);
        said_twice::once(body, &mut all);
        all.into_iter().map(|found| signs::signed(body, found)).collect()
    }

    /// A figure with what is said around it.
    fn figure(&self, sentence: &Said, found: Found) -> Option<Figure> {
        let words = sentence.words.as_slice();
        let number = within(words, found.number);
        if number.is_empty() {
            return None;
        }
        let own = found.qualifier;
        let qualifier = own.unwrap_or_else(|| {
            qualifier::of(self.text, sentence.span.start, found.number, found.span, self.grammar)
        });
        let of_place =
            |place| if qualifier.place == place { qualifier.words.split_whitespace().count() } else { 0 };
        let end = within(words, found.span).end.max(number.end);
        let behind = if qualifier.words == "+" { 0 } else { of_place(qualifier::Place::Behind) };
        let place = Place {
            end,
            number: number.clone(),
            behind: found.behind,
            is_age: found.measure == Measure::Age,
            is_counted: found.measure == Measure::Count && found.unit.is_empty(),
            is_measured: found.measure == Measure::Count && units::of(&found.unit).is_some(),
            others: &sentence.figures,
            qualifier: of_place(qualifier::Place::Before),
            qualifier_behind: behind,
        };
        let said = phrase(self.text.as_str(), words, &place, self.functions);
        let phrase_words: Vec<&str> =
            said.words.iter().map(|word| self.text.slice(words[*word].span)).collect();
        let unit = match found.measure {
            Measure::Count if units::of(&found.unit).is_some() => found.unit,
            Measure::Count | Measure::Ordinal => {
                said.words.last().map(|word| words[*word].form.clone()).unwrap_or_default()
            }
            _ => found.unit,
        };
        let past = said.words.last().map_or(end, |last| (last + 1).max(end));
        let body = self.text.as_str();
        let clauses = Clauses { body, words, figures: &sentence.figures };
        let own = number.start..end;
        let changing = match self.grammar {
            Grammar::English => {
                let before = of_place(qualifier::Place::Before);
                course::course(Sentence::new(body, words), &own, before, found.measure)
            }
            Grammar::German | Grammar::French => Course::Level,
        };
        let since = || clauses.time_of(&sentence.since, &own).map(|time| time.value.clone());
        Some(Figure {
            span: found.span,
            measure: found.measure,
            value: found.value,
            upper: found.upper,
            unit,
            phrase: phrase_words.join(" "),
            qualifier,
            sentence: sentence.span,
            when: clauses.time_of(&sentence.times, &own).map(|time| time.value.clone()),
            period: Period::near(body, words, number.start..past, self.grammar)
                .or_else(since)
                .or_else(|| sentence.period.clone())
                .unwrap_or_default(),
            course: changing,
            nouns: said.nouns,
            context: said.context,
            scope: said.scope,
            is_named_scope: said.is_named_scope,
        })
    }
}

/// True where one of these spans, which are in order and apart, overlaps another.
fn is_among(spans: &[Span], span: Span) -> bool {
    let near = spans.partition_point(|one| one.end <= span.start);
    spans.get(near).is_some_and(|one| one.overlaps(span))
}

/// The words that stand in a place.
fn within(words: &[Word], span: Span) -> std::ops::Range<usize> {
    let start = words.partition_point(|word| word.span.end <= span.start);
    let inside = words[start..].iter().take_while(|word| word.span.start < span.end).count();
    start..start + inside
}

/// What a mention says of how much there is.
struct Valued {
    measure: Measure,
    value: f64,
    upper: Option<f64>,
    unit: String,
}

/// Kind, value and unit of what the rules have recognised, if it is a figure.
fn valued(mention: &Mention) -> Option<Valued> {
    let said = mention.value.as_deref()?;
    let (measure, number, unit) = match mention.kind {
        Kind::Money => {
            let (currency, sum) = said.split_once(' ')?;
            (Measure::Money, sum, currency)
        }
        Kind::Quantity => {
            let (number, unit) = said.split_once(' ').unwrap_or((said, ""));
            (if unit == "%" { Measure::Percent } else { Measure::Count }, number, unit)
        }
        Kind::Date => {
            let unit = "years".to_owned();
            return Some(Valued { measure: Measure::Duration, value: duration(said)?, upper: None, unit });
        }
        _ => return None,
    };
    // `40-50` is kept for a range.
    let (value, upper) = match number.get(1..).and_then(|rest| rest.find('-')) {
        Some(dash) => (&number[..=dash], Some(number[dash + 2..].parse().ok()?)),
        None => (number, None),
    };
    Some(Valued { measure, value: value.parse().ok()?, upper, unit: unit.to_owned() })
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

/// The number in a figure that a rule has read: digits, numerals and magnitudes at its start; all of what is no count.
fn number_in(words: &[Word], span: Span, measure: Measure, unit: &str) -> Option<Span> {
    let inside = within(words, span);
    if measure != Measure::Count {
        return Some(span);
    }
    if unit == "degrees" {
        return Some(span);
    }
    let is_number = |at: usize| {
        let form = words[at].form.as_str();
        form.starts_with(|c: char| c.is_ascii_digit()) || NUMERALS.contains(&form)
    };
    // `two hundred and five`, `40 to 50`
    let end = inside.end;
    let joins = |at: usize| {
        matches!(words[at].form.as_str(), "and" | "to" | "or") && at + 1 < end && is_number(at + 1)
    };
    let first = words.get(inside.start).filter(|_| !inside.is_empty())?;
    let last = inside.take_while(|at| is_number(*at) || joins(*at)).last();
    Some(Span::new(first.span.start, last.map_or(first, |last| &words[last]).span.end))
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

/// The dates in a sentence that name a year, and years that no rule has taken for one, in order.
fn times(mentions: &[Mention], words: &[Word]) -> Vec<Time<String>> {
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
    let times = dated.chain(years.map(|word| (word.span, word.form.clone())));
    let mut times: Vec<Time<String>> =
        times.map(|(span, value)| Time { words: within(words, span), value }).collect();
    times.sort_by_key(|time| time.words.start);
    times
}
