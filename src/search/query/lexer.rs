//! What was typed, cut into words, phrases, expressions, fields, operators and brackets.

use std::ops::Range;

use super::error::QueryError;

/// A part of what was typed.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Lexeme {
    Open,
    Close,
    And,
    Or,
    /// `NOT`, or `-` directly before something.
    Not,
    /// A word with its wildcards, and what goes before it and after it.
    Word {
        text: String,
        form: Form,
        /// What stands behind `~`; empty when nothing does.
        edits: Option<String>,
    },
    /// What stands between quotation marks.
    Phrase {
        text: String,
        form: Form,
        /// What stands behind `~`; empty when nothing does.
        distance: Option<String>,
    },
    /// What stands between slashes.
    Expression(String),
    /// `name:value`, with the place of the value.
    Field {
        name: String,
        value: String,
        value_at: Range<usize>,
    },
}

/// Which forms of a word are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Nothing is said: all forms of a word, the exact forms of a phrase.
    Usual,
    /// `=`: this form.
    Exact,
    /// `==`: this form as written.
    AsWritten,
}

/// A lexeme and where it stands, in code points.
pub(super) type Placed = (Lexeme, Range<usize>);

/// Cuts a query into lexemes.
pub(super) fn lexemes(query: &str) -> Result<Vec<Placed>, QueryError> {
    let chars: Vec<char> = query.chars().collect();
    let mut lexer = Lexer::new(&chars);
    let mut found = Vec::new();
    while let Some(placed) = lexer.next()? {
        found.push(placed);
    }
    Ok(found)
}

/// Reads one lexeme after the other.
pub(super) struct Lexer<'q> {
    chars: &'q [char],
    at: usize,
}

/// True for a mark that begins or ends a phrase.
pub(super) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

/// True where `mark` closes what `open` has opened: each kind of quotation mark closes its own kind, in any country.
fn closes(open: char, mark: char) -> bool {
    match open {
        '“' => mark == '”',
        '„' => matches!(mark, '“' | '”'),
        '«' => mark == '»',
        '»' => matches!(mark, '«' | '»'),
        open => mark == open,
    }
}

/// True for a character that ends a word.
fn ends_word(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | ')') || is_quote(c)
}

impl<'q> Lexer<'q> {
    /// A reader at the beginning of a query.
    pub fn new(chars: &'q [char]) -> Self {
        Self { chars, at: 0 }
    }

    /// How far it has read, in code points.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Goes on to where the next lexeme begins.
    pub fn skip_space(&mut self) {
        while self.peek(0).is_some_and(char::is_whitespace) {
            self.at += 1;
        }
    }

    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).copied()
    }

    /// The next lexeme; none at the end.
    pub fn next(&mut self) -> Result<Option<Placed>, QueryError> {
        self.skip_space();
        let Some(c) = self.peek(0) else { return Ok(None) };
        let start = self.at;
        let lexeme = match c {
            '(' => self.sign(Lexeme::Open),
            ')' => self.sign(Lexeme::Close),
            '-' if self.peek(1).is_some_and(|next| !next.is_whitespace()) => self.sign(Lexeme::Not),
            '/' => self.expression()?,
            '=' => {
                let form = if self.peek(1) == Some('=') { Form::AsWritten } else { Form::Exact };
                self.at += if form == Form::AsWritten { 2 } else { 1 };
                match self.peek(0) {
                    Some(quote) if is_quote(quote) => self.phrase(form)?,
                    Some(next) if !ends_word(next) => self.word(form)?,
                    _ => {
                        return Err(QueryError::new(
                            start..self.at,
                            "Put “=” directly before a word or a phrase.",
                        ));
                    }
                }
            }
            quote if is_quote(quote) => self.phrase(Form::Usual)?,
            _ => self.word(Form::Usual)?,
        };
        Ok(Some((lexeme, start..self.at)))
    }

    fn sign(&mut self, lexeme: Lexeme) -> Lexeme {
        self.at += 1;
        lexeme
    }

    /// From a slash to the next that has no backslash before it.
    fn expression(&mut self) -> Result<Lexeme, QueryError> {
        let start = self.at;
        self.at += 1;
        let mut pattern = String::new();
        loop {
            match (self.peek(0), self.peek(1)) {
                (Some('\\'), Some('/')) => {
                    pattern.push('/');
                    self.at += 2;
                }
                (Some('\\'), Some(next)) => {
                    pattern.extend(['\\', next]);
                    self.at += 2;
                }
                (Some('/'), _) => break,
                (Some(c), _) => {
                    pattern.push(c);
                    self.at += 1;
                }
                (None, _) => {
                    return Err(QueryError::new(
                        start..start + 1,
                        "This expression is not closed; put “/” at its end, or quotation marks around what is \
                         no expression.",
                    ));
                }
            }
        }
        self.at += 1;
        if pattern.is_empty() {
            return Err(QueryError::new(start..self.at, "There is nothing between these slashes."));
        }
        Ok(Lexeme::Expression(pattern))
    }

    fn phrase(&mut self, form: Form) -> Result<Lexeme, QueryError> {
        let text = self.quoted()?;
        let distance = (self.peek(0) == Some('~')).then(|| {
            self.at += 1;
            self.run(|c| !ends_word(c))
        });
        Ok(Lexeme::Phrase { text, form, distance })
    }

    /// What stands between two quotation marks of a kind, with what is quoted inside by marks of other kinds.
    fn quoted(&mut self) -> Result<String, QueryError> {
        let start = self.at;
        let mut text = String::new();
        // The marks that have been opened; inside straight ones, which look the same at both ends, others mean nothing.
        let mut open: Vec<char> = Vec::new();
        loop {
            let Some(c) = self.peek(0) else {
                return Err(QueryError::new(
                    start..start + 1,
                    "This phrase is not closed; put a quotation mark of the same kind at its end.",
                ));
            };
            self.at += 1;
            if open.last().is_some_and(|open| closes(*open, c)) {
                open.pop();
                if open.is_empty() {
                    return Ok(text);
                }
            } else if open.is_empty() || (open[0] != '"' && matches!(c, '“' | '„' | '«')) {
                open.push(c);
                if open.len() == 1 {
                    continue;
                }
            }
            text.push(c);
        }
    }

    fn word(&mut self, form: Form) -> Result<Lexeme, QueryError> {
        let start = self.at;
        let text = self.run(|c| !ends_word(c));
        if form == Form::Usual {
            match text.as_str() {
                "AND" => return Ok(Lexeme::And),
                "OR" => return Ok(Lexeme::Or),
                "NOT" => return Ok(Lexeme::Not),
                _ => {}
            }
            if let Some((name, value)) = text.split_once(':').filter(|(name, _)| is_name(name)) {
                let value_at = start + name.chars().count() + 1;
                return self.field(start, name, value, value_at);
            }
        }
        Ok(match text.rsplit_once('~') {
            Some((word, edits)) => {
                Lexeme::Word { text: word.to_owned(), form, edits: Some(edits.to_owned()) }
            }
            None => Lexeme::Word { text, form, edits: None },
        })
    }

    fn field(
        &mut self,
        start: usize,
        name: &str,
        value: &str,
        value_at: usize,
    ) -> Result<Lexeme, QueryError> {
        let name = name.to_lowercase();
        if !value.is_empty() {
            return Ok(Lexeme::Field { name, value: value.to_owned(), value_at: value_at..self.at });
        }
        match self.peek(0) {
            Some(quote) if is_quote(quote) => {
                let value = self.quoted()?;
                Ok(Lexeme::Field { name, value, value_at: value_at + 1..self.at - 1 })
            }
            _ => Err(QueryError::new(
                start..self.at,
                format!(
                    "Say directly after “{name}:” what is wanted, in quotation marks if it is several words."
                ),
            )),
        }
    }

    fn run(&mut self, belongs: impl Fn(char) -> bool) -> String {
        let rest = &self.chars[self.at..];
        let text: String = rest.iter().take_while(|c| belongs(**c)).collect();
        self.at += text.chars().count();
        text
    }
}

/// True for what can be the name of a field.
pub(crate) fn is_name(name: &str) -> bool {
    name.starts_with(char::is_alphabetic)
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
}
