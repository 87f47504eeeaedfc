//! How the panels write dates and quotations. Nothing here is drawn.

use crate::project::Timestamp;

/// An ISO date as people write it, `9 Sep 2020`; anything else as it is.
pub(super) fn date(value: &str) -> String {
    value
        .parse::<jiff::civil::Date>()
        .map_or_else(|_| value.to_owned(), |date| date.strftime("%-d %b %Y").to_string())
}

/// A moment in this machine's time zone: `9 Sep 2020, 14:05`.
pub(super) fn moment(at: Timestamp) -> String {
    let zone = jiff::tz::TimeZone::system();
    at.as_jiff().to_zoned(zone).strftime("%-d %b %Y, %H:%M").to_string()
}

/// The beginning of a quotation on one line, at most `characters` long.
pub(in crate::ui) fn quotation(text: &str, characters: usize) -> String {
    let mut line = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        if length > 0 {
            line.push(' ');
            length += 1;
        }
        for character in word.chars() {
            if length == characters {
                line.truncate(line.trim_end().len());
                line.push('…');
                return line;
            }
            line.push(character);
            length += 1;
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_that_are_dates() {
        assert_eq!(date("2020-09-09"), "9 Sep 2020");
        assert_eq!(date("autumn 2019"), "autumn 2019");
        assert_eq!(date(""), "");
    }

    #[test]
    fn quotations_fit_one_line() {
        assert_eq!(quotation("  two\n  words ", 20), "two words");
        assert_eq!(quotation("abcdef", 6), "abcdef");
        assert_eq!(quotation("abc def", 5), "abc d…");
        assert_eq!(quotation("abc def", 4), "abc…");
        assert_eq!(quotation("日本語の文", 3), "日本語…");
    }
}
