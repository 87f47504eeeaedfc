//! From a hit to the passage that is tagged: the hit itself, its sentence or its paragraph.

use super::scan::Searchable;
use crate::text::Span;
use crate::text::sentences::sentence_within;

/// How much around a hit is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Extent {
    /// The hit alone.
    #[default]
    Hit,
    /// From the beginning of the sentence it begins in to the end of the one it ends in.
    Sentence,
    /// The same by paragraphs.
    Paragraph,
}

/// What is tagged of a text for a hit at `span`; never less than the hit. Sentences and paragraphs are those that a query
/// is asked in: they run on over the ends of lines.
pub fn extended(searchable: &Searchable, span: Span, extent: Extent) -> Span {
    let text = searchable.text();
    let around = |at: usize| match (extent, searchable.passage_at(at)) {
        // A page header belongs to no paragraph.
        (Extent::Hit, _) | (_, None) => span,
        (Extent::Sentence, Some(passage)) => sentence_within(text, passage, at),
        (Extent::Paragraph, Some(passage)) => passage,
    };
    let last =
        text.as_str()[span.range()].char_indices().next_back().map_or(span.start, |(at, _)| span.start + at);
    let (first, last) = (around(span.start), around(last));
    Span::new(span.start.min(first.start), span.end.max(last.end))
}

/// The passages for several hits of one text, in order, each once.
pub fn extended_all(
    searchable: &Searchable,
    spans: impl IntoIterator<Item = Span>,
    extent: Extent,
) -> Vec<Span> {
    let mut passages: Vec<Span> = spans.into_iter().map(|span| extended(searchable, span, extent)).collect();
    passages.sort_unstable();
    passages.dedup();
    passages
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    #[test]
    fn hits_are_extended_to_what_they_stand_in() {
        let body = "One came. Two went away.\nThree stayed.\n";
        let text = Text::new(body);
        let searchable = Searchable::new(&text, None);
        let at = |words: &str| {
            let start = body.find(words).unwrap();
            Span::new(start, start + words.len())
        };
        let said = |words, extent| text.slice(extended(&searchable, at(words), extent)).to_owned();
        assert_eq!(said("went", Extent::Hit), "went");
        assert_eq!(said("went", Extent::Sentence), "Two went away.");
        assert_eq!(said("came. Two", Extent::Sentence), "One came. Two went away.");
        assert_eq!(said("went", Extent::Paragraph), "One came. Two went away.");
        assert_eq!(said("away.\nThree", Extent::Paragraph), body.trim());
        let both = extended_all(&searchable, [at("went"), at("Two"), at("One")], Extent::Sentence);
        assert_eq!(both, [at("One came."), at("Two went away.")]);
    }

    #[test]
    fn a_sentence_goes_on_in_the_next_line_as_it_does_for_a_query() {
        let body = "They were there to pro-\ntect the po-\nlice.\nThe police came.";
        let text = Text::new(body);
        let searchable = Searchable::new(&text, None);
        let start = body.find("there").unwrap();
        let said = |extent| text.slice(extended(&searchable, Span::new(start, start + 5), extent)).to_owned();
        assert_eq!(said(Extent::Sentence), "They were there to pro-\ntect the po-\nlice.");
        assert_eq!(said(Extent::Paragraph), said(Extent::Sentence));
    }
}
