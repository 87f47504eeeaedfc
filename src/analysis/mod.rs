//! What can be selected and counted in a coded corpus: excerpts by filter; who is named with whom, and when; later
//! matrices, agreement and more. What was done to it, line by line.

pub mod arrangement;
pub mod changes;
pub mod cooccurrence;
pub mod excerpts;
pub mod filter_words;
pub mod label_placement;
pub mod network;
pub mod network_layout;
pub mod precedence;
pub mod quoting;
pub mod timeline;
pub mod trail;
pub mod values;
