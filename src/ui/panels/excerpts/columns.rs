//! The columns of the table: what stands above each, what it sorts by, how wide it is.

use egui_extras::Column as Width;

use crate::analysis::excerpts::SortKey;
use crate::ui::screen::{DocumentOrder, ExcerptsView};

/// A column of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Excerpt,
    Tag,
    Document,
    Paragraph,
    Entities,
    Memo,
    Coder,
    Created,
    Modified,
    /// An attribute of the document.
    Attribute(String),
}

/// The columns that are shown, from left to right.
pub(super) fn shown(view: &ExcerptsView) -> Vec<Column> {
    let mut columns: Vec<Column> = Column::FIXED
        .into_iter()
        .filter(|column| *column == Column::Excerpt || view.shows(column.title()))
        .collect();
    // What is known of a document stands beside its title.
    let beside = |column: &Column| {
        matches!(column, Column::Excerpt | Column::Tag | Column::Document | Column::Paragraph)
    };
    let at = columns.iter().take_while(|column| beside(column)).count();
    let attributes = in_order(view.attribute_columns.iter().cloned());
    columns.splice(at..at, attributes.into_iter().map(Column::Attribute));
    columns
}

/// Attributes as they are offered: the date first, which every corpus has.
pub(super) fn in_order(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut names: Vec<String> = names.collect();
    names.sort_by_key(|name| (name != "date", name.clone()));
    names
}

/// What a column for an attribute is called in menus: `Date`.
pub(super) fn label(attribute: &str) -> String {
    DocumentOrder::Attribute(attribute.to_owned()).label()
}

impl Column {
    /// Those that every project has.
    pub const FIXED: [Self; 9] = [
        Self::Excerpt,
        Self::Tag,
        Self::Document,
        Self::Paragraph,
        Self::Entities,
        Self::Memo,
        Self::Coder,
        Self::Created,
        Self::Modified,
    ];

    /// What stands above it.
    pub fn title(&self) -> &str {
        match self {
            Self::Excerpt => "Excerpt",
            Self::Tag => "Tag",
            Self::Document => "Document",
            Self::Paragraph => "¶",
            Self::Entities => "Entities",
            Self::Memo => "Memo",
            Self::Coder => "Coder",
            Self::Created => "Created",
            Self::Modified => "Modified",
            Self::Attribute(name) => name,
        }
    }

    /// What a click on its title sorts by, if it sorts.
    pub fn sort_key(&self) -> Option<SortKey> {
        Some(match self {
            Self::Excerpt => SortKey::Excerpt,
            Self::Tag => SortKey::Tag,
            Self::Document | Self::Paragraph => SortKey::Document,
            Self::Entities => return None,
            Self::Memo => SortKey::Memo,
            Self::Coder => SortKey::Coder,
            Self::Created => SortKey::Created,
            Self::Modified => SortKey::Modified,
            Self::Attribute(name) => SortKey::Attribute(name.clone()),
        })
    }

    /// How wide it is at first in a table that is `whole` wide. The excerpt takes what the others leave.
    pub fn width(&self, whole: f32) -> Width {
        let (share, least) = match self {
            Self::Excerpt => return Width::remainder().at_least(120.0).clip(true),
            Self::Tag => (0.21, 60.0),
            Self::Document => (0.16, 60.0),
            Self::Entities => (0.18, 60.0),
            Self::Memo => (0.14, 40.0),
            Self::Attribute(name) if name != "date" => (0.1, 60.0),
            Self::Paragraph => return Width::initial(44.0).at_least(30.0).clip(true).resizable(true),
            Self::Coder => return Width::initial(66.0).at_least(30.0).clip(true).resizable(true),
            Self::Created | Self::Modified | Self::Attribute(_) => {
                return Width::initial(92.0).at_least(40.0).clip(true).resizable(true);
            }
        };
        Width::initial((whole * share).max(least)).at_least(least).clip(true).resizable(true)
    }
}
