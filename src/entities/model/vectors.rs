//! Word vectors: what the model learnt about a word from more text than it was trained on.
//!
//! A word finds its vector by its string id, of which the file has the upper 40 bits, sorted: the first 16 as a table
//! of how many words begin with each, the other 24 one by one. So of unknown words one in some 1.6 million gets a
//! stranger's vector; all known ones get their own, and many share one.

use half::f16;

use super::ModelError;
use super::file::ModelFile;

/// Beginnings of an id that are counted.
const STARTS: usize = 1 << 16;

/// Word vectors and where to find each word's.
pub(super) struct Vectors {
    width: usize,
    numbers: Box<[f16]>,
    /// Whole ids, and rows, of words that have their 40 bits in common with another; sorted.
    exact: Vec<(u64, u16)>,
    /// For each beginning of 16 bits, the place of its first word; and the number of words.
    starts: Box<[u32]>,
    /// The next 24 bits of all other words' ids, most significant first; sorted.
    ends: Box<[[u8; 3]]>,
    /// The row of each of those.
    rows: Box<[u16]>,
}

impl Vectors {
    /// Reads vectors of `width` numbers.
    pub fn read(file: &ModelFile<'_>, width: usize) -> Result<Self, ModelError> {
        let mut part = file.part("VECT")?;
        let count = part.within(1..=1 << 16)?;
        let numbers = part.halves(count * width)?;
        part.end()?;
        let mut part = file.part("VKEY")?;
        let exact = part.list(|part| Ok((part.u64()?, part.u16()?)))?;
        let mut words = 0;
        let mut starts = Vec::with_capacity(STARTS + 1);
        starts.push(0);
        for count in part.take(STARTS * 2)?.as_chunks::<2>().0 {
            words += u32::from(u16::from_le_bytes(*count));
            starts.push(words);
        }
        let ends = part.take(words as usize * 3)?.as_chunks::<3>().0;
        let ends: Box<[_]> = ends.iter().map(|[low, middle, high]| [*high, *middle, *low]).collect();
        let rows = part.take(words as usize * 2)?.as_chunks::<2>().0;
        let rows: Box<[_]> = rows.iter().map(|row| u16::from_le_bytes(*row)).collect();
        let rows_exist = exact.iter().map(|(_, row)| row).chain(&rows).all(|row| usize::from(*row) < count);
        let in_order = starts.windows(2).all(|pair| ends[pair[0] as usize..pair[1] as usize].is_sorted());
        if !rows_exist || !exact.is_sorted() || !in_order {
            return Err(part.damaged());
        }
        part.end()?;
        Ok(Self { width, numbers, exact, starts: starts.into(), ends, rows })
    }

    /// The vector of the word with this id.
    pub fn row(&self, id: u64) -> Option<&[f16]> {
        let row = match self.exact.binary_search_by_key(&id, |(id, _)| *id) {
            Ok(at) => self.exact[at].1,
            Err(_) => self.rows[self.place(id)?],
        };
        let start = usize::from(row) * self.width;
        self.numbers.get(start..start + self.width)
    }

    /// The place of a word among those that are not listed whole.
    fn place(&self, id: u64) -> Option<usize> {
        let [first, second, end @ .., _, _, _] = id.to_be_bytes();
        let start = usize::from(u16::from_be_bytes([first, second]));
        let (from, to) = (self.starts[start] as usize, self.starts[start + 1] as usize);
        self.ends[from..to].binary_search(&end).ok().map(|at| from + at)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::english;

    #[test]
    fn known_words_have_vectors_and_unknown_ones_none() {
        let (vectors, strings) = (english().embedding.vectors().unwrap(), &english().strings);
        let row = |word| vectors.row(strings.id(word));
        assert!(row("Middlesbrough").is_some() && row("the").is_some());
        assert_ne!(row("Leeds"), row("banana"));
        // Two unknown words whose ids share 32 bits with known ones.
        assert!(row("-4473").is_none() && row("猢畱ǍᓪP").is_none());
    }
}
