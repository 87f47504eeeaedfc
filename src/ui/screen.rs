//! What is on screen and shared between panels: the subject in focus, filters, which panels are open.
//!
//! Nothing here is project data. It is kept per project as the window's layout and can be lost without harm.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::analysis::excerpts::{ExcerptFilter, GroupBy, SortKey};
use crate::project::{AnnotationId, DocumentId, TagId};

/// What the inspector shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Subject {
    /// The project as a whole.
    #[default]
    Project,
    /// A document.
    Document(DocumentId),
    /// A tag.
    Tag(TagId),
    /// An annotation.
    Annotation(AnnotationId),
}

/// The panels of the left side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum SidePanel {
    /// The documents of the project.
    #[default]
    Documents,
    /// The codebook.
    Tags,
}

/// How the excerpts table is set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExcerptsView {
    /// Which excerpts it shows.
    pub filter: ExcerptFilter,
    /// What they are sorted by.
    pub sort: SortKey,
    /// Whether the order is turned round.
    pub descending: bool,
    /// What they are grouped by, if by anything.
    pub group_by: Option<GroupBy>,
    /// Titles of columns that are hidden.
    pub hidden_columns: BTreeSet<String>,
}

/// What is on screen and shared between panels.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Screen {
    /// What the inspector shows.
    pub focus: Subject,
    /// The panel on the left, if it is open.
    pub side: Option<SidePanel>,
    /// The panel that was open last.
    pub last_side: SidePanel,
    /// Whether the inspector is open.
    pub inspector: bool,
    /// Whether the tables at the bottom are open.
    pub tables: bool,
    /// Tags whose annotations are not shown in the text.
    pub hidden_tags: BTreeSet<TagId>,
    /// Tags whose subtags are folded away in the codebook.
    pub folded_tags: BTreeSet<TagId>,
    /// The excerpts table.
    pub excerpts: ExcerptsView,
    /// Whether scrolling one pane scrolls the others.
    pub linked: bool,
}

impl Default for Screen {
    fn default() -> Self {
        Self {
            focus: Subject::Project,
            side: Some(SidePanel::Documents),
            last_side: SidePanel::Documents,
            inspector: true,
            tables: true,
            hidden_tags: BTreeSet::new(),
            folded_tags: BTreeSet::new(),
            excerpts: ExcerptsView::default(),
            linked: false,
        }
    }
}
