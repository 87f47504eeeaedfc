//! How each list, table and panel is set: its filter, its order, what is folded or switched off.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::ChosenHits;
use crate::analysis::excerpts::{ExcerptFilter, GroupBy, SortKey};
use crate::compare::shared::Kind as Passage;
use crate::entities::resolve::EntityKey;
use crate::project::{DocumentId, Kind};
use crate::search::Scope;
use crate::search::collocates::{WIDEST, Window};
use crate::search::concordance::{Context, SortBy};
use crate::search::ranking::FoundOrder;
use crate::search::word_list::LONGEST_GRAM;
use crate::text::Span;
use crate::workbench::{
    Arrangement, Counted, FigureWish, Part, SharedGrouping, SharedOrder, SharedWish, WordsAsked,
};

/// How the excerpts table is set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    /// Attributes of documents that have a column each.
    pub attribute_columns: BTreeSet<String>,
}

impl ExcerptsView {
    /// Columns that are hidden until someone asks for them.
    const HIDDEN_AT_FIRST: [&str; 3] = ["Created", "Modified", "Entities"];

    /// Whether the column of this title is shown.
    pub fn shows(&self, title: &str) -> bool {
        !self.hidden_columns.contains(title)
    }

    /// Shows a column for this attribute of documents, or no longer.
    pub fn toggle_attribute(&mut self, name: &str) {
        if !self.attribute_columns.remove(name) {
            self.attribute_columns.insert(name.to_owned());
        }
    }

    /// Hides the column of this title, or shows it again.
    pub fn toggle_column(&mut self, title: &str) {
        if !self.hidden_columns.remove(title) {
            self.hidden_columns.insert(title.to_owned());
        }
    }
}

impl Default for ExcerptsView {
    fn default() -> Self {
        Self {
            filter: ExcerptFilter::default(),
            sort: SortKey::default(),
            descending: false,
            group_by: None,
            hidden_columns: Self::HIDDEN_AT_FIRST.map(str::to_owned).into(),
            attribute_columns: BTreeSet::new(),
        }
    }
}

/// What documents are ordered by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum DocumentOrder {
    /// The title.
    #[default]
    Title,
    /// The path or file name.
    Name,
    /// The number of words.
    Words,
    /// The number of annotations.
    Annotations,
    /// An attribute, such as `date`.
    Attribute(String),
}

/// How the list of documents is set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DocumentsView {
    /// What was typed to narrow it.
    pub filter: String,
    /// What it is ordered by.
    pub order: DocumentOrder,
    /// Whether the order is turned round.
    pub descending: bool,
}

/// What entities are ordered by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum EntityOrder {
    /// The number of mentions.
    #[default]
    Mentions,
    /// The number of documents.
    Documents,
    /// The name.
    Name,
    /// The kind, and within it the number of mentions.
    Kind,
}

/// Of which entities the mentions are marked where two documents stand side by side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Among {
    /// Of all.
    #[default]
    All,
    /// Of those that all documents in view name.
    Shared,
    /// Of those that only one of the documents in view names.
    Unshared,
}

/// How entities are listed, and which are marked in the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EntitiesView {
    /// What was typed to narrow the list.
    pub filter: String,
    /// The kind the list is narrowed to.
    pub kind: Option<Kind>,
    /// What it is ordered by.
    pub order: EntityOrder,
    /// Whether the order is turned round.
    pub descending: bool,
    /// Whether any mentions are marked in the text.
    pub marked: bool,
    /// Kinds whose mentions are not marked.
    pub hidden_kinds: BTreeSet<Kind>,
    /// Entities whose mentions are not marked.
    pub hidden: BTreeSet<EntityKey>,
    /// Of which entities mentions are marked where documents stand side by side.
    pub among: Among,
}

impl Default for EntitiesView {
    fn default() -> Self {
        Self {
            filter: String::new(),
            kind: None,
            order: EntityOrder::default(),
            descending: false,
            marked: true,
            hidden_kinds: BTreeSet::new(),
            hidden: BTreeSet::new(),
            among: Among::All,
        }
    }
}

/// What the lines of the concordance are ordered by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum HitOrder {
    /// The order of the documents, and the place in each.
    #[default]
    Document,
    /// The date of the document.
    Date,
    /// The hit itself.
    Hit,
    /// The word so many places before the hit, then those further away.
    Left(usize),
    /// The word so many places after the hit, then those further away.
    Right(usize),
}

impl HitOrder {
    /// How many neighbouring words count when two lines are alike.
    const WORDS: usize = 3;

    /// Every order that is offered.
    pub const ALL: [Self; 9] = [
        Self::Document,
        Self::Date,
        Self::Hit,
        Self::Left(1),
        Self::Left(2),
        Self::Left(3),
        Self::Right(1),
        Self::Right(2),
        Self::Right(3),
    ];

    /// The keys that hits are ordered by; none for the order they are found in.
    pub fn keys(self) -> Vec<SortBy> {
        let words = |from: usize| from..from + Self::WORDS;
        match self {
            Self::Document => Vec::new(),
            Self::Date => vec![SortBy::Date],
            Self::Hit => vec![SortBy::Hit, SortBy::Right(1)],
            Self::Left(from) => words(from).map(SortBy::Left).collect(),
            Self::Right(from) => words(from).map(SortBy::Right).collect(),
        }
    }
}

/// What the documents of the matrix are ordered by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum MatrixOrder {
    /// The title.
    Title,
    /// The date, those without one last.
    Date,
    /// How many words they share with others, those that share most first.
    #[default]
    Words,
}

impl MatrixOrder {
    /// Every order that is offered.
    pub const ALL: [Self; 3] = [Self::Words, Self::Date, Self::Title];
}

/// How shared passages and figures are listed, and which passages are marked in the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ComparisonView {
    /// What was typed to narrow the list of passages.
    pub filter: String,
    /// What it is ordered by.
    pub order: SharedOrder,
    /// What passages are listed under.
    pub grouping: SharedGrouping,
    /// Whether shared passages are marked in the text.
    pub marked: bool,
    /// Whether what stands in many documents is shown as well.
    pub boilerplate: bool,
    /// Whether only the words that differ are marked in the text, and the others of a passage dimmed.
    pub only_differences: bool,
    /// What was typed to narrow the table of figures.
    pub figures: String,
    /// Whether figures are listed also where documents agree.
    pub agreeing: bool,
    /// What the documents of the matrix are ordered by.
    pub matrix: MatrixOrder,
    /// Whether the matrix has documents too that share nothing with another.
    pub all_documents: bool,
    /// Whether the topics of figures that were dismissed are listed, in the place of the others.
    pub dismissed: bool,
    /// Whether topics of figures are set out by document, and not listed one below the other.
    pub by_document: bool,
    /// Whether a topic of figures is drawn over time, in the place of the table.
    pub plotted: bool,
    /// Whether the figures that nothing else speaks of are listed, in the place of topics.
    pub alone: bool,
}

impl Default for ComparisonView {
    fn default() -> Self {
        Self {
            filter: String::new(),
            order: SharedOrder::default(),
            grouping: SharedGrouping::default(),
            marked: true,
            boilerplate: false,
            only_differences: false,
            figures: String::new(),
            agreeing: true,
            matrix: MatrixOrder::default(),
            all_documents: false,
            dismissed: false,
            by_document: true,
            plotted: false,
            alone: false,
        }
    }
}

impl ComparisonView {
    /// What is to be listed of shared passages.
    pub fn wish(&self) -> SharedWish {
        SharedWish {
            filter: self.filter.clone(),
            order: self.order,
            grouping: self.grouping,
            boilerplate: self.boilerplate,
        }
    }

    /// What is to be listed of figures.
    pub fn figure_wish(&self) -> FigureWish {
        FigureWish {
            filter: self.figures.clone(),
            agreeing: self.agreeing,
            dismissed: self.dismissed,
            alone: self.alone,
        }
    }

    /// Whether passages of this kind are shown.
    pub fn shows(&self, kind: Passage) -> bool {
        kind.is_shown() || (self.boilerplate && kind == Passage::Boilerplate)
    }
}

/// What is searched for, where, and how hits are shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SearchView {
    /// What was typed.
    pub query: String,
    /// In what AND, OR and NOT are to hold together.
    pub scope: Scope,
    /// Whether only the document in front is searched.
    pub here: bool,
    /// The order of the documents with hits.
    pub documents: FoundOrder,
    /// The order of the concordance.
    pub order: HitOrder,
    /// How much of what stands beside a hit the concordance shows.
    pub context: Context,
    /// The hit one stands on.
    #[serde(skip)]
    pub hit: Option<(DocumentId, Span)>,
    /// The hits chosen.
    #[serde(skip)]
    pub chosen: ChosenHits,
    /// Whether hits are lit in the text: from when something is searched for until somebody puts them out.
    #[serde(skip)]
    pub lit: bool,
}

impl Default for SearchView {
    fn default() -> Self {
        Self {
            query: String::new(),
            scope: Scope::default(),
            here: false,
            documents: FoundOrder::default(),
            order: HitOrder::default(),
            context: Self::CONTEXTS[3],
            hit: None,
            chosen: ChosenHits::default(),
            lit: false,
        }
    }
}

impl SearchView {
    /// How much context is offered.
    pub const CONTEXTS: [Context; 5] = [
        Context::Characters(30),
        Context::Characters(60),
        Context::Characters(100),
        Context::Characters(160),
        Context::Sentence,
    ];
}

/// The tables of words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum WordsKind {
    /// How often the search has found something, by document or attribute.
    Frequencies,
    /// The words near what the search has found.
    Collocates,
    /// The words, or runs of words, of a part of the corpus.
    #[default]
    WordList,
    /// What is typical of a part of the corpus against another.
    Keyness,
}

impl WordsKind {
    /// Every table, in the order they are offered.
    pub const ALL: [Self; 4] = [Self::Frequencies, Self::Collocates, Self::WordList, Self::Keyness];

    /// What it is called.
    pub fn title(self) -> &'static str {
        match self {
            Self::Frequencies => "Frequencies",
            Self::Collocates => "Collocates",
            Self::WordList => "Word list",
            Self::Keyness => "Keyness",
        }
    }

    /// The column rows are sorted by at first: what tells most.
    fn telling_column(self) -> usize {
        match self {
            Self::Frequencies | Self::WordList => 1,
            Self::Collocates => 3,
            Self::Keyness => 5,
        }
    }
}

/// Which table of words is shown, and how it is set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WordsView {
    /// Which table.
    pub kind: WordsKind,
    /// The attribute by whose values frequencies are told; `None` for documents.
    pub attribute: Option<String>,
    /// Words before a hit that are near it.
    pub left: usize,
    /// Words after a hit that are near it.
    pub right: usize,
    /// Collocates stand near so often at least.
    pub least_near: u32,
    /// The part of the corpus of which words are listed.
    pub part: Part,
    /// Words in a run.
    pub gram: usize,
    /// Words or runs that are listed stand there so often at least.
    pub least: u32,
    /// The part of which it is told what is typical.
    pub target: Part,
    /// What that is compared with.
    pub reference: Part,
    /// Whether function words are left out.
    pub without_function_words: bool,
    /// What a row must hold.
    pub filter: String,
    /// The column each table is sorted by, and whether the greatest comes first, once somebody has chosen.
    pub sorts: BTreeMap<WordsKind, (usize, bool)>,
}

impl Default for WordsView {
    fn default() -> Self {
        let Window { left, right } = Window::default();
        Self {
            kind: WordsKind::default(),
            attribute: None,
            left,
            right,
            least_near: 2,
            part: Part::All,
            gram: 1,
            least: 1,
            target: Part::Found,
            reference: Part::All,
            without_function_words: false,
            filter: String::new(),
            sorts: BTreeMap::new(),
        }
    }
}

impl WordsView {
    /// The column the table in front is sorted by, and whether the greatest comes first.
    pub fn sort(&self) -> (usize, bool) {
        self.sorts.get(&self.kind).copied().unwrap_or((self.kind.telling_column(), true))
    }

    /// What is to be counted and seen of it. What was kept in a layout may be out of bounds.
    pub fn asked(&self) -> WordsAsked {
        let within = |words: usize| words.clamp(1, WIDEST);
        let gram = self.gram.clamp(1, LONGEST_GRAM);
        // That a run of words stands somewhere once says nothing, and there are millions.
        let least = if gram > 1 { self.least.max(2) } else { self.least };
        let counted = match self.kind {
            WordsKind::Frequencies => Counted::Frequencies { attribute: self.attribute.clone() },
            WordsKind::Collocates => Counted::Collocates {
                window: Window { left: within(self.left), right: within(self.right) },
                least: self.least_near,
            },
            WordsKind::WordList => Counted::WordList { part: self.part.clone(), gram, least },
            WordsKind::Keyness => Counted::Keyness {
                target: self.target.clone(),
                reference: self.reference.clone(),
                gram,
                least,
            },
        };
        let (column, descending) = self.sort();
        let arrangement = Arrangement {
            filter: self.filter.clone(),
            without_function_words: self.without_function_words && self.kind != WordsKind::Frequencies,
            column,
            descending,
        };
        WordsAsked { counted, arrangement }
    }
}
