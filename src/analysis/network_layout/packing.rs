//! Boxes put next to each other without waste.

/// How many widths are tried.
const TRIALS: u32 = 24;

/// The upper left corners of boxes packed so that all of them fit a surface of this aspect as large as can be, and the
/// size of the whole. Of two widths that do as well the smaller is taken.
pub(super) fn pack(boxes: &[[f64; 2]], aspect: f64) -> (Vec<[f64; 2]>, [f64; 2]) {
    let widest = boxes.iter().map(|size| size[0]).fold(0.0, f64::max);
    let total: f64 = boxes.iter().map(|size| size[0]).sum();
    let area: f64 = boxes.iter().map(|size| size[0] * size[1]).sum();
    // Between as narrow as can be and one row, but no wider than three times what would do without any waste.
    let most = total.min(3.0 * (area * aspect).sqrt()).max(widest);
    let mut best: Option<(f64, Vec<[f64; 2]>, [f64; 2])> = None;
    for trial in 0..=TRIALS {
        let width = widest + (most - widest) * f64::from(trial) / f64::from(TRIALS);
        let (corners, size) = fill(boxes, width);
        // How wide a surface of the aspect must be to hold all of it.
        let needed = size[0].max(size[1] * aspect);
        if best.as_ref().is_none_or(|(least, ..)| needed < least - 1e-9) {
            best = Some((needed, corners, size));
        }
    }
    best.map_or_else(|| (Vec::new(), [0.0; 2]), |(_, corners, size)| (corners, size))
}

/// Puts each box as high up as it can go, and there as far left, within a width; gives corners and the whole's size.
fn fill(boxes: &[[f64; 2]], width: f64) -> (Vec<[f64; 2]>, [f64; 2]) {
    // What is free below: pieces from left to right, each from an x on, at a y.
    let mut skyline: Vec<[f64; 2]> = vec![[0.0, 0.0]];
    let mut whole = [0.0f64; 2];
    let mut corners = Vec::with_capacity(boxes.len());
    for size in boxes {
        let mut place: Option<[f64; 2]> = None;
        for (at, [left, _]) in skyline.iter().copied().enumerate() {
            if left > 0.0 && left + size[0] > width + 1e-6 {
                break;
            }
            // It stands below the lowest piece it lies under.
            let top = skyline[at..]
                .iter()
                .take_while(|[x, _]| *x < left + size[0] - 1e-9)
                .map(|[_, y]| *y)
                .fold(0.0, f64::max);
            if place.is_none_or(|[_, best]| top < best - 1e-9) {
                place = Some([left, top]);
            }
        }
        let [left, top] = place.unwrap_or([0.0, whole[1]]);
        cover(&mut skyline, left, left + size[0], top + size[1]);
        whole = [whole[0].max(left + size[0]), whole[1].max(top + size[1])];
        corners.push([left, top]);
    }
    (corners, whole)
}

/// Lowers the skyline to `bottom` between two places.
fn cover(skyline: &mut Vec<[f64; 2]>, left: f64, right: f64, bottom: f64) {
    let behind = skyline.iter().rev().find(|[x, _]| *x <= right + 1e-9).map_or(0.0, |[_, y]| *y);
    skyline.retain(|[x, _]| *x < left - 1e-9 || *x > right + 1e-9);
    let at = skyline.partition_point(|[x, _]| *x < left);
    skyline.insert(at, [left, bottom]);
    skyline.insert(at + 1, [right, behind]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_box_overlaps_another(
            sizes in prop::collection::vec((1.0f64..200.0, 1.0f64..100.0), 0..40),
            aspect in 0.3f64..4.0,
        ) {
            let boxes: Vec<[f64; 2]> = sizes.iter().map(|(width, height)| [*width, *height]).collect();
            let (corners, size) = pack(&boxes, aspect);
            prop_assert_eq!(corners.len(), boxes.len());
            for (a, (corner, extent)) in corners.iter().zip(&boxes).enumerate() {
                for axis in 0..2 {
                    prop_assert!(corner[axis] >= 0.0 && corner[axis] + extent[axis] <= size[axis] + 1e-6);
                }
                for (other, reach) in corners.iter().zip(&boxes).skip(a + 1) {
                    let apart = (0..2).any(|axis| {
                        corner[axis] + extent[axis] <= other[axis] + 1e-6
                            || other[axis] + reach[axis] <= corner[axis] + 1e-6
                    });
                    prop_assert!(apart, "{corner:?} {extent:?} and {other:?} {reach:?}");
                }
            }
        }
    }

    #[test]
    fn small_boxes_stand_beside_the_large_one() {
        let mut boxes = vec![[300.0, 300.0]];
        boxes.extend([[60.0, 30.0]; 10]);
        let (_, size) = pack(&boxes, 1.2);
        assert!(size[1] <= 301.0, "{size:?}: none below");
        assert!(size[0] * size[1] < 1.25 * (300.0 * 300.0 + 600.0 * 30.0), "{size:?}");
    }
}
