//! Numbers as people write them in a sentence. Nothing that leaves in a file for programs is written so.

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
