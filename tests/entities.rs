//! Entities measured against what people have marked by hand, and the model against the one it was made from.

#![allow(clippy::unwrap_used, clippy::panic, clippy::missing_panics_doc, missing_docs)]

#[path = "entities/accuracy.rs"]
mod accuracy;
#[path = "entities/gold.rs"]
mod gold;
#[path = "entities/hostile.rs"]
mod hostile;
#[path = "entities/linking.rs"]
mod linking;
#[path = "entities/measure.rs"]
mod measure;
#[path = "entities/parity.rs"]
mod parity;
#[path = "entities/score.rs"]
mod score;
