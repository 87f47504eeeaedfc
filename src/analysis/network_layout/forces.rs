//! One connected part brought to rest by forces.

use super::quadtree::Quadtree;
use super::{Body, GAP, Spring};

/// How many nodes push each other one by one; more of them push in groups.
const EXACT: usize = 300;
/// Distance at which a spring and the push of its ends balance, in points, beside their discs.
const DISTANCE: f64 = 58.0;
/// How strongly everything falls to the middle: only so much that chains do not run away.
const GRAVITY: f64 = 0.09;
/// How much wider than it came to rest a part may be drawn.
const WIDENED: f64 = 2.0;
/// Rounds in which discs that overlap are pushed apart.
const APART: usize = 80;

/// The places of the members of a part, around nowhere in particular.
pub(super) fn settle(
    bodies: &[Body],
    springs: &[Spring],
    members: &[u32],
    aspect: f64,
    stop: &dyn Fn() -> bool,
) -> Option<Vec<[f64; 2]>> {
    let radii: Vec<f64> = members.iter().map(|member| f64::from(bodies[*member as usize].radius)).collect();
    if members.len() == 1 {
        return Some(vec![[0.0, 0.0]]);
    }
    // Members are in order, so that a body is found by bisection.
    let within = |body: u32| members.binary_search(&body).ok();
    let springs: Vec<(usize, usize, f64)> = springs
        .iter()
        .filter_map(|spring| {
            let strength = f64::from(spring.strength.clamp(0.0, 1.0));
            Some((within(spring.first)?, within(spring.second)?, 0.25 + 0.75 * strength))
        })
        .collect();
    let mut points = beginnings(bodies, members);
    let rounds = if members.len() > EXACT { 200 } else { 400 };
    let mut degrees = vec![0.0f64; members.len()];
    for (a, b, strength) in &springs {
        degrees[*a] += strength;
        degrees[*b] += strength;
    }
    let warmth = DISTANCE * (members.len() as f64).sqrt() / 4.0;
    for round in 0..rounds {
        if stop() {
            return None;
        }
        let left = 1.0 - f64::from(round) / f64::from(rounds);
        step(&mut points, &springs, &degrees, &radii, warmth * left * left + 0.5);
    }
    lay_flat(&mut points);
    widen(&mut points, aspect);
    part_discs(&mut points, &radii, stop)?;
    Some(points)
}

/// Where bodies begin: by their seeds, on a square large enough for all.
fn beginnings(bodies: &[Body], members: &[u32]) -> Vec<[f64; 2]> {
    let side = DISTANCE * (members.len() as f64).sqrt();
    let share = |bits: u128| (bits & 0xffff_ffff) as f64 / f64::from(u32::MAX) - 0.5;
    let place = |(at, member): (usize, &u32)| {
        let seed = bodies[*member as usize].seed;
        // A little apart even where seeds are the same, or they would never part.
        let apart = at as f64 / members.len() as f64;
        [side * share(seed) + apart, side * share(seed >> 32) - 0.7 * apart]
    };
    members.iter().enumerate().map(place).collect()
}

/// One round: all forces, and no point goes further than `warmth`.
fn step(
    points: &mut [[f64; 2]],
    springs: &[(usize, usize, f64)],
    degrees: &[f64],
    radii: &[f64],
    warmth: f64,
) {
    let mut forces = vec![[0.0f64; 2]; points.len()];
    let push = DISTANCE * DISTANCE;
    if points.len() > EXACT {
        let tree = Quadtree::of(points);
        for (force, point) in forces.iter_mut().zip(points.iter()) {
            let [x, y] = tree.push_on(*point);
            *force = [push * x, push * y];
        }
    } else {
        for a in 0..points.len() {
            for b in a + 1..points.len() {
                let (dx, dy) = (points[a][0] - points[b][0], points[a][1] - points[b][1]);
                let square = (dx * dx + dy * dy).max(1e-3);
                let (x, y) = (push * dx / square, push * dy / square);
                forces[a] = [forces[a][0] + x, forces[a][1] + y];
                forces[b] = [forces[b][0] - x, forces[b][1] - y];
            }
        }
    }
    for (a, b, strength) in springs {
        let (dx, dy) = (points[*a][0] - points[*b][0], points[*a][1] - points[*b][1]);
        let distance = (dx * dx + dy * dy).sqrt();
        let free = (distance - radii[*a] - radii[*b]).max(0.0);
        // A body with many springs is drawn no more in all than one with few, or everything falls onto the hubs.
        let shared = (degrees[*a].min(degrees[*b]).max(1.0)).sqrt();
        let pull = strength * free * free / (DISTANCE * shared * distance.max(1e-3));
        forces[*a] = [forces[*a][0] - pull * dx, forces[*a][1] - pull * dy];
        forces[*b] = [forces[*b][0] + pull * dx, forces[*b][1] + pull * dy];
    }
    let count = points.len() as f64;
    let middle = [0, 1].map(|axis| points.iter().map(|point| point[axis]).sum::<f64>() / count);
    for (point, force) in points.iter_mut().zip(&forces) {
        let fall = GRAVITY * count.sqrt();
        let x = force[0] - fall * (point[0] - middle[0]);
        let y = force[1] - fall * (point[1] - middle[1]);
        let length = (x * x + y * y).sqrt();
        let share = if length > warmth { warmth / length } else { 1.0 };
        // Half of it, or two bodies that push each other swing to and fro.
        *point = [point[0] + 0.5 * share * x, point[1] + 0.5 * share * y];
    }
}

/// Draws the part out towards the shape of the surface, so that it fills more of it; names, which are wide, gain by it.
fn widen(points: &mut [[f64; 2]], aspect: f64) {
    let extent = |axis: usize| {
        let values = || points.iter().map(|point| point[axis]);
        values().fold(f64::NEG_INFINITY, f64::max) - values().fold(f64::INFINITY, f64::min)
    };
    let (width, height) = (extent(0), extent(1));
    // Two or three names in a row have no shape that could be kept.
    if points.len() < 4 || width <= 0.0 || height <= 0.0 {
        return;
    }
    let share = (aspect * height / width).clamp(1.0, WIDENED);
    for point in points.iter_mut() {
        *point = [share * point[0], point[1]];
    }
}

/// Pushes discs apart until none touches another.
fn part_discs(points: &mut [[f64; 2]], radii: &[f64], stop: &dyn Fn() -> bool) -> Option<()> {
    let widest = radii.iter().copied().fold(0.0, f64::max);
    for _ in 0..APART {
        if stop() {
            return None;
        }
        // From left to right, so that only near neighbours are looked at.
        let mut order: Vec<usize> = (0..points.len()).collect();
        order.sort_by(|a, b| points[*a][0].total_cmp(&points[*b][0]));
        let mut moved = false;
        for (at, a) in order.iter().copied().enumerate() {
            for b in order[at + 1..].iter().copied() {
                let (dx, dy) = (points[b][0] - points[a][0], points[b][1] - points[a][1]);
                let wanted = radii[a] + radii[b] + GAP;
                // Places change in the round; a little more is looked at than stood near at its beginning.
                if dx > radii[a] + widest + 3.0 * GAP {
                    break;
                }
                let distance = (dx * dx + dy * dy).sqrt();
                if distance + 1e-6 >= wanted {
                    continue;
                }
                moved = true;
                let (x, y) = if distance > 1e-6 { (dx / distance, dy / distance) } else { (0.8, 0.6) };
                let half = (wanted - distance) / 2.0;
                points[a] = [points[a][0] - half * x, points[a][1] - half * y];
                points[b] = [points[b][0] + half * x, points[b][1] + half * y];
            }
        }
        if !moved {
            break;
        }
    }
    Some(())
}

/// Turns the part so that it is longest from left to right, as windows are.
fn lay_flat(points: &mut [[f64; 2]]) {
    let count = points.len() as f64;
    let middle = [0, 1].map(|axis| points.iter().map(|point| point[axis]).sum::<f64>() / count);
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for point in points.iter() {
        let (x, y) = (point[0] - middle[0], point[1] - middle[1]);
        xx += x * x;
        xy += x * y;
        yy += y * y;
    }
    // The axis of greatest extent is the first eigenvector of the covariance.
    let (half, mean) = ((xx - yy) / 2.0, f64::midpoint(xx, yy));
    let greatest = mean + (half * half + xy * xy).sqrt();
    let (x, y) = if xx >= yy { (greatest - yy, xy) } else { (xy, greatest - xx) };
    let length = (x * x + y * y).sqrt();
    let (cos, sin) = if length > 1e-9 { (x / length, y / length) } else { (1.0, 0.0) };
    for point in points.iter_mut() {
        let (x, y) = (point[0] - middle[0], point[1] - middle[1]);
        *point = [cos * x + sin * y, cos * y - sin * x];
    }
}
