//! From a hit to the passage that is tagged: the hit itself, its sentence or its paragraph.

use crate::text::sentences::sentence_at;
use crate::text::{Span, Text};

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

/// What is tagged of a text for a hit at `span`; never less than the hit.
pub fn extended(text: &Text, span: Span, extent: Extent) -> Span {
    let around = |at: usize| match extent {
        Extent::Hit => span,
        Extent::Sentence => sentence_at(text, at),
        Extent::Paragraph => {
            let structure = text.structure();
            let paragraph =
                structure.paragraphs().get(structure.paragraph_at(at)).map(|paragraph| paragraph.span);
            // A page header belongs to no paragraph.
            paragraph.filter(|paragraph| paragraph.contains(at)).unwrap_or(span)
        }
    };
    let last =
        text.as_str()[span.range()].char_indices().next_back().map_or(span.start, |(at, _)| span.start + at);
    let (first, last) = (around(span.start), around(last));
    Span::new(span.start.min(first.start), span.end.max(last.end))
}

/// The passages for several hits of one text, in order, each once.
pub fn extended_all(text: &Text, spans: impl IntoIterator<Item = Span>, extent: Extent) -> Vec<Span> {
    let mut passages: Vec<Span> = spans.into_iter().map(|span| extended(text, span, extent)).collect();
    passages.sort_unstable();
    passages.dedup();
    passages
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hits_are_extended_to_what_they_stand_in() {
        let body = "One came. Two went away.\nThree stayed.\n";
        let text = Text::new(body);
        let at = |words: &str| {
            let start = body.find(words).unwrap();
            Span::new(start, start + words.len())
        };
        let said = |words, extent| text.slice(extended(&text, at(words), extent)).to_owned();
        assert_eq!(said("went", Extent::Hit), "went");
        assert_eq!(said("went", Extent::Sentence), "Two went away.");
        assert_eq!(said("came. Two", Extent::Sentence), "One came. Two went away.");
        assert_eq!(said("went", Extent::Paragraph), "One came. Two went away.");
        assert_eq!(said("away.\nThree", Extent::Paragraph), body.trim());
        let both = extended_all(&text, [at("went"), at("Two"), at("One")], Extent::Sentence);
        assert_eq!(both, [at("One came."), at("Two went away.")]);
    }
}
