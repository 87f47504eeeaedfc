//! Words as search sees them: where each stands in a text, and the forms under which it is found.
//!
//! A word is a run of letters and digits with the marks on them; everything else parts words, so that `don't` and
//! `well-known` are two words each, which a query finds side by side. In scripts written without spaces (and in Korean,
//! whose particles hang on the nouns) each character is a word of its own, so that any piece of such a text can be
//! looked for. The index and the scan both read texts by this module, which is why they cannot disagree.

mod counting;
mod fold;
mod function_words;
mod memo;
mod stems;
mod tokens;
mod unaccented;

pub(crate) use counting::{counted_form, counted_spans};
pub(crate) use fold::{as_written, fold};
pub(crate) use function_words::is_function_word;
pub(crate) use memo::WordMemo;
pub(crate) use stems::stems;
pub(crate) use tokens::{is_alone, is_letter, tokens};
pub(crate) use unaccented::{Unaccented, unaccented};
