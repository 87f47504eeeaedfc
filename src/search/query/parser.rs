//! Lexemes put together into a tree. OR binds least, then AND (also where nothing stands between two parts), then NOT.

use std::ops::Range;

use super::dates::DateRange;
use super::error::QueryError;
use super::expression::Expression;
use super::lexer::{FieldName, Form, Lexeme, Placed, lexemes};
use super::node::{Arrangement, Condition, Layer, Leaf, Node, Slot, Value};
use super::pattern::Pattern;
use super::typed::{fuzzy, slots, wild_of, words_in};
use super::{DEEPEST, MOST_CHARACTERS, MOST_EXPRESSIONS, MOST_PARTS};

/// Words in one phrase.
const LONGEST_PHRASE: usize = 64;

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
    let mut parser = Parser { lexemes: &lexemes, at: 0, end: length, depth: 0, parts: 0, expressions: 0 };
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
    expressions: usize,
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
                self.count_expression(at)?;
                let inside = at.start + 1..at.end - 1;
                Expression::new(pattern.clone(), inside).map(|found| Node::Leaf(Leaf::Expression(found)))
            }
            Lexeme::Field { name, name_at, value, value_at } => self.field(name, name_at, value, value_at),
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

    fn count_expression(&mut self, at: &Range<usize>) -> Result<(), QueryError> {
        self.expressions += 1;
        if self.expressions <= MOST_EXPRESSIONS {
            return Ok(());
        }
        Err(QueryError::new(
            at.clone(),
            format!(
                "A query may have {MOST_EXPRESSIONS} expressions, and this is one more; join some with “|” in one expression."
            ),
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

    fn field(
        &mut self,
        FieldName { name, is_attribute }: &FieldName,
        name_at: &Range<usize>,
        value: &str,
        at: &Range<usize>,
    ) -> Result<Node, QueryError> {
        self.count(1, at)?;
        let value = value.trim();
        if value.is_empty() {
            return Err(QueryError::new(
                at.start.saturating_sub(1)..at.end,
                format!("Say between the quotation marks after “{name}:” what is wanted."),
            ));
        }
        let layer = Layer::ALL.iter().find(|(_, word)| *word == name).filter(|_| !is_attribute);
        if let Some((layer, _)) = layer {
            return Ok(Node::Leaf(Leaf::Layer { layer: *layer, name: value.to_owned(), at: at.clone() }));
        }
        let condition = match name.as_str() {
            _ if *is_attribute => Condition::attribute(name, name_at, value),
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
            _ => Condition::attribute(name, name_at, value),
        };
        Ok(Node::Leaf(Leaf::Document(condition)))
    }
}

impl Condition {
    fn attribute(name: &str, at: &Range<usize>, value: &str) -> Self {
        Self::Attribute { name: name.to_owned(), at: at.clone(), value: Value(wild_of(value)) }
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
