//! What can be selected and counted in a coded corpus: excerpts by filter; later matrices, agreement and more.

pub mod arrangement;
pub mod excerpts;
