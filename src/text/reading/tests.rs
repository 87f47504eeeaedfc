//! What readings of real and made-up texts must be.

use super::*;
use proptest::prelude::*;

const REPORT: &str = include_str!("../../../seeds/003_4f5b7c68318dca81.txt");
const LETTER: &str = include_str!("../../../seeds/002_34bc9215cb2cc781.txt");

const LINE_ENDS: [char; 2] = ['\n', '\u{c}'];

const MODES: [ReadingMode; 2] = [ReadingMode::AsIs, ReadingMode::Reflowed];

/// All that must hold for any text.
fn check(body: &str, picks: &[(usize, usize)]) -> Result<(), TestCaseError> {
    let text = Text::new(body);
    for mode in MODES {
        let reading = Reading::new(&text, mode);
        let mut covered = vec![0u8; body.len()];
        for block in reading.blocks() {
            prop_assert!(!block.span.is_empty());
            prop_assert_eq!(block.span.trimmed(body), block.span);
            covered[block.span.range()].iter_mut().for_each(|times| *times += 1);
        }
        prop_assert!(reading.blocks().windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
        prop_assert!(body.char_indices().all(|(at, c)| c.is_whitespace() || covered[at] == 1));

        let starts: Vec<_> = reading.blocks().iter().filter(|block| block.starts_paragraph).collect();
        prop_assert_eq!(starts.len(), text.structure().paragraphs().len());
        for (index, (block, paragraph)) in starts.iter().zip(text.structure().paragraphs()).enumerate() {
            prop_assert_eq!((block.paragraph, block.span.start), (index, paragraph.span.start));
        }
        for (at, block) in reading.blocks().iter().enumerate() {
            prop_assert_eq!(reading.block_at(block.span.start), at);
            check_display(body, block.span, &reading.display(at), picks)?;
        }
    }
    Ok(())
}

fn check_display(
    body: &str,
    span: Span,
    display: &Display,
    picks: &[(usize, usize)],
) -> Result<(), TestCaseError> {
    prop_assert_eq!(display.text().chars().count(), display.len());
    prop_assert!(!display.text().contains(LINE_ENDS));
    prop_assert!(!display.is_empty());
    prop_assert_eq!((display.start_byte(0), display.end_byte(display.len())), (span.start, span.end));
    for (index, shown) in display.text().chars().enumerate() {
        let source = Span::new(display.start_byte(index), display.end_byte(index + 1));
        let words = source.of(body);
        prop_assert!(words.is_some_and(|words| !words.is_empty() && span.covers(source)));
        let gap = &body[display.end_byte(index)..source.start];
        prop_assert!(
            gap.chars().all(|c| c.is_whitespace() || c == '-' || c == '\u{ad}'),
            "hidden: {:?}",
            gap
        );
        prop_assert!(gap.is_empty() || gap.contains(LINE_ENDS));
        if shown.is_alphanumeric() {
            prop_assert_eq!(words.map(str::to_owned), Some(shown.to_string()));
        }
    }
    for (a, b) in picks {
        let (first, last) = (a % display.len(), b % display.len());
        let chars = first.min(last)..first.max(last) + 1;
        let picked = Span::new(display.start_byte(chars.start), display.end_byte(chars.end));
        prop_assert_eq!(display.chars_of(picked), chars.clone());
        prop_assert_eq!(display.char_at(picked.start), chars.start);
    }
    Ok(())
}

/// Prose, broken at a width or not, with all that is hard about texts in it.
fn bodies() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        8 => "[a-z]{1,9}",
        2 => "[A-Z][a-z]{1,6}[.,:]?",
        1 => "[a-z]{2,5}-[a-z]{2,5}",
        1 => "[a-z]{2,4}(\u{ad})[a-z]{2,4}",
        1 => prop::sample::select(vec![
            "👩🏽‍🚀", "e\u{301}", "日本語。", "שלום", "\t", "\u{f0b7}", "\u{7}", "🇬🇧", "  ", "\u{a0}", "\u{301}", "-",
        ])
        .prop_map(str::to_owned),
    ];
    let gap = prop_oneof![
        20 => Just("\n"),
        3 => Just("\n\n"),
        1 => Just("\n\n\nPage 1\n\n"),
        1 => Just("\n \n7\n\u{c}"),
        2 => Just("-\n"),
        1 => Just("\u{ad}\n"),
    ];
    (prop::collection::vec((word, gap), 0..160), prop::sample::select(vec![1usize, 40, 60, 100_000]))
        .prop_map(|(words, width)| {
            let (mut body, mut column) = (String::new(), 0);
            for (at, (word, gap)) in words.iter().enumerate() {
                body.push_str(word);
                column += word.chars().count() + 1;
                if column > width {
                    body.push_str(&gap.replace("Page 1", &format!("Page {at}")));
                    column = 0;
                } else {
                    body.push(' ');
                }
            }
            body
        })
}

proptest! {
    #[test]
    fn every_text_is_shown_whole_and_in_order(
        body in bodies(),
        picks in prop::collection::vec((0usize..5000, 0usize..5000), 8),
    ) {
        check(&body, &picks)?;
    }

    #[test]
    fn long_lines_are_cut_between_clusters(
        piece in "([a-z]{1,9}|👩🏽‍🚀|e\u{301}|日本|🇬🇧🇫🇷|[.] |\u{301}| ){1,12}",
        times in 1usize..600,
    ) {
        let body = piece.repeat(times);
        check(&body, &[(0, 4000)])?;
        let reading = Reading::new(&Text::new(body.as_str()), ReadingMode::AsIs);
        for block in reading.blocks() {
            prop_assert!(block.span.len() <= LONGEST_BLOCK + 200);
            prop_assert!(block.starts_paragraph || words::is_grapheme_boundary(&body, block.span.start));
        }
    }
}

#[test]
fn the_seeds_are_shown_whole() {
    for body in [REPORT, LETTER] {
        check(body, &[(0, 20), (3, 400)]).unwrap();
    }
}

#[test]
fn lines_as_they_are() {
    let reading = Reading::new(&Text::new(REPORT), ReadingMode::AsIs);
    let block = |words: &str| reading.blocks()[reading.block_at(REPORT.find(words).unwrap())].clone();
    let (first, second) = (block("I was elected"), block("believe has massive"));
    assert!(first.starts_paragraph && first.spaced && !second.starts_paragraph && !second.spaced);
    assert_eq!(first.paragraph, second.paragraph);
    assert_eq!(block("CR /").kind, BlockKind::Furniture);
    let bullets = Reading::new(&Text::new("\u{f0b7} one\u{b}two\ta\u{a0}b"), ReadingMode::AsIs);
    assert_eq!(bullets.display(0).text(), "• one\u{fffd}two\ta\u{a0}b");
}

#[test]
fn a_sentence_reads_on_over_the_page() {
    let text = Text::new(REPORT);
    let reading = Reading::new(&text, ReadingMode::Reflowed);
    let display = reading.display(reading.block_at(REPORT.find("As well as austerity").unwrap()));
    assert!(display.text().contains("Inappropriate or unprofessional ¦ behaviour by a very small number"));
    let page = REPORT.find("CR /").unwrap();
    let [mark] = display.page_breaks() else { panic!("one page break") };
    assert_eq!(display.chars_of(Span::new(page + 3, page + 5)), *mark..mark + 1);
    assert!(reading.blocks().iter().all(|block| block.kind == BlockKind::Body));
}

#[test]
fn furniture_between_paragraphs_is_one_small_block() {
    let page = |number: usize| {
        format!(
            "the receipts of the year were counted again by the clerks\nof the county, who found that nothing was missing \
             from the\nbooks and that the money had been spent on the bridge which\nwas \
             closed.\n\nPage {number}\n\nTHE COUNTY BOOKS\n\n"
        )
    };
    let text = Text::new(format!("{}{}{}", page(1), page(2), page(3)));
    let reading = Reading::new(&text, ReadingMode::Reflowed);
    let shown: Vec<_> = (0..reading.blocks().len())
        .filter(|at| reading.blocks()[*at].kind == BlockKind::Furniture)
        .map(|at| reading.display(at).text().to_owned())
        .collect();
    assert_eq!(shown, ["Page 1 THE COUNTY BOOKS", "Page 2 THE COUNTY BOOKS", "Page 3 THE COUNTY BOOKS"]);
    assert_eq!(reading.blocks().len(), 6);
}

#[test]
fn hyphens_stay_in_compounds_and_go_in_broken_words() {
    let body = "The committee found that social work and the anti-social rule\n\
        were two things, and that it would be a good thing to mea-\n\
        sure the results in a group. The measure was for a multi-\n\
        agency group that had been given a very large set of soft\u{ad}\n\
        ware, and for thirty clerks to use it on any of the anti-\n\
        social cases, of which there were few, and of no conse-\n\
        quence. A report that was thought to be of the state-of-\n\
        the-art kind compared the county with all of the pre-\n\
        and post-war years; four pages of it, some say thirty-\n\
        four, were kept by the clerks for the use of the county.\n";
    let text = Text::new(body);
    assert!(text.structure().is_hard_wrapped());
    let shown = Reading::new(&text, ReadingMode::Reflowed).display(0).text().to_owned();
    for words in [
        "to measure the results",
        "a multi-agency group",
        "set of software, and",
        "the anti-social cases",
        "no consequence.",
        "the state-of-the-art kind",
        "the pre- and post-war years",
        "some say thirty-four,",
    ] {
        assert!(shown.contains(words), "{words} in {shown}");
    }
}

#[test]
fn no_space_is_put_between_lines_of_a_script_that_sets_none() {
    let line = "警察は事件の捜査を続けており、地域の住民は不安を感じていると話し";
    let text = Text::new(format!("{}た。\n", format!("{line}\n").repeat(8)));
    assert!(text.structure().is_hard_wrapped());
    let reading = Reading::new(&text, ReadingMode::Reflowed);
    assert_eq!(reading.display(0).text(), format!("{}た。", line.repeat(8)));
}

#[test]
fn what_is_shown_of_a_passage_has_a_line_for_each_paragraph() {
    let body = "one two\n\nthree four\n\nfive";
    let text = Text::new(body);
    let reading = Reading::new(&text, ReadingMode::Reflowed);
    assert_eq!(reading.shown(Span::new(4, 14)), "two\nthree");
    let long = "A sentence of a paragraph that goes on. ".repeat(300);
    let text = Text::new(long.as_str());
    let reading = Reading::new(&text, ReadingMode::Reflowed);
    assert!(reading.blocks().len() > 1);
    assert_eq!(reading.shown(Span::new(0, long.len())), long.trim_end());
}

#[test]
fn right_to_left_text_is_known() {
    let shown = |body: &str| Reading::new(&Text::new(body), ReadingMode::AsIs).display(0).is_rtl_suspect();
    assert!(shown("abc שלום") && shown("مرحبا") && !shown("naïve 日本 – “café” 👩🏽‍🚀"));
    let from_right =
        |body: &str| Reading::new(&Text::new(body), ReadingMode::AsIs).display(0).reads_from_right();
    assert!(
        from_right("שלום abc") && from_right("12. (مرحبا") && !from_right("abc שלום") && !from_right("12")
    );
}
