//! Words and sentences by the rules of Unicode Standard Annex 29.
