//! The heights of a text's blocks: estimated at first, replaced when a block is laid out.
//!
//! A Fenwick tree of `f64`, so that finding the block at a height and the height of a block costs a few steps even
//! in a text two million points tall, and no precision is lost there. Knows nothing of what is in the blocks.

/// Heights of all blocks, with their running sums.
#[derive(Clone, Debug, Default)]
pub struct Heights {
    /// `tree[i]` is the sum of the heights that end at block `i`, in the usual Fenwick arrangement (from 1).
    tree: Vec<f64>,
    heights: Vec<f32>,
}

impl Heights {
    /// A tree over these heights.
    pub fn new(heights: Vec<f32>) -> Self {
        let mut tree = vec![0.0; heights.len() + 1];
        for (index, height) in heights.iter().enumerate() {
            let at = index + 1;
            tree[at] += f64::from(*height);
            let parent = at + (at & at.wrapping_neg());
            if parent < tree.len() {
                tree[parent] += tree[at];
            }
        }
        Self { tree, heights }
    }

    /// True when there is no block.
    pub fn is_empty(&self) -> bool {
        self.heights.is_empty()
    }

    /// The height of one block, nought for a block that is not there.
    pub fn get(&self, block: usize) -> f32 {
        self.heights.get(block).copied().unwrap_or(0.0)
    }

    /// Replaces the height of one block.
    pub fn set(&mut self, block: usize, height: f32) {
        let Some(old) = self.heights.get_mut(block) else { return };
        let change = f64::from(height) - f64::from(*old);
        if change == 0.0 {
            return;
        }
        *old = height;
        let mut at = block + 1;
        while at < self.tree.len() {
            self.tree[at] += change;
            at += at & at.wrapping_neg();
        }
    }

    /// The height of everything above a block.
    pub fn above(&self, block: usize) -> f64 {
        let mut at = block.min(self.heights.len());
        let mut sum = 0.0;
        while at > 0 {
            sum += self.tree[at];
            at -= at & at.wrapping_neg();
        }
        sum
    }

    /// The height of everything.
    pub fn total(&self) -> f64 {
        self.above(self.heights.len())
    }

    /// The block at height `y`, and how far into it; the ends of the text for heights outside it.
    pub fn find(&self, y: f64) -> (usize, f32) {
        if self.is_empty() || y <= 0.0 {
            return (0, 0.0);
        }
        let mut left = y;
        let mut at = 0;
        let mut step = self.heights.len().next_power_of_two();
        while step > 0 {
            let next = at + step;
            if next < self.tree.len() && self.tree[next] <= left {
                left -= self.tree[next];
                at = next;
            }
            step /= 2;
        }
        match self.heights.get(at) {
            Some(_) => (at, left as f32),
            None => (self.heights.len() - 1, self.get(self.heights.len() - 1)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn agrees_with_plain_sums(
            start in prop::collection::vec(1u16..400, 1..80),
            changes in prop::collection::vec((0usize..80, 1u16..400), 0..40),
            y in 0u32..20_000,
        ) {
            let mut plain: Vec<f32> = start.iter().map(|h| f32::from(*h)).collect();
            let mut heights = Heights::new(plain.clone());
            for (block, height) in changes {
                let block = block % plain.len();
                plain[block] = f32::from(height);
                heights.set(block, f32::from(height));
            }
            let sum: f64 = plain.iter().map(|h| f64::from(*h)).sum();
            prop_assert!((heights.total() - sum).abs() < 1e-6);
            let mut top = 0.0;
            for (block, height) in plain.iter().enumerate() {
                prop_assert!((heights.above(block) - top).abs() < 1e-6);
                let y = f64::from(y);
                if y > 0.0 && top <= y && y < top + f64::from(*height) {
                    let (found, inside) = heights.find(y);
                    prop_assert_eq!(found, block);
                    prop_assert!((f64::from(inside) - (y - top)).abs() < 1e-3);
                }
                top += f64::from(*height);
            }
            if f64::from(y) >= sum {
                prop_assert_eq!(heights.find(f64::from(y)).0, plain.len() - 1);
            }
        }
    }

    #[test]
    fn no_blocks_is_no_trouble() {
        let heights = Heights::default();
        assert_eq!(heights.find(10.0), (0, 0.0));
        assert!(heights.total().abs() < f64::EPSILON);
    }
}
