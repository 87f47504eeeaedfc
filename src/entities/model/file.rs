//! Reading a model file (`.lnm`): its frame, its parts, and numbers and strings in them.
//!
//! The format is written down in `assets/entities/README.md`. Nothing is believed here: the frame's check sum is held
//! against the bytes, every length against what is left, and no memory is asked for that the file does not fill. What
//! the parts mean is the business of the modules that take them.

use half::f16;

use super::ModelError;

const MAGIC: &[u8] = b"Lectern NER\n";

/// The one version of the format there is.
const VERSION: u32 = 1;

/// The parts of a model file, by their four letters.
pub(super) struct ModelFile<'a> {
    parts: Vec<(&'a [u8], &'a [u8])>,
    hash: blake3::Hash,
}

impl<'a> ModelFile<'a> {
    /// Checks the frame and finds the parts.
    pub fn new(bytes: &'a [u8]) -> Result<Self, ModelError> {
        let body = bytes.strip_prefix(MAGIC).ok_or(ModelError::Foreign)?;
        let mut frame = Part { name: "frame", rest: body };
        let version = frame.u32()?;
        if version != VERSION {
            return Err(ModelError::Version { found: version });
        }
        let length = frame.u64()?;
        let sum = frame.take(blake3::OUT_LEN)?;
        let hash = blake3::hash(frame.rest);
        if length != frame.rest.len() as u64 || hash.as_bytes() != sum {
            return Err(ModelError::Damaged { part: "frame" });
        }
        let mut parts = Vec::new();
        while !frame.rest.is_empty() {
            let tag = frame.take(4)?;
            let length = frame.u32()? as usize;
            parts.push((tag, frame.take(length)?));
        }
        Ok(Self { parts, hash })
    }

    /// BLAKE3 of all parts.
    pub fn hash(&self) -> blake3::Hash {
        self.hash
    }

    /// The part of this name, if the model has it.
    pub fn find(&self, name: &'static str) -> Option<Part<'a>> {
        let (_, rest) = self.parts.iter().find(|(tag, _)| *tag == name.as_bytes())?;
        Some(Part { name, rest })
    }

    /// The part of this name, without which there is no model.
    pub fn part(&self, name: &'static str) -> Result<Part<'a>, ModelError> {
        self.find(name).ok_or(ModelError::Damaged { part: name })
    }
}

/// One part of a model file, read from front to back. All numbers are little-endian.
pub(super) struct Part<'a> {
    name: &'static str,
    rest: &'a [u8],
}

impl<'a> Part<'a> {
    /// The error that says this part is not as it should be.
    pub fn damaged(&self) -> ModelError {
        ModelError::Damaged { part: self.name }
    }

    /// The next `count` bytes.
    pub fn take(&mut self, count: usize) -> Result<&'a [u8], ModelError> {
        let (taken, rest) = self.rest.split_at_checked(count).ok_or_else(|| self.damaged())?;
        self.rest = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], ModelError> {
        self.take(N)?.try_into().map_err(|_| self.damaged())
    }

    pub fn u8(&mut self) -> Result<u8, ModelError> {
        Ok(self.array::<1>()?[0])
    }

    pub fn u16(&mut self) -> Result<u16, ModelError> {
        self.array().map(u16::from_le_bytes)
    }

    pub fn u32(&mut self) -> Result<u32, ModelError> {
        self.array().map(u32::from_le_bytes)
    }

    pub fn u64(&mut self) -> Result<u64, ModelError> {
        self.array().map(u64::from_le_bytes)
    }

    /// A number of this part that must lie in `allowed`.
    pub fn within(&mut self, allowed: std::ops::RangeInclusive<usize>) -> Result<usize, ModelError> {
        let number = self.u32()? as usize;
        if allowed.contains(&number) { Ok(number) } else { Err(self.damaged()) }
    }

    /// A string: its length in bytes, then UTF-8.
    pub fn text(&mut self) -> Result<&'a str, ModelError> {
        let length = self.u32()? as usize;
        std::str::from_utf8(self.take(length)?).map_err(|_| self.damaged())
    }

    /// A list: its length, then its items, each read by `item` and at least one byte long.
    pub fn list<T>(
        &mut self,
        mut item: impl FnMut(&mut Self) -> Result<T, ModelError>,
    ) -> Result<Vec<T>, ModelError> {
        let count = self.u32()? as usize;
        if count > self.rest.len() {
            return Err(self.damaged());
        }
        // Grows as items are found: the count alone is not believed.
        let mut items = Vec::new();
        for _ in 0..count {
            items.push(item(self)?);
        }
        Ok(items)
    }

    /// So many numbers of 16-bit floating point, as they are. One that is not finite is refused.
    pub fn halves(&mut self, count: usize) -> Result<Box<[f16]>, ModelError> {
        const EXPONENT: u16 = 0x7c00;
        let bytes = self.take(count.checked_mul(2).ok_or_else(|| self.damaged())?)?;
        let numbers: Box<[f16]> =
            bytes.as_chunks::<2>().0.iter().map(|pair| f16::from_le_bytes(*pair)).collect();
        let not_finite = numbers.iter().filter(|number| number.to_bits() & EXPONENT == EXPONENT).count();
        if not_finite == 0 { Ok(numbers) } else { Err(self.damaged()) }
    }

    /// So many weights, widened to 32 bits.
    pub fn weights(&mut self, count: usize) -> Result<Vec<f32>, ModelError> {
        let halves = self.halves(count)?;
        let mut wide = vec![0.0; halves.len()];
        widen(&halves, &mut wide);
        Ok(wide)
    }

    /// Refuses what nobody asked for at the end of the part.
    pub fn end(self) -> Result<(), ModelError> {
        if self.rest.is_empty() { Ok(()) } else { Err(self.damaged()) }
    }
}

/// Turns 16-bit numbers into as many 32-bit ones.
pub(super) fn widen(halves: &[f16], wide: &mut [f32]) {
    use half::slice::HalfFloatSliceExt;
    halves.convert_to_f32_slice(wide);
}
