//! Coins that were, and sums as accounts and people told them: `2s. 6d.`, `half a crown`, `ten bob`, `iijs iiijd`. Part of the rule of
//! [`super::money`].

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

/// `three pounds ten shillings and sixpence`, `ten pounds and six shillings`: pounds with shillings or pence after them.
pub fn pounds_in_words(page: &Page<'_>, number: Number) -> Option<(usize, f64)> {
    if !matches!(page.low(number.to), "pounds" | "pound") {
        return None;
    }
    let (mut to, mut value) = (number.to + 1, number.value);
    for (names, parts) in [(["shillings", "shilling"], 20.0), (["pence", "penny"], 240.0)] {
        let next = to + usize::from(page.low(to) == "and");
        if let Some(pence) = pence_in_a_word(page.low(next)).filter(|_| page.follows(next)) {
            return Some((next + 1, value + pence / 240.0));
        }
        let Some(more) = numbers::number(page, next).filter(|_| page.follows(next)) else { continue };
        if names.contains(&page.low(more.to)) && page.follows(more.to) {
            (to, value) = (more.to + 1, value + more.value / parts);
        }
    }
    (to > number.to + 1).then_some((to, value))
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
        assert!(
            sums("the lid is on, the ids of xls, a tanner's vid, four-and-twenty, six-and-a-half").is_empty()
        );
    }
}
