//! Sums of money: `£2.7m`, `US$400,000`, `KSh 48.6 million`, `12.5 mln dlrs`, `ten pounds`, `£47 11s. 6d.`

use std::collections::HashMap;
use std::sync::LazyLock;

use super::board::Board;
use super::coins::{
    coin, coins_in_letters, half_a_coin, old_money, pence_in_a_word, shillings, stroked, written_out,
};
use super::lexicon::{Traits, rows};
use super::numbers;
use super::tokens::{Page, Shape};
use crate::entities::Kind;

/// The name of this rule.
pub const NAME: &str = "money";

/// Currencies by how they are written before a sum and after one.
struct Currencies {
    before: HashMap<&'static str, &'static str>,
    after: HashMap<&'static str, &'static str>,
}

static CURRENCIES: LazyLock<Currencies> = LazyLock::new(|| {
    let mut currencies = Currencies { before: HashMap::new(), after: HashMap::new() };
    for mut row in rows(include_str!("../../../assets/entities/lexicons/currencies.txt")) {
        let Some((code, first)) = row.next().and_then(|first| first.split_once(": ")) else { continue };
        for word in std::iter::once(first).chain(row) {
            match word.strip_prefix('+') {
                Some(sign) => currencies.before.insert(sign, code),
                None => currencies.after.insert(word, code),
            };
        }
    }
    currencies
});

/// The currency that a word after a sum names, in small letters; not for parts of one, such as `pence`.
pub fn currency(word: &str) -> Option<&'static str> {
    CURRENCIES.after.get(word).copied().filter(|_| (parts(word) - 1.0).abs() < f64::EPSILON)
}

/// The currency that a word before a sum names, in small letters: `chf`.
pub fn code_before(word: &str) -> Option<&'static str> {
    CURRENCIES.before.get(word).copied()
}

/// Parts of the larger unit, and how many make one of it.
fn parts(word: &str) -> f64 {
    match word {
        "pence" | "penny" | "cent" | "cents" | "cts" | "pfennig" | "pfennigs" | "kopeck" | "kopecks"
        | "paise" => 100.0,
        "anna" | "annas" => 16.0,
        "farthing" | "farthings" => 960.0,
        "shilling" | "shillings" | "bob" | "sou" | "sous" => 20.0,
        "guinea" | "guineas" => 1.0 / 1.05,
        _ => 1.0,
    }
}

/// Claims the sums of money.
pub fn money(board: &mut Board<'_, '_>) {
    let page = board.page;
    let mut at = 0;
    while at < page.len() {
        match sum_at(page, at) {
            Some((from, to, value)) if board.claim_valued(from, to, Kind::Money, NAME, value.as_deref()) => {
                at = to;
                while let Some(next) = compared(board, at, value.as_deref()) {
                    at = next;
                }
            }
            _ => at += 1,
        }
    }
}

/// Claims the sum that the one ending at `from` is held against, and whose currency is not told again: `1.2 billion shillings
/// from 1.9 billion`; one past it.
fn compared(board: &mut Board<'_, '_>, from: usize, value: Option<&str>) -> Option<usize> {
    let page = board.page;
    let (code, _) = value?.split_once(' ')?;
    let at = match page.low(from) {
        "from" | "to" | "against" | "versus" => from + 1,
        "compared" if page.low(from + 1) == "with" => from + 2,
        _ => held_against(page, from)?,
    };
    let number = numbers::number(page, at).filter(|number| number.multiplied && page.follows(at))?;
    // `from 2 million people`: what is counted follows.
    let counted = page.follows(number.to)
        && page.get(number.to).shape == Shape::Lower
        && !page.is(number.to, Traits::FUNCTION)
        && !matches!(page.low(number.to), "expected" | "forecast" | "predicted" | "estimated" | "planned");
    let value = written(code, number.value);
    let claimed = !counted && board.claim_valued(at, number.to, Kind::Money, NAME, Some(&value));
    claimed.then_some(number.to)
}

/// `a year ago, ahead of the 570 million expected`: where what a sum is measured by begins, a few words on.
fn held_against(page: &Page<'_>, from: usize) -> Option<usize> {
    let trigger = (from..from + 5).take_while(|at| page.follows(*at)).find(|at| {
        page.get(*at).shape == Shape::Number
            || matches!(
                page.low(*at),
                "ahead" | "short" | "above" | "below" | "beating" | "topping" | "missing" | "exceeding"
            )
    })?;
    let of = usize::from(page.low(trigger + 1) == "of");
    let told = match page.low(trigger) {
        "ahead" | "short" => of == 1,
        _ => page.get(trigger).shape == Shape::Lower,
    };
    let at = trigger + 1 + of;
    told.then(|| at + usize::from(matches!(page.low(at), "the" | "a")))
}

/// The code of the crown of a country, by its adjective.
fn crown(demonym: &str) -> Option<&'static str> {
    Some(match demonym {
        "norwegian" => "NOK",
        "swedish" => "SEK",
        "danish" => "DKK",
        "icelandic" => "ISK",
        "czech" => "CZK",
        _ => return None,
    })
}

/// The sum that begins at `at`: its tokens and value.
fn sum_at(page: &Page<'_>, at: usize) -> Option<(usize, usize, Option<String>)> {
    if let Some((to, value)) = coins_in_letters(page, at) {
        return Some((at, to, Some(written("GBP", value))));
    }
    if let Some(pence) = pence_in_a_word(page.low(at)) {
        return Some((at, at + 1, Some(written("GBP", pence / 240.0))));
    }
    match page.get(at).shape {
        Shape::Sign(sign) if !is_currency_sign(sign) => None,
        Shape::Lower | Shape::Mixed | Shape::Uncased
            if !page.is(at, Traits::NUMBER_WORD) && !matches!(page.low(at), "half" | "a") =>
        {
            None
        }
        Shape::Possessive => None,
        Shape::Number | Shape::Lower => shillings(page, at).or_else(|| amount_then_word(page, at)),
        _ => sign_then_amount(page, at)
            .map(|(from, to, value)| {
                let (to, value) = joined(page, at, (to, value));
                (from, to, value)
            })
            .or_else(|| letter_glued(page, at))
            .or_else(|| amount_then_word(page, at)),
    }
}

/// A word for a currency, or for crowns, of which every country has its own.
fn is_currency_word(word: &str) -> bool {
    CURRENCIES.after.contains_key(word) || matches!(word, "crown" | "crowns")
}

fn is_currency_sign(c: char) -> bool {
    matches!(c, '$' | '£' | '€' | '¥') || ('\u{20a0}'..='\u{20cf}').contains(&c)
}

/// `£2.7m`, `US$ 5`, `KSh 48.6 million`.
fn sign_then_amount(page: &Page<'_>, at: usize) -> Option<(usize, usize, Option<String>)> {
    let mut next = at + 1;
    let mut sign = page.low(at).to_owned();
    let glued_sign = |next: usize| match page.get(next).shape {
        Shape::Sign(c) => is_currency_sign(c) && page.glued(next),
        _ => false,
    };
    if !matches!(page.get(at).shape, Shape::Sign(_)) && glued_sign(next) {
        sign.push_str(page.word(next));
        next += 1;
    }
    let code = CURRENCIES.before.get(sign.as_str()).copied();
    if code.is_none() && !sign.ends_with(is_currency_sign) {
        return None;
    }
    // A letter alone, such as R for the rand, counts only when written as one word with its sum.
    if sign.len() == 1 && sign.is_ascii() && sign != "$" {
        return None;
    }
    if page.sign(next, '.') && sign == "rs" {
        next += 1;
    }
    if !page.follows(next) || page.get(next).shape != Shape::Number {
        return None;
    }
    if let Some((to, value)) = stroked(page, next).filter(|_| sign == "£") {
        return Some((at, to, code.map(|code| written(code, value))));
    }
    if let Some(range) = numbers::range(page, next).filter(|range| is_glued_range(page, next, range.to)) {
        let value = code.map(|code| format!("{code} {}", range.plain()));
        return Some((at, trailing_currency(page, range.to), value));
    }
    let (to, value) = match numbers::number(page, next) {
        Some(number) => old_money(page, at, number),
        // A number with letters that are none of ours: still a sum.
        None => (next + 1, None),
    };
    let to = trailing_currency(page, to);
    Some((at, to, code.zip(value).map(|(code, value)| written(code, value))))
}

/// True for `5-10m`, which is one sum with a sign before it; after `£4 to 6` the second number is something else.
fn is_glued_range(page: &Page<'_>, at: usize, to: usize) -> bool {
    page.low(at).contains(['-', '\u{2011}']) || (at + 2 < to && page.glued(at + 1) && page.glued(at + 2))
}

/// Two sums that are the ends of one: `£2.5m-£3m`, `£20,000 to £30,000`, `between £5 and £6`; a change from one sum to
/// another is two.
fn joined(page: &Page<'_>, at: usize, first: (usize, Option<String>)) -> (usize, Option<String>) {
    let (joint, ref low) = first;
    let before = page.low(at.wrapping_sub(1));
    let joins = match page.low(joint) {
        "-" | "–" | "—" => page.glued(joint) && page.glued(joint + 1),
        "to" => !is_change(before),
        "and" => before == "between",
        _ => false,
    };
    let second = if joins && page.follows(joint) && page.follows(joint + 1) {
        sign_then_amount(page, joint + 1)
    } else {
        None
    };
    let Some((_, to, high)) = second else { return first };
    let value = low.as_deref().zip(high.as_deref()).and_then(|(low, high)| {
        let ((code, low), (other, high)) = (low.split_once(' ')?, high.split_once(' ')?);
        let times = shared_times(page, joint, to, high);
        let low = if times > 1.0 { numbers::plain(low.parse::<f64>().ok()? * times) } else { low.to_owned() };
        (code == other).then(|| format!("{code} {low}-{high}"))
    });
    (to, value)
}

/// What multiplies the upper of two sums and is meant of the lower as well, which ends at `joint`: `between £3 and £4 million`,
/// but not `£500 to £1 million`.
fn shared_times(page: &Page<'_>, joint: usize, to: usize, high: &str) -> f64 {
    let digits = |at: usize| match page.get(at).shape {
        Shape::Number => numbers::split_digits(page.low(at)).map(|(value, _)| value),
        _ => None,
    };
    let is_plain = |(_, letters): (f64, &str)| letters.is_empty();
    let low = joint.checked_sub(1).filter(|at| numbers::split_digits(page.low(*at)).is_some_and(is_plain));
    let ends = low.and_then(digits).zip((joint + 1..to).find_map(digits)).zip(high.parse::<f64>().ok());
    match ends {
        Some(((low, upper), high)) if low < upper && high > upper => high / upper,
        _ => 1.0,
    }
}

/// What a sum changes from, or by.
fn is_change(word: &str) -> bool {
    matches!(
        word,
        "from"
            | "rose"
            | "fell"
            | "risen"
            | "fallen"
            | "grew"
            | "up"
            | "down"
            | "by"
            | "increased"
            | "decreased"
            | "raised"
            | "cut"
            | "reduced"
            | "gave"
            | "paid"
            | "left"
    )
}

/// `$30 million Canadian` is left; `£5 sterling` and `$5 US` are taken in.
fn trailing_currency(page: &Page<'_>, to: usize) -> usize {
    if page.follows(to) && matches!(page.low(to), "sterling" | "stg") { to + 1 } else { to }
}

/// `R250,000`, `EUR3.2m`: the sign and the sum in one word.
fn letter_glued(page: &Page<'_>, at: usize) -> Option<(usize, usize, Option<String>)> {
    let word = page.low(at);
    let digits = word.find(|c: char| c.is_ascii_digit())?;
    let (sign, amount) = word.split_at(digits);
    let code = CURRENCIES.before.get(sign)?;
    let (mut value, suffix) = numbers::split_digits(amount)?;
    // `R2` is a road or a robot.
    let multiplied = page.follows(at + 1) && page.is(at + 1, Traits::MULTIPLE);
    if sign.len() == 1 && !amount.contains(',') && suffix.is_empty() && !multiplied {
        return None;
    }
    let mut to = at + 1;
    if !suffix.is_empty() {
        value *= numbers::multiple(suffix)?;
    }
    if page.follows(to) && page.is(to, Traits::MULTIPLE) {
        value *= numbers::multiple(page.low(to))?;
        to += 1;
    }
    Some((at, to, Some(written(code, value))))
}

/// `1,905 euro`, `12.5 mln dlrs`, `ten pounds`, `50p`.
fn amount_then_word(page: &Page<'_>, at: usize) -> Option<(usize, usize, Option<String>)> {
    if let Some((value, "p")) = numbers::split_digits(page.low(at))
        && value < 100.0
        && page.word(at).ends_with('p')
    {
        return Some((at, at + 1, Some(written("GBP", value / 100.0))));
    }
    if let Some((to, value)) = half_a_coin(page, at).or_else(|| coin(page, at)) {
        return Some((at, to, Some(written("GBP", value))));
    }
    let number = numbers::number(page, at)?;
    if !page.follows(number.to) {
        return None;
    }
    if let Some((to, value)) = written_out(page, number) {
        return Some((at, to, Some(written("GBP", value))));
    }
    let mut unit = number.to;
    // `40,000 CFA francs`, `15,000 Kenya shillings`
    let of_a_country = page.is(unit, Traits::DEMONYM | Traits::PLACE)
        || page.get(unit).shape == Shape::Capitals
        || page.word(unit) == "U.S.";
    if page.capital(unit) && of_a_country && page.follows(unit + 1) && is_currency_word(page.low(unit + 1)) {
        unit += 1;
    }
    let word = page.low(unit);
    if matches!(word, "crown" | "crowns") && unit > number.to {
        let code = crown(page.low(number.to))?;
        return Some((at, unit + 1, Some(written(code, number.value))));
    }
    let code =
        CURRENCIES.after.get(word).or_else(|| CURRENCIES.before.get(word).filter(|_| word.len() == 3))?;
    // `two won`, `three marks` are hardly ever money.
    if matches!(word, "won" | "mark" | "marks" | "rand" | "dong" | "cents" | "cts")
        && !number.multiplied
        && (matches!(word, "won" | "mark" | "marks" | "rand" | "dong") && !page.word(at).contains('.'))
        || (word == "penny" && number.written)
    {
        return None;
    }
    Some((at, unit + 1, Some(written(code, number.value / parts(word)))))
}

/// A sum as it is kept.
pub fn written(code: &str, value: f64) -> String {
    format!("{code} {}", numbers::plain(value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::rules::board::testing::found;

    fn sums(text: &str) -> Vec<(String, String)> {
        found(text, money).into_iter().map(|(words, _, value)| (words, value)).collect()
    }

    #[test]
    fn sums_keep_sign_and_magnitude() {
        let one = |text: &str| sums(text).into_iter().next().unwrap();
        let pair = |words: &str, value: &str| (words.to_owned(), value.to_owned());
        assert_eq!(one("cut by £2.7m."), pair("£2.7m", "GBP 2700000"));
        assert_eq!(one("C$118 million a year"), pair("C$118 million", "CAD 118000000"));
        assert_eq!(one("KSh 48.6 million (budget"), pair("KSh 48.6 million", "KES 48600000"));
        assert_eq!(one("for R250,000 in"), pair("R250,000", "ZAR 250000"));
        assert_eq!(one("raised 1,905 euro, down"), pair("1,905 euro", "EUR 1905"));
        assert_eq!(one("12.5 mln dlrs, or"), pair("12.5 mln dlrs", "USD 12500000"));
        assert_eq!(one("₹9.2 crore for"), pair("₹9.2 crore", "INR 92000000"));
        assert_eq!(one("promised ten pounds to"), pair("ten pounds", "GBP 10"));
        assert_eq!(one("that £47 11s. 6d. had"), pair("£47 11s. 6d", "GBP 47.575"));
        assert_eq!(one("EUR 3.2 million from"), pair("EUR 3.2 million", "EUR 3200000"));
        assert_eq!(one("at 10.38 Norwegian crowns to"), pair("10.38 Norwegian crowns", "NOK 10.38"));
        let all =
            sums("rose to 612 million kroner from 488 million a year ago, ahead of the 570 million expected");
        assert_eq!(all[1..], [pair("488 million", "NOK 488000000"), pair("570 million", "NOK 570000000")]);
        assert_eq!(sums("rose to £6m, ahead of the 570 million people").len(), 1);
        assert_eq!(one("only 50p each"), pair("50p", "GBP 0.5"));
        assert_eq!(one("at 31s. the acre"), pair("31s", "GBP 1.55"));
        assert_eq!(one("allowed 2s. 6d. weekly"), pair("2s. 6d", "GBP 0.125"));
        assert_eq!(one("a rate of fourpence in"), pair("fourpence", "GBP 0.016667"));
    }

    #[test]
    fn sums_of_other_times_and_countries() {
        let read = |text| found(text, money).into_iter().map(|(words, ..)| words).collect::<Vec<_>>();
        assert_eq!(read("a reward of 100,000 tomans for"), ["100,000 tomans"]);
        assert_eq!(read("lent him fifty Thaler and 12 ducats"), ["fifty Thaler", "12 ducats"]);
    }

    #[test]
    fn a_range_is_one_sum_and_a_change_two() {
        let pair = |words: &str, value: &str| (words.to_owned(), value.to_owned());
        assert_eq!(sums("will cost £5-10m and"), [pair("£5-10m", "GBP 5000000-10000000")]);
        assert_eq!(sums("cost £60–90 million over"), [pair("£60–90 million", "GBP 60000000-90000000")]);
        assert_eq!(sums("worth £2.5m-£3m was"), [pair("£2.5m-£3m", "GBP 2500000-3000000")]);
        assert_eq!(sums("fetch £20 to £30 there"), [pair("£20 to £30", "GBP 20-30")]);
        assert_eq!(
            sums("cost between £3 and £4 million."),
            [pair("£3 and £4 million", "GBP 3000000-4000000")]
        );
        assert_eq!(sums("cost £500 to £1m."), [pair("£500 to £1m", "GBP 500-1000000")]);
        assert_eq!(sums("fetch £200-300,000."), [pair("£200-300,000", "GBP 200000-300000")]);
        assert_eq!(
            sums("fell from £31m to £24m."),
            [pair("£31m", "GBP 31000000"), pair("£24m", "GBP 24000000")]
        );
    }

    #[test]
    fn a_sum_held_against_another_has_its_currency() {
        let pair = |words: &str, value: &str| (words.to_owned(), value.to_owned());
        assert_eq!(
            sums(
                "fell to $1.2 billion from 1.9 billion a year. She gave half a crown and a pound an acre. A hundred guineas, and three pounds ten shillings."
            ),
            [
                pair("$1.2 billion", "USD 1200000000"),
                pair("1.9 billion", "USD 1900000000"),
                pair("half a crown", "GBP 0.125"),
                pair("a pound", "GBP 1"),
                pair("A hundred guineas", "GBP 105"),
                pair("three pounds ten shillings", "GBP 3.5"),
            ]
        );
        assert_eq!(sums("paid $1 million to 2 million people").len(), 1);
    }

    #[test]
    fn parts_of_a_million_and_groups_of_digits_belong_to_a_sum() {
        let pair = |words: &str, value: &str| (words.to_owned(), value.to_owned());
        assert_eq!(
            sums(
                "It cost half a million pounds, or £300 000, and a quarter of a million dollars; £1 250 000 in all."
            ),
            [
                pair("half a million pounds", "GBP 500000"),
                pair("£300 000", "GBP 300000"),
                pair("a quarter of a million dollars", "USD 250000"),
                pair("£1 250 000", "GBP 1250000"),
            ]
        );
    }

    #[test]
    fn other_numbers_are_no_money() {
        assert_eq!(sums("They won 3 of 7, two won, on the R2 and 400 people."), []);
    }
}
