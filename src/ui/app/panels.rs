//! Every panel of the window, and which of them is drawn beside the page and below it.
//!
//! What a panel shows and asks for is its own business; where it stands and how large it is is that of `layout`.

use std::collections::BTreeSet;

use egui::{Id, Ui};

use super::LecternApp;
use crate::project::DocumentId;
use crate::ui::panels::collation::CollationPanel;
use crate::ui::panels::concordance::ConcordancePanel;
use crate::ui::panels::differences::DifferencesPanel;
use crate::ui::panels::documents::{self, DocumentsPanel};
use crate::ui::panels::entities::{self, EntitiesPanel};
use crate::ui::panels::excerpts::ExcerptsPanel;
use crate::ui::panels::figures::FiguresPanel;
use crate::ui::panels::history::HistoryPanel;
use crate::ui::panels::inspector::{self, InspectorPanel};
use crate::ui::panels::looking::LookingPanel;
use crate::ui::panels::matrix::MatrixPanel;
use crate::ui::panels::order::OrderPanel;
use crate::ui::panels::pictures::PicturesPanel;
use crate::ui::panels::search::{self, SearchPanel};
use crate::ui::panels::shared::{self, SharedPanel};
use crate::ui::panels::tags::{self, TagsPanel};
use crate::ui::panels::words::WordsPanel;
use crate::ui::screen::{BottomTable, SidePanel};

/// The list that has the keyboard once its panel is opened; the search panel gives it to its field by itself.
pub(super) fn list_of(panel: SidePanel) -> Option<Id> {
    match panel {
        SidePanel::Documents => Some(documents::list_id()),
        SidePanel::Entities => Some(entities::list_id()),
        SidePanel::Tags => Some(tags::list_id()),
        SidePanel::Shared => Some(shared::list_id()),
        SidePanel::Search => None,
    }
}

/// What each panel remembers from frame to frame.
#[derive(Default)]
pub(super) struct Panels {
    pub documents: DocumentsPanel,
    pub entities: EntitiesPanel,
    pub tags: TagsPanel,
    pub search: SearchPanel,
    pub shared: SharedPanel,
    pub inspector: InspectorPanel,
    pub excerpts: ExcerptsPanel,
    pub concordance: ConcordancePanel,
    pub words: WordsPanel,
    pub looking: LookingPanel,
    pub history: HistoryPanel,
    pub figures: FiguresPanel,
    pub collation: CollationPanel,
    pub matrix: MatrixPanel,
    pub order: OrderPanel,
    pub differences: DifferencesPanel,
    pub pictures: PicturesPanel,
}

impl LecternApp {
    /// The table that is chosen, below the page.
    pub(super) fn table_ui(&mut self, ui: &mut Ui) {
        let selection = self.selection();
        let (screen, bench, out) = (&mut self.screen, &self.bench, &mut self.out);
        match screen.table {
            BottomTable::Excerpts => self.panels.excerpts.show(ui, screen, bench, out),
            BottomTable::Concordance => self.panels.concordance.show(ui, screen, bench, out),
            BottomTable::Words => self.panels.words.show(ui, screen, bench, out),
            BottomTable::NeedsLook => self.panels.looking.show(ui, screen, bench, selection, out),
            BottomTable::History => self.panels.history.show(ui, screen, bench, out),
            BottomTable::Figures => self.panels.figures.show(ui, screen, bench, out),
            BottomTable::Collation => self.panels.collation.show(ui, screen, bench, out),
            BottomTable::Matrix => self.panels.matrix.show(ui, screen, bench, out),
            BottomTable::Order => self.panels.order.show(ui, screen, bench, out),
            BottomTable::Differences => self.panels.differences.show(ui, screen, bench, out),
            BottomTable::Network => self.panels.pictures.network_ui(ui, screen, bench, out),
            BottomTable::Timeline => self.panels.pictures.timeline_ui(ui, screen, bench, out),
        }
    }

    /// A panel on the left.
    pub(super) fn side_ui(&mut self, ui: &mut Ui, side: SidePanel) {
        let (screen, bench, out) = (&mut self.screen, &self.bench, &mut self.out);
        match side {
            SidePanel::Documents => {
                let open: BTreeSet<DocumentId> = self.panes.panes().map(|pane| pane.document).collect();
                documents::show(ui, &mut self.panels.documents, screen, bench, &open, out);
            }
            SidePanel::Entities => {
                let side_by_side = self.panes.visible().len() > 1;
                entities::show(ui, &mut self.panels.entities, screen, bench, side_by_side, out);
            }
            SidePanel::Tags => tags::show(ui, &mut self.panels.tags, screen, bench, out),
            SidePanel::Search => search::show(ui, &mut self.panels.search, screen, bench, out),
            SidePanel::Shared => shared::show(ui, &mut self.panels.shared, screen, bench, out),
        }
    }

    /// The panel on the right.
    pub(super) fn inspector_ui(&mut self, ui: &mut Ui) {
        inspector::show(ui, &mut self.panels.inspector, &mut self.screen, &self.bench, &mut self.out);
    }
}
