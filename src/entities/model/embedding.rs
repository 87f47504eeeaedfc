//! What a token looks like to the network: a row of numbers for its norm, its ends, its shape and its word vector.
//!
//! Each feature is an id, hashed into four rows of a table that are summed. Word vectors, where the model has them, are next
//! door in [`super::vectors`]. Tables stay as they are in the file, 16 bits a number, and are widened row by row.

use half::f16;

use super::ModelError;
use super::characters::Characters;
use super::file::{ModelFile, widen};
use super::strings::{Strings, hash_rows, lower_case};
use super::tokeniser::Token;
use super::vectors::Vectors;

/// Numbers of the widest row there may be.
pub(super) const WIDEST: usize = 512;

/// Something about a token that has a table of its own.
#[derive(Clone, Copy)]
enum Feature {
    Norm,
    /// The first character.
    Prefix,
    /// The last three characters.
    Suffix,
    Shape,
    Lower,
    /// The text itself.
    Orth,
}

impl Feature {
    /// The feature by its number in a model file.
    fn of(number: u8) -> Option<Self> {
        [Self::Norm, Self::Prefix, Self::Suffix, Self::Shape, Self::Lower, Self::Orth]
            .get(usize::from(number))
            .copied()
    }
}

/// The table of one feature.
struct Table {
    feature: Feature,
    seed: u32,
    rows: u32,
    numbers: Box<[f16]>,
}

/// All that turns a token into numbers.
pub(super) struct Embedding {
    width: usize,
    tables: Vec<Table>,
    vectors: Option<Vectors>,
}

/// Room for making features.
#[derive(Default)]
pub(super) struct Room {
    string: String,
}

impl Embedding {
    /// Reads the tables; `has_vectors` says whether the network expects word vectors.
    pub fn read(file: &ModelFile<'_>, width: usize, has_vectors: bool) -> Result<Self, ModelError> {
        let mut part = file.part("EMBD")?;
        let heads = part.list(|part| {
            let feature = Feature::of(part.u8()?).ok_or_else(|| part.damaged())?;
            Ok((feature, part.u32()?, part.within(1..=1 << 24)?))
        })?;
        if heads.is_empty() || heads.len() > 8 {
            return Err(part.damaged());
        }
        let tables = heads.into_iter().map(|(feature, seed, rows)| {
            let numbers = part.halves(rows * width)?;
            Ok(Table { feature, seed, rows: rows as u32, numbers })
        });
        let tables = tables.collect::<Result<_, ModelError>>()?;
        part.end()?;
        let vectors = if has_vectors { Some(Vectors::read(file, width)?) } else { None };
        Ok(Self { width, tables, vectors })
    }

    /// The word vectors, if the model has them.
    #[cfg(test)]
    pub fn vectors(&self) -> Option<&Vectors> {
        self.vectors.as_ref()
    }

    /// Numbers of a token.
    pub fn outputs(&self) -> usize {
        self.width * (self.tables.len() + usize::from(self.vectors.is_some()))
    }

    /// Writes the numbers of `token`, whose text is `word`, into `out`, which has [`Self::outputs`] places.
    pub fn write(
        &self,
        word: &str,
        token: &Token,
        characters: &Characters,
        strings: &Strings,
        room: &mut Room,
        out: &mut [f32],
    ) {
        let string = &mut room.string;
        out.fill(0.0);
        let mut places = out.chunks_exact_mut(self.width);
        for (table, place) in self.tables.iter().zip(&mut places) {
            let id = match table.feature {
                Feature::Norm if token.norm != 0 => token.norm,
                Feature::Norm => strings.norm(word, token.id, string),
                Feature::Prefix => strings.id(first_characters(word, 1)),
                Feature::Suffix => strings.id(last_characters(word, 3)),
                Feature::Shape => {
                    characters.shape(word, string);
                    strings.id(string)
                }
                Feature::Lower => {
                    lower_case(word, string);
                    strings.id(string)
                }
                Feature::Orth => token.id,
            };
            table.add(id, place);
        }
        if let (Some(vectors), Some(place)) = (&self.vectors, places.next())
            && let Some(row) = vectors.row(token.id)
        {
            widen(row, place);
        }
    }
}

impl Table {
    /// Adds the four rows of `id` to `sum`.
    fn add(&self, id: u64, sum: &mut [f32]) {
        let mut wide = [0.0; WIDEST];
        let wide = &mut wide[..sum.len()];
        for hash in hash_rows(id, self.seed) {
            let start = (hash % self.rows) as usize * sum.len();
            widen(&self.numbers[start..start + sum.len()], wide);
            for (sum, number) in sum.iter_mut().zip(wide.iter()) {
                *sum += number;
            }
        }
    }
}

/// The first `count` characters of a word, or all.
fn first_characters(word: &str, count: usize) -> &str {
    word.char_indices().nth(count).map_or(word, |(at, _)| &word[..at])
}

/// The last `count` characters of a word, or all.
fn last_characters(word: &str, count: usize) -> &str {
    word.char_indices().nth_back(count - 1).map_or(word, |(at, _)| &word[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_are_counted_in_characters() {
        assert_eq!(first_characters("Ödön", 1), "Ö");
        assert_eq!(last_characters("Ödön", 3), "dön");
        assert_eq!(last_characters("né", 3), "né");
    }
}
