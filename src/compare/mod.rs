//! What documents share, and where they disagree.
//!
//! [`shared`] finds passages that stand in several documents; [`tokens`] is how a text is read for that.
//! Everything here follows from the texts it is given: nothing is read from the disk, nothing kept, nothing drawn, and no
//! document is ever changed.

mod anchors;
pub mod collation;
pub mod figures;
pub mod function_words;
pub mod furniture;
pub mod marks;
mod pairing;
mod scripts;
pub mod shared;
pub mod side_by_side;
pub mod statements;
mod stems;
pub mod tokens;
pub mod words;
