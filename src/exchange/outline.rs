//! Excerpts as a page for people: headings, quotations, citations and memos in order, before any format.
//!
//! DOCX, HTML and Markdown are three ways to write the same [`Outline`], so they never say different things.

use super::Preview;
use super::facts::{Excerpt, Facts, day};
use super::request::Options;
use crate::analysis::excerpts::{GroupBy, GroupKey, group};
use crate::project::{AnnotationId, Project, TagColour, TagId};
use crate::text::numbers::counted;
use crate::text::reading::PAGE_BREAK_MARK;

/// What a page says that quotes across the pages of a document.
const PAGES_FOLDED: &str =
    "In a quotation, ¦ stands for the page number or running title that interrupts the text there.";

/// A tag as it is named on a page: its colour never stands without its path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The tag's path.
    pub path: String,
    /// The tag's colour.
    pub colour: TagColour,
}

impl Label {
    /// The label of a tag, if the codebook has it.
    pub(super) fn of(project: &Project, tag: TagId) -> Option<Self> {
        let colour = project.tags.get(&tag)?.colour;
        Some(Self { path: project.tag_path(tag), colour })
    }
}

/// One piece of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading below the page's title.
    Heading {
        /// 1 for the first level below the title, up to 6.
        level: u8,
        /// What it says.
        text: String,
        /// The colour of the tag it names, if it names one.
        colour: Option<TagColour>,
    },
    /// Ordinary text.
    Paragraph(String),
    /// The words of an excerpt.
    Quotation(String),
    /// Where a quotation is from: `— document, ¶12, coder, date`.
    Citation(String),
    /// Tags of the excerpt before.
    Tags {
        /// What the tags are to it: `Tags` or `Also tagged`.
        lead: &'static str,
        /// The tags.
        labels: Vec<Label>,
    },
    /// A memo.
    Memo(String),
    /// Something the reader must know of the quotation before.
    Warning(String),
}

/// A whole page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Outline {
    pub title: String,
    pub blocks: Vec<Block>,
    /// How many entries (excerpts, tags) the whole has, of which `blocks` may hold the first.
    pub total: usize,
    pub notes: Vec<String>,
}

impl Outline {
    /// The same with what it is from below its title, where that is known.
    pub(super) fn with_origin(mut self, origin: &str) -> Self {
        if !origin.is_empty() {
            self.blocks.insert(0, Block::Paragraph(origin.to_owned()));
        }
        self
    }

    /// What a preview shows of it; it was made with as many entries as are wanted.
    pub(super) fn preview(self) -> Preview {
        Preview::Outline { title: self.title, blocks: self.blocks, total: self.total }
    }
}

/// The page of these excerpts, cut after `limit` of them.
pub(super) fn excerpts(
    facts: &mut Facts<'_>,
    ids: &[AnnotationId],
    options: &Options,
    limit: usize,
) -> Outline {
    let project = facts.project();
    let groups = group(project, ids, options.group_by);
    let total = groups.iter().map(|group| group.annotations.len()).sum();
    let mut blocks = vec![Block::Paragraph(summary(project, ids, options.group_by))];
    let mut left = limit;
    for group in groups {
        if left == 0 {
            break;
        }
        blocks.push(heading(facts, group.key));
        for id in group.annotations.into_iter().take(left) {
            left -= 1;
            if let Some(excerpt) = facts.excerpt(id) {
                push_excerpt(&mut blocks, facts, &excerpt, group.key);
            }
        }
    }
    let folds_pages =
        |block: &Block| matches!(block, Block::Quotation(words) if words.contains(PAGE_BREAK_MARK));
    if blocks.iter().any(folds_pages) {
        blocks.insert(1, Block::Paragraph(PAGES_FOLDED.to_owned()));
    }
    Outline { title: "Excerpts".to_owned(), blocks, total, notes: facts.notes() }
}

fn summary(project: &Project, ids: &[AnnotationId], by: GroupBy) -> String {
    let annotations: Vec<_> = ids.iter().filter_map(|id| project.annotations.get(id)).collect();
    let mut documents: Vec<_> = annotations.iter().map(|annotation| annotation.document).collect();
    documents.sort_unstable();
    documents.dedup();
    format!(
        "{} from {}, by {}.",
        counted(annotations.len(), "excerpt", "excerpts"),
        counted(documents.len(), "document", "documents"),
        match by {
            GroupBy::Tag => "tag; an excerpt with several tags stands under each",
            GroupBy::Document => "document",
        }
    )
}

fn heading(facts: &Facts<'_>, key: GroupKey) -> Block {
    let project = facts.project();
    let (text, colour) = match key {
        GroupKey::Tag(tag) => (project.tag_path(tag), project.tags.get(&tag).map(|tag| tag.colour)),
        GroupKey::Untagged => ("Untagged highlights".to_owned(), None),
        GroupKey::Document(document) => (facts.titled(project.documents.get(&document)).into_owned(), None),
    };
    Block::Heading { level: 1, text, colour }
}

fn push_excerpt(blocks: &mut Vec<Block>, facts: &mut Facts<'_>, excerpt: &Excerpt<'_>, under: GroupKey) {
    blocks.push(Block::Quotation(facts.quotation(excerpt)));
    blocks.push(Block::Citation(citation(facts, excerpt)));
    let labels: Vec<Label> = excerpt
        .tags
        .iter()
        .filter(|tag| under != GroupKey::Tag(**tag))
        .filter_map(|tag| Label::of(facts.project(), *tag))
        .collect();
    if !labels.is_empty() {
        let lead = if matches!(under, GroupKey::Tag(_)) { "Also tagged" } else { "Tags" };
        blocks.push(Block::Tags { lead, labels });
    }
    if let Some(warning) = excerpt.check.warning() {
        blocks.push(Block::Warning(warning.to_owned()));
    }
    if !excerpt.annotation.memo.trim().is_empty() {
        blocks.push(Block::Memo(excerpt.annotation.memo.clone()));
    }
}

/// `— document, ¶12, coder, date`; code points stand in for the paragraph when the text is not there to count.
pub(super) fn citation(facts: &Facts<'_>, excerpt: &Excerpt<'_>) -> String {
    let place = match &excerpt.place {
        Some(place) => {
            let (from, to) = (place.paragraphs.start(), place.paragraphs.end());
            if from == to { format!("¶{from}") } else { format!("¶{from}–{to}") }
        }
        None => {
            format!("characters {}–{}", excerpt.annotation.anchor.start, excerpt.annotation.anchor.end)
        }
    };
    let coder = facts.coder(excerpt.annotation);
    let date = day(excerpt.annotation.created);
    let title = facts.titled(excerpt.document);
    let parts = [&title, place.as_str(), coder, &date];
    format!("— {}", parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "))
}
