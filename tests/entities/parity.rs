//! The model finds what spaCy finds: the same tokens, and the same names but for what weights of 16 bits change.

use std::path::Path;

use lectern::entities::{Label, Marker as _, Model, bundled};
use lectern::text::Text;

/// At most so many of a thousand names may differ.
const DIFFERING: usize = 1;

/// Holds `model` to what spaCy found in the texts of a file, of which there must be so many at least, with as many names.
fn hold_to(model: &Model, file: &str, least: usize) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/entities").join(file);
    let (mut texts, mut names, mut differing) = (0, 0, Vec::new());
    for line in std::fs::read_to_string(path).unwrap().lines() {
        let record: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = Text::new(record["t"].as_str().unwrap());
        let body = text.as_str();
        let lengths: Vec<usize> = record["k"]
            .as_array()
            .unwrap()
            .iter()
            .map(|k| k.as_i64().unwrap().unsigned_abs() as usize)
            .collect();
        let tokens: Vec<usize> =
            model.tokens(body).into_iter().map(|span| span.of(body).unwrap().chars().count()).collect();
        assert_eq!(tokens, lengths, "the tokens of {body:?}");
        let expected: Vec<(usize, usize, Label)> = record["e"]
            .as_array()
            .unwrap()
            .iter()
            .map(|e| {
                let number = |at: usize| e[at].as_u64().unwrap() as usize;
                (number(0), number(1), Label::named(e[2].as_str().unwrap()))
            })
            .collect();
        let found: Vec<(usize, usize, Label)> = model
            .mark(body)
            .into_iter()
            .map(|marked| {
                let (start, end) = text.code_points().from_span(body, marked.span).unwrap();
                (start, end, marked.label)
            })
            .collect();
        texts += 1;
        names += expected.len();
        if found != expected {
            differing.push(format!("{body:?}: {found:?}, not {expected:?}"));
        }
    }
    println!("{file}: {texts} texts, {names} names, {} texts with a difference", differing.len());
    assert!(texts >= least && names >= least, "{names} names in {texts} texts are too few to say anything");
    assert!(differing.len() * 1000 <= names * DIFFERING, "{}", differing.join("\n"));
}

#[test]
fn tokens_and_names_are_those_of_spacy() {
    hold_to(&bundled::english().unwrap(), "parity-en.jsonl", 2000);
}

/// Models made anew from spaCy's pipelines, and with them another language than the one everything was made with. The French
/// model is not part of Lectern (it is under another licence); `.ci/models` makes both and runs this test.
#[test]
#[ignore = "needs models made anew: run .ci/models"]
fn models_made_anew_find_what_spacy_finds() {
    let folder =
        std::env::var("LECTERN_MADE_MODELS").unwrap_or_else(|_| panic!("LECTERN_MADE_MODELS is not set"));
    for (language, file, least) in [("en", "parity-en.jsonl", 2000), ("fr", "parity-fr.jsonl", 500)] {
        let path = Path::new(&folder).join(language).with_extension("lnm");
        let model = Model::from_bytes(&std::fs::read(path).unwrap()).unwrap();
        assert_eq!(model.about().language, language);
        hold_to(&model, file, least);
    }
}
