//! Lectern: a desktop workbench for reading documents closely and tagging what they say.
//!
//! The rooms of the house, top floor first; a room may use the rooms below it and never one above:
//!
//! - [`ui`] and [`cli`]: people, with a window and without
//! - [`workbench`]: the state both show, the commands they send, the background jobs
//! - [`entities`], [`search`], [`compare`], [`analysis`], [`exchange`]: what can be known about a corpus, and how it
//!   leaves
//! - [`project`], [`corpus`], [`text`], [`disk`]: what is
//!
//! `ARCHITECTURE.md` in the repository tells where to add what.

pub mod analysis;
pub mod cli;
pub mod compare;
pub mod corpus;
pub mod disk;
pub mod entities;
pub mod exchange;
pub mod project;
pub mod search;
pub mod text;
pub mod ui;
pub mod workbench;
