//! What can be selected and counted in a coded corpus: excerpts by filter; later matrices, agreement and more. What was
//! done to it, line by line.

pub mod arrangement;
pub mod changes;
pub mod excerpts;
pub mod trail;
