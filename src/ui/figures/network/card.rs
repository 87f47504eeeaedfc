//! The card of the chosen name: whom it meets most, each with the way to the passages.

use egui::{Frame, Margin, Rect, RichText, ScrollArea, Ui, UiBuilder, vec2};

use super::canvas::{corner, passages};
use super::{NetworkAction, NetworkFigure};
use crate::analysis::cooccurrence::{Measure, Network};
use crate::analysis::network::{Link, Picture};
use crate::exchange::drawing::network::score_written;
use crate::text::numbers::grouped;
use crate::ui::kit::{IconButton, ListRow, elided};
use crate::ui::theme::{Themed as _, icons, text_style};

/// Width of the card.
const WIDTH: f32 = 264.0;
/// Height of what stands above the links, with the card's edges.
const HEAD: f32 = 74.0;
/// How many links it shows without scrolling.
const ROWS: usize = 7;

impl NetworkFigure {
    /// Where the card stands; `None` when nothing is chosen, or the surface is too small for it.
    pub(super) fn card_rect(&self, network: &Network, picture: &Picture, rect: Rect) -> Option<Rect> {
        let chosen = self.chosen_in(network, picture)?;
        let links = links_of(picture, chosen).count().clamp(1, ROWS);
        let size = vec2(WIDTH, HEAD + 28.0 * links as f32);
        (rect.width() > 2.0 * WIDTH && rect.height() > size.y + 24.0).then(|| corner(rect, size))
    }

    pub(super) fn card(
        &mut self,
        ui: &mut Ui,
        place: Rect,
        network: &Network,
        picture: &Picture,
        actions: &mut Vec<NetworkAction>,
    ) {
        let Some(chosen) = self.chosen_in(network, picture) else { return };
        let node_at = |at: u32| network.nodes().get(picture.nodes.get(at as usize)?.node as usize);
        let Some(node) = node_at(chosen) else { return };
        let tokens = ui.tokens();
        let unit = picture.view.unit;
        // The strongest first.
        let links: Vec<&Link> = links_of(picture, chosen).collect();
        ui.painter().add(tokens.popup_shadow().as_shape(place, tokens.surface_radius()));
        let builder = UiBuilder::new()
            .max_rect(place)
            .accessibility_role(egui::Role::Group)
            .accessibility_label(format!("Links of {}", node.name));
        ui.scope_builder(builder, |ui| {
            let frame = Frame::new()
                .fill(tokens.colour.raised)
                .stroke(tokens.line())
                .corner_radius(tokens.surface_radius())
                .inner_margin(Margin { left: 0, right: 0, top: 6, bottom: 4 });
            frame.show(ui, |ui| {
                ui.set_min_size(place.size() - vec2(0.0, 10.0));
                ui.spacing_mut().item_spacing.y = 0.0;
                ui.horizontal(|ui| {
                    ui.add_space(tokens.space.inset);
                    let room = WIDTH - tokens.space.inset - 40.0;
                    let font = text_style::strong().resolve(ui.style());
                    let galley = elided(ui, node.name.to_string(), font, tokens.colour.text, room);
                    let (title, response) = ui.allocate_exact_size(vec2(room, 24.0), egui::Sense::hover());
                    response
                        .widget_info(|| egui::WidgetInfo::labeled(egui::Role::Heading, true, &*node.name));
                    let at = title.left_center() - vec2(0.0, galley.size().y / 2.0);
                    ui.painter().galley(at, galley, tokens.colour.text);
                    if ui.add(IconButton::new(icons::X, "Choose nothing")).clicked() {
                        self.chosen = None;
                    }
                });
                ui.horizontal(|ui| {
                    ui.add_space(tokens.space.inset);
                    let said = if links.is_empty() {
                        "no link is strong enough".to_owned()
                    } else {
                        format!("{} together with", unit.named(2))
                    };
                    ui.label(RichText::new(said).text_style(text_style::small()).color(tokens.colour.dim));
                });
                ui.add_space(tokens.space.grid);
                ScrollArea::vertical().id_salt("links").auto_shrink([false, true]).show(ui, |ui| {
                    for link in links {
                        let other = if link.first == chosen { link.second } else { link.first };
                        let Some(other) = node_at(other) else { continue };
                        let together = link.edge.together.of(unit) as usize;
                        let score = network.score(&link.edge, unit, Measure::LogLikelihood);
                        let name = format!(
                            "{} with {}, {} {}, G² {}",
                            node.name,
                            other.name,
                            grouped(together),
                            unit.named(together),
                            score_written(score)
                        );
                        let trailing = match picture.view.measure {
                            Measure::Count => grouped(together),
                            Measure::LogLikelihood => score_written(score),
                        };
                        let row = ListRow::new(&other.name).name(&name).trailing(trailing).show(ui);
                        if row.row.on_hover_text("Show the passages").clicked() {
                            actions.push(passages(link, unit));
                        }
                    }
                });
            });
        });
    }
}

/// The links of a node of the picture, the strongest first.
fn links_of(picture: &Picture, node: u32) -> impl Iterator<Item = &Link> {
    picture.links.iter().rev().filter(move |link| link.first == node || link.second == node)
}
