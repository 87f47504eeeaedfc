//! A Word document: real headings, quotations as paragraphs of their own style, the citation line after each.
//!
//! The library writes whatever it is given, so what XML cannot hold is replaced and counted first; line ends inside
//! a text become breaks. Paragraph ids are counted here: the library's own go on from one document to the next.

use std::io::Cursor;

use docx_rs::{BreakType, Docx, LineSpacing, Paragraph, Run, RunFonts, Style, StyleType, Styles};

use super::outline::{Block, Label, Outline};
use super::request::Format;
use super::wording::XmlFilter;
use super::{ExportError, Exported};
use crate::project::TagColour;

const TITLE: &str = "Title";
const QUOTE: &str = "Quote";
const CITATION: &str = "Citation";
const MEMO: &str = "Memo";

/// Writes an outline.
pub(super) fn export(outline: &Outline) -> Result<Exported, ExportError> {
    let mut writer = Writer::default();
    let mut document = Docx::new().styles(styles());
    document = document.add_paragraph(writer.paragraph(TITLE, &outline.title));
    for (n, block) in outline.blocks.iter().enumerate() {
        let next = outline.blocks.get(n + 1);
        let paragraph = writer.block(block);
        // What is said of a quotation never stands on another page.
        document = document.add_paragraph(if next.is_some_and(is_about_quotation) {
            paragraph.keep_next(true)
        } else {
            paragraph
        });
    }
    let mut bytes = Cursor::new(Vec::new());
    document.pack(&mut bytes).map_err(|error| ExportError::format(Format::Docx, error))?;
    let mut notes = outline.notes.clone();
    notes.extend(writer.filter.notes("a Word document"));
    Ok(Exported { bytes: bytes.into_inner(), notes })
}

fn is_about_quotation(block: &Block) -> bool {
    matches!(block, Block::Citation(_) | Block::Tags { .. } | Block::Memo(_) | Block::Warning(_))
}

/// Turns blocks into paragraphs and numbers them.
#[derive(Default)]
struct Writer {
    filter: XmlFilter,
    paragraphs: u32,
}

impl Writer {
    fn block(&mut self, block: &Block) -> Paragraph {
        match block {
            Block::Heading { level, text, colour } => {
                let style = format!("Heading{}", (*level).clamp(1, 6));
                let mut paragraph = self.empty(&style).keep_next(true);
                if let Some(colour) = colour {
                    paragraph = paragraph.add_run(swatch(*colour));
                }
                paragraph.add_run(self.run(text))
            }
            Block::Paragraph(text) => self.paragraph("Normal", text),
            Block::Quotation(text) => self.paragraph(QUOTE, text),
            Block::Citation(text) => self.paragraph(CITATION, text),
            Block::Tags { lead, labels } => self.tags(lead, labels),
            Block::Memo(text) => {
                let lead = Run::new().add_text("Memo: ").bold();
                self.empty(MEMO).add_run(lead).add_run(self.run(text))
            }
            Block::Warning(text) => {
                let run = self.run(text).bold();
                self.empty(CITATION).add_run(run)
            }
        }
    }

    fn tags(&mut self, lead: &str, labels: &[Label]) -> Paragraph {
        let mut paragraph = self.empty(CITATION).add_run(Run::new().add_text(format!("{lead}: ")));
        for (n, label) in labels.iter().enumerate() {
            if n > 0 {
                paragraph = paragraph.add_run(Run::new().add_text("; "));
            }
            paragraph = paragraph.add_run(swatch(label.colour)).add_run(self.run(&label.path));
        }
        paragraph
    }

    fn paragraph(&mut self, style: &str, text: &str) -> Paragraph {
        let run = self.run(text);
        self.empty(style).add_run(run)
    }

    fn empty(&mut self, style: &str) -> Paragraph {
        self.paragraphs += 1;
        Paragraph::new().id(format!("{:08x}", self.paragraphs)).style(style)
    }

    /// Text with its line ends as breaks and its tabs as tabs.
    fn run(&mut self, text: &str) -> Run {
        let text = self.filter.clean(text);
        let mut run = Run::new();
        for (n, line) in text.split('\n').enumerate() {
            if n > 0 {
                run = run.add_break(BreakType::TextWrapping);
            }
            for (n, piece) in line.split('\t').enumerate() {
                if n > 0 {
                    run = run.add_tab();
                }
                if !piece.is_empty() {
                    run = run.add_text(piece);
                }
            }
        }
        run
    }
}

/// A square in the tag's colour; the name always follows it.
fn swatch(colour: TagColour) -> Run {
    let hex = colour.hex();
    Run::new().add_text("■ ").color(hex.trim_start_matches('#'))
}

fn styles() -> Styles {
    let serif =
        RunFonts::new().ascii("Georgia").hi_ansi("Georgia").cs("Times New Roman").east_asia("Georgia");
    let sans = || RunFonts::new().ascii("Arial").hi_ansi("Arial").cs("Arial");
    let spaced = |before, after| LineSpacing::new().before(before).after(after).line(300);
    let style = |id: &str, name: &str| {
        Style::new(id, StyleType::Paragraph).name(name).based_on("Normal").q_format(true)
    };
    let mut styles = Styles::new()
        .default_fonts(serif)
        .default_size(22)
        .add_style(
            Style::new("Normal", StyleType::Paragraph)
                .name("Normal")
                .q_format(true)
                .line_spacing(spaced(0, 120)),
        )
        .add_style(style(TITLE, "Title").next("Normal").fonts(sans()).size(40).line_spacing(spaced(0, 240)))
        .add_style(
            style(QUOTE, "Quote")
                .next(CITATION)
                .indent(Some(480), None, None, None)
                .line_spacing(spaced(200, 60)),
        )
        .add_style(
            style(CITATION, "Citation")
                .size(19)
                .indent(Some(480), None, None, None)
                .line_spacing(spaced(0, 60)),
        )
        .add_style(
            style(MEMO, "Memo").italic().indent(Some(480), None, None, None).line_spacing(spaced(60, 120)),
        );
    for level in 1..=6_usize {
        styles = styles.add_style(
            style(&format!("Heading{level}"), &format!("heading {level}"))
                .next("Normal")
                .fonts(sans())
                .bold()
                .size([30, 26, 24, 22, 22, 22][level - 1])
                .outline_lvl(level - 1)
                .line_spacing(spaced(320, 120)),
        );
    }
    styles
}
