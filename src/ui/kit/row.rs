//! One row of a list or tree: mark, words, key, count; the whole width of the panel, so that rows join up.

use egui::{Color32, Id, Rect, Response, Role, Sense, TextStyle, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::key_cap::{paint_key_cap, width as key_cap_width};
use super::paint::{elided, focus_ring, icon_at, name, quiet_fill, text_at};
use super::swatch::{paint_swatch, paint_swatch_outline};
use crate::text::numbers::grouped;
use crate::ui::theme::{Themed, icons};

/// What stands before the words of a row.
#[derive(Clone, Copy, Debug, Default)]
pub enum Mark<'a> {
    /// Nothing.
    #[default]
    None,
    /// A colour.
    Swatch(Color32),
    /// The dashed swatch of what has no colour.
    Outline,
    /// An icon.
    Icon(&'a str),
}

/// Whether a row of a tree has rows below it, and whether they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    /// It has none.
    Leaf,
    /// They are shown.
    Open,
    /// They are folded away.
    Closed,
}

/// One row of a list or tree.
#[must_use = "show it"]
pub struct ListRow<'a> {
    label: &'a str,
    name: Option<&'a str>,
    mark: Mark<'a>,
    depth: usize,
    fold: Option<Fold>,
    key: Option<&'a str>,
    trailing: Option<String>,
    description: Option<String>,
    action: Option<(&'a str, &'a str, bool)>,
    selected: bool,
    dim: bool,
    sense: Sense,
    height: Option<f32>,
}

/// What happened to a row and the small controls in it.
pub struct RowResponse {
    /// The row: clicked, dragged, asked for its menu.
    pub row: Response,
    /// True when its caret was clicked, or Left or Right pressed on it, so that it should fold or unfold.
    pub folded: bool,
    /// The small button in it, when it has one.
    pub action: Option<Response>,
}

impl<'a> ListRow<'a> {
    /// A row that says `label`.
    pub fn new(label: &'a str) -> Self {
        Self {
            label,
            name: None,
            mark: Mark::None,
            depth: 0,
            fold: None,
            key: None,
            trailing: None,
            description: None,
            action: None,
            selected: false,
            dim: false,
            sense: Sense::click(),
            height: None,
        }
    }

    /// What a screen reader says instead of the label, where the label alone would not tell.
    pub fn name(mut self, name: &'a str) -> Self {
        self.name = Some(name);
        self
    }

    /// What stands before the words.
    pub fn mark(mut self, mark: Mark<'a>) -> Self {
        self.mark = mark;
        self
    }

    /// How deep in the tree it stands, and whether it folds. Every row of a tree calls this, so that the words line up.
    pub fn tree(mut self, depth: usize, fold: Fold) -> Self {
        self.depth = depth;
        self.fold = Some(fold);
        self
    }

    /// The key that stands for it, on a cap behind the words.
    pub fn key(mut self, key: Option<&'a str>) -> Self {
        self.key = key;
        self
    }

    /// A count at the right edge.
    pub fn count(self, count: usize) -> Self {
        self.trailing(grouped(count))
    }

    /// A few words or a number at the right edge.
    pub fn trailing(mut self, text: impl Into<String>) -> Self {
        self.trailing = Some(text.into());
        self
    }

    /// What a screen reader says of the row instead of what stands at its right edge.
    pub fn described(mut self, description: String) -> Self {
        self.description = Some(description);
        self
    }

    /// A small button before the right edge: icon, name, and whether it shows even when the pointer is elsewhere.
    pub fn action(mut self, icon: &'a str, name: &'a str, always: bool) -> Self {
        self.action = Some((icon, name, always));
        self
    }

    /// Whether it is the row chosen.
    pub fn selected(mut self, selected: bool) -> Self {
        self.selected = selected;
        self
    }

    /// Whether its words are of second rank.
    pub fn dim(mut self, dim: bool) -> Self {
        self.dim = dim;
        self
    }

    /// What it feels besides a click, such as a drag.
    pub fn sense(mut self, sense: Sense) -> Self {
        self.sense = sense;
        self
    }

    /// A height other than a row's usual one.
    pub fn height(mut self, height: f32) -> Self {
        self.height = Some(height);
        self
    }

    /// Shows it over the whole width.
    pub fn show(self, ui: &mut Ui) -> RowResponse {
        let Self { label, name, mark, depth, fold, key, action, selected, dim, sense, height, .. } = self;
        let Self { trailing, description, .. } = self;
        let tokens = ui.tokens();
        let (space, colour) = (&tokens.space, &tokens.colour);
        let gap = 2.0 * space.grid;
        let size = vec2(ui.available_width(), height.unwrap_or(space.row));
        let (rect, row) = ui.allocate_exact_size(size, sense);
        let is_enabled = ui.is_enabled();
        let role = if fold.is_some() { Role::TreeItem } else { Role::Button };
        row.widget_info(|| WidgetInfo::selected(role, is_enabled, selected, name.unwrap_or(label)));
        let is_open = fold.filter(|fold| *fold != Fold::Leaf).map(|fold| fold == Fold::Open);
        describe(ui, &row, is_open, description.as_deref().or(trailing.as_deref()));

        let mut response = RowResponse { row, folded: false, action: None };
        let inner_name = name.unwrap_or(label);
        let mut left = rect.left() + space.inset + depth as f32 * space.indent;
        let caret = fold.and_then(|_| {
            let slot =
                Rect::from_min_size(pos2(left - space.grid, rect.top()), vec2(space.indent, rect.height()));
            left += space.indent;
            is_open.map(|open| (slot, open))
        });
        let mut right = rect.right() - space.inset;
        let hovered = response.row.contains_pointer();
        if let Some((slot, open)) = caret {
            response.folded = caret_clicked(ui, &response.row, slot, open, inner_name);
        }
        if !ui.is_rect_visible(rect) {
            return response;
        }

        let fill = if selected { colour.accent_fill } else { quiet_fill(ui, &response.row) };
        ui.painter().rect_filled(rect, 0.0, fill);
        if let Some((slot, open)) = caret {
            let icon = if open { icons::CARET_DOWN } else { icons::CARET_RIGHT };
            icon_at(ui.painter(), slot.center(), icon, tokens.text.small.size, colour.dim);
        }
        let middle = rect.center().y;
        let font = TextStyle::Body.resolve(ui.style());
        if let Some(trailing) = trailing {
            let galley =
                ui.painter().layout_no_wrap(trailing, TextStyle::Small.resolve(ui.style()), colour.dim);
            right -= galley.size().x;
            text_at(ui.painter(), right, middle, galley, colour.dim);
            right -= gap;
        }
        if let Some((icon, name, always)) = action
            && (always || hovered || response.row.has_focus())
        {
            let side = 5.0 * space.grid;
            right -= side;
            let slot = Rect::from_center_size(pos2(right + side / 2.0, middle), Vec2::splat(side));
            response.action = Some(small_button(ui, response.row.id.with("action"), slot, icon, name));
            right -= space.grid;
        }
        match mark {
            Mark::None => {}
            Mark::Swatch(colour) => {
                paint_swatch(ui.painter(), tokens, pos2(left + space.swatch / 2.0, middle), colour);
                left += space.swatch + gap;
            }
            Mark::Outline => {
                paint_swatch_outline(ui.painter(), tokens, pos2(left + space.swatch / 2.0, middle));
                left += space.swatch + gap;
            }
            Mark::Icon(icon) => {
                let side = tokens.text.icon.size;
                let ink = if selected { colour.accent } else { colour.dim };
                icon_at(ui.painter(), pos2(left + side / 2.0, middle), icon, side, ink);
                left += side + gap;
            }
        }
        let cap = key.map(|key| (key, key_cap_width(ui.painter(), tokens, key)));
        let room = right - left - cap.map_or(0.0, |(_, width)| width + gap);
        let ink = if dim { colour.dim } else { colour.text };
        let galley = elided(ui, label, font, ink, room);
        let is_cut = galley.elided;
        let width = galley.size().x;
        text_at(ui.painter(), left, middle, galley, ink);
        if let Some((key, _)) = cap {
            paint_key_cap(ui.painter(), tokens, pos2(left + width + gap, middle), key);
        }
        focus_ring(ui, &response.row, rect, egui::CornerRadius::ZERO);
        if is_cut {
            response.row = response.row.on_hover_text(label);
        }
        response
    }
}

/// Tells assistive technology the count and whether the row is unfolded.
fn describe(ui: &Ui, row: &Response, open: Option<bool>, trailing: Option<&str>) {
    ui.ctx().accesskit_node_builder(row.id, |node| {
        if let Some(open) = open {
            node.set_expanded(open);
        }
        if let Some(trailing) = trailing {
            node.set_description(trailing);
        }
    });
}

/// The caret's own place to click, and the arrow keys that do the same.
fn caret_clicked(ui: &Ui, row: &Response, slot: Rect, open: bool, row_name: &str) -> bool {
    let caret = ui.interact(slot, row.id.with("caret"), Sense::CLICK);
    let verb = if open { "Fold" } else { "Unfold" };
    name(ui, &caret, Role::DisclosureTriangle, &format!("{verb} {row_name}"));
    let key = if open { egui::Key::ArrowLeft } else { egui::Key::ArrowRight };
    let by_key = row.has_focus() && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, key));
    if row.has_focus() {
        let filter = egui::EventFilter { horizontal_arrows: true, ..egui::EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(row.id, filter));
    }
    caret.clicked() || by_key
}

fn small_button(ui: &Ui, id: Id, slot: Rect, icon: &str, label: &str) -> Response {
    let tokens = ui.tokens();
    let response = ui.interact(slot, id, Sense::click());
    name(ui, &response, Role::Button, label);
    ui.painter().rect_filled(slot, tokens.control_radius(), quiet_fill(ui, &response));
    let ink = if response.hovered() { tokens.colour.text } else { tokens.colour.dim };
    icon_at(ui.painter(), slot.center(), icon, tokens.text.ui.size + 1.0, ink);
    focus_ring(ui, &response, slot, tokens.control_radius());
    response.on_hover_text(label)
}
