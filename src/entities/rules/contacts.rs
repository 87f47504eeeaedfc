//! Mail and web addresses, telephone numbers and postcodes.
//!
//! Addresses are read by their signs, from a sign outwards and never further than an address is long.

use super::board::Board;
use super::tokens::{Page, Shape};
use crate::entities::{Kind, Source};
use crate::text::Span;

/// The name of this rule.
pub const NAME: &str = "contacts";

/// No mail address is longer.
const LONGEST_MAIL: usize = 254;

/// No telephone number has more tokens: eight groups of digits, each with a bracket or hyphen on either side.
const LONGEST_PHONE: usize = 24;

/// No web address is taken further.
const LONGEST_WEB: usize = 2048;

/// Ends of bare domain names that are told without `www`.
const DOMAINS: [&str; 14] = [
    ".com",
    ".org",
    ".net",
    ".gov",
    ".edu",
    ".co.uk",
    ".org.uk",
    ".gov.uk",
    ".ac.uk",
    ".police.uk",
    ".eu",
    ".int",
    ".io",
    ".info",
];

/// Claims addresses, numbers and postcodes.
pub fn contacts(board: &mut Board<'_, '_>) {
    addresses(board);
    let page = board.page;
    let mut at = 0;
    while at < page.len() {
        let to = if board.is_free(at) { phone_at(page, at).or_else(|| postcode_at(page, at)) } else { None };
        match to {
            Some(to) if board.claim(at, to, Kind::Contact, NAME) => at = to,
            _ => at += 1,
        }
    }
}

/// Claims mail and web addresses.
fn addresses(board: &mut Board<'_, '_>) {
    let text = board.page.text();
    let mut done = 0;
    let mut at = 0;
    while let Some(found) = text.as_bytes()[at..].iter().position(|byte| matches!(byte, b'@' | b':' | b'.')) {
        let sign = at + found;
        at = sign + 1;
        if sign < done {
            continue;
        }
        let span = match text.as_bytes()[sign] {
            b'@' => mail_around(text, sign, done),
            b':' => web_at_colon(text, sign, done),
            _ => bare_web(text, sign, done),
        };
        let Some(span) = span else { continue };
        let (from, to) = board.page.tokens_in(span);
        if board.claim_as(from, to, span, Kind::Contact, Source::Rule(NAME), None) {
            done = span.end;
        }
    }
}

/// The mail address around the `@` at `sign`.
fn mail_around(text: &str, sign: usize, floor: usize) -> Option<Span> {
    let first = floor.max(sign.saturating_sub(LONGEST_MAIL));
    let before = text.as_bytes()[first..sign]
        .iter()
        .rev()
        .take_while(|byte| byte.is_ascii_alphanumeric() || b"._%+-\\'".contains(byte))
        .count();
    let after = domain_length(&text.as_bytes()[sign + 1..(sign + 1 + LONGEST_MAIL).min(text.len())]);
    let domain = &text[sign + 1..sign + 1 + after];
    let start = sign - before;
    let start = start + text[start..sign].len()
        - text[start..sign].trim_start_matches(['.', '\'', '-', '\\', '_']).len();
    (start < sign && domain.contains('.')).then_some(Span::new(start, sign + 1 + after))
}

/// Length of the domain name at the start of `bytes`, without a full stop that ends a sentence.
fn domain_length(bytes: &[u8]) -> usize {
    let length = bytes.iter().take_while(|byte| byte.is_ascii_alphanumeric() || b".-".contains(byte)).count();
    let trailing = bytes[..length].iter().rev().take_while(|byte| b".-".contains(byte)).count();
    length - trailing
}

/// The web address whose `://` begins at `sign`.
fn web_at_colon(text: &str, sign: usize, floor: usize) -> Option<Span> {
    if !text[sign..].starts_with("://") {
        return None;
    }
    let bytes = text.as_bytes();
    let scheme = bytes[floor.max(sign.saturating_sub(12))..sign]
        .iter()
        .rev()
        .take_while(|byte| byte.is_ascii_alphabetic())
        .count();
    let end = web_end(text, sign + 3);
    (scheme >= 2 && end > sign + 3).then_some(Span::new(sign - scheme, end))
}

/// An address that begins with `www.`, or a bare domain name with a common ending.
fn bare_web(text: &str, sign: usize, floor: usize) -> Option<Span> {
    let bytes = text.as_bytes();
    if !bytes.get(sign + 1).is_some_and(u8::is_ascii_alphanumeric) {
        return None;
    }
    let back = bytes[floor.max(sign.saturating_sub(64))..sign]
        .iter()
        .rev()
        .take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'-')
        .count();
    let start = sign - back;
    if back == 0 || (start > floor && bytes.get(start - 1).is_some_and(|byte| b"@.".contains(byte))) {
        return None;
    }
    let domain = domain_length(&bytes[start..(start + LONGEST_MAIL).min(text.len())]);
    let name = text.get(start..start + domain)?;
    let told = name.get(..4).is_some_and(|www| www.eq_ignore_ascii_case("www."))
        || (DOMAINS.iter().any(|ending| name.ends_with(ending))
            && !name.contains(|c: char| c.is_ascii_uppercase()));
    told.then(|| Span::new(start, web_end(text, start)))
}

/// Where the web address that goes on at `from` ends.
fn web_end(text: &str, from: usize) -> usize {
    let limit = text.floor_char_boundary((from + LONGEST_WEB).min(text.len()));
    let rest = &text[from..limit];
    let stop = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '"' | '<' | '>' | '“' | '”' | '‘' | '’' | '|' | '`')
    };
    let words = &rest[..rest.find(stop).unwrap_or(rest.len())];
    let mut words = words.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', ']']);
    while words.ends_with(')') && words.matches(')').count() > words.matches('(').count() {
        words = words[..words.len() - 1].trim_end_matches(['.', ',']);
    }
    from + words.len()
}

/// One past the telephone number that begins at `at`.
fn phone_at(page: &Page<'_>, at: usize) -> Option<usize> {
    let plus = page.sign(at, '+');
    let bracket = page.sign(at, '(');
    if !(plus || bracket || page.get(at).shape == Shape::Number) {
        return None;
    }
    let (mut to, mut digits, mut groups) = (at + usize::from(plus), 0usize, 0usize);
    let mut end = to;
    while groups < 8 && to - at < LONGEST_PHONE && (to == at || page.follows(to)) {
        if (page.sign(to, '(') && groups <= 1) || (page.sign(to, ')') && groups > 0) || page.sign(to, '-') {
            to += 1;
            continue;
        }
        let word = page.word(to);
        let count = word.bytes().filter(u8::is_ascii_digit).count();
        if count == 0 || !word.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'.')) {
            break;
        }
        digits += count;
        groups += 1;
        to += 1;
        end = to;
    }
    let first = page.word(if bracket || plus { at + 1 } else { at });
    let dashed = first.split(['-', '.']).map(str::len);
    let american = {
        let lengths: Vec<usize> = dashed.collect();
        matches!(lengths.as_slice(), [3, 3, 4] | [1, 3, 3, 4])
    };
    let told = at.checked_sub(1).is_some_and(|before| {
        let before =
            if page.sign(before, ':') || page.sign(before, '.') { before.wrapping_sub(1) } else { before };
        matches!(
            page.low(before),
            "tel" | "telephone" | "phone" | "fax" | "mobile" | "call" | "ring" | "freephone"
        )
    });
    let fits = match digits {
        6 | 7 => told,
        8..=15 => {
            plus || (bracket && page.sign(at + 2, ')') && groups > 1)
                || american
                || told
                || (first.starts_with('0')
                    && first.len() > 2
                    && (groups > 1 || digits >= 10)
                    && !first.contains('.'))
        }
        _ => false,
    };
    let is_closed = !bracket || page.sign(at + 2, ')');
    (fits && is_closed).then_some(end)
}

/// One past the British or Irish postcode that begins at `at`.
fn postcode_at(page: &Page<'_>, at: usize) -> Option<usize> {
    let outward = page.word(at);
    if page.get(at).shape != Shape::Capitals || !(2..=4).contains(&outward.len()) || !page.follows(at + 1) {
        return None;
    }
    let inward = page.word(at + 1);
    let letters = outward.bytes().take_while(u8::is_ascii_uppercase).count();
    let mut rest = outward.bytes().skip(letters);
    let british = (1..=2).contains(&letters)
        && rest.next().is_some_and(|byte| byte.is_ascii_digit())
        && rest.all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        && matches!(inward.as_bytes(), [digit, one, two]
            if digit.is_ascii_digit() && one.is_ascii_uppercase() && two.is_ascii_uppercase());
    let irish = matches!(outward.as_bytes(), [letter, one, two]
            if letter.is_ascii_uppercase() && one.is_ascii_digit() && (two.is_ascii_digit() || *two == b'W'))
        && inward.len() == 4
        && inward.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        && inward.bytes().any(|byte| byte.is_ascii_digit());
    (british || irish).then_some(at + 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::rules::board::testing::found;

    fn read(text: &str) -> Vec<String> {
        found(text, contacts).into_iter().map(|(words, ..)| words).collect()
    }

    #[test]
    fn a_number_is_sought_no_further_than_one_is_long() {
        assert_eq!(read("call (01642) 555-0137 now"), ["(01642) 555-0137"]);
        assert!(read(&format!("tel {}01642 555 0137", "(".repeat(LONGEST_PHONE))).len() <= 1);
        assert!(read(&"(".repeat(50_000)).is_empty());
    }

    #[test]
    fn addresses_end_where_the_sentence_does() {
        assert_eq!(
            read(
                "Write to a.b_c@x-y.example.org. See https://x.example.org/a_(b)/c.pdf, (www.example.nz/d)."
            ),
            ["a.b_c@x-y.example.org", "https://x.example.org/a_(b)/c.pdf", "www.example.nz/d"]
        );
        assert_eq!(read("<a href=\"mailto:Andy\\_P@m.gov.uk\">"), ["Andy\\_P@m.gov.uk"]);
        assert_eq!(read("at example.co.uk, e.g. here"), ["example.co.uk"]);
    }

    #[test]
    fn numbers_and_postcodes() {
        assert_eq!(
            read("Tel: 01642 301653 or +64 3 528 0147, (505) 555-0182, 1-800-555-0139, 066 713 6244."),
            ["01642 301653", "+64 3 528 0147", "(505) 555-0182", "1-800-555-0139", "066 713 6244"]
        );
        assert_eq!(read("TS17 6AJ, SY1 1NL, V92 XK7T"), ["TS17 6AJ", "SY1 1NL", "V92 XK7T"]);
        assert!(read("In 2019 we had 1,200 of 13,400; 12/08/2024, 0.5, 2012-2020, 10 000 000.").is_empty());
    }
}
