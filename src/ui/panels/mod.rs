//! The panels at the sides of the window: documents and tags on the left, the inspector on the right.
//!
//! Each reads the workbench, keeps what is on screen alone (what is typed, folded, chosen) and asks for everything
//! else through the [`Outbox`](super::outbox::Outbox).

pub mod collation;
pub mod concordance;
pub mod differences;
pub mod documents;
pub(super) mod draw;
pub mod entities;
pub mod excerpts;
pub mod figures;
mod grid;
pub mod history;
mod hit_choice;
pub mod inspector;
pub(in crate::ui) mod kept;
pub(in crate::ui) mod list;
pub mod looking;
pub mod matrix;
mod narrowing;
pub mod order;
pub mod pictures;
pub mod search;
pub mod shared;
mod tables;
pub mod tags;
pub(in crate::ui) mod wording;
pub mod words;
