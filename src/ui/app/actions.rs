//! Carrying out the actions of menus, palette and keyboard, and saying which of its switches are on. What stands in the way of
//! one is said by `obstacles`.

use egui::Context;
use egui_tiles::LinearDir;

use super::{Leaving, LecternApp};
use crate::project::{AnnotationId, DocumentId, TagId};
use crate::text::Span;
use crate::text::reading::ReadingMode;
use crate::ui::action::{Action, Menu};
use crate::ui::dialogs::DialogRequest;
use crate::ui::outbox::{Dialog, MemoOf, Outbox, Request, TagTarget};
use crate::ui::panes::place::usual_mode;
use crate::ui::screen::{Among, BottomTable, SidePanel, Subject};
use crate::workbench::{Command, MEASURES, ThemeChoice, files};

/// Bounds of the reading type, in points.
const READING_SIZES: std::ops::RangeInclusive<f32> = 11.0..=32.0;
/// Bounds of the enlargement of the whole window.
pub(super) const ZOOMS: std::ops::RangeInclusive<f32> = 0.5..=3.0;

impl LecternApp {
    /// True when an action switches something that is on now; `None` when it is no switch.
    pub(super) fn is_on(&self, action: Action) -> Option<bool> {
        Some(match action {
            Action::ShowDocuments => self.screen.side == Some(SidePanel::Documents),
            Action::ShowTags => self.screen.side == Some(SidePanel::Tags),
            Action::ShowSearch => self.screen.side == Some(SidePanel::Search),
            Action::ShowEntities => self.screen.side == Some(SidePanel::Entities),
            Action::ShowShared => self.screen.side == Some(SidePanel::Shared),
            Action::ToggleShared => self.screen.comparison.marked,
            Action::OnlyDifferences => self.screen.comparison.only_differences,
            Action::PlotTopic => self.screen.comparison.plotted,
            Action::FiguresByDocument => self.screen.comparison.by_document,
            Action::ToggleBoilerplate => self.screen.comparison.boilerplate,
            Action::ToggleMentions => self.screen.entities.marked,
            Action::OnlyShared => self.screen.entities.among == Among::Shared,
            Action::OnlyUnshared => self.screen.entities.among == Among::Unshared,
            Action::TogglePanel => self.screen.side.is_some(),
            Action::ToggleInspector => self.screen.inspector,
            Action::ToggleTables => self.screen.tables,
            Action::LinkScrolling => self.screen.linked,
            Action::ToggleReflow => self.active_mode() == Some(ReadingMode::Reflowed),
            Action::ToggleParagraphNumbers => self.bench.settings().paragraph_numbers,
            Action::ThemeSystem => self.bench.settings().theme == ThemeChoice::System,
            Action::ThemeLight => self.bench.settings().theme == ThemeChoice::Light,
            Action::ThemeDark => self.bench.settings().theme == ThemeChoice::Dark,
            Action::ShowTryThis => !self.bench.settings().try_this_closed,
            _ => return None,
        })
    }

    /// Carries out an action.
    pub(super) fn run_action(&mut self, ctx: &Context, action: Action) {
        self.commit_writing();
        if let Some(obstacle) = self.obstacle(action) {
            return self.hint(obstacle);
        }
        self.tried.insert(action);
        match action {
            Action::NewProject => self.leave(Leaving::NewProject),
            Action::OpenProject => self.ask_for_file(DialogRequest::OpenProject),
            Action::OpenFiles => self.ask_for_file(DialogRequest::OpenFiles),
            Action::OpenFolder => self.ask_for_file(DialogRequest::OpenFolder),
            Action::OpenBundledCorpus => self.carry_out(Command::AddBundledCorpus),
            Action::CheckFiles => self.carry_out(Command::CheckSources),
            Action::ShowFileChanges => {
                if let Some(document) = self.active_document() {
                    self.open_dialog(Dialog::Changes(document));
                }
            }
            Action::FindFiles => self.ask_for_file(DialogRequest::FindFiles),
            Action::CorrectText => {
                if let Some((document, span)) = self.selection() {
                    self.open_dialog(Dialog::Correct(document, span));
                }
            }
            Action::ShowNeedsLook => {
                self.screen.tables = true;
                self.screen.table = BottomTable::NeedsLook;
            }
            Action::ShowHistory => {
                self.screen.tables = true;
                self.screen.table = BottomTable::History;
                self.panels.history.take_keyboard();
            }
            Action::Save if self.bench.file().is_some_and(|file| file.read_only.is_none()) => {
                self.carry_out(Command::Save);
            }
            Action::Save | Action::SaveAs => {
                let suggested = self.bench.project_name().map_or_else(
                    || files::suggested_name(self.bench.project()),
                    |name| format!("{name}.ron"),
                );
                self.ask_for_file(DialogRequest::SaveProject { suggested });
            }
            Action::RestoreBackup => self.open_dialog(Dialog::Backups),
            Action::Export => self.open_dialog(Dialog::Export),
            Action::ExportCodebook => self.open_dialog(Dialog::ExportCodebook),
            Action::ExportMarkedDocument => {
                if let Some(document) = self.active_document() {
                    self.open_dialog(Dialog::ExportMarkedDocument(document));
                }
            }
            Action::ExportHistory => self.open_dialog(Dialog::ExportHistory),
            Action::Quit => self.leave(Leaving::Program),
            Action::Undo => self.carry_out(Command::Undo),
            Action::Redo => self.carry_out(Command::Redo),
            Action::Copy => {
                if let Some((document, span)) = self.selection()
                    && let Some(text) = self.bench.text(document)
                {
                    ctx.copy_text(text.slice(span).to_owned());
                }
            }
            Action::SelectAll => self.select_all(),
            Action::EditDocumentMemo => {
                if let Some(document) = self.active_document() {
                    self.open_dialog(Dialog::Memo(MemoOf::Document(document)));
                }
            }
            Action::FindInDocument
            | Action::ShowSearch
            | Action::NextHit
            | Action::PreviousHit
            | Action::ShowConcordance
            | Action::TagHits
            | Action::ExportHits
            | Action::ExportSearches
            | Action::SaveSearch => self.run_search_action(ctx, action),
            Action::ShowWords => self.show_words(),
            Action::ExportWords => self.open_dialog(Dialog::ExportWords),
            Action::EditProjectMemo => self.open_dialog(Dialog::Memo(MemoOf::Project)),
            Action::SetCoder => self.open_dialog(Dialog::Coder),
            Action::CommandPalette => self.open_palette(ctx),
            Action::ShowDocuments => self.toggle_side(SidePanel::Documents),
            Action::ShowTags => self.toggle_side(SidePanel::Tags),
            Action::ShowProblems => self.open_dialog(Dialog::Problems),
            Action::TogglePanel => {
                self.screen.side =
                    if self.screen.side.is_some() { None } else { Some(self.screen.last_side) };
            }
            Action::ToggleInspector => self.screen.toggle_inspector(),
            Action::ToggleTables => self.screen.tables = !self.screen.tables,
            Action::SplitRight => drop(self.panes.split(LinearDir::Horizontal)),
            Action::SplitDown => drop(self.panes.split(LinearDir::Vertical)),
            Action::OpenInOtherPane => {
                if let Some(document) = self.active_document() {
                    self.panes.open(document, true, false);
                }
            }
            Action::ClosePane => {
                if let Some(pane) = self.panes.active().map(|pane| pane.id) {
                    self.panes.close(pane);
                }
            }
            Action::CloseOtherTabs => {
                if let Some(pane) = self.panes.active().map(|pane| pane.id) {
                    self.panes.close_others(pane);
                }
            }
            Action::NextPane => self.panes.cycle(true),
            Action::PreviousPane => self.panes.cycle(false),
            Action::LinkScrolling => self.screen.linked = !self.screen.linked,
            Action::ToggleReflow => self.toggle_reflow(),
            Action::ToggleParagraphNumbers => {
                self.bench
                    .change_settings(|settings| settings.paragraph_numbers = !settings.paragraph_numbers);
            }
            Action::WiderMeasure => self.change_measure(3),
            Action::NarrowerMeasure => self.change_measure(-3),
            Action::LargerText => self.change_reading_size(1.0),
            Action::SmallerText => self.change_reading_size(-1.0),
            Action::ZoomIn => self.zoom(ctx, ctx.zoom_factor() + 0.1),
            Action::ZoomOut => self.zoom(ctx, ctx.zoom_factor() - 0.1),
            Action::ZoomReset => self.zoom(ctx, 1.0),
            Action::ThemeSystem => self.choose_theme(ctx, ThemeChoice::System),
            Action::ThemeLight => self.choose_theme(ctx, ThemeChoice::Light),
            Action::ThemeDark => self.choose_theme(ctx, ThemeChoice::Dark),
            Action::CancelJobs => {
                for job in self.bench.jobs().iter().map(|job| job.id).collect::<Vec<_>>() {
                    self.carry_out(Command::CancelJob(job));
                }
            }
            Action::TagSelection => {
                if let Some(target) = self.tag_target() {
                    self.open_dialog(Dialog::PickTag(target));
                }
            }
            Action::TagInVivo => self.tag_in_vivo(),
            Action::Highlight => {
                if let Some((document, span)) = self.selection() {
                    self.carry_out(Command::Tag { document, span, tags: Vec::new() });
                }
            }
            Action::EditMemo => {
                if let Some(subject) = self.memo_subject() {
                    self.open_dialog(Dialog::Memo(subject));
                }
            }
            Action::DeleteAnnotation => {
                if let Some(annotation) = self.focused_annotation() {
                    self.carry_out(Command::DeleteAnnotations(vec![annotation]));
                }
            }
            Action::NextAnnotation => self.step_annotation(true),
            Action::PreviousAnnotation => self.step_annotation(false),
            Action::NewTag => self.open_dialog(Dialog::NewTag(None)),
            Action::EditTag => {
                self.screen.inspector = true;
                if let (Some(tag), Some(SidePanel::Tags)) = (self.focused_tag(), self.screen.side) {
                    self.panels.tags.rename(self.bench.project(), &mut self.screen, tag);
                }
            }
            Action::MergeTag => {
                if let Some(tag) = self.focused_tag() {
                    self.open_dialog(Dialog::MergeTag(tag));
                }
            }
            Action::DeleteTag => {
                if let Some(tag) = self.focused_tag() {
                    self.open_dialog(Dialog::DeleteTag(tag));
                }
            }
            Action::ShowShortcuts => self.open_dialog(Dialog::Shortcuts),
            Action::ShowTryThis => {
                self.bench.change_settings(|settings| settings.try_this_closed = !settings.try_this_closed);
            }
            Action::About => self.open_dialog(Dialog::About),
            action if action.menu() == Menu::Compare => self.run_comparing_action(action),
            entities => self.run_entity_action(entities),
        }
    }

    /// Makes edits of what is being written in the inspector, so that nothing typed is left out of what comes next.
    pub(super) fn commit_writing(&mut self) {
        if self.panels.inspector.is_writing(&self.bench) {
            let mut out = Outbox::default();
            self.panels.inspector.commit(&self.bench, &mut out);
            self.send_all(out);
        }
    }

    /// Makes edits of everything that waits for an answer or is being written, before the project is left.
    pub(super) fn commit_everything(&mut self) {
        self.commit_writing();
        let mut out = Outbox::default();
        self.modals.commit(&self.bench, &mut out);
        if let Some(command) = self.after_coder.take() {
            out.command(command);
        }
        self.send_all(out);
    }

    fn send_all(&mut self, mut out: Outbox) {
        for request in out.take() {
            if let Request::Do(command) = request {
                self.bench.send(command);
            }
        }
    }

    /// Gives the tag with this key to what is chosen in the table of excerpts while that has the keyboard; else to the
    /// selection, or to the annotation in focus (or takes it off again).
    pub(super) fn press_tag_key(&mut self, ctx: &Context, key: char) {
        let Some(tag) = self.bench.project().tag_by_shortcut(key).map(|tag| tag.id) else { return };
        let chosen = self.panels.excerpts.chosen_by_key(ctx);
        if chosen.len() > 1 {
            self.carry_out(Command::AddTags { annotations: chosen, tags: vec![tag] });
        } else if let Some(annotation) = chosen.first() {
            self.toggle_tag(*annotation, tag);
        } else if let Some((document, span)) = self.selection() {
            self.carry_out(Command::Tag { document, span, tags: vec![tag] });
        } else if let Some(annotation) = self.focused_annotation() {
            self.toggle_tag(annotation, tag);
        } else {
            self.hint("Select some words first, then press the tag’s key.");
        }
    }

    fn toggle_tag(&mut self, annotation: AnnotationId, tag: TagId) {
        // What somebody else has given is theirs: the key gives the tag once more, as one's own.
        let record = self.bench.project().annotations.get(&annotation);
        let has = record.is_some_and(|it| self.bench.is_own(it) && it.tags.contains(&tag));
        self.carry_out(if has {
            Command::RemoveTag { annotation, tag }
        } else {
            Command::AddTags { annotations: vec![annotation], tags: vec![tag] }
        });
    }

    /// The passage selected in the active pane.
    pub(super) fn selection(&self) -> Option<(DocumentId, Span)> {
        let pane = self.panes.active()?;
        let span = self.panes.place(pane.id)?.selection()?;
        Some((pane.document, span))
    }

    /// The document in the active pane.
    pub(super) fn active_document(&self) -> Option<DocumentId> {
        self.panes.active().map(|pane| pane.document)
    }

    pub(super) fn focused_annotation(&self) -> Option<AnnotationId> {
        match self.screen.focus {
            Subject::Annotation(id) if self.bench.project().annotations.contains_key(&id) => Some(id),
            _ => None,
        }
    }

    pub(super) fn focused_tag(&self) -> Option<TagId> {
        match self.screen.focus {
            Subject::Tag(id) if self.bench.project().tags.contains_key(&id) => Some(id),
            _ => None,
        }
    }

    fn tag_target(&self) -> Option<TagTarget> {
        let passage = self.selection().map(|(document, span)| TagTarget::Passage(document, span));
        passage.or_else(|| self.focused_annotation().map(|id| TagTarget::Annotations(vec![id])))
    }

    pub(super) fn memo_subject(&self) -> Option<MemoOf> {
        if let Some(annotation) = self.focused_annotation() {
            return Some(MemoOf::Annotation(annotation));
        }
        match self.screen.focus {
            Subject::Tag(tag) => Some(MemoOf::Tag(tag)),
            Subject::Document(document) => Some(MemoOf::Document(document)),
            Subject::Project => Some(MemoOf::Project),
            Subject::Annotation(_) | Subject::Entity(_) => None,
        }
    }

    pub(super) fn open_dialog(&mut self, dialog: Dialog) {
        self.modals.open(dialog, &self.bench, &self.screen);
    }

    pub(super) fn toggle_side(&mut self, panel: SidePanel) {
        self.screen.side = if self.screen.side == Some(panel) { None } else { Some(panel) };
        self.screen.last_side = panel;
        self.opened_side = self.screen.side;
    }

    fn change_measure(&mut self, by: isize) {
        self.bench.change_settings(|settings| {
            let measure = settings.measure.saturating_add_signed(by);
            settings.measure = measure.clamp(*MEASURES.start(), *MEASURES.end());
        });
    }

    fn change_reading_size(&mut self, by: f32) {
        self.bench.change_settings(|settings| {
            settings.reading_size =
                (settings.reading_size + by).clamp(*READING_SIZES.start(), *READING_SIZES.end());
        });
    }

    /// Enlarges the whole window, now and at the next start.
    fn zoom(&mut self, ctx: &Context, zoom: f32) {
        let zoom = zoom.clamp(*ZOOMS.start(), *ZOOMS.end());
        self.bench.change_settings(|settings| settings.zoom = zoom);
        ctx.set_zoom_factor(zoom);
    }

    fn choose_theme(&mut self, ctx: &Context, choice: ThemeChoice) {
        self.bench.change_settings(|settings| settings.theme = choice);
        super::apply_theme(ctx, choice);
    }

    fn select_all(&mut self) {
        let Some((pane, document)) = self.panes.active().map(|pane| (pane.id, pane.document)) else { return };
        if let Some(text) = self.bench.text(document) {
            self.panes.place_mut(pane).select(Span::new(0, text.len()).trimmed(text.as_str()));
        }
    }

    /// How the active document is shown.
    fn active_mode(&self) -> Option<ReadingMode> {
        let pane = self.panes.active()?;
        let document = self.bench.document(pane.document)?;
        Some(self.panes.place(pane.id).map_or_else(|| usual_mode(document), |place| place.mode(document)))
    }

    fn toggle_reflow(&mut self) {
        let Some(mode) = self.active_mode() else { return };
        let Some(pane) = self.panes.active().map(|pane| pane.id) else { return };
        let other = match mode {
            ReadingMode::AsIs => ReadingMode::Reflowed,
            ReadingMode::Reflowed => ReadingMode::AsIs,
        };
        self.panes.place_mut(pane).set_mode(other);
    }

    /// Tags the selection with its own words as the tag's name.
    fn tag_in_vivo(&mut self) {
        const LONGEST_NAME: usize = 60;
        let Some((document, span)) = self.selection() else { return };
        let Some(text) = self.bench.text(document) else { return };
        let words = text.slice(span).split_whitespace().collect::<Vec<_>>().join(" ");
        if words.chars().count() > LONGEST_NAME {
            return self.hint(
                "That is too long for a tag's name: select a few words, or press T to name the tag yourself.",
            );
        }
        self.carry_out(Command::TagByPath { document, span, path: vec![words] });
    }

    /// Goes to the annotation after or before the one in focus, in the document in front, round its ends.
    fn step_annotation(&mut self, forward: bool) {
        let Some(document) = self.active_document() else { return };
        let Some(marks) = self.bench.marks(document) else { return };
        let order: Vec<AnnotationId> = marks.iter().map(|(_, id)| id).collect();
        if order.is_empty() {
            return self.hint("There are no annotations in this document.");
        }
        let at = self.focused_annotation().and_then(|id| order.iter().position(|other| *other == id));
        let next = match (at, forward) {
            (Some(at), true) => (at + 1) % order.len(),
            (Some(at), false) => (at + order.len() - 1) % order.len(),
            (None, true) => 0,
            (None, false) => order.len() - 1,
        };
        self.reveal(order[next]);
    }
}
