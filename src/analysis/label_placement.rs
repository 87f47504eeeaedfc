//! Where the names of nodes stand: beside their discs, none over another, the greatest first.
//!
//! Each label tries the eight places around its disc, the right one first, and takes the first where it covers no label
//! that was placed before and no disc. What finds no place stays without a name, except the greatest: they look further
//! out, and are then joined to their name by a line; and where all must be named in every case, they cover as little as can
//! be. The sizes of labels come from whoever draws them; nothing here knows fonts.

use rustc_hash::FxHashMap;

/// Between a disc and its label, in points.
const GAP: f32 = 3.0;
/// How far from the discs of others a label stands where it can, in points.
const CLEAR: f32 = 4.0;
/// Between two labels, in points, to the sides.
const APART: f32 = 2.0;
/// How much of other discs a label may touch, as a share of theirs: a corner of the square around one, and no more.
const COVERED: f32 = 0.02;
/// How many rings further out the greatest look, and how many more where they must have a name.
const NEAR_RINGS: usize = 7;
const RINGS: usize = 60;
/// How far one ring is from the next, in heights of a label.
const RING: f32 = 0.5;
/// Side of the squares labels and discs are sorted into to be found, in points.
const SQUARE: f32 = 48.0;

/// A rectangle by its upper left and its lower right corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// The upper left corner.
    pub low: [f32; 2],
    /// The lower right corner.
    pub high: [f32; 2],
}

impl Area {
    /// The rectangle of this size around a middle.
    pub fn around([x, y]: [f32; 2], [width, height]: [f32; 2]) -> Self {
        Self { low: [x - width / 2.0, y - height / 2.0], high: [x + width / 2.0, y + height / 2.0] }
    }

    /// Its middle.
    pub fn centre(self) -> [f32; 2] {
        [f32::midpoint(self.low[0], self.high[0]), f32::midpoint(self.low[1], self.high[1])]
    }

    /// True when both have more than an edge in common.
    pub fn overlaps(self, other: Self) -> bool {
        (0..2).all(|axis| self.low[axis] < other.high[axis] && other.low[axis] < self.high[axis])
    }

    /// True when `other` lies wholly within.
    pub fn covers(self, other: Self) -> bool {
        (0..2).all(|axis| self.low[axis] <= other.low[axis] && other.high[axis] <= self.high[axis])
    }

    /// How large the part is that both have.
    fn shared(self, other: Self) -> f32 {
        let side = |axis: usize| {
            (self.high[axis].min(other.high[axis]) - self.low[axis].max(other.low[axis])).max(0.0)
        };
        side(0) * side(1)
    }

    fn grown(self, by: f32) -> Self {
        Self { low: self.low.map(|side| side - by), high: self.high.map(|side| side + by) }
    }

    fn widened(self, by: f32) -> Self {
        Self { low: [self.low[0] - by, self.low[1]], high: [self.high[0] + by, self.high[1]] }
    }
}

/// A node that wants a label.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Labelled {
    /// The middle of its disc.
    pub centre: [f32; 2],
    /// The radius of its disc.
    pub radius: f32,
    /// Width and height of its label.
    pub size: [f32; 2],
}

/// Where a label stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placed {
    /// What it covers.
    pub area: Area,
    /// Whether it stands so far from its disc that a line should join them.
    pub is_far: bool,
}

/// Which of the greatest look further out for a place, and which have one in every case, as numbers of nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct First {
    /// Those that look further out.
    pub reaching: usize,
    /// Those that have a label whatever it covers.
    pub always: usize,
}

/// Places the labels of nodes, which come with the greatest first.
///
/// Labels stay within `bounds`, where they are given; only for one of the greatest whose disc lies outside or which is
/// larger than the bounds that cannot be.
pub fn place(nodes: &[Labelled], first: First, bounds: Option<Area>) -> Vec<Option<Placed>> {
    let mut discs = Squares::default();
    for (at, node) in nodes.iter().enumerate() {
        discs.add(Area::around(node.centre, [2.0 * node.radius; 2]), at as u32);
    }
    let mut labels = Squares::default();
    let mut placed = Vec::with_capacity(nodes.len());
    for (at, node) in nodes.iter().enumerate() {
        let is_free = |area: Area| {
            bounds.is_none_or(|bounds| bounds.covers(area))
                && !labels.any(area.widened(APART), |other, _| other.overlaps(area.widened(APART)))
        };
        let covered = |area: Area| {
            let mut sum = 0.0;
            discs.any(area, |disc, owner| {
                if owner as usize != at {
                    sum += area.shared(disc) / disc.shared(disc).max(1.0);
                }
                false
            });
            sum
        };
        let near = around(node, 0.0)
            .into_iter()
            .filter(|area| is_free(*area))
            .map(|area| (covered(area.grown(CLEAR)), area))
            .reduce(|best, other| if other.0 < best.0 - 1e-4 { other } else { best });
        let ring = |ring: usize| {
            let out = ring as f32 * node.size[1] * RING;
            around(node, out).into_iter().chain(between(node, out))
        };
        let far = |rings: usize, most: f32| {
            // What stands right beside another disc seems to be its name.
            let is_clear = |area: Area| covered(area.grown(CLEAR)) <= most;
            let found = (1..=rings).flat_map(ring).find(|area| is_free(*area) && is_clear(*area));
            found.map(|area| Placed { area, is_far: true })
        };
        let mut found = near
            .filter(|(_, area)| covered(*area) <= COVERED)
            .map(|(_, area)| Placed { area, is_far: false });
        if at < first.reaching {
            found = found.or_else(|| far(NEAR_RINGS, COVERED));
        }
        if at < first.always {
            // A place over a disc beside its own is better than one far away; one far away better than none. With so
            // many rings there is one unless the bounds leave none; then a name over another is better than none.
            found = found
                .or_else(|| near.map(|(_, area)| Placed { area, is_far: false }))
                .or_else(|| far(RINGS, f32::INFINITY))
                .or_else(|| Some(Placed { area: around(node, 0.0)[0], is_far: false }));
        }
        if let Some(placed) = found {
            labels.add(placed.area, at as u32);
        }
        placed.push(found);
    }
    placed
}

/// The places around a disc, the best first, so far out.
fn around(node: &Labelled, out: f32) -> [Area; 8] {
    let reach = node.radius + GAP + out;
    let [width, height] = node.size;
    let (beside, above) = (reach + width / 2.0, reach + height / 2.0);
    // Towards a corner the disc is less far out.
    let slant = 0.7 * (node.radius + out) + 1.0;
    let (right, low) = (slant + width / 2.0, slant + height / 2.0);
    let places = [
        [beside, 0.0],
        [0.0, above],
        [-beside, 0.0],
        [0.0, -above],
        [right, low],
        [right, -low],
        [-right, low],
        [-right, -low],
    ];
    places.map(|[x, y]| Area::around([node.centre[0] + x, node.centre[1] + y], node.size))
}

/// Further places so far out from a disc, for where the usual ones are taken.
fn between(node: &Labelled, out: f32) -> [Area; 6] {
    let reach = node.radius + GAP + out;
    let [width, height] = node.size;
    let (aside, above) = (width / 4.0, reach + height / 2.0);
    let (beside, lower) = (reach + width / 2.0, height);
    let places = [
        [aside, above],
        [-aside, above],
        [aside, -above],
        [-aside, -above],
        [beside, lower],
        [-beside, lower],
    ];
    places.map(|[x, y]| Area::around([node.centre[0] + x, node.centre[1] + y], node.size))
}

/// Rectangles by the squares of the plane they touch.
#[derive(Default)]
struct Squares {
    squares: FxHashMap<(i32, i32), Vec<(Area, u32)>>,
}

impl Squares {
    fn touched(area: Area) -> impl Iterator<Item = (i32, i32)> {
        let square = |place: f32| (place / SQUARE).floor() as i32;
        let columns = square(area.low[0])..=square(area.high[0]);
        let (top, bottom) = (square(area.low[1]), square(area.high[1]));
        columns.flat_map(move |column| (top..=bottom).map(move |row| (column, row)))
    }

    fn add(&mut self, area: Area, owner: u32) {
        for square in Self::touched(area) {
            self.squares.entry(square).or_default().push((area, owner));
        }
    }

    /// True when `is_wanted` is for any rectangle that touches a square of `area`; each is asked about once.
    fn any(&self, area: Area, mut is_wanted: impl FnMut(Area, u32) -> bool) -> bool {
        for square in Self::touched(area) {
            for (other, owner) in self.squares.get(&square).into_iter().flatten() {
                // Asked about in the first square both touch, and in no other.
                let first = [0, 1].map(|axis| (area.low[axis].max(other.low[axis]) / SQUARE).floor() as i32);
                if (first[0], first[1]) == square && is_wanted(*other, *owner) {
                    return true;
                }
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NONE: First = First { reaching: 0, always: 0 };

    fn always(count: usize) -> First {
        First { reaching: count, always: count }
    }

    fn node(x: f32, y: f32, radius: f32, width: f32) -> Labelled {
        Labelled { centre: [x, y], radius, size: [width, 14.0] }
    }

    #[test]
    fn a_label_stands_to_the_right_of_its_disc() {
        let placed = place(&[node(50.0, 50.0, 10.0, 60.0)], NONE, None);
        let area = Area { low: [63.0, 43.0], high: [123.0, 57.0] };
        assert_eq!(placed, [Some(Placed { area, is_far: false })]);
    }

    #[test]
    fn it_gives_way_to_the_edge_and_to_discs() {
        let bounds = Area { low: [0.0, 0.0], high: [100.0, 100.0] };
        let at_edge = place(&[node(85.0, 50.0, 5.0, 40.0)], NONE, Some(bounds));
        assert!(at_edge[0].unwrap().area.high[0] <= 80.0, "{at_edge:?}: to the left");
        let beside_disc = place(&[node(50.0, 50.0, 5.0, 40.0), node(75.0, 50.0, 8.0, 20.0)], NONE, None);
        let area = beside_disc[0].unwrap().area;
        assert!(area.high[0] <= 45.0, "{area:?}: to the left, clear of the other");
    }

    #[test]
    fn of_two_in_one_place_the_greater_has_the_better_place() {
        let nodes = [node(50.0, 50.0, 5.0, 40.0), node(50.0, 50.0, 5.0, 40.0)];
        let placed = place(&nodes, NONE, None);
        assert!(placed[0].unwrap().area.low[0] >= 55.0);
        assert!(!placed[1].unwrap().area.overlaps(placed[0].unwrap().area));
    }

    #[test]
    fn the_greatest_have_their_names_however_many_stand_there() {
        let nodes = [node(50.0, 50.0, 5.0, 60.0); 60];
        let placed = place(&nodes, always(30), None);
        assert!(placed[..30].iter().all(Option::is_some));
        assert!(placed[30..].iter().any(Option::is_none), "the others give way");
        assert!(placed[29].unwrap().is_far);
        let tight = Area { low: [0.0, 0.0], high: [10.0, 10.0] };
        assert!(place(&nodes[..1], always(1), Some(tight))[0].is_some(), "even where there is no room");
    }

    #[test]
    fn no_name_crosses_a_disc_or_the_edge_where_none_must_be_there() {
        let nodes: Vec<Labelled> =
            (0..40).map(|nth| node(60.0 * (nth % 8) as f32, 30.0 * (nth / 8) as f32, 9.0, 60.0)).collect();
        let bounds = Area { low: [-40.0, -30.0], high: [480.0, 140.0] };
        let placed = place(&nodes, First { reaching: 12, always: 0 }, Some(bounds));
        assert!(placed.iter().flatten().count() > 2);
        assert!(placed[..12].iter().any(Option::is_none), "there is no room for all of the greatest");
        for label in placed.iter().flatten() {
            assert!(bounds.covers(label.area), "{label:?}");
            for disc in &nodes {
                let disc = Area::around(disc.centre, [2.0 * disc.radius - 4.0; 2]);
                assert!(!label.area.overlaps(disc), "{label:?} {disc:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn no_label_covers_another(
            nodes in prop::collection::vec((-200.0f32..600.0, -100.0f32..400.0, 2.0f32..16.0, 1.0f32..140.0), 0..120),
            count in 0usize..40,
        ) {
            let nodes: Vec<Labelled> =
                nodes.into_iter().map(|(x, y, radius, width)| node(x, y, radius, width)).collect();
            let placed = place(&nodes, always(count), None);
            for (at, one) in placed.iter().enumerate() {
                prop_assert!(at >= count || one.is_some());
                let Some(one) = one else { continue };
                for other in placed[at + 1..].iter().flatten() {
                    prop_assert!(!one.area.overlaps(other.area));
                }
            }
        }
    }
}
