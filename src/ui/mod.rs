//! The window. egui lives here and nowhere else.

pub mod action;
pub mod app;
pub mod dialogs;
pub mod difference_looks;
pub mod entity_looks;
pub mod figures;
pub mod fuzzy;
mod keys;
pub mod kit;
mod mention_order;
pub mod modals;
pub mod outbox;
mod pacing;
pub mod palette;
pub mod panels;
pub mod panes;
pub mod reader;
mod rest;
pub mod screen;
pub mod screenshot;
pub mod shortcuts;
#[cfg(test)]
mod springs;
pub mod theme;
pub mod window;
pub mod writing;
