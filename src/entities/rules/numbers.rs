//! Numbers as they are written: `1,200`, `2.1 million`, `£31.5m`, `sixty-two`, `12.5 mln`.

use super::lexicon::Traits;
use super::tokens::{Page, Shape};

/// A number on a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    /// One past its last token.
    pub to: usize,
    /// How much it is.
    pub value: f64,
    /// True when written in letters.
    pub written: bool,
    /// True when a word such as `million` or a letter such as `m` multiplies it.
    pub multiplied: bool,
}

/// No number in letters has more words: `nine hundred and ninety-nine million` has five.
const LONGEST: usize = 16;

/// The numerals below one hundred in letters.
const SMALL: [(&str, u32); 28] = [
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
    ("dozen", 12),
];

/// The ordinals of these, in the same order; `dozen` has none.
const ORDINALS: [&str; 27] = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
    "thirtieth",
    "fortieth",
    "fiftieth",
    "sixtieth",
    "seventieth",
    "eightieth",
    "ninetieth",
];

/// The number that begins at `at`.
pub fn number(page: &Page<'_>, at: usize) -> Option<Number> {
    if let Some(part) = part_of_a_multiple(page, at) {
        return Some(part);
    }
    let number = if page.get(at).shape == Shape::Number {
        in_digits(page, at)
    } else {
        in_letters(page, at).or_else(|| after_article(page, at))
    };
    number.map(|number| with_half(page, number))
}

/// True where a part of a million begins, or of what else multiplies: `half a million`, `a quarter of a million`.
pub fn begins_with_part(page: &Page<'_>, at: usize) -> bool {
    part_of_a_multiple(page, at).is_some()
}

/// `half a million`, `a quarter of a million`, `three quarters of a million`, `three-quarters of a million`.
fn part_of_a_multiple(page: &Page<'_>, at: usize) -> Option<Number> {
    let low = |at: usize| if page.follows(at) { page.low(at) } else { "" };
    let (part, next) = match page.low(at) {
        "half" => (0.5, at + 1),
        "a" if low(at + 1) == "quarter" && low(at + 2) == "of" => (0.25, at + 3),
        "three-quarters" if low(at + 1) == "of" => (0.75, at + 2),
        "three" if low(at + 1) == "quarters" && low(at + 2) == "of" => (0.75, at + 3),
        "three" if low(at + 1) == "-" && low(at + 2) == "quarters" && low(at + 3) == "of" => (0.75, at + 4),
        _ => return None,
    };
    let times = matches!(low(next), "a" | "an").then(|| multiple(low(next + 1)))??;
    (page.is(next + 1, Traits::MULTIPLE) && times >= 1e2).then(|| Number {
        to: next + 2,
        value: part * times,
        written: true,
        multiplied: true,
    })
}

/// `one and a half million`: the half of what multiplies both.
fn with_half(page: &Page<'_>, number: Number) -> Number {
    let low = |at: usize| if page.follows(at) { page.low(at) } else { "" };
    let at = number.to;
    let is_half = low(at) == "and" && low(at + 1) == "a" && low(at + 2) == "half" && !number.multiplied;
    match multiple(low(at + 3)).filter(|times| is_half && page.is(at + 3, Traits::MULTIPLE) && *times >= 1e2)
    {
        Some(times) => Number { to: at + 4, value: (number.value + 0.5) * times, multiplied: true, ..number },
        None => number,
    }
}

/// True where a number begins with an article: `a hundred and fifty`.
pub fn begins_with_article(page: &Page<'_>, at: usize) -> bool {
    matches!(page.low(at), "a" | "an")
        && page.follows(at + 1)
        && matches!(page.low(at + 1), "hundred" | "thousand" | "million" | "billion")
}

/// `a hundred guineas`, `a thousand and one`.
fn after_article(page: &Page<'_>, at: usize) -> Option<Number> {
    let word = |at: usize| page.follows(at).then(|| page.low(at));
    let times = |at: usize| multiple(page.low(at)).filter(|_| page.is(at, Traits::MULTIPLE));
    begins_with_article(page, at).then(|| letters_on(1.0, at, word, times))
}

/// Two numbers that are the ends of one amount: `6-8`, `2.5–3`, `4 to 6`, `two or three`, `between 15 and 20`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// One past its last token.
    pub to: usize,
    /// The lower end.
    pub first: f64,
    /// The upper end.
    pub last: f64,
}

impl Range {
    /// The same so many times over.
    pub fn times(self, times: f64) -> Self {
        Self { first: self.first * times, last: self.last * times, ..self }
    }

    /// Both ends as they are kept.
    pub fn plain(self) -> String {
        format!("{}-{}", plain(self.first), plain(self.last))
    }
}

/// The range that begins at `at`.
pub fn range(page: &Page<'_>, at: usize) -> Option<Range> {
    hyphened(page, at).or_else(|| in_words(page, at)).filter(|range| range.first < range.last)
}

/// `6-8`, `5-10m`, `60-90 million`, `2.5–3`: with nothing but a dash between.
fn hyphened(page: &Page<'_>, at: usize) -> Option<Range> {
    if page.get(at).shape != Shape::Number {
        return None;
    }
    let dash = at + 1;
    let (first, last, mut to) = match page.low(at).split_once(['-', '\u{2011}']) {
        Some((first, last)) => (first, last, at + 1),
        None if matches!(page.get(dash).shape, Shape::Sign('-' | '–' | '—'))
            && page.glued(dash)
            && page.glued(dash + 1)
            && page.get(dash + 1).shape == Shape::Number =>
        {
            (page.low(at), page.low(dash + 1), at + 3)
        }
        None => return None,
    };
    let (first, last, written) = (split_digits(first)?, split_digits(last)?, last);
    let thousands = shared_thousands(first.0, written);
    let times = |suffix: &str| {
        if suffix.is_empty() { Some(1.0) } else { multiple(suffix).filter(|_| is_letter_multiple(suffix)) }
    };
    let mut last_times = times(last.1)?;
    if page.follows(to) && page.is(to, Traits::MULTIPLE) {
        last_times *= multiple(page.low(to))?;
        to += 1;
    }
    // What multiplies the last number multiplies the first too, if nothing else does.
    let first_times = if first.1.is_empty() { last_times * thousands } else { times(first.1)? };
    Some(Range { to, first: first.0 * first_times, last: last.0 * last_times })
}

/// How many times what is written the lower end of `200-300,000` is: where its upper end is in even thousands and would be less
/// without them, both are meant in thousands.
pub fn shared_thousands(first: f64, last: &str) -> f64 {
    let upper = last.strip_suffix(",000").and_then(split_digits);
    let is_shared = upper.is_some_and(|(upper, letters)| letters.is_empty() && first < upper);
    if is_shared { 1e3 } else { 1.0 }
}

/// `4 to 6`, `two or three`, and after `between` also `15 and 20`.
fn in_words(page: &Page<'_>, at: usize) -> Option<Range> {
    let first = number(page, at)?;
    let joint = first.to;
    let joins = match page.low(joint) {
        "to" | "or" => true,
        "and" => at.checked_sub(1).is_some_and(|before| page.low(before) == "between"),
        _ => false,
    };
    if !joins || !page.follows(joint) || !page.follows(joint + 1) {
        return None;
    }
    let last = number(page, joint + 1)?;
    let times = if last.multiplied && !first.multiplied && !last.written && first.value < 1e3 {
        last.value / split_digits(page.low(joint + 1)).map_or(last.value, |(value, _)| value)
    } else {
        1.0
    };
    Some(Range { to: last.to, first: first.value * times, last: last.value })
}

fn in_digits(page: &Page<'_>, at: usize) -> Option<Number> {
    let (value, suffix) = split_digits(without_worth(page.low(at)))?;
    let mut number = Number { to: at + 1, value, written: false, multiplied: false };
    if suffix.is_empty() {
        with_groups(page, at, &mut number);
    } else {
        number.value *= multiple(suffix).filter(|_| is_letter_multiple(suffix))?;
        number.multiplied = true;
    }
    if page.follows(number.to)
        && let Some(times) = times_in_digits(page, number.to)
    {
        number.value *= times;
        number.to += 1;
        number.multiplied = true;
    }
    Some(number)
}

/// Takes in groups of three digits that spaces part: `300 000`, `1 250 000`. Two numbers may follow each other, so the last group ends
/// in a nought.
fn with_groups(page: &Page<'_>, at: usize, number: &mut Number) {
    let is_digits = |at: usize, most: usize, least: usize| {
        let word = page.low(at);
        (least..=most).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_parted = |at: usize| {
        let gap =
            page.text().get(page.get(at - 1).end as usize..page.get(at).start as usize).unwrap_or_default();
        matches!(gap, " " | "\u{a0}" | "\u{2009}" | "\u{202f}")
    };
    if !is_digits(at, 3, 1) || page.low(at).starts_with('0') {
        return;
    }
    let (mut to, mut value) = (at + 1, number.value);
    while page.follows(to) && page.get(to).shape == Shape::Number && is_digits(to, 3, 3) && is_parted(to) {
        let Ok(group) = page.low(to).parse::<f64>() else { return };
        value = value * 1e3 + group;
        to += 1;
    }
    if to > at + 1 && page.low(to - 1).ends_with('0') {
        (number.to, number.value) = (to, value);
    }
}

/// What the word after digits multiplies them by: `million`, and with a word joined to it `million-worth`, `million-pound`.
fn times_in_digits(page: &Page<'_>, at: usize) -> Option<f64> {
    if page.is(at, Traits::MULTIPLE) {
        return multiple(page.low(at));
    }
    let (word, _) = page.low(at).split_once('-')?;
    multiple(word).filter(|times| *times >= 1e3 && word.len() > 3)
}

/// `5m` of `5m-worth`.
fn without_worth(token: &str) -> &str {
    token.strip_suffix("-worth").unwrap_or(token)
}

/// The value of the digits at the start of a token, and the letters after them.
pub fn split_digits(token: &str) -> Option<(f64, &str)> {
    let end = token.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ','))).unwrap_or(token.len());
    let (digits, suffix) = token.split_at(end);
    if digits.is_empty() || digits.len() > 24 || suffix.contains(|c: char| !c.is_alphabetic()) {
        return None;
    }
    if let Some((whole, part)) = digits.rsplit_once('.') {
        let whole = without_grouping(whole)?;
        return format!("{whole}.{part}").parse().ok().map(|value| (value, suffix));
    }
    without_grouping(digits)?.parse().ok().map(|value| (value, suffix))
}

/// The digits without the commas that part them in threes (or, in India, in twos before the last three).
fn without_grouping(digits: &str) -> Option<String> {
    if !digits.contains(',') {
        return (!digits.contains('.')).then(|| digits.to_owned());
    }
    let mut groups = digits.split(',');
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let fits = rest.iter().all(|group| matches!(group.len(), 2 | 3)) && rest.last()?.len() == 3;
    (fits && !first.is_empty() && first.len() <= 3 && !digits.contains('.')).then(|| digits.replace(',', ""))
}

/// True for letters that multiply when they follow a number directly: `2.7m`.
fn is_letter_multiple(suffix: &str) -> bool {
    matches!(
        suffix,
        "m" | "bn" | "k" | "mn" | "tn" | "million" | "billion" | "mln" | "bln" | "b" | "trn" | "th" | "cr"
    ) && suffix != "th"
}

/// What a word such as `million` multiplies by.
pub fn multiple(word: &str) -> Option<f64> {
    Some(match word {
        "dozen" => 12.0,
        "hundred" => 1e2,
        "k" | "thousand" => 1e3,
        "lakh" => 1e5,
        "m" | "mn" | "mln" | "million" | "millions" => 1e6,
        "cr" | "crore" => 1e7,
        "b" | "bn" | "bln" | "billion" | "billions" => 1e9,
        "tn" | "trn" | "tln" | "trillion" | "trillions" => 1e12,
        _ => return None,
    })
}

/// A number in letters: `sixty-two`, `one hundred and five`, `three thousand`.
fn in_letters(page: &Page<'_>, at: usize) -> Option<Number> {
    let word = |at: usize| page.follows(at).then(|| page.low(at));
    let times = |at: usize| multiple(page.low(at)).filter(|_| page.is(at, Traits::MULTIPLE));
    Some(letters_on(small(page.low(at))?, at, word, times))
}

/// A number in letters whose word `at` says `first`. `word` gives a word where it follows the one before it as the words of
/// one number do, `times` what it multiplies by.
///
/// It is read group by group, each multiplied by less than the one before it: `one million | two hundred thousand | and five`.
pub fn letters_on<'a>(
    first: f64,
    at: usize,
    word: impl Fn(usize) -> Option<&'a str>,
    times: impl Fn(usize) -> Option<f64>,
) -> Number {
    let letters = Letters { word, times, end: at + LONGEST };
    let group = letters.group(first, at + 1);
    let mut number = Number {
        to: group.to,
        value: group.value * group.scale,
        written: true,
        multiplied: group.is_multiplied,
    };
    let mut least = group.scale;
    while least > 1.0 {
        let has_and = letters.next(number.to) == Some("and");
        let start = number.to + usize::from(has_and);
        let Some(value) = letters.next(start).and_then(small) else { break };
        let group = letters.group(value, start + 1);
        // `three thousand two` are two numbers.
        let joins = has_and || group.is_multiplied;
        if !joins || group.value * group.scale >= least {
            break;
        }
        number.value += group.value * group.scale;
        number.to = group.to;
        least = group.scale;
    }
    number
}

/// The words of a number in letters.
struct Letters<W, T> {
    word: W,
    times: T,
    /// No word from here on belongs to it.
    end: usize,
}

/// A number below a thousand and what multiplies it: `two hundred and five | thousand million`.
struct Group {
    to: usize,
    value: f64,
    scale: f64,
    is_multiplied: bool,
}

impl<'a, W: Fn(usize) -> Option<&'a str>, T: Fn(usize) -> Option<f64>> Letters<W, T> {
    fn next(&self, at: usize) -> Option<&'a str> {
        (self.word)(at).filter(|_| at < self.end)
    }

    fn times(&self, at: usize) -> Option<f64> {
        self.next(at).and_then(|_| (self.times)(at))
    }

    /// The group that begins with the numeral `first` and goes on at `to`.
    fn group(&self, first: f64, to: usize) -> Group {
        let mut group = Group { to, value: first, scale: 1.0, is_multiplied: false };
        self.read_ones(&mut group);
        while let Some(times) = self.times(group.to).filter(|times| *times < 1e3) {
            group.value *= times;
            group.to += 1;
            group.is_multiplied = true;
        }
        let and = self.next(group.to).filter(|next| *next == "and" && group.is_multiplied);
        if let Some(more) = and.and_then(|_| self.next(group.to + 1)).and_then(small) {
            group.value += more;
            group.to += 2;
            self.read_ones(&mut group);
        }
        while let Some(times) = self.times(group.to).filter(|times| *times >= 1e3) {
            group.scale *= times;
            group.to += 1;
            group.is_multiplied = true;
        }
        group
    }

    /// The `two` of `sixty two`.
    fn read_ones(&self, group: &mut Group) {
        let tens = group.value % 100.0;
        let ones = self.next(group.to).and_then(small).filter(|ones| *ones < 10.0);
        if let Some(ones) = ones.filter(|_| tens >= 20.0 && tens % 10.0 == 0.0) {
            group.value += ones;
            group.to += 1;
        }
    }
}

/// The value of an ordinal in one word: `third`, `twentieth`, `thirty-first`, `hundredth`.
pub fn ordinal_in_letters(word: &str) -> Option<u32> {
    let value = |word: &str| {
        let at = ORDINALS.iter().position(|name| *name == word)?;
        Some(SMALL[at].1)
    };
    // Most words are no ordinals, and their last letters tell.
    if !["st", "nd", "rd", "th"].iter().any(|ending| word.ends_with(ending)) {
        return None;
    }
    if word == "hundredth" {
        return Some(100);
    }
    let Some((tens, ones)) = word.split_once('-') else { return value(word) };
    let tens = SMALL.iter().find(|(name, value)| *name == tens && *value >= 20).map(|(_, value)| *value)?;
    value(ones).filter(|ones| *ones < 10).map(|ones| tens + ones)
}

/// The value of a numeral in one word: `seven`, `sixty-two`.
pub fn small(word: &str) -> Option<f64> {
    let one = |word: &str| SMALL.iter().find(|(name, _)| *name == word).map(|(_, value)| f64::from(*value));
    // Most words are no numerals, and their first letters tell.
    if !matches!(word.as_bytes().first(), Some(b'o' | b't' | b'f' | b's' | b'e' | b'n' | b'd')) {
        return None;
    }
    match word.split_once('-') {
        Some((tens, ones)) => {
            let (tens, ones) = (one(tens)?, one(ones)?);
            (tens >= 20.0 && ones < 10.0).then_some(tens + ones)
        }
        None => one(word),
    }
}

/// A number as it is kept: without grouping, and no more digits than it has.
pub fn plain(value: f64) -> String {
    let text = format!("{value:.6}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::prepare::Prepared;
    use crate::text::Text;

    fn read(text: &str) -> Option<(String, usize)> {
        let prepared = Prepared::new(&Text::new(text));
        let page = Page::read(&prepared);
        number(&page, 0).map(|number| (plain(number.value), number.to))
    }

    #[test]
    fn parts_of_a_million_and_numbers_in_groups_are_read_whole() {
        for (text, value, tokens) in [
            ("half a million people", "500000", 3),
            ("a quarter of a million pounds", "250000", 5),
            ("three quarters of a million", "750000", 5),
            ("one and a half million", "1500000", 5),
            ("2 and a half million", "2500000", 5),
            ("300 000 people", "300000", 2),
            ("1 250 000 people", "1250000", 3),
            ("12\u{a0}000", "12000", 2),
            // Two numbers.
            ("101 102", "101", 1),
            ("1916 300", "1916", 1),
            ("one and a half", "1", 1),
        ] {
            assert_eq!(read(text), Some((value.to_owned(), tokens)), "{text}");
        }
        assert_eq!(read("half a loaf"), None);
    }

    #[test]
    fn numbers_are_read_as_they_are_written() {
        assert_eq!(read("1,200 traps"), Some(("1200".into(), 1)));
        assert_eq!(read("2.1 million units"), Some(("2100000".into(), 2)));
        assert_eq!(read("31.5m"), Some(("31500000".into(), 1)));
        assert_eq!(read("12.5 mln"), Some(("12500000".into(), 2)));
        assert_eq!(read("sixty-two jobs"), Some(("62".into(), 1)));
        assert_eq!(read("one hundred and five"), Some(("105".into(), 4)));
        assert_eq!(read("three thousand two"), Some(("3000".into(), 2)));
        assert_eq!(read("9.2 crore"), Some(("92000000".into(), 2)));
        assert_eq!(read("5 million-worth"), Some(("5000000".into(), 2)));
        assert_eq!(read("5m-worth"), Some(("5000000".into(), 1)));
        assert_eq!(read("1,00,000"), Some(("100000".into(), 1)));
        assert_eq!(read("13th"), None);
        assert_eq!(read("12/08"), None);
        assert_eq!(read("1.2.3"), None);
    }

    #[test]
    fn numbers_in_letters_go_on_from_group_to_group() {
        for (words, value) in [
            ("one million two hundred thousand", "1200000"),
            ("three thousand five hundred", "3500"),
            ("three thousand five hundred and twenty", "3520"),
            ("two hundred and forty five thousand and six", "245006"),
            ("one hundred and one", "101"),
            ("five hundred thousand million", "500000000000"),
            ("two million and five hundred thousand", "2500000"),
            ("twelve hundred", "1200"),
        ] {
            assert_eq!(read(words), Some((value.into(), words.split(' ').count())), "{words}");
        }
        // What would be more than the group before it is another number.
        assert_eq!(read("three thousand and two million"), Some(("3000".into(), 2)));
        assert_eq!(read("three thousand and they"), Some(("3000".into(), 2)));
        assert_eq!(read("three thousand two"), Some(("3000".into(), 2)));
    }

    #[test]
    fn ordinals_in_letters_have_the_value_of_their_number() {
        let read = ["first", "third", "twelfth", "twentieth", "thirty-first", "ninetieth", "hundredth"];
        let values = [1, 3, 12, 20, 31, 90, 100];
        assert_eq!(read.map(ordinal_in_letters), values.map(Some));
        assert_eq!(
            ["thirty-tenth", "one-first", "dozenth", "rd", "word", ""].map(ordinal_in_letters),
            [None; 6]
        );
        assert_eq!(ORDINALS.len() + 1, SMALL.len());
    }

    #[test]
    fn ranges_are_read_as_one() {
        let read = |text: &str| {
            let prepared = Prepared::as_it_stands(&Text::new(text));
            let page = Page::read(&prepared);
            let at = usize::from(page.low(0) == "between");
            range(&page, at).map(|range| (range.plain(), range.to - at))
        };
        assert_eq!(read("6-8%"), Some(("6-8".into(), 1)));
        assert_eq!(read("5-10m"), Some(("5000000-10000000".into(), 1)));
        assert_eq!(read("60–90 million"), Some(("60000000-90000000".into(), 4)));
        assert_eq!(read("200-300,000"), Some(("200000-300000".into(), 1)));
        assert_eq!(read("200-1,000"), Some(("200-1000".into(), 1)));
        assert_eq!(read("4 to 6 residents"), Some(("4-6".into(), 3)));
        assert_eq!(read("two or three men"), Some(("2-3".into(), 3)));
        assert_eq!(read("between 15 and 20"), Some(("15-20".into(), 3)));
        assert_eq!(read("2-1 win"), None);
        assert_eq!(read("15 and 20"), None);
    }

    #[test]
    fn numerals_without_end_are_read_in_parts() {
        let (_, to) = read(&"two hundred and ".repeat(1000)).unwrap();
        assert!((3..=LONGEST + 1).contains(&to), "{to}");
        assert_eq!(read("nine hundred and ninety-nine million"), Some(("999000000".into(), 5)));
    }
}
