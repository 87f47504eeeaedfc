//! Lexemes put together into a tree. OR binds least, then AND (also where nothing stands between two parts), then NOT.

use std::ops::Range;

use super::dates::DateRange;
use super::error::QueryError;
use super::expression::Expression;
use super::lexer::{Form, Lexeme, Placed, lexemes};
use super::node::{Arrangement, Condition, Layer, Leaf, Node, Slot, Value};
use super::pattern::{Pattern, Wild, WildPart};
use super::{DEEPEST, MOST_CHARACTERS, MOST_PARTS};
use crate::search::words::{as_written, fold, is_alone, is_letter, tokens};

/// Words in one phrase.
const LONGEST_PHRASE: usize = 64;

/// Letters in a word of which some may differ; the index builds an automaton of them.
const LONGEST_FUZZY: usize = 64;

/// The farthest that words near each other may be apart; must stay below the jump at barriers.
const FARTHEST: u32 = 100;

/// Reads a query.
pub(super) fn parse(source: &str) -> Result<Node, QueryError> {
    let length = source.chars().count();
    if length > MOST_CHARACTERS {
        return Err(QueryError::new(
            MOST_CHARACTERS..length,
            format!(
                "A query may have {MOST_CHARACTERS} characters, and this one has {length}; make it shorter."
            ),
        ));
    }
    let lexemes = lexemes(source)?;
    let mut parser = Parser { lexemes: &lexemes, at: 0, end: length, depth: 0, parts: 0 };
    if lexemes.is_empty() {
        return Err(QueryError::new(0..length, "Type a word to look for."));
    }
    let node = parser.alternatives()?;
    match parser.peek() {
        None => Ok(node),
        Some((_, at)) => Err(QueryError::new(at.clone(), "This bracket closes nothing; take it away.")),
    }
}

struct Parser<'l> {
    lexemes: &'l [Placed],
    at: usize,
    /// The length of the query.
    end: usize,
    depth: usize,
    parts: usize,
}

impl<'l> Parser<'l> {
    fn peek(&self) -> Option<&'l Placed> {
        self.lexemes.get(self.at)
    }

    fn take(&mut self) -> Option<&'l Placed> {
        let next = self.lexemes.get(self.at);
        self.at += 1;
        next
    }

    fn next_is(&self, lexeme: &Lexeme) -> bool {
        self.peek().is_some_and(|(next, _)| next == lexeme)
    }

    /// Parts with OR between them.
    fn alternatives(&mut self) -> Result<Node, QueryError> {
        let mut parts = vec![self.together()?];
        while self.next_is(&Lexeme::Or) {
            self.at += 1;
            parts.push(self.together()?);
        }
        Ok(one_or(parts, Node::Or))
    }

    /// Parts with AND, or nothing, between them.
    fn together(&mut self) -> Result<Node, QueryError> {
        let mut parts = vec![self.unary()?];
        loop {
            match self.peek() {
                None | Some((Lexeme::Or | Lexeme::Close, _)) => break,
                Some((Lexeme::And, _)) => self.at += 1,
                Some(_) => {}
            }
            parts.push(self.unary()?);
        }
        Ok(one_or(parts, Node::And))
    }

    fn unary(&mut self) -> Result<Node, QueryError> {
        let before = self.at.checked_sub(1).and_then(|at| self.lexemes.get(at));
        let Some((lexeme, at)) = self.take() else {
            let after = before.map_or("", |(lexeme, _)| operator(lexeme));
            return Err(QueryError::new(
                self.end..self.end,
                format!("Say what comes after {after}, or take it away."),
            ));
        };
        match lexeme {
            Lexeme::Not => {
                self.deeper(at)?;
                let part = self.unary()?;
                self.depth -= 1;
                Ok(Node::Not(Box::new(part)))
            }
            Lexeme::Open => self.bracket(at),
            Lexeme::Close => Err(match before {
                Some((Lexeme::Open, open)) => {
                    QueryError::new(open.start..at.end, "There is nothing between these brackets.")
                }
                Some((before, place)) if !operator(before).is_empty() => QueryError::new(
                    place.clone(),
                    format!("Say what comes after {}, or take it away.", operator(before)),
                ),
                _ => QueryError::new(at.clone(), "This bracket closes nothing; take it away."),
            }),
            Lexeme::And | Lexeme::Or => Err(QueryError::new(
                at.clone(),
                format!(
                    "{} stands between two things to look for; put one before it, or quotation marks around it.",
                    operator(lexeme)
                ),
            )),
            Lexeme::Word { text, form, edits } => self.word(text, *form, edits.as_deref(), at),
            Lexeme::Phrase { text, form, distance } => self.phrase(text, *form, distance.as_deref(), at),
            Lexeme::Expression(pattern) => {
                self.count(1, at)?;
                let inside = at.start + 1..at.end - 1;
                Expression::new(pattern.clone(), inside).map(|found| Node::Leaf(Leaf::Expression(found)))
            }
            Lexeme::Field { name, value, value_at } => self.field(name, value, value_at),
        }
    }

    fn bracket(&mut self, at: &Range<usize>) -> Result<Node, QueryError> {
        self.deeper(at)?;
        if self.peek().is_none() {
            return Err(QueryError::new(at.clone(), "This bracket is not closed; put “)” where it ends."));
        }
        let node = self.alternatives()?;
        self.depth -= 1;
        if !self.next_is(&Lexeme::Close) {
            return Err(QueryError::new(at.clone(), "This bracket is not closed; put “)” where it ends."));
        }
        self.at += 1;
        Ok(node)
    }

    fn deeper(&mut self, at: &Range<usize>) -> Result<(), QueryError> {
        self.depth += 1;
        if self.depth <= DEEPEST {
            return Ok(());
        }
        Err(QueryError::new(
            at.clone(),
            format!("Brackets and NOT may stand {DEEPEST} deep inside each other, and this is one more."),
        ))
    }

    fn count(&mut self, more: usize, at: &Range<usize>) -> Result<(), QueryError> {
        self.parts += more;
        if self.parts <= MOST_PARTS {
            return Ok(());
        }
        Err(QueryError::new(
            at.clone(),
            format!("A query may have {MOST_PARTS} words, and this is one more; make two queries of it."),
        ))
    }

    fn word(
        &mut self,
        text: &str,
        form: Form,
        edits: Option<&str>,
        at: &Range<usize>,
    ) -> Result<Node, QueryError> {
        let slots = match edits {
            Some(edits) => vec![fuzzy(text, edits, form, at)?],
            None => slots(text, form, form == Form::Usual, at)?,
        };
        if slots.iter().all(|slot| slot.pattern == Pattern::Any) && !slots.is_empty() {
            return Err(QueryError::new(
                at.clone(),
                format!("“{text}” would find every word; put letters beside it."),
            ));
        }
        self.words(slots, Arrangement::Adjacent, text, at)
    }

    fn phrase(
        &mut self,
        text: &str,
        form: Form,
        distance: Option<&str>,
        at: &Range<usize>,
    ) -> Result<Node, QueryError> {
        let form = if form == Form::Usual { Form::Exact } else { form };
        let found = words_in(text, form, at)?;
        if !found.is_empty() && found.iter().all(|slot| slot.pattern == Pattern::Any) {
            return Err(QueryError::new(
                at.clone(),
                "This phrase would find every word; put a word with letters into it.",
            ));
        }
        let arrangement = match distance {
            None => Arrangement::Adjacent,
            Some(distance) => {
                if found.iter().any(|slot| slot.pattern == Pattern::Any) {
                    return Err(QueryError::new(
                        at.clone(),
                        "“*” for any word has no place among words near each other; take it away.",
                    ));
                }
                let distance = distance.parse().ok().filter(|distance| *distance <= FARTHEST);
                Arrangement::Near(distance.ok_or_else(|| {
                    QueryError::new(
                        at.clone(),
                        format!(
                            "Say after “~” how many other words may be among these, as a number up to {FARTHEST}."
                        ),
                    )
                })?)
            }
        };
        self.words(found, arrangement, text, at)
    }

    fn words(
        &mut self,
        slots: Vec<Slot>,
        arrangement: Arrangement,
        text: &str,
        at: &Range<usize>,
    ) -> Result<Node, QueryError> {
        if slots.is_empty() {
            let shown = text.trim();
            let what = if shown.is_empty() { "This" } else { &format!("“{shown}”") };
            return Err(QueryError::new(
                at.clone(),
                format!("{what} has no letter or digit to look for; /expressions/ find other characters."),
            ));
        }
        if slots.len() > LONGEST_PHRASE {
            return Err(QueryError::new(
                at.clone(),
                format!("A phrase may have {LONGEST_PHRASE} words, and this one has {}.", slots.len()),
            ));
        }
        self.count(slots.len(), at)?;
        Ok(Node::Leaf(Leaf::Words { slots, arrangement }))
    }

    fn field(&mut self, name: &str, value: &str, at: &Range<usize>) -> Result<Node, QueryError> {
        self.count(1, at)?;
        let value = value.trim();
        if value.is_empty() {
            return Err(QueryError::new(
                at.start.saturating_sub(1)..at.end,
                format!("Say between the quotation marks after “{name}:” what is wanted."),
            ));
        }
        if let Some((layer, _)) = Layer::ALL.iter().find(|(_, word)| *word == name) {
            return Ok(Node::Leaf(Leaf::Layer { layer: *layer, name: value.to_owned(), at: at.clone() }));
        }
        let condition = match name {
            "title" => {
                let words = words_in(value, Form::Exact, at)?;
                if words.is_empty() {
                    return Err(QueryError::new(at.clone(), "Say a word of the title after “title:”."));
                }
                Condition::Title(words)
            }
            "date" => Condition::Date(DateRange::parse(value).ok_or_else(|| {
                QueryError::new(
                    at.clone(),
                    format!(
                        "“{value}” is no date: write a year, 2019-09 or 2019-09-18, or two of them in order with \
                         “..” between."
                    ),
                )
            })?),
            _ => Condition::Attribute { name: name.to_owned(), value: Value(wild_of(value)) },
        };
        Ok(Node::Leaf(Leaf::Document(condition)))
    }
}

fn one_or(mut parts: Vec<Node>, many: fn(Vec<Node>) -> Node) -> Node {
    match (parts.len(), parts.pop()) {
        (1, Some(only)) => only,
        (_, Some(last)) => {
            parts.push(last);
            many(parts)
        }
        (_, None) => many(parts),
    }
}

/// An operator as it is typed; nothing for what is none.
fn operator(lexeme: &Lexeme) -> &'static str {
    match lexeme {
        Lexeme::And => "AND",
        Lexeme::Or => "OR",
        Lexeme::Not => "NOT or “-”",
        _ => "",
    }
}

fn is_wildcard(c: char) -> bool {
    matches!(c, '*' | '?')
}

/// A word with `~` behind it.
fn fuzzy(text: &str, edits: &str, form: Form, at: &Range<usize>) -> Result<Slot, QueryError> {
    let fault = |sentence: &str| QueryError::new(at.clone(), sentence);
    let edits = match edits {
        "" | "1" => 1,
        "2" => 2,
        _ => return Err(fault("Say “~1” or “~2” after a word, for one or two letters that may differ.")),
    };
    if form == Form::AsWritten {
        return Err(fault(
            "“==” asks for a word as written and “~” for one that differs; take one of them away.",
        ));
    }
    let mut found = tokens(text, &[]);
    let only = found.next().filter(|token| token.span.len() == text.len() && found.next().is_none());
    if only.is_none() || text.contains(is_wildcard) || text.contains(is_alone) {
        return Err(fault("“~” goes after one word of letters or digits; take other signs away from it."));
    }
    if text.chars().count() > LONGEST_FUZZY {
        return Err(fault("“~” goes after a word of at most 64 letters."));
    }
    Ok(Slot { pattern: Pattern::Fuzzy { form: form_of(text, false), edits }, as_written: false })
}

/// The words of a phrase, in the forms typed. A dash or the like between them is nothing to look for.
fn words_in(text: &str, form: Form, at: &Range<usize>) -> Result<Vec<Slot>, QueryError> {
    let mut found = Vec::new();
    for run in text.split_whitespace().filter(|run| run.contains(|c| is_letter(c) || is_wildcard(c))) {
        found.extend(slots(run, form, false, at)?);
    }
    Ok(found)
}

/// The words of a value, in the forms typed, with their wildcards; none when it cannot be looked for.
pub(crate) fn words_of(value: &str) -> Vec<Slot> {
    words_in(value, Form::Exact, &(0..0)).unwrap_or_default()
}

/// A whole value with its wildcards, without case and accents.
pub(crate) fn wild_of(value: &str) -> Wild {
    wild(&value.split_whitespace().collect::<Vec<_>>().join(" "), false)
}

/// The words that a run without spaces is.
fn slots(run: &str, form: Form, stemmed: bool, at: &Range<usize>) -> Result<Vec<Slot>, QueryError> {
    let written = form == Form::AsWritten;
    let mut found = Vec::new();
    let mut add = |pattern| found.push(Slot { pattern, as_written: written });
    if !run.contains(is_wildcard) {
        for token in tokens(run, &[]) {
            let word = &run[token.span.range()];
            let form = form_of(word, written);
            add(if stemmed && !word.contains(is_alone) { Pattern::Stem(form) } else { Pattern::Form(form) });
        }
        return Ok(found);
    }
    // Wildcards are letters of the word they stand in; between characters that are words of their own, “?” is a word.
    let parts: Vec<&str> =
        run.split(|c: char| !is_letter(c) && !is_wildcard(c) && !belongs_to_word(c)).collect();
    for part in parts {
        for piece in pieces(part) {
            let only_wildcards = piece.chars().all(is_wildcard);
            if !piece.contains(is_wildcard) {
                let form = form_of(piece, written);
                add(if stemmed && !piece.contains(is_alone) {
                    Pattern::Stem(form)
                } else {
                    Pattern::Form(form)
                });
            } else if !only_wildcards {
                add(Pattern::Wild(wild(piece, written)));
            } else if piece == part {
                // Alone: any word at all, or one of so many letters.
                add(if piece.contains('*') && !piece.contains('?') {
                    Pattern::Any
                } else {
                    Pattern::Wild(wild(piece, written))
                });
            } else if piece.contains('*') {
                let at_an_end = part.starts_with(piece) || part.ends_with(piece);
                if !at_an_end || piece != "*" {
                    return Err(QueryError::new(
                        at.clone(),
                        "“*” cannot stand between characters of a script without spaces; use “?” for one \
                         character, or an /expression/.",
                    ));
                }
            } else {
                (0..piece.len()).for_each(|_| add(Pattern::Any));
            }
        }
    }
    Ok(found)
}

/// True for what `tokens` would keep inside a word although it is no letter.
fn belongs_to_word(c: char) -> bool {
    tokens(&format!("a{c}a"), &[]).count() == 1
}

/// A part cut before and after each character that is a word of its own.
fn pieces(part: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut alone_before = false;
    for (at, c) in part.char_indices() {
        let alone = is_alone(c) && is_letter(c);
        let mark = !is_letter(c) && !is_wildcard(c);
        if at > start && (alone || (alone_before && !mark)) {
            pieces.push(&part[start..at]);
            start = at;
        }
        alone_before = if mark { alone_before } else { alone };
    }
    if start < part.len() {
        pieces.push(&part[start..]);
    }
    pieces
}

fn form_of(word: &str, written: bool) -> String {
    let mut form = String::new();
    if written {
        as_written(word, &mut form)
    } else {
        fold(word, &mut form)
    }
    form
}

/// Letters and wildcards, the letters in the form in which words are compared.
fn wild(text: &str, written: bool) -> Wild {
    let mut parts = Vec::new();
    let mut letters = String::new();
    let flush = |letters: &mut String, parts: &mut Vec<WildPart>| {
        parts.extend(form_of(letters, written).chars().map(WildPart::Letter));
        letters.clear();
    };
    for c in text.chars() {
        match c {
            '*' | '?' => {
                flush(&mut letters, &mut parts);
                let part = if c == '*' { WildPart::Many } else { WildPart::One };
                // Two stars are one.
                if part == WildPart::One || parts.last() != Some(&WildPart::Many) {
                    parts.push(part);
                }
            }
            c => letters.push(c),
        }
    }
    flush(&mut letters, &mut parts);
    Wild(parts)
}
