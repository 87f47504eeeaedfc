//! How fast names are recognised: by the model alone, on one core and on all, and with the rules; what the model costs to
//! load and to keep; and how long it takes from the start until the first document of the bundled corpus has its names.
//!
//! Run with `cargo bench --bench entities`; `benches/spacy_speed.py` runs it too and sets spaCy beside it. The texts are those
//! of the bundled corpus and of the tests, some 12,000 words, each read several times. What a model remembers of words it has
//! met makes the second reading faster than the first, so both are told: a corpus on one subject lies between them.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use lectern::corpus::bundled as corpus;
use lectern::entities::resolve::{Document, resolve};
use lectern::entities::{Language, Marker as _, Model, Options, Recogniser, bundled};
use lectern::text::Text;
use lectern::workbench::{Places, Workbench};
use rayon::prelude::*;
use regex::Regex;

/// Runs of each measurement, of which the fastest is told: what else the machine does can only make one slower.
const RUNS: usize = 15;

/// Times that every text is read in a run.
const ROUNDS: usize = 2;

/// The texts, in the order of their files' names; `spacy_speed.py` takes the same.
fn texts() -> Vec<Text> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<_> = ["seeds", "tests/fixtures/entities"]
        .iter()
        .flat_map(|folder| fs::read_dir(root.join(folder)).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    files.sort_by_key(|path| path.file_name().map(ToOwned::to_owned));
    files.iter().map(|path| Text::new(fs::read_to_string(path).unwrap().replace("\r\n", "\n"))).collect()
}

/// The time of the fastest of some runs; `prepare` is not timed.
fn fastest<T, R>(mut prepare: impl FnMut() -> T, mut run: impl FnMut(T) -> R) -> Duration {
    let mut best = Duration::MAX;
    for _ in 0..RUNS {
        let prepared = prepare();
        let start = Instant::now();
        black_box(run(prepared));
        best = best.min(start.elapsed());
    }
    best
}

/// The fastest time of `read` on all of `texts`.
fn over<R>(texts: &[&Text], read: impl Fn(&Text) -> R) -> Duration {
    let all = |()| {
        for text in texts {
            black_box(read(text));
        }
    };
    fastest(|| (), all)
}

/// Bytes of memory this program takes up (Linux only).
fn resident() -> Option<usize> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse::<usize>().ok().map(|kilobytes| kilobytes * 1024)
}

/// Prints one line: what was measured, words a second, and how that stands to something else. Gives the words a second.
fn tell(what: &str, words: usize, time: Duration, beside: &str, other: f64) -> f64 {
    let speed = words as f64 / time.as_secs_f64();
    let ratio =
        if speed < other { format!("1 : {:.2}", other / speed) } else { format!("{:.2} : 1", speed / other) };
    println!("{what}: {speed:.0} words/s, {ratio} to {beside}");
    speed
}

/// Loads the model and tells what that takes.
fn tell_loading() {
    let before = resident();
    let model = bundled::english().unwrap();
    let loaded = resident();
    for text in texts() {
        black_box(model.mark(text.as_str()));
    }
    let used = resident();
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/entities/english/en.lnm");
    let bytes = fs::read(file).unwrap();
    if let (Some(before), Some(loaded), Some(used)) = (before, loaded, used) {
        let times = |from: usize, to: usize| to.saturating_sub(from) as f64 / bytes.len() as f64;
        println!(
            "memory: {:.2} times the model file when loaded, {:.2} times more once a thread has marked with it",
            times(before, loaded),
            times(loaded, used)
        );
    }
    let load = fastest(|| (), |()| bundled::english());
    let sum = fastest(|| (), |()| blake3::hash(&bytes));
    let ratio = load.as_secs_f64() / sum.as_secs_f64();
    println!("load: {} ms, {ratio:.1} : 1 to its check sum alone", load.as_millis());
}

/// How long it takes from a start on the bundled corpus, as the window makes it and with nothing kept from before, until one
/// document has its names. What goes on then is waited for, so that it takes nothing from the next run.
fn until_the_first_names() -> Duration {
    let start = Instant::now();
    let mut bench = Workbench::new(Places::none());
    bench.start_on_bundled_corpus();
    bench.recognise_from_now_on();
    let mut wait_while = |goes_on: fn(&Workbench) -> bool| {
        while goes_on(&bench) {
            bench.poll();
            std::thread::sleep(Duration::from_micros(500));
        }
    };
    wait_while(|bench| bench.entities().documents().next().is_none());
    let first = start.elapsed();
    wait_while(Workbench::is_recognising);
    first
}

/// The naive way: the model read, then all documents recognised one after the other and linked before one is shown.
fn names_of_all_at_once() -> usize {
    let model = bundled::english().unwrap();
    let recogniser = Recogniser::new(Some(&model));
    let texts: Vec<Text> = corpus::documents().into_iter().map(|document| document.text).collect();
    let mentions: Vec<_> = texts.iter().map(|text| recogniser.recognise(text, &Options::default())).collect();
    let documents: Vec<Document<'_, usize>> = texts
        .iter()
        .zip(&mentions)
        .enumerate()
        .map(|(id, (text, mentions))| Document { id, text: text.as_str(), mentions })
        .collect();
    resolve(&documents).entities.len()
}

/// Tells how long the names of the first document take, and all of them the naive way.
fn tell_first_names() {
    let first = (0..RUNS).map(|_| until_the_first_names()).min().unwrap_or_default();
    let all = fastest(|| (), |()| names_of_all_at_once());
    let ratio = all.as_secs_f64() / first.as_secs_f64();
    println!(
        "first names of the bundled corpus: {} ms from the start; naive, all documents one after the other: {} ms, {ratio:.2} : 1",
        first.as_millis(),
        all.as_millis()
    );
}

fn main() {
    tell_loading();
    tell_first_names();
    let texts = texts();
    let once: usize = texts.iter().map(|text| text.as_str().split_whitespace().count()).sum();
    println!("{} texts, {once} words", texts.len());
    let many: Vec<&Text> = (0..ROUNDS).flat_map(|_| &texts).collect();
    let words = once * ROUNDS;
    let options = Options::default();

    let capitals = Regex::new(r"\b\p{Lu}[\w'’-]*(?:\s+\p{Lu}[\w'’-]*)*").unwrap();
    let naive = over(&many, |text| capitals.find_iter(text.as_str()).count());
    let naive = words as f64 / naive.as_secs_f64();
    println!("naive, runs of capitals by a regular expression: {naive:.0} words/s");

    // A fresh model each time: what it remembers of words is gone.
    let load = || bundled::english().unwrap();
    let read_all = |model: Model| texts.iter().map(|text| model.mark(text.as_str()).len()).sum::<usize>();
    let first = fastest(load, read_all);
    tell("model, one core, first reading", once, first, "naive", naive);

    let model = load();
    let alone = over(&many, |text| model.mark(text.as_str()));
    let alone = tell("model, one core, read before", words, alone, "naive", naive);

    let in_parallel = |()| many.par_iter().map(|text| model.mark(text.as_str()).len()).sum::<usize>();
    let all = fastest(|| (), in_parallel);
    let cores = rayon::current_num_threads();
    tell(&format!("model, {cores} cores, read before"), words, all, "one core", alone);

    let recogniser = Recogniser::new(Some(&model));
    let both = over(&many, |text| recogniser.recognise(text, &options));
    tell("model and rules, one core, read before", words, both, "the model alone", alone);

    let rules = over(&many, |text| Recogniser::new(None).recognise(text, &options));
    tell("rules alone, one core", words, rules, "the model alone", alone);

    let language = over(&many, |text| Language::of(text.as_str()));
    tell("language told, one core", words, language, "the model alone", alone);
}
