//! Characters common to the formats: text that XML can hold.

use crate::text::numbers::counted;

/// True for a character that XML 1.0 cannot hold, not even escaped.
pub(super) fn is_foreign_to_xml(c: char) -> bool {
    !matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// Replaces what XML cannot hold by U+FFFD and counts it.
#[derive(Debug, Default)]
pub(super) struct XmlFilter {
    replaced: usize,
}

impl XmlFilter {
    /// `text` as XML can hold it.
    pub(super) fn clean(&mut self, text: &str) -> String {
        let replace = |c: char| if is_foreign_to_xml(c) { '\u{FFFD}' } else { c };
        self.replaced += text.chars().filter(|c| is_foreign_to_xml(*c)).count();
        text.chars().map(replace).collect()
    }

    /// What the reader should know of it.
    pub(super) fn notes(&self, format: &str) -> Option<String> {
        (self.replaced > 0).then(|| {
            let were = if self.replaced == 1 { "was" } else { "were" };
            format!(
                "{} that {format} cannot hold {were} replaced by “\u{FFFD}”.",
                counted(self.replaced, "control character", "control characters")
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_is_replaced_and_counted() {
        let mut filter = XmlFilter::default();
        assert_eq!(
            filter.clean("a\u{0}\tb\u{1b}\n\u{FFFF}👩🏽\u{85}"),
            "a\u{FFFD}\tb\u{FFFD}\n\u{FFFD}👩🏽\u{85}"
        );
        assert!(filter.notes("DOCX").unwrap().starts_with("3 control characters"));
        assert_eq!(XmlFilter::default().notes("DOCX"), None);
    }
}
