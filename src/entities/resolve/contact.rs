//! The key of an address: how it is written matters less than where it leads.

/// The key of an e-mail or web address, a telephone number or a postcode.
pub(crate) fn key(contact: &str) -> String {
    let compact: String = contact.split_whitespace().collect::<String>().to_lowercase();
    if compact.contains('@') && !compact.contains("://") {
        return compact.trim_start_matches("mailto:").trim_end_matches(['.', ',', ';']).to_owned();
    }
    if compact.contains("://") || compact.starts_with("www.") {
        let bare = compact.split_once("://").map_or(compact.as_str(), |(_, rest)| rest);
        return bare.trim_start_matches("www.").trim_end_matches(['/', '.', ',', ';']).to_owned();
    }
    let is_number = |letter: char| letter.is_ascii_digit() || "+()-./".contains(letter);
    if compact.chars().all(is_number) && compact.chars().any(|letter| letter.is_ascii_digit()) {
        return compact.chars().filter(|letter| letter.is_ascii_digit() || *letter == '+').collect();
    }
    compact
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn addresses_lead_to_one_place() {
        assert_eq!(key("http://www.example.org/"), key("www.example.org"));
        assert_eq!(key("mailto:A@Example.org"), key("a@example.org"));
        assert_eq!(key("(505) 555-0182"), key("505 555 0182"));
        assert_eq!(key("TS17 6AJ"), key("ts176aj"));
    }
}
