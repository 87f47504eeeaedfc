//! The small menu of annotations that overlap where the page was clicked, or where Enter was pressed. Which they are is the
//! reader's to say.

use egui::{Context, Id, Key, Modifiers, Popup, Pos2, Ui};

use crate::project::AnnotationId;
use crate::ui::kit::{ListRow, Mark};
use crate::ui::modals::arrows;
use crate::ui::theme::Themed as _;
use crate::workbench::Workbench;

/// The width of the menu.
const WIDTH: f32 = 320.0;

/// Annotations to choose from, innermost first; there is at least one.
pub(super) struct Choice {
    at: Pos2,
    annotations: Vec<AnnotationId>,
    /// The row that Enter takes.
    row: usize,
    is_taken: bool,
}

/// What has become of a choice.
pub(super) enum Chosen {
    /// It is open still.
    Nothing,
    /// It was closed without one.
    Left,
    /// This is the one.
    One(AnnotationId),
}

impl Choice {
    /// A choice among `annotations`, shown at a place of the screen.
    pub fn new(at: Pos2, annotations: Vec<AnnotationId>) -> Self {
        Self { at, annotations, row: 0, is_taken: false }
    }

    /// Takes the arrows and Enter, before the page is drawn, which has the keyboard and would.
    pub fn keys(&mut self, ctx: &Context) {
        self.row = arrows(ctx, Some(self.row), self.annotations.len()).unwrap_or(self.row);
        self.is_taken = ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    }

    /// Draws it.
    pub fn show(&self, ui: &Ui, bench: &Workbench) -> Chosen {
        let mut open = true;
        let popup = Popup::new(Id::unique("annotation choice"), ui.ctx().clone(), self.at, ui.layer_id());
        let popup = popup.open_bool(&mut open).accessible_name("Annotations here").width(WIDTH);
        let clicked = popup.show(|ui| self.rows(ui, bench)).and_then(|response| response.inner);
        match clicked.or(self.is_taken.then_some(self.row)) {
            Some(row) => self.annotations.get(row).map_or(Chosen::Left, |id| Chosen::One(*id)),
            None if open => Chosen::Nothing,
            None => Chosen::Left,
        }
    }

    /// A line for each; gives the one clicked.
    fn rows(&self, ui: &mut Ui, bench: &Workbench) -> Option<usize> {
        let project = bench.project();
        let tokens = ui.tokens();
        let mut clicked = None;
        for (row, id) in self.annotations.iter().enumerate() {
            let Some(annotation) = project.annotations.get(id) else { continue };
            let tags: Vec<_> = annotation.tags.iter().filter_map(|tag| project.tags.get(tag)).collect();
            let names: Vec<&str> = tags.iter().map(|tag| tag.name.as_str()).collect();
            let names = if names.is_empty() { "Highlight".to_owned() } else { names.join(", ") };
            let quotation = bench.quotation(annotation);
            let words: Vec<&str> = quotation.split_whitespace().collect();
            let mark = tags.first().map_or(Mark::Outline, |tag| Mark::Swatch(tokens.tag_colour(tag.colour)));
            let label = format!("{names}: {}", words.join(" "));
            if ListRow::new(&label).mark(mark).selected(row == self.row).show(ui).row.clicked() {
                clicked = Some(row);
            }
        }
        clicked
    }
}
