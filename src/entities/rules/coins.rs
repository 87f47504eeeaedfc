//! Coins that were, and sums as accounts and people told them: `2s. 6d.`, `£3/10/6`, `three pounds, ten shillings and sixpence`,
//! `half a crown`, `ten bob`, `iijs iiijd`. Part of the rule of [`super::money`], by which they are compared as well.

use super::money::written;
use super::numbers::{self, Number};
use super::tokens::{Page, Shape};

/// `2s. 6d.`, `31s. the acre`, `14s`: shillings and pence without pounds.
pub fn shillings(page: &Page<'_>, at: usize) -> Option<(usize, usize, Option<String>)> {
    let (value, letter) = numbers::split_digits(page.low(at))?;
    let stop = |at: usize| page.sign(at, '.') && page.glued(at);
    match letter {
        "s" => {
            let pence = at + 1 + usize::from(stop(at + 1));
            if page.follows(pence)
                && let Some((more, "d")) = numbers::split_digits(page.low(pence))
            {
                return Some((at, pence + 1, Some(written("GBP", value / 20.0 + more / 240.0))));
            }
            // `60s` are years, `4s` may be anything: the full stop says that letters were left out.
            let goes_on = matches!(page.get(at + 2).shape, Shape::Lower | Shape::Sign(',' | ';' | ')'));
            let told = stop(at + 1) && page.follows(at + 2) && goes_on && value < 100.0;
            told.then(|| (at, at + 1, Some(written("GBP", value / 20.0))))
        }
        "d" if value < 24.0 && (stop(at + 1) || is_a_rate(page, at + 1)) => {
            Some((at, at + 1, Some(written("GBP", value / 240.0))))
        }
        _ => None,
    }
}

/// The parts of a pound by their names, and how many make one of it; the larger first.
const PARTS: [(&[&str], f64); 3] =
    [(&["pound", "pounds"], 1.0), (&["shilling", "shillings"], 20.0), (&["penny", "pence"], 240.0)];

/// `three pounds, ten shillings and sixpence`, `ten shillings and six pence`: at least two parts of a sum, each smaller than the
/// one before.
pub fn written_out(page: &Page<'_>, number: Number) -> Option<(usize, f64)> {
    let (mut to, mut value, mut smaller) = part_of_a_pound(page, number, 0)?;
    let mut parts = 1;
    while smaller < PARTS.len() {
        // A comma and `and` begin what is no part of the sum.
        let is_joined = page.low(to) == "and" || page.sign(to, ',');
        let next = to + usize::from(is_joined);
        if !page.follows(to) || !page.follows(next) {
            break;
        }
        let pence = pence_in_a_word(page.low(next)).map(|pence| (next + 1, pence / 240.0, PARTS.len()));
        let counted = || part_of_a_pound(page, numbers::number(page, next)?, smaller);
        let Some((past, more, of)) = pence.or_else(counted) else { break };
        (to, value, smaller) = (past, value + more, of);
        parts += 1;
    }
    (parts > 1).then_some((to, value))
}

/// `ten shillings`, from this part of a pound on: one past it, how much of a pound it is, and which part is next.
fn part_of_a_pound(page: &Page<'_>, number: Number, from: usize) -> Option<(usize, f64, usize)> {
    let name = page.low(number.to);
    let part = (from..PARTS.len()).find(|part| PARTS[*part].0.contains(&name) && page.follows(number.to))?;
    Some((number.to + 1, number.value / PARTS[part].1, part + 1))
}

/// `3/10/6`, `3/10/-` after a sign for pounds.
pub fn stroked(page: &Page<'_>, at: usize) -> Option<(usize, f64)> {
    let parts: Vec<f64> = page
        .word(at)
        .split('/')
        .map(|part| part.parse::<u32>().ok().map(f64::from))
        .collect::<Option<_>>()?;
    let is_dash = |at: usize| page.glued(at) && (page.sign(at, '-') || page.sign(at, '–'));
    let (to, pounds, shillings, pence) = match parts.as_slice() {
        [pounds, shillings, pence] => (at + 1, pounds, shillings, *pence),
        [pounds, shillings] if page.glued(at + 1) && page.sign(at + 1, '/') && is_dash(at + 2) => {
            (at + 3, pounds, shillings, 0.0)
        }
        _ => return None,
    };
    (*shillings < 20.0 && pence < 12.0).then_some((to, pounds + shillings / 20.0 + pence / 240.0))
}

/// `a pound an acre`, `a shilling each`: one coin, where it is the price of something; `a fiver`, which is nothing else.
pub fn coin(page: &Page<'_>, at: usize) -> Option<(usize, f64)> {
    let to = at + 2;
    let by_name = match page.low(at + 1) {
        "fiver" => Some(5.0),
        "tenner" => Some(10.0),
        "tanner" => Some(0.025),
        "farthing" => Some(1.0 / 960.0),
        _ => None,
    };
    if let Some(value) = by_name
        .filter(|_| page.low(at) == "a" && page.follows(at + 1) && page.get(to).shape != Shape::Possessive)
    {
        return Some((to, value));
    }
    let price = page.low(at) == "a"
        && page.follows(to)
        && matches!(page.low(to), "a" | "an" | "per" | "each" | "apiece");
    let value = match page.low(at + 1) {
        "pound" | "sovereign" => 1.0,
        "guinea" => 1.05,
        "crown" => 0.25,
        "shilling" => 0.05,
        "penny" => 1.0 / 240.0,
        _ => return None,
    };
    price.then_some((to, value))
}

/// `half a crown`, `half a sovereign`, `half a guinea`.
pub fn half_a_coin(page: &Page<'_>, at: usize) -> Option<(usize, f64)> {
    let half = page.low(at) == "half" && page.low(at + 1) == "a" && page.follows(at + 2);
    let value = match page.low(at + 2) {
        "crown" => 0.125,
        "sovereign" => 0.5,
        "guinea" => 0.525,
        _ => return None,
    };
    half.then_some((at + 3, value))
}

/// `fourpence`, `halfpenny`: pence in one word.
pub fn pence_in_a_word(word: &str) -> Option<f64> {
    match word {
        "halfpenny" => Some(0.5),
        "tuppence" => Some(2.0),
        _ => numbers::small(word.strip_suffix("pence")?),
    }
}

/// `£47 11s. 6d.`: shillings and pence after pounds.
pub fn old_money(page: &Page<'_>, at: usize, number: Number) -> (usize, Option<f64>) {
    let (mut to, mut value) = (number.to, number.value);
    if page.word(at) != "£" {
        return (to, Some(value));
    }
    for (suffix, parts) in [("s", 20.0), ("d", 240.0)] {
        if !page.follows(to) {
            break;
        }
        if let Some((more, letters)) = numbers::split_digits(page.low(to))
            && letters == suffix
        {
            value += more / parts;
            to += 1;
            if page.sign(to, '.') && page.glued(to) && page.get(to + 1).shape == Shape::Number {
                to += 1;
            }
        }
    }
    (to, Some(value))
}

/// `4d a day`: by what so much is paid.
fn is_a_rate(page: &Page<'_>, at: usize) -> bool {
    page.follows(at) && matches!(page.low(at), "a" | "an" | "per" | "each")
}

/// `xxs`, `iijs iiijd`, `half-a-crown`, `two-and-six`: coins as accounts and people have them.
pub fn coins_in_letters(page: &Page<'_>, at: usize) -> Option<(usize, f64)> {
    let word = page.low(at);
    if word == "half-a-crown" {
        return Some((at + 1, 0.125));
    }
    let mut parts = word.split('-');
    if let (Some(shillings), Some("and"), Some(pence), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
        && let Some((shillings, pence)) = numbers::small(shillings).zip(numbers::small(pence))
        && shillings < 20.0
        && pence < 12.0
    {
        return Some((at + 1, shillings / 20.0 + pence / 240.0));
    }
    let (first, is_certain) = roman_coin(word)?;
    let second = roman_coin(page.low(at + 1)).filter(|_| page.follows(at + 1));
    match second {
        Some((second, is_second_certain)) if is_certain || is_second_certain => {
            Some((at + 2, first + second))
        }
        _ => is_certain.then_some((at + 1, first)),
    }
}

/// The pounds that Roman figures before `s` or `d` make, and whether nothing else is written so: the last figure is a `j`, or there
/// are four and more.
fn roman_coin(word: &str) -> Option<(f64, bool)> {
    let (figures, parts) = match word.strip_suffix('s') {
        Some(figures) => (figures, 20.0),
        None => (word.strip_suffix('d')?, 240.0),
    };
    let worth = |figure: char| match figure {
        'i' | 'j' => Some(1.0),
        'v' => Some(5.0),
        'x' => Some(10.0),
        'l' => Some(50.0),
        _ => None,
    };
    let worths: Vec<f64> = figures.chars().map(worth).collect::<Option<_>>()?;
    // Each is worth no more than the one before, but for a last `iv` or `ix`: `vivid` is a word.
    let (tail, head) = match worths.as_slice() {
        [head @ .., a, b] if a < b => (b - a, head),
        all => (0.0, all),
    };
    if head.windows(2).any(|pair| pair[0] < pair[1])
        || tail > 0.0 && head.last().is_some_and(|last| *last < 10.0)
    {
        return None;
    }
    let value = head.iter().sum::<f64>() + tail;
    (value > 0.0).then(|| (value / parts, figures.ends_with('j') || figures.len() > 3))
}

#[cfg(test)]
mod tests {
    use crate::entities::rules::board::testing::found;
    use crate::entities::rules::money;

    #[test]
    fn old_coins_are_sums() {
        let sums = |text: &str| -> Vec<(String, String)> {
            found(text, money).into_iter().map(|(words, _, value)| (words, value)).collect()
        };
        let pair = |words: &str, value: &str| (words.to_owned(), value.to_owned());
        assert_eq!(
            sums("paid iijs iiijd and vjd for a fiver, ten bob, half-a-crown and two-and-six."),
            [
                pair("iijs iiijd", "GBP 0.166667"),
                pair("vjd", "GBP 0.025"),
                pair("a fiver", "GBP 5"),
                pair("ten bob", "GBP 0.5"),
                pair("half-a-crown", "GBP 0.125"),
                pair("two-and-six", "GBP 0.125"),
            ]
        );
        assert_eq!(sums("gave 40,000 CFA francs, 15,000 Kenya shillings and Sh200, 4d a day").len(), 4);
        assert_eq!(
            sums(
                "gave £3/10/6, £3/10/-, three pounds, ten shillings and sixpence, or ten shillings and six pence."
            ),
            [
                pair("£3/10/6", "GBP 3.525"),
                pair("£3/10/-", "GBP 3.5"),
                pair("three pounds, ten shillings and sixpence", "GBP 3.525"),
                pair("ten shillings and six pence", "GBP 0.525"),
            ]
        );
        assert_eq!(sums("has two pounds, and two shillings are lost, and £3/25/6").len(), 3);
        assert!(
            sums("the lid is on, the ids of xls, a tanner's vid, four-and-twenty, six-and-a-half").is_empty()
        );
    }
}
