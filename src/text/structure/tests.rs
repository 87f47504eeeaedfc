//! What the structure of real and made-up texts must be.

use super::*;
use proptest::prelude::*;

const NEWS: &str = include_str!("../../../seeds/000_4e812daf8748d4c8.txt");
const LOCAL_NEWS: &str = include_str!("../../../seeds/001_a98fec2cc0c96cbb.txt");
const LETTER: &str = include_str!("../../../seeds/002_34bc9215cb2cc781.txt");
const REPORT: &str = include_str!("../../../seeds/003_4f5b7c68318dca81.txt");
const WEB_PAGE: &str = include_str!("../../../seeds/004_9c1c8d0c7ef6620a.txt");

fn paragraphs(text: &str) -> Vec<&str> {
    Structure::of(text).paragraphs().iter().map(|paragraph| &text[paragraph.span.range()]).collect()
}

/// Breaks a text at a width, as a mail program does.
fn wrapped(words: &str, width: usize) -> String {
    let (mut text, mut column) = (String::new(), 0);
    for word in words.split(' ') {
        if column > 0 && column + 1 + word.len() > width {
            text.push('\n');
            column = 0;
        } else if column > 0 {
            text.push(' ');
            column += 1;
        }
        text.push_str(word);
        column += word.len();
    }
    text
}

const PROSE: &str = "It was a bright cold day in the valley, and the clerks of the county were counting the receipts \
    of the year before. Nobody had told them that the bridge at Marston was closed, or that the mail would be late; \
    they went on counting until the lamps were lit and the last of the horses had been led away to the stables behind \
    the hall, where a boy gave them water and spoke to them as if they were his brothers.";

#[test]
fn only_the_report_is_hard_wrapped() {
    assert!(Structure::of(REPORT).is_hard_wrapped());
    for text in [NEWS, LOCAL_NEWS, LETTER, WEB_PAGE] {
        let structure = Structure::of(text);
        assert!(!structure.is_hard_wrapped());
        assert_eq!(structure.furniture(), []);
        let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
        assert_eq!(structure.paragraphs().len(), lines);
    }
}

#[test]
fn the_report_has_its_page_headers() {
    let structure = Structure::of(REPORT);
    let pages: Vec<_> = structure.furniture().iter().map(|span| &REPORT[span.range()]).collect();
    assert_eq!(
        pages,
        ["CR /   004912 / 00193075  / Version :  Page 2", "CR /   004912 / 00193075  / Version :  Page 3"]
    );
}

#[test]
fn the_report_has_its_paragraphs() {
    let paragraphs = paragraphs(REPORT);
    assert_eq!(paragraphs[0], "Key achievements of Police and Crime Commissioner for Cleveland");
    assert!(
        paragraphs[3].starts_with("I was elected") && paragraphs[3].ends_with("flawed funding formulas.")
    );
    let over_page = |start: &str, end: &str| {
        paragraphs
            .iter()
            .any(|words| words.starts_with(start) && words.ends_with(end) && words.contains("Version"))
    };
    assert!(over_page("As well as austerity", "Richard Lewis."));
    assert!(over_page("Across the North East", "Cleveland Police."));
    for whole in [
        "Early Intervention Youth Fund – Home Office",
        "3. Reducing Reoffending:",
        "Serious Violence",
        "7. The Office of the Police and Crime Commissioner:",
        "Barry Coppinger",
        "4th February 2020",
    ] {
        assert!(paragraphs.contains(&whole), "{whole} in {paragraphs:#?}");
    }
    assert!(paragraphs.iter().any(|words| words.starts_with("We have appointed a Tees Serious")));
}

#[test]
fn wrapped_prose_is_found_at_any_width() {
    for width in [40, 60, 72, 100] {
        let text = format!("{}\n\n{}\n", wrapped(PROSE, width), wrapped(PROSE, width));
        assert!(Structure::of(&text).is_hard_wrapped(), "{width}");
        assert_eq!(paragraphs(&text).len(), 2, "{width}");
    }
}

#[test]
fn verse_code_and_lists_are_not_wrapped() {
    let sonnet = "Shall I compare thee to a summer's day?\nThou art more lovely and more temperate:\n\
        Rough winds do shake the darling buds of May,\nAnd summer's lease hath all too short a date;\n\
        Sometime too hot the eye of heaven shines,\nAnd often is his gold complexion dimm'd;\n\
        And every fair from fair sometime declines,\nBy chance or nature's changing course untrimm'd;\n";
    let free_verse = "so much depends\nupon\n\na red wheel\nbarrow\n\nglazed with rain\nwater\n\nbeside the white\nchickens\n\
        and the long grass leaning over the fence\nwhere nobody\nwalks any more\nbut the wind\n";
    let code = "fn main() {\n    let total = 1;\n    for step in 0..10 {\n        total += step;\n    }\n    \
        println!(\"{total}\");\n    if total > 3 {\n        return;\n    }\n}\n";
    let list = "milk\nbread and some butter for the morning\neggs\na dozen lemons\nflour\nsugar\ntea\n";
    let addresses = "Mr A. Clerk\n14 High Street\nThornaby\nStockton-on-Tees\nTS17 6AJ\n";
    for text in [sonnet, free_verse, code, list, addresses, "", "\n\n", "one line only", PROSE] {
        let structure = Structure::of(text);
        assert!(!structure.is_hard_wrapped(), "{text}");
        assert_eq!(structure.paragraphs().len(), text.lines().filter(|line| !line.trim().is_empty()).count());
    }
}

#[test]
fn items_headings_and_indents_begin_paragraphs() {
    let item = "the committee met on four occasions in the spring and agreed that the road should be mended";
    let list = format!("- {}\n- {}\n", wrapped(item, 58), wrapped(item, 58));
    let numbered = format!("1. {}.\n2. {}\n", wrapped(item, 58), wrapped(item, 58));
    let indented = format!("   {}\n   {}\n", wrapped(PROSE, 60), wrapped(PROSE, 60));
    let text = format!("{}\n\nWhat was agreed:\n{list}\n{numbered}\n{indented}", wrapped(PROSE, 60));
    let found = paragraphs(&text);
    assert!(Structure::of(&text).is_hard_wrapped());
    assert_eq!(found.len(), 8, "{found:#?}");
    assert_eq!(found[1], "What was agreed:");
}

#[test]
fn a_dash_inside_a_sentence_is_no_item() {
    let mut lines: Vec<String> = wrapped(PROSE, 60).lines().map(str::to_owned).collect();
    lines[1].insert_str(0, "– ");
    lines[5].insert_str(0, "4. ");
    let text = format!("{0}\n\n{1}\n\n{0}\n", wrapped(PROSE, 60), lines.join("\n"));
    assert_eq!(paragraphs(&text).len(), 3, "{text}");
}

#[test]
fn form_feeds_break_pages() {
    let lines: Vec<String> = wrapped(PROSE, 60).lines().map(str::to_owned).collect();
    let (above, below) = lines.split_at(3);
    let page = |number: usize| {
        format!("{}\n\n    {number}\n\u{c}ANNUAL REPORT\n\n{}\n\n", above.join("\n"), below.join("\n"))
    };
    let text = format!("{}{}{}", page(11), page(12), page(13));
    let structure = Structure::of(&text);
    let pages: Vec<_> = structure.furniture().iter().map(|span| &text[span.range()]).collect();
    assert_eq!(pages, ["11", "ANNUAL REPORT", "12", "ANNUAL REPORT", "13", "ANNUAL REPORT"]);
    assert_eq!(structure.paragraphs().len(), 3);
}

#[test]
fn what_a_person_wrote_is_no_furniture() {
    let prose = wrapped(PROSE, 60);
    for heading in ["CHAPTER #", "#", "# March 1831", "* * *", "Article #.", "Turn to page #."] {
        let chapter =
            |number: u32| format!("\n\n{}\n\n\n{prose}\n", heading.replace('#', &number.to_string()));
        let text = (1..9).map(chapter).collect::<Vec<_>>().concat();
        let structure = Structure::of(&text);
        assert!(structure.is_hard_wrapped());
        assert_eq!(structure.furniture(), [], "{heading}");
        assert_eq!(structure.paragraphs().len(), 16, "{heading}");
    }
}

#[test]
fn lines_are_counted_by_line_feeds() {
    let structure = Structure::of("one\n\ntwo\u{c}three\nfour");
    let lines: Vec<_> = structure.paragraphs().iter().map(|paragraph| paragraph.lines.clone()).collect();
    assert_eq!(lines, [0..1, 2..3, 2..3, 3..4]);
    assert_eq!(structure.line_at(5), 2);
    assert_eq!(structure.paragraph_at(0), 0);
}

proptest! {
    #[test]
    fn every_visible_byte_has_one_place(text in "([a-z]{1,9}[ .,-]{0,2}|\n|\n\n|\u{c}|Page [1-9]|é日|\u{a0}){0,200}") {
        let structure = Structure::of(&text);
        let mut taken = vec![0u8; text.len()];
        for paragraph in structure.paragraphs() {
            prop_assert_eq!(paragraph.span.trimmed(&text), paragraph.span);
            prop_assert_eq!(structure.line_at(paragraph.span.start), paragraph.lines.start);
            prop_assert_eq!(structure.line_at(paragraph.span.end - 1) + 1, paragraph.lines.end);
            taken[paragraph.span.range()].fill(1);
        }
        for pair in structure.paragraphs().windows(2) {
            prop_assert!(pair[0].span.end <= pair[1].span.start);
        }
        for page in structure.furniture() {
            taken[page.range()].fill(1);
        }
        for (at, c) in text.char_indices() {
            prop_assert!(c.is_whitespace() || taken[at] == 1, "{:?} at {}", c, at);
        }
    }
}
