//! What a query finds in one document, exactly.
//!
//! A query is answered in each *unit* of a document: the whole, each paragraph or each sentence. A part of the query is
//! satisfied in a unit by words that lie wholly inside it, by passages that touch it, or by what is true of the whole
//! document; AND, OR and NOT combine that. The hits of a satisfied unit are the words that satisfy it; where it is
//! satisfied without words, the passages; and where without either (`NOT police`, `kind:letter`), the unit itself. Hits
//! are told in bytes of the document's text, in order, none twice; they may overlap.
//!
//! The scan needs no index and no project: the index only says which documents are worth scanning, and what is known
//! of documents beside their words comes through [`Layers`].

mod arrange;
pub(crate) mod conditions;
mod finder;
mod flow;
mod layers;
mod lexicon;
mod matching;
mod scanner;
mod sieve;

pub use finder::Finder;
pub(crate) use finder::ReadyQuery;
pub(crate) use flow::{Flow, Unit};
pub use layers::{Layers, NoLayers, Passages};
pub use scanner::Scanner;

use std::sync::Arc;

use super::language::Language;
use crate::text::reading::{LineEndHyphen, hyphens_at_line_ends};
use crate::text::structure::passages;
use crate::text::{Span, Text, TextHash};

/// Something found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Hit {
    /// Where, in bytes of the document's text.
    pub span: Span,
    /// What it is.
    pub kind: HitKind,
}

/// What a hit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum HitKind {
    /// Words, or what an expression describes.
    Words,
    /// A passage that carries a tag, a name or a memo.
    Passage,
    /// A whole unit.
    Unit,
}

/// A text made ready to be searched. Cheap to clone: the text is shared.
#[derive(Clone, Debug)]
pub struct Searchable {
    text: Text,
    language: Option<Language>,
    /// True when the text is too short to tell its language by.
    is_too_short: bool,
    /// The paragraphs as they run on, where any has several lines.
    passages: Option<Arc<[Span]>>,
    hyphens: Arc<[LineEndHyphen]>,
}

impl Searchable {
    /// Reads a text for what runs on over the ends of its lines. Without a language words are found in the form typed.
    pub fn new(text: &Text, language: Option<Language>) -> Self {
        let passages = passages(text);
        let hyphens = hyphens_at_line_ends(text, &passages).into();
        let has_lines =
            |passage: &Span| text.slice(*passage).bytes().any(|byte| matches!(byte, b'\n' | 0x0c));
        let passages = passages.iter().any(has_lines).then(|| passages.into());
        Self { text: text.clone(), language, is_too_short: false, passages, hyphens }
    }

    /// The same, in the language stated as an attribute of the document, or told from its words. One too short for that is
    /// in the commonest language of the library it comes to.
    pub fn guessing(text: &Text, stated: Option<&str>) -> Self {
        let stated = stated.and_then(Language::named);
        let language = stated.or_else(|| Language::guess(text.as_str()));
        let is_too_short = language.is_none() && Language::is_too_short(text.as_str());
        Self { is_too_short, ..Self::new(text, language) }
    }

    /// True when the text is too short to tell its language by.
    pub(crate) fn is_too_short(&self) -> bool {
        self.is_too_short
    }

    /// The same in the language that is assumed of short texts.
    pub(crate) fn assumed(&self, language: Option<Language>) -> Self {
        Self { language, ..self.clone() }
    }

    /// The text.
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// The language its words are stemmed in.
    pub fn language(&self) -> Option<Language> {
        self.language
    }

    /// A part of the text as it is read in a line: white space is one blank each, and a word that was broken at a line's
    /// end is whole.
    pub fn shown(&self, span: Span) -> String {
        let mut shown = String::with_capacity(span.len());
        let mut broken = false;
        for (at, c) in self.text.slice(span).char_indices() {
            if self.is_left_out(span.start + at) {
                broken = true;
            } else if c.is_whitespace() {
                if !broken && !shown.ends_with(' ') {
                    shown.push(' ');
                }
            } else {
                broken = false;
                shown.push(c);
            }
        }
        shown
    }

    /// True for the place of a hyphen that only broke a word, as far as can be told.
    fn is_left_out(&self, at: usize) -> bool {
        let found = self.hyphens.binary_search_by_key(&at, |hyphen| hyphen.at);
        found.is_ok_and(|found| self.hyphens[found].is_left_out)
    }

    /// The paragraph at a place, as it runs on over the ends of lines; `None` in a page header or between paragraphs.
    pub(crate) fn passage_at(&self, at: usize) -> Option<Span> {
        let structure = self.text.structure();
        let paragraph = structure.paragraphs().get(structure.paragraph_at(at))?.span;
        if !paragraph.contains(at) {
            return None;
        }
        let Some(passages) = self.passages.as_deref() else { return Some(paragraph) };
        let found = passages.partition_point(|passage| passage.end <= at);
        passages.get(found).copied().filter(|passage| passage.contains(at))
    }

    /// The text as it runs on.
    pub(crate) fn flow(&self) -> Flow<'_> {
        Flow::of(&self.text, self.passages.as_deref(), &self.hyphens)
    }

    /// What the index knows it by: the same for the same text in the same language.
    pub(crate) fn content(&self) -> TextHash {
        let mut bytes = [0; 34];
        bytes[..32].copy_from_slice(self.text.hash().as_bytes());
        bytes[32..].copy_from_slice(self.language.map_or("--", Language::code).as_bytes());
        TextHash::of(&bytes)
    }
}

#[cfg(test)]
mod tests;
