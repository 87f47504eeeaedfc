//! How words that differ are marked, wherever two texts or more are set against each other: in the reader, in the table of word
//! differences and in the collation.
//!
//! Each kind has a sign of its own besides its colour: a row of dashes, a double line, dots, a caret.

use egui::accesskit::Role;
use egui::{Color32, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::compare::marks::Difference;
use crate::ui::panels::draw;
use crate::ui::reader::{Dash, insertion, underline};
use crate::ui::theme::{Themed as _, Tokens, text_style};

/// How a kind of difference looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// Behind the words, if anything.
    pub fill: Option<Color32>,
    /// Under the words; nothing where there are none, and a caret stands instead.
    pub dash: Option<Dash>,
    /// The colour of that line, or of the caret.
    pub line: Color32,
}

/// How a kind of difference looks. What is only written otherwise has no ground, so that it is not taken for another word;
/// what is missing on one side has the colour of what stands on the other.
pub fn look(difference: Difference, tokens: &Tokens) -> Look {
    let colour = &tokens.colour;
    let (fill, dash, line) = match difference {
        Difference::Other => (Some(colour.changed_fill), Some(Dash::LongDashed), colour.changed_line),
        Difference::Only => (Some(colour.added_fill), Some(Dash::Double), colour.added_line),
        Difference::Missing => (None, None, colour.added_line),
        Difference::Written => (None, Some(Dash::Dotted), colour.faint),
    };
    Look { fill, dash, line }
}

/// Says what each mark means, as it looks.
pub fn legend(ui: &mut Ui, kinds: &[(Difference, &str)]) {
    for (difference, means) in kinds {
        sample(ui, *difference, means);
    }
}

/// A word marked in a way that says what the mark means.
fn sample(ui: &mut Ui, difference: Difference, means: &str) {
    let tokens = ui.tokens();
    let Look { fill, dash, line } = look(difference, tokens);
    let galley = draw::line(ui, means, &text_style::small(), tokens.colour.dim, f32::INFINITY);
    let before = if dash.is_none() { 3.0 * tokens.space.grid } else { 0.0 };
    let size = galley.size() + vec2(before + 2.0, 4.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("Mark: {means}")));
    if let Some(fill) = fill {
        ui.painter().rect_filled(rect, 0.0, fill);
    }
    let y = rect.bottom() - 3.0;
    match dash {
        Some(dash) => {
            let x = rect.x_range().shrink(1.0);
            underline(ui.painter(), x, y, tokens.space.underline, line, dash);
        }
        None => insertion(ui.painter(), pos2(rect.left() + tokens.space.grid, y - 3.0), 5.0, line),
    }
    draw::paint_at(ui, galley, rect.translate(vec2(0.0, -1.0)), rect.left() + before + 1.0);
}
