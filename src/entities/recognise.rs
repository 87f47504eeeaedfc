//! Mentions in one document: the text made ready, a model's marks, and the rules in their order.
//!
//! What is recognised follows from the text, the marks and the options alone, so that it can be kept and need not be told
//! again. Nothing here knows which mentions name the same entity.

use super::label::{Marked, Marker};
use super::prepare::Prepared;
use super::rules::{self, Board, Day, Find, KnownNames, Page, Rule, Rules};
use super::{Kind, Mention};
use crate::text::Text;

/// How a document is read.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Which rules act.
    pub rules: Rules,
    /// The day the document was written, by which `yesterday` is told.
    pub written: Option<Day>,
    /// Names that other documents of the corpus are known to hold.
    pub known: KnownNames,
}

/// Recognises mentions by rules, and by a model where there is one.
#[derive(Clone, Copy, Default)]
pub struct Recogniser<'m> {
    model: Option<&'m dyn Marker>,
}

impl std::fmt::Debug for Recogniser<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Recogniser").field("has_model", &self.model.is_some()).finish()
    }
}

impl<'m> Recogniser<'m> {
    /// With a model for the language of the documents, or with rules alone.
    pub fn new(model: Option<&'m dyn Marker>) -> Self {
        Self { model }
    }

    /// The mentions in a document, in order, none overlapping another.
    pub fn recognise(&self, text: &Text, options: &Options) -> Vec<Mention> {
        let prepared = prepared(text, options);
        let marked = self.model.map(|model| model.mark(prepared.text())).unwrap_or_default();
        recognise_marked(&prepared, &marked, options)
    }
}

/// The text that a model is given of a document.
pub fn prepared(text: &Text, options: &Options) -> Prepared {
    if options.rules.has(Rule::Unwrapping) { Prepared::new(text) } else { Prepared::as_it_stands(text) }
}

/// The mentions in a text made ready, with the marks of a model already made.
pub fn recognise_marked(prepared: &Prepared, marked: &[Marked], options: &Options) -> Vec<Mention> {
    let page = Page::read(prepared);
    let finds = finds(&page, marked, options);
    finds
        .into_iter()
        .map(|find| Mention {
            span: prepared.to_document(find.span),
            kind: find.kind,
            source: find.source,
            value: find.value,
        })
        .collect()
}

/// Runs the rules. Their order is their priority: a word that one has claimed is held against all after it.
fn finds(page: &Page<'_>, marked: &[Marked], options: &Options) -> Vec<Find> {
    let has = |rule| options.rules.has(rule);
    let marks = rules::laid(page, marked, has(Rule::Trimming));
    let mut board = Board::new(page, marks);
    tell(&mut board, options);
    if has(Rule::Weighing) {
        rules::weighing(&mut board);
    }
    if has(Rule::Consistency) {
        rules::consistency(&mut board, &options.known);
    }
    if has(Rule::Capitals) {
        rules::capitals(&mut board);
    }
    // After `Consistency`, which finds the name whose head stands alone.
    if has(Rule::Junk) {
        rules::bare_heads(&mut board);
    }
    board.into_finds()
}

/// Runs the rules that tell names; those that weigh what was told come after.
pub(super) fn tell(board: &mut Board<'_, '_>, options: &Options) {
    let has = |rule| options.rules.has(rule);
    if has(Rule::Contacts) {
        rules::contacts(board);
    }
    if has(Rule::Money) {
        rules::money(board);
    }
    if has(Rule::Laws) {
        rules::laws(board);
    }
    if has(Rule::Datelines) {
        rules::datelines(board);
    }
    if has(Rule::Dates) {
        rules::dates(board, options.written);
    }
    if has(Rule::Foreign) {
        rules::foreign(board);
    }
    if has(Rule::Citations) {
        rules::citations(board);
    }
    // Before `Roles`: a ship may be an earl.
    if has(Rule::Vessels) {
        rules::vessels(board);
    }
    if has(Rule::Roles) {
        rules::roles(board);
    }
    if has(Rule::Titles) {
        rules::titles(board);
    }
    if has(Rule::Works) {
        rules::works(board);
    }
    if has(Rule::Compounds) {
        rules::compounds(board);
    }
    if has(Rule::Quoted) {
        rules::quoted(board);
    }
    if has(Rule::Heads) {
        rules::heads(board);
    }
    if has(Rule::Acronyms) {
        rules::definitions(board);
        rules::glosses(board);
    }
    if has(Rule::Quantities) {
        rules::quantities(board);
    }
    rules::marks(board, options.rules);
    if has(Rule::Acronyms) {
        rules::common_short_forms(board);
        rules::initials(board);
    }
    if has(Rule::Gazetteer) {
        rules::gazetteer(board);
    }
    if has(Rule::Cues) {
        rules::cues(board);
    }
    if has(Rule::Monograms) {
        rules::monograms(board);
    }
    // After `Monograms`, which know their letters better.
    if has(Rule::Cues) {
        rules::loose_capitals(board);
    }
    if has(Rule::Junk) {
        rules::junk(board);
    }
    if has(Rule::Series) {
        rules::series(board);
    }
}

/// Adds the names among a document's mentions to those known from other documents.
pub fn note_names(known: &mut KnownNames, text: &Text, mentions: &[Mention]) {
    for mention in mentions.iter().filter(|mention| !matches!(mention.kind, Kind::Own(_))) {
        known.add(text.slice(mention.span), &mention.kind);
    }
}
