//! A number is read whole or not at all: what is only a part of one, since a sign inside it was not understood, is no figure.

use crate::text::Span;

/// No group of digits is longer that spaces part from others.
const GROUP: usize = 3;

/// True for a figure that is cut from a longer number: the `000 soldiers` of `12 000 soldiers`. `others` are the places of dates
/// and the like, in order; what is of these is no part of a number.
pub fn is_part(body: &str, figure: Span, others: &[Span]) -> bool {
    goes_back(body, figure.start, others) || goes_on(body, figure.end)
}

/// True where a number that begins at `start` goes on one before it.
fn goes_back(body: &str, start: usize, others: &[Span]) -> bool {
    let own = digits(body[start..].chars());
    let mut before = body[..start].chars().rev();
    let Some(sign) = before.next().filter(|_| own > 0) else { return false };
    let first = digits(before.clone());
    if first == 0 {
        return false;
    }
    if is_inside(sign) {
        return true;
    }
    let outer = before.nth(first);
    let end = start - sign.len_utf8();
    let near = others.partition_point(|other| other.end < end);
    let is_other = others.get(near).is_some_and(|other| other.start < end);
    let is_free = outer.is_none_or(|c| !c.is_alphanumeric() && !is_inside(c));
    is_space(sign) && own == GROUP && first <= GROUP && is_free && !is_other
}

/// True where a number that ends at `end` goes on behind it.
fn goes_on(body: &str, end: usize) -> bool {
    // `54°34′` is a place.
    if body[..end].ends_with('°') && body[end..].starts_with(|c: char| c.is_ascii_digit()) {
        return true;
    }
    let own = digits(body[..end].chars().rev());
    let mut after = body[end..].chars();
    let Some(sign) = after.next().filter(|_| own > 0) else { return false };
    let next = digits(after);
    is_inside(sign) && next > 0 || is_space(sign) && next == GROUP && own <= GROUP
}

/// How many digits a text begins with; of many, a few.
fn digits(text: impl Iterator<Item = char>) -> usize {
    text.take(GROUP + 1).take_while(char::is_ascii_digit).count()
}

/// True for what stands between two digits of one number.
fn is_inside(c: char) -> bool {
    matches!(c, '.' | ',' | '\'' | '’' | '·')
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')
}
