//! The whole text of one document as a web page, with its tags marked.
//!
//! Passages overlap, so the text is cut wherever one begins or ends and every piece carries the underlines of all
//! passages over it, each in a lane of its own. Small numbers stand where a passage begins and ends and lead to the
//! list of notes below the text: colour is never the only sign.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::facts::{Excerpt, Facts};
use super::html::{label, page};
use super::outline::{Block, Label, citation};
use super::wording::XmlFilter;
use super::{ExportError, Exported, Preview};
use crate::analysis::excerpts::{ExcerptFilter, SortKey, select};
use crate::project::{DocumentId, DocumentRecord, TagColour, TagId};
use crate::text::numbers::counted;
use crate::text::{Span, Text};

/// Between one underline and the next, in pixels.
const LANE: usize = 4;

/// The colour of an untagged highlight's underline: the page's faint ink.
const UNTAGGED: &str = "var(--faint)";

/// What a marked text needs beyond the common style.
const STYLE: &str = "
.text p { position: relative; margin: 0 0 1em; }
.text .n { position: absolute; right: calc(100% + .75rem); font: .7rem/2.4 system-ui, Arial, sans-serif; color: var(--faint); user-select: none; white-space: nowrap; }
.m { background-repeat: no-repeat; background-color: transparent; color: inherit; -webkit-box-decoration-break: clone; box-decoration-break: clone; print-color-adjust: exact; }
sup { font: .65rem/1 system-ui, Arial, sans-serif; color: var(--faint); user-select: none; }
sup a { text-decoration: none; }
.notes li { margin: 0 0 1rem; }
.notes blockquote { margin: .25rem 0; }
.notes .citation, .notes .tags, .notes .memo { margin-left: 0; }
.legend { list-style: none; padding: 0; font-size: .9rem; }
@media (max-width: 56rem) { .text { padding-left: 2.5rem; } }
@media print { .text { padding-left: 2.5rem; } }
";

/// One passage that was found in the text.
struct Passage<'a> {
    /// Its number on the page, from 1.
    number: usize,
    span: Span,
    excerpt: &'a Excerpt<'a>,
    /// Its underlines: lane and colour, one for each tag.
    lines: Vec<(usize, String)>,
}

/// Writes the document.
pub(super) fn export(facts: &mut Facts<'_>, id: DocumentId, origin: &str) -> Result<Exported, ExportError> {
    let (document, text) = subject(facts, id)?;
    let excerpts = excerpts_of(facts, id);
    let passages = passages(facts, &excerpts);
    let mut filter = XmlFilter::default();
    let title = document.title.as_str();
    let content = html! {
        h1 { (filter.clean(title)) }
        @if !origin.is_empty() { p.citation { (filter.clean(origin)) } }
        p.citation {
            (filter.clean(&document.path_from(facts.folder()))) " · "
            (counted(excerpts.len(), "marked passage", "marked passages"))
        }
        (legend(facts, &excerpts, &mut filter))
        main.text aria-label="Text" style=(line_height(&passages)) { (body(facts, &text, &passages, &mut filter)) }
        (notes(facts, &excerpts, &passages, &mut filter))
    };
    let bytes = page(title, STYLE, &content);
    let mut remarks = facts.notes();
    remarks.extend(filter.notes("a web page"));
    Ok(Exported { bytes, notes: remarks })
}

/// The first paragraphs of the document.
pub(super) fn preview(
    facts: &mut Facts<'_>,
    id: DocumentId,
    origin: &str,
    rows: usize,
) -> Result<Preview, ExportError> {
    let (document, text) = subject(facts, id)?;
    let marked = facts.project().annotations.values().filter(|annotation| annotation.document == id).count();
    let paragraphs = text.structure().paragraphs();
    let mut blocks: Vec<Block> = Some(origin)
        .filter(|origin| !origin.is_empty())
        .map(|origin| Block::Citation(origin.to_owned()))
        .into_iter()
        .collect();
    blocks.push(Block::Citation(counted(marked, "marked passage", "marked passages")));
    blocks.extend(
        paragraphs.iter().take(rows).map(|paragraph| Block::Paragraph(text.slice(paragraph.span).to_owned())),
    );
    Ok(Preview::Outline { title: document.title.clone(), blocks, total: paragraphs.len() })
}

fn subject<'a>(facts: &mut Facts<'a>, id: DocumentId) -> Result<(&'a DocumentRecord, Text), ExportError> {
    let document = facts.project().documents.get(&id).ok_or(ExportError::NoSuchDocument)?;
    let text = facts.text(id).ok_or_else(|| ExportError::NoText(document.title.clone()))?;
    Ok((document, text))
}

fn excerpts_of<'a>(facts: &mut Facts<'a>, id: DocumentId) -> Vec<Excerpt<'a>> {
    let filter = ExcerptFilter { documents: [id].into(), ..ExcerptFilter::default() };
    let ids = select(facts.project(), &filter, &SortKey::Document, false);
    ids.into_iter().filter_map(|id| facts.excerpt(id)).collect()
}

/// Gives the passages their numbers and each of their tags the lowest lane free over its whole length.
fn passages<'a>(facts: &Facts<'_>, excerpts: &'a [Excerpt<'a>]) -> Vec<Passage<'a>> {
    let mut free_from: Vec<usize> = Vec::new();
    let mut passages = Vec::new();
    for (n, excerpt) in excerpts.iter().enumerate() {
        let Some(place) = &excerpt.place else { continue };
        // Blank space at the ends is not marked, so that both ends lie inside paragraphs.
        let span = place.span.trimmed(place.text.as_str());
        if span.is_empty() {
            continue;
        }
        let colour = |tag: &TagId| facts.project().tags.get(tag).map(|tag| tag.colour);
        let mut colours: Vec<String> = excerpt.tags.iter().filter_map(colour).map(TagColour::hex).collect();
        if colours.is_empty() {
            colours.push(UNTAGGED.to_owned());
        }
        let lines = colours
            .into_iter()
            .map(|colour| {
                let lane = free_from.iter().position(|end| *end <= span.start).unwrap_or(free_from.len());
                if lane == free_from.len() {
                    free_from.push(0);
                }
                free_from[lane] = span.end;
                (lane, colour)
            })
            .collect();
        passages.push(Passage { number: n + 1, span, excerpt, lines });
    }
    passages
}

fn legend(facts: &Facts<'_>, excerpts: &[Excerpt<'_>], filter: &mut XmlFilter) -> Markup {
    let mut counts: BTreeMap<TagId, usize> = BTreeMap::new();
    for tag in excerpts.iter().flat_map(|excerpt| &excerpt.tags) {
        *counts.entry(*tag).or_default() += 1;
    }
    let rows = facts.project().tag_rows();
    let used = rows.iter().filter_map(|row| Some((row.tag.id, *counts.get(&row.tag.id)?)));
    html! {
        @if !counts.is_empty() {
            ul.legend aria-label="Tags in this document" {
                @for (tag, number) in used {
                    @if let Some(tag) = Label::of(facts.project(), tag) {
                        li { (label(&tag, filter)) " (" (number) ")" }
                    }
                }
            }
        }
    }
}

fn body(facts: &Facts<'_>, text: &Text, passages: &[Passage<'_>], filter: &mut XmlFilter) -> Markup {
    // Passages are in order of their beginnings. Those that reach into a paragraph from before it are kept in `open`.
    let mut next = 0;
    let mut open: Vec<&Passage<'_>> = Vec::new();
    html! {
        @for (n, paragraph) in text.structure().paragraphs().iter().enumerate() {
            @let until = text.structure().paragraphs().get(n + 1).map_or(text.len(), |next| next.span.start);
            @let here = take_here(&mut open, &mut next, passages, paragraph.span, until);
            p id=(format!("p{}", n + 1)) dir="auto" {
                span.n { "¶ " (n + 1) }
                (marked(facts, text, paragraph.span, &here, filter))
            }
        }
    }
}

/// Lines far enough apart for the deepest pile of underlines.
fn line_height(passages: &[Passage<'_>]) -> String {
    let deepest = passages.iter().flat_map(|passage| &passage.lines).map(|(lane, _)| lane + 1).max();
    format!("line-height:calc(1.6em + {}px)", deepest.unwrap_or(0) * LANE)
}

/// The passages that touch a paragraph whose successor begins at `until`.
fn take_here<'a, 'b>(
    open: &mut Vec<&'b Passage<'a>>,
    next: &mut usize,
    passages: &'b [Passage<'a>],
    paragraph: Span,
    until: usize,
) -> Vec<&'b Passage<'a>> {
    while let Some(passage) = passages.get(*next).filter(|passage| passage.span.start < until) {
        open.push(passage);
        *next += 1;
    }
    let here = open.iter().copied().filter(|passage| passage.span.overlaps(paragraph)).collect();
    open.retain(|passage| passage.span.end > until);
    here
}

/// One paragraph, cut at every boundary inside it.
fn marked(
    facts: &Facts<'_>,
    text: &Text,
    paragraph: Span,
    passages: &[&Passage<'_>],
    filter: &mut XmlFilter,
) -> Markup {
    let mut cuts: Vec<usize> = passages
        .iter()
        .flat_map(|passage| [passage.span.start, passage.span.end])
        .map(|at| at.clamp(paragraph.start, paragraph.end))
        .chain([paragraph.start, paragraph.end])
        .collect();
    cuts.sort_unstable();
    cuts.dedup();
    html! {
        @for pair in cuts.windows(2) {
            @let piece = Span::new(pair[0], pair[1]);
            @let over: Vec<&&Passage<'_>> = passages.iter().filter(|passage| passage.span.covers(piece)).collect();
            @for passage in over.iter().filter(|passage| passage.span.start == piece.start) {
                sup { (passage.number) "⟦" }
            }
            @if over.is_empty() {
                (filter.clean(text.slice(piece)))
            } @else {
                mark.m style=(underlines(&over)) title=(filter.clean(&names(facts, &over))) { (filter.clean(text.slice(piece))) }
            }
            @for passage in over.iter().filter(|passage| passage.span.end == piece.end) {
                sup {
                    "⟧"
                    a href=(format!("#note{}", passage.number)) id=(format!("ref{}", passage.number))
                        aria-label=(format!("Note {}", passage.number)) { (passage.number) }
                }
            }
        }
    }
}

fn underlines(over: &[&&Passage<'_>]) -> String {
    let lines: Vec<&(usize, String)> = over.iter().flat_map(|passage| &passage.lines).collect();
    let deepest = lines.iter().map(|(lane, _)| *lane).max().unwrap_or(0);
    let each = |part: &dyn Fn(&(usize, String)) -> String| {
        lines.iter().map(|line| part(line)).collect::<Vec<_>>().join(",")
    };
    format!(
        "background-image:{};background-size:{};background-position:{};padding-bottom:{}px",
        each(&|(_, colour)| format!("linear-gradient({colour},{colour})")),
        each(&|_| "100% 2px".to_owned()),
        each(&|(lane, _)| format!("0 calc(100% - {}px)", (deepest - lane) * LANE)),
        (deepest + 1) * LANE,
    )
}

fn names(facts: &Facts<'_>, over: &[&&Passage<'_>]) -> String {
    let mut names: Vec<String> = over
        .iter()
        .flat_map(|passage| {
            let tags: Vec<String> =
                passage.excerpt.tags.iter().map(|tag| facts.project().tag_path(*tag)).collect();
            if tags.is_empty() { vec!["untagged".to_owned()] } else { tags }
        })
        .collect();
    names.dedup();
    names.join("; ")
}

fn notes(
    facts: &Facts<'_>,
    excerpts: &[Excerpt<'_>],
    passages: &[Passage<'_>],
    filter: &mut XmlFilter,
) -> Markup {
    let labels = |excerpt: &Excerpt<'_>| -> Vec<Label> {
        excerpt.tags.iter().filter_map(|tag| Label::of(facts.project(), *tag)).collect()
    };
    html! {
        @if !excerpts.is_empty() {
            section.notes aria-labelledby="notes" {
                h2 id="notes" { "Notes" }
                ol {
                    @for (n, excerpt) in excerpts.iter().enumerate() {
                        li id=(format!("note{}", n + 1)) {
                            @let labels = labels(excerpt);
                            p.tags {
                                @if labels.is_empty() { "Untagged" }
                                @for (n, tag) in labels.iter().enumerate() {
                                    @if n > 0 { "; " }
                                    (label(tag, filter))
                                }
                            }
                            blockquote dir="auto" { (filter.clean(&facts.quotation(excerpt))) }
                            p.citation {
                                (filter.clean(&citation(facts, excerpt)))
                                @if passages.binary_search_by_key(&(n + 1), |passage| passage.number).is_ok() {
                                    " "
                                    a href=(format!("#ref{}", n + 1)) aria-label="Back to the text" { "↩" }
                                }
                            }
                            @if let Some(warning) = excerpt.check.warning() {
                                p.warning role="note" { (warning) }
                            }
                            @if !excerpt.annotation.memo.trim().is_empty() {
                                p.memo dir="auto" { b { "Memo: " } (filter.clean(&excerpt.annotation.memo)) }
                            }
                        }
                    }
                }
            }
        }
    }
}
