//! The statistical model: spaCy's named entity recogniser, run from a model file of Lectern's own (`.lnm`).
//!
//! A text is cut into tokens ([`tokeniser`]), each token becomes numbers ([`embedding`]), layers add what its neighbours
//! say ([`encoder`], [`kernel`]), and names are chosen from left to right ([`decoder`]). Given the same weights in 32 bits, all
//! this finds what spaCy finds, token for token; the file has them in 16, which changes one name in some thousands.
//! `assets/entities/README.md` says how a file is made and what is in it. What a label means for the user, and where a
//! model is wrong, is not known here: that is the business of the rules.
//!
//! A [`Model`] never changes once read, and any number of threads may mark with it. Each call borrows room to work in, which
//! remembers the words it has met and is kept for the next call, so nothing is asked of the allocator per token. Texts of any
//! length and kind take time and memory in proportion.

mod cache;
mod characters;
mod decoder;
mod embedding;
mod encoder;
mod file;
mod kernel;
mod strings;
mod tokeniser;
mod vectors;

use std::sync::{Mutex, PoisonError};

use characters::Characters;
use decoder::Decoder;
use embedding::Embedding;
use encoder::{CHUNK, Encoder, Senses, Shape};
use file::ModelFile;
use strings::Strings;
use thiserror::Error;
use tokeniser::{Tokeniser, Tokens};

use super::{Marked, Marker};
use crate::text::Span;

/// Why a model file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ModelError {
    /// Something else altogether.
    #[error("this is not a model file of Lectern: make one with convert.py from a spaCy pipeline")]
    Foreign,
    /// Made for another Lectern.
    #[error(
        "the model file has version {found} of the format, and this Lectern reads version 1: convert it anew"
    )]
    Version {
        /// The version it has.
        found: u32,
    },
    /// Cut short or changed, or with dimensions that no model has.
    #[error("the model file is damaged (in its part {part}): copy or convert it again")]
    Damaged {
        /// The part that is not as it should be.
        part: &'static str,
    },
}

/// What a model says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// The language it is for, as an ISO 639 code such as `en`.
    pub language: String,
    /// Its name, such as `en_core_web_md`.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its licence.
    pub licence: String,
    /// Who made it.
    pub author: String,
    /// BLAKE3 of all that the file holds, in hexadecimal digits: two files with the same mark the same.
    pub hash: String,
}

impl About {
    /// What the model in `bytes` says of itself. The whole file is checked to be as it was written, and nothing more of it
    /// is read.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        Self::read(&ModelFile::new(bytes)?)
    }

    fn read(file: &ModelFile<'_>) -> Result<Self, ModelError> {
        let mut part = file.part("META")?;
        let mut next = || part.text().map(str::to_owned);
        let about = Self {
            language: next()?,
            name: next()?,
            version: next()?,
            licence: next()?,
            author: next()?,
            hash: file.hash().to_hex().to_string(),
        };
        part.end()?;
        Ok(about)
    }
}

/// A named entity recogniser.
pub struct Model {
    about: About,
    characters: Characters,
    strings: Strings,
    tokeniser: Tokeniser,
    embedding: Embedding,
    encoder: Encoder,
    decoder: Decoder,
    shape: Shape,
    /// Room that no call is using.
    rooms: Mutex<Vec<Room>>,
}

/// What one call works with.
struct Room {
    tokeniser: tokeniser::Room,
    encoder: encoder::Room,
    decoder: decoder::State,
}

impl Model {
    /// Reads a model file. Nothing of `bytes` is kept.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        let file = ModelFile::new(bytes)?;
        let shape = Shape::read(&file)?;
        let embedding = Embedding::read(&file, shape.width, shape.has_vectors)?;
        if embedding.outputs() != shape.embedded {
            return Err(ModelError::Damaged { part: "DIMS" });
        }
        Ok(Self {
            about: About::read(&file)?,
            characters: Characters::read(&file)?,
            strings: Strings::read(&file)?,
            tokeniser: Tokeniser::read(&file)?,
            embedding,
            encoder: Encoder::read(&file, shape)?,
            decoder: Decoder::read(&file, shape)?,
            shape,
            rooms: Mutex::default(),
        })
    }

    /// What the model says of itself.
    pub fn about(&self) -> &About {
        &self.about
    }

    /// Marks the names in `text`, asking `is_stopped` every few hundred tokens; `None` once it says so.
    pub fn mark_unless(&self, text: &str, is_stopped: &dyn Fn() -> bool) -> Option<Vec<Marked>> {
        let mut room = self.room();
        let marked = self.mark_in(text, is_stopped, &mut room);
        self.rooms.lock().unwrap_or_else(PoisonError::into_inner).push(room);
        marked
    }

    /// The tokens of `text`, as spaCy cuts them: words, punctuation and runs of white space, but for single spaces.
    pub fn tokens(&self, text: &str) -> Vec<Span> {
        let mut room = self.room();
        let mut tokens = self.tokens_of(text);
        let (tokens, _) = tokens.ahead(usize::MAX, &mut room.tokeniser);
        let spans = tokens.iter().map(|token| Span::new(token.start, token.end)).collect();
        self.rooms.lock().unwrap_or_else(PoisonError::into_inner).push(room);
        spans
    }

    fn tokens_of<'a>(&'a self, text: &'a str) -> Tokens<'a> {
        Tokens::new(&self.tokeniser, &self.characters, &self.strings, text)
    }

    /// Room to work in: left by an earlier call, or new.
    fn room(&self) -> Room {
        let kept = self.rooms.lock().unwrap_or_else(PoisonError::into_inner).pop();
        kept.unwrap_or_else(|| Room {
            tokeniser: tokeniser::Room::default(),
            encoder: encoder::Room::new(&self.shape),
            decoder: decoder::State::new(&self.shape),
        })
    }

    fn mark_in(&self, text: &str, is_stopped: &dyn Fn() -> bool, room: &mut Room) -> Option<Vec<Marked>> {
        let senses =
            Senses { embedding: &self.embedding, characters: &self.characters, strings: &self.strings };
        let margin = self.encoder.margin();
        let mut tokens = self.tokens_of(text);
        let mut marked = Vec::new();
        // Tokens before the chunk that are still held for its sake.
        let mut from = 0;
        room.decoder.reset();
        loop {
            if is_stopped() {
                return None;
            }
            let (ahead, are_all) = tokens.ahead(from + CHUNK + margin, &mut room.tokeniser);
            let to = ahead.len().min(from + CHUNK);
            let is_last = are_all && to == ahead.len();
            let numbers = self.encoder.encode(text, ahead, (from, to), &senses, &mut room.encoder);
            self.decoder.decode(&ahead[from..to], numbers, is_last, &mut room.decoder, &mut marked);
            if is_last {
                return Some(marked);
            }
            let done = to.saturating_sub(margin);
            tokens.advance(done);
            from = to - done;
        }
    }
}

impl Marker for Model {
    fn mark(&self, text: &str) -> Vec<Marked> {
        self.mark_unless(text, &|| false).unwrap_or_default()
    }
}

impl std::fmt::Debug for Model {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Model").field("about", &self.about).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
