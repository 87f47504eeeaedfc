//! Any two passages, or two whole documents, compared because somebody asked.

use super::collated::Witness;
use crate::compare::side_by_side::{Compared, rows};
use crate::compare::tokens::Tokens;
use crate::text::Text;

/// Two passages that were compared word by word.
#[derive(Debug)]
pub struct Beside {
    /// The one on the left.
    pub a: Witness,
    /// The one on the right.
    pub b: Witness,
    /// What stands side by side.
    pub compared: Compared,
    /// How many words each of them has.
    pub words: [usize; 2],
}

impl Beside {
    /// Compares two passages; `None` once `stop` says so.
    pub(super) fn of(a: Witness, b: Witness, stop: &dyn Fn() -> bool) -> Option<Self> {
        let compared = rows(&a.text, a.span, &b.text, b.span, stop)?;
        let words = [&a, &b].map(|side| {
            let mut tokens = Tokens::within(&side.text, side.span);
            std::iter::from_fn(|| tokens.read()).count()
        });
        Some(Self { a, b, compared, words })
    }

    /// The texts of both sides.
    pub fn texts(&self) -> [&Text; 2] {
        [&self.a.text, &self.b.text]
    }

    /// How many of the words of the longer side are the same in both.
    pub fn alike(&self) -> (usize, usize) {
        let longer = self.words[0].max(self.words[1]);
        (self.compared.same.min(longer), longer)
    }
}
