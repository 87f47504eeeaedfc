//! The furniture: small widgets that panels, dialogs and the shell share, one to a file.
//!
//! Each draws from the theme's tokens, has an accessible name (which is also how tests find it), works from the
//! keyboard and shows where the keyboard's focus is. None knows documents, tags or projects.

mod banner;
mod button;
mod chip;
mod colour_picker;
mod dialog;
mod empty;
mod field;
mod filter;
mod key_cap;
mod menu;
pub mod menu_keys;
mod paint;
mod range;
mod row;
mod rows_in_view;
mod section;
mod slider;
mod swatch;
mod tabs;
mod toast;

pub use banner::Banner;
pub use button::{IconButton, PushButton};
pub use chip::Chip;
pub use colour_picker::{capitalised, colour_button, colour_choice};
pub use dialog::{Answer, Dialog};
pub use empty::EmptyState;
pub use field::TextField;
pub use filter::{filter_field, filter_of_list};
pub use key_cap::key_cap;
pub use menu::{MenuItem, menu_divider, sub_menu};
pub use paint::{elided, elided_within, rule, text_at};
pub use range::RangeSlider;
pub use row::{Fold, ListRow, Mark, RowResponse};
pub use rows_in_view::rows_in_view;
pub use section::{panel_header, section_header};
pub use swatch::{paint_swatch, paint_swatch_outline, swatch};
pub use tabs::tab_bar;
pub use toast::{Toast, ToastKind, Toasts};
