//! Lists of names: what is read from them, and what they mark.

use proptest::prelude::*;

use super::*;
use crate::text::Span;

fn entry(name: &str, aliases: &[&str]) -> Entry {
    Entry {
        name: name.to_owned(),
        kind: Kind::Organisation,
        aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
    }
}

fn list(names: &[&str]) -> List {
    List::new("mine", names.iter().map(|name| entry(name, &[])).collect())
}

fn found(list: List, text: &str) -> Vec<String> {
    let finder = Finder::new(&[list], &[]).unwrap();
    finder.find(text).iter().map(|mention| mention.span.of(text).unwrap().to_owned()).collect()
}

#[test]
fn names_are_found_as_whole_words_in_any_case() {
    let text = "Cleveland, clevelander, CLEVELAND’s and xCleveland; Cleveland-based, Cleveland2.";
    assert_eq!(found(list(&["Cleveland"]), text), ["Cleveland", "CLEVELAND", "Cleveland"]);
}

#[test]
fn the_longest_of_several_is_found_and_a_shorter_where_it_ends_in_a_word() {
    let names = ["Ann", "Ann Lee", "New York", "New York City"];
    assert_eq!(
        found(list(&names), "Ann Leeds and Ann Lee in New York City."),
        ["Ann", "Ann Lee", "New York City"]
    );
}

#[test]
fn capitals_count_where_they_are_told_to() {
    let exact = List { match_case: true, inflect: false, ..list(&["High", "PCC"]) };
    assert_eq!(found(exact, "High and high, PCC and pcc, PCCs"), ["High", "PCC"]);
}

#[test]
fn plurals_are_found_unless_they_are_not_wanted() {
    let names = ["company", "PCC", "church"];
    let text = "companies, company’s, PCCs', churches";
    assert_eq!(found(list(&names), text), ["companies", "company", "PCCs", "churches"]);
    let exact = List { inflect: false, ..list(&names) };
    assert_eq!(found(exact, text), ["company"]);
}

#[test]
fn letters_that_change_their_length_keep_their_place() {
    let text = "In İSTANBUL, auf der STRASSE und der Straße, ΟΔΟΣ, É\u{301}cole, cafe\u{301} café";
    assert_eq!(found(list(&["istanbul"]), text), ["İSTANBUL"]);
    assert_eq!(found(list(&["Straße"]), text), ["STRASSE", "Straße"]);
    assert_eq!(found(list(&["οδος"]), text), ["ΟΔΟΣ"]);
    assert_eq!(found(list(&["café"]), text), ["cafe\u{301}", "café"]);
    // Half a sharp s is no letter, and a letter without its accent is another.
    let exact = List { inflect: false, ..list(&["Stras"]) };
    assert!(found(exact, "Straß").is_empty());
    assert!(found(list(&["cafe"]), "cafe\u{301}").is_empty());
}

#[test]
fn line_breaks_and_typography_are_none_of_a_name() {
    assert_eq!(found(list(&["St Brendan's Club"]), "the St\n  Brendan’s Club"), ["St\n  Brendan’s Club"]);
    assert_eq!(found(list(&["Pan-Pacific"]), "Pan‑Pacific"), ["Pan‑Pacific"]);
}

#[test]
fn signs_at_the_end_of_a_name() {
    let exact = List { inflect: false, ..list(&["C++", "Inc."]) };
    assert_eq!(found(exact, "C++ and C++11; Inc. and Inc.x"), ["C++", "Inc."]);
}

#[test]
fn scripts_without_spaces_are_searched_too() {
    assert_eq!(found(list(&["東京"]), "私は東京都に住む"), ["東京"]);
}

#[test]
fn an_alias_leads_to_the_name() {
    let list = List::new("mine", vec![entry("Police and Crime Commissioner", &["PCC", "Commissioner"])]);
    let finder = Finder::new(&[list], &[]).unwrap();
    let mentions = finder.find("The PCC");
    assert_eq!(mentions[0].value.as_deref(), Some("Police and Crime Commissioner"));
    assert_eq!(mentions[0].source, Source::List("mine".into()));
}

#[test]
fn lists_win_over_what_the_model_says_and_hands_over_both() {
    let mention =
        |start, end, source| Mention { span: Span::new(start, end), kind: Kind::Place, source, value: None };
    let recognised =
        [mention(0, 5, Source::Model), mention(6, 9, Source::Model), mention(10, 12, Source::User)];
    let listed = vec![mention(3, 7, Source::List("l".into())), mention(11, 14, Source::List("l".into()))];
    let sources: Vec<Source> =
        overlay(&recognised, listed).into_iter().map(|mention| mention.source).collect();
    assert_eq!(sources, [Source::List("l".into()), Source::User]);
}

#[test]
fn expressions_find_kinds_of_their_own() {
    let expression = Expression {
        name: "Case numbers".into(),
        kind: Kind::Own("case".into()),
        pattern: r"\b[A-Z]{2}-\d{4}\b".into(),
        match_case: true,
    };
    let finder = Finder::new(&[], &[expression]).unwrap();
    let text = "See AB-1234 and ab-1234.";
    let mentions = finder.find(text);
    assert_eq!(mentions.len(), 1);
    assert_eq!(mentions[0].span.of(text), Some("AB-1234"));
    assert_eq!(mentions[0].kind, Kind::Own("case".into()));
}

#[test]
fn a_wrong_expression_says_where() {
    let bad = |pattern: &str| {
        let expression =
            Expression { name: "E".into(), kind: Kind::Law, pattern: pattern.into(), match_case: false };
        expression.check().unwrap_err()
    };
    let open = bad("é(ab");
    assert_eq!(open.at, Some(1));
    assert_eq!(open.sentence, "The expression “E” is wrong at character 2 (“(”): unclosed group.");
    let too_much = bad(r"(\w{1000}){1000}");
    assert_eq!(too_much.at, None);
    assert!(too_much.sentence.contains("too much"), "{too_much}");
}

#[test]
fn a_list_is_read_line_by_line() {
    let parsed = parse("\u{feff}Barry Coppinger\n\n# a note\nCoppinger, Barry\n***\n", &Kind::Person);
    let names: Vec<&str> = parsed.entries.iter().map(|entry| entry.name.as_str()).collect();
    assert_eq!(names, ["Barry Coppinger", "Coppinger, Barry"]);
    assert_eq!(parsed.problems[0].to_string(), "Line 5: “***” has no letter or digit in it.");
}

#[test]
fn a_table_is_read_with_types_and_aliases() {
    let text = "Type,Name,Aliases\norganisation,\"Smith, Jones & Co\",SJC|Smith Jones\nvessel,Jeanie Johnston,\n,,x\n";
    let parsed = parse(text, &Kind::Person);
    assert_eq!(parsed.entries[0].name, "Smith, Jones & Co");
    assert_eq!(parsed.entries[0].aliases, ["SJC", "Smith Jones"]);
    assert_eq!(parsed.entries[1].kind, Kind::Own("vessel".into()));
    assert_eq!(parsed.problems, [Problem { line: 4, sentence: "there is no name in it.".into() }]);
}

#[test]
fn a_table_without_a_heading_is_known_by_its_types() {
    let parsed = parse("Hull,place,Kingston upon Hull\nHome Office;x,org\n", &Kind::Person);
    assert_eq!(parsed.entries[0].kind, Kind::Place);
    assert_eq!(parsed.entries[1].kind, Kind::Organisation);
    let semicolons = parse("name;type;aliases\nHull;place;Kingston;Kingston upon Hull\n", &Kind::Person);
    assert_eq!(semicolons.entries[0].aliases, ["Kingston", "Kingston upon Hull"]);
}

proptest! {
    #[test]
    fn finds_what_a_plain_search_finds(
        names in prop::collection::vec("[abß]{1,3}( [ab]{1,2})?", 1..6),
        text in "[abßA .\n-]{0,60}",
    ) {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let exact = List { match_case: true, inflect: false, ..list(&names) };
        let finder = Finder::new(&[exact], &[]).unwrap();
        let spans: Vec<Span> = finder.find(&text).iter().map(|mention| mention.span).collect();
        // The naive way: at each word's beginning the longest name that ends with a word.
        let mut expected = Vec::new();
        let mut at = 0;
        while at < text.len() {
            let part = |letter: char| letter.is_alphanumeric();
            let best = names
                .iter()
                .filter(|name| {
                    text.is_char_boundary(at) && text[at..].starts_with(**name)
                        && !text[..at].ends_with(part)
                        && !text[at + name.len()..].starts_with(part)
                })
                .map(|name| name.len())
                .max();
            match best {
                Some(length) => {
                    expected.push(Span::new(at, at + length));
                    at += length;
                }
                None => at += 1,
            }
        }
        // Runs of white space are one space to the finder, which the naive search cannot see.
        if !text.contains("  ") && !text.contains('\n') {
            prop_assert_eq!(spans, expected);
        }
    }

    #[test]
    fn any_text_can_be_searched_and_any_list_read(text in "\\PC{0,80}", names in "\\PC{0,60}", csv in "[a,;\"\n|#\t]{0,60}") {
        let kind = Kind::Place;
        let entries = parse(&names, &kind).entries;
        let _ = parse(&csv, &kind);
        for (match_case, inflect) in [(false, true), (true, false)] {
            let list = List { match_case, inflect, ..List::new("l", entries.clone()) };
            let finder = Finder::new(&[list], &[]).unwrap();
            let mut end = 0;
            for mention in finder.find(&format!("{text} {names} {text}")) {
                prop_assert!(mention.span.start >= end);
                end = mention.span.end;
            }
        }
    }

    #[test]
    fn any_expression_is_used_or_refused(pattern in "[a(){}\\[\\]|*+?\\\\d^$.é]{0,20}", text in "[aé\n d]{0,40}") {
        let expression = Expression { name: "e".into(), kind: Kind::Law, pattern, match_case: false };
        match Finder::new(&[], std::slice::from_ref(&expression)) {
            Ok(finder) => for mention in finder.find(&text) {
                prop_assert!(mention.span.of(&text).is_some());
            },
            Err(error) => prop_assert!(!error.to_string().is_empty()),
        }
    }
}
