//! Who codes: asked once, kept in the settings, and written on whatever they do.

use super::{CommandError, Effect, Workbench};
use crate::project::{Coder, CoderId};

impl Workbench {
    /// Who codes, or a stand-in while nobody has said.
    pub fn coder(&self) -> Coder {
        self.settings.coder.clone().unwrap_or_else(|| Coder {
            id: unnamed_coder(),
            name: "Unnamed coder".into(),
            initials: "–".into(),
        })
    }

    /// Says who codes from now on: the same person, whatever they are called.
    pub(super) fn set_coder(&mut self, name: &str, initials: &str) -> Result<Effect, CommandError> {
        let id = self.settings.coder.as_ref().map_or_else(CoderId::new, |coder| coder.id);
        self.keep_coder(id, name, initials)
    }

    /// Lets somebody else code from now on; who has a name that is known here is that coder.
    pub(super) fn set_other_coder(&mut self, name: &str, initials: &str) -> Result<Effect, CommandError> {
        let known = self.project.coders.values().find(|coder| coder.name == name.trim());
        let id = known.map_or_else(|| CoderId::of_name(name), |coder| coder.id);
        self.keep_coder(id, name, initials)
    }

    fn keep_coder(&mut self, id: CoderId, name: &str, initials: &str) -> Result<Effect, CommandError> {
        let name = name.trim();
        if name.is_empty() {
            return Err(CommandError::new("A coder needs a name."));
        }
        let initials = match initials.trim() {
            "" => name.split_whitespace().filter_map(|word| word.chars().next()).collect(),
            given => given.to_owned(),
        };
        let coder = Coder { id, name: name.to_owned(), initials };
        self.change_settings(|settings| settings.coder = Some(coder));
        Ok(Effect::Done)
    }
}

/// Who is written on what is done before somebody says a name.
pub(super) fn unnamed_coder() -> CoderId {
    CoderId::derived(b"unnamed coder")
}
