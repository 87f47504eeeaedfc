//! Dialogs: one open at a time, each in a file of its own, all inside the same frame.
//!
//! A dialog keeps what has been typed until it is confirmed, then asks for a command through the outbox. Escape
//! closes it. Asking where a file shall go is the file dialogs' business.

mod about;
mod backups;
mod changes;
mod coder;
mod conflicts;
mod correct;
mod decided;
mod encoding;
mod entities;
mod export;
mod export_history;
mod export_search;
mod export_shared;
mod export_words;
mod figures;
mod memo;
mod pick_tag;
mod problems;
mod rows;
mod save_search;
mod shortcuts;
mod tag_hits;
mod tag_many;
mod tag_path;
mod tags;

use egui::Context;

use crate::ui::dialogs::FileDialogs;
use crate::ui::outbox::{Dialog, Outbox};
use crate::ui::screen::Screen;
use crate::ui::writing::Writing;
use crate::workbench::Workbench;

pub(in crate::ui) use rows::arrows;

use entities::EntityDialog;
use figures::FigureDialog;

/// What a dialog is given to draw itself and to ask for things.
struct Scene<'a> {
    bench: &'a Workbench,
    screen: &'a Screen,
    out: &'a mut Outbox,
    files: &'a mut dyn FileDialogs,
    /// What the name of a file is asked for.
    writing: &'a mut Option<Writing>,
}

/// Whether a dialog stays open after a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stay {
    Open,
    Closed,
}

/// The dialog that is open, with what has been typed in it.
enum Open {
    PickTag(pick_tag::PickTag),
    NewTag(tags::NewTag),
    DeleteTag(tags::DeleteTag),
    MergeTag(tags::MergeTag),
    Memo(memo::MemoDialog),
    Export(Box<export::ExportDialog>),
    ExportHistory(export_history::ExportHistoryDialog),
    ExportShared(export_shared::ExportSharedDialog),
    ExportWords(Box<export_words::ExportWordsDialog>),
    ExportSearch(export_search::ExportSearchDialog),
    SaveSearch(save_search::SaveSearchDialog),
    Coder(coder::CoderDialog),
    Correct(correct::CorrectDialog),
    Encoding(encoding::EncodingDialog),
    Entity(EntityDialog),
    Figure(FigureDialog),
    TagHits(tag_hits::TagHits),
    Problems,
    Conflicts,
    Backups(backups::BackupsDialog),
    Changes(changes::ChangesDialog),
    Shortcuts(shortcuts::ShortcutsDialog),
    About,
}

/// The dialogs of the window.
#[derive(Default)]
pub struct Modals {
    open: Option<Open>,
    /// What waits for the name of a file.
    writing: Option<Writing>,
    /// A correction that was put aside while it was being written.
    correction: Option<correct::CorrectDialog>,
    /// What was chosen in the export dialogs before.
    last_exports: export::LastChoices,
}

impl Modals {
    /// Opens a dialog in the place of any other.
    pub fn open(&mut self, dialog: Dialog, bench: &Workbench, screen: &Screen) {
        self.open = Some(match dialog {
            Dialog::PickTag(target) => Open::PickTag(pick_tag::PickTag::new(target)),
            Dialog::NewTag(parent) => Open::NewTag(tags::NewTag::new(parent)),
            Dialog::DeleteTag(tag) => Open::DeleteTag(tags::DeleteTag::new(tag)),
            Dialog::MergeTag(tag) => Open::MergeTag(tags::MergeTag::new(tag)),
            Dialog::Memo(subject) => Open::Memo(memo::MemoDialog::new(subject, bench)),
            Dialog::Export => Open::Export(Box::new(export::ExportDialog::excerpts(&self.last_exports))),
            Dialog::ExportCodebook => {
                Open::Export(Box::new(export::ExportDialog::codebook(&self.last_exports)))
            }
            Dialog::ExportMarkedDocument(document) => {
                Open::Export(Box::new(export::ExportDialog::marked_document(document)))
            }
            Dialog::ExportHistory => Open::ExportHistory(export_history::ExportHistoryDialog::default()),
            Dialog::ExportShared(pair) => Open::ExportShared(export_shared::ExportSharedDialog::new(pair)),
            Dialog::ExportWords => Open::ExportWords(Box::default()),
            Dialog::ExportSearch(what) => {
                Open::ExportSearch(export_search::ExportSearchDialog::new(what, &screen.search))
            }
            Dialog::SaveSearch(asked) => Open::SaveSearch(save_search::SaveSearchDialog::new(asked)),
            Dialog::RenameSearch(search) => {
                Open::SaveSearch(save_search::SaveSearchDialog::rename(search, bench))
            }
            Dialog::Coder => Open::Coder(coder::CoderDialog::new(bench)),
            Dialog::Correct(document, span) => {
                let dialog = correct::CorrectDialog::new(document, span, bench);
                Open::Correct(dialog.taking_up(self.correction.take()))
            }
            Dialog::Encoding(document) => Open::Encoding(encoding::EncodingDialog::new(document)),
            Dialog::NameEntity(document, span) => Open::Entity(EntityDialog::naming(document, span, bench)),
            Dialog::RenameEntity(entity) => Open::Entity(EntityDialog::rename(entity, bench)),
            Dialog::RetypeEntities(entities) => Open::Entity(EntityDialog::retype(entities, bench)),
            Dialog::MergeEntities(entities) => Open::Entity(EntityDialog::merge(entities)),
            Dialog::SplitEntity(entity, at) => Open::Entity(EntityDialog::split(entity, at, bench)),
            Dialog::TagEntity(entity) => Open::Entity(EntityDialog::tagging(entity)),
            Dialog::Passages(edge, unit) => Open::Entity(EntityDialog::passages(edge, unit)),
            Dialog::TagHits => Open::TagHits(tag_hits::TagHits::default()),
            Dialog::Suggestions => Open::Entity(EntityDialog::suggestions()),
            Dialog::NameLists => Open::Entity(EntityDialog::lists()),
            Dialog::Kinds => Open::Entity(EntityDialog::kinds()),
            Dialog::Decisions => Open::Entity(EntityDialog::decisions()),
            Dialog::MergeTopics(topics) => Open::Figure(FigureDialog::merge(topics)),
            Dialog::SplitTopic(figures, name) => Open::Figure(FigureDialog::split(figures, name)),
            Dialog::RenameTopic(topic) => Open::Figure(FigureDialog::rename(topic)),
            Dialog::TopicDecisions => Open::Figure(FigureDialog::decisions()),
            Dialog::Problems => Open::Problems,
            Dialog::Conflicts => Open::Conflicts,
            Dialog::Backups => Open::Backups(backups::BackupsDialog::default()),
            Dialog::Changes(document) => Open::Changes(changes::ChangesDialog::new(document, bench)),
            Dialog::Shortcuts => Open::Shortcuts(shortcuts::ShortcutsDialog::default()),
            Dialog::About => Open::About,
        });
    }

    /// Makes an edit of what is being written in a dialog, before the project is left.
    pub fn commit(&self, bench: &Workbench, out: &mut Outbox) {
        if let Some(Open::Memo(memo)) = &self.open {
            memo.keep(bench.project(), out);
        }
    }

    /// True while a dialog is open.
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// What the name of a file was asked for, once.
    pub fn take_writing(&mut self) -> Option<Writing> {
        self.writing.take()
    }

    /// Draws the open dialog, if there is one.
    pub fn show(
        &mut self,
        ctx: &Context,
        bench: &Workbench,
        screen: &Screen,
        out: &mut Outbox,
        files: &mut dyn FileDialogs,
    ) {
        let Some(open) = &mut self.open else { return };
        let mut scene = Scene { bench, screen, out, files, writing: &mut self.writing };
        let stay = match open {
            Open::PickTag(dialog) => dialog.show(ctx, &mut scene),
            Open::NewTag(dialog) => dialog.show(ctx, &mut scene),
            Open::DeleteTag(dialog) => dialog.show(ctx, &mut scene),
            Open::MergeTag(dialog) => dialog.show(ctx, &mut scene),
            Open::Memo(dialog) => dialog.show(ctx, &mut scene),
            Open::Export(dialog) => dialog.show(ctx, &mut scene, &mut self.last_exports),
            Open::ExportHistory(dialog) => dialog.show(ctx, &mut scene),
            Open::ExportShared(dialog) => dialog.show(ctx, &mut scene),
            Open::ExportWords(dialog) => dialog.show(ctx, &mut scene),
            Open::ExportSearch(dialog) => dialog.show(ctx, &mut scene),
            Open::SaveSearch(dialog) => dialog.show(ctx, &mut scene),
            Open::Coder(dialog) => dialog.show(ctx, &mut scene),
            Open::Correct(dialog) => dialog.show(ctx, &mut scene, &mut self.correction),
            Open::Encoding(dialog) => dialog.show(ctx, &mut scene),
            Open::Entity(dialog) => dialog.show(ctx, &mut scene),
            Open::Figure(dialog) => dialog.show(ctx, &mut scene),
            Open::TagHits(dialog) => dialog.show(ctx, &mut scene),
            Open::Problems => problems::show(ctx, &mut scene),
            Open::Conflicts => conflicts::show(ctx, &mut scene),
            Open::Backups(dialog) => dialog.show(ctx, &mut scene),
            Open::Changes(dialog) => dialog.show(ctx, &mut scene),
            Open::Shortcuts(dialog) => dialog.show(ctx),
            Open::About => about::show(ctx),
        };
        if stay == Stay::Closed {
            self.open = None;
        }
    }
}
