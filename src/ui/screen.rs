//! What is on screen and shared between panels: the subject in focus, filters, which panels are open.
//!
//! Nothing here is project data. It is kept per project as the window's layout and can be lost without harm.

mod chosen_hits;
mod views;

pub use chosen_hits::ChosenHits;
pub use views::*;

use std::collections::BTreeSet;

use egui::Vec2;
use serde::{Deserialize, Serialize};

use crate::analysis::excerpts::SortKey;
use crate::entities::resolve::EntityKey;
use crate::project::{AnnotationId, DocumentId, Project, TagId};
use crate::text::Span;
use crate::workbench::{Part, SharedPlaces, Workbench};

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
    /// An entity that is named in the documents.
    Entity(EntityKey),
}

/// The panels of the left side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum SidePanel {
    /// The documents of the project.
    #[default]
    Documents,
    /// The entities that are named in them.
    Entities,
    /// The codebook.
    Tags,
    /// The search box and what was found.
    Search,
    /// What documents share.
    Shared,
}

/// The tables below the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum BottomTable {
    /// What is tagged.
    #[default]
    Excerpts,
    /// The hits of a search, each in its line.
    Concordance,
    /// Frequencies, collocates, word lists, keyness.
    Words,
    /// What a person has to look at.
    NeedsLook,
    /// All that was ever done.
    History,
    /// Who is named with whom, as a figure.
    Network,
    /// The dates named, on a line.
    Timeline,
    /// What the documents say of how many, how much and how long.
    Figures,
    /// All variants of one passage.
    Collation,
    /// How much any two documents share.
    Matrix,
    /// Documents that share something, by their dates.
    Order,
    /// Two passages or documents, word by word.
    Differences,
}

/// Sizes of the panels around the page, in points.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sizes {
    /// Width of the panel on the left.
    pub side: f32,
    /// Width of the inspector.
    pub inspector: f32,
    /// Height of the tables.
    pub tables: f32,
    /// Height of the figures, which stand in their place.
    #[serde(default = "figures_height")]
    pub figures: f32,
}

/// How high figures are in a low window.
const LOW_FIGURES: f32 = 280.0;

/// How high figures are until somebody drags their edge.
fn figures_height() -> f32 {
    380.0
}

impl Sizes {
    /// Below this width of the window the panels leave more of it to the page.
    const ROOMY: f32 = 1400.0;
    /// Below this height of the window the tables leave more of it to the page.
    const TALL: f32 = 860.0;

    /// Below this width of the window the panel on the left is as narrow as it can be.
    const NARROW: f32 = 960.0;

    /// What suits a window of this size, until somebody drags an edge.
    fn fitting(window: Vec2) -> Self {
        let (side, inspector) = match window.x {
            width if width < Self::NARROW => (180.0, 240.0),
            width if width < Self::ROOMY => (200.0, 240.0),
            _ => (236.0, 292.0),
        };
        let tables = if window.y < Self::TALL { 168.0 } else { 204.0 };
        let figures = if window.y < Self::TALL { LOW_FIGURES } else { figures_height() };
        Self { side, inspector, tables, figures }
    }
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
    /// Which of them is in front.
    pub table: BottomTable,
    /// Tags whose annotations are not shown in the text.
    pub hidden_tags: BTreeSet<TagId>,
    /// Tags whose subtags are folded away in the codebook.
    pub folded_tags: BTreeSet<TagId>,
    /// The list of documents.
    pub documents: DocumentsView,
    /// The excerpts table.
    pub excerpts: ExcerptsView,
    /// The list of entities, and which are marked in the text.
    pub entities: EntitiesView,
    /// What is searched for.
    pub search: SearchView,
    /// The tables of words.
    pub words: WordsView,
    /// The mention that was last gone to.
    #[serde(skip)]
    pub mention: Option<(DocumentId, Span)>,
    /// Shared passages and figures.
    pub comparison: ComparisonView,
    /// The shared passage that was last gone to.
    #[serde(skip)]
    pub shared: Option<SharedPlaces>,
    /// How large the panels are; not known before the window is.
    pub sizes: Option<Sizes>,
    /// How wide the window was when the panels were last laid out.
    pub width: Option<f32>,
    /// The width of the window from which on the inspector, which had to give way, is open again.
    pub inspector_from: Option<f32>,
    /// Whether documents were there in the last frame, to lay out panes when the first arrive.
    #[serde(skip)]
    pub seen_documents: bool,
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
            table: BottomTable::Excerpts,
            hidden_tags: BTreeSet::new(),
            folded_tags: BTreeSet::new(),
            documents: DocumentsView::default(),
            excerpts: ExcerptsView::default(),
            entities: EntitiesView::default(),
            search: SearchView::default(),
            words: WordsView::default(),
            mention: None,
            comparison: ComparisonView::default(),
            shared: None,
            sizes: None,
            width: None,
            inspector_from: None,
            seen_documents: false,
            linked: false,
        }
    }
}

impl Screen {
    /// The mention that was clicked or gone to, while its entity is in the inspector.
    pub fn current_mention(&self, bench: &Workbench) -> Option<(DocumentId, Span)> {
        let Subject::Entity(key) = self.focus else { return None };
        let (document, span) = self.mention?;
        let entities = bench.entities();
        let place = entities.mention_at(document, span).filter(|place| place.mention.span == span)?;
        let is_its = entities.named_by(document, place.index).is_some_and(|entity| entity.key == key);
        is_its.then_some((document, span))
    }

    /// Below this width of the window there is no room for an inspector beside two columns of text.
    const ROOM_FOR_INSPECTOR: f32 = 1100.0;

    /// How large the panels are, laid out for a window of this size when nobody has set them.
    ///
    /// Where a window is too small, the inspector gives way: at first below the width at which three columns read well,
    /// later only when the window becomes too narrow for it. It comes back with the room, and is never closed or opened
    /// while the width stays what it is, so that whoever opens it in a small window keeps it.
    pub fn sizes(&mut self, window: Vec2) -> &mut Sizes {
        let room = if self.sizes.is_none() { Sizes::ROOMY } else { Self::ROOM_FOR_INSPECTOR };
        let before = self.width.replace(window.x).unwrap_or(f32::INFINITY);
        if self.inspector {
            self.inspector_from = None;
            if window.x < room && room <= before {
                self.inspector = false;
                self.inspector_from = Some(room);
            }
        } else if self.inspector_from.is_some_and(|room| room <= window.x) {
            self.inspector = true;
            self.inspector_from = None;
        }
        self.sizes.get_or_insert_with(|| Sizes::fitting(window))
    }

    /// The widest the panel on the left may be in a window of this width, which leaves most of it to the page.
    pub fn widest_side(window: f32) -> f32 {
        (window * 0.3).clamp(Self::LEAST_SIDE, 480.0)
    }

    /// The least width of the panel on the left.
    pub const LEAST_SIDE: f32 = 180.0;

    /// Opens the inspector, or closes it, as somebody asked for.
    pub fn toggle_inspector(&mut self) {
        self.inspector = !self.inspector;
        self.inspector_from = None;
    }

    /// True when what stands below the page is a picture, a table as wide as it is long or one below a line of choices, which
    /// want more room than a list.
    pub fn table_is_tall(&self) -> bool {
        match self.table {
            // Figures too: the documents that report one number are to be seen at a glance.
            BottomTable::Words
            | BottomTable::Network
            | BottomTable::Timeline
            | BottomTable::Matrix
            | BottomTable::Collation
            | BottomTable::Order
            | BottomTable::Figures
            | BottomTable::Differences => true,
            BottomTable::Excerpts
            | BottomTable::Concordance
            | BottomTable::NeedsLook
            | BottomTable::History => false,
        }
    }

    /// True while the search box or a table of what was found can be seen, so that what is typed is looked for.
    pub fn shows_search(&self) -> bool {
        self.side == Some(SidePanel::Search)
            || (self.tables && self.table == BottomTable::Concordance)
            || self.shows_words()
    }

    /// True while the tables of words can be seen.
    pub fn shows_words(&self) -> bool {
        self.tables && self.table == BottomTable::Words
    }

    /// Follows an attribute that is called `to` now wherever something is set by it, unless some documents still have one of
    /// the old name.
    pub fn follow_renamed(&mut self, from: &str, to: &str, project: &Project) {
        if project.documents.values().any(|record| record.attributes.contains_key(from)) {
            return;
        }
        let follow = |name: &mut String| {
            if name == from {
                to.clone_into(name);
            }
        };
        let ExcerptsView { filter, sort, attribute_columns, .. } = &mut self.excerpts;
        if attribute_columns.remove(from) {
            attribute_columns.insert(to.to_owned());
        }
        if let Some(values) = filter.attributes.remove(from) {
            filter.attributes.entry(to.to_owned()).or_default().extend(values);
        }
        if let SortKey::Attribute(name) = sort {
            follow(name);
        }
        if let DocumentOrder::Attribute(name) = &mut self.documents.order {
            follow(name);
        }
        let WordsView { attribute, part, target, reference, .. } = &mut self.words;
        attribute.as_mut().into_iter().for_each(follow);
        for part in [part, target, reference] {
            if let Part::Attribute { name, .. } = part {
                follow(name);
            }
        }
    }

    /// Lets go of everything the project no longer has, so that no filter waits for what cannot come.
    pub fn prune(&mut self, project: &Project) {
        let exists = match self.focus {
            // Entities come and go while names are linked: whoever shows one sees to it.
            Subject::Project | Subject::Entity(_) => true,
            Subject::Document(id) => project.documents.contains_key(&id),
            Subject::Tag(id) => project.tags.contains_key(&id),
            Subject::Annotation(id) => project.annotations.contains_key(&id),
        };
        if !exists {
            self.focus = Subject::Project;
        }
        self.hidden_tags.retain(|tag| project.tags.contains_key(tag));
        self.folded_tags.retain(|tag| project.tags.contains_key(tag));
        let filter = &mut self.excerpts.filter;
        filter.tags.retain(|tag| project.tags.contains_key(tag));
        filter.documents.retain(|document| project.documents.contains_key(document));
        filter.coders.retain(|coder| project.coders.contains_key(coder));
        let attributes = project.attribute_names();
        filter.attributes.retain(|name, _| attributes.contains(name));
        self.excerpts.attribute_columns.retain(|name| attributes.contains(name));
        if matches!(&self.excerpts.sort, SortKey::Attribute(name) if !attributes.contains(name)) {
            self.excerpts.sort = SortKey::default();
            self.excerpts.descending = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{AttributeValue, bundled};
    use crate::project::DocumentRecord;

    fn at(screen: &mut Screen, width: f32) -> bool {
        screen.sizes(Vec2::new(width, 800.0));
        screen.inspector
    }

    #[test]
    fn the_inspector_gives_way_to_a_small_window_and_comes_back() {
        let mut screen = Screen::default();
        assert!(at(&mut screen, 1440.0));
        assert!(at(&mut screen, 1120.0), "there is still room");
        assert!(!at(&mut screen, 900.0));
        assert!(!at(&mut screen, 720.0));
        assert!(at(&mut screen, 1200.0), "it was open before");
        screen.toggle_inspector();
        assert!(!at(&mut screen, 900.0));
        assert!(!at(&mut screen, 1440.0), "somebody closed it");
    }

    #[test]
    fn what_hangs_on_an_attribute_goes_with_it() {
        let mut project = Project::new();
        let mut record = DocumentRecord::of(DocumentId::new(), &bundled::documents().remove(0));
        record.attributes.insert("place".into(), AttributeValue::stated("Riga"));
        project.documents.insert(record.id, record.clone());
        let mut screen = Screen::default();
        screen.excerpts.toggle_attribute("place");
        screen.excerpts.toggle_attribute("date");
        screen.excerpts.sort = SortKey::Attribute("place".into());
        screen.excerpts.descending = true;
        let before = screen.excerpts.clone();
        screen.prune(&project);
        assert_eq!(screen.excerpts, before, "nothing is gone");
        record.attributes.remove("place");
        project.documents.insert(record.id, record);
        screen.prune(&project);
        assert_eq!(screen.excerpts.attribute_columns, ["date".to_owned()].into());
        assert_eq!((&screen.excerpts.sort, screen.excerpts.descending), (&SortKey::Document, false));
    }

    #[test]
    fn what_hangs_on_an_attribute_follows_it_to_another_name() {
        let mut project = Project::new();
        let mut record = DocumentRecord::of(DocumentId::new(), &bundled::documents().remove(0));
        record.attributes.insert("town".into(), AttributeValue::stated("Riga"));
        project.documents.insert(record.id, record.clone());
        let mut screen = Screen::default();
        screen.excerpts.toggle_attribute("place");
        screen.excerpts.sort = SortKey::Attribute("place".into());
        screen.excerpts.filter.attributes.insert("place".into(), ["Riga".to_owned()].into());
        screen.documents.order = DocumentOrder::Attribute("place".into());
        screen.words.attribute = Some("place".into());
        screen.words.reference = Part::Attribute { name: "place".into(), value: "Riga".into() };
        screen.follow_renamed("place", "town", &project);
        screen.prune(&project);
        assert_eq!(screen.excerpts.attribute_columns, ["town".to_owned()].into());
        assert_eq!(screen.excerpts.sort, SortKey::Attribute("town".into()));
        assert_eq!(screen.excerpts.filter.attributes["town"], ["Riga".to_owned()].into());
        assert_eq!(screen.documents.order, DocumentOrder::Attribute("town".into()));
        assert_eq!(screen.words.attribute.as_deref(), Some("town"));
        assert_eq!(screen.words.reference, Part::Attribute { name: "town".into(), value: "Riga".into() });

        // What some documents still have under the old name is not what others have under the new one.
        record.attributes.insert("place".into(), AttributeValue::stated("Riga"));
        project.documents.insert(record.id, record);
        screen.excerpts.toggle_attribute("place");
        screen.follow_renamed("place", "town", &project);
        assert!(screen.excerpts.attribute_columns.contains("place"));
    }

    #[test]
    fn an_inspector_that_was_asked_for_stays() {
        let mut screen = Screen::default();
        assert!(!at(&mut screen, 1280.0), "at first the text has the room");
        assert!(!at(&mut screen, 1280.0));
        screen.toggle_inspector();
        assert!(at(&mut screen, 1280.0));
        assert!(!at(&mut screen, 900.0));
        screen.toggle_inspector();
        assert!(at(&mut screen, 900.0), "opened in a small window on purpose");
        assert!(at(&mut screen, 860.0));
        let kept = ron::to_string(&screen).unwrap();
        let mut again: Screen = ron::from_str(&kept).unwrap();
        assert!(at(&mut again, 860.0), "and there at the next start");
        assert!(at(&mut Screen { width: None, ..Screen::default() }, 1400.0));
    }
}
