//! From a token's numbers to names: actions chosen one after another, as spaCy's transition-based recogniser does.
//!
//! At each token the best valid action is taken: begin a name (B), go on (I), end it (L), a name of this one token (U), or
//! none (O). An action's score comes from a small network over three tokens: this one, the first of the open name and the
//! one before this, the last two only while a name is open: so for all tokens at once the scores are worked out as if none were,
//! and only where one is, one by one. The linear layer before is multiplied into the weights when the model is read. Equal
//! scores go to the action that comes first in the model.

use super::ModelError;
use super::encoder::Shape;
use super::file::{ModelFile, Part};
use super::kernel::Weights;
use super::tokeniser::Token;
use crate::entities::{Label, Margin, Marked};
use crate::text::Span;

/// Tokens whose numbers make up a state: this one, the open name's first, the one before this.
const PLACES: usize = 3;

/// Pieces of a unit of the state.
const PIECES: usize = 2;

/// What an action does; labels by their number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Move {
    Begin(u16),
    In(u16),
    Last(u16),
    Unit(u16),
    Out,
    /// Never valid: `U-` without a label, which every model has.
    Never,
}

/// What goes on with a name and what ends it: the weights and bias of each, and which wins when both score the same.
struct Open {
    go_on: Option<(Vec<f32>, f32)>,
    end: Option<(Vec<f32>, f32)>,
    end_comes_first: bool,
}

/// The decoder of a model.
pub(super) struct Decoder {
    shape: Shape,
    labels: Vec<Label>,
    /// What this token adds to a state by itself, with what is always added.
    this: Weights,
    /// What the first token of an open name adds, and the token before this.
    others: [Weights; 2],
    /// What is added instead of the latter two where no name is open.
    none_open: Vec<f32>,
    /// The actions that are valid while no name is open, and their scores from the units of a state.
    closed: Vec<Move>,
    closed_scores: Weights,
    /// By label.
    open: Vec<Open>,
}

/// A name that has begun.
struct Begun {
    choice: Choice,
    /// First byte.
    start: usize,
}

/// What was chosen for the first token of a name, and by how much.
#[derive(Clone, Copy)]
struct Choice {
    label: u16,
    margin: Margin,
}

/// Where decoding stands between two chunks, and room to work in.
pub(super) struct State {
    begun: Option<Begun>,
    /// What the open name's first token adds.
    first: Vec<f32>,
    /// The numbers of the last token.
    before: Vec<f32>,
    /// For each token what it adds to its own state.
    this: Vec<f32>,
    /// For each token the units of its state if no name is open, and the scores of actions then.
    units: Vec<f32>,
    scores: Vec<f32>,
    /// The same of one token with an open name.
    sums: Vec<f32>,
}

impl State {
    pub fn new(shape: &Shape) -> Self {
        Self {
            begun: None,
            first: Vec::new(),
            before: vec![0.0; shape.width],
            this: Vec::new(),
            units: Vec::new(),
            scores: Vec::new(),
            sums: Vec::new(),
        }
    }

    /// Forgets the text it was in.
    pub fn reset(&mut self) {
        self.begun = None;
    }
}

impl Decoder {
    pub fn read(file: &ModelFile<'_>, shape: Shape) -> Result<Self, ModelError> {
        let mut part = file.part("MOVE")?;
        let names = part.list(Part::text)?;
        let (labels, moves) = moves(&names);
        if moves.len() != shape.moves || !moves.contains(&Move::Out) {
            return Err(part.damaged());
        }
        part.end()?;
        let mut part = file.part("DECO")?;
        let (hidden, width, sums) = (shape.hidden, shape.width, shape.hidden * PIECES);
        let project = part.weights(hidden * width)?;
        let project_bias = part.weights(hidden)?;
        let lower = part.weights(PLACES * sums * hidden)?;
        let lower_bias = part.weights(sums)?;
        let pads = part.weights(PLACES * sums)?;
        let upper = part.weights(shape.moves * hidden)?;
        let upper_bias = part.weights(shape.moves)?;
        part.end()?;
        // In the file a unit's pieces stand together; here the first pieces of all units come before the second ones.
        let of_file = |output: usize| (output % hidden) * PIECES + output / hidden;
        let place = |place: usize, bias: &dyn Fn(usize) -> f32| {
            let row = |output: usize| {
                let start = (place * sums + of_file(output)) * hidden;
                &lower[start..start + hidden]
            };
            let folded = folded(&project, width, sums, row);
            let weight = |output: usize, input: usize| folded[output * width + input];
            Weights::matrix(width, sums, weight, |output| dot(row(output), &project_bias) + bias(output))
        };
        let pad = |place: usize, output: usize| pads[place * sums + of_file(output)];
        let upper_row = |action: usize| &upper[action * hidden..(action + 1) * hidden];
        let valid = (0..moves.len())
            .filter(|action| matches!(moves[*action], Move::Begin(_) | Move::Unit(_) | Move::Out))
            .collect::<Vec<_>>();
        let find = |wanted: Move| moves.iter().position(|action| *action == wanted);
        let scored = |wanted| find(wanted).map(|action| (upper_row(action).to_vec(), upper_bias[action]));
        let open = (0..labels.len() as u16).map(|label| Open {
            go_on: scored(Move::In(label)),
            end: scored(Move::Last(label)),
            end_comes_first: find(Move::Last(label)) < find(Move::In(label)),
        });
        Ok(Self {
            this: place(0, &|output| lower_bias[of_file(output)]),
            others: [place(1, &|_| 0.0), place(2, &|_| 0.0)],
            none_open: (0..sums).map(|output| pad(1, output) + pad(2, output)).collect(),
            closed: valid.iter().map(|action| moves[*action]).collect(),
            closed_scores: Weights::matrix(
                hidden,
                valid.len(),
                |output, unit| upper_row(valid[output])[unit],
                |output| upper_bias[valid[output]],
            ),
            open: open.collect(),
            shape,
            labels,
        })
    }

    /// Decodes the next chunk: `numbers` has a row for each of `tokens`. `is_last` says that the text ends with them.
    pub fn decode(
        &self,
        tokens: &[Token],
        numbers: &[f32],
        is_last: bool,
        state: &mut State,
        marked: &mut Vec<Marked>,
    ) {
        let width = self.shape.width;
        self.score_closed(numbers, tokens.len(), state);
        for (index, token) in tokens.iter().enumerate() {
            let ends_text = is_last && index + 1 == tokens.len();
            let row = &numbers[index * width..(index + 1) * width];
            let action = match &state.begun {
                Some(Begun { choice, .. }) => self.choose_open(choice.label, index, ends_text, state),
                None => self.choose_closed(token.is_space, index, ends_text, state),
            };
            match action {
                Move::Begin(label) => {
                    let choice = self.choice(label, index, ends_text, state);
                    state.begun = Some(Begun { choice, start: token.start });
                    state.first.resize(self.others[0].outputs(), 0.0);
                    self.others[0].plain(row, width, 1, &mut state.first);
                }
                Move::Unit(label) => {
                    let choice = self.choice(label, index, ends_text, state);
                    marked.push(self.mark(choice, token.start, token.end));
                }
                Move::Last(_) => {
                    if let Some(Begun { choice, start }) = state.begun.take() {
                        marked.push(self.mark(choice, start, token.end));
                    }
                }
                Move::In(_) | Move::Out | Move::Never => {}
            }
            state.before.copy_from_slice(row);
        }
    }

    /// Works out the scores of all `count` tokens of a chunk as if no name were open at any of them.
    fn score_closed(&self, numbers: &[f32], count: usize, state: &mut State) {
        let (hidden, outputs) = (self.shape.hidden, self.this.outputs());
        state.this.resize(count * outputs, 0.0);
        state.units.resize(count * hidden, 0.0);
        state.scores.resize(count * self.closed_scores.outputs(), 0.0);
        self.this.plain(numbers, self.shape.width, count, &mut state.this);
        for (sums, units) in state.this.chunks_exact(outputs).zip(state.units.chunks_exact_mut(hidden)) {
            let (one, two) = sums[..PIECES * hidden].split_at(hidden);
            let (none_one, none_two) = self.none_open.split_at(hidden);
            let pieces = one.iter().zip(two).zip(none_one.iter().zip(none_two));
            for (unit, ((one, two), (none_one, none_two))) in units.iter_mut().zip(pieces) {
                *unit = (one + none_one).max(two + none_two);
            }
        }
        self.closed_scores.plain(&state.units, hidden, count, &mut state.scores);
    }

    fn mark(&self, choice: Choice, start: usize, end: usize) -> Marked {
        let label = self.labels[usize::from(choice.label)];
        Marked { span: Span::new(start, end), label, margin: choice.margin }
    }

    /// How far `label`, which was chosen for the first token of a name, was before every other and before none. Asked of these
    /// tokens alone, it costs next to nothing.
    fn choice(&self, label: u16, index: usize, ends_text: bool, state: &State) -> Choice {
        let scores = &state.scores[index * self.closed_scores.outputs()..];
        let (mut best, mut other) = (f32::NEG_INFINITY, f32::NEG_INFINITY);
        for (action, score) in self.closed.iter().zip(scores) {
            let named = match action {
                Move::Begin(_) if ends_text => continue,
                Move::Begin(named) | Move::Unit(named) => Some(*named),
                _ => None,
            };
            if named == Some(label) {
                best = best.max(*score);
            } else {
                other = other.max(*score);
            }
        }
        Choice { label, margin: Margin::of(best - other) }
    }

    /// Begin a name, mark one of a single token, or neither.
    fn choose_closed(&self, is_space: bool, index: usize, ends_text: bool, state: &State) -> Move {
        let scores = &state.scores[index * self.closed_scores.outputs()..];
        let mut best = (Move::Out, f32::NEG_INFINITY);
        for (action, score) in self.closed.iter().zip(scores) {
            let is_valid = match action {
                Move::Begin(_) => !is_space && !ends_text,
                Move::Unit(_) => !is_space,
                _ => true,
            };
            if is_valid && *score > best.1 {
                best = (*action, *score);
            }
        }
        best.0
    }

    /// Go on with the open name, or end it.
    fn choose_open(&self, label: u16, index: usize, ends_text: bool, state: &mut State) -> Move {
        let (hidden, outputs) = (self.shape.hidden, self.this.outputs());
        state.sums.resize(outputs, 0.0);
        self.others[1].plain(&state.before, self.shape.width, 1, &mut state.sums);
        let this = &state.this[index * outputs..];
        for ((sum, this), first) in state.sums.iter_mut().zip(this).zip(&state.first) {
            *sum += this + first;
        }
        let (one, two) = state.sums[..PIECES * hidden].split_at_mut(hidden);
        for (unit, two) in one.iter_mut().zip(two) {
            *unit = unit.max(*two);
        }
        let Open { go_on, end, end_comes_first } = &self.open[usize::from(label)];
        let score =
            |action: &Option<(Vec<f32>, f32)>| action.as_ref().map(|(row, bias)| dot(row, one) + bias);
        match (score(go_on).filter(|_| !ends_text), score(end)) {
            (Some(go_on), Some(end)) if go_on > end || (go_on >= end && !end_comes_first) => Move::In(label),
            (Some(_), None) => Move::In(label),
            _ => Move::Last(label),
        }
    }
}

/// The labels and actions that a model's names for them stand for.
fn moves(names: &[&str]) -> (Vec<Label>, Vec<Move>) {
    let mut known: Vec<&str> = Vec::new();
    let mut number = |label| {
        let at = known.iter().position(|known| *known == label).unwrap_or_else(|| {
            known.push(label);
            known.len() - 1
        });
        at as u16
    };
    let moves = names
        .iter()
        .map(|name| match name.split_once('-') {
            Some(("B", label)) if !label.is_empty() => Move::Begin(number(label)),
            Some(("I", label)) if !label.is_empty() => Move::In(number(label)),
            Some(("L", label)) if !label.is_empty() => Move::Last(number(label)),
            Some(("U", label)) if !label.is_empty() => Move::Unit(number(label)),
            None if *name == "O" => Move::Out,
            _ => Move::Never,
        })
        .collect();
    (known.into_iter().map(Label::named).collect(), moves)
}

/// One matrix times another: for each output, its weight on every input. `row` gives an output's row of the left one.
fn folded<'a>(project: &[f32], inputs: usize, outputs: usize, row: impl Fn(usize) -> &'a [f32]) -> Vec<f32> {
    let mut folded = vec![0.0; inputs * outputs];
    for (output, weights) in folded.chunks_exact_mut(inputs).enumerate() {
        for (factor, project) in row(output).iter().zip(project.chunks_exact(inputs)) {
            for (weight, project) in weights.iter_mut().zip(project) {
                *weight += factor * project;
            }
        }
    }
    folded
}

/// The sum of products.
fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
