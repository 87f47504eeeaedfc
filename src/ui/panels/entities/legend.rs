//! What is marked in the text: each kind with the line under it and how often it is named, to be switched on and off.

use egui::accesskit::Role;
use egui::{Rect, Sense, TextStyle, Ui, WidgetInfo, pos2, vec2};

use crate::entities::Kind;
use crate::text::numbers::grouped;
use crate::ui::entity_looks;
use crate::ui::kit::{self, Chip, IconButton};
use crate::ui::panels::draw;
use crate::ui::reader::underline;
use crate::ui::screen::{Among, EntitiesView, Screen};
use crate::ui::theme::{Themed as _, icons, text_style};
use crate::workbench::Workbench;

/// Height of a line of the legend.
const HEIGHT: f32 = 24.0;

/// How often each kind is named, counted once for each state of the entities.
#[derive(Debug, Default)]
pub(super) struct Legend {
    counted: Option<(u64, Vec<(Kind, usize)>)>,
}

impl Legend {
    /// Draws it.
    pub fn show(&mut self, ui: &mut Ui, screen: &mut Screen, bench: &Workbench, side_by_side: bool) {
        let view = &mut screen.entities;
        header(ui, view);
        if !view.marked {
            draw::inset(ui, |ui| draw::dim(ui, "No names are marked."));
            return;
        }
        if side_by_side {
            draw::inset(ui, |ui| among_ui(ui, view));
        }
        for (kind, count) in self.counts(bench) {
            row(ui, view, bench, kind, *count);
        }
    }

    fn counts(&mut self, bench: &Workbench) -> &[(Kind, usize)] {
        let revision = bench.entities_revision();
        if self.counted.as_ref().is_none_or(|(at, _)| *at != revision) {
            let mut counts: Vec<(Kind, usize)> =
                entity_looks::kinds(bench.project()).into_iter().map(|kind| (kind, 0)).collect();
            for entity in bench.entities().all() {
                match counts.iter_mut().find(|(kind, _)| *kind == entity.kind) {
                    Some((_, count)) => *count += entity.occurrences.len(),
                    None => counts.push((entity.kind.clone(), entity.occurrences.len())),
                }
            }
            counts.retain(|(_, count)| *count > 0);
            self.counted = Some((revision, counts));
        }
        self.counted.as_ref().map_or(&[], |(_, counts)| counts)
    }
}

fn header(ui: &mut Ui, view: &mut EntitiesView) {
    let top = ui.cursor().top();
    let heading = kit::section_header(ui, "Shown in the text").rect;
    let (icon, label) = if view.marked {
        (icons::EYE, "Mark no names in the text")
    } else {
        (icons::EYE_SLASH, "Mark names in the text")
    };
    let rect = Rect::from_min_max(pos2(heading.right() - 36.0, top + 4.0), heading.right_bottom());
    let builder =
        egui::UiBuilder::new().max_rect(rect).layout(egui::Layout::right_to_left(egui::Align::Center));
    if ui.new_child(builder).add(IconButton::new(icon, label)).clicked() {
        view.marked = !view.marked;
    }
}

/// Which names are marked where documents stand side by side.
fn among_ui(ui: &mut Ui, view: &mut EntitiesView) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
        for (among, label, hint) in [
            (Among::All, "All", "All names; those that all documents in view have are tinted"),
            (Among::Shared, "In both", "Only names that all documents in view have"),
            (Among::Unshared, "In one", "Only names that one of the documents in view has"),
        ] {
            if ui.add(Chip::new(label).selected(view.among == among)).on_hover_text(hint).clicked() {
                view.among = among;
            }
        }
    });
    ui.add_space(ui.tokens().space.grid);
}

/// A line: the kind's name with its line below, and its count. A click narrows the list to the kind; the eye switches it.
fn row(ui: &mut Ui, view: &mut EntitiesView, bench: &Workbench, kind: &Kind, count: usize) {
    let tokens = ui.tokens();
    let (colour, space) = (&tokens.colour, &tokens.space);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::click());
    let label = entity_looks::many(kind);
    let is_chosen = view.kind.as_ref() == Some(kind);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_chosen, format!("Only {label}")));
    if is_chosen {
        ui.painter().rect_filled(rect, 0.0, colour.accent_fill);
    } else if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, 0.0, colour.hover);
    }
    let is_hidden = view.hidden_kinds.contains(kind);
    let left = rect.left() + space.inset;
    let ink = if is_hidden { colour.faint } else { colour.text };
    let name = draw::line(ui, label, &TextStyle::Body, ink, rect.width() * 0.6);
    let size = name.size();
    draw::paint_at(ui, name, rect, left);
    if !is_hidden {
        let y = rect.center().y + size.y / 2.0;
        let line = entity_looks::colour(kind, bench.project(), tokens);
        let x = egui::Rangef::new(left, left + size.x);
        underline(ui.painter(), x, y, space.underline, line, entity_looks::dash(kind));
    }
    let slot = Rect::from_center_size(pos2(rect.right() - 18.0, rect.center().y), vec2(22.0, HEIGHT));
    let (icon, verb) = if is_hidden { (icons::EYE_SLASH, "Mark") } else { (icons::EYE, "Do not mark") };
    let eye = ui.interact(slot, response.id.with("eye"), Sense::click());
    eye.widget_info(|| {
        let name = format!("{verb} {}", label.to_lowercase());
        WidgetInfo::selected(Role::Switch, true, !is_hidden, name)
    });
    let eye_ink = if eye.hovered() || eye.has_focus() { colour.text } else { colour.faint };
    let icon = draw::line(ui, icon, &text_style::icon(), eye_ink, f32::INFINITY);
    let width = icon.size().x;
    draw::paint_at(ui, icon, slot, slot.center().x - width / 2.0);
    let count = draw::line(ui, &grouped(count), &text_style::small(), colour.dim, f32::INFINITY);
    draw::paint_to(ui, count, rect, slot.left() - space.grid);
    if eye.clicked() {
        if !view.hidden_kinds.remove(kind) {
            view.hidden_kinds.insert(kind.clone());
        }
    } else if response.clicked() {
        view.kind = if is_chosen { None } else { Some(kind.clone()) };
    }
}
