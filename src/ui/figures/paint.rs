//! The shapes of a drawing on the screen, and the theme's colours for drawings.

use egui::epaint::{CircleShape, PathShape, TextShape};
use egui::{Color32, FontId, Painter, Pos2, Shape, Stroke, Vec2, pos2, vec2};

use crate::exchange::drawing::network::Look;
use crate::exchange::drawing::{self, Anchor, Face, Rgba};
use crate::project::Project;
use crate::ui::entity_looks;
use crate::ui::theme::{Tokens, family};

/// Where the rim of letters is painted: around each letter at this distance.
const RIM: f32 = 1.25;

/// The colours of figures in a theme, with those of the kinds of name there are. Files are best saved with those of the
/// light theme, since paper is white.
pub fn look_of_kinds(project: &Project, tokens: &Tokens) -> Look {
    let kinds = entity_looks::kinds(project).into_iter();
    let coloured = kinds.map(|kind| {
        let colour = rgba(entity_looks::colour(&kind, project, tokens));
        (kind, colour)
    });
    Look { kinds: coloured.collect(), ..look(tokens) }
}

/// The colours of figures that tell no kinds of name apart.
pub fn look(tokens: &Tokens) -> Look {
    Look {
        ground: rgba(tokens.colour.page),
        text: rgba(tokens.colour.text),
        dim: rgba(tokens.colour.dim),
        line: rgba(tokens.colour.line),
        link: rgba(tokens.colour.faint),
        accent: rgba(tokens.colour.accent),
        kinds: Vec::new(),
        other: rgba(tokens.tags[0]),
    }
}

fn rgba(colour: Color32) -> Rgba {
    Rgba(colour.to_srgba_unmultiplied())
}

/// A drawing's colour as the screen has it.
pub(super) fn colour(Rgba([r, g, b, a]): Rgba) -> Color32 {
    Color32::from_rgba_unmultiplied(r, g, b, a)
}

fn font(face: Face, size: f32) -> FontId {
    let family = match face {
        Face::Regular => egui::FontFamily::Proportional,
        Face::Medium => family::medium(),
        Face::SemiBold => family::semibold(),
    };
    FontId::new(size, family)
}

/// Paints shapes, those that are seen in the painter's clip.
pub(in crate::ui) fn paint(painter: &Painter, shapes: &[drawing::Shape]) {
    let seen = painter.clip_rect().expand(4.0);
    let mut painted: Vec<Shape> = Vec::with_capacity(shapes.len());
    for shape in shapes {
        match shape {
            drawing::Shape::Line { from, to, width, colour: ink } => {
                let points = [at(*from), at(*to)];
                if egui::Rect::from_two_pos(points[0], points[1]).expand(*width).intersects(seen) {
                    painted.push(Shape::line_segment(points, Stroke::new(*width, colour(*ink))));
                }
            }
            drawing::Shape::Circle { centre, radius, fill, edge } => {
                let (center, radius) = (at(*centre), *radius);
                if seen.expand(radius).contains(center) {
                    let (fill, stroke) = (colour(*fill), stroke(*edge));
                    painted.push(Shape::Circle(CircleShape { center, radius, fill, stroke }));
                }
            }
            drawing::Shape::Polygon { corners, fill, edge } => {
                let points: Vec<Pos2> = corners.iter().map(|corner| at(*corner)).collect();
                let around = egui::Rect::from_points(&points);
                if !around.intersects(seen) {
                    continue;
                }
                if edge.is_none() && is_upright(corners) {
                    // Other than slanted areas, these stand on whole pixels, so that neighbours have no seam.
                    painted.push(Shape::rect_filled(around, 0.0, colour(*fill)));
                } else {
                    painted.push(Shape::Path(PathShape::convex_polygon(
                        points,
                        colour(*fill),
                        stroke(*edge),
                    )));
                }
            }
            drawing::Shape::Words(words) => paint_words(painter, words, seen, &mut painted),
        }
    }
    painter.extend(painted);
}

/// True for a rectangle whose sides are level and upright.
fn is_upright(corners: &[[f32; 2]]) -> bool {
    let same = |a: f32, b: f32| (a - b).abs() < f32::EPSILON;
    matches!(corners, [a, b, c, d] if same(a[1], b[1]) && same(b[0], c[0]) && same(c[1], d[1]) && same(d[0], a[0]))
}

fn at([x, y]: [f32; 2]) -> Pos2 {
    pos2(x, y)
}

fn stroke(edge: Option<drawing::Edge>) -> Stroke {
    edge.map_or(Stroke::NONE, |edge| Stroke::new(edge.width, colour(edge.colour)))
}

fn paint_words(painter: &Painter, words: &drawing::Words, seen: egui::Rect, painted: &mut Vec<Shape>) {
    if !seen.expand2(vec2(400.0, 20.0)).contains(at(words.at)) {
        return;
    }
    let galley =
        painter.layout_no_wrap(words.text.clone(), font(words.face, words.size), Color32::PLACEHOLDER);
    let size = galley.size();
    let across = match words.anchor {
        Anchor::Start => 0.0,
        Anchor::Middle => size.x / 2.0,
        Anchor::End => size.x,
    };
    let place = at(words.at) - vec2(across, size.y / 2.0);
    if !seen.intersects(egui::Rect::from_min_size(place, size)) {
        return;
    }
    let mut put = |offset: Vec2, ink: Color32| {
        painted.push(TextShape::new(place + offset, galley.clone(), ink).into());
    };
    if let Some(halo) = words.halo {
        let ink = colour(halo);
        for (x, y) in [(1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1)] {
            put(RIM * vec2(x as f32, y as f32), ink);
        }
    }
    put(Vec2::ZERO, colour(words.colour));
}
