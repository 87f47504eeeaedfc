//! Points in squares within squares, so that the push of many far points is that of one heavy one.

/// A square is taken for one point where it is this much smaller than its distance.
const OPENING: f64 = 0.9;
/// Squares are not cut further than so often; points that stand in the same place would be cut for ever.
const DEEPEST: u32 = 24;

/// No square.
const NONE: u32 = u32::MAX;

/// A square, with what is in it.
#[derive(Clone, Copy)]
struct Square {
    /// How many points, and where they are on average.
    weight: f64,
    centre: [f64; 2],
    /// The quarters that hold any of them.
    quarters: [u32; 4],
    is_leaf: bool,
}

/// The points of one round.
pub(super) struct Quadtree {
    squares: Vec<Square>,
    side: f64,
}

impl Quadtree {
    /// Sorts points into squares.
    pub fn of(points: &[[f64; 2]]) -> Self {
        let (mut low, mut high) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
        for point in points {
            for axis in 0..2 {
                low[axis] = low[axis].min(point[axis]);
                high[axis] = high[axis].max(point[axis]);
            }
        }
        let side = (high[0] - low[0]).max(high[1] - low[1]).max(1e-6);
        let mut tree = Self { squares: Vec::with_capacity(2 * points.len()), side };
        let all: Vec<[f64; 2]> = points.to_vec();
        tree.add(all, low, side, 0);
        tree
    }

    /// Adds the square that holds `points`, from its corner and side; gives its index.
    fn add(&mut self, points: Vec<[f64; 2]>, corner: [f64; 2], side: f64, depth: u32) -> u32 {
        if points.is_empty() {
            return NONE;
        }
        let weight = points.len() as f64;
        let centre = [0, 1].map(|axis| points.iter().map(|point| point[axis]).sum::<f64>() / weight);
        let at = self.squares.len();
        let is_leaf = points.len() == 1 || depth >= DEEPEST;
        self.squares.push(Square { weight, centre, quarters: [NONE; 4], is_leaf });
        if is_leaf {
            return at as u32;
        }
        let half = side / 2.0;
        let middle = [corner[0] + half, corner[1] + half];
        let mut parts: [Vec<[f64; 2]>; 4] = Default::default();
        for point in points {
            let quarter = usize::from(point[0] >= middle[0]) + 2 * usize::from(point[1] >= middle[1]);
            parts[quarter].push(point);
        }
        for (quarter, part) in parts.into_iter().enumerate() {
            let x = if quarter % 2 == 0 { corner[0] } else { middle[0] };
            let y = if quarter < 2 { corner[1] } else { middle[1] };
            let index = self.add(part, [x, y], half, depth + 1);
            self.squares[at].quarters[quarter] = index;
        }
        at as u32
    }

    /// The push on a point, each other point pushing with the inverse of its distance.
    pub fn push_on(&self, point: [f64; 2]) -> [f64; 2] {
        let mut push = [0.0; 2];
        let mut waiting = vec![(0u32, self.side)];
        while let Some((index, side)) = waiting.pop() {
            let Some(square) = self.squares.get(index as usize) else { continue };
            let (dx, dy) = (point[0] - square.centre[0], point[1] - square.centre[1]);
            let distance = dx * dx + dy * dy;
            if square.is_leaf || side * side < OPENING * OPENING * distance {
                let strength = square.weight / distance.max(1e-3);
                push = [push[0] + strength * dx, push[1] + strength * dy];
            } else {
                waiting.extend(square.quarters.iter().map(|quarter| (*quarter, side / 2.0)));
            }
        }
        push
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_push_is_about_that_of_all_points(
            points in prop::collection::vec((-500.0f64..500.0, -500.0f64..500.0), 2..80),
        ) {
            let points: Vec<[f64; 2]> = points.into_iter().map(|(x, y)| [x, y]).collect();
            let tree = Quadtree::of(&points);
            let (mut error, mut whole) = (0.0f64, 0.0f64);
            for point in &points {
                let mut exact = [0.0; 2];
                for other in &points {
                    let (dx, dy) = (point[0] - other[0], point[1] - other[1]);
                    let square = (dx * dx + dy * dy).max(1e-3);
                    exact = [exact[0] + dx / square, exact[1] + dy / square];
                }
                let found = tree.push_on(*point);
                error += (found[0] - exact[0]).powi(2) + (found[1] - exact[1]).powi(2);
                whole += exact[0].powi(2) + exact[1].powi(2);
            }
            prop_assert!(error <= 0.02 * whole + 1e-9, "{error} of {whole}");
        }
    }

    #[test]
    fn points_in_one_place_end() {
        let tree = Quadtree::of(&[[1.0, 1.0]; 1000]);
        let [x, y] = tree.push_on([1.0, 1.0]);
        assert!(x.abs() + y.abs() < f64::EPSILON);
        assert!(tree.push_on([2.0, 1.0])[0] > 999.0);
    }
}
