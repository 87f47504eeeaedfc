//! Compiles the bundled corpus into the program: the documents of `seeds/` and what `seeds/corpus.ron` says of them; and
//! gives the recogniser of entities, the reading of words for the search index, the reading of figures and the finding of
//! shared passages names of their own, by which what they have in the cache is told from that of another version.
//!
//! Writes `bundled.rs` into the build's output folder, which `src/corpus/bundled.rs` includes. Stops the build with a
//! plain sentence when the manifest and the files do not agree.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use serde::Deserialize;

/// The kinds of document the manifest may name.
const KINDS: [&str; 4] = ["letter", "news report", "official report", "web page"];

/// `seeds/corpus.ron`.
#[derive(Deserialize)]
struct Manifest {
    documents: Vec<Entry>,
}

/// What the manifest says of one document.
#[derive(Deserialize)]
struct Entry {
    file: String,
    title: String,
    date: Said,
    kind: Said,
    origin: Said,
}

/// A value that the document states, or one that was inferred from it.
#[derive(Deserialize)]
enum Said {
    Stated(String),
    Guessed(String),
}

impl Said {
    fn value(&self) -> &str {
        match self {
            Self::Stated(value) | Self::Guessed(value) => value,
        }
    }

    fn is_guessed(&self) -> bool {
        matches!(self, Self::Guessed(_))
    }
}

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=seeds");
    let built = bundle()
        .and_then(|()| name_recogniser())
        .and_then(|()| name_reading_of_words())
        .and_then(|()| name_reading_of_figures())
        .and_then(|()| name_finding_of_passages());
    if let Err(sentence) = built {
        println!("cargo::error={sentence}");
        std::process::exit(1);
    }
}

/// Reads, checks and writes.
fn bundle() -> Result<(), String> {
    let seeds = PathBuf::from(variable("CARGO_MANIFEST_DIR")?).join("seeds");
    let manifest_text = fs::read_to_string(seeds.join("corpus.ron"))
        .map_err(|error| format!("seeds/corpus.ron cannot be read: {error}."))?;
    let mut manifest: Manifest = ron::from_str(&manifest_text)
        .map_err(|error| format!("seeds/corpus.ron is not as build.rs expects it: {error}."))?;
    manifest.documents.sort_by(|a, b| a.file.cmp(&b.file));

    agree_on_files(&manifest, &files_in(&seeds)?)?;
    for entry in &manifest.documents {
        check_entry(entry)?;
        check_text(entry, &seeds)?;
    }
    let out = PathBuf::from(variable("OUT_DIR")?).join("bundled.rs");
    fs::write(&out, generated(&manifest, &seeds))
        .map_err(|error| format!("{} cannot be written: {error}.", out.display()))
}

/// What the recogniser of entities is made of.
const RECOGNISER: [&str; 2] = ["src/entities", "assets/entities"];

/// What bears on the words that the search index holds of a text: how it is cut into passages and words, their forms and
/// stems, and the index itself.
const READING_OF_WORDS: [&str; 5] =
    ["src/text", "src/search/words", "src/search/scan", "src/search/index", "src/search/language.rs"];

/// The packages that bear on them.
const PACKAGES_FOR_WORDS: [&str; 4] = ["frostem", "unicode-normalization", "unicode-segmentation", "tantivy"];

/// Names the recogniser by all that it is made of, so that what an earlier one recognised is not taken for its own.
fn name_recogniser() -> Result<(), String> {
    let mut hasher = DefaultHasher::new();
    hash_files(&RECOGNISER, &mut hasher)?;
    println!("cargo::rustc-env=LECTERN_RECOGNISER={:016x}", hasher.finish());
    Ok(())
}

/// Names the reading of words likewise, so that an index made by another is not believed to leave documents out rightly.
fn name_reading_of_words() -> Result<(), String> {
    let mut hasher = DefaultHasher::new();
    hash_files(&READING_OF_WORDS, &mut hasher)?;
    hash_packages(&PACKAGES_FOR_WORDS, &mut hasher)?;
    hash_compiler(&mut hasher)?;
    println!("cargo::rustc-env=LECTERN_READING_OF_WORDS={:016x}", hasher.finish());
    Ok(())
}

/// What bears on the figures that are read from a text: its sentences and words, its language, the rules for entities, and
/// those for figures.
const READING_OF_FIGURES: [&str; 7] = [
    "src/text",
    "src/search/words/fold.rs",
    "src/compare",
    "src/entities",
    "src/project/figures.rs",
    "assets/compare",
    "assets/entities/lexicons",
];

/// The packages that bear on them.
const PACKAGES_FOR_FIGURES: [&str; 4] = ["ron", "unicode-normalization", "unicode-segmentation", "whatlang"];

/// Names the reading of figures likewise.
fn name_reading_of_figures() -> Result<(), String> {
    let mut hasher = DefaultHasher::new();
    hash_files(&READING_OF_FIGURES, &mut hasher)?;
    hash_packages(&PACKAGES_FOR_FIGURES, &mut hasher)?;
    println!("cargo::rustc-env=LECTERN_READING_OF_FIGURES={:016x}", hasher.finish());
    Ok(())
}

/// What bears on the passages that texts share, and on the files they are kept in.
const FINDING_OF_PASSAGES: [&str; 12] = [
    "src/text",
    "src/search/words/fold.rs",
    "src/compare/shared",
    "src/compare/scripts.rs",
    "src/compare/tokens.rs",
    "src/compare/furniture.rs",
    "src/compare/function_words.rs",
    "src/compare/words.rs",
    "src/compare/anchors.rs",
    "src/compare/pairing.rs",
    "src/workbench/comparison/cache/passages.rs",
    "assets/compare",
];

/// The packages that bear on them.
const PACKAGES_FOR_PASSAGES: [&str; 3] = ["imara-diff", "unicode-normalization", "unicode-segmentation"];

/// Names the finding of passages likewise.
fn name_finding_of_passages() -> Result<(), String> {
    let mut hasher = DefaultHasher::new();
    hash_files(&FINDING_OF_PASSAGES, &mut hasher)?;
    hash_packages(&PACKAGES_FOR_PASSAGES, &mut hasher)?;
    hash_compiler(&mut hasher)?;
    println!("cargo::rustc-env=LECTERN_FINDING_OF_PASSAGES={:016x}", hasher.finish());
    Ok(())
}

/// Hashes the version of the compiler: the standard library knows which characters are letters, and which are small.
fn hash_compiler(hasher: &mut DefaultHasher) -> Result<(), String> {
    let compiler = variable("RUSTC")?;
    let told = Command::new(&compiler).arg("-V").output();
    told.map_err(|error| format!("{compiler} cannot be asked for its version: {error}."))?
        .stdout
        .hash(hasher);
    Ok(())
}

/// Hashes what the lock file says of packages.
fn hash_packages(names: &[&str], hasher: &mut DefaultHasher) -> Result<(), String> {
    println!("cargo::rerun-if-changed=Cargo.lock");
    let lock = PathBuf::from(variable("CARGO_MANIFEST_DIR")?).join("Cargo.lock");
    let lock =
        fs::read_to_string(&lock).map_err(|error| format!("{} cannot be read: {error}.", lock.display()))?;
    let is_ours = |package: &&str| {
        let name = |name: &&str| package.contains(&format!("name = \"{name}\"\n"));
        names.iter().any(name)
    };
    for package in lock.split("[[package]]").filter(is_ours) {
        package.hash(hasher);
    }
    Ok(())
}

/// Hashes files and all that is in folders.
fn hash_files(paths: &[&str], hasher: &mut DefaultHasher) -> Result<(), String> {
    let root = PathBuf::from(variable("CARGO_MANIFEST_DIR")?);
    for path in paths {
        println!("cargo::rerun-if-changed={path}");
        let path = root.join(path);
        let files = if path.is_dir() { files_below(&path)? } else { BTreeSet::from([path]) };
        for file in files {
            let bytes =
                fs::read(&file).map_err(|error| format!("{} cannot be read: {error}.", file.display()))?;
            bytes.hash(hasher);
        }
    }
    Ok(())
}

/// All files in a folder and below, sorted.
fn files_below(folder: &Path) -> Result<BTreeSet<PathBuf>, String> {
    let cannot = |error| format!("The folder {} cannot be listed: {error}.", folder.display());
    let mut files = BTreeSet::new();
    for entry in fs::read_dir(folder).map_err(cannot)? {
        let path = entry.map_err(cannot)?.path();
        if path.is_dir() {
            files.append(&mut files_below(&path)?);
        } else {
            files.insert(path);
        }
    }
    Ok(files)
}

fn variable(name: &str) -> Result<String, String> {
    env::var(name).map_err(|_| format!("Cargo has not set {name}; build with cargo."))
}

/// Names of the documents in `seeds/`.
fn files_in(seeds: &Path) -> Result<BTreeSet<String>, String> {
    let cannot = |error| format!("The folder seeds/ cannot be listed: {error}.");
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(seeds).map_err(cannot)? {
        let name = entry.map_err(cannot)?.file_name().to_string_lossy().into_owned();
        if name != "corpus.ron" && !name.starts_with('.') {
            names.insert(name);
        }
    }
    Ok(names)
}

fn agree_on_files(manifest: &Manifest, files: &BTreeSet<String>) -> Result<(), String> {
    let mut named = BTreeSet::new();
    for entry in &manifest.documents {
        if !named.insert(entry.file.clone()) {
            return Err(format!("seeds/corpus.ron names {} twice; once is enough.", entry.file));
        }
    }
    if let Some(missing) = named.difference(files).next() {
        return Err(format!("seeds/corpus.ron names {missing}, but there is no such file in seeds/."));
    }
    if let Some(unnamed) = files.difference(&named).next() {
        return Err(format!(
            "seeds/{unnamed} is not named in seeds/corpus.ron; add its title, date, kind and origin."
        ));
    }
    Ok(())
}

fn check_entry(entry: &Entry) -> Result<(), String> {
    let file = &entry.file;
    if entry.title.trim().is_empty() || entry.origin.value().trim().is_empty() {
        return Err(format!("seeds/corpus.ron gives {file} no title or no origin; write one."));
    }
    if !KINDS.contains(&entry.kind.value()) {
        let kinds = KINDS.join(", ");
        return Err(format!(
            "seeds/corpus.ron gives {file} the kind “{}”; it is one of: {kinds}.",
            entry.kind.value()
        ));
    }
    if !is_iso_date(entry.date.value()) {
        return Err(format!(
            "seeds/corpus.ron gives {file} the date “{}”; write YYYY, YYYY-MM or YYYY-MM-DD.",
            entry.date.value()
        ));
    }
    Ok(())
}

/// True for a year, a year and month, or a day, as ISO 8601 writes them.
fn is_iso_date(date: &str) -> bool {
    let widths_are_right =
        date.split('-').map(str::len).eq([4, 2, 2].into_iter().take(date.split('-').count()));
    let numbers: Option<Vec<u32>> = date.split('-').map(|part| part.parse().ok()).collect();
    let Some(numbers) = numbers.filter(|_| widths_are_right) else { return false };
    let month = numbers.get(1).is_none_or(|month| (1..=12).contains(month));
    let day = numbers.get(2).is_none_or(|day| (1..=31).contains(day));
    month && day
}

/// Bundled texts are compiled in as they stand, so they must already be what reading a file would make of them.
fn check_text(entry: &Entry, seeds: &Path) -> Result<(), String> {
    let file = &entry.file;
    let text = fs::read_to_string(seeds.join(file))
        .map_err(|error| format!("seeds/{file} cannot be read: {error}."))?;
    if text.contains('\r') || text.starts_with('\u{feff}') {
        return Err(format!(
            "seeds/{file} has CR line ends or a byte-order mark; save it as UTF-8 with LF line ends."
        ));
    }
    if text.trim().is_empty() {
        return Err(format!("seeds/{file} is empty; remove it or put its text back."));
    }
    Ok(())
}

/// The Rust source of the table of bundled documents.
fn generated(manifest: &Manifest, seeds: &Path) -> String {
    let mut source = String::from("[\n");
    for Entry { file, title, date, kind, origin } in &manifest.documents {
        let path = seeds.join(file).display().to_string();
        let _ = writeln!(
            source,
            "Seed {{ name: {file:?}, title: {title:?}, text: include_str!({path:?}), attributes: &["
        );
        for (name, said) in [("date", date), ("kind", kind), ("origin", origin)] {
            let _ = writeln!(source, "({name:?}, {:?}, {}),", said.value(), said.is_guessed());
        }
        source.push_str("] },\n");
    }
    source.push_str("]\n");
    source
}
