//! What the window does about words: asking for the table in front while it can be seen.

use super::LecternApp;
use crate::ui::screen::BottomTable;
use crate::workbench::{Command, WordsCommand, WordsState};

impl LecternApp {
    /// Asks the workbench for the table of words in front; when none can be seen, for nothing.
    pub(super) fn ask_for_words(&mut self) {
        let command = if self.screen.shows_words() {
            WordsCommand::Ask(self.screen.words.asked())
        } else {
            WordsCommand::Rest
        };
        let is_asked = match &command {
            WordsCommand::Ask(asked) => self.bench.words_asked() == Some(asked),
            _ => self.bench.words_asked().is_none(),
        };
        if !is_asked {
            self.carry_out(Command::Words(command));
        }
    }

    pub(super) fn show_words(&mut self) {
        self.screen.tables = true;
        self.screen.table = BottomTable::Words;
        self.panels.words.take_keyboard();
    }

    pub(super) fn has_words_to_export(&self) -> bool {
        self.screen.shows_words()
            && matches!(self.bench.words(), WordsState::Ready { rows, .. } if !rows.is_empty())
    }
}
