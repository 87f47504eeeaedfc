//! Markdown (CommonMark): the outline with every character that means something there escaped.

use super::Exported;
use super::outline::{Block, Outline};

/// Writes an outline.
pub(super) fn export(outline: &Outline) -> Exported {
    let mut out = format!("# {}\n", one_line(&outline.title));
    for block in &outline.blocks {
        out.push('\n');
        match block {
            Block::Heading { level, text, .. } => {
                let marks = "#".repeat(usize::from(*level).min(5) + 1);
                out.extend([&marks, " ", &one_line(text), "\n"]);
            }
            Block::Quotation(text) => out.push_str(&lines(text, "> ")),
            Block::Paragraph(text) | Block::Citation(text) => out.push_str(&lines(text, "")),
            Block::Tags { lead, labels } => {
                let paths: Vec<String> = labels.iter().map(|label| one_line(&label.path)).collect();
                out.extend(["*", lead, ":* ", &paths.join("; "), "\n"]);
            }
            Block::Memo(text) => {
                out.push_str("*Memo:*\n\n");
                out.push_str(&lines(text, ""));
            }
            Block::Warning(text) => out.extend(["**", &one_line(text), "**\n"]),
        }
    }
    Exported { bytes: out.into_bytes(), notes: outline.notes.clone() }
}

/// Text of several lines, each after `lead`, broken where it is broken.
fn lines(text: &str, lead: &str) -> String {
    // A carriage return alone ends a line too (CommonMark 2.1): what follows it begins one.
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = text.trim_end_matches('\n').split('\n').collect();
    let mut out = String::new();
    for (n, line) in lines.iter().enumerate() {
        out.push_str(if line.trim().is_empty() { lead.trim_end() } else { lead });
        out.push_str(&escaped_line(line));
        // A blank line ends a paragraph by itself; a break before it would be a stray backslash.
        let next_has_words = lines.get(n + 1).is_some_and(|next| !next.trim().is_empty());
        out.push_str(if next_has_words && !line.trim().is_empty() { "\\\n" } else { "\n" });
    }
    out
}

/// Text on one line.
pub(super) fn one_line(text: &str) -> String {
    escaped_line(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// One line, with its indentation kept from meaning a code block and its first mark from meaning a list.
fn escaped_line(line: &str) -> String {
    if line.trim().is_empty() {
        return String::new();
    }
    let words = line.trim_start_matches([' ', '\t']);
    let mut out = String::with_capacity(line.len() + 8);
    for blank in line[..line.len() - words.len()].chars() {
        out.push_str(if blank == '\t' { "&#9;" } else { "&#32;" });
    }
    let digits = words.len() - words.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    for (at, c) in words.char_indices() {
        let always =
            matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '#' | '$');
        let begins_a_block = at == 0 && matches!(c, '+' | '-' | '=');
        let numbers_a_list = digits > 0 && at == digits && matches!(c, '.' | ')');
        if always || begins_a_block || numbers_a_list {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_a_researcher_quotes_becomes_markup() {
        assert_eq!(escaped_line("# no *heading* <b>&amp;</b>"), r"\# no \*heading\* \<b\>\&amp;\</b\>");
        assert_eq!(escaped_line("- item"), r"\- item");
        assert_eq!(escaped_line("12. item, 3.5"), r"12\. item, 3.5");
        assert_eq!(escaped_line("==="), r"\===");
        assert_eq!(escaped_line("    code"), "&#32;&#32;&#32;&#32;code");
    }

    #[test]
    fn lines_break_where_they_broke() {
        assert_eq!(lines("one\ntwo\n\nthree\\\nfour\n", "> "), "> one\\\n> two\n>\n> three\\\\\\\n> four\n");
        assert_eq!(lines("one\r\n\ttwo\r\tthree", ""), "one\\\n&#9;two\\\n&#9;three\n");
    }
}
