//! Numbers as people write them in a sentence, and as they sort in a text. Nothing that leaves in a file for programs is
//! written so.

/// A number with its thousands parted by commas: `8,037`.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number and what it counts: `1 document`, `2,000 documents`.
pub fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(number), if number == 1 { one } else { many })
}

/// A text so written that comparing letter by letter puts `Letter 2` before `Letter 10`, without regard to case.
pub fn in_natural_order(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 8);
    let mut digits = String::new();
    for character in text.chars().flat_map(char::to_lowercase).chain(['\0']) {
        if character.is_ascii_digit() {
            digits.push(character);
            continue;
        }
        if !digits.is_empty() {
            let number = digits.trim_start_matches('0');
            written.extend(std::iter::repeat_n('0', 12_usize.saturating_sub(number.len())));
            written.push_str(number);
            digits.clear();
        }
        written.push(character);
    }
    written.truncate(written.len() - 1);
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_parted() {
        let written = [0, 999, 1_000, 25_500, 1_234_567].map(grouped);
        assert_eq!(written, ["0", "999", "1,000", "25,500", "1,234,567"]);
        assert_eq!(counted(1, "document", "documents"), "1 document");
        assert_eq!(counted(3_000, "document", "documents"), "3,000 documents");
    }
}
