//! 10,000 annotations carried over to a changed text of 10 MB, beside searching each quotation with `str::find`.
//!
//! Run with `cargo bench --bench anchoring`. The aim is two seconds for all of them; the ratio of the two means more
//! than either, since both share the machine.

#![allow(clippy::unwrap_used)]

use std::sync::LazyLock;

use divan::{Bencher, black_box};
use lectern::project::anchoring::{Placement, carry, quote};
use lectern::text::{Anchor, Span, Text};

const BYTES: usize = 10 << 20;
const ANNOTATIONS: usize = 10_000;

struct Sample {
    old: Text,
    new: Text,
    anchors: Vec<Anchor>,
}

/// One word in 200 edited: left out, replaced, or another put in before it.
static SAMPLE: LazyLock<Sample> = LazyLock::new(|| {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let (mut old, mut new) = (String::with_capacity(BYTES), String::with_capacity(BYTES));
    while old.len() < BYTES {
        let word = dice.word();
        let end = match dice.below(60) {
            0 => "\n\n",
            1..=4 => "\n",
            5..=9 => ". ",
            _ => " ",
        };
        let kept = match dice.below(600) {
            0 => String::new(),
            1 => dice.word(),
            2 => format!("{} {word}", dice.word()),
            _ => word.clone(),
        };
        old.extend([word.as_str(), end]);
        new.extend([kept.as_str(), end]);
    }
    let (old, new) = (Text::new(old), Text::new(new));
    let anchors = (0..ANNOTATIONS)
        .map(|n| {
            let start = n * (old.len() - 400) / ANNOTATIONS;
            let end = start + 20 + dice.below(300);
            Anchor::new(&old, Span::new(start, end)).unwrap()
        })
        .collect();
    Sample { old, new, anchors }
});

/// A source of numbers, the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) as usize % bound
    }

    /// Few words make most of a text.
    fn word(&mut self) -> String {
        let mut left = self.below(200) * self.below(200) + 7;
        let mut word = String::new();
        while left > 0 {
            word.push(['b', 'c', 'd', 'k', 'l', 'm', 'n', 'r', 's', 't'][left % 10]);
            word.push(['a', 'e', 'i', 'o', 'u'][left % 5]);
            left /= 10;
        }
        word
    }
}

fn main() {
    let Sample { old, new, anchors } = &*SAMPLE;
    let placements = carry(old, new, anchors);
    let count = |wanted: fn(&Placement) -> bool| placements.iter().filter(|placed| wanted(placed)).count();
    println!(
        "{} of {ANNOTATIONS} placed, {} need a look",
        count(|placed| !placed.is_uncertain()),
        count(Placement::is_uncertain)
    );
    divan::main();
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn carry_all_over(bencher: Bencher<'_, '_>) {
    let Sample { old, new, anchors } = &*SAMPLE;
    bencher.bench_local(|| black_box(carry(old, new, anchors)));
}

#[divan::bench(sample_count = 1, sample_size = 1)]
fn search_each_with_find(bencher: Bencher<'_, '_>) {
    let Sample { new, anchors, .. } = &*SAMPLE;
    // One in ten is enough to see what all would take.
    bencher.bench_local(|| {
        anchors
            .iter()
            .step_by(10)
            .filter(|anchor| black_box(new.as_str().find(&anchor.exact)).is_some())
            .count()
    });
}

#[divan::bench(sample_count = 1, sample_size = 1)]
fn find_a_hundred_by_their_words_alone(bencher: Bencher<'_, '_>) {
    let Sample { new, anchors, .. } = &*SAMPLE;
    bencher.bench_local(|| {
        anchors.iter().step_by(100).filter(|anchor| !quote::find(anchor, new).is_uncertain()).count()
    });
}
