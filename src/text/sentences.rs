//! Sentences by the rules of Unicode Standard Annex 29, looked for inside a paragraph.
//!
//! The annex ends a sentence at every line break, which is wrong where lines were broken at a fixed width; so line
//! breaks (and page furniture) inside a paragraph are read as spaces here. No sentence goes over the end of a paragraph,
//! which is why a paragraph is all that is looked at, and of a very long one a window around the place asked for.

use unicode_segmentation::UnicodeSegmentation;

use super::{Span, Text};

/// Of a paragraph, no more than this many bytes are looked at on each side.
const FAR: usize = 16 * 1024;

/// Words that end in a full stop inside a sentence, in lower case and without it.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "rev", "hon", "st", "sr", "jr", "cllr", "capt", "col", "gen", "lt",
    "sgt", "no", "nos", "vol", "vols", "ch", "art", "para", "cf", "e.g", "i.e", "viz", "vs", "p", "pp",
    "fig", "ed", "approx", // In German beside numbers:
    "ca", "mio", "mrd", "tsd",
];

/// The sentence at `offset`, without the space around it; between two sentences the one before.
///
/// At an offset outside all paragraphs it is empty.
pub fn sentence_at(text: &Text, offset: usize) -> Span {
    let nowhere = Span { start: offset, end: offset };
    let Some(paragraph) = text.structure().paragraphs().get(text.structure().paragraph_at(offset)) else {
        return nowhere;
    };
    if offset < paragraph.span.start || offset > paragraph.span.end {
        return nowhere;
    }
    sentence_within(text, paragraph.span, offset)
}

/// The sentence at `offset` of a passage, as if no paragraph ended inside it; between two sentences the one before.
pub fn sentence_within(text: &Text, passage: Span, offset: usize) -> Span {
    let body = text.as_str();
    let start = body.floor_char_boundary(offset.saturating_sub(FAR)).max(passage.start);
    let end = body.ceil_char_boundary((offset + FAR).min(body.len())).min(passage.end);
    let sentences = inside(text, Span { start, end });
    let found = sentences.iter().rev().find(|sentence| sentence.start <= offset).copied();
    found.unwrap_or(Span { start: offset, end: offset })
}

/// The sentences that have a part in `span`, whole and in order.
pub fn sentences_in(text: &Text, span: Span) -> Vec<Span> {
    let paragraphs = text.structure().paragraphs();
    let first = paragraphs.partition_point(|paragraph| paragraph.span.end <= span.start);
    paragraphs[first..]
        .iter()
        .take_while(|paragraph| paragraph.span.start < span.end)
        .flat_map(|paragraph| inside(text, paragraph.span))
        .filter(|sentence| sentence.overlaps(span))
        .collect()
}

/// The sentences of a passage, whole and in order, as if no paragraph ended inside it.
pub fn sentences_of(text: &Text, passage: Span) -> Vec<Span> {
    inside(text, passage)
}

/// The sentences of one paragraph, or of a window into one.
fn inside(text: &Text, span: Span) -> Vec<Span> {
    let body = text.as_str();
    // Byte for byte as long as the paragraph, so that positions stay.
    let mut words = text.slice(span).replace(['\n', '\u{c}'], " ");
    let furniture = text.structure().furniture();
    let from = furniture.partition_point(|page| page.start < span.start);
    for page in furniture[from..].iter().take_while(|page| page.end <= span.end) {
        words.replace_range(page.start - span.start..page.end - span.start, &" ".repeat(page.len()));
    }
    let mut sentences: Vec<Span> = Vec::new();
    let mut unfinished = false;
    for (at, piece) in words.split_sentence_bound_indices() {
        let found = Span::new(span.start + at, span.start + at + piece.len()).trimmed(body);
        if piece.trim().is_empty() {
            continue;
        }
        match sentences.last_mut() {
            Some(last) if unfinished => last.end = found.end,
            _ => sentences.push(found),
        }
        unfinished = ends_in_abbreviation(piece);
    }
    sentences
}

/// True when the full stop at the end belongs to a shortened word or an initial, so that the sentence goes on.
fn ends_in_abbreviation(piece: &str) -> bool {
    let Some(words) = piece.trim_end().strip_suffix('.') else { return false };
    let last = words.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '“' | '"' | '‘')).next();
    last.is_some_and(|last| {
        let mut chars = last.chars();
        let initial = chars.next().is_some_and(|c| c.is_uppercase() && c != 'I') && chars.as_str().is_empty();
        initial || ABBREVIATIONS.contains(&last.to_lowercase().as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const REPORT: &str = include_str!("../../seeds/003_4f5b7c68318dca81.txt");

    #[test]
    fn a_sentence_goes_over_line_ends_and_pages() {
        let text = Text::new(REPORT);
        let at = |words: &str| text.slice(sentence_at(&text, REPORT.find(words).unwrap())).to_owned();
        assert!(at("believe has massive").starts_with("I was elected"));
        assert!(at("believe has massive").ends_with("live, \nwork and visit."));
        let over_page = at("and distracts attention");
        assert!(over_page.starts_with("Inappropriate") && over_page.ends_with("criticism."), "{over_page}");
    }

    #[test]
    fn shortened_words_do_not_end_a_sentence() {
        let text = Text::new("I saw Mr. Smith. He knew J. R. Hartley, e.g. by sight. It was I. Then rain.");
        let all: Vec<_> = sentences_in(&text, Span::new(0, text.len()))
            .into_iter()
            .map(|span| text.slice(span).to_owned())
            .collect();
        assert_eq!(
            all,
            ["I saw Mr. Smith.", "He knew J. R. Hartley, e.g. by sight.", "It was I.", "Then rain."]
        );
        assert_eq!(sentences_in(&text, Span::new(14, 20)).len(), 2);
    }

    #[test]
    fn a_very_long_paragraph_is_no_burden() {
        let text = Text::new("A short one. ".repeat(100_000));
        let span = sentence_at(&text, 650_003);
        assert_eq!(text.slice(span), "A short one.");
        assert!(span.contains(650_003));
    }

    proptest! {
        #[test]
        fn sentences_are_whole_and_in_order(body in "([A-Za-z]{1,6}[.!?]?[ \n]|é|日。|\u{301}|Mr. ){0,60}") {
            let text = Text::new(body.as_str());
            let all = sentences_in(&text, Span::new(0, body.len()));
            prop_assert!(all.windows(2).all(|pair| pair[0].end <= pair[1].start));
            let mut taken = vec![false; body.len()];
            for sentence in &all {
                prop_assert!(sentence.of(&body).is_some_and(|words| !words.is_empty()));
                prop_assert_eq!(sentence_at(&text, sentence.start), *sentence);
                taken[sentence.range()].fill(true);
            }
            prop_assert!(body.char_indices().all(|(at, c)| c.is_whitespace() || taken[at]));
        }
    }
}
