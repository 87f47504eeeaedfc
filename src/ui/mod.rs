//! The window. egui lives here and nowhere else.

pub mod action;
pub mod reader;
pub mod screenshot;
pub mod shortcuts;
pub mod theme;
