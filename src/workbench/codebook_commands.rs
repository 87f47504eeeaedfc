//! Commands on the codebook: each asks [`codebook`] for the changes and makes one edit of them.

use super::passages::sentence;
use super::{CommandError, Effect, Notice, Workbench};
use crate::project::codebook::{self, CodebookError, DeleteMode};
use crate::project::{Change, TagColour, TagId, Timestamp};

type Changes = Result<Vec<Change>, CodebookError>;

impl Workbench {
    pub(super) fn new_tag(&mut self, parent: Option<TagId>, name: &str) -> Result<Effect, CommandError> {
        let (tag, change) = codebook::create(&self.project, parent, name).map_err(refused)?;
        self.perform(format!("New tag “{}”", tag.name), vec![change])?;
        Ok(Effect::Tag(tag.id))
    }

    pub(super) fn rename_tag(&mut self, tag: TagId, name: &str) -> Result<Effect, CommandError> {
        let label = format!("Rename tag “{}”", self.tag_name(tag));
        self.change_codebook(label, codebook::rename(&self.project, tag, name))
    }

    pub(super) fn recolour_tag(&mut self, tag: TagId, colour: TagColour) -> Result<Effect, CommandError> {
        let label = format!("Recolour tag “{}”", self.tag_name(tag));
        self.change_codebook(label, codebook::recolour(&self.project, tag, colour))
    }

    pub(super) fn describe_tag(&mut self, tag: TagId, description: &str) -> Result<Effect, CommandError> {
        let label = format!("Describe tag “{}”", self.tag_name(tag));
        self.change_codebook(label, codebook::describe(&self.project, tag, description))
    }

    pub(super) fn set_tag_memo(&mut self, tag: TagId, memo: &str) -> Result<Effect, CommandError> {
        let label = format!("Write a memo on tag “{}”", self.tag_name(tag));
        self.change_codebook(label, codebook::set_memo(&self.project, tag, memo))
    }

    pub(super) fn set_tag_shortcut(&mut self, tag: TagId, key: Option<char>) -> Result<Effect, CommandError> {
        let label = format!("Set the shortcut of tag “{}”", self.tag_name(tag));
        self.change_codebook(label, codebook::set_shortcut(&self.project, tag, key))
    }

    pub(super) fn move_tag(
        &mut self,
        tag: TagId,
        parent: Option<TagId>,
        before: Option<TagId>,
    ) -> Result<Effect, CommandError> {
        let label = format!("Move tag “{}”", self.tag_name(tag));
        self.change_codebook(label, codebook::move_to(&self.project, tag, parent, before))
    }

    pub(super) fn merge_tags(&mut self, from: TagId, into: TagId) -> Result<Effect, CommandError> {
        let label = format!("Merge tag “{}” into “{}”", self.tag_name(from), self.tag_name(into));
        let notice = format!("“{}” is now part of “{}”.", self.tag_name(from), self.tag_name(into));
        let changes = codebook::merge(&self.project, from, into, Timestamp::now());
        let effect = self.change_codebook(label, changes)?;
        self.notices.push(Notice::undoable(notice));
        Ok(effect)
    }

    pub(super) fn delete_tag(&mut self, tag: TagId, mode: DeleteMode) -> Result<Effect, CommandError> {
        let label = format!("Delete tag “{}”", self.tag_name(tag));
        let notice = format!("Tag “{}” deleted.", self.tag_name(tag));
        let changes = codebook::delete(&self.project, tag, mode, Timestamp::now());
        let effect = self.change_codebook(label, changes)?;
        self.notices.push(Notice::undoable(notice));
        Ok(effect)
    }

    fn change_codebook(&mut self, label: String, changes: Changes) -> Result<Effect, CommandError> {
        self.perform(label, changes.map_err(refused)?)
    }
}

#[allow(clippy::needless_pass_by_value, reason = "it is handed to map_err")]
fn refused(error: CodebookError) -> CommandError {
    CommandError::new(sentence(&error))
}
