//! What is true of a whole document: its title, its date, its attributes.

use super::Layers;
use crate::project::DocumentId;
use crate::search::query::{Condition, Pattern, Slot, Value, value_form, within_edits, written_days};
use crate::search::words::{as_written, fold, stems, tokens};

/// True when the document is as the condition says.
pub(super) fn holds(condition: &Condition, layers: &dyn Layers, document: DocumentId) -> bool {
    match condition {
        Condition::Title(words) => has_words(layers.title(document), words),
        Condition::Date(wanted) => layers
            .attribute(document, "date")
            .and_then(written_days)
            .is_some_and(|date| wanted.overlaps(date)),
        Condition::Attribute { name, value: Value(wild), .. } => layers
            .attribute(document, name)
            .filter(|value| !value.trim().is_empty())
            .is_some_and(|value| wild.fits(&value_form(value))),
    }
}

/// True when the words stand side by side in a short text.
pub(crate) fn has_words(text: &str, words: &[Slot]) -> bool {
    let found: Vec<&str> = tokens(text, &[]).map(|token| &text[token.span.range()]).collect();
    found.windows(words.len()).any(|window| window.iter().zip(words).all(|(word, slot)| fits(slot, word)))
}

/// True when a word is what a slot asks for, stems apart.
fn fits(slot: &Slot, word: &str) -> bool {
    let mut form = String::new();
    if slot.as_written {
        as_written(word, &mut form);
    } else {
        fold(word, &mut form);
    }
    match &slot.pattern {
        Pattern::Any => true,
        Pattern::Form(wanted) => *wanted == form,
        Pattern::Stem(wanted) => stems(None, wanted)[0] == form,
        Pattern::Wild(wild) => wild.fits(&form),
        Pattern::Fuzzy { form: wanted, edits } => {
            let letters = |word: &str| word.chars().collect::<Vec<_>>();
            within_edits(&letters(wanted), &letters(&form), usize::from(*edits))
        }
    }
}
