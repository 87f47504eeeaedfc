//! The matrix: documents by documents, each cell with the number of words the two share and the darker the more; one
//! click has the two stand side by side, their first shared passage level.

use std::borrow::Cow;
use std::f32::consts::FRAC_PI_2;

use egui::accesskit::Role;
use egui::epaint::TextShape;
use egui::{FontFamily, FontId, Id, Popup, Rect, Response, Sense, Ui, WidgetInfo, pos2};
use rustc_hash::FxHashMap;

use super::draw;
use super::grid::{self, Act, At, Grid, Part};
use super::shared;
use super::tables::{bare_tables_tabs, running_line};
use super::wording::date;
use crate::analysis::values::missing_last;
use crate::compare::shared::{DocumentNumber, Matrix};
use crate::project::DocumentId;
use crate::text::numbers::{counted, grouped};
use crate::ui::kit::{Chip, EmptyState, MenuItem, PushButton};
use crate::ui::outbox::{Outbox, Request};
use crate::ui::screen::{ComparisonView, MatrixOrder, Screen};
use crate::ui::theme::{Themed as _, icons, text_style};
use crate::workbench::{Command, ComparisonCommand, Together, ViewKind, Workbench};

/// Width of a cell.
const CELL: f32 = 46.0;
/// Height of a row.
const ROW: f32 = 26.0;
/// More documents are not shown: those that share most are.
const MOST: usize = 3000;
/// Of no more pairs is it kept what they share: those scrolled by long ago are asked for again.
const MOST_KEPT: usize = 50_000;
/// How strongly cells are shaded, from the least words to the most.
const SHADE: (f32, f32) = (0.1, 0.55);

/// What the table keeps of what is on screen.
#[derive(Default)]
pub struct MatrixPanel {
    cursor: Option<At>,
    reveal: bool,
    wants_keyboard: bool,
    /// What the documents were ordered for: the comparison and the project, by their revisions, and the view.
    of: Option<((u64, u64), ComparisonView)>,
    documents: Vec<(DocumentId, DocumentNumber)>,
    /// How many others there are that share something.
    left_out: usize,
    /// The comparison, with boilerplate or without, whose words were asked to be counted last.
    asked: Option<(u64, bool)>,
    lefts: Vec<f32>,
    /// Letters of the longest title.
    longest: usize,
    said: Kept,
}

/// What the pairs share that were drawn: a cell is drawn in every frame, and what it says is the same until the passages are
/// others.
#[derive(Default)]
struct Kept {
    /// Of which passages, and whether with boilerplate.
    of: Option<((u64, u64), bool)>,
    pairs: FxHashMap<(DocumentNumber, DocumentNumber), Option<Together>>,
}

impl Kept {
    /// What two documents share; `find` is asked only if that is not known of these passages.
    fn get(
        &mut self,
        of: ((u64, u64), bool),
        (one, other): (DocumentNumber, DocumentNumber),
        find: impl FnOnce() -> Option<Together>,
    ) -> Option<Together> {
        if self.of != Some(of) || self.pairs.len() >= MOST_KEPT {
            self.pairs.clear();
            self.of = Some(of);
        }
        *self.pairs.entry((one.min(other), one.max(other))).or_insert_with(find)
    }
}

/// Identity of the table, which has the keyboard.
fn table_id() -> Id {
    Id::unique("matrix")
}

impl MatrixPanel {
    /// Gives the table the keyboard when it is drawn next.
    pub fn take_keyboard(&mut self) {
        self.wants_keyboard = true;
    }

    /// Draws the table.
    pub fn show(&mut self, ui: &mut Ui, screen: &mut Screen, bench: &Workbench, out: &mut Outbox) {
        bare_tables_tabs(ui, screen, bench);
        if bench.comparison().passages().is_empty() {
            return shared::nothing_yet(ui, bench, out);
        }
        let view = &mut screen.comparison;
        let Some(matrix) = bench.shared_words(view.boilerplate) else {
            return self.ask(ui, view, bench, out);
        };
        self.read(matrix, bench, view);
        if self.documents.is_empty() {
            let hint = "Titles and stock phrases are not counted; boilerplate only when it is shown.";
            let empty = EmptyState::new("No two documents share a passage", hint).icon(icons::TABLE);
            match empty.actions(&[("Show all documents", None), ("Show boilerplate", None)]).show(ui) {
                Some(0) => view.all_documents = true,
                Some(_) => view.boilerplate = true,
                None => {}
            }
            return;
        }
        draw::bar(ui, |ui| {
            controls(ui, view);
            if self.left_out > 0 {
                let left_out = counted(self.left_out, "document is", "documents are");
                draw::dim(ui, format!("{left_out} left out: those that share most are shown."));
            }
        });
        if std::mem::take(&mut self.wants_keyboard) {
            ui.memory_mut(|memory| memory.request_focus(table_id()));
        }
        self.keys(ui, view, bench, out);
        self.grid_ui(ui, view, bench, out);
    }

    /// Has the words counted that documents share, where there are too many passages to do that in a frame.
    fn ask(&mut self, ui: &mut Ui, view: &ComparisonView, bench: &Workbench, out: &mut Outbox) {
        let doing = ("Counting the words that documents share…", "Stop counting shared words");
        if running_line(ui, bench, ViewKind::Matrix, doing, out) {
            return;
        }
        let now = (bench.comparison_revision(), view.boilerplate);
        let hint = "The words that any two documents share are shown here once they have been counted.";
        let count = [("Count shared words", None)];
        let was_asked = self.asked == Some(now);
        if !was_asked
            || EmptyState::new("Not counted", hint).icon(icons::TABLE).actions(&count).show(ui).is_some()
        {
            self.asked = Some(now);
            let boilerplate = view.boilerplate;
            out.command(Command::Comparison(ComparisonCommand::CountShared { boilerplate }));
        }
    }

    /// Brings the order of the documents up to date.
    fn read(&mut self, matrix: &Matrix, bench: &Workbench, view: &ComparisonView) {
        let revisions = (bench.comparison_revision(), bench.project_revision());
        if self.of.as_ref().is_some_and(|(at, of)| *at == revisions && of == view) {
            return;
        }
        let (comparison, project) = (bench.comparison(), bench.project());
        let mut documents: Vec<(DocumentId, DocumentNumber)> = comparison
            .documents()
            .filter(|(id, number)| {
                let shares = view.all_documents || matrix.with_others(*number) > 0;
                shares && project.documents.contains_key(id)
            })
            .collect();
        self.left_out = documents.len().saturating_sub(MOST);
        if self.left_out > 0 {
            documents.sort_by_key(|(_, number)| std::cmp::Reverse(matrix.with_others(*number)));
            documents.truncate(MOST);
        }
        let title = |id: &DocumentId| project.documents.get(id).map(|record| record.title.to_lowercase());
        let written = |id: &DocumentId| {
            missing_last(project.documents.get(id).map_or("", |record| record.attribute("date")))
        };
        match view.matrix {
            MatrixOrder::Title => documents.sort_by_cached_key(|(id, _)| title(id)),
            MatrixOrder::Date => documents.sort_by_cached_key(|(id, _)| (written(id), title(id))),
            MatrixOrder::Words => documents.sort_by_cached_key(|(id, number)| {
                (std::cmp::Reverse(matrix.with_others(*number)), title(id))
            }),
        }
        let letters = documents.iter().map(|(id, _)| about(bench, *id).0.chars().count());
        self.longest = letters.max().unwrap_or(0);
        self.lefts = (0..=documents.len()).map(|column| CELL * column as f32).collect();
        self.cursor = self.cursor.filter(|(row, column)| (*row).max(*column) < documents.len());
        self.documents = documents;
        self.of = Some((revisions, view.clone()));
    }

    fn keys(&mut self, ui: &Ui, view: &ComparisonView, bench: &Workbench, out: &mut Outbox) {
        for act in Grid::acts(ui, table_id()) {
            match act {
                Act::Go(way) => {
                    let size = self.documents.len();
                    self.cursor = way.from(self.cursor, (size, size));
                    self.reveal = true;
                }
                Act::Open(_) => {
                    if let Some(at) = self.cursor {
                        self.open(at, view, bench, false, out);
                    }
                }
            }
        }
    }

    fn grid_ui(&mut self, ui: &mut Ui, view: &ComparisonView, bench: &Workbench, out: &mut Outbox) {
        let grid = Grid {
            id: table_id(),
            label: "Matrix of shared words",
            rows: self.documents.len(),
            height: ROW,
            lefts: &self.lefts,
            side: grid::side_width(ui, self.longest, CELL * self.documents.len() as f32),
            head: grid::head_height(ui, self.longest, ROW * self.documents.len() as f32),
            cursor: self.cursor,
            reveal: std::mem::take(&mut self.reveal),
            bring: None,
            keys: grid::GRID_KEYS,
            has_menu: false,
        };
        let Some(matrix) = bench.shared_words(view.boilerplate) else { return };
        let mut clicked = None;
        let of = (bench.passages_revision(), view.boilerplate);
        let said = &mut self.said;
        grid.show(ui, |ui, part, rect| match part {
            Part::Corner => corner(ui, rect),
            Part::Head(column) => head(ui, rect, bench, self.documents[column].0),
            Part::Side(row) => {
                let (document, number) = self.documents[row];
                let is_about = matrix.common_with_others(number) > 0;
                if side(ui, rect, bench, document, (matrix.with_others(number), is_about)).clicked() {
                    out.push(Request::Open { document, at: None, beside: false });
                }
            }
            Part::Cell((row, column)) => {
                let (one, other) = (self.documents[row], self.documents[column]);
                let find = || bench.comparison().together(one.1, other.1, view.boilerplate);
                let both = said.get(of, (one.1, other.1), find);
                if cell(ui, rect, bench, (one.0, other.0), both, matrix.most()).clicked() {
                    clicked = Some((row, column));
                }
            }
        });
        if let Some(at) = clicked {
            // Only now: while it is drawn, the grid still gives the keyboard up for a click that was not on itself.
            ui.memory_mut(|memory| memory.request_focus(table_id()));
            self.cursor = Some(at);
            self.open(at, view, bench, true, out);
        }
    }

    /// Shows two documents side by side, at the first passage that both have if there is one.
    fn open(
        &self,
        (row, column): At,
        view: &ComparisonView,
        bench: &Workbench,
        keep_keyboard: bool,
        out: &mut Outbox,
    ) {
        let (Some((one, _)), Some((other, _))) = (self.documents.get(row), self.documents.get(column)) else {
            return;
        };
        shared::show_pair((*one, *other), view, keep_keyboard, bench, out);
    }
}

/// How the matrix is set.
fn controls(ui: &mut Ui, view: &mut ComparisonView) {
    let label = format!("Sorted by {}", label_of(view.matrix).to_lowercase());
    let button = ui.add(PushButton::new(&label).quiet().opens_menu());
    let popup = Popup::menu(&button).width(200.0).accessible_name("Sort the matrix by");
    popup.show(|ui| order_items(ui, &mut view.matrix));
    if ui.add(Chip::new("All documents").selected(view.all_documents)).clicked() {
        view.all_documents = !view.all_documents;
    }
    if ui.add(Chip::new("Boilerplate").selected(view.boilerplate)).clicked() {
        view.boilerplate = !view.boilerplate;
    }
}

fn order_items(ui: &mut Ui, order: &mut MatrixOrder) {
    for by in MatrixOrder::ALL {
        if ui.add(MenuItem::new(label_of(by)).checked(*order == by)).clicked() {
            *order = by;
            ui.close();
        }
    }
}

fn label_of(order: MatrixOrder) -> &'static str {
    match order {
        MatrixOrder::Title => "Title",
        MatrixOrder::Date => "Date",
        MatrixOrder::Words => "Most shared",
    }
}

/// Title of a document, and its date as it is shown.
fn about(bench: &Workbench, document: DocumentId) -> (Cow<'_, str>, String) {
    let record = bench.project().documents.get(&document);
    let written = record.map_or("", |record| record.attribute("date"));
    let written = if written.is_empty() { "no date".to_owned() } else { date(written) };
    (bench.title(document).unwrap_or_default(), written)
}

fn corner(ui: &Ui, rect: Rect) {
    let tokens = ui.tokens();
    ui.painter().rect_filled(rect, 0.0, tokens.colour.panel);
    let (left, width) = (rect.left() + tokens.space.inset, rect.width() - 2.0 * tokens.space.inset);
    let last = Rect::from_min_max(pos2(rect.left(), rect.bottom() - ROW), rect.max);
    let galley = draw::line(ui, "Words that two share", &text_style::small(), tokens.colour.dim, width);
    draw::paint_at(ui, galley, last, left);
}

fn head(ui: &mut Ui, rect: Rect, bench: &Workbench, document: DocumentId) {
    let tokens = ui.tokens();
    let response = ui.interact(rect, ui.scope_id().with("part"), Sense::hover());
    ui.painter().rect_filled(rect, 0.0, tokens.colour.panel);
    let (title, written) = about(bench, document);
    let name = format!("{title}, {written}");
    response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, &name));
    let room = rect.height() - 4.0 * tokens.space.grid;
    let galley = draw::title(ui, &title, &text_style::small(), tokens.colour.text, room);
    // Read from below.
    let at = pos2(rect.center().x - galley.size().y / 2.0, rect.bottom() - 2.0 * tokens.space.grid);
    ui.painter().add(TextShape::new(at, galley, tokens.colour.text).with_angle(-FRAC_PI_2));
    ui.painter().vline(rect.right() - 0.5, rect.y_range(), tokens.hairline());
    response.on_hover_text(name);
}

/// The heading of a row; `words` are those the document shares with others, and whether they are known only about.
fn side(ui: &mut Ui, rect: Rect, bench: &Workbench, document: DocumentId, words: (usize, bool)) -> Response {
    let (title, written) = about(bench, document);
    let shares = match words {
        (0, _) => "shares nothing with others".to_owned(),
        (words, is_about) => {
            let about = if is_about { "about " } else { "" };
            format!("shares {about}{} with others", counted(words, "word", "words"))
        }
    };
    let name = format!("{title}, {written}, {shares}");
    grid::row_title(ui, rect, (&title, &written), name)
}

/// One cell: the words that two documents share.
fn cell(
    ui: &mut Ui,
    rect: Rect,
    bench: &Workbench,
    (one, other): (DocumentId, DocumentId),
    both: Option<Together>,
    most: usize,
) -> Response {
    let tokens = ui.tokens();
    let colour = &tokens.colour;
    let response = ui.interact(rect, ui.scope_id().with("part"), Sense::CLICK);
    let painter = ui.painter();
    if one == other {
        painter.rect_filled(rect, 0.0, colour.window);
    } else if let Some(both) = both {
        painter.rect_filled(rect, 0.0, colour.shared_line.gamma_multiply(shade(both.pair.words, most)));
    }
    if response.hovered() {
        painter.rect_stroke(rect.shrink(0.5), 0.0, tokens.focus_ring(), egui::StrokeKind::Inside);
    }
    painter.hline(rect.x_range(), rect.bottom() - 0.5, tokens.hairline());
    painter.vline(rect.right() - 0.5, rect.y_range(), tokens.hairline());
    if let Some(both) = both {
        let ink = if one == other { colour.dim } else { colour.text };
        let font = FontId::new(tokens.text.small.size, FontFamily::Proportional);
        let about = if both.about.is_some() { "~" } else { "" };
        let words = format!("{about}{}", in_cell(both.pair.words));
        painter.text(rect.center(), egui::Align2::CENTER_CENTER, words, font, ink);
    }
    let said = said(bench, one, other, both);
    response.widget_info(|| WidgetInfo::labeled(Role::Cell, true, &said));
    response.on_hover_text(said)
}

/// How strongly a cell is shaded: by the root, so that few words can be told from none where others share thousands.
fn shade(words: usize, most: usize) -> f32 {
    let part = (words as f32 / most.max(1) as f32).sqrt().min(1.0);
    SHADE.0 + (SHADE.1 - SHADE.0) * part
}

/// A number as it fits into a cell.
fn in_cell(words: usize) -> String {
    match words {
        0..=99_999 => grouped(words),
        100_000..=999_999 => format!("{}k", words / 1000),
        _ => format!("{}m", words / 1_000_000),
    }
}

/// What a cell says.
fn said(bench: &Workbench, one: DocumentId, other: DocumentId, both: Option<Together>) -> String {
    let (title, _) = about(bench, one);
    let much = both.map(|Together { pair, about }| {
        let words = counted(pair.words, "word", "words");
        let passages = counted(pair.passages, "passage", "passages");
        match about {
            Some(many) => {
                format!("about {words} in {passages}, with what stands in {} documents", grouped(many))
            }
            None => format!("{words} in {passages}"),
        }
    });
    match much {
        Some(much) if one == other => format!("{title}: {much} stand twice in it"),
        None if one == other => format!("{title}: nothing stands twice in it"),
        Some(much) => format!("{title} and {}: {much}", about(bench, other).0),
        None => format!("{title} and {}: nothing shared", about(bench, other).0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_two_share_is_found_once_until_the_passages_are_others() {
        let (one, other) = (DocumentNumber(3), DocumentNumber(7));
        let together = |words| {
            let pair = crate::compare::shared::Pair { a: one, b: other, passages: 1, words };
            Some(Together { pair, about: None })
        };
        let (mut kept, mut asked) = (Kept::default(), 0);
        let mut ask = |of, two, words| {
            kept.get(of, two, || {
                asked += 1;
                together(words)
            })
        };
        assert_eq!(ask(((1, 0), false), (one, other), 5), together(5));
        assert_eq!(ask(((1, 0), false), (other, one), 6), together(5), "it is the same from both sides");
        assert_eq!(ask(((1, 1), false), (one, other), 7), together(7), "two were opened side by side");
        assert_eq!(ask(((1, 1), true), (one, other), 8), together(8), "with boilerplate");
        assert_eq!(ask(((1, 1), true), (other, other), 9), together(9));
        assert_eq!(asked, 4);
    }

    #[test]
    fn numbers_fit_their_cells_and_more_is_never_lighter() {
        assert_eq!([7, 12_345, 123_456, 7_654_321].map(in_cell), ["7", "12,345", "123k", "7m"]);
        assert!(shade(0, 0) > 0.0);
        let mut last = 0.0;
        for words in [1, 10, 500, 10_000] {
            let now = shade(words, 10_000);
            assert!(now > last && now <= SHADE.1);
            last = now;
        }
    }
}
