//! Queries as they are read, and where the errors in them point.

use proptest::prelude::*;

use super::*;

/// A query as a line: `and(...)`, leaves by what they look for.
fn shape(query: &str) -> String {
    fn of(node: &Node) -> String {
        let all = |name: &str, parts: &[Node]| {
            format!("{name}({})", parts.iter().map(of).collect::<Vec<_>>().join(" "))
        };
        match node {
            Node::And(parts) => all("and", parts),
            Node::Or(parts) => all("or", parts),
            Node::Not(part) => format!("not({})", of(part)),
            Node::Leaf(Leaf::Words { slots, arrangement }) => {
                let words: Vec<String> = slots.iter().map(slot).collect();
                match arrangement {
                    Arrangement::Adjacent => words.join("+"),
                    Arrangement::Near(others) => format!("{}~{others}", words.join("+")),
                }
            }
            Node::Leaf(Leaf::Expression(expression)) => format!("/{}/", expression.pattern),
            Node::Leaf(Leaf::Layer { layer, name, .. }) => format!("{}:{name}", layer.word()),
            Node::Leaf(Leaf::Document(condition)) => match condition {
                Condition::Title(words) => {
                    format!("title:{}", words.iter().map(slot).collect::<Vec<_>>().join("+"))
                }
                Condition::Date(range) => format!("date:{range}"),
                Condition::Attribute { name, value, .. } => format!("{name}:{}", wild(&value.0)),
            },
        }
    }
    fn slot(slot: &Slot) -> String {
        let word = match &slot.pattern {
            Pattern::Any => "<any>".to_owned(),
            Pattern::Form(form) => form.clone(),
            Pattern::Stem(form) => format!("{form}^"),
            Pattern::Wild(parts) => wild(parts),
            Pattern::Fuzzy { form, edits } => format!("{form}~{edits}"),
        };
        if slot.as_written { format!("={word}") } else { word }
    }
    fn wild(wild: &Wild) -> String {
        let part = |part: &WildPart| match part {
            WildPart::Letter(c) => *c,
            WildPart::One => '?',
            WildPart::Many => '*',
        };
        wild.0.iter().map(part).collect()
    }
    match Query::parse(query) {
        Ok(query) => of(&query.root),
        Err(error) => panic!("{query}: {error}"),
    }
}

#[test]
fn words_in_every_form() {
    for (query, expected) in [
        ("Policière", "Policière^"),
        ("=Zoë", "zoe"),
        ("==Zoë", "=Zoë"),
        ("complain*", "complain*"),
        ("wom?n", "wom?n"),
        ("Coppinger~1", "coppinger~1"),
        ("coppinger~", "coppinger~1"),
        ("wolf~2", "wolf~2"),
        ("don't", "don^+t^"),
        ("well-know*", "well^+know*"),
        ("10:30", "10^+30^"),
        ("警察", "警+察"),
        ("警?官", "警+<any>+官"),
        ("警察*", "警+察"),
        ("경찰이", "경+찰+이"),
        ("and", "and^"),
        ("what?", "what?"),
        ("=complain*", "complain*"),
    ] {
        assert_eq!(shape(query), expected, "{query}");
    }
}

#[test]
fn phrases_and_expressions() {
    for (query, expected) in [
        ("\"Police officers\"", "police+officers"),
        ("“police officers”", "police+officers"),
        ("„police officers“", "police+officers"),
        ("»police officers«", "police+officers"),
        ("“the „police” officers”", "the+police+officers"),
        ("\"the “police officers\"", "the+police+officers"),
        ("\"police * officers\"", "police+<any>+officers"),
        ("\"police offic*\"~5", "police+offic*~5"),
        ("==\"Police Officers\"", "=Police+=Officers"),
        ("\"police - officers\"", "police+officers"),
        ("/pol[a-z]+ off/", "/pol[a-z]+ off/"),
        ("/a\\/b\\d/", "/a/b\\d/"),
        ("and/or", "and^+or^"),
        ("\"AND\"", "and"),
    ] {
        assert_eq!(shape(query), expected, "{query}");
    }
}

#[test]
fn operators_bind_in_order() {
    for (query, expected) in [
        ("a b", "and(a^ b^)"),
        ("a AND b OR c d", "or(and(a^ b^) and(c^ d^))"),
        ("a (b OR c)", "and(a^ or(b^ c^))"),
        ("a -b", "and(a^ not(b^))"),
        ("a AND NOT b", "and(a^ not(b^))"),
        ("NOT NOT a", "not(not(a^))"),
        ("-(a OR \"b c\")", "not(or(a^ b+c))"),
        ("a(b)", "and(a^ b^)"),
        ("((a))", "a^"),
    ] {
        assert_eq!(shape(query), expected, "{query}");
    }
}

#[test]
fn fields() {
    for (query, expected) in [
        ("tag:victims", "tag:victims"),
        ("Tag:\"Policing > Complaints\"", "tag:Policing > Complaints"),
        ("entity:\"Barry Coppinger\" type:place", "and(entity:Barry Coppinger type:place)"),
        ("memo:doubt OR coder:AB", "or(memo:doubt coder:AB)"),
        ("title:report", "title:report"),
        ("title:\"annual rep*\"", "title:annual+rep*"),
        ("date:2019..2020-06", "date:2019-01-01..2020-06-31"),
        ("kind:\"Press  Release\"", "kind:press release"),
        ("kind:*", "kind:*"),
        ("-kind:letter", "not(kind:letter)"),
        ("\"Court  District\":York", "court district:york"),
        ("\"2 places\":\"New York\"", "2 places:new york"),
        ("attribute.type:letter", "type:letter"),
        ("Attribute.Tag:\"a b\"", "tag:a b"),
        ("\"date\":20*", "date:20*"),
        ("attribute:x", "attribute:x"),
        ("kind:\"a \\\"b\\\" c\\\\\"", "kind:a \"b\" c\\"),
        ("entity:\"O’Brien\"", "entity:O’Brien"),
        ("kind:O’Brien", "kind:o'brien"),
        ("\"http://x\"", "http+x"),
    ] {
        assert_eq!(shape(query), expected, "{query}");
    }
}

#[test]
fn faults_are_told_with_their_place() {
    for (query, start, end, says) in [
        ("", 0, 0, "Type a word"),
        ("   ", 0, 3, "Type a word"),
        ("police &", 7, 8, "no letter or digit"),
        ("(police", 0, 1, "not closed"),
        ("(", 0, 1, "not closed"),
        ("police)", 6, 7, "closes nothing"),
        ("()", 0, 2, "nothing between these brackets"),
        ("a OR", 4, 4, "comes after OR"),
        ("OR a", 0, 2, "stands between"),
        ("a AND AND b", 6, 9, "stands between"),
        ("(a OR)", 3, 5, "comes after OR"),
        ("NOT", 3, 3, "comes after NOT"),
        ("é \"police", 2, 3, "not closed"),
        ("“police\"", 0, 1, "not closed"),
        ("\"\"", 0, 2, "no letter or digit"),
        ("\"a b\"~x", 0, 7, "how many other words"),
        ("\"a b\"~999", 0, 9, "up to 100"),
        ("\"a *\"~2", 0, 7, "no place among"),
        ("/abc", 0, 1, "not closed"),
        ("//", 0, 2, "nothing between"),
        ("x /a(b/", 4, 5, "wrong at its character 2"),
        ("/(x{1000}){1000}/", 1, 16, "too much at once"),
        ("*", 0, 1, "every word"),
        ("\"* *\"", 0, 5, "every word"),
        ("= a", 0, 1, "directly before"),
        ("tag:", 0, 4, "directly after"),
        ("tag:\"\"", 4, 5, "between the quotation marks"),
        ("date:soon", 5, 9, "is no date"),
        ("title:-", 6, 7, "a word of the title"),
        ("wolf~3", 0, 6, "~1"),
        ("don't~1", 0, 7, "one word"),
        ("警*官", 0, 3, "script without spaces"),
        ("==wolf~1", 0, 8, "take one of them away"),
    ] {
        let error = Query::parse(query).expect_err(query);
        assert!(error.sentence.contains(says), "{query}: {error}");
        assert_eq!(error.at, start..end, "{query}: {error}");
        assert!(
            error.sentence.ends_with('.') && !error.sentence.trim_end_matches('.').contains(". "),
            "{error}"
        );
    }
}

#[test]
fn length_depth_and_number_are_bounded() {
    let longest = "a ".repeat(MOST_CHARACTERS / 2);
    assert!(Query::parse(&longest).unwrap_err().sentence.contains("1000 words"));
    assert!(Query::parse(&"a".repeat(MOST_CHARACTERS)).is_ok());
    assert!(
        Query::parse(&"a".repeat(MOST_CHARACTERS + 1)).unwrap_err().sentence.contains("10000 characters")
    );
    let nested = |depth| format!("{}a{}", "(".repeat(depth), ")".repeat(depth));
    assert!(Query::parse(&nested(DEEPEST)).is_ok());
    assert!(Query::parse(&nested(DEEPEST + 1)).unwrap_err().sentence.contains("deep"));
    assert!(Query::parse(&"NOT ".repeat(2000)).unwrap_err().sentence.contains("deep"));
    assert!(Query::parse(&"(".repeat(MOST_CHARACTERS)).is_err());
    let expressions = |count| "/\\w{40}/ ".repeat(count);
    assert!(Query::parse(&expressions(MOST_EXPRESSIONS)).is_ok());
    let refused = Query::parse(&expressions(MOST_EXPRESSIONS + 1)).unwrap_err();
    assert!(refused.sentence.contains("16 expressions"), "{}", refused.sentence);
}

#[test]
fn a_fault_is_pointed_at() {
    let error = Query::parse("é \"police").unwrap_err();
    assert_eq!(error.pointed("é \"police"), "é \"police\n  ^");
    let long = format!("{}(", "a ".repeat(400));
    let error = Query::parse(&long).unwrap_err();
    assert!(error.pointed(&long).lines().all(|line| line.chars().count() <= 101));
}

proptest! {
    #[test]
    fn anything_is_read_or_refused_in_its_bounds(query in "[a-z\"()~:/*?=\\- ANDORT0-9é警&]{0,30}") {
        match Query::parse(&query) {
            Ok(read) => prop_assert_eq!(read.source(), &query),
            Err(error) => {
                let length = query.chars().count();
                prop_assert!(error.at.start <= error.at.end && error.at.end <= length, "{:?} {}", error.at, query);
                prop_assert!(error.sentence.ends_with('.'), "{}", error.sentence);
                error.pointed(&query);
            }
        }
        for cursor in 0..=query.chars().count() {
            meaning_at(&query, cursor);
            if let Some(typing) = typing_at(&query, cursor) {
                prop_assert!(typing.at.start <= cursor && cursor <= typing.at.end, "{:?} {}", typing, query);
                prop_assert!(typing.at.end <= query.chars().count());
            }
        }
    }
}
