//! The documents compiled into the program, so that it starts on something to read anywhere.
//!
//! What is said of them (title, date, kind, origin) is in `seeds/corpus.ron`; `build.rs` checks it and writes the table.

use super::document::{AttributeValue, Document, Source};
use crate::text::Text;
use crate::text::words::word_count;

/// One document of `seeds/` as the build wrote it down.
struct Seed {
    name: &'static str,
    title: &'static str,
    text: &'static str,
    /// Name, value, and whether the value is a guess.
    attributes: &'static [(&'static str, &'static str, bool)],
}

const SEEDS: &[Seed] = &include!(concat!(env!("OUT_DIR"), "/bundled.rs"));

/// The bundled documents, in the order of their file names.
pub fn documents() -> Vec<Document> {
    SEEDS.iter().map(document).collect()
}

fn document(seed: &Seed) -> Document {
    let attributes = seed.attributes.iter().map(|&(name, value, guessed)| {
        let value = if guessed { AttributeValue::guessed(value) } else { AttributeValue::stated(value) };
        (name.to_owned(), value)
    });
    Document {
        source: Source::Bundled(seed.name.to_owned()),
        name_in_corpus: seed.name.to_owned(),
        text: Text::new(seed.text),
        encoding: "UTF-8".to_owned(),
        reader: super::formats::plain::FORMAT.reader.to_owned(),
        title: seed.title.to_owned(),
        attributes: attributes.collect(),
        words: word_count(seed.text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The bytes of the seeds are evidence: annotations and tests elsewhere point into them.
    #[test]
    fn the_bytes_have_not_changed() {
        let expected = [
            ("000_4e812daf8748d4c8.txt", "d3c6fc9a273997a7bab2316bda722cf0bbae05d64d1b14679d103c5074408eb6"),
            ("001_a98fec2cc0c96cbb.txt", "f9c7343c486a9fd7474aaa910e5edfe118147803702fc1c48eabda362f6742cd"),
            ("002_34bc9215cb2cc781.txt", "8ce8ee45ae212b8aed689f84358fd53440a0c69fd9c4756c64c1e7daa3da5a9f"),
            ("003_4f5b7c68318dca81.txt", "e8fcdd9afa7492db508cfb5a96cf7d5612f08b88e0825627d4cb2ff97d7d6a95"),
            ("004_9c1c8d0c7ef6620a.txt", "7dc4476d533cafa17701e791c2938f8d2cfe0b01d2dbff6e0928312d96d0adce"),
        ];
        let found: Vec<_> = documents()
            .into_iter()
            .map(|document| (document.name_in_corpus.clone(), document.text.hash().to_string()))
            .collect();
        let expected: Vec<_> = expected.map(|(name, hash)| (name.to_owned(), hash.to_owned())).into();
        assert_eq!(found, expected);
    }

    #[test]
    fn each_has_what_the_manifest_promises() {
        for document in documents() {
            assert_eq!(document.source, Source::Bundled(document.name_in_corpus.clone()));
            assert!(document.words > 500, "{}", document.name_in_corpus);
            assert_eq!(document.attributes.keys().collect::<Vec<_>>(), ["date", "kind", "origin"]);
        }
        let documents = documents();
        assert_eq!(documents[0].attributes["date"], AttributeValue::guessed("2020-09-09"));
        assert_eq!(documents[2].attributes["date"], AttributeValue::stated("2019-09-18"));
        assert_eq!(documents[3].title, "Key achievements 2012–2020");
    }
}
