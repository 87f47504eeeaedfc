//! One self-contained web page, light and dark and fit to print, that fetches nothing and runs nothing.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::Exported;
use super::outline::{Block, Label, Outline};
use super::wording::XmlFilter;
use crate::project::TagColour;

/// What a browser may do with the page: show it, in the style it brings.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// What every page looks like.
const STYLE: &str = "
:root { color-scheme: light dark; --ink: #1d2126; --faint: #59616b; --paper: #fdfcfa; --rule: #d9d5cd; --warn: #9a3412; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e4e2dd; --faint: #a3a8b0; --paper: #17191c; --rule: #3a3e45; --warn: #fdba74; }
}
html { background: var(--paper); color: var(--ink); }
body { max-width: 44rem; margin: 3rem auto; padding: 0 1.5rem; font: 1.0625rem/1.55 Georgia, 'Times New Roman', serif; overflow-wrap: anywhere; }
h1, h2, h3, h4, h5, h6, nav, .tags, .citation { font-family: system-ui, 'Segoe UI', Arial, sans-serif; }
h1 { font-size: 1.8rem; line-height: 1.2; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 1rem; padding-top: 1rem; border-top: 1px solid var(--rule); }
h3, h4, h5, h6 { font-size: 1.05rem; margin: 2rem 0 .5rem; }
nav { font-size: .9rem; }
nav ol { padding-left: 2rem; }
a { color: inherit; text-underline-offset: .15em; }
p { white-space: pre-wrap; margin: .5rem 0; }
blockquote { white-space: pre-wrap; margin: 1.5rem 0 .25rem; padding-left: 1rem; border-left: 3px solid var(--rule); }
.citation, .tags { margin: .15rem 0 .15rem 1.2rem; font-size: .85rem; color: var(--faint); }
.memo { margin-left: 1.2rem; font-size: .95rem; font-style: italic; }
.memo b { font-style: normal; }
.warning { margin-left: 1.2rem; color: var(--warn); font-weight: bold; }
.swatch { display: inline-block; width: .7em; height: .7em; margin-right: .35em; border-radius: 2px; border: 1px solid var(--faint); }
@media print {
  :root { --ink: #000; --faint: #444; --paper: #fff; --rule: #bbb; --warn: #7c2d12; }
  body { max-width: none; margin: 0; padding: 0; font-size: 11pt; }
  blockquote, .citation, .tags { break-inside: avoid; }
  h2, h3, h4, h5, h6 { break-after: avoid; }
  .swatch { print-color-adjust: exact; }
}
";

/// Writes an outline.
pub(super) fn export(outline: &Outline) -> Exported {
    let mut filter = XmlFilter::default();
    let sections: Vec<(usize, &str)> = outline
        .blocks
        .iter()
        .enumerate()
        .filter_map(|(n, block)| match block {
            Block::Heading { text, .. } => Some((n, text.as_str())),
            _ => None,
        })
        .collect();
    // What the page is about comes before its contents.
    let lead = outline.blocks.iter().position(|block| matches!(block, Block::Heading { .. })).unwrap_or(0);
    let content = html! {
        h1 { (outline.title) }
        @for (n, block) in outline.blocks.iter().enumerate().take(lead) { (show(block, n, &mut filter)) }
        @if sections.len() > 1 {
            nav aria-label="Contents" {
                ol {
                    @for (n, text) in &sections {
                        li { a href=(format!("#s{n}")) { bdi { (filter.clean(text)) } } }
                    }
                }
            }
        }
        main {
            @for (n, block) in outline.blocks.iter().enumerate().skip(lead) { (show(block, n, &mut filter)) }
        }
    };
    let mut notes = outline.notes.clone();
    notes.extend(filter.notes("a web page"));
    Exported { bytes: page(&outline.title, "", &content), notes }
}

/// A page around its content, with rules of its own after the common ones.
pub(super) fn page(title: &str, style: &str, content: &Markup) -> Vec<u8> {
    let title = XmlFilter::default().clean(title);
    let markup = html! {
        (DOCTYPE)
        html lang="" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="generator" content="Lectern";
                title { (title) }
                style { (PreEscaped(STYLE)) (PreEscaped(style)) }
            }
            body { (content) }
        }
    };
    let mut bytes = markup.into_string().into_bytes();
    bytes.push(b'\n');
    bytes
}

/// A tag: its colour, which a screen reader passes over, and its name.
pub(super) fn label(label: &Label, filter: &mut XmlFilter) -> Markup {
    html! { (swatch(label.colour)) bdi { (filter.clean(&label.path)) } }
}

fn swatch(colour: TagColour) -> Markup {
    html! { span.swatch aria-hidden="true" style=(format!("background:{}", colour.hex())) {} }
}

fn show(block: &Block, number: usize, filter: &mut XmlFilter) -> Markup {
    match block {
        Block::Heading { level, text, colour } => {
            let words = html! {
                @if let Some(colour) = colour { (swatch(*colour)) }
                bdi { (filter.clean(text)) }
            };
            let id = format!("s{number}");
            match level {
                0 | 1 => html! { h2 id=(id) { (words) } },
                2 => html! { h3 id=(id) { (words) } },
                3 => html! { h4 id=(id) { (words) } },
                4 => html! { h5 id=(id) { (words) } },
                _ => html! { h6 id=(id) { (words) } },
            }
        }
        Block::Paragraph(text) => html! { p dir="auto" { (filter.clean(text)) } },
        Block::Quotation(text) => html! { blockquote dir="auto" { (filter.clean(text)) } },
        Block::Citation(text) => html! { p.citation { (filter.clean(text)) } },
        Block::Tags { lead, labels } => html! {
            p.tags {
                (lead) ": "
                @for (n, tag) in labels.iter().enumerate() {
                    @if n > 0 { "; " }
                    (label(tag, filter))
                }
            }
        },
        Block::Memo(text) => html! { p.memo dir="auto" { b { "Memo: " } (filter.clean(text)) } },
        Block::Warning(text) => html! { p.warning role="note" { (filter.clean(text)) } },
    }
}
