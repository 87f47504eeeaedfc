//! The words around a figure, as they are shown.

use crate::compare::figures::FigureAt;
use crate::project::DocumentId;
use crate::text::Span;
use crate::ui::panels::wording::quotation;
use crate::workbench::Workbench;

/// The sentence of a figure, if its document still is in the text that was compared.
pub(super) fn sentence(bench: &Workbench, at: FigureAt) -> Option<(DocumentId, Span)> {
    let comparison = bench.comparison();
    let (document, figure, _) = comparison.figure(at)?;
    let text = bench.text(document)?;
    comparison.holds_for(document, text.hash()).then_some((document, figure.sentence))
}

/// The sentence of a figure on one line, at most so many characters of it, from not many characters before the figure on
/// where there are more; `whole` and `figure` are their places.
pub(super) fn around(sentence: &str, whole: Span, figure: Span, before: usize, most: usize) -> String {
    let at = figure.start.saturating_sub(whole.start).min(sentence.len());
    let leading = sentence.get(..at).unwrap_or_default();
    if leading.chars().count() <= before {
        return quotation(sentence, most);
    }
    let from = leading.char_indices().rev().nth(before).map_or(0, |(from, _)| from);
    let from = leading[from..].find(char::is_whitespace).map_or(from, |space| from + space);
    format!("… {}", quotation(&sentence[from..], most))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_far_into_its_sentence_can_be_seen() {
        let sentence = "Between 2012 and 2020 I have attended, as was promised at the time to all who live here, \
                        over 710 community meetings.";
        let at = sentence.find("710").unwrap();
        let (whole, figure) = (Span::new(100, 100 + sentence.len()), Span::new(100 + at, 103 + at));
        for before in [0, 20, 60] {
            let shown = around(sentence, whole, figure, before, 220);
            assert!(shown.starts_with("… ") && shown.contains("710 community meetings."), "{shown}");
            assert!(shown.find("710").unwrap() <= before + 4, "{shown}");
        }
        assert_eq!(around(sentence, whole, figure, 20, 12), "… who live her…");
        assert_eq!(around("Over 5.", Span::new(0, 7), Span::new(5, 6), 60, 220), "Over 5.");
    }
}
