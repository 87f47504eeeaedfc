//! Which function carries out which command. What each does stands in the file of its subject.

use super::{Command, CommandError, Effect, Notice, Workbench};

impl Workbench {
    /// Carries out a command and turns a failure into a notice.
    pub fn send(&mut self, command: Command) -> Option<Effect> {
        self.run(command).map_err(|error| self.notices.push(Notice::error(error.to_string()))).ok()
    }

    /// Carries out a command.
    pub fn run(&mut self, command: Command) -> Result<Effect, CommandError> {
        match command {
            Command::OpenInputs(paths) => self.open_inputs(&paths),
            Command::AddBundledCorpus => self.add_bundled_corpus(),
            Command::ReadTexts(documents) => self.read_missing_texts(&documents),
            Command::RemoveDocuments(documents) => self.remove_documents(&documents),
            Command::CheckSources => self.check_sources(),
            Command::TakeOverText(document) => self.take_over_text(document),
            Command::ReadAs { document, encoding } => self.read_as(document, &encoding),
            Command::KeepTextAsRead(document) => self.keep_as_read(document),
            Command::FollowMoved(documents) => self.follow_moved(&documents),
            Command::FindSources(folder) => self.find_sources(&folder),
            Command::CorrectText { document, span, text } => self.correct_text(document, span, &text),
            Command::SetTitle { document, title } => self.set_title(document, &title),
            Command::SetAttribute { document, name, value } => self.set_attribute(document, &name, value),
            Command::RenameAttribute { from, to } => self.rename_attribute(&from, &to),
            Command::SetDocumentMemo { document, memo } => self.set_document_memo(document, memo),
            Command::NewProject => Ok(self.new_project()),
            Command::ContinueUnfinished(place) => self.continue_unfinished(&place),
            Command::DiscardUnfinished(place) => self.discard_unfinished(&place),
            Command::TakeJournalOver => self.take_journal_over(),
            Command::LeaveJournal => Ok(self.leave_journal()),
            Command::OpenProject(path) => self.open_project(&path),
            Command::WorkAllTheSame => self.work_all_the_same(),
            Command::Reload => self.reload(),
            Command::KeepMine => self.keep_mine(),
            Command::MergeTheirs => self.merge_theirs(),
            Command::ForgetConflicts => Ok(self.forget_conflicts()),
            Command::OpenBackupInstead => self.open_backup_instead(),
            Command::LeaveDamaged => Ok(self.leave_damaged()),
            Command::ListBackups => self.list_backups(),
            Command::RestoreBackup(backup) => self.restore_backup(&backup),
            Command::Save => self.save(),
            Command::SaveAs(path) => self.save_as(&path),
            Command::SetProjectMemo(memo) => self.set_project_memo(memo),
            Command::Undo => self.undo(),
            Command::Redo => self.redo(),
            Command::UndoBackTo(entry) => self.undo_back_to(entry),
            Command::DoAgain(entry) => self.do_again(entry),
            Command::ReadEarlierHistory => self.read_earlier_history(),
            Command::SetCoder { name, initials } => self.set_coder(&name, &initials),
            Command::SetOtherCoder { name, initials } => self.set_other_coder(&name, &initials),
            Command::Tag { document, span, tags } => self.tag(document, span, &tags),
            Command::TagByPath { document, span, path } => self.tag_by_path(document, span, &path),
            Command::TagAll { passages, path } => self.tag_all(&passages, &path),
            Command::AddTags { annotations, tags } => self.add_tags(&annotations, &tags),
            Command::AddTagByPath { annotations, path } => self.add_tag_by_path(&annotations, &path),
            Command::RemoveTag { annotation, tag } => self.remove_tag(annotation, tag),
            Command::MoveAnnotation { annotation, span } => self.move_annotation(annotation, span),
            Command::SetAnnotationMemo { annotation, memo } => self.set_annotation_memo(annotation, memo),
            Command::DeleteAnnotations(annotations) => self.delete_annotations(&annotations),
            Command::AcceptProposals(annotations) => self.accept_proposals(&annotations),
            Command::Detach(annotations) => self.detach(&annotations),
            Command::NewTag { parent, name } => self.new_tag(parent, &name),
            Command::RenameTag { tag, name } => self.rename_tag(tag, &name),
            Command::RecolourTag { tag, colour } => self.recolour_tag(tag, colour),
            Command::DescribeTag { tag, description } => self.describe_tag(tag, &description),
            Command::SetTagMemo { tag, memo } => self.set_tag_memo(tag, &memo),
            Command::SetTagShortcut { tag, key } => self.set_tag_shortcut(tag, key),
            Command::MoveTag { tag, parent, before } => self.move_tag(tag, parent, before),
            Command::MergeTags { from, into } => self.merge_tags(from, into),
            Command::DeleteTag { tag, mode } => self.delete_tag(tag, mode),
            Command::Entities(command) => self.run_entities(command),
            Command::Search(command) => self.run_search(command),
            Command::Words(command) => self.run_words(command),
            Command::Figures(command) => self.run_figures(command),
            Command::CompareDocuments => Ok(self.resume_comparison()),
            Command::Comparison(command) => self.run_comparison(command),
            Command::Export { request, path } => self.export(*request, &path),
            Command::ExportHistory { format, path } => self.export_history(format, &path),
            Command::CancelJob(job) => {
                self.jobs.cancel(job);
                self.note_cancelled(job);
                self.note_comparison_cancelled(job);
                Ok(Effect::Done)
            }
            Command::ClearProblems => {
                self.problems.clear();
                Ok(Effect::Done)
            }
        }
    }
}
