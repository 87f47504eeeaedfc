//! What has been found on a page so far, and which words it holds.
//!
//! No word belongs to two finds. A model's marks lie beside the finds until they are taken up: rules read them as evidence.

use std::sync::Arc;

use super::tokens::Page;
use crate::entities::{Kind, Label, Margin, Source};
use crate::text::Span;

/// Something found: a run of words that names an entity.
#[derive(Clone, Debug)]
pub struct Find {
    /// First token.
    pub from: usize,
    /// One past the last token.
    pub to: usize,
    /// Its bytes in the prepared text; may end inside the last token, as in `Copenhagen-based`.
    pub span: Span,
    /// What it names.
    pub kind: Kind,
    /// What found it.
    pub source: Source,
    /// Its value, where one follows.
    pub value: Option<Arc<str>>,
}

/// What a model marked, on tokens.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    /// First token.
    pub from: usize,
    /// One past the last token.
    pub to: usize,
    /// As what.
    pub label: Label,
    /// By how much it preferred that.
    pub margin: Margin,
}

/// The finds of one page.
#[derive(Debug)]
pub struct Board<'p, 't> {
    /// The page they stand on.
    pub page: &'p Page<'t>,
    finds: Vec<Option<Find>>,
    /// For each token one more than the find that holds it; 0 for none.
    holders: Vec<u32>,
    marks: Vec<Mark>,
    /// For each token one more than the mark on it; 0 for none.
    marked: Vec<u32>,
}

impl<'p, 't> Board<'p, 't> {
    /// A page with nothing found and these marks of a model beside it.
    pub fn new(page: &'p Page<'t>, marks: Vec<Mark>) -> Self {
        let mut marked = vec![0; page.len()];
        for (at, mark) in marks.iter().enumerate() {
            marked[mark.from..mark.to].fill(at as u32 + 1);
        }
        Self { page, finds: Vec::new(), holders: vec![0; page.len()], marks, marked }
    }

    /// True when no find holds the token.
    pub fn is_free(&self, at: usize) -> bool {
        self.holders.get(at).is_some_and(|holder| *holder == 0)
    }

    /// True when no find holds one of the tokens.
    pub fn all_free(&self, from: usize, to: usize) -> bool {
        from < to && self.holders.get(from..to).is_some_and(|held| held.iter().all(|holder| *holder == 0))
    }

    /// Lays claim to tokens; false when one of them is held already.
    pub fn claim(&mut self, from: usize, to: usize, kind: Kind, rule: &'static str) -> bool {
        self.claim_as(from, to, self.page.span(from, to), kind, Source::Rule(rule), None)
    }

    /// Lays claim to tokens for something that has a value.
    pub fn claim_valued(
        &mut self,
        from: usize,
        to: usize,
        kind: Kind,
        rule: &'static str,
        value: Option<&str>,
    ) -> bool {
        self.claim_as(from, to, self.page.span(from, to), kind, Source::Rule(rule), value.map(Arc::from))
    }

    /// Lays claim to tokens for a find on `span` inside them.
    pub fn claim_as(
        &mut self,
        from: usize,
        to: usize,
        span: Span,
        kind: Kind,
        source: Source,
        value: Option<Arc<str>>,
    ) -> bool {
        if !self.all_free(from, to) || span.is_empty() {
            return false;
        }
        self.finds.push(Some(Find { from, to, span, kind, source, value }));
        self.holders[from..to].fill(self.finds.len() as u32);
        true
    }

    /// The number of the find that holds the token.
    pub fn holder(&self, at: usize) -> Option<usize> {
        self.holders.get(at).and_then(|holder| (*holder as usize).checked_sub(1))
    }

    /// The find that holds the token.
    pub fn find_at(&self, at: usize) -> Option<&Find> {
        self.holder(at).and_then(|number| self.find(number))
    }

    /// The find of this number, if it still is one.
    pub fn find(&self, number: usize) -> Option<&Find> {
        self.finds.get(number).and_then(Option::as_ref)
    }

    /// The find of this number, to change its kind or value.
    pub fn find_mut(&mut self, number: usize) -> Option<&mut Find> {
        self.finds.get_mut(number).and_then(Option::as_mut)
    }

    /// How many numbers finds have; some may have been dropped.
    pub fn numbers(&self) -> usize {
        self.finds.len()
    }

    /// Drops a find and sets its tokens free.
    pub fn drop_find(&mut self, number: usize) {
        if let Some(find) = self.finds.get_mut(number).and_then(Option::take) {
            self.holders[find.from..find.to].fill(0);
        }
    }

    /// What is found, in order.
    pub fn into_finds(self) -> Vec<Find> {
        let mut finds: Vec<Find> = self.finds.into_iter().flatten().collect();
        finds.sort_by_key(|find| find.span);
        finds
    }

    /// The model's marks, in order.
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// The model's mark on the token.
    pub fn mark_at(&self, at: usize) -> Option<Mark> {
        self.marked
            .get(at)
            .and_then(|mark| (*mark as usize).checked_sub(1))
            .and_then(|mark| self.marks.get(mark).copied())
    }

    /// The label of the model's mark on the token.
    pub fn label_at(&self, at: usize) -> Option<Label> {
        self.mark_at(at).map(|mark| mark.label)
    }
}

#[cfg(test)]
pub mod testing {
    //! A board with one rule run on it.

    use super::*;
    use crate::entities::prepare::Prepared;
    use crate::entities::rules::{self, KnownNames, Rules};
    use crate::text::Text;

    /// What `rule` finds in `text`: the words, the kind and the value.
    pub fn found(text: &str, rule: impl Fn(&mut Board<'_, '_>)) -> Vec<(String, Kind, String)> {
        found_beside(text, &[], rule)
    }

    /// The same, beside these marks of a model that is sure of them.
    pub fn found_beside(
        text: &str,
        marks: &[(&str, Label)],
        rule: impl Fn(&mut Board<'_, '_>),
    ) -> Vec<(String, Kind, String)> {
        found_beside_with(text, marks, Margin::MOST, rule)
    }

    /// The names in `text`, and their kinds, when these marks are taken in and made consistent.
    pub fn consistent(text: &str, marked: &[(&str, Label)]) -> Vec<(String, Kind)> {
        let found = found_beside(text, marked, |board| {
            rules::marks(board, Rules::ALL);
            rules::consistency(board, &KnownNames::default());
        });
        found.into_iter().map(|(words, kind, _)| (words, kind)).collect()
    }

    /// The same as [`found_beside`], beside marks of such a margin.
    pub fn found_beside_with(
        text: &str,
        marks: &[(&str, Label)],
        margin: Margin,
        rule: impl Fn(&mut Board<'_, '_>),
    ) -> Vec<(String, Kind, String)> {
        let prepared = Prepared::as_it_stands(&Text::new(text));
        let page = Page::read(&prepared);
        let mut marks: Vec<Mark> = marks
            .iter()
            .map(|(words, label)| {
                let start = text.find(words).unwrap();
                let (from, to) = page.tokens_in(Span::new(start, start + words.len()));
                Mark { from, to, label: *label, margin }
            })
            .collect();
        marks.sort_by_key(|mark| mark.from);
        let mut board = Board::new(&page, marks);
        rule(&mut board);
        board
            .into_finds()
            .into_iter()
            .map(|find| {
                (
                    page.text()[find.span.range()].to_owned(),
                    find.kind,
                    find.value.as_deref().unwrap_or_default().to_owned(),
                )
            })
            .collect()
    }
}
