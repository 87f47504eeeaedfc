//! What words a text must have for a regular expression to find something in it.
//!
//! Taken from what every match must begin and end with. A piece of letters in a match is a piece of one word of the text,
//! a whole word where the match has something else beside it. Only letters and digits of ASCII are used: of them it is
//! certain that they stand in the word's form as they stand in the text.

use regex_syntax::hir::literal::{ExtractKind, Extractor, Seq};

/// More alternatives than this would cost more to look up than they save.
const MOST_ALTERNATIVES: usize = 32;

/// A piece of a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PieceOfWord {
    /// Lower-case letters and digits.
    pub letters: String,
    /// True when the word begins with them.
    pub begins: bool,
    /// True when the word ends with them.
    pub ends: bool,
}

/// Lists of pieces; of each list a text must have at least one.
pub(super) fn required(pattern: &str) -> Vec<Vec<PieceOfWord>> {
    let Ok(hir) = regex_syntax::parse(pattern) else { return Vec::new() };
    let mut found = Vec::new();
    for kind in [ExtractKind::Prefix, ExtractKind::Suffix] {
        let mut extractor = Extractor::new();
        extractor.kind(kind);
        found.extend(pieces(&extractor.extract(&hir)));
    }
    found
}

/// One piece for each alternative; `None` when any has none.
fn pieces(alternatives: &Seq) -> Option<Vec<PieceOfWord>> {
    let literals = alternatives.literals()?;
    if literals.is_empty() || literals.len() > MOST_ALTERNATIVES {
        return None;
    }
    literals.iter().map(|literal| longest_piece(literal.as_bytes())).collect()
}

/// The longest run of ASCII letters and digits.
fn longest_piece(bytes: &[u8]) -> Option<PieceOfWord> {
    let mut best: Option<(usize, usize)> = None;
    let mut start = 0;
    for end in 0..=bytes.len() {
        if bytes.get(end).is_some_and(u8::is_ascii_alphanumeric) {
            continue;
        }
        if end > start && best.is_none_or(|(from, to)| to - from < end - start) {
            best = Some((start, end));
        }
        start = end + 1;
    }
    let (start, end) = best?;
    let beside = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii);
    Some(PieceOfWord {
        letters: bytes[start..end].iter().map(|byte| char::from(byte.to_ascii_lowercase())).collect(),
        begins: start > 0 && beside(bytes.get(start - 1)),
        ends: beside(bytes.get(end)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(pattern: &str) -> Vec<Vec<String>> {
        let word = |piece: &PieceOfWord| {
            let star = |whole: bool| if whole { "" } else { "*" };
            format!("{}{}{}", star(piece.begins), piece.letters, star(piece.ends))
        };
        required(pattern).iter().map(|list| list.iter().map(word).collect()).collect()
    }

    #[test]
    fn what_matches_begin_and_end_with_is_required() {
        assert_eq!(told("police officer"), [["officer*"], ["officer*"]]);
        assert_eq!(told("gr.*er"), [["*gr*"], ["*er*"]]);
        assert_eq!(told(r"\bPolice\s+officers?\b"), [vec!["*police*"], vec!["*officers*", "*officer*"]]);
        assert_eq!(told("a of b"), [["of"], ["of"]]);
        assert_eq!(told("(?:cat|dog)s"), [["*cats*", "*dogs*"], ["*cats*", "*dogs*"]]);
        assert_eq!(told(r"\w+"), Vec::<Vec<String>>::new());
        assert_eq!(told("é+"), Vec::<Vec<String>>::new());
        assert_eq!(told("x*"), Vec::<Vec<String>>::new());
    }
}
