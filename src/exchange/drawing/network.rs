//! A network of names drawn: discs as large as their mentions are many, lines as strong as their links, and the names.
//!
//! [`shapes`] draws what a window shows at any place and scale; [`sheet`] a whole figure with its title and a legend, for
//! a file. The place of each disc comes from [`crate::analysis::network`], that of each name from [`labels`].

use super::{Anchor, Drawing, Edge, Face, Point, Rgba, Shape, Words};
use crate::analysis::cooccurrence::{Measure, Network};
use crate::analysis::label_placement::{Area, First, Labelled, Placed, place};
use crate::analysis::network::Picture;
use crate::entities::Kind;
use crate::text::numbers::{counted, grouped};

/// How many of the greatest have their names in every case, and stand out.
pub const ALWAYS_NAMED: usize = 12;
/// Size of the names of the greatest and of all others, in points.
const SIZES: [f32; 2] = [12.5, 11.5];
/// The widest name, less where all is drawn smaller; longer ones are cut.
const WIDEST: f32 = 230.0;
/// Around a sheet.
const MARGIN: f32 = 28.0;
/// The smallest disc on screen.
const LEAST_RADIUS: f32 = 3.0;

/// The colours of a figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    /// Behind everything.
    pub ground: Rgba,
    /// Names, titles.
    pub text: Rgba,
    /// Words of second rank.
    pub dim: Rgba,
    /// Lines between rows, ticks.
    pub line: Rgba,
    /// Links between names.
    pub link: Rgba,
    /// What is chosen; bars.
    pub accent: Rgba,
    /// The colours of kinds of entity.
    pub kinds: Vec<(Kind, Rgba)>,
    /// The colour of any other kind.
    pub other: Rgba,
}

impl Look {
    /// The colour of a kind.
    pub fn of_kind(&self, kind: &Kind) -> Rgba {
        self.kinds.iter().find(|(known, _)| known == kind).map_or(self.other, |(_, colour)| *colour)
    }
}

/// Where a picture lies on a surface.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// Points of the surface to a point of the picture.
    pub scale: f32,
    /// Where the picture's upper left corner is.
    pub origin: Point,
}

impl Frame {
    /// A place of the picture on the surface.
    pub fn place(&self, [x, y]: Point) -> Point {
        [self.origin[0] + self.scale * x, self.origin[1] + self.scale * y]
    }

    /// The radius of a disc on the surface. Discs grow less than the picture, so that one sees more by coming nearer.
    pub fn radius(&self, radius: f32) -> f32 {
        radius_at(radius, self.scale)
    }
}

fn radius_at(radius: f32, scale: f32) -> f32 {
    (radius * scale.clamp(0.3, 1.5)).max(LEAST_RADIUS)
}

/// What is under the pointer or chosen; all that has nothing to do with it is drawn faintly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// An entity, by its index in the picture.
    Node(u32),
    /// A link, by its index in the picture.
    Link(u32),
}

/// The name of an entity of the picture as it is written on the figure.
fn name(network: &Network, picture: &Picture, at: usize, scale: f32) -> String {
    let node = picture.nodes.get(at).and_then(|shown| network.nodes().get(shown.node as usize));
    node.map_or_else(String::new, |node| {
        face(at).cut(&node.name, size(at), WIDEST * (1.25 * scale).clamp(0.5, 1.0))
    })
}

fn face(at: usize) -> Face {
    if at < ALWAYS_NAMED { Face::Medium } else { Face::Regular }
}

fn size(at: usize) -> f32 {
    if at < ALWAYS_NAMED { SIZES[0] } else { SIZES[1] }
}

/// The places of the names at a scale, with the picture's upper left corner at (0, 0); of those for which there is room
/// `within` a surface, or where that is `None` in any case of the greatest.
pub fn labels(network: &Network, picture: &Picture, scale: f32, within: Option<Area>) -> Vec<Option<Placed>> {
    let nodes: Vec<Labelled> = picture
        .nodes
        .iter()
        .enumerate()
        .map(|(at, node)| Labelled {
            centre: [scale * node.at[0], scale * node.at[1]],
            radius: radius_at(node.radius, scale),
            size: [face(at).width(&name(network, picture, at, scale), size(at)), 1.25 * size(at)],
        })
        .collect();
    let always = if within.is_some() { 0 } else { ALWAYS_NAMED };
    place(&nodes, First { reaching: ALWAYS_NAMED, always }, within)
}

/// What a window shows of a picture: links, discs and names, the greatest in front. `labels` are those of the frame's
/// scale.
pub fn shapes(
    network: &Network,
    picture: &Picture,
    labels: &[Option<Placed>],
    look: &Look,
    frame: &Frame,
    focus: Option<Focus>,
) -> Vec<Shape> {
    let in_focus = Lit::of(picture, focus);
    // Many links are drawn finer, or they would be one grey area.
    let weight = (80.0 / picture.links.len().max(1) as f32).sqrt().clamp(0.3, 1.0);
    let mut shapes = Vec::with_capacity(picture.links.len() + 3 * picture.nodes.len());
    // The faint first, so that nothing faint lies over what is in focus.
    for lit in [false, true] {
        for (at, link) in picture.links.iter().enumerate().filter(|(at, _)| in_focus.link(*at) == lit) {
            let [from, to] = [link.first, link.second]
                .map(|end| picture.nodes.get(end as usize).map_or([0.0; 2], |node| frame.place(node.at)));
            let strength = link.strength.sqrt();
            let colour = match focus {
                Some(Focus::Link(chosen)) if chosen as usize == at => look.accent,
                Some(_) if !lit => look.link.faded(0.12),
                Some(_) => look.link.faded(0.45 + 0.55 * strength),
                None => look.link.faded((0.42 + 0.5 * strength) * weight.sqrt()),
            };
            let width = 0.75 + 3.25 * strength * if focus.is_some() && lit { 1.0 } else { weight };
            shapes.push(Shape::Line { from, to, width, colour });
        }
    }
    for (at, node) in picture.nodes.iter().enumerate().rev() {
        let Some(entity) = network.nodes().get(node.node as usize) else { continue };
        let faint = if in_focus.node(at) { 1.0 } else { 0.2 };
        let colour = look.of_kind(&entity.kind);
        let chosen = focus == Some(Focus::Node(at as u32));
        let edge = if chosen { look.text } else { look.ground };
        shapes.push(Shape::Circle {
            centre: frame.place(node.at),
            radius: frame.radius(node.radius),
            fill: look.ground.towards(colour, faint),
            edge: Some(Edge { width: if chosen { 2.0 } else { 1.5 }, colour: edge }),
        });
    }
    for (at, placed) in labels.iter().enumerate().rev() {
        let Some(node) = picture.nodes.get(at) else { continue };
        let is_focus = focus == Some(Focus::Node(at as u32));
        let radius = frame.radius(node.radius);
        let [x, y] = frame.place(node.at);
        let (left, middle) = match placed {
            Some(placed) => {
                let [_, middle] = placed.area.centre();
                (frame.origin[0] + placed.area.low[0], frame.origin[1] + middle)
            }
            None if is_focus => (x + radius + 4.0, y),
            None => continue,
        };
        let share = if in_focus.node(at) { 1.0 } else { 0.25 };
        if let Some(placed) = placed.filter(|placed| placed.is_far) {
            let nearest = nearest_on(placed.area, frame.origin, [x, y]);
            let colour = look.dim.faded(0.7 * share);
            shapes.push(Shape::Line { from: [x, y], to: nearest, width: 0.75, colour });
        }
        shapes.push(Shape::Words(Words {
            text: name(network, picture, at, frame.scale),
            at: [left, middle],
            anchor: Anchor::Start,
            face: face(at),
            size: size(at),
            colour: look.ground.towards(look.text, share),
            halo: Some(look.ground.faded(0.85)),
        }));
    }
    shapes
}

/// The place of a label's rim nearest to a disc.
fn nearest_on(area: Area, origin: Point, [x, y]: Point) -> Point {
    let [low, high] = [area.low, area.high].map(|corner| [corner[0] + origin[0], corner[1] + origin[1]]);
    [x.clamp(low[0] - 2.0, high[0] + 2.0), y.clamp(low[1], high[1])]
}

/// What has to do with what is in focus.
struct Lit<'a> {
    picture: &'a Picture,
    focus: Option<Focus>,
    nodes: Vec<bool>,
}

impl<'a> Lit<'a> {
    fn of(picture: &'a Picture, focus: Option<Focus>) -> Self {
        let mut nodes = vec![focus.is_none(); picture.nodes.len()];
        let mut light = |node: u32| {
            if let Some(node) = nodes.get_mut(node as usize) {
                *node = true;
            }
        };
        if let Some(Focus::Node(node)) = focus {
            light(node);
        }
        for (at, link) in picture.links.iter().enumerate() {
            let is_lit = match focus {
                None => false,
                Some(Focus::Node(node)) => link.first == node || link.second == node,
                Some(Focus::Link(chosen)) => chosen as usize == at,
            };
            if is_lit {
                light(link.first);
                light(link.second);
            }
        }
        Self { picture, focus, nodes }
    }

    fn node(&self, at: usize) -> bool {
        self.nodes.get(at).copied().unwrap_or(false)
    }

    fn link(&self, at: usize) -> bool {
        match self.focus {
            None => true,
            Some(Focus::Node(node)) => {
                self.picture.links.get(at).is_some_and(|link| link.first == node || link.second == node)
            }
            Some(Focus::Link(chosen)) => chosen as usize == at,
        }
    }
}

/// What stands below a network: what its marks mean; how many there are and what is left out.
pub fn legend(network: &Network, picture: &Picture) -> [String; 2] {
    let view = &picture.view;
    let many = view.unit.named(2);
    let least = match view.measure {
        Measure::Count => format!("at least {}", counted_units(view.least)),
        Measure::LogLikelihood => format!("G² of at least {:.1}", view.least),
    };
    let links = match view.measure {
        Measure::Count => format!("Lines: {many} that name both, {least}."),
        Measure::LogLikelihood => format!("Lines: log-likelihood of meeting in {many}, {least}."),
    };
    let mut told =
        vec![counted(picture.nodes.len(), "name", "names"), counted(picture.links.len(), "link", "links")];
    let lesser = picture.lesser + network.left_out();
    if lesser > 0 {
        told.push(format!("{} with fewer mentions left out", counted(lesser, "name", "names")));
    }
    if picture.unlinked > 0 {
        told.push(format!("{} without a link left out", counted(picture.unlinked, "name", "names")));
    }
    if picture.weaker > 0 {
        told.push(format!("{} left out", counted(picture.weaker, "weaker link", "weaker links")));
    }
    [format!("Discs: number of mentions. {links}"), format!("{}.", told.join(", "))]
}

/// A score with one decimal, and the sign of what is less than by chance.
pub fn score_written(score: f64) -> String {
    let tenths = (10.0 * score).round() / 10.0;
    // No sign where nothing is left of it.
    if tenths < 0.0 { format!("−{:.1}", -tenths) } else { format!("{:.1}", tenths.abs()) }
}

fn counted_units(least: f64) -> String {
    grouped(least.ceil().max(1.0) as usize)
}

/// A whole figure: the title, the picture, and below it the kinds and what everything means.
pub fn sheet(network: &Network, picture: &Picture, title: &str, look: &Look) -> Drawing {
    let labels = labels(network, picture, 1.0, None);
    // Names may stand a little outside of the discs' place.
    let (mut low, mut high) = ([0.0f32; 2], picture.size);
    for placed in labels.iter().flatten() {
        for axis in 0..2 {
            low[axis] = low[axis].min(placed.area.low[axis]);
            high[axis] = high[axis].max(placed.area.high[axis]);
        }
    }
    let lines = legend(network, picture);
    let kinds = kinds_of(network, picture);
    let legend_width = lines.iter().map(|line| Face::Regular.width(line, SIZES[1])).fold(0.0, f32::max);
    let width = (high[0] - low[0]).max(legend_width).max(Face::SemiBold.width(title, 15.0)) + 2.0 * MARGIN;
    let top = MARGIN + 36.0;
    let spare = (width - 2.0 * MARGIN - (high[0] - low[0])) / 2.0;
    let frame = Frame { scale: 1.0, origin: [MARGIN + spare - low[0], top - low[1]] };
    let mut shapes = shapes(network, picture, &labels, look, &frame, None);
    let words = |text: String, at: Point, face, size, colour| {
        Shape::Words(Words { text, at, anchor: Anchor::Start, face, size, colour, halo: None })
    };
    shapes.push(words(title.to_owned(), [MARGIN, MARGIN + 6.0], Face::SemiBold, 15.0, look.text));
    let (mut left, mut line) = (MARGIN, top + high[1] - low[1] + 30.0);
    for kind in kinds {
        let label = kind_label(&kind);
        let wide = 14.0 + Face::Regular.width(&label, SIZES[1]) + 16.0;
        if left > MARGIN && left + wide > width - MARGIN {
            (left, line) = (MARGIN, line + 20.0);
        }
        let fill = look.of_kind(&kind);
        shapes.push(Shape::Circle { centre: [left + 4.5, line], radius: 4.5, fill, edge: None });
        shapes.push(words(label, [left + 14.0, line], Face::Regular, SIZES[1], look.text));
        left += wide;
    }
    for text in lines {
        line += 20.0;
        shapes.push(words(text, [MARGIN, line], Face::Regular, SIZES[1], look.dim));
    }
    Drawing { width, height: line + MARGIN, ground: look.ground, title: title.to_owned(), shapes }
}

/// The kinds a picture shows, in the order in which kinds are listed.
fn kinds_of(network: &Network, picture: &Picture) -> Vec<Kind> {
    let kinds = picture.nodes.iter().filter_map(|shown| network.nodes().get(shown.node as usize));
    let kinds: std::collections::BTreeSet<Kind> = kinds.map(|node| node.kind.clone()).collect();
    kinds.into_iter().collect()
}

/// The name of a kind with a capital.
pub fn kind_label(kind: &Kind) -> String {
    let mut letters = kind.name().chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::cooccurrence::testing::{counted, entities, texts};
    use crate::analysis::cooccurrence::{Choice, Unit};
    use crate::analysis::network::{View, arrange};
    use crate::exchange::drawing::{png, svg};

    fn look() -> Look {
        let grey = |tone| Rgba([tone, tone, tone, 255]);
        Look {
            ground: grey(255),
            text: grey(20),
            dim: grey(100),
            line: grey(220),
            link: grey(160),
            accent: Rgba([40, 90, 140, 255]),
            kinds: vec![(Kind::Person, Rgba([120, 60, 150, 255]))],
            other: grey(90),
        }
    }

    fn network() -> (Network, Picture) {
        let names = [("Smith & <Sons>", Kind::Organisation), ("Ann", Kind::Person), ("Bob", Kind::Person)];
        let bodies = texts(&["Ann met Bob at Smith & <Sons>. Ann and Smith & <Sons>. Smith & <Sons>."]);
        let network = counted(&entities(&names), &bodies, &Choice::default());
        let view = View { unit: Unit::Sentence, ..View::default() };
        let picture = arrange(&network, &view, &|| false).unwrap();
        (network, picture)
    }

    #[test]
    fn a_sheet_names_everyone_and_says_what_it_shows() {
        let (network, picture) = network();
        let drawn = sheet(&network, &picture, "Who meets \"whom\"", &look());
        let written = svg(&drawn);
        assert_eq!(svg(&sheet(&network, &picture, "Who meets \"whom\"", &look())), written);
        let document = resvg::usvg::roxmltree::Document::parse(&written).unwrap();
        let words: Vec<&str> = document.descendants().filter_map(|node| node.text()).collect();
        for expected in [
            "Smith & <Sons>",
            "Ann",
            "Bob",
            "Who meets \"whom\"",
            "Organisation",
            "Person",
            "Discs: number of mentions. Lines: sentences that name both, at least 1.",
            "3 names, 3 links.",
        ] {
            assert!(words.contains(&expected), "{expected} in {words:?}");
        }
        let picture = image::load_from_memory(&png(&drawn, 800).unwrap()).unwrap();
        assert_eq!(picture.width(), 800);
    }

    #[test]
    fn all_of_a_sheet_is_on_it() {
        let (network, picture) = network();
        let drawn = sheet(&network, &picture, "", &look());
        for shape in &drawn.shapes {
            let Shape::Words(words) = shape else { continue };
            let width = words.face.width(&words.text, words.size);
            assert!(words.at[0] >= 0.0 && words.at[0] + width <= drawn.width, "{words:?}");
            assert!(words.at[1] >= 0.0 && words.at[1] <= drawn.height, "{words:?}");
        }
    }

    #[test]
    fn what_is_not_in_focus_is_faint() {
        let (network, picture) = network();
        let labels = labels(&network, &picture, 1.0, None);
        let frame = Frame { scale: 1.0, origin: [0.0, 0.0] };
        let drawn = |focus| shapes(&network, &picture, &labels, &look(), &frame, focus);
        let fills = |shapes: &[Shape]| -> Vec<Rgba> {
            let fill = |shape: &Shape| match shape {
                Shape::Circle { fill, .. } => Some(*fill),
                _ => None,
            };
            shapes.iter().filter_map(fill).collect()
        };
        let link = picture.links.iter().position(|link| link.first == 0 && link.second == 1).unwrap();
        let (all, one) = (fills(&drawn(None)), fills(&drawn(Some(Focus::Link(link as u32)))));
        // The least is painted first: it has nothing to do with the link of the two greatest.
        assert_ne!(all[0], one[0]);
        assert_eq!(all[1..], one[1..]);
    }
}
