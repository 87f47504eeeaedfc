//! What the head of a column says of the plain numbers below it: that they are sums in a currency, and of which magnitude: `Cost
//! (£)`, `£m`, `£000`, `Budget (EUR, thousands)`, `Income in euros`.
//!
//! A word for a currency counts only where it is said to be one, in brackets or behind `in`: `Pounds` may be a weight, and `Dollars
//! spent` is left alone.

use super::more::Word;
use super::numerals::currency_of;
use crate::entities::rules::money::{code_before, currency};
use crate::entities::rules::numbers::multiple;
use crate::text::Span;

/// What plain numbers are worth.
#[derive(Clone, Debug, PartialEq)]
pub struct Worth {
    /// The currency (ISO 4217).
    pub currency: &'static str,
    /// What they are multiplied by.
    pub times: f64,
    /// The words that say so.
    told_by: Vec<Span>,
}

impl Worth {
    /// What a head says, given its words.
    pub fn of(body: &str, head: Span, words: &[Word]) -> Option<Self> {
        let said = head.of(body)?;
        let mut told_by = Vec::new();
        let signs = said.char_indices().filter_map(|(at, c)| Some((at + c.len_utf8(), currency_of(c)?)));
        let mut signs = signs.map(|(end, currency)| (head.start + end, currency));
        let by_sign = signs.next();
        let currency = if let Some((_, currency)) = by_sign {
            // Of two that are named, nobody can say which is meant.
            signs.all(|(_, other)| other == currency).then_some(currency)?
        } else {
            let word = (0..words.len()).find_map(|at| Some((at, named(body, head, words, at)?)));
            let (at, currency) = word?;
            told_by.push(words[at].span);
            currency
        };
        let mut times = 1.0;
        let first = told_by.first().copied();
        for word in words.iter().filter(|word| Some(word.span) != first) {
            let is_joined = by_sign.is_some_and(|(end, _)| {
                let between = body.get(end..word.span.start);
                between.is_some_and(|between| between.chars().all(|c| matches!(c, ' ' | '\'' | '’')))
            });
            let by = magnitude(&word.form).filter(|_| is_joined || is_set_apart(body, head, word));
            if let Some(by) = by {
                times *= by;
                told_by.push(word.span);
            }
        }
        Some(Self { currency, times, told_by })
    }

    /// True for a word that says nothing else.
    pub fn is_told_by(&self, word: &Word) -> bool {
        self.told_by.contains(&word.span)
    }
}

/// The currency that the word `at` of a head names.
fn named(body: &str, head: Span, words: &[Word], at: usize) -> Option<&'static str> {
    let word = &words[at];
    let is_behind_in = at > 0 && words[at - 1].form == "in";
    if !(is_behind_in || is_set_apart(body, head, word)) {
        return None;
    }
    let is_code = word.span.of(body).is_some_and(|said| said.chars().all(char::is_uppercase));
    currency(&word.form).or_else(|| code_before(&word.form).filter(|_| is_code && word.form.len() == 3))
}

/// True for a word in brackets, or behind a comma or stroke.
fn is_set_apart(body: &str, head: Span, word: &Word) -> bool {
    let before = body.get(head.start..word.span.start).unwrap_or_default();
    before.rfind(['(', '[', ',', '/']).is_some_and(|at| !before[at..].contains([')', ']']))
}

/// What a word of a head multiplies by: `m`, `thousands`, `000`.
fn magnitude(form: &str) -> Option<f64> {
    match form {
        "000" | "000s" | "thousands" => Some(1e3),
        "000000" | "ms" => Some(1e6),
        _ => multiple(form).filter(|by| *by > 12.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::tokens::Tokens;
    use crate::text::Text;

    /// The currency and the magnitude of a head, and the words left of it.
    fn worth(head: &str) -> Option<(&'static str, f64, String)> {
        let text = Text::new(head);
        let whole = Span::new(0, head.len());
        let mut tokens = Tokens::within(&text, whole);
        let mut words = Vec::new();
        while let Some(token) = tokens.read() {
            words.push(Word { span: token.span, form: tokens.spelt().to_owned() });
        }
        let worth = Worth::of(head, whole, &words)?;
        let left: Vec<&str> =
            words.iter().filter(|word| !worth.is_told_by(word)).map(|word| word.form.as_str()).collect();
        Some((worth.currency, worth.times, left.join(" ")))
    }

    #[test]
    fn a_currency_and_a_magnitude_are_read_from_a_head() {
        for (head, currency, times, left) in [
            ("Cost (£)", "GBP", 1.0, "cost"),
            ("£m", "GBP", 1e6, ""),
            ("£000", "GBP", 1e3, ""),
            ("Grant (£’000)", "GBP", 1e3, "grant"),
            ("Cost £ million", "GBP", 1e6, "cost"),
            ("Budget (EUR, thousands)", "EUR", 1e3, "budget"),
            ("Income in euros", "EUR", 1.0, "income in"),
            ("Spending ($bn)", "USD", 1e9, "spending"),
        ] {
            assert_eq!(worth(head), Some((currency, times, left.to_owned())), "{head}");
        }
        for head in ["Visitors", "Pounds", "Cost (£ or €)", "Miles (m)", "Thousands"] {
            assert_eq!(worth(head), None, "{head}");
        }
    }
}
