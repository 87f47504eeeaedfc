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
    /// `name:value`, with the places of both.
    Field {
        name: FieldName,
        name_at: Range<usize>,
        value: String,
        value_at: Range<usize>,
    },
}

/// The name of a field, in small letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FieldName {
    pub name: String,
    /// True when it can only be that of an attribute: between quotation marks, or behind `attribute.`.
    pub is_attribute: bool,
}

impl FieldName {
    /// Reads what stands before a colon.
    pub fn of(typed: &str) -> Option<Self> {
        let name = |name: &str, is_attribute| Self { name: name.to_lowercase(), is_attribute };
        let (before, rest) = typed.split_at_checked(ATTRIBUTE_PREFIX.len()).unwrap_or(("", typed));
        if before.eq_ignore_ascii_case(ATTRIBUTE_PREFIX) && is_name(rest) {
            return Some(name(rest, true));
        }
        is_name(typed).then(|| name(typed, false))
    }
}

/// What says of a name that it is that of an attribute, where there is a field of the same name.
pub const ATTRIBUTE_PREFIX: &str = "attribute.";

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
        let start = self.at;
        let text = self.quoted()?;
        if form == Form::Usual && self.peek(0) == Some(':') {
            let name_at = start..self.at;
            self.at += 1;
            let name = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
            return self.field(FieldName { name, is_attribute: true }, name_at);
        }
        let distance = (self.peek(0) == Some('~')).then(|| {
            self.at += 1;
            self.run(|c| !ends_word(c))
        });
        Ok(Lexeme::Phrase { text, form, distance })
    }

    /// What stands between two quotation marks of a kind, with what is quoted inside by marks of other kinds. Behind a
    /// backslash a quotation mark, or another backslash, is itself.
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
            if c == '\\'
                && let Some(next) = self.peek(1).filter(|next| is_quote(*next) || *next == '\\')
            {
                text.push(next);
                self.at += 2;
                continue;
            }
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
            let name = text.split_once(':').and_then(|(typed, _)| Some((FieldName::of(typed)?, typed)));
            if let Some((name, typed)) = name {
                let name_at = start..start + typed.chars().count();
                self.at = name_at.end + 1;
                return self.field(name, name_at);
            }
        }
        Ok(match text.rsplit_once('~') {
            Some((word, edits)) => {
                Lexeme::Word { text: word.to_owned(), form, edits: Some(edits.to_owned()) }
            }
            None => Lexeme::Word { text, form, edits: None },
        })
    }

    /// The value of a field, directly behind its colon.
    fn field(&mut self, name: FieldName, name_at: Range<usize>) -> Result<Lexeme, QueryError> {
        let start = self.at;
        let value = self.run(|c| !ends_word(c));
        if !value.is_empty() {
            return Ok(Lexeme::Field { name, name_at, value, value_at: start..self.at });
        }
        match self.peek(0) {
            Some(quote) if is_quote(quote) => {
                let value = self.quoted()?;
                Ok(Lexeme::Field { name, name_at, value, value_at: start + 1..self.at - 1 })
            }
            _ => Err(QueryError::new(
                name_at.start..self.at,
                format!(
                    "Say directly after “{}:” what is wanted, in quotation marks if it is several words.",
                    name.name
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

/// True for what can be the name of a field without quotation marks.
pub(super) fn is_name(name: &str) -> bool {
    name.starts_with(char::is_alphabetic)
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
}
