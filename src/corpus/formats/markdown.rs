//! Markdown: the text is the source as it stands, so that positions are the file's; title and attributes are read
//! from its front matter and headings.
//!
//! Front matter is read line by line as `name: value`, with quoted values and simple lists. It is no YAML parser:
//! nested values are passed over.

use std::collections::BTreeMap;

use super::{Extract, Format};
use crate::corpus::date;
use crate::corpus::decode::decode;
use crate::corpus::document::AttributeValue;
use crate::corpus::encodings::Chosen;
use crate::corpus::problem::ProblemKind;
use crate::corpus::title;

/// Markdown.
pub static FORMAT: Format = Format { extensions: &["md", "markdown"], reader: "markdown 1", read };

fn read(bytes: Vec<u8>, chosen: Option<Chosen>) -> Result<Extract, ProblemKind> {
    let decoded = decode(bytes, chosen)?;
    let (fields, body) = front_matter(&decoded.text);
    let mut extract = Extract { encoding: decoded.encoding, ..Extract::default() };
    for (name, value) in fields {
        if name == "title" {
            extract.title = title::cut(&value);
        } else {
            let value = if name == "date" { date::normalised(&value).unwrap_or(value) } else { value };
            extract.attributes.insert(name, AttributeValue::stated(value));
        }
    }
    extract.title = extract.title.or_else(|| heading(body)).or_else(|| title::of_text(body));
    extract.text = decoded.text;
    Ok(extract)
}

/// The fields of the front matter (none when there is none) and what follows it.
fn front_matter(text: &str) -> (BTreeMap<String, String>, &str) {
    let mut fields = BTreeMap::new();
    let Some(rest) = text.strip_prefix("---").and_then(after_line_end) else { return (fields, text) };
    let mut name_of_list = None;
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        at += line.len();
        let line = line.trim_end();
        if line == "---" || line == "..." {
            fields.retain(|_, value: &mut String| !value.is_empty());
            return (fields, &rest[at..]);
        }
        let item = line.trim_start().strip_prefix("- ").map(unquoted);
        if let (Some(item), Some(name)) = (&item, &name_of_list) {
            let list: &mut String = fields.entry(String::clone(name)).or_default();
            if !list.is_empty() {
                list.push_str(", ");
            }
            list.push_str(item);
        } else if let Some((name, value)) = field(line) {
            name_of_list = value.is_empty().then(|| name.clone());
            fields.insert(name, value);
        }
    }
    // Never closed: a rule and ordinary text.
    (BTreeMap::new(), text)
}

/// What follows a line end, when there is nothing but blanks before it.
fn after_line_end(text: &str) -> Option<&str> {
    text.trim_start_matches([' ', '\t']).strip_prefix('\n')
}

/// `name: value` at the start of a line.
fn field(line: &str) -> Option<(String, String)> {
    let (name, value) = line.split_once(':')?;
    let is_name =
        !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' '));
    let starts_the_line = !name.starts_with([' ', '-']);
    if !is_name || !starts_the_line || !(value.is_empty() || value.starts_with(' ')) {
        return None;
    }
    let value = value.trim();
    let list = value.strip_prefix('[').and_then(|list| list.strip_suffix(']'));
    let value = list
        .map_or_else(|| unquoted(value), |list| list.split(',').map(unquoted).collect::<Vec<_>>().join(", "));
    Some((name.trim_end().to_lowercase(), value))
}

/// A value without its quotation marks; a block marker (`|`, `>`) is no value.
fn unquoted(value: &str) -> String {
    let value = value.trim();
    for quote in ['"', '\''] {
        if let Some(inner) = value.strip_prefix(quote).and_then(|value| value.strip_suffix(quote)) {
            return inner.to_owned();
        }
    }
    if matches!(value, "|" | ">" | "|-" | ">-") { String::new() } else { value.to_owned() }
}

/// How far into a text a heading is looked for, in lines.
const LINES_TO_HEADING: usize = 400;

/// The first heading of the first level, else the first heading of any level.
fn heading(body: &str) -> Option<String> {
    let mut first_lower = None;
    let mut fence = None;
    let mut before = "";
    for line in body.lines().take(LINES_TO_HEADING) {
        let trimmed = line.trim_start_matches(' ');
        let marker = ["```", "~~~"].into_iter().find(|marker| trimmed.starts_with(marker));
        match (fence, marker) {
            (None, Some(_)) => fence = marker,
            (Some(open), Some(close)) if open == close => fence = None,
            _ => {}
        }
        let is_indented_code = line.len() - trimmed.len() > 3;
        if fence.is_none() && !is_indented_code {
            let found = atx(trimmed).or_else(|| setext(before, trimmed));
            match found.and_then(|(level, words)| Some((level, title::cut(&without_markup(words))?))) {
                Some((1, title)) => return Some(title),
                Some((_, title)) => first_lower = first_lower.or(Some(title)),
                None => {}
            }
        }
        before = if fence.is_none() && marker.is_none() { line.trim() } else { "" };
    }
    first_lower
}

/// `## Words ##`: its level and words.
fn atx(line: &str) -> Option<(usize, &str)> {
    let words = line.trim_start_matches('#');
    let level = line.len() - words.len();
    if level == 0 || level > 6 || !(words.is_empty() || words.starts_with([' ', '\t'])) {
        return None;
    }
    let words = words.trim();
    let unclosed = words.trim_end_matches('#');
    let words =
        if unclosed.len() < words.len() && unclosed.ends_with(' ') { unclosed.trim_end() } else { words };
    Some((level, words))
}

/// A line of words with a line of `=` or `-` under it.
fn setext<'a>(above: &'a str, line: &str) -> Option<(usize, &'a str)> {
    let line = line.trim_end();
    let is_line_of = |mark: char| line.len() >= 2 && line.chars().all(|c| c == mark);
    let is_words = above.contains(char::is_alphanumeric) && !above.starts_with(['#', '>', '-', '*', '|']);
    match (is_words, is_line_of('='), is_line_of('-')) {
        (true, true, _) => Some((1, above)),
        (true, _, true) => Some((2, above)),
        _ => None,
    }
}

/// A heading without the marks of emphasis, code and links.
fn without_markup(words: &str) -> String {
    let mut plain = String::new();
    let mut rest = words;
    while let Some(open) = rest.find('[') {
        let target = rest[open..].find("](").map(|at| open + at);
        let Some((middle, close)) =
            target.and_then(|middle| Some((middle, middle + rest[middle..].find(')')?)))
        else {
            break;
        };
        plain.push_str(rest[..open].trim_end_matches('!'));
        plain.push_str(&rest[open + 1..middle]);
        rest = &rest[close + 1..];
    }
    plain.push_str(rest);
    for mark in ["**", "__", "`", "*"] {
        plain = plain.replace(mark, "");
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn extract(source: &str) -> Extract {
        let extract = read(source.as_bytes().to_vec(), None).unwrap();
        assert_eq!(extract.text, source);
        extract
    }

    fn title(source: &str) -> Option<String> {
        extract(source).title
    }

    #[test]
    fn front_matter_gives_title_and_attributes() {
        let source = "---\ntitle: \"A letter: to the Mayor\"\nDate: 18 September 2019\nauthor: B. Coppinger\n\
            tags: [police, 'budget']\nplaces:\n  - Thornaby\n  - Redcar\nnested:\n  inner: x\nempty:\n---\n# Heading\n";
        let extract = extract(source);
        assert_eq!(extract.title.as_deref(), Some("A letter: to the Mayor"));
        let attributes: Vec<_> = extract
            .attributes
            .iter()
            .map(|(name, value)| (name.as_str(), value.value.as_str(), value.guessed))
            .collect();
        assert_eq!(
            attributes,
            [
                ("author", "B. Coppinger", false),
                ("date", "2019-09-18", false),
                ("places", "Thornaby, Redcar", false),
                ("tags", "police, budget", false),
            ]
        );
    }

    #[test]
    fn an_unclosed_rule_is_no_front_matter() {
        let extract = extract("---\ntitle: no\n\ntext\n");
        assert!(extract.attributes.is_empty());
    }

    #[test]
    fn headings_give_the_title() {
        assert_eq!(
            title("text\n\n## Lower\n\n# The **first** [link](http://x) ##\n").as_deref(),
            Some("The first link")
        );
        assert_eq!(title("Title\n=====\n\ntext").as_deref(), Some("Title"));
        assert_eq!(title("text\n\n## Only lower\n").as_deref(), Some("Only lower"));
        assert_eq!(title("```\n# a comment\n```\n\n# Real\n").as_deref(), Some("Real"));
        assert_eq!(title("#hashtag first\n\nmore\n").as_deref(), Some("#hashtag first"));
        assert_eq!(title("# \n\n# Second\n").as_deref(), Some("Second"));
        assert_eq!(title("words\n\n---\n\nmore").as_deref(), Some("words"));
    }
}
