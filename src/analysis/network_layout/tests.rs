//! What holds of every layout.

use proptest::prelude::*;

use super::*;

fn bodies(count: usize) -> Vec<Body> {
    let seed = |at: usize| {
        let mut hash = blake3::Hasher::new();
        hash.update(&at.to_le_bytes());
        u128::from_le_bytes(hash.finalize().as_bytes()[..16].try_into().unwrap())
    };
    (0..count).map(|at| Body { seed: seed(at), radius: 4.0 + (at % 7) as f32, label: [40.0, 14.0] }).collect()
}

fn spring(first: usize, second: usize, strength: f32) -> Spring {
    Spring { first: first as u32, second: second as u32, strength }
}

fn laid_out(bodies: &[Body], springs: &[Spring]) -> Layout {
    lay_out(bodies, springs, 1.6, &|| false).unwrap()
}

fn distance(layout: &Layout, a: usize, b: usize) -> f32 {
    let ([ax, ay], [bx, by]) = (layout.points[a], layout.points[b]);
    ((ax - bx).powi(2) + (ay - by).powi(2)).sqrt()
}

/// Groups of `size` that are linked among themselves, and each to the next by one link.
fn chain_of_groups(groups: usize, size: usize) -> Vec<Spring> {
    let mut springs = Vec::new();
    for group in 0..groups {
        let first = group * size;
        for a in first..first + size {
            springs.extend((a + 1..first + size).map(|b| spring(a, b, 1.0)));
        }
        if group > 0 {
            springs.push(spring(first - size, first, 0.2));
        }
    }
    springs
}

/// How near linked members of a group are, beside all pairs of nodes.
fn tightness(layout: &Layout, groups: usize, size: usize) -> f32 {
    let (mut within, mut pairs, mut all, mut every) = (0.0, 0, 0.0, 0);
    for a in 0..groups * size {
        for b in a + 1..groups * size {
            let distance = distance(layout, a, b);
            all += distance;
            every += 1;
            if a / size == b / size {
                within += distance;
                pairs += 1;
            }
        }
    }
    (within / pairs as f32) / (all / every as f32)
}

#[test]
fn what_is_linked_stands_together() {
    for (groups, size) in [(4, 6), (80, 6)] {
        let springs = chain_of_groups(groups, size);
        let layout = laid_out(&bodies(groups * size), &springs);
        let tightness = tightness(&layout, groups, size);
        assert!(tightness < 0.5, "{groups} groups: {tightness}");
    }
}

#[test]
fn the_same_twice_and_a_little_change_is_another() {
    let (bodies, springs) = (bodies(60), chain_of_groups(10, 6));
    let layout = laid_out(&bodies, &springs);
    assert_eq!(laid_out(&bodies, &springs), layout);
    let mut others = bodies.clone();
    others[7].seed ^= 1 << 31;
    assert_ne!(laid_out(&others, &springs), layout);
}

#[test]
fn stops_when_told_to() {
    let asked = std::cell::Cell::new(0);
    let stop = || {
        asked.set(asked.get() + 1);
        asked.get() > 10
    };
    assert_eq!(lay_out(&bodies(50), &chain_of_groups(10, 5), 1.6, &stop), None);
    assert_eq!(asked.get(), 11);
}

#[test]
fn parts_that_are_not_linked_waste_no_space() {
    // One part of thirty and twenty pairs.
    let mut springs = chain_of_groups(5, 6);
    springs.extend((0..20).map(|pair| spring(30 + 2 * pair, 31 + 2 * pair, 0.5)));
    let layout = laid_out(&bodies(70), &springs);
    let alone = laid_out(&bodies(30), &chain_of_groups(5, 6));
    let (all, large) = (layout.width * layout.height, alone.width * alone.height);
    let pair = laid_out(&bodies(2), &[spring(0, 1, 0.5)]);
    let gutter = GUTTER as f32;
    let needed = large + 20.0 * (pair.width + gutter) * (pair.height + gutter);
    assert!(all < 1.6 * needed, "{all} where {needed} would do");
}

#[test]
fn no_network_and_one_node() {
    assert_eq!(laid_out(&[], &[spring(0, 1, 1.0)]), Layout::default());
    let one = laid_out(&bodies(1), &[spring(0, 0, 1.0), spring(0, 9, 1.0)]);
    assert_eq!((one.width, one.height), (40.0, 22.0));
    assert_eq!(one.points, [[20.0, 4.0]]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn everything_is_within_and_nothing_covers_another(
        count in 1usize..60,
        links in prop::collection::vec((0usize..60, 0usize..60, 0.0f32..1.0), 0..120),
        same_seeds in any::<bool>(),
    ) {
        let mut bodies = bodies(count);
        if same_seeds {
            for body in &mut bodies {
                body.seed = 7;
            }
        }
        let springs: Vec<Spring> = links.into_iter().map(|(a, b, strength)| spring(a, b, strength)).collect();
        let layout = laid_out(&bodies, &springs);
        for (a, [x, y]) in layout.points.iter().copied().enumerate() {
            let radius = bodies[a].radius;
            prop_assert!(x.is_finite() && y.is_finite());
            prop_assert!(x >= radius - 0.01 && x <= layout.width - radius + 0.01);
            prop_assert!(y >= radius - 0.01 && y <= layout.height - radius + 0.01);
            for (b, other) in bodies.iter().enumerate().skip(a + 1) {
                let apart = radius + other.radius;
                prop_assert!(distance(&layout, a, b) > apart, "{a} and {b}: {}", distance(&layout, a, b));
            }
        }
    }
}
