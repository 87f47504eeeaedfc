//! What stands in the way of an action now, as a sentence that says what to do first.
//!
//! One place decides whether an action can be carried out and why not, so that a menu that greys it out, the palette
//! that lists it last and the key that is pressed in vain say the same. Carrying actions out is `actions`.

use super::LecternApp;
use crate::ui::action::{Action, Menu};
use crate::workbench::SourceState;

/// The sentence, unless what it asks for is given.
pub(super) fn unless(given: bool, sentence: &'static str) -> Option<&'static str> {
    (!given).then_some(sentence)
}

impl LecternApp {
    /// True when an action has something to act on now; menus grey out the others.
    pub(super) fn is_enabled(&self, action: Action) -> bool {
        self.obstacle(action).is_none()
    }

    /// What has to be done before an action can be carried out; `None` when it can be now.
    pub(super) fn obstacle(&self, action: Action) -> Option<&'static str> {
        match action.menu() {
            Menu::Entities => return self.entity_obstacle(action),
            Menu::Compare => return self.comparing_obstacle(action),
            _ => {}
        }
        let project = self.bench.project();
        match action {
            Action::Undo => unless(self.bench.can_undo(), "There is no change to undo."),
            Action::Redo => unless(self.bench.can_redo(), "There is no undone change to make again."),
            Action::Save => unless(
                self.bench.file().is_none() || !self.bench.is_folded(),
                "Everything is in the project file already.",
            ),
            Action::RestoreBackup => {
                unless(self.bench.file().is_some(), "There are no backups yet: save the project first.")
            }
            Action::Export => unless(
                !project.annotations.is_empty(),
                "There is nothing to export yet: tag or highlight a passage first.",
            ),
            Action::ExportCodebook => {
                unless(!project.tags.is_empty(), "There is nothing to export yet: the codebook has no tags.")
            }
            Action::ExportWords => unless(
                self.has_words_to_export(),
                "There is nothing to export yet: have words counted first (Edit › Words).",
            ),
            Action::ShowFileChanges => unless(
                self.active_document()
                    .is_some_and(|id| matches!(self.bench.source_state(id), SourceState::Changed)),
                "The file of the document in front has not changed since it was read.",
            ),
            Action::FindFiles => unless(self.misses_files(), "No file is missing."),
            Action::CancelJobs => unless(
                self.bench.jobs().iter().any(|job| job.cancellable),
                "Nothing that could be stopped is under way.",
            ),
            Action::ExportMarkedDocument
            | Action::EditDocumentMemo
            | Action::SelectAll
            | Action::SplitRight
            | Action::SplitDown
            | Action::OpenInOtherPane
            | Action::ClosePane
            | Action::NextPane
            | Action::PreviousPane
            | Action::ToggleReflow => unless(self.panes.active().is_some(), "Open a document first."),
            Action::CloseOtherTabs => {
                let others = self.panes.active().map(|pane| self.panes.beside_in_tabs(pane.id));
                unless(
                    others.is_some_and(|others| !others.is_empty()),
                    "There are no other tabs in this pane.",
                )
            }
            _ => self.passage_obstacle(action).or_else(|| self.search_obstacle(action)),
        }
    }

    fn misses_files(&self) -> bool {
        let is_missing = |state: &SourceState| matches!(state, SourceState::Missing | SourceState::Moved(_));
        self.bench.sources_to_look_at().iter().any(|(_, state)| is_missing(state))
    }

    /// What is missing for an action on the selected words, a tagged passage or a tag.
    fn passage_obstacle(&self, action: Action) -> Option<&'static str> {
        const SELECT: &str = "Select some words in a document first.";
        const CHOOSE_PASSAGE: &str = "Click a tagged passage or its bracket first.";
        const CHOOSE_TAG: &str = "Click a tag in the Tags panel first.";
        match action {
            Action::Copy | Action::TagInVivo | Action::Highlight => {
                unless(self.selection().is_some(), SELECT)
            }
            Action::TagSelection => {
                unless(self.selection().is_some() || self.focused_annotation().is_some(), SELECT)
            }
            Action::CorrectText => match self.selection() {
                None => Some("Select the words to correct in a document of your own first."),
                Some((document, _)) => unless(
                    self.bench.can_be_corrected(document),
                    "The bundled documents cannot be corrected: correct a text of your own.",
                ),
            },
            Action::EditMemo => unless(self.memo_subject().is_some(), CHOOSE_PASSAGE),
            Action::DeleteAnnotation => unless(self.focused_annotation().is_some(), CHOOSE_PASSAGE),
            Action::NextAnnotation | Action::PreviousAnnotation => unless(
                !self.bench.project().annotations.is_empty(),
                "No passage is tagged yet: select some words and press T.",
            ),
            Action::EditTag | Action::DeleteTag => unless(self.focused_tag().is_some(), CHOOSE_TAG),
            Action::MergeTag => unless(self.focused_tag().is_some(), CHOOSE_TAG).or_else(|| {
                unless(self.bench.project().tags.len() > 1, "There is no other tag to merge this one with.")
            }),
            _ => None,
        }
    }
}
