//! What has changed from one value to another: `rose from 40 to 50 homes` are two figures, and `from 40 to 50 homes` alone is one
//! with two ends.

use super::forms::Sentence;
use super::more::{Found, Word};
use super::numerals::numeral;
use crate::text::Span;

/// A figure that the rules read as a range, as the two figures of a change where the words before it say so; a range with the
/// `between` before it.
pub fn parted(body: &str, words: &[Word], found: Found) -> Vec<Found> {
    let Some(upper) = found.upper else { return vec![found] };
    let first = words.partition_point(|word| word.span.end <= found.span.start);
    let sentence = Sentence::new(body, words);
    let Some(before) = first.checked_sub(1) else { return vec![found] };
    if sentence.is(before, &["between"]) && sentence.goes_on(before + 1, &[words[first].form.as_str()]) {
        let span = Span::new(words[before].span.start, found.span.end);
        return vec![Found { span, ..found }];
    }
    let joint = numeral(body, words, first).map_or(first, |number| number.to);
    let changes =
        sentence.is(before, &["from"]) && sentence.goes_on(joint, &["to"]) && sentence.tells_change(before);
    let Some(second) = words.get(joint + 1).filter(|_| changes) else { return vec![found] };
    let low = Span::new(found.span.start, words[joint - 1].span.end);
    let high = Span::new(second.span.start, found.span.end);
    let number = Span::new(second.span.start, found.number.end.max(second.span.end));
    vec![
        Found { span: low, number: low, upper: None, ..found.clone() },
        Found { span: high, number, value: upper, upper: None, ..found },
    ]
}
