//! Texts that nobody writes: the model and the rules must come through them, and their spans must fit the text.
//!
//! Nothing is timed here, but each text is so long that work which grows with its square would never end.

use std::sync::atomic::{AtomicUsize, Ordering};

use lectern::entities::{Marker as _, Options, Recogniser, bundled};
use lectern::text::{Span, Text};

/// Bytes of the long texts.
const MEGABYTE: usize = 1 << 20;

/// `unit` again and again, up to about so many bytes.
fn repeated(unit: &str, bytes: usize) -> String {
    unit.repeat(bytes / unit.len())
}

/// What `of` makes of so many numbers, one after another.
fn many(count: u32, of: impl Fn(u32) -> String) -> String {
    (0..count).map(of).collect()
}

/// Texts by what is odd about them.
fn texts() -> Vec<(&'static str, String)> {
    let sentence = "Barry Coppinger of Cleveland Police paid £2.5 million to the Home Office on 5 May 2016. ";
    let controls: String = (0..200_000_u32).filter_map(|n| char::from_u32(n % 32)).collect();
    vec![
        ("nothing", String::new()),
        ("one space", " ".to_owned()),
        ("white space", " \n\t\u{a0}\u{2003}\u{85}".repeat(20_000)),
        ("no name", repeated("it is so and it was so before. ", 100_000)),
        ("one line", repeated(sentence, 5 * MEGABYTE)),
        ("many paragraphs", repeated(&format!("{sentence}\n\n"), MEGABYTE)),
        (
            "lines broken at a width",
            repeated("It was Amara Okonjo of the North Wing Trust who said it to\n", MEGABYTE),
        ),
        ("control characters", controls),
        ("NULs inside words", repeated("Jo\0hn Smi\0th \0\0 of Le\0eds ", MEGABYTE)),
        ("only NULs", "\0".repeat(MEGABYTE)),
        ("emoji", repeated("👩🏽‍🚀🇬🇧😀 Mr 😀 Smith👍🏿", MEGABYTE)),
        (
            "right to left",
            repeated("שלום מר כהן מתל אביב، مرحبا السيد علي في القاهرة \u{202e}Leeds\u{202c} ", MEGABYTE),
        ),
        ("marks without letters", "\u{301}".repeat(200_000)),
        ("capitals", repeated("THE CHIEF CONSTABLE OF CLEVELAND POLICE MET MR SMITH IN LEEDS ", MEGABYTE)),
        ("one word of capitals", "A".repeat(MEGABYTE)),
        ("capitals one by one", repeated("A B C ", MEGABYTE)),
        ("names without end", repeated("Amara Okonjo ", MEGABYTE)),
        ("titles without end", repeated("Mr ", MEGABYTE)),
        ("roles without end", repeated("Chief Constable ", MEGABYTE)),
        ("offices joined", repeated("Minister of State for ", MEGABYTE)),
        ("bodies joined", repeated("Council of the University of the ", MEGABYTE)),
        ("digits", "7".repeat(200_000)),
        ("digits apart", repeated("7 ", MEGABYTE)),
        ("grouped digits", repeated("1,234,", MEGABYTE)),
        ("dates without end", repeated("1/2/2016-", MEGABYTE)),
        ("months without end", repeated("5 May and 6 June to ", MEGABYTE)),
        ("sums without end", repeated("£5 and £6 to £7 million ", MEGABYTE)),
        ("numerals", repeated("two hundred and ", MEGABYTE)),
        ("commas", ",".repeat(100_000)),
        ("commas apart", repeated(", ", 200_000)),
        ("names and commas", repeated("Smith, ", MEGABYTE)),
        ("full stops", ".".repeat(100_000)),
        ("initials", repeated("U.S.", MEGABYTE)),
        ("hyphens", repeated("Leeds-", MEGABYTE)),
        ("apostrophes", repeated("O'", MEGABYTE)),
        ("possessives", repeated("Leeds's ", MEGABYTE)),
        ("ampersands", repeated("A&", MEGABYTE)),
        ("slashes", repeated("a/", MEGABYTE)),
        ("at signs", repeated("a@b.", MEGABYTE)),
        ("an endless address", format!("https://www.example.org/{}", repeated("a.b/", MEGABYTE))),
        ("an endless host", format!("www.{}", repeated("a.", MEGABYTE))),
        ("telephone numbers", repeated("01642 555 ", MEGABYTE)),
        ("opening brackets", "(".repeat(100_000)),
        ("quotation marks", repeated("“ \" ‘ ’ ” ", MEGABYTE)),
        ("brackets around names", repeated("(Leeds ", MEGABYTE)),
        ("joints", repeated("and of the to for & - ", MEGABYTE)),
        ("hyphens apart", repeated("- ", MEGABYTE)),
        ("plus signs", repeated("+(-", MEGABYTE)),
        ("numbers and hyphens", repeated("1 - ", MEGABYTE)),
        ("possessive names", repeated("St. Ann's and ", MEGABYTE)),
        ("particles", repeated("van der de la ", MEGABYTE)),
        ("months", repeated("May ", MEGABYTE)),
        ("units", repeated("five metric cubic ", MEGABYTE)),
        ("letters and full stops", repeated("J. ", MEGABYTE)),
        ("opening quotation marks", repeated("“Northern ", MEGABYTE)),
        ("short forms", repeated("North Wing Trust (NWT) ", MEGABYTE)),
        ("many short forms", many(40_000, short_form)),
        ("many names", many(60_000, |n| format!("Mr {} said so. ", name(n)))),
        ("words run together", many(60_000, |n| format!("{}{} ", name(n), name(n / 7)))),
    ]
}

/// A word with a capital, another for each number.
fn name(number: u32) -> String {
    let letter = |shift: u32| char::from(b'a' + (number / 26_u32.pow(shift) % 26) as u8);
    format!("K{}o{}i{}a{}", letter(0), letter(1), letter(2), letter(3))
}

/// A body with the short form that is defined beside it, another for each number.
fn short_form(number: u32) -> String {
    let letter = |shift: u32| char::from(b'a' + (number / 26_u32.pow(shift) % 26) as u8);
    let words: Vec<String> =
        (0..4).map(|shift| format!("{}ane", letter(shift).to_ascii_uppercase())).collect();
    let short: String = words.iter().filter_map(|word| word.chars().next()).collect();
    format!("The {} Council ({short}C) met. The {short}C left. ", words.join(" "))
}

/// Fails unless the spans are in order, apart, not empty, and begin and end between characters.
fn check(what: &str, body: &str, spans: impl IntoIterator<Item = Span>) {
    let mut last = 0;
    for span in spans {
        assert!(span.start >= last && span.start < span.end, "{what}: {span:?} after {last}");
        assert!(span.of(body).is_some(), "{what}: {span:?} is no part of the text");
        last = span.end;
    }
}

/// Bytes of an odd text that the model reads. It takes a text in chunks, so more would only take longer; its tokeniser,
/// where an odd text could do harm, reads all.
const FOR_THE_MODEL: usize = 4 << 10;

#[test]
fn rules_come_through_odd_texts() {
    let recogniser = Recogniser::new(None);
    for (what, body) in texts() {
        let text = Text::new(body);
        let mentions = recogniser.recognise(&text, &Options::default());
        check(what, text.as_str(), mentions.into_iter().map(|mention| mention.span));
    }
}

#[test]
fn the_model_comes_through_odd_texts() {
    let model = bundled::english().unwrap();
    let recogniser = Recogniser::new(Some(&model));
    for (what, body) in texts() {
        check(what, &body, model.tokens(&body));
        let text = Text::new(&body[..body.floor_char_boundary(FOR_THE_MODEL)]);
        check(what, text.as_str(), model.mark(text.as_str()).into_iter().map(|marked| marked.span));
        let mentions = recogniser.recognise(&text, &Options::default());
        check(what, text.as_str(), mentions.into_iter().map(|mention| mention.span));
    }
}

#[test]
fn the_model_reads_a_line_of_five_megabytes_in_chunks() {
    let model = bundled::english().unwrap();
    // Long words, so that there are not too many tokens for a test.
    let line = repeated(&format!("Leeds {} ", "x".repeat(300)), 5 * MEGABYTE);
    let asked = AtomicUsize::new(0);
    let count = || {
        asked.fetch_add(1, Ordering::Relaxed);
        false
    };
    let marked = model.mark_unless(&line, &count).unwrap();
    check("one line", &line, marked.iter().map(|marked| marked.span));
    // Whether to stop is asked once a chunk: each token is read once, and somebody who waits is heard soon.
    let (tokens, asked) = (model.tokens(&line).len(), asked.into_inner());
    assert!((tokens / 1024..=tokens / 128).contains(&asked), "asked {asked} times in {tokens} tokens");
    assert_eq!(model.mark_unless(&line, &|| true), None);
}

#[test]
fn a_text_of_nothing_but_a_name_has_it_and_one_without_has_none() {
    let model = bundled::english().unwrap();
    let recogniser = Recogniser::new(Some(&model));
    let found = |body: &str| {
        let text = Text::new(body);
        let mentions = recogniser.recognise(&text, &Options::default());
        mentions.iter().map(|mention| text.slice(mention.span).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(found("Middlesbrough"), ["Middlesbrough"]);
    assert!(found("").is_empty() && found(" \n ").is_empty());
    assert!(found("it is so and it was so before, and nobody knows why it should be.").is_empty());
    assert_eq!(found("\u{202b}\u{feff}👩🏽‍🚀 Barry Coppinger 👩🏽‍🚀\0"), ["Barry Coppinger"]);
}
