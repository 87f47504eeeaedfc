//! The window. egui lives here and nowhere else.

pub mod action;
pub mod dialogs;
pub mod kit;
pub mod outbox;
pub mod palette;
pub mod panels;
pub mod reader;
pub mod screen;
pub mod screenshot;
pub mod shortcuts;
pub mod theme;
