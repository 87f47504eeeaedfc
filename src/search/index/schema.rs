//! What the index holds of a text: its key, its words with their places, its stems.

use tantivy::schema::{FAST, Field, INDEXED, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer};
use tantivy::{Index, IndexSettings};

/// The name the tokenizer has in the schema.
const LINES: &str = "lines";

/// The fields of the index.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields {
    pub key: Field,
    pub words: Field,
    pub stems: Field,
}

impl Fields {
    /// The fields of an index with [`schema`].
    pub fn of(schema: &Schema) -> tantivy::Result<Self> {
        Ok(Self {
            key: schema.get_field("key")?,
            words: schema.get_field("words")?,
            stems: schema.get_field("stems")?,
        })
    }
}

/// The schema.
pub(super) fn schema() -> Schema {
    let mut builder = Schema::builder();
    builder.add_u64_field("key", INDEXED | FAST);
    let lines = |option| {
        let indexing =
            TextFieldIndexing::default().set_tokenizer(LINES).set_fieldnorms(false).set_index_option(option);
        TextOptions::default().set_indexing_options(indexing)
    };
    builder.add_text_field("words", lines(IndexRecordOption::WithFreqsAndPositions));
    builder.add_text_field("stems", lines(IndexRecordOption::Basic));
    builder.build()
}

/// Nothing is stored, so nothing need be compressed.
pub(super) fn settings() -> IndexSettings {
    IndexSettings { docstore_compression: tantivy::store::Compressor::None, ..IndexSettings::default() }
}

/// Tells an index how its texts are cut.
pub(super) fn register(index: &Index) {
    index.tokenizers().register(LINES, TextAnalyzer::from(Lines::default()));
}

/// Takes each line for a word: texts come to the index already cut and folded, by [`super::prepare`].
#[derive(Clone, Debug, Default)]
struct Lines {
    token: Token,
}

/// The lines of one text.
struct LineStream<'a> {
    rest: &'a str,
    offset: usize,
    token: &'a mut Token,
}

impl Tokenizer for Lines {
    type TokenStream<'a> = LineStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> LineStream<'a> {
        self.token.reset();
        LineStream { rest: text, offset: 0, token: &mut self.token }
    }
}

impl TokenStream for LineStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(end) = self.rest.as_bytes().iter().position(|byte| *byte == b'\n') else { return false };
        self.token.text.clear();
        self.token.text.push_str(&self.rest[..end]);
        self.token.position = self.token.position.wrapping_add(1);
        self.token.offset_from = self.offset;
        self.token.offset_to = self.offset + end;
        self.offset += end + 1;
        self.rest = &self.rest[end + 1..];
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}
