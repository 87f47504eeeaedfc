//! Figures one can walk about in: the network of names, the timeline of dates, and a topic of figures over time.
//!
//! Each takes plain data, draws it with the shapes that [`crate::exchange::drawing`] writes to files, and says what the
//! user asks for as a list of actions. None reads the workbench, counts anything or writes a file; what takes long
//! (counting, laying out) is asked for by an action and shown as being under way until the data says that it is done.

pub mod network;
mod paint;
pub(in crate::ui) mod table;
#[cfg(test)]
mod testing;
pub mod timeline;
pub mod topic;

pub(in crate::ui) use paint::paint;
pub use paint::{look, look_of_kinds};

use egui::text::LayoutJob;
use egui::{Align, FontSelection, Popup, RichText, Ui};

use super::kit::{IconButton, MenuItem};
use super::theme::{Themed as _, icons, text_style};

/// As what a figure is to be saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// Vectors.
    Svg,
    /// Pixels.
    Png,
}

impl FileKind {
    /// The file's extension, without the dot.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
        }
    }
}

/// How far work in the background has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Steps done.
    pub done: usize,
    /// Steps in all, as far as is known.
    pub total: Option<usize>,
}

/// The button that saves the figure, with its menu.
pub(in crate::ui) fn save_menu(ui: &mut Ui) -> Option<FileKind> {
    let button = ui.add(IconButton::new(icons::EXPORT, "Save the figure"));
    let mut chosen = None;
    Popup::menu(&button).width(190.0).accessible_name("Save the figure as").show(|ui| {
        for (label, hint, kind) in [
            ("Save as SVG…", "Sharp at every size; can be edited", FileKind::Svg),
            ("Save as PNG…", "A picture of pixels, for a text or a slide", FileKind::Png),
        ] {
            if ui.add(MenuItem::new(label).hint(hint)).clicked() {
                chosen = Some(kind);
                ui.close();
            }
        }
    });
    chosen
}

/// Says that something is under way, how far it has come, and has a button that stops it; true when that is pressed.
pub(in crate::ui) fn under_way(ui: &mut Ui, what: &str, progress: Progress) -> bool {
    let hint = match progress.total {
        Some(total) if total > 0 => {
            use crate::text::numbers::{counted, grouped};
            format!("{} of {}", grouped(progress.done.min(total)), counted(total, "document", "documents"))
        }
        _ => "This may take a moment.".to_owned(),
    };
    let stop = [("Stop", None)];
    super::kit::EmptyState::new(what, &hint).icon(icons::CLOCK).actions(&stop).show(ui).is_some()
}

/// No note below a figure takes more lines.
const NOTE_LINES: usize = 3;

/// Small dim words on no more than so many lines, cut where they are too long and then whole under the pointer.
fn footnote(ui: &mut Ui, text: &str, lines: usize) {
    let tokens = ui.tokens();
    let words = RichText::new(text).text_style(text_style::small()).color(tokens.colour.dim);
    let mut job = LayoutJob::default();
    words.append_to(&mut job, ui.style(), FontSelection::Default, Align::Min);
    job.wrap.max_rows = lines;
    ui.add(egui::Label::new(job).wrap());
}

#[cfg(test)]
mod tests {
    use egui::vec2;
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable as _;

    use super::*;

    /// How high a note of 40 words is in so much room.
    fn height(width: f32, lines: usize) -> f32 {
        let builder = Harness::builder().with_size(vec2(width, 200.0));
        let page = builder.with_context_setup(crate::ui::theme::install).build_ui(move |ui| {
            footnote(ui, &"names with fewer mentions left out ".repeat(7), lines);
        });
        page.get_by_label_contains("left out names").rect().height()
    }

    #[test]
    fn a_note_goes_on_in_further_lines_where_it_is_too_long_for_one() {
        let line = height(4000.0, NOTE_LINES);
        assert!(height(800.0, NOTE_LINES) > 1.8 * line, "it is wrapped");
        assert!(height(200.0, NOTE_LINES) < 3.2 * line, "but takes no more than three lines");
        assert!(height(200.0, 1) < 1.2 * line, "and one where there is room for one");
    }
}
