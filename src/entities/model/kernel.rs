//! The one piece of arithmetic that takes time: rows of numbers times a matrix of weights.
//!
//! A matrix is kept in blocks of 24 outputs, eight lanes of three vectors, and a block is multiplied with three rows at a
//! time: nine running sums, three weights and three inputs are what sixteen registers hold with none to spare.
//! A block of weights stays in the first-level cache while all rows pass by it. The three vectors are the three
//! pieces of eight maxout units, so that their maximum is taken before anything is written; a plain product writes them as
//! they are. Which instructions are used is found out at run time by `pulp`, without unsafe code here: AVX2 with fused
//! multiplication where there is one, else vectors of four. The two round differently in the last bits.

use pulp::{Arch, Scalar128b, Simd, WithSimd};

/// Pieces of a maxout unit.
pub(super) const PIECES: usize = 3;

/// Units side by side in a block.
pub(super) const LANES: usize = 8;

/// Outputs of a block.
pub(super) const BLOCK: usize = PIECES * LANES;

/// Rows multiplied together.
const ROWS: usize = 3;

/// A matrix of weights in blocks: for each block, for each input, the weights of its 24 outputs.
pub(super) struct Weights {
    inputs: usize,
    blocks: usize,
    columns: Box<[[f32; BLOCK]]>,
    bias: Box<[[f32; BLOCK]]>,
}

impl Weights {
    /// A matrix with these many inputs and blocks. `weight` says what stands at (block, place in block, input), `bias`
    /// what is added to (block, place in block).
    pub fn new(
        inputs: usize,
        blocks: usize,
        weight: impl Fn(usize, usize, usize) -> f32,
        bias: impl Fn(usize, usize) -> f32,
    ) -> Self {
        let of = |block, input| std::array::from_fn(|place| weight(block, place, input));
        let weights =
            (0..blocks).flat_map(|block| (0..inputs).map(move |input| (block, input))).map(|(b, i)| of(b, i));
        Self {
            inputs,
            blocks,
            columns: weights.collect(),
            bias: (0..blocks).map(|block| std::array::from_fn(|place| bias(block, place))).collect(),
        }
    }

    /// A layer of maxout units from the order of the file, `[unit][piece][input]`, of which the inputs from `from` on
    /// are taken; `units` must be a multiple of [`LANES`].
    pub fn maxout(
        units: usize,
        weights: &[f32],
        row: usize,
        from: usize,
        inputs: usize,
        bias: Option<&[f32]>,
    ) -> Self {
        let output = |block: usize, place: usize| (block * LANES + place % LANES) * PIECES + place / LANES;
        Self::new(
            inputs,
            units / LANES,
            |block, place, input| weights[output(block, place) * row + from + input],
            |block, place| bias.map_or(0.0, |bias| bias[output(block, place)]),
        )
    }

    /// A plain matrix of so many outputs; `weight` says what stands at (output, input), `bias` what is added to an output.
    /// Outputs are filled up to whole blocks with zeros.
    pub fn matrix(
        inputs: usize,
        outputs: usize,
        weight: impl Fn(usize, usize) -> f32,
        bias: impl Fn(usize) -> f32,
    ) -> Self {
        let output = |block, place| Some(block * BLOCK + place).filter(|output| *output < outputs);
        Self::new(
            inputs,
            outputs.div_ceil(BLOCK),
            |block, place, input| output(block, place).map_or(0.0, |output| weight(output, input)),
            |block, place| output(block, place).map_or(0.0, &bias),
        )
    }

    /// Outputs of a plain product.
    pub fn outputs(&self) -> usize {
        self.blocks * BLOCK
    }

    /// What is added to the outputs, block by block.
    pub fn bias(&self) -> &[f32] {
        self.bias.as_flattened()
    }

    /// For each of the first `count` rows, which begin `stride` apart in `rows` and may overlap: the maximum of the
    /// pieces of every unit, written to `out` one row after another.
    pub fn max(&self, rows: &[f32], stride: usize, count: usize, out: &mut [f32]) {
        self.multiply::<true>(rows, stride, count, out);
    }

    /// The same without the maximum: all outputs, block by block.
    pub fn plain(&self, rows: &[f32], stride: usize, count: usize, out: &mut [f32]) {
        self.multiply::<false>(rows, stride, count, out);
    }

    fn multiply<const MAX: bool>(&self, rows: &[f32], stride: usize, count: usize, out: &mut [f32]) {
        if count == 0 {
            return;
        }
        let job = Multiply::<'_, MAX> { matrix: self, rows, stride, count, out };
        match Arch::new() {
            Arch::Scalar => Scalar128b.vectorize(job),
            arch => arch.dispatch(job),
        }
    }
}

/// The product as something that can be compiled for several sets of instructions.
struct Multiply<'a, const MAX: bool> {
    matrix: &'a Weights,
    rows: &'a [f32],
    stride: usize,
    count: usize,
    out: &'a mut [f32],
}

impl<const MAX: bool> WithSimd for Multiply<'_, MAX> {
    type Output = ();

    #[allow(
        clippy::inline_always,
        reason = "what the processor can do holds only in what is inlined into where it is asked"
    )]
    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Self { matrix, rows, stride, count, out } = self;
        let per_block = if MAX { LANES } else { BLOCK };
        let per_row = matrix.blocks * per_block;
        let row = |index: usize| {
            let start = index.min(count - 1) * stride;
            &rows[start..start + matrix.inputs]
        };
        for block in 0..matrix.blocks {
            let weights = &matrix.columns[block * matrix.inputs..(block + 1) * matrix.inputs];
            for first in (0..count).step_by(ROWS) {
                // Where fewer rows are left than fit, the last is multiplied again and not written.
                let together = [row(first), row(first + 1), row(first + 2)];
                let mut sums = [[0.0; BLOCK]; ROWS];
                for half in 0..(LANES / S::F32_LANES).max(1) {
                    products(simd, half, weights, &matrix.bias[block], together, &mut sums);
                }
                for (index, sums) in (first..count).zip(&sums) {
                    let at = index * per_row + block * per_block;
                    let to = &mut out[at..at + per_block];
                    if MAX {
                        maximum(sums, to);
                    } else {
                        to.copy_from_slice(sums);
                    }
                }
            }
        }
    }
}

/// Some rows times one vector's width of a block: part `half` of each of its three pieces.
#[allow(
    clippy::inline_always,
    reason = "what the processor can do holds only in what is inlined into where it is asked"
)]
#[inline(always)]
fn products<S: Simd>(
    simd: S,
    half: usize,
    weights: &[[f32; BLOCK]],
    bias: &[f32; BLOCK],
    rows: [&[f32]; ROWS],
    sums: &mut [[f32; BLOCK]; ROWS],
) {
    let step = LANES / S::F32_LANES;
    let piece = |of: &[f32; BLOCK], piece: usize| S::as_simd_f32s(of).0[piece * step + half];
    let start: [S::f32s; PIECES] = std::array::from_fn(|at| piece(bias, at));
    let mut running = [start; ROWS];
    let inputs = rows[0].iter().zip(rows[1]).zip(rows[2]);
    for (weights, ((a, b), c)) in weights.iter().zip(inputs) {
        let vectors = [piece(weights, 0), piece(weights, 1), piece(weights, 2)];
        for (running, input) in running.iter_mut().zip([a, b, c]) {
            let input = simd.splat_f32s(*input);
            for (sum, vector) in running.iter_mut().zip(vectors) {
                *sum = simd.mul_add_e_f32s(input, vector, *sum);
            }
        }
    }
    for (sums, running) in sums.iter_mut().zip(running) {
        for (at, sum) in running.into_iter().enumerate() {
            S::as_mut_simd_f32s(sums).0[at * step + half] = sum;
        }
    }
}

/// The greatest of the three pieces of each unit of a block.
#[allow(
    clippy::inline_always,
    reason = "what the processor can do holds only in what is inlined into where it is asked"
)]
#[inline(always)]
pub(super) fn maximum(sums: &[f32; BLOCK], to: &mut [f32]) {
    let (first, rest) = sums.split_at(LANES);
    let (second, third) = rest.split_at(LANES);
    for (((to, a), b), c) in to.iter_mut().zip(first).zip(second).zip(third) {
        *to = a.max(*b).max(*c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that look random, between -1 and 1.
    fn numbers(count: usize, mut seed: u32) -> Vec<f32> {
        let mut next = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            f32::from((seed >> 16) as u16) / 32_768.0 - 1.0
        };
        (0..count).map(|_| next()).collect()
    }

    /// The definition, in double precision.
    fn expected(weights: &[f32], bias: &[f32], row: &[f32], units: usize) -> Vec<f32> {
        let sum = |output: usize| {
            let weights = &weights[output * row.len()..(output + 1) * row.len()];
            weights.iter().zip(row).map(|(a, b)| f64::from(*a) * f64::from(*b)).sum::<f64>()
                + f64::from(bias[output])
        };
        (0..units)
            .map(|unit| (0..PIECES).map(|piece| sum(unit * PIECES + piece)).fold(f64::MIN, f64::max) as f32)
            .collect()
    }

    #[test]
    fn maxout_is_what_it_says_for_any_number_of_overlapping_rows() {
        let (units, stride, inputs) = (16, 5, 15);
        let (weights, bias) = (numbers(units * PIECES * inputs, 1), numbers(units * PIECES, 2));
        let matrix = Weights::maxout(units, &weights, inputs, 0, inputs, Some(&bias));
        for count in [0, 1, 2, 3, 4, 9] {
            let rows = numbers(count * stride + inputs, 3);
            let mut out = vec![0.0; count * units];
            matrix.max(&rows, stride, count, &mut out);
            for (index, out) in out.chunks(units).enumerate() {
                let row = &rows[index * stride..index * stride + inputs];
                for (found, expected) in out.iter().zip(expected(&weights, &bias, row, units)) {
                    assert!((found - expected).abs() < 1e-4, "{found} {expected}");
                }
            }
        }
    }

    #[test]
    fn every_set_of_instructions_agrees() {
        let (units, inputs, count) = (8, 96, 7);
        let weights = numbers(units * PIECES * inputs, 5);
        let matrix = Weights::maxout(units, &weights, inputs, 0, inputs, None);
        let rows = numbers(count * inputs, 6);
        let mut best = vec![0.0; count * matrix.outputs()];
        matrix.plain(&rows, inputs, count, &mut best);
        let mut plain = best.clone();
        plain.fill(0.0);
        let job =
            Multiply::<'_, false> { matrix: &matrix, rows: &rows, stride: inputs, count, out: &mut plain };
        Scalar128b.vectorize(job);
        for (a, b) in best.iter().zip(&plain) {
            assert!((a - b).abs() < 1e-4, "{a} {b}");
        }
    }
}
