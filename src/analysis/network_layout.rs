//! Where the nodes of a network stand: what is linked near each other, nothing on top of anything else.
//!
//! Each connected part is laid out for itself by the forces of Fruchterman and Reingold (1991, *Software: Practice and
//! Experience* 21:11), above some hundreds of nodes approximated by the quadtree of Barnes and Hut (1986, *Nature* 324);
//! then the parts are packed next to each other, so that small ones take no more room than they need. Beginning from
//! places that follow from the nodes' seeds, and with nothing but the four operations and square roots, the same network
//! has the same layout on every machine. How labels find their places is [`super::label_placement`]'s business.

mod forces;
mod packing;
mod quadtree;

#[cfg(test)]
mod tests;

/// Between the discs of two nodes, at least, in points.
const GAP: f64 = 7.0;
/// Between two parts that are not linked, in points.
const GUTTER: f64 = 22.0;

/// A node as the layout sees it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Body {
    /// Where it begins follows from this; best a key that it keeps when others come and go.
    pub seed: u128,
    /// The radius of its disc in points.
    pub radius: f32,
    /// How much room its label wants, width and height in points; 0 for none.
    pub label: [f32; 2],
}

/// A link between two bodies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spring {
    /// One body, as an index.
    pub first: u32,
    /// The other.
    pub second: u32,
    /// How strongly it draws, from 0 (not at all) to 1.
    pub strength: f32,
}

/// A finished layout: everything lies between (0, 0) and (width, height).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    /// The middle of each body, in points.
    pub points: Vec<[f32; 2]>,
    /// How wide all is with discs and labels.
    pub width: f32,
    /// How high.
    pub height: f32,
}

/// Lays out a network for a surface `aspect` times as wide as high. Springs between bodies that do not exist are left
/// out. Gives nothing when `stop` says so, which is asked at every step.
pub fn lay_out(bodies: &[Body], springs: &[Spring], aspect: f32, stop: &dyn Fn() -> bool) -> Option<Layout> {
    let springs: Vec<Spring> = springs
        .iter()
        .filter(|spring| {
            let known = |body: u32| (body as usize) < bodies.len();
            spring.first != spring.second && known(spring.first) && known(spring.second)
        })
        .copied()
        .collect();
    let aspect = if aspect.is_finite() { f64::from(aspect.clamp(0.2, 5.0)) } else { 1.0 };
    let mut parts = Vec::new();
    for members in components(bodies.len(), &springs) {
        let points = forces::settle(bodies, &springs, &members, aspect, stop)?;
        parts.push(Part::new(bodies, members, points));
    }
    let boxes: Vec<[f64; 2]> =
        parts.iter().map(|part| [part.size[0] + GUTTER, part.size[1] + GUTTER]).collect();
    let (corners, size) = packing::pack(&boxes, aspect);
    let mut layout = Layout {
        points: vec![[0.0; 2]; bodies.len()],
        width: (size[0] - GUTTER).max(0.0) as f32,
        height: (size[1] - GUTTER).max(0.0) as f32,
    };
    for (part, corner) in parts.iter().zip(corners) {
        for (member, point) in part.members.iter().zip(&part.points) {
            layout.points[*member as usize] = [(corner[0] + point[0]) as f32, (corner[1] + point[1]) as f32];
        }
    }
    Some(layout)
}

/// A connected part, its upper left corner at (0, 0).
struct Part {
    members: Vec<u32>,
    points: Vec<[f64; 2]>,
    size: [f64; 2],
}

impl Part {
    fn new(bodies: &[Body], members: Vec<u32>, mut points: Vec<[f64; 2]>) -> Self {
        let (mut low, mut high) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
        for (member, point) in members.iter().zip(&points) {
            let body = &bodies[*member as usize];
            // As if the label stood below the disc; where it will stand is not known yet.
            let radius = f64::from(body.radius);
            let half = radius.max(f64::from(body.label[0]) / 2.0);
            let below = radius + f64::from(body.label[1]);
            low = [low[0].min(point[0] - half), low[1].min(point[1] - radius)];
            high = [high[0].max(point[0] + half), high[1].max(point[1] + below)];
        }
        for point in &mut points {
            *point = [point[0] - low[0], point[1] - low[1]];
        }
        Self { members, points, size: [high[0] - low[0], high[1] - low[1]] }
    }
}

/// The connected parts, each with its members in order; the largest first, those as large by their first member.
fn components(bodies: usize, springs: &[Spring]) -> Vec<Vec<u32>> {
    let mut leader: Vec<u32> = (0..bodies as u32).collect();
    for spring in springs {
        let (a, b) = (root(&mut leader, spring.first), root(&mut leader, spring.second));
        leader[a.max(b) as usize] = a.min(b);
    }
    let mut parts: std::collections::BTreeMap<u32, Vec<u32>> = std::collections::BTreeMap::new();
    for body in 0..bodies as u32 {
        let root = root(&mut leader, body);
        parts.entry(root).or_default().push(body);
    }
    let mut parts: Vec<Vec<u32>> = parts.into_values().collect();
    parts.sort_by_key(|members| (std::cmp::Reverse(members.len()), members[0]));
    parts
}

fn root(leader: &mut [u32], mut body: u32) -> u32 {
    while leader[body as usize] != body {
        leader[body as usize] = leader[leader[body as usize] as usize];
        body = leader[body as usize];
    }
    body
}
