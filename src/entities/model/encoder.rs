//! From tokens to what the network knows of each in its surroundings: maxout layers over windows of three tokens.
//!
//! The first layer sees one token, each further one a token and its two neighbours, and adds what it finds to what was
//! there. What depends on a token alone comes from the [`TokenCache`]; for the second layer that includes its products, since
//! a matrix times three tokens side by side is the sum of three products. A text is worked on in chunks of [`CHUNK`] tokens with
//! as many more on either side as there are window layers, which is as far as a token's numbers depend on others, so
//! results are those of the whole text in one. Beyond the ends of the text the layers see zeros.

use super::ModelError;
use super::cache::TokenCache;
use super::characters::Characters;
use super::embedding::{self, Embedding};
use super::file::{ModelFile, Part};
use super::kernel::{BLOCK, LANES, PIECES, Weights, maximum};
use super::strings::Strings;
use super::tokeniser::Token;

/// Tokens worked on at a time.
pub(super) const CHUNK: usize = 256;

/// Added to a variance before it divides, as in thinc.
const EPSILON: f32 = 1e-8;

/// The dimensions of a network.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    /// Numbers of a token between layers.
    pub width: usize,
    /// Numbers of a token's embedding.
    pub embedded: usize,
    /// Layers that look at three tokens.
    pub depth: usize,
    /// Numbers of the decoder's state.
    pub hidden: usize,
    /// Actions of the decoder.
    pub moves: usize,
    /// The model has word vectors.
    pub has_vectors: bool,
}

impl Shape {
    pub fn read(file: &ModelFile<'_>) -> Result<Self, ModelError> {
        let mut part = file.part("DIMS")?;
        let width = part.within(LANES..=embedding::WIDEST)?;
        let pieces = part.within(PIECES..=PIECES)?;
        let shape = Self {
            width,
            embedded: part.within(width..=9 * width)?,
            depth: part.within(1..=8)?,
            hidden: part.within(LANES..=512)?,
            moves: {
                part.within(2..=2)?;
                part.within(1..=4096)?
            },
            has_vectors: part.within(0..=1)? == 1,
        };
        let fits = pieces == PIECES && width.is_multiple_of(LANES) && shape.hidden.is_multiple_of(LANES);
        if !fits {
            return Err(part.damaged());
        }
        part.end()?;
        Ok(shape)
    }
}

/// Gain and shift of a layer's normalisation.
struct Norm {
    gain: Vec<f32>,
    shift: Vec<f32>,
}

impl Norm {
    fn read(part: &mut Part<'_>, width: usize) -> Result<Self, ModelError> {
        Ok(Self { gain: part.weights(width)?, shift: part.weights(width)? })
    }

    /// Brings a row to mean 0 and variance 1, then to the layer's gain and shift.
    fn apply(&self, row: &mut [f32]) {
        let count = row.len() as f32;
        let mean = lane_sum(row, |x| x) / count;
        let variance = lane_sum(row, |x| (x - mean) * (x - mean)) / count + EPSILON;
        let scale = 1.0 / variance.sqrt();
        for ((x, gain), shift) in row.iter_mut().zip(&self.gain).zip(&self.shift) {
            *x = (*x - mean) * scale * gain + shift;
        }
    }
}

/// The sum of `of` each number, added up in eight lanes.
fn lane_sum(row: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0.0; LANES];
    for eight in row.as_chunks::<LANES>().0 {
        for (lane, x) in lanes.iter_mut().zip(eight) {
            *lane += of(*x);
        }
    }
    lanes.iter().sum()
}

/// A layer over three tokens.
struct Layer {
    weights: Weights,
    norm: Norm,
}

/// The layers.
pub(super) struct Encoder {
    shape: Shape,
    /// One token's embedding to its numbers.
    first: Layer,
    /// What a token gives the second layer as the one before, the one itself and the one after. The middle has the bias.
    second: [Weights; 3],
    second_norm: Norm,
    further: Vec<Layer>,
}

/// Room for a chunk, and what is remembered from one to the next.
pub(super) struct Room {
    cache: TokenCache,
    embedding: embedding::Room,
    /// The slot of each token in the chunk and around it; none beyond the ends of the text.
    slots: Vec<Option<usize>>,
    /// New tokens: their slots, and their places among the tokens.
    new: Vec<(usize, usize)>,
    embedded: Vec<f32>,
    numbers: Vec<f32>,
    out: Vec<f32>,
}

impl Room {
    pub fn new(shape: &Shape) -> Self {
        Self {
            cache: TokenCache::new(shape.width * (1 + 3 * PIECES)),
            embedding: embedding::Room::default(),
            slots: Vec::new(),
            new: Vec::new(),
            embedded: Vec::new(),
            numbers: Vec::new(),
            out: Vec::new(),
        }
    }
}

/// What an encoder needs besides its weights.
pub(super) struct Senses<'a> {
    pub embedding: &'a Embedding,
    pub characters: &'a Characters,
    pub strings: &'a Strings,
}

impl Encoder {
    pub fn read(file: &ModelFile<'_>, shape: Shape) -> Result<Self, ModelError> {
        let mut part = file.part("ENCO")?;
        let (width, embedded, window) = (shape.width, shape.embedded, 3 * shape.width);
        let mut layer = |inputs: usize| {
            let weights = part.weights(width * PIECES * inputs)?;
            let bias = part.weights(width * PIECES)?;
            Ok::<_, ModelError>((weights, bias, Norm::read(&mut part, width)?))
        };
        let whole = |weights: &[f32], bias: &[f32], inputs| {
            Weights::maxout(width, weights, inputs, 0, inputs, Some(bias))
        };
        let (weights, bias, norm) = layer(embedded)?;
        let first = Layer { weights: whole(&weights, &bias, embedded), norm };
        let (weights, bias, second_norm) = layer(window)?;
        let second = std::array::from_fn(|token| {
            Weights::maxout(width, &weights, window, token * width, width, (token == 1).then_some(&*bias))
        });
        let mut further = Vec::new();
        for _ in 1..shape.depth {
            let (weights, bias, norm) = layer(window)?;
            further.push(Layer { weights: whole(&weights, &bias, window), norm });
        }
        part.end()?;
        Ok(Self { shape, first, second, second_norm, further })
    }

    /// Tokens on either side of a chunk that bear on it.
    pub fn margin(&self) -> usize {
        self.shape.depth
    }

    /// The numbers of the chunk `tokens[from..to]` of `text`, a row for each. Around the chunk `tokens` must hold
    /// [`Self::margin`] more tokens on either side, or as many as the text has there.
    pub fn encode<'r>(
        &self,
        text: &str,
        tokens: &[Token],
        (from, to): (usize, usize),
        senses: &Senses<'_>,
        room: &'r mut Room,
    ) -> &'r [f32] {
        let (width, margin) = (self.shape.width, self.margin());
        self.look_up(text, tokens, (from, to), senses, room);
        let rows = room.slots.len();
        room.numbers.clear();
        room.numbers.resize(rows * width, 0.0);
        room.out.resize(rows * width, 0.0);
        self.second_layer(room);
        // Row r is right in layer l if it is l or more rows from either end; nothing else is made.
        for (done, layer) in (2..).zip(&self.further) {
            let count = rows - 2 * done;
            let windows = &room.numbers[(done - 1) * width..];
            layer.weights.max(windows, width, count, &mut room.out);
            let numbers = room.numbers[done * width..].chunks_exact_mut(width);
            for (numbers, found) in numbers.zip(room.out.chunks_exact_mut(width)).take(count) {
                layer.norm.apply(found);
                add(numbers, found);
            }
        }
        &room.numbers[margin * width..(margin + to - from) * width]
    }

    /// Finds the slots of the tokens in and around a chunk, and fills those that are new.
    fn look_up(
        &self,
        text: &str,
        tokens: &[Token],
        (from, to): (usize, usize),
        senses: &Senses<'_>,
        room: &mut Room,
    ) {
        let margin = self.margin();
        room.slots.clear();
        room.new.clear();
        room.cache.begin_chunk();
        for place in from..to + 2 * margin {
            // One of `margin` places before the first token, or after the last, has none.
            let token = place.checked_sub(margin).and_then(|place| Some((place, tokens.get(place)?)));
            let slot = token.map(|(place, token)| {
                let key = token.id ^ token.norm.rotate_left(32);
                let (slot, is_new) = room.cache.slot(key);
                if is_new {
                    room.new.push((slot, place));
                }
                slot
            });
            room.slots.push(slot);
        }
        self.fill(text, tokens, senses, room);
    }

    /// Fills the slots of new tokens: the first layer, and the products for the second.
    fn fill(&self, text: &str, tokens: &[Token], senses: &Senses<'_>, room: &mut Room) {
        let (width, embedded, count) = (self.shape.width, self.shape.embedded, room.new.len());
        room.embedded.resize(count * embedded, 0.0);
        for ((_, place), out) in room.new.iter().zip(room.embedded.chunks_exact_mut(embedded)) {
            let token = &tokens[*place];
            let Senses { embedding, characters, strings } = senses;
            embedding.write(token.of(text), token, characters, strings, &mut room.embedding, out);
        }
        room.numbers.resize(count * width, 0.0);
        self.first.weights.max(&room.embedded, embedded, count, &mut room.numbers);
        for ((slot, _), row) in room.new.iter().zip(room.numbers.chunks_exact_mut(width)) {
            self.first.norm.apply(row);
            room.cache.numbers_mut(*slot)[..width].copy_from_slice(row);
        }
        let outputs = width * PIECES;
        room.out.resize(count * outputs, 0.0);
        for (part, weights) in self.second.iter().enumerate() {
            weights.plain(&room.numbers, width, count, &mut room.out);
            let start = width + part * outputs;
            for ((slot, _), products) in room.new.iter().zip(room.out.chunks_exact(outputs)) {
                room.cache.numbers_mut(*slot)[start..start + outputs].copy_from_slice(products);
            }
        }
    }

    /// The second layer, from the products kept for each token: into `room.numbers`, but for the first and last row.
    fn second_layer(&self, room: &mut Room) {
        let width = self.shape.width;
        let outputs = width * PIECES;
        let nothing = vec![0.0; outputs];
        let bias = self.second[1].bias();
        let Room { cache, slots, numbers, out, .. } = room;
        let part = |slot: Option<usize>, part: usize| {
            slot.map(|slot| &cache.numbers(slot)[width + part * outputs..][..outputs])
        };
        for (row, numbers) in numbers.chunks_exact_mut(width).enumerate() {
            if let Some(slot) = slots[row] {
                numbers.copy_from_slice(&cache.numbers(slot)[..width]);
            }
            if row == 0 || row + 1 == slots.len() {
                continue;
            }
            let before = part(slots[row - 1], 0).unwrap_or(&nothing);
            let middle = part(slots[row], 1).unwrap_or(bias);
            let after = part(slots[row + 1], 2).unwrap_or(&nothing);
            let found = &mut out[..width];
            let blocks = before.as_chunks::<BLOCK>().0.iter().zip(middle.as_chunks::<BLOCK>().0);
            let blocks = blocks.zip(after.as_chunks::<BLOCK>().0).zip(found.chunks_exact_mut(LANES));
            for (((before, middle), after), found) in blocks {
                let sums = std::array::from_fn(|at| before[at] + middle[at] + after[at]);
                maximum(&sums, found);
            }
            self.second_norm.apply(found);
            add(numbers, found);
        }
    }
}

/// Adds `more` to `row`.
fn add(row: &mut [f32], more: &[f32]) {
    for (x, more) in row.iter_mut().zip(more) {
        *x += more;
    }
}
