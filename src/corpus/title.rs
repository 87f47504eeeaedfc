//! Titles: a document's first line or its file name, cut so that they read well in a list.

use unicode_segmentation::UnicodeSegmentation;

/// The longest title, in characters as a reader counts them.
const LONGEST: usize = 80;
/// A title is cut at the end of a sentence only when this much of it remains.
const SHORTEST_SENTENCE: usize = 40;
/// How far into a text its first line of words is looked for, in lines.
const LINES_TO_TITLE: usize = 200;

/// The title a text gives itself: its first line with a letter or digit in it.
///
/// Lines that a web page or a letterhead puts before the real title are not skipped: nothing in a plain text tells
/// them from one, and a wrong first line is easier to see through than a title that was picked by a rule.
pub fn of_text(text: &str) -> Option<String> {
    text.lines().take(LINES_TO_TITLE).find_map(cut)
}

/// The title a file name gives: without its extension, underscores as spaces.
pub fn of_name(name: &str) -> String {
    let file = name.rsplit('/').next().unwrap_or(name);
    let stem = match file.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => file,
    };
    cut(&stem.replace('_', " ")).unwrap_or_else(|| file.to_owned())
}

/// A line as a title: white space closed up, cut at the end of a sentence or a word. `None` when it says nothing.
pub fn cut(line: &str) -> Option<String> {
    if !line.contains(char::is_alphanumeric) {
        return None;
    }
    // A line may be a whole book; no title needs more of it than this.
    let far_enough = line.char_indices().nth(LONGEST * 20).map_or(line.len(), |(at, _)| at);
    let line = line[..far_enough].split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((limit, _)) = line.grapheme_indices(true).nth(LONGEST) else {
        return Some(line);
    };
    let head = &line[..limit];
    if let Some(sentence) = sentence_end(&line, limit) {
        return Some(line[..sentence].to_owned());
    }
    // A word that ends exactly at the limit is whole.
    let ends_here = line[limit..].starts_with(' ');
    let end = if ends_here { limit } else { head.rfind(' ').filter(|at| *at > limit / 2).unwrap_or(limit) };
    let words = head[..end]
        .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '-' | '–' | '—'));
    Some(format!("{words}…"))
}

/// Where the last sentence that ends before `limit` ends, if enough remains.
fn sentence_end(line: &str, limit: usize) -> Option<usize> {
    let enough = line.grapheme_indices(true).nth(SHORTEST_SENTENCE).map(|(at, _)| at)?;
    let mut ends = line.char_indices().filter_map(|(at, c)| {
        let end = at + c.len_utf8();
        let rest = &line[end..];
        let closes = match c {
            '.' | '!' | '?' => rest.starts_with(' ') && !ends_in_abbreviation(&line[..at]),
            '。' | '！' | '？' => true,
            _ => false,
        };
        closes.then_some(end)
    });
    ends.rfind(|end| (enough..=limit).contains(end))
}

/// True when a full stop after these words closes no sentence: `Mr`, `J`, `No`.
fn ends_in_abbreviation(words: &str) -> bool {
    let last = words.rsplit([' ', '.', '(']).next().unwrap_or_default();
    last.chars().count() <= 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_with_words() {
        assert_eq!(of_text("\n ---- \n  A   title\twith gaps \nmore").as_deref(), Some("A title with gaps"));
        assert_eq!(of_text(" \n***\n"), None);
        assert_eq!(of_text("日本語の題\n本文").as_deref(), Some("日本語の題"));
    }

    #[test]
    fn long_lines_are_cut_at_words() {
        let line = "A CHIEF Constable has sent out a letter reassuring residents that his force will continue to focus";
        assert_eq!(
            cut(line).as_deref(),
            Some("A CHIEF Constable has sent out a letter reassuring residents that his force will…")
        );
        let exact = "x".repeat(80);
        assert_eq!(cut(&exact).as_deref(), Some(exact.as_str()));
        assert_eq!(cut(&"x".repeat(81)), Some(format!("{}…", "x".repeat(80))));
    }

    #[test]
    fn long_lines_are_cut_at_sentences_where_one_ends() {
        let line = "The council met on Tuesday evening to hear Mr. Lewis. It heard nobody else until the small hours came.";
        assert_eq!(cut(line).as_deref(), Some("The council met on Tuesday evening to hear Mr. Lewis."));
    }

    #[test]
    fn cuts_never_split_what_a_reader_sees_as_one_character() {
        let line = "👩🏽‍🚀".repeat(100);
        assert_eq!(cut(&line), None);
        let line = format!("a{}", "👩🏽‍🚀".repeat(100));
        assert_eq!(cut(&line), Some(format!("a{}…", "👩🏽‍🚀".repeat(79))));
    }

    #[test]
    fn file_names() {
        assert_eq!(of_name("a/b/Letter_to_the_Mayor.2019.txt"), "Letter to the Mayor.2019");
        assert_eq!(of_name(".hidden"), ".hidden");
        assert_eq!(of_name("---.txt"), "---.txt");
    }
}
