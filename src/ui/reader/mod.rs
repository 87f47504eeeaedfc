//! The reader: the one text widget Lectern is about.
//!
//! It shows a [`Reading`] as a page, paints layers behind it, lets the user select, and reports what was done. It
//! lays out only the blocks in view. It knows nothing of projects, files or commands: everything comes in as plain
//! data and goes out in a [`ReaderResponse`].

mod access;
mod heights;
mod hit_test;
mod keyboard;
mod layers;
mod layout;
mod margin;
mod names;
mod paint;
mod scroll;
mod selection;
mod state;
mod strip;
mod style;
mod whereabouts;

use egui::response::Flags;
use egui::{Id, OutputCommand, Pos2, Rangef, Rect, Response, Role, Sense, Ui, UiBuilder, WidgetInfo};

use self::layout::{Laid, Metrics};
use self::paint::Emphasis;
use self::scroll::Page;
use self::state::Drag;
use crate::text::Span;
use crate::text::reading::Reading;

pub use heights::Heights;
pub use layers::{Dash, Decoration, DecorationLayer, Layer, Layers, Mark, MarkId, MarkLayer, TagLook};
pub use paint::{insertion, underline};
pub use state::{Align, ReaderState, Selection};
pub use style::{ReaderColours, ReaderStyle};

/// Least width of the left margin.
const LEAST_MARGIN: f32 = 26.0;
/// Width of the left margin where nothing is tagged, so that no bracket stands there.
const EMPTY_MARGIN: f32 = 32.0;
/// No more of a narrow pane than this goes to the left margin.
const SHARE_OF_MARGIN: f32 = 0.16;
/// Space right of the column, and with paragraph numbers in it.
const RIGHT_MARGIN: (f32, f32) = (20.0, 44.0);
/// A pointer that moves less than this with its button down only clicks. Letters are narrow: it must be small.
const DRAG_REACH: f32 = 2.0;
/// How long a passage that was jumped to stays marked, in seconds.
const FLASH_SECONDS: f64 = 1.2;

/// What happened in a reader in one frame.
#[derive(Clone, Debug)]
pub struct ReaderResponse {
    /// The whole pane; use it for a context menu.
    pub response: Response,
    /// True when the selection or the caret is not where it was.
    pub selection_changed: bool,
    /// True when the user scrolled; for panes that scroll together.
    pub scrolled: bool,
    /// The marks that were clicked, in the text or the margin, innermost first; several are a matter for a chooser.
    pub clicked_marks: Vec<MarkId>,
    /// The decorations that were clicked, by layer and key.
    pub clicked_decorations: Vec<(Layer, u64)>,
    /// The mark under the pointer, innermost where several overlap.
    pub hovered_mark: Option<MarkId>,
    /// The decorations under the pointer.
    pub hovered_decorations: Vec<(Layer, u64)>,
    /// A mark one of whose ends was dragged and let go, or moved by a key: the span it should get.
    pub dragged_end: Option<(MarkId, Span)>,
    /// The byte under the pointer when a context menu was asked for; by key, where the passage begins that it is about.
    pub context_menu_at: Option<usize>,
    /// Where on the screen a menu belongs that was asked for by key.
    pub key_menu_at: Option<Pos2>,
    /// Where on the screen marks were clicked; by key, where the caret or the bracket is.
    pub asked_at: Option<Pos2>,
    /// Where the selected text ends on the screen, when that is in view; a place for a small menu.
    pub selection_end: Option<Rect>,
    /// From the top to the bottom of each passage asked for, `None` where nothing of it is in view; rows above and below
    /// the view count only as far as their blocks are laid out.
    pub found: Vec<Option<Rangef>>,
    /// The byte a third down the page, where the eye is taken to rest.
    pub at_eye: Option<usize>,
}

/// Shows a text in all the room `ui` has left.
///
/// `id` tells panes apart, `title` is what a screen reader calls the document.
pub fn show(
    ui: &mut Ui,
    id: Id,
    title: &str,
    reading: &Reading,
    state: &mut ReaderState,
    layers: &Layers<'_>,
    style: &ReaderStyle,
) -> ReaderResponse {
    let whole = ui.available_rect_before_wrap();
    let strip_rect = whole.with_min_x((whole.right() - strip::STRIP_WIDTH).max(whole.left()));
    let rect = whole.with_max_x(strip_rect.left());
    let mut response = ui.interact(rect, id, Sense::click_and_drag());
    // Space and Enter have their own meaning on a page; to egui they are clicks wherever the pointer happens to be.
    response.flags.remove(Flags::FAKE_PRIMARY_CLICKED);
    response.widget_info(|| WidgetInfo::labeled(Role::Document, true, title));
    ui.advance_cursor_after_rect(whole);
    let builder = UiBuilder::new().id_salt(id).max_rect(whole).accessibility_parent(id);
    let mut child = ui.new_child(builder);
    child.set_clip_rect(ui.clip_rect().intersect(whole));

    let numbers = style.paragraph_numbers;
    let right = if numbers { RIGHT_MARGIN.1 } else { RIGHT_MARGIN.0 };
    let wanted = if layers.marks.marks().is_empty() { EMPTY_MARGIN } else { style.margin };
    let left = wanted.min((rect.width() * SHARE_OF_MARGIN).max(LEAST_MARGIN));
    let room = (rect.width() - left - right).max(1.0);
    let metrics = Metrics::new(&child, style, state.zoom, room);
    // Centred in the room right of the brackets; on a wide pane, in the pane.
    let centred = rect.left() + (rect.width() - metrics.column) / 2.0;
    let column =
        centred.clamp(rect.left() + left, (rect.right() - right - metrics.column).max(rect.left() + left));
    let page = Page { ui: &child, reading, style, metrics: metrics.clone(), rect, left: column.round() };
    state.view_height = rect.height();
    state.adopt(reading, metrics);

    Session { page, id, response, layers, style, state }.run(strip_rect)
}

/// One frame of a reader.
struct Session<'a> {
    page: Page<'a>,
    id: Id,
    response: Response,
    layers: &'a Layers<'a>,
    style: &'a ReaderStyle,
    state: &'a mut ReaderState,
}

impl Session<'_> {
    fn run(mut self, strip_rect: Rect) -> ReaderResponse {
        let ui = self.page.ui;
        ui.painter().rect_filled(self.page.rect.union(strip_rect), 0.0, self.style.colours.page);
        let before = self.state.selection;
        let (place, sent) = (self.state.anchor, self.state.target.is_some());
        let mut out = ReaderResponse {
            response: self.response.clone(),
            selection_changed: false,
            scrolled: false,
            clicked_marks: Vec::new(),
            clicked_decorations: Vec::new(),
            hovered_mark: None,
            hovered_decorations: Vec::new(),
            dragged_end: None,
            context_menu_at: None,
            key_menu_at: None,
            asked_at: None,
            selection_end: None,
            found: Vec::new(),
            at_eye: None,
        };
        let (focused, asked) = self.keys(&mut out);
        self.wheel_and_auto_scroll();
        self.page.apply_target(self.state);
        let mut laid = self.page.settle(self.state);
        if strip::show(ui, self.id.with("strip"), strip_rect, &self.page, self.state, self.layers, self.style)
        {
            laid = self.page.settle(self.state);
        }
        self.remember_view(&laid);
        self.pointer(&laid, &mut out);
        if asked.menu {
            self.menu_by_key(&laid, &mut out);
        }
        self.flash();
        self.paint(&laid, focused, &mut out);
        access::paragraphs(ui, self.id, &self.page, &laid, self.state);
        out.found = self.layers.asked.iter().map(|span| whereabouts::of(&laid, *span)).collect();
        out.at_eye = whereabouts::at_eye(&laid, self.page.rect);
        out.selection_changed = self.state.selection != before;
        out.scrolled = !sent && self.state.anchor != place;
        self.settle_selection(out.selection_changed);
        out
    }

    /// Handles the keyboard; true when the reader has it.
    /// Does what keys ask for; gives whether the page has the keyboard, and what is still to be done.
    fn keys(&mut self, out: &mut ReaderResponse) -> (bool, keyboard::Asked) {
        access::scroll_requests(&self.page, self.state, self.id);
        if self.page.reading.blocks().is_empty() || !self.response.has_focus() {
            return (false, keyboard::Asked::default());
        }
        keyboard::lock_focus(self.page.ui, self.id, self.state);
        let asked = keyboard::handle(&self.page, self.state);
        if asked.copy
            && let Some(selected) = self.state.selected
        {
            self.page.ui.copy_text(self.page.reading.text().slice(selected).to_owned());
        }
        if asked.activate
            && let Some(selection) = self.state.selection
        {
            out.clicked_marks = self.layers.marks.at(selection.head);
            out.clicked_decorations = self.decorations_at(selection.head);
        }
        (true, asked)
    }

    /// Says where the menu belongs that a key asks for: below the words it is about, or in the corner of the page when they
    /// are not in view.
    fn menu_by_key(&self, laid: &[Laid], out: &mut ReaderResponse) {
        let selected = self.state.selected.filter(|span| !span.is_empty());
        let caret = || self.state.selection.map(|selection| Span::new(selection.head, selection.head));
        let Some(about) = selected.or(self.layers.current).or_else(caret) else {
            out.key_menu_at = Some(self.page.rect.left_top());
            return;
        };
        let wanted = self.page.reading.block_at(about.start);
        let place = laid.iter().find(|laid| laid.block == wanted).map(|block| {
            let index = block.display.char_at(about.start);
            hit_test::caret_rect(block, index, false).left_bottom()
        });
        out.context_menu_at = Some(about.start);
        out.key_menu_at =
            place.filter(|place| self.page.rect.contains(*place)).or(Some(self.page.rect.left_top()));
    }

    fn wheel_and_auto_scroll(&mut self) {
        let hovered = self.page.ui.rect_contains_pointer(self.page.rect);
        keyboard::wheel(&self.page, self.state, hovered);
        let pointer = self.page.ui.input(|input| input.pointer.interact_pos());
        let held = self.page.ui.input(|input| input.pointer.primary_down());
        let moving = matches!(self.state.drag, Drag::Select { .. } | Drag::End { .. });
        if let (true, true, Some(pos)) = (held, moving, pointer) {
            let distance = selection::auto_scroll(self.page.ui, &self.page, pos);
            if distance != 0.0 {
                self.page.scroll_by(self.state, distance);
            }
        }
    }

    fn remember_view(&mut self, laid: &[Laid]) {
        let top = laid.first().map_or(0, |block| {
            let first = selection::first_visible(block, self.page.rect.top());
            block.display.start_byte(first)
        });
        let bottom = laid.last().and_then(|block| self.page.reading.blocks().get(block.block));
        self.state.visible = Span::new(top, bottom.map_or(top, |block| block.span.end.max(top)));
    }

    /// Handles presses, drags and clicks on the text and on the handles.
    fn pointer(&mut self, laid: &[Laid], out: &mut ReaderResponse) {
        let ui = self.page.ui;
        let (presses, held, released, origin, pos) = ui.input(|input| {
            let pointer = &input.pointer;
            let released = pointer.primary_released();
            (
                input.events.iter().filter(|event| is_press(event)).count(),
                pointer.primary_down(),
                released,
                pointer.press_origin(),
                pointer.interact_pos(),
            )
        });
        let Some(pos) = pos else { return };
        // One frame may bring the press and much of the drag, or the last of it and the release: a drag is measured
        // from where the button went down to where it came up, however slow the frames are.
        if presses > 0 && (self.response.is_pointer_button_down_on() || self.response.clicked()) {
            self.response.request_focus();
            // All of a double click may come in one frame.
            for _ in 0..presses {
                selection::press(&self.page, self.state, laid, origin.unwrap_or(pos));
            }
        }
        let drags = self.state.press.is_some_and(|press| press.pos.distance(pos) > DRAG_REACH);
        if (held || released) && drags {
            selection::drag_to(&self.page, self.state, laid, pos);
        }
        if (held || released)
            && let Drag::End { mark, start, span } = self.state.drag
        {
            let whole = self.layers.marks.find(mark).map_or(span, |mark| mark.span);
            let fixed =
                if start { Span::new(span.start, whole.end) } else { Span::new(whole.start, span.end) };
            let pos = Pos2::new(pos.x, pos.y.clamp(self.page.rect.top(), self.page.rect.bottom() - 1.0));
            if let Some(span) = selection::pull_end(laid, fixed, start, pos) {
                self.state.drag = Drag::End { mark, start, span };
            }
        }
        if !held {
            if let Drag::End { mark, span, .. } = self.state.drag {
                let changed = self.layers.marks.find(mark).is_some_and(|mark| mark.span != span);
                out.dragged_end = changed.then_some((mark, span));
            }
            if !matches!(self.state.drag, Drag::Thumb { .. }) {
                self.state.drag = Drag::None;
            }
        }
        let under = if self.response.contains_pointer() {
            selection::nearest(laid, pos.y).and_then(|block| {
                hit_test::char_under(block, pos).map(|index| block.display.start_byte(index))
            })
        } else {
            None
        };
        if let Some(byte) = under {
            let marks = self.layers.marks.at(byte);
            out.hovered_mark = marks.first().copied();
            out.hovered_decorations = self.decorations_at(byte);
            if self.response.clicked() && self.state.selected.is_none() {
                out.clicked_marks = marks;
                out.clicked_decorations = out.hovered_decorations.clone();
            }
        }
        if self.response.hovered() {
            ui.ctx().set_cursor_icon(egui::CursorIcon::Text);
        }
        if self.response.clicked() {
            out.asked_at = Some(pos);
        }
        if self.response.secondary_clicked() {
            self.response.request_focus();
            out.context_menu_at = selection::nearest(laid, pos.y)
                .map(|block| block.display.start_byte(hit_test::place_at(block, pos).index));
        }
    }

    fn decorations_at(&self, byte: usize) -> Vec<(Layer, u64)> {
        let letter = Span::new(byte, byte + 1);
        let found =
            self.layers.decorations.iter().flat_map(|layer| {
                layer.overlapping(letter).map(|decoration| (layer.layer(), decoration.key))
            });
        found.collect()
    }

    /// Starts the mark on a passage that was jumped to, or takes it away when its time is over.
    fn flash(&mut self) {
        let Some((span, since)) = self.state.flash else { return };
        let now = self.page.ui.input(|input| input.time);
        let since = since.unwrap_or(now);
        let left = FLASH_SECONDS - (now - since);
        if left > 0.0 {
            self.state.flash = Some((span, Some(since)));
            self.page.ui.ctx().request_repaint_after_secs(left as f32);
        } else {
            self.state.flash = None;
        }
    }

    fn paint(&mut self, laid: &[Laid], focused: bool, out: &mut ReaderResponse) {
        let ui = self.page.ui;
        let moved = match self.state.drag {
            Drag::End { mark, span, .. } => Some((mark, span)),
            _ => None,
        };
        let hovered = out.hovered_mark.or(self.state.hovered).or(self.layers.hovered);
        let emphasis = Emphasis { focused: self.layers.focused, hovered, moved };
        for block in laid {
            let span =
                self.page.reading.blocks().get(block.block).map_or(Span::default(), |block| block.span);
            paint::block(ui, block, span, self.state, self.layers, emphasis, self.style);
        }
        if let Some(selection) = self.state.selection {
            let wanted = self.page.reading.block_at(selection.head);
            if let Some(block) = laid.iter().find(|laid| laid.block == wanted) {
                if focused {
                    paint::caret(ui, block, self.state, selection.head, self.style);
                }
                let index = block.display.char_at(selection.head);
                let caret = hit_test::caret_rect(block, index, self.state.row_end);
                if !out.clicked_marks.is_empty() {
                    out.asked_at = out.asked_at.or(Some(caret.left_bottom()));
                }
                if self.state.selected.is_some() {
                    out.selection_end = Some(caret).filter(|caret| self.page.rect.intersects(*caret));
                }
            }
        }
        let margin = margin::brackets(ui, self.id, &self.page, laid, self.layers, emphasis, self.style);
        if let Some(button) = margin.clicked_at {
            out.clicked_marks = margin.clicked;
            out.asked_at = Some(button);
        }
        out.hovered_mark = margin.hovered.or(out.hovered_mark);
        // The bracket under the pointer tints its text one frame later; nothing else would be drawn differently.
        if self.state.hovered != margin.hovered {
            self.state.hovered = margin.hovered;
            ui.ctx().request_repaint();
        }
        if let Some(mark) = self.layers.focused.and_then(|id| self.layers.marks.find(id)) {
            let moved = margin::handles(ui, self.id, &self.page, laid, self.state, mark, self.style);
            out.dragged_end = moved.map(|span| (mark.id, span)).or(out.dragged_end);
        }
        if self.style.paragraph_numbers {
            margin::paragraph_numbers(ui, &self.page, laid, self.style);
        }
    }

    /// Offers the selected words to the middle mouse button once the selection stands.
    fn settle_selection(&self, changed: bool) {
        let ui = self.page.ui;
        let released = ui.input(|input| input.pointer.primary_released());
        let by_key = changed && !ui.input(|input| input.pointer.primary_down());
        let dragged = released && self.response.drag_stopped();
        if let (true, Some(selected)) = (by_key || dragged, self.state.selected) {
            let words = self.page.reading.text().slice(selected).to_owned();
            ui.ctx().send_cmd(OutputCommand::TextSelectionSettled(words));
        }
    }
}

/// True when the primary button goes down.
fn is_press(event: &egui::Event) -> bool {
    use egui::{Event, PointerButton};
    matches!(event, Event::PointerButton { button: PointerButton::Primary, pressed: true, .. })
}
