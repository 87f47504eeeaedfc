//! Queries made of what stands in a table: a word, a word near what was searched, the documents with an attribute.

use super::node::{Arrangement, Leaf, Node, Slot};
use super::pattern::Pattern;
use super::{Query, written_name, written_value};
use crate::search::words::fold;

/// What finds a word, or a run of words, in the form in which it is counted.
pub fn for_words(form: &str) -> String {
    if form.chars().all(char::is_alphanumeric) { format!("={form}") } else { format!("\"{form}\"") }
}

/// What finds a word near the hits of a query that is words side by side, with up to so many other words among them.
/// `None` for any other query.
pub fn for_pair(query: &str, form: &str, others: usize) -> Option<String> {
    let query = Query::parse(query).ok()?;
    let Node::Leaf(Leaf::Words { slots, arrangement: Arrangement::Adjacent }) = &query.root else {
        return None;
    };
    let word = |slot: &Slot| match &slot.pattern {
        Pattern::Form(form) if !slot.as_written => Some(form.clone()),
        Pattern::Stem(typed) => {
            let mut form = String::new();
            fold(typed, &mut form);
            Some(form)
        }
        _ => None,
    };
    let words: Option<Vec<String>> = slots.iter().map(word).collect();
    Some(format!("\"{} {form}\"~{others}", words?.join(" ")))
}

/// What finds both what a query finds and something else.
pub fn for_both(query: &str, other: &str) -> String {
    let query = query.trim();
    if query.contains(char::is_whitespace) {
        format!("({query}) AND {other}")
    } else {
        format!("{query} AND {other}")
    }
}

/// What holds for documents whose attribute has this value, or that have none; `None` where a query cannot say so.
pub fn for_attribute(name: &str, value: &str) -> Option<String> {
    // There a star is any letters, and a question mark any letter.
    if value.contains(['*', '?']) {
        return None;
    }
    let name = written_name(&name.to_lowercase());
    let made =
        if value.is_empty() { format!("NOT {name}:*") } else { format!("{name}:{}", written_value(value)) };
    Query::parse(&made).is_ok().then_some(made)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_asked_for_as_they_are_counted() {
        for (form, query) in
            [("police", "=police"), ("don’t", "\"don’t\""), ("chief constable", "\"chief constable\"")]
        {
            assert_eq!(for_words(form), query);
            assert!(Query::parse(query).is_ok());
        }
    }

    #[test]
    fn a_pair_is_asked_for_where_the_query_is_words() {
        assert_eq!(for_pair("Police", "chief", 4).as_deref(), Some("\"police chief\"~4"));
        assert_eq!(
            for_pair("\"chief constable\"", "retired", 0).as_deref(),
            Some("\"chief constable retired\"~0")
        );
        assert!(Query::parse("\"chief constable retired\"~0").is_ok());
        for other in ["complain*", "==Police", "a OR b", "tag:praise", "\"a b\"~3", "(", "\"a * b\""] {
            assert_eq!(for_pair(other, "chief", 4), None, "{other}");
        }
        assert_eq!(for_both("a OR b", "=c"), "(a OR b) AND =c");
        assert_eq!(for_both(" police ", "kind:letter"), "police AND kind:letter");
    }

    #[test]
    fn attributes_are_asked_for_where_a_query_can_say_so() {
        assert_eq!(for_attribute("kind", "open letter").as_deref(), Some("kind:\"open letter\""));
        assert_eq!(for_attribute("kind", "").as_deref(), Some("NOT kind:*"));
        assert_eq!(for_attribute("the kind", "letter").as_deref(), Some("\"the kind\":letter"));
        assert_eq!(for_attribute("kind", "a \"letter\"").as_deref(), Some("kind:\"a \\\"letter\\\"\""));
        assert_eq!(for_attribute("Tag", "x").as_deref(), Some("attribute.tag:x"));
        assert_eq!(for_attribute("kind", "what?"), None);
        assert_eq!(for_attribute("date", "some day").as_deref(), Some("attribute.date:\"some day\""));
    }
}
